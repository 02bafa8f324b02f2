//! The findings of rules that ask for one form of a name instead of another.

use copydesk_facts::{Facts, Mention, Span};
use copydesk_language::NameKind;

use crate::context::Context;
use crate::naming::{self, Why};
use crate::rule::{Flagged, in_short};
use crate::trace::QUOTED;
use crate::{Fix, fixes};

/// Findings for names that the roster has in several forms which must not be mixed, for actors of some kinds.
pub(crate) fn form_findings(context: &Context, wanted: impl Fn(NameKind) -> bool) -> Vec<Flagged> {
    let facts = context.facts;
    for mention in facts.mentions.iter().filter(|it| it.is_name && it.quoted && wanted(it.kind)) {
        context.passes_over(mention.place, QUOTED);
    }
    let named = naming::by_actor(facts);
    let wanted = named.iter().enumerate().filter(|(actor, _)| wanted(facts.actors[*actor].kind));
    wanted
        .filter_map(|(actor, mentions)| naming::mixed_forms(context, actor, mentions))
        .flat_map(|mixed| {
            let why = match mixed.why {
                Why::Roster => "in the newsroom's roster".to_owned(),
                Why::Style(style) => format!("in the {} style", style.title()),
                Why::Draft => "elsewhere in this draft".to_owned(),
            };
            replacements(facts, &mixed.odd, &mixed.preferred, mixed.usual, &why)
        })
        .collect()
}

/// A finding for each of some mentions that should be written as `usual`.
pub(crate) fn replacements(
    facts: &Facts,
    odd: &[&Mention],
    usual: &str,
    usual_place: Option<Span>,
    why: &str,
) -> Vec<Flagged> {
    let places: Vec<Span> = odd.iter().map(|mention| mention.place).collect();
    replacements_at(facts, &places, usual, usual_place, why)
}

/// A finding for each of some places whose words should be `usual`.
pub(crate) fn replacements_at(
    facts: &Facts,
    odd: &[Span],
    usual: &str,
    usual_place: Option<Span>,
    why: &str,
) -> Vec<Flagged> {
    let finding = |(&place, changes): (&Span, Vec<Fix>)| {
        let words = in_short(facts.text(place));
        let message = format!("“{words}” is called “{usual}” {why}: use one name.");
        let finding = Flagged::new(facts.source(place), message);
        let finding = match usual_place {
            Some(usual_place) => finding.with_related(facts.source(usual_place), format!("“{usual}” here")),
            None => finding,
        };
        finding.with_fixes(changes)
    };
    odd.iter().zip(fixes::respell(facts, odd, usual)).map(finding).collect()
}
