//! A folder for tests of the command line.

#![allow(clippy::unwrap_used, reason = "a test may stop at whatever it does not expect")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder outside any repository, removed in the end.
pub(crate) struct Folder(pub PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("copydesk-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Folder {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments.split(' ')).current_dir(&self.0).env_remove("COLUMNS");
        // Not the cache of whoever runs the tests; a walk leaves out what begins with a dot.
        command.env("XDG_CACHE_HOME", self.0.join(".cache"));
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
