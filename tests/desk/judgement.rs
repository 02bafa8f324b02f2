//! How good the judgement is: the sticks of `../shared/bench` on the data of `../shared/data`, with a floor a little under
//! what was reached. Prints every figure. Where the data or Python is missing it says so and skips.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

mod desk;

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_copydesk");

#[test]
fn attributions_are_found_as_annotators_find_them() {
    let Some(shared) = shared() else { return };
    let articles = shared.join("data/attribution/dev.jsonl");
    let (scores, found) = attributions(&shared, &articles);
    let f1 = |name: &str| 100.0 * number(&scores["all"][name]["F1"]);
    hold(&[
        ("full attribution F1", f1("full: cue+source+content"), AT_LEAST, 67.5),
        ("sentence kappa", 100.0 * number(&scores["all"]["sentence summary"]["kappa"]), AT_LEAST, 72.0),
        ("source words F1", f1("token source"), AT_LEAST, 82.0),
        ("cue words F1", f1("token cue"), AT_LEAST, 69.0),
        ("content words F1", f1("token content"), AT_LEAST, 89.0),
        ("kind of source, accuracy", kinds_right(&shared, &found), AT_LEAST, 0.95),
    ]);
    // The same words without the ends of their paragraphs, as they come out of some content systems.
    let flat = scratch().join("flat.jsonl");
    fs::write(&flat, fs::read_to_string(&articles).unwrap().replace("\\n", " ")).unwrap();
    let (flat, _) = attributions(&shared, &flat);
    let lost =
        f1("full: cue+source+content") - 100.0 * number(&flat["all"]["full: cue+source+content"]["F1"]);
    hold(&[("full attribution F1 lost without paragraphs", lost, AT_MOST, 2.0)]);
}

/// The scores of what is attributed in articles, and where what `inspect` wrote of them lies.
fn attributions(shared: &Path, articles: &Path) -> (Value, PathBuf) {
    let [found, scores] = ["found.jsonl", "scores.json"]
        .map(|name| scratch().join(format!("{}-{name}", articles.file_stem().unwrap().display())));
    let inspected = Command::new(BINARY)
        .args(["inspect", "--jsonl", "--offsets", "codepoint"])
        .stdin(File::open(articles).unwrap())
        .stdout(File::create(&found).unwrap())
        .status();
    assert!(inspected.unwrap().success());
    stick(shared, "attribution_score.py", &[articles, &found, Path::new("--json"), &scores]);
    (serde_json::from_str(&fs::read_to_string(scores).unwrap()).unwrap(), found)
}

/// How often a source that was found is named, a pronoun or unnamed as the data has it; `found`: what `inspect` wrote.
fn kinds_right(shared: &Path, found: &Path) -> f64 {
    type Span = (u64, u64);
    let spans = |value: &Value| -> Vec<Span> { serde_json::from_value(value.clone()).unwrap() };
    let lines = |path: &Path| -> Vec<Value> {
        let text = fs::read_to_string(path).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let mut sources: HashMap<String, Vec<(Span, String)>> = HashMap::new();
    for article in lines(found) {
        let here = sources.entry(article["id"].as_str().unwrap().to_owned()).or_default();
        for attribution in article["attributions"].as_array().unwrap() {
            let kind = attribution["source_kind"].as_str().unwrap();
            here.extend(spans(&attribution["source"]).into_iter().map(|span| (span, kind.to_owned())));
        }
    }
    let (mut met, mut right) = (0.0, 0.0);
    for expected in lines(&shared.join("data/anonymous/sources.dev.jsonl")) {
        let article = expected["doc"].as_str().unwrap().trim_start_matches("polnear-");
        let wanted = spans(&expected["source"]);
        let shared_with = |(start, end): Span| {
            wanted
                .iter()
                .map(|(first, last)| end.min(*last).saturating_sub(start.max(*first)))
                .max()
                .unwrap_or(0)
        };
        let nearest = sources[article].iter().max_by_key(|(span, _)| shared_with(*span));
        let Some((_, kind)) = nearest.filter(|(span, _)| shared_with(*span) > 0) else { continue };
        met += 1.0;
        // A document may be named, "The New York Times report", or not, "a study".
        let fits: &[&str] = match expected["kind"].as_str().unwrap() {
            "named_person" => &["named"],
            "named_org_or_place" | "proper_other" => &["named", "document"],
            "pronoun" => &["pronoun"],
            _ => &["described", "anonymous", "vague", "document"],
        };
        right += f64::from(u8::from(fits.contains(&kind.as_str())));
    }
    println!("sources found whose kind is told: {met}");
    right / met
}

#[test]
fn names_are_found() {
    let Some(shared) = shared() else { return };
    let articles = shared.join("data/names/dev.jsonl");
    let scores = entities(&shared, "mentions", &articles);
    hold(&[("names, exact and typed, F1", number(&scores["exact_typed"]["f1"]), AT_LEAST, 0.895)]);
}

/// Who is in a draft, of what kind, who they are and who speaks; and which names are one actor's.
#[test]
fn who_is_who_is_told() {
    let Some(shared) = shared() else { return };
    let drafts = shared.join("data/desk/cast.dev.jsonl");
    let arguments = [&drafts, Path::new("--bin"), BINARY.as_ref(), Path::new("--json")];
    let cast: Value = serde_json::from_str(&stick(&shared, "cast_score.py", &arguments)).unwrap();
    println!("{cast}");
    let conll = entities(&shared, "actors", &shared.join("data/actors/conll_dev.jsonl"));
    let articles = shared.join("data/actors/meantime_dev.jsonl");
    let meantime = entities(&shared, "actors", &articles);
    let names_only = entities(&shared, "actors", &with_names_only(&articles));
    let joined = |scores: &Value| number(&scores["b_cubed"]["f1"]);
    hold(&[
        ("actors that are actors", number(&cast["right"]), AT_LEAST, 0.915),
        ("kind", number(&cast["kind"]), AT_LEAST, 0.92),
        ("forms of an actor joined", number(&cast["joined"]), AT_LEAST, 0.97),
        ("role", number(&cast["role"]), AT_LEAST, 0.74),
        ("speaks", number(&cast["speaks"]), AT_LEAST, 0.85),
        ("actors told apart, CoNLL", joined(&conll), AT_LEAST, 0.97),
        ("actors told apart, MEANTIME", joined(&meantime), AT_LEAST, 0.86),
        ("actors told apart, MEANTIME without descriptions", joined(&names_only), AT_LEAST, 0.92),
    ]);
}

/// The articles without the descriptions that their annotators marked as names: "U.S. automaker", "Airbus parent EADS". What
/// is left is written in capitals but for small words within. ("Apple CEO" is left, too.)
fn with_names_only(articles: &Path) -> PathBuf {
    const WITHIN: &[&str] =
        &["of", "the", "and", "for", "de", "la", "van", "von", "bin", "&", "'s", "in", "on"];
    let is_name = |text: &str| {
        let mut words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        // "iPhone" and "al-Rashid" open with a small letter.
        words.all(|word| {
            WITHIN.contains(&word) || word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
    };
    let mut written = String::new();
    for line in fs::read_to_string(articles).unwrap().lines() {
        let mut article: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
        for cluster in article["clusters"].as_array_mut().unwrap() {
            let spans: Vec<[usize; 2]> = serde_json::from_value(cluster["mentions"].clone()).unwrap();
            for (kind, [start, end]) in cluster["kinds"].as_array_mut().unwrap().iter_mut().zip(spans) {
                let name: String = text[start..end].iter().collect();
                if !is_name(name.trim_start_matches("the ").trim_start_matches("The ")) {
                    *kind = Value::from("description");
                }
            }
        }
        written += &format!("{article}\n");
    }
    let path = scratch().join("names-only.jsonl");
    fs::write(&path, written).unwrap();
    path
}

/// What copy editors send back, in drafts as reporters file them, which stand in the project, and in published ones.
#[test]
fn what_copy_editors_send_back_is_found() {
    let raw = desk::score(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judgement/raw-drafts.jsonl"));
    raw.print("raw drafts");
    hold(&[
        ("raw drafts, area under the curve", raw.area(), AT_LEAST, 0.94),
        ("raw drafts, found of what must be sent back", raw.found.value(), AT_LEAST, 0.58),
        ("raw drafts, welcome reports", raw.welcome.value(), AT_LEAST, 0.76),
        ("raw drafts, other faults found", raw.faults.value(), AT_LEAST, 0.64),
        ("raw drafts, alarms of vague, unnamed and agentless", raw.alarms.value(), AT_MOST, 0.25),
        ("raw drafts without a mark, warnings for 1,000 words", 1000.0 * raw.on_clean.value(), AT_MOST, 1.0),
    ]);
    let Some(shared) = shared() else { return };
    let dev = desk::score(&shared.join("data/desk/dev.jsonl"));
    dev.print("published drafts");
    hold(&[
        ("published drafts, area under the curve", dev.area(), AT_LEAST, 0.92),
        ("published drafts, found of what must be sent back", dev.found.value(), AT_LEAST, 0.42),
        ("published drafts, welcome reports", dev.welcome.value(), AT_LEAST, 0.64),
        ("published drafts, other faults found", dev.faults.value(), AT_LEAST, 0.52),
        ("published drafts, alarms of vague, unnamed and agentless", dev.alarms.value(), AT_MOST, 0.25),
    ]);
}

#[test]
fn claims_and_quotations_without_their_source_are_found() {
    let Some(shared) = shared() else { return };
    let articles = shared.join("data/attribution/dev.jsonl");
    let claims = planted(&shared, "claims", &articles);
    let quotes = planted(&shared, "quotes", &articles);
    println!("planted claims: {claims}");
    println!("planted quotations: {quotes}");
    hold(&[
        ("planted quotations, recall", number(&quotes["recall"]), AT_LEAST, 0.97),
        ("planted quotations, reports for 1,000 words", number(&quotes["per_1000_words"]), AT_MOST, 0.1),
    ]);
}

const AT_LEAST: bool = true;
const AT_MOST: bool = false;

/// Prints the figures, then asserts that each keeps to its floor or ceiling.
fn hold(figures: &[(&str, f64, bool, f64)]) {
    for (name, figure, at_least, bound) in figures {
        println!("{name}: {figure:.3} ({} {bound})", if *at_least { "at least" } else { "at most" });
    }
    for (name, figure, at_least, bound) in figures {
        assert!(
            if *at_least { figure >= bound } else { figure <= bound },
            "{name}: {figure:.3}, not {bound}"
        );
    }
}

fn entities(shared: &Path, mode: &str, articles: &Path) -> Value {
    let arguments = [mode.as_ref(), articles, "--bin".as_ref(), BINARY.as_ref(), "--json".as_ref()];
    serde_json::from_str(&stick(shared, "entities.py", &arguments)).unwrap()
}

/// A sample of the cases, always the same one, so that the whole takes less than a minute.
fn planted(shared: &Path, mode: &str, articles: &Path) -> Value {
    let arguments: [&Path; 7] = [
        mode.as_ref(),
        articles,
        "--limit".as_ref(),
        "300".as_ref(),
        "--bin".as_ref(),
        BINARY.as_ref(),
        "--json".as_ref(),
    ];
    serde_json::from_str(&stick(shared, "planted_faults.py", &arguments)).unwrap()
}

fn stick(shared: &Path, script: &str, arguments: &[&Path]) -> String {
    let output = Command::new("python3")
        .arg(shared.join("bench").join(script))
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "{script} failed");
    String::from_utf8(output.stdout).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn scratch() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// The folder with the data and the sticks, where it is there and Python can run them.
fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let python = Command::new("python3").arg("--version").output().is_ok();
    if shared.join("data").is_dir() && python {
        return Some(shared);
    }
    println!("skipped: the judgement is measured with python3 on ../shared, which is not here");
    None
}
