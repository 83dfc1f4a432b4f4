//! Lengths of time as people type them: a whole number and its unit.

use super::forms::Fields;

/// Units by their names in forms and Fluent keys, with their seconds, the shortest first.
pub const UNITS: [(&str, u32); 3] = [("minutes", 60), ("hours", 3_600), ("days", 86_400)];

/// A length in its largest whole unit: number and the unit's name.
#[must_use]
pub fn split(seconds: u32) -> (String, &'static str) {
    let whole = |(_, length): &&(&str, u32)| seconds.is_multiple_of(*length);
    let (unit, length) = UNITS.iter().rev().find(whole).unwrap_or(&UNITS[0]);
    ((seconds / length).to_string(), *unit)
}

/// The length in seconds that the fields `name` and `unit` say; none when it is no number or too long to
/// be one.
#[must_use]
pub fn read(fields: &Fields, name: &str, unit: &str) -> Option<u32> {
    let (_, length) = UNITS.iter().find(|(held, _)| *held == fields.text(unit))?;
    fields.text(name).trim().parse::<u32>().ok()?.checked_mul(*length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_it_is_shown() {
        for (seconds, shown) in [
            (0, ("0", "days")),
            (86_400, ("1", "days")),
            (5_400, ("90", "minutes")),
            (7_200, ("2", "hours")),
        ] {
            let (count, unit) = split(seconds);
            assert_eq!((count.as_str(), unit), shown);
            let fields = Fields::parse(format!("a={count}&a-unit={unit}").as_bytes());
            assert_eq!(read(&fields, "a", "a-unit"), Some(seconds));
        }
        for bad in [
            "a=1&a-unit=weeks",
            "a=&a-unit=days",
            "a=-1&a-unit=days",
            "a=99999999&a-unit=days",
            "a=1.5&a-unit=days",
        ] {
            assert_eq!(read(&Fields::parse(bad.as_bytes()), "a", "a-unit"), None, "{bad}");
        }
    }
}
