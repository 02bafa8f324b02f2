//! What is known of a draft at one moment. Requests answer from a snapshot, so that no edit can get between their words.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use copydesk_desk::{Draft, Finding, Inspection, OddName, Problem, Settings, find_rule};
use copydesk_project::Files;
use copydesk_text::{Dialect, Document};
use tower_lsp::ls_types::{self, Uri};

use crate::lsp::protocol::abilities::Abilities;
use crate::lsp::protocol::convert;

/// A draft that lies at a path, read as far as its length allows; `None` where it is gone or no text.
pub(super) fn read_file(files: &Files, path: &Path) -> Option<Draft> {
    let mut draft = unread_file(files, path)?;
    draft.read_all();
    Some(draft)
}

/// The same, of which nothing is read yet.
pub(super) fn unread_file(files: &Files, path: &Path) -> Option<Draft> {
    let text = String::from_utf8(files.read(path).ok()?).ok()?;
    let mdx = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mdx"));
    Some(Draft::as_length_allows(Document::new(&text, if mdx { Dialect::Mdx } else { Dialect::Markdown })))
}

/// A draft, read and checked.
pub(crate) struct Snapshot {
    /// The draft's address.
    pub uri: Uri,
    /// Where it lies, when it is a file.
    pub path: Option<PathBuf>,
    /// The client's number for this text; `None` for a file that is not open.
    pub version: Option<i32>,
    /// The text and what was understood of it.
    pub draft: Draft,
    /// Which rules speak, and how loud.
    pub settings: Arc<Settings>,
    /// What is wrong in the front matter.
    pub problems: Vec<Problem>,
    /// What is worth knowing of the notes that it names.
    pub remarks: Arc<[Problem]>,
    /// Counts the changes of text and settings of an open draft.
    pub serial: u64,
    /// The names that other open drafts write otherwise.
    pub odd_names: Arc<[OddName]>,
    findings: OnceLock<Vec<Finding>>,
    inspection: OnceLock<Inspection>,
}

/// What a snapshot is of.
#[derive(Clone)]
pub(crate) struct Identity {
    /// The draft's address.
    pub uri: Uri,
    /// Where it lies, when it is a file.
    pub path: Option<PathBuf>,
    /// The client's number for the text.
    pub version: Option<i32>,
    /// Counts the changes of text and settings.
    pub serial: u64,
}

impl Snapshot {
    /// What was read of a draft; it is checked when its findings are first asked for.
    pub(crate) fn new(identity: Identity, draft: Draft, settings: Arc<Settings>) -> Snapshot {
        let problems = draft.problems();
        let Identity { uri, path, version, serial } = identity;
        let (findings, inspection) = (OnceLock::new(), OnceLock::new());
        let (odd_names, remarks) = (Arc::from([]), Arc::from([]));
        Snapshot {
            uri,
            path,
            version,
            draft,
            settings,
            problems,
            remarks,
            serial,
            odd_names,
            findings,
            inspection,
        }
    }

    /// The same in a folder whose other drafts write some of the names otherwise.
    pub(in crate::lsp) fn beside(self, odd_names: Arc<[OddName]>) -> Snapshot {
        Snapshot { odd_names, ..self }
    }

    /// The same with what is worth knowing of its notes.
    pub(super) fn noting(self, remarks: Arc<[Problem]>) -> Snapshot {
        Snapshot { remarks, ..self }
    }

    /// The findings, in the order of the draft.
    pub(crate) fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| {
            let mut findings = self.draft.check_beside(&self.settings, &self.odd_names);
            if self.draft.unread_count() > 0 {
                // Whether a name was introduced, or a story has a second source, the rest of the draft decides.
                findings.retain(|found| !find_rule(found.rule).is_none_or(|rule| rule.needs_whole_draft));
            }
            findings
        })
    }

    /// What is wrong in the front matter, and that the draft is too long to be read, as the protocol has it.
    pub(super) fn problem_items(&self, abilities: &Abilities) -> Vec<ls_types::Diagnostic> {
        let (document, code) = (self.document(), convert::FRONT_MATTER);
        let problems = self.problems.iter();
        let problems = problems.map(|it| convert::problem(document, it, code, abilities.encoding));
        let remark = |code| move |it: &Problem| convert::remark(document, it, code, abilities.encoding);
        let (of_front, of_notes) = (self.draft.remarks(), self.remarks.iter());
        let of_front = of_front.iter().map(remark(code)).collect::<Vec<_>>();
        problems
            .chain(of_front)
            .chain(of_notes.map(remark(convert::NOTES)))
            .chain(self.draft.is_skimmed().then(convert::too_long))
            .collect()
    }

    /// All that is found in the draft, as the protocol has it.
    pub(in crate::lsp) fn items(&self, abilities: &Abilities) -> Vec<ls_types::Diagnostic> {
        let (uri, document) = (&self.uri, self.document());
        let found = self.findings().iter();
        let found = found.map(|finding| convert::diagnostic(uri, document, finding, abilities));
        self.problem_items(abilities).into_iter().chain(found).collect()
    }

    /// What was understood, worked out when it is first asked for.
    pub(in crate::lsp) fn inspection(&self) -> &Inspection {
        self.inspection.get_or_init(|| self.draft.inspect(&self.settings))
    }

    /// The text and its blocks.
    pub(crate) fn document(&self) -> &Document {
        self.draft.document()
    }
}
