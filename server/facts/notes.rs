//! A reporter's own notes: transcripts, minutes, documents that a draft names, read into words with who speaks and when, so that
//! quotations can be compared with them. Text in, plain data out; finding and opening the files is the binary's business.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use text_size::{TextRange, TextSize};

mod align;
mod compare;
mod figures;
mod grade;
mod labels;
mod layout;
mod names;
mod pieces;
mod words;

pub(crate) use compare::Compared;
pub use figures::NotesFigure;
pub use grade::{Difference, Grade, Kind};
pub use names::NotesName;

use grade::Recorded;
use words::{Break, Numbers};

/// What kind of notes a file is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotesKind {
    /// What was said, word for word.
    Transcript,
    /// What somebody wrote down.
    Notes,
    /// A report, a letter, a statement.
    Document,
}

impl NotesKind {
    /// All kinds.
    pub const ALL: [NotesKind; 3] = [NotesKind::Transcript, NotesKind::Notes, NotesKind::Document];

    /// The word used in front matter.
    pub fn name(self) -> &'static str {
        match self {
            NotesKind::Transcript => "transcript",
            NotesKind::Notes => "notes",
            NotesKind::Document => "document",
        }
    }
}

/// A file of notes, as a draft names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NamedNotes {
    /// The file, from the draft's folder on, with `/` between the parts.
    pub file: String,
    /// Where it is named: bytes of the draft.
    pub range: TextRange,
    /// What it is, where that is said.
    pub kind: Option<NotesKind>,
    /// Whether a machine wrote it down, which mishears.
    pub machine: bool,
    /// Whom the speakers' labels stand for: "Speaker 1" and "Ana Lopez".
    pub speakers: Vec<(String, String)>,
}

/// A file of notes that was read.
#[derive(Clone, Debug)]
pub struct NotesSource {
    /// As the draft names it.
    pub named: NamedNotes,
    /// Where it lies; `None` where it is no file.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: Arc<str>,
}

/// How a newsroom quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Manner {
    /// Whether grammar may be tidied.
    pub tidied: bool,
    /// Words that nobody would print, beside "um" and its like; folded.
    pub fillers: Vec<String>,
}

/// The notes of a draft. Cloning them is cheap.
#[derive(Clone, Default)]
pub struct Notes {
    read: Option<Arc<Read>>,
}

/// What was read of all files.
struct Read {
    sources: Vec<NotesSource>,
    manner: Manner,
    passages: Vec<Passage>,
    words: Vec<Entry>,
    /// The numbers of the words, and what each costs where it is left out, for the alignment.
    numbers: Vec<u32>,
    left_out: Vec<u32>,
    known: Numbers,
    /// Where each word stands.
    places: HashMap<u32, Vec<u32>>,
    /// What quotations came to, by their text: only one that is new is aligned.
    compared: Mutex<HashMap<String, Arc<Compared>>>,
    figures: OnceLock<Vec<NotesFigure>>,
    names: OnceLock<Vec<NotesName>>,
}

/// What one person says at a stretch, or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The file, an index into [`Notes::sources`].
    pub file: usize,
    /// Who speaks; `None` where the notes do not say, or only that somebody does.
    pub speaker: Option<Arc<str>>,
    /// Whether that is certain; else it counts only where the draft knows the name.
    pub sure: bool,
    /// When, as the notes have it: "00:03:12".
    pub at: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// Where it stands: bytes of the file's text, from its first word to its last.
    pub range: TextRange,
    /// Whether a label says that somebody speaks.
    labelled: bool,
    /// Counts the turns: passages of one turn are one person's, without another's between.
    turn: usize,
}

impl Passage {
    /// When, in seconds from the start.
    pub fn seconds(&self) -> Option<u32> {
        self.at.as_deref().and_then(seconds)
    }

    /// Where it is, for people: the time, or the line where no time is told.
    pub fn place(&self) -> String {
        self.at.clone().unwrap_or_else(|| format!("line {}", self.line))
    }
}

struct Entry {
    form: Box<str>,
    range: TextRange,
    behind: Break,
    passage: u32,
    filler: bool,
}

impl std::fmt::Debug for Notes {
    /// What was said stays out of logs.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Notes of {} files", self.sources().len())
    }
}

impl Notes {
    /// Reads notes.
    pub fn new(sources: Vec<NotesSource>, manner: &Manner) -> Notes {
        if sources.is_empty() {
            return Notes::default();
        }
        let mut read = Read {
            sources: Vec::new(),
            manner: manner.clone(),
            passages: Vec::new(),
            words: Vec::new(),
            numbers: Vec::new(),
            left_out: Vec::new(),
            known: Numbers::default(),
            places: HashMap::new(),
            compared: Mutex::default(),
            figures: OnceLock::new(),
            names: OnceLock::new(),
        };
        for source in sources {
            read.add(source, &manner.fillers);
        }
        for (at, &number) in read.numbers.iter().enumerate() {
            read.places.entry(number).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Notes { read: Some(Arc::new(read)) }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.read.is_none()
    }

    /// The files.
    pub fn sources(&self) -> &[NotesSource] {
        self.read.as_ref().map_or(&[], |read| &read.sources)
    }

    /// Whether grammar may be tidied in quotations.
    pub fn is_tidied(&self) -> bool {
        self.read.as_ref().is_some_and(|read| read.manner.tidied)
    }

    /// The passages of all files, in order.
    pub fn passages(&self) -> &[Passage] {
        self.read.as_ref().map_or(&[], |read| &read.passages)
    }

    /// Whether they were read by a manner of quoting.
    pub fn is_by(&self, manner: &Manner) -> bool {
        self.read.as_ref().is_some_and(|read| read.manner == *manner)
    }

    /// What a quotation's text, without its marks, comes to beside the notes.
    pub(crate) fn compare(&self, text: &str) -> Arc<Compared> {
        const MOST_KEPT: usize = 4096;
        let Some(read) = &self.read else { return Arc::default() };
        let kept = || read.compared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(text) {
            return Arc::clone(known);
        }
        let compared = Arc::new(compare::compare(read, text));
        let mut kept = kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(text.to_owned(), Arc::clone(&compared));
        compared
    }

    /// The passage that holds a word, an index into [`Notes::passages`].
    pub(crate) fn passage_number(&self, word: usize) -> Option<usize> {
        let read = self.read.as_ref()?;
        let number = read.words.get(word)?.passage as usize;
        (number < read.passages.len()).then_some(number)
    }

    /// Where some words stand in their file, from the first to the last: bytes of its text.
    pub(crate) fn range_of(&self, words: &Range<usize>) -> Option<TextRange> {
        let read = self.read.as_ref()?;
        let (first, last) = (read.words.get(words.start)?, read.words.get(words.end.checked_sub(1)?)?);
        (first.range.start() <= last.range.end())
            .then(|| TextRange::new(first.range.start(), last.range.end()))
    }

    /// Some words as the notes have them, by their numbers, without what marks emphasis, on one line.
    pub fn text_of(&self, words: &Range<usize>) -> String {
        let place = || {
            let passage = &self.passages()[self.passage_number(words.start)?];
            Some((passage.file, self.range_of(words)?))
        };
        place().map_or(String::new(), |(file, range)| self.told(file, range))
    }

    /// What is said in some bytes of a file, on one line, without emphasis and without the labels and times that stand between.
    pub fn told(&self, file: usize, range: TextRange) -> String {
        let Some(source) = self.sources().get(file) else { return String::new() };
        let said = self.passages().iter().filter(|passage| passage.file == file);
        let said = said.filter_map(|passage| passage.range.intersect(range).filter(|part| !part.is_empty()));
        let said = said.map(|part| {
            let end = usize::from(part.end());
            // A passage ends with its last word; where it goes on in the next, its stop stands between.
            let behind = source.text.get(end..usize::from(range.end())).unwrap_or("");
            let stop = behind.len() - behind.trim_start_matches(['.', '!', '?', '…']).len();
            shown(source.text.get(part.start().into()..end + stop).unwrap_or(""))
        });
        said.collect::<Vec<_>>().join(" ")
    }

    /// Whether they are in English, as far as small words tell.
    pub fn is_english(&self) -> bool {
        const SMALL: [&str; 16] = [
            "the", "and", "of", "to", "a", "in", "i", "it", "is", "that", "you", "was", "we", "for", "on",
            "not",
        ];
        let Some(read) = &self.read else { return true };
        let small: usize =
            SMALL.iter().map(|word| read.places.get(&read.known.of(word)).map_or(0, Vec::len)).sum();
        small * 10 >= read.words.len()
    }

    /// All who are said to speak, each once, in order.
    pub fn speakers(&self) -> Vec<&str> {
        let mut speakers: Vec<&str> = Vec::new();
        for name in self.passages().iter().filter_map(|passage| passage.speaker.as_deref()) {
            if !speakers.contains(&name) {
                speakers.push(name);
            }
        }
        speakers
    }
}

/// Words of notes as people are shown them: on one line, without emphasis and tags.
pub fn shown(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        plain += &rest[..open];
        let tag = rest[open..].find('>').filter(|end| *end < 80);
        match tag {
            Some(end) => rest = &rest[open + end + 1..],
            None => {
                plain.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    plain += rest;
    let words =
        plain.split_whitespace().filter(|word| !word.bytes().all(|it| matches!(it, b'*' | b'_' | b'>')));
    let words: Vec<&str> = words.map(|word| word.trim_matches(['*', '_'])).collect();
    words.join(" ").replace("**", "")
}

impl Read {
    /// Adds a file behind the others, with a wall between that nothing is aligned over.
    fn add(&mut self, source: NotesSource, own_fillers: &[String]) {
        let file = self.sources.len();
        if !self.words.is_empty() {
            let behind = Entry {
                form: "".into(),
                range: TextRange::default(),
                behind: Break::Stop,
                passage: u32::MAX,
                filler: false,
            };
            self.words.push(behind);
            self.numbers.push(words::NONE);
            self.left_out.push(align::WALL);
        }
        let layout = layout::read(&source.text);
        let mut lines = LineCounter::new(&source.text);
        let mut before: Option<(Option<labels::Label>, usize, Option<u32>)> = None;
        for stretch in &layout.stretches {
            let mut found: Vec<words::Word> = Vec::new();
            for prose in &stretch.prose {
                let start = TextSize::new(u32::try_from(prose.start).unwrap_or(u32::MAX));
                let more = words::words(&source.text[prose.clone()], start);
                found.extend(more);
            }
            let (Some(first), Some(last)) = (found.first(), found.last()) else { continue };
            let range = TextRange::new(first.range.start(), last.range.end());
            let fillers = words::fillers(&found, own_fillers);
            let fillers = in_brackets(&source.text, &found, fillers);
            let seconds = stretch.at.as_deref().and_then(seconds);
            let nothing = fillers.iter().all(|filler| *filler);
            let goes_on = before.as_ref().is_some_and(|(label, section, then)| {
                let soon = then.zip(seconds).is_none_or(|(then, now)| now.abs_diff(then) <= LONGEST_PAUSE);
                *label == stretch.label && *section == stretch.section && soon
            });
            let turn = self.passages.last().map_or(0, |last| last.turn + usize::from(!goes_on && !nothing));
            // What somebody hums between does not end a turn.
            if !nothing || before.is_none() {
                before = Some((stretch.label.clone(), stretch.section, seconds));
            }
            let (speaker, sure) = self.speaker(&source.named, &layout, stretch.label.as_ref());
            let passage = u32::try_from(self.passages.len()).unwrap_or(u32::MAX);
            self.passages.push(Passage {
                file,
                speaker,
                sure,
                at: stretch.at.clone(),
                line: lines.line(range.start().into()),
                range,
                labelled: stretch.label.is_some(),
                turn,
            });
            let numbers: Vec<u32> = found.iter().map(|word| self.known.give(&word.form)).collect();
            let again = said_again(&numbers, &fillers);
            for (((word, number), filler), again) in found.into_iter().zip(numbers).zip(fillers).zip(again) {
                self.numbers.push(number);
                self.left_out.push(if filler || again { align::FILLER } else { align::LEFT_OUT });
                let words::Word { form, range, behind } = word;
                self.words.push(Entry { form: form.into(), range, behind, passage, filler });
            }
        }
        self.sources.push(source);
    }

    /// Whom a label stands for, and whether that is certain.
    fn speaker(
        &self,
        named: &NamedNotes,
        layout: &layout::Layout,
        label: Option<&labels::Label>,
    ) -> (Option<Arc<str>>, bool) {
        let Some(label) = label else { return (None, false) };
        let told = named.speakers.iter().find(|(short, _)| short.eq_ignore_ascii_case(&label.name));
        let told = told.map(|(_, name)| name).or_else(|| layout.key.get(&label.name));
        let name = told.unwrap_or(&label.name);
        if labels::is_generic(name) {
            return (None, false);
        }
        let known = self
            .passages
            .iter()
            .rev()
            .find_map(|passage| passage.speaker.clone().filter(|it| **it == **name));
        (Some(known.unwrap_or_else(|| Arc::from(name.as_str()))), label.sure || told.is_some())
    }
}

/// One turn has no longer pause than this, in seconds from the start of a cue to the next.
const LONGEST_PAUSE: u32 = 60;

/// "00:03:12" in seconds.
fn seconds(at: &str) -> Option<u32> {
    at.split(':').try_fold(0u32, |all, part| all.checked_mul(60)?.checked_add(part.parse().ok()?))
}

/// Which words are said again at once, fillers between or not: "I've had, I've had grown men". Of the two the first.
fn said_again(numbers: &[u32], fillers: &[bool]) -> Vec<bool> {
    const LONGEST: usize = 6;
    let told: Vec<usize> = (0..numbers.len()).filter(|&at| !fillers[at]).collect();
    let mut again = vec![false; numbers.len()];
    for from in 0..told.len() {
        for length in 1..=LONGEST.min((told.len() - from) / 2) {
            let same = |at: usize| numbers[told[from + at]] == numbers[told[from + length + at]];
            if (0..length).all(same) {
                told[from..from + length].iter().for_each(|&at| again[at] = true);
            }
        }
    }
    again
}

/// Which words are fillers, with those in square brackets, which are somebody's remark: "[laughs]".
fn in_brackets(text: &str, words: &[words::Word], mut fillers: Vec<bool>) -> Vec<bool> {
    let mut inside = false;
    let mut last = words.first().map_or(0, |first| usize::from(first.range.start()));
    last = text[..last].rfind('\n').map_or(last, |line| line + 1).max(last.saturating_sub(1));
    for (word, filler) in words.iter().zip(&mut fillers) {
        let start: usize = word.range.start().into();
        for letter in text.get(last..start).unwrap_or("").chars() {
            inside = match letter {
                '[' => true,
                ']' => false,
                _ => inside,
            };
        }
        *filler |= inside;
        last = word.range.end().into();
    }
    fillers
}

impl Recorded for Read {
    fn number(&self, word: usize) -> u32 {
        self.numbers.get(word).copied().unwrap_or(words::NONE)
    }

    fn form(&self, word: usize) -> &str {
        self.words.get(word).map_or("", |word| &word.form)
    }

    fn behind(&self, word: usize) -> Break {
        self.words.get(word).map_or(Break::Stop, |word| word.behind)
    }

    fn is_filler(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|word| word.filler)
    }

    fn are_one(&self, word: usize, other: usize) -> bool {
        let place = |word: usize| self.words.get(word).map(|word| (word.passage, word.range));
        place(word).is_some() && place(word) == place(other)
    }
}

/// Counts lines while places are asked for in order.
struct LineCounter<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> LineCounter<'t> {
        LineCounter { text, at: 0, line: 1 }
    }

    /// The line of a byte, from 1.
    fn line(&mut self, at: usize) -> usize {
        if at > self.at {
            self.line += self.text.as_bytes()[self.at..at].iter().filter(|byte| **byte == b'\n').count();
            self.at = at;
        }
        self.line
    }
}

#[cfg(test)]
mod tests;
