//! The actor card: what a draft and the newsroom's roster know of one actor, as hover, `inspect` and the report show it.
//! Plain data; all ranges are bytes in the draft, half open.

use copydesk_language::SourceKind;
use text_size::{TextRange, TextSize};

use crate::actors::Mention;
use crate::attribution_kind::{AttributionKind, attribution_kind};
use crate::facts::Facts;
use crate::inspection::{MentionKind, MentionSummary, mention_summary};
use crate::passages::Span;
use crate::roster::RosterActor;
use crate::speech::Statement;

/// How many words of a statement a card shows.
const FIRST_WORDS: usize = 12;

/// What is known of one actor of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorCard {
    /// Which actor: an index into [`Inspection::actors`](crate::Inspection::actors).
    pub actor: usize,
    /// The fullest name in the draft, or the roster's.
    pub name: String,
    /// What kind of actor.
    pub kind: MentionKind,
    /// The office held, the draft's own words before the roster's: "defence minister".
    pub office: Option<Stated>,
    /// What else is said of who the actor is, in the order of the draft, then the roster's.
    pub descriptions: Vec<Stated>,
    /// Every form of the name in the draft, the most frequent first.
    pub aliases: Vec<Alias>,
    /// Where the draft first mentions the actor.
    pub first_mention: TextRange,
    /// How often the draft mentions the actor, names, pronouns and descriptions together.
    pub mentions: usize,
    /// What the actor says, in the order of the draft.
    pub said: Vec<Saying>,
    /// Who speaks about the actor, in the order of the draft.
    pub spoken_of_by: Vec<Speaker>,
    /// What the roster adds.
    pub roster: Option<RosterNote>,
}

/// Words that say who an actor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The words.
    pub words: String,
    /// Where they come from.
    pub origin: StatedIn,
}

/// Where words about an actor come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatedIn {
    /// The draft, at this place.
    Draft(TextRange),
    /// The roster.
    Roster,
}

/// One form of an actor's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The form.
    pub form: String,
    /// How often the draft uses it.
    pub count: usize,
    /// Where it does so first.
    pub first: TextRange,
}

/// One statement of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Quoted, paraphrased or both.
    pub kind: AttributionKind,
    /// The first words of its first clause, with "…" where there are more.
    pub first_words: String,
    /// All of what is said in the paragraph where it begins.
    pub range: TextRange,
}

/// Somebody who speaks about an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Which actor speaks; `None` for a source without a name.
    pub actor: Option<usize>,
    /// The speaker's name, or the draft's words for the source.
    pub name: String,
    /// In how many statements.
    pub count: usize,
    /// The first mention of the actor in what the speaker says.
    pub first: TextRange,
}

/// What the roster holds beside office and description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterNote {
    /// The entry's key: its name.
    pub key: String,
    /// "she/her".
    pub pronouns: Option<String>,
    /// Where to read on.
    pub link: Option<String>,
}

impl Facts<'_> {
    /// The cards of all actors, in the order of their first mention.
    pub fn cards(&self) -> Vec<ActorCard> {
        (0..self.actors.len()).filter_map(|actor| of(self, actor)).collect()
    }

    /// One actor's card, by the number that [`Inspection`](crate::Inspection) and [`mention_at`](Facts::mention_at) give;
    /// `None` where there is no such actor.
    pub fn card(&self, actor: usize) -> Option<ActorCard> {
        of(self, actor)
    }

    /// The mention at an offset in bytes: a name, a pronoun or a description, with its actor; the innermost where several
    /// hold it. A cursor directly behind a name is still at it.
    pub fn mention_at(&self, offset: TextSize) -> Option<MentionSummary> {
        let summaries = self.mentions.iter().map(|mention| mention_summary(self, mention));
        summaries
            .filter(|mention| mention.range.contains_inclusive(offset))
            .min_by_key(|mention| (mention.range.end() == offset, mention.range.len()))
    }
}

fn of(facts: &Facts, number: usize) -> Option<ActorCard> {
    let actor = facts.actors.get(number)?;
    let mine = || facts.mentions.iter().filter(move |mention| mention.actor == number);
    let first = mine().next()?;
    let (office, descriptions) = stated(facts, number);
    Some(ActorCard {
        actor: number,
        name: actor.name.clone(),
        kind: actor.kind,
        office,
        descriptions,
        roster: facts.listed(number).map(roster_note),
        aliases: aliases(facts, mine()),
        first_mention: facts.source(first.place),
        mentions: mine().count(),
        said: facts
            .ledger()
            .said_by(number)
            .iter()
            .filter_map(|&statement| saying(facts, &facts.statements[statement]))
            .collect(),
        spoken_of_by: speakers(facts, number),
    })
}

/// The words that say who an actor is, each once; the first that stood before the name is the office.
fn stated(facts: &Facts, number: usize) -> (Option<Stated>, Vec<Stated>) {
    let titles = |place: Span| {
        facts.mentions.iter().any(|mention| {
            let title =
                mention.title.filter(|_| mention.place.passage == place.passage && mention.actor == number);
            title.is_some_and(|title| place.range.contains_range(title))
        })
    };
    let mut office = None;
    let mut descriptions: Vec<Stated> = Vec::new();
    for place in facts.actors[number].told(&facts.passages) {
        let stated =
            Stated { words: facts.text(place).to_owned(), origin: StatedIn::Draft(facts.source(place)) };
        if office.is_none() && titles(place) {
            office = Some(stated);
        } else {
            descriptions.push(stated);
        }
    }
    if let Some(listed) = facts.listed(number) {
        let stated = |words: &str| Stated { words: words.to_owned(), origin: StatedIn::Roster };
        office = office.or_else(|| listed.role.as_deref().map(|role| stated(&role_with_dates(role, listed))));
        descriptions.extend(listed.description.as_deref().map(stated));
    }
    (office, descriptions)
}

/// A role with the time for which the roster says it holds: "mayor, 2015 to 2019".
fn role_with_dates(role: &str, listed: &RosterActor) -> String {
    match (&listed.since, &listed.until) {
        (None, None) => role.to_owned(),
        (Some(since), None) => format!("{role}, since {since}"),
        (None, Some(until)) => format!("{role}, until {until}"),
        (Some(since), Some(until)) => format!("{role}, {since} to {until}"),
    }
}

fn roster_note(listed: &RosterActor) -> RosterNote {
    RosterNote {
        key: listed.name.to_string(),
        pronouns: listed.pronouns.as_deref().map(str::to_owned),
        link: listed.link.as_deref().map(str::to_owned),
    }
}

fn aliases<'f>(facts: &'f Facts, mentions: impl Iterator<Item = &'f Mention>) -> Vec<Alias> {
    let mut aliases: Vec<Alias> = Vec::new();
    for mention in mentions.filter(|mention| mention.is_name) {
        let form = facts.text(mention.place);
        match aliases.iter_mut().find(|alias| alias.form == form) {
            Some(alias) => alias.count += 1,
            None => {
                let first = facts.source(mention.place);
                aliases.push(Alias { form: form.to_owned(), count: 1, first });
            }
        }
    }
    aliases.sort_by_key(|alias| std::cmp::Reverse(alias.count));
    aliases
}

fn saying(facts: &Facts, statement: &Statement) -> Option<Saying> {
    let first = *statement.content.first()?;
    let here = || statement.content.iter().filter(|place| place.passage == first.passage);
    let range = here().fold(first.range, |range, place| range.cover(place.range));
    let all = || here().flat_map(|place| facts.text(*place).split_whitespace());
    let lead = all().take_while(|word| leads_in(word)).count();
    let mut words = all().skip(if all().nth(lead).is_some() { lead } else { 0 });
    let mut first_words = words.by_ref().take(FIRST_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        first_words.push('…');
    }
    let range = facts.source(Span::new(first.passage, range));
    Some(Saying { kind: attribution_kind(&facts.passages, statement), first_words, range })
}

/// Whether a word only joins a clause to what stands before it: a card begins at the clause.
fn leads_in(word: &str) -> bool {
    matches!(word.trim_matches(|letter: char| !letter.is_alphanumeric()), "" | "that" | "and" | "but")
}

fn speakers(facts: &Facts, number: usize) -> Vec<Speaker> {
    let sources = facts.ledger().sources.iter();
    let others = sources.filter(|source| source.actor != Some(number) && source.kind != SourceKind::Pronoun);
    let mut speakers: Vec<Speaker> = Vec::new();
    for source in others {
        let statements = source.statements.iter().map(|&statement| &facts.statements[statement]);
        let mentioned: Vec<Span> =
            statements.filter_map(|statement| first_mention(facts, number, statement)).collect();
        if let Some(&first) = mentioned.iter().min_by_key(|place| place.key()) {
            let (actor, name) = (source.actor, source.name.clone());
            speakers.push(Speaker { actor, name, count: mentioned.len(), first: facts.source(first) });
        }
    }
    speakers.sort_by_key(|speaker| speaker.first.start());
    speakers
}

/// The first mention of an actor in what a statement says.
fn first_mention(facts: &Facts, actor: usize, statement: &Statement) -> Option<Span> {
    let within = |place: &Span| {
        let range = place.range;
        let mentions = facts.mentions_of(place.passage).iter();
        mentions.filter(move |mention| mention.actor == actor && range.contains_range(mention.place.range))
    };
    statement.content.iter().flat_map(within).map(|mention| mention.place).min_by_key(|place| place.key())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    const DRAFT: &str = "\
Airport director Lena Ostrow, a former pilot, closed the runway on Monday.

“The goose has won,” Ostrow said. She said that the tower would be moved.

Mayor Piet Janssen said that Ostrow had acted too late.
";

    fn card(name: &str) -> ActorCard {
        let cards = fixture::of(DRAFT, |facts| facts.cards());
        cards.into_iter().find(|card| card.name == name).expect("a card")
    }

    #[test]
    fn a_card_says_who_the_actor_is_and_what_the_actor_says() {
        let card = card("Lena Ostrow");
        assert_eq!(card.kind, MentionKind::Person);
        assert_eq!(card.office.map(|office| office.words).as_deref(), Some("Airport director"));
        let descriptions: Vec<&str> = card.descriptions.iter().map(|it| it.words.as_str()).collect();
        assert_eq!(descriptions, ["a former pilot"]);
        let aliases: Vec<(&str, usize)> =
            card.aliases.iter().map(|it| (it.form.as_str(), it.count)).collect();
        assert_eq!(aliases, [("Ostrow", 2), ("Lena Ostrow", 1)]);
        assert_eq!(&DRAFT[card.first_mention], "Lena Ostrow");
        assert_eq!(card.mentions, 4);
        let said: Vec<(AttributionKind, &str)> =
            card.said.iter().map(|it| (it.kind, it.first_words.as_str())).collect();
        let expected = [
            (AttributionKind::Direct, "“The goose has won,”"),
            (AttributionKind::Indirect, "the tower would be moved"),
        ];
        assert_eq!(said, expected);
        let speakers: Vec<(&str, usize)> =
            card.spoken_of_by.iter().map(|it| (it.name.as_str(), it.count)).collect();
        assert_eq!(speakers, [("Piet Janssen", 1)]);
    }

    #[test]
    fn the_actor_under_the_cursor_is_found_with_all_mentions() {
        fixture::of(DRAFT, |facts| {
            let at = |words: &str| {
                let offset = TextSize::try_from(DRAFT.find(words).expect("the words"));
                facts.mention_at(offset.expect("a short draft"))
            };
            let ostrow = at("Ostrow had acted").expect("a mention");
            assert!(ostrow.name);
            assert_eq!(at("She said").expect("a pronoun").actor, ostrow.actor);
            assert_eq!(at("the runway"), None);
            let mentions = facts.mentions_of_actor(ostrow.actor).into_iter();
            let words: Vec<&str> = mentions.map(|mention| &DRAFT[mention.range]).collect();
            assert_eq!(words, ["Lena Ostrow", "Ostrow", "She", "Ostrow"]);
            assert_eq!(facts.card(ostrow.actor).expect("a card").name, "Lena Ostrow");
            assert_eq!(facts.card(99), None);
        });
    }
}
