//! Requests to vendors: who asks whom, when and for how long; prices that are abnormally low, and what becomes of them.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{
        AskVendor, CancelReason, ComplaintOutcome, ConfirmAcceptance, ConfirmRejection,
        ProposeAmendment, ProposeRejection, ProposeTender, RejectionGround, RequestKind,
    },
    replay::sha256,
    requests::Requests,
    schedule::WINDOW_MAX,
    scoring::Field,
    tender::{Accepted, BidStatus, Cell, Compared, Stage, VendorRequest, VendorResponse},
    terms::Terms,
};

use super::Trial;
use crate::{
    OpenChain, Refusal, comparing, plan,
    remedies::rejection,
    requests::{acceptance, accepting, request, response},
};

const EXPLANATION: RequestKind = RequestKind::Explanation;
const CORRECTION: RequestKind = RequestKind::Correction;
const LOW: RejectionGround = RejectionGround::AbnormallyLow;
const NOT_CORRECTED: RejectionGround = RejectionGround::NotCorrected;

impl<C: OpenChain> Trial<C> {
    pub(super) fn requests(&mut self) -> Result<(), Refusal> {
        self.terms_of_requests()?;
        self.nobody_asks_before_the_evaluation()?;
        self.explained_and_accepted()?;
        self.not_explained()?;
        self.explained_and_rejected()?;
        self.what_changes_while_a_decision_waits()?;
        self.compared_once()?;
        self.compared_again()?;
        self.corrected_or_not()?;
        self.windows_stand_still()?;
        self.answered_after_the_award()?;
        self.closed_with_the_tender()
    }

    fn not_asked(&mut self, tender: ContractId, bid: u32, kind: RequestKind, error: Error) {
        let cast = self.house.cast();
        let act = request(bid, kind, self.house.chain.now() + 300);
        self.refused(&cast.officer, tender, &act, error);
    }

    fn not_accepted(&mut self, tender: ContractId, bid: u32, error: Error) {
        let cast = self.house.cast();
        self.refused(&cast.officer, tender, &acceptance(bid), error);
    }

    fn not_rejected(
        &mut self,
        tender: ContractId,
        bid: u32,
        ground: RejectionGround,
        error: Error,
    ) {
        let cast = self.house.cast();
        self.refused(&cast.officer, tender, &rejection(bid, ground), error);
    }

    /// A tender that compares prices, with a bid of each vendor: 0 asks 900, 1 asks 800, 2 asks 400.
    fn comparing_with_three_bids(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let tender = self.house.publish(comparing(plan(&cast, self.house.chain.now())))?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 400]) {
            self.house.commit(company, tender, price)?;
        }
        Ok(tender)
    }

    /// The same, opened, scored alike and ranked 2, 1, 0; 2 is abnormally low.
    fn low_and_ranked(&mut self) -> Result<ContractId, Refusal> {
        let tender = self.comparing_with_three_bids()?;
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        self.score_alike(tender)?;
        self.house.rank(tender)?;
        assert_eq!(self.house.state(tender)?.first, Some(2));
        self.refused_award(tender, 2, Error::LowPriceUndecided);
        Ok(tender)
    }

    /// Thresholds of nothing or of the whole, and windows of no time or of more than a year.
    fn terms_of_requests(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let open = self.published()?;
        let publication = plan(&cast, self.house.chain.now());
        let good = publication.terms.requests;
        for (bad, error) in [
            (Requests { under_mean_bp: Some(0), ..good }, Error::LowPriceRuleInvalid),
            (Requests { under_next_bp: Some(10_000), ..good }, Error::LowPriceRuleInvalid),
            (Requests { window: 0, ..good }, Error::ResponseWindowInvalid),
            (Requests { window: WINDOW_MAX + 1, ..good }, Error::ResponseWindowInvalid),
        ] {
            let mut publication = publication.clone();
            publication.terms.requests = bad;
            let act = ProposeTender { publication };
            self.refused(&cast.officer, self.house.registry, &act, error);
            let act = self.house.correction(open)?;
            let terms = Terms { requests: bad, ..act.terms };
            let act = ProposeAmendment { terms, ..act };
            self.refused(&cast.officer, open, &act, error);
        }
        Ok(())
    }

    fn nobody_asks_before_the_evaluation(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.comparing_with_three_bids()?;
        let confirmation = ConfirmAcceptance { proposed: [1; 32] };
        let schedule = self.house.schedule(tender)?;
        for now in [0, schedule.deadline, schedule.opening()] {
            self.house.chain.advance_to(now);
            self.not_asked(tender, 0, CORRECTION, Error::NotRequestStage);
            self.not_accepted(tender, 0, Error::NotRequestStage);
            self.refused(&cast.approver, tender, &confirmation, Error::NotRequestStage);
        }
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        // The bids are not tallied: no price is compared yet.
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        self.not_asked(tender, 2, EXPLANATION, Error::NotAbnormallyLow);
        self.not_accepted(tender, 2, Error::NotAbnormallyLow);
        self.not_rejected(tender, 2, LOW, Error::NotAbnormallyLow);
        self.refused(&cast.approver, tender, &confirmation, Error::NothingProposed);
        self.house.ask_vendor(tender, 1, CORRECTION).map(drop)
    }

    fn explained_and_accepted(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.low_and_ranked()?;
        let field = Field::of([900, 800, 400].into_iter())?;
        let rule = self.house.terms(tender)?.requests;
        let compared: Option<Compared> = self.house.read(tender, &Cell::Compared)?;
        assert_eq!(compared, Some(Compared { rule, field, round: 0 }));
        self.not_asked(tender, 1, EXPLANATION, Error::NotAbnormallyLow);
        self.not_accepted(tender, 1, Error::NotAbnormallyLow);
        self.not_accepted(tender, 2, Error::NotExplained);
        self.not_asked(tender, 99, EXPLANATION, Error::UnknownBid);
        self.not_accepted(tender, 99, Error::UnknownBid);
        let now = self.house.chain.now();
        for (until, error) in [
            (now + 299, Error::WindowTooShort),
            (0, Error::WindowTooShort),
            (now + u64::from(WINDOW_MAX) + 1, Error::WindowTooLong),
            (u64::MAX, Error::WindowTooLong),
        ] {
            self.refused(&cast.officer, tender, &request(2, EXPLANATION, until), error);
        }
        self.house.ask_vendor(tender, 0, CORRECTION)?;
        let asking = request(2, EXPLANATION, now + 300);
        self.only_buyer(&cast.officer, &cast.approver, tender, &asking);
        self.refused(&cast.vendors[2].bidder, tender, &response(1), Error::UnknownRequest);
        let told = self.house.act(&cast.director, tender, &asking)?;
        let AskVendor { bid, kind, statement, until } = asking;
        let officer = cast.director.person;
        let event = TenderEvent::VendorAsked { request: 1, bid, kind, statement, until, officer };
        assert_eq!(told, [Event::Tender(event)]);
        // Two officers ask at once: the second one finds it done.
        self.refused(&cast.officer, tender, &asking, Error::RequestOpen);
        self.not_accepted(tender, 2, Error::NotExplained);
        self.explain_in_the_last_second(tender, until)?;

        let act = acceptance(2);
        self.only_buyer(&cast.officer, &cast.approver, tender, &act);
        self.house.act(&cast.director, tender, &act)?;
        self.refused(&cast.director, tender, &accepting(&act), Error::SamePerson);
        let other = ConfirmAcceptance { proposed: [1; 32] };
        self.refused(&cast.approver, tender, &other, Error::HashMismatch);
        self.only_buyer(&cast.approver, &cast.officer, tender, &accepting(&act));
        self.refused_award(tender, 2, Error::LowPriceUndecided);
        let told = self.house.act(&cast.approver, tender, &accepting(&act))?;
        let (statement, approver) = (act.statement, cast.approver.person);
        let event = TenderEvent::ExplanationAccepted { bid: 2, statement, approver };
        assert_eq!(told, [Event::Tender(event)]);
        let accepted: Accepted = self.house.read(tender, &Cell::Accepted(2))?;
        let officer = cast.director.person;
        assert_eq!(accepted, Accepted { statement, officer, approver, round: 0 });
        self.refused(&cast.approver, tender, &accepting(&act), Error::NothingProposed);
        self.not_accepted(tender, 2, Error::ExplanationAccepted);
        self.not_asked(tender, 2, EXPLANATION, Error::ExplanationAccepted);
        self.not_rejected(tender, 2, LOW, Error::ExplanationAccepted);
        self.house.award(tender)?;
        self.not_asked(tender, 1, CORRECTION, Error::NotRequestStage);
        assert_eq!(self.house.stage(tender), Ok(Stage::Standstill));
        Ok(())
    }

    /// Whose answer it is, and that its last second is in time.
    fn explain_in_the_last_second(
        &mut self,
        tender: ContractId,
        until: u64,
    ) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let bidder = &cast.vendors[2].bidder;
        self.house.chain.advance_to(until - 1);
        let act = response(1);
        self.only_signer(bidder, Some(&cast.officer), tender, &act);
        self.refused(&cast.vendors[1].bidder, tender, &act, Error::ForeignOrganisation);
        let asked: VendorRequest = self.house.read(tender, &Cell::Request(1))?;
        let told = self.house.act(bidder, tender, &act)?;
        let (response, by) = (act.response, bidder.person);
        let event =
            TenderEvent::VendorResponded { request: 1, bid: 2, kind: EXPLANATION, response, by };
        assert_eq!(told, [Event::Tender(event)]);
        let given = Some(VendorResponse { response, by, at: until - 1 });
        let answered: VendorRequest = self.house.read(tender, &Cell::Request(1))?;
        assert_eq!(answered, VendorRequest { response: given, ..asked });
        self.refused(bidder, tender, &act, Error::RequestClosed);
        Ok(())
    }

    /// Nobody answers: the second in which the window ends is too late, and the bid can be rejected from then on.
    fn not_explained(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.low_and_ranked()?;
        self.not_rejected(tender, 2, LOW, Error::ResponsePending);
        self.not_rejected(tender, 1, LOW, Error::NotAbnormallyLow);
        self.house.ask_vendor(tender, 2, EXPLANATION)?;
        let until = self.house.chain.now() + 300;
        self.house.chain.advance_to(until - 1);
        self.not_rejected(tender, 2, LOW, Error::ResponsePending);
        self.house.chain.advance_to(until);
        self.refused(&cast.vendors[2].bidder, tender, &response(0), Error::RequestClosed);
        self.not_accepted(tender, 2, Error::NotExplained);
        self.house.reject(tender, 2, LOW)?;
        assert_eq!(self.house.bid(tender, 2)?.status, BidStatus::Excluded(LOW));
        self.not_asked(tender, 2, EXPLANATION, Error::BidNotLive);
        self.not_accepted(tender, 2, Error::BidNotLive);
        self.refused(&cast.vendors[2].bidder, tender, &response(0), Error::BidNotLive);
        self.house.rank(tender)?;
        self.house.award(tender)
    }

    /// It answered, and that is not accepted: no window has to pass. Another ground needs no request at all.
    fn explained_and_rejected(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.low_and_ranked()?;
        self.house.explain(&cast.vendors[2].bidder, tender, 2)?;
        self.house.reject(tender, 2, LOW)?;
        let tender = self.low_and_ranked()?;
        self.house.ask_vendor(tender, 2, EXPLANATION)?;
        self.house.reject(tender, 2, RejectionGround::NotQualified)?;
        self.refused(&cast.vendors[2].bidder, tender, &response(0), Error::BidNotLive);
        Ok(())
    }

    /// What was proposed is confirmed as the facts are then.
    fn what_changes_while_a_decision_waits(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let bidder = &cast.vendors[2].bidder;
        let tender = self.low_and_ranked()?;
        self.house.explain(bidder, tender, 2)?;
        let (rejecting, accepted) = (rejection(2, LOW), acceptance(2));
        self.house.act(&cast.officer, tender, &rejecting)?;
        self.house.act(&cast.officer, tender, &accepted)?;
        // Asked again: neither is decided before the answer.
        let again = self.house.ask_vendor(tender, 2, EXPLANATION)?;
        self.refused(&cast.approver, tender, &accepting(&accepted), Error::NotExplained);
        self.refused(&cast.approver, tender, &confirming(&rejecting), Error::ResponsePending);
        self.house.respond(bidder, tender, again)?;
        self.house.act(&cast.approver, tender, &accepting(&accepted))?;
        self.refused(&cast.approver, tender, &confirming(&rejecting), Error::ExplanationAccepted);

        let tender = self.low_and_ranked()?;
        self.house.explain(bidder, tender, 2)?;
        self.house.act(&cast.officer, tender, &accepted)?;
        self.house.reject(tender, 2, LOW)?;
        self.refused(&cast.approver, tender, &accepting(&accepted), Error::BidNotLive);
        Ok(())
    }

    /// A rejection changes the field and not the comparison: no flag goes, none comes.
    fn compared_once(&mut self) -> Result<(), Refusal> {
        let tender = self.low_and_ranked()?;
        let compared: Option<Compared> = self.house.read(tender, &Cell::Compared)?;
        for dear in [0, 1] {
            self.house.reject(tender, dear, RejectionGround::NotQualified)?;
            self.not_rejected(tender, 2, LOW, Error::ResponsePending);
        }
        self.house.rank(tender)?;
        assert_eq!(self.house.read(tender, &Cell::Compared), Ok(compared));
        self.refused_award(tender, 2, Error::LowPriceUndecided);
        let cast = self.house.cast();
        self.house.explain(&cast.vendors[2].bidder, tender, 2)?;
        self.house.accept(tender, 2)?;
        self.house.award(tender)
    }

    /// A re-evaluation compares anew, and what was accepted before is decided again.
    fn compared_again(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let bidder = &cast.vendors[2].bidder;
        let tender = self.low_and_ranked()?;
        self.house.explain(bidder, tender, 2)?;
        self.house.accept(tender, 2)?;
        self.house.award(tender)?;
        let complaint = self.house.complain(&cast.vendors[0].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        let none: Option<Compared> = self.house.read(tender, &Cell::Compared)?;
        assert_eq!(none, None);
        self.not_rejected(tender, 2, LOW, Error::NotAbnormallyLow);
        self.not_accepted(tender, 2, Error::NotAbnormallyLow);
        let until = self.house.state(tender)?.scores_until.ok_or(Error::Corrupt)?;
        self.house.chain.advance_to(until);
        self.house.rank(tender)?;
        let again: Option<Compared> = self.house.read(tender, &Cell::Compared)?;
        assert_eq!(again.map(|compared| compared.round), Some(1));
        self.refused_award(tender, 2, Error::LowPriceUndecided);
        // The explanation is there still; who wants another asks again.
        let (rejecting, accepted) = (rejection(2, LOW), acceptance(2));
        self.house.act(&cast.officer, tender, &rejecting)?;
        self.house.act(&cast.officer, tender, &accepted)?;
        let complaint = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.decide_complaint(tender, complaint, ComplaintOutcome::Reevaluate)?;
        self.refused(&cast.approver, tender, &accepting(&accepted), Error::NotAbnormallyLow);
        self.refused(&cast.approver, tender, &confirming(&rejecting), Error::NotAbnormallyLow);
        let until = self.house.state(tender)?.scores_until.ok_or(Error::Corrupt)?;
        self.house.chain.advance_to(until);
        self.house.rank(tender)?;
        self.only_buyer(&cast.approver, &cast.officer, tender, &accepting(&accepted));
        self.house.act(&cast.approver, tender, &accepting(&accepted))?;
        self.house.award(tender)
    }

    /// What is not corrected in time can be rejected for it, and nothing else.
    fn corrected_or_not(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.not_rejected(tender, 2, NOT_CORRECTED, Error::ResponsePending);
        let first = self.house.ask_vendor(tender, 2, CORRECTION)?;
        self.not_asked(tender, 2, CORRECTION, Error::RequestOpen);
        self.refused_award(tender, 2, Error::RequestOpen);
        self.house.ask_vendor(tender, 1, CORRECTION)?;
        self.not_rejected(tender, 2, NOT_CORRECTED, Error::ResponsePending);
        self.house.respond(&cast.vendors[2].bidder, tender, first)?;
        self.not_rejected(tender, 2, NOT_CORRECTED, Error::RequestAnswered);

        // Bid 1 lets its window pass; while the rejection waits, it is asked once more, and answers.
        self.house.chain.advance_to(self.house.chain.now() + 300);
        let rejecting = rejection(1, NOT_CORRECTED);
        self.house.act(&cast.officer, tender, &rejecting)?;
        let again = self.house.ask_vendor(tender, 1, CORRECTION)?;
        self.refused(&cast.approver, tender, &confirming(&rejecting), Error::ResponsePending);
        self.house.respond(&cast.vendors[1].bidder, tender, again)?;
        self.refused(&cast.approver, tender, &confirming(&rejecting), Error::RequestAnswered);
        self.house.ask_vendor(tender, 1, CORRECTION)?;
        self.house.chain.advance_to(self.house.chain.now() + 300);
        self.house.act(&cast.approver, tender, &confirming(&rejecting))?;
        assert_eq!(self.house.bid(tender, 1)?.status, BidStatus::Excluded(NOT_CORRECTED));
        self.not_asked(tender, 1, CORRECTION, Error::BidNotLive);
        Ok(())
    }

    /// A suspension leaves as much of the window as there was, however long it is and however often.
    fn windows_stand_still(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        let asked = self.house.ask_vendor(tender, 2, CORRECTION)?;
        let until = self.house.chain.now() + 300;
        self.house.chain.advance_to(until - 1);
        for length in [1_000, 77] {
            self.house.suspend_tender(tender)?;
            let late = response(asked);
            self.refused(&cast.vendors[2].bidder, tender, &late, Error::TenderSuspended);
            self.house.chain.advance_to(self.house.chain.now() + length);
            self.house.resume_tender(tender)?;
        }
        self.refused_award(tender, 2, Error::RequestOpen);
        let request: VendorRequest = self.house.read(tender, &Cell::Request(asked))?;
        let moved = request.until(&self.house.state(tender)?);
        assert_eq!((moved, moved - 1), (until + 1_077, self.house.chain.now()));
        // One that is made now is counted from now.
        let later = self.house.ask_vendor(tender, 1, CORRECTION)?;
        let request: VendorRequest = self.house.read(tender, &Cell::Request(later))?;
        let ends = request.until(&self.house.state(tender)?);
        assert_eq!(ends, self.house.chain.now() + 300);
        self.house.respond(&cast.vendors[2].bidder, tender, asked)?;
        self.house.chain.advance_to(ends - 1);
        self.not_rejected(tender, 1, NOT_CORRECTED, Error::ResponsePending);
        self.house.chain.advance_to(ends);
        self.refused(&cast.vendors[1].bidder, tender, &response(later), Error::RequestClosed);
        self.house.reject(tender, 1, NOT_CORRECTED).map(drop)
    }

    /// Who is not first may answer while the award is on its way; a complaint in the standstill gives it that time too.
    fn answered_after_the_award(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        let until = self.house.chain.now() + 10_000;
        for bid in [0, 1] {
            self.house.act(&cast.officer, tender, &request(bid, CORRECTION, until))?;
        }
        self.house.award(tender)?;
        self.house.respond(&cast.vendors[1].bidder, tender, 1)?;
        let complaint = self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.chain.advance_to(until + 5);
        self.not_rejected(tender, 0, NOT_CORRECTED, Error::ResponsePending);
        self.house.withdraw_complaint(&cast.vendors[1].bidder, tender, complaint)?;
        self.pass_standstill(tender)?;
        self.refused(&cast.vendors[0].bidder, tender, &response(0), Error::Ended);
        // The award is taken back: the request is open as it was.
        self.house.reject(tender, 2, RejectionGround::RefusedToSign)?;
        self.house.respond(&cast.vendors[0].bidder, tender, 0)?;
        self.house.award(tender)
    }

    fn closed_with_the_tender(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.ranked()?;
        self.house.ask_vendor(tender, 2, CORRECTION)?;
        self.house.cancel(tender, CancelReason::NoFunds)?;
        self.refused(&cast.vendors[2].bidder, tender, &response(0), Error::Ended);
        self.not_asked(tender, 1, CORRECTION, Error::NotRequestStage);
        Ok(())
    }
}

fn confirming(act: &ProposeRejection) -> ConfirmRejection {
    ConfirmRejection { proposed: sha256(&act.encode()) }
}
