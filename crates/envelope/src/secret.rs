//! The secrets: wiped when dropped, never printed, compared in constant time.

use core::fmt;
use subtle::ConstantTimeEq;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop};

macro_rules! secret32 {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes the bytes over; wipe your own copy.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The bytes: whoever copies them wipes them.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.ct_eq(&other.0).into()
            }
        }

        impl Eq for $name {}

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

secret32!(
    /// What an envelope is made of: 32 bytes from a good source, fresh for every
    /// envelope. Whoever has it can read the body; two envelopes from one seed give
    /// their common parts away.
    Seed
);
secret32!(
    /// One member's share of a seed. With k of them anyone can read the body.
    Share
);
secret32!(
    /// A member's X25519 private key, as RFC 7748 writes it (32 bytes, clamped when used).
    OpeningKey
);

impl OpeningKey {
    /// The public key that the member registers.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        PublicKey::from(&StaticSecret::from(self.0)).to_bytes()
    }
}
