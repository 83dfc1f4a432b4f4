//! The rules of a tender.
//!
//! Everything that decides anything lives here: who may act, when, on what, and
//! what the numbers are. The crate is `no_std`, knows no clock, no I/O, no ink!
//! and no floating point. The contracts run it inside PolkaVM; the portal, the
//! command line and the verifier run the same functions natively, so no one can
//! disagree with the chain.
//!
//! The two entry points are [`registry`] and [`tender`]: one function per message,
//! each generic over a [`host::Host`] that lends it cells, hashes and the block's
//! time. Either a function returns `Ok` and the host keeps what it stored, or it
//! returns an [`Error`] and the host discards it.
#![cfg_attr(not(feature = "std"), no_std)]
#![expect(
    clippy::cast_possible_truncation,
    reason = "SCALE's derive casts a variant's index, which is written down as a u8"
)]

extern crate alloc;

pub mod auth;
pub mod cells;
#[expect(clippy::doc_markdown, reason = "an error's sentence is plain text, for people too")]
pub mod error;
pub mod events;
pub mod hex;
pub mod host;
pub mod ids;
pub mod lot;
pub mod messages;
pub mod money;
pub mod profile;
pub mod ranking;
pub mod registry;
#[cfg(feature = "replay")]
pub mod replay;
pub mod requests;
pub mod roles;
pub mod schedule;
pub mod scoring;
pub mod security;
pub mod tender;
pub mod terms;
pub mod tse1;

pub use auth::{Auth, INTENT_MAX_AHEAD};
pub use error::Error;
pub use events::{Event, RegistryEvent, TenderEvent};
pub use ids::{ContractId, Hash, KeyId, OrgId, PersonId, PublicKey, Signature};
