//! The embedded chain with the shipped contracts on it, as a scenario's chain, and its replay.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::{cell::RefCell, collections::BTreeMap, future::Future, sync::Arc};

use parity_scale_codec::{DecodeAll, Encode};
use tempfile::TempDir;
use tenderseal_ledger::{
    Accepted, Act, Call, Clock, Embedded, EmbeddedConfig, GenesisParams, Ledger, LedgerError,
    ManualClock, Seed,
};
use tenderseal_rules::{
    ContractId, Event, Hash, RegistryEvent,
    messages::{NEW, answer, cell_call, reading},
    registry::Founding,
    replay::{Cells, Moment, World, founding_input},
};
use tenderseal_scenario::{Cast, Chain, OpenChain, Refusal};

/// 2027-01-15 08:00:00 UTC.
const START: u64 = 1_800_000_000;

/// An embedded chain in a temporary folder.
pub struct OnChain {
    pub ledger: Arc<Embedded>,
    pub registry: ContractId,
    clock: Arc<ManualClock>,
    runtime: tokio::runtime::Runtime,
    /// Storage by block and contract: what a block left never changes.
    read: RefCell<BTreeMap<(u32, ContractId), Cells>>,
    _folder: TempDir,
}

impl OnChain {
    /// Makes a chain and founds the cast's registry on it.
    pub fn found(cast: &Cast) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(START * 1_000));
        let config = EmbeddedConfig::new(folder.path().join("chain"), Arc::clone(&clock) as _);
        let params = GenesisParams {
            random: cast.genesis,
            node_seed: Seed::new([1; 32]),
            relayer_seed: Seed::new([2; 32]),
        };
        let ledger = Arc::new(Embedded::create(&config, &params).unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let input = founding_input(&cast.founding());
        let deployed = runtime.block_on(ledger.deploy(artifact("registry"), input, [0; 32]));
        let registry = ContractId(deployed.unwrap().address);
        Self { ledger, registry, clock, runtime, read: RefCell::default(), _folder: folder }
    }

    /// Puts a tender's two programs on the chain; answers the hash of the one that is approved.
    pub fn upload_tender(&self) -> Hash {
        self.upload("proceedings");
        self.upload("tender")
    }

    /// Puts a contract's code on the chain.
    pub fn upload(&self, name: &str) -> Hash {
        self.run(self.ledger.upload_code(artifact(name))).unwrap()
    }

    pub fn run<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    pub fn query(&self, contract: ContractId, input: Vec<u8>) -> Vec<u8> {
        self.run(self.ledger.query(contract.0, input)).unwrap()
    }
}

/// The program of a contract as it is shipped.
pub fn artifact(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/artifacts");
    std::fs::read(format!("{folder}/{name}.polkavm")).unwrap()
}

/// The data of a contract's event is the event of the rules, all of it.
fn event(data: &[u8]) -> Event {
    Event::decode_all(&mut &*data).unwrap()
}

impl Chain for OnChain {
    fn call(&mut self, to: ContractId, input: &[u8]) -> Result<Vec<Event>, Refusal> {
        let head = self.ledger.head();
        let call = Call { to: to.0, input: input.to_vec() };
        match self.run(self.ledger.submit(call)) {
            Ok(Accepted { events, .. }) => {
                Ok(events.iter().map(|found| event(&found.data)).collect())
            }
            Err(error) => {
                assert_eq!(self.ledger.head(), head, "a refused call made a block");
                Err(match &error {
                    LedgerError::Refused { output } if output.get(..2) == Some(&[0, 1]) => {
                        Refusal::Rule(answer(output).unwrap_err())
                    }
                    _ => Refusal::Chain(error.to_string()),
                })
            }
        }
    }

    fn now(&self) -> u64 {
        (self.clock.now_ms() / 1_000).max(self.ledger.head().time)
    }

    fn advance_to(&mut self, now: u64) {
        self.clock.set_ms(now * 1_000);
    }

    /// Asks the contract itself.
    fn cell(&self, contract: ContractId, key: &[u8]) -> Option<Vec<u8>> {
        struct Raw<'a>(&'a [u8]);
        impl Encode for Raw<'_> {
            fn encode_to<O: parity_scale_codec::Output + ?Sized>(&self, output: &mut O) {
                output.write(self.0);
            }
        }
        reading(&self.query(contract, cell_call(&Raw(key)))).unwrap()
    }
}

impl OpenChain for OnChain {
    fn storage(&self, contract: ContractId) -> Cells {
        let head = self.ledger.head().number;
        if let Some(cells) = self.read.borrow().get(&(head, contract)) {
            return cells.clone();
        }
        let cells = self.run(self.ledger.contract_storage(head, contract.0)).unwrap();
        let cells: Cells = cells.into_iter().map(|cell| (cell.key, cell.value)).collect();
        self.read.borrow_mut().insert((head, contract), cells.clone());
        cells
    }
}

/// Runs the calls of all blocks again on the rules. Every call that the chain took is taken, with
/// the same events.
pub fn replay_blocks(chain: &OnChain) -> World {
    let mut world: Option<World> = None;
    for number in 1..=chain.ledger.head().number {
        let block = chain.run(chain.ledger.block(number)).unwrap().unwrap();
        let moment = Moment { block: number, now: block.time };
        for (index, extrinsic) in (0..).zip(&block.extrinsics) {
            let told: Vec<_> = block
                .events
                .iter()
                .filter(|(at, _)| *at == index)
                .map(|(_, told)| event(&told.data))
                .collect();
            match tenderseal_chain::act(extrinsic).unwrap() {
                Act::Time { ms } => assert_eq!(ms / 1_000, block.time),
                Act::Upload { .. } => assert_eq!(told, []),
                Act::Deploy { input, .. } => {
                    let founding = input.strip_prefix(&NEW.1).unwrap();
                    let founding = Founding::decode_all(&mut &*founding).unwrap();
                    let (founded, events) =
                        World::found(chain.registry, &founding, moment).unwrap();
                    assert_eq!(told, events);
                    world = Some(founded);
                }
                Act::Call(Call { to, input }) => {
                    let world = world.as_mut().unwrap();
                    for event in &told {
                        if let Event::Registry(RegistryEvent::TenderCreated {
                            proposal,
                            tender,
                            ..
                        }) = event
                        {
                            world.expect_tender(*proposal, *tender);
                        }
                    }
                    assert_eq!(told, world.call(ContractId(to), &input, moment).unwrap());
                }
            }
        }
    }
    world.unwrap()
}
