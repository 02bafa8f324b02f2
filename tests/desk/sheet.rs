//! The fact-check sheet: of every example draft each entry is expected, in the files of `tests/sheet`; and what the command line
//! writes, and never writes over. `SHEET=overwrite cargo test --test desk sheet::` writes the files anew: read the difference.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::Folder;
use copydesk_desk::{
    Accused, Backing, Detail, Draft, EntryKind, Settings, SheetEntry, fact_sheet, legal_read,
};
use copydesk_text::Dialect;

/// Every example draft.
fn drafts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_draft = |path: &PathBuf| path.extension().is_some_and(|ending| ending != "toml");
    let mut drafts: Vec<PathBuf> = paths.filter(is_draft).collect();
    drafts.sort();
    drafts
}

fn read(path: &Path) -> (String, Draft) {
    let text = fs::read_to_string(path).unwrap();
    let mdx = path.extension().is_some_and(|ending| ending == "mdx");
    let draft = Draft::new(&text, if mdx { Dialect::Mdx } else { Dialect::Markdown });
    (text, draft)
}

/// Holds what is found against a file of `tests/sheet`, or writes it there.
fn hold(draft: &Path, ending: &str, found: &str) -> Option<String> {
    let name = format!("{}.{ending}", draft.file_stem().unwrap().to_string_lossy());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheet").join(&name);
    if std::env::var_os("SHEET").is_some_and(|it| it == "overwrite") {
        fs::write(&file, found).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if expected == found {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let lost = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}\n"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}\n"));
    Some(format!("{name}:\n{}", lost.chain(come).collect::<String>()))
}

/// An entry on one line: what, the words, what more, and where the draft has it from.
fn line(entry: &SheetEntry) -> String {
    let mut line =
        format!("{}: {}", entry.kind.name(), entry.words.split_whitespace().collect::<Vec<_>>().join(" "));
    match &entry.detail {
        Some(Detail::Of(name)) => write!(line, " | of {name}").unwrap(),
        Some(Detail::Otherwise(name)) => write!(line, " | otherwise {name}").unwrap(),
        Some(Detail::Target(target)) => write!(line, " | {target}").unwrap(),
        None => {}
    }
    for again in &entry.again {
        write!(line, " | again {}", again.words).unwrap();
    }
    match &entry.backing {
        Backing::Nobody => {}
        Backing::Said { name, kind, quoted } => {
            write!(line, " <- {} {name}{}", kind.name(), if *quoted { ", quoted" } else { "" }).unwrap();
        }
        Backing::Carried { name, kind } => write!(line, " <- carried {} {name}", kind.name()).unwrap(),
        Backing::Linked { target } => write!(line, " <- link {target}").unwrap(),
        Backing::Footnote { label } => write!(line, " <- footnote {label}").unwrap(),
    }
    line
}

#[test]
fn every_entry_of_every_draft_is_the_one_expected() {
    let mut wrong = Vec::new();
    let mut seen = [0; EntryKind::ALL.len()];
    let with_heads = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheet/cleared.md");
    for path in drafts().into_iter().chain([with_heads]) {
        let (text, draft) = read(&path);
        let settings = Settings::default();
        let entries = fact_sheet(&draft.facts(&settings));
        for entry in &entries {
            seen[EntryKind::ALL.iter().position(|&kind| kind == entry.kind).unwrap()] += 1;
            assert!(entry.sentence.contains_range(entry.range), "{}: {entry:?}", path.display());
            assert!(usize::from(entry.sentence.end()) <= text.len());
        }
        let lines: String = entries.iter().map(|entry| line(entry) + "\n").collect();
        wrong.extend(hold(&path, "facts", &lines));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen.iter().all(|&count| count > 0), "each kind is seen: {seen:?}");
}

/// Everybody who is accused: the charges, how far it has gone, the answers, what is asked.
fn legal(text: &str, accused: &Accused) -> String {
    let flat = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = format!("{}\n", accused.name.as_deref().unwrap_or("(nobody by name)"));
    for charge in &accused.charges {
        let by = match &charge.backing {
            Backing::Said { name, kind, .. } | Backing::Carried { name, kind } => {
                format!("{} {name}", kind.name())
            }
            Backing::Linked { target } => format!("link {target}"),
            Backing::Footnote { label } => format!("footnote {label}"),
            Backing::Nobody => "nobody".to_owned(),
        };
        let (part, stance) = (charge.part.name(), charge.stance.name());
        writeln!(lines, "  {part}, {stance}: {} <- {by}", flat(&charge.words)).unwrap();
    }
    for step in &accused.steps {
        writeln!(lines, "  step {:?}: {}", step.kind, step.words).unwrap();
    }
    for answer in &accused.answers {
        let how = if answer.speaks_only { "speaks" } else { "answers" };
        writeln!(lines, "  {how}: {}", flat(&text[answer.range])).unwrap();
    }
    for prompt in &accused.prompts {
        writeln!(lines, "  ? {prompt}").unwrap();
    }
    lines
}

#[test]
fn everybody_who_is_accused_is_on_the_legal_read() {
    let mut wrong = Vec::new();
    for path in drafts() {
        let (text, draft) = read(&path);
        let settings = Settings::default();
        let read = legal_read(&draft.facts(&settings));
        let lines: String = read.iter().map(|accused| legal(&text, accused)).collect();
        wrong.extend(hold(&path, "legal", &lines));
    }
    for file in ["accused.md", "cleared.md", "harmless.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheet").join(file);
        let (text, draft) = read(&path);
        let settings = Settings::default();
        let read = legal_read(&draft.facts(&settings));
        let lines: String = read.iter().map(|accused| legal(&text, accused)).collect();
        wrong.extend(hold(&path, "legal", &lines));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const STORY: &str = "# A | B <b>\n\nMayor Ana Lund said on Monday that =1+1 of 31 geese were lost. “We will not stop,” she said.\n";

#[test]
fn a_sheet_is_a_page_a_table_and_markdown() {
    let folder = Folder::new("sheet");
    folder.write("story.md", STORY);
    for (file, words) in [
        ("sheet.html", "<mark>31 geese</mark>"),
        ("sheet.csv", "\"figure\",\"31 geese\",\"Ana Lund, told\""),
        ("sheet.md", "| figure | 31 geese | Ana Lund, told |"),
    ] {
        let (status, out, complaint) = folder.run(&format!("sheet story.md -o {file}"));
        assert!(status == 0 && out.is_empty() && complaint.is_empty(), "{complaint}");
        let sheet = fs::read_to_string(folder.0.join(file)).unwrap();
        assert!(sheet.contains(words), "{file}: {sheet}");
        // Again, over its own.
        assert_eq!(folder.run(&format!("sheet story.md -o {file}")).0, 0);
    }
    assert!(folder.run("sheet story.md --format csv").1.starts_with("\u{feff}\"Done\",\"No.\""));
    // What it wrote in markdown is no draft to find fault with.
    let (status, out, complaint) = folder.run("check sheet.md");
    assert!(status == 0 && out.contains("No findings"), "{out}{complaint}");
}

#[test]
fn a_sheet_is_never_written_over_a_draft() {
    let folder = Folder::new("sheet-over");
    folder.write("story.md", STORY).write("other.md", "TK\n").write("copydesk.toml", "");
    for (command, complaint) in [
        ("sheet story.md -o story.md", "story.md is there already and may be a draft"),
        ("sheet story.md -o other.md", "other.md is there already and may be a draft"),
        ("sheet story.md -o copydesk.toml", "has the name of a configuration"),
        ("sheet missing.md -o sheet.html", "no such file"),
    ] {
        let (status, _, told) = folder.run(command);
        assert!(status == 2 && told.contains(complaint), "{command}: {told}");
    }
    assert_eq!(fs::read_to_string(folder.0.join("story.md")).unwrap(), STORY);
    assert_eq!(fs::read_to_string(folder.0.join("other.md")).unwrap(), "TK\n");
    let (status, _, told) = Folder::new("sheet-none").run("sheet -o sheet.html");
    assert!(status == 2 && told.contains("no draft to list"), "{told}");
}
