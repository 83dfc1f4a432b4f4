//! Who takes part.

use tenderseal_client::{
    SigningKey,
    keys::{org_id, person_id},
};
use tenderseal_envelope::OpeningKey;
use tenderseal_rules::{
    Hash, OrgId, PersonId,
    profile::{Procedure, Profile},
    registry::Founding,
    replay::sha256,
    roles::{Role, Roles},
    schedule::Minimums,
};

/// The least periods of a scenario's profiles.
pub const MINIMUMS: Minimums = Minimums {
    bidding: 300,
    officers_window: 120,
    self_reveal_window: 120,
    objection_window: 120,
    standstill: 300,
    questions: 0,
    amendment: 240,
};
/// The number of the profile under which any admitted vendor bids: everything that the rules allow.
pub const OPEN: u32 = 0;
/// The number of the profile under which invited vendors bid; else as [`OPEN`].
pub const RESTRICTED: u32 = 1;
/// The number of the profile under which vendors bid that were qualified; else as [`OPEN`].
pub const PREQUALIFIED: u32 = 2;
/// The number of the profile under which bids have two envelopes; else as [`OPEN`].
pub const TWO_ENVELOPES: u32 = 3;
/// From the replacement of a key to the first second of the new one.
pub const KEY_DELAY: u32 = 3_600;

/// A person with a key.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person's key.
    pub key: SigningKey,
    /// The person.
    pub person: PersonId,
    /// For whom the person acts.
    pub org: OrgId,
    /// What the person may do.
    pub roles: Roles,
}

/// A member of a committee: a person with an opening key.
#[derive(Clone, Debug)]
pub struct Member {
    /// The person.
    pub actor: Actor,
    /// The X25519 key that opens the member's stanzas.
    pub opening: OpeningKey,
}

/// A vendor.
#[derive(Clone, Debug)]
pub struct Company {
    /// Legal name.
    pub name: &'static str,
    /// Registration number.
    pub number: &'static str,
    /// Founder and administrator.
    pub admin: Actor,
    /// Bids for it.
    pub bidder: Actor,
}

/// Everybody.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The installation's 32 random bytes, from the seed too.
    pub genesis: Hash,
    /// The authority's founder: admits, approves code.
    pub registrar: Actor,
    /// Member 1 of the committee, of the authority.
    pub supervisor: Member,
    /// The buyer's founder and administrator.
    pub admin: Actor,
    /// Proposes for the buyer.
    pub officer: Actor,
    /// Gives the buyer's second signature.
    pub approver: Actor,
    /// Of the buyer, officer and approver at once.
    pub director: Actor,
    /// Members 2 and 3 of the committee, of the buyer.
    pub members: [Member; 2],
    /// The panel, of the buyer.
    pub evaluators: [Actor; 2],
    /// Of the buyer, committee member and evaluator, but of no tender yet.
    pub substitute: Member,
    /// Of the buyer; the key is replaced while everybody is enrolled.
    pub retired: Actor,
    /// The key that replaces the retired one.
    pub successor: Actor,
    /// The founder of another buyer.
    pub neighbour_admin: Actor,
    /// Officer and approver of the other buyer.
    pub neighbour: Actor,
    /// Those who bid.
    pub vendors: [Company; 3],
    /// A vendor whose registration waits.
    pub applicant: Actor,
    /// Nobody registered this key.
    pub stranger: Actor,
    /// A vendor that a trial suspends.
    pub suspended: Actor,
    /// A vendor that a trial debars.
    pub debarred: Actor,
    /// Decides complaints, of the authority.
    pub reviewer: Actor,
    seed: [u8; 32],
}

impl Cast {
    /// The cast of a seed: random for a demonstration, fixed for a test.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        let genesis = sha256(&[b"TENDERSEAL-SCENARIO-GENESIS\0", &seed[..]].concat());
        let draw = Draw { seed, genesis };
        let registrar = draw.founder("registrar", &[Role::Registrar, Role::OrgAdmin]);
        let admin = draw.founder("buyer", &[Role::OrgAdmin]);
        let neighbour_admin = draw.founder("neighbour", &[Role::OrgAdmin]);
        let (authority, buyer) = (registrar.org, admin.org);
        let both = [Role::Officer, Role::Approver];
        Self {
            genesis,
            supervisor: draw.member("supervisor", authority, &[Role::Committee]),
            officer: draw.person("officer", buyer, &[Role::Officer]),
            approver: draw.person("approver", buyer, &[Role::Approver]),
            director: draw.person("director", buyer, &both),
            members: ["member 2", "member 3"]
                .map(|name| draw.member(name, buyer, &[Role::Committee])),
            evaluators: ["evaluator 1", "evaluator 2"]
                .map(|name| draw.person(name, buyer, &[Role::Evaluator])),
            substitute: draw.member("substitute", buyer, &[Role::Committee, Role::Evaluator]),
            retired: draw.person("retired", buyer, &both),
            successor: Actor {
                key: draw.signing("successor"),
                ..draw.person("retired", buyer, &both)
            },
            neighbour: draw.person("neighbour officer", neighbour_admin.org, &both),
            vendors: [
                ("华安电子科技有限公司", "91330100MA2HA00011"),
                ("北辰信息系统有限公司", "91330100MA2BC00022"),
                ("江海智能装备有限公司", "91330100MA2JH00033"),
            ]
            .map(|(name, number)| draw.company(name, number)),
            applicant: draw.founder("applicant", &[Role::OrgAdmin, Role::Vendor]),
            stranger: draw.founder("stranger", &[]),
            suspended: draw.founder("suspended", &[Role::OrgAdmin, Role::Vendor]),
            debarred: draw.founder("debarred", &[Role::OrgAdmin, Role::Vendor]),
            reviewer: draw.person("reviewer", authority, &[Role::Reviewer]),
            registrar,
            admin,
            neighbour_admin,
            seed,
        }
    }

    /// What the registry is founded with.
    #[must_use]
    pub fn founding(&self) -> Founding {
        Founding {
            genesis: self.genesis,
            key_delay: KEY_DELAY,
            profiles: profiles().into(),
            name: "滨江市公共资源交易中心".into(),
            number: "12330100MB0B100001".into(),
            country: *b"CN",
            key: self.registrar.key.public(),
        }
    }

    /// The committee in the order of its numbers, from 1.
    #[must_use]
    pub fn committee(&self) -> [&Member; 3] {
        [&self.supervisor, &self.members[0], &self.members[1]]
    }

    /// 32 bytes that follow from the seed and a label: for whatever else a scenario draws.
    #[must_use]
    pub fn draw(&self, label: &str) -> [u8; 32] {
        draw(&self.seed, label)
    }

    /// One more vendor with its founder, of any label: for scenarios with a crowd.
    #[must_use]
    pub fn founder(&self, label: &str, roles: &[Role]) -> Actor {
        self.more().founder(label, roles)
    }

    /// One more person of an organisation, of any label.
    #[must_use]
    pub fn person(&self, label: &str, org: OrgId, roles: &[Role]) -> Actor {
        self.more().person(label, org, roles)
    }

    fn more(&self) -> Draw {
        Draw { seed: self.seed, genesis: self.genesis }
    }
}

/// The profiles of a scenario's installation, by number: [`OPEN`], [`RESTRICTED`], [`PREQUALIFIED`] and
/// [`TWO_ENVELOPES`].
#[must_use]
pub fn profiles() -> [Profile; 4] {
    [
        Profile::permissive("open", "公开招标", Procedure::OpenOneEnvelope, MINIMUMS),
        Profile::permissive("restricted", "邀请招标", Procedure::Restricted, MINIMUMS),
        Profile::permissive("prequalified", "资格预审", Procedure::Prequalified, MINIMUMS),
        Profile::permissive("two-envelopes", "双信封", Procedure::OpenTwoEnvelopes, MINIMUMS),
    ]
}

fn draw(seed: &[u8; 32], label: &str) -> [u8; 32] {
    sha256(&[b"TENDERSEAL-SCENARIO\0", &seed[..], label.as_bytes()].concat())
}

struct Draw {
    seed: [u8; 32],
    genesis: Hash,
}

impl Draw {
    /// Draws until 32 bytes are a key; all but one in 2^32 are.
    fn signing(&self, name: &str) -> SigningKey {
        let mut bytes = draw(&self.seed, name);
        loop {
            match SigningKey::from_bytes(&bytes) {
                Ok(key) => return key,
                Err(_) => bytes = draw(&bytes, name),
            }
        }
    }

    fn founder(&self, name: &str, roles: &[Role]) -> Actor {
        let key = self.signing(name);
        let org = org_id(&self.genesis, &key.public());
        Actor { org, ..self.person(name, org, roles) }
    }

    fn person(&self, name: &str, org: OrgId, roles: &[Role]) -> Actor {
        let key = self.signing(name);
        let person = person_id(&self.genesis, &key.public());
        Actor { key, person, org, roles: Roles::of(roles) }
    }

    fn member(&self, name: &str, org: OrgId, roles: &[Role]) -> Member {
        let opening = OpeningKey::from_bytes(draw(&self.seed, &format!("{name}, opening")));
        Member { actor: self.person(name, org, roles), opening }
    }

    fn company(&self, name: &'static str, number: &'static str) -> Company {
        let admin = self.founder(name, &[Role::OrgAdmin, Role::Vendor]);
        let bidder = self.person(&format!("{name}, bidder"), admin.org, &[Role::Vendor]);
        Company { name, number, admin, bidder }
    }
}
