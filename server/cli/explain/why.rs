//! `copydesk explain [RULE] FILE:LINE`: what a rule, or all of them, made of a line of a draft, and why.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use copydesk_desk::{Explanation, LookedAt, Measure, Outcome, RuleInfo, RuleSelection, in_marks, registry};
use copydesk_project::{Applied, Conversion, DraftFile, DraftText, FileProblem, Found, Projects, find};
use copydesk_text::{Places, mark_length};
use serde::Serialize;
use text_size::{TextRange, TextSize};

use super::super::findings::analyse;
use super::super::names::{escaped, json_document};
use super::super::notes::NotesChoice;
use super::super::output::{QUIET, STRONG};
use super::super::settings;

/// A line of a draft, or a place in it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    file: PathBuf,
    line: usize,
    column: Option<usize>,
}

impl Line {
    /// Reads "story.md:12" or "story.md:12:7".
    ///
    /// # Errors
    /// There is no line in it; one sentence says how to write it.
    pub(super) fn parse(place: &str) -> Result<Line, String> {
        let number = |text: &str| text.parse::<usize>().ok().filter(|&number| number > 0);
        let behind = |text: &str| {
            text.rsplit_once(':').and_then(|(before, last)| Some((before.to_owned(), number(last)?)))
        };
        let line = match behind(place) {
            Some((before, last)) => match behind(&before) {
                Some((file, line)) => Some(Line { file: file.into(), line, column: Some(last) }),
                None => Some(Line { file: before.into(), line: last, column: None }),
            },
            None => None,
        };
        line.filter(|line| !line.file.as_os_str().is_empty())
            .ok_or_else(|| "write it as FILE:LINE, for instance `story.md:12`".to_owned())
    }
}

/// What is printed of a line.
pub(super) struct Answer {
    applied: Applied,
    name: String,
    text: String,
    conversion: Option<Conversion>,
    line: Line,
    explanations: Vec<Explanation>,
    /// Whether no rule was named.
    of_all: bool,
    /// What is wrong with the newsroom's files.
    pub(super) problems: Vec<FileProblem>,
}

impl Answer {
    /// Reads the draft and asks the rule; where none is named all of them, and those that speak come first.
    ///
    /// # Errors
    /// There is no such draft, or no such place in it.
    pub(super) fn new(
        rule: Option<&'static RuleInfo>,
        line: &Line,
        selection: &RuleSelection,
        mut projects: Projects,
    ) -> Result<Answer> {
        let draft = draft(line, &mut projects)?;
        let applied = projects.of(&draft.path);
        let DraftText { text, conversion, .. } = draft.read().map_err(|problem| told(&problem))?;
        let mark = mark_length(&text);
        let within = within(&draft.name, &text, conversion.as_ref(), line)?;
        let size = |offset: usize| TextSize::try_from(offset - mark);
        let within = TextRange::new(size(within.start)?, size(within.end)?);
        let analysis = analyse(&text[mark..], draft.dialect());
        let settings = applied.settings(selection);
        let (settings, _) = NotesChoice::default().lay(settings, &draft, &analysis, &applied);
        let asked = rule.map_or(registry(), std::slice::from_ref);
        let explain = |rule: &'static RuleInfo| {
            let mut explanation = analysis.explain(rule, within, &settings);
            explanation.withhold();
            explanation
        };
        let mut explanations: Vec<Explanation> = asked.iter().map(explain).collect();
        if rule.is_none() {
            explanations.retain(|explanation| !explanation.looked_at.is_empty());
            let is_silent = |it: &LookedAt| matches!(it.outcome, Outcome::Silent { .. });
            explanations.sort_by_key(|explanation| explanation.looked_at.iter().all(is_silent));
        }
        let problems = projects.problems;
        let (name, line) = (draft.name, line.clone());
        let of_all = rule.is_none();
        Ok(Answer { applied, name, text, conversion, line, explanations, of_all, problems })
    }

    /// As people read it.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.explanations.is_empty() {
            let at = self.at();
            writeln!(out, "{at}: No rule found anything to look at here.")?;
        }
        self.explanations.iter().try_for_each(|explanation| self.write_one(explanation, out))
    }

    fn write_one(&self, explanation: &Explanation, out: &mut dyn Write) -> io::Result<()> {
        let name = escaped(&self.name);
        if let Some(muted) = self.muted(explanation) {
            writeln!(out, "{name}: {muted}")?;
        }
        let places = Places::new(&self.text);
        for looked_at in &explanation.looked_at {
            let range = self.range(looked_at);
            let at = places.place(range.start);
            let words = short(&places.words(range));
            let at = match &self.conversion {
                Some(conversion) => format!(": paragraph {}", conversion.paragraph(at.line)),
                None => format!(":{}:{}", at.line, at.column),
            };
            write!(out, "{STRONG}{name}{at}{STRONG:#}: {}: ", escaped(&in_marks(&words)))?;
            let line = |byte: TextSize| places.place(usize::from(byte) + mark_length(&self.text)).line;
            writeln!(out, "{}", escaped(&explanation.sentence(looked_at, line)))?;
            if let Some(measure) = looked_at.measure {
                writeln!(out, "    {QUIET}{}{QUIET:#}", measure.sentence())?;
            }
        }
        let nothing = explanation.found_nothing();
        let mut nothing = nothing.iter();
        if let Some(first) = nothing.next() {
            writeln!(out, "{}: {first}", self.at())?;
        }
        nothing.try_for_each(|more| writeln!(out, "    {QUIET}{more}{QUIET:#}"))
    }

    /// The place that was asked about, as it was written.
    fn at(&self) -> String {
        let column = self.line.column.map(|column| format!(":{column}")).unwrap_or_default();
        format!("{}:{}{column}", escaped(&self.name), self.line.line)
    }

    fn muted(&self, explanation: &Explanation) -> Option<String> {
        explanation.why_muted(|origin| settings::origin(&self.applied.project, origin, ""))
    }

    /// The bytes of the text, with its byte order mark, that were looked at.
    fn range(&self, looked_at: &LookedAt) -> std::ops::Range<usize> {
        let mark = mark_length(&self.text);
        mark + usize::from(looked_at.range.start())..mark + usize::from(looked_at.range.end())
    }

    /// What the rule made of it, as programs read it; where none is named a list, with one entry a rule that looked at something.
    ///
    /// # Errors
    /// None that can be met: all of it is text and numbers.
    pub(super) fn json(&self) -> Result<String> {
        let documents: Vec<Document> =
            self.explanations.iter().map(|explanation| self.document(explanation)).collect();
        let json = match documents.as_slice() {
            [document] if !self.of_all => json_document(document)?,
            documents => json_document(&documents)?,
        };
        Ok(json + "\n")
    }

    fn document<'s>(&'s self, explanation: &'s Explanation) -> Document<'s> {
        let places = Places::new(&self.text);
        let looked_at = explanation.looked_at.iter().map(|looked_at| {
            let range = self.range(looked_at);
            let (start, end) = (places.place(range.start), places.place(range.end));
            let line = |line| self.conversion.as_ref().map_or(line, |conversion| conversion.paragraph(line));
            let place = |at: copydesk_text::Place| Place { line: line(at.line), column: at.column };
            let outcome = looked_at.outcome.name();
            let (message, silent_on, instead) = match &looked_at.outcome {
                Outcome::Spoke(finding) | Outcome::Ignored(finding, _) => {
                    (Some(finding.message.as_str()), None, None)
                }
                Outcome::Silent { on, instead } => (None, Some(*on), *instead),
            };
            let figure =
                looked_at.measure.map(|Measure { what, likely, enough }| Figure { what, likely, enough });
            let words = places.words(range);
            Look { start: place(start), end: place(end), words, outcome, message, silent_on, instead, figure }
        });
        Document {
            version: 1,
            rule: explanation.rule.name,
            path: &self.name,
            line: self.line.line,
            column: self.line.column,
            muted: self.muted(explanation),
            looked_at: looked_at.collect(),
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rule: &'a str,
    path: &'a str,
    line: usize,
    column: Option<usize>,
    /// Why nothing of the rule is reported in this draft, in a sentence.
    muted: Option<String>,
    looked_at: Vec<Look<'a>>,
}

#[derive(Serialize)]
struct Look<'a> {
    start: Place,
    end: Place,
    words: String,
    /// "spoke", "ignored" or "silent".
    outcome: &'static str,
    message: Option<&'a str>,
    silent_on: Option<&'static str>,
    instead: Option<&'static str>,
    figure: Option<Figure>,
}

/// Both count from 1, the column in characters.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Both likelihoods from 0 to 1.
#[derive(Serialize)]
struct Figure {
    what: &'static str,
    likely: f32,
    enough: f32,
}

/// The draft that a line is of.
fn draft(line: &Line, projects: &mut Projects) -> Result<DraftFile> {
    let file = &line.file;
    if file.is_dir() {
        let name = copydesk_project::name_of(file);
        bail!("{} is a folder: name a draft in it, and the line.", escaped(&name));
    }
    let found = find(std::slice::from_ref(file), None, projects).into_iter().next();
    match found {
        Some(Found::Draft(draft)) => Ok(draft),
        Some(Found::Problem(problem)) => Err(told(&problem)),
        Some(Found::Folder(_) | Found::PassedOver(_)) | None => {
            bail!("There is no draft at {}.", escaped(&file.to_string_lossy()))
        }
    }
}

/// The bytes of the text that are asked about: a line without its end, or a place in it. Of a file without lines it is a
/// paragraph.
fn within(
    name: &str,
    text: &str,
    conversion: Option<&Conversion>,
    line: &Line,
) -> Result<std::ops::Range<usize>> {
    let places = Places::new(text);
    let lines = match conversion {
        Some(conversion) => conversion.lines(line.line).unwrap_or(0..0),
        None => line.line..line.line + 1,
    };
    let ranges: Vec<_> = lines.filter_map(|line| places.range_of_line(line)).collect();
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
        let (unit, last) = match conversion {
            Some(conversion) => ("paragraph", conversion.paragraph_count()),
            None => ("line", places.line_count()),
        };
        bail!("{} has no {unit} {}: its last is {unit} {last}.", escaped(name), line.line);
    };
    let range = first.start..last.end;
    let Some(column) = line.column else { return Ok(range) };
    let mut columns = text[range.clone()].char_indices().map(|(at, _)| range.start + at).chain([range.end]);
    match columns.nth(column - 1) {
        Some(at) => Ok(at..at),
        None => bail!("Line {} of {} has no column {column}: it is shorter.", line.line, escaped(name)),
    }
}

fn told(problem: &FileProblem) -> anyhow::Error {
    anyhow!("{}: {}", escaped(&problem.path), problem.message)
}

/// Words cut to a length that reads well.
fn short(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_and_a_line_and_perhaps_a_column() {
        for (place, expected) in [
            ("story.md:12", Some(("story.md", 12, None))),
            ("story.md:12:7", Some(("story.md", 12, Some(7)))),
            ("C:\\drafts\\story.md:3", Some(("C:\\drafts\\story.md", 3, None))),
            ("a:b.md:3", Some(("a:b.md", 3, None))),
            ("story.md", None),
            ("story.md:0", None),
            ("story.md:", None),
            (":3", None),
            ("", None),
        ] {
            let read = Line::parse(place)
                .ok()
                .map(|it| (it.file.to_string_lossy().into_owned(), it.line, it.column));
            assert_eq!(read, expected.map(|(file, line, column)| (file.to_owned(), line, column)), "{place}");
        }
    }
}
