//! Bids that somebody broke: the portal after the commitment, or the vendor before it.
#![expect(clippy::expect_used, reason = "a generator that cannot make a case must stop")]

use crate::bid::{body, context, posted, threshold};
use crate::draw::Draw;
use serde_json::Value;
use tenderseal_envelope::padding;
use tenderseal_envelope::tse1::body::BODY_MAX;
use vendor::{Committed, Vendor, committee};

#[path = "../vectors/vendor.rs"]
#[expect(dead_code, reason = "the fixed cases use all of it")]
mod vendor;

type Damage = fn(&mut Draw, &mut Vendor) -> Committed;

/// Every way of breaking a bid.
const DAMAGES: [(&str, Damage); 17] = [
    ("bytes changed after the commitment", changed_after),
    ("cut after the commitment", cut_after),
    ("bytes changed before it", changed),
    ("a byte of the head changed", head_changed),
    ("cut before it", cut),
    ("longer", longer),
    ("another magic", |draw, vendor| with(vendor, |vendor| vendor.magic[draw.below(4)] ^= 1)),
    ("another threshold in the header", |draw, vendor| with(vendor, |it| it.k = draw.byte())),
    ("another attempt in the header", |_, vendor| with(vendor, |it| it.context.attempt ^= 1)),
    ("one share of another seed", another_share),
    ("a stanza that holds another share", another_stanza),
    ("another payload key", |draw, vendor| with(vendor, |it| it.payload_key = draw.bytes())),
    ("another salt", |draw, vendor| with(vendor, |it| it.salt = Some([draw.byte(); 24]))),
    ("no padding", padded_wrongly),
    ("a length that is not the body's", another_length),
    ("a body that is too long", long_body),
    ("another commitment", another_commitment),
];

/// A bid that is broken in the way that the turn says, as the input of `vector open`.
pub fn damaged(draw: &mut Draw, turn: usize) -> (&'static str, Value) {
    let (what, damage) = DAMAGES[turn % DAMAGES.len()];
    let (k, n) = threshold(draw);
    let committee = committee(k, n);
    let context = context(draw, *committee.hash());
    let (name, body) = (draw.name(), body(draw));
    let mut vendor = Vendor::sealing(committee, context, &name, &body);
    // Members post what the vendor shared out, or would have, had it kept the rules.
    let kept = vendor.shares.clone();
    let handed_in = damage(draw, &mut vendor);
    let mut input = handed_in.input(&[]);
    input["shares"] = posted(draw, &kept).into();
    (what, input)
}

fn with(vendor: &mut Vendor, change: impl FnOnce(&mut Vendor)) -> Committed {
    change(vendor);
    vendor.committed()
}

fn flip(draw: &mut Draw, envelope: &mut [u8], range: usize) {
    for _ in 0..=draw.below(3) {
        envelope[draw.below(range)] ^= draw.byte() | 1;
    }
}

fn changed_after(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut committed = vendor.committed();
    let place = draw.below(committed.envelope.len());
    committed.envelope[place] ^= 1 << draw.below(8);
    committed
}

fn cut_after(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut committed = vendor.committed();
    let length = draw.below(committed.envelope.len());
    committed.envelope.truncate(length);
    committed
}

fn changed(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut envelope = vendor.envelope();
    let range = envelope.len();
    flip(draw, &mut envelope, range);
    Committed::new(vendor, envelope)
}

fn head_changed(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut envelope = vendor.envelope();
    flip(draw, &mut envelope, 149);
    Committed::new(vendor, envelope)
}

fn cut(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut envelope = vendor.envelope();
    // Half of the time within the payload, where the header still is one.
    let least = if draw.byte() < 128 { vendor.header().len() } else { 0 };
    let length = least + draw.below(envelope.len() - least);
    envelope.truncate(length);
    Committed::new(vendor, envelope)
}

fn longer(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut envelope = vendor.envelope();
    let more = if draw.byte() < 64 { 12_289 } else { 1 + draw.below(40) };
    envelope.extend(draw.long(more));
    Committed::new(vendor, envelope)
}

fn another_share(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    with(vendor, |vendor| {
        let place = draw.below(vendor.shares.len());
        vendor.shares[place] = draw.bytes();
        vendor.share_out();
    })
}

fn another_stanza(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    with(vendor, |vendor| {
        let place = draw.below(vendor.shares.len());
        vendor.shares[place] = draw.bytes();
        let i = u8::try_from(place + 1).expect("sixteen at most");
        vendor.stanzas[place] = vendor.stanza(i, draw.between(1, 16));
    })
}

fn padded_wrongly(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    with(vendor, |vendor| match draw.below(4) {
        0 => vendor.plain.push(0),
        1 => vendor.plain.truncate(vendor.body.len()),
        2 => vendor.plain.truncate(draw.below(4)),
        _ => {
            // Where there is no padding this is the body's last byte, and then C is another body's.
            if let Some(last) = vendor.plain.last_mut() {
                *last ^= 1;
            }
        }
    })
}

fn another_length(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    with(vendor, |vendor| vendor.plain[draw.below(4)] ^= draw.byte() | 1)
}

fn long_body(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    with(vendor, |vendor| {
        let length = BODY_MAX + 1 + draw.below(500);
        vendor.body = draw.long(length);
        vendor.plain = padding::pad(&vendor.body).expect("short").to_vec();
    })
}

fn another_commitment(draw: &mut Draw, vendor: &mut Vendor) -> Committed {
    let mut committed = vendor.committed();
    committed.c = draw.bytes();
    committed
}
