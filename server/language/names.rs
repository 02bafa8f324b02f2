//! Names: runs of capitalised words with what belongs inside them, cut where a nationality, a title or a new name
//! begins, and a guess at what each names.

use text_size::TextRange;

use crate::lists;
use crate::reading::{Name, NameKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

/// A half-open range of tokens that makes one name.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    end: usize,
}

/// Finds the names of a passage, in order. `quoted` tells whether a byte range lies inside a quotation.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Name> {
    let mut names = Vec::new();
    for &sentence in sentences {
        let shouted = is_headline(tokens, sentence);
        let mut at = sentence.start;
        while at < sentence.end {
            let Some(run) = run_at(tokens, at, sentence.end) else {
                at += 1;
                continue;
            };
            at = run.end;
            for part in split_run(tokens, run) {
                names.extend(name(tokens, part, sentence, shouted, quoted));
            }
        }
    }
    names
}

/// Whether nearly every word of a sentence has a capital, so that capitals tell nothing.
fn is_headline(tokens: &Tokens, sentence: SentenceTokens) -> bool {
    let words = || (sentence.start..sentence.end).filter(|&i| tokens.is_word(i) && tokens.text(i).len() > 3);
    let capitals = words().filter(|&i| tokens.is_capitalised(i)).count();
    let shouted = words().filter(|&i| tokens.is_all_capitals(i)).count();
    let total = words().count();
    total >= 4 && (capitals * 10 >= total * 8 || shouted * 2 >= total)
}

/// The run of capitalised words and connectors that begins at a token.
fn run_at(tokens: &Tokens, start: usize, limit: usize) -> Option<Run> {
    if !begins_name(tokens, start) {
        return None;
    }
    let mut end = start + 1;
    loop {
        let joined = connector_length(tokens, end, limit);
        let next = end + joined;
        let glued = next < limit && begins_name(tokens, next) && !lists::is_calendar_word(tokens.lower(next));
        if !glued || (joined > 0 && !connects(tokens, start, end, next)) {
            break;
        }
        end = next + 1;
    }
    Some(Run { start, end })
}

fn begins_name(tokens: &Tokens, index: usize) -> bool {
    let particle =
        matches!(tokens.lower(index), "al" | "el" | "bin" | "ibn") && !tokens.is_capitalised(index);
    let hyphened =
        tokens.lower(index).starts_with("al-") && tokens.text(index)[3..].starts_with(char::is_uppercase);
    tokens.is_word(index) && (tokens.is_capitalised(index) || hyphened) && !particle
}

/// How many small words from a token on can stand inside a name: "of the", "van der", "bin".
fn connector_length(tokens: &Tokens, index: usize, limit: usize) -> usize {
    const INSIDE: &[&str] = &[
        "of", "the", "for", "and", "de", "la", "le", "du", "del", "della", "di", "da", "dos", "das", "van",
        "von", "der", "den", "ter", "bin", "ibn", "al", "el", "y", "e", "&",
    ];
    (index..limit.min(index + 3)).take_while(|&at| INSIDE.contains(&tokens.text(at))).count()
}

/// Whether small words between two capitalised parts make one name of them.
fn connects(tokens: &Tokens, start: usize, end: usize, next: usize) -> bool {
    let words: Vec<&str> = (end..next).map(|at| tokens.text(at)).collect();
    match words.as_slice() {
        // "Bank of England", "Department for the Environment"; not "Lee of Acme".
        ["of" | "for"] | ["of" | "for", "the"] => {
            const HEADS: &[&str] = &[
                "House",
                "Republic",
                "Kingdom",
                "Isle",
                "Bay",
                "Gulf",
                "Cape",
                "Duke",
                "Prince",
                "Princess",
                "Earl",
                "Church",
                "City",
                "Museum",
                "Tower",
                "Royal",
                "Central",
                "Ministry",
                "Minister",
                "States",
                "Emirates",
                "Organization",
                "Organisation",
                "Doctors",
                "Friends",
                "Campaign",
                "Centre",
                "Center",
                "Chamber",
            ];
            (start..end).any(|at| {
                let word = tokens.text(at);
                lists::is_organisation_word(word) && !matches!(word, "Times" | "Inc" | "Corp")
                    || HEADS.contains(&word)
            })
        }
        ["and"] => {
            // "Marks and Spencer" cannot be told from two people; "Food and Drug Administration" can.
            let head = next + 1;
            let plain = !lists::is_given_name(tokens.text(next)) && !lists::is_place(tokens.text(next));
            plain
                && lists::is_organisation_word(tokens.text(head))
                && !lists::is_place(tokens.text(end - 1))
                && !lists::is_organisation_word(tokens.text(end - 1))
        }
        ["the"] => false,
        ["&"] => true,
        ["e" | "y" | "al" | "el" | "la" | "le"] => end - start <= 3 && !lists::is_place(tokens.text(end - 1)),
        [] => true,
        _ => words.iter().all(|word| !matches!(*word, "of" | "for" | "and" | "the")),
    }
}

/// Cuts a run where a nationality or a title ends and where a place name stands beside another name.
fn split_run(tokens: &Tokens, run: Run) -> Vec<Run> {
    let mut parts = Vec::new();
    let mut start = run.start;
    for at in run.start..run.end {
        let alone = at == start && lists::is_demonym(tokens.text(at)) && at + 1 < run.end;
        let organisation = (at..run.end).any(|later| lists::is_organisation_word(tokens.text(later)));
        let title_follows = at + 1 < run.end && lists::is_title_word(tokens.lower(at + 1));
        if alone && (!organisation || title_follows) {
            parts.push(Run { start, end: at + 1 });
            start = at + 1;
        }
        // A person's name behind a title ends the office before it: "Foreign Secretary Jack Straw".
    }
    parts.push(Run { start, end: run.end });
    parts
}

fn name(
    tokens: &Tokens,
    run: Run,
    sentence: SentenceTokens,
    headline: bool,
    quoted: &dyn Fn(TextRange) -> bool,
) -> Option<Name> {
    let mut start = run.start;
    let initial = starts_clause(tokens, start, sentence);
    // "The Post" and "But Lee": the opening word is no part of the name unless the name is a newspaper's or a body's.
    while start < run.end && lists::is_plain_word(tokens.lower(start)) && (initial || start > run.start) {
        if !opens_sentence_only(tokens, start, run, initial) {
            break;
        }
        start += 1;
    }
    while start < run.end && lists::is_calendar_word(tokens.lower(start)) {
        start += 1;
    }
    let title_start = start;
    while start < run.end
        && lists::is_title_word(tokens.lower(start))
        && !is_name_after_all(tokens, start, run)
    {
        start += 1;
    }
    let mut end = run.end;
    while end > start && lists::is_calendar_word(tokens.lower(end - 1)) {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    let mut title = (start > title_start).then(|| tokens.span(title_start, start));
    if title.is_none() {
        title = lower_title(tokens, start, sentence);
    }
    let range = tokens.span(start, end);
    let lone_opener = initial && start == run.start && end - start == 1;
    let text = &tokens.passage[range];
    if lone_opener && (is_ordinary_opener(tokens, start) || text.len() < 2) {
        return None;
    }
    if !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return None;
    }
    let kind = kind(tokens, start, end, title.is_some());
    let confidence = confidence(tokens, start, end, lone_opener, headline, title.is_some());
    Some(Name { range, kind, confidence, title, description: None, quoted: quoted(range) })
}

/// Whether a token opens a sentence, a quotation or a clause behind a dash or colon, where a capital tells little.
fn starts_clause(tokens: &Tokens, index: usize, sentence: SentenceTokens) -> bool {
    index == sentence.start
        || matches!(
            tokens.kind(index - 1),
            TokenKind::Quote
                | TokenKind::Colon
                | TokenKind::Dash
                | TokenKind::OpenBracket
                | TokenKind::Symbol
        )
        || (tokens.kind(index - 1) == TokenKind::Number && index - 1 == sentence.start)
}

fn opens_sentence_only(tokens: &Tokens, at: usize, run: Run, initial: bool) -> bool {
    if at == run.start {
        let next = tokens.text(at + 1);
        let body = lists::is_organisation_word(next) && at + 1 < run.end;
        let named =
            matches!(tokens.text(at), "New" | "Great" | "Big" | "First" | "Second" | "State" | "General")
                && at + 1 < run.end;
        return initial
            && !named
            && !(body && !matches!(tokens.lower(at), "the" | "but" | "and" | "a" | "an" | "in"));
    }
    false
}

/// Titles that are part of a longer name: "Prince of Wales", "General Motors", "Justice Department".
fn is_name_after_all(tokens: &Tokens, start: usize, run: Run) -> bool {
    let rest = start + 1..run.end;
    let body = rest.clone().any(|at| lists::is_organisation_word(tokens.text(at)) || tokens.text(at) == "of");
    let first = matches!(
        tokens.text(start),
        "General" | "Justice" | "Treasury" | "Health" | "State" | "Home" | "Trade"
    ) || rest.len() <= 2;
    body && first
}

/// A title in lower case before the name: "prime minister Tony Blair", "spokesman Ari Fleischer".
fn lower_title(tokens: &Tokens, start: usize, sentence: SentenceTokens) -> Option<TextRange> {
    let mut from = start;
    while from > sentence.start {
        let lower = tokens.lower(from - 1);
        let title =
            lists::is_title_word(lower) || (from < start && lists::is_role(lower)) || lists::is_role(lower);
        if !title || tokens.is_capitalised(from - 1) && lists::is_plain_word(lower) {
            break;
        }
        from -= 1;
    }
    (from < start).then(|| tokens.span(from, start))
}

/// A single capitalised word at the start of a sentence that is no name as far as one sentence shows.
fn is_ordinary_opener(tokens: &Tokens, index: usize) -> bool {
    let lower = tokens.lower(index);
    let known = lists::is_place(tokens.text(index))
        || lists::is_given_name(tokens.text(index))
        || lists::is_demonym(tokens.text(index));
    if known && !lists::is_plain_word(lower) {
        return false;
    }
    let ending = ["ing", "ly", "tion", "ness", "ment", "ities", "ists", "ers", "ies", "ance", "ence", "ship"]
        .iter()
        .any(|ending| lower.ends_with(ending) && lower.len() > ending.len() + 2);
    let acts = verbs::speech_verb(tokens.lower(index + 1)).is_some()
        || tokens.kind(index + 1) == TokenKind::Possessive;
    lists::is_plain_word(lower)
        || lists::is_calendar_word(lower)
        || (ending && !acts)
        || lists::is_role(lower)
}

fn kind(tokens: &Tokens, start: usize, end: usize, titled: bool) -> NameKind {
    let text = &tokens.passage[tokens.span(start, end)];
    if lists::is_place(text) {
        return NameKind::Place;
    }
    let last = tokens.text(end - 1);
    let words = end - start;
    if lists::is_demonym(text) {
        return NameKind::Other;
    }
    if titled
        && (words <= 3 || lists::is_given_name(tokens.text(start)))
        && !has_organisation_word(tokens, start, end)
    {
        return NameKind::Person;
    }
    const PLACE_WORDS: &[&str] = &[
        "River",
        "Lake",
        "Mount",
        "Mountains",
        "Island",
        "Islands",
        "Street",
        "Road",
        "Avenue",
        "Square",
        "Bay",
        "County",
        "City",
        "Province",
        "Valley",
        "Beach",
        "Park",
        "Airport",
        "Sea",
        "Ocean",
        "Strait",
        "Peninsula",
        "Bridge",
        "Hills",
        "Coast",
        "Heights",
        "Palace",
        "Castle",
        "Stadium",
    ];
    if words > 1
        && (PLACE_WORDS.contains(&last) || matches!(tokens.text(start), "Mount" | "Lake" | "Cape" | "Port"))
    {
        return NameKind::Place;
    }
    if has_organisation_word(tokens, start, end) {
        return NameKind::Organisation;
    }
    const EVENT_WORDS: &[&str] = &[
        "Cup",
        "Games",
        "Olympics",
        "War",
        "Prize",
        "Award",
        "Awards",
        "Festival",
        "Day",
        "Act",
        "Treaty",
        "Agreement",
        "Open",
        "Championship",
        "Championships",
        "Grand",
        "Prix",
        "Oscar",
        "Oscars",
        "Bill",
        "Summit",
        "Forum",
    ];
    if EVENT_WORDS.contains(&last) {
        return NameKind::Other;
    }
    if lists::is_given_name(tokens.text(start)) && words <= 4 {
        return NameKind::Person;
    }
    if words == 1 && tokens.is_all_capitals(start) {
        return NameKind::Organisation;
    }
    if words >= 2 && words <= 4 && (start..end).any(|at| is_initial(tokens.text(at))) {
        return NameKind::Person;
    }
    let before = start.checked_sub(1).map_or("", |at| tokens.lower(at));
    if matches!(before, "in" | "at" | "near" | "around" | "across" | "outside" | "from") {
        return NameKind::Place;
    }
    if before == "the" {
        return NameKind::Organisation;
    }
    if (2..=3).contains(&words) && (start..end).all(|at| !tokens.is_all_capitals(at)) {
        return NameKind::Person;
    }
    let acts = verbs::speech_verb(tokens.lower(end)).is_some();
    if words == 1 && acts { NameKind::Person } else { NameKind::Organisation }
}

fn is_initial(word: &str) -> bool {
    word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase)
}

fn has_organisation_word(tokens: &Tokens, start: usize, end: usize) -> bool {
    (start..end).any(|at| lists::is_organisation_word(tokens.text(at)))
}

fn confidence(
    tokens: &Tokens,
    start: usize,
    end: usize,
    lone_opener: bool,
    headline: bool,
    titled: bool,
) -> f32 {
    let known = lists::is_place(&tokens.passage[tokens.span(start, end)])
        || lists::is_given_name(tokens.text(start)) && end - start > 1
        || titled;
    match (known, headline, lone_opener) {
        (_, true, _) => 0.3,
        (true, ..) => 0.95,
        (_, _, true) => 0.5,
        _ if end - start == 1 => 0.75,
        _ => 0.85,
    }
}
