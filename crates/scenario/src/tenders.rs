//! The acts on a tender, from the first bid to the award.

use parity_scale_codec::Encode;
use tenderseal_client::{ReceiptSecrets, SealedBid, TenderFacts, open_share, recover, seal_bid};
use tenderseal_envelope::{Seed, Share, tse1::FinancialBody};
use tenderseal_rules::{
    ContractId, Error, Event, OrgId, PersonId, TenderEvent,
    lot::Lot,
    messages::{
        Act, Answer, Ask, BidShare, CancelReason, CommitBid, ConfirmAward, ConfirmCancellation,
        ConfirmExtension, ConfirmFinding, ConfirmSeatChange, CriterionScore, Declare, Fault,
        Object, PostShares, ProposeAward, ProposeCancellation, ProposeExtension, ProposeFinding,
        ProposeSeatChange, Rank, ReplaceBid, Score, Tally, WithdrawBid,
    },
    messages::{ConfirmAmendment, ProposeAmendment},
    money::Currency,
    ranking::{Contender, Ranked, places},
    replay::sha256,
    requests::Requests,
    schedule::Schedule,
    tender::{
        Bid, BidStatus, Cell, Opened, Place, PostedShare, Question, RANK_MAX, Seat, Stage, State,
        VendorSlot, answer_preimage, question_preimage, stage_at,
    },
    terms::{Consensus, Criterion, PriceFormula, PriceRule, Publication, Terms},
};

use crate::{
    Actor, Cast, Chain, Company, Installation, Member, Refusal,
    cast::{OPEN, PREQUALIFIED, RESTRICTED},
    security::guarantee,
    technical::reading_key,
};

/// A tender of the cast with short windows: price and two criteria, two of three members open.
#[must_use]
pub fn plan(cast: &Cast, now: u64) -> Publication {
    Publication {
        terms: Terms {
            notice: sha256("医用影像设备采购项目招标公告".as_bytes()),
            documents: vec![sha256("招标文件".as_bytes()), sha256("技术规格书".as_bytes())],
            currency: CNY,
            price: PriceRule { formula: PriceFormula::LowestProportional, weight_bp: 5_000 },
            criteria: vec![
                Criterion { id: 1, weight_bp: 3_000, max: 10_000, min: 6_000 },
                Criterion { id: 2, weight_bp: 2_000, max: 10_000, min: 0 },
            ],
            consensus: Consensus::Mean,
            lifecycle_rate_bp: 300,
            min_bids: 2,
            profile: OPEN,
            invited: Vec::new(),
            lot: None,
            security: None,
            lifecycle_years: 0,
            requests: Requests::within(300),
            prequalification: None,
        },
        schedule: Schedule {
            deadline: now + 900,
            guard: 120,
            officers_window: 300,
            self_reveal_window: 300,
            objection_window: 240,
            standstill: 600,
            questions: 300,
        },
        k: 2,
        committee: cast.committee().map(|member| member.opening.public()).to_vec(),
        panel: cast.evaluators.iter().map(|evaluator| evaluator.person).collect(),
    }
}

/// The same as a restricted tender of these vendors, in whatever order they are given.
#[must_use]
pub fn invitation(cast: &Cast, now: u64, vendors: &[OrgId]) -> Publication {
    let mut publication = plan(cast, now);
    let mut invited = vendors.to_vec();
    invited.sort_unstable();
    (publication.terms.profile, publication.terms.invited) = (RESTRICTED, invited);
    publication
}

/// The same as a tender for vendors that were qualified, who apply until so many seconds before the deadline.
#[must_use]
pub fn prequalified(cast: &Cast, now: u64, lead: u32) -> Publication {
    let mut publication = plan(cast, now);
    (publication.terms.profile, publication.terms.prequalification) = (PREQUALIFIED, Some(lead));
    publication
}

/// The same as a lot of a procurement.
#[must_use]
pub fn lot(cast: &Cast, now: u64, lot: Lot) -> Publication {
    let mut publication = plan(cast, now);
    publication.terms.lot = Some(lot);
    publication
}

/// The currency of a scenario's prices.
pub const CNY: Currency = match Currency::parse(*b"CNY") {
    Ok(currency) => currency,
    Err(_) => panic!("CNY is three letters"),
};

/// A body with this price, in fen, and nothing else.
#[must_use]
pub fn offer(price: u128, valid_until: u64) -> FinancialBody {
    FinancialBody {
        currency: *b"CNY",
        price,
        valid_until,
        costs: Vec::new(),
        answers: Vec::new(),
        attachments: Vec::new(),
    }
}

impl<C: Chain> Installation<C> {
    /// What a vendor or member knows of a tender.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn facts(&self, tender: ContractId) -> Result<TenderFacts, Refusal> {
        Ok(TenderFacts {
            contract: tender,
            core: self.read(tender, &Cell::Core)?,
            committee: self.read_long(tender, &Cell::Committee)?,
            terms: self.state(tender)?.terms,
        })
    }

    /// A tender's counters.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn state(&self, tender: ContractId) -> Result<State, Refusal> {
        self.read(tender, &Cell::State)
    }

    /// A tender's stage at the present time.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn stage(&self, tender: ContractId) -> Result<Stage, Refusal> {
        Ok(stage_at(&self.state(tender)?, self.chain.now()))
    }

    /// A tender's schedule, with the deadline as it was last extended.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn schedule(&self, tender: ContractId) -> Result<Schedule, Refusal> {
        Ok(self.state(tender)?.schedule)
    }

    /// A bid.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is none of this number.
    pub fn bid(&self, tender: ContractId, number: u32) -> Result<Bid, Refusal> {
        self.read(tender, &Cell::Bid(number))
    }

    /// The envelope that committed a bid, as the portal keeps it.
    ///
    /// # Errors
    /// [`Error::UnknownBid`] when this installation did not see it.
    pub fn envelope(&self, tender: ContractId, number: u32) -> Result<&[u8], Refusal> {
        Ok(self.envelopes.get(&(tender, number)).ok_or(Error::UnknownBid)?)
    }

    /// The numbers of the bids with this status.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn bids(&self, tender: ContractId, status: BidStatus) -> Result<Vec<u32>, Refusal> {
        let mut numbers = Vec::new();
        for number in 0..self.state(tender)?.bids {
            if self.bid(tender, number)?.status == status {
                numbers.push(number);
            }
        }
        Ok(numbers)
    }

    /// The numbers of the bids that wait to be opened: sealed for the terms in force; where bids have two envelopes, to be
    /// read, and then those whose price is to be opened.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn waiting(&self, tender: ContractId) -> Result<Vec<u32>, Refusal> {
        let state = self.state(tender)?;
        if state.technical.is_some() && !state.is_technical() {
            return self.passed(tender);
        }
        let in_force = state.terms;
        let mut waiting = Vec::new();
        for number in self.bids(tender, BidStatus::Sealed)? {
            if !self.bid(tender, number)?.is_stale(&in_force) {
                waiting.push(number);
            }
        }
        Ok(waiting)
    }

    /// The terms in force.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn terms(&self, tender: ContractId) -> Result<Terms, Refusal> {
        self.read_long(tender, &Cell::Terms)
    }

    /// The attempt that a vendor's next bid has.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the vendor's cell does not decode.
    pub fn next_attempt(&self, tender: ContractId, vendor: OrgId) -> Result<u32, Refusal> {
        if self.chain.cell(tender, &Cell::Vendor(vendor).encode()).is_none() {
            return Ok(1);
        }
        let slot: VendorSlot = self.read(tender, &Cell::Vendor(vendor))?;
        Ok(slot.attempts + 1)
    }

    /// Seals a vendor's next bid at this price with a fresh seed.
    ///
    /// # Errors
    /// [`Refusal::Chain`] with the client's error.
    pub fn seal(
        &mut self,
        tender: ContractId,
        vendor: OrgId,
        price: u128,
    ) -> Result<(CommitBid, ReceiptSecrets), Refusal> {
        let mut body = offer(price, self.schedule(tender)?.silence() + 86_400);
        body.costs = vec![0; self.state(tender)?.terms.lifecycle_years.into()];
        self.seal_body(tender, vendor, &body)
    }

    /// Seals this body as a vendor's next bid with a fresh seed.
    ///
    /// # Errors
    /// [`Refusal::Chain`] with the client's error.
    pub fn seal_body(
        &mut self,
        tender: ContractId,
        vendor: OrgId,
        body: &FinancialBody,
    ) -> Result<(CommitBid, ReceiptSecrets), Refusal> {
        let facts = self.facts(tender)?;
        self.seal_under(&facts, vendor, body)
    }

    /// Seals a vendor's next bid at this price for terms that a proposal would put in force.
    ///
    /// # Errors
    /// [`Refusal::Chain`] with the client's error.
    pub fn seal_ahead(
        &mut self,
        tender: ContractId,
        vendor: OrgId,
        price: u128,
        proposal: &ProposeAmendment,
    ) -> Result<(CommitBid, ReceiptSecrets), Refusal> {
        let mut facts = self.facts(tender)?;
        facts.terms.version += 1;
        facts.terms.hash = sha256(&proposal.terms.preimage(facts.terms.version));
        let body = offer(price, self.schedule(tender)?.silence() + 86_400);
        self.seal_under(&facts, vendor, &body)
    }

    fn seal_under(
        &mut self,
        facts: &TenderFacts,
        vendor: OrgId,
        body: &FinancialBody,
    ) -> Result<(CommitBid, ReceiptSecrets), Refusal> {
        let tender = facts.contract;
        let attempt = self.next_attempt(tender, vendor)?;
        let seed = Seed::from_bytes(self.fresh_seed());
        let guarantee = facts.terms.security.map(|_| guarantee(tender, vendor, attempt));
        let (mut act, receipt) =
            seal_bid(facts, vendor, attempt, body, seed, guarantee).map_err(from_client)?;
        if self.has_two_envelopes(tender)? {
            act.technical = Some(self.seal_technical(tender, vendor)?.0);
        }
        Ok((act, receipt))
    }

    /// A company bids; answers the bid's number and what the vendor keeps.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn commit(
        &mut self,
        company: &Company,
        tender: ContractId,
        price: u128,
    ) -> Result<(u32, ReceiptSecrets), Refusal> {
        let (act, receipt) = self.seal(tender, company.admin.org, price)?;
        Ok((self.commit_as(&company.bidder, tender, &act, &act.envelope)?, receipt))
    }

    /// A company replaces its live bid.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn replace(
        &mut self,
        company: &Company,
        tender: ContractId,
        price: u128,
    ) -> Result<(u32, ReceiptSecrets), Refusal> {
        let (CommitBid { technical, .. }, receipt) = self.seal(tender, company.admin.org, price)?;
        let act = ReplaceBid { technical, ..receipt.replacing(receipt.context.attempt - 1) };
        Ok((self.commit_as(&company.bidder, tender, &act, &act.envelope)?, receipt))
    }

    /// A bidder commits this very act, whose envelope is then kept under the bid's number.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn commit_as<A: Act>(
        &mut self,
        bidder: &Actor,
        tender: ContractId,
        act: &A,
        envelope: &[u8],
    ) -> Result<u32, Refusal> {
        let events = self.act(bidder, tender, act)?;
        let committed = events.iter().find_map(|event| match event {
            Event::Tender(TenderEvent::BidCommitted { bid, .. }) => Some(*bid),
            _ => None,
        });
        let number = committed.ok_or_else(|| Refusal::Chain("no bid was committed".into()))?;
        self.envelopes.insert((tender, number), envelope.to_vec());
        Ok(number)
    }

    /// A company withdraws its live bid.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn withdraw(&mut self, company: &Company, tender: ContractId) -> Result<(), Refusal> {
        let attempt = self.next_attempt(tender, company.admin.org)? - 1;
        self.act(&company.bidder, tender, &WithdrawBid { attempt }).map(drop)
    }

    /// A member's shares of these bids.
    ///
    /// # Errors
    /// [`Refusal::Chain`] with the client's error.
    pub fn shares(
        &self,
        member: &Member,
        tender: ContractId,
        bids: &[u32],
    ) -> Result<PostShares, Refusal> {
        let (facts, stage) = (self.facts(tender)?, self.stage(tender)?);
        let share = |number: &u32| -> Result<BidShare, Refusal> {
            let bid = self.bid(tender, *number)?;
            let envelope = self.envelope(tender, *number)?;
            let sealed = SealedBid { number: *number, bid: &bid, envelope };
            open_share(&facts, stage, &member.opening, &sealed).map_err(from_client)
        };
        Ok(PostShares { shares: bids.iter().map(share).collect::<Result<_, _>>()? })
    }

    /// A member posts the shares of all bids that wait to be opened.
    ///
    /// # Errors
    /// The client's error, the chain's refusal.
    pub fn post_shares(&mut self, member: &Member, tender: ContractId) -> Result<(), Refusal> {
        let bids = self.waiting(tender)?;
        let act = self.shares(member, tender, &bids)?;
        self.act(&member.actor, tender, &act).map(drop)
    }

    /// Opens a bid with the good shares on the chain, as a portal does.
    ///
    /// # Errors
    /// The client's error, the chain's refusal.
    pub fn reveal(&mut self, tender: ContractId, number: u32) -> Result<Vec<Event>, Refusal> {
        let facts = self.facts(tender)?;
        let mut good = Vec::new();
        for member in 1..=facts.core.n {
            let cell = Cell::Share(number, member);
            if self.chain.cell(tender, &cell.encode()).is_some() {
                let posted: PostedShare = self.read(tender, &cell)?;
                if posted.good && good.len() < usize::from(facts.core.k) {
                    good.push((member, Share::from_bytes(posted.share)));
                }
            }
        }
        let bid = self.bid(tender, number)?;
        let sealed = SealedBid { number, bid: &bid, envelope: self.envelope(tender, number)? };
        let act = recover(&facts, self.stage(tender)?, &sealed, &good).map_err(from_client)?;
        self.chain.call(tender, &act.call())
    }

    /// Goes to the opening; two members post their shares and every bid is opened.
    ///
    /// # Errors
    /// The client's error, the chain's refusal.
    pub fn open_all(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.cast();
        self.chain.advance_to(self.schedule(tender)?.opening());
        for member in &cast.committee()[..2] {
            self.post_shares(member, tender)?;
        }
        for number in self.waiting(tender)? {
            self.reveal(tender, number)?;
        }
        Ok(())
    }

    /// Goes to the end of the objection window.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn pass_objections(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let schedule = self.schedule(tender)?;
        let settled = self.state(tender)?.settled_at.unwrap_or(schedule.silence());
        self.chain.advance_to(settled + u64::from(schedule.objection_window));
        Ok(())
    }

    /// Somebody objects to a bid; answers the objection's number.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn object(
        &mut self,
        who: &Actor,
        tender: ContractId,
        bid: u32,
        fault: Fault,
    ) -> Result<u32, Refusal> {
        let number = self.state(tender)?.objections;
        self.act(who, tender, &Object { bid, fault })?;
        Ok(number)
    }

    /// Officer and approver decide an objection.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn decide(
        &mut self,
        tender: ContractId,
        objection: u32,
        upheld: bool,
    ) -> Result<(), Refusal> {
        let cast = self.cast();
        let act =
            ProposeFinding { objection, upheld, reason: sha256("异议处理意见".as_bytes()) };
        self.act(&cast.officer, tender, &act)?;
        let act = ConfirmFinding { objection, proposed: sha256(&act.encode()) };
        self.act(&cast.approver, tender, &act).map(drop)
    }

    /// An evaluator declares a conflict of interests with these vendors.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn declare(
        &mut self,
        evaluator: &Actor,
        tender: ContractId,
        conflicts: &[OrgId],
    ) -> Result<(), Refusal> {
        let reader = self.has_two_envelopes(tender)?.then(|| reading_key(evaluator));
        self.act(evaluator, tender, &Declare { reader, ..declaration(conflicts) }).map(drop)
    }

    /// The cast's evaluators declare that they have no conflict of interests.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn declare_all(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.cast();
        cast.evaluators.iter().try_for_each(|evaluator| self.declare(evaluator, tender, &[]))
    }

    /// The scores that count, over all seats.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when a seat that acted is not there.
    pub fn scored(&self, tender: ContractId) -> Result<u32, Refusal> {
        let cast = self.cast();
        let places = (0u8..).zip(&cast.evaluators).map(|(place, _)| place);
        places.map(|place| Ok(self.read::<Seat>(tender, &Cell::Seat(place))?.scored)).sum()
    }

    /// Officer and approver excuse an evaluator, or fill the seat of one who was excused.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn change_seat(
        &mut self,
        tender: ContractId,
        evaluator: PersonId,
        substitute: Option<PersonId>,
    ) -> Result<(), Refusal> {
        let cast = self.cast();
        let act = seat_change(evaluator, substitute);
        self.act(&cast.officer, tender, &act)?;
        let act = ConfirmSeatChange { proposed: sha256(&act.encode()) };
        self.act(&cast.approver, tender, &act).map(drop)
    }

    /// An evaluator scores a bid, in hundredths of a point.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn score(
        &mut self,
        evaluator: &Actor,
        tender: ContractId,
        bid: u32,
        points: [u32; 2],
    ) -> Result<(), Refusal> {
        self.act(evaluator, tender, &scores(bid, &points)).map(drop)
    }

    /// Anyone tallies the next page of bids.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn tally(&mut self, tender: ContractId) -> Result<Vec<Event>, Refusal> {
        self.chain.call(tender, &Tally {}.call())
    }

    /// Anyone makes the next page of the ranking.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn rank_page(&mut self, tender: ContractId) -> Result<Vec<Event>, Refusal> {
        let order = self.order(tender)?.into_iter().filter(|line| line.below_minimum.is_none());
        let order: Vec<u32> = order.map(|line| line.bid).collect();
        let mut from = 0;
        for (place, bid) in (0..self.state(tender)?.placed).zip(&order) {
            let held: Place = self.read(tender, &Cell::Place(place))?;
            if held.line.bid != *bid {
                break;
            }
            from += 1;
        }
        let bids = order.into_iter().skip(from as usize).take(RANK_MAX).collect();
        self.chain.call(tender, &Rank { from, bids }.call())
    }

    /// Anyone makes the ranking, page after page.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn rank(&mut self, tender: ContractId) -> Result<(), Refusal> {
        while self.state(tender)?.tallied < self.state(tender)?.bids {
            self.tally(tender)?;
        }
        while self.state(tender)?.ranked_at.is_none() {
            self.rank_page(tender)?;
        }
        Ok(())
    }

    /// The order of the bids that were tallied, those below a minimum last.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn order(&self, tender: ContractId) -> Result<Vec<Ranked>, Refusal> {
        let mut contenders = Vec::new();
        for bid in self.bids(tender, BidStatus::Opened)? {
            if self.chain.cell(tender, &Cell::Tallied(bid).encode()).is_none() {
                continue;
            }
            let tallied = self.read(tender, &Cell::Tallied(bid))?;
            let opened: Opened = self.read(tender, &Cell::Opened(bid))?;
            let (_, price) = opened.price.ok_or(Error::Corrupt)?;
            let committed = self.bid(tender, bid)?.committed;
            contenders.push(Contender { bid, price, committed, tallied });
        }
        Ok(places(&self.terms(tender)?.price, contenders)?)
    }

    /// Officer and approver award to the first in the ranking.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn award(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.cast();
        let State { first, round, .. } = self.state(tender)?;
        let act = ProposeAward { bid: first.ok_or(Error::NotRanked)?, round };
        self.act(&cast.officer, tender, &act)?;
        let act = ConfirmAward { proposed: sha256(&act.encode()) };
        self.act(&cast.approver, tender, &act).map(drop)
    }

    /// Officer and approver cancel.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn cancel(&mut self, tender: ContractId, reason: CancelReason) -> Result<(), Refusal> {
        let cast = self.cast();
        let act = ProposeCancellation { reason, statement: sha256("终止公告".as_bytes()) };
        self.act(&cast.officer, tender, &act)?;
        let act = ConfirmCancellation { proposed: sha256(&act.encode()) };
        self.act(&cast.approver, tender, &act).map(drop)
    }

    /// The hash of a question as a vendor's portal makes it: salted afresh.
    pub fn question(&mut self, tender: ContractId, text: &str) -> Ask {
        Ask { question: sha256(&question_preimage(&tender, &self.fresh_seed(), text)) }
    }

    /// Somebody asks; answers the question's number.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn ask(&mut self, tender: ContractId, text: &str) -> Result<u32, Refusal> {
        let number = self.state(tender)?.questions;
        let act = self.question(tender, text);
        self.chain.call(tender, &act.call())?;
        Ok(number)
    }

    /// The act that answers a question with this text.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is none of this number.
    pub fn answering(
        &self,
        tender: ContractId,
        question: u32,
        text: &str,
    ) -> Result<Answer, Refusal> {
        let Question { hash, .. } = self.read(tender, &Cell::Question(question))?;
        let answer = sha256(&answer_preimage(&tender, question, &hash, text));
        Ok(Answer { question, answer })
    }

    /// Officer and approver move the deadline to a later time.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn extend(&mut self, tender: ContractId, deadline: u64) -> Result<Vec<Event>, Refusal> {
        let cast = self.cast();
        let act = ProposeExtension { deadline, reason: sha256("延期公告".as_bytes()) };
        self.act(&cast.officer, tender, &act)?;
        let act = ConfirmExtension { proposed: sha256(&act.encode()) };
        self.act(&cast.approver, tender, &act)
    }

    /// The terms in force with a corrected notice, and the act that proposes them without a later deadline.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when there is no tender.
    pub fn correction(&self, tender: ContractId) -> Result<ProposeAmendment, Refusal> {
        let mut terms = self.terms(tender)?;
        terms.notice = sha256(&terms.notice);
        Ok(ProposeAmendment { terms, deadline: 0, reason: sha256("更正公告".as_bytes()) })
    }

    /// Officer and approver change the terms.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn amend(
        &mut self,
        tender: ContractId,
        act: &ProposeAmendment,
    ) -> Result<Vec<Event>, Refusal> {
        let cast = self.cast();
        self.act(&cast.officer, tender, act)?;
        let act = ConfirmAmendment { proposed: sha256(&act.encode()) };
        self.act(&cast.approver, tender, &act)
    }
}

/// Scores of a bid in the criteria of [`plan`].
#[must_use]
pub fn scores(bid: u32, points: &[u32]) -> Score {
    let justification = sha256("评审意见".as_bytes());
    let score = |(criterion, points): (u16, &u32)| CriterionScore {
        criterion,
        points: *points,
        justification,
    };
    Score { bid, scores: (1..).zip(points).map(score).collect() }
}

/// A declaration of a conflict of interests with these vendors.
#[must_use]
pub fn declaration(conflicts: &[OrgId]) -> Declare {
    let mut conflicts = conflicts.to_vec();
    conflicts.sort_unstable();
    Declare { conflicts, statement: sha256("评标专家利益声明".as_bytes()), reader: None }
}

/// A proposal to change a seat on the panel.
#[must_use]
pub fn seat_change(evaluator: PersonId, substitute: Option<PersonId>) -> ProposeSeatChange {
    ProposeSeatChange {
        evaluator, substitute, reason: sha256("评标专家更换说明".as_bytes())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
pub(crate) fn from_client(error: tenderseal_client::Error) -> Refusal {
    Refusal::Chain(error.to_string())
}
