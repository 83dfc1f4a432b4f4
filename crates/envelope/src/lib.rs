//! TSE1, the sealed envelope.
//!
//! Nobody reads a bid before its opening, nobody changes it after its commitment,
//! the opening needs no help from the bidder, and when one fails anyone can work out
//! whose fault it was. How: all of the sender's randomness is derived from one
//! 32-byte seed; the seed is shared among the opening committee; opening means
//! recovering the seed, sealing the body again and comparing bytes.
//! docs/ENVELOPE.md is the specification; section names in this crate are its.
//!
//! - A vendor calls [`seal`] and keeps seed, body and envelope.
//! - A committee member calls [`open_stanza`] and posts the share.
//! - Anyone calls [`judge`] on what the chain holds.
//! - Of technical envelopes members [`reshare`] their shares to the evaluators and post none.
//!
//! Randomness and time are parameters: nothing here draws, waits or reads a clock.
//! The half that a contract runs too is [`tenderseal_rules::tse1`].

pub mod base_mode;
pub mod cobblestone;
pub mod committee;
pub mod derive;
pub mod error;
pub mod hkdf;
pub mod judge;
pub mod opening;
pub mod padding;
pub mod reshare;
pub mod seal;
pub mod secret;
pub mod stanza;
pub mod vector;

pub use committee::Committee;
pub use error::Error;
pub use judge::{Layout, PortalFault, PostedShare, Record, Reveal, VendorFault, Verdict, judge};
pub use opening::{open_stanza, recover, unseal};
pub use seal::{Sealed, commitment, envelope_hash, seal, self_check};
pub use secret::{OpeningKey, Seed, Share};
pub use tenderseal_rules::tse1::{self, Body, Context, HeaderView, Kind};
