//! The table of routes: the only way a page gets an address.
//!
//! Each line says method, path, who may, and the handler. The routes are
//! registered from it, the [`gate`](super::gate) refuses by it, and
//! `tests/portal/routes.rs` walks it: every line for every role. What is not in the
//! table is 404, a method that is not in it 405.

use std::collections::BTreeMap;

use actix_web::{Route, http::Method, middleware::from_fn, web};

use super::{
    account, acts, agreement, amendment, api, approvals, articles, assets, bids, committee,
    complaints, contract, contract_terms, declaration, demo, desk, draft_lots, drafts, errors,
    evaluator, extension, gate, keys, lots, manage, objections, operations, organisation, papers,
    password, people, person, profiles, proof, public, qualification, questions, reading,
    registrar, registry, registry_log, requests, review, technical_opening, tenders,
};
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
    /// JSON from a program: no cookie is read, so it needs no token and may come from anywhere.
    Json,
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
        if self.localised {
            format!("/{{locale:en|zh}}{}", self.path)
        } else {
            self.path.to_owned()
        }
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

const BIDS: Who = Who::Holders(&[Role::Vendor]);
/// An act by a program.
const fn json(path: &'static str, handler: fn() -> Route) -> Line {
    Line { method: "POST", path, localised: false, who: Who::Public, body: Body::Json, handler }
}

const OFFICERS: Who = Who::Holders(&[Role::Officer]);
const BUYERS: Who = Who::Holders(&[Role::Officer, Role::Approver]);
const REVIEWERS: Who = Who::Holders(&[Role::Reviewer]);
const SIDES: Who = Who::Holders(&[Role::Officer, Role::Approver, Role::Vendor]);
const COMMITTEE: Who = Who::Holders(&[Role::Committee]);
const GIVERS: Who = Who::Holders(&[Role::Committee, Role::Vendor]);
const EVALUATORS: Who = Who::Holders(&[Role::Evaluator]);
const REGISTRARS: Who = Who::Holders(&[Role::Registrar]);
const READS_REGISTRY: Who = Who::Holders(&[Role::Registrar, Role::Auditor]);

/// Every route of the portal.
pub static ROUTES: &[Line] = &[
    plain("/", || web::to(public::choose_language)),
    plain("/healthz", || web::to(operations::health)),
    plain("/favicon.ico", || web::to(assets::favicon)),
    plain("/robots.txt", || web::to(operations::robots)),
    plain("/assets/{digest}/{path:.*}", || web::to(assets::file)),
    // programs
    json("/api/relay", || web::to(api::relay_act)),
    json("/api/texts", || web::to(api::publish_text)),
    plain("/api/texts/{sha256}", || web::to(api::text)),
    plain("/api/chain", || web::to(api::chain)),
    plain("/api/tenders", || web::to(api::tenders)),
    plain("/api/tenders/{address}", || web::to(api::tender)),
    plain("/api/tenders/{address}/envelopes/{number}", || web::to(api::envelope)),
    plain("/api/tenders/{address}/envelopes/{number}/technical", || {
        web::to(api::technical_envelope)
    }),
    plain("/api/tenders/{address}/documents/{sha256}", || web::to(api::document)),
    plain("/api/tenders/{address}/bundle", || web::to(api::bundle)),
    plain("/api/tenders/{address}/proof", || web::to(proof::tender)),
    plain("/api/receipts/{block}/{index}", || web::to(api::receipt)),
    plain("/ocds/{address}", || web::to(api::ocds)),
    plain("/ocds/procurements/{id}", || web::to(api::ocds_procurement)),
    // demonstration only
    json("/demo/clock", || web::to(demo::clock)),
    Line { who: Who::SignedIn, ..plain("/demo/keys", || web::to(demo::keys)) },
    // acts
    post("/acts", Who::SignedIn, || web::to(acts::act)),
    get("/receipts/{block}/{index}", Who::Public, || web::to(acts::show)),
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
    get("/tenders", Who::Public, || web::to(tenders::list)),
    get("/tenders/{address}", Who::Public, || web::to(tenders::show)),
    get("/procurements/{id}", Who::Public, || web::to(lots::show)),
    get("/tenders/{address}/opening.pdf", Who::Public, || web::to(papers::opening)),
    get("/tenders/{address}/evaluation.pdf", Who::Public, || web::to(papers::evaluation)),
    get("/tenders/{address}/award.pdf", Who::Public, || web::to(papers::award)),
    get("/registry", Who::Public, || web::to(registry::list)),
    get("/registry/{org}", Who::Public, || web::to(registry::show)),
    get("/registry/log", Who::Public, || web::to(registry_log::show)),
    get("/registry/profiles", Who::Public, || web::to(profiles::public_list)),
    get("/receipts/open", Who::Public, || web::to(bids::open_receipt)),
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
    get("/account/keys", Who::SignedIn, || web::to(keys::list)),
    post("/account/keys", Who::SignedIn, || web::to(keys::register)),
    get("/account/keys/{key}/offer", Who::SignedIn, || web::to(keys::offer)),
    get("/desk", Who::SignedIn, || web::to(desk::show)),
    // organisation
    get("/organisations/{org}/people", Who::SignedIn, || web::to(people::list)),
    post("/organisations/{org}/people", Who::SignedIn, || web::to(people::offered)),
    get("/organisations/{org}/people/{person}", Who::SignedIn, || web::to(person::show)),
    get("/organisations", Who::SignedIn, || web::to(organisation::list)),
    get("/organisations/register/{kind}", Who::SignedIn, || web::to(organisation::form)),
    upload("/organisations/register/{kind}", Who::SignedIn, || web::to(organisation::register)),
    get("/organisations/{id}", Who::SignedIn, || web::to(organisation::show)),
    get("/organisations/{id}/documents/{sha256}", Who::SignedIn, || {
        web::to(organisation::document)
    }),
    // vendor
    get("/bids", BIDS, || web::to(bids::list)),
    get("/tenders/{address}/bid", BIDS, || web::to(bids::form)),
    get("/tenders/{address}/withdraw", BIDS, || web::to(bids::withdraw)),
    get("/tenders/{address}/bids/{number}/receipt", BIDS, || web::to(bids::receipt)),
    // objections: anybody whom the registry knows
    get("/tenders/{address}/object", Who::SignedIn, || web::to(objections::form)),
    // questions: the page tells everybody who may ask; to ask is for vendors
    get("/tenders/{address}/ask", Who::SignedIn, || web::to(questions::form)),
    post("/tenders/{address}/ask", BIDS, || web::to(questions::ask)),
    // complaints: the page tells everybody who may complain; to complain is for vendors
    get("/tenders/{address}/complain", Who::SignedIn, || web::to(complaints::form)),
    post("/tenders/{address}/complain", BIDS, || web::to(complaints::check)),
    // prequalification: the page tells everybody who may apply; to apply is for vendors
    get("/tenders/{address}/apply", Who::SignedIn, || web::to(qualification::form)),
    post("/tenders/{address}/apply", BIDS, || web::to(qualification::check)),
    // reviewer
    get("/complaints", REVIEWERS, || web::to(review::list)),
    get("/tenders/{address}/review", REVIEWERS, || web::to(review::tender)),
    get("/tenders/{address}/review/{number}", REVIEWERS, || web::to(review::complaint)),
    // requests to a vendor about its bid
    get("/tenders/{address}/requests", BIDS, || web::to(requests::show)),
    // registrar
    get("/registrar", READS_REGISTRY, || web::to(registrar::list)),
    get("/registrar/pause", READS_REGISTRY, || web::to(registrar::pause)),
    get("/registrar/{org}", READS_REGISTRY, || web::to(registrar::show)),
    get("/registrar/profiles", READS_REGISTRY, || web::to(profiles::list)),
    get("/registrar/profiles/{number}", READS_REGISTRY, || web::to(profiles::show)),
    get("/registrar/profiles/new", REGISTRARS, || web::to(profiles::form)),
    post("/registrar/profiles/new", REGISTRARS, || web::to(profiles::check)),
    // officer and approver
    get("/drafts", OFFICERS, || web::to(drafts::list)),
    post("/drafts", OFFICERS, || web::to(drafts::begin)),
    upload("/drafts/import", OFFICERS, || web::to(drafts::import)),
    get("/drafts/{id}", OFFICERS, || web::to(drafts::show)),
    get("/drafts/{id}/preview", OFFICERS, || web::to(drafts::preview)),
    post("/drafts/{id}/delete", OFFICERS, || web::to(drafts::delete)),
    get("/drafts/{id}/documents", OFFICERS, || web::to(drafts::documents)),
    upload("/drafts/{id}/documents", OFFICERS, || web::to(drafts::save_documents)),
    get("/drafts/{id}/lots", OFFICERS, || web::to(draft_lots::form)),
    post("/drafts/{id}/lots", OFFICERS, || web::to(draft_lots::change)),
    get("/drafts/{id}/{section}", OFFICERS, || web::to(drafts::section)),
    post("/drafts/{id}/{section}", OFFICERS, || web::to(drafts::save_section)),
    get("/approvals", BUYERS, || web::to(approvals::list)),
    get("/approvals/{number}", BUYERS, || web::to(approvals::proposal)),
    get("/running", BUYERS, || web::to(manage::list)),
    get("/tenders/{address}/manage", BUYERS, || web::to(manage::show)),
    get("/tenders/{address}/contract", SIDES, || web::to(contract::show)),
    get("/tenders/{address}/contract/terms", OFFICERS, || web::to(contract_terms::form)),
    post("/tenders/{address}/contract/terms", OFFICERS, || web::to(contract_terms::check)),
    get("/tenders/{address}/extend", OFFICERS, || web::to(extension::form)),
    post("/tenders/{address}/extend", OFFICERS, || web::to(extension::check)),
    get("/tenders/{address}/amend", OFFICERS, || web::to(amendment::form)),
    post("/tenders/{address}/amend", OFFICERS, || web::to(amendment::begin)),
    // committee
    get("/opening-keys", COMMITTEE, || web::to(committee::keys)),
    get("/openings", COMMITTEE, || web::to(committee::list)),
    get("/tenders/{address}/opening", COMMITTEE, || web::to(committee::opening)),
    get("/tenders/{address}/opening/envelopes", COMMITTEE, || web::to(committee::envelopes)),
    // evaluator
    get("/tenders/{address}/declare", EVALUATORS, || web::to(declaration::form)),
    post("/tenders/{address}/declare", EVALUATORS, || web::to(declaration::check)),
    get("/evaluations", EVALUATORS, || web::to(evaluator::list)),
    get("/tenders/{address}/score", EVALUATORS, || web::to(evaluator::answers)),
    get("/tenders/{address}/score/{bid}", EVALUATORS, || web::to(evaluator::score)),
    get("/tenders/{address}/agree/{bid}", EVALUATORS, || web::to(agreement::agree)),
    // technical offers with envelopes of their own: sealed to the evaluators by the committee or the vendor, and read by them
    get("/tenders/{address}/technical-opening", COMMITTEE, || web::to(technical_opening::show)),
    get("/tenders/{address}/technical-opening/envelopes", COMMITTEE, || {
        web::to(technical_opening::envelopes)
    }),
    get("/tenders/{address}/open-offer", BIDS, || web::to(technical_opening::open_offer)),
    get("/tenders/{address}/open-offer/envelope", BIDS, || {
        web::to(technical_opening::own_envelope)
    }),
    upload("/tenders/{address}/sealed-to-readers", GIVERS, || web::to(technical_opening::keep)),
    get("/tenders/{address}/reading", EVALUATORS, || web::to(reading::show)),
    get("/tenders/{address}/reading/envelopes", EVALUATORS, || web::to(reading::envelopes)),
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
        config.service(
            resource.wrap(from_fn(move |request, next| gate::pass(lines.clone(), request, next))),
        );
    }
    config.default_service(web::to(|| async { errors::bare(&errors::Refusal::NotFound) }));
}
