//! The sources of a draft by kind, and what the page says of one statement, one source, one actor.

use copydesk_desk::{ActorCard, AttributionKind, MentionKind, SourceKind, Stated};
use maud::{Markup, html};

use super::parts::{Ids, clean, counted};
use super::shown::ShownDraft;
use super::voices::{Voice, who};

/// The kinds in the order in which the page shows them, with what they are called and what that means.
const KINDS: [(SourceKind, &str, &str); 7] = [
    (SourceKind::Named, "Named", "the reader knows who it is"),
    (SourceKind::Described, "Described", "no name, but told apart by a description"),
    (SourceKind::Document, "Documents", "reports, filings, letters, posts"),
    (SourceKind::Anonymous, "Unnamed", "nobody is told who it is"),
    (SourceKind::Vague, "Vague", "could be anybody"),
    (SourceKind::Pronoun, "Unclear", "a pronoun that could be tied to nobody"),
    (SourceKind::None, "Nobody", "words of somebody who is not named"),
];

/// What a kind of source is called, and what that means.
pub(super) fn kind_words(kind: SourceKind) -> (&'static str, &'static str) {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or(("", ""), |(_, name, meaning)| (name, meaning))
}

/// A table of kinds, with the sources of each.
pub(super) fn by_kind(shown: &ShownDraft, ids: Ids) -> Markup {
    let of = |kind| shown.voices.of_kind(kind);
    html! {
        table .kinds {
            thead { tr { th scope="col" { "Kind" } th scope="col" .count { "Sources" } th scope="col" { "Who" } } }
            tbody {
                @for (kind, name, meaning) in KINDS.into_iter().filter(|(kind, ..)| of(*kind).next().is_some()) {
                    tr {
                        th scope="row" { span class=(format!("kind {}", kind.name())) { (name) } " " small { (meaning) } }
                        td .count { (of(kind).count()) }
                        td { ul .inline { @for voice in of(kind) { li { (voice_name(voice, ids)) " " (paragraphs(voice, shown, ids)) } } } }
                    }
                }
            }
        }
    }
}

/// A table of the quotations, with what the reporter's notes have of each.
pub(super) fn beside_notes(shown: &ShownDraft) -> Markup {
    html! {
        table .kinds {
            thead { tr { th scope="col" .count { "¶" } th scope="col" { "Quotation" } th scope="col" { "Notes" } } }
            tbody {
                @for (range, told) in &shown.recorded {
                    @let place = shown.prose.locate(*range);
                    @let paragraph = place.as_ref().and_then(|(at, _)| shown.prose.paragraphs.get(*at));
                    tr {
                        td .count { @if let Some(number) = paragraph.and_then(|it| it.number) { (number) } }
                        td { q dir="auto" { @if let (Some(here), Some((_, words))) = (paragraph, place) { (clean(bare(&here.text()[words]))) } } }
                        td dir="auto" { (clean(told)) }
                    }
                }
            }
        }
    }
}

/// A quotation without its marks.
fn bare(words: &str) -> &str {
    words.trim_matches(['“', '”', '"', '„', '«', '»'])
}

/// A voice's name, with a link to its card where it has one.
pub(super) fn voice_name(voice: &Voice, ids: Ids) -> Markup {
    match voice.actor {
        Some(actor) => html! { a href={ "#" (ids.actor(actor)) } { bdi { (clean(&voice.name)) } } },
        None => html! { bdi { (clean(&voice.name)) } },
    }
}

/// Links to the paragraphs in which a voice speaks.
pub(super) fn paragraphs(voice: &Voice, shown: &ShownDraft, ids: Ids) -> Markup {
    let paragraphs = voice.paragraphs();
    let numbered =
        paragraphs.iter().filter_map(|&at| Some((at, shown.prose.paragraphs.get(at)?.number?))).enumerate();
    html! {
        span .places {
            "¶ "
            @for (index, (at, number)) in numbered {
                @if index > 0 { ", " }
                a href={ "#" (ids.paragraph(at)) } aria-label={ "paragraph " (number) } { (number) }
            }
        }
    }
}

/// Who says something, and how it is given.
pub(super) fn explain_statement(number: usize, shown: &ShownDraft) -> Markup {
    let attribution = &shown.inspection.attributions[number];
    let (name, kind) = who(attribution, &shown.inspection);
    let how = match attribution.kind {
        AttributionKind::Direct => "Quoted, in the source's own words.",
        AttributionKind::Indirect => "Told in the reporter's words.",
        AttributionKind::Mixed => "Partly quoted, partly told in the reporter's words.",
    };
    html! {
        b { @if kind == SourceKind::None { "Nobody is named who says so" } @else { "Says who? " bdi { (clean(name)) } } } " "
        (how) " " (kind_sentence(kind))
    }
}

/// What kind of source it is.
pub(super) fn explain_source(number: usize, shown: &ShownDraft) -> Markup {
    let attribution = &shown.inspection.attributions[number];
    match attribution.actor {
        Some(actor) => explain_actor(actor, shown),
        None => {
            let (_, kind) = who(attribution, &shown.inspection);
            html! { b { (kind_words(kind).0) " source" } " " (kind_sentence(kind)) }
        }
    }
}

/// A card in a few words.
pub(super) fn explain_actor(actor: usize, shown: &ShownDraft) -> Markup {
    let Some(card) = shown.card(actor) else { return html! { "Nothing more is known of this name." } };
    html! {
        b { bdi { (clean(&card.name)) } } " "
        @match what_is_said(card) {
            Some(words) => { (clean(words)) ". " }
            None => { (kind_of(card.kind)) ". " }
        }
        "Mentioned " (times(card.mentions)) ", speaks " (times(card.said.len())) "."
    }
}

/// The first thing that is said of who an actor is.
pub(super) fn what_is_said(card: &ActorCard) -> Option<&str> {
    card.office.iter().chain(&card.descriptions).map(|Stated { words, .. }| words.as_str()).next()
}

/// A kind of actor, for people.
pub(super) fn kind_of(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "Person",
        MentionKind::Organisation => "Organisation",
        MentionKind::Place => "Place",
        MentionKind::Other => "Other name",
    }
}

fn times(count: usize) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => counted(count, "time"),
    }
}

fn kind_sentence(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Named => "The source has a name.",
        SourceKind::Described => "The source has no name, but a description tells it apart.",
        SourceKind::Anonymous => "The source is unnamed: the reader cannot tell who it is.",
        SourceKind::Vague => "The source could be anybody.",
        SourceKind::Document => "The source is a document.",
        SourceKind::Pronoun => "The source is a pronoun that could be tied to nobody.",
        SourceKind::None => "",
    }
}
