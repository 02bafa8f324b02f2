//! What stands beside a name and leaves no doubt of its kind, whatever the name looks like: the line that says where a
//! report was written, the one that says who wrote it, brackets behind somebody's name, an address, a larger place behind a comma.

use crate::lexicon;
use crate::reading::{Name, NameKind};
use crate::tokens::{TokenKind, Tokens};

use super::{Run, is_numeric};

/// Most tokens of a dateline up to its dash.
const DATELINE: usize = 20;
/// Most tokens of a passage that is nothing but a credit: "Words by Ana Dube. Photographs by Ben Moyo."
const CREDIT: usize = 24;
/// How much a larger place behind a comma speaks for a place: as much as a reader that is rather sure.
const WITHIN: f32 = 0.8;

/// Corrects the kinds of names by what stands beside them.
pub(super) fn correct(tokens: &Tokens, names: &mut Vec<Name>) {
    let dateline = dateline(tokens);
    let credit = tokens.len() <= CREDIT;
    let mut credited = Vec::new();
    for number in 0..names.len() {
        let (before, rest) = names.split_at_mut(number);
        let Some((name, behind)) = rest.split_first_mut() else { break };
        let span = tokens.touching(name.range);
        let run = Run { start: span.start, end: span.end };
        if let Some(kind) = dateline.as_ref().and_then(|dateline| dateline.kind(run)) {
            *name = told(name, kind);
        } else if credit && is_credited(tokens, before, run) {
            *name = told(name, NameKind::Person);
            credited.push(run.start);
        } else if name.kind == NameKind::Person && before.last().is_some_and(|it| labels(tokens, it, run)) {
            *name = told(name, NameKind::Organisation);
        } else if before.last().is_some_and(|street| is_address(tokens, street, run)) {
            *name = told(name, NameKind::Place);
        } else if behind.first().is_some_and(|larger| lies_within(tokens, name, run, larger)) {
            name.kinds[NameKind::Place as usize] += WITHIN;
            name.kind = NameKind::Place;
        }
    }
    // "Words" of "Words by Ana Dube".
    let heads = |name: &Name| {
        let span = tokens.touching(name.range);
        span.len() == 1 && opens(tokens, span.start) && credited.contains(&(span.end + 1))
    };
    names.retain(|name| !heads(name));
}

/// Whether a token stands first in its passage, or behind a stop.
fn opens(tokens: &Tokens, at: usize) -> bool {
    at == 0 || tokens.kind(at - 1) == TokenKind::Stop
}

/// A name as one of a kind, against what its letters and words look like.
pub(super) fn told(name: &Name, kind: NameKind) -> Name {
    let mut kinds = [0.0; 4];
    kinds[kind as usize] = 1.0;
    Name { kind, confidence: 1.0, kinds, ..name.clone() }
}

/// Where a report was written, as its first words say: "KUTLARI, Georgia, 3 May (Tass) —".
struct Dateline {
    /// The tokens of the places.
    places: Run,
    /// Those of the bracket with the agency's name; empty where there is none.
    agency: Run,
}

impl Dateline {
    fn kind(&self, name: Run) -> Option<NameKind> {
        let within = |run: Run| run.start <= name.start && name.end <= run.end;
        let agency = within(self.agency).then_some(NameKind::Organisation);
        agency.or(within(self.places).then_some(NameKind::Place))
    }
}

/// The dateline that opens a passage: capitals, and behind them a place, a date or an agency, up to a dash.
fn dateline(tokens: &Tokens) -> Option<Dateline> {
    let dash = (0..tokens.len().min(DATELINE)).find(|&at| tokens.kind(at) == TokenKind::Dash)?;
    let bracketed = dash > 3 && tokens.kind(dash - 1) == TokenKind::CloseBracket;
    let open = (0..dash).find(|&at| bracketed && tokens.kind(at) == TokenKind::OpenBracket);
    let agency = open.map_or(Run { start: dash, end: dash }, |open| Run { start: open + 1, end: dash - 1 });
    let places = Run { start: 0, end: open.unwrap_or(dash) };
    let first = places.tokens().find(|&at| tokens.kind(at) == TokenKind::Comma).unwrap_or(places.end);
    let shouted = |at: usize| tokens.is_all_capitals(at) && tokens.is_word(at);
    let long = (0..first).any(|at| tokens.text(at).chars().count() >= 4);
    if first == 0 || !(0..first).all(shouted) || !long {
        return None;
    }
    let written = |at: usize| {
        tokens.is_capitalised(at)
            || is_numeric(tokens, at)
            || matches!(tokens.kind(at), TokenKind::Comma | TokenKind::Stop)
    };
    let known = |at: usize| {
        let text = tokens.text(at);
        // "N.S." is a region, too, if no list knows it.
        let abbreviated = text.len() > 2 && text.ends_with('.') && tokens.is_capitalised(at);
        abbreviated
            || lexicon::names::is_place(text)
            || lexicon::CALENDAR_WORDS.contains(tokens.lower(at))
            || is_numeric(tokens, at)
    };
    let told = agency.len() > 0 || (first..places.end).any(known);
    (told && (first..places.end).all(written)).then_some(Dateline { places, agency })
}

/// Whether a name stands behind the "by" of a credit, or behind another that does: "Words by Ana Dube and Ben Moyo".
fn is_credited(tokens: &Tokens, before: &[Name], run: Run) -> bool {
    let first = |start: usize| {
        let by = start.checked_sub(1).filter(|&by| tokens.lower(by) == "by");
        by.is_some_and(|by| opens(tokens, by) || opens(tokens, by - 1) && tokens.is_capitalised(by - 1))
    };
    let joined = run.start > 1
        && tokens.lower(run.start - 1) == "and"
        && before.last().is_some_and(|other| {
            let span = tokens.touching(other.range);
            span.end == run.start - 1 && first(span.start)
        });
    let ends = matches!(tokens.kind(run.end), TokenKind::Stop | TokenKind::Comma)
        || run.end >= tokens.len()
        || matches!(tokens.lower(run.end), "and" | "in" | "for");
    run.len() > 1 && ends && (first(run.start) || joined)
}

/// Whether a single word is all that stands in brackets behind a person's full name: a club or a party, "G Duffy (Harlequins)";
/// not the rest of the name, "Olly (Barkley)".
fn labels(tokens: &Tokens, person: &Name, run: Run) -> bool {
    let behind = tokens.touching(person.range).end;
    let full = person.range.len() > tokens.range(tokens.at(person.range.start())).len();
    let noun = lexicon::people::is_person_noun(tokens.lower(run.start));
    person.kind == NameKind::Person
        && full
        && run.len() == 1
        && !noun
        && behind + 1 == run.start
        && tokens.kind(behind) == TokenKind::OpenBracket
        && tokens.kind(run.end) == TokenKind::CloseBracket
        && !lexicon::GIVEN_NAMES.contains(tokens.text(run.start))
}

/// Whether a name closes an address, as courts give it: "Ana Dube, of Sycamore Drive, Ballina, said".
fn is_address(tokens: &Tokens, street: &Name, run: Run) -> bool {
    let span = tokens.touching(street.range);
    let ends =
        |at: usize| matches!(tokens.kind(at), TokenKind::Comma | TokenKind::Stop) || at >= tokens.len();
    span.end + 1 == run.start
        && tokens.kind(span.end) == TokenKind::Comma
        && span.start > 0
        && matches!(tokens.lower(span.start - 1), "of" | "at")
        && lexicon::PLACE_WORDS.contains(tokens.text(span.end - 1))
        && ends(run.end)
}

/// Whether a known larger place stands behind a name and a comma, and closes there: "in Kenosha, Wisconsin, on Monday".
fn lies_within(tokens: &Tokens, name: &Name, run: Run, larger: &Name) -> bool {
    let span = tokens.touching(larger.range);
    let listed = run.start > 0 && tokens.kind(run.start - 1) == TokenKind::Comma;
    let closed = span.end >= tokens.len()
        || matches!(tokens.kind(span.end), TokenKind::Comma | TokenKind::Stop | TokenKind::CloseBracket)
            && !tokens.is_capitalised(span.end + 1);
    run.len() <= 2
        && name.title.is_none()
        && !listed
        && tokens.kind(run.end) == TokenKind::Comma
        && run.end + 1 == span.start
        && lexicon::names::is_place(&tokens.passage[larger.range])
        && closed
        && !lexicon::GIVEN_NAMES.contains(tokens.text(run.start))
}
