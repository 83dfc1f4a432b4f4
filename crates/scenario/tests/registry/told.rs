//! The second bookkeeper: what was done, noted without the registry's cells, and what the cells must say by it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    Hash, KeyId, OrgId, PersonId,
    host::{Signatory, Standing},
    registry::{self, Cell, Key, ListedProfile, Org, OrgStatus, PROFILES_MAX, Person},
    roles::{OrgKind, Role, Roles},
};
use tenderseal_scenario::{Actor, chain::Chain};

use super::{
    failed,
    play::Play,
    step::{Step, Who},
};

/// What was done.
#[derive(Clone, Default)]
pub struct Told {
    /// Suspended, debarred until.
    pub holds: BTreeMap<OrgId, (bool, u64)>,
    pub paused: bool,
    /// Whether each profile is retired, by number.
    pub retired: Vec<bool>,
    /// Organisations whose last administrator's key a registrar took.
    pub orphaned: BTreeSet<OrgId>,
    /// Whose people hold which roles.
    pub roles: BTreeMap<PersonId, (OrgId, Roles)>,
    /// For which buyer each tender was proposed, and by whom.
    pub proposals: Vec<(OrgId, PersonId)>,
    /// The code that new tenders get.
    pub code: Hash,
}

impl Told {
    /// Somebody new.
    pub fn enter(&mut self, person: &Actor) {
        self.roles.insert(person.person, (person.org, person.roles));
    }
}

impl Play {
    /// Counters, standings and the switch, by the second bookkeeper.
    pub fn check(&self) -> Result<(), TestCaseError> {
        let now = self.house.chain.now();
        let keys: Vec<(KeyId, Key)> =
            self.all(|cell| if let Cell::Key(id) = cell { Some(*id) } else { None });
        let people: BTreeMap<PersonId, Person> = self
            .all(|cell| if let Cell::Person(id) = cell { Some(*id) } else { None })
            .into_iter()
            .collect();
        let orgs: Vec<(OrgId, Org)> =
            self.all(|cell| if let Cell::Org(id) = cell { Some(*id) } else { None });
        let held = people.iter().map(|(id, person)| (*id, (person.org, person.roles)));
        prop_assert!(held.eq(self.told.roles.clone()), "roles by nobody's act");
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
            prop_assert!(admin_keys > 0 || self.told.orphaned.contains(id), "{} is stranded", id);
            prop_assert!(own().all(|person| person.roles.allowed_for(org.kind).is_ok()));
            prop_assert_eq!(org.standing(now), self.standing(*id, org.status, now));
            prop_assert!(org.kind != OrgKind::Authority || admin_keys > 0);
        }
        let state: registry::State =
            self.house.read(self.house.registry, &Cell::State).map_err(failed)?;
        prop_assert_eq!(state.paused, self.told.paused);
        prop_assert_eq!(state.code, Some(self.told.code));
        prop_assert_eq!(state.proposals as usize, self.told.proposals.len());
        let listed: BTreeMap<u32, ListedProfile> = self
            .all(|cell| if let Cell::Profile(number) = cell { Some(*number) } else { None })
            .into_iter()
            .collect();
        prop_assert!(
            listed.keys().copied().eq(0..state.profiles) && state.profiles <= PROFILES_MAX
        );
        prop_assert!(
            listed.values().map(|one| one.retired_at.is_some()).eq(self.told.retired.clone())
        );
        prop_assert!(listed.values().all(|one| one.profile.check().is_ok()));
        Ok(())
    }

    /// Whether the act was its signer's to do: by the roles that person holds, and whose person or proposal it is about.
    pub fn is_rightful(&self, step: &Step) -> bool {
        let Some(signer) = self.signer(step) else { return true };
        let Some((org, roles)) = self.told.roles.get(&signer.person).copied() else {
            return false;
        };
        let keeps = |key: Who| {
            let of = self.actor(key);
            let own = of.person == signer.person;
            let admin = roles.has(Role::OrgAdmin) && of.org == org;
            own || admin || roles.has(Role::Registrar)
        };
        match *step {
            Step::Wait(_) | Step::Register => true,
            Step::Suspend { .. }
            | Step::Debar { .. }
            | Step::Reinstate { .. }
            | Step::Pause { .. }
            | Step::Unpause { .. }
            | Step::AddProfile { .. }
            | Step::RetireProfile { .. }
            | Step::Admit { .. }
            | Step::Refuse { .. }
            | Step::ApproveCode { .. } => roles.has(Role::Registrar),
            Step::Revoke { key, .. } | Step::Replace { key, .. } => keeps(key),
            Step::SetRoles { person, .. } => {
                roles.has(Role::OrgAdmin) && self.actor(person).org == org
            }
            Step::Add { .. } => roles.has(Role::OrgAdmin),
            Step::Propose { .. } => roles.has(Role::Officer),
            Step::Approve { proposal, .. } => {
                let proposed = self.told.proposals.get(proposal as usize);
                let other = proposed
                    .is_some_and(|(buyer, officer)| *buyer == org && *officer != signer.person);
                roles.has(Role::Approver) && other
            }
            Step::OpeningKey { .. } => roles.has(Role::Committee),
        }
    }

    fn standing(&self, org: OrgId, status: OrgStatus, now: u64) -> Standing {
        let (suspended, until) = self.told.holds.get(&org).copied().unwrap_or_default();
        match (status, suspended, now < until) {
            (OrgStatus::Pending | OrgStatus::Refused, _, _) => Standing::NotAdmitted,
            (OrgStatus::Admitted, true, _) => Standing::Suspended,
            (OrgStatus::Admitted, false, true) => Standing::Debarred,
            (OrgStatus::Admitted, false, false) => Standing::Admitted,
        }
    }
}

/// Whoever acted was known, active and of good standing.
pub fn check_signer(step: &Step, before: Option<Signatory>) -> Result<(), TestCaseError> {
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
