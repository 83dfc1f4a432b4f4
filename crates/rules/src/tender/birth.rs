//! The first block of a tender.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use super::{Bidders, Cell, Committee, Core, State, Technical, amendment::in_force};
use crate::{
    ContractId, Error, Hash, OrgId, PersonId, cells, host::Host, profile::Profile,
    terms::Publication, tse1::preimage,
};

/// What the registry creates a tender with. The registry checked all of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Birth {
    /// The installation's 32 random bytes.
    pub genesis: Hash,
    /// The registry's contract.
    pub registry: ContractId,
    /// The tender's number in the registry.
    pub number: u32,
    /// Who buys.
    pub buyer: OrgId,
    /// The owner of each opening key.
    pub members: Vec<PersonId>,
    /// What was approved.
    pub publication: Publication,
    /// The profile that the publication names and obeys.
    pub profile: Profile,
}

/// Stores what a tender is born with.
///
/// # Errors
/// [`Error::CommitteeInvalid`] when keys and members do not match.
pub fn begin<H: Host>(host: &mut H, birth: &Birth) -> Result<(), Error> {
    let Publication { terms, schedule, k, committee, panel } = &birth.publication;
    if birth.members.len() != committee.len() {
        return Err(Error::CommitteeInvalid);
    }
    let committee_bytes = preimage::committee(*k, committee).ok_or(Error::CommitteeInvalid)?;
    let core = Core {
        genesis: birth.genesis,
        registry: birth.registry,
        number: birth.number,
        buyer: birth.buyer,
        committee_hash: host.sha256(&committee_bytes)?,
        k: *k,
        n: u8::try_from(committee.len()).map_err(|_| Error::CommitteeInvalid)?,
        currency: terms.currency,
        published_at: host.now(),
    };
    let members = Committee { members: birth.members.clone(), keys: committee.clone() };
    cells::put(host, &Cell::Core, &core)?;
    cells::put_long(host, &Cell::Terms, terms)?;
    cells::put_long(host, &Cell::Committee, &members)?;
    cells::put_long(host, &Cell::Panel, panel)?;
    cells::put(host, &Cell::Profile, &birth.profile)?;
    let procedure = birth.profile.procedure;
    if procedure.invites() {
        cells::put_long(host, &Cell::Bidders, &Bidders::Named(terms.invited.clone()))?;
    } else if procedure.qualifies() {
        cells::put_long(host, &Cell::Bidders, &Bidders::Qualified)?;
    }
    let guard = schedule.guard;
    let technical =
        procedure.has_two_envelopes().then(|| Technical { guard, ..Technical::default() });
    let terms = in_force(host, 1, terms)?;
    cells::put(
        host,
        &Cell::State,
        &State { acts: 1, schedule: *schedule, terms, technical, ..State::default() },
    )
}
