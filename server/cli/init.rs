//! `copydesk init`: a configuration to start from, in which everything is explained and nothing is changed yet.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};

use anyhow::{Context as _, Result, bail};
use copydesk_desk::{Group, registry};
use copydesk_project::FILE_NAME;

use super::{Status, explain, output};

/// Writes the file and says what to do next.
///
/// # Errors
/// The file exists, or cannot be written.
pub(crate) fn run() -> Result<Status> {
    let mut file = match std::fs::File::create_new(FILE_NAME) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{FILE_NAME} is already here; edit it, or take it away first.")
        }
        Err(error) => return Err(error).context(format!("{FILE_NAME} cannot be written here")),
    };
    file.write_all(template().as_bytes()).with_context(|| format!("{FILE_NAME} could not be written"))?;
    output::write_styled(None, |out| {
        writeln!(out, "Wrote {FILE_NAME}. Take the `#` off the lines you want, then run `copydesk check`.")
    })?;
    Ok(Status::Clean)
}

/// Lines with `# ` explain; lines with `#` alone are settings, and hold the defaults or an example.
fn template() -> String {
    let mut rules = String::new();
    for group in Group::ALL {
        let _ = writeln!(rules, "# {}:", group.name());
        for rule in registry().iter().filter(|rule| rule.group == group) {
            let _ = writeln!(rules, "#{} = \"{}\"", rule.name, explain::default_of(rule));
        }
    }
    include_str!("init.toml").replace("{rules}\n", &rules)
}

#[cfg(test)]
mod tests {
    use copydesk_desk::{Genre, Origin, RuleSelection, Strictness};

    use super::template;

    #[test]
    fn the_configuration_has_no_problems() {
        let template = template();
        assert_eq!(copydesk_desk::Config::parse(&template).1, []);
        let lines = template.lines().map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting,
            _ => line,
        });
        let in_use = lines.collect::<Vec<_>>().join("\n");
        let (config, problems) = copydesk_desk::Config::parse(&in_use);
        assert_eq!(problems, [], "{in_use}");
        assert!(config.excludes("archive/a.md"));
        let of = |path: &str| config.settings(path, &RuleSelection::default());
        assert_ne!(
            of("news/a.md").strictness_origin(),
            Origin::default(),
            "a line says so, be it the default"
        );
        let opinion = of("opinion/a.md");
        assert_eq!((opinion.genre(), opinion.strictness()), (Some(Genre::Opinion), Strictness::Quiet));
    }
}
