//! Who says what. The plain reader finds cues (speech verbs, "according to", a speaker's colon), then for each its
//! source before or behind it and the statement on either side, and lets quotations that go on extend a statement.

use text_size::TextRange;

use crate::reading::{Attribution, Name, Quotation, SourceKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

mod content;
mod cues;
mod noun_phrase;
mod source_kind;

/// What the steps need to see of a passage.
pub(crate) struct Scene<'a> {
    pub(crate) tokens: &'a Tokens<'a>,
    pub(crate) sentences: &'a [SentenceTokens],
    pub(crate) quotations: &'a [Quotation],
    pub(crate) names: &'a [Name],
    /// For each token the quotation it stands in, with its marks.
    pub(crate) quotation_of: Vec<Option<usize>>,
}

/// An attribution in tokens, half open.
#[derive(Clone, Debug)]
struct Draft {
    source: Option<(usize, usize)>,
    cue: (usize, usize),
    content: Vec<(usize, usize)>,
    confidence: f32,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        tokens: &'a Tokens<'a>,
        sentences: &'a [SentenceTokens],
        quotations: &'a [Quotation],
        names: &'a [Name],
    ) -> Scene<'a> {
        let mut quotation_of = vec![None; tokens.len()];
        for (number, quotation) in quotations.iter().enumerate() {
            let (start, end) = (tokens.at(quotation.range.start()), tokens.at(quotation.range.end()));
            for slot in &mut quotation_of[start..end] {
                *slot = Some(number);
            }
        }
        Scene { tokens, sentences, quotations, names, quotation_of }
    }

    fn quoted(&self, index: usize) -> bool {
        self.quotation_of.get(index).is_some_and(Option::is_some)
    }

    /// The tokens of a quotation, with its marks, half open.
    fn quotation_tokens(&self, number: usize) -> (usize, usize) {
        let range = self.quotations[number].range;
        (self.tokens.at(range.start()), self.tokens.at(range.end()))
    }
}

/// Finds the attributions of a passage, in order of the cue.
pub(crate) fn find(scene: &Scene) -> Vec<Attribution> {
    let mut found: Vec<Draft> = Vec::new();
    for &sentence in scene.sentences {
        let before = found.len();
        cues::in_sentence(scene, sentence, &mut found);
        if found.len() == before {
            carry_quotation(scene, sentence, &mut found);
        }
    }
    part_entwined(&mut found);
    let finished: Vec<Attribution> = found.iter().map(|draft| finish(scene, draft)).collect();
    let nested = |at: usize| {
        let cue = finished[at].cue;
        let inside = |other: &Attribution| other.content.iter().any(|content| content.contains_range(cue));
        finished.iter().enumerate().any(|(number, other)| number != at && inside(other))
    };
    let flags: Vec<bool> = (0..finished.len()).map(nested).collect();
    finished
        .into_iter()
        .zip(flags)
        .map(|(attribution, nested)| Attribution { nested, ..attribution })
        .collect()
}

/// "The state expects rain, Lee said on Monday.": where each statement holds the other's cue, the one that ends before
/// its cue is the outer one, and the inner one ends with it.
fn part_entwined(found: &mut [Draft]) {
    for outer in 0..found.len() {
        let cue = found[outer].cue;
        let Some(said) = found[outer].content.first().copied().filter(|said| said.1 <= cue.0) else {
            continue;
        };
        for inner in found[..outer].iter_mut().filter(|inner| said.0 <= inner.cue.0 && inner.cue.1 <= said.1)
        {
            for piece in inner.content.iter_mut().filter(|piece| piece.0 < said.1 && piece.1 >= cue.1) {
                piece.1 = said.1;
            }
        }
    }
}

/// A sentence without a cue that is all quotation goes on with what the last speaker of the passage said.
fn carry_quotation(scene: &Scene, sentence: SentenceTokens, found: &mut [Draft]) {
    let Some(last) = found.last_mut() else { return };
    let quoted = (sentence.start..sentence.end).filter(|&at| scene.quoted(at)).count();
    let speaks = last.content.iter().any(|&(start, end)| (start..end).any(|at| scene.quoted(at)))
        || scene.tokens.kind(last.cue.1) == TokenKind::Colon;
    if quoted * 10 < (sentence.end - sentence.start) * 8 || !speaks {
        return;
    }
    let piece = (sentence.start, sentence.end);
    match last.content.last_mut() {
        Some(open) if open.1 == sentence.start => open.1 = sentence.end,
        _ => last.content.push(piece),
    }
}

fn finish(scene: &Scene, draft: &Draft) -> Attribution {
    let span = |(start, end): (usize, usize)| scene.tokens.span(start, end);
    let source: Option<TextRange> = draft.source.map(span);
    let source_kind = match draft.source {
        Some(tokens) => source_kind::of(scene, tokens),
        None => SourceKind::None,
    };
    Attribution {
        source,
        source_kind,
        cue: span(draft.cue),
        content: draft.content.iter().copied().map(span).collect(),
        nested: false,
        confidence: draft.confidence,
    }
}
