//! Objecting to a bid: during the opening, by anybody whom the registry knows.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{messages::Fault, registry::OrgStatus, tender::BidStatus};

use super::{
    Portal,
    page::{Answer, Page, private},
    signing::Signing,
    tenders::{tender_at, title},
};
use crate::app::{
    names::Named,
    people,
    sign_in::Signed,
    tender::{BidView, TenderView},
};

/// The form of an objection.
#[derive(Template)]
#[template(path = "vendor/object.html")]
pub struct ObjectPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// Whether the reader acts for an admitted organisation.
    pub registered: bool,
}

impl ObjectPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn path(&self) -> String {
        format!("/tenders/{}", self.view.row.address)
    }

    /// The bids that can still be rejected.
    fn bids(&self) -> Vec<&BidView> {
        let open = |bid: &&BidView| bid.status == BidStatus::Opened || self.view.awaits_price(bid);
        self.view.live_bids().filter(open).collect()
    }

    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    fn faults(&self) -> Vec<&'static str> {
        Fault::ALL.iter().map(|fault| fault.name()).collect()
    }
}

/// `GET /tenders/{address}/object`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let app = &portal.app;
    let me = people::me(app, signed.account.id).await?;
    let registered = me.is_some_and(|me| me.org.status == OrgStatus::Admitted);
    private(&ObjectPage { page, signing: Signing::of(app, &signed).await?, view, registered })
}
