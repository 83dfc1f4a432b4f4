//! A whole tender with two envelopes on the real contracts: what the portal relays, keeps, mirrors and does by itself.

use std::time::Duration;

use async_trait::async_trait;
use parity_scale_codec::Encode;
use tenderseal_client::{
    SealedBid, TenderFacts, open_share,
    reading::{self, TechnicalOffer},
    seal_bid, seal_technical, sign,
};
use tenderseal_envelope::{
    OpeningKey, Seed,
    reshare::{Entry, Reader, write},
    tse1::{Answer, FinancialBody, TechnicalBody},
};
use tenderseal_portal::{
    app::{
        App, Error,
        readers::{self, Sender},
        relay, tender,
    },
    demo::{
        DemoError,
        cast::{Actor, Cast, Firm},
        script::{Desk, Done, Envelope, Place, Present, Script},
        seed::advance,
        tenders,
    },
    i18n::Locale,
    ports_chain::BidRow,
};
use tenderseal_rules::{
    ContractId, Error as Rule, Hash,
    messages::{
        Act, BidVerdict, CompleteContract, ConfirmCompletion, CriterionScore, Declare, Fault,
        JudgeBids, PostShares, ProposeContract, Reshare, Score, SignContract, TechnicalVerdict,
    },
    replay::sha256,
    tender::{Bid, BidStatus, Committee, Stage, TechnicalBid},
};

use crate::{letters, papers, world::World};

const NOW: u64 = 1_780_000_000;
const STATEMENT: &str = "与全部投标人均无利害关系。";
const REASON: &str = "逐条对照招标文件评分。";

/// The portal in this process.
pub struct Inside<'a> {
    pub app: &'a App,
}

#[async_trait]
impl Desk for Inside<'_> {
    async fn place(&self) -> Result<Place, DemoError> {
        let chain = &self.app.chain;
        let (genesis, registry) = (chain.genesis(), chain.registry);
        Ok(Place { genesis, registry, tender_code: chain.tender_code })
    }

    async fn now(&self) -> Result<u64, DemoError> {
        Ok(self.app.chain.now())
    }

    async fn advance_to(&self, time: u64) -> Result<(), DemoError> {
        advance(&self.app.chain, time).await
    }

    async fn hand_in(
        &self,
        to: ContractId,
        call: Vec<u8>,
        texts: &[String],
    ) -> Result<Done, DemoError> {
        let done = relay::submit(self.app, to, call, texts).await?;
        Ok(Done { block: done.block, index: done.index, events: done.events })
    }

    async fn tender(&self, address: ContractId) -> Result<Present, DemoError> {
        let row = self.app.store.tender(&address).await.unwrap().unwrap();
        let committee = Committee { members: row.members, keys: row.publication.committee };
        let facts =
            TenderFacts { contract: address, core: row.core, committee, terms: row.state.terms };
        Ok(Present { facts, state: row.state, now: self.app.chain.now() })
    }

    async fn envelopes(&self, address: ContractId) -> Result<Vec<Envelope>, DemoError> {
        let view = tender::view(self.app, &address).await?.unwrap();
        let rows = self.app.store.bids_of(&address).await.unwrap();
        let waits = view.bids.iter().zip(rows).filter(|(bid, _)| view.awaits_price(bid));
        Ok(waits
            .map(|(bid, row)| Envelope {
                number: bid.number,
                bid: bid.stored(),
                bytes: row.envelope,
            })
            .collect())
    }

    fn seed(&self) -> Result<[u8; 32], DemoError> {
        Ok(self.app.entropy.bytes32()?)
    }
}

impl Inside<'_> {
    async fn act<A: Act>(
        &self,
        who: &Actor,
        to: ContractId,
        act: &A,
        texts: &[&str],
    ) -> Result<relay::Relayed, Error> {
        let site = tenderseal_client::Site { genesis: self.app.chain.genesis(), contract: to };
        // Above any nonce of the script, and rising.
        let nonce = 1_000_000 + u64::from(self.app.chain.ledger.head().number);
        let call = sign(&who.key, &site, act, nonce, self.app.chain.now() + 600);
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        relay::submit(self.app, to, call, &texts).await
    }

    async fn view(&self, address: ContractId) -> tender::TenderView {
        tender::view(self.app, &address).await.unwrap().unwrap()
    }

    /// Waits for what the portal does by itself.
    async fn until(
        &self,
        address: ContractId,
        there: impl Fn(&tender::TenderView) -> bool,
    ) -> tender::TenderView {
        for _ in 0..400 {
            let view = self.view(address).await;
            if there(&view) {
                return view;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the portal does not go on");
    }

    /// Keeps a file, as an upload does.
    async fn keep(&self, bytes: &[u8]) -> Hash {
        let mut writer = self.app.blobs.begin(1_000).await.unwrap();
        writer.write(bytes).await.unwrap();
        let blob = writer.finish().await.unwrap();
        self.app.store.note_blob(&blob, self.app.clock.now()).await.unwrap();
        sha256(bytes)
    }

    /// A member seals its shares of every technical offer to the evaluators, and says so.
    async fn reshare(&self, member: &Actor, address: ContractId) {
        let (view, present) = (self.view(address).await, self.tender(address).await.unwrap());
        let (key, rows) =
            (member.opening_key().unwrap(), self.app.store.bids_of(&address).await.unwrap());
        let mut entries = Vec::new();
        for bid in readers::readable(&view) {
            let to: Vec<_> = readers::of(&view, bid)
                .into_iter()
                .map(|one| Reader { person: one.person.0, key: one.key })
                .collect();
            let (stored, technical) = (bid.stored(), technical(bid));
            let offer = offer(bid, &stored, &technical, &rows);
            let draw = || self.seed().unwrap().into();
            let sealed = reading::reshare(&present.facts, present.stage(), &key, &offer, &to, draw);
            entries.extend(sealed.unwrap());
        }
        let (act, blob) = reading::reshared(entries).unwrap();
        readers::keep(self.app, &view, Sender::Member, &blob).await.unwrap();
        self.act(member, address, &act, &[]).await.unwrap();
    }

    /// What an evaluator finds in every technical offer.
    async fn read(
        &self,
        who: &Actor,
        key: &OpeningKey,
        address: ContractId,
    ) -> Vec<TechnicalVerdict> {
        let (view, present) = (self.view(address).await, self.tender(address).await.unwrap());
        let rows = self.app.store.bids_of(&address).await.unwrap();
        let handed = readers::Handed::of(self.app, &view).await.unwrap();
        let found = readers::readable(&view).map(|bid| {
            let given: Vec<_> = handed
                .to(bid.number, who.person)
                .map(|(from, sealed)| reading::Handed { from, sealed })
                .collect();
            let (stored, technical) = (bid.stored(), technical(bid));
            let offer = offer(bid, &stored, &technical, &rows);
            let (facts, stage) = (&present.facts, present.stage());
            let read = reading::read(facts, stage, (who.person, key), &offer, &given).unwrap();
            read.verdict.verdict
        });
        found.collect()
    }

    /// The contract is signed, without milestones; and once it is, completed.
    async fn go_on(&self, cast: &Cast, address: ContractId) {
        const CONTRACT: &str = "采购合同";
        let (officer, winner) = (&cast.officer, &cast.vendors[0].founder);
        let text = sha256(CONTRACT.as_bytes());
        if self.view(address).await.stage == Stage::Awarded {
            let act = ProposeContract { contract: text, milestones: vec![] };
            self.act(officer, address, &act, &[CONTRACT]).await.unwrap();
            let act = SignContract { proposed: sha256(&act.encode()) };
            self.act(winner, address, &act, &[]).await.unwrap();
        } else {
            let act = CompleteContract { statement: text };
            self.act(officer, address, &act, &[]).await.unwrap();
            let act = ConfirmCompletion { proposed: sha256(&act.encode()) };
            self.act(winner, address, &act, &[]).await.unwrap();
        }
    }

    /// Seals both envelopes and commits; answers the technical body's hash.
    async fn bid(&self, firm: &Firm, address: ContractId, price: u128) -> Hash {
        let present = self.tender(address).await.unwrap();
        let valid_until = present.state.schedule.deadline + 90 * 86_400;
        let answer = |criterion| Answer { criterion, text: "详见技术标".to_owned() };
        let offer =
            TechnicalBody { valid_until, answers: vec![answer(1), answer(2)], attachments: vec![] };
        let money = FinancialBody {
            currency: present.facts.core.currency.bytes(),
            price,
            valid_until,
            costs: vec![],
            answers: vec![],
            attachments: vec![],
        };
        let (org, seed) = (firm.founder.org, || Seed::from_bytes(self.seed().unwrap()));
        let (technical, secrets) = seal_technical(&present.facts, org, 1, &offer, seed()).unwrap();
        let (act, _) = seal_bid(&present.facts, org, 1, &money, seed(), None).unwrap();
        let refused = self.act(&firm.founder, address, &act, &[]).await;
        assert!(matches!(refused, Err(Error::Refused(Rule::TechnicalMissing))), "{refused:?}");
        let act = tenderseal_rules::messages::CommitBid { technical: Some(technical), ..act };
        self.act(&firm.founder, address, &act, &[]).await.unwrap();
        sha256(&secrets.body)
    }
}

fn technical(bid: &tender::BidView) -> TechnicalBid {
    let held = bid.technical.as_ref().unwrap();
    TechnicalBid { e: held.e, c: held.c }
}

fn offer<'a>(
    bid: &tender::BidView,
    stored: &'a Bid,
    technical: &'a TechnicalBid,
    rows: &'a [BidRow],
) -> TechnicalOffer<'a> {
    let envelope = rows[bid.number as usize].technical.as_ref().unwrap();
    TechnicalOffer { number: bid.number, bid: stored, technical, envelope }
}

#[actix_web::test]
async fn only_the_price_of_the_bid_that_passed_is_opened_and_it_wins() {
    let seed = [3; 32];
    let registrar = Cast::new(&seed, [0; 32]).unwrap().registrar.key;
    let mut world = World::at_rest(&registrar, NOW).await;
    let app = world.running.as_ref().unwrap().portal.app.clone();
    let desk = Inside { app: &app };
    let cast = Cast::new(&seed, app.chain.genesis()).unwrap();
    for (firm, language) in cast.vendors.iter().zip([Locale::En, Locale::Zh, Locale::En]) {
        letters::account(&world, &firm.founder, language).await;
    }
    let script = Script::new(&desk, &cast, &|_, _| {}).await.unwrap();
    script.enrol().await.unwrap();
    let mut draft = tenders::laptops(NOW + 7 * 86_400);
    draft.profile = 2;
    let address = script.publish(draft).await.unwrap();

    let prices = [118_000_000, 109_500_000, 125_300_000];
    let mut bodies = Vec::new();
    for (firm, price) in cast.vendors.iter().zip(prices) {
        bodies.push(desk.bid(firm, address, price).await);
    }
    let rows = app.store.bids_of(&address).await.unwrap();
    for (row, bid) in rows.iter().zip(&desk.view(address).await.bids) {
        let technical = bid.technical.as_ref().unwrap();
        assert_eq!(technical.e, sha256(row.technical.as_ref().unwrap()));
        assert_eq!(bid.e, sha256(&row.envelope));
    }

    // Readers first, then the members.
    let schedule = desk.view(address).await.row.state.schedule;
    desk.advance_to(schedule.opening()).await.unwrap();
    assert_eq!(desk.view(address).await.stage, Stage::TechnicalOpening);
    let members = [&cast.supervisor, &cast.members[0]];
    let nobody = |bid| Entry { bid, reader: [1; 20], sealed: [2; 80] };
    let digest = desk.keep(&write(&[nobody(0), nobody(1), nobody(2)]).unwrap()).await;
    let reshare = Reshare { bids: vec![0, 1, 2], digest };
    let early = desk.act(members[0], address, &reshare, &[]).await;
    assert!(matches!(early, Err(Error::Refused(Rule::ReadersUnknown))), "{early:?}");
    for (place, evaluator) in (1..).zip(&cast.evaluators) {
        let reader = Some(OpeningKey::from_bytes([place; 32]).public());
        let act = Declare { conflicts: vec![], statement: sha256(STATEMENT.as_bytes()), reader };
        desk.act(evaluator, address, &act, &[STATEMENT]).await.unwrap();
    }
    assert!(desk.view(address).await.panel.iter().all(|held| held.reader.is_some()));
    let lost = Reshare { bids: vec![0], digest: [1; 32] };
    let head = app.chain.ledger.head().number;
    let refused = desk.act(members[0], address, &lost, &[]).await;
    assert!(matches!(refused, Err(Error::TextMissing)), "no file of that hash: {refused:?}");
    assert_eq!(app.chain.ledger.head().number, head);
    let another = Reshare { bids: vec![0, 1], digest };
    let refused = desk.act(members[0], address, &another, &[]).await;
    assert!(matches!(refused, Err(Error::CallMalformed)), "the file holds other bids: {refused:?}");
    for member in members {
        desk.reshare(member, address).await;
    }
    let view = desk.view(address).await;
    assert_eq!(view.stage, Stage::TechnicalEvaluation);
    let given = view.bids[0].technical.as_ref().unwrap();
    assert_eq!(given.members().into_iter().collect::<Vec<_>>(), [1, 2]);

    // What is sealed to each evaluator opens for it, and is what was offered.
    for (place, evaluator) in (1..).zip(&cast.evaluators) {
        let found = desk.read(evaluator, &OpeningKey::from_bytes([place; 32]), address).await;
        let valid = |body: &Hash| TechnicalVerdict::Valid { body: *body };
        assert_eq!(found, bodies.iter().map(valid).collect::<Vec<_>>());
    }

    // Two of two find the third faulty; the second does not reach a minimum.
    let verdict = |bid: u32| match bid {
        2 => TechnicalVerdict::Faulty(Fault::Payload),
        bid => TechnicalVerdict::Valid { body: bodies[bid as usize] },
    };
    let verdicts = (0..3).map(|bid| BidVerdict { bid, verdict: verdict(bid) }).collect();
    let act = JudgeBids { verdicts };
    desk.act(&cast.evaluators[0], address, &act, &[]).await.unwrap();
    assert!(desk.view(address).await.bids.iter().all(|bid| bid.status == BidStatus::Sealed));
    desk.act(&cast.evaluators[1], address, &act, &[]).await.unwrap();
    let statuses = desk.view(address).await.bids.into_iter().map(|bid| bid.status);
    let expected = [BidStatus::Read, BidStatus::Read, BidStatus::Rejected(Fault::Payload)];
    assert_eq!(statuses.collect::<Vec<_>>(), expected);
    for evaluator in &cast.evaluators {
        for (bid, points) in [(0, 8_000), (1, 3_000)] {
            let score = |criterion| CriterionScore {
                criterion,
                points,
                justification: sha256(REASON.as_bytes()),
            };
            let act = Score { bid, scores: vec![score(1), score(2)] };
            desk.act(evaluator, address, &act, &[REASON]).await.unwrap();
        }
    }

    // The portal tallies; the public page tells, and no price is opened in the guard.
    let view = desk.until(address, |view| view.technical.is_some()).await;
    assert_eq!(
        (view.stage, view.technical.as_ref().unwrap().passed),
        (Stage::TechnicalEvaluation, 1)
    );
    assert_eq!(
        view.bids.iter().map(|bid| bid.passed).collect::<Vec<_>>(),
        [Some(true), Some(false), None]
    );
    let page = world.browser.get(&format!("/en/tenders/{address}")).await;
    page.is(200).shows("One bid passed; its price is opened, and no other.").shows("Did not pass");
    let page = world.browser.get(&format!("/zh/tenders/{address}")).await;
    page.is(200).shows("技术标评审结果").shows("通过技术标评审");
    let told = ["organisation passed", "未通过评审", "did not pass", "/complain"];
    let all = letters::letters(&mut world, 3, &told).await;
    for firm in &cast.vendors {
        assert!(!all.contains(firm.legal_name), "a letter tells of its reader's bid only: {all}");
    }

    let opening = view.schedule().opening();
    assert!(opening > app.chain.now());
    desk.advance_to(opening).await.unwrap();
    let view = desk.view(address).await;
    assert_eq!(view.stage, Stage::FinancialOpening);
    assert_eq!(view.bids[0].missing, [1, 2, 3]);
    assert!(view.bids[1].missing.is_empty());
    let present = desk.tender(address).await.unwrap();
    for member in members {
        let key = member.opening_key().unwrap();
        let failed =
            SealedBid { number: 1, bid: &view.bids[1].stored(), envelope: &rows[1].envelope };
        let share = open_share(&present.facts, present.stage(), &key, &failed).unwrap();
        let refused = desk.act(member, address, &PostShares { shares: vec![share] }, &[]).await;
        assert!(matches!(refused, Err(Error::Refused(Rule::NotPassed))), "{refused:?}");
        let mut shares = Vec::new();
        for waits in desk.envelopes(address).await.unwrap() {
            let sealed =
                SealedBid { number: waits.number, bid: &waits.bid, envelope: &waits.bytes };
            shares.push(open_share(&present.facts, present.stage(), &key, &sealed).unwrap());
        }
        desk.act(member, address, &PostShares { shares }, &[]).await.unwrap();
    }
    let view = desk.until(address, |view| view.settled_at.is_some()).await;
    let shown = view.bids[0].opened.as_ref().and_then(|opened| opened.price);
    assert_eq!((shown, view.bids[1].opened.is_none()), (Some(prices[0]), true));
    desk.advance_to(view.objections_until().unwrap()).await.unwrap();
    let view = desk.until(address, |view| view.state().ranked_at.is_some()).await;
    assert_eq!(
        view.state().first,
        Some(0),
        "the lower price of the bid that did not pass counts for nothing"
    );
    let (_, ranking) = view.ranking.as_ref().unwrap();
    let places: Vec<_> = ranking.iter().map(|line| (line.line.bid, line.place)).collect();
    assert_eq!(places, [(0, Some(1)), (1, None)]);

    let report = format!("/zh/tenders/{address}/evaluation.pdf");
    let report = papers::read(&world.browser.origin, &report).await;
    for text in [STATEMENT, REASON, "未通过，商务标不予开启", "被否决的投标", "过半数认定"]
    {
        assert!(report.contains(text), "{text}: {report}");
    }
    assert!(!report.contains("1,095,000.00"), "the price of the second stays sealed: {report}");

    assert_eq!(script.award(address).await.unwrap(), 0);
    assert_eq!(desk.view(address).await.stage, Stage::Awarded);
    let notice = format!("/zh/tenders/{address}/award.pdf");
    let awarded = papers::read(&world.browser.origin, &notice).await;
    for stage in [Stage::ContractSigned, Stage::Completed] {
        desk.go_on(&cast, address).await;
        assert_eq!(desk.view(address).await.stage, stage);
        assert_eq!(papers::read(&world.browser.origin, &notice).await, awarded);
    }
    let page = world.browser.get(&format!("/api/tenders/{address}")).await;
    let tender: serde_json::Value = serde_json::from_str(&page.is(200).text).unwrap();
    let bid = &tender["bids"][1];
    assert_eq!(
        (bid["status"].as_str(), bid["technical"]["passed"].as_bool()),
        (Some("read"), Some(false))
    );
    assert!(bid["price"].is_null());
    let bytes = world.browser.get(&format!("/api/tenders/{address}/envelopes/1/technical")).await;
    bytes.is(200);
    world.browser.get(&format!("/api/tenders/{address}/envelopes/9/technical")).await.is(404);
    world.end().await;
}
