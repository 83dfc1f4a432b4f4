//! The replay: the same rules on a map instead of a chain.
//!
//! Whoever has a chain's calls can run them again here and compare every cell that the
//! contracts stored (docs/ARCHITECTURE, "Verifying"). Tests use it too.

use std::collections::BTreeMap;

use p256::ecdsa::{Signature as P256Signature, VerifyingKey, signature::hazmat::PrehashVerifier};
use sha2::{Digest, Sha256};
use sha3::Keccak256;

use crate::{
    ContractId, Error, Event, Hash, KeyId, PublicKey, Signature,
    host::{Host, RegistryHost, Signatory, TenderHost},
    messages::Agree,
    messages::{
        AcceptChange, AcceptMilestone, Complain, CompleteContract, ConfirmCompletion,
        ConfirmRejection, ConfirmTermination, DecideComplaint, ProposeChange, ProposeContract,
        ProposeRejection, ProposeTermination, ReportMilestone, ResumeTender, ReturnMilestone,
        SignContract, SuspendTender, WithdrawComplaint,
    },
    messages::{
        Act, AddPerson, AddProfile, AdmitOrg, Answer, ApproveCode, ApproveTender, Ask, CommitBid,
        ConfirmAward, ConfirmCancellation, ConfirmExtension, ConfirmFinding, ConfirmSeatChange,
        DebarOrg, Declare, Object, Pause, PostShares, ProposeAward, ProposeCancellation,
        ProposeExtension, ProposeFinding, ProposeSeatChange, ProposeTender, Rank, RefuseOrg,
        RegisterOpeningKey, RegisterOrg, ReinstateOrg, ReplaceBid, ReplaceKey, RetireProfile,
        Reveal, RevokeKey, Score, SetRoles, SuspendOrg, Tally, Unpause, WithdrawBid,
    },
    messages::{
        Apply, ConfirmForfeiture, ConfirmQualification, ProposeForfeiture, ProposeQualification,
        ReturnSecurity,
    },
    messages::{AskVendor, ConfirmAcceptance, ProposeAcceptance, Respond},
    messages::{ConfirmAmendment, ProposeAmendment},
    messages::{JudgeBids, Reshare, ReshareSeed},
    registry::{self, Founding},
    tender::{self, Birth},
};
use parity_scale_codec::Encode;

/// A contract's cells: raw key to raw value, exactly as the chain stores them.
pub type Cells = BTreeMap<Vec<u8>, Vec<u8>>;

/// Key of the cell that ink! itself keeps: that of a contract's storage struct, which has no field
/// and so no value. ink! writes it when a constructor succeeds; the rules never touch it. The
/// replay writes it at the same place, so that a contract's whole storage can be compared.
pub const ROOT_CELL: [u8; 4] = [0; 4];

/// SHA-256.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Keccak-256.
#[must_use]
pub fn keccak256(bytes: &[u8]) -> Hash {
    Keccak256::digest(bytes).into()
}

/// The id of a public key: the last 20 bytes of its Keccak-256.
#[must_use]
pub fn key_id(key: &PublicKey) -> KeyId {
    let mut id = [0; 20];
    id.copy_from_slice(&keccak256(&key.0)[12..]);
    KeyId(id)
}

/// Whether an ECDSA P-256 signature over a SHA-256 digest is the key's.
#[must_use]
pub fn verify_p256(digest: &Hash, signature: &Signature, key: &PublicKey) -> bool {
    let mut point = [4; 65];
    point[1..].copy_from_slice(&key.0);
    let (Ok(key), Ok(signature)) =
        (VerifyingKey::from_sec1_bytes(&point), P256Signature::from_slice(signature))
    else {
        return false;
    };
    key.verify_prehash(digest, &signature).is_ok()
}

/// The two contracts' worlds together: one registry, its tenders.
#[derive(Clone, Debug, Default)]
pub struct World {
    registry: Option<ContractId>,
    cells: BTreeMap<ContractId, Cells>,
    addresses: BTreeMap<u32, ContractId>,
}

/// The block in which a call runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Block number.
    pub block: u32,
    /// Block time, Unix seconds.
    pub now: u64,
}

impl World {
    /// Founds a registry at this address.
    ///
    /// # Errors
    /// Those of [`registry::found`].
    pub fn found(
        registry: ContractId,
        founding: &Founding,
        moment: Moment,
    ) -> Result<(Self, Vec<Event>), Error> {
        let mut world = Self { registry: Some(registry), ..Self::default() };
        let input_len = founding_input(founding).len();
        let events = world.run(registry, moment, input_len, |host| {
            registry::found(host, founding)?;
            host.save(&ROOT_CELL, &[]);
            Ok(())
        })?;
        Ok((world, events))
    }

    /// Says at which address the chain creates the tender of a proposal. The address depends on
    /// the code blob, which the replay does not have; that it is the right one shows when the
    /// registry's cells are compared.
    pub fn expect_tender(&mut self, proposal: u32, address: ContractId) {
        self.addresses.insert(proposal, address);
    }

    /// The registry's address.
    #[must_use]
    pub fn registry(&self) -> Option<ContractId> {
        self.registry
    }

    /// A contract's cells.
    #[must_use]
    pub fn cells(&self, contract: ContractId) -> Option<&Cells> {
        self.cells.get(&contract)
    }

    /// Every contract that was created, the registry among them.
    pub fn contracts(&self) -> impl Iterator<Item = ContractId> {
        self.cells.keys().copied()
    }

    /// Reads with the rules' own functions.
    #[must_use]
    pub fn view(&self, contract: ContractId, moment: Moment) -> Overlay<'_> {
        let (written, events) = (BTreeMap::new(), Vec::new());
        Overlay { world: self, contract, moment, input_len: 0, written, events }
    }

    /// Runs a call as the chain would: on `Ok` its cells are kept, on an error nothing changes.
    ///
    /// # Errors
    /// The rule's error; [`Error::UnknownMessage`] for a selector or contract that is not there,
    /// [`Error::Malformed`] for arguments that do not decode.
    pub fn call(
        &mut self,
        to: ContractId,
        input: &[u8],
        moment: Moment,
    ) -> Result<Vec<Event>, Error> {
        if !self.cells.contains_key(&to) {
            return Err(Error::UnknownMessage);
        }
        let is_registry = self.registry == Some(to);
        self.run(to, moment, input.len(), |host| {
            if is_registry { call_registry(host, input) } else { call_tender(host, input) }
        })
    }

    fn run(
        &mut self,
        contract: ContractId,
        moment: Moment,
        input_len: usize,
        rule: impl FnOnce(&mut Overlay<'_>) -> Result<(), Error>,
    ) -> Result<Vec<Event>, Error> {
        let mut overlay = self.view(contract, moment);
        overlay.input_len = input_len;
        rule(&mut overlay)?;
        let Overlay { written, events, .. } = overlay;
        for ((contract, key), value) in written {
            self.cells.entry(contract).or_default().insert(key, value);
        }
        Ok(events)
    }
}

/// One call's view of the world; what it writes lies apart until it succeeds.
#[derive(Debug)]
pub struct Overlay<'a> {
    world: &'a World,
    contract: ContractId,
    moment: Moment,
    input_len: usize,
    written: BTreeMap<(ContractId, Vec<u8>), Vec<u8>>,
    events: Vec<Event>,
}

impl Host for Overlay<'_> {
    fn now(&self) -> u64 {
        self.moment.now
    }

    fn block(&self) -> u32 {
        self.moment.block
    }

    fn contract(&self) -> ContractId {
        self.contract
    }

    fn input_len(&self) -> usize {
        self.input_len
    }

    fn sha256(&self, bytes: &[u8]) -> Result<Hash, Error> {
        Ok(sha256(bytes))
    }

    fn keccak256(&self, bytes: &[u8]) -> Hash {
        keccak256(bytes)
    }

    fn verify_p256(
        &self,
        message: &[u8],
        signature: &Signature,
        key: &PublicKey,
    ) -> Result<bool, Error> {
        Ok(verify_p256(&sha256(message), signature, key))
    }

    fn load(&self, key: &[u8]) -> Option<Vec<u8>> {
        let written = self.written.get(&(self.contract, key.to_vec()));
        written.or_else(|| self.world.cells.get(&self.contract)?.get(key)).cloned()
    }

    fn save(&mut self, key: &[u8], value: &[u8]) {
        self.written.insert((self.contract, key.to_vec()), value.to_vec());
    }

    fn emit(&mut self, event: Event) {
        self.events.push(event);
    }
}

impl RegistryHost for Overlay<'_> {
    fn create_tender(&mut self, _: &Hash, _: &Hash, birth: &Birth) -> Result<ContractId, Error> {
        let address = *self.world.addresses.get(&birth.number).ok_or(Error::TenderFailed)?;
        if self.world.cells.contains_key(&address) {
            return Err(Error::TenderFailed);
        }
        let registry = std::mem::replace(&mut self.contract, address);
        let born = tender::begin(self, birth);
        self.save(&ROOT_CELL, &[]);
        self.contract = registry;
        born.map_err(|_| Error::TenderFailed)?;
        Ok(address)
    }
}

impl TenderHost for Overlay<'_> {
    fn signatory(&self, registry: &ContractId, key: &KeyId) -> Result<Option<Signatory>, Error> {
        if self.world.registry != Some(*registry) {
            return Err(Error::RegistryFailed);
        }
        registry::signatory(&self.world.view(*registry, self.moment), key)
    }
}

macro_rules! dispatch {
    ($host:expr, $selector:expr, $arguments:expr, $($act:ty => $rule:path),* $(; $($open:ty => $open_rule:path),*)? $(,)?) => {
        match $selector {
            $($(<$open>::SELECTOR => $open_rule($host, &<$open>::arguments($arguments)?),)*)?
            $(<$act>::SELECTOR => {
                let (auth, act) = <$act>::arguments($arguments)?;
                $rule($host, &auth, &act)
            })*
            _ => Err(Error::UnknownMessage),
        }
    };
}

fn call_registry(host: &mut Overlay<'_>, input: &[u8]) -> Result<(), Error> {
    let (selector, arguments) = input.split_first_chunk::<4>().ok_or(Error::Malformed)?;
    dispatch!(host, *selector, arguments,
        RegisterOrg => registry::register_org,
        AdmitOrg => registry::admit_org,
        RefuseOrg => registry::refuse_org,
        AddPerson => registry::add_person,
        ReplaceKey => registry::replace_key,
        RegisterOpeningKey => registry::register_opening_key,
        ApproveCode => registry::approve_code,
        ProposeTender => registry::propose_tender,
        ApproveTender => registry::approve_tender,
        SuspendOrg => registry::suspend_org,
        DebarOrg => registry::debar_org,
        ReinstateOrg => registry::reinstate_org,
        RevokeKey => registry::revoke_key,
        SetRoles => registry::set_roles,
        Pause => registry::pause,
        Unpause => registry::unpause,
        AddProfile => registry::add_profile,
        RetireProfile => registry::retire_profile,
    )
}

fn call_tender(host: &mut Overlay<'_>, input: &[u8]) -> Result<(), Error> {
    let (selector, arguments) = input.split_first_chunk::<4>().ok_or(Error::Malformed)?;
    dispatch!(host, *selector, arguments,
        CommitBid => tender::commit_bid,
        ReplaceBid => tender::replace_bid,
        WithdrawBid => tender::withdraw_bid,
        PostShares => tender::post_shares,
        Object => tender::object,
        ProposeFinding => tender::propose_finding,
        ConfirmFinding => tender::confirm_finding,
        Score => tender::score,
        ProposeAward => tender::propose_award,
        ConfirmAward => tender::confirm_award,
        ProposeCancellation => tender::propose_cancellation,
        ConfirmCancellation => tender::confirm_cancellation,
        Answer => tender::answer,
        ProposeExtension => tender::propose_extension,
        ConfirmExtension => tender::confirm_extension,
        Declare => tender::declare,
        ProposeSeatChange => tender::propose_seat_change,
        ConfirmSeatChange => tender::confirm_seat_change,
        ProposeAmendment => tender::propose_amendment,
        ConfirmAmendment => tender::confirm_amendment,
        ProposeContract => tender::propose_contract,
        SignContract => tender::sign_contract,
        ProposeChange => tender::propose_change,
        AcceptChange => tender::accept_change,
        ReportMilestone => tender::report_milestone,
        AcceptMilestone => tender::accept_milestone,
        ReturnMilestone => tender::return_milestone,
        CompleteContract => tender::complete_contract,
        ConfirmCompletion => tender::confirm_completion,
        ProposeTermination => tender::propose_termination,
        ConfirmTermination => tender::confirm_termination,
        ProposeRejection => tender::propose_rejection,
        ConfirmRejection => tender::confirm_rejection,
        Complain => tender::complain,
        DecideComplaint => tender::decide_complaint,
        WithdrawComplaint => tender::withdraw_complaint,
        SuspendTender => tender::suspend_tender,
        ResumeTender => tender::resume_tender,
        ProposeForfeiture => tender::propose_forfeiture,
        ConfirmForfeiture => tender::confirm_forfeiture,
        Agree => tender::agree,
        AskVendor => tender::ask_vendor,
        Respond => tender::respond,
        ProposeAcceptance => tender::propose_acceptance,
        ConfirmAcceptance => tender::confirm_acceptance,
        Apply => tender::apply,
        ProposeQualification => tender::propose_qualification,
        ConfirmQualification => tender::confirm_qualification,
        Reshare => tender::reshare,
        ReshareSeed => tender::reshare_seed,
        JudgeBids => tender::judge_bids;
        Reveal => tender::reveal,
        Tally => tender::tally,
        Rank => tender::rank,
        Ask => tender::ask,
        ReturnSecurity => tender::return_security,
    )
}

/// The constructor's bytes: what the registry's deployment gives the chain.
#[must_use]
pub fn founding_input(founding: &Founding) -> Vec<u8> {
    let mut input = crate::messages::NEW.1.to_vec();
    founding.encode_to(&mut input);
    input
}
