//! # wrong-count
//!
//! Flags a number before a list of another length: “three companies”, and four names follow.
//!
//! ## Why
//!
//! Either somebody is left out or the number is old, and readers do count.
//!
//! ## Example
//!
//! ```flagged
//! Three companies have bid: Ravelin, Blue Heron, Tench & Daughters and Openwater.
//! ^^^^^^^^^^^^^^^
//! ```
//!
//! ```fixed
//! Four companies have bid: Ravelin, Blue Heron, Tench & Daughters and Openwater.
//! ```
//!
//! ```flagged
//! Police charged four brothers, Luke, Amos and Reuben Stoll, with theft.
//!                ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The parish has two churches: St Osyth, St Mary and St John.
//!                ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The album has five guests: Ana Lopez, Piet Janssen, Maria Lund and Paul Hale.
//!               ^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council gave three reasons:
//!                  ^^^^^^^^^^^^^
//!
//! 1. The rent is late.
//! 2. The roof is gone.
//! ```
//!
//! ```flagged
//! The course is taught in ten languages: Dutch, English, French, Greek, Hindi, Malay, Polish, Thai and Welsh.
//!                         ^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! She leaves five grandchildren: Amy, Tom, Jack and Rosie.
//!            ^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a list of as many items as the number says
//! Four companies have bid: Ravelin, Blue Heron, Tench & Daughters and Openwater.
//! ```
//!
//! ## Looked for
//!
//! items that are all alike: all names, or all single words; or a list in markdown.
//!
//! ## Stays silent on
//!
//! - a list of as many items as the number says
//! - a number behind which no list of items stands
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: lists that are not whole (“including”, “such as”), items with a description of their own or of several kinds, nested items, and what somebody says behind a colon
//!
//! ```silent a list of as many items as the number says
//! Four companies have bid: Ravelin, Blue Heron, Tench & Daughters and Openwater.
//! ```
//!
//! ```silent what it does not look at
//! Six towns have asked for it, including Ludbury, Kington Regis and Prees.
//! ```
//!
//! ```silent what it does not look at
//! Two riders, Megan Pryce, the national champion, and her cousin Ted, will start.
//! ```
//!
//! ```silent what it does not look at
//! Three firms have bid: Ravelin, Blue Heron Pools of Stroud, and Tench, which sells fish and chips.
//! ```
//!
//! ```silent what it does not look at
//! He gave two reasons: “You are late, you are rude and you are sacked.”
//! ```
//!
//! ```silent what it does not look at
//! Three years on: rent, rates and wages. The rule has two parts: see chapters 4, 5 and 6.
//! ```
//!
//! ```silent a number behind which no list of items stands
//! The council gave three reasons:
//!
//! The rent is late, and the roof is gone.
//! ```
//!
//! ```silent what it does not look at
//! The tour goes to nine towns: Ludbury, Prees and Orr, where it began, along with six in the north.
//! ```
//!
//! ## Fixes
//!
//! The number of items, as a suggestion.
//!
//! ## Standard
//!
//! Desk checklists: count the names behind “the three”. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Decimal, Relation};
use copydesk_text::PassageKind;
use text_size::TextRange;

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-count",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    source: include_str!("wrong_count.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason("a list of as many items as the number says");
const NO_LIST: Reason = Reason("a number behind which no list of items stands");

fn check(context: &Context) -> Vec<Flagged> {
    let lists = figures::relations(context).filter_map(|(here, relation)| match *relation {
        Relation::List { number, items } => finding(here, number, items),
        _ => None,
    });
    lists.collect()
}

fn finding(here: Figures, number: usize, items: Option<usize>) -> Option<Flagged> {
    let quantity = here.quantity(number)?;
    let marked = Figures::counted(quantity);
    if !here.speaks_for_itself(marked) {
        return None;
    }
    let items = items.or_else(|| in_next_block(here, number));
    let Some(items) = items else { return here.silent(marked, NO_LIST) };
    let counted = Decimal::whole(i64::try_from(items).ok()?);
    if quantity.value == counted {
        return here.silent(marked, FITS);
    }
    let words = here.words(marked);
    let message = format!("“{words}” stands before a list of {items}: correct the number or the list.");
    Some(Flagged::new(here.source(marked), message).with_fixes(here.instead(quantity, counted)))
}

/// How many items the list has that follows the paragraph, where the number stands in its last sentence.
fn in_next_block(here: Figures, number: usize) -> Option<usize> {
    let facts = here.context.facts;
    let view = &facts.passages[here.passage];
    let next = facts.passages.get(here.passage + 1)?;
    let last = view.reading.sentences.last()?.range;
    let introduces =
        last.contains_range(here.quantity(number)?.range) && view.passage.kind == PassageKind::Paragraph;
    let block = facts.document.block_at(next.block_start)?;
    let follows = facts.document.block_at(view.block_start).is_some_and(|own| own + 1 == block);
    if !introduces || !follows || next.passage.kind != PassageKind::ListItem {
        return None;
    }
    let len = facts.document.blocks().get(block)?.len;
    let text = facts.document.slice(TextRange::at(next.block_start, len));
    let is_item = |line: &&str| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['-', '*', '+']) && line[1..].starts_with(' ')
            || digits.len() < line.len() && digits.starts_with([')', '.']) && digits[1..].starts_with(' ')
    };
    Some(text.lines().filter(is_item).count()).filter(|items| *items > 1)
}
