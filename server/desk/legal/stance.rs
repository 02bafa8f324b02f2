//! What a sentence does with a charge: it makes it, or tells that the accused deny it, that they admit it, or that they were cleared.

use copydesk_facts::tells_what_happened;
use copydesk_language::lexicon::crimes::StepKind;

use super::words::{Sense, Word};

/// What a sentence does with a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// It makes it, or tells that somebody does.
    Accuses,
    /// It tells that they deny it: "pleaded not guilty to theft".
    Denies,
    /// It tells that they admit it, a step of the case: "pleaded guilty to theft".
    Admits,
    /// It tells that they were cleared of it.
    Clears,
}

impl Stance {
    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Accuses => "charge",
            Stance::Denies => "denial",
            Stance::Admits => "admission",
            Stance::Clears => "cleared",
        }
    }
}

/// How words begin by which somebody turns down what they are told to have done, where a word for that follows.
const TURNS_DOWN: &[&str] = &["contest", "dismiss", "disput", "refut", "reject", "rubbish"];
/// How words begin for what somebody is told to have done.
const TOLD: &[&str] = &["accus", "alleg", "charge", "claim", "notion", "report", "suggest"];
/// From such a verb to the word, and from a "not" to the deed, stand no more words.
const NEAREST: usize = 4;
const NEAREST_NOT: usize = 3;
/// What is denied to somebody, who answers nothing by that: "denied bail".
const WITHHELD: &[&str] = &["access", "asylum", "bail", "entry", "parole", "permission"];
/// Words behind which nobody admits anything.
const NOBODY: &[&str] = &["neither", "never", "no", "none", "not", "refused", "t", "without"];
/// Words with which another clause begins, whose charges nobody there denies.
const BREAKS: &[&str] =
    &["after", "although", "because", "before", "but", "since", "though", "until", "when", "while", "who"];

/// What a sentence does with the words in it that accuse somebody, in bytes of it. `own`: whether whoever is accused says it.
pub(super) fn stance(text: &str, words: &[Word], own: bool) -> Stance {
    let steps = |kind: StepKind| words.iter().any(|(_, sense)| sense.step() == Some(kind));
    if steps(StepKind::Cleared) && !steps(StepKind::Convicted) {
        return Stance::Clears;
    }
    let lower = text.to_ascii_lowercase();
    let answers: Vec<(usize, Stance)> = answers(&lower).collect();
    // "The allegations, which he denies": what only names the charge is denied wherever that is told.
    let named =
        |words: &str| ["alleg", "accusat", "charges", "the charges"].iter().any(|it| words.starts_with(it));
    let of = |&(range, sense): &Word| {
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        let itself = || answers.iter().find(|(at, _)| (start..end).contains(at));
        let before = || answers.iter().rev().find(|&&(at, _)| at <= start && !is_broken(&lower[at..start]));
        let behind = || {
            let is_name = named(&lower[start..end]) && !matches!(sense, Sense::Wrong);
            answers.iter().find(|&&(at, _)| is_name && at > end && !lower[end..at].contains(';'))
        };
        let told = itself().or_else(before).or_else(behind).map(|&(_, stance)| stance);
        told.or_else(|| (own && is_negated(&lower[..start])).then_some(Stance::Denies))
    };
    let told: Option<Vec<Stance>> = words.iter().map(of).collect();
    match told.unwrap_or_default().as_slice() {
        [] => Stance::Accuses,
        told if told.contains(&Stance::Admits) => Stance::Admits,
        _ => Stance::Denies,
    }
}

/// Whether a sentence tells that somebody denies or admits something.
pub(super) fn is_answer(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("innocen") || lower.contains("no wrongdoing") || answers(&lower).next().is_some()
}

/// Whether a "not" stands directly before a word.
pub(super) fn is_negated(before: &str) -> bool {
    let words = before.split([',', ';', ':', '.']).next_back().unwrap_or_default();
    // "A commitment not to cheat" denies nothing.
    let mut last = words.split_whitespace().rev().take(NEAREST_NOT).skip_while(|word| *word == "to");
    last.any(|word| {
        matches!(word.to_ascii_lowercase().as_str(), "not" | "never" | "no")
            || word.ends_with("n't")
            || word.ends_with("n’t")
    })
}

/// Where words of a sentence in lower case tell that somebody denies or admits something: their bytes, in order.
fn answers(lower: &str) -> impl Iterator<Item = (usize, Stance)> {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let count = words.len();
    let answer = move |number: usize| {
        let word = words[number];
        let near = |back: usize| number.checked_sub(back).map_or("", |at| words[at]);
        let next = |on: usize| words.get(number + on).copied().unwrap_or_default();
        let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
        let is_done_to = matches!(near(1), "was" | "were" | "been" | "being") && next(1) != "by";
        let not = (1..=NEAREST + 1).any(|back| NOBODY.contains(&near(back)));
        let stance = match () {
            () if begins(&["deny", "denie", "denial"]) => {
                let withheld = is_done_to
                    && !words[..number].iter().any(|word| TOLD.iter().any(|it| word.starts_with(it)));
                (!withheld && !WITHHELD.contains(&next(1))).then_some(Stance::Denies)
            }
            () if word == "guilty" && near(1) == "not" => {
                (!matches!(near(2), "found" | "of" | "verdict" | "verdicts")).then_some(Stance::Denies)
            }
            () if word == "guilty" && (begins_plea(near(1)) || next(1).starts_with("plea")) => {
                Some(Stance::Admits)
            }
            () if begins(TURNS_DOWN) => {
                let told = (1..=NEAREST).any(|on| TOLD.iter().any(|it| next(on).starts_with(it)));
                told.then_some(Stance::Denies)
            }
            () if begins(&["admit", "confess"]) => {
                Some(if not || next(1) == "no" { Stance::Denies } else { Stance::Admits })
            }
            () => None,
        };
        let at = word.as_ptr() as usize - lower.as_ptr() as usize;
        stance.map(|stance| (at, stance))
    };
    (0..count).filter_map(answer)
}

fn begins_plea(word: &str) -> bool {
    word.starts_with("plea") || word == "pled"
}

/// Whether another clause begins in the words between a denial, with which they open, and a word that accuses.
fn is_broken(between: &str) -> bool {
    if between.contains([';', ':', '(']) {
        return true;
    }
    let mut before = "";
    for word in between.split_whitespace().skip(1) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // "Denied it, was arrested", "denied it and was arrested".
        let joins = before.ends_with(',') || before == "and";
        if BREAKS.contains(&bare) || joins && tells_what_happened(bare) {
            return true;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn who_denies_makes_no_charge() {
        for (text, own, expected) in [
            ("Falk stole the boat.", false, Stance::Accuses),
            ("Falk denies fraud.", false, Stance::Denies),
            ("Falk pleaded not guilty to theft.", false, Stance::Denies),
            ("Falk entered a not guilty plea on the fraud charges.", false, Stance::Denies),
            ("Falk pleaded guilty to theft.", false, Stance::Admits),
            ("Falk admitted stealing the boat.", false, Stance::Admits),
            ("Falk settled the lawsuit without admitting wrongdoing.", false, Stance::Accuses),
            ("Falk paid without admitting wrongdoing.", false, Stance::Denies),
            ("None of the builders will admit any fraud.", false, Stance::Denies),
            ("Falk rejected the allegations.", false, Stance::Denies),
            ("Falk rejected a plea for mercy for the murderer.", false, Stance::Accuses),
            ("The allegations, which Falk denied, were made in May.", false, Stance::Denies),
            ("Falk, who denies fraud, was arrested for theft.", false, Stance::Accuses),
            ("Falk denies fraud, was arrested and fled.", false, Stance::Accuses),
            ("Falk, charged with arson, was denied bail.", false, Stance::Accuses),
            ("The judge denied bail to Falk, charged with arson.", false, Stance::Accuses),
            ("Falk said he had not lied.", true, Stance::Denies),
            ("Police said Falk had not lied.", false, Stance::Accuses),
            ("Falk was acquitted of theft.", false, Stance::Clears),
            ("Falk was found not guilty of theft.", false, Stance::Clears),
            ("Falk was acquitted of theft and convicted of fraud.", false, Stance::Accuses),
        ] {
            assert_eq!(stance(text, &words(text), own), expected, "{text}");
        }
    }

    #[test]
    fn an_answer_is_told_from_what_is_denied_to_somebody() {
        for text in ["He denies it.", "She pleaded guilty.", "He has always said that he is innocent."] {
            assert!(is_answer(text), "{text}");
        }
        for text in ["He was denied bail.", "He was found guilty.", "She was denied a visa."] {
            assert!(!is_answer(text), "{text}");
        }
    }
}
