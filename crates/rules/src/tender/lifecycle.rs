//! The stage: a pure function of stored facts and block time (CONTRACTS, "Life of a tender").

use parity_scale_codec::{Decode, Encode};

use super::{Award, Contract, State};

/// The stage of a tender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Stage {
    /// Bids are taken.
    #[codec(index = 0)]
    Bidding,
    /// The deadline passed; the guard runs.
    #[codec(index = 1)]
    Closed,
    /// Technical envelopes are opened to the evaluators.
    #[codec(index = 12)]
    TechnicalOpening,
    /// Technical offers are read and scored; then the guard runs before prices are opened.
    #[codec(index = 13)]
    TechnicalEvaluation,
    /// Shares, reveals and objections are taken.
    #[codec(index = 2)]
    FinancialOpening,
    /// Ranking is taken, and before it the scores where bids have one envelope.
    #[codec(index = 3)]
    FinancialEvaluation,
    /// The award waits for its approver.
    #[codec(index = 4)]
    AwardProposed,
    /// The award is confirmed and not final.
    #[codec(index = 5)]
    Standstill,
    /// The award is final.
    #[codec(index = 6)]
    Awarded,
    /// Too few bids, or none that could be awarded.
    #[codec(index = 7)]
    Unsuccessful,
    /// Cancelled by the buyer, or by a reviewer.
    #[codec(index = 8)]
    Cancelled,
    /// The contract is signed and being performed.
    #[codec(index = 9)]
    ContractSigned,
    /// The contract was performed.
    #[codec(index = 10)]
    Completed,
    /// The contract was terminated.
    #[codec(index = 11)]
    Terminated,
}

impl Stage {
    /// Whether the tender is over. An award can still be taken back, and the tender goes on in the next
    /// round, when its winner is rejected before a contract is signed: nothing else follows any of these.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Unsuccessful | Self::Cancelled | Self::Completed | Self::Terminated)
    }

    /// Whether the award is final, with its contract signed or not.
    #[must_use]
    pub fn is_awarded(self) -> bool {
        matches!(self, Self::Awarded | Self::ContractSigned | Self::Completed | Self::Terminated)
    }

    /// Whether the procurement is over: with an award that is final, or without one. What can follow
    /// an award is its contract.
    #[must_use]
    pub fn is_decided(self) -> bool {
        self.is_awarded() || self.is_final()
    }
}

/// The tender's own time: block time, or the second in which its clock stopped.
#[must_use]
pub fn clock(state: &State, now: u64) -> u64 {
    state.stopped_at.map_or(now, |at| at.min(now))
}

/// Seconds for which the tender's clock ran, counted from the beginning of Unix time: [`clock`] without the time for which it
/// stood still. What is stored in it moves along when the clock stands still.
#[must_use]
pub fn running(state: &State, now: u64) -> u64 {
    clock(state, now).saturating_sub(state.stood)
}

/// First second after the standstill of a confirmed award, as it is now: later when the clock stands still.
#[must_use]
pub fn final_from(state: &State) -> Option<u64> {
    match state.award {
        Award::Confirmed { at, .. } => Some(at.saturating_add(state.schedule.standstill.into())),
        _ => None,
    }
}

/// When the opening was settled: every live bid opened or found faulty, or the vendors'
/// own window over, in which case what is still sealed counts as silent. A silent bid that is
/// found faulty later does not open the objection window again. None as long as technical offers come first.
#[must_use]
pub fn settled_at(state: &State, now: u64) -> Option<u64> {
    if state.is_technical() {
        return None;
    }
    let (silence, now) = (state.schedule.silence(), clock(state, now));
    match state.settled_at {
        Some(at) => Some(at.min(silence)),
        None => (now >= silence).then_some(silence),
    }
}

/// First second after the technical opening, if not every bid can be opened before.
#[must_use]
pub fn technical_until(state: &State) -> u64 {
    let longer = state.technical.map_or(0, |technical| technical.longer);
    state.schedule.silence().saturating_add(longer.into())
}

/// The stage at a time.
#[must_use]
pub fn stage_at(state: &State, now: u64) -> Stage {
    let (schedule, now) = (&state.schedule, clock(state, now));
    if state.cancelled_at.is_some() {
        return Stage::Cancelled;
    }
    match state.contract {
        Contract::None => {}
        Contract::Signed => return Stage::ContractSigned,
        Contract::Completed => return Stage::Completed,
        Contract::Terminated => return Stage::Terminated,
    }
    match state.award {
        Award::Confirmed { at, .. } if now >= at.saturating_add(schedule.standstill.into()) => {
            return Stage::Awarded;
        }
        Award::Confirmed { .. } => return Stage::Standstill,
        Award::Proposed { .. } => return Stage::AwardProposed,
        Award::None => {}
    }
    if now < schedule.deadline {
        return Stage::Bidding;
    }
    if state.live < state.terms.min_bids {
        return Stage::Unsuccessful;
    }
    if let Some(stage) = before_prices(state, now) {
        return stage;
    }
    let objections_over = settled_at(state, now)
        .is_some_and(|at| now >= at.saturating_add(schedule.objection_window.into()));
    if !objections_over || state.undecided > 0 {
        return Stage::FinancialOpening;
    }
    let nobody_left = state.valid == 0 || (state.ranked_at.is_some() && state.first.is_none());
    // An open complaint may still have the evaluation made again.
    if nobody_left && state.open_complaints == 0 {
        Stage::Unsuccessful
    } else {
        Stage::FinancialEvaluation
    }
}

/// The stage after the deadline and before prices are opened, at a time of the tender's own.
fn before_prices(state: &State, now: u64) -> Option<Stage> {
    let guarded = now < state.schedule.opening();
    let Some(technical) = &state.technical else {
        return guarded.then_some(Stage::Closed);
    };
    let nobody_left = state.scorable() == 0 || (!state.is_technical() && state.valid == 0);
    let over = state.sealed == 0 && nobody_left && state.undecided == 0;
    // Made again, the evaluation does not wait for the guard before the prices, which ran when that was ordered.
    if state.is_technical() && guarded && state.round == 0 {
        return Some(Stage::Closed);
    }
    if over && state.open_complaints == 0 {
        return Some(Stage::Unsuccessful);
    }
    if !state.is_technical() {
        return guarded.then_some(Stage::TechnicalEvaluation);
    }
    let openable = state.sealed == 0 || technical.openable >= state.live;
    if openable || now >= technical_until(state) {
        Some(Stage::TechnicalEvaluation)
    } else {
        Some(Stage::TechnicalOpening)
    }
}
