//! What is neither prose nor markdown: shortcodes, template tags, comments, wiki links, formulas, and MDX. The markdown parser would read
//! them as text or trip over them, so they are covered with letters of no meaning before it sees the block. Offsets
//! stay as they are, and whoever reads the parser's events leaves covered text out.

use std::ops::Range;

use crate::code::code_span;
use crate::cover::{Mask, covered, united};
use crate::{Comment, Dialect, boundaries, mdx};

/// Longest shortcode or formula, in bytes; beyond it the opening mark is taken for text.
const LONGEST: usize = 4_096;

/// A block's text with everything covered that markdown should not see.
pub(crate) struct Masked {
    /// As long as the source, byte for byte.
    pub(crate) text: String,
    /// What is covered: ascending, apart from each other.
    pub(crate) masks: Vec<Mask>,
    /// MDX comments.
    pub(crate) comments: Vec<Comment>,
}

/// Covers what is not markdown in a block's text. `hidden`: what stands in comments over blocks, in bytes, half open.
pub(crate) fn mask(source: &str, dialect: Dialect, hidden: Vec<Range<usize>>) -> Masked {
    let mut comments = Vec::new();
    let mut masks: Vec<Mask> = hidden.into_iter().map(|range| Mask { range, visible: false }).collect();
    if source.bytes().any(|byte| matches!(byte, b'{' | b'$')) || source.contains("[[") {
        templates(source, &mut masks);
    }
    if source.contains(":::") && !source.trim_start().starts_with(['`', '~']) {
        fences(source, &mut masks);
    }
    if dialect == Dialect::Mdx {
        mdx::find(source, &mut masks, &mut comments);
    }
    let mut text = boundaries::with_newlines(source.to_owned());
    if !masks.is_empty() {
        masks = united(masks);
        text = covered(&text, &masks);
    }
    Masked { text, masks, comments }
}

/// Shortcodes (`{{< … >}}`, `{{% … %}}`), template tags (`{% … %}`, `{{ … }}`), comments (`{{/* … */}}`, `{{! … }}`, `{# … #}`),
/// attribute lists (`{: … }`, `{#…}`), wiki links (`[[page|words]]`, `![[page]]`), and formulas.
fn templates(source: &str, masks: &mut Vec<Mask>) {
    const PAIRS: [(&str, &str, bool); 11] = [
        ("{{/*", "}}", false),
        ("{{- /*", "}}", false),
        ("{{!", "}}", false),
        ("{{<", ">}}", false),
        ("{{%", "%}}", false),
        ("{%", "%}", false),
        ("{{", "}}", true),
        ("{:", "}", false),
        ("{# ", "#}", false),
        ("{#", "}", false),
        ("$$", "$$", true),
    ];
    let mut offset = 0;
    while let Some(found) = source[offset..].find(['{', '$', '`', '\\', '[', '!']) {
        let start = offset + found;
        let rest = &source[start..];
        offset = start + 1;
        if rest.starts_with('`') {
            offset = start + code_span(rest);
            continue;
        }
        if let Some(escaped) = rest.strip_prefix('\\') {
            offset += escaped.chars().next().map_or(0, char::len_utf8);
            continue;
        }
        if rest.starts_with(['[', '!']) {
            if let Some(link) = wiki_link(rest) {
                let covers = [start..start + link.words.start, start + link.words.end..start + link.length];
                masks.extend(covers.map(|range| Mask { range, visible: false }));
                offset = start + link.length;
            }
            continue;
        }
        let found = PAIRS.iter().find(|(opening, ..)| rest.starts_with(opening));
        let found = match found {
            Some((opening, closing, visible)) => {
                paired(rest, opening, closing).map(|length| (length, *visible))
            }
            None => formula(rest).map(|length| (length, true)),
        };
        if let Some((length, visible)) = found {
            masks.push(Mask { range: start..start + length, visible });
            offset = start + length;
        }
    }
}

/// Lines that open or close a container of Pandoc and others: `::: note`, `:::`.
fn fences(source: &str, masks: &mut Vec<Mask>) {
    let mut start = 0;
    for line in source.split_inclusive(['\n', '\r']) {
        let fence = line.trim();
        if fence.starts_with(":::") {
            let indent = line.len() - line.trim_start().len();
            masks.push(Mask { range: start + indent..start + indent + fence.len(), visible: false });
        }
        start += line.len();
    }
}

/// A wiki link: its length in bytes, and where the words that are read of it stand, half open.
pub(crate) struct WikiLink {
    length: usize,
    pub(crate) words: Range<usize>,
}

/// The wiki link that a text begins with. Of `[[page|words]]` the words are read, of `[[Page]]` the page's name, of an embed
/// `![[page]]` nothing.
pub(crate) fn wiki_link(rest: &str) -> Option<WikiLink> {
    let embeds = rest.starts_with('!');
    let opening = if embeds { "![[" } else { "[[" };
    let inner = rest.strip_prefix(opening)?;
    let end = inner.find(['[', ']', '\n', '\r']).filter(|&end| inner[end..].starts_with("]]"))?;
    let content = &inner[..end];
    let length = opening.len() + end + "]]".len();
    // "[[1]](address)" is a link of markdown, and "[[quote]]" is left to be filled in.
    let markdown = rest[length..].starts_with(['(', '[', ':']);
    let named = content.starts_with(char::is_uppercase) && content.chars().any(char::is_lowercase);
    let bar = content.rfind('|');
    if markdown || content.trim().is_empty() || !(embeds || bar.is_some() || named) {
        return None;
    }
    let words = match bar {
        _ if embeds => length..length,
        Some(bar) => opening.len() + bar + 1..opening.len() + end,
        None => opening.len()..opening.len() + end,
    };
    Some(WikiLink { length, words })
}

/// The length of a shortcode: from its opening to its closing mark, within a paragraph.
fn paired(rest: &str, opening: &str, closing: &str) -> Option<usize> {
    let inner = &rest[opening.len()..];
    // Looked for no further than it may stand, since every opening mark of a block asks.
    let mut reach = inner.len().min(LONGEST + closing.len());
    while !inner.is_char_boundary(reach) {
        reach -= 1;
    }
    let length = inner[..reach].find(closing)?;
    let content = &inner[..length];
    let odd = content.contains("\n\n") || content.contains("\n\r\n") || content.contains("```");
    let one_line = !matches!(opening, "{:" | "{#" | "{{!") || !content.contains(['\n', '\r']);
    (!odd && one_line).then_some(opening.len() + length + closing.len())
}

/// The length of a formula `$…$`. Money is far more frequent in news, so the inside must look like mathematics: no
/// digit at the start, no space at its edges, and a mark that amounts do not have; or a single letter.
fn formula(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('$')?;
    let length = inner.find(['$', '\n', '\r', '`']).filter(|&length| inner[length..].starts_with('$'))?;
    let content = &inner[..length];
    let spaced = content.starts_with(char::is_whitespace) || content.ends_with(char::is_whitespace);
    let digits = content.starts_with(|first: char| first.is_ascii_digit())
        || inner[length + 1..].starts_with(|next: char| next.is_ascii_digit());
    let letter = content.len() == 1 && content.starts_with(|only: char| only.is_ascii_alphabetic());
    let mathematics = letter || content.contains(['\\', '^', '_', '=']);
    (!content.is_empty() && !spaced && !digits && mathematics).then_some(length + 2)
}
