//! What can go wrong on a person's own machine.

use tenderseal_envelope::tse1::BodyError;

/// Why nothing was signed, sealed or opened. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The 32 bytes are 0 or not below the order of P-256: draw others.
    #[error("these 32 bytes are no P-256 private key")]
    SigningKey,
    /// The committee's keys do not hash to what the tender's facts say.
    #[error("the committee's keys are not those that the tender was published with")]
    CommitteeChanged,
    /// The body's currency is another than the tender's.
    #[error("the body's currency is not the tender's")]
    Currency,
    /// The body names life-cycle costs of another number of years than the terms ask for.
    #[error("the body names life-cycle costs of {found} years, the terms ask for {years}")]
    LifecycleYears {
        /// What the terms ask for.
        years: u8,
        /// What the body has.
        found: usize,
    },
    /// The body is not one that an envelope may hold.
    #[error("body: {0}")]
    Body(#[from] BodyError),
    /// The tender is not in its opening, or the bid is not sealed or stale: nobody may open it.
    #[error("this bid is not to be opened now")]
    NotOpening,
    /// The envelope is not the one that was committed.
    #[error("the envelope is not the one that was committed")]
    AnotherEnvelope,
    /// The envelope is bound to something else than this bid of this tender.
    #[error("the envelope is bound to another bid, tender or committee")]
    AnotherContext,
    /// The opening key is none of the committee's.
    #[error("this opening key is none of the committee's")]
    NotMember,
    /// Sealing or opening failed.
    #[error("envelope: {0}")]
    Envelope(#[from] tenderseal_envelope::Error),
}

impl Error {
    /// A name that never changes, for programs and translations.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SigningKey => "client-signing-key",
            Self::CommitteeChanged => "client-committee-changed",
            Self::Currency => "client-currency",
            Self::LifecycleYears { .. } => "client-lifecycle-years",
            Self::Body(_) => "client-body",
            Self::NotOpening => "client-not-opening",
            Self::AnotherEnvelope => "client-another-envelope",
            Self::AnotherContext => "client-another-context",
            Self::NotMember => "client-not-member",
            Self::Envelope(_) => "client-envelope",
        }
    }
}
