//! Looking for many words at once.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use copydesk_language::lexicon::{FORMS_OF_BE, FORMS_OF_HAVE};
use text_size::TextRange;

use super::HouseWord;
use super::forms::{Form, WordForms, forms};

/// The automaton of a list.
pub(super) struct Matcher {
    pub(super) entries: Vec<HouseWord>,
    automaton: AhoCorasick,
    /// One for each pattern of the automaton.
    patterns: Vec<Pattern>,
}

struct Pattern {
    /// Which entry.
    entry: u32,
    /// `None`: a phrase that is right.
    form: Option<Form>,
    /// The form as it is to be written, where its capitals count.
    cased: Option<Box<str>>,
}

/// A word of the list that stands in a text.
pub(crate) struct Matched<'m> {
    /// Bytes of the text.
    pub(crate) range: TextRange,
    /// Its entry.
    pub(crate) entry: &'m HouseWord,
    /// Whether the list writes it with a capital, as a name.
    pub(crate) is_name: bool,
    /// Whether it stands in a phrase that the entry takes for right.
    pub(crate) excepted: bool,
    form: Form,
}

impl Matcher {
    /// `None` where the list is larger than any automaton can be.
    pub(super) fn new(entries: Vec<HouseWord>) -> Option<Matcher> {
        let mut written: Vec<String> = Vec::new();
        let mut patterns = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let number = u32::try_from(number).ok()?;
            let mut add = |words: &str, form: Option<Form>, may_be_cased: bool| {
                let cased = may_be_cased && words.contains(char::is_uppercase);
                for words in with_apostrophes(words) {
                    let pattern =
                        || Pattern { entry: number, form, cased: cased.then(|| words.as_str().into()) };
                    for variant in variants(&words, cased) {
                        written.push(variant);
                        patterns.push(pattern());
                    }
                }
            };
            let bends = entry.bends();
            for words in &entry.words {
                let mut known: Vec<String> = Vec::new();
                for (form, words) in forms(words, bends) {
                    // "carried" is a past tense and a participle, "uses" a plural and a verb's: one of them is looked for.
                    if !known.contains(&words) {
                        add(&words, Some(form), true);
                        known.push(words);
                    }
                }
            }
            let phrases = entry.except.iter().flat_map(|phrase| forms(phrase, bends));
            phrases.for_each(|(_, phrase)| add(&phrase, None, false));
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(&written);
        Some(Matcher { entries, automaton: automaton.ok()?, patterns })
    }

    pub(super) fn find(&self, text: &str) -> Vec<Matched<'_>> {
        let mut found: Vec<(Range<usize>, &Pattern)> = Vec::new();
        let mut excepted: Vec<(Range<usize>, u32)> = Vec::new();
        // Overlapping ones, for "chair" begins in "chairman", where it is none.
        for matched in self.automaton.find_overlapping_iter(text) {
            let (range, pattern) = (matched.range(), &self.patterns[matched.pattern().as_usize()]);
            let as_written = pattern.cased.as_ref().is_none_or(|cased| text[range.clone()] == **cased);
            if !as_written || !is_whole(text, &range) {
                continue;
            }
            match pattern.form {
                Some(_) => found.push((range, pattern)),
                None => excepted.push((range, pattern.entry)),
            }
        }
        // Of two patterns for the same words the first holds, and it stands there first.
        found.sort_by_key(|(range, pattern)| (range.start, std::cmp::Reverse(range.end), pattern.entry));
        let mut matches = Vec::with_capacity(found.len());
        let mut behind = 0;
        for (range, pattern) in found {
            if range.start < behind {
                continue;
            }
            let Some((form, place)) = pattern.form.zip(range_of(&range)) else { continue };
            behind = range.end;
            let holds = |phrase: &Range<usize>| phrase.start <= range.start && range.end <= phrase.end;
            matches.push(Matched {
                range: place,
                entry: &self.entries[pattern.entry as usize],
                is_name: pattern.cased.is_some(),
                excepted: excepted.iter().any(|(phrase, entry)| *entry == pattern.entry && holds(phrase)),
                form,
            });
        }
        matches
    }
}

impl Matched<'_> {
    /// One of the preferred words in the form and with the capitals of the words that stand there. `before`: the words before them, by
    /// which a participle is told from a past tense; `opens`: whether they open a sentence.
    pub(crate) fn instead(&self, prefer: &str, words: &str, before: &str, opens: bool) -> String {
        let bends = if self.form == Form::Base { WordForms::None } else { self.entry.bends() };
        // "has gone", but "went": words that look alike in both need what stands before them.
        let form = match self.form {
            Form::Past if is_perfect(before) => Form::Participle,
            form => form,
        };
        let bent = forms(prefer, bends).into_iter().find(|(known, _)| *known == form);
        let bent = bent.map_or_else(|| prefer.to_owned(), |(_, bent)| bent);
        let letters = || words.chars().filter(|letter| letter.is_alphabetic());
        let own_capitals = self.is_name || prefer.contains(char::is_uppercase);
        if !self.is_name && letters().count() > 1 && letters().all(char::is_uppercase) {
            return bent.to_uppercase();
        }
        let capital = words.starts_with(char::is_uppercase);
        if capital && (opens || !own_capitals) { capitalised(&bent) } else { bent }
    }
}

/// Whether a form behind these words is a participle: "has", "was".
fn is_perfect(before: &str) -> bool {
    let mut words = before.split_whitespace().rev().take(2);
    words.any(|word| {
        let lower = word.to_lowercase();
        FORMS_OF_BE.contains(&lower)
            || FORMS_OF_HAVE.contains(&lower)
            || ["'ve", "’ve", "n't", "n’t"].iter().any(|ending| word.ends_with(ending))
    })
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The words with straight apostrophes and with curved ones.
fn with_apostrophes(words: &str) -> Vec<String> {
    match words.contains(['\'', '’']) {
        true => vec![words.replace('’', "'"), words.replace('\'', "’")],
        false => vec![words.to_owned()],
    }
}

/// The patterns that find words in any case: the automaton knows only those of ASCII by itself.
fn variants(words: &str, cased: bool) -> Vec<String> {
    if cased || words.is_ascii() {
        return vec![words.to_owned()];
    }
    let mut variants = vec![words.to_owned(), words.to_lowercase(), capitalised(words), words.to_uppercase()];
    variants.dedup();
    variants
}

/// Whether a match is whole words: not a part of a longer one, or of one with a hyphen. A possessive ending may follow.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let joins = |letter: char| matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’');
    let mut back = before.chars().rev();
    let opens = match back.next() {
        Some(last) if joins(last) => !back.next().is_some_and(is_letter),
        last => !last.is_some_and(is_letter),
    };
    let mut on = behind.chars();
    let closes = match on.next() {
        Some('\'' | '’') => {
            let ending: String = on.take_while(|letter| is_letter(*letter)).collect();
            ending.is_empty() || ending.eq_ignore_ascii_case("s")
        }
        Some(first) if joins(first) => !on.next().is_some_and(is_letter),
        first => !first.is_some_and(is_letter),
    };
    opens && closes
}

fn range_of(range: &Range<usize>) -> Option<TextRange> {
    Some(TextRange::new(u32::try_from(range.start).ok()?.into(), u32::try_from(range.end).ok()?.into()))
}
