//! How fast drafts are read and checked, beside what others make of the same files: `cargo bench --bench reading`, or
//! `cargo bench --bench reading -- FOLDER…` for the drafts in other folders than `tests/drafts`.
//!
//! Each line gives words in a second of one core, and how many times slower that is than `wc -w`. All files lie in memory
//! but for `wc`, which starts and reads them itself. Before them stands what the reader takes for one paragraph.

#![allow(clippy::unwrap_used, reason = "a benchmark may stop at whatever it does not expect")]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use copydesk_desk::{Draft, Settings};
use copydesk_text::{Dialect, Document};

const ROUNDS: usize = 5;
/// Reading is slow: as many words as this are a fair sample.
const MOST_WORDS: usize = 100_000;

/// 64 pieces of words, the two at the edges included.
const PARAGRAPH: &str = "The council closed the northern bridge on Monday after an engineer found cracks in two of its \
    piers. “It should have been shut years ago,” said Ana Lopez, who runs the harbour office in Tarn. She said that \
    repairs would cost 12 million euros, and that nobody had asked for the money yet.";
const READINGS: usize = 501;

fn main() {
    // The first one loads the weights.
    copydesk_language::read("Go.");
    let took = seconds(READINGS, || assert!(copydesk_language::read(PARAGRAPH).words > 0));
    println!("a paragraph of 64 pieces, read on one core: {:.2} ms", took * 1e3);
    // cargo itself says --bench.
    let mut folders: Vec<PathBuf> =
        std::env::args().skip(1).filter(|it| !it.starts_with("--")).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drafts")));
    }
    for folder in folders {
        let mut paths: Vec<PathBuf> =
            ignore::Walk::new(&folder).map(|entry| entry.unwrap().into_path()).collect();
        paths.retain(|path| path.extension().is_some_and(|it| it == "md" || it == "txt"));
        paths.sort();
        let mut words = 0;
        let mut texts = Vec::new();
        for path in &paths {
            if words > MOST_WORDS {
                break;
            }
            let text = std::fs::read_to_string(path).unwrap();
            words += text.split_whitespace().count();
            texts.push(text);
        }
        paths.truncate(texts.len());
        println!("{}: {} drafts, {words} words", folder.display(), texts.len());
        println!("{:34} {:>14} {:>12}", "", "words a second", "times wc -w");
        let counted = seconds(ROUNDS, || {
            let status = Command::new("wc").arg("-w").args(&paths).stdout(Stdio::null()).status();
            assert!(status.unwrap().success());
        });
        let report = |what: &str, took: f64| {
            println!("{what:34} {:>14.0} {:>12.1}", words as f64 / took, took / counted);
        };
        report("wc -w", counted);
        report("pulldown-cmark, a parse", each(&texts, |text| pulldown_cmark::Parser::new(text).count()));
        report(
            "Copydesk, blocks and passages",
            each(&texts, |text| Document::new(text, Dialect::Markdown).blocks().len()),
        );
        let settings = Settings::default();
        let check = |text: &str| Draft::new(text, Dialect::Markdown).check(&settings).len();
        // What is set up once is none of the drafts'.
        check("Go.");
        report(
            "Copydesk, all that `check` does",
            seconds(1, || assert!(texts.iter().map(|text| check(text)).sum::<usize>() > 0)),
        );
    }
}

fn each(texts: &[String], work: impl Fn(&str) -> usize) -> f64 {
    let mut all = 0;
    let took = seconds(ROUNDS, || all += texts.iter().map(|text| work(text)).sum::<usize>());
    assert!(all > 0);
    took
}

/// The median of some rounds.
fn seconds(rounds: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..rounds {
        let started = Instant::now();
        work();
        times.push(started.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
