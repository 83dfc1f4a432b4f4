//! The contract that follows a final award: signed and changed by both sides (CONTRACTS rule 14).
//!
//! The chain holds what both sides need to agree on: hashes, value, milestones, times. The texts are kept by whoever
//! publishes them.

use alloc::vec::Vec;
use parity_scale_codec::Encode;

use super::{
    Award, Cell, ChangeProposal, Contract, ContractProposal, ContractRecord, Core, MilestoneRecord,
    Opened, Stage, State, Supplement, bid, buyer, core, emit,
    milestones::{self, milestone},
    signer, stage_at, state,
};
use crate::{
    Auth, Error, PersonId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{AcceptChange, Act, ProposeChange, ProposeContract, SignContract},
    roles::Role,
    scoring,
};

/// Whether the contract was signed: from then on the award is not taken back any more.
#[must_use]
pub fn contract_signed(state: &State) -> bool {
    state.contract != Contract::None
}

/// An officer proposes the contract on the awarded bid. Its value is the price that the bid was opened
/// with: the contract follows the bid. Proposing again replaces the proposal.
///
/// # Errors
/// [`Error::NotAwarded`], [`Error::AlreadySigned`], [`Error::TooMany`], [`Error::MilestoneDue`],
/// [`Error::MilestoneSum`], and those of the signer.
pub fn propose_contract<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeContract,
) -> Result<(), Error> {
    let (core, mut state, bid) = awarded(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let opened: Opened = cells::get(host, &Cell::Opened(bid))?.ok_or(Error::Corrupt)?;
    let (value, _) = opened.price.ok_or(Error::Corrupt)?;
    milestones::check(host.now(), value, &act.milestones)?;
    let proposed = host.sha256(&act.encode())?;
    let ProposeContract { contract, milestones } = act.clone();
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let proposal = ContractProposal {
        bid,
        contract,
        value,
        milestones: milestones.clone(),
        officer,
        proposed,
    };
    cells::put_long(host, &Cell::ContractProposal, &proposal)?;
    cells::put(host, &Cell::State, &state)?;
    emit(
        host,
        TenderEvent::ContractProposed { bid, contract, value, milestones, officer, proposed },
    );
    Ok(())
}

/// The vendor of the awarded bid signs what an officer proposed for that bid; a proposal for another bid, whose
/// award was taken back, is void.
///
/// # Errors
/// [`Error::NotAwarded`], [`Error::AlreadySigned`], [`Error::NothingProposed`],
/// [`Error::ForeignOrganisation`], [`Error::HashMismatch`], and those of the signer.
pub fn sign_contract<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &SignContract,
) -> Result<(), Error> {
    let (core, mut state, number) = awarded(host)?;
    let proposal = waiting(host, number)?;
    let vendor = bid(host, number)?.vendor;
    let signatory = signer(host, &core, auth, act, Some(Role::Vendor))?;
    if signatory.org != vendor {
        return Err(Error::ForeignOrganisation);
    }
    if proposal.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let ContractProposal { contract, value, milestones, .. } = proposal;
    for (place, terms) in (0u8..).zip(&milestones) {
        cells::put(host, &Cell::Milestone(place), &MilestoneRecord::new(*terms))?;
    }
    let record = ContractRecord {
        bid: number,
        vendor,
        contract,
        signed_at: host.now(),
        value,
        milestones: count(&milestones)?,
        accepted: 0,
        amendments: 0,
    };
    state.contract = Contract::Signed;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Contract, &record)?;
    cells::put(host, &Cell::State, &state)?;
    let by = signatory.person;
    emit(host, TenderEvent::ContractSigned { bid: number, vendor, contract, value, by });
    Ok(())
}

/// An officer proposes a change of the contract; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::PriceInvalid`], [`Error::TooMany`],
/// [`Error::MilestoneDue`], [`Error::MilestoneSum`], [`Error::MilestoneFixed`], and those of the signer.
pub fn propose_change<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeChange,
) -> Result<(), Error> {
    let (core, mut state, record) = running(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    scoring::check_price(act.value)?;
    milestones::check(host.now(), act.value, &act.milestones)?;
    milestones::changed(host, &record, &act.milestones)?;
    let proposed = host.sha256(&act.encode())?;
    let ProposeChange { document, value, milestones } = act.clone();
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let proposal =
        ChangeProposal { document, value, milestones: milestones.clone(), officer, proposed };
    cells::put_long(host, &Cell::ChangeProposal, &Some(proposal))?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::ChangeProposed { document, value, milestones, officer, proposed });
    Ok(())
}

/// The vendor accepts the change. A milestone that was accepted in the meantime must be in it as it is.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::NothingProposed`],
/// [`Error::ForeignOrganisation`], [`Error::HashMismatch`], [`Error::MilestoneFixed`], and those of the signer.
pub fn accept_change<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &AcceptChange,
) -> Result<(), Error> {
    let (core, mut state, mut record) = running(host)?;
    let proposal: Option<Option<ChangeProposal>> = cells::get_long(host, &Cell::ChangeProposal)?;
    let proposal = proposal.flatten().ok_or(Error::NothingProposed)?;
    let by = contractor(host, &core, &record, auth, act)?;
    if proposal.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let ChangeProposal { document, value, milestones, .. } = proposal;
    for (place, changed) in milestones::changed(host, &record, &milestones)? {
        cells::put(host, &Cell::Milestone(place), &changed)?;
    }
    let amendment = record.amendments;
    record.amendments = amendment.checked_add(1).ok_or(Error::Overflow)?;
    record.value = value;
    record.milestones = count(&milestones)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let at = host.now();
    cells::put(host, &Cell::Supplement(amendment), &Supplement { document, value, at })?;
    cells::put_long(host, &Cell::ChangeProposal, &None::<ChangeProposal>)?;
    cells::put(host, &Cell::Contract, &record)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::ChangeAccepted { amendment, document, value, by });
    Ok(())
}

/// The proposal that waits for the vendor of this bid.
fn waiting<H: Host>(host: &H, bid: u32) -> Result<ContractProposal, Error> {
    let proposal: Option<ContractProposal> = cells::get_long(host, &Cell::ContractProposal)?;
    proposal.filter(|proposal| proposal.bid == bid).ok_or(Error::NothingProposed)
}

fn count<T>(milestones: &[T]) -> Result<u8, Error> {
    u8::try_from(milestones.len()).map_err(|_| Error::TooMany)
}

/// While the award is final and nothing is signed; with the awarded bid.
fn awarded<H: Host>(host: &H) -> Result<(Core, State, u32), Error> {
    let (core, state) = (core(host)?, state(host)?);
    if contract_signed(&state) {
        return Err(Error::AlreadySigned);
    }
    match (stage_at(&state, host.now()), &state.award) {
        (Stage::Awarded, Award::Confirmed { bid, .. }) => {
            let bid = *bid;
            Ok((core, state, bid))
        }
        _ => Err(Error::NotAwarded),
    }
}

/// While the contract runs.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`].
pub(super) fn running<H: Host>(host: &H) -> Result<(Core, State, ContractRecord), Error> {
    let (core, state) = (core(host)?, state(host)?);
    match state.contract {
        Contract::None => Err(Error::NotSigned),
        Contract::Completed | Contract::Terminated => Err(Error::ContractEnded),
        Contract::Signed => {
            let record = cells::get(host, &Cell::Contract)?.ok_or(Error::Corrupt)?;
            Ok((core, state, record))
        }
    }
}

/// Who signs this act for the vendor of the contract.
pub(super) fn contractor<H: TenderHost, A: Act>(
    host: &mut H,
    core: &Core,
    record: &ContractRecord,
    auth: &Auth,
    act: &A,
) -> Result<PersonId, Error> {
    let signatory = signer(host, core, auth, act, Some(Role::Vendor))?;
    if signatory.org == record.vendor {
        Ok(signatory.person)
    } else {
        Err(Error::ForeignOrganisation)
    }
}

/// What the chain keeps of every milestone, in their order.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn milestones_of<H: Host>(
    host: &H,
    record: &ContractRecord,
) -> Result<Vec<MilestoneRecord>, Error> {
    (0..record.milestones).map(|place| milestone(host, record, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Map;

    #[test]
    fn a_proposal_is_void_once_another_bid_is_awarded() {
        let mut host = Map::default();
        assert_eq!(waiting(&host, 3), Err(Error::NothingProposed));
        let proposal = ContractProposal {
            bid: 3,
            contract: [1; 32],
            value: 900,
            milestones: Vec::new(),
            officer: PersonId([2; 20]),
            proposed: [3; 32],
        };
        assert_eq!(cells::put_long(&mut host, &Cell::ContractProposal, &proposal), Ok(()));
        assert_eq!(waiting(&host, 3), Ok(proposal));
        assert_eq!(waiting(&host, 4), Err(Error::NothingProposed));
    }

    #[test]
    fn only_a_contract_that_nobody_signed_leaves_the_award_open() {
        for (contract, signed) in [
            (Contract::None, false),
            (Contract::Signed, true),
            (Contract::Completed, true),
            (Contract::Terminated, true),
        ] {
            assert_eq!(contract_signed(&State { contract, ..State::default() }), signed);
        }
    }
}
