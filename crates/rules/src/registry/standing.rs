//! The standing of an admitted organisation: suspended until it is lifted, debarred until a date.
//!
//! Both refuse acts from the block on in which they are stored; what was done before stays done.

use parity_scale_codec::{Decode, Encode};

use super::{Cell, Org, OrgStatus, emit, signer};
use crate::{
    Auth, Error, OrgId, cells,
    events::RegistryEvent,
    host::{Host, Standing},
    messages::{DebarOrg, ReinstateOrg, SuspendOrg},
    roles::{OrgKind, Role},
};

/// The furthest that the end of a debarment may lie ahead, seconds: 100 years.
pub const DEBARMENT_MAX: u64 = 100 * 366 * 86_400;

/// What keeps an admitted organisation from acting. The two do not touch each other: a
/// suspension outlasts a debarment that ends in the meantime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Hold {
    /// Until a registrar lifts it.
    pub suspended: bool,
    /// Debarred while block time is less than this.
    pub debarred_until: Option<u64>,
}

impl Hold {
    /// Where an organisation of this status stands at this time. A debarment ends by itself.
    #[must_use]
    pub fn standing(self, status: OrgStatus, now: u64) -> Standing {
        if status != OrgStatus::Admitted {
            Standing::NotAdmitted
        } else if self.suspended {
            Standing::Suspended
        } else if self.debarred_until.is_some_and(|until| now < until) {
            Standing::Debarred
        } else {
            Standing::Admitted
        }
    }
}

/// A registrar suspends an organisation until it is reinstated.
///
/// # Errors
/// [`Error::AlreadySuspended`], [`Error::UnknownOrganisation`], [`Error::OrgNotAdmitted`],
/// [`Error::AuthorityExempt`], and those of the signer.
pub fn suspend_org<H: Host>(host: &mut H, auth: &Auth, act: &SuspendOrg) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let mut org = subject(host, act.org)?;
    if org.hold.suspended {
        return Err(Error::AlreadySuspended);
    }
    org.hold.suspended = true;
    cells::put(host, &Cell::Org(act.org), &org)?;
    emit(host, RegistryEvent::OrgSuspended { org: act.org, reason: act.reason, by });
    Ok(())
}

/// A registrar debars an organisation until a date; another date replaces the one before.
///
/// # Errors
/// [`Error::DebarmentInvalid`], [`Error::UnknownOrganisation`], [`Error::OrgNotAdmitted`],
/// [`Error::AuthorityExempt`], and those of the signer.
pub fn debar_org<H: Host>(host: &mut H, auth: &Auth, act: &DebarOrg) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let mut org = subject(host, act.org)?;
    check_end(act.until, host.now())?;
    org.hold.debarred_until = Some(act.until);
    cells::put(host, &Cell::Org(act.org), &org)?;
    let DebarOrg { org, until, reason } = *act;
    emit(host, RegistryEvent::OrgDebarred { org, until, reason, by });
    Ok(())
}

/// A registrar lifts suspension and debarment.
///
/// # Errors
/// [`Error::NothingToLift`] when the organisation may act at the block's time,
/// [`Error::UnknownOrganisation`], [`Error::OrgNotAdmitted`], [`Error::AuthorityExempt`], and
/// those of the signer.
pub fn reinstate_org<H: Host>(host: &mut H, auth: &Auth, act: &ReinstateOrg) -> Result<(), Error> {
    let by = signer(host, auth, act, Role::Registrar)?.person;
    let mut org = subject(host, act.org)?;
    if org.standing(host.now()) == Standing::Admitted {
        return Err(Error::NothingToLift);
    }
    org.hold = Hold::default();
    cells::put(host, &Cell::Org(act.org), &org)?;
    emit(host, RegistryEvent::OrgReinstated { org: act.org, reason: act.reason, by });
    Ok(())
}

fn subject<H: Host>(host: &H, id: OrgId) -> Result<Org, Error> {
    let org: Org = cells::get(host, &Cell::Org(id))?.ok_or(Error::UnknownOrganisation)?;
    if org.kind == OrgKind::Authority {
        return Err(Error::AuthorityExempt);
    }
    if org.status == OrgStatus::Admitted { Ok(org) } else { Err(Error::OrgNotAdmitted) }
}

fn check_end(until: u64, now: u64) -> Result<(), Error> {
    let ahead = until.checked_sub(now).filter(|ahead| (1..=DEBARMENT_MAX).contains(ahead));
    ahead.map(drop).ok_or(Error::DebarmentInvalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIL: u64 = 1_800_000_000;

    fn standing(suspended: bool, debarred_until: Option<u64>, now: u64) -> Standing {
        Hold { suspended, debarred_until }.standing(OrgStatus::Admitted, now)
    }

    #[test]
    fn a_debarment_ends_in_the_second_of_its_date() {
        for (now, expected) in [
            (0, Standing::Debarred),
            (UNTIL - 1, Standing::Debarred),
            (UNTIL, Standing::Admitted),
            (UNTIL + 1, Standing::Admitted),
            (u64::MAX, Standing::Admitted),
        ] {
            assert_eq!(standing(false, Some(UNTIL), now), expected, "{now}");
        }
    }

    #[test]
    fn a_suspension_ends_by_no_date() {
        for now in [0, UNTIL - 1, UNTIL, u64::MAX] {
            assert_eq!(standing(true, Some(UNTIL), now), Standing::Suspended);
            assert_eq!(standing(true, None, now), Standing::Suspended);
            assert_eq!(standing(false, None, now), Standing::Admitted);
        }
    }

    #[test]
    fn who_is_not_admitted_stands_nowhere_else() {
        for status in [OrgStatus::Pending, OrgStatus::Refused] {
            for suspended in [false, true] {
                let hold = Hold { suspended, debarred_until: Some(UNTIL) };
                assert_eq!(hold.standing(status, 0), Standing::NotAdmitted);
            }
        }
    }

    #[test]
    fn each_standing_but_one_has_an_error_of_its_own() {
        assert_eq!(Standing::Admitted.check(), Ok(()));
        assert_eq!(Standing::NotAdmitted.check(), Err(Error::NotAdmitted));
        assert_eq!(Standing::Suspended.check(), Err(Error::Suspended));
        assert_eq!(Standing::Debarred.check(), Err(Error::Debarred));
    }

    #[test]
    fn a_debarment_ends_later_than_now_and_within_a_hundred_years() {
        let refused = Err(Error::DebarmentInvalid);
        let now = UNTIL;
        for (until, expected) in [
            (0, refused),
            (now - 1, refused),
            (now, refused),
            (now + 1, Ok(())),
            (now + DEBARMENT_MAX, Ok(())),
            (now + DEBARMENT_MAX + 1, refused),
            (u64::MAX, refused),
        ] {
            assert_eq!(check_end(until, now), expected, "{until}");
        }
        assert_eq!(check_end(u64::MAX, u64::MAX), refused);
        assert_eq!(check_end(u64::MAX, u64::MAX - 1), Ok(()));
    }
}
