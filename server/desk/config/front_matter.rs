//! What a draft says about itself, under the `copydesk` key of its front matter.
//!
//! Front matter belongs to the site generator; we look at one key of it, at the title and at dates. So nothing outside
//! that key is ever reported, however broken, and this runs at each keystroke within it: half-typed text must pass quietly
//! wherever it may still become right.

use copydesk_facts::notation::tree::{Entry, Node, Value, problem};
use copydesk_facts::notation::{toml, words::unknown_key, yaml};
use copydesk_facts::{FrontMatter, Genre, Head, Problem};
use copydesk_language::Day;
use copydesk_text::FrontMatterKind;

use super::notes;
use super::words;
use super::{is_rule_or_group, unknown_rule};

/// Reads a front matter, without its fences. The problems' ranges are bytes in `text`, and concern the `copydesk` key only.
pub(crate) fn parse(kind: FrontMatterKind, text: &str) -> (FrontMatter, Vec<Problem>) {
    let (entries, error) = match kind {
        FrontMatterKind::Yaml => yaml::parse(text),
        FrontMatterKind::Toml => toml::parse(text),
        // JSON is YAML but for the tabs that may indent it.
        FrontMatterKind::Json => {
            let (entries, error) = yaml::parse(&text.replace('\t', " "));
            let told =
                |error: Problem| Problem { message: error.message.replace("as YAML", "as JSON"), ..error };
            (entries, error.map(told))
        }
    };
    let mut front = FrontMatter::default();
    let mut problems = Vec::new();
    let mut found = false;
    for entry in &entries {
        match (entry.key.as_str(), &entry.node.value) {
            (key @ ("title" | "description" | "standfirst" | "subtitle" | "summary"), Value::Text(text)) => {
                let is_title = key == "title";
                if is_title {
                    front.title = Some(text.clone());
                }
                front.heads.push(Head { is_title, text: text.clone(), range: entry.node.range });
            }
            ("copydesk", Value::Table(entries)) => {
                found = true;
                entries.iter().for_each(|entry| read(&mut front, entry, &mut problems));
            }
            ("copydesk", Value::Nothing) => found = true,
            ("copydesk", _) => {
                found = true;
                let wanted = "a table such as `{genre: opinion, ignore: [single-source]}`";
                entry.node.complain::<()>("copydesk", wanted, &mut problems);
            }
            (key, Value::Text(date) | Value::Date(date)) => {
                front.dates.extend(Day::read(date).map(|day| (key.to_owned(), day)));
            }
            _ => {}
        }
    }
    // An error is ours only where it keeps the key from being read.
    if !found && names_copydesk(text) {
        problems.extend(error);
    }
    (front, problems)
}

/// Reads an entry under the `copydesk` key.
fn read(front: &mut FrontMatter, entry: &Entry, problems: &mut Vec<Problem>) {
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
    use copydesk_facts::DATE_KEYS;

    use super::*;

    fn read(text: &str) -> (FrontMatter, String) {
        let kind = match text {
            _ if text.starts_with('{') => FrontMatterKind::Json,
            _ if text.contains(" = ") => FrontMatterKind::Toml,
            _ => FrontMatterKind::Yaml,
        };
        let (front, problems) = parse(kind, text);
        let shown = problems.into_iter().map(|problem| {
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
        assert!(read("a: [\ncopydesk: {genre: news}\n").1.contains("cannot be read as YAML"));
        assert!(read("{\"a\": ,, \n\"copydesk\": {}}").1.contains("cannot be read as JSON"));
        assert!(read("a = [\n[copydesk]\ngenre = \"news\"\n").1.contains("cannot be read as TOML"));
    }

    #[test]
    fn is_quiet_about_the_rest() {
        for text in [
            "",
            "title: {{ page.title }}\ntags: [a, b\n",
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
                for problem in parse(kind, &text).1 {
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
