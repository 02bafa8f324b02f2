//! Semantic tokens: actors, quotations, attributed sentences and claims, for editors to colour.
//!
//! Tokens must not overlap, nor leave their line, so the ranges are laid over one another, the particular above the
//! general, and cut where lines end.

use std::sync::Arc;

use copydesk_desk::{Inspection, Need};
use copydesk_text::{Document, PositionEncoding, TextRange, TextSize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams,
    SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, SemanticTokensParams, SemanticTokensResult, SemanticTokensServerCapabilities,
};

use crate::lsp::protocol::convert;
use crate::lsp::state::session::Session;
use crate::lsp::state::snapshot::Snapshot;

/// The kinds of tokens, from the general to the particular.
const TYPES: [&str; 4] = ["attributed", "claim", "quotation", "actor"];

/// What the server offers.
pub(in crate::lsp) fn offer() -> SemanticTokensServerCapabilities {
    SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TYPES.into_iter().map(SemanticTokenType::new).collect(),
            token_modifiers: Vec::new(),
        },
        range: None,
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    })
}

/// All tokens of a draft.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn full(
    session: &Arc<Session>,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>> {
    let tokens = session.answer(&params.text_document.uri, remember).await?;
    Ok(Some(SemanticTokensResult::Tokens(tokens)))
}

/// What changed in the tokens of a draft since they were sent; all of them where that is forgotten.
///
/// # Errors
/// The draft is not open.
pub(in crate::lsp) async fn delta(
    session: &Arc<Session>,
    params: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let uri = params.text_document.uri;
    let delta = move |session: &Session, snapshot: &Snapshot| {
        let before = session.tokens.of(&snapshot.uri, &params.previous_result_id);
        let tokens = remember(session, snapshot);
        match before {
            None => SemanticTokensFullDeltaResult::Tokens(tokens),
            Some(before) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id: tokens.result_id,
                edits: difference(&before, &tokens.data),
            }),
        }
    };
    session.answer(&uri, delta).await.map(Some)
}

fn remember(session: &Session, snapshot: &Snapshot) -> SemanticTokens {
    let encoding = session.editor.abilities().encoding;
    let data = tokens(snapshot.inspection(), snapshot.document(), encoding);
    let result_id = snapshot.serial.to_string();
    session.tokens.keep(&snapshot.uri, &result_id, data.clone());
    SemanticTokens { result_id: Some(result_id), data }
}

/// The one edit that makes one list of tokens the other. Its numbers count integers, five for each token.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let most = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (removed, added) = (before.len() - end - start, &after[start..after.len() - end]);
    if removed == 0 && added.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        start: (start * 5) as u32,
        delete_count: (removed * 5) as u32,
        data: Some(added.to_vec()),
    }]
}

fn tokens(inspection: &Inspection, document: &Document, encoding: PositionEncoding) -> Vec<SemanticToken> {
    let mut tokens = Vec::new();
    let (mut last_line, mut last_start) = (0, 0);
    for (range, kind) in layers(inspection).into_iter().flat_map(|(range, kind)| lines(document, range, kind))
    {
        let start = convert::position(document, range.start(), encoding);
        let length = convert::length(document, range, encoding);
        if length == 0 {
            continue;
        }
        let delta_line = start.line - last_line;
        let delta_start = if delta_line == 0 { start.character - last_start } else { start.character };
        tokens.push(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type: kind as u32,
            token_modifiers_bitset: 0,
        });
        (last_line, last_start) = (start.line, start.character);
    }
    tokens
}

/// The stretches of the draft with the kind that lies on top of each, in order and apart.
fn layers(inspection: &Inspection) -> Vec<(TextRange, usize)> {
    let attributed = inspection.sentences.iter().filter(|it| it.attributed).map(|it| (it.range, 0));
    let claims = inspection.sentences.iter().filter(|it| it.need == Need::Must);
    let claims = claims.map(|it| (it.range, 1));
    let quotations = inspection.quotations.iter().map(|it| (it.range, 2));
    let actors = inspection.mentions.iter().map(|it| (it.range, 3));
    let all: Vec<(TextRange, usize)> = attributed.chain(claims).chain(quotations).chain(actors).collect();
    let mut edges: Vec<(TextSize, bool, usize)> = Vec::new();
    for &(range, kind) in &all {
        edges.push((range.start(), true, kind));
        edges.push((range.end(), false, kind));
    }
    // What ends at a byte ends before what starts there.
    edges.sort_by_key(|&(at, opens, kind)| (at, opens, kind));
    let mut open = [0_usize; TYPES.len()];
    let mut layers: Vec<(TextRange, usize)> = Vec::new();
    let mut from = TextSize::new(0);
    for (at, opens, kind) in edges {
        let top = open.iter().rposition(|&count| count > 0);
        if let Some(top) = top
            && at > from
        {
            layers.push((TextRange::new(from, at), top));
        }
        from = at;
        if opens {
            open[kind] += 1;
        } else {
            open[kind] = open[kind].saturating_sub(1);
        }
    }
    layers
}

/// A stretch cut into its lines.
fn lines(document: &Document, range: TextRange, kind: usize) -> Vec<(TextRange, usize)> {
    let rope = document.rope();
    let (first, last) = (
        rope.byte_to_line(usize::from(range.start()).min(rope.len_bytes())),
        rope.byte_to_line(usize::from(range.end()).min(rope.len_bytes())),
    );
    let size = |offset: usize| TextSize::try_from(offset).unwrap_or(range.end());
    let cut = |line: usize| {
        let start = range.start().max(size(rope.line_to_byte(line)));
        let end = if line == last { range.end() } else { size(rope.line_to_byte(line + 1)) };
        (TextRange::new(start, end.max(start)), kind)
    };
    (first..=last).map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(length: u32) -> SemanticToken {
        SemanticToken { delta_line: 0, delta_start: 9, length, token_type: 0, token_modifiers_bitset: 0 }
    }

    #[test]
    fn a_difference_makes_one_list_the_other() {
        for (before, after) in [
            (vec![1, 2, 3], vec![1, 2, 3]),
            (vec![1, 2, 3], vec![1, 3]),
            (vec![1, 1, 1], vec![1, 1]),
            (vec![], vec![1, 2]),
            (vec![1, 2], vec![]),
            (vec![1, 2, 3], vec![4, 2, 5, 6]),
        ] {
            let (before, after): (Vec<_>, Vec<_>) =
                (before.into_iter().map(token).collect(), after.into_iter().map(token).collect());
            let mut made = before.clone();
            for edit in difference(&before, &after) {
                let start = edit.start as usize / 5;
                made.splice(start..start + edit.delete_count as usize / 5, edit.data.unwrap_or_default());
            }
            assert_eq!(made, after);
        }
    }
}
