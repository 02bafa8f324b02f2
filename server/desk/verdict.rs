//! Who is called guilty before a court has said so: the draft tells that somebody is suspected, and names them by the crime.

use copydesk_language::NameKind;

use crate::facts::Facts;
use crate::passages::{Place, SentenceFact};

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
pub(crate) fn called_guilty(facts: &Facts, fact: &SentenceFact) -> Option<Place> {
    let here =
        |place: &&Place| place.passage == fact.place.passage && fact.place.range.contains_range(place.range);
    let names_doer = |place: &&Place| {
        let words = facts.text(**place).to_lowercase();
        words.split(|c: char| !c.is_alphabetic()).any(|word| DOERS.contains(&word))
    };
    facts.actors.iter().enumerate().find_map(|(number, actor)| {
        let words = || actor.descriptions.iter().find(|place| here(place) && names_doer(place));
        let place = *(actor.kind == NameKind::Person).then(words)??;
        let told = |words: &[&str]| {
            facts.sentences.iter().any(|sentence| {
                let mut mentions = facts.mentions_of(sentence.place.passage).iter();
                let told = || facts.text(sentence.place).to_lowercase();
                mentions.any(|it| it.actor == number && sentence.place.range.contains_range(it.place.range))
                    && words.iter().any(|&words| told().contains(words))
            })
        };
        (told(SUSPECTED) && !told(FOUND_GUILTY)).then_some(place)
    })
}
