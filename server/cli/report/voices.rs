//! Who speaks in a draft, how much, and where. Each word has one voice: where somebody tells what another said, the one
//! who tells it, as the reader hears it.

use std::collections::HashMap;

use copydesk_desk::{AttributionSummary, Inspection, SourceKind};
use copydesk_text::PassageKind;
use text_size::TextRange;

use super::prose::Prose;

/// A quotation from so many words on is somebody's voice, also where nobody is named; shorter ones are terms and titles.
const QUOTATION: usize = 4;

/// The voices of a draft.
#[derive(Default)]
pub struct Voices {
    /// All sources, the one with the most words first.
    pub voices: Vec<Voice>,
    /// How many words are told in the draft's own voice.
    pub own: usize,
    /// How many words there are.
    pub words: usize,
}

/// One source.
pub struct Voice {
    /// The actor's name, or the draft's words for the source.
    pub name: String,
    /// What kind of source.
    pub kind: SourceKind,
    /// The actor, a number in the inspection.
    pub actor: Option<usize>,
    /// How many words are given as quoted.
    pub quoted: usize,
    /// How many words are told in the reporter's words.
    pub told: usize,
    /// Where, in the order of the draft.
    pub stretches: Vec<Stretch>,
}

/// Words of one source that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The paragraph, from 0.
    pub paragraph: usize,
    /// The first word, counted over the draft.
    pub first: usize,
    /// How many.
    pub words: usize,
    /// Whether they are quoted.
    pub quoted: bool,
}

/// Whose a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Statement(usize),
    Nobody,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Actor(usize),
    Words(SourceKind, String),
}

impl Voices {
    /// Gives every word its voice.
    pub fn new(inspection: &Inspection, prose: &Prose) -> Voices {
        let mut spoken = vec![Vec::new(); prose.paragraphs.len()];
        for (number, attribution) in inspection.attributions.iter().enumerate() {
            for &range in &attribution.content {
                if let Some((paragraph, range)) = prose.locate(range) {
                    spoken[paragraph].push((range, number));
                }
            }
        }
        let mut quoted = vec![Vec::new(); prose.paragraphs.len()];
        for quotation in &inspection.quotations {
            if let Some((paragraph, range)) = prose.locate(quotation.range) {
                quoted[paragraph].push(range);
            }
        }
        let mut voices = Voices::default();
        let mut numbers = HashMap::new();
        for (paragraph, here) in prose.paragraphs.iter().enumerate() {
            // A headline repeats what the text says.
            if matches!(here.kind(), PassageKind::Heading(_)) {
                continue;
            }
            let words: Vec<usize> = here.words().collect();
            let long = |range: &std::ops::Range<usize>| {
                words.iter().filter(|word| range.contains(word)).count() >= QUOTATION
            };
            let quotations: Vec<_> = quoted[paragraph].iter().map(|range| (range, long(range))).collect();
            for &word in &words {
                let quotation = quotations.iter().find(|(range, _)| range.contains(&word));
                // The longest statement is the outermost. Of two that are as long, the second is one that reaches back
                // over the first's words.
                let statement = spoken[paragraph]
                    .iter()
                    .rev()
                    .filter(|(range, _)| range.contains(&word))
                    .max_by_key(|(range, _)| range.len())
                    .map(|&(_, number)| Speaker::Statement(number));
                let nobody = quotation.filter(|(_, long)| *long).map(|_| Speaker::Nobody);
                match statement.or(nobody) {
                    Some(speaker) => {
                        let number = voices.number(speaker, inspection, prose, &mut numbers);
                        voices.count(number, paragraph, quotation.is_some());
                    }
                    None => voices.own += 1,
                }
                voices.words += 1;
            }
        }
        voices.voices.sort_by_key(|voice| std::cmp::Reverse(voice.quoted + voice.told));
        voices
    }

    /// The sources of one kind. Wherever the page counts sources it counts these, so that its numbers agree.
    pub fn of_kind(&self, kind: SourceKind) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(move |voice| voice.kind == kind)
    }

    fn number(
        &mut self,
        speaker: Speaker,
        inspection: &Inspection,
        prose: &Prose,
        numbers: &mut HashMap<Key, usize>,
    ) -> usize {
        let (name, kind, actor) = match speaker {
            Speaker::Statement(number) => who(&inspection.attributions[number], inspection, prose),
            Speaker::Nobody => ("Nobody is named".to_owned(), SourceKind::None, None),
        };
        let key = match actor {
            Some(actor) => Key::Actor(actor),
            None => Key::Words(kind, name.to_lowercase()),
        };
        *numbers.entry(key).or_insert_with(|| {
            let (quoted, told, stretches) = (0, 0, Vec::new());
            self.voices.push(Voice { name, kind, actor, quoted, told, stretches });
            self.voices.len() - 1
        })
    }

    /// Gives the next word to a voice.
    fn count(&mut self, number: usize, paragraph: usize, quoted: bool) {
        let word = self.words;
        let voice = &mut self.voices[number];
        *(if quoted { &mut voice.quoted } else { &mut voice.told }) += 1;
        match voice.stretches.last_mut() {
            Some(last)
                if last.paragraph == paragraph
                    && last.quoted == quoted
                    && last.first + last.words == word =>
            {
                last.words += 1;
            }
            _ => voice.stretches.push(Stretch { paragraph, first: word, words: 1, quoted }),
        }
    }
}

/// A statement's source: its name, its kind, its actor.
pub fn who(
    attribution: &AttributionSummary,
    inspection: &Inspection,
    prose: &Prose,
) -> (String, SourceKind, Option<usize>) {
    match attribution.actor.and_then(|actor| inspection.actors.get(actor).map(|it| (actor, it))) {
        Some((actor, summary)) => (summary.name.clone(), SourceKind::Named, Some(actor)),
        None => match words(&attribution.source, prose) {
            Some(words) => (words, attribution.source_kind, None),
            None => ("Nobody is named".to_owned(), SourceKind::None, None),
        },
    }
}

/// The words at the first of some ranges of the draft.
fn words(ranges: &[TextRange], prose: &Prose) -> Option<String> {
    let (paragraph, range) = prose.locate(*ranges.first()?)?;
    // "A former foreman, who" is the reader's cut; the foreman is meant.
    let words = prose.paragraphs[paragraph].text()[range].trim_end_matches(" who").trim_end_matches(',');
    Some(words.to_owned()).filter(|words| !words.is_empty())
}

impl Voice {
    /// All its words.
    pub fn words(&self) -> usize {
        self.quoted + self.told
    }

    /// The paragraphs in which it speaks, from 0, each once.
    pub fn paragraphs(&self) -> Vec<usize> {
        let mut paragraphs: Vec<usize> = self.stretches.iter().map(|stretch| stretch.paragraph).collect();
        paragraphs.dedup();
        paragraphs
    }
}
