//! Any sequence of acts on the registry by anybody: what is refused changes nothing, nobody acts
//! without standing, and the counters are what counting people and keys again gives.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod play;
mod step;
mod told;

use std::{cell::RefCell, collections::BTreeSet};

use play::{Play, begun};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use step::{Step, step};
use tenderseal_rules::{
    OrgId,
    registry::{self, Cell, DEBARMENT_MAX, DEFAULT_ADMIN_ROLE, Org},
    roles::Role,
};
use tenderseal_scenario::{
    Actor, Installation, Refusal, Replay,
    chain::{Chain, OpenChain},
};
use told::check_signer;

const ACTS: usize = 240;
const CASES: u32 = 64;

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn failed(refusal: Refusal) -> TestCaseError {
    TestCaseError::fail(refusal.to_string())
}

/// What all cases together reached.
#[derive(Default)]
struct Reached {
    accepted: BTreeSet<String>,
    refused: BTreeSet<String>,
    /// Refused to somebody when somebody else would have done it.
    held_off: BTreeSet<String>,
    orphaned: bool,
}

/// Whether it was but for the person that a step was refused: somebody whose act it is does the same.
fn is_done_by_another(play: &Play, step: &Step) -> bool {
    (0..play.actors.len())
        .map(|who| step.by(who))
        .any(|other| play.is_rightful(&other) && play.clone().act(&other).is_ok())
}

fn play(mut play: Play, steps: &[Step], reached: &mut Reached) -> Result<(), TestCaseError> {
    for step in steps {
        let registry = play.house.registry;
        let before = play.house.chain.storage(registry);
        let signer = play.signer(step).and_then(|signer| play.signatory(signer.key.id()));
        let (paused, rightful) = (play.told.paused, play.is_rightful(step));
        match play.act(step) {
            Err(_) => {
                prop_assert!(play.house.chain.storage(registry) == before, "{step:?}");
                let kind = step.name();
                if !rightful && !reached.held_off.contains(&kind) && is_done_by_another(&play, step)
                {
                    reached.held_off.insert(kind.clone());
                }
                reached.refused.insert(kind);
            }
            Ok(_) if matches!(step, Step::Wait(_)) => {
                prop_assert!(play.house.chain.storage(registry) == before, "time writes nothing");
            }
            Ok(_) => {
                prop_assert!(rightful, "not whose act it is: {step:?}");
                let makes = matches!(step, Step::Propose { .. } | Step::Approve { .. });
                prop_assert!(!(paused && makes), "{step:?} while paused");
                let profile = play.profile(step).and_then(|at| play.told.retired.get(at as usize));
                prop_assert_eq!(profile, makes.then_some(&false), "{:?}", step);
                if let (Step::Revoke { key, .. }, Some(signer)) = (step, &signer)
                    && signer.roles.has(Role::Registrar)
                {
                    play.told.orphaned.insert(play.actor(*key).org);
                }
                if step.who().is_some() {
                    check_signer(step, signer)?;
                }
                reached.accepted.insert(step.name());
            }
        }
        play.check()?;
        let orgs: Vec<(OrgId, Org)> =
            play.all(|cell| if let Cell::Org(id) = cell { Some(*id) } else { None });
        reached.orphaned |= orgs.iter().any(|(_, org)| org.admin_keys == 0);
        // Whoever has an administrator again may lose the last one by nobody but a registrar.
        for (id, _) in orgs.iter().filter(|(_, org)| org.admin_keys > 0) {
            play.told.orphaned.remove(id);
        }
    }
    Ok(())
}

/// Plays so many registries, each with [`ACTS`] acts, from the random numbers of a seed.
fn run(cases: u32, seed: u8) -> Reached {
    let begun = begun();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let reached = RefCell::new(Reached::default());
    TestRunner::new_with_rng(config, rng)
        .run(&prop::collection::vec(step(), ACTS), |steps| {
            play(begun.clone(), &steps, &mut reached.borrow_mut())
        })
        .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    reached.into_inner()
}

#[test]
#[ignore = "minutes: part of the long run"]
fn two_thousand_sequences_of_random_acts_never_break_the_registry() {
    for seed in 100..104 {
        run(500, seed);
    }
}

#[test]
fn random_acts_by_anybody_never_break_the_registry() {
    // A run in which nothing was done, or nothing was refused, would prove nothing.
    let reached = run(CASES, 1);
    let kinds = [
        "Add",
        "AddProfile",
        "Admit",
        "Approve",
        "ApproveCode",
        "Debar",
        "OpeningKey",
        "Pause",
        "Propose",
        "Refuse",
        "Register",
        "Reinstate",
        "Replace",
        "RetireProfile",
        "Revoke",
        "SetRoles",
        "Suspend",
        "Unpause",
    ];
    assert!(reached.accepted.iter().eq(kinds), "accepted: {:?}", reached.accepted);
    // Anybody new may register.
    let signed = kinds.into_iter().filter(|kind| *kind != "Register");
    assert!(reached.refused.iter().eq(signed.clone()), "refused: {:?}", reached.refused);
    assert!(reached.held_off.iter().eq(signed), "held off: {:?}", reached.held_off);
    assert!(reached.orphaned, "no registrar took a last key");
}

#[test]
fn who_has_a_role_is_told_by_the_key_the_role_and_the_standing_of_now() {
    let Play { mut house, .. } = begun();
    let cast = house.cast();
    let asked = |house: &Installation<Replay>, role: u32, of: &Actor| {
        let view = house.chain.world().view(house.registry, house.chain.moment());
        registry::has_role(&view, role, &of.key.id()).unwrap()
    };
    for role in Role::ALL {
        let bit = role as u32;
        assert_eq!(asked(&house, bit, &cast.director), cast.director.roles.has(role), "{role:?}");
        for nobody in [&cast.stranger, &cast.retired, &cast.successor, &cast.applicant] {
            assert!(!asked(&house, bit, nobody), "{role:?}");
        }
    }
    assert!(asked(&house, DEFAULT_ADMIN_ROLE, &cast.registrar));
    assert!(!asked(&house, DEFAULT_ADMIN_ROLE, &cast.admin));
    let both = cast.director.roles.0;
    for no_role in [both, 1 << 9, u32::MAX] {
        assert!(!asked(&house, no_role, &cast.director), "{no_role}");
    }

    let (vendor, bidder) = (cast.vendors[0].admin.org, &cast.vendors[0].bidder);
    let bids = Role::Vendor as u32;
    let until = house.chain.now() + DEBARMENT_MAX;
    house.debar(vendor, until).unwrap();
    assert!(!asked(&house, bids, bidder));
    house.chain.advance_to(until - 1);
    assert!(!asked(&house, bids, bidder));
    house.chain.advance_to(until);
    assert!(asked(&house, bids, bidder));
    house.suspend(vendor).unwrap();
    assert!(!asked(&house, bids, bidder));

    let paused = |house: &Installation<Replay>| {
        registry::paused(&house.chain.world().view(house.registry, house.chain.moment())).unwrap()
    };
    assert!(!paused(&house));
    house.pause().unwrap();
    assert!(paused(&house));
    house.unpause().unwrap();
    assert!(!paused(&house));
}
