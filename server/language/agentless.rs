//! Reports that hide who reports: "was condemned", "is said to", "reportedly".

use crate::lexicon::{
    self,
    grammar::{is_adverb, is_auxiliary},
};
use crate::reading::Agentless;
use crate::sentences::SentenceTokens;
use crate::tokens::{TokenKind, Tokens};
use crate::verbs;

/// What must follow a participle before it hides a reporter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Nothing: "was condemned".
    Nothing,
    /// "to" or "that": "is said to".
    Clause,
    /// "as" or "to be": "is seen as".
    As,
    /// "of": "is accused of".
    Of,
    /// "it" before it: "it was agreed that", "it was reported".
    It,
}

/// Finds agentless reports outside quotations, in order.
pub(crate) fn find(
    tokens: &Tokens,
    sentences: &[SentenceTokens],
    quoted: &dyn Fn(usize) -> bool,
) -> Vec<Agentless> {
    let mut found = Vec::new();
    for &sentence in sentences {
        for at in sentence.start..sentence.end {
            if quoted(at) {
                continue;
            }
            found.extend(
                adverb(tokens, at)
                    .or_else(|| passive(tokens, at, sentence))
                    .or_else(|| hearsay(tokens, at, sentence)),
            );
        }
    }
    found
}

fn adverb(tokens: &Tokens, at: usize) -> Option<Agentless> {
    let verb = match tokens.lower(at) {
        "reportedly" => "reported",
        "allegedly" => "alleged",
        "supposedly" => "supposed",
        "purportedly" => "purported",
        _ => return None,
    };
    Some(Agentless { range: tokens.range(at), verb: verb.to_owned() })
}

/// "We hear": the newsroom heard it from somebody.
fn hearsay(tokens: &Tokens, at: usize, sentence: SentenceTokens) -> Option<Agentless> {
    let heard = matches!(tokens.lower(at), "hear" | "understand")
        && at > sentence.start
        && tokens.lower(at - 1) == "we"
        && !matches!(tokens.lower(at + 1), "from" | "of" | "about");
    heard.then(|| Agentless { range: tokens.span(at - 1, at + 1), verb: tokens.text(at).to_owned() })
}

fn passive(tokens: &Tokens, at: usize, sentence: SentenceTokens) -> Option<Agentless> {
    let needs = needs(tokens.lower(at))?;
    let mut start = at;
    while start > sentence.start && is_adverb(tokens.lower(start - 1)) {
        start -= 1;
    }
    // "It's" is one word.
    let contracted = start > sentence.start && tokens.lower(start - 1) == "it's";
    let auxiliary =
        start > sentence.start && (contracted || lexicon::FORMS_OF_BE.contains(tokens.lower(start - 1)));
    // ", a move strongly condemned in Beijing": a noun with an article, behind a comma.
    let reduced = needs == Needs::Nothing
        && start > sentence.start + 2
        && tokens.is_word(start - 1)
        && (start - 4.min(start - sentence.start)..start).any(|near| {
            matches!(tokens.lower(near), "a" | "an")
                && near > sentence.start
                && tokens.kind(near - 1) == TokenKind::Comma
        });
    if !auxiliary && !reduced {
        return None;
    }
    let follows = match needs {
        Needs::Nothing => true,
        Needs::Clause => matches!(tokens.lower(at + 1), "to" | "that"),
        Needs::As => {
            tokens.lower(at + 1) == "as" || tokens.lower(at + 1) == "to" && tokens.lower(at + 2) == "be"
        }
        Needs::Of => tokens.lower(at + 1) == "of" && !is_relative(tokens, start, sentence),
        Needs::It => false,
    };
    let follows = follows || follows_it(tokens, needs, start, sentence);
    // The agent of "is said to have been built by monks" is that of the inner verb.
    let agent = needs != Needs::Clause
        && (at + 1..sentence.end)
            .take_while(|&next| !matches!(tokens.kind(next), TokenKind::Semicolon))
            .any(|next| tokens.lower(next) == "by");
    if !follows || agent {
        return None;
    }
    let mut first = start;
    while auxiliary && first > sentence.start && is_auxiliary(tokens.lower(first - 1)) {
        first -= 1;
    }
    Some(Agentless { range: tokens.span(first, at + 1), verb: tokens.text(at).to_owned() })
}

/// Whether "it" stands before the auxiliaries of a participle that reports something: "it was agreed", "it has been suggested".
fn follows_it(tokens: &Tokens, needs: Needs, participle: usize, sentence: SentenceTokens) -> bool {
    let mut at = participle;
    while at > sentence.start && (is_auxiliary(tokens.lower(at - 1)) || is_adverb(tokens.lower(at - 1))) {
        at -= 1;
    }
    let it = at > sentence.start && matches!(tokens.lower(at - 1), "it" | "it's");
    it && matches!(needs, Needs::It | Needs::Clause)
}

/// Whether the words before a participle and its adverbs are a relative clause that says which people are meant, "people who
/// had been accused of crimes": their accusers are not the story.
fn is_relative(tokens: &Tokens, participle: usize, sentence: SentenceTokens) -> bool {
    let mut at = participle;
    while at > sentence.start && (is_auxiliary(tokens.lower(at - 1)) || is_adverb(tokens.lower(at - 1))) {
        at -= 1;
    }
    // Behind a comma the clause tells something new.
    at > sentence.start + 1
        && matches!(tokens.lower(at - 1), "who" | "that")
        && tokens.kind(at - 2) != TokenKind::Comma
}

fn needs(lower: &str) -> Option<Needs> {
    Some(match lower {
        "condemned" | "denounced" | "criticised" | "criticized" | "hailed" | "praised" | "slammed"
        | "lambasted" | "decried" | "derided" | "ridiculed" | "rumoured" | "rumored" | "dubbed"
        | "deemed" | "considered" | "observed" => Needs::Nothing,
        "said" | "reported" | "alleged" | "claimed" | "believed" | "thought" | "understood" | "suspected"
        | "feared" | "known" | "presumed" | "expected" | "estimated" | "assumed" => Needs::Clause,
        "seen" | "viewed" | "regarded" | "perceived" | "described" => Needs::As,
        "accused" => Needs::Of,
        participle if verbs::is_speech_verb(participle) && !participle.ends_with("ing") => Needs::It,
        _ => return None,
    })
}
