//! Configuration and front matter: what cannot be understood is told with its place, and what is written into them for
//! silence makes its rule silent and nothing else worse.
#![no_main]
#![forbid(unsafe_code)]

use copydesk::within::{difference, silence_in_configuration, silence_in_draft};
use copydesk_desk::{Config, Draft, Origin, RuleSelection, Settings, registry};
use copydesk_fuzz::{assert_told, words};
use copydesk_text::{Dialect, Document};
use libfuzzer_sys::fuzz_target;

/// A rule that is written to be silent.
const RULE: &str = "placeholder";

fuzz_target!(|input: &[u8]| {
    let text = copydesk_fuzz::text(input);
    configuration(&text);
    for fence in ["---", "+++"] {
        front_matter(&format!("{fence}\n{text}\n{fence}\n\nWords.\n"));
    }
});

fn settings(config: &Config, path: &str) -> Settings {
    config.settings(path, &RuleSelection::default())
}

fn configuration(text: &str) {
    let (config, problems) = Config::parse(text);
    assert_told(&problems, text);
    for path in ["draft.md", "opinion/b.md", "archive/2019/é.mdx", ""] {
        let _ = config.excludes(path);
        let settings = settings(&config, path);
        for rule in registry() {
            if let Origin::Configuration { at, .. } = settings.origin(rule.name) {
                assert!(text.is_char_boundary(at.into()), "{at:?} of {text:?}");
            }
        }
    }
    for (name, range) in config.rosters() {
        words(text, *range, name);
    }
    let Some(silent) = silence_in_configuration(text, RULE) else { return };
    let edit = difference(text, &silent);
    words(text, edit.range, "the edit for silence");
    let mut document = Document::new(text, Dialect::Markdown);
    document.replace(edit.range, &edit.text);
    assert_eq!(document.rope().to_string(), silent);
    let (after, left) = Config::parse(&silent);
    assert!(left.len() <= problems.len(), "{left:?} of {silent:?}, before it {problems:?} of {text:?}");
    let (before, after) = (settings(&config, "draft.md"), settings(&after, "draft.md"));
    for rule in registry().iter().filter(|rule| rule.name != RULE) {
        assert_eq!(before.severity(rule.name), after.severity(rule.name), "{} of {silent:?}", rule.name);
    }
}

fn front_matter(text: &str) {
    let draft = Draft::unread(Document::new(text, Dialect::Markdown));
    let problems = draft.problems();
    assert_told(&problems, text);
    let front = draft.front_matter();
    let settings = Settings::default().with_front_matter(&front);
    assert_eq!(settings.genre(), front.genre);
    let Some(edit) = silence_in_draft(draft.document(), RULE) else { return };
    words(text, edit.range, "the edit for silence");
    let mut document = draft.document().clone();
    document.replace(edit.range, &edit.text);
    let silent = Draft::unread(document);
    let after = silent.front_matter();
    let text = silent.document().rope().to_string();
    assert!(silent.problems().len() <= problems.len(), "{:?} of {text:?}", silent.problems());
    assert_eq!(
        (after.genre, &after.actors, &after.title),
        (front.genre, &front.actors, &front.title),
        "{text:?}"
    );
    assert!(Settings::default().with_front_matter(&after).severity(RULE).is_none(), "{text:?}");
    // Others read the front matter too, and to them a key that comes twice is an error.
    let keys = |document: &Document| {
        let front = document.front_matter().map(|front| front.text).unwrap_or_default();
        front.lines().filter(|line| line.starts_with("copydesk:")).count()
    };
    assert!(keys(silent.document()) <= keys(draft.document()).max(1), "{text:?}");
    assert!(front.ignore.iter().all(|rule| after.ignore.contains(rule)), "{text:?}");
}
