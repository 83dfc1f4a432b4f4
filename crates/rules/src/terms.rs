//! What a tender asks for and how bids will be compared: published, and changed by amendments only.

use alloc::vec::Vec;
use parity_scale_codec::{Decode, Encode};

use crate::{
    Error, Hash, OrgId, PersonId, lot::Lot, money::Currency, profile::Profile, requests::Requests,
    schedule::Schedule, security::Security,
};

/// All weights together, in basis points.
pub const WEIGHTS: u32 = 10_000;
/// Criteria at most.
pub const CRITERIA_MAX: usize = 32;
/// Documents at most.
pub const DOCUMENTS_MAX: usize = 64;
/// Evaluators at most.
pub const PANEL_MAX: usize = 16;
/// Members of a committee at most.
pub const COMMITTEE_MAX: usize = 16;
/// Years of life-cycle costs at most.
pub const LIFECYCLE_YEARS_MAX: u8 = 50;
/// A criterion's maximum at most, in hundredths of a point.
pub const POINTS_MAX: u32 = 1_000_000;

/// How a price becomes a score (CONTRACTS rule 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum PriceFormula {
    /// `⌊W · p_min / p⌋`.
    #[codec(index = 0)]
    LowestProportional,
    /// No price score; the ranking falls to the price.
    #[codec(index = 1)]
    LowestOnly,
    /// Distance from the discounted mean.
    #[codec(index = 2)]
    Benchmark {
        /// Taken off the mean, basis points, below 10,000.
        discount_bp: u32,
        /// Lost per percent above the benchmark, basis points of the weight.
        above_bp_per_percent: u32,
        /// Lost per percent below the benchmark, basis points of the weight.
        below_bp_per_percent: u32,
    },
}

/// The price rule: a formula and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct PriceRule {
    /// The formula.
    pub formula: PriceFormula,
    /// Basis points.
    pub weight_bp: u32,
}

/// How evaluators' scores become one (CONTRACTS rule 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Consensus {
    /// The mean.
    #[codec(index = 0)]
    Mean,
    /// The mean without one highest and one lowest when there are five or more.
    #[codec(index = 1)]
    TrimmedMean,
    /// The middle score, or the mean of the two middle ones.
    #[codec(index = 2)]
    Median,
    /// The points on which the panel agrees, after everybody scored alone ([`crate::tender::agree`]).
    #[codec(index = 3)]
    Moderated,
}

/// A criterion scored in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Criterion {
    /// Number within the tender; the bid's answers refer to it.
    pub id: u16,
    /// Basis points; 0 where only the minimum counts.
    pub weight_bp: u32,
    /// The most an evaluator can give, hundredths of a point.
    pub max: u32,
    /// Below it the bid is rejected, hundredths of a point.
    pub min: u32,
}

/// What is compared and how. Holds no date, so that the hash survives an extension.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Terms {
    /// SHA-256 of the notice, the document that people read.
    pub notice: Hash,
    /// SHA-256 of each document that belongs to the notice.
    pub documents: Vec<Hash>,
    /// Of every price.
    pub currency: Currency,
    /// The price rule.
    pub price: PriceRule,
    /// The criteria, each with its own id.
    pub criteria: Vec<Criterion>,
    /// How the panel's scores become one.
    pub consensus: Consensus,
    /// Discount rate a year for life-cycle lines, basis points.
    pub lifecycle_rate_bp: u32,
    /// With fewer live bids at the deadline the tender is unsuccessful.
    pub min_bids: u32,
    /// The number of the profile that they obey.
    pub profile: u32,
    /// Who may bid where the procedure is restricted, ascending; else empty.
    pub invited: Vec<OrgId>,
    /// Which part of a procurement it is, where that is divided.
    pub lot: Option<Lot>,
    /// The security that every bidder gives, if any.
    pub security: Option<Security>,
    /// For so many years every bid names its life-cycle costs, one line a year; with 0 it names none.
    pub lifecycle_years: u8,
    /// What vendors may be asked during the evaluation, and when a price is abnormally low.
    pub requests: Requests,
    /// Where vendors are prequalified: seconds from the last application to the deadline.
    pub prequalification: Option<u32>,
}

impl Terms {
    /// `"TENDERSEAL-TERMS\0" ‖ SCALE(version u32, terms)`, whose SHA-256 is the terms hash (ENVELOPE, "Bytes").
    #[must_use]
    pub fn preimage(&self, version: u32) -> Vec<u8> {
        crate::tse1::preimage::terms(version, &self.encode())
    }

    /// Checks the terms by themselves.
    ///
    /// # Errors
    /// [`Error::TooMany`], [`Error::MinimumBids`], [`Error::SecurityInvalid`],
    /// [`Error::PriceRuleInvalid`], [`Error::CriterionInvalid`] or [`Error::WeightsSum`], and those of
    /// [`Lot::check`] and [`Requests::check`].
    pub fn check(&self) -> Result<(), Error> {
        if self.documents.len() > DOCUMENTS_MAX
            || self.lifecycle_rate_bp > 100 * WEIGHTS
            || self.lifecycle_years > LIFECYCLE_YEARS_MAX
        {
            return Err(Error::TooMany);
        }
        if self.min_bids == 0 {
            return Err(Error::MinimumBids);
        }
        self.lot.as_ref().map_or(Ok(()), Lot::check)?;
        self.security.as_ref().map_or(Ok(()), Security::check)?;
        self.requests.check()?;
        check_weights(&self.price, &self.criteria)
    }

    /// Checks that the security outlasts a tender with this schedule.
    ///
    /// # Errors
    /// [`Error::SecurityInvalid`].
    pub fn check_lasts(&self, schedule: &Schedule) -> Result<(), Error> {
        self.security.as_ref().map_or(Ok(()), |security| security.check_lasts(schedule))
    }

    /// Checks terms that are to follow these: good by themselves, others than these, and with what a
    /// tender keeps from its publication on: its currency, whether a panel scores, its profile, who may bid, and its lot.
    ///
    /// # Errors
    /// Those of [`Terms::check`], [`Error::TermsUnchanged`], [`Error::LotFixed`], [`Error::TermsFixed`].
    pub fn check_next(&self, next: &Self) -> Result<(), Error> {
        next.check()?;
        if next == self {
            return Err(Error::TermsUnchanged);
        }
        if next.lot != self.lot {
            return Err(Error::LotFixed);
        }
        let scored = |terms: &Self| !terms.criteria.is_empty();
        let fixed = next.currency == self.currency
            && scored(next) == scored(self)
            && next.profile == self.profile
            && next.invited == self.invited
            && next.prequalification == self.prequalification;
        if !fixed {
            return Err(Error::TermsFixed);
        }
        Ok(())
    }
}

/// Checks price rule, criteria and weights together; the ranking on the command line uses it too.
///
/// # Errors
/// As [`Terms::check`].
pub fn check_weights(price: &PriceRule, criteria: &[Criterion]) -> Result<(), Error> {
    if criteria.len() > CRITERIA_MAX {
        return Err(Error::TooMany);
    }
    match price.formula {
        PriceFormula::LowestProportional => {}
        PriceFormula::LowestOnly if price.weight_bp == WEIGHTS => {}
        PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent }
            if discount_bp < WEIGHTS
                && above_bp_per_percent <= 100 * WEIGHTS
                && below_bp_per_percent <= 100 * WEIGHTS => {}
        _ => return Err(Error::PriceRuleInvalid),
    }
    for (at, criterion) in criteria.iter().enumerate() {
        let twice = criteria[..at].iter().any(|other| other.id == criterion.id);
        if twice
            || criterion.max == 0
            || criterion.max > POINTS_MAX
            || criterion.min > criterion.max
        {
            return Err(Error::CriterionInvalid);
        }
    }
    let sum = criteria
        .iter()
        .try_fold(price.weight_bp, |sum, criterion| sum.checked_add(criterion.weight_bp));
    if sum == Some(WEIGHTS) { Ok(()) } else { Err(Error::WeightsSum) }
}

/// Everything that an officer proposes and an approver confirms to open a tender.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Publication {
    /// What is compared and how.
    pub terms: Terms,
    /// When.
    pub schedule: Schedule,
    /// How many shares open a bid.
    pub k: u8,
    /// X25519 opening keys, registered before by their members; officer i is the i-th, from 1.
    pub committee: Vec<[u8; 32]>,
    /// Who scores.
    pub panel: Vec<PersonId>,
}

impl Publication {
    /// Checks what needs no more of the registry than the profile that the terms name.
    ///
    /// # Errors
    /// Those of [`Terms::check`], [`Schedule::check`] and [`Terms::check_lasts`], [`Error::QualificationPeriod`], [`Error::CommitteeInvalid`], [`Error::PanelInvalid`],
    /// those of [`Profile::check_terms`] and [`Profile::check_seats`].
    pub fn check(&self, now: u64, profile: &Profile) -> Result<(), Error> {
        self.terms.check()?;
        self.schedule.check(now, &profile.least)?;
        self.terms.check_lasts(&self.schedule)?;
        // Somebody must still be able to apply.
        let lead = self.terms.prequalification.map_or(0, u64::from);
        if lead >= self.schedule.deadline - now {
            return Err(Error::QualificationPeriod);
        }
        let n = self.committee.len();
        if self.k == 0
            || usize::from(self.k) > n
            || n > COMMITTEE_MAX
            || has_duplicates(&self.committee)
        {
            return Err(Error::CommitteeInvalid);
        }
        let scored = !self.terms.criteria.is_empty();
        if self.panel.len() > PANEL_MAX
            || scored == self.panel.is_empty()
            || has_duplicates(&self.panel)
        {
            return Err(Error::PanelInvalid);
        }
        profile.check_terms(&self.terms)?;
        profile.check_seats(self.k, n, scored, self.panel.len())
    }
}

fn has_duplicates<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(at, item)| list[..at].contains(item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    const SECURITY: Security = Security { amount: 1, valid_for: 1, silence: true, refusal: true };

    fn rule(formula: PriceFormula, weight_bp: u32) -> PriceRule {
        PriceRule { formula, weight_bp }
    }

    fn criterion(id: u16, weight_bp: u32) -> Criterion {
        Criterion { id, weight_bp, max: 10_000, min: 0 }
    }

    #[test]
    fn weights_add_up_to_ten_thousand_and_not_one_less() {
        let price = rule(PriceFormula::LowestProportional, 4_000);
        assert_eq!(check_weights(&price, &[criterion(1, 6_000)]), Ok(()));
        assert_eq!(check_weights(&price, &[criterion(1, 5_999)]), Err(Error::WeightsSum));
        assert_eq!(check_weights(&price, &[criterion(1, u32::MAX)]), Err(Error::WeightsSum));
        assert_eq!(check_weights(&price, &[]), Err(Error::WeightsSum));
    }

    #[test]
    fn lowest_only_takes_the_whole_weight() {
        let all = rule(PriceFormula::LowestOnly, 10_000);
        assert_eq!(check_weights(&all, &[criterion(1, 0)]), Ok(()));
        let part = rule(PriceFormula::LowestOnly, 9_000);
        assert_eq!(check_weights(&part, &[criterion(1, 1_000)]), Err(Error::PriceRuleInvalid));
    }

    #[test]
    fn criteria_are_bounded_and_distinct() {
        let price = rule(PriceFormula::LowestProportional, 10_000);
        for bad in [
            vec![Criterion { max: 0, ..criterion(1, 0) }],
            vec![Criterion { min: 10_001, ..criterion(1, 0) }],
            vec![Criterion { max: POINTS_MAX + 1, ..criterion(1, 0) }],
            vec![criterion(1, 0), criterion(1, 0)],
        ] {
            assert_eq!(check_weights(&price, &bad), Err(Error::CriterionInvalid));
        }
        let many: Vec<_> = (0..33).map(|id| criterion(id, 0)).collect();
        assert_eq!(check_weights(&price, &many), Err(Error::TooMany));
    }

    #[test]
    fn a_benchmark_discount_stays_below_the_whole() {
        let of = |discount_bp| {
            rule(
                PriceFormula::Benchmark {
                    discount_bp,
                    above_bp_per_percent: 100,
                    below_bp_per_percent: 50,
                },
                10_000,
            )
        };
        assert_eq!(check_weights(&of(9_999), &[]), Ok(()));
        assert_eq!(check_weights(&of(10_000), &[]), Err(Error::PriceRuleInvalid));
    }

    #[test]
    fn terms_follow_others_that_differ_in_what_may_change() {
        let terms = Terms {
            notice: [1; 32],
            documents: vec![[2; 32]],
            currency: Currency::parse(*b"CNY").unwrap(),
            price: rule(PriceFormula::LowestProportional, 10_000),
            criteria: vec![criterion(1, 0)],
            consensus: Consensus::Mean,
            lifecycle_rate_bp: 0,
            min_bids: 1,
            profile: 0,
            invited: Vec::new(),
            lot: None,
            security: None,
            lifecycle_years: 0,
            requests: Requests::within(60),
            prequalification: None,
        };
        let with = |change: &dyn Fn(&mut Terms)| {
            let mut next = terms.clone();
            change(&mut next);
            terms.check_next(&next)
        };
        assert_eq!(with(&|_| {}), Err(Error::TermsUnchanged));
        for change in [
            &|next: &mut Terms| next.notice = [3; 32],
            &|next| next.documents.clear(),
            &|next| next.price = rule(PriceFormula::LowestOnly, 10_000),
            &|next| next.criteria.push(criterion(2, 0)),
            &|next| next.consensus = Consensus::Median,
            &|next| next.lifecycle_rate_bp = 1,
            &|next| next.min_bids = 2,
            &|next| next.security = Some(SECURITY),
            &|next| next.lifecycle_years = LIFECYCLE_YEARS_MAX,
            &|next| next.requests.under_mean_bp = Some(5_000),
        ] as [&dyn Fn(&mut Terms); 10]
        {
            assert_eq!(with(change), Ok(()));
        }
        assert_eq!(with(&|next| next.min_bids = 0), Err(Error::MinimumBids));
        assert_eq!(with(&|next| next.lifecycle_years = 51), Err(Error::TooMany));
        let nothing = Security { amount: 0, ..SECURITY };
        assert_eq!(with(&|next| next.security = Some(nothing)), Err(Error::SecurityInvalid));
        assert_eq!(with(&|next| next.requests.window = 0), Err(Error::ResponseWindowInvalid));
        assert_eq!(with(&|next| next.criteria.clear()), Err(Error::TermsFixed));
        let dollars = Currency::parse(*b"USD").unwrap();
        assert_eq!(with(&|next| next.currency = dollars), Err(Error::TermsFixed));
        let lot = Lot { number: 1, of: 2, procurement: [4; 32] };
        assert_eq!(with(&|next| next.lot = Some(lot)), Err(Error::LotFixed));
        let unnumbered = Lot { number: 0, ..lot };
        assert_eq!(with(&|next| next.lot = Some(unnumbered)), Err(Error::LotNumberInvalid));
    }
}
