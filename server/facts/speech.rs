//! Who says what over the whole draft: a statement announced by a colon is found in the next paragraph, a quotation that
//! runs over paragraphs keeps its speaker, and a sentence whose source is plain from the one before has it carried over.

use std::collections::HashMap;

use copydesk_language::calibration::SURE_OF_SPEAKER;
use copydesk_language::{
    Attribution, Judgement, Quotation, Sentence, SourceKind, Telling, opens_with_signature,
};
use copydesk_text::PassageKind;
use text_size::{TextRange, TextSize};

use crate::passages::{PassageView, SentenceFact, Sourced, Span};

/// An attribution with what the rest of the draft adds to it.
pub struct Statement<'a> {
    /// The passage in which its cue stands.
    pub passage: usize,
    /// The words for the source, the cue, and what the passage itself has of what is said.
    pub attribution: &'a Attribution,
    /// What is said, in order; it may go on in later passages.
    pub content: Vec<Span>,
    /// The actor who says it, once known.
    pub actor: Option<usize>,
    /// Who says it beside the actor: "Lund and Ferrer said".
    pub beside: Vec<usize>,
    /// Whose document speaks where no actor does: the council of "the council's report".
    pub(crate) author: Option<usize>,
}

impl Statement<'_> {
    /// Whether it counts as saying who says something: sure enough, and with a source.
    pub fn names_source(&self) -> bool {
        self.tells() && self.attribution.source.is_some() && self.attribution.confidence >= SURE_OF_SPEAKER
    }

    /// Whether somebody is made to say something, rather than to do or to want it.
    pub fn tells(&self) -> bool {
        self.attribution.telling.states()
    }

    /// All actors who say it, in the order of the text.
    pub fn speakers(&self) -> impl Iterator<Item = usize> {
        self.actor.into_iter().chain(self.beside.iter().copied())
    }

    /// The words for the source.
    pub fn source_place(&self) -> Option<Span> {
        self.attribution.source.map(|range| Span::new(self.passage, range))
    }

    /// The passage that holds the last of what is said so far.
    fn last_passage(&self) -> usize {
        self.content.last().map_or(self.passage, |place| place.passage)
    }

    /// What kind of source it has.
    pub fn kind(&self) -> SourceKind {
        self.attribution.source_kind
    }
}

/// The statements of the draft, in order of the cue.
pub(crate) fn statements<'a>(passages: &[PassageView<'a>]) -> Vec<Statement<'a>> {
    let mut statements: Vec<Statement> = Vec::new();
    for (number, view) in passages.iter().enumerate() {
        if let Some(open) = statements.last_mut()
            && stands_behind(passages, open, number)
        {
            if continues(passages, open, number) && !speaks_for_itself(view) {
                extend(passages, open, number);
            } else {
                carry(passages, open, number);
            }
        }
        let made = view.reading.attributions.iter().filter_map(|attribution| {
            let signs = opens_with_signature(&view.passage.text);
            let content = match attribution.content.is_empty() && signs {
                true => signed(passages, number)?,
                false => attribution.content.iter().map(|&range| Span::new(number, range)).collect(),
            };
            let none = Vec::new();
            Some(Statement { passage: number, attribution, content, actor: None, beside: none, author: None })
        });
        statements.extend(made);
    }
    leave_each_quotation_one_speaker(passages, &mut statements);
    statements
}

/// What a signature signs: all that stands above it in the same block quotation; nothing where it stands elsewhere.
fn signed(passages: &[PassageView], number: usize) -> Option<Vec<Span>> {
    let of_block = |view: &PassageView| {
        view.passage.kind == PassageKind::BlockQuote && view.block_start == passages[number].block_start
    };
    let first = (0..=number).rev().take_while(|&at| of_block(&passages[at])).last()?;
    let whole = |at: usize| Span::new(at, TextRange::up_to(TextSize::of(passages[at].passage.text.as_str())));
    (first < number).then(|| (first..number).map(whole).collect())
}

/// Of statements that tell the same quotation, word for word, one keeps it: that of the quotation's own passage, or else the one
/// whose cue stands nearest.
fn leave_each_quotation_one_speaker(passages: &[PassageView], statements: &mut [Statement]) {
    let mut tellers: HashMap<Span, Vec<usize>> = HashMap::new();
    for (number, statement) in statements.iter().enumerate().filter(|(_, it)| it.tells()) {
        let quoted = |place: &&Span| passages[place.passage].text(place.range).starts_with(['“', '"']);
        for &place in statement.content.iter().filter(quoted) {
            tellers.entry(place).or_default().push(number);
        }
    }
    for (place, mut tellers) in tellers {
        let far = |&number: &usize| {
            let (cue, own) =
                (statements[number].attribution.cue, statements[number].passage == place.passage);
            let apart = place.range.start().max(cue.end()) - cue.end();
            (!own, apart.max(cue.start().max(place.range.end()) - place.range.end()), number)
        };
        tellers.sort_by_key(far);
        for &number in &tellers[1..] {
            statements[number].content.retain(|other| *other != place);
        }
    }
}

/// Whether a passage stands right behind the one in which a statement was made or last went on.
fn stands_behind(passages: &[PassageView], statement: &Statement, number: usize) -> bool {
    let last = statement.last_passage();
    last + 1 == number && passages[last].section == passages[number].section
}

/// Adds to a statement what the passage behind it tells without a cue.
fn carry(passages: &[PassageView], statement: &mut Statement, number: usize) {
    let reading = passages[number].reading;
    let spoken = is_spoken(passages, statement);
    let quoted = |range: TextRange| {
        reading.quotations.iter().any(|quotation| quotation.range.intersect(range).is_some())
    };
    // Words in quotation marks go on with words in quotation marks, but for those of two items of a list.
    let items = is_item(&passages[number]) && is_item(&passages[statement.passage]);
    let carried = reading.carried.iter().filter(|&&range| spoken && !items || !quoted(range));
    statement.content.extend(carried.map(|&range| Span::new(number, range)));
}

/// Whether a passage goes on with the statement that it stands behind: the passage before it announced it with a colon, left
/// its quotation open, or quoted the speaker and the passage is nothing but quotation.
fn continues(passages: &[PassageView], statement: &Statement, number: usize) -> bool {
    let view = &passages[number];
    let before = &passages[statement.last_passage()];
    // A list has the source of the words that lead to it.
    if is_item(view) && !is_item(&passages[statement.passage]) && tells_up_to_end(before, statement) {
        return is_item(before) || before.passage.text.ends_with(':');
    }
    let announced = statement.content.is_empty();
    if announced {
        return matches!(view.passage.kind, PassageKind::BlockQuote | PassageKind::ListItem)
            || opening_quotation(view).is_some()
            // "The governor added:", and then her words without marks.
            || statement.names_source() && view.passage.kind == PassageKind::Paragraph;
    }
    if opening_quotation(view).is_none() || has_label(view) {
        return false;
    }
    let spoken = is_spoken(passages, statement);
    let left_open = before.reading.quotations.last().is_some_and(Quotation::runs_on);
    // Each item of a list has its own speaker, or none.
    let items = is_item(view) && is_item(before);
    let alone =
        || !items && view.reading.attributions.is_empty() && is_all_quotation(view) && !is_crosshead(view);
    spoken && (left_open || alone())
}

/// Whether a passage itself says whose the quotation is that it begins with.
fn speaks_for_itself(view: &PassageView) -> bool {
    opening_quotation(view).is_some_and(|quotation| {
        view.reading.attributions.iter().any(|one| {
            one.telling.states()
                && one.source.is_some()
                && one.content.iter().any(|content| content.contains_range(quotation.range))
        })
    })
}

fn is_item(view: &PassageView) -> bool {
    view.passage.kind == PassageKind::ListItem
}

/// Whether a passage is one quoted sentence set as a title, as newspapers have above a section: ‘A Legend in the Coal Fields.’
fn is_crosshead(view: &PassageView) -> bool {
    const FEWEST_WORDS: usize = 3;
    view.reading.words >= FEWEST_WORDS && view.reading.sentences.len() == 1 && is_title(&view.passage.text)
}

/// Whether most words have capitals, as the title of a work has.
pub fn is_title(words: &str) -> bool {
    let words =
        || words.split_whitespace().map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let long = || words().filter(|word| word.chars().count() > 3);
    let capitals = long().filter(|word| word.starts_with(char::is_uppercase)).count();
    capitals > 0 && capitals * 10 >= long().count() * 7
}

/// Whether a statement runs to the end of the passage that holds the last of it, or all of it is still to come.
fn tells_up_to_end(view: &PassageView, statement: &Statement) -> bool {
    let text = view.passage.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    statement.content.last().is_none_or(|place| place.range.end() >= TextSize::of(text))
}

/// Whether the quotation that a passage begins with has its speaker's label in it, "\"WALLACE: Will she come?".
fn has_label(view: &PassageView) -> bool {
    let text = &view.passage.text;
    view.reading.attributions.first().is_some_and(|first| {
        let before = first.source.map_or("", |source| &text[..usize::from(source.start())]);
        before.chars().count() == 1 && &text[first.cue] == ":"
    })
}

/// Whether a statement ends in the speaker's own words, or in a quotation that holds the speaker's label too.
fn is_spoken(passages: &[PassageView], statement: &Statement) -> bool {
    statement.content.last().is_some_and(|place| {
        let quotations = &passages[place.passage].reading.quotations;
        quotations.iter().any(|quotation| {
            place.range.contains_range(quotation.range)
                || !quotation.closed && quotation.range.contains_range(place.range)
        })
    })
}

/// The quotation that a passage begins with.
fn opening_quotation<'a>(view: &PassageView<'a>) -> Option<&'a Quotation> {
    view.reading
        .quotations
        .first()
        .filter(|quotation| quotation.opened && quotation.range.start() == 0.into())
}

/// Whether nearly all words of a passage are quoted.
pub(crate) fn is_all_quotation(view: &PassageView) -> bool {
    let quoted: usize = view.reading.quotations.iter().map(|quotation| quotation.words).sum();
    quoted * 10 >= view.reading.words * 9
}

fn extend(passages: &[PassageView], statement: &mut Statement, number: usize) {
    let view = &passages[number];
    let whole = TextRange::up_to(TextSize::of(view.passage.text.as_str()));
    let range = match opening_quotation(view) {
        Some(quotation) if !is_all_quotation(view) => quotation.range,
        _ => whole,
    };
    statement.content.push(Span::new(number, range));
}

/// What is told in one passage by whom the reader learns: the words that report it, and what they report.
#[derive(Clone, Default)]
struct Told {
    cues: Vec<TextRange>,
    content: Vec<TextRange>,
}

/// The sentences of the draft, each with whether it has a source.
pub(crate) fn sentences<'a>(passages: &[PassageView<'a>], statements: &[Statement]) -> Vec<SentenceFact<'a>> {
    let mut told = vec![Told::default(); passages.len()];
    let mut said = vec![Told::default(); passages.len()];
    for statement in statements.iter().filter(|it| it.names_source()) {
        let says = statement.attribution.telling == Telling::Says;
        for all in [Some(&mut told), says.then_some(&mut said)].into_iter().flatten() {
            all[statement.passage].cues.push(statement.attribution.cue);
            statement.content.iter().for_each(|place| all[place.passage].content.push(place.range));
        }
    }
    let mut facts = Vec::new();
    for (number, view) in passages.iter().enumerate() {
        // Who only holds something, "was angry because", does not go on to talk.
        let mut goes_on = false;
        for (at, sentence) in view.reading.sentences.iter().enumerate() {
            let carries = goes_on && leans_back(view.text(sentence.range));
            goes_on = carries || said[number].has(sentence);
            let sourced = match carries {
                _ if told[number].has(sentence) => Sourced::Here,
                true => Sourced::Carried,
                false => Sourced::No,
            };
            let judged = view.judgements.get(at).filter(|_| has_words(view.text(sentence.range)));
            let judgement = judged.unwrap_or(&Judgement::NONE);
            let place = Span::new(number, sentence.range);
            facts.push(SentenceFact { place, sentence, judgement, sourced });
        }
    }
    facts
}

impl Told {
    /// Whether a cue stands in a sentence, or half of its words are told.
    fn has(&self, sentence: &Sentence) -> bool {
        let parts = self.cues.iter().chain(&self.content).filter_map(|range| range.intersect(sentence.range));
        let covered = parts.map(|part| usize::from(part.len())).max().unwrap_or(0);
        self.cues.iter().any(|cue| sentence.range.contains_range(*cue))
            || covered * 2 >= usize::from(sentence.range.len())
    }
}

/// Whether a sentence is more than a number and its letters, as the time that heads an entry of a live report is, "11:30 GMT".
fn has_words(sentence: &str) -> bool {
    let is_word = |word: &str| word.len() > 2 && word.contains(char::is_lowercase);
    !sentence.starts_with(char::is_numeric) || sentence.split(|c: char| !c.is_alphabetic()).any(is_word)
}

/// Whether a sentence begins by pointing back at the one before.
fn leans_back(sentence: &str) -> bool {
    const POINTERS: &[&str] = &[
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "such",
        "his",
        "her",
        "its",
        "their",
        "but",
        "and",
        "so",
        "however",
        "instead",
        "also",
        "another",
        "others",
        "both",
        "neither",
        "for",
        "if",
        "because",
        "then",
        "yet",
        "still",
        "otherwise",
        "moreover",
        "furthermore",
        "in addition",
        "as a result",
    ];
    let first = sentence.split_whitespace().next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    POINTERS.contains(&first.to_lowercase().as_str())
}
