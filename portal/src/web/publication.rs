//! A publication as an officer proposes it and an approver reads it: all that is signed, in words.

use parity_scale_codec::Encode;
use serde_json::{Value, json};
use tenderseal_rules::{
    Hash,
    lot::Lot,
    messages::ProposeTender,
    replay::sha256,
    terms::{PriceFormula, Publication, Terms},
};

use super::{
    invited::{self, Invited},
    lots,
    page::Page,
    profiles::{self, ProfileView},
    requests, securities,
    signing::person_name,
    tender_rules::numbers,
};
use crate::app::{
    App, Outcome,
    names::{self, Named},
    notice::Notice,
};
use crate::render::{
    lifecycle::LifecycleWords,
    money,
    rule::{self, PriceWords},
};

/// A member of the committee or the panel.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The name.
    pub name: String,
    /// Legal name of the organisation.
    pub org: String,
    /// The opening key, hexadecimal; empty for evaluators.
    pub key: String,
}

/// A criterion in words.
#[derive(Clone, Debug)]
pub struct CriterionLine {
    /// What it is called.
    pub title: String,
    /// What is asked for.
    pub description: String,
    /// `60%`
    pub weight: String,
    /// Points at most.
    pub max: String,
    /// Points at least; empty when there is no minimum.
    pub min: String,
}

/// Everything that is approved.
#[derive(Clone, Debug)]
pub struct PublicationView {
    /// The notice; none when the portal does not have its text.
    pub notice: Option<Notice>,
    /// The profile under which it is published; none when the registry has no such one.
    pub profile: Option<ProfileView>,
    /// Which lot it is, where the procurement is divided.
    pub lot: Option<Lot>,
    /// The vendors that are invited; none where anybody may bid.
    pub invited: Vec<Invited>,
    /// Title in the page's language.
    pub title: String,
    /// Description in the page's language.
    pub description: String,
    /// SHA-256 of the notice.
    pub notice_hash: String,
    /// The estimate with its currency; empty when it is not told.
    pub budget: String,
    /// The security that bidders give: Fluent keys and what stands beside them; empty where none is asked for.
    pub security: Vec<(&'static str, String)>,
    /// What is said of requests to vendors and low prices: Fluent keys and what stands beside them.
    pub requests: Vec<(&'static str, String)>,
    /// The currency.
    pub currency: String,
    /// The price rule in words.
    pub price: PriceWords,
    /// What of life-cycle costs counts, in words; none where they do not.
    pub lifecycle: Option<LifecycleWords>,
    /// How scores become one, in words.
    pub consensus: String,
    /// The criteria.
    pub criteria: Vec<CriterionLine>,
    /// Bids at least.
    pub min_bids: u32,
    /// The deadline, Unix seconds.
    pub deadline: u64,
    /// Fluent key and length in seconds of each period, in their order.
    pub periods: Vec<(&'static str, u32)>,
    /// Shares that open a bid.
    pub k: u8,
    /// The committee.
    pub committee: Vec<Seat>,
    /// The panel.
    pub panel: Vec<Seat>,
    /// SHA-256 of the act's SCALE bytes: what the second signature refers to.
    pub digest: String,
}

impl PublicationView {
    /// The periods in words: Fluent key and length.
    #[must_use]
    pub fn lengths(&self, page: &Page) -> Vec<(&'static str, String)> {
        self.periods.iter().map(|(key, seconds)| (*key, duration(page, seconds))).collect()
    }

    /// Which lot it is, in words, and the number that its siblings share.
    #[must_use]
    pub fn lot(&self, page: &Page) -> Option<(String, String)> {
        self.lot.map(|lot| (lots::words(page, &lot), hex::encode(lot.procurement)))
    }

    /// Puts a publication into words.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(
        app: &App,
        page: &Page,
        publication: &Publication,
        notice: Option<Notice>,
    ) -> Outcome<Self> {
        let terms = &publication.terms;
        let mut committee = Vec::new();
        let registered = app.store.opening_keys().await?;
        for key in &publication.committee {
            let owner = registered.iter().find(|row| row.public == *key).map(|row| row.person);
            let (name, org) = match owner {
                Some(person) => seat(app, &person).await?,
                None => (String::new(), String::new()),
            };
            committee.push(Seat { name, org, key: hex::encode(key) });
        }
        let mut panel = Vec::new();
        for person in &publication.panel {
            let (name, org) = seat(app, person).await?;
            panel.push(Seat { name, org, key: String::new() });
        }
        let schedule = publication.schedule;
        let text = |pick: fn(&Notice) -> &crate::app::notice::Bilingual| {
            notice
                .as_ref()
                .map_or_else(String::new, |notice| pick(notice).in_language(page.locale).to_owned())
        };
        let budget = notice
            .as_ref()
            .and_then(|notice| notice.budget.parse().ok())
            .filter(|minor| *minor > 0);
        Ok(Self {
            profile: profiles::one(app, terms.profile).await?,
            lot: terms.lot,
            invited: invited::named(app, &terms.invited).await?,
            title: text(|notice| &notice.title),
            description: text(|notice| &notice.description),
            notice_hash: hex::encode(terms.notice),
            budget: budget.map_or_else(String::new, |minor| money::amount(terms.currency, minor)),
            security: securities::asked(page, terms),
            requests: requests::asked(page, terms),
            currency: terms.currency.to_string(),
            price: PriceWords::of(page.locale, &terms.price, terms.currency),
            lifecycle: LifecycleWords::of(page.locale, terms),
            consensus: rule::consensus(page.locale, terms.consensus, publication.panel.len()),
            criteria: criteria(page, publication, notice.as_ref()),
            min_bids: terms.min_bids,
            deadline: schedule.deadline,
            periods: [
                ("period-guard", schedule.guard),
                ("period-officers_window", schedule.officers_window),
                ("period-self_reveal_window", schedule.self_reveal_window),
                ("period-objection_window", schedule.objection_window),
                ("period-standstill", schedule.standstill),
                ("period-questions", schedule.questions),
            ]
            .into_iter()
            .chain(terms.prequalification.map(|lead| ("period-prequalification", lead)))
            .collect(),
            k: publication.k,
            committee,
            panel,
            digest: hex::encode(digest(publication)),
            notice,
        })
    }
}

/// SHA-256 of `propose_tender` with this publication, as the chain computes it.
#[must_use]
pub fn digest(publication: &Publication) -> Hash {
    sha256(&ProposeTender { publication: publication.clone() }.encode())
}

async fn seat(app: &App, person: &tenderseal_rules::PersonId) -> Outcome<(String, String)> {
    let name = person_name(app, person).await?;
    let org = match app.store.person(person).await? {
        Some(row) => app.store.chain_org(&row.org).await?.map_or_else(String::new, |org| org.name),
        None => String::new(),
    };
    Ok((name, org))
}

fn criteria(page: &Page, publication: &Publication, notice: Option<&Notice>) -> Vec<CriterionLine> {
    let line = |criterion: &tenderseal_rules::terms::Criterion| {
        let told =
            notice.and_then(|notice| notice.criteria.iter().find(|held| held.id == criterion.id));
        let [weight, max, min] = numbers(page, criterion);
        CriterionLine {
            title: told.map_or_else(
                || criterion.id.to_string(),
                |held| held.title.in_language(page.locale).to_owned(),
            ),
            description: told.map_or_else(String::new, |held| {
                held.description.in_language(page.locale).to_owned()
            }),
            weight,
            max,
            min,
        }
    };
    publication.terms.criteria.iter().map(line).collect()
}

/// A publication for `acts.js`, with its names of fields.
#[must_use]
pub fn to_json(publication: &Publication) -> String {
    let Publication { terms, schedule, k, committee, panel } = publication;
    json!({
        "terms": self::terms(terms),
        "schedule": {
            "deadline": schedule.deadline.to_string(),
            "guard": schedule.guard,
            "officers_window": schedule.officers_window,
            "self_reveal_window": schedule.self_reveal_window,
            "objection_window": schedule.objection_window,
            "standstill": schedule.standstill,
            "questions": schedule.questions,
        },
        "k": k,
        "committee": committee.iter().map(hex::encode).collect::<Vec<_>>(),
        "panel": panel.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
    .to_string()
}

/// Terms for `acts.js`, with its names of fields.
#[must_use]
pub fn terms(terms: &Terms) -> Value {
    let mut price = json!({ "formula": names::formula(terms.price.formula), "weight_bp": terms.price.weight_bp });
    if let PriceFormula::Benchmark { discount_bp, above_bp_per_percent, below_bp_per_percent } =
        terms.price.formula
    {
        price["discount_bp"] = discount_bp.into();
        price["above_bp_per_percent"] = above_bp_per_percent.into();
        price["below_bp_per_percent"] = below_bp_per_percent.into();
    }
    let security = terms.security.map(|asked| {
        json!({
            "amount": asked.amount.to_string(),
            "valid_for": asked.valid_for,
            "silence": asked.silence,
            "refusal": asked.refusal,
        })
    });
    let criteria: Vec<_> = terms
        .criteria
        .iter()
        .map(|one| json!({ "id": one.id, "weight_bp": one.weight_bp, "max": one.max, "min": one.min }))
        .collect();
    json!({
        "notice": hex::encode(terms.notice),
        "documents": terms.documents.iter().map(hex::encode).collect::<Vec<_>>(),
        "currency": terms.currency.to_string(),
        "price": price,
        "criteria": criteria,
        "consensus": terms.consensus.name(),
        "lifecycle_rate_bp": terms.lifecycle_rate_bp,
        "min_bids": terms.min_bids,
        "profile": terms.profile,
        "invited": terms.invited.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "lot": terms.lot.as_ref().map(lot),
        "security": security,
        "prequalification": terms.prequalification,
        "lifecycle_years": terms.lifecycle_years,
        "requests": {
            "window": terms.requests.window,
            "under_mean_bp": terms.requests.under_mean_bp,
            "under_next_bp": terms.requests.under_next_bp,
        },
    })
}

/// A lot with its names of fields.
#[must_use]
pub fn lot(lot: &Lot) -> Value {
    json!({ "number": lot.number, "of": lot.of, "procurement": hex::encode(lot.procurement) })
}

/// A length of time in its largest whole unit: `10 days`, `90 minutes`.
#[must_use]
pub fn duration(page: &Page, seconds: &u32) -> String {
    let (unit, count) = match seconds {
        seconds if seconds % 86_400 == 0 => ("days", seconds / 86_400),
        seconds if seconds % 3_600 == 0 => ("hours", seconds / 3_600),
        seconds if seconds % 60 == 0 => ("minutes", seconds / 60),
        seconds => ("seconds", *seconds),
    };
    page.tn(&format!("duration-{unit}"), "count", count)
}
