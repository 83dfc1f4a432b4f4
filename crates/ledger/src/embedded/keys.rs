//! The chain's two secrets, in a file of their own that only its owner may read.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use zeroize::Zeroizing;

use crate::LedgerError;

/// A 32-byte secret that is wiped from memory when it is dropped.
pub type Seed = Zeroizing<[u8; 32]>;

const FILE_BYTES: usize = 64;

/// The node's Ed25519 seed and the relayer's sr25519 seed: 32 bytes each in the file, in this
/// order and nothing else.
pub(crate) struct Keys {
    pub(crate) node: Seed,
    pub(crate) relayer: Seed,
}

impl Keys {
    /// Writes the file durably, mode 0600 from its first byte on, replacing what an interrupted
    /// set-up left.
    pub(crate) fn write(&self, path: &Path) -> Result<(), LedgerError> {
        let mut bytes = Zeroizing::new([0; FILE_BYTES]);
        bytes[..32].copy_from_slice(&*self.node);
        bytes[32..].copy_from_slice(&*self.relayer);
        let unfinished = path.with_extension("keys-unfinished");
        let write = || {
            match fs::remove_file(&unfinished) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file =
                OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
            file.write_all(&*bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, path)
        };
        write().map_err(|error| failed(&error))
    }

    /// Reads the file; refuses one that others may read.
    pub(crate) fn read(path: &Path) -> Result<Self, LedgerError> {
        let mut file = OpenOptions::new().read(true).open(path).map_err(|error| failed(&error))?;
        let about = file.metadata().map_err(|error| failed(&error))?;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(LedgerError::Keys("others may read it; set its mode to 0600".into()));
        }
        if about.len() != FILE_BYTES as u64 {
            return Err(LedgerError::Keys(format!("it is not {FILE_BYTES} bytes long")));
        }
        let mut keys = Self { node: Seed::default(), relayer: Seed::default() };
        file.read_exact(&mut *keys.node)
            .and_then(|()| file.read_exact(&mut *keys.relayer))
            .map_err(|error| failed(&error))?;
        Ok(keys)
    }
}

fn failed(error: &io::Error) -> LedgerError {
    LedgerError::Keys(error.to_string())
}
