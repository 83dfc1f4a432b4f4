//! What came out, written for people: every line follows from the chain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tenderseal_envelope::{PortalFault, VendorFault, Verdict};
use tenderseal_rules::{
    OrgId, PersonId,
    messages::{CancelReason, Fault},
    tender::{BidStatus, Stage},
    terms::{Consensus, PriceFormula},
};

use crate::{
    hexes::{Decimal, Hex, required},
    story::{BidFacts, Org, Story},
};

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
        /// Hash of the terms, which envelopes name.
        terms_hash: Hex<32>,
        /// Hash of the committee, which envelopes name.
        committee_hash: Hex<32>,
        /// Bids are taken before this.
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
        /// With fewer live bids the tender is unsuccessful.
        min_bids: u32,
        /// How many shares open a bid.
        k: u8,
        /// Who holds the opening keys.
        committee: Vec<CommitteeMember>,
        /// Who scores.
        panel: Vec<Evaluator>,
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
        /// `sealed`, `replaced`, `withdrawn`, `opened` or `rejected`.
        status: String,
        /// Of a rejected bid: the fault on record.
        #[serde(deserialize_with = "required")]
        fault: Option<String>,
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
}

impl Results {
    /// Writes down what came out.
    ///
    /// # Errors
    /// In words, when the facts do not fit together.
    pub(crate) fn of(story: &Story<'_>, verdicts: &BTreeMap<u32, Verdict>) -> Result<Self, String> {
        let opening = story.live().map(|(number, bid)| {
            let verdict = verdicts.get(&number).ok_or("a bid was not judged")?;
            Ok(opening(story, number, bid, verdict))
        });
        Ok(Self {
            publication: publication(story)?,
            bids: (0u32..)
                .zip(&story.bids)
                .map(|(number, bid)| bid_result(story, number, bid))
                .collect::<Result<_, _>>()?,
            opening: opening.collect::<Result<_, String>>()?,
            objections: objections(story),
            scores: scores(story),
            ranking: story.ranking.as_deref().map(ranking),
            award: award(story)?,
            cancellation: cancellation(story),
            stage: stage_name(story.stage).into(),
            at: story.chronicle.head.now,
        })
    }
}

fn organisation(story: &Story<'_>, id: OrgId) -> Result<Organisation, String> {
    let Org { name, .. } = story.orgs.get(&id).ok_or("an organisation is not in the registry")?;
    Ok(Organisation { id: Hex(id.0), name: name.clone() })
}

fn employer(story: &Story<'_>, person: PersonId) -> Result<Organisation, String> {
    let org = story.people.get(&person).ok_or("a person is not in the registry")?;
    organisation(story, *org)
}

fn publication(story: &Story<'_>) -> Result<PublicationResult, String> {
    let (core, terms, schedule) = (&story.core, &story.terms, &story.core.schedule);
    let committee = (1u8..).zip(story.committee.members.iter().zip(&story.committee.keys));
    let (formula, discount_bp, above_bp_per_percent, below_bp_per_percent) =
        match terms.price.formula {
            PriceFormula::LowestProportional => ("lowest_proportional", 0, 0, 0),
            PriceFormula::LowestOnly => ("lowest_only", 0, 0, 0),
            PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } => {
                ("benchmark", discount_bp, above_bp_per_percent, below_bp_per_percent)
            }
        };
    Ok(PublicationResult {
        number: core.number,
        buyer: organisation(story, core.buyer)?,
        officer: Hex(story.birth.officer.0),
        approver: Hex(story.birth.approver.0),
        block: story.birth.block,
        published_at: core.published_at,
        terms_hash: Hex(core.terms_hash),
        committee_hash: Hex(core.committee_hash),
        deadline: schedule.deadline,
        guard: schedule.guard,
        officers_window: schedule.officers_window,
        self_reveal_window: schedule.self_reveal_window,
        objection_window: schedule.objection_window,
        standstill: schedule.standstill,
        currency: terms.currency.to_string(),
        price: PriceRuleResult {
            formula: formula.into(),
            weight_bp: terms.price.weight_bp,
            discount_bp,
            above_bp_per_percent,
            below_bp_per_percent,
        },
        criteria: terms
            .criteria
            .iter()
            .map(|of| CriterionResult {
                id: of.id,
                weight_bp: of.weight_bp,
                max: of.max,
                min: of.min,
            })
            .collect(),
        consensus: match terms.consensus {
            Consensus::Mean => "mean",
            Consensus::TrimmedMean => "trimmed_mean",
            Consensus::Median => "median",
        }
        .into(),
        lifecycle_rate_bp: terms.lifecycle_rate_bp,
        min_bids: terms.min_bids,
        k: core.k,
        committee: committee
            .map(|(member, (person, key))| {
                let organisation = employer(story, *person)?;
                Ok(CommitteeMember { member, person: Hex(person.0), organisation, key: Hex(*key) })
            })
            .collect::<Result<_, String>>()?,
        panel: story
            .panel
            .iter()
            .map(|person| {
                let organisation = employer(story, *person)?;
                Ok(Evaluator { person: Hex(person.0), organisation })
            })
            .collect::<Result<_, String>>()?,
    })
}

fn bid_result(story: &Story<'_>, number: u32, bid: &BidFacts) -> Result<BidResult, String> {
    let (status, fault) = match bid.status {
        BidStatus::Sealed => ("sealed", None),
        BidStatus::Replaced => ("replaced", None),
        BidStatus::Withdrawn => ("withdrawn", None),
        BidStatus::Opened => ("opened", None),
        BidStatus::Rejected(fault) => ("rejected", Some(fault_name(fault).into())),
    };
    Ok(BidResult {
        bid: number,
        vendor: organisation(story, bid.vendor)?,
        attempt: bid.attempt,
        e: Hex(bid.e),
        c: Hex(bid.c),
        replaces: bid.replaces,
        key: Hex(bid.key.0),
        block: bid.block,
        extrinsic: bid.extrinsic,
        time: bid.time,
        status: status.into(),
        fault,
    })
}

fn opening(story: &Story<'_>, number: u32, bid: &BidFacts, verdict: &Verdict) -> OpeningResult {
    let shares =
        bid.shares.iter().map(|(member, _, good)| ShareResult { member: *member, good: *good });
    let revealed = bid.revealed.as_ref();
    let (verdict, what, faulty_officers) = match verdict {
        Verdict::Valid { faulty_officers, .. } => ("valid", None, faulty_officers.clone()),
        Verdict::VendorFault { what } => ("vendor_fault", Some(vendor_fault_name(*what)), vec![]),
        Verdict::PortalFault { what: PortalFault::Envelope } => {
            ("portal_fault", Some("envelope"), vec![])
        }
        Verdict::Unresolved { .. } => ("unresolved", None, vec![]),
    };
    let body = revealed.and_then(|revealed| story.offer(&revealed.body)).map(|offer| BodyResult {
        price: Decimal(offer.body.price),
        evaluated_price: Decimal(offer.evaluated),
        valid_until: offer.body.valid_until,
        costs: offer.body.costs.iter().map(|cost| Decimal(*cost)).collect(),
        answers: offer
            .body
            .answers
            .into_iter()
            .map(|answer| AnswerResult { criterion: answer.criterion, text: answer.text })
            .collect(),
        attachments: offer.body.attachments.into_iter().map(Hex).collect(),
    });
    OpeningResult {
        bid: number,
        shares: shares.collect(),
        verdict: verdict.into(),
        what: what.map(Into::into),
        faulty_officers,
        block: revealed.map(|revealed| revealed.block),
        time: revealed.map(|revealed| revealed.time),
        body,
    }
}

fn objections(story: &Story<'_>) -> Vec<ObjectionResult> {
    (0u32..)
        .zip(&story.objections)
        .map(|(number, facts)| ObjectionResult {
            objection: number,
            bid: facts.bid,
            fault: fault_name(facts.fault).into(),
            by: Hex(facts.by.0),
            time: facts.time,
            upheld: facts.decided.map(|(upheld, _, _)| upheld),
            reason: facts.proposed.map(|(_, _, reason)| Hex(reason)),
        })
        .collect()
}

fn scores(story: &Story<'_>) -> Vec<ScoreResult> {
    let line = |((bid, evaluator), (scores, time)): (&(u32, PersonId), &(Vec<_>, u64))| {
        let criteria = scores.iter().map(|score: &tenderseal_rules::messages::CriterionScore| {
            let (criterion, points) = (score.criterion, score.points);
            CriterionPoints { criterion, points, justification: Hex(score.justification) }
        });
        ScoreResult {
            bid: *bid,
            evaluator: Hex(evaluator.0),
            time: *time,
            criteria: criteria.collect(),
        }
    };
    story.scores.iter().map(line).collect()
}

fn ranking(lines: &[tenderseal_rules::ranking::Ranked]) -> Vec<RankedResult> {
    lines
        .iter()
        .map(|line| RankedResult {
            bid: line.bid,
            price_micropoints: line.price_micropoints,
            criteria: line.criteria.clone(),
            total_micropoints: line.total_micropoints,
            below_minimum: line.below_minimum,
        })
        .collect()
}

fn award(story: &Story<'_>) -> Result<Option<AwardResult>, String> {
    let Some((bid, officer, proposed_at)) = story.award.proposed else {
        return Ok(None);
    };
    let facts = usize::try_from(bid).ok().and_then(|at| story.bids.get(at));
    let facts = facts.ok_or("the award goes to no bid")?;
    let offer = facts.revealed.as_ref().and_then(|revealed| story.offer(&revealed.body));
    let confirmed = story.award.confirmed;
    Ok(Some(AwardResult {
        bid,
        vendor: organisation(story, facts.vendor)?,
        price: Decimal(offer.ok_or("the award goes to a bid without a price")?.body.price),
        officer: Hex(officer.0),
        proposed_at,
        approver: confirmed.map(|(_, approver, _, _)| Hex(approver.0)),
        confirmed_at: confirmed.map(|(_, _, at, _)| at),
        final_from: confirmed.map(|(_, _, _, from)| from),
    }))
}

fn cancellation(story: &Story<'_>) -> Option<CancellationResult> {
    let (reason, statement, officer, proposed_at) = story.cancellation.proposed?;
    let confirmed = story.cancellation.confirmed;
    Some(CancellationResult {
        reason: match reason {
            CancelReason::NoNeed => "no_need",
            CancelReason::NoFunds => "no_funds",
            CancelReason::FaultyTerms => "faulty_terms",
            CancelReason::Irregularity => "irregularity",
            CancelReason::PricesTooHigh => "prices_too_high",
            CancelReason::Other => "other",
        }
        .into(),
        statement: Hex(statement),
        officer: Hex(officer.0),
        proposed_at,
        approver: confirmed.map(|(approver, _)| Hex(approver.0)),
        cancelled_at: confirmed.map(|(_, at)| at),
    })
}

fn fault_name(fault: Fault) -> &'static str {
    match fault {
        Fault::Shares => "shares",
        Fault::Header => "header",
        Fault::Context => "context",
        Fault::Payload => "payload",
        Fault::Padding => "padding",
        Fault::Reseal => "reseal",
        Fault::Commit => "commit",
        Fault::Body => "body",
        Fault::Stanza => "stanza",
    }
}

pub(crate) fn vendor_fault_name(fault: VendorFault) -> &'static str {
    match fault {
        VendorFault::Header => "header",
        VendorFault::Context => "context",
        VendorFault::Shares => "shares",
        VendorFault::Payload => "payload",
        VendorFault::Padding => "padding",
        VendorFault::Reseal => "reseal",
        VendorFault::Commit => "commit",
        VendorFault::Body => "body",
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Bidding => "bidding",
        Stage::Closed => "closed",
        Stage::FinancialOpening => "financial_opening",
        Stage::FinancialEvaluation => "financial_evaluation",
        Stage::AwardProposed => "award_proposed",
        Stage::Standstill => "standstill",
        Stage::Awarded => "awarded",
        Stage::Unsuccessful => "unsuccessful",
        Stage::Cancelled => "cancelled",
    }
}

/// Names the first place where two values differ, as a path from `name`.
pub(crate) fn difference<T: Serialize>(name: &str, claimed: &T, found: &T) -> String {
    let value = |of: &T| serde_json::to_value(of).unwrap_or_default();
    let mut path = name.to_owned();
    let (left, right) = (value(claimed), value(found));
    let (mut claimed, mut found) = (&left, &right);
    loop {
        let step = match (claimed, found) {
            (Value::Object(left), Value::Object(right)) => left
                .iter()
                .find(|(key, value)| right.get(*key) != Some(value))
                .and_then(|(key, value)| Some((format!(".{key}"), value, right.get(key)?))),
            (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
                .iter()
                .zip(right)
                .enumerate()
                .find(|(_, (left, right))| left != right)
                .map(|(at, (left, right))| (format!("[{at}]"), left, right)),
            _ => None,
        };
        match step {
            Some((part, left, right)) => {
                path.push_str(&part);
                (claimed, found) = (left, right);
            }
            None => break,
        }
    }
    format!("{path} says {}, the chain gives {}", short(claimed), short(found))
}

fn short(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("{} entries", list.len()),
        Value::Object(_) => "something else".into(),
        other => other.to_string().chars().take(80).collect(),
    }
}
