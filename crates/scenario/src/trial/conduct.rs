//! Declarations of interests, what they exclude, and seats that change.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error, Event, OrgId, PersonId, TenderEvent,
    messages::{CancelReason, ConfirmSeatChange, Declare, Fault, ProposeSeatChange, Tally},
    profile::Profile,
    ranking::Tallied,
    replay::sha256,
    tender::{BidStatus, Cell, Seat, Stage, conflicts_max},
};

use super::Trial;
use crate::{
    Actor, Company, OpenChain, Refusal,
    cast::profiles,
    plan,
    technical::reading_key,
    tenders::{declaration, scores, seat_change},
};

impl<C: OpenChain> Trial<C> {
    pub(super) fn conduct(&mut self) -> Result<(), Refusal> {
        self.declarations()?;
        self.a_conflict_that_comes_late()?;
        self.a_conflict_with_a_rejected_bid()?;
        self.nobody_may_score()?;
        self.proposed_seats()?;
        self.lost_evaluators()?;
        self.least_panel()?;
        self.seats_of_the_tallied()?;
        self.conduct_of_the_ended()
    }

    /// From the second of the deadline on, of those who bid, and only more of them.
    fn declarations(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let [one, two, withdrawn] = cast.vendors.each_ref().map(org);
        let tender = self.published()?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        self.house.withdraw(&cast.vendors[2], tender)?;
        let deadline = self.house.schedule(tender)?.deadline;
        self.house.chain.advance_to(deadline - 1);
        self.refused(first, tender, &declaration(&[]), Error::DeclarationTooEarly);
        self.house.chain.advance_to(deadline);
        self.named_conflicts(tender);

        let act = declaration(&[one]);
        let told = TenderEvent::InterestsDeclared {
            evaluator: first.person,
            conflicts: vec![one],
            statement: act.statement,
            reader: None,
        };
        let unasked = Declare { reader: Some(reading_key(first)), ..act.clone() };
        self.refused(first, tender, &unasked, Error::ReaderKeyNotAsked);
        assert_eq!(self.house.act(first, tender, &act), Ok(vec![Event::Tender(told)]));
        self.only_signer(first, Some(&cast.officer), tender, &act);
        for less in [declaration(&[]), declaration(&[two])] {
            self.refused(first, tender, &less, Error::ConflictKept);
        }
        self.house.act(first, tender, &act)?;
        self.refused(first, tender, &declaration(&[one, withdrawn]), Error::ConflictWithoutBid);
        self.refused(&cast.substitute.actor, tender, &act, Error::NotOnPanel);

        // In the evaluation the one scores the other vendor's bid alone, the other one both.
        self.house.open_all(tender)?;
        self.house.declare(second, tender, &[])?;
        self.house.pass_objections(tender)?;
        let [excluded, due] = [scores(0, &[10_000, 10_000]), scores(1, &[7_000, 8_000])];
        self.refused(first, tender, &excluded, Error::ConflictOfInterest);
        self.house.act(first, tender, &due)?;
        for bid in [0, 1] {
            self.refused_first_page(tender, Error::ScoresIncomplete);
            self.house.score(second, tender, bid, [9_000, 6_000])?;
        }
        self.house.tally(tender)?;
        self.tallied(tender, 0, [27_000_000, 12_000_000])?;
        self.tallied(tender, 1, [24_000_000, 14_000_000])?;
        self.house.rank(tender)?;
        self.house.award(tender)
    }

    /// Sorted, once each, not too many, and each of somebody who bid.
    fn named_conflicts(&mut self, tender: ContractId) {
        let cast = self.house.cast();
        let first = &cast.evaluators[0];
        let mut both = [org(&cast.vendors[0]), org(&cast.vendors[1])];
        both.sort_unstable();
        let [lower, upper] = both;
        for unsorted in [vec![upper, lower], vec![lower, lower]] {
            let act = Declare { conflicts: unsorted, ..declaration(&[]) };
            self.refused(first, tender, &act, Error::ConflictsUnsorted);
        }
        let most = u8::try_from(conflicts_max(2)).unwrap_or(u8::MAX);
        let strangers = |count: u8| (0..count).map(|at| OrgId([at; 20])).collect::<Vec<_>>();
        self.refused(first, tender, &declaration(&strangers(most + 1)), Error::TooMany);
        for nobody in [strangers(most), vec![lower, org(&cast.vendors[2])], vec![cast.admin.org]] {
            self.refused(first, tender, &declaration(&nobody), Error::ConflictWithoutBid);
        }
    }

    /// Scores of a bid do not count any more when its vendor turns out to be one's own.
    fn a_conflict_that_comes_late(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let tender = self.evaluated(2)?;
        self.house.declare_all(tender)?;
        for bid in [0, 1] {
            self.house.score(first, tender, bid, [6_000, 6_000])?;
            self.house.score(second, tender, bid, [9_000, 9_000])?;
        }
        for _ in 0..2 {
            self.house.declare(first, tender, &[org(&cast.vendors[0])])?;
            assert_eq!(self.seat(tender, 0)?.scored, 1);
            self.refused(first, tender, &scores(0, &[1, 1]), Error::ConflictOfInterest);
        }
        self.house.tally(tender)?;
        self.tallied(tender, 0, [27_000_000, 18_000_000])?;
        self.tallied(tender, 1, [22_500_000, 15_000_000])
    }

    /// A bid that was rejected is nobody's to score: what is due does not become less by it.
    fn a_conflict_with_a_rejected_bid(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let tender = self.published()?;
        for (company, price) in cast.vendors.iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        self.house.open_all(tender)?;
        for evaluator in [first, second] {
            self.house.declare(evaluator, tender, &[org(&cast.vendors[2])])?;
        }
        let objection = self.house.object(&cast.neighbour, tender, 2, Fault::Reseal)?;
        self.house.decide(tender, objection, true)?;
        self.house.pass_objections(tender)?;
        self.house.score(first, tender, 0, [9_000, 9_000])?;
        self.house.score(second, tender, 0, [9_000, 9_000])?;
        self.house.score(second, tender, 1, [9_000, 9_000])?;
        self.refused_first_page(tender, Error::ScoresIncomplete);
        self.refused(first, tender, &scores(2, &[1, 1]), Error::BidNotLive);
        self.house.score(first, tender, 1, [9_000, 9_000])?;
        self.house.rank(tender)
    }

    /// When everybody has a conflict with the same vendor, a seat has to be given to somebody else.
    fn nobody_may_score(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let substitute = &cast.substitute.actor;
        let tender = self.evaluated(2)?;
        for evaluator in [first, second] {
            self.house.declare(evaluator, tender, &[org(&cast.vendors[1])])?;
            self.refused_first_page(
                tender,
                if evaluator.person == first.person {
                    Error::ScoresIncomplete
                } else {
                    Error::NobodyMayScore
                },
            );
            self.house.score(evaluator, tender, 0, [8_000, 8_000])?;
        }
        self.refused_first_page(tender, Error::NobodyMayScore);
        self.house.change_seat(tender, first.person, Some(substitute.person))?;
        self.refused_first_page(tender, Error::ScoresIncomplete);

        // Whoever is excused is off the panel; whoever comes begins without a declaration or score.
        self.refused(first, tender, &scores(0, &[8_000, 8_000]), Error::NotOnPanel);
        self.refused(first, tender, &declaration(&[org(&cast.vendors[1])]), Error::NotOnPanel);
        self.refused(substitute, tender, &scores(0, &[1, 1]), Error::NotDeclared);
        self.house.declare(substitute, tender, &[])?;
        self.house.score(substitute, tender, 1, [7_000, 7_000])?;
        self.refused_first_page(tender, Error::ScoresIncomplete);
        self.house.score(substitute, tender, 0, [6_000, 6_000])?;
        self.house.tally(tender)?;
        self.tallied(tender, 0, [21_000_000, 14_000_000])?;
        self.tallied(tender, 1, [21_000_000, 14_000_000])
    }

    /// Who proposes which change, and who confirms it; while bids are taken too.
    fn proposed_seats(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = cast.evaluators.each_ref().map(|evaluator| evaluator.person);
        let substitute = cast.substitute.actor.person;
        let tender = self.published()?;
        let good = seat_change(first, Some(substitute));
        self.refused_seat(tender, &good, Error::NothingProposed);
        for nobody in [substitute, cast.officer.person, PersonId([0; 20])] {
            let act = seat_change(nobody, Some(substitute));
            self.refused(&cast.officer, tender, &act, Error::NotOnPanel);
        }
        for unfit in [first, second] {
            let act = seat_change(first, Some(unfit));
            self.refused(&cast.officer, tender, &act, Error::SubstituteUnfit);
        }

        // Another proposal replaces the first, which cannot be confirmed any more.
        self.house.act(&cast.officer, tender, &good)?;
        self.only_buyer(&cast.officer, &cast.approver, tender, &good);
        let own = seat_change(first, None);
        self.house.act(&cast.director, tender, &own)?;
        let alone = ConfirmSeatChange { proposed: sha256(&own.encode()) };
        self.refused(&cast.director, tender, &alone, Error::SamePerson);
        self.refused_seat(tender, &good, Error::HashMismatch);
        self.house.act(&cast.officer, tender, &good)?;
        self.refused_seat(tender, &own, Error::HashMismatch);
        let confirmation = ConfirmSeatChange { proposed: sha256(&good.encode()) };
        let told = TenderEvent::SeatChanged {
            evaluator: first,
            substitute: Some(substitute),
            reason: good.reason,
            approver: cast.approver.person,
        };
        let events = self.house.act(&cast.approver, tender, &confirmation);
        assert_eq!(events, Ok(vec![Event::Tender(told)]));
        self.refused_seat(tender, &good, Error::NothingProposed);
        assert_eq!(self.seat(tender, 0)?.number, 2);
        let next = seat_change(second, None);
        self.house.act(&cast.officer, tender, &next)?;
        let confirmation = ConfirmSeatChange { proposed: sha256(&next.encode()) };
        self.only_buyer(&cast.approver, &cast.officer, tender, &confirmation);

        // Whoever was excused has no seat any more and gets none again; nor does whoever is there.
        for gone in [seat_change(first, None), seat_change(first, Some(cast.director.person))] {
            self.refused(&cast.officer, tender, &gone, Error::NotOnPanel);
        }
        for unfit in [first, substitute] {
            let act = seat_change(second, Some(unfit));
            self.refused(&cast.officer, tender, &act, Error::SubstituteUnfit);
        }
        Ok(())
    }

    /// One of two is lost while the scores are awaited: the tender goes on without that one.
    fn lost_evaluators(&mut self) -> Result<(), Refusal> {
        let tender = self.lost_evaluator()?;
        self.house.tally(tender)?;
        self.tallied(tender, 0, [24_000_000, 16_000_000])?;
        let tender = self.lost_evaluator()?;
        self.vacant_seat(tender)
    }

    fn lost_evaluator(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let tender = self.evaluated(2)?;
        self.house.declare_all(tender)?;
        for bid in [0, 1] {
            self.house.score(first, tender, bid, [8_000, 8_000])?;
        }
        self.house.score(second, tender, 0, [6_000, 6_000])?;
        self.refused_first_page(tender, Error::ScoresIncomplete);
        self.house.change_seat(tender, second.person, None)?;
        Ok(tender)
    }

    /// The last one cannot go without a substitute. The vacant seat is filled later, by somebody else.
    fn vacant_seat(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let substitute = &cast.substitute.actor;
        self.refused(second, tender, &scores(1, &[1, 1]), Error::NotOnPanel);
        let last = seat_change(first.person, None);
        self.refused(&cast.officer, tender, &last, Error::LastSeat);
        let again = seat_change(second.person, None);
        self.refused(&cast.officer, tender, &again, Error::NotOnPanel);
        let back = seat_change(second.person, Some(second.person));
        self.refused(&cast.officer, tender, &back, Error::SubstituteUnfit);
        self.house.change_seat(tender, second.person, Some(substitute.person))?;
        assert_eq!(self.seat(tender, 1)?.evaluator, substitute.person);
        self.refused_first_page(tender, Error::ScoresIncomplete);
        self.house.declare(substitute, tender, &[])?;
        for bid in [0, 1] {
            self.house.score(substitute, tender, bid, [10_000, 10_000])?;
        }
        self.house.tally(tender)?;
        self.tallied(tender, 0, [27_000_000, 18_000_000])
    }

    /// Where the profile asks for two evaluators, none of two leaves an empty seat behind.
    fn least_panel(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second] = &cast.evaluators;
        let profile = Profile { evaluators: 2, ..profiles()[0].clone() };
        let number = self.house.add_profile(profile)?;
        let mut publication = plan(&cast, self.house.chain.now());
        publication.terms.profile = number;
        let tender = self.house.publish(publication)?;
        let vacant = seat_change(first.person, None);
        self.refused(&cast.officer, tender, &vacant, Error::PanelTooSmall);
        self.house.change_seat(tender, first.person, Some(cast.substitute.actor.person))?;
        let vacant = seat_change(second.person, None);
        self.refused(&cast.officer, tender, &vacant, Error::PanelTooSmall);
        Ok(())
    }

    /// From the first page of the tally on nothing is declared and no seat changes.
    fn seats_of_the_tallied(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.evaluated(2)?;
        self.house.declare_all(tender)?;
        for evaluator in &cast.evaluators {
            for bid in [0, 1] {
                self.house.score(evaluator, tender, bid, [8_000, 8_000])?;
            }
        }
        let waiting = seat_change(cast.evaluators[0].person, None);
        self.house.act(&cast.officer, tender, &waiting)?;
        self.house.tally(tender)?;
        self.no_conduct(tender, &waiting, Error::Ranked);
        self.house.rank(tender)?;
        self.no_conduct(tender, &waiting, Error::Ranked);
        self.house.award(tender)?;
        self.no_conduct(tender, &waiting, Error::Ranked);
        let standstill = u64::from(self.house.schedule(tender)?.standstill);
        self.house.chain.advance_to(self.house.chain.now() + standstill);
        self.no_conduct(tender, &waiting, Error::Ended);
        Ok(())
    }

    fn conduct_of_the_ended(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.evaluated(2)?;
        let waiting = seat_change(cast.evaluators[0].person, None);
        self.house.act(&cast.officer, tender, &waiting)?;
        self.house.cancel(tender, CancelReason::Irregularity)?;
        self.no_conduct(tender, &waiting, Error::Ended);
        Ok(())
    }

    fn no_conduct(&mut self, tender: ContractId, waiting: &ProposeSeatChange, error: Error) {
        let cast = self.house.cast();
        self.refused(&cast.evaluators[0], tender, &declaration(&[]), error);
        self.refused(&cast.officer, tender, waiting, error);
        self.refused_seat(tender, waiting, error);
    }

    /// A tender in the evaluation, with a bid of each of so many vendors.
    pub(super) fn evaluated(&mut self, vendors: usize) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        for (company, price) in cast.vendors[..vendors].iter().zip([900, 800, 700]) {
            self.house.commit(company, tender, price)?;
        }
        self.house.open_all(tender)?;
        self.house.pass_objections(tender)?;
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialEvaluation));
        assert_eq!(self.house.bids(tender, BidStatus::Opened)?.len(), vendors);
        Ok(tender)
    }

    fn seat(&self, tender: ContractId, place: u8) -> Result<Seat, Refusal> {
        self.house.read(tender, &Cell::Seat(place))
    }

    /// The weights are 30 and 20 points.
    fn tallied(&self, tender: ContractId, bid: u32, criteria: [u32; 2]) -> Result<(), Refusal> {
        let tallied: Tallied = self.house.read(tender, &Cell::Tallied(bid))?;
        assert_eq!((tallied.criteria, tallied.below_minimum), (criteria.to_vec(), None));
        Ok(())
    }

    fn refused_first_page(&mut self, tender: ContractId, error: Error) {
        self.refused_call("tally", tender, &Tally {}.call(), error);
    }

    fn refused_seat(&mut self, tender: ContractId, of: &ProposeSeatChange, error: Error) {
        let cast = self.house.cast();
        let confirmation = ConfirmSeatChange { proposed: sha256(&of.encode()) };
        self.refused(&cast.approver, tender, &confirmation, error);
    }
}

fn org(company: &Company) -> OrgId {
    let Actor { org, .. } = company.admin;
    org
}
