//! Several drafts at a glance: what each rests on, and who speaks in more than one.

use std::collections::HashMap;

use copydesk_desk::SourceKind;
use maud::{Markup, html};

use super::Reported;
use super::chart::whole;
use super::findings::counts;
use super::page::{Ids, clean, thousands};

/// So many voices of all drafts are listed.
const MOST_VOICES: usize = 30;

/// The overview.
pub fn overview(all: &[Reported]) -> Markup {
    html! {
        section #overview {
            h2 { "All drafts" }
            div .scroll { table .drafts {
                thead { tr {
                    th scope="col" { "Draft" }
                    th scope="col" .count { "Words" }
                    th scope="col" { "Quoted, told, own voice" }
                    th scope="col" .count { "Named" }
                    th scope="col" .count { "Described" }
                    th scope="col" .count { "Unnamed" }
                    th scope="col" .count { "Documents" }
                    th scope="col" .count { "Claims without a source" }
                    th scope="col" { "Findings" }
                } }
                tbody { @for (number, reported) in all.iter().enumerate() {
                    @let (reading, sources) = (&reported.reading, reported.reading.inspection.sources);
                    tr {
                        th scope="row" { a href={ "#" (Ids::new(number).draft()) } { bdi { (clean(&reading.title)) } } @if reading.title != reading.name { br; small { bdi { (clean(&reading.name)) } } } }
                        td .count { (thousands(reading.words)) }
                        td .bar { (whole(&reading.voices)) }
                        td .count { (sources.named) }
                        td .count { (sources.described) }
                        td .count { (sources.anonymous) }
                        td .count { (sources.documents) }
                        td .count { (reading.claims().filter(|(_, sourced)| !sourced).count()) }
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
        let voices = reported.reading.voices.voices.iter();
        for voice in voices.filter(|voice| voice.kind == SourceKind::Named) {
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
                            li { a href={ "#" (Ids::new(number).draft()) } { bdi { (clean(&all[number].reading.title)) } } }
                        } } }
                    }
                } }
            }
            @if voices.len() > MOST_VOICES { p { "and " (thousands(voices.len() - MOST_VOICES)) " more" } }
        }
    }
}
