//! Whose each act is, told from the cast and from what was accepted before, not from what registry and tender keep.

use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    Event, OrgId, PersonId, TenderEvent,
    roles::Role,
    tender::{
        Acceptance, Amendment, Award, Bid, Cancellation, Cell, Extension, Finding, Forfeiture,
        Objection, Rejection, SeatChange,
    },
};
use tenderseal_scenario::Cast;

use super::{
    conduct::Conduct,
    failed,
    people::{PEOPLE, actor, has_standing},
    play::Play,
    step::Step,
};

impl Step {
    /// Whether the act was its signer's to do: standing, role, organisation, seat, invitation, and another person
    /// than the one who proposed.
    pub fn is_rightful(
        &self,
        cast: &Cast,
        conduct: &Conduct,
        proposer: Option<PersonId>,
        invited: &[OrgId],
    ) -> bool {
        let Some(who) = self.who() else { return true };
        let person = actor(cast, who);
        if !has_standing(cast, who) {
            return false;
        }
        let buys = |role| person.org == cast.admin.org && person.roles.has(role);
        let bids = person.roles.has(Role::Vendor);
        let evaluates = person.roles.has(Role::Evaluator);
        match *self {
            Self::ProposeFinding { .. }
            | Self::ProposeAward { .. }
            | Self::ProposeCancellation { .. }
            | Self::ProposeExtension { .. }
            | Self::ProposeSeatChange { .. }
            | Self::ProposeAmendment { .. }
            | Self::ProposeRejection { .. }
            | Self::ProposeForfeiture { .. }
            | Self::AskVendor { .. }
            | Self::ProposeAcceptance { .. }
            | Self::Answer { .. } => buys(Role::Officer),
            Self::ConfirmFinding { .. }
            | Self::ConfirmAward { .. }
            | Self::ConfirmCancellation { .. }
            | Self::ConfirmSeatChange { .. }
            | Self::ConfirmExtension { .. }
            | Self::ConfirmAmendment { .. }
            | Self::ConfirmRejection { .. }
            | Self::ConfirmForfeiture { .. }
            | Self::ConfirmAcceptance { .. } => {
                buys(Role::Approver) && proposer.is_some_and(|proposer| proposer != person.person)
            }
            Self::Score { bid, .. } | Self::Agree { bid, .. } | Self::Judge { bid, .. } => {
                evaluates && conduct.may_score(&person.person, bid)
            }
            Self::Declare { .. } => evaluates && conduct.has_seat(&person.person),
            Self::Shares { .. } | Self::Reshare { .. } => {
                cast.committee().iter().any(|member| member.actor.person == person.person)
            }
            Self::Commit { vendor, .. } | Self::Replace { vendor, .. } => {
                let own = cast.vendors[vendor].admin.org == person.org;
                bids && own && (invited.is_empty() || invited.contains(&person.org))
            }
            Self::ReshareSeed { bid, .. } => bids && conduct.is_of(bid, &person.org),
            Self::Respond { request, .. } => {
                let bid = request.and_then(|request| conduct.requests.get(&request));
                bids && bid.is_some_and(|bid| conduct.is_of(*bid, &person.org))
            }
            Self::WithdrawComplaint { complaint, .. } => {
                let by = complaint.and_then(|complaint| conduct.complaints.get(&complaint));
                bids && by == Some(&person.org)
            }
            // Which bid it is follows from whoever signs.
            Self::Withdraw { .. } | Self::Complain { .. } => bids,
            Self::DecideComplaint { .. }
            | Self::SuspendTender { .. }
            | Self::ResumeTender { .. } => person.person == cast.reviewer.person,
            Self::Object { .. } => true,
            Self::Deal(ref deal) => deal.is_rightful(cast, proposer),
            _ => false,
        }
    }
}

impl Play {
    /// Who proposed what this step would confirm.
    pub fn proposer(&self, step: &Step) -> Option<PersonId> {
        let (house, tender) = (&self.house, self.tender);
        match *step {
            Step::ConfirmFinding { objection, .. } => {
                match house.read(tender, &Cell::Objection(objection)).ok()? {
                    Objection { finding: Finding::Proposed { officer, .. }, .. } => Some(officer),
                    _ => None,
                }
            }
            Step::ConfirmAward { .. } => match house.state(tender).ok()?.award {
                Award::Proposed { officer, .. } => Some(officer),
                _ => None,
            },
            Step::ConfirmCancellation { .. } => {
                let found: Cancellation = house.read(tender, &Cell::Cancellation).ok()?;
                Some(found.officer)
            }
            Step::ConfirmExtension { .. } => {
                let found: Option<Extension> = house.read(tender, &Cell::Extension).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmSeatChange { .. } => {
                let found: Option<SeatChange> = house.read(tender, &Cell::SeatChange).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmAmendment { .. } => {
                let found: Option<Amendment> = house.read_long(tender, &Cell::Amendment).ok()?;
                Some(found?.officer)
            }
            Step::Deal(ref deal) => deal.proposer(house, tender),
            Step::ConfirmRejection { .. } => {
                let found: Option<Rejection> = house.read(tender, &Cell::Rejection).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmAcceptance { .. } => {
                let found: Option<Acceptance> = house.read(tender, &Cell::Acceptance).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmForfeiture { .. } => {
                let found: Option<Forfeiture> = house.read(tender, &Cell::Forfeiture).ok()?;
                Some(found?.officer)
            }
            _ => None,
        }
    }

    /// Whether it was but for the person that a step was refused: somebody whose act it is does the same.
    pub fn is_done_by_another(&self, step: &Step) -> bool {
        let cast = self.house.cast();
        let proposer = self.proposer(step);
        (0..PEOPLE).map(|who| step.by(who)).any(|other| {
            other.is_rightful(&cast, &self.conduct, proposer, &self.invited)
                && self.clone().act(&other).is_ok()
        })
    }

    /// The bids as they are.
    pub fn bids(&self) -> Result<Vec<Bid>, TestCaseError> {
        let count = self.house.state(self.tender).map_err(failed)?.bids;
        (0..count).map(|number| self.house.bid(self.tender, number).map_err(failed)).collect()
    }

    /// What was done bears the name of whoever signed, and of a vendor's acts only that vendor's bids become others.
    pub fn check_names(
        &self,
        step: &Step,
        before: &[Bid],
        events: &[Event],
    ) -> Result<(), TestCaseError> {
        let Some(who) = step.who() else { return Ok(()) };
        let cast = self.house.cast();
        let signer = actor(&cast, who);
        for event in events {
            let Event::Tender(event) = event else { continue };
            let (person, org, member) = named(event);
            prop_assert!(
                person.is_none_or(|person| person == signer.person),
                "{step:?}: {event:?}"
            );
            prop_assert!(org.is_none_or(|org| org == signer.org), "{step:?}: {event:?}");
            let number = |member: u8| cast.committee()[usize::from(member) - 1].actor.person;
            prop_assert!(member.is_none_or(|member| number(member) == signer.person), "{step:?}");
        }
        let vendors_own = matches!(
            step,
            Step::Commit { .. }
                | Step::Replace { .. }
                | Step::Withdraw { .. }
                | Step::Respond { .. }
        );
        for (number, now) in self.bids()?.iter().enumerate().filter(|_| vendors_own) {
            let own = before.get(number) == Some(now) || now.vendor == signer.org;
            prop_assert!(own, "{step:?}: {now:?}");
        }
        Ok(())
    }
}

/// Who did it, for which vendor, as which member of the committee: as far as the event says so.
fn named(event: &TenderEvent) -> (Option<PersonId>, Option<OrgId>, Option<u8>) {
    use TenderEvent as Seen;
    match *event {
        Seen::BidCommitted { vendor, .. } | Seen::BidWithdrawn { vendor, .. } => {
            (None, Some(vendor), None)
        }
        Seen::Complained { vendor, by, .. } | Seen::ContractSigned { vendor, by, .. } => {
            (Some(by), Some(vendor), None)
        }
        Seen::SharesPosted { member, .. } | Seen::Reshared { member, .. } => {
            (None, None, Some(member))
        }
        Seen::Objected { by: person, .. }
        | Seen::FindingProposed { officer: person, .. }
        | Seen::FindingConfirmed { approver: person, .. }
        | Seen::Scored { evaluator: person, .. }
        | Seen::SheetSigned { evaluator: person, .. }
        | Seen::BidsJudged { evaluator: person, .. }
        | Seen::InterestsDeclared { evaluator: person, .. }
        | Seen::AwardProposed { officer: person, .. }
        | Seen::AwardConfirmed { approver: person, .. }
        | Seen::CancellationProposed { officer: person, .. }
        | Seen::Cancelled { approver: person, .. }
        | Seen::QuestionAnswered { officer: person, .. }
        | Seen::ExtensionProposed { officer: person, .. }
        | Seen::DeadlineExtended { approver: person, .. }
        | Seen::SeatChangeProposed { officer: person, .. }
        | Seen::SeatChanged { approver: person, .. }
        | Seen::AmendmentProposed { officer: person, .. }
        | Seen::TermsAmended { approver: person, .. }
        | Seen::ContractProposed { officer: person, .. }
        | Seen::ChangeProposed { officer: person, .. }
        | Seen::ChangeAccepted { by: person, .. }
        | Seen::MilestoneReported { by: person, .. }
        | Seen::MilestoneAccepted { officer: person, .. }
        | Seen::MilestoneReturned { officer: person, .. }
        | Seen::CompletionProposed { officer: person, .. }
        | Seen::ContractCompleted { by: person, .. }
        | Seen::TerminationProposed { officer: person, .. }
        | Seen::ContractTerminated { approver: person, .. }
        | Seen::RejectionProposed { officer: person, .. }
        | Seen::BidExcluded { approver: person, .. }
        | Seen::ComplaintDecided { reviewer: person, .. }
        | Seen::ComplaintWithdrawn { by: person, .. }
        | Seen::TenderSuspended { reviewer: person, .. }
        | Seen::TenderResumed { reviewer: person, .. }
        | Seen::ForfeitureProposed { officer: person, .. }
        | Seen::SecurityForfeited { approver: person, .. }
        | Seen::VendorAsked { officer: person, .. }
        | Seen::VendorResponded { by: person, .. }
        | Seen::AcceptanceProposed { officer: person, .. }
        | Seen::ExplanationAccepted { approver: person, .. }
        | Seen::SeedReshared { by: person, .. } => (Some(person), None, None),
        _ => (None, None, None),
    }
}
