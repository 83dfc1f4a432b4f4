//! HTTP: one file per audience, one table of routes, one gate before them.
//!
//! A request passes, from the outside in: [`log`] (one line, a reference for
//! error pages), [`headers`], [`errors`] (a bare refusal becomes a page), the
//! path without a slash at the end, then the [`gate`] of its route (rate,
//! origin, session, role, size, CSRF), then the handler.

use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{NormalizePath, from_fn},
    web,
};
use jiff::tz::TimeZone;

use crate::app;
use crate::store::Store;

pub mod account;
pub mod acts;
pub mod agreement;
pub mod amendment;
pub mod api;
pub mod approvals;
pub mod articles;
pub mod assets;
pub mod bids;
pub mod cache;
pub mod committee;
pub mod comparison;
pub mod complaints;
pub mod contract;
pub mod contract_terms;
pub mod declaration;
pub mod demo;
pub mod desk;
pub mod draft_forms;
pub mod draft_lots;
pub mod drafts;
pub mod errors;
pub mod evaluator;
pub mod extension;
pub mod forms;
pub mod gate;
pub mod headers;
pub mod invited;
pub mod keys;
pub mod lengths;
pub mod limits;
pub mod log;
pub mod lots;
pub mod manage;
pub mod objections;
pub mod operations;
pub mod organisation;
pub mod page;
pub mod panel;
pub mod papers;
pub mod password;
pub mod people;
pub mod person;
pub mod profile_form;
pub mod profiles;
pub mod proof;
pub mod public;
pub mod publication;
pub mod qualification;
pub mod questions;
pub mod reading;
pub mod refusals;
pub mod registrar;
pub mod registry;
pub mod registry_log;
pub mod rejections;
pub mod remedies;
pub mod requests;
pub mod review;
pub mod routes;
pub mod securities;
pub mod signing;
pub mod technical_opening;
pub mod tender_rules;
pub mod tenders;
mod two_envelopes;
pub mod upload;
pub mod versions;

/// What every handler may use.
#[derive(Clone)]
pub struct Portal {
    /// The use cases' world.
    pub app: app::App,
    /// The database, for the health check.
    pub store: Store,
    /// Public pages as they were last rendered.
    pub pages: cache::PageCache,
    /// The demonstration's personas and their keys; nowhere but in a demonstration.
    pub demo: Option<std::sync::Arc<crate::demo::Personas>>,
    /// How often is too often.
    pub limits: limits::Limits,
    /// Scheme, host and port that readers use; what `Origin` must be.
    pub origin: String,
    /// The time zone that pages show beside UTC.
    pub zone: TimeZone,
    /// Whether `X-Forwarded-For` is to be believed.
    pub behind_proxy: bool,
}

impl Portal {
    /// Whether readers come over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// The name of the cookie. The prefix makes browsers insist on `Secure`,
    /// `Path=/` and no domain; plain http on loopback cannot have it.
    #[must_use]
    pub fn cookie_name(&self) -> &'static str {
        if self.is_https() { "__Host-tenderseal" } else { "tenderseal" }
    }
}

/// The whole application: middleware and the routes of [`routes::ROUTES`].
pub fn application(
    portal: Portal,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(web::Data::new(portal))
        .configure(routes::register)
        .wrap(NormalizePath::trim())
        .wrap(from_fn(errors::pages))
        .wrap(from_fn(headers::set))
        .wrap(from_fn(log::line))
}
