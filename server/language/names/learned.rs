//! What the learned reader says of names: it tells kinds and ends better than capitals do where it is sure, and sees names
//! that capitals hide.

use text_size::{TextRange, TextSize};

use crate::calibration::{SURE_OF_KIND, SURE_OF_NAMESAKE, SURE_OF_PLACE, SURE_OF_SPEAKER, UNSEEN};
use crate::lexicon;
use crate::overlap;
use crate::reader::Labels;
use crate::reading::{Name, NameKind};
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};

use super::parts;

/// Corrects the names found by their capitals.
pub(super) fn correct(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    labels: &Labels,
    quoted: &dyn Fn(TextRange) -> bool,
    names: &mut Vec<Name>,
) {
    for labelled in &labels.names {
        let Some(range) = range(tokens, labelled.range) else { continue };
        let kind = labelled.kind;
        if let Some(name) = names.iter_mut().find(|name| name.range == range) {
            let text = &tokens.passage[range];
            name.kinds.iter_mut().zip(labelled.kinds).for_each(|(sum, kind)| *sum += kind);
            let namesake = name.kind == NameKind::Place
                && kind == NameKind::Person
                && lexicon::names::is_place(text)
                && !lexicon::GIVEN_NAMES.contains(text);
            if labelled.confidence >= if namesake { SURE_OF_NAMESAKE } else { SURE_OF_KIND } {
                name.kind = kind;
                name.confidence = name.confidence.max(labelled.confidence);
            }
        } else if labelled.confidence >= SURE_OF_PLACE
            && !names.iter().any(|name| is_told_whole(tokens, labels, name, range))
        {
            let start = tokens.at(range.start());
            let sentence = sentences.partition_point(|sentence| sentence.end <= start);
            let title = parts::title_before(tokens, start, sentences[sentence]);
            names.retain(|name| name.range.intersect(range).is_none_or(TextRange::is_empty));
            let confidence = labelled.confidence;
            let kinds = labelled.kinds;
            names.push(Name { range, kind, confidence, kinds, title, quoted: quoted(range) });
        }
    }
    for name in names.iter_mut() {
        let seen = labels.names.iter().any(|labelled| overlap(labelled.range, name.range));
        // Where capitals show a person's full name right behind a sure cue, the reader has seen who speaks: "said Ines Halloran".
        let speaks = name.kind == NameKind::Person
            && tokens.passage[name.range].contains(' ')
            && labels.cues.iter().any(|cue| {
                cue.confidence >= SURE_OF_SPEAKER && cue.cue.end() + TextSize::of(' ') == name.range.start()
            });
        if !seen && !speaks && !is_known(&tokens.passage[name.range]) {
            name.confidence = name.confidence.min(UNSEEN);
        }
    }
    names.sort_by_key(|name| name.range.start());
    take_offices(tokens, names);
}

/// Offices directly before somebody's name that were told as names of their own: "City Auditor" of "City Auditor Paul Johnston" is a
/// title.
fn take_offices(tokens: &Tokens, names: &mut Vec<Name>) {
    // "Dean of Students" is an office, though people are called Dean.
    names.retain(|name| {
        let at = tokens.at(name.range.start());
        let alone = tokens.range(at) == name.range && name.title.is_none();
        let of = alone && at + 2 < tokens.len() && matches!(tokens.lower(at + 1), "of" | "for");
        let what = of && (tokens.is_capitalised(at + 2) || tokens.lower(at + 2) == "the");
        !(what && lexicon::people::is_title_head(tokens.lower(at)))
    });
    let mut at = 1;
    while at < names.len() {
        let (office, person) = (&names[at - 1], &names[at]);
        let gap = TextRange::new(office.range.end(), office.range.end().max(person.range.start()));
        let (range, last) = (office.range, tokens.at(office.range.end() - TextSize::from(1)));
        let heads = person.kind == NameKind::Person
            && office.kind != NameKind::Person
            && person.title.is_none()
            && &tokens.passage[gap] == " "
            && parts::is_office_of_one(tokens.lower(last));
        if heads {
            names[at].title = Some(range);
            names.remove(at - 1);
        } else {
            at += 1;
        }
    }
}

/// Whether everybody knows the words as a name.
fn is_known(text: &str) -> bool {
    let sets = [&lexicon::GIVEN_NAMES, &lexicon::BODIES, &lexicon::DEMONYMS, &lexicon::COMMON_ACRONYMS];
    lexicon::names::is_place(text) || sets.iter().any(|set| set.contains(text))
}

/// A name without the end behind a bracket that it only opens, or the start before one that it only closes: "Mladost (".
fn without_half_brackets(passage: &str, range: TextRange) -> TextRange {
    let text = &passage[range];
    let at = |offset: usize| range.start() + TextSize::try_from(offset).expect("invariant: under 4 GiB");
    match (text.rfind('('), text.find(')')) {
        (Some(open), None) => TextRange::new(range.start(), at(text[..open].trim_end().len())),
        (None, Some(close)) => {
            let rest = text[close + 1..].trim_start().len();
            TextRange::new(
                range.end() - TextSize::try_from(rest).expect("invariant: under 4 GiB"),
                range.end(),
            )
        }
        _ => range,
    }
}

/// Whether a name that is found already is all that there is in words of the reader's: they are a name with its title or the end of
/// it, "Mayor Piet Janssen", "Inspector Brock" of "Detective Inspector Brock", the title alone, "Mayor", or the name cut short.
fn is_told_whole(tokens: &Tokens, labels: &Labels, name: &Name, range: TextRange) -> bool {
    name.title.is_some_and(|title| {
        title.end() == range.end() || name.range.end() == range.end() && title.contains(range.start())
    }) || is_cut_short(tokens, labels, name, range)
}

/// Whether words are a name without its beginning that can be nothing else: a given name, or what the reader took for the end of
/// a cue, "said Ines".
fn is_cut_short(tokens: &Tokens, labels: &Labels, name: &Name, range: TextRange) -> bool {
    if name.kind != NameKind::Person || name.range.end() != range.end() || name.range.start() >= range.start()
    {
        return false;
    }
    let in_cue = |at: usize| {
        let word = tokens.range(at);
        labels.cues.iter().any(|it| it.cue.start() < word.start() && word.end() <= it.cue.end())
    };
    let beginning = tokens.touching(TextRange::new(name.range.start(), range.start()));
    beginning.into_iter().all(|at| lexicon::GIVEN_NAMES.contains(tokens.text(at)) || in_cue(at))
}

/// The bytes of a name: it has a letter, and its abbreviations keep their full stop, "U.S." and "Jr.", unless the stop
/// ends the passage.
fn range(tokens: &Tokens, labelled: TextRange) -> Option<TextRange> {
    let range = without_half_brackets(tokens.passage, labelled);
    // The stop of "Mr." is not the name's.
    let mark = tokens.passage[range].trim_start_matches(['.', ',', ' ']);
    let range = TextRange::new(range.end() - TextSize::of(mark), range.end());
    let text = &tokens.passage[range];
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    let last = tokens.at(range.end() - TextSize::from(1));
    let token = tokens.range(last);
    let dotted = tokens.kind(last) == TokenKind::Word
        && tokens.text(last).ends_with('.')
        && token.end() == range.end() + TextSize::of('.')
        && last + 1 < tokens.len();
    Some(if dotted { TextRange::new(range.start(), token.end()) } else { range })
}
