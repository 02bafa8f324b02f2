//! What MDX adds to markdown, found so that it can be covered: imports and exports, tags, `{…}` expressions and
//! comments. It looks no further than one block, so an expression with a blank line inside is beyond it.

use crate::code::code_span;
use crate::cover::Mask;
use crate::{Comment, text_range};

/// Appends what is MDX in a block's text to `masks`, and its comments to `comments`.
pub(crate) fn find(source: &str, masks: &mut Vec<Mask>, comments: &mut Vec<Comment>) {
    let mut offset = module_statement(source);
    if offset > 0 {
        masks.push(Mask { range: 0..offset, visible: false });
    }
    while let Some(found) = source[offset..].find(['{', '<', '`', '\\']) {
        let start = offset + found;
        let rest = &source[start..];
        offset = start + 1;
        let (length, visible) = match rest.as_bytes()[0] {
            b'`' => {
                offset = start + code_span(rest);
                continue;
            }
            b'\\' => {
                offset += rest[1..].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            b'{' => {
                let Some(length) = expression(rest) else { continue };
                let inner = rest[1..length - 1].trim();
                if let Some(text) = inner.strip_prefix("/*").and_then(|text| text.strip_suffix("*/")) {
                    let range = text_range(start..start + length);
                    comments.push(Comment { range, text: text.trim().to_owned() });
                }
                (length, !inner.is_empty() && !inner.starts_with("/*") && !inner.starts_with(['"', '\'']))
            }
            _ => {
                let Some(length) = tag(rest) else { continue };
                (length, false)
            }
        };
        masks.push(Mask { range: start..start + length, visible });
        offset = start + length;
    }
}

/// The length of the `import` and `export` statements that a block opens with: up to its first blank line.
fn module_statement(source: &str) -> usize {
    let body = source.trim_start();
    if !body.starts_with("import ") && !body.starts_with("export ") {
        return 0;
    }
    let start = source.len() - body.len();
    let mut end = start;
    for line in body.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

/// The length of a balanced `{…}`; strings and comments inside may hold braces.
fn expression(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut depth = 0_usize;
    let mut offset = 0;
    while offset < bytes.len() {
        match bytes[offset] {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(offset + 1);
                }
            }
            b'/' if rest[offset..].starts_with("/*") => offset += rest[offset..].find("*/")? + 1,
            quote @ (b'"' | b'\'' | b'`') => offset += string(&bytes[offset + 1..], quote)?,
            _ => {}
        }
        offset += 1;
    }
    None
}

/// The length of a string's rest, its closing quote included.
fn string(bytes: &[u8], quote: u8) -> Option<usize> {
    let mut offset = 0;
    while offset < bytes.len() {
        match bytes[offset] {
            b'\\' => offset += 1,
            byte if byte == quote => return Some(offset + 1),
            _ => {}
        }
        offset += 1;
    }
    None
}

/// The length of a tag; that of a script or a style sheet goes on to the end of its element. HTML comments and
/// addresses in angle brackets are markdown's and no tags here.
fn tag(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let name_start = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let name_length = bytes[name_start..].iter().take_while(|byte| in_name(byte)).count();
    let name = &rest[name_start..name_start + name_length];
    let fragment = bytes.get(name_start) == Some(&b'>');
    if !fragment && !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let mut offset = name_start + name_length;
    if !matches!(bytes.get(offset)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'{') {
        return None;
    }
    loop {
        match *bytes.get(offset)? {
            b'>' => break,
            b'<' => return None,
            b'{' => offset += expression(&rest[offset..])?,
            quote @ (b'"' | b'\'') => offset += 1 + rest[offset + 1..].find(char::from(quote))? + 1,
            _ => offset += 1,
        }
    }
    let end = offset + 1;
    let opens = name_start == 1 && bytes[offset - 1] != b'/';
    if opens && matches!(name, "script" | "style") {
        let closing = format!("</{name}>");
        return rest[end..].find(&closing).map(|found| end + found + closing.len());
    }
    Some(end)
}
