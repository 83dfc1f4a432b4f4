//! A tender as pages and the API show it: its row and its events, folded.

mod contract;
mod moderation;
mod qualification;
mod remedies;
mod requests;
mod securities;
mod technical;
mod views;

use std::collections::BTreeMap;

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Event, Hash, OrgId, PersonId, RegistryEvent, TenderEvent,
    messages::{ApproveTender, ConfirmAward, Fault},
    ranking::Ranked,
    tender::{
        Award, BidStatus, PublishedQuestion, SecurityStatus, State, clock, settled_at, stage_at,
        technical_until,
    },
    tse1::FinancialBody,
};

use super::{App, Outcome, notice::Notice};
use crate::ports_chain::{BidRow, EventRow, TenderRow};

pub use contract::{
    ChangeView, CompletionView, ContractView, MilestoneView, SupplementView, TerminationView,
};
pub use moderation::{SheetView, SheetsView};
pub use qualification::{ApplicationView, QualificationView};
pub use remedies::{
    ComplaintEnd, ComplaintView, ConfirmedRejection, Consequence, DecisionView, RejectionView,
    SuspensionStep, SuspensionView,
};
pub use requests::{AcceptanceView, ComparisonView, RequestView, ResponseView};
pub use securities::{ForfeitureView, SecurityView};
pub use technical::{Giver, ResharedView, TechnicalResultView, TechnicalView, VerdictView};
pub use views::{
    AmendmentView, AnswerView, At, AwardView, BidView, CancellationView, ConfirmedAmendment,
    ConfirmedExtension, DeclarationView, EvaluatorView, ExtensionView, FindingView, MemberView,
    ObjectionView, OpenedView, QuestionView, RankedView, ScoreView, SeatChangeView, TenderView,
    TimelineView,
};

/// What an approver signs for a proposed tender: `approve_tender`'s `proposed`.
#[must_use]
pub const fn approval(proposal: u32, proposed: Hash) -> ApproveTender {
    ApproveTender { proposal, proposed }
}

/// What an approver signs for a proposed award.
#[must_use]
pub const fn award_confirmation(proposed: Hash) -> ConfirmAward {
    ConfirmAward { proposed }
}

/// The next time after `now` at which something changes without any act: the stage, or that scores can be
/// given again.
#[must_use]
pub fn turns_at(state: &State, now: u64) -> Option<u64> {
    let schedule = &state.schedule;
    let settled = state.settled_at.map_or(schedule.silence(), |at| at.min(schedule.silence()));
    let mut moments = vec![
        schedule.deadline,
        schedule.opening(),
        schedule.silence(),
        settled.saturating_add(schedule.objection_window.into()),
    ];
    moments.extend(state.technical.map(|_| technical_until(state)));
    if let Award::Confirmed { at, .. } = state.award {
        moments.push(at.saturating_add(schedule.standstill.into()));
    }
    moments.extend(state.scores_until);
    moments.sort_unstable();
    let open = |at: u64| state.scores_until.is_some_and(|until| clock(state, at) < until);
    let held = |at: u64| (stage_at(state, at), open(at));
    moments.into_iter().find(|at| *at > now && held(*at) != held(now))
}

/// A tender with everything about it at the chain's present time.
///
/// # Errors
/// When a table cannot be read.
pub async fn view(app: &App, address: &ContractId) -> Outcome<Option<TenderView>> {
    let Some(row) = app.store.tender(address).await? else { return Ok(None) };
    let now = app.chain.now();
    let notice_text = app.store.text(&row.publication.terms.notice).await?;
    let mut view = TenderView {
        now,
        stage: stage_at(&row.state, now),
        turns_at: turns_at(&row.state, now),
        settled_at: settled(&row, now),
        notice: notice_text.as_deref().and_then(Notice::parse),
        notice_text,
        buyer: app.store.chain_org(&row.buyer).await?,
        committee: Vec::new(),
        panel: Vec::new(),
        seat_changes: Vec::new(),
        bids: Vec::new(),
        objections: Vec::new(),
        tallies: BTreeMap::new(),
        technical: None,
        places: Vec::new(),
        ranking: None,
        award: None,
        cancellation: None,
        questions: Vec::new(),
        extensions: Vec::new(),
        amendments: Vec::new(),
        contract: None,
        rejections: Vec::new(),
        forfeitures: Vec::new(),
        applications: Vec::new(),
        requests: Vec::new(),
        comparison: None,
        acceptances: Vec::new(),
        complaints: Vec::new(),
        suspensions: Vec::new(),
        timeline: Vec::new(),
        row,
    };
    let mut names = Names { app, orgs: BTreeMap::new() };
    seat(&mut view, &mut names).await?;
    publication_events(app, &mut view).await?;
    for row in app.store.events_of(address).await? {
        fold(&mut view, &mut names, &row).await?;
        view.timeline.push(line(&row));
    }
    requests::ends(app, &mut view).await?;
    finish(app, &mut view);
    Ok(Some(view))
}

/// When every bid was settled. A cancellation ends the opening; with too few bids it never begins.
fn settled(row: &TenderRow, now: u64) -> Option<u64> {
    let state = &row.state;
    let until = state.cancelled_at.map_or(now, |at| at.min(now));
    settled_at(state, until).filter(|_| state.live >= state.terms.min_bids)
}

/// The registry's events that concern the tender: proposed, created.
async fn publication_events(app: &App, view: &mut TenderView) -> Outcome<()> {
    let registry = view.row.core.registry;
    let proposed = app.store.proposal(view.row.number).await?.map(|proposal| proposal.block);
    let mut blocks: Vec<u32> = proposed.into_iter().chain([view.row.block]).collect();
    blocks.dedup();
    for block in blocks {
        for row in app.store.events_in(&registry, block).await? {
            let ours = match &row.event {
                Event::Registry(RegistryEvent::TenderCreated { tender, .. }) => {
                    *tender == view.row.address
                }
                Event::Registry(RegistryEvent::TenderProposed { proposal, .. }) => {
                    *proposal == view.row.number
                }
                _ => false,
            };
            if ours {
                view.timeline.push(line(&row));
            }
        }
    }
    Ok(())
}

/// The bid of a receipt or an envelope with its bytes.
///
/// # Errors
/// When a table cannot be read.
pub async fn envelope(app: &App, tender: &ContractId, number: u32) -> Outcome<Option<BidRow>> {
    Ok(app.store.bid(tender, number).await?)
}

fn line(row: &EventRow) -> TimelineView {
    let (kind, bid) = super::timeline::describe(&row.event);
    TimelineView { at: row.into(), kind, bid, event: row.event.clone() }
}

/// Looks organisations up once each.
struct Names<'a> {
    app: &'a App,
    orgs: BTreeMap<OrgId, String>,
}

impl Names<'_> {
    async fn org(&mut self, id: &OrgId) -> Outcome<String> {
        if let Some(name) = self.orgs.get(id) {
            return Ok(name.clone());
        }
        let name =
            self.app.store.chain_org(id).await?.map_or_else(|| id.to_string(), |org| org.name);
        self.orgs.insert(*id, name.clone());
        Ok(name)
    }

    async fn person(&mut self, id: &PersonId) -> Outcome<(OrgId, String)> {
        let org = self.app.store.person(id).await?.map_or(OrgId([0; 20]), |person| person.org);
        Ok((org, self.org(&org).await?))
    }

    async fn text(&self, hash: &Hash) -> Outcome<Option<String>> {
        Ok(self.app.store.text(hash).await?)
    }
}

async fn seat(view: &mut TenderView, names: &mut Names<'_>) -> Outcome<()> {
    let keys = view.row.publication.committee.iter();
    for ((place, person), key) in (1u8..).zip(&view.row.members).zip(keys) {
        let (org, org_name) = names.person(person).await?;
        let member = MemberView {
            place,
            person: *person,
            org,
            org_name,
            key: *key,
            posted: BTreeMap::new(),
        };
        view.committee.push(member);
    }
    for person in &view.row.publication.panel {
        view.panel.push(evaluator(names, person).await?);
    }
    Ok(())
}

/// Somebody who comes to the panel.
async fn evaluator(names: &mut Names<'_>, person: &PersonId) -> Outcome<EvaluatorView> {
    let (_, org_name) = names.person(person).await?;
    Ok(EvaluatorView {
        person: *person,
        org_name,
        scored: Vec::new(),
        declaration: None,
        reader: None,
    })
}

/// One event on top of what was before.
#[expect(clippy::too_many_lines, reason = "one arm for each event, and nothing else")]
async fn fold(view: &mut TenderView, names: &mut Names<'_>, row: &EventRow) -> Outcome<()> {
    let at = At::from(row);
    let Event::Tender(event) = &row.event else { return Ok(()) };
    match event.clone() {
        TenderEvent::BidCommitted {
            bid,
            vendor,
            attempt,
            e,
            c,
            replaces,
            terms,
            guarantee,
            technical,
        } => {
            if let Some(old) = replaces.and_then(|old| view.bids.get_mut(old as usize)) {
                old.status = BidStatus::Replaced;
            }
            let vendor_name = names.org(&vendor).await?;
            let sealed = sealed(bid, vendor, vendor_name, attempt, e, c, at);
            let security = guarantee.map(|guarantee| SecurityView {
                guarantee,
                status: SecurityStatus::Held,
                settled: None,
            });
            let technical = technical.map(TechnicalView::of);
            view.bids.push(BidView { terms, security, technical, ..sealed });
        }
        TenderEvent::BidWithdrawn { bid, .. } => {
            on_bid(view, bid, |bid| bid.status = BidStatus::Withdrawn);
        }
        TenderEvent::SharesPosted { member, shares } => {
            for seen in shares {
                if let Some(member) = view.committee.iter_mut().find(|held| held.place == member) {
                    member.posted.insert(seen.bid, seen.good);
                }
                on_bid(view, seen.bid, |bid| {
                    if seen.good { bid.good.push(member) } else { bid.bad.push(member) }
                });
            }
        }
        TenderEvent::BidRevealed { bid, seed, body, price } => on_bid(view, bid, |bid| {
            bid.status =
                if price.is_some() { BidStatus::Opened } else { BidStatus::Rejected(Fault::Body) };
            bid.opened = Some(OpenedView {
                at,
                seed,
                body: FinancialBody::parse(&body).ok(),
                bytes: body,
                price: price.map(|(price, _)| price),
                evaluated: price.map(|(_, evaluated)| evaluated),
            });
        }),
        TenderEvent::Objected { objection, bid, fault, by } => {
            let (_, org_name) = names.person(&by).await?;
            view.objections.push(ObjectionView {
                number: objection,
                bid,
                fault,
                by,
                org_name,
                at,
                finding: None,
            });
        }
        TenderEvent::FindingProposed { objection, upheld, reason, officer, proposed } => {
            let text = names.text(&reason).await?;
            if let Some(objection) = view.objections.get_mut(objection as usize) {
                objection.finding = Some(FindingView {
                    upheld,
                    reason,
                    text,
                    officer,
                    proposed,
                    at,
                    confirmed: None,
                });
            }
        }
        TenderEvent::FindingConfirmed { objection, upheld, approver } => {
            confirm_finding(view, objection, upheld, approver, at);
        }
        event @ (TenderEvent::Scored { .. }
        | TenderEvent::BidsTallied { .. }
        | TenderEvent::BidsRanked { .. }) => evaluate(view, names, event, at).await?,
        event @ (TenderEvent::QuestionAsked { .. } | TenderEvent::QuestionAnswered { .. }) => {
            converse(view, names, event, at).await?;
        }
        event @ (TenderEvent::ExtensionProposed { .. } | TenderEvent::DeadlineExtended { .. }) => {
            extend(view, names, event, at).await?;
        }
        event @ (TenderEvent::InterestsDeclared { .. }
        | TenderEvent::SeatChangeProposed { .. }
        | TenderEvent::SeatChanged { .. }) => conduct(view, names, event, at).await?,
        event @ (TenderEvent::AmendmentProposed { .. } | TenderEvent::TermsAmended { .. }) => {
            amend(view, names, event, at).await?;
        }
        event @ (TenderEvent::ContractProposed { .. }
        | TenderEvent::ContractSigned { .. }
        | TenderEvent::ChangeProposed { .. }
        | TenderEvent::ChangeAccepted { .. }
        | TenderEvent::MilestoneReported { .. }
        | TenderEvent::MilestoneAccepted { .. }
        | TenderEvent::MilestoneReturned { .. }
        | TenderEvent::CompletionProposed { .. }
        | TenderEvent::ContractCompleted { .. }
        | TenderEvent::TerminationProposed { .. }
        | TenderEvent::ContractTerminated { .. }) => {
            contract::fold(view, names, event, at).await?;
        }
        event @ (TenderEvent::RejectionProposed { .. }
        | TenderEvent::BidExcluded { .. }
        | TenderEvent::Complained { .. }
        | TenderEvent::ComplaintDecided { .. }
        | TenderEvent::ComplaintWithdrawn { .. }
        | TenderEvent::TenderSuspended { .. }
        | TenderEvent::TenderResumed { .. }) => remedies::fold(view, names, event, at).await?,
        event @ TenderEvent::SheetSigned { .. } => {
            moderation::fold(view, names, event, at).await?;
        }
        event @ (TenderEvent::SecurityReturned { .. }
        | TenderEvent::ForfeitureProposed { .. }
        | TenderEvent::SecurityForfeited { .. }) => {
            securities::fold(view, names, event, at).await?;
        }
        event @ (TenderEvent::Applied { .. }
        | TenderEvent::QualificationProposed { .. }
        | TenderEvent::QualificationDecided { .. }) => {
            qualification::fold(view, names, event, at).await?;
        }
        event @ (TenderEvent::VendorAsked { .. }
        | TenderEvent::VendorResponded { .. }
        | TenderEvent::PricesCompared { .. }
        | TenderEvent::AcceptanceProposed { .. }
        | TenderEvent::ExplanationAccepted { .. }) => {
            requests::fold(view, names, event, at).await?;
        }
        event @ (TenderEvent::Reshared { .. }
        | TenderEvent::SeedReshared { .. }
        | TenderEvent::BidsJudged { .. }
        | TenderEvent::TechnicalEvaluated { .. }) => technical::fold(view, event, at),
        other => decide(view, names, other, at).await?,
    }
    Ok(())
}

/// Declarations of interests, and seats on the panel. Scores that do not count any more are taken out.
async fn conduct(
    view: &mut TenderView,
    names: &mut Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::InterestsDeclared { evaluator, conflicts, statement, reader } => {
            let text = names.text(&statement).await?;
            for bid in view.bids.iter_mut().filter(|bid| conflicts.contains(&bid.vendor)) {
                bid.set_aside(&evaluator);
            }
            if let Some(held) = view.panel.iter_mut().find(|held| held.person == evaluator) {
                held.declaration = Some(DeclarationView { conflicts, statement, text, at });
                held.reader = reader;
            }
        }
        TenderEvent::SeatChangeProposed { evaluator, substitute, reason, officer, proposed } => {
            let text = names.text(&reason).await?;
            view.seat_changes.pop_if(|last| last.confirmed.is_none());
            view.seat_changes.push(SeatChangeView {
                evaluator,
                substitute,
                reason,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::SeatChanged { evaluator: excused, substitute, approver, .. } => {
            for bid in &mut view.bids {
                bid.set_aside(&excused);
            }
            let comes = match &substitute {
                Some(substitute) => Some(evaluator(names, substitute).await?),
                None => None,
            };
            // A vacant seat is not among the panel any more; whoever fills it comes last.
            match view.panel.iter().position(|held| held.person == excused) {
                Some(place) => drop(view.panel.splice(place..=place, comes)),
                None => view.panel.extend(comes),
            }
            if let Some(last) = view.seat_changes.last_mut() {
                last.confirmed = Some((approver, at));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Scores and the ranking.
async fn evaluate(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::Scored { bid, evaluator, scores } => {
            let mut lines = Vec::with_capacity(scores.len());
            for score in scores {
                let text = names.text(&score.justification).await?;
                let (criterion, points, justification) =
                    (score.criterion, score.points, score.justification);
                lines.push(ScoreView { evaluator, criterion, points, justification, text, at });
            }
            on_bid(view, bid, |bid| {
                bid.scores.retain(|score| score.evaluator != evaluator);
                bid.scores.append(&mut lines);
            });
            if let Some(held) = view.panel.iter_mut().find(|held| held.person == evaluator)
                && !held.scored.contains(&bid)
            {
                held.scored.push(bid);
            }
        }
        TenderEvent::BidsTallied { tallies, complete } => {
            view.tallies.extend(tallies);
            if complete {
                view.ranking = Some((at, placed(view)));
            }
        }
        TenderEvent::BidsRanked { from, lines, complete } => {
            view.places.truncate(from as usize);
            view.places.extend(lines);
            if complete {
                view.ranking = Some((at, placed(view)));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Questions and answers.
async fn converse(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::QuestionAsked { question, hash } => {
            let kept = names.text(&hash).await?;
            let published = kept.as_deref().and_then(PublishedQuestion::parse);
            let text = published.map(|question| question.text.to_owned());
            view.questions.push(QuestionView { number: question, hash, text, at, answer: None });
        }
        TenderEvent::QuestionAnswered { question, answer, officer } => {
            let text = names.text(&answer).await?;
            // Questions are numbered in the order of their events.
            if let Some(question) = view.questions.get_mut(question as usize) {
                question.answer = Some(AnswerView { hash: answer, text, officer, at });
            }
        }
        _ => {}
    }
    Ok(())
}

/// Extensions of the deadline.
async fn extend(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::ExtensionProposed { deadline, reason, officer, proposed } => {
            let text = names.text(&reason).await?;
            view.extensions.pop_if(|last| last.confirmed.is_none());
            view.extensions.push(ExtensionView {
                deadline,
                reason,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::DeadlineExtended { from, approver, .. } => {
            if let Some(last) = view.extensions.last_mut() {
                last.confirmed = Some(ConfirmedExtension { from, approver, at });
            }
        }
        _ => {}
    }
    Ok(())
}

/// Changes of the terms.
async fn amend(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::AmendmentProposed { terms, deadline, reason, officer, proposed } => {
            let text = names.text(&reason).await?;
            view.amendments.pop_if(|last| last.confirmed.is_none());
            view.amendments.push(AmendmentView {
                terms,
                deadline,
                reason,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::TermsAmended { version, from, to, approver, .. } => {
            if let Some(last) = view.amendments.last_mut() {
                last.confirmed = Some(ConfirmedAmendment { version, from, to, approver, at });
            }
        }
        _ => {}
    }
    Ok(())
}

/// Award and cancellation.
async fn decide(
    view: &mut TenderView,
    names: &Names<'_>,
    event: TenderEvent,
    at: At,
) -> Outcome<()> {
    match event {
        TenderEvent::AwardProposed { bid, officer, proposed } => {
            let held = view.bids.get(bid as usize);
            view.award = Some(AwardView {
                bid,
                vendor: held.map_or(OrgId([0; 20]), |bid| bid.vendor),
                vendor_name: held.map_or_else(String::new, |bid| bid.vendor_name.clone()),
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
                final_from: None,
            });
        }
        TenderEvent::AwardConfirmed { approver, final_from, .. } => {
            if let Some(award) = &mut view.award {
                award.confirmed = Some((approver, at));
                award.final_from = Some(final_from);
            }
        }
        TenderEvent::CancellationProposed { reason, statement, officer, proposed } => {
            let text = names.text(&statement).await?;
            view.cancellation = Some(CancellationView {
                reason,
                statement,
                text,
                officer,
                proposed,
                proposed_at: at,
                confirmed: None,
            });
        }
        TenderEvent::Cancelled { approver, .. } => {
            if let Some(cancellation) = &mut view.cancellation {
                cancellation.confirmed = Some((approver, at));
            }
        }
        _ => {}
    }
    Ok(())
}

fn sealed(
    number: u32,
    vendor: OrgId,
    vendor_name: String,
    attempt: u32,
    e: Hash,
    c: Hash,
    at: At,
) -> BidView {
    BidView {
        number,
        vendor,
        vendor_name,
        attempt,
        e,
        c,
        at,
        terms: 1,
        status: BidStatus::Sealed,
        stale: false,
        silent: false,
        good: Vec::new(),
        bad: Vec::new(),
        missing: Vec::new(),
        opened: None,
        scores: Vec::new(),
        set_aside: Vec::new(),
        judged: None,
        security: None,
        sheets: SheetsView::default(),
        technical: None,
        passed: None,
    }
}

fn on_bid(view: &mut TenderView, number: u32, change: impl FnOnce(&mut BidView)) {
    // Bids are numbered in the order of their events.
    if let Some(bid) = view.bids.get_mut(number as usize) {
        change(bid);
    }
}

fn confirm_finding(view: &mut TenderView, number: u32, upheld: bool, approver: PersonId, at: At) {
    let Some(objection) = view.objections.get_mut(number as usize) else { return };
    if let Some(finding) = &mut objection.finding {
        finding.confirmed = Some((approver, at));
    }
    let (bid, fault) = (objection.bid, objection.fault);
    if upheld {
        on_bid(view, bid, |bid| {
            if matches!(bid.status, BidStatus::Sealed | BidStatus::Read | BidStatus::Opened) {
                bid.status = BidStatus::Rejected(fault);
            }
        });
    }
}

/// The places that the contract gave, then the bids below a minimum by their numbers.
fn placed(view: &TenderView) -> Vec<RankedView> {
    let below = view.tallies.iter().filter(|(_, tallied)| tallied.below_minimum.is_some());
    let below = below.map(|(bid, tallied)| Ranked::below_minimum(*bid, tallied.clone()));
    let mut lines = Vec::with_capacity(view.tallies.len());
    for (next, line) in (1..).zip(view.places.iter().cloned().chain(below)) {
        let place = line.below_minimum.is_none().then_some(next);
        let vendor_name = view
            .bids
            .get(line.bid as usize)
            .map_or_else(String::new, |bid| bid.vendor_name.clone());
        lines.push(RankedView { place, line, vendor_name });
    }
    lines
}

fn finish(app: &App, view: &mut TenderView) {
    let address = view.row.address;
    let settled = view.settled_at.is_some();
    let opening = view.clock() >= view.schedule().opening() && !view.state().is_technical();
    let mut bids = std::mem::take(&mut view.bids);
    for bid in &mut bids {
        bid.judged = app.chain.judged(&address, bid.number);
        bid.passed = view.passes(bid.number);
        bid.stale = bid.status == BidStatus::Sealed && bid.terms < view.state().terms.version;
        if view.awaits_price(bid) {
            bid.silent = settled;
            let seen = |place: &u8| bid.good.contains(place) || bid.bad.contains(place);
            let missing = (1..=view.core().n).filter(|place| opening && !seen(place)).collect();
            bid.missing = missing;
        }
    }
    view.bids = bids;
}

/// The proposed hash of an act, as the chain computes it.
#[must_use]
pub fn proposed_hash(act: &impl Encode) -> Hash {
    tenderseal_rules::replay::sha256(&act.encode())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_time_to_score_again_is_a_turn_though_the_stage_stays() {
        let open =
            State { valid: 1, settled_at: Some(5), scores_until: Some(900), ..State::default() };
        assert_eq!(stage_at(&open, 100), stage_at(&open, 900));
        assert_eq!([100, 899, 900].map(|now| turns_at(&open, now)), [Some(900), Some(900), None]);
        let stopped = State { stopped_at: Some(200), ..open };
        assert_eq!(turns_at(&stopped, 300), None, "the clock stands still");
    }
}
