//! What the program of a person needs who takes part in a tender: keys that sign, intents that
//! carry the signature, bids that are sealed, shares that open them.
//!
//! Nothing here talks to a chain or a portal, reads a clock or draws randomness: facts of the
//! chain, times and seeds are parameters. Whoever gives them checked where they come from.
//!
//! - [`keys`]: a person's P-256 key, and the ids that follow from it.
//! - [`intents`]: an act of the person, as the bytes of a call.
//! - [`sealing`]: a vendor's bid, from the tender's facts to the act and the vendor's receipt.
//! - [`reading`]: technical offers of their own, opened to the evaluators and to nobody else.
//! - [`opening`]: a committee member's share, and the body once enough of them are there.

mod error;
pub mod intents;
pub mod keys;
pub mod opening;
pub mod reading;
pub mod sealing;

pub use error::Error;
pub use intents::{Site, sign};
pub use keys::SigningKey;
pub use opening::{SealedBid, open_share, recover};
pub use sealing::{ReceiptSecrets, TenderFacts, seal_bid, seal_technical};
