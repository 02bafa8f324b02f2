//! What the learned reader says of names: it tells kinds and ends better than capitals do where it is sure, and sees names
//! that capitals hide.

use text_size::{TextRange, TextSize};

use crate::reader::{LabelledName, Labels};
use crate::reading::{Name, NameKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

use super::parts;

/// How sure of itself the network must be to say what kind a name is of, and to say where names stand. Chosen on
/// names/dev; see `models/MODEL_CARD.md`.
const SURE_OF_KIND: f32 = 0.6;
const SURE_OF_PLACE: f32 = 0.8;

/// Corrects the names found by their capitals.
pub(super) fn correct(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    labels: &Labels,
    quoted: &dyn Fn(TextRange) -> bool,
    names: &mut Vec<Name>,
) {
    for labelled in &labels.names {
        let Some(range) = range(tokens, labels, labelled) else { continue };
        let kind = match labelled.kind {
            0 => NameKind::Person,
            1 => NameKind::Organisation,
            2 => NameKind::Place,
            _ => NameKind::Other,
        };
        if let Some(name) = names.iter_mut().find(|name| name.range == range) {
            if labelled.confidence >= SURE_OF_KIND {
                name.kind = kind;
                name.confidence = name.confidence.max(labelled.confidence);
            }
        } else if labelled.confidence >= SURE_OF_PLACE && !names.iter().any(|name| is_titled(name, range)) {
            let start = tokens.at(range.start());
            let sentence = sentences.partition_point(|sentence| sentence.end <= start);
            let title = parts::title_before(tokens, start, sentences[sentence]);
            names.retain(|name| name.range.intersect(range).is_none_or(TextRange::is_empty));
            let confidence = labelled.confidence;
            names.push(Name { range, kind, confidence, title, description: None, quoted: quoted(range) });
        }
    }
    names.sort_by_key(|name| name.range.start());
}

/// Whether words are a name with its title, "Mayor Piet Janssen", and nothing else.
fn is_titled(name: &Name, range: TextRange) -> bool {
    name.range.end() == range.end() && name.title.is_some_and(|title| title.start() == range.start())
}

/// The bytes of a name: it has a letter, and its abbreviations keep their full stop, "U.S." and "Jr.", unless the stop
/// ends the passage.
fn range(tokens: &Tokens, labels: &Labels, labelled: &LabelledName) -> Option<TextRange> {
    let (start, end) = labelled.words;
    let range = TextRange::new(labels.words[start].start(), labels.words[end - 1].end());
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
