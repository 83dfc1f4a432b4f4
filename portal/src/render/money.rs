//! Amounts of money, weights and points as text. No floating point: what is
//! shown is the number itself, digit by digit.

use tenderseal_rules::money::Currency;

/// Currencies whose minor unit is not a hundredth (ISO 4217, list one: column "minor unit").
const EXPONENTS: [(&[&str], u32); 3] = [
    (
        &[
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
            "VND", "VUV", "XAF", "XOF", "XPF",
        ],
        0,
    ),
    (&["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    (&["CLF", "UYW"], 4),
];

/// How many decimal digits the minor unit of a currency stands for.
#[must_use]
pub fn exponent(currency: &str) -> u32 {
    EXPONENTS.iter().find(|(codes, _)| codes.contains(&currency)).map_or(2, |(_, digits)| *digits)
}

/// An amount in minor units with its code: `CNY 1,234,567.00`.
#[must_use]
pub fn amount(currency: Currency, minor: u128) -> String {
    let code = currency.to_string();
    format!("{code}\u{a0}{}", decimal(minor, exponent(&code)))
}

/// A number of minor units in major ones, thousands grouped: `1,234,567.00`.
#[must_use]
pub fn decimal(minor: u128, digits: u32) -> String {
    let unit = 10u128.pow(digits.min(38));
    let (whole, part) = (grouped(minor / unit), minor % unit);
    if digits == 0 { whole } else { format!("{whole}.{part:0width$}", width = digits as usize) }
}

fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A quantity as it was typed, thousands grouped: `6,000`. What is no decimal number stays as it is.
#[must_use]
pub fn quantity(typed: &str) -> String {
    let (whole, part) =
        typed.split_once('.').map_or((typed, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match whole.parse::<u128>() {
        Ok(number) if digits(whole) && part.is_none_or(digits) => {
            let whole = grouped(number);
            part.map_or(whole.clone(), |part| format!("{whole}.{part}"))
        }
        _ => typed.to_owned(),
    }
}

/// Basis points as percent, without zeros that say nothing: `60%`, `12.5%`.
#[must_use]
pub fn percent(basis_points: u32) -> String {
    format!("{}%", trimmed(basis_points.into(), 2))
}

/// Hundredths of a point as points: `87.5`.
#[must_use]
pub fn hundredths(points: u32) -> String {
    trimmed(points.into(), 2)
}

/// Micropoints as points with four decimals, cut and not rounded: `83.3333`.
#[must_use]
pub fn points(micropoints: u32) -> String {
    decimal((micropoints / 100).into(), 4)
}

/// Micropoints as points, every digit that says something: `0.5`, `0.999`.
#[must_use]
pub fn micropoints(micropoints: u64) -> String {
    trimmed(micropoints.into(), 6)
}

fn trimmed(number: u128, digits: u32) -> String {
    let text = decimal(number, digits);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_the_digits_of_its_currency() {
        let of = |code: &[u8; 3], minor| amount(Currency::parse(*code).unwrap(), minor);
        assert_eq!(of(b"CNY", 123_456_700), "CNY\u{a0}1,234,567.00");
        assert_eq!(of(b"JPY", 1_000), "JPY\u{a0}1,000");
        assert_eq!(of(b"KWD", 5), "KWD\u{a0}0.005");
        assert_eq!(of(b"CLF", 12_345), "CLF\u{a0}1.2345");
        assert_eq!(of(b"MXN", 0), "MXN\u{a0}0.00");
    }

    #[test]
    fn the_greatest_price_keeps_every_digit() {
        assert_eq!(decimal((1 << 112) - 1, 2), "51,922,968,585,348,276,285,304,963,292,200.95");
    }

    #[test]
    fn a_quantity_is_grouped_and_what_is_none_is_left_alone() {
        for (typed, shown) in [
            ("471", "471"),
            ("6000", "6,000"),
            ("1234567.50", "1,234,567.50"),
            ("6,000", "6,000"),
            ("+6000", "+6000"),
            ("1000.", "1000."),
            ("as needed", "as needed"),
            ("", ""),
        ] {
            assert_eq!(quantity(typed), shown);
        }
    }

    #[test]
    fn weights_and_points_lose_no_digit_and_show_no_empty_one() {
        assert_eq!(percent(6_000), "60%");
        assert_eq!(percent(1_250), "12.5%");
        assert_eq!(percent(1), "0.01%");
        assert_eq!(percent(10_000), "100%");
        assert_eq!(hundredths(8_750), "87.5");
        assert_eq!(hundredths(0), "0");
        assert_eq!(points(83_333_333), "83.3333");
        assert_eq!(points(100_000_000), "100.0000");
        assert_eq!(micropoints(999_000), "0.999");
        assert_eq!(micropoints(1_000_000), "1");
    }
}
