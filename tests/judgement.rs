//! How good the judgement is: the sticks of `../shared/bench` on the data of `../shared/data`, with a floor a little under
//! what was reached. Prints every figure. Where the data or Python is missing it says so and skips.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_copydesk");

#[test]
fn attributions_are_found_as_annotators_find_them() {
    let Some(shared) = shared() else { return };
    let articles = shared.join("data/attribution/dev.jsonl");
    let [found, scores] = ["found.jsonl", "scores.json"].map(|name| scratch().join(name));
    let inspected = Command::new(BINARY)
        .args(["inspect", "--jsonl", "--offsets", "codepoint"])
        .stdin(File::open(&articles).unwrap())
        .stdout(File::create(&found).unwrap())
        .status();
    assert!(inspected.unwrap().success());
    stick(&shared, "attribution_score.py", &[&articles, &found, Path::new("--json"), &scores]);
    let scores: Value = serde_json::from_str(&fs::read_to_string(scores).unwrap()).unwrap();
    let f1 = |name: &str| 100.0 * number(&scores["all"][name]["F1"]);
    hold(&[
        ("full attribution F1", f1("full: cue+source+content"), AT_LEAST, 66.0),
        ("sentence kappa", 100.0 * number(&scores["all"]["sentence summary"]["kappa"]), AT_LEAST, 70.0),
        ("source words F1", f1("token source"), AT_LEAST, 81.0),
        ("cue words F1", f1("token cue"), AT_LEAST, 69.0),
        ("content words F1", f1("token content"), AT_LEAST, 88.5),
    ]);
}

#[test]
fn names_are_found() {
    let Some(shared) = shared() else { return };
    let articles = shared.join("data/names/dev.jsonl");
    let scores = entities(&shared, "mentions", &articles);
    hold(&[("names, exact and typed, F1", number(&scores["exact_typed"]["f1"]), AT_LEAST, 0.89)]);
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
        ("planted claims, recall minus control", number(&claims["recall_minus_control"]), AT_LEAST, 0.39),
        ("planted claims, control", number(&claims["control"]), AT_MOST, 0.22),
        (
            "planted claims, share of reports on attributed words",
            number(&claims["false_share"]),
            AT_MOST,
            0.08,
        ),
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
