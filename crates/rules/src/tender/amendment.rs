//! Amendment: the terms change by two signatures, and bids wait to be confirmed (CONTRACTS rule 2).
//!
//! An amendment touches no bid: one that was sealed for an earlier version is stale
//! ([`super::Bid::is_stale`]) by comparing two numbers, however many there are. Its vendor confirms it by
//! replacing it with an envelope that is sealed for the terms in force, or withdraws it.

use parity_scale_codec::Encode;

use super::{Amendment, Cell, TermsInForce, bids::bidding, buyer, emit, profile};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{ConfirmAmendment, ProposeAmendment},
    roles::Role,
    terms::Terms,
};

/// An officer proposes other terms, and perhaps a later deadline; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::TooLate`], [`Error::Ended`], those of [`Terms::check_next`] and
/// [`crate::profile::Profile::check_terms`], those of [`Terms::check_lasts`], [`Error::WindowTooLong`] when the
/// deadline would be more than a year from now, and those of the signer.
pub fn propose_amendment<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeAmendment,
) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let published: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    published.check_next(&act.terms)?;
    let profile = profile(host)?;
    profile.check_terms(&act.terms)?;
    let amended = state.schedule.amended(host.now(), act.deadline, profile.least.amendment)?;
    act.terms.check_lasts(&amended)?;
    let proposed = host.sha256(&act.encode())?;
    let ProposeAmendment { terms, deadline, reason } = act.clone();
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let amendment = Amendment { terms: terms.clone(), deadline, reason, officer, proposed };
    cells::put_long(host, &Cell::Amendment, &Some(amendment))?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::AmendmentProposed { terms, deadline, reason, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms: the terms are the next version, every bid so far is stale, and
/// the deadline is at least the least period away.
///
/// # Errors
/// [`Error::TooLate`], [`Error::Ended`], [`Error::NothingProposed`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], and those of the signer.
pub fn confirm_amendment<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmAmendment,
) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let proposal: Option<Option<Amendment>> = cells::get_long(host, &Cell::Amendment)?;
    let amendment = proposal.flatten().ok_or(Error::NothingProposed)?;
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if amendment.officer == approver {
        return Err(Error::SamePerson);
    }
    if amendment.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let Amendment { terms, deadline, reason, .. } = amendment;
    let version = state.terms.version.checked_add(1).ok_or(Error::Overflow)?;
    let profile = profile(host)?;
    let from = state.schedule.deadline;
    // Computed where it takes effect: the deadline may have been extended since, and time has passed.
    state.schedule = state.schedule.amended(host.now(), deadline, profile.least.amendment)?;
    state.terms = in_force(host, version, &terms)?;
    // Nothing counts until it is sealed again.
    state.live = 0;
    state.sealed = 0;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put_long(host, &Cell::Amendment, &None::<Amendment>)?;
    cells::put_long(host, &Cell::Terms, &terms)?;
    cells::put(host, &Cell::State, &state)?;
    let (hash, to) = (state.terms.hash, state.schedule.deadline);
    let event = TenderEvent::TermsAmended { version, hash, terms, reason, from, to, approver };
    emit(host, event);
    Ok(())
}

/// What is kept at hand of terms that come into force.
pub(super) fn in_force<H: Host>(
    host: &H,
    version: u32,
    terms: &Terms,
) -> Result<TermsInForce, Error> {
    Ok(TermsInForce {
        version,
        hash: host.sha256(&terms.preimage(version))?,
        lifecycle_rate_bp: terms.lifecycle_rate_bp,
        min_bids: terms.min_bids,
        security: terms.security,
        lifecycle_years: terms.lifecycle_years,
    })
}
