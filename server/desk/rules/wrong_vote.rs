//! # wrong-vote
//!
//! Flags a vote with more votes than the body has members: “The seven-member board voted 5-3”; with other numbers where all are said to have voted; or with a majority that is not the difference.
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
//! ```flagged
//! The bill passed its second reading by 312 votes to 287, a majority of 35.
//!                                                                       ^^
//! ```
//!
//! ```fixed
//! The bill passed its second reading by 312 votes to 287, a majority of 25.
//! ```
//!
//! ## Better
//!
//! ```silent no more votes than members, since somebody may be away or abstain
//! The seven-member board voted 5-2 to close the school.
//! ```
//!
//! ## Looked for
//!
//! one body of that name, of one size.
//!
//! ## Stays silent on
//!
//! - no more votes than members, since somebody may be away or abstain
//! - a vote of a body whose size the draft does not tell
//! - a body whose size the draft tells in two ways
//! - a majority that the votes make
//! - block quotes, the heads of tables and what is answered in an interview
//! - drafts of the genre `opinion`
//! - drafts of the genre `live`
//! - what it does not look at: figures inside a quotation
//!
//! ```silent no more votes than members, since somebody may be away or abstain
//! The seven-member board voted 5-2 to close the school.
//! ```
//!
//! ```silent no more votes than members, since somebody may be away or abstain
//! The nine-member council voted 5-2, with one away and one abstaining.
//! ```
//!
//! ```silent no more votes than members, since somebody may be away or abstain
//! The nine-member council voted 5-2.
//! ```
//!
//! ```silent no more votes than members, since somebody may be away or abstain
//! A seven-member panel advised the 50-seat council, which voted 31-12.
//! ```
//!
//! ```silent a vote of a body whose size the draft does not tell
//! The council, which had seven members until May and has eleven now, voted 6-4.
//! ```
//!
//! ```silent a vote of a body whose size the draft does not tell
//! The eleven won 8-5. The bill, backed by all ten parties, passed the house by 112 to 98.
//! ```
//!
//! ```silent a body whose size the draft tells in two ways
//! The seven-member council met on Monday. The nine-member council voted 6-4.
//! ```
//!
//! ```silent a majority that the votes make
//! The bill passed its second reading by 312 votes to 287, a majority of 25.
//! ```
//!
//! ## Fixes
//!
//! The majority that the votes make, as a suggestion; of votes and members nothing says which are wrong.
//!
//! ## Standard
//!
//! AP and Reuters: check all sums, dates and figures against each other before a story moves. Desk checklists: “do the numbers add up?”

use copydesk_language::{Decimal, Interval, Relation};
use text_size::TextRange;

use crate::Severity;
use crate::context::Context;
use crate::figures::{self, Figures};
use crate::rule::{Check, Flagged, Group, RuleInfo};
use crate::trace::Reason;

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "wrong-vote",
    group: Group::Figures,
    severity: Severity::Warning,
    silent_in: figures::PLAYING,
    needs_said_genre: true,
    needs_whole_draft: true,
    source: include_str!("wrong_vote.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const FITS: Reason = Reason("no more votes than members, since somebody may be away or abstain");
const NO_BODY: Reason = Reason("a vote of a body whose size the draft does not tell");
const MAJORITY: Reason = Reason("a majority that the votes make");
const TWO_SIZES: Reason = Reason("a body whose size the draft tells in two ways");

/// The size of a body, where the draft tells it.
struct Body<'f, 'a> {
    here: Figures<'f, 'a>,
    range: TextRange,
    noun: Option<String>,
    size: i64,
    all: bool,
}

fn check(context: &Context) -> Vec<Flagged> {
    let noun = |here: Figures, noun: Option<TextRange>| noun.map(|noun| here.words(noun).to_lowercase());
    let own = |(here, _): &(Figures, &Relation)| here.is_own();
    let bodies = figures::relations(context).filter(own).filter_map(|(here, relation)| match relation {
        Relation::Body { noun: named, size, all } => {
            let quantity = here.quantity(*size)?;
            let size = quantity.value.as_whole()?;
            Some(Body { here, range: Figures::counted(quantity), noun: noun(here, *named), size, all: *all })
        }
        _ => None,
    });
    let bodies: Vec<Body> = bodies.collect();
    let votes = figures::relations(context).filter_map(|(here, relation)| match relation {
        Relation::Vote { range, noun: named, votes, majority } if here.speaks_for_itself(*range) => {
            let by_size = match body(&bodies, here, noun(here, *named)) {
                Ok(body) => finding(here, *range, votes, body),
                Err(reason) => here.silent(*range, reason),
            };
            by_size.or_else(|| by_majority(here, *range, votes, (*majority)?))
        }
        _ => None,
    });
    votes.collect()
}

/// The body that voted: the one of its name, or where the vote names none, the only one of its paragraph; else why nothing is said.
fn body<'b, 'f, 'a>(
    bodies: &'b [Body<'f, 'a>],
    here: Figures,
    noun: Option<String>,
) -> Result<&'b Body<'f, 'a>, Reason> {
    let named = |body: &&Body| noun.is_some() && body.noun == noun;
    let nameless = |body: &&Body| {
        let near = body.here.passage.abs_diff(here.passage) <= 1;
        near && (body.noun.is_none() || noun.is_none())
    };
    let mut found: Vec<&Body> = bodies.iter().filter(named).collect();
    if found.is_empty() {
        found = bodies.iter().filter(nameless).collect();
    }
    let first = *found.first().ok_or(NO_BODY)?;
    if found.iter().any(|body| body.size != first.size) {
        return Err(TWO_SIZES);
    }
    Ok(found.into_iter().find(|body| body.all).unwrap_or(first))
}

fn finding(here: Figures, range: TextRange, votes: &[i64], body: &Body) -> Option<Flagged> {
    let sum: i64 = votes.iter().sum();
    if sum <= body.size && (!body.all || sum == body.size) {
        return here.silent(range, FITS);
    }
    let words = here.words(range);
    let size = body.here.words(body.range);
    let message = format!(
        "“{words}” adds up to {sum} votes, and “{size}” allows {}: correct one of the two.",
        body.size
    );
    let related = format!("“{size}” here");
    Some(Flagged::new(here.source(range), message).with_related(body.here.source(body.range), related))
}

/// A majority that is not how many more votes there were for than against.
fn by_majority(here: Figures, range: TextRange, votes: &[i64], majority: usize) -> Option<Flagged> {
    let (told, &[first, second, ..]) = (here.quantity(majority)?, votes) else { return None };
    let difference = Decimal::whole((first - second).abs());
    if told.interval().meets(Interval::exact(difference)) {
        return here.silent(told.hedged, MAJORITY);
    }
    let (votes, words) = (here.words(range), here.words(told.hedged));
    let message =
        format!("“{votes}” is a majority of {difference}, not “{words}”: correct the majority or the votes.");
    let finding = Flagged::new(here.source(told.hedged), message)
        .with_related(here.source(range), format!("“{votes}” here"));
    Some(finding.with_fixes(here.instead(told, difference)))
}
