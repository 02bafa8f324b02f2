//! What a rule is given to look at.

use std::cell::OnceCell;

use copydesk_facts::Facts;

use crate::house::House;
use crate::queries;
use crate::question::Query;

/// A draft while the rules look at it.
pub(crate) struct Context<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) house: &'a House,
    queries: OnceCell<Vec<Query>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(facts: &'a Facts<'a>, house: &'a House) -> Context<'a> {
        Context { facts, house, queries: OnceCell::new() }
    }

    /// What a copy editor would ask about the sources of the draft's sentences, in their order; settled once for all rules.
    pub(crate) fn queries(&self) -> &[Query] {
        self.queries.get_or_init(|| queries::find(self.facts))
    }
}
