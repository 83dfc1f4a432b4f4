//! A registry under random acts: what each step does.

use parity_scale_codec::{Decode, DecodeAll};
use tenderseal_rules::{
    Event, KeyId, OrgId, PersonId,
    host::Signatory,
    messages::{
        AddPerson, AddProfile, AdmitOrg, ApproveCode, ApproveTender, DebarOrg, Pause,
        ProposeTender, RefuseOrg, RegisterOpeningKey, ReinstateOrg, ReplaceKey, RetireProfile,
        RevokeKey, SetRoles, SuspendOrg, Unpause,
    },
    profile::Profile,
    registry::{self, Cell, Person, Proposal},
    roles::{OrgKind, Role, Roles},
};
use tenderseal_scenario::{
    Actor, Cast, Installation, Refusal, Replay,
    cast::{RESTRICTED, profiles},
    chain::{Chain, OpenChain},
    invitation, plan,
};

use super::{
    step::{Step, Who},
    told::Told,
};

const START: u64 = 1_800_000_000;

/// A registry under random acts, and what a second bookkeeper notes of it.
#[derive(Clone)]
pub struct Play {
    pub house: Installation<Replay>,
    pub actors: Vec<Actor>,
    pub orgs: Vec<OrgId>,
    pub told: Told,
}

impl Play {
    pub fn actor(&self, who: Who) -> Actor {
        self.actors[who % self.actors.len()].clone()
    }

    /// Of the cast first, then those that registered.
    pub fn org(&self, org: usize) -> OrgId {
        self.orgs[org % self.orgs.len()]
    }

    pub fn signer(&self, step: &Step) -> Option<Actor> {
        step.who().map(|who| self.actor(who))
    }

    pub fn act(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let (registry, cast) = (self.house.registry, self.house.cast());
        let reason = [1; 32];
        let Some(signer) = self.signer(step) else {
            if let Step::Wait(seconds) = *step {
                self.house.chain.advance_to(self.house.chain.now() + seconds);
                return Ok(vec![]);
            }
            return self.register();
        };
        match *step {
            Step::Suspend { org, .. } => {
                let org = self.org(org);
                let done = self.house.act(&signer, registry, &SuspendOrg { org, reason })?;
                self.told.holds.entry(org).or_default().0 = true;
                Ok(done)
            }
            Step::Debar { org, ahead, .. } => {
                let (org, until) = (self.org(org), self.house.chain.now() + ahead);
                let act = DebarOrg { org, until, reason };
                let done = self.house.act(&signer, registry, &act)?;
                self.told.holds.entry(org).or_default().1 = until;
                Ok(done)
            }
            Step::Reinstate { org, .. } => {
                let org = self.org(org);
                let done = self.house.act(&signer, registry, &ReinstateOrg { org, reason })?;
                self.told.holds.remove(&org);
                Ok(done)
            }
            Step::Pause { .. } => {
                let done = self.house.act(&signer, registry, &Pause {})?;
                self.told.paused = true;
                Ok(done)
            }
            Step::Unpause { .. } => {
                let done = self.house.act(&signer, registry, &Unpause {})?;
                self.told.paused = false;
                Ok(done)
            }
            Step::Revoke { key, .. } => {
                let key = self.actor(key).key.id();
                self.house.act(&signer, registry, &RevokeKey { key })
            }
            Step::Replace { key, .. } => {
                let old = self.actor(key);
                let fresh = cast.founder(&format!("key {}", self.actors.len()), &[]).key;
                let new = Actor { key: fresh, ..old.clone() };
                let act = ReplaceKey {
                    old: old.key.id(),
                    new: new.key.public(),
                    possession: self.house.possession(&new),
                };
                let done = self.house.act(&signer, registry, &act)?;
                self.actors.push(new);
                Ok(done)
            }
            Step::SetRoles { person, roles, .. } => {
                let person = self.actor(person).person;
                let act = SetRoles { person, roles: Roles(roles) };
                let done = self.house.act(&signer, registry, &act)?;
                self.told.roles.entry(person).and_modify(|(_, held)| *held = Roles(roles));
                Ok(done)
            }
            Step::Add { roles, .. } => {
                let person = cast.founder(&format!("person {}", self.actors.len()), &[]);
                let person = Actor { org: signer.org, roles: Roles(roles), ..person };
                let act = AddPerson {
                    key: person.key.public(),
                    roles: person.roles,
                    possession: self.house.possession(&person),
                };
                let done = self.house.act(&signer, registry, &act)?;
                self.told.enter(&person);
                self.actors.push(person);
                Ok(done)
            }
            _ => self.make(step, &signer),
        }
    }

    /// A new organisation registers itself: every other one is a buyer.
    fn register(&mut self) -> Result<Vec<Event>, Refusal> {
        let roles = [Role::OrgAdmin, Role::Vendor];
        let buyer = self.orgs.len() % 2 == 1;
        let (kind, roles) =
            if buyer { (OrgKind::Buyer, &roles[..1]) } else { (OrgKind::Vendor, &roles[..]) };
        let name = format!("organisation {}", self.orgs.len());
        let founder = self.house.cast().founder(&name, roles);
        self.house.register(&founder, kind, &name, &name)?;
        self.orgs.push(founder.org);
        self.told.enter(&founder);
        self.actors.push(founder);
        Ok(vec![])
    }

    /// Tenders and their profiles.
    fn make(&mut self, step: &Step, signer: &Actor) -> Result<Vec<Event>, Refusal> {
        let (registry, cast) = (self.house.registry, self.house.cast());
        match *step {
            Step::Propose { profile, .. } => {
                let now = self.house.chain.now();
                let vendors = [cast.vendors[0].admin.org, cast.vendors[1].admin.org];
                let mut publication = match profile {
                    RESTRICTED => invitation(&cast, now, &vendors),
                    _ => plan(&cast, now),
                };
                publication.terms.profile = profile;
                let act = ProposeTender { publication };
                let done = self.house.act(signer, registry, &act)?;
                self.told.proposals.push((signer.org, signer.person));
                Ok(done)
            }
            Step::Approve { proposal, .. } => {
                let found: Result<Proposal, _> =
                    self.house.read_long(registry, &Cell::Proposal(proposal));
                let proposed = found.map_or([0; 32], |found| found.proposed);
                let act = ApproveTender { proposal, proposed };
                self.house.act(signer, registry, &act)
            }
            Step::AddProfile { min_bids, .. } => {
                let [open, ..] = profiles();
                let act = AddProfile { profile: Profile { min_bids, ..open } };
                let done = self.house.act(signer, registry, &act)?;
                self.told.retired.push(false);
                Ok(done)
            }
            Step::RetireProfile { profile, .. } => {
                let done = self.house.act(signer, registry, &RetireProfile { profile })?;
                self.told.retired[profile as usize] = true;
                Ok(done)
            }
            Step::Admit { org, .. } => {
                let org = self.org(org);
                self.house.act(signer, registry, &AdmitOrg { org })
            }
            Step::Refuse { org, .. } => {
                let org = self.org(org);
                self.house.act(signer, registry, &RefuseOrg { org, reason: [1; 32] })
            }
            Step::ApproveCode { code, .. } => {
                let act = ApproveCode { code: [code; 32] };
                let done = self.house.act(signer, registry, &act)?;
                self.told.code = act.code;
                Ok(done)
            }
            Step::OpeningKey { .. } => {
                let mut key = cast.draw(&format!("opening key {}", self.house.fresh_nonce()));
                // Below 2^255, and so below p but for 19 keys.
                key[31] &= 0x7f;
                self.house.act(signer, registry, &RegisterOpeningKey { key })
            }
            _ => Err(Refusal::Chain("another step".into())),
        }
    }

    pub fn signatory(&self, key: KeyId) -> Option<Signatory> {
        let chain = &self.house.chain;
        let view = chain.world().view(self.house.registry, chain.moment());
        registry::signatory(&view, &key).unwrap()
    }

    /// The profile that a step of the factory would make a tender under.
    pub fn profile(&self, step: &Step) -> Option<u32> {
        match *step {
            Step::Propose { profile, .. } => Some(profile),
            Step::Approve { proposal, .. } => {
                let cell = Cell::Proposal(proposal);
                let found: Proposal = self.house.read_long(self.house.registry, &cell).ok()?;
                Some(found.publication.terms.profile)
            }
            _ => None,
        }
    }

    /// Every value of one kind of cell.
    pub fn all<K, V: Decode>(&self, pick: impl Fn(&Cell) -> Option<K>) -> Vec<(K, V)> {
        let cells = self.house.chain.storage(self.house.registry);
        let read = |(key, value): (&Vec<u8>, &Vec<u8>)| {
            let key = Cell::decode_all(&mut &key[..]).ok()?;
            Some((pick(&key)?, V::decode_all(&mut &value[..]).unwrap()))
        };
        cells.iter().filter_map(read).collect()
    }
}

/// Everybody is enrolled, and tenders can be made.
pub fn begun() -> Play {
    let cast = Cast::new([1; 32]);
    let chain = Replay::found(&cast.founding(), START).unwrap();
    let registry = chain.registry();
    let mut house = Installation::new(chain, registry, cast);
    house.enrol_everyone().unwrap();
    house.approve_code([5; 32]).unwrap();
    let cast = house.cast();
    let actors = [
        &cast.registrar,
        &cast.officer,
        &cast.approver,
        &cast.director,
        &cast.neighbour,
        &cast.admin,
        &cast.neighbour_admin,
        &cast.vendors[0].admin,
        &cast.vendors[0].bidder,
        &cast.vendors[1].admin,
        &cast.applicant,
        &cast.retired,
        &cast.successor,
        &cast.stranger,
        &cast.substitute.actor,
    ];
    let actors = actors.into_iter().cloned().collect();
    let orgs = vec![
        cast.admin.org,
        cast.neighbour_admin.org,
        cast.vendors[0].admin.org,
        cast.vendors[1].admin.org,
        cast.applicant.org,
        cast.registrar.org,
    ];
    let mut play = Play { house, actors, orgs, told: Told::default() };
    // What the enrolment gave is where the second bookkeeper begins.
    let people: Vec<(PersonId, Person)> =
        play.all(|cell| if let Cell::Person(id) = cell { Some(*id) } else { None });
    let roles = people.into_iter().map(|(id, person)| (id, (person.org, person.roles))).collect();
    play.told =
        Told { roles, retired: vec![false; profiles().len()], code: [5; 32], ..Told::default() };
    play
}
