//! YAML into the tree of values.
//!
//! Built on the events of `saphyr-parser`: it is maintained, has no `unsafe` and no serde, says where everything stands,
//! and hands out what it has read before it meets an error. That last point decides, for front matter belongs to the
//! site generator first: what is broken or odd outside our key is not ours to complain about.

use saphyr_parser::{Event, Parser, Span, StrInput};

use super::tree::{Entry, Node, Value, problem, range_of};
use crate::Problem;

/// How deep values may nest; deeper ones are read as `Other`, for the stack's sake.
const DEPTH: usize = 32;

/// Reads the mapping on the top level of the first document, up to the first error.
pub fn parse(text: &str) -> (Vec<Entry>, Option<Problem>) {
    let starts = text.char_indices().map(|(at, _)| at).collect();
    let mut reader = Reader { text, starts, events: Parser::new_from_str(text), error: None };
    let mut entries = Vec::new();
    while let Some((event, _)) = reader.next() {
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::MappingStart(..) => {
                reader.mapping(0, &mut entries);
                break;
            }
            _ => break,
        }
    }
    (entries, reader.error)
}

struct Reader<'a> {
    text: &'a str,
    /// The byte at which each character starts: the parser counts characters.
    starts: Vec<usize>,
    events: Parser<'a, StrInput<'a>>,
    error: Option<Problem>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        match self.events.next_event()? {
            Ok(event) => Some(event),
            Err(error) => {
                let at = self.byte(error.marker().index());
                let message = format!("This cannot be read as YAML: {}.", error.info());
                self.error = Some(problem(range_of(at..at), message));
                None
            }
        }
    }

    /// Reads entries up to the mapping's end; `None` where an error cuts it short, with what was whole in `entries`.
    fn mapping(&mut self, depth: usize, entries: &mut Vec<Entry>) -> Option<()> {
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Some(());
            }
            let key = self.node(event, span, depth)?;
            let (event, span) = self.next()?;
            let node = self.node(event, span, depth)?;
            // A key that is not a plain word is none of ours.
            if let Value::Text(name) = key.value {
                entries.push(Entry { key: name, key_range: key.range, node });
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Node> {
        let start = self.byte(span.start.index());
        let end = self.byte(span.end.index()).max(start);
        let end = start + self.text.get(start..end).unwrap_or("").trim_end().len();
        let mut range = range_of(start..end);
        let value = match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == saphyr_parser::ScalarStyle::Plain;
                match text.as_ref() {
                    "" | "~" | "null" if plain => Value::Nothing,
                    _ => Value::Text(text.into_owned()),
                }
            }
            Event::SequenceStart(..) => self.sequence(depth + 1, &mut range)?,
            Event::MappingStart(..) => {
                let mut entries = Vec::new();
                self.deeper(depth + 1, |reader| reader.mapping(depth + 1, &mut entries))?;
                if depth < DEPTH { Value::Table(entries) } else { Value::Other("a table") }
            }
            _ => Value::Other("a reference"),
        };
        Some(Node { range, value })
    }

    fn sequence(&mut self, depth: usize, range: &mut text_size::TextRange) -> Option<Value> {
        let mut items: Vec<Node> = Vec::new();
        self.deeper(depth, |reader| {
            loop {
                let (event, span) = reader.next()?;
                if event == Event::SequenceEnd {
                    return Some(());
                }
                let item = reader.node(event, span, depth)?;
                items.push(item);
            }
        })?;
        if let Some(last) = items.last() {
            *range = range.cover(last.range);
        }
        Some(Value::List(items))
    }

    /// Reads what is nested, unless it is nested too deep: then its events are skipped, without recursion.
    fn deeper(&mut self, depth: usize, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        if depth < DEPTH {
            return read(self);
        }
        let mut open = 1_usize;
        while open > 0 {
            match self.next()?.0 {
                Event::MappingStart(..) | Event::SequenceStart(..) => open += 1,
                Event::MappingEnd | Event::SequenceEnd => open -= 1,
                _ => {}
            }
        }
        Some(())
    }

    fn byte(&self, character: usize) -> usize {
        self.starts.get(character).copied().unwrap_or(self.text.len())
    }
}
