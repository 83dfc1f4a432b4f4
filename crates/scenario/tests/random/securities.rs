//! Bid securities: none is lost, none is settled twice, and none is settled but for a reason that the facts bear.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use tenderseal_rules::{
    ContractId, Event,
    messages::{
        ConfirmForfeiture, ForfeitureGround, ProposeForfeiture, RejectionGround, ReturnSecurity,
    },
    ranking::Tallied,
    tender::{
        Bid, BidStatus, Cell, Forfeiture, GivenSecurity, PostedShare, ReturnReason, Securities,
        SecurityStatus, Stage, State, forfeitable, return_due,
    },
};
use tenderseal_scenario::{Installation, Refusal, Replay, chain::Chain};

use super::{failed, people::actor, step::Step};

/// Does one of the steps of this module.
pub fn act(
    house: &mut Installation<Replay>,
    tender: ContractId,
    step: &Step,
) -> Result<Vec<Event>, Refusal> {
    let cast = house.cast();
    match *step {
        Step::ReturnSecurity { bid } => house.chain.call(tender, &ReturnSecurity { bid }.call()),
        Step::ProposeForfeiture { who, bid, silence } => {
            let ground =
                if silence { ForfeitureGround::Silence } else { ForfeitureGround::RefusedToSign };
            let bid = match bid {
                Some(bid) => bid,
                None => any_forfeitable(house, tender)?,
            };
            let act = ProposeForfeiture { bid, ground, statement: [1; 32] };
            house.act(&actor(&cast, who), tender, &act)
        }
        Step::ConfirmForfeiture { who } => {
            let found: Option<Forfeiture> =
                house.read(tender, &Cell::Forfeiture).unwrap_or_default();
            let proposed = found.map_or([0; 32], |found| found.proposed);
            house.act(&actor(&cast, who), tender, &ConfirmForfeiture { proposed })
        }
        _ => Err(Refusal::Chain("another step".into())),
    }
}

/// The first bid whose security could be forfeited now, or bid 0.
fn any_forfeitable(house: &Installation<Replay>, tender: ContractId) -> Result<u32, Refusal> {
    let state = house.state(tender)?;
    for number in 0..state.bids {
        let bid = house.bid(tender, number)?;
        let openable = openable(house, tender, number)?;
        if bid.is_secured() && forfeitable(&state, &bid, openable, house.chain.now()).is_some() {
            return Ok(number);
        }
    }
    Ok(0)
}

/// Whether as many good shares of a bid as open it are on the chain.
fn openable(
    house: &Installation<Replay>,
    tender: ContractId,
    number: u32,
) -> Result<bool, Refusal> {
    if house.bid(tender, number)?.status == BidStatus::Read {
        let tallied: Option<Tallied> = house.read(tender, &Cell::Tallied(number)).ok();
        if tallied.is_none_or(|tallied| tallied.below_minimum.is_some()) {
            // Nothing is left to its vendor.
            return Ok(true);
        }
    }
    let core = house.facts(tender)?.core;
    let shares = (1..=core.n).map(|member| Cell::Share(number, member));
    let good = shares.filter_map(|cell| house.read(tender, &cell).ok());
    Ok(good.filter(|posted: &PostedShare| posted.good).count() >= core.k.into())
}

/// The security of each bid.
pub fn given(
    house: &Installation<Replay>,
    tender: ContractId,
) -> Result<Vec<Option<GivenSecurity>>, TestCaseError> {
    let bids = house.state(tender).map_err(failed)?.bids;
    let security = |number| house.bid(tender, number).map(|bid| bid.security).map_err(failed);
    (0..bids).map(security).collect()
}

/// Whatever was given is held, returned or forfeited, and the state counts it so.
pub fn count(
    house: &Installation<Replay>,
    tender: ContractId,
    state: &State,
) -> Result<(), TestCaseError> {
    let mut counted = Securities::default();
    let mut of_all = 0;
    for security in given(house, tender)?.into_iter().flatten() {
        of_all += 1;
        *match security.status {
            SecurityStatus::Held => &mut counted.held,
            SecurityStatus::Returned(_) => &mut counted.returned,
            SecurityStatus::Forfeited(_) => &mut counted.forfeited,
        } += 1;
    }
    let Securities { held, returned, forfeited } = state.securities;
    prop_assert_eq!(state.securities, counted);
    prop_assert_eq!(held, of_all - returned - forfeited);
    Ok(())
}

/// What one step did to the securities.
pub fn check(
    house: &Installation<Replay>,
    tender: ContractId,
    step: &Step,
    before: &[Option<GivenSecurity>],
) -> Result<Vec<Option<GivenSecurity>>, TestCaseError> {
    let after = given(house, tender)?;
    let terms = house.terms(tender).map_err(failed)?;
    for (number, now) in (0u32..).zip(&after) {
        let bid = house.bid(tender, number).map_err(failed)?;
        let Some(then) = before.get(number as usize) else {
            // A new one is held, exactly when the terms ask for it.
            prop_assert_eq!(
                now.map(|now| now.status),
                terms.security.map(|_| SecurityStatus::Held)
            );
            continue;
        };
        if then == now {
            continue;
        }
        let (Some(then), Some(now)) = (then, now) else {
            return Err(TestCaseError::fail(format!("{step:?} made or lost a security")));
        };
        prop_assert_eq!(then.guarantee, now.guarantee);
        prop_assert_eq!(then.status, SecurityStatus::Held, "settled twice by {:?}", step);
        check_settled(house, tender, step, number, &bid, now.status)?;
    }
    check_guarantees(house, tender, &after)?;
    Ok(after)
}

/// Told from the bid and the stage, not from the rule that decided it.
fn check_settled(
    house: &Installation<Replay>,
    tender: ContractId,
    step: &Step,
    number: u32,
    bid: &Bid,
    status: SecurityStatus,
) -> Result<(), TestCaseError> {
    let state = house.state(tender).map_err(failed)?;
    let reached = house.stage(tender).map_err(failed)?;
    let signed = matches!(reached, Stage::ContractSigned | Stage::Completed | Stage::Terminated);
    let returning = matches!(step, Step::ReturnSecurity { .. });
    let waits = if state.technical.is_some() { BidStatus::Read } else { BidStatus::Sealed };
    let silent = bid.status == waits && house.chain.now() >= state.schedule.silence();
    let refused = bid.status == BidStatus::Excluded(RejectionGround::RefusedToSign);
    let holds = state.terms.security.is_some_and(|asked| {
        house.chain.now() < state.schedule.deadline + u64::from(asked.valid_for)
    });
    let fits = match status {
        SecurityStatus::Held => false,
        SecurityStatus::Returned(ReturnReason::Withdrawn) => {
            matches!(step, Step::Withdraw { .. }) && bid.status == BidStatus::Withdrawn
        }
        SecurityStatus::Returned(ReturnReason::Replaced) => {
            matches!(step, Step::Replace { .. }) && bid.status == BidStatus::Replaced
        }
        SecurityStatus::Returned(reason) => {
            // Nobody gets back what can be forfeited, and nothing else is held back at the end.
            let due = match reason {
                ReturnReason::Stale => bid.is_stale(&state.terms),
                ReturnReason::Rejected => {
                    let out = matches!(
                        bid.status,
                        BidStatus::Rejected(_) | BidStatus::Excluded(_) | BidStatus::Unopened
                    );
                    out && !(refused && holds)
                }
                ReturnReason::Lost => signed && state.first != Some(number),
                ReturnReason::Signed => signed && state.first == Some(number),
                ReturnReason::Cancelled => reached == Stage::Cancelled,
                ReturnReason::Unsuccessful => reached == Stage::Unsuccessful,
                ReturnReason::Expired => !holds,
                ReturnReason::Withdrawn | ReturnReason::Replaced => false,
            };
            returning && due
        }
        SecurityStatus::Forfeited(ground) => {
            let borne = match ground {
                ForfeitureGround::Silence => {
                    let openable = openable(house, tender, number).map_err(failed)?;
                    silent && !openable && !bid.is_stale(&state.terms)
                }
                ForfeitureGround::RefusedToSign => refused,
            };
            matches!(step, Step::ConfirmForfeiture { .. }) && borne && holds
        }
    };
    prop_assert!(fits, "{step:?} made {status:?} of {bid:?} in {reached:?}");
    Ok(())
}

/// No guarantee secures two bids, and what is decided is either due or forfeitable, never both.
fn check_guarantees(
    house: &Installation<Replay>,
    tender: ContractId,
    given: &[Option<GivenSecurity>],
) -> Result<(), TestCaseError> {
    let state = house.state(tender).map_err(failed)?;
    let mut held = Vec::new();
    for (number, security) in (0u32..).zip(given) {
        let Some(GivenSecurity { guarantee, status: SecurityStatus::Held }) = security else {
            continue;
        };
        prop_assert!(!held.contains(guarantee), "one guarantee for two bids");
        held.push(*guarantee);
        let bid = house.bid(tender, number).map_err(failed)?;
        prop_assert!(!matches!(bid.status, BidStatus::Replaced | BidStatus::Withdrawn));
        let now = house.chain.now();
        let openable = openable(house, tender, number).map_err(failed)?;
        let due = return_due(&state, (number, &bid), openable, now);
        let forfeit = forfeitable(&state, &bid, openable, now);
        prop_assert!(due.is_none() || forfeit.is_none());
        let over = house.stage(tender).map_err(failed)?.is_final();
        prop_assert!(!over || due.is_some() || forfeit.is_some(), "nobody can settle {bid:?}");
    }
    Ok(())
}
