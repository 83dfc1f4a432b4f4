//! Which steps are drawn how often: mostly by somebody whose act it could be, so that tenders get on, and often enough by
//! anybody else.

use proptest::prelude::*;

use super::{
    people::{BIDDERS, EVALUATORS, MEMBERS, REVIEWER, Who, anybody, mostly},
    step::Step,
};

fn evaluator() -> impl Strategy<Value = Who> {
    prop::sample::select(&EVALUATORS[..])
}

/// A place among these and who has it, or now and then anybody else.
fn seated(places: &'static [Who]) -> impl Strategy<Value = (usize, Who)> {
    let other = prop::option::weighted(0.08, anybody());
    (0..places.len(), other).prop_map(|(place, other)| (place, other.unwrap_or(places[place])))
}

/// Any act on a tender.
pub fn step() -> impl Strategy<Value = Step> {
    let (who, bid, objection) = (anybody, || 0..6u32, || 0..4u32);
    let complaint = || prop::option::weighted(0.3, 0..5u32);
    // Mostly those whose act it is.
    let scorer = || mostly(evaluator(), 2);
    let (vendor_who, reviewer) =
        (|| mostly(prop::sample::select(&BIDDERS[..2]), 4), || mostly(Just(REVIEWER), 6));
    let price = || 1..1_000_000u128;
    prop_oneof![
        40 => (0..250u64).prop_map(Step::Wait),
        16 => (seated(&BIDDERS), price())
            .prop_map(|((vendor, who), price)| Step::Commit { who, vendor, price }),
        8 => (seated(&BIDDERS), price())
            .prop_map(|((vendor, who), price)| Step::Replace { who, vendor, price }),
        4 => (mostly(prop::sample::select(&BIDDERS[..]), 12), 1..4u32)
            .prop_map(|(who, attempt)| Step::Withdraw { who, attempt }),
        16 => (seated(&MEMBERS), prop::bool::weighted(0.1))
            .prop_map(|((member, who), wrong)| Step::Shares { who, member, wrong }),
        20 => bid().prop_map(|bid| Step::Reveal { bid }),
        8 => (bid(), any::<bool>()).prop_map(|(bid, tamper)| Step::SelfReveal { bid, tamper }),
        4 => (who(), bid()).prop_map(|(who, bid)| Step::Object { who, bid }),
        14 => (who(), objection(), any::<bool>())
            .prop_map(|(who, objection, upheld)| Step::ProposeFinding { who, objection, upheld }),
        20 => (who(), objection())
            .prop_map(|(who, objection)| Step::ConfirmFinding { who, objection }),
        20 => (scorer(), bid(), [0..10_002u32, 0..10_002u32])
            .prop_map(|(who, bid, points)| Step::Score { who, bid, points }),
        20 => (3..8usize).prop_map(|who| Step::ScoreAll { who }),
        16 => Just(Step::Tally),
        20 => (0..3u32, any::<u8>(), prop::bool::weighted(0.5))
            .prop_map(|(from, some, right)| Step::Rank { from, some, right }),
        24 => (who(), prop::option::weighted(0.2, bid()))
            .prop_map(|(who, bid)| Step::ProposeAward { who, bid }),
        30 => who().prop_map(|who| Step::ConfirmAward { who }),
        2 => who().prop_map(|who| Step::ProposeCancellation { who }),
        2 => who().prop_map(|who| Step::ConfirmCancellation { who }),
        4 => (0..20u8).prop_map(|text| Step::Ask { text }),
        4 => (who(), 0..6u32).prop_map(|(who, question)| Step::Answer { who, question }),
        3 => (who(), 0..200u64).prop_map(|(who, later)| Step::ProposeExtension { who, later }),
        6 => who().prop_map(|who| Step::ConfirmExtension { who }),
        16 => evaluator().prop_map(|who| Step::Declare { who, conflicts: 0 }),
        6 => (who(), 0..8u8).prop_map(|(who, conflicts)| Step::Declare { who, conflicts }),
        6 => (who(), 0..3usize, prop::option::weighted(0.7, 0..3usize)).prop_map(
            |(who, seat, substitute)| Step::ProposeSeatChange { who, seat, substitute }
        ),
        4 => who().prop_map(|who| Step::ConfirmSeatChange { who }),
        2 => (who(), 0..3u8, 0..3u32, 0..200u64).prop_map(|(who, notice, min_bids, later)| {
            Step::ProposeAmendment { who, notice, min_bids, later }
        }),
        2 => who().prop_map(|who| Step::ConfirmAmendment { who }),
        2 => (who(), prop::option::weighted(0.5, bid()))
            .prop_map(|(who, bid)| Step::ProposeRejection { who, bid }),
        4 => who().prop_map(|who| Step::ConfirmRejection { who }),
        1 => vendor_who().prop_map(|who| Step::Complain { who }),
        24 => (reviewer(), complaint(), 0..30u8).prop_map(|(who, complaint, outcome)| {
            Step::DecideComplaint { who, complaint, outcome }
        }),
        6 => (vendor_who(), complaint())
            .prop_map(|(who, complaint)| Step::WithdrawComplaint { who, complaint }),
        1 => reviewer().prop_map(|who| Step::SuspendTender { who }),
        30 => reviewer().prop_map(|who| Step::ResumeTender { who }),
        6 => bid().prop_map(|bid| Step::ReturnSecurity { bid }),
        6 => (who(), prop::option::weighted(0.3, bid()), any::<bool>())
            .prop_map(|(who, bid, silence)| Step::ProposeForfeiture { who, bid, silence }),
        10 => who().prop_map(|who| Step::ConfirmForfeiture { who }),
        16 => (who(), prop::option::weighted(0.3, bid()), any::<bool>(), 290..700u64).prop_map(
            |(who, bid, explain, window)| Step::AskVendor { who, bid, explain, window }
        ),
        24 => (vendor_who(), prop::option::weighted(0.2, 0..6u32))
            .prop_map(|(who, request)| Step::Respond { who, request }),
        16 => (who(), prop::option::weighted(0.2, bid()))
            .prop_map(|(who, bid)| Step::ProposeAcceptance { who, bid }),
        24 => who().prop_map(|who| Step::ConfirmAcceptance { who }),
    ]
}

/// Acts that belong to the time in which bids are taken, with others among them.
pub fn early() -> impl Strategy<Value = Step> {
    let who = anybody;
    prop_oneof![
        6 => step(),
        1 => (0..20u8).prop_map(|text| Step::Ask { text }),
        1 => (who(), 0..6u32).prop_map(|(who, question)| Step::Answer { who, question }),
        1 => (who(), 0..200u64).prop_map(|(who, later)| Step::ProposeExtension { who, later }),
        1 => who().prop_map(|who| Step::ConfirmExtension { who }),
        1 => (who(), 0..3u8, 0..3u32, 0..200u64).prop_map(|(who, notice, min_bids, later)| {
            Step::ProposeAmendment { who, notice, min_bids, later }
        }),
        1 => who().prop_map(|who| Step::ConfirmAmendment { who }),
    ]
}

/// Acts by which a bid is thrown out, with others among them.
pub fn rejecting() -> impl Strategy<Value = Step> {
    let (who, bid) = (anybody, || prop::option::weighted(0.5, 0..2u32));
    prop_oneof![
        20 => step(),
        1 => (who(), bid()).prop_map(|(who, bid)| Step::ProposeRejection { who, bid }),
        1 => who().prop_map(|who| Step::ConfirmRejection { who }),
        1 => (who(), 0..2u32).prop_map(|(who, bid)| Step::Object { who, bid }),
        1 => (who(), 0..3u32, any::<bool>())
            .prop_map(|(who, objection, upheld)| Step::ProposeFinding { who, objection, upheld }),
        1 => (who(), 0..3u32).prop_map(|(who, objection)| Step::ConfirmFinding { who, objection }),
    ]
}

/// Acts of a panel that has to agree, with others among them.
pub fn moderating() -> impl Strategy<Value = Step> {
    let scorer = || mostly(evaluator(), 9);
    prop_oneof![
        30 => step(),
        1 => prop::sample::select(&BIDDERS[..2]).prop_map(|who| Step::Complain { who }),
        1 => Just(Step::DecideComplaint { who: REVIEWER, complaint: None, outcome: 1 }),
        1 => (0..3u32).prop_map(|bid| Step::ProposeRejection { who: 0, bid: Some(bid) }),
        1 => (0..3usize).prop_map(|who| Step::ConfirmRejection { who }),
        1 => anybody().prop_map(|who| Step::ConfirmSeatChange { who }),
        20 => (scorer(), 0..3u32, 0..3u8).prop_map(|(who, bid, sheet)| Step::Agree { who, bid, sheet }),
    ]
}

/// Acts on technical envelopes, with others among them.
pub fn technical() -> impl Strategy<Value = Step> {
    let scorer = || mostly(evaluator(), 9);
    prop_oneof![
        30 => step(),
        1 => prop::sample::select(&BIDDERS[..2]).prop_map(|who| Step::Complain { who }),
        1 => Just(Step::DecideComplaint { who: REVIEWER, complaint: None, outcome: 1 }),
        4 => (mostly(prop::sample::select(&MEMBERS[..]), 9), 0..3u32)
            .prop_map(|(who, bid)| Step::Reshare { who, bid }),
        2 => (mostly(prop::sample::select(&BIDDERS[..]), 2), 0..3u32)
            .prop_map(|(who, bid)| Step::ReshareSeed { who, bid }),
        9 => (scorer(), 0..3u32, 0..12u8)
            .prop_map(|(who, bid, verdict)| Step::Judge { who, bid, verdict }),
        6 => evaluator().prop_map(|who| Step::ScoreAll { who }),
        2 => Just(Step::Tally),
        3 => (0..3u32).prop_map(|bid| Step::Reveal { bid }),
    ]
}
