//! The two pictures of a draft's voices: how much of it is whose, and who speaks where. Each is a table whose cells hold a
//! drawing, so that what the drawing shows can also be read, heard and copied.

use copydesk_desk::SourceKind;
use maud::{Markup, html};

use super::parts::{Ids, clean, counted, share};
use super::shown::ShownDraft;
use super::sources::{kind_words, paragraphs, voice_name};
use super::voices::{Voice, Voices};

/// How wide a drawing is, in its own units.
const WIDE: usize = 1000;

/// How much of the draft each voice has.
pub(super) fn share_of_voice(shown: &ShownDraft, ids: Ids) -> Markup {
    let voices = &shown.voices;
    let most = voices.voices.iter().map(Voice::words).max().unwrap_or_default();
    let quoted: usize = voices.voices.iter().map(|voice| voice.quoted).sum();
    let told: usize = voices.voices.iter().map(|voice| voice.told).sum();
    html! {
        figure .whole {
            (whole(voices))
            figcaption {
                span .key.quoted { } " quoted " (share(quoted, voices.words)) ", "
                span .key.told { } " told in the reporter's words " (share(told, voices.words)) ", "
                span .key.own { } " the draft's own voice " (share(voices.own, voices.words))
            }
        }
        @if voices.speaking().next().is_some() {
            table .voices {
                thead { tr {
                    th scope="col" { "Voice" }
                    th scope="col" { span .unseen { "Share of the words of all sources" } }
                    th scope="col" .count { "Words" }
                    th scope="col" .count { "Quoted" }
                } }
                tbody {
                    @for voice in voices.speaking() {
                        tr {
                            th scope="row" {
                                (voice_name(voice, ids))
                                @if !matches!(voice.kind, SourceKind::Named | SourceKind::None) {
                                    " " span class=(format!("kind {}", voice.kind.name())) { (kind_words(voice.kind).0) }
                                }
                            }
                            td .bar { (bar(voice, most)) }
                            td .count { (voice.words()) }
                            td .count { (voice.quoted) }
                        }
                    }
                }
            }
        }
    }
}

/// Where in the draft each voice speaks.
pub(super) fn who_speaks_where(shown: &ShownDraft, ids: Ids) -> Markup {
    html! {
        table .map {
            thead { tr {
                th scope="col" { "Voice" }
                th scope="col" .ends { span { "Start" } span { "End of the draft" } }
                th scope="col" { "Paragraphs" }
            } }
            tbody {
                @for voice in shown.voices.speaking() {
                    tr {
                        th scope="row" { (voice_name(voice, ids)) }
                        td .strip { (strip(voice, shown.voices.words)) }
                        td { (paragraphs(voice, shown, ids)) }
                    }
                }
            }
        }
    }
}

/// A draft's words in one bar: quoted, told, its own.
pub(super) fn whole(voices: &Voices) -> Markup {
    let quoted: usize = voices.voices.iter().map(|voice| voice.quoted).sum();
    let told: usize = voices.voices.iter().map(|voice| voice.told).sum();
    let parts = [("quoted", quoted), ("told", told), ("own", voices.own)];
    let description = format!(
        "{} quoted, {} told in the reporter's words, {} in the draft's own voice",
        share(quoted, voices.words),
        share(told, voices.words),
        share(voices.own, voices.words),
    );
    drawing(&description, &parts, voices.words)
}

fn bar(voice: &Voice, most: usize) -> Markup {
    let description = format!(
        "{}: {}, {} of them quoted",
        clean(&voice.name),
        counted(voice.words(), "word"),
        voice.quoted
    );
    drawing(&description, &[("quoted", voice.quoted), ("told", voice.told)], most)
}

/// Parts beside each other, each as wide as its share of `all`.
fn drawing(description: &str, parts: &[(&str, usize)], all: usize) -> Markup {
    let mut before = 0;
    let parts = parts.iter().map(|&(class, words)| {
        let start = scaled(before, all);
        before += words;
        (class, start, scaled(before, all) - start)
    });
    html! {
        svg viewBox={ "0 0 " (WIDE) " 10" } preserveAspectRatio="none" role="img" aria-label=(description) {
            @for (class, start, width) in parts {
                @if width > 0 { rect class=(class) x=(start) y="0" width=(width) height="10" { } }
            }
        }
    }
}

fn strip(voice: &Voice, all: usize) -> Markup {
    html! {
        svg viewBox={ "0 0 " (WIDE) " 10" } preserveAspectRatio="none" aria-hidden="true" {
            rect .ground x="0" y="4.5" width=(WIDE) height="1" { }
            @for stretch in &voice.stretches {
                @let start = scaled(stretch.first, all);
                @let width = (scaled(stretch.first + stretch.words, all) - start).max(4);
                rect class=(if stretch.quoted { "quoted" } else { "told" }) x=(start) y="0" width=(width) height="10" { }
            }
        }
    }
}

fn scaled(words: usize, all: usize) -> usize {
    words * WIDE / all.max(1)
}
