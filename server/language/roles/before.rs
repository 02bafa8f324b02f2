//! What stands before a name: offices and trades, "a boy called", and a description with a comma behind it.

use super::words::{is_form_of_address, is_of_its_time, is_preposition, is_stop, is_verb};
use text_size::TextRange;

use super::{Finder, LONGEST_AHEAD, LONGEST_BRACKET, Phrase};
use crate::calibration::SURELY_SOMEBODY;
use crate::lexicon;
use crate::lexicon::names::is_connector;
use crate::overlap;
use crate::reading::{Name, NameKind, Role};
use crate::tokens::TokenKind;

impl Finder<'_, '_> {
    /// "Planning director" before "Mila Dunbar-Irwin", "the steel company" before "Acme", "Head of Community Safety", and
    /// whose somebody is: "CNN’s".
    pub(super) fn before(&self, number: usize) -> Option<Role> {
        let (tokens, name) = (self.tokens, &self.names[number]);
        let first = self.spans[number].0;
        let opening = self.sentence(first).start;
        if first == opening {
            return None;
        }
        if tokens.kind(first - 1) == TokenKind::Possessive {
            let owner = first.checked_sub(2).and_then(|at| self.name_at(at))?;
            let body = matches!(self.names[owner].kind, NameKind::Organisation | NameKind::Place);
            let whole = body && self.spans[owner].1 + 1 == first && name.kind == NameKind::Person;
            return whole.then(|| self.role(name.range, self.spans[owner], None, NameKind::Person));
        }
        // "Papers such as the Gazette".
        let article = usize::from(tokens.lower(first - 1) == "the");
        let such = (first - article)
            .checked_sub(2)
            .filter(|&such| such > opening && tokens.lower(such) == "such" && tokens.lower(such + 1) == "as");
        if let Some(such) = such {
            return self.one_of(name, such, opening);
        }
        if matches!(tokens.lower(first - 1), "called" | "named") {
            return self.called(name, first - 1, opening);
        }
        let mut last = first;
        while last > opening && is_form_of_address(tokens.lower(last - 1)) {
            last -= 1;
        }
        let (mut start, mut head, mut determined) = (last, last.saturating_sub(1), false);
        while start > opening {
            let at = start - 1;
            let lower = tokens.lower(at);
            if let Some(other) = self.name_at(at) {
                let begins = self.spans[other].0;
                // "Democrat Ana Prior".
                let adherent = begins == at && lexicon::DEMONYMS.contains(tokens.text(at));
                if start < last || adherent && name.kinds[NameKind::Person as usize] >= SURELY_SOMEBODY {
                    start = begins.max(opening);
                    continue;
                }
                let Some(noun) = self.noun_of(begins, opening) else { break };
                (start, head) = (noun, noun);
                continue;
            }
            match tokens.kind(at) {
                TokenKind::Possessive if start < last => {}
                TokenKind::Word => {}
                _ => break,
            }
            if lexicon::grammar::is_determiner(lower) {
                determined = true;
                if matches!(lower, "his" | "her" | "its" | "their") {
                    start = at;
                }
                break;
            }
            if lower == "and"
                && start < last
                && at > opening
                && lexicon::people::is_person_noun(tokens.lower(at - 1))
            {
                start = at;
                continue;
            }
            let of = matches!(lower, "of" | "for") && start < last;
            if of
                && at > opening
                && tokens.is_capitalised(at - 1)
                && lexicon::people::is_person_noun(tokens.lower(at - 1))
                && (start..last).all(|word| tokens.is_capitalised(word) || is_connector(tokens.lower(word)))
            {
                (start, head) = (at - 1, at - 1);
                continue;
            }
            if is_stop(lower) || is_verb(lower) {
                determined = is_preposition(lower) && lower != "to";
                break;
            }
            start = at;
        }
        // In "visits chef Ana Lopez" and "ousts national security adviser Lopez" the verb in the present is no part of it.
        let verb = |at: usize| {
            let lower = tokens.lower(at);
            let plain = tokens.kind(at) == TokenKind::Word
                && !tokens.is_capitalised(at)
                && self.name_at(at).is_none();
            plain && lower.ends_with('s') && !["ss", "us", "is"].iter().any(|end| lower.ends_with(end))
        };
        if !determined {
            start = (start..head).rev().find(|&at| verb(at)).map_or(start, |verb| verb + 1);
        }
        let adverb = |at: usize| {
            !tokens.is_capitalised(at)
                && (tokens.lower(at).ends_with("ly") || tokens.lower(at).ends_with("ing"))
        };
        while !determined && start < head && adverb(start) {
            start += 1;
        }
        while start < last && matches!(tokens.lower(start), "and" | "of" | "for") {
            start += 1;
        }
        // In "to hurt Secretary Prior" the title stands by itself.
        let is_title = name.title.is_some_and(|title| overlap(title, tokens.range(head)));
        if is_title && !determined && opening < start && start < head && tokens.is_capitalised(head) {
            let known = [
                lexicon::people::is_title_word,
                lexicon::people::is_person_noun,
                is_connector,
                is_of_its_time,
            ];
            let foreign = |at: usize| {
                let lower = tokens.lower(at);
                !tokens.is_capitalised(at) && !lower.contains('-') && !known.iter().any(|is| is(lower))
            };
            let foreign = (start..head).rev().find(|&at| foreign(at));
            let described = lexicon::people::is_person_noun(tokens.lower(head - 1));
            start = foreign.filter(|_| !described).map_or(start, |at| at + 1);
        }
        let tells = (start < last).then(|| self.tells(head, name.kind)).flatten().or_else(|| {
            // "Harbour master Tom Fell": by its place, before a full name.
            let described = start < head || start < last && determined;
            let full = name.kind == NameKind::Person && self.spans[number].1 - first > 1;
            (described && full && lexicon::people::is_agent_noun(tokens.lower(head)))
                .then_some(NameKind::Person)
        });
        let courtesy = (start..last).all(|at| lexicon::people::is_courtesy(tokens.lower(at)));
        match tells {
            Some(tells) if !courtesy => Some(self.role(name.range, (start, last), Some(head), tells)),
            _ => {
                let title = name.title?;
                let touched = tokens.touching(title);
                let courtesy = touched.clone().all(|at| lexicon::people::is_courtesy(tokens.lower(at)));
                let head = touched.end.checked_sub(1)?;
                (!courtesy).then(|| {
                    self.role(name.range, (touched.start, touched.end), Some(head), NameKind::Person)
                })
            }
        }
    }

    /// "Critics" of "critics such as Ana Lopez", whatever the noun: what several are called that the name is one of.
    fn one_of(&self, name: &Name, such: usize, opening: usize) -> Option<Role> {
        let tokens = self.tokens;
        let plain = |at: usize| {
            tokens.is_word(at)
                && !is_stop(tokens.lower(at))
                && !is_verb(tokens.lower(at))
                && !lexicon::grammar::is_determiner(tokens.lower(at))
                && !self.is_person_at(at)
        };
        let head = such.checked_sub(1).filter(|&head| head >= opening && plain(head))?;
        let lower = tokens.lower(head);
        let plural = lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss")
            || matches!(lower, "people" | "women" | "men" | "media");
        let start = (opening..head).rev().take_while(|&at| plain(at)).last().unwrap_or(head);
        // In "attract industries such as" a verb may stand before the noun.
        let whole = start == opening || {
            let before = tokens.lower(start - 1);
            lexicon::grammar::is_determiner(before) || is_preposition(before) && before != "to"
        };
        let start = if whole { start } else { head };
        let kind = self.tells(head, name.kind).unwrap_or(name.kind);
        let fits =
            plural && matches!(name.kind, NameKind::Person | NameKind::Organisation) && kind == name.kind;
        fits.then(|| self.role(name.range, (start, such), Some(head), kind))
    }

    /// "Back-row forwards" of the second in "back-row forwards Tom Lund and Paul Hale"; `before` is what the first is.
    pub(super) fn shares(&self, number: usize, before: &Role) -> Option<Role> {
        let tokens = self.tokens;
        let (end, start) = (self.spans[number.checked_sub(1)?].1, self.spans[number].0);
        let joined = end < start
            && start <= end + 2
            && (end..start).all(|at| tokens.kind(at) == TokenKind::Comma || tokens.lower(at) == "and");
        let such = tokens.lower(tokens.at(before.range.end()) + 1) == "such";
        let several = |head: &TextRange| {
            such || lexicon::people::is_plural_person_noun(&tokens.passage[*head].to_lowercase())
        };
        let head = before.head.filter(several)?;
        let alike = before.tells == self.names[number].kind && (such || before.tells == NameKind::Person);
        (joined && alike).then(|| Role {
            bearer: self.names[number].range,
            head: Some(head),
            ..before.clone()
        })
    }

    /// "A boy" of "a boy called Rodney".
    pub(super) fn called(&self, name: &Name, verb: usize, opening: usize) -> Option<Role> {
        let tokens = self.tokens;
        let from = verb.saturating_sub(LONGEST_BRACKET).max(opening);
        let opens = |&at: &usize| {
            lexicon::grammar::is_determiner(tokens.lower(at))
                || self.closes(at)
                || is_preposition(tokens.lower(at))
        };
        let start = (from..verb)
            .rev()
            .find(opens)
            .map_or(from, |at| at + usize::from(!lexicon::grammar::is_determiner(tokens.lower(at))));
        let phrase = self.phrase(start, verb, name.kind).filter(|phrase| phrase.end == verb)?;
        Some(self.role(name.range, (start, verb), Some(phrase.head), phrase.tells))
    }

    /// The noun in "Head of Community Safety" whose "of" stands before a token.
    pub(super) fn noun_of(&self, begins: usize, opening: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut of = begins.checked_sub(1)?;
        if tokens.lower(of) == "the" {
            of = of.checked_sub(1)?;
        }
        let noun = of.checked_sub(1).filter(|&noun| noun >= opening)?;
        let titled =
            matches!(tokens.lower(of), "of" | "for") && lexicon::people::is_person_noun(tokens.lower(noun));
        titled.then_some(noun)
    }

    /// "The owner of the bakery, Ines Duarte,": a description and a comma before a name that stands by itself.
    pub(super) fn ahead(&self, number: usize) -> Option<Role> {
        let (tokens, name) = (self.tokens, &self.names[number]);
        let (first, last) = self.spans[number];
        let sentence = self.sentence(first);
        // "The manager, Dr Ana Lopez,"
        let first = name.title.map_or(first, |title| tokens.at(title.start()));
        let comma =
            first.checked_sub(1).filter(|&at| at > sentence.start && tokens.kind(at) == TokenKind::Comma)?;
        let closed = match tokens.kind(last) {
            TokenKind::Comma => {
                !matches!(tokens.lower(last + 1), "and" | "or") && !self.is_person_at(last + 1)
            }
            TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon | TokenKind::OpenBracket => true,
            TokenKind::Dash => tokens.spaced_before(last),
            _ => last >= sentence.end,
        };
        if !closed {
            return None;
        }
        let from = comma.saturating_sub(LONGEST_AHEAD).max(sentence.start);
        let from = (from..comma).rev().find(|&at| self.closes(at)).map_or(from, |at| at + 1);
        let mut described: Option<(usize, Phrase)> = None;
        for start in from..comma {
            let owner = self.name_at(start).filter(|&owner| {
                self.spans[owner].0 == start && tokens.kind(self.spans[owner].1) == TokenKind::Possessive
            });
            let opens = lexicon::grammar::is_determiner(tokens.lower(start)) || owner.is_some();
            if !opens || start > from && tokens.kind(start - 1) == TokenKind::Possessive {
                continue;
            }
            let Some(phrase) = self.phrase(start, comma, name.kind) else { continue };
            let plain = (phrase.end..comma).all(|at| {
                let lower = tokens.lower(at);
                !is_verb(lower) && !lexicon::RELATIVE_PRONOUNS.contains(lower) && lower != "and"
            });
            let joined = phrase.end == comma || is_preposition(tokens.lower(phrase.end));
            if !plain || !joined {
                continue;
            }
            // "A spokesman for the mayor, Ines Duarte,": either may be meant.
            // "Ana Lopez, the mayor of Malaga, Spain,": it is said of the name before.
            if start >= 2 && tokens.kind(start - 1) == TokenKind::Comma && self.is_person_at(start - 2) {
                return None;
            }
            match described {
                Some((_, inner)) if start < inner.end && inner.head == phrase.head => continue,
                Some(_) => return None,
                None => {}
            }
            described = Some((start, phrase));
        }
        let Some((start, phrase)) = described else {
            let head = self.subject_before(from, comma, last).filter(|_| name.kind == NameKind::Person)?;
            return Some(self.role(name.range, (from, comma), Some(head), NameKind::Person));
        };
        Some(self.role(name.range, (start, comma), Some(phrase.head), phrase.tells))
    }

    /// The noun of "The harbour master" at the start of a sentence, before a person between commas and a verb: by its place it says who
    /// that is, whatever the noun.
    fn subject_before(&self, from: usize, comma: usize, last: usize) -> Option<usize> {
        let tokens = self.tokens;
        let opens = from == self.sentence(from).start && matches!(tokens.lower(from), "the" | "a" | "an");
        let closed = tokens.kind(last) == TokenKind::Comma && is_verb(tokens.lower(last + 1));
        let words = (from + 1..comma).all(|at| tokens.is_word(at));
        (opens && closed && words).then(|| self.head_by_place(from + 1, comma)).flatten()
    }
}
