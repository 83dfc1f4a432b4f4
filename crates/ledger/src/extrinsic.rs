//! Extrinsics: signing them as the relayer, reading them back.

use parity_scale_codec::{Compact, DecodeAll, Encode};
use sp_core::{H160, H256, Pair, sr25519};
use sp_runtime::{MultiAddress, MultiSignature, generic::Era};
use sp_trie::{LayoutV1, MemoryDB, TrieMut, trie_types::TrieDBMutBuilderV1};
use tenderseal_runtime::{
    AccountId, CALL_LIMIT, Extrinsic, Hashing, RuntimeCall, SignedPayload, TxExtension, VERSION,
};

use crate::{
    LedgerError,
    types::{Act, Address, Call, Hash},
};

/// How much balance a call may hold for storage. Deposits are zero on this runtime; what remains
/// is the existential deposit of each contract that a factory makes.
pub(crate) const DEPOSIT_LIMIT: u128 = 1 << 64;

/// The account that pays and signs for everybody. It can refuse to relay and cannot forge: who
/// acts is in the signed intent inside the call.
pub(crate) struct Relayer {
    pair: sr25519::Pair,
    account: AccountId,
    genesis: H256,
}

impl Relayer {
    pub(crate) fn new(pair: sr25519::Pair, genesis: Hash) -> Self {
        Self { account: AccountId::from(pair.public().0), pair, genesis: H256(genesis) }
    }

    pub(crate) fn account(&self) -> &AccountId {
        &self.account
    }

    /// The relayer as contracts see it: the last 20 bytes of Keccak-256 of its account.
    pub(crate) fn address(&self) -> Address {
        let hash = sp_crypto_hashing::keccak_256(self.account.as_ref());
        let mut address = [0; 20];
        address.copy_from_slice(&hash[12..]);
        address
    }

    /// Signs a call for the present genesis and runtime version; it never expires.
    pub(crate) fn sign(&self, call: RuntimeCall, nonce: u32) -> Extrinsic {
        let extension: TxExtension = (
            frame_system::CheckNonZeroSender::new(),
            frame_system::CheckSpecVersion::new(),
            frame_system::CheckTxVersion::new(),
            frame_system::CheckGenesis::new(),
            frame_system::CheckEra::from(Era::Immortal),
            frame_system::CheckNonce::from(nonce),
            frame_system::CheckWeight::new(),
        );
        let implicit = (
            (),
            VERSION.spec_version,
            VERSION.transaction_version,
            self.genesis,
            self.genesis,
            (),
            (),
        );
        let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
        let signature = payload.using_encoded(|bytes| self.pair.sign(bytes));
        Extrinsic::new_signed(
            call,
            MultiAddress::Id(self.account.clone()),
            MultiSignature::Sr25519(signature),
            extension,
        )
    }
}

/// The runtime's form of an act.
pub(crate) fn runtime_call(act: Act) -> RuntimeCall {
    match act {
        Act::Time { ms } => RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: ms }),
        Act::Call(Call { to, input }) => RuntimeCall::Revive(pallet_revive::Call::call {
            dest: H160(to),
            value: 0,
            weight_limit: CALL_LIMIT,
            storage_deposit_limit: DEPOSIT_LIMIT,
            data: input,
        }),
        Act::Upload { code } => RuntimeCall::Revive(pallet_revive::Call::upload_code {
            code,
            storage_deposit_limit: DEPOSIT_LIMIT,
        }),
        Act::Deploy { code, input, salt } => {
            RuntimeCall::Revive(pallet_revive::Call::instantiate_with_code {
                value: 0,
                weight_limit: CALL_LIMIT,
                storage_deposit_limit: DEPOSIT_LIMIT,
                code,
                data: input,
                salt: Some(salt),
            })
        }
    }
}

/// Reads SCALE of an extrinsic, all of it. The relayer's signature is not looked at: a header's
/// seal covers the extrinsic.
pub(crate) fn decode(bytes: &[u8]) -> Result<Act, LedgerError> {
    let extrinsic = Extrinsic::decode_all(&mut &*bytes)
        .map_err(|_| LedgerError::Invalid("not an extrinsic of this runtime"))?;
    match extrinsic.function {
        RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }) => Ok(Act::Time { ms: now }),
        RuntimeCall::Revive(pallet_revive::Call::call { dest, data, .. }) => {
            Ok(Act::Call(Call { to: dest.0, input: data }))
        }
        RuntimeCall::Revive(pallet_revive::Call::upload_code { code, .. }) => {
            Ok(Act::Upload { code })
        }
        RuntimeCall::Revive(pallet_revive::Call::instantiate_with_code {
            code,
            data,
            salt: Some(salt),
            ..
        }) => Ok(Act::Deploy { code, input: data, salt }),
        _ => Err(LedgerError::Invalid("an extrinsic that this chain does not make")),
    }
}

/// Root of the extrinsics trie as `frame_system` computes it: keys are SCALE compact indices,
/// layout V1.
pub(crate) fn root(extrinsics: &[Vec<u8>]) -> Hash {
    use sp_runtime::traits::Hash as _;
    Hashing::ordered_trie_root(extrinsics.to_vec(), sp_runtime::StateVersion::V1).0
}

/// The key of an extrinsic in that trie.
pub(crate) fn key(index: u32) -> Vec<u8> {
    Compact(index).encode()
}

/// Nodes that prove the extrinsics of these indices.
pub(crate) fn prove(extrinsics: &[Vec<u8>], indices: &[u32]) -> Result<Vec<Vec<u8>>, LedgerError> {
    let failed = |error: String| LedgerError::Runtime(error);
    let mut nodes = MemoryDB::<Hashing>::default();
    let mut root = H256::zero();
    {
        let mut trie = TrieDBMutBuilderV1::<Hashing>::new(&mut nodes, &mut root).build();
        for (index, extrinsic) in (0u32..).zip(extrinsics) {
            trie.insert(&key(index), extrinsic).map_err(|error| failed(error.to_string()))?;
        }
    }
    let keys: Vec<_> = indices.iter().map(|index| key(*index)).collect();
    sp_trie::generate_trie_proof::<LayoutV1<Hashing>, _, _, _>(&nodes, root, &keys)
        .map_err(|error| failed(error.to_string()))
}
