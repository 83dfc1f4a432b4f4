//! The notice: the document that people read, of which the chain has the SHA-256.
//!
//! A draft is what an officer works on; [`DraftBody::publish`] makes of it the notice
//! (canonical JSON: the fields in the order of the structs, no white space) and
//! the publication that the officer signs.

use serde::{Deserialize, Serialize};
use tenderseal_rules::{
    ContractId, Hash, OrgId, PersonId,
    hex::parse as unhex,
    lot::Lot,
    money::Currency,
    replay::sha256,
    requests::Requests,
    schedule::Schedule,
    security::Security,
    terms::{Consensus, Criterion, PriceFormula, PriceRule, Publication, Terms, WEIGHTS},
};

use super::names::{self, Named};

/// What every notice begins with.
pub const FORMAT: &str = "tenderseal-notice/1";
/// The longest notice, in bytes.
pub const NOTICE_MAX: usize = 48 * 1024;

/// A text in both languages. One may be empty, not both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Bilingual {
    /// The text in a language, in the other one where it is not there.
    #[must_use]
    pub fn in_language(&self, locale: impl std::borrow::Borrow<crate::i18n::Locale>) -> &str {
        let (first, second) = match locale.borrow() {
            crate::i18n::Locale::En => (&self.en, &self.zh),
            crate::i18n::Locale::Zh => (&self.zh, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    fn is_empty(&self) -> bool {
        self.en.trim().is_empty() && self.zh.trim().is_empty()
    }
}

/// Who buys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeBuyer {
    /// Id in the registry, hexadecimal.
    pub org: String,
    /// Legal name.
    pub name: String,
}

/// A criterion as people read it; the numbers are those of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeCriterion {
    /// Number within the tender.
    pub id: u16,
    /// What it is called.
    pub title: Bilingual,
    /// What is asked for.
    pub description: Bilingual,
    /// Weight in basis points.
    pub weight_bp: u32,
    /// The most an evaluator can give, hundredths of a point.
    pub max: u32,
    /// Below it the bid is rejected, hundredths of a point.
    pub min: u32,
}

/// What is bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Item {
    /// What.
    pub description: Bilingual,
    /// How many: decimal digits.
    pub quantity: String,
    /// Of which unit.
    pub unit: String,
    /// A code such as a CPV or UNSPSC class, with its scheme before it.
    pub classification: String,
}

/// A file that belongs to the notice; its hash is in the terms too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeDocument {
    /// Its name.
    pub name: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
}

/// Where the facts come from, when they were published before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// Whose publication.
    pub publisher: String,
    /// Where.
    pub url: String,
    /// Its identifier there.
    pub identifier: String,
}

/// The notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// [`FORMAT`].
    pub format: String,
    /// What it is about.
    pub title: Bilingual,
    /// The whole of it.
    pub description: Bilingual,
    /// Who buys.
    pub buyer: NoticeBuyer,
    /// The buyer's own number.
    pub reference: String,
    /// `goods`, `works` or `services`.
    pub category: String,
    /// ISO 4217.
    pub currency: String,
    /// The estimate in minor units, decimal digits; empty when it is not told.
    pub budget: String,
    /// What is bought.
    pub items: Vec<Item>,
    /// The criteria in the order of the terms.
    pub criteria: Vec<NoticeCriterion>,
    /// The documents in the order of the terms.
    pub documents: Vec<NoticeDocument>,
    /// Where the facts come from.
    pub source: Option<Source>,
}

impl Notice {
    /// The canonical JSON, whose SHA-256 is `terms.notice`.
    #[must_use]
    pub fn to_text(&self) -> String {
        // Strings and numbers only: writing them cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a notice.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let notice: Self = serde_json::from_str(text).ok()?;
        (notice.format == FORMAT).then_some(notice)
    }
}

/// A criterion in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftCriterion {
    /// What it is called.
    pub title: Bilingual,
    /// What is asked for.
    pub description: Bilingual,
    /// Weight in basis points.
    pub weight_bp: u32,
    /// Hundredths of a point.
    pub max: u32,
    /// Hundredths of a point.
    pub min: u32,
}

impl Default for DraftCriterion {
    fn default() -> Self {
        Self {
            title: Bilingual::default(),
            description: Bilingual::default(),
            weight_bp: 0,
            max: 10_000,
            min: 0,
        }
    }
}

/// The notice that a draft is to take the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amends {
    /// The tender's address, hexadecimal.
    pub tender: String,
    /// The version of the terms that was in force when the draft was begun.
    pub version: u32,
}

/// Which lot of a divided procurement a draft is to become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLot {
    /// What the lots have in common: 32 random bytes, hexadecimal.
    pub procurement: String,
    /// From 1.
    pub number: u16,
    /// How many lots there are.
    pub of: u16,
}

impl DraftLot {
    /// A lot of the procurement with these bytes.
    #[must_use]
    pub fn new(procurement: &Hash, number: u16, of: u16) -> Self {
        Self { procurement: hex::encode(procurement), number, of }
    }

    /// What the lots have in common; none when it cannot be read.
    #[must_use]
    pub fn procurement(&self) -> Option<Hash> {
        unhex(&self.procurement)
    }

    /// As the terms have it.
    #[must_use]
    pub fn parse(&self) -> Option<Lot> {
        let Self { number, of, .. } = *self;
        Some(Lot { number, of, procurement: self.procurement()? })
    }
}

/// Everything that an officer decides before a tender is proposed. Any of it may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftBody {
    /// What it is about.
    pub title: Bilingual,
    /// The whole of it.
    pub description: Bilingual,
    /// The buyer's own number.
    pub reference: String,
    /// `goods`, `works` or `services`.
    pub category: String,
    /// ISO 4217.
    pub currency: String,
    /// Minor units, decimal digits.
    pub budget: String,
    /// What is bought.
    pub items: Vec<Item>,
    /// The criteria; their ids are their places, from 1.
    pub criteria: Vec<DraftCriterion>,
    /// `lowest_proportional`, `lowest_only` or `benchmark`.
    pub price_formula: String,
    /// Of a benchmark: taken off the mean, basis points.
    pub benchmark_discount_bp: u32,
    /// Of a benchmark: lost for each percent above it, basis points of the price's weight.
    pub benchmark_above_bp: u32,
    /// Of a benchmark: lost for each percent below it, basis points of the price's weight.
    pub benchmark_below_bp: u32,
    /// Basis points.
    pub price_weight_bp: u32,
    /// `mean`, `trimmed_mean`, `median` or `moderated`.
    pub consensus: String,
    /// Discount rate a year for life-cycle lines, basis points.
    pub lifecycle_rate_bp: u32,
    /// For so many years bids name their life-cycle costs; 0 where these do not count.
    pub lifecycle_years: u8,
    /// With fewer bids the tender is unsuccessful.
    pub min_bids: u32,
    /// Files.
    pub documents: Vec<NoticeDocument>,
    /// Where the facts come from.
    pub source: Option<Source>,
    /// Unix seconds.
    pub deadline: Option<u64>,
    /// Seconds.
    pub guard: u32,
    /// Seconds.
    pub officers_window: u32,
    /// Seconds.
    pub self_reveal_window: u32,
    /// Seconds.
    pub objection_window: u32,
    /// Seconds.
    pub standstill: u32,
    /// The security that every bidder gives, minor units in decimal digits; empty where none is asked for.
    pub security_amount: String,
    /// From the deadline, for which a guarantee must hold; seconds.
    pub security_valid_for: u32,
    /// Whether a bid forfeits it that nobody opened.
    pub security_silence: bool,
    /// Whether a winner forfeits it who does not sign.
    pub security_refusal: bool,
    /// What vendors have at least to respond to a request; seconds.
    pub response_window: u32,
    /// A price is abnormally low that is more than this under the mean, basis points.
    pub low_under_mean_bp: Option<u32>,
    /// A price is abnormally low that is more than this under the next higher one, basis points.
    pub low_under_next_bp: Option<u32>,
    /// Before the deadline, in which no question is taken any more; seconds.
    pub questions: u32,
    /// How many shares open a bid.
    pub k: u8,
    /// Opening keys, hexadecimal.
    pub committee: Vec<String>,
    /// Evaluators' person ids, hexadecimal.
    pub panel: Vec<String>,
    /// The number of the profile under which it is published.
    pub profile: u32,
    /// Invited vendors' organisation ids, hexadecimal; none unless the profile is of a restricted procedure.
    pub invited: Vec<String>,
    /// From the last application to the deadline, seconds; 0 unless the profile is of a prequalified procedure.
    pub prequalification: u32,
    /// Which lot it is, where the procurement is divided.
    pub lot: Option<DraftLot>,
    /// The notice that it is to take the place of; none of a tender that is to be published. Of an amendment
    /// `deadline` is the later one that is asked for, if any.
    pub amends: Option<Amends>,
}

impl Default for DraftBody {
    fn default() -> Self {
        Self {
            title: Bilingual::default(),
            description: Bilingual::default(),
            reference: String::new(),
            category: "goods".to_owned(),
            currency: "CNY".to_owned(),
            budget: String::new(),
            items: Vec::new(),
            criteria: Vec::new(),
            price_formula: "lowest_proportional".to_owned(),
            benchmark_discount_bp: 0,
            benchmark_above_bp: 200,
            benchmark_below_bp: 100,
            price_weight_bp: WEIGHTS,
            consensus: Consensus::Mean.name().to_owned(),
            lifecycle_rate_bp: 0,
            lifecycle_years: 0,
            min_bids: 1,
            documents: Vec::new(),
            source: None,
            deadline: None,
            guard: 120,
            officers_window: 3 * 86_400,
            self_reveal_window: 86_400,
            objection_window: 86_400,
            standstill: 10 * 86_400,
            security_amount: String::new(),
            security_valid_for: 90 * 86_400,
            security_silence: true,
            security_refusal: true,
            response_window: 2 * 86_400,
            low_under_mean_bp: None,
            low_under_next_bp: None,
            questions: 3 * 86_400,
            k: 2,
            committee: Vec::new(),
            panel: Vec::new(),
            profile: 0,
            invited: Vec::new(),
            prequalification: 0,
            lot: None,
            amends: None,
        }
    }
}

/// What keeps a draft from being proposed: a field and the Fluent key of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field of [`DraftBody`].
    pub field: &'static str,
    /// The Fluent key.
    pub key: &'static str,
}

impl DraftBody {
    /// Reads a stored draft; what cannot be read is an empty draft's value.
    #[must_use]
    pub fn parse(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// A draft with all that is in force in a tender, to be changed. The numbers are those of the terms, the
    /// words those of the notice.
    #[must_use]
    pub fn amending(
        tender: &ContractId,
        version: u32,
        publication: &Publication,
        notice: &Notice,
    ) -> Self {
        let Publication { terms, schedule, k, committee, panel } = publication;
        let named = |sha256: String| {
            let held = notice.documents.iter().find(|held| held.sha256 == sha256).cloned();
            held.unwrap_or_else(|| NoticeDocument { name: sha256.clone(), sha256, size: 0 })
        };
        let criterion = |one: &Criterion| {
            let words = notice.criteria.iter().find(|words| words.id == one.id);
            DraftCriterion {
                title: words.map(|words| words.title.clone()).unwrap_or_default(),
                description: words.map(|words| words.description.clone()).unwrap_or_default(),
                weight_bp: one.weight_bp,
                max: one.max,
                min: one.min,
            }
        };
        let [discount, above, below] = match terms.price.formula {
            PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } => {
                [discount_bp, above_bp_per_percent, below_bp_per_percent]
            }
            PriceFormula::LowestProportional | PriceFormula::LowestOnly => {
                let Self { benchmark_discount_bp, benchmark_above_bp, benchmark_below_bp, .. } =
                    Self::default();
                [benchmark_discount_bp, benchmark_above_bp, benchmark_below_bp]
            }
        };
        Self {
            title: notice.title.clone(),
            description: notice.description.clone(),
            reference: notice.reference.clone(),
            category: notice.category.clone(),
            currency: terms.currency.to_string(),
            budget: notice.budget.clone(),
            items: notice.items.clone(),
            criteria: terms.criteria.iter().map(criterion).collect(),
            price_formula: names::formula(terms.price.formula).to_owned(),
            benchmark_discount_bp: discount,
            benchmark_above_bp: above,
            benchmark_below_bp: below,
            price_weight_bp: terms.price.weight_bp,
            consensus: terms.consensus.name().to_owned(),
            lifecycle_rate_bp: terms.lifecycle_rate_bp,
            lifecycle_years: terms.lifecycle_years,
            min_bids: terms.min_bids,
            documents: terms.documents.iter().map(|hash| named(hex::encode(hash))).collect(),
            source: notice.source.clone(),
            deadline: None,
            guard: schedule.guard,
            officers_window: schedule.officers_window,
            self_reveal_window: schedule.self_reveal_window,
            objection_window: schedule.objection_window,
            standstill: schedule.standstill,
            security_amount: terms
                .security
                .map_or_else(String::new, |asked| asked.amount.to_string()),
            security_valid_for: terms
                .security
                .map_or(Self::default().security_valid_for, |asked| asked.valid_for),
            security_silence: terms.security.is_none_or(|asked| asked.silence),
            security_refusal: terms.security.is_none_or(|asked| asked.refusal),
            response_window: terms.requests.window,
            low_under_mean_bp: terms.requests.under_mean_bp,
            low_under_next_bp: terms.requests.under_next_bp,
            questions: schedule.questions,
            k: *k,
            committee: committee.iter().map(hex::encode).collect(),
            panel: panel.iter().map(ToString::to_string).collect(),
            profile: terms.profile,
            invited: terms.invited.iter().map(ToString::to_string).collect(),
            prequalification: terms.prequalification.unwrap_or_default(),
            lot: terms.lot.map(|lot| DraftLot::new(&lot.procurement, lot.number, lot.of)),
            amends: Some(Amends { tender: tender.to_string(), version }),
        }
    }

    /// As stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The notice, its SHA-256 in the publication's terms. What the rules say of
    /// schedule, committee and weights is checked by [`Publication::check`] and again by the chain.
    ///
    /// # Errors
    /// Every field that is missing or cannot be read, in the order of the form.
    pub fn publish(
        &self,
        buyer: &OrgId,
        buyer_name: &str,
    ) -> Result<(Notice, Publication), Vec<Problem>> {
        let mut problems = Vec::new();
        let mut check = |fine: bool, field: &'static str, key: &'static str| {
            if !fine {
                problems.push(Problem { field, key });
            }
        };
        check(!self.title.is_empty(), "title", "error-draft-title");
        check(!self.description.is_empty(), "description", "error-draft-description");
        check(
            ["goods", "works", "services"].contains(&self.category.as_str()),
            "category",
            "error-draft-category",
        );
        let currency = <[u8; 3]>::try_from(self.currency.as_bytes())
            .ok()
            .and_then(|code| Currency::parse(code).ok());
        check(currency.is_some(), "currency", "error-draft-currency");
        let digits = self.budget.len() <= 34 && self.budget.bytes().all(|b| b.is_ascii_digit());
        check(digits, "budget", "error-draft-budget");
        check(
            self.criteria.iter().all(|c| !c.title.is_empty()),
            "criteria",
            "error-draft-criterion-title",
        );
        let formula = self.formula();
        check(formula.is_some(), "price_formula", "error-draft-price-formula");
        let consensus = Consensus::named(&self.consensus);
        check(consensus.is_some(), "consensus", "error-draft-consensus");
        let documents: Option<Vec<Hash>> =
            self.documents.iter().map(|file| unhex(&file.sha256)).collect();
        check(documents.is_some(), "documents", "error-draft-documents");
        check(self.deadline.is_some(), "deadline", "error-draft-deadline");
        let committee: Option<Vec<[u8; 32]>> =
            self.committee.iter().map(|key| unhex(key)).collect();
        check(
            committee.as_ref().is_some_and(|keys| !keys.is_empty()),
            "committee",
            "error-draft-committee",
        );
        let panel: Option<Vec<PersonId>> =
            self.panel.iter().map(|id| PersonId::parse(id)).collect();
        check(panel.is_some(), "panel", "error-draft-panel");
        let invited: Option<Vec<OrgId>> = self.invited.iter().map(|id| OrgId::parse(id)).collect();
        check(invited.is_some(), "invited", "error-draft-invited");
        let lot = self.lot.as_ref().map(DraftLot::parse);
        check(lot != Some(None), "lot", "error-draft-lot");
        let security = self.security();
        check(security.is_ok(), "security", "error-draft-security-amount");
        let notice = self.notice(buyer, buyer_name);
        let text = notice.to_text();
        check(text.len() <= NOTICE_MAX, "description", "error-draft-too-long");
        let (
            Some(currency),
            Some(formula),
            Some(consensus),
            Some(documents),
            Some(schedule),
            Some(committee),
            Some(panel),
            Some(mut invited),
            true,
        ) = (
            currency,
            formula,
            consensus,
            documents,
            self.schedule(),
            committee,
            panel,
            invited,
            problems.is_empty(),
        )
        else {
            return Err(problems);
        };
        // Ascending, as the rules ask; whoever is named twice is refused by them.
        invited.sort_unstable();
        let terms = Terms {
            notice: sha256(text.as_bytes()),
            documents,
            currency,
            price: PriceRule { formula, weight_bp: self.price_weight_bp },
            criteria: notice
                .criteria
                .iter()
                .map(|c| Criterion { id: c.id, weight_bp: c.weight_bp, max: c.max, min: c.min })
                .collect(),
            consensus,
            lifecycle_rate_bp: self.lifecycle_rate_bp,
            min_bids: self.min_bids,
            profile: self.profile,
            invited,
            lot: lot.flatten(),
            security: security.unwrap_or_default(),
            prequalification: (self.prequalification > 0).then_some(self.prequalification),
            lifecycle_years: self.lifecycle_years,
            requests: self.requests(),
        };
        Ok((notice, Publication { terms, schedule, k: self.k, committee, panel }))
    }

    /// The price formula with its numbers; `None` for an unknown name.
    #[must_use]
    pub fn formula(&self) -> Option<PriceFormula> {
        match self.price_formula.as_str() {
            "lowest_proportional" => Some(PriceFormula::LowestProportional),
            "lowest_only" => Some(PriceFormula::LowestOnly),
            "benchmark" => Some(PriceFormula::Benchmark {
                discount_bp: self.benchmark_discount_bp,
                above_bp_per_percent: self.benchmark_above_bp,
                below_bp_per_percent: self.benchmark_below_bp,
            }),
            _ => None,
        }
    }

    /// What vendors may be asked, and when a price is abnormally low.
    #[must_use]
    pub const fn requests(&self) -> Requests {
        Requests {
            window: self.response_window,
            under_mean_bp: self.low_under_mean_bp,
            under_next_bp: self.low_under_next_bp,
        }
    }

    /// The security that is asked for, if any.
    ///
    /// # Errors
    /// When the amount is no number.
    pub fn security(&self) -> Result<Option<Security>, std::num::ParseIntError> {
        if self.security_amount.is_empty() {
            return Ok(None);
        }
        Ok(Some(Security {
            amount: self.security_amount.parse()?,
            valid_for: self.security_valid_for,
            silence: self.security_silence,
            refusal: self.security_refusal,
        }))
    }

    /// The schedule, once there is a deadline.
    #[must_use]
    pub fn schedule(&self) -> Option<Schedule> {
        Some(Schedule {
            deadline: self.deadline?,
            guard: self.guard,
            officers_window: self.officers_window,
            self_reveal_window: self.self_reveal_window,
            objection_window: self.objection_window,
            standstill: self.standstill,
            questions: self.questions,
        })
    }

    /// The notice of this draft as it stands.
    #[must_use]
    pub fn notice(&self, buyer: &OrgId, buyer_name: &str) -> Notice {
        let criterion = |(id, c): (u16, &DraftCriterion)| NoticeCriterion {
            id,
            title: c.title.clone(),
            description: c.description.clone(),
            weight_bp: c.weight_bp,
            max: c.max,
            min: c.min,
        };
        Notice {
            format: FORMAT.to_owned(),
            title: self.title.clone(),
            description: self.description.clone(),
            buyer: NoticeBuyer { org: buyer.to_string(), name: buyer_name.to_owned() },
            reference: self.reference.clone(),
            category: self.category.clone(),
            currency: self.currency.clone(),
            budget: self.budget.clone(),
            items: self.items.clone(),
            criteria: (1..).zip(&self.criteria).map(criterion).collect(),
            documents: self.documents.clone(),
            source: self.source.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> DraftBody {
        DraftBody {
            title: Bilingual { en: "Laptops".into(), zh: "笔记本电脑".into() },
            description: Bilingual { en: "471 laptops".into(), zh: String::new() },
            price_weight_bp: 4_000,
            criteria: vec![DraftCriterion {
                title: Bilingual { en: "Quality".into(), zh: String::new() },
                weight_bp: 6_000,
                ..DraftCriterion::default()
            }],
            deadline: Some(2_000),
            committee: vec!["11".repeat(32)],
            k: 1,
            panel: vec!["22".repeat(20)],
            ..DraftBody::default()
        }
    }

    #[test]
    fn the_terms_name_the_hash_of_the_canonical_notice() {
        let (notice, publication) = whole().publish(&OrgId([7; 20]), "Buyer").unwrap();
        let text = notice.to_text();
        assert_eq!(publication.terms.notice, sha256(text.as_bytes()));
        assert!(
            text.starts_with(r#"{"format":"tenderseal-notice/1","title":{"en":"Laptops","zh":"#),
            "{text}"
        );
        assert_eq!(Notice::parse(&text), Some(notice));
        assert_eq!(publication.terms.criteria[0].id, 1);
    }

    #[test]
    fn the_invited_are_published_in_ascending_order_under_the_profile_of_the_draft() {
        let invited = ["33", "11", "22"].map(|id| id.repeat(20)).to_vec();
        let draft = DraftBody { profile: 1, invited, ..whole() };
        let (_, publication) = draft.publish(&OrgId([7; 20]), "Buyer").unwrap();
        assert_eq!(publication.terms.profile, 1);
        assert_eq!(publication.terms.invited, [0x11, 0x22, 0x33].map(|byte| OrgId([byte; 20])));
        assert_eq!(DraftBody::parse("{}").unwrap().profile, 0, "a draft of before");
        let unread = DraftBody { invited: vec!["zz".into()], ..whole() };
        let problems = unread.publish(&OrgId([7; 20]), "Buyer").unwrap_err();
        assert_eq!(problems, [Problem { field: "invited", key: "error-draft-invited" }]);
    }

    #[test]
    fn a_draft_of_a_notice_in_force_makes_the_same_notice_and_the_same_terms() {
        let file = NoticeDocument { name: "a.pdf".into(), sha256: "44".repeat(32), size: 9 };
        let rule = DraftBody {
            price_formula: "benchmark".into(),
            benchmark_discount_bp: 500,
            documents: vec![file],
            profile: 1,
            invited: vec!["33".repeat(20)],
            lot: Some(DraftLot::new(&[9; 32], 2, 3)),
            ..whole()
        };
        for draft in [whole(), rule] {
            let (notice, publication) = draft.publish(&OrgId([7; 20]), "Buyer").unwrap();
            let begun = DraftBody::amending(&ContractId([8; 20]), 2, &publication, &notice);
            assert_eq!(begun.amends, Some(Amends { tender: "08".repeat(20), version: 2 }));
            assert_eq!(begun.deadline, None, "no other deadline is asked for");
            assert_eq!(DraftBody::parse(&begun.to_json()), Some(begun.clone()));
            let again = DraftBody { deadline: draft.deadline, ..begun };
            assert_eq!(again.publish(&OrgId([7; 20]), "Buyer"), Ok((notice, publication)));
        }
    }

    #[test]
    fn a_lot_goes_into_the_terms_as_it_was_drawn() {
        let lot = DraftLot::new(&[9; 32], 2, 3);
        let draft = DraftBody { lot: Some(lot.clone()), ..whole() };
        let (_, publication) = draft.publish(&OrgId([7; 20]), "Buyer").unwrap();
        assert_eq!(publication.terms.lot, Some(Lot { number: 2, of: 3, procurement: [9; 32] }));
        assert_eq!(whole().publish(&OrgId([7; 20]), "Buyer").unwrap().1.terms.lot, None);
        let unread = DraftLot { procurement: "zz".into(), ..lot };
        let problems = DraftBody { lot: Some(unread), ..whole() }
            .publish(&OrgId([7; 20]), "Buyer")
            .unwrap_err();
        assert_eq!(problems, [Problem { field: "lot", key: "error-draft-lot" }]);
    }

    #[test]
    fn every_missing_field_is_named() {
        let problems = DraftBody { currency: "yuan".into(), ..DraftBody::default() }
            .publish(&OrgId([7; 20]), "Buyer")
            .unwrap_err();
        let fields: Vec<_> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["title", "description", "currency", "deadline", "committee"]);
    }
}
