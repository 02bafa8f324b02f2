//! Quotations: which marks open, which close, and which are apostrophes, inches or a paragraph's continuation. Smart and
//! straight, double and single (the British habit), guillemets and German marks.

use text_size::TextRange;

use crate::reading::Quotation;
use crate::tokens::{TokenKind, Tokens};

/// What one mark can do where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    /// A straight mark with white space or letters on both sides.
    Either,
    /// An apostrophe, a plural possessive, feet or inches.
    Nothing,
}

/// Which marks belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemets,
}

struct Pending {
    token: usize,
    family: Family,
}

/// Finds the outermost quotations of a passage, in order. Apostrophes among the marks become possessives or symbols in
/// `tokens`, so that what is left of kind quote is a quotation mark.
pub(crate) fn find(tokens: &mut Tokens) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut pending: Vec<Pending> = Vec::new();
    for index in 0..tokens.len() {
        if tokens.kind(index) != TokenKind::Quote {
            continue;
        }
        let family = family(tokens.text(index));
        let is_open = pending.iter().any(|open| open.family == family);
        match role(tokens, index, family, is_open) {
            Role::Nothing => {
                let kind =
                    if tokens.spaced_before(index) { TokenKind::Symbol } else { TokenKind::Possessive };
                tokens.set_kind(index, kind);
            }
            Role::Open | Role::Either if !is_open => pending.push(Pending { token: index, family }),
            // The paragraphs of one quotation run together: each begins with a mark, only the last ends with one.
            Role::Open => {}
            Role::Close | Role::Either => {
                let Some(at) = pending.iter().rposition(|open| open.family == family) else {
                    found.push(quotation(tokens, None, Some(index)));
                    continue;
                };
                let opened = pending[at].token;
                pending.truncate(at);
                if pending.is_empty() {
                    found.push(quotation(tokens, Some(opened), Some(index)));
                }
            }
        }
    }
    // A single mark that nothing closes is an apostrophe of a kind unknown here; a double one is a quotation that runs
    // on. What a pending mark hid is found again from behind it.
    if let Some(open) = pending.first() {
        let opened = open.token;
        match open.family {
            Family::Single => {
                tokens.set_kind(opened, TokenKind::Symbol);
                return find(tokens);
            }
            Family::Double | Family::Guillemets => found.push(quotation(tokens, Some(opened), None)),
        }
    }
    found.sort_by_key(|quotation| quotation.range.start());
    found
}

fn quotation(tokens: &Tokens, opened: Option<usize>, closed: Option<usize>) -> Quotation {
    let (first, last) = match (opened, closed) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => (first, tokens.len() - 1),
        (None, Some(last)) => (last, last),
        (None, None) => unreachable!("invariant: a quotation has a mark"),
    };
    let inner_start = if opened.is_some() { first + 1 } else { first };
    let inner_end = if closed.is_some() { last } else { last + 1 };
    Quotation {
        range: tokens.span(first, last + 1),
        inner: inner(tokens, inner_start, inner_end),
        opened: opened.is_some(),
        closed: closed.is_some(),
        words: tokens.count_words(inner_start, inner_end),
    }
}

fn inner(tokens: &Tokens, start: usize, end: usize) -> TextRange {
    match start.checked_sub(1) {
        _ if start < end => tokens.span(start, end),
        Some(mark) => TextRange::empty(tokens.range(mark).end()),
        None => TextRange::empty(tokens.range(start).start()),
    }
}

fn family(mark: &str) -> Family {
    match mark {
        "'" | "‘" | "’" | "‚" | "‹" | "›" => Family::Single,
        "«" | "»" => Family::Guillemets,
        _ => Family::Double,
    }
}

fn role(tokens: &Tokens, index: usize, family: Family, is_open: bool) -> Role {
    let mark = tokens.text(index);
    let before = tokens.spaced_before(index) || index > 0 && leans_on(tokens, index - 1);
    let after = tokens.spaced_after(index);
    match mark {
        "„" | "‚" => Role::Open,
        // In German the mark that opens in English closes; elsewhere it is a slip.
        "“" | "‘" => {
            let glued = !after && tokens.is_word(index + 1);
            if is_open && !tokens.spaced_before(index) && !glued { Role::Close } else { Role::Open }
        }
        "”" | "‟" if is_measured(tokens, index) && !is_open => Role::Nothing,
        // Set by mistake, or by habit: in Swedish and Finnish the mark that closes in English opens as well.
        "”" if before && !after && !is_open && tokens.is_word(index + 1) => Role::Open,
        "”" | "‟" => Role::Close,
        "«" | "‹" => Role::Open,
        "»" | "›" => Role::Close,
        "\"" => straight(tokens, index, before, after, is_open),
        _ if family == Family::Single => single(tokens, index, before, is_open),
        _ => Role::Either,
    }
}

fn straight(tokens: &Tokens, index: usize, before: bool, after: bool, is_open: bool) -> Role {
    if is_measured(tokens, index) && !is_open {
        return Role::Nothing;
    }
    match (before, after) {
        (true, false) => Role::Open,
        (false, true) => Role::Close,
        (false, false) if is_open => Role::Close,
        _ => Role::Either,
    }
}

/// Whether a mark stands directly behind a number, as that of inches does.
fn is_measured(tokens: &Tokens, index: usize) -> bool {
    index > 0 && !tokens.spaced_before(index) && tokens.kind(index - 1) == TokenKind::Number
}

/// A mark or bracket before a quotation mark, or a dash, lets it open as white space does.
fn leans_on(tokens: &Tokens, previous: usize) -> bool {
    match tokens.kind(previous) {
        TokenKind::OpenBracket | TokenKind::Dash => true,
        TokenKind::Quote => {
            matches!(tokens.text(previous), "“" | "‘" | "«" | "„") || tokens.spaced_before(previous)
        }
        _ => false,
    }
}

/// The hard case: ' and ’ are apostrophes more often than marks.
fn single(tokens: &Tokens, index: usize, before: bool, is_open: bool) -> Role {
    let opens = tokens.text(index) == "'" && before && !tokens.spaced_after(index);
    if opens && !is_open {
        let elided = matches!(
            tokens.lower(index + 1),
            "em" | "til" | "tis" | "twas" | "cause" | "n" | "bout" | "round"
        );
        let decade = tokens.text(index + 1).starts_with(|c: char| c.is_numeric());
        return if elided || decade { Role::Nothing } else { Role::Open };
    }
    if !is_open {
        return Role::Nothing;
    }
    let previous = index.saturating_sub(1);
    let after_punctuation =
        matches!(tokens.kind(previous), TokenKind::Comma | TokenKind::Stop | TokenKind::Dash);
    let glued = !tokens.spaced_after(index) && tokens.is_word(index + 1);
    if glued {
        return Role::Nothing;
    }
    // "the workers’ pay" inside a quotation: a plural, and a surer closing mark follows.
    let plural = tokens.lower(previous).ends_with('s') && tokens.is_word(index + 1);
    let surer = (index + 1..tokens.len()).any(|later| {
        tokens.kind(later) == TokenKind::Quote
            && matches!(tokens.text(later), "'" | "’")
            && matches!(tokens.kind(later - 1), TokenKind::Comma | TokenKind::Stop)
    });
    if plural && surer && !after_punctuation { Role::Nothing } else { Role::Close }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(passage: &str) -> Vec<(String, bool, bool)> {
        let mut tokens = Tokens::new(passage);
        let quotations = find(&mut tokens);
        quotations.into_iter().map(|q| (passage[q.range].to_owned(), q.opened, q.closed)).collect()
    }

    #[test]
    fn marks_pair_as_a_reader_pairs_them() {
        let cases: &[(&str, &[&str])] = &[
            ("“Yes,” she said. “No.”", &["“Yes,”", "“No.”"]),
            ("\"Yes,\" she said. \"No.\"", &["\"Yes,\"", "\"No.\""]),
            ("‘Yes,’ the workers’ leader said.", &["‘Yes,’"]),
            ("‘The workers’ pay is late,’ he said.", &["‘The workers’ pay is late,’"]),
            ("'It's a dogs' life,' he said.", &["'It's a dogs' life,'"]),
            ("The '90s, rock 'n' roll and the dogs' bowls.", &[]),
            ("He is 5'11\" tall and James' coat is 6\" short.", &[]),
            ("“He told me, ‘Go,’ and I went,” Lee said.", &["“He told me, ‘Go,’ and I went,”"]),
            ("(\"Never again\") and—\"ever\"—after", &["\"Never again\"", "\"ever\""]),
            ("„Nein“, sagte er. «Non», dit-elle.", &["„Nein“", "«Non»"]),
            ("”It stood,” she said. “It did“ in (”Tarn”).", &["”It stood,”", "“It did“", "”Tarn”"]),
            ("said: \"One thing. \"Another thing.\"", &["\"One thing. \"Another thing.\""]),
            ("the so-called \"gap\" in 2004", &["\"gap\""]),
            ("They met \"in 2004\" twice.", &["\"in 2004\""]),
        ];
        for (passage, expected) in cases {
            let texts: Vec<String> = found(passage).into_iter().map(|(text, _, _)| text).collect();
            assert_eq!(texts, *expected, "{passage}");
        }
    }

    #[test]
    fn what_does_not_pair_is_told() {
        assert_eq!(found("“It goes on."), [("“It goes on.".to_owned(), true, false)]);
        assert_eq!(found("It went on.” Then rain."), [("”".to_owned(), false, true)]);
    }
}
