//! Numbers with what they are numbers of.

use super::*;
use crate::sentences;

fn told(passage: &str) -> Vec<String> {
    let tokens = Tokens::new(passage);
    let (numbers, _) = find(&tokens, &sentences::split(&tokens), &|_| false);
    let tell = |quantity: &Quantity| {
        let noun = quantity.noun.map_or("", |noun| &passage[noun]);
        let unit = match quantity.unit {
            Unit::Count => String::new(),
            Unit::Money(name) => name.to_owned(),
            Unit::Measure(measure) => measure.name.to_owned(),
            unit => format!("{unit:?}"),
        };
        let words = [&passage[quantity.hedged], quantity.value.to_string().as_str(), &unit, noun].join("|");
        words.trim_end_matches('|').to_owned()
    };
    numbers.quantities.iter().map(tell).collect()
}

#[test]
fn numbers_have_value_unit_and_noun() {
    for (passage, expected) in [
        ("It cost £4.2m.", vec!["£4.2m|4,200,000|£"]),
        ("It cost US$3 million, or 12 per cent.", vec!["US$3 million|3,000,000|$", "12 per cent|12|Percent"]),
        ("Twenty-six people carry 64 model ships.", vec!["Twenty-six|26||people", "64|64||model ships"]),
        (
            "Sh480m, Sh212 million and Rs500.",
            vec!["Sh480m|480,000,000|shillings", "Sh212 million|212,000,000|shillings", "Rs500|500|₹"],
        ),
        ("A fine of R1,200 on the R101, and N95 masks.", vec!["R1,200|1,200|rand"]),
        ("Nearly a fifth of them, 1,204.", vec!["Nearly a fifth|0.2|Fraction", "1,204|1,204"]),
        ("A hundred and five crowns.", vec!["A hundred and five crowns|105|crowns"]),
        ("Half a million trees for $16m.", vec!["Half a million|500,000||trees", "$16m|16,000,000|$"]),
        ("The path is 87 miles (54km) long.", vec!["87 miles|87|miles", "54km|54|km"]),
        ("It took four and a half hours.", vec!["four and a half hours|4.5|Time(Hour)"]),
        ("It took four and a half million pounds.", vec!["four and a half million pounds|4,500,000|£"]),
        (
            "It took one point two five million pounds, eight point four per cent.",
            vec!["one point two five million pounds|1,250,000|£", "eight point four per cent|8.4|Percent"],
        ),
        ("At one point five people left.", vec!["one|1||point five people", "five|5||people"]),
        ("It was 38C (68F) at 5 miles an hour.", vec!["38C|38|C", "68F|68|F", "5 miles an hour|5|mph"]),
        (
            "A seven-member board, one in five of all.",
            vec!["seven-member|7||member", "one in five|0.2|Fraction"],
        ),
        ("A rise of half a percentage point.", vec!["half a percentage point|0.5|Points"]),
        ("He drove a Boeing 737 on Route 66, page 4.", vec![]),
        ("They won 5-3 in 2019 and at 14:30.", vec![]),
        (
            "In 2016 he ran for two thousand four hundred days.",
            vec!["two thousand four hundred days|2,400|Time(Day)"],
        ),
        ("She lost 1-6,4-6 and 1,5 of it.", vec![]),
    ] {
        assert_eq!(told(passage), expected, "{passage}");
    }
}
