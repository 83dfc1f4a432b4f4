//! Tenders on the embedded chain with the shipped contracts, and what people read about them.

use std::collections::BTreeMap;

use tenderseal_client::{ReceiptSecrets, seal_bid};
use tenderseal_envelope::{Seed, envelope_hash};
use tenderseal_ledger::Ledger;
use tenderseal_rules::{
    ContractId, Hash,
    messages::{Answer as AnswerQuestion, Ask, CommitBid, Fault},
    replay::sha256,
    tender::{PublishedQuestion, answer_preimage},
    terms::Publication,
    tse1::{Answer, FinancialBody},
};
use tenderseal_scenario::{Cast, Chain, Installation, plan};
use tenderseal_verify::{Bundle, Inclusion, PublicTexts};

use crate::contracts_on_chain::OnChain;

pub type House = Installation<OnChain>;

/// The files of the tender: names and what stands for their content.
const DOCUMENTS: [(&str, &str); 2] =
    [("招标文件.pdf", "招标文件"), ("技术规格书.pdf", "技术规格书")];

/// The texts whose hashes the scenario's people sign.
const TEXTS: [&str; 23] = [
    "评审意见",
    "异议处理意见",
    "终止公告",
    "延期公告",
    "评标专家利益声明",
    "评标专家更换说明",
    "更正公告",
    "否决投标决定",
    "投诉书",
    "投诉处理决定书",
    "暂停采购活动通知书",
    "恢复采购活动通知书",
    "政府采购合同",
    "补充协议",
    "设备到货",
    "安装验收",
    "履约报告",
    "验收单",
    "履约验收意见",
    "解除合同通知",
    "澄清、说明、补正通知",
    "澄清、说明、补正函",
    "报价合理性认定意见",
];

/// The first question of a tender, and its answer.
const QUESTION: PublishedQuestion<'static> =
    PublishedQuestion { salt: [5; 32], text: "质保期从何时起算?" };
const ANSWER: &str = "自验收合格之日起算。";
/// A question that nobody answers.
const OPEN_QUESTION: PublishedQuestion<'static> =
    PublishedQuestion { salt: [6; 32], text: "能否安排现场踏勘?" };

/// An installation with everybody in it, ready for tenders.
pub fn house() -> House {
    let cast = Cast::new([3; 32]);
    let chain = OnChain::found(&cast);
    let registry = chain.registry;
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    let code = house.chain.upload_tender();
    house.approve_code(code).unwrap();
    house
}

/// The notice: JSON that names the documents.
pub fn notice() -> String {
    let documents: Vec<_> = DOCUMENTS
        .iter()
        .map(|(name, content)| {
            let hash = tenderseal_verify::Hex(sha256(content.as_bytes()));
            serde_json::json!({"name": name, "sha256": hash, "size": content.len()})
        })
        .collect();
    serde_json::json!({"title": "医用影像设备采购项目", "documents": documents}).to_string()
}

/// The notice that takes its place.
fn corrected() -> String {
    notice().replace("医用影像设备采购项目", "医用影像设备采购项目(更正)")
}

/// Officer and approver put the corrected notice in force.
pub fn correct(house: &mut House, tender: ContractId) {
    let mut act = house.correction(tender).unwrap();
    act.terms.notice = sha256(corrected().as_bytes());
    house.amend(tender, &act).unwrap();
}

/// What the portal would hand out with the tender.
pub fn texts() -> PublicTexts {
    let hash = |text: &str| sha256(text.as_bytes());
    PublicTexts {
        notice: notice(),
        documents: DOCUMENTS
            .map(|(name, content)| (name.to_owned(), sha256(content.as_bytes())))
            .to_vec(),
        texts: TEXTS
            .map(|text| (hash(text), text.to_owned()))
            .into_iter()
            .collect::<BTreeMap<Hash, _>>(),
    }
}

/// The same with question and answer, whose hashes are the tender's own.
pub fn texts_of(tender: ContractId) -> PublicTexts {
    let mut texts = texts();
    let question = sha256(&QUESTION.preimage(&tender));
    let answer = sha256(&answer_preimage(&tender, 0, &question, ANSWER));
    texts.texts.insert(question, QUESTION.to_string());
    texts.texts.insert(sha256(&OPEN_QUESTION.preimage(&tender)), OPEN_QUESTION.to_string());
    texts.texts.insert(answer, ANSWER.to_owned());
    for notice in [notice(), corrected()] {
        texts.texts.insert(sha256(notice.as_bytes()), notice);
    }
    texts
}

/// Somebody asks the first question, an officer answers it.
pub fn ask_and_answer(house: &mut House, tender: ContractId) {
    let question = sha256(&QUESTION.preimage(&tender));
    house.chain.call(tender, &Ask { question }.call()).unwrap();
    let answer = sha256(&answer_preimage(&tender, 0, &question, ANSWER));
    let officer = house.cast().officer.clone();
    house.act(&officer, tender, &AnswerQuestion { question: 0, answer }).unwrap();
}

/// The scenario's plan with our notice.
pub fn publication(house: &House) -> Publication {
    let mut publication = plan(&house.cast(), house.chain.now());
    publication.terms.notice = sha256(notice().as_bytes());
    publication.terms.lifecycle_years = 2;
    publication.terms.documents =
        DOCUMENTS.iter().map(|(_, content)| sha256(content.as_bytes())).collect();
    publication
}

/// A body with something in every field.
fn body(house: &House, tender: ContractId, price: u128) -> FinancialBody {
    FinancialBody {
        currency: *b"CNY",
        price,
        valid_until: house.schedule(tender).unwrap().silence() + 86_400,
        costs: vec![1_000, 2_000],
        answers: vec![Answer { criterion: 1, text: "三年保修，四小时到场".into() }],
        attachments: vec![[9; 32]],
    }
}

/// A whole tender to the award: a plain bid, a replaced one, a withdrawn one, one whose envelope
/// was spoiled, a wrong share, an objection that is refused and one that is upheld; a question with
/// its answer and one without, and an extension of the deadline; a vendor that was suspended for a
/// while, and one that is debarred after its bid.
/// Answers the tender and the first vendor's receipt with the number of its bid.
pub fn whole(house: &mut House) -> (ContractId, u32, ReceiptSecrets) {
    let cast = house.cast();
    let tender = house.publish(publication(house)).unwrap();
    let [first, second, third] = &cast.vendors;
    ask_and_answer(house, tender);
    let open = sha256(&OPEN_QUESTION.preimage(&tender));
    house.chain.call(tender, &Ask { question: open }.call()).unwrap();
    let deadline = house.schedule(tender).unwrap().deadline;
    house.extend(tender, deadline + 60).unwrap();

    house.suspend(second.admin.org).unwrap();
    house.reinstate(second.admin.org).unwrap();
    let facts = house.facts(tender).unwrap();
    let seed = Seed::from_bytes(house.fresh_seed());
    let full = body(house, tender, 110_000);
    let (act, secrets) = seal_bid(&facts, first.admin.org, 1, &full, seed, None).unwrap();
    let number = house.commit_as(&first.bidder, tender, &act, &act.envelope).unwrap();
    house.commit(second, tender, 90_000).unwrap();
    house.replace(second, tender, 100_000).unwrap();
    house.commit(third, tender, 50_000).unwrap();
    house.withdraw(third, tender).unwrap();
    let spoiled = commit_spoiled(house, tender);
    house.debar(third.admin.org, house.chain.now() + 86_400).unwrap();

    house.chain.advance_to(house.schedule(tender).unwrap().opening());
    let sealed = house.bids(tender, tenderseal_rules::tender::BidStatus::Sealed).unwrap();
    let [one, two, three] = cast.committee();
    let mut wrong = house.shares(one, tender, &sealed).unwrap();
    wrong.shares[0].share[0] ^= 1;
    house.act(&one.actor, tender, &wrong).unwrap();
    house.post_shares(two, tender).unwrap();
    house.post_shares(three, tender).unwrap();
    for bid in sealed.into_iter().filter(|bid| *bid != spoiled) {
        house.reveal(tender, bid).unwrap();
    }
    let refused = house.object(&second.bidder, tender, number, Fault::Shares).unwrap();
    house.decide(tender, refused, false).unwrap();
    let upheld = house.object(&cast.officer, tender, spoiled, Fault::Payload).unwrap();
    house.decide(tender, upheld, true).unwrap();

    house.pass_objections(tender).unwrap();
    house.declare_all(tender).unwrap();
    for bid in house.bids(tender, tenderseal_rules::tender::BidStatus::Opened).unwrap() {
        house.score(&cast.evaluators[0], tender, bid, [8_000, 7_000]).unwrap();
        house.score(&cast.evaluators[1], tender, bid, [9_000, 7_500]).unwrap();
    }
    house.rank(tender).unwrap();
    house.award(tender).unwrap();
    let standstill = house.schedule(tender).unwrap().standstill;
    house.chain.advance_to(house.chain.now() + u64::from(standstill));
    house.chain.run(house.chain.ledger.tick()).unwrap();
    (tender, number, secrets)
}

/// The third vendor commits an envelope whose payload was changed after it was sealed.
fn commit_spoiled(house: &mut House, tender: ContractId) -> u32 {
    let cast = house.cast();
    let third = &cast.vendors[2];
    let (mut act, receipt) = house.seal(tender, third.admin.org, 40_000).unwrap();
    *act.envelope.last_mut().unwrap() ^= 1;
    let ch = tenderseal_envelope::derive::context_hash(&receipt.context);
    let e = envelope_hash(&act.envelope);
    let commitment = tenderseal_envelope::commitment(&ch, &e, &receipt.body, &receipt.seed);
    let act = CommitBid { commitment, ..act };
    house.commit_as(&third.bidder, tender, &act, &act.envelope).unwrap()
}

/// The bundle of a tender at the head.
pub fn bundle(house: &House, tender: ContractId) -> Bundle {
    let ledger: &dyn Ledger = &*house.chain.ledger;
    let mut texts = texts_of(tender);
    let in_force = house.terms(tender).unwrap().notice;
    texts.notice.clone_from(&texts.texts[&in_force]);
    house.chain.run(Bundle::make(ledger, house.registry.0, tender.0, &texts)).unwrap()
}

/// The public part of a vendor's receipt, from the bundle's own record of where the bid is.
pub fn inclusion(house: &House, bundle: &Bundle, bid: u32) -> Inclusion {
    let ledger: &dyn Ledger = &*house.chain.ledger;
    let line = &bundle.results.bids[bid as usize];
    house.chain.run(Inclusion::of(ledger, line.block, line.extrinsic, bid)).unwrap()
}
