//! The tender contract: one instance per tender, from publication to the end of what was contracted.
//!
//! Thin on purpose: every rule is in `tenderseal-rules`; this loads, calls, stores and emits. What bids need while they
//! are taken is here; every other message is handed on, unread, to the proceedings' program, which runs it on this
//! contract's cells (docs/adr/0013).
#![cfg_attr(not(feature = "std"), no_std, no_main)]

#[expect(clippy::needless_pass_by_value, reason = "a message owns its decoded arguments")]
#[ink::contract]
mod tender {
    use ink::prelude::vec::Vec;
    use tenderseal_host::{
        Chain,
        proceedings::{Passed, create_proceedings, hand_on},
    };
    use tenderseal_rules::{
        Auth, Error,
        host::Host,
        messages::{
            AcceptChange, AcceptMilestone, Agree, Answer, Apply, Ask, AskVendor, CommitBid,
            Complain, CompleteContract, ConfirmAcceptance, ConfirmAmendment, ConfirmAward,
            ConfirmCancellation, ConfirmCompletion, ConfirmExtension, ConfirmFinding,
            ConfirmForfeiture, ConfirmQualification, ConfirmRejection, ConfirmSeatChange,
            ConfirmTermination, DecideComplaint, Declare, JudgeBids, Object, PostShares,
            ProposeAcceptance, ProposeAmendment, ProposeAward, ProposeCancellation, ProposeChange,
            ProposeContract, ProposeExtension, ProposeFinding, ProposeForfeiture,
            ProposeQualification, ProposeRejection, ProposeSeatChange, ProposeTermination, Rank,
            ReplaceBid, ReportMilestone, Reshare, ReshareSeed, Respond, ResumeTender,
            ReturnMilestone, ReturnSecurity, Reveal, Score, SignContract, SuspendTender, Tally,
            WithdrawBid, WithdrawComplaint,
        },
        tender::{self as rules, Birth, Stage},
    };

    /// The one program that this tender's proceedings run: its hash is in this program's bytes, and so in the
    /// hash that the registrar approves. `cargo xtask contracts` writes the file before it builds this.
    const PROCEEDINGS: &[u8; 32] = include_bytes!("../artifacts/proceedings.hash");

    /// The tender keeps its values in cells of its own, see `tenderseal_rules::cells`.
    #[ink(storage)]
    pub struct Tender {}

    impl Tender {
        /// Opens the tender that the registry approved.
        ///
        /// # Errors
        /// See [`rules::begin`]; [`Error::HostFailed`] when the proceedings cannot be made.
        #[ink(constructor)]
        pub fn new(birth: Birth) -> Result<Self, Error> {
            rules::begin(&mut Chain, &birth)?;
            create_proceedings(PROCEEDINGS)?;
            Ok(Self {})
        }

        /// A vendor commits a sealed bid.
        ///
        /// # Errors
        /// See [`rules::commit_bid`].
        #[ink(message)]
        pub fn commit_bid(&mut self, auth: Auth, act: CommitBid) -> Result<(), Error> {
            rules::commit_bid(&mut Chain, &auth, &act)
        }

        /// A vendor replaces its live bid.
        ///
        /// # Errors
        /// See [`rules::replace_bid`].
        #[ink(message)]
        pub fn replace_bid(&mut self, auth: Auth, act: ReplaceBid) -> Result<(), Error> {
            rules::replace_bid(&mut Chain, &auth, &act)
        }

        /// A vendor withdraws its live bid.
        ///
        /// # Errors
        /// See [`rules::withdraw_bid`].
        #[ink(message)]
        pub fn withdraw_bid(&mut self, auth: Auth, act: WithdrawBid) -> Result<(), Error> {
            rules::withdraw_bid(&mut Chain, &auth, &act)
        }

        /// The stage at the block's time.
        ///
        /// # Errors
        /// [`Error::Corrupt`].
        #[ink(message)]
        pub fn stage(&self) -> Result<Stage, Error> {
            rules::stage(&Chain)
        }

        /// A raw cell.
        #[ink(message)]
        pub fn cell(&self, key: Vec<u8>) -> Option<Vec<u8>> {
            Chain.load(&key)
        }
    }

    /// What the proceedings do.
    impl Tender {
        /// A committee member posts its shares.
        #[ink(message)]
        pub fn post_shares(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<PostShares>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// Anyone who is registered objects to a bid.
        #[ink(message)]
        pub fn object(&mut self, auth: Passed<Auth>, act: Passed<Object>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes a finding on an objection.
        #[ink(message)]
        pub fn propose_finding(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeFinding>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the finding.
        #[ink(message)]
        pub fn confirm_finding(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmFinding>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An evaluator scores a bid.
        #[ink(message)]
        pub fn score(&mut self, auth: Passed<Auth>, act: Passed<Score>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes the award.
        #[ink(message)]
        pub fn propose_award(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeAward>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the award; the standstill begins.
        #[ink(message)]
        pub fn confirm_award(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmAward>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes to cancel.
        #[ink(message)]
        pub fn propose_cancellation(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeCancellation>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the cancellation.
        #[ink(message)]
        pub fn confirm_cancellation(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmCancellation>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// Anyone opens a bid.
        #[ink(message)]
        pub fn reveal(&mut self, act: Passed<Reveal>) -> Result<(), Error> {
            hand_on(act)
        }

        /// Anyone works through the next page of scored bids.
        #[ink(message)]
        pub fn tally(&mut self, act: Passed<Tally>) -> Result<(), Error> {
            hand_on(act)
        }

        /// Anyone says which bids come next in the ranking.
        #[ink(message)]
        pub fn rank(&mut self, act: Passed<Rank>) -> Result<(), Error> {
            hand_on(act)
        }

        /// Anyone asks a question, without a name.
        #[ink(message)]
        pub fn ask(&mut self, act: Passed<Ask>) -> Result<(), Error> {
            hand_on(act)
        }

        /// An officer answers a question.
        #[ink(message)]
        pub fn answer(&mut self, auth: Passed<Auth>, act: Passed<Answer>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes a later deadline.
        #[ink(message)]
        pub fn propose_extension(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeExtension>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the later deadline.
        #[ink(message)]
        pub fn confirm_extension(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmExtension>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An evaluator declares its interests.
        #[ink(message)]
        pub fn declare(&mut self, auth: Passed<Auth>, act: Passed<Declare>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes to change a seat on the panel.
        #[ink(message)]
        pub fn propose_seat_change(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeSeatChange>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the change of the seat.
        #[ink(message)]
        pub fn confirm_seat_change(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmSeatChange>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes other terms.
        #[ink(message)]
        pub fn propose_amendment(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeAmendment>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the other terms.
        #[ink(message)]
        pub fn confirm_amendment(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmAmendment>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes to reject a bid.
        #[ink(message)]
        pub fn propose_rejection(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeRejection>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the rejection.
        #[ink(message)]
        pub fn confirm_rejection(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmRejection>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A vendor complains.
        #[ink(message)]
        pub fn complain(&mut self, auth: Passed<Auth>, act: Passed<Complain>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A reviewer decides a complaint.
        #[ink(message)]
        pub fn decide_complaint(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<DecideComplaint>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A vendor withdraws its complaint.
        #[ink(message)]
        pub fn withdraw_complaint(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<WithdrawComplaint>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A reviewer suspends the tender.
        #[ink(message)]
        pub fn suspend_tender(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<SuspendTender>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A reviewer lets the tender go on.
        #[ink(message)]
        pub fn resume_tender(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ResumeTender>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// Anyone has the security of a bid returned that is due.
        #[ink(message)]
        pub fn return_security(&mut self, act: Passed<ReturnSecurity>) -> Result<(), Error> {
            hand_on(act)
        }

        /// An officer proposes that the security of a bid is forfeited.
        #[ink(message)]
        pub fn propose_forfeiture(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeForfeiture>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the forfeiture.
        #[ink(message)]
        pub fn confirm_forfeiture(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmForfeiture>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes the contract on the awarded bid.
        #[ink(message)]
        pub fn propose_contract(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeContract>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// The vendor of the awarded bid signs the contract.
        #[ink(message)]
        pub fn sign_contract(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<SignContract>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes a change of the contract.
        #[ink(message)]
        pub fn propose_change(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeChange>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// The vendor accepts the change.
        #[ink(message)]
        pub fn accept_change(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<AcceptChange>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// The vendor reports a milestone.
        #[ink(message)]
        pub fn report_milestone(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ReportMilestone>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer accepts a reported milestone.
        #[ink(message)]
        pub fn accept_milestone(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<AcceptMilestone>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer returns a reported milestone.
        #[ink(message)]
        pub fn return_milestone(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ReturnMilestone>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer states that the contract is performed.
        #[ink(message)]
        pub fn complete_contract(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<CompleteContract>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// The vendor confirms that the contract is performed.
        #[ink(message)]
        pub fn confirm_completion(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmCompletion>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes to terminate the contract.
        #[ink(message)]
        pub fn propose_termination(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeTermination>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the termination.
        #[ink(message)]
        pub fn confirm_termination(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmTermination>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An evaluator signs a sheet of points on which the panel may agree.
        #[ink(message)]
        pub fn agree(&mut self, auth: Passed<Auth>, act: Passed<Agree>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer asks the vendor of a bid.
        #[ink(message)]
        pub fn ask_vendor(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<AskVendor>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// The vendor responds.
        #[ink(message)]
        pub fn respond(&mut self, auth: Passed<Auth>, act: Passed<Respond>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes to accept the explanation of a price that is abnormally low.
        #[ink(message)]
        pub fn propose_acceptance(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeAcceptance>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms that the explanation is accepted.
        #[ink(message)]
        pub fn confirm_acceptance(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmAcceptance>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A vendor applies to be let in to bid.
        #[ink(message)]
        pub fn apply(&mut self, auth: Passed<Auth>, act: Passed<Apply>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An officer proposes a decision on an application.
        #[ink(message)]
        pub fn propose_qualification(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ProposeQualification>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An approver confirms the decision.
        #[ink(message)]
        pub fn confirm_qualification(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ConfirmQualification>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A committee member resealed its shares of technical envelopes to the evaluators.
        #[ink(message)]
        pub fn reshare(&mut self, auth: Passed<Auth>, act: Passed<Reshare>) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// A vendor resealed the seed of its technical envelope to the evaluators.
        #[ink(message)]
        pub fn reshare_seed(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<ReshareSeed>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }

        /// An evaluator signs what it found in technical envelopes.
        #[ink(message)]
        pub fn judge_bids(
            &mut self,
            auth: Passed<Auth>,
            act: Passed<JudgeBids>,
        ) -> Result<(), Error> {
            hand_on((auth, act))
        }
    }
}
