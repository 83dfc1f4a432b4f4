//! What a tender stores, and where.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use crate::{
    ContractId, Hash, OrgId, PersonId,
    messages::{
        CancelReason, ComplaintOutcome, Fault, ForfeitureGround, Milestone, RejectionGround,
        RequestKind, TerminationGround,
    },
    money::Currency,
    ranking::{Merit, Position, Ranked},
    requests::Requests,
    schedule::Schedule,
    scoring::Field,
    security::Security,
    terms::Terms,
};

/// Where a tender's values lie. Tag 0 holds nonces, see [`crate::auth`].
#[derive(Clone, Debug, Encode, Decode)]
pub enum Cell {
    /// [`Core`].
    #[codec(index = 1)]
    Core,
    /// The [`Terms`] in force, paged.
    #[codec(index = 2)]
    Terms,
    /// [`Committee`], paged.
    #[codec(index = 3)]
    Committee,
    /// The [`PersonId`]s of the panel as it was published, paged; who sits on it now is in [`Seat`].
    #[codec(index = 4)]
    Panel,
    /// [`State`].
    #[codec(index = 5)]
    State,
    /// [`Bid`] by number.
    #[codec(index = 6)]
    Bid(u32),
    /// The share hashes `h_1..h_n` of a bid, paged.
    #[codec(index = 7)]
    ShareHashes(u32),
    /// [`VendorSlot`].
    #[codec(index = 8)]
    Vendor(OrgId),
    /// [`PostedShare`] by bid and member (from 1).
    #[codec(index = 9)]
    Share(u32, u8),
    /// [`Opened`] by bid.
    #[codec(index = 10)]
    Opened(u32),
    /// [`Objection`] by number.
    #[codec(index = 11)]
    Objection(u32),
    /// Present when the person objected to the bid.
    #[codec(index = 12)]
    Objected(u32, PersonId),
    /// An evaluator's points by bid and the evaluator's [`Seat::number`], in the order of the criteria.
    #[codec(index = 13)]
    Scores(u32, u8),
    /// [`Place`] by its number, from 0; those from [`State::placed`] on are void.
    #[codec(index = 14)]
    Place(u32),
    /// [`Cancellation`].
    #[codec(index = 15)]
    Cancellation,
    /// [`crate::ranking::Tallied`] by bid.
    #[codec(index = 16)]
    Tallied(u32),
    /// The prices of the bids that are not below a minimum: [`crate::scoring::Field`].
    #[codec(index = 17)]
    Field,
    /// [`Question`] by number.
    #[codec(index = 30)]
    Question(u32),
    /// The number of the question with this hash.
    #[codec(index = 31)]
    Asked(Hash),
    /// `Option<`[`Extension`]`>`: what is proposed, none once it is confirmed.
    #[codec(index = 32)]
    Extension,
    /// [`Seat`] by place on the panel (from 0); absent while nothing happened to it since the publication.
    #[codec(index = 40)]
    Seat(u8),
    /// The place that a substitute took.
    #[codec(index = 41)]
    Substitute(PersonId),
    /// `Option<`[`SeatChange`]`>`: what is proposed, none once it is confirmed.
    #[codec(index = 42)]
    SeatChange,
    /// `Option<`[`Amendment`]`>`, paged: what is proposed, none once it is confirmed.
    #[codec(index = 80)]
    Amendment,
    /// [`crate::profile::Profile`] with which the tender was published.
    #[codec(index = 70)]
    Profile,
    /// Where not every vendor may bid: [`Bidders`], paged. What an open tender's bids miss they need not read.
    #[codec(index = 71)]
    Bidders,
    /// [`Application`] of a vendor.
    #[codec(index = 72)]
    Application(OrgId),
    /// `Option<`[`QualificationProposal`]`>` about a vendor: what is proposed, none once it is confirmed.
    #[codec(index = 73)]
    Qualification(OrgId),
    /// [`ContractRecord`].
    #[codec(index = 60)]
    Contract,
    /// [`ContractProposal`], paged.
    #[codec(index = 61)]
    ContractProposal,
    /// [`MilestoneRecord`] by its place, from 0; those from [`ContractRecord::milestones`] on are void.
    #[codec(index = 62)]
    Milestone(u8),
    /// `Option<`[`ChangeProposal`]`>`, paged: what is proposed, none once it is accepted.
    #[codec(index = 63)]
    ChangeProposal,
    /// [`Supplement`] to the contract by number, from 0.
    #[codec(index = 64)]
    Supplement(u32),
    /// [`CompletionProposal`].
    #[codec(index = 65)]
    CompletionProposal,
    /// [`TerminationProposal`].
    #[codec(index = 66)]
    TerminationProposal,
    /// `Option<`[`Rejection`]`>`: what is proposed, none once it is confirmed.
    #[codec(index = 50)]
    Rejection,
    /// [`Neighbours`] of a place in the ranking that was frozen in a round; there is none where nobody was taken out.
    #[codec(index = 51)]
    Neighbours(u32, u32),
    /// [`Complaint`] by number.
    #[codec(index = 52)]
    Complaint(u32),
    /// `Option<u32>`: the number of the vendor's open complaint, none once it is closed.
    #[codec(index = 53)]
    Complaining(OrgId),
    /// The number of the bid that named this guarantee last.
    #[codec(index = 90)]
    Guarantee(Hash),
    /// `Option<`[`Forfeiture`]`>`: what is proposed, none once it is confirmed.
    #[codec(index = 91)]
    Forfeiture,
    /// The last [`Sheet`] that an evaluator signed, by bid and the evaluator's [`Seat::number`].
    #[codec(index = 81)]
    Sheet(u32, u8),
    /// The [`Sheet`] that was signed last for a bid, by whomever.
    #[codec(index = 82)]
    LastSheet(u32),
    /// [`VendorRequest`] by number.
    #[codec(index = 84)]
    Request(u32),
    /// The number of the last request of this kind about a bid.
    #[codec(index = 85)]
    Requested(u32, RequestKind),
    /// `Option<`[`Compared`]`>`: none while the evaluation is made again.
    #[codec(index = 86)]
    Compared,
    /// `Option<`[`Acceptance`]`>`: what is proposed, none once it is confirmed.
    #[codec(index = 87)]
    Acceptance,
    /// [`Accepted`] by bid.
    #[codec(index = 88)]
    Accepted(u32),
    /// [`TechnicalBid`] by bid, where bids have two envelopes.
    #[codec(index = 92)]
    Technical(u32),
    /// [`Resharing`] by bid.
    #[codec(index = 93)]
    Resharing(u32),
    /// The last [`crate::messages::TechnicalVerdict`] of an evaluator, by bid and the evaluator's [`Seat::number`].
    #[codec(index = 94)]
    Verdict(u32, u8),
}

/// What never changes and every act needs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Core {
    /// The installation's 32 random bytes.
    pub genesis: Hash,
    /// The registry's contract.
    pub registry: ContractId,
    /// The tender's number in the registry.
    pub number: u32,
    /// Who buys.
    pub buyer: OrgId,
    /// Hash of the committee (ENVELOPE, "Bytes").
    pub committee_hash: Hash,
    /// Shares that open a bid.
    pub k: u8,
    /// Members of the committee.
    pub n: u8,
    /// Of every price.
    pub currency: Currency,
    /// Block time of the publication.
    pub published_at: u64,
}

/// The committee: member `i`, from 1, is the `i`-th.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Committee {
    /// The persons.
    pub members: Vec<PersonId>,
    /// Their X25519 opening keys.
    pub keys: Vec<[u8; 32]>,
}

/// What changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct State {
    /// Acts accepted so far, the publication included.
    pub acts: u32,
    /// Bids committed so far, dead ones included.
    pub bids: u32,
    /// Bids under the terms in force that were neither replaced nor withdrawn.
    pub live: u32,
    /// Live bids that are neither opened nor found faulty. Where bids have two envelopes: at first those whose technical
    /// offer the panel has not found on, and from the technical tally on those that passed and whose price is sealed.
    pub sealed: u32,
    /// Opened bids that were not rejected.
    pub valid: u32,
    /// When the last sealed bid was opened or found faulty.
    pub settled_at: Option<u64>,
    /// Objections so far.
    pub objections: u32,
    /// Objections without a confirmed finding.
    pub undecided: u32,
    /// Bids that were tallied, dead ones included: the number of the next.
    pub tallied: u32,
    /// Places that are given.
    pub placed: u32,
    /// When the ranking was made.
    pub ranked_at: Option<u64>,
    /// The first in the ranking.
    pub first: Option<u32>,
    /// The award.
    pub award: Award,
    /// When the tender was cancelled.
    pub cancelled_at: Option<u64>,
    /// When things may happen: as published, with the deadline as it was last extended. It stands
    /// here and nowhere else on the chain, so that nobody can go by a deadline that was moved.
    pub schedule: Schedule,
    /// Questions so far.
    pub questions: u32,
    /// Evaluators who came to the panel after the publication.
    pub substitutes: u8,
    /// The terms in force.
    pub terms: TermsInForce,
    /// How far the contract is.
    pub contract: Contract,
    /// The round, from 0: one more each time an award is passed over or the evaluation is made again.
    pub round: u32,
    /// The round in which an award was first proposed in this ranking, which stands since.
    pub frozen: Option<u32>,
    /// Whether the scores stand: from the first page of the tally on, until a reviewer has the evaluation made again.
    pub scores_frozen: bool,
    /// After a reviewer had the evaluation made again: first second in which it is tallied, so that every
    /// evaluator has time to score again.
    pub scores_until: Option<u64>,
    /// Complaints so far.
    pub complaints: u32,
    /// Complaints that are neither decided nor withdrawn.
    pub open_complaints: u32,
    /// The complaint for which a reviewer cancelled the tender.
    pub cancelled_for: Option<u32>,
    /// Whether a reviewer suspends the tender.
    pub suspended: bool,
    /// Since when the tender's clock stands still, see [`super::clock`].
    pub stopped_at: Option<u64>,
    /// Seconds by which the standstill of the schedule was prolonged while it ran; the next award's is without them.
    pub prolonged: u32,
    /// The securities of all bids.
    pub securities: Securities,
    /// Requests to vendors so far.
    pub requests: u32,
    /// Seconds for which the clock stood still before it ran again the last time, see [`super::running`].
    pub stood: u64,
    /// Where bids have two envelopes: how far the technical offers are.
    pub technical: Option<Technical>,
}

impl State {
    /// Whether technical offers are still to be opened, read or scored.
    #[must_use]
    pub fn is_technical(&self) -> bool {
        self.technical.is_some_and(|technical| technical.done_at.is_none())
    }

    /// Bids that the panel scores, opened or read, if none is a conflict of interests.
    #[must_use]
    pub fn scorable(&self) -> u32 {
        self.valid.saturating_add(self.technical.map_or(0, |technical| technical.read))
    }
}

/// How far the technical offers are, where they have envelopes of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Technical {
    /// The guard as it was published, seconds: it runs again between the technical result and the first price.
    pub guard: u32,
    /// Seconds by which the technical opening is longer than the windows of the schedule: so long it stood still.
    pub longer: u32,
    /// Live bids whose technical envelopes the evaluators can open.
    pub openable: u32,
    /// Bids whose technical offer the panel read, and whose price is sealed.
    pub read: u32,
    /// When the last technical offer was tallied; none again when the evaluation is made again.
    pub done_at: Option<u64>,
}

/// The technical envelope of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct TechnicalBid {
    /// `E`.
    pub e: Hash,
    /// `C`.
    pub c: Hash,
}

/// Who sealed what opens a technical envelope to the evaluators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Resharing {
    /// Members of the committee, with their shares: member `i` is bit `i − 1`.
    pub members: u16,
    /// The vendor, with the seed.
    pub vendor: bool,
}

impl Resharing {
    /// Whether that is enough, where `k` shares open a bid.
    #[must_use]
    pub const fn opens(self, k: u8) -> bool {
        self.vendor || self.members.count_ones() >= k as u32
    }
}

/// How many securities are where. Every one that was given is in exactly one of the three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Securities {
    /// Neither returned nor forfeited.
    pub held: u32,
    /// Returned.
    pub returned: u32,
    /// Forfeited.
    pub forfeited: u32,
}

/// Of the terms in force what an act needs; all of them are in [`Cell::Terms`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct TermsInForce {
    /// Counts the versions: 1 as published, one more with each amendment.
    pub version: u32,
    /// Hash of the terms with their version (ENVELOPE, "Bytes"), which envelopes name.
    pub hash: Hash,
    /// Discount rate a year for life-cycle lines, basis points.
    pub lifecycle_rate_bp: u32,
    /// With fewer live bids at the deadline the tender is unsuccessful.
    pub min_bids: u32,
    /// The security that every bidder gives, if any.
    pub security: Option<Security>,
    /// For so many years every bid names its life-cycle costs, one line a year.
    pub lifecycle_years: u8,
}

/// Who may bid, where that is not every vendor.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Bidders {
    /// Those that the terms invite, ascending.
    #[codec(index = 0)]
    Named(Vec<OrgId>),
    /// Those whose application was found good.
    #[codec(index = 1)]
    Qualified,
}

/// A vendor's application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Application {
    /// SHA-256 of its text.
    pub statement: Hash,
    /// Who signed.
    pub by: PersonId,
    /// Block time.
    pub at: u64,
    /// What became of it.
    pub status: ApplicationStatus,
}

/// What became of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum ApplicationStatus {
    /// Nobody decided it.
    #[codec(index = 0)]
    Open,
    /// The vendor may bid.
    #[codec(index = 1)]
    Qualified,
    /// The vendor may not bid.
    #[codec(index = 2)]
    Refused,
}

/// A proposed decision on an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct QualificationProposal {
    /// The application that the officer read.
    pub statement: Hash,
    /// Whether the vendor would be qualified.
    pub qualified: bool,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A place in the ranking.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Place {
    /// The bid's line.
    pub line: Ranked,
    /// What decides the place.
    pub merit: Merit,
}

/// How far the award is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Award {
    /// Nobody proposed it.
    #[default]
    #[codec(index = 0)]
    None,
    /// An officer proposed it.
    #[codec(index = 1)]
    Proposed {
        /// The bid.
        bid: u32,
        /// Who.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// An approver confirmed it; the standstill runs from then.
    #[codec(index = 2)]
    Confirmed {
        /// The bid.
        bid: u32,
        /// Block time of the confirmation.
        at: u64,
    },
}

/// What became of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum BidStatus {
    /// Sealed and counting unless it is stale ([`Bid::is_stale`]); after the self-reveal window: silent.
    #[codec(index = 0)]
    Sealed,
    /// Replaced by a later one of the same vendor.
    #[codec(index = 1)]
    Replaced,
    /// Withdrawn by its vendor.
    #[codec(index = 2)]
    Withdrawn,
    /// Opened, its price known.
    #[codec(index = 3)]
    Opened,
    /// Rejected for a fault.
    #[codec(index = 4)]
    Rejected(Fault),
    /// Opened, and rejected by two persons afterwards.
    #[codec(index = 50)]
    Excluded(RejectionGround),
    /// The panel read its technical offer. Its price is sealed: for ever, unless the technical offer passed.
    #[codec(index = 51)]
    Read,
    /// The panel gave up its technical envelope, which could not be opened in time.
    #[codec(index = 52)]
    Unopened,
}

impl BidStatus {
    /// Whether the panel scores the bid: its technical offer is read, or the whole bid opened.
    #[must_use]
    pub const fn is_scorable(self) -> bool {
        matches!(self, Self::Opened | Self::Read)
    }
}

/// A bid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Bid {
    /// Whose.
    pub vendor: OrgId,
    /// Counts the vendor's bids, from 1.
    pub attempt: u32,
    /// `E`.
    pub e: Hash,
    /// `C`.
    pub c: Hash,
    /// Block and number of the commit.
    pub committed: Position,
    /// Block time of the commit.
    pub committed_at: u64,
    /// What became of it.
    pub status: BidStatus,
    /// The version of the terms that it was sealed for.
    pub terms: u32,
    /// Its security, where those terms ask for one.
    pub security: Option<GivenSecurity>,
}

impl Bid {
    /// Whether the terms were changed since and the vendor did not confirm the bid by sealing it again:
    /// it does not count and is never opened.
    #[must_use]
    pub fn is_stale(&self, in_force: &TermsInForce) -> bool {
        self.status == BidStatus::Sealed && self.terms < in_force.version
    }

    /// Whether its security is held.
    #[must_use]
    pub fn is_secured(&self) -> bool {
        self.security.is_some_and(|given| given.status == SecurityStatus::Held)
    }
}

/// The security of a bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct GivenSecurity {
    /// SHA-256 of [`crate::security::Guarantee::preimage`].
    pub guarantee: Hash,
    /// Where it is.
    pub status: SecurityStatus,
}

/// What became of a security.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum SecurityStatus {
    /// It is held.
    #[codec(index = 0)]
    Held,
    /// It was returned: nothing can be claimed from it in this tender.
    #[codec(index = 1)]
    Returned(ReturnReason),
    /// It was forfeited.
    #[codec(index = 2)]
    Forfeited(ForfeitureGround),
}

/// Why a security is returned (CONTRACTS rule 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum ReturnReason {
    /// The bid was withdrawn before the deadline.
    #[codec(index = 0)]
    Withdrawn,
    /// The bid was replaced before the deadline; the new one has a security of its own.
    #[codec(index = 1)]
    Replaced,
    /// The terms were changed and the vendor did not confirm the bid.
    #[codec(index = 2)]
    Stale,
    /// The bid was rejected.
    #[codec(index = 3)]
    Rejected,
    /// The contract was signed with another bidder.
    #[codec(index = 4)]
    Lost,
    /// The winner signed the contract.
    #[codec(index = 5)]
    Signed,
    /// The tender was cancelled.
    #[codec(index = 6)]
    Cancelled,
    /// The tender was unsuccessful.
    #[codec(index = 7)]
    Unsuccessful,
    /// The time is over for which it had to hold.
    #[codec(index = 8)]
    Expired,
}

/// A proposed forfeiture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Forfeiture {
    /// The bid.
    pub bid: u32,
    /// Why.
    pub ground: ForfeitureGround,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A vendor's place in a tender.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct VendorSlot {
    /// Attempts used up.
    pub attempts: u32,
    /// The bid that was neither replaced nor withdrawn; it counts unless it is stale ([`Bid::is_stale`]).
    pub live: Option<u32>,
}

/// A share on the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct PostedShare {
    /// The share.
    pub share: [u8; 32],
    /// Whether it hashes to the header's `h_i`.
    pub good: bool,
}

/// A share as an event tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct BidShareSeen {
    /// The bid.
    pub bid: u32,
    /// The share.
    pub share: [u8; 32],
    /// Whether it hashes to the header's `h_i`.
    pub good: bool,
}

/// What a bid said when it was opened.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Opened {
    /// The seed.
    pub seed: [u8; 32],
    /// SHA-256 of the body.
    pub body_hash: Hash,
    /// Price and evaluated price in minor units; none when the body is faulty.
    pub price: Option<(u128, u128)>,
}

/// An objection to a bid.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Objection {
    /// The bid.
    pub bid: u32,
    /// What is said to be wrong.
    pub fault: Fault,
    /// By whom.
    pub by: PersonId,
    /// Where it stands.
    pub finding: Finding,
}

/// Where an objection stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Finding {
    /// Nobody looked at it yet.
    #[codec(index = 0)]
    Open,
    /// An officer proposed a finding.
    #[codec(index = 1)]
    Proposed {
        /// Whether the fault is confirmed.
        upheld: bool,
        /// Who.
        officer: PersonId,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    },
    /// Two persons decided.
    #[codec(index = 2)]
    Decided {
        /// Whether the bid was rejected for it.
        upheld: bool,
    },
}

/// A proposed cancellation.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Cancellation {
    /// Why.
    pub reason: CancelReason,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A question, asked without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Question {
    /// SHA-256 of [`super::question_preimage`].
    pub hash: Hash,
    /// Block time.
    pub asked_at: u64,
    /// SHA-256 of [`super::answer_preimage`], once it is answered.
    pub answer: Option<Hash>,
}

/// A proposed extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Extension {
    /// The later deadline, Unix seconds.
    pub deadline: u64,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A seat on the panel.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Seat {
    /// Who has it, or had it last when it is vacant.
    pub evaluator: PersonId,
    /// The number of that evaluator among all who ever were on the panel, from 0: the scores lie under it, so that
    /// a substitute begins without any.
    pub number: u8,
    /// Whether the evaluator was excused and nobody took the seat.
    pub vacant: bool,
    /// Whether interests were declared.
    pub declared: bool,
    /// Bids that the evaluator must not score: those of the vendors with whom it has a conflict of interests.
    pub excluded: Vec<u32>,
    /// Bids that the evaluator scored, those not counted that are excluded now.
    pub scored: u32,
    /// Bids, as of [`Seat::scored`], whose last sheet is the evaluator's last one too.
    pub agreed: InRound,
    /// The X25519 key to which technical offers are sealed for the evaluator, where they have envelopes of their own.
    pub reader: Option<[u8; 32]>,
}

/// A count that begins anew with every round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct InRound {
    /// The round in which it was counted.
    pub round: u32,
    /// How many.
    pub count: u32,
}

impl InRound {
    /// How many in this round.
    #[must_use]
    pub const fn of(self, round: u32) -> u32 {
        if self.round == round { self.count } else { 0 }
    }
}

/// Points on which a panel may agree.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Sheet {
    /// The round of the tender in which it was signed; in a later one it is void.
    pub round: u32,
    /// Hundredths of a point, in the order of the criteria.
    pub points: Vec<u32>,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
}

/// A proposed change of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct SeatChange {
    /// Whose seat it is, or was until it became vacant.
    pub evaluator: PersonId,
    /// Who takes it; none leaves it vacant.
    pub substitute: Option<PersonId>,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A proposed change of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Amendment {
    /// The terms as they shall be.
    pub terms: Terms,
    /// The deadline that is asked for, Unix seconds; 0 for none.
    pub deadline: u64,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// How far the contract is that follows a final award.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Contract {
    /// Nothing is signed.
    #[default]
    #[codec(index = 0)]
    None,
    /// Signed by both sides, and being performed.
    #[codec(index = 1)]
    Signed,
    /// Performed, say both sides.
    #[codec(index = 2)]
    Completed,
    /// Terminated by the buyer.
    #[codec(index = 3)]
    Terminated,
}

/// A proposed contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct ContractProposal {
    /// The awarded bid that it is made on; void when another bid is awarded.
    pub bid: u32,
    /// SHA-256 of the contract.
    pub contract: Hash,
    /// The price that the bid was opened with, minor units.
    pub value: u128,
    /// The milestones.
    pub milestones: Vec<Milestone>,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A signed contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct ContractRecord {
    /// The awarded bid.
    pub bid: u32,
    /// Whose.
    pub vendor: OrgId,
    /// SHA-256 of the contract as it was signed.
    pub contract: Hash,
    /// Block time of the vendor's signature.
    pub signed_at: u64,
    /// What it is worth with every amendment, minor units.
    pub value: u128,
    /// Milestones with every amendment.
    pub milestones: u8,
    /// Accepted ones.
    pub accepted: u8,
    /// Amendments so far.
    pub amendments: u32,
}

/// A milestone and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct MilestoneRecord {
    /// What was agreed.
    pub terms: Milestone,
    /// Where it stands.
    pub status: MilestoneStatus,
}

impl MilestoneRecord {
    /// One that was just agreed.
    #[must_use]
    pub const fn new(terms: Milestone) -> Self {
        Self { terms, status: MilestoneStatus::Open }
    }
}

/// Where a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum MilestoneStatus {
    /// Nobody reported it.
    #[codec(index = 0)]
    Open,
    /// The vendor reported it.
    #[codec(index = 1)]
    Reported {
        /// SHA-256 of the report.
        document: Hash,
    },
    /// An officer returned the report.
    #[codec(index = 2)]
    Returned {
        /// SHA-256 of the reason.
        reason: Hash,
    },
    /// An officer accepted it.
    #[codec(index = 3)]
    Accepted {
        /// SHA-256 of the acceptance.
        document: Hash,
        /// Block time.
        at: u64,
    },
}

/// A proposed change of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct ChangeProposal {
    /// SHA-256 of the supplement.
    pub document: Hash,
    /// What the whole contract would be worth, minor units.
    pub value: u128,
    /// All milestones.
    pub milestones: Vec<Milestone>,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// An amendment of the contract: a change that the vendor accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Supplement {
    /// SHA-256 of the supplement.
    pub document: Hash,
    /// What the whole contract was worth from then on, minor units.
    pub value: u128,
    /// Block time of the acceptance.
    pub at: u64,
}

/// A proposed completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct CompletionProposal {
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A proposed termination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct TerminationProposal {
    /// Why.
    pub ground: TerminationGround,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// A proposed rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Rejection {
    /// The bid.
    pub bid: u32,
    /// Why.
    pub ground: RejectionGround,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// Who stands beside a place of a frozen ranking, without those who were rejected since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Neighbours {
    /// The place ahead of it; none for the first.
    pub ahead: Option<u32>,
    /// The place behind it; behind the last: [`State::placed`].
    pub behind: u32,
}

/// A complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Complaint {
    /// Whose.
    pub vendor: OrgId,
    /// Who signed.
    pub by: PersonId,
    /// SHA-256 of the complaint's text.
    pub statement: Hash,
    /// Block time.
    pub at: u64,
    /// What became of it.
    pub status: ComplaintStatus,
}

/// What became of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum ComplaintStatus {
    /// Nobody decided it.
    #[codec(index = 0)]
    Open,
    /// Its vendor withdrew it.
    #[codec(index = 1)]
    Withdrawn {
        /// Who signed.
        by: PersonId,
        /// Block time.
        at: u64,
    },
    /// A reviewer decided it.
    #[codec(index = 2)]
    Decided {
        /// How.
        outcome: ComplaintOutcome,
        /// SHA-256 of the statement of reasons.
        statement: Hash,
        /// Who decided.
        reviewer: PersonId,
        /// Block time.
        at: u64,
    },
}

/// A request to the vendor of a bid. Who may answer it until when: [`VendorRequest::is_open`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct VendorRequest {
    /// The bid.
    pub bid: u32,
    /// For what it asks.
    pub kind: RequestKind,
    /// SHA-256 of the request's text.
    pub statement: Hash,
    /// Who asked.
    pub officer: PersonId,
    /// Block time.
    pub at: u64,
    /// First second in which a response is too late, in the tender's [`super::running`] time.
    pub ends: u64,
    /// What the vendor answered.
    pub response: Option<VendorResponse>,
}

/// A vendor's response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct VendorResponse {
    /// SHA-256 of the response's text.
    pub response: Hash,
    /// Who signed.
    pub by: PersonId,
    /// Block time.
    pub at: u64,
}

/// The prices of an evaluation as they were compared, and the rule by which some are abnormally low
/// ([`Requests::of_price`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Compared {
    /// The terms' rule.
    pub rule: Requests,
    /// The prices of the bids that were in.
    pub field: Field,
    /// The round in which the tally was complete; another comparison is of another round.
    pub round: u32,
}

/// A proposed acceptance of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Acceptance {
    /// The bid.
    pub bid: u32,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes.
    pub proposed: Hash,
}

/// An accepted explanation of a price that is abnormally low.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Accepted {
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// Who proposed it.
    pub officer: PersonId,
    /// Who confirmed it.
    pub approver: PersonId,
    /// [`Compared::round`] of the comparison that it is about.
    pub round: u32,
}
