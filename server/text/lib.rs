//! A draft as text: the rope, its markdown blocks, and the prose a reader sees, mapped back to the source.

/// How a draft is written; decided by the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Markdown, and plain text.
    Markdown,
    /// Markdown with components, imports and `{…}` expressions.
    Mdx,
}
