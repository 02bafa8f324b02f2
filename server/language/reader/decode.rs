//! From logits to labels: the likeliest sequence without a forbidden transition (Viterbi), first the cues, then for each cue its source and its
//! content, told by the head that reads every word beside that cue and backed by the labels of the words themselves.

use text_size::TextRange;

use super::heads::Heads;
use super::words::Word;
use super::{LabelledCue, LabelledName, Labels, SourceWords};
use crate::calibration::{BEGINNING, CUES, NEW_SOURCE, OWN_LABELS, PART_CHANGE};
use crate::reading::NameKind;

/// What was decoded of a passage; all ranges are words of it, half open.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    cues: Vec<Cue>,
    names: Vec<Name>,
    untaken: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct Cue {
    cue: (usize, usize),
    source: Option<((usize, usize), SourceWords)>,
    content: Vec<(usize, usize)>,
    confidence: f32,
}

#[derive(Debug)]
struct Name {
    words: (usize, usize),
    kind: NameKind,
    confidence: f32,
    kinds: [f32; 4],
}

/// The columns of a word's labels.
const SOURCE: usize = 0;
const CUE: usize = 3;
const CONTENT: usize = 6;
const NAMES: usize = 9;
const KINDS: usize = 18;

/// What a word is to a cue.
const NEITHER: usize = 0;
const IS_SOURCE: usize = 1;
const IS_CONTENT: usize = 2;

/// Fewer words of content that no cue takes are taken for a slip.
const FEWEST_ADOPTED: usize = 4;
/// The score of a forbidden transition, and of a state that a word may not have.
const FORBIDDEN: f32 = -1e9;

/// Adds the cues and names of one window, whose words are `from..to` of the passage; `starts`: the first word of each sentence.
pub(super) fn window(heads: &Heads, (from, to): (usize, usize), starts: &[usize], decoded: &mut Decoded) {
    let count = to - from;
    let columns = |first: usize, width: usize| -> Vec<Vec<f32>> {
        (0..count).map(|word| log_softmax(&heads.labels(word)[first..first + width])).collect()
    };
    let (source, mut cue, content) = (columns(SOURCE, 3), columns(CUE, 3), columns(CONTENT, 3));
    for logits in &mut cue {
        logits[0] -= CUES;
        *logits = log_softmax(logits);
    }
    let first = decoded.cues.len();
    let mut likings: Vec<Vec<f32>> = Vec::new();
    for Span { range, confidence, .. } in spans(&cue) {
        let links: Vec<Vec<f32>> = heads.links(range).iter().map(|logits| log_softmax(logits)).collect();
        let sentence = sentence_of(range.0 + from, starts);
        let near = (sentence.0.saturating_sub(from), sentence.1.saturating_sub(from));
        let parts = assign(&links, &source, &content, range, near);
        let here = |part: usize| runs(&parts, part);
        let surest = |&(start, end): &(usize, usize)| -> f32 {
            links[start..end].iter().map(|link| link[IS_SOURCE] - link[NEITHER]).sum()
        };
        let source = here(IS_SOURCE).into_iter().max_by(|a, b| surest(a).total_cmp(&surest(b)));
        let shift = |(start, end): (usize, usize)| (start + from, end + from);
        decoded.cues.push(Cue {
            cue: shift(range),
            source: source.map(|source| (shift(source), source_words(heads, source))),
            content: here(IS_CONTENT).into_iter().map(shift).collect(),
            confidence,
        });
        likings.push(links.iter().map(|link| link[IS_CONTENT] - link[NEITHER]).collect());
    }
    adopt(&spans(&content), &likings, (from, first), starts, decoded);
    let names = columns(NAMES, 9);
    decoded.names.extend(spans(&names).into_iter().map(|span| Name {
        words: (span.range.0 + from, span.range.1 + from),
        kind: name_kind(span.kind),
        confidence: span.confidence,
        kinds: std::array::from_fn(|kind| mean(&names, span.range, kind)),
    }));
}

/// Content that no cue took goes to the cue of the window that comes nearest to taking it, in a sentence that is no later, or else to the
/// last one before the window: mostly a sentence that goes on with what was reported before. `first`: the window's first cue;
/// `starts`: the passage's words that open sentences.
fn adopt(
    content: &[Span],
    likings: &[Vec<f32>],
    (from, first): (usize, usize),
    starts: &[usize],
    decoded: &mut Decoded,
) {
    let (before, cues) = decoded.cues.split_at_mut(first);
    for span in content {
        let (start, end) = (span.range.0 + from, span.range.1 + from);
        let meets = |&(first, last): &(usize, usize)| first < end && start < last;
        let taken = cues.iter().any(|cue| {
            meets(&cue.cue)
                || cue.source.is_some_and(|(source, _)| meets(&source))
                || cue.content.iter().any(meets)
        });
        if taken || end - start < FEWEST_ADOPTED {
            continue;
        }
        let liking = |cue: usize| -> f32 { likings[cue][span.range.0..span.range.1].iter().sum() };
        // What is said before a sentence is seldom what that sentence tells of.
        let (_, sentence_end) = sentence_of(end - 1, starts);
        let fore = |cue: usize| cues[cue].cue.0 < sentence_end;
        let all = before.is_empty() && !(0..cues.len()).any(fore);
        let nearest =
            (0..cues.len()).filter(|&cue| all || fore(cue)).max_by(|&a, &b| liking(a).total_cmp(&liking(b)));
        let cue = match nearest {
            Some(nearest) => Some(&mut cues[nearest]),
            None => before.last_mut(),
        };
        match cue {
            Some(cue) => {
                cue.content.push((start, end));
                cue.content.sort_unstable();
            }
            None => decoded.untaken.push((start, end)),
        }
    }
}

/// What the words of a source likeliest are, by the numbers of `server/train`: a person, an organisation or place, anything else with a
/// name; people described, anybody; a pronoun.
fn source_words(heads: &Heads, (start, end): (usize, usize)) -> SourceWords {
    let sum = |kind: usize| -> f32 { (start..end).map(|word| heads.labels(word)[KINDS + kind]).sum() };
    match (0..6).max_by(|&a, &b| sum(a).total_cmp(&sum(b))) {
        Some(0..=2) => SourceWords::Name,
        Some(5) => SourceWords::Pronoun,
        _ => SourceWords::Other,
    }
}

/// The kind of a name, by the numbers of `server/train`.
fn name_kind(number: usize) -> NameKind {
    match number {
        0 => NameKind::Person,
        1 => NameKind::Organisation,
        2 => NameKind::Place,
        _ => NameKind::Other,
    }
}

impl Decoded {
    /// The same in bytes of the passage, whose words are given; without the vectors of its sentences.
    pub(super) fn labels(self, passage: &str, words: &[Word]) -> Labels {
        let bytes = |(start, end): (usize, usize)| {
            TextRange::new(words[start].range.start(), words[end - 1].range.end())
        };
        let cue = |cue: Cue| LabelledCue {
            cue: bytes(cue.cue),
            source: cue.source.map(|(source, words)| (bytes(source), words)),
            content: cue.content.into_iter().map(bytes).collect(),
            confidence: cue.confidence,
        };
        let name = |name: Name| {
            let Name { words, kind, confidence, kinds } = name;
            LabelledName { range: bytes(words), kind, confidence, kinds }
        };
        Labels {
            cues: self.cues.into_iter().map(cue).collect(),
            names: joined(passage, words, self.names).into_iter().map(name).collect(),
            untaken: self.untaken.into_iter().map(bytes).collect(),
            vectors: Vec::new(),
        }
    }
}

/// Names of which one that ends with a hyphen goes on with the next, "Anne-" and "Marie Delcourt", and so does a full
/// name that a hyphen joins to a word, "Ana Dube" and "Moyo"; "Boeing-Airbus" are two.
fn joined(passage: &str, words: &[Word], labelled: Vec<Name>) -> Vec<Name> {
    let is_hyphen = |at: usize| matches!(&passage[words[at].range], "-" | "‑");
    let tight = |at: usize| words[at].range.end() == words[at + 1].range.start();
    let spaced = |at: usize| {
        let between = TextRange::new(words[at].range.end(), words[at + 1].range.start());
        passage[between].contains(char::is_whitespace)
    };
    let mut names: Vec<Name> = Vec::with_capacity(labelled.len());
    for name in labelled {
        let glued = |last: &Name| {
            let (end, next) = (last.words.1, name.words.0);
            let full = end - last.words.0 == 2 && spaced(end - 2);
            let double = end + 1 == next
                && full
                && last.kind == NameKind::Person
                && is_hyphen(end)
                && tight(end - 1)
                && tight(end);
            end == next && is_hyphen(end - 1) || double
        };
        match names.last_mut().filter(|last| glued(last)) {
            Some(last) => {
                last.words.1 = name.words.1;
                last.confidence = last.confidence.min(name.confidence);
            }
            None => names.push(name),
        }
    }
    names
}

struct Span {
    range: (usize, usize),
    kind: usize,
    confidence: f32,
}

/// The spans of the likeliest sequence of labels: 0 outside, then for each kind one that begins and one that goes on.
fn spans(labels: &[Vec<f32>]) -> Vec<Span> {
    let states = labels.first().map_or(0, Vec::len);
    let goes_on = |state: usize| state > 0 && state.is_multiple_of(2);
    let step = |_: usize, before: Option<usize>, state: usize| match before {
        Some(before) if goes_on(state) && before != state && before + 1 != state => FORBIDDEN,
        None if goes_on(state) => FORBIDDEN,
        _ => 0.0,
    };
    let best = viterbi(labels.len(), states, |word, state| labels[word][state], step);
    let mut found = Vec::new();
    let mut at = 0;
    while at < best.len() {
        let state = best[at];
        let mut end = at + 1;
        if state > 0 {
            while end < best.len() && best[end] == state + 1 {
                end += 1;
            }
            let kind = (state - 1) / 2;
            found.push(Span { range: (at, end), kind, confidence: mean(labels, (at, end), kind) });
        }
        at = end;
    }
    found
}

/// How likely the words of a range are of a kind, in the mean.
fn mean(labels: &[Vec<f32>], (start, end): (usize, usize), kind: usize) -> f32 {
    let sure = |word: usize| labels[word][2 * kind + 1].exp() + labels[word][2 * kind + 2].exp();
    #[allow(clippy::cast_precision_loss, reason = "a span has few words")]
    let mean = (start..end).map(sure).sum::<f32>() / (end - start) as f32;
    mean
}

/// The words of the sentence that holds a word, half open.
fn sentence_of(word: usize, starts: &[usize]) -> (usize, usize) {
    let after = starts.partition_point(|&start| start <= word);
    let start = after.checked_sub(1).map_or(0, |at| starts[at]);
    (start, starts.get(after).copied().unwrap_or(usize::MAX))
}

/// What each word is to the cue. Its source stands in its own sentence, `near`: in attribution/train and dev one in two thousand
/// does not.
fn assign(
    links: &[Vec<f32>],
    source: &[Vec<f32>],
    content: &[Vec<f32>],
    cue: (usize, usize),
    near: (usize, usize),
) -> Vec<usize> {
    let inside = |own: &[f32]| (own[1].exp() + own[2].exp()).max(1e-9).ln() - own[0];
    let score = |word: usize, part: usize| {
        let own = match part {
            IS_SOURCE if !(near.0..near.1).contains(&word) => FORBIDDEN,
            IS_SOURCE => OWN_LABELS * inside(&source[word]),
            IS_CONTENT => OWN_LABELS * inside(&content[word]),
            _ => 0.0,
        };
        let in_cue = (cue.0..cue.1).contains(&word) && part != NEITHER;
        links[word][part] + own + if in_cue { FORBIDDEN } else { 0.0 }
    };
    let step = |word: usize, before: Option<usize>, part: usize| {
        let Some(before) = before else { return 0.0 };
        let begins = |own: &[f32]| BEGINNING * (own[1] - own[2]);
        match part {
            _ if before == part => 0.0,
            IS_SOURCE => begins(&source[word]) - PART_CHANGE - NEW_SOURCE,
            IS_CONTENT => begins(&content[word]) - PART_CHANGE,
            _ => -PART_CHANGE,
        }
    };
    viterbi(links.len(), 3, score, step)
}

/// The likeliest sequence of states, given what each word scores in a state and what a step between two adds.
fn viterbi(
    words: usize,
    states: usize,
    score: impl Fn(usize, usize) -> f32,
    step: impl Fn(usize, Option<usize>, usize) -> f32,
) -> Vec<usize> {
    let mut best: Vec<f32> = (0..states).map(|state| score(0, state) + step(0, None, state)).collect();
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(words);
    for word in 1..words {
        let mut next = Vec::with_capacity(states);
        let mut back = Vec::with_capacity(states);
        for state in 0..states {
            let (before, so_far) = (0..states)
                .map(|before| (before, best[before] + step(word, Some(before), state)))
                .fold((0, f32::NEG_INFINITY), |kept, tried| if tried.1 > kept.1 { tried } else { kept });
            next.push(so_far + score(word, state));
            back.push(before);
        }
        best = next;
        from.push(back);
    }
    let last = (0..states).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut sequence = vec![last];
    for back in from.iter().rev() {
        let state = back[sequence[sequence.len() - 1]];
        sequence.push(state);
    }
    sequence.reverse();
    sequence
}

/// The runs of one value, half open.
fn runs(parts: &[usize], wanted: usize) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in parts.iter().enumerate().filter(|(_, part)| **part == wanted) {
        match found.last_mut() {
            Some(run) if run.1 == at => run.1 = at + 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

fn log_softmax(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = logits.iter().map(|logit| (logit - most).exp()).sum();
    logits.iter().map(|logit| logit - most - total.ln()).collect()
}
