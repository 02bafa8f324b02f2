//! The legal read of a draft: who is accused of what, who says so, and whether they answer. It asks, and never advises.

use copydesk_desk::{Accused, Answer, EntryKind};
use text_size::TextRange;

use super::facts::backing;
use super::paper::{Cell, Paper, Part, Row, Sentence, places};
use crate::cli::prose::Prose;

/// What each row says, in order.
const COLUMNS: [&str; 3] = ["What", "Words", "Who says so"];

const OPENING: &str = "A program listed words that accuse somebody, and asks. It misses some, it lists some that accuse \
    nobody, and it knows neither the law nor what is true: this is no advice.";

/// The legal read.
pub(super) fn sheet(name: &str, prose: &Prose, read: &[Accused]) -> Paper {
    Paper {
        kind: "Legal read",
        title: prose.headline().unwrap_or(name).to_owned(),
        name: name.to_owned(),
        opening: OPENING,
        problem: None,
        columns: &COLUMNS,
        fill: "Answer and note",
        nothing: "None of the words for an accusation that the program knows were found, which clears nothing: it does not see a \
            wrong that is told in other words, that is hinted at, or that only those would read there who know the people.",
        parts: read.iter().map(|accused| part(accused, prose)).collect(),
    }
}

fn part(accused: &Accused, prose: &Prose) -> Part {
    let mut part = Part {
        heading: Some(accused.name.clone().unwrap_or_else(|| "Nobody by name".to_owned())),
        remarks: accused.prompts.clone(),
        ..Part::default()
    };
    part.remarks.extend(steps(accused, prose));
    part.remarks.extend(answers(accused, prose));
    for charge in &accused.charges {
        part.rows.push(Row {
            sentence: part.sentences.len(),
            done: false,
            cells: vec![
                Cell::of(charge.stance.name()),
                Cell::of(charge.words.as_str()),
                Cell::of(backing(&charge.backing, EntryKind::Quotation)),
            ],
        });
        part.sentences.push(match &charge.head {
            Some(head) => {
                Sentence::bare(format!("{}, in front matter", charge.part.name()), head, &[&charge.words])
            }
            None => Sentence::new(prose, charge.sentence, &[charge.range]),
        });
    }
    part
}

/// How far it has gone, each word once.
fn steps(accused: &Accused, prose: &Prose) -> Option<String> {
    let mut told: Vec<(String, Vec<TextRange>)> = Vec::new();
    for step in &accused.steps {
        match told.iter_mut().find(|(known, _)| known.to_lowercase() == step.words.to_lowercase()) {
            Some((_, ranges)) => ranges.push(step.range),
            None => told.push((step.words.clone(), vec![step.range])),
        }
    }
    let at = |ranges| Some(places(prose, ranges)).filter(|places| !places.is_empty());
    let place = |ranges| at(ranges).unwrap_or_else(|| "front matter".to_owned());
    let told: Vec<String> =
        told.into_iter().map(|(words, ranges)| format!("“{words}” ({})", place(ranges))).collect();
    (!told.is_empty()).then(|| format!("How far it has gone, in the draft's words: {}.", told.join(", ")))
}

/// Where they answer or were asked, and where they only speak.
fn answers(accused: &Accused, prose: &Prose) -> Vec<String> {
    let told = |speaks_only: bool| {
        let these = accused.answers.iter().filter(|answer| answer.speaks_only == speaks_only);
        let ranges: Vec<TextRange> = these.map(|Answer { range, .. }| *range).collect();
        (!ranges.is_empty()).then(|| places(prose, ranges))
    };
    let answered = told(false).map(|places| format!("Answers or was asked: {places}."));
    let speaks = told(true).map(|places| format!("Speaks: {places}."));
    answered.into_iter().chain(speaks).collect()
}
