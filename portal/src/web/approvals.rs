//! The approver's pages: everything that waits for a second person.

use actix_web::web;
use askama::Template;

use super::{
    Portal, contract,
    drafts::proposal_title,
    errors::Refusal,
    page::{Answer, Page, private},
    publication::PublicationView,
    signing::{Signing, me, person_name},
    tenders::title,
};
use crate::app::{
    self, App, Outcome,
    notice::Notice,
    people::Me,
    sign_in::Signed,
    standing,
    tender::{TenderView, view},
};
use crate::ports_chain::{ProposalRow, TenderFilter, TenderRow};

/// Something of a running tender that waits for its approver.
#[derive(Clone, Debug)]
pub struct WaitingAct {
    /// The tender's address.
    pub address: String,
    /// The tender's title.
    pub title: String,
    /// `finding`, `award`, `cancellation`, `extension`, `amendment`, `rejection`, `acceptance`, `forfeiture`,
    /// `qualification` or `termination`.
    pub kind: &'static str,
    /// Whether the reader proposed it, so that another person must confirm.
    pub own: bool,
}

impl WaitingAct {
    /// Where it is confirmed, without the language.
    #[must_use]
    pub fn href(&self) -> String {
        let page = if self.kind == "termination" { "contract" } else { "manage" };
        format!("/tenders/{}/{page}", self.address)
    }
}

/// A proposed tender in the list.
#[derive(Clone, Debug)]
pub struct WaitingProposal {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Who proposed.
    pub officer: String,
    /// When, Unix seconds.
    pub at: u64,
    /// Whether the reader proposed it.
    pub own: bool,
}

/// What waits.
#[derive(Template)]
#[template(path = "officer/approvals.html")]
pub struct ApprovalsPage {
    /// The frame.
    pub page: Page,
    /// Proposed tenders.
    pub proposals: Vec<WaitingProposal>,
    /// Proposed acts of running tenders.
    pub acts: Vec<WaitingAct>,
    /// Whether new tenders are paused.
    pub paused: bool,
}

/// A proposed tender with everything that is approved.
#[derive(Template)]
#[template(path = "officer/proposal.html")]
pub struct ProposalPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The proposal.
    pub proposal: ProposalRow,
    /// Who proposed.
    pub officer: String,
    /// What is proposed.
    pub view: PublicationView,
    /// Whether the reader proposed it.
    pub own: bool,
    /// Whether the reader may approve.
    pub may: bool,
    /// Whether new tenders are paused.
    pub paused: bool,
}

impl ProposalPage {
    fn proposed(&self) -> String {
        hex::encode(self.proposal.proposed)
    }

    fn tender(&self) -> String {
        self.proposal.tender.map_or_else(String::new, |address| address.to_string())
    }
}

/// The tenders of a buyer that have not ended for good, or in which securities are held still, at most 100.
///
/// # Errors
/// When a table cannot be read.
pub async fn running(app: &App, me: &Me) -> Outcome<Vec<TenderRow>> {
    let filter = TenderFilter { buyer: Some(me.org.id), size: 100, ..TenderFilter::default() };
    let listed = app.store.tenders(&filter).await?;
    Ok(listed
        .items
        .into_iter()
        .filter(|row| !row.stage.is_final() || row.state.securities.held > 0)
        .collect())
}

/// What of a tender waits for its approver.
#[must_use]
pub fn waiting_acts(tender: &TenderView, page: &Page, me: &Me) -> Vec<WaitingAct> {
    let act = |kind, officer| WaitingAct {
        address: tender.row.address.to_string(),
        title: title(&tender.row, page),
        kind,
        own: officer == me.person.id,
    };
    let mut acts = Vec::new();
    let suspended = tender.suspended().is_some();
    let rejection = tender.proposed_rejection().filter(|_| !suspended);
    acts.extend(rejection.map(|held| act("rejection", held.officer)));
    acts.extend(tender.proposed_acceptance().map(|held| act("acceptance", held.officer)));
    let confirmable = !suspended && tender.state().open_complaints == 0;
    let forfeiture = tender.proposed_forfeiture().filter(|_| confirmable);
    acts.extend(forfeiture.map(|held| act("forfeiture", held.officer)));
    if contract::steps(tender).contains(&contract::Step::Terminate) {
        let held = contract::record(tender).and_then(|held| held.termination.as_ref());
        acts.extend(held.map(|held| act("termination", held.officer)));
    }
    if tender.stage.is_decided() {
        return acts;
    }
    let cancellation = tender.cancellation.as_ref().filter(|held| held.confirmed.is_none());
    acts.extend(cancellation.map(|held| act("cancellation", held.officer)));
    if suspended {
        return acts;
    }
    for objection in &tender.objections {
        acts.extend(
            objection
                .finding
                .as_ref()
                .filter(|held| held.confirmed.is_none())
                .map(|held| act("finding", held.officer)),
        );
    }
    acts.extend(
        tender
            .award
            .as_ref()
            .filter(|held| held.confirmed.is_none() && tender.state().open_complaints == 0)
            .map(|held| act("award", held.officer)),
    );
    if tender.decides_applications() {
        let waiting = tender.applications.iter().filter_map(|held| held.proposed.as_ref());
        acts.extend(waiting.map(|held| act("qualification", held.officer)));
    }
    acts.extend(tender.proposed_extension().map(|held| act("extension", held.officer)));
    acts.extend(tender.proposed_amendment().map(|held| act("amendment", held.officer)));
    acts.extend(tender.proposed_seat_change().map(|held| act("seat", held.officer)));
    acts
}

/// Everything that waits for an approver of the buyer.
///
/// # Errors
/// When a table cannot be read.
pub async fn waiting(
    app: &App,
    page: &Page,
    me: &Me,
) -> Outcome<(Vec<WaitingProposal>, Vec<WaitingAct>)> {
    let mut proposals = Vec::new();
    for proposal in app.store.proposals_of(&me.org.id, true).await? {
        proposals.push(WaitingProposal {
            number: proposal.number,
            title: proposal_title(app, page, &proposal).await?,
            officer: person_name(app, &proposal.officer).await?,
            at: proposal.proposed_at,
            own: proposal.officer == me.person.id,
        });
    }
    let mut acts = Vec::new();
    for row in running(app, me).await? {
        if let Some(tender) = view(app, &row.address).await? {
            acts.extend(waiting_acts(&tender, page, me));
        }
    }
    Ok((proposals, acts))
}

/// `GET /approvals`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let me = me(&portal, &signed).await?;
    let (proposals, acts) = waiting(&portal.app, &page, &me).await?;
    let paused = standing::is_paused(&portal.app).await?;
    private(&ApprovalsPage { page, proposals, acts, paused })
}

/// `GET /approvals/{number}`.
pub async fn proposal(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, u32)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let app = &portal.app;
    let found = app.store.proposal(parts.1).await.map_err(app::Error::from)?;
    let proposal = found.filter(|proposal| proposal.buyer == me.org.id).ok_or(Refusal::NotFound)?;
    let text =
        app.store.text(&proposal.publication.terms.notice).await.map_err(app::Error::from)?;
    let view = PublicationView::of(
        app,
        &page,
        &proposal.publication,
        text.as_deref().and_then(Notice::parse),
    )
    .await?;
    let officer = person_name(app, &proposal.officer).await?;
    let own = proposal.officer == me.person.id;
    let may = !own && me.person.roles.has(tenderseal_rules::roles::Role::Approver);
    private(&ProposalPage {
        page,
        signing: Signing::of(app, &signed).await?,
        proposal,
        officer,
        view,
        own,
        may,
        paused: standing::is_paused(app).await?,
    })
}
