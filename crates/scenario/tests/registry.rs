//! Any sequence of acts on the registry by anybody: what is refused changes nothing, nobody acts
//! without standing, and the counters are what counting people and keys again gives.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::{BTreeMap, BTreeSet};

use parity_scale_codec::{Decode, DecodeAll};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use tenderseal_rules::{
    Event, KeyId, OrgId, PersonId,
    host::{Signatory, Standing},
    messages::{
        AddPerson, AddProfile, ApproveTender, DebarOrg, Pause, ProposeTender, ReinstateOrg,
        ReplaceKey, RetireProfile, RevokeKey, SetRoles, SuspendOrg, Unpause,
    },
    profile::Profile,
    registry::{
        self, Cell, DEBARMENT_MAX, DEFAULT_ADMIN_ROLE, Key, ListedProfile, Org, OrgStatus,
        PROFILES_MAX, Person, Proposal,
    },
    roles::{OrgKind, Role, Roles},
};
use tenderseal_scenario::{
    Actor, Cast, Installation, Refusal, Replay,
    cast::{RESTRICTED, profiles},
    chain::{Chain, OpenChain},
    invitation, plan,
};

const START: u64 = 1_800_000_000;
const ACTS: usize = 150;
const CASES: u32 = 64;

/// Somebody by number, in the order in which keys came up; the registrar is 0.
type Who = usize;

#[derive(Clone, Debug)]
enum Step {
    Wait(u64),
    Suspend { who: Who, org: usize },
    Debar { who: Who, org: usize, ahead: u64 },
    Reinstate { who: Who, org: usize },
    Pause { who: Who },
    Unpause { who: Who },
    Revoke { who: Who, key: usize },
    Replace { who: Who, key: usize },
    SetRoles { who: Who, person: usize, roles: u32 },
    Add { who: Who, roles: u32 },
    Propose { who: Who, profile: u32 },
    Approve { who: Who, proposal: u32 },
    AddProfile { who: Who, min_bids: u32 },
    RetireProfile { who: Who, profile: u32 },
}

impl Step {
    fn name(&self) -> String {
        format!("{self:?}").chars().take_while(|letter| letter.is_alphabetic()).collect()
    }
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..24usize;
    // Acts of a registrar come from one more often than not.
    let chief = || prop_oneof![3 => Just(0usize), 1 => 0..24usize];
    let org = || 0..6usize;
    // The first profile more often than any other.
    let profile = || prop_oneof![4 => Just(0u32), 1 => 0..6u32];
    // Some administrator's and some officer's set more often than any bits.
    let roles = || {
        prop_oneof![
            Just(Role::OrgAdmin as u32),
            Just(Role::Officer as u32 | Role::Approver as u32),
            Just(Role::Vendor as u32 | Role::OrgAdmin as u32),
            Just(Role::Registrar as u32),
            0..1_024u32,
        ]
    };
    prop_oneof![
        16 => (0..3_000u64).prop_map(Step::Wait),
        6 => (chief(), org()).prop_map(|(who, org)| Step::Suspend { who, org }),
        6 => (chief(), org(), 0..5_000u64)
            .prop_map(|(who, org, ahead)| Step::Debar { who, org, ahead }),
        8 => (chief(), org()).prop_map(|(who, org)| Step::Reinstate { who, org }),
        2 => chief().prop_map(|who| Step::Pause { who }),
        4 => chief().prop_map(|who| Step::Unpause { who }),
        12 => (who(), who()).prop_map(|(who, key)| Step::Revoke { who, key }),
        4 => who().prop_map(|key| Step::Revoke { who: 0, key }),
        12 => (chief(), who()).prop_map(|(who, key)| Step::Replace { who, key }),
        16 => (who(), who(), roles())
            .prop_map(|(who, person, roles)| Step::SetRoles { who, person, roles }),
        8 => (who(), roles()).prop_map(|(who, roles)| Step::Add { who, roles }),
        8 => (1..6usize, profile()).prop_map(|(who, profile)| Step::Propose { who, profile }),
        8 => (1..6usize, 0..8u32).prop_map(|(who, proposal)| Step::Approve { who, proposal }),
        4 => (chief(), 0..4u32).prop_map(|(who, min_bids)| Step::AddProfile { who, min_bids }),
        1 => (chief(), 0..6u32).prop_map(|(who, profile)| Step::RetireProfile { who, profile }),
    ]
}

/// A registry under random acts, and what a second bookkeeper notes of it.
#[derive(Clone)]
struct Play {
    house: Installation<Replay>,
    actors: Vec<Actor>,
    /// Suspended, debarred until.
    holds: BTreeMap<OrgId, (bool, u64)>,
    paused: bool,
    /// Whether each profile is retired, by number.
    retired: Vec<bool>,
    /// Organisations whose last administrator's key a registrar took.
    orphaned: BTreeSet<OrgId>,
}

impl Play {
    fn actor(&self, who: Who) -> Actor {
        self.actors[who % self.actors.len()].clone()
    }

    fn org(&self, org: usize) -> OrgId {
        let cast = self.house.cast();
        [
            cast.admin.org,
            cast.neighbour_admin.org,
            cast.vendors[0].admin.org,
            cast.vendors[1].admin.org,
            cast.applicant.org,
            cast.registrar.org,
        ][org]
    }

    fn signer(&self, step: &Step) -> Option<Actor> {
        match *step {
            Step::Wait(_) => None,
            Step::Suspend { who, .. }
            | Step::Debar { who, .. }
            | Step::Reinstate { who, .. }
            | Step::Pause { who }
            | Step::Unpause { who }
            | Step::Revoke { who, .. }
            | Step::Replace { who, .. }
            | Step::SetRoles { who, .. }
            | Step::Add { who, .. }
            | Step::Propose { who, .. }
            | Step::Approve { who, .. }
            | Step::AddProfile { who, .. }
            | Step::RetireProfile { who, .. } => Some(self.actor(who)),
        }
    }

    fn act(&mut self, step: &Step) -> Result<Vec<Event>, Refusal> {
        let (registry, cast) = (self.house.registry, self.house.cast());
        let reason = [1; 32];
        let Some(signer) = self.signer(step) else {
            if let Step::Wait(seconds) = *step {
                self.house.chain.advance_to(self.house.chain.now() + seconds);
            }
            return Ok(vec![]);
        };
        match *step {
            Step::Wait(_) => Ok(vec![]),
            Step::Suspend { org, .. } => {
                let org = self.org(org);
                let done = self.house.act(&signer, registry, &SuspendOrg { org, reason })?;
                self.holds.entry(org).or_default().0 = true;
                Ok(done)
            }
            Step::Debar { org, ahead, .. } => {
                let (org, until) = (self.org(org), self.house.chain.now() + ahead);
                let act = DebarOrg { org, until, reason };
                let done = self.house.act(&signer, registry, &act)?;
                self.holds.entry(org).or_default().1 = until;
                Ok(done)
            }
            Step::Reinstate { org, .. } => {
                let org = self.org(org);
                let done = self.house.act(&signer, registry, &ReinstateOrg { org, reason })?;
                self.holds.remove(&org);
                Ok(done)
            }
            Step::Pause { .. } => {
                let done = self.house.act(&signer, registry, &Pause {})?;
                self.paused = true;
                Ok(done)
            }
            Step::Unpause { .. } => {
                let done = self.house.act(&signer, registry, &Unpause {})?;
                self.paused = false;
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
                self.house.act(&signer, registry, &act)
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
                self.actors.push(person);
                Ok(done)
            }
            _ => self.make(step, &signer),
        }
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
                self.house.act(signer, registry, &act)
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
                self.retired.push(false);
                Ok(done)
            }
            Step::RetireProfile { profile, .. } => {
                let done = self.house.act(signer, registry, &RetireProfile { profile })?;
                self.retired[profile as usize] = true;
                Ok(done)
            }
            _ => Err(Refusal::Chain("another step".into())),
        }
    }

    fn signatory(&self, key: KeyId) -> Option<Signatory> {
        let chain = &self.house.chain;
        let view = chain.world().view(self.house.registry, chain.moment());
        registry::signatory(&view, &key).unwrap()
    }

    /// The profile that a step of the factory would make a tender under.
    fn profile(&self, step: &Step) -> Option<u32> {
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
    fn all<K, V: Decode>(&self, pick: impl Fn(&Cell) -> Option<K>) -> Vec<(K, V)> {
        let cells = self.house.chain.storage(self.house.registry);
        let read = |(key, value): (&Vec<u8>, &Vec<u8>)| {
            let key = Cell::decode_all(&mut &key[..]).ok()?;
            Some((pick(&key)?, V::decode_all(&mut &value[..]).unwrap()))
        };
        cells.iter().filter_map(read).collect()
    }

    /// Counters, standings and the switch, by the second bookkeeper.
    fn check(&self) -> Result<(), TestCaseError> {
        let now = self.house.chain.now();
        let keys: Vec<(KeyId, Key)> =
            self.all(|cell| if let Cell::Key(id) = cell { Some(*id) } else { None });
        let people: BTreeMap<PersonId, Person> = self
            .all(|cell| if let Cell::Person(id) = cell { Some(*id) } else { None })
            .into_iter()
            .collect();
        let orgs: Vec<(OrgId, Org)> =
            self.all(|cell| if let Cell::Org(id) = cell { Some(*id) } else { None });
        for (id, person) in &people {
            let left = keys.iter().filter(|(_, key)| key.person == *id);
            let left = left.filter(|(_, key)| key.revoked_at.is_none()).count();
            prop_assert_eq!(usize::try_from(person.keys).ok(), Some(left), "keys of {}", id);
            prop_assert!(left <= 1, "one key at a time");
        }
        for (id, org) in &orgs {
            let own = || people.values().filter(|person| person.org == *id);
            prop_assert_eq!(usize::try_from(org.people).ok(), Some(own().count()));
            let admins = own().filter(|person| person.roles.has(Role::OrgAdmin));
            let admin_keys: u32 = admins.map(|person| person.keys).sum();
            prop_assert_eq!(org.admin_keys, admin_keys, "administrators' keys of {}", id);
            prop_assert!(admin_keys > 0 || self.orphaned.contains(id), "{} is stranded", id);
            prop_assert!(own().all(|person| person.roles.allowed_for(org.kind).is_ok()));
            prop_assert_eq!(org.standing(now), self.standing(*id, org.status, now));
            prop_assert!(org.kind != OrgKind::Authority || admin_keys > 0);
        }
        let state: registry::State =
            self.house.read(self.house.registry, &Cell::State).map_err(failed)?;
        prop_assert_eq!(state.paused, self.paused);
        let listed: BTreeMap<u32, ListedProfile> = self
            .all(|cell| if let Cell::Profile(number) = cell { Some(*number) } else { None })
            .into_iter()
            .collect();
        prop_assert!(
            listed.keys().copied().eq(0..state.profiles) && state.profiles <= PROFILES_MAX
        );
        prop_assert!(listed.values().map(|one| one.retired_at.is_some()).eq(self.retired.clone()));
        prop_assert!(listed.values().all(|one| one.profile.check().is_ok()));
        Ok(())
    }

    fn standing(&self, org: OrgId, status: OrgStatus, now: u64) -> Standing {
        let (suspended, until) = self.holds.get(&org).copied().unwrap_or_default();
        match (status, suspended, now < until) {
            (OrgStatus::Pending | OrgStatus::Refused, _, _) => Standing::NotAdmitted,
            (OrgStatus::Admitted, true, _) => Standing::Suspended,
            (OrgStatus::Admitted, false, true) => Standing::Debarred,
            (OrgStatus::Admitted, false, false) => Standing::Admitted,
        }
    }
}

/// Whoever acted was known, active and of good standing.
fn check_signer(step: &Step, before: Option<Signatory>) -> Result<(), TestCaseError> {
    let Some(signer) = before else {
        return Err(TestCaseError::fail(format!("a stranger did {step:?}")));
    };
    let keeps = matches!(step, Step::Revoke { .. } | Step::Replace { .. });
    let good = match signer.standing {
        Standing::Admitted => true,
        Standing::NotAdmitted => keeps,
        Standing::Suspended | Standing::Debarred => false,
    };
    prop_assert!(good && signer.active, "{:?} of {:?}", step, signer);
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn failed(refusal: Refusal) -> TestCaseError {
    TestCaseError::fail(refusal.to_string())
}

/// What all cases together reached.
#[derive(Default)]
struct Reached {
    accepted: BTreeSet<String>,
    refused: BTreeSet<String>,
    orphaned: bool,
}

fn play(mut play: Play, steps: &[Step], reached: &mut Reached) -> Result<(), TestCaseError> {
    for step in steps {
        let registry = play.house.registry;
        let before = play.house.chain.storage(registry);
        let signer = play.signer(step).and_then(|signer| play.signatory(signer.key.id()));
        let paused = play.paused;
        match play.act(step) {
            Err(_) => {
                prop_assert!(play.house.chain.storage(registry) == before, "{step:?}");
                reached.refused.insert(step.name());
            }
            Ok(_) if matches!(step, Step::Wait(_)) => {}
            Ok(_) => {
                let makes = matches!(step, Step::Propose { .. } | Step::Approve { .. });
                prop_assert!(!(paused && makes), "{step:?} while paused");
                let profile = play.profile(step).and_then(|at| play.retired.get(at as usize));
                prop_assert_eq!(profile, makes.then_some(&false), "{:?}", step);
                if let (Step::Revoke { key, .. }, Some(signer)) = (step, &signer)
                    && signer.roles.has(Role::Registrar)
                {
                    play.orphaned.insert(play.actor(*key).org);
                }
                check_signer(step, signer)?;
                reached.accepted.insert(step.name());
            }
        }
        play.check()?;
        let orgs: Vec<(OrgId, Org)> =
            play.all(|cell| if let Cell::Org(id) = cell { Some(*id) } else { None });
        reached.orphaned |= orgs.iter().any(|(_, org)| org.admin_keys == 0);
        // Whoever has an administrator again may lose the last one by nobody but a registrar.
        for (id, _) in orgs.iter().filter(|(_, org)| org.admin_keys > 0) {
            play.orphaned.remove(id);
        }
    }
    Ok(())
}

fn begun() -> Play {
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
    ];
    let actors = actors.into_iter().cloned().collect();
    let (holds, orphaned) = (BTreeMap::new(), BTreeSet::new());
    let retired = vec![false; profiles().len()];
    Play { house, actors, holds, paused: false, retired, orphaned }
}

#[test]
fn random_acts_by_anybody_never_break_the_registry() {
    let begun = begun();
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let reached = std::cell::RefCell::new(Reached::default());
    TestRunner::new_with_rng(config, rng)
        .run(&prop::collection::vec(step(), ACTS), |steps| {
            play(begun.clone(), &steps, &mut reached.borrow_mut())
        })
        .unwrap_or_else(|error| panic!("{error}"));

    // A run in which nothing was done, or nothing was refused, would prove nothing.
    let reached = reached.into_inner();
    let kinds = [
        "Add",
        "AddProfile",
        "Approve",
        "Debar",
        "Pause",
        "Propose",
        "Reinstate",
        "Replace",
        "RetireProfile",
        "Revoke",
        "SetRoles",
        "Suspend",
        "Unpause",
    ];
    assert!(reached.accepted.iter().eq(kinds), "accepted: {:?}", reached.accepted);
    assert!(reached.refused.iter().eq(kinds), "refused: {:?}", reached.refused);
    assert!(reached.orphaned, "no registrar took a last key");
}

#[test]
fn who_has_a_role_is_told_by_the_key_the_role_and_the_standing_of_now() {
    let Play { mut house, .. } = begun();
    let cast = house.cast();
    let asked = |house: &Installation<Replay>, role: u32, of: &Actor| {
        let view = house.chain.world().view(house.registry, house.chain.moment());
        registry::has_role(&view, role, &of.key.id()).unwrap()
    };
    for role in Role::ALL {
        let bit = role as u32;
        assert_eq!(asked(&house, bit, &cast.director), cast.director.roles.has(role), "{role:?}");
        for nobody in [&cast.stranger, &cast.retired, &cast.successor, &cast.applicant] {
            assert!(!asked(&house, bit, nobody), "{role:?}");
        }
    }
    assert!(asked(&house, DEFAULT_ADMIN_ROLE, &cast.registrar));
    assert!(!asked(&house, DEFAULT_ADMIN_ROLE, &cast.admin));
    let both = cast.director.roles.0;
    for no_role in [both, 1 << 9, u32::MAX] {
        assert!(!asked(&house, no_role, &cast.director), "{no_role}");
    }

    let (vendor, bidder) = (cast.vendors[0].admin.org, &cast.vendors[0].bidder);
    let bids = Role::Vendor as u32;
    let until = house.chain.now() + DEBARMENT_MAX;
    house.debar(vendor, until).unwrap();
    assert!(!asked(&house, bids, bidder));
    house.chain.advance_to(until - 1);
    assert!(!asked(&house, bids, bidder));
    house.chain.advance_to(until);
    assert!(asked(&house, bids, bidder));
    house.suspend(vendor).unwrap();
    assert!(!asked(&house, bids, bidder));

    let paused = |house: &Installation<Replay>| {
        registry::paused(&house.chain.world().view(house.registry, house.chain.moment())).unwrap()
    };
    assert!(!paused(&house));
    house.pause().unwrap();
    assert!(paused(&house));
    house.unpause().unwrap();
    assert!(!paused(&house));
}
