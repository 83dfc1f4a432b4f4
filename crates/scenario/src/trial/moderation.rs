//! Sheets of points, and when a panel has agreed.

use tenderseal_rules::{
    ContractId, Error, Event, OrgId, TenderEvent,
    messages::{Agree, ComplaintOutcome, RejectionGround, Tally},
    ranking::Tallied,
    tender::{BidStatus, Cell, Seat, Stage},
};

use super::Trial;
use crate::{
    Actor, OpenChain, Refusal,
    moderation::{moderated, sheet},
    plan,
    tenders::scores,
};

impl<C: OpenChain> Trial<C> {
    pub(super) fn moderation(&mut self) -> Result<(), Refusal> {
        self.agreement()?;
        self.seats_and_sheets()?;
        self.conflicts_and_sheets()?;
        self.rejection_and_sheets()?;
        self.sheets_of_another_round()?;
        self.no_moderation()
    }

    /// Everybody scores alone, then all sign the same sheet; minimums apply to it.
    fn agreement(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let tender = self.moderated(2)?;
        self.house.declare_all(tender)?;
        let good = sheet(0, &[8_000, 7_000]);
        self.house.score(first, tender, 0, [9_000, 9_000])?;
        self.refused(first, tender, &good, Error::NotAllScored);
        self.refused(second, tender, &good, Error::NotAllScored);
        self.house.score(second, tender, 0, [5_000, 6_000])?;
        self.house.score(second, tender, 0, [6_000, 6_000])?;
        self.refused_sheets(tender);

        let signs = |evaluator: &Actor, act: &Agree, agreed| {
            let Agree { bid, points, statement } = act.clone();
            let evaluator = evaluator.person;
            Ok(vec![Event::Tender(TenderEvent::SheetSigned {
                bid,
                evaluator,
                points,
                statement,
                agreed,
            })])
        };
        assert_eq!(self.house.act(first, tender, &good), signs(first, &good, false));
        self.refused(first, tender, &good, Error::SheetSigned);
        // Own scores stay from then on, also of who did not sign yet.
        for evaluator in [first, second] {
            self.refused(evaluator, tender, &scores(0, &[7_000, 7_000]), Error::ScoresFixed);
        }
        // The same points for other reasons are another sheet.
        let other = Agree { statement: [1; 32], ..good.clone() };
        assert_eq!(self.house.act(second, tender, &other), signs(second, &other, false));
        assert_eq!((self.agreed(tender, 0)?, self.agreed(tender, 1)?), (0, 1));
        // Signed again, the former sheet is the last one.
        assert_eq!(self.house.act(first, tender, &good), signs(first, &good, false));
        assert_eq!(self.house.act(second, tender, &good), signs(second, &good, true));
        assert_eq!((self.agreed(tender, 0)?, self.agreed(tender, 1)?), (1, 1));
        self.refused(second, tender, &good, Error::SheetSigned);

        self.refused_tally_of_sheets(tender, Error::ScoresIncomplete);
        for evaluator in [first, second] {
            self.house.score(evaluator, tender, 1, [9_000, 9_000])?;
        }
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        self.house.agree(first, tender, 1, [5_999, 9_000])?;
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        self.house.agree(second, tender, 1, [5_999, 9_000])?;
        self.house.tally(tender)?;
        self.tallied_as(tender, 0, [24_000_000, 14_000_000], None)?;
        // Both gave more than the minimum of 6,000, and agreed on less.
        self.tallied_as(tender, 1, [17_997_000, 18_000_000], Some(1))?;
        self.refused(first, tender, &other, Error::Ranked);
        self.house.rank(tender)?;
        self.refused(first, tender, &other, Error::Ranked);
        self.house.award(tender)
    }

    /// What is wrong with a sheet, and who does not sign it.
    fn refused_sheets(&mut self, tender: ContractId) {
        let cast = self.house.cast();
        let first = &cast.evaluators[0];
        self.refused(&cast.substitute.actor, tender, &sheet(0, &[1, 1]), Error::NotOnPanel);
        self.refused(first, tender, &sheet(99, &[1, 1]), Error::UnknownBid);
        for incomplete in [&[][..], &[1], &[1, 1, 1]] {
            self.refused(first, tender, &sheet(0, incomplete), Error::ScoresIncomplete);
        }
        for above in [[10_001, 0], [0, 10_001]] {
            self.refused(first, tender, &sheet(0, &above), Error::ScoreAboveMax);
        }
        self.only_signer(first, Some(&cast.officer), tender, &sheet(0, &[1, 1]));
    }

    /// A substitute scores alone and signs; a seat that becomes vacant is not asked any more.
    fn seats_and_sheets(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let substitute = &cast.substitute.actor;
        let tender = self.all_scored(2)?;
        self.house.agree_all(tender, [8_000, 7_000])?;
        self.house.change_seat(tender, second.person, Some(substitute.person))?;
        self.refused_tally_of_sheets(tender, Error::ScoresIncomplete);
        self.refused(second, tender, &sheet(0, &[1, 1]), Error::NotOnPanel);
        self.refused(first, tender, &sheet(0, &[1, 1]), Error::NotAllScored);
        self.house.declare(substitute, tender, &[])?;
        for bid in [0, 1] {
            self.house.score(substitute, tender, bid, [6_000, 6_000])?;
            self.refused(substitute, tender, &scores(bid, &[7_000, 7_000]), Error::ScoresFixed);
            self.refused_tally_of_sheets(
                tender,
                if bid == 0 { Error::ScoresIncomplete } else { Error::NotAgreed },
            );
        }
        // To the sheet that the other one signed before; and in the second bid to another.
        self.house.agree(substitute, tender, 0, [8_000, 7_000])?;
        self.house.agree(substitute, tender, 1, [6_000, 5_000])?;
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        assert_eq!((self.agreed(tender, 0)?, self.agreed(tender, 1)?), (1, 2));

        // The last word on the second bid was that of one who goes: who stays says it again.
        self.house.change_seat(tender, substitute.person, None)?;
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        let events = self.house.agree(first, tender, 1, [8_000, 7_000])?;
        assert!(matches!(
            events[..],
            [Event::Tender(TenderEvent::SheetSigned { agreed: true, .. })]
        ));
        self.house.tally(tender)?;
        for bid in [0, 1] {
            self.tallied_as(tender, bid, [24_000_000, 14_000_000], None)?;
        }
        Ok(())
    }

    /// Who declares a conflict late is not asked any more about that bid, and signs nothing for it.
    fn conflicts_and_sheets(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let tender = self.all_scored(2)?;
        self.house.agree_all(tender, [8_000, 7_000])?;
        let own: OrgId = cast.vendors[0].admin.org;
        self.house.declare(second, tender, &[own])?;
        assert_eq!((self.agreed(tender, 0)?, self.agreed(tender, 1)?), (2, 1));
        self.refused(second, tender, &sheet(0, &[1, 1]), Error::ConflictOfInterest);
        self.house.declare(second, tender, &[own])?;
        assert_eq!(self.agreed(tender, 1)?, 1);
        self.house.agree(first, tender, 0, [10_000, 10_000])?;
        self.house.tally(tender)?;
        self.tallied_as(tender, 0, [30_000_000, 20_000_000], None)?;
        self.tallied_as(tender, 1, [24_000_000, 14_000_000], None)
    }

    /// A rejected bid needs no sheet, and the sheets of the others stay when the tally begins again.
    fn rejection_and_sheets(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let first = &cast.evaluators[0];
        let tender = self.all_scored(3)?;
        for bid in [0, 1] {
            for evaluator in &cast.evaluators {
                self.house.agree(evaluator, tender, bid, [8_000, 7_000])?;
            }
        }
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        self.house.reject(tender, 2, RejectionGround::NotQualified)?;
        self.refused(first, tender, &sheet(2, &[1, 1]), Error::BidNotLive);
        self.house.tally(tender)?;
        self.house.reject(tender, 1, RejectionGround::NotQualified)?;
        assert_eq!((self.agreed(tender, 0)?, self.agreed(tender, 1)?), (1, 1));
        self.house.rank(tender)?;
        self.tallied_as(tender, 0, [24_000_000, 14_000_000], None)?;
        self.house.award(tender)
    }

    /// After a reviewer had the evaluation made again nothing is agreed on any more.
    fn sheets_of_another_round(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let tender = self.all_scored(2)?;
        self.house.agree_all(tender, [8_000, 7_000])?;
        self.house.rank(tender)?;
        self.house.award(tender)?;
        self.house.complain(&cast.vendors[1].bidder, tender)?;
        self.house.decide_complaint(tender, 0, ComplaintOutcome::Reevaluate)?;
        self.refused(first, tender, &sheet(0, &[8_000, 7_000]), Error::ScoresOpen);
        // Own scores can be given again; sheets follow when the time for that is over.
        self.house.score(second, tender, 0, [7_000, 7_000])?;
        let until = self.house.state(tender)?.scores_until.unwrap_or_default();
        self.house.chain.advance_to(until - 1);
        self.refused(first, tender, &sheet(0, &[8_000, 7_000]), Error::ScoresOpen);
        self.house.chain.advance_to(until);
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        self.house.score(second, tender, 0, [7_500, 7_000])?;
        self.house.agree(first, tender, 0, [8_000, 7_000])?;
        self.refused(second, tender, &scores(0, &[7_000, 7_000]), Error::ScoresFixed);
        assert_eq!((self.agreed(tender, 0)?, self.agreed(tender, 1)?), (1, 0));
        self.house.agree(second, tender, 0, [8_000, 7_000])?;
        self.refused_tally_of_sheets(tender, Error::NotAgreed);
        for evaluator in [first, second] {
            self.house.agree(evaluator, tender, 1, [10_000, 10_000])?;
        }
        self.house.rank(tender)?;
        self.tallied_as(tender, 1, [30_000_000, 20_000_000], None)?;
        self.house.award(tender)
    }

    /// Where the panel does not agree, and outside of the evaluation, nobody signs a sheet.
    fn no_moderation(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let first = &cast.evaluators[0];
        let act = sheet(0, &[1, 1]);
        let tender = self.evaluated(2)?;
        self.house.score_all(tender)?;
        self.refused(first, tender, &act, Error::NotModerated);
        let publication = moderated(plan(&cast, self.house.chain.now()));
        let tender = self.house.publish(publication)?;
        self.refused(first, tender, &act, Error::NotEvaluation);
        let tender = self.all_scored(2)?;
        self.house.suspend_tender(tender)?;
        self.refused(first, tender, &act, Error::TenderSuspended);
        Ok(())
    }

    /// A tender in the evaluation whose panel agrees, with bids of so many vendors.
    fn moderated(&mut self, vendors: usize) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let publication = moderated(plan(&cast, self.house.chain.now()));
        let tender = self.house.publish(publication)?;
        for (company, price) in cast.vendors[..vendors].iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        assert_eq!(self.house.bids(tender, BidStatus::Opened)?.len(), vendors);
        Ok(tender)
    }

    /// The same, and everybody scored.
    fn all_scored(&mut self, vendors: usize) -> Result<ContractId, Refusal> {
        let tender = self.moderated(vendors)?;
        self.house.score_all(tender)?;
        Ok(tender)
    }

    /// Of how many bids the last sheet is this seat's.
    fn agreed(&self, tender: ContractId, place: u8) -> Result<u32, Refusal> {
        let seat: Seat = self.house.read(tender, &Cell::Seat(place))?;
        Ok(seat.agreed.of(self.house.state(tender)?.round))
    }

    /// The weights are 30 and 20 points.
    fn tallied_as(
        &self,
        tender: ContractId,
        bid: u32,
        criteria: [u32; 2],
        below_minimum: Option<u16>,
    ) -> Result<(), Refusal> {
        let tallied: Tallied = self.house.read(tender, &Cell::Tallied(bid))?;
        assert_eq!(tallied, Tallied { criteria: criteria.to_vec(), below_minimum });
        Ok(())
    }

    fn refused_tally_of_sheets(&mut self, tender: ContractId, error: Error) {
        self.refused_call("tally", tender, &Tally {}.call(), error);
    }
}
