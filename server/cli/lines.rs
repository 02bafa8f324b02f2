//! A stream of drafts in, one JSON object a line, and a stream of answers out, in the same order: `inspect --jsonl` and
//! `check --jsonl-input`. A line that cannot be read is answered too, and passed over.
//!
//! A batch is whatever lines have already arrived, so a caller who sends one line and waits gets its answer, and a caller
//! who sends thousands gets all cores. Memory is bounded by the input buffer and the longest line.

use std::io::{self, BufRead, BufReader, Read as _};
use std::num::NonZeroUsize;

use anyhow::Result;
use copydesk_desk::contained;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::names::json_line;
use super::{Status, output, parallel};
use crate::surrogates;

/// Bytes of input held at once.
const BUFFER: usize = 1 << 20;
/// The longest line that is read; no draft comes near it.
const LONGEST: usize = 1 << 26;

/// An id as it came: a number may have more digits than a machine counts with. Only what must not be printed is escaped, which
/// stands for the same. `None` is null.
pub(super) type Id = Option<Box<RawValue>>;

#[derive(Serialize)]
struct Refusal {
    id: Id,
    problem: String,
}

/// Answers every line of standard input that is not blank. `answer` takes a draft's id and text and gives a line, without
/// its end, and how the draft fared; the worst of these is the result.
pub(super) fn run(
    jobs: NonZeroUsize,
    answer: impl Fn(Id, &str) -> (String, Status) + Sync,
) -> Result<Status> {
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

fn refusal(id: Id, number: usize, message: &str) -> String {
    let refusal = Refusal { id, problem: format!("line {number}: {message}") };
    json_line(&refusal).unwrap_or_default()
}

/// The id and the text.
///
/// # Errors
/// The id as far as it is known, also where the line breaks off behind it, and one sentence that says what would be right.
fn parse(line: &[u8]) -> Result<(Id, String), (Id, String)> {
    const SHAPE: &str = r#"write {"id": …, "text": "…"}"#;
    let is_whole = line.len() <= LONGEST;
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_slice(line);
    let read = fields.deserialize(&mut json).and_then(|()| json.end());
    let Fields { id, text } = fields;
    if !is_whole {
        return Err((id, format!("this line is longer than {LONGEST} bytes; split the text.")));
    }
    if let Err(error) = read {
        let message = match error.is_data() {
            true => format!("this is not an object; {SHAPE}."),
            false => format!("this is not JSON from byte {} on; {SHAPE}.", error.column()),
        };
        return Err((id, message));
    }
    let text = text.map(|text| {
        let mut text = text.get().as_bytes().to_vec();
        surrogates::replace_lone(&mut text);
        serde_json::from_slice::<Value>(&text)
    });
    match (id.is_some(), text) {
        (true, Some(Ok(Value::String(text)))) => Ok((id, text)),
        (true, Some(_)) => {
            Err((id, "`text` is not a string; put the draft's text in quotation marks.".to_owned()))
        }
        (true, None) => Err((id, format!("there is no `text`; {SHAPE}."))),
        (false, _) => Err((None, format!("there is no `id`; {SHAPE}."))),
    }
}

/// The fields of a line that count, noted as they come, so that they are known where the line is broken further on.
#[derive(Default)]
struct Fields {
    id: Id,
    text: Option<Box<RawValue>>,
}

impl<'de> DeserializeSeed<'de> for &mut Fields {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Fields {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "id" => self.id = Some(map.next_value()?),
                "text" => self.text = Some(map.next_value()?),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}
