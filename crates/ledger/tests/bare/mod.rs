//! The contracts on pallet-revive and nothing around them: no extrinsic, no signature of a relayer,
//! no block, no trie, no disk. What a chain can reach at most.

use std::{cell::RefCell, collections::BTreeMap};

use frame_support::weights::Weight;
use pallet_revive::{Code, ExecConfig, TransactionLimits};
use parity_scale_codec::{DecodeAll, Encode};
use sp_core::{H160, U256};
use sp_state_machine::BasicExternalities;
use tenderseal_rules::{
    ContractId, Event, Hash,
    messages::{answer, cell_call, reading},
    replay::founding_input,
};
use tenderseal_runtime::{
    AccountId, CALL_LIMIT, Revive, Runtime, RuntimeEvent, RuntimeOrigin, System, Timestamp,
    genesis_state,
};
use tenderseal_scenario::{Cast, Chain, Refusal};

use crate::contracts_on_chain::artifact;

/// State in memory, and the time.
pub struct Bare {
    /// The state. Reading needs the runtime too, and that may write.
    state: RefCell<BasicExternalities>,
    caller: AccountId,
    now: u64,
    weights: RefCell<BTreeMap<[u8; 4], Weight>>,
}

impl Bare {
    /// Founds the cast's registry.
    pub fn found(cast: &Cast, now: u64) -> Result<(Self, ContractId), Refusal> {
        let caller = AccountId::new([2; 32]);
        let storage = genesis_state(&caller).map_err(Refusal::Chain)?;
        let bare = Self {
            state: BasicExternalities::new(storage).into(),
            caller,
            now,
            weights: RefCell::default(),
        };
        let input = founding_input(&cast.founding());
        let made = bare.run(|from| {
            Revive::bare_instantiate(
                from,
                U256::zero(),
                limits(),
                Code::Upload(artifact("registry")),
                input,
                Some([0; 32]),
                &ExecConfig::new_substrate_tx(),
            )
            .result
        });
        let registry = made.map_err(|error| Refusal::Chain(format!("{error:?}")))?.addr;
        Ok((bare, ContractId(registry.0)))
    }

    /// Puts a tender's two programs into the state; answers the hash of the one that is approved.
    pub fn upload_tender(&self) -> Result<Hash, Refusal> {
        self.upload("proceedings")?;
        self.upload("tender")
    }

    fn upload(&self, name: &str) -> Result<Hash, Refusal> {
        self.run(|from| Revive::bare_upload_code(from, artifact(name), u128::MAX))
            .map(|uploaded| uploaded.code_hash.0)
            .map_err(|error| Refusal::Chain(format!("{error:?}")))
    }

    /// Calls a contract; answers its output and the data of its events.
    pub fn bare_call(
        &self,
        to: ContractId,
        input: Vec<u8>,
    ) -> Result<(Vec<u8>, Vec<Vec<u8>>), Refusal> {
        let selector = input.first_chunk::<4>().copied();
        self.run(|from| {
            System::reset_events();
            let called = Revive::bare_call(
                from,
                H160(to.0),
                U256::zero(),
                limits(),
                input,
                &ExecConfig::new_substrate_tx(),
            );
            let result = called.result.map_err(|error| Refusal::Chain(format!("{error:?}")))?;
            if let Some(selector) = selector.filter(|_| !result.did_revert()) {
                let mut weights = self.weights.borrow_mut();
                let most = weights.entry(selector).or_default();
                *most = most.max(called.weight_consumed);
            }
            if result.did_revert() {
                return Err(match answer(&result.data) {
                    Err(error) => Refusal::Rule(error),
                    Ok(_) => Refusal::Chain("reverted without an error".into()),
                });
            }
            let emitted =
                System::read_events_no_consensus().filter_map(|record| match record.event {
                    RuntimeEvent::Revive(pallet_revive::Event::ContractEmitted {
                        data, ..
                    }) => Some(data),
                    _ => None,
                });
            Ok((result.data, emitted.collect()))
        })
    }

    /// The most that a successful call of each message has used, by selector.
    pub fn weights(&self) -> BTreeMap<[u8; 4], Weight> {
        self.weights.borrow().clone()
    }

    fn run<R>(&self, run: impl FnOnce(RuntimeOrigin) -> R) -> R {
        self.state.borrow_mut().execute_with(|| {
            System::set_block_number(1);
            Timestamp::set_timestamp(self.now * 1_000);
            run(RuntimeOrigin::signed(self.caller.clone()))
        })
    }
}

fn limits() -> TransactionLimits<Runtime> {
    TransactionLimits::WeightAndDeposit { weight_limit: CALL_LIMIT, deposit_limit: 1 << 64 }
}

impl Chain for Bare {
    fn call(&mut self, to: ContractId, input: &[u8]) -> Result<Vec<Event>, Refusal> {
        let (_, events) = self.bare_call(to, input.to_vec())?;
        let read = |data: &Vec<u8>| {
            Event::decode_all(&mut &data[..]).map_err(|error| Refusal::Chain(error.to_string()))
        };
        events.iter().map(read).collect()
    }

    fn now(&self) -> u64 {
        self.now
    }

    fn advance_to(&mut self, now: u64) {
        self.now = self.now.max(now);
    }

    fn cell(&self, contract: ContractId, key: &[u8]) -> Option<Vec<u8>> {
        let (output, _) = self.bare_call(contract, cell_call(&Raw(key))).ok()?;
        reading(&output).ok()?
    }
}

/// Bytes that are encoded already.
struct Raw<'a>(&'a [u8]);

impl Encode for Raw<'_> {
    fn encode_to<O: parity_scale_codec::Output + ?Sized>(&self, output: &mut O) {
        output.write(self.0);
    }
}
