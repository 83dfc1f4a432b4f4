//! The points on which a panel agrees, as pages and the API show them, folded from their events.

use tenderseal_rules::{Hash, PersonId, TenderEvent, terms::Consensus};

use super::{At, BidView, EvaluatorView, Names, TenderView, on_bid};
use crate::app::Outcome;

/// A sheet of points that an evaluator signed for a bid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetView {
    /// By whom.
    pub evaluator: PersonId,
    /// Hundredths of a point, in the order of the criteria.
    pub points: Vec<u32>,
    /// SHA-256 of the statement of reasons.
    pub statement: Hash,
    /// The statement, where the portal has it.
    pub text: Option<String>,
    /// Where.
    pub at: At,
}

impl SheetView {
    /// Whether both are for the same points and the same statement.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.points == other.points && self.statement == other.statement
    }
}

/// The sheets of a bid in the present round.
#[derive(Clone, Debug, Default)]
pub struct SheetsView {
    /// The last one of each evaluator who signed.
    pub signed: Vec<SheetView>,
    /// The one that was signed last, also by somebody whose bid it is not to score any more.
    pub last: Option<SheetView>,
}

impl SheetsView {
    /// An evaluator's last sheet.
    #[must_use]
    pub fn of(&self, person: &PersonId) -> Option<&SheetView> {
        self.signed.iter().find(|sheet| sheet.evaluator == *person)
    }

    /// The bid is not this evaluator's to score any more.
    pub(super) fn set_aside(&mut self, person: &PersonId) {
        self.signed.retain(|sheet| sheet.evaluator != *person);
    }
}

/// Sheets.
pub(super) async fn fold(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    if let TenderEvent::SheetSigned { bid, evaluator, points, statement, .. } = event {
        let text = names.text(&statement).await?;
        let sheet = SheetView { evaluator, points, statement, text, at };
        on_bid(view, bid, |bid| {
            bid.sheets.set_aside(&evaluator);
            bid.sheets.signed.push(sheet.clone());
            bid.sheets.last = Some(sheet);
        });
    }
    Ok(())
}

/// The evaluation is made again: every sheet is void.
pub(super) fn begin_again(view: &mut TenderView) {
    for bid in &mut view.bids {
        bid.sheets = SheetsView::default();
    }
}

impl TenderView {
    /// Whether the panel agrees on points after everybody scored alone.
    #[must_use]
    pub fn is_moderated(&self) -> bool {
        self.publication().terms.consensus == Consensus::Moderated
            && !self.publication().terms.criteria.is_empty()
    }

    /// Those on the panel whose bid it is to score.
    pub fn due<'a>(&'a self, bid: &'a BidView) -> impl Iterator<Item = &'a EvaluatorView> {
        self.panel.iter().filter(move |held| held.may_score(bid))
    }

    /// Whether everybody scored a bid whose it is to score.
    #[must_use]
    pub fn all_scored(&self, bid: &BidView) -> bool {
        self.due(bid).all(|held| held.scored.contains(&bid.number))
    }

    /// The sheet on which the panel agreed for a bid: the one that was signed last, if it is the last one of everybody
    /// whose bid it is to score.
    #[must_use]
    pub fn agreed<'a>(&'a self, bid: &'a BidView) -> Option<&'a SheetView> {
        let last = bid.sheets.last.as_ref()?;
        let signs = |held: &EvaluatorView| {
            bid.sheets.of(&held.person).is_some_and(|sheet| sheet.is_same(last))
        };
        self.due(bid).all(signs).then_some(last)
    }

    /// Whether sheets can be signed: scores are taken, and the time to score again is over.
    #[must_use]
    pub fn takes_sheets(&self) -> bool {
        let waits = self.state().scores_until.is_some_and(|until| self.clock() < until);
        self.is_moderated() && self.takes_scores() && !waits
    }

    /// The bids that wait for somebody's sheet: scored by all, and not agreed on by that one.
    pub fn unsigned<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a BidView> {
        let open = self.takes_sheets();
        self.scorable().filter(move |bid| {
            let own = || bid.sheets.of(person).zip(bid.sheets.last.as_ref());
            open && self.may_score(person, bid)
                && self.all_scored(bid)
                && !own().is_some_and(|(own, last)| own.is_same(last))
        })
    }
}
