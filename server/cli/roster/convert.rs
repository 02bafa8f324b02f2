//! From open data to actors: Wikidata's entities, SPARQL results and Popolo. Each is read leniently, for what is missing
//! is only missing.

use std::collections::{BTreeMap, HashMap};

use copydesk_desk::{MentionKind, RosterActor};
use serde_json::Value;

/// The actors among Wikidata's entities: `{"entities": {"Q1": …}}`, one entity, or a list of them. English labels count.
pub(super) fn wikidata(value: &Value) -> Vec<RosterActor> {
    let entities: Vec<&Value> = match (value.get("entities"), value) {
        (Some(Value::Object(entities)), _) => entities.values().collect(),
        (_, Value::Array(list)) => list.iter().collect(),
        _ => vec![value],
    };
    entities.into_iter().filter_map(wikidata_entity).collect()
}

fn wikidata_entity(entity: &Value) -> Option<RosterActor> {
    let label = |of: &str| {
        let texts = entity.get(of)?;
        let languages = ["en", "en-gb", "mul"];
        languages.iter().find_map(|language| texts.get(language)?.get("value")?.as_str())
    };
    let name = label("labels")?;
    let claims = |property: &str| -> Vec<&str> {
        let statements = entity.pointer(&format!("/claims/{property}")).and_then(Value::as_array);
        let values = statements.into_iter().flatten();
        values.filter_map(|it| it.pointer("/mainsnak/datavalue/value/id")?.as_str()).collect()
    };
    let aliases = entity.pointer("/aliases/en").and_then(Value::as_array).into_iter().flatten();
    let aliases = aliases.filter_map(|alias| alias.get("value")?.as_str()).filter(|alias| *alias != name);
    let place = entity.pointer("/claims/P625").is_some();
    let kind = match claims("P31").contains(&"Q5") {
        true => Some(MentionKind::Person),
        false if place => Some(MentionKind::Place),
        // What has a headquarters, a founding and a director is a body.
        false => ["P159", "P571", "P1037", "P488", "P169"]
            .iter()
            .any(|property| entity.pointer(&format!("/claims/{property}")).is_some())
            .then_some(MentionKind::Organisation),
    };
    let pronouns = claims("P21").into_iter().find_map(|gender| match gender {
        "Q6581097" => Some("he/him"),
        "Q6581072" => Some("she/her"),
        _ => None,
    });
    let id = entity.get("id").and_then(Value::as_str);
    Some(RosterActor {
        name: name.into(),
        kind,
        aliases: aliases.map(Box::from).collect(),
        description: label("descriptions").map(Box::from),
        pronouns: pronouns.map(Box::from),
        link: id.map(|id| format!("https://www.wikidata.org/wiki/{id}").into()),
        ..RosterActor::default()
    })
}

/// The actors in the results of a SPARQL query, as Wikidata's label service names its columns: `xLabel` is the name,
/// `xAltLabel` the aliases parted by commas, `xDescription` the description; the label of a column called position,
/// office or role is the role. Rows about one thing are one actor.
pub(super) fn sparql(value: &Value) -> Vec<RosterActor> {
    let empty = Vec::new();
    let rows = value.pointer("/results/bindings").and_then(Value::as_array).unwrap_or(&empty);
    let columns: Vec<&str> = value
        .pointer("/head/vars")
        .and_then(Value::as_array)
        .map(|columns| columns.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let is_role = |column: &str| ["position", "office", "role"].contains(&column.trim_end_matches("Label"));
    let Some(subject) = columns
        .iter()
        .filter(|column| !is_role(column))
        .find_map(|column| column.strip_suffix("Label"))
        .or_else(|| columns.iter().find(|column| **column == "name").copied())
    else {
        return Vec::new();
    };
    let mut order: Vec<RosterActor> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let cell = |column: &str| row.get(column)?.get("value")?.as_str().filter(|text| !text.is_empty());
        let name = cell(&format!("{subject}Label")).or_else(|| cell("name"));
        let Some(name) = name else { continue };
        let link = cell(subject).filter(|link| link.starts_with("http"));
        let role = columns.iter().filter(|column| is_role(column)).find_map(|column| {
            cell(&format!("{column}Label")).or_else(|| cell(column).filter(|text| !text.starts_with("http")))
        });
        let number = *seen.entry(link.unwrap_or(name).to_owned()).or_insert(order.len());
        if number == order.len() {
            let aliases = cell(&format!("{subject}AltLabel")).unwrap_or_default().split(", ");
            order.push(RosterActor {
                name: name.into(),
                kind: cell("kind").and_then(kind),
                aliases: aliases.filter(|alias| !alias.is_empty() && *alias != name).map(Box::from).collect(),
                description: cell(&format!("{subject}Description")).map(Box::from),
                link: link.map(|link| {
                    link.replace("http://www.wikidata.org/entity/", "https://www.wikidata.org/wiki/").into()
                }),
                ..RosterActor::default()
            });
        }
        let actor = &mut order[number];
        actor.role = actor.role.take().or_else(|| role.map(Box::from));
    }
    order
}

/// The people, bodies and areas of a Popolo file; a person's latest membership is the role.
pub(super) fn popolo(value: &Value) -> Vec<RosterActor> {
    let empty = Vec::new();
    let list = |key: &str| value.get(key).and_then(Value::as_array).unwrap_or(&empty);
    let names: BTreeMap<&str, &str> = ["organizations", "areas", "posts"]
        .iter()
        .flat_map(|key| list(key))
        .filter_map(|it| Some((text(it, "id")?, text(it, "name").or_else(|| text(it, "label"))?)))
        .collect();
    let mut roles: HashMap<&str, &Value> = HashMap::new();
    for membership in list("memberships") {
        let Some(person) = text(membership, "person_id") else { continue };
        let starts = |membership: &Value| text(membership, "start_date").unwrap_or("").to_owned();
        let latest = roles.entry(person).or_insert(membership);
        if starts(membership) > starts(latest) {
            *latest = membership;
        }
    }
    let actor = |it: &Value, kind: MentionKind| -> Option<RosterActor> {
        let name = text(it, "name")?;
        let others = it.get("other_names").and_then(Value::as_array).into_iter().flatten();
        let link = it.get("links").and_then(Value::as_array).and_then(|links| text(links.first()?, "url"));
        let membership = text(it, "id").and_then(|id| roles.get(id)).copied();
        let body = membership.and_then(|it| names.get(text(it, "organization_id")?)).copied();
        let post = membership.and_then(|it| names.get(text(it, "post_id")?)).copied();
        let role = membership.and_then(|it| text(it, "role")).or(post);
        let role = match (role, body) {
            (Some(role), Some(body)) if !role.contains(body) => Some(format!("{role}, {body}")),
            (Some(role), _) => Some(role.to_owned()),
            (None, body) => body.map(|body| format!("member of {body}")),
        };
        let pronouns = match text(it, "gender") {
            Some("male") => Some("he/him"),
            Some("female") => Some("she/her"),
            _ => None,
        };
        let date = |key: &str| {
            membership.and_then(|it| text(it, key)).map(|date| date.get(..10).unwrap_or(date).into())
        };
        Some(RosterActor {
            name: name.into(),
            kind: Some(kind),
            aliases: others
                .filter_map(|it| text(it, "name"))
                .filter(|it| *it != name)
                .map(Box::from)
                .collect(),
            role: role.map(Box::from),
            description: text(it, "summary").or_else(|| text(it, "classification")).map(Box::from),
            pronouns: pronouns.map(Box::from),
            link: link.map(Box::from),
            since: date("start_date"),
            until: date("end_date"),
            ..RosterActor::default()
        })
    };
    let people = list("persons").iter().filter_map(|it| actor(it, MentionKind::Person));
    let bodies = list("organizations").iter().filter_map(|it| actor(it, MentionKind::Organisation));
    let areas = list("areas").iter().filter_map(|it| actor(it, MentionKind::Place));
    people.chain(bodies).chain(areas).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

fn kind(word: &str) -> Option<MentionKind> {
    [MentionKind::Person, MentionKind::Organisation, MentionKind::Place]
        .into_iter()
        .find(|kind| kind.name() == word)
}
