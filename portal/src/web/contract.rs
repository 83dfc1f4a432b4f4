//! The contract after an award: the page on which buyer and vendor sign, change, perform and end it,
//! what of it waits for whom, and what everybody reads of it.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    OrgId,
    messages::{Milestone, TerminationGround},
    roles::Role,
    tender::{MilestoneStatus, Stage},
};

use super::{
    Portal,
    errors::Refusal,
    page::{Answer, Page, private},
    signing::{Signing, contract as address, me, person_name},
    tenders::{TenderPage, title},
};
use crate::app::{
    names::Named,
    sign_in::Signed,
    tender::{At, AwardView, ContractView, MilestoneView, TenderView, view},
};
use crate::render::money;

/// The contract that is signed or waits for its signature; a proposal for an award that was taken back is none.
#[must_use]
pub fn record(view: &TenderView) -> Option<&ContractView> {
    let signed = view.contract.as_ref().filter(|held| held.signed.is_some());
    signed.or_else(|| view.proposed_contract())
}

/// The final award that a contract follows.
fn award(view: &TenderView) -> Option<&AwardView> {
    view.award.as_ref().filter(|_| view.stage.is_awarded())
}

/// What of a contract waits, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The award is final: an officer proposes the contract.
    Propose,
    /// The vendor signs it.
    Sign,
    /// An approver confirms that it is terminated.
    Terminate,
    /// The vendor confirms that it is performed.
    Confirm,
    /// The vendor accepts a change.
    Change,
    /// An officer accepts or returns a report.
    Review,
    /// The vendor reports again.
    Returned,
    /// An officer states that it is performed.
    Complete,
}

impl Step {
    /// The part after `desk-wait-` and `contract-next-`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Propose => "propose-contract",
            Self::Sign => "sign-contract",
            Self::Terminate => "termination",
            Self::Confirm => "confirm-completion",
            Self::Change => "accept-change",
            Self::Review => "milestone-reported",
            Self::Returned => "milestone-returned",
            Self::Complete => "complete-contract",
        }
    }

    /// Whose step it is.
    const fn role(self) -> Role {
        match self {
            Self::Propose | Self::Review | Self::Complete => Role::Officer,
            Self::Terminate => Role::Approver,
            Self::Sign | Self::Confirm | Self::Change | Self::Returned => Role::Vendor,
        }
    }
}

/// Everything that waits on the contract of a tender, the most pressing first.
#[must_use]
pub fn steps(view: &TenderView) -> Vec<Step> {
    let Some(held) = record(view) else {
        return if view.stage == Stage::Awarded { vec![Step::Propose] } else { Vec::new() };
    };
    match view.stage {
        Stage::Awarded => return vec![Step::Sign],
        Stage::ContractSigned => {}
        _ => return Vec::new(),
    }
    let any = |fits: fn(&MilestoneStatus) -> bool| {
        held.milestones.iter().any(|milestone| fits(&milestone.status))
    };
    let performed = held.is_performed();
    let stated = held.completion.is_some();
    let steps = [
        (Step::Terminate, held.termination.is_some()),
        (Step::Confirm, stated && performed),
        (Step::Change, held.change.is_some()),
        (Step::Review, any(|status| matches!(status, MilestoneStatus::Reported { .. }))),
        (Step::Returned, any(|status| matches!(status, MilestoneStatus::Returned { .. }))),
        (Step::Complete, performed && !stated),
    ];
    steps.into_iter().filter(|(_, waits)| *waits).map(|(step, _)| step).collect()
}

/// What waits for an officer of the buyer: parts after `desk-wait-`.
#[must_use]
pub fn waits_for_officer(view: &TenderView) -> Vec<&'static str> {
    let own = steps(view).into_iter().filter(|step| step.role() == Role::Officer);
    own.map(Step::name).collect()
}

/// What waits for this vendor: parts after `desk-wait-`.
#[must_use]
pub fn waits_for_vendor(view: &TenderView, vendor: &OrgId) -> Vec<&'static str> {
    if award(view).is_none_or(|award| award.vendor != *vendor) {
        return Vec::new();
    }
    let own = steps(view).into_iter().filter(|step| step.role() == Role::Vendor);
    own.map(Step::name).collect()
}

/// A milestone as pages show it.
#[derive(Clone, Debug)]
pub struct MilestoneLine {
    /// Its place, from 0, as acts name it.
    pub place: usize,
    /// What is to be delivered; its hash where the portal has no text.
    pub title: String,
    /// Until the end of which day, Unix seconds.
    pub due: u64,
    /// What is paid for it, with its currency.
    pub amount: String,
    /// `open`, `overdue`, `reported`, `accepted` or `returned`.
    pub state: &'static str,
    /// Report, acceptance or reason, where the portal has it.
    pub text: String,
    /// Its hash, hexadecimal; empty while the milestone is open.
    pub hash: String,
    /// Where the state was reached.
    pub at: Option<At>,
}

impl MilestoneLine {
    /// The number that people see.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.place + 1
    }

    /// The colour of the state's tag.
    #[must_use]
    pub fn colour(&self) -> &'static str {
        match self.state {
            "accepted" => "green",
            "reported" => "yellow",
            "returned" => "orange",
            "overdue" => "red",
            _ => "grey",
        }
    }

    /// Whether the vendor may report it, for the first time or again.
    #[must_use]
    pub fn takes_report(&self) -> bool {
        self.state != "accepted"
    }

    /// Whether a report waits for the buyer.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        self.state == "reported"
    }
}

/// The milestones of a contract as they are now.
#[must_use]
pub fn milestones(view: &TenderView, held: &ContractView) -> Vec<MilestoneLine> {
    let running = matches!(view.stage, Stage::Awarded | Stage::ContractSigned);
    let line = |(place, milestone): (usize, &MilestoneView)| {
        let (state, hash) = match milestone.status {
            MilestoneStatus::Open if running && milestone.terms.due < view.now => ("overdue", None),
            MilestoneStatus::Open => ("open", None),
            MilestoneStatus::Reported { document } => ("reported", Some(document)),
            MilestoneStatus::Accepted { document, .. } => ("accepted", Some(document)),
            MilestoneStatus::Returned { reason } => ("returned", Some(reason)),
        };
        MilestoneLine {
            place,
            title: named(milestone.title.as_ref(), &milestone.terms.title),
            due: milestone.terms.due,
            amount: money::amount(view.core().currency, milestone.terms.amount),
            state,
            text: milestone.text.clone().unwrap_or_default(),
            hash: hash.map(hex::encode).unwrap_or_default(),
            at: milestone.at,
        }
    };
    held.milestones.iter().enumerate().map(line).collect()
}

/// A text, or its hash where the portal does not have it.
fn named(text: Option<&String>, hash: &[u8; 32]) -> String {
    text.cloned().unwrap_or_else(|| hex::encode(hash))
}

/// The contract as its two sides see it.
#[derive(Template)]
#[template(path = "contract/show.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by the template by its name")]
pub struct ContractPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender.
    pub view: TenderView,
    /// Whether the reader acts for the buyer; else for the vendor.
    pub buyer: bool,
    /// Whether the reader is an officer of the buyer.
    pub officer: bool,
    /// Whether the reader is an approver of the buyer.
    pub approver: bool,
    /// Whether the reader signs for the vendor.
    pub vendor: bool,
    /// Who proposed to terminate, and whether that is the reader; for the buyer's people.
    pub terminator: Option<(String, bool)>,
}

impl ContractPage {
    fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    fn address(&self) -> String {
        self.view.row.address.to_string()
    }

    fn path(&self) -> String {
        format!("/tenders/{}/contract", self.view.row.address)
    }

    /// Where the reader came from: path and Fluent key.
    fn back(&self) -> (String, &'static str) {
        if self.buyer {
            (format!("/tenders/{}/manage", self.view.row.address), "manage-title")
        } else {
            ("/bids".to_owned(), "bids-title")
        }
    }

    fn record(&self) -> Option<&ContractView> {
        record(&self.view)
    }

    fn award(&self) -> Option<&AwardView> {
        award(&self.view)
    }

    fn buyer_name(&self) -> String {
        let buyer = self.view.buyer.as_ref();
        buyer.map_or_else(|| self.view.row.buyer.to_string(), |buyer| buyer.name.clone())
    }

    fn is_running(&self) -> bool {
        self.view.stage == Stage::ContractSigned
    }

    fn milestones(&self, held: &ContractView) -> Vec<MilestoneLine> {
        milestones(&self.view, held)
    }

    fn money(&self, minor: &u128) -> String {
        money::amount(self.view.core().currency, *minor)
    }

    /// What happens next: Fluent keys, the most pressing first.
    fn next(&self) -> Vec<String> {
        let side = if self.buyer { "buyer" } else { "vendor" };
        let steps = steps(&self.view);
        if !steps.is_empty() {
            return steps
                .iter()
                .map(|step| format!("contract-next-{}-{side}", step.name()))
                .collect();
        }
        let state = match self.view.stage {
            Stage::ContractSigned => "running",
            Stage::Completed => "completed",
            Stage::Terminated => "terminated",
            _ => "too-early",
        };
        vec![format!("contract-next-{state}-{side}")]
    }

    fn hex(bytes: impl AsRef<[u8]>) -> String {
        hex::encode(bytes)
    }

    fn receipt(&self, at: &At) -> String {
        self.page.href(&format!("/receipts/{}/{}", at.block, at.extrinsic))
    }

    /// What the vendor opens to report a milestone: a Fluent key.
    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    fn report_key(&self, line: &MilestoneLine) -> &'static str {
        if matches!(line.state, "reported" | "returned") {
            "contract-report-again"
        } else {
            "contract-report-open"
        }
    }

    /// What an officer opens to state the completion: a Fluent key.
    fn complete_key(&self) -> &'static str {
        let stated = self.record().is_some_and(|held| held.completion.is_some());
        if stated { "contract-complete-again" } else { "contract-complete-open" }
    }

    fn is_own_termination(&self) -> bool {
        self.terminator.as_ref().is_some_and(|(_, own)| *own)
    }

    /// A milestone as a change proposes it, in one line.
    fn agreed(&self, milestone: &(Milestone, Option<String>)) -> String {
        let (terms, text) = milestone;
        let title = named(text.as_ref(), &terms.title);
        format!("{title} · {} · {}", self.page.day(terms.due), self.money(&terms.amount))
    }

    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    fn grounds(&self) -> Vec<&'static str> {
        TerminationGround::ALL.iter().map(|ground| ground.name()).collect()
    }
}

/// `GET /tenders/{address}/contract`: there for the buyer, and for the vendor of a final award.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let app = &portal.app;
    let view = view(app, &address(&parts.1)?).await?.ok_or(Refusal::NotFound)?;
    let (org, roles) = (me.org.id, me.person.roles);
    let buyer = view.row.buyer == org && (roles.has(Role::Officer) || roles.has(Role::Approver));
    let vendor = roles.has(Role::Vendor) && award(&view).is_some_and(|held| held.vendor == org);
    if !buyer && !vendor {
        return Err(Refusal::NotFound);
    }
    let proposed = record(&view).and_then(|held| held.termination.as_ref());
    let terminator = match proposed.filter(|_| buyer) {
        Some(held) => Some((person_name(app, &held.officer).await?, held.officer == me.person.id)),
        None => None,
    };
    private(&ContractPage {
        page,
        signing: Signing::of(app, &signed).await?,
        buyer,
        officer: buyer && roles.has(Role::Officer),
        approver: buyer && roles.has(Role::Approver),
        vendor,
        terminator,
        view,
    })
}

impl TenderPage {
    /// The contract, once one is proposed or signed.
    pub(super) fn record(&self) -> Option<&ContractView> {
        record(&self.view)
    }

    /// The contract's milestones.
    pub(super) fn contract_milestones(&self, held: &ContractView) -> Vec<MilestoneLine> {
        milestones(&self.view, held)
    }

    /// The vendor of the contract.
    pub(super) fn contractor(&self) -> &str {
        self.view.award.as_ref().map_or("", |award| award.vendor_name.as_str())
    }

    /// What the contract was worth when it was signed.
    pub(super) fn first_value(&self, held: &ContractView) -> String {
        self.money(&held.amendments.first().map_or(held.value, |first| first.from))
    }

    /// Where the contract stands: a Fluent key, for the line below the award.
    pub(super) fn contract_line(&self) -> &'static str {
        match self.view.stage {
            Stage::ContractSigned => "contract-line-signed",
            Stage::Completed => "contract-line-completed",
            Stage::Terminated => "contract-line-terminated",
            _ => "contract-line-proposed",
        }
    }
}
