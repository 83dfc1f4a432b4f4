//! Forms: what was typed, what was wrong with it, what the page shows again.

use std::borrow::Cow;

use secrecy::{ExposeSecret, SecretString};

use crate::app::values::Refusal;

/// The fields that a request carried. Each is kept as a secret, so that none
/// can be printed by accident, and is wiped when the request is done.
#[derive(Default)]
pub struct Fields(Vec<(String, SecretString)>);

impl Fields {
    /// Reads a form (`application/x-www-form-urlencoded`).
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        let pairs = url::form_urlencoded::parse(body);
        Self(
            pairs
                .map(|(name, value)| (name.into_owned(), SecretString::from(value.into_owned())))
                .collect(),
        )
    }

    /// Adds a field that came in another way.
    pub fn add(&mut self, name: String, value: String) {
        self.0.push((name, SecretString::from(value)));
    }

    /// The text of a field; empty when it is not there.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(held, _)| held == name).map_or("", |(_, value)| value.expose_secret())
    }

    /// A public text of several lines: line ends are LF, the ends are bare.
    ///
    /// # Errors
    /// One of these keys: nothing is there, more than `most` characters, a control character.
    pub fn prose(
        &self,
        name: &str,
        most: usize,
        [empty, long, unfit]: [Refusal; 3],
    ) -> Result<String, Refusal> {
        let text = self.text(name).replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() {
            return Err(empty);
        }
        if text.chars().count() > most {
            return Err(long);
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(unfit);
        }
        Ok(text)
    }

    /// A field as a secret.
    #[must_use]
    pub fn secret(&self, name: &str) -> SecretString {
        SecretString::from(self.text(name))
    }

    /// Every value of a field, as checkboxes send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(held, _)| held == name).map(|(_, value)| value.expose_secret())
    }
}

/// A form as its page shows it: values kept, errors beside their fields and in
/// the summary above. Secrets are never kept.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(&'static str, String)>,
    errors: Vec<FieldError>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, which is its `id` too.
    pub field: Cow<'static, str>,
    /// The Fluent key of the message.
    pub key: Refusal,
}

impl Form {
    /// A form with these values to begin with.
    #[must_use]
    pub fn with(values: &[(&'static str, &str)]) -> Self {
        Self {
            values: values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            errors: Vec::new(),
        }
    }

    /// Keeps what was typed into `names`.
    #[must_use]
    pub fn keeping(fields: &Fields, names: &[&'static str]) -> Self {
        Self {
            values: names.iter().map(|name| (*name, fields.text(name).to_owned())).collect(),
            errors: Vec::new(),
        }
    }

    /// The value to show in a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value)
    }

    /// The Fluent key of what is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&'static str> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.key)
    }

    /// Every field with its value, as it would be sent again.
    #[must_use]
    pub fn values(&self) -> &[(&'static str, String)] {
        &self.values
    }

    /// The same form as if nothing had been checked yet.
    #[must_use]
    pub fn without_errors(self) -> Self {
        Self { errors: Vec::new(), ..self }
    }

    /// What is wrong, in the order of the fields.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether something is wrong.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, field: &'static str, key: Refusal) {
        self.errors.push(FieldError { field: Cow::Borrowed(field), key });
    }

    /// Notes what is wrong with a field of a row, whose name has the row's place in it.
    pub fn refuse_in_row(&mut self, field: String, key: Refusal) {
        self.errors.push(FieldError { field: Cow::Owned(field), key });
    }

    /// The same form with something wrong.
    #[must_use]
    pub fn refused(mut self, field: &'static str, key: Refusal) -> Self {
        self.refuse(field, key);
        self
    }

    /// The value of a parsed field, or `None` and the error noted.
    pub fn check<T>(&mut self, field: &'static str, parsed: Result<T, Refusal>) -> Option<T> {
        parsed.map_err(|key| self.refuse(field, key)).ok()
    }
}

/// A path of ours to go on to after signing in. Anything that could lead to
/// another site is refused: it must begin with `/en` or `/zh` and a browser
/// must not read a host into it.
#[must_use]
pub fn local_path(text: &str) -> Option<&str> {
    let ours = ["/en", "/zh"].iter().any(|prefix| {
        text.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with('?'))
    });
    let plain = text.len() <= 500 && text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (ours && plain).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_ours_is_gone_on_to() {
        for good in ["/en", "/zh/account", "/en/organisations?done=saved", "/zh?x=1"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "/",
            "//evil.example",
            "https://evil.example",
            "/en\\evil",
            "/english",
            "/en/\r\nSet-Cookie: a=b",
            "/\\evil",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_form_keeps_values_and_the_order_of_errors() {
        let fields = Fields::parse("name=%E5%BC%A0%E4%B8%89&email=x&password=secret".as_bytes());
        let mut form = Form::keeping(&fields, &["name", "email"]);
        assert_eq!(form.check("email", Err::<(), _>("error-email-unfit")), None);
        assert_eq!(form.value("name"), "张三");
        assert_eq!(form.value("password"), "");
        assert_eq!(form.error("email"), Some("error-email-unfit"));
        assert!(form.is_refused());
    }

    #[test]
    fn every_value_of_a_checkbox_is_found() {
        let fields = Fields::parse(b"role=a&role=b&x=c");
        assert_eq!(fields.all("role").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(fields.text("nothing"), "");
    }
}
