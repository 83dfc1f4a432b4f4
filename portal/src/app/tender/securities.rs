//! The bids' securities as pages and the API show them, folded from their events.

use tenderseal_rules::{
    Hash, PersonId, TenderEvent,
    messages::ForfeitureGround,
    ranking::Position,
    tender::{self, Bid, BidStatus, GivenSecurity, ReturnReason, SecurityStatus},
};

use super::{At, BidView, Names, TenderView, on_bid};
use crate::app::Outcome;

/// The security of a bid.
#[derive(Clone, Copy, Debug)]
pub struct SecurityView {
    /// The guarantee's hash.
    pub guarantee: Hash,
    /// What became of it.
    pub status: SecurityStatus,
    /// Where it was returned or forfeited.
    pub settled: Option<At>,
}

/// A forfeiture. A proposal that was replaced by another is in the timeline only.
#[derive(Clone, Debug)]
pub struct ForfeitureView {
    /// The bid.
    pub bid: u32,
    /// Why.
    pub ground: ForfeitureGround,
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The approver, and where it was confirmed.
    pub confirmed: Option<(PersonId, At)>,
}

/// Returns and forfeitures.
pub(super) async fn fold(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    let mut settle = |bid, status| {
        on_bid(view, bid, |bid| {
            if let Some(security) = &mut bid.security {
                security.status = status;
                security.settled = Some(at);
            }
        });
    };
    match event {
        TenderEvent::SecurityReturned { bid, reason } => {
            settle(bid, SecurityStatus::Returned(reason));
        }
        TenderEvent::SecurityForfeited { bid, ground, approver, .. } => {
            settle(bid, SecurityStatus::Forfeited(ground));
            if let Some(last) = view.forfeitures.last_mut() {
                last.confirmed = Some((approver, at));
            }
        }
        TenderEvent::ForfeitureProposed { bid, ground, statement, officer, proposed } => {
            let text = names.text(&statement).await?;
            view.forfeitures.pop_if(|last| last.confirmed.is_none());
            view.forfeitures.push(ForfeitureView {
                bid,
                ground,
                statement,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        _ => {}
    }
    Ok(())
}

impl BidView {
    /// Whether its security is held.
    #[must_use]
    pub fn is_secured(&self) -> bool {
        self.security.is_some_and(|held| held.status == SecurityStatus::Held)
    }

    /// As the contract stores it.
    #[must_use]
    pub fn stored(&self) -> Bid {
        Bid {
            vendor: self.vendor,
            attempt: self.attempt,
            e: self.e,
            c: self.c,
            committed: Position { block: self.at.block, index: self.number },
            committed_at: self.at.time,
            status: self.status,
            terms: self.terms,
            security: self
                .security
                .map(|held| GivenSecurity { guarantee: held.guarantee, status: held.status }),
        }
    }
}

impl TenderView {
    /// Whether as many good shares of a bid as open it are on the chain, or its technical offer did not pass: then nothing is
    /// left to its vendor.
    fn is_openable(&self, bid: &BidView) -> bool {
        let failed = bid.status == BidStatus::Read && bid.passed != Some(true);
        failed || bid.good.len() >= usize::from(self.core().k)
    }

    /// The bids that have a security, with it.
    pub fn securities(&self) -> impl Iterator<Item = (&BidView, &SecurityView)> {
        self.bids.iter().filter_map(|bid| Some((bid, bid.security.as_ref()?)))
    }

    /// The bids whose held security is to be returned now, and why.
    pub fn returnable(&self) -> impl Iterator<Item = (&BidView, ReturnReason)> {
        let due = move |bid: &BidView| {
            let stored = (bid.number, &bid.stored());
            tender::return_due(self.state(), stored, self.is_openable(bid), self.now)
        };
        let held = self.bids.iter().filter(|bid| bid.is_secured());
        held.filter_map(move |bid| Some((bid, due(bid)?)))
    }

    /// The bids whose held security can be forfeited now, and the ground.
    pub fn forfeitable(&self) -> impl Iterator<Item = (&BidView, ForfeitureGround)> {
        let ground = move |bid: &BidView| {
            tender::forfeitable(self.state(), &bid.stored(), self.is_openable(bid), self.now)
        };
        let held = self.bids.iter().filter(|bid| bid.is_secured());
        held.filter_map(move |bid| Some((bid, ground(bid)?)))
    }

    /// The proposed forfeiture that waits for its approver; none when it can no longer be confirmed.
    #[must_use]
    pub fn proposed_forfeiture(&self) -> Option<&ForfeitureView> {
        let last = self.forfeitures.last().filter(|last| last.confirmed.is_none());
        last.filter(|last| self.forfeitable().any(|(bid, _)| bid.number == last.bid))
    }

    /// First second in which no guarantee has to hold any more, where the terms ask for one.
    #[must_use]
    pub fn guaranteed_until(&self) -> Option<u64> {
        let security = self.state().terms.security?;
        Some(security.valid_until(self.schedule()))
    }
}
