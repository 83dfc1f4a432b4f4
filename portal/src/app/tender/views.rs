//! What pages and the API show of a tender, as values.

use std::collections::BTreeMap;

use tenderseal_rules::{
    Event, Hash, OrgId, PersonId,
    messages::{CancelReason, Fault, Rank},
    ranking::{self, Contender, Position, Ranked, Tallied},
    schedule::Schedule,
    tender::{BidStatus, Core, RANK_MAX, Stage, State, clock},
    terms::{Publication, Terms},
    tse1::FinancialBody,
};

use super::{
    contract::ContractView,
    moderation::SheetsView,
    qualification::ApplicationView,
    remedies::{ComplaintView, RejectionView, SuspensionView},
    requests::{AcceptanceView, ComparisonView, RequestView},
    securities::{ForfeitureView, SecurityView},
    technical::{TechnicalResultView, TechnicalView},
};
use crate::app::notice::Notice;
use crate::chain::Judgement;
use crate::ports_chain::{EventRow, OrgRow, TenderRow};

/// Where something is on the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The block.
    pub block: u32,
    /// The extrinsic in it: with the block, where the receipt is.
    pub extrinsic: u32,
    /// Block time, Unix seconds.
    pub time: u64,
}

impl From<&EventRow> for At {
    fn from(row: &EventRow) -> Self {
        Self { block: row.block, extrinsic: row.extrinsic, time: row.time }
    }
}

/// A committee member.
#[derive(Clone, Debug)]
pub struct MemberView {
    /// The place, from 1.
    pub place: u8,
    /// Who.
    pub person: PersonId,
    /// Of which organisation.
    pub org: OrgId,
    /// Its legal name.
    pub org_name: String,
    /// The X25519 opening key.
    pub key: [u8; 32],
    /// Bids for which a share of this member is on the chain, and whether it is good.
    pub posted: BTreeMap<u32, bool>,
}

/// An evaluator.
#[derive(Clone, Debug)]
pub struct EvaluatorView {
    /// Who.
    pub person: PersonId,
    /// Of which organisation.
    pub org_name: String,
    /// Bids that this evaluator scored.
    pub scored: Vec<u32>,
    /// The last declaration of interests; none before the first.
    pub declaration: Option<DeclarationView>,
    /// The X25519 key to which technical offers are sealed for the evaluator, where they have envelopes of their own.
    pub reader: Option<[u8; 32]>,
}

impl EvaluatorView {
    /// Whether a bid is this evaluator's to score: no conflict of interests with its vendor is declared.
    #[must_use]
    pub fn may_score(&self, bid: &BidView) -> bool {
        self.declaration.as_ref().is_none_or(|held| !held.conflicts.contains(&bid.vendor))
    }
}

/// An evaluator's declaration of interests.
#[derive(Clone, Debug)]
pub struct DeclarationView {
    /// With whom there is a conflict. Like every vendor's name public only when bids are opened.
    pub conflicts: Vec<OrgId>,
    /// SHA-256 of the declaration.
    pub statement: Hash,
    /// The declaration, where the portal has it.
    pub text: Option<String>,
    /// Where.
    pub at: At,
}

/// A change of a seat on the panel, proposed and perhaps confirmed.
#[derive(Clone, Debug)]
pub struct SeatChangeView {
    /// Whose seat it is, or was.
    pub evaluator: PersonId,
    /// Who takes it; none leaves it vacant.
    pub substitute: Option<PersonId>,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// The reason, where the portal has it.
    pub text: Option<String>,
    /// The officer.
    pub officer: PersonId,
    /// What the approver signs.
    pub proposed: Hash,
    /// Where it was proposed.
    pub proposed_at: At,
    /// The approver, and where it was confirmed.
    pub confirmed: Option<(PersonId, At)>,
}

/// One evaluator's points for one criterion of one bid.
#[derive(Clone, Debug)]
pub struct ScoreView {
    /// By whom.
    pub evaluator: PersonId,
    /// The criterion's id.
    pub criterion: u16,
    /// Hundredths of a point.
    pub points: u32,
    /// SHA-256 of the justification.
    pub justification: Hash,
    /// The justification, where the portal has it.
    pub text: Option<String>,
    /// Where.
    pub at: At,
}

/// A bid that was opened.
#[derive(Clone, Debug)]
pub struct OpenedView {
    /// Where.
    pub at: At,
    /// The seed.
    pub seed: [u8; 32],
    /// The body's bytes.
    pub bytes: Vec<u8>,
    /// What they say; none when they cannot be read.
    pub body: Option<FinancialBody>,
    /// Price, minor units; none when the body is faulty.
    pub price: Option<u128>,
    /// Evaluated price, minor units.
    pub evaluated: Option<u128>,
}

/// A bid.
#[derive(Clone, Debug)]
pub struct BidView {
    /// Its number, from 0.
    pub number: u32,
    /// Whose. On the public page not before the opening.
    pub vendor: OrgId,
    /// Legal name.
    pub vendor_name: String,
    /// Counts the vendor's bids, from 1.
    pub attempt: u32,
    /// `E`.
    pub e: Hash,
    /// `C`.
    pub c: Hash,
    /// The commit.
    pub at: At,
    /// The version of the terms that it was sealed for.
    pub terms: u32,
    /// What became of it.
    pub status: BidStatus,
    /// Whether it is sealed for terms that are not in force any more: it does not count, and is never opened.
    pub stale: bool,
    /// Whether it counts as silent: sealed although the opening is settled.
    pub silent: bool,
    /// Members (from 1) whose good share is there.
    pub good: Vec<u8>,
    /// Members whose share is there and does not fit.
    pub bad: Vec<u8>,
    /// Members whose share is missing, while the bid is sealed.
    pub missing: Vec<u8>,
    /// What it said.
    pub opened: Option<OpenedView>,
    /// Scores so far, the latest of each evaluator and criterion.
    pub scores: Vec<ScoreView>,
    /// Scores that do not count any more: the evaluator declared a conflict afterwards, or was excused.
    pub set_aside: Vec<ScoreView>,
    /// What the portal's judge found, once it could look.
    pub judged: Option<Judgement>,
    /// Its security, where the terms that it was sealed for ask for one.
    pub security: Option<SecurityView>,
    /// The sheets of points that evaluators signed, where the panel agrees.
    pub sheets: SheetsView,
    /// Its technical envelope, where bids have two.
    pub technical: Option<TechnicalView>,
    /// Where bids have two envelopes: whether the technical offer passed; none before the technical result, and when it was not
    /// scored.
    pub passed: Option<bool>,
}

impl BidView {
    /// Takes an evaluator's scores out of those that count.
    pub fn set_aside(&mut self, evaluator: &PersonId) {
        let (out, kept) = std::mem::take(&mut self.scores)
            .into_iter()
            .partition(|held| held.evaluator == *evaluator);
        self.sheets.set_aside(evaluator);
        if let Some(technical) = &mut self.technical {
            technical.set_aside(evaluator);
        }
        self.scores = kept;
        self.set_aside.extend::<Vec<_>>(out);
    }

    /// Neither replaced nor withdrawn: its vendor can replace or withdraw it while bids are taken.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self.status, BidStatus::Replaced | BidStatus::Withdrawn)
    }

    /// Live and under the terms in force.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.is_live() && !self.stale
    }
}

/// A proposed or confirmed finding on an objection.
#[derive(Clone, Debug)]
pub struct FindingView {
    /// Whether the fault is confirmed.
    pub upheld: bool,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// The reason, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// Where.
    pub at: At,
    /// The approver's confirmation.
    pub confirmed: Option<(PersonId, At)>,
}

/// An objection.
#[derive(Clone, Debug)]
pub struct ObjectionView {
    /// Its number.
    pub number: u32,
    /// The bid.
    pub bid: u32,
    /// What is said to be wrong.
    pub fault: Fault,
    /// By whom.
    pub by: PersonId,
    /// That person's organisation.
    pub org_name: String,
    /// Where.
    pub at: At,
    /// The finding.
    pub finding: Option<FindingView>,
}

/// A line of the ranking.
#[derive(Clone, Debug)]
pub struct RankedView {
    /// The place, from 1; none below a minimum.
    pub place: Option<u32>,
    /// The line as the contract made it.
    pub line: Ranked,
    /// Legal name.
    pub vendor_name: String,
}

/// The award.
#[derive(Clone, Debug)]
pub struct AwardView {
    /// The bid.
    pub bid: u32,
    /// Whose.
    pub vendor: OrgId,
    /// Legal name.
    pub vendor_name: String,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The confirmation.
    pub confirmed: Option<(PersonId, At)>,
    /// First second after the standstill.
    pub final_from: Option<u64>,
}

/// A cancellation.
#[derive(Clone, Debug)]
pub struct CancellationView {
    /// Why.
    pub reason: CancelReason,
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
    pub confirmed: Option<(PersonId, At)>,
}

/// A question, asked without a name.
#[derive(Clone, Debug)]
pub struct QuestionView {
    /// Its number, from 0.
    pub number: u32,
    /// SHA-256 of tender, salt and text.
    pub hash: Hash,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Where.
    pub at: At,
    /// The answer.
    pub answer: Option<AnswerView>,
}

impl QuestionView {
    /// The number as people see it: the chain counts from 0.
    #[must_use]
    pub fn place(&self) -> u64 {
        u64::from(self.number) + 1
    }
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct AnswerView {
    /// SHA-256 of tender, question and text.
    pub hash: Hash,
    /// The text, where the portal has it.
    pub text: Option<String>,
    /// Who answered.
    pub officer: PersonId,
    /// Where.
    pub at: At,
}

/// An extension of the deadline. A proposal that was replaced by another is in the timeline only.
#[derive(Clone, Debug)]
pub struct ExtensionView {
    /// The later deadline, Unix seconds.
    pub deadline: u64,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// The reason, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The confirmation, and the deadline until then.
    pub confirmed: Option<ConfirmedExtension>,
}

/// The confirmation of an extension.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmedExtension {
    /// The deadline until then, Unix seconds.
    pub from: u64,
    /// Who confirmed.
    pub approver: PersonId,
    /// Where.
    pub at: At,
}

/// A change of the terms. A proposal that was replaced by another is in the timeline only.
#[derive(Clone, Debug)]
pub struct AmendmentView {
    /// The terms as they shall be, or are since.
    pub terms: Terms,
    /// The deadline that was asked for, Unix seconds; 0 for none.
    pub deadline: u64,
    /// SHA-256 of the reason.
    pub reason: Hash,
    /// The reason, where the portal has it.
    pub text: Option<String>,
    /// Who proposed.
    pub officer: PersonId,
    /// SHA-256 of the proposed act's SCALE bytes: what the approver signs.
    pub proposed: Hash,
    /// The proposal.
    pub proposed_at: At,
    /// The confirmation.
    pub confirmed: Option<ConfirmedAmendment>,
}

/// The confirmation of a change of the terms.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmedAmendment {
    /// The version that came into force.
    pub version: u32,
    /// The deadline until then, Unix seconds.
    pub from: u64,
    /// The deadline since, Unix seconds.
    pub to: u64,
    /// Who confirmed.
    pub approver: PersonId,
    /// Where.
    pub at: At,
}

/// A line of the timeline; see [`crate::app::timeline`] for its name.
#[derive(Clone, Debug)]
pub struct TimelineView {
    /// Where.
    pub at: At,
    /// Snake-case name of the event: `bid_committed`; Fluent key `event-<kind with hyphens>`.
    pub kind: &'static str,
    /// The bid that it concerns.
    pub bid: Option<u32>,
    /// The event.
    pub event: Event,
}

/// A tender.
#[derive(Clone, Debug)]
pub struct TenderView {
    /// Its row.
    pub row: TenderRow,
    /// Chain time that `stage` holds for, Unix seconds.
    pub now: u64,
    /// The stage at `now`.
    pub stage: Stage,
    /// When the stage changes by time alone.
    pub turns_at: Option<u64>,
    /// When the opening was settled.
    pub settled_at: Option<u64>,
    /// The notice; none when the portal does not have it.
    pub notice: Option<Notice>,
    /// The notice's bytes.
    pub notice_text: Option<String>,
    /// The buyer.
    pub buyer: Option<OrgRow>,
    /// The committee.
    pub committee: Vec<MemberView>,
    /// The panel.
    pub panel: Vec<EvaluatorView>,
    /// Changes of the panel in order; the last may wait for its approver.
    pub seat_changes: Vec<SeatChangeView>,
    /// Every bid, dead ones too.
    pub bids: Vec<BidView>,
    /// Objections.
    pub objections: Vec<ObjectionView>,
    /// By bid: what the scores came to, as far as they are tallied.
    pub tallies: BTreeMap<u32, Tallied>,
    /// Where bids have two envelopes: the technical result that holds; none before it, and while the evaluation is made again.
    pub technical: Option<TechnicalResultView>,
    /// The places that the contract gave so far.
    pub places: Vec<Ranked>,
    /// The ranking, once it is made, and where.
    pub ranking: Option<(At, Vec<RankedView>)>,
    /// The award.
    pub award: Option<AwardView>,
    /// The cancellation, proposed or confirmed.
    pub cancellation: Option<CancellationView>,
    /// Questions, in the order of their numbers.
    pub questions: Vec<QuestionView>,
    /// Confirmed extensions, the oldest first; the last may be a proposal that waits.
    pub extensions: Vec<ExtensionView>,
    /// Confirmed changes of the terms, the oldest first; the last may be a proposal that waits.
    pub amendments: Vec<AmendmentView>,
    /// The contract that follows the award, once it is proposed.
    pub contract: Option<ContractView>,
    /// Confirmed rejections after the opening, the oldest first; the last may be a proposal.
    pub rejections: Vec<RejectionView>,
    /// Confirmed forfeitures of securities, the oldest first; the last may be a proposal.
    pub forfeitures: Vec<ForfeitureView>,
    /// The last application of each vendor that applied, in the order in which they were made.
    pub applications: Vec<ApplicationView>,
    /// Requests to vendors, in the order of their numbers.
    pub requests: Vec<RequestView>,
    /// The comparison of prices that holds; none before the tally is complete, and while it is made again.
    pub comparison: Option<ComparisonView>,
    /// Confirmed acceptances of explanations, the oldest first; the last may be a proposal.
    pub acceptances: Vec<AcceptanceView>,
    /// Complaints, in the order of their numbers.
    pub complaints: Vec<ComplaintView>,
    /// Suspensions by a reviewer, the oldest first.
    pub suspensions: Vec<SuspensionView>,
    /// What happened, the oldest first, the publication included.
    pub timeline: Vec<TimelineView>,
}

impl TenderView {
    /// What never changes.
    #[must_use]
    pub const fn core(&self) -> &Core {
        &self.row.core
    }

    /// What was published, with the terms in force.
    #[must_use]
    pub const fn publication(&self) -> &Publication {
        &self.row.publication
    }

    /// When things may happen, with the deadline as it was last extended.
    #[must_use]
    pub const fn schedule(&self) -> &Schedule {
        self.row.schedule()
    }

    /// Whether questions are taken now.
    #[must_use]
    pub fn takes_questions(&self) -> bool {
        self.stage == Stage::Bidding
            && !self.state().suspended
            && self.now < self.schedule().questions_until()
    }

    /// The proposed extension that waits for its approver; none once bids are not taken any more.
    #[must_use]
    pub fn proposed_extension(&self) -> Option<&ExtensionView> {
        let last = self.extensions.last().filter(|last| last.confirmed.is_none());
        last.filter(|_| self.stage == Stage::Bidding)
    }

    /// The proposed change of the terms that waits for its approver; none once bids are not taken any more.
    #[must_use]
    pub fn proposed_amendment(&self) -> Option<&AmendmentView> {
        let last = self.amendments.last().filter(|last| last.confirmed.is_none());
        last.filter(|_| self.stage == Stage::Bidding)
    }

    /// The proposed contract that waits for the vendor's signature; one on another bid than the
    /// awarded one is void.
    #[must_use]
    pub fn proposed_contract(&self) -> Option<&ContractView> {
        let award = self.award.as_ref().filter(|_| self.stage == Stage::Awarded)?;
        self.contract.as_ref().filter(|held| held.signed.is_none() && held.bid == award.bid)
    }

    /// The tender's own time, Unix seconds: `now`, or the second in which its clock stopped.
    #[must_use]
    pub fn clock(&self) -> u64 {
        clock(self.state(), self.now)
    }

    /// Counters.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.row.state
    }

    /// The bids that count: neither replaced nor withdrawn, nor stale.
    pub fn live_bids(&self) -> impl Iterator<Item = &BidView> {
        self.bids.iter().filter(|bid| bid.counts())
    }

    /// How many sealed bids the public page counts.
    #[must_use]
    pub fn live_count(&self) -> usize {
        self.live_bids().count()
    }

    /// Whether vendors' names may be shown: the opening has begun. It never begins where too few bid or
    /// the tender was cancelled before.
    #[must_use]
    pub fn names_are_public(&self) -> bool {
        let opening = self.first_opening();
        let state = self.state();
        self.clock() >= opening
            && state.live >= state.terms.min_bids
            && state.cancelled_at.is_none_or(|at| at >= opening)
    }

    /// When the tender ended without an award, Unix seconds.
    #[must_use]
    pub fn ended_at(&self) -> Option<u64> {
        let state = self.state();
        match self.stage {
            Stage::Cancelled => state.cancelled_at,
            Stage::Unsuccessful if state.live < state.terms.min_bids => {
                Some(self.schedule().deadline)
            }
            Stage::Unsuccessful => state
                .ranked_at
                .or_else(|| self.failed_technically())
                .or_else(|| self.objections_until()),
            _ => None,
        }
    }

    /// When the last objection can come, Unix seconds; `None` before every bid is settled.
    #[must_use]
    pub fn objections_until(&self) -> Option<u64> {
        let window = self.schedule().objection_window;
        self.settled_at.map(|settled| settled.saturating_add(window.into()))
    }

    /// Whether objections are taken now.
    #[must_use]
    pub fn takes_objections(&self) -> bool {
        self.stage == Stage::FinancialOpening
            && !self.state().suspended
            && self.objections_until().is_none_or(|until| self.now < until)
    }

    /// The bid of a vendor that is neither replaced nor withdrawn; a stale one too, which the vendor confirms
    /// by replacing it.
    #[must_use]
    pub fn bid_of(&self, vendor: &OrgId) -> Option<&BidView> {
        self.bids.iter().find(|bid| bid.is_live() && bid.vendor == *vendor)
    }

    /// The attempt that a vendor's next envelope must be sealed for, from 1.
    #[must_use]
    pub fn next_attempt(&self, vendor: &OrgId) -> u32 {
        self.bids
            .iter()
            .filter(|bid| bid.vendor == *vendor)
            .map(|bid| bid.attempt)
            .max()
            .unwrap_or(0)
            + 1
    }

    /// The place of a committee member, from 1.
    #[must_use]
    pub fn place_of(&self, person: &PersonId) -> Option<u8> {
        self.committee.iter().find(|member| member.person == *person).map(|member| member.place)
    }

    /// The opening key of the committee member with this place, hexadecimal.
    #[must_use]
    pub fn opening_key_of(&self, place: u8) -> String {
        let own = self.committee.iter().find(|member| member.place == place);
        own.map_or_else(String::new, |member| hex::encode(member.key))
    }

    /// Whether a person is on the panel now.
    #[must_use]
    pub fn is_on_panel(&self, person: &PersonId) -> bool {
        self.panel.iter().any(|held| held.person == *person)
    }

    /// The next page of the ranking: from the first place that is not given or not the right bid's, as many as one
    /// act takes. None unless every opened bid is tallied in what the portal has seen.
    ///
    /// # Errors
    /// What the rules refuse to rank, which opened bids never are.
    pub fn next_places(&self) -> Result<Option<Rank>, tenderseal_rules::Error> {
        let opened = || self.bids.iter().filter(|bid| bid.status == BidStatus::Opened);
        let contenders = opened().filter_map(|bid| {
            let tallied = self.tallies.get(&bid.number)?.clone();
            let price = bid.opened.as_ref()?.evaluated?;
            let committed = Position { block: bid.at.block, index: bid.number };
            Some(Contender { bid: bid.number, price, committed, tallied })
        });
        let contenders: Vec<_> = contenders.collect();
        if contenders.len() != opened().count() {
            return Ok(None);
        }
        let lines = ranking::places(&self.publication().terms.price, contenders)?;
        let order = lines.into_iter().filter(|line| line.below_minimum.is_none());
        let order: Vec<u32> = order.map(|line| line.bid).collect();
        let right = order.iter().zip(&self.places).take_while(|(bid, held)| **bid == held.bid);
        let from = right.count();
        let bids: Vec<u32> = order.into_iter().skip(from).take(RANK_MAX).collect();
        let from = u32::try_from(from).map_err(|_| tenderseal_rules::Error::Overflow)?;
        Ok((!bids.is_empty()).then_some(Rank { from, bids }))
    }

    /// Whether scores can still be given: nobody began to tally.
    #[must_use]
    pub fn takes_scores(&self) -> bool {
        let state = self.state();
        let in_evaluation = match self.stage {
            Stage::TechnicalEvaluation => state.is_technical(),
            reached => reached == Stage::FinancialEvaluation,
        };
        in_evaluation && !state.suspended && !state.scores_frozen
    }

    /// After a reviewer had the evaluation made again: until when scores can be given anew. None once that is over.
    #[must_use]
    pub fn scores_again_until(&self) -> Option<u64> {
        let until = self.state().scores_until.filter(|until| self.clock() < *until);
        until.filter(|_| self.takes_scores())
    }

    /// Whether evaluators can declare their interests: it is known who bids, and nobody began to tally.
    #[must_use]
    pub fn takes_declarations(&self) -> bool {
        let state = self.state();
        !matches!(self.stage, Stage::Bidding)
            && !self.stage.is_decided()
            && !state.suspended
            && !state.scores_frozen
    }

    /// Whether seats on the panel can be changed: nobody began to tally, and the tender is not over.
    #[must_use]
    pub fn takes_seat_changes(&self) -> bool {
        let state = self.state();
        !self.stage.is_decided() && !state.suspended && !state.scores_frozen
    }

    /// Whether a bid is somebody's to score, who is on the panel now.
    #[must_use]
    pub fn may_score(&self, person: &PersonId, bid: &BidView) -> bool {
        self.panel.iter().any(|held| held.person == *person && held.may_score(bid))
    }

    /// The proposed change of a seat that waits for its approver; none once the scores are frozen or the
    /// tender is over.
    #[must_use]
    pub fn proposed_seat_change(&self) -> Option<&SeatChangeView> {
        let last = self.seat_changes.last().filter(|last| last.confirmed.is_none());
        last.filter(|_| !self.stage.is_decided() && !self.state().scores_frozen)
    }

    /// The bids that the panel scores, or scored: opened, or with a technical offer that it read.
    pub fn scorable(&self) -> impl Iterator<Item = &BidView> + Clone {
        self.bids.iter().filter(|bid| bid.status.is_scorable())
    }

    /// Whether it can be tallied: every evaluator scored every bid that is that one's to score, and agreed on it
    /// where the panel agrees, each bid is somebody's, and the time to score again is over where a reviewer gave it. Technical
    /// offers are tallied once the panel found on each.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        if self.scores_again_until().is_some() {
            return false;
        }
        if self.state().is_technical() && self.state().sealed > 0 {
            return false;
        }
        let moderated = self.is_moderated();
        let done = |bid: &BidView| {
            let mut due = self.panel.iter().filter(|held| held.may_score(bid)).peekable();
            (self.panel.is_empty() || due.peek().is_some())
                && due.all(|held| held.scored.contains(&bid.number))
                && (!moderated || self.agreed(bid).is_some())
        };
        self.scorable().all(done) && self.scorable().count() > 0
    }
}
