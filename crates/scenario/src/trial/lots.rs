//! Lots: how a procurement is divided, that each number is published once, and that a lot goes its own way.

use tenderseal_rules::{
    Error, Hash,
    lot::{LOTS_MAX, Lot, Lots},
    messages::{CancelReason, ProposeAmendment, ProposeTender},
    registry::Cell,
    tender::Stage,
};

use super::Trial;
use crate::{OpenChain, Refusal, lot, plan};

impl<C: OpenChain> Trial<C> {
    pub(super) fn lots(&mut self) -> Result<(), Refusal> {
        self.invalid_lots();
        self.numbers_are_taken()?;
        self.lots_meet_at_the_approval()?;
        self.lots_are_fixed()?;
        self.lots_go_their_own_way()
    }

    fn offered(&self, part: Lot) -> ProposeTender {
        ProposeTender { publication: lot(&self.house.cast(), self.house.chain.now(), part) }
    }

    fn invalid_lots(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        for (bad, error) in invalid() {
            self.refused(&cast.officer, registry, &self.offered(bad), error);
        }
    }

    /// By the buyer's own lots, and by no other buyer's.
    fn numbers_are_taken(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        let part = |number, of| part([1; 32], number, of);
        self.house.publish(lot(&cast, now, part(1, LOTS_MAX)))?;
        let again = self.offered(part(1, LOTS_MAX));
        self.refused(&cast.officer, registry, &again, Error::LotTaken);
        for other in [part(2, 2), part(2, 49), part(1, 2)] {
            self.refused(&cast.officer, registry, &self.offered(other), Error::LotCountDiffers);
        }
        self.house.publish(lot(&cast, now, part(LOTS_MAX, LOTS_MAX)))?;
        let key = Cell::Procurement(cast.admin.org, [1; 32]);
        let lots: Lots = self.house.read(registry, &key)?;
        let published: Vec<u16> = (0..=LOTS_MAX).filter(|number| lots.has(*number)).collect();
        assert_eq!((lots.of, published), (LOTS_MAX, vec![1, LOTS_MAX]));
        self.house.act(&cast.neighbour, registry, &self.offered(part(1, 3))).map(drop)
    }

    /// Proposals do not hold a number: of two the first that is approved has it.
    fn lots_meet_at_the_approval(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        let mut propose =
            |number, of| self.house.propose(lot(&cast, now, part([2; 32], number, of)));
        let (first, same, fewer) = (propose(2, 3)?, propose(2, 3)?, propose(1, 2)?);
        self.house.act(&cast.approver, registry, &first)?;
        self.refused(&cast.approver, registry, &same, Error::LotTaken);
        self.refused(&cast.approver, registry, &fewer, Error::LotCountDiffers);
        Ok(())
    }

    /// What a tender is part of stays as it was published.
    fn lots_are_fixed(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let now = self.house.chain.now();
        let own = part([3; 32], 1, 3);
        let tender = self.house.publish(lot(&cast, now, own))?;
        let undivided = self.house.publish(plan(&cast, now))?;
        for (tender, other) in [
            (tender, None),
            (tender, Some(Lot { number: 2, ..own })),
            (tender, Some(Lot { of: 4, ..own })),
            (tender, Some(Lot { procurement: [9; 32], ..own })),
            (undivided, Some(own)),
        ] {
            let mut terms = self.house.terms(tender)?;
            terms.lot = other;
            let act = ProposeAmendment { terms, deadline: 0, reason: [1; 32] };
            self.refused(&cast.officer, tender, &act, Error::LotFixed);
        }
        for (bad, error) in invalid() {
            let mut terms = self.house.terms(tender)?;
            terms.lot = Some(bad);
            let act = ProposeAmendment { terms, deadline: 0, reason: [1; 32] };
            self.refused(&cast.officer, tender, &act, error);
        }
        // And all else of a lot's terms is amended as ever.
        let correction = self.house.correction(tender)?;
        self.house.amend(tender, &correction)?;
        assert_eq!(self.house.terms(tender)?.lot, Some(own));
        Ok(())
    }

    /// One lot is cancelled, one gets no bids, one is awarded.
    fn lots_go_their_own_way(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        let mut publish = |number| self.house.publish(lot(&cast, now, part([4; 32], number, 3)));
        let (awarded, cancelled, unsuccessful) = (publish(1)?, publish(2)?, publish(3)?);
        for (company, price) in cast.vendors[..2].iter().zip([100, 200]) {
            self.house.commit(company, awarded, price)?;
        }
        self.house.cancel(cancelled, CancelReason::NoNeed)?;
        self.house.open_all(awarded)?;
        self.house.pass_objections(awarded)?;
        self.house.score_all(awarded)?;
        self.house.rank(awarded)?;
        self.house.award(awarded)?;
        let stages = [awarded, cancelled, unsuccessful].map(|tender| self.house.stage(tender));
        assert_eq!(stages, [Ok(Stage::Standstill), Ok(Stage::Cancelled), Ok(Stage::Unsuccessful)]);
        // What ended without an award is tendered again as a new procurement.
        for ended in [2, 3] {
            let again = self.offered(part([4; 32], ended, 3));
            self.refused(&cast.officer, registry, &again, Error::LotTaken);
        }
        Ok(())
    }
}

fn part(procurement: Hash, number: u16, of: u16) -> Lot {
    Lot { number, of, procurement }
}

fn invalid() -> [(Lot, Error); 9] {
    let of = |number, of| part([1; 32], number, of);
    [
        (of(1, 0), Error::LotsInvalid),
        (of(1, 1), Error::LotsInvalid),
        (of(1, 51), Error::LotsInvalid),
        (of(1, u16::MAX), Error::LotsInvalid),
        (of(0, 2), Error::LotNumberInvalid),
        (of(3, 2), Error::LotNumberInvalid),
        (of(51, 50), Error::LotNumberInvalid),
        (of(u16::MAX, 50), Error::LotNumberInvalid),
        (part([0; 32], 1, 2), Error::ProcurementInvalid),
    ]
}
