//! What the learned reader says of names: it tells kinds and ends better than capitals do where it is sure, and sees names
//! that capitals hide.

use text_size::{TextRange, TextSize};

use crate::lexicon;
use crate::reader::{LabelledName, Labels};
use crate::reading::{Name, NameKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

use super::parts;

/// How sure of itself the network must be to say what kind a name is of, and to say where names stand. Chosen on
/// names/dev; see `models/MODEL_CARD.md`.
const SURE_OF_KIND: f32 = 0.6;
const SURE_OF_PLACE: f32 = 0.8;
/// How sure words are to be a name of which only capitals speak, and the reader sees nothing: "Brokers said". The draft
/// must show elsewhere that they are one.
const UNSEEN: f32 = 0.5;
/// The same to say that a place which everybody knows is a person: "Kharkiv was calm".
const SURE_OF_NAMESAKE: f32 = 0.95;

/// Corrects the names found by their capitals.
pub(super) fn correct(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    labels: &Labels,
    quoted: &dyn Fn(TextRange) -> bool,
    names: &mut Vec<Name>,
) {
    for labelled in &joined(tokens, labels) {
        let Some(range) = range(tokens, labels, labelled) else { continue };
        let kind = match labelled.kind {
            0 => NameKind::Person,
            1 => NameKind::Organisation,
            2 => NameKind::Place,
            _ => NameKind::Other,
        };
        if let Some(name) = names.iter_mut().find(|name| name.range == range) {
            let text = &tokens.passage[range];
            name.kinds.iter_mut().zip(labelled.kinds).for_each(|(sum, kind)| *sum += kind);
            let namesake = name.kind == NameKind::Place
                && kind == NameKind::Person
                && lexicon::names::is_place(text)
                && !lexicon::GIVEN_NAMES.contains(text);
            if labelled.confidence >= if namesake { SURE_OF_NAMESAKE } else { SURE_OF_KIND } {
                name.kind = kind;
                name.confidence = name.confidence.max(labelled.confidence);
            }
        } else if labelled.confidence >= SURE_OF_PLACE
            && !names.iter().any(|name| is_titled(name, range) || is_cut_short(tokens, labels, name, range))
        {
            let start = tokens.at(range.start());
            let sentence = sentences.partition_point(|sentence| sentence.end <= start);
            let title = parts::title_before(tokens, start, sentences[sentence]);
            names.retain(|name| name.range.intersect(range).is_none_or(TextRange::is_empty));
            let confidence = labelled.confidence;
            let kinds = labelled.kinds;
            names.push(Name { range, kind, confidence, kinds, title, quoted: quoted(range) });
        }
    }
    for name in names.iter_mut() {
        let seen = labels.names.iter().any(|labelled| {
            let (start, end) = labelled.words;
            let (first, last) = (labels.words[start], labels.words[end - 1]);
            first.start() < name.range.end() && name.range.start() < last.end()
        });
        if !seen && !is_known(&tokens.passage[name.range]) {
            name.confidence = name.confidence.min(UNSEEN);
        }
    }
    names.sort_by_key(|name| name.range.start());
}

/// Whether everybody knows the words as a name.
fn is_known(text: &str) -> bool {
    let sets = [&lexicon::GIVEN_NAMES, &lexicon::BODIES, &lexicon::DEMONYMS, &lexicon::COMMON_ACRONYMS];
    lexicon::names::is_place(text) || sets.iter().any(|set| set.contains(text))
}

/// A name without the end behind a bracket that it only opens, or the start before one that it only closes: "Mladost (".
fn without_half_brackets(passage: &str, range: TextRange) -> TextRange {
    let text = &passage[range];
    let at = |offset: usize| range.start() + TextSize::try_from(offset).expect("invariant: under 4 GiB");
    match (text.rfind('('), text.find(')')) {
        (Some(open), None) => TextRange::new(range.start(), at(text[..open].trim_end().len())),
        (None, Some(close)) => {
            let rest = text[close + 1..].trim_start().len();
            TextRange::new(
                range.end() - TextSize::try_from(rest).expect("invariant: under 4 GiB"),
                range.end(),
            )
        }
        _ => range,
    }
}

/// The labelled names; one that ends with a hyphen goes on with the next, "Anne-" and "Marie Delcourt", and so does a full
/// name that a hyphen joins to a word, "Ana Dube" and "Moyo"; "Boeing-Airbus" are two.
fn joined(tokens: &Tokens, labels: &Labels) -> Vec<LabelledName> {
    let mut names: Vec<LabelledName> = Vec::with_capacity(labels.names.len());
    for &name in &labels.names {
        let glued = |last: &LabelledName| {
            let (end, next) = (last.words.1, name.words.0);
            let tight = |at: usize| labels.words[at].end() == labels.words[at + 1].start();
            let full = end - last.words.0 == 2
                && tokens.spaced_between(labels.words[end - 2], labels.words[end - 1]);
            let double = end + 1 == next
                && full
                && last.kind == 0
                && is_hyphen(tokens, labels, end)
                && tight(end - 1)
                && tight(end);
            end == next && is_hyphen(tokens, labels, end - 1) || double
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

fn is_hyphen(tokens: &Tokens, labels: &Labels, word: usize) -> bool {
    matches!(&tokens.passage[labels.words[word]], "-" | "‑")
}

/// Whether words are a name with its title, "Mayor Piet Janssen", and nothing else.
fn is_titled(name: &Name, range: TextRange) -> bool {
    name.range.end() == range.end() && name.title.is_some_and(|title| title.start() == range.start())
}

/// Whether words are a name without its beginning that can be nothing else: a given name, or what the reader took for the end of
/// a cue, "said Ines".
fn is_cut_short(tokens: &Tokens, labels: &Labels, name: &Name, range: TextRange) -> bool {
    if name.kind != NameKind::Person || name.range.end() != range.end() || name.range.start() >= range.start()
    {
        return false;
    }
    let words = &labels.words;
    let in_cue = |at: usize| {
        labels.cues.iter().any(|cue| {
            let (start, end) = cue.cue;
            words[start].start() < tokens.range(at).start() && tokens.range(at).end() <= words[end - 1].end()
        })
    };
    let beginning = tokens.touching(TextRange::new(name.range.start(), range.start()));
    beginning.into_iter().all(|at| lexicon::GIVEN_NAMES.contains(tokens.text(at)) || in_cue(at))
}

/// The bytes of a name: it has a letter, and its abbreviations keep their full stop, "U.S." and "Jr.", unless the stop
/// ends the passage.
fn range(tokens: &Tokens, labels: &Labels, labelled: &LabelledName) -> Option<TextRange> {
    let (start, end) = labelled.words;
    let range = TextRange::new(labels.words[start].start(), labels.words[end - 1].end());
    let range = without_half_brackets(tokens.passage, range);
    let text = &tokens.passage[range];
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    let last = tokens.at(range.end() - TextSize::from(1));
    let token = tokens.range(last);
    let dotted = tokens.kind(last) == TokenKind::Word
        && tokens.text(last).ends_with('.')
        && token.end() == range.end() + TextSize::of('.')
        && last + 1 < tokens.len();
    Some(if dotted { TextRange::new(range.start(), token.end()) } else { range })
}
