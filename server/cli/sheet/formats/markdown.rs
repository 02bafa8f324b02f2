//! A sheet as a table in markdown, for wikis and pull requests. Whatever the draft says is words there and nothing else.

use super::super::paper::{Cell, Paper};
use crate::cli::names::escaped;

/// The first line: no rule looks at what follows.
pub(super) const MARK: &str = "<!-- copydesk-off: this is a sheet that Copydesk made -->";

/// The tables, one for each part.
pub(super) fn write(papers: &[Paper]) -> String {
    let mut text = format!("{MARK}\n");
    for paper in papers {
        text.push_str(&format!("\n# {}: {}\n\n{}\n", paper.kind, harmless(&paper.title), paper.opening));
        if let Some(problem) = paper.problem {
            text.push_str(&format!("\n{problem}\n"));
        }
        if paper.rows() == 0 {
            text.push_str(&format!("\n{}\n", paper.nothing));
        }
        let mut number = 0;
        for part in &paper.parts {
            if let Some(heading) = &part.heading {
                text.push_str(&format!("\n## {}\n", harmless(heading)));
            }
            if !part.remarks.is_empty() {
                text.push('\n');
            }
            for remark in &part.remarks {
                text.push_str(&format!("- [ ] {}\n", harmless(remark)));
            }
            if part.rows.is_empty() {
                continue;
            }
            text.push_str(&format!(
                "\n| Done | No. | Place | {} | {} | Sentence |\n",
                paper.columns.join(" | "),
                paper.fill
            ));
            text.push_str(&format!("|{}\n", " --- |".repeat(paper.columns.len() + 5)));
            let mut before = None;
            for row in &part.rows {
                number += 1;
                let sentence = part.sentences.get(row.sentence);
                // A sentence stands once, beside the first of its rows.
                let shown = sentence.filter(|_| before != Some(row.sentence));
                before = Some(row.sentence);
                let cells: Vec<String> = row.cells.iter().map(|cell| harmless(&Cell::line(cell))).collect();
                let place = sentence.map_or("", |sentence| &sentence.place);
                let words = shown.map(|sentence| harmless(&sentence.words())).unwrap_or_default();
                let done = if row.done { '☑' } else { '☐' };
                text.push_str(&format!(
                    "| {done} | {number} | {place} | {} | | {words} |\n",
                    cells.join(" | ")
                ));
            }
        }
    }
    text
}

/// Words on one line, of which markdown, HTML and what else reads such files makes nothing but words.
fn harmless(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = escaped(&line);
    let mut safe = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // A cell ends here whatever stands before it.
            '|' => safe.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '~' | '$' | '^' | '!' | '@' | '=' => {
                safe.extend(['\\', letter])
            }
            // Addresses become links by themselves, and words between colons pictures.
            ':' if !next.is_whitespace() && !next.is_ascii_digit() => safe.push_str("\\:"),
            '.' if safe.to_ascii_lowercase().ends_with("www") => safe.push_str("\\."),
            // What would begin a list or a rule where a line begins.
            '-' | '+' if safe.is_empty() => safe.extend(['\\', letter]),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::harmless;

    #[test]
    fn words_are_words_in_a_cell_and_in_a_heading() {
        for words in [
            "<script>alert(1)</script>",
            "a | b \\| c",
            "[x](javascript:alert(1)) ![y](z) [^1]",
            "**bold** _it_ `code` ~~gone~~ $x$ &lt;b&gt; &amp;",
            "https://evil.test www.evil.test <http://x.test> a@b.test",
            "{{< shortcode >}} {% raw %} {x} \\\\ \\",
            "# no heading #",
            "- no item",
            ":smile: at 5:30",
        ] {
            for text in [
                format!("| a | b |\n| - | - |\n| {} | end |\n", harmless(words)),
                format!("# {}\n", harmless(words)),
                format!("- [ ] {}\n", harmless(words)),
            ] {
                let mut read = String::new();
                for event in Parser::new_ext(&text, Options::all()) {
                    match event {
                        Event::Text(words) => read.push_str(&words),
                        Event::Start(
                            Tag::Link { .. }
                            | Tag::Image { .. }
                            | Tag::Emphasis
                            | Tag::Strong
                            | Tag::Strikethrough,
                        )
                        | Event::Code(_)
                        | Event::Html(_)
                        | Event::InlineHtml(_)
                        | Event::InlineMath(_)
                        | Event::FootnoteReference(_) => {
                            panic!("{text}: {event:?}")
                        }
                        _ => {}
                    }
                }
                let read = read.trim_start_matches("ab").trim_end_matches("end");
                assert_eq!(read, words.split_whitespace().collect::<Vec<_>>().join(" "), "{text}");
            }
        }
    }
}
