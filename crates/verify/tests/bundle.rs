//! Bundles of real tenders verify, and with any field changed they do not.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../../ledger/tests/contracts_on_chain/mod.rs"]
#[expect(dead_code, reason = "the ledger's own tests use all of it")]
mod contracts_on_chain;
mod journey;
mod walk;

use journey::{
    House, ask_and_answer, bundle, correct, house, inclusion, publication, texts, texts_of, whole,
};
use tenderseal_ledger::Ledger;
use tenderseal_rules::{
    ContractId,
    messages::{
        BidVerdict, CancelReason, ComplaintOutcome, Fault, ForfeitureGround, Milestone,
        RejectionGround, RequestKind, TechnicalVerdict, TerminationGround,
    },
    tender::{Cell, MilestoneRecord},
};
use tenderseal_scenario::{Chain, comparing, moderated, secured, technical::valid, two_envelopes};
use tenderseal_verify::{
    Anchor, Bundle, Error, Outcome, ReceiptFile, Report, Topic, verify, verify_bytes,
};

fn assert_passes(report: &Report) {
    let wrong: Vec<_> = report.checks.iter().filter(|check| !check.passed()).collect();
    assert!(report.passed(), "{wrong:#?}");
}

fn outcome(report: &Report, id: &str) -> Outcome {
    report.checks.iter().find(|check| check.id == id).unwrap().outcome
}

fn tick(house: &House) {
    house.chain.run(house.chain.ledger.tick()).unwrap();
}

#[test]
fn a_whole_tender_verifies_and_every_changed_field_is_found() {
    let mut house = house();
    let other = house.publish(publication(&house)).unwrap();
    house.propose(publication(&house)).unwrap();
    let (tender, number, _) = whole(&mut house);
    house.commit(&house.cast().vendors[0], other, 5).unwrap_err();

    let made = bundle(&house, tender);
    let json = made.to_json().unwrap();
    assert_eq!(Bundle::parse(&json).unwrap(), made);
    let report = verify_bytes(&json, None);
    assert_passes(&report);
    assert_eq!(outcome(&report, "A5"), Outcome::Notice);
    assert_eq!(made.results.stage, "awarded");
    assert_eq!(made.contracts.tenders.len(), 2);
    let statuses: Vec<_> = made.results.bids.iter().map(|bid| bid.status.as_str()).collect();
    assert_eq!(statuses, ["opened", "replaced", "opened", "withdrawn", "rejected"]);
    assert_eq!(made.results.opening[0].faulty_officers, [1]);
    assert_eq!(made.results.opening[2].what.as_deref(), Some("payload"));

    let anchor = Anchor::Receipt(Box::new(inclusion(&house, &made, number)));
    let report = verify(&made, Some(&anchor));
    assert_passes(&report);
    assert_eq!(outcome(&report, "A5"), Outcome::Passed);

    walk::every_field(&serde_json::from_slice(&json).unwrap());
}

#[test]
fn a_tender_verifies_at_every_stage() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(publication(&house)).unwrap();
    let at = |house: &House, stage: &str| {
        tick(house);
        let made = bundle(house, tender);
        assert_eq!(made.results.stage, stage);
        assert_passes(&verify(&made, None));
    };
    at(&house, "bidding");
    ask_and_answer(&mut house, tender);
    let deadline = house.schedule(tender).unwrap().deadline;
    house.extend(tender, deadline + 600).unwrap();
    at(&house, "bidding");
    house.chain.advance_to(deadline);
    for (vendor, price) in cast.vendors.iter().zip([100, 200, 300]) {
        house.commit(vendor, tender, price).unwrap();
    }
    at(&house, "bidding");
    correct(&mut house, tender);
    at(&house, "bidding");
    for (vendor, price) in cast.vendors[..2].iter().zip([110, 190]) {
        house.replace(vendor, tender, price).unwrap();
    }
    at(&house, "bidding");
    let schedule = house.schedule(tender).unwrap();
    house.chain.advance_to(schedule.deadline);
    at(&house, "closed");
    let [first, lost] = &cast.evaluators;
    house.declare(first, tender, &[cast.vendors[1].admin.org]).unwrap();
    at(&house, "closed");
    house.chain.advance_to(schedule.opening());
    at(&house, "financial_opening");
    house.open_all(tender).unwrap();
    at(&house, "financial_opening");
    house.pass_objections(tender).unwrap();
    at(&house, "financial_evaluation");
    house.declare(lost, tender, &[]).unwrap();
    house.score(lost, tender, 3, [9_000, 9_000]).unwrap();
    let substitute = &cast.substitute.actor;
    house.change_seat(tender, lost.person, Some(substitute.person)).unwrap();
    at(&house, "financial_evaluation");
    house.declare(substitute, tender, &[]).unwrap();
    for bid in [3, 4] {
        for evaluator in [first, substitute].into_iter().skip(bid as usize - 3) {
            house.score(evaluator, tender, bid, [8_000, 100 * bid]).unwrap();
        }
    }
    house.rank(tender).unwrap();
    at(&house, "financial_evaluation");
    house.award(tender).unwrap();
    at(&house, "standstill");
    house.cancel(tender, CancelReason::NoFunds).unwrap();
    at(&house, "cancelled");
    let made = bundle(&house, tender);
    assert_eq!(made.results.publication.deadline, deadline + 600);
    assert_eq!((made.results.extensions.len(), made.results.questions.len()), (1, 1));
    assert_eq!((made.results.declarations.len(), made.results.seat_changes.len()), (3, 1));
    assert_eq!(made.results.scores.len(), 3, "neither the excused one's nor of the excluded bid");
    assert!(made.disclosed.texts.iter().all(|text| text.text.is_some()));
    assert_eq!((made.results.amendments.len(), made.results.publication.terms_version), (1, 2));
    let statuses: Vec<_> = made.results.bids.iter().map(|bid| bid.status.as_str()).collect();
    assert_eq!(statuses, ["replaced", "replaced", "stale", "opened", "opened"]);
    let versions: Vec<_> = made.results.bids.iter().map(|bid| bid.terms_version).collect();
    assert_eq!(versions, [1, 1, 1, 2, 2]);
    // The notice of the terms before is not to be left out.
    let mut without = made.clone();
    let mut texts = without.disclosed.texts.iter_mut();
    texts.find(|text| text.topic == Topic::Notice).unwrap().text = None;
    assert_eq!(outcome(&verify(&without, None), "P5"), Outcome::Failed);
    let made = serde_json::to_value(made).unwrap();
    walk::every_field_under("/results/cancellation", &made);
    walk::every_field_under("/results/declarations", &made);
    walk::every_field_under("/results/seat_changes", &made);
    walk::every_field_under("/disclosed/texts", &made);
    walk::every_field_under("/results/amendments", &made);
}

#[test]
fn a_contract_verifies_from_its_proposal_to_its_end() {
    let mut house = house();
    let (tender, ..) = whole(&mut house);
    let at = |house: &House, stage: &str| {
        tick(house);
        let made = bundle(house, tender);
        assert_eq!(made.results.stage, stage);
        assert_passes(&verify(&made, None));
        made
    };
    let proposal = house.contract_proposal(tender).unwrap();
    house.act(&house.cast().officer.clone(), tender, &proposal).unwrap();
    let made = at(&house, "awarded");
    assert_eq!(made.results.contract.map(|contract| contract.signed_at), Some(None));
    house.sign_contract(tender).unwrap();
    at(&house, "contract_signed");
    house.report_milestone(tender, 0).unwrap();
    house.accept_milestone(tender, 0).unwrap();
    let [accepted, open] = [0, 1].map(|place| {
        let held: MilestoneRecord = house.read(tender, &Cell::Milestone(place)).unwrap();
        held.terms
    });
    let rest = Milestone { amount: 7, ..open };
    house.change_contract(tender, accepted.amount + 7, vec![accepted, rest]).unwrap();
    house.report_milestone(tender, 1).unwrap();
    at(&house, "contract_signed");
    house.accept_milestone(tender, 1).unwrap();
    house.complete_contract(tender).unwrap();
    let made = at(&house, "completed");
    let contract = made.results.contract.as_ref().unwrap();
    assert_eq!((contract.value.0, contract.amendments.len()), (accepted.amount + 7, 1));
    assert!(contract.milestones.iter().all(|milestone| milestone.status == "accepted"));
    assert!(made.disclosed.texts.iter().all(|text| text.text.is_some()));
    walk::every_field_under("/results/contract", &serde_json::to_value(made).unwrap());
}

#[test]
fn a_terminated_contract_verifies() {
    let mut house = house();
    let (tender, ..) = whole(&mut house);
    house.sign_contract(tender).unwrap();
    house.terminate_contract(tender, TerminationGround::ForceMajeure).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_eq!(made.results.stage, "terminated");
    assert_passes(&verify(&made, None));
    let termination = made.results.contract.as_ref().and_then(|held| held.termination.as_ref());
    assert_eq!(termination.map(|found| found.ground.as_str()), Some("force_majeure"));
    walk::every_field_under("/results/contract", &serde_json::to_value(made).unwrap());
}

#[test]
fn nobody_bid_and_silent_vendors_end_in_a_bundle_that_verifies() {
    let mut house = house();
    let cast = house.cast();
    let nobody = house.publish(publication(&house)).unwrap();
    let silent = house.publish(publication(&house)).unwrap();
    for vendor in &cast.vendors {
        house.commit(vendor, silent, 100).unwrap();
    }
    let schedule = house.schedule(silent).unwrap();
    house.chain.advance_to(schedule.silence() + u64::from(schedule.objection_window));
    tick(&house);
    for tender in [nobody, silent] {
        let made = bundle(&house, tender);
        assert_eq!(made.results.stage, "unsuccessful");
        assert_passes(&verify(&made, None));
    }
}

/// A bid is rejected before the award and others are passed over after it; a suspension, complaints, an
/// evaluation that is made again: at every turn the bundle verifies.
#[test]
fn passed_over_suspended_and_evaluated_again_a_tender_verifies() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(publication(&house)).unwrap();
    let [first, second, third] = &cast.vendors;
    house.suspend_tender(tender).unwrap();
    house.chain.advance_to(house.chain.now() + 5_000);
    house.resume_tender(tender).unwrap();
    for (vendor, price) in [(first, 900), (second, 800), (third, 700)] {
        house.commit(vendor, tender, price).unwrap();
    }
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in 0..3 {
            house.score(evaluator, tender, bid, [9_000, 9_000]).unwrap();
        }
    }
    let check = |house: &House, stage: &str| {
        tick(house);
        let made = bundle(house, tender);
        assert_eq!(made.results.stage, stage);
        assert_passes(&verify(&made, None));
        made
    };
    house.rank(tender).unwrap();
    house.award(tender).unwrap();
    let complaint = house.complain(&first.bidder, tender).unwrap();
    house.chain.advance_to(house.chain.now() + 5_000);
    check(&house, "standstill");
    house.reject(tender, 2, RejectionGround::NotQualified).unwrap();
    check(&house, "financial_evaluation");
    house.decide_complaint(tender, complaint, ComplaintOutcome::Dismissed).unwrap();
    house.award(tender).unwrap();
    let standstill = u64::from(house.schedule(tender).unwrap().standstill);
    house.chain.advance_to(house.chain.now() + standstill);
    check(&house, "awarded");
    house.reject(tender, 1, RejectionGround::RefusedToSign).unwrap();
    house.award(tender).unwrap();
    let complaint = house.complain(&second.bidder, tender).unwrap();
    house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate).unwrap();
    check(&house, "financial_evaluation");
    let until = house.state(tender).unwrap().scores_until.unwrap();
    house.chain.advance_to(until);
    house.rank(tender).unwrap();
    house.award(tender).unwrap();
    let made = check(&house, "standstill");
    let rejected: Vec<_> = made
        .results
        .rejections
        .iter()
        .map(|rejection| (rejection.bid, rejection.first, rejection.round))
        .collect();
    assert_eq!(rejected, [(2, Some(1), 1), (1, Some(0), 2)]);
    assert_eq!(made.results.ranking.as_ref().map(Vec::len), Some(1));
    assert_eq!(made.results.complaints[1].outcome.as_deref(), Some("reevaluate"));

    let json: serde_json::Value = serde_json::from_slice(&made.to_json().unwrap()).unwrap();
    for section in ["/results/rejections", "/results/complaints", "/results/suspensions"] {
        walk::every_field_under(section, &json);
    }
}

/// Securities that are returned and forfeited, in every way that a tender to its contract has.
#[test]
fn a_tender_with_securities_verifies_and_every_change_of_them_is_found() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(secured(publication(&house), 30 * 86_400)).unwrap();
    let [first, second, third] = &cast.vendors;
    for (vendor, price) in [(first, 900), (second, 800), (third, 600)] {
        house.commit(vendor, tender, price).unwrap();
    }
    house.replace(third, tender, 700).unwrap();
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in [0, 1, 3] {
            house.score(evaluator, tender, bid, [9_000, 9_000]).unwrap();
        }
    }
    house.rank(tender).unwrap();
    let standstill = u64::from(house.schedule(tender).unwrap().standstill);
    for (bid, ground) in [(3, RejectionGround::RefusedToSign), (1, RejectionGround::NotQualified)] {
        house.award(tender).unwrap();
        house.chain.advance_to(house.chain.now() + standstill);
        house.reject(tender, bid, ground).unwrap();
    }
    house.forfeit(tender, 3, ForfeitureGround::RefusedToSign).unwrap();
    house.return_security(tender, 1).unwrap();
    house.award(tender).unwrap();
    house.chain.advance_to(house.chain.now() + standstill);
    house.sign_contract(tender).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_passes(&verify(&made, None));
    let told: Vec<_> = made
        .results
        .securities
        .iter()
        .map(|security| (security.bid, security.status.as_str(), security.reason.as_deref()))
        .collect();
    let expected = [
        (0, "held", None),
        (1, "returned", Some("rejected")),
        (2, "returned", Some("replaced")),
        (3, "forfeited", Some("refused_to_sign")),
    ];
    assert_eq!(told, expected);
    let json: serde_json::Value = serde_json::from_slice(&made.to_json().unwrap()).unwrap();
    for section in ["/results/securities", "/results/publication/security"] {
        walk::every_field_under(section, &json);
    }
}

/// A panel that agrees on points: twice, as a reviewer has the evaluation made again.
#[test]
fn an_agreement_on_points_verifies_and_every_change_of_it_is_found() {
    let mut house = house();
    let cast = house.cast();
    let [first, second] = &cast.evaluators;
    let tender = house.publish(moderated(publication(&house))).unwrap();
    for (vendor, price) in cast.vendors[..2].iter().zip([900, 800]) {
        house.commit(vendor, tender, price).unwrap();
    }
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in [0, 1] {
            house.score(evaluator, tender, bid, [9_000, 9_000]).unwrap();
        }
    }
    house.agree_all(tender, [7_000, 7_000]).unwrap();
    house.rank(tender).unwrap();
    house.award(tender).unwrap();
    house.complain(&cast.vendors[0].bidder, tender).unwrap();
    house.decide_complaint(tender, 0, ComplaintOutcome::Reevaluate).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_passes(&verify(&made, None));
    assert_eq!(made.results.sheets, [], "of the round before");

    house.chain.advance_to(house.state(tender).unwrap().scores_until.unwrap());
    for evaluator in [first, second] {
        house.agree(evaluator, tender, 0, [10_000, 6_000]).unwrap();
    }
    house.agree(first, tender, 1, [8_000, 8_000]).unwrap();
    house.agree(second, tender, 1, [8_000, 9_000]).unwrap();
    tick(&house);
    assert_passes(&verify(&bundle(&house, tender), None));
    house.agree(first, tender, 1, [8_000, 9_000]).unwrap();
    house.rank(tender).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_passes(&verify(&made, None));
    let sheets = made.results.sheets.iter().map(|sheet| (sheet.bid, sheet.points.clone()));
    let expected = [
        (0, vec![10_000, 6_000]),
        (0, vec![10_000, 6_000]),
        (1, vec![8_000, 9_000]),
        (1, vec![8_000, 9_000]),
    ];
    assert_eq!(sheets.collect::<Vec<_>>(), expected);
    let json: serde_json::Value = serde_json::from_slice(&made.to_json().unwrap()).unwrap();
    walk::every_field_under("/results/sheets", &json);
}

/// Two envelopes a bid: verdicts that change, a substitute, an offer that is faulty and one below the minimum, whose price stays
/// sealed until a reviewer has the evaluation made again.
#[test]
fn a_tender_with_two_envelopes_verifies_and_every_change_of_it_is_found() {
    let mut house = house();
    let cast = house.cast();
    let [first, second] = &cast.evaluators;
    let tender = house.publish(two_envelopes(publication(&house))).unwrap();
    for (vendor, price) in cast.vendors.iter().zip([900, 800, 700]) {
        house.commit(vendor, tender, price).unwrap();
    }
    house.reseal_all(tender).unwrap();
    house.reshare_seed(&cast.vendors[1].bidder, tender, 1).unwrap();
    tick(&house);
    assert_passes(&verify(&bundle(&house, tender), None));

    let faulty = BidVerdict { bid: 2, verdict: TechnicalVerdict::Faulty(Fault::Padding) };
    house.judge(first, tender, vec![valid(0), valid(2)]).unwrap();
    house.judge(first, tender, vec![valid(1), faulty]).unwrap();
    house.change_seat(tender, second.person, Some(cast.substitute.actor.person)).unwrap();
    let second = &cast.substitute.actor;
    house.declare(second, tender, &[]).unwrap();
    house.reshare(cast.committee()[2], tender, &[0, 1, 2]).unwrap();
    house.judge(second, tender, vec![valid(0), valid(1), faulty]).unwrap();
    for evaluator in [first, second] {
        house.score(evaluator, tender, 0, [8_000, 7_000]).unwrap();
        house.score(evaluator, tender, 1, [5_000, 7_000]).unwrap();
    }
    house.finish_technical(tender).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_passes(&verify(&made, None));
    assert_eq!(made.results.stage, "financial_opening");
    let statuses =
        |made: &Bundle| made.results.bids.iter().map(|bid| bid.status.clone()).collect::<Vec<_>>();
    assert_eq!(statuses(&made), ["read", "read", "rejected"]);

    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.rank(tender).unwrap();
    house.complain(&cast.vendors[1].bidder, tender).unwrap();
    house.decide_complaint(tender, 0, ComplaintOutcome::Reevaluate).unwrap();
    house.chain.advance_to(house.state(tender).unwrap().scores_until.unwrap());
    house.score(second, tender, 1, [8_000, 7_000]).unwrap();
    house.finish_technical(tender).unwrap();
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.rank(tender).unwrap();
    house.award(tender).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_passes(&verify(&made, None));
    assert_eq!(statuses(&made), ["opened", "opened", "rejected"]);
    let decided = made.results.technical.verdicts.iter().filter(|verdict| verdict.decided);
    assert_eq!(decided.map(|verdict| verdict.bid).collect::<Vec<_>>(), [0, 1, 2]);
    let json: serde_json::Value = serde_json::from_slice(&made.to_json().unwrap()).unwrap();
    for section in ["/results/technical", "/results/bids", "/results/declarations"] {
        walk::every_field_under(section, &json);
    }
}

/// A low price that is explained and accepted, another that is not, and corrections with and without an answer.
#[test]
fn a_tender_with_low_prices_verifies_and_every_change_of_them_is_found() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(comparing(publication(&house))).unwrap();
    let [first, second, third] = &cast.vendors;
    for (vendor, price) in [(first, 900), (second, 300), (third, 200)] {
        house.commit(vendor, tender, price).unwrap();
    }
    house.open_all(tender).unwrap();
    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for evaluator in &cast.evaluators {
        for bid in 0..3 {
            house.score(evaluator, tender, bid, [9_000, 9_000]).unwrap();
        }
    }
    house.rank(tender).unwrap();
    house.ask_vendor(tender, 0, RequestKind::Correction).unwrap();
    house.suspend_tender(tender).unwrap();
    house.chain.advance_to(house.chain.now() + 50);
    house.resume_tender(tender).unwrap();
    house.respond(&first.bidder, tender, 0).unwrap();
    house.explain(&third.bidder, tender, 2).unwrap();
    house.reject(tender, 2, RejectionGround::AbnormallyLow).unwrap();
    house.rank(tender).unwrap();
    house.explain(&second.bidder, tender, 1).unwrap();
    house.accept(tender, 1).unwrap();
    house.ask_vendor(tender, 0, RequestKind::Correction).unwrap();
    house.chain.advance_to(house.chain.now() + 300);
    house.award(tender).unwrap();
    house.reject(tender, 0, RejectionGround::NotCorrected).unwrap();
    tick(&house);
    let made = bundle(&house, tender);
    assert_passes(&verify(&made, None));
    let low = made.results.low_prices.as_ref().unwrap();
    assert_eq!((low.prices, low.mean.0, low.lowest.0, low.next.0), (3, 466, 200, 300));
    assert_eq!((&low.flagged[..], low.accepted.len()), (&[1, 2][..], 1));
    let answered: Vec<_> =
        made.results.requests.iter().map(|request| request.responded_at.is_some()).collect();
    assert_eq!(answered, [true, true, true, false]);
    let json: serde_json::Value = serde_json::from_slice(&made.to_json().unwrap()).unwrap();
    for section in ["/results/requests", "/results/low_prices", "/results/publication/requests"] {
        walk::every_field_under(section, &json);
    }
}

#[test]
fn a_bid_that_the_committee_could_open_and_did_not_is_found() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(publication(&house)).unwrap();
    for vendor in &cast.vendors {
        house.commit(vendor, tender, 100).unwrap();
    }
    let schedule = house.schedule(tender).unwrap();
    house.chain.advance_to(schedule.opening());
    for member in &cast.committee()[..2] {
        house.post_shares(member, tender).unwrap();
    }
    house.reveal(tender, 0).unwrap();
    house.chain.advance_to(schedule.silence() + u64::from(schedule.objection_window));
    tick(&house);
    let report = verify(&bundle(&house, tender), None);
    assert_eq!(report.failures().map(|check| check.id).collect::<Vec<_>>(), ["O2"]);
}

#[test]
fn a_bid_that_is_rejected_without_a_fault_is_found() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(publication(&house)).unwrap();
    for vendor in &cast.vendors {
        house.commit(vendor, tender, 100).unwrap();
    }
    house.open_all(tender).unwrap();
    let fault = tenderseal_rules::messages::Fault::Payload;
    let objection = house.object(&cast.officer, tender, 1, fault).unwrap();
    house.decide(tender, objection, true).unwrap();
    let report = verify(&bundle(&house, tender), None);
    assert_eq!(report.failures().map(|check| check.id).collect::<Vec<_>>(), ["O2"]);
}

#[test]
fn an_anchor_ties_the_bundle_to_what_others_saw() {
    let mut house = house();
    let cast = house.cast();
    let tender = house.publish(publication(&house)).unwrap();
    let (bid, secrets) = house.commit(&cast.vendors[0], tender, 100).unwrap();
    let made = bundle(&house, tender);
    let public = inclusion(&house, &made, bid);
    let committee = house.facts(tender).unwrap().committee().unwrap();
    let mut file =
        ReceiptFile::of(&secrets.context, &committee, &secrets.seed, &secrets.body).unwrap();
    assert!(matches!(Anchor::parse(&file.to_json().unwrap()), Err(Error::NoInclusion)));
    file.public = Some(public.clone());

    let hash = made.chain.head.hash.to_string();
    for good in [file.to_json().unwrap(), serde_json::to_string(&public).unwrap(), hash] {
        let report = verify(&made, Some(&Anchor::parse(&good).unwrap()));
        assert_passes(&report);
        assert_eq!(outcome(&report, "A5"), Outcome::Passed);
    }

    // Another block's hash, another installation's receipt, a bid that the bundle does not have.
    let failing = |anchor: &Anchor| {
        let report = verify(&made, Some(anchor));
        report.failures().map(|check| check.id).collect::<Vec<_>>() == ["A5"]
    };
    assert!(failing(&Anchor::Hash([1; 32])));
    let later = house.publish(publication(&house)).unwrap();
    house.commit(&cast.vendors[0], later, 100).unwrap();
    let elsewhere = bundle(&house, later);
    assert!(failing(&Anchor::Receipt(Box::new(inclusion(&house, &elsewhere, 0)))));
    let now = bundle(&house, tender);
    let report = verify(&now, Some(&Anchor::Receipt(Box::new(inclusion(&house, &elsewhere, 0)))));
    assert_eq!(report.failures().map(|check| check.id).collect::<Vec<_>>(), ["A5"]);

    walk::every_field_of_an_inclusion(&made, &serde_json::to_value(&public).unwrap());
    walk::every_field_of_a_receipt(&serde_json::to_value(&file).unwrap());
}

#[test]
fn what_is_no_tender_and_what_was_not_approved_make_no_bundle() {
    let mut house = house();
    let tender = house.publish(publication(&house)).unwrap();
    let make = |tender: ContractId, texts| {
        let ledger: &dyn Ledger = &*house.chain.ledger;
        house.chain.run(Bundle::make(ledger, house.registry.0, tender.0, &texts))
    };
    assert!(matches!(make(ContractId([7; 20]), texts()), Err(Error::History(_))));
    let mut other = texts();
    other.notice.push(' ');
    assert!(matches!(make(tender, other), Err(Error::Notice)));
    let mut fewer = texts();
    fewer.documents.pop();
    assert!(matches!(make(tender, fewer), Err(Error::Documents)));
    let mut renamed = texts();
    renamed.documents[0].0.push('x');
    assert!(matches!(make(tender, renamed), Err(Error::DocumentNotInNotice(_))));
}

#[test]
fn a_missing_text_is_told_and_is_no_failure() {
    let mut house = house();
    let (tender, ..) = whole(&mut house);
    let ledger: &dyn Ledger = &*house.chain.ledger;
    let mut fewer = texts_of(tender);
    fewer.texts.clear();
    let made = house.chain.run(Bundle::make(ledger, house.registry.0, tender.0, &fewer)).unwrap();
    let report = verify(&made, None);
    assert_passes(&report);
    assert_eq!(outcome(&report, "P5"), Outcome::Notice);
}

#[test]
fn hostile_files_get_a_report_and_nothing_else() {
    let mut house = house();
    let tender = house.publish(publication(&house)).unwrap();
    let json = bundle(&house, tender).to_json().unwrap();
    for length in (0..json.len()).step_by(json.len() / 50) {
        assert!(!verify_bytes(&json[..length], None).passed());
    }
    let deep = "[".repeat(100_000);
    for bad in ["", "null", "[]", "{}", "\u{0}", &deep] {
        let report = verify_bytes(bad.as_bytes(), None);
        assert_eq!(report.failures().map(|check| check.id).collect::<Vec<_>>(), ["I1"]);
    }
    // Somewhere in the file one byte is another: never a panic, never a pass, unless it is white
    // space or the same value spelled otherwise, neither of which such a change can make.
    for at in (0..json.len()).step_by(json.len() / 400) {
        let mut changed = json.clone();
        changed[at] ^= 1;
        assert!(!verify_bytes(&changed, None).passed(), "byte {at}");
    }
}

#[test]
fn the_documentation_lists_every_check() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/VERIFY.md");
    let text = std::fs::read_to_string(path).unwrap();
    let rows: Vec<_> =
        text.lines().filter(|line| line.starts_with("| ") && line.contains("| `")).collect();
    let expected: Vec<_> = tenderseal_verify::CHECKS
        .iter()
        .map(|check| {
            format!("| `{}` | {} | {} | {} |", check.id, check.group, check.title, check.proves)
        })
        .collect();
    for row in &expected {
        assert!(text.contains(row.as_str()), "docs/VERIFY.md lacks:\n{}", expected.join("\n"));
    }
    assert!(rows.len() >= expected.len());
}
