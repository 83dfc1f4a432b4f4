//! An evaluator declares its interests: who bid, with whom there is a conflict, a public statement;
//! checked before it is signed. May be repeated, to add conflicts.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{OrgId, PersonId, tender::Stage, tender::conflicts_max};

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    page::{Answer, Page, private, refused},
    signing::{Signing, contract, me},
    tenders::title,
};
use crate::app::{
    names::Named,
    sign_in::Signed,
    tender::{EvaluatorView, SeatChangeView, TenderView, view},
    values,
};

/// The longest statement, in characters.
pub const STATEMENT_MAX: usize = 2_000;

/// Somebody who bid, as an evaluator declares on it.
#[derive(Clone, Debug)]
pub struct Bidder {
    /// The vendor.
    pub id: OrgId,
    /// Legal name.
    pub name: String,
    /// Whether a conflict is ticked.
    pub chosen: bool,
    /// Whether a conflict is declared already, which cannot be taken back.
    pub fixed: bool,
}

/// A declaration that passed every check, to be signed.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Vendors with a conflict, in the order of their ids.
    pub conflicts: Vec<OrgId>,
    /// Their legal names.
    pub names: Vec<String>,
    /// The statement.
    pub statement: String,
}

impl Declared {
    /// The conflicts as the browser reads them: a JSON list of ids.
    fn json(&self) -> String {
        let ids: Vec<_> = self.conflicts.iter().map(ToString::to_string).collect();
        serde_json::json!(ids).to_string()
    }
}

/// How far an evaluator is with its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interests {
    /// Bids are taken: it is not known yet who bids.
    Early,
    /// To be declared now.
    Due,
    /// Declared, Unix seconds.
    Declared(u64),
    /// Never declared, and not possible now.
    None,
    /// Not on the panel any more, since then, Unix seconds.
    Excused(u64),
}

impl Interests {
    /// Of somebody who is or was on the panel.
    #[must_use]
    pub fn of(tender: &TenderView, person: &PersonId) -> Self {
        if let Some((_, at)) = excused(tender, person) {
            return Self::Excused(at);
        }
        let held = seat(tender, person).and_then(|seat| seat.declaration.as_ref());
        match held {
            Some(held) => Self::Declared(held.at.time),
            None if tender.takes_declarations() => Self::Due,
            None if tender.stage == Stage::Bidding => Self::Early,
            None => Self::None,
        }
    }

    /// The last part of its Fluent keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Due => "due",
            Self::Declared(_) => "declared",
            Self::None => "none",
            Self::Excused(_) => "excused",
        }
    }

    /// The time that belongs to it, Unix seconds.
    #[must_use]
    pub const fn at(self) -> Option<u64> {
        match self {
            Self::Declared(at) | Self::Excused(at) => Some(at),
            Self::Early | Self::Due | Self::None => None,
        }
    }
}

/// The seat that somebody has on the panel now.
#[must_use]
pub fn seat<'a>(tender: &'a TenderView, person: &PersonId) -> Option<&'a EvaluatorView> {
    tender.panel.iter().find(|held| held.person == *person)
}

/// How somebody lost the seat on the panel, and when, Unix seconds. Nobody comes back.
#[must_use]
pub fn excused<'a>(tender: &'a TenderView, person: &PersonId) -> Option<(&'a SeatChangeView, u64)> {
    if tender.is_on_panel(person) {
        return None;
    }
    // A substitute for a vacant seat names the one who left it once more: the first change is the one.
    let mut changes = tender.seat_changes.iter().filter(|held| held.evaluator == *person);
    changes.find_map(|held| Some((held, held.confirmed?.1.time)))
}

/// To an evaluator who was excused: why nothing is to be done.
#[derive(Template)]
#[template(path = "evaluator/excused.html")]
pub struct ExcusedPage {
    /// The frame.
    pub page: Page,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Since when, Unix seconds.
    pub at: u64,
    /// The reason, where the portal has it.
    pub reason: String,
}

impl ExcusedPage {
    /// For somebody who had a seat; `None` for everybody else.
    #[must_use]
    pub fn of(page: &Page, tender: &TenderView, person: &PersonId) -> Option<Self> {
        let (change, at) = excused(tender, person)?;
        Some(Self {
            page: page.clone(),
            address: tender.row.address.to_string(),
            title: title(&tender.row, page),
            at,
            reason: change.text.clone().unwrap_or_default(),
        })
    }
}

/// The tender of a path for somebody who has or had a seat on its panel.
///
/// # Errors
/// [`Refusal::NotFound`] for everybody else.
pub async fn of_panel(
    portal: &Portal,
    address: &str,
    signed: &Signed,
) -> Result<(TenderView, PersonId), Refusal> {
    let me = me(portal, signed).await?.person.id;
    let tender = view(&portal.app, &contract(address)?).await?.ok_or(Refusal::NotFound)?;
    if tender.is_on_panel(&me) || excused(&tender, &me).is_some() {
        Ok((tender, me))
    } else {
        Err(Refusal::NotFound)
    }
}

/// The key to which technical offers are sealed for an evaluator, where they have envelopes of their own.
#[derive(Clone, Debug)]
pub struct ReadingKey {
    /// The one declared before, hexadecimal; empty before the first declaration.
    pub held: String,
    /// Whether it stays: something may have been sealed to it.
    pub fixed: bool,
    /// Whether the browser makes one now.
    pub made: bool,
}

impl ReadingKey {
    fn of(tender: &TenderView, me: &PersonId, another: bool) -> Option<Self> {
        let held = seat(tender, me).and_then(|seat| seat.reader);
        let fixed = held.is_some() && tender.stage != Stage::Closed;
        tender.has_two_envelopes().then(|| Self {
            held: held.map_or_else(String::new, hex::encode),
            fixed,
            made: held.is_none() || another && !fixed,
        })
    }

    /// What the act names, before a key is made.
    fn value(&self) -> &str {
        if self.made { "" } else { &self.held }
    }
}

/// The declaration's form, and what it says once more.
#[derive(Template)]
#[template(path = "evaluator/declare.html")]
pub struct DeclarePage {
    /// The frame.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: &'static str,
    /// Whether declarations are taken now.
    pub open: bool,
    /// The deadline for bids, while they are taken, Unix seconds.
    pub deadline: Option<u64>,
    /// When the reader declared last, Unix seconds.
    pub before: Option<u64>,
    /// Who bid, in the order of their ids, which tells nothing of the bids.
    pub bidders: Vec<Bidder>,
    /// Conflicts at most.
    pub most: usize,
    /// What is to be signed, once it was checked.
    pub declared: Option<Declared>,
    /// The reading key, where there is one to declare.
    pub reading_key: Option<ReadingKey>,
}

impl DeclarePage {
    fn path(&self) -> String {
        format!("/tenders/{}/declare", self.address)
    }

    fn scores(&self) -> String {
        format!("/tenders/{}/score", self.address)
    }

    /// Whether the browser makes a reading key before the declaration is signed.
    fn makes_key(&self) -> bool {
        self.signing.excluded.is_none() && self.reading_key.as_ref().is_some_and(|key| key.made)
    }

    /// The names of the vendors with a conflict, or that there is none.
    fn named(&self, declared: &Declared) -> String {
        if declared.names.is_empty() {
            self.page.t("declare-no-conflict")
        } else {
            declared.names.join("\n")
        }
    }
}

/// Who bid, with what was declared before; nobody while bids are taken.
fn bidders(tender: &TenderView, me: &PersonId, ticked: &[&str]) -> Vec<Bidder> {
    if tender.stage == Stage::Bidding {
        return Vec::new();
    }
    let before = seat(tender, me).and_then(|seat| seat.declaration.as_ref());
    let mut bidders: Vec<_> = tender
        .live_bids()
        .map(|bid| {
            let fixed = before.is_some_and(|held| held.conflicts.contains(&bid.vendor));
            let chosen = fixed || ticked.contains(&bid.vendor.to_string().as_str());
            Bidder { id: bid.vendor, name: bid.vendor_name.clone(), chosen, fixed }
        })
        .collect();
    bidders.sort_by_key(|bidder| bidder.id);
    bidders
}

fn statement(fields: &Fields) -> Result<String, values::Refusal> {
    let text = fields.text("statement").replace("\r\n", "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err("error-declare-statement"),
        count if count > STATEMENT_MAX => Err("error-declare-statement-long"),
        _ => Ok(text),
    }
}

/// What was ticked and typed, as far as it is fit.
fn read(
    form: &mut Form,
    fields: &Fields,
    bidders: &[Bidder],
    ticked: &[&str],
    most: usize,
) -> Option<Declared> {
    let chosen: Vec<_> = bidders.iter().filter(|bidder| bidder.chosen).collect();
    let known = |id: &&str| bidders.iter().any(|bidder| bidder.id.to_string() == **id);
    let conflicts = if !ticked.iter().all(known) {
        Err("error-declare-vendor")
    } else if chosen.len() > most {
        Err("error-declare-most")
    } else {
        Ok(())
    };
    let conflicts = form.check("conflicts", conflicts);
    let statement = form.check("statement", statement(fields));
    conflicts.zip(statement).map(|((), statement)| Declared {
        conflicts: chosen.iter().map(|bidder| bidder.id).collect(),
        names: chosen.iter().map(|bidder| bidder.name.clone()).collect(),
        statement,
    })
}

async fn blank(
    portal: &Portal,
    page: Page,
    signed: &Signed,
    tender: &TenderView,
    me: &PersonId,
) -> Result<DeclarePage, Refusal> {
    let panel = u32::try_from(tender.publication().panel.len()).unwrap_or(u32::MAX);
    Ok(DeclarePage {
        form: Form::with(&[("statement", &page.t("declare-default"))]),
        signing: Signing::of(&portal.app, signed).await?,
        address: tender.row.address.to_string(),
        title: title(&tender.row, &page),
        stage: tender.stage.name(),
        open: tender.takes_declarations(),
        deadline: (tender.stage == Stage::Bidding).then(|| tender.schedule().deadline),
        before: match Interests::of(tender, me) {
            Interests::Declared(at) => Some(at),
            _ => None,
        },
        bidders: bidders(tender, me, &[]),
        most: conflicts_max(panel) as usize,
        declared: None,
        reading_key: ReadingKey::of(tender, me, false),
        page,
    })
}

/// `GET /tenders/{address}/declare`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    if let Some(excused) = ExcusedPage::of(&page, &tender, &me) {
        return private(&excused);
    }
    private(&blank(&portal, page, &signed, &tender, &me).await?)
}

/// `POST /tenders/{address}/declare`: shows what would be signed; nothing changes yet. Fields:
/// any number of `conflicts` (ids of vendors), `statement`, `another_key` (`yes`: a new reading key), and `step`: `check` or
/// `change`.
pub async fn check(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    if let Some(excused) = ExcusedPage::of(&page, &tender, &me) {
        return private(&excused);
    }
    let mut answer = blank(&portal, page, &signed, &tender, &me).await?;
    let ticked: Vec<_> = fields.all("conflicts").take(answer.bidders.len() + 1).collect();
    answer.form = Form::keeping(&fields, &["statement"]);
    answer.bidders = bidders(&tender, &me, &ticked);
    answer.reading_key = ReadingKey::of(&tender, &me, fields.text("another_key") == "yes");
    if answer.open && fields.text("step") != "change" {
        let (form, most) = (&mut answer.form, answer.most);
        answer.declared = read(form, &fields, &answer.bidders, &ticked, most);
    }
    if answer.form.is_refused() { refused(&answer) } else { private(&answer) }
}
