//! What the grammar beside a cue says of its source, where the learned reader sees it seldom: a passive's agent stands behind
//! "by", whom somebody tells something has not said it, an aside between commas has its speaker in it, and behind a quotation
//! the words after the verb are its speaker.

use text_size::TextRange;

use super::Scene;
use crate::calibration::NAME_CUTS_CUE;
use crate::lexicon;
use crate::lexicon::grammar::{is_adverb, is_determiner, is_participle, is_personal_pronoun};
use crate::overlap;
use crate::reading::NameKind;
use crate::roles::is_verb;
use crate::tokens::TokenKind;
use crate::verbs;

/// A source has no more words and marks where only its place shows it.
const MOST_WORDS: usize = 12;

/// The cue without a person's name that it runs into: "said" of "said Ines".
pub(super) fn without_name(scene: &Scene, cue: TextRange) -> TextRange {
    let tokens = scene.tokens;
    let runs_into = scene.names.iter().find(|name| {
        name.kind == NameKind::Person
            && name.confidence >= NAME_CUTS_CUE
            && cue.start() < name.range.start()
            && overlap(name.range, cue)
    });
    let verb = tokens.at(cue.start());
    let Some(name) = runs_into.filter(|_| !tokens.is_capitalised(verb)) else { return cue };
    let end = tokens.at(name.title.map_or(name.range.start(), |title| title.start()));
    if verb < end { tokens.span(verb, end).intersect(cue).unwrap_or(cue) } else { cue }
}

/// A source that begins within its own relative clause, with the noun that this is about: "sources who saw them" for "who saw them".
/// A lone "who" is left: it stands in the clause that it opens.
pub(super) fn with_antecedent(scene: &Scene, source: TextRange) -> TextRange {
    const MOST_BEFORE: usize = 3;
    let tokens = scene.tokens;
    let span = tokens.touching(source);
    if span.len() < 2 || tokens.lower(span.start) != "who" {
        return source;
    }
    let noun = |at: usize| tokens.is_word(at) && !lexicon::EVERYDAY_WORDS.contains(tokens.lower(at));
    let before = (span.start.saturating_sub(MOST_BEFORE)..span.start).rev().take_while(|&at| noun(at)).last();
    before.map_or(source, |first| tokens.span(first, span.end).cover(source))
}

/// A source that begins behind "and", with the first of the pair where nothing else stands before it in the sentence: "The harbour
/// master and two pilots" for "two pilots said".
pub(super) fn with_first_of_pair(scene: &Scene, cue: TextRange, source: TextRange) -> TextRange {
    let tokens = scene.tokens;
    let start = tokens.at(source.start());
    let Some(sentence) = scene.sentences.iter().find(|it| it.start < start && start < it.end) else {
        return source;
    };
    let joined =
        start > sentence.start + 1 && tokens.lower(start - 1) == "and" && source.end() <= cue.start();
    let before = sentence.start..start - 1;
    let phrase = before.len() <= MOST_WORDS
        && begins_phrase(scene, before.start)
        && before.clone().all(|at| match tokens.kind(at) {
            TokenKind::Word => !is_verb(tokens.lower(at)),
            TokenKind::Number | TokenKind::Possessive | TokenKind::Comma => true,
            _ => false,
        });
    if joined && phrase { tokens.span(before.start, start).cover(source) } else { source }
}

/// A label's cue is its colon, and all before it the source: "Ken Abe, deckhand:".
pub(super) fn label(
    scene: &Scene,
    cue: TextRange,
    source: Option<TextRange>,
) -> Option<(TextRange, TextRange)> {
    let tokens = scene.tokens;
    let words = tokens.touching(cue);
    let source = source.filter(|source| source.end() <= cue.start() || overlap(*source, cue))?;
    let colon =
        words.end.checked_sub(1).filter(|&last| words.len() > 1 && tokens.kind(last) == TokenKind::Colon)?;
    let first = tokens.at(source.start());
    let speaks = (first..colon).any(|at| verbs::is_speech_verb(tokens.lower(at)));
    (first == 0 && !speaks && colon <= MOST_WORDS).then(|| (tokens.range(colon), tokens.span(first, colon)))
}

/// Where the grammar puts the source of a cue: `Some(None)` where it says that the words beside it are none; `None` where it
/// says nothing. `source`: what the learned reader took for one.
pub(super) fn source(scene: &Scene, cue: TextRange, source: Option<TextRange>) -> Option<Option<TextRange>> {
    let tokens = scene.tokens;
    let words = tokens.touching(cue);
    let sentence = scene
        .sentences
        .iter()
        .find(|sentence| sentence.start <= words.start && words.start < sentence.end)?;
    if is_passive(scene, words.start, words.end) {
        let by = (words.end..sentence.end.min(words.end + 3)).find(|&at| tokens.lower(at) == "by");
        let agent =
            by.and_then(|by| phrase(scene, by + 1, sentence.end)).filter(|&agent| is_agent(scene, agent));
        if let Some((start, end)) = agent {
            let agent = tokens.span(start, end);
            // What the reader found there itself stays.
            return (!source.is_some_and(|source| overlap(source, agent))).then_some(Some(agent));
        }
        let heard = source.is_some_and(|source| source.end() <= cue.start());
        return (heard && lexicon::TOLD_PARTICIPLES.contains(tokens.lower(words.end - 1))).then_some(None);
    }
    let behind_mark = words.start > sentence.start
        && matches!(tokens.kind(words.start - 1), TokenKind::Quote | TokenKind::Comma | TokenKind::Dash);
    // What the reader found stays; an article alone is nothing that it found.
    let found = source
        .is_some_and(|source| !matches!(tokens.passage[source].to_lowercase().as_str(), "the" | "a" | "an"));
    // "The dam, warns the bank, may leak": a lone comma parts a subject from its verb only for an aside.
    let commas = (sentence.start..words.start).filter(|&at| tokens.kind(at) == TokenKind::Comma).count();
    let aside = commas == 1 && tokens.kind(words.start - 1) == TokenKind::Comma;
    let found =
        found && !(aside && source.is_some_and(|source| tokens.touching(source).end + 1 >= words.start));
    let speaks = words.clone().any(|at| verbs::is_saying_verb(tokens.lower(at)));
    if source.is_none()
        && speaks
        && let Some(subject) = subject_before_bracket(scene, sentence.start, words.start)
    {
        return Some(Some(subject));
    }
    if found || words.len() != 1 || !verbs::is_saying_verb(tokens.lower(words.start)) {
        return None;
    }
    if source.is_none()
        && let Some(subject) = subject_with_clause(scene, sentence.start, words.start)
    {
        return Some(Some(subject));
    }
    if !behind_mark {
        return None;
    }
    let (start, end) = phrase(scene, words.end, sentence.end)?;
    let closed = matches!(
        tokens.kind(end),
        TokenKind::Comma | TokenKind::Dash | TokenKind::Stop | TokenKind::Quote | TokenKind::OpenBracket
    );
    // Where the reader found somebody before the comma, the aside must close with one too.
    let closed = closed && (source.is_none() || end < sentence.end && tokens.kind(end) == TokenKind::Comma);
    (closed && begins_phrase(scene, start)).then(|| Some(tokens.span(start, end)))
}

/// A source without the small word that it runs into: "Greta Olsen" of "by Greta Olsen as".
pub(super) fn without_end(scene: &Scene, source: TextRange) -> TextRange {
    let tokens = scene.tokens;
    let mut words = tokens.touching(source);
    while words.len() > 1
        && matches!(tokens.lower(words.end - 1), "as" | "that" | "to" | "and" | "or" | "but")
    {
        words.end -= 1;
    }
    tokens.span(words.start, words.end).intersect(source).unwrap_or(source)
}

/// What an aside interrupts before it: "The tide" of "The tide, says the Harbour Board, will hold."
pub(super) fn before_aside(scene: &Scene, cue: TextRange, source: TextRange) -> Option<TextRange> {
    let tokens = scene.tokens;
    let comma = tokens.at(cue.start()).checked_sub(1)?;
    let sentence = scene.sentences.iter().find(|it| it.start <= comma && comma < it.end)?;
    let closes = tokens.at(source.end());
    let aside = source.start() >= cue.end()
        && closes + 1 < sentence.end
        && [comma, closes].iter().all(|&at| tokens.kind(at) == TokenKind::Comma);
    // "But, say the chemists, …" and "In June, says the bank, …" interrupt nothing.
    let whole = begins_phrase(scene, sentence.start) && comma - sentence.start <= MOST_WORDS;
    (aside && whole).then(|| tokens.span(sentence.start, comma))
}

/// The words before a cue that are a subject and a relative clause between commas: "A nurse, who asked not to be named,".
fn subject_with_clause(scene: &Scene, start: usize, cue: usize) -> Option<TextRange> {
    let tokens = scene.tokens;
    let comma = |at: usize| tokens.kind(at) == TokenKind::Comma;
    let first = (start..cue).find(|&at| comma(at))?;
    let clause = matches!(tokens.lower(first + 1), "who" | "which" | "whose");
    let plain = (start..cue).all(|at| tokens.kind(at) != TokenKind::Quote);
    let whole = first > start && first - start <= MOST_WORDS && first + 2 < cue && comma(cue - 1);
    (clause && plain && whole && begins_phrase(scene, start)).then(|| tokens.span(start, cue - 1))
}

/// The name, with its title, that an aside in brackets parts from its verb: "Bishop Ines Duarte (a former diver) told".
fn subject_before_bracket(scene: &Scene, start: usize, cue: usize) -> Option<TextRange> {
    let tokens = scene.tokens;
    let close = cue.checked_sub(1).filter(|&at| tokens.kind(at) == TokenKind::CloseBracket)?;
    let open = (start + 1..close).rfind(|&at| tokens.kind(at) == TokenKind::OpenBracket)?;
    let end = tokens.range(open - 1).end();
    let name = scene.names.iter().find(|name| name.range.end() == end && name.kind != NameKind::Place)?;
    Some(name.title.map_or(name.range, |title| title.cover(name.range)))
}

/// The source together with a name that stands between it and the cue: "Ines Duarte, the mayor" of "said Ines Duarte, the mayor".
pub(super) fn with_name_beside(scene: &Scene, cue: TextRange, source: TextRange) -> TextRange {
    let tokens = scene.tokens;
    let beside = scene.names.iter().find(|name| {
        let whole = name.title.map_or(name.range, |title| title.cover(name.range));
        let comma = tokens.at(name.range.end());
        whole.start() >= cue.end()
            && tokens.at(whole.start()) == tokens.at(cue.end())
            && tokens.kind(comma) == TokenKind::Comma
            && tokens.at(source.start()) == comma + 1
    });
    beside.map_or(source, |name| source.cover(name.title.map_or(name.range, |title| title.cover(name.range))))
}

/// "Was told", "has been dismissed", "is faulted": a form of to be and, behind adverbs, a participle, with no verb behind it that
/// speaks itself ("was quoted as saying").
pub(super) fn is_passive(scene: &Scene, start: usize, end: usize) -> bool {
    let tokens = scene.tokens;
    let is_form = |at: usize| {
        let lower = tokens.lower(at);
        lexicon::FORMS_OF_BE.contains(lower) || matches!(lower, "got" | "gets" | "get")
    };
    let before = start.saturating_sub(3)..end - 1;
    let auxiliary = before.rev().find(|&at| !is_adverb(tokens.lower(at)));
    is_participle(tokens.lower(end - 1)) && auxiliary.is_some_and(is_form)
}

/// The words from a token to the end of the phrase that it begins, with more of the kind behind "and".
pub(super) fn phrase(scene: &Scene, start: usize, end: usize) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let ends = |at: usize| {
        let within_name = scene.names.iter().any(|name| {
            name.range.start() < tokens.range(at).start() && tokens.range(at).end() <= name.range.end()
        });
        !within_name
            && (!matches!(tokens.kind(at), TokenKind::Word | TokenKind::Number | TokenKind::Possessive)
                || lexicon::SOURCE_PHRASE_ENDS.contains(tokens.lower(at)))
    };
    let stop = (start..end.min(start + MOST_WORDS + 1)).find(|&at| ends(at)).unwrap_or(end);
    (start < stop && stop - start <= MOST_WORDS).then_some((start, stop))
}

/// Whether a phrase can name somebody by its first word: an article, a name, a pronoun, a noun of many.
fn begins_phrase(scene: &Scene, start: usize) -> bool {
    let tokens = scene.tokens;
    let lower = tokens.lower(start);
    is_determiner(lower)
        || matches!(lower, "some" | "many" | "several" | "one" | "two" | "three")
        || is_personal_pronoun(lower)
        || scene.names.iter().any(|name| {
            name.range.start() == tokens.range(start).start()
                || name.title.is_some_and(|title| title.start() == tokens.range(start).start())
        })
        || lexicon::ROLES.contains(lower)
        || lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && tokens.is_word(start)
        || tokens.is_capitalised(start)
}

/// Whether words behind "by" can be who did it: no time, no amount, nothing done.
pub(super) fn is_agent(scene: &Scene, (start, end): (usize, usize)) -> bool {
    let tokens = scene.tokens;
    let head = tokens.lower(end - 1);
    begins_phrase(scene, start)
        && !tokens.lower(start).ends_with("ing")
        && !(start..end).any(|at| {
            lexicon::CALENDAR_WORDS.contains(tokens.lower(at)) || tokens.kind(at) == TokenKind::Number
        })
        && !matches!(
            head,
            "end" | "time" | "week" | "month" | "year" | "day" | "night" | "law" | "vote" | "margin"
        )
}

/// A source that is a gap to be filled in, "[source]", is none.
pub(super) fn is_gap(scene: &Scene, source: TextRange) -> bool {
    let words = scene.tokens.touching(source);
    let bracket = |at: usize| scene.tokens.kind(at) == TokenKind::OpenBracket && scene.tokens.text(at) == "[";
    bracket(words.start) || words.start > 0 && bracket(words.start - 1)
}
