//! Tenders played from the registration of their people to the award: for tests, for the
//! demonstration's data and for measuring.
//!
//! - [`Cast`]: the people, their keys drawn from one seed.
//! - [`Chain`]: what a scenario needs of a chain. [`Replay`] is the rules on a map.
//! - [`Installation`]: a registry on a chain with the cast in it, and every act that they can do.
//! - [`walk`]: every act in every stage, as docs/STATE-MACHINES.md has it.
//! - [`trial`]: an installation on which every refusal is provoked, and shown to leave no trace.
//!
//! The same scenario and seed give the same bytes on every chain, so that what one chain stored
//! can be compared with another.

pub mod cast;
pub mod chain;
mod contract;
pub mod installation;
pub mod moderation;
pub mod qualification;
pub mod remedies;
pub mod requests;
pub mod security;
mod standing;
pub mod technical;
pub mod tenders;
pub mod trial;
pub mod walk;

pub use cast::{Actor, Cast, Company, Member};
pub use chain::{Chain, OpenChain, Refusal, Replay};
pub use contract::milestones;
pub use installation::Installation;
pub use moderation::moderated;
pub use requests::comparing;
pub use security::secured;
pub use technical::two_envelopes;
pub use tenders::{invitation, lot, plan, prequalified};
pub use trial::Trial;
