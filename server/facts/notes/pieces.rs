//! A quotation in the parts that are compared: its words, the gaps that an ellipsis marks, what stands in brackets.

use text_size::{TextRange, TextSize};

use super::align::Piece;
use super::words::{self, NONE, Numbers, written_out};

/// The parts of a quotation's text, each with its place there in bytes.
pub(super) fn pieces(text: &str, known: &Numbers) -> Vec<(Piece, TextRange)> {
    let mut pieces = Vec::new();
    let mut rest = 0;
    while let Some((mark, piece)) = next_mark(text, rest) {
        add_words(&mut pieces, text, rest..mark.start, known);
        match piece {
            Some(piece) => pieces.push((piece, range(mark.start, mark.end))),
            // "[T]he" is a word with a letter of another kind.
            None => {
                let plain = text[mark.clone()].replace(['[', ']'], "");
                for word in words::words(&plain, 0.into()) {
                    pieces.push((word_piece(&word.form, known), range(mark.start, mark.end)));
                }
            }
        }
        rest = mark.end;
    }
    add_words(&mut pieces, text, rest..text.len(), known);
    pieces
}

/// The next gap, bracket or word with brackets in it from a byte on; `None` in place of the piece for the last.
fn next_mark(text: &str, from: usize) -> Option<(std::ops::Range<usize>, Option<Piece>)> {
    let rest = text.get(from..)?;
    for (at, letter) in rest.char_indices() {
        let start = from + at;
        match letter {
            '…' => return Some((start..start + letter.len_utf8(), Some(Piece::Gap))),
            '.' => {
                let dots = text[start..].find(|letter| !matches!(letter, '.' | ' ' | '\u{a0}'));
                let dots = text[start..][..dots.unwrap_or(text.len() - start)].trim_end();
                if dots.matches('.').count() >= 3 {
                    return Some((start..start + dots.len(), Some(Piece::Gap)));
                }
            }
            '[' => {
                let close = start + text[start..].find(']')?;
                let inner = &text[start + 1..close];
                let letter_before = text[..start].ends_with(char::is_alphanumeric);
                let letter_behind = text[close + 1..].starts_with(char::is_alphanumeric);
                if letter_before || letter_behind {
                    let first = text[from..start].rfind(|letter: char| !letter.is_alphanumeric());
                    let first = first.map_or(from, |at| {
                        from + at + text[from + at..].chars().next().map_or(0, char::len_utf8)
                    });
                    let last = text[close + 1..]
                        .find(|letter: char| !letter.is_alphanumeric() && letter != '’' && letter != '\'');
                    return Some((first..last.map_or(text.len(), |at| close + 1 + at), None));
                }
                let dots = !inner.is_empty() && inner.chars().all(|letter| matches!(letter, '…' | '.' | ' '));
                let piece = if dots { Piece::Gap } else { Piece::Bracket };
                return Some((start..close + 1, Some(piece)));
            }
            _ => {}
        }
    }
    None
}

fn add_words(
    pieces: &mut Vec<(Piece, TextRange)>,
    text: &str,
    part: std::ops::Range<usize>,
    known: &Numbers,
) {
    let start = TextSize::new(u32::try_from(part.start).unwrap_or(u32::MAX));
    let words = words::words(&text[part], start);
    pieces.extend(words.into_iter().map(|word| (word_piece(&word.form, known), word.range)));
}

fn word_piece(form: &str, known: &Numbers) -> Piece {
    let mut also = [NONE; 3];
    for (slot, other) in also.iter_mut().zip(written_out(form)) {
        *slot = known.of(other);
    }
    // The alignment looks at the first to see whether there is any.
    also.sort_unstable();
    Piece::Word { number: known.of(form), also }
}

fn range(from: usize, to: usize) -> TextRange {
    let size = |at: usize| TextSize::new(u32::try_from(at).unwrap_or(u32::MAX));
    TextRange::new(size(from), size(to))
}
