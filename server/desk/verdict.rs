//! Who is told as guilty before a court has said so: the draft tells that somebody is suspected, and names them by the crime, or tells
//! the crime of them as their deed.

#[cfg(test)]
mod tests;

use copydesk_facts::{Actor, Facts, SentenceFact, Span};
use copydesk_language::lexicon::DOERS;
use copydesk_language::lexicon::crimes::{StepKind, is_crime, is_doer, steps};
use copydesk_language::{NameKind, acts};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::charges::mentions;

/// How words begin beside which a crime is nobody's deed: of courts and police, of denials, of who looks on.
const NO_DEED: &[&str] = &[
    "appear",
    "bail",
    "charg",
    "condemn",
    "could",
    "court",
    "deni",
    "deny",
    "describ",
    "face",
    "fear",
    "film",
    "fled",
    "heard",
    "hearing",
    "help",
    "investigat",
    "may",
    "might",
    "never",
    "no",
    "not",
    "plead",
    "question",
    "reject",
    "remand",
    "report",
    "saw",
    "see",
    "stop",
    "surviv",
    "tri",
    "witness",
    "would",
];
/// Words behind which stands when, where or of what, and not what is done.
const ASIDE: &[&str] = &[
    "about",
    "after",
    "against",
    "amid",
    "at",
    "before",
    "by",
    "during",
    "following",
    "for",
    "from",
    "in",
    "near",
    "of",
    "on",
    "over",
    "since",
    "that",
    "to",
    "until",
    "when",
    "where",
    "which",
    "while",
    "who",
    "with",
];
/// From who does it to the crime stand no more words: "planned the first attack".
const NEAREST: usize = 7;
/// What is told of a suspect.
const SUSPECTED: &[&str] = &[
    "arrest",
    "charged",
    "suspect",
    "accus",
    "alleg",
    "detain",
    "custody",
    "on bail",
    "on trial",
    "indict",
    "wanted by",
    "not guilty",
    "questioned",
];
/// What is told of somebody whom a court found guilty, or who says so.
const FOUND_GUILTY: &[&str] =
    &["convict", "guilty", "sentenced", "jailed", "imprisoned", "confess", "admitted", "serving", "verdict"];
/// What else tells of an end before a court: a headline that is sure of one is right then.
const COURT_ENDS: &[&str] =
    &["sentenc", "jail", "prison", "admit", "plead", "pled ", "behind bars", "life term", "guilt"];
/// What is told of whoever is charged.
const CHARGED: &[&str] = &["charg", "indict", "arraign", "prosecut", "court", "trial", "accus"];
/// What tells that a court has the case.
const IN_COURT: &[&str] = &[
    "charged with",
    "in court charged",
    "appeared in court",
    "appear in court",
    "court on charges",
    "magistrates",
    "on trial",
    "indicted",
    "pleaded",
    "no plea",
    "remanded",
];
/// Words before which somebody is not told as guilty.
const HEDGES: &[&str] = &[
    "accused",
    "alleged",
    "allegedly",
    "apparent",
    "attempted",
    "convicted",
    "possible",
    "presumed",
    "reputed",
    "suspected",
    "would-be",
];
/// Verbs of the police.
const TAKEN: &[&str] = &[
    "arrested",
    "arrest",
    "arrests",
    "arresting",
    "detained",
    "detain",
    "detains",
    "nabbed",
    "nab",
    "nabs",
    "charged",
    "charge",
    "charges",
];
/// The same of somebody of whom it is said: "thief held".
const TAKEN_BEHIND: &[&str] =
    &["arrested", "detained", "nabbed", "charged", "held", "remanded", "apprehended"];
/// Words that may stand between who is taken and the verb.
const BETWEEN: &[&str] = &[
    "was", "were", "is", "are", "has", "have", "had", "been", "later", "being", "quickly", "soon", "then",
    "who", "also",
];
/// Words that count or point at who is taken.
const COUNTED: &[&str] =
    &["the", "a", "an", "one", "two", "three", "four", "five", "six", "several", "more", "another"];
/// Other words that may stand between the verb and who is taken.
const MODIFIERS: &[&str] = &["alleged", "armed", "knife", "masked", "suspected", "teenage"];
/// Words by which a sentence says who says so, where the reader sees no report: headlines.
const SOURCES: &[&str] = &[
    "say", "said", "hear", "told", "accus", "alleg", "claim", "accord", "suspect", "report", "plea", "trial",
];

/// How a sentence tells guilt that no court has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guilt {
    /// By a noun: "the thief".
    Name,
    /// By a noun that is hedged: "the suspected thief".
    Hedged,
    /// A headline is further than the story, which tells only this.
    Further {
        /// What the story tells.
        story: Standing,
    },
}

/// How far a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Somebody is arrested.
    Arrest,
    /// Somebody is charged.
    Charge,
}

impl Standing {
    /// In a sentence.
    pub(crate) fn of(self) -> &'static str {
        match self {
            Standing::Arrest => "of an arrest",
            Standing::Charge => "of a suspicion or a charge",
        }
    }

    fn steps(self) -> &'static [StepKind] {
        match self {
            Standing::Arrest => &[StepKind::Arrested],
            Standing::Charge => &[StepKind::Accused, StepKind::Arrested, StepKind::Charged],
        }
    }
}

/// The words in a sentence that call a suspect guilty, and how.
pub(crate) fn guilt(facts: &Facts, fact: &SentenceFact) -> Option<(Guilt, Span)> {
    let named = called(facts, fact).filter(|&(actor, _)| is_told_of(facts, actor, SUSPECTED));
    let named = named.map(|(_, place)| (Guilt::Name, place));
    let view = &facts.passages[fact.place.passage];
    let heads = view.is_head() || view.passage.kind == PassageKind::Caption;
    let text = facts.text(fact.place);
    let told = || taken(text).or_else(|| heads.then(|| further(facts, text)).flatten());
    let place = |range: TextRange| Span::new(fact.place.passage, range + fact.place.range.start());
    named.or_else(|| told().map(|(guilt, range)| (guilt, place(range))))
}

/// The words of a headline or a standfirst in front matter that call a suspect guilty, and how: bytes of its text.
pub(crate) fn guilt_in_head(facts: &Facts, text: &str) -> Option<(Guilt, TextRange)> {
    taken(text).or_else(|| further(facts, text))
}

/// The words in a sentence of the text that tell what somebody did as if it were known, of whom the draft tells that they are held or
/// charged: "Falk planned" of "Falk planned the attack". Deeds are told of many whom somebody accuses of something else.
pub(crate) fn deed(facts: &Facts, fact: &SentenceFact) -> Option<Span> {
    let (actor, place) = acting(facts, fact)
        .filter(|_| facts.passages[fact.place.passage].is_body() && called(facts, fact).is_none())?;
    let is_held = |sentence: &SentenceFact| {
        mentions(facts, sentence, actor) && goes(facts, sentence, &[StepKind::Arrested, StepKind::Charged])
    };
    facts.sentences.iter().any(is_held).then_some(place)
}

/// Whether one of some words stands in a sentence that mentions an actor.
fn is_told_of(facts: &Facts, actor: usize, words: &[&str]) -> bool {
    facts.sentences.iter().any(|sentence| mentions(facts, sentence, actor) && tells(facts, sentence, words))
}

/// Whether the draft tells that somebody was found guilty. Of whom may not show.
pub(crate) fn is_told(facts: &Facts) -> bool {
    facts.sentences.iter().any(|sentence| tells(facts, sentence, FOUND_GUILTY))
}

/// Whether the draft tells that a court has a case: who is accused in it is so by the charge.
pub(crate) fn is_in_court(facts: &Facts) -> bool {
    facts.sentences.iter().any(|sentence| tells(facts, sentence, IN_COURT))
}

/// Whether the words of a sentence name a source in some way.
pub(crate) fn names_source(sentence: &str) -> bool {
    let begins = |word: &str| SOURCES.iter().any(|stem| starts(word, stem));
    sentence.split(|c: char| !c.is_alphabetic()).any(begins)
}

/// Where the draft tells how far a case is.
pub(crate) fn standing_place(facts: &Facts, standing: Standing) -> Option<Span> {
    let body = facts.sentences.iter().filter(|fact| facts.passages[fact.place.passage].is_body());
    body.filter(|fact| goes(facts, fact, standing.steps())).map(|fact| fact.place).next()
}

/// Whether a sentence says that a case has gone so far as one of some steps.
fn goes(facts: &Facts, sentence: &SentenceFact, kinds: &[StepKind]) -> bool {
    steps(facts.text(sentence.place)).any(|kind| kinds.contains(&kind))
}

fn tells(facts: &Facts, sentence: &SentenceFact, words: &[&str]) -> bool {
    // Who pleads so, or is found so, is not guilty.
    let told = facts.text(sentence.place).to_lowercase().replace("not guilty", "innocent");
    let is = |words: &&str| told.contains(*words) || **words == *"not guilty" && told.contains("innocent");
    words.iter().any(is)
}

/// "The thief was arrested", "police detained two smugglers": who is named by a crime and taken for it.
fn taken(text: &str) -> Option<(Guilt, TextRange)> {
    let words = || {
        let parts = text.split(|c: char| !(c.is_alphabetic() || c == '-' || c == '\'' || c == '’'));
        parts.filter(|word| !word.is_empty())
    };
    // Nearly all sentences name nobody by a crime, and pass here without anything being written.
    words().find(|word| is_doer(word))?;
    let words: Vec<&str> = words().collect();
    let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    for (number, word) in words.iter().enumerate().filter(|(_, word)| is_doer(word)) {
        let behind =
            words[number + 1..].iter().position(|word| !is_in(BETWEEN, word)).map(|it| number + 1 + it);
        let next = |at: usize| words.get(at + 1).copied();
        let caught = |at: usize| is_in(TAKEN_BEHIND, words[at]) && is_passive(words[at], next(at));
        let modifiers = words[..number].iter().rev().take(2).filter(|word| is_in(HEDGES, word)).count();
        let counted = words[..number]
            .iter()
            .rev()
            .take(3)
            .take_while(|word| is_in(COUNTED, word) || is_in(MODIFIERS, word))
            .count();
        let verb = words[..number].iter().rev().nth(counted).copied();
        // A mark between them parts two clauses: "the thief, police arrested".
        let joined = |other: &str| {
            let (from, to) = (at(other).min(at(word)), at(other).max(at(word)));
            !text[from..to].contains([',', ';', ':', '.', '(', '–', '—'])
        };
        let takes = |verb: &str| match starts(verb, "charg") {
            // "Charged the burglar for the window."
            true => next(number).is_some_and(|next| next.eq_ignore_ascii_case("with")),
            false => is_in(TAKEN, verb) && is_head(next(number)),
        };
        let acted = verb.is_some_and(|it| takes(it) && joined(it));
        // "The attacker fled on foot and was arrested": who opens the sentence is who the second verb is about.
        let opens = phrase_start(&words, number, true).is_some_and(|start| at(start) == 0);
        let then = |from: usize| {
            let rest = words.iter().enumerate().skip(from + 1);
            let mut ands = rest.filter(|(_, word)| is_in(&["and", "but", "then", "before"], word));
            ands.any(|(and, _)| {
                let verbs = words[and + 1..].iter().take_while(|word| is_in(BETWEEN, word)).count();
                verbs > 0 && words.get(and + 1 + verbs).is_some() && caught(and + 1 + verbs)
            })
        };
        let is_caught = behind.is_some_and(|at| caught(at) && joined(words[at]));
        if !(acted || is_caught || opens && then(number)) {
            continue;
        }
        let start = phrase_start(&words, number, !acted).map_or(at(word), at);
        let range = TextRange::new(size(start)?, size(at(word) + word.len())?);
        let guilt = if modifiers > 0 { Guilt::Hedged } else { Guilt::Name };
        return Some((guilt, range));
    }
    None
}

/// Whether a verb of the police, with the word behind it, tells what was done to the noun before it: "attacker held after a chase", not
/// "attacker held a knife".
fn is_passive(verb: &str, next: Option<&str>) -> bool {
    const OF_CHARGES: [&str; 7] = ["after", "by", "following", "in", "on", "over", "with"];
    let Some(next) = next else { return true };
    match verb.to_ascii_lowercase().as_str() {
        "charged" => is_in(&OF_CHARGES, next),
        "held" | "detained" => {
            is_in(ASIDE, next) || next.ends_with("day") || is_in(&["and", "pending", "without"], next)
        }
        _ => true,
    }
}

/// The article of a noun with up to two words between, "the masked gunman", or the first word of a sentence that begins so, "Knife
/// attacker held". `is_subject`: whether the noun may stand at the beginning.
fn phrase_start<'w>(words: &[&'w str], noun: usize, is_subject: bool) -> Option<&'w str> {
    const MOST: usize = 2;
    let before = words[noun.saturating_sub(MOST + 1)..noun].iter().rev().copied();
    let article = before.take(MOST + 1).find(|it| is_in(&["the", "a", "an"], it));
    let bare = |word: &&str| is_subject && noun == 1 && !is_in(COUNTED, word);
    article.or_else(|| words.first().copied().filter(bare))
}

/// Whether a noun before this word ends there: "killer whale" is another thing.
fn is_head(next: Option<&str>) -> bool {
    next.is_none_or(|word| {
        ASIDE.iter().chain(BETWEEN).chain(&["and", "as", "or", "but"]).any(|it| word.eq_ignore_ascii_case(it))
    })
}

/// A headline or a caption that is further than the story: "convicted" where it tells of a charge, "charged" where it tells of an
/// arrest.
fn further(facts: &Facts, written: &str) -> Option<(Guilt, TextRange)> {
    let text = written.to_lowercase();
    // Small letters of some tongues are of another length.
    if text.len() != written.len() {
        return None;
    }
    let place = |words: &str| {
        let start = text.find(words)?;
        let range = TextRange::at(size(start)?, TextSize::of(words));
        let before = text[..start].chars().next_back();
        (!before.is_some_and(char::is_alphabetic)).then_some(range)
    };
    let body = || facts.sentences.iter().filter(|fact| facts.passages[fact.place.passage].is_prose());
    let told = |words: &[&str]| body().any(|sentence| tells(facts, sentence, words));
    let goes = |standing: Standing| body().any(|sentence| goes(facts, sentence, standing.steps()));
    let ended = ["convicted", "found guilty", "pleads guilty", "pleaded guilty", "jailed", "sentenced"]
        .into_iter()
        .find_map(place);
    if let Some(place) = ended {
        let open = !told(FOUND_GUILTY) && !told(COURT_ENDS) && goes(Standing::Charge);
        return open.then_some((Guilt::Further { story: Standing::Charge }, place));
    }
    let place =
        ["charged with", "charged over", "charged in", "charged after"].into_iter().find_map(place)?;
    let open = !told(CHARGED) && !told(FOUND_GUILTY) && goes(Standing::Arrest);
    open.then_some((Guilt::Further { story: Standing::Arrest }, place))
}

fn is_in(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn starts(word: &str, stem: &str) -> bool {
    word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
}

fn size(at: usize) -> Option<TextSize> {
    TextSize::try_from(at).ok()
}

/// Who is named by a crime in a sentence, and the words that do it.
fn called(facts: &Facts, fact: &SentenceFact) -> Option<(usize, Span)> {
    let passage = fact.place.passage;
    let names_doer = |place: &Span| {
        let words = facts.text(*place).to_lowercase();
        words.split(|c: char| !c.is_alphabetic()).any(|word| DOERS.contains(word))
    };
    // The passage's own descriptions are few, and so are those of a crime.
    let roles = facts.passages[passage].reading.roles.iter().map(|role| Span::new(passage, role.range));
    let mut called = roles.filter(|place| fact.place.range.contains_range(place.range) && names_doer(place));
    called.find_map(|place| {
        let is_called = |actor: &Actor| actor.kind == NameKind::Person && actor.descriptions.contains(&place);
        Some((facts.actors.iter().position(is_called)?, place))
    })
}

/// Who commits a crime in a sentence, and the words from them to it.
fn acting(facts: &Facts, fact: &SentenceFact) -> Option<(usize, Span)> {
    let text = facts.text(fact.place);
    let mut mentions = facts.mentions_of(fact.place.passage).iter();
    mentions.find_map(|mention| {
        let here = fact.place.range.contains_range(mention.place.range) && !mention.quoted;
        if !here || facts.actors[mention.actor].kind != NameKind::Person {
            return None;
        }
        let name = mention.place.range - fact.place.range.start();
        let behind = usize::from(name.end());
        let words = text[behind..].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        for word in words.take(NEAREST) {
            // Every sentence passes here at every keystroke: nothing is written anew in small letters.
            let is = |part: Option<&str>, known: &str| part.is_some_and(|it| it.eq_ignore_ascii_case(known));
            let begins = |stems: &[&str]| stems.iter().any(|stem| is(word.get(..stem.len()), stem));
            if word.starts_with(char::is_lowercase) && is_crime(word) {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                let end = TextSize::new(u32::try_from(start + word.len()).ok()?) + fact.place.range.start();
                let place = Span::new(fact.place.passage, TextRange::new(mention.place.range.start(), end));
                return acts(text, name).then_some((mention.actor, place));
            }
            if begins(SUSPECTED) || begins(NO_DEED) || ASIDE.iter().any(|aside| is(Some(word), aside)) {
                return None;
            }
        }
        None
    })
}
