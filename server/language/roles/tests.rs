//! Who somebody is, as sentences say it.

use text_size::{TextRange, TextSize};

use super::acts;
use crate::read;

/// The words that a passage has for each of its names and pronouns: "Ana Lopez: mayor".
fn roles(passage: &str) -> Vec<String> {
    let reading = read(passage);
    reading.roles.iter().map(|role| format!("{}: {}", &passage[role.bearer], &passage[role.range])).collect()
}

#[test]
fn the_words_for_somebody_are_found_wherever_they_stand() {
    for (passage, expected) in [
        ("Harbour director Lena Ostrow closed the quay.", "Lena Ostrow: Harbour director"),
        ("The 53-year-old beekeeper Rosa Marin was asleep.", "Rosa Marin: 53-year-old beekeeper"),
        ("The prize went to actor and director Paul Hale.", "Paul Hale: actor and director"),
        (
            "Lena Ostrow, harbour director for the county, closed the quay.",
            "Lena Ostrow: harbour director for the county",
        ),
        ("Tom Beecher (34, fishmonger) lost his boat.", "Tom Beecher: 34, fishmonger"),
        ("Paul Hale, who owns the bakery, left early.", "Paul Hale: who owns the bakery"),
        (
            "Paul Hale, the engineer whom the port hired, left early.",
            "Paul Hale: the engineer whom the port hired",
        ),
        ("Paul Hale, 62, left early.", "Paul Hale: 62"),
        ("Ines Duarte, the quay master, said it was late.", "Ines Duarte: the quay master"),
        (
            "Ines Duarte, the quay master of the port, said it was late.",
            "Ines Duarte: the quay master of the port",
        ),
        ("The quay master, Ines Duarte, opened the bridge.", "Ines Duarte: The quay master"),
        ("Paul Hale, the company's chief executive, left early.", "Paul Hale: the company's chief executive"),
        ("Paul Hale, the mayor's brother-in-law, left early.", "Paul Hale: the mayor's brother-in-law"),
        ("The committee: Ines Duarte (chair), the mayor, Paul Hale", "Paul Hale: the mayor"),
        ("Rosa Marin is the owner of the mill.", "Rosa Marin: the owner of the mill"),
        ("The mayor, Ines Duarte, opened the bridge.", "Ines Duarte: The mayor"),
        ("The head of the library, Ines Duarte, opened the door.", "Ines Duarte: The head of the library"),
        ("She has been mayor since 2019.", "She: mayor since 2019"),
        ("He has run the yard since 1998.", "He: has run the yard since 1998"),
        ("A boy called Tom Beecher saw the fire.", "Tom Beecher: A boy"),
        ("Veteran divers Tom Beecher and Paul Hale left.", "Paul Hale: Veteran divers"),
        ("It was seen by critics such as Ines Duarte and Paul Hale.", "Paul Hale: critics"),
        ("He beat opponents such as Ines Duarte and Paul Hale.", "Paul Hale: opponents"),
        ("It drew the local papers such as the Brack Gazette.", "Brack Gazette: local papers"),
        ("The prize went to Democrat Ines Duarte.", "Ines Duarte: Democrat"),
        ("Harbour master Tom Beecher closed the quay.", "Tom Beecher: Harbour master"),
        ("“It is late,” said Tom Beecher, harbour master of Brack.", "Tom Beecher: harbour master of Brack"),
        ("“It is late,” said Tom Beecher, the wharf master.", "Tom Beecher: the wharf master"),
        ("They want to hurt Senator Beecher with it.", "Beecher: Senator"),
        ("It was ex-Senator Beecher who came.", "Beecher: ex-Senator"),
        ("She’s sixty-one.", "She: sixty-one"),
        ("Tom Beecher is 36 and was asleep.", "Tom Beecher: 36"),
        ("She's the owner of the mill.", "She: the owner of the mill"),
        (
            "Dr. Paul Hale, class of 1987, serves as the liaison to the port.",
            "Paul Hale: the liaison to the port",
        ),
        (
            "They watched Brack Today, the broadcaster financed by the port.",
            "Brack Today: the broadcaster financed by the port",
        ),
        ("The departure of Paul Hale as coroner was a relief.", "Paul Hale: coroner"),
        ("Rosa Marin of the old mill company was asleep.", "Rosa Marin: of the old mill company"),
    ] {
        assert!(roles(passage).iter().any(|role| role == expected), "{passage}: {:?}", roles(passage));
    }
}

#[test]
fn what_is_said_of_somebody_else_is_no_role() {
    for passage in [
        "A spokesman for the mayor, Ines Duarte, closed the door.",
        "Rosa Marin, the mayor said, was asleep.",
        "Rosa Marin met the mayor and the coroner.",
        "Rosa Marin, the rain, and the crowd left early.",
        "The wife of Paul Hale is a nurse.",
        "“Paul Hale is the owner of the mill,” a man shouted.",
        "A former foreman, Ines Duarte said, had warned the board.",
        "Mr. Hale left early.",
        "They remember Paul Hale.",
        "The mill is 36, Paul Hale knew.",
        "“It is late,” said Paul Hale, chin in hand.",
        "Paul Hale’s the mill was.",
    ] {
        assert_eq!(roles(passage), Vec::<String>::new(), "{passage}");
    }
}

#[test]
fn whose_deeds_a_sentence_tells() {
    for (sentence, name, expected) in [
        ("Lind stole the savings.", "Lind", true),
        ("The treasurer, Anton Reiss, took $40,000 in an envelope.", "Anton Reiss", true),
        ("Tom Okafor, the captain, had known about the hole.", "Tom Okafor", true),
        ("Reiss was accused of theft.", "Reiss", true),
        ("Reiss was asleep.", "Reiss", true),
        ("They robbed Lind of the savings.", "Lind", false),
        ("The delay leaves too few ships for the commitments to Brack.", "Brack", false),
        ("The driver is said to have taken the car from an uncle in Brack.", "Brack", false),
        ("Lind was removed because he refused to sign.", "Lind", false),
        ("Brack School has been saved from closure.", "Brack School", false),
    ] {
        let at = sentence.find(name).expect("it is there");
        let range = TextRange::at(at.try_into().expect("short"), TextSize::of(name));
        assert_eq!(acts(sentence, range), expected, "{sentence}");
    }
}
