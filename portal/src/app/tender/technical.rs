//! Technical offers with envelopes of their own, as pages and the API show them, folded from their events.

use std::collections::{BTreeMap, BTreeSet};

use tenderseal_rules::{
    Hash, PersonId, TenderEvent,
    messages::{BidVerdict, TechnicalVerdict},
    ranking::Tallied,
    tender::{BidStatus, Stage, TechnicalBid, technical_until},
};

use super::{At, BidView, TenderView, on_bid};

/// Who sealed to the evaluators what opens a technical envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giver {
    /// A member of the committee, from 1, its share.
    Member(u8),
    /// The vendor its seed, by this person.
    Vendor(PersonId),
}

/// What was sealed to the evaluators. The chain has its hash; the bytes are the file of that hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResharedView {
    /// By whom.
    pub giver: Giver,
    /// SHA-256 of what was sealed; of a member it holds the shares of other bids too.
    pub digest: Hash,
    /// Where.
    pub at: At,
}

/// What an evaluator found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerdictView {
    /// Who.
    pub evaluator: PersonId,
    /// What.
    pub verdict: TechnicalVerdict,
    /// Where.
    pub at: At,
}

/// The technical envelope of a bid.
#[derive(Clone, Debug)]
pub struct TechnicalView {
    /// `E`.
    pub e: Hash,
    /// `C`.
    pub c: Hash,
    /// What was sealed to the evaluators, in order: a giver may have sealed again.
    pub reshared: Vec<ResharedView>,
    /// The last verdict of each evaluator; until the panel found, of those whose bid it is to read.
    pub verdicts: Vec<VerdictView>,
    /// What the panel's majority found, and where.
    pub found: Option<(TechnicalVerdict, At)>,
}

impl TechnicalView {
    /// Of a bid that was committed.
    #[must_use]
    pub const fn of(bid: TechnicalBid) -> Self {
        let TechnicalBid { e, c } = bid;
        Self { e, c, reshared: Vec::new(), verdicts: Vec::new(), found: None }
    }

    /// The members, from 1, that sealed their shares to the evaluators.
    #[must_use]
    pub fn members(&self) -> BTreeSet<u8> {
        let members = self.reshared.iter().filter_map(|held| match held.giver {
            Giver::Member(member) => Some(member),
            Giver::Vendor(_) => None,
        });
        members.collect()
    }

    /// Whether the vendor sealed its seed to the evaluators.
    #[must_use]
    pub fn has_seed(&self) -> bool {
        self.reshared.iter().any(|held| matches!(held.giver, Giver::Vendor(_)))
    }

    /// An evaluator's verdict.
    #[must_use]
    pub fn verdict_of(&self, evaluator: &PersonId) -> Option<&VerdictView> {
        self.verdicts.iter().find(|held| held.evaluator == *evaluator)
    }

    /// The bid is not this evaluator's to read any more. What the panel found stands.
    pub(super) fn set_aside(&mut self, evaluator: &PersonId) {
        if self.found.is_none() {
            self.verdicts.retain(|held| held.evaluator != *evaluator);
        }
    }
}

/// The technical result: after it the prices of those that passed are opened.
#[derive(Clone, Debug)]
pub struct TechnicalResultView {
    /// How many bids passed whose price was sealed.
    pub passed: u32,
    /// By bid: what the scores came to.
    pub tallies: BTreeMap<u32, Tallied>,
    /// Where.
    pub at: At,
}

/// Shares and seeds for the evaluators, verdicts, the technical result.
pub(super) fn fold(view: &mut TenderView, event: TenderEvent, at: At) {
    match event {
        TenderEvent::Reshared { member, bids, digest } => {
            for number in bids {
                reshared(view, number, ResharedView { giver: Giver::Member(member), digest, at });
            }
        }
        TenderEvent::SeedReshared { bid, digest, by } => {
            reshared(view, bid, ResharedView { giver: Giver::Vendor(by), digest, at });
        }
        TenderEvent::BidsJudged { evaluator, verdicts, found } => {
            for BidVerdict { bid: number, verdict } in verdicts {
                let decides = found.contains(&number);
                on_bid(view, number, |bid| {
                    judge(bid, VerdictView { evaluator, verdict, at }, decides);
                });
            }
        }
        TenderEvent::TechnicalEvaluated { passed, .. } => {
            let tallies = view.tallies.clone();
            view.technical = Some(TechnicalResultView { passed, tallies, at });
        }
        _ => {}
    }
}

fn reshared(view: &mut TenderView, number: u32, given: ResharedView) {
    on_bid(view, number, |bid| {
        if let Some(technical) = &mut bid.technical {
            technical.reshared.push(given);
        }
    });
}

fn judge(bid: &mut BidView, given: VerdictView, decides: bool) {
    let Some(technical) = &mut bid.technical else { return };
    technical.verdicts.retain(|held| held.evaluator != given.evaluator);
    technical.verdicts.push(given);
    if decides {
        technical.found = Some((given.verdict, given.at));
        bid.status = match given.verdict {
            TechnicalVerdict::Valid { .. } => BidStatus::Read,
            TechnicalVerdict::Faulty(fault) => BidStatus::Rejected(fault),
            TechnicalVerdict::Unopened => BidStatus::Unopened,
        };
    }
}

impl TenderView {
    /// Whether technical offers have envelopes of their own.
    #[must_use]
    pub const fn has_two_envelopes(&self) -> bool {
        self.state().technical.is_some()
    }

    /// First second in which anything of a bid is opened: where bids have two envelopes, the technical one. It stays when the
    /// schedule's guard comes to last until the prices.
    #[must_use]
    pub fn first_opening(&self) -> u64 {
        match &self.state().technical {
            Some(technical) if technical.done_at.is_some() || self.state().round > 0 => {
                self.schedule().deadline.saturating_add(technical.guard.into())
            }
            _ => self.schedule().opening(),
        }
    }

    /// First second after the technical opening, if not every bid can be opened before; none where bids have one envelope, and
    /// once the technical result is there.
    #[must_use]
    pub fn technical_until(&self) -> Option<u64> {
        self.state().is_technical().then(|| technical_until(self.state()))
    }

    /// Whether shares and seeds are sealed to evaluators now.
    #[must_use]
    pub fn takes_reshares(&self) -> bool {
        matches!(self.stage, Stage::TechnicalOpening | Stage::TechnicalEvaluation)
            && self.state().is_technical()
            && !self.state().suspended
    }

    /// Whether evaluators say now what they found in technical envelopes.
    #[must_use]
    pub fn takes_verdicts(&self) -> bool {
        self.stage == Stage::TechnicalEvaluation && self.takes_reshares()
    }

    /// Whether the price of a bid is sealed and is to be opened, or was to be: where bids have two envelopes, only of one
    /// that passed.
    #[must_use]
    pub fn awaits_price(&self, bid: &BidView) -> bool {
        if self.has_two_envelopes() {
            bid.status == BidStatus::Read && bid.passed == Some(true)
        } else {
            bid.status == BidStatus::Sealed && !bid.stale
        }
    }

    /// Whether the technical offer of a bid passed, by the technical result that holds.
    pub(super) fn passes(&self, number: u32) -> Option<bool> {
        let tallied = self.technical.as_ref()?.tallies.get(&number)?;
        Some(tallied.below_minimum.is_none())
    }

    /// When a tender with two envelopes failed without any price being opened, Unix seconds.
    pub(super) fn failed_technically(&self) -> Option<u64> {
        if self.state().is_technical() {
            let found = self.bids.iter().filter_map(|bid| bid.technical.as_ref()?.found);
            return found.map(|(_, at)| at.time).max();
        }
        let nobody = |held: &&TechnicalResultView| {
            held.passed == 0 && !self.bids.iter().any(|bid| bid.status == BidStatus::Opened)
        };
        self.technical.as_ref().filter(nobody).map(|held| held.at.time)
    }
}
