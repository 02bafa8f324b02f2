//! A stream of drafts in, one JSON object a line, and a stream of answers out, in the same order: `inspect --jsonl` and
//! `check --jsonl-input`. A line that cannot be read is answered too, and passed over.
//!
//! A batch is whatever lines have already arrived, so a caller who sends one line and waits gets its answer, and a caller
//! who sends thousands gets all cores. Memory is bounded by the input buffer and the longest line.

use std::io::{self, BufRead, BufReader, Read as _};
use std::num::NonZeroUsize;

use anyhow::Result;
use copydesk_desk::contained;
use serde::Serialize;
use serde_json::Value;

use super::{Status, output, parallel};

/// Bytes of input held at once.
const BUFFER: usize = 1 << 20;
/// The longest line that is read; no draft comes near it.
const LONGEST: usize = 1 << 26;

#[derive(Serialize)]
struct Refusal {
    id: Value,
    problem: String,
}

/// Answers every line of standard input that is not blank. `answer` takes a draft's id and text and gives a line, without
/// its end, and how the draft fared; the worst of these is the result.
pub fn run(jobs: NonZeroUsize, answer: impl Fn(Value, &str) -> (String, Status) + Sync) -> Result<Status> {
    let mut input = BufReader::with_capacity(BUFFER, io::stdin().lock());
    let mut status = Status::Clean;
    let mut number = 0;
    let next = || {
        let batch = read_batch(&mut input, &mut number)?;
        Ok((!batch.is_empty()).then_some(batch))
    };
    let reply = |(number, line): (usize, Vec<u8>)| match parse(&line) {
        Ok((id, text)) => contained(|| answer(id.clone(), &text))
            .unwrap_or_else(|fault| (refusal(id, number, &fault), Status::Failure)),
        Err((id, message)) => (refusal(id, number, &message), Status::Failure),
    };
    output::write_data(None, |out| {
        parallel::batches(jobs, next, reply, |answers| {
            for (answer, fared) in answers {
                writeln!(out, "{answer}")?;
                status = status.max(fared);
            }
            out.flush()
        })
    })?;
    Ok(status)
}

/// Waits for one line, then takes what else has arrived whole. Lines count from 1; blank ones are left out.
fn read_batch(input: &mut impl BufferedInput, number: &mut usize) -> io::Result<Vec<(usize, Vec<u8>)>> {
    let mut batch = Vec::new();
    while batch.is_empty() || input.arrived().contains(&b'\n') {
        let mut line = Vec::new();
        // One byte more than is allowed tells that there was more.
        if input.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() > LONGEST && !line.ends_with(b"\n") {
            skip_line(input)?;
        }
        *number += 1;
        if !line.trim_ascii().is_empty() {
            batch.push((*number, line));
        }
    }
    Ok(batch)
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// A reader that can say what it holds without waiting for more.
trait BufferedInput: BufRead {
    fn arrived(&self) -> &[u8];
}

impl<R: io::Read> BufferedInput for BufReader<R> {
    fn arrived(&self) -> &[u8] {
        self.buffer()
    }
}

fn refusal(id: Value, number: usize, message: &str) -> String {
    let refusal = Refusal { id, problem: format!("line {number}: {message}") };
    serde_json::to_string(&refusal).unwrap_or_default()
}

/// The id and the text.
///
/// # Errors
/// The id as far as it is known, and one sentence that says what would be right.
fn parse(line: &[u8]) -> Result<(Value, String), (Value, String)> {
    const SHAPE: &str = r#"write {"id": …, "text": "…"}"#;
    if line.len() > LONGEST {
        return Err((Value::Null, format!("this line is longer than {LONGEST} bytes; split the text.")));
    }
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let value: Value = serde_json::from_slice(line).map_err(|error| {
        (Value::Null, format!("this is not JSON from byte {} on; {SHAPE}.", error.column()))
    })?;
    let Value::Object(mut fields) = value else {
        return Err((Value::Null, format!("this is not an object; {SHAPE}.")));
    };
    let text = fields.shift_remove("text");
    match (fields.shift_remove("id"), text) {
        (Some(id), Some(Value::String(text))) => Ok((id, text)),
        (Some(id), Some(_)) => {
            Err((id, "`text` is not a string; put the draft's text in quotation marks.".to_owned()))
        }
        (Some(id), None) => Err((id, format!("there is no `text`; {SHAPE}."))),
        (None, _) => Err((Value::Null, format!("there is no `id`; {SHAPE}."))),
    }
}
