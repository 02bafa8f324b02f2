//! # unattributed-quote
//!
//! Flags a quotation of four words or more whose speaker is named neither in its sentence nor in its paragraph nor in
//! the paragraph that introduces it.
//!
//! ## Why
//!
//! A quotation without a speaker is a rumour with marks around it.
//!
//! ## Example
//!
//! ```flagged
//! Flights resumed at noon. “That goose has more legroom than anybody in coach.”
//!                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! ## Background
//!
//! "We will never sell the harbour to anybody."
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The hall was cold and full. ‘We will never sell the harbour to anybody.’
//!                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Critics say the harbour is lost.
//!
//! “We will never sell the harbour to anybody.”
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! The council met on Monday.
//!
//! "There is no money left for the roof," and nobody stayed for the vote.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! - “You will hear from my lawyers by noon.”
//!   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ```flagged
//! Most tenants want the lift repaired, according to a survey.
//!
//! “They send a man, and he looks at it, and he goes.”
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! ```
//!
//! ## Better
//!
//! ```silent what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! “That goose has more legroom than anybody in coach,” said Lena Ostrow, the airport's director.
//! ```
//!
//! ## Looked for
//!
//! a speaker in the sentence, in the paragraph, in the one that introduces it or in a signature behind a dash.
//!
//! ## Stays silent on
//!
//! - headings, block quotes, tables, captions and what is answered in an interview
//! - quotations of fewer than four words, and single marks
//! - titles of works, and what is called, labelled or written on something
//! - a few words quoted within the writer's own sentence
//! - what copy editors rarely ask about, as Copydesk learned from drafts that they marked
//! - headlines and other lines without a stop
//! - a quotation in a paragraph where somebody speaks
//! - a quotation behind a colon or a sentence about a person, or before one that begins with “he” or “she”
//! - a quotation that goes on with the one before it, which was left open, or goes on in the paragraph behind it
//! - a quotation behind a paragraph that names who speaks or leads up to it
//! - one of several paragraphs that are nothing but quotations
//! - a quotation that is signed behind a dash
//! - drafts of the genre `interview`
//!
//! ```silent a quotation in a paragraph where somebody speaks
//! Lena Ostrow rolled up her sleeve. “That goose has more legroom than anybody in coach.”
//! ```
//!
//! ```silent a quotation in a paragraph where somebody speaks
//! Lena Ostrow, the director, said the runway was clear. “We did not hurt it. We only asked it to leave.”
//!
//! “It then came back through the other gate.”
//! ```
//!
//! ```silent a quotation behind a paragraph that names who speaks or leads up to it
//! The letter was short:
//!
//! “You have ten days to leave the house.”
//! ```
//!
//! ```silent titles of works, and what is called, labelled or written on something
//! Her first novel, “The Long Way to the Sea”, won nothing.
//! ```
//!
//! ```silent titles of works, and what is called, labelled or written on something
//! The so-called “most open market in the land” opened on Monday.
//! ```
//!
//! ```silent headings, block quotes, tables, captions and what is answered in an interview
//! > “You have ten days to leave the house.”
//! ```
//!
//! ```silent a quotation behind a colon or a sentence about a person, or before one that begins with “he” or “she”
//! The hall was cold. “We will never sell the harbour to anybody.” She sat down.
//! ```
//!
//! ```silent a quotation in a paragraph where somebody speaks
//! “We will never sell the harbour to anybody.” -Mara Lindqvist, Brack.
//! ```
//!
//! ```silent a quotation that is signed behind a dash
//! The hall was cold, and the meeting was long.
//!
//! “We will never sell the harbour to anybody.”
//! - Mara Lindqvist
//! ```
//!
//! ```silent a quotation behind a paragraph that names who speaks or leads up to it
//! Mara Lindqvist was asked five times.
//!
//! “We will never sell the harbour to anybody.”
//!
//! “It belongs to the people who built the quay.”
//! ```
//!
//! ## Fixes
//!
//! Adds “NAME said.” behind the quotation with the likeliest actors of the draft (suggested), or a placeholder.
//!
//! ## Standard
//!
//! Reuters Handbook and Guardian style guide: introduce the speaker at once, or after the first sentence.

use copydesk_facts::{Facts, Genre, Span, is_title};
use copydesk_language::calibration::{UNSPOKEN_BESIDE_SPEAKER, alone, with_words};
use copydesk_language::{Fault, NameKind, Quotation, SourceKind, opens_with_signature, overlap};
use copydesk_text::{Passage, PassageKind};
use text_size::{TextRange, TextSize};

use crate::context::Context;
use crate::rule::{Check, Flagged, Group, RuleInfo, in_short};
use crate::trace::{Measure, OUTSIDE, RARELY, Reason};
use crate::{Fix, Safety, Severity, TextEdit, fixes};

pub(super) const RULE: RuleInfo = RuleInfo {
    name: "unattributed-quote",
    group: Group::Attribution,
    severity: Severity::Warning,
    silent_in: &[Genre::Interview],
    wants_source: true,
    source: include_str!("unattributed_quote.rs"),
    check: Check::Draft(check),
    ..RuleInfo::USUAL
};

const SHORT: Reason = Reason("quotations of fewer than four words, and single marks");
const TITLE: Reason = Reason("titles of works, and what is called, labelled or written on something");
const PHRASE: Reason = Reason("a few words quoted within the writer's own sentence");
const HEADLINE: Reason = Reason("headlines and other lines without a stop");
const HEARD: Reason = Reason("a quotation in a paragraph where somebody speaks");
const NAMED: Reason = Reason(
    "a quotation behind a colon or a sentence about a person, or before one that begins with “he” or “she”",
);
const GOES_ON: Reason = Reason(
    "a quotation that goes on with the one before it, which was left open, or goes on in the paragraph behind it",
);
const INTRODUCED: Reason = Reason("a quotation behind a paragraph that names who speaks or leads up to it");
const ROW: Reason = Reason("one of several paragraphs that are nothing but quotations");
const SIGNED: Reason = Reason("a quotation that is signed behind a dash");

/// A quotation of fewer words is a scare quote or a term.
const FEWEST_WORDS: usize = 4;

fn check(context: &Context) -> Vec<Flagged> {
    let facts = context.facts;
    let orphans = facts.quotations().filter(|&(place, quotation)| is_orphan(context, place, quotation));
    orphans
        .map(|(place, quotation)| {
            let message = format!(
                "“{}” has no speaker: say who said it, in this sentence or the one before.",
                in_short(&facts.passages[place.passage].passage.text[quotation.inner])
            );
            Flagged::new(facts.source(place), message).with_fixes(speakers(facts, place, quotation))
        })
        .collect()
}

fn is_orphan(context: &Context, place: Span, quotation: &Quotation) -> bool {
    let decided = match beyond_doubt(context.facts, place, quotation) {
        Some(silence) => (silence, None),
        None => by_likelihood(context.facts, place, quotation),
    };
    let (silence, measure) = decided;
    context.decides(place, silence, measure);
    silence.is_none()
}

/// Why nobody asks for the speaker of a quotation, whatever the reader thinks, or that somebody does; `None` where that is open.
fn beyond_doubt(facts: &Facts, place: Span, quotation: &Quotation) -> Option<Option<Reason>> {
    let view = &facts.passages[place.passage];
    if !view.is_body() {
        return Some(Some(OUTSIDE));
    }
    if !quotation.opened || quotation.words < FEWEST_WORDS {
        return Some(Some(SHORT));
    }
    let before = &view.passage.text[..usize::from(place.range.start())];
    if is_title(view.text(quotation.inner)) || is_label(before) {
        return Some(Some(TITLE));
    }
    if is_phrase(facts, place, quotation) {
        return Some(Some(PHRASE));
    }
    is_unsigned_voice(facts, place).then_some(None)
}

/// The same by how likely a copy editor misses the speaker, and that figure.
fn by_likelihood(facts: &Facts, place: Span, quotation: &Quotation) -> (Option<Reason>, Option<Measure>) {
    let spoken = |statement: &copydesk_facts::Statement| {
        statement.attribution.source.is_some()
            || statement.content.iter().any(|content| content.passage == place.passage)
    };
    let heard = facts.statements_heard_in(place.passage).any(spoken);
    // The reader may be sure whatever stands around, surer where somebody speaks there; what it holds for impossible is no orphan.
    let likely = likelihood(facts, place);
    let share = facts.dial().share;
    let whatever = share * if heard { UNSPOKEN_BESIDE_SPEAKER } else { alone(Fault::Unspoken) };
    let least = share * with_words(Fault::Unspoken);
    let measure = |enough| Some(Measure { what: MEASURED, likely, enough });
    if likely >= whatever {
        return (None, measure(whatever));
    }
    if likely < least {
        return (Some(RARELY), measure(least));
    }
    match told_around(facts, place, quotation, heard) {
        Some(reason) => (Some(reason), measure(whatever)),
        None => (None, measure(least)),
    }
}

const MEASURED: &str = "how likely a copy editor is to ask who said it";

/// What around a quotation tells whose words it is, or that they are nobody's; `heard`: somebody speaks in its paragraph.
fn told_around(facts: &Facts, place: Span, quotation: &Quotation, heard: bool) -> Option<Reason> {
    // A headline above the text, in a draft without markup, quotes what the text attributes.
    let headline = facts.sentences_of(place.passage).iter().all(|fact| fact.sentence.fragment);
    if headline || is_headline(facts, place) {
        return Some(HEADLINE);
    }
    if heard {
        return Some(HEARD);
    }
    if names_somebody(facts, place) {
        return Some(NAMED);
    }
    if goes_on(facts, place) || continued(facts, place, quotation) {
        return Some(GOES_ON);
    }
    if introduced(facts, place) {
        return Some(INTRODUCED);
    }
    if follows_another(facts, place) || begins_a_row(facts, place) {
        return Some(ROW);
    }
    is_signed(facts, place).then_some(SIGNED)
}

/// How likely a copy editor misses the speaker in a sentence of a quotation, 0 to 1.
fn likelihood(facts: &Facts, place: Span) -> f32 {
    let sentences = facts.sentences_of(place.passage).iter();
    let here = sentences.filter(|fact| overlap(fact.place.range, place.range));
    here.map(|fact| fact.judgement.fault(Fault::Unspoken)).fold(0.0, f32::max)
}

/// Whether it is an item of a list that is nothing but a quotation, beside an item whose quotation says whose it is: in a list
/// of voices each has its own speaker.
fn is_unsigned_voice(facts: &Facts, place: Span) -> bool {
    let is_item = |passage: usize| facts.passages[passage].passage.kind == PassageKind::ListItem;
    if !is_item(place.passage) || !is_bare(facts, place.passage) {
        return false;
    }
    let beside = |passage: &usize| is_item(*passage) && facts.adjoin(*passage, place.passage);
    let before = (0..place.passage).rev().take_while(beside);
    let mut items = before.chain((place.passage + 1..facts.passages.len()).take_while(beside));
    items.any(|passage| {
        facts.statements_of(passage).iter().any(|statement| {
            statement.names_source()
                && statement
                    .content
                    .iter()
                    .any(|content| content.passage == passage && facts.is_quoted(*content))
        })
    })
}

/// Whether the paragraph before holds nothing but a quotation too, or another quotation ends directly before this one: one
/// line about the first says whose all of them are.
fn follows_another(facts: &Facts, place: Span) -> bool {
    let text = &facts.passages[place.passage].passage.text;
    let directly = facts.quotations_of(place.passage).iter().any(|other| {
        let between = text.get(usize::from(other.range.end())..usize::from(place.range.start()));
        other.range.end() <= place.range.start() && between.is_some_and(|it| it.trim().is_empty())
    });
    directly
        || place.passage.checked_sub(1).is_some_and(|before| {
            facts.adjoin(before, place.passage)
                && facts.passages[before].is_body()
                && is_bare(facts, before)
                && is_bare(facts, place.passage)
        })
}

/// Whether a passage holds nothing but one quotation.
fn is_bare(facts: &Facts, passage: usize) -> bool {
    let text = facts.passages[passage].passage.text.trim();
    let quotations = facts.quotations_of(passage);
    quotations.len() == 1 && usize::from(quotations[0].range.len()) >= text.len()
}

/// Whether it begins a row of three paragraphs or items that hold nothing but a quotation: questions, examples, sayings.
fn begins_a_row(facts: &Facts, place: Span) -> bool {
    (place.passage..place.passage + 3)
        .all(|passage| facts.adjoin(place.passage, passage) && is_bare(facts, passage))
}

/// Whether a few words only are quoted within the writer's sentence: "creating “community response teams”".
fn is_phrase(facts: &Facts, place: Span, quotation: &Quotation) -> bool {
    const LONGEST: usize = 7;
    let view = &facts.passages[place.passage];
    let within = facts
        .sentence_at(place)
        .is_some_and(|number| facts.sentences[number].place.range.start() < place.range.start());
    // Before a direct quotation stands a comma or a colon; "what makes “a night of frights” complete" has none.
    let before = view.passage.text[..usize::from(place.range.start())].strip_suffix(' ');
    let joined = before.is_some_and(|before| before.ends_with(char::is_alphabetic));
    let behind = &view.passage.text[usize::from(place.range.end())..];
    let dated = behind.strip_prefix(" (").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let runs_on = joined && behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let small = view.text(quotation.inner).starts_with(char::is_lowercase);
    quotation.words <= LONGEST && (within && (small || runs_on) || dated)
}

/// Whether a dash and a name stand behind the quotation, or alone in the paragraph below.
fn is_signed(facts: &Facts, place: Span) -> bool {
    const MOST_WORDS: usize = 4;
    let behind = &facts.passages[place.passage].passage.text[usize::from(place.range.end())..];
    let below =
        facts.adjoin(place.passage, place.passage + 1).then(|| &facts.passages[place.passage + 1].passage);
    // A hyphen and a name at the start of a line make an item of a list.
    let listed = |below: &Passage| {
        let words = || below.text.split_whitespace();
        below.kind == PassageKind::ListItem
            && words().count() <= MOST_WORDS
            && words().all(|word| word.starts_with(char::is_uppercase))
    };
    let signed_below = |below: &Passage| opens_with_signature(&below.text) || listed(below);
    opens_with_signature(behind) || behind.trim().is_empty() && below.is_some_and(|below| signed_below(below))
}

/// Whether it opens the draft in what may be a headline that nothing marks as one, whose words the text repeats.
fn is_headline(facts: &Facts, place: Span) -> bool {
    place.passage == 0 && facts.passages.len() > 1 && facts.may_be_headline(0)
}

/// Whether a quotation goes on with that of the paragraph before, which was left open: whose words those are is told there.
fn goes_on(facts: &Facts, place: Span) -> bool {
    place.passage.checked_sub(1).filter(|&before| facts.adjoin(before, place.passage)).is_some_and(|before| {
        let quotations = facts.quotations_of(before);
        // A single mark that nothing closes is no quotation to the reader, but at the head of a paragraph it opens one.
        let single = facts.passages[before].passage.text.starts_with('‘')
            && quotations.first().is_none_or(|first| first.range.start() > TextSize::new(0));
        single || quotations.last().is_some_and(Quotation::runs_on)
    })
}

/// Whether the words before make a name or an inscription of the quotation: "the so-called “…”", "entitled “…”".
fn is_label(before: &str) -> bool {
    const WORDS: &[&str] = &[
        "so-called",
        "called",
        "titled",
        "entitled",
        "named",
        "dubbed",
        "labelled",
        "labeled",
        "marked",
        "reads",
        "read",
        "reading",
        "slogan",
        "motto",
        "headlined",
        "inscribed",
        "known as",
    ];
    let before = before.trim_end().trim_end_matches([',', ':']);
    WORDS.iter().any(|word| before.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')))
}

/// Whether a colon leads up to the quotation, or its sentences mention an actor outside it: the reader can tell whose
/// words they are.
fn names_somebody(facts: &Facts, place: Span) -> bool {
    let view = &facts.passages[place.passage];
    if view.passage.text[..usize::from(place.range.start())].trim_end().ends_with(':') {
        return true;
    }
    facts.sentences_of(place.passage).iter().filter(|fact| overlap(fact.place.range, place.range)).any(
        |fact| {
            let inside = |range: TextRange| {
                fact.place.range.contains_range(range) && !place.range.contains_range(range)
            };
            let named = view.reading.names.iter().any(|name| inside(name.range));
            named || view.reading.descriptions.iter().any(|description| inside(description.range))
        },
    ) || names_person_before(facts, place)
        || names_person_behind(facts, place)
}

/// Whether the sentence directly behind, in the same paragraph, begins with whom the words come from: "“It bit me.” She
/// laughed."
fn names_person_behind(facts: &Facts, place: Span) -> bool {
    let Some(number) = facts.sentence_at(place) else { return false };
    let Some(behind) = facts.sentences.get(number + 1).map(|fact| fact.place) else { return false };
    let first = facts.text(behind).split(' ').next().unwrap_or("");
    behind.passage == place.passage && matches!(first, "He" | "She")
}

/// Whether the sentence directly before, in the same paragraph, is about a person, whose words then follow: "She laughed.
/// “It bit me.”"
fn names_person_before(facts: &Facts, place: Span) -> bool {
    let Some(number) = facts.sentence_at(place).and_then(|number| number.checked_sub(1)) else {
        return false;
    };
    let before = facts.sentences[number].place;
    let reading = facts.passages[place.passage].reading;
    let person = |name: &copydesk_language::Name| {
        name.kind == NameKind::Person && !name.quoted && before.range.contains_range(name.range)
    };
    let personal = |range: TextRange| {
        let words = facts.text(Span::new(place.passage, range)).to_lowercase();
        before.range.contains_range(range) && matches!(words.as_str(), "he" | "she")
    };
    before.passage == place.passage
        && (reading.names.iter().any(person)
            || reading.descriptions.iter().any(|description| personal(description.range)))
}

/// Whether the paragraph before, in the same section, names a speaker or ends with a colon.
fn introduced(facts: &Facts, place: Span) -> bool {
    let Some(before) = place.passage.checked_sub(1) else { return false };
    if !facts.adjoin(before, place.passage) {
        return false;
    }
    let view = &facts.passages[before];
    let announced = view.passage.text.trim_end().ends_with(':');
    let heading = matches!(view.passage.kind, PassageKind::Heading(_));
    // A crowd has no voice of its own, and a poll or a report none at all.
    let speaks = |kind: SourceKind| !matches!(kind, SourceKind::Vague | SourceKind::Document);
    let speaks = facts
        .statements_heard_in(before)
        .any(|statement| statement.names_source() && speaks(statement.kind()));
    // "Lopez chose the yard for its light.", and then her words.
    let person = facts.mentions_of(before).iter().any(|mention| mention.kind == NameKind::Person);
    // "She pauses.", and then her words.
    let direction = view.is_body() && view.passage.text.split_whitespace().count() <= 3;
    !heading && (announced || speaks || person || direction)
}

/// Whether the quotation is left open and goes on in the next paragraph, where its speaker may stand.
fn continued(facts: &Facts, place: Span, quotation: &Quotation) -> bool {
    quotation.runs_on()
        && facts.adjoin(place.passage, place.passage + 1)
        && facts.statements_of(place.passage + 1).iter().any(|statement| statement.names_source())
}

/// “… us.” becomes “… us,” Lee said.
fn speakers(facts: &Facts, place: Span, quotation: &Quotation) -> Vec<Fix> {
    if !quotation.closed {
        return Vec::new();
    }
    let candidates = fixes::likely_sources(facts, place).into_iter().map(|name| (name, Safety::Suggested));
    [("[name]".to_owned(), Safety::Placeholder)]
        .into_iter()
        .chain(candidates)
        .map(|(name, safety)| speaker(facts, place, &name, safety))
        .collect()
}

fn speaker(facts: &Facts, place: Span, name: &str, safety: Safety) -> Fix {
    let view = &facts.passages[place.passage];
    let text = &view.passage.text;
    let mark = text[place.range].chars().next_back().map_or(TextSize::new(0), TextSize::of);
    let inner_end = place.range.end() - mark;
    let at = |offset: TextSize| facts.source(Span::new(place.passage, TextRange::empty(offset))).start();
    let mut edits = Vec::new();
    let behind = text[usize::from(place.range.end())..].starts_with('.');
    if text[..usize::from(inner_end)].ends_with('.') {
        let stop = Span::new(place.passage, TextRange::new(inner_end - TextSize::of('.'), inner_end));
        edits.push(TextEdit { range: facts.source(stop), text: ",".to_owned() });
    } else if behind {
        edits.push(TextEdit { range: TextRange::empty(at(inner_end)), text: ",".to_owned() });
    }
    let said = if behind { format!(" {name} said") } else { format!(" {name} said.") };
    edits.push(TextEdit { range: TextRange::empty(at(place.range.end())), text: said });
    Fix { title: format!("Add “{name} said” behind it"), safety, edits }
}
