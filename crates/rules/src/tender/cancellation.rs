//! Cancellation: a reason and two signatures, at any stage before the award is final (CONTRACTS rule 15).

use parity_scale_codec::Encode;

use super::{Cancellation, Cell, Core, State, buyer, core, emit, stage_at, state, suspension};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{ConfirmCancellation, ProposeCancellation},
    roles::Role,
};

/// An officer proposes to cancel; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::Ended`], and those of the signer.
pub fn propose_cancellation<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeCancellation,
) -> Result<(), Error> {
    let (core, mut state) = running(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let proposed = host.sha256(&act.encode())?;
    let ProposeCancellation { reason, statement } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Cancellation, &Cancellation { reason, statement, officer, proposed })?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::CancellationProposed { reason, statement, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms; the tender is over.
///
/// # Errors
/// [`Error::Ended`], [`Error::NothingProposed`], [`Error::SamePerson`], [`Error::HashMismatch`],
/// and those of the signer.
pub fn confirm_cancellation<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmCancellation,
) -> Result<(), Error> {
    let (core, mut state) = running(host)?;
    let cancellation: Cancellation =
        cells::get(host, &Cell::Cancellation)?.ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if cancellation.officer == approver {
        return Err(Error::SamePerson);
    }
    if cancellation.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    suspension::end(&mut state, host.now());
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::State, &state)?;
    let Cancellation { reason, statement, .. } = cancellation;
    emit(host, TenderEvent::Cancelled { reason, statement, approver });
    Ok(())
}

fn running<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = (core(host)?, state(host)?);
    if stage_at(&state, host.now()).is_decided() {
        return Err(Error::Ended);
    }
    Ok((core, state))
}
