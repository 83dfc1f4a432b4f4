//! Every reason for which an act is refused.

use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

use crate::tse1;

macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $sentence:literal;)*) => {
        /// Why an act was refused. Numbers are stable: a number is never given to another meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, MaxEncodedLen, thiserror::Error)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        pub enum Error {
            $(
                #[doc = $sentence]
                #[error($sentence)]
                #[codec(index = $number)]
                $name,
            )*
        }

        impl Error {
            /// Every error, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable number.
            #[must_use]
            pub fn number(self) -> u8 {
                match self { $(Self::$name => $number),* }
            }

            /// The stable name, as other programs and translations know it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

errors! {
    // Intents
    Expired = 0, "The signed intent is past its valid_until.";
    ValidTooLong = 1, "The signed intent is valid for more than 86,400 seconds from now.";
    NonceUsed = 2, "The nonce is not greater than the last one accepted from this key.";
    BadSignature = 3, "The signature is not one of this key over this act.";
    UnknownKey = 4, "The registry does not know this key.";
    KeyInactive = 5, "The key is revoked or not active yet.";
    NotAdmitted = 6, "The organisation is not admitted.";
    MissingRole = 7, "The person does not hold the role that this act needs.";
    ForeignOrganisation = 8, "The person does not act for the organisation that this act concerns.";
    SamePerson = 9, "The second signature must come from another person.";
    HashMismatch = 10, "The second signature is on other arguments than those proposed.";
    HostFailed = 11, "A hash or signature precompile of the chain failed.";
    RegistryFailed = 12, "The registry could not be asked.";
    Corrupt = 13, "A stored cell cannot be read.";
    // Registry
    TextInvalid = 20, "A text is empty, too long, or holds control characters.";
    RoleNotAllowed = 21, "A role is unknown or not open to this kind of organisation.";
    KindNotAllowed = 22, "Only vendors and buyers register themselves.";
    KeyTaken = 23, "The key is already registered.";
    UnknownOrganisation = 24, "The registry does not know this organisation.";
    NotPending = 25, "The organisation was already decided on.";
    UnknownPerson = 26, "The registry does not know this person.";
    KeyRevoked = 27, "The key was already revoked.";
    BadPossession = 28, "The new key did not sign for itself.";
    OpeningKeyTaken = 29, "The opening key is already registered.";
    OpeningKeyInvalid = 30, "The opening key is a point of low order or not canonical.";
    CodeNotApproved = 31, "No code is approved for tenders.";
    UnknownProposal = 32, "There is no such open proposal.";
    TooManyPeople = 33, "The organisation has reached the number of people it may have.";
    TenderFailed = 34, "The tender contract could not be created.";
    // Publication
    DeadlineTooSoon = 40, "The deadline is closer than the minimum period.";
    WindowTooShort = 41, "A window is shorter than its minimum.";
    WindowTooLong = 42, "A window or the bidding period is longer than a year.";
    WeightsSum = 43, "The weights do not add up to 10,000 basis points.";
    CriterionInvalid = 44, "A criterion has a maximum of 0, a minimum above it, or an id twice.";
    PriceRuleInvalid = 45, "The price rule does not fit its formula.";
    Currency = 46, "The currency is not an ISO 4217 code.";
    TooMany = 47, "A list is longer than its bound.";
    CommitteeInvalid = 48, "The committee's k and n are out of bounds or a member is named twice.";
    CommitteeUnregistered = 49, "An opening key of the committee is not registered by an active member.";
    CommitteeOneOrganisation = 50, "The committee's members come from one organisation only.";
    PanelInvalid = 51, "The panel is empty where criteria are scored, or names a person twice or without the role.";
    MinimumBids = 52, "The minimum number of bids must be at least one.";
    // Bids
    TooLate = 60, "The deadline has passed by block time.";
    EnvelopeShape = 61, "The envelope is malformed.";
    EnvelopeTooLarge = 62, "The envelope is larger than 12 KiB.";
    ContextGenesis = 63, "The envelope was sealed for another installation.";
    ContextTender = 64, "The envelope was sealed for another tender.";
    ContextLot = 65, "The envelope was sealed for another lot.";
    ContextKind = 66, "The envelope is of a kind that this tender does not take.";
    ContextVendor = 67, "The envelope was sealed for another vendor.";
    ContextAttempt = 68, "The envelope's attempt is not the next one.";
    ContextTerms = 69, "The envelope was sealed for other terms.";
    ContextCommittee = 70, "The envelope was sealed for another committee.";
    AlreadyBid = 71, "The vendor has a live bid; it can be replaced or withdrawn.";
    NoLiveBid = 72, "The vendor has no live bid with this attempt.";
    // Opening
    NotOpening = 80, "Shares and reveals are taken in the opening only.";
    NotMember = 81, "The person is not a member of this tender's committee.";
    UnknownBid = 82, "There is no such bid.";
    BidNotLive = 83, "The bid was replaced, withdrawn or rejected.";
    ShareTwice = 84, "This member's share of this bid is already there.";
    SharesMissing = 85, "There are fewer good shares than the threshold, and the vendors' own window is not open.";
    WrongSeed = 86, "The seed is not the one that the good shares combine to.";
    WrongCommitment = 87, "Seed and body do not match the commitment.";
    AlreadyRevealed = 88, "The bid is already opened.";
    NothingGiven = 89, "The act names no bid.";
    ObjectionTwice = 90, "This person already objected to this bid.";
    UnknownObjection = 91, "There is no such objection.";
    ObjectionDecided = 92, "The objection was already decided.";
    NoFinding = 93, "No finding is proposed for this objection.";
    // Evaluation and award
    NotEvaluation = 100, "Scores and ranking belong to the evaluation only.";
    NotOnPanel = 101, "The person is not on this tender's panel.";
    ScoresIncomplete = 102, "Scores are missing, unknown or given twice.";
    ScoreAboveMax = 103, "A score is above the criterion's maximum.";
    Ranked = 104, "The ranking is being made or is made; scores are frozen.";
    NotRanked = 105, "There is no ranking yet.";
    NotFirst = 106, "The award follows the ranking: only its first bid can be proposed.";
    NotAwardStage = 107, "The act does not fit the stage of the award.";
    NothingProposed = 108, "Nothing is proposed that could be confirmed.";
    Ended = 109, "The tender is awarded, cancelled or unsuccessful.";
    PriceInvalid = 110, "A price is 0 or above 2^112 − 1.";
    DuplicateBid = 111, "Two bids have the same id or the same commit.";
    NoScore = 112, "A criterion that counts has no score.";
    Overflow = 113, "A sum is too large for its field.";
    Tallied = 114, "Every bid is tallied already.";
    NotTallied = 115, "The bids are not all tallied yet.";
    OutOfOrder = 116, "The bids are not in the order of the ranking.";
    UnknownMessage = 120, "There is no message with this selector.";
    Malformed = 121, "The arguments cannot be decoded.";
    // Questions and the deadline
    QuestionPeriod = 122, "No time would be left for questions.";
    QuestionsClosed = 123, "The time for questions is over.";
    QuestionTaken = 124, "This question was already asked.";
    UnknownQuestion = 125, "There is no such question.";
    AlreadyAnswered = 126, "The question is already answered.";
    DeadlineNotLater = 127, "A deadline can only be moved to a later time.";
    // Two envelopes
    TechnicalMissing = 128, "The tender takes two envelopes, and the bid has no technical one.";
    TechnicalNotAsked = 129, "The tender takes one envelope for everything.";
    NotTechnicalStage = 130, "Technical offers are opened and read in stages of their own, before any price is opened.";
    ReaderKeyMissing = 131, "The evaluator names no key to which technical offers can be sealed.";
    ReaderKeyNotAsked = 132, "No offer of this tender is sealed to evaluators.";
    ReaderKeyKept = 133, "From the opening on an evaluator's reading key stays as it is.";
    VerdictGiven = 134, "The panel's majority has already found on this technical offer.";
    UnopenedTooEarly = 135, "As long as the technical opening lasts no offer is given up as unopened.";
    NotAllRead = 136, "The panel's majority has not found on every technical offer yet.";
    NotPassed = 137, "The technical offer did not pass; the price stays sealed.";
    TechnicalNotScored = 138, "A tender with two envelopes has criteria that a panel scores.";
    ReadersUnknown = 139, "An evaluator has not declared its interests and its reading key yet.";
    // Standing, keys and pause
    Suspended = 140, "The organisation is suspended.";
    Debarred = 141, "The organisation is debarred until a date that has not come.";
    DebarmentInvalid = 142, "A debarment ends in the future, at most 100 years ahead.";
    AlreadySuspended = 143, "The organisation is suspended already.";
    NothingToLift = 144, "The organisation is neither suspended nor debarred.";
    OrgNotAdmitted = 145, "Only an admitted organisation is suspended, debarred or reinstated.";
    AuthorityExempt = 146, "The authority cannot be suspended or debarred.";
    LastAdminKey = 147, "The organisation would be left without a key of an administrator.";
    Paused = 148, "The factory is paused.";
    NotPaused = 149, "The factory is not paused.";
    RoleRedundant = 150, "The person has exactly these roles already.";
    // Requests to vendors
    NotRequestStage = 151, "A vendor is asked, and its explanation accepted, during the evaluation, until an award is proposed.";
    LowPriceRuleInvalid = 152, "A threshold of abnormally low prices is 1 to 9,999 basis points.";
    RequestOpen = 153, "A request of this kind about this bid is open.";
    UnknownRequest = 154, "There is no such request.";
    RequestClosed = 155, "The request was answered, or its window is over.";
    NotAbnormallyLow = 156, "The bid's price was not found to be abnormally low.";
    LowPriceUndecided = 157, "The bid's price is abnormally low, and no explanation was accepted.";
    NotExplained = 158, "The vendor has not explained its price since it was last asked.";
    ResponsePending = 159, "The vendor was not asked about this, or can still respond.";
    // Conduct of the evaluation
    NotDeclared = 160, "The evaluator has not declared its interests in this tender.";
    ConflictOfInterest = 161, "The evaluator declared a conflict of interests with this bid's vendor.";
    DeclarationTooEarly = 162, "Interests are declared from the deadline on, when it is known who bid.";
    ConflictsUnsorted = 163, "Conflicts are named once each, in ascending order.";
    ConflictWithoutBid = 164, "A conflict is named with a vendor that has no bid in this tender.";
    ConflictKept = 165, "A declared conflict of interests cannot be taken back.";
    NobodyMayScore = 166, "Nobody on the panel may score a bid; a seat must be given to another evaluator first.";
    SubstituteUnfit = 167, "The substitute is on the panel or was on it before.";
    LastSeat = 168, "The last evaluator of the panel can only be excused when a substitute takes the seat.";
    // A moderated score
    NotModerated = 169, "The terms do not ask the panel to agree on points.";
    NotAllScored = 170, "An evaluator whose bid it is to score has not scored it yet; the panel agrees afterwards.";
    SheetSigned = 171, "The evaluator already signed the sheet that was signed last for this bid.";
    NotAgreed = 172, "The panel has not agreed on one sheet of points for every bid that counts.";
    ScoresFixed = 173, "The panel has begun to agree on this bid; an evaluator's own scores stay as they were given.";
    // Requests to vendors, continued
    ExplanationAccepted = 175, "The explanation of the bid's price was accepted already.";
    LowPriceRuleNotAllowed = 176, "The profile does not allow this rule for abnormally low prices, or asks for one that is missing.";
    RequestAnswered = 177, "The vendor responded to the request.";
    ResponseWindowInvalid = 178, "The time to respond is none, longer than a year, or shorter than the profile asks for.";
    // Rejection, complaints and suspension
    NotRejectionStage = 180, "A bid can be rejected from the evaluation on, until a contract is signed.";
    OnlyTheAwarded = 181, "Once the award is final only the bid that has it can be rejected.";
    ComplaintOpen = 182, "A complaint is open; until it is decided no award is confirmed.";
    ComplaintTwice = 183, "A complaint of this vendor is already open.";
    NotABidder = 184, "After the deadline only vendors that bid in this tender can complain.";
    UnknownComplaint = 185, "There is no such complaint.";
    ComplaintClosed = 186, "The complaint was already decided or withdrawn.";
    NothingToReevaluate = 187, "There is no evaluation that could be made again.";
    TenderSuspended = 188, "The tender is suspended.";
    NotSuspended = 189, "The tender is not suspended.";
    ScoresOpen = 190, "The evaluation is made again, and the time to give other scores is not over.";
    ReviewerEvaluates = 191, "The person is an evaluator of this tender and decides no complaint in it.";
    WrongRound = 192, "The award is proposed for another round than the present one.";
    // Prequalification
    QualificationPeriod = 193, "Prequalified vendors have at least the least period to prepare their bids, and before it there is time to apply; only where the procedure asks for it.";
    ApplicationsClosed = 194, "The time for applications is over.";
    NoQualification = 195, "The tender asks for no prequalification.";
    UnknownApplication = 196, "The vendor has not applied, or has applied anew with another statement.";
    AlreadyQualified = 197, "The vendor is qualified already.";
    NotQualified = 198, "The vendor is not qualified for this tender.";
    // The contract after the award
    NotAwarded = 200, "There is no final award that a contract could follow.";
    AlreadySigned = 201, "The contract is signed already.";
    NotSigned = 202, "No contract is signed.";
    ContractEnded = 203, "The contract is completed or terminated.";
    MilestoneDue = 204, "A milestone is due before the one before it or more than 100 years ahead.";
    MilestoneSum = 205, "The milestones' amounts do not add up to the contract's value.";
    UnknownMilestone = 206, "There is no such milestone.";
    MilestoneAccepted = 207, "The milestone is accepted already.";
    NotReported = 208, "The milestone is not reported.";
    MilestoneFixed = 209, "A change keeps accepted milestones in their places as they are.";
    MilestonesOpen = 210, "Not every milestone is accepted.";
    // Profiles and invited vendors
    UnknownProfile = 220, "There is no such profile.";
    ProfileRetired = 221, "The profile is retired: no new tender may name it.";
    ProfileCodeInvalid = 222, "A profile's code is 1 to 32 of a–z, 0–9 and the hyphen.";
    ProfileSetInvalid = 223, "A profile allows no price formula or no rule of consensus, an unknown rule, or asks for one that it does not allow.";
    ProfileWeightInvalid = 224, "A profile's bounds of the price weight contradict each other or a formula that it allows.";
    ProfilePeriodInvalid = 225, "A profile's least period is longer than a year, or leaves no time for questions.";
    ProfileBidsInvalid = 226, "A profile asks for 1 to 64 bids.";
    ProfileSeatsInvalid = 227, "A profile's least k, n or number of evaluators is out of bounds.";
    PriceFormulaNotAllowed = 228, "The profile does not allow this price formula.";
    PriceWeightNotAllowed = 229, "The price weighs more or less than the profile allows.";
    ConsensusNotAllowed = 230, "The profile does not allow this rule of consensus.";
    MinimumBidsTooFew = 231, "The profile asks for a higher minimum number of bids.";
    CommitteeTooSmall = 232, "The profile asks for a larger committee or more shares.";
    PanelTooSmall = 233, "The profile asks for more evaluators.";
    InvitedInvalid = 234, "Invited are 2 to 64 vendors in ascending order, no fewer than the bids asked for, and only where the procedure is restricted.";
    InvitedNotVendor = 235, "An invited organisation is not a vendor that may bid.";
    NotInvited = 236, "The vendor is not invited to this tender.";
    // Amendments
    TermsUnchanged = 240, "The proposed terms are those in force.";
    TermsFixed = 241, "The currency, the profile, the invited vendors, and whether criteria are scored, stay as published.";
    StaleBid = 242, "The bid was sealed for earlier terms and was not confirmed under those in force.";
    // Bid security
    GuaranteeMissing = 243, "The terms ask for a bid security, and the bid names no guarantee.";
    GuaranteeNotAsked = 244, "The terms ask for no bid security.";
    GuaranteeTaken = 245, "The guarantee secures another bid in this tender.";
    SecurityInvalid = 246, "A bid security has an amount, a ground of forfeiture, and lasts to the end of the standstill, at most a year.";
    SecuritySettled = 247, "No security of this bid is held: none was given, or it was returned or forfeited.";
    SecurityNotDue = 248, "The security is not to be returned yet.";
    ForfeitureUnfounded = 249, "The terms do not name this ground, the facts do not bear it, or the guarantee has run out.";
    // Lots
    LotsInvalid = 250, "A procurement is divided into 2 to 50 lots.";
    LotNumberInvalid = 251, "A lot's number is between 1 and the number of lots.";
    ProcurementInvalid = 252, "A procurement's id is 32 random bytes, not all zero.";
    LotCountDiffers = 253, "The procurement's other lots were published with another number of lots.";
    LotTaken = 254, "A lot of this number was already published in the procurement.";
    LotFixed = 255, "An amendment does not change which lot of which procurement the tender is.";
}

impl From<tse1::ShapeError> for Error {
    fn from(error: tse1::ShapeError) -> Self {
        match error {
            tse1::ShapeError::TooLong { .. } => Self::EnvelopeTooLarge,
            _ => Self::EnvelopeShape,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_encoding_and_never_repeat() {
        let mut last = None;
        for error in Error::ALL {
            assert_eq!(error.encode(), [error.number()]);
            assert!(last < Some(error.number()), "{error:?}");
            last = Some(error.number());
        }
    }
}
