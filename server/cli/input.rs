//! Files that a command takes in, or standard input in their stead.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Result, anyhow};
use copydesk_project::{decode, files, name_of, unreadable};

/// The text of a file, with its byte order mark; `-` stands for standard input.
///
/// # Errors
/// It cannot be read, or is no text.
pub(super) fn read(file: &Path) -> Result<String> {
    let name = name_of(file);
    let bytes = match file.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => files::read(file),
    };
    let bytes = bytes.map_err(|error| anyhow!("{name}: {}", unreadable(&error)))?;
    let (text, _) = decode(bytes).map_err(|(_, message)| anyhow!("{name}: {message}"))?;
    Ok(text)
}
