//! # place-variant
//!
//! Flags a place that a draft calls by two names, such as Kyiv and Kiev, or by one that the newsroom does not use.
//!
//! ## Why
//!
//! A reader takes two names for two places, and one of the names is often somebody's claim.
//!
//! ## Example
//!
//! ```flagged
//! The train left Kyiv at noon. Kyiv was calm. By evening it was back in Kiev.
//!                                                                       ^^^^
//! ```
//!
//! ```fixed
//! The train left Kyiv at noon. Kyiv was calm. By evening it was back in Kyiv.
//! ```
//!
//! ```flagged
//! The ship left Turkey on Monday. Turkey had held it for a week. It will be back in Türkiye in May.
//!                                                                                   ^^^^^^^
//! ```
//!
//! ```flagged
//! The nurses flew to Burma in May. Burma gave them visas. They left Myanmar in June.
//!                                                                   ^^^^^^^
//! ```
//!
//! ```flagged
//! The train crossed the Czech Republic at night. Snow fell on Czechia all day.
//!                                                             ^^^^^^^
//! ```
//!
//! ```flagged
//! The ship left Bombay on Monday. Bombay was hot. It will be back in Mumbai in May.
//!                                                                    ^^^^^^
//! ```
//!
//! ```flagged
//! The ship left Calcutta on Monday. Calcutta was hot. It will be back in Kolkata in May.
//!                                                                        ^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent the form that the newsroom or the draft uses, and one form used throughout
//! The train left Kyiv at noon. By evening it was back in Kyiv.
//! ```
//!
//! ## Looked for
//!
//! a sentence that explains both names, and a house style or a roster that wants this one.
//!
//! ## Stays silent on
//!
//! - a sentence that gives both names, or says that they are one
//! - titles of works, and what is answered in an interview
//! - the form that the newsroom or the draft uses, and one form used throughout
//! - words inside a quotation
//! - what it does not look at: names of bodies, such as the Burma Campaign, and places with one name
//!
//! One name used throughout is flagged only where the newsroom's roster avoids it or the house style that the configuration `extends` prefers another.
//!
//! ```silent a sentence that gives both names, or says that they are one
//! Ana Lopez flew to Myanmar, which was called Burma until 1989. The army rules Myanmar.
//! ```
//!
//! ```silent words inside a quotation
//! The Burma Campaign met in Myanmar. “Burma is my home,” said Ana Lopez, a nurse.
//! ```
//!
//! ```silent words inside a quotation
//! The train left Kyiv at noon. “Kiev is my home,” said Ana Lopez, a nurse.
//! ```
//!
//! ```silent a sentence that gives both names, or says that they are one
//! The ship left Mumbai (formerly Bombay) on Monday.
//! ```
//!
//! ```silent a sentence that gives both names, or says that they are one
//! The army rules Myanmar. The country, also known as Burma, votes in May.
//! ```
//!
//! ```silent the form that the newsroom or the draft uses, and one form used throughout
//! The ship left Turkey on Monday. It carried turkey and rice.
//! ```
//!
//! ## Fixes
//!
//! Replaces this name by the preferred one (suggested), or all of them.
//!
//! ## Standard
//!
//! AP, Guardian: one name for one place, as the gazetteer has it.

use copydesk_language::NameKind;

use crate::Severity;
use crate::context::Context;
use crate::respelling::form_findings;
use crate::rule::{Check, Flagged, Group, RuleInfo};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "place-variant",
    group: Group::Naming,
    severity: Severity::Warning,
    needs_whole_draft: true,
    respells: true,
    source: include_str!("place_variant.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

fn check(context: &Context) -> Vec<Flagged> {
    form_findings(context, |kind| kind == NameKind::Place)
}
