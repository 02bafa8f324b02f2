//! The facts of a whole draft, merged from what each passage says: who speaks where, which sentence has a source, who
//! the actors are. No text is read again here; it costs what the number of facts costs.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use copydesk_language::calibration::{self, Dial};
use copydesk_language::{Attribution, Judgement, Quotation, Reading, Sentence};
use copydesk_text::{Document, LinkKind, Passage, PassageKind};
use text_size::{TextRange, TextSize};

use crate::actors::{self, Actor, Mention};
use crate::analysis::BlockFacts;
use crate::front_matter::{FrontMatter, Genre};
use crate::interview;
use crate::judgement::Judgements;
use crate::ledger::Ledger;
use crate::naming;
use crate::passage_facts::PassageFinding;
use crate::queries::{self, Query};
use crate::roster::{RosterActor, Rosters};
use crate::speakers::Speakers;
use crate::speech::{self, Statement};
use crate::{Settings, Strictness};

/// A place in the draft's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which passage, counted over the draft.
    pub(crate) passage: usize,
    /// Bytes in the passage's text.
    pub(crate) range: TextRange,
}

impl Place {
    pub(crate) fn new(passage: usize, range: TextRange) -> Place {
        Place { passage, range }
    }

    /// The order of reading.
    pub(crate) fn key(self) -> (usize, TextSize) {
        (self.passage, self.range.start())
    }
}

/// One passage with its facts and its place in the draft.
pub(crate) struct PassageView<'a> {
    pub(crate) passage: &'a Passage,
    pub(crate) reading: &'a Reading,
    /// What was said of its sentences; short or empty where the draft is not judged yet.
    pub(crate) judgements: &'a [Judgement],
    pub(crate) findings: &'a [PassageFinding],
    /// Where its block starts, in bytes of the draft.
    pub(crate) block_start: TextSize,
    /// How many headings stand before it.
    pub(crate) section: usize,
    /// Whether it is a turn of an interview, "Q: …" or "Lopez: …", whose words are all the speaker's.
    pub(crate) is_turn: bool,
    /// Whether it is the headline of a draft that does not mark it as one.
    pub(crate) is_headline: bool,
}

impl PassageView<'_> {
    /// Whether it belongs to the running text in the draft's own voice: a paragraph, or one in a list.
    pub(crate) fn is_body(&self) -> bool {
        !self.is_turn && self.is_prose()
    }

    /// Whether it is a paragraph or stands in a list, whoever speaks, and is no headline.
    pub(crate) fn is_prose(&self) -> bool {
        !self.is_headline && matches!(self.passage.kind, PassageKind::Paragraph | PassageKind::ListItem)
    }

    pub(crate) fn text(&self, range: TextRange) -> &str {
        &self.passage.text[range]
    }

    /// Whether a link to a document or a footnote stands in a range of its text.
    pub(crate) fn is_linked(&self, range: TextRange) -> bool {
        self.passage.links.iter().any(|link| {
            link.kind != LinkKind::Image
                && range.start() <= link.range.start()
                && link.range.end() <= range.end()
        })
    }
}

/// Whether a sentence has a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sourced {
    /// Nobody says so.
    No,
    /// Its own words name who says so, or most of it is what somebody says.
    Here,
    /// The sentence before makes the source plain.
    Carried,
}

/// One sentence with what the draft knows of it.
pub(crate) struct SentenceFact<'a> {
    pub(crate) place: Place,
    pub(crate) sentence: &'a Sentence,
    pub(crate) judgement: &'a Judgement,
    pub(crate) sourced: Sourced,
}

pub(crate) struct Facts<'a> {
    pub(crate) document: &'a Document,
    pub(crate) front_matter: &'a FrontMatter,
    pub(crate) rosters: Rosters<'a>,
    pub(crate) passages: Vec<PassageView<'a>>,
    pub(crate) sentences: Vec<SentenceFact<'a>>,
    pub(crate) statements: Vec<Statement<'a>>,
    pub(crate) actors: Vec<Actor>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) words: usize,
    /// What kind of piece the draft is: what its front matter or the configuration says, or else what it reads like.
    pub(crate) genre: Option<Genre>,
    speakers: OnceCell<Speakers>,
    bearers: OnceCell<HashMap<String, usize>>,
    /// The passages that a statement whose cue stands elsewhere runs into, with the statement's number; in order.
    runs_into: Vec<(usize, usize)>,
    /// How likely the draft keeps its writer's opinions, 0 to 1.
    opinion: f32,
    dial: Dial,
    queries: OnceCell<Vec<Query>>,
    ledger: OnceCell<Ledger>,
}

/// From this likelihood on a draft that does not say so is of a genre.
const IS_OF_GENRE: f32 = 0.5;

impl<'a> Facts<'a> {
    /// Merges the facts of some blocks, given by their numbers; of `facts` there is one for each block of the draft.
    pub(crate) fn new(
        document: &'a Document,
        blocks: Range<usize>,
        facts: &'a [Option<BlockFacts>],
        judgements: &'a Judgements,
        front_matter: &'a FrontMatter,
        settings: &'a Settings,
    ) -> Facts<'a> {
        let rosters = Rosters::new(settings.roster());
        let mut passages = passages(document, blocks, facts, judgements);
        let told = settings.genre();
        let interview = interview::mark(&mut passages, told);
        let (actors, mentions) = actors::find(&passages, rosters);
        let mut statements = speech::statements(&passages);
        let mut cast = actors::Cast::new(&passages, actors, mentions);
        actors::resolve_sources(&mut cast, &mut statements);
        let (actors, mentions) = (cast.actors, cast.mentions);
        let sentences = speech::sentences(&passages, &statements);
        let words = passages.iter().map(|view| view.reading.words).sum();
        let likely = judgements.genres();
        let genre = told
            .or_else(|| interview.then_some(Genre::Interview))
            .or_else(|| (likely.opinion >= IS_OF_GENRE).then_some(Genre::Opinion));
        let opinion = match told {
            Some(Genre::Opinion) => 1.0,
            Some(_) => 0.0,
            None => likely.opinion,
        };
        let runs_into = runs_into(&statements);
        Facts {
            document,
            front_matter,
            rosters,
            passages,
            sentences,
            statements,
            actors,
            mentions,
            words,
            genre,
            speakers: OnceCell::new(),
            bearers: OnceCell::new(),
            runs_into,
            opinion,
            dial: dial(settings),
            queries: OnceCell::new(),
            ledger: OnceCell::new(),
        }
    }

    /// What the roster knows of an actor.
    pub(crate) fn listed(&self, actor: usize) -> Option<&'a RosterActor> {
        self.actors[actor].entry.map(|entry| self.rosters.actor(entry))
    }

    /// Who speaks, and by which name.
    pub(crate) fn speakers(&self) -> &Speakers {
        self.speakers.get_or_init(|| Speakers::new(self))
    }

    /// How many actors bear a folded word: as the surname, or in the name of somebody or something that is known to be one.
    pub(crate) fn bearers(&self) -> &HashMap<String, usize> {
        self.bearers.get_or_init(|| naming::bearers(self))
    }

    /// The bytes of the draft behind a place.
    pub(crate) fn source(&self, place: Place) -> TextRange {
        let view = &self.passages[place.passage];
        view.passage.source(place.range) + view.block_start
    }

    /// The words at a place.
    pub(crate) fn text(&self, place: Place) -> &'a str {
        &self.passages[place.passage].passage.text[place.range]
    }

    /// All quotations, in order.
    pub(crate) fn quotations(&self) -> impl Iterator<Item = (Place, &'a Quotation)> {
        self.passages.iter().enumerate().flat_map(|(number, view)| {
            view.reading
                .quotations
                .iter()
                .map(move |quotation| (Place::new(number, quotation.range), quotation))
        })
    }

    /// The quotations of one passage.
    pub(crate) fn quotations_of(&self, passage: usize) -> &'a [Quotation] {
        &self.passages[passage].reading.quotations
    }

    /// The sentences of one passage.
    pub(crate) fn sentences_of(&self, passage: usize) -> &[SentenceFact<'a>] {
        let (start, end) = self.sentence_numbers_of(passage);
        &self.sentences[start..end]
    }

    /// The sentences of one passage as indices into [`Facts::sentences`], half open.
    pub(crate) fn sentence_numbers_of(&self, passage: usize) -> (usize, usize) {
        let numbers = numbers_of(&self.sentences, passage, |fact| fact.place.passage);
        (numbers.start, numbers.end)
    }

    /// The sentence that holds a place, as an index into [`Facts::sentences`].
    pub(crate) fn sentence_at(&self, place: Place) -> Option<usize> {
        let after = self.sentences.partition_point(|fact| fact.place.key() <= place.key());
        let index = after.checked_sub(1)?;
        (self.sentences[index].place.passage == place.passage).then_some(index)
    }

    /// The mentions of one passage.
    pub(crate) fn mentions_of(&self, passage: usize) -> &[Mention] {
        &self.mentions[numbers_of(&self.mentions, passage, |mention| mention.place.passage)]
    }

    /// The statements whose cue stands in a passage.
    pub(crate) fn statements_of(&self, passage: usize) -> &[Statement<'a>] {
        &self.statements[numbers_of(&self.statements, passage, |statement| statement.passage)]
    }

    /// The statements that a passage is part of: those whose cue stands in it, and those whose content runs into it.
    pub(crate) fn statements_heard_in(&self, passage: usize) -> impl Iterator<Item = &Statement<'a>> {
        let others = &self.runs_into[numbers_of(&self.runs_into, passage, |&(passage, _)| passage)];
        self.statements_of(passage).iter().chain(others.iter().map(|&(_, number)| &self.statements[number]))
    }

    /// How likely a copy editor must send a sentence back for want of a source, 0 to 1.
    pub(crate) fn must(&self, fact: &SentenceFact) -> f32 {
        fact.judgement.must(self.opinion)
    }

    /// How sure Copydesk must be before it asks for a source.
    pub(crate) fn dial(&self) -> Dial {
        self.dial
    }

    /// What a copy editor would ask about the sources of the draft's sentences, in their order.
    pub(crate) fn queries(&self) -> &[Query] {
        self.queries.get_or_init(|| queries::find(self))
    }

    /// Who and what the draft rests on.
    pub(crate) fn ledger(&self) -> &Ledger {
        self.ledger.get_or_init(|| Ledger::new(self))
    }

    /// Whether a passage follows another in the same section, with nothing but its like between.
    pub(crate) fn adjoin(&self, first: usize, second: usize) -> bool {
        second < self.passages.len() && self.passages[first].section == self.passages[second].section
    }

    /// Whether most of a place lies inside a quotation, whose words belong to their speaker.
    pub(crate) fn is_quoted(&self, place: Place) -> bool {
        let quotations = &self.passages[place.passage].reading.quotations;
        let quoted: usize = quotations
            .iter()
            .filter_map(|quotation| quotation.range.intersect(place.range))
            .map(|part| usize::from(part.len()))
            .sum();
        quoted * 2 > usize::from(place.range.len())
    }

    /// Whether a place lies wholly inside a quotation.
    pub(crate) fn is_in_quotation(&self, place: Place) -> bool {
        let quotations = &self.passages[place.passage].reading.quotations;
        quotations.iter().any(|quotation| quotation.range.contains_range(place.range))
    }

    /// Whether a place is emphasised or linked text, where titles of works and other people's names stand.
    pub(crate) fn is_emphasised(&self, place: Place) -> bool {
        self.passages[place.passage].passage.emphasis.iter().any(|range| range.contains_range(place.range))
    }

    /// Whether a place is emphasised without the words around it.
    pub(crate) fn is_emphasis(&self, place: Place) -> bool {
        self.passages[place.passage].passage.emphasis.contains(&place.range)
    }

    /// Whether a paragraph may be a headline or a crosshead that nothing marks as one: a single sentence that reads like one.
    pub(crate) fn may_be_headline(&self, passage: usize) -> bool {
        self.sentences_of(passage).len() == 1 && may_be_headline(&self.passages[passage].passage.text)
    }

    /// The first paragraph of the body and the second, if there is one.
    pub(crate) fn lead(&self) -> Option<(usize, Option<usize>)> {
        let mut body = (0..self.passages.len()).filter(|&number| {
            let sentences = self.sentences_of(number);
            self.passages[number].is_body() && sentences.iter().any(|fact| !fact.sentence.fragment)
        });
        Some((body.next()?, body.next()))
    }
}

/// Where in a list in the order of the draft the items of a passage stand; `passage_of` tells an item's passage.
pub(crate) fn numbers_of<T>(items: &[T], passage: usize, passage_of: impl Fn(&T) -> usize) -> Range<usize> {
    let start = items.partition_point(|item| passage_of(item) < passage);
    let end = items.partition_point(|item| passage_of(item) <= passage);
    start..end
}

fn runs_into(statements: &[Statement]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = statements
        .iter()
        .enumerate()
        .flat_map(|(number, statement)| {
            let elsewhere = statement.content.iter().map(|content| content.passage);
            elsewhere.filter(|&passage| passage != statement.passage).map(move |passage| (passage, number))
        })
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

fn passages<'a>(
    document: &'a Document,
    blocks: Range<usize>,
    facts: &'a [Option<BlockFacts>],
    judgements: &'a Judgements,
) -> Vec<PassageView<'a>> {
    let mut views = Vec::new();
    let mut section = 0;
    for index in blocks {
        let (block, Some(facts)) = (&document.blocks()[index], &facts[index]) else { continue };
        let block_start = document.block_start(index);
        let mut judged = judgements.of_block(index);
        for (passage, facts) in block.passages.iter().zip(facts.iter()) {
            let (here, rest) = judged.split_at(facts.reading.sentences.len().min(judged.len()));
            judged = rest;
            let heading = matches!(passage.kind, PassageKind::Heading(_));
            section += usize::from(heading);
            let view = PassageView {
                passage,
                reading: &facts.reading,
                judgements: here,
                findings: &facts.findings,
                block_start,
                section,
                is_turn: false,
                is_headline: false,
            };
            views.push(view);
        }
    }
    if let Some((first, rest)) = views.split_first_mut() {
        // Behind a headline may stand a label or a standfirst.
        let plain = |view: &PassageView| view.passage.kind == PassageKind::Paragraph;
        let longer = |view: &PassageView| plain(view) && view.passage.text.len() > first.passage.text.len();
        let heads = plain(first) && rest.iter().take(3).any(longer);
        first.is_headline = heads && reads_like_headline(&first.passage.text);
    }
    views
}

/// Whether a word is a verb as running text has it: a past tense, or a form of to be or to have.
pub(crate) fn tells_what_happened(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "was", "were", "had", "did", "said", "has", "have", "is", "are", "met", "went", "fell", "won",
        "lost", "took", "came", "left", "gave", "broke", "made", "told", "rose", "began", "found", "held",
        "kept", "led", "paid", "ran", "sent", "slept", "spent", "stood", "thought", "became", "knew", "saw",
        "brought", "bought", "caught", "grew", "hit", "cut", "burnt", "lied", "stole", "sold", "hid", "flew",
        "drove", "spoke", "wrote", "sat", "lay",
    ];
    IRREGULAR.contains(&word) || word.starts_with(char::is_lowercase) && word.ends_with("ed")
}

/// Whether a sentence is short, without a day, and in the present or without articles. More may be a headline than
/// [`reads_like_headline`] dares to say of any draft.
fn may_be_headline(text: &str) -> bool {
    const LONGEST: usize = 20;
    const ALSO_PRESENT: &[&str] = &["has", "have", "is", "are", "cut", "hit"];
    let words = || text.split([' ', '\u{a0}']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_day = |word: &str| word.ends_with("day") && word.starts_with(char::is_uppercase);
    let article = |word: &str| matches!(word, "the" | "a" | "an" | "The" | "A" | "An");
    let past = |word: &str| tells_what_happened(word) && !ALSO_PRESENT.contains(&word);
    words().count() <= LONGEST && !words().any(is_day) && !(words().any(past) && words().any(article))
}

/// Whether a single sentence speaks as headlines do: it is short, in the present tense or without a verb, and has no day.
fn reads_like_headline(text: &str) -> bool {
    const LONGEST: usize = 16;
    let words = || text.split([' ', '\u{a0}']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let tells = |word: &str| {
        let day = word.ends_with("day") && word.starts_with(char::is_uppercase);
        day || tells_what_happened(word)
    };
    let several = [". ", "? ", "! "].iter().any(|stop| text.trim_end().contains(stop));
    words().count() <= LONGEST && !words().any(tells) && !several
}

/// The heading that a draft begins with.
pub(crate) fn marked_headline<'a>(passages: &[PassageView<'a>]) -> Option<&'a str> {
    let heading = passages.first().filter(|view| matches!(view.passage.kind, PassageKind::Heading(_)));
    heading.map(|view| view.passage.text.as_str())
}

fn dial(settings: &Settings) -> Dial {
    match settings.strictness() {
        Strictness::Quiet => calibration::QUIET,
        Strictness::Normal => calibration::NORMAL,
        Strictness::Thorough => calibration::THOROUGH,
    }
}

/// The attribution behind a statement and the passage it stands in, as the rules pass them round.
pub(crate) fn source_place(passage: usize, attribution: &Attribution) -> Option<Place> {
    attribution.source.map(|range| Place::new(passage, range))
}
