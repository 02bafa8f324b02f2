//! Verbs of speech and thought in all their forms. After a capitalised word they show that it names somebody, and behind
//! a quotation that its sentence goes on.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a word in lower case is a form of such a verb.
pub(crate) fn is_speech_verb(lower: &str) -> bool {
    SAYING_FORMS.contains(lower) || THINKING_FORMS.contains(lower)
}

/// Whether a word in lower case is a form of a verb that puts words into its subject's mouth: "said", not "wanted".
pub(crate) fn is_saying_verb(lower: &str) -> bool {
    SAYING_FORMS.contains(lower)
}

/// Whether a form of such a verb is mostly a deed where a thing follows: "claimed the title", "conceded a penalty".
pub(crate) fn is_deed_with_thing(lower: &str) -> bool {
    OF_TWO_TRADES_FORMS.contains(lower)
}

static SAYING_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(SAYING));
static THINKING_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(THINKING));
static OF_TWO_TRADES_FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| forms(OF_TWO_TRADES));

fn forms(verbs: &'static str) -> HashSet<String> {
    verbs.split_whitespace().flat_map(inflect).collect()
}

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

const DOUBLING: &[&str] = &["admit", "quip", "refer", "slam"];

const SAYING: &str = "say/said add ask write/wrote explain argue note tweet recall continue reply conclude declare \
    warn insist shout joke quip remark \
    claim contend assert allege maintain acknowledge admit concede deny complain lament \
    stress emphasize emphasise reiterate respond retort vow pledge promise predict speculate boast caution counter \
    observe opine advise suggest \
    state announce report reveal indicate confirm disclose testify estimate calculate \
    forecast recommend mention repeat clarify highlight underline comment hint imply outline \
    plead tell/told assure inform remind notify \
    describe accuse criticize criticise blame dismiss praise cite condemn denounce \
    label mock blast slam defend hail ridicule lambast";

/// Of [`SAYING`].
const OF_TWO_TRADES: &str = "add claim concede recall continue conclude repeat observe maintain admit calculate counter \
    caution advise assert write/wrote";

const THINKING: &str = "find/found show project propose demand urge agree decide rule hold/held point signal \
    post decline refuse charge demonstrate learn discover see/saw know/knew feel/felt \
    understand/understood threaten swear/swore teach/taught convince persuade \
    believe think/thought hope fear expect want doubt suspect assume worry wonder \
    reject question seek/sought try intend plan need require consider regard support endorse deem dub express voice oppose applaud";
