//! The acts on the registry.

use alloc::string::String;
use parity_scale_codec::{Decode, Encode};

use super::Act;
use crate::{
    Hash, KeyId, OrgId, PersonId, PublicKey, Signature,
    roles::{OrgKind, Roles},
    terms::Publication,
};

act! {
    /// An organisation registers itself; signed by its founder's new key, which becomes its first.
    RegisterOrg = "register_org", 0x6868_f5e2 {
        /// Vendor or buyer.
        kind: OrgKind,
        /// Legal name, 1 to 200 bytes of UTF-8.
        name: String,
        /// Registration number, 1 to 64 bytes.
        number: String,
        /// ISO 3166-1 alpha-2.
        country: [u8; 2],
        /// SHA-256 of the details that are kept off the chain (address, contacts, documents).
        details: Hash,
        /// The founder's key.
        key: PublicKey,
    }
}
act! {
    /// A registrar admits an organisation.
    AdmitOrg = "admit_org", 0x19e8_1858 {
        /// Which.
        org: OrgId,
    }
}
act! {
    /// A registrar refuses an organisation.
    RefuseOrg = "refuse_org", 0x9154_1753 {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// An organisation's administrator adds a person with a key and roles.
    AddPerson = "add_person", 0x1a84_705f {
        /// The person's key.
        key: PublicKey,
        /// What the person may do.
        roles: Roles,
        /// The key's signature over [`crate::registry::possession`].
        possession: Signature,
    }
}
act! {
    /// A person's key is replaced by another: by the organisation's administrator, by another
    /// active key of the same person, or by a registrar. The old key ends now, the new one
    /// begins after the registry's delay.
    ReplaceKey = "replace_key", 0xc5ca_fe1a {
        /// The key that ends.
        old: KeyId,
        /// The key that begins.
        new: PublicKey,
        /// The new key's signature over [`crate::registry::possession`].
        possession: Signature,
    }
}
act! {
    /// A committee member registers an X25519 opening key of its own.
    RegisterOpeningKey = "register_opening_key", 0x5d1b_9afc {
        /// The public key.
        key: [u8; 32],
    }
}
act! {
    /// A registrar approves the code that new tenders get.
    ApproveCode = "approve_code", 0x7530_fe5b {
        /// Keccak-256 of the code blob, as the chain names code.
        code: Hash,
    }
}
act! {
    /// An officer proposes a tender.
    ProposeTender = "propose_tender", 0xf11d_0217 {
        /// The whole publication.
        publication: Publication,
    }
}
act! {
    /// An approver confirms a proposed tender; its contract is created.
    ApproveTender = "approve_tender", 0x5580_54b3 {
        /// The proposal's number.
        proposal: u32,
        /// SHA-256 of the proposed act's SCALE bytes.
        proposed: Hash,
    }
}

act! {
    /// A registrar suspends an organisation until it is reinstated.
    SuspendOrg = "suspend_org", 0x2156_f771 {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// A registrar debars an organisation until a date; again, with another date, replaces it.
    DebarOrg = "debar_org", 0xea64_9e2d {
        /// Which.
        org: OrgId,
        /// First second in which it may act again; Unix seconds.
        until: u64,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// A registrar lifts suspension and debarment of an organisation.
    ReinstateOrg = "reinstate_org", 0x9957_78fa {
        /// Which.
        org: OrgId,
        /// SHA-256 of the reason.
        reason: Hash,
    }
}
act! {
    /// A key ends and never comes back: by the person's own key, by the organisation's
    /// administrator, or by a registrar.
    RevokeKey = "revoke_key", 0xb86c_cf7c {
        /// Which.
        key: KeyId,
    }
}
act! {
    /// An organisation's administrator gives a person other roles, in place of all before.
    SetRoles = "set_roles", 0xf9e2_8896 {
        /// Who, of the own organisation.
        person: PersonId,
        /// All that the person may do from now on.
        roles: Roles,
    }
}
act! {
    /// A registrar pauses the factory: no tender is proposed or approved. Running ones go on.
    Pause = "Pausable::pause", 0x397e_3639 {}
}
act! {
    /// A registrar lets the factory go on.
    Unpause = "Pausable::unpause", 0xb3b9_f190 {}
}
