//! The semantic tokens that the client has, to tell what changed since.

use std::sync::{Mutex, PoisonError};

use tower_lsp::ls_types::{SemanticToken, Uri};

/// What was sent last; one draft is looked at at a time.
#[derive(Default)]
pub(in crate::lsp) struct Tokens(Mutex<Vec<(Uri, String, Vec<SemanticToken>)>>);

/// How many drafts' tokens are kept.
const KEPT: usize = 8;

impl Tokens {
    /// The tokens of a draft that were sent under a name; `None` where they are forgotten.
    pub(in crate::lsp) fn of(&self, uri: &Uri, result_id: &str) -> Option<Vec<SemanticToken>> {
        let sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = sent.iter().find(|(known, id, _)| known == uri && id == result_id);
        known.map(|(_, _, tokens)| tokens.clone())
    }

    /// Keeps the tokens of a draft under the name under which they are sent.
    pub(in crate::lsp) fn keep(&self, uri: &Uri, result_id: &str, tokens: Vec<SemanticToken>) {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sent.retain(|(known, _, _)| known != uri);
        sent.push((uri.clone(), result_id.to_owned(), tokens));
        let surplus = sent.len().saturating_sub(KEPT);
        sent.drain(..surplus);
    }
}
