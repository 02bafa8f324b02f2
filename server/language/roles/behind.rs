//! What stands behind a name: brackets, bodies, ages and appositions.

use super::words::{ends_clause, is_passive, is_preposition, is_stop, is_subject_pronoun, is_verb};
use super::{Finder, LONGEST, LONGEST_BRACKET};
use crate::lexicon;
use crate::reading::{Name, NameKind, Role};
use crate::tokens::TokenKind;
use crate::verbs;

impl Finder<'_, '_> {
    /// What a bracket, "of" and a body, an apposition or a relative clause behind a name says; and the token at which
    /// the clause goes on.
    pub(super) fn behind(&self, number: usize) -> (Vec<Role>, usize) {
        let (tokens, name) = (self.tokens, &self.names[number]);
        let limit = self.sentence(self.spans[number].0).end;
        let mut at = self.spans[number].1;
        let mut found = Vec::new();
        if tokens.kind(at) == TokenKind::OpenBracket {
            let longest = limit.min(at + LONGEST_BRACKET);
            let Some(close) = (at + 1..longest).find(|&at| tokens.kind(at) == TokenKind::CloseBracket) else {
                return (found, at);
            };
            if let Some(head) = self.bracket(name, at + 1, close) {
                found.push(self.role(name.range, (at + 1, close), head, NameKind::Person));
            }
            at = close + 1;
        }
        if tokens.lower(at) == "of" && name.kind == NameKind::Person {
            let article = usize::from(tokens.lower(at + 1) == "the");
            let body = self.name_at(at + 1 + article).filter(|&body| {
                self.spans[body].0 == at + 1 + article
                    && matches!(self.names[body].kind, NameKind::Organisation | NameKind::Place)
            });
            let end = body.map(|body| self.spans[body].1);
            if let Some(end) =
                end.or_else(|| (article == 1).then(|| self.unnamed_body(at + 1, limit)).flatten())
            {
                if tokens.kind(end) != TokenKind::Possessive {
                    found.push(self.role(name.range, (at, end), None, NameKind::Person));
                }
                at = end;
            }
        }
        let affiliated = tokens.lower(at) == "from" && name.kind == NameKind::Person;
        let body = affiliated.then(|| self.name_at(at + 1)).flatten();
        let whole =
            |&body: &usize| self.names[body].kind == NameKind::Organisation && self.spans[body].0 == at + 1;
        if let Some(body) = body.filter(whole) {
            found.push(self.role(name.range, (at, self.spans[body].1), None, NameKind::Person));
        }
        if tokens.lower(at) == "who" {
            found.extend(self.relative(name, at, limit).map(|(role, _)| role));
        }
        if tokens.lower(at) == "as" {
            found.extend(self.serving_as(name, at, limit));
        }
        found.extend(self.noun_behind(name, at, limit));
        let open = tokens.kind(at);
        let dash = open == TokenKind::Dash && tokens.spaced_before(at) && at + 1 < limit;
        if open != TokenKind::Comma && !dash {
            return (found, at);
        }
        let mut start = at + 1;
        let age = self.age_end(start);
        if age > start
            && (ends_clause(tokens.kind(age))
                || is_preposition(tokens.lower(age))
                || tokens.lower(age) == "who")
        {
            found.push(self.role(name.range, (start, age), None, NameKind::Person));
            if tokens.kind(age) != TokenKind::Comma {
                return (found, self.closing(age, limit));
            }
            (at, start) = (age, age + 1);
        }
        let role = match tokens.lower(start) {
            "who" | "which" => self.relative(name, start, limit),
            _ => {
                self.apposition(name, start, limit).or_else(|| self.apposition_by_place(number, start, limit))
            }
        };
        let closing = match role {
            Some((role, end)) => {
                found.push(role);
                if ends_clause(tokens.kind(end)) { end } else { at }
            }
            None => self.closing(start, limit),
        };
        let on = if matches!(tokens.kind(closing), TokenKind::Comma | TokenKind::Dash) {
            closing + 1
        } else {
            closing
        };
        (found, on)
    }

    /// The end of an age that begins at a token, or that token: "62", "aged 62", "sixty-one".
    pub(super) fn age_end(&self, start: usize) -> usize {
        let tokens = self.tokens;
        let from = start + usize::from(tokens.lower(start) == "aged");
        let digits = tokens.kind(from) == TokenKind::Number
            && tokens.text(from).parse::<u8>().is_ok_and(|age| (1..=115).contains(&age));
        let word = tokens
            .lower(from)
            .split_once('-')
            .is_some_and(|(tens, _)| lexicon::numbers::TENS.contains(&tens));
        if digits || word { from + 1 } else { start }
    }

    /// Whether a bracket behind a person's name says who it is, with its noun: "(34, fishmonger)", "(D-Ohio)",
    /// "(Munster)".
    #[allow(clippy::option_option, reason = "the outer says whether, the inner which noun")]
    pub(super) fn bracket(&self, name: &Name, start: usize, close: usize) -> Option<Option<usize>> {
        let tokens = self.tokens;
        if name.kind != NameKind::Person || start >= close {
            return None;
        }
        let age = self.age_end(start);
        if age == close {
            return Some(None);
        }
        let from = if age > start && tokens.kind(age) == TokenKind::Comma { age + 1 } else { start };
        let noun = (from..close).find(|&at| lexicon::people::is_person_noun(tokens.lower(at)));
        if noun.is_some() && !(from..close).any(|at| is_verb(tokens.lower(at))) {
            return Some(noun);
        }
        // A party and a seat, or a side.
        let seat = tokens.text(from).split_once('-').is_some_and(|(party, seat)| {
            party.len() <= 4 && party.chars().all(char::is_uppercase) && seat.starts_with(char::is_uppercase)
        });
        let body = self.name_at(from).is_some_and(|body| {
            self.spans[body].0 == from
                && self.spans[body].1 == close
                && matches!(self.names[body].kind, NameKind::Organisation | NameKind::Place)
                && !tokens.passage[name.range].starts_with(tokens.text(from))
        });
        (age > start || seat || body).then_some(None)
    }

    /// "the mayor of Lyon" behind a name and a comma, with the token at which it ends.
    pub(super) fn apposition(&self, name: &Name, start: usize, limit: usize) -> Option<(Role, usize)> {
        let tokens = self.tokens;
        let phrase = self.phrase(start, limit, name.kind)?;
        let end = self.closing(phrase.end, limit);
        let tail = || phrase.end..end;
        let relative = tail().find(|&at| lexicon::RELATIVE_PRONOUNS.contains(tokens.lower(at)));
        // "Financed by the state" goes on about what the noun names.
        let goes_on = (phrase.end..relative.unwrap_or(end)).any(|at| {
            let lower = tokens.lower(at);
            is_verb(lower) && !is_passive(lower, tokens.lower(at + 1)) || is_subject_pronoun(lower)
        });
        // "the mayor and the coroner": a list of people.
        let lists = tail().any(|at| {
            matches!(tokens.lower(at), "and" | "or")
                && (lexicon::grammar::is_determiner(tokens.lower(at + 1)) || self.is_person_at(at + 1))
        });
        // ", Dean of Student Life Ana Lopez": another person's title.
        let another = tail().any(|at| {
            let begins = at > phrase.end && self.is_person_at(at) && !self.is_person_at(at - 1);
            begins && tokens.is_capitalised(at - 1) && !lexicon::people::is_person_noun(tokens.lower(at - 1))
        });
        if goes_on
            || lists
            || another
            || end >= tokens.len() && end > start + LONGEST
            || !self.qualifies(phrase.end)
        {
            return None;
        }
        if self.closing(phrase.end, limit) >= start + LONGEST {
            return None;
        }
        let start = start
            + usize::from(lexicon::ADVERBS_OF_STANDING.contains(tokens.lower(start)) && phrase.head > start);
        Some((self.role(name.range, (start, end), Some(phrase.head), phrase.tells), end))
    }

    /// ", the bridge master of Brack," between a person at the start of the sentence and a verb, or behind "said" and a person: by
    /// its place it says who that is, whatever the noun; without an article only a noun for who does something.
    fn apposition_by_place(&self, number: usize, start: usize, limit: usize) -> Option<(Role, usize)> {
        const MOST_WORDS: usize = 8;
        let (tokens, name) = (self.tokens, &self.names[number]);
        let whole = name.title.map_or(name.range, |title| title.cover(name.range));
        let first = tokens.at(whole.start());
        let opening = self.sentence(first).start;
        let inverted = first > opening && verbs::is_saying_verb(tokens.lower(first - 1));
        if name.kind != NameKind::Person || first != opening && !inverted {
            return None;
        }
        let article = matches!(tokens.lower(start), "the" | "a" | "an");
        let end = (start + 1..limit.min(start + MOST_WORDS + 2))
            .find(|&at| !tokens.is_word(at) && tokens.kind(at) != TokenKind::Number)
            .unwrap_or(limit);
        let verb = tokens.kind(end) == TokenKind::Comma && is_verb(tokens.lower(end + 1));
        let closed = verb
            || inverted && (end >= limit || matches!(tokens.kind(end), TokenKind::Stop | TokenKind::Comma));
        let head = self.head_by_place(start + usize::from(article), end).filter(|_| closed)?;
        let told =
            article || lexicon::people::is_agent_noun(tokens.lower(head)) && !tokens.is_capitalised(head);
        told.then(|| (self.role(name.range, (start, end), Some(head), NameKind::Person), end))
    }

    /// The noun of a phrase without its article that can only say who somebody is by where it stands: "master" of "harbour master of
    /// Brack"; `None` where it tells of deeds or of somebody else.
    pub(super) fn head_by_place(&self, start: usize, end: usize) -> Option<usize> {
        let tokens = self.tokens;
        let plain = (start..end).all(|at| {
            let lower = tokens.lower(at);
            let joins = matches!(lower, "and" | "or" | "but" | "not" | "than");
            !is_verb(lower) && !joins && !is_subject_pronoun(lower) && !self.is_person_at(at)
        });
        let qualified = (start..end).find(|&at| is_preposition(tokens.lower(at))).unwrap_or(end);
        let noun = qualified > start && (qualified == end || !is_stop(tokens.lower(qualified - 1)));
        (plain && noun).then(|| qualified - 1)
    }

    /// "Terrorist group" behind "the Islamic State".
    pub(super) fn noun_behind(&self, name: &Name, at: usize, limit: usize) -> Option<Role> {
        let tokens = self.tokens;
        let plain = |&at: &usize| {
            tokens.is_word(at)
                && !tokens.is_capitalised(at)
                && !is_stop(tokens.lower(at))
                && !is_verb(tokens.lower(at))
        };
        let end = (at..limit.min(at + 4)).take_while(plain).last()? + 1;
        let is = name.kind != NameKind::Place
            && lexicon::NOUNS_THAT_END_A_DESCRIPTION.contains(tokens.lower(end - 1))
            && tokens.kind(end) != TokenKind::Possessive;
        is.then(|| self.role(name.range, (at, end), Some(end - 1), NameKind::Organisation))
    }

    /// "Commissioner" of "Ana Lopez as commissioner".
    pub(super) fn serving_as(&self, name: &Name, at: usize, limit: usize) -> Option<Role> {
        let phrase =
            self.phrase(at + 1, limit, NameKind::Person).filter(|phrase| phrase.tells == NameKind::Person)?;
        let ends = self.qualifies(phrase.end) || is_verb(self.tokens.lower(phrase.end));
        let named = name.kind == NameKind::Person && ends;
        named.then(|| self.role(name.range, (at + 1, phrase.end), Some(phrase.head), NameKind::Person))
    }

    /// The end of "the base hospital at Talagala" that begins at a token.
    pub(super) fn unnamed_body(&self, start: usize, limit: usize) -> Option<usize> {
        let tokens = self.tokens;
        let phrase = self
            .phrase(start, limit, NameKind::Organisation)
            .filter(|phrase| phrase.tells == NameKind::Organisation)?;
        let seat = matches!(tokens.lower(phrase.end), "at" | "in" | "of")
            .then(|| self.name_at(phrase.end + 1))
            .flatten();
        Some(seat.map_or(phrase.end, |seat| self.spans[seat].1))
    }
}
