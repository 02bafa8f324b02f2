//! The ledger: who and what a draft rests on, and what each says. The code lens, the side bar, the report, `inspect`, the
//! cards and the rules that count sources all read this one list, so that no two of them disagree.

use std::collections::HashMap;

use copydesk_language::calibration::SURE_OF_SPEAKER;
use copydesk_language::{FigureKind, SourceKind, Telling, lexicon, ordinal};
use copydesk_text::{Link, LinkKind};
use text_size::TextSize;

use crate::actors::Actor;
use crate::attribution_kind::{AttributionKind, attribution_kind};
use crate::marks::is_mark;
use crate::passages::{PassageView, SentenceFact, Sourced, Span, text_at};
use crate::speech::Statement;

/// The sources of a draft, in the order in which they first speak.
pub struct Ledger {
    pub sources: Vec<Source>,
    /// For each statement of the draft the number of its source; `None` where it counts for nothing.
    of_statements: Vec<Option<usize>>,
    /// The number of an actor's source.
    of_actors: HashMap<usize, usize>,
}

/// One source.
pub struct Source {
    /// The actor's name, the draft's words for the source, or those of the link to it.
    pub name: String,
    pub kind: SourceKind,
    pub actor: Option<usize>,
    /// What it says: numbers of the draft's statements, in order.
    pub statements: Vec<usize>,
    /// The links that lead to it from sentences of which nobody else is the source.
    pub links: Vec<Span>,
    /// Whether the draft itself has something from this source, and not only through another or by the reporter's word for
    /// what it thinks.
    pub first_hand: bool,
}

impl Source {
    /// Whether it is a source that the draft rests on.
    pub fn counts(&self) -> bool {
        counts(self.kind, self.first_hand)
    }
}

/// Whether the draft rests on a source: on somebody or something that is told apart, at first hand.
pub(crate) fn counts(kind: SourceKind, first_hand: bool) -> bool {
    first_hand && !matches!(kind, SourceKind::Pronoun | SourceKind::None)
}

impl Ledger {
    /// The ledger of a draft of these passages, sentences and statements, by these actors.
    pub fn new(
        passages: &[PassageView],
        sentences: &[SentenceFact],
        statements: &[Statement],
        actors: &[Actor],
    ) -> Ledger {
        let mut book = Book::new(passages, actors);
        let mut of_statements = vec![None; statements.len()];
        let mut entries: Vec<((usize, TextSize), Entry)> = Vec::new();
        for (number, statement) in statements.iter().enumerate() {
            if let Some(place) = source_words(passages, statement) {
                entries.push((place.key(), Entry::Statement(number, place)));
            }
        }
        for fact in sentences.iter().filter(|fact| fact.sourced == Sourced::No) {
            let view = &passages[fact.place.passage];
            let links = view.passage.links.iter().filter(|link| view.is_body() && leads_out(link));
            for link in links.filter(|link| fact.place.range.contains_range(link.range)) {
                let place = Span::new(fact.place.passage, link.range);
                entries.push((place.key(), Entry::Link(link, place)));
            }
        }
        entries.sort_by_key(|&(at, _)| at);
        for (_, entry) in entries {
            match entry {
                Entry::Statement(number, words) => {
                    let statement = &statements[number];
                    let source = book.source_of(statement, words);
                    book.sources[source].statements.push(number);
                    let first_hand = !statement.attribution.nested && speaks(statement);
                    book.sources[source].first_hand |= first_hand;
                    of_statements[number] = Some(source);
                    for &actor in &statement.beside {
                        let other = book.of_actor(actor);
                        book.sources[other].statements.push(number);
                        book.sources[other].first_hand |= first_hand;
                    }
                    // The draft rests on the document; its author is heard through it.
                    if let Some(author) = statement.author {
                        let author = book.of_actor(author);
                        book.sources[author].statements.push(number);
                    }
                }
                Entry::Link(link, place) => {
                    let source = book.document(link, place);
                    book.sources[source].links.push(place);
                    book.sources[source].first_hand = true;
                }
            }
        }
        Ledger { sources: book.sources, of_statements, of_actors: book.by_actor }
    }

    /// The number of a statement's source; `None` where nobody says it, or it is a deed, a wish, a guess or a placeholder.
    pub fn source_of(&self, statement: usize) -> Option<usize> {
        self.of_statements[statement]
    }

    /// What an actor says: numbers of the draft's statements, in order.
    pub(crate) fn said_by(&self, actor: usize) -> &[usize] {
        self.of_actors.get(&actor).map_or(&[], |&source| &self.sources[source].statements)
    }
}

enum Entry<'a> {
    Statement(usize, Span),
    Link(&'a Link, Span),
}

/// The words for the source of a statement that counts: one that the desk is sure of, or that gives somebody's own words.
/// A headline repeats what the text says, and a placeholder is nobody yet.
fn source_words(passages: &[PassageView], statement: &Statement) -> Option<Span> {
    let place = statement.source_place()?;
    let sure = || {
        statement.attribution.confidence >= SURE_OF_SPEAKER
            || attribution_kind(passages, statement) != AttributionKind::Indirect
    };
    let headline = passages[statement.passage].is_head();
    // "A pilot, who said": the pilot has spoken, or nobody knows who.
    let relative = statement.actor.is_none() && matches!(text_at(passages, place), "who" | "which" | "that");
    // "39 per cent said they had not", "in the survey 48 per cent said": a share is what was found, and nobody.
    let share = passages[statement.passage].reading.figures.iter().any(|figure| {
        figure.kind == FigureKind::Percentage
            && (figure.range.start() == place.range.start() || figure.range.end() == place.range.end())
    });
    (statement.tells()
        && !headline
        && !relative
        && !share
        && !is_mark(text_at(passages, place).trim())
        && sure())
    .then_some(place)
}

/// Whether a source itself is heard: what somebody hopes or knows may be another's word for it. A document holds what it says.
fn speaks(statement: &Statement) -> bool {
    statement.attribution.telling == Telling::Says || statement.kind() == SourceKind::Document
}

/// Whether a link leads out of the draft, to a document or a note that names one.
fn leads_out(link: &Link) -> bool {
    let elsewhere = || match link.target.split_once(':') {
        Some((scheme, _)) => matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https"),
        None => !link.target.is_empty() && !link.target.starts_with('#'),
    };
    match link.kind {
        LinkKind::Link => elsewhere(),
        LinkKind::Footnote => true,
        LinkKind::Image => false,
    }
}

/// So many sources with one word for what they are are looked through for the one that is meant.
const REMEMBERED: usize = 32;

/// The ledger while it is written.
struct Book<'f, 'a> {
    passages: &'f [PassageView<'a>],
    actors: &'f [Actor],
    sources: Vec<Source>,
    by_actor: HashMap<usize, usize>,
    by_target: HashMap<&'a str, usize>,
    /// Sources without an actor, by the word for what they are.
    described: HashMap<String, Vec<(Description, usize)>>,
}

impl<'f, 'a> Book<'f, 'a> {
    fn new(passages: &'f [PassageView<'a>], actors: &'f [Actor]) -> Book<'f, 'a> {
        let (by_actor, by_target, described) = (HashMap::new(), HashMap::new(), HashMap::new());
        Book { passages, actors, sources: Vec::new(), by_actor, by_target, described }
    }

    fn add(&mut self, name: String, kind: SourceKind, actor: Option<usize>) -> usize {
        let (statements, links) = (Vec::new(), Vec::new());
        self.sources.push(Source { name, kind, actor, statements, links, first_hand: false });
        self.sources.len() - 1
    }

    /// The source that an actor is: a known one or a new one.
    fn of_actor(&mut self, actor: usize) -> usize {
        if let Some(&known) = self.by_actor.get(&actor) {
            return known;
        }
        let new = self.add(self.actors[actor].name.clone(), SourceKind::Named, Some(actor));
        self.by_actor.insert(actor, new);
        new
    }

    /// Who says a statement: a known source or a new one.
    fn source_of(&mut self, statement: &Statement, words: Span) -> usize {
        let source = match statement.actor {
            Some(actor) => self.of_actor(actor),
            None => self.described(text_at(self.passages, words), statement.kind()),
        };
        // A document that is linked where it speaks is the same where only the link stands.
        for link in &self.passages[words.passage].passage.links {
            let touches = link.range.intersect(words.range).is_some_and(|both| !both.is_empty());
            if touches && leads_out(link) {
                self.by_target.entry(&link.target).or_insert(source);
            }
        }
        source
    }

    fn described(&mut self, words: &str, kind: SourceKind) -> usize {
        // "A former foreman, who" is the reader's cut; the foreman is meant.
        let words = words.trim_end_matches(" who").trim_end_matches(',');
        let description = Description::new(words);
        let alike = self.described.entry(description.head.clone()).or_default();
        let mut near = alike.iter().rev().take(REMEMBERED);
        let known = near.find(|(earlier, _)| description.may_mean(earlier));
        if let Some(&(_, known)) = known {
            // That somebody would not be named may be said at any mention.
            if kind == SourceKind::Anonymous && self.sources[known].kind == SourceKind::Described {
                self.sources[known].kind = kind;
            }
            return known;
        }
        alike.push((description, self.sources.len()));
        self.add(words.to_owned(), kind, None)
    }

    fn document(&mut self, link: &'a Link, place: Span) -> usize {
        if let Some(&known) = self.by_target.get(link.target.as_str()) {
            return known;
        }
        let name = match (link.kind, text_at(self.passages, place).trim()) {
            (LinkKind::Footnote, _) => format!("footnote {}", link.target),
            (_, words) if !words.contains(char::is_alphanumeric) => link.target.clone(),
            (_, words) => words.to_owned(),
        };
        let new = self.add(name, SourceKind::Document, None);
        self.by_target.insert(&link.target, new);
        new
    }
}

/// The draft's words for a source without a name, taken apart: "the two senior officials at the port".
struct Description {
    /// All of them.
    words: Vec<String>,
    /// The word for what the source is: "officials".
    head: String,
    /// What stands before it, without an article: "two", "senior".
    before: Vec<String>,
    /// What stands behind it: "at the port".
    behind: Vec<String>,
    /// Whether they may point back at a source of whom the draft has told.
    points_back: bool,
    /// Whether they say that it is a further one.
    further: bool,
}

impl Description {
    fn new(words: &str) -> Description {
        const POINTERS: &[&str] = &["the", "this", "that", "these", "those"];
        const FURTHER: &[&str] = &["other", "others", "different", "separate"];
        let words: Vec<String> = words
            .to_lowercase()
            .replace(',', " , ")
            .replace("another ", "an other ")
            .split_whitespace()
            .map(|word| match word {
                "," => word,
                _ => word.trim_matches(|letter: char| !letter.is_alphanumeric()),
            })
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let first = words.first().map_or("", String::as_str);
        let definite = POINTERS.contains(&first);
        let article = usize::from(definite || matches!(first, "a" | "an"));
        // Of two who speak together both are meant.
        let ends =
            |word: &String| lexicon::SOURCE_ENDS.contains(word) && !matches!(word.as_str(), "and" | "or");
        let end = (article + 1..words.len()).find(|&at| ends(&words[at])).unwrap_or(words.len());
        let head = words[..end].last().cloned().unwrap_or_default();
        let before = words.get(article..end.saturating_sub(1)).unwrap_or_default().to_vec();
        let further = before
            .iter()
            .any(|word| FURTHER.contains(&word.as_str()) || ordinal(word).is_some_and(|place| place > 1));
        let points_back = definite || article == 0 && before.is_empty();
        let behind = words[end..].to_vec();
        Description { words, head, before, behind, points_back, further }
    }

    /// Whether they may be said of a source of whom the draft has told in `earlier` words: by the same words, or by some of
    /// them that point back.
    fn may_mean(&self, earlier: &Description) -> bool {
        if self.further {
            return self.points_back && self.words[1..] == earlier.words[1..];
        }
        let fewer = || {
            self.points_back
                && self.head == earlier.head
                && self.before.iter().all(|word| earlier.before.contains(word))
                && (self.behind.is_empty() || self.behind == earlier.behind)
        };
        self.words == earlier.words || fewer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_words_that_point_back_mean_the_same_source() {
        for (earlier, later, same) in [
            ("a senior naval officer", "the officer", true),
            ("a senior naval officer", "the naval officer", true),
            ("a senior naval officer", "the army officer", false),
            ("a naval officer", "a naval officer", true),
            ("a naval officer", "an officer", false),
            ("a naval officer", "another naval officer", false),
            ("another officer", "the other officer", true),
            ("an official", "a second official", false),
            ("a second official", "the second official", true),
            ("two officials at the port", "the officials", true),
            ("two officials at the port", "officials", true),
            ("two officials at the port", "the official", false),
            ("two officials at the port", "officials in the ministry", false),
            ("a nurse, who works nights", "the nurse", true),
            ("the ministry's report", "the report", true),
            ("sources", "the sources", true),
            ("", "the officer", false),
            ("the officer", "", false),
        ] {
            let may = Description::new(later).may_mean(&Description::new(earlier));
            assert_eq!(may, same, "{later} for {earlier}");
        }
    }
}
