//! Signing ahead: while one thread executes a block, another signs the calls of the next.
//!
//! The relayer's nonce is foreseen, as if every call before were included. Where one was refused
//! those behind it are signed again as their turn comes: being wrong costs time and nothing else.

use std::sync::{Mutex, PoisonError};

use tenderseal_runtime::Extrinsic;
use tokio::sync::mpsc;

use super::{builder::Task, chain::Chain, writer::Job};
use crate::extrinsic;

/// A call that was signed before its turn, and for which nonce.
pub(crate) struct Signed {
    pub(crate) extrinsic: Extrinsic,
    pub(crate) nonce: u32,
}

/// What the executing thread knows: how many signed calls it has settled, and the nonce since.
pub(crate) struct Settled {
    known: Mutex<Known>,
}

#[derive(Clone, Copy)]
struct Known {
    calls: u32,
    nonce: u32,
}

impl Settled {
    pub(crate) fn new(nonce: u32) -> Self {
        Self { known: Mutex::new(Known { calls: 0, nonce }) }
    }

    /// So many more calls are settled; a block that was made of them moved the nonce.
    pub(crate) fn more(&self, calls: usize, nonce: Option<u32>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.calls = known.calls.wrapping_add(u32::try_from(calls).unwrap_or(u32::MAX));
        known.nonce = nonce.unwrap_or(known.nonce);
    }

    /// The nonce of the call before which so many were signed.
    fn foreseen(&self, signed: u32) -> u32 {
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.nonce.wrapping_add(signed.wrapping_sub(known.calls))
    }
}

/// Signs what comes in and hands it on, in the same order, until every sender is gone.
pub(crate) fn sign(
    chain: &Chain,
    settled: &Settled,
    mut inbox: mpsc::Receiver<Job>,
    ready: &mpsc::Sender<Job>,
) {
    let mut signed = 0_u32;
    while let Some(mut job) = inbox.blocking_recv() {
        if let Task::Act(act) = &job.task {
            let nonce = settled.foreseen(signed);
            let call = extrinsic::runtime_call(act.clone());
            job.ahead = Some(Signed { extrinsic: chain.relayer.sign(call, nonce), nonce });
            signed = signed.wrapping_add(1);
        }
        // Without the executing thread nobody can be told anything; dropping the job says so.
        drop(ready.blocking_send(job));
    }
}
