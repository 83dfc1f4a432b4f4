//! The refusals that the rules document, message by message.

use tenderseal_rules::Error::{
    self, AlreadyAnswered, AlreadyBid, AlreadyRevealed, AlreadySigned, AlreadySuspended,
    AuthorityExempt, BadPossession, BadSignature, BidNotLive, CodeNotApproved, CommitteeInvalid,
    CommitteeOneOrganisation, CommitteeTooSmall, CommitteeUnregistered, ComplaintClosed,
    ComplaintOpen, ComplaintTwice, ConflictKept, ConflictOfInterest, ConflictWithoutBid,
    ConflictsUnsorted, ConsensusNotAllowed, ContextAttempt, ContextCommittee, ContextGenesis,
    ContextKind, ContextLot, ContextTender, ContextTerms, ContextVendor, ContractEnded,
    CriterionInvalid, DeadlineNotLater, DeadlineTooSoon, DebarmentInvalid, Debarred,
    DeclarationTooEarly, Ended, EnvelopeShape, EnvelopeTooLarge, Expired, ForeignOrganisation,
    HashMismatch, InvitedInvalid, InvitedNotVendor, KeyInactive, KeyRevoked, KeyTaken,
    KindNotAllowed, LastAdminKey, LastSeat, MilestoneAccepted, MilestoneDue, MilestoneFixed,
    MilestoneSum, MilestonesOpen, MinimumBids, MinimumBidsTooFew, MissingRole, NoFinding,
    NoLiveBid, NobodyMayScore, NonceUsed, NotABidder, NotAdmitted, NotAwardStage, NotAwarded,
    NotDeclared, NotEvaluation, NotFirst, NotInvited, NotMember, NotOnPanel, NotOpening, NotPaused,
    NotPending, NotRanked, NotRejectionStage, NotReported, NotSigned, NotSuspended, NotTallied,
    NothingGiven, NothingProposed, NothingToLift, NothingToReevaluate, ObjectionDecided,
    ObjectionTwice, OnlyTheAwarded, OpeningKeyInvalid, OpeningKeyTaken, OrgNotAdmitted, OutOfOrder,
    PanelInvalid, PanelTooSmall, Paused, PriceFormulaNotAllowed, PriceInvalid, PriceRuleInvalid,
    PriceWeightNotAllowed, ProfileBidsInvalid, ProfileCodeInvalid, ProfilePeriodInvalid,
    ProfileRetired, ProfileSeatsInvalid, ProfileSetInvalid, ProfileWeightInvalid, QuestionPeriod,
    QuestionTaken, QuestionsClosed, Ranked, ReviewerEvaluates, RoleNotAllowed, RoleRedundant,
    SamePerson, ScoreAboveMax, ScoresIncomplete, ScoresOpen, ShareTwice, SharesMissing,
    SubstituteUnfit, Suspended, Tallied, TenderSuspended, TextInvalid, TooLate, TooMany,
    UnknownBid, UnknownComplaint, UnknownKey, UnknownMilestone, UnknownObjection,
    UnknownOrganisation, UnknownPerson, UnknownProfile, UnknownProposal, UnknownQuestion,
    ValidTooLong, WeightsSum, WindowTooLong, WindowTooShort, WrongCommitment, WrongRound,
    WrongSeed,
};
use tenderseal_rules::Error::{
    AlreadyQualified, ApplicationsClosed, NoQualification, NotQualified, QualificationPeriod,
    UnknownApplication,
};
use tenderseal_rules::Error::{
    ExplanationAccepted, LowPriceRuleInvalid, LowPriceRuleNotAllowed, LowPriceUndecided,
    NotAbnormallyLow, NotExplained, NotRequestStage, RequestAnswered, RequestClosed, RequestOpen,
    ResponsePending, ResponseWindowInvalid, UnknownRequest,
};
use tenderseal_rules::Error::{
    ForfeitureUnfounded, GuaranteeMissing, GuaranteeNotAsked, GuaranteeTaken, LotCountDiffers,
    LotFixed, LotNumberInvalid, LotTaken, LotsInvalid, ProcurementInvalid, SecurityInvalid,
    SecurityNotDue, SecuritySettled, StaleBid, TermsFixed, TermsUnchanged,
};
use tenderseal_rules::Error::{NotAgreed, NotAllScored, NotModerated, ScoresFixed, SheetSigned};
use tenderseal_rules::Error::{
    NotAllRead, NotPassed, NotTechnicalStage, ReaderKeyKept, ReaderKeyMissing, ReaderKeyNotAsked,
    ReadersUnknown, TechnicalMissing, TechnicalNotAsked, TechnicalNotScored, UnopenedTooEarly,
    VerdictGiven,
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
    "agree",
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
    "propose_amendment",
    "confirm_amendment",
    "declare",
    "propose_seat_change",
    "confirm_seat_change",
    "propose_forfeiture",
    "confirm_forfeiture",
    "ask_vendor",
    "respond",
    "propose_acceptance",
    "confirm_acceptance",
    "apply",
    "propose_qualification",
    "confirm_qualification",
    "reshare",
    "reshare_seed",
    "judge_bids",
];
/// Of terms.
const TERMS: &[Error] = &[
    TooMany,
    MinimumBids,
    SecurityInvalid,
    PriceRuleInvalid,
    CriterionInvalid,
    WeightsSum,
    LotsInvalid,
    LotNumberInvalid,
    ProcurementInvalid,
    LowPriceRuleInvalid,
    ResponseWindowInvalid,
];
/// Of a guarantee.
const GUARANTEE: &[Error] = &[GuaranteeMissing, GuaranteeNotAsked, GuaranteeTaken];
/// Of a second envelope.
const SECOND: &[Error] = &[TechnicalMissing, TechnicalNotAsked];
/// Of a publication, besides its terms.
const PUBLICATION: &[Error] = &[
    DeadlineTooSoon,
    WindowTooShort,
    WindowTooLong,
    QuestionPeriod,
    CommitteeInvalid,
    CommitteeUnregistered,
    CommitteeOneOrganisation,
    PanelInvalid,
    UnknownProfile,
    ProfileRetired,
    PriceFormulaNotAllowed,
    PriceWeightNotAllowed,
    ConsensusNotAllowed,
    MinimumBidsTooFew,
    CommitteeTooSmall,
    PanelTooSmall,
    InvitedInvalid,
    InvitedNotVendor,
    QualificationPeriod,
    LotCountDiffers,
    LotTaken,
    LowPriceRuleNotAllowed,
];
/// Of a profile.
const PROFILE: &[Error] = &[
    ProfileCodeInvalid,
    TextInvalid,
    ProfileSetInvalid,
    ProfileWeightInvalid,
    ProfilePeriodInvalid,
    ProfileBidsInvalid,
    ProfileSeatsInvalid,
];

/// Every message with every error that its function in the rules documents.
///
/// Left out are those that no call can bring about: `HostFailed`, `RegistryFailed` and `Corrupt`
/// need a broken chain, `Overflow` 2^32 acts. Two depend on the chain or on patience and have
/// tests of their own: `TenderFailed` and `TooManyPeople`. A publication is checked again when it
/// is approved; what can have changed by then is its time, its profile, the standing of the
/// invited and the lots published meanwhile.
#[must_use]
pub fn documented() -> Vec<(&'static str, Vec<Error>)> {
    let mut all = [
        registry(),
        bids(),
        evaluations(),
        decisions(),
        amendments(),
        contract(),
        remedies(),
        securities(),
        requests(),
        qualifications(),
        technical(),
        standing(),
    ]
    .concat();
    for (_, errors) in all.iter_mut().filter(|(message, _)| WAITS.contains(message)) {
        errors.push(TenderSuspended);
    }
    for (message, error) in [
        ("confirm_award", ComplaintOpen),
        ("confirm_forfeiture", ComplaintOpen),
        ("tally", ScoresOpen),
    ] {
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
        ("propose_tender", signed(&[SIGNER, TERMS, PUBLICATION], &[Paused, TechnicalNotScored])),
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
                QualificationPeriod,
                ProfileRetired,
                InvitedNotVendor,
                LotCountDiffers,
                LotTaken,
            ]),
        ),
        ("add_profile", signed(&[SIGNER, PROFILE], &[TooMany])),
        ("retire_profile", signed(&[SIGNER], &[UnknownProfile, ProfileRetired])),
    ]
}

/// Of the acts on bids, to the end of their opening.
fn bids() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        (
            "commit_bid",
            signed(
                &[SIGNER, ENVELOPE, GUARANTEE],
                &[&[TooLate, Ended, AlreadyBid, NotInvited, NotQualified], SECOND].concat(),
            ),
        ),
        (
            "replace_bid",
            signed(&[SIGNER, ENVELOPE, GUARANTEE, SECOND], &[TooLate, Ended, NoLiveBid]),
        ),
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
                    StaleBid,
                    ShareTwice,
                    NotPassed,
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
                StaleBid,
                SharesMissing,
                WrongSeed,
                WrongCommitment,
                NotPassed,
            ],
        ),
        (
            "object",
            signed(
                &[ANYONE],
                &[NotOpening, UnknownBid, BidNotLive, StaleBid, ObjectionTwice, NotPassed],
            ),
        ),
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

/// Of the acts that score and rank.
fn evaluations() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        (
            "score",
            signed(
                &[SIGNER],
                &[
                    NotEvaluation,
                    Ranked,
                    NotOnPanel,
                    NotDeclared,
                    UnknownBid,
                    BidNotLive,
                    ConflictOfInterest,
                    ScoresIncomplete,
                    ScoreAboveMax,
                    ScoresFixed,
                ],
            ),
        ),
        (
            "agree",
            signed(
                &[SIGNER],
                &[
                    NotEvaluation,
                    Ranked,
                    NotModerated,
                    NotOnPanel,
                    UnknownBid,
                    BidNotLive,
                    ConflictOfInterest,
                    ScoresOpen,
                    ScoresIncomplete,
                    ScoreAboveMax,
                    NotAllScored,
                    SheetSigned,
                ],
            ),
        ),
        (
            "tally",
            vec![
                NotEvaluation,
                Ranked,
                NotAllRead,
                NobodyMayScore,
                ScoresIncomplete,
                NotAgreed,
                Tallied,
            ],
        ),
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
    ]
}

/// Of the acts that award and cancel, ask and declare.
fn decisions() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        (
            "propose_award",
            buyer(&[
                NotAwardStage,
                NotRanked,
                WrongRound,
                NotFirst,
                LowPriceUndecided,
                RequestOpen,
            ]),
        ),
        ("confirm_award", buyer(&[NothingProposed, SamePerson, HashMismatch])),
        ("propose_cancellation", buyer(&[Ended])),
        ("confirm_cancellation", buyer(&[Ended, NothingProposed, SamePerson, HashMismatch])),
        ("ask", vec![TooLate, Ended, QuestionsClosed, QuestionTaken]),
        ("answer", buyer(&[TooLate, Ended, UnknownQuestion, AlreadyAnswered])),
        ("propose_extension", buyer(&[TooLate, Ended, DeadlineNotLater, WindowTooLong])),
        (
            "confirm_extension",
            buyer(&[TooLate, Ended, NothingProposed, SamePerson, HashMismatch, DeadlineNotLater]),
        ),
        (
            "declare",
            signed(
                &[SIGNER],
                &[
                    DeclarationTooEarly,
                    Ended,
                    Ranked,
                    NotOnPanel,
                    TooMany,
                    ConflictsUnsorted,
                    ConflictWithoutBid,
                    ConflictKept,
                    ReaderKeyMissing,
                    ReaderKeyNotAsked,
                    ReaderKeyKept,
                    OpeningKeyInvalid,
                ],
            ),
        ),
        (
            "propose_seat_change",
            buyer(&[Ended, Ranked, NotOnPanel, SubstituteUnfit, LastSeat, PanelTooSmall]),
        ),
        ("confirm_seat_change", buyer(&[Ended, Ranked, NothingProposed, SamePerson, HashMismatch])),
    ]
}

/// Of the acts that change the terms. Confirming does not check the terms again: nothing but an
/// amendment changes them, and one that is confirmed takes its proposal away.
fn amendments() -> Vec<(&'static str, Vec<Error>)> {
    let own = [
        TooLate,
        Ended,
        TermsUnchanged,
        TermsFixed,
        LotFixed,
        WindowTooLong,
        LowPriceRuleNotAllowed,
    ];
    let profile =
        [PriceFormulaNotAllowed, PriceWeightNotAllowed, ConsensusNotAllowed, MinimumBidsTooFew];
    vec![
        ("propose_amendment", buyer(&[TERMS, &own, &profile].concat())),
        ("confirm_amendment", buyer(&[TooLate, Ended, NothingProposed, SamePerson, HashMismatch])),
    ]
}

/// Of the acts on the contract after the award.
fn contract() -> Vec<(&'static str, Vec<Error>)> {
    let vendor = |own: &[Error]| {
        [signed(&[SIGNER], own), vec![NotSigned, ContractEnded, ForeignOrganisation]].concat()
    };
    let running = |own: &[Error]| [buyer(own), vec![NotSigned, ContractEnded]].concat();
    let milestone = [UnknownMilestone, MilestoneAccepted, NotReported, HashMismatch];
    vec![
        (
            "propose_contract",
            buyer(&[NotAwarded, AlreadySigned, TooMany, MilestoneDue, MilestoneSum]),
        ),
        ("sign_contract", buyer(&[NotAwarded, AlreadySigned, NothingProposed, HashMismatch])),
        (
            "propose_change",
            running(&[PriceInvalid, TooMany, MilestoneDue, MilestoneSum, MilestoneFixed]),
        ),
        ("accept_change", vendor(&[NothingProposed, HashMismatch, MilestoneFixed])),
        ("report_milestone", vendor(&[UnknownMilestone, MilestoneAccepted])),
        ("accept_milestone", running(&milestone)),
        ("return_milestone", running(&milestone)),
        ("complete_contract", running(&[MilestonesOpen])),
        ("confirm_completion", vendor(&[NothingProposed, HashMismatch, MilestonesOpen])),
        ("propose_termination", running(&[])),
        ("confirm_termination", running(&[NothingProposed, SamePerson, HashMismatch])),
    ]
}

/// Of rejection, complaints and suspension.
fn remedies() -> Vec<(&'static str, Vec<Error>)> {
    let bears = [NotAbnormallyLow, ExplanationAccepted, ResponsePending, RequestAnswered];
    vec![
        (
            "propose_rejection",
            [
                buyer(&[NotRejectionStage, UnknownBid, OnlyTheAwarded, BidNotLive, NotAwarded]),
                bears.to_vec(),
            ]
            .concat(),
        ),
        (
            "confirm_rejection",
            [
                buyer(&[
                    NotRejectionStage,
                    NothingProposed,
                    SamePerson,
                    HashMismatch,
                    OnlyTheAwarded,
                ]),
                bears.to_vec(),
            ]
            .concat(),
        ),
        ("complain", signed(&[SIGNER], &[Ended, NotABidder, ComplaintTwice])),
        (
            "decide_complaint",
            signed(
                &[SIGNER],
                &[UnknownComplaint, ComplaintClosed, NothingToReevaluate, Ended, ReviewerEvaluates],
            ),
        ),
        ("withdraw_complaint", buyer(&[UnknownComplaint, ComplaintClosed])),
        ("suspend_tender", signed(&[SIGNER], &[Ended, TenderSuspended])),
        ("resume_tender", signed(&[SIGNER], &[Ended, NotSuspended])),
    ]
}

/// Of a bid's security.
fn securities() -> Vec<(&'static str, Vec<Error>)> {
    let own = [SecuritySettled, ForfeitureUnfounded];
    vec![
        ("return_security", vec![UnknownBid, SecuritySettled, SecurityNotDue]),
        ("propose_forfeiture", buyer(&[&own[..], &[UnknownBid]].concat())),
        (
            "confirm_forfeiture",
            buyer(&[&own[..], &[NothingProposed, SamePerson, HashMismatch]].concat()),
        ),
    ]
}

/// Of requests to vendors.
fn requests() -> Vec<(&'static str, Vec<Error>)> {
    let low = [NotRequestStage, BidNotLive, NotAbnormallyLow];
    vec![
        (
            "ask_vendor",
            buyer(
                &[
                    &low[..],
                    &[UnknownBid, ExplanationAccepted, RequestOpen, WindowTooShort, WindowTooLong],
                ]
                .concat(),
            ),
        ),
        ("respond", buyer(&[Ended, UnknownRequest, BidNotLive, RequestClosed])),
        (
            "propose_acceptance",
            buyer(&[&low[..], &[UnknownBid, ExplanationAccepted, NotExplained]].concat()),
        ),
        (
            "confirm_acceptance",
            buyer(&[&low[..], &[NothingProposed, SamePerson, HashMismatch, NotExplained]].concat()),
        ),
    ]
}

/// Of a prequalification.
fn qualifications() -> Vec<(&'static str, Vec<Error>)> {
    let own = [TooLate, Ended, NoQualification];
    vec![
        ("apply", signed(&[SIGNER], &[&own[..], &[ApplicationsClosed, AlreadyQualified]].concat())),
        (
            "propose_qualification",
            buyer(&[&own[..], &[UnknownApplication, AlreadyQualified]].concat()),
        ),
        (
            "confirm_qualification",
            buyer(
                &[&own[..], &[NothingProposed, SamePerson, HashMismatch, UnknownApplication]]
                    .concat(),
            ),
        ),
    ]
}

/// Of the acts on technical envelopes.
fn technical() -> Vec<(&'static str, Vec<Error>)> {
    let own = [NotTechnicalStage, UnknownBid, BidNotLive, StaleBid];
    let of = |other: &[Error]| signed(&[SIGNER, &own], other);
    vec![
        ("reshare", of(&[NothingGiven, TooMany, NotMember, ReadersUnknown])),
        ("reshare_seed", of(&[ForeignOrganisation, ReadersUnknown])),
        (
            "judge_bids",
            of(&[
                NothingGiven,
                TooMany,
                NotOnPanel,
                NotDeclared,
                VerdictGiven,
                ConflictOfInterest,
                UnopenedTooEarly,
            ]),
        ),
    ]
}

/// Of the registry's acts on standing, keys and the pause.
fn standing() -> Vec<(&'static str, Vec<Error>)> {
    vec![
        ("suspend_org", signed(&[SIGNER, SUBJECT], &[AlreadySuspended])),
        ("debar_org", signed(&[SIGNER, SUBJECT], &[DebarmentInvalid])),
        ("reinstate_org", signed(&[SIGNER, SUBJECT], &[NothingToLift])),
        ("revoke_key", signed(&[KEEPER], &[KeyRevoked, LastAdminKey])),
        ("set_roles", buyer(&[UnknownPerson, RoleNotAllowed, RoleRedundant, LastAdminKey])),
        ("Pausable::pause", signed(&[SIGNER], &[Paused])),
        ("Pausable::unpause", signed(&[SIGNER], &[NotPaused])),
    ]
}
