//! The facts of a whole draft, merged from what each passage says: who speaks where, which sentence has a source, who
//! the actors are. No text is read again here; it costs what the number of facts costs.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use copydesk_language::calibration::{Dial, OF_GENRE};
use copydesk_language::{Day, Judgement, NameKind, Quotation};
use copydesk_text::Document;
use text_size::TextRange;

use crate::actors::{self, Actor, Mention};
use crate::dateline;
use crate::front_matter::{FrontMatter, Genre};
use crate::interview;
use crate::judgement::Judgements;
use crate::ledger::Ledger;
use crate::notes::Notes;
use crate::passage_facts::BlockFacts;
use crate::passages::{self, PassageView, SentenceFact, Span, numbers_of};
use crate::records::{self, Record, Sayer};
use crate::roster::{Roster, RosterActor, Rosters};
use crate::speakers::Speakers;
use crate::speech::{self, Statement};

/// What a draft says. It borrows what was read of the draft, and is merged anew after an edit.
pub struct Facts<'a> {
    /// The text and its blocks.
    pub document: &'a Document,
    /// What the draft says about itself.
    pub front_matter: FrontMatter,
    /// The newsroom's roster over the built-in one.
    pub rosters: Rosters<'a>,
    /// The passages, in order.
    pub passages: Vec<PassageView<'a>>,
    /// The sentences of all passages, in order.
    pub sentences: Vec<SentenceFact<'a>>,
    /// Who says what, in the order of the words that say so.
    pub statements: Vec<Statement<'a>>,
    /// The actors, in the order of their first mention.
    pub actors: Vec<Actor>,
    /// All mentions of actors, in order.
    pub mentions: Vec<Mention>,
    /// How many words the prose has.
    pub words: usize,
    /// What kind of piece the draft is: what its front matter or the configuration says, or else what it reads like.
    pub genre: Option<Genre>,
    /// The same, where somebody says it.
    pub said_genre: Option<Genre>,
    /// The day on which the draft was written, as far as it says: its front matter, its dateline or a line above the lead, or the name of its file.
    pub written: Option<Day>,
    speakers: OnceCell<Speakers>,
    /// How many actors bear each word, for the naming rules, who count when the first of them asks.
    bearers: OnceCell<HashMap<String, usize>>,
    /// The passages that a statement whose cue stands elsewhere runs into, with the statement's number; in order.
    runs_into: Vec<(usize, usize)>,
    /// How likely the draft keeps its writer's opinions, 0 to 1.
    opinion: f32,
    dial: Dial,
    ledger: OnceCell<Ledger>,
    notes: &'a Notes,
    records: OnceCell<Vec<Record>>,
}

/// What is known of a draft from elsewhere.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The newsroom's roster.
    pub roster: &'a Roster,
    /// The reporter's notes.
    pub notes: &'a Notes,
    /// What kind of piece it is said to be.
    pub genre: Option<Genre>,
    /// The day on which its front matter says that it is published.
    pub published: Option<Day>,
    /// The day that the name of its file begins with.
    pub dated: Option<Day>,
    /// How sure to be before asking for a source.
    pub dial: Dial,
}

impl<'a> Facts<'a> {
    /// Merges the facts of some blocks, given by their numbers; of `facts` there is one for each block of the draft.
    pub fn new(
        document: &'a Document,
        blocks: Range<usize>,
        facts: &'a [Option<BlockFacts>],
        judgements: &'a Judgements,
        front_matter: FrontMatter,
        told: Told<'a>,
    ) -> Facts<'a> {
        let Told { roster, notes, genre: told, published, dated, dial } = told;
        let rosters = Rosters::new(roster);
        let mut passages = passages::passages(document, blocks, facts, judgements);
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
            .or_else(|| (likely.opinion >= OF_GENRE).then_some(Genre::Opinion));
        let opinion = match told {
            Some(Genre::Opinion) => 1.0,
            Some(_) => 0.0,
            None => likely.opinion,
        };
        let runs_into = runs_into(&statements);
        let written = published.or_else(|| dateline::day(&passages)).or(dated);
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
            said_genre: told,
            written,
            speakers: OnceCell::new(),
            bearers: OnceCell::new(),
            runs_into,
            opinion,
            dial,
            ledger: OnceCell::new(),
            notes,
            records: OnceCell::new(),
        }
    }

    /// What the roster knows of an actor.
    pub fn listed(&self, actor: usize) -> Option<&'a RosterActor> {
        self.actors[actor].entry.map(|entry| self.rosters.actor(entry))
    }

    /// Who speaks, and by which name.
    pub fn speakers(&self) -> &Speakers {
        self.speakers
            .get_or_init(|| Speakers::new(&self.passages, &self.statements, &self.actors, &self.mentions))
    }

    /// How many actors bear a folded word: as the surname, or in the name of somebody or something that is known to be one.
    pub fn bearers(&self) -> &HashMap<String, usize> {
        self.bearers.get_or_init(|| actors::bearers(&self.actors))
    }

    /// The bytes of the draft behind a place.
    pub fn source(&self, place: Span) -> TextRange {
        let view = &self.passages[place.passage];
        view.passage.source(place.range) + view.block_start
    }

    /// The words at a place.
    pub fn text(&self, place: Span) -> &'a str {
        passages::text_at(&self.passages, place)
    }

    /// All quotations, in order.
    pub fn quotations(&self) -> impl Iterator<Item = (Span, &'a Quotation)> {
        self.passages.iter().enumerate().flat_map(|(number, view)| {
            view.reading
                .quotations
                .iter()
                .map(move |quotation| (Span::new(number, quotation.range), quotation))
        })
    }

    /// All that is compared with the notes, each with its marks and without, in order; and behind them what is set as a quotation
    /// without marks.
    pub fn quoted(&self) -> impl Iterator<Item = (Span, Span)> {
        records::quoted(&self.passages)
    }

    /// The quotations of one passage.
    pub fn quotations_of(&self, passage: usize) -> &'a [Quotation] {
        &self.passages[passage].reading.quotations
    }

    /// The sentences of one passage.
    pub fn sentences_of(&self, passage: usize) -> &[SentenceFact<'a>] {
        let (start, end) = self.sentence_numbers_of(passage);
        &self.sentences[start..end]
    }

    /// The sentences of one passage as indices into [`Facts::sentences`], half open.
    pub(crate) fn sentence_numbers_of(&self, passage: usize) -> (usize, usize) {
        let numbers = numbers_of(&self.sentences, passage, |fact| fact.place.passage);
        (numbers.start, numbers.end)
    }

    /// The sentence that holds a place, as an index into [`Facts::sentences`].
    pub fn sentence_at(&self, place: Span) -> Option<usize> {
        let after = self.sentences.partition_point(|fact| fact.place.key() <= place.key());
        let index = after.checked_sub(1)?;
        (self.sentences[index].place.passage == place.passage).then_some(index)
    }

    /// The sentence in which a range of the draft begins; both are bytes of the draft, half open. `None` outside sentences, as in
    /// front matter and code.
    pub fn sentence_around(&self, range: TextRange) -> Option<TextRange> {
        let after = self.sentences.partition_point(|fact| self.source(fact.place).start() <= range.start());
        let sentence = self.source(self.sentences.get(after.checked_sub(1)?)?.place);
        (range.start() < sentence.end()).then_some(sentence)
    }

    /// The only person whom a sentence names, where "He" or "She" can mean them.
    pub fn named_alone(&self, sentence: Span, pronoun: &str) -> Option<usize> {
        actors::named_alone(&self.actors, &self.mentions, sentence, pronoun)
    }

    /// The mentions of one passage.
    pub fn mentions_of(&self, passage: usize) -> &[Mention] {
        &self.mentions[numbers_of(&self.mentions, passage, |mention| mention.place.passage)]
    }

    /// The statements whose cue stands in a passage.
    pub fn statements_of(&self, passage: usize) -> &[Statement<'a>] {
        &self.statements[numbers_of(&self.statements, passage, |statement| statement.passage)]
    }

    /// The statements that a passage is part of: those whose cue stands in it, and those whose content runs into it.
    pub fn statements_heard_in(&self, passage: usize) -> impl Iterator<Item = &Statement<'a>> {
        self.statement_numbers_heard_in(passage).map(|number| &self.statements[number])
    }

    /// The same as indices into [`Facts::statements`].
    pub(crate) fn statement_numbers_heard_in(&self, passage: usize) -> impl Iterator<Item = usize> {
        let own = numbers_of(&self.statements, passage, |statement| statement.passage);
        let others = &self.runs_into[numbers_of(&self.runs_into, passage, |&(passage, _)| passage)];
        own.chain(others.iter().map(|&(_, number)| number))
    }

    /// How likely a copy editor must send a sentence back for want of a source, 0 to 1.
    pub fn must(&self, fact: &SentenceFact) -> f32 {
        fact.judgement.must(self.opinion)
    }

    /// What a copy editor would say of what somebody tells in a sentence, if the draft itself told it. `None` where nobody tells
    /// anything in it.
    pub fn in_own_voice(&self, fact: &SentenceFact) -> Option<&'a Judgement> {
        let view = &self.passages[fact.place.passage];
        let number = view.reading.sentences.iter().position(|it| it.range == fact.place.range)?;
        view.facts.in_own_voice(number)
    }

    /// How sure Copydesk must be before it asks for a source.
    pub fn dial(&self) -> Dial {
        self.dial
    }

    /// Who and what the draft rests on.
    pub fn ledger(&self) -> &Ledger {
        self.ledger
            .get_or_init(|| Ledger::new(&self.passages, &self.sentences, &self.statements, &self.actors))
    }

    /// The reporter's notes.
    pub fn notes(&self) -> &'a Notes {
        self.notes
    }

    /// What the notes have of each quotation, in the order of [`Facts::quoted`]; empty where the draft names no notes.
    pub fn records(&self) -> &[Record] {
        self.records.get_or_init(|| {
            records::records(&self.passages, &self.statements, &self.actors, self.rosters, self.notes)
        })
    }

    /// Whether a name in the notes is an actor's.
    pub fn is_named(&self, actor: usize, name: &str) -> bool {
        records::is_named(&self.actors[actor], self.rosters, name)
    }

    /// Whose words the notes say that a quotation is which they have.
    pub fn sayer(&self, record: &Record) -> Sayer {
        let person = |actor: &usize| self.actors[*actor].kind == NameKind::Person;
        let told = |actor: &usize| self.is_told_beside(record.place, *actor);
        let Some(actor) = record.speaker.filter(person).filter(told) else { return Sayer::Unsure };
        let passages = self.notes.passages();
        let Some(passage) = record.recorded.as_ref().and_then(|recorded| passages.get(recorded.passage))
        else {
            return Sayer::Untold;
        };
        let Some(other) = passage.speaker.clone() else { return Sayer::Untold };
        let mut sayers = record.sayers.iter().filter_map(|&number| passages.get(number));
        let several = sayers.any(|passage| passage.speaker.as_deref().is_none_or(|name| name != &*other));
        match () {
            () if several || self.is_named(actor, &other) => Sayer::Same,
            () if records::is_another(&self.actors, actor, self.rosters, passage) => Sayer::Another(other),
            () => Sayer::Untold,
        }
    }

    /// Whether the sentence of a quotation says itself whose words these are: what is carried over from another is not sure enough to
    /// tell a reporter that the words are in the wrong mouth.
    fn is_told_beside(&self, place: Span, actor: usize) -> bool {
        self.statements_of(place.passage).iter().any(|statement| {
            let cue = Span::new(statement.passage, statement.attribution.cue);
            statement.actor == Some(actor) && self.sentence_at(cue) == self.sentence_at(place)
        })
    }

    /// Whether a passage follows another in the same section, with nothing but its like between.
    pub fn adjoin(&self, first: usize, second: usize) -> bool {
        second < self.passages.len() && self.passages[first].section == self.passages[second].section
    }

    /// Whether most of a place lies inside a quotation, whose words belong to their speaker.
    pub fn is_quoted(&self, place: Span) -> bool {
        self.passages[place.passage].is_quoted(place.range)
    }

    /// Whether a place lies wholly inside a quotation.
    pub fn is_in_quotation(&self, place: Span) -> bool {
        let quotations = &self.passages[place.passage].reading.quotations;
        quotations.iter().any(|quotation| quotation.range.contains_range(place.range))
    }

    /// Whether a place is emphasised or linked text, where titles of works and other people's names stand.
    pub fn is_emphasised(&self, place: Span) -> bool {
        self.passages[place.passage].passage.emphasis.iter().any(|range| range.contains_range(place.range))
    }

    /// Whether a place is emphasised without the words around it.
    pub fn is_emphasis(&self, place: Span) -> bool {
        self.passages[place.passage].passage.emphasis.contains(&place.range)
    }

    /// Whether a paragraph may be a headline or a crosshead that nothing marks as one: a single sentence that reads like one.
    pub fn may_be_headline(&self, passage: usize) -> bool {
        self.sentences_of(passage).len() == 1
            && passages::may_be_headline(&self.passages[passage].passage.text)
    }

    /// The first paragraph of the body and the second, if there is one.
    pub fn lead(&self) -> Option<(usize, Option<usize>)> {
        let mut body = (0..self.passages.len()).filter(|&number| {
            let sentences = self.sentences_of(number);
            self.passages[number].is_body() && sentences.iter().any(|fact| !fact.sentence.fragment)
        });
        Some((body.next()?, body.next()))
    }
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
