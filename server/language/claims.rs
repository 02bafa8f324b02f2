//! What makes a sentence disputable, by the words that show it: the reasons that a person understands. Whether a sentence
//! needs a source is the learned reader's judgement, which cannot say why.

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
    let words = "plead(?:s|ed)?|pled|charged with|charges? of|counts? of|convicted|convictions?|acquitted|sentenced|jailed|\
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
        let Some(words) = evidence.words.find(&passage[sentence]) else { continue };
        let month = words.as_str() == "May" && words.start() > 0;
        if month || on_record && evidence.kind == Accusation {
            continue;
        }
        let at =
            |offset: usize| sentence.start() + TextSize::try_from(offset).expect("invariant: under 4 GiB");
        let range = TextRange::new(at(words.start()), at(words.end()));
        if quoted(range) {
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

use ReasonKind::{Accusation, Cause, Comparison, Judgement, Motive, Prediction, Superlative};

const PATTERNS: &[(ReasonKind, f32, &str)] = &[
    (
        Cause,
        0.55,
        "fuell?ed by|caused by|driven by|blamed on|thanks to|as a result of|stem(?:s|med|ming) from|attributed to|\
         (?:has|have|had) (?:led|contributed) to|contribut(?:es|ed|ing) to|the (?:main |root )?(?:cause|reason)s? (?:of|for|is|was|are)",
    ),
    (
        Cause,
        0.35,
        "because of|due to|because|led to|leading to|result(?:s|ed|ing)? in|triggered|sparked|prompted|in response to|\
         responsible for|as a consequence|consequently|helped (?:to )?\\w+",
    ),
    (
        Accusation,
        0.55,
        "illegal(?:ly)?|corrupt(?:ion|ly)?|fraud(?:ulent(?:ly)?)?|lied|bribe[sd]?|bribery|embezzle\\w*|rigg(?:ed|ing)|\
         war crimes?|plagiari\\w+|misled|cover(?:ed)?[- ]up|guilty of|cheat(?:ed|ing)|stole|negligen(?:t|ce|tly)|\
         br(?:oke|oken|eaks?|eaking) the law|padd(?:ed|ing) (?:its|his|her|their|the) \\w+|\
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
    (Prediction, 0.25, "will|could|may|might|would|won't"),
    (
        Comparison,
        0.4,
        "(?:more|less|fewer|better|worse|higher|lower|larger|smaller|greater|faster|slower|cheaper|stronger|weaker|\
         safer|poorer|richer) (?:\\w+ ){0,3}than|increasingly|twice as|compared (?:with|to)|unlike (?:other|most)|\
         (?:has|have) been (?:\\w+ )?(?:rising|growing|falling|worsening|declining|increasing|mounting)",
    ),
    (
        Superlative,
        0.4,
        "the (?:most|least|best|finest|worst|greatest|strongest)|unprecedented|never before|the world's \\w+est|unique(?:ly)?|\
         nobody|everybody|everyone",
    ),
    // What can be measured or looked up.
    (
        Superlative,
        0.25,
        "the (?:biggest|largest|highest|lowest|fastest|deadliest|poorest|richest)|always|never",
    ),
    (
        Superlative,
        0.55,
        "the (?:finest|greatest|best|worst|most (?:beautiful|talented|corrupt|dangerous)) (?:[\\w-]+ ){1,4}(?:in|of|on) \
         (?:the (?:world|country|nation|city|continent|land)|Europe|Britain|America|Africa|Asia)",
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
        0.25,
        "controversial|crucial|vital|important|significant(?:ly)?|serious(?:ly)?|clear(?:ly)?|obvious(?:ly)?|flashpoint|\
         popular|successful|unpopular|widely|strong(?:ly)?|weak|powerful|critical|major|deeply|needs? to|must|should|\
         difficult|effective|necessary|good|bad",
    ),
];
