//! Requests to vendors: one at a time of a kind for a bid, answered once and in time; and no award goes to a bid whose price is
//! abnormally low and not accepted.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use tenderseal_rules::{
    ContractId, Event,
    messages::{AskVendor, ConfirmAcceptance, ProposeAcceptance, RequestKind, Respond},
    tender::{
        Acceptance, Accepted, Award, BidStatus, Cell, Compared, Opened, State, VendorRequest,
        running,
    },
};
use tenderseal_scenario::{Installation, Refusal, Replay, chain::Chain};

use super::{failed, people::actor, step::Step};

/// Does one of the steps of this module; of others it is none.
pub fn act(
    house: &mut Installation<Replay>,
    tender: ContractId,
    step: &Step,
) -> Option<Result<Vec<Event>, Refusal>> {
    let cast = house.cast();
    let first = || Ok::<_, Refusal>(house.state(tender)?.first.unwrap_or_default());
    Some(match *step {
        Step::AskVendor { who, bid, explain, window } => first().and_then(|first| {
            let kind = if explain { RequestKind::Explanation } else { RequestKind::Correction };
            let (bid, until) = (bid.unwrap_or(first), house.chain.now() + window);
            let act = AskVendor { bid, kind, statement: [1; 32], until };
            house.act(&actor(&cast, who), tender, &act)
        }),
        Step::Respond { who, request } => last_open(house, tender).and_then(|open| {
            let request = request.unwrap_or(open);
            let act = Respond { request, response: [2; 32] };
            house.act(&actor(&cast, who), tender, &act)
        }),
        Step::ProposeAcceptance { who, bid } => first().and_then(|first| {
            let act = ProposeAcceptance { bid: bid.unwrap_or(first), statement: [3; 32] };
            house.act(&actor(&cast, who), tender, &act)
        }),
        Step::ConfirmAcceptance { who } => {
            let found: Option<Acceptance> =
                house.read(tender, &Cell::Acceptance).unwrap_or_default();
            let proposed = found.map_or([0; 32], |found| found.proposed);
            house.act(&actor(&cast, who), tender, &ConfirmAcceptance { proposed })
        }
        _ => return None,
    })
}

/// The number of the last request that waits for its answer, or one that is not there.
pub fn last_open(house: &Installation<Replay>, tender: ContractId) -> Result<u32, Refusal> {
    let state = house.state(tender)?;
    for number in (0..state.requests).rev() {
        let found: VendorRequest = house.read(tender, &Cell::Request(number))?;
        if found.is_open(&state, house.chain.now()) {
            return Ok(number);
        }
    }
    Ok(state.requests)
}

/// The requests as they are now.
pub fn all(
    house: &Installation<Replay>,
    tender: ContractId,
) -> Result<Vec<VendorRequest>, TestCaseError> {
    let requests = house.state(tender).map_err(failed)?.requests;
    let read = |number| house.read(tender, &Cell::Request(number)).map_err(failed);
    (0..requests).map(read).collect()
}

/// What one step did to them.
pub fn check(
    house: &Installation<Replay>,
    tender: ContractId,
    step: &Step,
    before: &[VendorRequest],
) -> Result<Vec<VendorRequest>, TestCaseError> {
    let state = house.state(tender).map_err(failed)?;
    let (after, now) = (all(house, tender)?, house.chain.now());
    prop_assert!(after.len() >= before.len());
    for (then, now_it) in before.iter().zip(&after) {
        if then == now_it {
            continue;
        }
        let Some(response) = now_it.response else {
            return Err(TestCaseError::fail(format!("{step:?} changed {then:?}")));
        };
        prop_assert_eq!(VendorRequest { response: None, ..*now_it }, *then, "answered twice");
        let vendor = house.bid(tender, now_it.bid).map_err(failed)?.vendor;
        let cast = house.cast();
        let own = cast.vendors.iter().find(|company| company.admin.org == vendor);
        let people = own.map(|company| [company.admin.person, company.bidder.person]);
        prop_assert!(people.is_some_and(|people| people.contains(&response.by)));
        prop_assert!(running(&state, now) < now_it.ends, "too late: {now_it:?}");
    }
    for (at, one) in after.iter().enumerate() {
        let same = |other: &&VendorRequest| (other.bid, other.kind) == (one.bid, one.kind);
        let open = after[at + 1..].iter().filter(same).any(|other| other.is_open(&state, now));
        prop_assert!(!open || !one.is_open(&state, now), "two open requests");
    }
    check_award(house, tender, &state)?;
    Ok(after)
}

/// Whoever has an award asks a price that is not abnormally low, or one that two persons accepted: counted again from the
/// prices, in plain numbers.
fn check_award(
    house: &Installation<Replay>,
    tender: ContractId,
    state: &State,
) -> Result<(), TestCaseError> {
    let (Award::Proposed { bid, .. } | Award::Confirmed { bid, .. }) = state.award else {
        return Ok(());
    };
    let compared: Option<Compared> = house.read(tender, &Cell::Compared).unwrap_or_default();
    let Some(compared) = compared else {
        // Where the terms name a rule nobody is awarded without a comparison.
        let rule = house.terms(tender).map_err(failed)?.requests;
        prop_assert!(!rule.compare_prices());
        return Ok(());
    };
    let opened: Opened = house.read(tender, &Cell::Opened(bid)).map_err(failed)?;
    let price = opened.price.map_or(0, |(_, evaluated)| evaluated);
    let (count, mean, next) =
        (u128::from(compared.field.count()), compared.field.mean(), compared.field.next());
    // The rule is of 30 %: surely too far under the mean's floor, or under the next.
    let low = price * 10 < mean * 7 || price * 10 < next * 7;
    let accepted: Option<Accepted> = house.read(tender, &Cell::Accepted(bid)).ok();
    let accepted = accepted.is_some_and(|accepted| accepted.round == compared.round);
    prop_assert!(!low || accepted, "bid {bid} of {count} at {price}, mean {mean}, next {next}");
    let found = house.bid(tender, bid).map_err(failed)?;
    prop_assert!(found.status == BidStatus::Opened);
    Ok(())
}
