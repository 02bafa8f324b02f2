//! What the client can do, in the terms in which the server asks. What it cannot do is never sent.

use copydesk_text::PositionEncoding;
use serde_json::Value;

/// The protocol's number of the tag for what is unnecessary.
const UNNECESSARY: u64 = 1;

/// What the client can do; read once from its `initialize` request, as plain JSON because the newest of the protocol is
/// not in the library's types.
#[derive(Clone, Debug)]
pub(crate) struct Abilities {
    /// In what both sides count along a line.
    pub encoding: PositionEncoding,
    /// Diagnostics may point to other places.
    pub related_information: bool,
    /// Diagnostics may name their rule's page.
    pub code_description: bool,
    /// Diagnostics may carry data back to us.
    pub diagnostic_data: bool,
    /// Diagnostics may be tagged as unnecessary.
    pub tags: bool,
    /// Asks for diagnostics itself.
    pub pull: bool,
    /// Hovers may be markdown.
    pub markdown: bool,
    /// Code actions may be more than commands.
    pub code_action_literals: bool,
    /// A code action's edit may come later.
    pub resolve_edits: bool,
    /// A code action may be marked as the preferred one.
    pub preferred: bool,
    /// Edits may name the version they are for.
    pub versioned_edits: bool,
    /// Edits may create files.
    pub create_files: bool,
    /// Edits may have placeholders to step through.
    pub snippets_in_edits: bool,
    /// The client applies edits that we ask for.
    pub apply_edit: bool,
    /// Document symbols may be nested.
    pub nested_symbols: bool,
    /// A rename may be refused, or prepared, beforehand.
    pub prepare_rename: bool,
    /// Links may explain themselves.
    pub link_tooltips: bool,
    /// Has settings that we may ask for.
    pub configuration: bool,
    /// Can watch files for us.
    pub watch_files: bool,
    /// Can watch files outside the workspace.
    pub watch_elsewhere: bool,
    /// Can tell about changed settings on registration.
    pub register_configuration: bool,
    /// Shows progress that we begin.
    pub progress: bool,
    /// Asks again when told that what it shows is stale, each by its name in the protocol.
    pub refresh: Refresh,
}

/// What the client asks for again when we say so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Refresh {
    /// Diagnostics.
    pub diagnostics: bool,
    /// Semantic tokens.
    pub tokens: bool,
    /// Inlay hints.
    pub hints: bool,
    /// Code lenses.
    pub lenses: bool,
}

impl Abilities {
    /// Reads the parameters of `initialize`.
    pub(crate) fn new(params: &Value) -> Abilities {
        let capabilities = params.get("capabilities").unwrap_or(&Value::Null);
        let at = |path: &str| path.split('.').try_fold(capabilities, |value, key| value.get(key));
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let lists = |path: &str, word: &str| {
            at(path).and_then(Value::as_array).is_some_and(|list| list.iter().any(|item| item == word))
        };
        let push = "textDocument.publishDiagnostics";
        let pull = at("textDocument.diagnostic").is_some_and(Value::is_object);
        // A client that pulls may say these for both ways in one place only.
        let diagnostic = |what: &str| {
            can(&format!("{push}.{what}")) || pull && can(&format!("textDocument.diagnostic.{what}"))
        };
        Abilities {
            encoding: encoding(at("general.positionEncodings")),
            related_information: diagnostic("relatedInformation"),
            code_description: diagnostic("codeDescriptionSupport"),
            diagnostic_data: diagnostic("dataSupport"),
            tags: [push, "textDocument.diagnostic"].into_iter().any(|way| {
                let tags = at(&format!("{way}.tagSupport.valueSet")).and_then(Value::as_array);
                tags.is_some_and(|tags| tags.iter().any(|tag| *tag == UNNECESSARY))
            }),
            pull,
            markdown: lists("textDocument.hover.contentFormat", "markdown"),
            code_action_literals: at("textDocument.codeAction.codeActionLiteralSupport").is_some(),
            resolve_edits: lists("textDocument.codeAction.resolveSupport.properties", "edit")
                && can("textDocument.codeAction.dataSupport"),
            preferred: can("textDocument.codeAction.isPreferredSupport"),
            versioned_edits: can("workspace.workspaceEdit.documentChanges"),
            create_files: can("workspace.workspaceEdit.documentChanges")
                && lists("workspace.workspaceEdit.resourceOperations", "create"),
            snippets_in_edits: can("workspace.workspaceEdit.documentChanges")
                && can("workspace.workspaceEdit.snippetEditSupport"),
            apply_edit: can("workspace.applyEdit"),
            nested_symbols: can("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"),
            prepare_rename: can("textDocument.rename.prepareSupport"),
            link_tooltips: can("textDocument.documentLink.tooltipSupport"),
            configuration: can("workspace.configuration"),
            watch_files: can("workspace.didChangeWatchedFiles.dynamicRegistration"),
            watch_elsewhere: can("workspace.didChangeWatchedFiles.relativePatternSupport"),
            register_configuration: can("workspace.didChangeConfiguration.dynamicRegistration"),
            progress: can("window.workDoneProgress"),
            refresh: Refresh {
                diagnostics: can("workspace.diagnostics.refreshSupport")
                    || can("workspace.diagnostic.refreshSupport"),
                tokens: can("workspace.semanticTokens.refreshSupport"),
                hints: can("workspace.inlayHint.refreshSupport"),
                lenses: can("workspace.codeLens.refreshSupport"),
            },
        }
    }
}

/// Bytes where the client offers them, since a draft is kept in them; UTF-16 where it offers nothing.
fn encoding(offered: Option<&Value>) -> PositionEncoding {
    let offers = |name: &str| {
        offered.and_then(Value::as_array).is_some_and(|list| list.iter().any(|offer| offer == name))
    };
    match () {
        () if offers("utf-8") => PositionEncoding::Utf8,
        () if offers("utf-16") || !offers("utf-32") => PositionEncoding::Utf16,
        () => PositionEncoding::Utf32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_bytes_where_it_can() {
        use PositionEncoding::{Utf8, Utf16, Utf32};
        for (offers, expected) in [
            ("null", Utf16),
            ("[]", Utf16),
            (r#"["utf-16"]"#, Utf16),
            (r#"["utf-32"]"#, Utf32),
            (r#"["utf-32", "utf-16"]"#, Utf16),
            (r#"["utf-16", "utf-8"]"#, Utf8),
            (r#"["utf-7"]"#, Utf16),
            (r#"{}"#, Utf16),
        ] {
            let params = format!(r#"{{"capabilities": {{"general": {{"positionEncodings": {offers}}}}}}}"#);
            let params: Value = serde_json::from_str(&params).unwrap();
            assert_eq!(Abilities::new(&params).encoding, expected, "{offers}");
        }
    }

    #[test]
    fn a_client_that_says_nothing_can_do_nothing() {
        for params in ["null", "{}", r#"{"capabilities": 3}"#, r#"{"capabilities": {"window": []}}"#] {
            let abilities = Abilities::new(&serde_json::from_str(params).unwrap());
            assert!(!abilities.pull && !abilities.progress && !abilities.configuration, "{params}");
        }
    }
}
