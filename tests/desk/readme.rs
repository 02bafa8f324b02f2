//! The READMEs tell the truth: the picture is what the program prints today, the table of the rules is the catalogue, the configuration
//! can be read, and links lead somewhere.
//!
//! `README=overwrite cargo test --test desk readme::` draws the picture and writes the table anew; look at the difference.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use unicode_width::UnicodeWidthStr as _;

const DRAFT: &str = "tests/drafts/faulty-brief.md";
const PICTURE: &str = "tests/picture.svg";
const COLUMNS: usize = 100;

#[test]
fn the_picture_is_what_the_program_prints() {
    let output = copydesk(&["check", "--color", "always", DRAFT]);
    let picture = draw(&format!("\u{1b}[1m$ copydesk check {DRAFT}\u{1b}[0m\n\n{output}"));
    assert_recorded(PICTURE, |_| picture);
}

#[test]
fn the_table_is_the_catalogue() {
    assert_recorded("server/desk/rules/README.md", |readme| {
        let (before, rest) = readme.split_once("<!-- rules -->\n\n").unwrap();
        let (_, after) = rest.split_once("<!-- end of rules -->").unwrap();
        let table = copydesk(&["rules", "--format", "markdown"]);
        format!("{before}<!-- rules -->\n\n{table}\n<!-- end of rules -->{after}")
    });
}

#[test]
fn the_configuration_can_be_read() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let blocks: Vec<&str> =
        readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        assert_eq!(copydesk_desk::Config::parse(block).1, [], "{block}");
    }
}

#[test]
fn links_lead_somewhere() {
    for page in
        ["README.md", "CONTRIBUTING.md", "server/README.md", "server/desk/rules/README.md", "tests/README.md"]
    {
        let text = fs::read_to_string(path(page)).unwrap();
        let targets = text.split("](").skip(1).map(|rest| rest.split([')', '#']).next().unwrap());
        for target in targets.filter(|target| !target.is_empty() && !target.contains(':')) {
            assert!(path(page).with_file_name(target).exists(), "{page}: {target}");
        }
    }
}

fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn copydesk(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).env("COLUMNS", COLUMNS.to_string());
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// The file is what `make` makes of it; where the caller asks for it, it is made so.
#[track_caller]
fn assert_recorded(file: &str, make: impl FnOnce(&str) -> String) {
    let recorded = fs::read_to_string(path(file)).unwrap_or_default();
    let made = make(&recorded);
    if std::env::var("README").is_ok_and(|wish| wish == "overwrite") {
        fs::write(path(file), made).unwrap();
        return;
    }
    assert!(
        made == recorded,
        "{file} is out of date; run `README=overwrite cargo test --test desk readme::` and look at the difference.\n\n{made}"
    );
}

/// Width and height of a character, the height of a line's letters, and the space around the text.
const CELL: (f64, f64) = (8.43, 20.0);
const BASELINE: f64 = 15.0;
const MARGIN: f64 = 20.0;

/// A terminal's output as a picture whose text is text. Only the styles that Copydesk uses are known.
fn draw(output: &str) -> String {
    let lines: Vec<&str> = output.trim_end().lines().collect();
    let width = COLUMNS as f64 * CELL.0 + 2.0 * MARGIN;
    let height = lines.len() as f64 * CELL.1 + 2.0 * MARGIN;
    let mut picture = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" role="img">
<title>copydesk check {DRAFT}, in a terminal</title>
<style>
text {{ font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d5d9e0; white-space: pre; }}
.bold {{ font-weight: bold; fill: #ffffff; }}
.dim {{ fill: #9aa3b0; }}
.red {{ font-weight: bold; fill: #ff7b72; }}
.yellow {{ font-weight: bold; fill: #e3b341; }}
.blue {{ font-weight: bold; fill: #79b8ff; }}
.cyan {{ font-weight: bold; fill: #56d4dd; }}
.green {{ fill: #7ee787; }}
</style>
<rect width="{width:.0}" height="{height:.0}" rx="8" fill="#1b1f27"/>
"##
    );
    for (row, line) in lines.into_iter().enumerate() {
        let y = MARGIN + row as f64 * CELL.1 + BASELINE;
        let mut column = 0;
        for (class, text) in styled(line) {
            // A run starts where its first letter is: blanks at the edge of a run are lost in some viewers.
            let start = column + (text.len() - text.trim_start().len());
            column += text.width();
            if text.trim().is_empty() {
                continue;
            }
            let x = MARGIN + start as f64 * CELL.0;
            let length = text.trim().width() as f64 * CELL.0;
            let text = text.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
            let _ = writeln!(
                picture,
                r#"<text xml:space="preserve" x="{x:.1}" y="{y}" textLength="{length:.1}"{class}>{text}</text>"#
            );
        }
    }
    picture + "</svg>\n"
}

/// The runs of a line with their classes.
fn styled(line: &str) -> Vec<(String, &str)> {
    let mut class = String::new();
    let mut runs = Vec::new();
    for (index, part) in line.split('\u{1b}').enumerate() {
        let text = match part.strip_prefix('[').and_then(|rest| rest.split_once('m')) {
            Some((codes, text)) if index > 0 => {
                for code in codes.split(';') {
                    class = match (code, class.as_str()) {
                        ("0", _) => "",
                        ("1", "") => "bold",
                        ("1", known) => known,
                        ("2", _) => "dim",
                        ("31", _) => "red",
                        ("32", _) => "green",
                        ("33", _) => "yellow",
                        ("34", _) => "blue",
                        ("36", _) => "cyan",
                        _ => panic!("an unknown style: {code}"),
                    }
                    .to_owned();
                }
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            runs.push((class.clone(), text));
        }
    }
    runs
}
