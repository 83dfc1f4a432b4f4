//! What verification found: a numbered list, always the same, each with an outcome.

use std::fmt;

use serde::Serialize;

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The file itself.
    Integrity,
    /// Headers, seals, the anchor.
    Anchoring,
    /// Blocks and the contracts' storage.
    Content,
    /// Keys, persons, roles.
    Roles,
    /// Notice, terms, code, texts.
    Publication,
    /// Deadlines, windows, stages.
    Time,
    /// Sealed bids.
    Sealing,
    /// Shares, bodies, verdicts.
    Opening,
    /// Scores and ranking.
    Evaluation,
    /// Award, standstill, cancellation, contract.
    Award,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Integrity => "integrity",
            Self::Anchoring => "anchoring",
            Self::Content => "content",
            Self::Roles => "roles",
            Self::Publication => "publication",
            Self::Time => "time",
            Self::Sealing => "sealing",
            Self::Opening => "opening",
            Self::Evaluation => "evaluation",
            Self::Award => "award",
        })
    }
}

/// A check, whatever it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckInfo {
    /// Its number: a letter for the group and a count.
    pub id: &'static str,
    /// Its group.
    pub group: Group,
    /// What it asks, as a statement.
    pub title: &'static str,
    /// What is proven when it passes.
    pub proves: &'static str,
}

macro_rules! checks {
    ($($name:ident = $id:literal, $group:ident, $title:literal, $proves:literal;)*) => {
        /// A check by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Id { $($name),* }

        /// Every check, in the order in which a report lists them.
        pub const CHECKS: &[CheckInfo] = &[
            $(CheckInfo { id: $id, group: Group::$group, title: $title, proves: $proves }),*
        ];
    };
}

checks! {
    Strict = "I1", Integrity, "the file is a bundle, strictly read",
        "No field is unknown, missing, given twice or spelled otherwise; the size is within bounds.";
    Format = "I2", Integrity, "format and version are known",
        "This program knows what each field means.";
    Genesis = "A1", Anchoring, "genesis is the one that the bundle names",
        "Header 0 is a genesis header; its hash, the installation's 32 bytes and the node key are those of `chain`.";
    Links = "A2", Anchoring, "headers are numbered without gaps and each names the one before",
        "The headers are one chain from genesis to the head: none is missing, added or moved.";
    Seals = "A3", Anchoring, "every header bears the node's seal",
        "The node whose key is in genesis made every block; nobody else changed one.";
    HeadNamed = "A4", Anchoring, "the head is the one that the bundle names",
        "`chain.head` is the last header: the bundle says of itself up to where it goes.";
    Anchored = "A5", Anchoring, "the history is the one that the anchor saw",
        "The block that somebody else kept is in this chain; for a receipt also: its bid is in that block and in this bundle. Without an anchor this is a notice.";
    Blocks = "C1", Content, "blocks hold what their headers say",
        "Each block's extrinsics give the root in its sealed header, the time comes first, the head's block is there.";
    Founded = "C2", Content, "the registry was founded on this chain",
        "The named extrinsic deploys a registry with this installation's 32 bytes; its code is what runs at the registry's address.";
    Accepted = "C3", Content, "every act is one that the contracts know",
        "No act on either contract is of an unknown kind or malformed.";
    RegistryState = "C4", Content, "the registry's storage is exactly what its acts give",
        "Replaying all acts gives every cell under the head's state root: no act is missing, added or changed, no tender hidden.";
    TenderState = "C5", Content, "the tender's storage is exactly what its acts give",
        "As C4, for the tender: every bid, share, score and decision on the chain is in the bundle.";
    Signatures = "R1", Roles, "every act is signed by an active key of a person with the role for it",
        "P-256 signature, nonce, validity, key, role and the organisation's standing (admitted, neither suspended nor debarred) hold for every act, by the registry's state at its block.";
    TwoPersons = "R2", Roles, "what needs two persons has two, both of the buyer",
 "Publication, extensions, changes of the terms, findings, changes of the panel, award, cancellation, termination, forfeitures, acceptances and qualifications were proposed and confirmed by different persons of the buyer.";
    Committee = "R3", Roles, "the committee's keys are its members' own",
        "Each opening key was registered by its member before the publication; members come from two organisations or more and none is a vendor's.";
    Rules = "P1", Publication, "the publication keeps the rules",
        "Weights, criteria, periods, committee and panel, questions, answers, extensions and changes of the terms were accepted by the rules at the block's time.";
    Code = "P2", Publication, "the tender runs the approved code",
        "The code hash in the head's state is the one that a registrar had approved when the tender was created.";
    Notice = "P3", Publication, "the notice is the approved one",
        "Its SHA-256 is in the terms that two persons signed.";
    Documents = "P4", Publication, "the documents are those of terms and notice",
        "Each document's hash is in the terms, in order; its name and hash are one object of the notice.";
    Texts = "P5", Publication, "reasons and justifications are those whose hashes were signed",
        "Every text that an act names by hash is listed, the notices of earlier terms among them, and each that is given has that hash; of those notices none is missing.";
    PublicationResult = "P6", Publication, "the published terms are what the chain holds",
 "`results.publication`, `results.questions`, `results.extensions` and `results.amendments` are what the replay gives."; Profile = "P7", Publication, "the tender obeys its profile", "The registry held the profile, not retired, when the tender was created; periods, price rule, weight, consensus, least bids, committee and panel are within it, and where it invites vendors only those of the terms bid.";
    Lot = "P8", Publication, "the tender is one lot of its procurement, and the only one of its number",
        "Where the procurement is divided: the lot is as it was published, and of all lots that this buyer published under the procurement's id none has the same number or another count.";
    Qualified = "P9", Publication, "where vendors are prequalified, whoever bid was let in before",
        "Applications came in time, and before each bid two persons had let its vendor in, looked at apart from the contract's own rule; no other procedure takes applications.";
    ApplicationsResult = "P10", Publication, "the list of applications is what the chain holds",
        "`results.applications` is what the replay gives.";
    Times = "T1", Time, "every act came in its time",
 "Block times grow; bids, answers, extensions and changes of the terms came before the deadline that held then, questions before theirs, shares and openings after deadline and guard, declarations of interests after the deadline, scores after the objection window, by block time. The deadline never moved back.";
    Stage = "T2", Time, "the stage is what the facts and the head's time give",
        "`results.stage` and `results.at` are those of the head.";
    Bids = "S1", Sealing, "every bid was taken by the rules",
        "Size, shape, attempt, replacement and withdrawal were accepted by the rules.";
    Envelopes = "S2", Sealing, "every envelope is the one committed to, for this tender",
        "E is the envelope's SHA-256; its context is this installation, tender, vendor, attempt, committee and the terms that were in force at the commit.";
    BidsResult = "S3", Sealing, "the list of bids is what the chain holds",
        "`results.bids` is what the replay gives.";
    Opened = "O1", Opening, "shares, openings and objections were taken by the rules",
        "Window, membership, thresholds, commitment and decisions were accepted by the rules.";
    Verdicts = "O2", Opening, "the judge finds what the chain records",
        "For every live bid: sealing again from the seed gives the same envelope and C; a bid that counts is faultless, a rejected one is not, none that could be opened was left closed.";
    OpeningResult = "O3", Opening, "the opening record is what chain and judge give",
        "`results.opening` and `results.objections` are recomputed, bodies, verdicts and faulty officers included.";
    Technical = "O4", Opening, "technical offers are what the panel's majority found, and no other prices were opened",
        "Where bids have two envelopes: each has both, every technical offer stands as more than half of those found who could read it then, and no share and no seed of a price came before its technical offer had passed; nowhere else are there verdicts. What evaluators read is not public: that they judged rightly is not proven.";
    TechnicalResult = "O5", Opening, "resharings and verdicts are what the chain holds",
        "`results.technical` is what the replay gives.";
    Scored = "E1", Evaluation, "scores and ranking were taken by the rules",
        "Panel, declarations of interests, criteria, maxima and completeness were accepted by the rules.";
    Ranked = "E2", Evaluation, "the ranking is what opened bodies and scores give",
        "Computed apart from the contract's own call, from bodies and scores, or the points that the panel agreed on, without those of whoever was excused or declared a conflict, to the last micropoint.";
    EvaluationResult = "E3", Evaluation, "scores and ranking are what the chain holds",
        "`results.declarations`, `results.seat_changes`, `results.scores`, `results.sheets` and `results.ranking` are what the replay gives.";
    Decided = "W1", Award, "award and cancellation were taken by the rules",
        "Stage, order and second signature were accepted by the rules.";
    First = "W2", Award, "the award follows the recomputed ranking",
        "The bid of a proposed award is the first of E2's ranking that two persons did not reject, and so was whoever followed each that was passed over.";
    Standstill = "W3", Award, "the standstill is counted right",
        "The award is final from the confirmation's block time plus the standstill, which a suspension or an open complaint makes longer by as long as it lasts; no award was confirmed while a complaint was open; decisions and suspensions are the authority's.";
    AwardResult = "W4", Award, "award and cancellation are what the chain holds",
        "`results.award` and `results.cancellation` are what the replay gives.";
    Contract = "W5", Award, "the contract follows the award and both sides signed what it holds",
        "Its value is the awarded bid's price until an amendment; officers are the buyer's, signatures the winner's, all after the award was final; milestones add up, and each is accepted where it is completed.";
    ContractResult = "W6", Award, "the contract's record is what the chain holds",
        "`results.contract` is what the replay gives.";
    Securities = "W7", Award, "no bid security is lost, and each was returned or forfeited for a reason that the facts bear",
        "A bid has one exactly when its terms ask for it; each is held, returned or forfeited, once, and the contract counts them so; reasons and grounds are checked against bids, shares, decisions and times, apart from the contract's own rule.";
    SecuritiesResult = "W8", Award, "the list of bid securities is what the chain holds",
        "`results.securities` is what the replay gives.";
    Requests = "W9", Award, "abnormally low prices are found as the terms say, and decided before an award",
        "The prices that were compared are those of the opened bodies that were in; who is flagged is computed from them again; what was accepted was flagged and explained, who was rejected for a low price or a missing correction was asked first and answered or let the window pass as the ground says, and no award goes to a flagged price that nobody accepted.";
    RequestsResult = "W10", Award, "requests to vendors and abnormally low prices are what the chain holds",
        "`results.requests` and `results.low_prices` are what the replay gives.";
}

impl Id {
    fn info(self) -> &'static CheckInfo {
        &CHECKS[self as usize]
    }
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// An earlier check failed, so that this one could not be made. Counts as failed.
    NotReached,
    /// Nothing is wrong, and something is not proven.
    Notice,
}

/// A check with its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its number.
    pub id: &'static str,
    /// Its group.
    pub group: Group,
    /// What it asks.
    pub title: &'static str,
    /// What it found.
    pub outcome: Outcome,
    /// How many it looked at, or what is wrong.
    pub detail: String,
}

impl Check {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn passed(&self) -> bool {
        matches!(self.outcome, Outcome::Passed | Outcome::Notice)
    }
}

impl fmt::Display for Check {
    /// `id PASS|FAIL|NOTE title: detail`, one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.outcome {
            Outcome::Passed => "PASS",
            Outcome::Failed | Outcome::NotReached => "FAIL",
            Outcome::Notice => "NOTE",
        };
        write!(f, "{} {word} {}", self.id, self.title)?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}

/// All checks with their outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// In the order of [`CHECKS`].
    pub checks: Vec<Check>,
}

impl Report {
    /// Nothing was looked at yet.
    pub(crate) fn begin() -> Self {
        let open = |info: &CheckInfo| Check {
            id: info.id,
            group: info.group,
            title: info.title,
            outcome: Outcome::NotReached,
            detail: "an earlier check failed".into(),
        };
        Self { checks: CHECKS.iter().map(open).collect() }
    }

    /// Whether every check passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(Check::passed)
    }

    /// The checks that did not pass because of what they found.
    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.outcome == Outcome::Failed)
    }

    /// Records what a check found; the detail of a good one may count things.
    pub(crate) fn record(&mut self, id: Id, found: Result<String, String>) -> bool {
        let (outcome, detail) = match found {
            Ok(detail) => (Outcome::Passed, detail),
            Err(detail) => (Outcome::Failed, detail),
        };
        self.set(id, outcome, &detail)
    }

    /// Records that nothing is wrong and something not proven.
    pub(crate) fn notice(&mut self, id: Id, detail: &str) {
        self.set(id, Outcome::Notice, detail);
    }

    fn set(&mut self, id: Id, outcome: Outcome, detail: &str) -> bool {
        let check = &mut self.checks[id as usize];
        debug_assert_eq!(check.id, id.info().id);
        check.outcome = outcome;
        // A report's line is one line, whatever a hostile bundle has in its names.
        check.detail = detail.chars().filter(|letter| !letter.is_control()).take(600).collect();
        outcome == Outcome::Passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_count_within_their_group() {
        let mut last = ("", 0);
        for info in CHECKS {
            let (letter, count) = info.id.split_at(1);
            let count: u32 = count.parse().unwrap();
            let expected = if letter == last.0 { last.1 + 1 } else { 1 };
            assert_eq!(count, expected, "{}", info.id);
            last = (letter, count);
        }
    }

    #[test]
    fn what_was_not_looked_at_did_not_pass() {
        let mut report = Report::begin();
        assert!(!report.passed());
        assert_eq!(report.failures().count(), 0);
        report.record(Id::Strict, Err("line\nbreak".into()));
        assert_eq!(
            report.failures().next().unwrap().to_string(),
            "I1 FAIL the file is a bundle, strictly read: linebreak"
        );
    }
}
