//! Identifiers: who and what the chain speaks of.

use core::fmt;
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

/// A SHA-256, or another 32-byte hash where the field says so.
pub type Hash = [u8; 32];

/// An ECDSA P-256 signature, `r ‖ s`, 32 bytes each, big-endian.
pub type Signature = [u8; 64];

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, MaxEncodedLen)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Reads the identifier from hexadecimal digits.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                crate::hex::parse(text).map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                crate::hex::write(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

id!(
    /// An organisation: the first 20 bytes of
    /// `SHA256("TENDERSEAL-ORG\0" ‖ genesis32 ‖ x ‖ y)` over its founder's public key.
    OrgId, 20
);
id!(
    /// A person: the first 20 bytes of
    /// `SHA256("TENDERSEAL-PERSON\0" ‖ genesis32 ‖ x ‖ y)` over the person's first public key.
    PersonId, 20
);
id!(
    /// A signing key: the last 20 bytes of Keccak-256 of `x ‖ y` (CONTRACTS, "Who acts").
    KeyId, 20
);
id!(
    /// A contract's address on the chain.
    ContractId, 20
);
id!(
    /// A P-256 public key, affine `x ‖ y`, 32 bytes each, big-endian.
    PublicKey, 64
);
