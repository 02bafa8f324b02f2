//! A ZIP archive in memory, of which single files are unpacked, up to a size.

use std::collections::HashMap;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::Fault;

/// No file is unpacked beyond so many bytes: a novel in Word's XML has ten million.
pub(super) const MOST: usize = 32 << 20;

/// As many files are looked at: a document with a picture a page has hundreds.
const MOST_FILES: usize = 100_000;

/// The archive, and where its files lie by their names.
pub(super) struct Archive<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    files: HashMap<Vec<u8>, (ZipArchiveEntryWayfinder, CompressionMethod)>,
}

impl<'a> Archive<'a> {
    /// The archive that bytes are; `None` where its list of files cannot be found.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Archive<'a>> {
        if !bytes.starts_with(b"PK") {
            return None;
        }
        let archive = ZipArchive::from_slice(bytes).ok()?;
        let mut files = HashMap::new();
        let mut entries = archive.entries();
        // What stands in the list behind a broken entry is as good as lost.
        while let Ok(Some(entry)) = entries.next_entry() {
            if files.len() == MOST_FILES {
                break;
            }
            let place = (entry.wayfinder(), entry.compression_method());
            // Of two of one name programs read the first.
            files.entry(entry.file_path().as_ref().to_vec()).or_insert(place);
        }
        Some(Archive { archive, files })
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name.as_bytes())
    }

    /// Whether a file's name begins like this.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.files.keys().any(|name| name.starts_with(folder.as_bytes()))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// There is none of this name, or it cannot be unpacked, or only to more than [`MOST`].
    pub(super) fn unpack(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let &(place, method) = self.files.get(name.as_bytes()).ok_or(Fault::Broken)?;
        let packed = self.archive.get_entry(place).map_err(|_| Fault::Broken)?;
        match method {
            CompressionMethod::STORE if packed.data().len() > MOST => Err(Fault::TooLong),
            CompressionMethod::STORE => Ok(packed.data().to_vec()),
            CompressionMethod::DEFLATE => {
                decompress_to_vec_with_limit(packed.data(), MOST).map_err(|error| match error.status {
                    TINFLStatus::HasMoreOutput => Fault::TooLong,
                    _ => Fault::Broken,
                })
            }
            _ => Err(Fault::Broken),
        }
    }
}
