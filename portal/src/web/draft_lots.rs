//! Lots of a draft: divided, added, removed, filled with items; and how far each is.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{
    Error as Rule,
    lot::{LOTS_MAX, LOTS_MIN},
    tender::Stage,
};

use super::{
    Portal,
    drafts::{all_problems, opened},
    errors::Refusal,
    forms::{Fields, Form},
    gate::see_other,
    page::{Answer, Page, private, refused},
    signing::{me, profile},
};
use crate::app::{
    drafts::Opened,
    lots::{self, Division},
    people::Me,
    sign_in::Signed,
};

/// How far a lot is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LotState {
    /// Something is missing in its draft.
    Open,
    /// It can be proposed.
    Ready,
    /// The proposal of this number waits for its approver.
    Proposed(u32),
    /// It is published, at this address.
    Published(String, Stage),
    /// Its draft was deleted before it was proposed.
    Gone,
}

impl LotState {
    /// The key of what it is called.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Open => "lot-state-open".to_owned(),
            Self::Ready => "lot-state-ready".to_owned(),
            Self::Proposed(_) => "lot-state-proposed".to_owned(),
            Self::Published(_, stage) => {
                format!("stage-{}", crate::app::names::Named::name(*stage))
            }
            Self::Gone => "lot-state-gone".to_owned(),
        }
    }

    /// The colour of its tag.
    #[must_use]
    pub const fn colour(&self) -> &'static str {
        match self {
            Self::Open | Self::Gone => "grey",
            Self::Ready => "blue",
            Self::Proposed(_) => "yellow",
            Self::Published(_, stage) => super::tenders::stage_colour(*stage),
        }
    }

    /// Where it can be looked at, besides its draft; without the language.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        match self {
            Self::Proposed(number) => Some(format!("/approvals/{number}")),
            Self::Published(address, _) => Some(format!("/tenders/{address}")),
            Self::Open | Self::Ready | Self::Gone => None,
        }
    }
}

/// A lot among its siblings.
#[derive(Clone, Debug)]
pub struct LotRow {
    /// Its number, from 1.
    pub number: u16,
    /// The draft; none once it was deleted.
    pub draft: Option<i64>,
    /// The draft's title.
    pub title: String,
    /// How many lines of what is bought it has.
    pub items: usize,
    /// How far it is.
    pub state: LotState,
    /// Whether it is the one that is looked at.
    pub own: bool,
}

/// The lots of a procurement as its officers see them.
#[derive(Clone, Debug)]
pub struct LotRows {
    /// Every lot.
    pub lots: Vec<LotRow>,
    /// Whether lots can be added and removed: none was proposed.
    pub free: bool,
    /// Where the published lots are listed, without the language; none while there is none.
    pub public: Option<String>,
}

impl LotRows {
    /// How many lots wait for somebody: their officer or their approver.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lots.iter().filter(|lot| !matches!(lot.state, LotState::Published(..))).count()
    }
}

/// A line of what is bought, and in which lot.
#[derive(Clone, Debug)]
pub struct Line {
    /// The name of its field.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The lot's number.
    pub lot: u16,
}

/// The page on which a draft is divided.
#[derive(Template)]
#[template(path = "officer/lots.html")]
pub struct LotsPage {
    /// The frame.
    pub page: Page,
    /// The draft's number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its lots; none where it is not divided.
    pub rows: Option<LotRows>,
    /// What is bought, to be distributed.
    pub lines: Vec<Line>,
    /// What was typed, and what is wrong with it.
    pub form: Form,
}

impl LotsPage {
    fn bounds(&self) -> String {
        self.page.tf("lots-count-hint", &[("least", LOTS_MIN.into()), ("most", LOTS_MAX.into())])
    }

    fn here(&self) -> String {
        self.page.href(&format!("/drafts/{}/lots", self.id))
    }
}

/// What the registry would say of a lot that was published, or whose siblings were, meanwhile.
#[must_use]
pub fn refusal(division: &Division, held: &Opened) -> Option<Rule> {
    let lot = held.body.lot.as_ref()?;
    if division.published(lot.number).is_some() {
        return Some(Rule::LotTaken);
    }
    let differs =
        |row: &crate::ports_chain::TenderRow| row.lot().is_some_and(|one| one.of != lot.of);
    division.tenders.iter().any(differs).then_some(Rule::LotCountDiffers)
}

/// How far every lot of a draft's procurement is.
///
/// # Errors
/// When a table or the ledger fails.
pub async fn rows(
    portal: &Portal,
    me: &Me,
    held: &Opened,
    division: &Division,
) -> Result<LotRows, Refusal> {
    let mut lots = Vec::new();
    for number in 1..=division.count() {
        let draft = division.draft(number);
        let state = match (division.published(number), division.proposed(number), draft) {
            (Some(row), ..) => LotState::Published(row.address.to_string(), row.stage),
            (None, Some(proposal), _) => LotState::Proposed(proposal.number),
            (None, None, Some(draft)) => {
                let listed = profile(&portal.app, draft.body.profile).await?;
                let found = all_problems(portal, me, &draft.body, listed.as_ref()).await?;
                if found.is_empty() { LotState::Ready } else { LotState::Open }
            }
            (None, None, None) => LotState::Gone,
        };
        lots.push(LotRow {
            number,
            draft: draft.map(|draft| draft.draft.id),
            title: draft.map_or_else(String::new, |draft| draft.draft.title.clone()),
            items: draft.map_or(0, |draft| draft.body.items.len()),
            state,
            own: held.number() == number,
        });
    }
    let public = (!division.tenders.is_empty()).then(|| super::lots::path(&division.id));
    Ok(LotRows { lots, free: division.is_free(), public })
}

fn field(lot: u16, at: usize) -> String {
    format!("item-{lot}-{at}")
}

fn lines(page: &Page, division: &Division) -> Vec<Line> {
    let of = |one: &Opened| {
        let lot = one.number();
        let line = move |(at, item): (usize, &crate::app::notice::Item)| Line {
            name: field(lot, at),
            description: item.description.in_language(page.locale).to_owned(),
            lot,
        };
        one.body.items.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    division.drafts.iter().flat_map(of).collect()
}

async fn lots_page(
    portal: &Portal,
    page: Page,
    me: &Me,
    held: &Opened,
    form: Form,
) -> Result<LotsPage, Refusal> {
    let (mut rows, mut lines) = (None, Vec::new());
    if let Some(division) = Division::of(&portal.app, me, held).await? {
        rows = Some(self::rows(portal, me, held, &division).await?);
        if division.is_free() {
            lines = self::lines(&page, &division);
        }
    }
    let title = held.draft.title.clone();
    Ok(LotsPage { page, id: held.draft.id, title, rows, lines, form })
}

/// The draft of a tender that is to be published: a change of one in force has no lots of its own.
async fn divisible(portal: &Portal, me: &Me, id: i64) -> Result<Opened, Refusal> {
    let held = opened(portal, me, id).await?;
    if held.body.amends.is_some() { Err(Refusal::NotFound) } else { Ok(held) }
}

/// `GET /drafts/{id}/lots`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = divisible(&portal, &me, parts.1).await?;
    private(&lots_page(&portal, page, &me, &held, Form::default()).await?)
}

/// `POST /drafts/{id}/lots`: `do` says what.
pub async fn change(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = divisible(&portal, &me, parts.1).await?;
    let division = Division::of(&portal.app, &me, &held).await?;
    let act = fields.text("do");
    let done = match (act, &division) {
        ("divide", None) => {
            let count = fields.text("count").trim().parse().unwrap_or_default();
            lots::divide(&portal.app, &me, signed.account.id, &held, count).await?
        }
        ("add", Some(division)) => {
            lots::add(&portal.app, &me, signed.account.id, &held, division).await?
        }
        ("remove", Some(division)) => lots::remove(&portal.app, &held, division).await?,
        ("distribute", Some(division)) => {
            let place = |lot, at| fields.text(&field(lot, at)).trim().parse().unwrap_or(lot);
            lots::distribute(&portal.app, division, place).await?
        }
        _ => Err("error-lots-divided"),
    };
    let id = match (done, act, &division) {
        (Err(key), ..) => {
            let name = if division.is_none() { "count" } else { "lots" };
            let form = Form::keeping(&fields, &["count"]).refused(name, key);
            return refused(&lots_page(&portal, page, &me, &held, form).await?);
        }
        (Ok(()), "remove", Some(division)) => {
            let other = division.drafts.iter().find(|one| one.draft.id != held.draft.id);
            other.map_or(held.draft.id, |one| one.draft.id)
        }
        (Ok(()), ..) => held.draft.id,
    };
    Ok(see_other(&page.href(&format!("/drafts/{id}/lots?done=draft-saved"))))
}

/// Whether a draft may be deleted: one of a lot only once that lot is published. Before, it is removed among its
/// siblings, which are numbered anew.
#[must_use]
pub fn may_delete(division: Option<&Division>, held: &Opened) -> bool {
    division.is_none_or(|division| division.published(held.number()).is_some())
}
