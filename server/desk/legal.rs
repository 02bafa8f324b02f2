//! What a lawyer reads a draft for: who is accused of what, in which words, who says so, and whether they answer. It lists and asks;
//! it never advises. Plain data; all ranges are bytes in the draft, half open.

mod words;

use std::collections::BTreeMap;

use copydesk_facts::{Backing, Facts, Mention, SentenceFact, Span, Statement};
use copydesk_language::calibration::CHARGE;
use copydesk_language::{NameKind, ReasonKind, SourceKind, acts, is_body_noun, overlap};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::charges::{NEAREST, SOUGHT, accused, contains_any, is_charge, is_somebody, mentions, says};
use crate::explain::in_marks;
use crate::verdict::{Guilt, deed, guilt};
use words::{Word, words};

/// How far a case has gone, in the draft's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// Somebody says so: accused, alleged, suspected.
    Accused,
    /// Arrested, detained, in custody.
    Arrested,
    /// Charged, indicted, on trial.
    Charged,
    /// Convicted, sentenced, pleaded guilty.
    Convicted,
    /// Acquitted, cleared.
    Cleared,
}

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

/// Cues behind which stands whom they are about.
const AGAINST: &[&str] =
    &["accus", "arrest", "blamed", "charged", "convict", "detain", "indict", "jailed", "suspect", "acquit"];
/// From so likely an accusation on, a sentence is one without any of the words for it.
const SURELY: f32 = 0.5;
/// Words of somebody who speaks for another.
const SPEAKS_FOR: &[&str] =
    &["lawyer", "attorney", "solicitor", "barrister", "counsel", "spokes", "representative", "defending"];
/// Further words of an answer.
const DISPUTES: &[&str] =
    &["not guilty", "rejects", "rejected", "dismisses", "dismissed", "disputes", "disputed", "refut"];

/// Everybody whom a draft accuses, in the order of the first charge; last what is charged without a name.
pub fn legal_read(facts: &Facts) -> Vec<Accused> {
    let mut all: BTreeMap<Option<usize>, Accused> = BTreeMap::new();
    let mut order: Vec<Option<usize>> = Vec::new();
    let mut guilty: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for fact in &facts.sentences {
        let found = words_in(facts, fact);
        for (actor, words) in found {
            let actor_entry = all.entry(actor).or_insert_with(|| {
                order.push(actor);
                let name = actor.map(|actor| facts.actors[actor].name.clone());
                Accused {
                    name,
                    charges: Vec::new(),
                    steps: Vec::new(),
                    answers: Vec::new(),
                    prompts: Vec::new(),
                }
            });
            add(facts, fact, &words, actor_entry);
            let called =
                guilt(facts, fact).filter(|(guilt, _)| *guilt == Guilt::Name).map(|(_, place)| place);
            if let Some(place) = called.or_else(|| deed(facts, fact))
                && let Some(actor) = actor
            {
                guilty.entry(actor).or_default().push(facts.text(place).to_owned());
            }
        }
    }
    order.sort_by_key(Option::is_none);
    let mut read: Vec<Accused> = Vec::new();
    for actor in order {
        let Some(mut accused) = all.remove(&actor) else { continue };
        if let Some(actor) = actor {
            accused.answers = answers(facts, actor);
        }
        let guilty = actor.and_then(|actor| guilty.remove(&actor)).unwrap_or_default();
        accused.prompts = prompts(&accused, &guilty);
        read.push(accused);
    }
    read
}

/// The words of a sentence that accuse, by whom they accuse.
fn words_in(facts: &Facts, fact: &SentenceFact) -> Vec<(Option<usize>, Vec<Word>)> {
    let place = fact.place;
    let text = facts.text(place);
    let accuses = fact.judgement.likelihood(ReasonKind::Accusation) >= CHARGE;
    let likely = accuses && is_charge(facts, fact);
    let mut found: Vec<(Option<usize>, Vec<Word>)> = Vec::new();
    let mut last = None;
    for (range, step) in words(text) {
        let told = || whom(facts, fact, range, step).map(|mention| mention.actor);
        let whom = by_office(facts, place).or_else(told);
        // A wrong near words of whom a case is about is part of it: "charged with fraud".
        let whom = whom.or(last.filter(|_| step.is_none()));
        // Whoever is attacked, and a crime of nobody's, is no accusation by itself.
        if whom.is_none() && step.is_none() && !likely {
            continue;
        }
        last = whom.or(last);
        let word = (range + place.range.start(), step);
        match found.iter_mut().find(|(actor, _)| *actor == whom) {
            Some((_, words)) => words.push(word),
            None => found.push((whom, vec![word])),
        }
    }
    if found.is_empty()
        && fact.judgement.likelihood(ReasonKind::Accusation) >= SURELY
        && let Some(mention) = accused(facts, fact)
    {
        found.push((Some(mention.actor), vec![(place.range, None)]));
    }
    // What somebody by name is accused of is not told again of nobody.
    if found.iter().any(|(actor, _)| actor.is_some()) {
        found.retain(|(actor, _)| actor.is_some());
    }
    found
}

/// Whom a headline or a caption tells by an office alone, "Treasurer convicted": the only actor of the draft who has it.
fn by_office(facts: &Facts, place: Span) -> Option<usize> {
    if part(facts, place.passage) == ChargePart::Text {
        return None;
    }
    let text = facts.text(place).to_lowercase();
    let named = |office: &String| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == office);
    let mut holders = facts.actors.iter().enumerate().filter(|(_, actor)| actor.offices.iter().any(named));
    let (holder, _) = holders.next()?;
    holders.next().is_none().then_some(holder)
}

/// Whom a word in a sentence accuses; `word`: its bytes in the sentence.
fn whom<'f>(
    facts: &'f Facts,
    fact: &SentenceFact,
    word: TextRange,
    step: Option<StepKind>,
) -> Option<&'f Mention> {
    let place = fact.place;
    let text = facts.text(place);
    let at = |mention: &Mention| mention.place.range - place.range.start();
    let here: Vec<&Mention> = facts
        .mentions_of(place.passage)
        .iter()
        .filter(|mention| place.range.contains_range(mention.place.range) && is_somebody(facts, mention))
        .collect();
    let between =
        |from: TextSize, to: TextSize| text.get(usize::from(from)..usize::from(to)).unwrap_or_default();
    let words = text[word].to_ascii_lowercase();
    let behind = text[usize::from(word.end())..].trim_start();
    // "Accused the mayor, Jon Falk", "stolen by Jon Falk", "allegations against Jon Falk"; not "accused of".
    let passive =
        ["of ", "by ", "in ", "on ", "with ", "over "].iter().any(|small| behind.starts_with(small));
    let active = contains_any(&words, AGAINST) && !passive;
    let next = here.iter().find(|mention| at(mention).start() >= word.end());
    if let Some(next) = next {
        let gap = between(word.end(), at(next).start());
        let towards = gap.len() <= NEAREST
            && (active
                || gap.contains("against ")
                || gap.trim_start().starts_with("by ") && step.is_none()
                || contains_any(&words, &["alleg"]) && gap.trim_start().starts_with("that "));
        if towards && !gap.contains(['.', ';', ':']) {
            return Some(next);
        }
    }
    // Whose deed it is, or of whom the case is: the nearest before it in the clause.
    let before = || {
        let earlier = here.iter().rev().filter(|mention| at(mention).end() <= word.start());
        earlier.filter(|mention| !between(at(mention).end(), word.start()).contains([';', ':']))
    };
    // "A reporter for the Herald was arrested" is not of the Herald.
    let bound = |mention: &Mention| {
        let before = text[..usize::from(at(mention).start())].trim_end().trim_end_matches(" the");
        let small = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        matches!(
            small.as_str(),
            "of" | "for" | "at" | "in" | "with" | "by" | "from" | "to" | "on" | "near" | "against"
        )
    };
    // What is told by somebody begins behind them: in "police said Falk stole it" Falk acts.
    let told = facts.statements_heard_in(place.passage).flat_map(|statement| &statement.content);
    let word_place = word + place.range.start();
    let told =
        told.filter(|content| content.passage == place.passage && content.range.contains_range(word_place));
    let from = told.map(|content| content.range.start()).max().unwrap_or_default().max(place.range.start());
    let clause = from - place.range.start();
    let does = |mention: &Mention| {
        at(mention).start() >= clause && acts(&text[usize::from(clause)..], at(mention) - clause)
    };
    let is_person = |mention: &Mention| facts.actors[mention.actor].kind == NameKind::Person;
    let accuses = words.starts_with("accus") || words.starts_with("blam");
    let gap = |mention: &Mention| between(at(mention).end(), word.start());
    match step {
        // Who accuses somebody is not accused.
        Some(_) if accuses && !passive => before().find(|mention| is_done_to(gap(mention))),
        // Whoever pleads says so.
        Some(_) if words.contains("guilty") => before().find(|mention| !bound(mention)),
        Some(_) => {
            let fits = |mention: &Mention| !says(facts, mention) && !bound(mention);
            let somebody = before().find(|mention| fits(mention) && is_person(mention));
            somebody.or_else(|| before().find(|mention| fits(mention)))
        }
        None => before().find(|mention| {
            let owns = text[usize::from(at(mention).end())..].starts_with(['’', '\'']);
            let near = gap(mention).split_whitespace().count() <= 8 && !is_done_to(gap(mention));
            near && !says(facts, mention) && (owns || does(mention))
        }),
    }
    .copied()
}

/// Whether the words between a name and a deed show that it is done to the name: "was killed", "had been robbed".
fn is_done_to(gap: &str) -> bool {
    let last = gap.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    matches!(
        last.as_str(),
        "was" | "were" | "is" | "are" | "been" | "being" | "be" | "not" | "never" | "from" | "the"
    )
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
        backing: said_by(facts, place),
    });
    for &(range, step) in words {
        let place = Span::new(passage, range);
        let words = facts.text(place).to_owned();
        accused.steps.extend(step.map(|kind| Step { kind, words, range: facts.source(place), part }));
    }
}

/// Who says what accuses: where the words themselves report it, "Holloway accused Pask", whoever they report.
fn said_by(facts: &Facts, place: Span) -> Backing {
    let backing = facts.backing(place);
    if backing != Backing::Nobody {
        return backing;
    }
    let reports = |statement: &&Statement| {
        statement.tells()
            && overlap(statement.attribution.cue, place.range)
            && statement.source_place().is_some()
    };
    let Some(statement) = facts.statements_of(place.passage).iter().find(reports) else { return backing };
    let words = statement.source_place().map_or("", |source| facts.text(source));
    let name = statement.actor.map_or(words, |actor| &facts.actors[actor].name);
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

/// Where somebody answers or was asked, also through whoever speaks for them; and what else they say.
fn answers(facts: &Facts, actor: usize) -> Vec<Answer> {
    let mut found: Vec<(TextRange, bool)> = Vec::new();
    for fact in facts.sentences.iter().filter(|fact| mentions(facts, fact, actor)) {
        let text = facts.text(fact.place).to_lowercase();
        if contains_any(&text, SOUGHT) || contains_any(&text, DISPUTES) {
            found.push((facts.source(fact.place), false));
        }
    }
    let through = |statement: &Statement| {
        let Some(source) = statement.source_place() else { return false };
        let mut named = facts.mentions_of(source.passage).iter();
        let names = named.any(|it| it.actor == actor && source.range.contains_range(it.place.range));
        names && statement.tells() && contains_any(&facts.text(source).to_lowercase(), SPEAKS_FOR)
    };
    for statement in &facts.statements {
        let own = statement.names_source() && statement.speakers().any(|speaker| speaker == actor);
        let through = through(statement);
        let content = statement.content.first().filter(|_| own || through);
        let Some(&place) = content else { continue };
        let range = facts.source(place);
        if !found.iter().any(|(known, _)| known.contains_range(range)) {
            found.push((range, !through));
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
            (false, true) => format!("The draft tells no answer of {name}, and not that {name} was asked: was {name}?"),
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
