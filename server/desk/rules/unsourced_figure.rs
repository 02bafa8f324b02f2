//! # unsourced-figure
//!
//! Flags a figure that needs a source and has none: money, a share, casualties, a crowd, any count that somebody must have made.
//!
//! ## Why
//!
//! Somebody counted, estimated or paid. A reader wants to know who, and a desk wants to be able to check.
//!
//! ## Example
//!
//! ```flagged
//! The goose walked onto the runway in Brack at dawn on Monday and stayed until noon.
//!
//! The standoff cost airlines $1.2 million. Eleven flights were cancelled.
//!                            ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! A dam above Tarn broke on Sunday night.
//!
//! At least 24 people were killed and 300 homes were damaged. The army sent two boats on Monday.
//!          ^^^^^^^^^
//! ```
//!
//! ```flagged
//! The new swimming pool opened on Saturday with a speech by the mayor.
//!
//! The pool cost the town £4.6 million, twice what was planned.
//!                        ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Lena Ostrow, the airport's director, said on Monday the goose was well.
//!
//! Some 12,000 passengers missed their flights because of it.
//!      ^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The strike at the port of Brack went into its second week on Monday.
//!
//! Trade through the port has fallen by 60 percent. Two ships wait outside.
//!                                      ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Norvik Shipping is selling its yard in Tarn.
//!
//! The yard has lost €3 million a month since January. It employs 80 people.
//!                   ^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The goose walked onto the runway in Brack at dawn on Monday and stayed until noon.
//!
//! The standoff cost airlines $1.2 million. Eleven flights were cancelled.
//!                            ^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent a sentence that says who says so
//! The standoff cost airlines $1.2 million, said Lena Ostrow, the airport's director.
//! ```
//!
//! ## Looked for
//!
//! a source in the sentence, one that the sentences around it make plain, a link, a footnote.
//!
//! ## Stays silent on
//!
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - a sentence that says who says so
//! - what plainly carries over while the same speaker still talks
//! - what a link or a footnote in the sentence shows
//! - words inside a quotation
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - what the writer thinks in opinions, columns, reviews, blogs and how-tos
//! - a figure in a sentence of which something else is more disputable
//! - what another rule says more exactly
//!
//! What they rarely ask about are dates, ages, times, addresses and ordinals, scores, and what else anybody can look up.
//!
//! ```silent a sentence that says who says so
//! The standoff cost airlines $1.2 million, said Lena Ostrow, the airport's director.
//! ```
//!
//! ```silent what a link or a footnote in the sentence shows
//! The council of Brack met on Tuesday.
//!
//! Rents rose by 12 per cent in a year, [the index](https://rents.test/2026) shows.
//! ```
//!
//! ```silent words inside a quotation
//! “The bridge cost $3 million,” Ana Lopez, the engineer, said on Monday.
//!
//! The bridge opened at 9.30 on May 4, 2021, in front of 12 guests.
//! ```
//!
//! ```silent headings, block quotes, tables, captions and what is answered in an interview
//! # The bridge that cost $3 million
//!
//! | bridge | cost |
//! | --- | --- |
//! | north | $3 million |
//! ```
//!
//! ```silent a sentence that says who says so
//! Rents rose by 12 per cent in a year, the housing ministry's report said on Monday. In the north the rise was 19 per cent.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Brack beat Tarn 3-1 on Saturday in front of 4,200 people. Falk scored twice in the second half.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The council met on Monday. It voted 9 to 4 to buy a bus for $90,000, the minutes show.
//! ```
//!
//! It judges as `unattributed-claim` does, which yields to it where the figure is what is disputable.
//!
//! ## Fixes
//!
//! As `unattributed-claim`: “, according to …” with a placeholder or with actors of the draft; or a link to fill in.
//!
//! ## Standard
//!
//! Reuters Handbook: figures have sources. AP: the source of a number is part of the number.

use crate::context::Context;
use crate::question::Question;
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::{Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unsourced-figure",
    group: Group::Sourcing,
    severity: Severity::Warning,
    wants_source: true,
    asks: Some(Question::Figure),
    source: include_str!("unsourced_figure.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    RULE.flag_asked(context, |facts, query| {
        let sentence = facts.sentences[query.sentence].place;
        let message = format!(
            "No source for “{}”: say who counted or reported it, or link the document.",
            facts.text(query.place)
        );
        Flagged::new(facts.source(query.place), message)
            .with_fixes(fixes::attribute(facts, sentence))
            .with_fixes([fixes::link(facts, query.place)])
    })
}
