//! Keys that are revoked and roles that are given and taken: an organisation always keeps somebody
//! who can bring the others back.

use tenderseal_envelope::OpeningKey;
use tenderseal_rules::{
    Error, PersonId,
    messages::{ProposeTender, RegisterOpeningKey, RevokeKey, SetRoles},
    registry::{Cell, Org},
    roles::{OrgKind, Role, Roles},
    terms::Publication,
};

use super::Trial;
use crate::{Actor, Cast, OpenChain, Refusal, cast::KEY_DELAY, plan};

/// A buyer of the trial's own.
struct House {
    admin: Actor,
    deputy: Actor,
    clerk: Actor,
}

impl House {
    fn of(cast: &Cast) -> Self {
        let admin = cast.founder("house, admin", &[Role::OrgAdmin]);
        let person = |name: &str, roles: &[Role]| Actor {
            org: admin.org,
            roles: Roles::of(roles),
            ..cast.founder(name, &[])
        };
        Self {
            deputy: person("house, deputy", &[Role::OrgAdmin, Role::Officer]),
            clerk: person("house, clerk", &[Role::Officer]),
            admin,
        }
    }
}

impl<C: OpenChain> Trial<C> {
    pub(super) fn wardens(&mut self) -> Result<(), Refusal> {
        let house = House::of(&self.house.cast());
        let House { admin, deputy, clerk } = &house;
        self.house.register(admin, OrgKind::Buyer, "滨江市档案馆", "12330100470116A003")?;
        self.house.admit(admin.org)?;
        self.last_admin(admin, admin);
        self.house.add(admin, deputy)?;
        self.house.add(admin, clerk)?;
        self.revocations(&house)?;
        self.roles(&house)?;
        self.seats(&house)?;
        self.strandings(&house)?;
        self.authority()
    }

    /// Neither a revocation nor other roles take the last key of an administrator.
    fn last_admin(&mut self, signer: &Actor, last: &Actor) {
        let registry = self.house.registry;
        let revocation = RevokeKey { key: last.key.id() };
        self.refused(signer, registry, &revocation, Error::LastAdminKey);
        let demotion = SetRoles { person: last.person, roles: Roles::of(&[Role::Committee]) };
        self.refused(signer, registry, &demotion, Error::LastAdminKey);
    }

    fn admin_keys(&self, of: &Actor) -> Result<u32, Refusal> {
        let org: Org = self.house.read(self.house.registry, &Cell::Org(of.org))?;
        Ok(org.admin_keys)
    }

    /// Who revokes a key, and that it never comes back.
    fn revocations(&mut self, house: &House) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let House { admin, clerk, .. } = house;
        let act = RevokeKey { key: clerk.key.id() };
        self.refused(&cast.stranger, registry, &act, Error::UnknownKey);
        self.refused(&cast.retired, registry, &act, Error::KeyInactive);
        self.refused(&cast.suspended, registry, &act, Error::Suspended);
        self.refused(&cast.debarred, registry, &act, Error::Debarred);
        for nobody in [&cast.officer, &cast.admin, &cast.vendors[0].admin] {
            self.refused(nobody, registry, &act, Error::MissingRole);
        }
        self.only_fresh(admin, registry, &act);
        let unknown = RevokeKey { key: cast.stranger.key.id() };
        self.refused(admin, registry, &unknown, Error::UnknownKey);
        let replaced = RevokeKey { key: cast.retired.key.id() };
        self.refused(&cast.admin, registry, &replaced, Error::KeyRevoked);

        self.house.revoke(clerk, clerk.key.id())?;
        self.refused(admin, registry, &act, Error::KeyRevoked);
        self.refused(clerk, registry, &act, Error::KeyInactive);
        let again = self.adding(clerk);
        self.refused(admin, registry, &again, Error::KeyTaken);

        // The person gets a new key, once: then there is a key to replace.
        let renewed = Actor { key: cast.founder("clerk renewed", &[]).key, ..clerk.clone() };
        let act = self.replacing(clerk, &renewed);
        self.house.act(admin, registry, &act)?;
        let other = Actor { key: cast.founder("clerk once more", &[]).key, ..clerk.clone() };
        let act = self.replacing(clerk, &other);
        self.refused(admin, registry, &act, Error::KeyRevoked);
        assert_eq!(self.admin_keys(admin)?, 2);
        Ok(())
    }

    fn roles(&mut self, house: &House) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let House { admin, deputy, .. } = house;
        let set = |person, roles| SetRoles { person, roles };
        let officer = Roles::of(&[Role::Officer]);
        let act = set(deputy.person, officer);
        self.only_buyer_of(admin, &act);
        let unknown = set(PersonId([0; 20]), officer);
        self.refused(admin, registry, &unknown, Error::UnknownPerson);
        for roles in [
            Roles(0),
            Roles(1 << 9),
            Roles::of(&[Role::Vendor]),
            Roles::of(&[Role::OrgAdmin, Role::Registrar]),
        ] {
            self.refused(admin, registry, &set(deputy.person, roles), Error::RoleNotAllowed);
        }
        let same = set(deputy.person, deputy.roles);
        self.refused(admin, registry, &same, Error::RoleRedundant);
        let bidder = &cast.vendors[0].bidder;
        let committee = set(bidder.person, Roles::of(&[Role::Committee]));
        let vendor = &cast.vendors[0].admin;
        self.refused(vendor, registry, &committee, Error::RoleNotAllowed);

        // What was taken is missing at once; what was given works at once.
        self.house.act(admin, registry, &act)?;
        assert_eq!(self.admin_keys(admin)?, 1);
        self.refused(deputy, registry, &same, Error::MissingRole);
        self.last_admin(admin, admin);
        self.house.act(admin, registry, &same)?;
        assert_eq!(self.admin_keys(admin)?, 2);
        self.house.set_roles(deputy, admin.person, officer)?;
        self.last_admin(deputy, deputy);
        self.house.set_roles(deputy, admin.person, admin.roles).map(drop)
    }

    /// As [`Self::only_buyer`], of a buyer of the trial's own.
    fn only_buyer_of(&mut self, admin: &Actor, act: &SetRoles) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        self.only_signer(admin, Some(&cast.officer), registry, act);
        for other in [&cast.admin, &cast.vendors[0].admin, &cast.registrar] {
            self.refused(other, registry, act, Error::ForeignOrganisation);
        }
    }

    /// Whoever has lost role, key or standing gets no seat in a new tender.
    fn seats(&mut self, house: &House) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let admin = &house.admin;
        let both = Roles::of(&[Role::Committee, Role::Evaluator]);
        let expert = Actor { org: admin.org, roles: both, ..cast.founder("expert", &[]) };
        let key = OpeningKey::from_bytes(cast.draw("expert's opening key"));
        self.house.add(admin, &expert)?;
        self.house.act(&expert, registry, &RegisterOpeningKey { key: key.public() })?;
        let good = plan(&cast, self.house.chain.now());
        let committee = vec![cast.supervisor.opening.public(), key.public()];
        let on_committee = Publication { committee, ..good.clone() };
        let on_panel = Publication { panel: vec![expert.person], ..good };
        let seats = [
            (ProposeTender { publication: on_committee }, Error::CommitteeUnregistered),
            (ProposeTender { publication: on_panel }, Error::PanelInvalid),
        ];
        let empty = |trial: &mut Self| {
            for (act, error) in &seats {
                trial.refused(&cast.officer, registry, act, *error);
            }
        };
        let filled = |trial: &mut Self| -> Result<(), Refusal> {
            for (act, _) in &seats {
                trial.house.act(&cast.officer, registry, act)?;
            }
            Ok(())
        };
        filled(self)?;
        self.house.suspend(admin.org)?;
        empty(self);
        self.house.reinstate(admin.org)?;
        filled(self)?;
        let officer = Roles::of(&[Role::Officer]);
        self.house.set_roles(admin, expert.person, officer)?;
        empty(self);
        self.house.set_roles(admin, expert.person, both)?;
        filled(self)?;
        self.house.revoke(admin, expert.key.id())?;
        empty(self);
        Ok(())
    }

    /// A registrar may take the last key of an administrator, and gives the person a new one.
    fn strandings(&mut self, house: &House) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let House { admin, deputy, .. } = house;
        self.house.revoke(deputy, admin.key.id())?;
        self.last_admin(deputy, deputy);
        self.house.revoke(&cast.registrar, deputy.key.id())?;
        assert_eq!(self.admin_keys(admin)?, 0);
        let found = Actor { key: cast.founder("deputy found", &[]).key, ..deputy.clone() };
        let act = self.replacing(deputy, &found);
        self.refused(deputy, registry, &act, Error::KeyInactive);
        self.refused(&cast.admin, registry, &act, Error::MissingRole);
        self.house.act(&cast.registrar, registry, &act)?;
        assert_eq!(self.admin_keys(admin)?, 1);
        let begins = self.house.chain.now() + u64::from(KEY_DELAY);
        self.house.chain.advance_to(begins - 1);
        let person = Actor {
            org: admin.org,
            roles: Roles::of(&[Role::Approver]),
            ..cast.founder("house, late", &[])
        };
        let adding = self.adding(&person);
        self.refused(&found, registry, &adding, Error::KeyInactive);
        self.house.chain.advance_to(begins);
        self.last_admin(&found, &found);
        self.house.act(&found, registry, &adding).map(drop)
    }

    /// Above the authority there is nobody: its last administrator's key is kept from registrars.
    fn authority(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        self.last_admin(&cast.registrar, &cast.registrar);
        let second = Actor {
            org: cast.registrar.org,
            roles: Roles::of(&[Role::Registrar]),
            ..cast.founder("second registrar", &[])
        };
        self.house.add(&cast.registrar, &second)?;
        let act = RevokeKey { key: cast.registrar.key.id() };
        self.refused(&second, self.house.registry, &act, Error::LastAdminKey);
        self.house.revoke(&cast.registrar, second.key.id()).map(drop)
    }
}
