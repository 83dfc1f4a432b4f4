//! The birth of a tender: an officer proposes, another person approves, the contract is created.

use alloc::vec::Vec;
use parity_scale_codec::Encode;

use super::{
    Cell, Org, Person, Proposal, emit, pause, procurements, profiles, settings, signer, state,
};
use crate::{
    Auth, ContractId, Error, PersonId, cells,
    events::RegistryEvent,
    host::{Host, RegistryHost, Standing},
    messages::{ApproveCode, ApproveTender, ProposeTender},
    profile::Profile,
    roles::{OrgKind, Role},
    tender::Birth,
    terms::Publication,
};

/// A registrar approves the code that new tenders get; tenders that run keep theirs.
///
/// # Errors
/// Those of the signer.
pub fn approve_code<H: Host>(host: &mut H, auth: &Auth, act: &ApproveCode) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let mut state = state(host)?;
    state.code = Some(act.code);
    cells::put(host, &Cell::State, &state)?;
    emit(host, RegistryEvent::CodeApproved { code: act.code, by });
    Ok(())
}

/// An officer proposes a tender of the own organisation.
///
/// # Errors
/// [`Error::Paused`], [`Error::UnknownProfile`], [`Error::ProfileRetired`], those of [`Publication::check`],
/// [`Error::CommitteeUnregistered`], [`Error::CommitteeOneOrganisation`], [`Error::PanelInvalid`],
/// [`Error::InvitedNotVendor`], [`Error::LotCountDiffers`], [`Error::LotTaken`], and those of the signer.
pub fn propose_tender<H: Host>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeTender,
) -> Result<(), Error> {
    let officer = signer(host, auth, act, Role::Officer)?;
    let mut state = pause::check_running(host)?;
    check_publication(host, &act.publication)?;
    if let Some(lot) = &act.publication.terms.lot {
        procurements::joined(host, officer.org, lot)?;
    }
    let number = state.proposals;
    state.proposals = number.checked_add(1).ok_or(Error::Overflow)?;
    let proposed = host.sha256(&act.encode())?;
    let proposal = Proposal {
        buyer: officer.org,
        officer: officer.person,
        proposed,
        publication: act.publication.clone(),
    };
    cells::put(host, &Cell::State, &state)?;
    cells::put_long(host, &Cell::Proposal(number), &proposal)?;
    let event = RegistryEvent::TenderProposed {
        proposal: number,
        buyer: officer.org,
        officer: officer.person,
        proposed,
        notice: act.publication.terms.notice,
    };
    emit(host, event);
    Ok(())
}

/// An approver of the same buyer, another person than the officer, confirms; the registry
/// creates the tender's contract. Everything is checked again: time has passed.
///
/// # Errors
/// [`Error::UnknownProposal`], [`Error::ForeignOrganisation`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], [`Error::CodeNotApproved`], [`Error::TenderFailed`], those of
/// [`propose_tender`] and those of the signer.
pub fn approve_tender<H: RegistryHost>(
    host: &mut H,
    auth: &Auth,
    act: &ApproveTender,
) -> Result<(), Error> {
    let approver = signer(host, auth, act, Role::Approver)?;
    let state = pause::check_running(host)?;
    let number = act.proposal;
    let proposal: Proposal =
        cells::get_long(host, &Cell::Proposal(number))?.ok_or(Error::UnknownProposal)?;
    if cells::get::<_, ContractId>(host, &Cell::Tender(number))?.is_some() {
        return Err(Error::UnknownProposal);
    }
    if approver.org != proposal.buyer {
        return Err(Error::ForeignOrganisation);
    }
    if approver.person == proposal.officer {
        return Err(Error::SamePerson);
    }
    if act.proposed != proposal.proposed {
        return Err(Error::HashMismatch);
    }
    let (members, profile) = check_publication(host, &proposal.publication)?;
    if let Some(lot) = &proposal.publication.terms.lot {
        procurements::take(host, proposal.buyer, lot)?;
    }
    let code = state.code.ok_or(Error::CodeNotApproved)?;
    let genesis = settings(host)?.genesis;
    let salt = host.sha256(&[b"TENDERSEAL-SALT\0", &genesis[..], &number.encode()].concat())?;
    let birth = Birth {
        genesis,
        registry: host.contract(),
        number,
        buyer: proposal.buyer,
        members,
        publication: proposal.publication,
        profile,
    };
    let tender = host.create_tender(&code, &salt, &birth)?;
    cells::put(host, &Cell::Tender(number), &tender)?;
    let approver = approver.person;
    emit(host, RegistryEvent::TenderCreated { proposal: number, tender, code, approver });
    Ok(())
}

/// Checks a publication against time and registry; answers the owner of each opening key and the profile.
fn check_publication<H: Host>(
    host: &H,
    publication: &Publication,
) -> Result<(Vec<PersonId>, Profile), Error> {
    let profile = profiles::current(host, publication.terms.profile)?;
    publication.check(host.now(), &profile)?;
    let mut members: Vec<PersonId> = Vec::with_capacity(publication.committee.len());
    let mut orgs = Vec::with_capacity(publication.committee.len());
    for key in &publication.committee {
        let owner: PersonId =
            cells::get(host, &Cell::OpeningKey(*key))?.ok_or(Error::CommitteeUnregistered)?;
        let person = seated(host, owner, Role::Committee)?.ok_or(Error::CommitteeUnregistered)?;
        if members.contains(&owner) {
            return Err(Error::CommitteeInvalid);
        }
        members.push(owner);
        orgs.push(person.org);
    }
    if orgs.len() > 1 && orgs.iter().all(|org| *org == orgs[0]) {
        return Err(Error::CommitteeOneOrganisation);
    }
    for evaluator in &publication.panel {
        seated(host, *evaluator, Role::Evaluator)?.ok_or(Error::PanelInvalid)?;
    }
    for id in &publication.terms.invited {
        let org: Org = cells::get(host, &Cell::Org(*id))?.ok_or(Error::InvitedNotVendor)?;
        if org.kind != OrgKind::Vendor || org.standing(host.now()) != Standing::Admitted {
            return Err(Error::InvitedNotVendor);
        }
    }
    Ok((members, profile))
}

/// The person, when the seat can be filled: the role is held, a key is left to sign with, and the
/// organisation may act. A tender with a seat that nobody can fill would be stuck from its birth.
fn seated<H: Host>(host: &H, id: PersonId, role: Role) -> Result<Option<Person>, Error> {
    let Some(person): Option<Person> = cells::get(host, &Cell::Person(id))? else {
        return Ok(None);
    };
    let org: Org = cells::get(host, &Cell::Org(person.org))?.ok_or(Error::Corrupt)?;
    let able =
        person.roles.has(role) && person.keys > 0 && org.standing(host.now()) == Standing::Admitted;
    Ok(able.then_some(person))
}
