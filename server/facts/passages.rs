//! The passages of a draft in their order, each with what was read of it, and how places in them are told.

use std::ops::Range;

use copydesk_language::{Judgement, Name, Reading, Sentence, lexicon};
use copydesk_text::{Document, LinkKind, Passage, PassageKind};
use text_size::{TextRange, TextSize};

use crate::judgement::Judgements;
use crate::passage_facts::{BlockFacts, PassageFacts};

/// A place in the draft's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// Which passage, counted over the draft.
    pub passage: usize,
    /// Bytes in the passage's text.
    pub range: TextRange,
}

impl Span {
    /// The bytes in a range of a passage's text.
    pub fn new(passage: usize, range: TextRange) -> Span {
        Span { passage, range }
    }

    /// The order of reading.
    pub fn key(self) -> (usize, TextSize) {
        (self.passage, self.range.start())
    }
}

/// One passage with its facts and its place in the draft.
pub struct PassageView<'a> {
    /// The text and its links.
    pub passage: &'a Passage,
    /// What is known of it on its own.
    pub(crate) facts: &'a PassageFacts,
    /// What was read of it.
    pub reading: &'a Reading,
    /// What was said of its sentences; short or empty where the draft is not judged yet.
    pub judgements: &'a [Judgement],
    /// Where its block starts, in bytes of the draft.
    pub block_start: TextSize,
    /// How many headings stand before it.
    pub section: usize,
    /// Whether it is a turn of an interview, "Q: …" or "Lopez: …", whose words are all the speaker's.
    pub is_turn: bool,
    /// Whether it is the headline of a draft that does not mark it as one.
    pub is_headline: bool,
}

impl<'a> PassageView<'a> {
    /// Whether it belongs to the running text in the draft's own voice: a paragraph, or one in a list.
    pub fn is_body(&self) -> bool {
        !self.is_turn && self.is_prose()
    }

    /// Whether it is a paragraph or stands in a list, whoever speaks, and is no headline.
    pub fn is_prose(&self) -> bool {
        !self.is_headline && matches!(self.passage.kind, PassageKind::Paragraph | PassageKind::ListItem)
    }

    /// Whether it is a headline or a crosshead.
    pub fn is_head(&self) -> bool {
        self.is_headline || matches!(self.passage.kind, PassageKind::Heading(_))
    }

    /// Whether all of it is emphasised.
    pub fn is_set_off(&self) -> bool {
        self.passage.emphasis.contains(&TextRange::up_to(TextSize::of(self.passage.text.as_str())))
    }

    /// The name that stands in exactly a range of its text.
    pub fn name(&self, range: TextRange) -> Option<&'a Name> {
        let names = &self.reading.names;
        let at = names.partition_point(|name| name.range.start() < range.start());
        names.get(at).filter(|name| name.range == range)
    }

    /// The words in a range of its text.
    pub fn text(&self, range: TextRange) -> &'a str {
        &self.passage.text[range]
    }

    /// Whether most of a range of its text lies inside quotations, whose words belong to their speakers.
    pub fn is_quoted(&self, range: TextRange) -> bool {
        let quotations = self.reading.quotations.iter();
        let parts = quotations.filter_map(|quotation| quotation.range.intersect(range));
        let quoted: usize = parts.map(|part| usize::from(part.len())).sum();
        quoted * 2 > usize::from(range.len())
    }

    /// Whether a link to a document or a footnote stands in a range of its text.
    pub fn is_linked(&self, range: TextRange) -> bool {
        self.passage.links.iter().any(|link| {
            link.kind != LinkKind::Image
                && range.start() <= link.range.start()
                && link.range.end() <= range.end()
        })
    }
}

/// Whether a sentence has a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sourced {
    /// Nobody says so.
    No,
    /// Its own words name who says so, or most of it is what somebody says.
    Here,
    /// The sentence before makes the source plain.
    Carried,
}

/// One sentence with what the draft knows of it.
pub struct SentenceFact<'a> {
    /// Where it stands.
    pub place: Span,
    /// What was read of it.
    pub sentence: &'a Sentence,
    /// What the reader makes of it in its place.
    pub judgement: &'a Judgement,
    /// Whether it has a source.
    pub sourced: Sourced,
}

/// The passages of some blocks, given by their numbers.
pub(crate) fn passages<'a>(
    document: &'a Document,
    blocks: Range<usize>,
    facts: &'a [Option<BlockFacts>],
    judgements: &'a Judgements,
) -> Vec<PassageView<'a>> {
    let mut views = Vec::new();
    let mut section = 0;
    for index in blocks {
        let (block, Some(facts)) = (&document.blocks()[index], &facts[index]) else { continue };
        let block_start = document.block_start(index);
        let mut judged = judgements.of_block(index);
        for (passage, facts) in block.passages.iter().zip(facts.iter()) {
            let (here, rest) = judged.split_at(facts.reading.sentences.len().min(judged.len()));
            judged = rest;
            let heading = matches!(passage.kind, PassageKind::Heading(_));
            section += usize::from(heading);
            let view = PassageView {
                passage,
                facts,
                reading: &facts.reading,
                judgements: here,
                block_start,
                section,
                is_turn: false,
                is_headline: false,
            };
            views.push(view);
        }
    }
    if let Some((first, rest)) = views.split_first_mut() {
        // Behind a headline may stand a label or a standfirst.
        let plain = |view: &PassageView| view.passage.kind == PassageKind::Paragraph;
        let longer = |view: &PassageView| plain(view) && view.passage.text.len() > first.passage.text.len();
        let heads = plain(first) && rest.iter().take(3).any(longer);
        first.is_headline = heads && reads_like_headline(&first.passage.text);
    }
    views
}

/// Whether a word is a verb as running text has it: a past tense, or a form of to be or to have.
pub fn tells_what_happened(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "has" | "have" | "had" | "did")
        || lexicon::IRREGULAR_PASTS.contains(word)
        || word.starts_with(char::is_lowercase) && word.ends_with("ed")
}

/// Whether a name is part of what the noun behind it names, "Lopez allies", and names nobody itself: a word in lower case follows
/// that is neither a verb nor one that goes on behind a name. `behind`: the text from the end of the name on.
pub fn modifies_noun(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(' ') else { return false };
    let word = rest.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    word.starts_with(char::is_lowercase)
        && !word.ends_with("ly")
        && !lexicon::LINKS_BEHIND_NAMES.contains(word)
        && !tells_what_happened(word)
}

/// Whether a sentence is short, without a day, and in the present or without articles. More may be a headline than
/// [`reads_like_headline`] dares to say of any draft.
pub(crate) fn may_be_headline(text: &str) -> bool {
    const LONGEST: usize = 20;
    const ALSO_PRESENT: &[&str] = &["has", "have", "is", "are", "cut", "hit"];
    let words = || text.split([' ', '\u{a0}']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_day = |word: &str| word.ends_with("day") && word.starts_with(char::is_uppercase);
    let article = |word: &str| matches!(word, "the" | "a" | "an" | "The" | "A" | "An");
    let past = |word: &str| tells_what_happened(word) && !ALSO_PRESENT.contains(&word);
    words().count() <= LONGEST && !words().any(is_day) && !(words().any(past) && words().any(article))
}

/// Whether a single sentence speaks as headlines do: it is short, in the present tense or without a verb, and has no day.
fn reads_like_headline(text: &str) -> bool {
    const LONGEST: usize = 16;
    let words = || text.split([' ', '\u{a0}']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let tells = |word: &str| {
        let day = word.ends_with("day") && word.starts_with(char::is_uppercase);
        day || tells_what_happened(word)
    };
    let several = [". ", "? ", "! "].iter().any(|stop| text.trim_end().contains(stop));
    words().count() <= LONGEST && !words().any(tells) && !several
}

/// The words at a place.
pub(crate) fn text_at<'a>(passages: &[PassageView<'a>], place: Span) -> &'a str {
    passages[place.passage].text(place.range)
}

/// The heading that a draft begins with.
pub fn marked_headline<'a>(passages: &[PassageView<'a>]) -> Option<&'a str> {
    let heading = passages.first().filter(|view| matches!(view.passage.kind, PassageKind::Heading(_)));
    heading.map(|view| view.passage.text.as_str())
}

/// Where in a list in the order of the draft the items of a passage stand; `passage_of` tells an item's passage.
pub(crate) fn numbers_of<T>(items: &[T], passage: usize, passage_of: impl Fn(&T) -> usize) -> Range<usize> {
    let start = items.partition_point(|item| passage_of(item) < passage);
    let end = items.partition_point(|item| passage_of(item) <= passage);
    start..end
}
