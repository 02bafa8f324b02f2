//! What a lawyer would ask about one of the accused, one plain sentence each. Nothing here advises.

use copydesk_facts::Backing;
use copydesk_language::SourceKind;

use super::sources::is_body;
use super::{Accused, Charge, ChargePart, Stance, Step, StepKind};
use crate::explain::in_marks;

/// The parts of a draft beside the text, of which most readers see no more.
const SHOWN: [ChargePart; 3] = [ChargePart::Headline, ChargePart::Standfirst, ChargePart::Caption];

/// What to ask. `guilty`: words that tell a crime as done by somebody of whom no verdict is told.
pub(super) fn prompts(accused: &Accused, guilty: &[String]) -> Vec<String> {
    let mut prompts = Vec::new();
    let these: Vec<&Charge> = of(accused, Stance::Accuses).collect();
    if let Some(name) = &accused.name {
        prompts.extend(answer(accused, name, these.is_empty()));
        prompts.extend(cleared(accused, name));
    }
    let own = these.iter().filter(|charge| charge.backing == Backing::Nobody).count();
    if own > 0 {
        let all = these.len();
        prompts.push(format!("{own} of {all} in the draft's own voice: who says so, and what shows it?"));
    }
    let is_told = |charge: &&Charge| charge.part == ChargePart::Text && charge.backing != Backing::Nobody;
    let told = these.iter().any(is_told);
    for charge in &these {
        // A headline has no room for whom the text names.
        let left_out = charge.part != ChargePart::Text && told;
        if let Backing::Said { name, kind, .. } | Backing::Carried { name, kind } = &charge.backing
            && (matches!(kind, SourceKind::Anonymous | SourceKind::Vague)
                || *kind == SourceKind::Described && !is_body(name) && !left_out)
        {
            let prompt =
                format!("{} has no name: who knows who it is, and would they stand by it?", in_marks(name));
            if !prompts.contains(&prompt) {
                prompts.push(prompt);
            }
        }
    }
    prompts.extend(steps(accused));
    for words in guilty {
        prompts.push(format!(
            "{} tells it as done, and the draft tells of no verdict: has there been one?",
            in_marks(words)
        ));
    }
    for part in SHOWN {
        let bare = |charge: &&&Charge| charge.part == part && charge.backing == Backing::Nobody;
        if let Some(charge) = these.iter().find(bare)
            && told
        {
            prompts.push(format!(
                "{} in the {} leaves out who says so, which the text tells: does it say more than the text?",
                in_marks(&charge.words),
                part.name()
            ));
        }
    }
    prompts
}

fn of(accused: &Accused, stance: Stance) -> impl Iterator<Item = &Charge> {
    accused.charges.iter().filter(move |charge| charge.stance == stance)
}

/// What to ask about the answer. `nobody_accuses`: whether nothing but an answer is told.
fn answer(accused: &Accused, name: &str, nobody_accuses: bool) -> Option<String> {
    let admits = of(accused, Stance::Admits).next().map(|charge| in_marks(&charge.words));
    let denies = of(accused, Stance::Denies).next().is_some();
    let answered = accused.answers.iter().any(|answer| !answer.speaks_only);
    Some(match (admits, denies) {
        (Some(words), _) if nobody_accuses => {
            format!("The draft says {words} of {name}: where and when was that?")
        }
        (Some(words), false) => {
            format!("The draft says {words} of {name}: does that cover all that it tells of {name}?")
        }
        (None, true) if nobody_accuses => {
            format!(
                "The draft tells that {name} denies it, and not who accuses {name}: who does, and of what?"
            )
        }
        _ if nobody_accuses => return None,
        _ if answered => format!(
            "{name} answers or was asked: was each of these put to {name}, and does the draft give the answer to each?"
        ),
        _ if !accused.answers.is_empty() => format!("{name} speaks in the draft: is it an answer to this?"),
        _ => format!(
            "The draft tells no answer of {name}, and not that anybody asked: did anybody ask {name}?"
        ),
    })
}

/// What to ask about somebody of whom the draft tells that they were cleared.
fn cleared(accused: &Accused, name: &str) -> Option<String> {
    let step = accused.steps.iter().find(|step| step.kind == StepKind::Cleared)?;
    let clear = in_marks(&step.words);
    let shown = of(accused, Stance::Accuses).find(|charge| SHOWN.contains(&charge.part));
    let told = of(accused, Stance::Clears).any(|charge| charge.part == ChargePart::Headline);
    match shown {
        Some(charge) => Some(format!(
            "The {} says {}, and the draft says {clear} of {name}: does the {} say so too?",
            charge.part.name(),
            in_marks(&charge.words),
            charge.part.name()
        )),
        None if told => None,
        None => Some(format!(
            "The draft says {clear} of {name}: do the headline and all that it tells of {name} fit that?"
        )),
    }
}

/// Words for how far a case has gone that do not fit each other.
fn steps(accused: &Accused) -> Vec<String> {
    let first = |kind: StepKind| accused.steps.iter().find(|step| step.kind == kind);
    let mut prompts = Vec::new();
    let mut differ = |one: &Step, other: &Step| {
        prompts.push(format!(
            "The draft says {} and {}: which of them holds now?",
            in_marks(&one.words),
            in_marks(&other.words)
        ));
    };
    // "Cleared of murder and convicted of theft" fits itself.
    let together = |one: &Step, other: &Step| {
        let mut sentences = accused.charges.iter().map(|charge| charge.sentence);
        sentences.any(|it| it.contains_range(one.range) && it.contains_range(other.range))
    };
    if let (Some(convicted), Some(cleared)) = (first(StepKind::Convicted), first(StepKind::Cleared))
        && !together(convicted, cleared)
    {
        differ(convicted, cleared);
    }
    // A trial that still runs, and a suspect, fit no verdict; "alleged" of whoever was convicted says less than is known.
    let open = |step: &&Step| {
        let words = step.words.to_lowercase();
        words.starts_with("on trial")
            || words.starts_with("suspect")
            || words.starts_with("alleg")
            || words.starts_with("stand trial")
    };
    if let (Some(convicted), Some(open)) = (first(StepKind::Convicted), accused.steps.iter().find(open)) {
        differ(open, convicted);
    }
    // What most readers see must not go further than the text.
    let farthest = |text: bool| {
        let steps = accused.steps.iter().filter(|step| (step.part == ChargePart::Text) == text);
        steps.filter(|step| step.kind != StepKind::Cleared).max_by_key(|step| step.kind)
    };
    if let (Some(shown), Some(told)) = (farthest(false), farthest(true))
        && shown.kind > told.kind
    {
        prompts.push(format!(
            "The {} says {}, and the text only {}: which of them holds?",
            shown.part.name(),
            in_marks(&shown.words),
            in_marks(&told.words)
        ));
    }
    prompts
}
