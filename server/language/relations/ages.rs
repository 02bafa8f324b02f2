//! Ages, births and deaths: "Ana Lopez, 71,", "the 74-year-old Lopez", "Lopez, born on 4 May 1951, died on 12 March 2025, aged 73".

use text_size::{TextRange, TextSize};

use super::{Age, AgeAt, Life, Named, Relations};
use crate::lexicon::grammar::{is_adverb, is_determiner};
use crate::lexicon::people::{is_person_noun, is_plural_person_noun};
use crate::lexicon::{EVERYDAY_WORDS, FORMS_OF_BE, FORMS_OF_HAVE};
use crate::outline::Outline;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

/// Finds them in a sentence; `names` are the passage's, `died` tells whether the sentence before tells a death.
pub(super) fn find(
    outline: &Outline,
    sentence: SentenceTokens,
    names: &[Named],
    died: bool,
    found: &mut Relations,
) {
    let tokens = outline.tokens;
    let range = sentence.range(tokens);
    let here: Vec<Named> = names.iter().copied().filter(|named| range.contains_range(named.name)).collect();
    for &named in &here {
        beside(tokens, sentence, named, found);
    }
    unnamed(tokens, sentence, found);
    let bearer = bearer(tokens, sentence, &here);
    let Some(bearer) = bearer else { return };
    lives(outline, range, bearer, found);
    told(outline, sentence, bearer, died, found);
}

/// Whether a sentence tells that somebody died: whoever "was 89" in the next was so then.
pub(super) fn tells_death(tokens: &Tokens, sentence: SentenceTokens) -> bool {
    (sentence.start..sentence.end).any(|at| is_death(tokens, at))
}

fn is_death(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.lower(at), "died" | "dies")
}

/// Whether it is the bearer whose death a verb tells: no other noun or name stands before it, "after his wife Audrey died".
fn dies_itself(tokens: &Tokens, verb: usize, bearer: TextRange) -> bool {
    let Some(before) = verb.checked_sub(1) else { return true };
    let lower = tokens.lower(before);
    bearer.contains_range(tokens.range(before))
        || !tokens.is_word(before)
        || !tokens.is_capitalised(before) && (EVERYDAY_WORDS.contains(lower) || is_adverb(lower))
}

/// The age that stands beside a name, and the years of a life in brackets behind it.
fn beside(tokens: &Tokens, sentence: SentenceTokens, named: Named, found: &mut Relations) {
    let bearer = named.name;
    let behind = tokens.at(bearer.end());
    let comma = tokens.kind(behind) == TokenKind::Comma;
    let bracket = tokens.kind(behind) == TokenKind::OpenBracket;
    let aged = usize::from(tokens.lower(behind + 1) == "aged");
    let number = behind + 1 + aged;
    let closes = matches!(
        tokens.kind(number + 1),
        TokenKind::Comma | TokenKind::Stop | TokenKind::CloseBracket | TokenKind::Semicolon
    ) || matches!(tokens.lower(number + 1), "and" | "of" | "from" | "who");
    let told = years(tokens.text(number));
    let counted = bracket && is_in_a_tally(tokens, sentence, behind);
    if let Some(years) = told.filter(|_| {
        (comma || bracket)
            && !counted
            && closes
            && number < sentence.end
            && tokens.kind(number) == TokenKind::Number
    }) {
        let range = tokens.span(number - aged, number + 1);
        found.ages.push(Age { range, years, bearer, when: AgeAt::Now });
    }
    // "Lopez, the 74-year-old baker", and no "with Lopez, a 74-year-old baker was seen".
    let noun_phrase = behind + 3..sentence.end.min(behind + 7);
    let mut words = noun_phrase.take_while(|&at| tokens.is_word(at));
    let says =
        |at: usize| [&FORMS_OF_BE, &FORMS_OF_HAVE].iter().any(|verbs| verbs.contains(tokens.lower(at)));
    let apposed = comma && is_determiner(tokens.lower(behind + 1)) && !words.any(says);
    if let Some(years) =
        tokens.lower(behind + 2).strip_suffix("-year-old").and_then(years).filter(|_| apposed)
    {
        found.ages.push(Age { range: tokens.range(behind + 2), years, bearer, when: AgeAt::Now });
    }
    // "The 74-year-old Lopez", and no "74-year-old friend of Lopez".
    let Some(before) =
        tokens.at(named.titled.start()).checked_sub(1).filter(|&before| before >= sentence.start)
    else {
        return;
    };
    if let Some(years) = tokens.lower(before).strip_suffix("-year-old").and_then(years) {
        found.ages.push(Age { range: tokens.range(before), years, bearer, when: AgeAt::Now });
    }
}

/// Whether a bracket opens in a list of who did something how often: "Tries: Dlamini (2), Pretorius", and not "the dead are: Ana Lopez
/// (34)". Nothing but names stands between the label and the bracket.
fn is_in_a_tally(tokens: &Tokens, sentence: SentenceTokens, bracket: usize) -> bool {
    const LONGEST_LABEL: usize = 4;
    let Some(colon) = (sentence.start..bracket).rfind(|&at| tokens.kind(at) == TokenKind::Colon) else {
        return false;
    };
    let listed = |at: usize| !tokens.is_word(at) || tokens.is_capitalised(at) || tokens.lower(at) == "and";
    let told = |at: usize| FORMS_OF_BE.contains(tokens.lower(at)) || tokens.lower(at) == "as";
    (colon + 1..bracket).all(listed)
        && colon - sentence.start <= LONGEST_LABEL
        && !(sentence.start..colon).any(told)
}

/// The ages of people without a name: "a 36-year-old man", "Man (34) jailed", "Woman, 81, dies".
fn unnamed(tokens: &Tokens, sentence: SentenceTokens, found: &mut Relations) {
    const WORDS_BETWEEN: usize = 3;
    let is_one = |at: usize| {
        let lower = tokens.lower(at);
        tokens.is_word(at) && is_person_noun(lower) && !is_plural_person_noun(lower)
    };
    for at in sentence.start..sentence.end {
        let (range, years, noun) = if let Some(age) = tokens.lower(at).strip_suffix("-year-old") {
            let words =
                (at + 1..sentence.end.min(at + 1 + WORDS_BETWEEN)).take_while(|&at| tokens.is_word(at));
            let noun = words.into_iter().find(|&at| is_one(at) && !tokens.is_capitalised(at));
            (tokens.range(at), years(age), noun)
        } else {
            let opens = matches!(tokens.kind(at + 1), TokenKind::Comma | TokenKind::OpenBracket);
            let closes = matches!(tokens.kind(at + 3), TokenKind::Comma | TokenKind::CloseBracket);
            let number = opens && closes && at + 3 < sentence.end && tokens.kind(at + 2) == TokenKind::Number;
            if !number || !is_one(at) {
                continue;
            }
            (tokens.range(at + 2), years(tokens.text(at + 2)), Some(at))
        };
        if let Some((years, noun)) = years.zip(noun) {
            found.unnamed.push(Age { range, years, bearer: tokens.range(noun), when: AgeAt::Now });
        }
    }
}

fn years(word: &str) -> Option<i64> {
    word.parse().ok().filter(|years| (1..=115).contains(years))
}

/// Whose life and death a sentence tells: the person who opens it, and no other is named before the verb.
fn bearer(tokens: &Tokens, sentence: SentenceTokens, names: &[Named]) -> Option<TextRange> {
    /// Bytes of a title and an office before a name.
    const TITLE: u32 = 40;
    let first = tokens.range((sentence.start..sentence.end).find(|&at| tokens.is_word(at))?);
    let pronoun = matches!(&tokens.passage[first], "He" | "She").then_some(first);
    // Of "Trent was born" only the draft knows that he is a person.
    let person = names.iter().find(|named| named.person).or(names.first());
    let opening = person.filter(|person| person.name.start() <= first.start() + TextSize::from(TITLE));
    pronoun.or(opening.map(|person| person.name))
}

/// "Born on D", "born in D", "died on D", "(1931–2004)".
fn lives(outline: &Outline, sentence: TextRange, bearer: TextRange, found: &mut Relations) {
    /// Bytes of a nickname and the rest of a name.
    const NICKNAME: usize = 24;
    let tokens = outline.tokens;
    let all = &outline.numbers.dates;
    for (number, date) in all.iter().enumerate() {
        if !sentence.contains_range(date.range) || date.year.is_none() {
            continue;
        }
        let before = tokens.at(date.range.start()).saturating_sub(1);
        let word = |back: usize| before.checked_sub(back).map_or("", |at| tokens.lower(at));
        let near = [word(1), word(2), word(3)];
        if matches!(word(0), "on" | "in") && near.contains(&"born") {
            found.lives.push(Life { bearer, date: number, death: false });
        } else if matches!(word(0), "on" | "in")
            && (1..3)
                .filter_map(|back| before.checked_sub(back))
                .any(|at| is_death(tokens, at) && dies_itself(tokens, at, bearer))
        {
            found.lives.push(Life { bearer, date: number, death: true });
        }
        let before = &tokens.passage[..usize::from(date.range.start())];
        let next =
            all.get(number + 1).filter(|next| next.year.is_some() && next.range.start() > date.range.end());
        // "Ana Lopez (1931–2004)", or nothing but "Ana Lopez, 1931–2004" above an obituary.
        let alone = next.is_some_and(|next| usize::from(next.range.end()) == tokens.passage.len());
        let behind = before.get(usize::from(bearer.end())..);
        let bracketed = behind.and_then(|rest| rest.strip_suffix(" ("));
        // 'Ana "Nan" Lopez' are two names, of which the first opens the line.
        let headed = behind.and_then(|rest| rest.strip_suffix(", ")).filter(|_| alone);
        let named = bracketed.is_some_and(str::is_empty)
            || headed.is_some_and(|rest| rest.len() <= NICKNAME && !rest.contains([',', '.']));
        let between =
            next.map_or("", |next| &tokens.passage[TextRange::new(date.range.end(), next.range.start())]);
        if named && matches!(between.trim(), "-" | "–" | "—" | "to") {
            found.lives.push(Life { bearer, date: number, death: false });
            found.lives.push(Life { bearer, date: number + 1, death: true });
        }
    }
}

/// "Died …, aged 73", "died at the age of 73", "died at 73"; "was 19 when she won in 1991", "won in 2001, at 29".
fn told(
    outline: &Outline,
    sentence: SentenceTokens,
    bearer: TextRange,
    died_before: bool,
    found: &mut Relations,
) {
    let tokens = outline.tokens;
    let date_in = |from: usize, to: usize| {
        let within = |range: TextRange| from <= tokens.at(range.start()) && tokens.at(range.start()) < to;
        outline.numbers.dates.iter().position(|date| date.year.is_some() && within(date.range))
    };
    let mut died = false;
    for at in sentence.start..sentence.end {
        died |= tokens.lower(at) == "death" || is_death(tokens, at) && dies_itself(tokens, at, bearer);
        let word = |back: usize| {
            at.checked_sub(back).filter(|&at| at >= sentence.start).map_or("", |at| tokens.lower(at))
        };
        let plain = tokens.kind(at) == TokenKind::Number && tokens.kind(at + 1) != TokenKind::Dash;
        let Some(years) = years(tokens.text(at)).filter(|_| plain) else { continue };
        if found.ages.iter().any(|age| age.range.contains_range(tokens.range(at))) {
            continue;
        }
        let aged = word(1) == "aged" || word(1) == "of" && word(2) == "age";
        let range =
            if matches!(word(1), "aged" | "at") { tokens.span(at - 1, at + 1) } else { tokens.range(at) };
        let clause = (at..sentence.end)
            .find(|&end| matches!(tokens.text(end), "," | ";" | "."))
            .unwrap_or(sentence.end);
        let ends = clause == at + 1;
        // "And her sister won in 2001, at 39".
        let joined = (sentence.start..at).rfind(|&at| matches!(tokens.lower(at), "and" | "but" | "while"));
        let other =
            joined.is_some_and(|at| is_determiner(tokens.lower(at + 1)) || tokens.is_capitalised(at + 1));
        let dated = ends && word(2) == "," && !other;
        let before = dated.then(|| date_in(at.saturating_sub(4), at)).flatten();
        let when = match (word(1), tokens.lower(at + 1)) {
            ("aged" | "at" | "of", _) if died && (aged || word(1) == "at") && ends => Some(AgeAt::Death),
            ("aged" | "at", _) if before.is_some() => before.map(AgeAt::Date),
            ("was" | "were" | "aged" | "is", "when") => date_in(at, clause).map(AgeAt::Date),
            // "She was 89." behind the sentence in which she died.
            ("was", _) if died_before && ends && at == sentence.start + 2 => Some(AgeAt::Death),
            // "He is 72, thin as a ruler"; "he is 72 not out" goes on.
            ("is", "and") if at == sentence.start + 2 => Some(AgeAt::Now),
            ("is", _) if ends && at == sentence.start + 2 => Some(AgeAt::Now),
            ("is", "years") if tokens.lower(at + 2) == "old" && at == sentence.start + 2 => Some(AgeAt::Now),
            ("was", "on" | "in") => date_in(at, at + 4).map(AgeAt::Date),
            _ => None,
        };
        found.ages.extend(when.map(|when| Age { range, years, bearer, when }));
    }
}
