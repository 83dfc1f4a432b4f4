//! Any sequence of acts by anybody: what is refused changes nothing, what is accepted was its signer's to do,
//! the stage never goes back, and the tender's counters are what counting its bids and objections again gives.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod deals;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use deals::Deal;
use parity_scale_codec::Encode;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use tenderseal_client::{ReceiptSecrets, SealedBid, open_share};
use tenderseal_rules::{
    ContractId, Event, OrgId, PersonId,
    messages::{
        Answer, Ask, BidShare, CancelReason, Complain, ComplaintOutcome, ConfirmAward,
        ConfirmCancellation, ConfirmExtension, ConfirmFinding, ConfirmRejection, ConfirmSeatChange,
        DecideComplaint, Fault, Object, PostShares, ProposeAward, ProposeCancellation,
        ProposeExtension, ProposeFinding, ProposeRejection, Rank, RejectionGround, ResumeTender,
        SuspendTender, WithdrawBid, WithdrawComplaint,
    },
    messages::{BidVerdict, ConfirmAmendment, Declare, ProposeAmendment, TechnicalVerdict},
    ranking::Tallied,
    replay::sha256,
    roles::Role,
    schedule::Schedule,
    tender::{
        Acceptance, Amendment, Award, BidStatus, Cancellation, Cell, Complaint, ComplaintStatus,
        Extension, Finding, Forfeiture, Objection, Place, Question, Rejection, SeatChange, Stage,
        State, VendorSlot, clock,
    },
    terms::{Publication, Terms},
    tse1::HeaderView,
};
use tenderseal_scenario::{
    Actor, Cast, Installation, Refusal, Replay,
    cast::MINIMUMS,
    chain::{Chain, OpenChain},
    comparing, invitation, moderated,
    moderation::sheet,
    plan, secured,
    technical::{reading_key, valid},
    tenders::{declaration, scores, seat_change},
    two_envelopes,
};

#[path = "random/conduct.rs"]
mod conduct;
#[path = "random/requests.rs"]
mod requests;
#[path = "random/securities.rs"]
mod securities;

use conduct::Conduct;

const START: u64 = 1_800_000_000;
const ACTS: usize = 360;
const CASES: u32 = 160;
/// For which a guarantee must hold: as long as many of these tenders take.
const HOLDS: u32 = 6_000;

/// Somebody of the cast, by number; whether the act is theirs to do is for the rules to say.
type Who = usize;

#[derive(Clone, Debug)]
enum Step {
    Wait(u64),
    Commit { vendor: usize, price: u128 },
    Replace { vendor: usize, price: u128 },
    Withdraw { vendor: usize, attempt: u32 },
    Shares { member: usize, wrong: bool },
    Reveal { bid: u32 },
    SelfReveal { bid: u32, tamper: bool },
    Object { who: Who, bid: u32 },
    ProposeFinding { who: Who, objection: u32, upheld: bool },
    ConfirmFinding { who: Who, objection: u32 },
    Score { who: Who, bid: u32, points: [u32; 2] },
    ScoreAll { who: Who },
    Tally,
    Rank { from: u32, some: u8, right: bool },
    ProposeAward { who: Who, bid: Option<u32> },
    ConfirmAward { who: Who },
    ProposeCancellation { who: Who },
    ConfirmCancellation { who: Who },
    Ask { text: u8 },
    Answer { who: Who, question: u32 },
    ProposeExtension { who: Who, later: u64 },
    ConfirmExtension { who: Who },
    Declare { who: Who, conflicts: u8 },
    ProposeSeatChange { who: Who, seat: usize, substitute: Option<usize> },
    ConfirmSeatChange { who: Who },
    ProposeAmendment { who: Who, notice: u8, min_bids: u32, later: u64 },
    ConfirmAmendment { who: Who },
    Deal(Deal),
    ProposeRejection { who: Who, bid: Option<u32> },
    ConfirmRejection { who: Who },
    Complain { who: Who },
    DecideComplaint { who: Who, complaint: Option<u32>, outcome: u8 },
    WithdrawComplaint { who: Who, complaint: Option<u32> },
    SuspendTender { who: Who },
    ResumeTender { who: Who },
    ReturnSecurity { bid: u32 },
    ProposeForfeiture { who: Who, bid: Option<u32>, silence: bool },
    ConfirmForfeiture { who: Who },
    Agree { who: Who, bid: u32, sheet: u8 },
    AskVendor { who: Who, bid: Option<u32>, explain: bool, window: u64 },
    Respond { who: Who, request: Option<u32> },
    ProposeAcceptance { who: Who, bid: Option<u32> },
    ConfirmAcceptance { who: Who },
    Reshare { member: usize, bid: u32 },
    ReshareSeed { who: Who, bid: u32 },
    Judge { who: Who, bid: u32, verdict: u8 },
}

impl Step {
    fn name(&self) -> String {
        if let Self::Deal(deal) = self {
            return deal.name();
        }
        format!("{self:?}").chars().take_while(|letter| letter.is_alphabetic()).collect()
    }

    /// Whether it is of those that do not wait while the tender is suspended.
    fn goes_on_in_a_suspension(&self) -> bool {
        matches!(
            self,
            Self::Wait(_)
                | Self::ScoreAll { .. }
                | Self::ProposeCancellation { .. }
                | Self::ConfirmCancellation { .. }
                | Self::Complain { .. }
                | Self::DecideComplaint { .. }
                | Self::WithdrawComplaint { .. }
                | Self::ResumeTender { .. }
                | Self::ReturnSecurity { .. }
        )
    }

    /// Whether the act was its signer's to do: role, organisation, seat, invitation, and another person
    /// than the one who proposed. Told from the cast, not from what the registry keeps.
    fn is_rightful(
        &self,
        cast: &Cast,
        conduct: &Conduct,
        proposer: Option<PersonId>,
        invited: &[OrgId],
    ) -> bool {
        let buys = |who: Who, role| {
            let person = actor(cast, who);
            person.org == cast.admin.org && person.roles.has(role)
        };
        match *self {
            Self::ProposeFinding { who, .. }
            | Self::ProposeAward { who, .. }
            | Self::ProposeCancellation { who }
            | Self::ProposeExtension { who, .. }
            | Self::ProposeSeatChange { who, .. }
            | Self::ProposeAmendment { who, .. }
            | Self::ProposeRejection { who, .. }
            | Self::ProposeForfeiture { who, .. }
            | Self::AskVendor { who, .. }
            | Self::ProposeAcceptance { who, .. }
            | Self::Answer { who, .. } => buys(who, Role::Officer),
            Self::ConfirmFinding { who, .. }
            | Self::ConfirmAward { who }
            | Self::ConfirmCancellation { who }
            | Self::ConfirmSeatChange { who }
            | Self::ConfirmExtension { who }
            | Self::ConfirmAmendment { who }
            | Self::ConfirmRejection { who }
            | Self::ConfirmForfeiture { who }
            | Self::ConfirmAcceptance { who } => {
                buys(who, Role::Approver)
                    && proposer.is_some_and(|proposer| proposer != actor(cast, who).person)
            }
            Self::Score { who, bid, .. }
            | Self::Agree { who, bid, .. }
            | Self::Judge { who, bid, .. } => conduct.may_score(&actor(cast, who).person, bid),
            Self::Declare { who, .. } => {
                let person = actor(cast, who);
                person.roles.has(Role::Evaluator) && conduct.has_seat(&person.person)
            }
            Self::ReshareSeed { who, bid } => {
                conduct.vendors.get(&bid) == Some(&actor(cast, who).org)
            }
            Self::Complain { who }
            | Self::WithdrawComplaint { who, .. }
            | Self::Respond { who, .. } => actor(cast, who).roles.has(Role::Vendor),
            Self::DecideComplaint { who, .. }
            | Self::SuspendTender { who }
            | Self::ResumeTender { who } => actor(cast, who).person == cast.reviewer.person,
            Self::Object { who, .. } => actor(cast, who).person != cast.stranger.person,
            Self::Commit { vendor, .. } | Self::Replace { vendor, .. } => {
                invited.is_empty() || invited.contains(&cast.vendors[vendor].admin.org)
            }
            Self::Deal(ref deal) => deal.is_rightful(cast, proposer),
            _ => true,
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let (who, bid, objection) = (|| 0..14usize, || 0..6u32, || 0..4u32);
    let complaint = || prop::option::weighted(0.3, 0..5u32);
    // Mostly those whose act it is.
    let scorer = || prop_oneof![2 => 5..7usize, 1 => 0..14usize];
    let (vendor_who, reviewer) = (
        || prop_oneof![4 => 7..9usize, 1 => 0..14usize],
        || prop_oneof![6 => Just(11usize), 1 => 0..14usize],
    );
    let (vendor, price) = (|| 0..3usize, || 1..1_000_000u128);
    prop_oneof![
        40 => (0..250u64).prop_map(Step::Wait),
        16 => (vendor(), price()).prop_map(|(vendor, price)| Step::Commit { vendor, price }),
        8 => (vendor(), price()).prop_map(|(vendor, price)| Step::Replace { vendor, price }),
        4 => (vendor(), 1..4u32).prop_map(|(vendor, attempt)| Step::Withdraw { vendor, attempt }),
        16 => (0..3usize, prop::bool::weighted(0.1))
            .prop_map(|(member, wrong)| Step::Shares { member, wrong }),
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
        16 => (5..7usize).prop_map(|who| Step::Declare { who, conflicts: 0 }),
        6 => (who(), 0..8u8).prop_map(|(who, conflicts)| Step::Declare { who, conflicts }),
        6 => (0..14usize, 0..3usize, prop::option::weighted(0.7, 0..3usize)).prop_map(
            |(who, seat, substitute)| Step::ProposeSeatChange { who, seat, substitute }
        ),
        3 => who().prop_map(|who| Step::ConfirmSeatChange { who }),
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
fn early() -> impl Strategy<Value = Step> {
    let who = || 0..14usize;
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

/// Acts of a panel that has to agree, with others among them.
fn moderating() -> impl Strategy<Value = Step> {
    let scorer = || prop_oneof![9 => 5..7usize, 1 => 0..14usize];
    prop_oneof![
        30 => step(),
        1 => (7..9usize).prop_map(|who| Step::Complain { who }),
        1 => Just(Step::DecideComplaint { who: 11, complaint: None, outcome: 1 }),
        1 => (0..3u32).prop_map(|bid| Step::ProposeRejection { who: 0, bid: Some(bid) }),
        1 => (0..3usize).prop_map(|who| Step::ConfirmRejection { who }),
        20 => (scorer(), 0..3u32, 0..3u8).prop_map(|(who, bid, sheet)| Step::Agree { who, bid, sheet }),
    ]
}

/// Acts on technical envelopes, with others among them.
fn technical() -> impl Strategy<Value = Step> {
    let scorer = || prop_oneof![9 => 5..7usize, 1 => 0..14usize];
    prop_oneof![
        30 => step(),
        1 => (7..9usize).prop_map(|who| Step::Complain { who }),
        1 => Just(Step::DecideComplaint { who: 11, complaint: None, outcome: 1 }),
        4 => (0..3usize, 0..3u32).prop_map(|(member, bid)| Step::Reshare { member, bid }),
        1 => (7..9usize, 0..3u32).prop_map(|(who, bid)| Step::ReshareSeed { who, bid }),
        9 => (scorer(), 0..3u32, 0..12u8)
            .prop_map(|(who, bid, verdict)| Step::Judge { who, bid, verdict }),
        6 => (5..7usize).prop_map(|who| Step::ScoreAll { who }),
        2 => Just(Step::Tally),
        3 => (0..3u32).prop_map(|bid| Step::Reveal { bid }),
    ]
}

/// A tender under random acts.
#[derive(Clone)]
struct Play {
    conduct: Conduct,
    house: Installation<Replay>,
    tender: ContractId,
    receipts: BTreeMap<u32, ReceiptSecrets>,
    /// Nobody in particular where the tender is open.
    invited: Vec<OrgId>,
}

impl Play {
    /// Does what must succeed before the random acts begin.
    fn done(&mut self, step: &Step) {
        for event in self.act(step).unwrap() {
            self.conduct.take(&event);
        }
    }

    fn act(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let (tender, cast) = (self.tender, self.house.cast());
        let house = &mut self.house;
        match *step {
            Step::Wait(seconds) => {
                house.chain.advance_to(house.chain.now() + seconds);
                Ok(vec![])
            }
            Step::Commit { vendor, price } => {
                let (bid, receipt) = house.commit(&cast.vendors[vendor], tender, price)?;
                self.receipts.insert(bid, receipt);
                self.conduct.vendors.insert(bid, cast.vendors[vendor].admin.org);
                Ok(vec![])
            }
            Step::Replace { vendor, price } => {
                let (bid, receipt) = house.replace(&cast.vendors[vendor], tender, price)?;
                self.receipts.insert(bid, receipt);
                self.conduct.vendors.insert(bid, cast.vendors[vendor].admin.org);
                Ok(vec![])
            }
            Step::Withdraw { vendor, attempt } => {
                house.act(&cast.vendors[vendor].bidder, tender, &WithdrawBid { attempt })
            }
            Step::Shares { member, wrong } => {
                let mut act = self.shares(member)?;
                if wrong && let Some(share) = act.shares.first_mut() {
                    share.share[0] ^= 1;
                }
                self.house.act(&cast.committee()[member].actor, tender, &act)
            }
            Step::Reveal { bid } => house.reveal(tender, bid),
            Step::SelfReveal { bid, tamper } => {
                let unknown = Refusal::Chain("nobody has this receipt".into());
                let mut act = self.receipts.get(&bid).ok_or(unknown)?.reveal(bid);
                if tamper {
                    act.body[5] ^= 1;
                }
                house.chain.call(tender, &act.call())
            }
            Step::Object { who, bid } => {
                house.act(&actor(&cast, who), tender, &Object { bid, fault: Fault::Shares })
            }
            Step::ProposeFinding { who, objection, upheld } => {
                let act = ProposeFinding { objection, upheld, reason: [1; 32] };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmFinding { who, objection } => {
                let proposed = match house.read(tender, &Cell::Objection(objection)) {
                    Ok(Objection { finding: Finding::Proposed { proposed, .. }, .. }) => proposed,
                    _ => [0; 32],
                };
                let act = ConfirmFinding { objection, proposed };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::Score { who, bid, points } => {
                house.act(&actor(&cast, who), tender, &scores(bid, &points))
            }
            Step::ScoreAll { who } => self.score_all(&actor(&cast, who)),
            Step::Agree { who, bid, sheet: some } => {
                let some = u32::from(some / 2);
                house.act(&actor(&cast, who), tender, &sheet(bid, &[8_000 - some, 5_000]))
            }
            Step::Tally => house.tally(tender),
            Step::Rank { right: true, .. } => house.rank_page(tender),
            Step::Rank { from, some, right: false } => {
                // In order, but with gaps.
                let order = house.order(tender)?.into_iter().enumerate();
                let kept = order.filter(|(place, _)| some >> (place % 8) & 1 == 1);
                let bids = kept.map(|(_, line)| line.bid).collect();
                house.chain.call(tender, &Rank { from, bids }.call())
            }
            Step::ProposeAward { who, bid } => {
                let State { first, round, .. } = house.state(tender)?;
                let act = ProposeAward { bid: bid.or(first).unwrap_or_default(), round };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmAward { who } => {
                let proposed = match house.state(tender)?.award {
                    Award::Proposed { proposed, .. } => proposed,
                    _ => [0; 32],
                };
                house.act(&actor(&cast, who), tender, &ConfirmAward { proposed })
            }
            Step::ProposeCancellation { who } => {
                let act = ProposeCancellation { reason: CancelReason::Other, statement: [1; 32] };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmCancellation { who } => {
                let found = house.read(tender, &Cell::Cancellation);
                let proposed = found.map_or([0; 32], |found: Cancellation| found.proposed);
                house.act(&actor(&cast, who), tender, &ConfirmCancellation { proposed })
            }
            _ => self.converse(step),
        }
    }

    /// Somebody scores every bid that can be scored.
    fn score_all(&mut self, who: &Actor) -> Result<Vec<Event>, Refusal> {
        let (house, tender) = (&mut self.house, self.tender);
        let mut events = Vec::new();
        let read = house.bids(tender, BidStatus::Read)?;
        for bid in house.bids(tender, BidStatus::Opened)?.into_iter().chain(read) {
            let points = scores(bid, &[7_000 + 100 * bid, 5_000]);
            events.extend(house.act(who, tender, &points).unwrap_or_default());
        }
        Ok(events)
    }

    /// Questions, the deadline and the panel.
    fn converse(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let (tender, cast) = (self.tender, self.house.cast());
        let house = &mut self.house;
        match *step {
            Step::Ask { text } => house.chain.call(tender, &Ask { question: [text; 32] }.call()),
            Step::Answer { who, question } => {
                house.act(&actor(&cast, who), tender, &Answer { question, answer: [1; 32] })
            }
            Step::ProposeExtension { who, later } => {
                let deadline = house.schedule(tender)?.deadline + later;
                let act = ProposeExtension { deadline, reason: [1; 32] };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmExtension { who } => {
                let found: Option<Extension> =
                    house.read(tender, &Cell::Extension).unwrap_or_default();
                let proposed = found.map_or([0; 32], |found| found.proposed);
                house.act(&actor(&cast, who), tender, &ConfirmExtension { proposed })
            }
            Step::Declare { who, conflicts } => {
                let named = cast.vendors.iter().enumerate();
                let named = named.filter(|(at, _)| conflicts >> at & 1 == 1);
                let named: Vec<_> = named.map(|(_, company)| company.admin.org).collect();
                let reader =
                    house.has_two_envelopes(tender)?.then(|| reading_key(&actor(&cast, who)));
                let act = Declare { reader, ..declaration(&named) };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ProposeSeatChange { who, seat, substitute } => {
                let people = [5, 6, 10].map(|who| actor(&cast, who).person);
                let act = seat_change(people[seat], substitute.map(|at| people[2 - at]));
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmSeatChange { who } => {
                let found: Option<SeatChange> =
                    house.read(tender, &Cell::SeatChange).unwrap_or_default();
                let proposed = found.map_or([0; 32], |found| found.proposed);
                house.act(&actor(&cast, who), tender, &ConfirmSeatChange { proposed })
            }
            Step::ProposeAmendment { who, notice, min_bids, later } => {
                let (terms, schedule) = (house.terms(tender)?, house.schedule(tender)?);
                let terms = Terms { notice: [notice; 32], min_bids, ..terms };
                let deadline = (schedule.deadline + later).saturating_sub(100);
                let act = ProposeAmendment { terms, deadline, reason: [1; 32] };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmAmendment { who } => {
                let found: Option<Amendment> =
                    house.read_long(tender, &Cell::Amendment).unwrap_or_default();
                let proposed = found.map_or([0; 32], |found| found.proposed);
                house.act(&actor(&cast, who), tender, &ConfirmAmendment { proposed })
            }
            Step::Deal(ref deal) => deals::act(house, tender, deal),
            _ => self.remedy(step),
        }
    }

    /// Rejection, complaints, suspension.
    fn remedy(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let (tender, cast) = (self.tender, self.house.cast());
        let waits = self.open_complaint()?;
        let house = &mut self.house;
        let statement = [1; 32];
        match *step {
            Step::ProposeRejection { who, bid } => {
                let first = house.state(tender)?.first;
                let ground = match (house.stage(tender)?, bid) {
                    (Stage::Awarded, _) => RejectionGround::RefusedToSign,
                    (_, Some(1)) => RejectionGround::AbnormallyLow,
                    (_, Some(2)) => RejectionGround::NotCorrected,
                    _ => RejectionGround::Other,
                };
                let bid = bid.or(first).unwrap_or_default();
                let act = ProposeRejection { bid, ground, statement };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::ConfirmRejection { who } => {
                let found: Option<Rejection> =
                    house.read(tender, &Cell::Rejection).unwrap_or_default();
                let proposed = found.map_or([0; 32], |found| found.proposed);
                house.act(&actor(&cast, who), tender, &ConfirmRejection { proposed })
            }
            Step::Complain { who } => {
                house.act(&actor(&cast, who), tender, &Complain { statement })
            }
            Step::DecideComplaint { who, complaint, outcome } => {
                let outcome = match outcome {
                    0 => ComplaintOutcome::Cancel,
                    1..=4 => ComplaintOutcome::Reevaluate,
                    5..=7 => ComplaintOutcome::Upheld,
                    _ => ComplaintOutcome::Dismissed,
                };
                let complaint = complaint.unwrap_or(waits);
                let act = DecideComplaint { complaint, outcome, statement };
                house.act(&actor(&cast, who), tender, &act)
            }
            Step::WithdrawComplaint { who, complaint } => {
                let complaint = complaint.unwrap_or(waits);
                house.act(&actor(&cast, who), tender, &WithdrawComplaint { complaint })
            }
            Step::SuspendTender { who } => {
                house.act(&actor(&cast, who), tender, &SuspendTender { statement })
            }
            Step::ResumeTender { who } => {
                house.act(&actor(&cast, who), tender, &ResumeTender { statement })
            }
            Step::Reshare { member, bid } => {
                house.reshare(cast.committee()[member], tender, &[bid])
            }
            Step::ReshareSeed { who, bid } => house.reshare_seed(&actor(&cast, who), tender, bid),
            Step::Judge { who, bid, verdict } => {
                let verdict = match verdict {
                    0 => TechnicalVerdict::Faulty(Fault::Payload),
                    1 => TechnicalVerdict::Unopened,
                    _ => valid(bid).verdict,
                };
                house.judge(&actor(&cast, who), tender, vec![BidVerdict { bid, verdict }])
            }
            _ => requests::act(house, tender, step)
                .unwrap_or_else(|| securities::act(house, tender, step)),
        }
    }

    /// The first complaint that is open, or one that is not there.
    fn open_complaint(&self) -> Result<u32, Refusal> {
        let complaints = self.house.state(self.tender)?.complaints;
        for number in 0..complaints {
            let found: Complaint = self.house.read(self.tender, &Cell::Complaint(number))?;
            if found.status == ComplaintStatus::Open {
                return Ok(number);
            }
        }
        Ok(complaints)
    }

    /// Who proposed what this step would confirm.
    fn proposer(&self, step: &Step) -> Option<PersonId> {
        let (house, tender) = (&self.house, self.tender);
        match *step {
            Step::ConfirmFinding { objection, .. } => {
                match house.read(tender, &Cell::Objection(objection)).ok()? {
                    Objection { finding: Finding::Proposed { officer, .. }, .. } => Some(officer),
                    _ => None,
                }
            }
            Step::ConfirmAward { .. } => match house.state(tender).ok()?.award {
                Award::Proposed { officer, .. } => Some(officer),
                _ => None,
            },
            Step::ConfirmCancellation { .. } => {
                let found: Cancellation = house.read(tender, &Cell::Cancellation).ok()?;
                Some(found.officer)
            }
            Step::ConfirmExtension { .. } => {
                let found: Option<Extension> = house.read(tender, &Cell::Extension).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmSeatChange { .. } => {
                let found: Option<SeatChange> = house.read(tender, &Cell::SeatChange).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmAmendment { .. } => {
                let found: Option<Amendment> = house.read_long(tender, &Cell::Amendment).ok()?;
                Some(found?.officer)
            }
            Step::Deal(ref deal) => deal.proposer(house, tender),
            Step::ConfirmRejection { .. } => {
                let found: Option<Rejection> = house.read(tender, &Cell::Rejection).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmAcceptance { .. } => {
                let found: Option<Acceptance> = house.read(tender, &Cell::Acceptance).ok()?;
                Some(found?.officer)
            }
            Step::ConfirmForfeiture { .. } => {
                let found: Option<Forfeiture> = house.read(tender, &Cell::Forfeiture).ok()?;
                Some(found?.officer)
            }
            _ => None,
        }
    }

    /// What a member would post, or a share out of thin air when the member's client refuses.
    fn shares(&self, member: usize) -> Result<PostShares, Refusal> {
        let (facts, stage) = (self.house.facts(self.tender)?, self.house.stage(self.tender)?);
        let cast = self.house.cast();
        let key = &cast.committee()[member].opening;
        let mut shares = Vec::new();
        for number in self.house.waiting(self.tender)? {
            let bid = self.house.bid(self.tender, number)?;
            let envelope = self.house.envelope(self.tender, number)?;
            let sealed = SealedBid { number, bid: &bid, envelope };
            let posted = u8::try_from(member + 1)
                .map(|i| Cell::Share(number, i).encode())
                .unwrap_or_default();
            if self.house.chain.cell(self.tender, &posted).is_none() {
                let made_up = BidShare { bid: number, share: [2; 32] };
                shares.push(open_share(&facts, stage, key, &sealed).unwrap_or(made_up));
            }
        }
        Ok(PostShares { shares })
    }

    /// The counters, counted again from bids and objections.
    fn check_counters(&self) -> Result<State, TestCaseError> {
        let (house, tender) = (&self.house, self.tender);
        let state = house.state(tender).map_err(failed)?;
        let (mut live, mut sealed, mut valid, mut read) = (0, 0, 0, 0);
        let mut live_of = BTreeMap::new();
        for number in 0..state.bids {
            let bid = house.bid(tender, number).map_err(failed)?;
            let counts = !bid.is_stale(&state.terms);
            if !matches!(bid.status, BidStatus::Replaced | BidStatus::Withdrawn) {
                live += u32::from(counts);
                prop_assert_eq!(live_of.insert(bid.vendor, number), None, "two live bids");
            }
            read += u32::from(bid.status == BidStatus::Read);
            let waits = match (&state.technical, bid.status) {
                (Some(_), BidStatus::Read) if !state.is_technical() => {
                    let tallied: Tallied =
                        house.read(tender, &Cell::Tallied(number)).map_err(failed)?;
                    tallied.below_minimum.is_none()
                }
                (_, status) => status == BidStatus::Sealed,
            };
            sealed += u32::from(waits && counts);
            // Whatever counts was sealed for the terms in force.
            let envelope = house.envelope(tender, number).map_err(failed)?;
            let bound = HeaderView::parse(envelope).unwrap().context().terms_hash;
            prop_assert_eq!(bound == state.terms.hash, bid.terms == state.terms.version);
            let opened = matches!(bid.status, BidStatus::Opened | BidStatus::Rejected(_));
            prop_assert!(!opened || bid.terms == state.terms.version, "a stale bid was opened");
            valid += u32::from(bid.status == BidStatus::Opened);
        }
        prop_assert_eq!((state.live, state.sealed, state.valid), (live, sealed, valid));
        prop_assert_eq!(state.scorable(), valid + read);
        for company in &house.cast().vendors {
            let cell = Cell::Vendor(company.admin.org);
            if house.chain.cell(tender, &cell.encode()).is_some() {
                let slot: VendorSlot = house.read(tender, &cell).map_err(failed)?;
                prop_assert_eq!(slot.live, live_of.get(&company.admin.org).copied());
            }
        }
        let terms = house.terms(tender).map_err(failed)?;
        prop_assert_eq!(state.terms.hash, sha256(&terms.preimage(state.terms.version)));
        prop_assert_eq!(state.terms.min_bids, terms.min_bids);
        let mut undecided = 0;
        for number in 0..state.objections {
            let found = house.read(tender, &Cell::Objection(number)).map_err(failed)?;
            let Objection { finding, .. } = found;
            undecided += u32::from(!matches!(finding, Finding::Decided { .. }));
        }
        prop_assert_eq!(state.undecided, undecided);
        for number in 0..state.questions {
            let Question { hash, .. } =
                house.read(tender, &Cell::Question(number)).map_err(failed)?;
            let asked: u32 = house.read(tender, &Cell::Asked(hash)).map_err(failed)?;
            prop_assert_eq!(asked, number);
        }
        securities::count(house, tender, &state)?;
        self.check_seats(&state)?;
        self.check_remedies(&state)?;
        Ok(state)
    }

    /// Complaints counted again; and whoever is first in a frozen ranking is the first who was not rejected.
    fn check_remedies(&self, state: &State) -> Result<(), TestCaseError> {
        let (house, tender) = (&self.house, self.tender);
        let mut open = BTreeMap::new();
        for number in 0..state.complaints {
            let found: Complaint = house.read(tender, &Cell::Complaint(number)).map_err(failed)?;
            if found.status == ComplaintStatus::Open {
                prop_assert_eq!(open.insert(found.vendor, number), None, "two open complaints");
            }
        }
        prop_assert_eq!(usize::try_from(state.open_complaints).ok(), Some(open.len()));
        let technical = state.technical.is_some_and(|technical| technical.done_at.is_some());
        let closed = technical && clock(state, house.chain.now()) < state.schedule.opening();
        let holds = closed || matches!(state.award, Award::Confirmed { .. });
        let disputed = !open.is_empty() && holds;
        prop_assert_eq!(state.stopped_at.is_some(), state.suspended || disputed);
        if state.ranked_at.is_some() {
            let mut first = None;
            for place in (0..state.placed).rev() {
                let held: Place = house.read(tender, &Cell::Place(place)).map_err(failed)?;
                let bid = house.bid(tender, held.line.bid).map_err(failed)?;
                let counts = bid.status == BidStatus::Opened;
                prop_assert!(counts || state.frozen.is_some());
                first = if counts { Some(held.line.bid) } else { first };
            }
            prop_assert_eq!(state.first, first);
        }
        Ok(())
    }

    /// What may have changed of the times.
    fn check_schedule(
        step: &Step,
        done: bool,
        time: u64,
        before: &State,
        state: &State,
    ) -> Result<(), TestCaseError> {
        let amended = done && matches!(step, Step::ConfirmAmendment { .. });
        prop_assert_eq!(state.terms.version, before.terms.version + u32::from(amended));
        let (then, now) = (before.schedule, state.schedule);
        if amended {
            let soonest = time + u64::from(MINIMUMS.amendment);
            prop_assert!(now.deadline >= then.deadline.max(soonest));
            prop_assert_eq!((state.live, state.sealed), (0, 0));
            prop_assert_eq!(now, Schedule { deadline: now.deadline, ..then });
            return Ok(());
        }
        let runs = before.stopped_at.is_some() && state.stopped_at.is_none();
        let new_round = state.round > before.round;
        let moved = done && matches!(step, Step::ConfirmExtension { .. });
        if moved {
            prop_assert!(now.deadline > then.deadline, "{step:?}");
        } else if !runs {
            prop_assert_eq!(now.deadline, then.deadline, "{:?}", step);
        }
        // One window is longer at most, and none is shorter but the standstill of an award taken back.
        let windows = |of: &Schedule| {
            [of.guard, of.officers_window, of.self_reveal_window, of.objection_window]
                .map(u64::from)
        };
        let pairs = windows(&now).into_iter().zip(windows(&then));
        let mut longer = u32::from(now.deadline > then.deadline);
        for (now, then) in pairs {
            prop_assert!(now >= then);
            longer += u32::from(now > then);
        }
        longer += u32::from(now.standstill > then.standstill);
        // The guard runs again between the technical result and the first price.
        let prices = before.is_technical() && !state.is_technical();
        prop_assert!(longer <= u32::from(runs || moved || prices), "{step:?}");
        prop_assert_eq!(now.standstill - state.prolonged, then.standstill - before.prolonged);
        prop_assert!(now.standstill >= then.standstill || new_round);
        prop_assert_eq!(now.questions, then.questions);
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn failed(refusal: Refusal) -> TestCaseError {
    TestCaseError::fail(refusal.to_string())
}

fn actor(cast: &Cast, who: Who) -> Actor {
    let everybody = [
        &cast.officer,
        &cast.approver,
        &cast.director,
        &cast.neighbour,
        &cast.stranger,
        &cast.evaluators[0],
        &cast.evaluators[1],
        &cast.vendors[0].bidder,
        &cast.vendors[1].admin,
        &cast.supervisor.actor,
        &cast.substitute.actor,
        &cast.reviewer,
    ];
    // The buyer's people act more often than others.
    everybody[if who < everybody.len() { who } else { who % 3 }].clone()
}

/// What all cases together reached.
#[derive(Default)]
struct Reached {
    stages: BTreeSet<Stage>,
    rounds: u32,
    accepted: BTreeSet<String>,
    refused: BTreeSet<String>,
}

impl Reached {
    fn join(&mut self, other: Self) {
        self.stages.extend(other.stages);
        self.rounds = self.rounds.max(other.rounds);
        self.accepted.extend(other.accepted);
        self.refused.extend(other.refused);
    }
}

fn play(mut play: Play, steps: &[Step], reached: &mut Reached) -> Result<(), TestCaseError> {
    let mut last = {
        let state = play.house.state(play.tender).map_err(failed)?;
        (state.round, play.house.stage(play.tender).map_err(failed)?)
    };
    let mut milestones = deals::check(&play.house, play.tender, &[])?;
    let mut given = securities::given(&play.house, play.tender)?;
    let mut asked = requests::all(&play.house, play.tender)?;
    let mut before_it = play.house.state(play.tender).map_err(failed)?;
    let mut count = before_it.acts;
    for step in steps {
        let before = play.house.chain.storage(play.tender);
        let proposer = play.proposer(step);
        let registry = play.house.chain.storage(play.house.registry);
        let done = play.act(step);
        let conduct = play.conduct.clone();
        for event in done.iter().flatten() {
            play.conduct.take(event);
        }
        let state = play.check_counters()?;
        let waited = matches!(step, Step::Wait(_));
        if done.is_err() && !matches!(step, Step::ScoreAll { .. }) {
            prop_assert!(play.house.chain.storage(play.tender) == before, "{step:?}");
            prop_assert_eq!(state.acts, count);
            reached.refused.insert(step.name());
        } else if !waited && !matches!(step, Step::ScoreAll { .. }) {
            prop_assert_eq!(state.acts, count + 1, "{:?}", step);
            prop_assert!(
                step.is_rightful(&play.house.cast(), &conduct, proposer, &play.invited),
                "{step:?}"
            );
            reached.accepted.insert(step.name());
        }
        prop_assert!(play.house.chain.storage(play.house.registry) == registry);
        count = state.acts;
        Play::check_schedule(step, done.is_ok(), play.house.chain.now(), &before_it, &state)?;
        let next = (state.round, play.house.stage(play.tender).map_err(failed)?);
        prop_assert!(last <= next, "from {last:?} back to {next:?} by {step:?}");
        // The end is the end, but for a winner who is rejected before the contract is signed.
        let taken_back = last.1 == Stage::Awarded && matches!(step, Step::ConfirmRejection { .. });
        let ended = last.1.is_final() && !(taken_back && done.is_ok());
        prop_assert!(!ended || last == next, "from {last:?} to {next:?}");
        let awarded = last.1.is_awarded() && !(taken_back && done.is_ok());
        prop_assert!(!awarded || next.1.is_awarded(), "from {last:?} to {next:?}");
        milestones = deals::check(&play.house, play.tender, &milestones)?;
        given = securities::check(&play.house, play.tender, step, &given)?;
        asked = requests::check(&play.house, play.tender, step, &asked)?;
        prop_assert!(!before_it.suspended || done.is_err() || step.goes_on_in_a_suspension());
        before_it = state;
        last = next;
        reached.stages.insert(last.1);
        reached.rounds = reached.rounds.max(last.0);
    }
    let (_, last) = last;
    // Whatever was ranked with gaps, the ranking can be made.
    let State { tallied, bids, suspended, frozen, .. } =
        play.house.state(play.tender).map_err(failed)?;
    if last == Stage::FinancialEvaluation && tallied == bids && !suspended && frozen.is_none() {
        play.house.rank(play.tender).map_err(failed)?;
        let best = play.house.order(play.tender).map_err(failed)?.first().map(|line| line.bid);
        prop_assert_eq!(play.house.state(play.tender).map_err(failed)?.first, best);
    }
    Ok(())
}

/// A tender that takes bids, of the first two vendors alone or of any. Two are there, as many as are required,
/// so that many tenders go on to their award.
fn begun(restricted: bool) -> Play {
    let cast = Cast::new([1; 32]);
    let vendors = [cast.vendors[0].admin.org, cast.vendors[1].admin.org];
    begun_with(|publication| {
        if restricted {
            invitation(&cast, START, &vendors)
        } else {
            comparing(secured(publication, HOLDS))
        }
    })
}

/// The same with what is made of the cast's plan.
fn begun_with(publication: impl FnOnce(Publication) -> Publication) -> Play {
    let cast = Cast::new([1; 32]);
    let chain = Replay::found(&cast.founding(), START).unwrap();
    let registry = chain.registry();
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    let publication = publication(plan(&cast, START));
    let invited = publication.terms.invited.clone();
    let tender = house.publish(publication).unwrap();
    let panel = house.cast().evaluators.iter().map(|evaluator| evaluator.person).collect();
    let conduct = Conduct { panel, ..Conduct::default() };
    let mut begun = Play { conduct, house, tender, receipts: BTreeMap::new(), invited };
    for vendor in [0, 1] {
        begun.act(&Step::Commit { vendor, price: 1_000_000 }).unwrap();
    }
    begun
}

/// A tender whose panel has to agree, scored by everybody.
fn scored() -> Play {
    let mut play = begun_with(moderated);
    let tender = play.tender;
    play.house.open_all(tender).unwrap();
    play.house.pass_objections(tender).unwrap();
    for who in [5, 6] {
        play.done(&Step::Declare { who, conflicts: 0 });
        play.done(&Step::ScoreAll { who });
    }
    play
}

/// A tender with two envelopes, about to be opened to its evaluators.
fn apart() -> Play {
    let mut play = begun_with(|publication| secured(two_envelopes(publication), HOLDS));
    play.act(&Step::Commit { vendor: 2, price: 1_000_000 }).unwrap();
    let opening = play.house.schedule(play.tender).unwrap().opening();
    play.house.chain.advance_to(opening);
    for who in [5, 6] {
        play.done(&Step::Declare { who, conflicts: 0 });
    }
    play
}

/// The same with every technical offer read and scored.
fn apart_and_scored() -> Play {
    let mut play = apart();
    let tender = play.tender;
    for member in [0, 1] {
        for bid in 0..3 {
            play.done(&Step::Reshare { member, bid });
        }
    }
    play.house.read_all(tender).unwrap();
    for who in [5, 6] {
        play.done(&Step::ScoreAll { who });
    }
    play
}

/// A tender whose award to the first vendor is confirmed.
fn confirmed() -> Play {
    let mut play = ranked(900_000);
    let tender = play.tender;
    play.house.award(tender).unwrap();
    play
}

/// A tender that is ranked, the first vendor in front with this price; the other asks 1,000,000.
fn ranked(price: u128) -> Play {
    let mut play = begun(false);
    let tender = play.tender;
    play.done(&Step::Replace { vendor: 0, price });
    play.house.open_all(tender).unwrap();
    play.house.pass_objections(tender).unwrap();
    for who in [5, 6] {
        play.done(&Step::Declare { who, conflicts: 0 });
        play.done(&Step::ScoreAll { who });
    }
    play.house.rank(tender).unwrap();
    play
}

/// A tender whose award to the first vendor is final.
fn awarded() -> Play {
    let mut play = confirmed();
    let tender = play.tender;
    let standstill = u64::from(play.house.schedule(tender).unwrap().standstill);
    play.house.chain.advance_to(play.house.chain.now() + standstill);
    assert_eq!(play.house.winner(tender).unwrap().org, play.house.cast().vendors[0].admin.org);
    play
}

/// Plays so many tenders from the publication on.
fn run(cases: u32, seed: u8, restricted: bool) -> Reached {
    run_from(&begun(restricted), step(), cases, seed)
}

/// Plays so many contracts from the award on; other acts are tried too.
fn run_contracts(cases: u32, seed: u8) -> Reached {
    let steps = prop_oneof![1 => step(), 12 => deals::deal().prop_map(Step::Deal)];
    run_from(&awarded(), steps, cases, seed)
}

/// Plays so many tenders, each with [`ACTS`] acts, from the random numbers of a seed.
fn run_from(begun: &Play, step: impl Strategy<Value = Step>, cases: u32, seed: u8) -> Reached {
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
                    run_contracts(1_000, seed);
                    run_from(&apart(), technical(), 500, seed);
                    run_from(&apart_and_scored(), technical(), 500, seed);
                }
            });
        }
    });
}

#[test]
fn random_acts_by_anybody_never_break_a_tender() {
    let mut reached = run(CASES, 1, false);
    reached.join(run_from(&begun(false), early(), CASES / 4, 1));
    // From an award on, so that many are taken back.
    reached.join(run_from(&confirmed(), step(), CASES / 4, 1));
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
    assert!(reached.accepted.iter().eq(kinds), "accepted: {:?}", reached.accepted);
    let refused = kinds.iter().filter(|kind| !reached.refused.contains(**kind));
    assert_eq!(refused.collect::<Vec<_>>(), Vec::<&&str>::new(), "never refused");
}
