//! Diagnostics on their way to the client: published with the version of the text that they are of.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde::Serialize;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::output::Output;

const PUBLISH: &str = "textDocument/publishDiagnostics";

#[derive(Serialize)]
struct Publication<'a> {
    jsonrpc: &'static str,
    method: &'static str,
    params: Params<'a>,
}

#[derive(Serialize)]
struct Params<'a> {
    uri: &'a Uri,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: &'a [Diagnostic],
}

/// The message that publishes diagnostics of which some are written already.
pub(in crate::lsp) fn message(
    uri: &Uri,
    version: Option<i32>,
    problems: &[Diagnostic],
    written: &str,
) -> String {
    let params = Params { uri, version, diagnostics: problems };
    let publication = Publication { jsonrpc: "2.0", method: PUBLISH, params };
    let mut message = serde_json::to_string(&publication).unwrap_or_default();
    let tail = "]}}";
    message.truncate(message.len().saturating_sub(tail.len()));
    if !problems.is_empty() && !written.is_empty() {
        message.push(',');
    }
    message + written + tail
}

/// Sends diagnostics.
pub(in crate::lsp) fn send(output: &Output, uri: &Uri, version: Option<i32>, diagnostics: &[Diagnostic]) {
    let params = Params { uri, version, diagnostics };
    output.send(&Publication { jsonrpc: "2.0", method: PUBLISH, params });
}

/// A name for a set of diagnostics: the same set has the same name.
pub(in crate::lsp) fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
