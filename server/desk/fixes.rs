//! The pieces that fixes are made of: where to insert, and whom to name.

use copydesk_facts::{Facts, Span};
use text_size::{TextRange, TextSize};

use crate::{Fix, Safety, TextEdit};

/// A fix of one insertion before the place's first byte; an empty place behind a word inserts directly behind it.
pub(crate) fn insert(facts: &Facts, at: Span, text: String, title: String, safety: Safety) -> Fix {
    let offset = facts.source(Span::new(at.passage, TextRange::empty(at.range.start()))).start();
    Fix { title, safety, edits: vec![TextEdit { range: TextRange::empty(offset), text }] }
}

/// The edits that make the words at a place others and keep the marks between them; `None` where that cannot be done.
pub(crate) fn reword(facts: &Facts, at: Span, text: &str) -> Option<Vec<TextEdit>> {
    let edits = facts.document.reword(facts.source(at), text)?;
    Some(edits.into_iter().map(|(range, text)| TextEdit { range, text }).collect())
}

/// For each of some places with words that should be `text` the fixes that make them so: there, and in all of the places.
pub(crate) fn respell(facts: &Facts, places: &[Span], text: &str) -> Vec<Vec<Fix>> {
    let edits: Vec<_> = places.iter().map(|&place| reword(facts, place, text).unwrap_or_default()).collect();
    let fix = |title, edits| Fix { title, safety: Safety::Suggested, edits };
    let count = edits.iter().filter(|edits| !edits.is_empty()).count();
    let all = (count > 1).then(|| {
        fix(format!("Change all {count} to “{text}”"), TextEdit::joined(edits.iter().flatten().cloned()))
    });
    edits
        .into_iter()
        .map(|edits| [fix(format!("Change to “{text}”"), edits)].into_iter().chain(all.clone()).collect())
        .collect()
}

/// A fix of one replacement, which keeps the marks between the words; without edits where they cannot be kept.
pub(crate) fn replace(facts: &Facts, at: Span, text: String, title: String, safety: Safety) -> Fix {
    Fix { title, safety, edits: reword(facts, at, &text).unwrap_or_default() }
}

/// A fix that writes a paragraph at the end of the draft, where definitions and footnotes stand.
pub(crate) fn append(facts: &Facts, text: &str, title: String) -> Fix {
    let end = facts.document.len();
    let edits = vec![TextEdit { range: TextRange::empty(end), text: format!("\n\n{text}\n") }];
    Fix { title, safety: Safety::Placeholder, edits }
}

/// A fix that makes words a link whose address is to be filled in; without edits where marks stand between them.
pub(crate) fn link(facts: &Facts, words: Span) -> Fix {
    let range = facts.source(words);
    let text = format!("[{}]([link])", facts.document.slice(range));
    let edits = facts.document.is_plain(range).then_some(TextEdit { range, text }).into_iter().collect();
    Fix { title: "Make it a link, to fill in".to_owned(), safety: Safety::Placeholder, edits }
}

/// The place directly before the marks that end a sentence.
pub(crate) fn before_stop(facts: &Facts, sentence: Span) -> Span {
    let text = facts.text(sentence);
    let kept =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '…' | ')' | '"' | '”'));
    Span::new(sentence.passage, TextRange::empty(sentence.range.start() + TextSize::of(kept)))
}

/// Fixes that say who makes a claim: a placeholder, then the likeliest actors of the draft. A guess never comes first.
pub(crate) fn attribute(facts: &Facts, sentence: Span) -> Vec<Fix> {
    let named = likely_sources(facts, sentence).into_iter().map(|name| (name, Safety::Suggested));
    let placeholder = ("[source]".to_owned(), Safety::Placeholder);
    [placeholder]
        .into_iter()
        .chain(named)
        .map(|(name, safety)| {
            let title = match safety {
                Safety::Placeholder => format!("Add “according to {name}” to fill in"),
                _ => format!("Add “according to {name}”"),
            };
            Fix { title, safety, edits: according_to(facts, sentence, &name) }
        })
        .collect()
}

/// The edits that attribute a sentence: at its end, or at its start where it ends in a quotation, whose words are not
/// touched.
fn according_to(facts: &Facts, sentence: Span, name: &str) -> Vec<TextEdit> {
    let text = facts.text(sentence);
    let at = before_stop(facts, sentence);
    let last = Span::new(sentence.passage, TextRange::new(at.range.start(), sentence.range.end()));
    if facts.quotations_of(sentence.passage).iter().any(|quotation| {
        quotation.range.end() > last.range.start() && quotation.range.start() < sentence.range.end()
    }) {
        let first = text.chars().next().map_or(TextSize::new(0), TextSize::of);
        let opening = Span::new(sentence.passage, TextRange::at(sentence.range.start(), first));
        let named = facts.passages[sentence.passage]
            .reading
            .names
            .iter()
            .any(|name| name.range.start() == opening.range.start());
        let letter = if named { facts.text(opening).to_owned() } else { facts.text(opening).to_lowercase() };
        return vec![TextEdit {
            range: facts.source(opening),
            text: format!("According to {name}, {letter}"),
        }];
    }
    // "in the U.S." keeps its dot and gets a stop behind the source.
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let dotted = word.strip_suffix('.').is_some_and(|word| word.contains('.'));
    let (offset, stop) = if dotted { (sentence.range.end(), ".") } else { (at.range.start(), "") };
    let range = facts.source(Span::new(sentence.passage, TextRange::empty(offset)));
    vec![TextEdit { range: TextRange::empty(range.start()), text: format!(", according to {name}{stop}") }]
}

/// The names of up to three actors of the draft who may be behind a place, the likeliest first, each as the draft would
/// use it there.
pub(crate) fn likely_sources(facts: &Facts, place: Span) -> Vec<String> {
    let actors = facts.speakers().likeliest(&facts.statements, facts.mentions_of(place.passage), place, 3);
    actors.into_iter().map(|actor| name_at(facts, actor, place)).collect()
}

/// The name that the draft would use for an actor at a place.
pub(crate) fn name_at(facts: &Facts, actor: usize, place: Span) -> String {
    facts.speakers().name_at(&facts.passages, &facts.actors, actor, place)
}
