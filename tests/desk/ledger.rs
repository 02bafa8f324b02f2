//! Who and what drafts rest on. Each case of `tests/ledger/cases.md` is a draft and its ledger: kind, name and how many
//! statements, and the links; in brackets who is heard only through another or only said to think. And wherever sources are
//! counted, it is the ledger that is counted.

use copydesk_desk::{Draft, Inspection, Settings, SourceKind, SourceSummary};
use copydesk_text::Dialect;

use crate::cases;

fn inspect(text: &str) -> Inspection {
    Draft::new(text, Dialect::Markdown).inspect(&Settings::default())
}

fn line(source: &SourceSummary) -> String {
    let links = " + a link".repeat(source.links.len());
    let words = format!("{}: {} × {}{links}", source.kind.name(), source.name, source.attributions.len());
    if source.first_hand { words } else { format!("({words})") }
}

#[test]
fn the_ledger_tells_sources_apart() {
    cases::hold(cases::all(include_str!("../ledger/cases.md")).map(|(title, lines)| {
        let (expected, text): (Vec<&str>, Vec<&str>) = lines.lines().partition(|line| line.starts_with("- "));
        let expected: Vec<&str> = expected.iter().map(|line| &line[2..]).collect();
        let found: Vec<String> = inspect(&text.join("\n")).ledger.iter().map(line).collect();
        (title, if found == expected { Vec::new() } else { vec![format!("{found:#?}")] })
    }));
}

/// Every draft of `tests/drafts`, with its name.
fn drafts() -> impl Iterator<Item = (String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let paths = std::fs::read_dir(folder).expect("the drafts").map(|entry| entry.expect("a draft").path());
    let drafts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    drafts.map(|path| (path.display().to_string(), std::fs::read_to_string(path).expect("a draft")))
}

#[test]
fn every_count_of_sources_is_the_ledgers() {
    let mut seen = 0;
    for (name, text) in drafts() {
        let draft = Draft::new(&text, Dialect::Markdown);
        let inspection = draft.inspect(&Settings::default());
        let counts = inspection.source_counts();
        let all = counts.named + counts.described + counts.anonymous + counts.documents;
        assert_eq!(all, inspection.sources().count(), "{name}");
        // Each statement stands on the list of its source; those who say it with the source have it on theirs.
        for (number, attribution) in inspection.attributions.iter().enumerate() {
            let on_lists: Vec<usize> = (0..inspection.ledger.len())
                .filter(|&source| inspection.ledger[source].attributions.contains(&number))
                .collect();
            assert_eq!(on_lists.is_empty(), attribution.ledger.is_none(), "{name}");
            assert!(attribution.ledger.is_none_or(|source| on_lists.contains(&source)), "{name}");
            let mut others = on_lists.iter().filter(|source| Some(**source) != attribution.ledger);
            assert!(others.all(|&source| inspection.ledger[source].actor.is_some()), "{name}");
            seen += on_lists.len();
        }
        for card in draft.cards(&Settings::default()) {
            let mine = |source: &&SourceSummary| source.actor == Some(card.actor);
            let sources: Vec<_> = inspection.ledger.iter().filter(mine).collect();
            assert!(sources.len() <= 1, "{} stands twice in {name}", card.name);
            assert!(sources.iter().all(|source| source.kind == SourceKind::Named), "{name}");
            let statements = sources.first().map_or(0, |source| source.attributions.len());
            assert_eq!(inspection.actors[card.actor].attributions, statements, "{} in {name}", card.name);
            assert!(card.said.len() <= statements, "{} in {name}", card.name);
        }
    }
    assert!(seen > 100, "{seen} statements seen");
}
