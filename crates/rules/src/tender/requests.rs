//! Requests to a vendor about its bid: made by an officer, answered once by the vendor, closed by the answer or by
//! the end of the window (CONTRACTS rule 10).
//!
//! The windows of all requests stand still with the tender's clock. They are counted in its own running time
//! ([`running`]), so that nothing has to be moved when the clock runs again.

use super::{
    BidStatus, Cell, Stage, State, VendorRequest, VendorResponse, bid, buyer, emit, low_price,
    running, signer, stage_at, unsuspended,
};
use crate::{
    Auth, Error, cells,
    events::TenderEvent,
    host::{Host, TenderHost},
    messages::{AskVendor, RequestKind, Respond},
    roles::Role,
    schedule::WINDOW_MAX,
    terms::Terms,
};

/// An officer asks the vendor of a bid, during the evaluation, until an award is proposed. At most one request of a kind
/// is open for a bid; once it is closed there may be another.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::NotRequestStage`], [`Error::UnknownBid`], [`Error::BidNotLive`],
/// [`Error::NotAbnormallyLow`] and [`Error::ExplanationAccepted`] for an explanation, [`Error::RequestOpen`],
/// [`Error::WindowTooShort`] when the terms leave the vendor more time, [`Error::WindowTooLong`] when the end is more than a
/// year ahead, and those of the signer.
pub fn ask_vendor<H: TenderHost>(host: &mut H, auth: &Auth, act: &AskVendor) -> Result<(), Error> {
    let (core, mut state) = unsuspended(host)?;
    let now = host.now();
    if stage_at(&state, now) != Stage::FinancialEvaluation {
        return Err(Error::NotRequestStage);
    }
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    if bid(host, act.bid)?.status != BidStatus::Opened {
        return Err(Error::BidNotLive);
    }
    let AskVendor { bid, kind, statement, until } = *act;
    if kind == RequestKind::Explanation {
        low_price::undecided(host, bid)?;
    }
    if last(host, bid, kind)?.is_some_and(|request| request.is_open(&state, now)) {
        return Err(Error::RequestOpen);
    }
    let terms: Terms = cells::get_long(host, &Cell::Terms)?.ok_or(Error::Corrupt)?;
    if until < now.saturating_add(terms.requests.window.into()) {
        return Err(Error::WindowTooShort);
    }
    if until - now > WINDOW_MAX.into() {
        return Err(Error::WindowTooLong);
    }
    let number = state.requests;
    state.requests = number.checked_add(1).ok_or(Error::Overflow)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let ends = until.saturating_sub(state.stood);
    let request = VendorRequest { bid, kind, statement, officer, at: now, ends, response: None };
    cells::put(host, &Cell::Request(number), &request)?;
    cells::put(host, &Cell::Requested(bid, kind), &number)?;
    cells::put(host, &Cell::State, &state)?;
    let event = TenderEvent::VendorAsked { request: number, bid, kind, statement, until, officer };
    emit(host, event);
    Ok(())
}

/// The vendor responds, once, before the window ends: a response in its last second is in time, one in the second
/// after it is not. It changes neither price nor scores nor the offer.
///
/// # Errors
/// [`Error::TenderSuspended`], [`Error::Ended`] once the award is final or the tender over, [`Error::UnknownRequest`],
/// [`Error::ForeignOrganisation`], [`Error::BidNotLive`] when the bid was rejected since,
/// [`Error::RequestClosed`], and those of the signer: a vendor that is suspended or debarred does not respond.
pub fn respond<H: TenderHost>(host: &mut H, auth: &Auth, act: &Respond) -> Result<(), Error> {
    let (core, mut state) = unsuspended(host)?;
    let now = host.now();
    if stage_at(&state, now).is_decided() {
        return Err(Error::Ended);
    }
    let signatory = signer(host, &core, auth, act, Some(Role::Vendor))?;
    let Respond { request: number, response } = *act;
    let found: VendorRequest =
        cells::get(host, &Cell::Request(number))?.ok_or(Error::UnknownRequest)?;
    let of = bid(host, found.bid)?;
    if of.vendor != signatory.org {
        return Err(Error::ForeignOrganisation);
    }
    if of.status != BidStatus::Opened {
        return Err(Error::BidNotLive);
    }
    if !found.is_open(&state, now) {
        return Err(Error::RequestClosed);
    }
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    let (bid, kind, by) = (found.bid, found.kind, signatory.person);
    let answered = VendorResponse { response, by, at: now };
    let request = VendorRequest { response: Some(answered), ..found };
    cells::put(host, &Cell::Request(number), &request)?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::VendorResponded { request: number, bid, kind, response, by });
    Ok(())
}

/// The last request of a kind about a bid.
pub(super) fn last<H: Host>(
    host: &H,
    bid: u32,
    kind: RequestKind,
) -> Result<Option<VendorRequest>, Error> {
    let number: Option<u32> = cells::get(host, &Cell::Requested(bid, kind))?;
    match number {
        Some(number) => cells::get(host, &Cell::Request(number)),
        None => Ok(None),
    }
}

/// Whether a bid can be rejected because its vendor did not correct what it was asked to: the window of
/// the last request is over, and nothing came.
///
/// # Errors
/// [`Error::ResponsePending`] when nobody asked or the window is not over, [`Error::RequestAnswered`].
pub(super) fn not_corrected<H: Host>(host: &H, state: &State, bid: u32) -> Result<(), Error> {
    let request = last(host, bid, RequestKind::Correction)?.ok_or(Error::ResponsePending)?;
    if request.response.is_some() {
        return Err(Error::RequestAnswered);
    }
    if request.is_open(state, host.now()) { Err(Error::ResponsePending) } else { Ok(()) }
}

impl VendorRequest {
    /// Whether a response would be taken: none came, and the window is not over.
    #[must_use]
    pub fn is_open(&self, state: &State, now: u64) -> bool {
        self.response.is_none() && running(state, now) < self.ends
    }

    /// First second in which a response is too late, as it is now: later when the clock stands still.
    #[must_use]
    pub fn until(&self, state: &State) -> u64 {
        self.ends.saturating_add(state.stood)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PersonId;

    #[test]
    fn the_fullest_request_fits_its_cell() {
        let by = PersonId([0xff; 20]);
        let response = Some(VendorResponse { response: [0xff; 32], by, at: u64::MAX });
        let request = VendorRequest {
            bid: u32::MAX,
            kind: RequestKind::Correction,
            statement: [0xff; 32],
            officer: by,
            at: u64::MAX,
            ends: u64::MAX,
            response,
        };
        assert!(parity_scale_codec::Encode::encode(&request).len() <= cells::CELL_MAX);
    }

    #[test]
    fn a_window_stands_still_with_the_clock_and_is_no_shorter_for_it() {
        let by = PersonId([1; 20]);
        let request = |ends| VendorRequest {
            bid: 0,
            kind: RequestKind::Correction,
            statement: [1; 32],
            officer: by,
            at: 900,
            ends,
            response: None,
        };
        let state = State { stood: 50, ..State::default() };
        let open = request(950);
        assert_eq!(open.until(&state), 1_000);
        assert!(open.is_open(&state, 999));
        assert!(!open.is_open(&state, 1_000));
        let stopped = State { stopped_at: Some(999), ..state.clone() };
        assert!(open.is_open(&stopped, 5_000));
        let after = State { stood: 50 + 4_001, ..state };
        assert_eq!(open.until(&after), 5_001);
        assert!(open.is_open(&after, 5_000));
        assert!(!open.is_open(&after, 5_001));
    }
}
