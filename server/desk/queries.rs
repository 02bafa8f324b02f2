//! What a copy editor would ask about the sources of each sentence, and which rule asks it: one judgement for all rules about
//! sources, settled here, so that one fault has one finding. The reader says how likely a fault is; the words that show it
//! say where it is told.

use copydesk_facts::{Facts, Place, SentenceFact, Sourced, Statement, is_mark};
use copydesk_language::calibration::{
    DESPITE_SOURCE, INDEFINITE_SOURCE, POLL_OF_SOMEBODY, SURELY_AGENTLESS, alone, with_words,
};
use copydesk_language::{
    Fault, FigureKind, NameKind, ReasonKind, SourceKind, Telling, is_document, is_role_word, overlap,
};
use text_size::TextRange;

use crate::question::{Query, Question};
use crate::verdict::called_guilty;

/// The questions about all sentences of the body, in order.
pub(crate) fn find(facts: &Facts) -> Vec<Query> {
    let lead = facts.lead().map(|(lead, _)| lead);
    (0..facts.sentences.len()).flat_map(|number| of_sentence(facts, number, lead)).collect()
}

/// A fault of the sources is told instead of the want of one: it says more exactly what is missing.
fn of_sentence(facts: &Facts, number: usize, lead: Option<usize>) -> Vec<Query> {
    let fact = &facts.sentences[number];
    let view = &facts.passages[fact.place.passage];
    // A link answers for itself.
    if !view.is_body() || view.is_linked(fact.place.range) {
        return Vec::new();
    }
    let reason = fact.judgement.reason();
    let query = |question, place| Query { question, reason, sentence: number, place, sure: true };
    let mut queries: Vec<Query> = Vec::new();
    if let Some(place) = shown(facts, fact, Fault::Agentless, agentless(facts, fact)) {
        let sure = fact.judgement.fault(Fault::Agentless) >= SURELY_AGENTLESS;
        queries.push(Query { sure, ..query(Question::Agentless, place) });
    }
    let poll = poll(facts, fact);
    queries.extend(poll.map(|(place, sure)| Query { sure, ..query(Question::Poll, place) }));
    // Whose poll it is, is asked with its method: without words for somebody else it is the source.
    let unnamed = unnamed(facts, fact).filter(|&(_, place, _)| poll.is_none() || place != fact.place);
    queries.extend(unnamed.map(|(question, place, sure)| Query { sure, ..query(question, place) }));
    let unasked = !queries.iter().any(|it| it.question != Question::Agentless);
    let bare = unasked.then(|| bare_document(facts, fact)).flatten();
    queries.extend(bare.map(|(question, place)| Query { sure: false, ..query(question, place) }));
    let document = document(facts, fact).filter(|_| bare.is_none() && poll.is_none());
    if document.is_some()
        && let Some(place) = shown(facts, fact, Fault::Unlinked, document)
    {
        queries.push(query(Question::Document, place));
    }
    if queries.is_empty() {
        let wanted = want(facts, number, lead);
        let guilty = called_guilty(facts, fact).filter(|&place| !facts.is_in_quotation(place));
        let guilty =
            guilty.map(|place| Query { reason: ReasonKind::Accusation, ..query(Question::Claim, place) });
        queries.extend(wanted.filter(|wanted| wanted.sure).or(guilty).or(wanted));
    }
    queries
}

/// A source that is vague or unnamed. Where words show it, they say which of the two; readers of one draft differ on that more than
/// on whether something is wrong. With whether it is sure.
fn unnamed(facts: &Facts, fact: &SentenceFact) -> Option<(Question, Place, bool)> {
    let (vague, anonymous) = (fact.judgement.fault(Fault::Vague), fact.judgement.fault(Fault::Anonymous));
    let either = (vague + anonymous).min(1.0);
    let told = |fault, words| told(facts, fact, fault, either, words);
    let passage = fact.place.passage;
    let explains =
        |near: usize| facts.adjoin(passage, near) && facts.passages[near].reading.explains_anonymity;
    if explains(passage) || explains(passage + 1) {
        return None;
    }
    if let Some(words) = source(facts, fact, SourceKind::Vague) {
        return told(Fault::Vague, Some(words)).map(|place| (Question::Vague, place, true));
    }
    let names_somebody = |words: &Place| {
        let behind_comma = |range: TextRange| {
            words.range.contains_range(range)
                && facts
                    .text(Place::new(passage, TextRange::new(words.range.start(), range.start())))
                    .ends_with(", ")
        };
        let mut mentions = facts.mentions_of(passage).iter();
        mentions.any(|it| it.is_name && it.kind == NameKind::Person && behind_comma(it.place.range))
    };
    if let Some(words) = source(facts, fact, SourceKind::Anonymous).filter(|words| !names_somebody(words)) {
        return told(Fault::Anonymous, Some(words)).map(|place| (Question::Anonymous, place, true));
    }
    // Whoever is named, known or pointed back to beside it is the source: “The engineer said …”.
    let known = |it: &Statement| {
        let source = it.source_place();
        let definite = source.is_some_and(|place| facts.text(place).to_lowercase().starts_with("the "));
        it.kind() == SourceKind::Named || it.actor.is_some() || definite
    };
    let mut others = facts.statements_of(passage).iter().filter(|it| {
        fact.place.range.contains_range(it.attribution.cue) && it.tells() && it.attribution.source.is_some()
    });
    if others.any(known) {
        return None;
    }
    // "A senator told this paper", "advocates say": people without a name or an edge, where the reader misses one.
    if let Some(words) = source(facts, fact, SourceKind::Described)
        && either >= facts.dial().share * INDEFINITE_SOURCE
    {
        match Openness::of(facts, words) {
            Some(Openness::Somebody) => return Some((Question::Anonymous, words, false)),
            Some(Openness::Crowd) => return Some((Question::Vague, words, false)),
            None => {}
        }
    }
    match vague >= anonymous {
        true => told(Fault::Vague, None).map(|place| (Question::Vague, place, true)),
        false => told(Fault::Anonymous, None).map(|place| (Question::Anonymous, place, true)),
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
    fn of(facts: &Facts, place: Place) -> Option<Openness> {
        let text = facts.text(place);
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
        let first = words.clone().next()?;
        let is_bound = |word: &str| {
            matches!(
                word,
                "of" | "in"
                    | "at"
                    | "on"
                    | "by"
                    | "from"
                    | "for"
                    | "who"
                    | "with"
                    | "whose"
                    | "to"
                    | "and"
                    | "near"
                    | "being"
            )
        };
        let head = words.by_ref().take_while(|word| !is_bound(word)).last()?;
        let one = head.strip_suffix('s').filter(|one| !one.ends_with('s'));
        match first {
            // Who speaks for a body is the body: none of 134 in the marked drafts was asked about.
            _ if speaks_for_body(head) => None,
            "a" | "an" | "one" | "two" | "three" => {
                let person = is_role_word(head) || one.is_some_and(is_role_word);
                person.then_some(Openness::Somebody)
            }
            word if leaves_nothing_open(word) => None,
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

/// Whether a word in lower case points at somebody or something that is known.
fn leaves_nothing_open(word: &str) -> bool {
    matches!(
        word,
        "the" | "these" | "those" | "other" | "its" | "their" | "his" | "her" | "our" | "my" | "both" | "all"
    )
}

/// Papers without a number, a name or an owner that a sentence opens with: "Studies show that …", "According to reports, …". In the
/// drafts whose faults were all marked copy editors asked about each of twelve, so that no likelihood is asked for.
fn bare_document(facts: &Facts, fact: &SentenceFact) -> Option<(Question, Place)> {
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

/// The words at which a fault is told: those that show it, where it is likely enough beside them, or the sentence, where it
/// is likely enough without.
fn shown(facts: &Facts, fact: &SentenceFact, fault: Fault, words: Option<Place>) -> Option<Place> {
    told(facts, fact, fault, fact.judgement.fault(fault), words)
}

fn told(
    facts: &Facts,
    fact: &SentenceFact,
    fault: Fault,
    likely: f32,
    words: Option<Place>,
) -> Option<Place> {
    let share = facts.dial().share;
    match words {
        Some(place) if likely >= share * with_words(fault) => Some(place),
        _ if likely >= share * alone(fault) => Some(words.unwrap_or(fact.place)),
        _ => None,
    }
}

/// The want of a source.
fn want(facts: &Facts, number: usize, lead: Option<usize>) -> Option<Query> {
    let fact = &facts.sentences[number];
    let must = facts.must(fact);
    let unfilled = names_placeholder(facts, fact);
    // What names a source must sound much like a want of one.
    let enough = match fact.sourced {
        Sourced::Here => facts.dial().tell.max(DESPITE_SOURCE),
        _ => facts.dial().tell,
    };
    if facts.is_quoted(fact.place) || must < enough && !unfilled {
        return None;
    }
    let sure = must >= facts.dial().warn || unfilled;
    let is_lead = lead == Some(fact.place.passage);
    let reason = fact.judgement.reason();
    let (question, place) = match (reason, figure(facts, fact)) {
        (ReasonKind::Figure, Some(figure)) => (Question::Figure, figure),
        // A lead tells in brief what the story behind it shows: it is asked only where that is sure to be wanted.
        _ if is_lead && !sure => return None,
        _ if is_lead => (Question::Lead, fact.place),
        _ => (Question::Claim, fact.place),
    };
    Some(Query { question, reason, sentence: number, place, sure })
}

/// Whether the only source of a sentence is a placeholder that nobody filled in.
fn names_placeholder(facts: &Facts, fact: &SentenceFact) -> bool {
    let mut sources = sources(facts, fact).peekable();
    let unfilled = |place: Place| is_mark(facts.text(place).trim());
    sources.peek().is_some() && sources.all(unfilled)
}

/// The sources of what is said in a sentence.
fn sources<'f>(facts: &'f Facts, fact: &SentenceFact) -> impl Iterator<Item = Place> + 'f {
    let sentence = fact.place;
    let statements = facts.statements_of(sentence.passage).iter();
    let here = statements.filter(move |it| sentence.range.contains_range(it.attribution.cue));
    here.filter_map(|it| it.source_place())
}

/// The words for a source of a kind in a sentence.
fn source(facts: &Facts, fact: &SentenceFact, kind: SourceKind) -> Option<Place> {
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

fn agentless(facts: &Facts, fact: &SentenceFact) -> Option<Place> {
    let passage = fact.place.passage;
    let reports = facts.passages[passage].reading.agentless.iter();
    let mut places = reports.map(|report| Place::new(passage, report.range));
    places.find(|&place| fact.place.range.contains_range(place.range) && !facts.is_in_quotation(place))
}

/// A poll without its method, and whether that is sure: one that gives a share and nobody's name, one that names who took it where
/// that is likelier, and any where the reader is sure by itself.
fn poll(facts: &Facts, fact: &SentenceFact) -> Option<(Place, bool)> {
    let place = word_for_poll(facts, fact)?;
    let likely = fact.judgement.fault(Fault::Poll);
    let share = facts.dial().share;
    let named = is_named(facts, fact);
    let enough = match (gives_share(facts, fact), named) {
        (true, false) => with_words(Fault::Poll),
        (true, true) if tells_how_many(facts, fact) => return None,
        (true, true) => POLL_OF_SOMEBODY,
        (false, _) => alone(Fault::Poll),
    };
    (likely >= share * enough).then_some((place, !named))
}

/// Whether a sentence tells how many were asked, or how far the answers may be off.
fn tells_how_many(facts: &Facts, fact: &SentenceFact) -> bool {
    let figures = &facts.passages[fact.place.passage].reading.figures;
    let counted = figures.iter().any(|figure| {
        matches!(figure.kind, FigureKind::Count | FigureKind::Crowd)
            && fact.place.range.contains_range(figure.range)
    });
    counted || facts.text(fact.place).contains("margin of error")
}

/// The word for a poll in a sentence.
fn word_for_poll(facts: &Facts, fact: &SentenceFact) -> Option<Place> {
    const POLLS: &[&str] = &["poll", "polls", "polling", "survey", "surveys"];
    let text = facts.text(fact.place);
    let mut at = 0;
    text.split(|c: char| !c.is_alphabetic()).find_map(|word| {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let is_poll = POLLS.contains(&word.to_lowercase().as_str());
        is_poll.then(|| part(fact.place, start, word.len())).flatten()
    })
}

/// Whether a sentence states a share, in per cent or in points.
fn gives_share(facts: &Facts, fact: &SentenceFact) -> bool {
    let mut figures = facts.passages[fact.place.passage].reading.figures.iter();
    let text = facts.text(fact.place);
    let points =
        text.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "point" | "points" | "ten"));
    points || figures.any(|it| it.kind == FigureKind::Percentage && fact.place.range.contains_range(it.range))
}

/// Whether a sentence names a person or an organisation.
fn is_named(facts: &Facts, fact: &SentenceFact) -> bool {
    let mut names = facts.passages[fact.place.passage].reading.names.iter();
    let acts = |kind| matches!(kind, NameKind::Person | NameKind::Organisation);
    names.any(|name| acts(name.kind) && fact.place.range.contains_range(name.range))
}

/// A part of a place, by its bytes.
fn part(place: Place, start: usize, length: usize) -> Option<Place> {
    let start = place.range.start() + text_size::TextSize::try_from(start).ok()?;
    Some(Place::new(place.passage, TextRange::at(start, text_size::TextSize::try_from(length).ok()?)))
}

/// The words for a document that is a source of the sentence, or for any document in it.
fn document(facts: &Facts, fact: &SentenceFact) -> Option<Place> {
    let passage = fact.place.passage;
    let named = source(facts, fact, SourceKind::Document);
    let mut documents = facts.passages[passage].reading.documents.iter();
    let first = || {
        documents
            .find(|range| fact.place.range.contains_range(**range))
            .map(|&range| Place::new(passage, range))
    };
    named.or_else(first)
}

/// The first figure of a sentence that stands outside quotations.
fn figure(facts: &Facts, fact: &SentenceFact) -> Option<Place> {
    let passage = fact.place.passage;
    let figures = facts.passages[passage].reading.figures.iter();
    let mut places = figures.map(|figure| Place::new(passage, figure.range));
    places.find(|&place| fact.place.range.contains_range(place.range) && !facts.is_in_quotation(place))
}
