//! The chain as the use cases have it: the ledger, the registry on it, its
//! time, and how far the mirror is.

use std::collections::HashMap;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};
use std::time::Duration;

use tenderseal_ledger::{Clock, Ledger, ManualClock};
use tenderseal_rules::{ContractId, Hash, messages::Fault};
use tokio::sync::watch;

pub mod founding;
pub mod opener;
pub mod returner;
pub mod ticker;

/// How long an act waits for the mirror before its page is shown all the same.
const MIRROR_WAIT: Duration = Duration::from_secs(10);

/// What the portal's judge found in a bid (ENVELOPE, "Judge"). It binds nobody: people object, and
/// two of them decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Sealed again it gives the same bytes, and its body is one of a bid.
    Sound,
    /// The vendor sealed what cannot be sealed by the rules.
    Faulty(Fault),
}

impl Judgement {
    /// The fault, if there is one.
    #[must_use]
    pub const fn fault(self) -> Option<Fault> {
        match self {
            Self::Sound => None,
            Self::Faulty(fault) => Some(fault),
        }
    }
}

/// The chain. Cheap to clone.
#[derive(Clone)]
pub struct Chain {
    /// The ledger.
    pub ledger: Arc<dyn Ledger>,
    /// The registry's address.
    pub registry: ContractId,
    /// Keccak-256 of the code that this portal ships for tenders.
    pub tender_code: Hash,
    clock: Arc<dyn Clock>,
    manual: Option<Arc<ManualClock>>,
    mirrored: Arc<watch::Sender<u32>>,
    judged: Arc<Mutex<HashMap<(ContractId, u32), Judgement>>>,
    papers: Arc<AtomicU64>,
}

impl Chain {
    /// The chain behind a ledger on which the registry is. `manual` is the
    /// ledger's clock, when it is one that can be moved.
    #[must_use]
    pub fn new(
        ledger: Arc<dyn Ledger>,
        registry: ContractId,
        tender_code: Hash,
        clock: Arc<dyn Clock>,
        manual: Option<Arc<ManualClock>>,
    ) -> Self {
        Self {
            ledger,
            registry,
            tender_code,
            clock,
            manual,
            mirrored: Arc::new(watch::Sender::new(0)),
            judged: Arc::default(),
            papers: Arc::default(),
        }
    }

    /// The time that a block made now would have, Unix seconds.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.ledger.head().time.max(self.clock.now_ms() / 1_000)
    }

    /// The 32 random bytes to which intents and envelopes are bound.
    #[must_use]
    pub fn genesis(&self) -> Hash {
        self.ledger.genesis().random
    }

    /// The clock, when it can be moved.
    #[must_use]
    pub fn manual_clock(&self) -> Option<&ManualClock> {
        self.manual.as_deref()
    }

    /// The last block that the mirror has.
    #[must_use]
    pub fn mirrored(&self) -> u32 {
        *self.mirrored.borrow()
    }

    /// What public pages depend on: the mirror's last block, and how often a public text or a
    /// verdict came in since the start. A page rendered at one state holds as long as that.
    #[must_use]
    pub fn public_state(&self) -> (u32, u64) {
        (self.mirrored(), self.papers.load(Ordering::SeqCst))
    }

    /// Notes that something public changed beside the chain.
    pub fn note_paper(&self) {
        self.papers.fetch_add(1, Ordering::SeqCst);
    }

    /// Notes that the mirror has a block.
    pub fn note_mirrored(&self, block: u32) {
        self.mirrored.send_if_modified(|held| {
            let further = block > *held;
            *held = block.max(*held);
            further
        });
    }

    /// The number of the last mirrored block, and each later one.
    #[must_use]
    pub fn watch_mirror(&self) -> watch::Receiver<u32> {
        self.mirrored.subscribe()
    }

    /// Waits until the mirror has a block, so that the next page shows it;
    /// `false` when that takes longer than a reader would wait.
    pub async fn until_mirrored(&self, block: u32) -> bool {
        let mut mirrored = self.mirrored.subscribe();
        let reached = mirrored.wait_for(|held| *held >= block);
        tokio::time::timeout(MIRROR_WAIT, reached).await.is_ok_and(|reached| reached.is_ok())
    }

    /// What the judge found in a bid, once there was enough to judge it by.
    #[must_use]
    pub fn judged(&self, tender: &ContractId, bid: u32) -> Option<Judgement> {
        self.judged.lock().unwrap_or_else(PoisonError::into_inner).get(&(*tender, bid)).copied()
    }

    /// Notes what the judge found.
    pub fn note_judged(&self, tender: ContractId, bid: u32, found: Judgement) {
        self.judged.lock().unwrap_or_else(PoisonError::into_inner).insert((tender, bid), found);
        self.note_paper();
    }
}
