//! What a rule is: what it says of itself, what it looks at, and what it reports.

use std::cell::RefCell;
use std::collections::HashSet;

use copydesk_facts::{Facts, Genre, Span};
use copydesk_text::Document;
use text_size::TextRange;

use crate::context::Context;
use crate::question::{Query, Question};
use crate::suppression::Ignore;
use crate::trace::Reason;
use crate::{Finding, Fix, Related, Safety, Severity};

/// The six groups of the catalogue; a group's name works wherever a rule's name does.
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
    /// Does it stand in the reporter's own notes?
    Notes,
    /// Not ready to publish.
    Draft,
}

impl Group {
    /// All groups, in the order of the catalogue.
    pub const ALL: [Group; 6] =
        [Group::Attribution, Group::Sourcing, Group::Naming, Group::Figures, Group::Notes, Group::Draft];

    /// The group's name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Group::Attribution => "attribution",
            Group::Sourcing => "sourcing",
            Group::Naming => "naming",
            Group::Figures => "figures",
            Group::Notes => "notes",
            Group::Draft => "draft",
        }
    }
}

/// What the line of a page begins with that tells what the rule does not look at.
pub const UNSEEN: &str = "what it does not look at";

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
    /// Whether it can say nothing of a part of a draft: the names of actors, the number of sources, what an accused answers,
    /// on what day the draft was written.
    pub needs_whole_draft: bool,
    /// Whether it can say nothing of a draft whose sentences nobody has read, for it looks at more than bare words and links.
    pub needs_sentences: bool,
    /// Whether what it flags is unnecessary, as the protocol of editors has it, which may show it faded.
    pub unnecessary: bool,
    /// The genres in which it is silent.
    pub silent_in: &'static [Genre],
    /// Whether it is silent in them only where somebody says that the draft is of one: what it reads like is not sure enough.
    pub needs_said_genre: bool,
    /// Whether its fixes write a name as an entry of the newsroom's roster has it, or could.
    pub respells: bool,
    /// Whether what it flags wants a source; editors lead from one of these findings to the next.
    pub wants_source: bool,
    /// The rules to which it yields: where one of them finds the same fault, this one keeps silent.
    pub yields_to: &'static [&'static str],
    /// What it asks about the sources of a sentence; how sure it must be is the dial of the strictness.
    pub(crate) asks: Option<Question>,
    /// The source file, whose `//!` comment is the rule's page.
    pub(crate) source: &'static str,
    pub(crate) check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// What the draft says.
    Draft(fn(&Context) -> Vec<Flagged>),
    /// What the ignore comments have silenced, once all others have spoken.
    Ignores(fn(&Ignores) -> Vec<Flagged>),
}

/// The ignore comments of a draft and the rules that they could silence.
pub(crate) struct Ignores<'a> {
    pub(crate) document: &'a Document,
    /// The comments, each with what came of it.
    pub(crate) ignores: &'a [Ignore],
    /// All rules, each with whether it is on, and whether it was left as it is meant to be.
    pub(crate) rules: &'a [Voice],
    /// The comments of which a rule keeps silent, and why.
    pub(crate) silences: RefCell<Vec<(TextRange, Reason)>>,
}

impl Ignores<'_> {
    /// Keeps silent of a comment.
    pub(crate) fn silent(&self, comment: TextRange, reason: Reason) -> Option<Flagged> {
        self.silences.borrow_mut().push((comment, reason));
        None
    }
}

/// Whether a rule can be heard in a draft.
pub(crate) struct Voice {
    pub(crate) rule: &'static str,
    pub(crate) group: Group,
    /// Whether it is on.
    pub(crate) on: bool,
    /// Whether it is on, or off by its own default alone.
    pub(crate) could_speak: bool,
}

/// What a rule reports; the runner adds the rule and its severity.
pub(crate) struct Flagged {
    pub(crate) message: String,
    /// Bytes of the draft.
    pub(crate) range: TextRange,
    /// The bytes that the fault is of, which may be more than those at fault: another rule's finding there may be of the same.
    pub(crate) fault: TextRange,
    pub(crate) related: Vec<Related>,
    pub(crate) fixes: Vec<Fix>,
    /// Whether it has its rule's severity; what is less sure is mentioned at most.
    pub(crate) sure: bool,
    /// How loud it may be at most.
    pub(crate) most: Severity,
    /// The message for those who must not read the reporter's notes, where the message has words of them.
    pub(crate) discreet: Option<String>,
}

impl RuleInfo {
    /// What most rules have in common, for what a rule does not say of itself.
    pub(crate) const USUAL: RuleInfo = RuleInfo {
        name: "",
        group: Group::Draft,
        severity: Severity::Warning,
        on: true,
        needs_whole_draft: false,
        needs_sentences: true,
        unnecessary: false,
        silent_in: &[],
        needs_said_genre: false,
        respells: false,
        wants_source: false,
        yields_to: &[],
        asks: None,
        source: "",
        check: Check::Draft(|_| Vec::new()),
    };

    /// What a copy editor would ask of the draft that is for this rule to ask, in order.
    pub(crate) fn asked<'c>(&self, context: &'c Context) -> impl Iterator<Item = &'c Query> {
        let question = self.asks;
        context.queries().iter().filter(move |query| Some(query.question) == question)
    }

    /// What `finding` makes of each question that is for this rule to ask, mentioned at most where it is less sure.
    pub(crate) fn flag_asked(
        &self,
        context: &Context,
        finding: impl Fn(&Facts, &Query) -> Flagged,
    ) -> Vec<Flagged> {
        self.asked(context).map(|query| finding(context.facts, query).with_sureness(query.sure)).collect()
    }

    /// The genre of a draft where the rule is silent in drafts of it.
    pub(crate) fn silencing_genre(&self, facts: &Facts) -> Option<Genre> {
        let genre = if self.needs_said_genre { facts.said_genre } else { facts.genre };
        genre.filter(|genre| self.silent_in.contains(genre))
    }

    /// The severity that it has where nothing is configured; `None`: it is off.
    pub fn default_severity(&self) -> Option<Severity> {
        self.on.then_some(self.severity)
    }

    /// The rule's page as it is written, in markdown; the first line is a heading, the next paragraph one sentence on what it
    /// flags. An example's fence says what comes of it: `flagged`, `fixed`, or `silent` and why.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n") + "\n"
    }

    /// The page as it is shown to people, in markdown: above each example stands what it is an example of.
    pub fn readable_page(&self) -> String {
        let mut readable = String::new();
        let mut section = String::new();
        let mut above = String::new();
        let mut fenced = false;
        for line in self.page().lines() {
            if let Some(kind) = line.strip_prefix("```") {
                fenced = !fenced;
                let label = match kind.split_once(' ') {
                    _ if !fenced => None,
                    // The heading says so.
                    Some(_) if section == "Better" => None,
                    Some(("notes", file)) => Some(match file.split_once(' ') {
                        Some((file, kind)) => format!("The {kind}, {file}:"),
                        None => format!("The notes, {file}:"),
                    }),
                    Some((_, UNSEEN)) => Some("Not looked at:".to_owned()),
                    Some((_, reason)) => Some(format!("Silent on {reason}:")),
                    None if kind == "fixed" => Some("Fixed:".to_owned()),
                    None if kind == "toml" => None,
                    None => Some("Faulty:".to_owned()),
                };
                if let Some(label) = label.filter(|label| *label != above) {
                    readable += &format!("{label}\n\n");
                    above = label;
                }
                readable += if fenced { "```text\n" } else { "```\n" };
                continue;
            }
            if let Some(heading) = line.strip_prefix("## ").filter(|_| !fenced) {
                section = heading.to_owned();
                above.clear();
            }
            readable += line;
            readable.push('\n');
        }
        readable
    }

    /// The first paragraph under a heading of the page, on one line; `None` where there is none.
    pub fn section(&self, heading: &str) -> Option<String> {
        let page = self.page();
        let lines = page.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading).skip(1);
        let paragraph = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
        let text = paragraph.collect::<Vec<_>>().join(" ");
        (!text.is_empty() && !text.starts_with("```")).then_some(text)
    }

    /// What the rule does not look at, as its page says; `None` where it says nothing of it.
    pub fn does_not_look_at(&self) -> Option<String> {
        let list = self.stays_silent_on().into_iter();
        list.filter_map(|line| Some(line.strip_prefix(UNSEEN)?.strip_prefix(": ")?.to_owned())).next()
    }

    /// What the rule keeps silent on: the list of its page, a line each; empty where the page tells it otherwise.
    pub fn stays_silent_on(&self) -> Vec<String> {
        let page = self.page();
        let lines = page.lines().skip_while(|line| *line != "## Stays silent on").skip(1);
        let list =
            lines.take_while(|line| !line.starts_with("## ")).filter_map(|line| line.strip_prefix("- "));
        list.map(str::to_owned).collect()
    }

    /// One sentence on what the rule flags: the first paragraph of its page.
    pub fn summary(&self) -> String {
        let page = self.page();
        let lines = page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Flagged {
    pub(crate) fn new(range: TextRange, message: String) -> Flagged {
        Flagged {
            message,
            range,
            fault: range,
            related: Vec::new(),
            fixes: Vec::new(),
            sure: true,
            most: Severity::Error,
            discreet: None,
        }
    }

    /// As a finding of its rule; a guess stands behind every fix that is none.
    pub(crate) fn of(self, rule: &RuleInfo, severity: Severity) -> Finding {
        let Flagged { message, range, mut related, mut fixes, sure, most, discreet, .. } = self;
        // A place is shown once, and the finding's own is shown already.
        let mut shown = HashSet::from([range]);
        related.retain(|related| shown.insert(related.range));
        let severity = if sure { severity } else { severity.min(Severity::Info) }.min(most);
        fixes.sort_by_key(|fix| fix.safety == Safety::Suggested);
        Finding { rule: rule.name, severity, message, range, related, fixes, discreet }
    }

    pub(crate) fn with_fault(self, fault: TextRange) -> Flagged {
        Flagged { fault, ..self }
    }

    pub(crate) fn with_sureness(self, sure: bool) -> Flagged {
        Flagged { sure, ..self }
    }

    pub(crate) fn with_most(self, most: Severity) -> Flagged {
        Flagged { most, ..self }
    }

    pub(crate) fn with_discreet(self, discreet: String) -> Flagged {
        Flagged { discreet: Some(discreet), ..self }
    }

    pub(crate) fn with_fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Flagged {
        self.fixes.extend(fixes.into_iter().filter(|fix| !fix.edits.is_empty()));
        self
    }

    pub(crate) fn with_related(mut self, range: TextRange, message: impl Into<String>) -> Flagged {
        self.related.push(Related { range, message: message.into() });
        self
    }
}

/// Somebody's name in a message, without what is said of them: “Paul Hale, the pilot” is Paul Hale.
pub(crate) fn named(facts: &Facts, place: Span) -> String {
    let words = facts.text(place);
    in_short(words.split_once(", ").map_or(words, |(name, _)| name))
}

/// The words of a place in a message, cut to a length that reads well.
pub fn in_short(words: &str) -> String {
    const MOST: usize = 48;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= MOST {
        return words;
    }
    let cut: String = words.chars().take(MOST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{}…", cut.trim_end_matches([',', ';', ':']))
}
