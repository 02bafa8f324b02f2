//! Who says what accuses, where the reader sees no report: courts that hear it, and the ends of headlines.

use copydesk_facts::{Backing, Facts, SentenceFact, Span, Statement};
use copydesk_language::{SourceKind, is_body_noun, is_document, is_office, is_person_noun, overlap};
use text_size::TextRange;

use super::stance::Stance;
use crate::charges::contains_any;
use crate::config::Settings;
use crate::heads;

/// Words of somebody who speaks for another.
const SPEAKS_FOR: &[&str] =
    &["lawyer", "attorney", "solicitor", "barrister", "counsel", "spokes", "representative", "defending"];
/// Those before whom a case is told.
pub(super) const COURTS: &[&str] = &[
    "court",
    "courts",
    "hearing",
    "inquest",
    "inquiry",
    "judge",
    "judges",
    "jurors",
    "jury",
    "magistrates",
    "tribunal",
];
/// Behind a dash at the end of a headline its source has no more words.
const LONGEST_SOURCE: usize = 4;

/// Who says what accuses at a place in a sentence: where the words themselves report it, "Holloway accused Pask", whoever they report.
pub(super) fn said_by(
    facts: &Facts,
    fact: &SentenceFact,
    place: Span,
    stance: Stance,
    accused: Option<&str>,
) -> Backing {
    let text = facts.text(fact.place);
    // "Her lawyer said that she denies the charges": whoever speaks for the accused.
    let speaks = |statement: &&Statement| {
        let source = statement.source_place().filter(|it| fact.place.range.contains_range(it.range));
        source.is_some_and(|source| speaks_for(facts.text(source)))
    };
    if stance == Stance::Denies
        && let Some(source) =
            facts.statements_of(place.passage).iter().find(speaks).and_then(|it| it.source_place())
    {
        return described(facts.text(source));
    }
    let hears = court(text).is_some();
    let backing = match facts.backing(place) {
        // "She pleaded not guilty and was acquitted": that she was, a court says.
        Backing::Said { name, .. } if stance == Stance::Clears && accused == Some(name.as_str()) => {
            Backing::Nobody
        }
        // What a court hears is not what somebody in a sentence before goes on to say.
        Backing::Carried { .. } if hears => Backing::Nobody,
        Backing::Said { name, .. } if hears && !text.contains(name.rsplit(' ').next().unwrap_or(&name)) => {
            Backing::Nobody
        }
        Backing::Nobody => Backing::Nobody,
        backing => return backing,
    };
    let reports = |statement: &&Statement| {
        statement.tells()
            && overlap(statement.attribution.cue, place.range)
            && statement.source_place().is_some()
    };
    if let Some(statement) = facts.statements_of(place.passage).iter().find(reports)
        && stance != Stance::Clears
    {
        let words = statement.source_place().map_or("", |source| facts.text(source));
        let name = statement.actor.map_or(words, |actor| &facts.actors[actor].name);
        if accused != Some(name) || stance != Stance::Accuses {
            return Backing::Said { name: name.to_owned(), kind: statement.kind(), quoted: false };
        }
    }
    // Whoever denies or admits it says so.
    if let (Stance::Denies | Stance::Admits, Some(name)) = (stance, accused) {
        return Backing::Said { name: name.to_owned(), kind: SourceKind::Named, quoted: false };
    }
    let heads = facts.passages[place.passage].is_head();
    court(text).or_else(|| heads.then(|| end(text)).flatten()).map_or(backing, described)
}

/// Who says what accuses in a title or a standfirst in front matter, by bytes of its text: it is read as a headline is.
pub(super) fn said_in_head(text: &str, words: TextRange) -> Backing {
    let draft = heads::read(text);
    let settings = Settings::default();
    let facts = draft.facts(&settings);
    let read = facts.passages.first().filter(|view| view.passage.text == text);
    match read.map_or(Backing::Nobody, |_| facts.backing(Span::new(0, words))) {
        Backing::Nobody => court(text).or_else(|| end(text)).map_or(Backing::Nobody, described),
        backing => backing,
    }
}

/// Whether the words for a source are of somebody who speaks for another.
pub(super) fn speaks_for(source: &str) -> bool {
    contains_any(&source.to_lowercase(), SPEAKS_FOR)
}

fn described(source: &str) -> Backing {
    Backing::Said { name: source.to_owned(), kind: SourceKind::Described, quoted: false }
}

/// The court that a sentence tells to have heard something: "a court" of "a court heard", "Jurors" of "Jurors were told".
fn court(text: &str) -> Option<&str> {
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words: Vec<&str> = words().collect();
    let hears = |number: usize| {
        let next = |on: usize| words.get(number + on).copied().unwrap_or_default();
        let told =
            matches!(next(1), "was" | "were" | "is" | "has" | "have") && matches!(next(2), "told" | "heard");
        COURTS.contains(&words[number].to_lowercase().as_str())
            && (told || matches!(next(1), "hears" | "heard" | "hear" | "told"))
    };
    let number = (0..words.len()).find(|&number| hears(number))?;
    // With its article, or its name: "Brack Crown Court".
    let proper = words[number].starts_with(char::is_uppercase);
    let before = words[..number].iter().rev();
    let named = before.clone().take_while(|word| proper && word.starts_with(char::is_uppercase)).count();
    let article = words[..number - named]
        .last()
        .is_some_and(|word| matches!(word.to_lowercase().as_str(), "a" | "an" | "the"));
    let first = words[number - named - usize::from(article)];
    Some(&text[at(first)..at(words[number]) + words[number].len()])
}

/// The source behind the last dash of a headline: "Mayor took bribes – report".
fn end(text: &str) -> Option<&str> {
    let (_, last) = [" – ", " — ", " - "].iter().find_map(|dash| text.rsplit_once(dash))?;
    let last = last.trim_matches(|c: char| !c.is_alphanumeric());
    let tells = |word: &str| {
        let lower = word.to_lowercase();
        let one = lower.strip_suffix('s').unwrap_or(&lower);
        let is =
            |word: &str| is_document(word) || is_office(word) || is_person_noun(word) || is_body_noun(word);
        is(&lower) || is(one) || COURTS.contains(&lower.as_str()) || lower == "police"
    };
    let few = last.split_whitespace().count() <= LONGEST_SOURCE;
    (few && last.split_whitespace().next_back().is_some_and(tells)).then_some(last)
}

/// Whether a description is of a body or an office that anybody can find: "the council", "police".
pub(super) fn is_body(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    is_body_noun(&last)
        || matches!(last.as_str(), "police" | "officers" | "prosecutors" | "council")
        || COURTS.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courts_and_the_ends_of_headlines_are_sources() {
        for (text, expected) in [
            ("Treasurer stole the money, court hears", Some("court")),
            ("Falk stole it, a court heard on Monday.", Some("a court")),
            ("Brack Crown Court was told that Falk stole it.", Some("Brack Crown Court")),
            ("Falk beat her, jurors were told.", Some("jurors")),
            ("An inquest heard how Falk beat her.", Some("An inquest")),
            ("Falk went to court.", None),
            ("Falk took the tennis court.", None),
        ] {
            assert_eq!(court(text), expected, "{text}");
        }
        for (text, expected) in [
            ("Mayor took bribes – report", Some("report")),
            ("Mayor took bribes - police", Some("police")),
            ("Mayor took bribes – in broad daylight", None),
            ("Mayor took bribes", None),
        ] {
            assert_eq!(end(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_is_read_as_a_headline() {
        let whole = |text: &str| TextRange::up_to(text_size::TextSize::of(text));
        for (text, expected) in [
            ("Nurse murdered patients, police say", Some("police")),
            ("Nurse murdered patients, court hears", Some("court")),
            ("Nurse murdered patients", None),
        ] {
            let found = match said_in_head(text, whole("Nurse murdered")) {
                Backing::Said { name, .. } => Some(name),
                _ => None,
            };
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
