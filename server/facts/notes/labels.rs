//! Who speaks, as notes say it in front of the words: "LUND: ", "**Q:** ", "Speaker 1: ", a heading, a short form with its key.

use std::collections::HashMap;

use copydesk_language::is_given_name;

/// The name in front of somebody's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Label {
    pub(super) name: String,
    /// Whether it is certainly the speaker's; else it counts only where it is a name that the draft knows.
    pub(super) sure: bool,
}

impl Label {
    pub(super) fn sure(name: &str) -> Label {
        Label { name: name.trim().to_owned(), sure: true }
    }

    pub(super) fn perhaps(name: &str) -> Label {
        Label { name: name.trim().to_owned(), sure: false }
    }
}

/// How often each label stands in a text: words before a colon are a label where they come again.
#[derive(Default)]
pub(super) struct Counted(HashMap<String, usize>);

impl Counted {
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Counted {
        let mut counted: HashMap<String, usize> = HashMap::new();
        for line in lines {
            if let Some((label, _)) = before_colon(line).or_else(|| emphasised(line)) {
                *counted.entry(label.name).or_default() += 1;
            }
        }
        Counted(counted)
    }

    /// Whether words before a colon are a label: they come again, stand behind a time, are in capitals, or a person's name.
    pub(super) fn is_label(&self, label: &Label, stamped: bool) -> bool {
        let name = &label.name;
        let capitals = name.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
        let again = self.0.get(name).is_some_and(|count| *count > 1);
        let mut words = name.split(' ');
        let person =
            words.next().is_some_and(|first| is_given_name(&first.to_lowercase())) && words.next().is_some();
        stamped || again || capitals || person || is_generic(name)
    }
}

/// Whether words can be a speaker's label: up to five words that begin with a capital or are numbers or particles.
pub(super) fn is_name_like(name: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let particle = |word: &str| {
        matches!(
            word,
            "de" | "del" | "di" | "da" | "van" | "von" | "der" | "den" | "la" | "al" | "bin" | "of"
        )
    };
    let fits = |word: &str| {
        let first = word.trim_start_matches(['(', '"']).chars().next();
        first.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit()) || particle(word)
    };
    let clean = name.chars().all(|letter| letter.is_alphanumeric() || " .'’-()&".contains(letter));
    let starts = name.starts_with(char::is_uppercase);
    clean && starts && name.split(' ').count() <= MOST_WORDS && name.split(' ').all(fits)
}

/// "LUND: It cannot be": the label, and how many bytes it takes with the colon and the blanks behind.
pub(super) fn before_colon(line: &str) -> Option<(Label, usize)> {
    let (name, rest) = line.split_once(':')?;
    let behind = rest.trim_start_matches([' ', '\t']);
    let set_off = rest.is_empty() || behind.len() < rest.len();
    (set_off && is_name_like(name)).then(|| (Label::sure(name), line.len() - behind.len()))
}

/// "**Q:** Did nobody", "**Noor Haddad**: I had", "*Lund:* No".
pub(super) fn emphasised(line: &str) -> Option<(Label, usize)> {
    let marks = ["**", "__", "*", "_"].into_iter().find(|marks| line.starts_with(marks))?;
    let inner = &line[marks.len()..];
    let (name, rest) = inner.split_once(marks)?;
    let (name, rest) = match name.trim_end().strip_suffix(':') {
        Some(name) => (name, rest),
        None => (name, rest.trim_start().strip_prefix(':')?),
    };
    let behind = rest.trim_start_matches([' ', '\t']);
    is_name_like(name.trim()).then(|| (Label::sure(name), line.len() - behind.len()))
}

/// "11.30 PO: Might it be heard": a short form of the key behind an hour.
pub(super) fn behind_hour(line: &str, key: &HashMap<String, String>) -> Option<(Label, usize)> {
    let rest =
        line.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ':' | ' '));
    let (label, length) = before_colon(rest)?;
    (rest.len() < line.len() && key.contains_key(&label.name))
        .then_some((label, line.len() - rest.len() + length))
}

/// "outside, CA: "He'd his eyes shut"": where the words before a short form of the key end, the label, and where what it says begins.
pub(super) fn within(line: &str, key: &HashMap<String, String>) -> Option<(usize, Label, usize)> {
    for (colon, _) in line.match_indices(": ") {
        let start = line[..colon].rfind([' ', '(']).map_or(0, |at| at + 1);
        if start > 0 && key.contains_key(&line[start..colon]) {
            return Some((start, Label::sure(&line[start..colon]), colon + 2));
        }
    }
    None
}

/// "MT = Marcus Thwaite, PO = Phyllida Orr": what short forms stand for; `None` where the line says something else.
pub(super) fn key(line: &str) -> Option<Vec<(String, String)>> {
    const LONGEST: usize = 20;
    let part = |part: &str| {
        let (short, name) = part.split_once('=')?;
        let name = name.split(['(', ';']).next().unwrap_or("").trim().trim_end_matches(['.', ',']);
        let short = short.trim().trim_matches('*');
        let fits = !short.is_empty() && short.len() <= LONGEST && name.starts_with(char::is_uppercase);
        fits.then(|| (short.to_owned(), name.to_owned()))
    };
    let mut found: Vec<(String, String)> = Vec::new();
    for piece in line.split([',', ';']) {
        match part(piece) {
            Some(pair) => found.push(pair),
            // "Marcus Thwaite, for the prosecution".
            None if !found.is_empty() && !piece.contains('=') => {}
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// A field of a letter's head: "From: Blythe Morgan".
pub(super) fn mail_field(line: &str) -> Option<(&str, &str)> {
    const FIELDS: [&str; 8] = ["from", "to", "cc", "bcc", "subject", "date", "sent", "reply-to"];
    let (field, rest) = line.split_once(':')?;
    FIELDS.contains(&field.to_lowercase().as_str()).then_some((field, rest.trim()))
}

/// The speaker whom a heading names: "Peter Lusk, landlord, same day".
pub(super) fn of_heading(heading: &str, counted: &Counted) -> Option<Label> {
    let name = heading.split([',', '(', ':', '–', '—']).next().unwrap_or("").trim();
    let label = Label::perhaps(name);
    let several = name.split(' ').count() > 1;
    (is_name_like(name) && (several || counted.0.contains_key(name))).then_some(label)
}

/// Whether a label says nothing of who speaks.
pub(super) fn is_generic(name: &str) -> bool {
    const WORDS: [&str; 22] = [
        "q",
        "a",
        "question",
        "answer",
        "speaker",
        "unknown",
        "unidentified",
        "reporter",
        "interviewer",
        "interviewee",
        "host",
        "moderator",
        "voice",
        "man",
        "woman",
        "male",
        "female",
        "participant",
        "audience",
        "guest",
        "me",
        "operator",
    ];
    let lower = name.to_lowercase();
    let mut words = lower.split([' ', '-', '.', '#']).filter(|word| !word.is_empty());
    let is_number = |word: &str| word.bytes().all(|it| it.is_ascii_digit()) || word.len() == 1;
    words.next().is_some_and(|first| WORDS.contains(&first))
        && words.all(|word| is_number(word) || WORDS.contains(&word))
}
