//! Questions without a name, and their answers (CONTRACTS rule 3).
//!
//! The chain holds hashes; the texts are public and kept by whoever publishes them. A question's
//! text is salted, so that nobody can tell from the hash what is asked before it is published.

use alloc::vec::Vec;
use core::fmt;

use super::{Cell, Question, bids::bidding, buyer, emit};
use crate::{
    Auth, ContractId, Error, Hash, cells,
    events::TenderEvent,
    hex,
    host::{Host, TenderHost},
    messages::{Answer, Ask},
    roles::Role,
};
use parity_scale_codec::Encode;

const QUESTION: &[u8] = b"TENDERSEAL-QUESTION\0";
const ANSWER: &[u8] = b"TENDERSEAL-ANSWER\0";

/// What a question's hash is the SHA-256 of: `"TENDERSEAL-QUESTION\0" ‖ tender20 ‖ salt32 ‖ text`, the
/// text in UTF-8 without a length, as it is the last.
#[must_use]
pub fn question_preimage(tender: &ContractId, salt: &[u8; 32], text: &str) -> Vec<u8> {
    [QUESTION, &tender.0[..], &salt[..], text.as_bytes()].concat()
}

/// What an answer's hash is the SHA-256 of:
/// `"TENDERSEAL-ANSWER\0" ‖ tender20 ‖ question u32 little-endian ‖ question hash32 ‖ text`, the text in UTF-8.
#[must_use]
pub fn answer_preimage(tender: &ContractId, question: u32, hash: &Hash, text: &str) -> Vec<u8> {
    [ANSWER, &tender.0[..], &question.to_le_bytes(), &hash[..], text.as_bytes()].concat()
}

/// A question as it is kept and published: its salt in 64 lower-case hexadecimal digits, a line feed, its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedQuestion<'a> {
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// What is asked.
    pub text: &'a str,
}

impl<'a> PublishedQuestion<'a> {
    /// Reads it; `None` unless it is spelled as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(published: &'a str) -> Option<Self> {
        let (salt, text) = published.split_once('\n')?;
        if salt.len() != 64 || salt.bytes().any(|digit| digit.is_ascii_uppercase()) {
            return None;
        }
        Some(Self { salt: hex::parse(salt)?, text })
    }

    /// [`question_preimage`] of it.
    #[must_use]
    pub fn preimage(&self, tender: &ContractId) -> Vec<u8> {
        question_preimage(tender, &self.salt, self.text)
    }
}

impl fmt::Display for PublishedQuestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.salt, f)?;
        write!(f, "\n{}", self.text)
    }
}

/// Anyone asks, by the hash of [`question_preimage`]. Unsigned: a signature would tell everybody who
/// asks. That a vendor asks is for the portal to see to, which relays for vendors only.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::Malformed`], [`Error::TooLate`], [`Error::Ended`], [`Error::QuestionsClosed`],
/// [`Error::QuestionTaken`].
pub fn ask<H: Host>(host: &mut H, act: &Ask) -> Result<(), Error> {
    host.check_input(act.encoded_size())?;
    let (_, mut state) = bidding(host)?;
    let now = host.now();
    if now >= state.schedule.questions_until() {
        return Err(Error::QuestionsClosed);
    }
    let hash = act.question;
    if cells::get::<_, u32>(host, &Cell::Asked(hash))?.is_some() {
        return Err(Error::QuestionTaken);
    }
    let question = state.questions;
    state.questions = question.checked_add(1).ok_or(Error::Overflow)?;
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &Cell::Asked(hash), &question)?;
    cells::put(host, &Cell::Question(question), &Question { hash, asked_at: now, answer: None })?;
    cells::put(host, &Cell::State, &state)?;
    emit(host, TenderEvent::QuestionAsked { question, hash });
    Ok(())
}

/// An officer answers, by the hash of [`answer_preimage`]: once, as long as bids are taken.
///
/// # Errors
/// [`Error::TenderSuspended`],
/// [`Error::TooLate`], [`Error::Ended`], [`Error::UnknownQuestion`], [`Error::AlreadyAnswered`],
/// and those of the signer.
pub fn answer<H: TenderHost>(host: &mut H, auth: &Auth, act: &Answer) -> Result<(), Error> {
    let (core, mut state) = bidding(host)?;
    let officer = buyer(host, &core, auth, act, Role::Officer)?.person;
    let cell = Cell::Question(act.question);
    let mut asked: Question = cells::get(host, &cell)?.ok_or(Error::UnknownQuestion)?;
    if asked.answer.is_some() {
        return Err(Error::AlreadyAnswered);
    }
    asked.answer = Some(act.answer);
    state.acts = state.acts.checked_add(1).ok_or(Error::Overflow)?;
    cells::put(host, &cell, &asked)?;
    cells::put(host, &Cell::State, &state)?;
    let Answer { question, answer } = *act;
    emit(host, TenderEvent::QuestionAnswered { question, answer, officer });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    #[test]
    fn preimages_put_their_parts_in_order() {
        let tender = ContractId([7; 20]);
        let question = question_preimage(&tender, &[9; 32], "何时交货?");
        let expected =
            [b"TENDERSEAL-QUESTION\0", &[7; 20][..], &[9; 32], "何时交货?".as_bytes()].concat();
        assert_eq!(question, expected);
        let answer = answer_preimage(&tender, 0x0102_0304, &[8; 32], "90 天");
        let expected =
            [b"TENDERSEAL-ANSWER\0", &[7; 20][..], &[4, 3, 2, 1], &[8; 32], "90 天".as_bytes()];
        assert_eq!(answer, expected.concat());
    }

    #[test]
    fn a_published_question_has_one_spelling() {
        let question = PublishedQuestion { salt: [0xab; 32], text: "何时交货?\n何地?" };
        let published = alloc::format!("{question}");
        assert_eq!(published, alloc::format!("{}\n何时交货?\n何地?", "ab".repeat(32)));
        assert_eq!(PublishedQuestion::parse(&published), Some(question));
        let tender = ContractId([7; 20]);
        let preimage = question_preimage(&tender, &[0xab; 32], "何时交货?\n何地?");
        assert_eq!(question.preimage(&tender), preimage);
        for bad in [
            String::new(),
            "何时交货?".into(),
            "ab".repeat(32),
            alloc::format!("{}\nx", "AB".repeat(32)),
            alloc::format!("{}\nx", "ab".repeat(31)),
            alloc::format!("0x{}\nx", "ab".repeat(31)),
            alloc::format!("0x{}\nx", "ab".repeat(32)),
            alloc::format!(" {published}"),
        ] {
            assert_eq!(PublishedQuestion::parse(&bad), None, "{bad}");
        }
    }
}
