//! Whether a page reads the same without some bytes of its draft: a comment shows nothing, yet it ends lists, keeps a line from
//! being a heading, and holds the lines of an HTML block together.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::{Dialect, Document, TextRange, TextSize, boundaries, html};

/// Where more than this stands around the bytes, the answer is no.
const LONGEST_SURROUNDINGS: TextSize = TextSize::new(16_384);

impl Document {
    /// Whether a reader of the page would see the same without `range`, bytes of the draft in which nothing but a comment stands.
    /// The blocks around it decide; among very long ones the answer is no.
    pub fn reads_the_same_without(&self, range: TextRange) -> bool {
        let (Some(first), Some(last)) = (self.block_at(range.start()), self.block_at(range.end())) else {
            return false;
        };
        let start = self.block_start(first.saturating_sub(1));
        let end = self.block_start((last + 2).min(self.blocks().len()));
        if end - start > LONGEST_SURROUNDINGS {
            return false;
        }
        let mut around = self.slice(TextRange::new(start, end));
        let comment = std::ops::Range::<usize>::from(range - start);
        let mut without = around.clone();
        without.replace_range(comment.clone(), "");
        if self.dialect() == Dialect::Mdx {
            // The parser knows no comment of MDX.
            around.replace_range(comment, "<!-- -->");
        }
        page(&around) == page(&without)
    }
}

/// What a page shows: its words and marks, without comments and without blanks that nobody sees.
fn page(markdown: &str) -> Vec<String> {
    let mut shown: Vec<String> = vec![String::new()];
    for event in Parser::new_ext(markdown, boundaries::options()) {
        let words = match &event {
            Event::Text(words) => words.to_string(),
            Event::Html(words) | Event::InlineHtml(words) => without_comments(words),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => continue,
            mark => {
                let last = shown.len() - 1;
                let seen = shown[last].trim_end().len();
                shown[last].truncate(seen);
                shown.extend([format!("{mark:?}"), String::new()]);
                continue;
            }
        };
        let last = shown.len() - 1;
        let begun = shown[last].is_empty();
        shown[last].push_str(if begun { words.trim_start() } else { &words });
    }
    shown.retain(|words| !words.is_empty());
    shown
}

fn without_comments(markup: &str) -> String {
    let mut kept = String::new();
    let mut at = 0;
    for comment in html::comments(markup, 0..markup.len()) {
        let range = std::ops::Range::<usize>::from(comment.range);
        kept.push_str(&markup[at..range.start]);
        at = range.end;
    }
    kept.push_str(&markup[at..]);
    kept
}
