//! Who a source is: by a name in its words, by what a description says, or by a pronoun's nearest person.

use std::collections::HashMap;

use copydesk_language::{Description, Gender, NameKind, SourceKind, lexicon, overlap};
use text_size::TextRange;

use crate::actors::{Actor, Mention};
use crate::passages::{PassageView, Span, modifies_noun, numbers_of};
use crate::speech::Statement;

mod pronouns;

use pronouns::Speaker;

/// The actors and their mentions while sources are resolved to them.
pub(crate) struct Cast<'a, 'b> {
    passages: &'b [PassageView<'a>],
    pub actors: Vec<Actor>,
    /// By place.
    pub mentions: Vec<Mention>,
    /// The pronoun that goes with each actor, where the draft shows it.
    genders: Vec<Option<Gender>>,
    /// The holders of each office: the numbers of the mentions of people by name, in order.
    holders: HashMap<String, Vec<usize>>,
}

/// Gives each statement the actor who makes it, where that is plain, and adds the descriptions and pronouns that stand
/// for an actor to the mentions.
pub(crate) fn resolve_sources(cast: &mut Cast, statements: &mut [Statement]) {
    let mut speakers = Vec::new();
    let mut added = Vec::new();
    for statement in statements.iter_mut() {
        // Who does or wants something has said nothing.
        if !statement.tells() {
            continue;
        }
        let Some(range) = statement.attribution.source else { continue };
        let place = Span::new(statement.passage, range);
        let (actor, place) = match statement.kind() {
            SourceKind::Pronoun => (cast.pronoun(place, &statement.attribution.content, &speakers), place),
            // Whoever is not named is nobody that we know.
            SourceKind::Anonymous | SourceKind::Vague => (None, place),
            _ => cast.named_or_described(place),
        };
        statement.actor = actor;
        match actor {
            Some(actor) => statement.beside = cast.beside(actor, Span::new(statement.passage, range)),
            None => statement.author = cast.author(place),
        }
        let kind = actor.map(|actor| cast.actors[actor].kind);
        // Behind somebody without a name a pronoun is theirs; "we" are not "he".
        let person = kind.is_none_or(|kind| kind == NameKind::Person)
            && !matches!(cast.text(place).to_lowercase().as_str(), "i" | "it" | "they" | "we" | "you");
        if person && statement.kind() != SourceKind::Document && !statement.attribution.nested {
            speakers.push(Speaker { actor, place });
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
        let genders = pronouns::genders(passages, &actors, &mentions);
        Cast { passages, actors, mentions, genders, holders }
    }

    fn text(&self, place: Span) -> &str {
        self.passages[place.passage].text(place.range)
    }

    /// Who says it with the actor: "Lund, Ferrer and the council said"; in the order of the text.
    fn beside(&self, actor: usize, place: Span) -> Vec<usize> {
        let mut heads: Vec<&Mention> = Vec::new();
        for mention in self.mentions_in(place).filter(|it| it.is_name && it.kind != NameKind::Other) {
            let joined = match heads.last() {
                None => mention.kind == NameKind::Person || self.leads(mention, place),
                Some(last) => self.is_joined(last, mention),
            };
            if joined && !self.is_possessor(mention, place) && !self.is_beside_the_point(mention, place) {
                heads.push(mention);
            } else if mention.kind == NameKind::Person {
                break;
            }
        }
        if !heads.iter().any(|head| head.actor == actor) {
            return Vec::new();
        }
        let mut others: Vec<usize> = Vec::new();
        for head in heads {
            if head.actor != actor && !others.contains(&head.actor) {
                others.push(head.actor);
            }
        }
        others
    }

    /// Whether a name in a source is another one beside the last, and not a part of the words for it. Between people may stand who
    /// they are; a body behind "and" without more may be where somebody works.
    fn is_joined(&self, last: &Mention, mention: &Mention) -> bool {
        let view = &self.passages[mention.place.passage];
        let start = mention.title.map_or(mention.place.range.start(), TextRange::start);
        if start < last.place.range.end() {
            return false;
        }
        let between = view.text(TextRange::new(last.place.range.end(), start)).to_lowercase();
        let joins = |word: &str| matches!(word, "and" | "&" | "or");
        let mut words = between.split_whitespace().filter(|word| *word != ",");
        let people = last.kind == NameKind::Person && mention.kind == NameKind::Person;
        if people && between.split_whitespace().any(joins) {
            return !words.any(|word| lexicon::RELATIVE_PRONOUNS.contains(word));
        }
        words.all(|word| joins(word) || matches!(word, "the" | "both" | "as" | "well"))
            && (between.starts_with(',') || between.split_whitespace().any(joins))
    }

    /// Whose document speaks: "the council" of "the council's report", "a council study" and "a study by the council".
    fn author(&self, place: Span) -> Option<usize> {
        let view = &self.passages[place.passage];
        let named = |mention: &&Mention| mention.is_name && mention.kind != NameKind::Other;
        // "An email from Lund which said".
        if matches!(view.text(place.range), "which" | "that") {
            let nearest = self.mentions[..self.mentions.partition_point(|it| it.place.key() < place.key())]
                .iter()
                .rfind(named)?;
            let between = self.between(nearest.place, place)?.trim();
            let wrote = matches!(between, "" | ",") && self.paper_of(nearest) == Some(true);
            return wrote.then_some(nearest.actor);
        }
        let mention = self.mentions_in(place).find(named)?;
        let before = view.text(TextRange::new(place.range.start(), mention.place.range.start()));
        let behind = view.text(TextRange::new(mention.place.range.end(), place.range.end()));
        let owned = behind.strip_prefix("’s").or_else(|| behind.strip_prefix("'s"));
        let mut nouns = owned.unwrap_or(behind).split_whitespace().take_while(|word| !is_bound(word));
        let is_work = |word: &str| copydesk_language::is_authored(&word.to_lowercase());
        let mut earlier = before.split_whitespace().rev().skip_while(|word| is_article(&word.to_lowercase()));
        let by = earlier.next().is_some_and(|word| matches!(word, "by" | "from"));
        let own = match owned {
            Some(_) => nouns.any(is_work),
            None => nouns.last().is_some_and(is_work),
        };
        // "Reports from China" are anybody's.
        let wrote = by && mention.kind != NameKind::Place && earlier.any(is_work);
        (own || wrote).then_some(mention.actor)
    }

    /// The actor named in the words for a source, or described by them; with the place of the words that say so.
    fn named_or_described(&self, place: Span) -> (Option<usize>, Span) {
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

    fn mentions_in(&self, place: Span) -> impl Iterator<Item = &Mention> {
        let start = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        self.mentions[start..]
            .iter()
            .take_while(move |mention| {
                mention.place.passage == place.passage && mention.place.range.start() < place.range.end()
            })
            .filter(move |mention| place.range.contains_range(mention.place.range))
    }

    /// Whether a mention only owns what the source is: "Russia’s Defense Minister".
    fn is_possessor(&self, mention: &Mention, place: Span) -> bool {
        let text =
            self.passages[place.passage].text(TextRange::new(mention.place.range.end(), place.range.end()));
        text.starts_with("’s") || text.starts_with("'s") || text.starts_with("’ ") || text.starts_with("' ")
    }

    /// Whether a person named in a source only stands in relation to it: "a letter to Maria Lund", "a friend of hers, Tom". Who
    /// wrote it, "a letter from Maria Lund", is the source.
    fn is_beside_the_point(&self, mention: &Mention, place: Span) -> bool {
        let view = &self.passages[place.passage];
        let title = view.reading.names.iter().find(|name| name.range == mention.place.range);
        let start = title.and_then(|name| name.title).map_or(mention.place.range.start(), |it| it.start());
        let before = view.text(TextRange::new(place.range.start(), start.max(place.range.start())));
        let word = before.split_whitespace().rfind(|word| {
            !lexicon::ARTICLES.contains(word) && !lexicon::OTHER_TIMES_OF_OFFICE.contains(word)
        });
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
        relates || modifies_noun(behind) || self.is_before_title(mention, place)
    }

    /// Whether a person's name only begins the title of the next: "former Ana Lund Press Secretary Tom Ferrer".
    fn is_before_title(&self, mention: &Mention, place: Span) -> bool {
        let end = mention.place.range.end();
        let next = self
            .mentions_in(place)
            .find(|it| it.is_name && it.kind == NameKind::Person && it.place.range.start() >= end);
        next.is_some_and(|next| {
            let between =
                self.passages[place.passage].text(TextRange::new(end, next.place.range.start())).trim();
            !between.is_empty()
                && between
                    .split_whitespace()
                    .all(|word| word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic))
        })
    }

    /// Whether a body named in a source is the source, not where somebody works: "the World Bank", not "a spokesman for
    /// the World Bank".
    fn is_head(&self, mention: &Mention, place: Span) -> bool {
        let view = &self.passages[place.passage];
        let behind = view.text(TextRange::new(mention.place.range.end(), place.range.end()));
        let joins = ["and ", "or ", "& "].iter().any(|word| behind.trim_start().starts_with(word));
        let alone = behind.trim().is_empty() || behind.trim_start().starts_with([',', '(']);
        self.leads(mention, place) && (alone || joins)
    }

    /// Whether nothing stands before a name in a source but what it is: "the Russian news agency".
    fn leads(&self, mention: &Mention, place: Span) -> bool {
        let view = &self.passages[place.passage];
        let before =
            view.text(TextRange::new(place.range.start(), mention.place.range.start())).to_lowercase();
        let mut words = before.split_whitespace().rev();
        let noun = words.next().unwrap_or("the");
        let known = |word: &str| {
            matches!(word, "the" | "both" | "state" | "news" | "agency" | "newspaper" | "broadcaster" | "a")
        };
        known(noun) && words.all(known)
            || copydesk_language::is_body_noun(noun) && !before.split_whitespace().any(is_bound)
    }

    fn described(&self, place: Span) -> Option<(Option<usize>, Span)> {
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
        let at = Span::new(place.passage, description.range);
        let actor = self.holder(description, at)?;
        Some((Some(actor), at))
    }

    /// The person a definite description stands for: the only one whom the draft's own words give that office, or of several
    /// the one who bore it last before.
    fn holder(&self, description: &Description, place: Span) -> Option<usize> {
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

    /// The person a pronoun stands for: for "who" the one named right before it, for "he" whoever is told of before it.
    fn pronoun(&self, place: Span, said: &[TextRange], speakers: &[Speaker]) -> Option<usize> {
        let text = self.passages[place.passage].text(place.range).to_lowercase();
        let word = text.rsplit(' ').next().unwrap_or("");
        let before = self.mentions.partition_point(|mention| mention.place.key() < place.key());
        let mut people = self.mentions[..before]
            .iter()
            .rev()
            .take_while(|mention| mention.place.passage + 1 >= place.passage)
            .filter(|mention| is_person(mention));
        match word {
            "which" => {
                let mut bodies =
                    self.mentions[..before].iter().rev().take_while(|it| it.place.passage == place.passage);
                let nearest = bodies.find(|mention| mention.is_name)?;
                let body = nearest.kind == NameKind::Organisation;
                let directly =
                    || self.between(nearest.place, place).is_some_and(|between| between.trim() == ",");
                (body && directly() && self.paper_of(nearest).is_none()).then_some(nearest.actor)
            }
            "who" => {
                let nearest = people.next()?;
                self.is_antecedent(nearest.place, place).then_some(nearest.actor)
            }
            "he" => self.he_or_she(place, Gender::He, said, speakers),
            "she" => self.he_or_she(place, Gender::She, said, speakers),
            _ => None,
        }
    }

    /// The actor of the mention at a place.
    fn resolved_at(&self, place: Span) -> Option<usize> {
        let mut at = self.mentions_of(place.passage).iter();
        at.find(|mention| overlap(mention.place.range, place.range)).map(|mention| mention.actor)
    }

    /// Whether "who" takes up the name before it: nothing but a comma, an age, or an apposition of its own stands between.
    fn is_antecedent(&self, name: Span, who: Span) -> bool {
        let Some(between) = self.between(name, who) else { return false };
        let mut parts = between.trim().trim_end_matches(',').split(',');
        let own = parts.next().unwrap_or("").trim();
        let age = |part: &str| part.trim().chars().all(|c| c.is_ascii_digit());
        let parts: Vec<&str> = parts.filter(|part| !age(part)).collect();
        own.is_empty() && parts.len() <= 1 && parts.iter().all(|part| self.is_apposition(part, name, who))
    }

    /// Whether words between a name and "who" say who that is, "a clerk at the mill", and tell of nobody else.
    fn is_apposition(&self, words: &str, name: Span, who: Span) -> bool {
        let between = TextRange::new(name.range.end(), who.range.start());
        let descriptions = &self.passages[who.passage].reading.descriptions;
        let within = descriptions.iter().filter(|it| between.contains_range(it.range)).count();
        let first = words.split_whitespace().next().unwrap_or("");
        (lexicon::ARTICLES.contains(first) || first == "then") && within <= 1
    }

    /// The text between a name and a word behind it in its passage.
    fn between(&self, name: Span, word: Span) -> Option<&str> {
        let follows = name.passage == word.passage && name.range.end() <= word.range.start();
        follows
            .then(|| self.passages[word.passage].text(TextRange::new(name.range.end(), word.range.start())))
    }

    /// For a name that only tells a document apart, so that "which" may take up either, whether it is the author's: "a letter to the
    /// Harbour Board" is not, "an email from Lund" is.
    fn paper_of(&self, mention: &Mention) -> Option<bool> {
        let text = &self.passages[mention.place.passage].passage.text;
        let start = mention.title.map_or(mention.place.range.start(), TextRange::start);
        let mut words = text[..usize::from(start)].split_whitespace().rev();
        let preposition = words.find(|word| !is_article(&word.to_lowercase()))?;
        let noun = words.next().unwrap_or("").to_lowercase();
        let told_apart = is_bound(preposition) && copydesk_language::is_authored(&noun);
        told_apart.then_some(matches!(preposition, "from" | "by"))
    }
}

/// Whether a word ends the noun that stands before it: "of", "released".
fn is_bound(word: &str) -> bool {
    word.ends_with(',') || lexicon::SOURCE_ENDS.contains(word)
}

fn is_article(word: &str) -> bool {
    matches!(word, "" | "the" | "this" | "that" | "its" | "their" | "his" | "her" | "s")
}

/// Whether a description in lower case tells its bearer from the holder of the office: "the former mayor", "another judge".
fn differs(description: &str) -> bool {
    description.split_whitespace().any(|word| {
        lexicon::OTHER_TIMES_OF_OFFICE.contains(word)
            || lexicon::RANKS_OF_OFFICE.contains(word)
            || matches!(word, "another" | "other" | "next" | "last")
            || word.starts_with("ex-")
    })
}

/// Whether a mention is a person's by name.
fn is_person(mention: &Mention) -> bool {
    mention.is_name && mention.kind == NameKind::Person
}
