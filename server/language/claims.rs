//! What makes a sentence disputable, by the words that show it. How much it needs a source is the learned reader's to
//! say; these are the reasons that a person understands, surest first.

use std::sync::LazyLock;

use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::reading::{Figure, Reason, ReasonKind};

static EVIDENCE: LazyLock<Vec<(ReasonKind, Regex)>> = LazyLock::new(|| {
    let compile = |&(kind, words): &(ReasonKind, &str)| {
        (kind, Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("invariant: the patterns are valid"))
    };
    PATTERNS.iter().map(compile).collect()
});

/// What a court or a police force did is on record, and its words name the offence: "charged with fraud".
static ON_RECORD: LazyLock<Regex> = LazyLock::new(|| {
    let words = "plead(?:s|ed)?|pled|charged with|charges? of|counts? of|convicted|convictions?|acquitted|sentenced|jailed|\
        indicted|on trial|tried for|suspicion of";
    Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("invariant: the pattern is valid")
});

/// The reasons why a sentence may need a source, one of each kind. `quoted` tells whether words lie inside a quotation,
/// which belongs to its speaker.
pub(crate) fn reasons(
    passage: &str,
    sentence: TextRange,
    figures: &[Figure],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Vec<Reason> {
    let at = |offset: usize| sentence.start() + TextSize::try_from(offset).expect("invariant: under 4 GiB");
    let on_record = ON_RECORD.is_match(&passage[sentence]);
    let told = EVIDENCE.iter().filter(|(kind, _)| !(on_record && *kind == Accusation));
    let shown = told.filter_map(|(kind, words)| {
        let words = words.find(&passage[sentence])?;
        Some(Reason { kind: *kind, range: TextRange::new(at(words.start()), at(words.end())) })
    });
    let counted = figures.iter().filter(|figure| sentence.contains_range(figure.range));
    let figures = counted.map(|figure| Reason { kind: ReasonKind::Figure, range: figure.range });
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in shown.chain(figures).filter(|reason| !quoted(reason.range)) {
        if reasons.iter().all(|known| known.kind != reason.kind) {
            reasons.push(reason);
        }
    }
    reasons
}

use ReasonKind::{
    Accusation, Cause, Comparison, Judgement, LoadedWord, MentalState, Motive, Prediction, Superlative,
};

const PATTERNS: &[(ReasonKind, &str)] = &[
    (
        Cause,
        "fuell?ed by|caused by|driven by|blamed on|thanks to|as a result of|stem(?:s|med|ming) from|attributed to|\
         (?:has|have|had) (?:led|contributed) to|contribut(?:es|ed|ing) to|the (?:main |root )?(?:cause|reason)s? (?:of|for|is|was|are)",
    ),
    (
        Cause,
        "because of|due to|because|led to|leading to|result(?:s|ed|ing)? in|triggered|sparked|prompted|in response to|\
         responsible for|as a consequence|consequently|helped (?:to )?\\w+",
    ),
    (
        Accusation,
        "illegal(?:ly)?|corrupt(?:ion|ly)?|fraud(?:ulent(?:ly)?)?|lied|bribe[sd]?|bribery|embezzle\\w*|rigg(?:ed|ing)|\
         war crimes?|plagiari\\w+|misled|cover(?:ed)?[- ]up|guilty of|cheat(?:ed|ing)|stole|negligen(?:t|ce|tly)|\
         br(?:oke|oken|eaks?|eaking) the law|padd(?:ed|ing) (?:its|his|her|their|the) \\w+|\
         betray(?:ed|al|s)|racist|sexist|antisemitic|smear(?:s|ed)?|covered up|knowingly|deliberately|\
         human rights (?:abuses?|violations?)|violat(?:es|ed|ing)|exploit(?:s|ed|ing)",
    ),
    (
        Accusation,
        "fail(?:s|ed|ing) to|refus(?:es|ed|ing) to|ignor(?:es|ed|ing)|wrongly|unfair(?:ly)?|abus(?:e|es|ed|ing)|mishandl\\w+",
    ),
    (
        Motive,
        "(?:only |just )?to (?:hide|conceal|punish|discredit|intimidate|silence|deceive|save (?:its|his|her|their) own|\
         protect (?:its|his|her|their) own|avoid (?:blame|paying|scrutiny))|out of (?:fear|spite|greed|revenge)|for political gain",
    ),
    (
        Motive,
        "in order to|in an? (?:attempt|effort|bid) to|aimed at|designed to|intended to|so as to|to avoid|\
         wants? to|seek(?:s|ing)? to|tr(?:ies|ied|ying) to",
    ),
    (
        Prediction,
        "(?:is|are|was|were|looks?|seems?|appears?) (?:un)?likely to|will (?:probably|almost certainly|inevitably|surely|never)|\
         is bound to|are bound to|is sure to|inevitabl[ey]|is certain to|threatens? to|risks? \\w+ing|on course to|doomed",
    ),
    (Prediction, "will|could|may|might|would|won't"),
    (
        Comparison,
        "(?:more|less|fewer|better|worse|higher|lower|larger|smaller|greater|faster|slower|cheaper|stronger|weaker|\
         safer|poorer|richer) (?:\\w+ ){0,3}than|increasingly|twice as|compared (?:with|to)|unlike (?:other|most)|\
         (?:has|have) been (?:\\w+ )?(?:rising|growing|falling|worsening|declining|increasing|mounting)",
    ),
    (
        Superlative,
        "the (?:most|least|best|worst|biggest|largest|highest|lowest|greatest|strongest|fastest|deadliest|poorest|\
         richest)|unprecedented|never before|the world's \\w+est|unique(?:ly)?|nobody|everybody|everyone|always|never",
    ),
    (
        Superlative,
        "the (?:finest|greatest|best|worst|most (?:beautiful|talented|corrupt|dangerous)) (?:[\\w-]+ ){1,4}(?:in|of|on) \
         (?:the (?:world|country|nation|city|continent|land)|Europe|Britain|America|Africa|Asia)",
    ),
    (
        Judgement,
        "disastrous|outrageous|shameful|draconian|reckless(?:ly)?|incompetent|catastrophic|ruthless(?:ly)?|disgraced|\
         notorious(?:ly)?|scandalous|appalling|terrible|horrific|brilliant|corrupt|toxic|botched|so-called|radical|\
         extremist|thugs?|regime|propaganda|hypocri\\w+|absurd|ridiculous|dangerous(?:ly)?|devastating",
    ),
    (
        Judgement,
        "controversial|crucial|vital|important|significant(?:ly)?|serious(?:ly)?|clear(?:ly)?|obvious(?:ly)?|flashpoint|\
         popular|successful|unpopular|widely|strong(?:ly)?|weak|powerful|critical|major|deeply|needs? to|must|should|\
         difficult|effective|necessary|good|bad",
    ),
    (
        MentalState,
        "believ(?:es?|ed)|thinks?|thought|feels?|felt|fears?|feared|hop(?:es|ed)|worr(?:y|ies|ied) (?:that|about)|regards?|\
         (?:is|are|was|were) (?:convinced|confident|worried|afraid|determined|furious|keen)",
    ),
    (
        LoadedWord,
        "claim(?:s|ed)|admit(?:s|ted)|conced(?:es|ed)|insist(?:s|ed)|slam(?:s|med)|blast(?:s|ed)|reveal(?:s|ed)",
    ),
];
