//! Roles: what a person may do. A set is a bit mask, so that a contract compares it in one step.

use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

use crate::Error;

/// One role; the number is its bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Role {
    /// Admits, refuses, suspends, debars and reinstates organisations, approves code hashes,
    /// pauses the factory, replaces lost keys and revokes stolen ones, adds and retires profiles.
    Registrar = 1,
    /// Adds people to the own organisation, sets their roles, replaces and revokes their keys.
    OrgAdmin = 1 << 1,
    /// Drafts and proposes: publication, findings, award, cancellation.
    Officer = 1 << 2,
    /// Gives the second signature, never on an own proposal.
    Approver = 1 << 3,
    /// Holds an opening key.
    Committee = 1 << 4,
    /// Scores bids.
    Evaluator = 1 << 5,
    /// Bids for the own organisation.
    Vendor = 1 << 6,
    /// Decides complaints.
    Reviewer = 1 << 7,
    /// Reads what is restricted, after the opening.
    Auditor = 1 << 8,
}

impl Role {
    /// All roles, in the order of their bits.
    pub const ALL: [Self; 9] = [
        Self::Registrar,
        Self::OrgAdmin,
        Self::Officer,
        Self::Approver,
        Self::Committee,
        Self::Evaluator,
        Self::Vendor,
        Self::Reviewer,
        Self::Auditor,
    ];
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Roles(pub u32);

impl Roles {
    /// The set of exactly these roles.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        Self(roles.iter().fold(0, |set, role| set | *role as u32))
    }

    /// Whether the role is in the set.
    #[must_use]
    pub fn has(self, role: Role) -> bool {
        self.0 & role as u32 != 0
    }

    /// The roles in the set, in the order of their bits.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether people of an organisation of this kind may hold all these roles.
    ///
    /// A vendor's people never sit on a committee or a panel (ENVELOPE, "Committee"), and
    /// only the authority's people decide about admissions, complaints and audits.
    ///
    /// # Errors
    /// [`Error::RoleNotAllowed`] for an empty set, an unknown bit, or a role of another kind.
    pub fn allowed_for(self, kind: OrgKind) -> Result<(), Error> {
        let allowed = match kind {
            OrgKind::Vendor => Self::of(&[Role::OrgAdmin, Role::Vendor]),
            OrgKind::Buyer => Self::of(&[
                Role::OrgAdmin,
                Role::Officer,
                Role::Approver,
                Role::Committee,
                Role::Evaluator,
            ]),
            OrgKind::Authority => Self::of(&[
                Role::Registrar,
                Role::OrgAdmin,
                Role::Committee,
                Role::Evaluator,
                Role::Reviewer,
                Role::Auditor,
            ]),
        };
        if self.0 == 0 || self.0 & !allowed.0 != 0 {
            return Err(Error::RoleNotAllowed);
        }
        Ok(())
    }
}

/// What an organisation is in the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum OrgKind {
    /// Bids.
    #[codec(index = 0)]
    Vendor,
    /// Publishes tenders.
    #[codec(index = 1)]
    Buyer,
    /// Keeps the registry and reviews; founded with the installation, one only.
    #[codec(index = 2)]
    Authority,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_never_sits_on_a_committee_and_unknown_bits_are_refused() {
        assert!(Roles::of(&[Role::Vendor, Role::OrgAdmin]).allowed_for(OrgKind::Vendor).is_ok());
        for roles in [
            Roles::of(&[Role::Vendor, Role::Committee]),
            Roles::of(&[Role::Evaluator]),
            Roles::of(&[Role::Registrar]),
            Roles(1 << 9),
            Roles(0),
        ] {
            assert_eq!(roles.allowed_for(OrgKind::Vendor), Err(Error::RoleNotAllowed));
        }
    }

    #[test]
    fn a_set_lists_its_roles() {
        let set = Roles::of(&[Role::Approver, Role::Officer]);
        assert!(set.iter().eq([Role::Officer, Role::Approver]));
    }
}
