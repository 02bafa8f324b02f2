//! The words that accuse, and how far they say that a case has gone.

use text_size::{TextRange, TextSize};

use super::StepKind;
use crate::verdict::{CRIMES, DOERS};
use copydesk_language::{is_office, is_person_noun, is_record};

/// Stems of words for a wrong beside those of a crime. A blank behind one keeps it from going on.
const WRONGS: &[&str] = &[
    "abus",
    "breaking the law",
    "broke the law",
    "broken the law",
    "bullied ",
    "bully",
    "cheat",
    "collu",
    "conspir",
    "corrupt",
    "cover-up",
    "covered it up",
    "covered up",
    "covering up",
    "cronyism",
    "deceiv",
    "doctored",
    "doctoring",
    "doping",
    "falsif",
    "forge",
    "forging",
    "harass",
    "illegal",
    "infring",
    "lied ",
    "lying ",
    "manipulat",
    "misappropriat",
    "misconduct",
    "misled ",
    "mislead",
    "misus",
    "negligen",
    "neglect",
    "nepotism",
    "padded ",
    "perjur",
    "plagiar",
    "pocketed ",
    "racis",
    "rigged ",
    "rigging ",
    "sabotag",
    "sexis",
    "siphon",
    "steal",
    "tortur",
    "unlawful",
    "violat",
    "wrongdoing",
];
/// Words that begin like a wrong and are none.
const NO_WRONG: &[&str] = &[
    "collusion-free",
    "conspiracy theory",
    "killer whale",
    "bombard",
    "attackers",
    "shot at",
    "assault rifle",
    "assault weapon",
    "forged a ",
    "forging a ",
];
/// Words for how far a case has gone, in lower case, the longer first where two begin alike.
const STEPS: &[(&str, StepKind)] = &[
    ("found not guilty", StepKind::Cleared),
    ("acquit", StepKind::Cleared),
    ("cleared of", StepKind::Cleared),
    ("charges were dropped", StepKind::Cleared),
    ("not guilty", StepKind::Charged),
    ("if convicted", StepKind::Charged),
    ("if found guilty", StepKind::Charged),
    ("found guilty", StepKind::Convicted),
    ("pleaded guilty", StepKind::Convicted),
    ("pled guilty", StepKind::Convicted),
    ("pleads guilty", StepKind::Convicted),
    ("plead guilty", StepKind::Convicted),
    ("pleading guilty", StepKind::Convicted),
    ("guilty plea", StepKind::Convicted),
    ("guilty verdict", StepKind::Convicted),
    ("admitted his guilt", StepKind::Convicted),
    ("admitted her guilt", StepKind::Convicted),
    ("admitted guilt", StepKind::Convicted),
    ("convicted", StepKind::Convicted),
    ("conviction", StepKind::Convicted),
    ("sentenced", StepKind::Convicted),
    ("jailed", StepKind::Convicted),
    ("imprisoned", StepKind::Convicted),
    ("jail term", StepKind::Convicted),
    ("jail sentence", StepKind::Convicted),
    ("prison term", StepKind::Convicted),
    ("prison sentence", StepKind::Convicted),
    ("life sentence", StepKind::Convicted),
    ("month sentence", StepKind::Convicted),
    ("year sentence", StepKind::Convicted),
    ("on probation", StepKind::Convicted),
    ("on parole", StepKind::Convicted),
    ("charged with", StepKind::Charged),
    ("charged over", StepKind::Charged),
    ("charged in connection", StepKind::Charged),
    ("charges of", StepKind::Charged),
    ("charges against", StepKind::Charged),
    ("faces charges", StepKind::Charged),
    ("facing charges", StepKind::Charged),
    ("counts of", StepKind::Charged),
    ("indict", StepKind::Charged),
    ("criminal charges", StepKind::Charged),
    ("civil charges", StepKind::Charged),
    ("fraud charges", StepKind::Charged),
    ("murder charges", StepKind::Charged),
    ("faced charges", StepKind::Charged),
    ("face charges", StepKind::Charged),
    ("the charges", StepKind::Charged),
    ("charge of", StepKind::Charged),
    ("on bail", StepKind::Charged),
    ("on trial", StepKind::Charged),
    ("awaiting trial", StepKind::Charged),
    ("awaits trial", StepKind::Charged),
    ("facing trial", StepKind::Charged),
    ("faces trial", StepKind::Charged),
    ("second trial", StepKind::Charged),
    ("retrial", StepKind::Charged),
    ("stand trial", StepKind::Charged),
    ("apprehend", StepKind::Arrested),
    ("arrest", StepKind::Arrested),
    ("detain", StepKind::Arrested),
    ("in custody", StepKind::Arrested),
    ("accus", StepKind::Accused),
    ("alleg", StepKind::Accused),
    ("suspected", StepKind::Accused),
    ("suspect ", StepKind::Accused),
    ("suspects ", StepKind::Accused),
    ("suspicion of", StepKind::Accused),
    ("sue ", StepKind::Accused),
    ("sues ", StepKind::Accused),
    ("sued ", StepKind::Accused),
    ("suing ", StepKind::Accused),
    ("lawsuit", StepKind::Accused),
    ("legal action", StepKind::Accused),
    ("legal battle", StepKind::Accused),
    ("class action", StepKind::Accused),
    ("blamed", StepKind::Accused),
    ("under investigation", StepKind::Accused),
    ("being investigated", StepKind::Accused),
];
/// How words begin by which a court, a league or a trade punishes somebody.
const PENALTIES: &[&str] = &[
    "been banned",
    "was banned",
    "were banned",
    "banned for",
    "day ban ",
    "month ban ",
    "week ban ",
    "year ban ",
    "disbarred",
    "disqualified ",
    "fined ",
    "life ban ",
    "sacked for",
    "sacked over",
    "fired for",
    "fired over",
    "dismissed for",
    "dismissed over",
    "dismissed after",
    "struck off",
    "suspended for",
    "suspended over",
    "suspended after",
];
/// How verbs begin that are a wrong where they are done to people.
const TO_PEOPLE: &[&str] = &[
    "beat ",
    "beats ",
    "beaten ",
    "beating ",
    "bit ",
    "choked ",
    "choking ",
    "grop",
    "humiliat",
    "intimidat",
    "kicked ",
    "kicking ",
    "punch",
    "slapp",
    "threaten",
];
/// How verbs begin that are a wrong where they are done to money, or to what somebody should have known.
const TO_THINGS: &[&str] =
    &["conceal", "hid ", "hidden ", "hide ", "hides ", "hiding ", "shred", "withheld ", "withhold"];
/// How words begin for what is hidden where that is a wrong, besides papers and sums.
const HIDDEN: &[&str] = &[
    "asset",
    "cost",
    "danger",
    "death",
    "debt",
    "defect",
    "evidence",
    "fact",
    "failing",
    "failure",
    "fault",
    "income",
    "loss",
    "mistake",
    "money",
    "overspend",
    "profit",
    "risk",
    "shortfall",
    "truth",
];
/// Words behind which a participle is somebody's deed.
const HAVE: &[&str] = &["has ", "have ", "had ", "been ", "was ", "were "];
/// From a verb to the noun for what it is done to are no more words: "threatened at least two members".
const NEAREST: usize = 4;

/// What a word that accuses tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// How far a case has gone.
    Step(StepKind),
    /// What somebody was punished with by whoever is not a court, too.
    Penalty,
    /// A wrong, which accuses whoever is meant.
    Wrong,
    /// A crime, which may be nobody's, or done to somebody.
    Crime,
    /// What is a wrong of whoever does it to people, or hides it.
    Deed,
}

impl Sense {
    /// How far a case has gone.
    pub(super) fn step(self) -> Option<StepKind> {
        match self {
            Sense::Step(kind) => Some(kind),
            _ => None,
        }
    }
}

/// One word that accuses: its bytes, and what it tells.
pub(super) type Word = (TextRange, Sense);

/// The words of a text that accuse, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Word> = Vec::new();
    let mut behind = 0;
    for (at, _) in lower.char_indices() {
        let starts = at == 0 || !lower[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        if at < behind || !starts {
            continue;
        }
        let rest = &lower[at..];
        let begins = |stem: &str| match stem.strip_suffix(' ') {
            Some(whole) => {
                rest.strip_prefix(whole).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            }
            None => rest.starts_with(stem),
        };
        let step = STEPS.iter().find(|(stem, _)| begins(stem)).map(|&(stem, step)| {
            let step = if is_threat(&lower[..at], stem) { StepKind::Charged } else { step };
            (stem.trim_end().len(), Sense::Step(step))
        });
        let wrong = || {
            if NO_WRONG.iter().any(|words| rest.starts_with(words)) {
                return None;
            }
            let of = |stems: &[&str], sense: Sense| {
                let stem = stems.iter().find(|stem| begins(stem))?;
                Some((stem.trim_end().len(), sense))
            };
            let found = of(WRONGS, Sense::Wrong).or_else(|| of(PENALTIES, Sense::Penalty));
            let found = found.or_else(|| of(CRIMES, Sense::Crime)).or_else(|| of(DOERS, Sense::Crime));
            found.or_else(|| {
                let people = of(TO_PEOPLE, Sense::Deed).filter(|_| is_done_to(rest, is_people));
                // "A hidden asset" is no deed.
                let active =
                    || !rest.starts_with("hidden") || HAVE.iter().any(|it| lower[..at].ends_with(it));
                let things =
                    || of(TO_THINGS, Sense::Deed).filter(|_| active() && is_done_to(rest, is_hidden));
                people.or_else(things)
            })
        };
        if let Some((length, sense)) = step.or_else(wrong) {
            let end = rest
                .get(length..)
                .unwrap_or_default()
                .find(|c: char| !c.is_alphanumeric())
                .map_or(rest.len(), |more| length + more);
            behind = at + end;
            found.push((range(at, behind), sense));
        }
    }
    found
}

/// Whether the words behind a verb, the first of a text in lower case, have what it is done to.
fn is_done_to(text: &str, fits: fn(&str) -> bool) -> bool {
    let clause = text.split([',', ';', ':', '.', '(']).next().unwrap_or_default();
    let words = clause.split_whitespace().skip(1).take(NEAREST);
    words.take_while(|word| !ASIDE.contains(word)).any(fits)
}

/// Words behind which stands where, when or how something is done, and not to what.
const ASIDE: &[&str] = &[
    "about", "against", "at", "away", "back", "behind", "by", "for", "from", "in", "into", "on", "out", "to",
    "under", "up", "with",
];

/// Whether a word in lower case means people: "him", "members".
fn is_people(word: &str) -> bool {
    let one = |word: &str| is_person_noun(word) && !is_office(word);
    matches!(word, "him" | "her" | "them" | "people" | "children" | "women" | "men")
        || one(word)
        || word.strip_suffix('s').is_some_and(one)
}

/// Whether a word in lower case means money or what somebody should have known: "losses", "records", "millions".
fn is_hidden(word: &str) -> bool {
    HIDDEN.iter().any(|stem| word.starts_with(stem))
        || word.starts_with(['$', '£', '€'])
        || matches!(word, "thousands" | "millions" | "billions")
        || is_record(word)
}

/// Whether a punishment is only what may come: "could face a jail term", "faces a life sentence".
fn is_threat(before: &str, stem: &str) -> bool {
    let punishes = stem.ends_with("term") || stem.ends_with("sentence");
    punishes
        && ["could ", "may ", "might ", "would ", "face", "facing ", "carry ", "carries "]
            .iter()
            .any(|it| before.contains(it))
}

fn range(start: usize, end: usize) -> TextRange {
    let at = |offset: usize| TextSize::new(u32::try_from(offset).unwrap_or(u32::MAX));
    TextRange::new(at(start), at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_accuse_are_found_with_how_far_it_has_gone() {
        for (text, expected) in [
            (
                "He was charged with fraud.",
                vec![("charged with", Sense::Step(StepKind::Charged)), ("fraud", Sense::Crime)],
            ),
            ("He pleaded not guilty.", vec![("not guilty", Sense::Step(StepKind::Charged))]),
            ("The bill charged the phone.", vec![]),
            (
                "She was found not guilty of theft.",
                vec![("found not guilty", Sense::Step(StepKind::Cleared)), ("theft", Sense::Crime)],
            ),
            (
                "A suspected arsonist was arrested.",
                vec![
                    ("suspected", Sense::Step(StepKind::Accused)),
                    ("arsonist", Sense::Crime),
                    ("arrested", Sense::Step(StepKind::Arrested)),
                ],
            ),
            ("He beat her.", vec![("beat", Sense::Deed)]),
            ("The town beat the record.", vec![]),
            ("She has been hiding losses in the attic.", vec![("hiding", Sense::Deed)]),
            ("She has been hiding in the attic.", vec![]),
            ("The doctor was struck off.", vec![("struck off", Sense::Penalty)]),
            ("It rained.", vec![]),
        ] {
            let found: Vec<(&str, Sense)> =
                words(text).into_iter().map(|(range, sense)| (&text[range], sense)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
