//! What came out, written for people: every line follows from the chain.

use serde::{Deserialize, Serialize};

use crate::hexes::{Decimal, Hex, required};

mod contract;
mod derive;
mod qualification;
mod requests;
mod securities;
mod technical;

pub(crate) use derive::{difference, vendor_fault_name};

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }
        )*
    };
}

shapes! {
    /// Everything that came out, up to the head. Times are Unix seconds.
    Results {
        /// What was published.
        publication: PublicationResult,
        /// Every bid in the order of commits.
        bids: Vec<BidResult>,
        /// Every live bid's opening.
        opening: Vec<OpeningResult>,
        /// Every objection in order.
        objections: Vec<ObjectionResult>,
        /// Every evaluator's scores that count, by bid and evaluator.
        scores: Vec<ScoreResult>,
        /// The ranking; `null` until it is made.
        #[serde(deserialize_with = "required")]
        ranking: Option<Vec<RankedResult>>,
        /// The award; `null` until it is proposed.
        #[serde(deserialize_with = "required")]
        award: Option<AwardResult>,
        /// The cancellation; `null` unless it is proposed.
        #[serde(deserialize_with = "required")]
        cancellation: Option<CancellationResult>,
        /// The contract that follows the award; `null` until it is proposed.
        #[serde(deserialize_with = "required")]
        contract: Option<ContractResult>,
        /// Every question in order.
        questions: Vec<QuestionResult>,
        /// Every extension of the deadline in order.
        extensions: Vec<ExtensionResult>,
        /// Every declaration of interests in order; an evaluator's last one holds.
        declarations: Vec<DeclarationResult>,
        /// Every change of a seat on the panel in order.
        seat_changes: Vec<SeatChangeResult>,
        /// Every change of the terms in order.
        amendments: Vec<AmendmentResult>,
        /// Every bid that was rejected after the opening, in order.
        rejections: Vec<RejectionResult>,
        /// Every complaint in order.
        complaints: Vec<ComplaintResult>,
        /// Every suspension in order.
        suspensions: Vec<SuspensionResult>,
        /// The security of every bid that has one, in the order of the bids.
        securities: Vec<SecurityResult>,
        /// Where the panel agrees on points: every evaluator's last sheet of a bid in the present round, by bid and
        /// evaluator, of those whose bid it is to score.
        sheets: Vec<SheetResult>,
        /// Every request to a vendor in order.
        requests: Vec<RequestResult>,
        /// The last comparison of prices; `null` when the terms name no rule or the tally is not complete.
        #[serde(deserialize_with = "required")]
        low_prices: Option<LowPricesResult>,
        /// Where vendors are prequalified: every application in order.
        applications: Vec<ApplicationResult>,
        /// Where bids have two envelopes: what became of the technical ones.
        technical: TechnicalResult,
        /// The stage at the head.
        stage: String,
        /// The head's time.
        at: u64,
    }
    /// An organisation.
    Organisation {
        /// Its id.
        id: Hex<20>,
        /// Its legal name in the registry.
        name: String,
    }
    /// What was published.
    PublicationResult {
        /// The tender's number in the registry.
        number: u32,
        /// Who buys.
        buyer: Organisation,
        /// The officer who proposed.
        officer: Hex<20>,
        /// The approver who confirmed.
        approver: Hex<20>,
        /// The block of the confirmation.
        block: u32,
        /// Its time.
        published_at: u64,
        /// Hash of the terms in force, which envelopes name.
        terms_hash: Hex<32>,
        /// Their version: 1 as published, one more with each amendment.
        terms_version: u32,
        /// Hash of the committee, which envelopes name.
        committee_hash: Hex<32>,
        /// Bids are taken before this: with every extension and amendment.
        deadline: u64,
        /// Seconds from the deadline to the first share.
        guard: u32,
        /// Seconds in which the committee posts its shares.
        officers_window: u32,
        /// Seconds after that in which vendors may open their own bid.
        self_reveal_window: u32,
        /// Seconds in which faults may be objected to.
        objection_window: u32,
        /// Seconds from the award's confirmation until it is final.
        standstill: u32,
        /// Seconds from the last question to the deadline.
        questions: u32,
        /// ISO 4217.
        currency: String,
        /// How prices become scores.
        price: PriceRuleResult,
        /// What is scored in points.
        criteria: Vec<CriterionResult>,
        /// How the panel's scores become one.
        consensus: String,
        /// Discount rate of life-cycle costs a year, basis points.
        lifecycle_rate_bp: u32,
        /// For so many years every bid names its life-cycle costs.
        lifecycle_years: u8,
        /// With fewer live bids the tender is unsuccessful.
        min_bids: u32,
        /// How many shares open a bid.
        k: u8,
        /// Who holds the opening keys.
        committee: Vec<CommitteeMember>,
        /// Who scores, as it was published.
        panel: Vec<Evaluator>,
        /// The number of the profile.
        profile: u32,
        /// The profile's code.
        profile_code: String,
        /// `open_one_envelope`, `open_two_envelopes`, `request_for_quotations`, `restricted` or `prequalified`.
        procedure: String,
        /// Where the procedure is restricted: who may bid.
        invited: Vec<Organisation>,
        /// Where the procurement is divided: which part it is.
        #[serde(deserialize_with = "required")]
        lot: Option<LotResult>,
        /// The security that every bidder gives; `null` when none is asked for.
        #[serde(deserialize_with = "required")]
        security: Option<SecurityTermsResult>,
        /// What vendors may be asked, and when a price is abnormally low.
        requests: RequestTermsResult,
        /// Where vendors are prequalified: seconds from the last application to the deadline.
        #[serde(deserialize_with = "required")]
        prequalification: Option<u32>,
    }
    /// A part of a procurement.
    LotResult {
        /// Its number, from 1.
        number: u16,
        /// How many lots there are.
        of: u16,
        /// The procurement's id.
        procurement: Hex<32>,
    }
    /// The price rule.
    PriceRuleResult {
        /// `lowest_proportional`, `lowest_only` or `benchmark`.
        formula: String,
        /// Basis points.
        weight_bp: u32,
        /// Of a benchmark: taken off the mean, basis points.
        discount_bp: u32,
        /// Of a benchmark: lost per percent above, basis points of the weight.
        above_bp_per_percent: u32,
        /// Of a benchmark: lost per percent below, basis points of the weight.
        below_bp_per_percent: u32,
    }
    /// A criterion.
    CriterionResult {
        /// Its number.
        id: u16,
        /// Basis points.
        weight_bp: u32,
        /// Hundredths of a point.
        max: u32,
        /// Hundredths of a point.
        min: u32,
    }
    /// A member of the committee.
    CommitteeMember {
        /// The member's place, from 1.
        member: u8,
        /// Who.
        person: Hex<20>,
        /// For whom that person acts.
        organisation: Organisation,
        /// X25519 opening key.
        key: Hex<32>,
    }
    /// A member of the panel.
    Evaluator {
        /// Who.
        person: Hex<20>,
        /// For whom that person acts.
        organisation: Organisation,
    }
    /// A committed bid.
    BidResult {
        /// Its number.
        bid: u32,
        /// Whose.
        vendor: Organisation,
        /// Counts the vendor's bids, from 1.
        attempt: u32,
        /// SHA-256 of the envelope.
        e: Hex<32>,
        /// The commitment.
        c: Hex<32>,
        /// The bid that it replaces.
        #[serde(deserialize_with = "required")]
        replaces: Option<u32>,
        /// The key that signed.
        key: Hex<20>,
        /// Block of the commit.
        block: u32,
        /// Extrinsic in that block.
        extrinsic: u32,
        /// Time of the commit.
        time: u64,
        /// The version of the terms that it was sealed for.
        terms_version: u32,
        /// `sealed`, `stale`, `replaced`, `withdrawn`, `opened`, `rejected`, `excluded`, `read` or `unopened`.
        status: String,
        /// Of a rejected bid: the fault on record.
        #[serde(deserialize_with = "required")]
        fault: Option<String>,
        /// Where bids have two envelopes: the technical one.
        #[serde(deserialize_with = "required")]
        technical: Option<EnvelopeResult>,
    }
    /// An envelope that the chain does not open.
    EnvelopeResult {
        /// SHA-256 of the envelope.
        e: Hex<32>,
        /// The commitment.
        c: Hex<32>,
    }
    /// What became of technical envelopes.
    TechnicalResult {
        /// Who resealed what opens them, in order.
        resharings: Vec<ResharingResult>,
        /// What evaluators found, in order.
        verdicts: Vec<VerdictResult>,
    }
    /// Shares or a seed that were resealed to the evaluators.
    ResharingResult {
        /// Of a member's: its place, from 1; `null` where the vendor resealed its own seed.
        #[serde(deserialize_with = "required")]
        member: Option<u8>,
        /// Of which bids.
        bids: Vec<u32>,
        /// SHA-256 of what was sealed.
        digest: Hex<32>,
        /// When.
        time: u64,
    }
    /// What an evaluator found in a technical envelope.
    VerdictResult {
        /// The bid.
        bid: u32,
        /// Who.
        evaluator: Hex<20>,
        /// When.
        time: u64,
        /// `valid`, `faulty` or `unopened`.
        verdict: String,
        /// Of a faulty one: what is wrong.
        #[serde(deserialize_with = "required")]
        fault: Option<String>,
        /// Of a valid one: SHA-256 of its body.
        #[serde(deserialize_with = "required")]
        body: Option<Hex<32>>,
        /// Whether more than half of those who could read the bid had found so with this.
        decided: bool,
    }
    /// A posted share.
    ShareResult {
        /// The member's place, from 1.
        member: u8,
        /// Whether it hashes to the one in the envelope.
        good: bool,
    }
    /// A live bid's opening.
    OpeningResult {
        /// The bid.
        bid: u32,
        /// Shares in the order of posting.
        shares: Vec<ShareResult>,
        /// `valid`, `vendor_fault`, `portal_fault` or `unresolved`.
        verdict: String,
        /// Of a fault: the check that failed.
        #[serde(deserialize_with = "required")]
        what: Option<String>,
        /// Members who posted a share other than the one sealed to them.
        faulty_officers: Vec<u8>,
        /// Block of the reveal.
        #[serde(deserialize_with = "required")]
        block: Option<u32>,
        /// Time of the reveal.
        #[serde(deserialize_with = "required")]
        time: Option<u64>,
        /// What the bid says; `null` when it was not opened or does not decode.
        #[serde(deserialize_with = "required")]
        body: Option<BodyResult>,
    }
    /// An opened body.
    BodyResult {
        /// Minor units.
        price: Decimal,
        /// Acquisition and discounted life-cycle costs, minor units.
        evaluated_price: Decimal,
        /// Until when the offer binds.
        valid_until: u64,
        /// Life-cycle costs, a year each.
        costs: Vec<Decimal>,
        /// Answers to the criteria.
        answers: Vec<AnswerResult>,
        /// E of each attachment.
        attachments: Vec<Hex<32>>,
    }
    /// An answer.
    AnswerResult {
        /// The criterion.
        criterion: u16,
        /// The text.
        text: String,
    }
    /// An objection.
    ObjectionResult {
        /// Its number.
        objection: u32,
        /// The bid.
        bid: u32,
        /// What is said to be wrong.
        fault: String,
        /// By whom.
        by: Hex<20>,
        /// When.
        time: u64,
        /// Whether it was upheld; `null` until two persons decided.
        #[serde(deserialize_with = "required")]
        upheld: Option<bool>,
        /// Hash of the last proposed finding's reason.
        #[serde(deserialize_with = "required")]
        reason: Option<Hex<32>>,
    }
    /// An evaluator's scores of a bid.
    ScoreResult {
        /// The bid.
        bid: u32,
        /// Who.
        evaluator: Hex<20>,
        /// When.
        time: u64,
        /// In the order of the criteria.
        criteria: Vec<CriterionPoints>,
    }
    /// A score.
    CriterionPoints {
        /// The criterion.
        criterion: u16,
        /// Hundredths of a point.
        points: u32,
        /// SHA-256 of the justification.
        justification: Hex<32>,
    }
    /// A sheet of points that an evaluator signed; the panel agreed when everybody's is the same.
    SheetResult {
        /// The bid.
        bid: u32,
        /// Who.
        evaluator: Hex<20>,
        /// When.
        time: u64,
        /// Hundredths of a point, in the order of the criteria.
        points: Vec<u32>,
        /// SHA-256 of the statement of reasons.
        statement: Hex<32>,
    }
    /// A line of the ranking.
    RankedResult {
        /// The bid.
        bid: u32,
        /// Of the price.
        price_micropoints: u32,
        /// Of each criterion, in their order.
        criteria: Vec<u32>,
        /// Together.
        total_micropoints: u32,
        /// The criterion whose minimum was missed.
        #[serde(deserialize_with = "required")]
        below_minimum: Option<u16>,
    }
    /// The award.
    AwardResult {
        /// The bid.
        bid: u32,
        /// Whose.
        vendor: Organisation,
        /// Its price, minor units.
        price: Decimal,
        /// Who proposed.
        officer: Hex<20>,
        /// When.
        proposed_at: u64,
        /// Who confirmed.
        #[serde(deserialize_with = "required")]
        approver: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        confirmed_at: Option<u64>,
        /// First second after the standstill.
        #[serde(deserialize_with = "required")]
        final_from: Option<u64>,
    }
    /// The cancellation.
    CancellationResult {
        /// Why, in a word.
        reason: String,
        /// SHA-256 of the statement.
        statement: Hex<32>,
        /// Who proposed.
        officer: Hex<20>,
        /// When.
        proposed_at: u64,
        /// Who confirmed.
        #[serde(deserialize_with = "required")]
        approver: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        cancelled_at: Option<u64>,
    }
    /// The contract: the one that was signed, else the one that was proposed last.
    ContractResult {
        /// The awarded bid.
        bid: u32,
        /// Whose.
        vendor: Organisation,
        /// SHA-256 of the contract.
        contract: Hex<32>,
        /// What it is worth with every amendment, minor units.
        value: Decimal,
        /// Who proposed.
        officer: Hex<20>,
        /// When.
        proposed_at: u64,
        /// Who signed for the vendor.
        #[serde(deserialize_with = "required")]
        signatory: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        signed_at: Option<u64>,
        /// Every milestone in order, with every amendment.
        milestones: Vec<MilestoneResult>,
        /// Every amendment in order.
        amendments: Vec<SupplementResult>,
        /// The completion; `null` until it is stated.
        #[serde(deserialize_with = "required")]
        completion: Option<CompletionResult>,
        /// The termination; `null` unless it is proposed.
        #[serde(deserialize_with = "required")]
        termination: Option<TerminationResult>,
    }
    /// A milestone.
    MilestoneResult {
        /// Its place.
        milestone: u8,
        /// SHA-256 of what is to be delivered.
        title: Hex<32>,
        /// Until when.
        due: u64,
        /// Minor units.
        amount: Decimal,
        /// `open`, `reported`, `returned` or `accepted`.
        status: String,
        /// Of a reported one the report's hash, of a returned one the reason's, of an accepted one the
        /// acceptance's.
        #[serde(deserialize_with = "required")]
        document: Option<Hex<32>>,
        /// When that was.
        #[serde(deserialize_with = "required")]
        time: Option<u64>,
    }
    /// An amendment of the contract.
    SupplementResult {
        /// Its number.
        amendment: u32,
        /// SHA-256 of the supplement.
        document: Hex<32>,
        /// What the whole contract was worth from then on, minor units.
        value: Decimal,
        /// Who proposed.
        officer: Hex<20>,
        /// Who accepted for the vendor.
        signatory: Hex<20>,
        /// When.
        time: u64,
    }
    /// The completion of the contract.
    CompletionResult {
        /// SHA-256 of the statement.
        statement: Hex<32>,
        /// Who stated it.
        officer: Hex<20>,
        /// When.
        proposed_at: u64,
        /// Who confirmed for the vendor.
        #[serde(deserialize_with = "required")]
        signatory: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        completed_at: Option<u64>,
    }
    /// The termination of the contract.
    TerminationResult {
        /// Why, in a word.
        ground: String,
        /// SHA-256 of the statement.
        statement: Hex<32>,
        /// Who proposed.
        officer: Hex<20>,
        /// When.
        proposed_at: u64,
        /// Who confirmed.
        #[serde(deserialize_with = "required")]
        approver: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        terminated_at: Option<u64>,
    }
    /// A question, asked without a name.
    QuestionResult {
        /// Its number.
        question: u32,
        /// Hash of the salted text.
        hash: Hex<32>,
        /// When.
        time: u64,
        /// Hash of the answer; `null` until it is answered.
        #[serde(deserialize_with = "required")]
        answer: Option<Hex<32>>,
        /// Who answered.
        #[serde(deserialize_with = "required")]
        officer: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        answered_at: Option<u64>,
    }
    /// An extension of the deadline.
    ExtensionResult {
        /// The deadline before it.
        from: u64,
        /// The deadline after it.
        to: u64,
        /// SHA-256 of the reason.
        reason: Hex<32>,
        /// Who proposed.
        officer: Hex<20>,
        /// Who confirmed.
        approver: Hex<20>,
        /// When.
        time: u64,
    }
    /// An evaluator's declaration of interests.
    DeclarationResult {
        /// Who.
        evaluator: Hex<20>,
        /// With whom there is a conflict: bids of theirs are not this evaluator's to score.
        conflicts: Vec<Organisation>,
        /// SHA-256 of its text.
        statement: Hex<32>,
        /// Where bids have two envelopes: the key to which technical offers were sealed for the evaluator.
        #[serde(deserialize_with = "required")]
        reader: Option<Hex<32>>,
        /// When.
        time: u64,
    }
    /// A change of a seat on the panel.
    SeatChangeResult {
        /// Whose seat it was.
        evaluator: Hex<20>,
        /// Who has it since; `null` when it is vacant.
        #[serde(deserialize_with = "required")]
        substitute: Option<Hex<20>>,
        /// SHA-256 of the reason.
        reason: Hex<32>,
        /// Who proposed.
        officer: Hex<20>,
        /// Who confirmed.
        approver: Hex<20>,
        /// When.
        time: u64,
    }
    /// A change of the terms.
    AmendmentResult {
        /// The version that came into force.
        version: u32,
        /// Its hash.
        terms_hash: Hex<32>,
        /// SHA-256 of its notice.
        notice: Hex<32>,
        /// SHA-256 of the reason.
        reason: Hex<32>,
        /// The deadline before it.
        from: u64,
        /// The deadline after it.
        to: u64,
        /// Who proposed.
        officer: Hex<20>,
        /// Who confirmed.
        approver: Hex<20>,
        /// When.
        time: u64,
    }
    /// A bid that was rejected after the opening.
    RejectionResult {
        /// Which.
        bid: u32,
        /// Why, in a word.
        ground: String,
        /// SHA-256 of the statement.
        statement: Hex<32>,
        /// Who proposed.
        officer: Hex<20>,
        /// Who confirmed.
        approver: Hex<20>,
        /// When.
        time: u64,
        /// Whether tally and ranking started again; else the ranking stands without the bid.
        restarted: bool,
        /// The first in the ranking afterwards; `null` when there was none.
        #[serde(deserialize_with = "required")]
        first: Option<u32>,
        /// The round afterwards.
        round: u32,
    }
    /// A complaint.
    ComplaintResult {
        /// Its number.
        complaint: u32,
        /// Whose.
        vendor: Organisation,
        /// Who signed.
        by: Hex<20>,
        /// SHA-256 of its text.
        statement: Hex<32>,
        /// When.
        time: u64,
        /// When it was withdrawn.
        #[serde(deserialize_with = "required")]
        withdrawn_at: Option<u64>,
        /// What was decided, in a word.
        #[serde(deserialize_with = "required")]
        outcome: Option<String>,
        /// SHA-256 of the decision's statement.
        #[serde(deserialize_with = "required")]
        decision: Option<Hex<32>>,
        /// Who decided.
        #[serde(deserialize_with = "required")]
        reviewer: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        decided_at: Option<u64>,
    }
    /// What terms ask every bidder for.
    SecurityTermsResult {
        /// Minor units.
        amount: Decimal,
        /// Seconds from the deadline for which a guarantee must hold.
        valid_for: u32,
        /// Whether a bid forfeits it that nobody opened.
        silence: bool,
        /// Whether a winner forfeits it who does not sign.
        refusal: bool,
    }
    /// A bid's security.
    SecurityResult {
        /// The bid.
        bid: u32,
        /// The guarantee's hash.
        guarantee: Hex<32>,
        /// Minor units, by the terms that the bid was sealed for.
        amount: Decimal,
        /// `held`, `returned` or `forfeited`.
        status: String,
        /// Why it was returned or forfeited, in a word.
        #[serde(deserialize_with = "required")]
        reason: Option<String>,
        /// When.
        #[serde(deserialize_with = "required")]
        time: Option<u64>,
        /// Of a forfeited one: SHA-256 of the statement.
        #[serde(deserialize_with = "required")]
        statement: Option<Hex<32>>,
        /// Who proposed that.
        #[serde(deserialize_with = "required")]
        officer: Option<Hex<20>>,
        /// Who confirmed it.
        #[serde(deserialize_with = "required")]
        approver: Option<Hex<20>>,
    }
    /// What terms say of requests to vendors.
    RequestTermsResult {
        /// Seconds that a vendor has at least to respond.
        window: u32,
        /// A price is abnormally low that is more than this under the mean, basis points.
        #[serde(deserialize_with = "required")]
        under_mean_bp: Option<u32>,
        /// A price is abnormally low that is more than this under the next higher one, basis points.
        #[serde(deserialize_with = "required")]
        under_next_bp: Option<u32>,
    }
    /// A request to the vendor of a bid.
    RequestResult {
        /// Its number.
        request: u32,
        /// The bid.
        bid: u32,
        /// `explanation` or `correction`.
        kind: String,
        /// SHA-256 of its text.
        statement: Hex<32>,
        /// Who asked.
        officer: Hex<20>,
        /// When.
        time: u64,
        /// First second in which a response was too late, as it was named then.
        until: u64,
        /// SHA-256 of the response; `null` until it came.
        #[serde(deserialize_with = "required")]
        response: Option<Hex<32>>,
        /// Who signed it.
        #[serde(deserialize_with = "required")]
        by: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        responded_at: Option<u64>,
    }
    /// The comparison by which prices are abnormally low.
    LowPricesResult {
        /// How many prices.
        prices: u32,
        /// Their mean, rounded down, minor units.
        mean: Decimal,
        /// The lowest, minor units.
        lowest: Decimal,
        /// The lowest of the others, minor units; 0 when there is none.
        next: Decimal,
        /// When the tally was complete.
        time: u64,
        /// The bids whose price is abnormally low.
        flagged: Vec<u32>,
        /// The explanations that were accepted, in the order of the bids.
        accepted: Vec<AcceptedResult>,
    }
    /// An accepted explanation.
    AcceptedResult {
        /// The bid.
        bid: u32,
        /// SHA-256 of the statement.
        statement: Hex<32>,
        /// Who proposed.
        officer: Hex<20>,
        /// Who confirmed.
        approver: Hex<20>,
        /// When.
        time: u64,
    }
    /// An application to be let in to bid.
    ApplicationResult {
        /// Whose.
        vendor: Organisation,
        /// Who signed.
        by: Hex<20>,
        /// SHA-256 of its text.
        statement: Hex<32>,
        /// When.
        time: u64,
        /// What was decided on it, in order; the last one holds.
        decisions: Vec<QualificationResult>,
    }
    /// A decision on an application.
    QualificationResult {
        /// Whether the vendor may bid.
        qualified: bool,
        /// SHA-256 of the reason.
        reason: Hex<32>,
        /// Who proposed it.
        officer: Hex<20>,
        /// Who confirmed it.
        approver: Hex<20>,
        /// When.
        time: u64,
    }
    /// A suspension by a reviewer.
    SuspensionResult {
        /// SHA-256 of its statement.
        statement: Hex<32>,
        /// Who suspended.
        reviewer: Hex<20>,
        /// When.
        time: u64,
        /// SHA-256 of the statement with which the tender went on; `null` while it is suspended.
        #[serde(deserialize_with = "required")]
        resumption: Option<Hex<32>>,
        /// Who let it go on.
        #[serde(deserialize_with = "required")]
        resumed_by: Option<Hex<20>>,
        /// When.
        #[serde(deserialize_with = "required")]
        resumed_at: Option<u64>,
    }
}
