//! Tenders as everybody may read them: the list, and a tender's whole story.
//! No session is read; before the opening no vendor is named.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, web};
use askama::Template;
use tenderseal_rules::{
    ContractId, OrgId,
    tender::{BidStatus, Stage},
};

use super::{
    Portal,
    errors::Refusal,
    invited::{self, Invited},
    lots::{self, Siblings},
    page::{Answer, Given, Page, public},
    panel,
    profiles::{self, ProfileView},
    registry,
    tender_rules::{CriterionLine, criteria},
    versions::{VersionLine, versions},
};
use crate::app::{
    self,
    names::{self, Named},
    notice::{Bilingual, Source},
    tender::{At, BidView, MemberView, RankedView, ScoreView, TenderView},
};
use crate::chain::Judgement;
use crate::i18n::Locale;
use crate::ports_chain::{TenderFilter, TenderRow};
use crate::render::{
    chart::{Bar, COLOURS, Chart},
    money,
};

/// Lines of the list on one page.
const LINES: u64 = 20;
/// The longest text that is searched for, in characters.
const SEARCH_MAX: usize = 100;

/// The stages in which the award is final.
pub const AWARDED: &[Stage] =
    &[Stage::Awarded, Stage::ContractSigned, Stage::Completed, Stage::Terminated];

/// What a list may be narrowed to, by the value of the form's field.
pub const STATUSES: [(&str, &[Stage]); 7] = [
    ("open", &[Stage::Bidding]),
    (
        "running",
        &[
            Stage::Closed,
            Stage::TechnicalOpening,
            Stage::TechnicalEvaluation,
            Stage::FinancialOpening,
            Stage::FinancialEvaluation,
            Stage::AwardProposed,
            Stage::Standstill,
        ],
    ),
    ("awarded", AWARDED),
    ("contract", &[Stage::ContractSigned]),
    ("completed", &[Stage::Completed]),
    ("terminated", &[Stage::Terminated]),
    ("ended", &[Stage::Unsuccessful, Stage::Cancelled]),
];

/// A tender in a list.
#[derive(Clone, Debug)]
pub struct TenderLine {
    /// The tender.
    pub row: TenderRow,
    /// The buyer's legal name.
    pub buyer: String,
    /// Who won and at what price, once that is final.
    pub winner: Option<(String, String)>,
}

impl TenderLine {
    /// The title in the page's language.
    #[must_use]
    pub fn title(&self, page: &Page) -> String {
        title(&self.row, page)
    }

    /// The same without its lot, where that stands beside it.
    #[must_use]
    pub fn plain_title(&self, page: &Page) -> String {
        plain_title(&self.row, page)
    }

    /// Which lot it is, and where its siblings are listed, without the language.
    #[must_use]
    pub fn lot(&self, page: &Page) -> Option<(String, String)> {
        Some((lots::words(page, self.row.lot()?), lots::path(&self.row.procurement()?)))
    }
}

/// The title of a tender with its lot.
#[must_use]
pub fn title(row: &TenderRow, page: &Page) -> String {
    lots::titled(page, plain_title(row, page), row.lot())
}

/// The title of a tender without its lot; its number where it has none.
#[must_use]
pub fn plain_title(row: &TenderRow, page: &Page) -> String {
    let (first, second) = match page.locale {
        Locale::En => (&row.titles.en, &row.titles.zh),
        Locale::Zh => (&row.titles.zh, &row.titles.en),
    };
    match (first.is_empty(), second.is_empty()) {
        (false, _) => first.clone(),
        (true, false) => second.clone(),
        _ => page.t1("tender-untitled", "number", row.public_number()),
    }
}

/// The colour of a stage's tag.
#[must_use]
pub const fn stage_colour(stage: Stage) -> &'static str {
    match stage {
        Stage::Bidding => "green",
        Stage::Closed | Stage::TechnicalOpening | Stage::FinancialOpening => "yellow",
        Stage::TechnicalEvaluation
        | Stage::FinancialEvaluation
        | Stage::AwardProposed
        | Stage::Standstill => "blue",
        Stage::Awarded | Stage::ContractSigned | Stage::Completed => "turquoise",
        Stage::Unsuccessful | Stage::Terminated => "grey",
        Stage::Cancelled => "red",
    }
}

/// The key of what is to be said of a bid's status.
#[must_use]
pub fn status_key(bid: &BidView) -> String {
    if bid.stale {
        "bid-status-stale".to_owned()
    } else if bid.silent {
        "bid-status-silent".to_owned()
    } else if bid.status == BidStatus::Read && bid.passed == Some(false) {
        "bid-status-not_passed".to_owned()
    } else {
        format!("bid-status-{}", names::bid_status(bid.status))
    }
}

/// Lists tenders with their buyers' names, and who won where that is final.
///
/// # Errors
/// When a table cannot be read.
pub async fn lines(
    app: &app::App,
    filter: &TenderFilter,
) -> Result<(Vec<TenderLine>, u64), app::Error> {
    let listed = app.store.tenders(filter).await?;
    let mut lines = Vec::with_capacity(listed.items.len());
    for row in listed.items {
        lines.push(line(app, row).await?);
    }
    Ok((lines, listed.total))
}

/// A tender with its buyer's name, and who won where that is final.
///
/// # Errors
/// When a table cannot be read.
pub async fn line(app: &app::App, row: TenderRow) -> Result<TenderLine, app::Error> {
    let buyer = app.store.chain_org(&row.buyer).await?;
    let buyer = buyer.map_or_else(|| row.buyer.to_string(), |org| org.name);
    let winner = winner(app, &row).await?;
    Ok(TenderLine { row, buyer, winner })
}

/// Who won and at what price, once that is final.
async fn winner(app: &app::App, row: &TenderRow) -> Result<Option<(String, String)>, app::Error> {
    if !row.stage.is_awarded() {
        return Ok(None);
    }
    let Some(view) = app::tender::view(app, &row.address).await? else { return Ok(None) };
    let Some(award) = &view.award else { return Ok(None) };
    let price = view.bids.get(award.bid as usize).and_then(|bid| bid.opened.as_ref()?.price);
    let price = price.map_or_else(String::new, |minor| money::amount(view.core().currency, minor));
    Ok(Some((award.vendor_name.clone(), price)))
}

/// The list of tenders.
#[derive(Template)]
#[template(path = "public/tenders.html")]
pub struct TendersPage {
    /// The frame.
    pub page: Page,
    /// What was searched for.
    pub text: String,
    /// One of [`STATUSES`], or empty.
    pub status: String,
    /// The tenders of this page.
    pub tenders: Vec<TenderLine>,
    /// Of how many.
    pub total: u64,
    /// From 0.
    pub here: u64,
}

impl TendersPage {
    fn pages(&self) -> u64 {
        self.total.div_ceil(LINES).max(1)
    }

    fn address(&self, page: u64) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", self.text.as_str()), ("status", self.status.as_str())] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if page > 0 {
            query.append_pair("page", &(page + 1).to_string());
        }
        let query = query.finish();
        self.page.href(&if query.is_empty() {
            "/tenders".to_owned()
        } else {
            format!("/tenders?{query}")
        })
    }

    fn previous(&self) -> String {
        self.here.checked_sub(1).map_or_else(String::new, |page| self.address(page))
    }

    fn where_in_list(&self) -> String {
        self.page
            .tf("tenders-page", &[("here", (self.here + 1).into()), ("pages", self.pages().into())])
    }

    fn next(&self) -> String {
        if self.here + 1 < self.pages() { self.address(self.here + 1) } else { String::new() }
    }
}

/// `GET /tenders`.
pub async fn list(request: HttpRequest, portal: web::Data<Portal>, page: Page) -> Answer {
    let text: String = page.query("q").trim().chars().take(SEARCH_MAX).collect();
    let status = page.query("status");
    let stages =
        STATUSES.iter().find(|(name, _)| *name == status).map_or(&[][..], |(_, stages)| stages);
    let here = page.query("page").parse::<u64>().unwrap_or(1).clamp(1, 1_000_000) - 1;
    let filter = TenderFilter {
        text: app::lots::searched(&text),
        stages: stages.to_vec(),
        buyer: None,
        page: here,
        size: LINES,
    };
    let (tenders, total) = lines(&portal.app, &filter).await?;
    let status = if stages.is_empty() { String::new() } else { status };
    public(&request, &TendersPage { page, text, status, tenders, total, here })
}

/// A tender.
#[derive(Template)]
#[template(path = "public/tender.html")]
pub struct TenderPage {
    /// The frame.
    pub page: Page,
    /// Everything about it.
    pub view: TenderView,
    /// The last block that this page knows.
    pub block: u32,
    /// Vendors who bid and may not act now, once vendors are named: Fluent key and time.
    pub excluded: BTreeMap<OrgId, (&'static str, u64)>,
    /// Under which profile it was published, and who is invited.
    pub kind: TenderKind,
    /// What each amendment changed, the latest first.
    pub versions: Vec<VersionLine>,
}

/// The profile of a tender, whom its terms invite, and of which procurement it is a lot.
#[derive(Clone, Debug, Default)]
pub struct TenderKind {
    /// The profile; none when the registry has no such one.
    pub profile: Option<ProfileView>,
    /// The vendors that are invited: the record names them from the beginning. None where anybody may bid.
    pub invited: Vec<Invited>,
    /// It and its siblings, where the procurement is divided.
    pub lots: Option<Siblings>,
}

impl TenderKind {
    /// What the terms in force say.
    ///
    /// # Errors
    /// When a table or the ledger fails.
    pub async fn of(app: &app::App, view: &TenderView) -> Result<Self, app::Error> {
        let terms = &view.publication().terms;
        Ok(Self {
            profile: profiles::one(app, terms.profile).await?,
            invited: invited::named(app, &terms.invited).await?,
            lots: Siblings::of(app, &view.row).await?,
        })
    }
}

/// A line of the schedule.
pub struct Moment {
    /// Its message is `schedule-<key>`.
    pub key: &'static str,
    /// When, Unix seconds.
    pub at: u64,
    /// Whether that is over.
    pub past: bool,
}

/// A document of the notice.
pub struct DocumentLine {
    /// Its name.
    pub name: String,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Kibibytes, rounded up.
    pub kibibytes: u64,
}

impl TenderPage {
    pub(super) fn title(&self) -> String {
        title(&self.view.row, &self.page)
    }

    pub(super) fn buyer(&self) -> String {
        self.view
            .buyer
            .as_ref()
            .map_or_else(|| self.view.row.buyer.to_string(), |buyer| buyer.name.clone())
    }

    /// The bundle for `tenderseal verify`.
    fn bundle(&self) -> String {
        format!("/api/tenders/{}/bundle", self.view.row.address)
    }

    /// The tender as an OCDS release package.
    fn ocds(&self) -> String {
        format!("/ocds/{}", self.view.row.address)
    }

    fn words<'a>(&self, text: &'a Bilingual) -> &'a str {
        text.in_language(self.page.locale)
    }

    fn source(&self, source: &Source) -> String {
        let values = [
            ("publisher", source.publisher.as_str().into()),
            ("identifier", source.identifier.as_str().into()),
        ];
        self.page.tf("tender-notice-source", &values)
    }

    /// A message with time and block of something that happened.
    pub(super) fn happened(&self, key: &str, at: &At) -> String {
        self.page.tf(key, &[("time", self.page.moment(at.time).into()), ("block", at.block.into())])
    }

    /// What keeps a vendor from acting now, if anything does.
    fn excluded(&self, vendor: &OrgId) -> Option<String> {
        let (key, at) = self.excluded.get(vendor)?;
        Some(self.page.t1(key, "time", self.page.moment(*at)))
    }

    /// A message with the number of a bid and its vendor.
    pub(super) fn of_bid(&self, key: &str, bid: &BidView) -> String {
        let values = [
            ("number", self.page.bid_number(bid.number).into()),
            ("vendor", bid.vendor_name.as_str().into()),
        ];
        self.page.tf(key, &values)
    }

    fn too_few(&self) -> String {
        let (count, least) = (self.view.live_count(), self.view.state().terms.min_bids);
        self.page.tf("tender-unsuccessful-few", &[("count", count.into()), ("least", least.into())])
    }

    pub(super) fn threshold(&self) -> String {
        let core = self.view.core();
        self.page.tf("tender-committee-threshold", &[("k", core.k.into()), ("n", core.n.into())])
    }

    fn now(&self) -> String {
        let values =
            [("time", self.page.moment(self.view.now).into()), ("block", self.block.into())];
        self.page.tf("tender-schedule-now", &values)
    }

    pub(super) fn money(&self, minor: &u128) -> String {
        money::amount(self.view.core().currency, *minor)
    }

    /// The estimate, where the notice tells it.
    fn budget(&self) -> Option<String> {
        let digits = &self.view.notice.as_ref()?.budget;
        digits.parse().ok().map(|minor: u128| self.money(&minor))
    }

    fn schedule(&self) -> Vec<Moment> {
        let (schedule, now) = (self.view.schedule(), self.view.clock());
        let mut moments =
            vec![("published", self.view.core().published_at), ("deadline", schedule.deadline)];
        moments.extend(
            self.view.has_two_envelopes().then(|| ("technical", self.view.first_opening())),
        );
        moments.extend(self.view.technical_until().map(|until| ("technical-until", until)));
        moments.extend(self.view.technical.as_ref().map(|held| ("technical-result", held.at.time)));
        if self.view.technical_until().is_none() {
            moments.extend([
                (self.opening_key(), schedule.opening()),
                ("self-reveal", schedule.self_reveal()),
                ("silence", schedule.silence()),
            ]);
        }
        if schedule.questions > 0 {
            moments.push(("questions", schedule.questions_until()));
        }
        moments.extend(self.view.applications_until().map(|until| ("applications", until)));
        if let Some(settled) = self.view.settled_at {
            moments.retain(|(key, at)| *at <= settled || !["self-reveal", "silence"].contains(key));
            moments.push(("settled", settled));
        }
        moments.extend(self.view.objections_until().map(|until| ("objections", until)));
        if let Some(until) = self.view.award.as_ref().and_then(|award| award.final_from) {
            moments.push(("standstill", until));
        }
        moments.sort_by_key(|(_, at)| *at);
        let ended = self.view.ended_at();
        let reached = moments.into_iter().filter(|(_, at)| ended.is_none_or(|end| *at <= end));
        reached.map(|(key, at)| Moment { key, at, past: at <= now }).collect()
    }

    pub(super) fn criteria(&self) -> Vec<CriterionLine> {
        criteria(&self.view, &self.page)
    }

    fn documents(&self) -> Vec<DocumentLine> {
        let line = |hash: &[u8; 32]| {
            let sha256 = hex::encode(hash);
            let named = self
                .view
                .notice
                .iter()
                .flat_map(|notice| &notice.documents)
                .find(|held| held.sha256 == sha256);
            DocumentLine {
                name: named.map_or_else(|| sha256.clone(), |held| held.name.clone()),
                kibibytes: named.map_or(0, |held| held.size.div_ceil(1024)),
                sha256,
            }
        };
        self.view.publication().terms.documents.iter().map(line).collect()
    }

    pub(super) fn hash(bytes: &[u8]) -> String {
        hex::encode(bytes)
    }

    /// What the opening of prices is called among the times of the schedule.
    pub(super) const fn opening_key(&self) -> &'static str {
        if self.view.has_two_envelopes() { "prices" } else { "opening" }
    }

    /// How far the opening is: a Fluent key.
    pub(super) fn opening_state(&self) -> &'static str {
        if self.view.state().is_technical() && !self.view.stage.is_final() {
            return "tender-opening-technical";
        }
        match (self.view.settled_at, self.view.stage) {
            (None, Stage::TechnicalEvaluation) => "tender-opening-guard",
            (Some(_), _) => "tender-opening-settled",
            (None, Stage::Cancelled) => "tender-opening-ended",
            (None, _) => "tender-opening-running",
        }
    }

    /// Where the receipt of something that happened is.
    fn receipt(&self, at: &At) -> String {
        self.page.href(&format!("/receipts/{}/{}", at.block, at.extrinsic))
    }

    fn quantity(number: impl AsRef<str>) -> String {
        money::quantity(number.as_ref())
    }

    /// How many bids a member's good shares are there for.
    pub(super) fn posted(member: &MemberView) -> usize {
        member.posted.values().filter(|good| **good).count()
    }

    /// The key of what is to be said of a bid's status.
    pub(super) fn status(bid: &BidView) -> String {
        status_key(bid)
    }

    const fn status_colour(bid: &BidView) -> &'static str {
        match bid.status {
            BidStatus::Opened => "green",
            BidStatus::Rejected(_) | BidStatus::Excluded(_) => "red",
            BidStatus::Read if matches!(bid.passed, Some(false)) => "red",
            BidStatus::Read | BidStatus::Sealed if bid.silent => "orange",
            BidStatus::Read => "blue",
            BidStatus::Unopened => "orange",
            BidStatus::Sealed if bid.stale => "grey",
            BidStatus::Sealed => "yellow",
            BidStatus::Replaced | BidStatus::Withdrawn => "grey",
        }
    }

    /// The key of the fault for which a bid is rejected.
    pub(super) fn fault(bid: &BidView) -> Option<String> {
        match bid.status {
            BidStatus::Rejected(fault) => Some(format!("fault-{}", fault.name())),
            _ => None,
        }
    }

    /// The key of what the judge found, while people may still object.
    fn judged(view: &TenderView, bid: &BidView) -> Option<&'static str> {
        let open = bid.status == BidStatus::Opened || view.awaits_price(bid);
        match bid.judged {
            Some(found) if open && view.stage == Stage::FinancialOpening => Some(match found {
                Judgement::Sound => "tender-opening-judged-sound",
                Judgement::Faulty(_) => "tender-opening-judged-fault",
            }),
            _ => None,
        }
    }

    /// Places of committee members, as a list in words.
    fn members(&self, places: &[u8]) -> String {
        let between = match self.page.locale {
            Locale::En => ", ",
            Locale::Zh => "、",
        };
        places.iter().map(u8::to_string).collect::<Vec<_>>().join(between)
    }

    pub(super) fn criterion_title(&self, id: impl Given<u16>) -> String {
        let id = id.given();
        let found = self.criteria().into_iter().find(|line| line.id == id);
        found.map_or_else(|| self.page.t1("tender-criterion", "id", id), |line| line.title)
    }

    /// The criterion whose minimum a ranked bid missed.
    pub(super) fn below(&self, line: &RankedView) -> String {
        line.line.below_minimum.map_or_else(String::new, |id| self.criterion_title(id))
    }

    pub(super) fn dead_count(&self) -> usize {
        self.view.bids.iter().filter(|bid| !bid.is_live()).count()
    }

    /// The number of an evaluator, from 1: a substitute has one of its own.
    pub(super) fn seat(&self, score: &ScoreView) -> usize {
        panel::place(&panel::roll(&self.view), &score.evaluator)
    }

    /// The bids of the opening record: those that count, and those that were not confirmed after an amendment,
    /// which are named and stay sealed.
    pub(super) fn opening_bids(&self) -> Vec<&BidView> {
        self.view.bids.iter().filter(|bid| bid.is_live()).collect()
    }

    pub(super) fn scored_bids(&self) -> Vec<&BidView> {
        let public = self.view.names_are_public();
        let scored = |bid: &&BidView| !bid.scores.is_empty() || !bid.set_aside.is_empty();
        self.view.bids.iter().filter(|bid| public && scored(bid)).collect()
    }

    pub(super) fn price_of(&self, line: &RankedView) -> Option<String> {
        let opened = self.view.bids.get(line.line.bid as usize)?.opened.as_ref()?;
        opened.evaluated.map(|minor| self.money(&minor))
    }

    pub(super) fn points(micropoints: impl Given<u32>) -> String {
        money::points(micropoints.given())
    }

    /// Whether price or criteria give points: else the ranking is by price alone and there is nothing to draw.
    fn has_chart(&self) -> bool {
        self.view
            .ranking
            .as_ref()
            .is_some_and(|(_, lines)| lines.iter().any(|line| line.line.total_micropoints > 0))
    }

    /// What the colours of the chart stand for: class number and name.
    fn legend(&self) -> Vec<(usize, String)> {
        let weighed = self.criteria().into_iter().filter(|line| !line.pass_fail);
        let criteria = weighed.map(|line| line.title);
        let price = self.scores_price().then(|| self.page.t("tender-evaluation-price"));
        price
            .into_iter()
            .chain(criteria)
            .enumerate()
            .map(|(place, name)| (place % COLOURS, name))
            .collect()
    }

    fn chart(&self) -> String {
        let Some((_, lines)) = &self.view.ranking else { return String::new() };
        let winner = self.view.award.as_ref().map(|award| award.bid);
        let weighed: Vec<bool> = self.criteria().iter().map(|line| !line.pass_fail).collect();
        let bar = |line: &RankedView| {
            let price = self.scores_price().then_some(line.line.price_micropoints);
            let parts = line.line.criteria.iter().zip(&weighed);
            let parts = parts.filter(|(_, weighed)| **weighed).map(|(points, _)| *points);
            Bar {
                label: match line.place {
                    Some(place) => format!("{place}. {}", line.vendor_name),
                    None => format!("— {}", line.vendor_name),
                },
                parts: price.into_iter().chain(parts).collect(),
                total: money::decimal((line.line.total_micropoints / 10_000).into(), 2),
                winner: winner == Some(line.line.bid),
            }
        };
        let first = lines.first().map_or("", |line| line.vendor_name.as_str());
        Chart {
            title: self.page.t("tender-evaluation-chart-title"),
            description: self.page.tf(
                "tender-evaluation-chart-description",
                &[("count", lines.len().into()), ("first", first.into())],
            ),
            bars: lines.iter().map(bar).collect(),
        }
        .svg()
    }

    /// The award's price.
    pub(super) fn award_price(&self) -> Option<String> {
        let award = self.view.award.as_ref()?;
        let price = self.view.bids.get(award.bid as usize)?.opened.as_ref()?.price?;
        Some(self.money(&price))
    }

    fn is_cancelled(&self) -> bool {
        self.view.stage == Stage::Cancelled
    }

    fn is_confirmed_cancellation(&self) -> bool {
        self.is_cancelled()
            && self.view.cancellation.as_ref().is_some_and(|held| held.confirmed.is_some())
    }
}

/// The tender of an address in a path, as it stands now.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none.
pub async fn tender_at(portal: &Portal, address: &str) -> Result<TenderView, Refusal> {
    let address = ContractId::parse(address).ok_or(Refusal::NotFound)?;
    app::tender::view(&portal.app, &address).await?.ok_or(Refusal::NotFound)
}

/// `GET /tenders/{address}`.
pub async fn show(
    request: HttpRequest,
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    let view = tender_at(&portal, &parts.1).await?;
    let block = portal.app.chain.mirrored();
    let excluded = registry::excluded(&portal.app, &view).await?;
    let kind = TenderKind::of(&portal.app, &view).await?;
    let versions = versions(&portal.app, &page, &view).await?;
    public(&request, &TenderPage { page, view, block, excluded, kind, versions })
}

/// The latest tenders of some stages, with who won where that is final.
///
/// # Errors
/// When a table cannot be read.
pub async fn latest(
    app: &app::App,
    stages: &[Stage],
    size: u64,
) -> Result<Vec<TenderLine>, app::Error> {
    let filter = TenderFilter { stages: stages.to_vec(), size, ..TenderFilter::default() };
    Ok(lines(app, &filter).await?.0)
}
