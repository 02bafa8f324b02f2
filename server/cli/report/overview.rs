//! Several drafts at a glance: what each rests on, and who speaks in more than one.

use std::collections::HashMap;

use copydesk_desk::SourceKind;
use maud::{Markup, html};

use super::Reported;
use super::chart::whole;
use super::findings::counts;
use super::parts::{Ids, clean, thousands};
use super::sources::kind_words;

/// So many voices of all drafts are listed.
const MOST_VOICES: usize = 30;

/// The kinds of sources that have a column.
const KINDS: [SourceKind; 5] = [
    SourceKind::Named,
    SourceKind::Described,
    SourceKind::Document,
    SourceKind::Anonymous,
    SourceKind::Vague,
];

/// The overview.
pub(super) fn overview(all: &[Reported]) -> Markup {
    html! {
        section #overview {
            h2 { "All drafts" }
            div .scroll { table .drafts {
                thead { tr {
                    th scope="col" { "Draft" }
                    th scope="col" .count { "Words" }
                    th scope="col" { "Quoted, told, own voice" }
                    @for kind in KINDS { th scope="col" .count { (kind_words(kind).0) } }
                    th scope="col" .count { "Claims without a source" }
                    th scope="col" { "Findings" }
                } }
                tbody { @for (number, reported) in all.iter().enumerate() {
                    @let shown = &reported.shown;
                    tr {
                        th scope="row" { a href={ "#" (Ids::new(number).draft()) } { bdi { (clean(&shown.title)) } } @if shown.title != shown.name { br; small { bdi { (clean(&shown.name)) } } } }
                        td .count { (thousands(shown.words)) }
                        td .bar { (whole(&shown.voices)) }
                        @for kind in KINDS { td .count { (shown.voices.of_kind(kind).count()) } }
                        td .count { (shown.claims()) }
                        td { (counts(reported)) }
                    }
                } }
            } }
            (voices(all))
        }
    }
}

/// Named voices over all drafts.
fn voices(all: &[Reported]) -> Markup {
    let mut found: HashMap<&str, (usize, Vec<usize>)> = HashMap::new();
    for (number, reported) in all.iter().enumerate() {
        for voice in reported.shown.voices.of_kind(SourceKind::Named) {
            let (words, drafts) = found.entry(&voice.name).or_default();
            *words += voice.words();
            drafts.push(number);
        }
    }
    let mut voices: Vec<(&str, (usize, Vec<usize>))> = found.into_iter().collect();
    voices.sort_by_key(|(name, (words, _))| (std::cmp::Reverse(*words), *name));
    html! {
        @if !voices.is_empty() {
            h3 { "Who speaks most" }
            table .speakers {
                thead { tr { th scope="col" { "Voice" } th scope="col" .count { "Words" } th scope="col" { "Drafts" } } }
                tbody { @for (name, (words, drafts)) in voices.iter().take(MOST_VOICES) {
                    tr {
                        th scope="row" { bdi { (clean(name)) } }
                        td .count { (thousands(*words)) }
                        td { ul .inline { @for &number in drafts {
                            li { a href={ "#" (Ids::new(number).draft()) } { bdi { (clean(&all[number].shown.title)) } } }
                        } } }
                    }
                } }
            }
            @if voices.len() > MOST_VOICES { p { "and " (thousands(voices.len() - MOST_VOICES)) " more" } }
        }
    }
}
