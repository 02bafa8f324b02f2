//! What the columns of other people's tables hold, by their headings.

use copydesk_desk::{Column, FIELDS};

use crate::cli::lists::{self, Mapped, map_of, plain, unknown};

/// The headings, beside the fields' own names, by which columns are known.
const KNOWN: [(&str, &[&str]); 12] = [
    ("name", &["full name", "fullname", "display name", "person"]),
    ("kind", &["type", "category"]),
    (
        "aliases",
        &[
            "alias",
            "also known as",
            "known as",
            "aka",
            "other names",
            "nickname",
            "short name",
            "short form",
            "acronym",
            "abbreviation",
        ],
    ),
    ("spellings", &["spelling", "variant", "variants", "other spellings", "alternative spellings"]),
    ("avoid", &["not", "do not use", "never", "misspelling", "misspellings", "wrong spellings"]),
    ("role", &["title", "job title", "position", "office", "post", "job", "function", "occupation"]),
    ("description", &["about", "bio", "biography", "note", "notes", "who", "summary"]),
    ("pronouns", &["pronoun"]),
    ("household", &["household name", "well known"]),
    ("link", &["url", "website", "web", "web site", "homepage", "page", "wikipedia", "wikidata"]),
    ("since", &["from", "start", "start date", "in office since", "appointed"]),
    ("until", &["to", "end", "end date", "left"]),
];

/// The headings of the parts of a name, those of the family behind the others.
const FIRST_NAMES: [&str; 6] =
    ["first name", "firstname", "given name", "given names", "forename", "middle name"];
/// The headings of a body: an actor by itself, or what is said of a person whose name stands in another column.
const BODIES: [&str; 6] = ["organisation", "organization", "company", "employer", "affiliation", "body"];
const FAMILY_NAMES: [&str; 5] = ["last name", "lastname", "family name", "surname", "second name"];

/// Reads "Full Name=name".
///
/// # Errors
/// There is no such field; one sentence says which there are.
pub(super) fn mapped(choice: &str) -> Result<Mapped, String> {
    lists::mapped(choice, "a roster", &FIELDS)
}

/// What stands in the columns with these headings. `map` goes before what a heading says by itself.
pub(super) fn columns(written: &[String], map: &[Mapped]) -> Vec<Column> {
    let headings: Vec<String> = written.iter().map(|heading| heading.to_lowercase()).collect();
    let told = |heading: &str| map_of(map, heading);
    let own = |heading: &str| FIELDS.into_iter().find(|field| *field == heading);
    let mut taken: Vec<&str> = headings.iter().filter_map(|it| told(it).unwrap_or_else(|| own(it))).collect();
    let is_any = |words: &[&str]| headings.iter().any(|heading| is_one_of(heading, words));
    let named = taken.contains(&"name") || headings.iter().any(|heading| guess(heading) == Some("name"));
    let of_body = if named || is_any(&FAMILY_NAMES) { "description" } else { "name" };
    let guess = |heading: &String| match is_one_of(heading, &BODIES) {
        true => Some(of_body),
        false => guess(heading),
    };
    let guessed: Vec<Option<&'static str>> = headings.iter().map(guess).collect();
    // "Name" beside "Surname" and no other heading for a given name is one, as much of Europe has it.
    let in_parts = is_any(&FAMILY_NAMES) && !is_any(&FIRST_NAMES) && !guessed.contains(&Some("name"));
    let has_whole_name = !in_parts && (taken.contains(&"name") || guessed.contains(&Some("name")));
    let column = |((heading, written), guessed): ((&String, &String), Option<&'static str>)| match (
        told(heading),
        guessed,
    ) {
        (Some(Some(field)), _) => Column::Field(field),
        (Some(None), _) => Column::LeftOut,
        _ if own(heading).is_some() => own(heading).map_or(Column::LeftOut, Column::Field),
        (None, Some(field)) if !taken.contains(&field) => {
            taken.push(field);
            Column::Field(field)
        }
        _ if heading.is_empty() => Column::LeftOut,
        _ if is_one_of(heading, &FIRST_NAMES) || is_one_of(heading, &FAMILY_NAMES) => {
            // They say once more what the whole name says.
            match has_whole_name {
                true => Column::LeftOut,
                false if is_one_of(heading, &FAMILY_NAMES) => Column::LastPart("name"),
                false => Column::Field("name"),
            }
        }
        _ => Column::Unknown(unknown(written, &FIELDS)),
    };
    headings.iter().zip(written).zip(guessed).map(column).collect()
}

/// The field that a heading is another word for.
fn guess(heading: &str) -> Option<&'static str> {
    KNOWN.into_iter().find(|(_, words)| is_one_of(heading, words)).map(|(field, _)| field)
}

fn is_one_of(heading: &str, words: &[&str]) -> bool {
    words.contains(&plain(heading).as_str())
}

#[cfg(test)]
mod tests {
    use super::super::import;

    #[test]
    fn other_peoples_headings_are_known_or_told() {
        for (table, names, told) in [
            ("Last_Name,First Name,Job Title\nOstrow,Lena,director\n", "Lena Ostrow, director", ""),
            ("Full Name;First name;Also known as\nLena Ostrow;Lena;the Fox\n", "Lena Ostrow, ", ""),
            ("Name;Job title;Organisation\nLena Ostrow;director;Tarn Opera\n", "Lena Ostrow, director", ""),
            ("Organisation;Website\nTarn Opera;https://tarn.example\n", "Tarn Opera, ", ""),
            ("Name;Surname\nLena;Ostrow\n", "Lena Ostrow, ", ""),
            ("Name;Surname\nLena Ostrow;Ostrow\n", "Lena Ostrow, ", ""),
            ("name,Title,Position\nLena Ostrow,director,chair\n", "Lena Ostrow, director", "`Position`"),
            ("Person,Shoe size\nLena Ostrow,38\n", "Lena Ostrow, ", "`--map \"Shoe size=\"`"),
        ] {
            let (actors, problems) = import(table, "table.csv").unwrap();
            let read =
                actors.iter().map(|it| format!("{}, {}", it.name, it.role.as_deref().unwrap_or_default()));
            assert_eq!(read.collect::<Vec<_>>(), [names], "{table}");
            let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
            assert_eq!(messages.len(), usize::from(!told.is_empty()), "{messages:?}");
            assert!(messages.iter().all(|message| message.contains(told)), "{messages:?}");
        }
    }
}
