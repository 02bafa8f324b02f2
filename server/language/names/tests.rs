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
