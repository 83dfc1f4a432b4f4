//! Bid securities: samples of their pages.

use tenderseal_portal::{
    app::{
        names::{self, Named},
        tender::{At, ForfeitureView, SecurityView},
    },
    web::{
        manage::Proposed,
        securities::{ForfeitableBid, ForfeitureLine, SecurityPart},
    },
};
use tenderseal_rules::{
    PersonId,
    messages::ForfeitureGround,
    tender::{ReturnReason, Securities, SecurityStatus},
};

use crate::offices::NOW;

const fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW }
}

/// The messages that are made of a name.
pub fn keys() -> Vec<String> {
    let statuses = [0, 1, 2].map(|number| names::security_status(security(number).status));
    let statuses = statuses.map(|status| format!("security-status-{status}"));
    let reasons = ReturnReason::ALL.iter().map(|of| format!("security-returned-{}", of.name()));
    let grounds = ForfeitureGround::ALL.iter().map(|of| format!("forfeiture-{}", of.name()));
    statuses.into_iter().chain(reasons).chain(grounds).collect()
}

/// As a whole tender counts its five bids'.
pub fn counts(full: bool) -> Securities {
    if full { Securities { held: 1, returned: 3, forfeited: 1 } } else { Securities::default() }
}

/// The security of the sample's bid of this number: replaced, silent, opened, faulty, withdrawn.
pub fn security(number: u32) -> SecurityView {
    let status = match number {
        0 => SecurityStatus::Returned(ReturnReason::Replaced),
        1 => SecurityStatus::Forfeited(ForfeitureGround::Silence),
        3 => SecurityStatus::Returned(ReturnReason::Rejected),
        4 => SecurityStatus::Returned(ReturnReason::Withdrawn),
        _ => SecurityStatus::Held,
    };
    let settled = (status != SecurityStatus::Held).then_some(at(40));
    SecurityView { guarantee: [9; 32], status, settled }
}

/// One that is confirmed, and a proposal that waits.
pub fn forfeitures() -> Vec<ForfeitureView> {
    let forfeiture = |bid, ground, confirmed| ForfeitureView {
        bid,
        ground,
        statement: [1; 32],
        text: Some("未在规定期限内开启 <b>".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [2; 32],
        proposed_at: at(39),
        confirmed,
    };
    vec![
        forfeiture(1, ForfeitureGround::Silence, Some((PersonId([2; 20]), at(40)))),
        forfeiture(2, ForfeitureGround::RefusedToSign, None),
    ]
}

/// What the page of a running tender says: of nothing given yet, to the officer's colleague and to the officer, while a
/// complaint is open, and in a suspension.
pub fn parts(proposed: impl Fn(bool, bool) -> Proposed) -> Vec<SecurityPart> {
    let line = |confirmed, own| ForfeitureLine {
        bid: 0,
        vendor: "华安".to_owned(),
        ground: "refused_to_sign",
        given: proposed(confirmed, own),
    };
    let part = |own, disputed, suspended| SecurityPart {
        amount: "CNY 20,000.00".to_owned(),
        counts: [2, 1, 1],
        until: NOW,
        disputed,
        suspended,
        bids: vec![ForfeitableBid { number: 1, vendor: "北辰".to_owned(), ground: "silence" }],
        proposed: Some(line(false, own)),
        done: vec![line(true, own)],
    };
    let fresh = SecurityPart { amount: "CNY 20,000.00".to_owned(), ..SecurityPart::default() };
    vec![
        fresh,
        part(false, false, false),
        part(true, false, false),
        part(false, true, false),
        part(false, false, true),
    ]
}
