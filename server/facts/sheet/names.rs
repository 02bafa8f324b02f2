//! What a passage names, for the fact-check sheet: the actors' names whole, and whatever else has a name.

use copydesk_language::calibration::SURE_OF_NAME;
use copydesk_language::{
    Checkable, Name, NameKind, checkable, is_body_noun, is_common_acronym, is_everyday_word, overlap,
};
use text_size::{TextRange, TextSize};

use super::Detail;
use crate::actors::Mention;
use crate::facts::Facts;
use crate::passages::PassageView;

/// Words with a capital behind which a number belongs to the name, beside those for bodies: "Ward 7".
const NUMBERED: &[&str] = &[
    "act", "article", "chapter", "district", "flight", "gate", "highway", "level", "line", "phase", "pier",
    "platform", "room", "route", "section", "sector", "stage", "terminal", "tier", "unit", "ward", "zone",
];

/// The names of a passage: bytes of it, half open.
#[derive(Default)]
pub(super) struct Named {
    /// Names that are more than an actor's name in them: "Tears of the Sun", "Ferry Works" where the reader saw "Ferry".
    pub whole: Vec<TextRange>,
    /// Names of which the draft tells no more.
    pub beside: Vec<TextRange>,
    /// These and the actors' names.
    pub all: Vec<TextRange>,
}

/// What a passage names.
pub(super) fn named(facts: &Facts, passage: usize) -> Named {
    let view = &facts.passages[passage];
    let reading = view.reading;
    let Checkable { mut capitals, days, .. } = checkable(&view.passage.text);
    // Every word of a headline may have a capital.
    if view.is_head() {
        capitals.clear();
    }
    let roles: Vec<TextRange> = reading.roles.iter().map(|role| role.range).collect();
    let titles = reading.names.iter().filter_map(|name| name.title);
    let offices: Vec<TextRange> = roles.iter().copied().chain(titles).collect();
    let within = |ranges: &[TextRange], range: TextRange| ranges.iter().any(|&other| overlap(other, range));
    capitals.retain(|&range| !within(&offices, range));
    // A single word that opens a sentence has its capital from there.
    let opens = |range: TextRange| reading.sentences.iter().any(|it| it.range.start() == range.start());
    let sure = |name: &&Name| {
        let several = view.text(name.range).contains(' ');
        several || name.confidence >= SURE_OF_NAME || !opens(name.range) && !follows_mark(view, name.range)
    };
    let names = reading.names.iter().filter(sure).map(|name| name.range);
    let names = names.chain(reading.acronyms.iter().map(|acronym| acronym.range));
    let names = names.filter(|range| !roles.contains(range));
    let mentions = || facts.mentions_of(passage).iter().filter(|mention| mention.is_name);
    let mentioned: Vec<TextRange> = mentions().map(|mention| mention.place.range).collect();
    // "Tears of the Sun" is more than the names in it; "Lund of Brack" is somebody from somewhere.
    let people = mentions().filter(|mention| mention.kind == NameKind::Person);
    let people: Vec<TextRange> = people.map(|mention| mention.place.range).collect();
    let is_whole = |range: &TextRange| {
        let joined = view.text(*range).split(' ').any(|word| word.starts_with(char::is_lowercase));
        // "Ferry Works", of which the reader saw "Ferry"; what stands before a name may be another word with a capital.
        let goes_on = || {
            let mut here = mentioned.iter().filter(|mention| overlap(**mention, *range));
            let first = here.next().is_some_and(|mention| mention.start() == range.start());
            let last = view.text(*range).rsplit(' ').next().unwrap_or_default();
            first && here.next().is_none() && last.len() > 1
        };
        // "MP for Brack" is nobody's name.
        let office = view.text(*range).split(' ').next().is_some_and(is_common_acronym);
        view.text(*range).starts_with(char::is_uppercase)
            && !office
            && (joined || goes_on())
            && within(&mentioned, *range)
            && !within(&people, *range)
            && !mentioned.iter().any(|mention| mention.contains_range(*range))
    };
    let numbered = |range: TextRange| with_number(view, range);
    let mut whole: Vec<TextRange> = capitals.iter().copied().filter(is_whole).map(numbered).collect();
    let longer =
        mentioned.iter().copied().filter(|&range| numbered(range) != range && !within(&whole, range));
    let longer = longer.map(numbered);
    let longer: Vec<TextRange> = longer.collect();
    whole.extend(longer);
    let mut taken = mentioned.clone();
    taken.extend(&whole);
    taken.extend(reading.numbers.dates.iter().map(|date| date.range).chain(days));
    taken.extend(reading.numbers.quantities.iter().map(|quantity| quantity.range));
    taken.extend(reading.names.iter().filter_map(|name| name.title));
    let mut beside = Vec::new();
    for range in names.chain(capitals.iter().copied()) {
        let range = without_ending(view, range);
        let words = view.text(range);
        let everyday = words.contains(char::is_lowercase) && is_everyday_word(&words.to_lowercase());
        let names = words.chars().count() > 1 && !everyday && !is_common_acronym(words);
        if names && !within(&taken, range) {
            let range = numbered(range);
            taken.push(range);
            beside.push(range);
        }
    }
    let all = mentioned.into_iter().chain(whole.iter().copied()).chain(beside.iter().copied()).collect();
    Named { whole, beside, all }
}

/// A name without what only joins it to another word: "Democratic" of "Democratic-aligned".
fn without_ending(view: &PassageView, range: TextRange) -> TextRange {
    let words = view.text(range);
    let joined = words.rsplit_once('-').filter(|(before, behind)| {
        behind.starts_with(char::is_lowercase) && before.rsplit(' ').next().is_some_and(|it| it.len() > 2)
    });
    joined.map_or(range, |(before, _)| TextRange::at(range.start(), TextSize::of(before)))
}

/// A name with the number that belongs to it: "Ward 7", "COVID-19".
fn with_number(view: &PassageView, range: TextRange) -> TextRange {
    let words = view.text(range);
    let behind = view.text(TextRange::new(range.end(), TextSize::of(view.passage.text.as_str())));
    let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let joint = if words.ends_with('-') { "" } else { " " };
    let Some(number) = behind.strip_prefix(joint) else { return range };
    let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ends = !number[digits..].starts_with(|c: char| c.is_alphanumeric() || "%-–,.:°".contains(c))
        || number[digits..].starts_with([',', '.'])
            && !number[digits + 1..].starts_with(|c: char| c.is_ascii_digit());
    let belongs = joint.is_empty() || is_body_noun(&last) || NUMBERED.contains(&last.as_str());
    if digits == 0 || digits > 3 || !ends || !belongs {
        return range;
    }
    let more = joint.len() + digits;
    TextRange::new(range.start(), range.end() + TextSize::of(&behind[..more]))
}

/// How a name is otherwise written, where that differs by more than words left out.
pub(super) fn otherwise(facts: &Facts, mention: &Mention) -> Option<Detail> {
    let name = &facts.actors[mention.actor].name;
    let words = facts.text(mention.place);
    let differs = !shortens(words, name) && !shortens(name, words);
    differs.then(|| Detail::Otherwise(name.clone()))
}

/// Whether all words of a name are words of another: "Calloway" of "Denise Calloway".
pub(super) fn shortens(short: &str, long: &str) -> bool {
    short.split_whitespace().all(|word| long.split_whitespace().any(|other| other == word))
}

/// Whether a quotation mark stands directly before a range.
fn follows_mark(view: &PassageView, range: TextRange) -> bool {
    view.text(TextRange::up_to(range.start())).ends_with(['“', '‘', '"', '\''])
}
