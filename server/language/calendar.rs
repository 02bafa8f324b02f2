//! Days of the calendar, and the dates, weekdays and times of the clock that a passage names.

use text_size::TextRange;

use crate::lexicon;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

/// A day of the Gregorian calendar; it need not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year, as written.
    pub year: i32,
    /// The month, from 1 on.
    pub month: u8,
    /// The day of the month, from 1 on.
    pub day: u8,
}

/// A date that a passage names, as far as it says it; bytes of the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// All of it, with the weekday and the year.
    pub range: TextRange,
    /// The weekday before it, from Monday, 0, and its word.
    pub weekday: Option<(u8, TextRange)>,
    /// The number of the day and the month; for "August 2001" the words of the month alone.
    pub day_range: TextRange,
    /// The day of the month.
    pub day: Option<u8>,
    /// The month, from 1 on.
    pub month: Option<u8>,
    /// The year.
    pub year: Option<i32>,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
}

/// A time of the clock; bytes of the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The digits and what is written of morning and afternoon.
    pub range: TextRange,
    /// The hour, as written.
    pub hour: u32,
    /// The minute, as written.
    pub minute: u32,
    /// Whether "am" (false) or "pm" (true) stands there.
    pub afternoon: Option<bool>,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
}

/// The weekdays, from Monday on.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// The day that "2025-03-11" names, alone or with what follows a day: a time, a hyphen, a space.
    pub fn read(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
        let ends = !bytes.get(10).is_some_and(u8::is_ascii_digit);
        let marked = matches!((bytes.get(4), bytes.get(7)), (Some(b'-' | b'_'), Some(b'-' | b'_')));
        let day = Day {
            year: number(0, 4)?.into(),
            month: number(5, 7)?.try_into().ok()?,
            day: number(8, 10)?.try_into().ok()?,
        };
        (marked && ends && day.exists()).then_some(day)
    }

    /// The day with which a text begins, in figures or in words: "11 March 2025", "Tuesday, March 11, 2025, at noon".
    pub fn told(text: &str) -> Option<Day> {
        let tokens = Tokens::new(text);
        let whole = SentenceTokens { start: 0, end: tokens.len() };
        Day::read(text).or_else(|| date_at(&tokens, 0, whole)?.1.day_near(None))
    }

    /// How many days the month of that number has.
    pub fn days_in(year: i32, month: u8) -> u8 {
        match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Whether the calendar has it.
    pub fn exists(self) -> bool {
        (1..=12).contains(&self.month) && (1..=Day::days_in(self.year, self.month)).contains(&self.day)
    }

    /// Days since 1 January 1970, of a day that exists.
    pub fn number(self) -> i64 {
        // Years begin in March, so that the leap day is the last.
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The weekday, from Monday, 0.
    pub fn weekday(self) -> usize {
        // 1 January 1970 was a Thursday.
        usize::try_from((self.number() + 3).rem_euclid(7)).unwrap_or_default()
    }

    /// The same day in another year.
    pub fn in_year(self, year: i32) -> Day {
        Day { year, ..self }
    }
}

impl Date {
    /// The day, where day and month are told; without a year that which is nearest to a day of reference. `None` where nothing
    /// tells the year, or that year has no such day.
    pub fn day_near(&self, reference: Option<Day>) -> Option<Day> {
        let day = |year: i32| Day { year, month: self.month.unwrap_or(0), day: self.day.unwrap_or(0) };
        if let Some(year) = self.year {
            return Some(day(year)).filter(|day| day.exists());
        }
        let reference = reference?;
        let years = (reference.year - 1..=reference.year + 1).map(day).filter(|day| day.exists());
        years.min_by_key(|day| (day.number() - reference.number()).abs())
    }

    /// Whether it is a day of a month, of whatever year.
    pub fn is_day(&self) -> bool {
        self.day.is_some() && self.month.is_some()
    }
}

impl Clock {
    /// Minutes since midnight; `None` where no clock shows it, or nothing says whether it is morning.
    pub fn minutes(&self) -> Option<u32> {
        let hour = match self.afternoon {
            Some(afternoon) if (1..=12).contains(&self.hour) => self.hour % 12 + 12 * u32::from(afternoon),
            None if self.hour < 24 => self.hour,
            _ => return None,
        };
        (self.minute < 60).then_some(hour * 60 + self.minute)
    }
}

/// The month of a word with a capital, from 1 on, abbreviated or not.
fn month(tokens: &Tokens, index: usize) -> Option<u8> {
    let word = tokens.lower(index).trim_end_matches('.');
    if !tokens.is_capitalised(index) || word.len() < 3 {
        return None;
    }
    let is = |month: &&str| word.len() <= 4 && starts(month, word) || month.eq_ignore_ascii_case(word);
    let at = MONTHS.iter().position(is)?;
    u8::try_from(at + 1).ok()
}

/// The weekday of a word, from Monday, 0.
pub(crate) fn weekday(tokens: &Tokens, index: usize) -> Option<u8> {
    let word = tokens.lower(index).trim_end_matches('.');
    // "Sun", "Sat" and "Wed" are words of their own.
    let short = matches!(word.len(), 3..=5)
        && tokens.text(index + 1) != "-"
        && !matches!(word, "sun" | "sat" | "wed");
    let is = |day: &&str| short && starts(day, word) || day.eq_ignore_ascii_case(word);
    let at = tokens.is_capitalised(index).then(|| WEEKDAYS.iter().position(is))??;
    u8::try_from(at).ok()
}

/// Whether a name starts with a word in lower case.
fn starts(name: &str, word: &str) -> bool {
    name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The number of a day of the month: "14", "14th".
fn day_of_month(tokens: &Tokens, index: usize) -> Option<u8> {
    let lower = tokens.lower(index);
    let digits = lower.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ordinal = matches!(&lower[digits.len()..], "" | "st" | "nd" | "rd" | "th");
    (ordinal && digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=39).contains(day))
}

/// A year in four digits.
pub(crate) fn year(tokens: &Tokens, index: usize) -> Option<i32> {
    let text = tokens.text(index);
    let year: i32 =
        (tokens.kind(index) == TokenKind::Number && text.len() == 4).then(|| text.parse().ok())??;
    // "29 November 1500 GMT" tells the time.
    let clock = matches!(
        tokens.lower(index + 1),
        "gmt" | "bst" | "utc" | "est" | "edt" | "cet" | "local" | "hours" | "hrs"
    );
    ((1000..=2199).contains(&year) && !clock).then_some(year)
}

/// The date that begins at a token, with the token behind it.
pub(crate) fn date_at(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> Option<(usize, Date)> {
    let mut at = start;
    let weekday = weekday(tokens, at).map(|weekday| (weekday, tokens.range(at)));
    if weekday.is_some() {
        at += 1;
        at += usize::from(tokens.kind(at) == TokenKind::Comma);
        at += usize::from(tokens.lower(at) == "the");
    }
    let named = at;
    let mut date = Date {
        range: TextRange::default(),
        weekday,
        day_range: TextRange::default(),
        day: None,
        month: None,
        year: None,
        quoted: false,
    };
    if let Some(day) = Day::read(tokens.text(at)).filter(|_| tokens.text(at).len() == 10) {
        (date.day, date.month, date.year) = (Some(day.day), Some(day.month), Some(day.year));
        (date.day_range, date.range) = (tokens.range(at), tokens.span(start, at + 1));
        return Some((at + 1, date));
    }
    if let Some(month) = month(tokens, at) {
        date.month = Some(month);
        at += 1;
        let goes_on = ends_day(tokens, at + 1);
        if let Some(day) = day_of_month(tokens, at).filter(|_| goes_on) {
            date.day = Some(day);
            at += 1;
        }
    } else if let Some(day) = day_of_month(tokens, at) {
        at += 1;
        at += usize::from(tokens.lower(at) == "of");
        date.month = Some(month(tokens, at)?);
        date.day = Some(day);
        at += 1;
    } else {
        return None;
    }
    date.day_range = tokens.span(named, at);
    let behind_comma = usize::from(date.day.is_some() && tokens.kind(at) == TokenKind::Comma);
    if let Some(year) = year(tokens, at + behind_comma).filter(|_| at + behind_comma < sentence.end) {
        date.year = Some(year);
        at += behind_comma + 1;
    }
    date.range = tokens.span(start, at);
    // "May" and "March" alone are names or verbs.
    let told =
        date.day.is_some() || date.year.is_some() || !matches!(date.month, Some(3 | 5)) || at - start > 1;
    let alone = date.day.is_some() || date.year.is_some() || tokens.text(start).len() > 3;
    (at <= sentence.end && (told || preceded(tokens, start)) && alone).then_some((at, date))
}

/// Whether the word before a bare month shows that it is one: "in May".
fn preceded(tokens: &Tokens, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| lexicon::WORDS_BEFORE_MONTHS.contains(tokens.lower(before)))
}

/// Whether the number before a token may be a day of the month: no "May 5:30", "April 10-12", "March 3 per cent".
fn ends_day(tokens: &Tokens, index: usize) -> bool {
    let time = tokens.text(index) == ":" && !tokens.spaced_after(index);
    !time && !matches!(tokens.text(index), "%" | "-" | "–" | "per" | "percent" | "million" | "billion")
}

/// The time of the clock that begins at a token, with the token behind it: "14:30", "5.15pm", "5 p.m.", "21.40".
pub(crate) fn clock_at(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> Option<(usize, Clock)> {
    let first = tokens.lower(start);
    let letters = first.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = &first[..first.len() - letters.len()];
    // The minutes behind a colon are no hour.
    if start > 0 && tokens.text(start - 1) == ":" && !tokens.spaced_before(start) {
        return None;
    }
    let half = |lower: &str| match lower {
        "am" | "a.m." | "a.m" => Some(false),
        "pm" | "p.m." | "p.m" => Some(true),
        _ => None,
    };
    let mut end = start + 1;
    let (hour, minute, colon) = match digits.split_once('.') {
        Some((hour, minute)) => (hour, minute, false),
        None if letters.is_empty()
            && tokens.text(end) == ":"
            && !tokens.spaced_before(end)
            && !tokens.spaced_after(end) =>
        {
            let minute = tokens.lower(end + 1);
            let plain = minute.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
            // Three parts are a time that was run, a chapter with its verse a place.
            if plain.len() != 2 || tokens.text(end + 2) == ":" {
                return None;
            }
            end += 2;
            (digits, minute, true)
        }
        None => (digits, "", false),
    };
    let own = if colon { minute.trim_start_matches(|c: char| c.is_ascii_digit()) } else { letters };
    let minute = minute.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let afternoon = if own.is_empty() {
        let spaced = half(tokens.lower(end)).filter(|_| end < sentence.end);
        end += usize::from(spaced.is_some());
        spaced
    } else {
        Some(half(own)?)
    };
    let whole = |digits: &str| (1..=2).contains(&digits.len()).then(|| digits.parse::<u32>().ok()).flatten();
    let told = afternoon.is_some() || colon;
    let range = tokens.span(start, end);
    let minute = if minute.is_empty() { 0 } else { whole(minute).filter(|_| minute.len() == 2)? };
    Some((end, Clock { range, hour: whole(hour)?, minute, afternoon, quoted: false })).filter(|_| told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences;

    fn dates(passage: &str) -> Vec<(String, Option<i32>, Option<u8>)> {
        let tokens = Tokens::new(passage);
        let sentence = sentences::split(&tokens)[0];
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match date_at(&tokens, at, sentence) {
                Some((end, date)) => {
                    found.push((passage[date.range].to_owned(), date.year, date.day));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    #[test]
    fn dates_are_read_in_every_order() {
        for (passage, words, year, day) in [
            ("It opens on Tuesday, 14 May 2025, at noon", "Tuesday, 14 May 2025", Some(2025), Some(14)),
            ("He came on the 3rd of March and left", "3rd of March", None, Some(3)),
            ("She left on Sunday, Oct. 6, and stayed away", "Sunday, Oct. 6", None, Some(6)),
            ("The fire of August 2001 was", "August 2001", Some(2001), None),
            ("It began on 2025-03-11 at noon", "2025-03-11", Some(2025), Some(11)),
            ("It began on Saturday, 29 November 1500 GMT", "Saturday, 29 November", None, Some(29)),
        ] {
            assert_eq!(dates(passage), [(words.to_owned(), year, day)], "{passage}");
        }
        assert_eq!(dates("She may go; the march of 14 people was long"), []);
    }

    #[test]
    fn a_day_knows_its_weekday() {
        for (text, weekday) in [("1970-01-01", 3), ("2025-05-14", 2), ("1879-12-28", 6), ("2000-02-29", 1)] {
            assert_eq!(Day::read(text).map(Day::weekday), Some(weekday), "{text}");
        }
        for text in ["2025-03-11T10:00", "11 March 2025", "Tuesday, March 11, 2025, at noon", "Mar. 11, 2025"]
        {
            assert_eq!(Day::told(text), Some(Day { year: 2025, month: 3, day: 11 }), "{text}");
        }
        for text in ["11 March", "31 June 2025", "March 2025", "on 11 March 2025", ""] {
            assert_eq!(Day::told(text), None, "{text}");
        }
        assert_eq!(Day::read("2025-02-29"), None);
        assert_eq!(Day::read("2025-02-2"), None);
        assert_eq!(Day::read("2025-02-281"), None);
    }
}
