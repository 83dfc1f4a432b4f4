//! The FRAME runtime of a Tenderseal chain.
//!
//! It executes the contracts' PolkaVM bytecode through pallet-revive and nothing else: there is
//! no governance, no sudo, no transfer of value between people. What a person may do is decided
//! by the contracts, over signed intents; this runtime only orders calls and gives them a time.
//!
//! It is compiled natively and runs in the process that holds the chain (`tenderseal-ledger`).
//! The same definition can be built into a node of a consortium network.
//!
//! # Why there is no fee pallet
//! The only account is the relayer's, which belongs to whoever runs the chain: a fee would go
//! from the operator to the operator. Fees and deposits would cost two balance writes and their
//! trie nodes in each call, so `pallet-transaction-payment` is left out and storage deposits are
//! zero. What bounds a call is its weight ([`CALL_LIMIT`]) and the length of a block.

#![expect(
    missing_docs,
    reason = "construct_runtime! generates items without documentation; our own have theirs"
)]

use frame_support::{
    construct_runtime, derive_impl, parameter_types,
    traits::{ConstBool, ConstU32, ConstU64, ConstU128, Contains, VariantCountOf},
    weights::Weight,
};
use frame_system::limits;
use pallet_revive::{AccountId32Mapper, AutoMapper};
use sp_runtime::{
    BuildStorage, MultiAddress, MultiSignature, Storage, generic, traits::AccountIdLookup,
};
use sp_version::RuntimeVersion;

pub mod signatures;

pub use sp_core::{H160, H256};
pub use sp_runtime::{AccountId32 as AccountId, traits::BlakeTwo256 as Hashing};

/// Number of a block; genesis is 0.
pub type BlockNumber = u32;
/// Native balance. It exists because contracts may hold bid securities; nothing is paid with it.
pub type Balance = u128;
/// Header of a block: parent hash, number, state root, extrinsics root, digest.
pub type Header = generic::Header<BlockNumber, Hashing>;
/// What a signed call commits to besides itself: this runtime's versions, this chain's genesis,
/// and the relayer's nonce.
pub type TxExtension = (
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
);
/// A call with its signature, or the time inherent without one.
pub type Extrinsic = generic::UncheckedExtrinsic<
    MultiAddress<AccountId, ()>,
    RuntimeCall,
    MultiSignature,
    TxExtension,
>;
/// The bytes a relayer signs for one extrinsic.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// A block: header and extrinsics.
pub type Block = generic::Block<Header, Extrinsic>;
/// Runs blocks on this runtime.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

// Block and time keeping, one balance for the relayer, and contracts. The indices are part of the
// encoding of every stored extrinsic and event.
construct_runtime!(
    pub enum Runtime {
        System: frame_system = 0,
        Timestamp: pallet_timestamp = 1,
        Balances: pallet_balances = 2,
        Revive: pallet_revive = 3,
    }
);

/// Version of the runtime. `system_version` 2 makes both the state trie and the extrinsics trie
/// use layout V1 (values of 33 bytes and more are hashed into their node).
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: std::borrow::Cow::Borrowed("tenderseal"),
    impl_name: std::borrow::Cow::Borrowed("tenderseal-native"),
    authoring_version: 1,
    spec_version: 1,
    impl_version: 1,
    apis: std::borrow::Cow::Borrowed(&[]),
    transaction_version: 1,
    system_version: 2,
};

/// The most one call may use: one reference second (10^12 picoseconds of `ref_time`), some 500
/// P-256 checks. Proof size has no meaning without a relay chain and is only kept finite.
pub const CALL_LIMIT: Weight = Weight::from_parts(1_000_000_000_000, 1 << 40);

/// The most a block may hold: four full calls. What a call does not use is given back after it
/// ran, so several hundred ordinary calls fit, and a block is never much slower than that.
const BLOCK_LIMIT: Weight = Weight::from_parts(4_000_000_000_000, u64::MAX);

/// The most bytes of extrinsics in a block: a contract's code is the largest single one (1 MiB).
pub const BLOCK_BYTES: u32 = 16 * 1024 * 1024;

/// The longest input a call may carry, in bytes: pallet-revive's own limit for call data.
pub const INPUT_BYTES: usize = 128 * 1024;

parameter_types! {
    /// [`VERSION`], as the pallets ask for it.
    pub const Version: RuntimeVersion = VERSION;
    /// Weight limits of a block, one class of calls.
    pub Weights: limits::BlockWeights = limits::BlockWeights::simple_max(BLOCK_LIMIT);
    /// Length limit of a block.
    pub Length: limits::BlockLength = limits::BlockLength::builder()
        .max_length(BLOCK_BYTES)
        .build();
}

/// The only calls that exist for an extrinsic: the time inherent, calling a contract, and setting
/// one up.
pub struct KnownCalls;

impl Contains<RuntimeCall> for KnownCalls {
    fn contains(call: &RuntimeCall) -> bool {
        matches!(
            call,
            RuntimeCall::Timestamp(pallet_timestamp::Call::set { .. })
                | RuntimeCall::Revive(
                    pallet_revive::Call::call { .. }
                        | pallet_revive::Call::upload_code { .. }
                        | pallet_revive::Call::instantiate_with_code { .. }
                )
        )
    }
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type BaseCallFilter = KnownCalls;
    type Block = Block;
    type AccountId = AccountId;
    type Nonce = u32;
    type Hash = H256;
    type Hashing = Hashing;
    type Lookup = AccountIdLookup<AccountId, ()>;
    type AccountData = pallet_balances::AccountData<Balance>;
    type OnNewAccount = AutoMapper<Runtime>;
    type OnKilledAccount = AutoMapper<Runtime>;
    type Version = Version;
    type BlockWeights = Weights;
    type BlockLength = Length;
    type BlockHashCount = ConstU32<256>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Runtime {
    /// A block's time is strictly greater than its parent's, in milliseconds.
    type MinimumPeriod = ConstU64<1>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<1>;
    type AccountStore = System;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

#[derive_impl(pallet_revive::config_preludes::TestDefaultConfig)]
impl pallet_revive::Config for Runtime {
    type Balance = Balance;
    type Currency = Balances;
    type AddressMapper = AccountId32Mapper<Self>;
    type AutoMap = ConstBool<true>;
    type Time = Timestamp;
    type DepositPerByte = ConstU128<0>;
    type DepositPerItem = ConstU128<0>;
    type DepositPerChildTrieItem = ConstU128<0>;
    type UploadOrigin = frame_system::EnsureSigned<AccountId>;
    type InstantiateOrigin = frame_system::EnsureSigned<AccountId>;
    type AllowEVMBytecode = ConstBool<false>;
    type Precompiles = (signatures::Verifier<Self>,);
    /// Memory for a block of four reference seconds; the pallet's own check says whether it is
    /// enough for the deepest calls.
    type RuntimeMemory = ConstU32<{ 256 * 1024 * 1024 }>;
    /// Not a parachain: the process may use the machine's memory, up to what 32 bits can say.
    type PVFMemory = ConstU32<{ u32::MAX }>;
}

/// The state before the first block: the relayer's account and pallet-revive's own, no contract.
///
/// # Errors
/// What the pallets' genesis builders report.
pub fn genesis_state(relayer: &AccountId) -> Result<Storage, String> {
    RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: vec![(relayer.clone(), 1 << 100)],
            ..Default::default()
        },
        ..Default::default()
    }
    .build_storage()
}
