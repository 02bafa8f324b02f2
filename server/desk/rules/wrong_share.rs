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
        Relation::Share { said, part, whole } => finding(here, said, part, whole),
        _ => None,
    });
    shares.collect()
}

fn finding(here: Figures, said: usize, part: usize, whole: usize) -> Option<Flagged> {
    let said = here.quantity(said)?;
    let (part_told, whole_told) = (here.quantity(part)?, here.quantity(whole)?);
    let all = said.hedged.cover(part_told.range).cover(whole_told.range);
    if !here.speaks_for_itself(all) {
        return None;
    }
    let alike = figures::alike(here, part_told, whole_told);
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
        (here.words(part_told.range), here.words(whole_told.range), here.words(said.hedged));
    let message = format!(
        "“{first}” of “{second}” is {percent} per cent, not “{words}”: correct the share or one of the counts."
    );
    let fix = match said.unit {
        Unit::Percent => here.instead(said, percent),
        _ => Some(here.reworded(said.hedged, &format!("{percent} per cent"))),
    };
    let finding = Flagged::new(here.source(said.hedged), message)
        .with_related(here.source(part_told.range), format!("“{first}” here"))
        .with_related(here.source(whole_told.range), format!("of “{second}”"));
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
