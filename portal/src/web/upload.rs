//! Forms with files: streamed, bounded, each file hashed on its way to the
//! blob store. The first field must be the CSRF token; nothing is kept before
//! it was checked.

use actix_multipart::{Field, Multipart};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use futures_util::StreamExt;

use super::{
    errors::Refusal,
    forms::Fields,
    gate::{self, ExpectedCsrf},
};
use crate::app::{App, organisation, values::FileName};
use crate::ports::Document;

const TEXT_BYTES: usize = 16 * 1024;
const TEXT_FIELDS: usize = 80;

/// A form with files that has not been read yet.
pub struct Upload {
    parts: Multipart,
    expected: String,
    opened: bool,
}

/// What a form with files carried.
pub struct Received {
    /// The other fields.
    pub fields: Fields,
    /// The files, stored, at most [`crate::app::Policy::documents`].
    pub documents: Vec<Document>,
    /// Whether more files came than are taken; the rest was not stored.
    pub too_many: bool,
}

impl FromRequest for Upload {
    type Error = Refusal;
    type Future = std::future::Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let expected =
            request.extensions().get::<ExpectedCsrf>().map(|expected| expected.0.clone());
        std::future::ready(match expected {
            Some(expected) => Ok(Self {
                parts: Multipart::new(request.headers(), payload.take()),
                expected,
                opened: false,
            }),
            None => Err(Refusal::Csrf),
        })
    }
}

impl Upload {
    /// Reads the first field, which must be this browser's token; for handlers that
    /// have to look something up before they take files.
    ///
    /// # Errors
    /// [`Refusal::Csrf`].
    pub async fn open(mut self) -> Result<Self, Refusal> {
        if !self.opened {
            let mut part = self.parts.next().await.and_then(Result::ok).ok_or(Refusal::Csrf)?;
            let is_token = part.name() == Some("csrf");
            if !is_token || !gate::fits(&text(&mut part).await?, &self.expected) {
                return Err(Refusal::Csrf);
            }
            self.opened = true;
        }
        Ok(self)
    }

    /// Reads the form; files come in fields called `documents`.
    ///
    /// # Errors
    /// [`Refusal::Csrf`] when the first field is not this browser's token;
    /// [`Refusal::TooLarge`] when a field passes its cap;
    /// [`Refusal::Malformed`] when it is no such form.
    pub async fn receive(self, app: &App) -> Result<Received, Refusal> {
        let mut parts = self.open().await?.parts;
        let mut received =
            Received { fields: Fields::default(), documents: Vec::new(), too_many: false };
        let mut texts = 0;
        while let Some(part) = parts.next().await {
            let part = part.map_err(|_| Refusal::Malformed)?;
            if part.name() == Some("documents") {
                document(app, part, &mut received).await?;
            } else {
                field(part, &mut texts, &mut received.fields).await?;
            }
        }
        Ok(received)
    }

    /// Reads a form with one file in the field `name`, of at most `cap` bytes, into memory.
    ///
    /// # Errors
    /// As [`Upload::receive`].
    pub async fn receive_one(self, name: &str, cap: usize) -> Result<(Fields, Vec<u8>), Refusal> {
        let mut parts = self.open().await?.parts;
        let (mut fields, mut file, mut texts) = (Fields::default(), Vec::new(), 0);
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(|_| Refusal::Malformed)?;
            if part.name() == Some(name) {
                file = bounded(&mut part, cap).await?;
            } else {
                field(part, &mut texts, &mut fields).await?;
            }
        }
        Ok((fields, file))
    }
}

/// Takes a field that is no file; at most [`TEXT_FIELDS`] of them.
async fn field(mut part: Field, texts: &mut usize, fields: &mut Fields) -> Result<(), Refusal> {
    *texts += 1;
    if *texts > TEXT_FIELDS {
        return Err(Refusal::TooLarge);
    }
    let name = part.name().unwrap_or_default().to_owned();
    let value = text(&mut part).await?;
    fields.add(name, value);
    Ok(())
}

async fn bounded(part: &mut Field, cap: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed)?;
        if bytes.len() + chunk.len() > cap {
            return Err(Refusal::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn text(part: &mut Field) -> Result<String, Refusal> {
    String::from_utf8(bounded(part, TEXT_BYTES).await?).map_err(|_| Refusal::Malformed)
}

async fn document(app: &App, mut part: Field, received: &mut Received) -> Result<(), Refusal> {
    let given =
        part.content_disposition().and_then(|d| d.get_filename()).unwrap_or_default().to_owned();
    // An empty file field still comes, with an empty name.
    let Ok(name) = FileName::parse(given.rsplit(['/', '\\']).next().unwrap_or_default()) else {
        return Ok(());
    };
    if received.documents.len() >= app.policy.documents {
        received.too_many = true;
        return Ok(());
    }
    let mut incoming = organisation::receive(app, name).await?;
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed)?;
        incoming.write(&chunk).await?;
    }
    let document = incoming.finish(app).await?;
    received.documents.push(document);
    Ok(())
}
