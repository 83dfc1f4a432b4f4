//! The runtime's own verifier of signed intents: SHA-256 and ECDSA P-256 in one call.
//!
//! Every chain with pallet-revive has both as precompiles of their own (`0x02`, `0x0100`). There
//! the curve is generic code, and a bid commit spent a quarter of its time in it. This one
//! gives the same answers from `ring`, whose P-256 is some five times as fast. The contracts ask it first and go the
//! standard way where it does not answer (`tenderseal-host`), so that they run on any chain (adr/0010).

use std::marker::PhantomData;
use std::num::NonZero;

use frame_support::weights::Weight;
use pallet_revive::{
    Config,
    precompiles::{
        AddressMatcher, Error, Ext, Precompile, RuntimeCosts, Token,
        alloy::{self, sol_types::Revert},
    },
};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

/// Where it is: `0x…54530000`, "TS" in the range that pallet-revive leaves to a runtime.
const PLACE: NonZero<u16> = NonZero::new(0x5453).unwrap();

/// Its address.
pub const ADDRESS: [u8; 20] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x54, 0x53, 0, 0];

/// The longest message, in bytes. What is longer is refused and goes the standard way.
pub const MESSAGE_MAX: usize = 8 * 1024;

/// The answer for a good signature: SHA-256 of `"TENDERSEAL-P256 valid"`. No other runtime's
/// precompile at this address says it by chance, which a plain `1` could be.
pub const VALID: [u8; 32] = [
    0x58, 0x20, 0xc1, 0x1e, 0xa5, 0xcd, 0xee, 0x40, 0xf6, 0xa8, 0xe1, 0x10, 0x6f, 0x5a, 0x15, 0x72,
    0xc6, 0x38, 0x00, 0x63, 0x4f, 0x8f, 0x95, 0xd8, 0xca, 0x1e, 0xb0, 0xdd, 0x53, 0xd9, 0xdd, 0x25,
];

/// The answer for any other signature or key: SHA-256 of `"TENDERSEAL-P256 invalid"`.
pub const INVALID: [u8; 32] = [
    0x03, 0x98, 0x56, 0xbe, 0x03, 0x6f, 0xbc, 0x19, 0xb7, 0x59, 0x4c, 0x0d, 0xe4, 0xa2, 0x85, 0xcb,
    0x7c, 0x50, 0x47, 0x68, 0x06, 0x6b, 0x60, 0x52, 0x99, 0x50, 0x6e, 0xed, 0x40, 0x40, 0x28, 0x33,
];

alloy::sol! {
    /// What the precompile understands.
    interface Signatures {
        /// Whether `(r, s)` is a signature of the public key `(x, y)` over the SHA-256 of the message.
        function verify(bytes32 r, bytes32 s, bytes32 x, bytes32 y, bytes message) external returns (bytes32);
    }
}

/// The precompile.
pub struct Verifier<T>(PhantomData<T>);

impl<T: Config> Precompile for Verifier<T> {
    type T = T;
    type Interface = Signatures::SignaturesCalls;
    const MATCHER: AddressMatcher = AddressMatcher::Fixed(PLACE);
    const HAS_CONTRACT_INFO: bool = false;

    /// Costs what the two standard precompiles cost together: a call weighs the same whichever
    /// way its signature went.
    fn call(
        _: &[u8; 20],
        input: &Self::Interface,
        env: &mut impl Ext<T = T>,
    ) -> Result<Vec<u8>, Error> {
        let Signatures::SignaturesCalls::verify(call) = input;
        if call.message.len() > MESSAGE_MAX {
            return Err(Error::Revert(Revert::from("the message is too long")));
        }
        env.charge(weight::<T>(&call.message))?;
        let signature = [call.r.0, call.s.0].concat();
        let key = [&[4][..], &call.x.0, &call.y.0].concat();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key);
        let good = key.verify(&call.message, &signature).is_ok();
        Ok(if good { VALID } else { INVALID }.to_vec())
    }
}

fn weight<T: Config>(message: &[u8]) -> Weight {
    // At most MESSAGE_MAX, so the cast keeps the number.
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
    let hash = Token::<T>::weight(&RuntimeCosts::HashSha256(length));
    hash.saturating_add(Token::<T>::weight(&RuntimeCosts::P256Verify))
}
