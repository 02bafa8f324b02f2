//! A list of words as TOML, for whoever brings one from elsewhere.

use std::fmt::Write as _;

use copydesk_facts::notation::toml::quoted;

use super::HouseWord;

/// The entries as TOML, fields that say nothing left out.
pub fn write(words: &[HouseWord]) -> String {
    let mut text = String::new();
    for entry in words {
        let kind = if entry.review { "review" } else { "avoid" };
        text.push_str("[[word]]\n");
        for (key, values) in [(kind, &entry.words), ("prefer", &entry.prefer)] {
            line(&mut text, key, values);
        }
        if let Some(reason) = &entry.reason {
            let _ = writeln!(text, "reason = {}", quoted(reason));
        }
        line(&mut text, "except", &entry.except);
        if let Some(forms) = entry.forms {
            let _ = writeln!(text, "forms = {}", quoted(forms.name()));
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn line(text: &mut String, key: &str, values: &[Box<str>]) {
    let _ = match values {
        [] => Ok(()),
        [value] => writeln!(text, "{key} = {}", quoted(value)),
        values => {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            writeln!(text, "{key} = [{}]", values.join(", "))
        }
    };
}
