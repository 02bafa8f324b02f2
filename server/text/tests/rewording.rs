//! Other words in place of visible ones: the draft before, the visible words that change (between « and »), what they become,
//! and the draft after; nothing where it cannot be done.

use copydesk_text::{Dialect, Document, TextRange, TextSize};

const CASES: &[(&str, &str, &str)] = &[
    ("Ask «Ana Lopez» now.", "Mara Lindt", "Ask Mara Lindt now."),
    ("Ask «Ana *Lopez*» now.", "Mara Lindt", "Ask Mara *Lindt* now."),
    ("Ask «**Ana** Lopez» now.", "Mara de Lindt", "Ask **Mara** de Lindt now."),
    ("Ask «Ana Maria *Lopez*» now.", "Mara Lindt", "Ask Mara *Lindt* now."),
    ("Ask «Ana [Lopez](http://a.b)» now.", "Lindt", "Ask [Lindt](http://a.b) now."),
    ("Ask «*Ana* Lopez» now.", "Lindt", ""),
    ("Ask «Ana<!-- who? --> Lopez» now.", "Mara Lindt", "Ask Mara<!-- who? --> Lindt now."),
    ("Ask «Ana&nbsp;Lopez» now.", "Mara Lindt", "Ask Mara&nbsp;Lindt now."),
    ("Ask «Ana\nLopez» now.", "Mara Lindt", "Ask Mara Lindt now."),
    ("> Ask «Ana\n> Lopez» now.", "Mara Lindt", "> Ask Mara Lindt now."),
    ("Ask «Ana<!-- who? -->\nLopez» now.", "Mara Lindt", "Ask Mara<!-- who? -->\nLindt now."),
    ("Ask «Hal*ver*sen» now.", "Halverson", "Ask Hal*ver*son now."),
    ("Ask «Hal*vor*sen» now.", "Halverson", ""),
    ("Ask «Halver*sen*» now.", "Halverson", "Ask Halver*son* now."),
    ("The Ministry of «*Defence*» said.", "Defense", "The Ministry of *Defense* said."),
    ("The «Ministry of *Defence*» said.", "Ministry of Defense", "The Ministry of *Defense* said."),
    (
        "Ask [«Ana Lopez»] now.\n\n[Ana Lopez]: http://a.b",
        "Mara Lindt",
        "Ask [Mara Lindt][Ana Lopez] now.\n\n[Ana Lopez]: http://a.b",
    ),
    (
        "Ask [«Lopez»][] now.\n\n[lopez]: http://a.b",
        "Lindt",
        "Ask [Lindt][Lopez] now.\n\n[lopez]: http://a.b",
    ),
    ("Ask [Ana «Lopez»][l] now.\n\n[l]: http://a.b", "Lindt", "Ask [Ana Lindt][l] now.\n\n[l]: http://a.b"),
    (
        "Ask [Ana «Lopez»] now.\n\n[*Ana* lopez]: http://a.b",
        "Lindt",
        "Ask [Ana Lindt] now.\n\n[*Ana* lopez]: http://a.b",
    ),
    ("Ask [[Ana «Lopez»]] now.", "Lindt", "Ask [[Ana Lopez|Ana Lindt]] now."),
    ("Ask [[Ana Lopez|«Lopez»]] now.", "Lindt", "Ask [[Ana Lopez|Lindt]] now."),
    ("Ask «Ana Lopez[^1]» now.\n\n[^1]: Who?", "Mara Lindt", "Ask Mara Lindt[^1] now.\n\n[^1]: Who?"),
    ("Ask «Ana[^1] Lopez» now.\n\n[^1]: Who?", "Mara Lindt", "Ask Mara[^1] Lindt now.\n\n[^1]: Who?"),
    ("Ask «AT&amp;T» now.", "Bell", "Ask Bell now."),
    ("Ask «Ana [[Lopez]]» now.", "Mara Lindt", "Ask Mara [[Lopez|Lindt]] now."),
    ("Ask «[[Ana]] Lopez» now.", "Mara Lindt", "Ask [[Ana|Mara]] Lindt now."),
    ("Ask [[«Ana Lopez»]](http://a.b) now.", "Mara Lindt", "Ask [[Mara Lindt]](http://a.b) now."),
    ("Ask \\[[«Ana Lopez»]] now.", "Mara Lindt", "Ask \\[[Mara Lindt]] now."),
    (
        "| Who |\n| --- |\n| [[«Ana Lopez»]] |\n",
        "Mara Lindt",
        "| Who |\n| --- |\n| [[Ana Lopez\\|Mara Lindt]] |\n",
    ),
    ("| Who |\n| --- |\n| «Ana *Lopez»* |\n", "Mara Lindt", "| Who |\n| --- |\n| Mara *Lindt* |\n"),
    (
        "Ask [«Ana *Lopez»*] now.\n\n[Ana *Lopez*]: http://a.b",
        "Mara Lindt",
        "Ask [Mara *Lindt*][Ana *Lopez*] now.\n\n[Ana *Lopez*]: http://a.b",
    ),
    ("Ask «Ana ![Lopez](a.jpg) Lopez» now.", "Mara Lindt", "Ask Mara ![Lopez](a.jpg) Lindt now."),
    ("Ask «Ana `x` Lopez» now.", "Mara Lindt", ""),
    ("Ask «Ana  \nLopez» now.", "Mara Lindt", "Ask Mara  \nLindt now."),
    ("👩‍👧 Ask «Ana\r\n*Lopez*» nów.", "Mara Lindt", "👩‍👧 Ask Mara\r\n*Lindt* nów."),
];

#[test]
fn other_words_keep_every_mark() {
    for &(marked, new, expected) in CASES {
        let (start, end) = (marked.find('«').unwrap(), marked.find('»').unwrap() - '«'.len_utf8());
        let text = marked.replace(['«', '»'], "");
        let document = Document::new(&text, Dialect::Markdown);
        let size = |at: usize| TextSize::try_from(at).unwrap();
        let edits = document.reword(TextRange::new(size(start), size(end)), new);
        let mut after = text.clone();
        for (range, new) in edits.iter().flatten().rev() {
            after.replace_range(std::ops::Range::<usize>::from(*range), new);
        }
        assert_eq!(edits.map_or(String::new(), |_| after), expected, "{marked:?} with {new:?}");
    }
}
