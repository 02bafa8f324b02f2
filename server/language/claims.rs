//! What makes a sentence disputable, by the words that show it: the reasons that a person understands. Whether a sentence
//! needs a source is the learned reader's judgement, which cannot say why.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::reading::{Figure, Reason, ReasonKind};

/// One kind of evidence: the words and how much they weigh, 0 to 1.
struct Evidence {
    kind: ReasonKind,
    weight: f32,
    words: Regex,
}

static EVIDENCE: LazyLock<Vec<Evidence>> = LazyLock::new(|| {
    PATTERNS
        .iter()
        .map(|&(kind, weight, words)| Evidence {
            kind,
            weight,
            words: Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("invariant: the patterns are valid"),
        })
        .collect()
});

/// What a court or a police force did is on record, and its words name the offence: "charged with fraud".
static ON_RECORD: LazyLock<Regex> = LazyLock::new(|| {
    let words = "plead(?:s|ed)?|pled|charged|charges?|counts? of|an offen[cs]e|investigated (?:for|over)|sued|lawsuits?|is a crime|convicted|convictions?|acquitted|sentenced|jailed|\
        indicted|on trial|tried for|suspicion of";
    Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("invariant: the pattern is valid")
});

/// The reasons why a sentence needs a source, and their weight together. `quoted` tells whether words lie inside a
/// quotation, which belongs to its speaker.
pub(crate) fn judge(
    passage: &str,
    sentence: TextRange,
    figures: &[Figure],
    quoted: &dyn Fn(TextRange) -> bool,
) -> (f32, Vec<Reason>) {
    let mut doubt = 1.0;
    let mut reasons: Vec<Reason> = Vec::new();
    let on_record = ON_RECORD.is_match(&passage[sentence]);
    for evidence in EVIDENCE.iter() {
        let mut matches = evidence.words.find_iter(&passage[sentence]);
        let states = |words: &regex::Match| match evidence.kind {
            Accusation => !names_an_offence(&passage[sentence], words.range()),
            Comparison => !is_amount(&passage[sentence], words.range()),
            Motive => !is_intended(&passage[sentence], words.start()),
            Cause => !asserts_no_cause(&passage[sentence], words.range()),
            Superlative => !is_one_of_many(&passage[sentence], words.start()),
            _ => true,
        };
        let Some(words) = matches.find(states) else { continue };
        let month = words.as_str() == "May" && words.start() > 0;
        if month || on_record && evidence.kind == Accusation {
            continue;
        }
        let at =
            |offset: usize| sentence.start() + TextSize::try_from(offset).expect("invariant: under 4 GiB");
        let range = TextRange::new(at(words.start()), at(words.end()));
        // "The finest choirs in the world" is one reason, though "the finest" is another's beginning.
        let known = |reason: &Reason| reason.kind == evidence.kind && reason.range.start() == range.start();
        if quoted(range) || reasons.iter().any(known) {
            continue;
        }
        doubt *= 1.0 - evidence.weight;
        if reasons.iter().all(|reason| reason.kind != evidence.kind) {
            reasons.push(Reason { kind: evidence.kind, range });
        }
    }
    for figure in
        figures.iter().filter(|figure| sentence.contains_range(figure.range) && !quoted(figure.range))
    {
        if reasons.iter().all(|reason| reason.kind != ReasonKind::Figure) {
            reasons.push(Reason { kind: ReasonKind::Figure, range: figure.range });
        }
    }
    (1.0 - doubt, reasons)
}

/// Whether a comparison is with a number, "more than 50 years": it says how much, and compares nothing.
fn is_amount(sentence: &str, compared: Range<usize>) -> bool {
    const NUMBERS: &[&str] = &[
        "a", "an", "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "twelve", "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "twice", "double",
    ];
    let next = sentence[compared.end..].trim_start();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(sentence[compared].to_lowercase().as_str(), "more than" | "less than" | "fewer than")
        && (next.starts_with(|c: char| c.is_ascii_digit() || "$£€".contains(c)) || NUMBERS.contains(&word))
}

/// Whether words for a cause assert none: it is only looked for, "the cause was not known"; "due to" tells what is planned,
/// "due to open in May".
fn asserts_no_cause(sentence: &str, cause: Range<usize>) -> bool {
    const SOUGHT: &[&str] = &[
        "find",
        "determine",
        "establish",
        "identify",
        "investigate",
        "investigating",
        "know",
        "known",
        "unclear",
        "unknown",
    ];
    const ALLEGED: &[&str] = &["accusations", "allegations", "claims", "complaints", "fears"];
    const PLANNED: &[&str] = &[
        "appear", "arrive", "be", "begin", "close", "come", "debut", "decide", "end", "expire", "face",
        "finish", "fly", "give", "go", "have", "hit", "hold", "join", "land", "launch", "leave", "make",
        "meet", "move", "open", "play", "publish", "release", "report", "retire", "return", "run", "sign",
        "speak", "stand", "start", "take", "travel", "visit", "vote",
    ];
    // "The landslide caused by the storm", "those responsible for it", "mistakes that led to it": only which.
    const ASSERTING: &[&str] = &[
        "is", "are", "was", "were", "be", "been", "being", "directly", "largely", "mainly", "mostly",
        "partly", "probably",
    ];
    let before = sentence[..cause.start].split_whitespace().next_back().unwrap_or("");
    let apart = before.ends_with([',', '-', '–', '—']);
    let mut after = sentence[cause.end..].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if before == "that" || after.clone().next().is_some_and(|word| ALLEGED.contains(&word)) {
        return true;
    }
    match sentence[cause.clone()].to_lowercase().as_str() {
        "caused by" | "responsible for" | "fueled by" | "fuelled by" | "driven by" => {
            !apart && !ASSERTING.contains(&before)
        }
        "due to" => after.next().is_some_and(|word| PLANNED.contains(&word)),
        words if words.starts_with("the ") => {
            sentence.split(|c: char| !c.is_alphabetic()).any(|word| SOUGHT.contains(&word))
        }
        _ => false,
    }
}

/// Whether an infinitive belongs to a plan and tells nobody's motive: "a resolution to punish the town", "trying to hide it".
fn is_intended(sentence: &str, start: usize) -> bool {
    const PLANS: &[&str] = &[
        "attempt",
        "attempts",
        "bill",
        "effort",
        "efforts",
        "plan",
        "plans",
        "power",
        "powers",
        "resolution",
        "vow",
        "vowed",
        "want",
        "wanted",
        "wants",
        "way",
        "ways",
    ];
    let before = sentence[..start].split_whitespace().next_back().unwrap_or("");
    PLANS.contains(&before) || before.ends_with("ing")
}

/// Whether a superlative is shared, "some of the best choirs", and asserts no first place.
fn is_one_of_many(sentence: &str, start: usize) -> bool {
    sentence[..start].ends_with(" of ")
}

/// Whether words for a wrong only name it, and nobody is said to have done it: "illegal settlements", "a crackdown on fraud".
fn names_an_offence(sentence: &str, wrong: Range<usize>) -> bool {
    const GOODS: &[&str] = &[
        "activity",
        "abortion",
        "abortions",
        "aliens",
        "betting",
        "content",
        "copies",
        "copying",
        "downloading",
        "downloads",
        "drugs",
        "file-sharing",
        "files",
        "immigrant",
        "immigrants",
        "immigration",
        "logging",
        "migrants",
        "migration",
        "music",
        "parking",
        "settlement",
        "settlements",
        "software",
        "substances",
        "trade",
        "traders",
        "traffic",
        "weapons",
        "workers",
    ];
    const CASES: &[&str] = &["allegations", "case", "inquiry", "investigation", "probe", "scandal", "trial"];
    const GAPS: &[&str] = &["bug", "flaw", "hole", "vulnerab", "weakness"];
    const FOUGHT: &[&str] = &[
        "against",
        "combat",
        "combating",
        "curb",
        "curbing",
        "fight",
        "fighting",
        "less",
        "limit",
        "limiting",
        "no",
        "on",
        "over",
        "prevent",
        "preventing",
        "reduce",
        "reducing",
        "tackle",
        "tackling",
    ];
    // "If the bank fails to pay", "whether she misled them": what may be.
    // "An accusation that she misled them", "he called her a racist": somebody else's, who is named.
    const SUPPOSED: &[&str] = &[
        "if",
        "If",
        "unless",
        "whether",
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "called",
    ];
    let next = sentence[wrong.end..].split_whitespace().next().unwrap_or("");
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let previous = sentence[..wrong.start].split_whitespace().next_back().unwrap_or("");
    if sentence[..wrong.start].split(' ').any(|word| SUPPOSED.contains(&word)) {
        return true;
    }
    match sentence[wrong.clone()].to_lowercase().as_str() {
        // "Women who were deliberately infected": by nobody who is named.
        "deliberately" | "knowingly" => {
            let clause = sentence[..wrong.start].rsplit(',').next().unwrap_or("");
            clause.contains(" who were ") || clause.contains(" who was ")
        }
        "illegal" => GOODS.contains(&next),
        "corruption" | "fraud" | "bribery" => FOUGHT.contains(&previous) || CASES.contains(&next),
        // What a program does to a gap in another.
        "exploit" | "exploits" | "exploited" | "exploiting" => {
            let sentence = sentence.to_lowercase();
            GAPS.iter().any(|gap| sentence.contains(gap))
        }
        "stole" => sentence.contains("stole the show"),
        _ => false,
    }
}

use ReasonKind::{Accusation, Cause, Comparison, Judgement, Motive, Prediction, Superlative};

const PATTERNS: &[(ReasonKind, f32, &str)] = &[
    (
        Cause,
        0.55,
        "fuell?ed by|caused by|driven by|blamed on|stem(?:s|med|ming) from|attributed to|\
         (?:has|have|had) (?:led|contributed) to|contribut(?:es|ed|ing) to|the (?:main |root )?(?:cause|reason)s? (?:of|for|is|was|are)",
    ),
    (
        Cause,
        0.35,
        "thanks to|as a result of|because of|due to|because|led to|leading to|result(?:s|ed|ing)? in|triggered|sparked|prompted|\
         responsible for|as a consequence|consequently|helped (?:to )?\\w+",
    ),
    (
        Accusation,
        0.55,
        "illegal(?:ly)?|corrupt(?:ion|ly)?|fraud(?:ulent(?:ly)?)?|lied|bribe[sd]?|bribery|embezzle\\w*|rigg(?:ed|ing)|\
         war crimes?|plagiari\\w+|misled|cover(?:ed)?[- ]up|guilty of|cheat(?:ed|ing)|stole|negligen(?:t|ce|tly)|\
         br(?:oke|oken|eaking) the law|padd(?:ed|ing) (?:its|his|her|their|the) \\w+|\
         betray(?:ed|al|s)|racist|sexist|antisemitic|smear(?:s|ed)?|covered up|knowingly|deliberately|\
         human rights (?:abuses?|violations?)|violat(?:es|ed|ing)",
    ),
    (
        Accusation,
        0.35,
        "fail(?:s|ed|ing) to|refus(?:es|ed|ing) to|ignor(?:es|ed|ing)|wrongly|unfair(?:ly)?|exploit(?:s|ed|ing)|abus(?:e|es|ed|ing)|mishandl\\w+",
    ),
    (
        Motive,
        0.55,
        "(?:only |just )?to (?:hide|conceal|punish|discredit|intimidate|silence|deceive|save (?:its|his|her|their) own|\
         protect (?:its|his|her|their) own|avoid (?:blame|paying|scrutiny))|out of (?:fear|spite|greed|revenge)|for political gain",
    ),
    (
        Motive,
        0.35,
        "in order to|in an? (?:attempt|effort|bid) to|aimed at|designed to|intended to|so as to|to avoid|\
         wants? to|seek(?:s|ing)? to|tr(?:ies|ied|ying) to",
    ),
    (
        Prediction,
        0.5,
        "(?:is|are|was|were|looks?|seems?|appears?) (?:un)?likely to|will (?:probably|almost certainly|inevitably|surely|never)|\
         is bound to|are bound to|is sure to|inevitabl[ey]|is certain to|threatens? to|risks? \\w+ing|on course to|doomed",
    ),
    (Prediction, 0.0, "could|may|might|would"),
    (
        Comparison,
        0.4,
        "(?:more|less|fewer|better|worse|higher|lower|larger|smaller|greater|faster|slower|cheaper|stronger|weaker|\
         safer|poorer|richer) (?:\\w+ ){0,3}than|increasingly|twice as|compared (?:with|to)|unlike (?:other|most)|\
         (?:has|have) been (?:\\w+ )?(?:rising|growing|falling|worsening|declining|increasing|mounting)",
    ),
    (
        Superlative,
        0.73,
        "the (?:finest|greatest|best|most (?:beautiful|talented|corrupt|dangerous)) (?:[\\w-]+ ){1,4}(?:in|of|on) \
         (?:the (?:world|country|nation|city|continent|land)|Europe|Britain|America|Africa|Asia)",
    ),
    (
        Superlative,
        0.4,
        "the (?:most|least|best|finest|worst|greatest|strongest)|unprecedented|never before|the world's \\w+est",
    ),
    // What can be measured or looked up.
    (
        Superlative,
        0.0,
        "the (?:biggest|largest|highest|lowest|fastest|deadliest|poorest|richest)|always|never",
    ),
    (
        Judgement,
        0.5,
        "disastrous|outrageous|shameful|draconian|reckless(?:ly)?|incompetent|catastrophic|ruthless(?:ly)?|disgraced|\
         notorious(?:ly)?|scandalous|appalling|terrible|horrific|brilliant|corrupt|toxic|botched|so-called|radical|\
         extremist|thugs?|regime|propaganda|hypocri\\w+|absurd|ridiculous|dangerous(?:ly)?|devastating",
    ),
    (
        Judgement,
        0.0,
        "controversial|crucial|vital|important|significant(?:ly)?|serious(?:ly)?|clear(?:ly)?|obvious(?:ly)?|flashpoint|\
         popular|successful|unpopular|widely|strong(?:ly)?|weak|powerful|critical|major|deeply|needs? to|must|should|\
         difficult|effective|necessary|good|bad",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_wrong_accuse_only_where_somebody_did_it() {
        check(
            Accusation,
            &[
                ("The mayor took a bribe.", Some("bribe")),
                ("The payments were illegal.", Some("illegal")),
                ("Councils may move illegal settlements.", None),
                ("He hid illegal drugs and lied to the council.", Some("lied")),
                ("They marched for more jobs and less corruption.", None),
                ("The harbour was run with corruption.", Some("corruption")),
                ("Paterson stole the show.", None),
                ("He is in jail on fraud charges.", None),
                ("Was it fraud?", Some("fraud")),
                ("The council heard whether the mayor lied.", None),
                ("He repeated the accusation that the mayor lied.", None),
                ("The mayor lied about the debt.", Some("lied")),
            ],
        );
    }

    #[test]
    fn causes_that_only_say_which_or_are_looked_for_assert_nothing() {
        check(
            Cause,
            &[
                ("The fire was caused by a spark.", Some("caused by")),
                ("The fire caused by the spark burned on.", None),
                ("Tensions rose, fuelled by the quarrel.", Some("fuelled by")),
                ("The cause of the fire was not known.", None),
                ("The cause of the fire was a spark.", Some("The cause of")),
                ("The bridge is due to open in May.", None),
                ("The bridge is shut due to rust.", Some("due to")),
                ("The charge stemmed from allegations in May.", None),
            ],
        );
    }

    #[test]
    fn motives_belong_to_somebody_who_acted() {
        check(
            Motive,
            &[
                ("The mayor closed the gate to punish the town.", Some("to punish")),
                ("They drafted a resolution to punish the town.", None),
            ],
        );
    }

    #[test]
    fn one_phrase_is_one_reason() {
        let doubt =
            |sentence: &str| judge(sentence, TextRange::up_to(TextSize::of(sentence)), &[], &|_| false).0;
        assert_eq!(doubt("She rang the finest bell in Europe."), 0.73);
        assert_eq!(doubt("She rang some of the finest bells in Europe."), 0.0);
    }

    #[test]
    fn more_than_a_number_compares_nothing() {
        check(
            Comparison,
            &[
                ("The bridge has stood for more than 50 years.", None),
                ("He won by more than half a second.", None),
                ("The bridge is safer than the ferry.", Some("safer than")),
                ("More than 50 years on, it is cheaper than a ferry.", Some("cheaper than")),
            ],
        );
    }

    /// Whether the first reason of a kind in each sentence is the one given.
    fn check(kind: ReasonKind, cases: &[(&str, Option<&str>)]) {
        for &(sentence, expected) in cases {
            assert_eq!(first(sentence, kind), expected, "{sentence}");
        }
    }

    fn first(sentence: &str, kind: ReasonKind) -> Option<&str> {
        let all = TextRange::up_to(TextSize::of(sentence));
        let (_, reasons) = judge(sentence, all, &[], &|_| false);
        let reason = reasons.into_iter().find(|reason| reason.kind == kind);
        reason.map(|reason| &sentence[reason.range])
    }
}
