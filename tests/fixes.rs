//! What `check` changes and leaves out: fixes, differences, baselines, changed lines.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use folder::Folder;

mod folder;

const DRAFT: &str = "Ana Lopez, the engineer, claimed that the dam was safe.\n";
const FIXED: &str = "Ana Lopez, the engineer, said that the dam was safe.\n";

#[test]
fn suggestions_are_applied_only_when_asked_for() {
    let folder = Folder::new("unsafe");
    folder.write("draft.md", DRAFT);
    let (status, _, complaint) = folder.run("check --unsafe-fixes");
    assert!(status == 2 && complaint.contains("add one of them"), "{complaint}");
    folder.run("check --fix");
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), DRAFT);
    let (status, _, note) = folder.run("check --fix --unsafe-fixes");
    assert_eq!((status, note.as_str()), (0, "Fixed 1 place in 1 draft.\n"));
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), FIXED);
    let (_, _, note) = folder.run("check --fix --unsafe-fixes");
    assert_eq!(note, "", "nothing is left to fix");
}

#[test]
fn a_draft_of_which_nothing_is_left_is_fixed_to_nothing() {
    let folder = Folder::new("nothing");
    for draft in ["", "<!-- copydesk-ignore placeholder -->"] {
        let mut command = folder.command("check --fix --stdin-filename a.md -");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(draft.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{draft}");
    }
}

#[test]
fn a_roster_that_cannot_be_read_whole_takes_the_place_of_none() {
    let folder = Folder::new("roster-part");
    let roster = "[[actor]]\nname = \"Ana Lopez\"\n";
    folder.write("actors.toml", roster).write("copydesk.toml", "roster = [\"actors.toml\", \"gone.toml\"]\n");
    folder.write("bad.toml", "[[actor]]\nnam = \"Tom Ferrer\"\n").write("out.csv", "name\nAna Lopez\n");
    for command in [
        "roster export gone.toml -o actors.toml",
        "roster export bad.toml -o actors.toml",
        "roster import bad.toml -o actors.toml",
        "roster export --format csv -o out.csv",
    ] {
        let (status, _, complaint) = folder.run(command);
        assert_eq!(status, 2, "{command}: {complaint}");
        assert!(complaint.contains("Nothing was written to"), "{command}: {complaint}");
    }
    assert_eq!(fs::read_to_string(folder.0.join("actors.toml")).unwrap(), roster);
    assert_eq!(fs::read_to_string(folder.0.join("out.csv")).unwrap(), "name\nAna Lopez\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_home_that_is_no_whole_path_gets_no_cache() {
    let folder = Folder::new("home");
    folder.write("draft.md", DRAFT);
    let mut command = folder.command("check draft.md");
    command.env_remove("XDG_CACHE_HOME").env("HOME", "relative").env("COLUMNS", "0");
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(
        out.contains("“claimed” doubts the speaker: “said” only reports."),
        "no columns are as many as it takes: {out}"
    );
    assert!(!folder.0.join("relative").exists());
}

#[test]
fn fixing_comes_to_an_end() {
    let folder = Folder::new("end");
    // Found by fuzzing: each round put one more mark before the first.
    folder.write("draft.md", "\"It will fall,\" she told the council,\" Ana Lopez, the engineer, said.\n");
    folder.run("check --fix --unsafe-fixes");
    let once = fs::read_to_string(folder.0.join("draft.md")).unwrap();
    folder.run("check --fix --unsafe-fixes");
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), once);
}

#[test]
fn nobody_is_made_a_source_by_a_machine() {
    let folder = Folder::new("guess");
    let draft = "Ana Lopez, the mayor, said the dam was safe.\n\n\
        The flood was caused by fraud, thanks to years of reckless borrowing.\n";
    folder.write("draft.md", draft);
    assert!(folder.run("check").1.contains("[unattributed-claim]"));
    folder.run("check --fix --unsafe-fixes");
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), draft);
}

#[test]
fn of_two_fixes_that_say_otherwise_neither_is_taken() {
    let folder = Folder::new("choice");
    let draft = "The inquest opens on Tuesday, 14 May 2025, at the town hall.\n";
    folder.write("draft.md", draft);
    assert!(folder.run("check").1.contains("[wrong-weekday]"));
    folder.run("check --fix --unsafe-fixes");
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), draft);
    // What changes all of one name and what changes one of them say the same.
    folder.write("draft.md", "Sergey Petrenko spoke first. Petrenko was calm. Sergei Petrenko left early.\n");
    folder.run("check --fix --unsafe-fixes");
    let fixed = "Sergey Petrenko spoke first. Petrenko was calm. Sergey Petrenko left early.\n";
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), fixed);
}

/// A difference of nothing is an empty text, which looks like a program that did not run.
#[test]
fn where_nothing_changes_by_itself_it_says_what_suggestions_would_change() {
    let folder = Folder::new("nothing-to-fix");
    folder.write("story.md", "Sergey Petrenko spoke first. Petrenko was calm. Sergei Petrenko left early.\n");
    let (_, out, told) = folder.run("check --diff story.md");
    assert_eq!(out, "");
    assert_eq!(
        told,
        "Nothing would change. With --unsafe-fixes one suggestion would: look at what it does.\n"
    );
    let (_, _, told) = folder.run("check --fix story.md");
    assert!(told.contains("Nothing was fixed. With --unsafe-fixes one suggestion would"), "{told}");
}

#[test]
fn a_difference_changes_nothing() {
    let folder = Folder::new("diff");
    folder.write("draft.md", DRAFT).write("clean.md", "It rained.\n");
    let (status, out, _) = folder.run("check --diff --unsafe-fixes");
    let expected = format!("--- draft.md\n+++ draft.md\n@@ -1 +1 @@\n-{DRAFT}+{FIXED}");
    assert_eq!((status, out.as_str()), (1, expected.as_str()));
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), DRAFT);
    assert_eq!(folder.run("check --diff clean.md"), (0, String::new(), String::new()));
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    let folder = Folder::new("ends");
    let around = |text: &str| format!("\u{feff}# Dam\r\n\r\n{}\r\n\r\nEnd\r\n", text.trim_end());
    folder.write("draft.md", around(DRAFT));
    folder.run("check --fix --unsafe-fixes");
    assert_eq!(fs::read_to_string(folder.0.join("draft.md")).unwrap(), around(FIXED));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("links");
    folder.write("real/draft.md", DRAFT);
    let real = folder.0.join("real/draft.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, folder.0.join("link.md")).unwrap();
    folder.run("check --fix --unsafe-fixes link.md");
    assert_eq!(fs::read_to_string(&real).unwrap(), FIXED);
    assert!(folder.0.join("link.md").is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    let names = fs::read_dir(folder.0.join("real")).unwrap().count();
    assert_eq!(names, 1, "nothing else is left in the folder");
}

#[test]
fn standard_input_is_printed_fixed() {
    let folder = Folder::new("input");
    let mut command = folder.command("check --fix --unsafe-fixes -");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(DRAFT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), FIXED);
}

#[test]
fn a_baseline_survives_edits_elsewhere() {
    let folder = Folder::new("baseline");
    folder.write("draft.md", "TKTK came.\n");
    let (status, out, _) = folder.run("check --quiet --write-baseline known.json");
    assert_eq!((status, out.as_str()), (0, ""));
    folder.write("draft.md", "A new first paragraph.\n\nTKTK came.\n");
    assert_eq!(folder.run("check --quiet --baseline known.json").0, 0);
    folder.write("draft.md", "TKTK came.\n\nTKTK went.\n");
    let (status, out, _) = folder.run("check --quiet --baseline known.json");
    assert!(status == 1 && out.starts_with("draft.md:3:1:"), "a second one is new: {out}");
    // From wherever it is called, and however the drafts are named.
    let known = folder.0.join("known.json");
    for (here, path) in [("sub", ".."), (".", folder.0.to_str().unwrap())] {
        std::fs::create_dir_all(folder.0.join("sub")).unwrap();
        let mut command = folder.command("check --quiet");
        command.arg("--baseline").arg(&known).arg(path).current_dir(folder.0.join(here));
        assert_eq!(
            String::from_utf8(command.output().unwrap().stdout).unwrap().matches("error:").count(),
            out.matches("error:").count()
        );
    }
    let (status, _, complaint) = folder.run("check --fix --baseline known.json");
    assert!(status == 2 && complaint.contains("cannot be used with"), "{complaint}");
    let (status, _, complaint) = folder.run("check --baseline missing.json");
    assert!(status == 2 && complaint.contains("write one with --write-baseline"), "{complaint}");
    folder.write("broken.json", "{");
    let (status, _, complaint) = folder.run("check --baseline broken.json");
    assert!(status == 2 && complaint.contains("broken.json is no baseline"), "{complaint}");
}

#[test]
fn a_baseline_knows_sentences_and_not_just_words() {
    let folder = Folder::new("baseline-sentence");
    let known = |text: &str| {
        folder.write("draft.md", text);
        let (_, out, complaint) = folder.run("check --quiet --baseline known.json");
        assert_eq!(complaint, "");
        out.lines().filter(|line| line.contains("[vague-attribution]")).count()
    };
    let old = "Ana Lopez, the mayor, met them. Critics say the pier is rotten.\n\n\
        - Critics say it\n  will fall.\n- Some TK.\n";
    let (_, _, note) = folder.write("draft.md", old).run("check --write-baseline known.json");
    assert!(note.contains("findings into known.json: --baseline known.json leaves them out."), "{note}");
    assert_eq!(known(old), 0);
    let elsewhere = "New.\n\nLopez, the mayor, left them. Critics say the pier\nis rotten. It rained.\n\n\
        - Critics say it will fall.\n- Some more.\n";
    assert_eq!(known(elsewhere), 0, "sentences that stay are known, wherever they move and break");
    assert_eq!(known(&old.replace("rotten", "a danger")), 1, "two words do not vouch for another sentence");
    assert_eq!(known(&format!("{old}\nCritics say the pier is rotten.\n")), 1, "a second one is new");
    let written = fs::read_to_string(folder.0.join("known.json")).unwrap();
    assert!(!written.contains("pier"), "{written}");
    // As an older version has written it.
    folder.write(
        "known.json",
        r#"{"version": 1, "findings": [{"path": "a.md", "rule": "b", "words": "c", "count": 1}]}"#,
    );
    let (status, _, complaint) = folder.run("check --baseline known.json");
    assert!(status == 2 && complaint.contains("another version of Copydesk; write it again"), "{complaint}");
    assert_eq!(folder.run("check --quiet --write-baseline known.json").0, 0);
}

#[test]
fn only_changed_lines_are_reported() {
    let folder = Folder::new("changed");
    let git = |arguments: &str| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b.test", "-c", "commit.gpgsign=false"];
        let output = Command::new("git")
            .current_dir(&folder.0)
            .args(identity)
            .args(arguments.split(' '))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    folder.write("old.md", "TKTK one.\n\nTKTK two.\n");
    git("init -q");
    git("add .");
    git("commit -qm first");
    assert_eq!(folder.run("check --quiet --changed-since HEAD").0, 0);
    folder.write("old.md", "TKTK one.\n\nTKTK three.\n").write("sub/né w.md", "TKTK\n");
    let (status, out, _) = folder.run("check --quiet --changed-since HEAD");
    let places: Vec<&str> = out.lines().filter(|line| line.contains("error:")).collect();
    assert_eq!(status, 1);
    assert!(
        places.len() == 2
            && places[0].starts_with("old.md:3:1:")
            && places[1].starts_with("sub/né w.md:1:1:")
    );
    // What a person has set for their own eyes, and names that git puts in quotation marks.
    for setting in
        ["diff.mnemonicPrefix true", "diff.noprefix true", "diff.interHunkContext 9", "diff.relative true"]
    {
        git(&format!("config {setting}"));
        assert_eq!(folder.run("check --quiet --changed-since HEAD").1, out, "{setting}");
    }
    folder.write("a \"b\" ä.md", "One.\n");
    git("add .");
    git("commit -qm second");
    folder.write("a \"b\" ä.md", "TKTK\n").write("sub/né w.md", "TKTK\n\nTKTK\n");
    assert!(folder.run("check --quiet --changed-since HEAD").1.starts_with("a \"b\" ä.md:1:1: error"));
    let mut inside = folder.command("check --quiet --changed-since HEAD .");
    let output = inside.current_dir(folder.0.join("sub")).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("né w.md:3:1: error"));
    let (status, _, complaint) = folder.run("check --changed-since no-such");
    let told = "git knows no revision `no-such` here: fetch it first";
    assert!(status == 2 && complaint.contains(told) && complaint.lines().count() == 1, "{complaint}");
    // Another name changes no line, whether or not git was told of it.
    folder.write("long.md", "TKTK one.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n");
    git("add .");
    git("commit -qm third");
    git("mv long.md told.md");
    fs::rename(folder.0.join("old.md"), folder.0.join("sub/untold.md")).unwrap();
    assert_eq!(folder.run("check --quiet --changed-since HEAD"), (0, String::new(), String::new()));
    folder.write("told.md", "TKTK one.\n\nTwo.\n\nThree.\n\nFour.\n\nFive TKTK.\n");
    folder.write("sub/untold.md", "TKTK new.\n");
    let out = folder.run("check --quiet --changed-since HEAD").1;
    let places: Vec<&str> = out.lines().filter_map(|line| line.split(": error").next()).collect();
    assert!(places.contains(&"sub/untold.md:1:1") && places.contains(&"told.md:9:6"), "{out}");
    assert_eq!(out.matches("[placeholder]").count(), 2, "{out}");
}

#[test]
fn what_is_saved_while_a_draft_is_read_stays() {
    let folder = Folder::new("saved");
    let draft = folder.0.join("draft.md");
    // Long enough to be read for a while; what is saved then has nothing to fix.
    let long = DRAFT.to_owned()
        + &"\nThe rain fell on the harbour, and the boats stayed in it all day long.\n".repeat(1500);
    fs::write(&draft, long).unwrap();
    let mut child = folder.command("check --fix --unsafe-fixes --quiet draft.md").spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none(), "the draft is too short for this test");
    fs::write(&draft, "What the writer saved.\n").unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(&draft).unwrap(), "What the writer saved.\n");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "a draft, the cache, and nothing else");
}

#[cfg(unix)]
#[test]
fn a_draft_that_cannot_be_written_has_its_findings_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("unwritable");
    folder.write("closed.md", DRAFT).write("linked.md", DRAFT).write("open.md", DRAFT);
    fs::set_permissions(folder.0.join("closed.md"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::hard_link(folder.0.join("linked.md"), folder.0.join("second-name")).unwrap();
    let (status, out, complaint) = folder.run("check --fix --unsafe-fixes");
    assert_eq!(status, 2);
    assert!(out.contains("closed.md:1:26: ") && out.contains("linked.md:1:26: "), "{out}");
    assert!(!out.contains("open.md:"), "{out}");
    for reason in [
        "closed.md: error: The fixes could not be written, and the draft is as it was: it may only be read.",
        "linked.md: error: The fixes could not be written, and the draft is as it was: it has another name (hard links)",
        "Fixed 1 place in 1 draft.",
    ] {
        assert!(complaint.contains(reason), "{complaint}");
    }
    for (name, text) in [("closed.md", DRAFT), ("linked.md", DRAFT), ("open.md", FIXED)] {
        assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), text, "{name}");
    }
}

#[test]
fn output_never_takes_a_drafts_place() {
    let folder = Folder::new("targets");
    let settings = "{\"rules\": {}}";
    folder.write("story.md", DRAFT).write("notes", DRAFT).write("settings.json", settings);
    let mut drafts = vec!["story.md", "notes", "./story.md", "new.txt", "new.MD"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("story.md", folder.0.join("link.json")).unwrap();
        fs::hard_link(folder.0.join("story.md"), folder.0.join("same.json")).unwrap();
        drafts.extend(["link.json", "same.json"]);
    }
    for target in drafts {
        for command in [
            "check --output",
            "check --format json --output",
            "check --diff --unsafe-fixes --output",
            "check --write-baseline",
            "report -o",
        ] {
            let (status, out, complaint) = folder.run(&format!("{command} {target} story.md notes"));
            assert_eq!((status, out.as_str()), (2, ""), "{command} {target}");
            let told = complaint.contains("has the ending of a draft")
                || complaint.contains("is a draft that is read");
            assert!(told, "{command} {target}: {complaint}");
        }
        for name in ["story.md", "notes"] {
            assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), DRAFT, "{target}");
        }
    }
    assert!(!folder.0.join("new.txt").exists() && !folder.0.join("new.MD").exists());
    for command in ["roster export --output", "roster import -o"] {
        folder.write("actors.csv", "name\nAnna Berg\n");
        let (status, _, complaint) = folder.run(&format!("{command} story.md actors.csv"));
        assert!(status == 2 && complaint.contains("has the ending of a draft"), "{command}: {complaint}");
    }
    let (status, _, complaint) = folder.run("check --write-baseline settings.json story.md");
    assert!(status == 2 && complaint.contains("settings.json is there and is no baseline"), "{complaint}");
    assert_eq!(fs::read_to_string(folder.0.join("settings.json")).unwrap(), settings);
    folder.write("known.json", "");
    for _ in 0..2 {
        assert_eq!(
            folder.run("check --write-baseline known.json story.md").0,
            0,
            "a baseline may be written anew"
        );
    }
}

#[test]
fn output_never_takes_the_place_of_what_else_is_read() {
    let folder = Folder::new("spared");
    let kept = [
        ("copydesk.toml", "# ours\nroster = [\"lists/actors.toml\"]\n"),
        ("lists/actors.toml", "# ours\n[[actor]]\nname = 'Anna Berg'\n"),
        ("known.json", "{\"version\": 2, \"findings\": []}"),
        ("more.csv", "name\nAnna Berg\n"),
    ];
    folder.write("story.md", DRAFT);
    for (name, text) in kept {
        folder.write(name, text);
    }
    let mut cases = vec![
        ("check --output", "copydesk.toml"),
        ("check --output", "lists/actors.toml"),
        ("check --format json --output", "./lists/../lists/actors.toml"),
        ("check --baseline known.json --output", "known.json"),
        ("check --write-baseline known.json --output", "known.json"),
        ("check --write-baseline new.json --output", "./new.json"),
        ("check --diff --unsafe-fixes --output", "copydesk.toml"),
        ("check --write-baseline", "copydesk.toml"),
        ("check --write-baseline", "lists/copydesk.toml"),
        ("report -o", "copydesk.toml"),
        ("report -o", "lists/actors.toml"),
        ("roster export --output", "lists/actors.toml"),
        ("roster export --output", "copydesk.toml"),
        ("roster import more.csv -o", "more.csv"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("copydesk.toml", folder.0.join("link.json")).unwrap();
        std::os::unix::fs::symlink("lists/actors.toml", folder.0.join("roster.json")).unwrap();
        fs::hard_link(folder.0.join("lists/actors.toml"), folder.0.join("same.json")).unwrap();
        cases.extend(["link.json", "roster.json", "same.json"].map(|name| ("check --output", name)));
        cases.extend(["link.json", "roster.json", "same.json"].map(|name| ("report -o", name)));
        assert!(Command::new("mkfifo").arg(folder.0.join("pipe")).status().unwrap().success());
        cases.push(("check --write-baseline", "pipe"));
    }
    for (command, target) in cases {
        let draft = if command.starts_with("roster") { "" } else { " story.md" };
        let (status, out, complaint) = folder.run(&format!("{command} {target}{draft}"));
        assert_eq!((status, out.as_str()), (2, ""), "{command} {target}: {complaint}");
        assert!(
            ["is read or written besides", "has the name of a configuration", "is no baseline"]
                .into_iter()
                .any(|reason| complaint.contains(reason)),
            "{command} {target}: {complaint}"
        );
        for (name, text) in kept {
            assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), text, "{command} {target}");
        }
        assert!(!folder.0.join("new.json").exists() && !folder.0.join("lists/copydesk.toml").exists());
    }
    for command in ["check --output found.json", "report -o page.html"] {
        for _ in 0..2 {
            let status = folder.run(&format!("{command} story.md")).0;
            assert_eq!(status, 0, "what was written before may be written anew: {command}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_difference_steers_no_terminal_and_can_be_applied_from_a_file() {
    let folder = Folder::new("diff-raw");
    let around = |text: &str| format!("A \u{1b}[31mred\u{9b} line\ther\re.\r\n\r\n{text}");
    let name = "a\n\u{1b}[31m \"b\".md";
    folder.write(name, around(DRAFT));
    for color in ["always", "never"] {
        let out = folder.run(&format!("check --diff --unsafe-fixes --color {color} .")).1;
        assert!(!out.contains(|letter: char| letter.is_control() && !"\r\n\t".contains(letter)), "{out:?}");
        let head = "--- \"a\\n\\033[31m \\\"b\\\".md\"\n+++ \"a\\n\\033[31m \\\"b\\\".md\"\n@@ ";
        assert!(out.starts_with(head), "{out}");
        assert!(out.contains("\n A \\u{1b}[31mred\\u{9b} line\ther\\re.\r\n"), "{out:?}");
    }
    let (status, out, _) = folder.run("check --diff --unsafe-fixes --output fixes.patch .");
    assert_eq!((status, out.as_str()), (1, ""));
    let patch = fs::read(folder.0.join("fixes.patch")).unwrap();
    let Ok(mut child) = Command::new("patch")
        .args(["-p0", "--binary"])
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    else {
        return;
    };
    child.stdin.take().unwrap().write_all(&patch).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), around(FIXED));
    assert!(String::from_utf8(patch).unwrap().contains("\u{1b}[31mred"));
}

#[cfg(unix)]
#[test]
fn a_repository_starts_no_program_and_no_line_of_a_draft_passes_for_a_head() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("programs");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b.test", "-c", "commit.gpgsign=false"];
        let output =
            Command::new("git").current_dir(&folder.0).args(identity).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    folder.write("story.md", "TKTK one.\n\n-- b/other.md\n\nTwo.\n").write("other.md", "TKTK\n");
    folder.write("third.md", "TKTK\n");
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "first"]);
    let program = folder.0.join(".git/program");
    let trace = folder.0.join(".git/started");
    fs::write(&program, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", trace.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let named = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "diff.external",
        "diff.story.command",
        "diff.story.textconv",
        "filter.story.clean",
        "filter.a=b.clean",
        "filter.a.b.smudge",
        "filter.a.b.process",
        "core.pager",
        "core.sshCommand",
    ] {
        git(&["config", key, named]);
    }
    git(&["config", "filter.story.required", "true"]);
    for hook in ["post-index-change", "query-watchman"] {
        fs::create_dir_all(folder.0.join(".git/hooks")).unwrap();
        fs::copy(&program, folder.0.join(".git/hooks").join(hook)).unwrap();
    }
    folder.write(
        ".gitattributes",
        "story.md filter=story diff=story\nother.md filter=a.b\nthird.md filter=a=b\n",
    );
    folder.write("third.md", "TKTK\n\nThree.\n");
    // Removed and added lines that read "--- b/other.md" and "+++ b/other.md" in a difference.
    folder.write("story.md", "TKTK one.\n\n++ b/other.md\n\nTKTK two.\n");
    let (status, out, complaint) = folder.run("check --quiet --select placeholder --changed-since HEAD");
    assert_eq!((status, complaint.as_str()), (1, ""));
    assert!(out.starts_with("story.md:5:1: ") && out.matches("[placeholder]").count() == 1, "{out}");
    assert!(!trace.exists(), "{}", fs::read_to_string(&trace).unwrap_or_default());
}
