//! Fixes: each can be applied and changes something, the draft is then understood as a fresh one, and where all that may be
//! applied without a person are applied, nothing is left to apply. What asks for silence is silent.
#![no_main]
#![forbid(unsafe_code)]

use std::ops::Range;
use std::sync::LazyLock;

use copydesk::within::{fix, parse_roster, silence_in_draft};
use copydesk_desk::{Config, Draft, Fix, Roster, RuleSelection, Safety, Settings, settle};
use copydesk_fuzz::{assert_like_fresh, assert_within, dialect, words};
use copydesk_text::Dialect;
use libfuzzer_sys::fuzz_target;

/// How many fixes of a draft are read again whole.
const MOST_READ: usize = 2;

/// The house styles, each with a roster, under which every rule speaks, also about short drafts.
static STYLES: LazyLock<Vec<Settings>> = LazyLock::new(|| {
    let roster = "[[actor]]\nname = \"Lena Ostrow\"\nkind = \"person\"\navoid = [\"Lena Ostrov\"]\n\n\
        [[actor]]\nname = \"Kyiv\"\nkind = \"place\"\navoid = [\"Kiev\"]\n";
    let (actors, problems) = parse_roster("actors.toml".as_ref(), roster);
    assert_eq!(problems, []);
    let roster = Roster::new(actors);
    let style = |style: &str| {
        let (config, problems) = Config::parse(&format!("{style}\n[sourcing]\nsingle-source-words = 20\n"));
        assert_eq!(problems, []);
        config.settings("draft.md", &RuleSelection::default()).with_roster(roster.clone())
    };
    let houses =
        ["", "extends = \"ap\"", "extends = \"reuters\"", "extends = \"bbc\"", "extends = \"guardian\""];
    houses.into_iter().map(style).collect()
});

fuzz_target!(|input: &[u8]| {
    let text = copydesk_fuzz::text(input);
    let dialect = dialect(&text);
    let settings = &STYLES[text.len() % STYLES.len()];
    let draft = Draft::new(&text, dialect);
    let findings = draft.check(settings);
    assert_within(&findings, &text);
    for (number, fix) in findings.iter().flat_map(|finding| &finding.fixes).enumerate() {
        check_fix(&draft, &text, fix, settings, number < MOST_READ);
    }
    if let Some(first) = findings.first()
        && let Some(edit) = silence_in_draft(draft.document(), first.rule)
    {
        let mut silent = draft.clone();
        silent.replace(edit.range, &edit.text);
        let left = silent.check(settings);
        assert!(
            left.iter().all(|finding| finding.rule != first.rule),
            "{} speaks in {:?}",
            first.rule,
            silent.document()
        );
    }
    for most in [Safety::Safe, Safety::Suggested] {
        if !settle(&findings, most).is_empty() {
            check_all(&text, dialect, settings, most);
        }
    }
});

fn check_fix(draft: &Draft, text: &str, fix: &Fix, settings: &Settings, read: bool) {
    assert!(!fix.title.trim().is_empty(), "a fix that says nothing in {text:?}");
    let mut fixed = String::new();
    let mut done = 0;
    for edit in &fix.edits {
        words(text, edit.range, &fix.title);
        let range = Range::<usize>::from(edit.range);
        assert!(done <= range.start, "{}: edits overlap or are out of order in {text:?}", fix.title);
        fixed += &text[done..range.start];
        fixed += &edit.text;
        done = range.end;
    }
    fixed += &text[done..];
    assert_ne!(fixed, text, "{}: changes nothing", fix.title);
    if read {
        let mut after = draft.clone();
        for edit in fix.edits.iter().rev() {
            after.replace(edit.range, &edit.text);
        }
        assert_like_fresh(&after, &fixed, settings);
    }
}

/// Fixing what is fixed changes nothing.
fn check_all(text: &str, dialect: Dialect, settings: &Settings, most: Safety) {
    let once = fix(text, dialect, settings, most);
    let twice = fix(&once.text, dialect, settings, most);
    assert_eq!(twice.text, once.text, "{most:?} fixes of {text:?} have no end");
    assert_eq!(twice.changes, 0, "{most:?} fixes of {text:?} have no end");
}
