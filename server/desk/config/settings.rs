//! What applies to one draft: every rule's severity and where it comes from, what the draft is, and how strictly to read it.
//!
//! Layers are laid over each other, later over earlier: the rule's own default, `[rules]`, each matching `[[overrides]]`,
//! the command line, the draft's front matter. Within a layer a rule's own line beats its group's.

use copydesk_facts::{FrontMatter, Genre, Notes, Roster};
use copydesk_language::Day;

use super::{Config, Line, RuleSelection, Strictness, words};
use crate::house::{House, HouseStyle, HouseWords};
use crate::{Group, RuleInfo, Severity, registry};

/// Where a rule's severity, the genre or the strictness comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The rule's own default, or that of the strictness, or how the draft reads; nothing else speaks of it.
    #[default]
    Rule,
    /// A line in the configuration.
    Configuration {
        /// Where the line's key starts: bytes in the configuration's text.
        at: text_size::TextSize,
        /// Whether it stands under `[[overrides]]`.
        overriding: bool,
    },
    /// An option on the command line.
    CommandLine,
    /// The `copydesk` key in the draft's front matter.
    FrontMatter,
}

/// What applies to one draft.
#[derive(Clone, Debug)]
pub struct Settings {
    /// One for each rule, in the order of the registry.
    severities: Vec<(Option<Severity>, Origin)>,
    house: House,
    genre: (Option<Genre>, Origin),
    strictness: (Option<Strictness>, Origin),
    roster: Roster,
    notes: Notes,
    dated: Option<Day>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            severities: registry().iter().map(|rule| (rule.default_severity(), Origin::Rule)).collect(),
            house: House::default(),
            genre: (None, Origin::default()),
            strictness: (None, Origin::default()),
            roster: Roster::default(),
            notes: Notes::default(),
            dated: None,
        }
    }
}

impl Settings {
    pub(super) fn new(config: &Config, path: &str, selection: &RuleSelection) -> Settings {
        let mut settings = Settings {
            house: config.house.clone(),
            dated: path.rsplit(['/', '\\']).next().and_then(Day::read),
            ..Settings::default()
        };
        settings.lay_lines(&config.rules, false);
        lay_line(&mut settings.genre, config.genre, false);
        lay_line(&mut settings.strictness, config.strictness, false);
        for over in config.overrides.iter().filter(|over| over.paths.matches(path)) {
            settings.lay_lines(&over.rules, true);
            lay_line(&mut settings.genre, over.genre, true);
            lay_line(&mut settings.strictness, over.strictness, true);
        }
        settings.lay_selection(selection);
        settings
    }

    /// The severity of a rule; `None` where it is off or there is no such rule.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.of(rule).and_then(|(severity, _)| severity)
    }

    /// Whether a rule was left as it is meant to be: on, or off by its own default or for the genre.
    pub(crate) fn could_speak(&self, rule: &str) -> bool {
        self.severity(rule).is_some() || self.origin(rule) == Origin::Rule
    }

    /// Where a rule's severity comes from.
    pub fn origin(&self, rule: &str) -> Origin {
        self.of(rule).map(|(_, origin)| origin).unwrap_or_default()
    }

    /// From how many words on a story that rests on one source is reported.
    pub fn single_source_words(&self) -> usize {
        self.house.single_source_words()
    }

    /// The house style that the configuration extends.
    pub fn house_style(&self) -> Option<HouseStyle> {
        self.house.style
    }

    /// How the newsroom writes.
    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    /// The day that the name of the draft's file begins with, as site generators have it: "2025-03-11-ferry.md".
    pub(crate) fn dated(&self) -> Option<Day> {
        self.dated
    }

    /// What the draft's front matter says it is, or else the command line, or else the configuration.
    pub fn genre(&self) -> Option<Genre> {
        self.genre.0
    }

    /// Where that comes from. What an editor's own settings say has no place in a file, and counts as a default.
    pub fn genre_origin(&self) -> Origin {
        self.genre.1
    }

    /// How sure Copydesk must be before it asks for a source.
    pub fn strictness(&self) -> Strictness {
        self.strictness.0.unwrap_or_default()
    }

    /// Where that comes from, as [`genre_origin`](Settings::genre_origin) has it.
    pub fn strictness_origin(&self) -> Origin {
        self.strictness.1
    }

    /// The newsroom's roster; the built-in one stands behind it.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The same, with the newsroom's roster.
    pub fn with_roster(self, roster: Roster) -> Settings {
        Settings { roster, ..self }
    }

    /// The newsroom's own words.
    pub fn words(&self) -> &HouseWords {
        &self.house.words
    }

    /// The same, with the newsroom's own words.
    pub fn with_words(mut self, words: HouseWords) -> Settings {
        self.house.words = words;
        self
    }

    /// The reporter's notes that the draft names.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// The same, with the reporter's notes.
    pub fn with_notes(self, notes: Notes) -> Settings {
        Settings { notes, ..self }
    }

    /// The same; of what neither configuration nor override says, another configuration's house style, genre, strictness,
    /// way to call a person and number of words hold: an editor's own settings.
    pub fn with_fallback(self, other: &Config) -> Settings {
        Settings {
            house: self.house.or(&other.house),
            genre: (self.genre.0.or(other.genre.map(|line| line.value)), self.genre.1),
            strictness: (self.strictness.0.or(other.strictness.map(|line| line.value)), self.strictness.1),
            ..self
        }
    }

    /// The same, with what the draft says about itself. Names that are no rule's are left to the front matter's problems.
    pub fn with_front_matter(&self, front: &FrontMatter) -> Settings {
        let mut settings = self.clone();
        if front.genre.is_some() {
            settings.genre = (front.genre, Origin::FrontMatter);
        }
        for name in &front.ignore {
            settings.lay(name, None, Origin::FrontMatter);
        }
        settings
    }

    fn of(&self, rule: &str) -> Option<(Option<Severity>, Origin)> {
        let at = registry().iter().position(|info| info.name == rule)?;
        self.severities.get(at).copied()
    }

    fn lay_lines(&mut self, lines: &[super::RuleLine], overriding: bool) {
        let groups_first =
            |group: bool| lines.iter().filter(move |line| words::group(&line.name).is_some() == group);
        for line in groups_first(true).chain(groups_first(false)) {
            self.lay(&line.name, line.severity, Origin::Configuration { at: line.at, overriding });
        }
    }

    fn lay_selection(&mut self, selection: &RuleSelection) {
        if selection.genre.is_some() {
            self.genre = (selection.genre, Origin::CommandLine);
        }
        if selection.strictness.is_some() {
            self.strictness = (selection.strictness, Origin::CommandLine);
        }
        let (groups, rules): (Vec<_>, Vec<_>) =
            selection.severities.iter().partition(|(name, _)| words::group(name).is_some());
        for (name, severity) in groups.into_iter().chain(rules) {
            self.lay(name, *severity, Origin::CommandLine);
        }
        for (info, slot) in registry().iter().zip(&mut self.severities) {
            let selected = named(&selection.select, info);
            let ignored = named(&selection.ignore, info);
            let off = (selected == Named::Not && !selection.select.is_empty())
                || (ignored != Named::Not && ignored >= selected);
            if off {
                *slot = (None, Origin::CommandLine);
            } else if selected == Named::Itself && slot.0.is_none() && slot.1 != Origin::CommandLine {
                *slot = (Some(info.severity), Origin::CommandLine);
            }
        }
    }

    fn lay(&mut self, name: &str, severity: Option<Severity>, origin: Origin) {
        let group = words::group(name);
        for (info, slot) in registry().iter().zip(&mut self.severities) {
            // A group does not wake a rule that is off by its own default.
            let wakes = info.on || severity.is_none();
            if info.name == name || Some(info.group) == group && wakes {
                *slot = (severity, origin);
            }
        }
    }
}

fn lay_line<T>(slot: &mut (Option<T>, Origin), line: Option<Line<T>>, overriding: bool) {
    if let Some(Line { value, at }) = line {
        *slot = (Some(value), Origin::Configuration { at, overriding });
    }
}

/// How a list of rules and groups names a rule, from weak to strong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Not,
    ByGroup,
    Itself,
}

fn named(names: &[String], info: &RuleInfo) -> Named {
    let group: Group = info.group;
    if names.iter().any(|name| name == info.name) {
        Named::Itself
    } else if names.iter().any(|name| name == group.name()) {
        Named::ByGroup
    } else {
        Named::Not
    }
}
