//! What `check` found in drafts that have not changed since, kept between runs in the cache folder of the person's account.
//!
//! An entry's name is a digest of all that decides what is found: the draft's text, what applies to it, and this program. It
//! is sealed with a key that only the same text gives. So a draft that was thrown away, and its sources, cannot be read back
//! from here; who has the draft can tell that it was checked. Deleting the folder costs time and nothing else.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit as _, StreamCipher as _};
use copydesk_desk::{
    Finding, Fix, MentionKind, NameInUse, Problem, Related, Safety, Severity, TextEdit, find_rule,
};
use copydesk_project::files;
use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use text_size::TextRange;

use super::findings::Found;

/// How long an entry that nobody asks for is kept.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// An entry that is asked for counts as new again, but is not marked so at every run.
const MARKED: Duration = Duration::from_secs(24 * 60 * 60);

/// Bytes of the digest before an entry: a disk that loses a bit must not change what is said.
const CHECKSUM: usize = 32;

/// A run over more drafts is over an archive, which is read once and would fill the disk.
pub(super) const MOST_DRAFTS: usize = 20_000;

/// What is longer was not written by Copydesk: it takes a few kilobytes for each thousand words.
const LONGEST_ENTRY: u64 = 64 << 20;

/// The entries of this program.
pub(super) struct Cache {
    folder: PathBuf,
    /// What tells this build of the program from another.
    program: Vec<u8>,
}

/// What an entry goes by.
pub(super) struct Key {
    name: String,
    seal: [u8; 32],
}

impl Cache {
    /// The cache of the person who runs this; `None` where there is no place for one.
    pub(super) fn open() -> Option<Cache> {
        let folder = etcetera::choose_base_strategy().ok()?.cache_dir().join("copydesk");
        // A home that is none would put it among the drafts.
        if folder.is_relative() {
            return None;
        }
        std::fs::create_dir_all(&folder).ok()?;
        let about = std::env::current_exe().ok()?.metadata().ok()?;
        let built = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        let program = format!("{} {built} {}", env!("CARGO_PKG_VERSION"), about.len()).into_bytes();
        Some(Cache { folder, program })
    }

    /// The key of all that decides what is found in a draft.
    pub(super) fn key(&self, parts: &[&[u8]]) -> Key {
        let mut digest = Sha256::new();
        for part in [self.program.as_slice()].iter().chain(parts) {
            digest.update(part.len().to_le_bytes());
            digest.update(part);
        }
        let seal: [u8; 32] = digest.finalize().into();
        let name = Sha256::digest(seal).iter().map(|byte| format!("{byte:02x}")).collect();
        Key { name, seal }
    }

    /// What was found under a key; `None` where it is not known, or the entry cannot be read.
    pub(super) fn recall(&self, key: &Key) -> Option<Found> {
        let path = self.folder.join(&key.name);
        if path.metadata().ok()?.len() > LONGEST_ENTRY {
            return None;
        }
        let mut bytes = files::read(&path).ok()?;
        key.seal(&mut bytes);
        let (checksum, entry) = bytes.split_at_checked(CHECKSUM)?;
        if *checksum != *Sha256::digest(entry) {
            return None;
        }
        let found = serde_json::from_slice::<Entry>(entry).ok()?.open()?;
        mark(&path);
        Some(found)
    }

    /// Keeps what was found. Where it cannot be written, the next run finds it again.
    pub(super) fn keep(&self, key: &Key, found: &Found) {
        let Ok(entry) = serde_json::to_vec(&Entry::of(found)) else { return };
        let mut bytes = [Sha256::digest(&entry).as_slice(), &entry].concat();
        key.seal(&mut bytes);
        let _ = files::put(&self.folder.join(&key.name), &bytes);
    }

    /// Lets go of what nobody has asked for in a long time: of its own entries, and nothing else that lies in the folder or
    /// behind a link.
    pub(super) fn tidy(&self) {
        if self.folder.is_symlink() {
            return;
        }
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let own = entry.file_name().to_str().is_some_and(is_own_name);
            let about = entry.metadata().ok().filter(|about| own && about.is_file());
            if about.and_then(|about| age(&about)).is_some_and(|age| age > KEPT) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether the cache gives a file such a name.
fn is_own_name(name: &str) -> bool {
    let is_digit = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    name.len() == 64 && name.bytes().all(is_digit) || name.starts_with(files::STAGED)
}

impl Key {
    /// Seals what is open, and opens what is sealed. A key seals one text only, so it needs no number beside it.
    fn seal(&self, bytes: &mut [u8]) {
        ChaCha20::new(&self.seal.into(), &[0; 12].into()).apply_keystream(bytes);
    }
}

fn age(about: &Metadata) -> Option<Duration> {
    SystemTime::now().duration_since(about.modified().ok()?).ok()
}

fn mark(path: &Path) {
    let about = path.symlink_metadata().ok().filter(Metadata::is_file);
    if about.and_then(|about| age(&about)).is_some_and(|age| age > MARKED)
        && let Ok(file) = std::fs::File::options().append(true).open(path)
    {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Bytes, half open.
type Span = (u32, u32);
/// Title, safety and edits.
type KeptFix = (String, usize, Vec<(Span, String)>);
/// Its place and its sentence.
type KeptProblem = (Option<Span>, String);
/// Name, kind, places and the roster's name.
type KeptName = (String, usize, Vec<Span>, Option<String>);

/// What was found, in a form that can be written.
#[derive(Serialize, Deserialize)]
struct Entry {
    words: usize,
    findings: Vec<Kept>,
    problems: Vec<KeptProblem>,
    remarks: Vec<KeptProblem>,
    names: Vec<KeptName>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    rule: String,
    severity: String,
    message: String,
    range: Span,
    sentence: Option<Span>,
    related: Vec<(Span, String)>,
    fixes: Vec<KeptFix>,
}

const SAFETIES: [Safety; 3] = [Safety::Safe, Safety::Suggested, Safety::Placeholder];
const KINDS: [MentionKind; 4] =
    [MentionKind::Person, MentionKind::Organisation, MentionKind::Place, MentionKind::Other];

impl Entry {
    fn of(found: &Found) -> Entry {
        let number = |safety| SAFETIES.iter().position(|it| *it == safety).unwrap_or_default();
        let kind = |kind| KINDS.iter().position(|it| *it == kind).unwrap_or_default();
        let finding = |(it, sentence): (&Finding, &Option<TextRange>)| Kept {
            rule: it.rule.to_owned(),
            severity: it.severity.name().to_owned(),
            message: it.message.clone(),
            range: span(it.range),
            sentence: sentence.map(span),
            related: it.related.iter().map(|it| (span(it.range), it.message.clone())).collect(),
            fixes: it
                .fixes
                .iter()
                .map(|fix| {
                    let edits = fix.edits.iter().map(|edit| (span(edit.range), edit.text.clone()));
                    (fix.title.clone(), number(fix.safety), edits.collect())
                })
                .collect(),
        };
        let problem = |it: &Problem| (it.range.map(span), it.message.clone());
        let name = |it: &NameInUse| {
            let places = it.places.iter().map(|place| span(*place)).collect();
            (it.name.clone(), kind(it.kind), places, it.listed.clone())
        };
        Entry {
            words: found.words,
            findings: found.findings.iter().zip(&found.sentences).map(finding).collect(),
            problems: found.problems.iter().map(problem).collect(),
            remarks: found.remarks.iter().map(problem).collect(),
            names: found.names.iter().map(name).collect(),
        }
    }

    fn open(self) -> Option<Found> {
        let finding = |it: Kept| {
            let related = it.related.into_iter();
            let fix = |(title, safety, edits): KeptFix| {
                let edits = edits.into_iter().map(|(at, text)| Some(TextEdit { range: range(at)?, text }));
                Some(Fix { title, safety: *SAFETIES.get(safety)?, edits: edits.collect::<Option<_>>()? })
            };
            let sentence = match it.sentence {
                Some(at) => Some(range(at)?),
                None => None,
            };
            let finding = Finding {
                rule: find_rule(&it.rule)?.name,
                severity: Severity::from_name(&it.severity)?,
                message: it.message,
                range: range(it.range)?,
                related: related
                    .map(|(at, message)| Some(Related { range: range(at)?, message }))
                    .collect::<Option<_>>()?,
                fixes: it.fixes.into_iter().map(fix).collect::<Option<_>>()?,
                // A draft that names notes is not kept.
                discreet: None,
            };
            Some((finding, sentence))
        };
        let problem = |(at, message): KeptProblem| match at {
            None => Some(Problem { range: None, message }),
            Some(at) => Some(Problem { range: Some(range(at)?), message }),
        };
        let name = |(name, kind, places, listed): KeptName| {
            let places = places.into_iter().map(range).collect::<Option<_>>()?;
            Some(NameInUse { name, kind: *KINDS.get(kind)?, places, listed })
        };
        let findings = self.findings.into_iter().map(finding).collect::<Option<Vec<_>>>()?;
        let (findings, sentences) = findings.into_iter().unzip();
        Some(Found {
            words: self.words,
            findings,
            sentences,
            problems: self.problems.into_iter().map(problem).collect::<Option<_>>()?,
            remarks: self.remarks.into_iter().map(problem).collect::<Option<_>>()?,
            names: self.names.into_iter().map(name).collect::<Option<_>>()?,
        })
    }
}

fn span(range: TextRange) -> Span {
    (range.start().into(), range.end().into())
}

fn range((start, end): Span) -> Option<TextRange> {
    (start <= end).then(|| TextRange::new(start.into(), end.into()))
}

#[cfg(test)]
mod tests {
    use copydesk_desk::{Draft, Settings};
    use copydesk_text::Dialect;

    use super::*;

    const DRAFT: &str = "---\ncopydesk: {genre: novel}\n---\n\nCritics say the bridge is unsafe, and TK people crossed it. \
        Sergei Petrenko left. It was late when Sergey Petrenko came back.\n";

    fn found() -> Found {
        Found::of(&Draft::new(DRAFT, Dialect::Markdown), &Settings::default())
    }

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { folder: folder.path().to_owned(), program: b"one".to_vec() };
        (folder, cache)
    }

    #[test]
    fn what_is_kept_is_recalled_as_it_was() {
        let (_folder, cache) = cache();
        let key = cache.key(&[b"draft.md", DRAFT.as_bytes()]);
        assert!(cache.recall(&key).is_none());
        cache.keep(&key, &found());
        let recalled = cache.recall(&key).unwrap();
        assert!(!recalled.findings.is_empty() && !recalled.names.is_empty() && !recalled.problems.is_empty());
        assert!(recalled.findings.iter().any(|it| !it.fixes.is_empty() && !it.related.is_empty()));
        assert_eq!(recalled, found());
    }

    #[test]
    fn another_draft_another_setting_or_another_program_is_another_key() {
        let (_folder, cache) = cache();
        cache.keep(&cache.key(&[b"a", b"bc"]), &found());
        let other = Cache { folder: cache.folder.clone(), program: b"two".to_vec() };
        for key in [cache.key(&[b"ab", b"c"]), cache.key(&[b"a", b"bd"]), other.key(&[b"a", b"bc"])] {
            assert!(cache.recall(&key).is_none());
        }
    }

    #[test]
    fn no_word_of_a_draft_can_be_read_in_an_entry() {
        let (_folder, cache) = cache();
        cache.keep(&cache.key(&[DRAFT.as_bytes()]), &found());
        let [entry] = std::fs::read_dir(&cache.folder).unwrap().collect::<Vec<_>>().try_into().unwrap();
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for word in ["Petrenko", "Critics", "message", "draft"] {
            assert!(!bytes.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn a_broken_entry_is_not_known_and_an_old_one_goes() {
        let (_folder, cache) = cache();
        let (broken, old) = (cache.key(&[b"broken"]), cache.key(&[b"old"]));
        std::fs::write(cache.folder.join(&broken.name), b"{\"words\":").unwrap();
        assert!(cache.recall(&broken).is_none());
        cache.keep(&old, &found());
        let file = std::fs::File::options().append(true).open(cache.folder.join(&old.name)).unwrap();
        file.set_modified(SystemTime::now() - 2 * KEPT).unwrap();
        cache.tidy();
        assert!(cache.recall(&old).is_none());
        assert!(cache.folder.join(&broken.name).exists());
    }

    #[test]
    fn an_entry_in_which_a_bit_was_lost_is_not_known() {
        let (_folder, cache) = cache();
        let key = cache.key(&[DRAFT.as_bytes()]);
        cache.keep(&key, &found());
        let entry = cache.folder.join(&key.name);
        let whole = std::fs::read(&entry).unwrap();
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            std::fs::write(&entry, broken).unwrap();
            assert!(cache.recall(&key).is_none(), "{at}");
        }
        std::fs::write(&entry, &whole[..CHECKSUM - 1]).unwrap();
        assert!(cache.recall(&key).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn tidying_takes_its_own_entries_and_nothing_behind_a_link() {
        use std::os::unix::fs::symlink;
        let (_folder, cache) = cache();
        let old = |path: &Path| {
            std::fs::write(path, b"text").unwrap();
            let file = std::fs::File::options().append(true).open(path).unwrap();
            file.set_modified(SystemTime::now() - 2 * KEPT).unwrap();
        };
        let desk = tempfile::tempdir().unwrap();
        let (key, behind) = (cache.key(&[b"old"]), cache.key(&[b"behind"]));
        let kept =
            [desk.path().join("draft.md"), desk.path().join(&behind.name), cache.folder.join("notes.md")];
        kept.iter().for_each(|path| old(path));
        old(&cache.folder.join(&key.name));
        symlink(&kept[0], cache.folder.join(&behind.name)).unwrap();
        cache.tidy();
        assert!(!cache.folder.join(&key.name).exists());
        assert!(cache.folder.join(&behind.name).is_symlink());
        let link = cache.folder.join("linked");
        symlink(desk.path(), &link).unwrap();
        Cache { folder: link, program: Vec::new() }.tidy();
        assert!(kept.iter().all(|path| path.exists()));
    }
}
