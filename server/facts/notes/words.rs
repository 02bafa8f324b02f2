//! Words as quotations are compared with notes: without case, accents, marks and hyphens, figures by their value, contractions in
//! their parts. So "half-term" is "half term", "£40,000" is "forty thousand pounds", and "doesn't" stands beside "does not".

use std::collections::HashMap;

use std::ops::Range;

use copydesk_language::{Clock, Decimal, Quantity, Unit, number_words, numbers};
use text_size::{TextRange, TextSize};

use crate::spelling;

/// One word of a text, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is compared.
    pub(super) form: String,
    /// Bytes of the text; the parts of a contraction and of a figure share the place of the whole.
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
    let size = |at: usize| TextSize::new(u32::try_from(at).unwrap_or(u32::MAX));
    let place = |from: usize, to: usize| TextRange::new(size(from), size(to)) + start;
    let mut figures = figures(text).into_iter().peekable();
    let mut letters = text.char_indices().peekable();
    while let Some((from, letter)) = letters.next() {
        while figures.next_if(|(figure, _)| figure.start < from).is_some() {}
        if let Some((figure, forms)) = figures.next_if(|(figure, _)| figure.start == from) {
            while letters.next_if(|(at, _)| *at < figure.end).is_some() {}
            let range = place(figure.start, figure.end);
            words.extend(forms.into_iter().map(|form| Word { form, range, behind: Break::None }));
            continue;
        }
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
        let range = place(from, to);
        for form in forms(&text[from..to]) {
            words.push(Word { form, range, behind: Break::None });
        }
    }
    words
}

fn break_of(letter: char) -> Break {
    match letter {
        '.' | '!' | '?' => Break::Stop,
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

/// The figures of a text in order, each with its bytes and what it is compared as: its value, and its unit where that has a sign or
/// several names. Shares, dates and stretches of time are compared word by word.
fn figures(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let found = numbers(text);
    let is_plain =
        |quantity: &&Quantity| quantity.unit != Unit::Fraction && !text[quantity.number].starts_with('0');
    let mut quantities: Vec<Quantity> = Vec::new();
    for quantity in found.quantities.iter().filter(is_plain) {
        let one = quantities.last().and_then(|last| spoken_as_one(text, last, quantity));
        if one.is_some() {
            quantities.pop();
        }
        quantities.push(one.unwrap_or_else(|| quantity.clone()));
    }
    let quantities = quantities.iter().map(|quantity| of_quantity(text, quantity));
    let mut figures: Vec<(TextRange, Vec<String>)> =
        quantities.chain(found.clocks.iter().map(of_clock)).collect();
    figures.sort_by_key(|(range, _)| range.start());
    figures.into_iter().map(|(range, forms)| (range.into(), forms)).collect()
}

/// Two numbers that are one as they are spoken: the years of "twenty twenty-four", the pence of "four pounds fifty".
fn spoken_as_one(text: &str, first: &Quantity, second: &Quantity) -> Option<Quantity> {
    let (hundred, ten) = (Decimal::whole(100), Decimal::whole(10));
    let is_part = |quantity: &Quantity| {
        quantity.in_words && quantity.unit == Unit::Count && (ten..hundred).contains(&quantity.value)
    };
    let between = TextRange::new(first.range.end(), second.range.start().max(first.range.end()));
    if !first.in_words || !is_part(second) || &text[between] != " " {
        return None;
    }
    let value = match first.unit {
        Unit::Count if is_part(first) => first.value.times(hundred) + second.value,
        Unit::Money("£" | "$" | "€") if first.value.is_whole() => {
            first.value + second.value.over(hundred)?
        }
        _ => return None,
    };
    let (range, number) = (first.range.cover(second.range), first.number.cover(second.number));
    Some(Quantity { range, number, value, ..first.clone() })
}

fn of_quantity(text: &str, quantity: &Quantity) -> (TextRange, Vec<String>) {
    // "5m" is compared as five millions also where the words around tell that they are metres: a quotation may lack those.
    let behind = quantity.range.end().checked_sub(quantity.number.end()).unwrap_or_default();
    let behind = &text[TextRange::at(quantity.number.end(), behind)];
    if matches!(quantity.unit, Unit::Measure(_)) && behind == "m" {
        return (quantity.range, value(quantity.value.times(Decimal::whole(1_000_000))));
    }
    let unit: &[&str] = match quantity.unit {
        Unit::Percent => &["per", "cent"],
        Unit::Points => &["percentage", "points"],
        Unit::Money(name) => &[name],
        Unit::Measure(measure) => &[measure.name],
        Unit::Count | Unit::Fraction | Unit::Time(_) => &[],
    };
    let range = if unit.is_empty() { quantity.number } else { quantity.range };
    let unit = unit.iter().map(|word| (*word).to_owned());
    (range, value(quantity.value).into_iter().chain(unit).collect())
}

fn of_clock(clock: &Clock) -> (TextRange, Vec<String>) {
    let number = |number: u32| value(Decimal::whole(number.into()));
    let mut forms = number(clock.hour);
    if clock.minute > 0 {
        forms.extend(number(clock.minute));
    }
    forms.extend(clock.afternoon.map(|afternoon| HALVES[usize::from(afternoon)].to_owned()));
    (clock.range, forms)
}

/// The halves of a day behind an hour, and what stands for either.
const HALVES: [&str; 2] = ["a.m.", "p.m."];
const OF_THE_CLOCK: &str = "o'clock";

/// Whether a word only says that a number is an hour.
pub(super) fn tells_hour(form: &str) -> bool {
    form == OF_THE_CLOCK || HALVES.contains(&form)
}

/// A number as it is compared, however it is written.
fn value(value: Decimal) -> Vec<String> {
    let digits = value.to_string();
    number(&digits).unwrap_or_else(|| vec![digits])
}

/// A number below a hundred in words, and another without what groups its digits and the zeros behind its point.
fn number(word: &str) -> Option<Vec<String>> {
    if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let mut digits = word.replace(',', "");
    if digits.contains('.') {
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    let small = digits.parse::<usize>().ok().filter(|_| !digits.starts_with('0') || digits == "0");
    Some(match small.filter(|number| *number < 100) {
        Some(number) => number_words(number).map(str::to_owned).collect(),
        None => vec![digits],
    })
}

/// The words that another stands for in a contraction, "not" for "n't"; and of an hour "o'clock" for "p.m.".
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
        "a.m." | "p.m." => &[OF_THE_CLOCK],
        OF_THE_CLOCK => &HALVES,
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
        } else if matches!(word.form.as_str(), "like" | "well") && before && behind {
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
            ("It is 5m long, 5m in all, Route 4.50", "it is 5000000 long 5000000 in all route 4.5"),
            ("the bakery's *four* rolls'", "the bakery 's four rolls"),
            ("£40,000 or 4.5m", "40000 £ or 4500000"),
            ("forty thousand pounds or four and a half million", "40000 £ or 4500000"),
            ("£1: 4", "one £ four"),
            ("twenty twenty-four, nineteen ninety and 2024", "2024 1990 and 2024"),
            ("four pounds fifty or £4.50, ten or twenty", "4.5 £ or 4.5 £ ten or twenty"),
            ("20% or twenty percent or 20 per cent", "twenty per cent or twenty per cent or twenty per cent"),
            ("a hundred and fifty-two km", "152 km"),
            ("at 3.30pm, 9 a.m. or three o’clock", "at three thirty p.m. nine a.m. or three o'clock"),
            (
                "a third of 14 May, seven-member, Route 66",
                "a third of fourteen may seven member route sixty six",
            ),
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
