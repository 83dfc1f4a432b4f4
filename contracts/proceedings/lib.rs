//! The proceedings of a tender: everything but its bids while they are taken, from questions to the end of what was
//! contracted.
//!
//! Every tender has an instance of its own and runs this program on its own cells (docs/adr/0013); the instance
//! has none, so that whoever calls it gets nothing but an error.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

#[expect(clippy::needless_pass_by_value, reason = "a message owns its decoded arguments")]
#[ink::contract]
mod proceedings {
    use tenderseal_host::Chain;
    use tenderseal_rules::{Auth, Error, messages, tender as rules};

    /// The cells are the tender's, see `tenderseal_rules::cells`.
    #[ink(storage)]
    pub struct Proceedings {}

    impl Proceedings {
        /// An instance for the tender that makes it.
        #[expect(clippy::new_without_default, reason = "a constructor of a contract")]
        #[ink(constructor)]
        pub fn new() -> Self {
            Self {}
        }

        /// A committee member posts its shares.
        ///
        /// # Errors
        /// See [`rules::post_shares`].
        #[ink(message)]
        pub fn post_shares(&mut self, auth: Auth, act: messages::PostShares) -> Result<(), Error> {
            rules::post_shares(&mut Chain, &auth, &act)
        }

        /// Anyone who is registered objects to a bid.
        ///
        /// # Errors
        /// See [`rules::object`].
        #[ink(message)]
        pub fn object(&mut self, auth: Auth, act: messages::Object) -> Result<(), Error> {
            rules::object(&mut Chain, &auth, &act)
        }

        /// An officer proposes a finding on an objection.
        ///
        /// # Errors
        /// See [`rules::propose_finding`].
        #[ink(message)]
        pub fn propose_finding(
            &mut self,
            auth: Auth,
            act: messages::ProposeFinding,
        ) -> Result<(), Error> {
            rules::propose_finding(&mut Chain, &auth, &act)
        }

        /// An approver confirms the finding.
        ///
        /// # Errors
        /// See [`rules::confirm_finding`].
        #[ink(message)]
        pub fn confirm_finding(
            &mut self,
            auth: Auth,
            act: messages::ConfirmFinding,
        ) -> Result<(), Error> {
            rules::confirm_finding(&mut Chain, &auth, &act)
        }

        /// An evaluator scores a bid.
        ///
        /// # Errors
        /// See [`rules::score`].
        #[ink(message)]
        pub fn score(&mut self, auth: Auth, act: messages::Score) -> Result<(), Error> {
            rules::score(&mut Chain, &auth, &act)
        }

        /// An officer proposes the award.
        ///
        /// # Errors
        /// See [`rules::propose_award`].
        #[ink(message)]
        pub fn propose_award(
            &mut self,
            auth: Auth,
            act: messages::ProposeAward,
        ) -> Result<(), Error> {
            rules::propose_award(&mut Chain, &auth, &act)
        }

        /// An approver confirms the award; the standstill begins.
        ///
        /// # Errors
        /// See [`rules::confirm_award`].
        #[ink(message)]
        pub fn confirm_award(
            &mut self,
            auth: Auth,
            act: messages::ConfirmAward,
        ) -> Result<(), Error> {
            rules::confirm_award(&mut Chain, &auth, &act)
        }

        /// An officer proposes to cancel.
        ///
        /// # Errors
        /// See [`rules::propose_cancellation`].
        #[ink(message)]
        pub fn propose_cancellation(
            &mut self,
            auth: Auth,
            act: messages::ProposeCancellation,
        ) -> Result<(), Error> {
            rules::propose_cancellation(&mut Chain, &auth, &act)
        }

        /// An approver confirms the cancellation.
        ///
        /// # Errors
        /// See [`rules::confirm_cancellation`].
        #[ink(message)]
        pub fn confirm_cancellation(
            &mut self,
            auth: Auth,
            act: messages::ConfirmCancellation,
        ) -> Result<(), Error> {
            rules::confirm_cancellation(&mut Chain, &auth, &act)
        }

        /// Anyone opens a bid.
        ///
        /// # Errors
        /// See [`rules::reveal`].
        #[ink(message)]
        pub fn reveal(&mut self, act: messages::Reveal) -> Result<(), Error> {
            rules::reveal(&mut Chain, &act)
        }

        /// Anyone works through the next page of scored bids.
        ///
        /// # Errors
        /// See [`rules::tally`].
        #[ink(message)]
        pub fn tally(&mut self, act: messages::Tally) -> Result<(), Error> {
            rules::tally(&mut Chain, &act)
        }

        /// Anyone says which bids come next in the ranking.
        ///
        /// # Errors
        /// See [`rules::rank`].
        #[ink(message)]
        pub fn rank(&mut self, act: messages::Rank) -> Result<(), Error> {
            rules::rank(&mut Chain, &act)
        }

        /// Anyone asks a question, without a name.
        ///
        /// # Errors
        /// See [`rules::ask`].
        #[ink(message)]
        pub fn ask(&mut self, act: messages::Ask) -> Result<(), Error> {
            rules::ask(&mut Chain, &act)
        }

        /// An officer answers a question.
        ///
        /// # Errors
        /// See [`rules::answer`].
        #[ink(message)]
        pub fn answer(&mut self, auth: Auth, act: messages::Answer) -> Result<(), Error> {
            rules::answer(&mut Chain, &auth, &act)
        }

        /// An officer proposes a later deadline.
        ///
        /// # Errors
        /// See [`rules::propose_extension`].
        #[ink(message)]
        pub fn propose_extension(
            &mut self,
            auth: Auth,
            act: messages::ProposeExtension,
        ) -> Result<(), Error> {
            rules::propose_extension(&mut Chain, &auth, &act)
        }

        /// An approver confirms the later deadline.
        ///
        /// # Errors
        /// See [`rules::confirm_extension`].
        #[ink(message)]
        pub fn confirm_extension(
            &mut self,
            auth: Auth,
            act: messages::ConfirmExtension,
        ) -> Result<(), Error> {
            rules::confirm_extension(&mut Chain, &auth, &act)
        }

        /// An evaluator declares its interests.
        ///
        /// # Errors
        /// See [`rules::declare`].
        #[ink(message)]
        pub fn declare(&mut self, auth: Auth, act: messages::Declare) -> Result<(), Error> {
            rules::declare(&mut Chain, &auth, &act)
        }

        /// An officer proposes to change a seat on the panel.
        ///
        /// # Errors
        /// See [`rules::propose_seat_change`].
        #[ink(message)]
        pub fn propose_seat_change(
            &mut self,
            auth: Auth,
            act: messages::ProposeSeatChange,
        ) -> Result<(), Error> {
            rules::propose_seat_change(&mut Chain, &auth, &act)
        }

        /// An approver confirms the change of the seat.
        ///
        /// # Errors
        /// See [`rules::confirm_seat_change`].
        #[ink(message)]
        pub fn confirm_seat_change(
            &mut self,
            auth: Auth,
            act: messages::ConfirmSeatChange,
        ) -> Result<(), Error> {
            rules::confirm_seat_change(&mut Chain, &auth, &act)
        }

        /// An officer proposes other terms.
        ///
        /// # Errors
        /// See [`rules::propose_amendment`].
        #[ink(message)]
        pub fn propose_amendment(
            &mut self,
            auth: Auth,
            act: messages::ProposeAmendment,
        ) -> Result<(), Error> {
            rules::propose_amendment(&mut Chain, &auth, &act)
        }

        /// An approver confirms the other terms.
        ///
        /// # Errors
        /// See [`rules::confirm_amendment`].
        #[ink(message)]
        pub fn confirm_amendment(
            &mut self,
            auth: Auth,
            act: messages::ConfirmAmendment,
        ) -> Result<(), Error> {
            rules::confirm_amendment(&mut Chain, &auth, &act)
        }

        /// An officer proposes to reject a bid.
        ///
        /// # Errors
        /// See [`rules::propose_rejection`].
        #[ink(message)]
        pub fn propose_rejection(
            &mut self,
            auth: Auth,
            act: messages::ProposeRejection,
        ) -> Result<(), Error> {
            rules::propose_rejection(&mut Chain, &auth, &act)
        }

        /// An approver confirms the rejection.
        ///
        /// # Errors
        /// See [`rules::confirm_rejection`].
        #[ink(message)]
        pub fn confirm_rejection(
            &mut self,
            auth: Auth,
            act: messages::ConfirmRejection,
        ) -> Result<(), Error> {
            rules::confirm_rejection(&mut Chain, &auth, &act)
        }

        /// A vendor complains.
        ///
        /// # Errors
        /// See [`rules::complain`].
        #[ink(message)]
        pub fn complain(&mut self, auth: Auth, act: messages::Complain) -> Result<(), Error> {
            rules::complain(&mut Chain, &auth, &act)
        }

        /// A reviewer decides a complaint.
        ///
        /// # Errors
        /// See [`rules::decide_complaint`].
        #[ink(message)]
        pub fn decide_complaint(
            &mut self,
            auth: Auth,
            act: messages::DecideComplaint,
        ) -> Result<(), Error> {
            rules::decide_complaint(&mut Chain, &auth, &act)
        }

        /// A vendor withdraws its complaint.
        ///
        /// # Errors
        /// See [`rules::withdraw_complaint`].
        #[ink(message)]
        pub fn withdraw_complaint(
            &mut self,
            auth: Auth,
            act: messages::WithdrawComplaint,
        ) -> Result<(), Error> {
            rules::withdraw_complaint(&mut Chain, &auth, &act)
        }

        /// A reviewer suspends the tender.
        ///
        /// # Errors
        /// See [`rules::suspend_tender`].
        #[ink(message)]
        pub fn suspend_tender(
            &mut self,
            auth: Auth,
            act: messages::SuspendTender,
        ) -> Result<(), Error> {
            rules::suspend_tender(&mut Chain, &auth, &act)
        }

        /// A reviewer lets the tender go on.
        ///
        /// # Errors
        /// See [`rules::resume_tender`].
        #[ink(message)]
        pub fn resume_tender(
            &mut self,
            auth: Auth,
            act: messages::ResumeTender,
        ) -> Result<(), Error> {
            rules::resume_tender(&mut Chain, &auth, &act)
        }

        /// Anyone has the security of a bid returned that is due.
        ///
        /// # Errors
        /// See [`rules::return_security`].
        #[ink(message)]
        pub fn return_security(&mut self, act: messages::ReturnSecurity) -> Result<(), Error> {
            rules::return_security(&mut Chain, &act)
        }

        /// An officer proposes that the security of a bid is forfeited.
        ///
        /// # Errors
        /// See [`rules::propose_forfeiture`].
        #[ink(message)]
        pub fn propose_forfeiture(
            &mut self,
            auth: Auth,
            act: messages::ProposeForfeiture,
        ) -> Result<(), Error> {
            rules::propose_forfeiture(&mut Chain, &auth, &act)
        }

        /// An approver confirms the forfeiture.
        ///
        /// # Errors
        /// See [`rules::confirm_forfeiture`].
        #[ink(message)]
        pub fn confirm_forfeiture(
            &mut self,
            auth: Auth,
            act: messages::ConfirmForfeiture,
        ) -> Result<(), Error> {
            rules::confirm_forfeiture(&mut Chain, &auth, &act)
        }

        /// An officer proposes the contract on the awarded bid.
        ///
        /// # Errors
        /// See [`rules::propose_contract`].
        #[ink(message)]
        pub fn propose_contract(
            &mut self,
            auth: Auth,
            act: messages::ProposeContract,
        ) -> Result<(), Error> {
            rules::propose_contract(&mut Chain, &auth, &act)
        }

        /// The vendor of the awarded bid signs the contract.
        ///
        /// # Errors
        /// See [`rules::sign_contract`].
        #[ink(message)]
        pub fn sign_contract(
            &mut self,
            auth: Auth,
            act: messages::SignContract,
        ) -> Result<(), Error> {
            rules::sign_contract(&mut Chain, &auth, &act)
        }

        /// An officer proposes a change of the contract.
        ///
        /// # Errors
        /// See [`rules::propose_change`].
        #[ink(message)]
        pub fn propose_change(
            &mut self,
            auth: Auth,
            act: messages::ProposeChange,
        ) -> Result<(), Error> {
            rules::propose_change(&mut Chain, &auth, &act)
        }

        /// The vendor accepts the change.
        ///
        /// # Errors
        /// See [`rules::accept_change`].
        #[ink(message)]
        pub fn accept_change(
            &mut self,
            auth: Auth,
            act: messages::AcceptChange,
        ) -> Result<(), Error> {
            rules::accept_change(&mut Chain, &auth, &act)
        }

        /// The vendor reports a milestone.
        ///
        /// # Errors
        /// See [`rules::report_milestone`].
        #[ink(message)]
        pub fn report_milestone(
            &mut self,
            auth: Auth,
            act: messages::ReportMilestone,
        ) -> Result<(), Error> {
            rules::report_milestone(&mut Chain, &auth, &act)
        }

        /// An officer accepts a reported milestone.
        ///
        /// # Errors
        /// See [`rules::accept_milestone`].
        #[ink(message)]
        pub fn accept_milestone(
            &mut self,
            auth: Auth,
            act: messages::AcceptMilestone,
        ) -> Result<(), Error> {
            rules::accept_milestone(&mut Chain, &auth, &act)
        }

        /// An officer returns a reported milestone.
        ///
        /// # Errors
        /// See [`rules::return_milestone`].
        #[ink(message)]
        pub fn return_milestone(
            &mut self,
            auth: Auth,
            act: messages::ReturnMilestone,
        ) -> Result<(), Error> {
            rules::return_milestone(&mut Chain, &auth, &act)
        }

        /// An officer states that the contract is performed.
        ///
        /// # Errors
        /// See [`rules::complete_contract`].
        #[ink(message)]
        pub fn complete_contract(
            &mut self,
            auth: Auth,
            act: messages::CompleteContract,
        ) -> Result<(), Error> {
            rules::complete_contract(&mut Chain, &auth, &act)
        }

        /// The vendor confirms that the contract is performed.
        ///
        /// # Errors
        /// See [`rules::confirm_completion`].
        #[ink(message)]
        pub fn confirm_completion(
            &mut self,
            auth: Auth,
            act: messages::ConfirmCompletion,
        ) -> Result<(), Error> {
            rules::confirm_completion(&mut Chain, &auth, &act)
        }

        /// An officer proposes to terminate the contract.
        ///
        /// # Errors
        /// See [`rules::propose_termination`].
        #[ink(message)]
        pub fn propose_termination(
            &mut self,
            auth: Auth,
            act: messages::ProposeTermination,
        ) -> Result<(), Error> {
            rules::propose_termination(&mut Chain, &auth, &act)
        }

        /// An approver confirms the termination.
        ///
        /// # Errors
        /// See [`rules::confirm_termination`].
        #[ink(message)]
        pub fn confirm_termination(
            &mut self,
            auth: Auth,
            act: messages::ConfirmTermination,
        ) -> Result<(), Error> {
            rules::confirm_termination(&mut Chain, &auth, &act)
        }

        /// An evaluator signs a sheet of points on which the panel may agree.
        ///
        /// # Errors
        /// See [`rules::agree`].
        #[ink(message)]
        pub fn agree(&mut self, auth: Auth, act: messages::Agree) -> Result<(), Error> {
            rules::agree(&mut Chain, &auth, &act)
        }

        /// An officer asks the vendor of a bid.
        ///
        /// # Errors
        /// See [`rules::ask_vendor`].
        #[ink(message)]
        pub fn ask_vendor(&mut self, auth: Auth, act: messages::AskVendor) -> Result<(), Error> {
            rules::ask_vendor(&mut Chain, &auth, &act)
        }

        /// The vendor responds.
        ///
        /// # Errors
        /// See [`rules::respond`].
        #[ink(message)]
        pub fn respond(&mut self, auth: Auth, act: messages::Respond) -> Result<(), Error> {
            rules::respond(&mut Chain, &auth, &act)
        }

        /// An officer proposes to accept the explanation of a price that is abnormally low.
        ///
        /// # Errors
        /// See [`rules::propose_acceptance`].
        #[ink(message)]
        pub fn propose_acceptance(
            &mut self,
            auth: Auth,
            act: messages::ProposeAcceptance,
        ) -> Result<(), Error> {
            rules::propose_acceptance(&mut Chain, &auth, &act)
        }

        /// An approver confirms that the explanation is accepted.
        ///
        /// # Errors
        /// See [`rules::confirm_acceptance`].
        #[ink(message)]
        pub fn confirm_acceptance(
            &mut self,
            auth: Auth,
            act: messages::ConfirmAcceptance,
        ) -> Result<(), Error> {
            rules::confirm_acceptance(&mut Chain, &auth, &act)
        }

        /// A vendor applies to be let in to bid.
        ///
        /// # Errors
        /// See [`rules::apply`].
        #[ink(message)]
        pub fn apply(&mut self, auth: Auth, act: messages::Apply) -> Result<(), Error> {
            rules::apply(&mut Chain, &auth, &act)
        }

        /// An officer proposes a decision on an application.
        ///
        /// # Errors
        /// See [`rules::propose_qualification`].
        #[ink(message)]
        pub fn propose_qualification(
            &mut self,
            auth: Auth,
            act: messages::ProposeQualification,
        ) -> Result<(), Error> {
            rules::propose_qualification(&mut Chain, &auth, &act)
        }

        /// An approver confirms the decision.
        ///
        /// # Errors
        /// See [`rules::confirm_qualification`].
        #[ink(message)]
        pub fn confirm_qualification(
            &mut self,
            auth: Auth,
            act: messages::ConfirmQualification,
        ) -> Result<(), Error> {
            rules::confirm_qualification(&mut Chain, &auth, &act)
        }

        /// A committee member resealed its shares of technical envelopes to the evaluators.
        ///
        /// # Errors
        /// See [`rules::reshare`].
        #[ink(message)]
        pub fn reshare(&mut self, auth: Auth, act: messages::Reshare) -> Result<(), Error> {
            rules::reshare(&mut Chain, &auth, &act)
        }

        /// A vendor resealed the seed of its technical envelope to the evaluators.
        ///
        /// # Errors
        /// See [`rules::reshare_seed`].
        #[ink(message)]
        pub fn reshare_seed(
            &mut self,
            auth: Auth,
            act: messages::ReshareSeed,
        ) -> Result<(), Error> {
            rules::reshare_seed(&mut Chain, &auth, &act)
        }

        /// An evaluator signs what it found in technical envelopes.
        ///
        /// # Errors
        /// See [`rules::judge_bids`].
        #[ink(message)]
        pub fn judge_bids(&mut self, auth: Auth, act: messages::JudgeBids) -> Result<(), Error> {
            rules::judge_bids(&mut Chain, &auth, &act)
        }
    }
}
