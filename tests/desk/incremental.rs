//! Whatever a writer does to a draft, keystroke by keystroke, what Copydesk finds is what it finds in a fresh reading;
//! and every range it reports can be used as it is.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use copydesk_desk::{Config, Draft, Finding, Fix, RuleSelection, Settings, Unread};
use copydesk_text::{Dialect, Document, Edit, Position, PositionEncoding, TextRange};
use proptest::prelude::*;

/// The texts of `tests/drafts`.
static DRAFTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "toml"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
});

/// Halves of what the rules look for, and marks that change what the words around them are.
const PIECES: &[&str] = &[
    "\n\n",
    "\n\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    " ",
    "",
    "",
    "“",
    "”",
    "\"",
    "’",
    "'",
    ".",
    ", ",
    ": ",
    "? ",
    " — ",
    "*",
    "[",
    "](x)",
    "# ",
    "> ",
    "- ",
    "```\n",
    "---\n",
    "<!-- copydesk-ignore -->\n",
    "<!-- copydesk-ignore-line naming -->",
    "<!-- copydesk-off -->\n\n",
    "<!-- copydesk-on -->",
    "{/* copydesk-ignore placeholder */}",
    "---\ncopydesk: {genre: opinion, ignore: [sourcing]}\n---\n",
    "{\"copydesk\": {\"genre\": \"opinion\"}}\n",
    "%%",
    "{% comment %}",
    "{% endcomment %}",
    "\u{a0}",
    "---\ncopydesk: {actors: [Lena Ostrow]}\n---\n",
    "TK",
    "TKTK ",
    "[name]",
    " said",
    "He said ",
    " she added",
    ", according to ",
    "Critics say ",
    "sources",
    "reportedly ",
    "is said to ",
    "$1.2 million",
    "31 percent",
    "24 people were killed",
    "because of",
    "AGRC",
    " (AGRC)",
    "the Avian Ground Risk Council (AGRC)",
    "Ostrow",
    "Lena Ostrow",
    "Ostrov",
    "Dr. ",
    "Ms ",
    "was condemned",
    "on condition of anonymity because ",
    "[^1]",
    "\n\n[^1]: A note.\n",
    "👩‍👩‍👧",
    "é",
    "e\u{301}",
    "東京",
    "𝔘",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        3 => stretch(160),
        1 => any::<String>(),
    ]
}

/// A stretch of a draft, up to `most` characters long.
fn stretch(most: usize) -> impl Strategy<Value = String> {
    (any::<prop::sample::Index>(), 0.0..1.0_f64, 0..most).prop_map(|(draft, start, length)| {
        let text = draft.get(&DRAFTS);
        let skipped = (text.chars().count() as f64 * start) as usize;
        text.chars().skip(skipped).take(length).collect()
    })
}

/// A draft, or the beginning of one.
fn draft() -> impl Strategy<Value = String> {
    let whole = any::<prop::sample::Index>().prop_map(|draft| draft.get(&DRAFTS).clone());
    let paragraphs =
        (any::<prop::sample::Index>(), 0..60_usize, 1..8_usize).prop_map(|(draft, skipped, count)| {
            let paragraphs: Vec<&str> = draft.get(&DRAFTS).split("\n\n").collect();
            let skipped = skipped % paragraphs.len();
            paragraphs.into_iter().skip(skipped).take(count).collect::<Vec<_>>().join("\n\n")
        });
    prop_oneof![1 => whole, 4 => paragraphs]
}

/// Unicode of all sorts, with something for the rules in between.
fn jumble() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => any::<String>(), 3 => piece(), 1 => stretch(40)];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn dialect() -> impl Strategy<Value = Dialect> {
    prop_oneof![3 => Just(Dialect::Markdown), 1 => Just(Dialect::Mdx)]
}

/// One edit; bytes are given as fractions of the draft so that they hit it whatever its length.
#[derive(Clone, Debug)]
enum Change {
    Bytes { start: f64, length: u32, text: String },
    Positions { start: Position, end: Position, encoding: PositionEncoding, text: String },
    Whole { text: String },
}

fn change() -> impl Strategy<Value = Change> {
    let length = prop_oneof![4 => Just(0_u32), 4 => 0..4_u32, 2 => 0..60_u32, 1 => 0..900_u32];
    let bytes = (0.0..1.0_f64, length, piece());
    let encoding =
        prop::sample::select(&[PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32][..]);
    let line = || prop_oneof![20 => 0..20_u32, 5 => 0..120_u32, 1 => any::<u32>()];
    let character = || prop_oneof![20 => 0..80_u32, 5 => 0..600_u32, 1 => any::<u32>()];
    let position = move || (line(), character()).prop_map(|(line, character)| Position { line, character });
    // Writers mostly change a line; now and then several go at once.
    let positions = (
        position(),
        prop_oneof![3 => Just(None), 1 => position().prop_map(Some)],
        0..12_u32,
        encoding,
        piece(),
    );
    prop_oneof![
        8 => bytes.prop_map(|(start, length, text)| Change::Bytes { start, length, text }),
        6 => positions.prop_map(|(start, end, length, encoding, text)| {
            let near = Position { line: start.line, character: start.character.saturating_add(length) };
            Change::Positions { start, end: end.unwrap_or(near), encoding, text }
        }),
        1 => draft().prop_map(|text| Change::Whole { text }),
    ]
}

impl Change {
    /// Makes the change to the draft, and to its text.
    fn perform(&self, draft: &mut Draft, text: &mut String) {
        match self {
            Change::Bytes { start, length, text: new } => {
                let start = (start * (text.len() + 1) as f64) as u32;
                let range = TextRange::at(start.into(), (*length).into());
                let replaced = floor(text, start)..floor(text, start + length);
                draft.replace(range, new);
                text.replace_range(replaced, new);
            }
            Change::Positions { start, end, encoding, text: new } => {
                let offset = |position| usize::from(draft.document().offset(position, *encoding));
                let (first, last) = (offset(*start), offset(*end));
                draft.edit(&Edit { range: Some(*start..*end), text: new.clone() }, *encoding);
                text.replace_range(first.min(last)..first.max(last), new);
            }
            Change::Whole { text: new } => {
                draft.edit(&Edit { range: None, text: new.clone() }, PositionEncoding::Utf16);
                text.clone_from(new);
            }
        }
    }
}

/// The start of the character at a byte, within the text.
fn floor(text: &str, at: u32) -> usize {
    (0..=text.len().min(at as usize)).rev().find(|&at| text.is_char_boundary(at)).unwrap()
}

/// Settings under which every rule speaks, also about short drafts.
fn settings() -> Settings {
    let (config, problems) = Config::parse("[sourcing]\nsingle-source-words = 20\n");
    assert_eq!(problems, []);
    config.settings("draft.md", &RuleSelection::default())
}

fn assert_like_fresh(draft: &Draft, text: &str) {
    assert_eq!(draft.document().slice(TextRange::up_to(draft.document().len())), text);
    let fresh = Draft::new(text, draft.document().dialect());
    let settings = settings();
    assert_eq!(draft.check(&settings), fresh.check(&settings), "the findings in {text:?}");
    assert_eq!(draft.problems(), fresh.problems(), "the problems of {text:?}");
    assert_eq!(draft.words(), fresh.words(), "the words of {text:?}");
    assert_eq!(
        draft.inspect(&Settings::default()),
        fresh.inspect(&Settings::default()),
        "what was understood of {text:?}"
    );
}

#[track_caller]
fn assert_within(range: TextRange, text: &str, what: &str) {
    assert!(text.get(std::ops::Range::<usize>::from(range)).is_some(), "{what}: {range:?} of {text:?}");
}

/// Whatever is reported stands in the draft, in whole characters, and every fix can be applied.
fn assert_usable(draft: &Draft, text: &str) {
    for diagnostic in draft.check(&settings()) {
        let Finding { rule, range, related, fixes, message, .. } = diagnostic;
        assert_within(range, text, rule);
        assert!(!message.trim().is_empty(), "{rule} says what is wrong");
        related.iter().for_each(|related| assert_within(related.range, text, rule));
        fixes.iter().for_each(|fix| assert_fixes(draft, text, fix));
    }
    for problem in draft.problems() {
        problem.range.into_iter().for_each(|range| assert_within(range, text, &problem.message));
    }
    let inspection = draft.inspect(&Settings::default());
    inspection.sentences.iter().for_each(|sentence| assert_within(sentence.range, text, "sentence"));
    inspection.mentions.iter().for_each(|mention| assert_within(mention.range, text, "mention"));
    for attribution in &inspection.attributions {
        let parts = [&attribution.source, &attribution.cue, &attribution.content];
        parts.into_iter().flatten().for_each(|&range| assert_within(range, text, "attribution"));
    }
}

/// A fix's edits stand in order and apart, change something, and leave a draft that can be read.
fn assert_fixes(draft: &Draft, text: &str, fix: &Fix) {
    let mut fixed = String::new();
    let mut done = 0;
    for edit in &fix.edits {
        assert_within(edit.range, text, &fix.title);
        let range = std::ops::Range::<usize>::from(edit.range);
        assert!(done <= range.start, "{}: edits overlap or are out of order in {text:?}", fix.title);
        fixed += &text[done..range.start];
        fixed += &edit.text;
        done = range.end;
    }
    fixed += &text[done..];
    assert_ne!(fixed, text, "{}: changes nothing", fix.title);

    let mut after = draft.clone();
    for edit in fix.edits.iter().rev() {
        after.replace(edit.range, &edit.text);
    }
    assert_like_fresh(&after, &fixed);
}

/// As many rounds as `PROPTEST_CASES` says, a few where it says nothing: each reads a draft several times, and two hundred of each
/// take ten minutes.
fn rounds() -> ProptestConfig {
    let said = std::env::var("PROPTEST_CASES").ok().and_then(|rounds| rounds.parse().ok());
    ProptestConfig {
        cases: said.unwrap_or(40),
        max_shrink_iters: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(rounds())]

    #[test]
    fn edits_lead_to_the_findings_of_a_fresh_reading(
        mut text in draft(),
        dialect in dialect(),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let mut draft = Draft::new(&text, dialect);
        for change in &changes {
            change.perform(&mut draft, &mut text);
            assert_like_fresh(&draft, &text);
        }
    }

    /// A writer may type before anything of the draft is read.
    #[test]
    fn a_later_text_is_followed_from_any_depth_of_reading(
        mut text in draft(),
        dialect in dialect(),
        read in 0_usize..4,
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let mut shadow = Draft::new(&text, dialect);
        let mut draft = Draft::unread(Document::new(&text, dialect));
        let mut skimmed = Draft::skimmed(Document::new(&text, dialect));
        for change in &changes {
            draft.accept(draft.unread_near(0.into(), read).into_iter().map(Unread::read));
            skimmed.accept(skimmed.unread_near(0.into(), read).into_iter().map(Unread::read));
            change.perform(&mut shadow, &mut text);
            draft.follow(shadow.document().clone());
            skimmed.follow(shadow.document().clone());
        }
        draft.read_all();
        assert_like_fresh(&draft, &text);
        skimmed.read_all();
        let mut fresh = Draft::skimmed(Document::new(&text, dialect));
        fresh.read_all();
        assert_eq!(skimmed.check(&settings()), fresh.check(&settings()), "the findings in {text:?}");
    }

    #[test]
    fn what_is_reported_of_an_edited_draft_is_usable(
        mut text in draft(),
        dialect in dialect(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let mut draft = Draft::new(&text, dialect);
        changes.iter().for_each(|change| change.perform(&mut draft, &mut text));
        assert_usable(&draft, &text);
    }

    #[test]
    fn what_is_reported_of_any_text_is_usable(text in jumble(), dialect in dialect()) {
        assert_usable(&Draft::new(&text, dialect), &text);
    }
}

#[test]
fn what_is_reported_of_the_drafts_is_usable() {
    for text in DRAFTS.iter() {
        for dialect in [Dialect::Markdown, Dialect::Mdx] {
            assert_usable(&Draft::new(text, dialect), text);
        }
    }
}
