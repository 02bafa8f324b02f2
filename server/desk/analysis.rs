//! A draft under analysis: the text, the facts of each passage, and what follows from them. An edit reads the passages
//! it touched; everything else is merged from facts that are kept.
//!
//! Text and understanding may part for a while: [`Draft::follow`] takes over a newer text at once, and what is new in it
//! stays unread until somebody asks for it, so that an editor can hand over text faster than it can be read.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use copydesk_facts::{
    ActorCard, BlockFacts, Facts, FrontMatter, Inspection, Judgements, Memory, MentionSummary, PassageFacts,
    Problem, Told,
};
use copydesk_language::calibration;
use copydesk_text::{Block, Change, Dialect, Document, Edit, PositionEncoding};
use text_size::{TextRange, TextSize};

use crate::config::{ReadFrontMatter, parse_front_matter};
use crate::length::is_too_long;
use crate::suppression::Suppressions;
use crate::trace::Reason;
use crate::{
    Finding, NameInUse, OddName, RuleInfo, Settings, Severity, Strictness, across, registry, rules, runner,
};

/// How many blocks before and behind some are their neighbourhood: a statement runs on over a few paragraphs, and a lead is
/// told by what stands before it.
const NEARBY_BEFORE: usize = 8;
const NEARBY_BEHIND: usize = 4;

/// A draft and what was understood of it. Cloning it is cheap and gives a snapshot.
#[derive(Clone)]
pub struct Draft {
    document: Document,
    /// What its front matter says, and what is wrong there; read once for each text.
    front_matter: OnceLock<ReadFrontMatter>,
    /// The facts of each block, in step with the document's blocks; `None` where a block is not read yet.
    facts: Vec<Option<BlockFacts>>,
    /// What the reader says of each sentence in its place.
    judgements: Judgements,
    /// Facts of passages that left the draft.
    left: Memory,
    /// Whether its sentences are left unread.
    skimmed: bool,
}

/// What a later text of a draft changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The bytes of the earlier text that gave way.
    pub removed: TextRange,
    /// The bytes of the later text that stand there instead; it starts where `removed` does.
    pub inserted: TextRange,
    /// The numbers of the blocks that are these bytes.
    pub blocks: Range<usize>,
}

/// A block that is not read yet. It can be read anywhere, also beside others.
pub struct Unread {
    block: Arc<Block>,
    known: Memory,
    skimmed: bool,
}

/// A block that was read, for [`Draft::accept`].
pub struct ReadBlock {
    block: Arc<Block>,
    facts: BlockFacts,
}

impl Draft {
    /// Reads a draft.
    pub fn new(text: &str, dialect: Dialect) -> Draft {
        let mut draft = Draft::unread(Document::new(text, dialect));
        draft.read_all();
        draft
    }

    /// A draft of which nothing is read yet.
    pub fn unread(document: Document) -> Draft {
        let facts = vec![None; document.blocks().len()];
        let judgements = Judgements::none(document.blocks().len());
        Draft {
            document,
            front_matter: OnceLock::new(),
            facts,
            judgements,
            left: Memory::default(),
            skimmed: false,
        }
    }

    /// The same of a draft that is too long for its sentences to be read: only the rules speak that look at bare words and
    /// links, such as `placeholder`.
    pub fn skimmed(document: Document) -> Draft {
        Draft { skimmed: true, ..Draft::unread(document) }
    }

    /// The same of a draft that is read, or only skimmed, as its length allows.
    pub fn as_length_allows(document: Document) -> Draft {
        if is_too_long(&document) { Draft::skimmed(document) } else { Draft::unread(document) }
    }

    /// Whether the draft's sentences are left unread.
    pub fn is_skimmed(&self) -> bool {
        self.skimmed
    }

    /// Applies an editor's edit, with positions in the given encoding, and reads what it touched.
    pub fn edit(&mut self, edit: &Edit, encoding: PositionEncoding) {
        let change = self.document.apply(edit, encoding);
        self.replace_facts(&change);
        self.read_all();
    }

    /// Replaces a range of bytes, clamped to the draft and to characters, and reads what that touched.
    pub fn replace(&mut self, range: TextRange, text: &str) {
        let change = self.document.replace(range, text);
        self.replace_facts(&change);
        self.read_all();
    }

    /// Takes over a later text of the same draft. Blocks that both have keep their facts, the others are unread. Gives
    /// what changed, in whole blocks.
    pub fn follow(&mut self, document: Document) -> Shift {
        let (old, new) = (self.document.blocks(), document.blocks());
        let same = |(old, new): &(&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(old, new);
        let before = old.iter().zip(new).take_while(same).count();
        let most = old.len().min(new.len()) - before;
        let behind = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        let change = Change { removed: before..old.len() - behind, inserted: before..new.len() - behind };
        let span = |document: &Document, blocks: &Range<usize>| {
            TextRange::new(document.block_start(blocks.start), document.block_start(blocks.end))
        };
        let (removed, inserted) = (span(&self.document, &change.removed), span(&document, &change.inserted));
        let shift = Shift { removed, inserted, blocks: change.inserted.clone() };
        self.document = document;
        self.replace_facts(&change);
        // Where something only went, its neighbours are judged now; else they are once what came is read.
        if self.unread_count() == 0 {
            self.settle();
        }
        shift
    }

    fn replace_facts(&mut self, change: &Change) {
        self.front_matter = OnceLock::new();
        let unread = vec![None; change.inserted.len()];
        self.judgements.splice(change.removed.clone(), change.inserted.len());
        let gone = self.facts.splice(change.removed.clone(), unread);
        self.left.keep(gone.flatten().flat_map(|facts| facts.to_vec()).collect());
    }

    /// Reads what is not read yet.
    pub fn read_all(&mut self) {
        for (block, facts) in self.document.blocks().iter().zip(&mut self.facts) {
            facts.get_or_insert_with(|| read_block(block, &self.left, self.skimmed));
        }
        self.settle();
    }

    /// Judges what was read.
    fn settle(&mut self) {
        if self.skimmed {
            return;
        }
        self.judgements.settle(self.document.blocks(), &self.facts);
    }

    /// How many blocks are not read yet.
    pub fn unread_count(&self) -> usize {
        self.facts.iter().filter(|facts| facts.is_none()).count()
    }

    /// Up to `most` blocks that are not read yet, those nearest to a byte of the draft first.
    pub fn unread_near(&self, near: TextSize, most: usize) -> Vec<Unread> {
        let here = self.document.block_at(near).unwrap_or(0);
        let is_unread = |&index: &usize| self.facts.get(index).is_some_and(Option::is_none);
        let mut behind = (here..self.facts.len()).filter(is_unread).peekable();
        let mut before = (0..here).rev().filter(is_unread).peekable();
        let mut unread = Vec::new();
        while unread.len() < most {
            let next = match (before.peek(), behind.peek()) {
                (Some(&first), Some(&second)) if here - first < second - here => before.next(),
                (_, Some(_)) => behind.next(),
                (Some(_), None) => before.next(),
                (None, None) => break,
            };
            let Some(index) = next else { break };
            unread.push(self.unread_block(index));
        }
        unread
    }

    /// The same of the blocks in a range of numbers, in their order.
    pub fn unread_in(&self, blocks: Range<usize>, most: usize) -> Vec<Unread> {
        let is_unread = |&number: &usize| self.facts.get(number).is_some_and(Option::is_none);
        blocks.filter(is_unread).take(most).map(|number| self.unread_block(number)).collect()
    }

    fn unread_block(&self, number: usize) -> Unread {
        let block = Arc::clone(&self.document.blocks()[number]);
        Unread { block, known: self.left.clone(), skimmed: self.skimmed }
    }

    /// The runs of blocks that are read.
    pub fn read_blocks(&self) -> Vec<Range<usize>> {
        let read = self.facts.iter().enumerate().filter(|(_, facts)| facts.is_some());
        runs(read.map(|(number, _)| number))
    }

    /// Takes in what was read; what the draft no longer has is let go. Gives the runs of blocks that are read now
    /// and were not before, in order.
    pub fn accept(&mut self, read: impl IntoIterator<Item = ReadBlock>) -> Vec<Range<usize>> {
        let address = |block: &Arc<Block>| Arc::as_ptr(block).addr();
        let mut read: HashMap<usize, ReadBlock> =
            read.into_iter().map(|read| (address(&read.block), read)).collect();
        let mut taken = Vec::new();
        for (number, (block, facts)) in self.document.blocks().iter().zip(&mut self.facts).enumerate() {
            if facts.is_none()
                && let Some(read) = read.remove(&address(block))
            {
                *facts = Some(read.facts);
                taken.push(number);
            }
        }
        self.settle();
        runs(taken)
    }

    /// The text and its structure.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The findings, in the order of the draft.
    pub fn check(&self, settings: &Settings) -> Vec<Finding> {
        self.check_beside(settings, &[])
    }

    /// The same, given the draft's [`facts`](Draft::facts) by the same settings.
    pub fn check_facts(&self, facts: &Facts, settings: &Settings) -> Vec<Finding> {
        self.check_by(facts, settings, &[], |_| true)
    }

    /// The same in a folder whose other drafts write some of the names otherwise.
    pub fn check_beside(&self, settings: &Settings, odd: &[OddName]) -> Vec<Finding> {
        self.check_by(&self.facts(settings), settings, odd, |_| true)
    }

    /// The findings in some blocks, by their neighbourhood alone: quick however long the draft is, but without the rules
    /// that need the whole draft, and with less to choose from in the fixes. For the moment between a keystroke and
    /// [`check`](Draft::check).
    pub fn check_nearby(&self, blocks: Range<usize>, settings: &Settings) -> Vec<Finding> {
        let from = blocks.start.saturating_sub(NEARBY_BEFORE);
        let to = (blocks.end + NEARBY_BEHIND).min(self.facts.len());
        let start = self.document.block_start(blocks.start);
        let end = self.document.block_start(blocks.end);
        let facts = self.facts_of(from.min(to)..to, settings);
        let mut diagnostics = self.check_by(&facts, settings, &[], |rule| !rule.needs_whole_draft);
        diagnostics.retain(|found| start <= found.range.start() && found.range.start() < end);
        diagnostics
    }

    fn check_by(
        &self,
        facts: &Facts,
        settings: &Settings,
        odd: &[OddName],
        wanted: impl Fn(&RuleInfo) -> bool,
    ) -> Vec<Finding> {
        let settings = settings.with_front_matter(&facts.front_matter);
        let (mut findings, suppressions) = self.silenced(facts, &settings, odd, &wanted);
        if !self.skimmed {
            let ignores = suppressions.ignores();
            findings.extend(runner::check_ignores(&self.document, &ignores, &settings, wanted).0);
        }
        findings.sort_by_key(|finding| (finding.range.start(), finding.range.end(), finding.rule));
        findings
    }

    /// The findings of the rules that look at the ignore comments, and the comments of which they keep silent, as bytes of the draft.
    pub(crate) fn look_at_ignores(
        &self,
        facts: &Facts,
        settings: &Settings,
    ) -> (Vec<Finding>, Vec<(TextRange, Reason)>) {
        let (_, suppressions) = self.silenced(facts, settings, &[], |_| true);
        runner::check_ignores(&self.document, &suppressions.ignores(), settings, |_| true)
    }

    /// What the rules find that look at the text, without what comments silence.
    fn silenced(
        &self,
        facts: &Facts,
        settings: &Settings,
        odd: &[OddName],
        wanted: impl Fn(&RuleInfo) -> bool,
    ) -> (Vec<Finding>, Suppressions) {
        let suppressions = Suppressions::new(&self.document);
        let admitted = |rule: &RuleInfo| wanted(rule) && !(self.skimmed && rule.needs_sentences);
        let mut findings = runner::check(registry(), facts, settings, admitted);
        let mut odd = across::odd_findings(facts, settings, odd);
        odd.retain(|odd| !findings.iter().any(|known| known.rule == odd.rule && known.range == odd.range));
        findings.extend(odd);
        findings.retain(|found| {
            suppressions.silence(found.rule, rules::group_of(found.rule), found.range).is_none()
        });
        (findings, suppressions)
    }

    /// What is wrong in the draft's front matter, under its `copydesk` key, and which passages could not be understood
    /// through a fault of ours; ranges are bytes of the draft.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = self.read_front_matter().problems.clone();
        for (number, (block, facts)) in self.document.blocks().iter().zip(&self.facts).enumerate() {
            let passages = block.passages.iter().zip(facts.iter().flat_map(|facts| facts.iter()));
            problems.extend(passages.filter_map(|(passage, facts)| {
                let range = Some(passage.range() + self.document.block_start(number));
                Some(Problem { range, message: facts.fault.clone()? })
            }));
        }
        problems
    }

    /// Which lines of its front matter can be read only by guessing; ranges are bytes of the draft.
    pub fn remarks(&self) -> Vec<Problem> {
        self.read_front_matter().remarks.clone()
    }

    /// What the draft says, merged anew from what is kept of its passages: for whoever asks more than one question.
    pub fn facts<'a>(&'a self, settings: &'a Settings) -> Facts<'a> {
        self.facts_of(0..self.facts.len(), settings)
    }

    /// What was understood.
    pub fn inspect(&self, settings: &Settings) -> Inspection {
        self.facts(settings).inspect()
    }

    /// The cards of all actors, in the order of their first mention.
    pub fn cards(&self, settings: &Settings) -> Vec<ActorCard> {
        self.facts(settings).cards()
    }

    /// One actor's card, by the number that [`Inspection`] and [`mention_at`](Draft::mention_at) give; `None` where
    /// there is no such actor.
    pub fn card(&self, actor: usize, settings: &Settings) -> Option<ActorCard> {
        self.facts(settings).card(actor)
    }

    /// The mention at an offset in bytes: a name, a pronoun or a description, with its actor. A cursor directly behind
    /// a name is still at it.
    pub fn mention_at(&self, offset: TextSize, settings: &Settings) -> Option<MentionSummary> {
        self.facts(settings).mention_at(offset)
    }

    /// All mentions of an actor, in the order of the draft; not the adjectives made of a place's name, such as
    /// "Canadian".
    pub fn mentions_of(&self, actor: usize, settings: &Settings) -> Vec<MentionSummary> {
        self.facts(settings).mentions_of_actor(actor)
    }

    /// The names that can be compared with those of other drafts, by [`discords`](crate::discords).
    pub fn names(&self, settings: &Settings) -> Vec<NameInUse> {
        across::names_in_use(&self.facts(settings))
    }

    /// Whether the draft lets a rule speak at a place, in bytes: its ignore comments and its front matter do not forbid it.
    /// Gives the severity.
    pub fn admits(&self, rule: &str, range: TextRange, settings: &Settings) -> Option<Severity> {
        let front_matter = self.front_matter();
        let silenced = Suppressions::new(&self.document).silence(rule, rules::group_of(rule), range);
        settings.with_front_matter(&front_matter).severity(rule).filter(|_| silenced.is_none())
    }

    /// How many words the prose has.
    pub fn words(&self) -> usize {
        self.facts.iter().flatten().flat_map(|facts| facts.iter()).map(|facts| facts.reading.words).sum()
    }

    /// The facts of some blocks. The front matter says what the draft is before the settings do.
    fn facts_of<'a>(&'a self, blocks: Range<usize>, settings: &'a Settings) -> Facts<'a> {
        let front_matter = self.front_matter();
        let dial = match settings.strictness() {
            Strictness::Quiet => calibration::QUIET,
            Strictness::Normal => calibration::NORMAL,
            Strictness::Thorough => calibration::THOROUGH,
        };
        let genre = front_matter.genre.or(settings.genre());
        let (roster, notes) = (settings.roster(), settings.notes());
        let published = front_matter.date(settings.house().date_keys());
        let told = Told { roster, notes, genre, published, dated: settings.dated(), dial };
        Facts::new(&self.document, blocks, &self.facts, &self.judgements, front_matter, told)
    }

    /// What the draft says about itself.
    pub fn front_matter(&self) -> FrontMatter {
        self.read_front_matter().front.clone()
    }

    fn read_front_matter(&self) -> &ReadFrontMatter {
        self.front_matter.get_or_init(|| {
            let Some(source) = self.document.front_matter() else { return Default::default() };
            let mut read = parse_front_matter(source.kind, &source.text);
            for head in &mut read.front.heads {
                head.range += source.range.start();
            }
            for notes in &mut read.front.notes {
                notes.range += source.range.start();
            }
            for problem in read.problems.iter_mut().chain(&mut read.remarks) {
                problem.range = problem.range.map(|range| range + source.range.start());
            }
            read
        })
    }
}

impl Unread {
    /// Reads it. This is the costly part of understanding a draft.
    pub fn read(self) -> ReadBlock {
        let facts = read_block(&self.block, &self.known, self.skimmed);
        ReadBlock { block: self.block, facts }
    }
}

/// Numbers in order as the runs that they make.
fn runs(numbers: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for number in numbers {
        match runs.last_mut().filter(|run| run.end == number) {
            Some(run) => run.end += 1,
            None => runs.push(number..number + 1),
        }
    }
    runs
}

/// The facts of a block's passages; a passage that was known before keeps its facts.
fn read_block(block: &Block, known: &Memory, skimmed: bool) -> BlockFacts {
    let new = if skimmed { PassageFacts::skimmed } else { PassageFacts::new };
    let facts = |passage| known.recall(passage).unwrap_or_else(|| Arc::new(new(passage)));
    block.passages.iter().map(facts).collect()
}
