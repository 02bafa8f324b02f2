//! Who is called guilty before a court has said so: the draft tells that somebody is suspected, and names them by the crime.

use copydesk_facts::{Actor, Facts, SentenceFact, Sourced, Span};
use copydesk_language::NameKind;

/// Nouns for who committed a crime, in lower case.
const DOERS: &[&str] = &[
    "killer",
    "murderer",
    "murderess",
    "rapist",
    "attacker",
    "assailant",
    "gunman",
    "shooter",
    "knifeman",
    "stabber",
    "bomber",
    "arsonist",
    "thief",
    "burglar",
    "robber",
    "mugger",
    "fraudster",
    "swindler",
    "conman",
    "kidnapper",
    "abductor",
    "hijacker",
    "stalker",
    "abuser",
    "molester",
    "paedophile",
    "pedophile",
    "smuggler",
    "trafficker",
    "poisoner",
    "vandal",
    "perpetrator",
];
/// What is told of a suspect.
const SUSPECTED: &[&str] = &[
    "arrest",
    "charged",
    "suspect",
    "accus",
    "alleg",
    "detain",
    "custody",
    "on bail",
    "on trial",
    "indict",
    "wanted by",
    "not guilty",
    "questioned",
];
/// What is told of somebody whom a court found guilty, or who says so.
const FOUND_GUILTY: &[&str] = &[
    "convict",
    "found guilty",
    "pleaded guilty",
    "pled guilty",
    "guilty of",
    "sentenced",
    "jailed",
    "imprisoned",
    "confess",
    "admitted",
    "serving",
    "verdict",
];

/// The words in a sentence that call a suspect guilty, in the draft's own voice: "The killer" of "The killer, Jon Falk, waited".
pub(crate) fn called_guilty(facts: &Facts, fact: &SentenceFact) -> Option<Span> {
    if fact.sourced == Sourced::Here {
        return None;
    }
    let passage = fact.place.passage;
    let names_doer = |place: &Span| {
        let words = facts.text(*place).to_lowercase();
        words.split(|c: char| !c.is_alphabetic()).any(|word| DOERS.contains(&word))
    };
    let tells = |sentence: &SentenceFact, words: &[&str]| {
        let told = facts.text(sentence.place).to_lowercase();
        words.iter().any(|words| told.contains(words))
    };
    // The passage's own descriptions are few, and so are those of a crime.
    let roles = facts.passages[passage].reading.roles.iter().map(|role| Span::new(passage, role.range));
    let mut called = roles.filter(|place| fact.place.range.contains_range(place.range) && names_doer(place));
    let (number, place) = called.find_map(|place| {
        let is_called = |actor: &Actor| actor.kind == NameKind::Person && actor.descriptions.contains(&place);
        Some((facts.actors.iter().position(is_called)?, place))
    })?;
    let is_of = |sentence: &SentenceFact| {
        let mut mentions = facts.mentions_of(sentence.place.passage).iter();
        mentions.any(|it| it.actor == number && sentence.place.range.contains_range(it.place.range))
    };
    let mut sentences = facts.sentences.iter();
    let suspected = sentences.any(|sentence| is_of(sentence) && tells(sentence, SUSPECTED));
    // Of whom a verdict is told may not show.
    let verdict = || facts.sentences.iter().any(|sentence| tells(sentence, FOUND_GUILTY));
    (suspected && !verdict()).then_some(place)
}
