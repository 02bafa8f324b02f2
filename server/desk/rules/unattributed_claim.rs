//! # unattributed-claim
//!
//! Flags a sentence that asserts what a reader could dispute, a cause, an accusation, a motive, a prediction, a
//! comparison or a judgement, without saying who says so.
//!
//! ## Why
//!
//! A reader who asks “says who?” must find the answer in the same sentence, or so near that it is plain. A claim in the
//! draft's own voice is the newsroom's claim.
//!
//! ## Example
//!
//! ```flagged
//! The council met on Monday.
//!
//! The yard burned on Monday. The fire was caused by a reckless contractor.
//!                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday.
//!
//! Tensions in the valley have been rising recently, fueled by the quarrel over the dam.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday.
//!
//! The scheme is the most dangerous in the country and is likely to collapse.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday.
//!
//! The contractor broke the law to hide the losses of the yard.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday.
//!
//! The mayor deliberately misled the voters about the debt.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday.
//!
//! The disastrous dam is bound to burst, thanks to years of neglect.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! What somebody hopes or believes is no source by itself. Under a heading below which nobody says anything, it is a claim too:
//!
//! ```flagged
//! “The dam will hold,” Ana Lopez, the mayor, said.
//!
//! ## Background
//!
//! Lopez hopes that the federal government will pay for the repairs.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ---
//! copydesk: {genre: news}
//! ---
//!
//! I grew up by the river, and we swam in it. My father fished there. We never locked a door. I left at 17, as my friends did.
//!
//! When I came back in May, our house was gone. The street was empty. The school had closed. The shops were boarded up. The
//! river was low. The fire was caused by a reckless contractor.
//!                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent
//! The council met on Monday.
//!
//! The fire was caused by a reckless contractor, the fire brigade's report found. It said that the cables were old.
//! ```
//!
//! ## Looked for
//!
//! a source in the sentence, one that the sentence before makes plain, a link, a footnote.
//!
//! ## Stays silent on
//!
//! What a reporter can see, questions, headlines and captions, words inside a quotation, a sentence whose source is
//! plain from the one before, a sentence with a link or a footnote, one in which the writer speaks (“we found”, “you can”)
//! or that stands among such, one that spells out somebody's view behind a colon, the plot of a film, what a court or the
//! police did, and drafts that are an opinion by their front matter, by their title (“Editorial: …”) or, where these do not
//! say, because the writer speaks in a good part of them. Among sentences that have sources it speaks only where words
//! show why; under a heading below which nobody says anything it trusts the reader more.
//!
//! ```silent
//! The council met on Monday and voted by show of hands.
//! ```
//!
//! ```silent
//! The council met on Monday.
//!
//! Was the fire caused by a reckless contractor?
//! ```
//!
//! ```silent
//! The council met on Monday.
//!
//! The fire was caused by a reckless contractor, [the inquiry's report](https://inquiry.test/report) shows.
//! ```
//!
//! ```silent
//! The mayor said the town was bankrupt. It was caused by years of reckless borrowing.
//! ```
//!
//! ```silent
//! The council met on Monday.
//!
//! ## The fire was caused by a reckless contractor
//! ```
//!
//! ```silent
//! I grew up by the river, and we swam in it. My father fished there. We never locked a door. I left at 17, as my friends did.
//!
//! When I came back in May, our house was gone. The fire was caused by a reckless contractor.
//! ```
//!
//! ```silent
//! # Editorial: Mend the bridge
//!
//! The council met on Monday.
//!
//! The fire was caused by a reckless contractor.
//! ```
//!
//! ```silent
//! Q: Where were you?
//!
//! A: In the harbour office.
//!
//! Q: What did you see?
//!
//! A: Smoke above the bridge.
//!
//! Q: And then?
//!
//! A: The fire was caused by a reckless contractor.
//! ```
//!
//! It leaves the first paragraph to `contentious-lead`, and yields to `unsourced-figure` where a figure carries the claim, and to
//! `agentless-report` and `vague-attribution` where those say what is missing more exactly. `mind-reading` yields to it.
//!
//! ## Fixes
//!
//! Adds “, according to …” with the likeliest actors of the draft (suggested: check that they said it), or with a
//! placeholder; or asks for silence with a comment.
//!
//! ## Standard
//!
//! AP: facts that can be disputed and that a reporter has not witnessed are attributed. Reuters Handbook: every statement
//! is sourced unless it is an established fact. BBC Editorial Guidelines 3.2: claims that cannot be corroborated are
//! attributed.

use copydesk_language::{Reason, Telling};

use super::{Check, Finding, Group, RuleInfo, unsourced_figure};
use crate::facts::{Facts, SentenceFact, Sourced};
use crate::front_matter::Genre;
use crate::{CLAIM, Settings, Severity, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unattributed-claim",
    group: Group::Attribution,
    severity: Severity::Warning,
    on: true,
    source: include_str!("unattributed_claim.rs"),
    check: Check::Draft(check),
};

/// This and the next ones were set on attribution/dev, as [`CLAIM`] was; see tests/README.md. Where sources stand around,
/// a sentence is the draft's own only if no more of it than this reads like a report.
const OWN_VOICE: f32 = 0.05;
/// As [`CLAIM`], among sentences that have sources: what stands there is more often common ground.
const OWN_CLAIM: f32 = 0.66;
/// Words have to show why: a message that can name none has to be right, and is not.
const SHOWN: f32 = 0.35;
/// Words that are this disputable need the reader's consent only, not its conviction, where little reads like a report.
pub(super) const STRONG_WORDS: f32 = 0.54;
const CONSENT: f32 = 0.2;
/// Two strong reasons in one sentence need no consent.
const TWO_STRONG_REASONS: f32 = 0.72;
/// Above the first a sentence reads like a report; above the second it is as good as one, whatever its words.
pub(super) const LIKE_A_REPORT: f32 = 0.25;
const REPORT: f32 = 0.5;
/// A shorter sentence is a label or an exclamation.
const FEWEST_WORDS: usize = 6;

fn check(facts: &Facts, _: &Settings) -> Vec<Finding> {
    if facts.genre == Some(Genre::Opinion) {
        return Vec::new();
    }
    let lead = facts.lead().map(|(lead, _)| lead);
    let numbers =
        (0..facts.sentences.len()).filter(|&number| Some(facts.sentences[number].place.passage) != lead);
    numbers.filter_map(|number| finding(facts, number)).collect()
}

/// Whether this rule speaks about a sentence, so that others need not.
pub(super) fn is_flagged(facts: &Facts, settings: &Settings, number: usize) -> bool {
    let passage = facts.sentences[number].place.passage;
    let in_lead = facts.lead().is_some_and(|(lead, _)| lead == passage);
    settings.severity(RULE.name).is_some() && !in_lead && finding(facts, number).is_some()
}

fn finding(facts: &Facts, number: usize) -> Option<Finding> {
    let fact = &facts.sentences[number];
    let alone = facts.is_in_silent_section(fact.place) && fact.sentence.claim >= CLAIM;
    let what = if alone { stated(facts, number)? } else { disputable(facts, number)? };
    let place = facts.sentences[number].place;
    let message = format!("No source for {what}: say who says so, or link the document that shows it.");
    let ignore = fixes::ignore(facts, place, RULE.name, "common knowledge", "Keep it: this needs no source");
    Some(
        Finding::new(facts.source(place), message)
            .with_fixes(fixes::attribute(facts, place))
            .with_fixes([ignore]),
    )
}

/// What in a sentence is disputable, with the words that show it, where nobody says so and no other rule speaks about it:
/// "this cause (“fuelled by”)". For sentences among others that have sources.
pub(super) fn disputable(facts: &Facts, number: usize) -> Option<String> {
    let fact = &facts.sentences[number];
    let sentence = fact.sentence;
    let own = sentence.reported < OWN_VOICE && sentence.claim >= OWN_CLAIM && sentence.doubt >= SHOWN;
    let strong = sentence.doubt >= STRONG_WORDS;
    if !own && !strong
        || fact.sourced != Sourced::No
        || facts.is_told(fact)
        || is_among_persons(facts, number)
    {
        return None;
    }
    if own || is_accepted(facts, fact) { stated(facts, number) } else { None }
}

/// Whether the writer speaks as a person in the sentences around one: letters and columns stand in news pages too.
pub(super) fn is_among_persons(facts: &Facts, number: usize) -> bool {
    const AROUND: usize = 4;
    // An interview has turns for that.
    if facts.genre == Some(Genre::Interview) {
        return false;
    }
    let to = (number + AROUND + 1).min(facts.sentences.len());
    let personal = |fact: &SentenceFact| {
        fact.sentence.personal && fact.sourced == Sourced::No && facts.passages[fact.place.passage].is_body()
    };
    facts.sentences[number.saturating_sub(AROUND)..to].iter().any(personal)
}

/// Whether the reader's judgement lets a sentence with strong words pass for the draft's own.
fn is_accepted(facts: &Facts, fact: &SentenceFact) -> bool {
    let sentence = fact.sentence;
    let thought = |reason: &Reason| {
        facts.attributions_at(fact).any(|it| {
            it.telling == Telling::Thinks && it.content.iter().any(|piece| piece.contains_range(reason.range))
        })
    };
    let enough = if sentence.doubt >= TWO_STRONG_REASONS { CONSENT / 2.0 } else { CONSENT };
    let consents = sentence.claim >= enough && sentence.reported < LIKE_A_REPORT;
    let very_strong = sentence.doubt >= TWO_STRONG_REASONS && sentence.reported < REPORT;
    // What the reader takes for a report of a deed, "broke the law", is none.
    let accuses = || {
        let deed = |reason: &Reason| is_deed(facts.passages[fact.place.passage].text(reason.range));
        sentence.claim >= CLAIM && sentence.reasons.iter().any(deed) && !sentence.reasons.iter().any(thought)
    };
    consents || accuses() || very_strong && !sentence.reasons.iter().any(thought)
}

/// Whether words of an accusation or a motive say that somebody did wrong; "fraud" or "illegal" may only name what was discussed.
fn is_deed(words: &str) -> bool {
    const DEEDS: &[&str] = &[
        "lied",
        "misled",
        "stole",
        "broke",
        "broken",
        "breaking",
        "cheated",
        "cheating",
        "bribed",
        "betrayed",
        "smeared",
        "padded",
        "covered",
        "knowingly",
        "deliberately",
        "only",
        "just",
        "to",
    ];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    DEEDS.contains(&first.as_str())
}

/// What a sentence states in the draft's own voice, where no other rule speaks about it.
fn stated(facts: &Facts, number: usize) -> Option<String> {
    let fact = &facts.sentences[number];
    let view = &facts.passages[fact.place.passage];
    let sentence = fact.sentence;
    let stated = view.is_body() && !sentence.question && !sentence.fragment;
    if !stated
        || facts.text(fact.place).split_whitespace().count() < FEWEST_WORDS
        || view.is_linked(sentence.range)
        || facts.is_quoted(fact.place)
    {
        return None;
    }
    // Where the writer speaks, the writer is the source.
    let text = view.text(sentence.range);
    if sentence.personal
        || is_request(text)
        || spells_out_a_view(text)
        || tells_a_story(text)
        || facts.has_vague_source(fact)
        || unsourced_figure::is_flagged(facts, number)
    {
        return None;
    }
    Some(match sentence.reasons.first() {
        Some(reason) => format!("this {} (“{}”)", reason.kind.name(), view.text(reason.range)),
        None => "this statement".to_owned(),
    })
}

/// Whether a sentence says before a colon that it gives somebody's view: "Both men had the same position: It is caused by …".
fn spells_out_a_view(sentence: &str) -> bool {
    const VIEWS: &[&str] = &[
        "argument",
        "belief",
        "claim",
        "conclusion",
        "fear",
        "hope",
        "idea",
        "message",
        "opinion",
        "pledge",
        "position",
        "promise",
        "stance",
        "theory",
        "view",
        "warning",
    ];
    let Some((before, _)) = sentence.split_once(": ") else { return false };
    before
        .split(|c: char| !c.is_alphabetic())
        .any(|word| VIEWS.contains(&word.strip_suffix('s').unwrap_or(word)))
}

/// Whether a sentence tells what happens in a film or a book.
fn tells_a_story(sentence: &str) -> bool {
    const TOLD: &[&str] = &["film", "movie", "novel", "play", "plot", "sequel", "sitcom", "thriller"];
    let mut words = sentence.split(|c: char| !c.is_alphabetic());
    words.any(|word| TOLD.contains(&word))
}

/// Whether a sentence asserts nothing, but weighs something, "Whether it burned …", or asks the reader to do something:
/// "Check that out, too …", "- Conduct training …".
fn is_request(sentence: &str) -> bool {
    const REQUESTS: &[&str] = &[
        "check", "click", "see", "read", "watch", "listen", "follow", "visit", "join", "find", "learn",
        "remember", "note", "consider", "conduct", "ensure", "make", "take", "use", "try", "let", "look",
        "keep", "please", "develop", "provide", "create", "build", "think", "imagine",
    ];
    let mut words = sentence.trim_start_matches(['-', '–', '—', '•', '*', ' ']).split(' ');
    let first = words.next().unwrap_or("").to_lowercase();
    // "Use of the drug rose."
    first == "whether" || REQUESTS.contains(&first.as_str()) && words.next() != Some("of")
}
