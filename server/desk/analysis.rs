//! A draft under analysis.

use copydesk_text::Dialect;
use text_size::{TextRange, TextSize};

use crate::{Diagnostic, Inspection, Settings, Severity};

/// Something wrong beside the draft's text: in a configuration file or in a draft's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes in that text, half open, where a place is known.
    pub range: Option<TextRange>,
    /// One plain sentence that says what would help.
    pub message: String,
}

/// A draft and what was understood of it.
pub struct Draft {
    text: String,
}

impl Draft {
    /// Reads a draft.
    pub fn new(text: &str, _dialect: Dialect) -> Draft {
        Draft { text: text.to_owned() }
    }

    /// The findings, in the order of the draft.
    pub fn check(&self, settings: &Settings) -> Vec<Diagnostic> {
        let _ = settings;
        self.text
            .match_indices("STUB")
            .map(|(at, word)| Diagnostic {
                rule: "placeholder",
                severity: Severity::Error,
                message: "“STUB” is a placeholder: fill it in before this is published.".to_owned(),
                range: TextRange::at(TextSize::new(at as u32), TextSize::of(word)),
                related: Vec::new(),
                fixes: Vec::new(),
            })
            .collect()
    }

    /// What is wrong in the draft's front matter, under its `copydesk` key.
    pub fn problems(&self) -> Vec<Problem> {
        Vec::new()
    }

    /// What was understood.
    pub fn inspect(&self) -> Inspection {
        Inspection::default()
    }

    /// How many words the prose has.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}
