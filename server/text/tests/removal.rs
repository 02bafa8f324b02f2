//! Whether a page reads the same without a comment: drafts with one, and what is right.

use copydesk_text::{Dialect, Document, TextRange, TextSize};

const COMMENT: &str = "<!-- copydesk-ignore placeholder -->";
const CASES: &[(&str, bool)] = &[
    ("The dam opened.\n\n@\n\nIt is safe.\n", true),
    ("The dam opened.\n\n@\nIt is safe.\n", true),
    ("The dam @ opened.\n", true),
    ("The dam opened. @\nIt is safe.\n", true),
    ("- one\n- two\n\n@\n\nIt is safe.\n", true),
    ("1. one\n2. two\n\n@\n\n1. another\n", false),
    ("- one\n- two\n\n@\n\n- three\n", false),
    ("- one\n\n@\n\n      code\n", false),
    ("<figure>\n  @\n    <img src=\"a.jpg\">\n</figure>\n", false),
    ("The dam opened.  @\nIt is safe.\n", false),
    ("The dam opened\n@===\n\nIt is safe.\n", false),
    ("See <!-@- hidden --> there.\n", false),
    ("See [a]@(http://b.c) there.\n", false),
    ("@---\n\nIt is safe.\n", false),
];

#[test]
fn a_page_reads_the_same_without_a_comment_that_holds_nothing_together() {
    for (marked, expected) in CASES {
        let text = marked.replace('@', COMMENT);
        let start = TextSize::try_from(marked.find('@').unwrap()).unwrap();
        let document = Document::new(&text, Dialect::Markdown);
        let without = document.reads_the_same_without(TextRange::at(start, TextSize::of(COMMENT)));
        assert_eq!(without, *expected, "{marked:?}");
    }
}

#[test]
fn a_comment_of_mdx_is_one_too() {
    let comment = "{/* copydesk-ignore placeholder */}";
    for (marked, expected) in
        [("The dam opened.\n\n@\n\nIt is safe.\n", true), ("- one\n\n@\n\n- two\n", false)]
    {
        let start = TextSize::try_from(marked.find('@').unwrap()).unwrap();
        let document = Document::new(&marked.replace('@', comment), Dialect::Mdx);
        let without = document.reads_the_same_without(TextRange::at(start, TextSize::of(comment)));
        assert_eq!(without, expected, "{marked:?}");
    }
}
