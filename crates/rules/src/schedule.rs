//! The times of a tender. Instants are Unix seconds, lengths are seconds.

use parity_scale_codec::{Decode, Encode, MaxEncodedLen};

use crate::Error;

/// The least guard between the deadline and the first share (ENVELOPE, CONTRACTS rule 6).
pub const GUARD_MIN: u32 = 120;

/// A length no window may exceed: one year.
pub const WINDOW_MAX: u32 = 366 * 86_400;

/// When things may happen. A running tender's is in [`crate::tender::State`]: an extension moves the
/// deadline there, and everything that is counted from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Schedule {
    /// Bids are taken while block time is less than this.
    pub deadline: u64,
    /// From the deadline to the first share; at least [`GUARD_MIN`].
    pub guard: u32,
    /// In which the committee posts its shares.
    pub officers_window: u32,
    /// After it: in which vendors may reveal their own seed when shares are missing.
    pub self_reveal_window: u32,
    /// After the last bid was opened: in which faults may be objected to.
    pub objection_window: u32,
    /// After the award is confirmed.
    pub standstill: u32,
    /// From the last question to the deadline; 0 when questions are taken as long as bids are.
    pub questions: u32,
}

/// The least lengths that a profile asks for, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Minimums {
    /// From publication to the deadline.
    pub bidding: u32,
    /// For the officers' window.
    pub officers_window: u32,
    /// For the self-reveal window.
    pub self_reveal_window: u32,
    /// For the objection window.
    pub objection_window: u32,
    /// For the standstill.
    pub standstill: u32,
    /// From the last question to the deadline; 0 where questions may be taken as long as bids are.
    pub questions: u32,
    /// From a change of the terms to the deadline.
    pub amendment: u32,
}

impl Schedule {
    /// First second in which no question is taken any more.
    #[must_use]
    pub fn questions_until(&self) -> u64 {
        self.deadline.saturating_sub(self.questions.into())
    }

    /// First second in which no vendor applies any more, where applications end so many seconds before the deadline.
    #[must_use]
    pub fn applications_until(&self, lead: u32) -> u64 {
        self.deadline.saturating_sub(lead.into())
    }

    /// First second in which shares are accepted.
    #[must_use]
    pub fn opening(&self) -> u64 {
        self.deadline.saturating_add(self.guard.into())
    }

    /// First second in which a vendor may reveal without shares.
    #[must_use]
    pub fn self_reveal(&self) -> u64 {
        self.opening().saturating_add(self.officers_window.into())
    }

    /// First second in which a bid that nobody revealed counts as silent.
    #[must_use]
    pub fn silence(&self) -> u64 {
        self.self_reveal().saturating_add(self.self_reveal_window.into())
    }

    /// Checks the schedule of a tender that is published at `now`.
    ///
    /// # Errors
    /// [`Error::DeadlineTooSoon`], [`Error::WindowTooShort`], [`Error::WindowTooLong`] or
    /// [`Error::QuestionPeriod`].
    pub fn check(&self, now: u64, least: &Minimums) -> Result<(), Error> {
        if self.deadline < now.saturating_add(least.bidding.max(1).into()) {
            return Err(Error::DeadlineTooSoon);
        }
        if self.deadline - now > WINDOW_MAX.into() {
            return Err(Error::WindowTooLong);
        }
        for (length, least) in [
            (self.guard, GUARD_MIN),
            (self.officers_window, least.officers_window),
            (self.self_reveal_window, least.self_reveal_window),
            (self.objection_window, least.objection_window),
            (self.standstill, least.standstill),
        ] {
            if length < least {
                return Err(Error::WindowTooShort);
            }
            if length > WINDOW_MAX {
                return Err(Error::WindowTooLong);
            }
        }
        if u64::from(self.questions) >= self.deadline - now {
            return Err(Error::QuestionPeriod);
        }
        if self.questions < least.questions {
            return Err(Error::WindowTooShort);
        }
        Ok(())
    }

    /// The same with a later deadline; everything that is counted from the deadline moves with it
    /// (CONTRACTS rule 2).
    ///
    /// # Errors
    /// [`Error::DeadlineNotLater`], [`Error::WindowTooLong`] when it is more than [`WINDOW_MAX`] from `now`.
    pub fn extended(&self, now: u64, deadline: u64) -> Result<Self, Error> {
        if deadline <= self.deadline {
            return Err(Error::DeadlineNotLater);
        }
        if deadline.saturating_sub(now) > WINDOW_MAX.into() {
            return Err(Error::WindowTooLong);
        }
        Ok(Self { deadline, ..*self })
    }

    /// The same after a change of the terms at `now`: with the deadline that is asked for (0: none) where
    /// it is later, and at least `least` seconds left (CONTRACTS rule 2). It never moves back.
    ///
    /// # Errors
    /// [`Error::WindowTooLong`] when the deadline would be more than [`WINDOW_MAX`] from `now`.
    pub fn amended(&self, now: u64, asked: u64, least: u32) -> Result<Self, Error> {
        let deadline = self.deadline.max(asked).max(now.saturating_add(least.into()));
        if deadline.saturating_sub(now) > WINDOW_MAX.into() {
            return Err(Error::WindowTooLong);
        }
        Ok(Self { deadline, ..*self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: Minimums = Minimums {
        bidding: 100,
        officers_window: 60,
        self_reveal_window: 50,
        objection_window: 40,
        standstill: 10,
        questions: 0,
        amendment: 40,
    };
    const GOOD: Schedule = Schedule {
        deadline: 1_100,
        guard: 120,
        officers_window: 60,
        self_reveal_window: 60,
        objection_window: 60,
        standstill: 10,
        questions: 40,
    };

    #[test]
    fn the_minimum_itself_is_enough_and_one_second_less_is_not() {
        assert_eq!(GOOD.check(1_000, &LEAST), Ok(()));
        assert_eq!(GOOD.check(1_001, &LEAST), Err(Error::DeadlineTooSoon));
        for short in [
            Schedule { guard: 119, ..GOOD },
            Schedule { officers_window: 59, ..GOOD },
            Schedule { self_reveal_window: 49, ..GOOD },
            Schedule { objection_window: 39, ..GOOD },
            Schedule { standstill: 9, ..GOOD },
        ] {
            assert_eq!(short.check(1_000, &LEAST), Err(Error::WindowTooShort));
        }
        let least = Schedule { self_reveal_window: 50, objection_window: 40, ..GOOD };
        assert_eq!(least.check(1_000, &LEAST), Ok(()));
    }

    #[test]
    fn from_the_last_question_to_the_deadline_is_no_less_than_the_minimum() {
        for (questions, checked) in [
            (0, Ok(())),
            (39, Ok(())),
            (40, Ok(())),
            (41, Err(Error::WindowTooShort)),
            (u32::MAX, Err(Error::WindowTooShort)),
        ] {
            assert_eq!(GOOD.check(1_000, &Minimums { questions, ..LEAST }), checked);
        }
    }

    #[test]
    fn far_ends_are_refused_and_never_overflow() {
        let far = Schedule { deadline: u64::MAX, ..GOOD };
        assert_eq!(far.check(1_000, &LEAST), Err(Error::WindowTooLong));
        assert_eq!(far.silence(), u64::MAX);
        let long = Schedule { standstill: WINDOW_MAX + 1, ..GOOD };
        assert_eq!(long.check(1_000, &LEAST), Err(Error::WindowTooLong));
        assert_eq!(GOOD.check(u64::MAX, &LEAST), Err(Error::DeadlineTooSoon));
    }

    #[test]
    fn windows_follow_each_other() {
        assert_eq!((GOOD.opening(), GOOD.self_reveal(), GOOD.silence()), (1_220, 1_280, 1_340));
    }

    #[test]
    fn questions_end_before_the_deadline_and_after_the_publication() {
        assert_eq!(GOOD.questions_until(), 1_060);
        assert_eq!(Schedule { questions: 0, ..GOOD }.questions_until(), GOOD.deadline);
        for (questions, checked) in [
            (99, Ok(())),
            (100, Err(Error::QuestionPeriod)),
            (101, Err(Error::QuestionPeriod)),
            (u32::MAX, Err(Error::QuestionPeriod)),
        ] {
            assert_eq!(Schedule { questions, ..GOOD }.check(1_000, &LEAST), checked);
        }
    }

    #[test]
    fn a_deadline_moves_forward_only_and_takes_everything_with_it() {
        for (deadline, error) in [
            (0, Error::DeadlineNotLater),
            (1_099, Error::DeadlineNotLater),
            (1_100, Error::DeadlineNotLater),
        ] {
            assert_eq!(GOOD.extended(1_050, deadline), Err(error));
        }
        let later = GOOD.extended(1_050, 1_101).unwrap();
        assert_eq!(later, Schedule { deadline: 1_101, ..GOOD });
        assert_eq!((later.questions_until(), later.opening()), (1_061, 1_221));
        let furthest = 1_050 + u64::from(WINDOW_MAX);
        assert_eq!(GOOD.extended(1_050, furthest - 1).unwrap().deadline, furthest - 1);
        assert_eq!(GOOD.extended(1_050, furthest).unwrap().deadline, furthest);
        assert_eq!(GOOD.extended(1_050, furthest + 1), Err(Error::WindowTooLong));
        assert_eq!(GOOD.extended(1_050, u64::MAX), Err(Error::WindowTooLong));
    }

    #[test]
    fn a_change_of_the_terms_leaves_time_and_never_takes_any() {
        let least = LEAST.amendment;
        for (now, asked, deadline) in [
            (1_000, 0, 1_100),
            (1_060, 0, 1_100),
            (1_061, 0, 1_101),
            (1_099, 0, 1_139),
            (1_000, 1_099, 1_100),
            (1_000, 1_101, 1_101),
            (1_099, 1_138, 1_139),
            (1_099, 1_140, 1_140),
        ] {
            let amended = GOOD.amended(now, asked, least).unwrap();
            assert_eq!(amended, Schedule { deadline, ..GOOD }, "{now} {asked}");
        }
        assert_eq!(GOOD.amended(1_099, 0, 0), Ok(GOOD));
        let furthest = 1_050 + u64::from(WINDOW_MAX);
        assert_eq!(GOOD.amended(1_050, furthest, least).unwrap().deadline, furthest);
        for asked in [furthest + 1, u64::MAX] {
            assert_eq!(GOOD.amended(1_050, asked, least), Err(Error::WindowTooLong));
        }
        assert_eq!(GOOD.amended(1_050, 0, WINDOW_MAX).unwrap().deadline, furthest);
        assert_eq!(GOOD.amended(1_050, 0, WINDOW_MAX + 1), Err(Error::WindowTooLong));
    }
}
