//! OpenDocument texts: everything stands in `content.xml`, footnotes at their marks.

use std::collections::HashMap;
use std::rc::Rc;

use super::Fault;
use super::archive::Archive;
use super::markdown::{Kind, Markdown};
use super::xml::{Node, Tag, walk};

/// Whether an archive is an OpenDocument text.
pub(super) fn is(archive: &Archive) -> bool {
    let kind = archive.unpack("mimetype").unwrap_or_default();
    kind.starts_with(b"application/vnd.oasis.opendocument.text")
}

/// Reads the document.
///
/// # Errors
/// Its text is missing or broken, or too long.
pub(super) fn read(archive: &Archive, markdown: &mut Markdown) -> Result<(), Fault> {
    let mut reader = Reader {
        markdown,
        styles: HashMap::new(),
        style: None,
        unseen: 0,
        lists: 0,
        notes: 0,
        within: 0,
        spans: Vec::new(),
        note: None,
    };
    walk(&archive.unpack("content.xml")?, |node| match node {
        Node::Start(_) if reader.unseen > 0 => reader.unseen += 1,
        Node::Start(tag) => reader.start(&tag),
        Node::End(_) if reader.unseen > 0 => reader.unseen -= 1,
        Node::End(name) => reader.end(name),
        Node::Text(text) if reader.unseen == 0 => {
            let emphasised = reader.spans.last().is_some_and(|&emphasised| emphasised);
            reader.markdown.words(text, emphasised);
        }
        Node::Text(_) => {}
    })
}

/// What a style of the document itself says.
#[derive(Default)]
struct Style {
    parent: String,
    emphasised: bool,
    hidden: bool,
}

/// Walks over the elements of a document.
struct Reader<'a> {
    markdown: &'a mut Markdown,
    styles: HashMap<String, Style>,
    /// The style that is being read.
    style: Option<(String, Style)>,
    /// How many elements are open within one that is not seen, itself included.
    unseen: usize,
    lists: usize,
    /// How many footnotes there were.
    notes: u32,
    /// How many footnotes are open, within each other.
    within: usize,
    /// Of each open span whether it is emphasised.
    spans: Vec<bool>,
    /// The number of a footnote of which no paragraph has begun.
    note: Option<u32>,
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag) {
        match tag.name() {
            // What was deleted, comments, the names of pictures, tables of contents, and the marks of footnotes.
            "tracked-changes" | "annotation" | "title" | "desc" | "forms" | "note-citation"
            | "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index"
            | "ruby-text" => self.unseen = 1,
            "style" => {
                let parent = tag.attribute("parent-style-name").unwrap_or_default();
                self.style = tag.attribute("name").map(|name| (name, Style { parent, ..Style::default() }));
            }
            "text-properties" => {
                if let Some((_, style)) = &mut self.style {
                    let is = |name: &str, values: &[&str]| {
                        tag.attribute(name).is_some_and(|value| values.contains(&value.as_str()))
                    };
                    style.emphasised |=
                        is("font-style", &["italic", "oblique"]) || is("font-weight", &["bold"]);
                    style.hidden |= is("display", &["none"]);
                }
            }
            "h" => {
                let level = tag.attribute("outline-level").and_then(|level| level.parse::<u8>().ok());
                self.begin(Kind::Heading(level.unwrap_or(1).clamp(1, 6)));
            }
            "p" => self.begin(self.kind(tag)),
            "span" => {
                let style = tag.attribute("style-name").unwrap_or_default();
                let own = self.styles.get(&style);
                if own.is_some_and(|style| style.hidden) {
                    self.unseen = 1;
                    return;
                }
                let parent = own.map_or(style.as_str(), |style| &style.parent);
                let emphasised = matches!(parent, "Emphasis" | "Strong_20_Emphasis");
                let around = self.spans.last().is_some_and(|&emphasised| emphasised);
                self.spans.push(emphasised || around || own.is_some_and(|style| style.emphasised));
            }
            "a" => {
                if let Some(target) = tag.attribute("href") {
                    self.markdown.open_link(&Rc::from(target));
                }
            }
            "s" | "tab" => self.markdown.words(" ", false),
            "line-break" => self.markdown.line_break(),
            "list-item" => self.lists += 1,
            "note" => {
                self.notes = self.notes.saturating_add(1);
                self.markdown.note(self.notes);
                self.note = Some(self.notes);
                self.within += 1;
            }
            "table" => self.markdown.begin_table(),
            "table-row" => self.markdown.begin_row(),
            "table-cell" => self.markdown.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "style" => self.styles.extend(self.style.take()),
            "h" | "p" => self.markdown.end(),
            "span" => {
                self.spans.pop();
            }
            "a" => self.markdown.close_link(),
            "list-item" => self.lists = self.lists.saturating_sub(1),
            "note" => (self.within, self.note) = (self.within.saturating_sub(1), None),
            "table" => self.markdown.end_table(),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind) {
        self.markdown.begin(match self.note.take() {
            Some(number) => Kind::Note(number),
            None if self.within > 0 => Kind::NoteGoesOn,
            None => kind,
        });
    }

    fn kind(&self, tag: &Tag) -> Kind {
        let style = tag.attribute("style-name").unwrap_or_default();
        match self.styles.get(&style).map_or(style.as_str(), |style| &style.parent) {
            "Title" => Kind::Heading(1),
            "Subtitle" => Kind::Heading(2),
            "Quotations" => Kind::Quote,
            _ if self.lists > 0 => Kind::Item,
            _ => Kind::Paragraph,
        }
    }
}
