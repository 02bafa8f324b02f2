//! Who is accused in a sentence, and whether they answer: for the rule that asks for an answer, and for the legal read.

use copydesk_facts::{Facts, Mention, SentenceFact, Span, Statement};
use copydesk_language::calibration::{CHARGE, CHARGE_WITHOUT_SOURCE};
use copydesk_language::{Judgement, NameKind, ReasonKind, acts};
use text_size::TextRange;

/// Cues that charge whoever stands right behind them.
const CHARGES: &[&str] = &["accus", "blam", "charg", "sued", "indict"];
/// From such a cue to whom it charges are no more bytes: "accused the mayor, Jon Falk".
pub(crate) const NEAREST: usize = 30;
/// Words of a sentence that tells of somebody that they were asked.
pub(crate) const ASKED: &[&str] = &[
    "did not respond",
    "did not reply",
    "did not answer",
    "did not return",
    "did not pick up",
    "not been reached",
    "not be reached",
    "declined to",
    "refused to comment",
    "no comment",
    "for comment",
    "was approached",
    "been approached",
    "was asked",
    "were asked",
];
/// Words of a sentence that tells of somebody that they deny it.
const DENIES: &[&str] = &["denied", "denies", "deny "];

/// How likely a sentence tells of a deed, of what somebody did it for, or of what nobody saw, 0 to 1.
pub(crate) fn charge(judgement: &Judgement) -> f32 {
    let reasons = [ReasonKind::Accusation, ReasonKind::Motive, ReasonKind::Hidden];
    reasons.into_iter().map(|reason| judgement.likelihood(reason)).sum()
}

/// Whether the draft itself makes a charge in a sentence.
pub(crate) fn is_charge(facts: &Facts, fact: &SentenceFact) -> bool {
    charge(fact.judgement) >= CHARGE && facts.must(fact) >= facts.dial().tell * CHARGE_WITHOUT_SOURCE
}

/// Whether a mention stands in the words for who says something in its passage.
pub(crate) fn says(facts: &Facts, mention: &Mention) -> bool {
    let mut tells = facts.statements_of(mention.place.passage).iter().filter(|statement| statement.tells());
    tells.any(|statement| {
        let source = statement.source_place();
        source.is_some_and(|source| source.range.contains_range(mention.place.range))
    })
}

/// Whether a mention can be charged with something: it names a person or a body.
pub(crate) fn is_somebody(facts: &Facts, mention: &Mention) -> bool {
    matches!(facts.actors[mention.actor].kind, NameKind::Person | NameKind::Organisation)
}

/// Whom a sentence accuses: who does in it what it tells, or stands behind "accused" where somebody says so; by name before by
/// pronoun.
pub(crate) fn accused<'f>(facts: &'f Facts, fact: &SentenceFact) -> Option<&'f Mention> {
    let place = fact.place;
    let tells = || facts.statements_of(place.passage).iter().filter(|statement| statement.tells());
    let does = |mention: &Mention| acts(facts.text(place), mention.place.range - place.range.start());
    let charged = |mention: &Mention| {
        tells().any(|statement| {
            let cue = statement.attribution.cue;
            let between = mention.place.range.start().checked_sub(cue.end()).map_or(usize::MAX, usize::from);
            let text = || facts.text(Span::new(place.passage, cue)).to_lowercase();
            between <= NEAREST && contains_any(&text(), CHARGES)
        })
    };
    let charge = is_charge(facts, fact);
    let here = || {
        facts.mentions_of(place.passage).iter().filter(|mention| {
            place.range.contains_range(mention.place.range)
                && is_somebody(facts, mention)
                && !mention.quoted
                && !says(facts, mention)
                && (charge && does(mention) || charged(mention))
        })
    };
    here().find(|mention| mention.is_name).or_else(|| here().next())
}

/// Of whom somebody tells a deed in a sentence, by name, and the statement that does; `asked`: whether an actor is looked at.
pub(crate) fn told_of<'f>(
    facts: &'f Facts,
    fact: &SentenceFact,
    asked: impl Fn(usize) -> bool,
) -> impl Iterator<Item = (&'f Mention, &'f Statement<'f>)> {
    let place = fact.place;
    let does = move |mention: &Mention, statement: &Statement| {
        let name = mention.place.range;
        let pieces = statement.attribution.content.iter().filter_map(|piece| piece.intersect(place.range));
        let acts = |piece: TextRange| acts(facts.text(Span::new(place.passage, piece)), name - piece.start());
        pieces.filter(|piece| piece.contains_range(name)).any(acts)
    };
    let deeds = facts.mentions_of(place.passage).iter().filter(move |mention| {
        place.range.contains_range(mention.place.range)
            && mention.is_name
            && is_somebody(facts, mention)
            && asked(mention.actor)
            && !says(facts, mention)
    });
    deeds.filter_map(move |mention| {
        let mut sourced =
            facts.statements_of(place.passage).iter().filter(|statement| statement.names_source());
        Some((mention, sourced.find(|statement| does(mention, statement))?))
    })
}

/// Whether a sentence mentions an actor.
pub(crate) fn mentions(facts: &Facts, fact: &SentenceFact, actor: usize) -> bool {
    let mut here = facts.mentions_of(fact.place.passage).iter();
    here.any(|mention| mention.actor == actor && fact.place.range.contains_range(mention.place.range))
}

/// Whether the draft tells anything that somebody says, or that they were asked.
pub(crate) fn answers(facts: &Facts, actor: usize) -> bool {
    let speaks = |statement: &Statement| {
        statement.names_source() && statement.speakers().any(|speaker| speaker == actor)
    };
    let asked = |fact: &SentenceFact| {
        mentions(facts, fact, actor) && {
            let text = facts.text(fact.place).to_lowercase();
            contains_any(&text, ASKED) || contains_any(&text, DENIES)
        }
    };
    facts.statements.iter().any(speaks) || facts.sentences.iter().any(asked)
}

/// Whether a text has any of some words.
pub(crate) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|words| text.contains(words))
}
