//! The words that show why a sentence wants a source, for messages and hovers. Whether it wants one, and for which reason, is
//! the learned reader's judgement; these only point at what a person will see.

use std::sync::LazyLock;

use regex::Regex;
use text_size::{TextRange, TextSize};

use crate::reading::{Figure, ReasonKind};

static WORDS: LazyLock<Vec<(ReasonKind, Regex)>> = LazyLock::new(|| {
    let pattern = |words: &str| {
        Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("invariant: the patterns are valid")
    };
    PATTERNS.iter().map(|&(kind, words)| (kind, pattern(words))).collect()
});

/// The first words that show a reason in a sentence, as bytes of the passage. `quoted` tells whether words lie inside a quotation,
/// which belongs to its speaker.
pub(crate) fn find(
    passage: &str,
    sentence: TextRange,
    reason: ReasonKind,
    figures: &[Figure],
    quoted: &dyn Fn(TextRange) -> bool,
) -> Option<TextRange> {
    if reason == ReasonKind::Figure {
        let mut figures = figures.iter().map(|figure| figure.range);
        return figures.find(|&range| sentence.contains_range(range) && !quoted(range));
    }
    let at = |offset: usize| sentence.start() + TextSize::try_from(offset).expect("invariant: under 4 GiB");
    let (_, words) = WORDS.iter().find(|(kind, _)| *kind == reason)?;
    words
        .find_iter(&passage[sentence])
        // The month.
        .filter(|words| words.as_str() != "May" || words.start() == 0)
        .map(|words| TextRange::new(at(words.start()), at(words.end())))
        .find(|&range| !quoted(range))
}

use ReasonKind::{Accusation, Cause, Comparison, Hidden, Inner, Judgement, Motive, Prediction};

const PATTERNS: &[(ReasonKind, &str)] = &[
    (
        Accusation,
        "illegal(?:ly)?|unlawful(?:ly)?|corrupt(?:ion|ly)?|fraud(?:ulent(?:ly)?)?|lied|lying|brib(?:e[sd]?|ery|ing)|embezzle\\w*|rigg(?:ed|ing)|\
         war crimes?|plagiari\\w+|misled|cover(?:ed|ing)?[- ]up|guilty|cheat(?:ed|ing)|stole|stolen|negligen(?:t|ce|tly)|neglect(?:ed|ing)?|\
         br(?:oke|oken|eaking) the (?:law|rules)|padd(?:ed|ing) (?:its|his|her|their|the) \\w+|betray(?:ed|al|s)|racist|sexist|\
         antisemitic|smear(?:s|ed)?|knowingly|deliberately|human rights (?:abuses?|violations?)|violat(?:es|ed|ing)|pocketed|\
         siphoned|falsified|forged|bullied|harass(?:ed|ing)|threatened|pressured|fail(?:s|ed|ing) to|refus(?:es|ed|ing) to|\
         ignor(?:es|ed|ing)|wrongly|unfair(?:ly)?|exploit(?:s|ed|ing)|abus(?:e|es|ed|ing)|mishandl\\w+|turned a blind eye|broke",
    ),
    (
        Cause,
        "fuell?ed by|caused? by|caus(?:e[sd]?|ing)|driven by|blamed on|stem(?:s|med|ming) from|attributed to|contribut(?:e|es|ed|ing) to|\
         the (?:main |root )?(?:cause|reason)s? (?:of|for|is|was|are)|thanks to|as a result(?: of)?|because of|due to|because|led to|\
         leading to|result(?:s|ed|ing)? in|triggered|sparked|prompted|responsible for|as a consequence|consequently|helped (?:to )?\\w+|\
         brought (?:about|down)|drove|made",
    ),
    (
        Motive,
        "(?:only |just )?to (?:hide|conceal|punish|discredit|intimidate|silence|deceive|save|protect|avoid|keep|win|please|make|get)|\
         out of (?:fear|spite|greed|revenge|jealousy)|for political gain|in order to|in an? (?:attempt|effort|bid) to|aimed at|\
         designed to|intended to|so as to|so that|hoping to|wants? to|wanted to|seek(?:s|ing)? to|tr(?:ies|ied|ying) to",
    ),
    (
        Prediction,
        "will|won['’]t|(?:un)?likely to|bound to|sure to|inevitabl[ey]|certain to|set to|expected to|threatens? to|risks? \\w+ing|\
         on course to|doomed|going to|could|may|might|would",
    ),
    (
        Comparison,
        "(?:more|less|fewer|better|worse|higher|lower|larger|smaller|greater|faster|slower|cheaper|stronger|weaker|safer|poorer|\
         richer|bigger|longer|older|\\w+er) (?:\\w+ ){0,3}than|increasingly|twice as|compared (?:with|to)|unlike (?:other|most)|\
         the (?:most|least|best|finest|worst|greatest|strongest|biggest|largest|highest|lowest|fastest|deadliest|poorest|richest)|\
         unprecedented|never before|the world's \\w+est|the (?:only|first)|nothing like|no other|rising|growing|falling|worsening|\
         declining|increasing|mounting",
    ),
    (
        Judgement,
        "disastrous|outrageous|shameful|draconian|reckless(?:ly)?|incompetent|catastrophic|ruthless(?:ly)?|disgraced|notorious(?:ly)?|\
         scandalous|appalling|terrible|horrific|brilliant|corrupt|toxic|botched|so-called|radical|extremist|thugs?|propaganda|\
         hypocri\\w+|absurd|ridiculous|dangerous(?:ly)?|devastating|controversial|crucial|vital|important|significant(?:ly)?|\
         serious(?:ly)?|clear(?:ly)?|obvious(?:ly)?|popular|successful|unpopular|widely|strong(?:ly)?|weak|powerful|critical|major|\
         deeply|needs? to|must|should|difficult|effective|necessary|good|bad|poor(?:ly)?|disappointing|impressive|remarkable",
    ),
    (
        Inner,
        "believe[sd]?|think[s]?|thought|fe(?:els?|lt)|fear(?:s|ed)?|hop(?:es?|ed|ing)|wants?|wanted|wish(?:es|ed)?|suspect(?:s|ed)?|\
         worr(?:y|ies|ied)|know[s]?|knew|regret(?:s|ted)?|angr(?:y|ily)|furious|frustrated|relieved|delighted|nervous|proud|upset|\
         jealous|determined|reluctant(?:ly)?|convinced",
    ),
    (
        Hidden,
        "behind closed doors|in private|privately|secret(?:ly)?|quietly|behind the scenes|closed meeting|confidential(?:ly)?|\
         agreed|discussed|decided|ordered|told|asked|offered|argued|row|rift",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_show_a_reason_are_found() {
        let cases = [
            ("The fire was caused by a spark.", Cause, Some("caused by")),
            ("The mayor lied about the debt.", Accusation, Some("lied")),
            ("The mayor closed the gate to punish the town.", Motive, Some("to punish")),
            ("The bridge is safer than the ferry.", Comparison, Some("safer than")),
            ("In May the river froze.", Prediction, None),
            ("The council wanted peace.", Inner, Some("wanted")),
            ("Rain fell all night.", Judgement, None),
        ];
        for (sentence, kind, expected) in cases {
            let all = TextRange::up_to(TextSize::of(sentence));
            let found = find(sentence, all, kind, &[], &|_| false);
            assert_eq!(found.map(|words| &sentence[words]), expected, "{sentence}");
        }
    }
}
