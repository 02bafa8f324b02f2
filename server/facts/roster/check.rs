//! What is wrong between the entries of a roster: two that are one, and two that claim one name.

use std::collections::HashMap;

use super::{RosterActor, problem};
use crate::{Problem, spelling};

/// Duplicates and clashes over the files of a roster, each with the number of the file it stands in. `file_names` are
/// for the messages.
pub fn clashes(files: &[&[RosterActor]], file_names: &[String]) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    let mut holders: HashMap<String, (usize, &RosterActor, bool)> = HashMap::new();
    let mut claims: Vec<(usize, &RosterActor, &str)> = Vec::new();
    for (file, actors) in files.iter().enumerate() {
        for actor in *actors {
            let key = spelling::key(&actor.name).into_owned();
            match holders.get(&key) {
                Some((other_file, other, _)) if other.name == actor.name => {
                    let place = place(*other_file, file, file_names);
                    let message =
                        format!("“{}” stands in the roster twice{place}; keep one entry.", actor.name);
                    problems.push((file, problem(actor.range, message)));
                }
                Some((other_file, other, _)) => {
                    let place = place(*other_file, file, file_names);
                    let (name, other) = (&actor.name, &other.name);
                    let message = format!(
                        "“{name}” and “{other}”{place} are written almost alike: only the first is found; keep one."
                    );
                    problems.push((file, problem(actor.range, message)));
                }
                None => {
                    holders.insert(key, (file, actor, true));
                }
            }
            claims.extend(actor.names().skip(1).map(|name| (file, actor, name)));
        }
    }
    for (file, actor, name) in claims {
        let key = spelling::key(name).into_owned();
        match holders.get(&key) {
            Some((_, holder, _)) if std::ptr::eq(*holder, actor) => {}
            Some((other_file, holder, preferred)) => {
                let place = place(*other_file, file, file_names);
                let claim = if *preferred { "is the name of" } else { "also stands for" };
                let message = format!(
                    "“{name}” stands for “{}”, but {claim} “{}”{place}: only that one is found by it; drop it from one of them.",
                    actor.name, holder.name
                );
                problems.push((file, problem(actor.range, message)));
            }
            None => {
                holders.insert(key, (file, actor, false));
            }
        }
    }
    problems.sort_by_key(|(file, problem)| (*file, problem.range.map(|range| range.start())));
    problems
}

/// In which file the other entry stands, where it is another.
fn place(other: usize, here: usize, names: &[String]) -> String {
    match names.get(other) {
        Some(name) if other != here => format!(" (in {name})"),
        _ => String::new(),
    }
}
