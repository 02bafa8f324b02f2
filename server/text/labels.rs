//! Link reference definitions hold for the whole draft, so they are the one thing a block cannot know by itself.

use std::collections::HashMap;
use std::sync::Arc;

use crate::Block;

/// What every defined label of a draft stands for; the first definition wins, as CommonMark says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct LabelTable(HashMap<String, String>);

impl LabelTable {
    /// Reads the table off the blocks, in their order.
    pub(crate) fn of(blocks: &[Arc<Block>]) -> LabelTable {
        let mut targets = HashMap::new();
        for definition in blocks.iter().flat_map(|block| &block.definitions) {
            targets.entry(definition.label.clone()).or_insert_with(|| definition.target.clone());
        }
        LabelTable(targets)
    }

    /// The target of a normalised label.
    pub(crate) fn target(&self, label: &str) -> Option<&str> {
        self.0.get(label).map(String::as_str)
    }

    /// Whether any of `labels` stands for something else in `other`.
    pub(crate) fn differs_for(&self, other: &LabelTable, labels: &[String]) -> bool {
        labels.iter().any(|label| self.target(label) != other.target(label))
    }
}

/// The form in which two reference labels are compared: case folded, runs of white space as one space. Takes the text
/// between the brackets, gives the normalised label.
pub fn normalise(label: &str) -> String {
    let collapsed = label.split_whitespace().collect::<Vec<_>>().join(" ");
    // Upper case unites what lower case leaves apart (`ß` and `ss`, the two small sigmas); this is the fold that the
    // standard library can do.
    collapsed.to_lowercase().to_uppercase().to_lowercase()
}
