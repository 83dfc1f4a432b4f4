//! Rows of the mirror to values and back.

use parity_scale_codec::{Decode, DecodeAll, Encode};
use sea_orm::ActiveValue::Set;
use tenderseal_rules::{
    ContractId, Hash, KeyId, OrgId, PersonId, PublicKey, hex,
    registry::OrgStatus,
    roles::{OrgKind, Roles},
    tender::Stage,
};

use super::chain_entities::{
    bids, drafts, events, keys, opening_keys, orgs, people, proposals, tenders,
};
use super::{instant, parsed};
use crate::app::{
    names::Named,
    timeline::{self, Subject},
};
use crate::ports::{StoreError, Stored};
use crate::ports_chain::{
    BidRow, Debarment, Draft, EventRow, KeyRow, OpeningKeyRow, OrgRow, PersonRow, ProcurementId,
    ProposalRow, Suspension, TenderRow, Titles,
};

pub(super) fn hash(text: &str) -> Stored<Hash> {
    parsed(hex::parse(text), "a hash")
}

pub(super) fn org_id(text: &str) -> Stored<OrgId> {
    parsed(OrgId::parse(text), "an organisation's id")
}

pub(super) fn person_id(text: &str) -> Stored<PersonId> {
    parsed(PersonId::parse(text), "a person's id")
}

pub(super) fn contract_id(text: &str) -> Stored<ContractId> {
    parsed(ContractId::parse(text), "a contract's address")
}

pub(super) fn hex_of(bytes: &[u8]) -> String {
    ::hex::encode(bytes)
}

/// A number as a column has it. Times of a chain fit 63 bits for as long as anybody reads this.
pub(super) fn big(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn unsigned(number: i64) -> Stored<u64> {
    u64::try_from(number).map_err(|_| StoreError::Corrupt("a number"))
}

pub(super) fn small(number: i64) -> Stored<u32> {
    u32::try_from(number).map_err(|_| StoreError::Corrupt("a number"))
}

fn scale<T: Decode>(bytes: &[u8], what: &'static str) -> Stored<T> {
    T::decode_all(&mut &bytes[..]).map_err(|_| StoreError::Corrupt(what))
}

pub(super) fn org(row: orgs::Model) -> Stored<OrgRow> {
    Ok(OrgRow {
        id: org_id(&row.id)?,
        kind: parsed(OrgKind::named(&row.kind), "a kind of organisation")?,
        name: row.name,
        number: row.number,
        country: row.country,
        details: hash(&row.details)?,
        status: parsed(OrgStatus::named(&row.status), "a status")?,
        suspended: held(row.suspended_at, row.suspended_reason.as_deref(), "a suspension")?
            .map(|(since, reason)| Suspension { since, reason }),
        debarred: held(row.debarred_until, row.debarred_reason.as_deref(), "a debarment")?
            .map(|(until, reason)| Debarment { until, reason }),
        reason: row.reason.as_deref().map(hash).transpose()?,
        registered_at: unsigned(row.registered_at)?,
        decided_at: row.decided_at.map(unsigned).transpose()?,
        block: small(row.block)?,
    })
}

/// A time and a reason, which are there together or not at all.
fn held(
    time: Option<i64>,
    reason: Option<&str>,
    what: &'static str,
) -> Stored<Option<(u64, Hash)>> {
    match (time, reason) {
        (None, None) => Ok(None),
        (Some(time), Some(reason)) => Ok(Some((unsigned(time)?, hash(reason)?))),
        _ => Err(StoreError::Corrupt(what)),
    }
}

pub(super) fn org_row(org: &OrgRow) -> orgs::ActiveModel {
    orgs::ActiveModel {
        id: Set(org.id.to_string()),
        kind: Set(org.kind.name().to_owned()),
        name: Set(org.name.clone()),
        number: Set(org.number.clone()),
        country: Set(org.country.clone()),
        details: Set(hex_of(&org.details)),
        status: Set(org.status.name().to_owned()),
        reason: Set(org.reason.map(|hash| hex_of(&hash))),
        registered_at: Set(big(org.registered_at)),
        decided_at: Set(org.decided_at.map(big)),
        block: Set(org.block.into()),
        suspended_at: Set(org.suspended.map(|suspension| big(suspension.since))),
        suspended_reason: Set(org.suspended.map(|suspension| hex_of(&suspension.reason))),
        debarred_until: Set(org.debarred.map(|debarment| big(debarment.until))),
        debarred_reason: Set(org.debarred.map(|debarment| hex_of(&debarment.reason))),
        search: Set(format!("{} {} {}", org.name, org.number, org.id).to_lowercase()),
    }
}

pub(super) fn person(row: &people::Model) -> Stored<PersonRow> {
    Ok(PersonRow {
        id: person_id(&row.id)?,
        org: org_id(&row.org)?,
        roles: Roles(small(row.roles)?),
        added_at: unsigned(row.added_at)?,
    })
}

pub(super) fn person_row(person: &PersonRow) -> people::ActiveModel {
    people::ActiveModel {
        id: Set(person.id.to_string()),
        org: Set(person.org.to_string()),
        roles: Set(person.roles.0.into()),
        added_at: Set(big(person.added_at)),
    }
}

pub(super) fn key(row: &keys::Model) -> Stored<KeyRow> {
    Ok(KeyRow {
        id: parsed(KeyId::parse(&row.id), "a key's id")?,
        person: person_id(&row.person)?,
        public: parsed(PublicKey::parse(&row.public_key), "a public key")?,
        active_from: unsigned(row.active_from)?,
        revoked_at: row.revoked_at.map(unsigned).transpose()?,
    })
}

pub(super) fn key_row(key: &KeyRow) -> keys::ActiveModel {
    keys::ActiveModel {
        id: Set(key.id.to_string()),
        person: Set(key.person.to_string()),
        public_key: Set(key.public.to_string()),
        active_from: Set(big(key.active_from)),
        revoked_at: Set(key.revoked_at.map(big)),
    }
}

pub(super) fn opening_key(row: &opening_keys::Model) -> Stored<OpeningKeyRow> {
    Ok(OpeningKeyRow {
        public: hash(&row.public_key)?,
        person: person_id(&row.person)?,
        registered_at: unsigned(row.registered_at)?,
    })
}

pub(super) fn opening_key_row(key: &OpeningKeyRow) -> opening_keys::ActiveModel {
    opening_keys::ActiveModel {
        public_key: Set(hex_of(&key.public)),
        person: Set(key.person.to_string()),
        registered_at: Set(big(key.registered_at)),
    }
}

pub(super) fn proposal(row: &proposals::Model) -> Stored<ProposalRow> {
    Ok(ProposalRow {
        number: small(row.number)?,
        buyer: org_id(&row.buyer)?,
        officer: person_id(&row.officer)?,
        proposed: hash(&row.proposed)?,
        publication: scale(&row.publication, "a publication")?,
        proposed_at: unsigned(row.proposed_at)?,
        block: small(row.block)?,
        tender: row.tender.as_deref().map(contract_id).transpose()?,
    })
}

pub(super) fn proposal_row(proposal: &ProposalRow) -> proposals::ActiveModel {
    proposals::ActiveModel {
        number: Set(proposal.number.into()),
        buyer: Set(proposal.buyer.to_string()),
        officer: Set(proposal.officer.to_string()),
        proposed: Set(hex_of(&proposal.proposed)),
        publication: Set(proposal.publication.encode()),
        proposed_at: Set(big(proposal.proposed_at)),
        block: Set(proposal.block.into()),
        tender: Set(proposal.tender.map(|tender| tender.to_string())),
        procurement: Set(ProcurementId::of_terms(&proposal.buyer, &proposal.publication.terms)
            .map(|id| id.to_string())),
    }
}

pub(super) fn tender(row: tenders::Model) -> Stored<TenderRow> {
    Ok(TenderRow {
        address: contract_id(&row.address)?,
        number: small(row.number)?,
        buyer: org_id(&row.buyer)?,
        approver: person_id(&row.approver)?,
        code: hash(&row.code)?,
        core: scale(&row.core, "a tender's core")?,
        publication: scale(&row.publication, "a publication")?,
        members: scale(&row.members, "a committee")?,
        state: scale(&row.state, "a tender's state")?,
        stage: parsed(Stage::named(&row.stage), "a stage")?,
        turns_at: row.turns_at.map(unsigned).transpose()?,
        titles: Titles { en: row.title_en, zh: row.title_zh },
        search: row.search,
        block: small(row.block)?,
    })
}

pub(super) fn tender_row(tender: &TenderRow) -> tenders::ActiveModel {
    tenders::ActiveModel {
        address: Set(tender.address.to_string()),
        number: Set(tender.number.into()),
        buyer: Set(tender.buyer.to_string()),
        approver: Set(tender.approver.to_string()),
        code: Set(hex_of(&tender.code)),
        core: Set(tender.core.encode()),
        publication: Set(tender.publication.encode()),
        members: Set(tender.members.encode()),
        state: Set(tender.state.encode()),
        stage: Set(tender.stage.name().to_owned()),
        turns_at: Set(tender.turns_at.map(big)),
        title_en: Set(tender.titles.en.clone()),
        title_zh: Set(tender.titles.zh.clone()),
        search: Set(tender.search.clone()),
        published_at: Set(big(tender.core.published_at)),
        deadline: Set(big(tender.schedule().deadline)),
        block: Set(tender.block.into()),
        procurement: Set(tender.procurement().map(|id| id.to_string())),
    }
}

pub(super) fn bid(row: bids::Model) -> Stored<BidRow> {
    Ok(BidRow {
        tender: contract_id(&row.tender)?,
        number: small(row.number)?,
        vendor: org_id(&row.vendor)?,
        attempt: small(row.attempt)?,
        envelope: row.envelope,
        technical: row.technical,
        block: small(row.block)?,
        extrinsic: small(row.extrinsic)?,
        committed_at: unsigned(row.committed_at)?,
        terms: small(row.terms)?,
    })
}

pub(super) fn bid_row(bid: &BidRow) -> bids::ActiveModel {
    bids::ActiveModel {
        tender: Set(bid.tender.to_string()),
        number: Set(bid.number.into()),
        vendor: Set(bid.vendor.to_string()),
        attempt: Set(bid.attempt.into()),
        envelope: Set(bid.envelope.clone()),
        technical: Set(bid.technical.clone()),
        block: Set(bid.block.into()),
        extrinsic: Set(bid.extrinsic.into()),
        committed_at: Set(big(bid.committed_at)),
        terms: Set(bid.terms.into()),
    }
}

pub(super) fn event(row: &events::Model) -> Stored<EventRow> {
    Ok(EventRow {
        block: small(row.block)?,
        extrinsic: small(row.extrinsic)?,
        place: small(row.place)?,
        contract: contract_id(&row.contract)?,
        time: unsigned(row.time)?,
        event: scale(&row.event, "an event")?,
    })
}

/// What stands for the factory where other events have the id of an organisation or a person.
pub(super) const FACTORY: &str = "factory";

fn subject(event: &EventRow) -> Option<String> {
    Some(match timeline::subject(&event.event)? {
        Subject::Org(org) => org.to_string(),
        Subject::Person(person) => person.to_string(),
        Subject::Factory => FACTORY.to_owned(),
    })
}

pub(super) fn event_row(event: &EventRow) -> events::ActiveModel {
    events::ActiveModel {
        block: Set(event.block.into()),
        extrinsic: Set(event.extrinsic.into()),
        place: Set(event.place.into()),
        contract: Set(event.contract.to_string()),
        time: Set(big(event.time)),
        kind: Set(timeline::describe(&event.event).0.to_owned()),
        event: Set(event.event.encode()),
        subject: Set(subject(event)),
    }
}

pub(super) fn draft(row: drafts::Model) -> Stored<Draft> {
    Ok(Draft {
        id: row.id,
        org: org_id(&row.org)?,
        created_by: row.created_by,
        title: row.title,
        body: row.body,
        unmapped: row.unmapped,
        notice: row.notice.as_deref().map(hash).transpose()?,
        created_at: instant(row.created_at)?,
        updated_at: instant(row.updated_at)?,
    })
}
