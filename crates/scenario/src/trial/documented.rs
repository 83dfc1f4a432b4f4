//! The refusals that the rules document, message by message.

use tenderseal_rules::Error::{
    self, AlreadyAnswered, AlreadyBid, AlreadyRevealed, AlreadySuspended, AuthorityExempt,
    BadPossession, BadSignature, BidNotLive, CodeNotApproved, CommitteeInvalid,
    CommitteeOneOrganisation, CommitteeUnregistered, ComplaintClosed, ComplaintOpen,
    ComplaintTwice, ContextAttempt, ContextCommittee, ContextGenesis, ContextKind, ContextLot,
    ContextTender, ContextTerms, ContextVendor, CriterionInvalid, DeadlineNotLater,
    DeadlineTooSoon, DebarmentInvalid, Debarred, Ended, EnvelopeShape, EnvelopeTooLarge, Expired,
    ForeignOrganisation, HashMismatch, KeyInactive, KeyRevoked, KeyTaken, KindNotAllowed,
    LastAdminKey, MinimumBids, MissingRole, NoFinding, NoLiveBid, NonceUsed, NotABidder,
    NotAdmitted, NotAwardStage, NotEvaluation, NotFirst, NotMember, NotOnPanel, NotOpening,
    NotPaused, NotPending, NotRanked, NotRejectionStage, NotSuspended, NotTallied, NothingGiven,
    NothingProposed, NothingToLift, NothingToReevaluate, ObjectionDecided, ObjectionTwice,
    OnlyTheAwarded, OpeningKeyInvalid, OpeningKeyTaken, OrgNotAdmitted, OutOfOrder, PanelInvalid,
    Paused, PriceRuleInvalid, QuestionPeriod, QuestionTaken, QuestionsClosed, Ranked,
    RoleNotAllowed, RoleRedundant, SamePerson, ScoreAboveMax, ScoresIncomplete, ScoresOpen,
    ShareTwice, SharesMissing, Suspended, Tallied, TenderSuspended, TextInvalid, TooLate, TooMany,
    UnknownBid, UnknownComplaint, UnknownKey, UnknownObjection, UnknownOrganisation, UnknownPerson,
    UnknownProposal, UnknownQuestion, ValidTooLong, WeightsSum, WindowTooLong, WindowTooShort,
    WrongCommitment, WrongSeed,
};

/// Of an intent.
const INTENT: &[Error] = &[Expired, ValidTooLong, NonceUsed, BadSignature];
/// Of the registry's answer about a signer without a certain role.
const ANYONE: &[Error] = &[UnknownKey, KeyInactive, NotAdmitted, Suspended, Debarred];
/// Of the registry's answer about a signer in a role.
const SIGNER: &[Error] = &[UnknownKey, KeyInactive, NotAdmitted, Suspended, Debarred, MissingRole];
/// Of whoever ends a key.
const KEEPER: &[Error] = &[UnknownKey, KeyInactive, Suspended, Debarred, MissingRole];
/// Of the organisation that a registrar decides about.
const SUBJECT: &[Error] = &[UnknownOrganisation, OrgNotAdmitted, AuthorityExempt];
/// Of an envelope.
const ENVELOPE: &[Error] = &[
    EnvelopeShape,
    EnvelopeTooLarge,
    ContextGenesis,
    ContextTender,
    ContextLot,
    ContextKind,
    ContextVendor,
    ContextAttempt,
    ContextTerms,
    ContextCommittee,
];
/// The acts that wait while a tender is suspended.
const WAITS: &[&str] = &[
    "commit_bid",
    "replace_bid",
    "withdraw_bid",
    "post_shares",
    "reveal",
    "object",
    "propose_finding",
    "confirm_finding",
    "score",
    "tally",
    "rank",
    "propose_award",
    "confirm_award",
    "ask",
    "answer",
    "propose_extension",
    "confirm_extension",
    "propose_rejection",
    "confirm_rejection",
];
/// Of a publication.
const PUBLICATION: &[Error] = &[
    TooMany,
    MinimumBids,
    PriceRuleInvalid,
    CriterionInvalid,
    WeightsSum,
    DeadlineTooSoon,
    WindowTooShort,
    WindowTooLong,
    QuestionPeriod,
    CommitteeInvalid,
    CommitteeUnregistered,
    CommitteeOneOrganisation,
    PanelInvalid,
];

/// Every message with every error that its function in the rules documents.
///
/// Left out are those that no call can bring about: `HostFailed`, `RegistryFailed` and `Corrupt`
/// need a broken chain, `Overflow` 2^32 acts. Two depend on the chain or on patience and have
/// tests of their own: `TenderFailed` and `TooManyPeople`. A publication is checked again when it
/// is approved; what can have changed by then is its time.
#[must_use]
pub fn documented() -> Vec<(&'static str, Vec<Error>)> {
    let mut all = [registry(), bids(), decisions(), remedies()].concat();
    for (_, errors) in all.iter_mut().filter(|(message, _)| WAITS.contains(message)) {
        errors.push(TenderSuspended);
    }
    for (message, error) in [("confirm_award", ComplaintOpen), ("tally", ScoresOpen)] {
        all.iter_mut()
            .filter(|(name, _)| *name == message)
            .for_each(|(_, errors)| errors.push(error));
    }
    all
}

fn signed(groups: &[&[Error]], own: &[Error]) -> Vec<Error> {
    [INTENT].iter().chain(groups).copied().flatten().chain(own).copied().collect()
}

fn buyer(own: &[Error]) -> Vec<Error> {
    [signed(&[SIGNER], own), vec![ForeignOrganisation]].concat()
}

/// Of the registry's acts.
fn registry() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        ("register_org", signed(&[], &[KindNotAllowed, UnknownKey, TextInvalid, KeyTaken])),
        ("admit_org", signed(&[SIGNER], &[UnknownOrganisation, NotPending])),
        ("refuse_org", signed(&[SIGNER], &[UnknownOrganisation, NotPending])),
        ("add_person", signed(&[SIGNER], &[RoleNotAllowed, KeyTaken, BadPossession])),
        ("replace_key", signed(&[KEEPER], &[KeyRevoked, KeyTaken, BadPossession])),
        ("register_opening_key", signed(&[SIGNER], &[OpeningKeyInvalid, OpeningKeyTaken])),
        ("approve_code", signed(&[SIGNER], &[])),
        ("propose_tender", signed(&[SIGNER, PUBLICATION], &[Paused])),
        (
            "approve_tender",
            buyer(&[
                Paused,
                UnknownProposal,
                SamePerson,
                HashMismatch,
                CodeNotApproved,
                DeadlineTooSoon,
                QuestionPeriod,
            ]),
        ),
    ]
}

/// Of the acts on bids, to the end of their opening.
fn bids() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        ("commit_bid", signed(&[SIGNER, ENVELOPE], &[TooLate, Ended, AlreadyBid])),
        ("replace_bid", signed(&[SIGNER, ENVELOPE], &[TooLate, Ended, NoLiveBid])),
        ("withdraw_bid", signed(&[SIGNER], &[TooLate, Ended, NoLiveBid])),
        (
            "post_shares",
            signed(
                &[SIGNER],
                &[
                    NotOpening,
                    AlreadyRevealed,
                    NothingGiven,
                    TooMany,
                    NotMember,
                    UnknownBid,
                    BidNotLive,
                    ShareTwice,
                ],
            ),
        ),
        (
            "reveal",
            vec![
                NotOpening,
                TooMany,
                UnknownBid,
                AlreadyRevealed,
                BidNotLive,
                SharesMissing,
                WrongSeed,
                WrongCommitment,
            ],
        ),
        ("object", signed(&[ANYONE], &[NotOpening, UnknownBid, BidNotLive, ObjectionTwice])),
        ("propose_finding", buyer(&[NotOpening, UnknownObjection, ObjectionDecided])),
        (
            "confirm_finding",
            buyer(&[
                NotOpening,
                UnknownObjection,
                ObjectionDecided,
                NoFinding,
                SamePerson,
                HashMismatch,
            ]),
        ),
    ]
}

/// Of the acts that score, rank, award and cancel.
fn decisions() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        (
            "score",
            signed(
                &[SIGNER],
                &[
                    NotEvaluation,
                    Ranked,
                    NotOnPanel,
                    UnknownBid,
                    BidNotLive,
                    ScoresIncomplete,
                    ScoreAboveMax,
                ],
            ),
        ),
        ("tally", vec![NotEvaluation, Ranked, ScoresIncomplete, Tallied]),
        (
            "rank",
            vec![
                NotEvaluation,
                Ranked,
                NotTallied,
                NothingGiven,
                TooMany,
                UnknownBid,
                BidNotLive,
                OutOfOrder,
            ],
        ),
        ("propose_award", buyer(&[NotAwardStage, NotRanked, NotFirst])),
        ("confirm_award", buyer(&[NothingProposed, SamePerson, HashMismatch])),
        ("propose_cancellation", buyer(&[Ended])),
        ("confirm_cancellation", buyer(&[Ended, NothingProposed, SamePerson, HashMismatch])),
        ("ask", vec![TooLate, Ended, QuestionsClosed, QuestionTaken]),
        ("answer", buyer(&[TooLate, Ended, UnknownQuestion, AlreadyAnswered])),
        ("propose_extension", buyer(&[TooLate, Ended, DeadlineNotLater, WindowTooLong])),
        ("confirm_extension", buyer(&[TooLate, Ended, NothingProposed, SamePerson, HashMismatch])),
        ("suspend_org", signed(&[SIGNER, SUBJECT], &[AlreadySuspended])),
        ("debar_org", signed(&[SIGNER, SUBJECT], &[DebarmentInvalid])),
        ("reinstate_org", signed(&[SIGNER, SUBJECT], &[NothingToLift])),
        ("revoke_key", signed(&[KEEPER], &[KeyRevoked, LastAdminKey])),
        ("set_roles", buyer(&[UnknownPerson, RoleNotAllowed, RoleRedundant, LastAdminKey])),
        ("Pausable::pause", signed(&[SIGNER], &[Paused])),
        ("Pausable::unpause", signed(&[SIGNER], &[NotPaused])),
    ]
}

/// Of rejection, complaints and suspension.
fn remedies() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        ("propose_rejection", buyer(&[NotRejectionStage, UnknownBid, OnlyTheAwarded, BidNotLive])),
        (
            "confirm_rejection",
            buyer(&[NotRejectionStage, NothingProposed, SamePerson, HashMismatch, OnlyTheAwarded]),
        ),
        ("complain", signed(&[SIGNER], &[Ended, NotABidder, ComplaintTwice])),
        (
            "decide_complaint",
            signed(&[SIGNER], &[UnknownComplaint, ComplaintClosed, NothingToReevaluate, Ended]),
        ),
        ("withdraw_complaint", buyer(&[UnknownComplaint, ComplaintClosed])),
        ("suspend_tender", signed(&[SIGNER], &[Ended, TenderSuspended])),
        ("resume_tender", signed(&[SIGNER], &[Ended, NotSuspended])),
    ]
}
