//! Who a source is: by a name in its words, by what a description says, or by a pronoun's nearest person.

use std::collections::HashMap;

use copydesk_language::{Description, NameKind, SourceKind, overlap};
use text_size::TextRange;

use crate::actors::{Actor, Mention};
use crate::facts::{PassageView, Place, numbers_of};
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
    let mut speaker: Option<(usize, usize)> = None;
    let mut added = Vec::new();
    for statement in statements.iter_mut() {
        let Some(range) = statement.attribution.source else { continue };
        let place = Place::new(statement.passage, range);
        let (actor, place) = match statement.kind() {
            SourceKind::Pronoun => (cast.pronoun(place, speaker), place),
            _ => cast.named_or_described(place),
        };
        statement.actor = actor;
        let Some(actor) = actor else { continue };
        let kind = cast.actors[actor].kind;
        if kind == NameKind::Person && !statement.attribution.nested {
            speaker = Some((actor, statement.passage));
        }
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
    fn named_or_described(&mut self, place: Place) -> (Option<usize>, Place) {
        let inside: Vec<Mention> = self.mentions_in(place).cloned().collect();
        let person = inside
            .iter()
            .find(|mention| mention.kind == NameKind::Person && !self.is_possessor(mention, place));
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

    fn described(&mut self, place: Place) -> Option<(Option<usize>, Place)> {
        let view = &self.passages[place.passage];
        let description = view.reading.descriptions.iter().find(|description| {
            description.head.is_some() && place.range.contains_range(description.range)
        })?;
        let at = Place::new(place.passage, description.range);
        let actor = self.holder(description, at)?;
        Some((Some(actor), at))
    }

    /// The person a definite description stands for: one known by that office, the last mentioned first; else, for an
    /// office that one person holds, the only person nearby of whom no office is known.
    fn holder(&mut self, description: &Description, place: Place) -> Option<usize> {
        let head = description.head.as_deref()?;
        let text = self.passages[place.passage].text(place.range);
        if text.starts_with("a ") || text.starts_with("an ") {
            return None;
        }
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let known = self.holders.get(head).map_or(&[][..], Vec::as_slice);
        let (earlier, later) = known.split_at(known.partition_point(|&number| number < before));
        if let Some(&number) = earlier.last().or(later.first()) {
            return Some(self.mentions[number].actor);
        }
        if !is_single_office(head) {
            return None;
        }
        let from = place.passage.saturating_sub(2);
        let start = self.mentions.partition_point(|mention| mention.place.passage < from);
        let nearby =
            self.mentions[start..].iter().take_while(|mention| mention.place.passage <= place.passage + 1);
        let free = |mention: &&Mention| self.actors[mention.actor].offices.is_empty();
        let mut people = nearby.filter(|mention| is_person(mention)).filter(free);
        let actor = people.next()?.actor;
        if people.any(|mention| mention.actor != actor) {
            return None;
        }
        self.appoint(actor, place);
        Some(actor)
    }

    /// Takes in what a description says of an actor.
    fn appoint(&mut self, actor: usize, place: Place) {
        self.actors[actor].add_description(&self.passages[place.passage], place);
        let numbered = self.mentions.iter().enumerate();
        let mine = numbered.filter(|(_, mention)| mention.actor == actor && is_person(mention));
        let mine: Vec<usize> = mine.map(|(number, _)| number).collect();
        for office in &self.actors[actor].offices {
            let holders = self.holders.entry(office.clone()).or_default();
            holders.extend(&mine);
            holders.sort_unstable();
            holders.dedup();
        }
    }

    /// The person a pronoun stands for: the one who spoke last, near by; else the person mentioned last.
    fn pronoun(&self, place: Place, speaker: Option<(usize, usize)>) -> Option<usize> {
        let text = self.passages[place.passage].text(place.range).to_lowercase();
        let word = text.rsplit(' ').next().unwrap_or("");
        if !matches!(word, "he" | "she" | "who") {
            return None;
        }
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let latest = self.mentions[..before]
            .iter()
            .rev()
            .take_while(|mention| mention.place.passage + 1 >= place.passage)
            .find(|mention| mention.is_name && mention.kind == NameKind::Person && !mention.quoted);
        let near = speaker.filter(|&(_, passage)| passage + 2 >= place.passage);
        match (latest, near) {
            (Some(latest), _) if word == "who" || self.opens_sentence_before(latest.place, place) => {
                Some(latest.actor)
            }
            (_, Some((actor, _))) => Some(actor),
            (latest, None) => latest.map(|mention| mention.actor),
        }
    }
}

impl Cast<'_, '_> {
    /// Whether a mention is the first word of the sentence before a place: the pronoun there takes up that subject.
    fn opens_sentence_before(&self, mention: Place, place: Place) -> bool {
        let sentences = &self.passages[place.passage].reading.sentences;
        let number = sentences.partition_point(|sentence| sentence.range.end() <= place.range.start());
        let before = number.checked_sub(1).map(|before| sentences[before].range);
        mention.passage == place.passage
            && before.is_some_and(|before| before.start() == mention.range.start())
    }
}

/// Whether a mention is a person's by name.
fn is_person(mention: &Mention) -> bool {
    mention.is_name && mention.kind == NameKind::Person
}

/// Offices that one person holds, so that "the minister" is somebody in particular.
fn is_single_office(head: &str) -> bool {
    const OFFICES: &[&str] = &[
        "minister",
        "president",
        "chancellor",
        "premier",
        "secretary",
        "senator",
        "governor",
        "mayor",
        "chief",
        "director",
        "chairman",
        "chairwoman",
        "ambassador",
        "commissioner",
        "general",
        "judge",
        "prosecutor",
        "pope",
        "king",
        "queen",
        "founder",
        "author",
        "executive",
        "manager",
        "coach",
        "leader",
        "professor",
        "bishop",
    ];
    OFFICES.contains(&head)
}
