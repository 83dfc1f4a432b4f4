//! A run: many tenders, each with the same number of random acts; what must hold after each, and what all reached together.

use std::{cell::RefCell, collections::BTreeSet};

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use tenderseal_rules::{
    Event,
    tender::{Bid, GivenSecurity, MilestoneRecord, Stage, State, VendorRequest},
};
use tenderseal_scenario::{
    Refusal,
    chain::{Chain, OpenChain},
};

use super::{deals, failed, play::Play, requests, schedule, securities, step::Step};

/// Acts of one sequence.
pub const ACTS: usize = 360;

/// What all cases together reached.
#[derive(Default)]
pub struct Reached {
    pub stages: BTreeSet<Stage>,
    pub rounds: u32,
    pub accepted: BTreeSet<String>,
    pub refused: BTreeSet<String>,
    /// Kinds of acts that are somebody's in particular, and were done.
    signed: BTreeSet<String>,
    /// Of those, which were refused to somebody when somebody else would have done them.
    held_off: BTreeSet<String>,
}

impl Reached {
    pub fn join(&mut self, other: Self) {
        self.stages.extend(other.stages);
        self.rounds = self.rounds.max(other.rounds);
        self.accepted.extend(other.accepted);
        self.refused.extend(other.refused);
        self.signed.extend(other.signed);
        self.held_off.extend(other.held_off);
    }

    /// That nobody does another's act is worth something where it was tried: every kind of act that was done
    /// was also refused to somebody for no other reason than the person.
    pub fn assert_everybody_else_was_held_off(&self) {
        self.assert_held_off(&self.signed.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// The same of these kinds.
    pub fn assert_held_off(&self, kinds: &[&str]) {
        let open = kinds.iter().filter(|kind| !self.held_off.contains(**kind));
        assert_eq!(open.collect::<Vec<_>>(), Vec::<&&str>::new(), "nobody was held off");
    }

    fn note_refusal(&mut self, play: &Play, step: &Step, rightful: bool) {
        let kind = step.name();
        if !rightful && !self.held_off.contains(&kind) && play.is_done_by_another(step) {
            self.held_off.insert(kind.clone());
        }
        self.refused.insert(kind);
    }

    fn note_done(&mut self, step: &Step) {
        if step.who().is_some() {
            self.signed.insert(step.name());
        }
        self.accepted.insert(step.name());
    }
}

/// What the next act is compared with.
struct Before {
    state: State,
    stage: Stage,
    bids: Vec<Bid>,
    milestones: Vec<MilestoneRecord>,
    securities: Vec<Option<GivenSecurity>>,
    requests: Vec<VendorRequest>,
}

impl Before {
    fn of(play: &Play) -> Result<Self, TestCaseError> {
        let (house, tender) = (&play.house, play.tender);
        Ok(Self {
            state: house.state(tender).map_err(failed)?,
            stage: house.stage(tender).map_err(failed)?,
            bids: play.bids()?,
            milestones: deals::check(house, tender, &[])?,
            securities: securities::given(house, tender)?,
            requests: requests::all(house, tender)?,
        })
    }

    /// (round, stage) never goes back, and the end is the end, but for a winner who is rejected before the contract is
    /// signed.
    fn check_stage(&self, step: &Step, done: bool, now: (u32, Stage)) -> Result<(), TestCaseError> {
        let last = (self.state.round, self.stage);
        prop_assert!(last <= now, "from {last:?} back to {now:?} by {step:?}");
        let taken_back =
            done && last.1 == Stage::Awarded && matches!(step, Step::ConfirmRejection { .. });
        prop_assert!(!last.1.is_final() || taken_back || last == now, "from {last:?} to {now:?}");
        let stays = !last.1.is_awarded() || taken_back || now.1.is_awarded();
        prop_assert!(stays, "from {last:?} to {now:?}");
        Ok(())
    }
}

/// Does one step and checks what became of the tender.
fn check(
    play: &mut Play,
    step: &Step,
    before: &Before,
    reached: &mut Reached,
) -> Result<Before, TestCaseError> {
    let step = &play.numbered(step).map_err(failed)?;
    let (tender, registry) = (play.tender, play.house.registry);
    let storage = play.house.chain.storage(tender);
    let registered = play.house.chain.storage(registry);
    let proposer = play.proposer(step);
    let rightful = step.is_rightful(&play.house.cast(), &play.conduct, proposer, &play.invited);
    let done = play.act(step);
    for event in done.iter().flatten() {
        play.conduct.take(event);
    }
    let state = play.check_counters()?;
    prop_assert!(play.house.chain.storage(registry) == registered);
    if matches!(step, Step::Wait(_)) {
        prop_assert!(play.house.chain.storage(tender) == storage, "time writes nothing");
    } else if !matches!(step, Step::ScoreAll { .. }) {
        check_outcome(play, step, (rightful, &done), before, reached)?;
        prop_assert!(done.is_ok() || play.house.chain.storage(tender) == storage, "{step:?}");
    }
    schedule::check(step, done.is_ok(), play.house.chain.now(), &before.state, &state)?;
    let reached_now = play.house.stage(tender).map_err(failed)?;
    before.check_stage(step, done.is_ok(), (state.round, reached_now))?;
    prop_assert!(!before.state.suspended || done.is_err() || step.goes_on_in_a_suspension());
    reached.stages.insert(reached_now);
    reached.rounds = reached.rounds.max(state.round);
    Ok(Before {
        milestones: deals::check(&play.house, tender, &before.milestones)?,
        securities: securities::check(&play.house, tender, step, &before.securities)?,
        requests: requests::check(&play.house, tender, step, &before.requests)?,
        bids: play.bids()?,
        stage: reached_now,
        state,
    })
}

/// What is refused counts as no act; what is done was its signer's to do, and bears that name.
fn check_outcome(
    play: &Play,
    step: &Step,
    (rightful, done): (bool, &Result<Vec<Event>, Refusal>),
    before: &Before,
    reached: &mut Reached,
) -> Result<(), TestCaseError> {
    let acts = play.house.state(play.tender).map_err(failed)?.acts;
    match done {
        Err(_) => {
            prop_assert_eq!(acts, before.state.acts);
            reached.note_refusal(play, step, rightful);
        }
        Ok(events) => {
            prop_assert_eq!(acts, before.state.acts + 1, "{:?}", step);
            prop_assert!(rightful, "not whose act it is: {step:?}");
            play.check_names(step, &before.bids, events)?;
            reached.note_done(step);
        }
    }
    Ok(())
}

fn play(mut play: Play, steps: &[Step], reached: &mut Reached) -> Result<(), TestCaseError> {
    let mut last = Before::of(&play)?;
    for step in steps {
        last = check(&mut play, step, &last, reached)?;
    }
    // Whatever was ranked with gaps, the ranking can be made.
    let State { tallied, bids, suspended, frozen, .. } = last.state;
    let can_be = last.stage == Stage::FinancialEvaluation && tallied == bids;
    if can_be && !suspended && frozen.is_none() {
        play.house.rank(play.tender).map_err(failed)?;
        // Those below a minimum come last and have no place, also when nobody else is left.
        let order = play.house.order(play.tender).map_err(failed)?;
        let best = order.iter().find(|line| line.below_minimum.is_none()).map(|line| line.bid);
        prop_assert_eq!(play.house.state(play.tender).map_err(failed)?.first, best);
    }
    Ok(())
}

/// Plays so many tenders, each with [`ACTS`] acts, from the random numbers of a seed.
pub fn run_from(begun: &Play, step: impl Strategy<Value = Step>, cases: u32, seed: u8) -> Reached {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let reached = RefCell::new(Reached::default());
    TestRunner::new_with_rng(config, rng)
        .run(&prop::collection::vec(step, ACTS), |steps| {
            play(begun.clone(), &steps, &mut reached.borrow_mut())
        })
        .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    reached.into_inner()
}
