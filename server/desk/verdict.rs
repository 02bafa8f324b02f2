//! Who is told as guilty before a court has said so: the draft tells that somebody is suspected, and names them by the crime, or tells
//! the crime of them as their deed.

use copydesk_facts::{Actor, Facts, SentenceFact, Sourced, Span};
use copydesk_language::{NameKind, acts};
use text_size::{TextRange, TextSize};

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
/// How words for a crime or for committing one begin.
const CRIMES: &[&str] = &[
    "abduct",
    "ambush",
    "arson",
    "assault",
    "attack",
    "blackmail",
    "bomb",
    "brib",
    "burgl",
    "defraud",
    "embezzl",
    "extort",
    "fraud",
    "heist",
    "hijack",
    "kidnap",
    "kill",
    "launder",
    "loot",
    "molest",
    "mugg",
    "murder",
    "poison",
    "raid",
    "rape",
    "robb",
    "scam",
    "shooting",
    "shot",
    "smuggl",
    "stabb",
    "stalk",
    "stole",
    "strangl",
    "swindl",
    "theft",
    "torched",
    "traffick",
    "vandalis",
    "vandaliz",
];
/// How words begin beside which a crime is nobody's deed: of courts and police, of denials, of who looks on.
const NO_DEED: &[&str] = &[
    "appear",
    "bail",
    "charg",
    "condemn",
    "could",
    "court",
    "deni",
    "deny",
    "describ",
    "face",
    "fear",
    "film",
    "fled",
    "heard",
    "hearing",
    "help",
    "investigat",
    "may",
    "might",
    "never",
    "no",
    "not",
    "plead",
    "question",
    "reject",
    "remand",
    "report",
    "saw",
    "see",
    "stop",
    "surviv",
    "tri",
    "witness",
    "would",
];
/// Words behind which stands when, where or of what, and not what is done.
const ASIDE: &[&str] = &[
    "about",
    "after",
    "against",
    "amid",
    "at",
    "before",
    "by",
    "during",
    "following",
    "for",
    "from",
    "in",
    "near",
    "of",
    "on",
    "over",
    "since",
    "that",
    "to",
    "until",
    "when",
    "where",
    "which",
    "while",
    "who",
    "with",
];
/// From who does it to the crime stand no more words: "planned the first attack".
const NEAREST: usize = 7;
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

/// The words in a sentence that tell a suspect as guilty, in the draft's own voice: "The killer" of "The killer, Jon Falk, waited",
/// "Falk planned the attack".
pub(crate) fn told_as_guilty(facts: &Facts, fact: &SentenceFact) -> Option<Span> {
    if fact.sourced != Sourced::No {
        return None;
    }
    let (number, place) = called(facts, fact).or_else(|| acting(facts, fact))?;
    let tells = |sentence: &SentenceFact, words: &[&str]| {
        let told = facts.text(sentence.place).to_lowercase();
        words.iter().any(|words| told.contains(words))
    };
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

/// Who is named by a crime in a sentence, and the words that do it.
fn called(facts: &Facts, fact: &SentenceFact) -> Option<(usize, Span)> {
    let passage = fact.place.passage;
    let names_doer = |place: &Span| {
        let words = facts.text(*place).to_lowercase();
        words.split(|c: char| !c.is_alphabetic()).any(|word| DOERS.contains(&word))
    };
    // The passage's own descriptions are few, and so are those of a crime.
    let roles = facts.passages[passage].reading.roles.iter().map(|role| Span::new(passage, role.range));
    let mut called = roles.filter(|place| fact.place.range.contains_range(place.range) && names_doer(place));
    called.find_map(|place| {
        let is_called = |actor: &Actor| actor.kind == NameKind::Person && actor.descriptions.contains(&place);
        Some((facts.actors.iter().position(is_called)?, place))
    })
}

/// Who commits a crime in a sentence, and the words from them to it.
fn acting(facts: &Facts, fact: &SentenceFact) -> Option<(usize, Span)> {
    let text = facts.text(fact.place);
    let mut mentions = facts.mentions_of(fact.place.passage).iter();
    mentions.find_map(|mention| {
        let here = fact.place.range.contains_range(mention.place.range) && !mention.quoted;
        if !here || facts.actors[mention.actor].kind != NameKind::Person {
            return None;
        }
        let name = mention.place.range - fact.place.range.start();
        let behind = usize::from(name.end());
        let words = text[behind..].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        for word in words.take(NEAREST) {
            // Every sentence passes here at every keystroke: nothing is written anew in small letters.
            let is = |part: Option<&str>, known: &str| part.is_some_and(|it| it.eq_ignore_ascii_case(known));
            let begins = |stems: &[&str]| stems.iter().any(|stem| is(word.get(..stem.len()), stem));
            if word.starts_with(char::is_lowercase) && begins(CRIMES) {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                let end = TextSize::new(u32::try_from(start + word.len()).ok()?) + fact.place.range.start();
                let place = Span::new(fact.place.passage, TextRange::new(mention.place.range.start(), end));
                return acts(text, name).then_some((mention.actor, place));
            }
            if begins(SUSPECTED) || begins(NO_DEED) || ASIDE.iter().any(|aside| is(Some(word), aside)) {
                return None;
            }
        }
        None
    })
}
