//! # surname-first-mention
//!
//! Flags a person who is first named by surname only, whether the draft gives the full name later or never.
//!
//! ## Why
//!
//! A reader meets the surname as a stranger. Full name first, surname after.
//!
//! ## Example
//!
//! ```flagged
//! # In brief
//!
//! Ostrow closed the runway on Monday.
//! ^^^^^^
//!
//! Lena Ostrow, the airport's director, said it would open soon.
//! ```
//!
//! ```fixed
//! # In brief
//!
//! Lena Ostrow closed the runway on Monday.
//!
//! Lena Ostrow, the airport's director, said it would open soon.
//! ```
//!
//! ```flagged
//! The council of Brack met on Monday in the town hall.
//!
//! “There is nothing left to sell, and that is all there is to it,” Osterkamp said.
//!                                                                  ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Yardley told the court that she had seen the ledgers.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! # In brief
//!
//! Halloran signed the plan on Monday.
//! ^^^^^^^^
//!
//! Mayor Ines Halloran said it would cost nothing.
//! ```
//!
//! ```flagged
//! # In brief
//!
//! The bridge was shut by Osterkamp on Monday. Wilma Osterkamp is the city's engineer.
//!                        ^^^^^^^^^
//! ```
//!
//! ```flagged
//! # In brief
//!
//! Beecher bought the barn in May. A year later, Tom Beecher sold it.
//! ^^^^^^^
//! ```
//!
//! ```flagged
//! Volkov said that the harbour was safe. He spoke for an hour.
//! ^^^^^^
//! ```
//!
//! ```flagged
//! The harbour opened in May.
//!
//! “Nobody had asked us about the pier,” added Mortensen.
//!                                             ^^^^^^^^^
//! ```
//!
//! ```flagged
//! Prosecutor Whitcomb told the court that the money was gone.
//!            ^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent people who are introduced by their full name
//! Lena Ostrow closed the runway on Monday. Ostrow said it would open soon.
//! ```
//!
//! ## Looked for
//!
//! the full name before this place, in its sentence, in the front matter or as a household name in the roster.
//!
//! ## Stays silent on
//!
//! - headlines, standfirsts, captions and other lines without a stop
//! - a surname that names something else, or is part of a longer name or of a title of a work
//! - names that everybody knows, and people whose title says who they are
//! - people whom the front matter lists as actors, or the newsroom's roster as household names
//! - bands, firms, teams and games
//! - names that the draft does not show to be a person's
//! - people who are introduced by their full name
//! - people with a title in front whom nobody cites, judges, and titles of nobility and faith
//! - the full name in the same sentence
//! - a full name that may be no person's
//! - the first four paragraphs of a draft without a headline, and what stands right above the full name like one
//! - the writers of the piece
//! - what `inconsistent-spelling` may take for another name with a slip, and nicknames
//!
//! It does not look at words inside a quotation.
//!
//! ```silent people who are introduced by their full name
//! # Ostrow closes runway
//!
//! Lena Ostrow closed the runway on Monday.
//! ```
//!
//! ```silent names that everybody knows, and people whose title says who they are
//! Yukos said it would pay. The Guardian told its readers that they were wrong.
//! ```
//!
//! ```silent a surname that names something else, or is part of a longer name or of a title of a work
//! The Ostrow inquiry ended when Lena Ostrow left.
//! ```
//!
//! ```silent names that the draft does not show to be a person's
//! Halloran, whose first name is Ines, signed the plan.
//! ```
//!
//! ```silent people who are introduced by their full name
//! “Halloran must go,” a man in the crowd shouted. Ines Halloran, the mayor, stayed.
//! ```
//!
//! ```silent people with a title in front whom nobody cites, judges, and titles of nobility and faith
//! Sister Mbeki said that the ward was full. Lord Tarn said that it was not.
//! ```
//!
//! ## Fixes
//!
//! Puts in the full name that the draft uses later (suggested), or a placeholder for the first name.
//!
//! ## Standard
//!
//! AP: first and last name on first reference.

use copydesk_facts::{Facts, Mention, Span, Statement, marked_headline, modifies_noun, spelling};
use copydesk_language::calibration::{PERSON, PERSON_SHARE};
use copydesk_language::{NameKind, Telling, lexicon, overlap};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::naming::{flag_actors, title, words_before, words_behind};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Safety, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "surname-first-mention",
    group: Group::Naming,
    severity: Severity::Warning,
    needs_whole_draft: true,
    source: include_str!("surname_first_mention.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const HEAD: Reason = Reason("headlines, standfirsts, captions and other lines without a stop");
const PART: Reason =
    Reason("a surname that names something else, or is part of a longer name or of a title of a work");
const KNOWN: Reason = Reason("names that everybody knows, and people whose title says who they are");
const LISTED: Reason =
    Reason("people whom the front matter lists as actors, or the newsroom's roster as household names");
const THING: Reason = Reason("bands, firms, teams and games");
const NO_PERSON: Reason = Reason("names that the draft does not show to be a person's");
const INTRODUCED: Reason = Reason("people who are introduced by their full name");
const TITLED: Reason =
    Reason("people with a title in front whom nobody cites, judges, and titles of nobility and faith");
const SAME_SENTENCE: Reason = Reason("the full name in the same sentence");
const UNSURE: Reason = Reason("a full name that may be no person's");
const OPENING: Reason = Reason(
    "the first four paragraphs of a draft without a headline, and what stands right above the full name like one",
);
const CREDIT: Reason = Reason("the writers of the piece");
const SLIP: Reason =
    Reason("what `inconsistent-spelling` may take for another name with a slip, and nicknames");

fn check(context: &Context) -> Vec<Flagged> {
    flag_actors(context, finding)
}

fn finding(context: &Context, actor: usize, mentions: &[&Mention]) -> Option<Flagged> {
    let facts = context.facts;
    let running = |mention: &&&Mention| {
        facts.passages[mention.place.passage].is_body() && !is_standfirst(facts, mention)
    };
    let Some(first) = mentions.iter().find(running) else {
        return context.silent(mentions.first()?.place, HEAD);
    };
    let words = facts.text(first.place);
    let folded = spelling::fold(words);
    if is_part_of_more(facts, first) || facts.is_emphasised(first.place) {
        return context.silent(first.place, PART);
    }
    if holds_office(facts, first) || copydesk_language::is_known_name(&words.to_lowercase()) {
        return context.silent(first.place, KNOWN);
    }
    let listed = facts.listed(actor);
    if facts.front_matter.actors.iter().any(|name| spelling::fold(name).ends_with(&folded))
        || listed.is_some_and(|listed| listed.household)
    {
        return context.silent(first.place, LISTED);
    }
    // The roster has the full name of whoever goes by this one.
    if let Some(listed) = listed.filter(|it| it.name.contains(' ') && it.kind == Some(NameKind::Person))
        && copydesk_language::family_name(&listed.name) == Some(words)
        && first.title.is_none()
        && !mentions.iter().any(|mention| facts.text(mention.place).contains(' '))
    {
        let name = &listed.name;
        let message = format!(
            "“{words}” is never introduced: give the full name first, which is {name} in the roster."
        );
        let title = format!("Change to “{name}”");
        let fix = fixes::replace(facts, first.place, name.to_string(), title, Safety::Suggested);
        return Some(Flagged::new(facts.source(first.place), message).with_fixes([fix]));
    }
    let kind = words_before(facts, first).rsplit(' ').next().unwrap_or("");
    if matches!(kind, "band" | "group" | "duo" | "trio" | "firm" | "company" | "team" | "game") {
        return context.silent(first.place, THING);
    }
    match facts.actors[actor].surname() {
        Some(surname) if surname == words => introduced_later(context, first, mentions),
        Some(_) => context.silent(first.place, INTRODUCED),
        None if facts.actors[actor].kind == NameKind::Person => never_introduced(context, actor, first),
        None => context.silent(first.place, NO_PERSON),
    }
}

/// The surname stands before the full name.
fn introduced_later(context: &Context, first: &Mention, mentions: &[&Mention]) -> Option<Flagged> {
    let facts = context.facts;
    let words = facts.text(first.place);
    let full = mentions
        .iter()
        .find(|mention| facts.text(mention.place).contains(' ') && mention.place.key() > first.place.key());
    let Some(full) = full else { return context.silent(first.place, HEAD) };
    if facts.sentence_at(first.place) == facts.sentence_at(full.place) {
        return context.silent(first.place, SAME_SENTENCE);
    }
    if !is_surely_person(facts, full) {
        return context.silent(first.place, UNSURE);
    }
    if is_in_head(facts, first) || is_headline_above(facts, first, full) {
        return context.silent(first.place, OPENING);
    }
    if is_credit(facts, first) {
        return context.silent(first.place, CREDIT);
    }
    let name = facts.text(full.place);
    let message = format!("“{words}” comes before {name} is introduced: give the full name first.");
    let title = format!("Change to “{name}”");
    let fix = fixes::replace(facts, first.place, name.to_owned(), title, Safety::Suggested);
    let finding = Flagged::new(facts.source(first.place), message);
    Some(finding.with_related(facts.source(full.place), "The full name stands here").with_fixes([fix]))
}

/// Whether the surname stands in what may be a headline or a crosshead, and the full name in the text directly below.
fn is_headline_above(facts: &Facts, first: &Mention, full: &Mention) -> bool {
    let passage = first.place.passage;
    let below = if passage == 0 { 8 } else { 2 };
    (passage + 1..=passage + below).contains(&full.place.passage) && facts.may_be_headline(passage)
}

/// Whether a mention stands in what may be the head of a draft that marks no headline: the headline, a standfirst, a summary.
fn is_in_head(facts: &Facts, mention: &Mention) -> bool {
    const HEAD: usize = 4;
    let headline = marked_headline(&facts.passages).or(facts.front_matter.title.as_deref());
    mention.place.passage < HEAD && headline.is_none()
}

/// Whether the sentence says who wrote the piece: "Lopez reported from Brack."
fn is_credit(facts: &Facts, mention: &Mention) -> bool {
    let behind = words_behind(facts, mention).trim_start();
    behind.starts_with("reported from") || behind.starts_with("contributed")
}

/// Whether the draft gives the word as the end of a longer name that was not understood, or as a nickname: "Ahmed ‘Mido’
/// Hossam".
fn is_given_otherwise(facts: &Facts, words: &str) -> bool {
    let named = |text: &str| {
        text.match_indices(words).any(|(at, _)| {
            let before = text[..at].strip_suffix([' ', '-']).unwrap_or("").rsplit(' ').next().unwrap_or("");
            before.starts_with(char::is_uppercase)
                && before.ends_with(char::is_alphabetic)
                && !copydesk_language::is_everyday_word(&before.to_lowercase())
        })
    };
    let nickname = [("‘", "’"), ("'", "'"), ("“", "”"), ("\"", "\"")]
        .map(|(open, close)| format!("{open}{words}{close}"));
    let texts = || facts.passages.iter().map(|view| view.passage.text.as_str());
    texts().any(|text| named(text) || nickname.iter().any(|it| text.contains(it.as_str())))
}

/// The draft never gives more than one word, and that word speaks as a person does.
fn never_introduced(context: &Context, actor: usize, first: &Mention) -> Option<Flagged> {
    let facts = context.facts;
    let words = facts.text(first.place);
    let bare = !words.contains(' ') && !facts.actors[actor].name.contains(' ');
    let known = copydesk_language::is_known_name(&words.to_lowercase())
        || !words.contains(char::is_lowercase)
        || words == "Anonymous"
        || words_behind(facts, first).starts_with(".com");
    let pseudonym =
        ["himself", "herself", "called", "as"].iter().any(|word| words_before(facts, first).ends_with(word));
    if !bare {
        return context.silent(first.place, INTRODUCED);
    }
    if known || pseudonym {
        return context.silent(first.place, KNOWN);
    }
    if let Some((_, title)) = title(facts, first)
        && (is_for_life(title) || said_by(facts, actor, first).is_none())
    {
        return context.silent(first.place, TITLED);
    }
    let is_person = || first.title.is_some() || speaks_as_person(facts, actor, first);
    if is_written_small(facts, words) || !is_person() {
        return context.silent(first.place, NO_PERSON);
    }
    if is_slip(facts, actor, words) || is_given_otherwise(facts, words) {
        return context.silent(first.place, SLIP);
    }
    let message = format!("“{words}” is never introduced: give the full name, and say who that is.");
    let text = format!("[first name] {words}");
    let fix = fixes::replace(
        facts,
        first.place,
        text.clone(),
        format!("Change to “{text}” to fill in"),
        Safety::Placeholder,
    );
    Some(
        Flagged::new(facts.source(first.place), message)
            .with_sureness(first.title.is_none())
            .with_fixes([fix]),
    )
}

/// Whether people go by a title and one name: those of nobility and faith, judges, and what is no title in capitals, "analyst".
fn is_for_life(title: &str) -> bool {
    title.starts_with(char::is_lowercase)
        || title.to_lowercase().split(' ').any(|word| {
            lexicon::TITLES_FOR_LIFE.contains(word.trim_end_matches('.'))
                || matches!(word, "justice" | "judge")
        })
}

/// Whether the word looks like a slip for another actor's surname; `inconsistent-spelling` speaks about that.
fn is_slip(facts: &Facts, actor: usize, words: &str) -> bool {
    let folded = spelling::fold(words);
    let near = |surname: &str| spelling::is_variant(&folded, &spelling::fold(surname));
    facts.actors.iter().enumerate().any(|(other, it)| other != actor && it.surname().is_some_and(near))
}

/// Whether the draft also writes the word, or its singular, without a capital: "Judges say …" and "a judge".
fn is_written_small(facts: &Facts, words: &str) -> bool {
    let small = words.to_lowercase();
    let singular = small.strip_suffix('s').unwrap_or(&small);
    let mut texts =
        facts.passages.iter().flat_map(|view| view.passage.text.split(|c: char| !c.is_alphabetic()));
    copydesk_language::is_role_word(singular) || texts.any(|word| word == small || word == singular)
}

/// What the draft makes an actor say where a mention is the source.
fn said_by<'f>(facts: &'f Facts, actor: usize, first: &Mention) -> Option<&'f Statement<'f>> {
    facts.statements_of(first.place.passage).iter().find(|statement| {
        statement.actor == Some(actor)
            && statement.attribution.telling == Telling::Says
            && statement.attribution.source.is_some_and(|source| source.contains_range(first.place.range))
    })
}

/// Whether the draft makes the bearer of a single word a source, alone in its sentence, and shows a person: it calls the source
/// "he" or "she" at once, which bodies, newspapers and places never are called, or quotes the words of a name that can be nothing else.
fn speaks_as_person(facts: &Facts, actor: usize, first: &Mention) -> bool {
    let Some(number) = facts.sentence_at(first.place) else { return false };
    let Some(statement) = said_by(facts, actor, first) else { return false };
    let alone = facts.mentions_of(first.place.passage).iter().filter(|mention| {
        mention.is_name
            && mention.kind == NameKind::Person
            && facts.sentence_at(mention.place) == Some(number)
    });
    let next = facts.sentences.get(number + 1).filter(|next| next.place.passage == first.place.passage);
    let reading = &facts.passages[first.place.passage].reading;
    let called = |sentence: TextRange| {
        let descriptions = &reading.descriptions;
        descriptions.iter().any(|it| it.head.is_none() && !it.quoted && sentence.contains_range(it.range))
    };
    let here = facts.sentences[number].place.range;
    let behind = TextRange::new(first.place.range.end(), here.end());
    let quotes = statement
        .attribution
        .content
        .iter()
        .any(|&words| reading.quotations.iter().any(|quotation| overlap(words, quotation.range)));
    alone.count() == 1
        && (called(behind)
            || next.is_some_and(|next| called(next.place.range))
            || quotes && reads_as_person(facts, actor))
}

/// Whether the reader takes a name for a person's wherever it stands, with next to nothing for another kind.
fn reads_as_person(facts: &Facts, actor: usize) -> bool {
    let mut mentions = facts.mentions.iter().filter(|mention| mention.actor == actor && mention.is_name);
    mentions.all(|mention| {
        facts.passages[mention.place.passage].name(mention.place.range).is_some_and(|name| {
            let person = name.kinds[NameKind::Person as usize];
            person >= PERSON && person >= PERSON_SHARE * name.kinds.iter().sum::<f32>()
        })
    })
}

/// Whether a full name is a person's beyond doubt: it is made of no everyday word, and begins with a common given name or
/// comes with what the person is.
fn is_surely_person(facts: &Facts, full: &Mention) -> bool {
    let name = facts.text(full.place).to_lowercase();
    let given = name.split(' ').next().unwrap_or("");
    let everyday = name.split(' ').any(copydesk_language::is_everyday_word);
    let told = !facts.actors[full.actor].descriptions.is_empty() && given.chars().count() > 2;
    !everyday && (copydesk_language::is_given_name(given) || told)
}

/// Whether the surname only names something else, "the Blair government", or belongs to a longer name that was not
/// understood: a capital stands directly before or behind it.
fn is_part_of_more(facts: &Facts, mention: &Mention) -> bool {
    let text = &facts.passages[mention.place.passage].passage.text;
    let range = std::ops::Range::<usize>::from(mention.place.range);
    let before =
        text[..range.start].strip_suffix(' ').and_then(|before| before.split(' ').next_back()).unwrap_or("");
    let behind = text[range.end..].strip_prefix(' ').unwrap_or("");
    let opens = facts.sentence_at(mention.place).is_some_and(|number| {
        facts.sentences[number].place.range.start() + TextSize::of(before) + TextSize::of(' ')
            == mention.place.range.start()
    });
    let everyday = opens && copydesk_language::is_everyday_word(&before.to_lowercase());
    // “Mido” Hossam, and not the end of what somebody says: “it is,” Hossam said.
    let nickname = before
        .strip_suffix(['\'', '’', '"', '”'])
        .is_some_and(|words| words.ends_with(char::is_alphanumeric));
    let named = before.starts_with(char::is_uppercase) && !everyday && mention.title.is_none() || nickname;
    named
        || matches!(before, "the" | "a" | "an" | "The")
        || behind.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        || modifies_noun(words_behind(facts, mention))
}

/// Whether the title before a name is one that only one person at a time holds: it says who that is.
fn holds_office(facts: &Facts, mention: &Mention) -> bool {
    const OFFICES: &[&str] = &["president", "prime minister", "chancellor", "pope", "king", "queen"];
    let title = mention.title.map(|title| facts.text(Span::new(mention.place.passage, title)).to_lowercase());
    title.is_some_and(|title| OFFICES.contains(&title.as_str()))
}

/// Whether a mention stands in a line without a stop above the text: a standfirst, a byline, a label.
fn is_standfirst(facts: &Facts, mention: &Mention) -> bool {
    let sentences = facts.sentences_of(mention.place.passage);
    sentences.len() == 1 && sentences[0].sentence.fragment
}
