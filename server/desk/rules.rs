//! The registry: every rule has a line in the list, and a file in the folder.

use crate::rule::RuleInfo;

mod adjacent_speakers;
mod agentless_report;
mod altered_quote;
mod ambiguous_speaker;
mod ambiguous_surname;
mod anonymous_source;
mod broken_reference;
mod contentious_lead;
mod guilt_before_verdict;
mod house_word;
mod impossible_date;
mod inconsistent_age;
mod inconsistent_figure;
mod inconsistent_honorific;
mod inconsistent_organisation;
mod inconsistent_spelling;
mod inconsistent_title;
mod late_attribution;
mod loaded_verb;
mod malformed_figure;
mod mind_reading;
mod misattributed_quote;
mod no_response;
mod percent_for_points;
mod place_variant;
mod placeholder;
mod plural_sources;
mod poll_without_method;
mod repeated_full_name;
mod repeated_title;
mod repeated_word;
mod second_hand_report;
mod single_source;
mod stitched_quote;
mod surname_first_mention;
mod unattributed_claim;
mod unattributed_quote;
mod unbalanced_quotation;
mod undefined_acronym;
mod unidentified_actor;
mod unlinked_document;
mod unrecorded_figure;
mod unrecorded_quote;
mod unsourced_figure;
mod unused_acronym;
mod unused_ignore;
mod unverified_mark;
mod vague_attribution;
mod wrong_average;
mod wrong_change;
mod wrong_conversion;
mod wrong_count;
mod wrong_direction;
mod wrong_duration;
mod wrong_share;
mod wrong_total;
mod wrong_vote;
mod wrong_weekday;

/// All rules, in the order of the catalogue.
const RULES: &[RuleInfo] = &[
    unattributed_claim::RULE,
    unattributed_quote::RULE,
    late_attribution::RULE,
    adjacent_speakers::RULE,
    ambiguous_speaker::RULE,
    vague_attribution::RULE,
    agentless_report::RULE,
    loaded_verb::RULE,
    mind_reading::RULE,
    contentious_lead::RULE,
    guilt_before_verdict::RULE,
    unbalanced_quotation::RULE,
    anonymous_source::RULE,
    plural_sources::RULE,
    single_source::RULE,
    unsourced_figure::RULE,
    unlinked_document::RULE,
    poll_without_method::RULE,
    no_response::RULE,
    second_hand_report::RULE,
    broken_reference::RULE,
    inconsistent_spelling::RULE,
    place_variant::RULE,
    surname_first_mention::RULE,
    repeated_full_name::RULE,
    repeated_title::RULE,
    inconsistent_title::RULE,
    ambiguous_surname::RULE,
    unidentified_actor::RULE,
    undefined_acronym::RULE,
    unused_acronym::RULE,
    inconsistent_organisation::RULE,
    inconsistent_honorific::RULE,
    malformed_figure::RULE,
    impossible_date::RULE,
    wrong_weekday::RULE,
    wrong_conversion::RULE,
    wrong_change::RULE,
    wrong_direction::RULE,
    percent_for_points::RULE,
    wrong_share::RULE,
    wrong_average::RULE,
    wrong_duration::RULE,
    wrong_total::RULE,
    wrong_vote::RULE,
    wrong_count::RULE,
    inconsistent_age::RULE,
    inconsistent_figure::RULE,
    altered_quote::RULE,
    stitched_quote::RULE,
    misattributed_quote::RULE,
    unrecorded_quote::RULE,
    unrecorded_figure::RULE,
    house_word::RULE,
    placeholder::RULE,
    repeated_word::RULE,
    unverified_mark::RULE,
    unused_ignore::RULE,
];

/// All rules, in the order of the catalogue.
pub fn registry() -> &'static [RuleInfo] {
    RULES
}

/// The rule of that name.
pub fn find_rule(name: &str) -> Option<&'static RuleInfo> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The name of a rule's group; empty where there is no such rule.
pub(crate) fn group_of(name: &str) -> &'static str {
    find_rule(name).map_or("", |rule| rule.group.name())
}

/// The address of a rule's page. The pages live in the program, so this names the command that shows one:
/// `copydesk explain RULE`. It is stable, and a URI, as formats and editors want it.
pub fn page_address(rule: &str) -> String {
    format!("copydesk:explain/{rule}")
}
