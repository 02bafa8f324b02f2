//! What a fact-checker looks up beside names and what is understood of numbers: superlatives, words for days and times, and numbers
//! of whatever kind. Made where somebody asks for a sheet; a keystroke pays nothing for it.

use text_size::TextRange;

use crate::calendar;
use crate::lexicon;
use crate::lexicon::names::is_connector;
use crate::lexicon::numbers::ordinal;
use crate::records;
use crate::roles::is_verb;
use crate::sentences::{self, SentenceTokens};
use crate::tokens::{TokenKind, Tokens};

/// Bytes of a passage, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkable {
    /// "most dangerous ferry", "first woman", "never before".
    pub superlatives: Vec<TextRange>,
    /// "Monday", "last week", "the 1990s", "noon".
    pub days: Vec<TextRange>,
    /// Every number in digits, and words that tell how much without one: "A320", "5'11", "dozens", "doubled", "third".
    pub numbers: Vec<TextRange>,
    /// Words in capitals that may name something: "CNN", "Citizens for Tax Justice".
    pub capitals: Vec<TextRange>,
    /// Papers that somebody would ask to see, each with the words that say which one: "its last annual report".
    pub documents: Vec<TextRange>,
}

/// Behind a superlative so many words at most belong to it.
const LONGEST: usize = 3;

/// Finds them in a passage; some of the numbers and days are those that [`Numbers`](crate::Numbers) has too.
pub fn checkable(passage: &str) -> Checkable {
    let tokens = Tokens::new(passage);
    let mut found = Checkable { documents: records::find(&tokens), ..Checkable::default() };
    for sentence in sentences::split(&tokens) {
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some(end) = superlative(&tokens, at, sentence.end) {
                found.superlatives.push(tokens.span(at, end));
                at = end;
                continue;
            }
            if let Some(end) = day(&tokens, at, sentence.end) {
                found.days.push(tokens.span(at, end));
                at = end;
                continue;
            }
            if let Some(end) = number(&tokens, at, sentence.end) {
                let range = tokens.span(at, end);
                // "5'11", "3/4": one number, whatever mark stands within.
                let joined = |last: &&mut TextRange| {
                    let between =
                        passage.get(usize::from(last.end())..usize::from(range.start())).unwrap_or(" ");
                    // "Tens of thousands".
                    let many = between == " of " && tokens.lower(at).ends_with('s');
                    many || matches!(between, "'" | "’" | "/" | ":" | "-" | "–" | ".")
                };
                match found.numbers.last_mut().filter(joined) {
                    Some(last) => *last = last.cover(range),
                    None => found.numbers.push(range),
                }
            }
            at += 1;
        }
        capitals(&tokens, sentence, &mut found.capitals);
    }
    found
}

/// Runs of words with capitals, but for a single one that only opens a sentence or a quotation.
fn capitals(tokens: &Tokens, sentence: SentenceTokens, found: &mut Vec<TextRange>) {
    let named = |at: usize| {
        let lower = tokens.lower(at);
        let is_name = tokens.is_capitalised(at) && !lower.starts_with("i'") && lower != "i";
        at < sentence.end
            && is_name
            && !lexicon::CALENDAR_WORDS.contains(lower)
            && !lexicon::people::is_courtesy(lower)
            && calendar::weekday(tokens, at).is_none()
    };
    let mut at = sentence.start;
    while at < sentence.end {
        if !named(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        loop {
            let joint = is_connector(tokens.lower(end)) || tokens.lower(end) == "on";
            // "Tears of the Sun".
            let joint_end = end + 1 + usize::from(tokens.lower(end + 1) == "the");
            match () {
                () if named(end) => end += 1,
                () if joint && tokens.lower(end) != "and" && named(joint_end) => end = joint_end + 1,
                () => break,
            }
        }
        let opens = start == sentence.start
            || matches!(tokens.kind(start - 1), TokenKind::Quote | TokenKind::Colon | TokenKind::OpenBracket);
        // "But The Herald" begins with no name.
        let start = start + usize::from(opens && lexicon::EVERYDAY_WORDS.contains(tokens.lower(start)));
        let single = end == start + 1 && opens && !tokens.is_all_capitals(start);
        if start < end && !single {
            found.push(tokens.span(start, end));
        }
        at = end;
    }
}

/// The token behind the superlative that begins at a token.
fn superlative(tokens: &Tokens, at: usize, limit: usize) -> Option<usize> {
    let (lower, next) = (tokens.lower(at), tokens.lower(at + 1));
    if lower == "unprecedented" || lower == "never" && next == "before" {
        return Some(at + 1 + usize::from(lower == "never"));
    }
    if !tokens.is_word(at) {
        return None;
    }
    let before = at.checked_sub(1);
    let lower_before = before.map_or("", |before| tokens.lower(before));
    let of_all = before.is_some_and(|before| tokens.kind(before) == TokenKind::Possessive)
        || lexicon::is_determiner(lower_before)
        || ordinal(lower_before).is_some_and(|place| place > 1)
        || lexicon::numbers::is_number_word(lower_before)
        || lower_before.ends_with("s'");
    let head = match lower {
        "most" | "least" => {
            let plain = tokens.is_word(at + 1) && !matches!(next, "of" | "likely" | "people" | "part");
            // "The most votes" counts too, "most voters" does not.
            (of_all && plain).then_some(at + 2)
        }
        "first" | "only" | "sole" => {
            let counts = !matches!(next, "aid" | "lady" | "like" | "responder" | "responders");
            (of_all && counts && tokens.is_word(at + 1)).then_some(at + 1)
        }
        "record" => {
            let new = matches!(lower_before, "a" | "new" | "all-time");
            let high = matches!(
                next,
                "high"
                    | "highs"
                    | "low"
                    | "lows"
                    | "number"
                    | "numbers"
                    | "profit"
                    | "profits"
                    | "levels"
                    | "heat"
            );
            let thing = tokens.is_word(at + 1) && !is_small(next) && !is_verb(next)
                || tokens.kind(at + 1) == TokenKind::Number;
            (high || new && thing).then_some(at + 1)
        }
        "best" | "worst" => of_all.then_some(at + 1),
        _ => {
            let ends = |part: &str| {
                part.len() > 4 && part.ends_with("est") && !lexicon::NO_SUPERLATIVES.contains(part)
            };
            let joined = lower.contains('-')
                && lower
                    .split('-')
                    .any(|part| ends(part) || matches!(part, "best" | "worst" | "first" | "record"));
            let ever = lower.contains("-ever") || lower == "all-time";
            let bare = !lower.contains('-') && tokens.text(at).starts_with(char::is_lowercase) && ends(lower);
            (joined || ever || bare && (of_all || is_place_ahead(tokens, at + 1))).then_some(at + 1)
        }
    }?;
    let goes_on = |at: usize| {
        let lower = tokens.lower(at);
        let ends = is_small(lower) || is_verb(lower) || lexicon::grammar::is_adverb(lower);
        at < limit && tokens.is_word(at) && !ends
    };
    Some(
        (head..(head + LONGEST).min(limit))
            .find(|&at| !goes_on(at))
            .unwrap_or((head + LONGEST).min(limit))
            .min(limit),
    )
}

/// "Largest in Europe", "fastest of the three": what is compared stands behind.
fn is_place_ahead(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.lower(at), "in" | "of" | "among" | "ever" | "since")
}

/// Whether a word ends the words that belong to a superlative.
fn is_small(lower: &str) -> bool {
    lexicon::PREPOSITIONS.contains(lower)
        || lexicon::is_determiner(lower)
        || lexicon::RELATIVE_WORDS.contains(lower)
        || lexicon::SUBJECT_PRONOUNS.contains(lower)
        || matches!(
            lower,
            "and" | "or" | "but" | "so" | "because" | "when" | "if" | "than" | "to" | "not" | "ever"
        )
}

/// The token behind the words for a day or a time that begin at a token, as far as no date of the calendar has them.
fn day(tokens: &Tokens, at: usize, limit: usize) -> Option<usize> {
    let (lower, next) = (tokens.lower(at), tokens.lower(at + 1));
    // "Monday evening", "tomorrow night".
    let part = |at: usize| usize::from(at < limit && PARTS_OF_DAY.contains(&tokens.lower(at)));
    if calendar::weekday(tokens, at).is_some() || is_weekdays(tokens, at) {
        return Some(at + 1 + part(at + 1));
    }
    // "One o'clock", "each day", "the spring semester".
    let clock = |at: usize| matches!(tokens.lower(at), "o'clock" | "o’clock");
    let repeats = matches!(lower, "each" | "every") && is_time(next);
    let term = matches!(lower, "spring" | "summer" | "autumn" | "fall" | "winter")
        && matches!(next, "semester" | "term" | "season");
    if at + 1 < limit && (clock(at + 1) || repeats || term) {
        return Some(at + 2);
    }
    if matches!(lower, "yesterday" | "tomorrow") {
        return Some(at + 1 + part(at + 1));
    }
    // "USA Today" and "Dawn Ellis" are names.
    let named = at > 0
        && tokens.is_capitalised(at)
        && (tokens.is_capitalised(at - 1) || tokens.is_capitalised(at + 1));
    if !named
        && matches!(
            lower,
            "today"
                | "tonight"
                | "noon"
                | "midday"
                | "midnight"
                | "overnight"
                | "dawn"
                | "dusk"
                | "sunrise"
                | "sunset"
        )
        || tokens.is_capitalised(at) && matches!(lower, "christmas" | "easter" | "ramadan")
    {
        return Some(at + 1);
    }
    if matches!(
        lower,
        "last"
            | "this"
            | "next"
            | "past"
            | "previous"
            | "following"
            | "same"
            | "earlier"
            | "later"
            | "early"
            | "late"
            | "current"
            | "coming"
            | "recent"
    ) && at + 1 < limit
    {
        let again = matches!(next, "this" | "last" | "next" | "that");
        let at = at + usize::from(again);
        if is_time(tokens.lower(at + 1)) || lexicon::CALENDAR_WORDS.contains(tokens.lower(at + 1)) {
            return Some((at + 2).min(limit));
        }
    }
    // "Two years ago", "a month earlier".
    let from = at + usize::from(is_number(tokens, at));
    let points = matches!(tokens.lower(from + 1), "ago" | "earlier" | "later" | "before");
    if is_time(tokens.lower(from)) && points && from + 1 < limit {
        return Some(from + 2);
    }
    // "Ten past three", "half past nine", "a quarter to two".
    let hour = at + 2 < limit && lexicon::numbers::is_number_word(tokens.lower(at + 2));
    let minutes = next == "past" && (matches!(lower, "half" | "quarter") || is_number(tokens, at));
    if hour && (minutes || lower == "quarter" && next == "to") {
        return Some(at + 3);
    }
    // "The 1990s", "the '90s", "19th-century".
    let decade = |word: &str| {
        let digits = word.trim_start_matches('\'').strip_suffix('s').map(|it| it.trim_end_matches('\''));
        digits.is_some_and(|digits| {
            matches!(digits.len(), 2 | 4)
                && digits.ends_with('0')
                && digits.bytes().all(|it| it.is_ascii_digit())
        })
    };
    let century =
        lower.ends_with("-century") || next == "century" && lower.starts_with(|c: char| c.is_ascii_digit());
    (decade(lower) || century).then_some(at + 1 + usize::from(next == "century"))
}

/// Parts of a day that stand behind its name.
const PARTS_OF_DAY: [&str; 4] = ["morning", "afternoon", "evening", "night"];

/// "Mondays".
fn is_weekdays(tokens: &Tokens, at: usize) -> bool {
    let is =
        |day: &&str| tokens.lower(at).strip_suffix('s').is_some_and(|word| day.eq_ignore_ascii_case(word));
    tokens.is_capitalised(at) && crate::WEEKDAYS.iter().any(is)
}

/// Whether a word is for a stretch of the calendar that "last" and "next" point at, or for several.
fn is_time(lower: &str) -> bool {
    matches!(
        lower.strip_suffix('s').unwrap_or(lower),
        "week"
            | "month"
            | "year"
            | "night"
            | "weekend"
            | "decade"
            | "century"
            | "quarter"
            | "season"
            | "spring"
            | "summer"
            | "autumn"
            | "fall"
            | "winter"
            | "morning"
            | "afternoon"
            | "evening"
            | "day"
    )
}

/// The token behind a number, or behind words that count one thing: "one goal", "the second night", "a mile".
fn number(tokens: &Tokens, at: usize, limit: usize) -> Option<usize> {
    let (lower, next) = (tokens.lower(at), tokens.lower(at + 1));
    let counted = at + 1 < limit && is_counted(tokens, at + 1);
    let one = match lower {
        "one" => counted,
        "second" | "third" | "fourth" | "fifth" => counted || PARTS_OF_DAY.contains(&next),
        "a" | "an" => at + 1 < limit && MEASURES.contains(&next),
        _ => false,
    };
    if one { Some(at + 2) } else { is_number(tokens, at).then_some(at + 1) }
}

/// Whether a token has digits, or tells how much or how often in a word.
fn is_number(tokens: &Tokens, at: usize) -> bool {
    let lower = tokens.lower(at);
    let fraction = tokens.text(at).contains(['½', '⅓', '⅔', '¼', '¾', '⅛']);
    lower.contains(|c: char| c.is_numeric())
        || fraction
        || lexicon::AMOUNTS_IN_WORDS.contains(lower)
        || lexicon::numbers::is_number_word(lower) && lower != "one"
}

/// What "a" counts: "a minute outside the record".
const MEASURES: [&str; 8] = ["kilometre", "kilometer", "mile", "metre", "meter", "minute", "hour", "tonne"];

/// Whether a noun stands at a token, as far as one word shows: "one goal", not "one of".
fn is_counted(tokens: &Tokens, at: usize) -> bool {
    let lower = tokens.lower(at);
    tokens.is_word(at)
        && tokens.text(at).starts_with(char::is_lowercase)
        && !is_small(lower)
        && !is_verb(lower)
        && !lexicon::EVERYDAY_WORDS.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(passage: &str, of: impl Fn(&Checkable) -> &Vec<TextRange>) -> Vec<&str> {
        of(&checkable(passage)).iter().map(|&range| &passage[range]).collect()
    }

    #[test]
    fn superlatives_are_found_and_not_what_ends_like_them() {
        for (passage, expected) in [
            ("It is the most dangerous bridge in the country.", vec!["most dangerous bridge"]),
            ("Europe's second-largest port, and its oldest, closed.", vec!["second-largest port", "oldest"]),
            ("She is the first woman to lead it, and the only doctor.", vec!["first woman", "only doctor"]),
            ("Prices hit a record high; the record of the meeting is lost.", vec!["record high"]),
            ("Most voters stayed at home, at least in the west.", vec![]),
            ("The interest in the forest was modest, the guest said.", vec![]),
            ("First, the harvest was the best in years.", vec!["best"]),
            (
                "It has never before been so dry, an unprecedented drought.",
                vec!["never before", "unprecedented"],
            ),
            ("The highest tides already came, and the first responders left.", vec!["highest tides"]),
            ("Over the last week it was the longest-running show.", vec!["longest-running show"]),
        ] {
            assert_eq!(words(passage, |found| &found.superlatives), expected, "{passage}");
        }
    }

    #[test]
    fn days_and_times_are_found() {
        for (passage, expected) in [
            ("On Monday it rained; yesterday it did not.", vec!["Monday", "yesterday"]),
            (
                "It closed last week, early this year and at noon.",
                vec!["last week", "early this year", "noon"],
            ),
            ("In the 1990s and the 19th century the '80s were far.", vec!["1990s", "19th century", "80s"]),
            ("They met on Mondays.", vec!["Mondays"]),
            (
                "At one o'clock on Monday evening, at dawn and tomorrow night it rains each day.",
                vec!["one o'clock", "Monday evening", "dawn", "tomorrow night", "each day"],
            ),
            ("A year earlier, and in recent months, it fell.", vec!["year earlier", "recent months"]),
            (
                "At ten past three, at half past nine and a quarter to two, three years later, it rang past two doors.",
                vec!["ten past three", "half past nine", "quarter to two", "three years later"],
            ),
            ("The sun shone.", vec![]),
            ("She told USA Today that the Dawn Chorus sang.", vec![]),
        ] {
            assert_eq!(words(passage, |found| &found.days), expected, "{passage}");
        }
    }

    #[test]
    fn words_in_capitals_are_found_but_where_a_sentence_opens() {
        for (passage, expected) in [
            ("But CNN and The Daily Beast met on Monday.", vec!["CNN", "The Daily Beast"]),
            (
                "Rain fell on Wasps and Citizens for Tax Justice, Mr. Lund said.",
                vec!["Wasps", "Citizens for Tax Justice", "Lund"],
            ),
            ("She saw Tears of the Sun in Paris.", vec!["Tears of the Sun", "Paris"]),
            ("“They came,” I said.", vec![]),
        ] {
            assert_eq!(words(passage, |found| &found.capitals), expected, "{passage}");
        }
    }

    #[test]
    fn numbers_of_whatever_kind_are_found() {
        for (passage, expected) in [
            ("The A320 flew at 5'11\" with 12% of dozens.", vec!["A320", "5'11", "12", "dozens"]),
            ("It doubled twice, in seven days; nobody came.", vec!["doubled", "twice", "seven"]),
            ("Tens of thousands came.", vec!["Tens of thousands"]),
            (
                "One goal and one of them, the second night and a mile on.",
                vec!["One goal", "second night", "a mile"],
            ),
        ] {
            assert_eq!(words(passage, |found| &found.numbers), expected, "{passage}");
        }
    }
}
