//! A panel that agrees on points after everybody scored alone.

use tenderseal_rules::{
    ContractId, Event,
    messages::Agree,
    replay::sha256,
    tender::BidStatus,
    terms::{Consensus, Publication, Terms},
};

use crate::{Actor, Chain, Installation, Refusal};

/// The same publication with a score on which the panel agrees.
#[must_use]
pub fn moderated(publication: Publication) -> Publication {
    let terms = Terms { consensus: Consensus::Moderated, ..publication.terms };
    Publication { terms, ..publication }
}

/// The act that signs these points for a bid.
#[must_use]
pub fn sheet(bid: u32, points: &[u32]) -> Agree {
    Agree {
        bid, points: points.to_vec(), statement: sha256("评标委员会合议意见".as_bytes())
    }
}

impl<C: Chain> Installation<C> {
    /// An evaluator signs these points for a bid.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn agree(
        &mut self,
        evaluator: &Actor,
        tender: ContractId,
        bid: u32,
        points: [u32; 2],
    ) -> Result<Vec<Event>, Refusal> {
        self.act(evaluator, tender, &sheet(bid, &points))
    }

    /// The cast's evaluators agree on these points for every bid that was opened.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn agree_all(&mut self, tender: ContractId, points: [u32; 2]) -> Result<(), Refusal> {
        let cast = self.cast();
        for bid in self.bids(tender, BidStatus::Opened)? {
            for evaluator in &cast.evaluators {
                self.agree(evaluator, tender, bid, points)?;
            }
        }
        Ok(())
    }
}
