//! The results of votes and games that a draft tells, and which of them is that of which it reports.

use copydesk_language::{Numbers, Relation, Relations};
use text_size::TextRange;

use crate::figures::Figures;

/// The result of a vote or a game: its words, where they stand, and both numbers, the greater first.
pub(crate) struct Outcome {
    /// The passage; the title of the front matter is none.
    pub(crate) passage: Option<usize>,
    pub(crate) range: TextRange,
    pub(crate) numbers: [i64; 2],
    /// Whether the sentence tells it as how a vote went.
    voted: bool,
}

/// The results that a text tells, those of votes first.
pub(crate) fn outcomes(passage: Option<usize>, numbers: &Numbers, relations: &Relations) -> Vec<Outcome> {
    let outcome = |range: TextRange, first: i64, second: i64, voted: bool| Outcome {
        passage,
        range,
        numbers: [first.max(second), first.min(second)],
        voted,
    };
    let votes = relations.between.iter().filter_map(|relation| match relation {
        Relation::Vote { range, votes, .. } => Some(outcome(*range, *votes.first()?, *votes.get(1)?, true)),
        _ => None,
    });
    let mut found: Vec<Outcome> = votes.collect();
    for tally in &numbers.tallies {
        if !found.iter().any(|known| known.range.contains_range(tally.range)) {
            found.push(outcome(tally.range, tally.first, tally.second, false));
        }
    }
    found.sort_by_key(|outcome| outcome.range.start());
    found
}

/// Whether a sentence tells a result as that of which the draft reports: a verb of winning or voting stands with it, and nothing that
/// makes it one of another day, of a part of the game, or of several.
pub(crate) fn is_of_now(here: Figures, told: &Outcome) -> bool {
    const WON: &str = "beat beats beating beaten win wins won winning winners victory defeat defeats defeated lost lose loses \
        losing loss edged thrashed drew draw overcame downed";
    const OTHERS: &str = "previous previously earlier before half half-time interval break aggregate leg first second set sets series ago \
        led lead leads leading record since penalties shootout shoot-out extra-time";
    // "Survived the last 11 minutes" is of this one.
    const LAST: &str = "week weekend month year season time summer winter meeting";
    let sentences = &here.reading().sentences;
    let Some(sentence) = sentences.iter().find(|sentence| sentence.range.contains_range(told.range)) else {
        return false;
    };
    let words = here.words(sentence.range).to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let any = |of: &str| of.split_whitespace().any(|word| words.contains(&word));
    let last = LAST.split_whitespace().any(|word| words.windows(2).any(|pair| pair == ["last", word]));
    let dated =
        here.numbers().dates.iter().any(|date| {
            sentence.range.contains_range(date.range) && (date.year.is_some() || date.day.is_none())
        });
    (told.voted || any(WON)) && !any(OTHERS) && !last && !dated
}
