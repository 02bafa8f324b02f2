//! What runs the rules: each by itself, so that one that breaks down does not take the others with it.

use copydesk_facts::{Facts, contained};
use copydesk_text::Document;
use text_size::TextRange;

use crate::context::Context;
use crate::rule::{Check, Flagged, Ignores, RuleInfo, Voice};
use crate::suppression::Unused;
use crate::trace::{Look, Trace};
use crate::{Finding, Settings, registry};

/// The findings of some rules that the settings leave on, in the order of the registry.
pub(crate) fn check(
    rules: &[RuleInfo],
    facts: &Facts,
    settings: &Settings,
    wanted: impl Fn(&RuleInfo) -> bool,
) -> Vec<Finding> {
    let context = Context::new(facts, settings.house(), Trace::default());
    let mut diagnostics = Vec::new();
    for rule in rules.iter().filter(|rule| wanted(rule)) {
        let Check::Draft(check) = rule.check else { continue };
        let Some(severity) = settings.severity(rule.name) else { continue };
        if rule.silencing_genre(facts).is_some() {
            continue;
        }
        diagnostics.extend(run(rule, check, &context).into_iter().map(|finding| finding.of(rule, severity)));
    }
    diagnostics
}

/// The findings of one rule, and what it looked at, whether or not it is on.
pub(crate) fn trace(
    rule: &RuleInfo,
    check: fn(&Context) -> Vec<Flagged>,
    facts: &Facts,
    settings: &Settings,
) -> (Vec<Finding>, Vec<Look>) {
    let context = Context::new(facts, settings.house(), Trace::on());
    let severity = settings.severity(rule.name).unwrap_or(rule.severity);
    let findings = run(rule, check, &context).into_iter().map(|finding| finding.of(rule, severity)).collect();
    (findings, context.looks())
}

fn run(rule: &RuleInfo, check: fn(&Context) -> Vec<Flagged>, context: &Context) -> Vec<Flagged> {
    contained(|| check(context))
        .unwrap_or_else(|fault| vec![Flagged::new(TextRange::default(), broken_down(rule, &fault))])
}

/// What is reported of a rule that broke down.
fn broken_down(rule: &RuleInfo, fault: &str) -> String {
    format!("The rule `{}` broke down here and says nothing. {fault}", rule.name)
}

/// The findings of the rules that look at the ignore comments, once the others are silenced where writers asked for it.
pub(crate) fn check_ignores(document: &Document, unused: &[Unused], settings: &Settings) -> Vec<Finding> {
    if unused.is_empty() {
        return Vec::new();
    }
    let voice = |rule: &RuleInfo| Voice {
        rule: rule.name,
        group: rule.group,
        on: settings.severity(rule.name).is_some(),
        could_speak: settings.could_speak(rule.name),
    };
    let rules: Vec<Voice> = registry().iter().map(voice).collect();
    let ignores = Ignores { document, unused, rules: &rules };
    let mut diagnostics = Vec::new();
    for rule in registry() {
        if let (Check::Ignores(check), Some(severity)) = (rule.check, settings.severity(rule.name)) {
            diagnostics.extend(check(&ignores).into_iter().map(|finding| finding.of(rule, severity)));
        }
    }
    diagnostics
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
