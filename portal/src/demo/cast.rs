//! Who takes part in the demonstration, and their keys: drawn from 32 random
//! bytes of the installation, so that no two installations share one.

use tenderseal_client::{
    SigningKey,
    keys::{org_id, person_id},
};
use tenderseal_envelope::OpeningKey;
use tenderseal_rules::{
    Hash, OrgId, PersonId,
    replay::sha256,
    roles::{Role, Roles},
};

use super::DemoError;

/// A person of the demonstration.
pub struct Actor {
    /// Stable: the part before the @ of the address to sign in with.
    pub name: &'static str,
    /// What the person is called.
    pub title: &'static str,
    /// The signing key.
    pub key: SigningKey,
    /// Its 32 bytes.
    pub secret: [u8; 32],
    /// The X25519 opening key's 32 bytes, of committee members.
    pub opening: Option<[u8; 32]>,
    /// The person on the chain.
    pub person: PersonId,
    /// For whom the person acts.
    pub org: OrgId,
    /// What the person may do.
    pub roles: Roles,
}

impl Actor {
    /// The opening key of a committee member.
    ///
    /// # Errors
    /// [`DemoError::Script`] for somebody who is none.
    pub fn opening_key(&self) -> Result<OpeningKey, DemoError> {
        self.opening.map(OpeningKey::from_bytes).ok_or(DemoError::Script("no opening key"))
    }
}

/// An organisation of the demonstration.
pub struct Firm {
    /// Legal name.
    pub legal_name: &'static str,
    /// Registration number.
    pub number: &'static str,
    /// Founds it and administers it; of a vendor: bids too.
    pub founder: Actor,
}

/// Everybody.
pub struct Cast {
    /// The first registrar, who founds the authority.
    pub registrar: Actor,
    /// Reads what is restricted, of the authority.
    pub auditor: Actor,
    /// Decides complaints, of the authority.
    pub reviewer: Actor,
    /// Member 1 of the committee, of the authority.
    pub supervisor: Actor,
    /// The buyer and its administrator.
    pub buyer: Firm,
    /// Drafts and proposes for the buyer.
    pub officer: Actor,
    /// Gives the second signature.
    pub approver: Actor,
    /// Members 2 and 3 of the committee, of the buyer.
    pub members: [Actor; 2],
    /// The panel.
    pub evaluators: [Actor; 2],
    /// Those who bid.
    pub vendors: [Firm; 3],
    /// A vendor whose registration waits.
    pub applicant: Firm,
}

/// The authority's legal name.
pub const AUTHORITY: &str = "示范市公共资源交易管理局";
/// The authority's registration number.
pub const AUTHORITY_NUMBER: &str = "11330000MB0A00001X";

/// Draws keys.
struct Draw<'a> {
    seed: &'a [u8; 32],
    genesis: Hash,
}

impl Draw<'_> {
    fn bytes(&self, kind: &str, name: &str) -> [u8; 32] {
        sha256(
            &[b"TENDERSEAL-DEMO\0", &self.seed[..], kind.as_bytes(), b"\0", name.as_bytes()]
                .concat(),
        )
    }

    fn actor(
        &self,
        name: &'static str,
        title: &'static str,
        org: Option<OrgId>,
        roles: &[Role],
    ) -> Result<Actor, DemoError> {
        let secret = self.bytes("signing", name);
        let key = SigningKey::from_bytes(&secret)?;
        let public = key.public();
        let opening = roles.contains(&Role::Committee).then(|| self.bytes("opening", name));
        Ok(Actor {
            name,
            title,
            secret,
            opening,
            person: person_id(&self.genesis, &public),
            org: org.unwrap_or_else(|| org_id(&self.genesis, &public)),
            roles: Roles::of(roles),
            key,
        })
    }

    fn vendor(
        &self,
        name: &'static str,
        title: &'static str,
        legal_name: &'static str,
        number: &'static str,
    ) -> Result<Firm, DemoError> {
        let founder = self.actor(name, title, None, &[Role::OrgAdmin, Role::Vendor])?;
        Ok(Firm { legal_name, number, founder })
    }
}

impl Cast {
    /// The cast of an installation.
    ///
    /// # Errors
    /// When a drawn number is no key, which happens once in 2^32 installations at most.
    pub fn new(seed: &[u8; 32], genesis: Hash) -> Result<Self, DemoError> {
        let draw = Draw { seed, genesis };
        let registrar =
            draw.actor("registrar", "登记员 Registrar", None, &[Role::Registrar, Role::OrgAdmin])?;
        let authority = Some(registrar.org);
        let admin = draw.actor("admin", "采购单位管理员 Administrator", None, &[Role::OrgAdmin])?;
        let buyer = Some(admin.org);
        Ok(Self {
            auditor: draw.actor("auditor", "审计员 Auditor", authority, &[Role::Auditor])?,
            reviewer: draw.actor(
                "reviewer",
                "投诉处理人 Reviewer",
                authority,
                &[Role::Reviewer],
            )?,
            supervisor: draw.actor(
                "member1",
                "开标委员（监管方） Committee 1",
                authority,
                &[Role::Committee],
            )?,
            officer: draw.actor("officer", "采购经办人 Officer", buyer, &[Role::Officer])?,
            approver: draw.actor("approver", "采购审批人 Approver", buyer, &[Role::Approver])?,
            members: [
                draw.actor("member2", "开标委员（采购方） Committee 2", buyer, &[Role::Committee])?,
                draw.actor("member3", "开标委员（采购方） Committee 3", buyer, &[Role::Committee])?,
            ],
            evaluators: [
                draw.actor("evaluator1", "评标专家甲 Evaluator 1", buyer, &[Role::Evaluator])?,
                draw.actor("evaluator2", "评标专家乙 Evaluator 2", buyer, &[Role::Evaluator])?,
            ],
            vendors: [
                draw.vendor(
                    "vendor1",
                    "华安科技投标人 Vendor 1",
                    "华安电子科技有限公司",
                    "91330100MA2HA00011",
                )?,
                draw.vendor(
                    "vendor2",
                    "北辰信息投标人 Vendor 2",
                    "北辰信息系统有限公司",
                    "91330100MA2BC00022",
                )?,
                draw.vendor(
                    "vendor3",
                    "江海智能投标人 Vendor 3",
                    "江海智能装备有限公司",
                    "91330100MA2JH00033",
                )?,
            ],
            applicant: draw.vendor(
                "vendor4",
                "远山贸易（待审核） Vendor 4",
                "远山贸易有限公司",
                "91330100MA2YS00044",
            )?,
            buyer: Firm {
                legal_name: "示范市财政局",
                number: "11330000002482D01Y",
                founder: admin,
            },
            registrar,
        })
    }

    /// Everybody who signs in.
    pub fn everyone(&self) -> impl Iterator<Item = &Actor> {
        let people = [
            &self.registrar,
            &self.auditor,
            &self.reviewer,
            &self.supervisor,
            &self.buyer.founder,
            &self.officer,
            &self.approver,
        ];
        let vendors = self.vendors.iter().chain([&self.applicant]).map(|firm| &firm.founder);
        people.into_iter().chain(&self.members).chain(&self.evaluators).chain(vendors)
    }
}
