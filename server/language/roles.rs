//! Who somebody is, in the draft's own words: "planning director" before a name, ", the mayor of Lyon," or "(34, fishmonger)"
//! behind it, "the mayor, Ines Duarte", "who owns the bakery", "is the owner of the bakery", and the same of "she" where it
//! opens a sentence. Of two readings of the words none is taken: a wrong description is worse than none.

use text_size::TextRange;

use crate::lexicon;
use crate::overlap;
use crate::reading::{Attribution, Name, NameKind, Role};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

mod before;
mod behind;
mod doers;
mod predicates;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use doers::{acts, counted_by};
use words::{ends_clause, is_passive};
pub(crate) use words::{is_aged, is_preposition, is_stop, is_verb};

/// Most tokens of an apposition, a relative clause or a predicate.
const LONGEST: usize = 26;
/// Most tokens of a description before a name and a comma.
const LONGEST_AHEAD: usize = 14;
/// Most tokens in a bracket behind a name.
const LONGEST_BRACKET: usize = 10;

/// Finds the roles of the names of a passage and of the pronouns that open its sentences, in order of their words.
/// `quoted` tells whether a byte range lies inside a quotation: what somebody else says of an actor is no role.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    names: &[Name],
    attributions: &[Attribution],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Role> {
    let spans = names.iter().map(|name| {
        let touched = tokens.touching(name.range);
        (touched.start, touched.end)
    });
    let finder = Finder { tokens, sentences, names, spans: spans.collect() };
    let reported = |range: TextRange| {
        attributions.iter().any(|it| it.content.iter().any(|content| overlap(*content, range)))
    };
    let mut found = Vec::new();
    let mut shared: Option<Role> = None;
    for (number, name) in names.iter().enumerate() {
        let before = finder.before(number).or_else(|| finder.shares(number, shared.as_ref()?));
        shared = before.clone();
        if name.quoted {
            continue;
        }
        found.extend(before);
        let (behind, rest) = finder.behind(number);
        found.extend(behind);
        found.extend(finder.ahead(number));
        let stated = finder.is_subject(number).then(|| finder.predicate(rest, name.range)).flatten();
        found.extend(stated.filter(|role| !reported(role.range)));
    }
    for sentence in sentences {
        let pronoun = tokens.range(sentence.start);
        if matches!(tokens.lower(sentence.start), "he" | "she") && !quoted(pronoun) {
            let stated = finder.predicate(sentence.start + 1, pronoun);
            found.extend(stated.filter(|role| !reported(role.range)));
        }
    }
    found.sort_by_key(|role| (role.range.start(), role.range.end()));
    found.dedup();
    found
}

struct Finder<'t, 'p> {
    tokens: &'t Tokens<'p>,
    sentences: &'t [SentenceTokens],
    names: &'t [Name],
    /// For each name its tokens, half open.
    spans: Vec<(usize, usize)>,
}

/// A noun phrase as a half-open range of tokens, up to what qualifies it.
#[derive(Clone, Copy)]
struct Phrase {
    /// Its last noun.
    head: usize,
    /// The token behind it.
    end: usize,
    tells: NameKind,
}

impl Finder<'_, '_> {
    fn sentence(&self, at: usize) -> SentenceTokens {
        self.sentences[self.sentences.partition_point(|sentence| sentence.end <= at)]
    }

    /// The name that holds a token.
    fn name_at(&self, at: usize) -> Option<usize> {
        let number = self.spans.partition_point(|&(_, end)| end <= at);
        self.spans.get(number).filter(|&&(start, _)| start <= at).map(|_| number)
    }

    fn role(
        &self,
        bearer: TextRange,
        (start, end): (usize, usize),
        head: Option<usize>,
        tells: NameKind,
    ) -> Role {
        // Where a quotation or a bracket cuts the words short, what led to it says nothing: "a baker with".
        let least = head.unwrap_or(start) + 1;
        let led = |at: &usize| {
            let lower = self.tokens.lower(*at);
            is_preposition(lower) || lexicon::grammar::is_determiner(lower)
        };
        let end = (least..=end.max(least)).rev().find(|&end| end == least || !led(&(end - 1))).unwrap_or(end);
        let head = head.map(|head| self.tokens.range(head));
        Role { bearer, range: self.tokens.span(start, end), head, tells }
    }

    /// What a noun makes of its bearer; `None` where it says nothing of who somebody is.
    fn tells(&self, head: usize, kind: NameKind) -> Option<NameKind> {
        let lower = self.tokens.lower(head);
        if kind == NameKind::Organisation && lexicon::BODY_NOUNS.contains(lower) {
            return Some(NameKind::Organisation);
        }
        if lexicon::people::is_person_noun(lower)
            || is_aged(lower)
            || lexicon::DEMONYMS.contains(self.tokens.text(head))
        {
            return Some(NameKind::Person);
        }
        lexicon::BODY_NOUNS.contains(lower).then_some(NameKind::Organisation)
    }

    /// The first comma, dash or stop from a token on.
    fn closing(&self, from: usize, limit: usize) -> usize {
        (from..limit.min(from + LONGEST)).find(|&at| self.closes(at)).unwrap_or(limit)
    }

    fn closes(&self, at: usize) -> bool {
        let kind = self.tokens.kind(at);
        kind == TokenKind::Dash && self.tokens.spaced_before(at)
            || kind != TokenKind::Dash && ends_clause(kind)
    }

    fn is_person_at(&self, at: usize) -> bool {
        self.name_at(at).is_some_and(|name| self.names[name].kind == NameKind::Person)
    }

    /// The noun phrase that begins at a token and whose last noun says who somebody is.
    fn phrase(&self, start: usize, limit: usize, kind: NameKind) -> Option<Phrase> {
        let tokens = self.tokens;
        let mut at = start;
        let one_of = tokens.lower(at) == "one" && tokens.lower(at + 1) == "of";
        if one_of {
            at += 2;
        }
        if lexicon::grammar::is_determiner(tokens.lower(at))
            || lexicon::ADVERBS_OF_STANDING.contains(tokens.lower(at))
            || tokens.lower(at) == "one"
        {
            at += 1;
        }
        let first = at;
        while at < limit {
            if let Some(other) = self.name_at(at) {
                let end = self.spans[other].1;
                let owner = tokens.kind(end) == TokenKind::Possessive;
                // A name that is the last word is somebody else's, unless it is "a Greek".
                let person = self.names[other].kind == NameKind::Person && !owner;
                let last = !owner && !tokens.is_word(end);
                let demonym = lexicon::DEMONYMS.contains(tokens.text(at)) && end == at + 1;
                let titled = !self.is_person_at(at) && lexicon::people::is_person_noun(tokens.lower(end - 1));
                if (person || last) && !demonym && !titled {
                    break;
                }
                at = end + usize::from(owner);
                continue;
            }
            let lower = tokens.lower(at);
            let owner = tokens.kind(at) == TokenKind::Possessive && at > first;
            if !owner
                && (!tokens.is_word(at)
                    || is_stop(lower)
                    || is_verb(lower)
                    || lexicon::grammar::is_determiner(lower))
            {
                break;
            }
            at += 1;
        }
        if at == first || self.is_person_at(at) {
            return None;
        }
        let head = at - 1;
        let lower = tokens.lower(head);
        let indefinite = one_of || matches!(tokens.lower(start), "a" | "an" | "his" | "her");
        let lower = if one_of { lower.trim_end_matches('s') } else { lower };
        let tells = self.tells(head, kind);
        let tells = tells.or_else(|| {
            (indefinite && kind == NameKind::Person && lexicon::people::is_agent_noun(lower))
                .then_some(NameKind::Person)
        });
        Some(Phrase { head, end: at, tells: tells? })
    }

    /// Whether what stands behind a noun phrase may qualify it: an end, a preposition, a relative clause.
    fn qualifies(&self, at: usize) -> bool {
        let lower = self.tokens.lower(at);
        self.closes(at)
            || at >= self.tokens.len()
            || is_preposition(lower)
            || matches!(
                lower,
                "who"
                    | "whom"
                    | "whose"
                    | "that"
                    | "which"
                    | "and"
                    | "turned"
                    | "based"
                    | "born"
                    | "known"
                    | "responsible"
                    | "here"
            )
            || lower.len() > 5 && lower.ends_with("ing")
            || is_passive(lower, self.tokens.lower(at + 1))
    }
}
