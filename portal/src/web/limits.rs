//! How often is too often: by address and by account.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::dev::ServiceRequest;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use super::errors::Refusal;
use crate::app::values::EmailAddress;
use crate::config;

/// The four counters. Each instance of the portal counts for itself.
#[derive(Clone)]
pub struct Limits {
    acts: Arc<DefaultKeyedRateLimiter<String>>,
    sign_ins: Arc<DefaultKeyedRateLimiter<String>>,
    reset_mails: Arc<DefaultKeyedRateLimiter<String>>,
    questions: Arc<DefaultKeyedRateLimiter<String>>,
}

fn counter(many: u32, within: Duration) -> Arc<DefaultKeyedRateLimiter<String>> {
    let burst = NonZeroU32::new(many).unwrap_or(NonZeroU32::MIN);
    let period = within / burst.get();
    let quota =
        Quota::with_period(period).unwrap_or(Quota::per_minute(NonZeroU32::MIN)).allow_burst(burst);
    Arc::new(RateLimiter::keyed(quota))
}

fn count(counter: &DefaultKeyedRateLimiter<String>, key: &str) -> Result<(), Refusal> {
    counter.check_key(&key.to_owned()).map_err(|not_yet| {
        Refusal::RateLimited(not_yet.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    })
}

impl Limits {
    /// Counters with the operator's rates.
    #[must_use]
    pub fn new(config: &config::Limits) -> Self {
        Self {
            acts: counter(config.acts_per_minute, Duration::from_mins(1)),
            sign_ins: counter(config.sign_ins_per_ten_minutes, Duration::from_mins(10)),
            reset_mails: counter(config.reset_mails_per_hour, Duration::from_hours(1)),
            questions: counter(config.questions_per_hour, Duration::from_hours(1)),
        }
    }

    /// Counts an act from an address.
    ///
    /// # Errors
    /// [`Refusal::RateLimited`].
    pub fn act(&self, address: &str) -> Result<(), Refusal> {
        count(&self.acts, address)
    }

    /// Counts a sign-in to an account, whether the password is right or not.
    ///
    /// # Errors
    /// [`Refusal::RateLimited`].
    pub fn sign_in(&self, email: &EmailAddress) -> Result<(), Refusal> {
        count(&self.sign_ins, email.as_str())
    }

    /// Counts a reset mail, whether the address has an account or not.
    ///
    /// # Errors
    /// [`Refusal::RateLimited`].
    pub fn reset_mail(&self, email: &EmailAddress) -> Result<(), Refusal> {
        count(&self.reset_mails, email.as_str())
    }

    /// Counts a question of an account. Nothing but this counter in memory knows that it asked.
    ///
    /// # Errors
    /// [`Refusal::RateLimited`].
    pub fn question(&self, account: i64) -> Result<(), Refusal> {
        count(&self.questions, &account.to_string())
    }

    /// Forgets who has been quiet long enough.
    pub fn tidy(&self) {
        for counter in [&self.acts, &self.sign_ins, &self.reset_mails, &self.questions] {
            counter.retain_recent();
        }
    }
}

/// The address a request is counted under: IPv4 whole, IPv6 by its /64, since
/// a household has a whole /64. Behind a proxy it is the last entry of
/// `X-Forwarded-For`, the one the proxy itself wrote.
#[must_use]
pub fn address(request: &ServiceRequest, behind_proxy: bool) -> String {
    address_of(request.request(), behind_proxy)
}

fn address_of(request: &HttpRequest, behind_proxy: bool) -> String {
    let forwarded = request.headers().get("x-forwarded-for").filter(|_| behind_proxy);
    let forwarded = forwarded
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    match forwarded
        .or_else(|| request.peer_addr().map(|peer| peer.ip()))
        .map(|ip| ip.to_canonical())
    {
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3])
        }
        None => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(peer: &str, forwarded: &str, behind_proxy: bool) -> String {
        let request = TestRequest::default()
            .peer_addr(peer.parse().unwrap())
            .insert_header(("x-forwarded-for", forwarded));
        address_of(&request.to_http_request(), behind_proxy)
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_a_proxy_and_only_its_last_entry() {
        assert_eq!(seen("192.0.2.1:80", "198.51.100.7", false), "192.0.2.1");
        assert_eq!(seen("192.0.2.1:80", "203.0.113.9, 198.51.100.7", true), "198.51.100.7");
        assert_eq!(seen("192.0.2.1:80", "nonsense", true), "192.0.2.1");
    }

    #[test]
    fn an_ipv6_address_is_counted_by_its_64_bit_prefix() {
        assert_eq!(
            seen("[2001:db8:1:2:3::4]:80", "", false),
            seen("[2001:db8:1:2:ffff::1]:80", "", false)
        );
        assert_ne!(
            seen("[2001:db8:1:2::1]:80", "", false),
            seen("[2001:db8:1:3::1]:80", "", false)
        );
    }

    #[test]
    fn the_burst_is_allowed_and_the_next_one_is_not() {
        let limits =
            Limits::new(&config::Limits { reset_mails_per_hour: 2, ..config::Limits::default() });
        let email = EmailAddress::parse("li@example.org").unwrap();
        assert!(limits.reset_mail(&email).is_ok());
        assert!(limits.reset_mail(&email).is_ok());
        assert!(
            matches!(limits.reset_mail(&email), Err(Refusal::RateLimited(s)) if (1..=1801).contains(&s))
        );
        assert!(limits.reset_mail(&EmailAddress::parse("wang@example.org").unwrap()).is_ok());
    }

    #[test]
    fn an_account_that_asked_too_often_waits_and_another_does_not() {
        let limits =
            Limits::new(&config::Limits { questions_per_hour: 1, ..config::Limits::default() });
        assert!(limits.question(1).is_ok());
        let refused = limits.question(1);
        assert!(matches!(refused, Err(Refusal::RateLimited(s)) if (1..=3601).contains(&s)));
        assert!(limits.question(2).is_ok());
    }
}
