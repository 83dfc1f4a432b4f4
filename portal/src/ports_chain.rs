//! What the use cases and pages read of the chain: rows of the mirror, and the
//! traits that answer them. Times are Unix seconds of the chain (block times).
//!
//! The indexer writes through [`ChainIndex`], everything else reads through
//! [`ChainMirror`]. A tender's whole story is its row and its events in order;
//! [`crate::app::tender::TenderView`] folds them into what a page shows.

use async_trait::async_trait;
use jiff::{Timestamp, tz::TimeZone};
use tenderseal_rules::{
    ContractId, Event, Hash, KeyId, OrgId, PersonId, PublicKey,
    host::Standing,
    lot::Lot,
    registry::{Hold, OrgStatus},
    roles::{OrgKind, Roles},
    schedule::Schedule,
    tender::{Core, Stage, State},
    terms::Publication,
};

use crate::ports::Stored;

mod procurement;

pub use procurement::ProcurementId;

/// The last block that the mirror has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Its number.
    pub number: u32,
    /// Hash of its header.
    pub hash: Hash,
    /// Its time.
    pub time: u64,
}

/// An organisation of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgRow {
    /// Its id.
    pub id: OrgId,
    /// What it is.
    pub kind: OrgKind,
    /// Legal name.
    pub name: String,
    /// Registration number.
    pub number: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// SHA-256 of the details that are kept off the chain.
    pub details: Hash,
    /// What a registrar decided on its registration; [`OrgRow::standing`] says whether it may act.
    pub status: OrgStatus,
    /// Its suspension, until it is lifted.
    pub suspended: Option<Suspension>,
    /// Its last debarment, over or not, unless it was lifted.
    pub debarred: Option<Debarment>,
    /// SHA-256 of the reason of a refusal; see [`Texts`].
    pub reason: Option<Hash>,
    /// When it registered itself.
    pub registered_at: u64,
    /// When a registrar decided.
    pub decided_at: Option<u64>,
    /// Block of the registration.
    pub block: u32,
}

impl OrgRow {
    /// Whether it may act at this time of the chain, by the rules' own function.
    #[must_use]
    pub fn standing(&self, now: u64) -> Standing {
        let debarred_until = self.debarred.map(|debarment| debarment.until);
        Hold { suspended: self.suspended.is_some(), debarred_until }.standing(self.status, now)
    }

    /// Where it stands at this time of the chain, with what was decided on its registration.
    #[must_use]
    pub fn place(&self, now: u64) -> OrgStanding {
        match (self.standing(now), self.status) {
            (Standing::Admitted, _) => OrgStanding::Admitted,
            (Standing::Suspended, _) => OrgStanding::Suspended,
            (Standing::Debarred, _) => OrgStanding::Debarred,
            (Standing::NotAdmitted, OrgStatus::Refused) => OrgStanding::Refused,
            (Standing::NotAdmitted, _) => OrgStanding::Waiting,
        }
    }
}

/// Where an organisation stands, as people see it and lists are narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrgStanding {
    /// No registrar decided yet.
    Waiting,
    /// It may act.
    Admitted,
    /// It is suspended until a registrar lifts it.
    Suspended,
    /// It is debarred, and the date has not come.
    Debarred,
    /// Its registration was refused.
    Refused,
}

/// A suspension, until a registrar lifts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Since when.
    pub since: u64,
    /// SHA-256 of the reason; see [`Texts`].
    pub reason: Hash,
}

/// A debarment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debarment {
    /// First second in which the organisation may act again.
    pub until: u64,
    /// SHA-256 of the reason; see [`Texts`].
    pub reason: Hash,
}

/// A person of the registry. The chain knows no names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Its id.
    pub id: PersonId,
    /// For whom the person acts.
    pub org: OrgId,
    /// What the person may do.
    pub roles: Roles,
    /// Since when.
    pub added_at: u64,
}

/// A signing key of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its id.
    pub id: KeyId,
    /// Whose.
    pub person: PersonId,
    /// The key.
    pub public: PublicKey,
    /// First second in which it may sign.
    pub active_from: u64,
    /// When it was revoked.
    pub revoked_at: Option<u64>,
}

/// An X25519 opening key of a committee member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningKeyRow {
    /// The key.
    pub public: [u8; 32],
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub registered_at: u64,
}

/// A proposed tender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// Its number.
    pub number: u32,
    /// Who buys.
    pub buyer: OrgId,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// What is proposed.
    pub publication: Publication,
    /// When.
    pub proposed_at: u64,
    /// In which block.
    pub block: u32,
    /// The contract, once it is approved.
    pub tender: Option<ContractId>,
}

/// A title in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titles {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// A tender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenderRow {
    /// Its contract.
    pub address: ContractId,
    /// Its number in the registry.
    pub number: u32,
    /// Who buys.
    pub buyer: OrgId,
    /// Who approved it.
    pub approver: PersonId,
    /// Keccak-256 of its code.
    pub code: Hash,
    /// What never changes and every act needs.
    pub core: Core,
    /// What was approved, with the terms in force. As it was published it is the proposal's
    /// ([`ProposalRow::publication`]).
    pub publication: Publication,
    /// The committee; member `i`, from 1, is the `i`-th and owns key `i` of the publication.
    pub members: Vec<PersonId>,
    /// What changes.
    pub state: State,
    /// The stage at the last mirrored block; [`tenderseal_rules::tender::stage_at`] gives that of now.
    pub stage: Stage,
    /// When the stage changes by time alone.
    pub turns_at: Option<u64>,
    /// From the notice.
    pub titles: Titles,
    /// Buyer's name, titles, reference, public number and address in lower case.
    pub search: String,
    /// Block of the publication.
    pub block: u32,
}

impl TenderRow {
    /// When things may happen, with the deadline as it was last extended. What was published first is
    /// in [`Self::publication`].
    #[must_use]
    pub const fn schedule(&self) -> &Schedule {
        &self.state.schedule
    }

    /// Which part of a procurement it is, where that is divided.
    #[must_use]
    pub const fn lot(&self) -> Option<&Lot> {
        self.publication.terms.lot.as_ref()
    }

    /// The procurement of which it is a lot.
    #[must_use]
    pub fn procurement(&self) -> Option<ProcurementId> {
        ProcurementId::of_terms(&self.buyer, &self.publication.terms)
    }

    /// What people call the tender by; see [`public_number`].
    #[must_use]
    pub fn public_number(&self) -> String {
        public_number(self.number, self.core.published_at)
    }
}

/// The number of a tender as people see it: the year of its publication (UTC) and its number in the
/// registry, counted from 1 and with three digits at least: `2026-003`.
#[must_use]
pub fn public_number(number: u32, published_at: u64) -> String {
    let seconds = i64::try_from(published_at).unwrap_or(i64::MAX);
    let published = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
    let year = published.to_zoned(TimeZone::UTC).year();
    format!("{year}-{:03}", u64::from(number) + 1)
}

/// A committed bid. What became of it is in the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BidRow {
    /// The tender.
    pub tender: ContractId,
    /// Its number in the tender, from 0.
    pub number: u32,
    /// Whose.
    pub vendor: OrgId,
    /// Counts the vendor's bids, from 1.
    pub attempt: u32,
    /// `Env`; where bids have two envelopes, that of the price.
    pub envelope: Vec<u8>,
    /// `Env` of the technical offer, where bids have two envelopes.
    pub technical: Option<Vec<u8>>,
    /// Block of the commit.
    pub block: u32,
    /// Index of the extrinsic in the block: with the block, where its receipt is.
    pub extrinsic: u32,
    /// Block time of the commit.
    pub committed_at: u64,
    /// The version of the terms that it was sealed for; stale when the tender's state has a higher one.
    pub terms: u32,
}

/// An event in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// The block.
    pub block: u32,
    /// The extrinsic in it.
    pub extrinsic: u32,
    /// Counts the events of the block, from 0.
    pub place: u32,
    /// Who emitted it.
    pub contract: ContractId,
    /// Block time.
    pub time: u64,
    /// What happened.
    pub event: Event,
}

/// What a block changes in the mirror. Applied in order, twice is once.
#[derive(Clone, Debug)]
pub enum Change {
    /// An organisation registered itself.
    Org(OrgRow),
    /// A registrar decided.
    OrgDecided {
        /// On whom.
        org: OrgId,
        /// What.
        status: OrgStatus,
        /// SHA-256 of the reason.
        reason: Option<Hash>,
        /// When.
        at: u64,
    },
    /// A person was added.
    Person(PersonRow),
    /// A key was added.
    Key(KeyRow),
    /// A key ended. One that ended before keeps its first end.
    KeyRevoked {
        /// Which.
        key: KeyId,
        /// When.
        at: u64,
    },
    /// An opening key was registered.
    OpeningKey(OpeningKeyRow),
    /// A tender was proposed.
    Proposal(Box<ProposalRow>),
    /// A tender was created.
    Tender(Box<TenderRow>),
    /// A tender's state or stage is another.
    Turned {
        /// Which.
        tender: ContractId,
        /// Its state.
        state: State,
        /// Its stage.
        stage: Stage,
        /// When the stage changes by time alone.
        turns_at: Option<u64>,
    },
    /// A bid was committed.
    Bid(Box<BidRow>),
    /// An organisation was suspended.
    Suspended {
        /// Which.
        org: OrgId,
        /// Since when and why.
        suspension: Suspension,
    },
    /// An organisation was debarred; this debarment replaces the one before.
    Debarred {
        /// Which.
        org: OrgId,
        /// Until when and why.
        debarment: Debarment,
    },
    /// Suspension and debarment of an organisation were lifted.
    Reinstated {
        /// Which.
        org: OrgId,
    },
    /// A person got other roles.
    RolesSet {
        /// Who.
        person: PersonId,
        /// All that the person may do from now on.
        roles: Roles,
    },
    /// A substitute came to a tender's panel.
    Seated {
        /// Whose panel.
        tender: ContractId,
        /// Who.
        person: PersonId,
    },
    /// A tender's terms were changed.
    Amended {
        /// Which.
        tender: ContractId,
        /// What was published, with the terms in force.
        publication: Box<Publication>,
        /// From the notice in force.
        titles: Titles,
        /// As [`TenderRow::search`].
        search: String,
    },
}

/// How the mirror is written.
#[async_trait]
pub trait ChainIndex: Send + Sync {
    /// Takes a block in, in one transaction: changes, events and the cursor.
    async fn apply_block(
        &self,
        cursor: Cursor,
        changes: &[Change],
        events: &[EventRow],
    ) -> Stored<()>;
    /// Empties the mirror. Texts and drafts stay.
    async fn clear_mirror(&self) -> Stored<()>;
}

/// What a list of tenders is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct TenderFilter {
    /// Every word of it occurs in titles, buyer, reference or number.
    pub text: String,
    /// One of these stages; empty means any.
    pub stages: Vec<Stage>,
    /// Of this buyer.
    pub buyer: Option<OrgId>,
    /// From 0.
    pub page: u64,
    /// Lines a page, at most 100.
    pub size: u64,
}

/// What a list of organisations is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct OrgFilter {
    /// Every word of it occurs in legal name, registration number or id.
    pub text: String,
    /// In one of these standings; empty means any.
    pub standings: Vec<OrgStanding>,
    /// At this time of the chain, Unix seconds.
    pub now: u64,
    /// From 0.
    pub page: u64,
    /// Lines a page, at most 100.
    pub size: u64,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The lines.
    pub items: Vec<T>,
    /// Of how many.
    pub total: u64,
}

/// What part a person has in a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Holds an opening key.
    Committee,
    /// Scores.
    Panel,
}

/// How the mirror is read.
#[async_trait]
pub trait ChainMirror: Send + Sync {
    /// The last mirrored block; `None` before the first.
    async fn cursor(&self) -> Stored<Option<Cursor>>;

    /// An organisation.
    async fn chain_org(&self, id: &OrgId) -> Stored<Option<OrgRow>>;
    /// Organisations, the oldest first; of any status or kind where none is given.
    async fn chain_orgs(
        &self,
        status: Option<OrgStatus>,
        kind: Option<OrgKind>,
    ) -> Stored<Vec<OrgRow>>;
    /// A page of the list of organisations: those that wait for a registrar first, else the oldest first.
    async fn orgs(&self, filter: &OrgFilter) -> Stored<Listed<OrgRow>>;
    /// The organisation whose off-chain details have this hash; the latest when there are more.
    async fn chain_org_by_details(&self, details: &Hash) -> Stored<Option<OrgRow>>;
    /// A person.
    async fn person(&self, id: &PersonId) -> Stored<Option<PersonRow>>;
    /// The people of an organisation, the oldest first.
    async fn people_of(&self, org: &OrgId) -> Stored<Vec<PersonRow>>;
    /// A signing key.
    async fn chain_key(&self, id: &KeyId) -> Stored<Option<KeyRow>>;
    /// The signing keys of a person, revoked ones too, the oldest first.
    async fn chain_keys_of(&self, person: &PersonId) -> Stored<Vec<KeyRow>>;
    /// The opening keys of a person, the oldest first.
    async fn opening_keys_of(&self, person: &PersonId) -> Stored<Vec<OpeningKeyRow>>;
    /// Every opening key, the oldest first: whom an officer can put on a committee.
    async fn opening_keys(&self) -> Stored<Vec<OpeningKeyRow>>;
    /// The person whose signing key this account registered (see [`crate::ports::Keys`]).
    async fn person_of_account(&self, account_id: i64) -> Stored<Option<PersonRow>>;
    /// The accounts that registered a signing key of this person.
    async fn accounts_of_person(&self, person: &PersonId) -> Stored<Vec<i64>>;

    /// A proposal.
    async fn proposal(&self, number: u32) -> Stored<Option<ProposalRow>>;
    /// Proposals of a buyer, the latest first; `waiting`: only those without a tender.
    async fn proposals_of(&self, buyer: &OrgId, waiting: bool) -> Stored<Vec<ProposalRow>>;

    /// Proposals of a procurement's lots, the oldest first.
    async fn proposals_in(&self, procurement: &ProcurementId) -> Stored<Vec<ProposalRow>>;
    /// The published lots of a procurement, by their numbers.
    async fn lots_of(&self, procurement: &ProcurementId) -> Stored<Vec<TenderRow>>;

    /// A tender.
    async fn tender(&self, address: &ContractId) -> Stored<Option<TenderRow>>;
    /// A page of the list, the latest publication first.
    async fn tenders(&self, filter: &TenderFilter) -> Stored<Listed<TenderRow>>;
    /// Tenders in which a person has this part, the latest first.
    async fn tenders_with(&self, person: &PersonId, part: Part) -> Stored<Vec<TenderRow>>;
    /// Tenders on which a vendor bid (withdrawn bids count), the latest first.
    async fn tenders_bid_on(&self, vendor: &OrgId) -> Stored<Vec<TenderRow>>;
    /// The next time at which some tender's stage changes.
    async fn next_turn(&self) -> Stored<Option<u64>>;
    /// Tenders whose stage changes at or before this time.
    async fn turning(&self, by: u64) -> Stored<Vec<TenderRow>>;

    /// A bid.
    async fn bid(&self, tender: &ContractId, number: u32) -> Stored<Option<BidRow>>;
    /// The bids of a tender, in the order of their numbers.
    async fn bids_of(&self, tender: &ContractId) -> Stored<Vec<BidRow>>;

    /// The events of a contract in one block, in order.
    async fn events_in(&self, contract: &ContractId, block: u32) -> Stored<Vec<EventRow>>;
    /// The events of a contract, in order.
    async fn events_of(&self, contract: &ContractId) -> Stored<Vec<EventRow>>;
    /// What the registry recorded on an organisation, its people and their keys, in order.
    async fn events_about_org(&self, org: &OrgId) -> Stored<Vec<EventRow>>;
    /// A page of what the registry recorded on organisations that were admitted, their people and keys, and of pauses;
    /// the latest first. `page` counts from 0; a page has at most 100.
    async fn registry_log(&self, page: u64, size: u64) -> Stored<Listed<EventRow>>;
    /// When new tenders were paused and allowed again, in order.
    async fn events_about_factory(&self) -> Stored<Vec<EventRow>>;
    /// The events of one extrinsic, in order.
    async fn events_at(&self, block: u32, extrinsic: u32) -> Stored<Vec<EventRow>>;
    /// The latest events of any contract, the latest first.
    async fn latest_events(&self, limit: u64) -> Stored<Vec<EventRow>>;
}

/// Texts by their SHA-256: notices, reasons, justifications, statements. Questions and answers
/// too, by the hash that the chain has of them, which is over more than the text.
#[async_trait]
pub trait Texts: Send + Sync {
    /// Keeps a text; keeping it twice is keeping it once. Answers its SHA-256.
    async fn put_text(&self, body: &str, now: Timestamp) -> Stored<Hash>;
    /// Keeps a text under the hash that an act names it by; the caller has compared them. `kept_by`: the tender
    /// whose parties alone read it until the tender tells ([`crate::app::tender::TenderView::is_told`]).
    async fn put_text_under(
        &self,
        hash: &Hash,
        body: &str,
        kept_by: Option<&ContractId>,
        now: Timestamp,
    ) -> Stored<()>;
    /// A text, kept or public: who may read it is for the caller to say.
    async fn text(&self, sha256: &Hash) -> Stored<Option<String>>;
    /// The tender that keeps a text; none of a public text, and of one that is not there.
    async fn kept_by(&self, sha256: &Hash) -> Stored<Option<ContractId>>;
}

/// A notice that an officer works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The number the database gave.
    pub id: i64,
    /// The buyer.
    pub org: OrgId,
    /// Whose account.
    pub created_by: i64,
    /// What the list shows.
    pub title: String,
    /// [`crate::app::notice::DraftBody`] as JSON.
    pub body: String,
    /// What an import could not map, one JSON array of [`crate::app::ocds_import::Unmapped`].
    pub unmapped: String,
    /// SHA-256 of the notice that was made of it, once it was.
    pub notice: Option<Hash>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// Drafts.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// Keeps a new draft (its `id` is ignored); answers its number.
    async fn add_draft(&self, draft: &Draft) -> Stored<i64>;
    /// Saves title, body, unmapped and notice; `false` when there is no such draft.
    async fn save_draft(&self, draft: &Draft) -> Stored<bool>;
    /// A draft.
    async fn draft(&self, id: i64) -> Stored<Option<Draft>>;
    /// The drafts of a buyer, the latest first.
    async fn drafts_of(&self, org: &OrgId) -> Stored<Vec<Draft>>;
    /// Forgets a draft.
    async fn drop_draft(&self, id: i64) -> Stored<()>;
    /// Keeps new drafts, saves others and forgets one, all of it or nothing.
    async fn change_drafts(
        &self,
        new: &[Draft],
        saved: &[Draft],
        dropped: Option<i64>,
    ) -> Stored<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_count_tenders_from_one_and_see_the_year_of_the_publication() {
        assert_eq!(public_number(0, 1_780_000_000), "2026-001");
        assert_eq!(public_number(2, 1_798_761_599), "2026-003");
        assert_eq!(public_number(2, 1_798_761_600), "2027-003");
        assert_eq!(public_number(u32::MAX, 0), "1970-4294967296");
    }
}
