//! Whether life-cycle costs count: for how many years, at what rate.

use tenderseal_rules::terms::{LIFECYCLE_YEARS_MAX, WEIGHTS};

use super::numbers::hundredths;
use crate::app::notice::DraftBody;
use crate::render::money;
use crate::web::forms::{Fields, Form};

/// Fields of the form.
pub const FIELDS: [&str; 3] = ["lifecycle", "lifecycle_years", "lifecycle_rate"];

/// The fields with what the draft holds.
#[must_use]
pub fn filled(body: &DraftBody) -> [(&'static str, String); 3] {
    let counts = body.lifecycle_years > 0;
    let years = if counts { body.lifecycle_years.to_string() } else { String::new() };
    let rate = if counts { money::hundredths(body.lifecycle_rate_bp) } else { String::new() };
    let chosen = if counts { "yes" } else { "no" };
    [("lifecycle", chosen.to_owned()), ("lifecycle_years", years), ("lifecycle_rate", rate)]
}

/// Takes what was typed. Without life-cycle costs there is no rate either.
pub fn take(body: &mut DraftBody, fields: &Fields, form: &mut Form) {
    match fields.text("lifecycle") {
        "no" => (body.lifecycle_years, body.lifecycle_rate_bp) = (0, 0),
        "yes" => {
            match fields.text("lifecycle_years").trim().parse() {
                Ok(years) if (1..=LIFECYCLE_YEARS_MAX).contains(&years) => {
                    body.lifecycle_years = years;
                }
                _ => form.refuse("lifecycle_years", "error-draft-lifecycle-years"),
            }
            match hundredths(fields.text("lifecycle_rate")) {
                Some(rate) if rate <= WEIGHTS => body.lifecycle_rate_bp = rate,
                _ => form.refuse("lifecycle_rate", "error-draft-lifecycle-rate"),
            }
        }
        _ => form.refuse("lifecycle", "error-draft-lifecycle"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(typed: &str) -> (DraftBody, Form) {
        let mut body = DraftBody { lifecycle_rate_bp: 700, ..DraftBody::default() };
        let mut form = Form::default();
        take(&mut body, &Fields::parse(typed.as_bytes()), &mut form);
        (body, form)
    }

    #[test]
    fn years_and_rate_come_back_as_they_were_typed() {
        let (body, form) = taken("lifecycle=yes&lifecycle_years=8&lifecycle_rate=4.5");
        assert!(!form.is_refused());
        assert_eq!((body.lifecycle_years, body.lifecycle_rate_bp), (8, 450));
        assert_eq!(filled(&body).map(|(_, value)| value), ["yes", "8", "4.5"]);
        let (body, form) = taken("lifecycle=no&lifecycle_years=8&lifecycle_rate=4.5");
        assert!(!form.is_refused());
        assert_eq!((body.lifecycle_years, body.lifecycle_rate_bp), (0, 0));
        assert_eq!(filled(&body).map(|(_, value)| value), ["no", "", ""]);
    }

    #[test]
    fn what_the_rules_would_refuse_is_said_beside_its_field() {
        for (typed, field) in [
            ("", "lifecycle"),
            ("lifecycle=perhaps", "lifecycle"),
            ("lifecycle=yes&lifecycle_years=0&lifecycle_rate=1", "lifecycle_years"),
            ("lifecycle=yes&lifecycle_years=51&lifecycle_rate=1", "lifecycle_years"),
            ("lifecycle=yes&lifecycle_years=1.5&lifecycle_rate=1", "lifecycle_years"),
            ("lifecycle=yes&lifecycle_years=5&lifecycle_rate=", "lifecycle_rate"),
            ("lifecycle=yes&lifecycle_years=5&lifecycle_rate=100.01", "lifecycle_rate"),
            ("lifecycle=yes&lifecycle_years=5&lifecycle_rate=-1", "lifecycle_rate"),
        ] {
            let (_, form) = taken(typed);
            let fields: Vec<_> = form.errors().iter().map(|error| error.field.clone()).collect();
            assert_eq!(fields, [field], "{typed}");
        }
    }
}
