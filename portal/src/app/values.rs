//! Values of the portal's own forms: text goes in, a checked value comes out.
//!
//! A value that exists is valid; nothing downstream checks again. The error of
//! each is the Fluent key of the message that stands beside the field.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// Why a value was refused: the Fluent key of the message for the field.
pub type Refusal = &'static str;

/// Trims, folds inner white space to single blanks and bounds the length in
/// characters. Control characters are refused.
fn line(input: &str, max: usize, empty: Refusal, unfit: Refusal) -> Result<String, Refusal> {
    let folded = input.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.is_empty() {
        return Err(empty);
    }
    if folded.chars().count() > max || folded.chars().any(char::is_control) {
        return Err(unfit);
    }
    Ok(folded)
}

macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident, $max:literal, $empty:literal, $unfit:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The longest value, in characters.
            pub const MAX: usize = $max;

            /// Parses what a person typed.
            ///
            /// # Errors
            /// The Fluent key of the message: nothing typed, or unfit
            /// (too long, control characters).
            pub fn parse(input: &str) -> Result<Self, Refusal> {
                line(input, Self::MAX, $empty, $unfit).map(Self)
            }

            /// The value as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_value!(
    /// A person's name as they write it themselves.
    PersonName, 120, "error-person-name-empty", "error-person-name-unfit"
);
text_value!(
    /// The legal name of an organisation, as registered.
    LegalName, 240, "error-legal-name-empty", "error-legal-name-unfit"
);
text_value!(
    /// The number under which an organisation is registered.
    RegistrationNumber, 64, "error-registration-number-empty", "error-registration-number-unfit"
);
text_value!(
    /// A postal address in one line.
    PostalAddress, 400, "error-address-empty", "error-address-unfit"
);
text_value!(
    /// A file's name as shown to readers; never used as a path.
    FileName, 200, "error-file-name", "error-file-name"
);

/// An email address in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Parses an address with the rules of the mail library (RFC 5321), with
    /// at most 254 bytes.
    ///
    /// # Errors
    /// The Fluent key of the message for the field.
    pub fn parse(input: &str) -> Result<Self, Refusal> {
        let lower = input.trim().to_lowercase();
        if lower.is_empty() {
            return Err("error-email-empty");
        }
        let known =
            lower.parse::<lettre::Address>().is_ok_and(|address| address.domain().contains('.'));
        if lower.len() > 254 || !known {
            return Err("error-email-unfit");
        }
        Ok(Self(lower))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A telephone number: digits, blanks and `+ - ( )`, 5 to 40 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telephone(String);

impl Telephone {
    /// Parses what a person typed.
    ///
    /// # Errors
    /// The Fluent key of the message for the field.
    pub fn parse(input: &str) -> Result<Self, Refusal> {
        let number = line(input, 40, "error-telephone-empty", "error-telephone-unfit")?;
        let fits = number.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
        if !fits || number.chars().filter(char::is_ascii_digit).count() < 5 {
            return Err("error-telephone-unfit");
        }
        Ok(Self(number))
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A country: ISO 3166-1 alpha-2, upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country(String);

impl Country {
    /// Parses a two-letter code.
    ///
    /// # Errors
    /// The Fluent key of the message for the field.
    pub fn parse(input: &str) -> Result<Self, Refusal> {
        let code = input.trim().to_ascii_uppercase();
        if code.is_empty() {
            return Err("error-country-empty");
        }
        if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
            Ok(Self(code))
        } else {
            Err("error-country-unfit")
        }
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password that was chosen now: 12 to 128 characters, at least five of them
/// different, and not the email address.
pub struct NewPassword(SecretString);

impl NewPassword {
    /// Parses a chosen password. Length counts characters, so a Chinese
    /// sentence is as welcome as an English one (NIST SP 800-63B, 3.1.1.2).
    ///
    /// # Errors
    /// The Fluent key of the message for the field.
    pub fn parse(input: &SecretString, email: &EmailAddress) -> Result<Self, Refusal> {
        let text = input.expose_secret();
        let length = text.chars().count();
        if length == 0 {
            return Err("error-password-empty");
        }
        if length < 12 {
            return Err("error-password-short");
        }
        if length > 128 {
            return Err("error-password-long");
        }
        let mut distinct: Vec<char> = text.chars().collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() < 5 || text.to_lowercase() == email.as_str() {
            return Err("error-password-guessable");
        }
        Ok(Self(input.clone()))
    }

    /// The password, to be hashed at once.
    #[must_use]
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_is_folded_to_lower_case() {
        assert_eq!(
            EmailAddress::parse(" Li.Wei@Example.ORG ").unwrap().as_str(),
            "li.wei@example.org"
        );
    }

    #[test]
    fn an_email_address_without_a_full_domain_is_refused() {
        for bad in [
            "li",
            "li@",
            "@example.org",
            "li@localhost",
            "li wei@example.org",
            "a@b.c\r\nBcc: x@y.z",
        ] {
            assert_eq!(EmailAddress::parse(bad), Err("error-email-unfit"), "{bad}");
        }
        assert_eq!(EmailAddress::parse("  "), Err("error-email-empty"));
    }

    #[test]
    fn a_name_is_folded_and_bounded_in_characters() {
        assert_eq!(LegalName::parse("  封标  有限公司 ").unwrap().as_str(), "封标 有限公司");
        assert!(LegalName::parse(&"标".repeat(240)).is_ok());
        assert_eq!(LegalName::parse(&"标".repeat(241)), Err("error-legal-name-unfit"));
        assert_eq!(LegalName::parse("a\u{7}b"), Err("error-legal-name-unfit"));
        assert_eq!(LegalName::parse(" \n "), Err("error-legal-name-empty"));
    }

    #[test]
    fn a_telephone_number_needs_five_digits_and_nothing_odd() {
        assert!(Telephone::parse("+86 (10) 5555-0100").is_ok());
        assert_eq!(Telephone::parse("1234"), Err("error-telephone-unfit"));
        assert_eq!(Telephone::parse("ring me 12345"), Err("error-telephone-unfit"));
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(Country::parse("cn").unwrap().as_str(), "CN");
        assert_eq!(Country::parse("C1"), Err("error-country-unfit"));
        assert_eq!(Country::parse("中国"), Err("error-country-unfit"));
    }

    #[test]
    fn a_password_is_long_varied_and_not_the_address() {
        let email = EmailAddress::parse("li.wei@example.org").unwrap();
        let parse = |text: &str| NewPassword::parse(&SecretString::from(text), &email).map(|_| ());
        assert_eq!(parse("correct horse battery"), Ok(()));
        assert_eq!(parse("封标系统保密到开标那一刻"), Ok(()));
        assert_eq!(parse("elevenchars"), Err("error-password-short"));
        assert_eq!(parse("aaaaaaaaaaaaab"), Err("error-password-guessable"));
        assert_eq!(parse("Li.Wei@example.org"), Err("error-password-guessable"));
        assert_eq!(parse(&"abcdef".repeat(30)), Err("error-password-long"));
        assert_eq!(parse(""), Err("error-password-empty"));
    }
}
