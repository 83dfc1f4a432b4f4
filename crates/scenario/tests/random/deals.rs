//! Random acts on the contract after an award, and what must hold of it whatever they are.

use proptest::{prelude::*, test_runner::TestCaseError};
use tenderseal_rules::{
    ContractId, Event, Hash, PersonId,
    messages::{
        AcceptChange, AcceptMilestone, CompleteContract, ConfirmCompletion, ConfirmTermination,
        Milestone, ProposeChange, ProposeContract, ProposeTermination, ReportMilestone,
        ReturnMilestone, SignContract, TerminationGround,
    },
    roles::Role,
    tender::{
        Cell, ChangeProposal, CompletionProposal, Contract, ContractProposal, MilestoneRecord,
        MilestoneStatus, Supplement, TerminationProposal,
    },
};
use tenderseal_scenario::{Actor, Cast, Installation, Refusal, Replay, chain::Chain};

use super::people::{Who, actor, anybody};

#[derive(Clone, Debug)]
pub enum Deal {
    ProposeContract { who: Who, parts: u8 },
    SignContract { who: Who },
    ProposeChange { who: Who, parts: u8, keep: bool, more: u128 },
    AcceptChange { who: Who },
    ReportMilestone { who: Who, milestone: u8, text: u8 },
    AcceptMilestone { who: Who, milestone: u8, text: u8 },
    ReturnMilestone { who: Who, milestone: u8, text: u8 },
    CompleteContract { who: Who },
    ConfirmCompletion { who: Who },
    ProposeTermination { who: Who },
    ConfirmTermination { who: Who },
}

/// Mostly by somebody whose act it could be: the buyer's three, and two of the winner's.
fn who() -> impl Strategy<Value = Who> {
    prop_oneof![4 => 0..3usize, 4 => Just(7usize), 1 => anybody()]
}

pub fn deal() -> impl Strategy<Value = Deal> {
    let (milestone, text) = (|| 0..4u8, || 1..3u8);
    prop_oneof![
        4 => (who(), 0..4u8).prop_map(|(who, parts)| Deal::ProposeContract { who, parts }),
        4 => who().prop_map(|who| Deal::SignContract { who }),
        3 => (who(), 0..4u8, prop::bool::weighted(0.8), 0..3u128)
            .prop_map(|(who, parts, keep, more)| Deal::ProposeChange { who, parts, keep, more }),
        3 => who().prop_map(|who| Deal::AcceptChange { who }),
        8 => (who(), milestone(), text())
            .prop_map(|(who, milestone, text)| Deal::ReportMilestone { who, milestone, text }),
        8 => (who(), milestone(), text())
            .prop_map(|(who, milestone, text)| Deal::AcceptMilestone { who, milestone, text }),
        2 => (who(), milestone(), text())
            .prop_map(|(who, milestone, text)| Deal::ReturnMilestone { who, milestone, text }),
        4 => who().prop_map(|who| Deal::CompleteContract { who }),
        2 => who().prop_map(|who| Deal::ConfirmCompletion { who }),
        1 => who().prop_map(|who| Deal::ProposeTermination { who }),
        1 => who().prop_map(|who| Deal::ConfirmTermination { who }),
    ]
}

impl Deal {
    pub fn name(&self) -> String {
        format!("{self:?}").chars().take_while(|letter| letter.is_alphabetic()).collect()
    }

    /// Who signs, to put somebody else there.
    pub const fn signer(&mut self) -> &mut Who {
        match self {
            Self::ProposeContract { who, .. }
            | Self::SignContract { who }
            | Self::ProposeChange { who, .. }
            | Self::AcceptChange { who }
            | Self::ReportMilestone { who, .. }
            | Self::AcceptMilestone { who, .. }
            | Self::ReturnMilestone { who, .. }
            | Self::CompleteContract { who }
            | Self::ConfirmCompletion { who }
            | Self::ProposeTermination { who }
            | Self::ConfirmTermination { who } => who,
        }
    }

    /// Whether the act was its signer's to do; the first vendor has the award.
    pub fn is_rightful(&self, cast: &Cast, proposer: Option<PersonId>) -> bool {
        let person = actor(cast, *self.clone().signer());
        let buys = |role| person.org == cast.admin.org && person.roles.has(role);
        match self {
            Self::ProposeContract { .. }
            | Self::ProposeChange { .. }
            | Self::AcceptMilestone { .. }
            | Self::ReturnMilestone { .. }
            | Self::CompleteContract { .. }
            | Self::ProposeTermination { .. } => buys(Role::Officer),
            Self::SignContract { .. }
            | Self::AcceptChange { .. }
            | Self::ReportMilestone { .. }
            | Self::ConfirmCompletion { .. } => {
                person.roles.has(Role::Vendor) && person.org == cast.vendors[0].admin.org
            }
            Self::ConfirmTermination { .. } => {
                buys(Role::Approver) && proposer.is_some_and(|proposer| proposer != person.person)
            }
        }
    }

    /// Who proposed what this one would confirm.
    pub fn proposer(&self, house: &Installation<Replay>, tender: ContractId) -> Option<PersonId> {
        let Self::ConfirmTermination { .. } = self else { return None };
        let found: TerminationProposal = house.read(tender, &Cell::TerminationProposal).ok()?;
        Some(found.officer)
    }
}

/// So many milestones of equal amounts, the rest in the last.
fn parts(now: u64, value: u128, parts: u8) -> Vec<Milestone> {
    let count = u128::from(parts);
    let amount = |at| if at + 1 == count { value - value / count * at } else { value / count };
    (0..count).map(|at| Milestone { title: [1; 32], due: now, amount: amount(at) }).collect()
}

pub fn act(
    house: &mut Installation<Replay>,
    tender: ContractId,
    deal: &Deal,
) -> Result<Vec<Event>, Refusal> {
    let who: Actor = actor(&house.cast(), *deal.clone().signer());
    let now = house.chain.now();
    let or_zeros = |found: Option<Hash>| found.unwrap_or_default();
    match *deal {
        Deal::ProposeContract { parts: count, .. } => {
            let milestones = parts(now, house.awarded_price(tender)?, count);
            house.act(&who, tender, &ProposeContract { contract: [count; 32], milestones })
        }
        Deal::SignContract { .. } => {
            let found = house.read_long(tender, &Cell::ContractProposal).ok();
            let proposed = or_zeros(found.map(|found: ContractProposal| found.proposed));
            house.act(&who, tender, &SignContract { proposed })
        }
        Deal::ProposeChange { parts: count, keep, more, .. } => {
            let mut milestones = if keep { held(house, tender)? } else { Vec::new() };
            let value = milestones.iter().map(|held| held.terms.amount).sum::<u128>() + more;
            let mut list: Vec<_> = milestones.drain(..).map(|held| held.terms).collect();
            list.extend(parts(now.max(list.last().map_or(0, |last| last.due)), more, count));
            house.act(
                &who,
                tender,
                &ProposeChange { document: [count; 32], value, milestones: list },
            )
        }
        Deal::AcceptChange { .. } => {
            let found = house.read_long(tender, &Cell::ChangeProposal).ok().flatten();
            let proposed = or_zeros(found.map(|found: ChangeProposal| found.proposed));
            house.act(&who, tender, &AcceptChange { proposed })
        }
        Deal::ReportMilestone { milestone, text, .. } => {
            house.act(&who, tender, &ReportMilestone { milestone, document: [text; 32] })
        }
        Deal::AcceptMilestone { milestone, text, .. } => {
            let act = AcceptMilestone { milestone, report: [text; 32], document: [4; 32] };
            house.act(&who, tender, &act)
        }
        Deal::ReturnMilestone { milestone, text, .. } => {
            let act = ReturnMilestone { milestone, report: [text; 32], reason: [5; 32] };
            house.act(&who, tender, &act)
        }
        Deal::CompleteContract { .. } => {
            house.act(&who, tender, &CompleteContract { statement: [6; 32] })
        }
        Deal::ConfirmCompletion { .. } => {
            let found = house.read(tender, &Cell::CompletionProposal).ok();
            let proposed = or_zeros(found.map(|found: CompletionProposal| found.proposed));
            house.act(&who, tender, &ConfirmCompletion { proposed })
        }
        Deal::ProposeTermination { .. } => {
            let ground = TerminationGround::ForceMajeure;
            house.act(&who, tender, &ProposeTermination { ground, statement: [7; 32] })
        }
        Deal::ConfirmTermination { .. } => {
            let found = house.read(tender, &Cell::TerminationProposal).ok();
            let proposed = or_zeros(found.map(|found: TerminationProposal| found.proposed));
            house.act(&who, tender, &ConfirmTermination { proposed })
        }
    }
}

/// The milestones of a contract, none when nothing is signed.
pub fn held(
    house: &Installation<Replay>,
    tender: ContractId,
) -> Result<Vec<MilestoneRecord>, Refusal> {
    if house.state(tender)?.contract == Contract::None {
        return Ok(Vec::new());
    }
    let milestones = 0..house.contract(tender)?.milestones;
    milestones.map(|place| house.read(tender, &Cell::Milestone(place))).collect()
}

/// What holds of a contract after every act: the counters are what counting again gives, the amounts add up, the
/// value is that of the bid or of the last amendment, and what was accepted stays.
pub fn check(
    house: &Installation<Replay>,
    tender: ContractId,
    before: &[MilestoneRecord],
) -> Result<Vec<MilestoneRecord>, TestCaseError> {
    let held = held(house, tender).map_err(super::failed)?;
    let accepted =
        |held: &&MilestoneRecord| matches!(held.status, MilestoneStatus::Accepted { .. });
    for (place, stays) in before.iter().enumerate().filter(|(_, held)| accepted(held)) {
        prop_assert_eq!(held.get(place), Some(stays));
    }
    if house.state(tender).map_err(super::failed)?.contract == Contract::None {
        return Ok(held);
    }
    let record = house.contract(tender).map_err(super::failed)?;
    prop_assert_eq!(usize::from(record.accepted), held.iter().filter(accepted).count());
    prop_assert!(held.is_sorted_by_key(|held| held.terms.due));
    let sum: u128 = held.iter().map(|held| held.terms.amount).sum();
    prop_assert!(held.is_empty() || sum == record.value);
    let value = match record.amendments.checked_sub(1) {
        None => house.awarded_price(tender).map_err(super::failed)?,
        Some(last) => {
            let last: Supplement =
                house.read(tender, &Cell::Supplement(last)).map_err(super::failed)?;
            last.value
        }
    };
    prop_assert_eq!(record.value, value);
    Ok(held)
}
