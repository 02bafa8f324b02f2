//! Whether a statement stands in its source's own words.

use crate::passages::PassageView;
use crate::speech::Statement;

/// How a statement is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttributionKind {
    /// In the source's own words, between quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Partly the one, partly the other.
    Mixed,
}

impl AttributionKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            AttributionKind::Direct => "direct",
            AttributionKind::Indirect => "indirect",
            AttributionKind::Mixed => "mixed",
        }
    }
}

/// Whether a statement is given in the source's words, in the reporter's, or in both.
pub(crate) fn attribution_kind(passages: &[PassageView], statement: &Statement) -> AttributionKind {
    let quoted =
        statement.content.iter().filter(|place| passages[place.passage].is_quoted(place.range)).count();
    let touched = statement.content.iter().any(|place| {
        let quotations = &passages[place.passage].reading.quotations;
        quotations.iter().any(|quotation| place.range.contains_range(quotation.range))
    });
    match quoted {
        0 if !touched => AttributionKind::Indirect,
        _ if quoted == statement.content.len() => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}
