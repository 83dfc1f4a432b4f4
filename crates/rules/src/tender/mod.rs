//! A tender: one contract each, from publication to award and to the end of what was contracted.

mod amendment;
mod award;
mod bids;
mod birth;
mod cancellation;
mod complaints;
mod conduct;
mod contract;
mod contract_end;
mod evaluation;
mod extension;
mod lifecycle;
mod low_price;
mod milestones;
mod moderation;
mod objections;
mod opening;
mod qualification;
mod questions;
mod records;
mod rejection;
mod requests;
mod security;
mod suspension;
mod technical;

pub use amendment::{confirm_amendment, propose_amendment};
pub use award::{confirm_award, propose_award};
pub use bids::{commit_bid, replace_bid, withdraw_bid};
pub use birth::{Birth, begin};
pub use cancellation::{confirm_cancellation, propose_cancellation};
pub use complaints::{complain, decide_complaint, withdraw_complaint};
pub use conduct::{
    CONFLICTS_MAX, confirm_seat_change, conflicts_max, declare, propose_seat_change,
};
pub use contract::{
    accept_change, contract_signed, milestones_of, propose_change, propose_contract, sign_contract,
};
pub use contract_end::{
    complete_contract, confirm_completion, confirm_termination, propose_termination,
};
pub use evaluation::{RANK_MAX, rank, score, tally, tally_page};
pub use extension::{confirm_extension, propose_extension};
pub use lifecycle::{Stage, clock, final_from, running, settled_at, stage_at, technical_until};
pub use low_price::{confirm_acceptance, propose_acceptance};
pub use milestones::{
    MILESTONE_AHEAD_MAX, MILESTONES_MAX, accept_milestone, report_milestone, return_milestone,
};
pub use moderation::agree;
pub use objections::{confirm_finding, object, propose_finding};
pub use opening::{SHARES_MAX, post_shares, reveal};
pub use qualification::{apply, confirm_qualification, propose_qualification};
pub use questions::{PublishedQuestion, answer, answer_preimage, ask, question_preimage};
pub use records::*;
pub use rejection::{confirm_rejection, propose_rejection};
pub use requests::{ask_vendor, respond};
pub use security::{
    confirm_forfeiture, forfeitable, propose_forfeiture, return_due, return_security,
};
pub use suspension::{is_disputed, resume_tender, suspend_tender};
pub use technical::{RESHARED_MAX, judge_bids, reshare, reshare_seed};

use crate::{
    Auth, Error, auth, cells,
    events::{Event, TenderEvent},
    host::{Host, Signatory, TenderHost},
    messages::Act,
    profile::Profile,
    roles::Role,
};

/// The only lot of a tender so far (ENVELOPE, "Bytes").
pub const LOT: u16 = 1;

/// The tender's unchanging facts.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn core<H: Host>(host: &H) -> Result<Core, Error> {
    cells::get(host, &Cell::Core)?.ok_or(Error::Corrupt)
}

/// The tender's counters.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn state<H: Host>(host: &H) -> Result<State, Error> {
    cells::get(host, &Cell::State)?.ok_or(Error::Corrupt)
}

/// The stage at the block's time.
///
/// # Errors
/// [`Error::Corrupt`].
pub fn stage<H: Host>(host: &H) -> Result<Stage, Error> {
    Ok(stage_at(&state(host)?, host.now()))
}

/// Core and counters, for an act that waits while the tender is suspended.
///
/// # Errors
/// [`Error::TenderSuspended`].
fn unsuspended<H: Host>(host: &H) -> Result<(Core, State), Error> {
    let (core, state) = (core(host)?, state(host)?);
    if state.suspended { Err(Error::TenderSuspended) } else { Ok((core, state)) }
}

/// Who signs this act, in the role that it needs.
fn signer<H: TenderHost, A: Act>(
    host: &mut H,
    core: &Core,
    auth: &Auth,
    act: &A,
    role: Option<Role>,
) -> Result<Signatory, Error> {
    let signatory = host.signatory(&core.registry, &auth.key)?.ok_or(Error::UnknownKey)?;
    match role {
        Some(role) => auth::check_role(&signatory, role)?,
        None if !signatory.active => return Err(Error::KeyInactive),
        None => signatory.standing.check()?,
    }
    auth::check_intent(host, &core.genesis, auth, act, &signatory.key)?;
    Ok(signatory)
}

/// Who signs this act for the buyer.
fn buyer<H: TenderHost, A: Act>(
    host: &mut H,
    core: &Core,
    auth: &Auth,
    act: &A,
    role: Role,
) -> Result<Signatory, Error> {
    let signatory = signer(host, core, auth, act, Some(role))?;
    if signatory.org == core.buyer { Ok(signatory) } else { Err(Error::ForeignOrganisation) }
}

/// The profile that the tender was published with.
fn profile<H: Host>(host: &H) -> Result<Profile, Error> {
    cells::get(host, &Cell::Profile)?.ok_or(Error::Corrupt)
}

fn bid<H: Host>(host: &H, number: u32) -> Result<Bid, Error> {
    cells::get(host, &Cell::Bid(number))?.ok_or(Error::UnknownBid)
}

fn emit<H: Host>(host: &mut H, event: TenderEvent) {
    host.emit(Event::Tender(event));
}
