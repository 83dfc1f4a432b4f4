//! The results, from a tender's facts and the judge's verdicts.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use tenderseal_envelope::{PortalFault, VendorFault, Verdict};
use tenderseal_rules::{
    OrgId, PersonId,
    messages::{CancelReason, ComplaintOutcome, CriterionScore, Fault, RejectionGround},
    profile::Procedure,
    ranking::Ranked,
    tender::{BidStatus, Stage},
    terms::{Consensus, PriceFormula},
};

use super::{
    AmendmentResult, AnswerResult, AwardResult, BidResult, BodyResult, CancellationResult,
    CommitteeMember, ComplaintResult, CriterionPoints, CriterionResult, DeclarationResult,
    Evaluator, ExtensionResult, LotResult, ObjectionResult, OpeningResult, Organisation,
    PriceRuleResult, PublicationResult, QuestionResult, RankedResult, RejectionResult, Results,
    ScoreResult, SeatChangeResult, ShareResult, SheetResult, SuspensionResult, contract,
    qualification, requests, securities, technical,
};
use crate::{
    hexes::{Decimal, Hex},
    story::{BidFacts, DeclarationFacts, Org, SeatFacts, Story},
};

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
            contract: contract::contract(story)?,
            questions: questions(story),
            extensions: extensions(story),
            declarations: declarations(story)?,
            seat_changes: seat_changes(story),
            amendments: amendments(story),
            rejections: rejections(story),
            complaints: complaints(story)?,
            suspensions: suspensions(story),
            securities: securities::securities(story)?,
            sheets: sheets(story),
            requests: requests::requests(story),
            low_prices: requests::low_prices(story)?,
            applications: qualification::applications(story)?,
            technical: technical::technical(story),
            stage: stage_name(story.stage).into(),
            at: story.chronicle.head.now,
        })
    }
}

pub(super) fn organisation(story: &Story<'_>, id: OrgId) -> Result<Organisation, String> {
    let Org { name, .. } = story.orgs.get(&id).ok_or("an organisation is not in the registry")?;
    Ok(Organisation { id: Hex(id.0), name: name.clone() })
}

fn employer(story: &Story<'_>, person: PersonId) -> Result<Organisation, String> {
    let org = story.people.get(&person).ok_or("a person is not in the registry")?;
    organisation(story, *org)
}

fn publication(story: &Story<'_>) -> Result<PublicationResult, String> {
    let (core, terms, schedule) = (&story.core, &story.terms, &story.schedule);
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
        terms_hash: Hex(story.in_force.hash),
        terms_version: story.in_force.version,
        committee_hash: Hex(core.committee_hash),
        deadline: schedule.deadline,
        guard: schedule.guard,
        officers_window: schedule.officers_window,
        self_reveal_window: schedule.self_reveal_window,
        objection_window: schedule.objection_window,
        standstill: schedule.standstill,
        questions: schedule.questions,
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
            Consensus::Moderated => "moderated",
        }
        .into(),
        lifecycle_rate_bp: terms.lifecycle_rate_bp,
        lifecycle_years: terms.lifecycle_years,
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
        profile: terms.profile,
        profile_code: story.profile.code.clone(),
        procedure: match story.profile.procedure {
            Procedure::OpenOneEnvelope => "open_one_envelope",
            Procedure::RequestForQuotations => "request_for_quotations",
            Procedure::Restricted => "restricted",
            Procedure::Prequalified => "prequalified",
            Procedure::OpenTwoEnvelopes => "open_two_envelopes",
        }
        .into(),
        invited: terms
            .invited
            .iter()
            .map(|org| organisation(story, *org))
            .collect::<Result<_, String>>()?,
        lot: terms.lot.map(|lot| LotResult {
            number: lot.number,
            of: lot.of,
            procurement: Hex(lot.procurement),
        }),
        security: terms.security.map(securities::terms),
        requests: requests::terms(terms.requests),
        prequalification: terms.prequalification,
    })
}

fn bid_result(story: &Story<'_>, number: u32, bid: &BidFacts) -> Result<BidResult, String> {
    let (status, fault) = match bid.status {
        BidStatus::Sealed if story.is_stale(bid) => ("stale", None),
        BidStatus::Sealed => ("sealed", None),
        BidStatus::Replaced => ("replaced", None),
        BidStatus::Withdrawn => ("withdrawn", None),
        BidStatus::Opened => ("opened", None),
        BidStatus::Rejected(fault) => ("rejected", Some(fault_name(fault).into())),
        BidStatus::Excluded(_) => ("excluded", None),
        BidStatus::Read => ("read", None),
        BidStatus::Unopened => ("unopened", None),
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
        terms_version: bid.terms,
        status: status.into(),
        fault,
        technical: bid.technical.as_ref().map(technical::envelope),
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
        let criteria = scores.iter().map(|score: &CriterionScore| {
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
    let counting = story.scores.iter().filter(|((bid, person), _)| story.counts(*bid, *person));
    counting.map(line).collect()
}

fn sheets(story: &Story<'_>) -> Vec<SheetResult> {
    let counting = story.sheets.iter().filter(|((bid, person), _)| story.counts(*bid, *person));
    counting
        .map(|((bid, evaluator), sheet)| SheetResult {
            bid: *bid,
            evaluator: Hex(evaluator.0),
            time: sheet.time,
            points: sheet.points.clone(),
            statement: Hex(sheet.statement),
        })
        .collect()
}

fn ranking(lines: &[Ranked]) -> Vec<RankedResult> {
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

fn questions(story: &Story<'_>) -> Vec<QuestionResult> {
    (0u32..)
        .zip(&story.questions)
        .map(|(question, facts)| QuestionResult {
            question,
            hash: Hex(facts.hash),
            time: facts.time,
            answer: facts.answered.map(|(answer, ..)| Hex(answer)),
            officer: facts.answered.map(|(_, officer, _)| Hex(officer.0)),
            answered_at: facts.answered.map(|(.., at)| at),
        })
        .collect()
}

fn extensions(story: &Story<'_>) -> Vec<ExtensionResult> {
    story
        .extensions
        .iter()
        .map(|facts| ExtensionResult {
            from: facts.from,
            to: facts.to,
            reason: Hex(facts.reason),
            officer: Hex(facts.officer.0),
            approver: Hex(facts.approver.0),
            time: facts.time,
        })
        .collect()
}

fn declarations(story: &Story<'_>) -> Result<Vec<DeclarationResult>, String> {
    let line = |facts: &DeclarationFacts| {
        Ok(DeclarationResult {
            evaluator: Hex(facts.evaluator.0),
            conflicts: facts
                .conflicts
                .iter()
                .map(|vendor| organisation(story, *vendor))
                .collect::<Result<_, String>>()?,
            statement: Hex(facts.statement),
            reader: facts.reader.map(Hex),
            time: facts.time,
        })
    };
    story.declarations.iter().map(line).collect()
}

fn seat_changes(story: &Story<'_>) -> Vec<SeatChangeResult> {
    let line = |facts: &SeatFacts| SeatChangeResult {
        evaluator: Hex(facts.evaluator.0),
        // Whether there is such a person shows when it signs, so nothing is asked of the registry here.
        substitute: facts.substitute.map(|person| Hex(person.0)),
        reason: Hex(facts.reason),
        officer: Hex(facts.officer.0),
        approver: Hex(facts.approver.0),
        time: facts.time,
    };
    story.seats.iter().map(line).collect()
}

fn amendments(story: &Story<'_>) -> Vec<AmendmentResult> {
    let amended = story.versions.iter().filter_map(|facts| Some((facts, facts.amended.as_ref()?)));
    amended
        .map(|(facts, amended)| AmendmentResult {
            version: facts.version,
            terms_hash: Hex(facts.hash),
            notice: Hex(facts.notice),
            reason: Hex(amended.reason),
            from: amended.from,
            to: amended.to,
            officer: Hex(amended.officer.0),
            approver: Hex(amended.approver.0),
            time: amended.time,
        })
        .collect()
}

fn rejections(story: &Story<'_>) -> Vec<RejectionResult> {
    story
        .rejections
        .iter()
        .map(|facts| RejectionResult {
            bid: facts.bid,
            ground: match facts.ground {
                RejectionGround::NotResponsive => "not_responsive",
                RejectionGround::NotQualified => "not_qualified",
                RejectionGround::AbnormallyLow => "abnormally_low",
                RejectionGround::ConflictOfInterest => "conflict_of_interest",
                RejectionGround::RefusedToSign => "refused_to_sign",
                RejectionGround::Other => "other",
                RejectionGround::NotCorrected => "not_corrected",
            }
            .into(),
            statement: Hex(facts.statement),
            officer: Hex(facts.officer.0),
            approver: Hex(facts.approver.0),
            time: facts.time,
            restarted: facts.restarted,
            first: facts.first,
            round: facts.round,
        })
        .collect()
}

fn complaints(story: &Story<'_>) -> Result<Vec<ComplaintResult>, String> {
    (0u32..)
        .zip(&story.complaints)
        .map(|(complaint, facts)| {
            let outcome = facts.decided.map(|(outcome, ..)| match outcome {
                ComplaintOutcome::Dismissed => "dismissed",
                ComplaintOutcome::Upheld => "upheld",
                ComplaintOutcome::Reevaluate => "reevaluate",
                ComplaintOutcome::Cancel => "cancel",
            });
            Ok(ComplaintResult {
                complaint,
                vendor: organisation(story, facts.vendor)?,
                by: Hex(facts.by.0),
                statement: Hex(facts.statement),
                time: facts.time,
                withdrawn_at: facts.withdrawn.map(|(_, at)| at),
                outcome: outcome.map(Into::into),
                decision: facts.decided.map(|(_, statement, ..)| Hex(statement)),
                reviewer: facts.decided.map(|(_, _, reviewer, _)| Hex(reviewer.0)),
                decided_at: facts.decided.map(|(.., at)| at),
            })
        })
        .collect()
}

fn suspensions(story: &Story<'_>) -> Vec<SuspensionResult> {
    story
        .suspensions
        .iter()
        .map(|facts| SuspensionResult {
            statement: Hex(facts.statement),
            reviewer: Hex(facts.reviewer.0),
            time: facts.time,
            resumption: facts.resumed.map(|(statement, ..)| Hex(statement)),
            resumed_by: facts.resumed.map(|(_, reviewer, _)| Hex(reviewer.0)),
            resumed_at: facts.resumed.map(|(.., at)| at),
        })
        .collect()
}

pub(super) fn fault_name(fault: Fault) -> &'static str {
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
        Stage::TechnicalOpening => "technical_opening",
        Stage::TechnicalEvaluation => "technical_evaluation",
        Stage::FinancialOpening => "financial_opening",
        Stage::FinancialEvaluation => "financial_evaluation",
        Stage::AwardProposed => "award_proposed",
        Stage::Standstill => "standstill",
        Stage::Awarded => "awarded",
        Stage::Unsuccessful => "unsuccessful",
        Stage::Cancelled => "cancelled",
        Stage::ContractSigned => "contract_signed",
        Stage::Completed => "completed",
        Stage::Terminated => "terminated",
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
