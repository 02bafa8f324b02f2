//! The words that accuse, and how far they say that a case has gone.

use text_size::{TextRange, TextSize};

use super::StepKind;
use crate::verdict::{CRIMES, DOERS};

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
/// One word that accuses: its bytes, and how far it says that the case has gone.
pub(super) type Word = (TextRange, Option<StepKind>);

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
            (stem.trim_end().len(), Some(step))
        });
        let wrong = || {
            let none = NO_WRONG.iter().any(|words| rest.starts_with(words));
            let stems = WRONGS.iter().chain(CRIMES).chain(DOERS);
            let stem = stems.filter(|_| !none).find(|stem| begins(stem))?;
            Some((stem.trim_end().len(), None))
        };
        if let Some((length, step)) = step.or_else(wrong) {
            let end = rest
                .get(length..)
                .unwrap_or_default()
                .find(|c: char| !c.is_alphanumeric())
                .map_or(rest.len(), |more| length + more);
            behind = at + end;
            found.push((range(at, behind), step));
        }
    }
    found
}

/// Whether words that [`words`] found tell a wrong, which accuses whoever is meant, and not only a crime, which may be nobody's or done to
/// somebody.
pub(super) fn is_wrong(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    WRONGS.iter().any(|stem| lower.starts_with(stem.trim_end()))
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
            ("He was charged with fraud.", vec![("charged with", Some(StepKind::Charged)), ("fraud", None)]),
            ("He pleaded not guilty.", vec![("not guilty", Some(StepKind::Charged))]),
            ("The bill charged the phone.", vec![]),
            (
                "She was found not guilty of theft.",
                vec![("found not guilty", Some(StepKind::Cleared)), ("theft", None)],
            ),
            (
                "A suspected arsonist was arrested.",
                vec![
                    ("suspected", Some(StepKind::Accused)),
                    ("arsonist", None),
                    ("arrested", Some(StepKind::Arrested)),
                ],
            ),
            ("It rained.", vec![]),
        ] {
            let found: Vec<(&str, Option<StepKind>)> =
                words(text).into_iter().map(|(range, step)| (&text[range], step)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
