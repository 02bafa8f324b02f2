//! Configurations and what they mean, as data.

use super::{Config, Origin, RuleSelection, Severity, Strictness};
use crate::Draft;
use crate::house::HouseStyle;
use copydesk_facts::{FrontMatter, Genre};
use copydesk_text::Dialect;
use text_size::TextSize;

/// Each problem as the words it marks and its message.
fn problems(text: &str) -> String {
    let (_, problems) = Config::parse(text);
    let lines = problems.into_iter().map(|problem| {
        let words = problem.range.map_or("", |range| &text[range]);
        format!("{words}: {}", problem.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn everything_wrong_is_reported_with_its_place() {
    for (text, expected) in [
        ("", ""),
        ("ruels = {}", "ruels: The configuration has no key `ruels`; did you mean `rules`?"),
        (
            "colour = 1",
            "colour: The configuration has no key `colour`; it takes `extends`, `genre`, `strictness`, `exclude`, `roster`, `words`, `word`, `rules`, `naming`, `sourcing`, `figures`, `notes` or `overrides`.",
        ),
        (
            "[rules]\nplaceholders = \"off\"\nnaming = \"warn\"",
            "placeholders: There is no rule or group `placeholders`; did you mean `placeholder`?\n\"warn\": `warn` is not a severity; did you mean `warning`?",
        ),
        (
            "rules.naming = \"loud\"",
            "\"loud\": `loud` is not a severity; write `error`, `warning`, `info`, `hint` or `off`.",
        ),
        (
            "[rules]\nnaming = false",
            "false: `naming` takes a text in quotation marks, but `false` stands here.",
        ),
        ("naming = \"off\"", "naming: `naming` is a rule or group: its severity belongs under `[rules]`."),
        (
            "extends = \"times\"",
            "\"times\": There is no house style `times`; write `ap`, `reuters`, `bbc` or `guardian`.",
        ),
        (
            "strictness = \"through\"",
            "\"through\": There is no strictness `through`; did you mean `thorough`?",
        ),
        (
            "strictness = \"loud\"",
            "\"loud\": There is no strictness `loud`; write `quiet`, `normal` or `thorough`.",
        ),
        ("strictness = 3", "3: `strictness` takes a text in quotation marks, but a number stands here."),
        (
            "stricness = \"quiet\"",
            "stricness: The configuration has no key `stricness`; did you mean `strictness`?",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\nstrictness = \"quite\"",
            "\"quite\": There is no strictness `quite`; did you mean `quiet`?",
        ),
        (
            "[[overrides]]\npaths = [\"a\"]\nstrict = \"quiet\"",
            "strict: `[[overrides]]` has no key `strict`; did you mean `strictness`?",
        ),
        (
            "exclude = \"archive\"",
            "\"archive\": `exclude` takes a list in square brackets, but a text stands here.",
        ),
        (
            "exclude = [\"a[\", 3, \"../b\", \"\"]",
            "\"a[\": The pattern `a[` cannot be used: unclosed character class; missing ']'; write one such as `archive/**`.\n\
             3: `exclude` takes a text in quotation marks, but a number stands here.\n\
             \"../b\": The pattern `../b` leaves the configuration's folder; write it relative to that folder.\n\
             \"\": The pattern `` names no path; write one such as `archive/**`.",
        ),
        ("sourcing.single-source-words = -1", "-1: `single-source-words` counts words: write 0 or more."),
        (
            "sourcing.single-source-words = \"many\"",
            "\"many\": `single-source-words` takes a whole number of words, but a text stands here.",
        ),
        (
            "[sourcing]\nsingle_source_words = 3",
            "single_source_words: `[sourcing]` has no key `single_source_words`; did you mean `single-source-words`?",
        ),
        (
            "roster = \"a.toml\"",
            "\"a.toml\": `roster` takes a list in square brackets, but a text stands here.",
        ),
        (
            "[naming]\nsecond-reference = \"surnam\"",
            "\"surnam\": There is no second reference `surnam`; write `surname`, `honorific` or `full`.",
        ),
        (
            "[[overrides]]\npath = [\"a\"]\npaths = [\"b\"]",
            "path: `[[overrides]]` has no key `path`; did you mean `paths`?",
        ),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
    let unnamed = problems("[[overrides]]\nrules = { naming = \"off\" }");
    assert!(unnamed.contains("This override names no `paths`"), "{unnamed}");
}

#[test]
fn a_syntax_error_is_one_problem_and_the_rest_applies() {
    let text = "[rules]\nnaming = \"off\"\nsourcing = \nattribution = \"hint\"\n";
    let (config, problems) = Config::parse(text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.starts_with("This cannot be read as TOML: "), "{problems:?}");
    let settings = config.settings("a.md", &RuleSelection::default());
    assert_eq!(settings.severity("inconsistent-spelling"), None);
}

const LAYERS: &str = r#"
extends = "ap"
genre = "news"
exclude = ["archive/**", "*.tmp.md", "/top.md"]
[rules]
placeholder = "hint"
draft = "off"
attribution = "info"
[sourcing]
single-source-words = 500
[[overrides]]
paths = ["opinion/**"]
genre = "opinion"
rules = { attribution = "off", unattributed-quote = "error" }
"#;

#[test]
fn layers() {
    let (config, problems) = Config::parse(LAYERS);
    assert_eq!(problems, []);
    let none = RuleSelection::default();
    let news = config.settings("news/a.md", &none);
    assert_eq!(news.severity("placeholder"), Some(Severity::Hint), "a rule's own line beats its group's");
    assert_eq!(news.severity("unattributed-quote"), Some(Severity::Info));
    assert_eq!(news.single_source_words(), 500);
    assert_eq!(news.house_style().map(HouseStyle::name), Some("ap"));
    let opinion = config.settings("opinion/deep/a.md", &none);
    assert_eq!(opinion.severity("vague-attribution"), None);
    assert_eq!(opinion.severity("unattributed-quote"), Some(Severity::Error));

    assert_eq!((news.genre(), opinion.genre()), (Some(Genre::News), Some(Genre::Opinion)));
    let brief = FrontMatter { genre: Some(Genre::Brief), ..FrontMatter::default() };
    assert_eq!(opinion.with_front_matter(&brief).genre(), Some(Genre::Brief), "the draft knows best");

    assert_eq!(
        news.severity("ambiguous-speaker"),
        None,
        "a group does not wake what is off by its own default"
    );
    let (named, _) = Config::parse("[rules]\nambiguous-speaker = \"hint\"\n");
    assert_eq!(named.settings("a.md", &none).severity("ambiguous-speaker"), Some(Severity::Hint));

    let front = FrontMatter { ignore: vec!["sourcing".to_owned()], ..FrontMatter::default() };
    assert_eq!(news.severity("single-source"), Some(Severity::Warning));
    assert_eq!(news.with_front_matter(&front).severity("single-source"), None);
}

#[test]
fn selection() {
    let (config, _) = Config::parse("[rules]\nplaceholder = \"off\"\n");
    let of = |select: &[&str], ignore: &[&str], rule: &str| {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let selection =
            RuleSelection { select: names(select), ignore: names(ignore), ..RuleSelection::default() };
        config.settings("a.md", &selection).severity(rule)
    };
    assert_eq!(of(&[], &[], "placeholder"), None);
    assert_eq!(of(&["placeholder"], &[], "placeholder"), Some(Severity::Error), "named, so it speaks");
    assert_eq!(of(&["draft"], &[], "placeholder"), None, "a group only narrows");
    assert_eq!(of(&["draft"], &[], "single-source"), None);
    assert_eq!(of(&["sourcing"], &["single-source"], "single-source"), None);
    assert_eq!(of(&["single-source"], &["sourcing"], "single-source"), Some(Severity::Warning));
    assert_eq!(of(&["single-source"], &["single-source"], "single-source"), None);
}

#[test]
fn strictness() {
    const NOTHING: &str = "";
    const QUIET: &str = "strictness = \"quiet\"\n";
    const OVERRIDDEN: &str = "strictness = \"quiet\"\n[[overrides]]\npaths = [\"live/**\"]\nstrictness = \"thorough\"\n\
        [[overrides]]\npaths = [\"live/**\"]\nrules = { naming = \"off\" }\n";
    for (text, path, told, editor, expected, said_at) in [
        (NOTHING, "a.md", None, "", Strictness::Normal, None),
        (QUIET, "a.md", None, "", Strictness::Quiet, Some(0)),
        (OVERRIDDEN, "a.md", None, "", Strictness::Quiet, Some(0)),
        (OVERRIDDEN, "live/a.md", None, "", Strictness::Thorough, OVERRIDDEN.rfind("strictness")),
        (OVERRIDDEN, "live/a.md", Some(Strictness::Normal), "", Strictness::Normal, None),
        (NOTHING, "a.md", None, "strictness = \"thorough\"", Strictness::Thorough, None),
        (QUIET, "a.md", None, "strictness = \"thorough\"", Strictness::Quiet, Some(0)),
        (NOTHING, "a.md", Some(Strictness::Quiet), "strictness = \"thorough\"", Strictness::Quiet, None),
    ] {
        let (config, problems) = Config::parse(text);
        assert_eq!(problems, []);
        let selection = RuleSelection { strictness: told, ..RuleSelection::default() };
        let settings = config.settings(path, &selection).with_fallback(&Config::parse(editor).0);
        assert_eq!(settings.strictness(), expected, "{text} {path} {told:?} {editor}");
        let origin = match said_at {
            Some(at) => Origin::Configuration { at: TextSize::new(at as u32), overriding: at > 0 },
            None if told.is_some() => Origin::CommandLine,
            None => Origin::Rule,
        };
        assert_eq!(settings.strictness_origin(), origin, "{text} {path} {told:?} {editor}");
        let front = FrontMatter { genre: Some(Genre::Brief), ..FrontMatter::default() };
        assert_eq!(settings.with_front_matter(&front).strictness(), expected, "whatever the draft is");
    }
}

#[test]
fn a_genre_on_the_command_line_beats_the_configuration_and_not_the_draft() {
    let (config, _) = Config::parse(LAYERS);
    let interview = RuleSelection { genre: Some(Genre::Interview), ..RuleSelection::default() };
    for path in ["news/a.md", "opinion/a.md"] {
        let settings = config.settings(path, &interview);
        assert_eq!(settings.genre(), Some(Genre::Interview), "{path}");
        let brief = FrontMatter { genre: Some(Genre::Brief), ..FrontMatter::default() };
        assert_eq!(settings.with_front_matter(&brief).genre(), Some(Genre::Brief), "{path}");
        assert_eq!(
            settings.with_front_matter(&FrontMatter::default()).genre(),
            Some(Genre::Interview),
            "{path}"
        );
    }
}

#[test]
fn exclusion() {
    let (config, _) = Config::parse(LAYERS);
    for (path, excluded) in [
        ("archive/a.md", true),
        ("archive/deep/a.md", true),
        ("news/archive/a.md", false),
        ("deep/a.tmp.md", true),
        ("top.md", true),
        ("deep/top.md", false),
        ("news/a.md", false),
    ] {
        assert_eq!(config.excludes(path), excluded, "{path}");
    }
    let (config, _) = Config::parse("exclude = [\"drafts\"]");
    assert!(config.excludes("drafts/a.md") && config.excludes("news/drafts/old/a.md"));
}

#[test]
fn a_house_says_which_keys_tell_when_a_draft_is_published() {
    let draft =
        "---\nissued: 2025-03-11\ndate: 11 March 2024\n---\n\nThe committee met on Tuesday, March 11.\n";
    let wrong = |config: &str| {
        let (config, problems) = Config::parse(config);
        assert!(problems.is_empty(), "{problems:?}");
        let found =
            Draft::new(draft, Dialect::Markdown).check(&config.settings("a.md", &RuleSelection::default()));
        found.iter().any(|finding| finding.rule == "wrong-weekday")
    };
    assert!(wrong(""), "11 March 2024 was a Monday");
    assert!(!wrong("[figures]\ndate-keys = [\"issued\", \"date\"]\n"));
    let (_, problems) = Config::parse("[figures]\ndate-key = [\"issued\"]\n");
    assert!(problems[0].message.contains("date-keys"), "{}", problems[0].message);
}
