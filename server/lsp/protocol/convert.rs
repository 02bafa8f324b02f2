//! From the desk's plain data to the protocol's types and back. Bytes become lines and characters here and nowhere else
//! in the server; the text crate does the counting.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use copydesk_desk as desk;
use copydesk_text::{Document, PositionEncoding, TextRange, TextSize};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize as _;
use serde_json::Value;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Position, PositionEncodingKind, Range, Uri,
};

use super::abilities::Abilities;

/// What diagnostics of ours are signed with.
pub(in crate::lsp) const SOURCE: &str = "copydesk";

/// The code of what is wrong in a draft's front matter.
pub(in crate::lsp) const FRONT_MATTER: &str = "front-matter";

/// The code of what is worth knowing of the notes that a draft names.
pub(in crate::lsp) const NOTES: &str = "notes";

/// The code of the notice that a draft is too long to be read.
pub(super) const LONG_DRAFT: &str = "long-draft";

/// The code of the notice that a change of a draft was not applied.
pub(super) const OUT_OF_STEP: &str = "out-of-step";

/// What is said of a draft of which a change was not applied.
pub(in crate::lsp) const LOST_STEP: &str = "A change of this text could not be read, so Copydesk does not know what it says any more: close it and open it again.";

/// The path behind an address; `None` for drafts that are no files, such as unsaved ones.
pub(in crate::lsp) fn file_path(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    uri.to_file_path().map(Cow::into_owned)
}

/// The address of a file; `None` for a path that does not begin at a root.
pub(in crate::lsp) fn file_uri(path: &Path) -> Option<Uri> {
    if cfg!(not(target_arch = "wasm32")) {
        return Uri::from_file_path(path);
    }
    // Where there is no disk, no path counts as absolute for the library.
    let path = path.to_str().filter(|_| path.has_root())?;
    format!("file://{}", utf8_percent_encode(path, UNRESERVED)).parse().ok()
}

/// What stands in the path of an address as it is.
const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A range of bytes as the client counts.
pub(in crate::lsp) fn range(document: &Document, range: TextRange, encoding: PositionEncoding) -> Range {
    Range::new(position(document, range.start(), encoding), position(document, range.end(), encoding))
}

/// A byte as the client counts.
pub(in crate::lsp) fn position(
    document: &Document,
    offset: TextSize,
    encoding: PositionEncoding,
) -> Position {
    let position = document.position(offset, encoding);
    Position::new(position.line, position.character)
}

/// The byte at a client's position.
pub(in crate::lsp) fn offset(
    document: &Document,
    position: Position,
    encoding: PositionEncoding,
) -> TextSize {
    document.offset(plain(position), encoding)
}

/// The bytes of a client's range.
pub(in crate::lsp) fn bytes(document: &Document, range: Range, encoding: PositionEncoding) -> TextRange {
    let (start, end) = (offset(document, range.start, encoding), offset(document, range.end, encoding));
    TextRange::new(start.min(end), start.max(end))
}

/// How many of the client's units a range has; it must not leave its line.
pub(in crate::lsp) fn length(document: &Document, range: TextRange, encoding: PositionEncoding) -> u32 {
    let (start, end) =
        (position(document, range.start(), encoding), position(document, range.end(), encoding));
    end.character.saturating_sub(start.character)
}

fn plain(position: Position) -> copydesk_text::Position {
    copydesk_text::Position { line: position.line, character: position.character }
}

/// One change of the client's; `None` where it cannot be read.
pub(in crate::lsp) fn edit(change: &Value) -> Option<copydesk_text::Edit> {
    let range = match change.get("range") {
        None | Some(Value::Null) => None,
        Some(range) => {
            let Range { start, end } = Range::deserialize(range).ok()?;
            Some(plain(start)..plain(end))
        }
    };
    Some(copydesk_text::Edit { range, text: change.get("text")?.as_str()?.to_owned() })
}

/// The protocol's word for what both sides count in.
pub(in crate::lsp) fn encoding_kind(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// A severity.
pub(in crate::lsp) fn severity(severity: desk::Severity) -> DiagnosticSeverity {
    match severity {
        desk::Severity::Error => DiagnosticSeverity::ERROR,
        desk::Severity::Warning => DiagnosticSeverity::WARNING,
        desk::Severity::Info => DiagnosticSeverity::INFORMATION,
        desk::Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// A finding.
pub(in crate::lsp) fn diagnostic(
    uri: &Uri,
    document: &Document,
    finding: &desk::Finding,
    abilities: &Abilities,
) -> Diagnostic {
    let at = |bytes| range(document, bytes, abilities.encoding);
    let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), at(related.range)),
        message: related.message.clone(),
    });
    let unnecessary = desk::find_rule(finding.rule).is_some_and(|rule| rule.unnecessary);
    Diagnostic {
        range: at(finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page(finding.rule)
            .filter(|_| abilities.code_description)
            .map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: Some(related.collect::<Vec<_>>())
            .filter(|related| abilities.related_information && !related.is_empty()),
        tags: Some(vec![DiagnosticTag::UNNECESSARY]).filter(|_| abilities.tags && unnecessary),
        data: Some(serde_json::json!({ "rule": finding.rule, "fixes": finding.fixes.len() }))
            .filter(|_| abilities.diagnostic_data),
    }
}

/// Something wrong in a configuration or in front matter; without a place it stands at the start.
pub(in crate::lsp) fn problem(
    document: &Document,
    problem: &desk::Problem,
    code: &str,
    encoding: PositionEncoding,
) -> Diagnostic {
    Diagnostic {
        range: range(document, problem.range.unwrap_or_default(), encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

/// The same of what is no fault.
pub(in crate::lsp) fn remark(
    document: &Document,
    remark: &desk::Problem,
    code: &str,
    encoding: PositionEncoding,
) -> Diagnostic {
    let severity = Some(DiagnosticSeverity::INFORMATION);
    Diagnostic { severity, ..problem(document, remark, code, encoding) }
}

/// That a draft is too long to be read.
pub(in crate::lsp) fn too_long() -> Diagnostic {
    notice(LONG_DRAFT, desk::TOO_LONG)
}

/// What stands in the place of findings while a draft is out of step.
pub(in crate::lsp) fn out_of_step() -> Diagnostic {
    notice(OUT_OF_STEP, LOST_STEP)
}

/// What is told of a draft as a whole, at its start.
fn notice(code: &str, message: &str) -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message.to_owned(),
        ..Diagnostic::default()
    }
}

/// The address of a rule's page.
pub(in crate::lsp) fn page(rule: &str) -> Option<Uri> {
    desk::page_address(rule).parse().ok()
}
