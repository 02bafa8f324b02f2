//! Documents made here byte by byte, as programs write them and as nobody should.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use miniz_oxide::deflate::compress_to_vec;

use super::*;

/// An archive of these files, each packed.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let packed: Vec<_> =
        files.iter().map(|(name, bytes)| (*name, compress_to_vec(bytes, 1), bytes.len())).collect();
    packed_archive(&packed)
}

/// An archive of files that are packed already, each with the length that it says it has. What reads it here takes no checksum.
fn packed_archive(files: &[(&str, Vec<u8>, usize)]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    for (name, packed, length) in files {
        let about = [
            b"\0\0\x08\0\0\0\0\0".as_slice(),
            &[0; 4],
            &number(packed.len()),
            &number(*length),
            &number(name.len())[..2],
            &[0; 2],
        ]
        .concat();
        list.extend(
            [b"PK\x01\x02\x14\0\x14\0", &about[..], &[0; 10], &number(bytes.len()), name.as_bytes()].concat(),
        );
        bytes.extend([b"PK\x03\x04\x14\0", &about[..], name.as_bytes(), packed].concat());
    }
    let count = &number(files.len())[..2];
    let end =
        [b"PK\x05\x06\0\0\0\0".as_slice(), count, count, &number(list.len()), &number(bytes.len()), &[0; 2]];
    [bytes, list, end.concat()].concat()
}

/// A Word document with this body, links and notes.
fn word(body: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="http://schemas.example/{kind}" Target="{target}"/>"#)
    };
    let package =
        format!("<Relationships>{}</Relationships>", relation("r1", "officeDocument", "/word/document.xml"));
    let related = [
        relation("s", "styles", "styles.xml"),
        relation("f", "footnotes", "footnotes.xml"),
        relation("l1", "hyperlink", "https://harbour.test/report (1)"),
    ];
    let related = format!("<Relationships>{}</Relationships>", related.concat());
    let styles = r#"<w:styles>
        <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="Cross"><w:basedOn w:val="berschrift1"/></w:style>
        <w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>
        <w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style></w:styles>"#;
    let notes = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="7"><w:p><w:r><w:t>The ledger.</w:t></w:r></w:p><w:p><w:r><w:t>Page 4.</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="8"><w:p><w:r><w:t>Nobody refers to this.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let document = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("word/_rels/document.xml.rels", related.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ])
}

/// A paragraph of a Word document.
fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

fn text(file: &[u8]) -> String {
    read(file).unwrap().unwrap().0
}

#[test]
fn a_word_document_is_read_as_a_reader_sees_it() {
    let run = |properties: &str, words: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let cases = [
        (paragraph("<w:pStyle w:val=\"berschrift1\"/>", "Ferry stops"), "# Ferry stops\n"),
        (paragraph("<w:pStyle w:val=\"Cross\"/>", "Why"), "# Why\n"),
        (paragraph("<w:pStyle w:val=\"A\"/>", "Round"), "Round\n"),
        (paragraph("<w:pStyle w:val=\"V1\"/>", "Ferry stops 1"), ""),
        (paragraph("<w:numPr><w:numId w:val=\"3\"/></w:numPr>", "one"), "- one\n"),
        (paragraph("", "  Fish &amp; chips &#8212;  &bogus; 5 &lt; 6 "), "Fish & chips — 5 < 6\n"),
        (
            format!(
                "<w:p><w:ins>{}</w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del>{}</w:p>",
                run("", "New"),
                run("", " words.")
            ),
            "New words.\n",
        ),
        // A mark of a paragraph that is deleted joins it to the next.
        (
            paragraph("<w:rPr><w:del w:id=\"1\"/></w:rPr>", "One ") + &paragraph("", "paragraph."),
            "One paragraph.\n",
        ),
        (
            format!("<w:p>{}{}</w:p>", run("<w:vanish/>", "Hidden."), run("<w:b w:val=\"0\"/>", "Seen.")),
            "Seen.\n",
        ),
        (
            format!("<w:p>{}{}{}</w:p>", run("", "The "), run("<w:i/>", "Evening Post "), run("", "said.")),
            "The *Evening Post* said.\n",
        ),
        (
            format!(
                "<w:p>{}<w:hyperlink r:id=\"l1\">{}</w:hyperlink>{}</w:p>",
                run("", "See "),
                run("", "the report"),
                run("", ".")
            ),
            "See [the report](https://harbour.test/report%20%281%29).\n",
        ),
        (
            format!(
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> HYPERLINK \"https://a.test\" </w:instrText>\
                 <w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
                run("", "Here")
            ),
            "[Here](https://a.test)\n",
        ),
        (
            format!("<w:p>{}<w:r><w:footnoteReference w:id=\"7\"/></w:r></w:p>", run("", "It leaks.")),
            "It leaks.[^1]\n\n[^1]: The ledger.\n\n    Page 4.\n",
        ),
        (
            "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:br/><w:br/><w:t>three</w:t></w:r></w:p>"
                .to_owned(),
            "One\ntwo\n\nthree\n",
        ),
        (
            format!(
                "<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>{1}</w:p>",
                paragraph("", "Box."),
                run("", "Text.")
            ),
            "Box.\n\nText.\n",
        ),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                paragraph("", "Town"),
                paragraph("", "Votes"),
                paragraph("", "Ostham"),
                paragraph("", "1|2")
            ),
            "| Town | Votes |\n| --- | --- |\n| Ostham | 1\\|2 |\n",
        ),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
                paragraph("", "One."),
                paragraph("", "Two.")
            ),
            "One.\n\nTwo.\n",
        ),
    ];
    for (body, expected) in cases {
        // So that there is always a paragraph.
        let body = body + &paragraph("", "End.");
        let expected = match expected.split_once("\n\n[^1]") {
            Some((before, note)) => format!("{before}\n\nEnd.\n\n[^1]{note}"),
            None if expected.is_empty() => "End.\n".to_owned(),
            None => format!("{expected}\nEnd.\n"),
        };
        assert_eq!(text(&word(&body)), expected, "{body}");
    }
}

#[test]
fn paragraphs_are_counted_without_the_empty_ones() {
    let body =
        [paragraph("", "One."), paragraph("", " "), paragraph("", "Two."), paragraph("", "Three.")].concat();
    let (text, conversion) = read(&word(&body)).unwrap().unwrap();
    assert_eq!(text, "One.\n\nTwo.\n\nThree.\n");
    let numbers: Vec<usize> = (1..=5).map(|line| conversion.paragraph(line)).collect();
    assert_eq!(numbers, [1, 1, 2, 2, 3]);
    assert_eq!(
        (conversion.lines(2), conversion.lines(3), conversion.lines(4)),
        (Some(3..5), Some(5..6), None)
    );
    assert_eq!((conversion.lines(0), conversion.paragraph_count()), (None, 3));
}

#[test]
fn words_are_the_same_words_to_a_markdown_parser() {
    for words in [
        "5 * 6 *bold* and __init__ or snake_case, `code`, ~5~ to ~~6~~",
        "[quote] [^1] [a](b) [a][b] [[Page]] ![x](y) [x]: y",
        "<b>not bold</b> 3 < 4 <!-- no comment --> &amp; AT&T",
        "$x^2$ and $5 to $7 and $$a$$ {{ x }} {% y %} {: .z} {#id} %% n %%",
        "\\* \\a C:\\new",
        "2025. A good year",
        "::: note",
        "{\"title\": 1}",
    ] {
        let body = paragraph("", &words.replace('&', "&amp;").replace('<', "&lt;"));
        let (markdown, _) = read(&word(&body)).unwrap().unwrap();
        let document = copydesk_text::Document::new(&markdown, copydesk_text::Dialect::Markdown);
        let prose: Vec<_> = document.blocks().iter().flat_map(|block| &block.passages).collect();
        let prose: Vec<_> =
            prose.iter().map(|passage| (passage.text.as_str(), passage.links.len())).collect();
        assert_eq!(prose, [(words, 0)], "{markdown}");
    }
}

#[test]
fn an_opendocument_text_is_read_as_a_reader_sees_it() {
    let content = r#"<office:document-content><office:automatic-styles>
        <style:style style:name="P1" style:parent-style-name="Title"/>
        <style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>
        <style:style style:name="T2"><style:text-properties text:display="none"/></style:style>
        </office:automatic-styles><office:body><office:text>
        <text:tracked-changes><text:deletion><text:p>Old words.</text:p></text:deletion></text:tracked-changes>
        <text:p text:style-name="P1">Ferry stops</text:p><text:h text:outline-level="2">Why</text:h>
        <text:p>The <text:span text:style-name="T1">Post</text:span><text:s text:c="9"/>said<text:span text:style-name="T2">hidden</text:span>
        <text:a xlink:href="https://a.test">so</text:a>.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The
        ledger.</text:p></text:note-body></text:note><office:annotation><text:p>A comment.</text:p></office:annotation> More.</text:p>
        <text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>
        </table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#;
    let file = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ]);
    let expected = "# Ferry stops\n\n## Why\n\nThe *Post* said [so](https://a.test).[^1] More.\n\n- one\n\n\
                    | a | b |\n| --- | --- |\n\n[^1]: The ledger.\n";
    assert_eq!(text(&file), expected);
}

#[test]
fn a_page_is_read_without_its_menus() {
    for (page, expected) in [
        (
            "<!doctype html><html><head><title>x</title><script>if (a < b) {}</script><body><nav><p>Menu</nav><main><h1>Ferry</h1>\
             <p>One &amp; <i>two</i>,<br>three <a href='https://a.test'>here</a>.<p>Four.</main><footer>Foot</footer>",
            "# Ferry\n\nOne & *two*,\nthree [here](https://a.test).\n\nFour.\n",
        ),
        (
            "Bare words<div>A <q>quote</q></div><ul><li>one<li>two</ul>",
            "Bare words\n\nA “quote”\n\n- one\n\n- two\n",
        ),
        (
            "<blockquote>Said.</blockquote><p hidden>No</p><table><tr><th>A<th>B<tr><td>c<td>d</table><p>End",
            "> Said.\n\n| A | B |\n| --- | --- |\n| c | d |\n\nEnd\n",
        ),
        (
            "<p>Open <b>bold <p>still</div></b></section> end <img alt=x> <a>no link</a>",
            "Open *bold*\n\n*still*\n\nend no link\n",
        ),
    ] {
        assert_eq!(read_page(page).unwrap().0, expected, "{page}");
    }
    let message = read_page("<script>x</script>").unwrap_err();
    assert!(message.starts_with("No words were found in this web page"), "{message}");
}

#[test]
fn rich_text_is_read_as_a_reader_sees_it() {
    for (body, expected) in [
        (
            "The mayor said \\ldblquote no\\rdblquote .\\par It rained.",
            "The mayor said “no”.\n\nIt rained.\n",
        ),
        (
            "Caf\\'e9 M\\'fcller \\'97 five \\u8364\\'80 and \\u322 ?\\uc2\\u243\\'c3\\'b3d\\u378??",
            "Café Müller — five € and łódź\n",
        ),
        ("\\u-10179\\'3f\\u-8694\\'3f grins\\~5\\_6", "😊 grins\u{a0}5\u{2011}6\n"),
        ("One\nword, {\\b bold} and {\\i0 not}\\line next \\{\\}", "Oneword, *bold* and not\nnext {}\n"),
        (
            "{\\*\\generator Writer;}{\\info{\\title No}}{\\header No\\par}Yes{\\v no}{\\deleted no}{\\pict 00ff}.",
            "Yes.\n",
        ),
        (
            "{\\stylesheet{\\s0 Normal;}{\\s7\\b heading 1;}{\\*\\cs9 Strong;}}\\pard\\s7\\b Ferry stops\\par\\pard\\plain\\s0 Text\\par             \\pard\\outlinelevel1 Why\\par\\pard{\\listtext 1.\\tab}\\ls3 one\\par",
            "# *Ferry stops*\n\nText\n\n## Why\n\n- one\n",
        ),
        (
            "See {\\field{\\*\\fldinst{HYPERLINK \"https://a.test\"}}{\\fldrslt{\\ul the report}}}. {\\field{\\*\\fldinst PAGE}{\\fldrslt 4}}",
            "See [the report](https://a.test). 4\n",
        ),
        (
            "It leaks.{\\super\\chftn}{\\footnote\\pard\\plain {\\super\\chftn} The ledger.\\par Page 4.} It does.\\par End.",
            "It leaks.[^1] It does.\n\nEnd.\n\n[^1]: The ledger.\n\n    Page 4.\n",
        ),
        (
            "\\trowd\\pard\\intbl Town\\cell Votes\\cell\\row\\trowd Ostham\\cell\\cell\\row\\pard End",
            "| Town | Votes |\n| --- | --- |\n| Ostham |  |\n\nEnd\n",
        ),
        ("Data {\\*\\blob\\bin3 }}}}that {\\object{\\result no}}holds", "Data that holds\n"),
    ] {
        let file = format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}}}{body}}}\n");
        assert_eq!(text(file.as_bytes()), expected, "{body}");
    }
    let message = read(b"{\\rtf1\\ansi The may").unwrap().unwrap_err();
    assert!(message.starts_with("This rich text (RTF) is damaged"), "{message}");
}

#[test]
fn an_email_is_read_with_its_subject_as_the_headline() {
    let head = "From: Ana <ana@harbour.test>\r\nSubject: =?utf-8?Q?Ferry_stops=2C_caf=C3=A9?=\r\nMIME-Version: 1.0\r\n";
    for (rest, expected) in [
        (
            "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             The caf=E9 is shut,=20\r\nshe said.\r\n\r\n> When?\r\nToday.\r\n-- \r\nAna\r\n",
            "The café is shut,\nshe said.\n\n> When?\n\nToday.\n",
        ),
        (
            "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nThe plain\r\n\
             --x\r\nContent-Type: text/html\r\n\r\n<p>The <b>page</b>.<p>More.\r\n--x--\r\n",
            "The *page*.\n\nMore.\n",
        ),
    ] {
        let mail = format!("{head}{rest}");
        let expected = format!("# Ferry stops, café\n\n{expected}");
        assert_eq!(read_mail(mail.as_bytes()).unwrap().0, expected, "{mail}");
        for end in 0..mail.len() {
            let _ = read_mail(&mail.as_bytes()[..end]);
        }
    }
    assert!(read_mail(b"").unwrap_err().starts_with("This e-mail is damaged"));
}

#[test]
fn hostile_documents_are_told_and_cost_little() {
    let started = Instant::now();
    let told =
        |file: &[u8]| read(file).map(|read| read.map(|(text, _)| text.len()).unwrap_or_else(|_| usize::MAX));
    let refused = Some(usize::MAX);
    let main = |bytes: &[u8]| archive(&[("word/document.xml", bytes)]);

    // Zeros that say they are a gigabyte, packed to less than a megabyte.
    let zeros = compress_to_vec(&vec![0; 40 << 20], 1);
    let bomb = packed_archive(&[("word/document.xml", zeros, 1 << 30)]);
    assert!(bomb.len() < 1 << 20);
    let message = read(&bomb).unwrap().unwrap_err();
    assert!(message.contains("unpacks to more than 32 MB"), "{message}");

    // One that is another kind of bomb: few bytes that are asked for again and again.
    let target = "a".repeat(1_900);
    let link = "<w:hyperlink r:id=\"l\"><w:r><w:t>x</w:t></w:r></w:hyperlink>".repeat(100_000);
    let relations = format!("<R><Relationship Id=\"l\" Type=\"x/hyperlink\" Target=\"{target}\"/></R>");
    let document = format!("<w:body><w:p>{link}</w:p></w:body>");
    let file = archive(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ]);
    assert_eq!(told(&file), refused);

    for elements in ["w:p", "w:tbl", "w:tc", "w:r", "w:del", "x"] {
        let nested = format!(
            "{}{}",
            format!("<{elements}>").repeat(100_000),
            format!("</{elements}>").repeat(100_000)
        );
        let whole = format!("<w:body>{nested}<w:p><w:r><w:t>End.</w:t></w:r></w:p></w:body>");
        assert_eq!(told(&main(whole.as_bytes())), Some("End.\n".len()), "{elements}");
        assert_eq!(told(&main(&whole.as_bytes()[..whole.len() / 2])), refused, "{elements}");
        let page = nested.replace("w:", "");
        let _ = read_page(&page);
    }

    let mut entities = String::from("<!DOCTYPE w [<!ENTITY a \"ha\">");
    for level in 0..30 {
        let _ = write!(entities, "<!ENTITY a{level} \"{}\">", "&a;".repeat(100));
    }
    entities += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]><w:p><w:t>&a29;&file;End.</w:t></w:p>";
    assert_eq!(told(&main(entities.as_bytes())), Some("End.\n".len()));

    assert_eq!(told(&archive(&[("word/styles.xml", b"<x/>"), ("_rels/.rels", b"<x/>")])), refused, "no text");
    assert_eq!(told(&main(b"")), refused, "an empty text");
    assert_eq!(told(&main(b"\xff\xfe\x00")), refused, "no UTF-8");
    assert_eq!(told(&main(b"<w:p><w:t>&#x110000;</w:t></w:p>")), refused, "no character");
    assert_eq!(told(b"PK\x03\x04 and then nothing"), None);
    assert_eq!(told(&archive(&[("photo.jpg", b"x")])), None);

    let deep = format!("{{\\rtf1{}{}}}", "{\\footnote ".repeat(100_000), "}".repeat(100_000));
    assert_eq!(told(deep.as_bytes()), Some("[^1]\n".len()), "a footnote within footnotes without words");
    let long = format!("{{\\rtf1{}}}", "{\\footnote x}".repeat(100_000));
    assert!(matches!(told(long.as_bytes()), Some(length) if length < 4 << 20));

    // Whatever is broken of a file, it is read or told.
    let rich = b"{\\rtf1{\\stylesheet{\\s1 heading 1;}}\\s1 One\\par\\trowd\\intbl a\\cell\\row\\pard \\u322?{\\footnote b}\\'e9\\par}";
    for at in 0..rich.len() {
        for byte in [0x55, b'{' ^ rich[at], b'}' ^ rich[at], b'\\' ^ rich[at]] {
            let mut broken = rich.to_vec();
            broken[at] ^= byte;
            let _ = read(&broken);
        }
        let _ = read(&rich[..at]);
    }
    let whole = word(&paragraph("", "The weir holds."));
    for at in 0..whole.len() {
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        let _ = read(&broken);
        let _ = read(&whole[..at]);
        let _ = read(&whole[at..]);
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}
