//! Entries as files have them: `[[word]]` in TOML, by itself or in the configuration; a table; a list of Vale's.

use std::collections::HashMap;

use copydesk_facts::Problem;
use copydesk_facts::notation::toml;
use copydesk_facts::notation::tree::{Entry, Node, Value, problem};
use copydesk_facts::notation::words::unknown_key;
use text_size::{TextRange, TextSize};

use super::told::{FIELDS, Told, plain, word_forms};
use super::{HouseWord, table, vale};

/// How a line begins with which an entry does, also where it is not written as it should be.
const HEADERS: [&str; 2] = ["[[", "[word"];

/// Reads a list of words by the ending of its file: `csv` and `tsv` as tables, `yml` and `yaml` as a style of Vale's, everything else as
/// TOML. Ranges are bytes of the text, which is without a byte order mark. What cannot be understood is a problem at its line, and all
/// other entries hold.
pub fn parse(ending: &str, text: &str) -> (Vec<HouseWord>, Vec<Problem>) {
    match ending.to_lowercase().as_str() {
        "csv" | "tsv" => table::parse(text),
        "yml" | "yaml" => vale::parse(text),
        _ => parse_toml(text),
    }
}

fn parse_toml(text: &str) -> (Vec<HouseWord>, Vec<Problem>) {
    let (found, error) = toml::parse(text);
    let (mut words, mut problems) = (Vec::new(), Vec::new());
    let Some(error) = error else {
        read_list(&found, &mut words, &mut problems);
        return (words, problems);
    };
    // A slip costs its own entry alone: each is read by itself.
    let lines = text.match_indices('\n').map(|(at, _)| at + 1);
    let begins = |at: &usize| HEADERS.iter().any(|header| text[*at..].starts_with(header));
    let starts = lines.filter(begins).chain([text.len()]);
    let mut start = 0;
    for end in starts {
        let (found, error) = toml::parse(&text[start..end]);
        let (mut here, mut wrong) = (Vec::new(), Vec::new());
        match error {
            // Behind a syntax error the parser guesses.
            Some(error) => wrong.push(error),
            None => read_list(&found, &mut here, &mut wrong),
        }
        let offset = TextSize::try_from(start).unwrap_or_default();
        words.extend(here.into_iter().map(|it| HouseWord { range: it.range + offset, ..it }));
        problems.extend(wrong.into_iter().map(|it| Problem { range: it.range.map(|it| it + offset), ..it }));
        start = end;
    }
    if problems.is_empty() {
        problems.push(error);
    }
    (words, problems)
}

fn read_list(found: &[Entry], words: &mut Vec<HouseWord>, problems: &mut Vec<Problem>) {
    for Entry { key, key_range, node } in found {
        match key.as_str() {
            "word" => words.extend(entries(*key_range, node, problems)),
            key => problems.push(problem(*key_range, unknown_key(key, "A list of words", &["word"]))),
        }
    }
}

/// The entries under `[[word]]`, whose key stands in `key_range`.
pub(crate) fn entries(key_range: TextRange, node: &Node, problems: &mut Vec<Problem>) -> Vec<HouseWord> {
    let Value::List(items) = &node.value else {
        let message = "House words are a list: write `[[word]]`, in two pairs of brackets, over each.";
        problems.push(problem(key_range, message.to_owned()));
        return Vec::new();
    };
    items.iter().filter_map(|item| entry(item, problems)).collect()
}

/// One entry.
fn entry(item: &Node, problems: &mut Vec<Problem>) -> Option<HouseWord> {
    let mut told = Told::default();
    for Entry { key, key_range, node } in item.table("word", problems)? {
        match key.as_str() {
            "avoid" => told.avoid = texts(node, key, problems),
            "review" => told.review = texts(node, key, problems),
            "prefer" => told.prefer = texts(node, key, problems),
            "except" => told.except = texts(node, key, problems),
            "reason" => told.reason = node.text(key, problems).map(plain),
            "forms" => {
                let word = node.text(key, problems).map(word_forms);
                told.forms = word.and_then(|read| {
                    read.map_err(|message| problems.push(problem(node.range, message))).ok()
                });
            }
            key => problems.push(problem(*key_range, unknown_key(key, "A house word", &FIELDS))),
        }
    }
    told.entry(item.range, problems)
}

/// A text or several; those without a letter or a figure are problems.
fn texts(node: &Node, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        Value::Text(_) => std::slice::from_ref(node),
        _ => {
            node.complain::<()>(key, "a word in quotation marks, or a list of them", problems);
            return Vec::new();
        }
    };
    let mut texts = Vec::new();
    for item in items {
        let Some(text) = item.text(key, problems).map(plain) else { continue };
        match text.contains(char::is_alphanumeric) {
            true => texts.push(text),
            false => {
                let message = format!("`{key}` takes words, but “{text}” has no letters.");
                problems.push(problem(item.range, message));
            }
        }
    }
    texts
}

/// Words that stand in a list twice, or are preferred by one entry and avoided by another; `files`: the entries of each file with its
/// name. Gives the file and what is wrong at the entry behind.
pub fn clashes(files: &[(&[HouseWord], &str)]) -> Vec<(usize, Problem)> {
    let mut found = Vec::new();
    // Names are told from other words by their capitals.
    let key = |word: &str| word.to_owned();
    let mut known: HashMap<String, (usize, &HouseWord)> = HashMap::new();
    let all =
        || files.iter().enumerate().flat_map(|(file, (words, _))| words.iter().map(move |it| (file, it)));
    for (file, entry) in all() {
        for word in &entry.words {
            if let Some((other, _)) = known.get(&key(word)) {
                let message = format!(
                    "“{word}” stands in the list twice (in {}): keep one entry, for only the first counts.",
                    files[*other].1
                );
                found.push((file, problem(entry.range, message)));
            } else {
                known.insert(key(word), (file, entry));
            }
        }
    }
    for (file, entry) in all() {
        for word in &entry.prefer {
            let avoided = known.get(&key(word)).filter(|(_, other)| !other.review && *other != entry);
            if let Some((other, _)) = avoided {
                let message = format!(
                    "“{word}” is preferred here and avoided by another entry (in {}): keep one of the two.",
                    files[*other].1
                );
                found.push((file, problem(entry.range, message)));
            }
        }
    }
    found.sort_by_key(|(file, problem)| (*file, problem.range.map(TextRange::start)));
    found
}
