//! A draft under analysis: the text, the facts of each passage, and what follows from them. An edit reads the passages
//! it touched; everything else is merged from facts that are kept.

use std::ops::Range;
use std::sync::Arc;

use copydesk_text::{Block, Change, Dialect, Document, Edit, PositionEncoding};
use text_size::{TextRange, TextSize};

use crate::facts::Facts;
use crate::front_matter::{self, FrontMatter};
use crate::passage_facts::PassageFacts;
use crate::suppression::Suppressions;
use crate::{
    ActorCard, Diagnostic, Inspection, MentionKind, MentionSummary, NameInUse, Roster, Settings, Severity,
    across, card, inspection, rules,
};

/// Something wrong beside the draft's text: in a configuration file or in a draft's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes in that text, half open, where a place is known.
    pub range: Option<TextRange>,
    /// One plain sentence that says what would help.
    pub message: String,
}

/// A draft and what was understood of it. Cloning it is cheap and gives a snapshot.
#[derive(Clone)]
pub struct Draft {
    document: Document,
    /// The facts of each block's passages, in step with the document's blocks.
    facts: Vec<Vec<Arc<PassageFacts>>>,
}

impl Draft {
    /// Reads a draft.
    pub fn new(text: &str, dialect: Dialect) -> Draft {
        let document = Document::new(text, dialect);
        let facts = document.blocks().iter().map(|block| read_block(block, &[])).collect();
        Draft { document, facts }
    }

    /// Applies an editor's edit, with positions in the given encoding, and reads what it touched.
    pub fn edit(&mut self, edit: &Edit, encoding: PositionEncoding) {
        let change = self.document.apply(edit, encoding);
        self.follow(&change);
    }

    /// Replaces a range of bytes, clamped to the draft and to characters, and reads what that touched.
    pub fn replace(&mut self, range: TextRange, text: &str) {
        let change = self.document.replace(range, text);
        self.follow(&change);
    }

    fn follow(&mut self, change: &Change) {
        let removed = change.removed.clone();
        let known: Vec<Arc<PassageFacts>> = self.facts[removed.clone()].concat();
        let read = self.read_blocks(change.inserted.clone(), &known);
        self.facts.splice(removed, read);
    }

    fn read_blocks(&self, blocks: Range<usize>, known: &[Arc<PassageFacts>]) -> Vec<Vec<Arc<PassageFacts>>> {
        self.document.blocks()[blocks].iter().map(|block| read_block(block, known)).collect()
    }

    /// The text and its structure.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The findings, in the order of the draft.
    pub fn check(&self, settings: &Settings) -> Vec<Diagnostic> {
        let (front_matter, _) = self.front_matter();
        let settings = settings.with_front_matter(&front_matter);
        let facts = self.merge(&front_matter, settings.roster());
        let suppressions = Suppressions::new(&self.document);
        let mut diagnostics = rules::check(&facts, &settings);
        diagnostics.retain(|diagnostic| !suppressions.silence(diagnostic.rule, diagnostic.range));
        diagnostics
            .sort_by_key(|diagnostic| (diagnostic.range.start(), diagnostic.range.end(), diagnostic.rule));
        diagnostics
    }

    /// What is wrong in the draft's front matter, under its `copydesk` key; ranges are bytes of the draft.
    pub fn problems(&self) -> Vec<Problem> {
        self.front_matter().1
    }

    /// What was understood.
    pub fn inspect(&self, settings: &Settings) -> Inspection {
        self.with_facts(settings, inspection::of)
    }

    /// The cards of all actors, in the order of their first mention.
    pub fn cards(&self, settings: &Settings) -> Vec<ActorCard> {
        self.with_facts(settings, card::all)
    }

    /// One actor's card, by the number that [`Inspection`] and [`mention_at`](Draft::mention_at) give; `None` where
    /// there is no such actor.
    pub fn card(&self, actor: usize, settings: &Settings) -> Option<ActorCard> {
        self.with_facts(settings, |facts| card::of(facts, actor))
    }

    /// The mention at an offset in bytes: a name, a pronoun or a description, with its actor. A cursor directly behind
    /// a name is still at it.
    pub fn mention_at(&self, offset: TextSize, settings: &Settings) -> Option<MentionSummary> {
        self.with_facts(settings, |facts| card::mention_at(facts, offset))
    }

    /// All mentions of an actor, in the order of the draft; not the adjectives made of a place's name, such as
    /// "Canadian".
    pub fn mentions_of(&self, actor: usize, settings: &Settings) -> Vec<MentionSummary> {
        let mentions = self.with_facts(settings, |facts| inspection::of(facts).mentions);
        let named =
            mentions.iter().find(|mention| mention.actor == actor && mention.kind != MentionKind::Other);
        let kind = named.map(|mention| mention.kind);
        mentions
            .into_iter()
            .filter(|mention| mention.actor == actor && kind.is_none_or(|kind| kind == mention.kind))
            .collect()
    }

    /// The names that can be compared with those of other drafts, by [`discords`](crate::discords).
    pub fn names(&self, settings: &Settings) -> Vec<NameInUse> {
        self.with_facts(settings, across::names)
    }

    /// Whether the draft lets a rule speak at a place, in bytes: its ignore comments and its front matter do not forbid it.
    /// Gives the severity.
    pub fn admits(&self, rule: &str, range: TextRange, settings: &Settings) -> Option<Severity> {
        let (front_matter, _) = self.front_matter();
        let silenced = Suppressions::new(&self.document).silence(rule, range);
        settings.with_front_matter(&front_matter).severity(rule).filter(|_| !silenced)
    }

    /// How many words the prose has.
    pub fn words(&self) -> usize {
        self.facts.iter().flatten().map(|facts| facts.reading.words).sum()
    }

    /// What can be said of the draft's facts, with the newsroom's roster.
    fn with_facts<T>(&self, settings: &Settings, say: impl FnOnce(&Facts) -> T) -> T {
        let (front_matter, _) = self.front_matter();
        say(&self.merge(&front_matter, settings.roster()))
    }

    fn merge<'a>(&'a self, front_matter: &'a FrontMatter, roster: &'a Roster) -> Facts<'a> {
        Facts::new(&self.document, &self.facts, front_matter, roster)
    }

    fn front_matter(&self) -> (FrontMatter, Vec<Problem>) {
        let Some(source) = self.document.front_matter() else { return Default::default() };
        let (front_matter, mut problems) = front_matter::parse(source.kind, &source.text);
        for problem in &mut problems {
            problem.range = problem.range.map(|range| range + source.range.start());
        }
        (front_matter, problems)
    }
}

/// The facts of a block's passages; a passage that was known before keeps its facts.
fn read_block(block: &Block, known: &[Arc<PassageFacts>]) -> Vec<Arc<PassageFacts>> {
    let facts = |passage| {
        let kept = known.iter().find(|facts| facts.hold_for(passage)).cloned();
        kept.unwrap_or_else(|| Arc::new(PassageFacts::new(passage)))
    };
    block.passages.iter().map(facts).collect()
}
