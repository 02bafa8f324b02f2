//! Whom "he" and "she" mean that say something: whom the sentences before tell of, back to the start of the paragraph before or to
//! whoever spoke last there; and else whoever spoke last, near by.

use copydesk_language::{Gender, gender, gender_of_given_name, is_body_noun, lexicon, overlap};
use text_size::{TextRange, TextSize};

use super::{Cast, is_person};
use crate::actors::{Actor, Mention};
use crate::passages::{PassageView, Span};

/// Who spoke last: the actor, where it is one with a name, and the words for them.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    pub actor: Option<usize>,
    pub place: Span,
}

/// Whom a sentence tells of.
enum Subject {
    /// Somebody with a name.
    Actor(usize),
    /// Somebody without one: "a spokesman", or with "the", who may yet be one with a name.
    Unnamed { definite: bool },
    /// "He" again: whoever the sentences before tell of.
    Taken,
}

/// How many passages back somebody who spoke may still be meant.
const NEAR: usize = 2;
/// So many speakers, and sentences of a passage, are looked back at.
const FARTHEST: usize = 24;
/// From an owner to the name of whoever is theirs are no more words: "Lund’s press secretary Tom Ferrer".
const OWNED: usize = 3;

impl Cast<'_, '_> {
    /// The person whom "he" or "she" at a place means; nobody where that is somebody without a name. `said`: what is said there, in
    /// bytes of the passage: whom it tells of is seldom who says it. `speakers`: who spoke before, in order.
    pub(super) fn he_or_she(
        &self,
        place: Span,
        expected: Gender,
        said: &[TextRange],
        speakers: &[Speaker],
    ) -> Option<usize> {
        let fits = |actor: usize| self.genders[actor].is_none_or(|gender| gender == expected);
        let near = speakers
            .iter()
            .rev()
            .take(FARTHEST)
            .take_while(|speaker| speaker.place.passage + NEAR >= place.passage)
            .find(|speaker| speaker.actor.is_none_or(fits));
        let (own, before) = (place.passage, place.passage.saturating_sub(1));
        let goes_on = |passage: usize| {
            let view = &self.passages[passage];
            passage == own || view.is_body() && view.section == self.passages[own].section
        };
        for passage in (before..=own).rev().take_while(|&passage| goes_on(passage)) {
            let view = &self.passages[passage];
            let spoke = near.filter(|speaker| speaker.place.passage == passage);
            let sentences = &view.reading.sentences;
            let count = match passage == own {
                true => sentences.partition_point(|it| it.range.start() < place.range.start()),
                false => sentences.len(),
            };
            let sentences = sentences[..count].iter().rev().take(FARTHEST).map(|sentence| sentence.range);
            // Whom a sentence names only beside whatever it tells of: "On Tuesday it fell on Lund."
            let mut aside = None;
            for (back, range) in sentences.enumerate() {
                let here = passage == own && range.contains_range(place.range);
                let end = if here { place.range.start() } else { range.end() };
                let sentence = Span::new(passage, TextRange::new(range.start(), end));
                if let Some(spoke) = spoke.filter(|spoke| range.contains_range(spoke.place.range)) {
                    // Whoever the sentence right before opens with, and nobody else in it, is told of on.
                    let last = self.people_in(sentence).filter(|it| fits(it.actor)).last();
                    let opens = |it: &&Mention| {
                        passage == own && back == 1 && it.place.range.start() == range.start()
                    };
                    return last.filter(opens).map_or(spoke.actor, |it| Some(it.actor));
                }
                let said = if here { said } else { &[] };
                let main = behind_participle(view, sentence);
                let subject = match self.subject(main, expected, said, passage == own) {
                    // "Registered nurse Lund, 38, ate a sandwich"; but "asked about Lund, he" is not Lund.
                    None if !here => self.subject(sentence, expected, said, passage == own),
                    subject => subject,
                };
                match subject {
                    Some(Subject::Actor(actor)) => return Some(actor),
                    // "The director" behind what she said in the same paragraph is rather she.
                    Some(Subject::Unnamed { definite }) if !definite || spoke.is_none() => return None,
                    None if passage == own && !here => {
                        let named = || self.people_in(sentence).map(|it| it.actor).find(|&actor| fits(actor));
                        aside = aside.or_else(named);
                    }
                    Some(_) | None => {}
                }
            }
            if aside.is_some() {
                return aside;
            }
        }
        near.map_or_else(|| self.latest(place, fits), |near| near.actor)
    }

    /// The person named last before a place, in its passage or the one before, unless somebody without a name stands nearer.
    fn latest(&self, place: Span, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let mut near = self.mentions[..before]
            .iter()
            .rev()
            .take_while(|mention| mention.place.passage + 1 >= place.passage)
            .filter(|mention| is_person(mention) && !mention.quoted && fits(mention.actor));
        let latest = near.next()?;
        let nearer = self.unnamed_before(place).is_none_or(|unnamed| unnamed.key() < latest.place.key());
        nearer.then_some(latest.actor)
    }

    /// The last description of one person before a place, in its passage or the one before: "a former foreman".
    fn unnamed_before(&self, place: Span) -> Option<Span> {
        let passages = (place.passage.saturating_sub(1)..=place.passage).rev();
        passages
            .flat_map(|number| {
                let found = self.passages[number].reading.descriptions.iter().filter(|description| {
                    description.head.as_deref().is_some_and(|head| !head.ends_with('s'))
                        && !description.quoted
                });
                found.map(move |description| Span::new(number, description.range)).rev().collect::<Vec<_>>()
            })
            .find(|description| {
                description.key() < place.key()
                    && self.resolved_at(*description).is_none()
                    && self.described(*description).is_none()
            })
    }

    /// The mentions of people by name in a place, outside quotations.
    fn people_in(&self, place: Span) -> impl Iterator<Item = &Mention> {
        self.mentions_in(place).filter(|mention| is_person(mention) && !mention.quoted)
    }

    /// Whom a sentence, or a part of one, tells of whom a pronoun behind it may take up: who stands first in it. `owners`: whether that
    /// may be whose something is.
    fn subject(&self, sentence: Span, expected: Gender, said: &[TextRange], owners: bool) -> Option<Subject> {
        let view = &self.passages[sentence.passage];
        let fits = |actor: usize| self.genders[actor].is_none_or(|gender| gender == expected);
        let free = |range: TextRange| !said.iter().any(|said| said.contains_range(range));
        let named = self.people_in(sentence).find(|mention| {
            free(mention.place.range)
                && !follows_preposition(view, mention, sentence)
                && !self.is_possessor(mention, sentence)
        });
        let (start, end) = (sentence.range.start(), sentence.range.end());
        let name = named.map_or(end, |named| named.place.range.start());
        let descriptions = &view.reading.descriptions;
        let first = descriptions.partition_point(|other| other.range.start() < start);
        let others = descriptions[first..].iter().take_while(|other| other.range.end() <= name);
        for other in others.filter(|other| !other.quoted && free(other.range)) {
            let words = view.text(other.range);
            let Some(head) = other.head.as_deref() else {
                if gender_of_subject(words) == Some(expected) {
                    return Some(Subject::Taken);
                }
                continue;
            };
            let lead = view.text(TextRange::new(start, other.range.start()));
            let behind = view.text(TextRange::new(other.range.end(), end));
            // "The inspector", "Lund's sister"; "Norway's minister" may be somebody with a name.
            let article = words.split(' ').next().unwrap_or_default().to_lowercase();
            let of_person =
                || self.people_in(sentence).any(|it| it.place.range.start() == other.range.start());
            let opens = (lead.is_empty() || lead.ends_with(", "))
                && (lexicon::ARTICLES.contains(article.as_str()) || of_person());
            let owns = behind.starts_with("'s") || behind.starts_with("’s");
            let one_person = !head.ends_with('s')
                && !owns
                && !is_body_noun(head)
                && gender(head).is_none_or(|it| it == expected);
            // "The manager, Phil Lund,"
            let of_name = || {
                view.text(TextRange::new(other.range.end(), name)).trim_end() == ","
                    || view.reading.roles.iter().any(|role| overlap(role.range, other.range))
            };
            if !opens || !one_person || of_name() {
                continue;
            }
            match self.described(Span::new(sentence.passage, other.range)) {
                Some((Some(actor), _)) if fits(actor) => return Some(Subject::Actor(actor)),
                Some(_) => {}
                None => return Some(Subject::Unnamed { definite: article == "the" }),
            }
        }
        // "Lund's face fell"; but in "Lund's lawyer, Tom Ferrer," it is Ferrer.
        let owner = self.people_in(sentence).find(|mention| {
            owners
                && mention.place.range.start() < name
                && free(mention.place.range)
                && fits(mention.actor)
                && !follows_preposition(view, mention, sentence)
                && self.is_possessor(mention, sentence)
        });
        if let Some(owner) = owner {
            let end = owner.place.range.end();
            let title = named.and_then(|named| named.title).map_or(name, TextRange::start);
            let between = view.text(TextRange::new(end, title.max(end)));
            let apposed = named.is_some()
                && (between.trim_end().ends_with(',') || between.split_whitespace().count() <= OWNED);
            if !apposed {
                return Some(Subject::Actor(owner.actor));
            }
        }
        let named = named.filter(|named| fits(named.actor))?;
        // "Lund met Ferrer" tells of Lund; of "Lund and Ferrer" either may be meant.
        let joint = self.beside(named.actor, sentence).into_iter().any(fits);
        (!joint).then_some(Subject::Actor(named.actor))
    }
}

/// The pronoun that goes with each actor, as far as the draft shows it: by the name, a title, or what somebody is.
pub(super) fn genders(
    passages: &[PassageView],
    actors: &[Actor],
    mentions: &[Mention],
) -> Vec<Option<Gender>> {
    let of_actor = |actor: &Actor| {
        gender(&actor.name)
            .or_else(|| gender_of_given_name(&actor.name))
            .or_else(|| actor.offices.iter().find_map(|office| gender(office)))
    };
    let mut genders: Vec<Option<Gender>> = actors.iter().map(of_actor).collect();
    for mention in mentions {
        let title = mention.title.map(|title| passages[mention.place.passage].text(title));
        let known = &mut genders[mention.actor];
        *known = known.or_else(|| title.and_then(gender));
    }
    genders
}

/// Whether a name stands behind a preposition: "a letter to Lund", "a game with Brack's Lund".
fn follows_preposition(view: &PassageView, mention: &Mention, sentence: Span) -> bool {
    let start = mention.title.map_or(mention.place.range.start(), TextRange::start);
    let before = view.text(TextRange::new(sentence.range.start(), start.max(sentence.range.start())));
    let owns = |word: &str| word.ends_with("'s") || word.ends_with("’s");
    let word = before.split_whitespace().rfind(|word| !lexicon::ARTICLES.contains(word) && !owns(word));
    word.is_some_and(|word| lexicon::PREPOSITIONS.contains(word.to_lowercase().as_str()))
}

/// The pronoun that a clause begins with.
fn gender_of_subject(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" => Some(Gender::He),
        "she" | "She" => Some(Gender::She),
        _ => None,
    }
}

/// A sentence without what a participle leads it with: "Asked whether Lund would stay, ".
fn behind_participle(view: &PassageView, sentence: Span) -> Span {
    const SHORTEST: usize = 5;
    let text = view.text(sentence.range);
    let first = text.split(' ').next().unwrap_or_default();
    let participle = first.len() >= SHORTEST && (first.ends_with("ed") || first.ends_with("ing"));
    let comma = text.find(", ").filter(|_| participle).map_or(0, |comma| comma + ", ".len());
    let start = sentence.range.start() + TextSize::try_from(comma).unwrap_or_default();
    Span::new(sentence.passage, TextRange::new(start, sentence.range.end()))
}
