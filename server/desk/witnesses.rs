//! Names that a draft spells in another way than the documents and hand-written notes of its reporter. A slip in those is as likely, so
//! that it is told more quietly than what differs within the draft, and never where the notes have the draft's spelling too.

use copydesk_facts::{Facts, Notes, NotesKind, NotesName, spelling};
use copydesk_language::NameKind;

use crate::rule::Flagged;
use crate::writings::{Writing, writings};
use crate::{Severity, fixes};

/// Surnames shorter than this differ by a letter too often to be one.
const SHORTEST: usize = 5;

/// The findings, one for each name at its first place.
pub(crate) fn otherwise(facts: &Facts) -> Vec<Flagged> {
    if facts.notes().names().is_empty() {
        return Vec::new();
    }
    let words = |name: &NotesName| facts.notes().words_in(name.passage, name.range);
    let recorded: Vec<(&NotesName, &str, String)> =
        facts.notes().names().iter().map(|name| (name, words(name), spelling::fold(words(name)))).collect();
    let writings = writings(facts);
    let person = |writing: &&Writing| {
        let mentions = facts.mentions_of(writing.places[0].passage).iter();
        let mut here = mentions.filter(|mention| mention.place == writing.places[0]);
        here.any(|mention| mention.kind == NameKind::Person)
    };
    let otherwise = |writing: &Writing| {
        let name = (writing.text, writing.folded.as_str());
        let (witness, usual, _) =
            recorded.iter().find(|(_, words, folded)| are_spellings(name, (words, folded)))?;
        let is_mixed = recorded.iter().any(|(_, words, _)| *words == writing.text)
            || writings.iter().any(|other| other.text == *usual);
        (!is_mixed).then(|| finding(facts, writing, usual, witness))
    };
    writings.iter().filter(person).filter_map(otherwise).collect()
}

/// Whether two full names, each as it is written and folded, are one in two spellings: other accents, or a slip in the surname or in the
/// given name.
fn are_spellings((name, folded): (&str, &str), (other, other_folded): (&str, &str)) -> bool {
    if folded == other_folded {
        let plain = |name: &str| name.to_lowercase().replace('’', "'");
        return plain(name) != plain(other);
    }
    let (Some((given, family)), Some((other_given, other_family))) =
        (folded.split_once(' '), other_folded.split_once(' '))
    else {
        return false;
    };
    let long = family.chars().count().min(other_family.chars().count()) >= SHORTEST;
    given == other_given && long && spelling::is_variant(family, other_family)
        || family == other_family && spelling::is_same_given_name(given, other_given)
}

fn finding(facts: &Facts, writing: &Writing, usual: &str, witness: &NotesName) -> Flagged {
    let notes: &Notes = facts.notes();
    let passage = &notes.passages()[witness.passage];
    let named = &notes.sources()[passage.file].named;
    let (odd, at) = (writing.text, format!("{}, {}", named.file, passage.place()));
    let message = format!("“{odd}” is spelled “{usual}” in the notes ({at}): use one spelling.");
    let discreet = format!("“{odd}” is spelled otherwise in the notes ({at}): use one spelling.");
    let most = if named.kind == Some(NotesKind::Document) { Severity::Warning } else { Severity::Info };
    let changes = fixes::respell(facts, &writing.places, usual).swap_remove(0);
    Flagged::new(facts.source(writing.places[0]), message)
        .with_discreet(discreet)
        .with_most(most)
        .with_fixes(changes)
}
