//! The learned reader: a small encoder with heads that says of each word whether it is a source, a cue or content, whether
//! it is a name and of what, and of each sentence, beside its neighbours, what a copy editor would say of it. Trained by
//! `server/train`; what it is and where it fails stands in `models/MODEL_CARD.md`. Rules never see it: what it says
//! becomes a plain [`crate::Reading`] and plain [`crate::Judgement`]s.

use std::cell::RefCell;
use std::sync::OnceLock;

use text_size::{TextRange, TextSize};

use crate::reading::NameKind;

mod decode;
mod encoder;
mod heads;
mod judgement;
mod pieces;
mod product;
#[cfg(test)]
mod tests;
mod weights;
mod words;

pub use judgement::{LAST_PLACE, NEIGHBOURS, VECTOR, genre, judge, place};

use decode::Decoded;
use encoder::Window;
use heads::{Heads, ReadWords};
use judgement::Judge;
use pieces::Pieces;
use weights::{File, Multipliers, Weights};
use words::Word;

/// Numbers in an encoder's vector.
const WIDTH: usize = 384;
/// Labels of a word: three each for source, cue and content, nine for names, six for kinds of source.
const LABELS: usize = 24;
/// Numbers between a cue and its links.
const LINK: usize = 128;
const WORD_COLUMNS: usize = LABELS + 2 * LINK;
const CUE_COLUMNS: usize = 2 * LINK;

/// What the network says of a passage; ranges are bytes of it, half open.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// The cues, in order, each with its source and content.
    pub(crate) cues: Vec<LabelledCue>,
    /// The names, in order, whole where a hyphen stands in them.
    pub(crate) names: Vec<LabelledName>,
    /// What reads like content although no cue in the passage reports it.
    pub(crate) untaken: Vec<TextRange>,
    /// For each sentence its vector of [`VECTOR`] numbers, one behind the other.
    pub(crate) vectors: Vec<f32>,
}

/// A cue with its source and content; bytes of the passage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LabelledCue {
    pub(crate) cue: TextRange,
    /// The source, and what its words are.
    pub(crate) source: Option<(TextRange, SourceWords)>,
    pub(crate) content: Vec<TextRange>,
    /// How sure that these words report something, 0 to 1.
    pub(crate) confidence: f32,
}

/// What the words for a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceWords {
    /// A name.
    Name,
    /// A pronoun.
    Pronoun,
    /// Other words for somebody.
    Other,
}

/// A name; bytes of the passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LabelledName {
    pub(crate) range: TextRange,
    pub(crate) kind: NameKind,
    /// How sure of the words and the kind, 0 to 1.
    pub(crate) confidence: f32,
    /// How likely each kind is, as its words say in the mean, in the order of [`NameKind`].
    pub(crate) kinds: [f32; 4],
}

struct Network {
    pieces: Pieces,
    /// What labels words.
    weights: Weights,
    /// What decides on sentences.
    judge: Judge,
}

/// The weights as they were trained. Not a constant, which whoever depends on this crate would be handed with it, four times as large as
/// the file: what a function gives stays where it is compiled.
fn included() -> &'static [u8] {
    include_bytes!("models/reader.bin")
}

/// In a browser the weights are a file beside the code.
#[cfg(target_arch = "wasm32")]
static HANDED_OVER: OnceLock<&'static [u8]> = OnceLock::new();

static NETWORK: OnceLock<Network> = OnceLock::new();

impl Network {
    /// The network as it stands in the program. `exact`: whether to multiply in 32 bits what is stored in seven.
    fn new(exact: bool) -> Network {
        let (mut file, multipliers) = (File::open(weights(), exact), Multipliers::new());
        Network {
            pieces: Pieces::new(include_str!("models/vocabulary.txt")),
            weights: Weights::new(&mut file, &multipliers),
            judge: Judge::new(&mut file, &multipliers),
        }
    }

    fn get() -> &'static Network {
        NETWORK.get_or_init(|| {
            // The multiplications would share themselves out over all processors, and wait for each other longer than they
            // take, since a passage is small: with a pool of one, each thread that reads multiplies by itself. Where a
            // program has set up its pool already, that holds, and the labels are the same.
            // In WebAssembly there is no thread but this one, and asking for a pool fails.
            #[cfg(not(target_arch = "wasm32"))]
            let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
            Network::new(false)
        })
    }

    /// The pieces and features of a whole passage, without edges; behind its words' first pieces stands their number.
    fn whole(&self, passage: &str, words: &[Word]) -> Window {
        let mut whole = Window { pieces: Vec::new(), features: Vec::new(), first: vec![0] };
        let mut pieces = Vec::new();
        for word in words {
            pieces.clear();
            self.pieces.of(&passage[word.range], &mut pieces);
            whole.pieces.extend(words::fitting(&pieces));
            whole.features.resize(whole.pieces.len(), word.feature);
            whole.first.push(whole.pieces.len());
        }
        whole
    }

    /// The words `from..to` of a passage as the encoder takes them, between its edges.
    fn window(&self, whole: &Window, from: usize, to: usize) -> Window {
        let (start, end) = (whole.first[from], whole.first[to]);
        let edge = [words::EDGE_FEATURE];
        Window {
            pieces: [&[self.pieces.open], &whole.pieces[start..end], &[self.pieces.close]].concat(),
            features: [&edge, &whole.features[start..end], &edge].concat(),
            first: whole.first[from..to].iter().map(|first| first - start + 1).collect(),
        }
    }
}

/// The file of weights: natively it stands in the program.
#[cfg(not(target_arch = "wasm32"))]
fn weights() -> &'static [u8] {
    included()
}

/// The file of weights. Panics where none was handed over, which whoever starts the program there rules out.
#[cfg(target_arch = "wasm32")]
fn weights() -> &'static [u8] {
    HANDED_OVER.get().expect("invariant: the weights are handed over before anything is read")
}

/// Takes the file of weights, `models/reader.bin`, before anything is read. Gives whether it is the one that belongs to this
/// program, as far as its mark and its length tell; another one is let go, and so is a second.
#[cfg(target_arch = "wasm32")]
pub fn hand_over_weights(file: Vec<u8>) -> bool {
    // Only the length is kept of what is included here.
    file.len() == included().len() && file.starts_with(weights::MARK) && HANDED_OVER.set(file.leak()).is_ok()
}

/// How many windows of a passage are kept. With the words of each go some hundred kilobytes.
const MOST_KEPT: usize = 32;

thread_local! {
    /// The windows of the passage of several that this thread read last: at a keystroke in one of them the others are the same.
    static READ_LAST: RefCell<Vec<(Window, ReadWords)>> = const { RefCell::new(Vec::new()) };
}

/// Labels a passage. `sentences`: the bytes of its sentences, in order.
pub(crate) fn label(passage: &str, sentences: &[TextRange]) -> Labels {
    let words = words::split(passage);
    let mut all_vectors = vec![0.0; sentences.len() * VECTOR];
    if words.is_empty() {
        return Labels { vectors: all_vectors, ..Labels::default() };
    }
    let mut decoded = Decoded::default();
    let network = Network::get();
    let multipliers = Multipliers::new();
    let whole = network.whole(passage, &words);
    let sizes: Vec<usize> = whole.first.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let starts: Vec<usize> = sentences.iter().map(|sentence| word_at(&words, sentence.start())).collect();
    let ends = |start: usize| {
        let next = starts.partition_point(|&other| other <= start);
        words::may_end(passage, &words, start, starts.get(next).copied().unwrap_or(words.len()))
    };
    let windows = words::windows(&sizes, &starts, ends);
    let several = windows.len() > 1;
    let mut before = if several { READ_LAST.take() } else { Vec::new() };
    let mut read_now = Vec::new();
    for (from, to) in windows {
        let window = network.window(&whole, from, to);
        let known = before.iter().position(|(known, _)| *known == window);
        let read = known.map_or_else(
            || ReadWords::new(&network.weights, &multipliers, &window),
            |known| before.swap_remove(known).1,
        );
        let heads = Heads { weights: &network.weights, multipliers: &multipliers, words: &read };
        decode::window(&heads, (from, to), &starts, &mut decoded);
        // A sentence that is longer than a window is told by its beginning.
        let within = |&(number, sentence): &(usize, &TextRange)| {
            let last = word_at(&words, sentence.end()).min(to);
            (from <= starts[number] && starts[number] < last)
                .then(|| (number, starts[number] - from..last - from))
        };
        let (numbers, here): (Vec<usize>, Vec<_>) =
            sentences.iter().enumerate().filter_map(|sentence| within(&sentence)).unzip();
        let vectors = network.judge.vectors(&multipliers, &read.vectors, &here);
        for (number, vector) in numbers.into_iter().zip(vectors.chunks_exact(VECTOR)) {
            all_vectors[number * VECTOR..][..VECTOR].copy_from_slice(vector);
        }
        if several && read_now.len() < MOST_KEPT {
            read_now.push((window, read));
        }
    }
    if several {
        READ_LAST.set(read_now);
    }
    Labels { vectors: all_vectors, ..decoded.labels(passage, &words) }
}

/// The first word that ends behind a byte.
fn word_at(words: &[Word], offset: TextSize) -> usize {
    words.partition_point(|word| word.range.end() <= offset)
}
