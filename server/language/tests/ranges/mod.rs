//! The ranges of a reading, for the properties here and for fuzzing in `tests/fuzz`.

use copydesk_language::{Reading, ReasonKind};
use text_size::TextRange;

/// All ranges of a reading of a passage, in groups that are in order.
pub(crate) fn ranges(passage: &str, reading: &Reading) -> Vec<Vec<TextRange>> {
    let optional = |range: Option<TextRange>| range.into_iter().collect::<Vec<_>>();
    let mut groups = vec![
        reading.sentences.iter().map(|sentence| sentence.range).collect(),
        reading.quotations.iter().map(|quotation| quotation.range).collect(),
        reading.names.iter().map(|name| name.range).collect(),
        reading.descriptions.iter().map(|description| description.range).collect(),
        reading.agentless.iter().map(|report| report.range).collect(),
        reading.figures.iter().map(|figure| figure.range).collect(),
        reading.acronyms.iter().map(|acronym| acronym.range).collect(),
    ];
    groups.extend(reading.quotations.iter().map(|quotation| vec![quotation.inner]));
    let shown = reading.sentences.iter().flat_map(|it| {
        ReasonKind::ALL.map(|reason| copydesk_language::shown(passage, it.range, reading, reason))
    });
    groups.extend(shown.map(optional));
    groups.extend(reading.names.iter().map(|name| optional(name.title)));
    groups.push(reading.roles.iter().map(|role| role.range).collect());
    groups.extend(reading.roles.iter().flat_map(|role| [vec![role.bearer], optional(role.head)]));
    groups.extend(reading.acronyms.iter().map(|acronym| optional(acronym.expansion)));
    for attribution in &reading.attributions {
        groups.extend([optional(attribution.source), vec![attribution.cue], attribution.content.clone()]);
    }
    groups
}
