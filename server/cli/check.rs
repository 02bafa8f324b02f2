//! `copydesk check`: finds the drafts, checks them on all cores, fixes them where that is asked for, writes what was found.

mod watch;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use copydesk_desk::{NameInUse, RuleSelection, Safety, discords};
use copydesk_project::{Applied, DraftFile, DraftText, Encoding, FileProblem, Projects, is_draft, name_of};
use copydesk_text::mark_length;

use super::cache::{self, Cache};
use super::changed::Changed;
use super::choices::{ConfigChoice, FailOn, Jobs, RuleChoice};
use super::drafts::{self, Gathered, Given, Task};
use super::findings::{self, Checked, Findings, Found, PlacedFinding, locate_discord};
use super::fix::{self, Fixed};
use super::formats::{self, Format, text};
use super::names::{escaped, escaped_lines};
use super::notes::{NotesChoice, may_be_named};
use super::progress::Progress;
use super::{Status, baseline, lines, output, parallel};
use watch::Watch;

#[derive(Debug, Args)]
#[command(after_help = "\
Reads .md, .markdown, .mdx, .qmd, .rmd and .txt files and honours .gitignore; a file that you name is always checked.
Word documents (.docx), OpenDocument texts (.odt) and web pages (.html) are read where you name them; places in them are paragraphs.
A copydesk.toml beside the drafts, or in a folder above, sets rules and severities; `copydesk init` writes one.

Exit status: 0 when nothing reaches --fail-on, 1 when something does, 2 when something could not be read or understood.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write to this file instead of printing
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Findings of this severity, and worse ones, make the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    #[command(flatten)]
    rules: RuleChoice,
    #[command(flatten)]
    config: ConfigChoice,
    #[command(flatten)]
    notes: NotesChoice,
    /// Tell what the notes say in formats for programs too, and where nobody sits at a terminal
    #[arg(long, help_heading = "Notes")]
    show_notes: bool,
    #[command(flatten)]
    jobs: Jobs,
    /// Check every draft anew, and remember nothing for the next run
    #[arg(long)]
    no_cache: bool,
    /// Print findings and problems, but no closing sentence
    #[arg(long, short)]
    quiet: bool,
    /// Print how often each rule spoke instead of the findings
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    fixes: Fixes,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write the findings to this file, so that --baseline leaves them out from now on
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Only report what stands on lines that differ from this git revision
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Check again whenever a draft or the configuration changes, until interrupted
    #[arg(long)]
    watch: bool,
    /// With --format jsonl: read {"id", "text"} objects from standard input, one a line, and answer each with one line
    #[arg(long, conflicts_with_all = ["paths", "stdin_filename", "output", "statistics", "fix", "diff", "baseline", "write_baseline", "changed_since", "watch"])]
    jsonl_input: bool,
}

/// Which fixes to apply, and where to.
#[derive(Debug, Args)]
struct Fixes {
    /// Apply the fixes that cannot change what a draft says; standard input is printed fixed
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["baseline", "write_baseline", "changed_since"])]
    fix: bool,
    /// With --fix or --diff: apply suggestions too, where there is only one fix; look at the result
    #[arg(long, help_heading = "Fixes")]
    unsafe_fixes: bool,
    /// Print what fixes would change, and change nothing; control characters are escaped unless --output names a file
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["fix", "baseline", "write_baseline", "changed_since"])]
    diff: bool,
}

impl Fixes {
    /// The least safe fixes to apply; `None` for none.
    fn most(&self) -> Option<Safety> {
        let wanted = self.fix || self.diff;
        wanted.then_some(if self.unsafe_fixes { Safety::Suggested } else { Safety::Safe })
    }
}

/// What became of one draft.
struct Done {
    checked: Checked,
    /// How many places were fixed.
    changes: usize,
    /// How many more suggestions would change.
    suggested: usize,
    /// The difference that fixes make, or the fixed text of standard input, which may be empty; `None` where findings are told instead.
    text: Option<String>,
    /// The draft, as findings name it.
    name: String,
    /// How its bytes are its text.
    encoding: Encoding,
    /// Whether it is a text, and no other program's file.
    is_text: bool,
}

/// Checks, writes, and says how it went; again and again where that is asked for.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    if arguments.jsonl_input {
        return answer_lines(arguments);
    }
    if !arguments.watch {
        return check(arguments);
    }
    if arguments.given.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("Standard input cannot be watched; name a draft or a folder.");
    }
    let mut watch = Watch::over(&arguments.given.paths, arguments.config.choice());
    loop {
        let status = check(arguments)?;
        if !output::is_read() {
            return Ok(status);
        }
        watch.wait();
    }
}

/// Answers each line of standard input with a line.
fn answer_lines(arguments: &Arguments) -> Result<Status> {
    if arguments.format != Format::Jsonl {
        bail!("--jsonl-input answers each line with a line: add `--format jsonl`.");
    }
    let mut projects = Projects::new(&arguments.config.choice());
    let settings = projects.of(Path::new("draft.md")).settings(&arguments.rules.selection());
    text::complain(&projects.problems);
    let jobs = arguments.jobs.count();
    lines::run(jobs, |id, text| {
        // A string stands for itself where a path would, anything else as JSON.
        let written = id.as_ref().map_or("null", |id| id.get());
        let name = serde_json::from_str(written).unwrap_or_else(|_| written.to_owned());
        let draft = DraftFile::unfiled(name);
        let checked = findings::place(&draft.name, text, None, Found::in_text(&draft, text, &settings));
        let fails = |finding: &PlacedFinding| arguments.fail_on.fails(finding.finding.severity);
        let status = if !checked.problems.is_empty() {
            Status::Failure
        } else if checked.findings.iter().any(fails) {
            Status::Findings
        } else {
            Status::Clean
        };
        (formats::answer(id, &checked), status)
    })
}

fn check(arguments: &Arguments) -> Result<Status> {
    if arguments.fixes.unsafe_fixes && arguments.fixes.most().is_none() {
        bail!("--unsafe-fixes says how far --fix or --diff may go: add one of them.");
    }
    let mut projects = Projects::new(&arguments.config.choice());
    let Gathered { tasks, passed_over } = arguments.given.gather(&mut projects);
    let mut spared = projects.files();
    spared.extend(arguments.baseline.clone());
    for target in arguments.write_baseline.iter().chain(&arguments.output) {
        output::spare_drafts(target, &drafts::files(&tasks))?;
        output::spare_files(target, &spared)?;
        // What is written first must not be lost by what is written next.
        spared.push(target.clone());
    }
    if let Some(path) = &arguments.write_baseline {
        baseline::spare_others(path)?;
    }
    let changed = arguments.changed_since.as_deref().map(Changed::since).transpose()?;
    let (mut findings, done) = find(arguments, &tasks, projects.problems);
    if let Some(changed) = changed {
        findings.findings.retain(|finding| changed.holds(finding));
    }
    if let Some(path) = &arguments.write_baseline {
        baseline::write(&findings, path)?;
        if !arguments.quiet {
            let findings = text::counted(findings.findings.len(), "finding");
            let name = name_of(path);
            let name = escaped(&name);
            output::note(&format!("Wrote {findings} into {name}: --baseline {name} leaves them out."));
        }
    }
    if let Some(path) = arguments.baseline.as_ref().or(arguments.write_baseline.as_ref()) {
        baseline::subtract(&mut findings, path)?;
    }
    if arguments.fixes.diff || done.iter().any(|done| done.text.is_some()) {
        output::write_data(arguments.output.as_deref(), |out| {
            // A file is for programs; a difference that people look at must not steer their terminal.
            let shown = |text| match arguments.fixes.diff && arguments.output.is_none() {
                true => escaped_lines(text),
                false => Cow::Borrowed(text),
            };
            let mut texts = done.iter().filter_map(|done| done.text.as_deref());
            texts.try_for_each(|text| out.write_all(shown(text).as_bytes()))
        })?;
        text::complain(&findings.problems);
        if arguments.fixes.diff && !arguments.quiet {
            note_suggestions(&done, "Nothing would change.");
        }
        let differs = arguments.fixes.diff && done.iter().any(|done| done.changes > 0);
        let status = status(&findings, arguments.fail_on);
        return Ok(if arguments.fixes.diff && status != Status::Failure {
            if differs { Status::Findings } else { Status::Clean }
        } else {
            status
        });
    }
    if arguments.format.is_for_checkout() {
        formats::name_from_checkout(&mut findings);
    }
    write(arguments, &findings)?;
    if !arguments.quiet {
        note_encodings(&done);
        note_endings(&done);
        note_remarks(&findings.remarks);
        if arguments.format == Format::Text {
            drafts::note_passed_over(&passed_over);
        }
    }
    let changes: usize = done.iter().map(|done| done.changes).sum();
    if changes > 0 && !arguments.quiet && arguments.format == Format::Text {
        let drafts = done.iter().filter(|done| done.changes > 0).count();
        let (places, drafts) = (text::counted(changes, "place"), text::counted(drafts, "draft"));
        output::note(&format!("Fixed {places} in {drafts}."));
    }
    if arguments.fixes.fix && !arguments.quiet && arguments.format == Format::Text {
        note_suggestions(&done, "Nothing was fixed.");
    }
    Ok(status(&findings, arguments.fail_on))
}

/// Says what suggestions would change, where nothing else changes anything. `nothing` says that.
fn note_suggestions(done: &[Done], nothing: &str) {
    if done.iter().any(|done| done.changes > 0) {
        return;
    }
    let suggestions = match done.iter().map(|done| done.suggested).sum() {
        0 => return,
        1 => "one suggestion would: look at what it does".to_owned(),
        count => format!("{count} suggestions would: look at what they do"),
    };
    output::note(&format!("{nothing} With --unsafe-fixes {suggestions}."));
}

/// Says once which drafts are not UTF-8.
fn note_encodings(done: &[Done]) {
    for encoding in [Encoding::Windows1252, Encoding::Utf16Little, Encoding::Utf16Big] {
        let name = encoding.name();
        if let Some(named) = named(done, |done| done.encoding == encoding) {
            output::note(&format!("{named} {name}, not UTF-8; fixes are written as {name} too."));
        }
    }
}

/// Says what is worth knowing of the notes that drafts name.
fn note_remarks(remarks: &[FileProblem]) {
    for FileProblem { path, place, message } in remarks {
        let line = place.map(|place| format!(":{}", place.line)).unwrap_or_default();
        output::note(&format!("{}{line}: {message}", escaped(path)));
    }
}

/// Says once which drafts have an ending that Copydesk does not know.
fn note_endings(done: &[Done]) {
    let is_other = |done: &Done| {
        let path = Path::new(&done.name);
        done.is_text && path.is_file() && path.extension().is_some() && !is_draft(path)
    };
    if let Some(named) = named(done, is_other) {
        output::note(&format!("{named} read as markdown; other marks in the text are taken for words."));
    }
}

/// The drafts of which something holds as the beginning of a sentence: "a.md, b.md are"; `None` where it holds of none.
fn named(done: &[Done], holds: impl Fn(&Done) -> bool) -> Option<String> {
    /// So many are named.
    const NAMED: usize = 3;
    let names: Vec<&str> = done.iter().filter(|done| holds(done)).map(|done| done.name.as_str()).collect();
    let named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len() {
        0 => None,
        1 => Some(format!("{named} is")),
        2..=NAMED => Some(format!("{named} are")),
        count => Some(format!("{named} and {} more are", count - NAMED)),
    }
}

fn write(arguments: &Arguments, findings: &Findings) -> Result<()> {
    let path = arguments.output.as_deref();
    if arguments.statistics && arguments.format == Format::Text {
        output::write_styled(path, |out| formats::write_statistics(findings, out))?;
        text::complain(&findings.problems);
    } else if let Some(format) = arguments.format.writer() {
        output::write_data(path, |out| format(findings, out))?;
    } else {
        // Lines in a file are not for the terminal at hand.
        let width = if path.is_some() { None } else { output::width() };
        output::write_styled(path, |out| text::write(findings, arguments.quiet, width, out))?;
        text::complain(&findings.problems);
    }
    Ok(())
}

/// Checks the drafts of all tasks; `problems` are those with the configurations.
fn find(arguments: &Arguments, tasks: &[Task], problems: Vec<FileProblem>) -> (Findings, Vec<Done>) {
    let selection = arguments.rules.selection();
    let jobs = arguments.jobs.count();
    let progress = Progress::new(tasks.len());
    let remembers = !arguments.no_cache && tasks.len() <= cache::MOST_DRAFTS;
    let cache = remembers.then(Cache::open).flatten();
    let results = parallel::map(jobs, tasks, |task| {
        let done = drafts::each(task, |draft, applied| match arguments.fixes.most() {
            Some(most) => fix_draft(arguments, draft, applied, &selection, most),
            None => check_draft(draft, applied, &selection, &arguments.notes, cache.as_ref()),
        });
        progress.advance(done.as_ref().map_or(0, |done| done.checked.words));
        done
    });
    progress.finish();
    if let Some(cache) = cache {
        cache.tidy();
    }

    let mut findings = Findings { problems, ..Findings::default() };
    let mut all_done = Vec::new();
    let mut compared: Vec<(&DraftFile, &Applied, Vec<NameInUse>)> = Vec::new();
    for (task, result) in tasks.iter().zip(results) {
        match result {
            Ok(mut done) => {
                if let Ok((draft, applied)) = task
                    && draft.file().is_some()
                {
                    compared.push((draft, applied, std::mem::take(&mut done.checked.names)));
                }
                findings.add(std::mem::take(&mut done.checked));
                all_done.push(done);
            }
            Err(problem) => findings.problems.push(problem),
        }
    }
    compare(&compared, &selection, &mut findings);
    if !arguments.shows_notes() {
        findings.withhold();
    }
    (findings, all_done)
}

impl Arguments {
    /// Whether what notes say may be told: on a terminal somebody sits who may read them, and what a program is told travels.
    fn shows_notes(&self) -> bool {
        let on_terminal =
            self.format == Format::Text && self.output.is_none() && std::io::stdout().is_terminal();
        self.show_notes || on_terminal
    }
}

/// Reads and checks one draft, unless that was done before and is remembered.
fn check_draft(
    draft: &DraftFile,
    applied: &Applied,
    selection: &RuleSelection,
    notes: &NotesChoice,
    cache: Option<&Cache>,
) -> Result<Done, FileProblem> {
    let DraftText { text, encoding, conversion } = draft.read()?;
    let find = || Found::in_text(draft, &text, &applied.settings(selection));
    let found = match cache.filter(|_| draft.file().is_some()) {
        // What the notes say is kept nowhere.
        _ if may_be_named(&text) => found_beside_notes(draft, &text, applied, selection, notes),
        Some(cache) => {
            let key = cache.key(&[&applied.digest(selection), text.as_bytes()]);
            cache.recall(&key).unwrap_or_else(|| {
                let found = find();
                cache.keep(&key, &found);
                found
            })
        }
        None => find(),
    };
    Ok(Done {
        checked: findings::place(&draft.name, &text, conversion.as_ref(), found),
        changes: 0,
        suggested: 0,
        text: None,
        name: draft.name.clone(),
        encoding,
        is_text: conversion.is_none(),
    })
}

/// What is found in a draft's text beside the notes that it names.
fn found_beside_notes(
    draft: &DraftFile,
    text: &str,
    applied: &Applied,
    selection: &RuleSelection,
    notes: &NotesChoice,
) -> Found {
    let analysis = findings::analyse(&text[mark_length(text)..], draft.dialect());
    let (settings, wrong) = notes.lay(applied.settings(selection), draft, &analysis, applied);
    Found::of(&analysis, &settings).beside(wrong)
}

/// Reads, fixes and checks one draft; with `--diff` without writing it. Of a draft that cannot be written the findings are told as
/// it stands. Nothing is fixed by the notes: whose words they are is for a person.
fn fix_draft(
    arguments: &Arguments,
    draft: &DraftFile,
    applied: &Applied,
    selection: &RuleSelection,
    most: Safety,
) -> Result<Done, FileProblem> {
    let DraftText { text, encoding, conversion } = draft.read()?;
    let diff = arguments.fixes.diff;
    let settings = &applied.settings(selection);
    let check = |text: &str| {
        let found = found_beside_notes(draft, text, applied, selection, &arguments.notes);
        findings::place(&draft.name, text, conversion.as_ref(), found)
    };
    let done = |checked, changes, suggested, text| Done {
        checked,
        changes,
        suggested,
        text,
        name: draft.name.clone(),
        encoding,
        is_text: conversion.is_none(),
    };
    if let Some(conversion) = &conversion {
        let mut checked = check(&text);
        checked.problems.push(draft.problem(None, unfixed(conversion.kind)));
        return Ok(done(checked, 0, 0, None));
    }
    let Fixed { text: fixed, changes } = fix::fix(&text, draft.dialect(), settings, most);
    let suggested = match changes == 0 && most < Safety::Suggested {
        true => fix::fix(&text, draft.dialect(), settings, Safety::Suggested).changes,
        false => 0,
    };
    if diff {
        return Ok(done(
            check(&fixed),
            changes,
            suggested,
            Some(fix::difference(&draft.name, &text, &fixed)),
        ));
    }
    if draft.file().is_none() {
        return Ok(done(check(&fixed), changes, suggested, Some(fixed)));
    }
    if changes > 0
        && let Err(problem) = draft.write(&text, &fixed, encoding)
    {
        let mut checked = check(&text);
        checked.problems.push(problem);
        return Ok(done(checked, 0, 0, None));
    }
    Ok(done(check(&fixed), changes, suggested, None))
}

/// Why nothing is fixed in a file of this kind.
fn unfixed(kind: &str) -> String {
    format!("Copydesk changes no {kind}: correct it in the program that wrote it, or save it as plain text.")
}

/// Adds what drafts write in different ways, each finding among those of its draft.
pub(crate) fn compare(
    drafts: &[(&DraftFile, &Applied, Vec<NameInUse>)],
    selection: &RuleSelection,
    findings: &mut Findings,
) {
    let names: Vec<(&str, &[NameInUse])> =
        drafts.iter().map(|(draft, _, names)| (draft.name.as_str(), names.as_slice())).collect();
    let found: Vec<PlacedFinding> = discords(&names)
        .into_iter()
        .filter_map(|discord| {
            let (draft, applied, _) = &drafts[discord.draft];
            let other = drafts[discord.usual.0].0;
            locate_discord(discord, draft, &applied.settings(selection), other)
        })
        .filter(|found| !findings.findings.iter().any(|known| is_same(known, found)))
        .collect();
    if found.is_empty() {
        return;
    }
    let order: HashMap<&str, usize> =
        drafts.iter().enumerate().map(|(number, (draft, ..))| (draft.name.as_str(), number)).collect();
    findings.findings.extend(found);
    findings.findings.sort_by_key(|finding| {
        (order.get(finding.path.as_str()).copied().unwrap_or(usize::MAX), finding.finding.range.start())
    });
}

/// Whether a draft says the same by itself.
fn is_same(known: &PlacedFinding, found: &PlacedFinding) -> bool {
    known.path == found.path
        && known.finding.rule == found.finding.rule
        && known.finding.range == found.finding.range
}

fn status(findings: &Findings, fail_on: FailOn) -> Status {
    if !findings.problems.is_empty() {
        Status::Failure
    } else if findings.findings.iter().any(|finding| fail_on.fails(finding.finding.severity)) {
        Status::Findings
    } else {
        Status::Clean
    }
}
