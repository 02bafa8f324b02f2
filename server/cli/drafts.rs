//! The drafts that a command line names, each with what applies to it, and the work that is done on each.

use std::path::{Path, PathBuf};

use clap::Args;
use copydesk_desk::contained;
use copydesk_project::{Applied, DraftFile, FileProblem, Found, Projects, find};

use super::formats::text::counted;
use super::output;

/// The drafts that a command line names.
#[derive(Debug, Args)]
pub(super) struct Given {
    /// Drafts and folders; - reads standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The name to report for standard input; its ending tells how the draft is written
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Leave out what the configuration excludes even where it is named, as hooks name every file
    #[arg(long)]
    force_exclude: bool,
}

impl Given {
    /// The drafts, as [`find`] has them, each with what applies to it.
    pub(super) fn gather(&self, projects: &mut Projects) -> Gathered {
        let mut gathered = Gathered::default();
        for found in find(&self.paths, self.stdin_filename.as_deref(), projects) {
            match found {
                Found::Draft(draft) => {
                    let applied = projects.of(&draft.path);
                    if !self.force_exclude || !applied.excludes() {
                        gathered.tasks.push(Ok((draft, applied)));
                    }
                }
                Found::Folder(_) => {}
                Found::PassedOver(document) => gathered.passed_over.push(document),
                Found::Problem(problem) => gathered.tasks.push(Err(problem)),
            }
        }
        gathered
    }
}

/// What the paths on a command line led to.
#[derive(Default)]
pub(super) struct Gathered {
    /// The drafts to read, in order.
    pub tasks: Vec<Task>,
    /// Documents of word processors in folders, which are read only where they are named.
    pub passed_over: Vec<PathBuf>,
}

/// Says once that documents were passed over.
pub(super) fn note_passed_over(documents: &[PathBuf]) {
    let kinds: [(&[&str], &str); 5] = [
        (&["docx"], "Word document"),
        (&["odt"], "OpenDocument text"),
        (&["rtf"], "rich text file"),
        (&["eml"], "e-mail"),
        (&["html", "htm"], "web page"),
    ];
    let counts = kinds.map(|(endings, kind)| {
        let is_of_kind = |path: &&PathBuf| {
            path.extension()
                .is_some_and(|other| endings.iter().any(|ending| other.eq_ignore_ascii_case(ending)))
        };
        (documents.iter().filter(is_of_kind).count(), kind)
    });
    let kinds: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|&(count, kind)| counted(count, kind)).collect();
    let (were, them) = if documents.len() == 1 { ("was", "it") } else { ("were", "them") };
    if !kinds.is_empty() {
        let kinds = match kinds.as_slice() {
            [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
            kinds => kinds.concat(),
        };
        output::note(&format!("{kinds} {were} passed over; name {them} to have {them} read."));
    }
}

/// A draft to read with what applies to it, or what went wrong before it could be read.
pub(super) type Task = Result<(DraftFile, Applied), FileProblem>;

/// The files among the drafts of tasks.
pub(super) fn files(tasks: &[Task]) -> Vec<&Path> {
    tasks.iter().flatten().filter_map(|(draft, _)| draft.file()).collect()
}

/// The work done on a task's draft. A fault of ours costs that draft and no other.
pub(super) fn each<T>(
    task: &Task,
    work: impl Fn(&DraftFile, &Applied) -> Result<T, FileProblem>,
) -> Result<T, FileProblem> {
    let (draft, applied) = task.as_ref().map_err(FileProblem::clone)?;
    contained(|| work(draft, applied)).unwrap_or_else(|fault| Err(draft.problem(None, fault)))
}

#[cfg(test)]
mod tests {
    use copydesk_project::Choice;

    use super::*;

    #[test]
    fn a_fault_costs_one_draft_and_no_other() {
        let mut projects = Projects::new(&Choice::Nearest);
        let paths = [PathBuf::from("README.md"), PathBuf::from("Cargo.toml"), PathBuf::from("missing.md")];
        let given = Given { paths: paths.to_vec(), stdin_filename: None, force_exclude: false };
        let Gathered { tasks, .. } = given.gather(&mut projects);
        let outcomes = tasks.iter().map(|task| {
            each(task, |draft, _| match draft.name.as_str() {
                "README.md" => panic!("a fault"),
                name => Ok(name.to_owned()),
            })
            .map_err(|problem| format!("{}: {}", problem.path, problem.message))
        });
        let fault = "README.md: This is a fault in Copydesk; please report it with these words: “a fault”.";
        let missing = "missing.md: There is no such file or folder; check the spelling of its name.";
        let expected = [Err(fault.to_owned()), Ok("Cargo.toml".to_owned()), Err(missing.to_owned())];
        assert_eq!(outcomes.collect::<Vec<_>>(), expected);
    }
}
