//! A quotation beside the notes: where its words stand there, and what became of them.

use std::collections::BTreeMap;
use std::ops::Range;

use text_size::{TextRange, TextSize};

use super::Read;
use super::align::{self, Aligned, Piece, Place, Step, Words};
use super::grade::{self, Difference, Grade, Recorded};
use super::pieces;
use super::words::{Break, NONE, turns_sense};

/// Above so many words of notes only what stands around a quotation's rarest words is aligned.
const MOST_WORDS: usize = 20_000;

/// Under this share of its words, in hundredths, a quotation is not in the notes.
const FEWEST_FOUND: usize = 60;

/// A marked gap of more words joins what lies apart.
const LONGEST_GAP: usize = 40;

/// So many words at least make a part of what is put together.
const SHORTEST_PART: usize = 4;

/// What a quotation comes to beside the notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compared {
    /// How many words it has.
    pub(crate) words: usize,
    /// Where it stands, all places being as good; in order. Empty where no word of it is anywhere.
    pub(crate) places: Vec<Placed>,
}

/// A place at which a quotation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The words of the notes, by their numbers.
    pub(crate) words: Range<usize>,
    /// For one that is put together where its second part stands.
    pub(crate) second: Option<Second>,
    pub(crate) grade: Grade,
    pub(crate) differences: Vec<Difference>,
}

/// The second part of a quotation that is put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Second {
    /// Where it stands: words of the notes, by their numbers.
    pub(crate) words: Range<usize>,
    /// Where it begins: a byte of the quotation's text.
    pub(crate) at: TextSize,
}

type Pieces = [(Piece, TextRange)];

/// Compares a quotation's text, without its marks, with notes.
pub(super) fn compare(read: &Read, text: &str) -> Compared {
    let mut parts = pieces::pieces(text, &read.known);
    // What is marked at an end marks nothing.
    let is_word = |part: &(Piece, TextRange)| matches!(part.0, Piece::Word { .. });
    parts.truncate(parts.iter().rposition(is_word).map_or(0, |last| last + 1));
    let first = parts.iter().position(is_word).unwrap_or(0);
    let parts = &parts[first..];
    let words = parts.iter().filter(|part| is_word(part)).count();
    if words == 0 || read.words.is_empty() {
        return Compared { words, places: Vec::new() };
    }
    let exact = exact(read, parts);
    if !exact.is_empty() {
        return Compared { words, places: exact.into_iter().map(|run| whole(read, parts, run)).collect() };
    }
    let bare: Vec<Piece> = parts.iter().map(|part| part.0).collect();
    let (aligned, from, to) = aligned(read, &bare);
    let mut places: Vec<Placed> = aligned
        .best
        .iter()
        .filter(|place| place.start < place.end)
        .map(|place| placed(read, parts, &bare, place.start..place.end, words))
        .collect();
    let clean = |placed: &Placed| matches!(placed.grade, Grade::Exact | Grade::Cleaned);
    if !places.iter().any(clean) {
        let stitched = in_sentences(read, text, parts, &bare, &aligned)
            .or_else(|| stitched(read, parts, &bare, &aligned, from..to));
        places = stitched.map_or(places, |stitched| vec![stitched]);
    }
    Compared { words, places }
}

/// Where words stand one after the other, all of them and no others between.
fn exact(read: &Read, parts: &Pieces) -> Vec<Range<usize>> {
    let mut numbers = Vec::with_capacity(parts.len());
    for (piece, _) in parts {
        match piece {
            Piece::Word { number, .. } if *number != NONE => numbers.push(*number),
            _ => return Vec::new(),
        }
    }
    let count = |number: &u32| read.places.get(number).map_or(0, Vec::len);
    let rarest = numbers.iter().enumerate().min_by_key(|(_, number)| count(number));
    let Some((offset, rarest)) = rarest else { return Vec::new() };
    let places = read.places.get(rarest).into_iter().flatten();
    let starts = places.filter_map(|&at| (at as usize).checked_sub(offset));
    let runs = starts.map(|start| start..start + numbers.len());
    let same = |run: &Range<usize>| read.numbers.get(run.clone()) == Some(&numbers[..]);
    runs.filter(|run| same(run) && !cuts_not(read, run.end)).take(16).collect()
}

/// Whether the word of the notes before a place goes on there with "n't".
fn cuts_not(read: &Read, end: usize) -> bool {
    end > 0 && read.are_one(end - 1, end) && turns_sense(read.form(end))
}

/// Words as they stand in the notes; where they run over two people's turns, they are two quotations.
fn whole(read: &Read, parts: &Pieces, words: Range<usize>) -> Placed {
    let turn = |word: usize| turn(read, word);
    let next = words
        .clone()
        .skip(1)
        .find(|&word| turn(word - 1).zip(turn(word)).is_some_and(|(one, other)| one != other));
    let (grade, second) = match next {
        Some(next) => {
            let at = parts[next - words.start].1.start();
            (Grade::Stitched, Some(Second { words: next..words.end, at }))
        }
        None => (Grade::Exact, None),
    };
    Placed { words: words.start..next.unwrap_or(words.end), second, grade, differences: Vec::new() }
}

/// The alignment with all words, or with those around the rarest words of the quotation; and what of the words that was.
fn aligned(read: &Read, bare: &[Piece]) -> (Aligned, usize, usize) {
    let count = read.numbers.len();
    let Windows { around, least_elsewhere } = windows(read, bare);
    if count > MOST_WORDS {
        return in_windows(read, bare, &around);
    }
    if around.iter().map(Range::len).sum::<usize>() < count / 2 {
        let near = in_windows(read, bare, &around);
        if near.0.best.first().is_some_and(|place| place.cost < least_elsewhere) {
            return near;
        }
    }
    everywhere(read, bare)
}

fn everywhere(read: &Read, bare: &[Piece]) -> (Aligned, usize, usize) {
    let all = Words { numbers: &read.numbers, left_out: &read.left_out };
    (align::align(bare, all), 0, read.numbers.len())
}

/// The best alignment with the words of some windows.
fn in_windows(read: &Read, bare: &[Piece], windows: &[Range<usize>]) -> (Aligned, usize, usize) {
    let all = Words { numbers: &read.numbers, left_out: &read.left_out };
    let mut best: Option<(Aligned, usize, usize)> = None;
    for window in windows {
        let mut here = align::align(bare, all.slice(window.start, window.end));
        let moved = |place: &mut Place| {
            place.start += window.start;
            place.end += window.start;
        };
        here.best.iter_mut().chain(&mut here.prefixes).for_each(moved);
        let cost = |aligned: &Aligned| aligned.best.first().map_or(u32::MAX, |place| place.cost);
        match &mut best {
            Some((before, ..)) if cost(before) < cost(&here) => {}
            Some((before, ..)) if cost(before) == cost(&here) => before.best.extend(here.best),
            _ => best = Some((here, window.start, window.end)),
        }
    }
    best.unwrap_or((Aligned { prefixes: Vec::new(), best: Vec::new() }, 0, 0))
}

/// Where a quotation may stand.
struct Windows {
    /// The words around its three rarest words, in order and apart.
    around: Vec<Range<usize>>,
    /// What it costs at least anywhere else, where these words are put in or stand for others.
    least_elsewhere: u32,
}

fn windows(read: &Read, bare: &[Piece]) -> Windows {
    const RAREST: usize = 3;
    /// A word that stands more often leads nowhere.
    const OFTEN: usize = 200;
    let numbers: BTreeMap<u32, bool> = bare
        .iter()
        .filter_map(|piece| match piece {
            Piece::Word { number, also } => Some((*number, also.iter().all(|other| *other == NONE))),
            _ => None,
        })
        .filter(|(number, _)| *number != NONE)
        .collect();
    let mut rare: Vec<(&Vec<u32>, bool)> = numbers
        .into_iter()
        .filter_map(|(number, is_alone)| Some((read.places.get(&number)?, is_alone)))
        .collect();
    rare.sort_by_key(|(places, _)| places.len());
    rare.truncate(RAREST);
    let reach = bare.len() * 2 + LONGEST_GAP + 20;
    let mut around: Vec<Range<usize>> = rare
        .iter()
        .flat_map(|(places, _)| places.iter().take(OFTEN))
        .map(|&at| (at as usize).saturating_sub(reach)..(at as usize + reach).min(read.numbers.len()))
        .collect();
    around.sort_by_key(|window| window.start);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for window in around {
        match windows.last_mut().filter(|last| window.start <= last.end) {
            Some(last) => last.end = last.end.max(window.end),
            None => windows.push(window),
        }
    }
    // A word that is also a contraction may stand elsewhere as that, and a gap may reach further than a window.
    let plain = bare.iter().all(|piece| matches!(piece, Piece::Word { .. }));
    let sure = rare.iter().filter(|(places, is_alone)| *is_alone && places.len() <= OFTEN && plain).count();
    let least_elsewhere = align::PUT_IN * u32::try_from(sure).unwrap_or(0);
    Windows { around: windows, least_elsewhere }
}

/// What became of the words at a place.
fn placed(read: &Read, parts: &Pieces, bare: &[Piece], here: Range<usize>, words: usize) -> Placed {
    let all = Words { numbers: &read.numbers, left_out: &read.left_out };
    let here = here.start..here.end + usize::from(cuts_not(read, here.end));
    let mut steps = align::steps(bare, all.slice(here.start, here.end));
    steps.iter_mut().for_each(|step| moved(step, here.start));
    let here = reach(read, bare, &mut steps, here);
    let graded = grade::grade(parts, &steps, read);
    let second = apart(read, &steps, &graded.gaps);
    let grade = match () {
        () if graded.found * 100 < FEWEST_FOUND * words => Grade::Missing,
        () if second.is_some() => Grade::Stitched,
        () if !graded.differences.is_empty() => Grade::Changed,
        () if graded.cleaned => Grade::Cleaned,
        () => Grade::Exact,
    };
    let first = second.map_or(here.end, |(word, _)| word).min(here.end);
    let second = second.filter(|(word, _)| *word < here.end);
    let second = second.map(|(word, piece)| Second { words: word..here.end, at: parts[piece].1.start() });
    // Of one that is not in the notes no word differs from another.
    let differences = if grade == Grade::Missing { Vec::new() } else { graded.differences };
    Placed { words: here.start..first, second, grade, differences }
}

/// Finds more of the words at the ends of a quotation for which the place in the notes has none, and gives the place with them. Those
/// that stand in the same sentence a little further on had words left out before them, "It was unforgivable" of "It was, I think,
/// unforgivable"; and others stand for the words that go on there, "the whole harbour" for "the whole bay".
fn reach(read: &Read, bare: &[Piece], steps: &mut Vec<Step>, here: Range<usize>) -> Range<usize> {
    const FURTHEST: usize = 12;
    let put_in = |step: &&Step| matches!(step, Step::PutIn { .. });
    // Whether nothing sets a word off from the next by more than a break.
    let runs_on = |word: usize, most: Break| {
        let there = |word: usize| read.words.get(word).map(|entry| entry.passage);
        there(word).is_some() && there(word) == there(word + 1) && read.behind(word) <= most
    };
    let Range { mut start, mut end } = here;
    let count = steps.iter().rev().take_while(put_in).count();
    if count > 0 && end > start {
        let first = bare.len() - count;
        let most = (0..FURTHEST).take_while(|by| runs_on(end + by - 1, Break::Comma)).count();
        let ends = (0..=most).map(|by| ending(read, bare, first..bare.len(), end..end + by));
        let ending = ends.min_by_key(|ending| ending.0).unwrap_or_default().1;
        end += ending.iter().filter(|step| !put_in(step)).count();
        let more = ending.iter().rev().take_while(put_in).count();
        steps.truncate(steps.len() - count);
        steps.extend(ending);
        for _ in 0..more {
            if runs_on(end - 1, Break::None) && !read.is_filler(end) {
                steps.push(Step::LeftOut { word: end });
                end += 1;
            }
        }
    }
    let count = steps.iter().take_while(put_in).count();
    if count > 0 && count < steps.len() {
        let before = |by: usize| start.checked_sub(by + 1).is_some_and(|word| runs_on(word, Break::Comma));
        let most = (0..FURTHEST).take_while(|by| before(*by)).count();
        let openings = (0..=most).map(|by| ending(read, bare, 0..count, start - by..start));
        let opening = openings.min_by_key(|opening| opening.0).unwrap_or_default().1;
        start -= opening.iter().filter(|step| !put_in(step)).count();
        let more = opening.iter().take_while(put_in).count();
        steps.splice(..count, opening);
        for _ in 0..more {
            let word = start.wrapping_sub(1);
            if runs_on(word, Break::None) && !read.is_filler(word) {
                steps.insert(0, Step::LeftOut { word });
                start = word;
            }
        }
    }
    start..end
}

/// How some pieces at an end of a quotation become all of some words where words left out cost little, and what that costs.
fn ending(read: &Read, bare: &[Piece], pieces: Range<usize>, words: Range<usize>) -> (u32, Vec<Step>) {
    const LEFT_OUT: u32 = 15;
    const FILLER: u32 = 5;
    let left_out: Vec<u32> =
        words.clone().map(|word| if read.is_filler(word) { FILLER } else { LEFT_OUT }).collect();
    let there = Words { numbers: &read.numbers[words.clone()], left_out: &left_out };
    let mut steps = align::steps(&bare[pieces.clone()], there);
    let cost = steps.iter().map(|step| match *step {
        Step::LeftOut { word } => left_out[word],
        Step::PutIn { .. } => align::PUT_IN,
        // Never of two: to put one in and leave the other out costs less.
        _ => 0,
    });
    let cost = cost.sum();
    for step in &mut steps {
        moved(step, words.start);
        if let Step::Same { piece, .. } | Step::Contraction { piece, .. } | Step::PutIn { piece } = step {
            *piece += pieces.start;
        }
    }
    (cost, steps)
}

fn moved(step: &mut Step, by: usize) {
    match step {
        Step::Same { word, .. }
        | Step::Contraction { word, .. }
        | Step::Other { word, .. }
        | Step::LeftOut { word }
        | Step::Marked { word, .. } => *word += by,
        Step::PutIn { .. } | Step::Mark { .. } => {}
    }
}

/// The word of the notes and the piece at which the second of two parts begins that lie apart: in another turn, or behind a long gap.
fn apart(read: &Read, steps: &[Step], gaps: &[Range<usize>]) -> Option<(usize, usize)> {
    let mut before: Option<usize> = None;
    for step in steps {
        let (Step::Same { piece, word } | Step::Contraction { piece, word }) = *step else { continue };
        if let Some(before) = before {
            let turns = || turn(read, before).zip(turn(read, word)).is_some_and(|(one, other)| one != other);
            let far =
                |gap: &Range<usize>| before <= gap.start && gap.end <= word && told(read, gap) > LONGEST_GAP;
            if turns()
                || skips(read, steps, before, word)
                || word > before + LONGEST_GAP && gaps.iter().any(far)
            {
                return Some((word, piece));
            }
        }
        before = Some(word);
    }
    None
}

/// Whether two words that follow each other in a quotation are of two paragraphs or cues with whole sentences between, and nothing marks
/// it: an answer and another, by whomever.
fn skips(read: &Read, steps: &[Step], before: usize, behind: usize) -> bool {
    let passage = |word: usize| read.words.get(word).map(|entry| entry.passage);
    let stops = |word: usize| read.behind(word) == Break::Stop;
    let between = before + 1..behind;
    let marked =
        || steps.iter().any(|step| matches!(step, Step::Marked { word, .. } if between.contains(word)));
    passage(before) != passage(behind)
        && stops(before)
        && between.clone().next_back().is_some_and(stops)
        && told(read, &between) > 0
        && !marked()
}

/// The turn of a word that somebody is said to speak.
fn turn(read: &Read, word: usize) -> Option<usize> {
    let passage = read.passages.get(read.words.get(word)?.passage as usize)?;
    passage.labelled.then_some(passage.turn)
}

/// The file of a word.
fn file(read: &Read, word: usize) -> Option<usize> {
    Some(read.passages.get(read.words.get(word)?.passage as usize)?.file)
}

/// How many words of a run are no fillers.
fn told(read: &Read, words: &Range<usize>) -> usize {
    words.clone().filter(|&word| !read.words[word].filler).count()
}

/// A quotation of which the notes have two parts whole, but apart or in another order.
fn stitched(
    read: &Read,
    parts: &Pieces,
    bare: &[Piece],
    aligned: &Aligned,
    window: Range<usize>,
) -> Option<Placed> {
    let is_word = |piece: &Piece| matches!(piece, Piece::Word { .. });
    let words = bare.iter().filter(|piece| is_word(piece)).count();
    if words < 2 * SHORTEST_PART || aligned.prefixes.len() != bare.len() + 1 {
        return None;
    }
    // Most have not even the first words together.
    if aligned.prefixes[SHORTEST_PART].cost >= align::LEFT_OUT {
        return None;
    }
    let backward: Vec<Piece> = bare.iter().rev().copied().collect();
    let all = Words { numbers: &read.numbers, left_out: &read.left_out }.slice(window.start, window.end);
    let numbers: Vec<u32> = all.numbers.iter().rev().copied().collect();
    let left_out: Vec<u32> = all.left_out.iter().rev().copied().collect();
    let behind = align::align(&backward, Words { numbers: &numbers, left_out: &left_out }).prefixes;
    let turned = |place: Place| window.end - place.end..window.end - place.start;
    let mut best: Option<(u32, usize, Range<usize>, Range<usize>)> = None;
    let mut before = 0;
    for (cut, piece) in bare.iter().enumerate() {
        if before >= SHORTEST_PART && words - before >= SHORTEST_PART {
            let (first, second) = (aligned.prefixes[cut], behind[bare.len() - cut]);
            let cost = first.cost + second.cost;
            if cost < align::LEFT_OUT && best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, cut, first.start..first.end, turned(second)));
            }
        }
        before += usize::from(is_word(piece));
    }
    let (_, cut, first, second) = best?;
    let at = parts[cut..].iter().find(|part| is_word(&part.0))?.1.start();
    let is_told = !first.is_empty() && !second.is_empty();
    (is_told && lie_apart(read, &first, &second, LONGEST_GAP)).then(|| put_together(first, second, at))
}

/// A quotation whose sentences, or what a gap parts, the notes have one by one, and nowhere together.
fn in_sentences(
    read: &Read,
    text: &str,
    parts: &Pieces,
    bare: &[Piece],
    together: &Aligned,
) -> Option<Placed> {
    const FEWEST_WORDS: usize = 2;
    /// So many words more at least are found one by one.
    const FEWEST_GAINED: u32 = 2 * align::PUT_IN;
    /// Fewer words between are words left out.
    const SHORTEST_GAP: usize = 4;
    let mut cost = 0;
    let mut sentences: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
    for sentence in sentences_of(text, parts) {
        let words = sentence.len();
        let (aligned, ..) = aligned(read, &bare[sentence.clone()]);
        let least = aligned.best.first()?.cost;
        // A third of a short sentence may be other words.
        if words < FEWEST_WORDS || least as usize * 3 > words * align::LEFT_OUT as usize {
            return None;
        }
        cost += least;
        sentences.push((sentence, aligned.best.iter().map(|place| place.start..place.end).collect()));
    }
    let ((_, openings), others) = sentences.split_first()?;
    if cost + FEWEST_GAINED > together.best.first()?.cost {
        return None;
    }
    // Of sentences that stand in several places any that follow each other will do.
    let apart_from = |opening: &Range<usize>| {
        let (mut last, mut end) = (opening, sentences[0].0.end);
        for (sentence, places) in others {
            let most = if sentence.start > end { LONGEST_GAP } else { SHORTEST_GAP - 1 };
            match places.iter().find(|place| !lie_apart(read, last, place, most)) {
                Some(next) => (last, end) = (next, sentence.end),
                None => return Some((last.clone(), places.first()?.clone(), sentence.start)),
            }
        }
        None
    };
    let apart: Option<Vec<_>> = openings.iter().map(apart_from).collect();
    let (first, second, piece) = apart?.into_iter().next()?;
    Some(put_together(first, second, parts[piece].1.start()))
}

/// The sentences of a quotation, and what a gap parts: runs of its words.
fn sentences_of(text: &str, parts: &Pieces) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (at, (piece, range)) in parts.iter().enumerate() {
        if !matches!(piece, Piece::Word { .. }) {
            continue;
        }
        let goes_on = sentences.last_mut().filter(|last| last.end == at && at > 0).filter(|_| {
            let between = usize::from(parts[at - 1].1.end())..usize::from(range.start());
            !text.get(between).is_some_and(|between| between.contains(['.', '!', '?']))
        });
        match goes_on {
            Some(last) => last.end = at + 1,
            None => sentences.push(at..at + 1),
        }
    }
    sentences
}

/// Whether two places do not follow each other in one turn, with so many words between at most.
fn lie_apart(read: &Read, first: &Range<usize>, second: &Range<usize>, most: usize) -> bool {
    let reversed = second.start < first.start;
    let turns = turn(read, first.start) != turn(read, second.start)
        || file(read, first.start) != file(read, second.start);
    reversed || turns || second.start > first.end + most
}

fn put_together(first: Range<usize>, second: Range<usize>, at: TextSize) -> Placed {
    let second = Some(Second { words: second, at });
    Placed { words: first, second, grade: Grade::Stitched, differences: Vec::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Looking only around a quotation's rare words finds what looking everywhere finds.
        #[test]
        fn windows_lose_nothing(
            seed in prop::collection::vec(0usize..400, 1500),
            start in 0usize..1400,
            length in 4usize..30,
            changes in prop::collection::vec((0usize..30, 0usize..3, 0usize..420), 0..6),
        ) {
            let word = |number: usize| if number < 60 { format!("of{}", number % 12) } else { format!("w{number}") };
            let words: Vec<String> = seed.iter().map(|&number| word(number)).collect();
            let notes = super::super::tests::notes(&words.join(" "));
            let mut quoted = words[start..start + length].to_vec();
            for (at, how, other) in changes {
                let at = at % quoted.len();
                match how {
                    0 => quoted[at] = word(other),
                    1 => quoted.insert(at, word(other)),
                    _ if quoted.len() > 1 => drop(quoted.remove(at)),
                    _ => {}
                }
            }
            let read = notes.read.as_ref().unwrap();
            let parts = pieces::pieces(&quoted.join(" "), &read.known);
            let bare: Vec<Piece> = parts.iter().map(|part| part.0).collect();
            prop_assert_eq!(aligned(read, &bare).0.best, everywhere(read, &bare).0.best);
        }
    }
}
