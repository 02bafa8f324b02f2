//! Who stands in a sentence that may be accused in it: by name, and by the words that stand for a name, "he", "the singer", "the
//! accused", "both men". Whom these mean is a guess that costs a look: the legal read lists and asks, and judges nothing.

use std::collections::BTreeMap;

use copydesk_facts::{Facts, SentenceFact, Span};
use copydesk_language::lexicon::DOERS;
use copydesk_language::{Gender, NameKind, Telling, gender, is_body_noun, is_person_noun, overlap};
use text_size::{TextRange, TextSize};

use crate::charges::is_somebody;

/// Words for whoever is accused in a draft, behind "the", beside those for who committed a crime.
const ACCUSED: &[&str] = &["accused", "defendant", "suspect"];
/// Words for the people named together last, behind "the" or by themselves.
const TOGETHER: &[&str] = &["they", "them", "both", "pair", "duo", "two", "trio"];
/// Of these, those that mean them behind "the" only.
const COUNTED: &[&str] = &["pair", "duo", "two", "trio"];
/// Words that may join two names beside what says who they are.
const JOINTS: &[&str] =
    &["and", "&", "along", "with", "as", "well", "both", "the", "former", "ex", "mr", "ms", "mrs"];

/// Somebody in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Present {
    /// The words, in bytes of the sentence.
    pub range: TextRange,
    /// Who it is, and with whom where one word means several: indices into [`Facts::actors`].
    pub actors: Vec<usize>,
    /// Whether the words are a name.
    pub is_name: bool,
}

/// Of whom the sentences before were, so that the next can take them up.
pub(super) struct Followed {
    person: Option<usize>,
    /// Who else was named in the last sentence that names a person, the last first.
    beside: Vec<usize>,
    /// By which pronoun somebody was taken up whose name does not tell.
    genders: BTreeMap<usize, Gender>,
    body: Option<usize>,
    together: Vec<usize>,
    /// Who was accused last.
    pub accused: Option<usize>,
    /// The words of titles before names, in lower case, with whose they are.
    titles: Vec<(String, usize)>,
}

impl Followed {
    /// Before the first sentence.
    pub(super) fn new(facts: &Facts) -> Followed {
        let mentions = (0..facts.passages.len()).flat_map(|passage| facts.mentions_of(passage));
        let titles = mentions.filter_map(|mention| {
            let title = Span::new(mention.place.passage, mention.title?);
            let head = facts.text(title).rsplit(' ').next().unwrap_or_default().to_lowercase();
            Some((head, mention.actor))
        });
        Followed {
            person: None,
            beside: Vec::new(),
            genders: BTreeMap::new(),
            body: None,
            together: Vec::new(),
            accused: None,
            titles: titles.collect(),
        }
    }

    /// Who stands in the next sentence of the draft, in its order.
    pub(super) fn present(&mut self, facts: &Facts, fact: &SentenceFact) -> Vec<Present> {
        let place = fact.place;
        let text = facts.text(place);
        let within = |range: TextRange| place.range.contains_range(range);
        let mentions = facts.mentions_of(place.passage).iter();
        let mut present: Vec<Present> = mentions
            .filter(|mention| within(mention.place.range) && is_somebody(facts, mention))
            .map(|mention| Present {
                range: mention.place.range - place.range.start(),
                actors: vec![mention.actor],
                is_name: mention.is_name,
            })
            .collect();
        let mut known: Vec<TextRange> = present.iter().map(|it| it.range).collect();
        let named = present.clone();
        let mut stand = |range: TextRange, actors: Vec<usize>| {
            if !actors.is_empty() && !known.iter().any(|&other| overlap(other, range)) {
                known.push(range);
                present.push(Present { range, actors, is_name: false });
            }
        };
        let is_person = |actor: usize| facts.actors[actor].kind == NameKind::Person;
        for description in &facts.passages[place.passage].reading.descriptions {
            if !within(description.range) {
                continue;
            }
            let range = description.range - place.range.start();
            let words = text[range].to_lowercase();
            if let Some(head) = &description.head {
                stand(range, self.holder(facts, &words, head).into_iter().collect());
                continue;
            }
            let expected =
                if matches!(words.as_str(), "he" | "him" | "his") { Gender::He } else { Gender::She };
            let known = |actor: usize| {
                gender(&facts.actors[actor].name).or_else(|| self.genders.get(&actor).copied())
            };
            let fits = |actor: usize| known(actor).is_none_or(|it| it == expected);
            let earlier = || {
                let earlier = named.iter().filter(|it| it.range.end() <= range.start());
                earlier.filter(|it| it.actors.iter().all(|&actor| is_person(actor) && fits(actor)))
            };
            let told = earlier()
                .find(|it| !says(facts, fact, it.range) && !is_bound(text, it))
                .or_else(|| earlier().next());
            let told = told.and_then(|it| it.actors.first().copied());
            let before = || self.person.iter().chain(&self.beside).copied().find(|&actor| fits(actor));
            let meant = told.or_else(before);
            stand(range, meant.into_iter().collect());
            if let Some(meant) = meant {
                self.genders.entry(meant).or_insert(expected);
            }
        }
        for (range, word) in words_of(text) {
            let lower = word.to_lowercase();
            let (accused, body) = (
                ACCUSED.contains(&lower.as_str()) || DOERS.contains(&lower),
                is_body_noun(lower.strip_suffix('s').unwrap_or(&lower)),
            );
            if !(accused
                || body
                || TOGETHER.contains(&lower.as_str())
                || matches!(lower.as_str(), "it" | "its" | "companies"))
            {
                continue;
            }
            let before = text[..usize::from(range.start())].to_lowercase();
            // "The accused", "the alleged gunman", "the 67-year-old killer".
            let the = before.trim_end_matches(' ');
            let the = the.rsplit(' ').find(|word| {
                !(word.ends_with("-old") || matches!(*word, "alleged" | "suspected" | "convicted" | "masked"))
            });
            let behind_the = the == Some("the");
            if accused && behind_the {
                let start = before.rfind("the ").unwrap_or_default();
                let start = TextSize::try_from(start).unwrap_or_default();
                stand(TextRange::new(start, range.end()), self.accused.into_iter().collect());
            } else if TOGETHER.contains(&lower.as_str()) {
                if behind_the || !COUNTED.contains(&lower.as_str()) {
                    stand(range, self.together.clone());
                }
            } else if behind_the && lower.ends_with('s') && !is_body_noun(&lower) {
                stand(range, self.together.clone());
            } else if behind_the && body || matches!(lower.as_str(), "it" | "its") {
                let earlier =
                    named.iter().filter(|it| it.range.end() <= range.start() && !is_bound(text, it));
                let earlier = earlier.flat_map(|it| &it.actors).copied().find(|&it| !is_person(it));
                // "The contractor" is no council, and "the council" none but a council.
                let fits = |actor: &usize| !body || may_be_called(&facts.actors[*actor].name, &lower);
                stand(range, earlier.or(self.body).filter(fits).into_iter().collect());
            }
        }
        // "The 64-year-old has denied it".
        for (at, _) in text.match_indices("-year-old ") {
            let behind = text[at + "-year-old ".len()..].split(' ').next().unwrap_or_default();
            let verb = matches!(behind, "has" | "had" | "was" | "is" | "who" | "also" | "later")
                || behind.ends_with("ed");
            let start = text[..at].rfind(' ').map_or(0, |blank| blank + 1);
            if let (true, Ok(start)) = (verb, TextSize::try_from(start)) {
                let range = TextRange::at(
                    start,
                    TextSize::try_from(at).unwrap_or_default() - start + TextSize::of("-year-old"),
                );
                stand(range, self.person.into_iter().collect());
            }
        }
        present.sort_by_key(|it| (it.range.start(), it.range.end()));
        self.follow(facts, fact, &present);
        present
    }

    /// Remembers whom a sentence is of: who is named first and not only beside the point, and rather whom it tells of than who
    /// tells it.
    fn follow(&mut self, facts: &Facts, fact: &SentenceFact, present: &[Present]) {
        let text = facts.text(fact.place);
        let first = |person: bool, known: Option<usize>| {
            let is_person =
                |it: &Present| it.actors.iter().all(|&it| facts.actors[it].kind == NameKind::Person);
            let owns = |it: &Present| text[usize::from(it.range.end())..].starts_with(['\'', '’']);
            let fits = |it: &&Present| {
                is_person(it) == person && !is_bound(text, it) && !owns(it) && it.actors.len() == 1
            };
            // "It is the second time" is of nobody.
            let names = present.iter().filter(fits).filter(|it| person || it.is_name);
            let told = names.clone().find(|it| !says(facts, fact, it.range));
            let told = told.or_else(|| names.clone().next().filter(|_| known.is_none()));
            told.and_then(|it| it.actors.first().copied()).or(known)
        };
        let is_person = |&actor: &usize| facts.actors[actor].kind == NameKind::Person;
        let named = present.iter().rev().filter(|it| it.is_name).flat_map(|it| it.actors.iter().copied());
        let named: Vec<usize> = named.filter(is_person).collect();
        if !named.is_empty() {
            self.beside = named;
        }
        (self.person, self.body) = (first(true, self.person), first(false, self.body));
        let joint =
            (0..present.len()).map(|at| together(facts, text, present, at)).find(|joint| joint.len() > 1);
        self.together = joint.unwrap_or(std::mem::take(&mut self.together));
    }

    /// The person whom a description with an article means: the only one of that office, or of several the one of whom it was last.
    fn holder(&self, facts: &Facts, words: &str, head: &str) -> Option<usize> {
        if words.starts_with("a ") || words.starts_with("an ") {
            return None;
        }
        let holds = |actor: &usize| {
            let told = facts.actors[*actor].offices.iter().any(|office| office == head);
            told || self.titles.iter().any(|(title, of)| of == actor && title == head)
        };
        let mut holders = (0..facts.actors.len()).filter(holds);
        let (first, second) = (holders.next(), holders.next());
        self.person.filter(holds).or(first.filter(|_| second.is_none()))
    }
}

/// Everybody who stands beside somebody in one enumeration, that one among them: "Conte, Valente and coach Korchemny".
pub(super) fn together(facts: &Facts, text: &str, here: &[Present], at: usize) -> Vec<usize> {
    let kind = |it: &Present| it.actors.first().map(|&actor| facts.actors[actor].kind);
    let joins = |one: &Present, other: &Present| {
        let between =
            text.get(usize::from(one.range.end())..usize::from(other.range.start())).unwrap_or_default();
        let lower = between.to_lowercase();
        let mut words =
            lower.split(|c: char| !(c.is_alphanumeric() || c == '&')).filter(|word| !word.is_empty());
        let is_joint = |word: &str| {
            JOINTS.contains(&word) || word.bytes().all(|it| it.is_ascii_digit()) || is_person_noun(word)
        };
        one.is_name
            && other.is_name
            && kind(one) == kind(other)
            && (lower.trim_start().starts_with([',', '&'])
                || lower.contains(" and ")
                || lower.contains("with "))
            && words.all(is_joint)
    };
    let Some(middle) = here.get(at) else { return Vec::new() };
    let mut found = middle.actors.clone();
    let mut add = |it: &Present| {
        it.actors.iter().for_each(|actor| {
            if !found.contains(actor) {
                found.push(*actor);
            }
        })
    };
    let mut last = middle;
    for other in here[..at].iter().rev() {
        if !joins(other, last) {
            break;
        }
        add(other);
        last = other;
    }
    last = middle;
    for other in &here[at + 1..] {
        if !joins(last, other) {
            break;
        }
        add(other);
        last = other;
    }
    // "Lund and Ferrer", in the order of the text; a comma alone sets off who somebody is.
    found.sort_by_key(|actor| here.iter().position(|it| it.actors.contains(actor)));
    found
}

/// Whether somebody in a sentence stands in the words for who says something there. Of whom a sentence tells what they hold, "was angry
/// because", it is.
pub(super) fn says(facts: &Facts, fact: &SentenceFact, range: TextRange) -> bool {
    let range = range + fact.place.range.start();
    let statements = facts.statements_of(fact.place.passage).iter();
    let mut says = statements.filter(|statement| statement.attribution.telling == Telling::Says);
    says.any(|statement| statement.source_place().is_some_and(|source| source.range.contains_range(range)))
}

/// Whether a name only tells more of the words before or behind it: "a reporter for the Herald", "the FBI agent", "Falk's lawyer".
pub(super) fn is_bound(text: &str, it: &Present) -> bool {
    let range = it.range;
    let before = text[..usize::from(range.start())].trim_end().trim_end_matches(" the");
    let before = before.trim_end_matches(" Mr").trim_end_matches(" Ms").trim_end_matches(" Mrs");
    let small = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let small = matches!(
        small.as_str(),
        "of" | "for"
            | "at"
            | "in"
            | "with"
            | "by"
            | "from"
            | "to"
            | "on"
            | "near"
            | "against"
            | "than"
            | "like"
    );
    small || is_possessor(text, it)
}

/// Whether a name stands before a noun for somebody else: "FBI agent", "WorldCom's former executives".
fn is_possessor(text: &str, it: &Present) -> bool {
    let behind = &text[usize::from(it.range.end())..];
    let owned = behind.strip_prefix("'s").or_else(|| behind.strip_prefix("’s"));
    let owned = owned.or_else(|| behind.strip_prefix(['\'', '’']));
    if owned.is_none() && !it.is_name {
        return false;
    }
    let Some(noun) = owned.unwrap_or(behind).strip_prefix(' ') else { return false };
    let nouns = noun.split(' ').take(3).take_while(|word| word.starts_with(char::is_lowercase));
    let mut nouns = nouns.take(if owned.is_some() { 3 } else { 1 });
    nouns.any(|word| {
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let one = word.strip_suffix("es").filter(|one| is_person_noun(one));
        is_person_noun(word) || one.is_some() || word.strip_suffix('s').is_some_and(is_person_noun)
    })
}

/// Whether a body may be meant by a noun in lower case: one whose name says what kind of public body it is only by that, "the council",
/// or by a noun for all of them.
fn may_be_called(name: &str, noun: &str) -> bool {
    const PUBLIC: &[&str] = &[
        "board",
        "commission",
        "committee",
        "council",
        "court",
        "department",
        "government",
        "hospital",
        "ministry",
        "parliament",
        "police",
        "school",
        "senate",
        "university",
    ];
    const ANY: &[&str] = &["authority", "body", "group", "institution", "organisation", "organization"];
    let noun = noun.strip_suffix('s').unwrap_or(noun);
    let name = name.to_lowercase();
    let says = |public: &&&str| name.split(' ').any(|word| word == **public);
    match PUBLIC.iter().find(says) {
        Some(_) => ANY.contains(&noun) || name.split(' ').any(|word| word == noun),
        None => !PUBLIC.contains(&noun) || ANY.contains(&noun),
    }
}

/// The words of a text with their bytes.
fn words_of(text: &str) -> impl Iterator<Item = (TextRange, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let at = |offset: usize| TextSize::try_from(offset).ok();
        Some((TextRange::new(at(start)?, at(start + word.len())?), word))
    })
}
