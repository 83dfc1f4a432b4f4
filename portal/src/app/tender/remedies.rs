//! Rejections, complaints and suspensions as pages and the API show them, folded from their events.

use tenderseal_rules::{
    Hash, OrgId, PersonId, TenderEvent,
    messages::{ComplaintOutcome, RejectionGround},
    tender::{BidStatus, Stage},
};

use super::{At, BidView, Names, TenderView, moderation, on_bid};
use crate::app::Outcome;

/// A rejection of a bid after it was opened. A proposal that was replaced by another is in the timeline only.
#[derive(Clone, Debug)]
pub struct RejectionView {
    /// The bid.
    pub bid: u32,
    /// Why.
    pub ground: RejectionGround,
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
    /// The confirmation.
    pub confirmed: Option<ConfirmedRejection>,
}

/// The confirmation of a rejection.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmedRejection {
    /// Who confirmed.
    pub approver: PersonId,
    /// What it did.
    pub effect: Consequence,
    /// The round since, from 0.
    pub round: u32,
    /// Where.
    pub at: At,
}

/// A complaint.
#[derive(Clone, Debug)]
pub struct ComplaintView {
    /// Its number, from 0.
    pub number: u32,
    /// Whose. Like every vendor's name public only when bids are opened.
    pub vendor: OrgId,
    /// Legal name.
    pub vendor_name: String,
    /// Who signed.
    pub by: PersonId,
    /// SHA-256 of the text.
    pub statement: Hash,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Where.
    pub at: At,
    /// What became of it.
    pub end: ComplaintEnd,
}

/// What became of a complaint.
#[derive(Clone, Debug)]
pub enum ComplaintEnd {
    /// It waits for a reviewer.
    Open,
    /// A reviewer decided.
    Decided(DecisionView),
    /// The vendor withdrew it.
    Withdrawn(At),
}

/// A reviewer's decision on a complaint.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// What was decided.
    pub outcome: ComplaintOutcome,
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// The reviewer.
    pub reviewer: PersonId,
    /// Where.
    pub at: At,
}

impl ComplaintView {
    /// The number as people see it: the chain counts from 0.
    #[must_use]
    pub fn place(&self) -> u64 {
        u64::from(self.number) + 1
    }

    /// Whether it waits for a reviewer.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.end, ComplaintEnd::Open)
    }

    /// The decision, if there is one.
    #[must_use]
    pub const fn decision(&self) -> Option<&DecisionView> {
        match &self.end {
            ComplaintEnd::Decided(decision) => Some(decision),
            _ => None,
        }
    }

    /// When the vendor withdrew it.
    #[must_use]
    pub const fn withdrawn(&self) -> Option<&At> {
        match &self.end {
            ComplaintEnd::Withdrawn(at) => Some(at),
            _ => None,
        }
    }
}

/// A suspension of the tender by a reviewer, and its end.
#[derive(Clone, Debug)]
pub struct SuspensionView {
    /// The statement for it.
    pub from: SuspensionStep,
    /// The statement for letting the tender go on; none while it is suspended, or when it was cancelled meanwhile.
    pub to: Option<SuspensionStep>,
}

/// A reviewer's statement on suspending a tender or letting it go on.
#[derive(Clone, Debug)]
pub struct SuspensionStep {
    /// SHA-256 of the statement.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// The reviewer.
    pub reviewer: PersonId,
    /// Where.
    pub at: At,
}

/// What the rejection of a bid does; told before it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Tally and ranking are made again without it; the scores stay.
    RankedAgain,
    /// This bid is the first then, in the next round.
    Next(u32),
    /// Nobody is left: the tender is unsuccessful.
    NobodyLeft,
    /// It leaves the ranking, and nothing else changes.
    TakenOut,
}

/// Rejections, complaints and suspensions.
pub(super) async fn fold(
    view: &mut TenderView,
    names: &mut Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::RejectionProposed { bid, ground, statement, officer, proposed } => {
            let text = names.text(&statement).await?;
            view.rejections.pop_if(|last| last.confirmed.is_none());
            view.rejections.push(RejectionView {
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
        TenderEvent::BidExcluded { bid, ground, approver, restarted, first, round, .. } => {
            let was_first = view.ranked_first() == Some(bid);
            on_bid(view, bid, |bid| bid.status = BidStatus::Excluded(ground));
            let nobody = !view.bids.iter().any(|bid| bid.status == BidStatus::Opened);
            let effect = match (restarted, was_first, first) {
                (true, ..) if nobody => Consequence::NobodyLeft,
                (true, ..) => Consequence::RankedAgain,
                (false, true, Some(next)) => Consequence::Next(next),
                (false, true, None) => Consequence::NobodyLeft,
                (false, false, _) => Consequence::TakenOut,
            };
            if let Some(last) = view.rejections.last_mut() {
                last.confirmed = Some(ConfirmedRejection { approver, effect, round, at });
            }
            if restarted {
                rank_again(view);
            }
            // Somebody else is first: the award was taken back.
            if view.award.as_ref().is_some_and(|award| first != Some(award.bid)) {
                view.award = None;
            }
        }
        TenderEvent::Complained { complaint, vendor, by, statement } => {
            let (vendor_name, text) = (names.org(&vendor).await?, names.text(&statement).await?);
            view.complaints.push(ComplaintView {
                number: complaint,
                vendor,
                vendor_name,
                by,
                statement,
                text,
                at,
                end: ComplaintEnd::Open,
            });
        }
        TenderEvent::ComplaintDecided {
            complaint,
            outcome,
            statement,
            reviewer,
            final_from,
            ..
        } => {
            let text = names.text(&statement).await?;
            let decision = DecisionView { outcome, statement, text, reviewer, at };
            close(view, complaint, ComplaintEnd::Decided(decision));
            if outcome == ComplaintOutcome::Reevaluate {
                view.technical = None;
                rank_again(view);
                moderation::begin_again(view);
                view.comparison = None;
                view.award = None;
            }
            prolong(view, final_from);
        }
        TenderEvent::ComplaintWithdrawn { complaint, final_from, .. } => {
            close(view, complaint, ComplaintEnd::Withdrawn(at));
            prolong(view, final_from);
        }
        TenderEvent::TenderSuspended { statement, reviewer } => {
            let text = names.text(&statement).await?;
            let from = SuspensionStep { statement, text, reviewer, at };
            view.suspensions.push(SuspensionView { from, to: None });
        }
        TenderEvent::TenderResumed { statement, reviewer, final_from, .. } => {
            let text = names.text(&statement).await?;
            if let Some(last) = view.suspensions.last_mut() {
                last.to = Some(SuspensionStep { statement, text, reviewer, at });
            }
            prolong(view, final_from);
        }
        _ => {}
    }
    Ok(())
}

fn close(view: &mut TenderView, number: u32, end: ComplaintEnd) {
    // Complaints are numbered in the order of their events.
    if let Some(complaint) = view.complaints.get_mut(number as usize) {
        complaint.end = end;
    }
}

/// The standstill is as much longer as its clock stood still.
fn prolong(view: &mut TenderView, final_from: Option<u64>) {
    if let Some(award) = view.award.as_mut().filter(|_| final_from.is_some()) {
        award.final_from = final_from;
    }
}

/// What the technical result says stands: it is not tallied again.
fn rank_again(view: &mut TenderView) {
    view.tallies = view.technical.as_ref().map(|held| held.tallies.clone()).unwrap_or_default();
    view.places.clear();
    view.ranking = None;
}

impl TenderView {
    /// Whether a reviewer suspends the tender now, and since when.
    #[must_use]
    pub fn suspended(&self) -> Option<&SuspensionView> {
        self.suspensions.last().filter(|_| self.state().suspended && !self.stage.is_decided())
    }

    /// Since when the tender's clock stands still, Unix seconds.
    #[must_use]
    pub fn stopped_at(&self) -> Option<u64> {
        self.state().stopped_at.filter(|_| !self.stage.is_decided())
    }

    /// Complaints that wait for a reviewer.
    pub fn open_complaints(&self) -> impl Iterator<Item = &ComplaintView> {
        self.complaints.iter().filter(|complaint| complaint.is_open())
    }

    /// The complaint for which a reviewer cancelled the tender, with the decision.
    #[must_use]
    pub fn cancelled_for(&self) -> Option<(&ComplaintView, &DecisionView)> {
        let complaint = self.complaints.get(self.state().cancelled_for? as usize)?;
        complaint.decision().map(|decision| (complaint, decision))
    }

    /// Whether a vendor may complain at this stage, whatever else keeps it from it: while bids are taken every one,
    /// from the deadline on those that bid.
    #[must_use]
    pub fn may_complain(&self, vendor: &OrgId) -> bool {
        match self.stage {
            Stage::Bidding => true,
            stage => !stage.is_decided() && self.bids.iter().any(|bid| bid.vendor == *vendor),
        }
    }

    /// What a reviewer may decide about an open complaint now.
    #[must_use]
    pub fn outcomes(&self) -> Vec<ComplaintOutcome> {
        let evaluated = match self.stage {
            Stage::TechnicalEvaluation | Stage::FinancialEvaluation => {
                self.state().scores_frozen && self.state().scorable() > 0
            }
            stage => matches!(stage, Stage::AwardProposed | Stage::Standstill),
        };
        let mut outcomes = vec![ComplaintOutcome::Dismissed, ComplaintOutcome::Upheld];
        outcomes.extend(evaluated.then_some(ComplaintOutcome::Reevaluate));
        outcomes.extend((!self.stage.is_decided()).then_some(ComplaintOutcome::Cancel));
        outcomes
    }

    /// Whether bids can be rejected at this stage: from the evaluation on until a contract is signed.
    #[must_use]
    pub const fn rejects(&self) -> bool {
        matches!(
            self.stage,
            Stage::FinancialEvaluation | Stage::AwardProposed | Stage::Standstill | Stage::Awarded
        )
    }

    /// The bids that can be rejected now; once the award is final, the one that has it.
    pub fn rejectable(&self) -> impl Iterator<Item = &BidView> {
        let fit = |bid: &&BidView| {
            self.rejects()
                && bid.status == BidStatus::Opened
                && (self.stage != Stage::Awarded || self.state().first == Some(bid.number))
        };
        self.bids.iter().filter(fit)
    }

    /// The proposed rejection that waits for its approver; none when it can no longer be confirmed.
    #[must_use]
    pub fn proposed_rejection(&self) -> Option<&RejectionView> {
        let last = self.rejections.last().filter(|last| last.confirmed.is_none());
        last.filter(|last| self.rejectable().any(|bid| bid.number == last.bid))
    }

    /// What the rejection of an opened bid would do now.
    #[must_use]
    pub fn consequence(&self, bid: u32) -> Consequence {
        let state = self.state();
        if state.frozen.is_none() {
            return if state.valid <= 1 {
                Consequence::NobodyLeft
            } else {
                Consequence::RankedAgain
            };
        }
        if state.first != Some(bid) {
            return Consequence::TakenOut;
        }
        let next = self.in_the_field().find(|held| *held != bid);
        next.map_or(Consequence::NobodyLeft, Consequence::Next)
    }

    /// The bids with a place in the ranking that were not rejected, the first in front.
    fn in_the_field(&self) -> impl Iterator<Item = u32> {
        let opened = |number: &u32| {
            self.bids.get(*number as usize).is_some_and(|bid| bid.status == BidStatus::Opened)
        };
        self.places.iter().map(|line| line.bid).filter(opened)
    }

    fn ranked_first(&self) -> Option<u32> {
        self.in_the_field().next()
    }
}
