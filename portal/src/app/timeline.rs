//! What an event is called.

use tenderseal_rules::{Event, RegistryEvent, TenderEvent};

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
    }
}

/// Every name that [`describe`] gives: each has a message `event-<name>`.
pub const KINDS: [&str; 36] = [
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
];
