//! What an entry says in whatever notation, and whether that makes one.

use copydesk_facts::Problem;
use copydesk_facts::notation::tree::problem;
use copydesk_facts::notation::words::wrong_word;
use text_size::TextRange;

use super::forms::forms;
use super::{HouseWord, WordForms};

/// The fields of an entry, in the order in which a complaint lists them.
pub const FIELDS: [&str; 6] = ["avoid", "review", "prefer", "reason", "except", "forms"];

/// What an entry says, before it is known whether that makes one.
#[derive(Default)]
pub(super) struct Told {
    pub(super) avoid: Vec<String>,
    pub(super) review: Vec<String>,
    pub(super) prefer: Vec<String>,
    pub(super) reason: Option<String>,
    pub(super) except: Vec<String>,
    pub(super) forms: Option<WordForms>,
}

impl Told {
    /// The entry, and what is wrong with it, which stands in `range`.
    pub(super) fn entry(self, range: TextRange, problems: &mut Vec<Problem>) -> Option<HouseWord> {
        let Told { avoid, review, prefer, reason, except, forms } = self;
        let mut complain = |message: String| problems.push(problem(range, message));
        if !avoid.is_empty() && !review.is_empty() {
            let message = format!(
                "“{}” is avoided and “{}” only looked at: give them an entry each, for one has `avoid` or `review`.",
                avoid[0], review[0]
            );
            complain(message);
        }
        let is_review = avoid.is_empty();
        let words = if is_review { review } else { avoid };
        if words.is_empty() {
            complain("This entry names no words: say which with `avoid` or `review`.".to_owned());
            return None;
        }
        if let Some(word) = prefer.iter().find(|word| words.contains(word)) {
            complain(format!("“{word}” is preferred to itself: take it out of one of the two lists."));
        }
        let entry = HouseWord {
            words: boxed(words),
            review: is_review,
            prefer: boxed(prefer),
            reason: reason.filter(|reason| !reason.is_empty()).map(String::into_boxed_str),
            except: boxed(except),
            forms,
            range,
        };
        let forms: Vec<String> = match entry.except.is_empty() {
            true => Vec::new(),
            false => entry
                .words
                .iter()
                .flat_map(|word| self::forms(word, entry.bends()))
                .map(|it| it.1.to_lowercase())
                .collect(),
        };
        for phrase in &entry.except {
            let lower = phrase.to_lowercase();
            if !forms.iter().any(|form| lower.contains(form.as_str())) {
                complain(format!(
                    "The exception “{phrase}” does not hold “{}”: write the whole phrase in which that is right.",
                    entry.words[0]
                ));
            }
        }
        Some(entry)
    }
}

fn boxed(texts: Vec<String>) -> Box<[Box<str>]> {
    texts.into_iter().map(String::into_boxed_str).collect()
}

/// A text with one blank between its words.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the word behind `forms` says.
pub(super) fn word_forms(word: &str) -> Result<WordForms, String> {
    let words = WordForms::ALL.iter().map(|forms| forms.name());
    let known = WordForms::ALL.into_iter().find(|forms| forms.name() == word);
    known.ok_or_else(|| wrong_word(word, &format!("`forms` is no `{word}`"), words))
}
