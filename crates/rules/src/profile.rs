//! Procedures as data: what a tender of a kind must at least have (CONTRACTS, "Procedures").
//!
//! The registry keeps the profiles by number; a tender names one in its terms and keeps it, whatever
//! becomes of the profile later.

use alloc::{string::String, vec, vec::Vec};
use parity_scale_codec::{Decode, Encode};

use crate::{
    Error,
    registry::check_text,
    requests::Requests,
    schedule::{Minimums, WINDOW_MAX},
    terms::{COMMITTEE_MAX, Consensus, PANEL_MAX, PriceFormula, Terms, WEIGHTS},
};

/// A profile's code is at most so long, bytes.
pub const CODE_MAX: usize = 32;
/// A profile's name is at most so long, bytes of UTF-8.
pub const NAME_MAX: usize = 200;
/// Vendors that are invited to a tender at least.
pub const INVITED_MIN: usize = 2;
/// Vendors that are invited to a tender at most; a profile asks for no more bids than that.
pub const INVITED_MAX: usize = 64;

/// How bids are called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Procedure {
    /// Any admitted vendor bids; price and answers are in one envelope.
    #[codec(index = 0)]
    OpenOneEnvelope,
    /// Any admitted vendor bids; prices are in envelopes of their own, opened after the technical offers were scored.
    #[codec(index = 1)]
    OpenTwoEnvelopes,
    /// Any admitted vendor quotes.
    #[codec(index = 2)]
    RequestForQuotations,
    /// The vendors that the terms name bid, and nobody else.
    #[codec(index = 3)]
    Restricted,
    /// Any admitted vendor applies, and those bid whom the buyer qualified.
    #[codec(index = 4)]
    Prequalified,
}

impl Procedure {
    /// Whether only the vendors that the terms name may bid.
    #[must_use]
    pub const fn invites(self) -> bool {
        matches!(self, Self::Restricted)
    }

    /// Whether only vendors bid that the buyer qualified.
    #[must_use]
    pub const fn qualifies(self) -> bool {
        matches!(self, Self::Prequalified)
    }

    /// Whether technical offers have envelopes of their own.
    #[must_use]
    pub const fn has_two_envelopes(self) -> bool {
        matches!(self, Self::OpenTwoEnvelopes)
    }
}

/// A set of price formulas: the bit of each is its codec index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Formulas(pub u8);

impl Formulas {
    /// [`PriceFormula::LowestProportional`] alone.
    pub const LOWEST_PROPORTIONAL: Self = Self(1);
    /// [`PriceFormula::LowestOnly`] alone.
    pub const LOWEST_ONLY: Self = Self(1 << 1);
    /// [`PriceFormula::Benchmark`] alone, whatever its numbers are.
    pub const BENCHMARK: Self = Self(1 << 2);
    /// Every formula.
    pub const ALL: Self = Self(0b111);

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the formula is in the set.
    #[must_use]
    pub const fn allow(self, formula: &PriceFormula) -> bool {
        let alone = match formula {
            PriceFormula::LowestProportional => Self::LOWEST_PROPORTIONAL,
            PriceFormula::LowestOnly => Self::LOWEST_ONLY,
            PriceFormula::Benchmark { .. } => Self::BENCHMARK,
        };
        self.0 & alone.0 != 0
    }
}

/// A set of rules of consensus: the bit of each is its codec index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct ConsensusRules(pub u8);

impl ConsensusRules {
    /// [`Consensus::Mean`] alone.
    pub const MEAN: Self = Self(1);
    /// [`Consensus::TrimmedMean`] alone.
    pub const TRIMMED_MEAN: Self = Self(1 << 1);
    /// [`Consensus::Median`] alone.
    pub const MEDIAN: Self = Self(1 << 2);
    /// [`Consensus::Moderated`] alone.
    pub const MODERATED: Self = Self(1 << 3);
    /// Every rule.
    pub const ALL: Self = Self(0b1111);

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the rule is in the set.
    #[must_use]
    pub const fn allow(self, consensus: Consensus) -> bool {
        let alone = match consensus {
            Consensus::Mean => Self::MEAN,
            Consensus::TrimmedMean => Self::TRIMMED_MEAN,
            Consensus::Median => Self::MEDIAN,
            Consensus::Moderated => Self::MODERATED,
        };
        self.0 & alone.0 != 0
    }
}

/// A set of rules by which a price is abnormally low.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct LowPriceRules(pub u8);

impl LowPriceRules {
    /// No rule.
    pub const NONE: Self = Self(0);
    /// [`Requests::under_mean_bp`] alone.
    pub const UNDER_MEAN: Self = Self(1);
    /// [`Requests::under_next_bp`] alone.
    pub const UNDER_NEXT: Self = Self(1 << 1);
    /// Every rule.
    pub const ALL: Self = Self(0b11);

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that terms name.
    #[must_use]
    pub const fn of(requests: &Requests) -> Self {
        let mean = if requests.under_mean_bp.is_some() { Self::UNDER_MEAN } else { Self::NONE };
        let next = if requests.under_next_bp.is_some() { Self::UNDER_NEXT } else { Self::NONE };
        mean.or(next)
    }

    /// Whether every rule of the other set is in this one.
    #[must_use]
    pub const fn hold(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }
}

/// What a tender of a kind may and must have. Never changes once the registry has it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Profile {
    /// By which programs and translations know it: 1 to [`CODE_MAX`] of `a`–`z`, `0`–`9` and `-`. Not
    /// unique: a later version may bear the code of one that is retired.
    pub code: String,
    /// What people call it where there is no translation of the code: 1 to [`NAME_MAX`] bytes.
    pub name: String,
    /// How bids are called for.
    pub procedure: Procedure,
    /// The price formulas of which terms take one.
    pub formulas: Formulas,
    /// The rules of consensus of which terms take one.
    pub consensus: ConsensusRules,
    /// The price weighs at least this, basis points.
    pub price_weight_min_bp: u32,
    /// The price weighs at most this, basis points.
    pub price_weight_max_bp: u32,
    /// The least periods.
    pub least: Minimums,
    /// With fewer live bids no tender of this kind may go on: what terms ask for is no less.
    pub min_bids: u32,
    /// Shares that open a bid, at least.
    pub k: u8,
    /// Members of the committee, at least.
    pub n: u8,
    /// Evaluators where criteria are scored, at least.
    pub evaluators: u8,
    /// The rules for abnormally low prices that terms may name.
    pub low_prices: LowPriceRules,
    /// Those that terms must name.
    pub low_prices_required: LowPriceRules,
    /// Seconds that terms leave a vendor to respond to a request, at least.
    pub response: u32,
}

impl Profile {
    /// A profile that allows everything the rules allow, with these least periods.
    #[must_use]
    pub fn permissive(code: &str, name: &str, procedure: Procedure, least: Minimums) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            procedure,
            formulas: Formulas::ALL,
            consensus: ConsensusRules::ALL,
            price_weight_min_bp: 0,
            price_weight_max_bp: WEIGHTS,
            least,
            min_bids: 1,
            k: 1,
            n: 1,
            evaluators: 1,
            low_prices: LowPriceRules::ALL,
            low_prices_required: LowPriceRules::NONE,
            response: 0,
        }
    }

    /// Checks the profile by itself: that some tender can obey it.
    ///
    /// # Errors
    /// [`Error::ProfileCodeInvalid`], [`Error::TextInvalid`] for the name, [`Error::ProfileSetInvalid`],
    /// [`Error::ProfileWeightInvalid`], [`Error::ProfilePeriodInvalid`], [`Error::ProfileBidsInvalid`],
    /// [`Error::ProfileSeatsInvalid`].
    pub fn check(&self) -> Result<(), Error> {
        let sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
        if !(1..=CODE_MAX).contains(&self.code.len()) || !self.code.bytes().all(sign) {
            return Err(Error::ProfileCodeInvalid);
        }
        check_text(&self.name, NAME_MAX)?;
        let known = |set: u8, all: u8| set != 0 && set & !all == 0;
        if !known(self.formulas.0, Formulas::ALL.0)
            || !known(self.consensus.0, ConsensusRules::ALL.0)
            || !LowPriceRules::ALL.hold(self.low_prices)
            || !self.low_prices.hold(self.low_prices_required)
        {
            return Err(Error::ProfileSetInvalid);
        }
        self.check_weight()?;
        self.check_periods()?;
        if !(1..=INVITED_MAX as u32).contains(&self.min_bids) {
            return Err(Error::ProfileBidsInvalid);
        }
        let (n, evaluators) = (usize::from(self.n), usize::from(self.evaluators));
        if self.k == 0
            || self.k > self.n
            || n > COMMITTEE_MAX
            || !(1..=PANEL_MAX).contains(&evaluators)
        {
            return Err(Error::ProfileSeatsInvalid);
        }
        Ok(())
    }

    /// The lowest price alone takes the whole weight ([`crate::terms::check_weights`]), so a profile
    /// that allows it must allow that weight.
    fn check_weight(&self) -> Result<(), Error> {
        let (least, most) = (self.price_weight_min_bp, self.price_weight_max_bp);
        let lowest_only = self.formulas.allow(&PriceFormula::LowestOnly);
        if least > most || most > WEIGHTS || (lowest_only && most < WEIGHTS) {
            return Err(Error::ProfileWeightInvalid);
        }
        Ok(())
    }

    fn check_periods(&self) -> Result<(), Error> {
        let Minimums {
            bidding,
            officers_window,
            self_reveal_window,
            objection_window,
            standstill,
            questions,
            amendment,
        } = self.least;
        let lengths = [
            bidding,
            officers_window,
            self_reveal_window,
            objection_window,
            standstill,
            questions,
            amendment,
            self.response,
        ];
        // With the least bidding period somebody must still be able to ask (`Schedule::check`).
        if lengths.iter().any(|length| *length > WINDOW_MAX) || questions >= bidding {
            return Err(Error::ProfilePeriodInvalid);
        }
        Ok(())
    }

    /// Checks terms that were found good by themselves against the profile. Whether those who are invited
    /// are vendors is the registry's to say.
    ///
    /// # Errors
    /// [`Error::PriceFormulaNotAllowed`], [`Error::PriceWeightNotAllowed`], [`Error::ConsensusNotAllowed`],
    /// [`Error::MinimumBidsTooFew`], [`Error::LowPriceRuleNotAllowed`], [`Error::ResponseWindowInvalid`],
    /// [`Error::InvitedInvalid`], [`Error::QualificationPeriod`], [`Error::TechnicalNotScored`].
    pub fn check_terms(&self, terms: &Terms) -> Result<(), Error> {
        if !self.formulas.allow(&terms.price.formula) {
            return Err(Error::PriceFormulaNotAllowed);
        }
        let weights = self.price_weight_min_bp..=self.price_weight_max_bp;
        if !weights.contains(&terms.price.weight_bp) {
            return Err(Error::PriceWeightNotAllowed);
        }
        if !self.consensus.allow(terms.consensus) {
            return Err(Error::ConsensusNotAllowed);
        }
        if terms.min_bids < self.min_bids {
            return Err(Error::MinimumBidsTooFew);
        }
        let rules = LowPriceRules::of(&terms.requests);
        if !self.low_prices.hold(rules) || !rules.hold(self.low_prices_required) {
            return Err(Error::LowPriceRuleNotAllowed);
        }
        if terms.requests.window < self.response {
            return Err(Error::ResponseWindowInvalid);
        }
        // Whoever reads the technical offers is on the panel.
        if self.procedure.has_two_envelopes() && terms.criteria.is_empty() {
            return Err(Error::TechnicalNotScored);
        }
        let invited = &terms.invited;
        let good = if self.procedure.invites() {
            (INVITED_MIN..=INVITED_MAX).contains(&invited.len())
                && invited.windows(2).all(|pair| pair[0] < pair[1])
                && invited.len() as u64 >= u64::from(terms.min_bids)
        } else {
            invited.is_empty()
        };
        if good { self.check_prequalification(terms) } else { Err(Error::InvitedInvalid) }
    }

    /// Whoever is qualified last has as long to prepare a bid as after a change of the terms.
    fn check_prequalification(&self, terms: &Terms) -> Result<(), Error> {
        let good = match terms.prequalification {
            Some(lead) => {
                self.procedure.qualifies()
                    && (self.least.amendment.max(1)..=WINDOW_MAX).contains(&lead)
            }
            None => !self.procedure.qualifies(),
        };
        if good { Ok(()) } else { Err(Error::QualificationPeriod) }
    }

    /// Checks how many people a tender puts on committee and panel.
    ///
    /// # Errors
    /// [`Error::CommitteeTooSmall`], [`Error::PanelTooSmall`] where criteria are scored.
    pub fn check_seats(
        &self,
        k: u8,
        n: usize,
        scored: bool,
        evaluators: usize,
    ) -> Result<(), Error> {
        if k < self.k || n < usize::from(self.n) {
            return Err(Error::CommitteeTooSmall);
        }
        if scored && evaluators < usize::from(self.evaluators) {
            return Err(Error::PanelTooSmall);
        }
        Ok(())
    }
}

const HOUR: u32 = 3_600;
const DAY: u32 = 24 * HOUR;

/// The ready-made profiles, with the periods of Chinese law; their codes have translations.
///
/// The windows of the opening are this system's own and stand in no law: an hour each. The first is the one
/// that most tenders are of.
#[must_use]
pub fn standard() -> Vec<Profile> {
    // Tendering and Bidding Law (招标投标法): article 24, 20 days from the documents to the deadline;
    // article 28, three bidders, or the tender begins again; article 37, five evaluators or more.
    // Its implementing regulation (招标投标法实施条例): article 21, 15 days between a change that concerns
    // bids and the deadline; article 54, the result is public for 3 days before it is final.
    let tendering = Minimums {
        bidding: 20 * DAY,
        officers_window: HOUR,
        self_reveal_window: HOUR,
        objection_window: HOUR,
        standstill: 3 * DAY,
        questions: 0,
        amendment: 15 * DAY,
    };
    let open_best_value = Profile {
        code: "open-best-value".into(),
        name: "Open tender, best value".into(),
        procedure: Procedure::OpenOneEnvelope,
        formulas: Formulas::LOWEST_PROPORTIONAL.or(Formulas::BENCHMARK),
        consensus: ConsensusRules::ALL,
        // Order 87 of the Ministry of Finance (财政部令第87号), article 55: the price weighs 10 % or more for
        // services, 30 % for goods. Where it weighs everything, the profile of the lowest price is meant.
        price_weight_min_bp: 1_000,
        price_weight_max_bp: 9_000,
        least: tendering,
        min_bids: 3,
        k: 2,
        n: 3,
        evaluators: 5,
        // Order 87, article 60: a bidder whose price is obviously low explains it in writing within a reasonable time.
        // Neither a threshold nor a length is in it, so terms name them.
        low_prices: LowPriceRules::ALL,
        low_prices_required: LowPriceRules::NONE,
        response: HOUR,
    };
    let open_lowest_price = Profile {
        code: "open-lowest-price".into(),
        name: "Open tender, lowest price".into(),
        formulas: Formulas::LOWEST_ONLY,
        price_weight_min_bp: WEIGHTS,
        price_weight_max_bp: WEIGHTS,
        ..open_best_value.clone()
    };
    // Order 74 of the Ministry of Finance (财政部令第74号): article 45, three working days from the request to
    // the deadline; article 46, as many between a change and the deadline; article 48, the lowest quotation
    // wins; article 7, a group of three or more. Government Procurement Law (政府采购法), article 40: three
    // suppliers or more. Three working days are always within five days that hold no public holiday.
    let request_for_quotations = Profile {
        code: "request-for-quotations".into(),
        name: "Request for quotations".into(),
        procedure: Procedure::RequestForQuotations,
        least: Minimums { bidding: 5 * DAY, amendment: 5 * DAY, ..tendering },
        evaluators: 3,
        ..open_lowest_price.clone()
    };
    // Tendering and Bidding Law, article 17: three invited bidders or more; article 24 as above.
    let restricted_best_value = Profile {
        code: "restricted-best-value".into(),
        name: "Restricted tender, best value".into(),
        procedure: Procedure::Restricted,
        ..open_best_value.clone()
    };
    // The implementing regulation, article 16, documents are handed out for five days, article 17, and applications
    // taken for five more; article 24 of the law: whoever is let in has 20 days to prepare a bid.
    let prequalified_best_value = Profile {
        code: "prequalified-best-value".into(),
        name: "Tender with prequalification, best value".into(),
        procedure: Procedure::Prequalified,
        least: Minimums { bidding: 30 * DAY, amendment: 20 * DAY, ..tendering },
        ..open_best_value.clone()
    };
    // Technical and commercial offers in envelopes of their own, as tenders of works and of large supplies have them (双信封):
    // periods, sizes and formulas as of a tender with one envelope.
    let open_two_envelopes = Profile {
        code: "open-two-envelopes".into(),
        name: "Open tender with two envelopes".into(),
        procedure: Procedure::OpenTwoEnvelopes,
        formulas: Formulas::ALL,
        price_weight_max_bp: WEIGHTS,
        ..open_best_value.clone()
    };
    vec![
        open_best_value,
        open_lowest_price,
        request_for_quotations,
        restricted_best_value,
        prequalified_best_value,
        open_two_envelopes,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        OrgId,
        money::Currency,
        terms::{Criterion, PriceRule},
    };

    fn profile() -> Profile {
        Profile {
            code: "a-1".into(),
            name: "甲".into(),
            procedure: Procedure::OpenOneEnvelope,
            formulas: Formulas::LOWEST_PROPORTIONAL,
            consensus: ConsensusRules::MEAN.or(ConsensusRules::MEDIAN),
            price_weight_min_bp: 3_000,
            price_weight_max_bp: 6_000,
            least: Minimums {
                bidding: 100,
                officers_window: 60,
                self_reveal_window: 60,
                objection_window: 60,
                standstill: 10,
                questions: 99,
                amendment: 50,
            },
            min_bids: 3,
            k: 2,
            n: 3,
            evaluators: 5,
            low_prices: LowPriceRules::ALL,
            low_prices_required: LowPriceRules::UNDER_MEAN,
            response: 60,
        }
    }

    fn terms() -> Terms {
        Terms {
            notice: [1; 32],
            documents: vec![],
            currency: Currency::parse(*b"CNY").unwrap(),
            price: PriceRule { formula: PriceFormula::LowestProportional, weight_bp: 3_000 },
            criteria: vec![Criterion { id: 1, weight_bp: 7_000, max: 100, min: 0 }],
            consensus: Consensus::Mean,
            lifecycle_rate_bp: 0,
            min_bids: 3,
            profile: 0,
            invited: vec![],
            lot: None,
            security: None,
            lifecycle_years: 0,
            requests: Requests { under_mean_bp: Some(5_000), ..Requests::within(60) },
            prequalification: None,
        }
    }

    fn changed(change: impl FnOnce(&mut Profile)) -> Result<(), Error> {
        let mut changed = profile();
        change(&mut changed);
        changed.check()
    }

    fn orgs(count: u8) -> Vec<OrgId> {
        (0..count).map(|at| OrgId([at; 20])).collect()
    }

    #[test]
    fn a_code_is_of_small_letters_digits_and_hyphens() {
        assert_eq!(profile().check(), Ok(()));
        assert_eq!(changed(|p| p.code = "x".repeat(32)), Ok(()));
        for code in ["", &"x".repeat(33), "Open", "open tender", "open_tender", "招标", "a\0"] {
            assert_eq!(changed(|p| p.code = code.into()), Err(Error::ProfileCodeInvalid), "{code}");
        }
    }

    #[test]
    fn a_name_is_a_short_text() {
        assert_eq!(changed(|p| p.name = "x".repeat(200)), Ok(()));
        for name in ["", " ", &"x".repeat(201), "a\nb"] {
            assert_eq!(changed(|p| p.name = name.into()), Err(Error::TextInvalid), "{name}");
        }
    }

    #[test]
    fn sets_hold_something_and_nothing_unknown() {
        for set in [0, 1 << 3, 0b1001, u8::MAX] {
            assert_eq!(changed(|p| p.formulas = Formulas(set)), Err(Error::ProfileSetInvalid));
        }
        for set in [0, 1 << 4, 0b1_0001, u8::MAX] {
            let refused = changed(|p| p.consensus = ConsensusRules(set));
            assert_eq!(refused, Err(Error::ProfileSetInvalid));
        }
        for set in 1..=0b1111 {
            assert_eq!(changed(|p| p.consensus = ConsensusRules(set)), Ok(()));
        }
        let low = |allowed, required| {
            changed(|p| {
                p.low_prices = LowPriceRules(allowed);
                p.low_prices_required = LowPriceRules(required);
            })
        };
        for (allowed, required, good) in [
            (0, 0, true),
            (0b11, 0b11, true),
            (0b01, 0b01, true),
            (0b01, 0b10, false),
            (0, 0b01, false),
            (0b100, 0, false),
            (0b11, 0b100, false),
        ] {
            let expected = if good { Ok(()) } else { Err(Error::ProfileSetInvalid) };
            assert_eq!(low(allowed, required), expected, "{allowed} {required}");
        }
    }

    #[test]
    fn a_set_allows_exactly_what_is_in_it() {
        let benchmark = PriceFormula::Benchmark {
            discount_bp: 1,
            above_bp_per_percent: 2,
            below_bp_per_percent: 3,
        };
        let formulas = [PriceFormula::LowestProportional, PriceFormula::LowestOnly, benchmark];
        let rules =
            [Consensus::Mean, Consensus::TrimmedMean, Consensus::Median, Consensus::Moderated];
        for set in 0..=0b1111u8 {
            for (at, formula) in formulas.iter().enumerate() {
                assert_eq!(Formulas(set).allow(formula), set >> at & 1 == 1);
            }
            for (at, rule) in rules.into_iter().enumerate() {
                assert_eq!(ConsensusRules(set).allow(rule), set >> at & 1 == 1);
            }
        }
        // The bits are the codec indices.
        for formula in formulas {
            assert!(Formulas(1 << formula.encode()[0]).allow(&formula));
        }
        for rule in rules {
            assert!(ConsensusRules(1 << rule.encode()[0]).allow(rule));
        }
    }

    #[test]
    fn bounds_of_the_weight_fit_each_other_and_the_formulas() {
        let weight = |min, max, formulas| {
            changed(|p| {
                (p.price_weight_min_bp, p.price_weight_max_bp) = (min, max);
                p.formulas = formulas;
            })
        };
        let refused = Err(Error::ProfileWeightInvalid);
        let some = Formulas::LOWEST_PROPORTIONAL;
        assert_eq!(weight(0, 10_000, Formulas::ALL), Ok(()));
        assert_eq!(weight(5_000, 5_000, some), Ok(()));
        assert_eq!(weight(0, 0, some), Ok(()));
        assert_eq!(weight(10_000, 10_000, Formulas::LOWEST_ONLY), Ok(()));
        assert_eq!(weight(5_001, 5_000, some), refused);
        assert_eq!(weight(0, 10_001, some), refused);
        assert_eq!(weight(u32::MAX, u32::MAX, some), refused);
        assert_eq!(weight(0, 9_999, Formulas::LOWEST_ONLY), refused);
        assert_eq!(weight(0, 9_999, Formulas::ALL), refused);
    }

    #[test]
    fn least_periods_are_a_year_at_most_and_leave_time_to_ask() {
        let refused = Err(Error::ProfilePeriodInvalid);
        let fields: [fn(&mut Minimums) -> &mut u32; 6] = [
            |least| &mut least.bidding,
            |least| &mut least.officers_window,
            |least| &mut least.self_reveal_window,
            |least| &mut least.objection_window,
            |least| &mut least.standstill,
            |least| &mut least.amendment,
        ];
        for field in fields {
            assert_eq!(changed(|p| *field(&mut p.least) = WINDOW_MAX), Ok(()));
            assert_eq!(changed(|p| *field(&mut p.least) = WINDOW_MAX + 1), refused);
            assert_eq!(changed(|p| *field(&mut p.least) = u32::MAX), refused);
        }
        assert_eq!(changed(|p| p.response = WINDOW_MAX), Ok(()));
        assert_eq!(changed(|p| p.response = WINDOW_MAX + 1), refused);
        assert_eq!(changed(|p| p.least.questions = 100), refused);
        assert_eq!(changed(|p| p.least.questions = u32::MAX), refused);
        let nothing = |p: &mut Profile| (p.least.bidding, p.least.questions) = (0, 0);
        assert_eq!(changed(nothing), refused);
        let shortest = |p: &mut Profile| (p.least.bidding, p.least.questions) = (1, 0);
        assert_eq!(changed(shortest), Ok(()));
    }

    #[test]
    fn bids_and_seats_are_bounded() {
        for min_bids in [1, 64] {
            assert_eq!(changed(|p| p.min_bids = min_bids), Ok(()));
        }
        for min_bids in [0, 65, u32::MAX] {
            assert_eq!(changed(|p| p.min_bids = min_bids), Err(Error::ProfileBidsInvalid));
        }
        for (k, n, evaluators, good) in [
            (1, 1, 1, true),
            (16, 16, 16, true),
            (0, 3, 5, false),
            (4, 3, 5, false),
            (2, 17, 5, false),
            (2, 3, 0, false),
            (2, 3, 17, false),
        ] {
            let checked = changed(|p| (p.k, p.n, p.evaluators) = (k, n, evaluators));
            let expected = if good { Ok(()) } else { Err(Error::ProfileSeatsInvalid) };
            assert_eq!(checked, expected, "{k} of {n}, {evaluators}");
        }
    }

    #[test]
    fn terms_obey_their_profile_to_the_last_basis_point() {
        let check = |change: &dyn Fn(&mut Terms)| {
            let mut terms = terms();
            change(&mut terms);
            profile().check_terms(&terms)
        };
        assert_eq!(check(&|_| {}), Ok(()));
        let formula = |t: &mut Terms| t.price.formula = PriceFormula::LowestOnly;
        assert_eq!(check(&formula), Err(Error::PriceFormulaNotAllowed));
        for (weight_bp, good) in
            [(2_999, false), (3_000, true), (6_000, true), (6_001, false), (0, false)]
        {
            let expected = if good { Ok(()) } else { Err(Error::PriceWeightNotAllowed) };
            assert_eq!(check(&|t| t.price.weight_bp = weight_bp), expected, "{weight_bp}");
        }
        assert_eq!(check(&|t| t.consensus = Consensus::Median), Ok(()));
        let refused = check(&|t| t.consensus = Consensus::TrimmedMean);
        assert_eq!(refused, Err(Error::ConsensusNotAllowed));
        assert_eq!(check(&|t| t.min_bids = 2), Err(Error::MinimumBidsTooFew));
        assert_eq!(check(&|t| t.min_bids = 4), Ok(()));
        let missing = |t: &mut Terms| t.requests.under_mean_bp = None;
        assert_eq!(check(&missing), Err(Error::LowPriceRuleNotAllowed));
        assert_eq!(check(&|t| t.requests.under_next_bp = Some(1)), Ok(()));
        let refused = Profile { low_prices: LowPriceRules::UNDER_MEAN, ..profile() };
        let mut both = terms();
        both.requests.under_next_bp = Some(1);
        assert_eq!(refused.check_terms(&both), Err(Error::LowPriceRuleNotAllowed));
        assert_eq!(check(&|t| t.requests.window = 59), Err(Error::ResponseWindowInvalid));
        assert_eq!(check(&|t| t.invited = orgs(3)), Err(Error::InvitedInvalid));
    }

    #[test]
    fn invited_are_two_to_sixty_four_in_order_and_no_fewer_than_the_bids_asked_for() {
        let restricted = Profile { procedure: Procedure::Restricted, min_bids: 1, ..profile() };
        let check = |invited: Vec<OrgId>, min_bids| {
            restricted.check_terms(&Terms { min_bids, invited, ..terms() })
        };
        for (count, good) in [(0, false), (1, false), (2, true), (3, true), (64, true), (65, false)]
        {
            let expected = if good { Ok(()) } else { Err(Error::InvitedInvalid) };
            assert_eq!(check(orgs(count), 1), expected, "{count}");
        }
        assert_eq!(check(orgs(3), 3), Ok(()));
        assert_eq!(check(orgs(3), 4), Err(Error::InvitedInvalid));
        assert_eq!(check(orgs(3), u32::MAX), Err(Error::InvitedInvalid));
        let mut turned = orgs(3);
        turned.reverse();
        assert_eq!(check(turned, 1), Err(Error::InvitedInvalid));
        assert_eq!(check(vec![OrgId([1; 20]); 2], 1), Err(Error::InvitedInvalid));
    }

    #[test]
    fn who_is_qualified_has_time_to_bid_and_nobody_else_is_asked_to_apply() {
        let mut profile = profile();
        let check = |profile: &Profile, prequalification| {
            profile.check_terms(&Terms { prequalification, ..terms() })
        };
        assert_eq!(check(&profile, None), Ok(()));
        assert_eq!(check(&profile, Some(60)), Err(Error::QualificationPeriod));
        profile.procedure = Procedure::Prequalified;
        assert_eq!(check(&profile, None), Err(Error::QualificationPeriod));
        for (lead, good) in [(49, false), (50, true), (WINDOW_MAX, true), (WINDOW_MAX + 1, false)] {
            assert_eq!(check(&profile, Some(lead)).is_ok(), good, "{lead}");
        }
        profile.least.amendment = 0;
        assert_eq!(check(&profile, Some(0)), Err(Error::QualificationPeriod));
        assert_eq!(check(&profile, Some(1)), Ok(()));
    }

    #[test]
    fn seats_are_no_fewer_than_the_profile_asks_for() {
        let check = |k, n, scored, evaluators| profile().check_seats(k, n, scored, evaluators);
        assert_eq!(check(2, 3, true, 5), Ok(()));
        assert_eq!(check(1, 3, true, 5), Err(Error::CommitteeTooSmall));
        assert_eq!(check(2, 2, true, 5), Err(Error::CommitteeTooSmall));
        assert_eq!(check(2, 3, true, 4), Err(Error::PanelTooSmall));
        assert_eq!(check(2, 3, false, 0), Ok(()));
    }

    #[test]
    fn the_ready_made_profiles_are_good_and_fit_into_a_cell() {
        let profiles = standard();
        let codes: Vec<&str> = profiles.iter().map(|profile| profile.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "open-best-value",
                "open-lowest-price",
                "request-for-quotations",
                "restricted-best-value",
                "prequalified-best-value",
                "open-two-envelopes"
            ]
        );
        for profile in &profiles {
            assert_eq!(profile.check(), Ok(()), "{}", profile.code);
        }
        let longest = Profile { code: "x".repeat(32), name: "x".repeat(200), ..profile() };
        assert_eq!(longest.check(), Ok(()));
        // The registry adds when it was retired.
        assert!(longest.encode().len() + 9 <= crate::cells::CELL_MAX);
    }
}
