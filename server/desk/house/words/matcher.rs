//! Looking for many words at once.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use copydesk_language::lexicon::{FORMS_OF_BE, FORMS_OF_HAVE, is_determiner};
use text_size::TextRange;

use super::HouseWord;
use super::forms::{Form, bent, forms};

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
    /// The forms that look like this: "cuts" is a plural and a verb's, "cut" also its own past. None: a phrase that is right.
    forms: Box<[Form]>,
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
    forms: &'m [Form],
}

/// What stands in the place of words of the list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Instead {
    /// In the form and with the capitals of the words there, the likeliest first.
    pub(crate) words: Vec<String>,
    /// Whether the first of them is known to be right there: it is the only one, and in the form that is asked for.
    pub(crate) is_sure: bool,
}

impl Matcher {
    /// `None` where the list is larger than any automaton can be.
    pub(super) fn new(entries: Vec<HouseWord>) -> Option<Matcher> {
        let mut written: Vec<String> = Vec::new();
        let mut patterns = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let number = u32::try_from(number).ok()?;
            let mut add = |words: &str, forms: &[Form]| {
                let cased = !forms.is_empty() && words.contains(char::is_uppercase);
                for words in with_apostrophes(words) {
                    let pattern = || Pattern {
                        entry: number,
                        forms: forms.into(),
                        cased: cased.then(|| words.as_str().into()),
                    };
                    for variant in variants(&words, cased) {
                        written.push(variant);
                        patterns.push(pattern());
                    }
                }
            };
            looks(entry).iter().for_each(|look| add(&look.words, &look.forms));
            let phrases = entry.except.iter().flat_map(|phrase| forms(phrase, entry.bends()));
            phrases.for_each(|(_, phrase)| add(&phrase, &[]));
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
            match pattern.forms.is_empty() {
                false => found.push((range, pattern)),
                true => excepted.push((range, pattern.entry)),
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
            let Some(place) = range_of(&range) else { continue };
            behind = range.end;
            let holds = |phrase: &Range<usize>| phrase.start <= range.start && range.end <= phrase.end;
            matches.push(Matched {
                range: place,
                entry: &self.entries[pattern.entry as usize],
                is_name: pattern.cased.is_some(),
                excepted: excepted.iter().any(|(phrase, entry)| *entry == pattern.entry && holds(phrase)),
                forms: &pattern.forms,
            });
        }
        matches
    }
}

/// How words of an entry look in some of their forms.
struct Look<'e> {
    words: String,
    forms: Vec<Form>,
    /// The word that they are forms of.
    of: &'e str,
}

/// The looks of an entry's words, each once. A list that has "firemen" beside "fireman" means the plural by it, as the first word does.
fn looks(entry: &HouseWord) -> Vec<Look<'_>> {
    let mut looks: Vec<Look> = Vec::new();
    for of in &entry.words {
        for (form, words) in forms(of, entry.bends()) {
            match looks.iter_mut().find(|look| look.words == words) {
                Some(look) if look.of == &**of => look.forms.push(form),
                Some(look) if look.forms == [Form::Base] => {
                    *look = Look { words, forms: vec![form], of };
                }
                Some(_) => {}
                None => looks.push(Look { words, forms: vec![form], of }),
            }
        }
    }
    looks
}

impl Matched<'_> {
    /// What the entry prefers, for the words that stand in a text. `opens`: whether they open a sentence. `is_sure` where the entry
    /// prefers one word, and its form there is known.
    pub(crate) fn instead(&self, text: &str, opens: bool) -> Instead {
        let (start, end) = (usize::from(self.range.start()), usize::from(self.range.end()));
        let found = &text[start..end];
        let forms = narrowed(self.forms, &text[..start], &text[end..]);
        let mut all = Instead { words: Vec::new(), is_sure: self.entry.prefer.len() == 1 };
        for prefer in &self.entry.prefer {
            let by_form: Vec<_> = forms.iter().map(|form| bent(prefer, *form, self.entry.bends())).collect();
            let mut ways: Vec<String> = Vec::new();
            if by_form.iter().any(Vec::is_empty) {
                all.is_sure = false;
                ways.push(prefer.to_string());
            } else {
                by_form.into_iter().flatten().for_each(|way| {
                    if !ways.contains(&way) {
                        ways.push(way);
                    }
                });
                all.is_sure &= ways.len() == 1;
            }
            all.words.extend(ways.iter().map(|way| self.with_capitals(prefer, way, found, opens)));
        }
        all
    }

    /// A preferred word, bent, with the capitals of the words there.
    fn with_capitals(&self, prefer: &str, bent: &str, found: &str, opens: bool) -> String {
        let letters = || found.chars().filter(|letter| letter.is_alphabetic());
        let own_capitals = self.is_name || prefer.contains(char::is_uppercase);
        if !self.is_name && letters().count() > 1 && letters().all(char::is_uppercase) {
            return bent.to_uppercase();
        }
        let capital = found.starts_with(char::is_uppercase);
        if capital && (opens || !own_capitals) { capitalised(bent) } else { bent.to_owned() }
    }
}

/// Which of the forms that look alike stands between these words, as far as the next of them tell: "has cut", "to cut", "a cut". All of
/// them where they do not.
fn narrowed(forms: &[Form], before: &str, behind: &str) -> Vec<Form> {
    /// Behind these a verb has no ending.
    const BARE: [&str; 13] = [
        "to", "do", "does", "did", "will", "would", "can", "could", "may", "might", "must", "shall", "should",
    ];
    const ADVERBS: [&str; 7] = ["not", "never", "also", "already", "just", "now", "since"];
    const ONE: [&str; 4] = ["a", "an", "each", "every"];
    /// "All" and "her" may stand before a verb.
    const BEFORE_NOUNS: [&str; 7] = ["the", "my", "your", "his", "its", "our", "their"];
    const HE_OR_SHE: [&str; 2] = ["he", "she"];
    const SUBJECTS: [&str; 5] = ["i", "it", "we", "they", "who"];
    let clause =
        before.rfind(['.', ',', ';', ':', '?', '!', '—', '–', '(']).map_or(before, |at| &before[at..]);
    let clause = clause.to_lowercase().replace('’', "'");
    let words: Vec<&str> = clause.split_whitespace().collect();
    let is_perfect = |word: &str| {
        let word = word.trim_end_matches("n't");
        FORMS_OF_BE.contains(word) || FORMS_OF_HAVE.contains(word) || word.ends_with("'ve")
    };
    let is_bare = |word: &str| BARE.contains(&word) || word.ends_with("n't");
    let is_adverb = |word: &str| word.ends_with("ly") || ADVERBS.contains(&word);
    let last = words.last().copied().unwrap_or("");
    let governs = words.iter().rev().find(|word| !is_adverb(word)).copied().unwrap_or("");
    let has_auxiliary = words.iter().any(|word| is_perfect(word) || is_bare(word));
    let next = behind.split_whitespace().next().unwrap_or("").to_lowercase();
    let kept: &[Form] = if is_perfect(governs) {
        &[Form::Participle]
    } else if is_bare(governs) || ONE.contains(&last) {
        &[Form::Base]
    } else if BEFORE_NOUNS.contains(&last) {
        &[Form::Base, Form::Plural]
    } else if has_auxiliary {
        return forms.to_vec();
    } else if HE_OR_SHE.contains(&last) {
        &[Form::Past, Form::Third]
    } else if SUBJECTS.contains(&last) || is_determiner(&next) {
        // "The mayor purchased the house", where nothing before makes it "had on Monday purchased".
        &[Form::Base, Form::Past, Form::Third]
    } else {
        return forms.to_vec();
    };
    let left: Vec<Form> = forms.iter().copied().filter(|form| kept.contains(form)).collect();
    if left.is_empty() { forms.to_vec() } else { left }
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
