//! Word's documents, as ECMA-376 has them: paragraphs in `word/document.xml`, what their styles mean in `word/styles.xml`, footnotes and
//! the addresses of links in files of their own.

use std::collections::HashMap;
use std::rc::Rc;

use super::Fault;
use super::archive::Archive;
use super::markdown::{Kind, Markdown};
use super::xml::{Node, Tag, walk};

/// The file that says which file of the archive is the document.
const RELATIONS: &str = "_rels/.rels";

/// An instruction of a field is read no further.
const LONGEST_INSTRUCTION: usize = 4_096;

/// Whether an archive is a Word document, be it one without its text.
pub(super) fn is(archive: &Archive) -> bool {
    archive.has("word/document.xml") || archive.has(RELATIONS) && archive.has_below("word/")
}

/// Reads the document.
///
/// # Errors
/// A file that it needs is missing or broken, or it is too long.
pub(super) fn read(archive: &Archive, markdown: &mut Markdown) -> Result<(), Fault> {
    let package = relations(archive, RELATIONS);
    let main = package.iter().find(|it| it.is("officeDocument")).map(|it| it.target.trim_start_matches('/'));
    let main = main.filter(|name| archive.has(name)).unwrap_or("word/document.xml");
    let folder = main.rfind('/').map_or("", |end| main.get(..=end).unwrap_or_default());
    let part = |target: &str| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}{target}"),
    };
    let related = relations(archive, &relations_of(main));
    let of_type = |kind: &str| related.iter().find(|it| it.is(kind)).map(|it| part(&it.target));
    let styles = of_type("styles").and_then(|name| archive.unpack(&name).ok());
    let styles = styles.map(|xml| Styles::read(&xml)).unwrap_or_default();

    let mut reader = Reader::new(markdown, &styles, addresses(&related));
    reader.read(&archive.unpack(main)?)?;
    for kind in [NoteKind::Foot, NoteKind::End] {
        let Some(name) = of_type(kind.relation()).filter(|_| !reader.notes.is_empty()) else { continue };
        reader.links = addresses(&relations(archive, &relations_of(&name)));
        reader.within = Some(kind);
        reader.read(&archive.unpack(&name)?)?;
    }
    Ok(())
}

/// A file that another names.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The file in which a file's relations stand.
fn relations_of(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    format!("{folder}/_rels/{file}.rels")
}

/// The relations in a file; none where it cannot be read.
fn relations(archive: &Archive, name: &str) -> Vec<Relation> {
    let mut relations = Vec::new();
    let Ok(xml) = archive.unpack(name) else { return relations };
    // Those before a fault hold.
    let _ = walk(&xml, |node| {
        if let Node::Start(tag) = node
            && tag.name() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
        {
            relations.push(Relation { id, kind, target });
        }
    });
    relations
}

/// Where links lead, by their relations' names.
fn addresses(relations: &[Relation]) -> HashMap<String, Rc<str>> {
    let links = relations.iter().filter(|it| it.is("hyperlink"));
    links.map(|it| (it.id.clone(), Rc::from(it.target.as_str()))).collect()
}

/// What the paragraphs of each style are.
#[derive(Default)]
struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    kind: Option<Kind>,
    parent: Option<String>,
}

impl Styles {
    fn read(xml: &[u8]) -> Styles {
        let mut styles = Styles::default();
        let mut current: Option<(String, Style)> = None;
        // What stands before a fault holds.
        let _ = walk(xml, |node| match node {
            Node::Start(tag) => match (tag.name(), &mut current) {
                ("style", _) => current = tag.attribute("styleId").map(|id| (id, Style::default())),
                ("name", Some((_, style))) => {
                    let name = tag.attribute("val").unwrap_or_default();
                    style.kind = style.kind.or_else(|| kind_named(&name));
                }
                ("basedOn", Some((_, style))) => style.parent = tag.attribute("val"),
                ("outlineLvl", Some((_, style))) => style.kind = style.kind.or_else(|| level(&tag)),
                _ => {}
            },
            Node::End("style") => styles.styles.extend(current.take()),
            Node::End(_) | Node::Text(_) => {}
        });
        styles
    }

    /// What a paragraph of this style is, where the style or one that it is based on says.
    fn kind(&self, id: &str) -> Option<Kind> {
        /// Styles may be based on each other in a circle.
        const MOST_PARENTS: usize = 16;
        let mut style = self.styles.get(id);
        if style.is_none() {
            return kind_named(id);
        }
        for _ in 0..MOST_PARENTS {
            if let Some(kind) = style?.kind {
                return Some(kind);
            }
            style = self.styles.get(style?.parent.as_deref()?);
        }
        None
    }
}

/// What a style of this name is for, in English, as Word keeps the names of its own styles in any language.
pub(super) fn kind_named(name: &str) -> Option<Kind> {
    let name = name.to_lowercase().replace(' ', "");
    let digit = |before: &str| name.strip_prefix(before)?.parse::<u8>().ok().filter(|&level| level > 0);
    match name.as_str() {
        "title" => Some(Kind::Heading(1)),
        "subtitle" => Some(Kind::Heading(2)),
        "quote" | "intensequote" => Some(Kind::Quote),
        "tocheading" => Some(Kind::LeftOut),
        _ if name.starts_with("listbullet") || name.starts_with("listnumber") => Some(Kind::Item),
        _ if digit("toc").is_some() => Some(Kind::LeftOut),
        _ => digit("heading").map(|level| Kind::Heading(level.min(6))),
    }
}

/// The heading that an outline level stands for; level 9 is text.
fn level(tag: &Tag) -> Option<Kind> {
    let level = tag.attribute("val")?.parse::<u8>().ok().filter(|&level| level < 9)?;
    Some(Kind::Heading((level + 1).min(6)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NoteKind {
    Foot,
    End,
}

impl NoteKind {
    fn relation(self) -> &'static str {
        match self {
            NoteKind::Foot => "footnotes",
            NoteKind::End => "endnotes",
        }
    }
}

/// A field, such as a link by its instruction, whose end has not come yet.
#[derive(Default)]
struct Field {
    instruction: String,
    /// Whether what is seen of it has begun.
    shown: bool,
}

/// Walks over the elements of a document.
struct Reader<'a> {
    markdown: &'a mut Markdown,
    styles: &'a Styles,
    links: HashMap<String, Rc<str>>,
    /// The number of each note that the text refers to.
    notes: HashMap<(NoteKind, String), u32>,
    /// Which notes are being read.
    within: Option<NoteKind>,
    /// The number of the note that is being read, until its first paragraph has begun, and then nothing.
    note: Option<u32>,
    /// How many elements are open within one that is not seen, itself included.
    unseen: usize,
    /// Whether the properties of a paragraph are being read.
    properties: bool,
    /// Whether the paragraph's own mark was deleted, so that the next one continues it.
    continues: bool,
    /// Whether words are being read.
    words: bool,
    /// Whether an instruction is being read.
    instruction: bool,
    emphasised: bool,
    hidden: bool,
    fields: Vec<Field>,
}

impl<'a> Reader<'a> {
    fn new(markdown: &'a mut Markdown, styles: &'a Styles, links: HashMap<String, Rc<str>>) -> Reader<'a> {
        Reader {
            markdown,
            styles,
            links,
            notes: HashMap::new(),
            within: None,
            note: None,
            unseen: 0,
            properties: false,
            continues: false,
            words: false,
            instruction: false,
            emphasised: false,
            hidden: false,
            fields: Vec::new(),
        }
    }

    fn read(&mut self, xml: &[u8]) -> Result<(), Fault> {
        walk(xml, |node| match node {
            Node::Start(_) if self.unseen > 0 => self.unseen += 1,
            Node::Start(tag) => self.start(&tag),
            Node::End(_) if self.unseen > 0 => self.unseen -= 1,
            Node::End(name) => self.end(name),
            Node::Text(text) if self.unseen == 0 => self.text(text),
            Node::Text(_) => {}
        })?;
        self.end_continued();
        Ok(())
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name() {
            "del" | "moveFrom" => {
                // In the properties of a paragraph's mark it says that the mark is gone.
                self.continues |= self.properties;
                self.unseen = 1;
            }
            // What was before a change, the same once more for old programs, how a word is spoken, and settings with examples in them.
            "Fallback" | "rt" | "sdtPr" | "sectPr" => self.unseen = 1,
            name if name.ends_with("Change") => self.unseen = 1,
            "footnote" | "endnote" => self.begin_note(tag),
            "p" => self.begin_paragraph(),
            "pPr" => self.properties = true,
            _ if self.properties => self.property(tag),
            "r" => (self.emphasised, self.hidden) = (false, false),
            "b" | "i" => self.emphasised |= is_on(tag),
            "rStyle" => {
                let style = tag.attribute("val");
                self.emphasised |= matches!(style.as_deref(), Some("Emphasis" | "Strong"));
            }
            "vanish" => self.hidden |= is_on(tag),
            "t" => self.words = true,
            "instrText" => self.instruction = true,
            "tab" => self.markdown.words(" ", false),
            "noBreakHyphen" => self.markdown.words("\u{2011}", self.emphasised),
            "br" if tag.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                self.markdown.line_break()
            }
            "cr" => self.markdown.line_break(),
            "footnoteReference" => self.refer(NoteKind::Foot, tag),
            "endnoteReference" => self.refer(NoteKind::End, tag),
            "hyperlink" => {
                if let Some(target) = tag.attribute("id").and_then(|id| self.links.get(&id)) {
                    self.markdown.open_link(target);
                }
            }
            "fldSimple" => self.open_field(&tag.attribute("instr").unwrap_or_default()),
            "fldChar" => self.field(tag.attribute("fldCharType").as_deref()),
            "tbl" => {
                self.end_continued();
                self.markdown.begin_table();
            }
            "tr" => self.markdown.begin_row(),
            "tc" => self.markdown.begin_cell(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" if !self.continues => self.markdown.end(),
            "pPr" => self.properties = false,
            "t" => self.words = false,
            "instrText" => self.instruction = false,
            "hyperlink" | "fldSimple" => self.markdown.close_link(),
            "tc" => self.end_continued(),
            "tbl" => self.markdown.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.words && !self.hidden {
            self.markdown.words(text, self.emphasised);
        } else if self.instruction
            && let Some(field) = self.fields.last_mut()
            && field.instruction.len() + text.len() <= LONGEST_INSTRUCTION
        {
            field.instruction += text;
        }
    }

    fn begin_note(&mut self, tag: &Tag) {
        let number = tag.attribute("id").zip(self.within);
        self.note = number.and_then(|(id, kind)| self.notes.get(&(kind, id))).copied();
        self.unseen = usize::from(self.note.is_none());
    }

    fn begin_paragraph(&mut self) {
        if std::mem::take(&mut self.continues) && self.markdown.is_open() {
            return;
        }
        self.markdown.begin(match (self.within, self.note.take()) {
            (Some(_), Some(number)) => Kind::Note(number),
            (Some(_), None) => Kind::NoteGoesOn,
            (None, _) => Kind::Paragraph,
        });
    }

    /// Ends a paragraph that was to continue where none follows.
    fn end_continued(&mut self) {
        if std::mem::take(&mut self.continues) {
            self.markdown.end();
        }
    }

    /// A property of a paragraph. In notes, all are alike.
    fn property(&mut self, tag: &Tag) {
        let kind = match tag.name() {
            _ if self.within.is_some() => None,
            "pStyle" => tag.attribute("val").and_then(|style| self.styles.kind(&style)),
            "numId" if tag.attribute("val").is_some_and(|list| list != "0") => Some(Kind::Item),
            "outlineLvl" => level(tag),
            _ => None,
        };
        // Headings are numbered too.
        if let Some(kind) = kind
            && !(kind == Kind::Item && self.markdown.is_heading())
        {
            self.markdown.set_kind(kind);
        }
    }

    fn refer(&mut self, kind: NoteKind, tag: &Tag) {
        let Some(id) = tag.attribute("id") else { return };
        let next = u32::try_from(self.notes.len() + 1).unwrap_or(u32::MAX);
        let number = *self.notes.entry((kind, id)).or_insert(next);
        self.markdown.note(number);
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                let instruction = match self.fields.last_mut() {
                    Some(field) if !field.shown => {
                        field.shown = true;
                        std::mem::take(&mut field.instruction)
                    }
                    _ => return,
                };
                self.open_field(&instruction);
            }
            Some("end") => {
                self.fields.pop();
                self.markdown.close_link();
            }
            _ => {}
        }
    }

    /// Begins the link that a field's instruction makes, such as `HYPERLINK "https://…"`.
    fn open_field(&mut self, instruction: &str) {
        if let Some(address) = address(instruction) {
            self.markdown.open_link(&Rc::from(address));
        }
    }
}

/// Where the link leads that a field's instruction makes; `None` of another field, and of a link to a place within the document.
pub(super) fn address(instruction: &str) -> Option<&str> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    // Behind `\l` stands a place within the document.
    rest.split('"').nth(1).filter(|_| !rest.contains("\\l"))
}

/// Whether a property that can be switched is on.
fn is_on(tag: &Tag) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off"))
}
