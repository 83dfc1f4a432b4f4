//! Extension: the deadline moves to a later time by two signatures, and bids stay valid (CONTRACTS rule 2).

use parity_scale_codec::Encode;

use super::{Cell, Extension, bids::bidding, buyer, emit};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::TenderHost,
    messages::{ConfirmExtension, ProposeExtension},
    roles::Role,
};

/// An officer proposes a later deadline; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::TooLate`], [`Error::Ended`], [`Error::DeadlineNotLater`], [`Error::WindowTooLong`] when the
/// deadline is more than a year from now, and those of the signer.
pub fn propose_extension<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeExtension,
) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    state.schedule.extended(host.now(), act.deadline)?;
    let proposed = host.sha256(&act.encode())?;
    let ProposeExtension { deadline, reason } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let extension = Extension { deadline, reason, officer, proposed };
    cells::put(host, &Cell::Extension, &Some(extension))?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::ExtensionProposed { deadline, reason, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms; the deadline is the later one. From the second of the
/// old deadline on it is too late: a tender is never opened for bids again.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::TooLate`], [`Error::Ended`], [`Error::NothingProposed`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], [`Error::DeadlineNotLater`] when an amendment moved the deadline as far
/// since, and those of the signer.
pub fn confirm_extension<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmExtension,
) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let proposal: Option<Option<Extension>> = cells::get(host, &Cell::Extension)?;
    let extension = proposal.flatten().ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if extension.officer == approver {
        return Err(Error::SamePerson);
    }
    if extension.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let from = state.schedule.deadline;
    // Checked again where it takes effect: a deadline never moves back, whatever happened since.
    state.schedule = state.schedule.extended(host.now(), extension.deadline)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Extension, &None::<Extension>)?;
    cells::put(host, &Cell::State, &state)?;
    let Extension { deadline, reason, .. } = extension;
    emit(host, TenderEvent::DeadlineExtended { from, to: deadline, reason, approver });
    Ok(())
}
