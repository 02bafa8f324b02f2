//! # malformed-figure
//!
//! Flags a number whose digits are grouped wrongly, and a unit or a scale that is given twice: “$110,00”, “31,00 passengers”, “$10 million dollars”, “48% percent”.
//!
//! ## Why
//!
//! A comma in the wrong place leaves open by how many noughts the figure is wrong. It is the commonest slip with figures that can be seen from the figure alone.
//!
//! ## Example
//!
//! ```flagged
//! The suits were sold for $110,00 at an auction.
//!                         ^^^^^^^
//! ```
//!
//! ```flagged
//! The line would carry 31,00 passengers a day.
//!                      ^^^^^
//! ```
//!
//! ```flagged
//! Some 200,0000 people live on the island.
//!      ^^^^^^^^
//! ```
//!
//! ```flagged
//! The bridge cost $10 million dollars to repair.
//!                 ^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The deficit may reach $4.5bn trillion in twenty years.
//!                       ^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! In the poll 48% percent said yes. It was the village's oldest poll.
//!             ^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what it does not look at
//! The suits were sold for $110,000 at an auction.
//! ```
//!
//! ## Looked for
//!
//! a currency, a unit or a noun in the plural beside the digits, which shows that they are one number.
//!
//! ## Stays silent on
//!
//! - block quotes, the heads of tables and what is answered in an interview
//! - what it does not look at: lakhs and crores, results of games, lists of small numbers, coordinates, decimal commas of other languages, quotations and code
//!
//! ```silent what it does not look at
//! The suits were sold for $110,000 at an auction.
//! ```
//!
//! ```silent what it does not look at
//! The picture fetched Rs 29,00,00,000, and its frame Rs 1,50,000.
//! ```
//!
//! ```silent what it does not look at
//! She lost 1-6,4-6 in the third round and 6-3,7-6 in the doubles.
//! ```
//!
//! ```silent what it does not look at
//! Take chapters 1,2 and 3, rows 10,11 and 12, and the map at 51,30.
//! ```
//!
//! ```silent what it does not look at
//! Der Wert betrage „1,5 Millionen“, she read out.
//! ```
//!
//! ```silent what it does not look at
//! The bridge cost 10 million Canadian dollars, or $7.4 million.
//! ```
//!
//! ```silent block quotes, the heads of tables and what is answered in an interview
//! > The suits were sold for $110,00 at an auction.
//! ```
//!
//! ```silent what it does not look at
//! The small one costs $199, the large one $249 USD.
//! ```
//!
//! ## Fixes
//!
//! Takes the second unit away, as a suggestion. For digits none: nobody but the writer knows which are missing.
//!
//! ## Standard
//!
//! AP: commas in figures of four digits and more, the dollar sign without the word. AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::Malformed;

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "malformed-figure",
    group: Group::Figures,
    severity: Severity::Error,
    source: include_str!("malformed_figure.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    let malformed =
        figures::passages(context).flat_map(|here| here.numbers().malformed.iter().map(move |it| (here, it)));
    let own = malformed.filter(|(here, malformed)| here.speaks_for_itself(malformed.range));
    own.map(|(here, malformed)| finding(here, malformed)).collect()
}

fn finding(here: Figures, malformed: &Malformed) -> Flagged {
    let words = here.words(malformed.range);
    let range = here.source(malformed.range);
    let Some(surplus) = malformed.surplus else {
        return Flagged::new(
            range,
            format!(
                "“{words}” has a digit too few or too many, or a comma that should be a point: write the number anew."
            ),
        );
    };
    let again = here.words(surplus).trim();
    let message =
        format!("“{words}” says twice what is counted: take out “{again}”, or what says the same before it.");
    let fix = here.replace(surplus, String::new(), format!("Take “{again}” away"));
    Flagged::new(range, message).with_fixes([fix])
}
