//! Cases that stand in a file, each under a heading. A case whose title begins with “Not yet” is known to fail, and must be
//! moved when it no longer does.

/// The title and the lines of each case.
pub(crate) fn all(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    data.split("\n# ").map(|case| case.trim_start_matches("# ").split_once('\n').expect("a title"))
}

/// Fails where a case has faults, or has none any more; takes titles with the faults.
pub(crate) fn hold(judged: impl Iterator<Item = (&'static str, Vec<String>)>) {
    let mut wrong = Vec::new();
    for (title, faults) in judged {
        match title.starts_with("Not yet") {
            true if faults.is_empty() => wrong.push(format!("{title}: holds now; take “Not yet” off.")),
            false if !faults.is_empty() => wrong.push(format!("{title}:\n{}", faults.join("\n"))),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
