//! A roster in JSON: a list of actors, or an object with such a list under `actor`.

use copydesk_desk::{Field, Problem, RosterActor, read_fields};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use text_size::{TextRange, TextSize};

/// Reads a roster. Each actor is read and let go by itself, for the tree of a large roster would take ten times its
/// memory. Ranges of actors and problems are bytes of the text; a syntax error says its line.
pub fn parse(text: &str) -> (Vec<RosterActor>, Vec<Problem>) {
    let list = match text.trim_start().starts_with('[') {
        true => serde_json::from_str::<Vec<&RawValue>>(text),
        false => serde_json::from_str::<Listed>(text).map(|listed| listed.actor),
    };
    match list {
        Ok(list) => read(text, &list),
        Err(error) if error.is_data() => {
            (Vec::new(), vec![Problem { range: None, message: SHAPE.to_owned() }])
        }
        Err(error) => {
            let message = format!("This cannot be read as JSON: {error}.");
            (Vec::new(), vec![Problem { range: None, message }])
        }
    }
}

/// An object with a list of actors.
#[derive(Deserialize)]
struct Listed<'a> {
    #[serde(borrow, alias = "actors")]
    actor: Vec<&'a RawValue>,
}

fn read(text: &str, list: &[&RawValue]) -> (Vec<RosterActor>, Vec<Problem>) {
    let (mut actors, mut problems) = (Vec::with_capacity(list.len()), Vec::new());
    for item in list {
        let range = range_in(text, item.get());
        let problem = |message| Problem { range: Some(range), message };
        let Ok(fields) = serde_json::from_str::<Map<String, Value>>(item.get()) else {
            problems.push(problem("An actor is an object: write {\"name\": …}.".to_owned()));
            continue;
        };
        let (actor, messages) = read_fields(fields.iter().map(|(key, value)| (key.as_str(), field(value))));
        problems.extend(messages.into_iter().map(|(_, message)| problem(message)));
        actors.extend(actor.map(|actor| RosterActor { range, ..actor }));
    }
    (actors, problems)
}

/// Where a part of a text stands in it.
fn range_in(text: &str, part: &str) -> TextRange {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let size = |at: usize| TextSize::try_from(at.min(text.len())).unwrap_or_default();
    TextRange::new(size(start), size(start + part.len()))
}

const SHAPE: &str = "A roster in JSON is a list of actors, such as [{\"name\": \"Lena Ostrow\"}]; \
                     `copydesk roster import` reads Wikidata, SPARQL results and Popolo.";

fn field(value: &Value) -> Field<'_> {
    match value {
        Value::Null => Field::Nothing,
        Value::String(text) => Field::Text(text),
        Value::Bool(truth) => Field::Truth(*truth),
        Value::Number(_) => Field::Other("a number"),
        Value::Object(_) => Field::Other("an object"),
        Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            texts.map_or(Field::Other("a list of other things"), Field::Texts)
        }
    }
}
