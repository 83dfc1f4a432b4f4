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
const TEXT_FIELDS: usize = 40;

/// A form with files that has not been read yet.
pub struct Upload {
    parts: Multipart,
    expected: String,
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
        let expected = request.extensions().get::<ExpectedCsrf>().map(|expected| expected.0.clone());
        std::future::ready(match expected {
            Some(expected) => Ok(Self { parts: Multipart::new(request.headers(), payload.take()), expected }),
            None => Err(Refusal::Csrf),
        })
    }
}

impl Upload {
    /// Reads the form; files come in fields called `documents`.
    ///
    /// # Errors
    /// [`Refusal::Csrf`] when the first field is not this browser's token;
    /// [`Refusal::TooLarge`] when a field passes its cap;
    /// [`Refusal::Malformed`] when it is no such form.
    pub async fn receive(mut self, app: &App) -> Result<Received, Refusal> {
        let mut received = Received { fields: Fields::default(), documents: Vec::new(), too_many: false };
        let mut first = true;
        let mut texts = 0;
        while let Some(part) = self.parts.next().await {
            let mut part = part.map_err(|_| if first { Refusal::Csrf } else { Refusal::Malformed })?;
            let name = part.name().unwrap_or_default().to_owned();
            if first {
                let shown = text(&mut part).await?;
                if name != "csrf" || !gate::fits(&shown, &self.expected) {
                    return Err(Refusal::Csrf);
                }
                first = false;
            } else if name == "documents" {
                document(app, part, &mut received).await?;
            } else {
                texts += 1;
                if texts > TEXT_FIELDS {
                    return Err(Refusal::TooLarge);
                }
                let value = text(&mut part).await?;
                received.fields.add(name, value);
            }
        }
        if first { Err(Refusal::Csrf) } else { Ok(received) }
    }

    /// Reads a form with one file in the field `name`, of at most `cap` bytes, into memory.
    ///
    /// # Errors
    /// As [`Upload::receive`].
    pub async fn receive_one(mut self, name: &str, cap: usize) -> Result<(Fields, Vec<u8>), Refusal> {
        let (mut fields, mut file, mut first) = (Fields::default(), Vec::new(), true);
        let mut texts = 0;
        while let Some(part) = self.parts.next().await {
            let mut part = part.map_err(|_| if first { Refusal::Csrf } else { Refusal::Malformed })?;
            let field = part.name().unwrap_or_default().to_owned();
            if first {
                if field != "csrf" || !gate::fits(&text(&mut part).await?, &self.expected) {
                    return Err(Refusal::Csrf);
                }
                first = false;
            } else if field == name {
                file = bounded(&mut part, cap).await?;
            } else {
                texts += 1;
                if texts > TEXT_FIELDS {
                    return Err(Refusal::TooLarge);
                }
                let value = text(&mut part).await?;
                fields.add(field, value);
            }
        }
        if first { Err(Refusal::Csrf) } else { Ok((fields, file)) }
    }
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
    let given = part.content_disposition().and_then(|d| d.get_filename()).unwrap_or_default().to_owned();
    // An empty file field still comes, with an empty name.
    let Ok(name) = FileName::parse(given.rsplit(['/', '\\']).next().unwrap_or_default()) else { return Ok(()) };
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
