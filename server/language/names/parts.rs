//! Cutting a run of capitalised words into names: "EU Farm Commissioner Franz Fischler" is a body, an office and a
//! person; "Russian President Vladimir Putin" a nationality, an office and a person.

use text_size::TextRange;

use crate::documents;
use crate::lexicon;
use crate::sentences::SentenceTokens;
use crate::tokens::Tokens;

use super::{Run, opening, runs};

/// One name of a run and the title written with capitals before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) title: Option<Run>,
    pub(super) run: Run,
}

/// The names in a run, in order.
pub(super) fn split(tokens: &Tokens, run: Run, sentence: SentenceTokens) -> Vec<Part> {
    let mut cutter = Cutter { tokens, end: run.end, parts: Vec::new(), title: None, start: 0 };
    cutter.start = opening::skip(tokens, run, sentence);
    let mut at = cutter.start;
    while at < run.end {
        let step = cutter.step(at);
        at += step;
    }
    cutter.close(run.end);
    cutter.parts
}

struct Cutter<'t, 'p> {
    tokens: &'t Tokens<'p>,
    end: usize,
    parts: Vec<Part>,
    title: Option<Run>,
    /// Where the name under way begins.
    start: usize,
}

impl Cutter<'_, '_> {
    /// Looks at one token and says how many were taken.
    fn step(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        if runs::is_calendar_word(tokens, at) {
            self.close(at);
            self.start = at + 1;
            return 1;
        }
        if let Some(after) = self.title_end(at) {
            self.close(at);
            self.title = Some(Run { start: at, end: after });
            self.start = after;
            return after - at;
        }
        let place = place_length(tokens, at, self.end);
        if place > 1 {
            // "the President of the United States Ana Lopez": a person begins behind the place.
            let person = at + place + 1 < self.end && lexicon::GIVEN_NAMES.contains(tokens.text(at + place));
            if person {
                self.close(at + place);
            }
            return place;
        }
        // "of Apple Inc. Ana Lopez": what ends a firm's name ends it.
        let closed = lexicon::FIRM_ENDINGS.contains(tokens.text(at));
        if closed
            && at > self.start
            && at + 2 < self.end
            && lexicon::GIVEN_NAMES.contains(tokens.text(at + 1))
        {
            self.close(at + 1);
            return 1;
        }
        let length = nationality_length(tokens, at, self.end);
        if length > 0 && at + length < self.end && !self.belongs_to_body(at + length) {
            self.close(at);
            self.parts.push(Part { title: None, run: Run { start: at, end: at + length } });
            self.start = at + length;
            return length;
        }
        length.max(1)
    }

    /// Ends the name under way before a token.
    fn close(&mut self, end: usize) {
        let title = self.title.take();
        if self.start < end {
            self.parts.push(Part { title, run: Run { start: self.start, end } });
        }
        self.start = end;
    }

    /// The end of a title that begins at a token and has a name behind it, or ends the run behind a name.
    fn title_end(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut end = at;
        while end < self.end && lexicon::people::is_title_word(tokens.lower(end)) {
            end += 1;
        }
        // The title ends with its noun: "Prime Minister", not "Trade" alone.
        while end > at && !lexicon::people::is_title_head(tokens.lower(end - 1)) {
            end -= 1;
        }
        let lettered = matches!(tokens.text(at), "CEO" | "CFO" | "COO" | "CTO");
        if end == at || end == at + 1 && tokens.is_all_capitals(at) && !lettered {
            return None;
        }
        let behind = self.tokens_behind(end);
        if behind.clone().take(4).any(|later| {
            lexicon::names::is_organisation_word(tokens.text(later)) || tokens.text(later) == "of"
        }) {
            return None;
        }
        let office = (at..end).any(|word| is_office(tokens.lower(word)));
        let first = at == self.start;
        if end == self.end {
            // "European Commission President" names the body; "Burger King" and "John Major" name themselves.
            return (office || first && end - at > 1).then_some(end);
        }
        (first || office).then_some(end)
    }

    fn tokens_behind(&self, from: usize) -> std::ops::Range<usize> {
        from..self.end
    }

    /// Whether a nationality belongs to the name behind it: "British Airways", "Irish Republican Army", "French Open".
    fn belongs_to_body(&self, next: usize) -> bool {
        let tokens = self.tokens;
        let title = self.title_end(next).is_some();
        let body = (next..self.end).any(|at| {
            let text = tokens.text(at);
            lexicon::names::is_organisation_word(text)
                || lexicon::EVENT_WORDS.contains(text)
                || lexicon::PLACE_WORDS.contains(text) && at + 1 == self.end
        });
        let person = lexicon::GIVEN_NAMES.contains(tokens.text(next)) && self.end - next >= 2;
        !title && !person && body
    }
}

/// How many tokens the longest known place that begins at a token takes: "Saudi Arabia", "British Columbia".
fn place_length(tokens: &Tokens, at: usize, limit: usize) -> usize {
    let is_place = |&length: &usize| lexicon::names::is_place(&tokens.passage[tokens.span(at, at + length)]);
    (1..=3).rev().filter(|length| at + length <= limit).find(is_place).unwrap_or(0)
}

/// How many tokens a nationality at a token takes: "Dutch", "South African", "U.S.-led".
pub(super) fn nationality_length(tokens: &Tokens, at: usize, limit: usize) -> usize {
    let text = tokens.text(at);
    let leads = lexicon::NATIONALITY_OPENINGS.contains(text);
    if leads && at + 1 < limit {
        let next = tokens.text(at + 1);
        let pair = matches!(
            (text, next),
            ("Sri", "Lankan" | "Lankans")
                | ("New", "Zealander" | "Zealanders" | "Yorker" | "Yorkers")
                | ("Costa", "Rican" | "Ricans")
                | ("Puerto", "Rican" | "Ricans")
                | ("Saudi", "Arabian" | "Arabians")
                | ("Sierra", "Leonean" | "Leoneans")
                | ("Roman", "Catholic" | "Catholics")
                | ("El", "Salvadoran")
        );
        let compass = text != "New"
            && text != "Sri"
            && text != "Roman"
            && text != "El"
            && lexicon::DEMONYMS.contains(next);
        if pair || compass {
            return 2;
        }
    }
    usize::from(is_nationality(text))
}

/// A nationality, or a compound that a name leads: "French-speaking", "U.S.-led".
pub(super) fn is_nationality(text: &str) -> bool {
    lexicon::DEMONYMS.contains(text) || is_compound(text)
}

/// "French-speaking", "Iraq-based", "EU-wide": a name made an adjective. "Al-Qaeda" and "Jean-Pierre" are names.
pub(super) fn is_compound(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(head, tail)| {
        head.len() > 1
            && tail.len() > 2
            && tail.chars().all(char::is_lowercase)
            && !matches!(
                tail,
                "sur" | "les" | "upon" | "der" | "haq" | "din" | "mer" | "lès" | "ling" | "dong"
            )
            && [
                "ed", "ing", "en", "wide", "based", "led", "born", "held", "run", "bound", "style", "made",
                "ruled", "backed", "owned", "old", "class", "year", "like", "man", "day", "time", "level",
                "free", "era", "first", "old", "trained", "friendly", "built", "related", "language",
                "speaking",
            ]
            .iter()
            .any(|ending| tail.ends_with(ending))
    })
}

/// Titles that are no surnames, so that they end one name and begin another wherever they stand.
fn is_office(lower: &str) -> bool {
    lexicon::people::is_title_head(lower) && !lexicon::TITLES_THAT_ARE_NAMES.contains(lower)
}

/// A title in lower case before a name: "prime minister Tony Blair", "spokesman Ari Fleischer".
pub(super) fn title_before(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> Option<TextRange> {
    let mut from = start;
    while from > sentence.start {
        let lower = tokens.lower(from - 1);
        let titled = lexicon::people::is_title_word(lower) || is_person_role(lower);
        if !titled || tokens.is_capitalised(from - 1) && lexicon::EVERYDAY_WORDS.contains(lower) {
            break;
        }
        from -= 1;
    }
    // "state", "trade" and "first" alone are no titles.
    let named = (from..start)
        .any(|at| lexicon::people::is_title_head(tokens.lower(at)) || is_person_role(tokens.lower(at)));
    (from < start && named).then(|| tokens.span(from, start))
}

/// Whether a word in lower case is what one person is, as it may end a title: "mayor", "auditor".
pub(super) fn is_office_of_one(lower: &str) -> bool {
    lexicon::people::is_title_head(lower) || is_person_role(lower) || lexicon::people::is_person_noun(lower)
}

/// Whether a noun says what one person is, not a body: "senator", "farmer"; not "company" or "police".
fn is_person_role(lower: &str) -> bool {
    let body = lexicon::BODY_NOUNS.contains(lower) && !lexicon::PERSON_NOUNS.contains(lower);
    let many = lexicon::ROLES_OF_MANY.contains(lower);
    lexicon::ROLES.contains(lower) && !body && !many && !documents::is_document(lower)
}
