//! The findings of a draft as a list, each with a link to its words; and what the rules behind them stop at.

use std::collections::BTreeSet;

use copydesk_desk::{Safety, Severity, find_rule};
use maud::{Markup, html};

use super::Reported;
use super::marked::Writer;
use super::parts::{Ids, clean, counted};

/// The list.
pub(super) fn list(reported: &Reported, writer: &Writer, ids: Ids) -> Markup {
    html! {
        @if reported.findings.is_empty() { p { "No findings." } }
        @else {
            ol .findings {
                @for (number, finding) in reported.findings.iter().enumerate() {
                    @let found = &finding.finding;
                    @let unit = if finding.in_paragraphs { "Paragraph " } else { "Line " };
                    li id=(ids.finding(number)) {
                        p {
                            b class=(format!("severity {}", found.severity.name())) { (found.severity.name()) } " "
                            bdi { (clean(&found.message)) } " "
                            a .rule href={ "#rule-" (found.rule) } { (found.rule) }
                        }
                        p .where {
                            @if writer.is_marked(number) {
                                a href={ "#" (ids.found(number)) } { (unit) (finding.range.0.line) }
                            } @else { (unit) (finding.range.0.line) }
                            @if !finding.words.is_empty() { ": " q dir="auto" { (clean(&shortened(&finding.words))) } }
                        }
                        @for (related, (place, _)) in found.related.iter().zip(&finding.related) {
                            p .where { (unit) (place.line) ": " bdi { (clean(&related.message)) } }
                        }
                        @if let Some(elsewhere) = &finding.elsewhere {
                            p .where { (clean(&elsewhere.path)) (if elsewhere.in_paragraphs { ", paragraph " } else { ", line " }) (elsewhere.range.0.line) ": " bdi { (clean(&elsewhere.message)) } }
                        }
                        @if let Some(fix) = found.fixes.first() {
                            p .fix { b { @if fix.safety == Safety::Safe { "Fix: " } @else { "Perhaps: " } } bdi { (clean(&fix.title)) } }
                        }
                    }
                }
            }
        }
    }
}

/// How many findings of each severity, as badges.
pub(super) fn counts(reported: &Reported) -> Markup {
    let count =
        |severity| reported.findings.iter().filter(|finding| finding.finding.severity == severity).count();
    html! {
        @if reported.findings.is_empty() { "none" }
        @for severity in Severity::ALL {
            @if count(severity) > 0 {
                span class=(format!("severity {}", severity.name())) { (counted(count(severity), severity.name())) } " "
            }
        }
    }
}

/// What the rules that spoke stop at.
pub(super) fn rules(all: &[Reported]) -> Markup {
    let names: BTreeSet<&str> =
        all.iter().flat_map(|reported| &reported.findings).map(|finding| finding.finding.rule).collect();
    html! {
        @if !names.is_empty() {
            section #rules {
                h2 { "The rules behind the findings" }
                dl .rules {
                    @for rule in names.into_iter().filter_map(find_rule) {
                        dt id={ "rule-" (rule.name) } { (rule.name) }
                        dd { (rule.summary()) }
                    }
                }
                p { code { "copydesk explain RULE" } " tells more about each: why it matters, what is better, where it keeps silent." }
            }
        }
    }
}

fn shortened(words: &str) -> String {
    const MOST: usize = 140;
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.to_owned(),
    }
}
