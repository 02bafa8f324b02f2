//! The small words and the verbs between which the words for somebody stand.

use crate::lists;
use crate::tokens::TokenKind;
use crate::verbs;

pub(super) fn is_subject_pronoun(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "they" | "it" | "we" | "i" | "you")
}

pub(super) fn is_joint(lower: &str) -> bool {
    matches!(lower, "of" | "for" | "and" | "the" | "&")
}

/// Whether a word in lower case before an office says when somebody holds it.
pub(super) fn is_of_its_time(lower: &str) -> bool {
    matches!(
        lower,
        "then"
            | "late"
            | "new"
            | "newly"
            | "elected"
            | "current"
            | "sitting"
            | "incoming"
            | "outgoing"
            | "longtime"
            | "retired"
    )
}

/// Forms of address between an office and a name: "team leader Dr", "Chairman Lord".
pub(super) fn is_form_of_address(lower: &str) -> bool {
    lists::is_courtesy(lower) || matches!(lower, "lord" | "lady" | "dame")
}

pub(super) fn is_aged(lower: &str) -> bool {
    lower.ends_with("-year-old") || lower.ends_with("-years-old")
}

pub(super) fn is_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for"
            | "at"
            | "in"
            | "from"
            | "with"
            | "to"
            | "on"
            | "by"
            | "since"
            | "until"
            | "under"
            | "near"
            | "behind"
            | "between"
            | "during"
            | "throughout"
            | "within"
            | "against"
            | "among"
            | "around"
            | "into"
            | "over"
            | "as"
            | "about"
            | "across"
    )
}

/// Whether a word in lower case ends a noun phrase.
pub(super) fn is_stop(lower: &str) -> bool {
    const IN_PHRASES: &[&str] = &[
        "former", "late", "new", "old", "young", "local", "state", "police", "first", "second", "third",
        "then", "high", "big", "little", "chief", "gas", "trade", "staff", "sales", "news", "great", "only",
        "own", "longest", "nine", "two", "three",
    ];
    is_preposition(lower)
        || matches!(lower, "but" | "or" | "and" | "than" | "so" | "not" | "however" | "'s")
        || lists::is_plain_word(lower) && !IN_PHRASES.contains(&lower) && !lists::is_person_noun(lower)
        || lists::is_calendar_word(lower)
        || is_subject_pronoun(lower)
}

/// Whether a word in lower case is a finite verb, as far as one word shows.
pub(crate) fn is_verb(lower: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "is", "was", "are", "were", "be", "been", "am", "has", "have", "had", "did", "does", "do", "said",
        "says", "met", "went", "fell", "won", "lost", "took", "came", "left", "gave", "broke", "made",
        "told", "tells", "rose", "began", "found", "held", "kept", "paid", "ran", "sent", "slept", "spent",
        "stood", "thought", "thinks", "became", "knew", "knows", "saw", "brought", "bought", "caught",
        "grew", "hit", "cut", "wrote", "writes", "spoke", "speaks", "will", "would", "could", "can", "may",
        "might", "should", "must", "adds", "asks", "wants", "believes", "argues", "warns", "goes", "gets",
        "makes", "drew", "sat", "lay", "laid", "sold", "put", "shot", "beat", "sought", "felt", "heard",
        "threw", "chose", "quit", "struck", "led", "fled", "fought", "taught",
    ];
    const ATTRIBUTIVE: &[&str] = &[
        "retired",
        "disgraced",
        "renowned",
        "accused",
        "suspended",
        "ousted",
        "elected",
        "appointed",
        "convicted",
        "celebrated",
        "acclaimed",
        "noted",
        "named",
        "injured",
        "wounded",
        "jailed",
        "beloved",
        "respected",
        "distinguished",
        "skilled",
        "disabled",
        "hundred",
        "united",
        "sacred",
        "red",
        "seasoned",
        "deceased",
        "displaced",
        "unemployed",
        "registered",
        "married",
        "divorced",
        "widowed",
        "adopted",
        "trained",
        "qualified",
        "decorated",
        "exiled",
        "armed",
        "self-employed",
        "controversial",
        "selected",
    ];
    IRREGULAR.contains(&lower)
        || lower.ends_with("ed") && lower.len() > 4 && !lower.contains('-') && !ATTRIBUTIVE.contains(&lower)
        || verbs::is_saying_verb(lower) && lower.ends_with("ed")
}

/// Whether two words in lower case tell by whom something is done: "owned by", "founded by".
pub(super) fn is_passive(lower: &str, next: &str) -> bool {
    lower.ends_with("ed") && next == "by"
}

/// Whether a word in lower case is a form of a verb for what somebody does for good.
pub(super) fn is_standing(lower: &str) -> bool {
    matches!(
        lower,
        "owns"
            | "owned"
            | "runs"
            | "run"
            | "heads"
            | "headed"
            | "leads"
            | "led"
            | "chairs"
            | "chaired"
            | "teaches"
            | "taught"
            | "represents"
            | "represented"
            | "works"
            | "worked"
            | "serves"
            | "served"
            | "lives"
            | "lived"
            | "edits"
            | "edited"
            | "manages"
            | "managed"
            | "directs"
            | "directed"
            | "coaches"
            | "coached"
            | "farms"
            | "farmed"
            | "operates"
            | "operated"
            | "studies"
            | "sits"
            | "oversees"
            | "overseen"
            | "keeps"
            | "kept"
            | "makes"
            | "sells"
            | "publishes"
            | "provides"
            | "organises"
            | "organizes"
            | "supplies"
            | "employs"
            | "builds"
            | "produces"
            | "covers"
            | "grows"
            | "plays"
            | "played"
            | "conducts"
            | "specialises"
            | "specializes"
            | "researches"
            | "regulates"
            | "monitors"
            | "campaigns"
            | "advises"
            | "advised"
            | "holds"
            | "belongs"
            | "tends"
            | "fishes"
    )
}

pub(super) fn ends_clause(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Stop
            | TokenKind::Semicolon
            | TokenKind::Dash
            | TokenKind::Quote
            | TokenKind::Colon
            | TokenKind::CloseBracket
            | TokenKind::OpenBracket
    )
}
