//! Speech verbs: what each form needs beside it before it reports a statement. "Said" reports nearly always; "found" or
//! "called" only with a clause or a quotation.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How readily a verb reports speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Reports whenever it has a subject: said, argued, insisted.
    Strong,
    /// Reports with "that", a quotation, a colon or a question word: found, showed, announced.
    Clause,
    /// Takes a listener before the statement: told, warned, assured.
    Listener,
    /// Thought, not speech: believes, hopes, wants.
    Mental,
    /// Speech named by what it does, with any object: criticised, endorsed, called.
    Act,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SpeechVerb {
    pub(crate) strength: Strength,
    /// Whether the subject may follow it: "said Lee".
    pub(crate) inverts: bool,
}

/// The speech verb of that form, in lower case.
pub(crate) fn speech_verb(lower: &str) -> Option<SpeechVerb> {
    FORMS.get(lower).copied()
}

static FORMS: LazyLock<HashMap<String, SpeechVerb>> = LazyLock::new(|| {
    let groups = [
        (INVERTING, Strength::Strong, true),
        (STRONG, Strength::Strong, false),
        (CLAUSE, Strength::Clause, false),
        (LISTENER, Strength::Listener, false),
        (MENTAL, Strength::Mental, false),
        (ACT, Strength::Act, false),
    ];
    let mut forms = HashMap::new();
    for (lines, strength, inverts) in groups {
        for form in lines.split_whitespace().flat_map(inflect) {
            forms.entry(form).or_insert(SpeechVerb { strength, inverts });
        }
    }
    forms
});

/// The forms of "say/said" and "argue": with a slash the past is given, otherwise it is regular.
fn inflect(entry: &'static str) -> Vec<String> {
    let (base, irregular) = match entry.split_once('/') {
        Some((base, past)) => (base, Some(past)),
        None => (entry, None),
    };
    let stem = base.strip_suffix('e').unwrap_or(base);
    let consonant_y = base.ends_with('y') && !base.ends_with("ay") && !base.ends_with("ey");
    let past = match irregular {
        Some(past) => past.to_owned(),
        None if consonant_y => format!("{}ied", &base[..base.len() - 1]),
        None if DOUBLING.contains(&base) => format!("{base}{}ed", &base[base.len() - 1..]),
        None => format!("{stem}ed"),
    };
    let present = match base {
        _ if consonant_y => format!("{}ies", &base[..base.len() - 1]),
        _ if base.ends_with("ss") || base.ends_with("sh") || base.ends_with("ch") => format!("{base}es"),
        _ => format!("{base}s"),
    };
    let doubled = if DOUBLING.contains(&base) { &base[base.len() - 1..] } else { "" };
    let participle = if base.ends_with("ee") { format!("{base}ing") } else { format!("{stem}{doubled}ing") };
    vec![base.to_owned(), present, past, participle]
}

const DOUBLING: &[&str] = &["admit", "quip", "refer"];

const INVERTING: &str = "say/said add ask write/wrote explain argue note tweet recall continue reply conclude declare \
    warn insist shout joke quip remark";

const STRONG: &str = "claim contend assert allege maintain acknowledge admit concede deny complain lament \
    stress emphasize emphasise reiterate respond retort vow pledge promise predict speculate boast caution counter \
    observe opine advise suggest";

const CLAUSE: &str = "state announce report find/found show reveal indicate confirm disclose testify estimate calculate \
    forecast project propose recommend demand urge agree decide rule hold/held point mention signal \
    post repeat clarify decline refuse \
    highlight underline charge comment hint imply demonstrate learn discover see/saw know/knew feel/felt \
    understand/understood threaten swear/swore outline teach/taught";

const LISTENER: &str = "tell/told assure inform remind warn notify convince persuade";

const MENTAL: &str = "believe think/thought hope fear expect want doubt suspect assume worry wonder";

const ACT: &str = "describe call accuse criticize criticise blame dismiss reject question praise cite condemn denounce \
    endorse deem dub label express voice defend mock blast slam urge oppose applaud hail ridicule lambast";
