//! The acts of a tender, from registration to award, as the people of the
//! demonstration sign them. A [`Desk`] is where they hand them in: the portal
//! in this process, or one somewhere behind HTTP.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use parity_scale_codec::Encode;
use tenderseal_client::{SealedBid, Site, TenderFacts, open_share, seal_bid, sign};
use tenderseal_envelope::{
    Seed,
    tse1::{FinancialBody, body::Answer},
};
use tenderseal_rules::{
    ContractId, Event, Hash, RegistryEvent, TenderEvent,
    messages::{
        Act, AddPerson, AdmitOrg, Answer as AnswerQuestion, ApproveCode, ApproveTender,
        ConfirmAward, CriterionScore, Declare, PostShares, ProposeAward, ProposeTender,
        RegisterOpeningKey, RegisterOrg, Score,
    },
    replay::sha256,
    roles::OrgKind,
    tender::{Bid, Stage, State, answer_preimage, stage_at},
};

use super::{
    DemoError,
    cast::{Actor, Cast, Firm},
};
use crate::app::notice::DraftBody;

/// Seconds for which an act is valid.
const VALID_FOR: u64 = 3_600;
/// What an evaluator without a conflict of interests signs.
const DECLARATION: &str = "本人已核对全部投标人，与其均无应当回避的利害关系；如有变化，将立即声明并回避。\nI have read who the bidders are and have no conflict of interests with any of them. Should that change, I shall declare it at once and stand back.";
/// How long the portal may take to open or rank.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where an act went.
#[derive(Clone, Debug)]
pub struct Done {
    /// The block.
    pub block: u32,
    /// The extrinsic in it.
    pub index: u32,
    /// What happened.
    pub events: Vec<Event>,
}

/// The installation that the people deal with.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its 32 random bytes.
    pub genesis: Hash,
    /// The registry.
    pub registry: ContractId,
    /// The code for tenders.
    pub tender_code: Hash,
}

/// A sealed bid as anyone sees it.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Its number.
    pub number: u32,
    /// What the chain says of it.
    pub bid: Bid,
    /// The envelope.
    pub bytes: Vec<u8>,
}

/// What a tender is now.
#[derive(Clone, Debug)]
pub struct Present {
    /// What does not change.
    pub facts: TenderFacts,
    /// What does.
    pub state: State,
    /// The chain's time.
    pub now: u64,
}

impl Present {
    /// The stage.
    #[must_use]
    pub fn stage(&self) -> Stage {
        stage_at(&self.state, self.now)
    }
}

/// Where acts are handed in and facts are asked for.
#[async_trait]
pub trait Desk: Send + Sync {
    /// The installation.
    async fn place(&self) -> Result<Place, DemoError>;
    /// The chain's time.
    async fn now(&self) -> Result<u64, DemoError>;
    /// Moves the chain's time to here.
    async fn advance_to(&self, time: u64) -> Result<(), DemoError>;
    /// Hands a signed act in, with the texts that it names by hash.
    async fn hand_in(
        &self,
        to: ContractId,
        call: Vec<u8>,
        texts: &[String],
    ) -> Result<Done, DemoError>;
    /// A tender as it is now.
    async fn tender(&self, address: ContractId) -> Result<Present, DemoError>;
    /// Its bids with their envelopes.
    async fn envelopes(&self, address: ContractId) -> Result<Vec<Envelope>, DemoError>;
    /// A fresh seed for an envelope.
    fn seed(&self) -> Result<[u8; 32], DemoError>;
}

/// What a vendor offers, and what the panel thinks of it.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Minor units.
    pub price: u128,
    /// The answer to each criterion, in their order.
    pub answers: Vec<String>,
    /// Points of each evaluator for each criterion, hundredths.
    pub points: Vec<Vec<u32>>,
}

/// The people at a desk.
pub struct Script<'a, D> {
    desk: &'a D,
    cast: &'a Cast,
    place: Place,
    nonce: AtomicU64,
    tell: &'a (dyn Fn(&str, &Done) + Send + Sync),
}

impl<'a, D: Desk> Script<'a, D> {
    /// Begins; `tell` is told of every act and where it is.
    ///
    /// # Errors
    /// When the desk does not answer.
    pub async fn new(
        desk: &'a D,
        cast: &'a Cast,
        tell: &'a (dyn Fn(&str, &Done) + Send + Sync),
    ) -> Result<Self, DemoError> {
        Ok(Self { desk, cast, place: desk.place().await?, nonce: AtomicU64::new(0), tell })
    }

    fn registry(&self) -> Site {
        Site { genesis: self.place.genesis, contract: self.place.registry }
    }

    async fn signed<A: Act>(
        &self,
        who: &Actor,
        to: ContractId,
        act: &A,
    ) -> Result<Vec<u8>, DemoError> {
        let nonce = self.nonce.fetch_add(1, Ordering::SeqCst) + 1;
        let site = Site { genesis: self.place.genesis, contract: to };
        Ok(sign(&who.key, &site, act, nonce, self.desk.now().await? + VALID_FOR))
    }

    async fn act<A: Act + Sync>(
        &self,
        who: &Actor,
        to: ContractId,
        act: &A,
        texts: &[String],
        what: &str,
    ) -> Result<Done, DemoError> {
        let call = self.signed(who, to, act).await?;
        let done = self.desk.hand_in(to, call, texts).await?;
        (self.tell)(what, &done);
        Ok(done)
    }

    /// Everybody registers, is admitted, gets roles and opening keys; the code for tenders is
    /// approved. The applicant is left waiting.
    ///
    /// # Errors
    /// When an act is refused.
    pub async fn enrol(&self) -> Result<(), DemoError> {
        let cast = self.cast;
        let registry = self.place.registry;
        let code = ApproveCode { code: self.place.tender_code };
        self.act(&cast.registrar, registry, &code, &[], "registrar approves the code for tenders")
            .await?;
        self.register(&cast.buyer, OrgKind::Buyer).await?;
        self.admit(&cast.buyer).await?;
        for firm in &cast.vendors {
            self.register(firm, OrgKind::Vendor).await?;
            self.admit(firm).await?;
        }
        self.register(&cast.applicant, OrgKind::Vendor).await?;
        for person in [&cast.auditor, &cast.reviewer, &cast.supervisor] {
            self.add(&cast.registrar, person).await?;
        }
        let staff = [&cast.officer, &cast.approver]
            .into_iter()
            .chain(&cast.members)
            .chain(&cast.evaluators);
        for person in staff {
            self.add(&cast.buyer.founder, person).await?;
        }
        for member in [&cast.supervisor].into_iter().chain(&cast.members) {
            let act = RegisterOpeningKey { key: member.opening_key()?.public() };
            self.act(
                member,
                registry,
                &act,
                &[],
                &format!("{} registers an opening key", member.name),
            )
            .await?;
        }
        Ok(())
    }

    async fn register(&self, firm: &Firm, kind: OrgKind) -> Result<(), DemoError> {
        let act = RegisterOrg {
            kind,
            name: firm.legal_name.to_owned(),
            number: firm.number.to_owned(),
            country: *b"CN",
            details: [0; 32],
            key: firm.founder.key.public(),
        };
        self.act(
            &firm.founder,
            self.place.registry,
            &act,
            &[],
            &format!("{} registers", firm.legal_name),
        )
        .await
        .map(drop)
    }

    async fn admit(&self, firm: &Firm) -> Result<(), DemoError> {
        let act = AdmitOrg { org: firm.founder.org };
        self.act(
            &self.cast.registrar,
            self.place.registry,
            &act,
            &[],
            &format!("registrar admits {}", firm.legal_name),
        )
        .await
        .map(drop)
    }

    async fn add(&self, admin: &Actor, person: &Actor) -> Result<(), DemoError> {
        let possession = person.key.possession(&self.registry(), &person.org);
        let act = AddPerson { key: person.key.public(), roles: person.roles, possession };
        self.act(
            admin,
            self.place.registry,
            &act,
            &[],
            &format!("{} adds {}", admin.name, person.name),
        )
        .await
        .map(drop)
    }

    /// The officer proposes a tender with the cast's committee and panel, the approver confirms.
    ///
    /// # Errors
    /// When an act is refused or the draft is not whole.
    pub async fn publish(&self, mut draft: DraftBody) -> Result<ContractId, DemoError> {
        let cast = self.cast;
        draft.k = 2;
        for member in [&cast.supervisor].into_iter().chain(&cast.members) {
            draft.committee.push(hex::encode(member.opening_key()?.public()));
        }
        draft.panel =
            cast.evaluators.iter().map(|evaluator| evaluator.person.to_string()).collect();
        let made = draft.publish(&cast.officer.org, cast.buyer.legal_name);
        let (notice, publication) =
            made.map_err(|_| DemoError::Script("the draft is not whole"))?;
        let act = ProposeTender { publication };
        let proposed = sha256(&act.encode());
        let done = self
            .act(
                &cast.officer,
                self.place.registry,
                &act,
                &[notice.to_text()],
                "officer proposes the tender",
            )
            .await?;
        let proposal = done.events.iter().find_map(|event| match event {
            Event::Registry(RegistryEvent::TenderProposed { proposal, .. }) => Some(*proposal),
            _ => None,
        });
        let proposal = proposal.ok_or(DemoError::Script("nothing was proposed"))?;
        let act = ApproveTender { proposal, proposed };
        let done = self
            .act(
                &cast.approver,
                self.place.registry,
                &act,
                &[],
                "approver confirms; the tender is published",
            )
            .await?;
        let created = done.events.iter().find_map(|event| match event {
            Event::Registry(RegistryEvent::TenderCreated { tender, .. }) => Some(*tender),
            _ => None,
        });
        created.ok_or(DemoError::Script("no tender was created"))
    }

    /// The officer answers a question, given by number and hash.
    ///
    /// # Errors
    /// When the act is refused.
    pub async fn answer(
        &self,
        tender: ContractId,
        (question, asked): (u32, Hash),
        text: &str,
    ) -> Result<(), DemoError> {
        let answer = sha256(&answer_preimage(&tender, question, &asked, text));
        let act = AnswerQuestion { question, answer };
        let texts = [text.to_owned()];
        self.act(&self.cast.officer, tender, &act, &texts, "officer answers a question")
            .await
            .map(drop)
    }

    /// A vendor seals and commits an offer; answers the bid's number and where it is.
    ///
    /// # Errors
    /// When it cannot be sealed or is refused.
    pub async fn bid(
        &self,
        firm: &Firm,
        tender: ContractId,
        offer: &Offer,
    ) -> Result<(u32, Done), DemoError> {
        let call = self.sealed(firm, tender, offer).await?;
        let done = self.desk.hand_in(tender, call, &[]).await?;
        (self.tell)(&format!("{} commits a sealed bid", firm.legal_name), &done);
        let number = done.events.iter().find_map(|event| match event {
            Event::Tender(TenderEvent::BidCommitted { bid, .. }) => Some(*bid),
            _ => None,
        });
        Ok((number.ok_or(DemoError::Script("no bid was committed"))?, done))
    }

    /// The signed call of a first bid.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub async fn sealed(
        &self,
        firm: &Firm,
        tender: ContractId,
        offer: &Offer,
    ) -> Result<Vec<u8>, DemoError> {
        let present = self.desk.tender(tender).await?;
        let core = &present.facts.core;
        let answers = (1..)
            .zip(&offer.answers)
            .map(|(criterion, text)| Answer { criterion, text: text.clone() });
        let body = FinancialBody {
            currency: core.currency.bytes(),
            price: offer.price,
            valid_until: present.state.schedule.deadline + 90 * 86_400,
            costs: Vec::new(),
            answers: answers.collect(),
            attachments: Vec::new(),
        };
        let (act, _) = seal_bid(
            &present.facts,
            firm.founder.org,
            1,
            &body,
            Seed::from_bytes(self.desk.seed()?),
            None,
        )?;
        self.signed(&firm.founder, tender, &act).await
    }

    /// A committee member opens its stanza of every sealed bid and posts the shares.
    ///
    /// # Errors
    /// When a stanza does not open or the act is refused.
    pub async fn post_shares(&self, member: &Actor, tender: ContractId) -> Result<(), DemoError> {
        let present = self.desk.tender(tender).await?;
        let key = member.opening_key()?;
        let mut shares = Vec::new();
        for envelope in self.desk.envelopes(tender).await? {
            let sealed = SealedBid {
                number: envelope.number,
                bid: &envelope.bid,
                envelope: &envelope.bytes,
            };
            shares.push(open_share(&present.facts, present.stage(), &key, &sealed)?);
        }
        self.act(
            member,
            tender,
            &PostShares { shares },
            &[],
            &format!("{} posts shares", member.name),
        )
        .await
        .map(drop)
    }

    /// Two of three open; the portal reveals; time passes until every objection could have come.
    ///
    /// # Errors
    /// When an act is refused or the portal does not reveal.
    pub async fn open(&self, tender: ContractId) -> Result<(), DemoError> {
        let schedule = self.desk.tender(tender).await?.state.schedule;
        self.desk.advance_to(schedule.opening()).await?;
        for member in [&self.cast.supervisor, &self.cast.members[0]] {
            self.post_shares(member, tender).await?;
        }
        let present = self
            .until(tender, "the portal does not reveal", |present| {
                present.state.settled_at.is_some()
            })
            .await?;
        let settled = present.state.settled_at.unwrap_or(present.now);
        self.desk.advance_to(settled + u64::from(schedule.objection_window)).await
    }

    /// Every evaluator declares its interests and scores every offer; the portal ranks.
    ///
    /// # Errors
    /// When an act is refused or the portal does not rank.
    pub async fn evaluate(&self, tender: ContractId, offers: &[Offer]) -> Result<(), DemoError> {
        for (place, evaluator) in self.cast.evaluators.iter().enumerate() {
            let statement = sha256(DECLARATION.as_bytes());
            let act = Declare { conflicts: Vec::new(), statement, reader: None };
            let what = format!("{} declares no conflict of interests", evaluator.name);
            self.act(evaluator, tender, &act, &[DECLARATION.to_owned()], &what).await?;
            for (bid, offer) in (0..).zip(offers) {
                let points = offer.points.get(place).ok_or(DemoError::Script("no points"))?;
                let text = justification(points);
                let scores = (1..).zip(points).map(|(criterion, points)| CriterionScore {
                    criterion,
                    points: *points,
                    justification: sha256(text.as_bytes()),
                });
                let act = Score { bid, scores: scores.collect() };
                self.act(
                    evaluator,
                    tender,
                    &act,
                    &[text],
                    &format!("{} scores bid {}", evaluator.name, bid + 1),
                )
                .await?;
            }
        }
        self.until(tender, "the portal does not rank", |present| present.state.ranked_at.is_some())
            .await
            .map(drop)
    }

    /// The officer proposes the first in the ranking, the approver confirms, the standstill passes.
    ///
    /// # Errors
    /// When an act is refused.
    pub async fn award(&self, tender: ContractId) -> Result<u32, DemoError> {
        let present = self.desk.tender(tender).await?;
        let bid = present.state.first.ok_or(DemoError::Script("nobody is first"))?;
        let act = ProposeAward { bid, round: present.state.round };
        let proposed = sha256(&act.encode());
        self.act(
            &self.cast.officer,
            tender,
            &act,
            &[],
            &format!("officer proposes the award to bid {}", bid + 1),
        )
        .await?;
        let done = self
            .act(
                &self.cast.approver,
                tender,
                &ConfirmAward { proposed },
                &[],
                "approver confirms; the standstill begins",
            )
            .await?;
        let final_from = done.events.iter().find_map(|event| match event {
            Event::Tender(TenderEvent::AwardConfirmed { final_from, .. }) => Some(*final_from),
            _ => None,
        });
        self.desk
            .advance_to(final_from.ok_or(DemoError::Script("the award was not confirmed"))?)
            .await?;
        Ok(bid)
    }

    /// Waits for what the portal does by itself.
    async fn until(
        &self,
        tender: ContractId,
        else_wrong: &'static str,
        there: impl Fn(&Present) -> bool,
    ) -> Result<Present, DemoError> {
        let begun = std::time::Instant::now();
        loop {
            let present = self.desk.tender(tender).await?;
            if there(&present) {
                return Ok(present);
            }
            if begun.elapsed() > PATIENCE {
                return Err(DemoError::Script(else_wrong));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn justification(points: &[u32]) -> String {
    let given: Vec<String> =
        points.iter().map(|points| format!("{}.{:02}", points / 100, points % 100)).collect();
    format!(
        "逐条对照招标文件，各项得分依次为 {0}。\nEach answer was compared with the notice point by point; scores in the order of the criteria: {0}.",
        given.join("、")
    )
}
