//! What kind of source the words for a source name.

use std::ops::Range;

use text_size::TextRange;

use crate::documents;
use crate::lexicon::grammar::{is_determiner, is_personal_pronoun};
use crate::lexicon::{self, numbers};
use crate::overlap;
use crate::reader::SourceWords;
use crate::reading::SourceKind;
use crate::tokens::TokenKind;

use super::Scene;

/// Judges the words for a source; `learned` is what the learned reader took them for, `None` where grammar found the source and the
/// words alone tell its kind.
pub(super) fn of(scene: &Scene, source: TextRange, learned: Option<SourceWords>) -> SourceKind {
    let tokens = scene.tokens;
    let Range { start, end } = tokens.touching(source);
    let words: Vec<&str> = (start..end).map(|at| tokens.lower(at)).collect();
    if words.len() == 1 && is_personal_pronoun(words[0]) || learned == Some(SourceWords::Pronoun) {
        return SourceKind::Pronoun;
    }
    let familiar = words.windows(2).any(|pair| {
        matches!(
            pair,
            ["familiar" | "acquainted", "with"]
                | ["close", "to"]
                | ["briefed", "on"]
                | ["knowledge", "of"]
                | ["privy", "to"]
                | ["be", "named" | "identified" | "unnamed"]
        )
    });
    // "Open Source Labs" is a name.
    let in_name = |at: usize| scene.names.iter().any(|name| name.range.contains_range(tokens.range(at)));
    let secretive = (start..end)
        .any(|at| matches!(tokens.lower(at), "source" | "sources" | "insider" | "insiders") && !in_name(at));
    let secret = words.iter().any(|word| lexicon::ANONYMITY.contains(word))
        || secretive
        || familiar
        || asks_to_stay_unnamed(scene, end);
    if secret && !names_person(scene, source) {
        return SourceKind::Anonymous;
    }
    let span = tokens.span(start, end);
    let begins_with_name = scene.names.iter().any(|name| {
        let whole = name.title.map_or(name.range, |title| title.cover(name.range));
        whole.start() <= tokens.range(usize::from(words[0] == "the") + start).start()
            && overlap(whole, source)
    });
    let named = learned.map_or(begins_with_name, |learned| learned == SourceWords::Name);
    let head = head_word(&words);
    if is_bare_plural(scene, start, head)
        && (head == "studies" || head.strip_suffix('s').is_some_and(documents::is_paper))
    {
        return SourceKind::Vague;
    }
    if documents::is_paper(head) {
        return SourceKind::Document;
    }
    if named {
        let people =
            lexicon::OFFICIALS.contains(head) || matches!(head, "spokesman" | "spokeswoman" | "spokesperson");
        let person = scene
            .names
            .iter()
            .any(|name| span.contains_range(name.range) && name.kind == crate::NameKind::Person);
        return if people && !person { SourceKind::Described } else { SourceKind::Named };
    }
    let counted = words.iter().any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) || *word == "both" || numbers::is_number_word(word)
    });
    let owned = words.contains(&"of")
        || words.contains(&"at")
        || words.contains(&"from")
        || words.contains(&"'s")
        || words.contains(&"who");
    if lexicon::VAGUE_SOURCES.contains(words[0]) && !counted && !owned
        || lexicon::VAGUE_SOURCES.contains(head)
            && !counted
            && !owned
            && words.len() <= 3
            && words[0] != "the"
    {
        return SourceKind::Vague;
    }
    if (lexicon::OFFICIALS.contains(head) || matches!(head, "person" | "adviser" | "advisers"))
        && !words.contains(&"who")
    {
        return SourceKind::Anonymous;
    }
    SourceKind::Described
}

/// Whether a source is somebody by name, at its beginning or behind a comma: "her lawyer, Dolores Troiani", not "sources close to Lee".
fn names_person(scene: &Scene, source: TextRange) -> bool {
    let tokens = scene.tokens;
    scene.names.iter().any(|name| {
        let whole = name.title.map_or(name.range, |title| title.cover(name.range));
        let (first, end) = (tokens.at(whole.start()), tokens.at(name.range.end()));
        let apart = whole.start() <= source.start()
            || first > 0 && (tokens.kind(first - 1) == TokenKind::Comma || tokens.lower(first - 1) == "and");
        name.kind == crate::NameKind::Person
            && source.contains_range(name.range)
            && apart
            && tokens.lower(end) != "'s"
    })
}

/// Whether right behind a source, which ends before a token, stands that it wants no name: ", who asked not to be named,".
fn asks_to_stay_unnamed(scene: &Scene, end: usize) -> bool {
    const LONGEST: usize = 9;
    let tokens = scene.tokens;
    let words = |at: usize| (tokens.lower(at), tokens.lower(at + 1));
    let who = end + usize::from(tokens.kind(end) == TokenKind::Comma);
    let secret = |at: usize| {
        matches!(
            words(at),
            ("be" | "being", "named" | "unnamed" | "identified" | "quoted") | ("of", "anonymity")
        )
    };
    tokens.lower(who) == "who" && (who + 1..tokens.len().min(who + LONGEST)).any(secret)
}

/// Whether a phrase is a noun of many without an article, a number, an owner or a name: "advocates", "industry insiders". They have
/// no edges, whatever they are.
fn is_bare_plural(scene: &Scene, start: usize, head: &str) -> bool {
    let tokens = scene.tokens;
    let first = tokens.lower(start);
    let plural = head.len() > 3 && head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("'s");
    let determined = is_determiner(first)
        || matches!(first, "other" | "your" | "both" | "all")
        || numbers::is_number_word(first)
        || first.starts_with(|c: char| c.is_ascii_digit());
    let begins = tokens.range(start).start();
    let named = scene.names.iter().any(|name| name.range.start() <= begins && begins < name.range.end());
    plural && !determined && !named
}

/// The last word of the phrase before "of", "in", "who" and the like: what the source is.
pub(super) fn head_word<'a>(words: &[&'a str]) -> &'a str {
    let end = words
        .iter()
        .skip(1)
        .position(|word| lexicon::SOURCE_ENDS.contains(word))
        .map_or(words.len(), |at| at + 1);
    words.get(end.saturating_sub(1)).copied().unwrap_or("")
}
