//! The table of routes: the only way a page gets an address.
//!
//! Each line says method, path, who may, and the handler. The routes are
//! registered from it, the [`gate`](super::gate) refuses by it, and
//! `tests/portal/routes.rs` walks it: every line for every role. What is not in the
//! table is 404, a method that is not in it 405.

use std::collections::BTreeMap;

use actix_web::{Route, http::Method, middleware::from_fn, web};

use super::{account, articles, assets, errors, gate, operations, organisation, password, public, registrar};
use crate::app::roles::Role;

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody. The page is the same for all and may be kept by caches: no
    /// session is read, no cookie set.
    Public,
    /// Everybody, with a form: the browser gets a cookie for its CSRF token.
    Visitor,
    /// Who has signed in.
    SignedIn,
    /// Who has signed in and holds one of these roles.
    Holders(&'static [Role]),
}

/// What a request may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Nothing,
    /// A form of at most [`gate::FORM_BYTES`].
    Form,
    /// A form with files, streamed; see [`super::upload`].
    Upload,
}

/// A line of the table.
#[derive(Clone, Copy)]
pub struct Line {
    /// GET (HEAD comes with it) or POST.
    pub method: &'static str,
    /// The path; with `localised` it follows `/en` or `/zh`.
    pub path: &'static str,
    /// Whether the path has a language before it.
    pub localised: bool,
    /// Who may.
    pub who: Who,
    /// What it may carry.
    pub body: Body,
    handler: fn() -> Route,
}

impl Line {
    /// The pattern that actix matches.
    #[must_use]
    pub fn pattern(&self) -> String {
        if self.localised { format!("/{{locale:en|zh}}{}", self.path) } else { self.path.to_owned() }
    }
}

/// A page to read.
const fn get(path: &'static str, who: Who, handler: fn() -> Route) -> Line {
    Line { method: "GET", path, localised: true, who, body: Body::Nothing, handler }
}

/// An act by a form.
const fn post(path: &'static str, who: Who, handler: fn() -> Route) -> Line {
    Line { method: "POST", path, localised: true, who, body: Body::Form, handler }
}

/// An act by a form with files.
const fn upload(path: &'static str, who: Who, handler: fn() -> Route) -> Line {
    Line { method: "POST", path, localised: true, who, body: Body::Upload, handler }
}

/// Something without a language: assets, machines' addresses.
const fn plain(path: &'static str, handler: fn() -> Route) -> Line {
    Line { method: "GET", path, localised: false, who: Who::Public, body: Body::Nothing, handler }
}

const READS_REGISTRY: Who = Who::Holders(&[Role::Registrar, Role::Auditor]);

/// Every route of the portal.
pub static ROUTES: &[Line] = &[
    plain("/", || web::to(public::choose_language)),
    plain("/healthz", || web::to(operations::health)),
    plain("/favicon.ico", || web::to(assets::favicon)),
    plain("/robots.txt", || web::to(operations::robots)),
    plain("/assets/{digest}/{path:.*}", || web::to(assets::file)),
    // public
    get("", Who::Public, || web::to(public::home)),
    get("/how-sealing-works", Who::Public, || web::to(articles::show)),
    get("/verify", Who::Public, || web::to(articles::show)),
    get("/about", Who::Public, || web::to(articles::show)),
    get("/accessibility", Who::Public, || web::to(articles::show)),
    get("/privacy", Who::Public, || web::to(articles::show)),
    get("/guides", Who::Public, || web::to(articles::guides)),
    get("/guides/{role}", Who::Public, || web::to(articles::guide)),
    get("/glossary", Who::Public, || web::to(articles::glossary)),
    // account
    get("/sign-up", Who::Visitor, || web::to(account::sign_up_form)),
    post("/sign-up", Who::Visitor, || web::to(account::sign_up)),
    get("/sign-in", Who::Visitor, || web::to(account::sign_in_form)),
    post("/sign-in", Who::Visitor, || web::to(account::sign_in)),
    post("/sign-out", Who::SignedIn, || web::to(account::sign_out)),
    get("/signed-out", Who::Public, || web::to(account::signed_out)),
    get("/forgot-password", Who::Visitor, || web::to(password::forgot_form)),
    post("/forgot-password", Who::Visitor, || web::to(password::forgot)),
    get("/forgot-password/sent", Who::Public, || web::to(password::sent)),
    get("/reset-password/{token}", Who::Visitor, || web::to(password::reset_form)),
    post("/reset-password/{token}", Who::Visitor, || web::to(password::reset)),
    get("/account", Who::SignedIn, || web::to(account::show)),
    get("/account/profile", Who::SignedIn, || web::to(account::profile_form)),
    post("/account/profile", Who::SignedIn, || web::to(account::profile)),
    get("/account/password", Who::SignedIn, || web::to(password::change_form)),
    post("/account/password", Who::SignedIn, || web::to(password::change)),
    get("/account/sessions", Who::SignedIn, || web::to(account::sessions)),
    post("/account/sessions/end-others", Who::SignedIn, || web::to(account::end_others)),
    // organisation
    get("/organisations", Who::SignedIn, || web::to(organisation::list)),
    get("/organisations/register/{kind}", Who::SignedIn, || web::to(organisation::form)),
    upload("/organisations/register/{kind}", Who::SignedIn, || web::to(organisation::register)),
    get("/organisations/{id}", Who::SignedIn, || web::to(organisation::show)),
    get("/organisations/{id}/documents/{sha256}", Who::SignedIn, || web::to(organisation::document)),
    // registrar
    get("/registry", READS_REGISTRY, || web::to(registrar::waiting)),
];

/// Registers [`ROUTES`]: one resource for each path, with its gate.
pub fn register(config: &mut web::ServiceConfig) {
    let mut by_path: BTreeMap<String, Vec<&'static Line>> = BTreeMap::new();
    for line in ROUTES {
        by_path.entry(line.pattern()).or_default().push(line);
    }
    for (pattern, lines) in by_path {
        let mut resource = web::resource(pattern);
        for line in &lines {
            let method = if line.method == "GET" { Method::GET } else { Method::POST };
            if method == Method::GET {
                resource = resource.route((line.handler)().method(Method::HEAD));
            }
            resource = resource.route((line.handler)().method(method));
        }
        let allowed = lines.iter().map(|line| line.method).collect::<Vec<_>>().join(", ");
        let refuse = move || {
            let answer = errors::method_not_allowed(&allowed);
            async move { answer }
        };
        let resource = resource.default_service(web::to(refuse));
        config.service(resource.wrap(from_fn(move |request, next| gate::pass(lines.clone(), request, next))));
    }
    config.default_service(web::to(|| async { errors::bare(&errors::Refusal::NotFound) }));
}
