//! The cues of a sentence, in order, each with its source and its statement.

use crate::lists;
use crate::sentences::SentenceTokens;
use crate::tokens::TokenKind;
use crate::verbs::{self, SpeechVerb, Strength};

use super::{Draft, Scene, content, noun_phrase};

/// Adds the attributions of one sentence to those found before it.
pub(super) fn in_sentence(scene: &Scene, sentence: SentenceTokens, found: &mut Vec<Draft>) {
    let first = found.len();
    if let Some(draft) = speaker_colon(scene, sentence) {
        found.push(draft);
        return;
    }
    for at in sentence.start..sentence.end {
        if scene.quoted(at) || found[first..].iter().any(|draft| draft.cue.0 <= at && at < draft.cue.1) {
            continue;
        }
        let draft = according_to(scene, at, sentence).or_else(|| {
            let verb = verbs::speech_verb(scene.tokens.lower(at))?;
            let (left, right) = found.split_at(first);
            verb_cue(scene, at, verb, sentence, right, left.last())
        });
        let draft = draft.or_else(|| claim_noun(scene, at, sentence));
        found.extend(draft);
    }
}

/// "Lee: “We will.”" and the lines of an interview.
fn speaker_colon(scene: &Scene, sentence: SentenceTokens) -> Option<Draft> {
    let tokens = scene.tokens;
    let colon = (sentence.start + 1..sentence.end.min(sentence.start + 6))
        .find(|&at| tokens.kind(at) == TokenKind::Colon)?;
    let named = (sentence.start..colon)
        .all(|at| tokens.is_capitalised(at) || matches!(tokens.text(at), "of" | "the"));
    let opens = scene.quoted(colon + 1)
        || tokens.is_all_capitals(colon - 1)
        || colon - sentence.start == 1 && sentence.start == 0 && is_name(scene, sentence.start);
    if !named || !opens || scene.quoted(sentence.start) {
        return None;
    }
    let statement = content::forward(scene, colon + 1, sentence)?;
    Some(Draft {
        source: Some((sentence.start, colon)),
        cue: (colon, colon + 1),
        content: vec![statement],
        confidence: 0.6,
    })
}

fn is_name(scene: &Scene, token: usize) -> bool {
    let start = scene.tokens.range(token).start();
    scene.names.iter().any(|name| name.range.contains(start))
}

/// "According to Lee, …" and "…, according to Lee"; likewise "in the words of" and "in the view of".
fn according_to(scene: &Scene, at: usize, sentence: SentenceTokens) -> Option<Draft> {
    let tokens = scene.tokens;
    let cue = match (tokens.lower(at), tokens.lower(at + 1), tokens.lower(at + 2), tokens.lower(at + 3)) {
        ("according", "to", ..) => (at, at + 2),
        ("in", "the", "words" | "view" | "opinion" | "eyes", "of") => (at, at + 4),
        ("citing", ..) => (at, at + 1),
        _ => return None,
    };
    let mut source = noun_phrase::after(scene, cue.1, sentence.end)?;
    if cue.0 == sentence.start && tokens.kind(source.1) != TokenKind::Comma {
        // Without a comma the phrase may have run into the statement; stop it at its own end.
        source.1 = source.1.min(sentence.end);
    }
    let opening = tokens.count_words(sentence.start, cue.0) < 3;
    let statement = if opening {
        let behind = content::forward(scene, source.1, sentence);
        behind.or_else(|| {
            // What looked like an apposition is the statement: "According to officials, the dam is safe."
            source = noun_phrase::bare_after(scene, cue.1, sentence.end)?;
            content::forward(scene, source.1, sentence)
        })?
    } else {
        content::backward(scene, cue.0, sentence, sentence.start)?
    };
    Some(Draft { source: Some(source), cue, content: vec![statement], confidence: 0.9 })
}

/// "Lee's claim that …".
fn claim_noun(scene: &Scene, at: usize, sentence: SentenceTokens) -> Option<Draft> {
    const NOUNS: &[&str] = &[
        "claim",
        "claims",
        "statement",
        "assertion",
        "argument",
        "belief",
        "view",
        "warning",
        "allegation",
        "suggestion",
        "insistence",
        "contention",
        "comments",
        "remarks",
        "admission",
        "announcement",
    ];
    let tokens = scene.tokens;
    if !NOUNS.contains(&tokens.lower(at)) || tokens.lower(at + 1) != "that" || at == sentence.start {
        return None;
    }
    let owned = tokens.kind(at - 1) == TokenKind::Possessive
        || matches!(tokens.lower(at - 1), "his" | "her" | "their" | "its");
    if !owned {
        return None;
    }
    let statement = content::forward(scene, at + 1, sentence)?;
    let source = match tokens.kind(at - 1) {
        TokenKind::Possessive => noun_phrase::before(scene, at, sentence)?,
        _ => (at - 1, at),
    };
    Some(Draft { source: Some(source), cue: (at, at + 1), content: vec![statement], confidence: 0.7 })
}

fn verb_cue(
    scene: &Scene,
    at: usize,
    verb: SpeechVerb,
    sentence: SentenceTokens,
    here: &[Draft],
    earlier: Option<&Draft>,
) -> Option<Draft> {
    let tokens = scene.tokens;
    let lower = tokens.lower(at);
    let headline = matches!(lower, "says" | "said" | "tells" | "told")
        && tokens.is_capitalised(sentence.end.saturating_sub(2));
    if tokens.is_capitalised(at) && at > sentence.start && !headline || noun_phrase::is_noun_here(tokens, at)
    {
        return None;
    }
    let mut cue_start = at;
    while cue_start > sentence.start
        && !scene.quoted(cue_start - 1)
        && noun_phrase::is_between(tokens, cue_start - 1)
    {
        cue_start -= 1;
    }
    if cue_start > sentence.start && tokens.lower(cue_start - 1) == "to" {
        return None;
    }
    let passive = (cue_start..at)
        .any(|word| matches!(tokens.lower(word), "is" | "are" | "was" | "were" | "be" | "been"));
    let participle = lower.ends_with("ing");
    if passive && !participle {
        return passive_report(scene, (cue_start, at + 1), sentence);
    }
    let base = !participle
        && !lower.ends_with('s')
        && !lower.ends_with('d')
        && !matches!(lower, "wrote" | "held" | "saw" | "knew" | "swore" | "thought");
    let plural_or_modal = cue_start < at || at == sentence.start;
    let following = tokens.kind(at + 1);
    let quote_before = cue_start > sentence.start && closes_statement(scene, cue_start - 1);

    // "…,” said Lee": the subject stands behind the verb, and no verb of its own behind that: "Lee, the mayor, said the
    // road was closed" is not inverted.
    if verb.inverts
        && cue_start == at
        && quote_before
        && starts_subject(scene, at + 1)
        && let Some(source) = noun_phrase::after(scene, at + 1, sentence.end)
        && (scene.quoted(cue_start - 1) || !content::has_finite_verb(scene, (source.1, source.1 + 1)))
    {
        let mut pieces = vec![content::backward(scene, at, sentence, clause_start(here, sentence))?];
        pieces.extend(resumed_quotation(scene, source.1, sentence));
        return Some(Draft { source: Some(source), cue: (at, at + 1), content: pieces, confidence: 0.95 });
    }
    let subject = if participle && !passive { None } else { noun_phrase::before(scene, cue_start, sentence) };
    if base && !plural_or_modal && subject.is_none() {
        return None;
    }
    let source = subject.or_else(|| shared_source(scene, cue_start, participle, sentence, here));
    if source.is_none()
        && (participle
            || following == TokenKind::Stop && at + 1 < sentence.end && here.is_empty() && earlier.is_none())
    {
        return None;
    }

    let cue = (cue_start, at + 1);
    let subject_start = source
        .filter(|source| source.1 <= cue_start && subject.is_some())
        .map_or(cue_start, |source| source.0);
    let after = content::skip_circumstance(scene, at + 1, sentence.end, verb.strength, lower);
    if let Some(pieces) = statement_before(scene, subject_start, after, verb.strength, sentence, here) {
        return Some(Draft { source, cue, content: pieces, confidence: 0.9 });
    }
    let colon = tokens.kind(after) == TokenKind::Colon;
    if colon && after + 1 == tokens.len() && source.is_some() {
        // What is said follows in the next paragraph.
        return Some(Draft { source, cue, content: Vec::new(), confidence: 0.8 });
    }
    let statement = content::forward(scene, after, sentence)?;
    let confidence = acceptance(scene, at, verb.strength, subject, statement, colon)?;
    source?;
    Some(Draft { source, cue, content: vec![statement], confidence })
}

/// "…, Lee said." and "…,” Lee said, “…”": the statement before the subject, with the quotation that goes on behind.
/// `after` is the token behind the cue and what belongs to it. `None` where the statement does not stand there.
fn statement_before(
    scene: &Scene,
    subject_start: usize,
    after: usize,
    strength: Strength,
    sentence: SentenceTokens,
    here: &[Draft],
) -> Option<Vec<(usize, usize)>> {
    let tokens = scene.tokens;
    let closing = subject_start > sentence.start && closes_statement(scene, subject_start - 1);
    let spoken = closing
        && tokens.kind(subject_start - 1) == TokenKind::Quote
        && !scene.quoted(after)
        && tokens.lower(after) != "that"
        && strength != Strength::Act;
    let ended = after >= sentence.end
        || matches!(tokens.kind(after), TokenKind::Stop | TokenKind::Comma) && !scene.quoted(after);
    // "…, Lee said after the talks.": what follows is when, not what.
    let later = closing
        && matches!(strength, Strength::Strong | Strength::Clause)
        && tokens.count_words(sentence.start, subject_start) >= 6
        && matches!(
            tokens.lower(after),
            "after" | "before" | "during" | "following" | "while" | "when" | "at" | "in"
        )
        && !(after..sentence.end).any(|token| tokens.lower(token) == "that" || scene.quoted(token));
    let ended = ended || later;
    let quotes = (sentence.start..subject_start).any(|token| scene.quoted(token));
    if !spoken && !(ended && (strength != Strength::Mental || quotes)) {
        return None;
    }
    let resumed = resumed_quotation(scene, after, sentence);
    let before = match closing {
        true => content::backward(scene, subject_start, sentence, clause_start(here, sentence)),
        false => None,
    };
    let pieces: Vec<(usize, usize)> = before.into_iter().chain(resumed).collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// How sure the statement behind a cue makes it that the cue reports; `None` where it does not.
fn acceptance(
    scene: &Scene,
    at: usize,
    strength: Strength,
    subject: Option<(usize, usize)>,
    statement: (usize, usize),
    colon: bool,
) -> Option<f32> {
    let tokens = scene.tokens;
    let lower = tokens.lower(at);
    let first = statement.0;
    let opening = tokens.lower(first);
    let question = matches!(opening, "how" | "why" | "whether" | "what" | "if" | "who" | "when" | "where");
    let quoted_soon = (first..statement.1.min(first + 10)).any(|word| scene.quoted(word));
    let infinitive = opening == "to";
    let clear = opening == "that" || scene.quoted(first) || colon;
    let clause = content::has_finite_verb(scene, statement);
    let long = tokens.count_words(statement.0, statement.1) >= 4;
    let (accepted, unclear) = match strength {
        Strength::Strong => {
            (question || infinitive || clause || quoted_soon || subject.is_some() && long, 0.8)
        }
        Strength::Clause => {
            (question || quoted_soon || infinitive && !matches!(lower, "found" | "held"), 0.6)
        }
        Strength::Listener => (question || infinitive || clause, 0.8),
        Strength::Mental => (infinitive || clause && !lower.starts_with("want"), 0.6),
        // "Called the plan a disaster" judges, "called a vote" does not.
        Strength::Act if lower.starts_with("call") => {
            let judges = (first + 1..statement.1).any(|word| matches!(tokens.lower(word), "a" | "an"));
            (quoted_soon || judges || matches!(opening, "for" | "on"), 0.6)
        }
        Strength::Act => (subject.is_some_and(|subject| is_actor(scene, subject)), 0.6),
    };
    let certain = if matches!(strength, Strength::Mental) { 0.7 } else { 0.95 };
    match (clear, accepted) {
        (true, _) => Some(certain),
        (false, true) => Some(unclear),
        (false, false) => None,
    }
}

/// "was accused by Lee of …", "is said by critics to …": the agent behind a passive is the source.
fn passive_report(scene: &Scene, cue: (usize, usize), sentence: SentenceTokens) -> Option<Draft> {
    let tokens = scene.tokens;
    let told = matches!(tokens.lower(cue.1 - 1), "quoted" | "cited");
    let by = (cue.1..sentence.end.min(cue.1 + 4)).find(|&at| tokens.lower(at) == "by")?;
    let source = noun_phrase::after(scene, by + 1, sentence.end)?;
    let statement = content::forward(scene, source.1, sentence)
        .or_else(|| content::backward(scene, cue.0, sentence, sentence.start))?;
    (!told).then_some(Draft { source: Some(source), cue, content: vec![statement], confidence: 0.6 })
}

/// Whether the token closes a statement that a speaker follows: a comma, or a quotation's last mark.
fn closes_statement(scene: &Scene, index: usize) -> bool {
    match scene.tokens.kind(index) {
        TokenKind::Comma | TokenKind::Dash => true,
        TokenKind::Quote => {
            scene.quoted(index) && !scene.quoted(index + 1)
                || scene.quotation_of[index] != scene.quotation_of.get(index + 1).copied().flatten()
        }
        _ => false,
    }
}

fn starts_subject(scene: &Scene, index: usize) -> bool {
    let lower = scene.tokens.lower(index);
    let determiner = matches!(
        lower,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "their"
            | "one"
            | "another"
            | "some"
            | "many"
            | "two"
            | "three"
            | "several"
            | "he"
            | "she"
            | "they"
            | "former"
            | "local"
            | "police"
            | "officials"
            | "researchers"
            | "analysts"
            | "residents"
            | "my"
            | "our"
    );
    !scene.quoted(index)
        && (scene.tokens.is_capitalised(index) || determiner || lists::is_role(lower))
        && !lists::is_calendar_word(lower)
}

/// Whether the words for a source name or describe somebody who can speak.
fn is_actor(scene: &Scene, (start, end): (usize, usize)) -> bool {
    let span = scene.tokens.span(start, end);
    scene.names.iter().any(|name| span.contains_range(name.range))
        || (start..end).any(|at| {
            lists::is_personal_pronoun(scene.tokens.lower(at)) || lists::is_role(scene.tokens.lower(at))
        })
}

/// Where a statement that ends before a later cue may begin: behind the attribution before it in the sentence.
fn clause_start(here: &[Draft], sentence: SentenceTokens) -> usize {
    let ends = here.iter().filter(|draft| draft.content.iter().all(|piece| piece.1 <= draft.cue.0 + 1));
    ends.map(|draft| draft.cue.1.max(draft.source.map_or(0, |source| source.1)))
        .max()
        .unwrap_or(sentence.start)
}

/// The quotation that goes on behind "…, Lee said,", in the same sentence.
fn resumed_quotation(scene: &Scene, from: usize, sentence: SentenceTokens) -> Option<(usize, usize)> {
    let start = (from..sentence.end.min(from + 12)).find(|&at| scene.quoted(at))?;
    let between = scene.tokens.count_words(from, start);
    (between <= 6).then(|| content::forward(scene, start, sentence))?
}

/// "…, Lee said, adding that …" and "Lee said … and warned …": the subject is the one before.
fn shared_source(
    scene: &Scene,
    cue_start: usize,
    participle: bool,
    sentence: SentenceTokens,
    here: &[Draft],
) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    let joined = cue_start > sentence.start
        && (matches!(tokens.lower(cue_start - 1), "and" | "but" | "then")
            || tokens.kind(cue_start - 1) == TokenKind::Comma);
    if !participle && !joined {
        return None;
    }
    if let Some(draft) = here.iter().rev().find(|draft| draft.source.is_some()) {
        return draft.source;
    }
    // The subject of the sentence: the first name or described person outside a quotation.
    let subject = scene.names.iter().find(|name| {
        let first = tokens.at(name.range.start());
        first >= sentence.start && first < cue_start && !scene.quoted(first)
    });
    let pronoun = (sentence.start..cue_start.min(sentence.start + 3))
        .find(|&at| matches!(tokens.lower(at), "he" | "she" | "they"));
    match (pronoun, subject) {
        (Some(at), _) => Some((at, at + 1)),
        (None, Some(name)) => Some((tokens.at(name.range.start()), tokens.at(name.range.end()))),
        (None, None) => None,
    }
}
