//! What a person may be in the portal.
//!
//! The registry contract is the source; the table `account_roles` mirrors it
//! so that a page can be refused before it is built. The contract checks every
//! act again.

use std::fmt;

/// A role that a person holds, for an organisation or for the whole portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Role {
    /// Admits organisations and people; debars; pauses.
    Registrar,
    /// Manages the people and keys of one organisation.
    OrgAdmin,
    /// Drafts and runs tenders for a buyer.
    Officer,
    /// Approves what an officer drafted; never the same person.
    Approver,
    /// Holds an opening key for a tender.
    Committee,
    /// Scores bids.
    Evaluator,
    /// Bids for a vendor.
    Vendor,
    /// Decides on complaints.
    Reviewer,
    /// Reads what is restricted; every access is logged.
    Auditor,
}

impl Role {
    /// Every role, in the order pages show them.
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

    /// The stable name: in the database, and as `role-<name>` in Fluent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registrar => "registrar",
            Self::OrgAdmin => "org-admin",
            Self::Officer => "officer",
            Self::Approver => "approver",
            Self::Committee => "committee",
            Self::Evaluator => "evaluator",
            Self::Vendor => "vendor",
            Self::Reviewer => "reviewer",
            Self::Auditor => "auditor",
        }
    }

    /// The Fluent key of the role's title.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Registrar => "role-registrar",
            Self::OrgAdmin => "role-org-admin",
            Self::Officer => "role-officer",
            Self::Approver => "role-approver",
            Self::Committee => "role-committee",
            Self::Evaluator => "role-evaluator",
            Self::Vendor => "role-vendor",
            Self::Reviewer => "role-reviewer",
            Self::Auditor => "role-auditor",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A set of roles.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    /// Whether `role` is in the set.
    #[must_use]
    pub const fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// The set with `role` added.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | (1 << role as u8))
    }

    /// Whether any of `roles` is in the set.
    #[must_use]
    pub fn any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.contains(*role))
    }

    /// The roles in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    /// Whether no role is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        assert_eq!(Role::named("root"), None);
    }

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: Roles = [Role::Vendor, Role::Auditor].into_iter().collect();
        assert!(set.contains(Role::Vendor) && set.contains(Role::Auditor));
        assert!(!set.any(&[Role::Registrar, Role::Officer]));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Role::Vendor, Role::Auditor]);
    }
}
