//! The words the network sees: runs of letters and digits, and single marks; their shapes; and windows of whole
//! sentences. The training code in `server/train` decides in the same way, but for texts without paragraphs, which it does not have.

use text_size::{TextRange, TextSize};

/// Pieces in a window, without its two edges. The network was trained on no longer ones.
const LONGEST: usize = 126;
/// Pieces of a paragraph of news: of 48, 40 and 32 the one with the best full attribution on attribution/dev without its paragraphs.
const PARAGRAPH: usize = 48;
/// How many shapes there are; inside quotation marks each counts again.
const SHAPES: u8 = 8;
/// The feature of a window's edges: that of a mark outside quotation marks.
pub(super) const EDGE_FEATURE: u8 = 6;

/// One word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes in the passage.
    pub(super) range: TextRange,
    /// Its shape, and whether it stands inside quotation marks.
    pub(super) feature: u8,
}

/// Cuts a passage into words and marks.
pub(super) fn split(passage: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(passage.len() / 5);
    let mut characters = passage.char_indices().peekable();
    let mut inside = false;
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        if is_wordlike(character) {
            while let Some(&(at, next)) = characters.peek().filter(|(_, next)| is_wordlike(*next)) {
                end = at + next.len_utf8();
                characters.next();
            }
        }
        let text = &passage[start..end];
        let quoted = match text {
            "“" => {
                inside = true;
                true
            }
            "\"" if !inside => {
                inside = true;
                true
            }
            "”" | "\"" => {
                inside = false;
                true
            }
            _ => inside,
        };
        let at = |offset| TextSize::try_from(offset).expect("invariant: passages are under 4 GiB");
        let feature = shape(text) + if quoted { SHAPES } else { 0 };
        words.push(Word { range: TextRange::new(at(start), at(end)), feature });
    }
    words
}

fn is_wordlike(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// 0 lower case, 1 capital first, 2 capitals only, 3 capitals inside, 4 a single capital, 5 digits, 6 a mark, 7 other.
fn shape(word: &str) -> u8 {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return 7 };
    let single = letters.next().is_none();
    if word.chars().all(char::is_numeric) {
        return 5;
    }
    if single && !first.is_alphanumeric() {
        return 6;
    }
    if !word.chars().all(char::is_alphabetic) {
        return 7;
    }
    let is_upper = |letter: char| letter.is_uppercase();
    match word.chars().filter(|&letter| is_upper(letter)).count() {
        0 => 0,
        _ if single => 4,
        1 if is_upper(first) => 1,
        count if count == word.chars().count() => 2,
        _ => 3,
    }
}

/// Cuts the words of a passage into windows of whole sentences that fit the network; a longer sentence is cut. A passage of more
/// than two of them is a text without paragraphs, and the network was trained on paragraphs: it is cut into windows of that
/// size, where a paragraph may end.
///
/// `sizes` holds the number of pieces of each word, `starts` the words that open sentences, in order; `ends` tells of one of those
/// words whether a paragraph may end before it. Returns half-open ranges of words that together hold all of them.
pub(super) fn windows(
    sizes: &[usize],
    starts: &[usize],
    ends: impl Fn(usize) -> bool,
) -> Vec<(usize, usize)> {
    let usual = if sizes.iter().sum::<usize>() > 2 * LONGEST { PARAGRAPH } else { LONGEST };
    let mut windows = Vec::new();
    let (mut from, mut size) = (0, 0);
    let mut bounds: Vec<usize> = starts.iter().copied().filter(|&start| start > 0).collect();
    bounds.push(sizes.len());
    let mut sentence = 0;
    for bound in bounds {
        let pieces: usize = sizes[sentence..bound].iter().sum();
        let full = size + pieces > LONGEST || size + pieces > usual && ends(sentence);
        if size > 0 && full {
            windows.push((from, sentence));
            (from, size) = (sentence, 0);
        }
        if pieces > LONGEST {
            for (word, pieces) in sizes.iter().enumerate().take(bound).skip(sentence) {
                if size + pieces > LONGEST && word > from {
                    windows.push((from, word));
                    (from, size) = (word, 0);
                }
                size += pieces;
            }
        } else {
            size += pieces;
        }
        sentence = bound;
    }
    if from < sizes.len() {
        windows.push((from, sizes.len()));
    }
    windows
}

/// Whether a paragraph may end before a word that opens a sentence: not within a quotation, and not where it goes on with nothing
/// but a quotation, which is whose it was. `next`: the word that opens the sentence behind, or the number of words.
pub(super) fn may_end(passage: &str, words: &[Word], start: usize, next: usize) -> bool {
    let text = |at: usize| &passage[words[at].range];
    let quoted = |at: usize| words[at].feature >= SHAPES;
    let closes = |at: usize| matches!(text(at), "”" | "\"");
    let within = start > 0 && quoted(start - 1) && !closes(start - 1);
    let whole =
        start < next && (start..next).all(quoted) && matches!(text(start), "“" | "\"") && closes(next - 1);
    !within && !whole
}

/// The pieces of a word that a window takes: more than fit are left out.
pub(super) fn fitting(pieces: &[u16]) -> &[u16] {
    &pieces[..pieces.len().min(LONGEST)]
}
