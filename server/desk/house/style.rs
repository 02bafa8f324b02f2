//! What the house styles decide: which of several names they prefer, and which acronyms they use without the full name.
//! The data stand beside it.

use std::collections::HashSet;
use std::sync::LazyLock;

use copydesk_facts::notation::toml;
use copydesk_facts::notation::tree::{Entry, Value};

use super::HouseStyle;

#[derive(Default)]
struct Style {
    prefers: HashSet<String>,
    acronyms: HashSet<String>,
}

static STYLES: LazyLock<[Style; 4]> = LazyLock::new(|| {
    let (entries, _) = toml::parse(include_str!("styles.toml"));
    HouseStyle::ALL.map(|style| {
        let table = entries.iter().find(|entry| entry.key == style.name());
        let list = |key: &str| match table.map(|table| &table.node.value) {
            Some(Value::Table(fields)) => texts(fields, key),
            _ => HashSet::new(),
        };
        Style { prefers: list("prefers"), acronyms: list("acronyms") }
    })
});

fn texts(fields: &[Entry], key: &str) -> HashSet<String> {
    let list = fields.iter().find(|field| field.key == key).map(|field| &field.node.value);
    let Some(Value::List(items)) = list else { return HashSet::new() };
    let text = |value: &Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
    items.iter().filter_map(|item| text(&item.value)).collect()
}

impl HouseStyle {
    fn style(self) -> &'static Style {
        &STYLES[self as usize]
    }

    /// Whether this is the form of a name that the style decided for.
    pub(crate) fn prefers(self, name: &str) -> bool {
        self.style().prefers.contains(name)
    }

    /// Whether the style uses an acronym without ever spelling it out.
    pub(crate) fn knows_acronym(self, acronym: &str) -> bool {
        self.style().acronyms.contains(acronym)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_facts::Roster;

    #[test]
    fn the_data_name_what_the_built_in_roster_has() {
        for style in HouseStyle::ALL {
            assert!(style.style().acronyms.len() > 10, "{}", style.name());
            for name in &style.style().prefers {
                assert!(Roster::built_in().find(name).is_some(), "{}: {name}", style.name());
            }
        }
    }
}
