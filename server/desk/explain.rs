//! Why a rule speaks or keeps silent at a place of a draft.

use copydesk_facts::{Facts, Genre};
use text_size::{TextRange, TextSize};

use crate::queries::YIELDED;
use crate::question::Question;
use crate::rule::Check;
use crate::suppression::Suppressions;
use crate::trace::Look;
use crate::{
    Draft, Finding, Measure, OddName, Origin, RuleInfo, Settings, TOO_LONG, across, registry, runner,
};

/// What a rule made of some part of a draft, and why.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The rule.
    pub rule: RuleInfo,
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

impl Explanation {
    /// Takes the words of the reporter's notes out of what is told.
    pub fn withhold(&mut self) {
        for looked_at in &mut self.looked_at {
            if let Outcome::Spoke(finding) | Outcome::Ignored(finding, _) = &mut looked_at.outcome {
                finding.withhold();
            }
        }
    }
}

impl Outcome {
    /// "spoke", "ignored" or "silent", as programs are told it.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Spoke(_) => "spoke",
            Outcome::Ignored(..) => "ignored",
            Outcome::Silent { .. } => "silent",
        }
    }
}

impl Draft {
    /// What a rule made of a part of the draft, in bytes, and why. An empty range asks about the places around it.
    ///
    /// It reads nothing again, but lets the rule look once more.
    pub fn explain(&self, rule: &RuleInfo, within: TextRange, settings: &Settings) -> Explanation {
        self.explained(rule, within, settings, &[], &self.facts(settings))
    }

    /// The same of some rules, in a folder whose other drafts write some of the names otherwise.
    pub fn explain_beside(
        &self,
        rules: &[RuleInfo],
        within: TextRange,
        settings: &Settings,
        odd: &[OddName],
    ) -> Vec<Explanation> {
        let facts = self.facts(settings);
        rules.iter().map(|rule| self.explained(rule, within, settings, odd, &facts)).collect()
    }

    fn explained(
        &self,
        rule: &RuleInfo,
        within: TextRange,
        settings: &Settings,
        odd: &[OddName],
        facts: &Facts,
    ) -> Explanation {
        let own = settings.with_front_matter(&facts.front_matter);
        let muted = match own.severity(rule.name) {
            None => Some(Mute::Off(own.origin(rule.name))),
            Some(_) if self.is_skimmed() && rule.needs_sentences => Some(Mute::Skimmed),
            Some(_) => rule.silencing_genre(facts).map(Mute::Genre),
        };
        let mut ignores = Vec::new();
        let (mut findings, looks) = match rule.check {
            Check::Draft(check) => runner::trace(rule, check, facts, &own),
            Check::Ignores(_) => {
                let (mine, silences) = self.look_at_ignores(facts, &own);
                ignores = silences;
                (mine.into_iter().map(|finding| (finding, None)).collect(), Vec::new())
            }
        };
        let mut odd = across::odd_findings(facts, &own, odd);
        odd.retain(|odd| {
            odd.rule == rule.name && !findings.iter().any(|(known, _)| known.range == odd.range)
        });
        findings.extend(odd.into_iter().map(|odd| (odd, None)));
        let suppressions = Suppressions::new(self.document());
        let mine: Vec<(TextRange, Look)> = looks
            .into_iter()
            .filter(|look| look.question == rule.asks)
            .map(|look| (facts.source(look.place), look))
            .collect();
        let mut looked_at: Vec<LookedAt> = Vec::new();
        for (finding, instead) in findings {
            let range = finding.range;
            let decided = mine.iter().find(|(at, look)| *at == range && look.silence.is_none());
            let measure = decided.and_then(|(_, look)| look.measure);
            let comment = suppressions.silence(rule.name, rule.group.name(), range);
            let outcome = match comment.filter(|_| !matches!(rule.check, Check::Ignores(_))) {
                _ if instead.is_some() => Outcome::Silent { on: YIELDED.0, instead },
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
        looked_at.extend(ignores.into_iter().map(|(range, reason)| LookedAt {
            range,
            outcome: Outcome::Silent { on: reason.0, instead: None },
            measure: None,
        }));
        looked_at.retain(|it| concerns(it.range, within));
        looked_at.sort_by_key(|it| (it.range.start(), it.range.end()));
        Explanation { rule: *rule, muted, looked_at }
    }
}

/// As it is told to people, in sentences in which names stand between backticks.
impl Explanation {
    /// Why nothing of the rule is reported in the draft; `None` where something may be. `by` names who turned it off.
    pub fn why_muted(&self, by: impl FnOnce(Origin) -> String) -> Option<String> {
        let rule = self.rule.name;
        Some(match self.muted? {
            Mute::Off(origin) => format!("`{rule}` is off, by {}.", by(origin)),
            Mute::Genre(genre) => {
                format!("`{rule}` keeps silent on drafts of the genre `{}`, such as this.", genre.name())
            }
            Mute::Skimmed => TOO_LONG.to_owned(),
        })
    }

    /// What came of a look at one of its places. `line` gives the line of a byte of the draft, counted from 1.
    pub fn sentence(&self, looked_at: &LookedAt, line: impl FnOnce(TextSize) -> usize) -> String {
        let rule = self.rule.name;
        let speaks = if self.muted.is_none() { "speaks" } else { "would speak" };
        match &looked_at.outcome {
            Outcome::Spoke(finding) => format!("`{rule}` {speaks}. {}", finding.message),
            Outcome::Ignored(finding, comment) => {
                let line = line(comment.start());
                let message = &finding.message;
                format!("`{rule}` is silenced by the comment on line {line}, or it would speak. {message}")
            }
            Outcome::Silent { on, instead: Some(other) } => {
                format!("`{rule}` keeps silent on {on}: here `{other}` asks.")
            }
            Outcome::Silent { on, instead: None } => format!("`{rule}` keeps silent on {on}."),
        }
    }

    /// What the rule flags and where it does not look, for a part of the draft in which it looked at nothing; none where it looked
    /// at something.
    pub fn found_nothing(&self) -> Vec<String> {
        if !self.looked_at.is_empty() {
            return Vec::new();
        }
        let rule = &self.rule;
        let summary = rule.summary();
        let flags = summary.strip_prefix("Flags ").unwrap_or(&summary);
        let first = format!("`{}` found nothing to look at here. It flags {flags}", rule.name);
        let unseen = rule.does_not_look_at().map(|unseen| format!("It does not look at {unseen}."));
        let evidence = rule.section("Looked for");
        let evidence = evidence.map(|evidence| format!("Before it speaks it looks for {evidence}"));
        [Some(first), unseen, evidence].into_iter().flatten().collect()
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

/// Words in quotation marks; those that bring their own keep them.
pub fn in_marks(words: &str) -> String {
    if words.starts_with(['“', '"', '‘']) { words.to_owned() } else { format!("“{words}”") }
}
