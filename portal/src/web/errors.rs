//! The one boundary where an error becomes a page.
//!
//! Inside, a refusal is a value with a code. Here it becomes a page that says
//! what happened (`error-<code>-title`), what it means (`…-meaning`) and what
//! to do next (`…-next`), in the reader's language. What actix itself refuses
//! (an unknown path, a method) goes the same way.

use actix_web::{
    Error, HttpMessage, HttpResponse, HttpResponseBuilder, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};
use askama::Template;

use super::{log::Reference, page::Page};
use crate::app;

/// Why a request was refused. State is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A use case refused or failed.
    #[error(transparent)]
    App(#[from] app::Error),
    /// There is no such page, or the reader may not know that there is.
    #[error("not found")]
    NotFound,
    /// The tender has not come to what the paper would tell.
    #[error("no such paper yet")]
    NoPaper,
    /// A paper could not be printed.
    #[error("paper: {0}")]
    Paper(String),
    /// The reader may not.
    #[error("forbidden")]
    Forbidden,
    /// The path has no such method.
    #[error("method not allowed")]
    Method,
    /// The form did not carry the token of this browser.
    #[error("csrf token missing or wrong")]
    Csrf,
    /// The request came from another site.
    #[error("request from another origin")]
    Origin,
    /// Too often; again in so many seconds.
    #[error("too many requests")]
    RateLimited(u64),
    /// More bytes than allowed.
    #[error("body too large")]
    TooLarge,
    /// The request cannot be read.
    #[error("malformed request")]
    Malformed,
    /// A template could not be rendered.
    #[error("template: {0}")]
    Template(#[from] askama::Error),
}

impl Refusal {
    /// The stable code: in logs and in Fluent keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::App(error) => error.code(),
            Self::NotFound => "not-found",
            Self::NoPaper => "no-paper",
            Self::Forbidden => "forbidden",
            Self::Method => "method",
            Self::Csrf => "csrf",
            Self::Origin => "origin",
            Self::RateLimited(_) => "rate-limited",
            Self::TooLarge => "too-large",
            Self::Malformed => "malformed",
            Self::Paper(_) | Self::Template(_) => "internal",
        }
    }
}

/// Every code that has a page of its own.
pub const CODES: [&str; 24] = [
    "not-found",
    "no-paper",
    "forbidden",
    "method",
    "csrf",
    "origin",
    "rate-limited",
    "too-large",
    "malformed",
    "reset-link",
    "document-kind",
    "unprocessable",
    "refused",
    "call-malformed",
    "call-too-large",
    "unknown-contract",
    "text-missing",
    "text-too-long",
    "ocds-too-large",
    "ocds-not-json",
    "ocds-not-ocds",
    "ocds-no-tender",
    "ocds-type",
    "internal",
];

/// The code of a refusal, on its way to [`pages`].
#[derive(Clone, Copy)]
struct Code(&'static str);

impl ResponseError for Refusal {
    #[expect(
        clippy::match_same_arms,
        reason = "errors of a kind stand together, whatever status they share"
    )]
    fn status_code(&self) -> StatusCode {
        match self {
            Self::App(error) => match error {
                app::Error::DocumentTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                app::Error::ResetLinkUnusable => StatusCode::NOT_FOUND,
                app::Error::WrongCredentials
                | app::Error::EmailTaken
                | app::Error::WrongPassword
                | app::Error::OrganisationTaken
                | app::Error::DocumentKind => StatusCode::UNPROCESSABLE_ENTITY,
                app::Error::CallMalformed => StatusCode::BAD_REQUEST,
                app::Error::CallTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                app::Error::UnknownContract => StatusCode::NOT_FOUND,
                app::Error::Refused(_)
                | app::Error::TextMissing
                | app::Error::TextTooLong
                | app::Error::Ocds(_) => StatusCode::UNPROCESSABLE_ENTITY,
                app::Error::DraftUnreadable
                | app::Error::OtherChain
                | app::Error::Envelope(_)
                | app::Error::Bundle(_)
                | app::Error::Rules(_)
                | app::Error::Ledger(_) => StatusCode::INTERNAL_SERVER_ERROR,
                app::Error::Store(_)
                | app::Error::Blob(_)
                | app::Error::Entropy(_)
                | app::Error::PasswordHash(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::NotFound | Self::NoPaper => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Csrf | Self::Origin => StatusCode::FORBIDDEN,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Paper(_) | Self::Template(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        bare(self)
    }
}

/// A refusal without its page yet.
#[must_use]
pub fn bare(refusal: &Refusal) -> HttpResponse {
    if refusal.status_code().is_server_error() {
        tracing::error!(code = refusal.code(), error = %refusal, "a request failed");
    }
    let mut answer = HttpResponseBuilder::new(refusal.status_code());
    if let Refusal::RateLimited(seconds) = refusal {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    let mut answer = answer.finish();
    answer.extensions_mut().insert(Code(refusal.code()));
    answer
}

/// 405 with the methods that are there.
#[must_use]
pub fn method_not_allowed(allowed: &str) -> HttpResponse {
    let mut answer = bare(&Refusal::Method);
    if let Ok(value) = header::HeaderValue::from_str(allowed) {
        answer.headers_mut().insert(header::ALLOW, value);
    }
    answer
}

/// The page of a refusal.
#[derive(Template)]
#[template(path = "public/error.html")]
pub struct ErrorPage {
    /// The frame.
    pub page: Page,
    /// What happened.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do next.
    pub next: String,
    /// What to quote when asking for help; on failures of ours only.
    pub reference: Option<String>,
}

impl ErrorPage {
    /// The page of `code`; `seconds` is said where the message wants it.
    #[must_use]
    pub fn of(page: Page, code: &str, seconds: u64, reference: Option<String>) -> Self {
        let title = page.t(format!("error-{code}-title"));
        let meaning = page.t(format!("error-{code}-meaning"));
        let next = page.tn(&format!("error-{code}-next"), "seconds", seconds);
        Self { page, title, meaning, next, reference }
    }
}

/// Middleware: a bare refusal becomes a page.
pub async fn pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let page = Page::bare(request.path(), request.query_string(), request.headers());
    let answer = next.call(request).await?.map_into_boxed_body();
    let status = answer.status();
    let from_actix = answer.response().extensions().get::<Code>().is_none()
        && answer.headers().get(header::CONTENT_TYPE).is_none();
    let code = answer.response().extensions().get::<Code>().map(|code| code.0);
    if !(status.is_client_error() || status.is_server_error()) || (code.is_none() && !from_actix) {
        return Ok(answer);
    }
    let code = code.unwrap_or_else(|| code_of(status));
    let seconds = answer
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|v| v.to_str().ok()?.parse().ok())
        .unwrap_or(60);
    let reference = answer.request().extensions().get::<Reference>().map(|r| r.0.clone());
    let reference = reference.filter(|_| status.is_server_error());
    let body = ErrorPage::of(page, code, seconds, reference).render().map_err(Refusal::from)?;
    Ok(answer.map_body(|head, _| {
        head.headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("text/html; charset=utf-8"),
        );
        head.headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        BoxBody::new(body)
    }))
}

/// The page for a status that has no code of ours.
fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "forbidden",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::TOO_MANY_REQUESTS => "rate-limited",
        StatusCode::UNPROCESSABLE_ENTITY => "unprocessable",
        _ if status.is_client_error() => "malformed",
        _ => "internal",
    }
}
