//! The bid security (CONTRACTS rule 5): what terms ask for, and the guarantee that a vendor names.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use crate::{
    ContractId, Error, OrgId,
    schedule::{Schedule, WINDOW_MAX},
    scoring,
};

/// What terms ask every bidder for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Security {
    /// Minor units of the terms' currency.
    pub amount: u128,
    /// Seconds from the deadline for which a guarantee must hold. After them it is returned, whatever happened.
    pub valid_for: u32,
    /// Whether it is forfeited by a bid that the committee did not open and its vendor did not either, in the
    /// vendors' own window.
    pub silence: bool,
    /// Whether it is forfeited by a winner who does not sign the contract.
    pub refusal: bool,
}

impl Security {
    /// Checks it by itself.
    ///
    /// # Errors
    /// [`Error::SecurityInvalid`] for an amount that no price could have, a time of more than [`WINDOW_MAX`], or
    /// when nothing forfeits it.
    pub fn check(&self) -> Result<(), Error> {
        let sound = scoring::check_price(self.amount).is_ok()
            && self.valid_for <= WINDOW_MAX
            && (self.silence || self.refusal);
        if sound { Ok(()) } else { Err(Error::SecurityInvalid) }
    }

    /// Checks that it holds as long as a tender with these windows takes to its first award: what has
    /// run out when there is something to forfeit secures nothing.
    ///
    /// # Errors
    /// [`Error::SecurityInvalid`].
    pub fn check_lasts(&self, schedule: &Schedule) -> Result<(), Error> {
        let windows = [schedule.objection_window, schedule.standstill].map(u64::from);
        let takes = schedule.silence().saturating_add(windows.iter().sum());
        if takes <= self.valid_until(schedule) { Ok(()) } else { Err(Error::SecurityInvalid) }
    }

    /// First second in which it does not hold any more: it moves with the deadline.
    #[must_use]
    pub fn valid_until(&self, schedule: &Schedule) -> u64 {
        schedule.deadline.saturating_add(self.valid_for.into())
    }
}

const GUARANTEE: &[u8] = b"TENDERSEAL-GUARANTEE\0";

/// A guarantee, as its vendor names it. On the chain is the hash alone; the vendor keeps the rest and shows it to the
/// buyer. The salt keeps others from guessing it, tender and vendor keep them from naming it as theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guarantee<'a> {
    /// 32 random bytes.
    pub salt: [u8; 32],
    /// The bank, insurer or guarantor that issued it.
    pub issuer: &'a str,
    /// Its number there.
    pub number: &'a str,
}

impl Guarantee<'_> {
    /// What its hash is the SHA-256 of: `"TENDERSEAL-GUARANTEE\0" ‖ tender20 ‖ vendor20 ‖ salt32 ‖
    /// issuer's length in bytes u32 little-endian ‖ issuer ‖ number`, the texts in UTF-8.
    #[must_use]
    pub fn preimage(&self, tender: &ContractId, vendor: &OrgId) -> Vec<u8> {
        let issuer = self.issuer.as_bytes();
        let length = u32::try_from(issuer.len()).unwrap_or(u32::MAX).to_le_bytes();
        let parts =
            [GUARANTEE, &tender.0, &vendor.0, &self.salt, &length, issuer, self.number.as_bytes()];
        parts.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: Schedule = Schedule {
        deadline: 1_000,
        guard: 120,
        officers_window: 60,
        self_reveal_window: 50,
        objection_window: 40,
        standstill: 10,
        questions: 0,
    };
    const GOOD: Security = Security { amount: 1, valid_for: 280, silence: true, refusal: false };

    #[test]
    fn a_security_has_an_amount_a_ground_and_an_end() {
        assert_eq!(GOOD.check(), Ok(()));
        assert_eq!(Security { silence: false, refusal: true, ..GOOD }.check(), Ok(()));
        assert_eq!(Security { amount: (1 << 112) - 1, ..GOOD }.check(), Ok(()));
        assert_eq!(Security { valid_for: WINDOW_MAX, ..GOOD }.check(), Ok(()));
        for bad in [
            Security { amount: 0, ..GOOD },
            Security { amount: 1 << 112, ..GOOD },
            Security { valid_for: WINDOW_MAX + 1, ..GOOD },
            Security { silence: false, ..GOOD },
        ] {
            assert_eq!(bad.check(), Err(Error::SecurityInvalid), "{bad:?}");
        }
    }

    #[test]
    fn it_lasts_to_the_end_of_the_standstill_and_not_a_second_less() {
        assert_eq!(GOOD.check_lasts(&SCHEDULE), Ok(()));
        let short = Security { valid_for: 279, ..GOOD };
        assert_eq!(short.check_lasts(&SCHEDULE), Err(Error::SecurityInvalid));
        assert_eq!(GOOD.valid_until(&SCHEDULE), 1_280);
        let far = Schedule { deadline: u64::MAX, ..SCHEDULE };
        assert_eq!(GOOD.valid_until(&far), u64::MAX);
    }

    /// The same file that the browser's module meets (`portal/assets/tests/guarantee.test.mjs`).
    #[cfg(feature = "replay")]
    #[test]
    fn a_guarantee_is_hashed_as_the_browser_hashes_it() {
        let text = include_str!("../../../portal/assets/tests/guarantees.json");
        let values = |name: &str| {
            let marked = alloc::format!("\"{name}\": \"");
            let parts = text.split(marked.as_str()).skip(1);
            parts.filter_map(|part| part.split('"').next()).collect::<Vec<_>>()
        };
        let [issuers, numbers, hashes] = ["issuer", "number", "hash"].map(values);
        let [tenders, vendors, salts] = ["contract", "vendor", "salt"].map(values);
        assert_eq!(hashes.len(), 3);
        for at in 0..3 {
            let salt = crate::hex::parse(salts[at]).unwrap();
            let guarantee = Guarantee { salt, issuer: issuers[at], number: numbers[at] };
            let tender = ContractId::parse(tenders[at]).unwrap();
            let vendor = OrgId::parse(vendors[at]).unwrap();
            let hash = crate::replay::sha256(&guarantee.preimage(&tender, &vendor));
            assert_eq!(crate::hex::parse(hashes[at]), Some(hash));
        }
    }

    #[test]
    fn the_preimage_of_a_guarantee_has_one_reading() {
        let (tender, vendor) = (ContractId([7; 20]), OrgId([8; 20]));
        let guarantee = Guarantee { salt: [9; 32], issuer: "银行", number: "BH-1" };
        let expected = [
            b"TENDERSEAL-GUARANTEE\0",
            &[7; 20][..],
            &[8; 20],
            &[9; 32],
            &[6, 0, 0, 0],
            "银行BH-1".as_bytes(),
        ];
        assert_eq!(guarantee.preimage(&tender, &vendor), expected.concat());
        let other = Guarantee { issuer: "银行B", number: "H-1", ..guarantee };
        assert_ne!(guarantee.preimage(&tender, &vendor), other.preimage(&tender, &vendor));
    }
}
