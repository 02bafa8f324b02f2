//! Who somebody is, in the draft's own words: "planning director" before a name, ", the mayor of Lyon," or "(34, fishmonger)"
//! behind it, "the mayor, Ines Duarte", "who owns the bakery", "is the owner of the bakery", and the same of "she" where it
//! opens a sentence. Of two readings of the words none is taken: a wrong description is worse than none.

use text_size::TextRange;

use crate::lists;
use crate::overlap;
use crate::reading::{Attribution, Name, NameKind, Role};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

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
    for number in (0..names.len()).filter(|&number| !names[number].quoted) {
        found.extend(finder.before(number));
        let (behind, rest) = finder.behind(number);
        found.extend(behind);
        found.extend(finder.ahead(number));
        let stated = finder.is_subject(number).then(|| finder.predicate(rest, names[number].range)).flatten();
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
        let head = head.map(|head| self.tokens.range(head));
        Role { bearer, range: self.tokens.span(start, end), head, tells }
    }

    /// "Planning director" before "Mila Dunbar-Irwin", "the steel company" before "Acme", "Head of Community Safety", and
    /// whose somebody is: "CNN’s".
    fn before(&self, number: usize) -> Option<Role> {
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
                if start < last {
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
            if is_determiner(lower) {
                determined = true;
                if matches!(lower, "his" | "her" | "its" | "their") {
                    start = at;
                }
                break;
            }
            if lower == "and" && start < last && at > opening && lists::is_person_noun(tokens.lower(at - 1)) {
                start = at;
                continue;
            }
            let of = matches!(lower, "of" | "for") && start < last;
            if of
                && at > opening
                && tokens.is_capitalised(at - 1)
                && lists::is_person_noun(tokens.lower(at - 1))
                && (start..last).all(|word| tokens.is_capitalised(word) || is_joint(tokens.lower(word)))
            {
                (start, head) = (at - 1, at - 1);
                continue;
            }
            if is_stop(lower) || is_verb(lower) {
                break;
            }
            start = at;
        }
        // Before a verb in the present, "visits chef Ana Lopez", only what is sure to go with the noun.
        let verb = tokens.kind(start) == TokenKind::Word
            && !tokens.is_capitalised(start)
            && tokens.lower(start).ends_with('s');
        if !determined && start > opening && verb {
            let mut from = head;
            while from > start && self.modifies(from - 1) {
                from -= 1;
            }
            start = start.max(from);
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
        let tells = (start < last).then(|| self.tells(head, name.kind)).flatten();
        let courtesy = (start..last).all(|at| lists::is_courtesy(tokens.lower(at)));
        match tells {
            Some(tells) if !courtesy => Some(self.role(name.range, (start, last), Some(head), tells)),
            _ => {
                let title = name.title?;
                let touched = tokens.touching(title);
                let courtesy = touched.clone().all(|at| lists::is_courtesy(tokens.lower(at)));
                let head = touched.end.checked_sub(1)?;
                (!courtesy).then(|| {
                    self.role(name.range, (touched.start, touched.end), Some(head), NameKind::Person)
                })
            }
        }
    }

    /// "A boy" of "a boy called Rodney".
    fn called(&self, name: &Name, verb: usize, opening: usize) -> Option<Role> {
        let tokens = self.tokens;
        let from = verb.saturating_sub(LONGEST_BRACKET).max(opening);
        let start = (from..verb).rev().find(|&at| is_determiner(tokens.lower(at)) || self.closes(at))?;
        let phrase = self.phrase(start, verb, name.kind).filter(|phrase| phrase.end == verb)?;
        Some(self.role(name.range, (start, verb), Some(phrase.head), phrase.tells))
    }

    /// "Terrorist group" behind "the Islamic State".
    fn noun_behind(&self, name: &Name, at: usize, limit: usize) -> Option<Role> {
        const KINDS: &[&str] = &[
            "group",
            "newspaper",
            "magazine",
            "store",
            "chain",
            "band",
            "website",
            "network",
            "airline",
            "company",
            "firm",
            "charity",
            "party",
            "brand",
            "movement",
            "militia",
            "conglomerate",
            "cartel",
            "foundation",
            "app",
            "retailer",
            "tabloid",
            "agency",
            "brewery",
            "bakery",
            "restaurant",
            "union",
            "cooperative",
            "daily",
            "weekly",
            "consortium",
            "startup",
            "start-up",
            "think-tank",
            "club",
        ];
        let tokens = self.tokens;
        let plain = |&at: &usize| {
            tokens.is_word(at)
                && !tokens.is_capitalised(at)
                && !is_stop(tokens.lower(at))
                && !is_verb(tokens.lower(at))
        };
        let end = (at..limit.min(at + 4)).take_while(plain).last()? + 1;
        let is = name.kind != NameKind::Place
            && KINDS.contains(&tokens.lower(end - 1))
            && tokens.kind(end) != TokenKind::Possessive;
        is.then(|| self.role(name.range, (at, end), Some(end - 1), NameKind::Organisation))
    }

    /// "Commissioner" of "Ana Lopez as commissioner".
    fn serving_as(&self, name: &Name, at: usize, limit: usize) -> Option<Role> {
        let phrase =
            self.phrase(at + 1, limit, NameKind::Person).filter(|phrase| phrase.tells == NameKind::Person)?;
        let named = name.kind == NameKind::Person && self.qualifies(phrase.end);
        named.then(|| self.role(name.range, (at + 1, phrase.end), Some(phrase.head), NameKind::Person))
    }

    /// The end of "the base hospital at Talagala" that begins at a token.
    fn unnamed_body(&self, start: usize, limit: usize) -> Option<usize> {
        let tokens = self.tokens;
        let phrase = self
            .phrase(start, limit, NameKind::Organisation)
            .filter(|phrase| phrase.tells == NameKind::Organisation)?;
        let seat = matches!(tokens.lower(phrase.end), "at" | "in" | "of")
            .then(|| self.name_at(phrase.end + 1))
            .flatten();
        Some(seat.map_or(phrase.end, |seat| self.spans[seat].1))
    }

    /// The noun in "Head of Community Safety" whose "of" stands before a token.
    fn noun_of(&self, begins: usize, opening: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut of = begins.checked_sub(1)?;
        if tokens.lower(of) == "the" {
            of = of.checked_sub(1)?;
        }
        let noun = of.checked_sub(1).filter(|&noun| noun >= opening)?;
        let titled = matches!(tokens.lower(of), "of" | "for") && lists::is_person_noun(tokens.lower(noun));
        titled.then_some(noun)
    }

    /// Whether a token before a noun belongs to it although no article opens the phrase.
    fn modifies(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let lower = tokens.lower(at);
        const ADJECTIVES: &[&str] =
            &["former", "late", "longtime", "long-time", "veteran", "local", "acting", "fellow", "then"];
        const ENDINGS: &[&str] =
            &["al", "ic", "ive", "ous", "ese", "ian", "ish", "ary", "ese", "less", "ful"];
        tokens.is_capitalised(at)
            || tokens.kind(at) == TokenKind::Possessive
            || self.name_at(at).is_some()
            || matches!(lower, "and" | "of" | "for")
            || ADJECTIVES.contains(&lower)
            || lists::is_title_word(lower)
            || lists::is_person_noun(lower)
            || lists::is_body_noun(lower)
            || lower.contains('-')
            || lower.len() > 5 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
    }

    /// What a noun makes of its bearer; `None` where it says nothing of who somebody is.
    fn tells(&self, head: usize, kind: NameKind) -> Option<NameKind> {
        let lower = self.tokens.lower(head);
        if kind == NameKind::Organisation && lists::is_body_noun(lower) {
            return Some(NameKind::Organisation);
        }
        if lists::is_person_noun(lower) || is_aged(lower) || lists::is_demonym(self.tokens.text(head)) {
            return Some(NameKind::Person);
        }
        lists::is_body_noun(lower).then_some(NameKind::Organisation)
    }

    /// What a bracket, "of" and a body, an apposition or a relative clause behind a name says; and the token at which
    /// the clause goes on.
    fn behind(&self, number: usize) -> (Vec<Role>, usize) {
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
            _ => self.apposition(name, start, limit),
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

    /// The first comma, dash or stop from a token on.
    fn closing(&self, from: usize, limit: usize) -> usize {
        (from..limit.min(from + LONGEST)).find(|&at| self.closes(at)).unwrap_or(limit)
    }

    fn closes(&self, at: usize) -> bool {
        let kind = self.tokens.kind(at);
        kind == TokenKind::Dash && self.tokens.spaced_before(at)
            || kind != TokenKind::Dash && ends_clause(kind)
    }

    /// The end of an age that begins at a token, or that token: "62", "aged 62", "sixty-one".
    fn age_end(&self, start: usize) -> usize {
        let tokens = self.tokens;
        let from = start + usize::from(tokens.lower(start) == "aged");
        let digits = tokens.kind(from) == TokenKind::Number
            && tokens.text(from).parse::<u8>().is_ok_and(|age| (1..=115).contains(&age));
        let word = tokens.lower(from).split_once('-').is_some_and(|(tens, _)| {
            matches!(
                tens,
                "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety"
            )
        });
        if digits || word { from + 1 } else { start }
    }

    /// Whether a bracket behind a person's name says who it is, with its noun: "(34, fishmonger)", "(D-Ohio)",
    /// "(Munster)".
    #[allow(clippy::option_option, reason = "the outer says whether, the inner which noun")]
    fn bracket(&self, name: &Name, start: usize, close: usize) -> Option<Option<usize>> {
        let tokens = self.tokens;
        if name.kind != NameKind::Person || start >= close {
            return None;
        }
        let age = self.age_end(start);
        if age == close {
            return Some(None);
        }
        let from = if age > start && tokens.kind(age) == TokenKind::Comma { age + 1 } else { start };
        let noun = (from..close).find(|&at| lists::is_person_noun(tokens.lower(at)));
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
    fn apposition(&self, name: &Name, start: usize, limit: usize) -> Option<(Role, usize)> {
        let tokens = self.tokens;
        let phrase = self.phrase(start, limit, name.kind)?;
        let end = self.closing(phrase.end, limit);
        let tail = || phrase.end..end;
        let relative = tail().find(|&at| matches!(tokens.lower(at), "who" | "whose" | "which" | "that"));
        let goes_on = (phrase.end..relative.unwrap_or(end))
            .any(|at| is_verb(tokens.lower(at)) || is_subject_pronoun(tokens.lower(at)));
        // "the mayor and the coroner": a list of people.
        let lists = tail().any(|at| {
            matches!(tokens.lower(at), "and" | "or")
                && (is_determiner(tokens.lower(at + 1)) || self.is_person_at(at + 1))
        });
        // ", Dean of Student Life Ana Lopez": another person's title.
        let another = tail().any(|at| {
            let begins = at > phrase.end && self.is_person_at(at) && !self.is_person_at(at - 1);
            begins && tokens.is_capitalised(at - 1) && !lists::is_person_noun(tokens.lower(at - 1))
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
            + usize::from(
                matches!(tokens.lower(start), "now" | "then" | "formerly" | "currently")
                    && phrase.head > start,
            );
        Some((self.role(name.range, (start, end), Some(phrase.head), phrase.tells), end))
    }

    fn is_person_at(&self, at: usize) -> bool {
        self.name_at(at).is_some_and(|name| self.names[name].kind == NameKind::Person)
    }

    /// The noun phrase that begins at a token and whose last noun says who somebody is.
    fn phrase(&self, start: usize, limit: usize, kind: NameKind) -> Option<Phrase> {
        let tokens = self.tokens;
        let mut at = start;
        if tokens.lower(at) == "one" && tokens.lower(at + 1) == "of" {
            at += 2;
        }
        if is_determiner(tokens.lower(at))
            || matches!(tokens.lower(at), "one" | "now" | "then" | "formerly" | "currently")
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
                let demonym = lists::is_demonym(tokens.text(at)) && end == at + 1;
                let titled = !self.is_person_at(at) && lists::is_person_noun(tokens.lower(end - 1));
                if (person || last) && !demonym && !titled {
                    break;
                }
                at = end + usize::from(owner);
                continue;
            }
            let word = tokens.is_word(at) || tokens.kind(at) == TokenKind::Possessive && at > first;
            if !word
                || is_stop(tokens.lower(at))
                || is_verb(tokens.lower(at))
                || is_determiner(tokens.lower(at))
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
        let indefinite = matches!(tokens.lower(start), "a" | "an" | "his" | "her");
        let tells = self.tells(head, kind);
        let tells = tells.or_else(|| {
            (indefinite && kind == NameKind::Person && lists::is_agent_noun(lower))
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
    }

    /// ", who owns the bakery": a relative clause of what somebody is or does for good.
    fn relative(&self, name: &Name, start: usize, limit: usize) -> Option<(Role, usize)> {
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
    fn stands(&self, start: usize, limit: usize, tells: NameKind) -> Option<(bool, Option<usize>)> {
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
    fn predicative(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let next = |at: usize| self.skip_adverbs(at + 1);
        let from = match tokens.lower(at) {
            "is" | "was" | "became" | "remains" | "are" | "were" => next(at),
            "has" | "had" if tokens.lower(next(at)) == "been" => next(next(at)),
            "works" | "worked" | "serves" | "served" if tokens.lower(at + 1) == "as" => at + 2,
            _ => return None,
        };
        Some(from)
    }

    fn skip_adverbs(&self, at: usize) -> usize {
        const ADVERBS: &[&str] = &[
            "also",
            "now",
            "still",
            "once",
            "currently",
            "already",
            "previously",
            "long",
            "then",
            "formerly",
        ];
        at + usize::from(ADVERBS.contains(&self.tokens.lower(at)))
    }

    /// "is the owner of the bakery", "has run the yard since 1998" from a verb on, of what is its subject.
    fn predicate(&self, at: usize, bearer: TextRange) -> Option<Role> {
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
    fn is_subject(&self, number: usize) -> bool {
        let tokens = self.tokens;
        let opening = self.sentence(self.spans[number].0).start;
        let titled = self.before(number).map(|role| tokens.at(role.range.start()));
        let start = titled.unwrap_or(self.spans[number].0);
        let start = start - usize::from(start > opening && is_determiner(tokens.lower(start - 1)));
        start == opening
            || tokens.kind(start - 1) == TokenKind::Comma
            || matches!(tokens.lower(start - 1), "and" | "but" | "because" | "while")
    }

    /// "The owner of the bakery, Ines Duarte,": a description and a comma before a name that stands by itself.
    fn ahead(&self, number: usize) -> Option<Role> {
        let (tokens, name) = (self.tokens, &self.names[number]);
        let (first, last) = self.spans[number];
        let sentence = self.sentence(first);
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
            let opens = is_determiner(tokens.lower(start)) || owner.is_some();
            if !opens || start > from && tokens.kind(start - 1) == TokenKind::Possessive {
                continue;
            }
            let Some(phrase) = self.phrase(start, comma, name.kind) else { continue };
            let plain = (phrase.end..comma).all(|at| {
                !is_verb(tokens.lower(at)) && !matches!(tokens.lower(at), "who" | "and" | "that" | "which")
            });
            let joined = phrase.end == comma || is_preposition(tokens.lower(phrase.end));
            if !plain || !joined {
                continue;
            }
            // "A spokesman for the mayor, Ines Duarte,": either may be meant.
            match described {
                Some((_, inner)) if start < inner.end && inner.head == phrase.head => continue,
                Some(_) => return None,
                None => {}
            }
            described = Some((start, phrase));
        }
        let (start, phrase) = described?;
        Some(self.role(name.range, (start, comma), Some(phrase.head), phrase.tells))
    }
}

fn is_determiner(lower: &str) -> bool {
    matches!(
        lower,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "this"
            | "that"
            | "these"
            | "those"
    )
}

fn is_subject_pronoun(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "they" | "it" | "we" | "i" | "you")
}

fn is_joint(lower: &str) -> bool {
    matches!(lower, "of" | "for" | "and" | "the" | "&")
}

/// Forms of address between an office and a name: "team leader Dr", "Chairman Lord".
fn is_form_of_address(lower: &str) -> bool {
    lists::is_courtesy(lower) || matches!(lower, "lord" | "lady" | "dame")
}

fn is_aged(lower: &str) -> bool {
    lower.ends_with("-year-old") || lower.ends_with("-years-old")
}

fn is_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for"
            | "at"
            | "in"
            | "from"
            | "with"
            | "to"
            | "on"
            | "by"
            | "since"
            | "until"
            | "under"
            | "near"
            | "behind"
            | "between"
            | "during"
            | "throughout"
            | "within"
            | "against"
            | "among"
            | "around"
            | "into"
            | "over"
            | "as"
            | "about"
            | "across"
    )
}

/// Whether a word in lower case ends a noun phrase.
fn is_stop(lower: &str) -> bool {
    const IN_PHRASES: &[&str] = &[
        "former", "late", "new", "old", "young", "local", "state", "police", "first", "second", "third",
        "then", "high", "big", "little", "chief", "gas", "trade", "staff", "sales", "news", "great", "only",
        "own", "longest", "nine", "two", "three",
    ];
    is_preposition(lower)
        || matches!(lower, "but" | "or" | "and" | "than" | "so" | "not" | "however" | "'s")
        || lists::is_plain_word(lower) && !IN_PHRASES.contains(&lower) && !lists::is_person_noun(lower)
        || lists::is_calendar_word(lower)
        || is_subject_pronoun(lower)
}

/// Whether a word in lower case is a finite verb, as far as one word shows.
fn is_verb(lower: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "is", "was", "are", "were", "be", "been", "am", "has", "have", "had", "did", "does", "do", "said",
        "says", "met", "went", "fell", "won", "lost", "took", "came", "left", "gave", "broke", "made",
        "told", "tells", "rose", "began", "found", "held", "kept", "paid", "ran", "sent", "slept", "spent",
        "stood", "thought", "thinks", "became", "knew", "knows", "saw", "brought", "bought", "caught",
        "grew", "hit", "cut", "wrote", "writes", "spoke", "speaks", "will", "would", "could", "can", "may",
        "might", "should", "must", "adds", "asks", "wants", "believes", "argues", "warns", "goes", "gets",
        "makes", "drew", "sat", "lay", "laid", "sold", "put", "shot", "beat", "sought", "felt", "heard",
        "threw", "chose", "quit", "struck", "led", "fled", "fought", "taught",
    ];
    const ATTRIBUTIVE: &[&str] = &[
        "retired",
        "disgraced",
        "renowned",
        "accused",
        "suspended",
        "ousted",
        "elected",
        "appointed",
        "convicted",
        "celebrated",
        "acclaimed",
        "noted",
        "named",
        "injured",
        "wounded",
        "jailed",
        "beloved",
        "respected",
        "distinguished",
        "skilled",
        "disabled",
        "hundred",
        "united",
        "sacred",
        "red",
        "seasoned",
        "deceased",
        "displaced",
        "unemployed",
        "registered",
        "married",
        "divorced",
        "widowed",
        "adopted",
        "trained",
        "qualified",
        "decorated",
        "exiled",
        "armed",
        "self-employed",
        "controversial",
        "selected",
    ];
    IRREGULAR.contains(&lower)
        || lower.ends_with("ed") && lower.len() > 4 && !lower.contains('-') && !ATTRIBUTIVE.contains(&lower)
        || verbs::is_saying_verb(lower) && lower.ends_with("ed")
}

/// Whether a word in lower case is a form of a verb for what somebody does for good.
fn is_standing(lower: &str) -> bool {
    matches!(
        lower,
        "owns"
            | "owned"
            | "runs"
            | "run"
            | "heads"
            | "headed"
            | "leads"
            | "led"
            | "chairs"
            | "chaired"
            | "teaches"
            | "taught"
            | "represents"
            | "represented"
            | "works"
            | "worked"
            | "serves"
            | "served"
            | "lives"
            | "lived"
            | "edits"
            | "edited"
            | "manages"
            | "managed"
            | "directs"
            | "directed"
            | "coaches"
            | "coached"
            | "farms"
            | "farmed"
            | "operates"
            | "operated"
            | "studies"
            | "sits"
            | "oversees"
            | "overseen"
            | "keeps"
            | "kept"
            | "makes"
            | "sells"
            | "publishes"
            | "provides"
            | "organises"
            | "organizes"
            | "supplies"
            | "employs"
            | "builds"
            | "produces"
            | "covers"
            | "grows"
            | "plays"
            | "played"
            | "conducts"
            | "specialises"
            | "specializes"
            | "researches"
            | "regulates"
            | "monitors"
            | "campaigns"
            | "advises"
            | "advised"
            | "holds"
            | "belongs"
            | "tends"
            | "fishes"
    )
}

fn ends_clause(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Stop
            | TokenKind::Semicolon
            | TokenKind::Dash
            | TokenKind::Quote
            | TokenKind::Colon
            | TokenKind::CloseBracket
            | TokenKind::OpenBracket
    )
}
