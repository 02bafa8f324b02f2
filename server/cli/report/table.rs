//! Who is quoted, as a table: a row for each source of each draft, for a newsroom that counts over weeks and months.
//!
//! What it says of a source is what the draft says, and what the newsroom's roster states; nothing is made of a name.

use copydesk_desk::{RosterActor, SourceKind, Stated, StatedIn};

use super::Reported;
use super::shown::ShownDraft;
use super::voices::Voice;
use crate::cli::csv;

/// The columns; those of the roster are empty where it has no entry.
const COLUMNS: [&str; 12] = [
    "draft",
    "date",
    "source",
    "kind",
    "words_quoted",
    "words_told",
    "role",
    "roster_name",
    "roster_kind",
    "roster_role",
    "roster_description",
    "roster_pronouns",
];

/// The sources whose words stand in some drafts, in the order of the drafts, those with the most words first.
pub(super) fn write(reported: &[Reported]) -> String {
    let mut table = csv::MARK.to_owned();
    csv::row(&mut table, COLUMNS.into_iter());
    for Reported { shown, .. } in reported {
        for voice in shown.voices.speaking() {
            csv::row(&mut table, row(voice, shown).iter().map(String::as_str));
        }
    }
    table
}

fn row(voice: &Voice, shown: &ShownDraft) -> [String; 12] {
    let card = voice.actor.and_then(|actor| shown.card(actor));
    let role = card.and_then(|card| {
        // An age is no role.
        let is_role =
            |it: &&Stated| matches!(it.origin, StatedIn::Draft(_)) && it.words.contains(char::is_alphabetic);
        card.office.iter().chain(&card.descriptions).find(is_role).map(|it| it.words.as_str())
    });
    let listed = voice.actor.and_then(|actor| shown.listed.iter().find(|(number, _)| *number == actor));
    let of = |field: fn(&RosterActor) -> Option<&str>| {
        listed.and_then(|(_, entry)| field(entry)).unwrap_or_default().to_owned()
    };
    // Whom nobody names has no name here either, and "she" is none.
    let unnamed = matches!(voice.kind, SourceKind::None | SourceKind::Pronoun);
    let name = if unnamed { "" } else { voice.name.as_str() };
    [
        shown.name.clone(),
        shown.written.clone().unwrap_or_default(),
        name.to_owned(),
        voice.kind.name().to_owned(),
        voice.quoted.to_string(),
        voice.told.to_string(),
        role.unwrap_or_default().to_owned(),
        of(|entry| Some(&entry.name)),
        of(|entry| entry.kind.map(|kind| kind.name())),
        of(|entry| entry.role.as_deref()),
        of(|entry| entry.description.as_deref()),
        of(|entry| entry.pronouns.as_deref()),
    ]
}
