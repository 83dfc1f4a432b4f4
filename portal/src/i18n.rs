//! Every string a reader sees: Fluent messages in English and Chinese.
//!
//! The files of `locales/` are part of the binary. A message that is missing
//! is a defect that a test finds; at run time it is logged and its key stands
//! in double brackets, so that it cannot be overlooked.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use unic_langid::{LanguageIdentifier, langid};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../locales");

/// A language of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

impl Locale {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The first part of a page's address: `en` or `zh`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language of that slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.slug() == slug)
    }

    /// The tag for `lang` (BCP 47) and the name of the folder in `locales/`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    /// The language's own name for itself.
    #[must_use]
    pub const fn endonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "简体中文",
        }
    }

    /// The best of ours for an `Accept-Language` header (RFC 9110, 12.5.4):
    /// the first range with the highest weight that is English or Chinese.
    #[must_use]
    pub fn negotiate(header: &str) -> Self {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',').take(32) {
            let (tag, weight) =
                range.split_once(';').map_or((range, 1000), |(tag, q)| (tag, weight(q)));
            let found = match tag.trim().split('-').next().map(str::to_ascii_lowercase).as_deref() {
                Some("zh") => Self::Zh,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > 0 && best.is_none_or(|(held, _)| weight > held) {
                best = Some((weight, found));
            }
        }
        best.map_or(Self::En, |(_, locale)| locale)
    }
}

/// `q=0.8` as 800; what cannot be read weighs nothing.
fn weight(parameter: &str) -> u16 {
    let value = parameter.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=1000 before the cast"
    )]
    value.map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0) as u16)
}

/// The messages of one language.
pub struct Messages {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

static EN: LazyLock<Messages> = LazyLock::new(|| Messages::load(Locale::En));
static ZH: LazyLock<Messages> = LazyLock::new(|| Messages::load(Locale::Zh));

/// What stands before a key that has no message.
pub const MISSING: char = '⟦';

impl Messages {
    /// The messages of a language.
    #[must_use]
    pub fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::En => &EN,
            Locale::Zh => &ZH,
        }
    }

    fn load(locale: Locale) -> Self {
        let language: LanguageIdentifier = match locale {
            Locale::En => langid!("en"),
            Locale::Zh => langid!("zh-CN"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks are for mixed directions; both languages go left to
        // right, and the marks would end up in copied numbers and hashes.
        bundle.set_use_isolating(false);
        for file in FILES.get_dir(locale.tag()).into_iter().flat_map(Dir::files) {
            let name = file.path().display();
            let source = file.contents_utf8().unwrap_or_default().to_owned();
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
                tracing::error!(%name, ?errors, "a locale file has faults");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(%name, ?errors, "a message is there twice");
            }
        }
        Self { locale, bundle }
    }

    /// A message without arguments.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// A message with arguments.
    #[must_use]
    pub fn format(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, locale = self.locale.tag(), "message missing");
            return format!("{MISSING}{key}⟧");
        };
        let given: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        if errors.is_empty() {
            return text;
        }
        tracing::error!(key, locale = self.locale.tag(), ?errors, "message cannot be formatted");
        format!("{MISSING}{key}⟧ {text}")
    }

    /// Whether there is a message of that key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Key → the variables its message uses.
    fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
        let mut found = BTreeMap::new();
        for file in FILES.get_dir(locale.tag()).unwrap().files() {
            let source = file.contents_utf8().unwrap();
            let tree = fluent_syntax::parser::parse(source)
                .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.path().display()));
            let mut current = String::new();
            for entry in &tree.body {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    current = message.id.name.to_owned();
                    let rendered = format!("{message:?}");
                    let variables = rendered
                        .split("VariableReference { id: Identifier { name: \"")
                        .skip(1)
                        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
                        .collect();
                    assert!(
                        found.insert(current.clone(), variables).is_none(),
                        "{current} is there twice"
                    );
                }
            }
            assert!(!current.is_empty(), "{} has no message", file.path().display());
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_variables() {
        assert_eq!(keys(Locale::En), keys(Locale::Zh));
    }

    #[test]
    fn chinese_messages_are_chinese() {
        let messages = Messages::of(Locale::Zh);
        for key in keys(Locale::Zh).keys() {
            let pattern = messages.bundle.get_message(key).and_then(|m| m.value()).unwrap();
            let text = format!("{pattern:?}");
            let exempt =
                ["product-name", "language-name-en", "tender-documents-size", "list-between"];
            assert!(
                exempt.contains(&key.as_str())
                    || text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{key}"
            );
        }
    }

    #[test]
    fn a_missing_message_shows_its_key_in_brackets() {
        assert_eq!(Messages::of(Locale::En).text("no-such-message"), "⟦no-such-message⟧");
    }

    #[test]
    fn a_missing_argument_is_marked() {
        assert!(Messages::of(Locale::En).text("mail-reset-text").starts_with(MISSING));
    }

    #[test]
    fn the_language_with_the_highest_weight_wins_and_english_is_the_default() {
        for (header, locale) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Locale::Zh),
            ("en-GB,en;q=0.9,zh;q=0.8", Locale::En),
            ("fr,zh-TW;q=0.3,en;q=0.2", Locale::Zh),
            ("zh;q=0,en;q=0.1", Locale::En),
            ("de, fr;q=0.5", Locale::En),
            ("zh;q=nonsense", Locale::En),
            ("", Locale::En),
        ] {
            assert_eq!(Locale::negotiate(header), locale, "{header}");
        }
    }
}
