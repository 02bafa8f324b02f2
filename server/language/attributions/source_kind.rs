//! What kind of source the words for a source name.

use std::ops::Range;

use text_size::TextRange;

use crate::documents;
use crate::lists;
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
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if words.len() == 1 && lists::is_personal_pronoun(words[0]) || learned == Some(SourceWords::Pronoun) {
        return SourceKind::Pronoun;
    }
    const SECRET: &[&str] =
        &["anonymity", "anonymous", "anonymously", "unnamed", "unidentified", "undisclosed"];
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
    if has(SECRET) || secretive || familiar || asks_to_stay_unnamed(scene, end) {
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
        let people = matches!(
            head,
            "official"
                | "officials"
                | "aide"
                | "aides"
                | "diplomat"
                | "diplomats"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
        );
        let person = scene
            .names
            .iter()
            .any(|name| span.contains_range(name.range) && name.kind == crate::NameKind::Person);
        return if people && !person { SourceKind::Described } else { SourceKind::Named };
    }
    const VAGUE: &[&str] = &[
        "critics",
        "experts",
        "observers",
        "analysts",
        "some",
        "many",
        "others",
        "opponents",
        "supporters",
        "people",
        "commentators",
        "campaigners",
        "activists",
        "insiders",
        "skeptics",
        "sceptics",
        "everyone",
        "most",
        "few",
        "several",
        "economists",
        "scientists",
        "researchers",
        "rumours",
        "rumors",
        "pundits",
    ];
    let counted = words.iter().any(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(*word, "two" | "three" | "four" | "five" | "six" | "both")
    });
    let owned = words.contains(&"of")
        || words.contains(&"at")
        || words.contains(&"from")
        || words.contains(&"'s")
        || words.contains(&"who");
    if VAGUE.contains(&words[0]) && !counted && !owned
        || VAGUE.contains(&head) && !counted && !owned && words.len() <= 3 && words[0] != "the"
    {
        return SourceKind::Vague;
    }
    if matches!(
        head,
        "official"
            | "officials"
            | "aide"
            | "aides"
            | "diplomat"
            | "diplomats"
            | "person"
            | "adviser"
            | "advisers"
    ) && !has(&["who"])
    {
        return SourceKind::Anonymous;
    }
    SourceKind::Described
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
    let determined = matches!(
        first,
        "the"
            | "a"
            | "an"
            | "other"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "both"
            | "all"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
    ) || first.starts_with(|c: char| c.is_ascii_digit());
    let begins = tokens.range(start).start();
    let named = scene.names.iter().any(|name| name.range.start() <= begins && begins < name.range.end());
    plural && !determined && !named
}

/// The last word of the phrase before "of", "in", "who" and the like: what the source is.
pub(super) fn head_word<'a>(words: &[&'a str]) -> &'a str {
    const BOUNDS: &[&str] = &[
        "of",
        "in",
        "at",
        "for",
        "from",
        "by",
        "on",
        "with",
        "who",
        "to",
        "about",
        ",",
        "(",
        "which",
        "that",
        "and",
        "released",
        "published",
        "near",
        "close",
        "familiar",
    ];
    let end = words.iter().skip(1).position(|word| BOUNDS.contains(word)).map_or(words.len(), |at| at + 1);
    words.get(end.saturating_sub(1)).copied().unwrap_or("")
}
