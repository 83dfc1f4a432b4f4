//! Public pages that show what the portal holds. No session, cacheable.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use askama::Template;
use tenderseal_rules::tender::Stage;

use super::{
    Portal,
    page::{Answer, Page, locale_of, public},
    tenders::{AWARDED, TenderLine, latest},
};
use crate::app::names::Named;

/// How many tenders each list of the home page shows.
const LINES: u64 = 5;

/// The way in.
#[derive(Template)]
#[template(path = "public/home.html")]
pub struct Home {
    /// The frame.
    pub page: Page,
    /// Tenders open for bids, the latest first.
    pub open: Vec<TenderLine>,
    /// Tenders awarded, the latest first.
    pub awarded: Vec<TenderLine>,
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
pub async fn home(request: HttpRequest, portal: web::Data<Portal>, page: Page) -> Answer {
    let open = latest(&portal.app, &[Stage::Bidding], LINES).await?;
    let awarded = latest(&portal.app, AWARDED, LINES).await?;
    public(&request, &Home { page, open, awarded })
}
