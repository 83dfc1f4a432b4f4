//! What happened: the acts on registry and tender in the chain's order, replayed by the rules.

use parity_scale_codec::DecodeAll;
use tenderseal_chain::{Act, Call};
use tenderseal_rules::{
    ContractId, Error, Event, Hash,
    messages::{NEW, READS},
    registry::Founding,
    replay::{Moment, World, keccak256},
};

/// A block whose extrinsics were read.
pub(crate) struct ReadBlock {
    pub number: u32,
    /// Unix seconds, as contracts see them.
    pub time: u64,
    pub acts: Vec<Act>,
}

/// What a chronicle is told from.
pub(crate) struct Source {
    pub registry: ContractId,
    pub tender: ContractId,
    /// Block and extrinsic that deploy the registry.
    pub deployment: (u32, u32),
    /// The tenders that the registry created, by proposal.
    pub created: Vec<(u32, ContractId)>,
    /// In order; those that act on either contract, and the head's.
    pub blocks: Vec<ReadBlock>,
}

/// An act that the rules accepted.
pub(crate) struct Performed {
    pub moment: Moment,
    pub extrinsic: u32,
    pub to: ContractId,
    /// Selector and arguments.
    pub input: Vec<u8>,
    pub events: Vec<Event>,
}

/// An act that is on the chain and that the rules refuse.
pub(crate) struct Refused {
    pub block: u32,
    pub extrinsic: u32,
    pub error: Error,
}

/// The replay's outcome.
pub(crate) struct Chronicle {
    pub registry: ContractId,
    pub tender: ContractId,
    pub world: World,
    pub founding: Founding,
    /// Keccak-256 of the code that was deployed as the registry.
    pub registry_code: Hash,
    pub performed: Vec<Performed>,
    pub refused: Vec<Refused>,
    /// The head's block and time.
    pub head: Moment,
}

impl Chronicle {
    /// Replays everything.
    ///
    /// # Errors
    /// In words, when the registry was not founded where the source says, or there is no block.
    pub(crate) fn tell(source: Source) -> Result<Self, String> {
        let last = source.blocks.last().ok_or("there is no block")?;
        let head = Moment { block: last.number, now: last.time };
        let (mut chronicle, mut events) = begin(&source, head)?;
        for (proposal, address) in &source.created {
            chronicle.world.expect_tender(*proposal, *address);
        }
        for block in source.blocks {
            let moment = Moment { block: block.number, now: block.time };
            for (extrinsic, act) in (0u32..).zip(block.acts) {
                if (block.number, extrinsic) == source.deployment {
                    let (to, events) = (chronicle.registry, std::mem::take(&mut events));
                    let input = Vec::new();
                    chronicle.performed.push(Performed { moment, extrinsic, to, input, events });
                } else if let Act::Call(call) = act {
                    chronicle.perform(moment, extrinsic, call);
                }
            }
        }
        Ok(chronicle)
    }

    fn perform(&mut self, moment: Moment, extrinsic: u32, Call { to, input }: Call) {
        let to = ContractId(to);
        let reads = input
            .first_chunk::<4>()
            .is_some_and(|selector| READS.iter().any(|(_, read)| read == selector));
        if ![self.registry, self.tender].contains(&to) || reads {
            return;
        }
        match self.world.call(to, &input, moment) {
            Ok(events) => self.performed.push(Performed { moment, extrinsic, to, input, events }),
            Err(error) => self.refused.push(Refused { block: moment.block, extrinsic, error }),
        }
    }
}

/// Founds the registry where the source says that it was.
fn begin(source: &Source, head: Moment) -> Result<(Chronicle, Vec<Event>), String> {
    let (number, extrinsic) = source.deployment;
    let act = source.blocks.iter().find(|block| block.number == number).and_then(|block| {
        let act = block.acts.get(usize::try_from(extrinsic).ok()?)?;
        Some((act, Moment { block: number, now: block.time }))
    });
    let Some((Act::Deploy { code, input, .. }, moment)) = act else {
        return Err(format!("extrinsic {extrinsic} of block {number} deploys nothing"));
    };
    let founding = input
        .strip_prefix(&NEW.1)
        .and_then(|mut rest| Founding::decode_all(&mut rest).ok())
        .ok_or_else(|| format!("extrinsic {extrinsic} of block {number} founds no registry"))?;
    let (world, events) = World::found(source.registry, &founding, moment)
        .map_err(|error| format!("the founding is refused: {error}"))?;
    let chronicle = Chronicle {
        registry: source.registry,
        tender: source.tender,
        world,
        founding,
        registry_code: keccak256(code),
        performed: Vec::new(),
        refused: Vec::new(),
        head,
    };
    Ok((chronicle, events))
}
