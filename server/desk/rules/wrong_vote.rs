//! # wrong-vote
//!
//! Flags a vote with more votes than the body has members: “The seven-member board voted 5-3”; or with other numbers where all are said to have voted.
//!
//! ## Why
//!
//! Either the result or the size of the body is wrong, and both are on record.
//!
//! ## Example
//!
//! ```flagged
//! The seven-member board voted 5-3 to close the school.
//!                              ^^^
//! ```
//!
//! ```flagged
//! All nine councillors were present, and the plan passed by six votes to four.
//!                                                           ^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The Supreme Court of nine judges upheld the law 6–4.
//!                                                 ^^^
//! ```
//!
//! ```flagged
//! The 12-member jury acquitted him by ten to three.
//!                                     ^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The motion failed in the 40-seat chamber by 22 votes to 19.
//!                                             ^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The committee, which has eleven members, backed her 8–2, with two abstentions.
//!                                                     ^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! The seven-member board voted 5-2 to close the school.
//! ```
//!
//! ## Looked for
//!
//! one body of that name, of one size.
//!
//! ## Stays silent on
//!
//! Fewer votes than members, since somebody may be away or abstain; bodies whose size the draft tells in two ways; votes of a body that the draft does not name; figures in quotations; opinion and live drafts.
//!
//! ```silent
//! The seven-member board voted 5-2 to close the school.
//! ```
//!
//! ```silent
//! The nine-member council voted 5-2, with one away and one abstaining.
//! ```
//!
//! ```silent
//! The nine-member council voted 5-2.
//! ```
//!
//! ```silent
//! A seven-member panel advised the 50-seat council, which voted 31-12.
//! ```
//!
//! ```silent
//! The council, which had seven members until May and has eleven now, voted 6-4.
//! ```
//!
//! ```silent
//! The eleven won 8-5. The bill, backed by all ten parties, passed the house by 112 to 98.
//! ```
//!
//! ## Fixes
//!
//! None: nothing says which of the figures is wrong.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::Relation;
use text_size::TextRange;

use super::{Check, Finding, Group, RuleInfo};
use crate::facts::Facts;
use crate::figures::{self, Figures};
use crate::{Settings, Severity};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-vote",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    source: include_str!("wrong_vote.rs"),
    check: Check::Draft(check),
};

/// The size of a body, where the draft tells it.
struct Body<'f, 'a> {
    here: Figures<'f, 'a>,
    range: TextRange,
    noun: Option<String>,
    size: i64,
    all: bool,
}

fn check(facts: &Facts, settings: &Settings) -> Vec<Finding> {
    let noun = |here: Figures, noun: Option<TextRange>| noun.map(|noun| here.words(noun).to_lowercase());
    let bodies = figures::relations(facts, settings).filter_map(|(here, relation)| match relation {
        Relation::Body { noun: named, size, all } => {
            let quantity = here.quantity(*size).filter(|quantity| !quantity.quoted)?;
            let size = quantity.value.as_whole()?;
            Some(Body { here, range: Figures::counted(quantity), noun: noun(here, *named), size, all: *all })
        }
        _ => None,
    });
    let bodies: Vec<Body> = bodies.collect();
    let votes = figures::relations(facts, settings).filter_map(|(here, relation)| match relation {
        Relation::Vote { range, noun: named, votes } => {
            finding(here, *range, votes, body(&bodies, here, noun(here, *named))?)
        }
        _ => None,
    });
    votes.collect()
}

/// The body that voted: the one of its name, or where the vote names none, the only one of its paragraph.
fn body<'b, 'f, 'a>(
    bodies: &'b [Body<'f, 'a>],
    here: Figures,
    noun: Option<String>,
) -> Option<&'b Body<'f, 'a>> {
    let named = |body: &&Body| noun.is_some() && body.noun == noun;
    let nameless = |body: &&Body| {
        let near = body.here.passage.abs_diff(here.passage) <= 1;
        near && (body.noun.is_none() || noun.is_none())
    };
    let mut found: Vec<&Body> = bodies.iter().filter(named).collect();
    if found.is_empty() {
        found = bodies.iter().filter(nameless).collect();
    }
    let size = found.first()?.size;
    let one = found.iter().all(|body| body.size == size);
    one.then(|| found.iter().copied().find(|body| body.all).or(found.first().copied())).flatten()
}

fn finding(here: Figures, range: TextRange, votes: &[i64], body: &Body) -> Option<Finding> {
    let sum: i64 = votes.iter().sum();
    if sum <= body.size && (!body.all || sum == body.size) {
        return None;
    }
    let words = here.words(range);
    let size = body.here.words(body.range);
    let message =
        format!("“{words}” makes {sum} votes, and “{size}” says {}: mend one of the two.", body.size);
    let related = format!("“{size}” here");
    Some(Finding::new(here.source(range), message).with_related(body.here.source(body.range), related))
}
