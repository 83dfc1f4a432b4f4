//! Relaying a signed act to the chain. The portal can refuse to relay and can
//! never forge: it has no key but that of the relayer.
//!
//! Strict before anything is submitted: only the registry or a known tender,
//! only messages that act, every byte of the arguments used, bounded, and every
//! public text that the act names by hash at hand.

use parity_scale_codec::DecodeAll;
use tenderseal_ledger::{Call, LedgerError};
use tenderseal_rules::{
    ContractId, Event, Hash, messages,
    messages::Agree,
    messages::{
        AcceptChange, AcceptMilestone, Complain, CompleteContract, ConfirmCompletion,
        ConfirmRejection, ConfirmTermination, DecideComplaint, Milestone, ProposeChange,
        ProposeContract, ProposeRejection, ProposeTermination, ReportMilestone, ResumeTender,
        ReturnMilestone, SignContract, SuspendTender, WithdrawComplaint,
    },
    messages::{
        Act, AddPerson, AddProfile, AdmitOrg, Answer, ApproveCode, ApproveTender, Ask, CommitBid,
        ConfirmAward, ConfirmCancellation, ConfirmExtension, ConfirmFinding, ConfirmSeatChange,
        DebarOrg, Declare, Object, Pause, PostShares, ProposeAward, ProposeCancellation,
        ProposeExtension, ProposeFinding, ProposeSeatChange, ProposeTender, Rank, RefuseOrg,
        RegisterOpeningKey, RegisterOrg, ReinstateOrg, ReplaceBid, ReplaceKey, RetireProfile,
        Reveal, RevokeKey, Score, SetRoles, SuspendOrg, Tally, Unpause, WithdrawBid,
    },
    messages::{
        Apply, ConfirmForfeiture, ConfirmQualification, ProposeForfeiture, ProposeQualification,
        ReturnSecurity,
    },
    messages::{AskVendor, ConfirmAcceptance, ProposeAcceptance, Respond},
    messages::{ConfirmAmendment, ProposeAmendment},
    messages::{JudgeBids, Reshare, ReshareSeed},
    replay::sha256,
    tender::{Cell, PublishedQuestion, Question, answer_preimage},
};

use super::{App, Error, Outcome};

/// The longest call, in bytes: an envelope of 12 KiB with room to spare.
pub const CALL_MAX: usize = 17 * 1024;
/// The longest public text, in bytes.
pub const TEXT_MAX: usize = 48 * 1024;
/// Texts with one act at most.
pub const TEXTS_MAX: usize = 64;

/// Where a relayed act is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relayed {
    /// The block.
    pub block: u32,
    /// The extrinsic in it.
    pub index: u32,
    /// Hash of the block's header.
    pub block_hash: Hash,
    /// Block time, Unix seconds.
    pub time: u64,
    /// What happened.
    pub events: Vec<Event>,
}

/// Reads hexadecimal bytes of a form or of JSON, bounded before they are parsed.
fn unhex(text: &str, most: usize) -> Outcome<Vec<u8>> {
    let digits = text.trim();
    let digits = digits.strip_prefix("0x").unwrap_or(digits);
    if digits.len() > 2 * most {
        return Err(Error::CallTooLarge);
    }
    hex::decode(digits).map_err(|_| Error::CallMalformed)
}

/// Relays a call given in hexadecimal digits, with the texts it names by hash. A question is not
/// among them: it bears no signature, so it goes through [`super::questions::ask`], which sees to it
/// that a vendor asks.
///
/// # Errors
/// [`Error::CallMalformed`], [`Error::CallTooLarge`], [`Error::UnknownContract`],
/// [`Error::TextMissing`], [`Error::Refused`] with the contract's own reason.
pub async fn relay(app: &App, to: &str, call: &str, texts: &[String]) -> Outcome<Relayed> {
    let to = ContractId::parse(to.trim()).ok_or(Error::UnknownContract)?;
    let input = unhex(call, CALL_MAX)?;
    if input.starts_with(&Ask::SELECTOR) {
        return Err(Error::CallMalformed);
    }
    submit(app, to, input, texts).await
}

/// Relays a call.
///
/// # Errors
/// As [`relay`].
pub async fn submit(
    app: &App,
    to: ContractId,
    input: Vec<u8>,
    texts: &[String],
) -> Outcome<Relayed> {
    let to_registry = to == app.chain.registry;
    if !to_registry && app.store.tender(&to).await?.is_none() {
        return Err(Error::UnknownContract);
    }
    let named = if to_registry { registry_call(&input)? } else { tender_call(&input)? };
    let hashing = if to_registry { Hashing::Plain } else { hashing(app, to, &input).await? };
    check_texts(app, &named, texts, &hashing).await?;
    if !to_registry {
        check_files(app, &input).await?;
        super::readers::check(app, &input).await?;
    }
    let kept_by = (!to_registry && is_kept(&input)).then_some(&to);
    let accepted = app.chain.ledger.submit(Call { to: to.0, input }).await.map_err(refusal)?;
    for text in texts {
        if let Some(hash) = hashing.of(text).filter(|hash| named.contains(hash)) {
            app.store.put_text_under(&hash, text, kept_by, app.clock.now()).await?;
            app.chain.note_paper();
        }
    }
    app.chain.until_mirrored(accepted.block).await;
    let events = accepted
        .events
        .iter()
        .filter_map(|event| Event::decode_all(&mut &event.data[..]).ok())
        .collect();
    Ok(Relayed {
        block: accepted.block,
        index: accepted.index,
        block_hash: accepted.block_hash,
        time: accepted.time,
        events,
    })
}

/// Keeps a public text; an act that is relayed later may name its hash.
///
/// # Errors
/// [`Error::TextTooLong`] when it is empty or longer than [`TEXT_MAX`].
pub async fn publish_text(app: &App, text: &str) -> Outcome<Hash> {
    if text.trim().is_empty() || text.len() > TEXT_MAX {
        return Err(Error::TextTooLong);
    }
    let hash = app.store.put_text(text, app.clock.now()).await?;
    app.chain.note_paper();
    Ok(hash)
}

/// A ledger's error as a use case's: the contract's own reason where it gave one.
#[must_use]
pub fn refusal(error: LedgerError) -> Error {
    match &error {
        LedgerError::Refused { output } => match messages::answer(output) {
            Err(reason) => Error::Refused(reason),
            Ok(_) => Error::Ledger(error),
        },
        LedgerError::TooLarge { .. } => Error::CallTooLarge,
        LedgerError::UnknownContract(_) => Error::UnknownContract,
        _ => Error::Ledger(error),
    }
}

/// What an act hashes its texts together with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hashing {
    /// Nothing.
    Plain,
    /// A question of this tender; the text is a [`PublishedQuestion`].
    Question(ContractId),
    /// The answer to this question of this tender.
    Answer { tender: ContractId, question: u32, asked: Hash },
}

impl Hashing {
    /// What an act names this text by; `None` when it is no text for the act.
    fn of(&self, text: &str) -> Option<Hash> {
        match self {
            Self::Plain => Some(sha256(text.as_bytes())),
            Self::Question(tender) => {
                PublishedQuestion::parse(text).map(|question| sha256(&question.preimage(tender)))
            }
            Self::Answer { tender, question, asked } => {
                Some(sha256(&answer_preimage(tender, *question, asked, text)))
            }
        }
    }
}

/// Whether the texts of a tender's act are for its parties alone until the tender tells.
fn is_kept(input: &[u8]) -> bool {
    const KEPT: [[u8; 4]; 5] = [
        AskVendor::SELECTOR,
        Respond::SELECTOR,
        ProposeAcceptance::SELECTOR,
        Apply::SELECTOR,
        ProposeQualification::SELECTOR,
    ];
    KEPT.iter().any(|selector| input.starts_with(selector))
}

/// How the texts of a tender's act are hashed.
async fn hashing(app: &App, tender: ContractId, input: &[u8]) -> Outcome<Hashing> {
    let (selector, arguments) = split(input)?;
    match selector {
        Ask::SELECTOR => Ok(Hashing::Question(tender)),
        Answer::SELECTOR => {
            let (_, act) = Answer::arguments(arguments).map_err(|_| Error::CallMalformed)?;
            let cell = messages::cell_call(&Cell::Question(act.question));
            let output = app.chain.ledger.query(tender.0, cell).await?;
            let asked: Option<Vec<u8>> = messages::reading(&output)?;
            let asked = asked.ok_or(Error::Refused(tenderseal_rules::Error::UnknownQuestion))?;
            let Question { hash, .. } = Question::decode_all(&mut &asked[..])
                .map_err(|_| tenderseal_rules::Error::Corrupt)?;
            Ok(Hashing::Answer { tender, question: act.question, asked: hash })
        }
        _ => Ok(Hashing::Plain),
    }
}

/// Every named text must be at hand, given or kept; a plain hash of zeros names none.
async fn check_texts(
    app: &App,
    named: &[Hash],
    texts: &[String],
    hashing: &Hashing,
) -> Outcome<()> {
    if texts.len() > TEXTS_MAX || texts.iter().any(|text| text.len() > TEXT_MAX) {
        return Err(Error::TextTooLong);
    }
    for hash in named {
        let given = texts.iter().any(|text| hashing.of(text) == Some(*hash));
        let names_none = *hashing == Hashing::Plain && *hash == [0; 32];
        // A text that a tender keeps is not told by naming its hash elsewhere: whoever says it again has it.
        if !given
            && !names_none
            && (app.store.text(hash).await?.is_none() || app.store.kept_by(hash).await?.is_some())
        {
            return Err(Error::TextMissing);
        }
    }
    Ok(())
}

/// Every file that an act names by hash must be at hand.
async fn check_files(app: &App, input: &[u8]) -> Outcome<()> {
    for file in files(input)? {
        if app.store.blob(&hex::encode(file)).await?.is_none() {
            return Err(Error::TextMissing);
        }
    }
    Ok(())
}

/// The files that a tender's act names by hash: documents of terms that are to come into force, and what was sealed to the
/// evaluators, which is not on the chain.
fn files(input: &[u8]) -> Outcome<Vec<Hash>> {
    let (selector, arguments) = split(input)?;
    let named = match selector {
        ProposeAmendment::SELECTOR => {
            ProposeAmendment::arguments(arguments).map(|(_, act)| act.terms.documents)
        }
        Reshare::SELECTOR => Reshare::arguments(arguments).map(|(_, act)| vec![act.digest]),
        ReshareSeed::SELECTOR => ReshareSeed::arguments(arguments).map(|(_, act)| vec![act.digest]),
        _ => return Ok(Vec::new()),
    };
    named.map_err(|_| Error::CallMalformed)
}

/// Public texts that an act names by hash.
trait Naming {
    fn named(&self) -> Vec<Hash> {
        Vec::new()
    }
}

macro_rules! names_nothing { ($($act:ty),*) => { $(impl Naming for $act {})* }; }
names_nothing!(
    RegisterOrg,
    AdmitOrg,
    AddPerson,
    ReplaceKey,
    RegisterOpeningKey,
    ApproveCode,
    ApproveTender,
    CommitBid,
    ReplaceBid,
    WithdrawBid,
    PostShares,
    Object,
    ConfirmFinding,
    ProposeAward,
    ConfirmAward,
    ConfirmCancellation,
    ConfirmExtension,
    RevokeKey,
    SetRoles,
    Pause,
    Unpause,
    Reveal,
    Tally,
    Rank,
    ConfirmSeatChange,
    ConfirmAmendment,
    AddProfile,
    RetireProfile,
    SignContract,
    AcceptChange,
    ConfirmCompletion,
    ConfirmTermination,
    ConfirmRejection,
    WithdrawComplaint,
    ReturnSecurity,
    ConfirmForfeiture,
    ConfirmQualification,
    ConfirmAcceptance,
    Reshare,
    ReshareSeed,
    JudgeBids
);

macro_rules! names {
    ($($act:ty { $($field:ident).+ }),*) => {
        $(impl Naming for $act {
            fn named(&self) -> Vec<Hash> {
                vec![self.$($field).+]
            }
        })*
    };
}
names!(
    RefuseOrg { reason },
    SuspendOrg { reason },
    DebarOrg { reason },
    ReinstateOrg { reason },
    ProposeTender { publication.terms.notice },
    ProposeFinding { reason },
    ProposeCancellation { statement },
    ProposeExtension { reason },
    Answer { answer },
    Ask { question },
    Declare { statement },
    ProposeSeatChange { reason },
    ReportMilestone { document },
    AcceptMilestone { document },
    ReturnMilestone { reason },
    CompleteContract { statement },
    ProposeTermination { statement },
    ProposeRejection { statement },
    ProposeForfeiture { statement },
    Agree { statement },
    AskVendor { statement },
    Respond { response },
    ProposeAcceptance { statement },
    Complain { statement },
    DecideComplaint { statement },
    SuspendTender { statement },
    ResumeTender { statement },
    Apply { statement },
    ProposeQualification { reason }
);

impl Naming for ProposeAmendment {
    fn named(&self) -> Vec<Hash> {
        vec![self.reason, self.terms.notice]
    }
}

/// A contract's or a supplement's text, and what each milestone is.
fn with_milestones(document: Hash, milestones: &[Milestone]) -> Vec<Hash> {
    std::iter::once(document).chain(milestones.iter().map(|milestone| milestone.title)).collect()
}

impl Naming for ProposeContract {
    fn named(&self) -> Vec<Hash> {
        with_milestones(self.contract, &self.milestones)
    }
}

impl Naming for ProposeChange {
    fn named(&self) -> Vec<Hash> {
        with_milestones(self.document, &self.milestones)
    }
}

impl Naming for Score {
    fn named(&self) -> Vec<Hash> {
        self.scores.iter().map(|score| score.justification).collect()
    }
}

macro_rules! read {
    ($selector:expr, $arguments:expr, $($act:ty),* $(; $($open:ty),*)? $(,)?) => {
        match $selector {
            $($(<$open>::SELECTOR => {
                let act = <$open>::arguments($arguments).map_err(|_| Error::CallMalformed)?;
                Ok(act.named())
            })*)?
            $(<$act>::SELECTOR => {
                let (_, act) = <$act>::arguments($arguments).map_err(|_| Error::CallMalformed)?;
                Ok(act.named())
            })*
            _ => Err(Error::CallMalformed),
        }
    };
}

fn split(input: &[u8]) -> Outcome<([u8; 4], &[u8])> {
    if input.len() > CALL_MAX {
        return Err(Error::CallTooLarge);
    }
    let (selector, arguments) = input.split_first_chunk::<4>().ok_or(Error::CallMalformed)?;
    Ok((*selector, arguments))
}

fn registry_call(input: &[u8]) -> Outcome<Vec<Hash>> {
    let (selector, arguments) = split(input)?;
    read!(
        selector,
        arguments,
        RegisterOrg,
        AdmitOrg,
        RefuseOrg,
        AddPerson,
        ReplaceKey,
        RegisterOpeningKey,
        ApproveCode,
        ProposeTender,
        ApproveTender,
        SuspendOrg,
        DebarOrg,
        ReinstateOrg,
        RevokeKey,
        SetRoles,
        Pause,
        Unpause,
        AddProfile,
        RetireProfile,
    )
}

fn tender_call(input: &[u8]) -> Outcome<Vec<Hash>> {
    let (selector, arguments) = split(input)?;
    read!(
        selector, arguments,
        CommitBid,
        ReplaceBid,
        WithdrawBid,
        PostShares,
        Object,
        ProposeFinding,
        ConfirmFinding,
        Score,
        ProposeAward,
        ConfirmAward,
        ProposeCancellation,
        ConfirmCancellation,
        Answer,
        ProposeExtension,
        ConfirmExtension,
        Declare,
        ProposeSeatChange,
        ConfirmSeatChange,
        ProposeAmendment,
        ConfirmAmendment,
        ProposeContract,
        SignContract,
        ProposeChange,
        AcceptChange,
        ReportMilestone,
        AcceptMilestone,
        ReturnMilestone,
        CompleteContract,
        ConfirmCompletion,
        ProposeTermination,
        ConfirmTermination,
        ProposeRejection,
        ConfirmRejection,
        Complain,
        DecideComplaint,
        WithdrawComplaint,
        SuspendTender,
        ResumeTender,
        ProposeForfeiture,
        ConfirmForfeiture,
        Agree,
        AskVendor,
        Respond,
        ProposeAcceptance,
        ConfirmAcceptance,
        Apply,
        ProposeQualification,
        ConfirmQualification,
        Reshare,
        ReshareSeed,
        JudgeBids;
        Reveal,
        Tally,
        Rank,
        Ask,
        ReturnSecurity,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenderseal_rules::{
        Auth, KeyId, OrgId, PersonId,
        money::Currency,
        terms::{Consensus, PriceFormula, PriceRule, Terms},
    };

    fn auth() -> Auth {
        Auth { key: KeyId([1; 20]), nonce: 1, valid_until: 2, signature: [3; 64] }
    }

    #[test]
    fn a_call_is_read_strictly_and_for_its_own_contract_only() {
        let call = WithdrawBid { attempt: 1 }.call(&auth());
        assert_eq!(tender_call(&call).unwrap(), Vec::<Hash>::new());
        assert!(matches!(registry_call(&call), Err(Error::CallMalformed)));
        assert!(matches!(tender_call(&[&call[..], &[0]].concat()), Err(Error::CallMalformed)));
        assert!(matches!(tender_call(&call[..call.len() - 1]), Err(Error::CallMalformed)));
        assert!(matches!(tender_call(&call[..3]), Err(Error::CallMalformed)));
    }

    /// The same file that the browser's module meets (`portal/assets/tests/answer.test.mjs`).
    #[test]
    fn an_answer_is_hashed_as_the_browser_hashes_it() {
        let cases: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../../assets/tests/answers.json")).unwrap();
        assert_eq!(cases.len(), 3);
        for case in cases {
            let text = |name: &str| case[name].as_str().unwrap();
            let hashing = Hashing::Answer {
                tender: ContractId::parse(text("tender")).unwrap(),
                question: case["question"].as_u64().unwrap().try_into().unwrap(),
                asked: tenderseal_rules::hex::parse(text("asked")).unwrap(),
            };
            assert_eq!(hashing.of(text("text")).map(hex::encode).as_deref(), Some(text("hash")));
        }
    }

    #[test]
    fn reading_messages_and_long_calls_are_not_relayed() {
        for (_, selector) in messages::READS.iter().chain([&messages::NEW]) {
            assert!(matches!(tender_call(selector), Err(Error::CallMalformed)));
            assert!(matches!(registry_call(selector), Err(Error::CallMalformed)));
        }
        assert!(matches!(tender_call(&vec![0; CALL_MAX + 1]), Err(Error::CallTooLarge)));
        assert!(matches!(unhex(&"00".repeat(CALL_MAX + 1), CALL_MAX), Err(Error::CallTooLarge)));
        assert!(matches!(unhex("0g", CALL_MAX), Err(Error::CallMalformed)));
    }

    #[test]
    fn the_texts_that_an_act_names_are_told() {
        let act =
            ProposeCancellation { reason: messages::CancelReason::NoNeed, statement: [9; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[9; 32]]);
        let act = ProposeExtension { deadline: 1, reason: [8; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[8; 32]]);
        let terms = Terms {
            notice: [5; 32],
            documents: vec![],
            currency: Currency::parse(*b"CNY").unwrap(),
            price: PriceRule { formula: PriceFormula::LowestOnly, weight_bp: 10_000 },
            criteria: vec![],
            consensus: Consensus::Mean,
            lifecycle_rate_bp: 0,
            min_bids: 1,
            profile: 0,
            invited: Vec::new(),
            lot: None,
            security: None,
            prequalification: None,
            lifecycle_years: 0,
            requests: tenderseal_rules::requests::Requests::within(60),
        };
        let act = ProposeAmendment { terms, deadline: 0, reason: [4; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[4; 32], [5; 32]]);
        let act = ConfirmAmendment { proposed: [4; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), Vec::<Hash>::new());
        let part = |title| Milestone { title: [title; 32], due: 1, amount: 2 };
        let act = ProposeContract { contract: [1; 32], milestones: vec![part(2), part(3)] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[1; 32], [2; 32], [3; 32]]);
        let act = ProposeChange { document: [4; 32], value: 2, milestones: vec![part(2)] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[4; 32], [2; 32]]);
        // The report is the vendor's, and at hand since it was made.
        let act = AcceptMilestone { milestone: 0, report: [5; 32], document: [6; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[6; 32]]);
        let act = Answer { question: 0, answer: [7; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[7; 32]]);
        let act =
            Declare { conflicts: vec![OrgId([1; 20])], statement: [5; 32], reader: Some([9; 32]) };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[5; 32]]);
        let evaluator = PersonId([2; 20]);
        let act = ProposeSeatChange { evaluator, substitute: None, reason: [4; 32] };
        assert_eq!(tender_call(&act.call(&auth())).unwrap(), [[4; 32]]);
        let forfeiture = ProposeForfeiture {
            bid: 0,
            ground: messages::ForfeitureGround::Silence,
            statement: [9; 32],
        };
        assert_eq!(tender_call(&forfeiture.call(&auth())).unwrap(), [[9; 32]]);
        assert_eq!(tender_call(&ReturnSecurity { bid: 0 }.call()).unwrap(), Vec::<Hash>::new());
        let respond = Respond { request: 0, response: [7; 32] };
        assert_eq!(tender_call(&respond.call(&auth())).unwrap(), [[7; 32]]);
        let acceptance = ConfirmAcceptance { proposed: [8; 32] };
        assert_eq!(tender_call(&acceptance.call(&auth())).unwrap(), Vec::<Hash>::new());
        let complaint = Complain { statement: [5; 32] };
        assert_eq!(tender_call(&complaint.call(&auth())).unwrap(), [[5; 32]]);
        let ask = Ask { question: [6; 32] }.call();
        assert_eq!(tender_call(&ask).unwrap(), [[6; 32]]);
        assert!(matches!(tender_call(&[&ask[..], &[0]].concat()), Err(Error::CallMalformed)));
        assert!(matches!(registry_call(&ask), Err(Error::CallMalformed)));
        let debarment = DebarOrg { org: OrgId([1; 20]), until: 5, reason: [8; 32] };
        assert_eq!(registry_call(&debarment.call(&auth())).unwrap(), [[8; 32]]);
        assert_eq!(registry_call(&Pause {}.call(&auth())).unwrap(), Vec::<Hash>::new());
        let retirement = RetireProfile { profile: 1 }.call(&auth());
        assert_eq!(registry_call(&retirement).unwrap(), Vec::<Hash>::new());
        assert!(matches!(tender_call(&retirement), Err(Error::CallMalformed)));
    }

    #[test]
    fn what_was_sealed_to_the_evaluators_is_a_file_that_must_be_at_hand() {
        let shares = Reshare { bids: vec![0, 1], digest: [7; 32] }.call(&auth());
        assert_eq!(tender_call(&shares).unwrap(), Vec::<Hash>::new());
        assert_eq!(files(&shares).unwrap(), [[7; 32]]);
        let seed = ReshareSeed { bid: 1, digest: [8; 32] }.call(&auth());
        assert_eq!(tender_call(&seed).unwrap(), Vec::<Hash>::new());
        assert_eq!(files(&seed).unwrap(), [[8; 32]]);
        assert!(matches!(files(&[&seed[..], &[0]].concat()), Err(Error::CallMalformed)));
        let verdict = messages::TechnicalVerdict::Valid { body: [9; 32] };
        let verdicts = vec![messages::BidVerdict { bid: 1, verdict }];
        let judged = JudgeBids { verdicts }.call(&auth());
        assert_eq!(tender_call(&judged).unwrap(), Vec::<Hash>::new());
        assert_eq!(files(&judged).unwrap(), Vec::<Hash>::new());
        assert!(matches!(registry_call(&judged), Err(Error::CallMalformed)));
        assert!(matches!(tender_call(&[&judged[..], &[0]].concat()), Err(Error::CallMalformed)));
    }

    #[test]
    fn questions_and_answers_are_hashed_with_what_they_belong_to() {
        let tender = ContractId([7; 20]);
        let question = PublishedQuestion { salt: [1; 32], text: "何时交货?" };
        let asked = sha256(&question.preimage(&tender));
        let hashing = Hashing::Question(tender);
        assert_eq!(hashing.of(&question.to_string()), Some(asked));
        assert_eq!(hashing.of("何时交货?"), None, "no salt");
        let answer = Hashing::Answer { tender, question: 3, asked };
        let hash = sha256(&answer_preimage(&tender, 3, &asked, "90 天"));
        assert_eq!(answer.of("90 天"), Some(hash));
        assert_eq!(Hashing::Plain.of("90 天"), Some(sha256("90 天".as_bytes())));
    }
}
