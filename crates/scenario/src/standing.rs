//! What registrars and administrators decide about organisations, people and the factory.

use tenderseal_rules::{
    Event, KeyId, OrgId, PersonId,
    messages::{
        AddProfile, DebarOrg, Pause, ReinstateOrg, RetireProfile, RevokeKey, SetRoles, SuspendOrg,
        Unpause,
    },
    profile::Profile,
    registry::{Cell, State},
    replay::sha256,
    roles::Roles,
};

use crate::{Actor, Chain, Installation, Refusal};

type Done = Result<Vec<Event>, Refusal>;

impl<C: Chain> Installation<C> {
    /// The registrar suspends an organisation.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn suspend(&mut self, org: OrgId) -> Done {
        let act = SuspendOrg { org, reason: sha256("暂停资格决定".as_bytes()) };
        self.act(&self.cast().registrar, self.registry, &act)
    }

    /// The registrar debars an organisation until this second.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn debar(&mut self, org: OrgId, until: u64) -> Done {
        let act = DebarOrg { org, until, reason: sha256("禁止投标决定".as_bytes()) };
        self.act(&self.cast().registrar, self.registry, &act)
    }

    /// The registrar lifts suspension and debarment.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn reinstate(&mut self, org: OrgId) -> Done {
        let act = ReinstateOrg { org, reason: sha256("恢复资格决定".as_bytes()) };
        self.act(&self.cast().registrar, self.registry, &act)
    }

    /// The registrar pauses the factory.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn pause(&mut self) -> Done {
        self.act(&self.cast().registrar, self.registry, &Pause {})
    }

    /// The registrar lets the factory go on.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn unpause(&mut self) -> Done {
        self.act(&self.cast().registrar, self.registry, &Unpause {})
    }

    /// Somebody revokes a key.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn revoke(&mut self, who: &Actor, key: KeyId) -> Done {
        self.act(who, self.registry, &RevokeKey { key })
    }

    /// An administrator gives a person other roles.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn set_roles(&mut self, admin: &Actor, person: PersonId, roles: Roles) -> Done {
        self.act(admin, self.registry, &SetRoles { person, roles })
    }

    /// The registrar adds a profile; answers its number.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn add_profile(&mut self, profile: Profile) -> Result<u32, Refusal> {
        let State { profiles, .. } = self.read(self.registry, &Cell::State)?;
        self.act(&self.cast().registrar, self.registry, &AddProfile { profile })?;
        Ok(profiles)
    }

    /// The registrar retires a profile.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn retire_profile(&mut self, profile: u32) -> Done {
        self.act(&self.cast().registrar, self.registry, &RetireProfile { profile })
    }
}
