//! Changing a notice while bids are taken: a draft of the notice in force, worked on with the forms of
//! every draft, compared with it line by line, and signed as a proposal; and what waits for the approver.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    ContractId, Error as Rule,
    profile::Profile,
    roles::Role,
    schedule::Schedule,
    tender::{BidStatus, Stage},
    terms::Terms,
};

use super::{
    Portal,
    comparison::{Change, Version, changes},
    draft_forms::Section,
    drafts::Task,
    errors::Refusal,
    forms::Fields,
    gate::see_other,
    page::{Answer, Page, private},
    publication,
    signing::{Signing, contract, me, person_name, profile},
    tenders::title,
    versions::version_in_force,
};
use crate::app::{
    self, App, Outcome,
    drafts::{self, Opened},
    notice::{Amends, DraftBody, Notice},
    people::Me,
    sign_in::Signed,
    tender::{TenderView, view},
};
use crate::ports_chain::Draft;

/// The sections of a draft that may differ from the notice in force. Of the schedule it is the deadline; buyer,
/// committee, panel, procedure, the invited and the currency stay.
pub const SECTIONS: [Section; 6] = [
    Section::Notice,
    Section::Items,
    Section::Documents,
    Section::Schedule,
    Section::Security,
    Section::Criteria,
];

/// The page on which a change begins.
#[derive(Template)]
#[template(path = "officer/amend.html")]
pub struct BeginPage {
    /// The frame.
    pub page: Page,
    /// The tender.
    pub view: TenderView,
    /// Drafts of changes of this tender.
    pub drafts: Vec<Draft>,
    /// What remains until the deadline after a change at least, seconds.
    pub least: u32,
}

impl BeginPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn manage(&self) -> String {
        format!("/tenders/{}/manage", self.view.row.address)
    }

    fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding
    }

    fn least(&self) -> String {
        publication::duration(&self.page, &self.least)
    }
}

/// A draft of a change.
#[derive(Template)]
#[template(path = "officer/amendment_draft.html")]
pub struct AmendmentDraftPage {
    /// The frame.
    pub page: Page,
    /// Its number.
    pub id: i64,
    /// The tender.
    pub view: TenderView,
    /// What may be changed.
    pub tasks: Vec<Task>,
    /// Whether other terms came into force after the draft was begun.
    pub outdated: bool,
    /// Whether nothing that bids depend on differs from what is in force.
    pub unchanged: bool,
}

impl AmendmentDraftPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn manage(&self) -> String {
        format!("/tenders/{}/manage", self.view.row.address)
    }

    fn section_path(&self, task: &Task) -> String {
        format!("/drafts/{}/{}", self.id, task.section.name())
    }

    fn is_open(&self) -> bool {
        self.view.stage == Stage::Bidding
    }

    fn is_ready(&self) -> bool {
        self.is_open() && !self.unchanged && self.tasks.iter().all(|task| task.problems.is_empty())
    }
}

/// A change as it will be proposed: old and new beside each other, the reason, the signature.
#[derive(Template)]
#[template(path = "officer/amendment.html")]
pub struct ProposalPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The draft's number.
    pub id: i64,
    /// The tender.
    pub view: TenderView,
    /// What changes.
    pub changes: Vec<Change>,
    /// The deadline that is asked for, Unix seconds; 0 for none.
    pub asked: u64,
    /// The schedule if it were confirmed now.
    pub schedule: Schedule,
    /// What remains until the deadline at least, seconds.
    pub least: u32,
    /// The terms for the browser.
    pub json: String,
    /// Whether other terms came into force after the draft was begun.
    pub outdated: bool,
}

impl ProposalPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn contract(&self) -> String {
        self.view.row.address.to_string()
    }

    fn manage(&self) -> String {
        format!("/tenders/{}/manage", self.view.row.address)
    }

    fn least(&self) -> String {
        publication::duration(&self.page, &self.least)
    }

    fn bids(&self) -> usize {
        stale_by(&self.view)
    }
}

/// A proposed change that waits for its approver.
#[derive(Clone, Debug)]
pub struct WaitingAmendment {
    /// What would change.
    pub changes: Vec<Change>,
    /// The deadline if it were confirmed now, Unix seconds.
    pub deadline: u64,
    /// The reason, where the portal has it.
    pub reason: String,
    /// Who proposed.
    pub officer: String,
    /// When, Unix seconds.
    pub at: u64,
    /// What the approver signs, hexadecimal.
    pub hash: String,
    /// Whether the reader proposed it.
    pub own: bool,
}

/// The notice of a tender while bids are taken, as its buyer sees it.
#[derive(Clone, Debug, Default)]
pub struct AmendmentTime {
    /// The version in force, from 1.
    pub version: u32,
    /// Bids that a change makes wait for their vendors.
    pub bids: usize,
    /// A change that waits.
    pub waiting: Option<WaitingAmendment>,
}

impl AmendmentTime {
    /// Of a tender.
    ///
    /// # Errors
    /// When a table cannot be read or the ledger fails.
    pub async fn of(app: &App, page: &Page, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let waiting = match tender.proposed_amendment() {
            Some(held) => {
                let text = app.store.text(&held.terms.notice).await?;
                let next = Version {
                    terms: held.terms.clone(),
                    notice: text.as_deref().and_then(Notice::parse),
                };
                let least = least(app, tender).await?;
                let schedule = tender.schedule().amended(tender.now, held.deadline, least);
                Some(WaitingAmendment {
                    changes: changes(page, &version_in_force(tender), &next, tender.panel.len()),
                    deadline: schedule.map_or(held.deadline, |schedule| schedule.deadline),
                    reason: held.text.clone().unwrap_or_default(),
                    officer: person_name(app, &held.officer).await?,
                    at: held.proposed_at.time,
                    hash: hex::encode(held.proposed),
                    own: held.officer == me.person.id,
                })
            }
            None => None,
        };
        Ok(Self { version: tender.state().terms.version, bids: stale_by(tender), waiting })
    }
}

/// Bids that count now and would not after a change.
fn stale_by(view: &TenderView) -> usize {
    view.live_bids().filter(|bid| bid.status == BidStatus::Sealed).count()
}

/// What remains until the deadline after a change at least, by the tender's own profile, seconds.
async fn least(app: &App, view: &TenderView) -> Outcome<u32> {
    let listed = profile(app, view.publication().terms.profile).await?;
    Ok(listed.map_or(0, |listed| listed.profile.least.amendment))
}

/// The tender of a path, for an officer of its buyer.
async fn own(portal: &Portal, address: &ContractId, me: &Me) -> Result<TenderView, Refusal> {
    if !me.person.roles.has(Role::Officer) {
        return Err(Refusal::Forbidden);
    }
    let found = view(&portal.app, address).await?;
    found.filter(|tender| tender.row.buyer == me.org.id).ok_or(Refusal::NotFound)
}

/// The drafts of changes of a tender, the latest first.
async fn begun(app: &App, me: &Me, tender: &TenderView) -> Outcome<Vec<Draft>> {
    let address = tender.row.address.to_string();
    let ours = |draft: &Draft| {
        let amends = DraftBody::parse(&draft.body).and_then(|body| body.amends);
        amends.is_some_and(|amends| amends.tender == address)
    };
    Ok(app.store.drafts_of(&me.org.id).await?.into_iter().filter(ours).collect())
}

/// `GET /tenders/{address}/amend`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let view = own(&portal, &contract(&parts.1)?, &me).await?;
    let drafts = begun(&portal.app, &me, &view).await?;
    let least = least(&portal.app, &view).await?;
    private(&BeginPage { page, view, drafts, least })
}

/// `POST /tenders/{address}/amend`: begins a draft of the notice in force. Without the notice's text, and once
/// bids are not taken any more, the page says why not.
pub async fn begin(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    _: Fields,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let view = own(&portal, &contract(&parts.1)?, &me).await?;
    let here = format!("/tenders/{}/amend", view.row.address);
    let (Stage::Bidding, Some(notice)) = (view.stage, &view.notice) else {
        return Ok(see_other(&page.href(&here)));
    };
    let version = view.state().terms.version;
    let body = DraftBody::amending(&view.row.address, version, view.publication(), notice);
    let id = drafts::begin(&portal.app, &me, signed.account.id, &body, &[]).await?;
    Ok(see_other(&page.href(&format!("/drafts/{id}"))))
}

/// What a draft comes to, compared with what is in force.
struct Checked {
    view: TenderView,
    least: u32,
    outdated: bool,
    unchanged: bool,
    problems: Vec<(Section, String)>,
    next: Option<Next>,
}

/// A change that passed every check that can be made before it is signed.
struct Next {
    notice: Notice,
    terms: Terms,
    asked: u64,
    schedule: Schedule,
}

async fn checked(
    portal: &Portal,
    me: &Me,
    held: &Opened,
    amends: &Amends,
) -> Result<Checked, Refusal> {
    let view = own(portal, &contract(&amends.tender)?, me).await?;
    let listed = profile(&portal.app, view.publication().terms.profile).await?;
    let listed = listed.ok_or(app::Error::Rules(Rule::UnknownProfile))?;
    let outdated = amends.version != view.state().terms.version;
    let (unchanged, problems, next) = match next(&held.body, me, &view, &listed.profile) {
        Ok(next) => (false, Vec::new(), Some(next)),
        Err(problems) => {
            let same = (Section::of_error(Rule::TermsUnchanged), refusal(Rule::TermsUnchanged));
            let unchanged = problems.contains(&same);
            (unchanged, problems.into_iter().filter(|one| *one != same).collect(), None)
        }
    };
    Ok(Checked { view, least: listed.profile.least.amendment, outdated, unchanged, problems, next })
}

fn refusal(error: Rule) -> String {
    format!("refusal-{}", error.name())
}

/// The terms of a draft, or everything that keeps them from following those in force.
fn next(
    body: &DraftBody,
    me: &Me,
    view: &TenderView,
    profile: &Profile,
) -> Result<Next, Vec<(Section, String)>> {
    let present = view.schedule().deadline;
    let asked = body.deadline.unwrap_or(0);
    let mut problems = Vec::new();
    if body.deadline.is_some_and(|asked| asked <= present) {
        problems.push((Section::Schedule, "error-amendment-deadline".to_owned()));
    }
    let whole = DraftBody { deadline: Some(present), ..body.clone() };
    let (notice, terms) = match whole.publish(&me.org.id, &me.org.name) {
        Ok((notice, publication)) => (notice, publication.terms),
        Err(found) => {
            let missing = found.into_iter();
            let missing = missing.map(|one| (Section::of_field(one.field), one.key.to_owned()));
            return Err(problems.into_iter().chain(missing).collect());
        }
    };
    let schedule = view
        .publication()
        .terms
        .check_next(&terms)
        .and_then(|()| profile.check_terms(&terms))
        .and_then(|()| terms.check_lasts(view.schedule()))
        .and_then(|()| view.schedule().amended(view.now, asked, profile.least.amendment));
    match schedule {
        Ok(schedule) if problems.is_empty() => Ok(Next { notice, terms, asked, schedule }),
        Ok(_) => Err(problems),
        Err(error) => {
            problems.push((Section::of_error(error), refusal(error)));
            Err(problems)
        }
    }
}

/// `GET /drafts/{id}` of a draft that amends.
///
/// # Errors
/// [`Refusal::NotFound`] when the tender is not the buyer's; when a table or the ledger fails.
pub async fn draft(portal: &Portal, page: Page, me: &Me, held: &Opened, amends: &Amends) -> Answer {
    let Checked { view, outdated, unchanged, problems, .. } =
        checked(portal, me, held, amends).await?;
    let task = |section: Section| Task {
        section,
        problems: problems
            .iter()
            .filter(|(of, _)| *of == section)
            .map(|(_, key)| key.clone())
            .collect(),
    };
    let tasks = SECTIONS.into_iter().map(task).collect();
    private(&AmendmentDraftPage { page, id: held.draft.id, view, tasks, outdated, unchanged })
}

/// `GET /drafts/{id}/preview` of a draft that amends.
///
/// # Errors
/// As [`draft`].
pub async fn preview(
    portal: &Portal,
    page: Page,
    me: &Me,
    signed: &Signed,
    held: &Opened,
    amends: &Amends,
) -> Answer {
    let Checked { view, least, outdated, next, .. } = checked(portal, me, held, amends).await?;
    let (Stage::Bidding, Some(next)) = (view.stage, next) else {
        return Ok(see_other(&page.href(&format!("/drafts/{}", held.draft.id))));
    };
    drafts::keep(&portal.app, held, &next.notice).await?;
    let json = publication::terms(&next.terms).to_string();
    let version = Version { terms: next.terms, notice: Some(next.notice) };
    private(&ProposalPage {
        signing: Signing::of(&portal.app, signed).await?,
        id: held.draft.id,
        changes: changes(&page, &version_in_force(&view), &version, view.panel.len()),
        asked: next.asked,
        schedule: next.schedule,
        least,
        json,
        outdated,
        view,
        page,
    })
}
