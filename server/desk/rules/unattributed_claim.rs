//! # unattributed-claim
//!
//! Flags a sentence that asserts what a reader could dispute or the reporter cannot know at first hand, such as an accusation, a cause, a
//! motive, a prediction, a comparison, a judgement or a thought, without saying who says so.
//!
//! ## Why
//!
//! A reader who asks “says who?” must find the answer in the same sentence, or so near that it is plain. A claim in the
//! draft's own voice is the newsroom's claim.
//!
//! ## Example
//!
//! ```flagged
//! The harbour yard in Brack reopened on Monday, three weeks after a fire destroyed its workshop.
//!
//! The fire was caused by the contractor, who had ignored two warnings about the wiring.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The council voted on Tuesday to rebuild the workshop by May.
//! ```
//!
//! ```flagged
//! Norvik Shipping published its results on Thursday.
//!
//! The company will run out of money before the summer. It employs 400 people in Brack.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday in the town hall.
//!
//! The contractor padded its invoices for years to hide the losses of another yard.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The vote was put off until June.
//! ```
//!
//! ```flagged
//! The minister visited the flooded valley on Friday.
//!
//! He was furious about the delay and wanted the engineer gone.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The road is to reopen next week, the district said.
//! ```
//!
//! ```flagged
//! Brack's new tram opened on Saturday. Its first car left the depot at 6 a.m.
//!
//! It is the worst planned tram in the country, and passengers have lost their trust in it.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! The line has 14 stops.
//! ```
//!
//! ```flagged
//! The board of the hospital met behind closed doors on Monday.
//!
//! At the meeting two members threatened to resign over the sale of the east wing.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! A new chair is to be named in May.
//! ```
//!
//! ```flagged
//! The police chief of Brack, Jon Falk, resigned on Friday.
//!
//! Falk had known about the missing evidence for a year and told nobody.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!
//! His deputy, Mara Lind, takes over on Monday.
//! ```
//!
//! ## Better
//!
//! ```silent a sentence that says who says so
//! The council met on Monday.
//!
//! Ana Lopez, the fire chief, said on Tuesday that the fire was caused by a reckless contractor. She said that his cables were old.
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
//! - a figure, which is left to `unsourced-figure`
//! - the first paragraph, which is left to `contentious-lead`
//! - what another rule says more exactly
//!
//! A suspect whom the draft names by the crime, “the thief”, is left to `guilt-before-verdict`.
//!
//! What they rarely ask about is what anyone can witness or look up, common ground, and questions. The reader judges each sentence beside the five
//! before and behind it, and theirs.
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! Police in Brack arrested Jon Falk, 40, on Monday. He was found guilty on Friday.
//!
//! The thief, Jon Falk, sold a painting from the town hall last year, the court heard.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The council met on Monday and voted by show of hands.
//!
//! The meeting ended at nine.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! The council met on Monday.
//!
//! Who is to mend the roof of the old wing?
//! ```
//!
//! ```silent what a link or a footnote in the sentence shows
//! The council met on Monday.
//!
//! The fire was caused by a reckless contractor, [the inquiry's report](https://inquiry.test/report) shows.
//! ```
//!
//! ```silent the first paragraph, which is left to contentious-lead
//! The mayor said the town was bankrupt. It was caused by years of reckless borrowing, she said.
//! ```
//!
//! ```silent headings, block quotes, tables, captions and what is answered in an interview
//! The council met on Monday.
//!
//! ## The fire was caused by a reckless contractor
//!
//! It is to meet again in May.
//! ```
//!
//! ```silent what the writer thinks in opinions, columns, reviews, blogs and how-tos
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! The council met on Monday. I have rarely seen a worse evening.
//!
//! The scheme is the most foolish in the country, and it will fail.
//! ```
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! # Editorial: Repair the bridge
//!
//! Our council has done nothing for ten years. It is a disgrace, and we all know it.
//!
//! We should repair the bridge, and we should do it now. I hope that the new mayor will listen to us.
//! ```
//!
//! ```silent what the writer thinks in opinions, columns, reviews, blogs and how-tos
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! I take the bus to work every day. It is late, and I am cold when it comes.
//!
//! The transport department has been a disaster for twenty years. That will not change before its planners have to wait in the rain.
//! ```
//!
//! ```flagged
//! ---
//! copydesk: {genre: opinion}
//! ---
//!
//! I take the bus to work every day. It is late, and I am cold when it comes.
//!
//! The transport commissioner, Bill Okoro, took bribes from the owners of the car parks.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! How sure it must be is one dial, `strictness`: as shipped it warns where it is sure, and tells the rest as `info`. It leaves the first
//! paragraph to `contentious-lead` and a figure to `unsourced-figure`, and yields where a rule says more exactly what is missing:
//! `vague-attribution`, `anonymous-source`, `agentless-report`, `poll-without-method`, `unlinked-document`. `mind-reading` yields to it. A
//! placeholder that is not filled in is no source.
//!
//! ## Fixes
//!
//! Adds “, according to …” with a placeholder, or with the likeliest actors of the draft (suggested: check that they said it), never with
//! somebody of whom the sentence tells.
//!
//! ## Standard
//!
//! AP: facts that can be disputed and that a reporter has not witnessed are attributed. Reuters Handbook: every statement
//! is sourced unless it is an established fact. BBC Editorial Guidelines 3.2: claims that cannot be corroborated are
//! attributed.

use copydesk_facts::{Facts, SentenceFact};
use copydesk_language::ReasonKind;
use text_size::TextRange;

use crate::context::Context;
use crate::question::Question;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::{Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unattributed-claim",
    group: Group::Attribution,
    severity: Severity::Warning,
    wants_source: true,
    yields_to: &["guilt-before-verdict"],
    asks: Some(Question::Claim),
    source: include_str!("unattributed_claim.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    RULE.flag_asked(context, |facts, query| {
        let sentence = &facts.sentences[query.sentence];
        let what = match query.place == sentence.place {
            true => what(facts, sentence, query.reason),
            false => facts.text(query.place),
        };
        let what = in_short(what);
        let message = format!("No source for “{what}”: say who says so, or link the document that shows it.");
        Flagged::new(facts.source(query.place), message).with_fixes(fixes::attribute(facts, sentence.place))
    })
}

/// What a sentence states, from the words on that show it, "fuelled by drought"; all of one whose words show nothing.
pub(super) fn what<'f>(facts: &'f Facts, fact: &SentenceFact, reason: ReasonKind) -> &'f str {
    let view = &facts.passages[fact.place.passage];
    let from = copydesk_language::shown(&view.passage.text, fact.place.range, view.reading, reason);
    let start = from.map_or(fact.place.range.start(), |words| words.start());
    view.text(TextRange::new(start, fact.place.range.end())).trim_end_matches('.')
}
