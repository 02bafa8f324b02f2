//! Files of other programs, read as if somebody had written them in markdown: Word documents, OpenDocument texts, rich text, e-mails,
//! web pages.
//!
//! Only what a reader sees is taken: insertions, not deletions; footnotes at their marks; links with where they lead. Each paragraph
//! stands on lines of its own, and where a finding stands is told by the paragraph's number, since such a file has no lines. Nothing
//! is ever written back. What is unpacked, and what comes out, is bounded, whatever a file promises.

mod archive;
mod docx;
mod html;
mod mail;
mod markdown;
mod odt;
mod rtf;
#[cfg(test)]
mod tests;
mod xml;

use std::ops::Range;
use std::path::Path;

use archive::Archive;
use markdown::Markdown;

/// How a file of another program became markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// What the file is: "Word document".
    pub kind: &'static str,
    /// The line, from 1, on which each paragraph begins in the markdown.
    starts: Vec<usize>,
}

impl Conversion {
    /// The number, from 1, of the paragraph on a line of the markdown, counted from 1.
    pub fn paragraph(&self, line: usize) -> usize {
        self.starts.partition_point(|&start| start <= line).max(1)
    }

    /// The lines of a paragraph by its number, both from 1, up to the next paragraph; `None` where there is none.
    pub fn lines(&self, paragraph: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(paragraph.checked_sub(1)?)?;
        Some(start..self.starts.get(paragraph).copied().unwrap_or(start + 1))
    }

    /// How many paragraphs there are.
    pub fn paragraph_count(&self) -> usize {
        self.starts.len()
    }
}

/// What keeps a document from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It is not whole, or not what it says it is.
    Broken,
    /// It unpacks to more than anybody writes.
    TooLong,
}

/// A program's kind of file.
struct Kind {
    name: &'static str,
    read: fn(&Archive, &mut Markdown) -> Result<(), Fault>,
}

const WORD: Kind = Kind { name: "Word document", read: docx::read };
const OPEN_DOCUMENT: Kind = Kind { name: "OpenDocument text", read: odt::read };
/// What the others are called.
const RICH_TEXT: &str = "rich text (RTF)";
const PAGE: &str = "web page";
const MAIL: &str = "e-mail";

/// The markdown of a Word document, an OpenDocument text or rich text; `None` where the bytes are none of them.
///
/// # Errors
/// It cannot be read; one sentence that says what would help.
pub(crate) fn read(bytes: &[u8]) -> Option<Result<(String, Conversion), String>> {
    if rtf::is(bytes) {
        let mut markdown = Markdown::default();
        let read = rtf::read(bytes, &mut markdown);
        return Some(converted(RICH_TEXT, read.and_then(|()| markdown.finish())));
    }
    let archive = Archive::open(bytes)?;
    let kind = if docx::is(&archive) {
        WORD
    } else if odt::is(&archive) {
        OPEN_DOCUMENT
    } else {
        return None;
    };
    let mut markdown = Markdown::default();
    let read = (kind.read)(&archive, &mut markdown);
    Some(converted(kind.name, read.and_then(|()| markdown.finish())))
}

/// The markdown of a web page.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_page(page: &str) -> Result<(String, Conversion), String> {
    converted(PAGE, html::read(page, Markdown::default()).finish())
}

/// The markdown of an e-mail: its subject as the headline, and its text.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_mail(bytes: &[u8]) -> Result<(String, Conversion), String> {
    converted(MAIL, mail::read(bytes).and_then(Markdown::finish))
}

fn converted(
    kind: &'static str,
    read: Result<(String, Vec<usize>), Fault>,
) -> Result<(String, Conversion), String> {
    match read {
        Ok((_, starts)) if starts.is_empty() => {
            Err(format!("No words were found in this {kind}; save its text as plain text (encoding UTF-8)."))
        }
        Ok((text, starts)) => Ok((text, Conversion { kind, starts })),
        Err(Fault::Broken) => Err(format!(
            "This {kind} is damaged and cannot be read; open it in the program that wrote it and save it again."
        )),
        Err(Fault::TooLong) => Err(format!(
            "This {kind} unpacks to more than {} MB, and was not read; split it, or save its text as plain text.",
            archive::MOST >> 20
        )),
    }
}

/// Whether a file's name says that it is an e-mail.
pub(crate) fn is_mail(path: &Path) -> bool {
    has_ending(path, &["eml"])
}

/// Whether a file's name says that it is a web page.
pub(crate) fn is_page(path: &Path) -> bool {
    has_ending(path, &["html", "htm", "xhtml"])
}

/// Whether a file's name has one of these endings, given in lower case.
pub(crate) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}
