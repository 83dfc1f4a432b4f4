//! Profiles: what the registry asks of each kind of tender. Everybody may read those in force; a registrar
//! adds and retires them.

use actix_web::{HttpRequest, web};
use askama::Template;
use tenderseal_rules::{
    profile::{LowPriceRules, Profile, standard},
    registry::PROFILES_MAX,
};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    page::{Answer, Page, private, public, refused},
    profile_form::{self, CONSENSUS, FORMULAS, LOW_PRICES, PERIODS},
    publication::duration,
    signing::{self, Signing},
};
use crate::app::{App, Outcome, names::Named, sign_in::Signed};
use crate::i18n::Locale;
use crate::render::money;

/// A profile of the registry's list, to be put into words.
#[derive(Clone, Debug)]
pub struct ProfileView {
    /// By which terms name it; not known of one that is not on the list yet.
    pub number: Option<u32>,
    /// The profile.
    pub profile: Profile,
    /// Since when no new tender may name it, Unix seconds.
    pub retired_at: Option<u64>,
}

impl ProfileView {
    /// What people call it: by its code where that has a translation, else as its name is.
    #[must_use]
    pub fn name(&self, page: &Page) -> String {
        let key = format!("profile-code-{}", self.profile.code);
        if page.has(&key) { page.t(key) } else { self.profile.name.clone() }
    }

    /// The name of its procedure.
    #[must_use]
    pub fn procedure(&self) -> &'static str {
        self.profile.procedure.name()
    }

    /// Whether only the vendors that the terms name may bid.
    #[must_use]
    pub fn invites(&self) -> bool {
        self.profile.procedure.invites()
    }

    /// Whether technical offers have envelopes of their own.
    #[must_use]
    pub fn has_two_envelopes(&self) -> bool {
        self.profile.procedure.has_two_envelopes()
    }

    /// Where a registrar sees it, without the language.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/registrar/profiles/{}", self.number.unwrap_or_default())
    }

    /// Where everybody sees it, without the language.
    #[must_use]
    pub fn public_path(&self) -> String {
        format!("/registry/profiles#profile-{}", self.number.unwrap_or_default())
    }

    /// The price formulas that it allows.
    #[must_use]
    pub fn formulas(&self, page: &Page) -> String {
        let held = FORMULAS.iter().filter(|(.., one)| self.profile.formulas.0 & one.0 != 0);
        listed(page, held.map(|(name, ..)| page.of("formula-", name)))
    }

    /// The rules of consensus that it allows.
    #[must_use]
    pub fn consensus(&self, page: &Page) -> String {
        let held = CONSENSUS.iter().filter(|(.., one)| self.profile.consensus.0 & one.0 != 0);
        listed(page, held.map(|(name, ..)| page.of("consensus-", name)))
    }

    /// What the price may weigh.
    #[must_use]
    pub fn weight(&self, page: &Page) -> String {
        let (least, most) = (self.profile.price_weight_min_bp, self.profile.price_weight_max_bp);
        if least == most {
            return money::percent(least);
        }
        let values =
            [("least", money::percent(least).into()), ("most", money::percent(most).into())];
        page.tf("profile-weight-between", &values)
    }

    /// The least periods: what each is called, and how long it is.
    #[must_use]
    pub fn periods(&self, page: &Page) -> Vec<(String, String)> {
        let mut least = self.profile.least;
        let line = |(name, _): &(&str, &str)| {
            let length = *profile_form::period(&mut least, name);
            let words =
                if length == 0 { page.t("profile-no-least") } else { duration(page, &length) };
            (page.of("profile-period-", name), words)
        };
        PERIODS.iter().map(line).collect()
    }

    /// How many of how many members open bids, at least.
    #[must_use]
    pub fn committee(&self, page: &Page) -> String {
        let (k, n) = (self.profile.k, self.profile.n);
        page.tf("profile-committee-least", &[("k", k.into()), ("n", n.into())])
    }

    /// How many evaluators score, at least.
    #[must_use]
    pub fn evaluators(&self, page: &Page) -> String {
        page.tn("profile-evaluators-least", "count", self.profile.evaluators)
    }

    /// How many bids there are, at least.
    #[must_use]
    pub fn bids(&self, page: &Page) -> String {
        page.tn("profile-bids-least", "count", self.profile.min_bids)
    }

    /// What it asks of requests to vendors and of low prices.
    fn requests(&self, page: &Page) -> Vec<(String, String)> {
        let rules = |set: LowPriceRules| {
            let held = LOW_PRICES.iter().filter(|(.., one)| set.hold(*one));
            let words = listed(page, held.map(|(name, ..)| page.of("low-price-", name)));
            if words.is_empty() { page.t("profile-low-prices-no") } else { words }
        };
        let response = match self.profile.response {
            0 => page.t("profile-no-least"),
            length => duration(page, &length),
        };
        vec![
            (page.t("profile-low-prices"), rules(self.profile.low_prices)),
            (page.t("profile-low-prices-required"), rules(self.profile.low_prices_required)),
            (page.t("profile-response"), response),
        ]
    }

    /// Everything that it asks for, in words: what it is called, and what is asked.
    #[must_use]
    pub fn facts(&self, page: &Page) -> Vec<(String, String)> {
        let mut facts =
            vec![(page.t("profile-procedure"), page.of("procedure-", self.procedure()))];
        for section in ["criteria", "schedule", "requests", "committee"] {
            facts.extend(self.asks(page, section));
        }
        facts
    }

    /// What it asks of a section of a draft.
    #[must_use]
    pub fn asks(&self, page: &Page, section: &str) -> Vec<(String, String)> {
        match section {
            "schedule" => self.periods(page),
            "criteria" => {
                let scored = (page.t("profile-criteria"), page.t("profile-criteria-obligatory"));
                let mut asked = vec![
                    (page.t("profile-formulas"), self.formulas(page)),
                    (page.t("profile-weight"), self.weight(page)),
                    (page.t("profile-consensus"), self.consensus(page)),
                    (page.t("profile-bids"), self.bids(page)),
                ];
                asked.extend(self.has_two_envelopes().then_some(scored));
                asked
            }
            "requests" => self.requests(page),
            "committee" => vec![
                (page.t("profile-committee"), self.committee(page)),
                (page.t("profile-evaluators"), self.evaluators(page)),
            ],
            _ => Vec::new(),
        }
    }

    /// What a section of a draft says of it in one place. The schedule says it beside each of its fields.
    #[must_use]
    pub fn hints(&self, page: &Page, section: &str) -> Vec<(String, String)> {
        if section == "schedule" { Vec::new() } else { self.asks(page, section) }
    }

    /// What matters most to whoever chooses among several, in a sentence.
    #[must_use]
    pub fn summary(&self, page: &Page) -> String {
        let values = [
            ("bidding", duration(page, &self.profile.least.bidding).into()),
            ("bids", self.bids(page).into()),
            ("formulas", self.formulas(page).into()),
            ("committee", self.committee(page).into()),
            ("evaluators", self.evaluators(page).into()),
        ];
        page.tf("profile-summary", &values)
    }
}

fn listed(page: &Page, words: impl Iterator<Item = String>) -> String {
    let joint = if page.locale == Locale::Zh { "、" } else { ", " };
    words.collect::<Vec<_>>().join(joint)
}

/// The profile of this number, retired or not; none when there is none.
///
/// # Errors
/// When the ledger fails or the cell cannot be read.
pub async fn one(app: &App, number: u32) -> Outcome<Option<ProfileView>> {
    let held = signing::profile(app, number).await?;
    Ok(held.map(|held| ProfileView {
        number: Some(number),
        profile: held.profile,
        retired_at: held.retired_at,
    }))
}

/// Every profile of the registry by number, retired ones too.
///
/// # Errors
/// As [`one`].
pub async fn all(app: &App) -> Outcome<Vec<ProfileView>> {
    let mut all = Vec::new();
    for number in 0..PROFILES_MAX {
        let Some(found) = one(app, number).await? else { break };
        all.push(found);
    }
    Ok(all)
}

/// The list that everybody may read.
#[derive(Template)]
#[template(path = "public/profiles.html")]
pub struct PublicProfilesPage {
    /// The frame.
    pub page: Page,
    /// Those that new tenders may name.
    pub current: Vec<ProfileView>,
    /// Those that only running and past tenders name.
    pub retired: Vec<ProfileView>,
}

/// `GET /registry/profiles`.
pub async fn public_list(request: HttpRequest, portal: web::Data<Portal>, page: Page) -> Answer {
    let all = all(&portal.app).await?;
    let (current, retired) = all.into_iter().partition(|one| one.retired_at.is_none());
    public(&request, &PublicProfilesPage { page, current, retired })
}

/// The registrar's list.
#[derive(Template)]
#[template(path = "registrar/profiles.html")]
pub struct ProfilesPage {
    /// The frame.
    pub page: Page,
    /// All of them, those in force first.
    pub profiles: Vec<ProfileView>,
}

impl ProfilesPage {
    /// Whether the registry takes one more.
    fn has_room(&self) -> bool {
        self.profiles.len() < PROFILES_MAX as usize
    }
}

/// `GET /registrar/profiles`.
pub async fn list(portal: web::Data<Portal>, page: Page) -> Answer {
    let mut profiles = all(&portal.app).await?;
    profiles.sort_by_key(|one| one.retired_at.is_some());
    private(&ProfilesPage { page, profiles })
}

/// One profile, with what retires it.
#[derive(Template)]
#[template(path = "registrar/profile.html")]
pub struct ProfilePage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The profile.
    pub view: ProfileView,
}

impl ProfilePage {
    fn like(&self) -> String {
        format!("/registrar/profiles/new?like={}", self.view.number.unwrap_or_default())
    }
}

/// `GET /registrar/profiles/{number}`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, u32)>,
    signed: Signed,
) -> Answer {
    let view = one(&portal.app, parts.1).await?.ok_or(Refusal::NotFound)?;
    let signing = Signing::of(&portal.app, &signed).await?;
    private(&ProfilePage { page, signing, view })
}

/// The form for a new profile, and what it says once more.
#[derive(Template)]
#[template(path = "registrar/profile_new.html")]
pub struct NewProfilePage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// What is to be signed, once it was checked.
    pub checked: Option<ProfileView>,
}

impl NewProfilePage {
    fn json(profile: &Profile) -> String {
        profile_form::to_json(profile)
    }
}

/// `GET /registrar/profiles/new`: filled in with the first ready-made profile, or with the one that the
/// query names by `like`.
pub async fn form(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let app = &portal.app;
    let like = match page.query("like").parse() {
        Ok(number) => one(app, number).await?.map(|view| view.profile),
        Err(_) => None,
    };
    let ready = || standard().into_iter().next();
    let blank = ready().map(|first| Profile { code: String::new(), name: String::new(), ..first });
    let form = like.or(blank).as_ref().map(profile_form::filled).unwrap_or_default();
    let signing = Signing::of(app, &signed).await?;
    private(&NewProfilePage { page, form, signing, checked: None })
}

/// `POST /registrar/profiles/new`: shows what would be signed; nothing changes yet. With `step` other than
/// `check` the form comes back to be changed.
pub async fn check(
    portal: web::Data<Portal>,
    page: Page,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let (form, profile) = profile_form::read(&fields);
    let signing = Signing::of(&portal.app, &signed).await?;
    if fields.text("step") != "check" {
        let form = form.without_errors();
        return private(&NewProfilePage { page, form, signing, checked: None });
    }
    let checked = profile.map(|profile| ProfileView { number: None, profile, retired_at: None });
    let answer = NewProfilePage { page, form, signing, checked };
    if answer.form.is_refused() { refused(&answer) } else { private(&answer) }
}
