//! What a copy editor would ask about the sources of each sentence, and which rule asks it: one judgement for all rules about
//! sources, settled here, so that one fault has one finding. The reader says how likely a fault is; the words that show it
//! say where it is told.

mod polls;

use copydesk_facts::{Facts, Genre, SentenceFact, Sourced, Span, Statement, is_mark};
use copydesk_language::calibration::{
    DESPITE_SOURCE, INDEFINITE_SOURCE, POLL_OF_SOMEBODY, SURELY_AGENTLESS, alone, with_words,
};
use copydesk_language::{
    Fault, NameKind, ReasonKind, SourceKind, Telling, is_document, is_record, is_role_word, lexicon, overlap,
};
use text_size::{TextRange, TextSize};

use self::polls::{gives_share, is_named, tells_how_many, word_for_poll};
use crate::question::{Query, Question};
use crate::trace::{Look, Measure, OUTSIDE, QUOTED, RARELY, Reason, Trace};
use crate::verdict;

/// What a rule yields to another.
pub(crate) const YIELDED: Reason = Reason("what another rule says more exactly");
const LINKED: Reason = Reason("what a link or a footnote in the sentence shows");
const SOURCED: Reason = Reason("a sentence that says who says so");
const CARRIED: Reason = Reason("what plainly carries over while the same speaker still talks");
const OPINION: Reason = Reason("what the writer thinks in opinions, columns, reviews, blogs and how-tos");
const FIGURE_FIRST: Reason = Reason("a figure, which is left to `unsourced-figure`");
const LEAD_FIRST: Reason = Reason("the first paragraph, which is left to `contentious-lead`");
const CLAIM_FIRST: Reason = Reason("a figure in a sentence of which something else is more disputable");
const SOFT_LEAD: Reason = Reason("a lead that the story behind it may show to be right");
const EXPLAINED: Reason =
    Reason("a source of whom the paragraph, or the one behind it, says why there is no name");
const NAMED: Reason = Reason("a sentence that names who says it, or points back to them");
const BOUND: Reason = Reason("people told apart by a body, a place, a name or a number");
const VAGUE_FIRST: Reason = Reason("a crowd, which is left to `vague-attribution`");
const ANONYMOUS_FIRST: Reason = Reason("a source without a name, which is left to `anonymous-source`");
const POLL_FIRST: Reason = Reason("a poll, which is left to `poll-without-method`");
const TOLD_BEHIND: Reason =
    Reason("a document of which the paragraph behind opens with who published it or when");
const METHOD: Reason =
    Reason("a poll of which the sentence says who took it, and how many were asked or how far it may be off");

/// The questions about all sentences of the body, in order.
pub(crate) fn find(facts: &Facts, trace: &Trace) -> Vec<Query> {
    let lead = facts.lead().map(|(lead, _)| lead);
    let sentences = facts.sentences.iter().enumerate();
    sentences
        .flat_map(|(number, fact)| {
            let is_lead = lead == Some(fact.place.passage);
            Asking { facts, trace, number, fact, is_lead }.queries()
        })
        .collect()
}

/// One sentence while a copy editor reads it.
struct Asking<'a> {
    facts: &'a Facts<'a>,
    trace: &'a Trace,
    number: usize,
    fact: &'a SentenceFact<'a>,
    /// Whether it stands in the lead.
    is_lead: bool,
}

impl Asking<'_> {
    /// A fault of the sources is told instead of the want of one: it says more exactly what is missing.
    fn queries(&self) -> Vec<Query> {
        let (facts, fact) = (self.facts, self.fact);
        let view = &facts.passages[fact.place.passage];
        if !view.is_body() {
            return self.all_silent(OUTSIDE);
        }
        // A link answers for itself.
        if view.is_linked(fact.place.range) {
            return self.all_silent(LINKED);
        }
        let mut queries: Vec<Query> = Vec::new();
        if let Some(place) = self.agentless() {
            let sure = fact.judgement.fault(Fault::Agentless) >= SURELY_AGENTLESS;
            queries.push(Query { sure, ..self.query(Question::Agentless, place) });
        }
        let poll = self.poll();
        queries.extend(poll.map(|(place, sure)| Query { sure, ..self.query(Question::Poll, place) }));
        let unnamed = self.unnamed().filter(|&(question, place, _)| {
            // Whose poll it is, is asked with its method: without words for somebody else it is the source.
            let asks = poll.is_none() || place != fact.place;
            if !asks {
                self.silent(question, place, POLL_FIRST);
            }
            asks
        });
        queries.extend(unnamed.map(|(question, place, sure)| Query { sure, ..self.query(question, place) }));
        let unasked = !queries.iter().any(|it| it.question != Question::Agentless);
        let bare = unasked.then(|| bare_document(facts, fact)).flatten();
        queries.extend(bare.map(|(question, place)| Query { sure: false, ..self.query(question, place) }));
        queries.extend(self.document(bare.is_some(), poll.is_some()));
        match queries.first() {
            None => {
                let wanted = self.want();
                queries.extend(wanted.filter(|wanted| wanted.sure).or_else(|| self.deed()).or(wanted));
            }
            Some(asked) => self.no_want(YIELDED, Some(asked.question)),
        }
        queries
    }

    fn query(&self, question: Question, place: Span) -> Query {
        Query { question, reason: self.fact.judgement.reason(), sentence: self.number, place, sure: true }
    }

    /// Takes down that a question is not asked.
    fn silent(&self, question: Question, place: Span, reason: Reason) {
        self.look(question, place, Some(reason), None);
    }

    fn look(&self, question: Question, place: Span, silence: Option<Reason>, measure: Option<Measure>) {
        self.trace.note(|| Look { question: Some(question), place, silence, measure, instead: None });
    }

    /// No question is asked, of whatever the sentence has that one could be asked of.
    fn all_silent(&self, reason: Reason) -> Vec<Query> {
        if self.trace.is_on() {
            let (facts, fact) = (self.facts, self.fact);
            self.no_want(reason, None);
            for (question, words) in [
                (Question::Vague, any_source(facts, fact, SourceKind::Vague)),
                (Question::Anonymous, any_source(facts, fact, SourceKind::Anonymous)),
                (Question::Agentless, reports(facts, fact).next()),
                (Question::Poll, word_for_poll(facts, fact)),
                (Question::Document, document(facts, fact)),
            ] {
                if let Some(place) = words {
                    self.silent(question, place, reason);
                }
            }
        }
        Vec::new()
    }

    /// Takes down that no source is asked for.
    fn no_want(&self, reason: Reason, instead: Option<Question>) {
        let note = |question, place| {
            self.trace.note(|| Look {
                question: Some(question),
                place,
                silence: Some(reason),
                measure: None,
                instead,
            });
        };
        note(if self.is_lead { Question::Lead } else { Question::Claim }, self.fact.place);
        if self.trace.is_on()
            && let Some(figure) = figures(self.facts, self.fact).next()
        {
            note(Question::Figure, figure);
        }
    }

    /// The words at which a fault is told: those that show it, where it is likely enough beside them, or the sentence, where it
    /// is likely enough without.
    fn told(&self, question: Question, fault: Fault, likely: f32, words: Option<Span>) -> Option<Span> {
        let enough = match words {
            Some(_) => with_words(fault).min(alone(fault)),
            None => alone(fault),
        };
        let enough = self.facts.dial().share * enough;
        let place = words.unwrap_or(self.fact.place);
        self.decided(question, place, likely, enough).then_some(place)
    }

    /// Whether a question is likely enough to be asked.
    fn decided(&self, question: Question, place: Span, likely: f32, enough: f32) -> bool {
        let asked = likely >= enough;
        let measure = Measure { what: question.measured(), likely, enough };
        self.look(question, place, (!asked).then_some(RARELY), Some(measure));
        asked
    }

    /// A report that hides who reports.
    fn agentless(&self) -> Option<Span> {
        let (facts, fact) = (self.facts, self.fact);
        if self.trace.is_on() {
            for place in reports(facts, fact).filter(|&place| facts.is_in_quotation(place)) {
                self.silent(Question::Agentless, place, QUOTED);
            }
        }
        let words = reports(facts, fact).find(|&place| !facts.is_in_quotation(place));
        self.told(Question::Agentless, Fault::Agentless, fact.judgement.fault(Fault::Agentless), words)
    }

    /// A poll without its method, and whether that is sure: one that gives a share and nobody's name, one that names who took it
    /// where that is likelier, and any where the reader is sure by itself.
    fn poll(&self) -> Option<(Span, bool)> {
        let (facts, fact) = (self.facts, self.fact);
        let place = word_for_poll(facts, fact)?;
        let named = is_named(facts, fact);
        let enough = match (gives_share(facts, fact), named) {
            (true, false) => with_words(Fault::Poll),
            (true, true) if tells_how_many(facts, fact) => {
                self.silent(Question::Poll, place, METHOD);
                return None;
            }
            (true, true) => POLL_OF_SOMEBODY,
            (false, _) => alone(Fault::Poll),
        };
        let likely = fact.judgement.fault(Fault::Poll);
        let asked = self.decided(Question::Poll, place, likely, facts.dial().share * enough);
        asked.then_some((place, !named))
    }

    /// A source that is vague or unnamed. Where words show it, they say which of the two; readers of one draft differ on that more
    /// than on whether something is wrong. With whether it is sure.
    fn unnamed(&self) -> Option<(Question, Span, bool)> {
        let (facts, fact) = (self.facts, self.fact);
        let (vague, anonymous) = (fact.judgement.fault(Fault::Vague), fact.judgement.fault(Fault::Anonymous));
        let either = (vague + anonymous).min(1.0);
        let passage = fact.place.passage;
        let neither = |place: Span, reason| {
            self.silent(Question::Vague, place, reason);
            self.silent(Question::Anonymous, place, reason);
        };
        let explains =
            |near: usize| facts.adjoin(passage, near) && facts.passages[near].reading.explains_anonymity;
        if explains(passage) || explains(passage + 1) {
            neither(fact.place, EXPLAINED);
            return None;
        }
        if self.trace.is_on() {
            for (question, kind) in
                [(Question::Vague, SourceKind::Vague), (Question::Anonymous, SourceKind::Anonymous)]
            {
                if let Some(place) = any_source(facts, fact, kind).filter(|&it| facts.is_in_quotation(it)) {
                    self.silent(question, place, QUOTED);
                }
            }
        }
        if let Some(words) = source(facts, fact, SourceKind::Vague) {
            self.silent(Question::Anonymous, words, VAGUE_FIRST);
            return self
                .told(Question::Vague, Fault::Vague, either, Some(words))
                .map(|place| (Question::Vague, place, true));
        }
        if let Some(words) = source(facts, fact, SourceKind::Anonymous)
            && !names_somebody(facts, words)
        {
            self.silent(Question::Vague, words, ANONYMOUS_FIRST);
            return self
                .told(Question::Anonymous, Fault::Anonymous, either, Some(words))
                .map(|place| (Question::Anonymous, place, true));
        }
        // Whoever is named, known or pointed back to beside it is the source: “The engineer said …”.
        let known = |it: &Statement| {
            let source = it.source_place();
            let definite = source.is_some_and(|place| facts.text(place).to_lowercase().starts_with("the "));
            it.kind() == SourceKind::Named || it.actor.is_some() || definite
        };
        let mut others = facts.statements_of(passage).iter().filter(|it| {
            fact.place.range.contains_range(it.attribution.cue)
                && it.tells()
                && it.attribution.source.is_some()
        });
        if others.any(known) {
            neither(fact.place, NAMED);
            return None;
        }
        // "A senator told this paper", "advocates say": people without a name or an edge, where the reader misses one.
        if let Some(words) = source(facts, fact, SourceKind::Described) {
            let question = match Openness::of(facts, words) {
                Some(Openness::Somebody) => Some(Question::Anonymous),
                Some(Openness::Crowd) => Some(Question::Vague),
                None => {
                    neither(words, BOUND);
                    if tells_body(facts, words) {
                        return None;
                    }
                    None
                }
            };
            if let Some(question) = question
                && self.decided(question, words, either, facts.dial().share * INDEFINITE_SOURCE)
            {
                return Some((question, words, false));
            }
        }
        let (question, fault) = match vague >= anonymous {
            true => (Question::Vague, Fault::Vague),
            false => (Question::Anonymous, Fault::Anonymous),
        };
        self.told(question, fault, either, None).map(|place| (question, place, true))
    }

    /// A document that cannot be looked up.
    fn document(&self, bare: bool, poll: bool) -> Option<Query> {
        let (facts, fact) = (self.facts, self.fact);
        let words = document(facts, fact)?;
        if bare {
            return None;
        }
        if poll {
            self.silent(Question::Document, words, POLL_FIRST);
            return None;
        }
        if is_told_behind(facts, words) {
            self.silent(Question::Document, words, TOLD_BEHIND);
            return None;
        }
        let likely = fact.judgement.fault(Fault::Unlinked);
        let place = self.told(Question::Document, Fault::Unlinked, likely, Some(words))?;
        Some(self.query(Question::Document, place))
    }

    /// What a suspect is told to have done.
    fn deed(&self) -> Option<Query> {
        let told = (self.fact.sourced == Sourced::No).then(|| verdict::deed(self.facts, self.fact)).flatten();
        // All of the draft is looked through for a verdict only where a deed is told.
        let place =
            told.filter(|&place| !self.facts.is_in_quotation(place) && !verdict::is_told(self.facts))?;
        self.look(Question::Claim, place, None, None);
        Some(Query { reason: ReasonKind::Accusation, ..self.query(Question::Claim, place) })
    }

    /// The want of a source.
    fn want(&self) -> Option<Query> {
        let (facts, fact) = (self.facts, self.fact);
        if facts.is_quoted(fact.place) {
            self.no_want(QUOTED, None);
            return None;
        }
        if self.trace.is_on() {
            for place in all_figures(facts, fact).filter(|&place| facts.is_in_quotation(place)) {
                self.silent(Question::Figure, place, QUOTED);
            }
        }
        let must = facts.must(fact);
        let unfilled = names_placeholder(facts, fact);
        // What names a source must sound much like a want of one.
        let enough = match fact.sourced {
            Sourced::Here => facts.dial().tell.max(DESPITE_SOURCE),
            _ => facts.dial().tell,
        };
        let (figure, figure_place) = match figures(facts, fact).next() {
            Some(place) => (fact.judgement.reason() == ReasonKind::Figure, Some(place)),
            None => (false, None),
        };
        let claim = if self.is_lead { Question::Lead } else { Question::Claim };
        let silent = (must < enough || self.is_opinion()) && !unfilled;
        if self.trace.is_on() {
            self.note_want(figure, figure_place, claim, (must, enough), silent);
        }
        if silent {
            return None;
        }
        let sure = must >= facts.dial().warn || unfilled;
        let (question, place) = match figure_place.filter(|_| figure) {
            Some(place) => (Question::Figure, place),
            // A lead tells in brief what the story behind it shows: it is asked only where that is sure to be wanted.
            None if self.is_lead && !sure => {
                let (what, enough) = (Question::Lead.measured(), facts.dial().warn);
                let measure = Measure { what, likely: must, enough };
                self.look(Question::Lead, fact.place, Some(SOFT_LEAD), Some(measure));
                return None;
            }
            None => (claim, fact.place),
        };
        Some(Query { sure, ..self.query(question, place) })
    }

    /// Whether it is what its writer thinks or foresees, who may in a column: a reporter would be asked for it.
    fn is_opinion(&self) -> bool {
        self.facts.genre == Some(Genre::Opinion)
            && self.fact.sourced == Sourced::No
            && matches!(self.fact.judgement.reason(), ReasonKind::Judgement | ReasonKind::Prediction)
    }

    /// Takes down what was made of the want of a source. `figure`: whether a figure is what wants one.
    fn note_want(
        &self,
        figure: bool,
        place: Option<Span>,
        claim: Question,
        (likely, enough): (f32, f32),
        silent: bool,
    ) {
        let fact = self.fact;
        let opinion = || self.is_opinion() || fact.judgement.must(0.0) >= enough;
        let silence = silent.then(|| match fact.sourced {
            Sourced::Here => SOURCED,
            Sourced::Carried => CARRIED,
            Sourced::No if opinion() => OPINION,
            Sourced::No => RARELY,
        });
        // A placeholder for a source is asked about however likely that is.
        let decides = silent == (likely < enough);
        let measure =
            |question: Question| decides.then(|| Measure { what: question.measured(), likely, enough });
        if let Some(place) = place {
            let silence = silence.or((!figure).then_some(CLAIM_FIRST));
            self.look(Question::Figure, place, silence, measure(Question::Figure));
        }
        let silence = silence.or(figure.then_some(FIGURE_FIRST));
        self.look(claim, fact.place, silence, measure(claim));
        if self.is_lead {
            self.silent(Question::Claim, fact.place, LEAD_FIRST);
        }
    }
}

/// How words for people leave open who they are.
enum Openness {
    /// By an article or a number: "a senator", "two employees of the bank".
    Somebody,
    /// By nothing but their number: "advocates", "industry insiders".
    Crowd,
}

impl Openness {
    fn of(facts: &Facts, place: Span) -> Option<Openness> {
        let text = facts.text(place);
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
        let first = words.clone().next()?;
        let head = words.by_ref().take_while(|word| !lexicon::SOURCE_ENDS.contains(word)).last()?;
        let one = head.strip_suffix('s').filter(|one| !one.ends_with('s'));
        match first {
            // Who speaks for a body is the body: none of 134 in the marked drafts was asked about.
            _ if speaks_for_body(head) => None,
            "a" | "an" | "one" | "two" | "three" => {
                let person = is_role_word(head) || one.is_some_and(is_role_word);
                person.then_some(Openness::Somebody)
            }
            word if leaves_nothing_open(word) => None,
            // Papers are nobody: "internal emails seen by the Herald".
            _ if is_document(head) || one.is_some_and(is_record) => None,
            _ => {
                let names = &facts.passages[place.passage].reading.names;
                let named = names.iter().any(|name| name.range.contains_inclusive(place.range.start()));
                let owned = text.contains(['’', '\'']);
                (one.is_some() && !named && !owned).then_some(Openness::Crowd)
            }
        }
    }
}

/// Whether a noun in lower case is whoever speaks for a body.
fn speaks_for_body(head: &str) -> bool {
    head.starts_with("spokes") || matches!(head, "representative" | "representatives")
}

/// Whether words for a source have a name in them, or are nothing but a word for a body: "Russian media", "police".
fn tells_body(facts: &Facts, words: Span) -> bool {
    let text = facts.text(words);
    let behind_first = text.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase));
    let mut mentions = facts.mentions_of(words.passage).iter();
    behind_first
        || copydesk_language::is_body_noun(&text.to_lowercase())
        || mentions.any(|it| it.is_name && words.range.contains_range(it.place.range))
}

/// Whether words for a source end in a person's name behind a comma: "the paper's editor, Ana Lopez".
fn names_somebody(facts: &Facts, words: Span) -> bool {
    let behind_comma = |range: TextRange| {
        words.range.contains_range(range)
            && facts
                .text(Span::new(words.passage, TextRange::new(words.range.start(), range.start())))
                .ends_with(", ")
    };
    let mut mentions = facts.mentions_of(words.passage).iter();
    mentions.any(|it| it.is_name && it.kind == NameKind::Person && behind_comma(it.place.range))
}

/// Whether a word in lower case points at somebody or something that is known.
fn leaves_nothing_open(word: &str) -> bool {
    lexicon::is_determiner(word) || matches!(word, "other" | "both" | "all")
}

/// Papers without a number, a name or an owner that a sentence opens with: "Studies show that …", "According to reports, …". In the
/// drafts whose faults were all marked copy editors asked about each of twelve, so that no likelihood is asked for.
fn bare_document(facts: &Facts, fact: &SentenceFact) -> Option<(Question, Span)> {
    const MOST_WORDS: usize = 3;
    let text = facts.text(fact.place);
    let opening = ["According to ", "according to "].iter().find_map(|opening| text.strip_prefix(opening));
    let start = text.len() - opening.map_or(text.len(), str::len);
    let mut statements = facts.statements_of(fact.place.passage).iter();
    let place = statements.find_map(|it| {
        let place = it.source_place()?;
        let opens = usize::from(place.range.start()) == usize::from(fact.place.range.start()) + start;
        (opens && it.actor.is_none() && it.tells() && !it.attribution.nested).then_some(place)
    })?;
    let lower = facts.text(place).to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let (head, before) = words.split_last()?;
    let plain = |word: &&str| word.chars().all(char::is_alphabetic) && !leaves_nothing_open(word);
    let several = head.ends_with('s') || matches!(*head, "research" | "data" | "evidence");
    let bare = several && before.len() < MOST_WORDS && before.iter().all(plain) && is_document(head);
    let mut mentions = facts.mentions_of(place.passage).iter();
    let named = mentions.any(|mention| mention.is_name && overlap(mention.place.range, place.range));
    let question = if *head == "reports" { Question::Vague } else { Question::Document };
    (bare && !named).then_some((question, place))
}

/// Whether the only source of a sentence is a placeholder that nobody filled in.
fn names_placeholder(facts: &Facts, fact: &SentenceFact) -> bool {
    let mut sources = sources(facts, fact).peekable();
    let unfilled = |place: Span| is_mark(facts.text(place).trim());
    sources.peek().is_some() && sources.all(unfilled)
}

/// The sources of what is said in a sentence.
fn sources<'f>(facts: &'f Facts, fact: &SentenceFact) -> impl Iterator<Item = Span> + 'f {
    let sentence = fact.place;
    let statements = facts.statements_of(sentence.passage).iter();
    let here = statements.filter(move |it| sentence.range.contains_range(it.attribution.cue));
    here.filter_map(|it| it.source_place())
}

/// The words for a source of a kind in a sentence, whether or not they are told by somebody else.
fn any_source(facts: &Facts, fact: &SentenceFact, kind: SourceKind) -> Option<Span> {
    let mut statements = facts.statements_of(fact.place.passage).iter();
    statements
        .find(|it| it.kind() == kind && fact.place.range.contains_range(it.attribution.cue))
        .and_then(Statement::source_place)
}

/// The words for a source of a kind in a sentence.
fn source(facts: &Facts, fact: &SentenceFact, kind: SourceKind) -> Option<Span> {
    let sentence = fact.place;
    // A crowd is as vague where it believes as where it says.
    let counts = |it: &Statement| match kind {
        SourceKind::Vague => it.attribution.telling != Telling::Does,
        _ => it.tells(),
    };
    let mut statements = facts.statements_of(sentence.passage).iter().filter(|it| {
        it.kind() == kind
            && counts(it)
            && !it.attribution.nested
            && sentence.range.contains_range(it.attribution.cue)
    });
    statements.find_map(|it| it.source_place())
}

/// A part of a place, by its bytes.
fn part(place: Span, start: usize, length: usize) -> Option<Span> {
    let start = place.range.start() + TextSize::try_from(start).ok()?;
    Some(Span::new(place.passage, TextRange::at(start, TextSize::try_from(length).ok()?)))
}

/// The words for a document that is a source of the sentence, or for any document in it.
fn document(facts: &Facts, fact: &SentenceFact) -> Option<Span> {
    let passage = fact.place.passage;
    let named = source(facts, fact, SourceKind::Document);
    let mut documents = facts.passages[passage].reading.documents.iter();
    let first = || {
        documents
            .find(|range| fact.place.range.contains_range(**range))
            .map(|&range| Span::new(passage, range))
    };
    named.or_else(first)
}

/// Whether the paragraph behind opens with when, where or by whom a document was published: "The paper, published on Tuesday in the
/// Journal of Dams, …".
fn is_told_behind(facts: &Facts, document: Span) -> bool {
    let next = document.passage + 1;
    let Some(view) = facts.passages.get(next).filter(|_| facts.adjoin(document.passage, next)) else {
        return false;
    };
    let Some(rest) = view.passage.text.strip_prefix("The ") else { return false };
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(is_document)
        && words.next().is_some_and(|word| matches!(word, "published" | "released" | "issued"))
}

/// The figures of a sentence.
fn all_figures<'f>(facts: &'f Facts, fact: &SentenceFact) -> impl Iterator<Item = Span> + 'f {
    let sentence = fact.place;
    let figures = facts.passages[sentence.passage].reading.figures.iter();
    let places = figures.map(move |figure| Span::new(sentence.passage, figure.range));
    places.filter(move |place| sentence.range.contains_range(place.range))
}

/// The figures of a sentence that stand outside quotations.
fn figures<'f>(facts: &'f Facts, fact: &SentenceFact) -> impl Iterator<Item = Span> + 'f {
    all_figures(facts, fact).filter(|&place| !facts.is_in_quotation(place))
}

/// The words in a sentence that report without saying by whom.
fn reports<'f>(facts: &'f Facts, fact: &SentenceFact) -> impl Iterator<Item = Span> + 'f {
    let sentence = fact.place;
    let reports = facts.passages[sentence.passage].reading.agentless.iter();
    let places = reports.map(move |report| Span::new(sentence.passage, report.range));
    places.filter(move |place| sentence.range.contains_range(place.range))
}
