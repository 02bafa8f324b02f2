//! Why a rule speaks or keeps silent at a place of a draft.

use copydesk_facts::Genre;
use text_size::TextRange;

use crate::question::Question;
use crate::rule::Check;
use crate::suppression::Suppressions;
use crate::trace::Look;
use crate::{Draft, Finding, Measure, Origin, RuleInfo, Settings, registry, runner};

/// What a rule made of some part of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Why nothing of the rule is reported anywhere in the draft; what it looked at says what it would report.
    pub muted: Option<Mute>,
    /// The places that it looked at there, in the order of the draft.
    pub looked_at: Vec<LookedAt>,
}

/// Why nothing of a rule is reported in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mute {
    /// It is off, for this is said there.
    Off(Origin),
    /// It keeps silent in drafts of this genre.
    Genre(Genre),
    /// The draft is too long for its sentences to be read.
    Skimmed,
}

/// A place that a rule looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct LookedAt {
    /// Bytes of the draft, half open.
    pub range: TextRange,
    /// What came of it.
    pub outcome: Outcome,
    /// The figure of the reader that decided it.
    pub measure: Option<Measure>,
}

/// What came of a look.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A finding.
    Spoke(Finding),
    /// A finding that a comment silences; where the comment stands, in bytes of the draft.
    Ignored(Finding, TextRange),
    /// None.
    Silent {
        /// What the rule keeps silent on: a line of its page.
        on: &'static str,
        /// The rule that asks there instead.
        instead: Option<&'static str>,
    },
}

impl Draft {
    /// What a rule made of a part of the draft, in bytes, and why. An empty range asks about the places around it.
    ///
    /// It reads nothing again, but lets the rule look once more.
    pub fn explain(&self, rule: &RuleInfo, within: TextRange, settings: &Settings) -> Explanation {
        let facts = self.facts(settings);
        let own = settings.with_front_matter(&facts.front_matter);
        let muted = match own.severity(rule.name) {
            None => Some(Mute::Off(own.origin(rule.name))),
            Some(_) if self.is_skimmed() && rule.needs_sentences => Some(Mute::Skimmed),
            Some(_) => rule.silencing_genre(&facts).map(Mute::Genre),
        };
        let (findings, looks) = match rule.check {
            Check::Draft(check) => runner::trace(rule, check, &facts, &own),
            Check::Ignores(_) => {
                let all = self.check_facts(&facts, settings).into_iter();
                (all.filter(|finding| finding.rule == rule.name).collect(), Vec::new())
            }
        };
        let suppressions = Suppressions::new(self.document());
        let mine: Vec<(TextRange, Look)> = looks
            .into_iter()
            .filter(|look| look.question == rule.asks)
            .map(|look| (facts.source(look.place), look))
            .collect();
        let mut looked_at: Vec<LookedAt> = Vec::new();
        for finding in findings {
            let range = finding.range;
            let decided = mine.iter().find(|(at, look)| *at == range && look.silence.is_none());
            let measure = decided.and_then(|(_, look)| look.measure);
            let comment = suppressions.silence(rule.name, rule.group.name(), range);
            let outcome = match comment.filter(|_| !matches!(rule.check, Check::Ignores(_))) {
                Some(comment) => Outcome::Ignored(finding, comment),
                None => Outcome::Spoke(finding),
            };
            looked_at.push(LookedAt { range, outcome, measure });
        }
        let spoken = looked_at.len();
        for (range, look) in mine {
            let Some(reason) = look.silence else { continue };
            let outcome = Outcome::Silent { on: reason.0, instead: look.instead.and_then(rule_that_asks) };
            let known = looked_at[..spoken].iter().any(|it| it.range == range)
                || looked_at[spoken..].iter().any(|it| it.range == range && it.outcome == outcome);
            if !known {
                looked_at.push(LookedAt { range, outcome, measure: look.measure });
            }
        }
        looked_at.retain(|it| concerns(it.range, within));
        looked_at.sort_by_key(|it| (it.range.start(), it.range.end()));
        Explanation { muted, looked_at }
    }
}

/// Whether a place has something of a range; an empty range is a cursor, which stands at a place also behind it.
fn concerns(place: TextRange, within: TextRange) -> bool {
    match within.is_empty() || place.is_empty() {
        true => place.start() <= within.end() && within.start() <= place.end(),
        false => place.start() < within.end() && within.start() < place.end(),
    }
}

fn rule_that_asks(question: Question) -> Option<&'static str> {
    registry().iter().find(|rule| rule.asks == Some(question)).map(|rule| rule.name)
}
