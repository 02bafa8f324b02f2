//! The drafts that a command line names, each with what applies to it, and the work that is done on each.

use std::path::{Path, PathBuf};

use clap::Args;
use copydesk_desk::contained;
use copydesk_project::{Applied, DraftFile, FileProblem, Found, Projects, find};

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
    pub(super) fn gather(&self, projects: &mut Projects) -> Vec<Task> {
        let found = find(&self.paths, self.stdin_filename.as_deref(), projects).into_iter();
        let tasks = found.filter_map(|found| match found {
            Found::Draft(draft) => {
                let applied = projects.of(&draft.path);
                (!self.force_exclude || !applied.excludes()).then_some(Ok((draft, applied)))
            }
            Found::Folder(_) => None,
            Found::Problem(problem) => Some(Err(problem)),
        });
        tasks.collect()
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
        let tasks = given.gather(&mut projects);
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
