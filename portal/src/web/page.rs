//! The frame of every page: language, links, assets, who is signed in.

use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse,
    dev::Payload,
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
    web,
};
use askama::Template;
use fluent_bundle::FluentValue;
use jiff::{Timestamp, tz::TimeZone};
use sha2::{Digest, Sha256};
use tenderseal_rules::messages;

use super::{Portal, assets, errors::Refusal, gate::Browser};
use crate::app::{
    notice::Bilingual,
    roles::{Role, Roles},
    sign_in::Signed,
};
use crate::i18n::{Locale, Messages};
use crate::render::moment::{self, instant};

/// What every template has as `page`.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of the page.
    pub locale: Locale,
    /// The path without the language: `/account`; empty at home.
    pub path: String,
    query: String,
    csrf: Option<String>,
    person: Option<String>,
    roles: Roles,
    zone: TimeZone,
    demo: bool,
}

/// What a page may say above its title after an act: `?done=…`.
const NOTICES: [&str; 10] = [
    "signed-up",
    "profile-saved",
    "password-changed",
    "password-reset",
    "sessions-ended",
    "organisation-registered",
    "key-registered",
    "draft-saved",
    "draft-imported",
    "draft-deleted",
];

/// The language of a path, else the reader's.
#[must_use]
pub fn locale_of(path: &str, headers: &HeaderMap) -> Locale {
    path.split('/').nth(1).and_then(Locale::from_slug).unwrap_or_else(|| {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        wanted.map_or(Locale::En, Locale::negotiate)
    })
}

impl Page {
    /// A page for nobody in particular.
    #[must_use]
    pub fn bare(path: &str, query: &str, headers: &HeaderMap) -> Self {
        let locale = locale_of(path, headers);
        let inner =
            path.strip_prefix('/').and_then(|rest| rest.strip_prefix(locale.slug())).unwrap_or("");
        Self {
            locale,
            path: inner.to_owned(),
            query: query.to_owned(),
            csrf: None,
            person: None,
            roles: Roles::default(),
            zone: TimeZone::UTC,
            demo: false,
        }
    }

    /// A page for tests of templates: somebody is signed in, in that language.
    #[must_use]
    pub fn sample(locale: Locale, path: &str, person: Option<&str>) -> Self {
        Self {
            locale,
            path: path.to_owned(),
            query: String::new(),
            csrf: Some("0".repeat(64)),
            person: person.map(str::to_owned),
            roles: Role::ALL.into_iter().filter(|_| person.is_some()).collect(),
            zone: TimeZone::UTC,
            demo: person.is_some(),
        }
    }

    /// A message.
    #[must_use]
    pub fn t(&self, key: impl AsRef<str>) -> String {
        Messages::of(self.locale).text(key.as_ref())
    }

    /// The message whose key is a kind and a name: `of("stage-", "bidding")`.
    #[must_use]
    pub fn of(&self, kind: &str, name: impl AsRef<str>) -> String {
        self.t(format!("{kind}{}", name.as_ref()))
    }

    /// The title of an act by the name of its message, with or without the trait's: `Pausable::pause`.
    #[must_use]
    pub fn act(&self, message: impl AsRef<str>) -> String {
        self.of("act-", messages::label(message.as_ref()))
    }

    /// A text in the page's language, in the other one where it is not there.
    #[must_use]
    pub fn bilingual<'a>(&self, text: &'a Bilingual) -> &'a str {
        text.in_language(self.locale)
    }

    /// The title of a role by the name that the chain's modules have for it.
    #[must_use]
    pub fn role(&self, name: impl AsRef<str>) -> String {
        self.of("role-", name.as_ref().replace('_', "-"))
    }

    /// A message with one text in it.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        Messages::of(self.locale).format(key, &[(name, value.to_string().into())])
    }

    /// A message with one number in it, which may decide on a plural.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, number: impl std::fmt::Display) -> String {
        let text = number.to_string();
        let value = text.parse::<i64>().map_or_else(|_| text.into(), Into::into);
        Messages::of(self.locale).format(key, &[(name, value)])
    }

    /// Whether there is such a message.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        Messages::of(self.locale).has(key)
    }

    /// The languages to choose from.
    #[must_use]
    pub const fn locales(&self) -> [Locale; 2] {
        Locale::ALL
    }

    /// The address of a page of ours in the page's language.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.locale.slug())
    }

    /// The address of this page in the other language.
    #[must_use]
    pub fn switched(&self) -> String {
        let mut address = format!("/{}{}", self.locale.other().slug(), self.path);
        if !self.query.is_empty() {
            address.push('?');
            address.push_str(&self.query);
        }
        address
    }

    /// Whether the page lies under `path`, for the navigation.
    #[must_use]
    pub fn is_under(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether the page is the one at `path`, for the navigation.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// The address of an embedded file.
    #[must_use]
    pub fn asset(&self, file: &str) -> String {
        assets::address(file)
    }

    /// The integrity attribute of an embedded file.
    #[must_use]
    pub fn integrity(&self, file: &str) -> String {
        assets::integrity(file)
    }

    /// The CSRF token for the forms of this page.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.csrf.as_deref().unwrap_or_default()
    }

    /// The name of who is signed in.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }

    /// Whether a persona of a demonstration is signed in, whose keys the page is to load.
    #[must_use]
    pub fn loads_demo_keys(&self) -> bool {
        self.demo && self.person.is_some()
    }

    /// Whether the reader holds a role, by its name: to show a link or not. The
    /// gate decides who may follow it.
    #[must_use]
    pub fn holds(&self, role: &str) -> bool {
        Role::named(role).is_some_and(|role| self.roles.contains(role))
    }

    /// The Fluent key of what was just done.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let done =
            url::form_urlencoded::parse(self.query.as_bytes()).find(|(name, _)| name == "done")?.1;
        NOTICES.contains(&done.as_ref()).then(|| format!("notice-{done}"))
    }

    /// A value of the query.
    #[must_use]
    pub fn query(&self, name: &str) -> String {
        url::form_urlencoded::parse(self.query.as_bytes())
            .find(|(held, _)| held == name)
            .map_or_else(String::new, |(_, v)| v.into_owned())
    }

    /// An instant in the portal's zone, with the zone's name and in UTC.
    #[must_use]
    pub fn time(&self, instant: &Timestamp) -> String {
        moment::words(self.locale, &self.zone, instant)
    }

    /// A time of the chain, Unix seconds, as [`Page::time`] shows it.
    #[must_use]
    pub fn moment(&self, seconds: impl Given<u64>) -> String {
        self.time(&instant(seconds.given()))
    }

    /// The day of a time of the chain, Unix seconds, in the portal's zone.
    #[must_use]
    pub fn day(&self, seconds: impl Given<u64>) -> String {
        let time = instant(seconds.given()).to_zoned(self.zone.clone());
        let part = |format: &str| FluentValue::from(time.strftime(format).to_string());
        self.tf("papers-day", &[("year", part("%Y")), ("month", part("%m")), ("day", part("%d"))])
    }

    /// A time of the chain, Unix seconds, for the `datetime` attribute.
    #[must_use]
    pub fn machine_moment(&self, seconds: impl Given<u64>) -> String {
        instant(seconds.given()).to_string()
    }

    /// A message with several values in it.
    #[must_use]
    pub fn tf(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        Messages::of(self.locale).format(key, values)
    }

    /// The messages of `keys` as a JSON object, for a module of ours to show.
    #[must_use]
    pub fn texts(&self, keys: &[&str]) -> String {
        let texts: serde_json::Map<_, _> =
            keys.iter().map(|key| ((*key).to_owned(), self.t(key).into())).collect();
        serde_json::Value::Object(texts).to_string()
    }

    /// The number of a bid as people see it: the chain counts from 0.
    #[must_use]
    pub fn bid_number(&self, number: impl Given<u32>) -> u64 {
        u64::from(number.given()) + 1
    }

    /// An instant for the `datetime` attribute (RFC 3339, UTC).
    #[must_use]
    pub fn machine_time(&self, instant: &Timestamp) -> String {
        instant.to_string()
    }
}

/// A number as a template passes it: itself, or behind a reference or two.
pub trait Given<T> {
    /// The number.
    fn given(self) -> T;
}

impl<T> Given<T> for T {
    fn given(self) -> T {
        self
    }
}

impl<T: Copy> Given<T> for &T {
    fn given(self) -> T {
        *self
    }
}

impl<T: Copy> Given<T> for &&T {
    fn given(self) -> T {
        **self
    }
}

impl FromRequest for Page {
    type Error = Refusal;
    type Future = std::future::Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut page = Self::bare(request.path(), request.query_string(), request.headers());
        if let Some(portal) = request.app_data::<web::Data<Portal>>() {
            page.zone = portal.zone.clone();
            page.demo = portal.demo.is_some();
        }
        let extensions = request.extensions();
        page.csrf = extensions.get::<Browser>().map(|browser| browser.0.csrf());
        if let Some(signed) = extensions.get::<Signed>() {
            page.person = Some(signed.account.name.as_str().to_owned());
            page.roles = signed.roles;
        }
        std::future::ready(Ok(page))
    }
}

/// The answer of a handler that shows a page.
pub type Answer = Result<HttpResponse, Refusal>;

const HTML: &str = "text/html; charset=utf-8";

/// A page for this reader only; no cache may keep it.
pub fn private(template: &impl Template) -> Answer {
    with_status(StatusCode::OK, template)
}

/// A form that was refused, with what is wrong (422).
pub fn refused(template: &impl Template) -> Answer {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page with a status.
pub fn with_status(status: StatusCode, template: &impl Template) -> Answer {
    Ok(HttpResponse::build(status)
        .content_type(HTML)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(template.render()?))
}

/// A page that is the same for everybody; see [`public_file`].
pub fn public(request: &HttpRequest, template: &impl Template) -> Answer {
    Ok(public_file(request, HTML, template.render()?.into_bytes()))
}

/// A file that is the same for everybody. Caches may keep it but must ask
/// whether it still holds; the tag is the first half of the SHA-256 of the file.
#[must_use]
pub fn public_file(request: &HttpRequest, kind: &'static str, body: Vec<u8>) -> HttpResponse {
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..16]));
    let held = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = held
        .is_some_and(|held| held.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let status = if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header((header::CACHE_CONTROL, "public, no-cache"))
        .insert_header((header::ETAG, tag));
    if same { answer.finish() } else { answer.content_type(kind).body(body) }
}
