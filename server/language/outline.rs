//! A sentence as patterns over its numbers see it: words in lower case, each behind a space, and for every number a letter for its kind
//! with its place in the passage's list of that kind. " the wait fell to Y0 in D0 from Y1 in D1 ." is matched by what figures hang on,
//! however many words lie between, and numbers that are something else never match.
//!
//! The letters: N a count, M money, P per cent, S percentage points, F a fraction, U a measure, Y a stretch of time; B the size of a body,
//! D a date, C a time of the clock, V a result; "?" a number that nobody can read, "~" a quotation, "—" any dash.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};
use text_size::TextRange;

use crate::quantities::{Mark, Marked, Numbers, Unit};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

/// The outline of one sentence.
pub(crate) struct Outline<'t> {
    pub(crate) tokens: &'t Tokens<'t>,
    pub(crate) numbers: &'t Numbers,
    pub(crate) text: String,
    /// Where in the text each word or number begins, and its tokens, half open.
    places: Vec<(usize, usize, usize)>,
}

impl<'t> Outline<'t> {
    /// The outline of a sentence; `marked` has its numbers, `quoted` tells whether bytes lie in a quotation.
    pub(crate) fn new(
        tokens: &'t Tokens<'t>,
        numbers: &'t Numbers,
        sentence: SentenceTokens,
        marked: &[Marked],
        quoted: &dyn Fn(TextRange) -> bool,
    ) -> Outline<'t> {
        let mut outline = Outline { tokens, numbers, text: String::new(), places: Vec::new() };
        let mut marked = marked.iter().peekable();
        let mut at = sentence.start;
        while at < sentence.end {
            if quoted(tokens.range(at)) {
                let start = at;
                while at < sentence.end && quoted(tokens.range(at)) {
                    at += 1;
                }
                while marked.next_if(|mark| mark.start < at).is_some() {}
                outline.push("~", start, at);
                continue;
            }
            if let Some(mark) = marked.next_if(|mark| mark.start == at) {
                outline.push(&name(mark.mark, numbers), at, mark.end);
                at = mark.end.max(at + 1);
                continue;
            }
            let word = match tokens.kind(at) {
                TokenKind::Dash => "—",
                TokenKind::OpenBracket => "(",
                TokenKind::CloseBracket => ")",
                TokenKind::Stop => ".",
                _ => tokens.lower(at),
            };
            outline.push(word, at, at + 1);
            at += 1;
        }
        outline
    }

    fn push(&mut self, word: &str, start: usize, end: usize) {
        self.text.push(' ');
        self.places.push((self.text.len(), start, end));
        self.text.push_str(word);
    }

    /// The bytes of the passage behind a match.
    pub(crate) fn range(&self, found: Match) -> TextRange {
        let first = self.places.partition_point(|place| place.0 < found.start());
        let end = self.places.partition_point(|place| place.0 < found.end());
        let start = self.places.get(first).map_or(0, |place| place.1);
        let behind = end.checked_sub(1).and_then(|last| self.places.get(last)).map_or(start, |place| place.2);
        self.tokens.span(start, behind)
    }

    /// The token that a byte of the text belongs to.
    pub(crate) fn token(&self, at: usize) -> usize {
        let place = self.places.partition_point(|place| place.0 <= at).saturating_sub(1);
        self.places.get(place).map_or(0, |place| place.1)
    }
}

/// The number of a named group in the list of its kind.
pub(crate) fn number(captures: &Captures, group: &str) -> Option<usize> {
    index(captures.name(group)?.as_str())
}

/// The place that a number's name in an outline tells: 12 of "N12".
pub(crate) fn index(name: &str) -> Option<usize> {
    name.get(1..)?.parse().ok()
}

fn name(mark: Mark, numbers: &Numbers) -> String {
    match mark {
        Mark::Quantity(at) => {
            let letter = match numbers.quantities.get(at).map(|quantity| quantity.unit) {
                Some(Unit::Count) => 'N',
                Some(Unit::Money(_)) => 'M',
                Some(Unit::Percent) => 'P',
                Some(Unit::Points) => 'S',
                Some(Unit::Fraction) => 'F',
                Some(Unit::Measure(_)) => 'U',
                Some(Unit::Time(_)) => 'Y',
                None => return "?".to_owned(),
            };
            format!("{letter}{at}")
        }
        Mark::Size(at) => format!("B{at}"),
        Mark::Date(at) => format!("D{at}"),
        Mark::Clock(at) => format!("C{at}"),
        Mark::Tally(at) => format!("V{at}"),
        Mark::Other => "?".to_owned(),
    }
}

/// What a pattern of the relations is written with: "{q}" is a number that can be reckoned with, "{w5}" up to five words without a
/// number or a mark between, "{t5}" the same with dates and times, "{the}" an article or nothing.
pub(crate) fn pattern(template: &str) -> Regex {
    static GAP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{([wt])(\d+)\}").expect("invariant: the pattern is valid"));
    let gap = |captures: &Captures| {
        let most = &captures[2];
        match &captures[1] {
            "w" => format!("(?:{WORD}){{0,{most}}}?"),
            _ => format!("(?:{WORD}| [DCY][0-9]+){{0,{most}}}?"),
        }
    };
    let whole = GAP.replace_all(template, gap);
    let whole = whole
        .replace("{q}", "(?:[NMPSUY][0-9]+)")
        .replace(
            "{the}",
            "(?: (?:the|a|an|its|their|his|her|last|just|only|all|a record|a high of|a low of|a peak of))?",
        )
        .replace("{rise}", RISES)
        .replace("{up}", UPS)
        .replace("{down}", DOWNS)
        .replace("{went}", WENT);
    Regex::new(&whole).expect("invariant: the pattern is valid")
}

/// A word: neither a number nor a mark.
const WORD: &str = r" [^ A-Z,;:.()?~—][^ ]*";

/// Nouns for a change.
const RISES: &str = "(?:rise|increase|jump|gain|growth|climb|surge|leap|fall|drop|decline|decrease|cut|reduction|dip|slump|loss|slide|change\
|swing|saving|improvement|difference|shift|shrinkage|hike|uplift|boost)";

/// Verbs that tell a rise.
pub(crate) const UPS: &str = "(?:rose|rises?|risen|rising|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|grew|grows?|grown|growing|increas(?:es?|ed|ing)\
|soar(?:s|ed|ing)?|surg(?:es?|ed|ing)|gain(?:ed|ing)|swell(?:s|ed|ing)?|swollen|(?:went|goes|go|gone|going|moved|edged|crept|shot) up\
|rais(?:es?|ed|ing)|lift(?:s|ed|ing)?|widen(?:s|ed|ing)?|expand(?:s|ed|ing)?|leap(?:s|ed|t)?|rocketed|mounted)";

/// Verbs that tell a fall.
pub(crate) const DOWNS: &str = "(?:fell|falls?|fallen|falling|dropp?(?:s|ed|ing)?|declin(?:es?|ed|ing)|decreas(?:es?|ed|ing)|shr(?:a|i|u)nk(?:s|ing)?\
|slipp?(?:s|ed|ing)?|slid|slides?|sliding|sank|sinks?|sunk|plung(?:es?|ed|ing)|tumbl(?:es?|ed|ing)|dwindl(?:es?|ed|ing)|cuts?|cutting\
|reduc(?:es?|ed|ing)|lower(?:s|ed|ing)?|slash(?:es|ed|ing)?|narrow(?:s|ed|ing)?|(?:went|goes|go|gone|going|came|moved|edged) down|trimm?(?:s|ed|ing)?\
|plummet(?:s|ed|ing)?|slump(?:s|ed|ing)?|dipp?(?:s|ed|ing)?)";

/// Verbs that tell a change of neither kind.
const WENT: &str = "(?:went|goes|gone|moved|chang(?:es?|ed|ing)|turned)";
