//! Web pages: what a reader of the page's text sees, without its menus, scripts and forms.

use std::rc::Rc;

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::markdown::{Kind, Markdown};

/// Elements whose content is no part of the page's text, beside those that have none of a draft's.
const BESIDE_THE_TEXT: [&str; 7] = ["head", "nav", "footer", "aside", "dialog", "datalist", "map"];

/// Elements that begin a paragraph, and end the one before.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "li",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "details",
    "summary",
    "address",
    "hr",
    "form",
    "fieldset",
    "legend",
    "body",
    "html",
    "caption",
    "hgroup",
    "center",
];

/// Reads a page, behind what was read before it.
pub(super) fn read(page: &str, markdown: Markdown) -> Markdown {
    // A page that says where its text is has it there.
    let has = |element: &str| {
        let mut found = false;
        each(page, |token| {
            found |= matches!(token, Token::StartTag(tag) if *name(&tag.name) == *element);
        });
        found
    };
    let body = ["main", "article"].into_iter().find(|element| has(element));
    let mut reader =
        Reader { markdown, body, inside: 0, unseen: None, heading: None, lists: 0, quotes: 0, emphasis: 0 };
    each(page, |token| reader.token(token));
    reader.markdown.end();
    reader.markdown
}

/// Hands each token of a page to `visit`, in order.
fn each(page: &str, mut visit: impl FnMut(&Token)) {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        visit(&token);
    }
}

/// A name in ASCII; another is that of no element that is known here.
fn name(name: &HtmlString) -> &str {
    std::str::from_utf8(name).unwrap_or_default()
}

/// Walks over the tags of a page.
struct Reader {
    markdown: Markdown,
    /// The element that holds the page's text, where one does.
    body: Option<&'static str>,
    /// How many of it are open.
    inside: usize,
    /// An element that is not seen, and how many of its name are open.
    unseen: Option<(String, usize)>,
    heading: Option<u8>,
    lists: usize,
    quotes: usize,
    emphasis: usize,
}

impl Reader {
    fn token(&mut self, token: &Token) {
        match token {
            Token::StartTag(tag) => self.start(tag),
            Token::EndTag(tag) => self.end(name(&tag.name)),
            Token::String(text) => self.words(&String::from_utf8_lossy(text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let element = name(&tag.name);
        if let Some((unseen, depth)) = &mut self.unseen {
            // The end of the head may go without saying.
            if element == "body" && unseen == "head" {
                self.unseen = None;
            } else {
                *depth += usize::from(unseen == element && !tag.self_closing);
                return;
            }
        }
        let attribute =
            |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value));
        let hidden =
            attribute("hidden").is_some() || attribute("aria-hidden").is_some_and(|value| value == "true");
        if copydesk_text::is_unseen(element)
            || BESIDE_THE_TEXT.contains(&element)
            || hidden && !is_void(element)
        {
            self.unseen = (!tag.self_closing).then(|| (element.to_owned(), 1));
            return;
        }
        self.inside += usize::from(self.body == Some(element));
        if let Some(level) = heading(element) {
            self.markdown.end();
            self.heading = Some(level);
            return;
        }
        match element {
            "ul" | "ol" => {
                self.markdown.end();
                self.lists += 1;
            }
            "blockquote" => {
                self.markdown.end();
                self.quotes += 1;
            }
            "table" => {
                self.markdown.end();
                self.markdown.begin_table();
            }
            "tr" => {
                self.markdown.end();
                self.markdown.begin_row();
            }
            "td" | "th" => {
                self.markdown.end();
                self.markdown.begin_cell();
            }
            "br" => self.markdown.line_break(),
            "q" => self.words("“"),
            _ if is_emphasis(element) => self.emphasis += 1,
            "a" => {
                if let Some(target) = attribute("href").filter(|_| self.is_seen()) {
                    self.open();
                    self.markdown.open_link(&Rc::from(target.as_ref()));
                }
            }
            _ if BLOCKS.contains(&element) => self.markdown.end(),
            _ => {}
        }
    }

    fn end(&mut self, element: &str) {
        if let Some((unseen, depth)) = &mut self.unseen {
            *depth -= usize::from(unseen == element);
            if *depth == 0 {
                self.unseen = None;
            }
            return;
        }
        if heading(element).is_some() {
            self.markdown.end();
            self.heading = None;
            return;
        }
        match element {
            "ul" | "ol" => {
                self.markdown.end();
                self.lists = self.lists.saturating_sub(1);
            }
            "blockquote" => {
                self.markdown.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "table" => {
                self.markdown.end();
                self.markdown.end_table();
            }
            "tr" | "td" | "th" => self.markdown.end(),
            "q" => self.words("”"),
            _ if is_emphasis(element) => self.emphasis = self.emphasis.saturating_sub(1),
            "a" => self.markdown.close_link(),
            _ if BLOCKS.contains(&element) => self.markdown.end(),
            _ => {}
        }
        self.inside -= usize::from(self.body == Some(element) && self.inside > 0);
    }

    fn words(&mut self, words: &str) {
        if !self.is_seen() || words.trim().is_empty() && !self.markdown.is_open() {
            return;
        }
        self.open();
        self.markdown.words(words, self.emphasis > 0);
    }

    /// Whether words that stand here are part of the page's text.
    fn is_seen(&self) -> bool {
        self.unseen.is_none() && (self.body.is_none() || self.inside > 0)
    }

    /// Begins a paragraph where none is open.
    fn open(&mut self) {
        if self.markdown.is_open() {
            return;
        }
        self.markdown.begin(match self.heading {
            Some(level) => Kind::Heading(level),
            None if self.lists > 0 => Kind::Item,
            None if self.quotes > 0 => Kind::Quote,
            None => Kind::Paragraph,
        });
    }
}

/// The level of a heading's element.
fn heading(element: &str) -> Option<u8> {
    let level = element.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn is_emphasis(element: &str) -> bool {
    matches!(element, "em" | "i" | "b" | "strong" | "cite")
}

/// Whether an element has no end.
fn is_void(element: &str) -> bool {
    matches!(
        element,
        "img"
            | "br"
            | "hr"
            | "input"
            | "meta"
            | "link"
            | "source"
            | "track"
            | "wbr"
            | "area"
            | "col"
            | "embed"
    )
}
