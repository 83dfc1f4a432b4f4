//! Public pages that show what the portal holds. No session, cacheable.

use actix_web::{HttpRequest, HttpResponse, http::header};
use askama::Template;

use super::page::{Answer, Page, locale_of, public};

/// The way in.
#[derive(Template)]
#[template(path = "public/home.html")]
pub struct Home {
    /// The frame.
    pub page: Page,
}

/// `GET /`: to the reader's language.
pub async fn choose_language(request: HttpRequest) -> Answer {
    let locale = locale_of("", request.headers());
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/{}", locale.slug())))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header((header::CACHE_CONTROL, "public, no-cache"))
        .finish())
}

/// `GET /en`.
pub async fn home(request: HttpRequest, page: Page) -> Answer {
    public(&request, &Home { page })
}
