//! # inconsistent-age
//!
//! Flags two ages of one person, and an age that their birth, their death or the draft’s own date excludes: “born on 4 May 1951, died on 12 March 2025, aged 74”.
//!
//! ## Why
//!
//! Ages are what families correct most. One of the two was taken from an older story.
//!
//! ## Example
//!
//! ```flagged
//! Dolores Whitlam, 71, winds the clock. Next month the 74-year-old Whitlam hands over the key.
//!                                                      ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Gerhard Lindqvist, born on 4 May 1951, died on 12 March 2025, aged 74.
//!                                                               ^^^^^^^
//! ```
//!
//! ```flagged
//! Royce Haldane, 58, denied it. Haldane, 56, is on bail.
//!                                        ^^
//! ```
//!
//! ```flagged
//! Ana Lopez (1931–2004) died at the age of 83.
//!                                          ^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2025-06-01
//! ---
//!
//! Piet Janssen, 52, who was born in 1962, runs the pier.
//!               ^^
//! ```
//!
//! ```flagged
//! She was 19 when she won in 1991, and she won again in 2001, at 39.
//!                                                             ^^^^^
//! ```
//!
//! ```flagged
//! # Ivor Trent, 1938–2026
//!
//! Ivor Trent, a baker, died on Sunday at his home. He was 89.
//!                                                         ^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-11-25
//! ---
//!
//! Ivor Trent, a baker, died on Sunday at his home. He was 89.
//!                                                         ^^
//!
//! Trent was born on 3 March 1938 in Grimsby.
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-11-25
//! ---
//!
//! Ivor Trent, a baker, has died at the age of 91. His son said Trent died at home on 21 November.
//!                                             ^^
//!
//! Trent was born on 3 March 1937 in Grimsby.
//! ```
//!
//! ```flagged
//! Thabo Mokoena, the 31-year-old flank, was sent off.
//!
//! Mokoena, 29, will appear before a panel.
//!          ^^
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-02-22
//! ---
//!
//! Nirmal Dutta does not look up. He is 72, thin as a ruler, and he has a line of a wedding card in his hand.
//!                                      ^^
//!
//! “If I look at you,” he says, “the bride will have two husbands.”
//!
//! He was born in 1958 in a village by the river.
//! ```
//!
//! ```flagged
//! # Man (34) jailed for raid
//!
//! A 36-year-old man who held up a post office has been jailed for four years.
//!   ^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent the only age of somebody of whom the draft tells no birth
//! Dolores Whitlam, 71, winds the clock. Her sister, Nan Whitlam, 74, does not.
//! ```
//!
//! ## Looked for
//!
//! another person of that name, and a birthday between.
//!
//! ## Stays silent on
//!
//! - ages that fit each other, the birth and the death, as far as the draft tells for when
//! - the only age of somebody of whom the draft tells no birth
//! - an age beside a name that several people bear, or that is no person’s
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: counts in brackets behind names in a list, “Tries: Fourie (2)”, ages of which nothing says for when they are told, kin and things that have ages, and figures inside a quotation
//!
//! A birth without its month leaves a year of slack.
//!
//! ```silent the only age of somebody of whom the draft tells no birth
//! Dolores Whitlam, 71, winds the clock. Her sister, Nan Whitlam, 74, does not.
//! ```
//!
//! ```silent ages that fit each other, the birth and the death, as far as the draft tells for when
//! Gerhard Lindqvist, born on 4 May 1951, died on 12 March 2025, aged 73.
//! ```
//!
//! ```silent what it does not look at
//! Ada Bellweather was 19 when she won. She is now 61.
//! ```
//!
//! ```silent ages that fit each other, the birth and the death, as far as the draft tells for when
//! Ana Lopez (1931–2004) died at 72, weeks before her birthday.
//! ```
//!
//! ```silent the only age of somebody of whom the draft tells no birth
//! Tom Beecher, 17, turns 18 on Friday. In May, aged 16, Beecher had left school.
//! ```
//!
//! ```silent the only age of somebody of whom the draft tells no birth
//! “I am 60,” said Hale, who is 71. The 12-year-old Hale whisky costs 40 crowns.
//! ```
//!
//! ```silent ages that fit each other, the birth and the death, as far as the draft tells for when
//! ---
//! date: 2026-11-25
//! ---
//!
//! Ivor Trent, a baker, died on Sunday at his home. He was 88. Trent was born on 3 March 1938.
//! ```
//!
//! ```flagged
//! ---
//! date: 2026-11-25
//! ---
//!
//! # Ivor Trent, baker, is dead
//!
//! Ivor Trent has died at 91, said his daughter, Ada Trent. Trent was born on 3 March 1937.
//!                     ^^^^^
//! ```
//!
//! ```silent what it does not look at
//! **Conversions:** Riaan Fourie (3). **Penalties:** Riaan Fourie (2).
//! ```
//!
//! ```silent the only age of somebody of whom the draft tells no birth
//! Mia Torres, 41, fell. With Mia Torres, a 50-year-old man was hurt.
//! ```
//!
//! ```silent the only age of somebody of whom the draft tells no birth
//! ---
//! date: 2026-02-22
//! ---
//!
//! Kamla Bai, 45, pawned her bangles for her son. He is 19 and mends tyres.
//!
//! Nirmal Dutta does not look up. He is 52, thin as a ruler. His father set the type before him. He was born in 1940 on a boat.
//! ```
//!
//! ```silent an age beside a name that several people bear, or that is no person’s
//! Adam Smith, 29, was best. Goals from Smith (2) and Jones won it, and Smith (4) leads the table.
//! ```
//!
//! ```silent ages that fit each other, the birth and the death, as far as the draft tells for when
//! # Man (34) jailed for raid
//!
//! A 36-year-old man was hurt when the robber, Tom Beecher, 34, held up a post office.
//! ```
//!
//! ```silent an age beside a name that several people bear, or that is no person’s
//! Ana Lopez and Piet Lopez came on Monday. Lopez, 44, sang.
//! ```
//!
//! ## Fixes
//!
//! The other age, or the one that the dates make, as a suggestion.
//!
//! ## Standard
//!
//! Guardian: ages of the same person must agree. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use std::collections::BTreeMap;

use copydesk_facts::{Actor, Facts, Span};
use copydesk_language::{Age, AgeAt, Date, Day, Life, NameKind, is_person_noun, related_numbers};
use text_size::TextRange;

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "inconsistent-age",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    needs_whole_draft: true,
    source: include_str!("inconsistent_age.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason =
    Reason("ages that fit each other, the birth and the death, as far as the draft tells for when");
const ALONE: Reason = Reason("the only age of somebody of whom the draft tells no birth");
const NAMESAKES: Reason = Reason("an age beside a name that several people bear, or that is no person’s");

/// What the draft tells of somebody's age and life, in order.
#[derive(Default)]
struct Told<'f, 'a> {
    ages: Vec<(Figures<'f, 'a>, &'a Age)>,
    births: Vec<(Figures<'f, 'a>, &'a Date)>,
    deaths: Vec<(Figures<'f, 'a>, &'a Date)>,
}

fn check(context: &Context) -> Vec<Flagged> {
    let mut told: BTreeMap<Bearer, Told> = BTreeMap::new();
    for here in figures::passages(context) {
        let relations = &here.reading().relations;
        for age in relations.ages.iter().filter(|age| here.speaks_for_itself(age.range)) {
            match bearer(here, age.bearer).filter(|bearer| !is_count(here, *bearer, age)) {
                Some(bearer) => told.entry(bearer).or_default().ages.push((here, age)),
                None => context.passes_over(here.place(age.range), NAMESAKES),
            }
        }
        for Life { bearer, date, death } in relations.lives.iter().filter(|_| here.is_own()) {
            if let (Some(whose), Some(date)) =
                (self::bearer(here, *bearer), here.date(*date).filter(|date| !date.quoted))
            {
                let told = told.entry(whose).or_default();
                if *death { told.deaths.push((here, date)) } else { told.births.push((here, date)) }
            }
        }
    }
    let found = told.iter().filter_map(|(bearer, told)| finding(&name(context.facts, *bearer), told));
    found.chain(of_headline(context)).collect()
}

/// Whether a number in brackets behind a lone surname counts what its bearer did, "goals from Smith (2) and Jones": nobody calls a child
/// by it.
fn is_count(here: Figures, bearer: Bearer, age: &Age) -> bool {
    const YOUNGEST: i64 = 16;
    let bracketed = here.text()[..usize::from(age.range.start())].ends_with('(');
    let Bearer::Actor(actor) = bearer else { return false };
    let actor = &here.context.facts.actors[actor];
    let words = here.words(age.bearer);
    bracketed && age.years < YOUNGEST && actor.surname() == Some(words) && actor.name != words
}

/// An age of the text, where the headline tells another of somebody without a name and the text that of nobody: the first one told,
/// of the same noun where others stand beside it.
fn of_headline(context: &Context) -> Option<Flagged> {
    /// Years between two ages of which the one may be the other with a slip.
    const NEAR: i64 = 5;
    let facts = context.facts;
    let title = facts.front_matter.title.as_deref().unwrap_or_default();
    let of_title = related_numbers(title).1.unnamed;
    let own = || figures::passages(context).filter(|here| here.is_own());
    let heads = own().filter(|here| facts.passages[here.passage].is_head());
    let heads =
        heads.flat_map(|here| here.reading().relations.unnamed.iter().map(move |age| (Some(here), age)));
    let heads: Vec<(Option<Figures>, &Age)> = of_title.iter().map(|age| (None, age)).chain(heads).collect();
    let &(there, head) =
        heads.first().filter(|(_, head)| heads.iter().all(|(_, age)| age.years == head.years))?;
    let of_head = |range: TextRange| there.map_or_else(|| &title[range], |there| there.words(range));
    let body = || own().filter(|here| facts.passages[here.passage].is_body());
    let ages = |here: Figures<'_, '_>| {
        let relations = &here.reading().relations;
        relations.ages.len() + relations.unnamed.len()
    };
    let here = body().find(|here| ages(*here) > 0)?;
    let relations = &here.reading().relations;
    let noun = of_head(head.bearer).to_lowercase();
    let same = relations.unnamed.iter().find(|age| here.words(age.bearer) == noun);
    let only = || relations.ages.iter().chain(&relations.unnamed).next().filter(|_| ages(here) == 1);
    let age = same.or_else(only)?;
    let (one, other) = (head.years.to_string(), age.years.to_string());
    let turned = one.bytes().rev().eq(other.bytes());
    let years = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == one);
    if !turned && (head.years - age.years).abs() > NEAR || body().any(|here| years(here.text())) {
        return here.silent(age.range, FITS);
    }
    let (said, words) = (of_head(head.range), here.words(age.range));
    let message = format!("“{words}” is “{said}” in the headline: correct one of the two.");
    let finding = Flagged::new(here.source(age.range), message).with_fixes(with_age(here, age, head.years));
    Some(match there {
        Some(there) => finding
            .with_related(there.source(head.range), format!("“{said}” here"))
            .with_fixes(with_age(there, head, age.years)),
        None => finding,
    })
}

/// Whose age is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bearer {
    Actor(usize),
    /// Whom the pronoun at a byte of a passage means, of whom nothing else is known.
    Pronoun(usize, u32),
}

/// The person whom words name; nobody where several bear that name.
fn bearer(here: Figures, bearer: TextRange) -> Option<Bearer> {
    let facts = here.context.facts;
    let mention = facts.mentions_of(here.passage).iter().find(|mention| mention.place.range == bearer);
    let Some(mention) = mention else {
        let alone = || Bearer::Pronoun(here.passage, bearer.start().into());
        let known = || gone_on_of(here, bearer).map_or_else(alone, Bearer::Actor);
        return matches!(here.words(bearer), "He" | "She").then(known);
    };
    let name = here.words(bearer);
    let bears = |actor: &Actor| mention.is_name && actor.surname() == Some(name);
    let full: Vec<usize> = (0..facts.actors.len()).filter(|&actor| bears(&facts.actors[actor])).collect();
    // Of a family, the surname alone is that of whom the headline names.
    let heads = |&&actor: &&usize| {
        let mut mentions = facts.mentions.iter();
        mentions.any(|it| it.actor == actor && facts.passages[it.place.passage].is_head())
    };
    let actor = match full[..] {
        [] => mention.actor,
        [only] => only,
        _ => match full.iter().filter(heads).collect::<Vec<_>>()[..] {
            [&head] => head,
            _ => return None,
        },
    };
    (facts.actors[actor].kind == NameKind::Person).then_some(Bearer::Actor(actor))
}

/// The person of whom "he" or "she" goes on to tell: the one whom the last sentence with a name tells of, where no sentence between
/// means anybody else.
fn gone_on_of(here: Figures, pronoun: TextRange) -> Option<usize> {
    const SENTENCES: usize = 8;
    let facts = here.context.facts;
    let passages = (0..=here.passage).rev().take_while(|&passage| facts.passages[passage].is_body());
    let sentences = passages.flat_map(|passage| {
        let sentences = facts.passages[passage].reading.sentences.iter().rev();
        sentences.map(move |sentence| Span::new(passage, sentence.range))
    });
    let before =
        sentences.filter(|it| it.passage < here.passage || it.range.end() <= pronoun.start()).take(SENTENCES);
    for sentence in before {
        let mut named = facts.mentions_of(sentence.passage).iter().filter(|mention| {
            let of_person = facts.actors[mention.actor].kind == NameKind::Person;
            mention.is_name
                && !mention.quoted
                && of_person
                && sentence.range.contains_range(mention.place.range)
        });
        if means_others(facts, sentence, here.words(pronoun)) {
            return None;
        }
        if named.next().is_some() {
            return facts.named_alone(sentence, here.words(pronoun));
        }
        let mut offices = facts.passages[sentence.passage].reading.descriptions.iter();
        if offices.any(|it| it.head.is_some() && !it.quoted && sentence.range.contains_range(it.range)) {
            return None;
        }
    }
    None
}

/// Whether a sentence means somebody else than a pronoun by another pronoun, or by "his father".
fn means_others(facts: &Facts, sentence: Span, pronoun: &str) -> bool {
    let view = &facts.passages[sentence.passage];
    let own: &[&str] = if pronoun == "He" { &["he", "him", "his"] } else { &["she", "her", "hers"] };
    let pronouns = view.reading.descriptions.iter().filter(|it| it.head.is_none() && !it.quoted);
    let mut here = pronouns.filter(|it| sentence.range.contains_range(it.range));
    here.any(|it| {
        let words = view.text(it.range).to_lowercase();
        let behind = view.passage.text[usize::from(it.range.end())..].split(|c: char| !c.is_alphanumeric());
        let mut behind = behind.filter(|word| !word.is_empty()).take(2).map(str::to_lowercase);
        let kin = matches!(words.as_str(), "his" | "her") && behind.any(|word| is_person_noun(&word));
        kin || !own.contains(&words.as_str())
    })
}

fn name(facts: &Facts, bearer: Bearer) -> String {
    match bearer {
        Bearer::Actor(actor) => facts.actors[actor].name.clone(),
        Bearer::Pronoun(..) => "this person".to_owned(),
    }
}

fn finding(name: &str, told: &Told) -> Option<Flagged> {
    let alone = told.ages.len() < 2 && told.births.is_empty();
    let found = by_dates(name, told).or_else(|| by_each_other(name, told));
    if found.is_none() {
        for (here, age) in &told.ages {
            here.context.passes_over(here.place(age.range), if alone { ALONE } else { FITS });
        }
    }
    found
}

/// An age that a birth and the day for which it is told exclude.
fn by_dates(name: &str, told: &Told) -> Option<Flagged> {
    let &(there, birth) = told.births.first()?;
    let one = told.births.iter().all(|(_, other)| other.year == birth.year);
    told.ages.iter().filter(|_| one).find_map(|&(here, age)| {
        let death = told.deaths.first().map(|(_, death)| *death);
        let (low, high) = match age.when {
            AgeAt::Now => death.is_none().then(|| years(birth, here.context.facts.written?))??,
            AgeAt::Death => match death.and_then(|death| years_to(birth, death)) {
                Some(years) => years,
                // Nobody died later than the draft was written, whose year "on 3 March" is or is not.
                None => (0, years(birth, here.context.facts.written?)?.1),
            },
            AgeAt::Date(date) => years_to(birth, here.date(date)?)?,
        };
        if (low..=high).contains(&age.years) || low < 0 {
            return None;
        }
        let (born, words) = (there.words(birth.range), here.words(age.range));
        let would = match high - low {
            0 => format!("{low}"),
            1 => format!("{low} or {high}"),
            _ => format!("{high} at most"),
        };
        let on = if birth.day.is_some() { "on" } else { "in" };
        let message = format!(
            "{name}, born {on} “{born}”, would be {would}, not “{words}”: correct the age or the date."
        );
        let fix = (low == high).then(|| with_age(here, age, low)).flatten();
        let related = format!("born {on} “{born}”");
        Some(
            Flagged::new(here.source(age.range), message)
                .with_related(there.source(birth.range), related)
                .with_fixes(fix),
        )
    })
}

/// Two ages of which one must be wrong.
fn by_each_other(name: &str, told: &Told) -> Option<Flagged> {
    let mut ages = told.ages.iter();
    let &(there, first) = ages.next()?;
    let other = ages.find(|(here, age)| match (first.when, age.when) {
        (AgeAt::Now, AgeAt::Now) | (AgeAt::Death, AgeAt::Death) => age.years != first.years,
        (AgeAt::Date(before), AgeAt::Date(after)) => {
            let year = |here: &Figures, date: usize| here.date(date).and_then(|date| date.year);
            let between =
                year(here, after).zip(year(&there, before)).map(|(after, before)| i64::from(after - before));
            between.is_some_and(|between| (age.years - first.years - between).abs() > 1)
        }
        _ => false,
    })?;
    let &(here, age) = other;
    let (said, words) = (there.words(first.range), here.words(age.range));
    let message = format!("“{words}” and “{said}” cannot both be the age of {name}: correct one of the two.");
    let fix = (first.when == AgeAt::Now).then(|| with_age(here, age, first.years)).flatten();
    let other_fix = (first.when == AgeAt::Now).then(|| with_age(there, first, age.years)).flatten();
    let finding = Flagged::new(here.source(age.range), message)
        .with_related(there.source(first.range), format!("“{said}” here"));
    Some(finding.with_fixes(fix).with_fixes(other_fix))
}

/// The fix that writes another age in the place of one.
fn with_age(here: Figures, age: &Age, years: i64) -> Option<crate::Fix> {
    let words = here.words(age.range);
    let digits = age.years.to_string();
    words.contains(&digits).then(|| here.reworded(age.range, &words.replacen(&digits, &years.to_string(), 1)))
}

/// How old somebody may be on a day.
fn years(birth: &Date, day: Day) -> Option<(i64, i64)> {
    let years = i64::from(day.year) - i64::from(birth.year?);
    let Some(month) = birth.month else { return Some((years - 1, years)) };
    let had = |of: u8| (month, of) <= (day.month, day.day);
    Some(match birth.day {
        Some(of) if had(of) => (years, years),
        Some(_) => (years - 1, years - 1),
        None if month == day.month => (years - 1, years),
        None if month < day.month => (years, years),
        None => (years - 1, years - 1),
    })
}

/// The same on a date that may tell no more than its year.
fn years_to(birth: &Date, date: &Date) -> Option<(i64, i64)> {
    let year = date.year?;
    match (date.month, date.day) {
        (Some(month), Some(day)) => years(birth, Day { year, month, day }),
        _ => {
            let years = i64::from(year) - i64::from(birth.year?);
            Some((years - 1, years))
        }
    }
}
