//! The table of stages and acts in docs/STATE-MACHINES.md, walked: every act in every stage works
//! where the table says so, and elsewhere gives one of the errors it names and changes nothing.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Error,
    messages::{
        AcceptChange, AcceptMilestone, CompleteContract, ConfirmCompletion, ConfirmTermination,
        ProposeChange, ProposeContract, ProposeTermination, ReportMilestone, ReturnMilestone,
        SignContract, TerminationGround,
    },
    messages::{
        Answer, BidShare, CancelReason, ComplaintOutcome, ConfirmAward, ConfirmCancellation,
        ConfirmExtension, ConfirmFinding, ConfirmRejection, ConfirmSeatChange, Fault, PostShares,
        ProposeAward, ProposeCancellation, ProposeExtension, ProposeFinding, Rank, RejectionGround,
        Reveal,
    },
    messages::{ConfirmAmendment, ForfeitureGround, ProposeForfeiture, RequestKind},
    replay::{Cells, sha256},
    tender::{BidStatus, Stage, State},
    terms::Publication,
};

use crate::{
    Installation, OpenChain, Refusal, comparing, milestones, moderated,
    moderation::sheet,
    plan, prequalified,
    qualification::{LEAD, confirming as confirming_qualification, qualification},
    remedies::rejection,
    requests::{acceptance, accepting, request},
    secured,
    security::{confirming, forfeiture},
    technical::valid,
    tenders::{scores, seat_change},
    two_envelopes,
};

/// A row of the table: an act, the stages in which it works, the errors it gives elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The message's name.
    pub act: String,
    /// Where it works.
    pub works: Vec<Stage>,
    /// The names of the errors of the other stages.
    pub refusals: Vec<String>,
}

/// Reads the table out of the text of docs/STATE-MACHINES.md. It may stand there in parts, each with a head of its
/// own: a part ends where its lines do.
///
/// # Errors
/// Says in words what is not as expected.
pub fn table(text: &str) -> Result<Vec<Row>, String> {
    let section = text.split("## Stage × act").nth(1).ok_or("no section “Stage × act”")?;
    let section = section.split("\n## ").next().unwrap_or_default();
    let parts = section.split("\n\n").filter(|part| part.trim_start().starts_with('|'));
    let rows: Vec<Vec<Row>> = parts.map(part).collect::<Result<_, _>>()?;
    if rows.is_empty() { Err("no table".into()) } else { Ok(rows.concat()) }
}

fn part(text: &str) -> Result<Vec<Row>, String> {
    let mut lines = text.trim().lines().map(cells);
    let head = lines.next().unwrap_or_default();
    let [_, _, columns @ .., _] = &head[..] else {
        return Err("the table has too few columns".into());
    };
    let columns: Vec<Vec<Stage>> = columns
        .iter()
        .map(|names| names.split(", ").map(stage).collect())
        .collect::<Result<_, _>>()?;
    let mut rows = Vec::new();
    for line in lines.skip(1) {
        let [acts, _, fields @ .., refusals] = &line[..] else {
            return Err(format!("a row with too few columns: {line:?}"));
        };
        let works = columns.iter().zip(fields).filter(|(_, field)| field.starts_with('✓'));
        let works: Vec<Stage> = works.flat_map(|(stages, _)| stages.clone()).collect();
        let named = refusals.split(|letter: char| !letter.is_alphanumeric());
        let refusals: Vec<String> = named.map(str::to_owned).collect();
        rows.extend(acts.split(", ").map(|act| Row {
            act: act.to_owned(),
            works: works.clone(),
            refusals: refusals.clone(),
        }));
    }
    Ok(rows)
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

fn stage(name: &str) -> Result<Stage, String> {
    STAGES
        .into_iter()
        .find(|stage| format!("{stage:?}") == name)
        .ok_or_else(|| format!("there is no stage {name}"))
}

/// Every stage.
pub const STAGES: [Stage; 14] = [
    Stage::Bidding,
    Stage::Closed,
    Stage::TechnicalOpening,
    Stage::TechnicalEvaluation,
    Stage::FinancialOpening,
    Stage::FinancialEvaluation,
    Stage::AwardProposed,
    Stage::Standstill,
    Stage::Awarded,
    Stage::Unsuccessful,
    Stage::Cancelled,
    Stage::ContractSigned,
    Stage::Completed,
    Stage::Terminated,
];

impl<C: OpenChain> Installation<C> {
    /// Walks the table. A field in which an act works gets a tender of its own; those in which none does share
    /// one for each stage, as they change nothing.
    ///
    /// # Errors
    /// The first field that is not as written, in words.
    pub fn walk(&mut self, table: &[Row]) -> Result<(), String> {
        for stage in STAGES {
            let shared = self.reach(stage).map_err(|error| format!("to {stage:?}: {error}"))?;
            for row in table.iter().filter(|row| !row.works.contains(&stage)) {
                self.field(row, stage, shared)?;
            }
            for row in table.iter().filter(|row| row.works.contains(&stage)) {
                let tender = self
                    .reach_for(stage, &row.act)
                    .map_err(|error| format!("to {stage:?}: {error}"))?;
                self.ready(tender, stage, &row.act)
                    .map_err(|error| format!("before {} in {stage:?}: {error}", row.act))?;
                self.field(row, stage, tender)?;
            }
        }
        Ok(())
    }

    /// One field, on a tender that is in its stage.
    fn field(&mut self, row: &Row, stage: Stage, tender: ContractId) -> Result<(), String> {
        let works = row.works.contains(&stage);
        let place = format!("{} in {stage:?}", row.act);
        if self.stage(tender) != Ok(stage) {
            return Err(format!("{place}: the stage is {:?}", self.stage(tender)));
        }
        let before = self.storage_of(tender);
        match (self.attempt(tender, &row.act), works) {
            (Ok(()), true) if self.storage_of(tender) != before => Ok(()),
            (Ok(()), true) => Err(format!("{place} changes nothing")),
            (Ok(()), false) => Err(format!("{place} works")),
            (Err(Refusal::Rule(error)), false)
                if row.refusals.iter().any(|name| name == error.name()) =>
            {
                if self.storage_of(tender) == before {
                    Ok(())
                } else {
                    Err(format!("{place} is refused and leaves a trace"))
                }
            }
            (Err(error), _) => Err(format!("{place}: {error}")),
        }
    }

    fn storage_of(&self, tender: ContractId) -> [Cells; 2] {
        [self.registry, tender].map(|contract| self.chain.storage(contract))
    }

    /// A new tender in this stage in which an act finds what it is about.
    fn reach_for(&mut self, stage: Stage, act: &str) -> Result<ContractId, Refusal> {
        match act {
            "propose_forfeiture" | "confirm_forfeiture" => self.reach_with_a_refusal(stage),
            "agree" => {
                let cast = self.cast();
                let publication = moderated(plan(&cast, self.chain.now()));
                if stage == Stage::TechnicalEvaluation {
                    return self.reach_technical(two_envelopes(publication), stage);
                }
                let tender = self.publish(publication)?;
                for (company, price) in cast.vendors[..2].iter().zip([100, 200]) {
                    self.commit(company, tender, price)?;
                }
                self.reach_evaluation(tender, stage)?;
                Ok(tender)
            }
            "respond" => self.reach_with_a_request(stage),
            "propose_acceptance" | "confirm_acceptance" => self.reach_with_an_explanation(),
            "apply" | "propose_qualification" | "confirm_qualification"
                if stage == Stage::Bidding =>
            {
                self.publish(prequalified(&self.cast(), self.chain.now(), LEAD))
            }
            _ => self.reach(stage),
        }
    }

    /// A tender in this stage in which somebody forfeits a security: nobody opened the bids, or bid 0, to which
    /// the award went first, was not signed for.
    fn reach_with_a_refusal(&mut self, stage: Stage) -> Result<ContractId, Refusal> {
        if stage == Stage::FinancialOpening {
            let tender = self.reach(stage)?;
            self.chain.advance_to(self.schedule(tender)?.silence());
            return Ok(tender);
        }
        let tender = self.reach(Stage::Awarded)?;
        self.reject(tender, 0, RejectionGround::RefusedToSign)?;
        match stage {
            Stage::AwardProposed => self.attempt(tender, "propose_award")?,
            Stage::Standstill => self.award(tender)?,
            Stage::Cancelled => self.cancel(tender, CancelReason::Irregularity)?,
            Stage::Unsuccessful => {
                self.reject(tender, 1, RejectionGround::NotQualified).map(drop)?;
            }
            Stage::Awarded | Stage::ContractSigned | Stage::Completed | Stage::Terminated => {
                self.award(tender)?;
                let standstill = u64::from(self.schedule(tender)?.standstill);
                self.chain.advance_to(self.chain.now() + standstill);
                if stage != Stage::Awarded {
                    self.reach_contract(tender, stage)?;
                }
            }
            _ => {}
        }
        Ok(tender)
    }

    /// A tender in this stage in which the vendor of bid 1, which is not first, was asked before an award was proposed.
    fn reach_with_a_request(&mut self, stage: Stage) -> Result<ContractId, Refusal> {
        let tender = self.reach(Stage::FinancialEvaluation)?;
        self.attempt(tender, "ask_vendor")?;
        if stage != Stage::FinancialEvaluation {
            self.score_all(tender)?;
            self.rank(tender)?;
            match stage {
                Stage::AwardProposed => self.attempt(tender, "propose_award")?,
                _ => self.award(tender)?,
            }
        }
        Ok(tender)
    }

    /// A tender in its evaluation in which the price of bid 0 is abnormally low, and explained.
    fn reach_with_an_explanation(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.cast();
        let tender = self.publish(comparing(plan(&cast, self.chain.now())))?;
        for (company, price) in cast.vendors[..2].iter().zip([100, 200]) {
            self.commit(company, tender, price)?;
        }
        self.reach_evaluation(tender, Stage::FinancialEvaluation)?;
        self.score_all(tender)?;
        self.rank(tender)?;
        self.explain(&cast.vendors[0].bidder, tender, 0)?;
        Ok(tender)
    }

    /// The forfeiture of the security of bid 0, on the ground that there is.
    fn forfeiture(&self, tender: ContractId) -> Result<ProposeForfeiture, Refusal> {
        let refused =
            self.bid(tender, 0)?.status == BidStatus::Excluded(RejectionGround::RefusedToSign);
        let ground =
            if refused { ForfeitureGround::RefusedToSign } else { ForfeitureGround::Silence };
        Ok(forfeiture(0, ground))
    }

    /// A new tender in this stage, on the shortest way there.
    pub(crate) fn reach(&mut self, stage: Stage) -> Result<ContractId, Refusal> {
        let cast = self.cast();
        let publication = secured(plan(&cast, self.chain.now()), 30 * 86_400);
        if matches!(stage, Stage::TechnicalOpening | Stage::TechnicalEvaluation) {
            return self.reach_technical(two_envelopes(publication), stage);
        }
        let tender = self.publish(publication)?;
        if stage == Stage::Unsuccessful {
            self.chain.advance_to(self.schedule(tender)?.deadline);
            return Ok(tender);
        }
        for (company, price) in cast.vendors[..2].iter().zip([100, 200]) {
            self.commit(company, tender, price)?;
        }
        match stage {
            Stage::Bidding
            | Stage::TechnicalOpening
            | Stage::TechnicalEvaluation
            | Stage::Unsuccessful => {}
            Stage::Cancelled => self.cancel(tender, CancelReason::Irregularity)?,
            Stage::Closed => self.chain.advance_to(self.schedule(tender)?.deadline),
            Stage::FinancialOpening => self.chain.advance_to(self.schedule(tender)?.opening()),
            Stage::FinancialEvaluation
            | Stage::AwardProposed
            | Stage::Standstill
            | Stage::Awarded => self.reach_evaluation(tender, stage)?,
            Stage::ContractSigned | Stage::Completed | Stage::Terminated => {
                self.reach_evaluation(tender, Stage::Awarded)?;
                self.reach_contract(tender, stage)?;
            }
        }
        Ok(tender)
    }

    /// A new tender with two envelopes a bid, in its technical opening or evaluation.
    fn reach_technical(
        &mut self,
        publication: Publication,
        stage: Stage,
    ) -> Result<ContractId, Refusal> {
        let cast = self.cast();
        let tender = self.publish(publication)?;
        for (company, price) in cast.vendors[..2].iter().zip([100, 200]) {
            self.commit(company, tender, price)?;
        }
        if stage == Stage::TechnicalEvaluation {
            self.reseal_all(tender)?;
        } else {
            self.chain.advance_to(self.schedule(tender)?.opening());
        }
        Ok(tender)
    }

    fn reach_evaluation(&mut self, tender: ContractId, stage: Stage) -> Result<(), Refusal> {
        self.open_all(tender)?;
        self.pass_objections(tender)?;
        if stage == Stage::FinancialEvaluation {
            return Ok(());
        }
        self.score_all(tender)?;
        self.rank(tender)?;
        if stage == Stage::AwardProposed {
            return self.attempt(tender, "propose_award");
        }
        self.award(tender)?;
        if stage == Stage::Awarded {
            let standstill = u64::from(self.schedule(tender)?.standstill);
            self.chain.advance_to(self.chain.now() + standstill);
        }
        Ok(())
    }

    fn reach_contract(&mut self, tender: ContractId, stage: Stage) -> Result<(), Refusal> {
        self.sign_contract(tender)?;
        match stage {
            Stage::Completed => {
                self.perform_contract(tender)?;
                self.complete_contract(tender).map(drop)
            }
            Stage::Terminated => {
                self.terminate_contract(tender, TerminationGround::Agreement).map(drop)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn score_all(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.cast();
        self.declare_all(tender)?;
        let technical = self.state(tender)?.is_technical();
        if technical {
            self.read_all(tender)?;
        }
        let status = if technical { BidStatus::Read } else { BidStatus::Opened };
        for number in self.bids(tender, status)? {
            for evaluator in &cast.evaluators {
                self.score(evaluator, tender, number, [8_000, 7_000])?;
            }
        }
        Ok(())
    }

    /// What has to be done in a stage before an act works in it.
    fn ready(&mut self, tender: ContractId, stage: Stage, act: &str) -> Result<(), Refusal> {
        let cast = self.cast();
        match act {
            "reveal" => {
                cast.committee()[..2].iter().try_for_each(|member| self.post_shares(member, tender))
            }
            "propose_finding" => self.attempt(tender, "object"),
            "confirm_finding" => {
                self.attempt(tender, "object")?;
                self.attempt(tender, "propose_finding")
            }
            "score" if stage == Stage::TechnicalEvaluation => self.read_all(tender),
            "score" | "reshare" | "reshare_seed" => self.declare_all(tender),
            "tally" | "agree" => self.score_all(tender),
            "rank" => {
                self.score_all(tender)?;
                self.tally(tender).map(drop)
            }
            "propose_award" if stage == Stage::FinancialEvaluation => {
                self.score_all(tender)?;
                self.rank(tender)
            }
            "confirm_cancellation" => self.attempt(tender, "propose_cancellation"),
            "answer" => self.attempt(tender, "ask"),
            "confirm_extension" => self.attempt(tender, "propose_extension"),
            "confirm_seat_change" => self.attempt(tender, "propose_seat_change"),
            "confirm_amendment" => self.attempt(tender, "propose_amendment"),
            "sign_contract" => self.attempt(tender, "propose_contract"),
            "accept_change" => self.attempt(tender, "propose_change"),
            "accept_milestone" | "return_milestone" => self.attempt(tender, "report_milestone"),
            "complete_contract" => self.perform_contract(tender),
            "confirm_completion" => {
                self.perform_contract(tender)?;
                self.attempt(tender, "complete_contract")
            }
            "confirm_termination" => self.attempt(tender, "propose_termination"),
            "confirm_rejection" => self.attempt(tender, "propose_rejection"),
            "decide_complaint" | "withdraw_complaint" => self.attempt(tender, "complain"),
            "resume_tender" => self.attempt(tender, "suspend_tender"),
            "confirm_forfeiture" => self.attempt(tender, "propose_forfeiture"),
            "confirm_acceptance" => self.attempt(tender, "propose_acceptance"),
            "propose_qualification" => self.attempt(tender, "apply"),
            "confirm_qualification" => {
                self.attempt(tender, "apply")?;
                self.attempt(tender, "propose_qualification")
            }
            _ => Ok(()),
        }
    }

    /// An act that lacks nothing but, perhaps, its time.
    fn attempt(&mut self, tender: ContractId, act: &str) -> Result<(), Refusal> {
        let cast = self.cast();
        let finding = ProposeFinding { objection: 0, upheld: false, reason: sha256(b"finding") };
        let State { first, round, .. } = self.state(tender)?;
        let award = ProposeAward { bid: first.unwrap_or_default(), round };
        let cancellation = ProposeCancellation {
            reason: CancelReason::Irregularity,
            statement: sha256("终止公告".as_bytes()),
        };
        let extension = ProposeExtension {
            deadline: self.schedule(tender)?.deadline + 600,
            reason: sha256("延期公告".as_bytes()),
        };
        let absent = seat_change(cast.evaluators[1].person, Some(cast.substitute.actor.person));
        match act {
            "commit_bid" => self.commit(&cast.vendors[2], tender, 300).map(drop),
            "replace_bid" => self.replace(&cast.vendors[0], tender, 90).map(drop),
            "withdraw_bid" => self.withdraw(&cast.vendors[0], tender),
            "post_shares" if self.stage(tender)? == Stage::FinancialOpening => {
                self.post_shares(&cast.supervisor, tender)
            }
            // A client opens nothing before its time: this is one that does not care.
            "post_shares" => {
                let shares = vec![BidShare { bid: 0, share: [1; 32] }];
                self.act(&cast.supervisor.actor, tender, &PostShares { shares }).map(drop)
            }
            "reveal" if self.stage(tender)? == Stage::FinancialOpening => {
                self.reveal(tender, 0).map(drop)
            }
            "reveal" => {
                let act = Reveal { bid: 0, seed: [1; 32], body: vec![0] };
                self.chain.call(tender, &act.call()).map(drop)
            }
            "object" => self.object(&cast.vendors[1].bidder, tender, 0, Fault::Reseal).map(drop),
            "propose_finding" => self.act(&cast.officer, tender, &finding).map(drop),
            "confirm_finding" => {
                let act = ConfirmFinding { objection: 0, proposed: sha256(&finding.encode()) };
                self.act(&cast.approver, tender, &act).map(drop)
            }
            "score" => self.act(&cast.evaluators[0], tender, &scores(0, &[8_000, 7_000])).map(drop),
            "agree" => self.act(&cast.evaluators[0], tender, &sheet(0, &[8_000, 7_000])).map(drop),
            "tally" => self.tally(tender).map(drop),
            "rank" => {
                let first = self.order(tender)?.first().map_or(0, |line| line.bid);
                self.chain.call(tender, &Rank { from: 0, bids: vec![first] }.call()).map(drop)
            }
            "propose_award" => self.act(&cast.officer, tender, &award).map(drop),
            "confirm_award" => {
                let act = ConfirmAward { proposed: sha256(&award.encode()) };
                self.act(&cast.approver, tender, &act).map(drop)
            }
            "propose_cancellation" => self.act(&cast.officer, tender, &cancellation).map(drop),
            "confirm_cancellation" => {
                let act = ConfirmCancellation { proposed: sha256(&cancellation.encode()) };
                self.act(&cast.approver, tender, &act).map(drop)
            }
            "ask" => self.ask(tender, "交货期可否延长?").map(drop),
            "answer" => {
                let act =
                    Answer { question: 0, answer: sha256("以招标文件为准。".as_bytes()) };
                self.act(&cast.officer, tender, &act).map(drop)
            }
            "propose_extension" => self.act(&cast.officer, tender, &extension).map(drop),
            "confirm_extension" => {
                let act = ConfirmExtension { proposed: sha256(&extension.encode()) };
                self.act(&cast.approver, tender, &act).map(drop)
            }
            "declare" => self.declare(&cast.evaluators[0], tender, &[]),
            "reshare" => self.reshare(cast.committee()[0], tender, &[0]).map(drop),
            "reshare_seed" => self.reshare_seed(&cast.vendors[0].bidder, tender, 0).map(drop),
            "judge_bids" => self.judge(&cast.evaluators[0], tender, vec![valid(0)]).map(drop),
            "propose_seat_change" => self.act(&cast.officer, tender, &absent).map(drop),
            "confirm_seat_change" => {
                let act = ConfirmSeatChange { proposed: sha256(&absent.encode()) };
                self.act(&cast.approver, tender, &act).map(drop)
            }
            "propose_amendment" => {
                let act = self.correction(tender)?;
                self.act(&cast.officer, tender, &act).map(drop)
            }
            "confirm_amendment" => {
                let proposed = sha256(&self.correction(tender)?.encode());
                self.act(&cast.approver, tender, &ConfirmAmendment { proposed }).map(drop)
            }
            _ => self.attempt_on_contract(tender, act),
        }
    }

    /// The same for the acts on a contract.
    fn attempt_on_contract(&mut self, tender: ContractId, act: &str) -> Result<(), Refusal> {
        let cast = self.cast();
        let vendor = cast.vendors[0].bidder.clone();
        let report = sha256("履约报告".as_bytes());
        let parts = || milestones(1_900_000_000, 100);
        let contract = ProposeContract {
            contract: sha256("政府采购合同".as_bytes()),
            milestones: parts(),
        };
        let document = sha256("补充协议".as_bytes());
        let change = ProposeChange { document, value: 100, milestones: parts() };
        let completion = CompleteContract { statement: sha256("履约验收意见".as_bytes()) };
        let termination = ProposeTermination {
            ground: TerminationGround::VendorDefault,
            statement: sha256("解除合同通知".as_bytes()),
        };
        match act {
            "propose_contract" => self.act(&cast.officer, tender, &contract),
            "sign_contract" => {
                let act = SignContract { proposed: sha256(&contract.encode()) };
                self.act(&vendor, tender, &act)
            }
            "propose_change" => self.act(&cast.officer, tender, &change),
            "accept_change" => {
                let act = AcceptChange { proposed: sha256(&change.encode()) };
                self.act(&vendor, tender, &act)
            }
            "report_milestone" => {
                self.act(&vendor, tender, &ReportMilestone { milestone: 0, document: report })
            }
            "accept_milestone" => {
                let act = AcceptMilestone { milestone: 0, report, document: [1; 32] };
                self.act(&cast.officer, tender, &act)
            }
            "return_milestone" => {
                let act = ReturnMilestone { milestone: 0, report, reason: [1; 32] };
                self.act(&cast.officer, tender, &act)
            }
            "complete_contract" => self.act(&cast.officer, tender, &completion),
            "confirm_completion" => {
                let act = ConfirmCompletion { proposed: sha256(&completion.encode()) };
                self.act(&vendor, tender, &act)
            }
            "propose_termination" => self.act(&cast.officer, tender, &termination),
            "confirm_termination" => {
                let act = ConfirmTermination { proposed: sha256(&termination.encode()) };
                self.act(&cast.approver, tender, &act)
            }
            _ => return self.attempt_remedy(tender, act),
        }
        .map(drop)
    }
}

/// Rejection, complaints, suspension.
impl<C: OpenChain> Installation<C> {
    fn attempt_remedy(&mut self, tender: ContractId, act: &str) -> Result<(), Refusal> {
        let cast = self.cast();
        // Not the first in the ranking: bid 0 is.
        let rejection = rejection(1, RejectionGround::NotQualified);
        let done = match act {
            "propose_rejection" => self.act(&cast.officer, tender, &rejection),
            "confirm_rejection" => {
                let act = ConfirmRejection { proposed: sha256(&rejection.encode()) };
                self.act(&cast.approver, tender, &act)
            }
            "complain" => return self.complain(&cast.vendors[0].bidder, tender).map(drop),
            "decide_complaint" => self.decide_complaint(tender, 0, ComplaintOutcome::Dismissed),
            "withdraw_complaint" => self.withdraw_complaint(&cast.vendors[0].bidder, tender, 0),
            "suspend_tender" => self.suspend_tender(tender),
            "resume_tender" => self.resume_tender(tender),
            "return_security" => self.return_security(tender, 1),
            "propose_forfeiture" => self.act(&cast.officer, tender, &self.forfeiture(tender)?),
            "confirm_forfeiture" => {
                let act = confirming(&self.forfeiture(tender)?);
                self.act(&cast.approver, tender, &act)
            }
            "ask_vendor" => {
                let act = request(1, RequestKind::Correction, self.chain.now() + 86_400);
                self.act(&cast.officer, tender, &act)
            }
            "respond" => self.respond(&cast.vendors[1].bidder, tender, 0),
            "propose_acceptance" => self.act(&cast.officer, tender, &acceptance(0)),
            "confirm_acceptance" => self.act(&cast.approver, tender, &accepting(&acceptance(0))),
            "apply" => self.apply(&cast.vendors[0].bidder, tender),
            "propose_qualification" => {
                self.act(&cast.officer, tender, &qualification(cast.vendors[0].admin.org, true))
            }
            "confirm_qualification" => {
                let act = qualification(cast.vendors[0].admin.org, true);
                self.act(&cast.approver, tender, &confirming_qualification(&act))
            }
            _ => Err(Refusal::Rule(Error::UnknownMessage)),
        };
        done.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_is_written() {
        let text = "## Stage × act\n\n| act | who | Bidding | Closed, Awarded | else |\n|---|---|---|---|---|\n\
                    | bid, object | anyone | ✓ once | | TooLate (Ended when cancelled) |\n\nText.\n";
        let works = vec![Stage::Bidding];
        let rows = table(text).expect("a table");
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[1].act.as_str(), &rows[1].works), ("object", &works));
        assert!(rows[0].refusals.contains(&"Ended".to_owned()));
        assert!(table("## Stage × act\n| act | who | Noon | else |\n").is_err());
    }
}
