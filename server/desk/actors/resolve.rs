//! Who a source is: by a name in its words, by what a description says, or by a pronoun's nearest person.

use copydesk_language::{Description, NameKind, SourceKind};
use text_size::TextRange;

use crate::actors::{Actor, Mention};
use crate::facts::{PassageView, Place};
use crate::speech::Statement;

/// The actors and their mentions while sources are resolved to them.
pub(crate) struct Cast<'a, 'b> {
    pub(crate) passages: &'b [PassageView<'a>],
    pub(crate) actors: Vec<Actor>,
    pub(crate) mentions: Vec<Mention>,
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
        let known = cast.mentions.iter().any(|mention| {
            place.passage == mention.place.passage
                && mention.place.range.intersect(place.range).is_some_and(|part| !part.is_empty())
                && mention.actor == actor
        });
        if !known {
            added.push(Mention { place, actor, kind, is_name: false, title: None, quoted: false });
        }
    }
    cast.mentions.extend(added);
    cast.mentions.sort_by_key(|mention| (mention.place.key(), mention.place.range.end()));
    cast.mentions.dedup_by_key(|mention| (mention.place.passage, mention.place.range));
}

impl Cast<'_, '_> {
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
        let people = |mention: &&Mention| mention.is_name && mention.kind == NameKind::Person;
        let known =
            |mention: &&Mention| self.actors[mention.actor].offices.iter().any(|office| office == head);
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let holder = self.mentions[..before].iter().rev().filter(people).find(known);
        let holder = holder.or_else(|| self.mentions[before..].iter().filter(people).find(known));
        if let Some(mention) = holder {
            return Some(mention.actor);
        }
        if !is_single_office(head) {
            return None;
        }
        let nearby = |mention: &&Mention| {
            mention.place.passage + 2 >= place.passage && mention.place.passage <= place.passage + 1
        };
        let free = |mention: &&Mention| self.actors[mention.actor].offices.is_empty();
        let mut people = self.mentions.iter().filter(people).filter(nearby).filter(free);
        let actor = people.next()?.actor;
        if people.any(|mention| mention.actor != actor) {
            return None;
        }
        let view = &self.passages[place.passage];
        self.actors[actor].add_description(view, place);
        Some(actor)
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
