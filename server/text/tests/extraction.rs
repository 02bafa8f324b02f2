//! What is read out of a draft: markdown in, one line a passage out.

use copydesk_text::{Dialect, Document, FrontMatterKind, LinkKind, Passage, PassageKind};

fn kind(kind: PassageKind) -> String {
    match kind {
        PassageKind::Paragraph => "paragraph".to_owned(),
        PassageKind::Heading(level) => format!("heading {level}"),
        PassageKind::ListItem => "item".to_owned(),
        PassageKind::BlockQuote => "quote".to_owned(),
        PassageKind::TableCell { header: true } => "head".to_owned(),
        PassageKind::TableCell { header: false } => "cell".to_owned(),
        PassageKind::Caption => "caption".to_owned(),
        PassageKind::Footnote => "footnote".to_owned(),
    }
}

fn passages(document: &Document) -> Vec<&Passage> {
    document.blocks().iter().flat_map(|block| &block.passages).collect()
}

fn read(draft: &str, dialect: Dialect) -> Vec<String> {
    let document = Document::new(draft, dialect);
    passages(&document).iter().map(|passage| format!("{}: {}", kind(passage.kind), passage.text)).collect()
}

/// A draft, and the passages that a reader sees in it.
type Case = (&'static str, &'static [&'static str]);

const MARKDOWN: &[Case] = &[
    ("", &[]),
    ("\n \n", &[]),
    ("Words.\n", &["paragraph: Words."]),
    ("# One #\n\nTwo\n===\n\nThree\n---\n", &["heading 1: One", "heading 1: Two", "heading 2: Three"]),
    ("## Title {#id}\n", &["heading 2: Title"]),
    ("\u{feff}# Marked\n", &["heading 1: Marked"]),
    ("- a\n- b\n  - c\n\n    d\n", &["item: a", "item: b", "item: c", "item: d"]),
    ("- [x] done\n", &["item: done"]),
    ("> a\n> b\n\n> - c\n", &["quote: a b", "item: c"]),
    ("| A | B |\n|---|---|\n| c | *d* |\n", &["head: A", "head: B", "cell: c", "cell: d"]),
    (
        "Before[^1] after.\n\n[^1]: The note.\n\n    More.\n",
        &["paragraph: Before after.", "footnote: The note.", "footnote: More."],
    ),
    ("Not defined[^2].\n", &["paragraph: Not defined."]),
    // Markup that is not seen.
    ("*One* __two__ ~~three~~ \\*four\\*\n", &["paragraph: One two three *four*"]),
    ("A [link](https://a.org \"t\") and <https://b.org>.\n", &["paragraph: A link and \u{fffc}."]),
    ("[a][b] and [b] and [c]\n\n[b]: /x\n", &["paragraph: a and b and [c]"]),
    ("Run `code` now.\n", &["paragraph: Run \u{fffc} now."]),
    ("Fish &amp; chips &mdash; &bogus;\n", &["paragraph: Fish & chips — &bogus;"]),
    ("A <b>bold</b> word<!-- gone -->.\n", &["paragraph: A bold word."]),
    ("One<br>two <script>three</script>\n", &["paragraph: One two"]),
    (
        "```\ncode\n```\n\n    code\n\n<pre>\nhtml\n</pre>\n\n<!-- c -->\n\n<style>\n\nb {}\n</style>\n\n***\n",
        &[],
    ),
    ("He paid $5 million, she $3.\n", &["paragraph: He paid $5 million, she $3."]),
    ("Let $x^2$ be $$a\nb$$ here.\n", &["paragraph: Let \u{fffc} be \u{fffc} here."]),
    ("Cost $5-$10 (US$7=€6).\n", &["paragraph: Cost $5-$10 (US$7=€6)."]),
    // Shortcodes.
    ("{{< figure src=\"a\" >}}\nWords {{% b %}}here{{% /b %}}.\n", &["paragraph: Words here."]),
    ("{% raw %}\n\n[Go]({{< ref \"x y\" >}}) by {{ page.author }}\n", &["paragraph: Go by \u{fffc}"]),
    ("`{{<` and `>}}`\n", &["paragraph: \u{fffc} and \u{fffc}"]),
    // Comments of site generators and notebooks.
    ("One {% comment %}two{% endcomment %} three\n", &["paragraph: One  three"]),
    ("{%- comment -%}\n# Two\n\nThree\n\n- four\n{%- endcomment -%}\n\nFive\n", &["paragraph: Five"]),
    ("{{% comment %}}\n\nOne\n\n{{% /comment %}}\nTwo {{/* three */}}{# four #}.\n", &["paragraph: Two ."]),
    ("{::comment}\nOne\n\nTwo\n{:/comment}\n\nThree\n{: .wide #id}\n", &["paragraph: Three"]),
    ("One %%two%% three\n\n%%\nfour\n\nfive\n%%\n\nsix\n", &["paragraph: One  three", "paragraph: six"]),
    ("%% one\n\n[a]: /x\n\n%%\n\n[a] {% comment %} open\n", &["paragraph: [a]  open"]),
    (
        "From 5%% to 9%% and `%%`.\n\n%% open\n",
        &["paragraph: From 5%% to 9%% and \u{fffc}.", "paragraph: %% open"],
    ),
    // Wiki links.
    (
        "See [[Some Page|the page]], [[Some Page]] and [[1]](x) ![[Some Page]]here [[quote]].\n\n![[Some Page#Part]]\n",
        &["paragraph: See the page, Some Page and [1] here [[quote]]."],
    ),
    // Containers.
    (
        "::: {.callout}\nOne two.\n:::\nThree.\n\nFour:\n:::: aside\n\n::::\n",
        &["paragraph: One two.", "paragraph: Three.", "paragraph: Four:"],
    ),
    ("```\n::: a\n```\n\nRatio 1:::2\n", &["paragraph: Ratio 1:::2"]),
    // HTML that holds prose.
    (
        "<div class=\"box\">\nThe weir &amp; the\n<em>lock</em> hold.<br>So far, 3 < 4.\n<p>Two.</p><script>if (a > b) {}</script>\nThree.\n</div>\n",
        &["paragraph: The weir & the lock hold. So far, 3 < 4.", "paragraph: Two.", "paragraph: Three."],
    ),
    (
        "<section><h2>Why</h2><ul><li>one<li>two</ul><blockquote><p>Said.</p></blockquote>\n<table><tr><th>A<td>b</table>Rest\n",
        &[
            "heading 2: Why",
            "item: one",
            "item: two",
            "quote: Said.",
            "head: A",
            "cell: b",
            "paragraph: Rest",
        ],
    ),
    (
        "<!-- a > b --> Words.\n\n- <div>\n  In a list.\n  </div>\n",
        &["paragraph: Words.", "item: In a list."],
    ),
    (
        "<details>\n<summary>{{ page.title }} {% if a %}now{% endif %}</summary>\n<svg><text>no</text></svg>\n",
        &["paragraph: \u{fffc} now"],
    ),
    // Captions.
    ("![A dog](d.jpg)\n", &["caption: A dog"]),
    ("![A dog](d.jpg)\nRex, who barked.\n", &["caption: A dog", "caption: Rex, who barked."]),
    ("[![A dog](d.jpg)](x)\n", &["caption: A dog"]),
    ("Look ![A dog](d.jpg) here\n", &["paragraph: Look  here"]),
    (
        "<figure>\n<img src=d.jpg>\n<figcaption>Rex &amp; <i>friend</i></figcaption>\n</figure>\n",
        &["caption: Rex & friend"],
    ),
    // Line ends.
    (
        "One\r\ntwo\r\n\r\nThree\rfour\r\rFive\n",
        &["paragraph: One two", "paragraph: Three four", "paragraph: Five"],
    ),
    ("One  \ntwo\\\nthree\n", &["paragraph: One two three"]),
    (
        "The council met on Tuesday to decide about the bridge, which has been closed\nsince March. Nobody expected a decision so soon, the mayor said on\nWednesday.\n",
        &[
            "paragraph: The council met on Tuesday to decide about the bridge, which has been closed since March. Nobody expected a decision so soon, the mayor said on Wednesday.",
        ],
    ),
    (
        "Short line.\nThe council met on Tuesday to decide about the bridge, which has been closed.\n",
        &[
            "paragraph: Short line.",
            "paragraph: The council met on Tuesday to decide about the bridge, which has been closed.",
        ],
    ),
    (
        "The council met on Tuesday to decide about the bridge, which has been closed for more than half a year, as everyone knows.\nNobody expected a decision.\n",
        &[
            "paragraph: The council met on Tuesday to decide about the bridge, which has been closed for more than half a year, as everyone knows.",
            "paragraph: Nobody expected a decision.",
        ],
    ),
    (
        "The council met on Tuesday to decide about [the bridge](https://example.org/a/very/long/address/that/nobody/wraps.html)\nwhich has been closed since March. Nobody expected a decision so soon,\nthe mayor said.\n",
        &[
            "paragraph: The council met on Tuesday to decide about the bridge which has been closed since March. Nobody expected a decision so soon, the mayor said.",
        ],
    ),
    // Wrapped, and a line made longer later; a sentence goes on behind a short line.
    (
        "The council met on Tuesday to decide about the bridge.\nIt has been closed since March, according to a report that the mayor sent to all of the councillors of the city on Monday.\nNobody expected a decision so soon, but the mayor\nsaid that she would\nnot wait any longer.\n",
        &[
            "paragraph: The council met on Tuesday to decide about the bridge. It has been closed since March, according to a report that the mayor sent to all of the councillors of the city on Monday. Nobody expected a decision so soon, but the mayor said that she would not wait any longer.",
        ],
    ),
    (
        "She \"saw the papers\nburned\" and said that nobody asked a single question about it until the inquiry began.\n",
        &[
            "paragraph: She \"saw the papers burned\" and said that nobody asked a single question about it until the inquiry began.",
        ],
    ),
    // Front matter.
    ("---\ntitle: x\n---\nWords.\n", &["paragraph: Words."]),
    ("+++\ntitle = 1\n+++\n", &[]),
    ("{\n  \"title\": \"a } b\",\n\n  \"c\": [{}]\n}\n\nWords.\n", &["paragraph: Words."]),
    ("{\"a\": \"\\\"}\"}\nWords.\n", &["paragraph: Words."]),
    ("{\"a\"} words: {}\n", &["paragraph: {\"a\"} words: {}"]),
    ("{\"a\": 1} words.\n", &["paragraph: {\"a\": 1} words."]),
    ("Ines\u{a0}Duarte&nbsp;said\u{202f}so.\n", &["paragraph: Ines Duarte said so."]),
    ("---\n\nWords.\n\n---\n", &["paragraph: Words."]),
    // MDX is text in markdown.
    ("import x from 'y'\n\nA {b} c.\n", &["paragraph: import x from 'y'", "paragraph: A {b} c."]),
];

const MDX: &[Case] = &[
    ("import A from 'a'\nexport const b = 1\n\nWords.\n", &["paragraph: Words."]),
    ("A {value} b{\" \"}c.\n", &["paragraph: A \u{fffc} bc."]),
    ("<Note kind={1 > 0}>\nInside *the* note.\n</Note>\n", &["paragraph: Inside the note."]),
    ("Words <Badge text=\"a > b\" /> here {/* not this */}.\n", &["paragraph: Words  here ."]),
    ("`{a}` stays \\{b} and 1 < 2.\n", &["paragraph: \u{fffc} stays {b} and 1 < 2."]),
    ("<script>{`x`}</script>\n\n<style>b</style>\n", &[]),
];

#[test]
fn passages_are_what_a_reader_sees() {
    for (dialect, cases) in [(Dialect::Markdown, MARKDOWN), (Dialect::Mdx, MDX)] {
        for (draft, expected) in cases {
            assert_eq!(&read(draft, dialect), expected, "{draft:?}");
        }
    }
}

#[test]
fn links_know_their_words_and_where_they_lead() {
    let draft = "See [the *report*][R], ![pic](p.png), <https://a.org>, [Go]({{< ref \"x y\" >}}) and[^n] <a class=x href='https://h.org/?a&amp;b'>so</a>.\n\n[r]: https://r.org\n";
    let document = Document::new(draft, Dialect::Markdown);
    let passage = passages(&document)[0];
    let links: Vec<_> = passage
        .links
        .iter()
        .map(|link| (&passage.text[link.range], link.target.as_str(), link.kind, &draft[link.source]))
        .collect();
    assert_eq!(
        links,
        [
            ("the report", "https://r.org", LinkKind::Link, "[the *report*][R]"),
            ("", "p.png", LinkKind::Image, "![pic](p.png)"),
            ("\u{fffc}", "https://a.org", LinkKind::Link, "<https://a.org>"),
            ("Go", "{{< ref \"x y\" >}}", LinkKind::Link, "[Go]({{< ref \"x y\" >}})"),
            ("", "n", LinkKind::Footnote, "[^n]"),
            ("so", "https://h.org/?a&b", LinkKind::Link, "<a class=x href='https://h.org/?a&amp;b'>so</a>"),
        ]
    );
    let emphasis: Vec<_> = passage.emphasis.iter().map(|range| &passage.text[*range]).collect();
    assert_eq!(emphasis, ["report"]);
}

#[test]
fn comments_and_definitions_are_kept() {
    let draft = "<!-- copydesk-off -->\n\nWords <!-- one --> {/* two */}\n\n[^a]: Note\n\n[L  x]: /y 'z'\n";
    let document = Document::new(draft, Dialect::Mdx);
    let comments: Vec<_> =
        document.blocks().iter().flat_map(|block| &block.comments).map(|c| c.text.as_str()).collect();
    assert_eq!(comments, ["copydesk-off", "one", "two"]);
    let block = document.blocks().last().expect("a block");
    assert_eq!(block.definitions[0].label, "l x");
    assert_eq!(block.definitions[0].target, "/y");
    assert_eq!(block.footnote_definitions[0].label, "a");
}

#[test]
fn front_matter_is_read_apart() {
    let document = Document::new("\u{feff}---\r\ntitle: x\r\n---\r\n\r\nWords.", Dialect::Markdown);
    let front_matter = document.front_matter().expect("front matter");
    assert_eq!(front_matter.kind, FrontMatterKind::Yaml);
    assert_eq!(front_matter.text, "title: x\r\n");
    assert_eq!(document.slice(front_matter.range), "title: x\r\n");
    assert_eq!(document.blocks().len(), 2);
    assert_eq!(Document::new("words\n---\na: b\n---\n", Dialect::Markdown).front_matter(), None);
}

#[test]
fn a_label_defined_elsewhere_reaches_its_references() {
    let mut document = Document::new("See [a].\n\nWords.\n\nMore.\n", Dialect::Markdown);
    assert!(passages(&document)[0].links.is_empty());
    let change = document.replace(copydesk_text::TextRange::empty(document.len()), "\n[A]: /x\n");
    assert_eq!((change.removed, change.inserted), (0..3, 0..3));
    assert_eq!(passages(&document)[0].links[0].target, "/x");
    document.replace(copydesk_text::TextRange::empty(0.into()), "[a]: /first\n\n");
    assert_eq!(passages(&document)[0].links[0].target, "/first");
}

#[test]
fn images_within_images_are_one_picture() {
    let nested = |depth: usize| format!("{}the harbour{}\n", "![".repeat(depth), "](h.png)".repeat(depth));
    assert_eq!(read(&nested(3), Dialect::Markdown), ["caption: the harbour"]);
    assert_eq!(read("![a ![b](c) d](e) ![f](g)\n", Dialect::Markdown), ["caption: a b d", "caption: f"]);
    // A passage for each took a hundred times the memory for ten times the depth.
    assert_eq!(read(&nested(10_000), Dialect::Markdown).len(), 1);
}

/// What a paragraph repeats, and with what each of its passages ends.
const UNENDING: &[(&str, &str)] = &[
    ("The reeve said the weir held. ", "held."),
    ("“Close the sluice. It leaks badly,” the reeve said. ", "said."),
    ("“It rained. It poured.” ", "poured.”"),
    ("The weir of Mr. Dunmore ", " "),
    ("rain, ", "rain,"),
    ("[The weir](https://weir.test) *leaks badly*. ![A weir](weir.png) ", "badly."),
    ("Rain", ""),
    ("é", ""),
];

#[test]
fn a_paragraph_longer_than_anybody_writes_is_cut_where_a_sentence_ends() {
    const LONGEST: usize = 16_384;
    for &(unit, end) in UNENDING {
        let draft = unit.repeat(100_000 / unit.len());
        let document = Document::new(&draft, Dialect::Markdown);
        let found = passages(&document);
        assert!(found.len() >= 100_000 / LONGEST / 2, "{unit}: {} passages", found.len());
        for passage in &found[..found.len() - 1] {
            assert!(passage.text.len() <= LONGEST, "{unit}: {} bytes", passage.text.len());
            assert!(passage.text.ends_with(end.trim()), "{unit}: …{:?}", passage.text.chars().last());
        }
        let whole: String = found.iter().flat_map(|passage| passage.text.split_whitespace()).collect();
        let words = unit.replace("![A weir](weir.png) ", "").replace("](https://weir.test)", "");
        let words = words.replace(['[', '*', ' '], "");
        assert_eq!(whole, words.repeat(100_000 / unit.len()), "{unit}");
        let links: usize = found.iter().map(|passage| passage.links.len()).sum();
        assert_eq!(links, draft.matches("](").count(), "{unit}");
        let emphasis: usize = found.iter().map(|passage| passage.emphasis.len()).sum();
        assert_eq!(emphasis * 2, draft.matches('*').count(), "{unit}");
    }
}
