use crate::read;

#[test]
fn letters_for_what_is_to_come_are_nobodys_name() {
    let names = |text: &str| {
        let reading = read(text);
        reading.names.iter().map(|name| text[name.range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("TK said it was safe. The fee is TK euros, said TKTK of XX."), [""; 0]);
    assert!(names("TKO Records said it was safe.")[0].starts_with("TKO"));
}

#[test]
fn what_stands_beside_a_name_tells_its_kind() {
    for (passage, expected) in [
        ("TARVOLA, Georgia — The oven is a clay well.", "TARVOLA place, Georgia place"),
        ("BRACK, Ostmark, Feb 10 (Gale) - The quay is dry.", "BRACK place, Ostmark place, Gale organisation"),
        ("PORT ANSE, N.S. — The refit took long.", "PORT ANSE place, N.S. place"),
        ("Words by Leimara Tavisay", "Leimara Tavisay person"),
        ("By Nino Ostvili. Photographs by Dato Brezede.", "Nino Ostvili person, Dato Brezede person"),
        ("Story by Ana Moor and Leimara Tavisay", "Ana Moor person, Leimara Tavisay person"),
        (
            "Ana Dube, of Sycamore Drive, Ballina, said it was dry.",
            "Ana Dube person, Sycamore Drive place, Ballina place",
        ),
        ("They visited Kenosta, Wisconsin, where it rained.", "Kenosta place, Wisconsin place"),
        (
            "The squad: G Duffy (Brackers), T Lund (Oststars).",
            "G Duffy person, Brackers organisation, T Lund person, Oststars organisation",
        ),
        ("Rep. Jim Moor (R-Ohio) left.", "Jim Moor person, Ohio place"),
        ("Rep. Gwen Moor (D-Wis.) left with Tim Lund, D-Va., at noon.", "Gwen Moor person, Tim Lund person"),
    ] {
        let reading = read(passage);
        let told = reading.names.iter().map(|name| format!("{} {}", &passage[name.range], name.kind.name()));
        assert_eq!(told.collect::<Vec<_>>().join(", "), expected, "{passage}");
    }
}
