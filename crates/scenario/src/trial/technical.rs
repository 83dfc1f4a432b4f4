//! Two envelopes a bid: the technical ones are resealed, read and scored, and only the prices of those that passed
//! are opened.

use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        BidShare, BidVerdict, CommitBid, ComplaintOutcome, Declare, Fault, JudgeBids, Object,
        PostShares, ProposeTender, Reshare, ReshareSeed, Reveal, Tally, TechnicalEnvelope,
        TechnicalVerdict,
    },
    ranking::Tallied,
    tender::{
        Bid, BidStatus, Cell, Opened, RESHARED_MAX, Resharing, SecurityStatus, Stage, State,
        TechnicalBid, tally_page, technical_until,
    },
    terms::{PriceFormula, PriceRule, WEIGHTS},
    tse1::ENVELOPE_MAX,
};

use super::Trial;
use crate::{
    OpenChain, Refusal, plan, secured,
    technical::{reading_key, resealed, two_envelopes, valid},
    tenders::{declaration, scores},
};

const FAULTY: TechnicalVerdict = TechnicalVerdict::Faulty(Fault::Payload);

impl<C: OpenChain> Trial<C> {
    pub(super) fn technical(&mut self) -> Result<(), Refusal> {
        self.unscored_offers();
        self.one_envelope_or_two()?;
        let tender = self.resealing()?;
        self.verdicts(tender)?;
        self.prices_of_those_that_passed()?;
        self.faulty_and_unopened()?;
        self.passed_in_the_next_round()?;
        self.rejected_after_the_scores()?;
        self.clocks_of_two_envelopes()
    }

    /// A tender with two envelopes, with a bid of each vendor at these prices.
    pub(super) fn offered_apart(&mut self, prices: &[u128]) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let publication = secured(plan(&cast, self.house.chain.now()), 30 * 86_400);
        let tender = self.house.publish(two_envelopes(publication))?;
        for (company, price) in cast.vendors.iter().zip(prices) {
            self.house.commit(company, tender, *price)?;
        }
        Ok(tender)
    }

    fn reseals(bids: &[u32]) -> Reshare {
        Reshare { bids: bids.to_vec(), digest: resealed() }
    }

    /// Somebody must read what is in the technical envelopes.
    fn unscored_offers(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let mut publication = two_envelopes(plan(&cast, self.house.chain.now()));
        publication.terms.criteria.clear();
        publication.panel.clear();
        publication.terms.price =
            PriceRule { formula: PriceFormula::LowestOnly, weight_bp: WEIGHTS };
        let act = ProposeTender { publication };
        self.refused(&cast.officer, registry, &act, Error::TechnicalNotScored);
    }

    /// The second envelope is there exactly where it is asked for, and is bound as the first is.
    fn one_envelope_or_two(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let bidder = &cast.vendors[0].bidder;
        let open = self.house.publish(plan(&cast, self.house.chain.now()))?;
        let apart = self.offered_apart(&[])?;
        let (technical, _) = self.house.seal_technical(apart, bidder.org)?;
        let (one, first) = self.house.seal(open, bidder.org, 900)?;
        let unasked = CommitBid { technical: Some(technical.clone()), ..one.clone() };
        self.refused(bidder, open, &unasked, Error::TechnicalNotAsked);
        self.house.commit_as(bidder, open, &one, &one.envelope)?;
        let mut unasked = first.replacing(1);
        unasked.technical = Some(technical.clone());
        self.refused(bidder, open, &unasked, Error::TechnicalNotAsked);

        let (good, receipt) = self.house.seal(apart, bidder.org, 900)?;
        let other = |technical| CommitBid { technical, ..good.clone() };
        self.refused(bidder, apart, &other(None), Error::TechnicalMissing);
        let of = |envelope: &[u8]| {
            let commitment = technical.commitment;
            Some(TechnicalEnvelope { commitment, envelope: envelope.to_vec() })
        };
        self.refused(bidder, apart, &other(of(&good.envelope)), Error::ContextKind);
        self.refused(bidder, apart, &other(of(&[])), Error::EnvelopeShape);
        let mut long = technical.envelope.clone();
        long.resize(ENVELOPE_MAX + 1 - good.envelope.len(), 0);
        self.refused(bidder, apart, &other(of(&long)), Error::EnvelopeTooLarge);
        self.house.commit_as(bidder, apart, &good, &good.envelope)?;
        self.refused(bidder, apart, &receipt.replacing(1), Error::TechnicalMissing);
        let kept: TechnicalBid = self.house.read(apart, &Cell::Technical(0))?;
        assert_eq!(Some(kept.c), good.technical.map(|technical| technical.commitment));
        self.house.replace(&cast.vendors[0], apart, 800).map(drop)
    }

    /// Members reseal to evaluators who declared themselves, a vendor its own bid; answers the tender in its technical
    /// evaluation with the bids 3 (of the first vendor) and 4 (of the third) openable, a withdrawn bid 2 and a stale bid 1.
    fn resealing(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let tender = self.offered_apart(&[500, 600, 700])?;
        self.house.withdraw(third, tender)?;
        let amendment = self.house.correction(tender)?;
        self.house.amend(tender, &amendment)?;
        self.house.replace(first, tender, 500)?;
        self.house.commit(third, tender, 700)?;
        let [supervisor, member, _] = cast.committee();
        let good = Self::reseals(&[3]);
        let own = ReshareSeed { bid: 4, digest: resealed() };
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        self.refused(&supervisor.actor, tender, &good, Error::NotTechnicalStage);
        self.refused(&third.bidder, tender, &own, Error::NotTechnicalStage);
        self.reading_keys(tender)?;
        self.house.chain.advance_to(self.house.schedule(tender)?.opening());
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalOpening));
        self.refused(&supervisor.actor, tender, &good, Error::ReadersUnknown);
        self.refused(&third.bidder, tender, &own, Error::ReadersUnknown);
        let [evaluator, other] = &cast.evaluators;
        let again = Declare { reader: Some([9; 32]), ..declaration(&[]) };
        self.refused(evaluator, tender, &again, Error::ReaderKeyKept);
        self.house.declare(other, tender, &[])?;

        self.only_signer(&supervisor.actor, Some(&cast.officer), tender, &good);
        for (bids, error) in [
            (vec![], Error::NothingGiven),
            (vec![3; RESHARED_MAX + 1], Error::TooMany),
            (vec![3, 5], Error::UnknownBid),
            (vec![3, 2], Error::BidNotLive),
            (vec![0], Error::BidNotLive),
            (vec![1], Error::StaleBid),
        ] {
            self.refused(&supervisor.actor, tender, &Self::reseals(&bids), error);
        }
        self.refused(&cast.substitute.actor, tender, &good, Error::NotMember);
        let told = TenderEvent::Reshared { member: 1, bids: vec![3], digest: resealed() };
        let done = self.house.reshare(supervisor, tender, &[3]);
        assert_eq!(done, Ok(vec![Event::Tender(told)]));
        self.only_fresh(&supervisor.actor, tender, &good);
        // Again, for nobody new: it is one member all the same.
        self.house.reshare(supervisor, tender, &[3, 4])?;
        self.opened_so_far(tender, 0)?;
        self.house.reshare(member, tender, &[3])?;
        self.opened_so_far(tender, 1)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalOpening));

        self.only_signer(&third.bidder, Some(&cast.officer), tender, &own);
        for (who, bid, error) in [
            (&third.bidder, 5, Error::UnknownBid),
            (&third.bidder, 3, Error::ForeignOrganisation),
            (&third.bidder, 2, Error::BidNotLive),
            (&second.bidder, 1, Error::StaleBid),
        ] {
            self.refused(who, tender, &ReshareSeed { bid, ..own }, error);
        }
        let early = JudgeBids { verdicts: vec![valid(3)] };
        self.refused(evaluator, tender, &early, Error::NotTechnicalStage);
        let told =
            TenderEvent::SeedReshared { bid: 4, digest: resealed(), by: third.bidder.person };
        let done = self.house.reshare_seed(&third.bidder, tender, 4);
        assert_eq!(done, Ok(vec![Event::Tender(told)]));
        self.opened_so_far(tender, 2)?;
        let given: Resharing = self.house.read(tender, &Cell::Resharing(4))?;
        assert_eq!(given, Resharing { members: 1, vendor: true });
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        self.house.reshare(member, tender, &[3, 4]).map(|_| tender)
    }

    /// An evaluator names a key that can be sealed to, and another one until the opening.
    fn reading_keys(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let evaluator = &self.house.cast().evaluators[0];
        let with = |reader| Declare { reader, ..declaration(&[]) };
        self.refused(evaluator, tender, &with(None), Error::ReaderKeyMissing);
        for weak in [[0; 32], [0xff; 32]] {
            self.refused(evaluator, tender, &with(Some(weak)), Error::OpeningKeyInvalid);
        }
        self.house.act(evaluator, tender, &with(Some([9; 32])))?;
        self.house.act(evaluator, tender, &with(Some(reading_key(evaluator)))).map(drop)
    }

    fn opened_so_far(&self, tender: ContractId, bids: u32) -> Result<(), Refusal> {
        let technical = self.house.state(tender)?.technical;
        assert_eq!(technical.map(|technical| technical.openable), Some(bids));
        Ok(())
    }

    /// More than half of those who may read a bid decide; both of two.
    fn verdicts(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let judge = |verdicts: &[BidVerdict]| JudgeBids { verdicts: verdicts.to_vec() };
        let unopened = BidVerdict { bid: 4, verdict: TechnicalVerdict::Unopened };
        self.only_signer(first, Some(&cast.officer), tender, &judge(&[valid(3)]));
        let page = tally_page(2, 0) as usize;
        for (verdicts, error) in [
            (vec![], Error::NothingGiven),
            (vec![valid(3); page + 1], Error::TooMany),
            (vec![valid(3), valid(5)], Error::UnknownBid),
            (vec![valid(2)], Error::BidNotLive),
            (vec![valid(0)], Error::BidNotLive),
            (vec![valid(1)], Error::StaleBid),
            (vec![unopened], Error::UnopenedTooEarly),
        ] {
            self.refused(first, tender, &judge(&verdicts), error);
        }
        self.refused(&cast.substitute.actor, tender, &judge(&[valid(3)]), Error::NotOnPanel);
        self.refused(first, tender, &scores(3, &[8_000, 7_000]), Error::BidNotLive);
        let faulty = BidVerdict { bid: 3, verdict: FAULTY };
        let told = |verdicts: &[BidVerdict], found: &[u32]| {
            let (verdicts, found) = (verdicts.to_vec(), found.to_vec());
            let event = TenderEvent::BidsJudged { evaluator: first.person, verdicts, found };
            Ok(vec![Event::Tender(event)])
        };
        // They disagree, and one thinks again.
        let both = vec![valid(3), valid(4)];
        self.house.judge(second, tender, both.clone())?;
        let done = self.house.judge(first, tender, vec![faulty]);
        assert_eq!(done, told(&[faulty], &[]));
        self.refused_tally_of_offers(tender, Error::NotAllRead);
        assert_eq!(self.house.judge(first, tender, vec![valid(3)]), told(&[valid(3)], &[3]));
        self.refused(first, tender, &judge(&[valid(3)]), Error::VerdictGiven);
        self.refused(second, tender, &judge(&[faulty]), Error::VerdictGiven);
        self.refused_tally_of_offers(tender, Error::NotAllRead);

        // A substitute declares itself first, is sealed to, and then finds.
        let late = &cast.substitute.actor;
        self.house.change_seat(tender, first.person, Some(late.person))?;
        self.refused(late, tender, &judge(&[valid(4)]), Error::NotDeclared);
        let [supervisor, _, _] = cast.committee();
        let again = Self::reseals(&[3, 4]);
        self.refused(&supervisor.actor, tender, &again, Error::ReadersUnknown);
        let conflict = cast.vendors[2].admin.org;
        self.house.declare(late, tender, &[conflict])?;
        self.house.reshare(supervisor, tender, &[3, 4])?;
        self.refused(late, tender, &judge(&[valid(4)]), Error::ConflictOfInterest);
        // So the other one alone may read bid 4, and its verdict is signed again to be counted so.
        self.house.judge(second, tender, vec![valid(4)])?;
        let read = self.house.bids(tender, BidStatus::Read);
        assert_eq!(read, Ok(vec![3, 4]));
        self.refused_tally_of_offers(tender, Error::ScoresIncomplete);
        self.house.score(second, tender, 3, [8_000, 7_000])?;
        self.house.score(second, tender, 4, [8_000, 7_000])?;
        self.house.score(late, tender, 3, [8_000, 7_000])?;
        self.house.tally(tender)?;
        let state = self.house.state(tender)?;
        assert_eq!((state.sealed, state.tallied), (2, 0));
        self.refused(second, tender, &judge(&[valid(4)]), Error::NotTechnicalStage);
        self.refused(&supervisor.actor, tender, &again, Error::NotTechnicalStage);
        let own = ReshareSeed { bid: 4, digest: resealed() };
        self.refused(&cast.vendors[2].bidder, tender, &own, Error::NotTechnicalStage);
        self.refused_tally_of_offers(tender, Error::Tallied);
        Ok(())
    }

    fn refused_tally_of_offers(&mut self, tender: ContractId, error: Error) {
        self.refused_call("tally", tender, &Tally {}.call(), error);
    }

    /// Two of three pass; the price of the third is never opened, by anybody.
    fn prices_of_those_that_passed(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.offered_apart(&[500, 300, 700])?;
        self.house.reseal_all(tender)?;
        self.house.read_all(tender)?;
        for evaluator in &cast.evaluators {
            for (bid, points) in [(0, 8_000), (1, 5_999), (2, 6_000)] {
                self.house.score(evaluator, tender, bid, [points, 7_000])?;
            }
        }
        let events = self.house.tally(tender)?;
        let now = self.house.chain.now();
        let schedule = self.house.schedule(tender)?;
        let told = TenderEvent::TechnicalEvaluated { passed: 2, schedule };
        assert_eq!(events.last(), Some(&Event::Tender(told)));
        assert_eq!(schedule.opening(), now + 120);
        self.house.chain.advance_to(schedule.opening() - 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        self.refused_tally_of_offers(tender, Error::Tallied);
        self.house.chain.advance_to(schedule.opening());
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));

        let [supervisor, _, _] = cast.committee();
        let post = PostShares { shares: vec![BidShare { bid: 1, share: [1; 32] }] };
        self.refused(&supervisor.actor, tender, &post, Error::NotPassed);
        let reveal = Reveal { bid: 1, seed: [1; 32], body: vec![0] };
        self.refused_call("reveal", tender, &reveal.call(), Error::NotPassed);
        let object = Object { bid: 1, fault: Fault::Reseal };
        self.refused(&cast.vendors[0].bidder, tender, &object, Error::NotPassed);
        self.house.open_all(tender)?;
        self.refused_call("reveal", tender, &reveal.call(), Error::AlreadyRevealed);
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.refused(&cast.evaluators[0], tender, &scores(0, &[9_000, 9_000]), Error::Ranked);
        self.house.rank(tender)?;
        let order: Vec<u32> = self.house.order(tender)?.iter().map(|line| line.bid).collect();
        assert_eq!(order, [0, 2]);
        assert_eq!(self.house.bid(tender, 1)?.status, BidStatus::Read);
        assert!(self.house.read::<Opened>(tender, &Cell::Opened(1)).is_err());
        self.house.award(tender)?;
        assert_eq!(self.house.state(tender)?.first, Some(0));
        // Nothing was left to the vendor whose price stays sealed: there is no silence to answer for.
        self.house.chain.advance_to(schedule.silence() + 600);
        self.house.sign_contract(tender)?;
        self.house.return_security(tender, 1)?;
        let Bid { security, .. } = self.house.bid(tender, 1)?;
        let returned = security.map(|given| given.status);
        assert!(matches!(returned, Some(SecurityStatus::Returned(_))), "{returned:?}");
        Ok(())
    }

    /// A faulty technical envelope rejects its bid; what nobody opened in time is given up, and not before.
    fn faulty_and_unopened(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.offered_apart(&[500, 300, 700])?;
        self.house.reseal_all(tender)?;
        let faulty = |bid| BidVerdict { bid, verdict: FAULTY };
        let unopened = |bid| BidVerdict { bid, verdict: TechnicalVerdict::Unopened };
        let until = technical_until(&self.house.state(tender)?);
        self.house.chain.advance_to(until - 1);
        let early = JudgeBids { verdicts: vec![unopened(1)] };
        self.refused(&cast.evaluators[0], tender, &early, Error::UnopenedTooEarly);
        self.house.chain.advance_to(until);
        for evaluator in &cast.evaluators {
            self.house.judge(evaluator, tender, vec![faulty(0), unopened(1)])?;
        }
        let state = self.house.state(tender)?;
        assert_eq!((state.sealed, state.scorable()), (1, 0));
        let after = JudgeBids { verdicts: vec![valid(1)] };
        self.refused(&cast.evaluators[0], tender, &after, Error::VerdictGiven);
        for (bid, status) in [(0, BidStatus::Rejected(Fault::Payload)), (1, BidStatus::Unopened)] {
            assert_eq!(self.house.bid(tender, bid)?.status, status);
            self.house.return_security(tender, bid)?;
        }
        let again = Self::reseals(&[1]);
        self.refused(&cast.supervisor.actor, tender, &again, Error::BidNotLive);
        for evaluator in &cast.evaluators {
            self.house.judge(evaluator, tender, vec![faulty(2)])?;
        }
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));

        // Nobody resealed anything: the opening ends by its time all the same.
        let tender = self.offered_apart(&[500, 300])?;
        self.house.pass_technical_opening(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        self.refused(&cast.evaluators[0], tender, &early, Error::NotDeclared);
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            self.house.judge(evaluator, tender, vec![unopened(0), unopened(1)])?;
        }
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));

        // Read, and below the minimum all of them: no price is opened.
        let tender = self.offered_apart(&[500, 300])?;
        self.house.reseal_all(tender)?;
        self.house.read_all(tender)?;
        for evaluator in &cast.evaluators {
            for bid in 0..2 {
                self.house.score(evaluator, tender, bid, [5_000, 7_000])?;
            }
        }
        self.house.tally(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        Ok(())
    }

    /// A reviewer has the evaluation made again: who passes now and is sealed is opened then, the others keep what they
    /// have, and who passed before and fails now is not ranked.
    fn passed_in_the_next_round(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.offered_apart(&[500, 300, 700])?;
        self.house.reseal_all(tender)?;
        self.house.score_all(tender)?;
        self.house.tally(tender)?;
        // In the guard before the prices, too, what was tallied can be evaluated again.
        let complaint = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        let until = self.house.state(tender)?.scores_until.unwrap_or_default();
        let score = |trial: &mut Self, points: [u32; 3]| -> Result<(), Refusal> {
            for evaluator in &cast.evaluators {
                for (bid, points) in (0..).zip(points) {
                    trial.house.score(evaluator, tender, bid, [points, 7_000])?;
                }
            }
            Ok(())
        };
        score(self, [8_000, 5_000, 7_000])?;
        self.house.chain.advance_to(until);
        self.house.finish_technical(tender)?;
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.house.rank(tender)?;
        let complaint = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalEvaluation));
        assert_eq!(self.house.state(tender)?.round, 2);
        score(self, [8_000, 8_000, 5_000])?;
        self.refused_tally_of_offers(tender, Error::ScoresOpen);
        let until = self.house.state(tender)?.scores_until.unwrap_or_default();
        self.house.chain.advance_to(until);
        self.house.tally(tender)?;
        let State { sealed, settled_at, technical, .. } = self.house.state(tender)?;
        assert_eq!((sealed, settled_at), (1, None));
        assert_eq!(technical.map(|technical| technical.read), Some(1));
        self.house.open_all(tender)?;
        assert_eq!(self.house.bids(tender, BidStatus::Opened), Ok(vec![0, 1, 2]));
        self.house.pass_objections(tender)?;
        self.house.rank(tender)?;
        let state = self.house.state(tender)?;
        assert_eq!((state.placed, state.first), (2, Some(1)));
        let failed: Tallied = self.house.read(tender, &Cell::Tallied(2))?;
        assert_eq!(failed.below_minimum, Some(1));

        // Once more: every price is open, so that there is no second opening.
        let complaint = self.house.complain(&cast.vendors[2].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        let until = self.house.state(tender)?.scores_until.unwrap_or_default();
        self.house.chain.advance_to(until);
        self.house.finish_technical(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.placed, 2);
        Ok(())
    }

    /// A bid that is found faulty when its price is opened takes its scores with it, so that the evaluation can be made
    /// again without it.
    fn rejected_after_the_scores(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.offered_apart(&[500, 300, 700])?;
        self.house.reseal_all(tender)?;
        self.house.score_all(tender)?;
        self.house.finish_technical(tender)?;
        let sealed = self.house.object(&cast.vendors[1].bidder, tender, 0, Fault::Reseal)?;
        self.house.decide(tender, sealed, true)?;
        self.house.open_all(tender)?;
        let opened = self.house.object(&cast.vendors[1].bidder, tender, 2, Fault::Reseal)?;
        self.house.decide(tender, opened, true)?;
        let state = self.house.state(tender)?;
        assert_eq!((state.valid, state.scorable()), (1, 1));
        assert_eq!(self.house.scored(tender)?, 2);
        self.house.pass_objections(tender)?;
        self.house.rank(tender)?;
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        let until = self.house.state(tender)?.scores_until.unwrap_or_default();
        self.house.chain.advance_to(until);
        self.house.finish_technical(tender)?;
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.first, Some(1));
        Ok(())
    }

    /// A suspension gives back the time of the technical opening, and of the guard before the prices, to the second.
    fn clocks_of_two_envelopes(&mut self) -> Result<(), Refusal> {
        let tender = self.offered_apart(&[500, 300])?;
        self.house.chain.advance_to(self.house.schedule(tender)?.opening() + 10);
        let (before, until) =
            (self.house.schedule(tender)?, technical_until(&self.house.state(tender)?));
        let stand = |trial: &mut Self| -> Result<u64, Refusal> {
            let since = trial.house.chain.now();
            trial.house.suspend_tender(tender)?;
            let act = Self::reseals(&[0]);
            let member = trial.house.cast().supervisor.actor.clone();
            trial.refused(&member, tender, &act, Error::TenderSuspended);
            let evaluator = trial.house.cast().evaluators[0].clone();
            let judge = JudgeBids { verdicts: vec![valid(0)] };
            trial.refused(&evaluator, tender, &judge, Error::TenderSuspended);
            let vendor = trial.house.cast().vendors[0].bidder.clone();
            let own = ReshareSeed { bid: 0, digest: resealed() };
            trial.refused(&vendor, tender, &own, Error::TenderSuspended);
            trial.house.chain.advance_to(since + 10_000);
            trial.house.resume_tender(tender)?;
            Ok(trial.house.chain.now() - since)
        };
        let stood = stand(self)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::TechnicalOpening));
        assert_eq!(self.house.schedule(tender)?, before);
        assert_eq!(technical_until(&self.house.state(tender)?), until + stood);
        self.house.declare_all(tender)?;
        self.house.reseal_all(tender)?;
        stand(self)?;
        assert_eq!(self.house.schedule(tender)?, before);
        assert_eq!(technical_until(&self.house.state(tender)?), until + stood);
        self.house.score_all(tender)?;
        self.house.tally(tender)?;
        let opening = self.house.schedule(tender)?.opening();
        let stood = stand(self)?;
        assert_eq!(self.house.schedule(tender)?.opening(), opening + stood);
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.house.rank(tender)
    }
}
