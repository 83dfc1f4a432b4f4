//! The one writer: it takes what waits, makes a block of it, makes the block durable and answers.

use std::{
    collections::VecDeque,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use tenderseal_chain::Address;
use tokio::sync::{mpsc, oneshot};

use super::{
    ahead::{self, Settled, Signed},
    builder::{Happened, Task, Verdict},
    chain::{Chain, Sealed, Tip},
};
use crate::{
    LedgerError,
    types::{Accepted, Head},
};

/// Up to so many calls go into one block. Of more, half go into the next, so that they are
/// executed while the first half is made durable.
const SMALL_BATCH: usize = 32;

/// A task and whom to tell.
pub(crate) struct Job {
    pub(crate) task: Task,
    /// The call, signed before its turn came.
    pub(crate) ahead: Option<Signed>,
    pub(crate) reply: oneshot::Sender<Result<Done, LedgerError>>,
}

/// What the submitter of a task is told. A tick has the index of the time inherent.
pub(crate) struct Done {
    pub(crate) accepted: Accepted,
    /// Contracts that this act instantiated: deployer and address.
    pub(crate) instantiated: Vec<(Address, Address)>,
}

/// A batch that was executed: its block, if one is needed, and what to tell each submitter once
/// that block, and all before it, are durable.
struct Made {
    block: Option<Sealed>,
    told: Vec<(Job, Result<u32, LedgerError>)>,
}

/// Works until every sender of jobs is gone and nothing waits.
///
/// One thread signs, one executes and one makes durable, so that the next calls are signed and the
/// disk is waited for while a block is executed. A block that waits for the disk is all that lies
/// between the last two.
pub(crate) fn run(chain: &Chain, inbox: mpsc::Receiver<Job>, calls_in_block: usize) {
    let (made, to_keep) = sync_channel(1);
    let (ready, signed) = mpsc::channel(calls_in_block);
    // Where the nonce cannot be read, no block can be made either, and whoever calls is told why.
    let settled = &Settled::new(chain.relayer_nonce().unwrap_or_default());
    std::thread::scope(|scope| {
        scope.spawn(move || keep(chain, &to_keep));
        scope.spawn(move || ahead::sign(chain, settled, inbox, &ready));
        make(chain, settled, signed, calls_in_block, &made);
        drop(made);
    });
}

/// Executes what waits, batch after batch, each on top of the one before.
fn make(
    chain: &Chain,
    settled: &Settled,
    mut inbox: mpsc::Receiver<Job>,
    calls_in_block: usize,
    made: &SyncSender<Made>,
) {
    let mut tip = chain.tip();
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
        let take = waiting.len().div_ceil(2).max(SMALL_BATCH).min(waiting.len());
        let batch = waiting.drain(..take).collect();
        let (batch, later) = execute(chain, settled, &mut tip, batch);
        for job in later.into_iter().rev() {
            waiting.push_front(job);
        }
        // Without a keeper nobody can be told anything; dropping the jobs says so.
        drop(made.send(batch));
    }
}

/// Executes a batch on top of `tip`, which moves on when that makes a block. Returns those that
/// did not fit, in order.
fn execute(
    chain: &Chain,
    settled: &Settled,
    tip: &mut Tip,
    mut batch: Vec<Job>,
) -> (Made, Vec<Job>) {
    let tasks = batch.iter_mut().map(|job| (&job.task, &mut job.ahead)).collect();
    let (verdicts, draft) = match chain.build(tip, tasks) {
        Ok(built) => built,
        Err(error) => {
            settled.more(calls(&batch), None);
            let told = batch.into_iter().map(|job| (job, Err(error.clone()))).collect();
            return (Made { block: None, told }, Vec::new());
        }
    };
    let executed = calls(&batch);
    let (mut told, mut later) = (Vec::with_capacity(batch.len()), Vec::new());
    for (job, verdict) in batch.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Later => later.push(job),
            Verdict::Failed(error) => told.push((job, Err(error))),
            Verdict::Ticked => told.push((job, Ok(0))),
            Verdict::Included(index) => told.push((job, Ok(index))),
        }
    }
    settled.more(executed - calls(&later), draft.as_ref().map(|draft| draft.nonce));
    let block = draft.map(|draft| chain.seal(draft));
    if let Some(block) = &block {
        *tip = block.tip;
    }
    (Made { block, told }, later)
}

/// How many of these are calls; the others only want a block.
fn calls(jobs: &[Job]) -> usize {
    jobs.iter().filter(|job| matches!(job.task, Task::Act(_))).count()
}

/// Makes blocks durable in their order, and then tells their submitters.
fn keep(chain: &Chain, made: &Receiver<Made>) {
    for Made { block, told } in made {
        let kept = block.map(|block| chain.keep(block)).transpose();
        for (job, verdict) in told {
            let told = match (&kept, verdict) {
                (Err(error), _) => Err(error.clone()),
                (_, Err(error)) => Err(error),
                (Ok(Some(block)), Ok(index)) => Ok(block.done(index)),
                (Ok(None), Ok(_)) => {
                    Err(LedgerError::Runtime("an included call without a block".into()))
                }
            };
            tell(job, told);
        }
    }
}

/// Answers a job. Whoever asked may have gone; the block stands all the same.
fn tell(job: Job, told: Result<Done, LedgerError>) {
    drop(job.reply.send(told));
}

/// A durable block, as its submitters are told of it.
pub(crate) struct Stored {
    pub(crate) head: Head,
    pub(crate) happened: Happened,
}

impl Stored {
    /// The events are in the order of their extrinsics, so each one's are found by bisection.
    fn done(&self, index: u32) -> Done {
        let of = |at: u32| at == index;
        let events = &self.happened.events;
        let first = events.partition_point(|(at, _)| *at < index);
        Done {
            accepted: Accepted {
                block: self.head.number,
                index,
                block_hash: self.head.hash,
                time: self.head.time,
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
