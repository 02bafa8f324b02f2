//! Halves of UTF-16 pairs that stand alone in JSON. JSON can hold them and Unicode text cannot, so a strict reader refuses
//! the whole message; here they become U+FFFD, the replacement character, in their place.

/// Puts U+FFFD in the place of every lone half in JSON, written as an escape or, against the rules, in the bytes that UTF-8
/// would give it. The length stays; what is no JSON stays as broken as it was.
pub(crate) fn replace_lone(json: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = json[at..].iter().position(|&byte| byte == b'\\' || byte == 0xed) {
        at += found;
        if json[at] == b'\\' {
            at += match half(&json[at..]) {
                Some(Half::First) if matches!(half(&json[at + 6..]), Some(Half::Second)) => 12,
                Some(_) => {
                    json[at + 2..at + 6].copy_from_slice(b"fffd");
                    6
                }
                // Whatever is escaped is no beginning of an escape.
                None => 2,
            };
        } else {
            if matches!(json[at..], [_, 0xa0..=0xbf, 0x80..=0xbf, ..]) {
                json[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
            }
            at += 1;
        }
        at = at.min(json.len());
    }
}

enum Half {
    First,
    Second,
}

/// The half that an escape at the start stands for.
fn half(json: &[u8]) -> Option<Half> {
    let [b'\\', b'u', b'd' | b'D', digit, third, fourth, ..] = json else { return None };
    if !third.is_ascii_hexdigit() || !fourth.is_ascii_hexdigit() {
        return None;
    }
    match digit {
        b'8' | b'9' | b'a' | b'b' | b'A' | b'B' => Some(Half::First),
        b'c'..=b'f' | b'C'..=b'F' => Some(Half::Second),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::replace_lone;

    #[test]
    fn only_halves_that_stand_alone_are_replaced() {
        for (json, expected) in [
            (r#""plain \n""#, r#""plain \n""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\uDE00x""#, r#""\ufffdx""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
            (r#""\ud7ff\ue000""#, r#""\ud7ff\ue000""#),
            (r#""\ud83"#, r#""\ud83"#),
            ("\"\\", "\"\\"),
        ] {
            let mut bytes = json.as_bytes().to_vec();
            replace_lone(&mut bytes);
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
        let mut bytes = b"\"\xed\xa0\xbd \xed\x9f\xbf\xed".to_vec();
        replace_lone(&mut bytes);
        assert_eq!(bytes, b"\"\xef\xbf\xbd \xed\x9f\xbf\xed");
    }
}
