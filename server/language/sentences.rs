//! Where sentences end. News breaks the general rule in known ways: abbreviations, initials, "U.S." at an end and in the
//! middle, and stops that stand inside the quotation mark.

use text_size::TextRange;

use crate::lexicon;
use crate::tokens::{TokenKind, Tokens};

/// A sentence as a half-open range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SentenceTokens {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl SentenceTokens {
    pub(crate) fn range(self, tokens: &Tokens) -> TextRange {
        tokens.span(self.start, self.end)
    }
}

/// Cuts a passage into sentences; together they hold all its tokens.
pub(crate) fn split(tokens: &Tokens) -> Vec<SentenceTokens> {
    let mut sentences = Vec::new();
    let mut start = time_label(tokens).unwrap_or(0);
    if start > 0 {
        sentences.push(SentenceTokens { start: 0, end: start });
    }
    let mut index = start;
    while index < tokens.len() {
        let Some(end) = sentence_end(tokens, index) else {
            index += 1;
            continue;
        };
        sentences.push(SentenceTokens { start, end });
        start = end;
        index = end;
    }
    if start < tokens.len() {
        sentences.push(SentenceTokens { start, end: tokens.len() });
    }
    sentences
}

/// The end of a time that heads an entry of a live report, "11:30 Sources say", "7.05 pm – Police": it is no part of the sentence behind it.
fn time_label(tokens: &Tokens) -> Option<usize> {
    let glued = |at: usize| at < tokens.len() && !tokens.spaced_before(at);
    let mut end = match tokens.kind(0) {
        TokenKind::Number if is_dotted_time(tokens.text(0)) => 1,
        TokenKind::Number if tokens.kind(1) == TokenKind::Colon && glued(1) && glued(2) => {
            (tokens.kind(2) == TokenKind::Number).then_some(3)?
        }
        _ => return None,
    };
    // "am", "p.m.", "GMT".
    let names_half =
        |at: usize| matches!(tokens.lower(at).trim_end_matches('.'), "am" | "pm" | "a.m" | "p.m");
    if names_half(end) || tokens.is_all_capitals(end) && tokens.text(end).len() <= 4 {
        end += 1;
    }
    while matches!(tokens.kind(end), TokenKind::Dash | TokenKind::Colon) {
        end += 1;
    }
    (end < tokens.len() && tokens.spaced_before(end) && tokens.is_capitalised(end)).then_some(end)
}

/// Whether a number can be a time: "7.05".
fn is_dotted_time(number: &str) -> bool {
    let below = |digits: &str, most: u8| digits.parse::<u8>().is_ok_and(|number| number < most);
    number.split_once('.').is_some_and(|(hours, minutes)| {
        hours.len() <= 2 && minutes.len() == 2 && below(hours, 24) && below(minutes, 60)
    })
}

/// The end of the sentence that the token at `index` closes, if it closes one.
fn sentence_end(tokens: &Tokens, index: usize) -> Option<usize> {
    let stop = match tokens.kind(index) {
        TokenKind::Stop => true,
        TokenKind::Word if tokens.text(index).ends_with('.') => false,
        _ => return None,
    };
    let mut end = index + 1;
    while end < tokens.len() && closes(tokens, end) {
        end += 1;
    }
    if end == tokens.len() || !tokens.spaced_before(end) {
        return None;
    }
    let opener = (end..tokens.len()).find(|&next| {
        !matches!(
            tokens.kind(next),
            TokenKind::Quote | TokenKind::OpenBracket | TokenKind::Dash | TokenKind::Symbol
        )
    })?;
    let begins = tokens.is_capitalised(opener) || tokens.text(opener).starts_with(|c: char| c.is_numeric());
    if !begins {
        return None;
    }
    if stop {
        // A stop inside a quotation that its speaker follows does not end the sentence: “Why?” Lee asked.
        let quoted = end > index + 1 && tokens.text(index) != ".";
        return (!quoted || !speaker_follows(tokens, opener)).then_some(end);
    }
    // An abbreviation's own dot ends a sentence only where the next word commonly opens one.
    let dotted = tokens.text(index).matches('.').count() > 1;
    (dotted && lexicon::SENTENCE_OPENERS.contains(tokens.lower(opener))).then_some(end)
}

/// Whether a token belongs to the sentence that has just ended: a closing mark or bracket directly behind it.
fn closes(tokens: &Tokens, index: usize) -> bool {
    if tokens.spaced_before(index) {
        return false;
    }
    match tokens.kind(index) {
        TokenKind::CloseBracket => true,
        TokenKind::Quote => !matches!(tokens.text(index), "“" | "‘" | "«" | "„"),
        _ => false,
    }
}

/// Whether "Lee asked" or "Mr. Lee shouted" stands at the token: up to three capitalised words and a speech verb.
fn speaker_follows(tokens: &Tokens, start: usize) -> bool {
    let words = (start..start + 4).take_while(|&at| tokens.is_capitalised(at)).count();
    words > 0 && words < 4 && crate::verbs::is_speech_verb(tokens.lower(start + words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_stops() {
        // Each case is one passage; "|" marks the ends that are expected.
        let cases = [
            "Mr. Lee spoke.| He left at 5 p.m. on Monday.",
            "The U.S. economy grew.| She left the U.S.| The rest stayed.",
            "“It is not,” Bo said.| He sat down.",
            "“Will it rain?” Lee asked.| Nobody knew.",
            "“Stop!”| The crowd stopped.",
            "Shares rose 3.5 percent to $1.25.| Acme Inc. said so.",
            "George W. Bush and J. K. Rowling met Dr. Sun Yat-sen in St. Petersburg.",
            "He paid £2.5m (about $3m).| “Fine,” she said.| “It is done.”",
            "It rained… and rained.| Then it stopped.",
            "Sen. Ana Diaz (R., Texas) voted no.| 12 others did not.",
            "„Nein“, sagte er.| Gut.",
            "11:30| Sources say that it rains.| It does.",
            "7.05 pm –| Police opened the road.",
            "11:30",
            "12:",
            "3.5 million people came.| 11:30 is late.",
            "They came from Washington, D.C., in Jan. 2004.",
        ];
        for case in cases {
            let passage = case.replace('|', "");
            let tokens = Tokens::new(&passage);
            let ends: Vec<&str> =
                split(&tokens).into_iter().map(|sentence| &passage[sentence.range(&tokens)]).collect();
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            assert_eq!(ends, expected, "{case}");
        }
    }
}
