//! What a fact-checker ticks off in a draft, in its order: names, offices, figures, dates, quotations, superlatives, documents and
//! links, each with its sentence and with what the draft says of its source. Plain data; all ranges are bytes in the draft, half
//! open.

use std::collections::{HashMap, HashSet};

use copydesk_language::lexicon::UNITS_THAT_ARE_NO_FIGURES;
use copydesk_language::{
    Checkable, checkable, is_aged, is_common_acronym, is_courtesy, is_office, is_person_noun, overlap,
};
use copydesk_text::{LinkKind, PassageKind};
use text_size::{TextRange, TextSize};

use crate::backing::Backing;
use crate::facts::Facts;
use crate::front_matter::Head;
use crate::passages::{Span, modifies_noun};

mod names;

use names::{Named, otherwise, shortens};

/// What an entry asks to be checked. The order is that of entries that begin at the same byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// Words of somebody, as they were said or written.
    Quotation,
    /// What somebody is: an office, a trade, a relation.
    Office,
    /// A name, as it is written.
    Name,
    /// How much, how many, which number.
    Figure,
    /// A day or a time.
    Date,
    /// More than all others, or before them.
    Superlative,
    /// A report, a filing, a letter.
    Document,
    /// Where a link or a footnote leads.
    Link,
}

impl EntryKind {
    /// All kinds.
    pub const ALL: [EntryKind; 8] = [
        EntryKind::Quotation,
        EntryKind::Office,
        EntryKind::Name,
        EntryKind::Figure,
        EntryKind::Date,
        EntryKind::Superlative,
        EntryKind::Document,
        EntryKind::Link,
    ];

    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            EntryKind::Quotation => "quotation",
            EntryKind::Office => "office",
            EntryKind::Name => "name",
            EntryKind::Figure => "figure",
            EntryKind::Date => "date",
            EntryKind::Superlative => "superlative",
            EntryKind::Document => "document",
            EntryKind::Link => "link",
        }
    }
}

/// One thing to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetEntry {
    /// What it is.
    pub kind: EntryKind,
    /// The words.
    pub words: String,
    /// Where they stand.
    pub range: TextRange,
    /// The sentence around them, or the sentences.
    pub sentence: TextRange,
    /// What more the entry says.
    pub detail: Option<Detail>,
    /// Where the same name stands again, whole or in part.
    pub again: Vec<Again>,
    /// What the draft says of where it comes from.
    pub backing: Backing,
    /// The title or standfirst around, where it stands in front matter.
    pub head: Option<Head>,
}

/// What more there is to one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Whose office it is: the actor's name.
    Of(String),
    /// The name is otherwise written so.
    Otherwise(String),
    /// Where the link leads: an address.
    Target(String),
}

/// A further mention of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The words there.
    pub words: String,
    /// Where.
    pub range: TextRange,
}

impl Facts<'_> {
    /// Everything to check, in the order of the draft.
    pub fn sheet(&self) -> Vec<SheetEntry> {
        let named = (0..self.passages.len()).map(|passage| names::named(self, passage)).collect();
        let mut sheet = Sheet { facts: self, named, found: Vec::new(), unnamed: HashSet::new() };
        sheet.names();
        sheet.further_names();
        for passage in 0..self.passages.len() {
            sheet.offices(passage);
            sheet.quotations(passage);
            sheet.numbers_and_superlatives(passage);
            sheet.links_and_documents(passage);
        }
        let mut found = sheet.found;
        // "Mayor" is no name where it is an office.
        let offices: HashSet<Span> =
            found.iter().filter(|(_, it)| it.kind == EntryKind::Office).map(|&(place, _)| place).collect();
        found.retain(|(place, entry)| entry.kind != EntryKind::Name || !offices.contains(place));
        found.sort_by_key(|(place, entry)| (place.key(), entry.kind, place.range.end()));
        found.into_iter().map(|(_, entry)| entry).collect()
    }
}

struct Sheet<'f, 'd> {
    facts: &'f Facts<'d>,
    /// What each passage names.
    named: Vec<Named>,
    found: Vec<(Span, SheetEntry)>,
    /// Offices without a name beside them that stand there already, in lower case.
    unnamed: HashSet<String>,
}

impl Sheet<'_, '_> {
    fn add(&mut self, kind: EntryKind, place: Span, detail: Option<Detail>) {
        let facts = self.facts;
        let entry = SheetEntry {
            kind,
            // What stands for inline code and the like is nothing that one reads.
            words: facts.text(place).replace('\u{fffc}', "…"),
            range: facts.source(place),
            sentence: facts.source(sentences_around(facts, place)),
            detail,
            again: Vec::new(),
            backing: facts.backing(place),
            head: None,
        };
        self.found.push((place, entry));
    }

    /// One entry for each name and each way in which it is written; what only shortens a name that stood before is told with it.
    fn names(&mut self) {
        let facts = self.facts;
        let mut entries: HashMap<usize, Vec<usize>> = HashMap::new();
        for mention in facts.mentions.iter().filter(|mention| mention.is_name) {
            // "Ferry" of "Ferry Works" is half a name.
            let whole = &self.named[mention.place.passage].whole;
            let words = facts.text(mention.place);
            if whole.iter().any(|whole| whole.contains_range(mention.place.range)) || is_common_acronym(words)
            {
                continue;
            }
            let known = entries.entry(mention.actor).or_default();
            match known.iter().find(|&&entry| shortens(words, &self.found[entry].1.words)) {
                Some(&entry) => {
                    let again = Again { words: words.to_owned(), range: facts.source(mention.place) };
                    self.found[entry].1.again.push(again);
                }
                None => {
                    known.push(self.found.len());
                    self.add(EntryKind::Name, mention.place, otherwise(facts, mention));
                }
            }
        }
    }

    /// Names that are nobody's of whom the draft tells more: what the reader took for one, and words in capitals.
    fn further_names(&mut self) {
        let facts = self.facts;
        let mut known: HashMap<&str, usize> = HashMap::new();
        for passage in 0..facts.passages.len() {
            let named = &self.named[passage];
            for range in named.whole.iter().chain(&named.beside).copied().collect::<Vec<_>>() {
                let place = Span::new(passage, range);
                let words = facts.text(place);
                match known.get(words) {
                    Some(&entry) => {
                        let again = Again { words: words.to_owned(), range: facts.source(place) };
                        self.found[entry].1.again.push(again);
                    }
                    None => {
                        known.insert(words, self.found.len());
                        self.add(EntryKind::Name, place, None);
                    }
                }
            }
        }
    }

    fn offices(&mut self, passage: usize) {
        let facts = self.facts;
        let view = &facts.passages[passage];
        if view.is_head() {
            return;
        }
        let mut told: HashSet<TextRange> = HashSet::new();
        let of = |bearer: TextRange| {
            let mention = facts.mentions_of(passage).iter().find(|it| overlap(it.place.range, bearer));
            mention.map(|mention| Detail::Of(facts.actors[mention.actor].name.clone()))
        };
        for role in &view.reading.roles {
            let words = view.text(role.range);
            let is_age =
                words.split(' ').all(|word| word.bytes().all(|it| it.is_ascii_digit()) || is_aged(word));
            // "Has worked nights for 19 years" is no office; "who chairs the council" is.
            let tells = ["has ", "had "].iter().any(|it| words.starts_with(it));
            // "Lund (Brack Rovers)": a name by itself stands among the names.
            let head = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let is_name = self.named[passage].all.contains(&role.range) && !is_person_noun(&head);
            // "Of Ward" of "Ellis of Ward 7" breaks off.
            let breaks = |name: &TextRange| overlap(*name, role.range) && !role.range.contains_range(*name);
            let is_cut = self.named[passage].whole.iter().any(breaks);
            if !is_age && !tells && !is_name && !is_cut && told.insert(role.range) {
                self.add(EntryKind::Office, Span::new(passage, role.range), of(role.bearer));
            }
        }
        // Who has an office and no name beside it: somebody has to find out.
        for description in
            view.reading.descriptions.iter().filter(|it| it.head.as_deref().is_some_and(is_office))
        {
            let range = description.range;
            let known = told.iter().any(|&told| overlap(told, range))
                || facts.mentions_of(passage).iter().any(|it| it.is_name && overlap(it.place.range, range));
            // "The general public" has no office.
            let behind = view.text(TextRange::new(range.end(), TextSize::of(view.passage.text.as_str())));
            let modifies = view.text(range).ends_with("general") && modifies_noun(behind);
            if !known && !modifies && self.unnamed.insert(view.text(range).to_lowercase()) {
                told.insert(range);
                self.add(EntryKind::Office, Span::new(passage, range), None);
            }
        }
        // What stands before a name that somebody quoted says is an office too.
        for name in &view.reading.names {
            let title = name.title.filter(|&title| !told.iter().any(|&told| overlap(told, title)));
            let Some(title) = title else { continue };
            let mut words = view.text(title).split(' ').map(str::to_lowercase);
            if !words.all(|word| is_courtesy(&word)) && told.insert(title) {
                self.add(EntryKind::Office, Span::new(passage, title), of(name.range));
            }
        }
    }

    /// What stands in quotation marks, and what is set off as a quotation without them.
    fn quotations(&mut self, passage: usize) {
        let facts = self.facts;
        let view = &facts.passages[passage];
        // A mark alone quotes nothing.
        let says = |range: TextRange| view.text(range).contains(char::is_alphanumeric);
        for quotation in facts.quotations_of(passage).iter().filter(|quotation| says(quotation.range)) {
            self.add(EntryKind::Quotation, Span::new(passage, quotation.range), None);
        }
        let whole = whole(facts, passage);
        let set_off = view.passage.kind == PassageKind::BlockQuote || view.is_turn;
        if set_off && !whole.range.is_empty() && facts.quotations_of(passage).is_empty() {
            self.add(EntryKind::Quotation, whole, None);
        }
    }

    fn numbers_and_superlatives(&mut self, passage: usize) {
        let facts = self.facts;
        let view = &facts.passages[passage];
        let numbers = &view.reading.numbers;
        let Checkable { superlatives, days, numbers: bare, .. } = checkable(&view.passage.text);
        let mut dates: Vec<TextRange> = numbers.dates.iter().map(|date| date.range).collect();
        dates.extend(numbers.clocks.iter().map(|clock| clock.range));
        let mut figures: Vec<TextRange> = Vec::new();
        // Of "14-page report" and "31 cheques" what is counted belongs to the figure.
        for quantity in &numbers.quantities {
            // "One" alone is a pronoun more often than a figure.
            let alone = |word: &str| view.text(quantity.range).eq_ignore_ascii_case(word);
            let before = view.text(TextRange::up_to(quantity.range.start())).trim_end();
            let means = before.ends_with("the") || before.ends_with("The");
            if quantity.noun.is_none() && (alone("one") || means && alone("two")) {
                continue;
            }
            let counted = quantity.noun.filter(|noun| noun.start() >= quantity.range.end());
            figures.push(counted.map_or(quantity.hedged, |noun| quantity.hedged.cover(noun)));
        }
        figures.extend(numbers.tallies.iter().map(|tally| tally.range));
        figures.extend(numbers.malformed.iter().map(|malformed| malformed.range));
        for day in days {
            // "Tuesday, 14 May" is one date; "in early May 2021" says more than the month.
            match dates.iter_mut().find(|date| overlap(**date, day)) {
                Some(date) => *date = date.cover(day),
                None => dates.push(day),
            }
        }
        // "Three years later" is a date, and no figure beside it.
        figures.retain(|&figure| !dates.iter().any(|date| date.contains_range(figure)));
        // What is a name's own number or day is checked with the name: "Ward 7", "USA Today".
        let names = &self.named[passage].all;
        let in_name = |range: TextRange| names.iter().any(|name| name.contains_range(range));
        figures.retain(|&figure| !in_name(figure));
        let is_alone = |date: TextRange| names.contains(&date);
        dates.retain(|&date| !in_name(date) || is_alone(date));
        for number in bare.into_iter().filter(|&number| !dates.iter().any(|&date| overlap(date, number))) {
            match figures.iter_mut().find(|figure| overlap(**figure, number)) {
                // "5'11" is one figure.
                Some(figure) => *figure = figure.cover(number),
                None if in_name(number) => {}
                None => figures.push(number),
            }
        }
        for (kind, ranges) in [
            (EntryKind::Date, dates),
            (EntryKind::Figure, outermost(figures)),
            (EntryKind::Superlative, superlatives),
        ] {
            for range in ranges {
                self.add(kind, Span::new(passage, range), None);
            }
        }
    }

    fn links_and_documents(&mut self, passage: usize) {
        let facts = self.facts;
        let view = &facts.passages[passage];
        for link in view.passage.links.iter().filter(|link| link.kind != LinkKind::Image) {
            let target = link.target.clone();
            let is_footnote = link.kind == LinkKind::Footnote;
            let target = if is_footnote { format!("footnote {target}") } else { target };
            self.add(EntryKind::Link, Span::new(passage, link.range), Some(Detail::Target(target)));
        }
        let sources = || facts.statements_of(passage).iter().filter_map(|it| it.attribution.source);
        let mut told: Vec<TextRange> = Vec::new();
        // "40 minutes" is a time.
        let here = self.found.iter().filter(|(place, _)| place.passage == passage);
        let figures: Vec<TextRange> =
            here.filter(|(_, it)| it.kind == EntryKind::Figure).map(|(place, _)| place.range).collect();
        let counted = |document: TextRange| {
            UNITS_THAT_ARE_NO_FIGURES.contains(view.text(document))
                && figures.iter().any(|figure| figure.contains_range(document))
        };
        for document in
            checkable(&view.passage.text).documents.into_iter().filter(|&document| !counted(document))
        {
            // Where a document is the source, its words say which one.
            let named = sources().find(|source| source.contains_range(document)).unwrap_or(document);
            if !told.contains(&named) {
                told.push(named);
                self.add(EntryKind::Document, Span::new(passage, named), None);
            }
        }
    }
}

/// Ranges without those that lie in another one, in order.
fn outermost(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
    let mut end = TextSize::new(0);
    ranges.retain(|range| {
        let new = range.end() > end;
        end = end.max(range.end());
        new
    });
    ranges
}

/// The sentences that hold a place, or its whole passage where it has none.
fn sentences_around(facts: &Facts, place: Span) -> Span {
    let sentences = facts.sentences_of(place.passage).iter().map(|fact| fact.place.range);
    let touched =
        |range: &TextRange| overlap(*range, place.range) || range.contains_inclusive(place.range.start());
    let around = sentences.filter(touched).reduce(TextRange::cover);
    around.map_or_else(|| whole(facts, place.passage), |range| Span::new(place.passage, range))
}

fn whole(facts: &Facts, passage: usize) -> Span {
    let text = facts.passages[passage].passage.text.as_str();
    Span::new(passage, TextRange::up_to(TextSize::of(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn times_are_no_figures_and_no_papers() {
        let draft = "Two years later, at ten past three, it took 40 minutes. The minutes show it.\n";
        let entries = fixture::of(draft, |facts| facts.sheet());
        let found: Vec<(EntryKind, &str)> = entries.iter().map(|it| (it.kind, it.words.as_str())).collect();
        let expected = [
            (EntryKind::Date, "Two years later"),
            (EntryKind::Date, "ten past three"),
            (EntryKind::Figure, "40 minutes"),
            (EntryKind::Document, "The minutes"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn names_are_whole_and_have_their_numbers() {
        let draft = "\
Dawn Ellis of Ward 7, the MP, told USA Today at dawn that 12 people had fled.

The National Board of Roads told the general public. Ferry Works denies it. Ivar Moe, 47, and a 62-year-old man came.
";
        let entries = fixture::of(draft, |facts| facts.sheet());
        let words = |kind: EntryKind| {
            let of = entries.iter().filter(|it| it.kind == kind);
            of.map(|it| it.words.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            words(EntryKind::Name),
            ["Dawn Ellis", "Ward 7", "USA Today", "National Board of Roads", "Ferry Works", "Ivar Moe"]
        );
        assert_eq!(words(EntryKind::Date), ["dawn"]);
        assert_eq!(words(EntryKind::Figure), ["12 people", "47", "62-year-old"]);
        assert_eq!(words(EntryKind::Office), [""; 0]);
    }

    #[test]
    fn everything_to_check_stands_on_the_sheet_in_order() {
        let draft = "\
# Goose closes Harbour Airport

Airport director Lena Ostrow, 62, closed the longest runway on Monday after 31 geese came, [the report](https://goose.test/r) said.

“The goose has won,” Ostrow said. The 1990s were worse.
";
        let entries = fixture::of(draft, |facts| facts.sheet());
        let found: Vec<(EntryKind, &str)> = entries.iter().map(|it| (it.kind, it.words.as_str())).collect();
        let expected = [
            (EntryKind::Name, "Harbour Airport"),
            (EntryKind::Office, "Airport director"),
            (EntryKind::Name, "Lena Ostrow"),
            (EntryKind::Figure, "62"),
            (EntryKind::Superlative, "longest runway"),
            (EntryKind::Date, "Monday"),
            (EntryKind::Figure, "31 geese"),
            (EntryKind::Document, "the report"),
            (EntryKind::Link, "the report"),
            (EntryKind::Quotation, "“The goose has won,”"),
            (EntryKind::Date, "1990s"),
        ];
        assert_eq!(found, expected);
        let name = &entries[2];
        assert_eq!(name.again.iter().map(|it| it.words.as_str()).collect::<Vec<_>>(), ["Ostrow"]);
        let quotation = &entries[9];
        assert!(
            matches!(&quotation.backing, Backing::Said { name, quoted: true, .. } if name == "Lena Ostrow")
        );
        assert!(entries.iter().all(|it| it.sentence.contains_range(it.range)), "each stands in its sentence");
    }
}
