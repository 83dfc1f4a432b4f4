//! Why a command did not do what it was asked.

/// Errors of the command line; every one is exit code 2. Texts hold no secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{path}: {reason}")]
    File {
        /// Which.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// A file or the standard input is longer than what is read.
    #[error("{path}: more than {limit} bytes")]
    TooLong {
        /// Which.
        path: String,
        /// Bytes that are read.
        limit: u64,
    },
    /// An input is not what it must be; the field is named.
    #[error("{field}: {reason}")]
    Field {
        /// Where, as a path of names.
        field: String,
        /// What is wrong.
        reason: String,
    },
    /// The password is too short.
    #[error("a password has {} characters or more", crate::backup::PASSWORD_MIN)]
    ShortPassword,
    /// The two passwords that were typed differ.
    #[error("the passwords differ")]
    PasswordsDiffer,
    /// The password could not be read from the terminal.
    #[error("no password could be read; use --password-file where there is no terminal")]
    NoPassword,
    /// Not a key file, or not one of this version.
    #[error("not a key file: {0}")]
    KeyFile(&'static str),
    /// The key file does not open.
    #[error("the password is wrong, or the key file was changed")]
    WrongPassword,
    /// A key of the other kind.
    #[error("this is not an {0} key")]
    OtherKind(&'static str),
    /// The operating system gives no randomness.
    #[error("the operating system gives no random bytes")]
    Random,
    /// Sealing, opening or judging refused the input.
    #[error("{0}")]
    Envelope(#[from] tenderseal_envelope::Error),
    /// A receipt, bundle or anchor refused the input.
    #[error("{0}")]
    Bundle(#[from] tenderseal_verify::Error),
    /// The portal did not answer with a bundle.
    #[error("the portal did not give the bundle: {0}")]
    Portal(String),
}

impl Error {
    /// A field that is not what it must be.
    pub(crate) fn field(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Field { field: field.into(), reason: reason.into() }
    }
}
