//! Files named by their SHA-256, in a folder.
//!
//! A file is written under a passing name while it is hashed and then renamed
//! to `sha256/ab/abcdef…`, so that a name always has its whole content.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use object_store::{
    MultipartUpload, ObjectStore, PutPayload, local::LocalFileSystem, path::Path as Key,
};
use sha2::{Digest, Sha256};

use crate::ports::{Blob, BlobError, BlobWriter, Blobs, Entropy};

/// How much is handed to the store at once: the least that S3 takes as a part.
const PART: usize = 5 * 1024 * 1024;

/// The files.
pub struct BlobStore {
    objects: Arc<dyn ObjectStore>,
    entropy: Arc<dyn Entropy>,
}

impl BlobStore {
    /// Files under `folder`, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn folder(folder: &Path, entropy: Arc<dyn Entropy>) -> Result<Self, BlobError> {
        std::fs::create_dir_all(folder).map_err(|e| BlobError::Store(e.to_string()))?;
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(|e| BlobError::Store(e.to_string()))?;
        Ok(Self { objects: Arc::new(objects), entropy })
    }
}

/// The name of the file with that hash; `None` unless it is one.
fn key(sha256: &str) -> Option<Key> {
    let shaped = sha256.len() == 64
        && sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    shaped.then(|| Key::from_iter(["sha256", &sha256[..2], sha256]))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failed(error: object_store::Error) -> BlobError {
    BlobError::Store(error.to_string())
}

#[async_trait]
impl Blobs for BlobStore {
    async fn begin(&self, cap: u64) -> Result<Box<dyn BlobWriter>, BlobError> {
        let chance = self.entropy.bytes32().map_err(|e| BlobError::Store(e.to_string()))?;
        let passing = Key::from_iter(["incoming", &hex::encode(chance)]);
        let upload = self.objects.put_multipart(&passing).await.map_err(failed)?;
        Ok(Box::new(Writer {
            objects: Arc::clone(&self.objects),
            passing,
            upload,
            waiting: Vec::new(),
            hash: Sha256::new(),
            size: 0,
            cap,
        }))
    }

    async fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>, BlobError> {
        let Some(key) = key(sha256) else { return Ok(None) };
        match self.objects.get(&key).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }
}

struct Writer {
    objects: Arc<dyn ObjectStore>,
    passing: Key,
    upload: Box<dyn MultipartUpload>,
    waiting: Vec<u8>,
    hash: Sha256,
    size: u64,
    cap: u64,
}

impl Writer {
    async fn flush(&mut self) -> Result<(), BlobError> {
        let part = PutPayload::from(std::mem::take(&mut self.waiting));
        self.upload.put_part(part).await.map_err(failed)
    }
}

#[async_trait]
impl BlobWriter for Writer {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        self.size += bytes.len() as u64;
        if self.size > self.cap {
            self.upload.abort().await.map_err(failed)?;
            return Err(BlobError::TooLarge);
        }
        self.hash.update(bytes);
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PART { self.flush().await } else { Ok(()) }
    }

    async fn finish(mut self: Box<Self>) -> Result<Blob, BlobError> {
        if !self.waiting.is_empty() {
            self.flush().await?;
        }
        self.upload.complete().await.map_err(failed)?;
        let sha256 = hex::encode(self.hash.finalize());
        let name = key(&sha256).ok_or_else(|| BlobError::Store("a hash is no name".to_owned()))?;
        self.objects.rename(&self.passing, &name).await.map_err(failed)?;
        Ok(Blob { sha256, size: self.size })
    }

    async fn abort(mut self: Box<Self>) -> Result<(), BlobError> {
        self.upload.abort().await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemEntropy;

    fn files(folder: &Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    }

    #[tokio::test]
    async fn a_file_is_found_by_its_hash_and_only_by_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = BlobStore::folder(folder.path(), Arc::new(SystemEntropy)).unwrap();
        let mut writer = store.begin(10).await.unwrap();
        writer.write(b"abc").await.unwrap();
        let blob = writer.finish().await.unwrap();
        // FIPS 180-4, the example of SHA-256 for "abc".
        assert_eq!(blob.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(blob.size, 3);
        assert_eq!(store.read(&blob.sha256).await.unwrap().as_deref(), Some(b"abc".as_slice()));
        assert_eq!(store.read(&"0".repeat(64)).await.unwrap(), None);
        assert_eq!(store.read("../../etc/passwd").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_file_over_the_cap_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = BlobStore::folder(folder.path(), Arc::new(SystemEntropy)).unwrap();
        let mut writer = store.begin(4).await.unwrap();
        writer.write(b"abc").await.unwrap();
        assert!(matches!(writer.write(b"de").await, Err(BlobError::TooLarge)));
        drop(writer);
        assert_eq!(files(folder.path()), Vec::<std::path::PathBuf>::new());
    }

    #[tokio::test]
    async fn a_file_that_was_not_finished_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = BlobStore::folder(folder.path(), Arc::new(SystemEntropy)).unwrap();
        let mut writer = store.begin(100).await.unwrap();
        writer.write(b"abc").await.unwrap();
        writer.abort().await.unwrap();
        assert_eq!(files(folder.path()), Vec::<std::path::PathBuf>::new());
    }
}
