//! The fact-check sheet of a draft: everything that somebody looks up before it is printed.

use copydesk_desk::{Backing, Detail, EntryKind, SheetEntry, SourceKind};
use text_size::TextRange;

use super::paper::{Cell, Paper, Part, Row, Sentence, places};
use crate::cli::notes::Recorded;
use crate::cli::page::is_web;
use crate::cli::prose::Prose;

/// What each row says, in order.
const COLUMNS: [&str; 3] = ["What", "Words", "Source in the draft"];

const OPENING: &str =
    "A program listed what can be looked up. It may miss something: read the draft beside it.";

/// The sheet.
/// `done`: whether an entry is ticked in the draft.
pub(super) fn sheet(
    name: &str,
    prose: &Prose,
    entries: &[SheetEntry],
    recorded: &Recorded,
    done: impl Fn(&SheetEntry) -> bool,
) -> Paper {
    let mut part = Part::default();
    // Entries whose sentences touch stand together, such as those of a quotation that runs over several.
    let mut groups: Vec<(TextRange, Vec<&SheetEntry>)> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some((range, group)) if entry.sentence.start() < range.end() => {
                *range = range.cover(entry.sentence);
                group.push(entry);
            }
            _ => groups.push((entry.sentence, vec![entry])),
        }
    }
    for (range, group) in groups {
        let marked: Vec<TextRange> = group.iter().map(|entry| entry.range).collect();
        let sentence = part.sentences.len();
        part.sentences.push(match &group[0].head {
            Some(head) => {
                let words: Vec<&str> = group.iter().map(|entry| entry.words.as_str()).collect();
                let what = if head.is_title { "headline" } else { "standfirst" };
                Sentence::bare(format!("{what}, in front matter"), &head.text, &words)
            }
            None => Sentence::new(prose, range, &marked),
        });
        part.rows.extend(group.into_iter().map(|entry| Row {
            sentence,
            done: done(entry),
            cells: cells(entry, prose, recorded),
        }));
    }
    Paper {
        kind: "Fact-check sheet",
        title: prose.headline().unwrap_or(name).to_owned(),
        name: name.to_owned(),
        opening: OPENING,
        problem: None,
        columns: &COLUMNS,
        fill: "Checked against",
        nothing: "There is nothing to check in this draft.",
        parts: vec![part],
    }
}

/// A cell for each of the [`COLUMNS`].
fn cells(entry: &SheetEntry, prose: &Prose, recorded: &Recorded) -> Vec<Cell> {
    let mut notes: Vec<String> = Vec::new();
    let mut link = None;
    match &entry.detail {
        Some(Detail::Of(actor)) => notes.push(format!("of {actor}")),
        Some(Detail::Otherwise(name)) => notes.push(format!("elsewhere “{name}”")),
        Some(Detail::Target(target)) => {
            link = Some(target.clone()).filter(|target| is_web(target));
            notes.push(format!("leads to {target}"));
        }
        None => {}
    }
    notes.extend(again(entry, prose));
    notes.extend(recorded.of(entry.range).filter(|_| entry.kind == EntryKind::Quotation));
    let note = Some(notes.join("; ")).filter(|note| !note.is_empty());
    vec![
        Cell::of(entry.kind.name()),
        Cell { words: entry.words.clone(), note, link },
        Cell::of(backing(&entry.backing, entry.kind)),
    ]
}

/// Where a name stands again: "again 5 times, as Calloway: ¶ 3, ¶ 5".
fn again(entry: &SheetEntry, prose: &Prose) -> Option<String> {
    let times = match entry.again.len() {
        0 => return None,
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    let mut forms: Vec<&str> = Vec::new();
    for mention in &entry.again {
        if mention.words != entry.words && !forms.contains(&mention.words.as_str()) {
            forms.push(&mention.words);
        }
    }
    let forms = if forms.is_empty() { String::new() } else { format!(", as {}", forms.join(", ")) };
    let places = places(prose, entry.again.iter().map(|mention| mention.range));
    Some(format!("again {times}{forms}: {places}"))
}

/// What the draft says of where something comes from, in words.
pub(super) fn backing(backing: &Backing, kind: EntryKind) -> String {
    match backing {
        Backing::Nobody if kind == EntryKind::Quotation => "nobody is named".to_owned(),
        Backing::Nobody => "the draft itself".to_owned(),
        Backing::Said { name, kind, quoted } => {
            let how = if *quoted { "quoted" } else { "told" };
            format!("{}, {how}", source(name, *kind))
        }
        Backing::Carried { name, .. } if name.is_empty() => "as the sentence before".to_owned(),
        Backing::Carried { name, kind } => format!("{}, carried over", source(name, *kind)),
        Backing::Linked { target } => format!("link: {target}"),
        Backing::Footnote { label } => format!("footnote {label}"),
    }
}

/// A source's name, with what is to be known of it where it has none.
fn source(name: &str, kind: SourceKind) -> String {
    let kind = match kind {
        SourceKind::Anonymous => " (unnamed)",
        SourceKind::Vague => " (could be anybody)",
        SourceKind::Described => " (described, not named)",
        SourceKind::Pronoun => " (unclear who)",
        SourceKind::Named | SourceKind::Document | SourceKind::None => "",
    };
    format!("{name}{kind}")
}
