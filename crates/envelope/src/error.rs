//! What can go wrong outside a verdict.

use crate::reshare::BlobError;
use tenderseal_rules::tse1::{
    BodyError, ContextError, MEMBERS_MAX, ShapeError, SharingError, body::BODY_MAX,
};

/// Why nothing was sealed, opened or judged. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// More input than [`crate::vector::INPUT_MAX`].
    #[error("the input has {found} bytes, {} are allowed", crate::vector::INPUT_MAX)]
    InputTooLong {
        /// How many there were.
        found: usize,
    },
    /// The input is not the JSON that was asked for.
    #[error("the input is not the JSON asked for, at line {line}, column {column}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A field is not hexadecimal.
    #[error("{field} is not hexadecimal")]
    Hex {
        /// Which.
        field: &'static str,
    },
    /// A field has another length than it must have.
    #[error("{field} has {found} bytes, not {expected}")]
    Length {
        /// Which.
        field: &'static str,
        /// How many bytes it has.
        found: usize,
        /// How many it must have.
        expected: usize,
    },
    /// The context is none.
    #[error("ctx: {0}")]
    Context(#[from] ContextError),
    /// A kind that this function does not work on.
    #[error("envelopes of kind 3 are not sealed or opened this way")]
    Kind,
    /// Not `1 ≤ k ≤ n ≤ 16`.
    #[error("{k} of {n} members is no committee; 1 ≤ k ≤ n ≤ {MEMBERS_MAX} is allowed")]
    Threshold {
        /// How many must come together.
        k: u8,
        /// How many there are.
        n: usize,
    },
    /// A member's key to which nothing can be sealed: not canonical or of low order.
    #[error("the key of member {i} is not a usable X25519 key")]
    CommitteeKey {
        /// Which member, from 1.
        i: u8,
    },
    /// Two members have one key.
    #[error("member {i} has the key of an earlier one")]
    CommitteeDuplicate {
        /// The later of the two, from 1.
        i: u8,
    },
    /// The context is bound to another committee.
    #[error("ctx is bound to another committee")]
    CommitteeMismatch,
    /// The body is longer than any envelope may hold.
    #[error("the body has {found} bytes, {BODY_MAX} are allowed")]
    BodyTooLong {
        /// How many there were.
        found: usize,
    },
    /// The body is not one that this kind of envelope may hold.
    #[error("body: {0}")]
    Body(#[from] BodyError),
    /// The bytes are no envelope.
    #[error("envelope: {0}")]
    Shape(#[from] ShapeError),
    /// No member has this number.
    #[error("there is no member {i}")]
    MemberIndex {
        /// The number.
        i: u8,
    },
    /// Two shares of one member.
    #[error("member {i} has posted two shares")]
    ShareDuplicate {
        /// Which member.
        i: u8,
    },
    /// The shares cannot be combined.
    #[error("shares: {0}")]
    Sharing(#[from] SharingError),
    /// Fewer shares than the committee's k.
    #[error("{have} shares are there, {need} are needed")]
    TooFewShares {
        /// How many there are.
        have: usize,
        /// k.
        need: u8,
    },
    /// The key encapsulation did not use the randomness that it was given.
    #[error("the stanza of member {i} could not be sealed")]
    Encapsulation {
        /// Which member.
        i: u8,
    },
    /// This key does not open this stanza.
    #[error("the stanza of member {i} does not open with this key")]
    Stanza {
        /// Which member.
        i: u8,
    },
    /// The stanza opens, but to another share than the one hashed in the header.
    #[error("the stanza of member {i} holds another share than the header says")]
    ShareHash {
        /// Which member.
        i: u8,
    },
    /// Only technical envelopes are opened to readers.
    #[error("this is no technical envelope")]
    NotTechnical,
    /// A reader's key to which nothing can be sealed.
    #[error("nothing can be sealed to the reader's key")]
    ReaderKey,
    /// What was sealed to a reader does not open: with another key, for another bid, member or reader, or changed.
    #[error("what was sealed to this reader does not open")]
    Reshared,
    /// The bytes are no blob of what was sealed to readers.
    #[error("blob: {0}")]
    Blob(#[from] BlobError),
    /// The payload does not open with this seed.
    #[error("the payload does not open")]
    Payload,
    /// The payload opens to something that is not a padded body.
    #[error("the payload is not padded as it must be")]
    Padding,
    /// Seed and body are not the ones that the record commits to.
    #[error("the revealed seed and body are not those committed to")]
    RevealMismatch,
    /// Sealing twice gave two results: do not use either.
    #[error("sealing again gave another envelope")]
    SelfCheck,
}

impl Error {
    /// A name that never changes, for programs and for the vectors.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InputTooLong { .. } => "input_too_long",
            Self::Json { .. } => "json",
            Self::Hex { .. } => "hex",
            Self::Length { .. } => "length",
            Self::Context(_) => "context",
            Self::Kind => "kind",
            Self::Threshold { .. } => "threshold",
            Self::CommitteeKey { .. } => "committee_key",
            Self::CommitteeDuplicate { .. } => "committee_duplicate",
            Self::CommitteeMismatch => "committee_mismatch",
            Self::BodyTooLong { .. } => "body_too_long",
            Self::Body(_) => "body",
            Self::Shape(_) => "shape",
            Self::MemberIndex { .. } => "member_index",
            Self::ShareDuplicate { .. } => "share_duplicate",
            Self::Sharing(_) => "sharing",
            Self::TooFewShares { .. } => "too_few_shares",
            Self::Encapsulation { .. } => "encapsulation",
            Self::Stanza { .. } => "stanza",
            Self::ShareHash { .. } => "share_hash",
            Self::NotTechnical => "not_technical",
            Self::ReaderKey => "reader_key",
            Self::Reshared => "reshared",
            Self::Blob(_) => "blob",
            Self::Payload => "payload",
            Self::Padding => "padding",
            Self::RevealMismatch => "reveal_mismatch",
            Self::SelfCheck => "self_check",
        }
    }
}
