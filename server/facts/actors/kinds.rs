//! What an actor is by all that the draft says of it. One mention may look like anything; what the reader makes of all of
//! them, with what stands beside them, settles it: a name with an office is a person's, one that the draft also writes as a
//! common word is nobody's.

use std::collections::HashSet;

use copydesk_language::{NameKind, lexicon, overlap};
use text_size::TextRange;

use super::{Actor, Mention};
use crate::passages::PassageView;

/// How much each sign counts beside what the reader makes of one mention, which is at most 1.
const OFFICE: f32 = 0.6;
const TITLE: f32 = 0.5;
const AFFILIATION: f32 = 0.3;
const BODY_NOUN: f32 = 0.8;
const LOCATED: f32 = 0.3;
const OWN_WORDS: f32 = 0.8;
const CAMEL: f32 = 0.7;
/// What is left of a person's share where an article stands before the name.
const WITH_ARTICLE: f32 = 0.4;
/// What is taken from the share of other things where every mention speaks: works and events say nothing.
const SPEAKS: f32 = 0.5;
/// With less for each mention only capitals speak for a name.
const CAPITALS_ALONE: f32 = 0.2;
/// With less for each mention a word that the draft also writes small is no name.
const COMMON_WORD: f32 = 0.8;

/// What speaks for each kind of one actor, in the order of [`NameKind`], and how it is written.
#[derive(Clone, Default)]
struct Signs {
    kinds: [f32; 4],
    names: usize,
    articles: usize,
    /// How many mentions are the source of a statement.
    speaks: usize,
    /// Whether an office, a title, "who" or a noun for a body stands beside it.
    told: bool,
}

/// Sets the kinds of all actors that no roster lists, and of their mentions.
pub(super) fn settle(passages: &[PassageView], actors: &mut [Actor], mentions: &mut [Mention]) {
    let mut signs = vec![Signs::default(); actors.len()];
    for mention in mentions.iter() {
        hear(&passages[mention.place.passage], mention, &mut signs[mention.actor]);
    }
    let small: HashSet<&str> = passages.iter().flat_map(|view| small_words(&view.passage.text)).collect();
    let settled: Vec<(NameKind, NameKind)> = actors
        .iter_mut()
        .zip(signs)
        .map(|(actor, signs)| {
            let before = actor.kind;
            // A list may know the building and the government in it by one name.
            let told = actor.entry.is_some() && !copydesk_language::names_seat(&actor.name);
            if !told && signs.names > 0 {
                actor.kind = kind(&actor.name, signs, &small);
            }
            (before, actor.kind)
        })
        .collect();
    for mention in mentions {
        let (before, after) = settled[mention.actor];
        // "Canadian" speaks of Canada and is not its name.
        if mention.kind == before {
            mention.kind = after;
        }
    }
}

fn hear(view: &PassageView, mention: &Mention, signs: &mut Signs) {
    let range = mention.place.range;
    let Some(name) = view.name(range) else { return };
    signs.names += 1;
    signs.kinds.iter_mut().zip(name.kinds).for_each(|(sum, kind)| *sum += kind);
    let mut speak = |kind: NameKind, weight: f32, tells: bool| {
        signs.kinds[kind as usize] += weight;
        signs.told |= tells;
    };
    if mention.title.is_some() {
        speak(NameKind::Person, TITLE, true);
    }
    for role in view.reading.roles.iter().filter(|role| role.bearer == range) {
        match (role.tells, role.head) {
            (NameKind::Person, Some(_)) => speak(NameKind::Person, OFFICE, true),
            (NameKind::Person, None) => speak(NameKind::Person, AFFILIATION, false),
            (kind, _) => speak(kind, BODY_NOUN, true),
        }
    }
    let text = &view.passage.text;
    let word = |part: Option<&str>| part.unwrap_or("").to_lowercase();
    let edge = |c: char| !c.is_alphanumeric();
    let before = word(text[..usize::from(range.start())].trim_end().rsplit(edge).next());
    let behind = text[usize::from(range.end())..].trim_start_matches([',', ' ']);
    if matches!(word(behind.split(edge).next()).as_str(), "who" | "whose" | "himself" | "herself") {
        speak(NameKind::Person, OFFICE, true);
    }
    // The head of the words for a source, and not "Finnish" of "the Finnish lab".
    let says = view.reading.attributions.iter().any(|attribution| {
        attribution.telling.states()
            && attribution.source.is_some_and(|source| {
                let behind = view.text(TextRange::new(range.end(), source.end().max(range.end())));
                overlap(source, range)
                    && (behind.is_empty()
                        || behind.starts_with([',', ' ']) && behind.trim_start().starts_with([',', '(']))
            })
    });
    signs.speaks += usize::from(says);
    match before.as_str() {
        before if lexicon::WORDS_BEFORE_PLACES.contains(before) => speak(NameKind::Place, LOCATED, false),
        "the" => signs.articles += 1,
        _ => {}
    }
}

fn kind(name: &str, signs: Signs, small: &HashSet<&str>) -> NameKind {
    let Signs { mut kinds, names, articles, speaks, told } = signs;
    if copydesk_language::names_seat(name) {
        return NameKind::Organisation;
    }
    if copydesk_language::names_ship(name) || copydesk_language::names_members(name) && !told {
        return NameKind::Other;
    }
    #[allow(clippy::cast_precision_loss, reason = "a draft has few mentions")]
    let count = names as f32;
    let shouted = !name.contains(char::is_lowercase);
    if !told && !shouted && kinds.iter().sum::<f32>() < CAPITALS_ALONE * count {
        return NameKind::Other;
    }
    let seen = kinds.iter().copied().fold(0.0, f32::max) / count;
    if copydesk_language::names_body(name) {
        kinds[NameKind::Organisation as usize] += OWN_WORDS * count;
    }
    if is_camel(name) {
        kinds[NameKind::Organisation as usize] += CAMEL * count;
    }
    #[allow(clippy::cast_precision_loss, reason = "a draft has few mentions")]
    let spoken = speaks as f32 / count;
    kinds[NameKind::Other as usize] *= 1.0 - SPEAKS * spoken;
    if articles * 2 > names {
        kinds[NameKind::Person as usize] *= WITH_ARTICLE;
    }
    let order = [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Other];
    let best = order.into_iter().max_by(|&one, &other| kinds[one as usize].total_cmp(&kinds[other as usize]));
    let best = best.unwrap_or(NameKind::Other);
    let common = !shouted && best != NameKind::Person && small.contains(name.to_lowercase().as_str());
    if common && seen < COMMON_WORD { NameKind::Other } else { best }
}

fn small_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter(|word| word.starts_with(char::is_lowercase))
}

/// "AfriNimbus", "RealClearPolitics"; "McKenna" and "DeShawn" are people.
fn is_camel(name: &str) -> bool {
    const PEOPLE: &[&str] = &["Mc", "Mac", "De", "Di", "La", "Le", "Du", "Van", "Fitz", "O"];
    let inner = name.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    let Some((at, _)) = inner else { return false };
    let small = |part: &str| part.chars().next_back().is_some_and(char::is_lowercase);
    small(&name[..at])
        && !name.contains([' ', '-'])
        && name[at..].contains(char::is_lowercase)
        && !PEOPLE.contains(&&name[..at])
}
