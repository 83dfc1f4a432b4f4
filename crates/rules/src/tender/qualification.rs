//! Prequalification: whoever applies in time and is qualified by two signatures may bid, and nobody else (CONTRACTS,
//! "Procedures": restricted).
//!
//! The applications' time ends so long before the deadline as the terms say. Decisions are taken until the
//! deadline; who is qualified stays so, while a refusal can be decided anew, as after a complaint.

use parity_scale_codec::Encode;

use super::{
    Application, ApplicationStatus, Bidders, Cell, Core, QualificationProposal, State,
    bids::bidding, buyer, emit, signer,
};
use crate::{
    Auth, Error, OrgId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{Apply, ConfirmQualification, ProposeQualification},
    roles::Role,
    terms::Terms,
};

/// A vendor applies; again to replace an application that was not decided on, or was refused.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::TooLate`], [`Error::Ended`], [`Error::NoQualification`],
/// [`Error::ApplicationsClosed`], [`Error::AlreadyQualified`], and those of the signer.
pub fn apply<H: TenderHost>(host: &mut H, auth: &Auth, act: &Apply) -> Result<(), Error> {
    let (core, mut state) = qualifying(host)?;
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    let now = host.now();
    let until = terms.prequalification.map(|lead| state.schedule.applications_until(lead));
    if now >= until.ok_or(Error::Corrupt)? {
        return Err(Error::ApplicationsClosed);
    }
    let signatory = signer(host, &core, auth, act, Some(Role::Vendor))?;
    let (vendor, by) = (signatory.org, signatory.person);
    if application(host, vendor)?.is_some_and(|held| held.status == ApplicationStatus::Qualified) {
        return Err(Error::AlreadyQualified);
    }
    let statement = act.statement;
    let open = Application { statement, by, at: now, status: ApplicationStatus::Open };
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Application(vendor), &open)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::Applied { vendor, by, statement });
    Ok(())
}

/// An officer proposes a decision on an application; proposing again about the same vendor replaces the proposal.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::TooLate`], [`Error::Ended`], [`Error::NoQualification`],
/// [`Error::UnknownApplication`] also for another statement than the last one, [`Error::AlreadyQualified`], and
/// those of the signer.
pub fn propose_qualification<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeQualification,
) -> Result<(), Error> {
    let (core, mut state) = qualifying(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let ProposeQualification { vendor, statement, qualified, reason } = *act;
    undecided(host, vendor, act)?;
    let proposed = host.sha256(&act.encode())?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let proposal = QualificationProposal { statement, qualified, reason, officer, proposed };
    cells::put(host, &Cell::Qualification(vendor), &Some(proposal))?;
    cells::put(host, &Cell::State, &state)?;
    let event = TenderEvent::QualificationProposed {
        vendor,
        statement,
        qualified,
        reason,
        officer,
        proposed,
    };
    emit(host, event);
    Ok(())
}

/// An approver, another person, confirms. An application that was replaced since is not decided on.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::TooLate`], [`Error::Ended`], [`Error::NoQualification`],
/// [`Error::NothingProposed`], [`Error::SamePerson`], [`Error::HashMismatch`], [`Error::UnknownApplication`] when
/// the vendor applied anew since, and those of the signer.
pub fn confirm_qualification<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmQualification,
) -> Result<(), Error> {
    let (core, mut state) = qualifying(host)?;
    let vendor = act.vendor;
    let proposal: Option<Option<QualificationProposal>> =
        cells::get(host, &Cell::Qualification(vendor))?;
    let proposal = proposal.flatten().ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if proposal.officer == approver {
        return Err(Error::SamePerson);
    }
    if proposal.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let QualificationProposal { statement, qualified, reason, .. } = proposal;
    let mut held = application(host, vendor)?.ok_or(Error::Corrupt)?;
    if held.statement != statement {
        return Err(Error::UnknownApplication);
    }
    held.status = if qualified { ApplicationStatus::Qualified } else { ApplicationStatus::Refused };
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Application(vendor), &held)?;
    cells::put(host, &Cell::Qualification(vendor), &None::<QualificationProposal>)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::QualificationDecided { vendor, qualified, reason, approver });
    Ok(())
}

/// Whether a vendor may bid, where that is not open to everyone.
///
/// # Errors
/// [`Error::NotInvited`], [`Error::NotQualified`].
pub(super) fn check_may_bid<H: Host>(host: &H, vendor: OrgId) -> Result<(), Error> {
    match cells::get_long(host, &Cell::Bidders)? {
        None => Ok(()),
        Some(Bidders::Named(invited)) => {
            invited.binary_search(&vendor).map(drop).map_err(|_| Error::NotInvited)
        }
        Some(Bidders::Qualified) => {
            let held = application(host, vendor)?;
            held.filter(|held| held.status == ApplicationStatus::Qualified)
                .map(drop)
                .ok_or(Error::NotQualified)
        }
    }
}

fn application<H: Host>(host: &H, vendor: OrgId) -> Result<Option<Application>, Error> {
    cells::get(host, &Cell::Application(vendor))
}

/// Checks that the application that an officer read is there to be decided on.
fn undecided<H: Host>(host: &H, vendor: OrgId, act: &ProposeQualification) -> Result<(), Error> {
    let held = application(host, vendor)?.ok_or(Error::UnknownApplication)?;
    if held.status == ApplicationStatus::Qualified {
        Err(Error::AlreadyQualified)
    } else if held.statement == act.statement {
        Ok(())
    } else {
        Err(Error::UnknownApplication)
    }
}

/// While bids are taken, where vendors are prequalified.
fn qualifying<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = bidding(host)?;
    match cells::get_long(host, &Cell::Bidders)? {
        Some(Bidders::Qualified) => Ok((core, state)),
        _ => Err(Error::NoQualification),
    }
}
