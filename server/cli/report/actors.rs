//! The cards of a draft's actors: who it is, what they are called, what they say, who speaks of them.

use copydesk_desk::{ActorCard, AttributionKind, MentionKind, StatedIn};
use maud::{Markup, html};

use super::parts::{Ids, clean};
use super::shown::ShownDraft;
use super::sources::kind_of;
use crate::cli::page::is_web;

/// So many statements of one actor stand on a card.
const MOST_SAID: usize = 6;

/// All cards: those who speak first, the others behind a fold.
pub(super) fn cards(shown: &ShownDraft, ids: Ids) -> Markup {
    let (mut speaking, others): (Vec<&ActorCard>, Vec<&ActorCard>) =
        shown.cards.iter().partition(|card| !card.said.is_empty());
    speaking.sort_by_key(|card| std::cmp::Reverse(card.said.len()));
    html! {
        @if !speaking.is_empty() {
            div .cards { @for card in speaking { (card_of(card, shown, ids)) } }
        }
        @if !others.is_empty() {
            details .others {
                summary { "Named, but not speaking: " (others.len()) }
                div .cards { @for card in others { (card_of(card, shown, ids)) } }
            }
        }
    }
}

fn card_of(card: &ActorCard, shown: &ShownDraft, ids: Ids) -> Markup {
    let place = |range: text_size::TextRange| shown.paragraph_at(range.start());
    html! {
        section .card id=(ids.actor(card.actor)) {
            h4 dir="auto" { (clean(&card.name)) }
            p .kind-line {
                (kind_of(card.kind))
                @for stated in card.office.iter().chain(&card.descriptions) {
                    " · " bdi { (clean(&stated.words)) }
                    @if stated.origin == StatedIn::Roster { small { " (roster)" } }
                }
                @if card.kind == MentionKind::Person && card.office.is_none() && card.descriptions.is_empty() {
                    " · " em { "the draft does not say who this is" }
                }
            }
            dl {
                dt { "Called" }
                dd {
                    @for (index, alias) in card.aliases.iter().enumerate() {
                        @if index > 0 { ", " }
                        bdi { (clean(&alias.form)) } small { " ×" (alias.count) }
                    }
                    @if let Some(number) = place(card.first_mention) { " · first in " (paragraph_link(number, shown, ids)) }
                }
                @if !card.said.is_empty() {
                    dt { "Says" }
                    dd { ul {
                        @for saying in card.said.iter().take(MOST_SAID) {
                            li {
                                bdi { (clean(&saying.first_words)) } " "
                                small {
                                    (manner(saying.kind))
                                    @if let Some(number) = place(saying.range) { ", " (paragraph_link(number, shown, ids)) }
                                }
                            }
                        }
                        @if card.said.len() > MOST_SAID { li { small { "and " (card.said.len() - MOST_SAID) " more" } } }
                    } }
                }
                @if !card.spoken_of_by.is_empty() {
                    dt { "Spoken of by" }
                    dd {
                        @for (index, speaker) in card.spoken_of_by.iter().enumerate() {
                            @if index > 0 { ", " }
                            @match speaker.actor {
                                Some(actor) => a href={ "#" (ids.actor(actor)) } { bdi { (clean(&speaker.name)) } },
                                None => bdi { (clean(&speaker.name)) },
                            }
                        }
                    }
                }
                @if let Some(link) = card.roster.as_ref().and_then(|note| note.link.as_deref()).filter(|link| is_web(link)) {
                    dt { "Roster" }
                    dd { a href=(link) rel="noopener noreferrer" { (clean(link)) } }
                }
            }
        }
    }
}

fn paragraph_link(number: usize, shown: &ShownDraft, ids: Ids) -> Markup {
    html! {
        a href={ "#" (ids.paragraph(number)) } {
            @match shown.prose.paragraphs[number].number {
                Some(shown) => { "¶ " (shown) }
                None => { "a headline" }
            }
        }
    }
}

fn manner(kind: AttributionKind) -> &'static str {
    match kind {
        AttributionKind::Direct => "quoted",
        AttributionKind::Indirect => "told",
        AttributionKind::Mixed => "partly quoted",
    }
}
