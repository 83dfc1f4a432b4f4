//! Reading and writing files, bounded and private where they hold secrets.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use crate::Error;

/// Reads a file of at most `limit` bytes; `-` is the standard input.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    if path == Path::new("-") {
        bounded(io::stdin().lock(), "the standard input", limit)
    } else {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| failed(path, &error))?;
        bounded(file, &name, limit)
    }
}

fn bounded(source: impl Read, name: &str, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    source
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::File { path: name.into(), reason: error.to_string() })?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLong { path: name.into(), limit });
    }
    Ok(bytes)
}

/// Reads a file of text.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, Error> {
    String::from_utf8(read(path, limit)?)
        .map_err(|_| Error::File { path: path.display().to_string(), reason: "not UTF-8".into() })
}

/// Writes a new file; one that is there already is not touched. What only its owner may read has
/// mode 0600 from its first byte on.
pub(crate) fn write_new(path: &Path, bytes: &[u8], private: bool) -> Result<(), Error> {
    let mode = if private { 0o600 } else { 0o644 };
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(mode).open(path);
    let write = |mut file: File| {
        file.write_all(bytes)?;
        file.sync_all()
    };
    file.and_then(write).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::File { path: path.display().to_string(), reason: error.to_string() }
}
