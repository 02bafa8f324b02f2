//! Where to write that a rule is to be silent: before the words, in the draft's front matter, or in the project's
//! configuration. Edits only; the client applies them.

use copydesk_desk::{Config, Draft, Setting, Settings, TextEdit, edit_setting};
use copydesk_text::{Dialect, Document, FrontMatterKind, TextRange, TextSize};

/// Silence for the block at a byte of the draft: a comment above it. With `reason`, words for the writer to replace.
pub(in crate::lsp) fn here(document: &Document, rule: &str, at: TextSize, reason: &str) -> TextEdit {
    let start = document.block_at(at).map_or(TextSize::new(0), |block| document.block_start(block));
    let words = format!("copydesk-ignore {rule}{reason}");
    let text = match document.dialect() {
        Dialect::Markdown | Dialect::Data => format!("<!-- {words} -->\n"),
        Dialect::Mdx => format!("{{/* {words} */}}\n\n"),
    };
    TextEdit { range: TextRange::empty(start), text }
}

/// Silence for the whole draft: the rule in its front matter's `ignore`. `None` where the front matter is written in a way
/// that cannot be added to with certainty.
pub fn in_draft(document: &Document, rule: &str) -> Option<TextEdit> {
    let candidates = match document.front_matter() {
        None => {
            let mark = if document.slice(TextRange::up_to(3.into())).starts_with('\u{feff}') { 3 } else { 0 };
            let text = format!("---\ncopydesk: {{ignore: [{rule}]}}\n---\n\n");
            vec![TextEdit { range: TextRange::empty(mark.into()), text }]
        }
        Some(front) => additions(front.kind, &front.text, rule)
            .into_iter()
            .map(|(at, text)| TextEdit {
                range: TextRange::empty(front.range.start() + TextSize::new(at as u32)),
                text,
            })
            .collect(),
    };
    let before = Draft::unread(document.clone());
    candidates.into_iter().find(|edit| silences(&before, edit, rule))
}

/// Places in a front matter where the rule may be added, with what to add; the likeliest first.
fn additions(kind: FrontMatterKind, text: &str, rule: &str) -> Vec<(usize, String)> {
    let mut places = Vec::new();
    let after = |needle: &str| {
        let key = text.find("copydesk")?;
        text[key..].find(needle).map(|at| key + at + needle.len())
    };
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    // A second key of that name would be an error to whoever else reads the front matter.
    let named =
        text.lines().any(|line| line.trim_start_matches(['"', '\'', '{', ' ']).starts_with("copydesk"));
    let lead = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    match kind {
        FrontMatterKind::Yaml => {
            places.extend(after("ignore: [").map(|at| (at, format!("{rule}, "))));
            places.extend(after("ignore:\n").map(|at| {
                let indent: String = text[at..].chars().take_while(|c| *c == ' ').collect();
                (at, format!("{indent}- {rule}\n"))
            }));
            places.extend(after("copydesk: {").map(|at| (at, format!("ignore: [{rule}], "))));
            places.extend(after("copydesk:\n").map(|at| {
                let indent: String = text[at..].chars().take_while(|c| *c == ' ').collect();
                (at, format!("{}ignore: [{rule}]\n", if indent.is_empty() { "  " } else { &indent }))
            }));
            if !named {
                places.push((text.len(), format!("{lead}copydesk: {{ignore: [{rule}]}}\n")));
            }
        }
        FrontMatterKind::Toml => {
            places.extend(after("ignore = [").map(|at| (at, format!("\"{rule}\", "))));
            places.extend(after("copydesk]").map(|at| (line_end(at), format!("ignore = [\"{rule}\"]\n"))));
            places.push((text.len(), format!("{lead}[copydesk]\nignore = [\"{rule}\"]\n")));
        }
        FrontMatterKind::Json => {
            let comma = |at: usize| if text[at..].trim_start().starts_with([']', '}']) { "" } else { ", " };
            places.extend(after("\"ignore\": [").map(|at| (at, format!("\"{rule}\"{}", comma(at)))));
            places.extend(
                after("copydesk\": {").map(|at| (at, format!("\"ignore\": [\"{rule}\"]{}", comma(at)))),
            );
            if !text.contains("\"copydesk\"") {
                places.push((1, format!("\n  \"copydesk\": {{\"ignore\": [\"{rule}\"]}},")));
            }
        }
    }
    places
}

/// Whether the draft, so edited, has the rule off, its front matter in order, and all else there as it was.
fn silences(before: &Draft, edit: &TextEdit, rule: &str) -> bool {
    let mut edited = before.document().clone();
    edited.replace(edit.range, &edit.text);
    let after = Draft::unread(edited);
    let (was, is) = (before.front_matter(), after.front_matter());
    // Where a table is broken, a line more can make the reader of TOML pass over lines that it read before.
    let kept = (is.genre, &is.actors, &is.title) == (was.genre, &was.actors, &was.title)
        && was.ignore.iter().all(|rule| is.ignore.contains(rule));
    let silent = Settings::default().with_front_matter(&is).severity(rule).is_none();
    kept && silent && after.problems().len() <= before.problems().len()
}

/// A configuration's text with the rule off; `None` where it cannot be read as TOML.
pub fn in_configuration(text: &str, rule: &str) -> Option<String> {
    let off = Setting::Text("off".to_owned());
    let edit = edit_setting(text, &["rules", rule], Some(&off)).ok()?;
    let mut edited = text.to_owned();
    edited.replace_range(std::ops::Range::<usize>::from(edit.range), &edit.text);
    let silent = Config::parse(&edited).0.settings("", &Default::default()).severity(rule).is_none();
    silent.then_some(edited)
}

/// The smallest edit that makes one text the other.
pub fn difference(before: &str, after: &str) -> TextEdit {
    let start: usize =
        before.chars().zip(after.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (&before[start..], &after[start..]);
    let end: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let range = TextRange::new(size(start), size(before.len() - end));
    TextEdit { range, text: new[..new.len() - end].to_owned() }
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, edit: &TextEdit) -> String {
        let mut document = Document::new(text, Dialect::Markdown);
        document.replace(edit.range, &edit.text);
        document.rope().to_string()
    }

    #[test]
    fn adds_to_every_kind_of_front_matter() {
        let rule = "placeholder";
        for (before, after) in [
            ("TK\n", "---\ncopydesk: {ignore: [placeholder]}\n---\n\nTK\n"),
            ("---\ntitle: x\n---\nTK\n", "---\ntitle: x\ncopydesk: {ignore: [placeholder]}\n---\nTK\n"),
            (
                "---\ncopydesk: {genre: news}\n---\nTK\n",
                "---\ncopydesk: {ignore: [placeholder], genre: news}\n---\nTK\n",
            ),
            (
                "---\ncopydesk: {ignore: [naming]}\n---\nTK\n",
                "---\ncopydesk: {ignore: [placeholder, naming]}\n---\nTK\n",
            ),
            (
                "---\ncopydesk:\n  genre: news\ntitle: x\n---\nTK\n",
                "---\ncopydesk:\n  ignore: [placeholder]\n  genre: news\ntitle: x\n---\nTK\n",
            ),
            (
                "---\ncopydesk:\n  ignore:\n    - naming\n---\nTK\n",
                "---\ncopydesk:\n  ignore:\n    - placeholder\n    - naming\n---\nTK\n",
            ),
            (
                "{\n  \"title\": \"x\"\n}\n\nTK\n",
                "{\n  \"copydesk\": {\"ignore\": [\"placeholder\"]},\n  \"title\": \"x\"\n}\n\nTK\n",
            ),
            (
                "{\"copydesk\": {\"genre\": \"news\", \"ignore\": []}}\nTK\n",
                "{\"copydesk\": {\"genre\": \"news\", \"ignore\": [\"placeholder\"]}}\nTK\n",
            ),
            ("{\"copydesk\": {}}\nTK\n", "{\"copydesk\": {\"ignore\": [\"placeholder\"]}}\nTK\n"),
            (
                "+++\ntitle = \"x\"\n+++\nTK\n",
                "+++\ntitle = \"x\"\n[copydesk]\nignore = [\"placeholder\"]\n+++\nTK\n",
            ),
            (
                "+++\n[copydesk]\ngenre = \"news\"\n+++\nTK\n",
                "+++\n[copydesk]\nignore = [\"placeholder\"]\ngenre = \"news\"\n+++\nTK\n",
            ),
            (
                "+++\n[copydesk]\nignore = [\"naming\"]\n+++\nTK\n",
                "+++\n[copydesk]\nignore = [\"placeholder\", \"naming\"]\n+++\nTK\n",
            ),
        ] {
            let document = Document::new(before, Dialect::Markdown);
            let edit = in_draft(&document, rule).unwrap_or_else(|| panic!("nothing for {before}"));
            assert_eq!(applied(before, &edit), after);
        }
        for strange in
            ["copydesk: &a {ignore: *b}", "copydesk:   {genre: news}", "\"copydesk\": {genre: news}"]
        {
            let document = Document::new(&format!("---\n{strange}\n---\nTK\n"), Dialect::Markdown);
            assert_eq!(in_draft(&document, rule).map(|edit| edit.text), None, "{strange}");
        }
        // Each line of a broken table is read by itself, so that a second list does not take the place of the first.
        let broken = "+++\n[copydesk]{genre = \"live:\rignore = [\"x\"]\n[copydesk]{genre = \"live\"\nignore = [\"naming\"]\na = [\n+++\nTK\n";
        let edit = in_draft(&Document::new(broken, Dialect::Markdown), rule).unwrap();
        let edited = Draft::new(&applied(broken, &edit), Dialect::Markdown);
        assert_eq!(edited.front_matter().ignore, ["placeholder", "naming"]);
    }

    #[test]
    fn adds_to_a_configuration_and_keeps_the_rest() {
        for (before, after) in [
            ("", "[rules]\nplaceholder = \"off\"\n"),
            (
                "# Ours\n[rules] # all\nnaming = \"hint\" # soft\n",
                "# Ours\n[rules] # all\nnaming = \"hint\" # soft\nplaceholder = \"off\"\n",
            ),
            ("[rules]\nplaceholder = \"error\"\n", "[rules]\nplaceholder = \"off\"\n"),
        ] {
            let edited = in_configuration(before, "placeholder").unwrap();
            assert_eq!(edited, after);
            assert_eq!(applied(before, &difference(before, &edited)), after);
        }
        assert_eq!(in_configuration("[rules", "placeholder"), None);
        assert_eq!(in_configuration("rules = 3", "placeholder"), None);
    }
}
