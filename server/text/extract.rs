//! Reads one block: what of it is prose, and what else Copydesk wants to know of it. The result depends on the block's
//! text, the dialect and the label table alone, which is what lets a block keep it while the draft around it changes.

use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use crate::block::{Block, Definition, FootnoteDefinition};
use crate::boundaries;
use crate::builder::{Builder, RawLink};
use crate::front_matter::BYTE_ORDER_MARK;
use crate::hidden::{self, Hiding};
use crate::html::{self, Piece};
use crate::labels::{LabelTable, normalise};
use crate::mask::{Masked, mask};
use crate::{Dialect, LinkKind, PassageKind, text_range, text_size};

/// Elements of HTML that are deeper within each other are not told apart.
const DEEPEST_HTML: usize = 256;

/// Stands in prose for what is seen but not words: inline code, formulas, expressions, bare addresses.
const OBJECT: &str = "\u{fffc}";

/// Reads a block. `settings` says that it is front matter, in which there is nothing to read; `hiding`, what of it stands in comments
/// that other blocks open or close.
pub(crate) fn extract(
    source: &str,
    dialect: Dialect,
    settings: bool,
    hiding: Hiding,
    labels: &LabelTable,
) -> Block {
    let len = text_size(source.len());
    if settings {
        return Block { len, hiding, ..Block::default() };
    }
    let marks = hidden::marks(source);
    let hidden = hidden::stretches(&marks, hiding, source.len());
    let Masked { text: masked, masks, comments } = mask(source, dialect, hidden);
    let base = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let markdown = with_footnotes(&masked[base..]);

    let asked = RefCell::new(Vec::new());
    let resolve = |link: BrokenLink| {
        let label = normalise(&link.reference);
        let target = labels.target(&label).map(|target| (CowStr::from(target.to_owned()), CowStr::from("")));
        asked.borrow_mut().push(label);
        target
    };
    let parser = Parser::new_with_broken_link_callback(&markdown, boundaries::options(), Some(resolve));
    let mut definitions: Vec<(Range<usize>, Definition)> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| definition.span.start + base < source.len())
        .map(|(label, definition)| {
            let range = definition.span.start + base..(definition.span.end + base).min(source.len());
            let target = original(source, &masked, &range, &definition.dest);
            (range.clone(), Definition { label: normalise(label), target, range: text_range(range) })
        })
        .collect();
    definitions.sort_by_key(|(range, _)| range.start);

    let mut reader = Reader {
        source,
        masked: &masked,
        masks: masks.iter().map(|mask| (mask.range.clone(), mask.visible)).collect(),
        labels,
        block: Block { len, comments, marks, hiding, ..Block::default() },
        asked: Vec::new(),
        builder: None,
        kind: None,
        containers: Vec::new(),
        header: false,
        opened: Vec::new(),
        silent: 0,
        hidden_element: None,
        anchor: None,
    };
    for (event, range) in parser.into_offset_iter() {
        let range = range.start + base..(range.end + base).min(source.len());
        if range.start >= source.len() && range.start > range.end {
            break;
        }
        reader.read(event, range);
    }
    reader.flush();

    let mut block = reader.block;
    block.comments.sort_by_key(|comment| comment.range.start());
    block.definitions = definitions.into_iter().map(|(_, definition)| definition).collect();
    block.labels = asked.into_inner();
    block.labels.append(&mut reader.asked);
    block.labels.sort();
    block.labels.dedup();
    block
}

/// The block's markdown with a definition appended for each footnote mark in it. The parser knows a mark only where
/// its definition is in sight, and the definition is another block, or still to be written.
fn with_footnotes(markdown: &str) -> String {
    let mut result = markdown.to_owned();
    let mut offset = 0;
    while let Some(found) = markdown[offset..].find("[^") {
        offset += found + "[^".len();
        let Some(length) = label_length(&markdown[offset..]) else { continue };
        let label = &markdown[offset..offset + length];
        if !label.trim().is_empty() {
            result.push_str("\n\n[^");
            result.push_str(label);
            result.push_str("]: -");
        }
    }
    result
}

/// The length of a footnote's label up to its closing bracket, on one line and without brackets inside.
fn label_length(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (offset, character) in rest.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => return Some(offset),
            '[' | '\n' | '\r' => return None,
            _ => {}
        }
    }
    None
}

/// A link's target as the writer wrote it, where a part of it was covered.
fn original(source: &str, masked: &str, range: &Range<usize>, target: &str) -> String {
    let place = masked.get(range.clone()).and_then(|construct| construct.rfind(target));
    let written = place.and_then(|place| source.get(range.start + place..range.start + place + target.len()));
    written.unwrap_or(target).to_owned()
}

/// Walks over the parser's events.
struct Reader<'a> {
    source: &'a str,
    masked: &'a str,
    /// What is covered, and whether something is seen there.
    masks: Vec<(Range<usize>, bool)>,
    labels: &'a LabelTable,
    block: Block,
    asked: Vec<String>,
    builder: Option<Builder>,
    /// The kind of the open passage where its own tag says it.
    kind: Option<PassageKind>,
    /// What the open containers make of a paragraph, innermost last.
    containers: Vec<PassageKind>,
    header: bool,
    opened: Vec<Opened>,
    /// How many enclosing constructs swallow text.
    silent: usize,
    /// The inline script or style element whose content is being swallowed.
    hidden_element: Option<&'static str>,
    /// Where a link in HTML began, in prose and in the source, and where it leads.
    anchor: Option<(usize, usize, String)>,
}

/// An inline construct whose end has not come yet: where its prose began, and what it is.
enum Opened {
    Link { prose: usize, source: Range<usize>, target: String, by_words: bool, bare: bool },
    Image { prose: usize, source: Range<usize>, target: String, by_words: bool },
    Emphasis { prose: usize },
}

impl Reader<'_> {
    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.object(range),
            Event::SoftBreak | Event::HardBreak => {
                let at = self.masks.partition_point(|(mask, _)| mask.end <= range.start);
                if !self.masks.get(at).is_some_and(|(mask, _)| mask.contains(&range.start)) {
                    self.open().line_break(range);
                }
            }
            Event::InlineHtml(_) => self.inline_html(range),
            Event::FootnoteReference(label) => {
                let builder = self.open();
                builder.touch(range.clone());
                let prose = builder.prose_len();
                let target = label.to_string();
                builder.link(RawLink {
                    prose: prose..prose,
                    source: range,
                    target,
                    by_words: false,
                    kind: LinkKind::Footnote,
                });
            }
            Event::Rule => self.flush(),
            Event::Html(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong => {
                let prose = self.begin(&range);
                self.opened.push(Opened::Emphasis { prose });
                return;
            }
            Tag::Link { link_type, dest_url, id, .. } => {
                let prose = self.begin(&range);
                let target = self.target(link_type, &dest_url, &id, &range);
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                if bare {
                    self.object(range.clone());
                    self.silent += 1;
                }
                let by_words = is_by_words(link_type);
                self.opened.push(Opened::Link { prose, source: range, target, by_words, bare });
                return;
            }
            Tag::Image { link_type, dest_url, id, .. } => {
                let prose = self.begin(&range);
                let target = self.target(link_type, &dest_url, &id, &range);
                let by_words = is_by_words(link_type);
                self.opened.push(Opened::Image { prose, source: range, target, by_words });
                return;
            }
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return,
            _ => self.flush(),
        }
        match tag {
            Tag::Heading { level, .. } => self.kind = Some(PassageKind::Heading(level as u8)),
            Tag::TableHead => self.header = true,
            Tag::TableCell => self.kind = Some(PassageKind::TableCell { header: self.header }),
            Tag::BlockQuote(_) => self.containers.push(PassageKind::BlockQuote),
            Tag::Item => self.containers.push(PassageKind::ListItem),
            Tag::FootnoteDefinition(label) => {
                self.containers.push(PassageKind::Footnote);
                if range.start < self.source.len() {
                    let definition =
                        FootnoteDefinition { label: label.to_string(), range: text_range(range) };
                    self.block.footnote_definitions.push(definition);
                }
            }
            Tag::CodeBlock(_) => self.silent += 1,
            Tag::HtmlBlock => {
                self.silent += 1;
                self.html_block(range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => self.close(),
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.silent = self.silent.saturating_sub(1),
            _ => {
                self.flush();
                match tag {
                    TagEnd::TableHead => self.header = false,
                    TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                        self.containers.pop();
                    }
                    _ => {}
                }
            }
        }
    }

    /// Ends an inline construct.
    fn close(&mut self) {
        let Some(opened) = self.opened.pop() else { return };
        let builder = self.builder.get_or_insert_default();
        let end = builder.prose_len();
        match opened {
            Opened::Emphasis { prose } => builder.emphasis(prose..end),
            Opened::Link { prose, source, target, by_words, bare } => {
                if bare {
                    self.silent = self.silent.saturating_sub(1);
                }
                builder.link(RawLink { prose: prose..end, source, target, by_words, kind: LinkKind::Link });
            }
            Opened::Image { prose, source, target, by_words } => {
                builder.image(prose..end, source.clone());
                builder.link(RawLink { prose: prose..end, source, target, by_words, kind: LinkKind::Image });
            }
        }
    }

    /// The place in prose at which an inline construct begins.
    fn begin(&mut self, range: &Range<usize>) -> usize {
        let builder = self.open();
        builder.touch(range.clone());
        builder.prose_len()
    }

    fn open(&mut self) -> &mut Builder {
        self.builder.get_or_insert_default()
    }

    /// Ends the open passage.
    fn flush(&mut self) {
        self.opened.clear();
        self.hidden_element = None;
        self.anchor = None;
        let own = self.kind.take();
        let Some(builder) = self.builder.take() else { return };
        let kind = own.or(self.containers.last().copied()).unwrap_or(PassageKind::Paragraph);
        self.block.passages.extend(builder.finish(self.source, kind));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.silent > 0 || self.hidden_element.is_some() || range.is_empty() {
            return;
        }
        if self.masked.get(range.clone()) != Some(text) {
            self.open().stand_in(text, range);
            return;
        }
        let mut start = range.start;
        let escaped = text.starts_with(|first: char| first.is_ascii_punctuation())
            && self.masked[..start].ends_with('\\')
            && self.open().source_end() < start;
        if escaped {
            // The backslash belongs to the character: who replaces the one must replace the other.
            self.open().stand_in(&text[..1], start - 1..start + 1);
            start += 1;
        }
        self.words(start..range.end);
    }

    /// Appends source as it stands, without what is covered.
    fn words(&mut self, range: Range<usize>) {
        let source = self.source;
        let builder = self.builder.get_or_insert_default();
        let mut start = range.start;
        let first = self.masks.partition_point(|(mask, _)| mask.end <= range.start);
        for (mask, visible) in &self.masks[first..] {
            if mask.start >= range.end {
                break;
            }
            if mask.start > start {
                builder.words(source, start..mask.start);
            }
            if *visible && mask.start >= range.start {
                builder.stand_in(OBJECT, mask.clone());
            }
            start = mask.end;
        }
        if start < range.end {
            builder.words(source, start..range.end);
        }
    }

    fn object(&mut self, range: Range<usize>) {
        if self.silent == 0 && self.hidden_element.is_none() {
            self.open().stand_in(OBJECT, range);
        }
    }

    fn inline_html(&mut self, range: Range<usize>) {
        let html = &self.source[range.clone()];
        if html.starts_with("<!--") {
            self.block.comments.extend(html::comments(self.source, range.clone()));
        }
        for name in ["script", "style"] {
            if html::is_tag(html, name) && !html.ends_with("/>") {
                self.hidden_element = (!html.starts_with("</")).then_some(name);
            }
        }
        self.open().touch(range.clone());
        if html::is_tag(html, "br") && self.silent == 0 {
            self.open().stand_in(" ", range.clone());
        }
        self.anchor(html, range);
    }

    /// Begins or ends the link that a tag of HTML begins or ends.
    fn anchor(&mut self, tag: &str, range: Range<usize>) {
        if !html::is_tag(tag, "a") {
            return;
        }
        let prose = self.open().prose_len();
        if let Some((start, source, target)) = self.anchor.take() {
            let (prose, source) = (start..prose, source..range.end);
            self.open().link(RawLink { prose, source, target, by_words: false, kind: LinkKind::Link });
        }
        let target = html::attribute(tag, "href").filter(|_| !tag.starts_with("</"));
        self.anchor = target.map(|target| (prose, range.start, decoded(target)));
    }

    fn html_block(&mut self, range: Range<usize>) {
        self.block.comments.extend(html::comments(self.source, range.clone()));
        let (source, masked) = (self.source, self.masked);
        let around = self.containers.len();
        // The element that is not seen, and how many of its name are open.
        let mut unseen: Option<(String, usize)> = None;
        // The open elements, and of each whether it says what its words are.
        let mut open: Vec<(String, bool)> = Vec::new();
        for piece in html::pieces(masked, range) {
            if let (Some((name, depth)), Piece::Tag(range)) = (&mut unseen, &piece) {
                if html::is_tag(&source[range.clone()], name) {
                    *depth = if source[range.clone()].starts_with("</") { *depth - 1 } else { *depth + 1 };
                }
                if *depth == 0 {
                    unseen = None;
                }
                continue;
            }
            match piece {
                _ if unseen.is_some() => {}
                Piece::Words(range) => {
                    self.open();
                    self.words(range);
                }
                Piece::Entity(range) => {
                    let character = decoded(&source[range.clone()]);
                    self.open().stand_in(&character, range);
                }
                Piece::Break(range) => self.open().stand_in(" ", range),
                Piece::Tag(range) => {
                    let tag = &source[range.clone()];
                    let Some((name, opens)) = html::element(tag) else { continue };
                    if html::is_unseen(&name) {
                        unseen = (opens && !tag.ends_with("/>")).then_some((name, 1));
                    } else if html::is_inline(&name) {
                        self.open().touch(range.clone());
                        if name == "br" {
                            self.open().stand_in(" ", range.clone());
                        }
                        self.anchor(tag, range);
                    } else {
                        self.flush();
                        if opens && open.len() < DEEPEST_HTML {
                            let kind = html::kind(&name);
                            open.push((name, kind.is_some()));
                            self.containers.extend(kind);
                        } else if let Some(at) = open.iter().rposition(|(open, _)| *open == name)
                            && !opens
                        {
                            // Elements within it end too, whether or not that is written.
                            let kinds = open.drain(at..).filter(|(_, says)| *says).count();
                            self.containers.truncate(self.containers.len() - kinds);
                        }
                    }
                }
            }
        }
        self.flush();
        self.containers.truncate(around);
    }

    /// Where a link leads. A label stands for what the whole draft says, not for what this block says.
    fn target(&mut self, kind: LinkType, written: &str, label: &str, range: &Range<usize>) -> String {
        let by_label = matches!(
            kind,
            LinkType::Reference
                | LinkType::ReferenceUnknown
                | LinkType::Collapsed
                | LinkType::CollapsedUnknown
                | LinkType::Shortcut
                | LinkType::ShortcutUnknown
        );
        if !by_label {
            return original(self.source, self.masked, range, written);
        }
        let label = normalise(label);
        let target = self.labels.target(&label).unwrap_or(written).to_owned();
        self.asked.push(label);
        target
    }
}

/// Whether a link's words are its label too.
fn is_by_words(kind: LinkType) -> bool {
    use LinkType::{Collapsed, CollapsedUnknown, Shortcut, ShortcutUnknown};
    matches!(kind, Collapsed | CollapsedUnknown | Shortcut | ShortcutUnknown)
}

/// What an entity stands for, as markdown has it.
fn decoded(entity: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(entity) {
        if let Event::Text(part) = event {
            text.push_str(&part);
        }
    }
    text
}
