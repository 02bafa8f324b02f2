//! What a rule is given to look at.

use std::cell::OnceCell;

use copydesk_facts::{Facts, Span};

use crate::house::House;
use crate::queries;
use crate::question::Query;
use crate::trace::{Look, Measure, Reason, Trace};

/// A draft while the rules look at it.
pub(crate) struct Context<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) house: &'a House,
    queries: OnceCell<Vec<Query>>,
    trace: Trace,
}

impl<'a> Context<'a> {
    pub(crate) fn new(facts: &'a Facts<'a>, house: &'a House, trace: Trace) -> Context<'a> {
        Context { facts, house, queries: OnceCell::new(), trace }
    }

    /// Takes down that the rule has looked at a place and keeps silent of it, where somebody wants to know.
    pub(crate) fn passes_over(&self, place: Span, reason: Reason) {
        self.decides(place, Some(reason), None);
    }

    /// Takes down what the rule made of a place, why it keeps silent of it if it does, and the figure of the reader that
    /// decided it.
    pub(crate) fn decides(&self, place: Span, silence: Option<Reason>, measure: Option<Measure>) {
        self.trace.note(|| Look { question: None, place, silence, measure, instead: None });
    }

    /// The same, for whoever looks for a finding: always `None`.
    pub(crate) fn silent<T>(&self, place: Span, reason: Reason) -> Option<T> {
        self.passes_over(place, reason);
        None
    }

    /// Takes down that the rule does not ask what the shared judgement would ask.
    pub(crate) fn not_asked(&self, query: &Query, reason: Reason) {
        let (question, place) = (Some(query.question), query.place);
        self.trace.note(|| Look { question, place, silence: Some(reason), measure: None, instead: None });
    }

    /// Whether a figure of the reader is enough for the rule to speak of a place; where not, it is silent for `reason`.
    pub(crate) fn is_enough(&self, place: Span, measure: Measure, reason: Reason) -> bool {
        let enough = measure.likely >= measure.enough;
        self.decides(place, (!enough).then_some(reason), Some(measure));
        enough
    }

    /// Whether somebody wants to know why the rule keeps silent.
    pub(crate) fn is_traced(&self) -> bool {
        self.trace.is_on()
    }

    /// What was taken down so far.
    pub(crate) fn looks(&self) -> Vec<Look> {
        self.trace.looks()
    }

    /// What a copy editor would ask about the sources of the draft's sentences, in their order; settled once for all rules.
    pub(crate) fn queries(&self) -> &[Query] {
        self.queries.get_or_init(|| queries::find(self.facts, &self.trace))
    }
}
