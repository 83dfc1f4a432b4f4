//! Technical envelopes: who resealed them, what evaluators found, whose prices could be opened.

use std::collections::{BTreeMap, BTreeSet};

use tenderseal_rules::{
    Hash, PersonId, TenderEvent,
    messages::{BidVerdict, ComplaintOutcome, TechnicalVerdict},
};

use super::{Gathering, conduct::evaluators};

/// The technical envelope of a bid.
pub(crate) struct TechnicalFacts {
    pub e: Hash,
    pub c: Hash,
    pub envelope: Vec<u8>,
}

/// Who resealed what opens technical envelopes.
pub(crate) struct ResharingFacts {
    /// Of a member of the committee: its place, from 1; of a vendor none.
    pub member: Option<u8>,
    pub bids: Vec<u32>,
    pub digest: Hash,
    pub time: u64,
}

/// What an evaluator found, in the order of the acts.
pub(crate) struct VerdictFacts {
    pub bid: u32,
    pub evaluator: PersonId,
    pub verdict: TechnicalVerdict,
    pub time: u64,
    /// Whether the majority had found so with it.
    pub decided: bool,
}

/// What was gathered of them.
#[derive(Default)]
pub(crate) struct TechnicalStory {
    pub resharings: Vec<ResharingFacts>,
    pub verdicts: Vec<VerdictFacts>,
    /// Bids on which more than half of those have found who could read them then.
    pub found: BTreeMap<u32, TechnicalVerdict>,
    /// What does not follow from it, in words.
    pub wrong: Option<String>,
    /// Who passed by the last technical tally.
    passed: BTreeSet<u32>,
    /// Whether the last technical tally is over.
    done: bool,
}

impl TechnicalStory {
    fn mismatch(&mut self, words: String) {
        self.wrong.get_or_insert(words);
    }
}

impl Gathering {
    /// `None` when an event names a bid that is not there.
    pub(super) fn technical(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match event {
            TenderEvent::Reshared { member, bids, digest } => {
                let facts = ResharingFacts {
                    member: Some(*member),
                    bids: bids.clone(),
                    digest: *digest,
                    time,
                };
                self.technical.resharings.push(facts);
            }
            TenderEvent::SeedReshared { bid, digest, .. } => {
                let bids = vec![*bid];
                let facts = ResharingFacts { member: None, bids, digest: *digest, time };
                self.technical.resharings.push(facts);
            }
            TenderEvent::BidsJudged { evaluator, verdicts, found } => {
                for verdict in verdicts {
                    self.judged(*evaluator, verdict, time, found)?;
                }
            }
            TenderEvent::TechnicalEvaluated { passed, .. } => {
                self.technical.done = true;
                let sealed = self.technical.passed.iter().filter(|bid| {
                    let at = usize::try_from(**bid).ok();
                    at.and_then(|at| self.bids.get(at)).is_some_and(|bid| bid.revealed.is_none())
                });
                if u32::try_from(sealed.count()).ok() < Some(*passed) {
                    self.technical.mismatch("more prices were to be opened than passed".into());
                }
            }
            _ => {}
        }
        Some(())
    }

    /// One verdict, and whether more than half of those who could read the bid have found so.
    fn judged(
        &mut self,
        evaluator: PersonId,
        BidVerdict { bid, verdict }: &BidVerdict,
        time: u64,
        found: &[u32],
    ) -> Option<()> {
        let vendor = self.bids.get(usize::try_from(*bid).ok()?)?.vendor;
        let decided = found.contains(bid);
        let verdicts = &mut self.technical.verdicts;
        verdicts.push(VerdictFacts { bid: *bid, evaluator, verdict: *verdict, time, decided });
        let readers: Vec<PersonId> =
            evaluators(&self.panel, &self.seats, &self.declarations, vendor).collect();
        let last = |person: &PersonId| {
            let own = self.technical.verdicts.iter().rev();
            let mut own = own.filter(|held| held.bid == *bid && held.evaluator == *person);
            own.next().map(|held| held.verdict)
        };
        let agree = readers.iter().filter(|person| last(person) == Some(*verdict)).count();
        if decided != (2 * agree > readers.len()) {
            let words = format!("bid {bid} was decided otherwise than by the majority");
            self.technical.mismatch(words);
        }
        if !readers.contains(&evaluator) {
            self.technical.mismatch(format!("{evaluator} may not read bid {bid}"));
        }
        if decided && self.technical.found.insert(*bid, *verdict).is_some() {
            self.technical.mismatch(format!("bid {bid} was decided twice"));
        }
        Some(())
    }

    /// What a page of the tally tells of technical offers: those that pass, until the evaluation is made again.
    pub(super) fn passing(&mut self, event: &TenderEvent) {
        match event {
            TenderEvent::BidsTallied { tallies, .. } if !self.technical.done => {
                for (bid, tallied) in tallies {
                    if tallied.below_minimum.is_none() {
                        self.technical.passed.insert(*bid);
                    } else {
                        self.technical.passed.remove(bid);
                    }
                }
            }
            TenderEvent::ComplaintDecided { outcome: ComplaintOutcome::Reevaluate, .. } => {
                self.technical.done = false;
                self.technical.passed.clear();
            }
            _ => {}
        }
    }

    /// A price is opened, or a share of it posted: with two envelopes, of nobody who did not pass.
    pub(super) fn price(&mut self, bid: u32) {
        let apart = self.bids.get(bid as usize).is_some_and(|bid| bid.technical.is_some());
        let technical = &mut self.technical;
        if apart && !(technical.done && technical.passed.contains(&bid)) {
            technical.mismatch(format!("the price of bid {bid} was opened, and it had not passed"));
        }
    }
}
