//! What runs the rules: each by itself, so that one that breaks down does not take the others with it.

use std::cell::RefCell;

use copydesk_facts::{Facts, contained};
use copydesk_text::Document;
use text_size::TextRange;

use crate::context::Context;
use crate::rule::{Check, Flagged, Ignores, RuleInfo, Voice};
use crate::suppression::Ignore;
use crate::trace::{Look, Reason, Trace};
use crate::{Finding, Settings, Severity, registry};

/// The findings of some rules that the settings leave on, in the order of the registry.
pub(crate) fn check(
    rules: &[RuleInfo],
    facts: &Facts,
    settings: &Settings,
    wanted: impl Fn(&RuleInfo) -> bool,
) -> Vec<Finding> {
    let context = Context::new(facts, settings.house(), Trace::default());
    let flagged = flagged(rules, &context, settings, wanted);
    let yields: Vec<bool> =
        flagged.iter().map(|(rule, _, fault)| yields_to(rule, fault, &flagged).is_some()).collect();
    let heard = flagged.into_iter().zip(yields).filter(|(_, yields)| !yields);
    heard.map(|((rule, severity, flagged), _)| flagged.of(rule, severity)).collect()
}

/// What some rules flag that the settings leave on, each with its severity.
fn flagged<'r>(
    rules: &'r [RuleInfo],
    context: &Context,
    settings: &Settings,
    wanted: impl Fn(&RuleInfo) -> bool,
) -> Vec<(&'r RuleInfo, Severity, Flagged)> {
    let mut all = Vec::new();
    for rule in rules.iter().filter(|rule| wanted(rule)) {
        let Check::Draft(check) = rule.check else { continue };
        let Some(severity) = settings.severity(rule.name) else { continue };
        if rule.silencing_genre(context.facts).is_some() {
            continue;
        }
        all.extend(run(rule, check, context).into_iter().map(|flagged| (rule, severity, flagged)));
    }
    all
}

/// The rule to which another yields that tells the fault of one of its findings.
fn yields_to(
    rule: &RuleInfo,
    fault: &Flagged,
    all: &[(&RuleInfo, Severity, Flagged)],
) -> Option<&'static str> {
    let tells = |(other, _, flagged): &&(&RuleInfo, Severity, Flagged)| {
        let shared = || flagged.range.intersect(fault.fault).is_some_and(|words| !words.is_empty());
        rule.yields_to.contains(&other.name) && shared()
    };
    all.iter().find(tells).map(|(other, ..)| other.name)
}

/// The findings of one rule, each with the rule to which it yields there, and what it looked at, whether or not it is on.
pub(crate) fn trace(
    rule: &RuleInfo,
    check: fn(&Context) -> Vec<Flagged>,
    facts: &Facts,
    settings: &Settings,
) -> (Vec<(Finding, Option<&'static str>)>, Vec<Look>) {
    let context = Context::new(facts, settings.house(), Trace::on());
    let severity = settings.severity(rule.name).unwrap_or(rule.severity);
    let mine = run(rule, check, &context);
    let looks = context.looks();
    let others = flagged(registry(), &context, settings, |other| rule.yields_to.contains(&other.name));
    let told = |flagged: Flagged| {
        let instead = yields_to(rule, &flagged, &others);
        (flagged.of(rule, severity), instead)
    };
    (mine.into_iter().map(told).collect(), looks)
}

fn run(rule: &RuleInfo, check: fn(&Context) -> Vec<Flagged>, context: &Context) -> Vec<Flagged> {
    contained(|| check(context))
        .unwrap_or_else(|fault| vec![Flagged::new(TextRange::default(), broken_down(rule, &fault))])
}

/// What is reported of a rule that broke down.
fn broken_down(rule: &RuleInfo, fault: &str) -> String {
    format!("The rule `{}` broke down here and says nothing. {fault}", rule.name)
}

/// The findings of the rules that look at the ignore comments, once the others are silenced where writers asked for it, and the
/// comments of which they keep silent.
pub(crate) fn check_ignores(
    document: &Document,
    ignores: &[Ignore],
    settings: &Settings,
    wanted: impl Fn(&RuleInfo) -> bool,
) -> (Vec<Finding>, Vec<(TextRange, Reason)>) {
    if ignores.is_empty() {
        return Default::default();
    }
    let voice = |rule: &RuleInfo| Voice {
        rule: rule.name,
        group: rule.group,
        on: settings.severity(rule.name).is_some(),
        could_speak: settings.could_speak(rule.name),
    };
    let rules: Vec<Voice> = registry().iter().map(voice).collect();
    let ignores = Ignores { document, ignores, rules: &rules, silences: RefCell::default() };
    let mut findings = Vec::new();
    for rule in registry().iter().filter(|rule| wanted(rule)) {
        if let (Check::Ignores(check), Some(severity)) = (rule.check, settings.severity(rule.name)) {
            findings.extend(check(&ignores).into_iter().map(|finding| finding.of(rule, severity)));
        }
    }
    (findings, ignores.silences.into_inner())
}

#[cfg(test)]
mod tests {
    use copydesk_text::Dialect;

    use super::*;
    use crate::{Draft, find_rule};

    /// What the rules say in the order in which they ran; the last one must still speak.
    #[test]
    fn a_rule_that_breaks_down_is_reported_and_the_others_speak() {
        let found = |name| *find_rule(name).expect("a rule");
        let rules = [
            RuleInfo { check: Check::Draft(|_| panic!("index out of bounds")), ..found("mind-reading") },
            found("vague-attribution"),
            found("placeholder"),
        ];
        let draft = Draft::new("Critics say it costs TK.\n", Dialect::Markdown);
        let settings = Settings::default();
        let found = check(&rules, &draft.facts(&settings), &settings, |_| true);
        let told: Vec<_> = found.iter().map(|found| (found.rule, found.message.as_str())).collect();
        assert_eq!(told[0].0, "mind-reading");
        assert!(told[0].1.contains("broke down") && told[0].1.contains("“index out of bounds”"), "{told:?}");
        let rest: Vec<&str> = told[1..].iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rest, ["vague-attribution", "placeholder"]);
    }

    #[test]
    fn a_person_is_written_as_the_roster_has_it() {
        let (actors, problems) = copydesk_facts::parse_toml(
            "[[actor]]\nname = 'Tomáš Říha'\nkind = 'person'\navoid = ['Tomas Rziha']\n",
        );
        assert_eq!(problems, []);
        let settings = Settings::default().with_roster(copydesk_facts::Roster::new(actors));
        let text = "The bridge was built by Tomas Rziha, an engineer. It was late when Tomas Rziha came.\n";
        let found = Draft::new(text, Dialect::Markdown).check(&settings);
        let told =
            found.iter().map(|found| (found.rule, &text[found.range], found.fixes[1].edits[1].text.as_str()));
        let odd = ("inconsistent-spelling", "Tomas Rziha", "Tomáš Říha");
        assert_eq!(told.collect::<Vec<_>>(), [odd, odd]);
    }
}
