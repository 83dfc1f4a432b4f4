//! A past for the demonstration: everybody registered, one tender awarded, one
//! waiting to be opened, one open for bids. It is made on a chain whose clock
//! starts a month ago and is moved on; every act goes the way of any other.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;
use tenderseal_client::TenderFacts;
use tenderseal_ledger::{Clock as _, ManualClock, SystemClock as LedgerSystemClock};
use tenderseal_rules::{
    ContractId, Event, Hash, TenderEvent,
    tender::{BidStatus, Committee},
};

use super::{
    DemoError, PersonaKeys, Personas,
    cast::{Actor, Cast},
    pkcs8,
    script::{Desk, Done, Envelope, Place, Present, Script},
    tenders,
};
use crate::app::{
    App,
    account::{SignUp, sign_up},
    people, questions, relay, tender,
    values::{EmailAddress, NewPassword, PersonName},
};
use crate::chain::{Chain, founding::Time, opener, returner};
use crate::clock::{SystemClock, SystemEntropy};
use crate::config::Config;
use crate::i18n::Locale;
use crate::indexer;
use crate::ports::{AccountKey, KeyPurpose};
use crate::startup;

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// How far back the demonstration's past reaches.
const PAST: u64 = 30 * DAY;

/// The portal in this process.
struct Inside {
    app: App,
}

#[async_trait]
impl Desk for Inside {
    async fn place(&self) -> Result<Place, DemoError> {
        let chain = &self.app.chain;
        Ok(Place {
            genesis: chain.genesis(),
            registry: chain.registry,
            tender_code: chain.tender_code,
        })
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
        let done = relay::submit(&self.app, to, call, texts).await?;
        Ok(Done { block: done.block, index: done.index, events: done.events })
    }

    async fn tender(&self, address: ContractId) -> Result<Present, DemoError> {
        let row =
            self.app.store.tender(&address).await?.ok_or(DemoError::Script("no such tender"))?;
        let committee = Committee { members: row.members, keys: row.publication.committee };
        let terms = row.state.terms;
        let facts = TenderFacts { contract: address, core: row.core, committee, terms };
        Ok(Present { facts, state: row.state, now: self.app.chain.now() })
    }

    async fn envelopes(&self, address: ContractId) -> Result<Vec<Envelope>, DemoError> {
        let view =
            tender::view(&self.app, &address).await?.ok_or(DemoError::Script("no such tender"))?;
        let rows = self.app.store.bids_of(&address).await?;
        let waits = |bid: &tender::BidView| bid.status == BidStatus::Sealed && !bid.stale;
        let sealed = view.bids.iter().zip(rows).filter(|(bid, _)| waits(bid));
        Ok(sealed
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

/// Moves a clock that can be moved to a time, and the chain with it.
///
/// # Errors
/// When the clock cannot be moved or the ledger fails.
pub async fn advance(chain: &Chain, time: u64) -> Result<(), DemoError> {
    let clock = chain.manual_clock().ok_or(DemoError::Script("the clock cannot be moved"))?;
    clock.set_ms(time.saturating_mul(1_000));
    let head = chain.ledger.tick().await?;
    chain.until_mirrored(head.number).await;
    Ok(())
}

/// The machine's time, Unix seconds.
#[must_use]
pub fn present() -> u64 {
    LedgerSystemClock.now_ms() / 1_000
}

/// Makes the past, with `more` tenders open for bids than the one there always is. When it
/// returns, nothing has the chain open any more.
///
/// # Errors
/// When an act is refused or something fails.
pub async fn seed(config: &Config, seed: &[u8; 32], more: u16) -> Result<(), DemoError> {
    let now = present();
    let clock = Arc::new(ManualClock::new((now - PAST) * 1_000));
    let chain = startup::open_chain(config, Time::Manual(clock), &SystemEntropy).await?;
    let (app, store) =
        startup::world(config, chain, Arc::new(SystemClock), Arc::new(SystemEntropy)).await?;
    let tasks = [
        tokio::spawn(indexer::run(app.clone())),
        tokio::spawn(opener::run(app.clone())),
        tokio::spawn(returner::run(app.clone())),
    ];
    let made = make(&app, seed, now, more).await;
    for task in tasks {
        task.abort();
        // An aborted task answers with an error; what matters is that it is gone.
        drop(task.await);
    }
    drop(app);
    store.close().await?;
    made
}

async fn make(app: &App, seed: &[u8; 32], now: u64, more: u16) -> Result<(), DemoError> {
    let cast = Cast::new(seed, app.chain.genesis())?;
    accounts(app, &cast, &password(seed)).await?;
    let desk = Inside { app: app.clone() };
    let script = Script::new(&desk, &cast, &|_, _| {}).await?;
    let start = now - PAST;
    script.enrol().await?;

    let paper = script.publish(tenders::paper(start + 8 * DAY)).await?;
    let offers = tenders::paper_offers();
    desk.advance_to(start + 3 * DAY).await?;
    for (vendor, offer) in cast.vendors.iter().zip(&offers) {
        script.bid(vendor, paper, offer).await?;
    }
    script.open(paper).await?;
    script.evaluate(paper, &offers).await?;
    script.award(paper).await?;

    desk.advance_to(start + 18 * DAY).await?;
    let network = script.publish(tenders::network(now - 3_600)).await?;
    desk.advance_to(start + 24 * DAY).await?;
    for (vendor, offer) in cast.vendors.iter().zip(&tenders::network_offers()) {
        script.bid(vendor, network, offer).await?;
    }

    desk.advance_to(now - 2 * DAY).await?;
    for number in 1..=more {
        script.publish(tenders::supplies(now + 14 * DAY, number)).await?;
    }
    let laptops = script.publish(tenders::laptops(now + 14 * DAY)).await?;
    desk.advance_to(now - 30 * HOUR).await?;
    let asked = ask(app, &cast.vendors[0].founder, laptops, tenders::QUESTION_ANSWERED).await?;
    desk.advance_to(now - 22 * HOUR).await?;
    script.answer(laptops, asked, tenders::ANSWER).await?;
    desk.advance_to(now - 5 * HOUR).await?;
    ask(app, &cast.vendors[2].founder, laptops, tenders::QUESTION_OPEN).await?;
    desk.advance_to(now).await
}

/// A vendor asks as on the page; the question's number and hash.
async fn ask(
    app: &App,
    who: &Actor,
    tender: ContractId,
    text: &str,
) -> Result<(u32, Hash), DemoError> {
    let unknown = DemoError::Script("the vendor who asks is unknown");
    let email = EmailAddress::parse(&address(who.name))
        .map_err(|_| DemoError::Script("an address of the cast is unfit"))?;
    let Some((account, _)) = app.store.account_by_email(&email).await? else {
        return Err(unknown);
    };
    let me = people::me(app, account.id).await?.ok_or(unknown)?;
    let done = questions::ask(app, &me, tender, text).await?;
    let asked = done.events.iter().find_map(|event| match event {
        Event::Tender(TenderEvent::QuestionAsked { question, hash }) => Some((*question, *hash)),
        _ => None,
    });
    asked.ok_or(DemoError::Script("nothing was asked"))
}

/// The password of everybody in a demonstration.
#[must_use]
pub fn password(seed: &[u8; 32]) -> String {
    let drawn =
        tenderseal_rules::replay::sha256(&[b"TENDERSEAL-DEMO-PASSWORD\0", &seed[..]].concat());
    format!("demo-{}", hex::encode(&drawn[..5]))
}

/// The address that somebody signs in with.
#[must_use]
pub fn address(name: &str) -> String {
    format!("{name}@demo.example")
}

/// An account for everybody, with the public half of the key.
async fn accounts(app: &App, cast: &Cast, password: &str) -> Result<(), DemoError> {
    let secret = SecretString::from(password);
    for actor in cast.everyone() {
        let unfit = |_| DemoError::Script("an account of the cast is unfit");
        let email = EmailAddress::parse(&address(actor.name)).map_err(unfit)?;
        let wanted = SignUp {
            password: NewPassword::parse(&secret, &email).map_err(unfit)?,
            name: PersonName::parse(actor.title).map_err(unfit)?,
            email,
            language: Locale::Zh,
        };
        let account = sign_up(app, wanted).await?;
        let key = AccountKey {
            account_id: account.id,
            purpose: KeyPurpose::Signing,
            public_key: actor.key.public().to_string(),
            label: actor.name.to_owned(),
            created_at: app.clock.now(),
            retired_at: None,
        };
        app.store.add_key(&key).await?;
    }
    Ok(())
}

/// The keys that the server hands out, by account.
///
/// # Errors
/// When a table cannot be read.
pub async fn personas(app: &App, seed: &[u8; 32]) -> Result<Personas, DemoError> {
    let cast = Cast::new(seed, app.chain.genesis())?;
    let mut personas = Personas::default();
    for actor in cast.everyone() {
        let email = EmailAddress::parse(&address(actor.name))
            .map_err(|_| DemoError::Script("an address of the cast is unfit"))?;
        if let Some((account, _)) = app.store.account_by_email(&email).await? {
            personas.keys.insert(account.id, keys(actor));
        }
        people::sync_person(app, &actor.person).await?;
    }
    Ok(personas)
}

fn keys(actor: &Actor) -> PersonaKeys {
    PersonaKeys {
        signing: pkcs8::p256(&actor.secret, &actor.key.public()),
        opening: actor.opening.as_ref().map(pkcs8::x25519),
    }
}

/// Reads the 32 bytes that everything of the demonstration is drawn from, or draws them.
///
/// # Errors
/// When the file cannot be read or written.
pub fn seed_file(folder: &Path) -> Result<[u8; 32], DemoError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    let path = folder.join("demo.seed");
    if path.exists() {
        let text = std::fs::read_to_string(&path)?;
        return tenderseal_rules::hex::parse(text.trim())
            .ok_or(DemoError::Script("demo.seed cannot be read"));
    }
    let seed = crate::ports::Entropy::bytes32(&SystemEntropy)?;
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    writeln!(file, "{}", hex::encode(seed))?;
    Ok(seed)
}
