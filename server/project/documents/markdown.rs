//! Paragraphs as markdown: one block each, of which it is known on which line it begins. What the words of a paragraph would mean to a
//! markdown parser is escaped, so that a reader of the markdown reads the same words.

use std::ops::Range;
use std::rc::Rc;

use super::Fault;
use super::archive::MOST;

/// Longer addresses are left out: pictures hide in them.
const LONGEST_TARGET: usize = 2_000;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Paragraph,
    /// From 1 to 6.
    Heading(u8),
    Item,
    Quote,
    /// The first paragraph of the footnote of this number.
    Note(u32),
    /// A further paragraph of the footnote before.
    NoteGoesOn,
    /// None that a reader of the text would miss, such as a line of the table of contents.
    LeftOut,
}

/// Markdown under construction.
#[derive(Default)]
pub(super) struct Markdown {
    text: String,
    /// How many lines the text has.
    lines: usize,
    /// The line, from 1, on which each paragraph begins.
    starts: Vec<usize>,
    /// The paragraphs that have begun, innermost last: one may stand in a box within another.
    open: Vec<Paragraph>,
    table: Option<Table>,
    /// Footnotes, which stand behind everything else.
    notes: Vec<Block>,
    /// How many bytes of paragraphs were made, written or not.
    made: usize,
    /// More came than is kept.
    full: bool,
}

#[derive(Default)]
struct Paragraph {
    kind: Kind,
    /// Words with single blanks between; a line feed is a line break.
    text: String,
    /// Bytes of the text.
    emphasis: Vec<Range<usize>>,
    links: Vec<(Range<usize>, Rc<str>)>,
    /// The byte and the number of each footnote's mark.
    notes: Vec<(usize, u32)>,
    /// Where an unfinished link begins, and where it leads.
    link: Option<(usize, Rc<str>)>,
}

/// A paragraph's markdown, without what its kind puts before it.
struct Block {
    kind: Kind,
    body: String,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<Block>>>,
    /// How many tables are open within its cells. They are read as text of the cell.
    nested: usize,
}

impl Markdown {
    /// Begins a paragraph, within the one that is open if there is one.
    pub(super) fn begin(&mut self, kind: Kind) {
        self.open.push(Paragraph { kind, ..Paragraph::default() });
    }

    /// Whether a paragraph is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Says what the open paragraph is.
    pub(super) fn set_kind(&mut self, kind: Kind) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.kind = kind;
        }
    }

    /// Whether the open paragraph is a heading.
    pub(super) fn is_heading(&self) -> bool {
        self.open.last().is_some_and(|paragraph| matches!(paragraph.kind, Kind::Heading(_)))
    }

    /// Ends the open paragraph; one without words is none.
    pub(super) fn end(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        paragraph.close_link();
        if paragraph.kind == Kind::LeftOut {
            return;
        }
        let kind = paragraph.kind;
        let Some(body) = paragraph.body(MOST.saturating_sub(self.made)) else { return };
        self.made += body.len();
        self.full |= self.made >= MOST;
        let block = Block { kind, body };
        match (kind, &mut self.table) {
            (Kind::Note(_) | Kind::NoteGoesOn, _) => self.notes.push(block),
            (_, Some(table)) => table.put(block),
            (_, None) => self.write(&block),
        }
    }

    /// Words of the open paragraph. White space is evened out.
    pub(super) fn words(&mut self, words: &str, emphasised: bool) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let start = paragraph.text.len();
        for character in words.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' => {
                    if !paragraph.text.is_empty() && !paragraph.text.ends_with([' ', '\n']) {
                        paragraph.text.push(' ');
                    }
                }
                _ if character.is_control() || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {}
                _ => paragraph.text.push(character),
            }
        }
        let end = paragraph.text.len();
        if !emphasised || start == end {
            return;
        }
        let within = paragraph.link.as_ref().map_or(0, |&(start, _)| start);
        let within = within.max(paragraph.links.last().map_or(0, |(range, _)| range.end));
        match paragraph.emphasis.last_mut() {
            // Not across the edge of a link.
            Some(last) if last.end == start && last.start >= within => last.end = end,
            _ => paragraph.emphasis.push(start..end),
        }
    }

    /// A line break in the open paragraph; the second in a row ends it and begins another.
    pub(super) fn line_break(&mut self) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let blank = paragraph.text.ends_with(' ');
        paragraph.text.truncate(paragraph.text.len() - usize::from(blank));
        if paragraph.text.ends_with('\n') {
            let kind = match paragraph.kind {
                Kind::Note(_) => Kind::NoteGoesOn,
                kind => kind,
            };
            self.end();
            self.begin(kind);
        } else if !paragraph.text.is_empty() {
            paragraph.text.push('\n');
        }
    }

    /// Begins a link in the open paragraph; of links within each other the last counts.
    pub(super) fn open_link(&mut self, target: &Rc<str>) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.close_link();
            paragraph.link = Some((paragraph.text.len(), Rc::clone(target)));
        }
    }

    /// Ends the link of the open paragraph.
    pub(super) fn close_link(&mut self) {
        self.open.last_mut().into_iter().for_each(Paragraph::close_link);
    }

    /// The mark of a footnote in the open paragraph.
    pub(super) fn note(&mut self, number: u32) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.notes.push((paragraph.text.len(), number));
        }
    }

    pub(super) fn begin_table(&mut self) {
        match &mut self.table {
            Some(table) => table.nested += 1,
            None => self.table = Some(Table::default()),
        }
    }

    pub(super) fn begin_row(&mut self) {
        if let Some(table) = self.table.as_mut().filter(|table| table.nested == 0) {
            table.rows.push(Vec::new());
        }
    }

    pub(super) fn begin_cell(&mut self) {
        if let Some(table) = self.table.as_mut().filter(|table| table.nested == 0) {
            match table.rows.last_mut() {
                Some(row) => row.push(Vec::new()),
                None => table.rows.push(vec![Vec::new()]),
            }
        }
    }

    /// Ends the table. One of a single column is no table but a frame around its paragraphs.
    pub(super) fn end_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        if table.nested > 0 {
            table.nested -= 1;
            self.table = Some(table);
            return;
        }
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        if columns <= 1 {
            table.rows.into_iter().flatten().flatten().for_each(|block| self.write(&block));
            return;
        }
        let rows = table.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
        for (number, row) in rows.enumerate() {
            // The first row says how many columns there are.
            let padding = if number == 0 { columns - row.len() } else { 0 };
            let cells = row.iter().map(|cell| joined(cell)).chain((0..padding).map(|_| String::new()));
            let line = cells.fold(String::from("|"), |line, cell| line + " " + &cell + " |");
            if number == 0 {
                self.blank_line();
            }
            self.starts.push(self.lines + 1);
            self.line(&line);
            if number == 0 {
                self.line(&format!("|{}", " --- |".repeat(columns)));
            }
        }
    }

    /// The markdown, and the line, from 1, on which each paragraph begins.
    ///
    /// # Errors
    /// It is longer than anybody writes.
    pub(super) fn finish(mut self) -> Result<(String, Vec<usize>), Fault> {
        while self.is_open() {
            self.end();
        }
        while self.table.is_some() {
            self.end_table();
        }
        for note in std::mem::take(&mut self.notes) {
            self.write(&note);
        }
        if self.full { Err(Fault::TooLong) } else { Ok((self.text, self.starts)) }
    }

    fn write(&mut self, block: &Block) {
        let (first, others) = match block.kind {
            Kind::Heading(level) => ("#".repeat(level.into()) + " ", ""),
            Kind::Item => ("- ".to_owned(), "  "),
            Kind::Quote => ("> ".to_owned(), "> "),
            Kind::Note(number) => (format!("[^{number}]: "), "    "),
            Kind::NoteGoesOn => ("    ".to_owned(), "    "),
            Kind::Paragraph | Kind::LeftOut => (String::new(), ""),
        };
        self.blank_line();
        self.starts.push(self.lines + 1);
        if let Kind::Heading(_) = block.kind {
            return self.line(&(first + &block.body.replace('\n', " ")));
        }
        for (number, line) in block.body.split('\n').enumerate() {
            let before = if number == 0 { first.as_str() } else { others };
            let (start, rest) = line.split_at(mark(line).unwrap_or_default());
            let escape = if mark(line).is_some() { "\\" } else { "" };
            self.line(&format!("{before}{start}{escape}{rest}"));
        }
    }

    fn blank_line(&mut self) {
        if self.lines > 0 {
            self.line("");
        }
    }

    fn line(&mut self, line: &str) {
        if self.text.len() + line.len() >= MOST {
            self.full = true;
            return;
        }
        self.text += line;
        self.text.push('\n');
        self.lines += 1;
    }
}

impl Table {
    /// A paragraph of the last cell.
    fn put(&mut self, block: Block) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        match row.last_mut() {
            Some(cell) => cell.push(block),
            None => row.push(vec![block]),
        }
    }
}

/// A cell's paragraphs on one line.
fn joined(cell: &[Block]) -> String {
    let bodies: Vec<String> =
        cell.iter().map(|block| block.body.replace('\n', " ").replace('|', "\\|")).collect();
    bodies.join(" ")
}

/// Where a line has a mark that would make something else of it than a paragraph or an item: a fence, a heading's line, front matter,
/// or the stop behind a year that markdown would count items by.
fn mark(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    let numbered = digits > 2 && (rest.starts_with(". ") || rest == ".");
    let marked = ["{\"", ":::", "==="].into_iter().any(|mark| line.starts_with(mark));
    (numbered || marked).then_some(digits)
}

impl Paragraph {
    fn close_link(&mut self) {
        if let Some((start, target)) = self.link.take()
            && !self.text.get(start..).unwrap_or_default().trim().is_empty()
        {
            self.links.push((start..self.text.len(), target));
        }
    }

    /// The paragraph's markdown, cut soon behind `most` bytes; `None` where it has no words.
    fn body(mut self, most: usize) -> Option<String> {
        self.text.truncate(self.text.trim_end().len());
        if self.text.is_empty() && self.notes.is_empty() {
            return None;
        }
        let trimmed = |range: &Range<usize>| {
            let words = self.text.get(range.start..range.end.min(self.text.len()))?;
            let start = range.start + words.len() - words.trim_start().len();
            let end = start + words.trim().len();
            (start < end).then_some(start..end)
        };
        // At one byte what ends comes before what begins, the inner before the outer, and the other way round.
        let mut marks: Vec<(usize, u8, Mark)> = Vec::new();
        for range in self.emphasis.iter().filter_map(trimmed).filter(|range| flanks(&self.text, range)) {
            marks.push((range.start, 4, Mark::Emphasis));
            marks.push((range.end, 0, Mark::Emphasis));
        }
        for (range, target) in &self.links {
            if let Some(range) = trimmed(range).filter(|_| leads_somewhere(target)) {
                marks.push((range.start, 3, Mark::OpenLink));
                marks.push((range.end, 1, Mark::CloseLink(target)));
            }
        }
        marks.extend(self.notes.iter().map(|&(at, number)| (at.min(self.text.len()), 2, Mark::Note(number))));
        marks.sort_by_key(|&(at, order, _)| (at, order));

        let mut body = String::with_capacity(self.text.len());
        let mut marks = marks.into_iter().peekable();
        let mut linked = false;
        let mut before = None;
        let mut characters = self.text.char_indices().peekable();
        loop {
            let at = characters.peek().map_or(self.text.len(), |&(at, _)| at);
            while let Some((_, _, mark)) = marks.next_if(|&(place, ..)| place <= at) {
                match mark {
                    Mark::Emphasis => body.push('*'),
                    Mark::OpenLink => body.push('['),
                    Mark::CloseLink(target) => body.extend(["](", &address(target), ")"]),
                    Mark::Note(number) => body += &format!("[^{number}]"),
                }
                linked = match mark {
                    Mark::OpenLink => true,
                    Mark::CloseLink(_) => false,
                    Mark::Emphasis | Mark::Note(_) => linked,
                };
            }
            let Some((at, character)) = characters.next() else { break };
            if body.len() > most {
                break;
            }
            let rest = self.text.get(at..).unwrap_or_default();
            if needs_escape(before, character, rest, linked) {
                body.push('\\');
            }
            body.push(character);
            before = Some(character);
        }
        Some(body)
    }
}

enum Mark<'t> {
    Emphasis,
    OpenLink,
    CloseLink(&'t str),
    Note(u32),
}

/// Whether markdown takes asterisks around these words for emphasis.
fn flanks(text: &str, range: &Range<usize>) -> bool {
    let inner = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let behind = text.get(range.end..).and_then(|text| text.chars().next());
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    (is_word(inner.chars().next()) || !is_word(before))
        && (is_word(inner.chars().next_back()) || !is_word(behind))
}

/// Whether an address is one, is not too long, and leads out of the document.
fn leads_somewhere(target: &str) -> bool {
    let target = target.trim();
    let script = target.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    !(target.is_empty() || target.len() > LONGEST_TARGET || target.starts_with('#') || script)
}

/// An address as it stands in a link.
fn address(target: &str) -> String {
    let target = target.trim();
    let mut written = String::with_capacity(target.len());
    for character in target.chars().filter(|character| !character.is_control()) {
        match character {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '[' | ']' | '{' | '}' | '$' | '`' | '*' | '|' => {
                written += &format!("%{:02X}", u32::from(character));
            }
            _ => written.push(character),
        }
    }
    written
}

/// Whether markdown, or what site generators add to it, would take a character for a mark. `rest` begins with it.
fn needs_escape(before: Option<char>, character: char, rest: &str, linked: bool) -> bool {
    let mut behind = rest.chars();
    let next = behind.by_ref().nth(1);
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let is_blank = |character: Option<char>| character.is_none_or(char::is_whitespace);
    match character {
        '\\' => next.is_some_and(|next| next.is_ascii_punctuation()),
        '`' | '~' => true,
        '*' => !(is_blank(before) && is_blank(next)),
        '_' => !(is_word(before) && is_word(next)),
        '[' => linked || matches!(next, Some('[' | '^')),
        ']' => linked || matches!(next, Some('[' | '(' | ':')),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
        '&' => {
            let name = rest.get(1..).unwrap_or_default();
            let end = name.find(|next: char| !next.is_ascii_alphanumeric() && next != '#');
            end.is_some_and(|end| end > 0 && name.get(end..).is_some_and(|rest| rest.starts_with(';')))
        }
        '$' => next.is_some_and(|next| !next.is_ascii_digit() && !next.is_whitespace()),
        '{' => matches!(next, Some('{' | '%' | ':' | '#')),
        '%' => next == Some('%'),
        _ => false,
    }
}
