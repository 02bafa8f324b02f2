//! Verbs of speech and thought in all their forms. After a capitalised word they show that it names somebody, and behind
//! a quotation that its sentence goes on.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::{self, Set};

/// Whether a word in lower case is a form of such a verb.
pub(crate) fn is_speech_verb(lower: &str) -> bool {
    SAYING_FORMS.contains(lower) || THINKING_FORMS.contains(lower)
}

/// Whether a word in lower case is a form of a verb that puts words into its subject's mouth: "said", not "wanted".
pub(crate) fn is_saying_verb(lower: &str) -> bool {
    SAYING_FORMS.contains(lower)
}

/// Whether a form of such a verb is mostly a deed where a thing follows: "claimed the title", "conceded a penalty".
pub(crate) fn is_deed_with_thing(lower: &str) -> bool {
    OF_TWO_TRADES_FORMS.contains(lower)
}

/// Whether a word in lower case is a finite form of a verb that says how many there are, "counted", "lists".
pub(crate) fn is_counting_verb(lower: &str) -> bool {
    COUNTING_FORMS.contains(lower) && !lower.ends_with("ing")
}

static COUNTING_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(&lexicon::COUNTING));
static SAYING_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(&lexicon::SAYING));
static THINKING_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(&lexicon::THINKING));
static OF_TWO_TRADES_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(&lexicon::OF_TWO_TRADES));

fn forms(verbs: &Set) -> HashSet<String> {
    verbs.words().iter().flat_map(|verb| inflect(verb)).collect()
}

/// The forms of "say/said" and "argue": with a slash the past is given, otherwise it is regular.
fn inflect(entry: &str) -> Vec<String> {
    let (base, irregular) = match entry.split_once('/') {
        Some((base, past)) => (base, Some(past)),
        None => (entry, None),
    };
    let stem = base.strip_suffix('e').unwrap_or(base);
    let consonant_y = base.ends_with('y') && !base.ends_with("ay") && !base.ends_with("ey");
    let past = match irregular {
        Some(past) => past.to_owned(),
        None if consonant_y => format!("{}ied", &base[..base.len() - 1]),
        None if lexicon::DOUBLING.contains(base) => format!("{base}{}ed", &base[base.len() - 1..]),
        None => format!("{stem}ed"),
    };
    let present = match base {
        _ if consonant_y => format!("{}ies", &base[..base.len() - 1]),
        _ if base.ends_with("ss") || base.ends_with("sh") || base.ends_with("ch") => format!("{base}es"),
        _ => format!("{base}s"),
    };
    let doubled = if lexicon::DOUBLING.contains(base) { &base[base.len() - 1..] } else { "" };
    let participle = if base.ends_with("ee") { format!("{base}ing") } else { format!("{stem}{doubled}ing") };
    vec![base.to_owned(), present, past, participle]
}
