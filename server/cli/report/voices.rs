//! Who speaks in a draft, how much, and where. Each word has one voice: where somebody tells what another said, the one
//! who tells it, as the reader hears it.

use copydesk_desk::{AttributionKind, AttributionSummary, Inspection, SourceKind, SourceSummary};
use copydesk_text::PassageKind;

use crate::cli::prose::Prose;

/// A quotation from so many words on is somebody's voice, also where nobody is named; shorter ones are terms and titles.
const QUOTATION: usize = 4;

/// The voices of a draft.
#[derive(Default)]
pub(super) struct Voices {
    /// All sources, the one with the most words first.
    pub voices: Vec<Voice>,
    /// How many words are told in the draft's own voice.
    pub own: usize,
    /// How many words there are.
    pub words: usize,
}

/// One source.
pub(super) struct Voice {
    /// The actor's name, or the draft's words for the source.
    pub name: String,
    /// What kind of source.
    pub kind: SourceKind,
    /// The actor, a number in the inspection.
    pub actor: Option<usize>,
    /// Whether the draft itself has something from this source.
    pub first_hand: bool,
    /// How many words are given as quoted.
    pub quoted: usize,
    /// How many words are told in the reporter's words.
    pub told: usize,
    /// Where, in the order of the draft.
    pub stretches: Vec<Stretch>,
    /// The paragraphs, from 0, that say or link that it is the source.
    named_in: Vec<usize>,
}

/// Words of one source that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The paragraph, from 0.
    pub paragraph: usize,
    /// The first word, counted over the draft.
    pub first: usize,
    /// How many.
    pub words: usize,
    /// Whether they are quoted.
    pub quoted: bool,
}

impl Voices {
    /// Gives every word its voice.
    pub(super) fn new(inspection: &Inspection, prose: &Prose) -> Voices {
        let mut spoken = vec![Vec::new(); prose.paragraphs.len()];
        for attribution in inspection.attributions.iter().filter(|it| is_shown(it)) {
            for &range in &attribution.content {
                if let Some((paragraph, range)) = prose.locate(range) {
                    spoken[paragraph].push((range, attribution.ledger));
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
        let mut sources: Vec<Voice> =
            inspection.ledger.iter().map(|source| Voice::new(source, inspection, prose)).collect();
        let mut nobody = Voice::nobody();
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
                    .map(|&(_, source)| source);
                let unspoken = quotation.filter(|(_, long)| *long).map(|_| None);
                let voice = match statement.or(unspoken) {
                    Some(Some(source)) => Some(&mut sources[source]),
                    Some(None) => Some(&mut nobody),
                    None => None,
                };
                match voice {
                    Some(voice) => voice.count(paragraph, voices.words, quotation.is_some()),
                    None => voices.own += 1,
                }
                voices.words += 1;
            }
        }
        voices.voices = sources;
        voices.voices.extend(Some(nobody).filter(|nobody| nobody.words() > 0));
        voices.voices.sort_by_key(|voice| std::cmp::Reverse(voice.quoted + voice.told));
        voices
    }

    /// The sources of one kind that the draft rests on, as the ledger counts them.
    pub(super) fn of_kind(&self, kind: SourceKind) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(move |voice| voice.kind == kind && voice.first_hand)
    }

    /// Those whose words stand in the draft.
    pub(super) fn speaking(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(|voice| voice.words() > 0)
    }
}

const NOBODY: &str = "Nobody is named";

/// A statement's source: its name and its kind.
pub(super) fn who<'i>(attribution: &AttributionSummary, inspection: &'i Inspection) -> (&'i str, SourceKind) {
    match attribution.ledger.map(|source| &inspection.ledger[source]) {
        Some(source) => (&source.name, source.kind),
        None => (NOBODY, SourceKind::None),
    }
}

impl Voice {
    /// A source of the ledger of which no word is counted yet.
    fn new(source: &SourceSummary, inspection: &Inspection, prose: &Prose) -> Voice {
        let attributions = source.attributions.iter().map(|&number| &inspection.attributions[number]);
        let cues = attributions.flat_map(|attribution| &attribution.cue);
        let places = cues.chain(&source.links).filter_map(|&range| prose.locate(range));
        Voice {
            name: source.name.clone(),
            kind: source.kind,
            actor: source.actor,
            first_hand: source.first_hand,
            quoted: 0,
            told: 0,
            stretches: Vec::new(),
            named_in: places.map(|(paragraph, _)| paragraph).collect(),
        }
    }

    /// Whoever is quoted and not named.
    fn nobody() -> Voice {
        Voice {
            name: NOBODY.to_owned(),
            kind: SourceKind::None,
            actor: None,
            first_hand: true,
            quoted: 0,
            told: 0,
            stretches: Vec::new(),
            named_in: Vec::new(),
        }
    }

    /// Takes the word with a number, counted over the draft.
    fn count(&mut self, paragraph: usize, word: usize, quoted: bool) {
        *(if quoted { &mut self.quoted } else { &mut self.told }) += 1;
        match self.stretches.last_mut() {
            Some(last)
                if last.paragraph == paragraph
                    && last.quoted == quoted
                    && last.first + last.words == word =>
            {
                last.words += 1;
            }
            _ => self.stretches.push(Stretch { paragraph, first: word, words: 1, quoted }),
        }
    }

    /// All its words.
    pub(super) fn words(&self) -> usize {
        self.quoted + self.told
    }

    /// The paragraphs in which it speaks or is named as the source, from 0, each once, in order.
    pub(super) fn paragraphs(&self) -> Vec<usize> {
        let spoken = self.stretches.iter().map(|stretch| stretch.paragraph);
        let mut paragraphs: Vec<usize> = spoken.chain(self.named_in.iter().copied()).collect();
        paragraphs.sort_unstable();
        paragraphs.dedup();
        paragraphs
    }
}

/// Whether the page shows an attribution: one that counts in the ledger, or words that somebody said whom nobody names.
pub(super) fn is_shown(attribution: &AttributionSummary) -> bool {
    let quoted = attribution.kind != AttributionKind::Indirect;
    attribution.ledger.is_some() || attribution.stated && quoted && attribution.source.is_empty()
}
