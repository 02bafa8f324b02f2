//! The registry: every rule, one line each, and what runs them.

use std::cell::LazyCell;

use copydesk_text::{Document, Passage};
use text_size::{TextRange, TextSize};

use copydesk_language::NameKind;

use crate::actors::Mention;
use crate::facts::Facts;
use crate::naming::{self, Why};
use crate::passage_facts::{PassageFinding, Spot};
use crate::passages::Place;
use crate::suppression::Unused;
use crate::{Diagnostic, Fix, Related, Settings, Severity, contained, fixes, interview};

mod adjacent_speakers;
mod agentless_report;
mod ambiguous_speaker;
mod ambiguous_surname;
mod anonymous_source;
mod broken_reference;
mod contentious_lead;
mod impossible_date;
mod inconsistent_age;
mod inconsistent_figure;
mod inconsistent_honorific;
mod inconsistent_organisation;
mod inconsistent_spelling;
mod inconsistent_title;
mod late_attribution;
mod loaded_verb;
mod malformed_figure;
mod mind_reading;
mod no_response;
mod percent_for_points;
mod place_variant;
mod placeholder;
mod plural_sources;
mod poll_without_method;
mod repeated_full_name;
mod repeated_title;
mod second_hand_report;
mod single_source;
mod surname_first_mention;
mod unattributed_claim;
mod unattributed_quote;
mod unbalanced_quotation;
mod undefined_acronym;
mod unidentified_actor;
mod unlinked_document;
mod unsourced_figure;
mod unused_acronym;
mod unused_ignore;
mod unverified_mark;
mod vague_attribution;
mod wrong_average;
mod wrong_change;
mod wrong_conversion;
mod wrong_count;
mod wrong_direction;
mod wrong_duration;
mod wrong_share;
mod wrong_total;
mod wrong_vote;
mod wrong_weekday;

/// All rules, in the order of the catalogue.
const RULES: &[RuleInfo] = &[
    unattributed_claim::RULE,
    unattributed_quote::RULE,
    late_attribution::RULE,
    adjacent_speakers::RULE,
    ambiguous_speaker::RULE,
    vague_attribution::RULE,
    agentless_report::RULE,
    loaded_verb::RULE,
    mind_reading::RULE,
    contentious_lead::RULE,
    unbalanced_quotation::RULE,
    anonymous_source::RULE,
    plural_sources::RULE,
    single_source::RULE,
    unsourced_figure::RULE,
    unlinked_document::RULE,
    poll_without_method::RULE,
    no_response::RULE,
    second_hand_report::RULE,
    broken_reference::RULE,
    inconsistent_spelling::RULE,
    place_variant::RULE,
    surname_first_mention::RULE,
    repeated_full_name::RULE,
    repeated_title::RULE,
    inconsistent_title::RULE,
    ambiguous_surname::RULE,
    unidentified_actor::RULE,
    undefined_acronym::RULE,
    unused_acronym::RULE,
    inconsistent_organisation::RULE,
    inconsistent_honorific::RULE,
    malformed_figure::RULE,
    impossible_date::RULE,
    wrong_weekday::RULE,
    wrong_conversion::RULE,
    wrong_change::RULE,
    wrong_direction::RULE,
    percent_for_points::RULE,
    wrong_share::RULE,
    wrong_average::RULE,
    wrong_duration::RULE,
    wrong_total::RULE,
    wrong_vote::RULE,
    wrong_count::RULE,
    inconsistent_age::RULE,
    inconsistent_figure::RULE,
    placeholder::RULE,
    unverified_mark::RULE,
    unused_ignore::RULE,
];

/// The five groups of the catalogue; a group's name works wherever a rule's name does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Who says so?
    Attribution,
    /// How good is the source?
    Sourcing,
    /// The same actor, the same name.
    Naming,
    /// Do the figures agree?
    Figures,
    /// Not ready to publish.
    Draft,
}

impl Group {
    /// All groups, in the order of the catalogue.
    pub const ALL: [Group; 5] =
        [Group::Attribution, Group::Sourcing, Group::Naming, Group::Figures, Group::Draft];

    /// The group's name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Group::Attribution => "attribution",
            Group::Sourcing => "sourcing",
            Group::Naming => "naming",
            Group::Figures => "figures",
            Group::Draft => "draft",
        }
    }
}

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// Its name, stable and kebab-case: `unattributed-claim`.
    pub name: &'static str,
    /// Its group.
    pub group: Group,
    /// Its severity where it is on and nothing else is configured.
    pub severity: Severity,
    /// Whether it is on where nothing is configured. A rule that is right less than seven times in ten on published news
    /// waits to be asked for; `tests/README.md` has the figures.
    pub on: bool,
    /// The source file, whose `//!` comment is the rule's page.
    source: &'static str,
    check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
enum Check {
    /// One passage on its own; the findings are kept with the passage.
    Passage(fn(&Passage) -> Vec<(Spot, String)>),
    /// The facts of the whole draft.
    Draft(fn(&Facts, &Settings) -> Vec<Finding>),
}

/// What a rule reports; the registry adds the rule and its severity.
struct Finding {
    message: String,
    /// Bytes of the draft.
    range: TextRange,
    related: Vec<Related>,
    fixes: Vec<Fix>,
    /// Whether it has its rule's severity; what is less sure is mentioned at most.
    sure: bool,
}

impl RuleInfo {
    /// The severity that it has where nothing is configured; `None`: it is off.
    pub fn default_severity(&self) -> Option<Severity> {
        self.on.then_some(self.severity)
    }

    /// The rule's page, in markdown; the first line is a heading, the next paragraph one sentence on what it flags.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n") + "\n"
    }

    /// One sentence on what the rule flags: the first paragraph of its page.
    pub fn summary(&self) -> String {
        let page = self.page();
        let lines = page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// All rules, in the order of the catalogue.
pub fn registry() -> &'static [RuleInfo] {
    RULES
}

/// The rule of that name.
pub fn find_rule(name: &str) -> Option<&'static RuleInfo> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The name of a rule's group; empty where there is no such rule.
pub(crate) fn group_of(name: &str) -> &'static str {
    find_rule(name).map_or("", |rule| rule.group.name())
}

/// The address of a rule's page. The pages live in the program, so this names the command that shows one:
/// `copydesk explain RULE`. It is stable, and a URI, as formats and editors want it.
pub fn page_address(rule: &str) -> String {
    format!("copydesk:explain/{rule}")
}

/// Whether a rule can say nothing of a part of a draft: the names of actors, the number of sources, what an accused answers, on
/// what day the draft was written.
pub fn needs_whole_draft(rule: &RuleInfo) -> bool {
    const ALSO: &[&str] = &[
        "single-source",
        "plural-sources",
        "no-response",
        "broken-reference",
        "wrong-weekday",
        "wrong-duration",
        "wrong-vote",
        "inconsistent-age",
        "inconsistent-figure",
        "unused-ignore",
    ];
    rule.group == Group::Naming || ALSO.contains(&rule.name)
}

/// Whether a rule looks at bare words and links, and so can speak of a draft whose sentences nobody has read.
pub(crate) fn needs_no_sentences(rule: &RuleInfo) -> bool {
    matches!(rule.check, Check::Passage(_)) || rule.name == broken_reference::RULE.name
}

/// The findings of the rules that need one passage only.
pub(crate) fn check_passage(passage: &Passage) -> Vec<PassageFinding> {
    check_passage_by(RULES, passage)
}

fn check_passage_by(rules: &[RuleInfo], passage: &Passage) -> Vec<PassageFinding> {
    let findings = |rule: &RuleInfo| {
        let Check::Passage(check) = rule.check else { return Vec::new() };
        let found = contained(|| check(passage)).unwrap_or_else(|fault| {
            let whole = TextRange::up_to(TextSize::of(passage.text.as_str()));
            vec![(Spot::Words(whole), broken_down(rule, &fault))]
        });
        let found = found.into_iter();
        found.map(|(spot, message)| PassageFinding { rule: rule.name, message, spot }).collect()
    };
    rules.iter().flat_map(findings).collect()
}

/// The findings of all rules that the settings leave on, in the order of the registry.
pub(crate) fn check(
    facts: &Facts,
    settings: &Settings,
    wanted: impl Fn(&RuleInfo) -> bool,
) -> Vec<Diagnostic> {
    check_by(RULES, facts, settings, wanted)
}

fn check_by(
    rules: &[RuleInfo],
    facts: &Facts,
    settings: &Settings,
    wanted: impl Fn(&RuleInfo) -> bool,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in rules.iter().filter(|rule| wanted(rule)) {
        let Some(severity) = settings.severity(rule.name) else { continue };
        let findings = match rule.check {
            Check::Passage(_) => kept_findings(facts, rule),
            Check::Draft(check) => contained(|| check(facts, settings))
                .unwrap_or_else(|fault| vec![Finding::new(TextRange::default(), broken_down(rule, &fault))]),
        };
        diagnostics.extend(findings.into_iter().map(|finding| finding.of(rule, severity)));
    }
    diagnostics
}

/// What is reported of a rule that broke down.
fn broken_down(rule: &RuleInfo, fault: &str) -> String {
    format!("The rule `{}` broke down here and says nothing. {fault}", rule.name)
}

/// The findings of `unused-ignore`, once the others are silenced where writers asked for it.
pub(crate) fn unused_ignores(document: &Document, unused: &[Unused], settings: &Settings) -> Vec<Diagnostic> {
    let rule = &unused_ignore::RULE;
    let Some(severity) = settings.severity(rule.name) else { return Vec::new() };
    let findings = unused_ignore::find(document, unused, settings).into_iter();
    findings.map(|finding| finding.of(rule, severity)).collect()
}

fn kept_findings(facts: &Facts, rule: &RuleInfo) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Whether letters are a speaker's shows in the whole draft only.
    let speakers = LazyCell::new(|| interview::speakers_labels(&facts.passages));
    for view in &facts.passages {
        for finding in view.findings.iter().filter(|finding| finding.rule == rule.name) {
            let range = match finding.spot {
                Spot::Words(range) if range.start() == 0.into() && speakers.contains(view.text(range)) => {
                    continue;
                }
                Spot::Words(range) => view.passage.source(range),
                Spot::Link(number) => view.passage.links[number].source,
            };
            findings.push(Finding::new(range + view.block_start, finding.message.clone()));
        }
    }
    findings
}

impl Finding {
    fn new(range: TextRange, message: String) -> Finding {
        Finding { message, range, related: Vec::new(), fixes: Vec::new(), sure: true }
    }

    fn of(self, rule: &RuleInfo, severity: Severity) -> Diagnostic {
        let Finding { message, range, related, fixes, sure } = self;
        let severity = if sure { severity } else { severity.min(Severity::Info) };
        Diagnostic { rule: rule.name, severity, message, range, related, fixes }
    }

    fn with_sureness(self, sure: bool) -> Finding {
        Finding { sure, ..self }
    }

    fn with_fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Finding {
        self.fixes.extend(fixes.into_iter().filter(|fix| !fix.edits.is_empty()));
        self
    }

    fn with_related(mut self, range: TextRange, message: impl Into<String>) -> Finding {
        self.related.push(Related { range, message: message.into() });
        self
    }
}

/// Findings for names that the roster has in several forms which must not be mixed, for actors of some kinds.
fn form_findings(
    facts: &Facts,
    settings: &Settings,
    rule: &str,
    wanted: impl Fn(NameKind) -> bool,
) -> Vec<Finding> {
    let named = naming::by_actor(facts);
    let wanted = named.iter().enumerate().filter(|(actor, _)| wanted(facts.actors[*actor].kind));
    wanted
        .filter_map(|(actor, mentions)| naming::mixed_forms(facts, settings, actor, mentions))
        .flat_map(|mixed| {
            let why = match mixed.why {
                Why::Roster => "in the newsroom's roster".to_owned(),
                Why::Style(style) => format!("in the {} style", style.title()),
                Why::Draft => "in this draft".to_owned(),
            };
            replacements(facts, rule, &mixed.odd, &mixed.preferred, mixed.usual, &why)
        })
        .collect()
}

/// A finding for each of some mentions that should be written as `usual`.
fn replacements(
    facts: &Facts,
    rule: &str,
    odd: &[&Mention],
    usual: &str,
    usual_place: Option<Place>,
    why: &str,
) -> Vec<Finding> {
    let places: Vec<Place> = odd.iter().map(|mention| mention.place).collect();
    replacements_at(facts, rule, &places, usual, usual_place, why)
}

/// A finding for each of some places whose words should be `usual`.
fn replacements_at(
    facts: &Facts,
    rule: &str,
    odd: &[Place],
    usual: &str,
    usual_place: Option<Place>,
    why: &str,
) -> Vec<Finding> {
    let finding = |(&place, changes): (&Place, Vec<Fix>)| {
        let words = in_short(facts.text(place));
        let message = format!("“{words}” is “{usual}” {why}: use one name.");
        let keep = fixes::ignore(facts, place, rule, "meant so", "Keep it as it is");
        let finding = Finding::new(facts.source(place), message);
        let finding = match usual_place {
            Some(usual_place) => finding.with_related(facts.source(usual_place), format!("“{usual}” here")),
            None => finding,
        };
        finding.with_fixes(changes).with_fixes([keep])
    };
    odd.iter().zip(fixes::respell(facts, odd, usual)).map(finding).collect()
}

/// The words of a place in a message, cut to a length that reads well.
fn in_short(words: &str) -> String {
    const MOST: usize = 48;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= MOST {
        return words;
    }
    let cut: String = words.chars().take(MOST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{}…", cut.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use copydesk_text::Dialect;

    use super::*;
    use crate::Draft;

    fn breaking(check: Check) -> RuleInfo {
        RuleInfo { check, ..mind_reading::RULE }
    }

    /// What the rules say in the order in which they ran; the last one must still speak.
    #[test]
    fn a_rule_that_breaks_down_is_reported_and_the_others_speak() {
        let rules = [
            breaking(Check::Draft(|_, _| panic!("index out of bounds"))),
            breaking(Check::Passage(|_| panic!("{} out of {}", "range", "bounds"))),
            vague_attribution::RULE,
            placeholder::RULE,
        ];
        let draft = Draft::new("Critics say it costs TK.\n", Dialect::Markdown);
        let found = draft.with_facts(&Settings::default(), |facts| {
            check_by(&rules, facts, &Settings::default(), |_| true)
        });
        let told: Vec<_> = found.iter().map(|found| (found.rule, found.message.as_str())).collect();
        assert_eq!(told[0].0, "mind-reading");
        assert!(told[0].1.contains("broke down") && told[0].1.contains("“index out of bounds”"), "{told:?}");
        let rest: Vec<&str> = told[1..].iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rest, ["vague-attribution", "placeholder"]);

        let passage = &draft.document().blocks()[0].passages[0];
        let found = check_passage_by(&rules, passage);
        let told: Vec<_> = found.iter().map(|found| (found.rule, found.message.as_str())).collect();
        assert!(told[0].1.contains("“range out of bounds”"), "{told:?}");
        assert_eq!(told.last().map(|(rule, _)| *rule), Some("placeholder"));
    }

    #[test]
    fn a_person_is_written_as_the_roster_has_it() {
        let (actors, problems) =
            crate::parse_toml("[[actor]]\nname = 'Tomáš Říha'\nkind = 'person'\navoid = ['Tomas Rziha']\n");
        assert_eq!(problems, []);
        let settings = Settings::default().with_roster(crate::Roster::new(actors));
        let text = "The bridge was built by Tomas Rziha, an engineer. It was late when Tomas Rziha came.\n";
        let found = Draft::new(text, Dialect::Markdown).check(&settings);
        let told =
            found.iter().map(|found| (found.rule, &text[found.range], found.fixes[1].edits[1].text.as_str()));
        let odd = ("inconsistent-spelling", "Tomas Rziha", "Tomáš Říha");
        assert_eq!(told.collect::<Vec<_>>(), [odd, odd]);
    }
}
