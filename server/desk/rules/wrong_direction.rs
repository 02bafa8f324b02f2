//! # wrong-direction
//!
//! Flags a rise to a smaller figure and a fall to a larger one: “fell to 62 minutes from 58”.
//!
//! ## Why
//!
//! Either the verb or the order of the figures is wrong, and each makes another story.
//!
//! ## Example
//!
//! ```flagged
//! The wait fell to 62 minutes in March from 58 in February.
//!          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The county had 6,204 pupils, up from 6,518 a year before.
//!                              ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Turnout dropped from 41 per cent to 44 per cent.
//!         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Shares climbed to 310p from 325p.
//!        ^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The toll rose from 31 to 29 on Friday.
//!          ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Membership shrank from 9,000 to 9,400 in a year.
//!            ^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent figures in the order that the word tells
//! The wait fell to 58 minutes in March from 62 in February.
//! ```
//!
//! ## Looked for
//!
//! figures in the order that the verb tells.
//!
//! ## Stays silent on
//!
//! - figures in the order that the word tells
//! - words that tell neither a rise nor a fall, and things whose rise may be a fall of the figure: growth, deficits, losses, debts, ranks
//! - a rise between two bare numbers up to 20, which may be places in a list
//! - figures that are said to be less exact
//! - figures of different kinds
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: ordinals, negative figures, times of the clock, and figures inside a quotation
//!
//! ```silent figures in the order that the word tells
//! The wait fell to 58 minutes in March from 62 in February.
//! ```
//!
//! ```silent figures in the order that the word tells
//! The firm made £18.6 million in the year to September, up from £12.4 million a year earlier, a rise of 50 per cent.
//! ```
//!
//! ```silent what it does not look at
//! Saltmarsh climbed from sixth to third, and up to 3rd from 8th among visiting sides.
//! ```
//!
//! ```silent words that tell neither a rise nor a fall, and things whose rise may be a fall of the figure: growth, deficits, losses, debts, ranks
//! Growth slowed to 0.3 per cent, down from 6.3; the growth forecast went from 3.2 to 2.5.
//! ```
//!
//! ```silent what it does not look at
//! Drop in from 3 to 5 on Sunday, and walk up from gate 5 to gate 2.
//! ```
//!
//! ```silent what it does not look at
//! The deficit improved from $9 million to $4 million.
//! ```
//!
//! ```silent what it does not look at
//! Losses rose from minus 3 to minus 5. “It went up to 40 from 45,” he said, and laughed.
//! ```
//!
//! ```silent a rise between two bare numbers up to 20, which may be places in a list
//! Saltmarsh went up from 13 to five on Sunday.
//! ```
//!
//! ```silent figures that are said to be less exact
//! The wait fell to about 62 minutes in March from 58 in February.
//! ```
//!
//! ## Fixes
//!
//! The two figures in the other order, or the other verb, as suggestions.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Change, Decimal, Hedge, Quantity, Unit};

use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;
use crate::{Fix, Safety, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-direction",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    source: include_str!("wrong_direction.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason("figures in the order that the word tells");
const EITHER: Reason = Reason(
    "words that tell neither a rise nor a fall, and things whose rise may be a fall of the figure: growth, deficits, losses, debts, ranks",
);
const RANKS: Reason = Reason("a rise between two bare numbers up to 20, which may be places in a list");
const HEDGED: Reason = Reason("figures that are said to be less exact");
const KINDS: Reason = Reason("figures of different kinds");

/// Up to here a bare number may be a place in a list.
const LAST_RANK: Decimal = Decimal::whole(20);
/// Verbs with those that tell the other way.
const TURNED: &[(&str, &str)] = &[
    ("rose", "fell"),
    ("rise", "fall"),
    ("rises", "falls"),
    ("rising", "falling"),
    ("risen", "fallen"),
    ("up", "down"),
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("climbed", "dropped"),
    ("jumped", "dropped"),
    ("grew", "shrank"),
    ("growing", "shrinking"),
    ("raised", "lowered"),
    ("went up", "went down"),
    ("more", "less"),
    ("higher", "lower"),
    ("above", "below"),
];

fn check(context: &Context) -> Vec<Flagged> {
    figures::changes(context).filter_map(|(here, change)| finding(here, change)).collect()
}

fn finding(here: Figures, change: &Change) -> Option<Flagged> {
    let (from_told, to_told) = (here.quantity(change.from)?, here.quantity(change.to)?);
    let all = here.of_change(change)?;
    if !here.speaks_for_itself(all) {
        return None;
    }
    let Some((from, to)) = figures::alike(here, from_told, to_told) else { return here.silent(all, KINDS) };
    let Some(up) = change.up else { return here.silent(all, EITHER) };
    if from.value == to.value || (to.value > from.value) == up {
        return here.silent(all, FITS);
    }
    if from.hedge != Hedge::None || to.hedge != Hedge::None {
        return here.silent(all, HEDGED);
    }
    // Whoever goes up from 13 to five is in a list of the best.
    let bare = |quantity: &Quantity| {
        quantity.unit == Unit::Count && quantity.noun.is_none() && quantity.value <= LAST_RANK
    };
    if up && bare(from_told) && bare(to_told) {
        return here.silent(all, RANKS);
    }
    let marked =
        [from_told.range, to_told.range].into_iter().filter(|range| range.start() > change.cue.start());
    let marked = marked.fold(change.cue, |marked, range| marked.cover(range));
    let (first, second, cue) =
        (here.words(from_told.range), here.words(to_told.range), here.words(change.cue));
    let is = if up { "fall" } else { "rise" };
    let message = format!(
        "From “{first}” to “{second}” is a {is}, not “{cue}”: swap the figures, or correct the word."
    );
    let finding = Flagged::new(here.source(marked), message);
    let finding = finding.with_related(here.source(from_told.range), format!("“{first}” before"));
    let finding = finding.with_related(here.source(to_told.range), format!("“{second}” after"));
    Some(
        finding.with_fixes(swap(here, from_told.number, to_told.number)).with_fixes(other_verb(here, change)),
    )
}

/// The fix that puts each of two figures in the other's place.
fn swap(here: Figures, first: text_size::TextRange, second: text_size::TextRange) -> Option<Fix> {
    let edits = |at, text| fixes::reword(here.context.facts, here.place(at), here.words(text));
    let both = edits(first, second)?.into_iter().chain(edits(second, first)?);
    Some(Fix {
        title: "Turn the figures round".to_owned(),
        safety: Safety::Suggested,
        edits: TextEdit::joined(both),
    })
}

fn other_verb(here: Figures, change: &Change) -> Option<Fix> {
    let cue = here.words(change.cue);
    let other = TURNED.iter().find_map(|&(up, down)| match cue {
        cue if cue == up => Some(down),
        cue if cue == down => Some(up),
        _ => None,
    });
    other.map(|other| here.reworded(change.cue, other))
}
