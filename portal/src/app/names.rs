//! Stable names of what the chain knows by number: in tables, JSON and Fluent keys.

use tenderseal_rules::{
    messages::{
        CancelReason, ComplaintOutcome, Fault, ForfeitureGround, RejectionGround, RequestKind,
        TerminationGround,
    },
    profile::Procedure,
    registry::OrgStatus,
    roles::{OrgKind, Role},
    tender::{BidStatus, ReturnReason, SecurityStatus, Stage},
    terms::{Consensus, PriceFormula},
};

use super::standing::HoldKind;
use crate::chain::Judgement;
use crate::ports_chain::OrgStanding;

/// A value with a stable name.
pub trait Named: Sized + Copy + PartialEq + 'static {
    /// Every value.
    const ALL: &'static [Self];
    /// The name: snake case, as the browser's modules have it.
    fn name(self) -> &'static str;
    /// The value of that name.
    #[must_use]
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.name() == name)
    }
}

macro_rules! names {
    ($type:ty { $($variant:ident = $name:literal,)* }) => {
        impl Named for $type {
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

names!(Stage {
    Bidding = "bidding",
    Closed = "closed",
    TechnicalOpening = "technical_opening",
    TechnicalEvaluation = "technical_evaluation",
    FinancialOpening = "opening",
    FinancialEvaluation = "evaluation",
    AwardProposed = "award_proposed",
    Standstill = "standstill",
    Awarded = "awarded",
    Unsuccessful = "unsuccessful",
    Cancelled = "cancelled",
    ContractSigned = "contract_signed",
    Completed = "completed",
    Terminated = "terminated",
});
names!(TerminationGround {
    VendorDefault = "vendor_default",
    BuyerDefault = "buyer_default",
    Agreement = "agreement",
    ForceMajeure = "force_majeure",
    Other = "other",
});
names!(Fault {
    Shares = "shares",
    Header = "header",
    Context = "context",
    Payload = "payload",
    Padding = "padding",
    Reseal = "reseal",
    Commit = "commit",
    Body = "body",
    Stanza = "stanza",
});
names!(CancelReason {
    NoNeed = "no_need",
    NoFunds = "no_funds",
    FaultyTerms = "faulty_terms",
    Irregularity = "irregularity",
    PricesTooHigh = "prices_too_high",
    Other = "other",
});
names!(OrgKind { Vendor = "vendor", Buyer = "buyer", Authority = "authority", });
names!(OrgStatus { Pending = "pending", Admitted = "admitted", Refused = "refused", });
names!(OrgStanding {
    Waiting = "waiting",
    Admitted = "admitted",
    Suspended = "suspended",
    Debarred = "debarred",
    Refused = "refused",
});
names!(HoldKind { Suspended = "suspended", Debarred = "debarred", Over = "over", });
names!(Consensus {
    Mean = "mean",
    TrimmedMean = "trimmed_mean",
    Median = "median",
    Moderated = "moderated",
});
names!(Procedure {
    OpenOneEnvelope = "open_one_envelope",
    OpenTwoEnvelopes = "open_two_envelopes",
    RequestForQuotations = "request_for_quotations",
    Restricted = "restricted",
    Prequalified = "prequalified",
});
names!(Role {
    Registrar = "registrar",
    OrgAdmin = "org_admin",
    Officer = "officer",
    Approver = "approver",
    Committee = "committee",
    Evaluator = "evaluator",
    Vendor = "vendor",
    Reviewer = "reviewer",
    Auditor = "auditor",
});

names!(RejectionGround {
    NotResponsive = "not_responsive",
    NotQualified = "not_qualified",
    AbnormallyLow = "abnormally_low",
    ConflictOfInterest = "conflict_of_interest",
    RefusedToSign = "refused_to_sign",
    Other = "other",
    NotCorrected = "not_corrected",
});
names!(RequestKind { Explanation = "explanation", Correction = "correction", });
names!(ForfeitureGround { Silence = "silence", RefusedToSign = "refused_to_sign", });
names!(ReturnReason {
    Withdrawn = "withdrawn",
    Replaced = "replaced",
    Stale = "stale",
    Rejected = "rejected",
    Lost = "lost",
    Signed = "signed",
    Cancelled = "cancelled",
    Unsuccessful = "unsuccessful",
    Expired = "expired",
});
names!(ComplaintOutcome {
    Dismissed = "dismissed",
    Upheld = "upheld",
    Reevaluate = "reevaluate",
    Cancel = "cancel",
});

/// The name of what the judge found: `sound`, or the fault's.
#[must_use]
pub fn judgement(found: Judgement) -> &'static str {
    found.fault().map_or("sound", Named::name)
}

/// The name of what became of a bid; a rejected one's fault and an excluded one's ground have their own.
#[must_use]
pub const fn bid_status(status: BidStatus) -> &'static str {
    match status {
        BidStatus::Sealed => "sealed",
        BidStatus::Replaced => "replaced",
        BidStatus::Withdrawn => "withdrawn",
        BidStatus::Opened => "opened",
        BidStatus::Rejected(_) => "rejected",
        BidStatus::Excluded(_) => "excluded",
        BidStatus::Read => "read",
        BidStatus::Unopened => "unopened",
    }
}

/// The name of what became of a security; reason and ground have their own.
#[must_use]
pub const fn security_status(status: SecurityStatus) -> &'static str {
    match status {
        SecurityStatus::Held => "held",
        SecurityStatus::Returned(_) => "returned",
        SecurityStatus::Forfeited(_) => "forfeited",
    }
}

/// The name of a price formula.
#[must_use]
pub const fn formula(formula: PriceFormula) -> &'static str {
    match formula {
        PriceFormula::LowestProportional => "lowest_proportional",
        PriceFormula::LowestOnly => "lowest_only",
        PriceFormula::Benchmark { .. } => "benchmark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_by_its_name_and_an_unknown_name_is_none() {
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.name()), Some(*stage));
        }
        for fault in Fault::ALL {
            assert_eq!(Fault::named(fault.name()), Some(*fault));
        }
        assert_eq!(Role::named("root"), None);
    }
}
