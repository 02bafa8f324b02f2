//! # house-word
//!
//! Flags a word that the newsroom's own list avoids, or wants to be looked at each time.
//!
//! ## Why
//!
//! A house style lives in its words, and nobody remembers all of them at midnight.
//!
//! ## Example
//!
//! The list stands in copydesk.toml, or in a file that it names with `words = ["words.toml"]`:
//!
//! ```toml
//! [[word]]
//! avoid = "whilst"
//! prefer = "while"
//! reason = "plain English"
//!
//! [[word]]
//! avoid = ["utilise", "utilize"]
//! prefer = "use"
//! forms = "verb"
//!
//! [[word]]
//! avoid = "cop"
//! prefer = "police officer"
//! except = "traffic cop"
//!
//! [[word]]
//! avoid = "mishap"
//! prefer = "accident"
//!
//! [[word]]
//! avoid = "Third World"
//! prefer = ["poorer countries", "developing countries"]
//!
//! [[word]]
//! avoid = "cheque book"
//! prefer = "chequebook"
//!
//! [[word]]
//! avoid = "fireman"
//! prefer = "firefighter"
//!
//! [[word]]
//! avoid = "cut"
//! prefer = "axe"
//! forms = "verb"
//!
//! [[word]]
//! review = "terrorist"
//! reason = "say who calls them so"
//! ```
//!
//! ```flagged
//! Whilst the bridge was closed, the ferry ran.
//! ^^^^^^
//! ```
//!
//! ```fixed
//! While the bridge was closed, the ferry ran.
//! ```
//!
//! ```flagged
//! The town had utilised the old pier, and is utilizing it again.
//!              ^^^^^^^^
//!                                            ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Two cops stood on the pier.
//!     ^^^^
//! ```
//!
//! ```fixed
//! Two police officers stood on the pier.
//! ```
//!
//! ```flagged
//! A mishap closed the pier.
//!   ^^^^^^
//! ```
//!
//! ```fixed
//! An accident closed the pier.
//! ```
//!
//! ```flagged
//! The debt of the Third World grew, and so did the cop's pay.
//!                 ^^^^^^^^^^^
//!                                                  ^^^
//! ```
//!
//! ```flagged
//! # Terrorists leave the harbour
//!   ^^^^^^^^^^
//!
//! The ferry left at noon.
//! ```
//!
//! ```flagged
//! ---
//! title: Cops leave the pier
//!        ^^^^
//! ---
//!
//! The ferry left at noon.
//! ```
//!
//! ```flagged
//! The clerk lost her cheque book on the pier.
//!                    ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The firemen left the pier at noon.
//!     ^^^^^^^
//! ```
//!
//! ```fixed
//! The firefighters left the pier at noon.
//! ```
//!
//! What is preferred takes the form of what stands there. Where that looks alike in two forms and the sentence does not tell which,
//! both are named, and nothing is put there: “axe” or “axed”.
//!
//! ```flagged
//! The clerks cut costs on the pier.
//!            ^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! While the bridge was closed, the ferry ran.
//! ```
//!
//! ## Looked for
//!
//! a phrase that the list excepts, quotation marks, a name that holds the word.
//!
//! ## Stays silent on
//!
//! - words inside a quotation
//! - block quotes and what is answered in an interview
//! - names and titles of works that hold the word
//! - addresses, names of accounts and hashtags
//! - phrases in which the list takes the word for right
//! - what it does not look at: code, links' targets, front matter but for title and standfirst, parts of longer words, and a word with a capital in the list that is written otherwise
//!
//! ```silent words inside a quotation
//! “I stood there whilst it sank,” said Ana Lopez, a nurse.
//! ```
//!
//! ```silent block quotes and what is answered in an interview
//! > Whilst it sank, we stood on the pier.
//! ```
//!
//! ```silent names and titles of works that hold the word
//! The film *The Cop of Brack* was shown on the pier.
//! ```
//!
//! ```silent addresses, names of accounts and hashtags
//! The pictures stand under #whilst and at www.whilst.test on the net.
//! ```
//!
//! ```silent phrases in which the list takes the word for right
//! A traffic cop stood on the pier, and two traffic cops on the bridge.
//! ```
//!
//! ```silent what it does not look at
//! She came in third world-wide, typed `whilst` and read [the page](https://dams.test/whilst) to a non-terrorist.
//! ```
//!
//! ## Fixes
//!
//! Puts the preferred word there where the list has just one and its form is sure (suggested): in the same form and with the same
//! capitals, and with the article that it takes.
//!
//! ## Standard
//!
//! The newsroom's own. `copydesk words import` brings lists in from tables and from Vale, `copydesk words check` looks for
//! entries that stand against each other.

use copydesk_facts::{Facts, Head, PassageView, Span, is_title};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::house::{Instead, Matched};
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::{QUOTED, Reason};
use crate::{Fix, Safety, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "house-word",
    group: Group::Draft,
    severity: Severity::Warning,
    source: include_str!("house_word.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const ELSES: Reason = Reason("block quotes and what is answered in an interview");
const NAME: Reason = Reason("names and titles of works that hold the word");
const ADDRESS: Reason = Reason("addresses, names of accounts and hashtags");
const EXCEPTED: Reason = Reason("phrases in which the list takes the word for right");

fn check(context: &Context) -> Vec<Flagged> {
    let words = &context.house.words;
    let mut findings = Vec::new();
    for (number, view) in context.facts.passages.iter().enumerate() {
        let found = words.find(&view.passage.text);
        findings.extend(found.iter().filter_map(|matched| report(context, view, number, matched)));
    }
    for head in &context.facts.front_matter.heads {
        findings.extend(
            words.find(&head.text).iter().filter_map(|matched| of_head(context.facts, head, matched)),
        );
    }
    findings
}

/// A word in the title or the standfirst in front matter, of which nothing more is known than its words.
fn of_head(facts: &Facts, head: &Head, matched: &Matched) -> Option<Flagged> {
    let (start, words) = (usize::from(matched.range.start()), &head.text[matched.range]);
    let before = &head.text[..start];
    let Instead { words: prefer, is_sure } = matched.instead(&head.text, before.trim().is_empty());
    let opens = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    let quoted = opens('“', '”') || opens('‘', '’') || before.matches('"').count() % 2 == 1;
    if matched.excepted
        || quoted
        || is_address(&head.text, matched.range)
        || prefer.iter().any(|it| it == words)
    {
        return None;
    }
    let place = head.place(facts.document, matched.range);
    let finding = Flagged::new(place, message(matched, words, &prefer)).with_sureness(!matched.entry.review);
    let is_plain = facts.document.slice(place) == words;
    let fix = match &prefer[..] {
        [text] if is_plain && is_sure => Some(Fix {
            title: format!("Change to “{text}”"),
            safety: Safety::Suggested,
            edits: vec![TextEdit { range: place, text: text.clone() }],
        }),
        _ => None,
    };
    Some(finding.with_fixes(fix))
}

fn message(matched: &Matched, words: &str, prefer: &[String]) -> String {
    let reason = matched.entry.reason.as_ref().map_or(String::new(), |reason| format!(" ({reason})"));
    let named = prefer.iter().map(|prefer| format!("“{prefer}”")).collect::<Vec<_>>().join(" or ");
    let (is, help) = match (matched.entry.review, named.is_empty()) {
        (false, false) => ("is a word that this newsroom avoids", format!("write {named}{reason}")),
        (false, true) => ("is a word that this newsroom avoids", format!("find another{reason}")),
        (true, false) => ("is a word to look at twice", format!("{named} may be better{reason}")),
        (true, true) => ("is a word to look at twice", format!("see whether it is right here{reason}")),
    };
    format!("“{}” {is}: {help}.", in_short(words))
}

fn report(context: &Context, view: &PassageView, number: usize, matched: &Matched) -> Option<Flagged> {
    let facts = context.facts;
    let place = Span::new(number, matched.range);
    let words = facts.text(place);
    let before = &view.passage.text[..usize::from(matched.range.start())];
    let opens = facts.sentences_of(number).iter().any(|fact| {
        let gap = fact.place.range.start()..matched.range.start();
        gap.start <= gap.end && !before[usize::from(gap.start)..].contains(char::is_alphanumeric)
    });
    let Instead { words: prefer, is_sure } = matched.instead(&view.passage.text, opens);
    // "E-mail" where the list has "email" for "e-mail", at the start of a sentence.
    if prefer.iter().any(|prefer| prefer == words) {
        return None;
    }
    if let Some(reason) = silence(context, view, place, matched, opens) {
        return context.silent(place, reason);
    }
    context.decides(place, None, None);
    let message = message(matched, words, &prefer);
    let fix = match &prefer[..] {
        [prefer] if is_sure => {
            let (place, text) = with_article(before, place, words, prefer);
            let title = format!("Change to “{text}”");
            Some(fixes::replace(facts, place, text, title, Safety::Suggested))
        }
        _ => None,
    };
    let finding = Flagged::new(facts.source(place), message).with_sureness(!matched.entry.review);
    Some(finding.with_fixes(fix))
}

fn silence(
    context: &Context,
    view: &PassageView,
    place: Span,
    matched: &Matched,
    opens: bool,
) -> Option<Reason> {
    let facts = context.facts;
    let holds = |range: TextRange| range.contains_range(place.range);
    // The start of a sentence gives any word its capital, and what the list has as a name is flagged where it is the whole of one.
    let is_bare = |name: TextRange| name == place.range && (matched.is_name || opens);
    // Where all letters are capitals, they show no names.
    let shows = || matched.is_name || view.passage.text.contains(char::is_lowercase);
    let in_name =
        || shows() && view.reading.names.iter().any(|name| holds(name.range) && !is_bare(name.range));
    let in_title = || {
        view.passage
            .emphasis
            .iter()
            .any(|&range| holds(range) && range != place.range && is_title(view.text(range)))
    };
    if view.is_turn || view.passage.kind == PassageKind::BlockQuote {
        Some(ELSES)
    } else if facts.is_quoted(place) || facts.is_in_quotation(place) {
        Some(QUOTED)
    } else if is_address(&view.passage.text, place.range) {
        Some(ADDRESS)
    } else if matched.excepted {
        Some(EXCEPTED)
    } else {
        (in_name() || in_title()).then_some(NAME)
    }
}

/// Whether words stand in an address or behind the mark of an account or a subject.
fn is_address(text: &str, range: TextRange) -> bool {
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let from = text[..start].rfind(char::is_whitespace).map_or(0, |at| at);
    let to = text[end..].find(char::is_whitespace).map_or(text.len(), |at| end + at);
    let around = text[from..to].trim_start();
    let opens = around.trim_start_matches(['(', '“', '"', '‘', '\'']);
    around.contains("://") || around.contains('@') || opens.starts_with("www.") || opens.starts_with('#')
}

/// The place and the words of a fix, with the article before them where the new words take the other one.
fn with_article(before: &str, place: Span, words: &str, instead: &str) -> (Span, String) {
    let bare = (place, instead.to_owned());
    let Some(behind) = before.strip_suffix(' ') else { return bare };
    let start = behind
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |at| at + behind[at..].chars().next().map_or(0, char::len_utf8));
    let article = &behind[start..];
    let (short, long) = (article.eq_ignore_ascii_case("a"), article.eq_ignore_ascii_case("an"));
    if !(short || long)
        || opens_with_vowel(words) == opens_with_vowel(instead)
        || long == opens_with_vowel(instead)
    {
        return bare;
    }
    let letter = &article[..1];
    let article = if short { format!("{letter}n") } else { letter.to_owned() };
    let Ok(start) = TextSize::try_from(start) else { return bare };
    (Span::new(place.passage, TextRange::new(start, place.range.end())), format!("{article} {instead}"))
}

/// Whether words begin with the sound of a vowel, as far as their letters tell.
fn opens_with_vowel(words: &str) -> bool {
    const SILENT: [&str; 4] = ["hour", "heir", "hono", "honest"];
    const SPOKEN: [&str; 7] = ["eu", "one", "once", "use", "usu", "uti", "ubi"];
    const NEGATED: [&str; 4] = ["unim", "unin", "unid", "unis"];
    let lower = words.to_lowercase();
    let begins = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    let is_uni = lower.starts_with("uni") && !begins(&NEGATED);
    begins(&SILENT) || lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !begins(&SPOKEN) && !is_uni
}
