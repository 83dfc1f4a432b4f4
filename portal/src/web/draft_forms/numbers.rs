//! Numbers as they are typed: exact decimals, no sign, no exponent.

/// A decimal with two places at most, times 100: `12.5` is 1250.
#[must_use]
pub fn hundredths(text: &str) -> Option<u32> {
    decimal(text.trim(), 2).and_then(|number| u32::try_from(number).ok())
}

/// A decimal with `places` places at most in its smallest unit.
#[must_use]
pub fn decimal(text: &str, places: u32) -> Option<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let places = places as usize;
    if whole.is_empty()
        || whole.len() > 30
        || part.len() > places
        || !digits(whole)
        || !digits(part)
    {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_nothing_else_is_a_number() {
        for (text, number) in
            [("60", 6_000), ("12.5", 1_250), ("0.01", 1), ("0", 0), (" 7.00 ", 700)]
        {
            assert_eq!(hundredths(text), Some(number), "{text}");
        }
        for bad in ["", ".", "-1", "1.234", "1e3", "1,5", "99999999999", "١"] {
            assert_eq!(hundredths(bad), None, "{bad}");
        }
        assert_eq!(decimal("471", 0), Some(471));
        assert_eq!(decimal("1.5", 0), None);
    }
}
