//! # wrong-share
//!
//! Flags a share, in words or in per cent, that the two counts beside it do not bear out: “fewer than half of the schools, 31 out of 48”.
//!
//! ## Why
//!
//! The share is what readers remember, and the counts beside it refute it.
//!
//! ## Example
//!
//! ```flagged
//! Fewer than half of the schools, 31 out of 48, have filters.
//! ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Giant's shops gave $667,000 of the $1.2 million, a little less than half.
//!                                                  ^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Of the 1,340 students, 402, or two in five, come from abroad.
//!                                ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Nine of the 12 boats, or 60 per cent, had no licence.
//!                          ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Only 80 of the 1,200 houses, one in five, were insured.
//!                              ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Two thirds of the 90 seats, 45, were empty.
//! ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The firm employs 2,300 people at 14 depots, of whom 1,150, or 60 percent, are drivers.
//!                                                               ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The rota has 31 names on it; nine, nearly half, are from agencies.
//!                                    ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The study of 3,100 women ended in May. Of the participants, 1,240, or about a third, had worked at night.
//!                                                                       ^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a share that a rounding of the counts makes right, in words within four hundredths
//! About two thirds of the schools, 31 out of 48, have filters.
//! ```
//!
//! ## Looked for
//!
//! a rounding of the figures under which the draft is right: half the last digit of each, a tenth where it says “about”.
//!
//! ## Stays silent on
//!
//! - a share that a rounding of the counts makes right, in words within four hundredths
//! - a part that is no smaller than the whole
//! - counts of different kinds
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: shares of a share, counts of other things, and figures inside a quotation
//!
//! ```silent a share that a rounding of the counts makes right, in words within four hundredths
//! About two thirds of the schools, 31 out of 48, have filters.
//! ```
//!
//! ```silent a share that a rounding of the counts makes right, in words within four hundredths
//! Of the 1,340 students, 402, or three in ten, come from abroad.
//! ```
//!
//! ```silent a share that a rounding of the counts makes right, in words within four hundredths
//! Some 63 per cent of the 1,900 households, 1,204, answered.
//! ```
//!
//! ```silent a share that a rounding of the counts makes right, in words within four hundredths
//! The county asked 3,100 nurses. Of the nurses, 1,240, or 40 per cent, had worked at night.
//! ```
//!
//! ```silent what it does not look at
//! The study of 3,100 women ended in May, a survey of 900 men in June. Of the participants, 1,240, or a third, had slept.
//! ```
//!
//! ```silent what it does not look at
//! Half of the 240 beds are open. Of those, 85 have a nurse.
//! ```
//!
//! ```silent what it does not look at
//! Nine of the 12 boats had no licence, and 60 per cent of the skippers no watch.
//! ```
//!
//! ```silent what it does not look at
//! Sixty per cent are entitled. Of those, 40 per cent do not come, which makes 24 per cent of all.
//! ```
//!
//! ```silent a part that is no smaller than the whole
//! Half of the 40 seats, 80, were empty.
//! ```
//!
//! ```silent what it does not look at
//! In 2024 there were 40 deaths; nine, or a third, of the victims were women.
//! ```
//!
//! ## Fixes
//!
//! The share in per cent that the counts make, or the part that the share makes of the whole; both are suggestions.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Decimal, Hedge, Interval, Quantity, Relation, Unit};

use text_size::TextRange;

use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Fix, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-share",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    needs_whole_draft: true,
    source: include_str!("wrong_share.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason =
    Reason("a share that a rounding of the counts makes right, in words within four hundredths");
const NO_PART: Reason = Reason("a part that is no smaller than the whole");
const KINDS: Reason = Reason("counts of different kinds");

fn check(context: &Context) -> Vec<Flagged> {
    let shares = figures::relations(context).filter_map(|(here, relation)| match *relation {
        Relation::Share { said, part, whole } => finding(here, said, part, (here, here.quantity(whole)?)),
        Relation::PartOf { said, part, of } => finding(here, said, part, whole(here, part, of)?),
        _ => None,
    });
    shares.collect()
}

/// The only number that the draft tells up to here of those whom a noun names, or of participants the size of the only study.
fn whole<'f, 'a>(
    here: Figures<'f, 'a>,
    part: usize,
    of: TextRange,
) -> Option<(Figures<'f, 'a>, &'a Quantity)> {
    const ASKED: [&str; 3] = ["participants", "respondents", "volunteers"];
    const STUDIES: [&str; 6] = ["study", "survey", "poll", "trial", "sample", "panel"];
    let of = here.words(of).to_lowercase();
    let part = here.quantity(part)?;
    let is_whole = |there: Figures, quantity: &Quantity| {
        let counted = quantity.noun.map(|noun| there.words(noun)).unwrap_or_default();
        let named = counted.rsplit(' ').next().is_some_and(|head| head.eq_ignore_ascii_case(&of));
        let before = there.text()[..usize::from(quantity.hedged.start())].trim_end();
        let study = before.strip_suffix(" of").and_then(|before| before.rsplit(' ').next());
        let asked = ASKED.contains(&of.as_str()) && study.is_some_and(|study| STUDIES.contains(&study));
        quantity.unit == Unit::Count && !quantity.quoted && (named || asked)
    };
    let up_to = figures::passages(here.context).take(here.passage + 1).filter(|there| there.is_own());
    let wholes =
        up_to.flat_map(|there| there.numbers().quantities.iter().map(move |quantity| (there, quantity)));
    let mut wholes = wholes.filter(|(there, quantity)| {
        is_whole(*there, quantity)
            && (there.passage < here.passage || quantity.range.end() < part.range.start())
    });
    let first = wholes.next()?;
    wholes.all(|(_, other)| other.value == first.1.value).then_some(first)
}

fn finding<'a>(
    here: Figures<'_, 'a>,
    said: usize,
    part: usize,
    (there, whole_told): (Figures<'_, 'a>, &'a Quantity),
) -> Option<Flagged> {
    let (said, part_told) = (here.quantity(said)?, here.quantity(part)?);
    let all = said.hedged.cover(part_told.range);
    if !here.speaks_for_itself(all) {
        return None;
    }
    let beside = here.passage == there.passage;
    let apart = || (part_told.clone(), whole_told.clone());
    let alike = if beside { figures::alike(here, part_told, whole_told) } else { Some(apart()) };
    let Some((part, whole)) = alike else { return here.silent(all, KINDS) };
    if part.value >= whole.value {
        return here.silent(all, NO_PART);
    }
    let hundred = Decimal::whole(100);
    let scale = if said.unit == Unit::Percent { hundred } else { Decimal::whole(1) };
    let right = part.interval().over(whole.interval())?.times(Interval::exact(scale));
    if right.meets(said.interval()) {
        return here.silent(all, FITS);
    }
    let percent = figures::percent(part.value.times(hundred).over(whole.value)?);
    let (first, second, words) =
        (here.words(part_told.range), there.words(whole_told.range), here.words(said.hedged));
    let message = format!(
        "“{first}” of “{second}” is {percent} per cent, not “{words}”: correct the share or one of the counts."
    );
    let fix = match said.unit {
        Unit::Percent => here.instead(said, percent),
        _ => Some(here.reworded(said.hedged, &format!("{percent} per cent"))),
    };
    let finding = Flagged::new(here.source(said.hedged), message)
        .with_related(here.source(part_told.range), format!("“{first}” here"))
        .with_related(there.source(whole_told.range), format!("of “{second}”"));
    Some(finding.with_fixes(fix).with_fixes(twin(here, part_told, &part, &whole, said)))
}

/// The count that the share makes of the whole, in the place of the part, where it is one number of things.
fn twin(here: Figures, told: &Quantity, part: &Quantity, whole: &Quantity, said: &Quantity) -> Option<Fix> {
    let scale = Decimal::whole(if said.unit == Unit::Percent { 100 } else { 1 });
    let value = whole.value.times(said.value).over(scale)?;
    let rounded = value.rounded(Decimal::whole(1));
    // Two thirds have no end.
    let sure = (value - rounded).magnitude() <= Decimal::hundredths(2) && said.hedge == Hedge::None;
    (sure && told.value == part.value).then(|| here.instead(told, rounded)).flatten()
}
