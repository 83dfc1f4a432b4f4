//! A whole tender from outside: a process of its own, with keys that the
//! server never gets, through nothing but the server's HTTP interface.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use parity_scale_codec::{Decode, DecodeAll};
use serde_json::{Value, json};
use tenderseal_client::TenderFacts;
use tenderseal_rules::{
    ContractId, Event, Hash, OrgId,
    hex::parse as unhex,
    ranking::Position,
    tender::{Bid, BidStatus, Committee, Core, Stage, State},
};

use super::{
    DemoError,
    cast::Cast,
    script::{Desk, Done, Envelope, Offer, Place, Present, Script},
    tenders,
};
use crate::clock::SystemEntropy;
use crate::ports::Entropy;

/// A portal behind HTTP.
pub struct Outside {
    http: reqwest::Client,
    url: String,
}

fn http_error(error: &reqwest::Error) -> DemoError {
    DemoError::Http(error.to_string())
}

/// A field of an answer.
fn field<'a>(value: &'a Value, path: &str) -> Result<&'a Value, DemoError> {
    value.pointer(path).ok_or_else(|| DemoError::Http(format!("{path} is missing")))
}

fn text<'a>(value: &'a Value, path: &str) -> Result<&'a str, DemoError> {
    field(value, path)?.as_str().ok_or_else(|| DemoError::Http(format!("{path} is no text")))
}

fn number(value: &Value, path: &str) -> Result<u64, DemoError> {
    field(value, path)?.as_u64().ok_or_else(|| DemoError::Http(format!("{path} is no number")))
}

fn small(value: &Value, path: &str) -> Result<u32, DemoError> {
    u32::try_from(number(value, path)?).map_err(|_| DemoError::Http(format!("{path} is too large")))
}

fn fixed<const N: usize>(value: &Value, path: &str) -> Result<[u8; N], DemoError> {
    unhex(text(value, path)?).ok_or_else(|| DemoError::Http(format!("{path} is not {N} bytes")))
}

fn scale<T: Decode>(hexadecimal: &str, what: &str) -> Result<T, DemoError> {
    let bytes = hex::decode(hexadecimal)
        .map_err(|_| DemoError::Http(format!("{what} is not hexadecimal")))?;
    T::decode_all(&mut &bytes[..]).map_err(|_| DemoError::Http(format!("{what} cannot be decoded")))
}

impl Outside {
    /// The portal at this address.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn at(url: &str) -> Result<Self, DemoError> {
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_mins(2)).build();
        Ok(Self {
            http: http.map_err(|error| http_error(&error))?,
            url: url.trim_end_matches('/').to_owned(),
        })
    }

    async fn read(&self, request: reqwest::RequestBuilder) -> Result<Value, DemoError> {
        let answer = request.send().await.map_err(|error| http_error(&error))?;
        let status = answer.status();
        let body = answer.text().await.map_err(|error| http_error(&error))?;
        if !status.is_success() {
            return Err(DemoError::Http(format!("{status}: {body}")));
        }
        serde_json::from_str(&body).map_err(|error| DemoError::Http(error.to_string()))
    }

    async fn get(&self, path: &str) -> Result<Value, DemoError> {
        self.read(self.http.get(format!("{}{path}", self.url))).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value, DemoError> {
        self.read(self.http.post(format!("{}{path}", self.url)).json(body)).await
    }
}

#[async_trait]
impl Desk for Outside {
    async fn place(&self) -> Result<Place, DemoError> {
        let chain = self.get("/api/chain").await?;
        Ok(Place {
            genesis: fixed(&chain, "/genesis32")?,
            registry: ContractId(fixed(&chain, "/registry")?),
            tender_code: fixed(&chain, "/tender_code")?,
        })
    }

    async fn now(&self) -> Result<u64, DemoError> {
        number(&self.get("/api/chain").await?, "/now")
    }

    async fn advance_to(&self, time: u64) -> Result<(), DemoError> {
        self.post("/demo/clock", &json!({ "now": time })).await.map(drop)
    }

    async fn hand_in(
        &self,
        to: ContractId,
        call: Vec<u8>,
        texts: &[String],
    ) -> Result<Done, DemoError> {
        let body = json!({ "to": to.to_string(), "call": hex::encode(call), "texts": texts });
        let done = self.post("/api/relay", &body).await?;
        let events = field(&done, "/events")?.as_array().cloned().unwrap_or_default();
        let events = events
            .iter()
            .map(|event| scale::<Event>(event.as_str().unwrap_or_default(), "an event"));
        Ok(Done {
            block: small(&done, "/block")?,
            index: small(&done, "/index")?,
            events: events.collect::<Result<_, _>>()?,
        })
    }

    async fn tender(&self, address: ContractId) -> Result<Present, DemoError> {
        let tender = self.get(&format!("/api/tenders/{address}")).await?;
        let core: Core = scale(text(&tender, "/scale/core")?, "core")?;
        let committee: Committee = scale(text(&tender, "/scale/committee")?, "committee")?;
        let state: State = scale(text(&tender, "/scale/state")?, "state")?;
        Ok(Present {
            facts: TenderFacts { contract: address, core, committee, terms: state.terms },
            state,
            now: number(&tender, "/now")?,
        })
    }

    async fn envelopes(&self, address: ContractId) -> Result<Vec<Envelope>, DemoError> {
        let tender = self.get(&format!("/api/tenders/{address}")).await?;
        let bids = field(&tender, "/bids")?.as_array().cloned().unwrap_or_default();
        bids.iter().filter(|bid| bid["status"] == "sealed").map(envelope).collect()
    }

    fn seed(&self) -> Result<Hash, DemoError> {
        Ok(SystemEntropy.bytes32()?)
    }
}

fn envelope(bid: &Value) -> Result<Envelope, DemoError> {
    let number_in_tender = small(bid, "/number")?;
    let bytes = hex::decode(text(bid, "/envelope")?)
        .map_err(|_| DemoError::Http("an envelope is not hexadecimal".to_owned()))?;
    Ok(Envelope {
        number: number_in_tender,
        bid: Bid {
            vendor: OrgId(fixed(bid, "/vendor")?),
            attempt: small(bid, "/attempt")?,
            e: fixed(bid, "/e")?,
            c: fixed(bid, "/c")?,
            committed: Position { block: small(bid, "/block")?, index: number_in_tender },
            committed_at: number(bid, "/time")?,
            status: BidStatus::Sealed,
            terms: small(bid, "/terms_version")?,
            // Opening asks for none.
            security: None,
        },
        bytes,
    })
}

/// The client's keys: made here, and nowhere else.
pub struct Keys {
    seed: [u8; 32],
}

impl Keys {
    /// Makes them.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn make() -> Result<Self, DemoError> {
        Ok(Self { seed: SystemEntropy.bytes32()? })
    }

    /// The registrar's public key, which an installation is founded with.
    ///
    /// # Errors
    /// When a drawn number is no key.
    pub fn registrar(&self) -> Result<String, DemoError> {
        // Keys do not depend on the installation; ids do.
        Ok(Cast::new(&self.seed, [0; 32])?.registrar.key.public().to_string())
    }
}

/// Plays a whole tender with three vendors at the portal of this address and
/// keeps the bundle in `folder`; answers its path.
///
/// # Errors
/// Says which step failed.
pub async fn play(url: &str, keys: &Keys, folder: &Path) -> Result<PathBuf, DemoError> {
    let desk = Outside::at(url)?;
    let cast = Cast::new(&keys.seed, desk.place().await?.genesis)?;
    let script = Script::new(&desk, &cast, &|what, done| {
        println!("block {:>4}.{}  {what}", done.block, done.index);
    })
    .await?;

    script.enrol().await?;
    let deadline = desk.now().await? + 7 * 86_400;
    let tender = script.publish(tenders::laptops(deadline)).await?;
    let offers = tenders::laptop_offers();
    for (vendor, offer) in cast.vendors.iter().zip(&offers) {
        script.bid(vendor, tender, offer).await?;
    }
    desk.advance_to(deadline).await?;
    refused_when_late(&desk, &script, &cast, tender, &offers[0]).await?;
    script.open(tender).await?;
    script.evaluate(tender, &offers).await?;
    let bid = script.award(tender).await?;
    let present = desk.tender(tender).await?;
    if present.stage() != Stage::Awarded {
        return Err(DemoError::Script("the tender was not awarded"));
    }
    println!("awarded to bid {} ({})", bid + 1, cast.vendors[bid as usize].legal_name);
    keep_bundle(&desk, tender, folder).await
}

/// A bid that comes at the deadline is refused and leaves no trace.
async fn refused_when_late(
    desk: &Outside,
    script: &Script<'_, Outside>,
    cast: &Cast,
    tender: ContractId,
    offer: &Offer,
) -> Result<(), DemoError> {
    let before = desk.tender(tender).await?.state;
    let call = script.sealed(&cast.applicant, tender, offer).await?;
    match desk.hand_in(tender, call, &[]).await {
        Err(DemoError::Http(why)) if why.contains("TooLate") => {}
        Err(other) => return Err(other),
        Ok(_) => return Err(DemoError::Script("a late bid was taken")),
    }
    if desk.tender(tender).await?.state != before {
        return Err(DemoError::Script("a late bid left a trace"));
    }
    println!("deadline       a late bid is refused: TooLate");
    Ok(())
}

async fn keep_bundle(
    desk: &Outside,
    tender: ContractId,
    folder: &Path,
) -> Result<PathBuf, DemoError> {
    let answer = desk.http.get(format!("{}/api/tenders/{tender}/bundle", desk.url)).send().await;
    let answer =
        answer.and_then(reqwest::Response::error_for_status).map_err(|error| http_error(&error))?;
    let bytes = answer.bytes().await.map_err(|error| http_error(&error))?;
    let path = folder.join(format!("{tender}.bundle.json"));
    std::fs::write(&path, &bytes)?;
    Ok(std::fs::canonicalize(path)?)
}
