//! Where a command's words go: standard output or a file, with colour or without, and without a fuss when the reader
//! at the other end of a pipe has had enough.

use std::io::{self, BufWriter, ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, Result, bail};
use copydesk_desk::Severity;
use copydesk_project::{FILE_NAME, files, is_draft, name_of};
use unicode_width::UnicodeWidthStr as _;

use super::names::escaped;

/// For the words at fault and headings.
pub(super) const STRONG: Style = Style::new().bold();
/// For what steps back: rule names, addresses.
pub(super) const QUIET: Style = Style::new().dimmed();
/// For fixes.
pub(super) const HELP: Style = AnsiColor::Green.on_default();

/// The colour of a severity.
pub(super) fn severity_style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Blue,
        Severity::Hint => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// How many columns the reader has: what `COLUMNS` says, else the terminal; `None` where nobody knows.
pub(super) fn width() -> Option<usize> {
    let said =
        std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&columns| columns > 0);
    // In a browser there is no terminal.
    #[cfg(any(unix, windows))]
    let said =
        said.or_else(|| terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)));
    said
}

/// Words with blanks between, broken into lines of at most `width` columns; `indent` stands before all lines but the first.
pub(super) fn wrapped<'a>(
    words: impl Iterator<Item = (&'a str, Style)>,
    indent: &str,
    width: Option<usize>,
) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for (word, style) in words {
        let needed = word.width();
        if column > 0 && width.is_some_and(|width| column + 1 + needed > width) {
            text.push('\n');
            text.push_str(indent);
            column = indent.width();
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(&format!("{style}{word}{style:#}"));
        column += needed;
    }
    text
}

/// Writes what may lie beside drafts and look like one, as [`spare_all_but`] allows it; to standard output where there is no file.
///
/// # Errors
/// As [`write_data`].
pub(super) fn write_made(path: Option<&Path>, bytes: &[u8], mark: &str) -> Result<()> {
    match path {
        Some(path) => {
            spare_all_but(path, &[], mark)?;
            put(path, bytes)
        }
        None => write_data(None, |out| out.write_all(bytes)),
    }
}

/// Lets `write` write data to the file, or to standard output where there is none.
///
/// # Errors
/// The file cannot be written. A closed pipe is no error: whoever reads has seen enough.
pub(super) fn write_data(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    match path {
        Some(path) => {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            write_file(path, &bytes)
        }
        None => write_and_flush(io::stdout().lock(), write),
    }
}

/// Like [`write_data`], for people: with styles where they are wanted, and never in a file.
///
/// # Errors
/// As [`write_data`].
pub(super) fn write_styled(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    match path {
        Some(path) => {
            let mut plain = anstream::StripStream::new(Vec::new());
            write(&mut plain)?;
            write_file(path, &plain.into_inner())
        }
        None => write_and_flush(anstream::stdout().lock(), write),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    spare_drafts(path, &[])?;
    put(path, bytes)
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    files::write(path, bytes).with_context(|| {
        format!("cannot write to {}; choose another file with --output", escaped(&name_of(path)))
    })
}

/// Refuses to write where a draft is: to one of those that are read, also through a link, and under a name that would make
/// the output a draft of the next run, or its configuration.
///
/// # Errors
/// The file is one of these, or would be.
pub(super) fn spare_drafts(target: &Path, read: &[&Path]) -> Result<()> {
    if is_draft(target) || is_draft(&behind(target)) {
        let shown = escaped(&name_of(target)).into_owned();
        bail!("{shown} has the ending of a draft, and output is never one; choose another name.");
    }
    spare_read(target, read)
}

/// The same for output that may have the ending of a draft: such a file is written anew only where it begins with the mark of
/// output, so that nobody's draft is lost.
///
/// # Errors
/// As [`spare_drafts`], or a file without the mark is there.
pub(super) fn spare_all_but(target: &Path, read: &[&Path], mark: &str) -> Result<()> {
    let made = |file: &Path| {
        let mut start = vec![0; mark.len()];
        let read = std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut start));
        read.is_ok() && start == mark.as_bytes()
    };
    let looks_like_draft = is_draft(target) || is_draft(&behind(target));
    if looks_like_draft && target.symlink_metadata().is_ok() && !made(target) {
        let shown = escaped(&name_of(target)).into_owned();
        bail!("{shown} is there already and may be a draft; choose another name.");
    }
    spare_read(target, read)
}

/// Where a link leads.
fn behind(target: &Path) -> PathBuf {
    target.canonicalize().unwrap_or_else(|_| target.to_path_buf())
}

fn spare_read(target: &Path, read: &[&Path]) -> Result<()> {
    let shown = escaped(&name_of(target)).into_owned();
    if [target, &behind(target)]
        .into_iter()
        .any(|file| file.file_name().is_some_and(|name| name == FILE_NAME))
    {
        bail!("{shown} has the name of a configuration, and output is never one; choose another name.");
    }
    if read.iter().any(|draft| files::is_same(draft, target)) {
        bail!("{shown} is a draft that is read; choose another file for the output.");
    }
    Ok(())
}

/// Refuses to write where a configuration, a roster or a baseline is that is read, or something else that would be lost,
/// also through a link.
///
/// # Errors
/// The file is one of these.
pub(super) fn spare_files(target: &Path, read: &[PathBuf]) -> Result<()> {
    if read.iter().any(|file| files::is_same(file, target)) {
        let shown = escaped(&name_of(target)).into_owned();
        bail!("{shown} is read or written besides, and would be lost; choose another file for the output.");
    }
    Ok(())
}

/// Whether somebody still reads standard output, as far as that has shown.
pub(super) fn is_read() -> bool {
    !CLOSED.load(Ordering::Relaxed)
}

/// Whether the reader of standard output has gone.
static CLOSED: AtomicBool = AtomicBool::new(false);

fn write_and_flush(out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(out);
    let written = write(&mut out).and_then(|()| out.flush());
    // What is left in the buffer has nowhere to go; dropping the writer would try once more.
    drop(out.into_parts());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            CLOSED.store(true, Ordering::Relaxed);
            Ok(())
        }
        written => written.context("the output could not be written"),
    }
}

/// Tells on standard error what was done. Where even that cannot be written, nothing is left to do.
pub(super) fn note(message: &str) {
    let _ = writeln!(anstream::stderr(), "{}", escaped(message));
}

/// Tells on standard error what keeps the command from working. Where even that cannot be written, nothing is left to do.
pub(crate) fn complain(message: &str) {
    let style = severity_style(Severity::Error);
    let _ = writeln!(anstream::stderr(), "{style}error:{style:#} {}", escaped(message));
}

#[cfg(test)]
mod tests {
    use super::{Style, wrapped};

    #[test]
    fn lines_are_broken_between_words() {
        let check = |width, expected: &str| {
            let words = "one 東京 three x".split(' ').map(|word| (word, Style::new()));
            assert_eq!(wrapped(words, "  ", width), expected);
        };
        check(None, "one 東京 three x");
        check(Some(16), "one 東京 three x");
        check(Some(15), "one 東京 three\n  x");
        check(Some(8), "one 東京\n  three\n  x");
        check(Some(1), "one\n  東京\n  three\n  x");
    }
}
