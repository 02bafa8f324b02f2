//! What a lawyer reads a draft for: who is accused of what, in which words, who says so, and whether they answer. It lists and asks;
//! it never advises. Plain data; all ranges are bytes in the draft, half open.

mod present;
mod whom;
mod words;

use std::collections::BTreeMap;

use copydesk_facts::{Actor, Backing, Facts, Head, SentenceFact, Span, Statement};
pub use copydesk_language::lexicon::crimes::StepKind;
use copydesk_language::{NameKind, SourceKind, is_body_noun, overlap};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::charges::{SOUGHT, contains_any, mentions};
use crate::explain::in_marks;
use crate::verdict::{Guilt, deed, guilt};
use present::{Followed, Present};
use whom::{charges, is_answered};
use words::Word;

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
    /// Who says so.
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

/// Words of somebody who speaks for another.
const SPEAKS_FOR: &[&str] =
    &["lawyer", "attorney", "solicitor", "barrister", "counsel", "spokes", "representative", "defending"];
/// Further words of an answer.
const DISPUTES: &[&str] =
    &["guilty", "admitted", "rejects", "rejected", "dismisses", "dismissed", "disputes", "disputed", "refut"];

/// Everybody whom a draft accuses, in the order of the first charge; last what is charged without a name.
pub fn legal_read(facts: &Facts) -> Vec<Accused> {
    let mut read = Read::default();
    for head in &facts.front_matter.heads {
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
            accused.answers = answers(facts, actor, &spoken);
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

    /// A title or a standfirst in front matter, unless the text opens with the same words.
    fn head(&mut self, facts: &Facts, head: &Head) {
        let found = words::words(&head.text);
        let Some(all) = found.iter().map(|&(range, _)| range).reduce(TextRange::cover) else { return };
        if facts.passages.iter().take(2).any(|view| view.passage.text == head.text) {
            return;
        }
        let named =
            |name: &str| head.text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == name);
        let is_named = |actor: &Actor| {
            actor.kind != NameKind::Place
                && (head.text.contains(actor.name.as_str()) || actor.surname().is_some_and(named))
        };
        let actor = facts.actors.iter().position(is_named);
        let part = if head.is_title { ChargePart::Headline } else { ChargePart::Standfirst };
        let accused = self.of(facts, actor);
        accused.charges.push(Charge {
            words: head.text[all].to_owned(),
            range: head.place(facts.document, all),
            sentence: head.range,
            part,
            backing: Backing::Nobody,
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
    accused.charges.push(Charge {
        words: facts.text(place).to_owned(),
        range: facts.source(place),
        sentence: facts.source(fact.place),
        part,
        backing: said_by(facts, fact, place, accused.name.as_deref()),
        head: None,
    });
    for &(range, sense) in words {
        let place = Span::new(passage, range);
        let words = facts.text(place).to_owned();
        accused.steps.extend(sense.step().map(|kind| Step { kind, words, range: facts.source(place), part }));
    }
}

/// Who says what accuses: where the words themselves report it, "Holloway accused Pask", whoever they report; and not who is accused
/// and denies it.
fn said_by(facts: &Facts, fact: &SentenceFact, place: Span, accused: Option<&str>) -> Backing {
    let backing = facts.backing(place);
    match &backing {
        Backing::Nobody => {}
        Backing::Said { name, .. } | Backing::Carried { name, .. }
            if accused == Some(name) && is_answered(facts.text(fact.place)) =>
        {
            return Backing::Nobody;
        }
        _ => return backing,
    }
    let reports = |statement: &&Statement| {
        statement.tells()
            && overlap(statement.attribution.cue, place.range)
            && statement.source_place().is_some()
    };
    let Some(statement) = facts.statements_of(place.passage).iter().find(reports) else { return backing };
    let words = statement.source_place().map_or("", |source| facts.text(source));
    let name = statement.actor.map_or(words, |actor| &facts.actors[actor].name);
    if accused == Some(name) {
        return backing;
    }
    Backing::Said { name: name.to_owned(), kind: statement.kind(), quoted: false }
}

fn part(facts: &Facts, passage: usize) -> ChargePart {
    let view = &facts.passages[passage];
    let is_heading = |passage: usize| {
        let view = &facts.passages[passage];
        view.is_headline || matches!(view.passage.kind, PassageKind::Heading(_))
    };
    if view.passage.kind == PassageKind::Caption {
        return ChargePart::Caption;
    }
    // Directly below the headline: a heading of its own, or a paragraph all of which is emphasised.
    let below = passage == 1 && is_heading(0);
    let whole = TextRange::up_to(TextSize::of(view.passage.text.as_str()));
    let set_off = is_heading(passage) || view.passage.emphasis.contains(&whole);
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
        let speaks = contains_any(&facts.text(source).to_lowercase(), SPEAKS_FOR);
        let (Some(&said), true) = (statement.content.first(), speaks) else { continue };
        let within = source.range - fact.place.range.start();
        let actors = here.iter().filter(|it| within.contains_range(it.range)).flat_map(|it| &it.actors);
        found.extend(actors.map(|&actor| (actor, facts.source(said))));
    }
    found
}

/// Where somebody answers or was asked, also through whoever speaks for them; and what else they say. `spoken`: what is said for anybody.
fn answers(facts: &Facts, actor: usize, spoken: &[(usize, TextRange)]) -> Vec<Answer> {
    let mut found: Vec<(TextRange, bool)> = Vec::new();
    for fact in facts.sentences.iter().filter(|fact| mentions(facts, fact, actor)) {
        let text = facts.text(fact.place).to_lowercase();
        if contains_any(&text, SOUGHT) || contains_any(&text, DISPUTES) {
            found.push((facts.source(fact.place), false));
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

/// What to ask about one of the accused.
fn prompts(accused: &Accused, guilty: &[String]) -> Vec<String> {
    let mut prompts = Vec::new();
    let all = accused.charges.len();
    if let Some(name) = &accused.name {
        let answered = accused.answers.iter().any(|answer| !answer.speaks_only);
        prompts.push(match (answered, accused.answers.is_empty()) {
            (true, _) => format!("{name} answers or was asked: was each of these put to {name}, and does the draft give the answer to each?"),
            (false, false) => format!("{name} speaks in the draft: is it an answer to this?"),
            (false, true) => format!("The draft tells no answer of {name}, and not that anybody asked: did anybody ask {name}?"),
        });
    }
    let own = accused.charges.iter().filter(|charge| charge.backing == Backing::Nobody).count();
    if own > 0 {
        prompts.push(format!("{own} of {all} in the draft's own voice: who says so, and what shows it?"));
    }
    for charge in &accused.charges {
        if let Backing::Said { name, kind, .. } | Backing::Carried { name, kind } = &charge.backing
            && (matches!(kind, SourceKind::Anonymous | SourceKind::Vague)
                || *kind == SourceKind::Described && !is_body(name))
        {
            let prompt =
                format!("{} has no name: who knows who it is, and would they stand by it?", in_marks(name));
            if !prompts.contains(&prompt) {
                prompts.push(prompt);
            }
        }
    }
    prompts.extend(steps(accused));
    for words in guilty {
        prompts.push(format!(
            "{} tells it as done, and the draft tells of no verdict: has there been one?",
            in_marks(words)
        ));
    }
    for part in [ChargePart::Headline, ChargePart::Standfirst, ChargePart::Caption] {
        let bare = |charge: &&Charge| charge.part == part && charge.backing == Backing::Nobody;
        let said = |charge: &Charge| charge.part == ChargePart::Text && charge.backing != Backing::Nobody;
        if let Some(charge) = accused.charges.iter().find(bare)
            && accused.charges.iter().any(said)
        {
            prompts.push(format!(
                "{} in the {} leaves out who says so, which the text tells: does it say more than the text?",
                in_marks(&charge.words),
                part.name()
            ));
        }
    }
    prompts
}

/// Whether a description is of a body or an office that anybody can find: "the council", "police".
fn is_body(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    is_body_noun(&last)
        || matches!(last.as_str(), "police" | "officers" | "prosecutors" | "council" | "court")
}

/// Words for how far a case has gone that do not fit each other.
fn steps(accused: &Accused) -> Vec<String> {
    let first = |kind: StepKind| accused.steps.iter().find(|step| step.kind == kind);
    let mut prompts = Vec::new();
    let mut differ = |one: &Step, other: &Step| {
        prompts.push(format!(
            "The draft says {} and {}: which of them holds now?",
            in_marks(&one.words),
            in_marks(&other.words)
        ));
    };
    if let (Some(convicted), Some(cleared)) = (first(StepKind::Convicted), first(StepKind::Cleared)) {
        differ(convicted, cleared);
    }
    // A trial that still runs, and a suspect, fit no verdict; "alleged" of whoever was convicted says less than is known.
    let open = |step: &&Step| {
        let words = step.words.to_lowercase();
        words.starts_with("on trial")
            || words.starts_with("suspect")
            || words.starts_with("alleg")
            || words.starts_with("stand trial")
    };
    if let (Some(convicted), Some(open)) = (first(StepKind::Convicted), accused.steps.iter().find(open)) {
        differ(open, convicted);
    }
    // What most readers see must not go further than the text.
    let farthest = |text: bool| {
        let steps = accused.steps.iter().filter(|step| (step.part == ChargePart::Text) == text);
        steps.filter(|step| step.kind != StepKind::Cleared).max_by_key(|step| step.kind)
    };
    if let (Some(shown), Some(told)) = (farthest(false), farthest(true))
        && shown.kind > told.kind
    {
        prompts.push(format!(
            "The {} says {}, and the text only {}: which of them holds?",
            shown.part.name(),
            in_marks(&shown.words),
            in_marks(&told.words)
        ));
    }
    prompts
}
