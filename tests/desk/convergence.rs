//! Fixes keep their hands off what is not ours: applying them settles, and leaves the words of every quotation, every
//! link's target and all code as they were.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_desk::{Config, Draft, Fix, RuleSelection, Safety, Settings, TextEdit, settle};
use copydesk_text::Dialect;

/// More rounds than any real draft needs; `check --fix` stops here too.
const MOST_ROUNDS: usize = 10;
/// Of the published articles beside the project, where they are there, so many are read.
const ARTICLES: usize = 150;

#[test]
fn applying_all_fixes_settles_and_touches_nothing_of_others() {
    let mut changed = 0;
    for path in own_drafts().into_iter().chain(published()) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let text = text.trim_start_matches('\u{feff}');
        for most in [Safety::Safe, Safety::Suggested] {
            let mut draft = Draft::new(text, dialect(&path));
            let before = untouchable(&draft);
            let mut rounds = 0;
            while let edits = settle(&draft.check(&settings()), most)
                && !edits.is_empty()
            {
                apply(&mut draft, &edits);
                rounds += 1;
                assert!(rounds <= MOST_ROUNDS, "{}: {most:?} fixes do not settle: {edits:?}", path.display());
            }
            changed += rounds;
            assert_eq!(untouchable(&draft), before, "{}: {most:?}", path.display());
        }
    }
    assert!(changed > 0, "no fix was applied: the test checks nothing");
}

#[test]
fn each_remedy_leaves_the_words_of_sources_alone() {
    let mut fixes = 0;
    for path in own_drafts() {
        let text = fs::read_to_string(&path).unwrap();
        let draft = Draft::new(text.trim_start_matches('\u{feff}'), dialect(&path));
        let before = untouchable(&draft);
        for finding in draft.check(&settings()) {
            for fix in &finding.fixes {
                let fixed = with_fix(&draft, fix);
                assert_eq!(untouchable(&fixed), before, "{}: {} {}", path.display(), finding.rule, fix.title);
                fixes += 1;
            }
        }
    }
    assert!(fixes > 20, "only {fixes} fixes");
}

#[test]
fn each_remedy_keeps_the_marks_between_words() {
    let mut fixes = 0;
    for path in own_drafts() {
        let text = fs::read_to_string(&path).unwrap();
        for (before, behind) in [("*", "*"), ("[", "](http://a.b)"), ("", "<!-- sic -->")] {
            for first in 0..3 {
                let marked = with_marks(text.trim_start_matches('\u{feff}'), before, behind, first);
                let draft = Draft::new(&marked, dialect(&path));
                for finding in draft.check(&settings()) {
                    for fix in &finding.fixes {
                        let fixed = with_fix(&draft, fix).document().rope().to_string();
                        let inserted: String = fix.edits.iter().map(|edit| edit.text.as_str()).collect();
                        let kept = [before, behind].iter().filter(|mark| !mark.is_empty()).all(|mark| {
                            let count = |text: &str| text.matches(mark).count();
                            count(&fixed) == count(&marked) + count(&inserted)
                        });
                        assert!(kept, "{}: {} {fix:?}", path.display(), finding.rule);
                        fixes += 1;
                    }
                }
            }
        }
    }
    assert!(fixes > 500, "only {fixes} fixes");
}

/// A draft with marks around every third word, from the `first` on, of its lines of plain words.
fn with_marks(text: &str, before: &str, behind: &str, first: usize) -> String {
    let mut number = first;
    let mut word = |word: &str| {
        number += 1;
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        match number.is_multiple_of(3) && letters.chars().all(char::is_alphabetic) && !letters.is_empty() {
            true => word.replacen(letters, &format!("{before}{letters}{behind}"), 1),
            false => word.to_owned(),
        }
    };
    let mut line = |line: &str| {
        let plain =
            line.starts_with(char::is_alphabetic) && !line.contains(['[', '`', '<', '{', '*', '_', ':']);
        match plain {
            true => line.split(' ').map(&mut word).collect::<Vec<_>>().join(" "),
            false => line.to_owned(),
        }
    };
    text.split('\n').map(&mut line).collect::<Vec<_>>().join("\n")
}

/// What no fix may change: the letters of all quotations, links' targets, code.
#[derive(Debug, PartialEq, Eq)]
struct Untouchable {
    quoted: String,
    targets: Vec<String>,
    code: Vec<String>,
}

fn untouchable(draft: &Draft) -> Untouchable {
    let inspection = draft.inspect(&settings());
    let document = draft.document();
    let words = inspection.quotations.iter().map(|quotation| document.slice(quotation.range));
    let text = document.rope().to_string();
    let between = |open: &str, close: char| -> Vec<String> {
        let pieces = text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap_or("").to_owned());
        // A fix may add a link to fill in.
        pieces.filter(|piece| !piece.starts_with('[')).collect()
    };
    Untouchable {
        quoted: words
            .flat_map(|words| words.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>())
            .collect(),
        targets: between("](", ')'),
        code: text.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
    }
}

/// The draft with one fix applied.
fn with_fix(draft: &Draft, fix: &Fix) -> Draft {
    let mut fixed = draft.clone();
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| edit.range.start());
    apply(&mut fixed, &edits);
    fixed
}

fn apply(draft: &mut Draft, edits: &[TextEdit]) {
    for edit in edits.iter().rev() {
        draft.replace(edit.range, &edit.text);
    }
}

/// All rules but the one whose fix says where a quotation ends.
fn settings() -> Settings {
    let (config, problems) = Config::parse("[rules]\nunbalanced-quotation = \"off\"\n");
    assert!(problems.is_empty());
    config.settings("draft.md", &RuleSelection::default())
}

fn dialect(path: &Path) -> Dialect {
    if path.extension().is_some_and(|ending| ending == "mdx") { Dialect::Mdx } else { Dialect::Markdown }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn own_drafts() -> Vec<PathBuf> {
    let mut drafts = files(&root().join("tests/drafts"));
    drafts.retain(|path| path.extension().is_some_and(|ending| ending != "toml"));
    assert!(!drafts.is_empty());
    drafts
}

fn published() -> Vec<PathBuf> {
    let folder = root().join("../shared/news");
    let mut articles: Vec<PathBuf> =
        ["bbc", "wikinews"].iter().flat_map(|name| files(&folder.join(name))).collect();
    if articles.is_empty() {
        eprintln!("skipped: there are no published articles beside the project");
    }
    let step = articles.len().div_ceil(ARTICLES).max(1);
    articles = articles.into_iter().step_by(step).collect();
    articles
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
