//! One tender's facts, gathered from the acts and the cells that they left, and judged.

mod contract;

mod remedies;

mod requests;

mod qualification;
mod securities;
mod technical;

use std::collections::BTreeMap;

use parity_scale_codec::Decode;
use tenderseal_envelope::{
    Committee as Keys, Context, Kind, Layout, PostedShare, Record, Reveal, Seed, Verdict, judge,
};
use tenderseal_rules::{
    Event, Hash, KeyId, OrgId, PersonId, RegistryEvent, TenderEvent, cells,
    lot::Lot,
    messages::{
        Act, CancelReason, CommitBid, CriterionScore, Fault, ProposeTender, ReplaceBid,
        TechnicalEnvelope,
    },
    profile::Profile,
    ranking::{Candidate, Position, Ranked, Tallied, rank},
    replay::{Overlay, sha256},
    roles::OrgKind,
    schedule::Schedule,
    scoring,
    tender::{
        BidStatus, Cell, Committee, Core, LOT, Place, PublishedQuestion, Securities, Stage, State,
        TermsInForce, answer_preimage, clock, stage_at,
    },
    terms::{Consensus, Publication, Terms},
    tse1::FinancialBody,
};

mod amendments;

pub(crate) use remedies::{ComplaintFacts, RejectionFacts, SuspensionFacts};

use crate::{
    bundle::Topic,
    chronicle::{Chronicle, Performed},
};

mod conduct;

pub(crate) use conduct::{DeclarationFacts, SeatFacts, SheetFacts};

pub(crate) use amendments::{AmendmentFacts, VersionFacts};

pub(crate) use contract::ContractFacts;

pub(crate) use requests::{ComparisonFacts, RequestFacts};

pub(crate) use qualification::{ApplicationFacts, QualificationFacts};
pub(crate) use securities::{ForfeitedFacts, SecurityFacts};
pub(crate) use technical::{TechnicalFacts, TechnicalStory};

/// An organisation as the registry has it.
pub(crate) struct Org {
    pub kind: OrgKind,
    pub name: String,
}

/// Who opened the tender.
pub(crate) struct Birth {
    pub officer: PersonId,
    pub approver: PersonId,
    pub code: Hash,
    /// What a registrar had approved by then.
    pub approved: Option<Hash>,
    pub block: u32,
    /// The profiles of the registry by then, by number; none where one was retired.
    pub profiles: Vec<Option<Profile>>,
    /// As it was published.
    pub schedule: Schedule,
    /// As it was published.
    pub lot: Option<Lot>,
}

/// A proposal and its confirmation by two persons.
#[derive(Clone, Copy)]
pub(crate) struct TwoPersons {
    pub what: &'static str,
    pub officer: PersonId,
    pub approver: PersonId,
}

/// A committed bid.
pub(crate) struct BidFacts {
    pub vendor: OrgId,
    pub attempt: u32,
    /// The version of the terms that it was sealed for.
    pub terms: u32,
    pub e: Hash,
    pub c: Hash,
    pub replaces: Option<u32>,
    pub envelope: Vec<u8>,
    pub key: KeyId,
    pub block: u32,
    pub extrinsic: u32,
    pub time: u64,
    pub status: BidStatus,
    /// Member, share, whether the contract found it good.
    pub shares: Vec<(u8, [u8; 32], bool)>,
    pub revealed: Option<Revealed>,
    pub security: Option<SecurityFacts>,
    pub technical: Option<TechnicalFacts>,
}

/// A seed and body that were put on the chain.
pub(crate) struct Revealed {
    pub seed: [u8; 32],
    pub body: Vec<u8>,
    pub block: u32,
    pub time: u64,
}

/// An objection with its findings.
pub(crate) struct ObjectionFacts {
    pub bid: u32,
    pub fault: Fault,
    pub by: PersonId,
    pub time: u64,
    pub proposed: Option<(bool, PersonId, Hash)>,
    pub decided: Option<(bool, PersonId, u64)>,
}

/// A question with its answer.
pub(crate) struct QuestionFacts {
    pub hash: Hash,
    pub time: u64,
    pub answered: Option<(Hash, PersonId, u64)>,
}

/// A confirmed extension of the deadline.
pub(crate) struct ExtensionFacts {
    pub from: u64,
    pub to: u64,
    pub reason: Hash,
    pub officer: PersonId,
    pub approver: PersonId,
    pub time: u64,
}

/// The award as far as it came.
#[derive(Default)]
pub(crate) struct AwardFacts {
    pub proposed: Option<(u32, PersonId, u64)>,
    pub confirmed: Option<(u32, PersonId, u64, u64)>,
}

/// The cancellation as far as it came.
#[derive(Default)]
pub(crate) struct CancellationFacts {
    pub proposed: Option<(CancelReason, Hash, PersonId, u64)>,
    pub confirmed: Option<(PersonId, u64)>,
}

/// Everything about one tender.
pub(crate) struct Story<'a> {
    pub chronicle: &'a Chronicle,
    pub core: Core,
    /// With the deadline as it was last extended.
    pub schedule: Schedule,
    /// Those in force.
    pub terms: Terms,
    pub in_force: TermsInForce,
    /// Every version of the terms, from 1.
    pub versions: Vec<VersionFacts>,
    pub committee: Committee,
    /// As it was published; [`Story::seats`] tell who came and went.
    pub panel: Vec<PersonId>,
    pub ranking: Option<Vec<Ranked>>,
    pub stage: Stage,
    pub birth: Birth,
    pub orgs: BTreeMap<OrgId, Org>,
    pub people: BTreeMap<PersonId, OrgId>,
    /// Who registered an opening key, in which block.
    pub opening_keys: BTreeMap<[u8; 32], (PersonId, u32)>,
    pub bids: Vec<BidFacts>,
    pub objections: Vec<ObjectionFacts>,
    /// An evaluator's last scores of a bid, and when; whether they count, [`Story::counts`] tells.
    pub scores: BTreeMap<(u32, PersonId), (Vec<CriterionScore>, u64)>,
    pub award: AwardFacts,
    pub cancellation: CancellationFacts,
    pub two_persons: Vec<TwoPersons>,
    pub texts: Vec<(Topic, Hash)>,
    pub questions: Vec<QuestionFacts>,
    pub extensions: Vec<ExtensionFacts>,
    /// Every declaration in order; an evaluator's last one holds.
    pub declarations: Vec<DeclarationFacts>,
    /// Every change of a seat in order.
    pub seats: Vec<SeatFacts>,
    /// With which the tender says that it was published.
    pub profile: Profile,
    pub contract: Option<ContractFacts>,
    pub rejections: Vec<RejectionFacts>,
    /// Who was rejected since the present ranking stands, and who was first afterwards.
    pub passed_over: Vec<(u32, Option<u32>)>,
    pub complaints: Vec<ComplaintFacts>,
    pub suspensions: Vec<SuspensionFacts>,
    /// The tender's own time at the head.
    pub clock: u64,
    /// Awards that were confirmed while a complaint was open.
    pub hasty: u32,
    /// Every lot that was published, with its buyer.
    pub lots: Vec<(OrgId, Lot)>,
    /// As the contract counts them.
    pub securities: Securities,
    /// An evaluator's last sheet of points for a bid, of the present round.
    pub sheets: BTreeMap<(u32, PersonId), SheetFacts>,
    /// Every request to a vendor in order.
    pub requests: Vec<RequestFacts>,
    /// Every comparison of prices in order.
    pub comparisons: Vec<ComparisonFacts>,
    /// Every application in order.
    pub applications: Vec<ApplicationFacts>,
    pub technical: TechnicalStory,
}

/// What an opened body says that the rules use: the body and its evaluated price.
pub(crate) struct Offer {
    pub body: FinancialBody,
    pub evaluated: u128,
}

impl<'a> Story<'a> {
    /// Gathers.
    ///
    /// # Errors
    /// In words, when the acts give no such tender.
    pub(crate) fn read(chronicle: &'a Chronicle) -> Result<Self, String> {
        let view = chronicle.world.view(chronicle.tender, chronicle.head);
        let missing = || format!("the acts create no tender at {}", chronicle.tender);
        let core: Core = cell(&view, &Cell::Core)?.ok_or_else(missing)?;
        let state: State = cell(&view, &Cell::State)?.ok_or_else(missing)?;
        let mut gathering = Gathering::default();
        for performed in &chronicle.performed {
            gathering.take(chronicle, performed)?;
        }
        for (number, bid) in (0u32..).zip(&mut gathering.bids) {
            let stored: tenderseal_rules::tender::Bid =
                cell(&view, &Cell::Bid(number))?.ok_or_else(missing)?;
            bid.status = stored.status;
        }
        // The bundle holds the notice in force apart.
        let notices: Vec<Hash> = gathering.versions.iter().map(|version| version.notice).collect();
        let (in_force, earlier) = notices.split_last().ok_or_else(missing)?;
        for notice in earlier.iter().filter(|notice| *notice != in_force) {
            gathering.mention(Topic::Notice, *notice);
        }
        Ok(Self {
            chronicle,
            stage: stage_at(&state, chronicle.head.now),
            terms: long(&view, &Cell::Terms)?.ok_or_else(missing)?,
            committee: long(&view, &Cell::Committee)?.ok_or_else(missing)?,
            panel: long(&view, &Cell::Panel)?.ok_or_else(missing)?,
            ranking: ranking(&view, &state, &gathering.ranked())?,
            clock: clock(&state, chronicle.head.now),
            core,
            schedule: state.schedule,
            in_force: state.terms,
            versions: gathering.versions,
            birth: gathering.birth.ok_or_else(missing)?,
            orgs: gathering.orgs,
            people: gathering.people,
            opening_keys: gathering.opening_keys,
            bids: gathering.bids,
            objections: gathering.objections,
            scores: gathering.scores,
            award: gathering.award,
            cancellation: gathering.cancellation,
            two_persons: gathering.two_persons,
            texts: gathering.texts,
            questions: gathering.questions,
            extensions: gathering.extensions,
            declarations: gathering.declarations,
            seats: gathering.seats,
            profile: cell(&view, &Cell::Profile)?.ok_or_else(missing)?,
            contract: gathering.contract,
            rejections: gathering.rejections,
            passed_over: gathering.passed_over,
            complaints: gathering.complaints,
            suspensions: gathering.suspensions,
            hasty: gathering.hasty,
            lots: gathering.lots,
            securities: state.securities,
            sheets: gathering.sheets,
            requests: gathering.requests,
            comparisons: gathering.comparisons,
            applications: gathering.applications,
            technical: gathering.technical,
        })
    }

    /// Whether a text is what an act names by this hash.
    pub(crate) fn fits(&self, topic: Topic, hash: &Hash, text: &str) -> bool {
        let tender = self.chronicle.tender;
        match topic {
            Topic::Question => PublishedQuestion::parse(text)
                .is_some_and(|question| sha256(&question.preimage(&tender)) == *hash),
            Topic::Answer => (0u32..).zip(&self.questions).any(|(number, question)| {
                question.answered.is_some_and(|(answer, ..)| answer == *hash)
                    && sha256(&answer_preimage(&tender, number, &question.hash, text)) == *hash
            }),
            Topic::Finding
            | Topic::Justification
            | Topic::Cancellation
            | Topic::Extension
            | Topic::Declaration
            | Topic::SeatChange
            | Topic::Amendment
            | Topic::Notice
            | Topic::Contract
            | Topic::Milestone
            | Topic::ContractEnd
            | Topic::Rejection
            | Topic::Complaint
            | Topic::Decision
            | Topic::Suspension
            | Topic::Forfeiture
            | Topic::Agreement
            | Topic::Request
            | Topic::Response
            | Topic::Acceptance
            | Topic::Application
            | Topic::Qualification => sha256(text.as_bytes()) == *hash,
        }
    }

    /// Bids under the terms in force that were neither replaced nor withdrawn, by number.
    pub(crate) fn live(&self) -> impl Iterator<Item = (u32, &BidFacts)> {
        (0u32..).zip(&self.bids).filter(|(_, bid)| {
            !matches!(bid.status, BidStatus::Replaced | BidStatus::Withdrawn) && !self.is_stale(bid)
        })
    }

    /// What the chain's facts say that a bid's envelope is bound to; `None` when it names terms that
    /// were never in force.
    pub(crate) fn context(&self, bid: &BidFacts, kind: Kind) -> Option<Context> {
        Some(Context {
            genesis: self.core.genesis,
            tender: self.chronicle.tender.0,
            lot: LOT,
            kind,
            vendor: bid.vendor.0,
            attempt: bid.attempt,
            terms_hash: self.terms_hash(bid)?,
            committee_hash: self.core.committee_hash,
        })
    }

    /// Reads a revealed body as the rules ask: its layout, the tender's currency, a line of costs for each year, prices
    /// in range.
    pub(crate) fn offer(&self, body: &[u8]) -> Option<Offer> {
        let body = FinancialBody::parse(body).ok()?;
        if body.currency != self.terms.currency.bytes() {
            return None;
        }
        let (rate, years) = (self.terms.lifecycle_rate_bp, self.terms.lifecycle_years);
        let evaluated = scoring::offered_price(body.price, &body.costs, rate, years)?;
        Some(Offer { body, evaluated })
    }

    /// The judge's verdict on every live bid, by number.
    ///
    /// # Errors
    /// In words, when there is nothing to judge by: the committee's keys are not usable.
    pub(crate) fn judge(&self) -> Result<BTreeMap<u32, Verdict>, String> {
        let keys = Keys::new(self.core.k, self.committee.keys.clone())
            .map_err(|error| error.to_string())?;
        let live: Vec<_> = self.live().collect();
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let part = live.len().div_ceil(workers).max(1);
        std::thread::scope(|scope| {
            let judges: Vec<_> = live
                .chunks(part)
                .map(|part| {
                    scope.spawn(|| part.iter().map(|bid| self.verdict(&keys, *bid)).collect())
                })
                .collect();
            let mut verdicts = BTreeMap::new();
            for judge in judges {
                let part: Result<Vec<_>, String> =
                    judge.join().map_err(|_| "a judge broke down".to_owned())?;
                verdicts.extend(part?);
            }
            Ok(verdicts)
        })
    }

    fn verdict(
        &self,
        keys: &Keys,
        (number, bid): (u32, &BidFacts),
    ) -> Result<(u32, Verdict), String> {
        let context = self
            .context(bid, Kind::Financial)
            .ok_or_else(|| format!("bid {number} names no terms"))?;
        let record = Record { context, committee: keys.clone(), e: bid.e, c: bid.c };
        let shares: Vec<_> =
            bid.shares.iter().map(|(i, share, _)| PostedShare { i: *i, share: *share }).collect();
        let seed = bid.revealed.as_ref().map(|revealed| Seed::from_bytes(revealed.seed));
        let revealed = seed.as_ref().zip(bid.revealed.as_ref());
        let revealed = revealed.map(|(seed, revealed)| Reveal { seed, body: Some(&revealed.body) });
        judge(&record, &bid.envelope, &shares, revealed, Layout::ByKind)
            .map(|verdict| (number, verdict))
            .map_err(|error| format!("bid {number}: {error}"))
    }

    /// The ranking from bodies, scores and agreements alone; `None` when one of them is missing.
    ///
    /// # Errors
    /// In words, when the rules refuse to rank.
    pub(crate) fn rank(&self) -> Result<Option<Vec<Ranked>>, String> {
        let mut candidates = Vec::new();
        let passed_over = |number| self.passed_over.iter().any(|(bid, _)| *bid == number);
        let ranked = self
            .live()
            .filter(|(number, bid)| bid.status == BidStatus::Opened || passed_over(*number));
        for (number, bid) in ranked {
            let offer = bid.revealed.as_ref().and_then(|revealed| self.offer(&revealed.body));
            let price = offer.ok_or_else(|| format!("bid {number} has no price"))?.evaluated;
            let mut scores = vec![Vec::new(); self.terms.criteria.len()];
            let mut evaluators = self.evaluators(bid.vendor).peekable();
            if evaluators.peek().is_none() && !scores.is_empty() {
                return Ok(None);
            }
            for evaluator in evaluators {
                let Some((given, _)) = self.scores.get(&(number, evaluator)) else {
                    return Ok(None);
                };
                for (list, score) in scores.iter_mut().zip(given) {
                    list.push(score.points);
                }
            }
            if self.terms.consensus == Consensus::Moderated && !scores.is_empty() {
                let Some(points) = self.agreed(number, bid.vendor) else {
                    return Ok(None);
                };
                scores = points.iter().map(|points| vec![*points]).collect();
            }
            let committed = Position { block: bid.block, index: number };
            candidates.push(Candidate { bid: number, price, committed, scores });
        }
        let Terms { price, criteria, consensus, .. } = &self.terms;
        rank(price, criteria, *consensus, &candidates).map(Some).map_err(|error| error.to_string())
    }
}

/// The ranking that the contract made: its places, then those of these bids that are below a minimum, by their numbers.
fn ranking(view: &Overlay<'_>, state: &State, bids: &[u32]) -> Result<Option<Vec<Ranked>>, String> {
    if state.ranked_at.is_none() {
        return Ok(None);
    }
    let mut lines = Vec::new();
    for place in 0..state.placed {
        let held: Option<Place> = cell(view, &Cell::Place(place))?;
        lines.push(held.ok_or_else(|| format!("place {place} is missing"))?.line);
    }
    for bid in bids.iter().copied() {
        let tallied: Option<Tallied> = cell(view, &Cell::Tallied(bid))?;
        if let Some(tallied) = tallied.filter(|tallied| tallied.below_minimum.is_some()) {
            lines.push(Ranked::below_minimum(bid, tallied));
        }
    }
    Ok(Some(lines))
}

fn cell<T: Decode>(view: &Overlay<'_>, key: &Cell) -> Result<Option<T>, String> {
    cells::get(view, key).map_err(|error| error.to_string())
}

fn long<T: Decode>(view: &Overlay<'_>, key: &Cell) -> Result<Option<T>, String> {
    cells::get_long(view, key).map_err(|error| error.to_string())
}

#[derive(Default)]
struct Gathering {
    orgs: BTreeMap<OrgId, Org>,
    people: BTreeMap<PersonId, OrgId>,
    opening_keys: BTreeMap<[u8; 32], (PersonId, u32)>,
    /// By proposal: the officer, and the terms that were proposed.
    officers: BTreeMap<u32, (PersonId, OrgId, Publication)>,
    lots: Vec<(OrgId, Lot)>,
    approved: Option<Hash>,
    birth: Option<Birth>,
    bids: Vec<BidFacts>,
    objections: Vec<ObjectionFacts>,
    scores: BTreeMap<(u32, PersonId), (Vec<CriterionScore>, u64)>,
    award: AwardFacts,
    cancellation: CancellationFacts,
    two_persons: Vec<TwoPersons>,
    texts: Vec<(Topic, Hash)>,
    questions: Vec<QuestionFacts>,
    extension: Option<PersonId>,
    extensions: Vec<ExtensionFacts>,
    declarations: Vec<DeclarationFacts>,
    seat_change: Option<PersonId>,
    seats: Vec<SeatFacts>,
    /// The officer of the amendment that waits.
    amendment: Option<PersonId>,
    versions: Vec<VersionFacts>,
    profiles: Vec<Option<Profile>>,
    contract: Option<ContractFacts>,
    rejection: Option<PersonId>,
    /// The officer of the forfeiture that waits.
    forfeiture: Option<PersonId>,
    rejections: Vec<RejectionFacts>,
    passed_over: Vec<(u32, Option<u32>)>,
    complaints: Vec<ComplaintFacts>,
    suspensions: Vec<SuspensionFacts>,
    applications: Vec<ApplicationFacts>,
    /// As it was published.
    panel: Vec<PersonId>,
    technical: TechnicalStory,
    /// By vendor: the officer of the decision that waits.
    qualifying: BTreeMap<OrgId, PersonId>,
    round: u32,
    hasty: u32,
    sheets: BTreeMap<(u32, PersonId), SheetFacts>,
    /// Bids in the field of the tally as far as it came.
    tallied: Vec<u32>,
    requests: Vec<RequestFacts>,
    comparisons: Vec<ComparisonFacts>,
    /// The officer of the acceptance that waits.
    acceptance: Option<PersonId>,
}

impl Gathering {
    fn take(&mut self, chronicle: &Chronicle, performed: &Performed) -> Result<(), String> {
        for event in &performed.events {
            match event {
                Event::Registry(event) => self
                    .registry(chronicle, performed, event)
                    .ok_or("an act that proposes a tender holds no terms")?,
                Event::Tender(TenderEvent::BidCommitted {
                    vendor,
                    attempt,
                    e,
                    c,
                    replaces,
                    terms,
                    guarantee,
                    technical,
                    ..
                }) => {
                    let Sealed { key, envelope, technical: second } = sealed(&performed.input)
                        .ok_or("an act that commits a bid holds no envelope")?;
                    let technical = technical.zip(second).map(|(bid, second)| TechnicalFacts {
                        e: bid.e,
                        c: bid.c,
                        envelope: second.envelope,
                    });
                    self.bids.push(BidFacts {
                        vendor: *vendor,
                        attempt: *attempt,
                        terms: *terms,
                        e: *e,
                        c: *c,
                        replaces: *replaces,
                        envelope,
                        key,
                        block: performed.moment.block,
                        extrinsic: performed.extrinsic,
                        time: performed.moment.now,
                        status: BidStatus::Sealed,
                        shares: Vec::new(),
                        revealed: None,
                        security: guarantee.map(SecurityFacts::given),
                        technical,
                    });
                }
                Event::Tender(event) => {
                    self.tender(performed, event).ok_or("an event names what is not there")?;
                }
            }
        }
        Ok(())
    }

    /// `None` when the act is not the one that the event tells of.
    fn registry(
        &mut self,
        chronicle: &Chronicle,
        performed: &Performed,
        event: &RegistryEvent,
    ) -> Option<()> {
        let block = performed.moment.block;
        match event {
            RegistryEvent::OrgRegistered { org, kind, name, .. } => {
                self.orgs.insert(*org, Org { kind: *kind, name: name.clone() });
            }
            RegistryEvent::PersonAdded { person, org, .. } => {
                self.people.insert(*person, *org);
            }
            RegistryEvent::OpeningKeyRegistered { person, key } => {
                self.opening_keys.insert(*key, (*person, block));
            }
            RegistryEvent::CodeApproved { code, .. } => self.approved = Some(*code),
            RegistryEvent::TenderProposed { proposal, buyer, officer, .. } => {
                let (_, act) = ProposeTender::arguments(performed.input.get(4..)?).ok()?;
                self.officers.insert(*proposal, (*officer, *buyer, act.publication));
            }
            RegistryEvent::TenderCreated { proposal, tender, code, approver } => {
                let proposed = self.officers.remove(proposal);
                self.lots.extend(proposed.iter().filter_map(|(_, buyer, published)| {
                    published.terms.lot.map(|lot| (*buyer, lot))
                }));
                if let Some((officer, _, published)) =
                    proposed.filter(|_| *tender == chronicle.tender)
                {
                    self.versions.push(VersionFacts::of(1, &published.terms, None));
                    let (approver, code) = (*approver, *code);
                    let (profiles, schedule) = (self.profiles.clone(), published.schedule);
                    self.panel.clone_from(&published.panel);
                    self.birth = Some(Birth {
                        officer,
                        approver,
                        code,
                        approved: self.approved,
                        block,
                        profiles,
                        schedule,
                        lot: published.terms.lot,
                    });
                    self.two_persons.push(TwoPersons { what: "publication", officer, approver });
                }
            }
            // The replay numbers profiles one by one and retires those that are there.
            RegistryEvent::ProfileAdded { profile, .. } => {
                self.profiles.push(Some(profile.clone()));
            }
            RegistryEvent::ProfileRetired { profile, .. } => {
                if let Some(retired) =
                    usize::try_from(*profile).ok().and_then(|at| self.profiles.get_mut(at))
                {
                    *retired = None;
                }
            }
            // What follows from these for a signer is the replay's to say, act by act.
            RegistryEvent::OrgAdmitted { .. }
            | RegistryEvent::OrgRefused { .. }
            | RegistryEvent::KeyReplaced { .. }
            | RegistryEvent::OrgSuspended { .. }
            | RegistryEvent::OrgDebarred { .. }
            | RegistryEvent::OrgReinstated { .. }
            | RegistryEvent::KeyRevoked { .. }
            | RegistryEvent::RolesSet { .. }
            | RegistryEvent::Paused { .. }
            | RegistryEvent::Unpaused { .. } => {}
        }
        Some(())
    }

    /// `None` when the event names a bid, an objection or a question that is not there.
    fn tender(&mut self, performed: &Performed, event: &TenderEvent) -> Option<()> {
        let time = performed.moment.now;
        self.tally(event);
        self.passing(event);
        match event {
            TenderEvent::SharesPosted { member, shares } => {
                for share in shares {
                    self.price(share.bid);
                    self.bid(share.bid)?.shares.push((*member, share.share, share.good));
                }
            }
            TenderEvent::BidRevealed { bid, seed, body, .. } => {
                self.price(*bid);
                let (seed, body, block) = (*seed, body.clone(), performed.moment.block);
                self.bid(*bid)?.revealed = Some(Revealed { seed, body, block, time });
            }
            TenderEvent::Scored { bid, evaluator, scores } => {
                for score in scores {
                    self.mention(Topic::Justification, score.justification);
                }
                self.scores.insert((*bid, *evaluator), (scores.clone(), time));
            }

            TenderEvent::AwardProposed { bid, officer, .. } => {
                self.award.proposed = Some((*bid, *officer, time));
            }
            TenderEvent::AwardConfirmed { bid, approver, final_from } => {
                let (_, officer, _) = self.award.proposed?;
                let approver = *approver;
                self.two_persons.push(TwoPersons { what: "award", officer, approver });
                self.award.confirmed = Some((*bid, approver, time, *final_from));
                let open = |of: &ComplaintFacts| of.withdrawn.is_none() && of.decided.is_none();
                self.hasty += u32::from(self.complaints.iter().any(open));
            }
            TenderEvent::CancellationProposed { reason, statement, officer, .. } => {
                self.mention(Topic::Cancellation, *statement);
                self.cancellation.proposed = Some((*reason, *statement, *officer, time));
            }
            TenderEvent::Cancelled { approver, .. } => {
                let (_, _, officer, _) = self.cancellation.proposed?;
                let approver = *approver;
                self.two_persons.push(TwoPersons { what: "cancellation", officer, approver });
                self.cancellation.confirmed = Some((approver, time));
            }
            TenderEvent::QuestionAsked { hash, .. } => {
                self.mention(Topic::Question, *hash);
                self.questions.push(QuestionFacts { hash: *hash, time, answered: None });
            }
            TenderEvent::QuestionAnswered { question, answer, officer } => {
                self.mention(Topic::Answer, *answer);
                self.questions.get_mut(usize::try_from(*question).ok()?)?.answered =
                    Some((*answer, *officer, time));
            }
            TenderEvent::ExtensionProposed { reason, officer, .. } => {
                self.mention(Topic::Extension, *reason);
                self.extension = Some(*officer);
            }
            TenderEvent::DeadlineExtended { from, to, reason, approver } => {
                let (from, to, reason, approver) = (*from, *to, *reason, *approver);
                let officer = self.extension.take()?;
                self.two_persons.push(TwoPersons { what: "extension", officer, approver });
                let facts = ExtensionFacts { from, to, reason, officer, approver, time };
                self.extensions.push(facts);
            }
            event @ (TenderEvent::InterestsDeclared { .. }
            | TenderEvent::SeatChangeProposed { .. }
            | TenderEvent::SeatChanged { .. }
            | TenderEvent::SheetSigned { .. }) => return self.conduct(event, time),
            event @ (TenderEvent::AmendmentProposed { .. } | TenderEvent::TermsAmended { .. }) => {
                return self.amendment(event, time);
            }
            event @ (TenderEvent::ContractProposed { .. }
            | TenderEvent::ContractSigned { .. }
            | TenderEvent::ChangeProposed { .. }
            | TenderEvent::ChangeAccepted { .. }
            | TenderEvent::MilestoneReported { .. }
            | TenderEvent::MilestoneAccepted { .. }
            | TenderEvent::MilestoneReturned { .. }
            | TenderEvent::CompletionProposed { .. }
            | TenderEvent::ContractCompleted { .. }
            | TenderEvent::TerminationProposed { .. }
            | TenderEvent::ContractTerminated { .. }) => return self.contract(event, time),
            event @ (TenderEvent::SecurityReturned { .. }
            | TenderEvent::ForfeitureProposed { .. }
            | TenderEvent::SecurityForfeited { .. }) => return self.security(event, time),
            event @ (TenderEvent::VendorAsked { .. }
            | TenderEvent::VendorResponded { .. }
            | TenderEvent::PricesCompared { .. }
            | TenderEvent::AcceptanceProposed { .. }
            | TenderEvent::ExplanationAccepted { .. }) => return self.request(event, time),
            event @ (TenderEvent::Applied { .. }
            | TenderEvent::QualificationProposed { .. }
            | TenderEvent::QualificationDecided { .. }) => return self.qualification(event, time),
            event @ (TenderEvent::Reshared { .. }
            | TenderEvent::SeedReshared { .. }
            | TenderEvent::BidsJudged { .. }
            | TenderEvent::TechnicalEvaluated { .. }) => return self.technical(event, time),
            event => return self.objection(event, time),
        }
        Some(())
    }

    fn contract(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        for (topic, hash) in contract::texts(event) {
            self.mention(topic, hash);
        }
        ContractFacts::take(&mut self.contract, event, time)?;
        if let TenderEvent::ContractTerminated { approver, .. } = event {
            let (_, _, officer, _) = self.contract.as_ref()?.termination?;
            let approver = *approver;
            self.two_persons.push(TwoPersons { what: "termination", officer, approver });
        }
        Some(())
    }

    fn objection(&mut self, event: &TenderEvent, time: u64) -> Option<()> {
        match event {
            TenderEvent::Objected { bid, fault, by, .. } => {
                let (bid, fault, by) = (*bid, *fault, *by);
                let (proposed, decided) = (None, None);
                self.objections.push(ObjectionFacts { bid, fault, by, time, proposed, decided });
            }
            TenderEvent::FindingProposed { objection, upheld, reason, officer, .. } => {
                self.mention(Topic::Finding, *reason);
                self.objections.get_mut(usize::try_from(*objection).ok()?)?.proposed =
                    Some((*upheld, *officer, *reason));
            }
            TenderEvent::FindingConfirmed { objection, upheld, approver } => {
                let facts = self.objections.get_mut(usize::try_from(*objection).ok()?)?;
                let (_, officer, _) = facts.proposed?;
                facts.decided = Some((*upheld, *approver, time));
                let approver = *approver;
                self.two_persons.push(TwoPersons { what: "finding", officer, approver });
            }
            event => return self.remedy(event, time),
        }
        Some(())
    }

    /// The bids that a ranking is of: those that were opened and not rejected before it was made.
    fn ranked(&self) -> Vec<u32> {
        let passed_over = |number| self.passed_over.iter().any(|(bid, _)| *bid == number);
        (0u32..)
            .zip(&self.bids)
            .filter(|(number, bid)| bid.status == BidStatus::Opened || passed_over(*number))
            .map(|(number, _)| number)
            .collect()
    }

    fn bid(&mut self, number: u32) -> Option<&mut BidFacts> {
        self.bids.get_mut(usize::try_from(number).ok()?)
    }

    fn mention(&mut self, topic: Topic, hash: Hash) {
        if !self.texts.contains(&(topic, hash)) {
            self.texts.push((topic, hash));
        }
    }
}

/// A commit or a replacement, as its act holds it.
struct Sealed {
    /// Who signed.
    key: KeyId,
    envelope: Vec<u8>,
    technical: Option<TechnicalEnvelope>,
}

fn sealed(input: &[u8]) -> Option<Sealed> {
    let (selector, arguments) = input.split_first_chunk::<4>()?;
    let (key, envelope, technical) = match *selector {
        CommitBid::SELECTOR => {
            let (auth, act) = CommitBid::arguments(arguments).ok()?;
            (auth.key, act.envelope, act.technical)
        }
        ReplaceBid::SELECTOR => {
            let (auth, act) = ReplaceBid::arguments(arguments).ok()?;
            (auth.key, act.envelope, act.technical)
        }
        _ => return None,
    };
    Some(Sealed { key, envelope, technical })
}
