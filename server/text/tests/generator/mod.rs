//! Drafts and edits that no sane writer makes, for the property tests.

#![allow(dead_code, reason = "each test uses a part of this")]

use copydesk_text::{Dialect, Position, PositionEncoding};
use proptest::prelude::*;

/// Pieces of drafts. Some are whole blocks, some are halves of constructs that an edit may complete or break.
const FRAGMENTS: &[&str] = &[
    "# Heading",
    "Setext heading\n===",
    "Setext\n---",
    "### Closed ###",
    "Plain words, and more of them.",
    "“Smart quotes,” she said — and left…",
    "A hard-wrapped line that is rather long, as such lines are when an editor wraps\nthem at eighty columns.",
    "- item\n- another",
    "- item\n  - nested\n    - deeper\n\n      paragraph",
    "1. one\n2. two",
    "14. fourteen",
    "* [ ] task\n* [x] done",
    "> quoted\n> still quoted\nlazy",
    "> - list in quote\n>   more",
    "```\nfenced\n```",
    "~~~ rust\nfenced",
    "```",
    "    indented code",
    "| a | b |\n|---|---|\n| c `|` | d \\| e |",
    "|---|---|",
    "| a | b |",
    "Text[^1] with a note[^two words] and[^",
    "[^1]: The note.\n\n    Its second paragraph.",
    "[^two words]: Another",
    "[^1]: [^2]: nested",
    "[Label]: https://example.org/a \"Title\"",
    "[label]: <https://example.org/b>",
    "[ẞ]: /sharp",
    "[multi\nline]: /url\n  'title'",
    "[text][label] and [SS] and [label][] and ![picture][label]",
    "[^x]: [Label]",
    "[link](https://example.org/x_(y) \"t\") ![alt *text*](image.png)",
    "![alone](picture.jpg)",
    "![alone](picture.jpg)\nWhat it shows.",
    "[![linked](a.png)](b)",
    "![a](x)![b](y)",
    "<https://example.org> and <me@example.org>",
    "<!-- copydesk-ignore -->",
    "words <!-- inline\ncomment --> words",
    "<!-- unclosed",
    "-->",
    "<div>\nhtml\n</div>",
    "<figure><img src=a>\n<figcaption>A <b>caption</b> &amp; more</figcaption></figure>",
    "words <b>bold</b> and<br>break <script>x</script> y",
    "<Note kind={1 > 0}>\nInside *the* note\n</Note>",
    "import A from 'a'",
    "export const a = {\n  b: 1\n}",
    "{/* mdx comment */}",
    "a {value} b {\" \"} c {unclosed",
    "---",
    "---\ntitle: x\n---",
    "+++\ntitle = 1\n+++",
    "***",
    "*emphasis* and **strong** and ***both*** and ~~struck~~",
    "_un*balanced_ **mar*ks",
    "`code` and ``co`de`` and `unclosed",
    "\\* \\\\ \\[escaped\\] &amp; &nbsp;&#0; &NotEqualTilde; &bogus;",
    "hard break  \nafter it\\\nand after that",
    "short line\nThis is a much longer line of a paragraph that goes on and on until it is the widest one of them all",
    "{{< figure src=\"a.jpg\" caption=\"x\" >}}",
    "{{% note %}}words{{% /note %}} {% raw %} {{ page.title }} [a]({{< ref \"x\" >}})",
    "{{< unclosed",
    "{% comment %}",
    "{% endcomment %}",
    "words {%- comment -%} gone {%- endcomment -%} words",
    "{::comment}\ngone\n\n[label]: /hidden",
    "{:/comment}",
    "{{< comment >}}",
    "{{< /comment >}}",
    "%%",
    "%% hidden\n\n- words %% seen",
    "![[embedded]] and [[Page|words]] and [[Page]]",
    "hard\u{a0}space and thin\u{2009}one",
    "It cost $5 million, then $10; $x^2$ and $$a\nb$$ and $n$.",
    "👩‍👩‍👧 emoji 𝔘 astral e\u{301} combining",
    "עברית and العربية mixed \u{202e}over\u{202c}",
    "zero\u{200b}width\u{feff}mark \u{0} nul",
    "\tTab\tstopped",
    "- \n\n- ",
    ">",
    "<",
    "[",
    "](",
    "*",
    "\\",
    "&",
    "{",
    "}",
    "[^",
    "]:",
    "# ",
    "1.",
    "   indented a little",
];

const SEPARATORS: &[&str] = &[
    "\n\n", "\n\n", "\n\n", "\n", "\n", "", " ", "\r\n", "\r\n\r\n", "\r", "\r\r", "\n \n", "\n\n\n", "\n> ",
    "\n  ",
];

pub(crate) fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => "[a-z\\[\\](){}<>*_`~!#|:=+$&^\\\\\" \t\r\n-]{0,12}",
    ]
}

pub(crate) fn draft() -> impl Strategy<Value = String> {
    let piece = (fragment(), prop::sample::select(SEPARATORS)).prop_map(|(text, separator)| text + separator);
    let opening = prop_oneof![
        8 => Just(""),
        1 => Just("\u{feff}"),
        1 => Just("---\ntitle: x\n---\n"),
        1 => Just("\u{feff}---\r\ntitle: x\r\n---\r\n"),
        1 => Just("+++\na = 1\n+++\n\n"),
        1 => Just("{\"a\": {\"b\": \"}\"},\n\n\"c\": 1}\n"),
        1 => Just("\u{feff}{\"a\": 1}\r\n"),
        1 => Just("{\"open\": [\n"),
        1 => Just("\n\n"),
        1 => Just("---\nopen\n"),
    ];
    (opening, prop::collection::vec(piece, 0..16))
        .prop_map(|(opening, pieces)| opening.to_owned() + &pieces.concat())
}

pub(crate) fn dialect() -> impl Strategy<Value = Dialect> {
    prop_oneof![2 => Just(Dialect::Markdown), 1 => Just(Dialect::Mdx)]
}

pub(crate) fn encoding() -> impl Strategy<Value = PositionEncoding> {
    prop::sample::select(&[PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32][..])
}

pub(crate) fn position() -> impl Strategy<Value = Position> {
    let line = prop_oneof![20 => 0..40_u32, 1 => any::<u32>()];
    let character = prop_oneof![20 => 0..30_u32, 1 => any::<u32>()];
    (line, character).prop_map(|(line, character)| Position { line, character })
}

/// A random edit; byte edits are given as fractions of the draft so that they hit it whatever its length.
#[derive(Clone, Debug)]
pub(crate) enum RandomEdit {
    Bytes { start: f64, length: usize, text: String },
    Positions { start: Position, end: Position, encoding: PositionEncoding, text: String },
    Whole { text: String },
}

pub(crate) fn edit() -> impl Strategy<Value = RandomEdit> {
    let text = || {
        prop_oneof![
            3 => prop::sample::select(SEPARATORS).prop_map(str::to_owned),
            3 => fragment(),
            2 => Just(String::new()),
            1 => (prop::sample::select(SEPARATORS), fragment(), prop::sample::select(SEPARATORS))
                .prop_map(|(before, text, after)| format!("{before}{text}{after}")),
        ]
    };
    let length = prop_oneof![4 => Just(0_usize), 4 => 0..4_usize, 2 => 0..40_usize, 1 => 0..400_usize];
    prop_oneof![
        10 => (0.0..1.0_f64, length, text()).prop_map(|(start, length, text)| RandomEdit::Bytes { start, length, text }),
        4 => (position(), position(), encoding(), text())
            .prop_map(|(start, end, encoding, text)| RandomEdit::Positions { start, end, encoding, text }),
        1 => draft().prop_map(|text| RandomEdit::Whole { text }),
    ]
}
