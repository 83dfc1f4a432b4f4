//! Bid securities: given with the bid, returned when it is due and not before, forfeited on the terms' grounds.

use tenderseal_client::ReceiptSecrets;
use tenderseal_rules::{
    ContractId, Error, Event, OrgId, TenderEvent,
    messages::{
        CancelReason, CommitBid, ForfeitureGround, ProposeAmendment, ProposeTender,
        RejectionGround, ReplaceBid, ReturnSecurity,
    },
    security::Security,
    tender::{ReturnReason, Securities, SecurityStatus, Stage},
    terms::Terms,
};

use super::Trial;
use crate::{
    OpenChain, Refusal, plan,
    remedies::rejection,
    secured,
    security::{confirming, forfeiture, guarantee},
};

const MONTH: u32 = 30 * 86_400;
const SILENCE: ForfeitureGround = ForfeitureGround::Silence;
const REFUSED: ForfeitureGround = ForfeitureGround::RefusedToSign;

impl<C: OpenChain> Trial<C> {
    pub(super) fn securities(&mut self) -> Result<(), Refusal> {
        self.asked_for()?;
        self.not_asked_for()?;
        self.given()?;
        self.silent()?;
        self.signed_and_lost()?;
        self.winner_refuses()?;
        self.run_out()?;
        self.not_named_by_the_terms()?;
        self.returned_without_an_award()?;
        self.no_longer_asked_for()
    }

    /// A tender that asks for a security which must hold for a month.
    fn asking(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        self.house.publish(secured(plan(&cast, self.house.chain.now()), MONTH))
    }

    /// The same with a bid of each vendor: 0 asks 900, 1 asks 800, 2 asks 700.
    fn asking_with_three_bids(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let tender = self.asking()?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        self.holds(tender, 3, 0, 0)?;
        Ok(tender)
    }

    fn holds(
        &self,
        tender: ContractId,
        held: u32,
        returned: u32,
        forfeited: u32,
    ) -> Result<(), Refusal> {
        let counted = self.house.state(tender)?.securities;
        assert_eq!(counted, Securities { held, returned, forfeited });
        Ok(())
    }

    fn is(&self, tender: ContractId, bid: u32, status: SecurityStatus) -> Result<(), Refusal> {
        let given = self.house.bid(tender, bid)?.security;
        assert_eq!(given.map(|given| given.status), Some(status), "bid {bid}");
        Ok(())
    }

    fn not_returned(&mut self, tender: ContractId, bid: u32, error: Error) {
        let call = ReturnSecurity { bid }.call();
        self.refused_call(ReturnSecurity::MESSAGE, tender, &call, error);
    }

    /// It is returned for this reason, once.
    fn returned(
        &mut self,
        tender: ContractId,
        bid: u32,
        reason: ReturnReason,
    ) -> Result<(), Refusal> {
        let events = self.house.return_security(tender, bid)?;
        assert_eq!(events, [Event::Tender(TenderEvent::SecurityReturned { bid, reason })]);
        self.is(tender, bid, SecurityStatus::Returned(reason))?;
        self.not_returned(tender, bid, Error::SecuritySettled);
        for ground in [SILENCE, REFUSED] {
            self.not_forfeited(tender, bid, ground, Error::SecuritySettled);
        }
        Ok(())
    }

    fn not_forfeited(
        &mut self,
        tender: ContractId,
        bid: u32,
        ground: ForfeitureGround,
        error: Error,
    ) {
        let cast = self.house.cast();
        self.refused(&cast.officer, tender, &forfeiture(bid, ground), error);
    }

    /// Terms whose security is none, or runs out before the standstill of these windows does.
    fn asked_for(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let publication = secured(plan(&cast, self.house.chain.now()), MONTH);
        let schedule = publication.schedule;
        let takes = schedule.silence() - schedule.deadline;
        let takes = takes + u64::from(schedule.objection_window + schedule.standstill);
        let takes = u32::try_from(takes).map_err(|_| Error::Overflow)?;
        let good = publication.terms.security.ok_or(Error::Corrupt)?;
        let open = self.published()?;
        for bad in [
            Security { amount: 0, ..good },
            Security { silence: false, refusal: false, ..good },
            Security { valid_for: u32::MAX, ..good },
            Security { valid_for: takes - 1, ..good },
        ] {
            let mut publication = publication.clone();
            publication.terms.security = Some(bad);
            let act = ProposeTender { publication };
            self.refused(&cast.officer, self.house.registry, &act, Error::SecurityInvalid);
            let act = self.house.correction(open)?;
            let terms = Terms { security: Some(bad), ..act.terms };
            let act = ProposeAmendment { terms, ..act };
            self.refused(&cast.officer, open, &act, Error::SecurityInvalid);
        }
        self.house.propose(secured(plan(&cast, self.house.chain.now()), takes))?;
        Ok(())
    }

    /// Where the terms ask for nothing, nothing is taken and nothing is held.
    fn not_asked_for(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let first = &cast.vendors[0];
        let tender = self.published()?;
        let guarantee = Some([1; 32]);
        let (bid, _) = self.house.seal(tender, first.admin.org, 900)?;
        let act = CommitBid { guarantee, ..bid };
        self.refused(&first.bidder, tender, &act, Error::GuaranteeNotAsked);
        self.house.commit(first, tender, 900)?;
        let (_, next) = self.house.seal(tender, first.admin.org, 800)?;
        let act = ReplaceBid { guarantee, ..next.replacing(1) };
        self.refused(&first.bidder, tender, &act, Error::GuaranteeNotAsked);
        assert_eq!(self.house.bid(tender, 0)?.security, None);
        self.not_returned(tender, 0, Error::SecuritySettled);
        self.not_forfeited(tender, 0, SILENCE, Error::SecuritySettled);
        self.not_returned(tender, 1, Error::UnknownBid);
        self.not_forfeited(tender, 1, SILENCE, Error::UnknownBid);
        self.holds(tender, 0, 0, 0)
    }

    /// A guarantee secures one bid at a time: its vendor may name it again, nobody else.
    fn given(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let tender = self.asking()?;
        let named = |vendor: OrgId| Some(guarantee(tender, vendor, 1));
        let (bid, _) = self.house.seal(tender, first.admin.org, 900)?;
        let without = CommitBid { guarantee: None, ..bid };
        self.refused(&first.bidder, tender, &without, Error::GuaranteeMissing);
        self.house.commit(first, tender, 900)?;
        self.not_returned(tender, 0, Error::SecurityNotDue);
        let (bid, _) = self.house.seal(tender, second.admin.org, 800)?;
        let copied = CommitBid { guarantee: named(first.admin.org), ..bid };
        self.refused(&second.bidder, tender, &copied, Error::GuaranteeTaken);
        self.house.commit(second, tender, 800)?;
        let (_, next) = self.house.seal(tender, second.admin.org, 700)?;
        for (guarantee, error) in
            [(None, Error::GuaranteeMissing), (named(first.admin.org), Error::GuaranteeTaken)]
        {
            let act = ReplaceBid { guarantee, ..next.replacing(1) };
            self.refused(&second.bidder, tender, &act, error);
        }
        self.replaced_and_withdrawn(tender, &next)?;

        // What was given back is its vendor's still.
        let (bid, _) = self.house.seal(tender, third.admin.org, 700)?;
        let copied = CommitBid { guarantee: named(second.admin.org), ..bid.clone() };
        self.refused(&third.bidder, tender, &copied, Error::GuaranteeTaken);
        self.house.commit_as(&third.bidder, tender, &bid, &bid.envelope)?;
        self.holds(tender, 3, 2, 0)
    }

    /// The second vendor's bid is replaced on the same guarantee and withdrawn, and the vendor bids again on it.
    fn replaced_and_withdrawn(
        &mut self,
        tender: ContractId,
        next: &ReceiptSecrets,
    ) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let second = &cast.vendors[1];
        let guarantee = Some(guarantee(tender, second.admin.org, 1));
        let act = ReplaceBid { guarantee, ..next.replacing(1) };
        let events = self.house.act(&second.bidder, tender, &act)?;
        let reason = ReturnReason::Replaced;
        let told = TenderEvent::SecurityReturned { bid: 1, reason };
        assert_eq!(events.last(), Some(&Event::Tender(told)));
        self.is(tender, 1, SecurityStatus::Returned(reason))?;
        self.is(tender, 2, SecurityStatus::Held)?;
        self.holds(tender, 2, 1, 0)?;
        self.not_returned(tender, 1, Error::SecuritySettled);
        self.house.withdraw(second, tender)?;
        self.is(tender, 2, SecurityStatus::Returned(ReturnReason::Withdrawn))?;
        self.holds(tender, 1, 2, 0)?;
        let (bid, _) = self.house.seal(tender, second.admin.org, 600)?;
        let again = CommitBid { guarantee, ..bid };
        self.house.commit_as(&second.bidder, tender, &again, &again.envelope)?;
        self.holds(tender, 2, 2, 0)
    }

    /// Two of three bids are opened by nobody: before the end of the vendors' own window that forfeits nothing.
    fn silent(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.asking()?;
        for (company, price) in cast.vendors[..2].iter().zip([900, 800]) {
            self.house.commit(company, tender, price)?;
        }
        let (_, third) = self.house.commit(&cast.vendors[2], tender, 700)?;
        let schedule = self.house.schedule(tender)?;
        for now in [schedule.deadline, schedule.opening(), schedule.silence() - 1] {
            self.house.chain.advance_to(now);
            self.not_forfeited(tender, 0, SILENCE, Error::ForfeitureUnfounded);
            self.not_returned(tender, 0, Error::SecurityNotDue);
            if now == schedule.opening() {
                // One share of two: nobody but the vendors can open.
                self.house.post_shares(&cast.supervisor, tender)?;
            }
        }
        self.house.chain.call(tender, &third.reveal(2).call())?;
        self.house.chain.advance_to(schedule.silence());
        self.not_returned(tender, 0, Error::SecurityNotDue);
        self.not_forfeited(tender, 0, REFUSED, Error::ForfeitureUnfounded);
        self.not_forfeited(tender, 2, SILENCE, Error::ForfeitureUnfounded);

        let act = forfeiture(0, SILENCE);
        self.refused(&cast.approver, tender, &confirming(&act), Error::NothingProposed);
        let own = forfeiture(1, SILENCE);
        self.house.act(&cast.director, tender, &own)?;
        self.refused(&cast.director, tender, &confirming(&own), Error::SamePerson);
        self.refused(&cast.approver, tender, &confirming(&act), Error::HashMismatch);
        self.house.act(&cast.officer, tender, &own)?;
        self.only_buyer(&cast.officer, &cast.approver, tender, &act);
        self.house.act(&cast.officer, tender, &act)?;
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.refused(&cast.approver, tender, &confirming(&act), Error::ComplaintOpen);
        self.house.withdraw_complaint(&cast.vendors[0].bidder, tender, complaint)?;
        let events = self.house.act(&cast.approver, tender, &confirming(&act))?;
        let told = TenderEvent::SecurityForfeited {
            bid: 0,
            ground: SILENCE,
            amount: 2_000_000,
            statement: act.statement,
            approver: cast.approver.person,
        };
        assert_eq!(events, [Event::Tender(told)]);
        self.is(tender, 0, SecurityStatus::Forfeited(SILENCE))?;
        self.holds(tender, 2, 0, 1)?;
        self.refused(&cast.approver, tender, &confirming(&act), Error::NothingProposed);
        self.not_forfeited(tender, 0, SILENCE, Error::SecuritySettled);
        self.not_returned(tender, 0, Error::SecuritySettled);

        self.house.act(&cast.officer, tender, &own)?;
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirming(&own));
        self.house.act(&cast.approver, tender, &confirming(&own))?;
        self.holds(tender, 1, 0, 2)
    }

    /// Three bids opened, scored and ranked 2, 1, 0, and the award final.
    fn awarded_with_securities(&mut self) -> Result<ContractId, Refusal> {
        let tender = self.asking_with_three_bids()?;
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.score_alike(tender)?;
        self.house.rank(tender)?;
        let cast = self.house.cast();
        let refusal = rejection(2, RejectionGround::RefusedToSign);
        self.refused(&cast.officer, tender, &refusal, Error::NotAwarded);
        self.house.award(tender)?;
        self.refused(&cast.officer, tender, &refusal, Error::NotAwarded);
        self.pass_standstill(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Awarded));
        for bid in 0..3 {
            self.not_returned(tender, bid, Error::SecurityNotDue);
            self.not_forfeited(tender, bid, REFUSED, Error::ForfeitureUnfounded);
        }
        Ok(tender)
    }

    /// Until the contract is signed nobody has lost for certain, but who is rejected.
    fn signed_and_lost(&mut self) -> Result<(), Refusal> {
        let tender = self.awarded_with_securities()?;
        self.house.reject(tender, 2, RejectionGround::NotQualified)?;
        self.not_forfeited(tender, 2, REFUSED, Error::ForfeitureUnfounded);
        self.returned(tender, 2, ReturnReason::Rejected)?;
        self.house.award(tender)?;
        self.pass_standstill(tender)?;
        self.not_returned(tender, 0, Error::SecurityNotDue);
        self.house.sign_contract(tender)?;
        self.returned(tender, 1, ReturnReason::Signed)?;
        self.returned(tender, 0, ReturnReason::Lost)?;
        self.holds(tender, 0, 3, 0)
    }

    /// The winner does not sign: its security waits for the buyer until the guarantee runs out.
    fn winner_refuses(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.awarded_with_securities()?;
        self.house.reject(tender, 2, RejectionGround::RefusedToSign)?;
        self.not_returned(tender, 2, Error::SecurityNotDue);
        self.not_forfeited(tender, 2, SILENCE, Error::ForfeitureUnfounded);
        self.house.forfeit(tender, 2, REFUSED)?;
        self.is(tender, 2, SecurityStatus::Forfeited(REFUSED))?;
        self.house.award(tender)?;
        self.pass_standstill(tender)?;
        self.house.reject(tender, 1, RejectionGround::RefusedToSign)?;
        let late = forfeiture(1, REFUSED);
        self.house.act(&cast.officer, tender, &late)?;
        let ends = self.house.schedule(tender)?.deadline + u64::from(MONTH);
        self.house.chain.advance_to(ends - 1);
        self.not_returned(tender, 1, Error::SecurityNotDue);
        self.house.chain.advance_to(ends);
        self.refused(&cast.approver, tender, &confirming(&late), Error::ForfeitureUnfounded);
        self.returned(tender, 1, ReturnReason::Rejected)?;
        self.refused(&cast.approver, tender, &confirming(&late), Error::SecuritySettled);
        self.holds(tender, 1, 1, 1)
    }

    /// A tender that takes longer than the guarantees hold gives them back, silent bids' too, and goes on.
    fn run_out(&mut self) -> Result<(), Refusal> {
        let tender = self.asking_with_three_bids()?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.opening());
        let cast = self.house.cast();
        for member in &cast.committee()[..2] {
            self.house.post_shares(member, tender)?;
        }
        for bid in [0, 1] {
            self.house.reveal(tender, bid)?;
        }
        // The committee opened bid 2 too and nobody revealed it: that is not its vendor's silence.
        let ends = schedule.deadline + u64::from(MONTH);
        self.house.chain.advance_to(ends - 1);
        self.not_forfeited(tender, 2, SILENCE, Error::ForfeitureUnfounded);
        for bid in 0..3 {
            self.not_returned(tender, bid, Error::SecurityNotDue);
        }
        self.house.chain.advance_to(ends);
        for bid in 0..3 {
            self.not_forfeited(tender, bid, SILENCE, Error::ForfeitureUnfounded);
            self.returned(tender, bid, ReturnReason::Expired)?;
        }
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.holds(tender, 0, 3, 0)
    }

    /// A ground that the terms do not name forfeits nothing, whatever the facts.
    fn not_named_by_the_terms(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let mut publication = secured(plan(&cast, self.house.chain.now()), MONTH);
        publication.terms.min_bids = 1;
        if let Some(security) = &mut publication.terms.security {
            security.silence = false;
        }
        let tender = self.house.publish(publication)?;
        self.house.commit(&cast.vendors[0], tender, 900)?;
        self.house.chain.advance_to(self.house.schedule(tender)?.silence());
        self.not_forfeited(tender, 0, SILENCE, Error::ForfeitureUnfounded);
        self.not_returned(tender, 0, Error::SecurityNotDue);
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.returned(tender, 0, ReturnReason::Unsuccessful)
    }

    /// Too few bids, and a tender that is cancelled: nobody could open a bid, so nobody was silent.
    fn returned_without_an_award(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.asking()?;
        self.house.commit(&cast.vendors[0], tender, 900)?;
        let schedule = self.house.schedule(tender)?;
        self.house.chain.advance_to(schedule.deadline - 1);
        self.not_returned(tender, 0, Error::SecurityNotDue);
        self.house.chain.advance_to(schedule.silence());
        assert_eq!(self.house.stage(tender), Ok(Stage::Unsuccessful));
        self.not_forfeited(tender, 0, SILENCE, Error::ForfeitureUnfounded);
        self.returned(tender, 0, ReturnReason::Unsuccessful)?;

        for silent in [false, true] {
            let tender = self.asking_with_three_bids()?;
            let silence = self.house.schedule(tender)?.silence();
            self.house.chain.advance_to(silence - u64::from(!silent));
            self.house.cancel(tender, CancelReason::NoFunds)?;
            self.house.chain.advance_to(silence + 1);
            if silent {
                self.not_returned(tender, 1, Error::SecurityNotDue);
                self.house.forfeit(tender, 1, SILENCE)?;
            } else {
                self.not_forfeited(tender, 1, SILENCE, Error::ForfeitureUnfounded);
                self.returned(tender, 1, ReturnReason::Cancelled)?;
            }
        }
        Ok(())
    }

    /// The terms change: who does not confirm gets the security back after the deadline, and all at once when
    /// the terms ask for none any more. A security stays in a suspension no longer than without one.
    fn no_longer_asked_for(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let tender = self.asking_with_three_bids()?;
        let act = self.house.correction(tender)?;
        self.house.amend(tender, &act)?;
        self.not_returned(tender, 2, Error::SecurityNotDue);
        for company in [first, second] {
            self.house.replace(company, tender, 500)?;
        }
        self.holds(tender, 3, 2, 0)?;
        self.house.chain.advance_to(self.house.schedule(tender)?.deadline);
        self.house.suspend_tender(tender)?;
        self.not_returned(tender, 3, Error::SecurityNotDue);
        self.returned_in_a_suspension(tender, 2)?;
        self.house.resume_tender(tender)?;

        let tender = self.asking_with_three_bids()?;
        let act = self.house.correction(tender)?;
        let terms = Terms { security: None, ..act.terms };
        let act = ProposeAmendment { terms, ..act };
        self.house.amend(tender, &act)?;
        self.returned(tender, 0, ReturnReason::Stale)?;
        self.house.replace(second, tender, 500)?;
        self.house.withdraw(third, tender)?;
        self.holds(tender, 0, 3, 0)
    }

    fn returned_in_a_suspension(&mut self, tender: ContractId, bid: u32) -> Result<(), Refusal> {
        self.house.return_security(tender, bid)?;
        self.is(tender, bid, SecurityStatus::Returned(ReturnReason::Stale))
    }
}
