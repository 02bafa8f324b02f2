//! Quotations: which marks open, which close, and which are apostrophes, inches or a paragraph's continuation. Smart and
//! straight, double and single (the British habit), guillemets and German marks.

use text_size::TextRange;

mod lost;

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
    /// Up to which token an attribution was looked for behind it.
    seen: usize,
}

/// How a mark's partner looks: a straight mark within curly ones is another quotation's.
fn is_straight(tokens: &Tokens, index: usize) -> bool {
    matches!(tokens.text(index), "\"" | "'")
}

/// Finds the outermost quotations of a passage, in order. Apostrophes among the marks become possessives or symbols in
/// `tokens`, so that what is left of kind quote is a quotation mark.
pub(crate) fn find(tokens: &mut Tokens) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut next = Some(0);
    while let Some(from) = next {
        next = find_from(tokens, from, &mut found);
    }
    found.sort_by_key(|quotation| quotation.range.start());
    found
}

/// Adds the quotations behind a token. `Some`: where one ended without its mark, and what it hid is to be found again.
fn find_from(tokens: &mut Tokens, from: usize, found: &mut Vec<Quotation>) -> Option<usize> {
    let mut pending: Vec<Pending> = Vec::new();
    for index in from..tokens.len() {
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
            Role::Open | Role::Either if !is_open => {
                pending.push(Pending { token: index, family, seen: index + 1 });
            }
            Role::Open => {
                let inner = nests(tokens, &pending, index, family);
                if let [outer] = &mut pending[..]
                    && !inner
                {
                    if let Some(end) = lost_end(tokens, outer, outer.seen, index) {
                        found.push(lost(tokens, outer.token, end));
                        return Some(index);
                    }
                    outer.seen = index;
                }
                // The paragraphs of one quotation run together: each begins with a mark, only the last ends with one.
                if inner {
                    pending.push(Pending { token: index, family, seen: index + 1 });
                }
            }
            Role::Close | Role::Either => {
                let straight = is_straight(tokens, index);
                let closes = |open: &Pending| open.family == family;
                let alike = |open: &Pending| closes(open) && is_straight(tokens, open.token) == straight;
                let at = pending.iter().rposition(alike).or_else(|| pending.iter().rposition(closes));
                let Some(at) = at else {
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
    let open = pending.first()?;
    let opened = open.token;
    found.retain(|one| one.range.start() < tokens.range(opened).start());
    if let Some(end) = lost_end(tokens, open, opened + 1, tokens.len()) {
        found.push(lost(tokens, opened, end));
        return Some(end);
    }
    // A single mark that nothing closes is an apostrophe of a kind unknown here; a double one is a quotation that runs
    // on.
    if open.family == Family::Single {
        tokens.set_kind(opened, TokenKind::Symbol);
        return Some(opened + 1);
    }
    found.push(quotation(tokens, Some(opened), None));
    None
}

/// So many quotations within each other, and so many marks between the first and the last of them, are more than anybody sets.
const DEEPEST: usize = 3;
const MOST_MARKS: usize = 32;

/// Whether a mark that opens within an open quotation begins one within it: so many marks close behind it as were opened, or,
/// where the two look different, it is closed by one that looks like it.
fn nests(tokens: &Tokens, pending: &[Pending], index: usize, family: Family) -> bool {
    let straight = is_straight(tokens, index);
    let alike =
        pending.iter().filter(|open| open.family == family && is_straight(tokens, open.token) == straight);
    let outer = alike.count();
    // Behind a full stop begins the next of several paragraphs that run together.
    let behind_stop = index > 0 && tokens.kind(index - 1) == TokenKind::Stop;
    if outer > 0 && behind_stop {
        return false;
    }
    let mut depth = outer + 1;
    let marks = (index + 1..tokens.len()).filter(|&at| {
        tokens.kind(at) == TokenKind::Quote
            && self::family(tokens.text(at)) == family
            && is_straight(tokens, at) == straight
    });
    for at in marks.take(MOST_MARKS) {
        match role(tokens, at, family, true) {
            Role::Nothing => {}
            Role::Open => depth += 1,
            Role::Close | Role::Either => depth -= 1,
        }
        if depth == 0 || depth > DEEPEST {
            break;
        }
    }
    depth == 0
}

/// Where an open quotation ends, looked for in the tokens `start..end`, whose closing mark is missing in front of an attribution. A
/// single mark may be an apostrophe for letters or a century, or stand within other marks.
fn lost_end(tokens: &Tokens, open: &Pending, start: usize, end: usize) -> Option<usize> {
    let apostrophe = !tokens.spaced_before(open.token) || !tokens.is_capitalised(open.token + 1);
    let end = lost::attribution(tokens, start, end)?;
    let is_double =
        |at: usize| tokens.kind(at) == TokenKind::Quote && family(tokens.text(at)) != Family::Single;
    let doubtful = open.family == Family::Single && (apostrophe || (open.token + 1..end).any(is_double));
    (!doubtful).then_some(end)
}

/// A quotation from the mark `opened` to the token before `end`, where its closing mark is missing.
fn lost(tokens: &Tokens, opened: usize, end: usize) -> Quotation {
    Quotation {
        range: tokens.span(opened, end),
        inner: tokens.span(opened + 1, end),
        opened: true,
        closed: false,
        lost: true,
        words: tokens.count_words(opened + 1, end),
    }
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
        lost: false,
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
        "”" if index == 0 && closes_next(tokens) => Role::Open,
        "”" | "‟" => Role::Close,
        "«" | "‹" => Role::Open,
        "»" | "›" => Role::Close,
        "\"" => straight(tokens, index, before, after, is_open),
        _ if family == Family::Single => single(tokens, index, before, is_open),
        _ => Role::Either,
    }
}

/// Whether the first double mark behind the one that a passage begins with is another that closes: the first opens, and faces
/// the wrong way, "” … it stood,” she said."
fn closes_next(tokens: &Tokens) -> bool {
    (1..tokens.len())
        .find(|&at| tokens.kind(at) == TokenKind::Quote && family(tokens.text(at)) == Family::Double)
        .is_some_and(|at| at > 1 && tokens.text(at) == "”" && !tokens.spaced_before(at))
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
            (
                "\"She cried \"hold the line\" and ran,\" Lee said.",
                &["\"She cried \"hold the line\" and ran,\""],
            ),
            (
                "\"\"Hold it,\" she cried, and ran.\" Then \"rain\".",
                &["\"\"Hold it,\" she cried, and ran.\"", "\"rain\""],
            ),
            ("\"A \"first\" and a \"second\" go.\" So.", &["\"A \"first\" and a \"second\" go.\""]),
            ("“She cried \"hold on\" twice,” Lee said.", &["“She cried \"hold on\" twice,”"]),
            ("“She cried “hold on” twice,” Lee said.", &["“She cried “hold on” twice,”"]),
            ("” … it stood,” she said.", &["” … it stood,”"]),
            ("\"It rose. \"It fell.\" So \"it\" is.\"", &["\"It rose. \"It fell.\"", "\"it\"", "\""]),
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
        let mixed = "\"The band played “Tarn”.";
        assert_eq!(found(mixed), [(mixed.to_owned(), true, false)]);
    }

    #[test]
    fn a_quotation_without_its_closing_mark_ends_before_its_attribution() {
        let cases: &[(&str, &[&str])] = &[
            ("“The mill burns, said Ana Lopez, its owner.", &["“The mill burns,"]),
            ("\"The mill burns, Ana Lopez said.", &["\"The mill burns,"]),
            ("‘The mill’s wheel burns, says Ana Lopez.", &["‘The mill’s wheel burns,"]),
            ("“Will it burn? asked the owner. “No,” he said.", &["“Will it burn?", "“No,”"]),
            ("«It burned. It fell, she added.", &["«It burned. It fell,"]),
            ("\"It fell, the owner told reporters. \"We wept,\" she said.", &["\"It fell,", "\"We wept,\""]),
            ("“It fell, Ana Lopez, its owner, said. They wept.", &["“It fell,"]),
            ("“It fell, he later recalled.", &["“It fell,"]),
            ("“It fell, Ana de la Cruz wrote on Monday. They wept.", &["“It fell,"]),
            // Somebody whom the quotation quotes, or who only does something.
            ("“My aunt, she told me to run. So I ran.", &["“My aunt, she told me to run. So I ran."]),
            ("“It burned, the owner wept.", &["“It burned, the owner wept."]),
            ("“It burned, I said.", &["“It burned, I said."]),
            ("“It burned, I’d even told them.", &["“It burned, I’d even told them."]),
            ("“It burned, said the men wanted rest.", &["“It burned, said the men wanted rest."]),
            ("In the ‘80s, Ana Lopez said. Class of ‘10, he said.", &[]),
        ];
        for (passage, expected) in cases {
            let mut tokens = Tokens::new(passage);
            let quotations = find(&mut tokens);
            let texts: Vec<&str> = quotations.iter().map(|quotation| &passage[quotation.range]).collect();
            assert_eq!(texts, *expected, "{passage}");
            let lost = |text: &&str| text.ends_with([',', '?']);
            assert_eq!(
                quotations.first().is_some_and(|first| first.lost),
                expected.first().is_some_and(lost),
                "{passage}"
            );
        }
    }
}
