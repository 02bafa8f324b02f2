//! Does Copydesk see what a copy editor sees? Drafts that copy editors marked sentence by sentence, and what is found of it: the
//! measures of `../shared/bench/desk_score.py`, by reason and by genre too.

use std::collections::BTreeMap;
use std::path::Path;

use copydesk_desk::{Config, Draft, Finding, RuleSelection, Severity};
use copydesk_text::Dialect;
use serde_json::Value;

/// The rules that ask for a source, and those that name another fault of it.
const CLAIMS: &[&str] = &["unattributed-claim", "unsourced-figure", "contentious-lead"];
const NEAR: &[&str] = &[
    "agentless-report",
    "vague-attribution",
    "anonymous-source",
    "mind-reading",
    "poll-without-method",
    "no-response",
    "unlinked-document",
    "second-hand-report",
];
const SOURCES: &[&str] = &[
    "vague-attribution",
    "anonymous-source",
    "agentless-report",
    "plural-sources",
    "poll-without-method",
    "unlinked-document",
    "second-hand-report",
];
const NAMING: &[&str] = &[
    "inconsistent-spelling",
    "place-variant",
    "surname-first-mention",
    "repeated-full-name",
    "inconsistent-title",
    "ambiguous-surname",
    "unidentified-actor",
    "undefined-acronym",
    "inconsistent-organisation",
    "inconsistent-honorific",
];

/// A share: how many of how many.
#[derive(Clone, Copy, Default)]
pub(crate) struct Share(pub usize, pub usize);

impl Share {
    fn add(&mut self, good: bool) {
        self.0 += usize::from(good);
        self.1 += 1;
    }

    #[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
    pub(crate) fn value(self) -> f64 {
        self.0 as f64 / self.1.max(1) as f64
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:.2} ({} of {})", self.value(), self.0, self.1)
    }
}

/// What is measured.
#[derive(Default)]
pub(crate) struct Scores {
    /// Of the sentences that must be sent back, those that a rule speaks about.
    pub found: Share,
    /// Of the claim rules' reports, those on a sentence that some editor marked.
    pub welcome: Share,
    /// Of the other faults that all editors marked, those that were found.
    pub faults: Share,
    /// Of what is said of vague and unnamed sources and reports without an agent, what no editor marked.
    pub alarms: Share,
    /// Warnings of the claim rules on drafts without a mark, and those drafts' words.
    pub on_clean: Share,
    /// Likelihoods that sentences must be sent back: of those that must, and of those that nobody marked.
    yes: Vec<f64>,
    no: Vec<f64>,
    /// Found and welcome by genre, found by reason, found by kind of fault.
    by_genre: BTreeMap<String, (Share, Share)>,
    by_reason: BTreeMap<String, Share>,
    by_fault: BTreeMap<String, Share>,
}

impl Scores {
    /// The likelihood that a sentence that must be sent back is told likelier to need it than one that nobody marked.
    #[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
    pub(crate) fn area(&self) -> f64 {
        let mut no = self.no.clone();
        no.sort_by(f64::total_cmp);
        let below = |yes: &f64| {
            let (under, upto) = (no.partition_point(|no| no < yes), no.partition_point(|no| no <= yes));
            (under + upto) as f64 / 2.0
        };
        self.yes.iter().map(below).sum::<f64>() / (self.yes.len() * no.len()).max(1) as f64
    }

    pub(crate) fn print(&self, name: &str) {
        println!("{name}: area {:.3}, found {}, welcome {}", self.area(), self.found, self.welcome);
        println!("  other faults {}, alarms {}", self.faults, self.alarms);
        println!("  on clean drafts {} for 1,000 words", 1000.0 * self.on_clean.value());
        for (genre, (found, welcome)) in &self.by_genre {
            println!("  genre {genre}: found {found}, welcome {welcome}");
        }
        for (reason, found) in &self.by_reason {
            println!("  reason {reason}: found {found}");
        }
        for (fault, found) in &self.by_fault {
            println!("  fault {fault}: found {found}");
        }
    }
}

/// Reads the drafts of a file as a user's would be, with the settings that ship.
pub(crate) fn score(drafts: &Path) -> Scores {
    let text = std::fs::read_to_string(drafts).expect("the drafts can be read");
    let mut scores = Scores::default();
    for line in text.lines() {
        add(&serde_json::from_str(line).expect("a draft a line"), &mut scores);
    }
    scores
}

fn add(draft: &Value, scores: &mut Scores) {
    let text = draft["text"].as_str().expect("a text");
    // Their places count code points.
    let mut bytes: Vec<u32> = text.char_indices().filter_map(|(at, _)| u32::try_from(at).ok()).collect();
    bytes.push(u32::try_from(text.len()).expect("a short text"));
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("a small number");
    let list = |name: &str| draft[name].as_array().expect("a list").iter();
    let sentences: Vec<(u32, u32)> =
        list("sentences").map(|it| (bytes[number(&it[0])], bytes[number(&it[1])])).collect();
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let marks: BTreeMap<usize, (String, String)> =
        list("marks").map(|mark| (number(&mark[0]), (word(&mark[1]), word(&mark[2])))).collect();
    let faults: Vec<(String, usize, String, String)> = list("faults")
        .map(|fault| (word(&fault[0]), number(&fault[1]), word(&fault[2]), word(&fault[3])))
        .collect();
    let is_faulty = |sentence: usize| faults.iter().any(|(_, at, ..)| *at == sentence);

    let settings = Config::default().settings("draft.md", &RuleSelection::default());
    let read = Draft::new(text, Dialect::Markdown);
    let found = read.check(&settings);
    let touches = |finding: &Finding, sentence: usize| {
        u32::from(finding.range.start()) < sentences[sentence].1
            && sentences[sentence].0 < u32::from(finding.range.end())
    };
    let warns = |finding: &&Finding| finding.severity >= Severity::Warning;
    let genre = scores.by_genre.entry(word(&draft["genre"])).or_default();

    let inspected = read.inspect(&settings).sentences;
    for (number, &(start, end)) in sentences.iter().enumerate() {
        let shared = |it: &&copydesk_desk::SentenceSummary| {
            end.min(it.range.end().into()).saturating_sub(start.max(it.range.start().into()))
        };
        let best = inspected.iter().max_by_key(shared).filter(|it| shared(it) > 0);
        let claim = best.map_or(0.0, |it| f64::from(it.claim));
        match marks.get(&number) {
            Some((mark, reason)) if mark == "M" => {
                scores.yes.push(claim);
                let speaks = |it: &Finding| CLAIMS.contains(&it.rule) || NEAR.contains(&it.rule);
                let hit = found.iter().filter(warns).any(|it| speaks(it) && touches(it, number));
                scores.found.add(hit);
                genre.0.add(hit);
                scores.by_reason.entry(reason.clone()).or_default().add(hit);
            }
            None if !is_faulty(number) => scores.no.push(claim),
            _ => {}
        }
    }
    let marked = |it: &Finding| {
        (0..sentences.len()).any(|at| touches(it, at) && (marks.contains_key(&at) || is_faulty(at)))
    };
    for finding in found.iter().filter(warns).filter(|it| CLAIMS.contains(&it.rule)) {
        scores.welcome.add(marked(finding));
        genre.1.add(marked(finding));
        scores.on_clean.0 += usize::from(marks.is_empty() && faults.is_empty());
    }
    scores.on_clean.1 += if marks.is_empty() && faults.is_empty() { read.words() } else { 0 };
    for finding in found.iter().filter(|it| it.severity > Severity::Hint) {
        if matches!(
            finding.rule,
            "vague-attribution" | "anonymous-source" | "plural-sources" | "agentless-report"
        ) {
            scores.alarms.add(!marked(finding));
        }
    }
    for (kind, sentence, words, how) in &faults {
        let (rules, anywhere): (&[&str], bool) = match kind.as_str() {
            "Q" => (&["unattributed-quote"], false),
            "N" => (NAMING, false),
            "U" => (&["unbalanced-quotation"], false),
            "P" => (&["placeholder", "unverified-mark", "broken-reference"], false),
            "R" => (&["no-response"], true),
            "O" => (&["single-source"], true),
            _ => (SOURCES, false),
        };
        let names = |it: &Finding| {
            let mut words = words.split('/').map(str::trim).filter(|word| !word.is_empty() && *word != "-");
            kind == "N" && words.any(|word| text[it.range].contains(word) || it.message.contains(word))
        };
        let told = found
            .iter()
            .filter(|it| it.severity > Severity::Hint)
            .any(|it| rules.contains(&it.rule) && (anywhere || touches(it, *sentence) || names(it)));
        if how == "must" {
            scores.faults.add(told);
            scores.by_fault.entry(kind.clone()).or_default().add(told);
        }
    }
}
