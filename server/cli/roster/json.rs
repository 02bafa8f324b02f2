//! Writing a roster in JSON, as a list of actors.

use anyhow::{Context as _, Result};
use copydesk_desk::{FIELDS, RosterActor};
use serde_json::{Map, Value};

use crate::cli::names::json_document;

/// A roster as JSON, fields that say nothing left out.
///
/// # Errors
/// None that a roster can cause; serialising to a text is fallible by its type.
pub fn write(actors: &[RosterActor]) -> Result<String> {
    let list: Vec<Value> = actors.iter().map(|actor| Value::Object(object(actor))).collect();
    let mut text = json_document(&list).context("The roster cannot be written as JSON")?;
    text.push('\n');
    Ok(text)
}

fn object(actor: &RosterActor) -> Map<String, Value> {
    let mut object = Map::new();
    for (field, values) in actor.fields() {
        let value = match (field, values.as_slice()) {
            (_, []) => continue,
            ("household", _) => Value::Bool(true),
            ("aliases" | "spellings" | "avoid", values) => {
                values.iter().map(|value| Value::from(*value)).collect()
            }
            (_, [value, ..]) => Value::from(*value),
        };
        object.insert(field.to_owned(), value);
    }
    debug_assert!(object.keys().all(|key| FIELDS.contains(&key.as_str())));
    object
}
