//! What is sealed: the body of a bid's envelope.
//!
//! A body is SCALE, starts with its version and ends where its last field ends.
//! It holds only what the law makes public when it is opened.

use super::context::Kind;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

/// The version that this code writes and reads.
pub const VERSION: u8 = 1;
/// The longest body, in bytes.
pub const BODY_MAX: usize = 8 * 1024;
/// The longest answer, in characters (Unicode scalar values).
pub const ANSWER_MAX: usize = 2_000;
/// The highest price, in minor units.
pub const PRICE_MAX: u128 = (1 << 112) - 1;

/// Why bytes are not a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, thiserror::Error)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum BodyError {
    /// Longer than [`BODY_MAX`].
    #[codec(index = 1)]
    #[error("the body has {found} bytes, {BODY_MAX} are allowed")]
    TooLong {
        /// How many there were.
        found: u32,
    },
    /// Another version than [`VERSION`], or no byte at all (then 0).
    #[codec(index = 2)]
    #[error("the body's version is {found}, not {VERSION}")]
    Version {
        /// The first byte.
        found: u8,
    },
    /// Not the SCALE of a body: ends early, a length that is none, text that is not UTF-8.
    #[codec(index = 3)]
    #[error("the body is not encoded as its kind asks")]
    Malformed,
    /// Something follows the last field.
    #[codec(index = 4)]
    #[error("{found} bytes follow the body's last field")]
    Trailing {
        /// How many there were.
        found: u32,
    },
    /// Not three letters from A to Z.
    #[codec(index = 5)]
    #[error("the currency is not three capital letters")]
    Currency,
    /// Zero, or above [`PRICE_MAX`].
    #[codec(index = 6)]
    #[error("the price is not between 1 and 2^112 − 1")]
    Price,
    /// An answer longer than [`ANSWER_MAX`].
    #[codec(index = 7)]
    #[error("the answer to criterion {criterion} has more than {ANSWER_MAX} characters")]
    AnswerTooLong {
        /// Whose answer.
        criterion: u16,
    },
    /// Two answers to one criterion.
    #[codec(index = 8)]
    #[error("criterion {criterion} is answered twice")]
    AnsweredTwice {
        /// Which.
        criterion: u16,
    },
    /// An attachment has no body.
    #[codec(index = 9)]
    #[error("an envelope of this kind has no body")]
    Kind,
}

/// The text that answers one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Answer {
    /// The criterion's number in the terms.
    pub criterion: u16,
    /// At most [`ANSWER_MAX`] characters.
    pub text: String,
}

/// Body of a financial envelope (kind 2).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct FinancialBody {
    /// ISO 4217 letters.
    pub currency: [u8; 3],
    /// Minor units, from 1 to [`PRICE_MAX`].
    pub price: u128,
    /// Until when the offer binds, Unix seconds.
    pub valid_until: u64,
    /// Costs over the life of what is bought, minor units, one line a year.
    pub costs: Vec<u128>,
    /// One answer at most per criterion.
    pub answers: Vec<Answer>,
    /// E of each attachment's envelope.
    pub attachments: Vec<[u8; 32]>,
}

/// Body of a technical envelope (kind 1).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct TechnicalBody {
    /// Until when the offer binds, Unix seconds.
    pub valid_until: u64,
    /// One answer at most per criterion.
    pub answers: Vec<Answer>,
    /// E of each attachment's envelope.
    pub attachments: Vec<[u8; 32]>,
}

/// The body that an envelope of one kind or the other holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Kind 1.
    Technical(TechnicalBody),
    /// Kind 2.
    Financial(FinancialBody),
}

impl FinancialBody {
    /// Reads the body of a financial envelope, strictly.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let body: Self = decode_exactly(bytes)?;
        body.check()?;
        Ok(body)
    }

    /// The bytes to seal; an error if no envelope may hold this body.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        self.check()?;
        encode_bounded(self)
    }

    fn check(&self) -> Result<(), BodyError> {
        if !self.currency.iter().all(u8::is_ascii_uppercase) {
            return Err(BodyError::Currency);
        }
        if self.price == 0 || self.price > PRICE_MAX {
            return Err(BodyError::Price);
        }
        check_answers(&self.answers)
    }
}

impl TechnicalBody {
    /// Reads the body of a technical envelope, strictly.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let body: Self = decode_exactly(bytes)?;
        check_answers(&body.answers)?;
        Ok(body)
    }

    /// The bytes to seal; an error if no envelope may hold this body.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        check_answers(&self.answers)?;
        encode_bounded(self)
    }
}

impl Body {
    /// Reads the body of an envelope of that kind, strictly.
    pub fn parse(kind: Kind, bytes: &[u8]) -> Result<Self, BodyError> {
        match kind {
            Kind::Technical => TechnicalBody::parse(bytes).map(Self::Technical),
            Kind::Financial => FinancialBody::parse(bytes).map(Self::Financial),
            Kind::Attachment => Err(BodyError::Kind),
        }
    }
}

fn check_answers(answers: &[Answer]) -> Result<(), BodyError> {
    let mut seen = BTreeSet::new();
    for &Answer { criterion, ref text } in answers {
        if text.chars().nth(ANSWER_MAX).is_some() {
            return Err(BodyError::AnswerTooLong { criterion });
        }
        if !seen.insert(criterion) {
            return Err(BodyError::AnsweredTwice { criterion });
        }
    }
    Ok(())
}

/// Version, body, nothing after it. The bound on the whole bounds every list in it.
fn decode_exactly<T: Decode>(bytes: &[u8]) -> Result<T, BodyError> {
    check_length(bytes.len())?;
    let (version, mut rest) = bytes.split_first().unwrap_or((&0, &[]));
    if *version != VERSION {
        return Err(BodyError::Version { found: *version });
    }
    let body = T::decode(&mut rest).map_err(|_| BodyError::Malformed)?;
    if rest.is_empty() {
        Ok(body)
    } else {
        Err(BodyError::Trailing { found: saturate(rest.len()) })
    }
}

fn encode_bounded(body: &impl Encode) -> Result<Vec<u8>, BodyError> {
    let bytes = (VERSION, body).encode();
    check_length(bytes.len())?;
    Ok(bytes)
}

fn check_length(length: usize) -> Result<(), BodyError> {
    if length > BODY_MAX {
        return Err(BodyError::TooLong { found: saturate(length) });
    }
    Ok(())
}

fn saturate(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;
    use proptest::prelude::*;

    fn financial() -> FinancialBody {
        FinancialBody {
            currency: *b"CNY",
            price: 123_456,
            valid_until: 1_800_000_000,
            costs: vec![1, u128::MAX],
            answers: vec![answer(7, "三年保修"), answer(2, "")],
            attachments: vec![[9; 32]],
        }
    }

    fn answer(criterion: u16, text: &str) -> Answer {
        Answer { criterion, text: text.to_string() }
    }

    #[test]
    fn a_financial_body_is_laid_out_as_specified() {
        let body = FinancialBody {
            price: 0x0102,
            valid_until: 3,
            costs: vec![4],
            answers: vec![answer(0x0506, "ab")],
            ..financial()
        };
        let mut expected = vec![1, b'C', b'N', b'Y', 2, 1];
        expected.extend([0; 14]);
        expected.extend([3, 0, 0, 0, 0, 0, 0, 0]);
        expected.extend([1 << 2, 4]);
        expected.extend([0; 15]);
        expected.extend([1 << 2, 6, 5, 2 << 2, b'a', b'b']);
        expected.push(1 << 2);
        expected.extend([9; 32]);
        assert_eq!(body.to_bytes(), Ok(expected));
    }

    #[test]
    fn a_technical_body_has_neither_currency_nor_price_nor_costs() {
        let FinancialBody { valid_until, answers, attachments, .. } = financial();
        let technical = TechnicalBody { valid_until, answers, attachments };
        let bytes = technical.to_bytes().unwrap();
        let all = financial().to_bytes().unwrap();
        assert_eq!(bytes[0], 1);
        assert_eq!(bytes[1..9], all[20..28]);
        assert_eq!(bytes[9..], all[28 + 1 + 32..]);
        assert_eq!(Body::parse(Kind::Technical, &bytes), Ok(Body::Technical(technical)));
    }

    #[test]
    fn each_kind_reads_its_own_body_only() {
        let bytes = financial().to_bytes().unwrap();
        assert_eq!(Body::parse(Kind::Financial, &bytes), Ok(Body::Financial(financial())));
        assert!(Body::parse(Kind::Technical, &bytes).is_err());
        assert_eq!(Body::parse(Kind::Attachment, &bytes), Err(BodyError::Kind));
    }

    #[test]
    fn every_shorter_body_is_refused() {
        let bytes = financial().to_bytes().unwrap();
        assert_eq!(FinancialBody::parse(&[]), Err(BodyError::Version { found: 0 }));
        for length in 1..bytes.len() {
            assert_eq!(FinancialBody::parse(&bytes[..length]), Err(BodyError::Malformed));
        }
    }

    #[test]
    fn nothing_follows_the_last_field() {
        let mut bytes = financial().to_bytes().unwrap();
        bytes.extend([0, 0]);
        assert_eq!(FinancialBody::parse(&bytes), Err(BodyError::Trailing { found: 2 }));
    }

    #[test]
    fn another_version_is_refused() {
        let mut bytes = financial().to_bytes().unwrap();
        for found in [0, 2, u8::MAX] {
            bytes[0] = found;
            assert_eq!(FinancialBody::parse(&bytes), Err(BodyError::Version { found }));
        }
    }

    #[test]
    fn a_length_in_more_bytes_than_it_needs_is_refused() {
        let mut bytes = FinancialBody { costs: vec![], ..financial() }.to_bytes().unwrap();
        assert_eq!(bytes[28], 0);
        bytes.splice(28..29, [1, 0]);
        assert_eq!(FinancialBody::parse(&bytes), Err(BodyError::Malformed));
    }

    #[test]
    fn text_that_is_not_utf_8_is_refused() {
        let body =
            TechnicalBody { valid_until: 0, answers: vec![answer(1, "a")], attachments: vec![] };
        let mut bytes = body.to_bytes().unwrap();
        let position = bytes.iter().rposition(|byte| *byte == b'a').unwrap();
        bytes[position] = 0xff;
        assert_eq!(TechnicalBody::parse(&bytes), Err(BodyError::Malformed));
    }

    #[test]
    fn a_price_lies_between_one_and_the_highest() {
        for price in [0, PRICE_MAX + 1, u128::MAX] {
            let body = FinancialBody { price, ..financial() };
            assert_eq!(body.to_bytes(), Err(BodyError::Price));
            let bytes = (VERSION, body).encode();
            assert_eq!(FinancialBody::parse(&bytes), Err(BodyError::Price));
        }
        for price in [1, PRICE_MAX] {
            let body = FinancialBody { price, ..financial() };
            assert_eq!(FinancialBody::parse(&body.to_bytes().unwrap()), Ok(body));
        }
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        for currency in [*b"cny", *b"CN ", *b"C1Y", [0, 0, 0], [0xc3, 0x89, b'U']] {
            let body = FinancialBody { currency, ..financial() };
            assert_eq!(body.to_bytes(), Err(BodyError::Currency));
            let bytes = (VERSION, body).encode();
            assert_eq!(FinancialBody::parse(&bytes), Err(BodyError::Currency));
        }
    }

    #[test]
    fn an_answer_counts_characters_not_bytes() {
        let with = |length: usize| TechnicalBody {
            valid_until: 1,
            answers: vec![answer(5, &"标".repeat(length))],
            attachments: vec![],
        };
        let longest = with(ANSWER_MAX).to_bytes().unwrap();
        assert!(TechnicalBody::parse(&longest).is_ok());
        let error = BodyError::AnswerTooLong { criterion: 5 };
        assert_eq!(with(ANSWER_MAX + 1).to_bytes(), Err(error));
        let bytes = (VERSION, with(ANSWER_MAX + 1)).encode();
        assert_eq!(TechnicalBody::parse(&bytes), Err(error));
    }

    #[test]
    fn a_criterion_is_answered_once() {
        let body = TechnicalBody {
            valid_until: 1,
            answers: vec![answer(5, "a"), answer(6, "a"), answer(5, "b")],
            attachments: vec![],
        };
        let error = BodyError::AnsweredTwice { criterion: 5 };
        assert_eq!(body.to_bytes(), Err(error));
        assert_eq!(TechnicalBody::parse(&(VERSION, body).encode()), Err(error));
    }

    #[test]
    fn the_longest_body_is_read_and_a_longer_one_is_not() {
        let with = |attachments: usize, text: usize| TechnicalBody {
            valid_until: 1,
            answers: vec![answer(1, &"a".repeat(text))],
            attachments: vec![[0; 32]; attachments],
        };
        // Version, validity, one answer (count, criterion, length, text), attachments.
        assert_eq!(1 + 8 + (1 + 2 + 2 + 144) + (2 + 251 * 32), BODY_MAX);
        assert_eq!(with(251, 144).to_bytes().unwrap().len(), BODY_MAX);
        let error = BodyError::TooLong { found: 8_193 };
        assert_eq!(with(251, 145).to_bytes(), Err(error));
        let bytes = (VERSION, with(251, 145)).encode();
        assert_eq!(TechnicalBody::parse(&bytes), Err(error));
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_as_the_same_bytes(
            flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)
        ) {
            let mut bytes = financial().to_bytes().unwrap();
            for (index, value) in flips {
                let position = index.index(bytes.len());
                bytes[position] = value;
            }
            if let Ok(body) = FinancialBody::parse(&bytes) {
                prop_assert_eq!(body.to_bytes(), Ok(bytes));
            }
        }
    }
}
