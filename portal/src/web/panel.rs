//! The seats of a tender's panel: to its buyer with names and a form to change each, to everybody by number.

use tenderseal_rules::PersonId;

use super::{
    declaration::seat,
    draft_forms::{Choice, evaluators},
    evaluator::progress,
    manage::ManagePage,
    signing::person_name,
    tenders::TenderPage,
};
use crate::app::{
    App, Outcome,
    notice::DraftBody,
    people::Me,
    tender::{At, BidView, DeclarationView, ScoreView, SeatChangeView, TenderView},
};

/// Somebody who has or had a seat.
#[derive(Clone, Debug)]
pub struct SeatLine {
    /// Counts the evaluators of the tender, from 1: the published ones, then substitutes as they came.
    pub number: usize,
    /// The person, hexadecimal.
    pub person: String,
    /// The name.
    pub name: String,
    /// What became of the seat.
    pub standing: Standing,
    /// When it was left, Unix seconds.
    pub left: Option<u64>,
    /// Whose seat it was before, by number.
    pub instead_of: Option<usize>,
    /// When interests were declared last, Unix seconds, and with how many vendors there is a conflict.
    pub declared: Option<(u64, usize)>,
    /// Bids scored, and of how many.
    pub done: (usize, usize),
}

impl SeatLine {
    /// Whether the person is on the panel.
    #[must_use]
    pub fn is_seated(&self) -> bool {
        self.standing == Standing::Seated
    }

    /// Whether the seat has nobody since this person.
    #[must_use]
    pub fn is_vacant(&self) -> bool {
        self.standing == Standing::Vacant
    }
}

/// What became of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The person has it.
    Seated,
    /// Nobody has it.
    Vacant,
    /// Somebody else has it.
    Replaced,
}

/// A proposed change that waits for its approver.
#[derive(Clone, Debug)]
pub struct WaitingChange {
    /// Number and name of whoever shall be excused, or was.
    pub evaluator: String,
    /// The substitute's name; empty for none.
    pub substitute: String,
    /// The reason, where the portal has it.
    pub reason: String,
    /// Who proposed.
    pub officer: String,
    /// When, Unix seconds.
    pub at: u64,
    /// What the approver signs, hexadecimal.
    pub hash: String,
    /// Whether the reader proposed it.
    pub own: bool,
}

/// The panel as the buyer's people see it.
#[derive(Clone, Debug, Default)]
pub struct PanelPart {
    /// Everybody who has or had a seat.
    pub seats: Vec<SeatLine>,
    /// Whether seats can be changed now.
    pub open: bool,
    /// Whether it is known who bid, so that interests can be declared.
    pub declares: bool,
    /// A change that waits.
    pub change: Option<WaitingChange>,
    /// Who could take a seat.
    pub candidates: Vec<Choice>,
    /// Where the panel agrees on points: bids that are agreed on, and of how many; none before the evaluation.
    pub agreed: Option<(usize, usize)>,
}

impl PanelPart {
    /// As one of the buyer's people sees it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let roll = roll(tender);
        let mut seats = Vec::with_capacity(roll.len());
        for (number, person) in (1..).zip(&roll) {
            let changes = || tender.seat_changes.iter().filter(|held| held.confirmed.is_some());
            let left = changes().find(|held| held.evaluator == *person);
            let last = changes().rfind(|held| held.evaluator == *person);
            let came = changes().find(|held| held.substitute == Some(*person));
            let declaration = seat(tender, person).and_then(|seat| seat.declaration.as_ref());
            seats.push(SeatLine {
                number,
                person: person.to_string(),
                name: person_name(app, person).await?,
                standing: match last.map(|held| held.substitute) {
                    None => Standing::Seated,
                    Some(None) => Standing::Vacant,
                    Some(Some(_)) => Standing::Replaced,
                },
                left: left.and_then(|held| Some(held.confirmed?.1.time)),
                instead_of: came.map(|held| place(&roll, &held.evaluator)),
                declared: declaration.map(|held| (held.at.time, held.conflicts.len())),
                done: progress(tender, person),
            });
        }
        let change = match tender.proposed_seat_change() {
            Some(held) => Some(waiting(app, me, &roll, held).await?),
            None => None,
        };
        let known: Vec<_> = roll.iter().map(ToString::to_string).collect();
        let mut candidates = evaluators(app, &DraftBody::default()).await?;
        candidates.retain(|choice| !known.contains(&choice.value));
        let open = tender.takes_seat_changes() && !roll.is_empty();
        let (declares, agreed) = (tender.takes_declarations(), agreed(tender));
        Ok(Self { seats, open, declares, change, candidates, agreed })
    }

    /// How many evaluators have not declared, once they can.
    #[must_use]
    pub fn undeclared(&self) -> usize {
        let waits = |line: &&SeatLine| line.is_seated() && line.declared.is_none();
        if self.declares { self.seats.iter().filter(waits).count() } else { 0 }
    }

    /// Whether a seat can be left vacant: somebody else is on the panel.
    #[must_use]
    pub fn can_empty(&self, line: &SeatLine) -> bool {
        line.is_seated() && self.seats.iter().filter(|held| held.is_seated()).count() > 1
    }

    /// Whether there is anything that the seat could become.
    #[must_use]
    pub fn can_change(&self, line: &SeatLine) -> bool {
        self.can_empty(line) || !self.candidates.is_empty()
    }

    /// The seats that can be changed.
    #[must_use]
    pub fn changeable(&self) -> Vec<&SeatLine> {
        self.seats.iter().filter(|line| line.standing != Standing::Replaced).collect()
    }
}

/// On how many bids the panel agreed, and of how many, once they are evaluated.
fn agreed(tender: &TenderView) -> Option<(usize, usize)> {
    let scorable = || tender.scorable();
    let evaluated = tender.is_moderated() && tender.takes_scores();
    let done = || scorable().filter(|bid| tender.agreed(bid).is_some()).count();
    evaluated.then(|| (done(), scorable().count()))
}

async fn waiting(
    app: &App,
    me: &Me,
    roll: &[PersonId],
    held: &SeatChangeView,
) -> Outcome<WaitingChange> {
    let name = person_name(app, &held.evaluator).await?;
    Ok(WaitingChange {
        evaluator: format!("{} · {name}", place(roll, &held.evaluator)),
        substitute: match &held.substitute {
            Some(substitute) => person_name(app, substitute).await?,
            None => String::new(),
        },
        reason: held.text.clone().unwrap_or_default(),
        officer: person_name(app, &held.officer).await?,
        at: held.proposed_at.time,
        hash: hex::encode(held.proposed),
        own: held.officer == me.person.id,
    })
}

/// Everybody who has or had a seat: the published panel, then the substitutes as they came. A
/// place in it never changes, so that an evaluator keeps the number under which scores are shown.
#[must_use]
pub fn roll(tender: &TenderView) -> Vec<PersonId> {
    let changes = tender.seat_changes.iter().filter(|held| held.confirmed.is_some());
    let substitutes = changes.filter_map(|held| held.substitute);
    tender.publication().panel.iter().copied().chain(substitutes).collect()
}

/// The number of somebody on the roll, from 1; 0 for nobody.
#[must_use]
pub fn place(roll: &[PersonId], person: &PersonId) -> usize {
    roll.iter().position(|held| held == person).map_or(0, |place| place + 1)
}

/// An evaluator as everybody sees it.
pub struct PublicSeat<'a> {
    /// The number.
    pub number: usize,
    /// When the evaluator was excused, Unix seconds.
    pub left: Option<u64>,
    /// The declaration, while the evaluator is on the panel.
    pub declared: Option<&'a DeclarationView>,
    /// Bids scored, and of how many.
    pub done: (usize, usize),
}

impl ManagePage {
    /// What opens the form of a seat.
    pub(super) fn seat_title(&self, line: &SeatLine) -> String {
        let key = if line.is_vacant() { "seat-fill" } else { "seat-change" };
        self.page.tn(key, "number", line.number)
    }
}

impl TenderPage {
    /// The evaluators by number.
    pub(super) fn seats(&self) -> Vec<PublicSeat<'_>> {
        let line = |(place, person): (usize, PersonId)| {
            let excused = super::declaration::excused(&self.view, &person);
            PublicSeat {
                number: place + 1,
                left: excused.map(|(_, at)| at),
                declared: seat(&self.view, &person).and_then(|seat| seat.declaration.as_ref()),
                done: progress(&self.view, &person),
            }
        };
        roll(&self.view).into_iter().enumerate().map(line).collect()
    }

    /// With whom an evaluator has a conflict, in words; named once vendors are.
    pub(super) fn conflicts(&self, held: &DeclarationView) -> String {
        if held.conflicts.is_empty() {
            return self.page.t("declare-no-conflict");
        }
        if !self.view.names_are_public() {
            return self.page.tn("panel-conflict-later", "count", held.conflicts.len());
        }
        let bids = self.view.live_bids().filter(|bid| held.conflicts.contains(&bid.vendor));
        let names: Vec<_> = bids.map(|bid| bid.vendor_name.as_str()).collect();
        self.page.t1("panel-conflict-with", "names", names.join(&self.page.t("list-between")))
    }

    /// The changes of the panel that hold, in order: in words, the reason, and where.
    pub(super) fn seat_changes(&self) -> Vec<(String, Option<&str>, At)> {
        let roll = roll(&self.view);
        let words = |held: &SeatChangeView| {
            let number = place(&roll, &held.evaluator);
            match &held.substitute {
                Some(substitute) => self.page.tf(
                    "seat-changed-substitute",
                    &[("substitute", place(&roll, substitute).into()), ("number", number.into())],
                ),
                None => self.page.tn("seat-changed-vacant", "number", number),
            }
        };
        let changes = self.view.seat_changes.iter();
        changes
            .filter_map(|held| Some((words(held), held.text.as_deref(), held.confirmed?.1)))
            .collect()
    }

    /// The scores of a bid that do not count any more, by criterion: its title, what was given,
    /// the score, and the Fluent key of why.
    pub(super) fn set_aside<'a>(
        &self,
        bid: &'a BidView,
    ) -> Vec<(String, String, &'a ScoreView, &'static str)> {
        let criteria = self.criteria();
        let line = |score: &'a ScoreView| {
            let criterion = criteria.iter().find(|held| held.id == score.criterion)?;
            let why = if self.view.is_on_panel(&score.evaluator) {
                "scores-set-aside-conflict"
            } else {
                "scores-set-aside-excused"
            };
            Some((criterion.title.clone(), self.score_words(criterion, score), score, why))
        };
        bid.set_aside.iter().filter_map(line).collect()
    }
}
