//! What a draft itself says of where some of its words come from: who says them, what they link to, or nothing. The fact-check
//! sheet and the legal read tell it of each of their entries.

use copydesk_language::SourceKind;
use copydesk_text::LinkKind;
use text_size::TextSize;

use crate::facts::Facts;
use crate::passages::{Sourced, Span};

/// Where a draft says that something comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backing {
    /// Nobody is named: it stands in the draft's own voice, or is quoted from nobody.
    Nobody,
    /// Somebody says it.
    Said {
        /// The source's name, or the draft's words for it.
        name: String,
        /// What kind of source.
        kind: SourceKind,
        /// Whether it stands in the source's own words.
        quoted: bool,
    },
    /// Whoever the sentence before names plainly still speaks.
    Carried {
        /// The source's name, or the draft's words for it; empty where it could not be told.
        name: String,
        /// What kind of source.
        kind: SourceKind,
    },
    /// A link in the sentence leads to it.
    Linked {
        /// The address.
        target: String,
    },
    /// The sentence has a footnote.
    Footnote {
        /// The footnote's label.
        label: String,
    },
}

impl Facts<'_> {
    /// Where the draft says that the words at a place come from: the innermost source that has them, else what the sentence
    /// around links to.
    pub fn backing(&self, place: Span) -> Backing {
        if let Some(number) = self.teller(place) {
            let (name, kind) = self.source_of(number);
            return Backing::Said { name, kind, quoted: self.is_quoted(place) };
        }
        let Some(fact) = self.sentence_at(place).map(|number| &self.sentences[number]) else {
            return Backing::Nobody;
        };
        let links = self.passages[place.passage].passage.links.iter();
        let mut here =
            links.filter(|link| fact.place.range.contains_range(link.range) && link.kind != LinkKind::Image);
        if let Some(link) = here.next() {
            let target = link.target.clone();
            return match link.kind {
                LinkKind::Footnote => Backing::Footnote { label: target },
                _ => Backing::Linked { target },
            };
        }
        if fact.sourced != Sourced::Carried {
            return Backing::Nobody;
        }
        let before = |number: &usize| {
            let statement = &self.statements[*number];
            statement.names_source() && statement.attribution.cue.end() <= fact.place.range.start()
        };
        let (name, kind) = match self.statement_numbers_heard_in(place.passage).filter(before).last() {
            Some(number) => self.source_of(number),
            None => (String::new(), SourceKind::None),
        };
        Backing::Carried { name, kind }
    }

    /// The statement whose source has the words at a place, the innermost of several, as an index into [`Facts::statements`].
    fn teller(&self, place: Span) -> Option<usize> {
        let mut nearest: Option<(TextSize, usize)> = None;
        for number in self.statement_numbers_heard_in(place.passage) {
            let statement = &self.statements[number];
            // "A sign that read": nobody knows who "that" is.
            let relative = |place: Span| matches!(self.text(place), "that" | "which" | "who");
            let named = statement.actor.is_some() || !statement.source_place().is_none_or(relative);
            if !statement.tells() || !named {
                continue;
            }
            // Marks around a quotation belong to it, and may stand outside what is said.
            let holds = |content: &&Span| {
                let part = content.range.intersect(place.range).map_or(0, |part| usize::from(part.len()));
                content.passage == place.passage && part > 0 && part * 2 >= usize::from(place.range.len())
            };
            if let Some(content) = statement.content.iter().find(holds)
                && nearest.is_none_or(|(length, _)| content.range.len() < length)
            {
                nearest = Some((content.range.len(), number));
            }
        }
        nearest.map(|(_, number)| number)
    }

    /// The name of a statement's source, or the draft's words for it, and what kind of source it is.
    fn source_of(&self, number: usize) -> (String, SourceKind) {
        let statement = &self.statements[number];
        if let Some(source) = self.ledger().source_of(number) {
            let source = &self.ledger().sources[source];
            return (source.name.clone(), source.kind);
        }
        let words = statement.source_place().map_or("", |place| self.text(place));
        let name = statement.actor.map_or(words, |actor| &self.actors[actor].name);
        (name.to_owned(), statement.kind())
    }
}
