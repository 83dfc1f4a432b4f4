//! Extrinsics: signing them as the relayer. What reads them is in `tenderseal_chain`.

use parity_scale_codec::Encode;
use sp_core::{H160, H256, Pair, sr25519};
use sp_runtime::{MultiAddress, MultiSignature, generic::Era};
use tenderseal_runtime::{
    AccountId, CALL_LIMIT, Extrinsic, RuntimeCall, SignedPayload, TxExtension, VERSION,
};

use tenderseal_chain::{Act, Address, Call, Hash};

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
