//! TSE1, the sealed envelope: the half that needs no cryptography.
//!
//! Everything here is bytes in, bytes out, so that a contract can run it: what an
//! envelope is bound to ([`Context`]), the byte strings that get hashed
//! ([`preimage`]), the envelope's shape ([`HeaderView`]), secret sharing
//! ([`sharing`]) and the body that is sealed ([`body`]). Hashing is the caller's:
//! a contract has a precompile, everybody else has a library. Sealing and judging
//! live in the crate `tenderseal-envelope`; docs/ENVELOPE.md is the specification.
#![expect(
    clippy::cast_possible_truncation,
    reason = "the SCALE derive casts the variant numbers that are written beside the variants"
)]

pub mod body;
pub mod context;
pub mod header;
pub mod preimage;
pub mod sharing;

pub use body::{Answer, Body, BodyError, FinancialBody, TechnicalBody};
pub use context::{CTX_LEN, Context, ContextError, Kind};
pub use header::{ENVELOPE_MAX, HeaderView, MEMBERS_MAX, ShapeError, header_len};
pub use sharing::SharingError;
