//! What a sentence or a relative clause says that somebody is, or does for good.

use text_size::TextRange;

use super::words::{is_standing, is_subject_pronoun, is_verb};
use super::{Finder, LONGEST};
use crate::lexicon;
use crate::reading::{Name, NameKind, Role};
use crate::tokens::TokenKind;

impl Finder<'_, '_> {
    /// ", who owns the bakery": a relative clause of what somebody is or does for good.
    pub(super) fn relative(&self, name: &Name, start: usize, limit: usize) -> Option<(Role, usize)> {
        let tokens = self.tokens;
        let tells = if tokens.lower(start) == "who" { NameKind::Person } else { NameKind::Organisation };
        if name.kind == NameKind::Place || name.kind != tells && tells == NameKind::Organisation {
            return None;
        }
        let end = self.closing(start + 1, limit);
        let (stands, head) = self.stands(start + 1, limit, tells)?;
        (stands && end < start + LONGEST).then(|| (self.role(name.range, (start, end), head, tells), end))
    }

    /// Whether a verb phrase says what somebody is or does for good, with the noun that it gives.
    pub(super) fn stands(
        &self,
        start: usize,
        limit: usize,
        tells: NameKind,
    ) -> Option<(bool, Option<usize>)> {
        let tokens = self.tokens;
        let at = self.skip_adverbs(start);
        let lower = tokens.lower(at);
        if let Some(predicate) = self.predicative(at) {
            let phrase = self
                .phrase(predicate, limit, tells)
                .filter(|phrase| phrase.tells == tells && self.qualifies(phrase.end))?;
            return Some((true, Some(phrase.head)));
        }
        let present = is_standing(lower) && lower.ends_with('s');
        let participle = self.skip_adverbs(at + 1);
        let perfect = matches!(lower, "has" | "had") && is_standing(tokens.lower(participle));
        let past = matches!(
            lower,
            "owned" | "founded" | "ran" | "led" | "headed" | "chaired" | "taught" | "represented" | "runs"
        );
        Some((present || perfect || past, None))
    }

    /// Where a predicate behind "is", "has been", "became", "works as" begins.
    pub(super) fn predicative(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let next = |at: usize| self.skip_adverbs(at + 1);
        let from = match tokens.lower(at) {
            "is" | "was" | "became" | "remains" | "are" | "were" => next(at),
            "has" | "had" | "'s" | "’s" if tokens.lower(next(at)) == "been" => next(next(at)),
            // "She's the owner"; behind a noun it is a possessive.
            "'s" | "’s"
                if at > 0 && (is_subject_pronoun(tokens.lower(at - 1)) || tokens.lower(at - 1) == "who") =>
            {
                next(at)
            }
            "works" | "worked" | "serves" | "served" if tokens.lower(at + 1) == "as" => at + 2,
            _ => return None,
        };
        Some(from)
    }

    pub(super) fn skip_adverbs(&self, at: usize) -> usize {
        at + usize::from(lexicon::ADVERBS_OF_STANDING.contains(self.tokens.lower(at)))
    }

    /// "is the owner of the bakery", "has run the yard since 1998" from a verb on, of what is its subject.
    pub(super) fn predicate(&self, at: usize, bearer: TextRange) -> Option<Role> {
        let tokens = self.tokens;
        let limit = self.sentence(at.min(tokens.len() - 1)).end;
        if at >= limit {
            return None;
        }
        let verb = self.skip_adverbs(at);
        let end = (verb + 1..limit.min(verb + LONGEST)).find(|&at| {
            let lower = tokens.lower(at);
            self.closes(at)
                || matches!(
                    lower,
                    "but" | "because" | "when" | "while" | "although" | "though" | "before" | "after"
                )
                || lower == "and"
                    && (is_subject_pronoun(tokens.lower(at + 1))
                        || is_verb(tokens.lower(at + 1))
                        || is_standing(tokens.lower(at + 1)))
        })?;
        let somebody = self
            .name_at(tokens.at(bearer.start()))
            .is_none_or(|name| self.names[name].kind == NameKind::Person);
        if let Some(start) = self.predicative(verb).filter(|_| somebody) {
            let age = self.age_end(start);
            let years = tokens.lower(age) == "years" && tokens.lower(age + 1) == "old";
            let past = if years { age + 2 } else { age };
            if age > start && (self.closes(past) || matches!(tokens.lower(past), "and" | "but" | "when")) {
                return Some(self.role(bearer, (start, past), None, NameKind::Person));
            }
            // "serves as the voice of the port": what somebody serves as is an office, whatever the noun.
            let serves =
                tokens.lower(start - 1) == "as" && lexicon::grammar::is_determiner(tokens.lower(start));
            if let Some(head) = serves.then(|| self.head_by_place(start + 1, end)).flatten() {
                return Some(self.role(bearer, (start, end), Some(head), NameKind::Person));
            }
        }
        for tells in [NameKind::Person, NameKind::Organisation] {
            if let Some(start) = self.predicative(verb) {
                let Some(phrase) = self.phrase(start, limit, tells).filter(|phrase| phrase.tells == tells)
                else {
                    continue;
                };
                // "was mayor": without an article only an office.
                return self
                    .qualifies(phrase.end)
                    .then(|| self.role(bearer, (start, end), Some(phrase.head), tells));
            }
        }
        let perfect = matches!(tokens.lower(verb), "has" | "had")
            && is_standing(tokens.lower(self.skip_adverbs(verb + 1)));
        let present = matches!(
            tokens.lower(verb),
            "owns"
                | "runs"
                | "heads"
                | "chairs"
                | "teaches"
                | "represents"
                | "edits"
                | "directs"
                | "manages"
                | "farms"
        );
        (perfect || present).then(|| self.role(bearer, (verb, end), None, NameKind::Person))
    }

    /// Whether a name stands where the subject of its clause does.
    pub(super) fn is_subject(&self, number: usize) -> bool {
        let tokens = self.tokens;
        let opening = self.sentence(self.spans[number].0).start;
        let title = self.names[number].title.map(|title| tokens.at(title.start()));
        let titled = self.before(number).map(|role| tokens.at(role.range.start())).or(title);
        let start = titled.unwrap_or(self.spans[number].0);
        let start =
            start - usize::from(start > opening && lexicon::grammar::is_determiner(tokens.lower(start - 1)));
        start == opening
            || tokens.kind(start - 1) == TokenKind::Comma
            || matches!(tokens.lower(start - 1), "and" | "but" | "because" | "while")
    }
}
