//! Registering an organisation as a buyer or a vendor.

use super::{App, Error, Outcome, values::FileName};
use crate::ports::{
    Account, BlobError, BlobWriter, Document, Organisation, OrganisationData, StoreError,
};

/// Keeps what an organisation says about itself; it then waits for a registrar.
///
/// # Errors
/// [`Error::OrganisationTaken`] when the same registration number is
/// registered in the same country as the same kind.
pub async fn register(
    app: &App,
    account: &Account,
    data: &OrganisationData,
) -> Outcome<Organisation> {
    app.store.add_organisation(data, account.id, app.clock.now()).await.map_err(|error| match error
    {
        StoreError::Conflict => Error::OrganisationTaken,
        other => other.into(),
    })
}

/// The kinds of documents that are taken, by their first bytes: what a file
/// says of itself in its name or in the request is not trusted.
const KINDS: [(&[u8], &str); 3] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
];

/// A document on its way in; see [`receive`].
pub struct Incoming {
    name: FileName,
    head: Vec<u8>,
    writer: Box<dyn BlobWriter>,
}

/// Begins to take a document. Dropped before [`Incoming::finish`], nothing of
/// it stays.
///
/// # Errors
/// When the blob store cannot be reached.
pub async fn receive(app: &App, name: FileName) -> Outcome<Incoming> {
    let writer = app.blobs.begin(app.policy.document_bytes).await?;
    Ok(Incoming { name, head: Vec::with_capacity(8), writer })
}

impl Incoming {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Error::DocumentTooLarge`] as soon as the cap is passed.
    pub async fn write(&mut self, bytes: &[u8]) -> Outcome<()> {
        let missing = 8 - self.head.len().min(8);
        self.head.extend(bytes.iter().take(missing));
        self.writer.write(bytes).await.map_err(|error| match error {
            BlobError::TooLarge => Error::DocumentTooLarge,
            failed @ BlobError::Store(_) => failed.into(),
        })
    }

    /// Keeps the document.
    ///
    /// # Errors
    /// [`Error::DocumentKind`] when it is neither PDF nor PNG nor JPEG.
    pub async fn finish(self, app: &App) -> Outcome<Document> {
        let Some((_, media_type)) = KINDS.iter().find(|(magic, _)| self.head.starts_with(magic))
        else {
            self.writer.abort().await?;
            return Err(Error::DocumentKind);
        };
        let blob = self.writer.finish().await?;
        app.store.note_blob(&blob, app.clock.now()).await?;
        Ok(Document {
            sha256: blob.sha256,
            file_name: self.name,
            media_type: (*media_type).to_owned(),
        })
    }
}
