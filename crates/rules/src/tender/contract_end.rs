//! The end of a contract: completed by both sides, or terminated by two persons of the buyer's (CONTRACTS rule 14).

use parity_scale_codec::Encode;

use super::{
    Cell, CompletionProposal, Contract, ContractRecord, TerminationProposal, buyer,
    contract::{contractor, running},
    emit,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::TenderHost,
    messages::{CompleteContract, ConfirmCompletion, ConfirmTermination, ProposeTermination},
    roles::Role,
};

/// An officer states that the contract is performed; stating it again replaces the statement.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::MilestonesOpen`], and those of the signer.
pub fn complete_contract<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &CompleteContract,
) -> Result<(), Error> {
    let (core, mut state, record) = running(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    performed(&record)?;
    let proposed = host.sha256(&act.encode())?;
    let CompleteContract { statement } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let proposal = CompletionProposal { statement, officer, proposed };
    cells::put(host, &Cell::CompletionProposal, &proposal)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::CompletionProposed { statement, officer, proposed });
    Ok(())
}

/// The vendor confirms it; the contract is completed. A change may have brought milestones in the meantime, so they are
/// looked at again.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::NothingProposed`],
/// [`Error::ForeignOrganisation`], [`Error::HashMismatch`], [`Error::MilestonesOpen`], and those of the signer.
pub fn confirm_completion<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmCompletion,
) -> Result<(), Error> {
    let (core, mut state, record) = running(host)?;
    let proposal: Option<CompletionProposal> = cells::get(host, &Cell::CompletionProposal)?;
    let proposal = proposal.ok_or(Error::NothingProposed)?;
    let by = contractor(host, &core, &record, auth, act)?;
    if proposal.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    performed(&record)?;
    state.contract = Contract::Completed;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::ContractCompleted { statement: proposal.statement, by });
    Ok(())
}

/// An officer proposes to terminate the contract; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], and those of the signer.
pub fn propose_termination<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeTermination,
) -> Result<(), Error> {
    let (core, mut state, _) = running(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let proposed = host.sha256(&act.encode())?;
    let ProposeTermination { ground, statement } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let proposal = TerminationProposal { ground, statement, officer, proposed };
    cells::put(host, &Cell::TerminationProposal, &proposal)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::TerminationProposed { ground, statement, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms; the contract is terminated. It needs no signature of the
/// vendor's, who may be suspended, debarred or gone.
///
/// # Errors
/// [`Error::NotSigned`], [`Error::ContractEnded`], [`Error::NothingProposed`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], and those of the signer.
pub fn confirm_termination<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmTermination,
) -> Result<(), Error> {
    let (core, mut state, _) = running(host)?;
    let proposal: Option<TerminationProposal> = cells::get(host, &Cell::TerminationProposal)?;
    let proposal = proposal.ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if proposal.officer == approver {
        return Err(Error::SamePerson);
    }
    if proposal.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    state.contract = Contract::Terminated;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let TerminationProposal { ground, statement, .. } = proposal;
    emit(host, TenderEvent::ContractTerminated { ground, statement, approver });
    Ok(())
}

/// Whether every milestone is accepted.
fn performed(record: &ContractRecord) -> Result<(), Error> {
    if record.accepted == record.milestones { Ok(()) } else { Err(Error::MilestonesOpen) }
}
