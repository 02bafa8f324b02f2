//! What a lawyer reads a draft for: who is accused of what, in which words, who says so, and whether they answer. It lists and asks;
//! it never advises. Plain data; all ranges are bytes in the draft, half open.

mod present;
mod prompts;
mod sources;
mod stance;
mod whom;
mod words;

use std::collections::BTreeMap;

use copydesk_facts::{Actor, Backing, Facts, Head, SentenceFact, Span, Statement};
pub use copydesk_language::lexicon::crimes::StepKind;
use copydesk_language::{NameKind, SourceKind};
use copydesk_text::PassageKind;
use text_size::TextRange;

use crate::charges::{ASKED, contains_any, mentions};
use crate::heads::heads;
use crate::verdict::{Guilt, deed, guilt};
use present::{Followed, Present};
use prompts::prompts;
use sources::{is_body, said_by, said_in_head, speaks_for};
pub use stance::Stance;
use stance::{is_answer, stance};
use whom::{charges, holder_of_office};
use words::{Word, whole_step};

/// A word for how far a case has gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How far.
    pub kind: StepKind,
    /// The words.
    pub words: String,
    /// Where they stand.
    pub range: TextRange,
    /// In which part of the draft.
    pub part: ChargePart,
}

/// The part of a draft in which words stand. Most readers see no more than a headline, a standfirst or a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChargePart {
    /// The headline, or a heading within the text.
    Headline,
    /// The lines directly below the headline that are set off from the text.
    Standfirst,
    /// Words to a picture.
    Caption,
    /// Everything else.
    Text,
}

impl ChargePart {
    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            ChargePart::Headline => "headline",
            ChargePart::Standfirst => "standfirst",
            ChargePart::Caption => "caption",
            ChargePart::Text => "text",
        }
    }
}

/// One sentence that accuses somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The words that accuse.
    pub words: String,
    /// Where they stand.
    pub range: TextRange,
    /// The sentence around them.
    pub sentence: TextRange,
    /// In which part of the draft.
    pub part: ChargePart,
    /// What is done with it there.
    pub stance: Stance,
    /// Who says so, or who denies or admits it.
    pub backing: Backing,
    /// The words around, where they stand in front matter.
    pub head: Option<String>,
}

/// Words that tell that somebody answered, or was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The sentence, or what is said.
    pub range: TextRange,
    /// Whether it only shows that they say something, perhaps of something else.
    pub speaks_only: bool,
}

/// Somebody who is accused, and what a lawyer would ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accused {
    /// The name; `None` where nobody is named.
    pub name: Option<String>,
    /// In the order of the draft.
    pub charges: Vec<Charge>,
    /// How far it has gone, in the order of the draft.
    pub steps: Vec<Step>,
    /// Where they answer or were asked, in the order of the draft.
    pub answers: Vec<Answer>,
    /// What to ask, one plain sentence each.
    pub prompts: Vec<String>,
}

/// Everybody whom a draft accuses, in the order of the first charge; last what is charged without a name.
pub fn legal_read(facts: &Facts) -> Vec<Accused> {
    let mut read = Read::default();
    for head in heads(facts) {
        read.head(facts, head);
    }
    let mut followed = Followed::new(facts);
    let mut spoken: Vec<(usize, TextRange)> = Vec::new();
    let mut guilty: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for fact in &facts.sentences {
        let here = followed.present(facts, fact);
        spoken.extend(spoken_for(facts, fact, &here));
        for (actor, words) in charges(facts, fact, &here, &mut followed) {
            add(facts, fact, &words, read.of(facts, actor));
            let called =
                guilt(facts, fact).filter(|(guilt, _)| *guilt == Guilt::Name).map(|(_, place)| place);
            if let Some(place) = called.or_else(|| deed(facts, fact))
                && let Some(actor) = actor
            {
                guilty.entry(actor).or_default().push(facts.text(place).to_owned());
            }
        }
    }
    let mut all = read.all;
    all.sort_by_key(|(actor, _)| actor.is_none());
    let whole = |(actor, mut accused): (Option<usize>, Accused)| {
        if let Some(actor) = actor {
            let denied = answered(&accused).collect();
            accused.answers = answers(facts, actor, &spoken, denied);
        }
        let guilty = actor.and_then(|actor| guilty.remove(&actor)).unwrap_or_default();
        accused.prompts = prompts(&accused, &guilty);
        accused
    };
    all.into_iter().map(whole).collect()
}

/// Who is accused so far, in the order of the first charge.
#[derive(Default)]
struct Read {
    all: Vec<(Option<usize>, Accused)>,
}

impl Read {
    fn of(&mut self, facts: &Facts, actor: Option<usize>) -> &mut Accused {
        let at = self.all.iter().position(|(known, _)| *known == actor).unwrap_or_else(|| {
            let name = actor.map(|actor| facts.actors[actor].name.clone());
            let accused = Accused {
                name,
                charges: Vec::new(),
                steps: Vec::new(),
                answers: Vec::new(),
                prompts: Vec::new(),
            };
            self.all.push((actor, accused));
            self.all.len() - 1
        });
        &mut self.all[at].1
    }

    /// A title or a standfirst in front matter.
    fn head(&mut self, facts: &Facts, head: &Head) {
        let found = words::words(&head.text);
        let Some(all) = found.iter().map(|&(range, _)| range).reduce(TextRange::cover) else { return };
        let named =
            |name: &str| head.text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == name);
        let is_named = |actor: &Actor| {
            actor.kind != NameKind::Place
                && (head.text.contains(actor.name.as_str()) || actor.surname().is_some_and(named))
        };
        let actor = facts.actors.iter().position(is_named);
        let actor = actor.or_else(|| holder_of_office(facts, &head.text));
        let part = if head.is_title { ChargePart::Headline } else { ChargePart::Standfirst };
        let accused = self.of(facts, actor);
        accused.charges.push(Charge {
            words: head.text[all].to_owned(),
            range: head.place(facts.document, all),
            sentence: head.range,
            part,
            stance: stance(&head.text, &found, false),
            backing: said_in_head(&head.text, all),
            head: Some(head.text.clone()),
        });
        for (range, sense) in found {
            let words = head.text[range].to_owned();
            let range = head.place(facts.document, range);
            accused.steps.extend(sense.step().map(|kind| Step { kind, words, range, part }));
        }
    }
}

fn add(facts: &Facts, fact: &SentenceFact, words: &[Word], accused: &mut Accused) {
    let passage = fact.place.passage;
    let Some(all) = words.iter().map(|&(range, _)| range).reduce(TextRange::cover) else { return };
    let part = part(facts, passage);
    let place = Span::new(passage, all);
    let name = accused.name.as_deref();
    let own = matches!(facts.backing(place), Backing::Said { name: by, .. } if Some(by.as_str()) == name);
    let within: Vec<Word> =
        words.iter().map(|&(range, sense)| (range - fact.place.range.start(), sense)).collect();
    let stance = stance(facts.text(fact.place), &within, own);
    accused.charges.push(Charge {
        words: facts.text(place).to_owned(),
        range: facts.source(place),
        sentence: facts.source(fact.place),
        part,
        stance,
        backing: said_by(facts, fact, place, stance, name),
        head: None,
    });
    let start = fact.place.range.start();
    for &(range, sense) in words {
        let place = Span::new(passage, whole_step(facts.text(fact.place), range - start, sense) + start);
        let words = facts.text(place).to_owned();
        accused.steps.extend(sense.step().map(|kind| Step { kind, words, range: facts.source(place), part }));
    }
}

fn part(facts: &Facts, passage: usize) -> ChargePart {
    let view = &facts.passages[passage];
    let is_heading = |passage: usize| facts.passages[passage].is_head();
    if view.passage.kind == PassageKind::Caption {
        return ChargePart::Caption;
    }
    // Directly below the headline: a heading of its own, or a paragraph all of which is emphasised.
    let below = passage == 1 && is_heading(0);
    let set_off = is_heading(passage) || view.is_set_off();
    match () {
        () if below && set_off => ChargePart::Standfirst,
        () if is_heading(passage) => ChargePart::Headline,
        () => ChargePart::Text,
    }
}

/// What is said in a sentence by whoever speaks for somebody, "his lawyer said", with for whom.
fn spoken_for(facts: &Facts, fact: &SentenceFact, here: &[Present]) -> Vec<(usize, TextRange)> {
    let mut found = Vec::new();
    for statement in facts.statements_of(fact.place.passage).iter().filter(|statement| statement.tells()) {
        let Some(source) = statement.source_place().filter(|it| fact.place.range.contains_range(it.range))
        else {
            continue;
        };
        let speaks = speaks_for(facts.text(source));
        let (Some(&said), true) = (statement.content.first(), speaks) else { continue };
        let within = source.range - fact.place.range.start();
        let actors = here.iter().filter(|it| within.contains_range(it.range)).flat_map(|it| &it.actors);
        found.extend(actors.map(|&actor| (actor, facts.source(said))));
    }
    found
}

/// The sentences in which somebody who is accused denies or admits it, or whoever speaks for them, "both", "her lawyer".
fn answered(accused: &Accused) -> impl Iterator<Item = TextRange> {
    let answers = accused
        .charges
        .iter()
        .filter(|charge| matches!(charge.stance, Stance::Denies | Stance::Admits) && charge.head.is_none());
    let own = answers.filter(|charge| match &charge.backing {
        Backing::Said { name, kind, .. } | Backing::Carried { name, kind } => {
            *kind != SourceKind::Named && !is_body(name) || accused.name.as_ref() == Some(name)
        }
        _ => true,
    });
    own.map(|charge| charge.sentence)
}

/// Where somebody answers or was asked, also through whoever speaks for them; and what else they say. `spoken`: what is said for
/// anybody; `denied`: sentences in which they deny a charge.
fn answers(
    facts: &Facts,
    actor: usize,
    spoken: &[(usize, TextRange)],
    denied: Vec<TextRange>,
) -> Vec<Answer> {
    let mut found: Vec<(TextRange, bool)> = denied.into_iter().map(|range| (range, false)).collect();
    for fact in facts.sentences.iter().filter(|fact| mentions(facts, fact, actor)) {
        let text = facts.text(fact.place);
        let range = facts.source(fact.place);
        let answers = contains_any(&text.to_lowercase(), ASKED) || is_answer(text);
        if answers && !found.contains(&(range, false)) {
            found.push((range, false));
        }
    }
    let own = |statement: &&Statement| {
        statement.names_source() && statement.speakers().any(|speaker| speaker == actor)
    };
    let own = facts.statements.iter().filter(own).filter_map(|statement| statement.content.first());
    let spoken = spoken.iter().filter(|(of, _)| *of == actor).map(|&(_, range)| (range, false));
    for (range, speaks_only) in spoken.chain(own.map(|&place| (facts.source(place), true))) {
        if !found.iter().any(|(known, _)| known.contains_range(range)) {
            found.push((range, speaks_only));
        }
    }
    found.sort_by_key(|(range, _)| range.start());
    found.into_iter().map(|(range, speaks_only)| Answer { range, speaks_only }).collect()
}
