//! What may be tried on a registry, by whom, and how often it is drawn.

use proptest::prelude::*;
use tenderseal_rules::roles::Role;

/// Somebody by number, in the order in which keys came up; the registrar is 0.
pub type Who = usize;

/// One thing that somebody tries, or time that passes.
#[derive(Clone, Debug)]
pub enum Step {
    Wait(u64),
    Suspend { who: Who, org: usize },
    Debar { who: Who, org: usize, ahead: u64 },
    Reinstate { who: Who, org: usize },
    Pause { who: Who },
    Unpause { who: Who },
    Revoke { who: Who, key: usize },
    Replace { who: Who, key: usize },
    SetRoles { who: Who, person: usize, roles: u32 },
    Add { who: Who, roles: u32 },
    Propose { who: Who, profile: u32 },
    Approve { who: Who, proposal: u32 },
    AddProfile { who: Who, min_bids: u32 },
    RetireProfile { who: Who, profile: u32 },
    Register,
    Admit { who: Who, org: usize },
    Refuse { who: Who, org: usize },
    ApproveCode { who: Who, code: u8 },
    OpeningKey { who: Who },
}

impl Step {
    /// The kind of the act.
    pub fn name(&self) -> String {
        format!("{self:?}").chars().take_while(|letter| letter.is_alphabetic()).collect()
    }

    /// Who signs; a new organisation signs with a key of its own.
    pub fn who(&self) -> Option<Who> {
        self.clone().signer().copied()
    }

    /// The same by somebody else.
    pub fn by(&self, other: Who) -> Self {
        let mut step = self.clone();
        if let Some(who) = step.signer() {
            *who = other;
        }
        step
    }

    const fn signer(&mut self) -> Option<&mut Who> {
        match self {
            Self::Wait(_) | Self::Register => None,
            Self::Suspend { who, .. }
            | Self::Debar { who, .. }
            | Self::Reinstate { who, .. }
            | Self::Pause { who }
            | Self::Unpause { who }
            | Self::Revoke { who, .. }
            | Self::Replace { who, .. }
            | Self::SetRoles { who, .. }
            | Self::Add { who, .. }
            | Self::Propose { who, .. }
            | Self::Approve { who, .. }
            | Self::AddProfile { who, .. }
            | Self::RetireProfile { who, .. }
            | Self::Admit { who, .. }
            | Self::Refuse { who, .. }
            | Self::ApproveCode { who, .. }
            | Self::OpeningKey { who } => Some(who),
        }
    }
}

/// Any act on the registry.
pub fn step() -> impl Strategy<Value = Step> {
    let who = || 0..24usize;
    // Acts of a registrar come from one more often than not.
    let chief = || prop_oneof![3 => Just(0usize), 1 => 0..24usize];
    let (org, newcomer) = (|| 0..6usize, || 4..12usize);
    // The first profile more often than any other.
    let profile = || prop_oneof![4 => Just(0u32), 1 => 0..6u32];
    // Some administrator's and some officer's set more often than any bits.
    let roles = || {
        prop_oneof![
            Just(Role::OrgAdmin as u32),
            Just(Role::Officer as u32 | Role::Approver as u32),
            Just(Role::Vendor as u32 | Role::OrgAdmin as u32),
            Just(Role::Registrar as u32),
            0..1_024u32,
        ]
    };
    prop_oneof![
        // Longer than a proposal holds, now and then.
        12 => (0..200u64).prop_map(Step::Wait),
        6 => (0..3_000u64).prop_map(Step::Wait),
        6 => (chief(), org()).prop_map(|(who, org)| Step::Suspend { who, org }),
        6 => (chief(), org(), 0..5_000u64)
            .prop_map(|(who, org, ahead)| Step::Debar { who, org, ahead }),
        8 => (chief(), org()).prop_map(|(who, org)| Step::Reinstate { who, org }),
        2 => chief().prop_map(|who| Step::Pause { who }),
        4 => chief().prop_map(|who| Step::Unpause { who }),
        12 => (who(), who()).prop_map(|(who, key)| Step::Revoke { who, key }),
        4 => who().prop_map(|key| Step::Revoke { who: 0, key }),
        12 => (chief(), who()).prop_map(|(who, key)| Step::Replace { who, key }),
        16 => (who(), who(), roles())
            .prop_map(|(who, person, roles)| Step::SetRoles { who, person, roles }),
        8 => (who(), roles()).prop_map(|(who, roles)| Step::Add { who, roles }),
        8 => (1..6usize, profile()).prop_map(|(who, profile)| Step::Propose { who, profile }),
        12 => (1..6usize, 0..8u32).prop_map(|(who, proposal)| Step::Approve { who, proposal }),
        4 => (chief(), 0..4u32).prop_map(|(who, min_bids)| Step::AddProfile { who, min_bids }),
        1 => (chief(), 0..6u32).prop_map(|(who, profile)| Step::RetireProfile { who, profile }),
        2 => Just(Step::Register),
        3 => (chief(), newcomer()).prop_map(|(who, org)| Step::Admit { who, org }),
        3 => (chief(), newcomer()).prop_map(|(who, org)| Step::Refuse { who, org }),
        2 => (chief(), 5..7u8).prop_map(|(who, code)| Step::ApproveCode { who, code }),
        4 => who().prop_map(|who| Step::OpeningKey { who }),
    ]
}
