//! The registrar's pages: who waits to be admitted.

use actix_web::web;
use askama::Template;

use super::{
    Portal,
    page::{Answer, Page, private},
};
use crate::app;
use crate::ports::{Organisation, RegistrationStatus};

/// Who waits.
#[derive(Template)]
#[template(path = "registrar/waiting.html")]
pub struct WaitingPage {
    /// The frame.
    pub page: Page,
    /// The organisations, the longest wait first.
    pub organisations: Vec<Organisation>,
}

/// `GET /registry`.
pub async fn waiting(portal: web::Data<Portal>, page: Page) -> Answer {
    let organisations =
        portal.app.store.organisations_with(RegistrationStatus::Pending).await.map_err(app::Error::from)?;
    private(&WaitingPage { page, organisations })
}
