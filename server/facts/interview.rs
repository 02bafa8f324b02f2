//! Which paragraphs are the turns of an interview: those with a speaker's label, and plain answers behind questions that are
//! set apart in bold, in italics or as headings.

use std::collections::{HashMap, HashSet};

use copydesk_text::PassageKind;
use text_size::TextSize;

use crate::front_matter::Genre;
use crate::passages::PassageView;

/// Marks the turns of a draft that is an interview; whether it is one. `told`: what the draft or the configuration says it is.
pub(crate) fn mark(passages: &mut [PassageView], told: Option<Genre>) -> bool {
    let is_told = told == Some(Genre::Interview);
    let labelled = is_told || told.is_none() && has_turns(passages);
    if labelled {
        mark_turns(passages);
    }
    let questions = questions(passages);
    let answered = questions.len() >= FEWEST_QUESTIONS
        && (is_told || told.is_none() && are_answered(passages, &questions));
    if answered {
        mark_answers(passages, &questions);
    }
    labelled || answered
}

/// The labels of speakers who speak again and again and are answered: "TBC: How did it start?". Letters that mark a paragraph as
/// unfinished, "TBC: the date", stand alone.
pub fn speakers_labels<'v>(passages: &'v [PassageView]) -> HashSet<&'v str> {
    const FEWEST_ANSWERED: usize = 2;
    const FEWEST_ASKED: usize = 3;
    let mut turns: HashMap<&str, (usize, usize)> = HashMap::new();
    for (number, view) in passages.iter().enumerate() {
        let Some(label) = turn_label(&view.passage.text) else { continue };
        let next = passages.get(number + 1).and_then(|next| turn_label(&next.passage.text));
        let (answered, asked) = turns.entry(label).or_default();
        *answered += usize::from(next.is_some_and(|other| other != label));
        *asked += usize::from(view.passage.text.contains('?'));
    }
    turns.retain(|_, (answered, asked)| *answered >= FEWEST_ANSWERED || *asked >= FEWEST_ASKED);
    turns.into_keys().collect()
}

/// The label of the speaker that a paragraph begins with: up to three words and a colon, "Q: …", or a name in double
/// brackets as wikis set it, "((Ana Lopez)) …".
fn turn_label(text: &str) -> Option<&str> {
    let bracketed = text.strip_prefix("((").and_then(|rest| rest.split_once("))"));
    let (label, _) = bracketed.or_else(|| text.split_once(':').filter(|(_, rest)| rest.starts_with(' ')))?;
    let named = label.starts_with(char::is_uppercase) && label.split(' ').count() <= 3;
    named.then_some(label)
}

/// Whether a draft that does not say so is an interview: speakers' labels stand before many of its paragraphs, and come
/// again. "Date: …" and "Place: …" stand once each.
fn has_turns(passages: &[PassageView]) -> bool {
    const FEWEST: usize = 6;
    let mut labels: Vec<&str> =
        paragraphs(passages).filter_map(|view| turn_label(&view.passage.text)).collect();
    let turns = labels.len();
    labels.sort_unstable();
    labels.dedup();
    turns >= FEWEST && labels.len() * 3 <= turns && turns * 3 >= paragraphs(passages).count()
}

fn paragraphs<'v, 'a>(passages: &'v [PassageView<'a>]) -> impl Iterator<Item = &'v PassageView<'a>> {
    passages.iter().filter(|view| view.passage.kind == PassageKind::Paragraph)
}

/// Marks the turns of an interview: paragraphs with a speaker's label, and what stands between two of them.
fn mark_turns(passages: &mut [PassageView]) {
    let mut last: Option<usize> = None;
    for number in 0..passages.len() {
        if turn_label(&passages[number].passage.text).is_none() {
            continue;
        }
        let section = passages[number].section;
        let from = last.filter(|&last| passages[last].section == section).unwrap_or(number);
        passages[from..=number].iter_mut().for_each(|view| view.is_turn = true);
        last = Some(number);
    }
}

/// A draft with fewer questions set apart may be a report with a rhetorical one.
const FEWEST_QUESTIONS: usize = 2;

/// The passages that are nothing but a question set apart, each with something behind it.
fn questions(passages: &[PassageView]) -> Vec<usize> {
    let is_question = |view: &PassageView| view.passage.text.trim_end().ends_with('?') && is_set_apart(view);
    let numbers = 0..passages.len().saturating_sub(1);
    numbers.filter(|&number| is_question(&passages[number]) && !is_set_apart(&passages[number + 1])).collect()
}

/// Whether a passage is a heading or stands in bold or italics from end to end.
fn is_set_apart(view: &PassageView) -> bool {
    let text = view.passage.text.trim_end();
    match view.passage.kind {
        PassageKind::Heading(_) => true,
        PassageKind::Paragraph => view
            .passage
            .emphasis
            .iter()
            .any(|range| range.start() == TextSize::new(0) && range.end() >= TextSize::of(text)),
        _ => false,
    }
}

/// Whether questions are answered by somebody of whom the draft is not the voice: one answer in three says "I", or one in two "we",
/// or the draft says that it is an interview. An explainer answers its own questions.
fn are_answered(passages: &[PassageView], questions: &[usize]) -> bool {
    const ONE: &[&str] = &["I", "I'm", "I've", "I'd", "I'll", "my", "My", "me"];
    const SEVERAL: &[&str] = &["we", "We", "we're", "we've", "our", "Our", "us"];
    const SAYS_SO: &[&str] = &[
        "this interview",
        "the interview was",
        "the interview has",
        "this conversation",
        "the conversation was",
        "the conversation has",
        "edited for length",
        "edited for clarity",
        "we asked ",
        "we spoke ",
        "we met ",
        "spoke to us",
        "spoke with us",
        "talked to us",
        "sat down with us",
    ];
    let answers_with = |wanted: &[&str]| {
        let has = |&&question: &&usize| answer(passages, question).any(|view| says(view, wanted));
        questions.iter().filter(has).count()
    };
    let says_so = || {
        passages.iter().any(|view| {
            let text = view.passage.text.to_lowercase();
            SAYS_SO.iter().any(|words| text.contains(words))
        })
    };
    answers_with(ONE) * 3 >= questions.len() || answers_with(SEVERAL) * 2 >= questions.len() || says_so()
}

/// Whether one of some words stands in a passage outside its quotations.
fn says(view: &PassageView, wanted: &[&str]) -> bool {
    let quoted = |at: TextSize| view.reading.quotations.iter().any(|quotation| quotation.range.contains(at));
    words(&view.passage.text)
        .any(|(at, word)| wanted.contains(&word.replace('’', "'").as_str()) && !quoted(at))
}

/// The passages of the answer to a question: up to the next that is set apart.
fn answer<'v, 'a>(
    passages: &'v [PassageView<'a>],
    question: usize,
) -> impl Iterator<Item = &'v PassageView<'a>> {
    passages[question + 1..].iter().take_while(|view| !is_set_apart(view))
}

/// The words of a text, each with where it starts.
fn words(text: &str) -> impl Iterator<Item = (TextSize, &str)> {
    text.split_inclusive(char::is_whitespace).scan(TextSize::new(0), |at, piece| {
        let start = *at;
        *at += TextSize::of(piece);
        let word = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = start + TextSize::of(&piece[..piece.len() - word.len()]);
        Some((start, word.trim_end_matches(|c: char| !c.is_alphanumeric())))
    })
}

/// Marks questions that are set apart and the answers to them.
fn mark_answers(passages: &mut [PassageView], questions: &[usize]) {
    for &question in questions {
        let end = question + 1 + answer(passages, question).count();
        passages[question..end].iter_mut().for_each(|view| view.is_turn = true);
    }
}
