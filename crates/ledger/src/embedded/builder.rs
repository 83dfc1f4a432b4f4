//! Building a block: executing calls one by one, each in a storage transaction of its own.

use frame_support::storage::with_transaction;
use parity_scale_codec::Encode;
use sp_core::{H160, U256};
use sp_runtime::{
    DispatchError, TransactionOutcome,
    traits::Header as _,
    transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use sp_state_machine::OverlayedChanges;
use tenderseal_chain::{Act, Address, Call, ContractEvent, Hash};
use tenderseal_runtime::{
    AccountId, CALL_LIMIT, Executive, Extrinsic, Hashing, Header, Revive, Runtime, RuntimeEvent,
    RuntimeOrigin, System,
};

use super::{
    ahead::Signed,
    chain::Tip,
    state::{States, with_state},
    store::{NewNodes, new_nodes},
};
use crate::{
    LedgerError, extrinsic,
    extrinsic::{DEPOSIT_LIMIT, Relayer},
};

/// What somebody waits for.
pub(crate) enum Task {
    /// A call or a piece of the set-up.
    Act(Act),
    /// A block, whatever is in it.
    Tick,
}

/// What became of a task.
pub(crate) enum Verdict {
    /// It is the extrinsic of this index.
    Included(u32),
    /// There is a block.
    Ticked,
    /// It failed and is not in the block.
    Failed(LedgerError),
    /// The block was full: it must wait for the next.
    Later,
}

/// A block that is ready to be sealed and stored.
pub(crate) struct Draft {
    pub(crate) header: Header,
    pub(crate) extrinsics: Vec<Vec<u8>>,
    pub(crate) happened: Happened,
    pub(crate) time_ms: u64,
    /// The relayer's next.
    pub(crate) nonce: u32,
    pub(crate) nodes: NewNodes,
}

/// What a block's events tell, with the index of the extrinsic that caused each, in order.
#[derive(Default)]
pub(crate) struct Happened {
    /// Events that contracts emitted.
    pub(crate) events: Vec<(u32, ContractEvent)>,
    /// Contracts that were instantiated: deployer and address.
    pub(crate) instantiated: Vec<(u32, Address, Address)>,
}

/// A task and its call, where that was signed ahead.
pub(crate) type Turn<'a> = (&'a Task, &'a mut Option<Signed>);

/// Executes `turns` on top of `tip`. No draft means that no block is needed: nothing was to be
/// included.
pub(crate) fn build(
    states: &States,
    tip: &Tip,
    relayer: &Relayer,
    time_ms: u64,
    turns: Vec<Turn<'_>>,
) -> Result<(Vec<Verdict>, Option<Draft>), LedgerError> {
    let backend = states.for_building(tip.state_root);
    let mut overlay = OverlayedChanges::<Hashing>::default();
    states.guard(|| {
        let (verdicts, closed) = with_state(&backend, &mut overlay, || {
            let mut extrinsics = vec![open(tip, time_ms)?];
            let verdicts = execute(turns, relayer, &mut extrinsics);
            let needed = verdicts
                .iter()
                .any(|verdict| matches!(verdict, Verdict::Included(_) | Verdict::Ticked));
            let closed = needed.then(|| {
                let nonce = System::account_nonce(relayer.account());
                (happened(), nonce, Executive::finalize_block(), extrinsics)
            });
            Ok::<_, LedgerError>((verdicts, closed))
        })?;
        let Some((happened, nonce, header, extrinsics)) = closed else {
            return Ok((verdicts, None));
        };
        let changes = overlay
            .drain_storage_changes(&backend, sp_runtime::StateVersion::V1)
            .map_err(LedgerError::Runtime)?;
        if changes.transaction_storage_root != header.state_root {
            return Err(LedgerError::Runtime("the state root changed after the block".into()));
        }
        let nodes = new_nodes(changes.transaction)?;
        Ok((verdicts, Some(Draft { header, extrinsics, happened, time_ms, nonce, nodes })))
    })
}

/// Asks a contract on a block that is opened and never closed.
pub(crate) fn ask(
    states: &States,
    tip: &Tip,
    relayer: &Relayer,
    time_ms: u64,
    call: Call,
) -> Result<Vec<u8>, LedgerError> {
    let backend = states.for_reading(tip.state_root);
    let mut overlay = OverlayedChanges::<Hashing>::default();
    states.guard(|| {
        with_state(&backend, &mut overlay, || {
            open(tip, time_ms)?;
            known(call.to)?;
            answer(relayer.account(), call)
        })
    })
}

/// Reads the events that a block left in its state.
pub(crate) fn events_at(
    states: &States,
    state_root: Hash,
) -> Result<Vec<(u32, ContractEvent)>, LedgerError> {
    let backend = states.for_reading(state_root);
    let mut overlay = OverlayedChanges::<Hashing>::default();
    states.guard(|| Ok(with_state(&backend, &mut overlay, || happened().events)))
}

/// The relayer's next nonce after `tip`.
pub(crate) fn nonce(states: &States, tip: &Tip, relayer: &Relayer) -> Result<u32, LedgerError> {
    let backend = states.for_reading(tip.state_root);
    let mut overlay = OverlayedChanges::<Hashing>::default();
    states.guard(|| {
        Ok(with_state(&backend, &mut overlay, || System::account_nonce(relayer.account())))
    })
}

/// Starts the block after `tip` and sets its time. Returns the inherent.
fn open(tip: &Tip, time_ms: u64) -> Result<Vec<u8>, LedgerError> {
    Executive::initialize_block(&Header::new(
        tip.head.number + 1,
        <_>::default(),
        <_>::default(),
        tip.head.hash.into(),
        <_>::default(),
    ));
    let inherent = Extrinsic::new_bare(extrinsic::runtime_call(Act::Time { ms: time_ms }));
    let bytes = inherent.encode();
    match Executive::apply_extrinsic(inherent) {
        Ok(Ok(())) => Ok(bytes),
        Ok(Err(error)) => Err(LedgerError::Runtime(<&str>::from(error).into())),
        Err(error) => Err(LedgerError::Runtime(<&str>::from(error).into())),
    }
}

/// Executes the tasks in order, adding those that succeed to `extrinsics`.
fn execute(turns: Vec<Turn<'_>>, relayer: &Relayer, extrinsics: &mut Vec<Vec<u8>>) -> Vec<Verdict> {
    let mut full = false;
    let mut verdicts = Vec::with_capacity(turns.len());
    for (task, ahead) in turns {
        let act = match task {
            _ if full => {
                verdicts.push(Verdict::Later);
                continue;
            }
            Task::Tick => {
                verdicts.push(Verdict::Ticked);
                continue;
            }
            Task::Act(act) => act,
        };
        if let Act::Call(call) = act
            && let Err(error) = known(call.to)
        {
            verdicts.push(Verdict::Failed(error));
            continue;
        }
        // The nonce is read, not counted: instantiating moves it by one more.
        let nonce = System::account_nonce(relayer.account());
        let signed = match ahead.take() {
            Some(ahead) if ahead.nonce == nonce => ahead.extrinsic,
            _ => relayer.sign(extrinsic::runtime_call(act.clone()), nonce),
        };
        let bytes = signed.encode();
        verdicts.push(match apply(signed) {
            Applied::Yes => {
                extrinsics.push(bytes);
                // A block's length is limited to far fewer extrinsics than 2^32.
                Verdict::Included(u32::try_from(extrinsics.len() - 1).unwrap_or(u32::MAX))
            }
            Applied::NoRoom if extrinsics.len() > 1 => {
                full = true;
                Verdict::Later
            }
            Applied::NoRoom => Verdict::Failed(LedgerError::Trapped {
                reason: "it does not fit into a block".into(),
            }),
            Applied::Failed(reason) => Verdict::Failed(why(relayer, act, reason)),
        });
    }
    verdicts
}

/// A call must go to a contract: pallet-revive would take one to any other address for a transfer
/// of nothing, and let it succeed.
fn known(contract: Address) -> Result<(), LedgerError> {
    if pallet_revive::AccountInfo::<Runtime>::is_contract(&H160(contract)) {
        Ok(())
    } else {
        Err(LedgerError::UnknownContract(contract))
    }
}

/// What came of applying an extrinsic.
enum Applied {
    Yes,
    NoRoom,
    Failed(&'static str),
}

/// Applies an extrinsic; unless it succeeds, the state is as it was before.
fn apply(signed: Extrinsic) -> Applied {
    let applied = with_transaction(|| {
        let applied = match Executive::apply_extrinsic(signed) {
            Ok(Ok(())) => return TransactionOutcome::Commit(Ok(Applied::Yes)),
            Ok(Err(error)) => Applied::Failed(error.into()),
            Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
                Applied::NoRoom
            }
            Err(error) => Applied::Failed(error.into()),
        };
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(applied))
    });
    applied.unwrap_or_else(|error| Applied::Failed(error.into()))
}

/// Finds out what a contract answered to a call that failed, by asking it again; an extrinsic
/// does not tell.
fn why(relayer: &Relayer, act: &Act, reason: &'static str) -> LedgerError {
    let trapped = LedgerError::Trapped { reason: reason.into() };
    let Act::Call(call) = act else {
        return trapped;
    };
    with_transaction(|| {
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(answer(
            relayer.account(),
            call.clone(),
        )))
    })
    .map_or_else(|_| trapped.clone(), |answer| answer.err().unwrap_or(trapped.clone()))
}

/// Calls a contract on the present state, outside of any extrinsic.
fn answer(from: &AccountId, call: Call) -> Result<Vec<u8>, LedgerError> {
    let result = Revive::bare_call(
        RuntimeOrigin::signed(from.clone()),
        H160(call.to),
        U256::zero(),
        pallet_revive::TransactionLimits::WeightAndDeposit {
            weight_limit: CALL_LIMIT,
            deposit_limit: DEPOSIT_LIMIT,
        },
        call.input,
        &pallet_revive::ExecConfig::<Runtime>::new_substrate_tx(),
    )
    .result;
    match result {
        Ok(answer) if answer.did_revert() => Err(LedgerError::Refused { output: answer.data }),
        Ok(answer) => Ok(answer.data),
        Err(error) => Err(LedgerError::Trapped { reason: <&str>::from(error).into() }),
    }
}

/// Reads the events of the block so far, once for all its extrinsics.
fn happened() -> Happened {
    let mut happened = Happened::default();
    for record in System::read_events_no_consensus() {
        let frame_system::Phase::ApplyExtrinsic(index) = record.phase else {
            continue;
        };
        match record.event {
            RuntimeEvent::Revive(pallet_revive::Event::ContractEmitted {
                contract,
                data,
                topics,
            }) => happened.events.push((
                index,
                ContractEvent {
                    contract: contract.0,
                    topics: topics.into_iter().map(|topic| topic.0).collect(),
                    data,
                },
            )),
            RuntimeEvent::Revive(pallet_revive::Event::Instantiated { deployer, contract }) => {
                happened.instantiated.push((index, deployer.0, contract.0));
            }
            _ => {}
        }
    }
    happened
}
