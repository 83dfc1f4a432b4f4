//! Letters to those who bid on how a tender turns out, on the real contracts: what `/api/relay` takes is told of as what
//! a form takes. Every letter is read: the world counts them at its end.

use serde_json::json;
use tenderseal_client::{Site, sign};
use tenderseal_portal::{
    app::values::{EmailAddress, PersonName},
    demo::{
        cast::{Actor, Cast},
        script::{Desk, Script},
        tenders,
    },
    i18n::Locale,
    ports::{AccountKey, Accounts, Clock, KeyPurpose, Keys, MailLog, NewAccount},
};
use tenderseal_rules::{
    ContractId,
    messages::{
        Act, CancelReason, Complain, ComplaintOutcome, ConfirmAward, ConfirmCancellation,
        ConfirmRejection, DecideComplaint, ProposeAward, ProposeCancellation, ProposeRejection,
        RejectionGround,
    },
    replay::sha256,
    tender::Stage,
};

use crate::{two_envelopes_run::Inside, world::World};

const NOW: u64 = 1_780_000_000;
const GROUND: &str = "未按招标文件要求提供服务方案。";
const COMPLAINT: &str = "评分理由不充分。";
const DECISION: &str = "投诉成立，重新评审。";
const END: &str = "采购计划变更。";

/// Somebody's account with a language, and the key that the chain knows.
pub async fn account(world: &World, who: &Actor, language: Locale) {
    let new = NewAccount {
        email: EmailAddress::parse(&format!("{}@example.org", who.name)).unwrap(),
        name: PersonName::parse(who.name).unwrap(),
        language,
        password_hash: "no password fits".to_owned(),
        created_at: world.clock.now(),
    };
    let account = world.store().add_account(&new).await.unwrap();
    let key = AccountKey {
        account_id: account.id,
        purpose: KeyPurpose::Signing,
        public_key: who.key.public().to_string(),
        label: who.name.to_owned(),
        created_at: world.clock.now(),
        retired_at: None,
    };
    world.store().add_key(&key).await.unwrap();
}

/// An act by a program.
pub async fn relayed<A: Act>(world: &World, who: &Actor, to: ContractId, act: &A, text: &str) {
    let chain = &world.running.as_ref().unwrap().portal.app.chain;
    let site = Site { genesis: chain.genesis(), contract: to };
    // Above any nonce of the script, and rising.
    let nonce = 2_000_000 + u64::from(chain.ledger.head().number);
    let call = hex::encode(sign(&who.key, &site, act, nonce, chain.now() + 600));
    let texts: Vec<_> = Some(text).filter(|text| !text.is_empty()).into_iter().collect();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http
        .post(format!("{}/api/relay", world.browser.origin))
        .json(&json!({ "to": to.to_string(), "call": call, "texts": texts }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
}

/// So many letters as have come, each with what it must say somewhere among them.
pub async fn letters(world: &mut World, count: usize, told: &[&str]) -> String {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(world.mail().await);
    }
    let all = all.join("\n\n");
    for text in told {
        assert!(all.contains(text), "{text}: {all}");
    }
    all
}

impl World {
    /// An officer proposes, an approver confirms.
    async fn two<A: Act, B: Act>(
        &self,
        cast: &Cast,
        to: ContractId,
        act: &A,
        text: &str,
        confirmed: impl Fn([u8; 32]) -> B,
    ) {
        relayed(self, &cast.officer, to, act, text).await;
        let proposed = sha256(&act.encode());
        relayed(self, &cast.approver, to, &confirmed(proposed), "").await;
    }

    async fn award(&self, cast: &Cast, to: ContractId, bid: u32, round: u32) {
        let act = ProposeAward { bid, round };
        self.two(cast, to, &act, "", |proposed| ConfirmAward { proposed }).await;
    }

    async fn reject(&self, cast: &Cast, to: ContractId, bid: u32) {
        let statement = sha256(GROUND.as_bytes());
        let act = ProposeRejection { bid, ground: RejectionGround::NotResponsive, statement };
        self.two(cast, to, &act, GROUND, |proposed| ConfirmRejection { proposed }).await;
    }
}

#[actix_web::test]
async fn those_who_bid_are_written_to_when_an_award_comes_goes_or_a_tender_ends() {
    let seed = [4; 32];
    let registrar = Cast::new(&seed, [0; 32]).unwrap().registrar.key;
    let mut world = World::at_rest(&registrar, NOW).await;
    let app = world.running.as_ref().unwrap().portal.app.clone();
    let desk = Inside { app: &app };
    let cast = Cast::new(&seed, app.chain.genesis()).unwrap();
    for (firm, language) in cast.vendors.iter().zip([Locale::En, Locale::Zh, Locale::En]) {
        account(&world, &firm.founder, language).await;
    }
    let script = Script::new(&desk, &cast, &|_, _| {}).await.unwrap();
    script.enrol().await.unwrap();
    let address = script.publish(tenders::network(NOW + 7 * 86_400)).await.unwrap();
    let offers = tenders::network_offers();
    for (firm, offer) in cast.vendors.iter().zip(&offers) {
        script.bid(firm, address, offer).await.unwrap();
    }
    script.open(address).await.unwrap();
    script.evaluate(address, &offers).await.unwrap();
    let present = desk.tender(address).await.unwrap();
    let first = present.state.first.unwrap();
    let winner = cast.vendors[first as usize].legal_name;

    world.award(&cast, address, first, 0).await;
    let page = format!("/tenders/{address}");
    let told =
        [winner, &page, "award is confirmed", "拟中标人", "standstill lasts until", "/complain"];
    let all = letters(&mut world, 3, &told).await;
    let own =
        all.matches("This is the bid of your").count() + all.matches("贵单位为拟中标人").count();
    assert_eq!(own, 1, "one wins: {all}");
    assert!(!all.contains('⟦'), "{all}");

    // The award is taken back: everybody is told, and who is first then.
    world.reject(&cast, address, first).await;
    let next = desk.tender(address).await.unwrap().state.first.unwrap();
    assert_ne!(next, first);
    let told = [winner, cast.vendors[next as usize].legal_name, "is taken back", "随之撤销"];
    letters(&mut world, 3, &told).await;

    // A complaint is upheld after the next award.
    world.award(&cast, address, next, 1).await;
    letters(&mut world, 3, &[cast.vendors[next as usize].legal_name]).await;
    let complaint = Complain { statement: sha256(COMPLAINT.as_bytes()) };
    relayed(&world, &cast.vendors[first as usize].founder, address, &complaint, COMPLAINT).await;
    let statement = sha256(DECISION.as_bytes());
    let decision =
        DecideComplaint { complaint: 0, outcome: ComplaintOutcome::Reevaluate, statement };
    relayed(&world, &cast.reviewer, address, &decision, DECISION).await;
    letters(&mut world, 3, &["are evaluated again", "重新评审"]).await;

    // A bid that is not in first place: its own vendor is told, and nobody else.
    let other = (0..3).find(|bid| *bid != first && *bid != next).unwrap();
    world.reject(&cast, address, other).await;
    let all = letters(&mut world, 1, &[]).await;
    assert!(
        all.contains("your organisation was rejected") || all.contains("贵单位在以下项目中的投标")
    );
    let cancellation =
        ProposeCancellation { reason: CancelReason::NoNeed, statement: sha256(END.as_bytes()) };
    world
        .two(&cast, address, &cancellation, END, |proposed| ConfirmCancellation { proposed })
        .await;
    letters(&mut world, 3, &["was cancelled", "已经终止"]).await;
    assert_eq!(desk.tender(address).await.unwrap().stage(), Stage::Cancelled);
    let mails = world.store().mails().await.unwrap();
    let sent = |kind: &str| mails.iter().filter(|mail| mail.kind == kind).count();
    let kinds = [
        "award-confirmed",
        "first-rejected",
        "evaluated-again",
        "bid-rejected",
        "tender-cancelled",
    ];
    assert_eq!(kinds.map(sent), [6, 3, 3, 1, 3]);
    world.end().await;
}
