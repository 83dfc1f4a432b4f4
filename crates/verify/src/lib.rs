//! The bundle: everything public about one tender in one file, and its verification.
//!
//! - `Bundle::make` (feature `make`) writes it from a ledger: the portal's download and `tenderseal export`.
//! - [`verify`] recomputes all of it with nothing else at hand: the chain's headers and seals, the
//!   extrinsics, both contracts' whole storage, the judge's verdicts, the ranking, the award. Each
//!   of the [`CHECKS`] says what it proves; docs/VERIFY.md lists them.
//! - [`ReceiptFile`] is what a vendor keeps; as an [`Anchor`] it ties a bundle to the history that
//!   the vendor saw.
//!
//! # What is trusted
//! Nothing that the bundle says of itself: it holds no field that is not recomputed and compared.
//! Without an anchor a verified bundle is one consistent history under the node's key; that it is
//! the only one, anchors show (docs/VERIFY.md, "History").

mod anchor;
mod bundle;
mod chronicle;
mod error;
mod hexes;
#[cfg(feature = "make")]
mod make;
mod notice;
mod report;
mod results;
mod story;
mod verify;

pub use anchor::{Anchor, GuaranteeOpening, Inclusion, RECEIPT_MAX, ReceiptFile, TechnicalPart};
pub use bundle::{
    Block, Bundle, Chain, Contracts, Created, Deployment, Disclosed, Document, FILE_MAX, Head,
    Proofs, Text, Topic,
};
pub use error::Error;
pub use hexes::{Blob, Decimal, Hex};
#[cfg(feature = "make")]
pub use make::PublicTexts;
pub use report::{CHECKS, Check, CheckInfo, Group, Outcome, Report};
pub use results::{
    AmendmentResult, AnswerResult, AwardResult, BidResult, BodyResult, CancellationResult,
    CommitteeMember, CriterionPoints, CriterionResult, Evaluator, ObjectionResult, OpeningResult,
    Organisation, PriceRuleResult, PublicationResult, RankedResult, Results, ScoreResult,
    ShareResult,
};
pub use verify::{verify, verify_bytes};
