//! The security of a bid: held with the bid, returned by rule, forfeited on the terms' grounds (CONTRACTS rule 5).
//!
//! What is held is a guarantee, known by its hash (docs/adr/0011). Returning needs nobody's decision: when it is
//! due follows from what is stored and from block time, so anyone may ask for it, and nobody can hold it back. As long as a
//! security could be forfeited it is not due, until the time is over for which it had to hold.

use parity_scale_codec::Encode;

use super::{
    Award, Bid, BidStatus, Cell, Forfeiture, GivenSecurity, PostedShare, ReturnReason,
    SecurityStatus, Stage, State, bid, buyer, clock, core, emit, opening, stage_at, state,
    unsuspended,
};
use crate::{
    Auth, Error, Hash, OrgId, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{
        ConfirmForfeiture, ForfeitureGround, ProposeForfeiture, RejectionGround, ReturnSecurity,
    },
    roles::Role,
};

/// Anyone has the security of a bid returned that is due, in a suspension too.
///
/// # Errors
/// [`Error::Malformed`], [`Error::UnknownBid`], [`Error::SecuritySettled`], [`Error::SecurityNotDue`].
pub fn return_security<H: Host>(host: &mut H, act: &ReturnSecurity) -> Result<(), Error> {
    host.check_input(act.encoded_size())?;
    let mut state = state(host)?;
    let mut found = secured(host, act.bid)?;
    let openable = is_openable(host, act.bid)?;
    let reason =
        return_due(&state, (act.bid, &found), openable, host.now()).ok_or(Error::SecurityNotDue)?;
    release(&mut state, &mut found, reason)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Bid(act.bid), &found)?;
    cells::put(host, &Cell::State, &state)?;
    emit_returned(host, act.bid, reason);
    Ok(())
}

/// An officer proposes that the security of a bid is forfeited; proposing again replaces the proposal.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::UnknownBid`], [`Error::SecuritySettled`],
/// [`Error::ForfeitureUnfounded`], and those of the signer.
pub fn propose_forfeiture<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ProposeForfeiture,
) -> Result<(), Error> {
    let (core, mut state) = unsuspended(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    founded(host, &state, act.bid, act.ground)?;
    let proposed = host.sha256(&act.encode())?;
    let ProposeForfeiture { bid, ground, statement } = *act;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let forfeiture = Forfeiture { bid, ground, statement, officer, proposed };
    cells::put(host, &Cell::Forfeiture, &Some(forfeiture))?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::ForfeitureProposed { bid, ground, statement, officer, proposed });
    Ok(())
}

/// An approver, another person, confirms: the buyer may claim the guarantee. A complaint that is open is decided before.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NothingProposed`], [`Error::ComplaintOpen`], [`Error::SamePerson`],
/// [`Error::HashMismatch`], [`Error::SecuritySettled`] when it was returned since,
/// [`Error::ForfeitureUnfounded`] when the guarantee ran out since, and those of the signer.
pub fn confirm_forfeiture<H: TenderHost>(
    host: &mut H,
    auth: &Auth,
    act: &ConfirmForfeiture,
) -> Result<(), Error> {
    let (core, mut state) = unsuspended(host)?;
    let proposal: Option<Option<Forfeiture>> = cells::get(host, &Cell::Forfeiture)?;
    let forfeiture = proposal.flatten().ok_or(Error::NothingProposed)?;
    if state.open_complaints > 0 {
        return Err(Error::ComplaintOpen);
    }
    let approver = buyer(host, &core, auth, act, Role::Approver)?.person;
    if forfeiture.officer == approver {
        return Err(Error::SamePerson);
    }
    if forfeiture.proposed != act.proposed {
        return Err(Error::HashMismatch);
    }
    let Forfeiture { bid, ground, statement, .. } = forfeiture;
    let (mut found, amount) = founded(host, &state, bid, ground)?;
    settle(&mut state, &mut found, SecurityStatus::Forfeited(ground))?;
    state.securities.forfeited =
        state.securities.forfeited.checked_add(1).ok_or(Error::Overflow)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Bid(bid), &found)?;
    cells::put(host, &Cell::Forfeiture, &None::<Forfeiture>)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::SecurityForfeited { bid, ground, amount, statement, approver });
    Ok(())
}

/// The ground on which a bid's security could be forfeited at a time: one that the terms name and the facts bear,
/// as long as the guarantee holds. `openable` tells whether as many good shares of it as open it are on the chain.
#[must_use]
pub fn forfeitable(state: &State, bid: &Bid, openable: bool, now: u64) -> Option<ForfeitureGround> {
    let security = state.terms.security?;
    if now >= security.valid_until(&state.schedule) {
        return None;
    }
    match bid.status {
        BidStatus::Sealed | BidStatus::Read
            if security.silence && !openable && is_silent(state, bid, now) =>
        {
            Some(ForfeitureGround::Silence)
        }
        // Nobody is rejected on this ground but who has a final award.
        BidStatus::Excluded(RejectionGround::RefusedToSign) if security.refusal => {
            Some(ForfeitureGround::RefusedToSign)
        }
        _ => None,
    }
}

/// Why the held security of a bid, given with its number, is to be returned at a time; none while it is not. `openable`
/// as of [`forfeitable`].
#[must_use]
pub fn return_due(
    state: &State,
    (number, bid): (u32, &Bid),
    openable: bool,
    now: u64,
) -> Option<ReturnReason> {
    if forfeitable(state, bid, openable, now).is_some() {
        return None;
    }
    // It was given for terms that are not in force any more.
    let Some(asked) = state.terms.security else {
        return Some(ReturnReason::Stale);
    };
    let over = now >= asked.valid_until(&state.schedule);
    decided(state, number, bid, now).or(over.then_some(ReturnReason::Expired))
}

/// What became of the bid, if that is certain.
fn decided(state: &State, number: u32, bid: &Bid, now: u64) -> Option<ReturnReason> {
    if matches!(bid.status, BidStatus::Rejected(_) | BidStatus::Excluded(_) | BidStatus::Unopened) {
        return Some(ReturnReason::Rejected);
    }
    match stage_at(state, now) {
        Stage::Cancelled => Some(ReturnReason::Cancelled),
        Stage::Bidding => None,
        _ if bid.is_stale(&state.terms) => Some(ReturnReason::Stale),
        Stage::Unsuccessful => Some(ReturnReason::Unsuccessful),
        // Until somebody signs, the award can come to every bid that is left.
        Stage::ContractSigned | Stage::Completed | Stage::Terminated => match state.award {
            Award::Confirmed { bid, .. } if bid == number => Some(ReturnReason::Signed),
            _ => Some(ReturnReason::Lost),
        },
        _ => None,
    }
}

/// Whether the committee did its part: then anyone could open the bid, and nothing was left to its vendor. Nor is
/// anything left to the vendor of a technical offer that did not pass.
fn is_openable<H: Host>(host: &H, number: u32) -> Result<bool, Error> {
    let core = core(host)?;
    if bid(host, number)?.status == BidStatus::Read && !opening::has_passed(host, number)? {
        return Ok(true);
    }
    let mut good = 0;
    for member in 1..=core.n {
        let posted: Option<PostedShare> = cells::get(host, &Cell::Share(number, member))?;
        good += u8::from(posted.is_some_and(|posted| posted.good));
    }
    Ok(good >= core.k)
}

/// Whether a sealed bid counted and nobody opened it in time, not in the vendors' own window either. Where
/// there were too few bids, or the tender was cancelled before, nobody could.
fn is_silent(state: &State, bid: &Bid, now: u64) -> bool {
    let reached = clock(state, state.cancelled_at.map_or(now, |at| at.min(now)));
    let opened = state.live >= state.terms.min_bids
        && !state.is_technical()
        && reached >= state.schedule.silence();
    opened && !bid.is_stale(&state.terms)
}

/// A bid comes with its security, exactly when the terms ask for one.
///
/// A guarantee secures one bid at a time; its vendor may name it again once the bid before is withdrawn or replaced.
pub(super) fn give<H: Host>(
    host: &mut H,
    state: &mut State,
    vendor: OrgId,
    number: u32,
    guarantee: Option<Hash>,
) -> Result<Option<GivenSecurity>, Error> {
    let guarantee = match (state.terms.security, guarantee) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return Err(Error::GuaranteeNotAsked),
        (Some(_), None) => return Err(Error::GuaranteeMissing),
        (Some(_), Some(guarantee)) => guarantee,
    };
    let cell = Cell::Guarantee(guarantee);
    if let Some(earlier) = cells::get(host, &cell)? {
        let earlier = bid(host, earlier)?;
        if earlier.vendor != vendor || earlier.is_secured() {
            return Err(Error::GuaranteeTaken);
        }
    }
    let held = &mut state.securities.held;
    *held = held.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &cell, &number)?;
    Ok(Some(GivenSecurity { guarantee, status: SecurityStatus::Held }))
}

/// Returns a bid's security, if one is held; answers whether.
pub(super) fn release(
    state: &mut State,
    bid: &mut Bid,
    reason: ReturnReason,
) -> Result<bool, Error> {
    if !bid.is_secured() {
        return Ok(false);
    }
    settle(state, bid, SecurityStatus::Returned(reason))?;
    let returned = &mut state.securities.returned;
    *returned = returned.checked_add(1).ok_or(Error::Overflow)?;
    Ok(true)
}

/// Says that a security was returned.
pub(super) fn emit_returned<H: Host>(host: &mut H, bid: u32, reason: ReturnReason) {
    emit(host, TenderEvent::SecurityReturned { bid, reason });
}

/// One that is held fewer.
fn settle(state: &mut State, bid: &mut Bid, status: SecurityStatus) -> Result<(), Error> {
    let given = bid.security.as_mut().ok_or(Error::Corrupt)?;
    given.status = status;
    state.securities.held = state.securities.held.checked_sub(1).ok_or(Error::Corrupt)?;
    Ok(())
}

/// The bid, if its security is held.
fn secured<H: Host>(host: &H, number: u32) -> Result<Bid, Error> {
    let found = bid(host, number)?;
    if found.is_secured() { Ok(found) } else { Err(Error::SecuritySettled) }
}

/// The bid, if its security can be forfeited on this ground, and how much that is.
fn founded<H: Host>(
    host: &H,
    state: &State,
    number: u32,
    ground: ForfeitureGround,
) -> Result<(Bid, u128), Error> {
    let found = secured(host, number)?;
    let security = state.terms.security.ok_or(Error::ForfeitureUnfounded)?;
    let openable = is_openable(host, number)?;
    if forfeitable(state, &found, openable, host.now()) == Some(ground) {
        Ok((found, security.amount))
    } else {
        Err(Error::ForfeitureUnfounded)
    }
}
