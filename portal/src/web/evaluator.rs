//! The evaluator's pages: the answers side by side, and scores with reasons.

use actix_web::web;
use askama::Template;
use tenderseal_rules::tender::Stage;

use super::{
    Portal,
    declaration::{ExcusedPage, Interests, of_panel, seat},
    errors::Refusal,
    page::{Answer, Page, private},
    reading::Opening,
    signing::{Signing, me},
    tender_rules::numbers,
    tenders::title,
};
use crate::app::{
    self,
    names::Named,
    notice::Bilingual,
    sign_in::Signed,
    tender::{BidView, TenderView, view},
};
use crate::ports_chain::Part;
use crate::render::{money, rule};

/// A tender on whose panel the evaluator sits or sat.
#[derive(Clone, Debug)]
pub struct EvaluationLine {
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its stage.
    pub stage: &'static str,
    /// How far the evaluator's declaration is.
    pub interests: Interests,
    /// Bids that the evaluator scored, and of how many that are that one's to score.
    pub done: (usize, usize),
    /// Whether technical offers are read now.
    pub reads: bool,
}

/// The evaluator's tenders.
#[derive(Template)]
#[template(path = "evaluator/evaluations.html")]
pub struct EvaluationsPage {
    /// The frame.
    pub page: Page,
    /// The tenders, the latest first.
    pub tenders: Vec<EvaluationLine>,
}

/// What an evaluator chooses from where a bid passes or fails: hundredths of a point to sign, the points as they
/// come back, and what it is called.
pub const PASS_CHOICES: [(u32, &str, &str); 2] =
    [(rule::PASS, "1", "pass-yes"), (0, "0", "pass-no")];

/// A criterion as evaluators see it.
#[derive(Clone, Debug)]
pub struct CriterionView {
    /// Its id.
    pub id: u16,
    /// What it is called.
    pub title: String,
    /// What was asked for.
    pub description: String,
    /// The weight.
    pub weight: String,
    /// Points at most.
    pub max: String,
    /// Hundredths of a point at most.
    pub max_hundredths: u32,
    /// Points at least; empty when there is no minimum.
    pub min: String,
    /// Whether it is passed or failed.
    pub pass_fail: bool,
}

/// A bid as evaluators see it.
#[derive(Clone, Debug)]
pub struct AnswerColumn {
    /// The bid.
    pub bid: u32,
    /// The vendor.
    pub vendor: String,
    /// Per criterion: the answer, the own points so far and the own reason.
    pub answers: Vec<(String, String, String)>,
    /// Whether the evaluator scored it.
    pub scored: bool,
    /// Where the panel agrees: the Fluent key of how far it is, once the evaluator scored the bid.
    pub agreement: Option<&'static str>,
}

/// The answers side by side.
#[derive(Template)]
#[template(path = "evaluator/score.html")]
pub struct ScorePage {
    /// The frame.
    pub page: Page,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its stage.
    pub stage: Stage,
    /// The criteria in the order of the terms.
    pub criteria: Vec<CriterionView>,
    /// How far the evaluator's declaration is: before it nothing is scored.
    pub interests: Interests,
    /// Vendors with whom the evaluator declared a conflict, whose bids are not that one's to score.
    pub conflicts: Vec<String>,
    /// The opened bids that are the evaluator's to score.
    pub bids: Vec<AnswerColumn>,
    /// Whether scores can still be given.
    pub open: bool,
    /// Until when they can be given anew after a reviewer's decision.
    pub again_until: Option<u64>,
    /// How scores become one, in words.
    pub consensus: String,
    /// Whether the answers are in envelopes of their own: then only the evaluator's browser shows them.
    pub technical: bool,
    /// What it opens them with, while they are read.
    pub opening: Option<Opening>,
}

impl ScorePage {
    fn stage_name(&self) -> &'static str {
        self.stage.name()
    }

    fn is_due(&self) -> bool {
        self.interests == Interests::Due
    }

    fn declare(&self) -> String {
        format!("/tenders/{}/declare", self.address)
    }

    /// Whether there is a bid on which the panel agrees.
    fn is_moderated(&self) -> bool {
        self.bids.iter().any(|bid| bid.agreement.is_some())
    }

    fn agree_path(&self, bid: &AnswerColumn) -> String {
        format!("/tenders/{}/agree/{}", self.address, bid.bid)
    }

    fn reading(&self) -> String {
        format!("/tenders/{}/reading", self.address)
    }

    fn bid_path(&self, bid: &AnswerColumn) -> String {
        format!("/tenders/{}/score/{}", self.address, bid.bid)
    }

    /// What a bid answers to a criterion.
    fn answer_of(&self, bid: &AnswerColumn, criterion: &CriterionView) -> String {
        let place = self.criteria.iter().position(|held| held.id == criterion.id);
        place
            .and_then(|place| bid.answers.get(place))
            .map_or_else(String::new, |(answer, ..)| answer.clone())
    }
}

/// One bid to score.
#[derive(Template)]
#[template(path = "evaluator/score_bid.html")]
pub struct ScoreBidPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The tender's address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The bid.
    pub bid: u32,
    /// The vendor.
    pub vendor: String,
    /// Criterion, answer, own points so far, own reason.
    pub lines: Vec<(CriterionView, String, String, String)>,
    /// Whether the evaluator scored it before.
    pub scored: bool,
    /// How far the evaluator's declaration is.
    pub interests: Interests,
    /// Whether the evaluator declared a conflict with its vendor.
    pub conflict: bool,
    /// How scores become one, in words.
    pub consensus: String,
    /// Who must let a bid pass, in words.
    pub passing: String,
    /// Whether the answers are in envelopes of their own: then only the evaluator's browser shows them.
    pub technical: bool,
    /// What it opens them with, while they are read.
    pub opening: Option<Opening>,
}

impl ScoreBidPage {
    fn is_due(&self) -> bool {
        self.interests == Interests::Due
    }

    fn declare(&self) -> String {
        format!("/tenders/{}/declare", self.address)
    }

    fn path(&self) -> String {
        format!("/tenders/{}/score", self.address)
    }
}

fn consensus(tender: &TenderView, page: &Page) -> String {
    rule::consensus(page.locale, tender.publication().terms.consensus, tender.panel.len())
}

/// The criteria as evaluators see them.
#[must_use]
pub fn criteria(tender: &TenderView, page: &Page) -> Vec<CriterionView> {
    let told = |id: u16| {
        tender.notice.as_ref().and_then(|notice| notice.criteria.iter().find(|held| held.id == id))
    };
    let text = |pick: Option<&Bilingual>| {
        pick.map_or_else(String::new, |text| text.in_language(page.locale).to_owned())
    };
    let line = |one: &tenderseal_rules::terms::Criterion| CriterionView {
        id: one.id,
        title: told(one.id).map_or_else(|| one.id.to_string(), |held| text(Some(&held.title))),
        description: text(told(one.id).map(|held| &held.description)),
        weight: numbers(page, one)[0].clone(),
        max: money::hundredths(one.max),
        max_hundredths: one.max,
        min: if one.min == 0 { String::new() } else { money::hundredths(one.min) },
        pass_fail: rule::is_pass_fail(one.weight_bp, one.max, one.min),
    };
    tender.publication().terms.criteria.iter().map(line).collect()
}

fn column(
    bid: &BidView,
    me: &tenderseal_rules::PersonId,
    criteria: &[CriterionView],
    tender: &TenderView,
) -> AnswerColumn {
    let body = bid.opened.as_ref().and_then(|opened| opened.body.as_ref());
    let line = |criterion: &CriterionView| {
        let answer = body
            .and_then(|body| body.answers.iter().find(|answer| answer.criterion == criterion.id));
        let own = bid
            .scores
            .iter()
            .find(|score| score.evaluator == *me && score.criterion == criterion.id);
        (
            answer.map_or_else(String::new, |answer| answer.text.clone()),
            own.map_or_else(String::new, |score| money::hundredths(score.points)),
            own.and_then(|score| score.text.clone()).unwrap_or_default(),
        )
    };
    AnswerColumn {
        bid: bid.number,
        vendor: bid.vendor_name.clone(),
        answers: criteria.iter().map(line).collect(),
        scored: bid.scores.iter().any(|score| score.evaluator == *me),
        agreement: agreement(tender, me, bid),
    }
}

/// How far the panel's agreement on a bid is, as a Fluent key; none where it does not agree, and before the
/// evaluator scored the bid.
fn agreement(
    tender: &TenderView,
    me: &tenderseal_rules::PersonId,
    bid: &BidView,
) -> Option<&'static str> {
    let scored = bid.scores.iter().any(|score| score.evaluator == *me);
    (tender.is_moderated() && scored).then(|| {
        if tender.agreed(bid).is_some() {
            "agree-state-agreed"
        } else if tender.unsigned(me).any(|waits| waits.number == bid.number) {
            "agree-state-due"
        } else if tender.all_scored(bid) {
            "agree-state-others"
        } else {
            "agree-state-early"
        }
    })
}

/// The bids that are an evaluator's to score.
fn due<'a>(
    tender: &'a TenderView,
    me: &'a tenderseal_rules::PersonId,
) -> impl Iterator<Item = &'a BidView> {
    tender.scorable().filter(move |bid| tender.may_score(me, bid))
}

/// Whose bids are not an evaluator's to score, by declaration.
fn conflicts(tender: &TenderView, me: &tenderseal_rules::PersonId) -> Vec<String> {
    let held = seat(tender, me).and_then(|seat| seat.declaration.as_ref());
    let named = |bid: &&BidView| held.is_some_and(|held| held.conflicts.contains(&bid.vendor));
    tender.live_bids().filter(named).map(|bid| bid.vendor_name.clone()).collect()
}

/// Scored bids of an evaluator, and how many are that one's to score.
#[must_use]
pub fn progress(tender: &TenderView, me: &tenderseal_rules::PersonId) -> (usize, usize) {
    let done =
        due(tender, me).filter(|bid| bid.scores.iter().any(|score| score.evaluator == *me)).count();
    (done, due(tender, me).count())
}

/// `GET /evaluations`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let me = me(&portal, &signed).await?;
    let app = &portal.app;
    let mut tenders = Vec::new();
    for row in app.store.tenders_with(&me.person.id, Part::Panel).await.map_err(app::Error::from)? {
        let Some(tender) = view(app, &row.address).await? else { continue };
        tenders.push(EvaluationLine {
            address: row.address.to_string(),
            title: title(&row, &page),
            stage: tender.stage.name(),
            interests: Interests::of(&tender, &me.person.id),
            done: progress(&tender, &me.person.id),
            reads: tender.takes_reshares() && tender.is_on_panel(&me.person.id),
        });
    }
    private(&EvaluationsPage { page, tenders })
}

/// Whether answers may be read: the opening is over.
fn may_read(tender: &TenderView) -> bool {
    use Stage::{Bidding, Closed, FinancialOpening, TechnicalOpening};
    !matches!(tender.stage, Bidding | Closed | TechnicalOpening | FinancialOpening)
}

/// `GET /tenders/{address}/score`.
pub async fn answers(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    if let Some(excused) = ExcusedPage::of(&page, &tender, &me) {
        return private(&excused);
    }
    let criteria = criteria(&tender, &page);
    let bids = if may_read(&tender) {
        due(&tender, &me).map(|bid| column(bid, &me, &criteria, &tender)).collect()
    } else {
        Vec::new()
    };
    private(&ScorePage {
        title: title(&tender.row, &page),
        address: tender.row.address.to_string(),
        stage: tender.stage,
        open: tender.takes_scores(),
        again_until: tender.scores_again_until(),
        interests: Interests::of(&tender, &me),
        conflicts: conflicts(&tender, &me),
        consensus: consensus(&tender, &page),
        technical: tender.has_two_envelopes(),
        opening: Opening::of(&tender, &me, &Signing::of(&portal.app, &signed).await?),
        criteria,
        bids,
        page,
    })
}

/// `GET /tenders/{address}/score/{bid}`.
pub async fn score(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String, u32)>,
    signed: Signed,
) -> Answer {
    let (tender, me) = of_panel(&portal, &parts.1, &signed).await?;
    if let Some(excused) = ExcusedPage::of(&page, &tender, &me) {
        return private(&excused);
    }
    let bid = tender.scorable().find(|bid| bid.number == parts.2 && tender.takes_scores());
    let bid = bid.ok_or(Refusal::NotFound)?;
    let criteria = criteria(&tender, &page);
    let column = column(bid, &me, &criteria, &tender);
    let lines = criteria
        .into_iter()
        .zip(column.answers)
        .map(|(one, (answer, points, reason))| (one, answer, points, reason));
    let signing = Signing::of(&portal.app, &signed).await?;
    private(&ScoreBidPage {
        title: title(&tender.row, &page),
        technical: tender.has_two_envelopes(),
        opening: Opening::of(&tender, &me, &signing),
        signing,
        address: tender.row.address.to_string(),
        bid: bid.number,
        vendor: bid.vendor_name.clone(),
        lines: lines.collect(),
        scored: column.scored,
        interests: Interests::of(&tender, &me),
        conflict: !tender.may_score(&me, bid),
        consensus: consensus(&tender, &page),
        passing: rule::passing(
            page.locale,
            tender.publication().terms.consensus,
            tender.panel.len(),
        ),
        page,
    })
}
