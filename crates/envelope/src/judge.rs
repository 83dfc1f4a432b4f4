//! The judge: what an envelope is worth, and when it is worth nothing, whose fault it is.

use crate::derive::{Schedule, context_hash, share_hash};
use crate::opening::{combine, open_payload};
use crate::seal::{check_binding, commitment, envelope_hash, header, payload};
use crate::{Committee, Error, Seed, padding};
use serde::Serialize;
use tenderseal_rules::messages::Fault;
use tenderseal_rules::tse1::body::BODY_MAX;
use tenderseal_rules::tse1::{Body, Context, HeaderView};
use zeroize::Zeroizing;

/// What the chain holds about one envelope of kind 1 or 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What the contract says that the envelope is bound to.
    pub context: Context,
    /// The tender's committee.
    pub committee: Committee,
    /// E, as committed.
    pub e: [u8; 32],
    /// C, as committed.
    pub c: [u8; 32],
}

/// A share as a member posted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostedShare {
    /// The member's number, from 1.
    pub i: u8,
    /// The share, right or wrong.
    pub share: [u8; 32],
}

/// A seed that the vendor gave away itself, with the body if that is public.
#[derive(Clone, Copy, Debug)]
pub struct Reveal<'a> {
    /// The seed.
    pub seed: &'a Seed,
    /// The body that was revealed with it.
    pub body: Option<&'a [u8]>,
}

/// Whether the body's layout is judged too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The body must be one of the envelope's kind.
    ByKind,
    /// Any bytes will do, up to the longest body: for test vectors.
    Opaque,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// The envelope holds this body.
    Valid {
        /// The body.
        #[serde(serialize_with = "as_hex")]
        body: Vec<u8>,
        /// Members who posted a share that is not the one sealed to them.
        faulty_officers: Vec<u8>,
    },
    /// The vendor sealed something that nobody could have sealed by the rules.
    VendorFault {
        /// The check that failed.
        what: VendorFault,
    },
    /// The portal does not hold what was committed.
    PortalFault {
        /// The check that failed.
        what: PortalFault,
    },
    /// Too few good shares, and no seed.
    Unresolved {
        /// How many good shares there are.
        have: u8,
        /// How many it takes.
        need: u8,
    },
}

/// The check at which a vendor's envelope failed, in the order of checking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorFault {
    /// The bytes have no envelope's header.
    Header,
    /// Bound to something else than the chain's record.
    Context,
    /// Share hashes and stanzas are not those that the seed gives.
    Shares,
    /// The payload does not open.
    Payload,
    /// The plaintext is not a padded body.
    Padding,
    /// Sealing again gives other bytes.
    Reseal,
    /// C commits to something else.
    Commit,
    /// The body is none.
    Body,
}

/// As objections and verdicts on the chain name it.
impl From<VendorFault> for Fault {
    fn from(what: VendorFault) -> Self {
        match what {
            VendorFault::Header => Self::Header,
            VendorFault::Context => Self::Context,
            VendorFault::Shares => Self::Shares,
            VendorFault::Payload => Self::Payload,
            VendorFault::Padding => Self::Padding,
            VendorFault::Reseal => Self::Reseal,
            VendorFault::Commit => Self::Commit,
            VendorFault::Body => Self::Body,
        }
    }
}

/// The check at which the portal failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalFault {
    /// The envelope's hash is not E.
    Envelope,
}

/// Judges one envelope: a pure function of what the chain and the portal hold.
///
/// An error means that there is nothing to judge: the record contradicts itself, a
/// share is numbered wrongly or comes twice, or what was revealed is not what C
/// commits to, which the contract would not have accepted.
pub fn judge(
    record: &Record,
    envelope: &[u8],
    shares: &[PostedShare],
    revealed: Option<Reveal<'_>>,
    layout: Layout,
) -> Result<Verdict, Error> {
    check_input(record, shares, revealed)?;
    let what = |what| Ok(Verdict::VendorFault { what });
    if envelope_hash(envelope) != record.e {
        let what = PortalFault::Envelope;
        return Ok(Verdict::PortalFault { what });
    }
    let Ok(view) = HeaderView::parse(envelope) else {
        return what(VendorFault::Header);
    };
    let bound = (&record.context, record.committee.k(), record.committee.n());
    if (view.context(), view.k(), view.n()) != bound {
        return what(VendorFault::Context);
    }
    let (good, bad) = sort(&view, shares);
    let need = record.committee.k();
    let seed = match (good.get(..usize::from(need)), revealed) {
        (Some(enough), _) => combine(enough)?,
        (None, Some(revealed)) => revealed.seed.clone(),
        (None, None) => {
            let have = u8::try_from(good.len()).unwrap_or(u8::MAX);
            return Ok(Verdict::Unresolved { have, need });
        }
    };
    Ok(match check_seed(record, &view, &seed, layout)? {
        Ok(body) => Verdict::Valid { body, faulty_officers: bad },
        Err(what) => Verdict::VendorFault { what },
    })
}

/// The checks that the seed makes possible. None depends on which shares gave the seed:
/// only one seed's shares can all have the header's hashes.
fn check_seed(
    record: &Record,
    view: &HeaderView<'_>,
    seed: &Seed,
    layout: Layout,
) -> Result<Result<Vec<u8>, VendorFault>, Error> {
    let Record { context, committee, e, c } = record;
    let schedule = Schedule::new(seed, context_hash(context));
    // Before anything is decrypted: else the verdict could depend on the shares used.
    if header(&schedule, context, committee, seed)? != view.bytes() {
        return Ok(Err(VendorFault::Shares));
    }
    let Ok(plain) = open_payload(&schedule, view) else {
        return Ok(Err(VendorFault::Payload));
    };
    let Ok(body) = padding::unpad(&plain) else {
        return Ok(Err(VendorFault::Padding));
    };
    // The header is the seed's own, so the payload is all that is left to compare.
    if payload(&schedule, view.bytes(), &plain)? != view.payload() {
        return Ok(Err(VendorFault::Reseal));
    }
    if commitment(schedule.ch(), e, body, seed) != *c {
        return Ok(Err(VendorFault::Commit));
    }
    let well_formed = match layout {
        Layout::ByKind => Body::parse(context.kind, body).is_ok(),
        Layout::Opaque => body.len() <= BODY_MAX,
    };
    Ok(if well_formed { Ok(body.to_vec()) } else { Err(VendorFault::Body) })
}

fn check_input(
    record: &Record,
    shares: &[PostedShare],
    revealed: Option<Reveal<'_>>,
) -> Result<(), Error> {
    check_binding(&record.context, &record.committee)?;
    for (position, PostedShare { i, .. }) in shares.iter().enumerate() {
        if *i == 0 || *i > record.committee.n() {
            return Err(Error::MemberIndex { i: *i });
        }
        if shares.iter().take(position).any(|earlier| earlier.i == *i) {
            return Err(Error::ShareDuplicate { i: *i });
        }
    }
    if let Some(Reveal { seed, body: Some(body) }) = revealed
        && commitment(&context_hash(&record.context), &record.e, body, seed) != record.c
    {
        return Err(Error::RevealMismatch);
    }
    Ok(())
}

/// Shares with their members' numbers, wiped when dropped.
type Shares = Zeroizing<Vec<(u8, [u8; 32])>>;

/// Shares that hash to their `h_i`, and the numbers of the others in ascending order.
fn sort(view: &HeaderView<'_>, shares: &[PostedShare]) -> (Shares, Vec<u8>) {
    let ch = context_hash(view.context());
    let (mut good, mut bad) = (Zeroizing::new(Vec::new()), Vec::new());
    for PostedShare { i, share } in shares {
        if view.share_hash(*i) == Some(&share_hash(&ch, *i, share)) {
            good.push((*i, *share));
        } else {
            bad.push(*i);
        }
    }
    bad.sort_unstable();
    (good, bad)
}

fn as_hex<S: serde::Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex::encode(bytes))
}
