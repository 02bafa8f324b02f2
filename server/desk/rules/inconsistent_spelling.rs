//! # inconsistent-spelling
//!
//! Flags a name that is spelled in more than one way: a slip of the keyboard, another transliteration, accents or
//! hyphens here and not there.
//!
//! ## Why
//!
//! A misspelled name is the error that readers and sources notice first.
//!
//! ## Example
//!
//! ```flagged
//! Sergey Shoigu spoke first. Shoigu said little. Shiogu left early.
//!                                                ^^^^^^
//! ```
//!
//! ```flagged
//! Sergey Petrenko spoke first. Petrenko was calm. Sergei Petrenko left early.
//!                                                 ^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Sergey Petrenko spoke first. Petrenko was calm. Sergey Petrenko left early.
//! ```
//!
//! ## Stays silent on
//!
//! Two people, such as Johnson and Johnston, each introduced with a given name; surnames, short forms and acronyms as
//! such; words inside a quotation.
//!
//! ```silent
//! Boris Johnson met Alan Johnston. Johnson spoke; Johnston did not.
//! ```
//!
//! ```silent
//! Ana Lopez spoke first. Lopez was calm. “Lopes is a fool,” a man in the crowd shouted.
//! ```
//!
//! ## Fixes
//!
//! Replaces this spelling by the one in use (suggested); replaces all of them where there are several; or says that they
//! are two actors.
//!
//! ## Standard
//!
//! Every style guide.

use std::collections::HashMap;

use copydesk_language::NameKind;

use super::{Check, Finding, Group, RuleInfo};
use crate::actors::Mention;
use crate::facts::Facts;
use crate::{Fix, Safety, Settings, Severity, TextEdit, fixes, spelling};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-spelling",
    group: Group::Naming,
    severity: Severity::Error,
    source: include_str!("inconsistent_spelling.rs"),
    check: Check::Draft(check),
};

/// A spelling of a name and where it stands.
struct Spelling<'a> {
    text: &'a str,
    folded: String,
    mentions: Vec<&'a Mention>,
}

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    let spellings = spellings(facts);
    let people = surnames(facts);
    let mut findings = Vec::new();
    for odd in &spellings {
        let usual = spellings
            .iter()
            .filter(|usual| outnumbers(usual, odd) && is_same_name(facts, &people, usual, odd))
            .max_by_key(|usual| usual.mentions.len());
        let Some(usual) = usual else { continue };
        for mention in &odd.mentions {
            findings.push(finding(facts, mention, odd, usual));
        }
    }
    findings
}

/// Every spelling in use outside quotations, in order of first use.
fn spellings<'f>(facts: &'f Facts) -> Vec<Spelling<'f>> {
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && !mention.quoted) {
        if facts.is_emphasised(mention.place) {
            continue;
        }
        let text = facts.text(mention.place);
        let next = spellings.len();
        let number = *known.entry(text).or_insert(next);
        if number == next {
            spellings.push(Spelling { text, folded: spelling::fold(text), mentions: Vec::new() });
        }
        spellings[number].mentions.push(mention);
    }
    spellings
}

/// Folded surnames to the folded given names that stand before them in the draft.
fn surnames(facts: &Facts) -> HashMap<String, Vec<String>> {
    let mut people: HashMap<String, Vec<String>> = HashMap::new();
    for mention in facts.mentions.iter().filter(|mention| mention.is_name && mention.kind == NameKind::Person)
    {
        let folded = spelling::fold(facts.text(mention.place));
        if let Some((given, surname)) = folded.rsplit_once(' ') {
            people.entry(surname.to_owned()).or_default().push(given.to_owned());
        }
    }
    people
}

fn outnumbers(usual: &Spelling, odd: &Spelling) -> bool {
    let first = |spelling: &Spelling| spelling.mentions[0].place.key();
    usual.mentions.len() > odd.mentions.len()
        || usual.mentions.len() == odd.mentions.len() && first(usual) < first(odd)
}

fn is_same_name(
    facts: &Facts,
    people: &HashMap<String, Vec<String>>,
    usual: &Spelling,
    odd: &Spelling,
) -> bool {
    if usual.text == odd.text {
        return false;
    }
    let (usual_words, odd_words): (Vec<&str>, Vec<&str>) =
        (usual.folded.split(' ').collect(), odd.folded.split(' ').collect());
    if usual.folded == odd.folded {
        // Accents, hyphens and apostrophes; capitals differ in headlines and in names at the start of sentences.
        return usual.text.to_lowercase() != odd.text.to_lowercase();
    }
    match (usual_words.as_slice(), odd_words.as_slice()) {
        ([usual], [odd]) => is_misspelled_surname(facts, people, usual, odd),
        // One full name in two spellings: one of its two words differs.
        ([first, .., last], [other_first, .., other_last]) if usual_words.len() == odd_words.len() => {
            let person = facts.actors[usual_mention(facts, &usual.folded)].kind == NameKind::Person;
            let middle = usual_words[1..usual_words.len() - 1] == odd_words[1..odd_words.len() - 1];
            let given = last == other_last
                && spelling::is_variant(first, other_first)
                && !both_in_use(people, last, first, other_first);
            let surname = first == other_first && spelling::is_variant(last, other_last) && last.len() >= 5;
            person && middle && (given || surname)
        }
        _ => false,
    }
}

fn usual_mention(facts: &Facts, folded: &str) -> usize {
    let mention = facts
        .mentions
        .iter()
        .find(|mention| mention.is_name && spelling::fold(facts.text(mention.place)) == folded);
    mention.map_or(0, |mention| mention.actor)
}

/// Father and son, two sisters: both given names are used with the surname more than once.
fn both_in_use(people: &HashMap<String, Vec<String>>, surname: &str, first: &str, second: &str) -> bool {
    let count = |given: &str| {
        people.get(surname).map_or(0, |names| names.iter().filter(|name| *name == given).count())
    };
    count(first) > 1 && count(second) > 1
}

/// Whether a bare word is the surname of a person of the draft with a slip in it.
fn is_misspelled_surname(
    facts: &Facts,
    people: &HashMap<String, Vec<String>>,
    usual: &str,
    odd: &str,
) -> bool {
    let Some(given) = people.get(usual) else { return false };
    // A surname with a given name of its own, or a given name of somebody, is another name.
    let own = people.get(odd).is_some_and(|names| names.iter().all(|name| !given.contains(name)));
    let somebody = people.values().flatten().any(|name| name.split(' ').next() == Some(odd));
    usual.len() >= 4
        && !own
        && !somebody
        && spelling::is_variant(usual, odd)
        && !copydesk_language::is_known_name(odd)
        && !facts
            .front_matter
            .actors
            .iter()
            .any(|name| spelling::fold(name).split(' ').any(|word| word == odd))
}

fn finding(facts: &Facts, mention: &Mention, odd: &Spelling, usual: &Spelling) -> Finding {
    let times = match usual.mentions.len() {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    };
    let message =
        format!("“{}” is spelled “{}” {times} in this draft: use one spelling.", odd.text, usual.text);
    let edit =
        |mention: &Mention| TextEdit { range: facts.source(mention.place), text: usual.text.to_owned() };
    let this = Fix {
        title: format!("Change to “{}”", usual.text),
        safety: Safety::Suggested,
        edits: vec![edit(mention)],
    };
    let all = (odd.mentions.len() > 1).then(|| Fix {
        title: format!("Change all {} to “{}”", odd.mentions.len(), usual.text),
        safety: Safety::Suggested,
        edits: odd.mentions.iter().map(|mention| edit(mention)).collect(),
    });
    let two = fixes::ignore(facts, mention.place, RULE.name, "two actors", "Keep it: they are two actors");
    let related = facts.source(usual.mentions[0].place);
    Finding::new(facts.source(mention.place), message)
        .with_related(related, format!("“{}” here", usual.text))
        .with_fixes([this].into_iter().chain(all).chain([two]))
}
