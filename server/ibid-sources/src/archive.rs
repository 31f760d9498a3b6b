//! The files in a ZIP archive, as DOCX, ODT and EPUB are, and the limits on what an archive may hold. Nothing is ever written
//! out: a name inside is only looked up, never a path of the system.

use std::cell::Cell;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Error, xml::Element};

/// Bytes that all of an archive that is read may unpack to: some fifty times a long book with its markup.
const MOST_UNPACKED: u64 = 128 << 20;
/// More entries than this are no document.
const MOST_ENTRIES: usize = 50_000;

/// An archive, whose parts are unpacked when they are asked for.
pub(crate) struct Archive<'a> {
    file: PathBuf,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: Cell<u64>,
}

impl<'a> Archive<'a> {
    /// The archive that `bytes` are. Fails where they are none, or a bomb.
    pub(crate) fn open(file: &Path, bytes: &'a [u8]) -> Result<Archive<'a>, Error> {
        // What Office encrypts is a file in a container of another kind.
        const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        if bytes.starts_with(COMPOUND) {
            return Err(Error::Encrypted { file: file.to_path_buf() });
        }
        let zip = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(zip) if zip.len() <= MOST_ENTRIES => zip,
            Ok(_) => return Err(Error::limit(file, "met too many parts")),
            Err(_) => return Err(Error::damaged(file, "it is cut short, or not what its name says")),
        };
        Ok(Archive { file: file.to_path_buf(), zip, left: Cell::new(MOST_UNPACKED) })
    }

    /// Whether there is a part called `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The part called `name`; `None` where there is none.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let broken = || Error::damaged(&self.file, format!("its part {name} is broken"));
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(reason)) if reason.contains("assword") => {
                return Err(Error::Encrypted { file: self.file.clone() });
            }
            Err(_) => return Err(broken()),
        };
        let left = self.left.get();
        let mut bytes = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > left {
            let reason = format!("unpacked to more than {} MB", MOST_UNPACKED >> 20);
            return Err(Error::limit(&self.file, reason));
        }
        self.left.set(left - bytes.len() as u64);
        read.map_err(|_| broken())?;
        Ok(Some(bytes))
    }

    /// The XML in the part called `name`, without which the file is none of its kind.
    pub(crate) fn needed_tree(&mut self, name: &str) -> Result<Element, Error> {
        let lacks = format!("it has no part {name}, so it is not what its name says");
        let part = self.part(name)?.ok_or_else(|| Error::damaged(&self.file, lacks))?;
        Element::parse(&self.file, &part)
    }

    /// The XML in the part called `name`, which only adds to the text: broken, it costs itself.
    pub(crate) fn tree(&mut self, name: &str) -> Result<Option<Element>, Error> {
        Ok(self.part(name)?.and_then(|part| Element::parse(&self.file, &part).ok()))
    }
}
