//! What is sealed to the readers of technical offers: taken in, handed out, and checked before an act on chain names it.
//!
//! All of it is ciphertext that only an evaluator's browser opens. The portal keeps it, as the chain has only its hash, and
//! hands each evaluator what is sealed to that one.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry as Slot};

use tenderseal_envelope::reshare::{self, BLOB_MAX, Entry};
use tenderseal_rules::{
    ContractId, Hash, OrgId, PersonId,
    messages::{Act, Reshare, ReshareSeed},
    replay::sha256,
    tender::BidStatus,
};

use super::{
    App, Error, Outcome,
    tender::{BidView, Giver, TenderView},
};

/// How often something that one giver sealed to a reader for one bid is handed out: the newest, as the others did not open.
const NEWEST: usize = 4;

/// The giver of a seed, among members who are counted from 1.
pub const VENDOR: u8 = 0;

/// Who hands in what was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A member of the committee: of every bid.
    Member,
    /// A vendor: of its own.
    Vendor(OrgId),
}

/// Whom a bid is sealed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The evaluator.
    pub person: PersonId,
    /// Its reading key.
    pub key: [u8; 32],
}

/// A bid whose technical envelope is opened to its readers.
#[must_use]
pub fn is_readable(bid: &BidView) -> bool {
    let live = matches!(bid.status, BidStatus::Sealed | BidStatus::Read | BidStatus::Opened);
    live && !bid.stale && bid.technical.is_some()
}

/// The bids that are opened to their readers.
pub fn readable(tender: &TenderView) -> impl Iterator<Item = &BidView> {
    tender.bids.iter().filter(|bid| is_readable(bid))
}

/// Who reads a bid: the evaluators who declared, and no conflict of interests with its vendor.
#[must_use]
pub fn of(tender: &TenderView, bid: &BidView) -> Vec<Reader> {
    let reads = tender.panel.iter().filter_map(|seat| {
        let declared = seat.declaration.as_ref()?;
        let key = seat.reader?;
        let free = !declared.conflicts.contains(&bid.vendor);
        free.then_some(Reader { person: seat.person, key })
    });
    reads.collect()
}

/// Whether every evaluator declared: before that nothing is sealed to anybody.
#[must_use]
pub fn are_known(tender: &TenderView) -> bool {
    tender.panel.iter().all(|seat| seat.declaration.is_some() && seat.reader.is_some())
}

/// Whether technical offers are sealed to their readers and read now, and everybody who reads is known.
#[must_use]
pub fn is_open(tender: &TenderView) -> bool {
    tender.takes_reshares() && are_known(tender)
}

/// Keeps what was sealed to the readers of a tender, under its hash.
///
/// # Errors
/// [`Error::CallMalformed`] for what is no blob, or is sealed for a bid that is not opened now or not the sender's, or to
/// somebody who does not read it; when it cannot be kept.
pub async fn keep(app: &App, tender: &TenderView, sender: Sender, bytes: &[u8]) -> Outcome<Hash> {
    let entries = reshare::parse(bytes).map_err(|_| Error::CallMalformed)?;
    if !entries.iter().all(|entry| is_asked(tender, sender, entry)) {
        return Err(Error::CallMalformed);
    }
    let hash = sha256(bytes);
    if app.store.blob(&hex::encode(hash)).await?.is_none() {
        let mut writer = app.blobs.begin(BLOB_MAX as u64).await?;
        writer.write(bytes).await?;
        let blob = writer.finish().await?;
        app.store.note_blob(&blob, app.clock.now()).await?;
    }
    Ok(hash)
}

fn is_asked(tender: &TenderView, sender: Sender, entry: &Entry) -> bool {
    let bid = readable(tender).find(|bid| bid.number == entry.bid);
    let own = |bid: &&BidView| match sender {
        Sender::Member => true,
        Sender::Vendor(org) => bid.vendor == org,
    };
    let reads = |bid: &BidView| of(tender, bid).iter().any(|one| one.person.0 == entry.reader);
    bid.filter(own).is_some_and(reads)
}

/// An act that says that something was sealed must name a blob that is kept and holds those bids and no others.
///
/// # Errors
/// [`Error::TextMissing`] where it is not kept, [`Error::CallMalformed`] where it is another.
pub async fn check(app: &App, input: &[u8]) -> Outcome<()> {
    let Some((selector, arguments)) = input.split_first_chunk::<4>() else {
        return Err(Error::CallMalformed);
    };
    let (bids, digest) = match *selector {
        Reshare::SELECTOR => {
            let (_, act) = Reshare::arguments(arguments).map_err(|_| Error::CallMalformed)?;
            (act.bids, act.digest)
        }
        ReshareSeed::SELECTOR => {
            let (_, act) = ReshareSeed::arguments(arguments).map_err(|_| Error::CallMalformed)?;
            (vec![act.bid], act.digest)
        }
        _ => return Ok(()),
    };
    let entries = read(app, &digest).await?.ok_or(Error::TextMissing)?;
    let sealed: BTreeSet<u32> = entries.iter().map(|entry| entry.bid).collect();
    if sealed == bids.iter().copied().collect() { Ok(()) } else { Err(Error::CallMalformed) }
}

/// What a kept blob holds; `None` where none is kept under the hash.
async fn read(app: &App, digest: &Hash) -> Outcome<Option<Vec<Entry>>> {
    let name = hex::encode(digest);
    if app.store.blob(&name).await?.is_none() {
        return Ok(None);
    }
    let Some(bytes) = app.blobs.read(&name).await? else { return Ok(None) };
    reshare::parse(&bytes).map(Some).map_err(|_| Error::CallMalformed)
}

/// What was sealed to the readers of a tender.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// By bid, giver (a member's number from 1, [`VENDOR`]) and reader: the newest first.
    sealed: BTreeMap<(u32, u8, [u8; 20]), Vec<[u8; reshare::SEALED_LEN]>>,
}

impl Handed {
    /// What acts on the chain named, out of the files that are kept.
    ///
    /// # Errors
    /// When a file or a table cannot be read.
    pub async fn of(app: &App, tender: &TenderView) -> Outcome<Self> {
        let mut files: BTreeMap<Hash, Vec<Entry>> = BTreeMap::new();
        let mut handed = Self::default();
        for bid in readable(tender) {
            for given in bid.technical.iter().flat_map(|held| held.reshared.iter().rev()) {
                let file = match files.entry(given.digest) {
                    Slot::Occupied(held) => held.into_mut(),
                    Slot::Vacant(free) => {
                        free.insert(found(app, &tender.row.address, &given.digest).await?)
                    }
                };
                let from = match given.giver {
                    Giver::Member(member) => member,
                    Giver::Vendor(_) => VENDOR,
                };
                for entry in file.iter().filter(|entry| entry.bid == bid.number) {
                    let newest = handed.sealed.entry((bid.number, from, entry.reader)).or_default();
                    if newest.len() < NEWEST {
                        newest.push(entry.sealed);
                    }
                }
            }
        }
        Ok(handed)
    }

    /// What one reader gets of a bid: who gave it (a member's number from 1, [`VENDOR`]) and the bytes.
    pub fn to(
        &self,
        bid: u32,
        reader: PersonId,
    ) -> impl Iterator<Item = (u8, &[u8; reshare::SEALED_LEN])> {
        let own = self.sealed.iter().filter(move |((of, _, to), _)| *of == bid && *to == reader.0);
        own.flat_map(|((_, from, _), sealed)| sealed.iter().map(move |one| (*from, one)))
    }

    /// Whether a giver sealed a bid to each of its readers.
    #[must_use]
    pub fn is_complete(&self, tender: &TenderView, bid: &BidView, from: u8) -> bool {
        let has = |one: &Reader| self.sealed.contains_key(&(bid.number, from, one.person.0));
        of(tender, bid).iter().all(has)
    }

    /// Whether a reader can open a bid: the vendor gave its seed, or k members their shares.
    #[must_use]
    pub fn opens(&self, tender: &TenderView, bid: u32, reader: PersonId) -> bool {
        let from: BTreeSet<u8> = self.to(bid, reader).map(|(from, _)| from).collect();
        from.contains(&VENDOR) || from.len() >= usize::from(tender.core().k)
    }

    /// Whether a reader has just what opens a bid and nothing to spare, so that whoever gave last made it so.
    #[must_use]
    pub fn just_opens(&self, tender: &TenderView, bid: u32, reader: PersonId) -> bool {
        let from: BTreeSet<u8> = self.to(bid, reader).map(|(from, _)| from).collect();
        let k = usize::from(tender.core().k);
        let members = from.iter().filter(|from| **from != VENDOR).count();
        members == k && !from.contains(&VENDOR) || members < k && from.contains(&VENDOR)
    }

    /// The bids that a member has still to seal, to a reader at least.
    #[must_use]
    pub fn missing(&self, tender: &TenderView, member: u8) -> Vec<u32> {
        let open = readable(tender).filter(|bid| !self.is_complete(tender, bid, member));
        open.map(|bid| bid.number).collect()
    }
}

/// A file that is not there, or is no blob, was none before the act was sent to the chain in another way than through the portal: it
/// opens nothing, and whoever gave it can give again.
async fn found(app: &App, tender: &ContractId, digest: &Hash) -> Outcome<Vec<Entry>> {
    match read(app, digest).await {
        Ok(Some(entries)) => Ok(entries),
        Ok(None) | Err(Error::CallMalformed) => {
            let digest = hex::encode(digest);
            tracing::warn!(%tender, digest, "what an act says was sealed to readers is not here");
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// The bids that an evaluator is to find on: none of its own verdict, and none of the panel.
pub fn unread<'a>(tender: &'a TenderView, me: &'a PersonId) -> impl Iterator<Item = &'a BidView> {
    let waits = move |bid: &&BidView| {
        let technical = bid.technical.as_ref();
        let own = technical.is_some_and(|held| held.verdict_of(me).is_some());
        bid.status == BidStatus::Sealed && !own && reads(tender, bid, me)
    };
    readable(tender).filter(waits)
}

/// Whether somebody is a reader of a bid.
#[must_use]
pub fn reads(tender: &TenderView, bid: &BidView, person: &PersonId) -> bool {
    of(tender, bid).iter().any(|one| one.person == *person)
}
