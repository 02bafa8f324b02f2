//! Findings and problems as a page gets them: plain JSON whose ranges are UTF-16 code units, half open.

use copydesk_desk::{Draft, Finding, Problem, TOO_LONG, TextEdit, page_address};
use copydesk_text::{Document, TextRange};
use serde_json::{Value, json};

/// A range of bytes of the draft as `{start, end}` in UTF-16 code units.
pub(super) fn range(document: &Document, range: TextRange) -> Value {
    json!({ "start": document.units_before(range.start()), "end": document.units_before(range.end()) })
}

/// Edits as `[{start, end, text}]`.
pub(super) fn edits(document: &Document, edits: &[TextEdit]) -> Value {
    let edit = |edit: &TextEdit| {
        let mut written = range(document, edit.range);
        written["text"] = json!(edit.text);
        written
    };
    edits.iter().map(edit).collect()
}

/// All that is said of a draft: what is wrong in its front matter, that it is too long, and then what was found.
pub(super) fn list<'f>(draft: &Draft, findings: impl Iterator<Item = &'f Finding>) -> Value {
    let document = draft.document();
    let told = |severity| {
        move |Problem { range, message }: Problem| {
            notice(document, "front-matter", severity, range.unwrap_or_default(), &message)
        }
    };
    let problems = draft.problems().into_iter().map(told("error"));
    let remarks = draft.remarks().into_iter().map(told("info"));
    let too_long =
        draft.is_skimmed().then(|| notice(document, "long-draft", "info", TextRange::default(), TOO_LONG));
    problems
        .chain(remarks)
        .chain(too_long)
        .chain(findings.map(|finding| written(document, finding)))
        .collect()
}

fn notice(document: &Document, rule: &str, severity: &str, at: TextRange, message: &str) -> Value {
    let mut written = range(document, at);
    written["rule"] = json!(rule);
    written["severity"] = json!(severity);
    written["message"] = json!(message);
    written["related"] = json!([]);
    written["fixes"] = json!([]);
    written
}

fn written(document: &Document, finding: &Finding) -> Value {
    let mut written =
        notice(document, finding.rule, finding.severity.name(), finding.range, &finding.message);
    // As long as nothing is published, the address is one of the terminal's.
    let page = page_address(finding.rule);
    if page.starts_with("https://") {
        written["href"] = json!(page);
    }
    let related = finding.related.iter().map(|related| {
        let mut written = range(document, related.range);
        written["message"] = json!(related.message);
        written
    });
    written["related"] = related.collect();
    // The first fix is no guess where there is one that is none.
    let fixes = finding.fixes.iter().enumerate().map(|(number, fix)| {
        json!({ "title": fix.title, "preferred": number == 0, "edits": edits(document, &fix.edits) })
    });
    written["fixes"] = fixes.collect();
    written
}
