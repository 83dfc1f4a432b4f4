//! The one thread that writes: it takes everything that waits, makes a block of it, stores the
//! block and answers all.

use std::{collections::VecDeque, sync::Arc};

use tokio::sync::{mpsc, oneshot};

use super::{
    builder::{Draft, Happened, Task, Verdict},
    chain::Chain,
};
use crate::{
    LedgerError,
    types::{Accepted, Address, Hash},
};

/// A task and whom to tell.
pub(crate) struct Job {
    pub(crate) task: Task,
    pub(crate) reply: oneshot::Sender<Result<Done, LedgerError>>,
}

/// What the submitter of a task is told. A tick has the index of the time inherent.
pub(crate) struct Done {
    pub(crate) accepted: Accepted,
    /// Contracts that this act instantiated: deployer and address.
    pub(crate) instantiated: Vec<(Address, Address)>,
}

/// Works until every sender of jobs is gone and nothing waits.
pub(crate) fn run(chain: &Arc<Chain>, mut inbox: mpsc::Receiver<Job>, calls_in_block: usize) {
    let mut waiting = VecDeque::new();
    loop {
        if waiting.is_empty() {
            match inbox.blocking_recv() {
                Some(job) => waiting.push_back(job),
                None => return,
            }
        }
        while waiting.len() < calls_in_block
            && let Ok(job) = inbox.try_recv()
        {
            waiting.push_back(job);
        }
        let batch = waiting.drain(..waiting.len().min(calls_in_block)).collect();
        for job in produce(chain, batch).into_iter().rev() {
            waiting.push_front(job);
        }
    }
}

/// Makes a block of a batch and answers. Returns those that did not fit, in order.
fn produce(chain: &Chain, batch: Vec<Job>) -> Vec<Job> {
    let tasks: Vec<_> = batch.iter().map(|job| &job.task).collect();
    let (verdicts, draft) = match chain.build(&tasks) {
        Ok(built) => built,
        Err(error) => {
            for job in batch {
                tell(job, Err(error.clone()));
            }
            return Vec::new();
        }
    };
    let stored = draft.map(|draft| chain.store(draft));
    let mut later = Vec::new();
    for (job, verdict) in batch.into_iter().zip(verdicts) {
        let index = match verdict {
            Verdict::Later => {
                later.push(job);
                continue;
            }
            Verdict::Failed(error) => {
                tell(job, Err(error));
                continue;
            }
            Verdict::Ticked => 0,
            Verdict::Included(index) => index,
        };
        let told = match &stored {
            Some(Ok(block)) => Ok(block.done(index)),
            Some(Err(error)) => Err(error.clone()),
            None => Err(LedgerError::Runtime("an included call without a block".into())),
        };
        tell(job, told);
    }
    later
}

/// Answers a job. Whoever asked may have gone; the block stands all the same.
fn tell(job: Job, told: Result<Done, LedgerError>) {
    drop(job.reply.send(told));
}

/// A durable block, as its submitters are told of it.
pub(crate) struct Stored {
    pub(crate) number: u32,
    pub(crate) hash: Hash,
    pub(crate) time: u64,
    pub(crate) happened: Happened,
}

impl Stored {
    pub(crate) fn new(draft: Draft, hash: Hash) -> Self {
        Self {
            number: draft.header.number,
            hash,
            time: draft.time_ms / 1000,
            happened: draft.happened,
        }
    }

    /// The events are in the order of their extrinsics, so each one's are found by bisection.
    fn done(&self, index: u32) -> Done {
        let of = |at: u32| at == index;
        let events = &self.happened.events;
        let first = events.partition_point(|(at, _)| *at < index);
        Done {
            accepted: Accepted {
                block: self.number,
                index,
                block_hash: self.hash,
                time: self.time,
                events: events[first..]
                    .iter()
                    .take_while(|(at, _)| of(*at))
                    .map(|(_, event)| event.clone())
                    .collect(),
            },
            instantiated: self
                .happened
                .instantiated
                .iter()
                .filter(|(at, ..)| of(*at))
                .map(|(_, deployer, contract)| (*deployer, *contract))
                .collect(),
        }
    }
}
