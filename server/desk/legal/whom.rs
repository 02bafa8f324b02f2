//! Whom the words of a sentence accuse.

use copydesk_facts::{Actor, Backing, Facts, SentenceFact, Span, Statement};
use copydesk_language::calibration::CHARGE;
use copydesk_language::{NameKind, ReasonKind, SourceKind, acts, gender};
use text_size::{TextRange, TextSize};

use super::present::{Followed, Present, is_bound, says, together};
use super::stance::is_negated;
use super::words::{Sense, Word, words};
use super::{ChargePart, StepKind, part};
use crate::charges::{NEAREST, accused, contains_any, is_charge};

/// Cues behind which stands whom they are about.
const AGAINST: &[&str] = &[
    "accus",
    "apprehend",
    "arrest",
    "blamed",
    "charged",
    "convict",
    "banned",
    "detain",
    "disqualified",
    "fined",
    "fired",
    "indict",
    "jailed",
    "sue",
    "suing",
    "suspect",
    "acquit",
];
/// From so likely an accusation on, a sentence is one without any of the words for it.
const SURELY: f32 = 0.5;
/// How words begin by which somebody answers a charge, and whoever answers one is charged: "Falk denied the allegations".
const ANSWERS: &[&str] = &[
    "admit", "appeal", "await", "conced", "confess", "contest", "denie", "deny", "disput", "faced", "faces",
    "facing", "fight", "fought", "plead", "pled", "reject", "settl",
];
/// How words begin by which somebody brings a case, and whoever brings one is not charged in it.
const BRINGS: &[&str] = &[
    "bring", "brought", "file", "filing", "join", "launch", "seek", "sought", "submit", "take", "taking",
    "took",
];
/// How words begin for those whose business is to accuse: what they say that somebody did is a charge.
const ACCUSERS: &[&str] =
    &["prosecut", "plaintiff", "lawsuit", "suit", "complaint", "indictment", "claimant"];

/// From somebody to what they do wrong stand no more words, "Lund and Ferrer used the tools of the bank to defraud"; to what is theirs,
/// "Falk's alleged fraud".
const MOST_DOES: usize = 9;
const MOST_OWNED: usize = 3;
/// How words begin by which a court says what is so.
const RULES: &[&str] = &["decid", "find", "found", "hear", "rul"];
/// Words that tell of a case and of nobody by themselves.
const CASES: &[&str] = &["lawsuit", "legal", "class", "the charges", "guilty verdict"];
/// How words for a punishment begin.
const PUNISHMENTS: &[&str] = &["jail ", "prison ", "life ", "month ", "year "];

/// The words of a sentence that accuse, by whom they accuse.
pub(super) fn charges(
    facts: &Facts,
    fact: &SentenceFact,
    here: &[Present],
    followed: &mut Followed,
) -> Vec<(Option<usize>, Vec<Word>)> {
    let place = fact.place;
    let text = facts.text(place);
    let accuses = fact.judgement.likelihood(ReasonKind::Accusation) >= CHARGE;
    // What is charged in a headline, or by whoever prosecutes, is a charge whoever is meant.
    let charged = || {
        let holds = |content: &Span| {
            content.passage == place.passage
                && place.range.intersect(content.range).is_some_and(|it| !it.is_empty())
        };
        part(facts, place.passage) != ChargePart::Text
            || accusing(facts, place.passage).any(|statement| statement.content.iter().any(holds))
    };
    let likely = accuses && is_charge(facts, fact) || charged();
    let mut found: Vec<(Option<usize>, Vec<Word>)> = Vec::new();
    let (mut last, mut of_step): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut words = words(text);
    // "Robben", "the Serious Fraud Office"; in a headline a name may be more than one by its capitals alone.
    let heads = part(facts, place.passage) == ChargePart::Headline;
    let names = here.iter().filter(|it| it.is_name && !(heads && text[it.range].contains(' ')));
    let names: Vec<TextRange> = names.map(|it| it.range).collect();
    words.retain(|(range, _)| !names.iter().any(|name| name.contains_range(*range)));
    let of_office = if words.is_empty() { None } else { by_office(facts, place) };
    for (range, sense) in words {
        let step = sense.step();
        let mut whom: Vec<usize> = of_office.into_iter().collect();
        if whom.is_empty() {
            // A wrong behind words of whom a case is about is part of it: "charged with fraud".
            whom = match step {
                None if !of_step.is_empty() => of_step.clone(),
                _ => self::whom(facts, fact, here, range, sense),
            };
        }
        if whom.is_empty() && step.is_none() {
            whom.clone_from(&last);
        }
        // Whoever is attacked, and a crime of nobody's, is no accusation by itself.
        let bare = || {
            let words = text[range].to_lowercase();
            // A punishment is of somebody, where it is not only one that may come.
            let punishes =
                PUNISHMENTS.iter().any(|it| words.starts_with(it)) && step == Some(StepKind::Charged);
            !matches!(sense, Sense::Step(_) | Sense::Wrong | Sense::Penalty)
                || punishes
                || CASES.iter().any(|case| words.starts_with(case))
        };
        if whom.is_empty() && !likely && bare() {
            continue;
        }
        if !whom.is_empty() {
            last.clone_from(&whom);
            // Whoever sues is seldom who does the wrong behind it.
            if step.is_some() && !is_suit(text[range].to_lowercase().as_str()) {
                of_step.clone_from(&whom);
            }
        }
        let word = (range + place.range.start(), sense);
        let mut add = |whom: Option<usize>| match found.iter_mut().find(|(actor, _)| *actor == whom) {
            Some((_, words)) => words.push(word),
            None => found.push((whom, vec![word])),
        };
        whom.iter().for_each(|&actor| add(Some(actor)));
        if whom.is_empty() {
            add(None);
        }
    }
    if !found.iter().any(|(actor, _)| actor.is_some()) {
        let bare =
            by_accuser(facts, fact, here).map(|(actor, range)| (Some(actor), vec![(range, Sense::Wrong)]));
        let sure = || {
            let sure = fact.judgement.likelihood(ReasonKind::Accusation) >= SURELY && found.is_empty();
            let actor = sure.then(|| accused(facts, fact)).flatten()?.actor;
            Some((Some(actor), vec![(place.range, Sense::Wrong)]))
        };
        let unnamed = || {
            let (actor, range) = by_unnamed(facts, fact, here).filter(|_| found.is_empty())?;
            Some((Some(actor), vec![(range, Sense::Wrong)]))
        };
        let charge = bare.or_else(sure).or_else(unnamed);
        found.extend(charge);
    }
    // What somebody by name is accused of is not told again of nobody.
    if found.iter().any(|(actor, _)| actor.is_some()) {
        found.retain(|(actor, _)| actor.is_some());
    }
    followed.accused = found.iter().filter_map(|(actor, _)| *actor).next().or(followed.accused);
    found
}

/// What prosecutors, lawsuits and rulings say in a passage.
fn accusing<'f>(facts: &'f Facts, passage: usize) -> impl Iterator<Item = &'f Statement<'f>> {
    facts.statements_heard_in(passage).filter(|statement| {
        let cue = facts.text(Span::new(statement.passage, statement.attribution.cue)).to_lowercase();
        let rules = RULES.iter().any(|stem| cue.starts_with(stem));
        let source = statement.source_place().map_or("", |source| facts.text(source)).to_lowercase();
        statement.tells()
            && source.split(|c: char| !c.is_alphabetic()).any(|word| {
                let accuser = ACCUSERS.iter().any(|stem| word.starts_with(stem));
                accuser || rules && matches!(word, "court" | "judge" | "jury")
            })
    })
}

/// Whom a prosecutor or a lawsuit says to have done something, and what is said.
fn by_accuser(facts: &Facts, fact: &SentenceFact, here: &[Present]) -> Option<(usize, TextRange)> {
    told_of(facts, fact, here, accusing(facts, fact.place.passage))
}

/// What somebody without a name says that a person did, and who did it: nobody stands by it, whatever it is.
fn by_unnamed(facts: &Facts, fact: &SentenceFact, here: &[Present]) -> Option<(usize, TextRange)> {
    let unnamed = facts
        .statements_heard_in(fact.place.passage)
        .filter(|statement| statement.tells() && statement.kind() == SourceKind::Anonymous);
    // Names of which nothing shows that they are people's are often bodies', and what bodies plan is no accusation.
    let is_person = |actor: &Actor| {
        actor.kind == NameKind::Person && (gender(&actor.name).is_some() || !actor.offices.is_empty())
    };
    told_of(facts, fact, here, unnamed).filter(|&(actor, _)| is_person(&facts.actors[actor]))
}

/// What some statements tell in a sentence that somebody did, and who did it.
fn told_of<'f>(
    facts: &Facts,
    fact: &SentenceFact,
    here: &[Present],
    mut statements: impl Iterator<Item = &'f Statement<'f>>,
) -> Option<(usize, TextRange)> {
    let start = fact.place.range.start();
    statements.find_map(|statement| {
        let contents = statement.content.iter().filter(|content| content.passage == fact.place.passage);
        contents.filter_map(|content| content.range.intersect(fact.place.range)).find_map(|content| {
            let clause = content - start;
            let told = &facts.text(fact.place)[clause];
            let does = |it: &&Present| {
                clause.contains_range(it.range)
                    && acts(told, it.range - clause.start())
                    && !says(facts, fact, it.range)
                    && !is_bound(facts.text(fact.place), it)
            };
            let doer = here.iter().find(does)?;
            Some((*doer.actors.first()?, content))
        })
    })
}

/// Whom a headline or a caption tells by an office alone, "Treasurer convicted".
fn by_office(facts: &Facts, place: Span) -> Option<usize> {
    let heads = part(facts, place.passage) != ChargePart::Text;
    heads.then(|| holder_of_office(facts, facts.text(place))).flatten()
}

/// The only actor of the draft who has an office that stands in a text. "A man" is no office, though the draft may call one so.
pub(super) fn holder_of_office(facts: &Facts, text: &str) -> Option<usize> {
    const ANYBODY: &[&str] = &["boy", "girl", "man", "person", "teenager", "woman", "youth"];
    let text = text.to_lowercase();
    let named = |office: &String| {
        !ANYBODY.contains(&office.as_str())
            && text.split(|c: char| !c.is_alphanumeric()).any(|word| word == office)
    };
    let mut holders = facts.actors.iter().enumerate().filter(|(_, actor)| actor.offices.iter().any(named));
    let (holder, _) = holders.next()?;
    holders.next().is_none().then_some(holder)
}

/// Whom a word in a sentence accuses, with those beside them; `word`: its bytes in the sentence.
fn whom(facts: &Facts, fact: &SentenceFact, here: &[Present], word: TextRange, sense: Sense) -> Vec<usize> {
    // "The accused", "the suspect".
    if let Some(itself) = here.iter().find(|it| !it.is_name && it.range.contains_range(word)) {
        return itself.actors.clone();
    }
    let text = facts.text(fact.place);
    let looked = Looked { facts, fact, text, here, word, words: text[word].to_ascii_lowercase() };
    let found = looked.behind(sense).or_else(|| match sense {
        _ if looked.owner().is_some() => looked.owner(),
        Sense::Step(_) | Sense::Penalty => looked.of_case(),
        Sense::Wrong | Sense::Crime | Sense::Deed => looked.of_deed(),
    });
    let speaker = || looked.speaker().filter(|_| sense.step().is_none());
    found.map_or_else(|| speaker().into_iter().collect(), |at| together(facts, text, here, at))
}

/// A word that accuses, with who stands around it: by numbers of `here`.
struct Looked<'l> {
    facts: &'l Facts<'l>,
    fact: &'l SentenceFact<'l>,
    /// The sentence.
    text: &'l str,
    here: &'l [Present],
    /// Bytes of the sentence.
    word: TextRange,
    /// The word in lower case.
    words: String,
}

impl Looked<'_> {
    /// Whom it is about who stands behind it: "accused the mayor, Jon Falk", "stolen by Jon Falk", "allegations against Jon Falk",
    /// "alleged that Jon Falk"; not "accused of".
    fn behind(&self, sense: Sense) -> Option<usize> {
        const BOUND: [&str; 11] =
            [" by ", " of ", " in ", " for ", " on ", " at ", " to ", " from ", " and ", " after ", " with "];
        let next = self.here.iter().position(|it| it.range.start() >= self.word.end())?;
        let gap = self.between(self.word.end(), self.here[next].range.start()).to_lowercase();
        let against = gap.contains("against ") && !self.words.starts_with("legal battle");
        if gap.len() > if against { 2 * NEAREST } else { NEAREST } || gap.contains(['.', ';', ':']) {
            return None;
        }
        let active = self.begins(AGAINST) && !self.is_passive() && !contains_any(&gap, &BOUND);
        let by = gap.trim_start().starts_with("by ") && !matches!(sense, Sense::Step(_) | Sense::Penalty);
        let alleged = self.words.starts_with("alleg")
            && matches!(gap.trim(), "" | "that" | "the" | "that the" | "mr" | "that mr");
        // "The conviction of Emil Hart", "charges against Emil Hart".
        let of = self.begins(&["acquittal", "arrest", "conviction", "indictment", "quash"])
            && matches!(gap.trim(), "of" | "of mr" | "of ms" | "of mrs");
        let against = against || self.words.ends_with(" against") && gap.trim().is_empty();
        (active || against || by || alleged || of).then_some(next)
    }

    /// Whose it is: "his arrest", "her alleged fraud"; allegations and suits are of whoever makes them.
    fn owner(&self) -> Option<usize> {
        let at = self.earlier().next()?;
        let word = self.text[self.here[at].range].to_ascii_lowercase();
        let owns = matches!(word.as_str(), "his" | "her" | "its" | "their")
            && matches!(self.gap(at).trim(), "" | "alleged" | "own" | "recent")
            && !self.begins(&["accus", "alleg", "lawsuit", "legal"]);
        owns.then_some(at)
    }

    /// Who says of themself what the word tells: "I did not steal it", Falk said.
    fn speaker(&self) -> Option<usize> {
        let word = Span::new(self.fact.place.passage, self.word + self.fact.place.range.start());
        let Backing::Said { name, quoted: true, .. } = self.facts.backing(word) else { return None };
        let before = &self.text[..usize::from(self.word.start())];
        let clause = before.split(['“', '"', ',', ';', ':', '.']).next_back().unwrap_or_default();
        let mut words = clause.split_whitespace();
        let own = words.next().is_some_and(|word| matches!(word, "I" | "I've" | "I’ve"))
            && !words.any(|word| word == "was" || word == "been");
        let is = |actor: &Actor| actor.kind == NameKind::Person && actor.name == name;
        own.then(|| self.facts.actors.iter().position(is)).flatten()
    }

    /// Of whom a case is: the nearest before it that can be, a person before a body.
    fn of_case(&self) -> Option<usize> {
        let free = |at: usize| !self.is_bound(at);
        let fits = |at: usize| {
            free(at)
                && !self.brings(at)
                && (!self.speaks(at) || self.tells(at, ANSWERS) || self.begins(ANSWERS))
        };
        let first = |fits: &dyn Fn(usize) -> bool| {
            let person = self.earlier().find(|&at| fits(at) && self.is_person(at));
            person.or_else(|| self.earlier().find(|&at| fits(at)))
        };
        match () {
            // Who accuses somebody or sues is not accused: "was sued", not "sued".
            () if self.begins(&["accus", "blam", "sue", "suing"]) => {
                let done_to = |at: usize| self.is_done_to(at) && !self.gap(at).contains(char::is_uppercase);
                let accused = self.earlier().find(|&at| done_to(at) && free(at));
                accused.or_else(|| first(&fits).filter(|_| self.is_of()))
            }
            () if is_suit(&self.words) => {
                self.earlier().find(|&at| free(at) && !self.brings(at) && self.tells(at, ANSWERS))
            }
            // Whoever pleads says so.
            () if self.words.contains("guilt") => {
                let pleads = |at: usize| free(at) && !self.brings(at);
                let person = self.earlier().find(|&at| pleads(at) && self.is_person(at));
                person.or_else(|| self.earlier().find(|&at| pleads(at) && !self.speaks(at)))
            }
            () => first(&fits),
        }
    }

    /// Whose deed it is: the nearest before it in the clause who does it, or to whom it belongs.
    fn of_deed(&self) -> Option<usize> {
        // What is told by somebody begins behind them: in "police said Falk stole it" Falk acts.
        let place = self.fact.place;
        let told = self.facts.statements_heard_in(place.passage).flat_map(|statement| &statement.content);
        let word = self.word + place.range.start();
        let told = told.filter(|it| it.passage == place.passage && it.range.contains_range(word));
        let from = told.map(|it| it.range.start()).max().unwrap_or_default().max(place.range.start());
        let clause = from - place.range.start();
        let acts_here = |at: usize| {
            let range = self.here[at].range;
            range.start() >= clause && acts(&self.text[usize::from(clause)..], range - clause)
        };
        // "Despite a stabbing", "against fraud".
        let mut small = self.text[..usize::from(self.word.start())].split_whitespace().rev().take(2);
        let is_aside =
            small.any(|word| ["against", "after", "despite", "from", "of", "over"].contains(&word));
        let answers = self.earlier().find(|&at| !self.is_bound(at) && self.tells(at, ANSWERS));
        answers.or_else(|| {
            self.earlier().find(|&at| {
                let owns = self.text[usize::from(self.here[at].range.end())..].starts_with(['’', '\'']);
                let most = if owns { MOST_OWNED } else { MOST_DOES };
                // "Hay said he had not lied": what somebody denies to have done.
                let denies = is_negated(&self.text[..usize::from(self.word.start())]) && self.is_told_by(at);
                let near =
                    self.gap(at).split_whitespace().count() <= most && (denies || !self.is_done_to(at));
                near && !self.speaks(at) && !self.is_bound(at) && (owns || acts_here(at) && !is_aside)
            })
        })
    }

    /// Who stands before the word in its clause, the nearest first.
    fn earlier(&self) -> impl Iterator<Item = usize> {
        (0..self.here.len()).rev().filter(|&at| self.here[at].range.end() <= self.word.start()).filter(
            |&at| {
                let gap = self.gap(at);
                // Behind "sued a contractor who" it is of the contractor; ", was" closes an aside that began before the name.
                let another = gap.find(" who ").is_some_and(|who| gap[..who].split_whitespace().count() > 1);
                let before = &self.text[..usize::from(self.here[at].range.start())];
                let aside =
                    [", was ", ", is ", ", has ", ", were "].iter().any(|closes| gap.starts_with(closes))
                        && [", who ", ", which "].iter().any(|opens| before.contains(opens));
                !gap.contains([';', ':']) && !another && !aside
            },
        )
    }

    fn between(&self, from: TextSize, to: TextSize) -> &str {
        self.text.get(usize::from(from)..usize::from(to)).unwrap_or_default()
    }

    /// What stands between somebody and the word.
    fn gap(&self, at: usize) -> &str {
        self.between(self.here[at].range.end(), self.word.start())
    }

    /// Whether the words between hold one that begins so.
    fn tells(&self, at: usize, stems: &[&str]) -> bool {
        let lower = self.gap(at).to_lowercase();
        lower.split(|c: char| !c.is_alphabetic()).any(|word| stems.iter().any(|stem| begins(word, stem)))
    }

    fn begins(&self, stems: &[&str]) -> bool {
        stems.iter().any(|stem| self.words.starts_with(stem))
    }

    /// Whether the word tells what is done to somebody before it: "accused of", "sued over".
    fn is_passive(&self) -> bool {
        let behind = self.text[usize::from(self.word.end())..].trim_start();
        ["of ", "by ", "in ", "on ", "with ", "over ", "for ", "after "]
            .iter()
            .any(|it| behind.starts_with(it))
    }

    /// "Accused of".
    fn is_of(&self) -> bool {
        self.text[usize::from(self.word.end())..].trim_start().starts_with("of ")
    }

    /// Whether the words before the word show that it is done to somebody: "was killed", "had been robbed", and not "has been hiding".
    fn is_done_to(&self, at: usize) -> bool {
        let last = self.gap(at).split_whitespace().next_back().unwrap_or_default().to_lowercase();
        match last.as_str() {
            "was" | "were" | "is" | "are" | "been" | "being" | "be" => !self.words.ends_with("ing"),
            "also" | "not" | "never" | "from" | "the" => true,
            _ => false,
        }
    }

    fn is_person(&self, at: usize) -> bool {
        self.here[at].actors.iter().all(|&it| self.facts.actors[it].kind == NameKind::Person)
    }

    /// Whether a name only tells more of other words, and no clause of its own begins behind it: "for Falk, who was charged".
    fn is_bound(&self, at: usize) -> bool {
        is_bound(self.text, &self.here[at]) && !self.gap(at).starts_with(", who ")
    }

    /// Whether somebody tells what the word stands in.
    fn is_told_by(&self, at: usize) -> bool {
        let word = Span::new(self.fact.place.passage, self.word + self.fact.place.range.start());
        let Backing::Said { name, .. } = self.facts.backing(word) else { return false };
        self.here[at].actors.iter().any(|&actor| self.facts.actors[actor].name == name)
    }

    fn speaks(&self, at: usize) -> bool {
        says(self.facts, self.fact, self.here[at].range)
    }

    /// "The regulator brought charges", "the inquiry obtained guilty pleas".
    fn brings(&self, at: usize) -> bool {
        if self.begins(&["guilty plea"]) && self.tells(at, &["accept", "obtain", "secur", "won"]) {
            return true;
        }
        (self.words.contains("charges") || is_suit(&self.words)) && self.tells(at, BRINGS)
    }
}

/// Whether words in lower case tell of a civil case.
fn is_suit(words: &str) -> bool {
    ["lawsuit", "legal", "class"].iter().any(|stem| words.starts_with(stem))
}

/// Whether a word begins so; with a blank behind it, whether it is that word.
fn begins(word: &str, stem: &str) -> bool {
    stem.strip_suffix(' ').map_or_else(|| word.starts_with(stem), |whole| word == whole)
}
