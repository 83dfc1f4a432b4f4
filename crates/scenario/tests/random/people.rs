//! Who acts: the buyer's people, another buyer's, the panel, the committee, vendors, the authority, and those whom nothing is
//! theirs to do.

use proptest::prelude::*;
use tenderseal_scenario::{Actor, Cast};

/// Somebody of the cast, by number; whether the act is theirs to do is for the rules to say.
pub type Who = usize;

/// How many people there are.
pub const PEOPLE: usize = 18;
/// The cast's evaluators.
pub const EVALUATORS: [Who; 2] = [5, 6];
/// Who bids for each vendor.
pub const BIDDERS: [Who; 3] = [7, 8, 14];
/// The committee, in the order of its numbers.
pub const MEMBERS: [Who; 3] = [9, 12, 13];
/// Who evaluates when a seat is given to somebody else.
pub const SUBSTITUTE: Who = 10;
/// Who decides complaints.
pub const REVIEWER: Who = 11;

/// Whoever has this number.
pub fn actor(cast: &Cast, who: Who) -> Actor {
    let everybody: [&Actor; PEOPLE] = [
        &cast.officer,
        &cast.approver,
        &cast.director,
        &cast.neighbour,
        &cast.stranger,
        &cast.evaluators[0],
        &cast.evaluators[1],
        &cast.vendors[0].bidder,
        &cast.vendors[1].admin,
        &cast.supervisor.actor,
        &cast.substitute.actor,
        &cast.reviewer,
        &cast.members[0].actor,
        &cast.members[1].actor,
        &cast.vendors[2].bidder,
        &cast.applicant,
        &cast.retired,
        &cast.admin,
    ];
    everybody[who].clone()
}

/// Whether somebody may act at all: of an organisation that is admitted, with a key that is registered and not replaced.
pub fn has_standing(cast: &Cast, who: Who) -> bool {
    let person = actor(cast, who);
    let outside = [&cast.stranger, &cast.applicant, &cast.retired];
    outside.iter().all(|other| other.key.id() != person.key.id())
}

/// Anybody; the buyer's people act more often than others.
pub fn anybody() -> impl Strategy<Value = Who> {
    prop_oneof![10 => 0..12usize, 4 => 0..3usize, 2 => 12..PEOPLE]
}

/// One of these, now and then anybody else.
pub fn mostly(whose: impl Strategy<Value = Who>, of: u32) -> impl Strategy<Value = Who> {
    prop_oneof![of => whose, 1 => anybody()]
}
