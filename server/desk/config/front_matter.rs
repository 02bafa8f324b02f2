//! What a draft says about itself: the `copydesk` key of its front matter, its title, and dates.
//!
//! The rest of front matter belongs to the site generator, and is not ours to complain about, however broken. This runs at each
//! keystroke within it: half-typed text must pass quietly wherever it may still become right.

use copydesk_facts::notation::tree::{Entry, Node, Value, problem};
use copydesk_facts::notation::words::unknown_key;
use copydesk_facts::{DATE_KEYS, FrontMatter, Genre, Head, Problem};
use copydesk_language::Day;
use copydesk_text::FrontMatterKind;

use super::lenient::{self, Slip, line_of};
use super::notes;
use super::words;
use super::{is_rule_or_group, unknown_rule};

const TITLE: &str = "title";

/// The keys of words that readers see above the text.
const HEADS: [&str; 5] = [TITLE, "description", "standfirst", "subtitle", "summary"];

const OURS: &str = "copydesk";

/// What a front matter says, and what is to be said of it. Ranges are bytes of its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    /// What it says.
    pub front: FrontMatter,
    /// What is wrong under the `copydesk` key.
    pub problems: Vec<Problem>,
    /// Where a title or a date can be read only by guessing, or not at all.
    pub remarks: Vec<Problem>,
}

/// Reads a front matter, without its fences.
pub(crate) fn parse(kind: FrontMatterKind, text: &str) -> Read {
    let entries = lenient::entries(kind, text);
    let mut read = Read::default();
    let mut found = false;
    for entry in &entries.sound {
        found |= entry.key == OURS;
        read.entry(entry);
    }
    for slip in entries.slips {
        if slip.key == OURS {
            found = true;
            let table = slip.entry.iter().filter(|entry| matches!(entry.node.value, Value::Table(_)));
            table.for_each(|entry| read.entry(entry));
            read.problems.extend(slip.error.map(|error| unreadable(kind, error)));
        } else {
            slip.entry.iter().for_each(|entry| read.entry(entry));
            read.remarks.extend(remark(kind, slip, &read.front));
        }
    }
    if let Some(error) = entries.error.filter(|_| !found && names_copydesk(text)) {
        read.problems.push(unreadable(kind, error));
    }
    read
}

impl Read {
    fn entry(&mut self, entry: &Entry) {
        let Read { front, problems, .. } = self;
        match (entry.key.as_str(), &entry.node.value) {
            (key, Value::Text(text)) if HEADS.contains(&key) => {
                let is_title = key == TITLE;
                if is_title {
                    front.title = Some(text.clone());
                }
                front.heads.push(Head { is_title, text: text.clone(), range: entry.node.range });
            }
            (OURS, Value::Table(entries)) => entries.iter().for_each(|entry| ours(front, entry, problems)),
            (OURS, Value::Nothing) => {}
            (OURS, _) => {
                let wanted = "a table such as `{genre: opinion, ignore: [single-source]}`";
                entry.node.complain::<()>(OURS, wanted, problems);
            }
            (key, Value::Text(date) | Value::Date(date)) => {
                front.dates.extend(Day::told(date).map(|day| (key.to_owned(), day)));
            }
            _ => {}
        }
    }
}

/// Why what stands under the `copydesk` key is not followed.
fn unreadable(kind: FrontMatterKind, error: Problem) -> Problem {
    if kind == FrontMatterKind::Toml {
        // Its parser speaks of what is written there.
        return error;
    }
    let message = "What stands under `copydesk` cannot be read from here on: close its brackets and quotation marks, and indent its lines alike.";
    Problem { message: message.to_owned(), ..error }
}

/// What is to be said of a line that Copydesk goes by and cannot read but by guessing; `None` where it does not.
fn remark(kind: FrontMatterKind, slip: Slip, front: &FrontMatter) -> Option<Problem> {
    let Slip { key, range, cause, better, entry: Some(_), .. } = slip else { return None };
    let is_date = DATE_KEYS.contains(&key.as_str());
    if !is_date && !HEADS.contains(&key.as_str()) {
        return None;
    }
    let cause = if cause.is_empty() { cause } else { format!(", {cause}") };
    let message = if is_date && !front.dates.iter().any(|(known, _)| *known == key) {
        let better = line_of(kind, &key, "2025-12-31");
        format!(
            "The date of this draft is not known, since its line cannot be read{cause}: write it as in {better}."
        )
    } else {
        format!("Most programs cannot read this line{cause}: write {better}, which is how Copydesk read it.")
    };
    Some(problem(range, message))
}

/// Reads an entry under the `copydesk` key.
fn ours(front: &mut FrontMatter, entry: &Entry, problems: &mut Vec<Problem>) {
    match entry.key.as_str() {
        "genre" => front.genre = genre(&entry.node, problems),
        "ignore" => {
            for (name, node) in texts("ignore", &entry.node, problems) {
                if is_rule_or_group(&name) {
                    front.ignore.push(name);
                } else {
                    problems.push(problem(node.range, unknown_rule(&name)));
                }
            }
        }
        "actors" => {
            front.actors = texts("actors", &entry.node, problems).into_iter().map(|(name, _)| name).collect();
        }
        "notes" => front.notes = notes::named(&entry.node, problems),
        key => {
            let message = unknown_key(key, "`copydesk`", &["genre", "ignore", "actors", "notes"]);
            problems.push(problem(entry.key_range, message));
        }
    }
}

/// Reads a genre, in front matter or configuration.
pub(crate) fn genre(node: &Node, problems: &mut Vec<Problem>) -> Option<Genre> {
    if matches!(node.value, Value::Nothing) {
        return None;
    }
    let word = node.text("genre", problems)?;
    words::genre(word).map_err(|message| problems.push(problem(node.range, message))).ok()
}

/// A list of texts; a single text counts as a list of one, and an empty value as an empty list.
fn texts<'a>(key: &str, node: &'a Node, problems: &mut Vec<Problem>) -> Vec<(String, &'a Node)> {
    let items = match &node.value {
        Value::Nothing => return Vec::new(),
        Value::Text(text) => return vec![(text.clone(), node)],
        _ => node.list(key, problems).unwrap_or_default(),
    };
    let mut texts = Vec::new();
    for item in items.iter().filter(|item| !matches!(item.value, Value::Nothing)) {
        texts.extend(item.text(key, problems).map(|text| (text.to_owned(), item)));
    }
    texts
}

/// Whether a line starts with our key, as it does in either notation.
fn names_copydesk(text: &str) -> bool {
    text.lines().any(|line| {
        let rest = line.trim_start_matches(['[', '{', '"', ' ', '\t']).strip_prefix("copydesk");
        rest.is_some_and(|rest| rest.trim_start_matches(['"', ' ']).starts_with([':', '=', '.', ']']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (FrontMatter, String) {
        let kind = match text {
            _ if text.starts_with('{') => FrontMatterKind::Json,
            _ if text.contains(" = ") => FrontMatterKind::Toml,
            _ => FrontMatterKind::Yaml,
        };
        let Read { front, problems, remarks } = parse(kind, text);
        let shown = problems.into_iter().chain(remarks).map(|problem| {
            let words = problem.range.map_or("", |range| &text[range]);
            format!("{words}: {}", problem.message)
        });
        (front, shown.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn reads_every_notation() {
        let expected = FrontMatter {
            genre: Some(Genre::Opinion),
            ignore: vec!["single-source".to_owned()],
            actors: vec!["Ana López".to_owned()],
            notes: Vec::new(),
            title: Some("Über alles".to_owned()),
            heads: Vec::new(),
            dates: Vec::new(),
        };
        for text in [
            "title: Über alles\ndate: 2025-03-11\ncopydesk: {genre: opinion, ignore: [single-source], actors: [Ana López]}\n",
            "copydesk:\n  genre: opinion\n  ignore: single-source\n  actors:\n    - Ana López\ntitle: \"Über alles\"\npublished: \"2025-03-11 09:00\"\n",
            "{\n\t\"title\": \"Über alles\",\n\t\"pubDate\": \"2025-03-11T09:00:00Z\",\n\t\"copydesk\": {\"genre\": \"opinion\", \"ignore\": [\"single-source\"],\n\t\t\"actors\": [\"Ana L\\u00f3pez\"]}\n}",
            "title = \"Über alles\"\ndate = 2025-03-11\n[copydesk]\ngenre = \"opinion\"\nignore = [\"single-source\"]\nactors = [\"Ana López\"]\n",
        ] {
            let (mut front, problems) = read(text);
            assert_eq!(front.date(DATE_KEYS), Some(Day { year: 2025, month: 3, day: 11 }), "{text}");
            front.dates.clear();
            let heads: Vec<&str> = front.heads.iter().map(|head| &text[head.range]).collect();
            assert!(matches!(heads[..], ["Über alles" | "\"Über alles\""]), "{heads:?}");
            front.heads.clear();
            assert_eq!((front, problems), (expected.clone(), String::new()), "{text}");
        }
    }

    #[test]
    fn reads_notes_in_every_form() {
        let told = |text: &str| {
            let (front, problems) = read(text);
            assert_eq!(problems, "", "{text}");
            let told = front.notes.into_iter().map(|notes| {
                let kind = notes.kind.map_or("", |kind| kind.name());
                let speakers: Vec<String> =
                    notes.speakers.iter().map(|(label, name)| format!("{label}={name}")).collect();
                let file = &text[notes.range];
                assert!(file.trim_matches('"') == notes.file, "{file}");
                format!("{} {kind} {} {}", notes.file, notes.machine, speakers.join(","))
            });
            told.collect::<Vec<_>>().join("|")
        };
        let plain = "a.vtt  false ";
        assert_eq!(told("copydesk: {notes: a.vtt}\n"), plain);
        assert_eq!(told("copydesk:\n  notes: [a.vtt, b.txt]\n"), "a.vtt  false |b.txt  false ");
        let full = "a.vtt transcript true Speaker 1=Ana Lopez,S2=Tom";
        for text in [
            "copydesk:\n  notes: {file: a.vtt, kind: transcript, machine: true, speakers: {Speaker 1: Ana Lopez, S2: Tom}}\n",
            "copydesk:\n  notes:\n    - file: a.vtt\n      kind: transcript\n      machine: true\n      speakers:\n        Speaker 1: Ana Lopez\n        S2: Tom\n",
            "[[copydesk.notes]]\nfile = \"a.vtt\"\nkind = \"transcript\"\nmachine = true\nspeakers = { \"Speaker 1\" = \"Ana Lopez\", S2 = \"Tom\" }\n",
            "{\"copydesk\": {\"notes\": [{\"file\": \"a.vtt\", \"kind\": \"transcript\", \"machine\": true, \"speakers\": {\"Speaker 1\": \"Ana Lopez\", \"S2\": \"Tom\"}}]}}",
        ] {
            assert_eq!(told(text), full, "{text}");
        }
        for text in ["copydesk:\n  notes:\n", "copydesk: {notes: []}\n", "copydesk:\n  notes:\n    - file:\n"]
        {
            assert_eq!(told(text), "", "{text}");
        }
    }

    #[test]
    fn reports_what_is_wrong_under_the_key() {
        for (text, expected) in [
            (
                "{\"copydesk\": {\"gnere\": \"news\"}}",
                "\"gnere\": `copydesk` has no key `gnere`; did you mean `genre`?",
            ),
            ("copydesk: {gnere: news}", "gnere: `copydesk` has no key `gnere`; did you mean `genre`?"),
            (
                "ü: 1\ncopydesk: {genre: opinio}",
                "opinio: There is no genre `opinio`; did you mean `opinion`?",
            ),
            (
                "copydesk:\n  ignore: [placeholders]\n",
                "placeholders: There is no rule or group `placeholders`; did you mean `placeholder`?",
            ),
            (
                "copydesk: opinion\n",
                "opinion: `copydesk` takes a table such as `{genre: opinion, ignore: [single-source]}`, but a text stands here.",
            ),
            (
                "copydesk: {notes: {fil: a.vtt}}",
                "fil: `notes` has no key `fil`; did you mean `file`?\n{: These notes name no `file`; add one, such as `file: talk.vtt`.",
            ),
            (
                "copydesk: {notes: {file: a.vtt, kind: document, machine: 3}}",
                "3: `machine` takes `true` or `false`, but a text stands here.",
            ),
            (
                "copydesk: {notes: {file: a.vtt, kind: documents}}",
                "documents: There is no kind of notes `documents`; did you mean `document`?",
            ),
            (
                "copydesk = { genre = 3 }",
                "3: `genre` takes a text in quotation marks, but a number stands here.",
            ),
        ] {
            assert_eq!(read(text).1, expected, "{text}");
        }
        for text in ["copydesk: {genre: [news}\n", "{\"copydesk\": {\"genre\": [\"news\"}}"] {
            assert!(
                read(text).1.contains("What stands under `copydesk` cannot be read from here on"),
                "{text}"
            );
        }
        assert!(read("[copydesk]\ngenre = opinion\n").1.contains("string values must be quoted"));
    }

    #[test]
    fn a_slip_costs_its_own_line_alone() {
        for text in [
            "tags: [a\ntitle: {{ x }}\ndate: 2025-03-11\ncopydesk: {genre: news}\n",
            "loose words\ndate: 2025-03-11\ncopydesk:\n  genre: news\n",
            "title: A fire\n copydesk:\n  genre: news\n",
            "tags = [\n[copydesk]\ngenre = \"news\"\n[params]\ndate = now\n",
            "{\"a\": ,,\n\"copydesk\": {\"genre\": \"news\"}\n}",
        ] {
            let (front, told) = read(text);
            assert_eq!((front.genre, told.as_str()), (Some(Genre::News), ""), "{text}");
        }
    }

    #[test]
    fn words_that_a_notation_does_not_allow_are_taken_and_told() {
        let read_as = |better: &str| format!("write {better}, which is how Copydesk read it.");
        for (text, title, told) in [
            (
                "title: Fire: two dead\n",
                "Fire: two dead",
                "because of the colon in it: write title: \"Fire: two dead\"",
            ),
            (
                "title: Mayor: \"I quit\"\n",
                "Mayor: \"I quit\"",
                "because of the colon in it: write title: 'Mayor: \"I quit\"'",
            ),
            (
                "title: \"Fire\" says mayor # new\n",
                "\"Fire\" says mayor",
                "because of the quotation marks in it: write title: '\"Fire\" says mayor'",
            ),
            (
                "title: 'It's over'\r\n",
                "It's over",
                "because of the quotation marks in it: write title: \"It's over\"",
            ),
            (
                "title: [Exclusive] Mayor quits\n",
                "[Exclusive] Mayor quits",
                "because its words begin with “[”: write title: \"[Exclusive] Mayor quits\"",
            ),
            (
                "layout: post\n title: A fire\n",
                "A fire",
                "because of the spaces before it: write title: \"A fire\"",
            ),
            (
                "title = Fire: two dead\n",
                "Fire: two dead",
                "because its words stand in no quotation marks: write title = \"Fire: two dead\"",
            ),
            (
                "{\"title\": \"Fire\" \"a\": \"b\"}",
                "Fire",
                "because a comma or a quotation mark is missing or too many: write \"title\": \"Fire\"",
            ),
        ] {
            let (front, shown) = read(text);
            assert_eq!(front.title.as_deref(), Some(title), "{text}");
            assert!(front.heads.iter().all(|head| text[head.range].contains(title)), "{text}");
            let (_, better) = told.split_once(": write ").unwrap();
            let (cause, _) = told.split_once(": write ").unwrap();
            assert!(
                shown
                    .ends_with(&format!("Most programs cannot read this line, {cause}: {}", read_as(better))),
                "{shown}"
            );
        }
        let (front, told) = read("title: Fire\ndate: \"2025-03-11\n");
        assert_eq!(front.date(DATE_KEYS), Some(Day { year: 2025, month: 3, day: 11 }));
        assert!(told.ends_with("write date: \"2025-03-11\", which is how Copydesk read it."), "{told}");
        assert_eq!(
            read("date: Tuesday: early\n").1,
            "Tuesday: early: The date of this draft is not known, since its line cannot be read, because of the colon in it: write it as in date: \"2025-12-31\"."
        );
    }

    #[test]
    fn is_quiet_about_the_rest() {
        for text in [
            "",
            "title: {{ page.title }}\ntags: [a, b\n",
            "title: \"{{ replace .Name \"-\" \" \" | title }}\"\ndate: {{ .Date }}\n",
            "title = \"{{ replace .Name \"-\" \" \" | title }}\"\ndate = {{ .Date }}\n",
            "title: <% tp.file.title %>\ndate: <% tp.date.now(\"D\") %>: x\nrelated: [[Fire]], [[Mayor]]\n",
            "{% if x %}\ntitle: x\n{% endif %}\n",
            "tags:\n\t- a\ntitle: Fire\nauthor: *me\nseries: Part 1: The start\nseo:\n  title: A: b\n",
            "title: \"",
            "title: [",
            "- a\n- b\n",
            "just words",
            "copydesk:\n",
            "copydesk:\n  genre:\n",
            "copydesk: {genre: news}\nbroken: [\n",
            "title = [\n",
            "a: &x 1\nb: *x\n? [complex]\n: key\n",
            "{\"title\": \"copydesk: all\", \"tags\": [1, true, null, {}]}",
        ] {
            assert_eq!(read(text).1, "", "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[-a-c:{}\\[\\]\"'#&*!|>%@`?, \n\tü—]{0,60}(copydesk: ?)?[-a-c:{}\\[\\]\"',= \n]{0,30}") {
            for kind in [FrontMatterKind::Yaml, FrontMatterKind::Toml, FrontMatterKind::Json] {
                let Read { front, problems, remarks } = parse(kind, &text);
                for head in front.heads {
                    proptest::prop_assert!(text.get(std::ops::Range::<usize>::from(head.range)).is_some());
                }
                for problem in problems.into_iter().chain(remarks) {
                    let range = problem.range.unwrap();
                    proptest::prop_assert!(text.get(std::ops::Range::<usize>::from(range)).is_some());
                }
            }
        }
    }

    #[test]
    fn deep_nesting_is_harmless() {
        parse(FrontMatterKind::Yaml, &"[".repeat(50_000));
        parse(FrontMatterKind::Yaml, &format!("a: {}1{}\ncopydesk: {{}}", "[".repeat(500), "]".repeat(500)));
        parse(FrontMatterKind::Toml, &format!("a = {}", "[".repeat(50_000)));
    }
}
