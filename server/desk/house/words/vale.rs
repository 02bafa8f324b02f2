//! Lists of another linter for prose, Vale: `substitution` and `existence`. Their words are regular expressions, of which those are
//! taken that stand for some words and no more: `colou?r`, `(?:asylum|refugee) seekers`.

use copydesk_facts::Problem;
use copydesk_facts::notation::tree::{Entry, Node, Value, problem};
use copydesk_facts::notation::words::one_of;
use copydesk_facts::notation::yaml;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::Extractor;
use text_size::TextRange;

use super::HouseWord;
use super::forms::{WordForms, forms};
use super::told::{Told, plain};

/// More words than that a single expression does not stand for in earnest.
const MOST: usize = 250;
/// How Vale marks in a message where the words stand.
const HOLE: &str = "%s";

/// Reads a style of Vale's.
pub(super) fn parse(text: &str) -> (Vec<HouseWord>, Vec<Problem>) {
    let (entries, error) = yaml::parse(text);
    let mut problems: Vec<Problem> = error.into_iter().collect();
    let mut words = Vec::new();
    let of = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node);
    let text_of = |key: &str| match of(key).map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let except = match of("exceptions").map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(text_in).map(plain).collect(),
        _ => Vec::new(),
    };
    let style = Style {
        // A sentence with a hole tells nothing that the words themselves do not.
        reason: text_of("message").filter(|message| !message.contains(HOLE)).map(plain),
        is_review: text_of("level") == Some("suggestion"),
        ignores_case: text_of("ignorecase") == Some("true"),
        except,
    };
    match text_of("extends") {
        Some("substitution") => {
            let Some(Value::Table(swap)) = of("swap").map(|node| &node.value) else {
                problems.push(at_top("This list of Vale's has no `swap`, in which its words stand."));
                return (words, problems);
            };
            for Entry { key, key_range, node } in swap {
                let prefer = text_in(node).unwrap_or_default();
                words.extend(style.entry(key, prefer, key_range.cover(node.range), &mut problems));
            }
        }
        Some("existence") => {
            let tokens = ["tokens", "raw"].into_iter().filter_map(of);
            for item in tokens
                .filter_map(|node| node.list("tokens", &mut problems).map(<[Node]>::to_vec))
                .collect::<Vec<_>>()
                .concat()
            {
                match text_in(&item) {
                    Some(words_of) => words.extend(style.entry(words_of, "", item.range, &mut problems)),
                    None => problems.push(problem(item.range, "`tokens` takes words.".to_owned())),
                }
            }
        }
        kind => {
            let kind = kind.map_or("says nothing".to_owned(), |kind| format!("is `{kind}`"));
            let message = format!(
                "A list of Vale's whose `extends` {kind} is not one of words: it is {}.",
                one_of(["substitution", "existence"])
            );
            problems.push(
                of("extends").map_or_else(|| at_top(&message), |node| problem(node.range, message.clone())),
            );
        }
    }
    (words, problems)
}

/// What holds of all entries of a list.
struct Style {
    reason: Option<String>,
    is_review: bool,
    ignores_case: bool,
    except: Vec<String>,
}

impl Style {
    fn entry(
        &self,
        expression: &str,
        prefer: &str,
        range: TextRange,
        problems: &mut Vec<Problem>,
    ) -> Option<HouseWord> {
        let Some(mut words) = words_of(expression) else {
            let message = format!(
                "“{expression}” stands for more than some words, so it is left out: write the words that it means."
            );
            problems.push(problem(range, message));
            return None;
        };
        if self.ignores_case {
            words.iter_mut().for_each(|word| *word = word.to_lowercase());
        }
        // Exceptions are those of the whole list.
        let holds = |phrase: &&String| {
            let lower = phrase.to_lowercase();
            words.iter().any(|word| lower.contains(&word.to_lowercase()))
        };
        let except = self.except.iter().filter(holds).cloned().collect();
        let prefer: Vec<String> = prefer.split('|').map(plain).filter(|text| !text.is_empty()).collect();
        // An expression may stand for what is right too: "e-?mail".
        words.retain(|word| !prefer.contains(word));
        // An expression means the forms that it says; where those are a word's own, the word bends by itself.
        let bends = WordForms::likely(words.iter().chain(&prefer).map(String::as_str));
        let bent: Vec<String> = words
            .iter()
            .flat_map(|word| forms(word, bends).into_iter().skip(1))
            .map(|(_, form)| form)
            .collect();
        let count = words.len();
        words.retain(|word| !bent.contains(word));
        let forms = if words.len() < count { bends } else { WordForms::None };
        let forms = Some(forms);
        let (avoid, review) = if self.is_review { (Vec::new(), words) } else { (words, Vec::new()) };
        Told { avoid, review, prefer, reason: self.reason.clone(), except, forms }.entry(range, problems)
    }
}

/// The words that a regular expression stands for; `None` where it cannot be read, or there is no end to them.
fn words_of(expression: &str) -> Option<Vec<String>> {
    let parsed = ParserBuilder::new().build().parse(expression).ok()?;
    let mut extractor = Extractor::new();
    extractor.limit_total(MOST);
    let found = extractor.extract(&parsed);
    let literals = found.literals().filter(|_| found.is_exact())?;
    let mut words: Vec<String> = Vec::new();
    for literal in literals {
        let word = plain(std::str::from_utf8(literal.as_bytes()).ok()?);
        if word.contains(char::is_alphanumeric) && !words.contains(&word) {
            words.push(word);
        }
    }
    (!words.is_empty()).then_some(words)
}

fn text_in(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn at_top(message: &str) -> Problem {
    Problem { range: None, message: message.to_owned() }
}
