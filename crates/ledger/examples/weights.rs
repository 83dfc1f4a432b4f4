//! What each message of a tender weighs at 1, 100 and 1,000 bids, with five evaluators and ten criteria, on
//! pallet-revive alone: in a tender with one envelope a bid, and where the technical offers have envelopes of their own.
//!
//! `cargo xtask bench` builds and runs it. Prints rows of a Markdown table: what, at 1,000 bids, at 1
//! and 100, the ratios of 1,000 to 1 (reference time and proof) and whether that is flat, wanted (half of what public chains
//! give a block). Ends with an error when a message is over that, or was not reached at one of the sizes.

#[path = "../tests/bare/mod.rs"]
mod bare;
#[expect(dead_code, reason = "it is the tests', who also replay")]
#[path = "../tests/contracts_on_chain/mod.rs"]
mod contracts_on_chain;

use std::{collections::BTreeMap, error::Error};

use bare::Bare;
use frame_support::weights::Weight;
use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, OrgId,
    messages::{
        AcceptChange, AcceptMilestone, Fault, JudgeBids, Milestone, ProposeChange, ProposeContract,
        ReportMilestone, Reshare, SignContract,
    },
    replay::sha256,
    tender::{BidStatus, MILESTONES_MAX, RESHARED_MAX, SHARES_MAX, conflicts_max, tally_page},
    terms::{Criterion, Publication, Terms},
};
use tenderseal_scenario::{
    Actor, Cast, Chain, Installation, Refusal, plan,
    technical::{resealed, two_envelopes, valid},
    tenders::scores,
};

/// Who scores, and in how many criteria.
const EVALUATORS: usize = 5;
const CRITERIA: u16 = 10;
/// How many bids.
const SIZES: [usize; 3] = [1, 100, 1_000];
/// What a message may use.
const BUDGET: Weight = Weight::from_parts(1_000_000_000_000, 2_621_440);
/// A message is flat whose weight at the most bids is less than so many times that at one.
const FLAT: f64 = 1.5;
/// The messages of a tender with one envelope a bid.
const ONE_ENVELOPE: &[&str] = &[
    "commit_bid",
    "post_shares",
    "reveal",
    "object",
    "confirm_finding",
    "score",
    "tally",
    "rank",
    "propose_award",
    "confirm_award",
    "declare",
    "propose_seat_change",
    "confirm_seat_change",
    "propose_contract",
    "sign_contract",
    "propose_change",
    "accept_change",
    "accept_milestone",
];
/// Those that have more to do where a bid has two envelopes, or exist for it alone.
const TWO_ENVELOPES: &[&str] = &[
    "commit_bid",
    "declare",
    "reshare",
    "reshare_seed",
    "judge_bids",
    "score",
    "tally",
    "post_shares",
    "reveal",
    "rank",
];

/// What a message used, or why it could not be called.
type Used = Result<Weight, String>;
/// A step, or the message that did not fit.
type Step<T = ()> = Result<T, (&'static str, Refusal)>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut wrong = table(ONE_ENVELOPE, "", |publication| publication, one_envelope)?;
    wrong.extend(table(TWO_ENVELOPES, " (two envelopes)", two_envelopes, technical_first)?);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ").into()) }
}

/// How a tender is played, its bids being there.
type Course = fn(&mut Installation<Bare>, &Players) -> Step;

/// Who plays in which tender.
struct Players {
    tender: ContractId,
    vendors: Vec<Actor>,
    evaluators: Vec<Actor>,
}

/// Prints the rows of these messages; answers what is wrong with them.
fn table(
    messages: &[&'static str],
    kind: &str,
    published: fn(Publication) -> Publication,
    course: Course,
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut table: BTreeMap<&str, Vec<Used>> = BTreeMap::new();
    for bids in SIZES {
        let weighed = weigh(bids, messages, published, course)?;
        for name in messages {
            let used = weighed.get(name).cloned().unwrap_or_else(|| Err("not reached".into()));
            table.entry(name).or_default().push(used);
        }
    }
    let mut wrong = Vec::new();
    for name in messages {
        row(&format!("{name}{kind}"), &table[name]);
        for (bids, used) in SIZES.iter().zip(&table[name]) {
            if let Err(why) = used {
                wrong.push(format!("{name}{kind} at {bids} bids: {why}"));
            } else if used.as_ref().is_ok_and(is_over) {
                wrong.push(format!("{name}{kind} at {bids} bids is over its budget"));
            }
        }
    }
    Ok(wrong)
}

fn is_over(weight: &Weight) -> bool {
    !weight.all_lte(BUDGET)
}

fn row(name: &str, used: &[Used]) {
    let shown = |used: &Used| match used {
        Ok(weight) => {
            let fits = if is_over(weight) { " (over)" } else { "" };
            format!("{:.1}·10⁹, {} KiB{fits}", seconds(weight) * 1e3, weight.proof_size() / 1024)
        }
        Err(why) => why.clone(),
    };
    let ratio = match (used.first(), used.last()) {
        (Some(Ok(one)), Some(Ok(most))) => {
            let (time, proof) = (seconds(most) / seconds(one), kib(most) / kib(one));
            let shape = if time < FLAT && proof < FLAT { "flat" } else { "grows" };
            format!("{time:.2}, {proof:.2}: {shape}")
        }
        _ => "–".into(),
    };
    let small: Vec<String> = used[..used.len() - 1].iter().map(shown).collect();
    println!(
        "| weight of {name} at 1,000 bids | {} | at 1 and 100: {} | {ratio} | ≤ 1,000·10⁹, 2,560 KiB |",
        used.last().map(shown).unwrap_or_default(),
        small.join("; "),
    );
}

/// Reference seconds.
fn seconds(weight: &Weight) -> f64 {
    f64::from(u32::try_from(weight.ref_time() / 1_000_000).unwrap_or(u32::MAX)) / 1e6
}

/// KiB of proof.
fn kib(weight: &Weight) -> f64 {
    f64::from(u32::try_from(weight.proof_size()).unwrap_or(u32::MAX)) / 1024.0
}

/// Plays a tender with so many bids. A message that does not fit ends it.
fn weigh(
    bids: usize,
    messages: &[&'static str],
    published: fn(Publication) -> Publication,
    course: Course,
) -> Result<BTreeMap<&'static str, Used>, Box<dyn Error>> {
    let cast = Cast::new([1; 32]);
    let (chain, registry) = Bare::found(&cast, 1_800_000_000)?;
    let code = chain.upload_tender()?;
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone()?;
    house.approve_code(code)?;
    let vendors = house.enrol_vendors(bids)?;
    let evaluators = house.enrol_evaluators(EVALUATORS)?;
    let cast = house.cast();
    let plan = plan(&cast, house.chain.now());
    let criterion = |id| Criterion { id, weight_bp: 500, max: 10_000, min: 3_000 };
    let terms =
        Terms { min_bids: 1, criteria: (1..=CRITERIA).map(criterion).collect(), ..plan.terms };
    let panel = evaluators.iter().map(|evaluator| evaluator.person).collect();
    let tender = house.publish(published(Publication { terms, panel, ..plan }))?;
    let ended = course(&mut house, &Players { tender, vendors, evaluators });
    let weighed = house.chain.weights();
    let mut found = BTreeMap::new();
    for name in messages {
        let hash = sp_crypto_hashing::blake2_256(name.as_bytes());
        if let Some(weight) = weighed.get(&hash[..4]) {
            found.insert(*name, Ok(*weight));
        }
    }
    if let Err((name, refusal)) = ended {
        found.insert(name, Err(format!("does not fit: {refusal}")));
    }
    Ok(found)
}

/// From the first bid to a contract with as many milestones as it may have.
fn one_envelope(house: &mut Installation<Bare>, players: &Players) -> Step {
    let at = |name| move |refusal| (name, refusal);
    let (tender, cast) = (players.tender, house.cast());
    let sealed = commit(house, players)?;
    open(house, tender, &sealed)?;
    let objection = house.object(&cast.officer, tender, 0, Fault::Reseal).map_err(at("object"))?;
    house.decide(tender, objection, false).map_err(at("confirm_finding"))?;
    house.pass_objections(tender).map_err(at("score"))?;
    let panel = seated(house, players)?;
    score(house, tender, &panel, &sealed)?;
    house.rank(tender).map_err(at("rank"))?;
    house.award(tender).map_err(at("propose_award"))?;
    contract(house, tender, &players.vendors)
}

/// From the first bid to the ranking, technical offers first: every one is resealed by two members, one by its vendor too, and
/// passes.
fn technical_first(house: &mut Installation<Bare>, players: &Players) -> Step {
    let at = |name| move |refusal| (name, refusal);
    let (tender, cast) = (players.tender, house.cast());
    let sealed = commit(house, players)?;
    let panel = seated(house, players)?;
    for member in &cast.committee()[..2] {
        for some in sealed.chunks(RESHARED_MAX) {
            let act = Reshare { bids: some.to_vec(), digest: resealed() };
            house.act(&member.actor, tender, &act).map_err(at("reshare"))?;
        }
    }
    house.reshare_seed(&players.vendors[0], tender, 0).map_err(at("reshare_seed"))?;
    let page = tally_page(u32::try_from(panel.len()).unwrap_or(u32::MAX), 0) as usize;
    for some in sealed.chunks(page) {
        judge(house, tender, &panel, some)?;
    }
    score(house, tender, &panel, &sealed)?;
    house.finish_technical(tender).map_err(at("tally"))?;
    open(house, tender, &sealed)?;
    house.pass_objections(tender).map_err(at("rank"))?;
    house.rank(tender).map_err(at("rank"))
}

/// Every vendor bids, and the deadline and the guard pass. The bids.
fn commit(house: &mut Installation<Bare>, players: &Players) -> Step<Vec<u32>> {
    let at = |refusal| ("commit_bid", refusal);
    let tender = players.tender;
    for (price, vendor) in (1_000_000..).zip(&players.vendors) {
        let (act, _) = house.seal(tender, vendor.org, price).map_err(at)?;
        house.commit_as(vendor, tender, &act, &act.envelope).map_err(at)?;
    }
    let opening = house.schedule(tender).map_err(at)?.opening();
    house.chain.advance_to(opening);
    house.bids(tender, BidStatus::Sealed).map_err(at)
}

/// Two members post their shares of these bids, and everything is revealed.
fn open(house: &mut Installation<Bare>, tender: ContractId, bids: &[u32]) -> Step {
    let at = |name| move |refusal| (name, refusal);
    let cast = house.cast();
    for member in &cast.committee()[..2] {
        for some in bids.chunks(SHARES_MAX) {
            let act = house.shares(member, tender, some).map_err(at("post_shares"))?;
            house.act(&member.actor, tender, &act).map_err(at("post_shares"))?;
        }
    }
    for number in bids {
        house.reveal(tender, *number).map_err(at("reveal"))?;
    }
    Ok(())
}

/// Everybody finds these technical offers valid, until the majority has.
fn judge(house: &mut Installation<Bare>, tender: ContractId, panel: &Seated, bids: &[u32]) -> Step {
    let at = |refusal| ("judge_bids", refusal);
    let mut left = bids.to_vec();
    for (evaluator, excluded) in panel {
        let mut own = Vec::new();
        for number in &left {
            if !excluded.contains(&house.bid(tender, *number).map_err(at)?.vendor) {
                own.push(valid(*number));
            }
        }
        if !own.is_empty() {
            house.act(evaluator, tender, &JudgeBids { verdicts: own }).map_err(at)?;
        }
        let waiting = house.bids(tender, BidStatus::Sealed).map_err(at)?;
        left.retain(|number| waiting.contains(number));
    }
    Ok(())
}

/// Every evaluator scores the bids of vendors with which it has no conflict.
fn score(house: &mut Installation<Bare>, tender: ContractId, panel: &Seated, bids: &[u32]) -> Step {
    let at = |refusal| ("score", refusal);
    for number in bids {
        let vendor = house.bid(tender, *number).map_err(at)?.vendor;
        for (evaluator, _) in panel.iter().filter(|(_, excluded)| !excluded.contains(&vendor)) {
            let act = scores(*number, &[8_000; CRITERIA as usize]);
            house.act(evaluator, tender, &act).map_err(at)?;
        }
    }
    Ok(())
}

/// The contract with the first vendor, whose price is the lowest: signed, reported, accepted, changed.
fn contract(house: &mut Installation<Bare>, tender: ContractId, vendors: &[Actor]) -> Step {
    let at = |name| move |refusal| (name, refusal);
    let cast = house.cast();
    let standstill = house.schedule(tender).map_err(at("propose_contract"))?.standstill;
    house.chain.advance_to(house.chain.now() + u64::from(standstill));
    let value = house.awarded_price(tender).map_err(at("propose_contract"))?;
    let part = Milestone { title: [1; 32], due: house.chain.now(), amount: 0 };
    let mut milestones = vec![part; MILESTONES_MAX];
    milestones[0].amount = value;
    let act = ProposeContract { contract: [1; 32], milestones: milestones.clone() };
    house.act(&cast.officer, tender, &act).map_err(at("propose_contract"))?;
    let act = SignContract { proposed: sha256(&act.encode()) };
    house.act(&vendors[0], tender, &act).map_err(at("sign_contract"))?;
    let act = ReportMilestone { milestone: 0, document: [2; 32] };
    house.act(&vendors[0], tender, &act).map_err(at("accept_milestone"))?;
    let act = AcceptMilestone { milestone: 0, report: [2; 32], document: [3; 32] };
    house.act(&cast.officer, tender, &act).map_err(at("accept_milestone"))?;
    for milestone in &mut milestones[1..] {
        milestone.title = [4; 32];
    }
    let act = ProposeChange { document: [5; 32], value, milestones };
    house.act(&cast.officer, tender, &act).map_err(at("propose_change"))?;
    let act = AcceptChange { proposed: sha256(&act.encode()) };
    house.act(&vendors[0], tender, &act).map_err(at("accept_change")).map(drop)
}

/// The panel, each with the vendors of its conflicts.
type Seated = Vec<(Actor, Vec<OrgId>)>;

/// The last evaluator is excused for a substitute, and everybody declares: each of the others conflicts of its own,
/// so that the first page of the tally looks up as many bids as it ever does, the substitute none.
fn seated(house: &mut Installation<Bare>, players: &Players) -> Step<Seated> {
    let at = |name| move |refusal| (name, refusal);
    let Players { tender, vendors, evaluators } = players;
    let tender = *tender;
    let substitute = house.cast().substitute.actor.clone();
    let mut panel = Vec::new();
    if let Some((absent, others)) = evaluators.split_last() {
        house
            .change_seat(tender, absent.person, Some(substitute.person))
            .map_err(at("confirm_seat_change"))?;
        let most = conflicts_max(u32::try_from(evaluators.len()).unwrap_or(u32::MAX)) as usize;
        for (place, evaluator) in others.iter().enumerate() {
            let own = vendors.iter().skip(place * most).take(most).map(|vendor| vendor.org);
            panel.push((evaluator.clone(), own.collect()));
        }
    }
    panel.push((substitute, Vec::new()));
    for (evaluator, excluded) in &panel {
        house.declare(evaluator, tender, excluded).map_err(at("declare"))?;
    }
    Ok(panel)
}
