//! Instants as people read them.

use fluent_bundle::FluentValue;
use jiff::{Timestamp, tz::TimeZone};

use crate::i18n::{Locale, Messages};

/// An instant in a zone, with the zone's name and in UTC.
#[must_use]
pub fn words(locale: Locale, zone: &TimeZone, instant: &Timestamp) -> String {
    let local = instant.to_zoned(zone.clone());
    let utc = instant.to_zoned(TimeZone::UTC);
    let key = if local.date() == utc.date() { "time-absolute" } else { "time-absolute-other-day" };
    let local = |format: &str| FluentValue::from(local.strftime(format).to_string());
    let utc = |format: &str| FluentValue::from(utc.strftime(format).to_string());
    Messages::of(locale).format(
        key,
        &[
            ("date", local("%Y-%m-%d")),
            ("time", local("%H:%M:%S")),
            ("zone", local("%Z")),
            ("utcdate", utc("%Y-%m-%d")),
            ("utc", utc("%H:%M:%S")),
        ],
    )
}

/// A time of the chain; one beyond what a calendar holds is its last second.
#[must_use]
pub fn instant(seconds: u64) -> Timestamp {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
}
