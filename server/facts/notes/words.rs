//! Words as quotations are compared with notes: without case, accents, marks and hyphens, small numbers in words, contractions in
//! their parts. So "half-term" is "half term", "4" is "four", and "doesn't" stands beside "does not".

use std::collections::HashMap;

use copydesk_language::number_words;
use text_size::{TextRange, TextSize};

use crate::spelling;

/// One word of a text, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is compared.
    pub(super) form: String,
    /// Bytes of the text; the parts of a contraction share the place of the whole.
    pub(super) range: TextRange,
    /// What stands behind it before the next word sets it off: a comma, a dash, dots, the end of a sentence.
    pub(super) behind: Break,
}

/// How a word is set off from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    None,
    Comma,
    Stop,
}

/// The words of a text; `start` is where it begins: ranges count from there back.
pub(super) fn words(text: &str, start: TextSize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((from, letter)) = letters.next() {
        if !letter.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                word.behind = word.behind.max(break_of(letter));
            }
            continue;
        }
        let mut to = from + letter.len_utf8();
        let mut last = letter;
        while let Some(&(at, next)) = letters.peek() {
            let behind = text[at + next.len_utf8()..].chars().next();
            let digits = last.is_ascii_digit() && behind.is_some_and(|it| it.is_ascii_digit());
            let within = is_apostrophe(next) && behind.is_some_and(char::is_alphanumeric)
                || matches!(next, '.' | ',') && digits
                || is_mark_above(next);
            if !next.is_alphanumeric() && !within {
                break;
            }
            to = at + next.len_utf8();
            last = next;
            letters.next();
        }
        let size = |at: usize| TextSize::new(u32::try_from(at).unwrap_or(u32::MAX));
        let range = TextRange::new(size(from), size(to)) + start;
        for form in forms(&text[from..to]) {
            words.push(Word { form, range, behind: Break::None });
        }
    }
    words
}

fn break_of(letter: char) -> Break {
    match letter {
        '.' | '!' | '?' | '\n' => Break::Stop,
        ',' | ';' | ':' | '—' | '–' | '…' | '(' | ')' => Break::Comma,
        _ => Break::None,
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ')
}

/// Whether a letter is an accent that stands by itself, above the letter before.
fn is_mark_above(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// What a word is compared as; several, where it is several words in one.
fn forms(word: &str) -> Vec<String> {
    let folded = spelling::fold(word);
    let folded = folded.replace(['‘', '’', 'ʼ'], "'");
    let whole = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match folded.as_str() {
        "cannot" => return whole(&["can", "not"]),
        "can't" => return whole(&["can", "n't"]),
        "won't" => return whole(&["will", "n't"]),
        "shan't" => return whole(&["shall", "n't"]),
        "gonna" => return whole(&["going", "to"]),
        "wanna" => return whole(&["want", "to"]),
        "gotta" => return whole(&["got", "to"]),
        "ok" => return whole(&["okay"]),
        _ => {}
    }
    if let Some(number) = number(&folded) {
        return number;
    }
    const ENDINGS: [&str; 7] = ["n't", "'ll", "'re", "'ve", "'m", "'d", "'s"];
    for ending in ENDINGS {
        if let Some(stem) = folded.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return whole(&[stem, ending]);
        }
    }
    vec![folded]
}

/// A number below a hundred in words, and a longer one without what groups its digits.
fn number(word: &str) -> Option<Vec<String>> {
    if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let small = word.parse::<usize>().ok().filter(|_| !word.starts_with('0') || word == "0");
    let Some(number) = small.filter(|number| *number < 100) else { return Some(vec![word.replace(',', "")]) };
    Some(number_words(number).map(str::to_owned).collect())
}

/// The words that another stands for in a contraction: "not" for "n't".
pub(super) fn written_out(form: &str) -> &'static [&'static str] {
    match form {
        "n't" => &["not"],
        "'m" => &["am"],
        "'re" => &["are"],
        "'ve" => &["have"],
        "'ll" => &["will", "shall"],
        "'d" => &["had", "would"],
        "'s" => &["is", "has", "us"],
        "not" => &["n't"],
        "am" => &["'m"],
        "are" => &["'re"],
        "have" => &["'ve"],
        "will" | "shall" => &["'ll"],
        "had" | "would" => &["'d"],
        "is" | "has" | "us" => &["'s"],
        _ => &[],
    }
}

/// Sounds that everybody makes while looking for a word.
const SOUNDS: [&str; 12] = ["um", "uh", "er", "erm", "ah", "eh", "hm", "hmm", "mm", "mhm", "uhm", "umm"];

/// Which of some words are fillers: sounds, the newsroom's own, and "you know", "I mean" and the like where they are set off.
pub(super) fn fillers(words: &[Word], own: &[String]) -> Vec<bool> {
    const PAIRS: [(&str, &str); 4] = [("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of")];
    let alone = |form: &str| SOUNDS.contains(&form) || own.iter().any(|own| own == form);
    let mut fillers: Vec<bool> = words.iter().map(|word| alone(&word.form)).collect();
    let set_off = |at: usize| {
        let before =
            at.checked_sub(1).is_none_or(|before| words[before].behind != Break::None || fillers[before]);
        let behind = |end: usize| words.get(end).is_some_and(|word| word.behind != Break::None);
        (before, behind(at), behind(at + 1))
    };
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (before, behind, behind_next) = set_off(at);
        let next = words.get(at + 1).map_or("", |next| next.form.as_str());
        if PAIRS.contains(&(word.form.as_str(), next)) && (behind_next || before && word.form != "i") {
            let is_phrase = matches!(word.form.as_str(), "sort" | "kind");
            if !is_phrase || before && behind_next {
                found.extend([at, at + 1]);
            }
        } else if word.form == "like" && before && behind {
            found.push(at);
        }
    }
    found.into_iter().for_each(|at| fillers[at] = true);
    fillers
}

/// Words that turn or limit what is said: a gap must not swallow one of its sentence.
pub(super) fn turns_sense(form: &str) -> bool {
    const WORDS: [&str; 13] = [
        "not", "n't", "never", "no", "nor", "nearly", "almost", "only", "hardly", "barely", "scarcely",
        "rarely", "seldom",
    ];
    WORDS.contains(&form)
}

/// Numbers for words: what is one word has one number.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashMap<String, u32>);

impl Numbers {
    /// The number of a word, a new one where it has none.
    pub(super) fn give(&mut self, form: &str) -> u32 {
        if let Some(&number) = self.0.get(form) {
            return number;
        }
        let number = u32::try_from(self.0.len()).unwrap_or(NONE - 1);
        self.0.insert(form.to_owned(), number);
        number
    }

    /// The number of a word; [`NONE`] where it was never given one.
    pub(super) fn of(&self, form: &str) -> u32 {
        self.0.get(form).copied().unwrap_or(NONE)
    }
}

/// The number of no word.
pub(super) const NONE: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    fn forms_of(text: &str) -> String {
        let forms: Vec<String> = words(text, 0.into()).into_iter().map(|word| word.form).collect();
        forms.join(" ")
    }

    #[test]
    fn what_is_one_word_is_compared_as_one() {
        for (one, other) in [
            ("Half-term, Café!", "half term cafe"),
            ("I’m gonna pay 4 or 31 or 20", "i 'm going to pay four or thirty one or twenty"),
            ("He doesn't; it can't", "he does n't it can n't"),
            ("It cannot be", "it can not be"),
            ("1,200 and 4.8 at 00", "1200 and 4.8 at 00"),
            ("the bakery's *four* rolls'", "the bakery 's four rolls"),
            ("", ""),
        ] {
            assert_eq!(forms_of(one), other, "{one}");
        }
    }

    #[test]
    fn fillers_are_sounds_and_what_is_set_off() {
        let told = |text: &str| {
            let words = words(text, 0.into());
            let fillers = fillers(&words, &["right".to_owned()]);
            let told =
                words.iter().zip(fillers).filter(|(_, filler)| *filler).map(|(word, _)| word.form.clone());
            told.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told("Um, it is, you know, hard, right, er, so."), "um you know right er");
        assert_eq!(told("Do you know him? I like it. What kind of man?"), "");
        assert_eq!(told("It was, like, a sort of thing."), "like");
    }
}
