//! Extrinsics as the chain of this runtime makes them: reading what they do, and the trie that a header's root is of.
//!
//! The bytes are those of the Polkadot SDK's `UncheckedExtrinsic`; the ledger's tests read every extrinsic both ways.

use parity_scale_codec::{Compact, Decode, Encode, Error};

use crate::{Act, Address, Call, ChainError, Hash, trie::Trie};

/// The first byte of an extrinsic that nobody signed, of format 5, and of the SDK's earlier format 4.
const BARE: [u8; 2] = [5, 4];
/// The first byte of an extrinsic that is signed: format 4.
const SIGNED: u8 = 0x84;

/// Who signed: an account by its 32 bytes, the only form that a relayer uses.
#[derive(Decode)]
#[expect(dead_code, reason = "it is read over")]
enum Signer {
    #[codec(index = 0)]
    Account([u8; 32]),
}

/// The relayer's signature, which nobody needs: a header's seal covers the extrinsic.
#[derive(Decode)]
#[expect(dead_code, reason = "it is read over")]
enum Signature {
    #[codec(index = 1)]
    Sr25519([u8; 64]),
}

/// How long the signature holds: for ever.
#[derive(Decode)]
enum Era {
    #[codec(index = 0)]
    Immortal,
}

/// What a signature comes with; the extensions that are left out have no bytes.
#[derive(Decode)]
struct Preamble {
    _signer: Signer,
    _signature: Signature,
    _era: Era,
    _nonce: Compact<u32>,
}

/// Reference time and proof size.
type Weight = (Compact<u64>, Compact<u64>);

/// The calls that the runtime takes. The first index is the pallet's.
#[derive(Decode)]
enum RuntimeCall {
    #[codec(index = 1)]
    Timestamp(TimestampCall),
    #[codec(index = 3)]
    Revive(ReviveCall),
}

#[derive(Decode)]
enum TimestampCall {
    #[codec(index = 0)]
    Set(Compact<u64>),
}

#[derive(Decode)]
enum ReviveCall {
    #[codec(index = 1)]
    Call {
        dest: Address,
        _value: Compact<u128>,
        _weight: Weight,
        _deposit: Compact<u128>,
        data: Vec<u8>,
    },
    #[codec(index = 3)]
    InstantiateWithCode {
        _value: Compact<u128>,
        _weight: Weight,
        _deposit: Compact<u128>,
        code: Vec<u8>,
        data: Vec<u8>,
        salt: Option<[u8; 32]>,
    },
    #[codec(index = 4)]
    UploadCode { code: Vec<u8>, _deposit: Compact<u128> },
}

/// Reads SCALE of an extrinsic, all of it.
pub fn act(extrinsic: &[u8]) -> Result<Act, ChainError> {
    let call = read(extrinsic)
        .map_err(|_| ChainError::Invalid("not an extrinsic that this chain makes"))?;
    match call {
        RuntimeCall::Timestamp(TimestampCall::Set(Compact(ms))) => Ok(Act::Time { ms }),
        RuntimeCall::Revive(ReviveCall::Call { dest, data, .. }) => {
            Ok(Act::Call(Call { to: dest, input: data }))
        }
        RuntimeCall::Revive(ReviveCall::UploadCode { code, .. }) => Ok(Act::Upload { code }),
        RuntimeCall::Revive(ReviveCall::InstantiateWithCode {
            code,
            data,
            salt: Some(salt),
            ..
        }) => Ok(Act::Deploy { code, input: data, salt }),
        RuntimeCall::Revive(ReviveCall::InstantiateWithCode { salt: None, .. }) => {
            Err(ChainError::Invalid("a contract without a salt"))
        }
    }
}

fn read(extrinsic: &[u8]) -> Result<RuntimeCall, Error> {
    let input = &mut &*extrinsic;
    let Compact(length) = Compact::<u32>::decode(input)?;
    if usize::try_from(length).ok() != Some(input.len()) {
        return Err("not as long as it says".into());
    }
    let first = u8::decode(input)?;
    if first == SIGNED {
        Preamble::decode(input)?;
    } else if !BARE.contains(&first) {
        return Err("another format".into());
    }
    let call = RuntimeCall::decode(input)?;
    let timed = matches!(call, RuntimeCall::Timestamp(_));
    if input.is_empty() && timed != (first == SIGNED) {
        Ok(call)
    } else {
        Err("bytes behind it, or a call of the other kind".into())
    }
}

/// Root of the extrinsics trie: keys are SCALE compact indices, layout V1.
#[must_use]
pub fn root(extrinsics: &[Vec<u8>]) -> Hash {
    trie(extrinsics).root()
}

/// The nodes on the way to the extrinsics of these indices; see [`crate::look_up`].
#[must_use]
pub fn prove(extrinsics: &[Vec<u8>], indices: &[u32]) -> Vec<Vec<u8>> {
    let keys: Vec<_> = indices.iter().map(|index| key(*index)).collect();
    trie(extrinsics).prove(&keys)
}

fn trie(extrinsics: &[Vec<u8>]) -> Trie {
    Trie::new((0u32..).map(key).zip(extrinsics.iter().cloned()).collect())
}

/// The key of an extrinsic in that trie.
pub(crate) fn key(index: u32) -> Vec<u8> {
    Compact(index).encode()
}
