//! A tender under random acts: what each step does.

use std::collections::BTreeMap;

use parity_scale_codec::Encode;
use tenderseal_client::{ReceiptSecrets, SealedBid, open_share};
use tenderseal_rules::{
    ContractId, Event, OrgId,
    messages::{
        Answer, Ask, BidShare, BidVerdict, CancelReason, Complain, ComplaintOutcome,
        ConfirmAmendment, ConfirmAward, ConfirmCancellation, ConfirmExtension, ConfirmFinding,
        ConfirmRejection, ConfirmSeatChange, DecideComplaint, Declare, Fault, Object, PostShares,
        ProposeAmendment, ProposeAward, ProposeCancellation, ProposeExtension, ProposeFinding,
        ProposeRejection, Rank, RejectionGround, Reshare, ResumeTender, SuspendTender,
        TechnicalVerdict, WithdrawBid, WithdrawComplaint,
    },
    tender::{
        Amendment, Award, BidStatus, Cancellation, Cell, Complaint, ComplaintStatus, Extension,
        Finding, Objection, Rejection, SeatChange, Stage, State,
    },
    terms::Terms,
};
use tenderseal_scenario::{
    Actor, Cast, Company, Installation, Refusal, Replay,
    chain::Chain,
    moderation::sheet,
    technical::{reading_key, resealed, valid},
    tenders::{declaration, scores, seat_change},
};

use super::{
    conduct::Conduct,
    deals,
    people::{EVALUATORS, SUBSTITUTE, Who, actor},
    requests, securities,
    step::Step,
};

/// A tender under random acts.
#[derive(Clone)]
pub struct Play {
    pub conduct: Conduct,
    pub house: Installation<Replay>,
    pub tender: ContractId,
    pub receipts: BTreeMap<u32, ReceiptSecrets>,
    /// Nobody in particular where the tender is open.
    pub invited: Vec<OrgId>,
}

impl Play {
    /// Does what must succeed before the random acts begin.
    pub fn done(&mut self, step: &Step) {
        for event in self.act(step).unwrap() {
            self.conduct.take(&event);
        }
    }

    pub fn act(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let (tender, cast) = (self.tender, self.house.cast());
        let house = &mut self.house;
        match *step {
            Step::Wait(seconds) => {
                house.chain.advance_to(house.chain.now() + seconds);
                Ok(vec![])
            }
            Step::Commit { who, vendor, price } => {
                let done = house.commit(&signed_by(&cast, vendor, who), tender, price)?;
                Ok(self.note_bid(vendor, done))
            }
            Step::Replace { who, vendor, price } => {
                let done = house.replace(&signed_by(&cast, vendor, who), tender, price)?;
                Ok(self.note_bid(vendor, done))
            }
            Step::Withdraw { who, attempt } => {
                house.act(&actor(&cast, who), tender, &WithdrawBid { attempt })
            }
            Step::Shares { who, member, wrong } => {
                let mut act = self.shares(member)?;
                if wrong && let Some(share) = act.shares.first_mut() {
                    share.share[0] ^= 1;
                }
                self.house.act(&actor(&cast, who), tender, &act)
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

    fn note_bid(&mut self, vendor: usize, (bid, receipt): (u32, ReceiptSecrets)) -> Vec<Event> {
        self.receipts.insert(bid, receipt);
        self.conduct.vendors.insert(bid, self.house.cast().vendors[vendor].admin.org);
        vec![]
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
                let people =
                    [EVALUATORS[0], EVALUATORS[1], SUBSTITUTE].map(|who| actor(&cast, who).person);
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
            Step::Reshare { who, bid } => {
                let act = Reshare { bids: vec![bid], digest: resealed() };
                house.act(&actor(&cast, who), tender, &act)
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

    /// The step with the number of what it answers: the first that is open, where it names none.
    pub fn numbered(&self, step: &Step) -> Result<Step, Refusal> {
        Ok(match *step {
            Step::WithdrawComplaint { who, complaint: None } => {
                Step::WithdrawComplaint { who, complaint: Some(self.open_complaint()?) }
            }
            Step::Respond { who, request: None } => {
                let open = requests::last_open(&self.house, self.tender)?;
                Step::Respond { who, request: Some(open) }
            }
            ref other => other.clone(),
        })
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
}

/// A vendor for which somebody signs, be it its own or not.
fn signed_by(cast: &Cast, vendor: usize, who: Who) -> Company {
    Company { bidder: actor(cast, who), ..cast.vendors[vendor].clone() }
}
