//! Applications to be let in to bid as pages and the API show them, folded from their events.

use tenderseal_rules::{Hash, OrgId, PersonId, TenderEvent, tender::Stage};

use super::{At, Names, TenderView};
use crate::app::Outcome;

/// What a vendor applied with. One that was replaced by a later application stays in the timeline only.
#[derive(Clone, Debug)]
pub struct ApplicationView {
    /// Whose. Like every vendor's name public only when bids are opened.
    pub vendor: OrgId,
    /// Legal name.
    pub vendor_name: String,
    /// Who signed.
    pub by: PersonId,
    /// SHA-256 of the text.
    pub statement: Hash,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Where it was made.
    pub at: At,
    /// The decision that waits for its approver.
    pub proposed: Option<QualificationView>,
    /// Decisions, the oldest first: the last one holds.
    pub decisions: Vec<QualificationView>,
}

/// A decision on an application, proposed or confirmed.
#[derive(Clone, Debug)]
pub struct QualificationView {
    /// Whether the vendor may bid.
    pub qualified: bool,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// The reason, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The approver, and where it was confirmed.
    pub confirmed: Option<(PersonId, At)>,
}

impl ApplicationView {
    /// Whether the vendor may bid; none while nobody decided.
    #[must_use]
    pub fn verdict(&self) -> Option<bool> {
        self.decisions.last().map(|last| last.qualified)
    }

    /// The name of what became of it: `open`, `qualified` or `refused`.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match self.verdict() {
            None => "open",
            Some(true) => "qualified",
            Some(false) => "refused",
        }
    }
}

/// Applications and decisions.
pub(super) async fn fold(
    view: &mut TenderView,
    names: &mut Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::Applied { vendor, by, statement } => {
            let (vendor_name, text) = (names.org(&vendor).await?, names.text(&statement).await?);
            // A new application is not decided on yet, whatever became of the one before.
            view.applications.retain(|held| held.vendor != vendor);
            view.applications.push(ApplicationView {
                vendor,
                vendor_name,
                by,
                statement,
                text,
                at,
                proposed: None,
                decisions: Vec::new(),
            });
        }
        TenderEvent::QualificationProposed {
            vendor, qualified, reason, officer, proposed, ..
        } => {
            let text = names.text(&reason).await?;
            let decision = QualificationView {
                qualified,
                reason,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            };
            on_application(view, vendor, |held| held.proposed = Some(decision));
        }
        TenderEvent::QualificationDecided { vendor, approver, .. } => {
            on_application(view, vendor, |held| {
                if let Some(decision) = held.proposed.take() {
                    let confirmed = Some((approver, at));
                    held.decisions.push(QualificationView { confirmed, ..decision });
                }
            });
        }
        _ => {}
    }
    Ok(())
}

fn on_application(view: &mut TenderView, vendor: OrgId, change: impl FnOnce(&mut ApplicationView)) {
    if let Some(held) = view.applications.iter_mut().find(|held| held.vendor == vendor) {
        change(held);
    }
}

impl TenderView {
    /// First second in which no vendor applies any more; none where vendors need not.
    #[must_use]
    pub fn applications_until(&self) -> Option<u64> {
        let lead = self.publication().terms.prequalification?;
        Some(self.schedule().applications_until(lead))
    }

    /// Whether applications are taken now.
    #[must_use]
    pub fn takes_applications(&self) -> bool {
        self.decides_applications()
            && self.applications_until().is_some_and(|until| self.now < until)
    }

    /// Whether applications are decided on now.
    #[must_use]
    pub fn decides_applications(&self) -> bool {
        self.applications_until().is_some()
            && self.stage == Stage::Bidding
            && self.suspended().is_none()
    }

    /// What a vendor applied with last.
    #[must_use]
    pub fn application_of(&self, vendor: &OrgId) -> Option<&ApplicationView> {
        self.applications.iter().find(|held| held.vendor == *vendor)
    }

    /// Whether a vendor may bid: anybody, unless the terms name who may or vendors are qualified before.
    #[must_use]
    pub fn may_bid(&self, vendor: &OrgId) -> bool {
        let terms = &self.publication().terms;
        if terms.prequalification.is_some() {
            let held = self.application_of(vendor);
            return held.is_some_and(|held| held.verdict() == Some(true));
        }
        terms.invited.is_empty() || terms.invited.contains(vendor)
    }
}
