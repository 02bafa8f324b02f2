//! Edits for the client to apply, in the richest form that it understands: with versions, with placeholders to step
//! through, with new files. Written as plain JSON because the library's types know no placeholders.

use std::collections::BTreeMap;
use std::path::Path;

use copydesk_desk as desk;
use copydesk_text::{Dialect, Document, PositionEncoding};
use serde_json::{Map, Value, json};
use tower_lsp::ls_types::Uri;

use super::abilities::Abilities;
use super::convert::{self, file_uri};

/// Edits of one file.
pub(in crate::lsp) struct Change {
    /// The file.
    pub uri: Uri,
    /// The client's number for the text that the edits are for, where the file is open.
    pub version: Option<i32>,
    /// The edits.
    pub edits: Edits,
}

/// What is edited.
pub(in crate::lsp) enum Edits {
    /// Places of a text.
    Text {
        /// The text as it is.
        document: Document,
        /// In order, and apart.
        edits: Vec<desk::TextEdit>,
        /// Whether words in square brackets are for the writer to fill in.
        placeholders: bool,
    },
    /// The whole of a file that is not there yet.
    NewFile(String),
}

impl Change {
    /// An edit of a file of data whose text this is; `version` is the client's number for it, where it is open.
    pub(in crate::lsp) fn of_data(
        uri: Uri,
        version: Option<i32>,
        text: &str,
        edit: desk::TextEdit,
    ) -> Change {
        let document = Document::new(text, Dialect::Data);
        Change { uri, version, edits: Edits::Text { document, edits: vec![edit], placeholders: false } }
    }

    /// A file that is not there yet.
    pub(in crate::lsp) fn new_file(path: &Path, text: String) -> Option<Change> {
        Some(Change { uri: file_uri(path)?, version: None, edits: Edits::NewFile(text) })
    }
}

/// The edit of a workspace; `None` where the client cannot do it.
pub(in crate::lsp) fn workspace_edit(changes: &[Change], abilities: &Abilities) -> Option<Value> {
    if !abilities.versioned_edits {
        let mut by_file: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for change in changes {
            let Edits::Text { document, edits, .. } = &change.edits else { return None };
            let edits = edits.iter().map(|edit| text_edit(document, edit, abilities.encoding));
            by_file.entry(change.uri.as_str()).or_default().extend(edits);
        }
        return Some(json!({ "changes": by_file }));
    }
    let mut operations = Vec::new();
    for change in changes {
        let identifier = json!({ "uri": change.uri, "version": change.version });
        match &change.edits {
            Edits::Text { document, edits, placeholders } => {
                let snippets = *placeholders && abilities.snippets_in_edits;
                let edits = edits.iter().map(|edit| {
                    if snippets && has_placeholder(&edit.text) {
                        let at = convert::range(document, edit.range, abilities.encoding);
                        json!({ "range": at, "snippet": { "kind": "snippet", "value": snippet(&edit.text) } })
                    } else {
                        text_edit(document, edit, abilities.encoding)
                    }
                });
                operations.push(json!({ "textDocument": identifier, "edits": edits.collect::<Vec<_>>() }));
            }
            Edits::NewFile(_) if !abilities.create_files => return None,
            Edits::NewFile(text) => {
                let start = json!({ "line": 0, "character": 0 });
                let edit = json!({ "range": { "start": start, "end": start }, "newText": text });
                let options = json!({ "ignoreIfExists": true });
                operations.push(json!({ "kind": "create", "uri": change.uri, "options": options }));
                operations.push(json!({ "textDocument": identifier, "edits": [edit] }));
            }
        }
    }
    let mut whole = Map::new();
    whole.insert("documentChanges".to_owned(), Value::Array(operations));
    Some(Value::Object(whole))
}

fn text_edit(document: &Document, edit: &desk::TextEdit, encoding: PositionEncoding) -> Value {
    json!({ "range": convert::range(document, edit.range, encoding), "newText": edit.text })
}

fn has_placeholder(text: &str) -> bool {
    pieces(text).iter().any(|&(_, placeholder)| placeholder)
}

/// The text with its placeholders as stops. They keep their brackets, so that `placeholder` reports those left unfilled.
fn snippet(text: &str) -> String {
    let mut snippet = String::new();
    let mut stops = 0;
    for (piece, placeholder) in pieces(text) {
        let piece = piece.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
        if placeholder {
            stops += 1;
            snippet += &format!("${{{stops}:{piece}}}");
        } else {
            snippet += &piece;
        }
    }
    snippet
}

/// The text cut at its placeholders: words in square brackets that are no link's text.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut searched = 0;
    while let Some(open) = rest[searched..].find('[').map(|at| at + searched) {
        let Some(close) = rest[open..].find(']').map(|at| at + open + 1) else { break };
        if rest[close..].starts_with('(') {
            searched = close;
            continue;
        }
        pieces.push((&rest[..open], false));
        pieces.push((&rest[open..close], true));
        rest = &rest[close..];
        searched = 0;
    }
    pieces.push((rest, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_stops() {
        for (text, expected) in [
            (", according to [source]", ", according to ${1:[source]}"),
            ("[12 per cent]([link])", "[12 per cent](${1:[link]})"),
            ("[name], [role], paid $5 {x}", "${1:[name]}, ${2:[role]}, paid \\$5 {x\\}"),
            ("plain", "plain"),
            ("[open", "[open"),
            ("a [b](c) d", "a [b](c) d"),
        ] {
            assert_eq!(snippet(text), expected, "{text}");
        }
    }
}
