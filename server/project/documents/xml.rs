//! XML as a stream of tags and words, by local names. Entities that a file declares for itself stand for nothing, so that none
//! grows without end or reads another file.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::Fault;

/// What comes next.
pub(super) enum Node<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// The element of this local name ends.
    End(&'a str),
    /// Words.
    Text(&'a str),
}

/// The tag with which an element begins.
pub(super) struct Tag<'a> {
    tag: BytesStart<'a>,
}

impl Tag<'_> {
    /// The element's local name; empty where it is no UTF-8.
    pub(super) fn name(&self) -> &str {
        local(self.tag.name().into_inner())
    }

    /// The attribute of this local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let attribute = attributes.find(|attribute| local(attribute.key.into_inner()) == name)?;
        attribute.unescape_value().ok().map(Cow::into_owned)
    }
}

/// Hands each tag and all words of a file to `visit`, in order; an element without content begins and ends.
///
/// # Errors
/// It is no well-formed XML.
pub(super) fn walk(bytes: &[u8], mut visit: impl FnMut(Node)) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|_| Fault::Broken)? {
            Event::Start(tag) => visit(Node::Start(Tag { tag })),
            Event::End(tag) => visit(Node::End(local(tag.name().into_inner()))),
            Event::Text(text) => visit(Node::Text(&text.decode().map_err(|_| Fault::Broken)?)),
            Event::CData(text) => visit(Node::Text(&text.decode().map_err(|_| Fault::Broken)?)),
            Event::GeneralRef(reference) => {
                let mut buffer = [0; 4];
                if let Some(character) = reference.resolve_char_ref().map_err(|_| Fault::Broken)? {
                    visit(Node::Text(character.encode_utf8(&mut buffer)));
                } else if let Some(text) =
                    reference.decode().ok().and_then(|it| resolve_predefined_entity(&it))
                {
                    visit(Node::Text(text));
                }
            }
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// A name without its prefix.
fn local(name: &[u8]) -> &str {
    let start = name.iter().rposition(|&byte| byte == b':').map_or(0, |colon| colon + 1);
    name.get(start..).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default()
}
