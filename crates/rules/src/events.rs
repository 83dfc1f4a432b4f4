//! What happened: everything that an indexer needs to rebuild its tables.

use alloc::{string::String, vec::Vec};
use parity_scale_codec::{Decode, Encode};

use crate::{
    ContractId, Hash, KeyId, OrgId, PersonId, PublicKey,
    messages::{
        BidVerdict, CancelReason, ComplaintOutcome, CriterionScore, Fault, ForfeitureGround,
        Milestone, RejectionGround, RequestKind, TerminationGround,
    },
    profile::Profile,
    ranking::{Ranked, Tallied},
    requests::Requests,
    roles::{OrgKind, Roles},
    schedule::Schedule,
    scoring::Field,
    tender::{BidShareSeen, ReturnReason, TechnicalBid},
    terms::Terms,
};

/// An event of either contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[expect(
    clippy::large_enum_variant,
    reason = "made once, encoded, and taken apart: it is never kept in numbers"
)]
pub enum Event {
    /// Of the registry.
    #[codec(index = 0)]
    Registry(RegistryEvent),
    /// Of a tender.
    #[codec(index = 1)]
    Tender(TenderEvent),
}

/// An event of the registry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum RegistryEvent {
    /// An organisation registered itself and waits (the authority: is founded, admitted).
    #[codec(index = 0)]
    OrgRegistered {
        /// The new id.
        org: OrgId,
        /// Its kind.
        kind: OrgKind,
        /// Legal name.
        name: String,
        /// Registration number.
        number: String,
        /// ISO 3166-1 alpha-2.
        country: [u8; 2],
        /// SHA-256 of the off-chain details.
        details: Hash,
    },
    /// An organisation was admitted.
    #[codec(index = 1)]
    OrgAdmitted {
        /// Which.
        org: OrgId,
        /// The registrar.
        by: PersonId,
    },
    /// An organisation was refused.
    #[codec(index = 2)]
    OrgRefused {
        /// Which.
        org: OrgId,
        /// The registrar.
        by: PersonId,
        /// SHA-256 of the reason.
        reason: Hash,
    },
    /// A person was added, with a first key.
    #[codec(index = 3)]
    PersonAdded {
        /// The new id.
        person: PersonId,
        /// For whom the person acts.
        org: OrgId,
        /// What the person may do.
        roles: Roles,
        /// The first key.
        key: PublicKey,
    },
    /// A key was replaced.
    #[codec(index = 4)]
    KeyReplaced {
        /// Whose.
        person: PersonId,
        /// The key that ended.
        old: KeyId,
        /// The key that begins.
        new: PublicKey,
        /// First second of the new key.
        active_from: u64,
        /// Who signed.
        by: PersonId,
    },
    /// An opening key was registered.
    #[codec(index = 5)]
    OpeningKeyRegistered {
        /// Whose.
        person: PersonId,
        /// The X25519 public key.
        key: [u8; 32],
    },
    /// Code was approved for tenders.
    #[codec(index = 6)]
    CodeApproved {
        /// Its hash.
        code: Hash,
        /// The registrar.
        by: PersonId,
    },
    /// A tender was proposed.
    #[codec(index = 7)]
    TenderProposed {
        /// The proposal's number.
        proposal: u32,
        /// The buyer.
        buyer: OrgId,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
        /// SHA-256 of the notice.
        notice: Hash,
    },
    /// A tender was created.
    #[codec(index = 8)]
    TenderCreated {
        /// The proposal's number, the tender's number too.
        proposal: u32,
        /// Its contract.
        tender: ContractId,
        /// Its code.
        code: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// An organisation was suspended until it is reinstated.
    #[codec(index = 70)]
    OrgSuspended {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The registrar.
        by: PersonId,
    },
    /// An organisation was debarred; this date replaces the one before.
    #[codec(index = 71)]
    OrgDebarred {
        /// Which.
        org: OrgId,
        /// First second in which it may act again.
        until: u64,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The registrar.
        by: PersonId,
    },
    /// Suspension and debarment were lifted.
    #[codec(index = 72)]
    OrgReinstated {
        /// Of whom.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The registrar.
        by: PersonId,
    },
    /// A key was revoked.
    #[codec(index = 73)]
    KeyRevoked {
        /// Whose.
        person: PersonId,
        /// The key that ended.
        key: KeyId,
        /// Who signed.
        by: PersonId,
    },
    /// A person got other roles.
    #[codec(index = 74)]
    RolesSet {
        /// Who.
        person: PersonId,
        /// All that the person may do from now on.
        roles: Roles,
        /// The administrator.
        by: PersonId,
    },
    /// The factory of tenders was paused.
    #[codec(index = 75)]
    Paused {
        /// The registrar.
        by: PersonId,
    },
    /// The factory of tenders goes on.
    #[codec(index = 76)]
    Unpaused {
        /// The registrar.
        by: PersonId,
    },
    /// A profile was added, or the registry was founded with it.
    #[codec(index = 40)]
    ProfileAdded {
        /// Its number.
        number: u32,
        /// The profile.
        profile: Profile,
        /// The registrar.
        by: PersonId,
    },
    /// A profile was retired: no new tender may name it.
    #[codec(index = 41)]
    ProfileRetired {
        /// Its number.
        profile: u32,
        /// The registrar.
        by: PersonId,
    },
}

/// An event of a tender.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum TenderEvent {
    /// A sealed bid was taken.
    #[codec(index = 0)]
    BidCommitted {
        /// The bid's number, in the order of commits.
        bid: u32,
        /// Whose.
        vendor: OrgId,
        /// Counts the vendor's bids, from 1.
        attempt: u32,
        /// `E`.
        e: Hash,
        /// `C`.
        c: Hash,
        /// The bid that it replaces.
        replaces: Option<u32>,
        /// The version of the terms that it was sealed for.
        terms: u32,
        /// The hash of the guarantee that secures it, where the terms ask for one.
        guarantee: Option<Hash>,
        /// Its technical envelope, where bids have two.
        technical: Option<TechnicalBid>,
    },
    /// A bid was withdrawn.
    #[codec(index = 1)]
    BidWithdrawn {
        /// Which.
        bid: u32,
        /// Whose.
        vendor: OrgId,
    },
    /// A member posted shares.
    #[codec(index = 2)]
    SharesPosted {
        /// The member's place in the committee, from 1.
        member: u8,
        /// Each share and whether it hashes to the one in the header.
        shares: Vec<BidShareSeen>,
    },
    /// A bid was opened.
    #[codec(index = 3)]
    BidRevealed {
        /// Which.
        bid: u32,
        /// The seed.
        seed: [u8; 32],
        /// The body.
        body: Vec<u8>,
        /// The price and the evaluated price; none when the body is faulty.
        price: Option<(u128, u128)>,
    },
    /// A fault was objected to.
    #[codec(index = 4)]
    Objected {
        /// The objection's number.
        objection: u32,
        /// The bid.
        bid: u32,
        /// What.
        fault: Fault,
        /// By whom.
        by: PersonId,
    },
    /// A finding was proposed.
    #[codec(index = 5)]
    FindingProposed {
        /// The objection.
        objection: u32,
        /// Whether the fault is confirmed.
        upheld: bool,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// A finding was confirmed.
    #[codec(index = 6)]
    FindingConfirmed {
        /// The objection.
        objection: u32,
        /// Whether the bid is rejected.
        upheld: bool,
        /// The approver.
        approver: PersonId,
    },
    /// A bid was scored by an evaluator.
    #[codec(index = 7)]
    Scored {
        /// Which.
        bid: u32,
        /// By whom.
        evaluator: PersonId,
        /// The scores, in the order of the criteria.
        scores: Vec<CriterionScore>,
    },
    /// A page of the ranking was made; what stood at its first place and behind is void.
    #[codec(index = 8)]
    BidsRanked {
        /// The place of the first, from 0.
        from: u32,
        /// The bids in order.
        lines: Vec<Ranked>,
        /// Whether the ranking is made.
        complete: bool,
    },
    /// The award was proposed.
    #[codec(index = 9)]
    AwardProposed {
        /// The bid.
        bid: u32,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The award was confirmed; final when the standstill is over.
    #[codec(index = 10)]
    AwardConfirmed {
        /// The bid.
        bid: u32,
        /// The approver.
        approver: PersonId,
        /// First second after the standstill.
        final_from: u64,
    },
    /// The cancellation was proposed.
    #[codec(index = 11)]
    CancellationProposed {
        /// Why.
        reason: CancelReason,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The tender was cancelled.
    #[codec(index = 12)]
    Cancelled {
        /// Why.
        reason: CancelReason,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// A page of bids was tallied.
    #[codec(index = 13)]
    BidsTallied {
        /// By bid: what the panel's scores make of it.
        tallies: Vec<(u32, Tallied)>,
        /// Whether the ranking is made: every bid is below a minimum.
        complete: bool,
    },
    /// A question was asked, nobody can tell by whom.
    #[codec(index = 60)]
    QuestionAsked {
        /// The question's number.
        question: u32,
        /// SHA-256 of [`crate::tender::question_preimage`].
        hash: Hash,
    },
    /// A question was answered.
    #[codec(index = 61)]
    QuestionAnswered {
        /// The question's number.
        question: u32,
        /// SHA-256 of [`crate::tender::answer_preimage`].
        answer: Hash,
        /// The officer.
        officer: PersonId,
    },
    /// A later deadline was proposed.
    #[codec(index = 62)]
    ExtensionProposed {
        /// The later deadline, Unix seconds.
        deadline: u64,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The deadline was extended; bids stay valid.
    #[codec(index = 63)]
    DeadlineExtended {
        /// The deadline until now, Unix seconds.
        from: u64,
        /// The deadline from now on, Unix seconds.
        to: u64,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// An evaluator declared its interests; this declaration takes the place of the one before.
    #[codec(index = 40)]
    InterestsDeclared {
        /// Who.
        evaluator: PersonId,
        /// Every vendor with whom there is a conflict; scores of their bids do not count.
        conflicts: Vec<OrgId>,
        /// SHA-256 of the declaration's text.
        statement: Hash,
        /// The key to which technical offers are sealed for the evaluator, where they have envelopes of their own.
        reader: Option<[u8; 32]>,
    },
    /// A change of a seat on the panel was proposed.
    #[codec(index = 41)]
    SeatChangeProposed {
        /// Whose seat it is, or was until it became vacant.
        evaluator: PersonId,
        /// Who would take it; none leaves it vacant.
        substitute: Option<PersonId>,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// An evaluator was excused, or a vacant seat filled; the scores of whoever is excused do not count.
    #[codec(index = 42)]
    SeatChanged {
        /// Whose seat it was.
        evaluator: PersonId,
        /// Who has it now, without scores and declaration; none: it is vacant.
        substitute: Option<PersonId>,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// A change of the terms was proposed.
    #[codec(index = 120)]
    AmendmentProposed {
        /// The terms as they shall be.
        terms: Terms,
        /// The deadline that is asked for, Unix seconds; 0 for none.
        deadline: u64,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The terms were changed; bids made before do not count until they are sealed again.
    #[codec(index = 121)]
    TermsAmended {
        /// The version that is in force from now on.
        version: u32,
        /// Its hash, which envelopes name.
        hash: Hash,
        /// Its terms.
        terms: Terms,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The deadline until now, Unix seconds.
        from: u64,
        /// The deadline from now on, Unix seconds: the same or a later one.
        to: u64,
        /// The approver.
        approver: PersonId,
    },
    /// A contract was proposed on the awarded bid.
    #[codec(index = 90)]
    ContractProposed {
        /// The bid.
        bid: u32,
        /// SHA-256 of the contract.
        contract: Hash,
        /// The price that the bid was opened with, minor units.
        value: u128,
        /// The milestones.
        milestones: Vec<Milestone>,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The vendor signed the contract that was proposed last.
    #[codec(index = 91)]
    ContractSigned {
        /// The bid.
        bid: u32,
        /// Whose.
        vendor: OrgId,
        /// SHA-256 of the contract.
        contract: Hash,
        /// Minor units.
        value: u128,
        /// Who signed.
        by: PersonId,
    },
    /// A change of the contract was proposed.
    #[codec(index = 92)]
    ChangeProposed {
        /// SHA-256 of the supplement.
        document: Hash,
        /// What the whole contract would be worth, minor units.
        value: u128,
        /// All milestones.
        milestones: Vec<Milestone>,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The vendor accepted the change that was proposed last: milestones that it leaves as they are keep their
    /// reports, all others are new.
    #[codec(index = 93)]
    ChangeAccepted {
        /// The amendment's number, from 0.
        amendment: u32,
        /// SHA-256 of the supplement.
        document: Hash,
        /// What the whole contract is worth from now on, minor units.
        value: u128,
        /// Who accepted.
        by: PersonId,
    },
    /// The vendor reported a milestone.
    #[codec(index = 94)]
    MilestoneReported {
        /// Its place, from 0.
        milestone: u8,
        /// SHA-256 of the report.
        document: Hash,
        /// Who reported.
        by: PersonId,
    },
    /// A milestone was accepted.
    #[codec(index = 95)]
    MilestoneAccepted {
        /// Its place, from 0.
        milestone: u8,
        /// SHA-256 of the acceptance.
        document: Hash,
        /// The officer.
        officer: PersonId,
    },
    /// A milestone's report was returned.
    #[codec(index = 96)]
    MilestoneReturned {
        /// Its place, from 0.
        milestone: u8,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The officer.
        officer: PersonId,
    },
    /// An officer stated that the contract is performed.
    #[codec(index = 97)]
    CompletionProposed {
        /// SHA-256 of the statement.
        statement: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The vendor confirmed it: the contract is completed.
    #[codec(index = 98)]
    ContractCompleted {
        /// SHA-256 of the statement.
        statement: Hash,
        /// Who confirmed.
        by: PersonId,
    },
    /// A termination was proposed.
    #[codec(index = 99)]
    TerminationProposed {
        /// Why.
        ground: TerminationGround,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The contract was terminated.
    #[codec(index = 100)]
    ContractTerminated {
        /// Why.
        ground: TerminationGround,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// The rejection of a bid was proposed.
    #[codec(index = 70)]
    RejectionProposed {
        /// The bid.
        bid: u32,
        /// Why.
        ground: RejectionGround,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// A bid was rejected after it was opened.
    #[codec(index = 71)]
    BidExcluded {
        /// The bid.
        bid: u32,
        /// Why.
        ground: RejectionGround,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The approver.
        approver: PersonId,
        /// Whether tally and ranking start again; else the ranking is frozen and stays.
        restarted: bool,
        /// The first in the ranking from now on; none when there is no ranking, or nobody left in it.
        first: Option<u32>,
        /// The round from now on; when it is a later one, the award was taken back.
        round: u32,
    },
    /// A vendor complained; in the standstill the clock stands still from then on.
    #[codec(index = 72)]
    Complained {
        /// The complaint's number.
        complaint: u32,
        /// The vendor.
        vendor: OrgId,
        /// Who signed.
        by: PersonId,
        /// SHA-256 of the complaint's text.
        statement: Hash,
    },
    /// A complaint was decided.
    #[codec(index = 73)]
    ComplaintDecided {
        /// The complaint's number.
        complaint: u32,
        /// What was decided.
        outcome: ComplaintOutcome,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The reviewer.
        reviewer: PersonId,
        /// The round from now on; when it is a later one, award and ranking were taken back.
        round: u32,
        /// The times from now on: where complaints held the clock, the window that was running is longer by that time.
        schedule: Schedule,
        /// First second after the standstill as it is now; none when there is no confirmed award. While
        /// another complaint or a suspension holds the clock, it will be later.
        final_from: Option<u64>,
    },
    /// A complaint was withdrawn.
    #[codec(index = 74)]
    ComplaintWithdrawn {
        /// The complaint's number.
        complaint: u32,
        /// Who signed.
        by: PersonId,
        /// As of [`TenderEvent::ComplaintDecided`].
        schedule: Schedule,
        /// As of [`TenderEvent::ComplaintDecided`].
        final_from: Option<u64>,
    },
    /// The tender was suspended; its clock stands still from then on.
    #[codec(index = 75)]
    TenderSuspended {
        /// SHA-256 of the statement.
        statement: Hash,
        /// The reviewer.
        reviewer: PersonId,
    },
    /// The tender goes on.
    #[codec(index = 76)]
    TenderResumed {
        /// SHA-256 of the statement.
        statement: Hash,
        /// The reviewer.
        reviewer: PersonId,
        /// The times from now on: the window that was running is longer by the time of the suspension.
        schedule: Schedule,
        /// As of [`TenderEvent::ComplaintDecided`].
        final_from: Option<u64>,
    },
    /// A security was returned: at once with its bid's withdrawal or replacement, else when it was due.
    #[codec(index = 130)]
    SecurityReturned {
        /// Whose security.
        bid: u32,
        /// Why.
        reason: ReturnReason,
    },
    /// A forfeiture was proposed.
    #[codec(index = 131)]
    ForfeitureProposed {
        /// The bid.
        bid: u32,
        /// Why.
        ground: ForfeitureGround,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// A security was forfeited.
    #[codec(index = 132)]
    SecurityForfeited {
        /// The bid.
        bid: u32,
        /// Why.
        ground: ForfeitureGround,
        /// Minor units of the terms' currency.
        amount: u128,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// An evaluator signed a sheet of points for a bid.
    #[codec(index = 140)]
    SheetSigned {
        /// The bid.
        bid: u32,
        /// Who.
        evaluator: PersonId,
        /// Hundredths of a point, in the order of the criteria.
        points: Vec<u32>,
        /// SHA-256 of the statement.
        statement: Hash,
        /// Whether with it everybody whose bid it is to score signed this sheet last.
        agreed: bool,
    },
    /// A vendor was asked about its bid.
    #[codec(index = 144)]
    VendorAsked {
        /// The request's number.
        request: u32,
        /// The bid.
        bid: u32,
        /// For what.
        kind: RequestKind,
        /// SHA-256 of the request's text.
        statement: Hash,
        /// First second in which a response is too late, Unix seconds; later by the time for which the clock stands still
        /// until then.
        until: u64,
        /// The officer.
        officer: PersonId,
    },
    /// The vendor responded.
    #[codec(index = 145)]
    VendorResponded {
        /// The request's number.
        request: u32,
        /// The bid.
        bid: u32,
        /// For what it was asked.
        kind: RequestKind,
        /// SHA-256 of the response's text.
        response: Hash,
        /// Who signed.
        by: PersonId,
    },
    /// It was proposed to accept the explanation of a price that is abnormally low.
    #[codec(index = 146)]
    AcceptanceProposed {
        /// The bid.
        bid: u32,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// The explanation was accepted.
    #[codec(index = 147)]
    ExplanationAccepted {
        /// The bid.
        bid: u32,
        /// SHA-256 of the statement.
        statement: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// The tally is complete, and the prices were compared: which are abnormally low follows from rule and field.
    #[codec(index = 148)]
    PricesCompared {
        /// The terms' rule.
        rule: Requests,
        /// The prices of the bids that are in.
        field: Field,
        /// The round.
        round: u32,
    },
    /// A vendor applied to be qualified.
    #[codec(index = 160)]
    Applied {
        /// The vendor.
        vendor: OrgId,
        /// Who signed.
        by: PersonId,
        /// SHA-256 of the application's text.
        statement: Hash,
    },
    /// A decision on an application was proposed.
    #[codec(index = 161)]
    QualificationProposed {
        /// The vendor.
        vendor: OrgId,
        /// SHA-256 of the application that was read.
        statement: Hash,
        /// Whether the vendor would be qualified.
        qualified: bool,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The officer.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// An application was decided.
    #[codec(index = 162)]
    QualificationDecided {
        /// The vendor.
        vendor: OrgId,
        /// Whether it may bid.
        qualified: bool,
        /// SHA-256 of the reason.
        reason: Hash,
        /// The approver.
        approver: PersonId,
    },
    /// A member sealed its shares of technical envelopes to the evaluators.
    #[codec(index = 150)]
    Reshared {
        /// The member, from 1.
        member: u8,
        /// Of which bids.
        bids: Vec<u32>,
        /// SHA-256 of what was sealed.
        digest: Hash,
    },
    /// A vendor sealed the seed of its technical envelope to the evaluators.
    #[codec(index = 151)]
    SeedReshared {
        /// The bid.
        bid: u32,
        /// SHA-256 of what was sealed.
        digest: Hash,
        /// Who signed.
        by: PersonId,
    },
    /// An evaluator signed what it found in technical envelopes.
    #[codec(index = 152)]
    BidsJudged {
        /// Who.
        evaluator: PersonId,
        /// What it found.
        verdicts: Vec<BidVerdict>,
        /// The bids on which the panel's majority has found so with this.
        found: Vec<u32>,
    },
    /// Every technical offer is tallied: prices can be opened.
    #[codec(index = 153)]
    TechnicalEvaluated {
        /// How many bids passed whose price is sealed.
        passed: u32,
        /// The schedule from now on: the guard runs to the first second in which a price is opened.
        schedule: Schedule,
    },
}
