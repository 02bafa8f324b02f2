//! Two numbers with a dash between.

use super::Tally;
use crate::tokens::{TokenKind, Tokens};

/// The result that a token is: "5-3", "112–98".
pub(super) fn tally(tokens: &Tokens, start: usize) -> Option<(usize, Tally)> {
    let whole = |text: &str| {
        let plain = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<i64>().ok()).flatten()
    };
    let text = tokens.text(start);
    let (end, first, second) = match text.split_once(['-', '‑']) {
        Some((first, second)) => (start + 1, whole(first)?, whole(second)?),
        None => {
            let dash = matches!(tokens.text(start + 1), "–" | "-") && !tokens.spaced_before(start + 1);
            let glued =
                dash && tokens.kind(start + 2) == TokenKind::Number && !tokens.spaced_before(start + 2);
            glued.then_some(())?;
            (start + 3, whole(text)?, whole(tokens.text(start + 2))?)
        }
    };
    Some((end, Tally { range: tokens.span(start, end), first, second }))
}
