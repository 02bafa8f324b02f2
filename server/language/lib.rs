//! What a passage says: its sentences, quotations, names, figures and attributions. Text in; labels, spans and
//! confidences out. [`read`] is the seam behind which one reader can replace another.

mod acronyms;
mod agentless;
mod anonymity;
mod attributions;
mod calendar;
pub mod calibration;
mod checkable;
mod claims;
mod decimal;
mod descriptions;
mod documents;
mod figures;
mod gender;
mod judgement;
pub mod lexicon;
mod names;
mod outline;
mod own_voice;
mod quantities;
mod quotations;
mod reader;
mod reading;
mod records;
mod relations;
mod roles;
mod sentences;
mod tokens;
mod verbs;

pub use attributions::opens_with_signature;
pub use calendar::{Clock, Date, Day, MONTHS, WEEKDAYS};
pub use checkable::{Checkable, checkable};
pub use decimal::{Decimal, Interval};
pub use gender::{Gender, gender, gender_of_given_name};
pub use judgement::{Fault, Genres, Judgement, Setting, SettingKind};
pub use lexicon::numbers::{number_word, number_words, ordinal};
pub use lexicon::people::are_people;
pub use own_voice::in_own_voice;
pub use quantities::{
    Hedge, Malformed, Measure, MeasureKind, Numbers, Period, Quantity, Tally, Unit, thousands,
};
#[cfg(target_arch = "wasm32")]
pub use reader::hand_over_weights;
pub use reader::{LAST_PLACE, NEIGHBOURS, VECTOR, genre, judge, place};
pub use reading::{
    Acronym, Agentless, Attribution, Description, Figure, FigureKind, Name, NameKind, Quotation, Reading,
    ReasonKind, Role, Sentence, SourceKind, Telling,
};
pub use relations::{Age, AgeAt, By, Change, Duration, Life, Relation, Relations, Total};

use text_size::TextRange;

use relations::Named;
use tokens::{TokenKind, Tokens};

/// Reads one passage of prose, up to 4 GiB. Never fails; on what is not prose the reading is empty or thin.
pub fn read(passage: &str) -> Reading {
    let mut tokens = Tokens::new(passage);
    let quotations = quotations::find(&mut tokens);
    let tokens = tokens;
    let sentence_tokens = sentences::split(&tokens);
    let quoted = |range: TextRange| quotations.iter().any(|quotation| quotation.range.contains_range(range));
    let figures = figures::find(&tokens, &sentence_tokens);
    let sentence_ranges: Vec<TextRange> =
        sentence_tokens.iter().map(|sentence| sentence.range(&tokens)).collect();
    let labels = reader::label(passage, &sentence_ranges);
    let names = names::find(&tokens, &sentence_tokens, &labels, &quoted);
    let (numbers, marked) = quantities::find(&tokens, &sentence_tokens, &quoted);
    let named = |name: &Name| Named {
        name: name.range,
        titled: name.title.map_or(name.range, |title| title.cover(name.range)),
        person: name.kind == NameKind::Person,
    };
    let named: Vec<Named> = names.iter().filter(|name| !name.quoted).map(named).collect();
    let relations = relations::find(&tokens, &sentence_tokens, &numbers, &marked, &named, &quoted);
    let scene = attributions::Scene {
        tokens: &tokens,
        sentences: &sentence_tokens,
        quotations: &quotations,
        names: &names,
        labels: &labels,
    };
    let attributions = attributions::find(&scene);
    let in_quotation = |token: usize| quoted(tokens.range(token));
    let sentences = sentence_tokens
        .iter()
        .map(|&sentence| {
            let range = sentence.range(&tokens);
            let last = last_mark(&tokens, sentence);
            let mark = tokens.text(last);
            let question = mark.contains('?');
            let fragment = !mark.ends_with(['.', '…', '!', '?']) && tokens.kind(last) != TokenKind::Colon;
            Sentence { range, question, fragment }
        })
        .collect();
    Reading {
        sentences,
        carried: attributions::carried(&scene, &attributions),
        vectors: labels.vectors,
        roles: roles::find(&tokens, &sentence_tokens, &names, &attributions, &quoted),
        attributions,
        agentless: agentless::find(&tokens, &sentence_tokens, &in_quotation),
        descriptions: descriptions::find(&tokens, &names, &quoted),
        acronyms: acronyms::find(&tokens, &sentence_tokens, &quoted),
        documents: documents::find(passage),
        explains_anonymity: anonymity::is_explained(passage),
        words: tokens.count_words(0, tokens.len()),
        figures,
        numbers,
        relations,
        names,
        quotations,
    }
}

/// The first words that show a reason for which a sentence might want a source, as bytes of the passage, half open; `passage` is what
/// the reading was made of.
pub fn shown(passage: &str, sentence: TextRange, reading: &Reading, reason: ReasonKind) -> Option<TextRange> {
    let quoted = |range: TextRange| reading.quotations.iter().any(|it| it.range.contains_range(range));
    claims::find(passage, sentence, reason, &reading.figures, &quoted)
}

/// The sentences of a passage alone, as [`read`] cuts it; bytes, half open.
pub fn sentences(passage: &str) -> Vec<TextRange> {
    let mut tokens = Tokens::new(passage);
    quotations::find(&mut tokens);
    sentences::split(&tokens).into_iter().map(|sentence| sentence.range(&tokens)).collect()
}

/// The numbers of a passage alone, as [`read`] finds them; bytes, half open.
pub fn numbers(passage: &str) -> Numbers {
    let mut tokens = Tokens::new(passage);
    let quotations = quotations::find(&mut tokens);
    let quoted = |range: TextRange| quotations.iter().any(|quotation| quotation.range.contains_range(range));
    quantities::find(&tokens, &sentences::split(&tokens), &quoted).0
}

/// The same with what they have to do with each other, without whatever a name is needed for.
pub fn related_numbers(passage: &str) -> (Numbers, Relations) {
    let mut tokens = Tokens::new(passage);
    let quotations = quotations::find(&mut tokens);
    let quoted = |range: TextRange| quotations.iter().any(|quotation| quotation.range.contains_range(range));
    let sentences = sentences::split(&tokens);
    let (numbers, marked) = quantities::find(&tokens, &sentences, &quoted);
    let relations = relations::find(&tokens, &sentences, &numbers, &marked, &[], &quoted);
    (numbers, relations)
}

/// Whether two ranges share a byte.
pub fn overlap(one: TextRange, other: TextRange) -> bool {
    one.intersect(other).is_some_and(|part| !part.is_empty())
}

/// Whether a word in lower case is a common given name.
pub fn is_given_name(lower: &str) -> bool {
    lexicon::GIVEN_NAMES.contains(&capitalised(lower))
}

/// Whether a word in lower case is one that a newspaper reader knows as a name: a common given name or a place.
pub fn is_known_name(lower: &str) -> bool {
    let word = capitalised(lower);
    lexicon::GIVEN_NAMES.contains(&word)
        || lexicon::names::is_place(&word)
        || lexicon::DEMONYMS.contains(&word)
        || lexicon::BODIES.contains(&word)
}

/// Whether a word in lower case is an everyday one: a function word, a noun for a role, a title.
pub fn is_everyday_word(lower: &str) -> bool {
    lexicon::EVERYDAY_WORDS.contains(lower)
        || lexicon::ROLES.contains(lower)
        || lexicon::people::is_title_word(lower)
        || lexicon::CALENDAR_WORDS.contains(lower)
        || lexicon::TEAM_WORDS.contains(lower)
}

/// Whether a word in lower case is a common given name.
pub fn is_common_given_name(lower: &str) -> bool {
    let mut letters = lower.chars();
    let Some(first) = letters.next() else { return false };
    lexicon::GIVEN_NAMES.contains(&first.to_uppercase().chain(letters).collect::<String>())
}

/// Whether a name is whose deeds a sentence tells: "Lind" in "Lind stole the savings", and neither in "Lind was robbed" nor in "they
/// robbed Lind". `name`: its bytes in the sentence.
pub fn acts(sentence: &str, name: TextRange) -> bool {
    roles::acts(sentence, name)
}

/// What a noun counts that is the subject of such a verb: "221 salmon" in "the report counted 221 salmon". `noun`: its bytes in the
/// sentence; the range is of the same, half open.
pub fn counted_by(sentence: &str, noun: TextRange) -> Option<TextRange> {
    roles::counted_by(sentence, noun)
}

/// Whether a noun in lower case is a document or several: "report", "studies", "evidence".
pub fn is_document(lower: &str) -> bool {
    documents::is_document(lower)
}

/// Whether a noun in lower case is something written that a fact-checker asks to see: "report", "contract", "bylaws".
pub fn is_record(lower: &str) -> bool {
    documents::is_record(lower)
}

/// Whether a word in lower case says what somebody is: "minister", "spokeswoman", "mother".
pub fn is_role_word(lower: &str) -> bool {
    lexicon::ROLES.contains(lower) || lexicon::people::is_title_head(lower)
}

/// Whether an acronym is of a thing and not of a body, "TV", or of an office, "MP", whatever its case.
pub fn is_common_acronym(acronym: &str) -> bool {
    let one = acronym.strip_suffix('s').unwrap_or(acronym);
    [acronym, one].iter().any(|it| lexicon::COMMON_ACRONYMS.contains(it) || is_office(&it.to_lowercase()))
}

/// Whether a word in lower case tells an age: "47-year-old".
pub fn is_aged(lower: &str) -> bool {
    roles::is_aged(lower)
}

/// Whether a noun in lower case is an office by itself: "minister", "governor".
pub fn is_office(lower: &str) -> bool {
    lexicon::people::is_title_head(lower)
}

/// Whether a noun in lower case is for a person, of whatever trade: "teacher", "victim".
pub fn is_person_noun(lower: &str) -> bool {
    lexicon::people::is_person_noun(lower)
}

/// Whether a noun in lower case is something whose words are its owner's: "report", "book", "bylaws".
pub fn is_authored(lower: &str) -> bool {
    documents::is_authored(lower)
}

/// Whether a noun in lower case says what a body is: "company", "charity".
pub fn is_body_noun(lower: &str) -> bool {
    lexicon::BODY_NOUNS.contains(lower)
}

/// Whether the words of a name show that it is a body's: "Harbour Bank", "University of Leeds", "the White House".
pub fn names_body(name: &str) -> bool {
    let mut words = name.split(' ');
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let last = name.rsplit(' ').next().unwrap_or("");
    lexicon::BODIES.contains(name)
        || last.len() < name.len() && lexicon::names::is_organisation_word(last)
        || matches!(second, "of" | "for") && lexicon::names::is_organisation_word(first)
}

/// Whether a name is a building's that stands for the government in it: "White House".
pub fn names_seat(name: &str) -> bool {
    lexicon::SEATS.contains(name)
}

/// Whether a name is a ship's: "HMS Ardent".
pub fn names_ship(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| lexicon::SHIP_PREFIXES.contains(first))
}

/// Whether a word is for the members of a party that has another name: "Republicans". "The Tories" are the party.
pub fn names_members(word: &str) -> bool {
    matches!(word, "Democrat" | "Democrats" | "Republican" | "Republicans")
}

/// Whether a word in lower case, with or without its dot, is a form of address that says nothing of who somebody is.
pub fn is_courtesy(lower: &str) -> bool {
    lexicon::people::is_courtesy(lower)
}

/// The family name in a person's full name: its last word without "Jr.", the first word of a Chinese, Korean or
/// Vietnamese name. `None` for a single word.
pub fn family_name(full: &str) -> Option<&str> {
    let last_of = |name: &str| name.rfind(' ').map_or(0, |at| at + 1);
    let mut name = full;
    while matches!(&name[last_of(name)..], "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV") {
        name = name[..last_of(name)].trim_end_matches([' ', ',']);
    }
    let (first, rest) = name.split_once(' ')?;
    // "Kim Clijsters" and "Chang Smith" are Western; "Kim Jong-il" and "Kim Dae Jung" are not.
    let ambiguous = lexicon::GIVEN_NAMES.contains(first) && !rest.contains([' ', '-']);
    let leading = lexicon::LEADING_FAMILY_NAMES.contains(first)
        && !ambiguous
        && rest.split(' ').count() <= 2
        && !rest.split(' ').any(|word| lexicon::GIVEN_NAMES.contains(word) || word.contains('.'));
    Some(if leading { first } else { &name[last_of(name)..] })
}

/// The token that ends a sentence, before closing quotation marks and brackets.
fn last_mark(tokens: &Tokens, sentence: sentences::SentenceTokens) -> usize {
    let mut last = sentence.end - 1;
    while last > sentence.start
        && matches!(tokens.kind(last), TokenKind::Quote | TokenKind::CloseBracket | TokenKind::Symbol)
    {
        last -= 1;
    }
    last
}

fn capitalised(lower: &str) -> String {
    let mut letters = lower.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
