//! What can be read of a record without all of it: by the columns of its segment, in a tenth of the time.

use std::io::{Error, ErrorKind};
use std::path::PathBuf;

use ibid_sources::ContentHash;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::model::Record;
use crate::schema::{ADDRESS, HASH, PATH, RECORD};

/// The columns of one segment.
pub(crate) struct Columns {
    path: StrColumn,
    hash: StrColumn,
    /// Those that only sources' own records have; `None` where there are none in the segment, or none says it.
    about: Option<StrColumn>,
    address: Option<StrColumn>,
}

impl Columns {
    pub(crate) fn of(segment: &SegmentReader) -> Result<Columns, TantivyError> {
        let column = |name| segment.fast_fields().str(name);
        let missing = || Error::from(ErrorKind::InvalidData);
        Ok(Columns {
            path: column(PATH)?.ok_or_else(missing)?,
            hash: column(HASH)?.ok_or_else(missing)?,
            about: column(RECORD)?,
            address: column(ADDRESS)?,
        })
    }

    /// A number that the records of one source have in common, within the segment.
    pub(crate) fn source(&self, record: DocId) -> Option<u64> {
        self.path.term_ords(record).next()
    }

    /// The path of a record's source.
    pub(crate) fn path(&self, record: DocId) -> Result<PathBuf, Error> {
        Ok(PathBuf::from(told(&self.path, record)?.unwrap_or_default()))
    }

    /// The content of a record's source.
    pub(crate) fn hash(&self, record: DocId) -> Result<ContentHash, Error> {
        Ok(ContentHash(told(&self.hash, record)?.unwrap_or_default()))
    }

    /// What a source's own record says.
    pub(crate) fn record(&self, record: DocId) -> Result<Record, Error> {
        let told =
            |column: &Option<StrColumn>| column.as_ref().map_or(Ok(None), |column| told(column, record));
        let about = told(&self.about)?.unwrap_or_default();
        Ok(Record { hash: self.hash(record)?, address: told(&self.address)?, about })
    }
}

/// What stands in `column` for a record.
fn told(column: &StrColumn, record: DocId) -> Result<Option<String>, Error> {
    let Some(ord) = column.term_ords(record).next() else { return Ok(None) };
    let mut value = String::new();
    column.ord_to_str(ord, &mut value)?;
    Ok(Some(value))
}
