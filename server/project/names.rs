//! Names of files as text, so that none passes for another.

use std::path::{Component, Path, PathBuf};

/// A path as text. Bytes that are no UTF-8 stay apart, written as `\xff`.
pub fn name_of(path: &Path) -> String {
    #[cfg(unix)]
    if path.to_str().is_none() {
        use std::fmt::Write as _;
        use std::os::unix::ffi::OsStrExt as _;
        let mut name = String::new();
        for chunk in path.as_os_str().as_bytes().utf8_chunks() {
            name += &chunk.valid().replace('\\', "\\\\");
            for byte in chunk.invalid() {
                // Writing to a string cannot fail.
                let _ = write!(name, "\\x{byte:02x}");
            }
        }
        return name;
    }
    path.to_string_lossy().into_owned()
}

/// A path without `.` and `..`, as far as its words tell.
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf_8_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        let name = |bytes: &[u8]| name_of(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!(name(b"a\\b.md"), "a\\b.md");
        assert_eq!(name(b"a\\\xff\xc3.md"), "a\\\\\\xff\\xc3.md");
        assert_ne!(name(b"\xfe.md"), name(b"\xff.md"));
    }
}
