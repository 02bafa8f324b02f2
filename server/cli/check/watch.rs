//! `check --watch`: waits until a draft or a configuration is another. Files are looked at every half second, which also
//! works on a network drive, where the system tells nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::cli::drafts::{self, Found};
use crate::cli::project::{Choice, Projects};

const PACE: Duration = Duration::from_millis(500);

/// When each file that a check reads was last written, and how long it is.
pub type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// The stamps of all drafts at the paths, their configurations and rosters.
pub fn stamps(paths: &[PathBuf], choice: &Choice) -> Stamps {
    let mut projects = Projects::new(choice);
    let mut files = Vec::new();
    for found in drafts::find(paths, None, &mut projects) {
        if let Found::Draft(draft) = found {
            let project = projects.of(&draft.path).project;
            files.extend(project.path.clone());
            files.extend(project.roster_files());
            files.push(draft.path);
        }
    }
    let stamp = |file: &PathBuf| {
        let metadata = std::fs::metadata(file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    files.into_iter().map(|file| (file.clone(), stamp(&file))).collect()
}

/// Returns when the stamps differ from those before.
pub fn wait(before: &Stamps, now: impl Fn() -> Stamps) {
    while now() == *before {
        sleep(PACE);
    }
}
