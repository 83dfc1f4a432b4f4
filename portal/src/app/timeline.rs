//! What an event is called, and what an event of the registry is about.

use tenderseal_rules::{
    Event, OrgId, PersonId, RegistryEvent, TenderEvent, messages::ComplaintOutcome,
};

/// What an event of the registry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An organisation.
    Org(OrgId),
    /// A person of an organisation, or the person's key.
    Person(PersonId),
    /// Whether new tenders are made at all.
    Factory,
}

/// What an event is about; `None` for what a tender's page tells.
#[must_use]
pub const fn subject(event: &Event) -> Option<Subject> {
    let Event::Registry(event) = event else { return None };
    match event {
        RegistryEvent::OrgRegistered { org, .. }
        | RegistryEvent::OrgAdmitted { org, .. }
        | RegistryEvent::OrgRefused { org, .. }
        | RegistryEvent::OrgSuspended { org, .. }
        | RegistryEvent::OrgDebarred { org, .. }
        | RegistryEvent::OrgReinstated { org, .. }
        | RegistryEvent::PersonAdded { org, .. } => Some(Subject::Org(*org)),
        RegistryEvent::KeyReplaced { person, .. }
        | RegistryEvent::OpeningKeyRegistered { person, .. }
        | RegistryEvent::KeyRevoked { person, .. }
        | RegistryEvent::RolesSet { person, .. } => Some(Subject::Person(*person)),
        RegistryEvent::Paused { .. } | RegistryEvent::Unpaused { .. } => Some(Subject::Factory),
        RegistryEvent::CodeApproved { .. }
        | RegistryEvent::TenderProposed { .. }
        | RegistryEvent::TenderCreated { .. }
        | RegistryEvent::ProfileAdded { .. }
        | RegistryEvent::ProfileRetired { .. } => None,
    }
}

/// The name of an event (snake case) and the bid that it concerns.
#[must_use]
pub const fn describe(event: &Event) -> (&'static str, Option<u32>) {
    match event {
        Event::Registry(event) => (registry(event), None),
        Event::Tender(event) => tender(event),
    }
}

const fn registry(event: &RegistryEvent) -> &'static str {
    match event {
        RegistryEvent::OrgRegistered { .. } => "org_registered",
        RegistryEvent::OrgAdmitted { .. } => "org_admitted",
        RegistryEvent::OrgRefused { .. } => "org_refused",
        RegistryEvent::PersonAdded { .. } => "person_added",
        RegistryEvent::KeyReplaced { .. } => "key_replaced",
        RegistryEvent::OpeningKeyRegistered { .. } => "opening_key_registered",
        RegistryEvent::CodeApproved { .. } => "code_approved",
        RegistryEvent::TenderProposed { .. } => "tender_proposed",
        RegistryEvent::TenderCreated { .. } => "tender_created",
        RegistryEvent::OrgSuspended { .. } => "org_suspended",
        RegistryEvent::OrgDebarred { .. } => "org_debarred",
        RegistryEvent::OrgReinstated { .. } => "org_reinstated",
        RegistryEvent::KeyRevoked { .. } => "key_revoked",
        RegistryEvent::RolesSet { .. } => "roles_set",
        RegistryEvent::Paused { .. } => "paused",
        RegistryEvent::Unpaused { .. } => "unpaused",
        RegistryEvent::ProfileAdded { .. } => "profile_added",
        RegistryEvent::ProfileRetired { .. } => "profile_retired",
    }
}

const fn tender(event: &TenderEvent) -> (&'static str, Option<u32>) {
    match event {
        TenderEvent::BidCommitted { bid, replaces: None, .. } => ("bid_committed", Some(*bid)),
        TenderEvent::BidCommitted { bid, .. } => ("bid_replaced", Some(*bid)),
        TenderEvent::BidWithdrawn { bid, .. } => ("bid_withdrawn", Some(*bid)),
        TenderEvent::SharesPosted { .. } => ("shares_posted", None),
        TenderEvent::BidRevealed { bid, .. } => ("bid_revealed", Some(*bid)),
        TenderEvent::Objected { bid, .. } => ("objected", Some(*bid)),
        TenderEvent::FindingProposed { .. } => ("finding_proposed", None),
        TenderEvent::FindingConfirmed { .. } => ("finding_confirmed", None),
        TenderEvent::Scored { bid, .. } => ("scored", Some(*bid)),
        TenderEvent::BidsRanked { complete: true, .. }
        | TenderEvent::BidsTallied { complete: true, .. } => ("ranking_made", None),
        TenderEvent::BidsTallied { .. } => ("bids_tallied", None),
        TenderEvent::BidsRanked { .. } => ("bids_ranked", None),
        TenderEvent::AwardProposed { bid, .. } => ("award_proposed", Some(*bid)),
        TenderEvent::AwardConfirmed { bid, .. } => ("award_confirmed", Some(*bid)),
        TenderEvent::CancellationProposed { .. } => ("cancellation_proposed", None),
        TenderEvent::Cancelled { .. } => ("cancelled", None),
        TenderEvent::QuestionAsked { .. } => ("question_asked", None),
        TenderEvent::QuestionAnswered { .. } => ("question_answered", None),
        TenderEvent::ExtensionProposed { .. } => ("extension_proposed", None),
        TenderEvent::DeadlineExtended { .. } => ("deadline_extended", None),
        TenderEvent::InterestsDeclared { .. } => ("interests_declared", None),
        TenderEvent::SeatChangeProposed { .. } => ("seat_change_proposed", None),
        TenderEvent::SeatChanged { .. } => ("seat_changed", None),
        TenderEvent::AmendmentProposed { .. } => ("amendment_proposed", None),
        TenderEvent::TermsAmended { .. } => ("terms_amended", None),
        TenderEvent::ContractProposed { bid, .. } => ("contract_proposed", Some(*bid)),
        TenderEvent::ContractSigned { bid, .. } => ("contract_signed", Some(*bid)),
        TenderEvent::ChangeProposed { .. } => ("change_proposed", None),
        TenderEvent::ChangeAccepted { .. } => ("change_accepted", None),
        TenderEvent::MilestoneReported { .. } => ("milestone_reported", None),
        TenderEvent::MilestoneAccepted { .. } => ("milestone_accepted", None),
        TenderEvent::MilestoneReturned { .. } => ("milestone_returned", None),
        TenderEvent::CompletionProposed { .. } => ("completion_proposed", None),
        TenderEvent::ContractCompleted { .. } => ("contract_completed", None),
        TenderEvent::TerminationProposed { .. } => ("termination_proposed", None),
        TenderEvent::ContractTerminated { .. } => ("contract_terminated", None),
        TenderEvent::RejectionProposed { bid, .. } => ("rejection_proposed", Some(*bid)),
        TenderEvent::BidExcluded { bid, .. } => ("bid_excluded", Some(*bid)),
        TenderEvent::Complained { .. } => ("complained", None),
        TenderEvent::ComplaintDecided { outcome, .. } => (decided(*outcome), None),
        TenderEvent::ComplaintWithdrawn { .. } => ("complaint_withdrawn", None),
        TenderEvent::TenderSuspended { .. } => ("tender_suspended", None),
        TenderEvent::TenderResumed { .. } => ("tender_resumed", None),
        TenderEvent::SecurityReturned { bid, .. } => ("security_returned", Some(*bid)),
        TenderEvent::ForfeitureProposed { bid, .. } => ("forfeiture_proposed", Some(*bid)),
        TenderEvent::SecurityForfeited { bid, .. } => ("security_forfeited", Some(*bid)),
        TenderEvent::Applied { .. } => ("applied", None),
        TenderEvent::QualificationProposed { .. } => ("qualification_proposed", None),
        TenderEvent::QualificationDecided { qualified: true, .. } => ("vendor_qualified", None),
        TenderEvent::QualificationDecided { .. } => ("vendor_not_qualified", None),
        TenderEvent::SheetSigned { bid, .. } => ("sheet_signed", Some(*bid)),
        TenderEvent::VendorAsked { bid, .. } => ("vendor_asked", Some(*bid)),
        TenderEvent::VendorResponded { bid, .. } => ("vendor_responded", Some(*bid)),
        TenderEvent::PricesCompared { .. } => ("prices_compared", None),
        TenderEvent::AcceptanceProposed { bid, .. } => ("acceptance_proposed", Some(*bid)),
        TenderEvent::ExplanationAccepted { bid, .. } => ("explanation_accepted", Some(*bid)),
        TenderEvent::Reshared { .. } => ("reshared", None),
        TenderEvent::SeedReshared { bid, .. } => ("seed_reshared", Some(*bid)),
        TenderEvent::BidsJudged { .. } => ("bids_judged", None),
        TenderEvent::TechnicalEvaluated { .. } => ("technical_evaluated", None),
    }
}

const fn decided(outcome: ComplaintOutcome) -> &'static str {
    match outcome {
        ComplaintOutcome::Dismissed => "complaint_dismissed",
        ComplaintOutcome::Upheld => "complaint_upheld",
        ComplaintOutcome::Reevaluate => "complaint_reevaluate",
        ComplaintOutcome::Cancel => "complaint_cancel",
    }
}

/// Every name that [`describe`] gives: each has a message `event-<name>`.
pub const KINDS: [&str; 81] = [
    "org_registered",
    "org_admitted",
    "org_refused",
    "person_added",
    "key_replaced",
    "opening_key_registered",
    "code_approved",
    "tender_proposed",
    "tender_created",
    "bid_committed",
    "bid_replaced",
    "bid_withdrawn",
    "shares_posted",
    "bid_revealed",
    "objected",
    "finding_proposed",
    "finding_confirmed",
    "scored",
    "bids_tallied",
    "bids_ranked",
    "ranking_made",
    "award_proposed",
    "award_confirmed",
    "cancellation_proposed",
    "cancelled",
    "question_asked",
    "question_answered",
    "extension_proposed",
    "deadline_extended",
    "org_suspended",
    "org_debarred",
    "org_reinstated",
    "key_revoked",
    "roles_set",
    "paused",
    "unpaused",
    "interests_declared",
    "seat_change_proposed",
    "seat_changed",
    "amendment_proposed",
    "terms_amended",
    "profile_added",
    "profile_retired",
    "contract_proposed",
    "contract_signed",
    "change_proposed",
    "change_accepted",
    "milestone_reported",
    "milestone_accepted",
    "milestone_returned",
    "completion_proposed",
    "contract_completed",
    "termination_proposed",
    "contract_terminated",
    "rejection_proposed",
    "bid_excluded",
    "complained",
    "complaint_dismissed",
    "complaint_upheld",
    "complaint_reevaluate",
    "complaint_cancel",
    "complaint_withdrawn",
    "tender_suspended",
    "tender_resumed",
    "security_returned",
    "forfeiture_proposed",
    "security_forfeited",
    "applied",
    "qualification_proposed",
    "vendor_qualified",
    "vendor_not_qualified",
    "sheet_signed",
    "vendor_asked",
    "vendor_responded",
    "prices_compared",
    "acceptance_proposed",
    "explanation_accepted",
    "reshared",
    "seed_reshared",
    "bids_judged",
    "technical_evaluated",
];
