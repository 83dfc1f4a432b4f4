//! Any sequence of acts by anybody: what is refused changes nothing, what is accepted was its signer's to do,
//! the stage never goes back, and the tender's counters are what counting its bids and objections again gives.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod begin;
mod conduct;
mod counters;
mod deals;
mod draw;
mod order;
mod people;
mod play;
mod requests;
mod rightful;
mod run;
mod schedule;
mod securities;
mod step;

use std::sync::Mutex;

use begin::{apart, apart_and_scored, awarded, begun, confirmed, objected, ranked, scored};
use draw::{early, moderating, rejecting, step, technical};
use proptest::{prelude::*, test_runner::TestCaseError};
use run::{Reached, run_from};
use step::Step;
use tenderseal_rules::tender::Stage;
use tenderseal_scenario::Refusal;

const CASES: u32 = 160;

/// Plays so many tenders from the publication on.
fn run(cases: u32, seed: u8, restricted: bool) -> Reached {
    run_from(&begun(restricted), step(), cases, seed)
}

/// Plays so many contracts from the award on; other acts are tried too.
fn run_contracts(cases: u32, seed: u8) -> Reached {
    let steps = prop_oneof![1 => step(), 12 => deals::deal().prop_map(Step::Deal)];
    run_from(&awarded(), steps, cases, seed)
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn failed(refusal: Refusal) -> TestCaseError {
    TestCaseError::fail(refusal.to_string())
}

/// Seeds of their own, side by side.
#[test]
#[ignore = "minutes: part of the long run"]
fn ten_thousand_sequences_of_random_acts_never_break_a_tender() {
    let seeds = 100..110u8;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let next = Mutex::new(seeds);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(seed) = { next.lock().unwrap().next() } {
                    run(1_000, seed, seed % 2 == 1);
                    run_from(&objected(), rejecting(), 250, seed);
                    run_from(&confirmed(), rejecting(), 250, seed);
                    run_contracts(1_000, seed);
                    run_from(&apart(), technical(), 500, seed);
                    run_from(&apart_and_scored(), technical(), 500, seed);
                    run_from(&scored(), moderating(), 500, seed);
                }
            });
        }
    });
}

#[test]
fn random_acts_by_anybody_never_break_a_tender() {
    let mut reached = run(CASES, 1, false);
    reached.join(run_from(&begun(false), early(), CASES / 4, 1));
    // From an objection on, so that many are found on.
    reached.join(run_from(&objected(), rejecting(), CASES / 4, 1));
    // From an award on, so that many are taken back.
    reached.join(run_from(&confirmed(), rejecting(), CASES / 4, 1));
    // And from a first price that is abnormally low.
    reached.join(run_from(&ranked(100_000), step(), CASES / 4, 1));

    // A run that stayed at the beginning would prove nothing.
    let all = 9;
    assert_eq!(reached.stages.len(), all, "stages: {:?}", reached.stages);
    assert!(reached.rounds > 0, "no second round");
    let kinds = [
        "Answer",
        "Ask",
        "AskVendor",
        "Commit",
        "Complain",
        "ConfirmAcceptance",
        "ConfirmAmendment",
        "ConfirmAward",
        "ConfirmCancellation",
        "ConfirmExtension",
        "ConfirmFinding",
        "ConfirmForfeiture",
        "ConfirmRejection",
        "ConfirmSeatChange",
        "DecideComplaint",
        "Declare",
        "Object",
        "ProposeAcceptance",
        "ProposeAmendment",
        "ProposeAward",
        "ProposeCancellation",
        "ProposeExtension",
        "ProposeFinding",
        "ProposeForfeiture",
        "ProposeRejection",
        "ProposeSeatChange",
        "Rank",
        "Replace",
        "Respond",
        "ResumeTender",
        "ReturnSecurity",
        "Reveal",
        "Score",
        "SelfReveal",
        "Shares",
        "SuspendTender",
        "Tally",
        "Withdraw",
        "WithdrawComplaint",
    ];
    assert!(reached.accepted.iter().eq(kinds), "accepted: {:?}", reached.accepted);
    assert!(reached.refused.iter().eq(kinds), "refused: {:?}", reached.refused);
    reached.assert_everybody_else_was_held_off();
}

#[test]
fn random_acts_of_a_panel_that_has_to_agree_never_rank_without_agreement() {
    let reached = run_from(&scored(), moderating(), CASES / 2, 3);
    assert!(reached.stages.contains(&Stage::Standstill), "stages: {:?}", reached.stages);
    assert!(reached.rounds > 0, "no second round");
    for kind in ["Agree", "Tally", "Score", "ConfirmSeatChange", "ConfirmRejection"] {
        assert!(reached.accepted.contains(kind), "accepted: {:?}", reached.accepted);
        assert!(reached.refused.contains(kind), "refused: {:?}", reached.refused);
    }
    reached.assert_held_off(&["Agree", "Score", "Declare"]);
}

#[test]
fn random_acts_never_open_the_price_of_an_offer_that_did_not_pass() {
    let mut reached = run_from(&apart(), technical(), CASES / 2, 4);
    // From the scores on, so that many prices are opened.
    reached.join(run_from(&apart_and_scored(), technical(), CASES / 2, 4));
    for stage in [
        Stage::TechnicalOpening,
        Stage::TechnicalEvaluation,
        Stage::FinancialOpening,
        Stage::FinancialEvaluation,
        Stage::AwardProposed,
    ] {
        assert!(reached.stages.contains(&stage), "stages: {:?}", reached.stages);
    }
    assert!(!reached.stages.contains(&Stage::Closed), "back before the opening");
    assert!(reached.rounds > 0, "no second round");
    for kind in ["Reshare", "ReshareSeed", "Judge", "Score", "Tally", "Reveal"] {
        assert!(reached.accepted.contains(kind), "accepted: {:?}", reached.accepted);
        assert!(reached.refused.contains(kind), "refused: {:?}", reached.refused);
    }
    reached.assert_held_off(&["Declare", "Judge", "Reshare", "ReshareSeed", "Score", "Shares"]);
}

#[test]
fn random_acts_never_let_anybody_bid_who_is_not_invited() {
    let reached = run(CASES / 4, 2, true);
    assert!(reached.stages.contains(&Stage::FinancialEvaluation), "stages: {:?}", reached.stages);
    assert!(reached.refused.contains("Commit") && reached.accepted.contains("Replace"));
}

#[test]
fn random_acts_by_anybody_never_break_a_contract() {
    let reached = run_contracts(CASES / 2, 1);
    let stages = [Stage::Awarded, Stage::ContractSigned, Stage::Completed, Stage::Terminated];
    assert!(reached.stages.iter().eq(&stages), "stages: {:?}", reached.stages);
    let kinds = [
        "AcceptChange",
        "AcceptMilestone",
        "CompleteContract",
        "ConfirmCompletion",
        "ConfirmTermination",
        "ProposeChange",
        "ProposeContract",
        "ProposeTermination",
        "ReportMilestone",
        "ReturnMilestone",
        "ReturnSecurity",
        "SignContract",
    ];
    for (name, reached) in [("accepted", &reached.accepted), ("refused", &reached.refused)] {
        let missing = kinds.iter().filter(|kind| !reached.contains(**kind));
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new(), "never {name}");
    }
    // The return of a security is nobody's in particular.
    let signed = kinds.into_iter().filter(|kind| *kind != "ReturnSecurity");
    reached.assert_held_off(&signed.collect::<Vec<_>>());
}
