//! E-mails as they were sent (RFC 5322 and MIME): the subject as the headline, and the text below it, without what is attached.

use mail_parser::{MessageParser, PartType};

use super::Fault;
use super::html;
use super::markdown::{Kind, Markdown};

/// The line above a signature, as RFC 3676 has it, without the blank at its end, which some programs drop.
const ABOVE_SIGNATURE: &str = "--";

/// Reads an e-mail.
///
/// # Errors
/// It has no headers: it is none.
pub(super) fn read(bytes: &[u8]) -> Result<Markdown, Fault> {
    let message = MessageParser::default().parse(bytes).ok_or(Fault::Broken)?;
    let mut markdown = Markdown::default();
    if let Some(subject) = message.subject() {
        markdown.begin(Kind::Heading(1));
        markdown.words(subject, false);
        markdown.end();
    }
    // The better of two versions of one text: a page has paragraphs where plain text has lines of one length.
    for part in message.html_bodies() {
        match &part.body {
            PartType::Html(page) => markdown = html::read(page, markdown),
            PartType::Text(text) => plain(text, &mut markdown),
            _ => {}
        }
    }
    Ok(markdown)
}

/// Reads plain text, in which `>` stands before what somebody else wrote.
fn plain(text: &str, markdown: &mut Markdown) {
    let mut kind = Kind::Paragraph;
    for line in text.lines().take_while(|line| line.trim_end() != ABOVE_SIGNATURE) {
        let words = line.trim_start_matches(['>', ' ']);
        let quoted = line.starts_with('>');
        let next = if quoted { Kind::Quote } else { Kind::Paragraph };
        if words.is_empty() || next != kind {
            markdown.end();
        }
        kind = next;
        if words.is_empty() {
            continue;
        }
        if markdown.is_open() {
            markdown.line_break();
        } else {
            markdown.begin(kind);
        }
        markdown.words(words, false);
    }
    markdown.end();
}
