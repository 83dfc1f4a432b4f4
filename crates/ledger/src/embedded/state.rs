//! Running the runtime on a state.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use sp_core::H256;
use sp_externalities::{Extensions, set_and_run_with_externalities};
use sp_state_machine::{Ext, OverlayedChanges, TrieBackend, TrieBackendBuilder};
use sp_trie::cache::{CacheSize, SharedTrieCache};
use tenderseal_chain::Hash;
use tenderseal_runtime::Hashing;

use super::store::{Nodes, Store};
use crate::LedgerError;

/// All states that the store holds, with a bounded cache of trie nodes in front.
pub(crate) struct States {
    store: Arc<Store>,
    cache: SharedTrieCache<Hashing>,
}

impl States {
    pub(crate) fn new(store: Arc<Store>, cache_bytes: usize) -> Self {
        Self { store, cache: SharedTrieCache::new(CacheSize::new(cache_bytes), None) }
    }

    /// A state for building a block on: what it reads and writes stays in the cache.
    pub(crate) fn for_building(&self, root: Hash) -> TrieBackend<Nodes, Hashing> {
        TrieBackendBuilder::new(self.nodes(), H256(root))
            .with_cache(self.cache.local_cache_trusted())
            .build()
    }

    /// A state for reading, of any age.
    pub(crate) fn for_reading(&self, root: Hash) -> TrieBackend<Nodes, Hashing> {
        TrieBackendBuilder::new(self.nodes(), H256(root))
            .with_cache(self.cache.local_cache_untrusted())
            .build()
    }

    fn nodes(&self) -> Nodes {
        Nodes(Arc::clone(&self.store))
    }

    /// Runs `run`, which may run the runtime, and turns a panic into an error. The runtime panics
    /// where the state cannot be read; that error is then told, not the panic.
    pub(crate) fn guard<R>(
        &self,
        run: impl FnOnce() -> Result<R, LedgerError>,
    ) -> Result<R, LedgerError> {
        catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
            Err(self.store.fault().unwrap_or_else(|| LedgerError::Runtime(message(panic.as_ref()))))
        })
    }
}

/// Runs `run` with `backend` as the runtime's state; changes go to `overlay`.
pub(crate) fn with_state<R>(
    backend: &TrieBackend<Nodes, Hashing>,
    overlay: &mut OverlayedChanges<Hashing>,
    run: impl FnOnce() -> R,
) -> R {
    let mut extensions = Extensions::new();
    let mut ext = Ext::new(overlay, backend, Some(&mut extensions));
    set_and_run_with_externalities(&mut ext, run)
}

fn message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).into()))
        .unwrap_or_else(|| "it panicked".into())
}
