//! Whole numbers of any length and fractions of them, by the schoolbook: slow, and with nothing in common with the integers
//! of 256 bits that the rules compute in.

use std::cmp::Ordering;

/// Digits to the base 2^32, the lowest first, none of them a leading zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Big(Vec<u32>);

impl From<u128> for Big {
    fn from(mut value: u128) -> Self {
        let mut digits = Vec::new();
        while value > 0 {
            digits.push(u32::try_from(value & 0xffff_ffff).unwrap());
            value >>= 32;
        }
        Self(digits)
    }
}

impl Big {
    /// The same as a `u128`, where it is one.
    pub fn small(&self) -> Option<u128> {
        self.0
            .iter()
            .rev()
            .try_fold(0u128, |whole, digit| Some(whole.checked_mul(1 << 32)? + u128::from(*digit)))
    }

    fn trimmed(mut digits: Vec<u32>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }

    pub fn plus(&self, other: &Self) -> Self {
        let mut digits = Vec::new();
        let mut carry = 0u64;
        for at in 0..=self.0.len().max(other.0.len()) {
            let digit = |of: &Self| u64::from(of.0.get(at).copied().unwrap_or(0));
            carry += digit(self) + digit(other);
            digits.push(u32::try_from(carry & 0xffff_ffff).unwrap());
            carry >>= 32;
        }
        Self::trimmed(digits)
    }

    /// Less another that is not greater.
    pub fn minus(&self, other: &Self) -> Self {
        assert!(self.compare(other).is_ge());
        let mut digits = Vec::new();
        let mut borrow = 0i64;
        for (at, digit) in self.0.iter().enumerate() {
            let less = i64::from(other.0.get(at).copied().unwrap_or(0)) + borrow;
            let rest = i64::from(*digit) - less;
            borrow = i64::from(rest < 0);
            digits.push(u32::try_from(rest + (borrow << 32)).unwrap());
        }
        Self::trimmed(digits)
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut sum = Self(Vec::new());
        for (at, digit) in self.0.iter().enumerate() {
            let mut digits = vec![0; at];
            let mut carry = 0u64;
            for factor in &other.0 {
                carry += u64::from(*digit) * u64::from(*factor);
                digits.push(u32::try_from(carry & 0xffff_ffff).unwrap());
                carry >>= 32;
            }
            digits.push(u32::try_from(carry).unwrap());
            sum = sum.plus(&Self::trimmed(digits));
        }
        sum
    }

    /// Divided and rounded down, bit by bit.
    pub fn over(&self, other: &Self) -> Self {
        assert!(!other.0.is_empty());
        let (mut quotient, mut rest) = (vec![0u32; self.0.len()], Self(Vec::new()));
        for at in (0..self.0.len() * 32).rev() {
            let bit = self.0[at / 32] >> (at % 32) & 1;
            rest = rest.plus(&rest).plus(&Self::from(u128::from(bit)));
            if rest.compare(other).is_ge() {
                rest = rest.minus(other);
                quotient[at / 32] |= 1 << (at % 32);
            }
        }
        Self::trimmed(quotient)
    }

    pub fn compare(&self, other: &Self) -> Ordering {
        let by_digits = || self.0.iter().rev().cmp(other.0.iter().rev());
        self.0.len().cmp(&other.0.len()).then_with(by_digits)
    }
}

/// A fraction, not reduced.
#[derive(Clone, Debug)]
pub struct Fraction(pub Big, pub Big);

impl Fraction {
    pub fn of(over: u128, under: u128) -> Self {
        Self(over.into(), under.into())
    }

    pub fn whole(value: Big) -> Self {
        Self(value, 1.into())
    }

    pub fn times(&self, other: &Self) -> Self {
        Self(self.0.times(&other.0), self.1.times(&other.1))
    }

    pub fn over(&self, other: &Self) -> Self {
        Self(self.0.times(&other.1), self.1.times(&other.0))
    }

    /// How far one is from the other.
    pub fn distance(&self, other: &Self) -> Self {
        let (one, two) = (self.0.times(&other.1), other.0.times(&self.1));
        let gap = if one.compare(&two).is_ge() { one.minus(&two) } else { two.minus(&one) };
        Self(gap, self.1.times(&other.1))
    }

    pub fn exceeds(&self, other: &Self) -> bool {
        self.0.times(&other.1).compare(&other.0.times(&self.1)).is_gt()
    }

    pub fn floor(&self) -> Big {
        self.0.over(&self.1)
    }
}

#[test]
fn the_schoolbook_agrees_with_the_machine_where_the_machine_reaches() {
    let numbers = [0u128, 1, 2, 9, 0xffff_ffff, 1 << 32, (1 << 63) + 12_345, u64::MAX.into()];
    for one in numbers {
        for two in numbers {
            let (a, b) = (Big::from(one), Big::from(two));
            assert_eq!(a.plus(&b).small(), Some(one + two));
            assert_eq!(a.times(&b).small(), Some(one * two));
            assert_eq!(a.compare(&b), one.cmp(&two));
            if one >= two {
                assert_eq!(a.minus(&b).small(), Some(one - two));
            }
            if let Some(quotient) = one.checked_div(two) {
                assert_eq!(a.over(&b).small(), Some(quotient));
            }
            // Beyond the machine: (a · b · 2^128 + a) / (2^128) is a · b for a below 2^128.
            let shift = Big::from(1 << 127).times(&2.into());
            assert_eq!(a.times(&b).times(&shift).plus(&a).over(&shift), a.times(&b));
        }
    }
    let most = Big::from(u128::MAX);
    assert_eq!(most.small(), Some(u128::MAX));
    assert_eq!(most.plus(&1.into()).small(), None);
}
