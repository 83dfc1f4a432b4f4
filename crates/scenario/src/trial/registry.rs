//! Organisations, people, keys, code.

use tenderseal_client::sign;
use tenderseal_envelope::OpeningKey;
use tenderseal_rules::{
    Error, INTENT_MAX_AHEAD, OrgId,
    messages::{
        Act, AddPerson, AdmitOrg, ApproveCode, RefuseOrg, RegisterOpeningKey, RegisterOrg,
        ReplaceKey,
    },
    roles::{OrgKind, Role, Roles},
};

use super::Trial;
use crate::{Actor, Cast, OpenChain, Refusal, cast::KEY_DELAY, plan};

impl<C: OpenChain> Trial<C> {
    pub(super) fn without_code(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let approval = self.house.propose(plan(&cast, self.house.chain.now()))?;
        self.refused(&cast.approver, self.house.registry, &approval, Error::CodeNotApproved);
        Ok(())
    }

    pub(super) fn registry(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        self.organisations()?;
        self.people();
        self.replacements();
        self.opening_keys()?;
        let approval = ApproveCode { code: [9; 32] };
        self.only_signer(&cast.registrar, Some(&cast.admin), registry, &approval);
        Ok(())
    }

    fn organisations(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let newcomer = cast.founder("newcomer", &[Role::OrgAdmin, Role::Vendor]);
        let register = |founder: &Actor| RegisterOrg {
            kind: OrgKind::Vendor,
            name: "新锐科技有限公司".into(),
            number: "91330100MA2XR00055".into(),
            country: *b"CN",
            details: [1; 32],
            key: founder.key.public(),
        };
        let good = register(&newcomer);
        let authority = RegisterOrg { kind: OrgKind::Authority, ..good.clone() };
        self.refused(&newcomer, registry, &authority, Error::KindNotAllowed);
        self.refused(&cast.stranger, registry, &good, Error::UnknownKey);
        let texts = [
            RegisterOrg { name: String::new(), ..good.clone() },
            RegisterOrg { name: " \u{3000}".into(), ..good.clone() },
            RegisterOrg { name: "x".repeat(201), ..good.clone() },
            RegisterOrg { name: "新锐\n科技".into(), ..good.clone() },
            RegisterOrg { number: String::new(), ..good.clone() },
            RegisterOrg { number: "9".repeat(65), ..good.clone() },
            RegisterOrg { country: *b"cn", ..good.clone() },
        ];
        for text in texts {
            self.refused(&newcomer, registry, &text, Error::TextInvalid);
        }
        let bidder = &cast.vendors[0].bidder;
        self.refused(bidder, registry, &register(bidder), Error::KeyTaken);
        self.only_fresh(&newcomer, registry, &good);
        // A key that signed before: its last nonce is known.
        let founder = &cast.vendors[0].admin;
        self.only_fresh(founder, registry, &register(founder));

        let unknown = OrgId([0; 20]);
        let (admit, refuse) = (|org| AdmitOrg { org }, |org| RefuseOrg { org, reason: [2; 32] });
        self.house.act(&newcomer, registry, &good)?;
        let waiting = newcomer.org;
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &admit(waiting));
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &refuse(waiting));
        for org in [unknown, OrgId([0xff; 20])] {
            self.refused(&cast.registrar, registry, &admit(org), Error::UnknownOrganisation);
            self.refused(&cast.registrar, registry, &refuse(org), Error::UnknownOrganisation);
        }
        self.house.act(&cast.registrar, registry, &refuse(waiting))?;
        for org in [waiting, cast.admin.org, cast.registrar.org] {
            self.refused(&cast.registrar, registry, &admit(org), Error::NotPending);
            self.refused(&cast.registrar, registry, &refuse(org), Error::NotPending);
        }
        // Who was refused gains nothing by a person more.
        let friend = cast.founder("friend", &[]);
        let friend = Actor { org: waiting, roles: Roles::of(&[Role::Vendor]), ..friend };
        let act = self.adding(&friend);
        self.refused(&newcomer, registry, &act, Error::NotAdmitted);
        Ok(())
    }

    fn people(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let clerk = cast.founder("clerk", &[]);
        let clerk = Actor { org: cast.admin.org, roles: Roles::of(&[Role::Officer]), ..clerk };
        let good = self.adding(&clerk);
        for roles in [
            Roles(0),
            Roles(1 << 9),
            Roles::of(&[Role::Vendor]),
            Roles::of(&[Role::Officer, Role::Registrar]),
            Roles::of(&[Role::Reviewer]),
        ] {
            let act = AddPerson { roles, ..good.clone() };
            self.refused(&cast.admin, registry, &act, Error::RoleNotAllowed);
        }
        let bidder = &cast.vendors[0].bidder;
        for roles in [Roles::of(&[Role::Committee]), Roles::of(&[Role::Vendor, Role::Evaluator])] {
            let act = AddPerson { roles, ..self.adding(bidder) };
            self.refused(&cast.vendors[0].admin, registry, &act, Error::RoleNotAllowed);
        }
        for taken in [&cast.officer, &cast.retired] {
            let act = self.adding(taken);
            self.refused(&cast.admin, registry, &act, Error::KeyTaken);
        }
        let elsewhere = Actor { org: cast.neighbour.org, ..clerk.clone() };
        let possessions =
            [[0; 64], self.house.possession(&elsewhere), self.house.possession(&cast.stranger)];
        for possession in possessions {
            let act = AddPerson { possession, ..good.clone() };
            self.refused(&cast.admin, registry, &act, Error::BadPossession);
        }
        self.only_signer(&cast.admin, Some(&cast.officer), registry, &good);
    }

    pub(super) fn adding(&self, person: &Actor) -> AddPerson {
        AddPerson {
            key: person.key.public(),
            roles: person.roles,
            possession: self.house.possession(person),
        }
    }

    pub(super) fn replacing(&self, old: &Actor, new: &Actor) -> ReplaceKey {
        ReplaceKey {
            old: old.key.id(),
            new: new.key.public(),
            possession: self.house.possession(new),
        }
    }

    fn replacements(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let spare = Actor { org: cast.admin.org, ..cast.founder("spare", &[]) };
        let good = self.replacing(&cast.officer, &spare);
        self.refused(&cast.stranger, registry, &good, Error::UnknownKey);
        for inactive in [&cast.retired, &cast.successor] {
            self.refused(inactive, registry, &good, Error::KeyInactive);
        }
        self.refused(&cast.suspended, registry, &good, Error::Suspended);
        self.refused(&cast.debarred, registry, &good, Error::Debarred);
        for nobody in [&cast.approver, &cast.neighbour_admin, &cast.vendors[0].admin] {
            self.refused(nobody, registry, &good, Error::MissingRole);
        }
        let unknown = self.replacing(&cast.stranger, &spare);
        self.refused(&cast.admin, registry, &unknown, Error::UnknownKey);
        let again = self.replacing(&cast.retired, &spare);
        self.refused(&cast.admin, registry, &again, Error::KeyRevoked);
        for taken in [&cast.approver, &cast.retired, &cast.officer] {
            let act = self.replacing(&cast.officer, taken);
            self.refused(&cast.admin, registry, &act, Error::KeyTaken);
        }
        let theirs = Actor { org: cast.neighbour.org, ..spare };
        for possession in [[0; 64], self.house.possession(&theirs)] {
            let act = ReplaceKey { possession, ..good.clone() };
            self.refused(&cast.admin, registry, &act, Error::BadPossession);
        }
        self.only_fresh(&cast.admin, registry, &good);
    }

    fn opening_keys(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let member = &cast.substitute.actor;
        let below_p = |first: u8| {
            let mut key = [0xff; 32];
            (key[0], key[31]) = (first, 0x7f);
            key
        };
        let mut one = [0; 32];
        one[0] = 1;
        let mut spelled_twice = cast.supervisor.opening.public();
        spelled_twice[31] |= 0x80;
        // 0, 1, p − 1; p, p + 1, p + 9 (the base point once more), and a key with the top bit set.
        for key in [
            [0; 32],
            one,
            below_p(0xec),
            below_p(0xed),
            below_p(0xee),
            below_p(0xf6),
            spelled_twice,
        ] {
            let act = RegisterOpeningKey { key };
            self.refused(member, registry, &act, Error::OpeningKeyInvalid);
        }
        let taken = RegisterOpeningKey { key: cast.supervisor.opening.public() };
        self.refused(member, registry, &taken, Error::OpeningKeyTaken);
        self.refused(&cast.supervisor.actor, registry, &taken, Error::OpeningKeyTaken);
        let fresh = RegisterOpeningKey { key: below_p(0xeb) };
        self.only_signer(member, Some(&cast.officer), registry, &fresh);
        // Two keys are fine, two places on one committee are not: see `bad_people`.
        let second = RegisterOpeningKey { key: second_opening_key(&cast) };
        self.house.act(&cast.supervisor.actor, registry, &second).map(drop)
    }

    /// Who may replace a key, when the new one begins, and how long an intent lasts.
    pub(super) fn keys_in_time(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let renewed =
            |name: &str, of: &Actor| Actor { key: cast.founder(name, &[]).key, ..of.clone() };
        // By the person, by the administrator, and by a registrar when an organisation lost its
        // only key.
        let own = renewed("own", &cast.director);
        let by_admin = renewed("by admin", &cast.vendors[2].bidder);
        let lost = renewed("lost", &cast.neighbour_admin);
        for (signer, old, new) in [
            (&cast.director, &cast.director, &own),
            (&cast.vendors[2].admin, &cast.vendors[2].bidder, &by_admin),
            (&cast.registrar, &cast.neighbour_admin, &lost),
        ] {
            let act = self.replacing(old, new);
            self.house.act(signer, registry, &act)?;
            self.refused(old, registry, &act, Error::KeyInactive);
        }
        let begins = self.house.chain.now() + u64::from(KEY_DELAY);
        let clerk = cast.founder("late clerk", &[]);
        let clerk = Actor { org: cast.neighbour.org, roles: Roles::of(&[Role::Officer]), ..clerk };
        let act = self.adding(&clerk);
        self.house.chain.advance_to(begins - 1);
        self.refused(&lost, registry, &act, Error::KeyInactive);
        self.house.chain.advance_to(begins);
        self.house.act(&lost, registry, &act)?;
        self.intents_in_time(&lost)
    }

    /// An intent lasts until the very second that it names, and no longer than a day.
    fn intents_in_time(&mut self, admin: &Actor) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let site = self.house.site(registry);
        let add = |trial: &Self, name: &str| {
            let clerk = cast.founder(name, &[]);
            trial.adding(&Actor { org: admin.org, roles: Roles::of(&[Role::Officer]), ..clerk })
        };
        let (first, second) = (add(self, "clerk 1"), add(self, "clerk 2"));
        let until = self.house.chain.now() + 5;
        let nonce = self.house.fresh_nonce();
        let call = sign(&admin.key, &site, &first, nonce, until);
        self.house.chain.advance_to(until);
        self.house.chain.call(registry, &call)?;
        self.refused_call(AddPerson::MESSAGE, registry, &call, Error::NonceUsed);

        let until = until + INTENT_MAX_AHEAD + 1;
        let nonce = self.house.fresh_nonce();
        let call = sign(&admin.key, &site, &second, nonce, until);
        self.refused_call(AddPerson::MESSAGE, registry, &call, Error::ValidTooLong);
        self.house.chain.advance_to(until - INTENT_MAX_AHEAD);
        self.house.chain.call(registry, &call).map(drop)
    }
}

/// The supervisor's other opening key.
pub(super) fn second_opening_key(cast: &Cast) -> [u8; 32] {
    OpeningKey::from_bytes(cast.draw("second opening key")).public()
}
