//! Messages as they come over the wire: headers that say how long the body is, then the body. Whatever does not fit is
//! reported and passed over, so that one bad message costs no more than itself. (The library's own reader stops for good
//! at the first one.)

use std::io::{self, BufRead, Read};

use serde::Deserialize;
use serde::de::IgnoredAny;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use crate::surrogates;

/// No header is longer; what is longer is no header.
const LONGEST_HEADER: u64 = 64 * 1024;

/// No message is longer than a gigabyte: it would be a draft of a hundred thousand pages.
const LONGEST_BODY: usize = 1 << 30;

/// One message from the client.
#[derive(Debug)]
pub(in crate::lsp) enum Incoming {
    /// A request or a notification.
    Request(Request),
    /// The answer to one of our requests.
    Response(Response),
    /// Something else, with what to answer, and what is there of it.
    Malformed(Response, Vec<u8>),
}

/// Reads the next message; `None` where the input ends.
pub(super) fn read(input: &mut impl BufRead) -> Option<Incoming> {
    match read_length(input).ok()?? {
        Some(length) if length <= LONGEST_BODY => {
            let mut body = vec![0; length];
            input.read_exact(&mut body).ok()?;
            Some(parse(body))
        }
        Some(length) => {
            io::copy(&mut input.take(length as u64), &mut io::sink()).ok()?;
            Some(malformed(Id::Null, Error::parse_error(), "The message is too long.", Vec::new()))
        }
        None => {
            Some(malformed(Id::Null, Error::parse_error(), "A message needs a Content-Length.", Vec::new()))
        }
    }
}

/// The length that the headers give: `None` at the end of the input, `Some(None)` where they give none.
fn read_length(input: &mut impl BufRead) -> io::Result<Option<Option<usize>>> {
    let mut length = None;
    let mut any = false;
    loop {
        let mut line = Vec::new();
        if input.take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            // Blank lines before the first header are nobody's end.
            if any {
                return Ok(Some(length));
            }
            continue;
        }
        any = true;
        // Behind rubbish without a line's end the header may stand in the middle of the line.
        let lower = line.to_ascii_lowercase();
        if let Some(at) = lower.rfind("content-length:") {
            length = lower[at..].split_once(':').and_then(|(_, number)| number.trim().parse().ok());
        }
    }
}

#[derive(Deserialize)]
struct Outline {
    method: Option<IgnoredAny>,
    id: Option<Id>,
}

/// One message's body. Halves of UTF-16 pairs that stand alone, as an editor has them where it cuts an emoji in two, are
/// U+FFFD, which is as long in UTF-16.
pub(in crate::lsp) fn parse(mut body: Vec<u8>) -> Incoming {
    surrogates::replace_lone(&mut body);
    let outline: Outline = match serde_json::from_slice(&body) {
        Ok(outline) => outline,
        Err(error) if error.is_data() => {
            return malformed(Id::Null, Error::invalid_request(), "A message is one JSON-RPC object.", body);
        }
        Err(_) => return malformed(Id::Null, Error::parse_error(), "The message is not JSON.", body),
    };
    let read = match outline.method {
        Some(_) => serde_json::from_slice(&body).map(Incoming::Request),
        None => serde_json::from_slice(&body).map(Incoming::Response),
    };
    read.unwrap_or_else(|_| {
        let id = outline.id.unwrap_or_default();
        malformed(id, Error::invalid_request(), "The message is neither a request nor an answer.", body)
    })
}

fn malformed(id: Id, error: Error, message: &'static str, body: Vec<u8>) -> Incoming {
    Incoming::Malformed(Response::from_error(id, Error { message: message.into(), ..error }), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(input: &[u8]) -> String {
        let mut input = io::BufReader::new(input);
        let mut kinds = String::new();
        while let Some(message) = read(&mut input) {
            kinds.push(match message {
                Incoming::Request(_) => 'q',
                Incoming::Response(_) => 'a',
                Incoming::Malformed(..) => '!',
            });
        }
        kinds
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn one_bad_message_costs_no_more_than_itself() {
        let good = frame(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#);
        let answer = frame(r#"{"jsonrpc":"2.0","id":1,"result":null}"#);
        for (bad, expected) in [
            (frame("{\"jsonrpc\":"), "!"),
            (frame("[]"), "!"),
            (frame("17"), "!"),
            (frame("{\"jsonrpc\":\"2.0\"}"), "!"),
            (frame("{\"jsonrpc\":\"1.0\",\"method\":\"x\"}"), "!"),
            (frame("{\"jsonrpc\":\"2.0\",\"method\":5}"), "!"),
            ("Content-Length: many\r\n\r\n".to_owned(), "!"),
            ("Content-Type: text\r\n\r\n".to_owned(), "!"),
            ("\r\n\r\nrubbish ".to_owned(), ""),
            (String::new(), ""),
        ] {
            assert_eq!(kinds(format!("{bad}{good}{answer}").as_bytes()), format!("{expected}qa"), "{bad}");
        }
        let latin = [b"Content-Length: 3\r\n\r\n\"\xe9\"", good.as_bytes()].concat();
        assert_eq!(kinds(&latin), "!q");
        assert_eq!(kinds(format!("content-length:{}", &good[15..]).as_bytes()), "q");
        assert_eq!(kinds(b"Content-Length: 40\r\n\r\n{"), "", "the input ends in the middle");
    }
}
