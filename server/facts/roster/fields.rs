//! An entry of a roster from named fields, whatever notation they were written in. What cannot be understood is a
//! message; the rest of the entry holds.

use crate::notation::words::unknown_key;
use crate::roster::RosterActor;
use copydesk_language::NameKind as MentionKind;

/// The fields of an entry, in the order in which they are written.
pub const FIELDS: [&str; 12] = [
    "name",
    "kind",
    "aliases",
    "spellings",
    "avoid",
    "role",
    "description",
    "pronouns",
    "household",
    "link",
    "since",
    "until",
];

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field<'a> {
    /// A text; a date counts as one.
    Text(&'a str),
    /// Several texts.
    Texts(Vec<&'a str>),
    /// Yes or no.
    Truth(bool),
    /// Nothing, or an empty cell of a table.
    Nothing,
    /// Anything else, in words for a message.
    Other(&'static str),
}

/// An entry from its fields, and one sentence for each that cannot be understood, with the field's number. An entry
/// without a name is `None`, with number 0.
pub fn read<'a>(
    fields: impl IntoIterator<Item = (&'a str, Field<'a>)>,
) -> (Option<RosterActor>, Vec<(usize, String)>) {
    let mut actor = RosterActor::default();
    let mut messages = Vec::new();
    for (number, (key, field)) in fields.into_iter().enumerate() {
        if let Err(message) = set(&mut actor, key, field) {
            messages.push((number, message));
        }
    }
    if actor.name.is_empty() {
        messages.push((0, "This actor has no `name`; give it one.".to_owned()));
        return (None, messages);
    }
    if let (Some(since), Some(until)) = (&actor.since, &actor.until)
        && since > until
    {
        messages.push((0, format!("“{}” ends before it begins: `since` is later than `until`.", actor.name)));
    }
    (Some(actor), messages)
}

impl RosterActor {
    /// The fields with their values, in order; what says nothing has none.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        FIELDS.into_iter().map(move |field| {
            let values = match field {
                "name" => vec![&*self.name],
                "kind" => self.kind.map(|kind| kind.name()).into_iter().collect(),
                "aliases" => many(&self.aliases),
                "spellings" => many(&self.spellings),
                "avoid" => many(&self.avoid),
                "role" => one(&self.role),
                "description" => one(&self.description),
                "pronouns" => one(&self.pronouns),
                "household" => self.household.then_some("true").into_iter().collect(),
                "link" => one(&self.link),
                "since" => one(&self.since),
                _ => one(&self.until),
            };
            (field, values)
        })
    }
}

fn one(text: &Option<Box<str>>) -> Vec<&str> {
    text.as_deref().into_iter().collect()
}

fn many(texts: &[Box<str>]) -> Vec<&str> {
    texts.iter().map(|text| &**text).collect()
}

fn set(actor: &mut RosterActor, key: &str, field: Field) -> Result<(), String> {
    match key {
        "name" => actor.name = text(key, field)?.unwrap_or_default(),
        "kind" => actor.kind = text(key, field)?.map(|word| kind(&word)).transpose()?,
        "aliases" => actor.aliases = texts(key, field)?,
        "spellings" => actor.spellings = texts(key, field)?,
        "avoid" => actor.avoid = texts(key, field)?,
        "role" => actor.role = text(key, field)?,
        "description" => actor.description = text(key, field)?,
        "pronouns" => actor.pronouns = text(key, field)?,
        "household" => actor.household = truth(key, field)?,
        "link" => actor.link = text(key, field)?,
        "since" => actor.since = text(key, field)?.map(|date| checked_date(key, date)).transpose()?,
        "until" => actor.until = text(key, field)?.map(|date| checked_date(key, date)).transpose()?,
        _ => return Err(unknown_key(key, "An actor of the roster", &FIELDS)),
    }
    Ok(())
}

fn text(key: &str, field: Field) -> Result<Option<Box<str>>, String> {
    match field {
        Field::Text(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty()).map(Box::from)),
        Field::Nothing => Ok(None),
        other => Err(wants(key, "a text", &other)),
    }
}

fn texts(key: &str, field: Field) -> Result<Box<[Box<str>]>, String> {
    let trimmed = |texts: Vec<&str>| {
        texts.into_iter().map(str::trim).filter(|it| !it.is_empty()).map(Box::from).collect()
    };
    match field {
        Field::Texts(texts) => Ok(trimmed(texts)),
        Field::Text(text) => Ok(trimmed(vec![text])),
        Field::Nothing => Ok(Box::default()),
        other => Err(wants(key, "a list of texts", &other)),
    }
}

fn truth(key: &str, field: Field) -> Result<bool, String> {
    match field {
        Field::Truth(truth) => Ok(truth),
        Field::Text(word) => match word.trim().to_lowercase().as_str() {
            "true" | "yes" | "1" => Ok(true),
            "false" | "no" | "0" | "" => Ok(false),
            _ => Err(format!("`{key}` is true or false, but “{word}” stands here.")),
        },
        Field::Nothing => Ok(false),
        other => Err(wants(key, "`true` or `false`", &other)),
    }
}

fn kind(word: &str) -> Result<MentionKind, String> {
    match word.to_lowercase().as_str() {
        "person" => Ok(MentionKind::Person),
        "organisation" | "organization" => Ok(MentionKind::Organisation),
        "place" => Ok(MentionKind::Place),
        "other" => Ok(MentionKind::Other),
        word => {
            Err(format!("There is no kind `{word}`; write `person`, `organisation`, `place` or `other`."))
        }
    }
}

/// A year, a year and a month, or a day: their order is that of their letters.
fn checked_date(key: &str, date: Box<str>) -> Result<Box<str>, String> {
    let parts: Vec<&str> = date.split('-').collect();
    let whole = parts
        .iter()
        .zip([4, 2, 2])
        .all(|(part, length)| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
    let within = |at: usize, most: u8| {
        parts.get(at).is_none_or(|part| part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number)))
    };
    match whole && parts.len() <= 3 && within(1, 12) && within(2, 31) {
        true => Ok(date),
        false => {
            Err(format!("`{key}` is a date such as 2019, 2019-05 or 2019-05-20, but “{date}” stands here."))
        }
    }
}

fn wants(key: &str, wanted: &str, found: &Field) -> String {
    let found = match found {
        Field::Text(_) => "a text",
        Field::Texts(_) => "a list",
        Field::Truth(true) => "`true`",
        Field::Truth(false) => "`false`",
        Field::Nothing => "nothing",
        Field::Other(word) => word,
    };
    format!("`{key}` takes {wanted}, but {found} stands here.")
}
