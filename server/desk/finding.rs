//! What the desk reports: plain data that the command line, the server and tests share.

use text_size::TextRange;

/// How much a finding matters; the order is from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A matter of polish.
    Hint,
    /// Worth knowing.
    Info,
    /// A copy editor would stop here.
    Warning,
    /// Must not be published like this.
    Error,
}

impl Severity {
    /// All severities, most severe first.
    pub const ALL: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Info, Severity::Hint];

    /// The word used on the command line, in JSON and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Cannot change what the draft says; `--fix` applies it.
    Safe,
    /// Likely right, but a person should look; `--unsafe-fixes` applies it.
    Suggested,
    /// Inserts a placeholder that a person must fill; never applied in bulk.
    Placeholder,
}

impl Safety {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Suggested => "suggested",
            Safety::Placeholder => "placeholder",
        }
    }
}

/// One replacement in the draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextEdit {
    /// What is replaced: bytes in the draft, half open; empty for an insertion.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}

impl TextEdit {
    /// The edits of several places as those of one fix: in the order of the draft, and what two of them ask for, such as a link's
    /// label, once.
    pub fn joined(edits: impl IntoIterator<Item = TextEdit>) -> Vec<TextEdit> {
        let mut edits: Vec<TextEdit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
        edits.dedup();
        edits
    }
}

/// A fix: edits that belong together and do not overlap, in the order of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What a person reads in the menu, in plain words.
    pub title: String,
    /// How far it may be trusted.
    pub safety: Safety,
    /// The edits.
    pub edits: Vec<TextEdit>,
}

/// Another place in the draft that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    /// Bytes in the draft, half open.
    pub range: TextRange,
    /// What to see there.
    pub message: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The rule's name, for instance `unattributed-claim`.
    pub rule: &'static str,
    /// The severity after configuration.
    pub severity: Severity,
    /// One plain sentence that names the words at fault and what would help.
    pub message: String,
    /// The words at fault: bytes in the draft, half open.
    pub range: TextRange,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Fixes, the likeliest first.
    pub fixes: Vec<Fix>,
    /// The message without words of the reporter's notes, where the message or the fixes have some.
    pub discreet: Option<String>,
}

impl Finding {
    /// Takes the words of the reporter's notes out, for those who must not read them: from the message, and with the fixes.
    pub fn withhold(&mut self) {
        if let Some(discreet) = self.discreet.take() {
            self.message = discreet;
            self.fixes.clear();
        }
    }
}
