//! Verbs of speech and thought in all their forms. After a capitalised word they show that it names somebody, and behind
//! a quotation that its sentence goes on.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a word in lower case is a form of such a verb.
pub(crate) fn is_speech_verb(lower: &str) -> bool {
    FORMS.contains(lower)
}

static FORMS: LazyLock<HashSet<String>> =
    LazyLock::new(|| VERBS.split_whitespace().flat_map(inflect).collect());

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

const VERBS: &str = "say/said add ask write/wrote explain argue note tweet recall continue reply conclude declare \
    warn insist shout joke quip remark \
    claim contend assert allege maintain acknowledge admit concede deny complain lament \
    stress emphasize emphasise reiterate respond retort vow pledge promise predict speculate boast caution counter \
    observe opine advise suggest \
    state announce report find/found show reveal indicate confirm disclose testify estimate calculate \
    forecast project propose recommend demand urge agree decide rule hold/held point mention signal \
    post repeat clarify decline refuse \
    highlight underline charge comment hint imply demonstrate learn discover see/saw know/knew feel/felt \
    understand/understood threaten swear/swore outline teach/taught \
    tell/told assure inform remind warn notify convince persuade \
    believe think/thought hope fear expect want doubt suspect assume worry wonder \
    describe call accuse criticize criticise blame dismiss reject question praise cite condemn denounce \
    endorse deem dub label express voice defend mock blast slam urge oppose applaud hail ridicule lambast";
