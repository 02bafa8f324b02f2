//! The command line from outside: what people and scripts see. Most cases are data under `tests/cli`; here is what needs a
//! folder of its own, a pipe, or a look at a file that was written.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::Stdio;

use folder::Folder;

mod folder;

#[test]
fn cases() {
    trycmd::TestCases::new()
        .case("tests/cli/*.trycmd")
        .case("tests/cli/*.toml")
        // Whoever runs the tests may have a width in the environment; an empty one is none.
        .env("COLUMNS", "")
        .env("GITHUB_WORKSPACE", "")
        // The drafts of a case are named from its own folder on, not from this repository's root.
        .env("CI_PROJECT_DIR", ".")
        .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"))
        .insert_var("[VERSION]", env!("CARGO_PKG_VERSION"))
        .expect("the name of the variable is well-formed")
        .run();
}

#[test]
fn gitignore_is_honoured_also_outside_a_repository() {
    let folder = Folder::new("gitignore");
    folder.write(".gitignore", "ignored.md\n").write("ignored.md", "TKTK\n").write("kept.md", "Text.\n");
    let (status, out, _) = folder.run("check --select placeholder");
    assert_eq!((status, out.as_str()), (0, "No findings in 1 draft (1 word).\n"));
    assert_eq!(folder.run("check --select placeholder ignored.md").0, 1, "a file that is named is checked");
}

#[test]
fn a_hook_may_name_what_is_excluded() {
    let folder = Folder::new("excluded");
    folder.write("copydesk.toml", "exclude = [\"archive/**\"]\n").write("archive/old.md", "TKTK\n");
    assert_eq!(folder.run("check --quiet archive/old.md").0, 1);
    assert_eq!(folder.run("check --quiet --force-exclude archive/old.md").0, 0);
}

#[test]
fn a_service_finds_the_drafts_from_its_checkout_on() {
    let folder = Folder::new("checkout");
    folder.write("desk/draft.md", "TKTK\n").write("desk/broken.md", b"\xff\0").write(".git/HEAD", "");
    let whole = folder.0.join("desk/draft.md");
    for (format, shown) in [
        ("github", "file=desk/draft.md,"),
        ("gitlab", "\"path\": \"desk/draft.md\""),
        ("sarif", "\"uri\": \"desk/draft.md\""),
        ("rdjson", "\"path\": \"desk/draft.md\""),
    ] {
        // Where no service names its folder, it is the repository.
        for variable in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "NONE"] {
            for draft in ["draft.md", "../desk/draft.md", whole.to_str().unwrap()] {
                let mut command = folder.command("check --format");
                command.args([format, draft, "broken.md"]).current_dir(folder.0.join("desk"));
                command.env_remove("GITHUB_WORKSPACE").env_remove("CI_PROJECT_DIR");
                let output = command.env(variable, &folder.0).output().unwrap();
                let text = String::from_utf8(output.stdout).unwrap();
                assert!(text.contains(shown), "{format} {variable} {draft}: {text}");
                assert!(text.contains("desk/broken.md") && text.contains("UTF-8"), "{format}: {text}");
            }
        }
    }
}

#[test]
fn the_configuration_is_not_looked_for_above_the_repository() {
    let folder = Folder::new("root");
    folder.write("copydesk.toml", "[rules]\nplaceholder = \"off\"\n").write("inside/draft.md", "TKTK\n");
    assert_eq!(folder.run("check --quiet inside").0, 0);
    folder.write("inside/.git/HEAD", "");
    assert_eq!(folder.run("check --quiet inside").0, 1);
}

#[test]
fn init_writes_a_configuration_without_problems_and_never_overwrites() {
    let folder = Folder::new("init");
    let (status, out, _) = folder.run("init");
    assert!(status == 0 && out.starts_with("Wrote copydesk.toml. "), "{status} {out}");
    folder.write("draft.md", "TKTK\n");
    assert_eq!(folder.run("check --select placeholder --quiet").0, 1);
    let (status, _, complaint) = folder.run("init");
    let expected = "error: copydesk.toml is already here; edit it, or take it away first.\n";
    assert_eq!((status, complaint.as_str()), (2, expected));
}

#[test]
fn output_goes_to_a_file_without_colour() {
    let folder = Folder::new("output");
    folder.write("draft.md", "TKTK\n");
    let (status, out, _) = folder.run("check --select placeholder --color always --output found.log");
    assert_eq!((status, out.as_str()), (1, ""));
    let found = fs::read_to_string(folder.0.join("found.log")).unwrap();
    assert!(
        found.starts_with("draft.md:1:1: error: “TKTK”")
            && found.contains("\n1 error in 1 draft (1 word).\n"),
        "{found}"
    );
    let (status, _, complaint) = folder.run("check --output missing/found.log draft.md");
    assert!(status == 2 && complaint.contains("cannot write to missing/found.log"), "{complaint}");
}

#[test]
fn a_report_shows_the_words_of_a_draft_and_never_their_markup() {
    let folder = Folder::new("report");
    let hostile = "</title></style><script>x=1</script><img src=x onerror='x'>\" onload=\"x\u{0}";
    folder.write("copydesk.toml", "roster = [\"actors.toml\"]\n");
    let entry =
        "[[actor]]\nname = \"Anna Berg\"\nlink = \"javascript:x\"\ndescription = \"<script>x</script>\"\n";
    folder.write("actors.toml", entry);
    let escaped = hostile.replace(['<', '`'], "\\<");
    let text = format!(
        "# Title {escaped}\n\n“It will end {escaped} soon,” Mayor Anna Berg {escaped} said. `{hostile}` TKTK\n\n\
         According to {escaped} officials, it is so. [{escaped}](javascript:x) See {escaped}TKTK.\n"
    );
    folder.write("a <b> & c.md", &text).write("other.md", "Prices rose, said Anna Berg.\n");
    for paths in ["a\u{20}<b> & c.md", "."] {
        let mut command = folder.command("report -o page.html");
        let output = command.arg(paths).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let page = fs::read_to_string(folder.0.join("page.html")).unwrap();
        for markup in ["<script", "<img", "a <b>", "javascript:x\"", "onload=\"", "\u{0}"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert_eq!(page.matches("<style>").count(), 1);
        assert!(page.contains("&lt;script&gt;x=1&lt;/script&gt;"), "the words are there");
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    }
}

#[test]
fn a_report_needs_a_draft() {
    let folder = Folder::new("no-report");
    let (status, out, complaint) = folder.run("report -o page.html");
    assert!(status == 2 && out.is_empty() && complaint.contains("no draft to report on"), "{complaint}");
    folder.write("draft.md", "Text.\n").write("broken.md", b"\xff\0");
    let (status, _, complaint) = folder.run("report -o page.html");
    assert!(status == 2 && complaint.contains("broken.md") && complaint.contains("UTF-8"), "{complaint}");
    assert!(fs::read_to_string(folder.0.join("page.html")).unwrap().contains("draft.md"));
}

#[test]
fn what_was_checked_before_is_remembered_until_it_changes() {
    let folder = Folder::new("remembered");
    folder.write("copydesk.toml", "roster = [\"actors.toml\"]\n").write("actors.toml", "");
    folder
        .write("one.md", "\u{feff}TKTK people came to Kyiv.\n")
        .write("two.md", "All of them went to Kiev.\n");
    let remembered = || match fs::read_dir(folder.0.join(".cache/copydesk")) {
        Ok(entries) => entries.count(),
        Err(_) => 0,
    };
    let first = folder.run("check --no-cache .");
    assert_eq!(remembered(), 0);
    assert_eq!(folder.run("check ."), first);
    assert_eq!(remembered(), 2);
    let entries: Vec<_> = fs::read_dir(folder.0.join(".cache/copydesk")).unwrap().flatten().collect();
    let (one, two) = (entries[0].path(), entries[1].path());
    assert_eq!(folder.run("check ."), first);
    fs::write(&one, b"broken").unwrap();
    fs::remove_file(&two).unwrap();
    assert_eq!(folder.run("check ."), first);
    assert_eq!(remembered(), 2);
    folder.write("actors.toml", "[[actor]]\nname = 'Kyiv'\nkind = 'place'\navoid = ['Kiev']\n");
    let told = folder.run("check .").1;
    assert!(told.contains("“Kiev” is called “Kyiv” in the newsroom's roster"), "the roster counts: {told}");
    assert_eq!(told.matches("two.md:1:21: ").count(), 1, "one rule speaks, once: {told}");
    folder.write("copydesk.toml", "[rules]\nplaceholder = \"off\"\n");
    assert!(!folder.run("check .").1.contains("TKTK"), "the configuration counts");
    assert!(folder.run("check --select placeholder .").1.contains("TKTK"), "the command line counts");
    folder.write("one.md", "It rained.\n").run("check --fix .");
    assert!(!folder.run("check --select placeholder .").1.contains("TKTK"), "the draft counts");
}

#[test]
fn a_report_is_of_what_the_command_line_says_a_draft_is() {
    let folder = Folder::new("report-genre");
    folder.write("copydesk.toml", "genre = \"news\"\n[sourcing]\nsingle-source-words = 5\n");
    folder.write(
        "draft.md",
        "The bridge is safe, said Lena Ostrow. It is old, Ostrow said. She said it creaks.\n",
    );
    for (choice, found) in [("", true), (" --genre brief", false), (" --genre news --strictness quiet", true)]
    {
        let (status, page, _) = folder.run(&format!("report draft.md{choice}"));
        assert_eq!((status, page.contains("single-source")), (0, found), "{choice}: {page}");
    }
}

#[test]
fn colour_is_a_matter_of_choice() {
    let folder = Folder::new("colour");
    folder.write("draft.md", "TKTK\n");
    assert!(folder.run("check --color always --select placeholder").1.contains("\u{1b}["));
    assert!(!folder.run("check --color never --select placeholder").1.contains('\u{1b}'));
    assert!(!folder.run("check --select placeholder").1.contains('\u{1b}'), "not on a pipe");
}

#[test]
fn lines_are_as_wide_as_the_reader_wants() {
    let folder = Folder::new("width");
    folder.write("draft.md", "He said TKTK people came to the harbour on Monday, and others did not come.\n");
    let arguments = "check --select placeholder --quiet";
    let output = folder.command(arguments).env("COLUMNS", "60").output().unwrap();
    let expected = "\
draft.md:1:9: error: “TKTK” is a placeholder: fill it in, or
  take it out, before this is published. [placeholder]
    He said TKTK people came to the harbour on Monday, …
            ^^^^
";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert_eq!(folder.run(arguments).1.lines().count(), 3, "a pipe has the whole message on one line");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = Folder::new("pipe");
    folder.write("draft.md", "TKTK and more words.\n\n".repeat(20_000));
    for format in ["text", "json"] {
        let mut command = folder.command(&format!("check --select placeholder --format {format}"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn threads_do_not_change_the_order() {
    let folder = Folder::new("order");
    for number in 0..60 {
        folder.write(&format!("{}/{number}.md", number % 7), "TKTK\n".repeat(number % 5));
    }
    let alone = folder.run("check --select placeholder --format json --jobs 1");
    for _ in 0..5 {
        assert_eq!(folder.run("check --select placeholder --format json --jobs 8"), alone);
    }
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    use std::os::unix::fs::symlink;
    use std::time::{Duration, Instant};
    let folder = Folder::new("regular");
    for draft in ["draft.md", "desk/draft.md", "rosters/draft.md", "settings/draft.md"] {
        folder.write(draft, "TKTK\n");
    }
    for name in ["pipe", "desk/pipe.md", "settings/copydesk.toml"] {
        assert!(std::process::Command::new("mkfifo").arg(folder.0.join(name)).status().unwrap().success());
    }
    symlink(folder.0.join("pipe"), folder.0.join("link.md")).unwrap();
    for list in
        ["ignored/a/.gitignore", "ignored/b/.ignore", "ignored/c/.git/info/exclude", "above/.gitignore"]
    {
        let list = folder.0.join(list);
        fs::create_dir_all(list.parent().unwrap()).unwrap();
        symlink(folder.0.join("pipe"), list).unwrap();
    }
    for draft in ["ignored/draft.md", "ignored/a/x/draft.md", "ignored/c/draft.md", "above/below/draft.md"] {
        folder.write(draft, "TKTK\n");
    }
    folder.write("rosters/copydesk.toml", "roster = [\"actors.toml\", \"/dev/zero\"]\n");
    symlink(folder.0.join("pipe"), folder.0.join("rosters/actors.toml")).unwrap();
    for (arguments, told) in [
        ("check --quiet link.md draft.md", vec!["link.md"]),
        ("check --quiet desk", vec!["desk/pipe.md"]),
        ("check --quiet /dev/zero draft.md", vec!["/dev/zero"]),
        ("check --quiet rosters", vec!["rosters/actors.toml", "/dev/zero"]),
        ("check --quiet settings", vec!["settings/copydesk.toml"]),
        ("roster check /dev/zero", vec!["/dev/zero"]),
        ("roster import pipe", vec!["pipe"]),
        ("check --quiet --baseline pipe draft.md", vec!["pipe"]),
        ("check --quiet --config pipe draft.md", vec!["pipe"]),
        ("inspect link.md", vec!["link.md"]),
        ("check --quiet ignored", vec!["a/.gitignore", "b/.ignore", "c/.git/info/exclude"]),
        ("check --quiet above/below draft.md", vec!["above/.gitignore"]),
        ("inspect ignored", vec!["a/.gitignore"]),
    ] {
        let mut command = folder.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let end = Instant::now() + Duration::from_secs(60);
        while child.try_wait().unwrap().is_none() {
            if Instant::now() > end {
                child.kill().unwrap();
                panic!("{arguments} waits");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = child.wait_with_output().unwrap();
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}: {complaint}");
        for name in told {
            let line =
                complaint.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{complaint}"));
            assert!(
                line.contains("a pipe or a device, and only regular files are read")
                    || line.contains("cannot read the baseline")
                    || line.contains("is a pipe or a device: take that away, or name the drafts"),
                "{arguments}: {complaint}"
            );
        }
        if arguments.starts_with("check") && !arguments.contains("baseline") {
            assert!(
                String::from_utf8(output.stdout).unwrap().contains("TKTK"),
                "the draft beside it is checked"
            );
        }
    }
    let here = folder.command("check --quiet .").current_dir(folder.0.join("ignored/a")).output().unwrap();
    let complaint = String::from_utf8(here.stderr).unwrap();
    assert!(complaint.starts_with(".: error: It was not looked through"), "{complaint}");
}

/// What may not be printed raw: escapes, other control characters, and marks that turn the direction of writing.
fn is_raw(letter: char) -> bool {
    let turns = ('\u{202a}'..='\u{202e}').contains(&letter) || ('\u{2066}'..='\u{2069}').contains(&letter);
    letter.is_control() && letter != '\n' || turns || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

#[cfg(unix)]
#[test]
fn names_and_values_neither_steer_a_terminal_nor_forge_a_line() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("hostile");
    let odd = "b\u{1b}[31m\u{9b}2J\u{202e}\nforged.md:1:1: error: x\r";
    for name in [format!("{odd}.md"), format!("{odd}/broken.md"), "plain.md".to_owned()] {
        folder.write(
            &name,
            "---\ncopydesk: {genre: \"no\\e[31m\\x9b2J\\u202e\\nforged.md: error: x\"}\n---\n\n\
             TKTK \u{1b}[31m\u{9b}2J\u{202e}\u{2067}\u{200f}\u{7f} came.\n\n\
             Ana Lopez\u{9b}\u{202e}, the engineer, claimed: “It \u{9b}\u{2066}rained.”\n",
        );
    }
    folder.write(&format!("{odd}/broken.md"), b"\xff\0");
    let configuration = "roster = [\"missing\\u001b[31m.toml\"]\nexclude = [\"\\u001b[31m/**\"]\n[rules]\n\"a\\u001b[31m\" = 'off'\n";
    folder.write("copydesk.toml", configuration);
    folder.write(
        "odd.toml",
        "[[actor]]\nname = 'Anna Berg'\ndescription = \"a \\u009b2J\\u202e\\u007f poet\"\n",
    );
    for (arguments, on) in [
        ("check", "."),
        ("check --format github", "."),
        ("check --format json", "."),
        ("check --format jsonl", "."),
        ("check --format sarif", "."),
        ("check --format gitlab", "."),
        ("check --format rdjson", "."),
        ("inspect", "."),
        ("roster export --format json", "odd.toml"),
        ("check --format junit", "."),
        ("check --format checkstyle", "."),
        ("check --statistics", "."),
        ("check --diff --unsafe-fixes", "."),
        ("check --output missing\u{1b}[31m/found", "plain.md"),
        ("check --write-baseline plain\u{1b}[31m.md", "plain.md"),
        ("check --baseline missing\u{1b}[31m", "plain.md"),
        ("check --config missing\u{1b}[31m", "plain.md"),
        ("roster check", "missing\u{1b}[31m"),
        ("roster import", "missing\u{1b}[31m"),
        ("config", "\u{1b}[31m/x.md"),
        ("inspect", "missing\u{1b}[31m"),
        ("check --changed-since no\u{1b}[31m", "."),
    ] {
        for color in ["always", "never"] {
            let mut command = folder.command(arguments);
            let output = command.args(["--color", color]).arg(on).output().unwrap();
            for bytes in [output.stdout, output.stderr] {
                let text = anstream::adapter::strip_str(std::str::from_utf8(&bytes).unwrap()).to_string();
                let odd_sequences = String::from_utf8_lossy(&bytes).contains("o\u{1b}[31m");
                assert!(!text.contains(is_raw) && !odd_sequences, "{arguments} {color}: {text:?}");
                assert!(!text.lines().any(|line| line.starts_with("forged.md")), "{arguments}: {text}");
            }
        }
    }
    // Names that are no UTF-8 stay apart, also in the report, where drafts go by their names.
    for name in [b"\xfe.md".as_slice(), b"\xff.md"] {
        fs::write(folder.0.join(OsStr::from_bytes(name)), "TKTK came.\n").unwrap();
    }
    let text = folder.run("check --select placeholder").1;
    assert!(text.contains("\n\\xfe.md:1:1: error") && text.contains("\n\\xff.md:1:1: error"), "{text}");
    assert!(text.contains("4 of 4 drafts") || text.contains("in 4 drafts"), "{text}");
    let page = folder.run("report").1;
    assert!(page.contains("\\xfe.md") && page.contains("\\xff.md"));
}

#[test]
fn ids_come_back_as_they_were() {
    let folder = Folder::new("ids");
    let ids = [
        "12345678901234567890123456789",
        "1e400",
        "1.0",
        "-0.0",
        "1E2",
        "\"\\u00e9\\/\"",
        "\"é\"",
        "\"\\ud83d\"",
        "{\"b\":1,\"a\": [ 2 ]}",
        "null",
        "true",
        "\"\"",
    ];
    let whole = ids.map(|id| format!("{{\"id\": {id}, \"text\": \"TKTK\"}}\n"));
    let half = "{\"id\": 1, \"text\": \"\\ud83d TKTK\"}\n".to_owned();
    let broken = [
        "{\"id\": 7.10, \"text\": \"brea",
        "{\"more\": [1], \"id\": 7.10, \"text\": \"\\q\"}",
        "{\"id\": 7.10, \"text\": \"a\"} more",
        "{\"id\": 7.10, \"text\": 3}",
        "{\"id\": 7.10}",
        "{\"id\": 7.10, text",
    ];
    let input = whole.concat() + &half + &broken.join("\n");
    for command in ["check --format jsonl --jsonl-input", "inspect --jsonl"] {
        let mut command = folder.command(command);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let answers = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let answers: Vec<&str> = answers.lines().collect();
        assert_eq!(answers.len(), ids.len() + 1 + broken.len());
        for (id, answer) in ids.iter().zip(&answers) {
            assert!(answer.starts_with(&format!("{{\"id\":{id},\"")), "{id}: {answer}");
            assert!(!answer.contains("\"problem\":"), "{id}: {answer}");
        }
        assert!(
            answers[ids.len()].contains("\"id\":1,") && !answers[ids.len()].contains("\"problem\":"),
            "a half of a pair is U+FFFD"
        );
        for (line, answer) in broken.iter().zip(&answers[ids.len() + 1..]) {
            assert!(answer.starts_with("{\"id\":7.10,\"problem\":"), "{line}: {answer}");
        }
    }
}

#[test]
fn a_draft_of_an_old_program_is_read_and_fixed_in_its_encoding() {
    let folder = Folder::new("encoding");
    let (text, fixed) = ("Café. Read [it][a].\n\n[a]: /x\n[a]: /x\n", "Café. Read [it][a].\n\n[a]: /x\n\n");
    let old = |text: &str| text.chars().map(|it| u8::try_from(it).unwrap()).collect::<Vec<_>>();
    let wide =
        |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    folder.write("old.md", old(text)).write("wide.md", wide(text)).write("new.md", text);
    let (_, out, notes) = folder.run("check --select broken-reference");
    assert_eq!(out.matches("[broken-reference]").count(), 3, "{out}");
    let note = "old.md is Windows-1252, not UTF-8; fixes are written as Windows-1252 too.";
    assert!(notes.contains(note) && notes.contains("wide.md is UTF-16"), "{notes}");
    assert!(!notes.contains("new.md"), "{notes}");
    folder.run("check --select broken-reference --fix --unsafe-fixes");
    let read = |name: &str| fs::read(folder.0.join(name)).unwrap();
    assert_eq!((read("old.md"), read("wide.md"), read("new.md")), (old(fixed), wide(fixed), fixed.into()));
    folder.write("letter.docx", b"PK\x03\x04\x14\0[Content_Types].xml");
    let (status, _, complaint) = folder.run("check letter.docx");
    let help = "This file is a damaged Word document and no plain text; save it as plain text";
    assert!(status == 2 && complaint.contains(help), "{complaint}");
}

/// An archive of one file, not packed, as a Word document may be. What reads it takes no checksum.
fn word_document(paragraphs: &[&str]) -> Vec<u8> {
    let name = b"word/document.xml";
    let body: String =
        paragraphs.iter().map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).collect();
    let text = format!("<w:document><w:body>{body}</w:body></w:document>").into_bytes();
    let length = u32::try_from(text.len()).unwrap().to_le_bytes();
    let about = [&[0; 12][..], &length, &length, &[17, 0, 0, 0]].concat();
    let file = [b"PK\x03\x04\x14\0", &about[..], name, &text].concat();
    let list = [b"PK\x01\x02\x14\0\x14\0", &about[..], &[0; 14], name].concat();
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let end =
        [b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &number(list.len())[..], &number(file.len()), &[0; 2]].concat();
    [file, list, end].concat()
}

#[test]
fn a_document_is_read_where_it_is_named_and_never_changed() {
    let folder = Folder::new("documents");
    let story = word_document(&["Ferry", "", "The boat leaves TKTK.", "Critics say it is late."]);
    folder.write("story.docx", &story).write("sub/letter.odt", "x").write("page.html", "<p>One<p>Rain TKTK");
    folder.write("draft.md", "It rained.\n").write("brief.rtf", "{\\rtf1 One.\\par Rain TKTK}");
    folder.write("mail.eml", "Subject: Ferry\n\nOne.\n\nRain TKTK\n");
    let (status, out, notes) = folder.run("check --select placeholder");
    assert_eq!((status, out.as_str()), (0, "No findings in 1 draft (2 words).\n"));
    let passed_over = "1 Word document, 1 OpenDocument text, 1 rich text file, 1 e-mail and 1 web page were passed over; name them to have them read.\n";
    assert_eq!(notes, passed_over);
    for arguments in ["check --quiet", "check --format json", "inspect"] {
        assert_eq!(folder.run(arguments).2, "", "{arguments}");
    }

    folder.write("damaged.docx", b"\x01\xff\x00\x07");
    let (status, _, complaint) = folder.run("check damaged.docx");
    assert!(status == 2 && complaint.contains("This is no document, whatever its name says"), "{complaint}");

    let (status, out, _) =
        folder.run("check --select placeholder,vague-attribution story.docx page.html brief.rtf mail.eml");
    assert_eq!(status, 1, "{out}");
    assert!(out.starts_with("story.docx: paragraph 2: error: “TKTK” is"), "{out}");
    assert!(out.contains("    The boat leaves TKTK.\n                    ^^^^\n"), "{out}");
    assert!(out.contains("story.docx: paragraph 3: warning: “Critics”"), "{out}");
    for file in ["page.html: paragraph 2", "brief.rtf: paragraph 2", "mail.eml: paragraph 3"] {
        assert!(out.contains(&format!("{file}: error: “TKTK” is")), "{out}");
    }
    assert!(!out.contains("perhaps:"), "there is nothing to apply: {out}");
    let (_, json, _) = folder.run("check --select vague-attribution --format json story.docx");
    assert!(json.contains("\"line\": 3,") && json.contains("\"fixes\": []"), "{json}");
    let (_, line, _) = folder.run("inspect story.docx");
    assert!(line.contains("\"text\":\"Ferry\\n\\nThe boat"), "{line}");
    let (status, why, _) = folder.run("explain placeholder story.docx:2");
    assert!(
        status == 0 && why.starts_with("story.docx: paragraph 2: “TKTK”: `placeholder` speaks."),
        "{why}"
    );
    let (_, _, complaint) = folder.run("explain placeholder story.docx:9");
    assert!(complaint.contains("story.docx has no paragraph 9: its last is paragraph 3."), "{complaint}");
    let (status, page, _) = folder.run("report story.docx");
    assert!(status == 0 && page.contains("Paragraph 3") && !page.contains("Line 3"), "{page}");

    for option in ["--fix", "--diff"] {
        let (status, _, complaint) = folder.run(&format!("check {option} --unsafe-fixes story.docx"));
        let refusal =
            "story.docx: error: Copydesk changes no Word document: correct it in the program that wrote it";
        assert!(status == 2 && complaint.contains(refusal), "{complaint}");
        assert_eq!(fs::read(folder.0.join("story.docx")).unwrap(), story);
    }
}

#[test]
fn what_is_no_draft_is_told_by_what_it_is() {
    let folder = Folder::new("no-drafts");
    folder.write("empty.html", "<script>x</script>").write("mail.mbox", "From Ana\n\nTKTK\n");
    folder.write("report.qmd", "```{r}\nTKTK\n```\n\nTK\n").write("notes.adoc", "= Title\n\nTKTK\n");
    for (paths, expected) in [
        (
            "empty.html",
            "empty.html: error: No words were found in this web page; save its text as plain text",
        ),
        ("mail.mbox", "mail.mbox: error: This file is a mailbox of many e-mails, and no draft; save the one"),
        (
            "https://harbour.test/story",
            "This is a web address, and Copydesk opens no connection: save the page",
        ),
        ("www.harbour.test", "This is a web address"),
        ("nowhere/story", "There is no such file or folder"),
    ] {
        let (status, out, complaint) = folder.run(&format!("check {paths}"));
        assert!(status == 2 && out == "No drafts were read; 1 problem.\n", "{paths}: {out}");
        assert!(complaint.contains(expected), "{complaint}");
    }
    let (status, out, notes) = folder.run("check --select placeholder report.qmd notes.adoc");
    assert!(status == 1 && out.contains("report.qmd:5:1:") && out.contains("notes.adoc:3:1:"), "{out}");
    assert_eq!(out.matches("[placeholder]").count(), 2, "{out}");
    assert_eq!(notes, "notes.adoc is read as markdown; other marks in the text are taken for words.\n");
    assert!(folder.run("check --select placeholder").1.contains("in 1 draft "), "of a folder");
}

#[test]
fn a_draft_in_a_commands_stead_is_checked() {
    let folder = Folder::new("no-command");
    folder.write("story.md", "TKTK\n").write("desk/story.md", "TKTK\n").write("check/story.md", "TKTK\n");
    for (named, meant) in [
        ("story.md", "check story.md"),
        ("--quiet story.md --select placeholder", "check --quiet story.md --select placeholder"),
        ("desk --format json", "check desk --format json"),
        ("missing.md", "check missing.md"),
        ("https://harbour.test", "check https://harbour.test"),
        ("story.md --fixx", "check story.md --fixx"),
    ] {
        assert_eq!(folder.run(named), folder.run(meant), "{named}");
    }
    let (status, _, complaint) = folder.run("chek story.md");
    assert!(status == 2 && complaint.contains("a similar subcommand exists: 'check'"), "{complaint}");
    assert_eq!(folder.run("check --select placeholder --quiet .").1.matches("TKTK\n").count(), 3);
}

#[test]
fn config_tells_what_a_draft_is_taken_for_and_who_says_so() {
    let folder = Folder::new("genre");
    let turns = "Q: How did it start?\n\nA: With a goose.\n\n".repeat(4);
    folder.write("interview.md", &turns);
    folder.write("news.md", "The council met on Monday, said Ana Lopez, the mayor.\n");
    folder.write("told.md", "---\ncopydesk: {genre: brief, ignore: [naming]}\n---\n\n".to_owned() + &turns);
    folder.write("live/blog.md", &turns);
    folder.write("copydesk.toml", "[[overrides]]\npaths = [\"live/**\"]\ngenre = \"live\"\n");
    for (draft, expected) in [
        ("interview.md", "genre: interview (as the draft reads; nothing says what it is)"),
        ("news.md", "genre: news (as the draft reads; nothing says what it is)"),
        ("none.md", "genre: as each draft reads (nothing says what they are)"),
        ("told.md", "genre: brief, from the draft's front matter"),
        ("live/blog.md", "genre: live, from copydesk.toml:3 (overrides)"),
        ("told.md", "inconsistent-spelling      off       the draft's front matter"),
    ] {
        let (status, out, complaint) = folder.run(&format!("config {draft}"));
        assert_eq!(status, 0, "{complaint}");
        assert!(out.lines().any(|line| line.trim_end() == expected), "{draft}: {out}");
    }
    folder.write("pdf.md", "%PDF-1.4\n");
    let (status, _, complaint) = folder.run("config pdf.md");
    assert!(status == 2 && complaint.contains("a PDF"), "{complaint}");
}

#[test]
fn a_draft_that_is_too_long_is_skimmed_and_that_is_said() {
    let folder = Folder::new("long");
    // Reading these would take minutes.
    folder.write("nul.md", "\0".repeat(5_000_000));
    folder.write(
        "news.md",
        "The sum is TK. ".to_owned() + &"Critics say that the bridge is unsafe. ".repeat(52_000),
    );
    for _ in 0..2 {
        let (status, out, complaint) = folder.run("check");
        assert_eq!(status, 2, "{complaint}");
        assert_eq!(complaint.matches("This draft is longer than 2 MB").count(), 2, "{complaint}");
        assert!(out.contains("[placeholder]") && !out.contains("[vague-attribution]"), "{out}");
    }
    let (_, out, _) = folder.run("check nul.md");
    assert_eq!(out, "No findings in 1 draft, and no words read; 1 problem.\n");
    assert_eq!(folder.run("check --fix").0, 2);
    assert!(folder.run("check --format json").1.contains("longer than 2 MB"));
    folder.write("short.md", "It rained, said Ana Lopez.\n");
    let (status, out, complaint) = folder.run("inspect .");
    assert_eq!((status, out.lines().count()), (2, 3), "{complaint}");
    assert_eq!(
        complaint.matches("longer than 2 MB, so its sentences are not read").count(),
        2,
        "{complaint}"
    );
    for line in out.lines() {
        let is_long = !line.contains("short.md");
        assert_eq!(line.contains("\"problem\":\"This draft is longer than 2 MB"), is_long, "{line}");
        assert_eq!(line.contains("\"sentences\":[]"), is_long, "{line}");
    }
    let (status, page, complaint) = folder.run("report .");
    assert_eq!(status, 2, "{complaint}");
    assert_eq!(complaint.matches("This draft is longer than 2 MB").count(), 2, "{complaint}");
    assert_eq!(page.matches("This draft is longer than 2 MB").count(), 2, "the page says it too");
    let lines = format!(
        "{{\"id\": 1, \"text\": \"{}\"}}\n{{\"id\": 2, \"text\": \"It rained.\"}}\n",
        "Critics say that the bridge is unsafe. ".repeat(52_000)
    );
    for command in ["inspect --jsonl", "check --format jsonl --jsonl-input"] {
        let mut child = folder.command(command).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}: {out}");
        let told: Vec<bool> = out.lines().map(|line| line.contains("longer than 2 MB")).collect();
        assert_eq!(told, [true, false], "{command}: {out}");
    }
}
