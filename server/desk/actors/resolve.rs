//! Who a source is: by a name in its words, by what a description says, or by a pronoun's nearest person.

use std::collections::HashMap;

use copydesk_language::{Description, NameKind, SourceKind, overlap};
use text_size::TextRange;

use crate::actors::{Actor, Mention};
use crate::passages::{PassageView, Place, numbers_of};
use crate::speech::Statement;

/// The actors and their mentions while sources are resolved to them.
pub(crate) struct Cast<'a, 'b> {
    passages: &'b [PassageView<'a>],
    pub(crate) actors: Vec<Actor>,
    /// By place.
    pub(crate) mentions: Vec<Mention>,
    /// The holders of each office: the numbers of the mentions of people by name, in order.
    holders: HashMap<String, Vec<usize>>,
}

/// Gives each statement the actor who makes it, where that is plain, and adds the descriptions and pronouns that stand
/// for an actor to the mentions.
pub(crate) fn resolve_sources(cast: &mut Cast, statements: &mut [Statement]) {
    let mut speaker = None;
    let mut added = Vec::new();
    for statement in statements.iter_mut() {
        // Who does or wants something has said nothing.
        if !statement.tells() {
            continue;
        }
        let Some(range) = statement.attribution.source else { continue };
        let place = Place::new(statement.passage, range);
        let (actor, place) = match statement.kind() {
            SourceKind::Pronoun => (cast.pronoun(place, speaker), place),
            _ => cast.named_or_described(place),
        };
        statement.actor = actor;
        let kind = actor.map(|actor| cast.actors[actor].kind);
        // Behind somebody without a name a pronoun is theirs.
        let person = kind.is_none_or(|kind| kind == NameKind::Person);
        if person && statement.kind() != SourceKind::Document && !statement.attribution.nested {
            speaker = Some(Speaker { actor, place });
        }
        let (Some(actor), Some(kind)) = (actor, kind) else { continue };
        let known = cast
            .mentions_of(place.passage)
            .iter()
            .any(|mention| overlap(mention.place.range, place.range) && mention.actor == actor);
        if !known {
            added.push(Mention { place, actor, kind, is_name: false, title: None, quoted: false });
        }
    }
    cast.mentions.extend(added);
    cast.mentions.sort_by_key(|mention| (mention.place.key(), mention.place.range.end()));
    cast.mentions.dedup_by_key(|mention| (mention.place.passage, mention.place.range));
}

/// Who spoke last: the actor, where it is one with a name, and the words for them.
#[derive(Clone, Copy)]
struct Speaker {
    actor: Option<usize>,
    place: Place,
}

impl<'a, 'b> Cast<'a, 'b> {
    /// The actors found by name, with their mentions in the order of the draft.
    pub(crate) fn new(
        passages: &'b [PassageView<'a>],
        actors: Vec<Actor>,
        mentions: Vec<Mention>,
    ) -> Cast<'a, 'b> {
        let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, mention) in mentions.iter().enumerate().filter(|(_, mention)| is_person(mention)) {
            let mut offices: Vec<&String> = actors[mention.actor].offices.iter().collect();
            offices.sort_unstable();
            offices.dedup();
            for office in offices {
                match holders.get_mut(office) {
                    Some(known) => known.push(number),
                    None => drop(holders.insert(office.clone(), vec![number])),
                }
            }
        }
        Cast { passages, actors, mentions, holders }
    }

    /// The actor named in the words for a source, or described by them; with the place of the words that say so.
    fn named_or_described(&self, place: Place) -> (Option<usize>, Place) {
        let inside: Vec<Mention> = self.mentions_in(place).cloned().collect();
        let person = inside.iter().find(|mention| {
            mention.kind == NameKind::Person
                && !self.is_possessor(mention, place)
                && !self.is_beside_the_point(mention, place)
        });
        if let Some(person) = person {
            return (Some(person.actor), person.place);
        }
        if let Some(described) = self.described(place) {
            return described;
        }
        let body = inside
            .iter()
            .find(|mention| mention.kind != NameKind::Other && !self.is_possessor(mention, place));
        match body {
            Some(body) if self.is_head(body, place) => (Some(body.actor), body.place),
            _ => (None, place),
        }
    }

    fn mentions_of(&self, passage: usize) -> &[Mention] {
        &self.mentions[numbers_of(&self.mentions, passage, |mention| mention.place.passage)]
    }

    fn mentions_in(&self, place: Place) -> impl Iterator<Item = &Mention> {
        let start = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        self.mentions[start..]
            .iter()
            .take_while(move |mention| {
                mention.place.passage == place.passage && mention.place.range.start() < place.range.end()
            })
            .filter(move |mention| place.range.contains_range(mention.place.range))
    }

    /// Whether a mention only owns what the source is: "Russia’s Defense Minister".
    fn is_possessor(&self, mention: &Mention, place: Place) -> bool {
        let text =
            self.passages[place.passage].text(TextRange::new(mention.place.range.end(), place.range.end()));
        text.starts_with("’s") || text.starts_with("'s") || text.starts_with("’ ") || text.starts_with("' ")
    }

    /// Whether a person named in a source only stands in relation to it: "a letter to Maria Lund", "a friend of hers, Tom". Who
    /// wrote it, "a letter from Maria Lund", is the source.
    fn is_beside_the_point(&self, mention: &Mention, place: Place) -> bool {
        let view = &self.passages[place.passage];
        let title = view.reading.names.iter().find(|name| name.range == mention.place.range);
        let start = title.and_then(|name| name.title).map_or(mention.place.range.start(), |it| it.start());
        let before = view.text(TextRange::new(place.range.start(), start.max(place.range.start())));
        let word =
            before.split_whitespace().rfind(|word| !matches!(*word, "the" | "a" | "an" | "late" | "former"));
        let word = word.unwrap_or("").to_lowercase();
        let relates = matches!(
            word.as_str(),
            "to" | "of"
                | "for"
                | "with"
                | "about"
                | "against"
                | "on"
                | "behind"
                | "near"
                | "over"
                | "like"
                | "under"
                | "beside"
        );
        let behind = view.text(TextRange::new(mention.place.range.end(), place.range.end()));
        relates || is_modifier(behind)
    }

    /// Whether a body named in a source is the source, not where somebody works: "the World Bank", not "a spokesman for
    /// the World Bank".
    fn is_head(&self, mention: &Mention, place: Place) -> bool {
        let view = &self.passages[place.passage];
        let before =
            view.text(TextRange::new(place.range.start(), mention.place.range.start())).to_lowercase();
        let behind = view.text(TextRange::new(mention.place.range.end(), place.range.end()));
        let leads = before.split_whitespace().all(|word| {
            matches!(word, "the" | "both" | "state" | "news" | "agency" | "newspaper" | "broadcaster" | "a")
        });
        let alone = behind.trim().is_empty() || behind.trim_start().starts_with([',', '(']);
        leads && alone
    }

    fn described(&self, place: Place) -> Option<(Option<usize>, Place)> {
        let view = &self.passages[place.passage];
        // "The singer" of "the singer's agent" is not the source.
        let owns = |range: TextRange| {
            let behind = &view.passage.text[usize::from(range.end())..];
            behind.starts_with("'s") || behind.starts_with("’s")
        };
        let description = view.reading.descriptions.iter().find(|description| {
            description.head.is_some()
                && place.range.contains_range(description.range)
                && !owns(description.range)
        })?;
        let at = Place::new(place.passage, description.range);
        let actor = self.holder(description, at)?;
        Some((Some(actor), at))
    }

    /// The person a definite description stands for: the only one whom the draft's own words give that office, or of several
    /// the one who bore it last before.
    fn holder(&self, description: &Description, place: Place) -> Option<usize> {
        let head = description.head.as_deref()?;
        let text = self.passages[place.passage].text(place.range).to_lowercase();
        if text.starts_with("a ") || text.starts_with("an ") || differs(&text) {
            return None;
        }
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let known = self.holders.get(head).map_or(&[][..], Vec::as_slice);
        let (earlier, later) = known.split_at(known.partition_point(|&number| number < before));
        let actors = earlier.iter().rev().chain(later).map(|&number| self.mentions[number].actor);
        actors.into_iter().find(|&actor| self.is_told_of(actor, &text))
    }

    /// Whether the draft's words for an actor hold all words of a description in lower case, and say of no such office that another
    /// holds it: "the prime minister" is not the deputy prime minister.
    fn is_told_of(&self, actor: usize, description: &str) -> bool {
        let told: Vec<String> = self.actors[actor]
            .descriptions
            .iter()
            .map(|place| self.passages[place.passage].text(place.range).to_lowercase())
            .collect();
        let words = |text: &'_ str| -> Vec<String> {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !is_article(word));
            words.map(str::to_owned).collect()
        };
        let known: Vec<String> = told.iter().flat_map(|told| words(told)).collect();
        words(description).iter().all(|word| known.contains(word)) && !told.iter().any(|told| differs(told))
    }

    /// The person a pronoun stands for: for "who" the one named right before it; else the one who spoke last, near by, or the
    /// person mentioned last. Where somebody without a name stands nearer, nobody.
    fn pronoun(&self, place: Place, speaker: Option<Speaker>) -> Option<usize> {
        let text = self.passages[place.passage].text(place.range).to_lowercase();
        let word = text.rsplit(' ').next().unwrap_or("");
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let people = self.mentions[..before]
            .iter()
            .rev()
            .take_while(|mention| mention.place.passage + 1 >= place.passage)
            .filter(|mention| is_person(mention));
        if word == "who" {
            let nearest = people.into_iter().next()?;
            return self.is_antecedent(nearest.place, place).then_some(nearest.actor);
        }
        if !matches!(word, "he" | "she") {
            return None;
        }
        let latest = people.into_iter().find(|mention| !mention.quoted);
        let near = speaker.filter(|speaker| speaker.place.passage + 2 >= place.passage);
        let unnamed = self.unnamed_before(place);
        let nearer = |mention: &Mention| unnamed.is_none_or(|unnamed| unnamed.key() < mention.place.key());
        match (latest, near) {
            (Some(latest), _) if self.opens_sentence_before(latest.place, place) => Some(latest.actor),
            (_, Some(Speaker { actor: Some(actor), .. })) => Some(actor),
            // What an unnamed person says goes on.
            (Some(latest), Some(Speaker { actor: None, place })) => {
                (latest.place.key() > place.key() && nearer(latest)).then_some(latest.actor)
            }
            (Some(latest), None) => nearer(latest).then_some(latest.actor),
            (None, _) => None,
        }
    }

    /// The last description of one person before a place, in its passage or the one before: "a former foreman".
    fn unnamed_before(&self, place: Place) -> Option<Place> {
        let passages = (place.passage.saturating_sub(1)..=place.passage).rev();
        passages
            .flat_map(|number| {
                let of_one = |description: &&Description| {
                    description.head.as_deref().is_some_and(|head| !head.ends_with('s'))
                        && !description.quoted
                };
                let found = self.passages[number].reading.descriptions.iter().filter(of_one);
                found.map(move |description| Place::new(number, description.range)).rev().collect::<Vec<_>>()
            })
            .find(|description| description.key() < place.key() && self.resolved_at(*description).is_none())
    }

    /// The actor of the mention at a place.
    fn resolved_at(&self, place: Place) -> Option<usize> {
        let mut at = self.mentions_of(place.passage).iter();
        at.find(|mention| overlap(mention.place.range, place.range)).map(|mention| mention.actor)
    }

    /// Whether "who" takes up the name before it: nothing but a comma, or an apposition between commas, stands between.
    fn is_antecedent(&self, name: Place, who: Place) -> bool {
        if name.passage != who.passage || name.range.end() > who.range.start() {
            return false;
        }
        let between = self.passages[who.passage].text(TextRange::new(name.range.end(), who.range.start()));
        let mut parts = between.trim().trim_end_matches(',').split(',');
        let own = parts.next().unwrap_or("").trim();
        let age = |part: &str| part.trim().chars().all(|c| c.is_ascii_digit());
        own.is_empty() && parts.all(age)
    }

    /// Whether a mention is the first word of the sentence before a place: the pronoun there takes up that subject.
    fn opens_sentence_before(&self, mention: Place, place: Place) -> bool {
        let sentences = &self.passages[place.passage].reading.sentences;
        let number = sentences.partition_point(|sentence| sentence.range.end() <= place.range.start());
        let before = number.checked_sub(1).map(|before| sentences[before].range);
        mention.passage == place.passage
            && before.is_some_and(|before| before.start() == mention.range.start())
    }
}

/// Whether what stands behind a person's name in a source goes on with a noun that the name only modifies: " administration".
fn is_modifier(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(' ') else { return false };
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let goes_on = matches!(
        word.as_str(),
        "and"
            | "or"
            | "who"
            | "whose"
            | "which"
            | "of"
            | "at"
            | "from"
            | "in"
            | "on"
            | "for"
            | "with"
            | "as"
            | "to"
            | "by"
            | "himself"
            | "herself"
            | "then"
            | "also"
            | "later"
            | "now"
            | "too"
            | "again"
            | "both"
            | "all"
    );
    word.starts_with(char::is_lowercase) && !goes_on && !word.ends_with("ly")
}

fn is_article(word: &str) -> bool {
    matches!(word, "" | "the" | "this" | "that" | "its" | "their" | "his" | "her" | "s")
}

/// Whether a description in lower case tells its bearer from the holder of the office: "the former mayor", "another judge".
fn differs(description: &str) -> bool {
    description.split_whitespace().any(|word| {
        matches!(
            word,
            "former"
                | "ex"
                | "another"
                | "other"
                | "previous"
                | "acting"
                | "deputy"
                | "vice"
                | "shadow"
                | "assistant"
                | "next"
                | "last"
                | "late"
                | "retired"
                | "then"
        ) || word.starts_with("ex-")
    })
}

/// Whether a mention is a person's by name.
fn is_person(mention: &Mention) -> bool {
    mention.is_name && mention.kind == NameKind::Person
}
