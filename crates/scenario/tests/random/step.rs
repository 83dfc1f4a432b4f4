//! What may be tried on a tender, by whom, and what of it goes on while the tender is suspended.

use super::{deals::Deal, people::Who};

/// One thing that somebody tries, or time that passes.
#[derive(Clone, Debug)]
pub enum Step {
    Wait(u64),
    Commit { who: Who, vendor: usize, price: u128 },
    Replace { who: Who, vendor: usize, price: u128 },
    Withdraw { who: Who, attempt: u32 },
    Shares { who: Who, member: usize, wrong: bool },
    Reveal { bid: u32 },
    SelfReveal { bid: u32, tamper: bool },
    Object { who: Who, bid: u32 },
    ProposeFinding { who: Who, objection: u32, upheld: bool },
    ConfirmFinding { who: Who, objection: u32 },
    Score { who: Who, bid: u32, points: [u32; 2] },
    ScoreAll { who: Who },
    Tally,
    Rank { from: u32, some: u8, right: bool },
    ProposeAward { who: Who, bid: Option<u32> },
    ConfirmAward { who: Who },
    ProposeCancellation { who: Who },
    ConfirmCancellation { who: Who },
    Ask { text: u8 },
    Answer { who: Who, question: u32 },
    ProposeExtension { who: Who, later: u64 },
    ConfirmExtension { who: Who },
    Declare { who: Who, conflicts: u8 },
    ProposeSeatChange { who: Who, seat: usize, substitute: Option<usize> },
    ConfirmSeatChange { who: Who },
    ProposeAmendment { who: Who, notice: u8, min_bids: u32, later: u64 },
    ConfirmAmendment { who: Who },
    Deal(Deal),
    ProposeRejection { who: Who, bid: Option<u32> },
    ConfirmRejection { who: Who },
    Complain { who: Who },
    DecideComplaint { who: Who, complaint: Option<u32>, outcome: u8 },
    WithdrawComplaint { who: Who, complaint: Option<u32> },
    SuspendTender { who: Who },
    ResumeTender { who: Who },
    ReturnSecurity { bid: u32 },
    ProposeForfeiture { who: Who, bid: Option<u32>, silence: bool },
    ConfirmForfeiture { who: Who },
    Agree { who: Who, bid: u32, sheet: u8 },
    AskVendor { who: Who, bid: Option<u32>, explain: bool, window: u64 },
    Respond { who: Who, request: Option<u32> },
    ProposeAcceptance { who: Who, bid: Option<u32> },
    ConfirmAcceptance { who: Who },
    Reshare { who: Who, bid: u32 },
    ReshareSeed { who: Who, bid: u32 },
    Judge { who: Who, bid: u32, verdict: u8 },
}

impl Step {
    /// The kind of the act.
    pub fn name(&self) -> String {
        if let Self::Deal(deal) = self {
            return deal.name();
        }
        format!("{self:?}").chars().take_while(|letter| letter.is_alphabetic()).collect()
    }

    /// Who signs; nobody where anyone may act, without a name. Scoring everything is many acts and asked of none of them.
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

    fn signer(&mut self) -> Option<&mut Who> {
        match self {
            Self::Wait(_)
            | Self::Reveal { .. }
            | Self::SelfReveal { .. }
            | Self::ScoreAll { .. }
            | Self::Tally
            | Self::Rank { .. }
            | Self::Ask { .. }
            | Self::ReturnSecurity { .. } => None,
            Self::Deal(deal) => Some(deal.signer()),
            Self::Commit { who, .. }
            | Self::Replace { who, .. }
            | Self::Withdraw { who, .. }
            | Self::Shares { who, .. }
            | Self::Object { who, .. }
            | Self::ProposeFinding { who, .. }
            | Self::ConfirmFinding { who, .. }
            | Self::Score { who, .. }
            | Self::ProposeAward { who, .. }
            | Self::ConfirmAward { who }
            | Self::ProposeCancellation { who }
            | Self::ConfirmCancellation { who }
            | Self::Answer { who, .. }
            | Self::ProposeExtension { who, .. }
            | Self::ConfirmExtension { who }
            | Self::Declare { who, .. }
            | Self::ProposeSeatChange { who, .. }
            | Self::ConfirmSeatChange { who }
            | Self::ProposeAmendment { who, .. }
            | Self::ConfirmAmendment { who }
            | Self::ProposeRejection { who, .. }
            | Self::ConfirmRejection { who }
            | Self::Complain { who }
            | Self::DecideComplaint { who, .. }
            | Self::WithdrawComplaint { who, .. }
            | Self::SuspendTender { who }
            | Self::ResumeTender { who }
            | Self::ProposeForfeiture { who, .. }
            | Self::ConfirmForfeiture { who }
            | Self::Agree { who, .. }
            | Self::AskVendor { who, .. }
            | Self::Respond { who, .. }
            | Self::ProposeAcceptance { who, .. }
            | Self::ConfirmAcceptance { who }
            | Self::Reshare { who, .. }
            | Self::ReshareSeed { who, .. }
            | Self::Judge { who, .. } => Some(who),
        }
    }

    /// Whether it is of those that do not wait while the tender is suspended.
    pub fn goes_on_in_a_suspension(&self) -> bool {
        matches!(
            self,
            Self::Wait(_)
                | Self::ScoreAll { .. }
                | Self::ProposeCancellation { .. }
                | Self::ConfirmCancellation { .. }
                | Self::Complain { .. }
                | Self::DecideComplaint { .. }
                | Self::WithdrawComplaint { .. }
                | Self::ResumeTender { .. }
                | Self::ReturnSecurity { .. }
        )
    }
}
