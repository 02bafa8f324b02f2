//! Quotations against the reporter's notes, from outside: drafts with notes of every layout and what a person would say of each
//! quotation (`tests/notes`), what is read and what is not, and who is told what the notes say.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use folder::Folder;
use serde::Deserialize;
use serde_json::Value;

mod folder;

#[derive(Deserialize)]
struct Expected {
    quotations: Vec<ExpectedQuotation>,
}

#[derive(Deserialize)]
struct ExpectedQuotation {
    /// Words that stand in the draft once.
    words: String,
    /// `exact`, `cleaned`, `changed`, `missing` or `misattributed`.
    status: String,
    /// Words that one of its messages has, with those of the notes shown.
    #[serde(default)]
    says: String,
    /// A misattribution that Copydesk is known to miss.
    #[serde(default)]
    missed: bool,
}

#[test]
fn quotations_are_graded_as_a_person_would() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes");
    let mut failures = String::new();
    let mut count = 0;
    for entry in fs::read_dir(root).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let list = fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Expected =
            serde_json::from_str(&list).unwrap_or_else(|error| panic!("{name}: {error}"));
        let copy = Folder::new(&format!("notes-{name}"));
        for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            copy.write(&file.file_name().unwrap().to_string_lossy(), fs::read(&file).unwrap());
        }
        let text = fs::read_to_string(folder.join("draft.md")).unwrap();
        let (_, found, problems) = copy.run("check --no-config --show-notes --format json draft.md");
        assert_eq!(problems, "", "{name}");
        let found: Value = serde_json::from_str(&found).unwrap();
        for ExpectedQuotation { words, status, says, missed } in expected.quotations {
            let start = text.find(&words).unwrap_or_else(|| panic!("{name}: “{words}” does not stand there"));
            let here = |finding: &&Value| {
                let at = |end: usize| finding["span"][end].as_u64().unwrap() as usize;
                at(0) < start + words.len() && start < at(1)
            };
            let findings = found["diagnostics"].as_array().unwrap().iter().filter(here);
            let findings: Vec<(&str, &str)> = findings
                .map(|finding| (finding["rule"].as_str().unwrap(), finding["message"].as_str().unwrap()))
                .filter(|(rule, _)| RULES.contains(rule))
                .collect();
            let rules: Vec<&str> = findings.iter().map(|(rule, _)| *rule).collect();
            let any = |wanted: &[&str]| rules.iter().any(|rule| wanted.contains(rule));
            let right = match status.as_str() {
                "exact" | "cleaned" => rules.is_empty(),
                "changed" => !rules.is_empty(),
                "missing" => any(&["unrecorded-quote"]),
                _ => any(&["misattributed-quote"]),
            };
            let right = right && (says.is_empty() || findings.iter().any(|(_, told)| told.contains(&says)));
            count += 1;
            if right == missed {
                writeln!(failures, "{name}: “{words}” is {status}: {findings:?}").unwrap();
            }
        }
    }
    assert!(count >= 68, "only {count} quotations");
    assert!(failures.is_empty(), "\n{failures}");
}

const RULES: [&str; 4] = ["altered-quote", "stitched-quote", "misattributed-quote", "unrecorded-quote"];

const DRAFT: &str = "---\ncopydesk:\n  notes: talk.vtt\n---\n\n“We will repair the pier in spring,” Ana Lopez, the engineer, said.\n";
const TALK: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n<v Ana Lopez>We will, um, dismantle the pier in spring, perhaps.\n";

/// A draft that quotes the notes beside it with another word.
fn desk(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("draft.md", DRAFT).write("talk.vtt", TALK).write(".git/HEAD", "");
    folder
}

#[test]
fn what_programs_are_told_has_no_word_of_the_notes() {
    let folder = desk("notes-privacy");
    for format in ["text", "json", "jsonl", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson"] {
        let told = folder.run(&format!("check --format {format} draft.md"));
        assert!(told.1.contains("altered-quote"), "{format}: {}", told.1);
        assert!(told.1.contains("talk.vtt, 00:00:01"), "{format}: {}", told.1);
        assert!(!told.1.contains("dismantle") && !told.2.contains("dismantle"), "{format}: {}", told.1);
    }
    for other in ["report draft.md", "inspect draft.md", "explain --format json altered-quote draft.md:6"] {
        let (code, told, wrong) = folder.run(other);
        assert!(
            code < 2 && !told.contains("dismantle") && !wrong.contains("dismantle"),
            "{other}: {told}{wrong}"
        );
    }
    for format in ["html", "csv", "md"] {
        let (code, sheet, _) = folder.run(&format!("sheet --format {format} draft.md"));
        assert!(code == 0 && sheet.contains("recorded in other words: talk.vtt, 00:00:01"), "{sheet}");
        assert!(!sheet.contains("dismantle"), "{sheet}");
        let (_, sheet, _) = folder.run(&format!("sheet --with-notes --format {format} draft.md"));
        assert!(sheet.contains("Ana Lopez: “We will, um, dismantle the pier in spring”"), "{sheet}");
    }
    let told = folder.run("check --show-notes --format json draft.md").1;
    assert!(told.contains("dismantle"), "{told}");
    let (_, page, _) = folder.run("report --with-notes draft.md");
    assert!(page.contains("Ana Lopez: “We will, um, dismantle the pier in spring”"), "{page}");
}

/// The sheet is read without the findings: what stands there as recorded must not hide whose words the notes say they are.
#[test]
fn the_sheet_tells_words_in_another_mouth() {
    let folder = Folder::new("notes-another-mouth");
    folder.write(
        "talk.txt",
        "Ana Lopez: It was a long night for all of us.\n\nTom Beecher: I was asleep by nine.\n",
    );
    let head = "---\ncopydesk:\n  notes: talk.txt\n---\n\n";
    let quotation = "“It was a long night for all of us,” said Tom Beecher.\n";
    folder.write("draft.md", format!("{head}{quotation}"));
    let (_, sheet, _) = folder.run("sheet --format markdown draft.md");
    assert!(sheet.contains("recorded in these words, but of somebody else than the draft says"), "{sheet}");
    folder.write("draft.md", format!("{head}{}", quotation.replace("Tom Beecher", "Ana Lopez")));
    let (_, sheet, _) = folder.run("sheet --format markdown draft.md");
    assert!(sheet.contains("recorded in these words: talk.txt"), "{sheet}");
}

#[test]
fn no_notes_are_read_where_that_is_asked_for() {
    let folder = desk("notes-none");
    for command in ["check", "report --with-notes", "sheet --with-notes", "inspect"] {
        let (_, told, wrong) = folder.run(&format!("{command} --no-notes draft.md"));
        let silent = !told.contains("talk.vtt, 00:00:01") && !told.contains("dismantle") && wrong.is_empty();
        assert!(silent, "{command}: {told}{wrong}");
    }
}

#[test]
fn a_name_is_held_against_what_people_wrote_down() {
    let folder = Folder::new("notes-names");
    let draft = |notes: &str| {
        format!(
            "---\ncopydesk: {{notes: [{notes}]}}\n---\n\nMaria Linqvist, a surveyor, counted the weirs by hand.\n"
        )
    };
    folder.write("report.md", "The survey was led by Maria Lindqvist.\n").write(".git/HEAD", "");
    for (notes, told) in [
        ("{file: report.md, kind: document}", true),
        ("{file: report.md, kind: notes}", true),
        ("{file: report.md, kind: notes, machine: true}", false),
        ("report.md", false),
    ] {
        folder.write("draft.md", draft(notes));
        let (_, found, _) = folder.run("check --format json draft.md");
        assert_eq!(
            found.contains("spelled otherwise in the notes (report.md, line 1)"),
            told,
            "{notes}: {found}"
        );
        assert!(!found.contains("Lindqvist"), "{found}");
        let (_, shown, _) = folder.run("check --show-notes --format json draft.md");
        assert_eq!(shown.contains("is spelled “Maria Lindqvist” in the notes"), told, "{notes}: {shown}");
    }
    // Notes that have both spellings say nothing.
    folder.write("report.md", "The survey was led by Maria Lindqvist. Maria Linqvist counted.\n");
    folder.write("draft.md", draft("{file: report.md, kind: document}"));
    assert!(!folder.run("check --format json draft.md").1.contains("inconsistent-spelling"));
}

/// What the program says of a draft on its input.
fn piped(folder: &Folder, arguments: &str, input: &str) -> (i32, String, String) {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_draft_through_a_pipe_has_its_notes_where_it_is_said_to_lie() {
    let folder = desk("notes-piped");
    let named = piped(&folder, "check - --stdin-filename draft.md", DRAFT);
    assert!(named.0 == 1 && named.1.contains("altered-quote"), "{named:?}");
    folder.write("elsewhere/other.txt", "");
    let elsewhere = piped(&folder, "check - --stdin-filename elsewhere/draft.md", DRAFT);
    assert!(elsewhere.2.contains("There are no notes `talk.vtt`"), "{elsewhere:?}");
    let bare = piped(&folder, "check -", DRAFT);
    assert!(bare.0 == 0 && bare.2.contains("--stdin-filename"), "{bare:?}");
    assert_eq!(piped(&folder, "check --require-notes -", DRAFT).0, 2);
}

#[test]
fn nothing_of_the_notes_is_kept_or_written_into_the_draft() {
    let folder = desk("notes-kept");
    folder.run("check draft.md");
    folder.run("check --write-baseline known.json draft.md");
    let known = fs::read_to_string(folder.0.join("known.json")).unwrap();
    assert!(known.contains("altered-quote") && !known.contains("dismantle"), "{known}");
    let cache = folder.0.join(".cache/copydesk");
    assert!(!cache.exists() || fs::read_dir(cache).unwrap().next().is_none());
    let diff = folder.run("check --diff --unsafe-fixes draft.md").1;
    assert!(!diff.contains("dismantle"), "{diff}");
    folder.run("check --fix --unsafe-fixes draft.md");
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), DRAFT);
    // Other notes are other findings, whatever was found before.
    folder.write("talk.vtt", TALK.replace("dismantle", "repair"));
    assert_eq!(folder.run("check draft.md").0, 0);
}

#[test]
fn notes_that_are_not_there_are_told_and_fail_only_where_that_is_asked_for() {
    let folder = desk("notes-missing");
    fs::remove_file(folder.0.join("talk.vtt")).unwrap();
    let (code, told, note) = folder.run("check draft.md");
    assert_eq!((code, told.contains("-quote")), (0, false), "{told}");
    assert!(note.contains("draft.md:3: There are no notes `talk.vtt`"), "{note}");
    assert_eq!(folder.run("check --require-notes draft.md").0, 2);
    // In a folder that the configuration names, or that whoever runs the program allows.
    folder.write("interviews/talk.vtt", TALK).write("copydesk.toml", "[notes]\nfolders = [\"interviews\"]\n");
    assert_eq!(folder.run("check --require-notes draft.md").0, 1);
    let far = Folder::new("notes-far");
    far.write("talk.vtt", TALK);
    let root = far.0.to_str().unwrap();
    folder.write("copydesk.toml", "");
    assert_eq!(folder.run(&format!("check --require-notes --notes-root {root} draft.md")).0, 1);
}

#[test]
fn notes_that_may_not_be_read_cost_nothing_else() {
    let folder = desk("notes-refused");
    let far = Folder::new("notes-outside");
    far.write("key.txt", "We will dismantle the pier in spring");
    let outside = far.0.join("key.txt");
    folder.write("not.txt", [0x57, 0xff, 0xfe]);
    fs::File::create(folder.0.join("big.txt")).unwrap().set_len(1 << 30).unwrap();
    for (file, why) in [
        (outside.to_str().unwrap(), "from the draft's folder on"),
        ("../../../../../../etc/hosts.txt", "outside"),
        ("not.txt", "UTF-8"),
        ("big.txt", "longer than 2 MB"),
        ("draft.sh", "end in .txt"),
    ] {
        folder.write("draft.md", format!("---\ncopydesk: {{notes: [\"{file}\", talk.vtt]}}\n---\n\n“We will repair the pier in spring,” Ana Lopez, the engineer, said. It costs TKTK.\n"));
        let (code, told, note) = folder.run("check draft.md");
        assert!(note.contains(why), "{file}: {note}");
        assert!(
            code == 1 && told.contains("altered-quote") && told.contains("placeholder"),
            "{file}: {told}"
        );
    }
}

#[test]
fn a_house_says_how_it_quotes() {
    let folder = desk("notes-manner");
    let draft = DRAFT.replace("repair the pier in spring", "dismantle the pier in spring perhaps");
    folder.write("draft.md", draft).write("talk.vtt", TALK.replace("pier in", "pier, basically, in"));
    assert_eq!(folder.run("check draft.md").0, 1);
    folder.write("copydesk.toml", "[notes]\nfillers = [\"basically\"]\nquotes = \"tidied\"\n");
    let (code, told, _) = folder.run("check draft.md");
    assert_eq!(code, 0, "{told}");
    // Another form of the same word is a hint there, and another word none.
    for (recorded, severity) in
        [("We was dismantling", "hint"), ("We are dismantling", "hint"), ("We saw", "warning")]
    {
        folder.write("talk.vtt", TALK.replace("We will, um, dismantle", recorded));
        folder.write("draft.md", DRAFT.replace("We will repair", "We were dismantling"));
        let (_, told, _) = folder.run("check draft.md");
        assert!(told.contains(&format!("{severity}: ")), "{recorded}: {told}");
    }
}

#[test]
fn inspect_tells_where_the_notes_have_a_quotation() {
    let folder = desk("notes-inspect");
    let told: Value = serde_json::from_str(&folder.run("inspect draft.md").1).unwrap();
    let record = &told["quotations"][0]["record"];
    assert_eq!(record["status"], "changed");
    assert_eq!((record["file"].as_str(), record["at"].as_str()), (Some("talk.vtt"), Some("00:00:01")));
    assert_eq!(record["speaker"], "Ana Lopez");
    let span = |end: usize| record["span"][end].as_u64().unwrap() as usize;
    assert_eq!(&TALK[span(0)..span(1)], "We will, um, dismantle the pier in spring");
    folder.write("plain.md", "“We will,” Ana Lopez, the engineer, said.\n");
    let told: Value = serde_json::from_str(&folder.run("inspect plain.md").1).unwrap();
    assert!(told.get("quotations").is_none());
}
