//! The page: its top, the key to the marks, and one part for each draft.

use copydesk_desk::SourceKind;
use maud::{Markup, html};

use super::Reported;
use super::marked::Writer;
use super::parts::{Ids, clean, counted, share, thousands};
use super::{actors, chart, findings, overview, sources};
use crate::cli::page::page;

const STYLE: &str = include_str!("page.css");

/// The marks a reader can switch off: the class that the style goes by, what is marked, an example's class.
const MARKS: [(&str, &str, &str); 6] = [
    ("show-quotes", "Quoted", "quoted"),
    ("show-told", "Told in the reporter's words", "told"),
    ("show-attributions", "Who says so", "cue"),
    ("show-claims", "Claims without a source", "open"),
    ("show-names", "Names", "mention"),
    ("show-findings", "Findings", "found"),
];

/// The whole page. There is at least one draft.
pub(super) fn render(all: &[Reported]) -> Markup {
    let title = match all {
        [one] => format!("Source report: {}", one.shown.title),
        all => format!("Source report: {}", counted(all.len(), "draft")),
    };
    let body = html! {
        a .skip href="#main" { "Skip to the report" }
        header .top {
            p .kicker { "Source report" }
            @if let [one] = all { h1 dir="auto" { (clean(&one.shown.title)) } }
            @else {
                h1 { (counted(all.len(), "draft")) }
            }
        }
        main #main {
            (key())
            @if all.len() > 1 { (overview::overview(all)) }
            @for (number, reported) in all.iter().enumerate() { (draft(reported, Ids::new(number), all.len() > 1)) }
            (findings::rules(all))
        }
        footer {
            p {
                "Made by Copydesk " (env!("CARGO_PKG_VERSION"))
                ". A program read these drafts: it goes by the words, it is sometimes wrong, and it does not know whether something is true."
            }
        }
    };
    page(&title, STYLE, &body)
}

fn key() -> Markup {
    html! {
        fieldset .key-bar {
            legend { "Marked in the text" }
            @for (id, words, class) in MARKS {
                label for=(id) { input type="checkbox" id=(id) checked; " " span class={ "sample " (class) } { (words) } }
            }
            p .help { "Point at marked words, tap them, or walk through them with the Tab key, and they are explained." }
        }
    }
}

fn draft(reported: &Reported, ids: Ids, several: bool) -> Markup {
    let shown = &reported.shown;
    let mut writer = Writer::new(reported, ids);
    let prose = writer.prose();
    let part = |name: &str| format!("{}-{name}", ids.draft());
    html! {
        article .draft id=(ids.draft()) aria-label=(clean(&shown.title)) {
            h2 .unseen[!several] dir="auto" { (clean(&shown.title)) }
            p .file { bdi { (clean(&shown.name)) } }
            @if let Some(problem) = shown.problem { p .help { (problem) } }
            (glance(reported))
            section .text-part {
                h3 id=(part("text")) { "The draft, marked" }
                div .text { (prose) }
            }
            section {
                h3 id=(part("voices")) { "Share of voice" }
                (chart::share_of_voice(shown, ids))
            }
            @if !shown.voices.voices.is_empty() {
                section {
                    h3 id=(part("map")) { "Who speaks where" }
                    (chart::who_speaks_where(shown, ids))
                }
                section {
                    h3 id=(part("sources")) { "Sources by kind" }
                    (sources::by_kind(shown, ids))
                }
            }
            section {
                h3 id=(part("actors")) { "Who is who" }
                (actors::cards(shown, ids))
            }
            @if !shown.recorded.is_empty() {
                section {
                    h3 id=(part("notes")) { "Beside the notes" }
                    (sources::beside_notes(shown))
                }
            }
            section {
                h3 id=(part("findings")) { "Findings" }
                (findings::list(reported, &writer, ids))
            }
        }
    }
}

/// A draft in a few numbers.
fn glance(reported: &Reported) -> Markup {
    let shown = &reported.shown;
    let sources = |kinds: &[SourceKind]| -> String {
        kinds.iter().map(|&kind| shown.voices.of_kind(kind).count()).sum::<usize>().to_string()
    };
    let unnamed = [SourceKind::Described, SourceKind::Anonymous, SourceKind::Vague];
    let of_others = shown.voices.words - shown.voices.own;
    let numbers = [
        (thousands(shown.words), "words"),
        (share(of_others, shown.voices.words), "in the words of sources"),
        (sources(&[SourceKind::Named]), "named sources"),
        (sources(&unnamed), "without a name"),
        (sources(&[SourceKind::Document]), "documents"),
        (shown.claims().to_string(), "claims without a source"),
    ];
    html! {
        ul .glance {
            @for (number, words) in numbers { li { b { (number) } " " span { (words) } } }
            li { span .badges { (findings::counts(reported)) } " " span { "findings" } }
        }
    }
}
