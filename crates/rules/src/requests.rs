//! Requests to vendors about their bids: what terms say of them, and when a price is abnormally low (CONTRACTS rule 10).

use parity_scale_codec::{Decode, Encode};

use crate::{Error, schedule::WINDOW_MAX, scoring::Field, terms::WEIGHTS};

/// What terms say of the requests that an officer may make to a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Requests {
    /// Seconds that a vendor has at least to respond.
    pub window: u32,
    /// A price that is more than this under the mean is abnormally low, basis points; none: the mean decides nothing.
    pub under_mean_bp: Option<u32>,
    /// A price that is more than this under the next higher one is abnormally low, basis points; none: the next decides
    /// nothing.
    pub under_next_bp: Option<u32>,
}

/// Which of the terms' rules a price meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LowPrice {
    /// It is too far under the mean.
    pub under_mean: bool,
    /// It is too far under the next higher one.
    pub under_next: bool,
}

impl LowPrice {
    /// Whether it meets one of them.
    #[must_use]
    pub const fn is_flagged(self) -> bool {
        self.under_mean || self.under_next
    }
}

impl Requests {
    /// No price is abnormally low; vendors have so many seconds at least to respond.
    #[must_use]
    pub const fn within(window: u32) -> Self {
        Self { window, under_mean_bp: None, under_next_bp: None }
    }

    /// Whether some price can be abnormally low.
    #[must_use]
    pub const fn compare_prices(&self) -> bool {
        self.under_mean_bp.is_some() || self.under_next_bp.is_some()
    }

    /// Checks them by themselves.
    ///
    /// # Errors
    /// [`Error::ResponseWindowInvalid`] for a window of no time or of more than [`WINDOW_MAX`], [`Error::LowPriceRuleInvalid`] for a threshold of nothing or of the whole.
    pub fn check(&self) -> Result<(), Error> {
        if self.window == 0 || self.window > WINDOW_MAX {
            return Err(Error::ResponseWindowInvalid);
        }
        let sound = |bp: Option<u32>| bp.is_none_or(|bp| (1..WEIGHTS).contains(&bp));
        if sound(self.under_mean_bp) && sound(self.under_next_bp) {
            Ok(())
        } else {
            Err(Error::LowPriceRuleInvalid)
        }
    }

    /// Which of the rules a price of the field meets.
    #[must_use]
    pub fn of_price(&self, field: &Field, price: u128) -> LowPrice {
        LowPrice {
            under_mean: self.under_mean_bp.is_some_and(|bp| field.is_under_mean(price, bp)),
            under_next: self.under_next_bp.is_some_and(|bp| field.is_under_next(price, bp)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: Requests =
        Requests { window: 60, under_mean_bp: Some(5_000), under_next_bp: Some(5_000) };

    fn flags(requests: Requests, prices: &[u128], price: u128) -> (bool, bool) {
        let field = Field::of(prices.iter().copied()).unwrap();
        let low = requests.of_price(&field, price);
        assert_eq!(low.is_flagged(), low.under_mean || low.under_next);
        (low.under_mean, low.under_next)
    }

    #[test]
    fn a_window_and_thresholds_are_bounded() {
        assert_eq!(HALF.check(), Ok(()));
        assert_eq!(Requests::within(1).check(), Ok(()));
        assert_eq!(Requests::within(WINDOW_MAX).check(), Ok(()));
        assert_eq!(Requests::within(0).check(), Err(Error::ResponseWindowInvalid));
        assert_eq!(Requests::within(WINDOW_MAX + 1).check(), Err(Error::ResponseWindowInvalid));
        for (bp, good) in [(0, false), (1, true), (9_999, true), (10_000, false), (u32::MAX, false)]
        {
            let expected = if good { Ok(()) } else { Err(Error::LowPriceRuleInvalid) };
            assert_eq!(Requests { under_mean_bp: Some(bp), ..HALF }.check(), expected, "{bp}");
            assert_eq!(Requests { under_next_bp: Some(bp), ..HALF }.check(), expected, "{bp}");
        }
        assert!(HALF.compare_prices());
        assert!(!Requests::within(60).compare_prices());
        assert!(Requests { under_mean_bp: None, ..HALF }.compare_prices());
    }

    #[test]
    fn exactly_so_far_under_the_mean_is_not_too_far() {
        // The mean is 200.
        let prices = [100, 200, 300];
        assert_eq!(flags(Requests { under_next_bp: None, ..HALF }, &prices, 100), (false, false));
        // The mean is 199 and two thirds.
        assert_eq!(flags(HALF, &[99, 200, 300], 99), (true, true));
        assert!(flags(Requests { under_mean_bp: Some(4_999), ..HALF }, &prices, 100).0);
    }

    #[test]
    fn only_the_lowest_price_can_be_too_far_under_the_next() {
        assert_eq!(flags(HALF, &[99, 200], 99), (false, true));
        assert_eq!(flags(HALF, &[100, 200], 100), (false, false));
        // Two that ask the same stand by each other.
        assert_eq!(flags(HALF, &[10, 10, 1_000], 10), (true, false));
        assert_eq!(flags(HALF, &[10, 100, 1_000], 100), (true, false));
    }

    #[test]
    fn one_price_alone_and_no_rule_flag_nothing() {
        assert_eq!(flags(HALF, &[1], 1), (false, false));
        assert_eq!(flags(Requests::within(60), &[1, 1_000], 1), (false, false));
    }

    #[test]
    fn the_largest_prices_are_compared_to_the_last_unit() {
        let most = crate::money::PRICE_MAX;
        let one = Requests { under_mean_bp: Some(1), under_next_bp: Some(1), ..HALF };
        assert_eq!(flags(one, &[most, most], most), (false, false));
        assert_eq!(flags(one, &[most - 1, most], most - 1), (false, false));
        assert_eq!(flags(one, &[most / 2, most], most / 2), (true, true));
        let exact = most / 10_000 * 10_000;
        let at = exact / 10_000 * 9_999;
        assert!(!flags(one, &[at, exact], at).1);
        assert!(flags(one, &[at - 1, exact], at - 1).1);
    }
}
