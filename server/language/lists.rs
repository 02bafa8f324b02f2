//! The short word lists behind the plain reader: what a newspaper reader takes for granted. They are lists of public
//! facts and function words, not a lexicon; the learned reader replaces what they are used for.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::gender::Gender;

type Words = LazyLock<HashSet<&'static str>>;

/// A list of single words.
macro_rules! words {
    ($file:literal) => {
        LazyLock::new(|| include_str!(concat!("lists/", $file)).split_whitespace().collect())
    };
}

static GIVEN_NAMES: Words = words!("given-names.txt");
static HE_NAMES: Words = words!("given-names-he.txt");
static SHE_NAMES: Words = words!("given-names-she.txt");
static DEMONYMS: Words = words!("demonyms.txt");
static PLAIN_WORDS: Words = words!("plain-words.txt");
static ORGANISATION_WORDS: Words = words!("organisation-words.txt");
static BODIES: Words = words!("bodies.txt");
static PLACE_WORDS: Words = words!("place-words.txt");
static EVENT_WORDS: Words = words!("event-words.txt");
static TEAM_WORDS: Words = words!("team-words.txt");
static TITLE_HEADS: Words = words!("title-heads.txt");
static TITLE_MODIFIERS: Words = words!("title-modifiers.txt");
static ROLE_WORDS: Words = words!("roles.txt");
static PERSON_NOUNS: Words = words!("person-nouns.txt");
static BODY_NOUNS: Words = words!("body-nouns.txt");

/// What kind of place a known name is: lines of the list, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    Country,
    Region,
    State,
    City,
}

static PLACES: LazyLock<HashMap<&'static str, PlaceKind>> = LazyLock::new(|| {
    let kinds = [PlaceKind::Country, PlaceKind::Region, PlaceKind::State, PlaceKind::City];
    let mut places = HashMap::new();
    for (kind, line) in kinds.into_iter().zip(include_str!("lists/places.txt").lines()) {
        for name in line.split('|') {
            // A name on two lines keeps the first meaning: Georgia is a country, Victoria a state.
            places.entry(name).or_insert(kind);
        }
    }
    places
});

/// Whether a word without its dot is a common abbreviation that a dot follows.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Fr", "Sr", "Jr", "St", "Sen", "Sens", "Rep", "Reps",
        "Gov", "Govs", "Gen", "Col", "Lt", "Maj", "Capt", "Cpl", "Sgt", "Cmdr", "Adm", "Hon", "Pres", "Supt",
        "Det", "Insp", "Atty", "Dist", "Inc", "Corp", "Co", "Ltd", "Bros", "Cie", "vs", "v", "No", "Nos",
        "Dept", "Univ", "Assn", "Ave", "Blvd", "Rd", "Mt", "Ft", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept",
        "Sep", "Oct", "Nov", "Dec", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill",
        "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla",
        "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo", "approx", "cf", "etc", "al",
    ];
    ABBREVIATIONS.contains(&word)
}

/// Whether a capitalised word commonly opens a sentence, so that "U.S." before it may have closed one.
pub(crate) fn is_sentence_opener(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "A",
        "After",
        "All",
        "Also",
        "Although",
        "An",
        "And",
        "As",
        "At",
        "Before",
        "Both",
        "But",
        "By",
        "Each",
        "For",
        "From",
        "He",
        "Her",
        "Here",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "It",
        "Its",
        "Many",
        "Meanwhile",
        "More",
        "Most",
        "My",
        "No",
        "Nobody",
        "Not",
        "Now",
        "On",
        "One",
        "Other",
        "Others",
        "Our",
        "She",
        "Since",
        "So",
        "Some",
        "Such",
        "That",
        "The",
        "Their",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "To",
        "Under",
        "Until",
        "We",
        "What",
        "When",
        "Where",
        "Which",
        "While",
        "Who",
        "Why",
        "With",
        "Yet",
        "You",
    ];
    OPENERS.contains(&word)
}

/// The pronoun that goes with a given name, where nearly all its bearers share one.
pub(crate) fn gender_of_given_name(word: &str) -> Option<Gender> {
    if HE_NAMES.contains(word) {
        return Some(Gender::He);
    }
    SHE_NAMES.contains(word).then_some(Gender::She)
}

pub(crate) fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

pub(crate) fn is_place(name: &str) -> bool {
    PLACES.contains_key(name)
}

/// What kind of place a known name is.
pub(crate) fn place_kind(name: &str) -> Option<PlaceKind> {
    PLACES.get(name).copied()
}

pub(crate) fn is_demonym(word: &str) -> bool {
    DEMONYMS.contains(word)
}

/// Whether a word in lower case is an everyday one, so that a capital at the start of a sentence does not make a name.
pub(crate) fn is_plain_word(lower: &str) -> bool {
    PLAIN_WORDS.contains(lower)
}

/// Whether a capitalised word marks the name of an organisation: "Bank", "Ministry", "Ltd".
pub(crate) fn is_organisation_word(word: &str) -> bool {
    ORGANISATION_WORDS.contains(word.trim_end_matches('.'))
}

/// Whether a word is by itself the name of a body that everybody knows: "NATO", "Microsoft", "Juventus".
pub(crate) fn is_body(word: &str) -> bool {
    BODIES.contains(word)
        || matches!(word, "White House" | "Downing Street" | "Capitol Hill" | "Scotland Yard" | "Blue House")
}

/// Whether a capitalised word ends the names of places: "River", "Street".
pub(crate) fn is_place_word(word: &str) -> bool {
    PLACE_WORDS.contains(word)
}

/// Whether a capitalised word ends the names of events, works and laws: "Cup", "Treaty".
pub(crate) fn is_event_word(word: &str) -> bool {
    EVENT_WORDS.contains(word)
}

/// Whether a word in lower case speaks of matches and teams, so that a city's name is likely its team's.
pub(crate) fn is_team_word(lower: &str) -> bool {
    TEAM_WORDS.contains(lower)
}

/// Whether a word in lower case stands in the titles before a name: "prime", "minister", "mr.".
pub(crate) fn is_title_word(lower: &str) -> bool {
    is_title_head(lower) || TITLE_MODIFIERS.contains(lower)
}

/// Whether a word in lower case is a title by itself: "minister", "mr."; not "prime" or "foreign".
pub(crate) fn is_title_head(lower: &str) -> bool {
    TITLE_HEADS.contains(lower.trim_end_matches('.'))
}

/// Family names that stand first in Chinese, Korean and Vietnamese names.
pub(crate) fn is_leading_family_name(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "Ahn", "Ban", "Bo", "Cai", "Chang", "Chen", "Cheng", "Chiang", "Cho", "Choe", "Choi", "Chun",
        "Chung", "Deng", "Fan", "Feng", "Gao", "Guo", "Han", "Hao", "He", "Hong", "Hou", "Hu", "Hua",
        "Huang", "Hwang", "Jang", "Jia", "Jiang", "Jin", "Jung", "Kang", "Kim", "Kwon", "Le", "Li", "Lian",
        "Liang", "Lin", "Liu", "Lu", "Luo", "Ma", "Mao", "Meng", "Moon", "Ngo", "Nguyen", "Oh", "Pan",
        "Park", "Peng", "Pham", "Qian", "Qiao", "Qin", "Roh", "Seo", "Shen", "Shi", "Shin", "Song", "Su",
        "Sun", "Tan", "Tang", "Tian", "Tran", "Tung", "Wan", "Wang", "Wei", "Wen", "Wu", "Xi", "Xia", "Xie",
        "Xu", "Yan", "Yang", "Yao", "Ye", "Yoon", "Yu", "Yuan", "Zeng", "Zhang", "Zhao", "Zheng", "Zhou",
        "Zhu", "Zou",
    ];
    NAMES.contains(&word)
}

/// Whether a noun in lower case says what a person or body is: "minister", "spokeswoman", "company".
pub(crate) fn is_role(lower: &str) -> bool {
    ROLE_WORDS.contains(lower)
}

/// Whether a noun in lower case says what one person or several are: "senator", "fishmongers", "vice-captain"; not "company".
pub(crate) fn is_person_noun(lower: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "woman", "person", "maker", "keeper", "holder", "owner", "grower", "ologist", "ician", "ographer",
        "women", "-in-law",
    ];
    let listed = |word: &str| PERSON_NOUNS.contains(word) || is_title_head(word);
    let ends =
        |word: &str| ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
    let one = |word: &str| listed(word) || ends(word);
    let singular = lower.strip_suffix('s').filter(|word| word.len() > 3);
    let last = lower.rsplit('-').next().filter(|last| last.len() < lower.len() && last.len() > 3);
    one(lower) || [singular, last].into_iter().flatten().any(one)
}

/// Whether a noun in lower case says what several people are: "fishmongers".
pub(crate) fn is_plural_person_noun(lower: &str) -> bool {
    lower.ends_with("women") || lower.ends_with('s') && !PERSON_NOUNS.contains(lower) && is_person_noun(lower)
}

/// Whether a noun in lower case looks like one for who does something: "tapper"; not "paper". Only where the words beside it
/// show that it speaks of a person.
pub(crate) fn is_agent_noun(lower: &str) -> bool {
    const OTHERS: &[&str] = &[
        "after",
        "alter",
        "anger",
        "another",
        "answer",
        "assist",
        "banner",
        "barrier",
        "border",
        "bother",
        "bumper",
        "butter",
        "career",
        "center",
        "chamber",
        "chapter",
        "character",
        "cluster",
        "computer",
        "consider",
        "consist",
        "corner",
        "counter",
        "cover",
        "danger",
        "december",
        "deliver",
        "differ",
        "dinner",
        "disaster",
        "discover",
        "drawer",
        "earlier",
        "either",
        "encounter",
        "enlist",
        "enter",
        "error",
        "exist",
        "factor",
        "favor",
        "fever",
        "fiber",
        "filter",
        "flavor",
        "flower",
        "forever",
        "former",
        "foster",
        "further",
        "gather",
        "hammer",
        "harbor",
        "helicopter",
        "honor",
        "horror",
        "however",
        "humor",
        "hunger",
        "insist",
        "labor",
        "ladder",
        "later",
        "latter",
        "leather",
        "letter",
        "liquor",
        "litter",
        "lumber",
        "matter",
        "mirror",
        "moist",
        "monitor",
        "motor",
        "neither",
        "never",
        "newsletter",
        "newspaper",
        "november",
        "number",
        "october",
        "offer",
        "order",
        "other",
        "paper",
        "pepper",
        "persist",
        "poster",
        "power",
        "prefer",
        "quarter",
        "rather",
        "reactor",
        "recover",
        "refer",
        "register",
        "remainder",
        "remember",
        "resist",
        "river",
        "rubber",
        "rumor",
        "scooter",
        "sector",
        "semester",
        "september",
        "shelter",
        "shoulder",
        "silver",
        "slipper",
        "suffer",
        "summer",
        "supper",
        "surrender",
        "tanker",
        "temper",
        "theater",
        "thunder",
        "timber",
        "together",
        "tower",
        "tractor",
        "trailer",
        "transfer",
        "trigger",
        "tumor",
        "twist",
        "under",
        "vapor",
        "waist",
        "water",
        "weather",
        "wherever",
        "whether",
        "whoever",
        "winter",
        "wonder",
    ];
    let ends = ["er", "or", "ist"].iter().any(|ending| lower.ends_with(ending));
    lower.len() >= 5 && ends && !OTHERS.contains(&lower)
}

/// Whether a noun in lower case says what a body is: "company", "charity".
pub(crate) fn is_body_noun(lower: &str) -> bool {
    BODY_NOUNS.contains(lower)
}

/// Whether a word in lower case is a form of address that says nothing of who somebody is.
pub(crate) fn is_courtesy(lower: &str) -> bool {
    matches!(
        lower.trim_end_matches('.'),
        "mr" | "mrs" | "ms" | "mx" | "miss" | "dr" | "sir" | "madame" | "monsieur" | "herr" | "frau"
    )
}

pub(crate) fn is_calendar_word(lower: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "aug.",
        "sept.",
        "sep.",
        "oct.",
        "nov.",
        "dec.",
        "jan",
        "feb",
        "apr",
        "jul",
        "jun",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "christmas",
        "easter",
        "ramadan",
    ];
    CALENDAR.contains(&lower)
}

/// Acronyms of things, not of bodies.
pub(crate) fn is_common_acronym(text: &str) -> bool {
    const THINGS: &[&str] = &[
        "AIDS", "HIV", "GMT", "BST", "EST", "EDT", "PST", "CET", "GDP", "GNP", "CEO", "CFO", "DNA", "VAT",
        "DVD", "CD-ROM", "PCT", "MPs", "SARS", "COVID", "COVID-19", "BSE", "CJD", "UTC", "AM-PM", "GPS",
        "LED", "USD", "GBP", "EUR", "DEM", "CZK", "IPO", "NAFTA", "GATT", "SALT", "START",
    ];
    THINGS.contains(&text)
}

/// Words that are written with a capital and name nobody: "I'm", "Mr.".
pub(crate) fn is_pronoun_or_contraction(lower: &str) -> bool {
    lower == "i"
        || lower.starts_with("i'")
        || matches!(lower, "mr." | "mrs." | "ms." | "dr." | "no." | "nos.")
}

/// The numbers below twenty in words, from nought.
pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// The tens in words, from twenty.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number up to twenty in words.
pub fn number_word(number: usize) -> Option<&'static str> {
    UNITS.iter().chain(&TENS[..1]).nth(number).copied()
}

/// Whether a word in lower case is a number from two on, or of dozens and more.
pub(crate) fn is_number_word(lower: &str) -> bool {
    UNITS[2..].contains(&lower)
        || TENS.contains(&lower)
        || matches!(lower, "hundred" | "dozens" | "hundreds" | "thousands" | "millions" | "billions")
}

/// Whether a word in lower case says that the number behind it is a name, a place in an order or an age: "page 4", "flight 12".
pub(crate) fn is_before_name_number(lower: &str) -> bool {
    const BEFORE: &[&str] = &[
        "aged",
        "age",
        "page",
        "chapter",
        "article",
        "section",
        "route",
        "flight",
        "no",
        "no.",
        "number",
        "act",
        "resolution",
        "room",
        "gate",
        "channel",
        "boeing",
        "airbus",
    ];
    BEFORE.contains(&lower)
}

/// Whether a word in lower case opens a noun phrase.
pub(crate) fn is_determiner(lower: &str) -> bool {
    matches!(
        lower,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "this"
            | "that"
            | "these"
            | "those"
    )
}

/// Pronouns that can be a source.
pub(crate) fn is_personal_pronoun(lower: &str) -> bool {
    const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you", "who", "which"];
    PRONOUNS.contains(&lower)
}
