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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nonce_is_foreseen_as_if_all_that_were_signed_before_were_included() {
        let settled = Settled::new(7);
        assert_eq!([0, 1, 2].map(|signed| settled.foreseen(signed)), [7, 8, 9]);
        // Of three signed calls two were included, then a block of one made two contracts.
        settled.more(3, Some(9));
        assert_eq!(settled.foreseen(3), 9);
        assert_eq!(settled.foreseen(5), 11);
        settled.more(1, Some(12));
        assert_eq!(settled.foreseen(5), 13);
        // Refused all, no block: the nonce stays.
        settled.more(2, None);
        assert_eq!(settled.foreseen(6), 12);
    }

    #[test]
    fn the_count_of_calls_goes_round() {
        let settled = Settled::new(0);
        settled.more(usize::try_from(u32::MAX).unwrap(), Some(5));
        assert_eq!(settled.foreseen(u32::MAX), 5);
        settled.more(1, Some(6));
        assert_eq!(settled.foreseen(0), 6);
    }
}
