//! A registry on a chain, with the cast in it.

use std::{collections::BTreeMap, sync::Arc};

use parity_scale_codec::{Decode, DecodeAll, Encode};
use tenderseal_client::{SigningKey, Site, sign};
use tenderseal_rules::{
    ContractId, Error, Event, Hash, OrgId, RegistryEvent, cells,
    messages::{
        Act, AddPerson, AdmitOrg, ApproveCode, ApproveTender, ProposeTender, RegisterOpeningKey,
        RegisterOrg, ReplaceKey,
    },
    replay::sha256,
    roles::{OrgKind, Role},
    terms::Publication,
};

use crate::{Actor, Cast, Chain, Member, Refusal};

/// Seconds for which the cast's intents are valid.
pub const VALID_FOR: u64 = 600;

/// A registry on a chain, and what its people remember.
#[derive(Clone, Debug)]
pub struct Installation<C> {
    /// The chain.
    pub chain: C,
    /// The registry's contract.
    pub registry: ContractId,
    /// The tenders, in the order of their publication.
    pub tenders: Vec<ContractId>,
    pub(crate) envelopes: BTreeMap<(ContractId, u32), Vec<u8>>,
    cast: Arc<Cast>,
    nonce: u64,
    seeds: u32,
}

impl<C: Chain> Installation<C> {
    /// Takes over a registry that was founded with [`Cast::founding`].
    #[must_use]
    pub fn new(chain: C, registry: ContractId, cast: Cast) -> Self {
        Self {
            chain,
            registry,
            tenders: Vec::new(),
            envelopes: BTreeMap::new(),
            cast: Arc::new(cast),
            nonce: 0,
            seeds: 0,
        }
    }

    /// The people.
    #[must_use]
    pub fn cast(&self) -> Arc<Cast> {
        Arc::clone(&self.cast)
    }

    /// Where intents for a contract hold.
    #[must_use]
    pub fn site(&self, contract: ContractId) -> Site {
        Site { genesis: self.cast.genesis, contract }
    }

    /// Every contract, the registry first.
    pub fn contracts(&self) -> impl Iterator<Item = ContractId> {
        std::iter::once(self.registry).chain(self.tenders.iter().copied())
    }

    /// A nonce that no intent of this installation had yet.
    pub fn fresh_nonce(&mut self) -> u64 {
        self.nonce += 1;
        self.nonce
    }

    /// A seed that no envelope of this installation had yet.
    pub fn fresh_seed(&mut self) -> [u8; 32] {
        self.seeds += 1;
        self.cast.draw(&format!("seed {}", self.seeds))
    }

    /// Signs an act and puts it on the chain.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn act<A: Act>(
        &mut self,
        who: &Actor,
        contract: ContractId,
        act: &A,
    ) -> Result<Vec<Event>, Refusal> {
        let call = self.signed(&who.key, contract, act);
        self.chain.call(contract, &call)
    }

    /// The bytes of a good intent.
    pub fn signed<A: Act>(&mut self, key: &SigningKey, contract: ContractId, act: &A) -> Vec<u8> {
        let nonce = self.fresh_nonce();
        sign(key, &self.site(contract), act, nonce, self.chain.now() + VALID_FOR)
    }

    /// Reads a value of a contract.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the cell is missing or does not decode.
    pub fn read<T: Decode>(&self, contract: ContractId, key: &impl Encode) -> Result<T, Refusal> {
        let bytes = self.chain.cell(contract, &key.encode()).ok_or(Error::Corrupt)?;
        T::decode_all(&mut &bytes[..]).map_err(|_| Error::Corrupt.into())
    }

    /// Reads a paged value of a contract.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when a page is missing or it does not decode.
    pub fn read_long<T: Decode>(
        &self,
        contract: ContractId,
        key: &impl Encode,
    ) -> Result<T, Refusal> {
        let pages = |key: &[u8]| self.chain.cell(contract, key);
        Ok(cells::decode_long(pages, &key.encode())?.ok_or(Error::Corrupt)?)
    }

    /// Registers, admits and adds the whole cast, registers opening keys and replaces the retired
    /// person's key. The applicant is left waiting.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn enrol_everyone(&mut self) -> Result<(), Refusal> {
        let cast = self.cast();
        let buyers = [
            (&cast.admin, "滨江市第一人民医院", "12330100470116A001"),
            (&cast.neighbour_admin, "滨江市图书馆", "12330100470116A002"),
        ];
        for (founder, name, number) in buyers {
            self.register(founder, OrgKind::Buyer, name, number)?;
            self.admit(founder.org)?;
        }
        for company in &cast.vendors {
            self.register(&company.admin, OrgKind::Vendor, company.name, company.number)?;
            self.admit(company.admin.org)?;
            self.add(&company.admin, &company.bidder)?;
        }
        self.register(&cast.applicant, OrgKind::Vendor, "远山贸易有限公司", "91330100MA2YS00044")?;
        let Cast { officer, approver, director, evaluators, retired, .. } = &*cast;
        for person in [officer, approver, director, &evaluators[0], &evaluators[1], retired] {
            self.add(&cast.admin, person)?;
        }
        self.add(&cast.neighbour_admin, &cast.neighbour)?;
        self.add_member(&cast.registrar, &cast.supervisor)?;
        for member in cast.members.iter().chain([&cast.substitute]) {
            self.add_member(&cast.admin, member)?;
        }
        let replacement = ReplaceKey {
            old: retired.key.id(),
            new: cast.successor.key.public(),
            possession: self.possession(&cast.successor),
        };
        self.act(&cast.admin, self.registry, &replacement)?;
        self.add(&cast.registrar, &cast.reviewer)
    }

    /// The registrar approves the code that new tenders get.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn approve_code(&mut self, code: Hash) -> Result<(), Refusal> {
        let cast = self.cast();
        self.act(&cast.registrar, self.registry, &ApproveCode { code }).map(drop)
    }

    /// A new key's signature for itself.
    #[must_use]
    pub fn possession(&self, actor: &Actor) -> [u8; 64] {
        actor.key.possession(&self.site(self.registry), &actor.org)
    }

    /// An organisation registers itself.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn register(
        &mut self,
        founder: &Actor,
        kind: OrgKind,
        name: &str,
        number: &str,
    ) -> Result<(), Refusal> {
        let act = RegisterOrg {
            kind,
            name: name.into(),
            number: number.into(),
            country: *b"CN",
            details: sha256(name.as_bytes()),
            key: founder.key.public(),
        };
        self.act(founder, self.registry, &act).map(drop)
    }

    /// The registrar admits an organisation.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn admit(&mut self, org: OrgId) -> Result<(), Refusal> {
        let cast = self.cast();
        self.act(&cast.registrar, self.registry, &AdmitOrg { org }).map(drop)
    }

    /// So many more vendors, registered and admitted; the founder of each bids for it.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn enrol_vendors(&mut self, count: usize) -> Result<Vec<Actor>, Refusal> {
        let cast = self.cast();
        let mut vendors = Vec::with_capacity(count);
        for at in 0..count {
            let vendor = cast.founder(&format!("vendor {at}"), &[Role::OrgAdmin, Role::Vendor]);
            let number = vendor.org.to_string();
            self.register(&vendor, OrgKind::Vendor, "众合有限公司", &number)?;
            self.admit(vendor.org)?;
            vendors.push(vendor);
        }
        Ok(vendors)
    }

    /// So many more evaluators of the buyer.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn enrol_evaluators(&mut self, count: usize) -> Result<Vec<Actor>, Refusal> {
        let cast = self.cast();
        let mut evaluators = Vec::with_capacity(count);
        for at in 0..count {
            let name = format!("further evaluator {at}");
            let evaluator = cast.person(&name, cast.admin.org, &[Role::Evaluator]);
            self.add(&cast.admin, &evaluator)?;
            evaluators.push(evaluator);
        }
        Ok(evaluators)
    }

    /// An administrator adds a person.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn add(&mut self, admin: &Actor, person: &Actor) -> Result<(), Refusal> {
        let act = AddPerson {
            key: person.key.public(),
            roles: person.roles,
            possession: self.possession(person),
        };
        self.act(admin, self.registry, &act).map(drop)
    }

    /// An administrator adds a member, who registers an opening key.
    fn add_member(&mut self, admin: &Actor, member: &Member) -> Result<(), Refusal> {
        self.add(admin, &member.actor)?;
        let act = RegisterOpeningKey { key: member.opening.public() };
        self.act(&member.actor, self.registry, &act).map(drop)
    }

    /// The officer proposes a tender, the approver confirms it.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn publish(&mut self, publication: Publication) -> Result<ContractId, Refusal> {
        let cast = self.cast();
        let approval = self.propose(publication)?;
        let events = self.act(&cast.approver, self.registry, &approval)?;
        let created = events.iter().find_map(|event| match event {
            Event::Registry(RegistryEvent::TenderCreated { tender, .. }) => Some(*tender),
            _ => None,
        });
        let tender = created.ok_or_else(|| Refusal::Chain("no tender was created".into()))?;
        self.tenders.push(tender);
        Ok(tender)
    }

    /// The officer proposes a tender; answers the act that would approve it.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn propose(&mut self, publication: Publication) -> Result<ApproveTender, Refusal> {
        let cast = self.cast();
        let act = ProposeTender { publication };
        let proposed = sha256(&act.encode());
        let events = self.act(&cast.officer, self.registry, &act)?;
        events
            .iter()
            .find_map(|event| match event {
                Event::Registry(RegistryEvent::TenderProposed { proposal, .. }) => {
                    Some(ApproveTender { proposal: *proposal, proposed })
                }
                _ => None,
            })
            .ok_or_else(|| Refusal::Chain("no tender was proposed".into()))
    }
}
