//! The desk: what waits for whoever is signed in.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{registry::OrgStatus, roles::Role, tender::Stage};

use super::{
    Portal, approvals, committee, contract,
    declaration::Interests,
    evaluator,
    page::{Answer, Page, private},
    reading, requests, review, technical_opening,
    tenders::title,
};
use crate::app::{
    App, Outcome,
    people::{self, Me, details_hash},
    sign_in::Signed,
    standing::{self, Exclusion},
    tender::{ApplicationView, TenderView, view},
};
use crate::ports::RegistrationStatus;
use crate::ports_chain::Part;

/// Something that waits for the reader.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What is to be done: `desk-wait-<kind>`.
    pub kind: &'static str,
    /// On what.
    pub title: String,
    /// Where, without the language.
    pub href: String,
}

/// The desk.
#[derive(Template)]
#[template(path = "account/desk.html")]
pub struct DeskPage {
    /// The frame.
    pub page: Page,
    /// The organisation for which the reader acts.
    pub organisation: Option<(String, String)>,
    /// What keeps that organisation from acting.
    pub excluded: Option<Exclusion>,
    /// Whether new tenders are paused, for those whom it concerns.
    pub paused: Option<bool>,
    /// What waits, the most pressing first.
    pub waiting: Vec<Waiting>,
    /// Fluent key of the title and of the text, and address of each area that the reader's roles open.
    pub areas: Vec<(&'static str, String)>,
}

async fn steps_of_account(
    app: &App,
    signed: &Signed,
    me: Option<&Me>,
    waiting: &mut Vec<Waiting>,
) -> Outcome<()> {
    let keys = app.store.keys_of(signed.account.id).await?;
    if keys.is_empty() {
        waiting.push(Waiting {
            kind: "key",
            title: String::new(),
            href: "/account/keys".to_owned(),
        });
    }
    for held in app.store.organisations_by(signed.account.id).await? {
        let pending = held.status == RegistrationStatus::Pending;
        if pending && app.store.chain_org_by_details(&details_hash(&held.data)).await?.is_none() {
            let title = held.data.legal_name.as_str().to_owned();
            waiting.push(Waiting {
                kind: "sign-registration",
                title,
                href: format!("/organisations/{}", held.id),
            });
        }
    }
    if me.is_some_and(|me| me.org.status == OrgStatus::Pending) {
        waiting.push(Waiting {
            kind: "admission",
            title: String::new(),
            href: "/organisations".to_owned(),
        });
    }
    Ok(())
}

#[expect(clippy::too_many_lines, reason = "one paragraph for each role")]
async fn steps_of_roles(
    app: &App,
    page: &Page,
    me: &Me,
    waiting: &mut Vec<Waiting>,
) -> Outcome<()> {
    let roles = me.person.roles;
    if roles.has(Role::Registrar) {
        for org in app.store.chain_orgs(Some(OrgStatus::Pending), None).await? {
            waiting.push(Waiting {
                kind: "admit",
                title: org.name,
                href: format!("/registrar/{}", org.id),
            });
        }
    }
    if roles.has(Role::Committee) {
        if app.store.opening_keys_of(&me.person.id).await?.is_empty() {
            waiting.push(Waiting {
                kind: "opening-key",
                title: String::new(),
                href: "/opening-keys".to_owned(),
            });
        }
        for row in app.store.tenders_with(&me.person.id, Part::Committee).await? {
            let Some(tender) = view(app, &row.address).await? else { continue };
            if tender
                .place_of(&me.person.id)
                .is_some_and(|place| committee::waiting(&tender, place) > 0)
            {
                waiting.push(Waiting {
                    kind: "open",
                    title: title(&row, page),
                    href: format!("/tenders/{}/opening", row.address),
                });
            }
            if let Some(place) = tender.place_of(&me.person.id)
                && committee::technical(app, &tender, place).await?.is_some_and(|open| open > 0)
            {
                waiting.push(Waiting {
                    kind: "open-technical",
                    title: title(&row, page),
                    href: format!("/tenders/{}/technical-opening", row.address),
                });
            }
        }
    }
    if roles.has(Role::Evaluator) {
        for row in app.store.tenders_with(&me.person.id, Part::Panel).await? {
            let Some(tender) = view(app, &row.address).await? else { continue };
            let (done, all) = evaluator::progress(&tender, &me.person.id);
            let interests = Interests::of(&tender, &me.person.id);
            if interests == Interests::Due {
                waiting.push(Waiting {
                    kind: "declare",
                    title: title(&row, page),
                    href: format!("/tenders/{}/declare", row.address),
                });
            } else if reading::waits(app, &tender, &me.person.id).await? {
                waiting.push(Waiting {
                    kind: "read",
                    title: title(&row, page),
                    href: format!("/tenders/{}/reading", row.address),
                });
            } else if tender.unsigned(&me.person.id).next().is_some() {
                waiting.push(Waiting {
                    kind: "agree",
                    title: title(&row, page),
                    href: format!("/tenders/{}/score", row.address),
                });
            } else if tender.takes_scores() && done < all
                || all > 0 && tender.scores_again_until().is_some()
            {
                waiting.push(Waiting {
                    kind: if done < all { "score" } else { "score-again" },
                    title: title(&row, page),
                    href: format!("/tenders/{}/score", row.address),
                });
            }
        }
    }
    if roles.has(Role::Vendor) {
        for row in app.store.tenders_bid_on(&me.org.id).await? {
            let acts = [Stage::Bidding, Stage::TechnicalOpening, Stage::TechnicalEvaluation];
            if !acts.contains(&row.stage) {
                continue;
            }
            let Some(tender) = view(app, &row.address).await? else { continue };
            let Some(own) = tender.bid_of(&me.org.id) else { continue };
            if technical_opening::waits_for_vendor(app, &tender, own).await? {
                waiting.push(Waiting {
                    kind: "open-offer",
                    title: title(&row, page),
                    href: format!("/tenders/{}/open-offer", row.address),
                });
            }
            if own.stale && tender.stage == Stage::Bidding {
                waiting.push(Waiting {
                    kind: "confirm-bid",
                    title: title(&row, page),
                    href: format!("/tenders/{}/bid", row.address),
                });
            }
        }
    }
    if roles.has(Role::Reviewer) {
        for line in review::open(app, page).await? {
            let number = page.tn("complaint-number", "number", line.complaint.place());
            waiting.push(Waiting {
                kind: "complaint",
                title: format!("{} · {number}", line.title),
                href: line.href(),
            });
        }
    }
    if roles.has(Role::Approver) {
        let (proposals, acts) = approvals::waiting(app, page, me).await?;
        for proposal in proposals.into_iter().filter(|proposal| !proposal.own) {
            waiting.push(Waiting {
                kind: "approve",
                title: proposal.title,
                href: format!("/approvals/{}", proposal.number),
            });
        }
        for act in acts.into_iter().filter(|act| !act.own) {
            let href = act.href();
            waiting.push(Waiting { kind: act.kind, title: act.title, href });
        }
    }
    if roles.has(Role::Vendor) {
        steps_of_vendor(app, page, me, waiting).await?;
    }
    if roles.has(Role::Officer) {
        for row in approvals::running(app, me).await? {
            let Some(tender) = view(app, &row.address).await? else { continue };
            let href = format!("/tenders/{}/manage", row.address);
            if tender.stage == Stage::Awarded {
                let steps = contract::waits_for_officer(&tender);
                if steps.is_empty() {
                    waiting.push(Waiting { kind: "unsigned", title: title(&row, page), href });
                }
                waiting.extend(on_contract(&tender, page, steps));
                continue;
            }
            if tender.suspended().is_some() {
                continue;
            }
            waiting.extend(unanswered(&tender, page, &href));
            let undecided =
                |held: &ApplicationView| held.verdict().is_none() && held.proposed.is_none();
            if tender.decides_applications() && tender.applications.iter().any(undecided) {
                waiting.push(Waiting {
                    kind: "application",
                    title: title(&row, page),
                    href: href.clone(),
                });
            }
            let steps = contract::waits_for_officer(&tender);
            waiting.extend(on_contract(&tender, page, steps));
            if tender.objections.iter().any(|objection| objection.finding.is_none())
                && !tender.stage.is_decided()
            {
                waiting.push(Waiting {
                    kind: "objection",
                    title: title(&row, page),
                    href: href.clone(),
                });
            }
            if tender.stage == Stage::FinancialEvaluation
                && tender.state().first.is_some()
                && tender.award_waits().is_none()
            {
                waiting.push(Waiting { kind: "propose-award", title: title(&row, page), href });
            }
        }
    }
    Ok(())
}

/// What waits for a vendor: requests about its bids, and steps on the contracts of tenders that it won.
async fn steps_of_vendor(
    app: &App,
    page: &Page,
    me: &Me,
    waiting: &mut Vec<Waiting>,
) -> Outcome<()> {
    for row in app.store.tenders_bid_on(&me.org.id).await? {
        if row.stage.is_final() {
            continue;
        }
        let asked = row.state.requests > 0 && !row.state.suspended;
        if !asked && !row.stage.is_awarded() {
            continue;
        }
        let Some(tender) = view(app, &row.address).await? else { continue };
        if asked && requests::waiting(&tender, &me.org.id) > 0 {
            waiting.push(Waiting {
                kind: "respond",
                title: title(&row, page),
                href: format!("/tenders/{}/requests", row.address),
            });
        }
        let steps = contract::waits_for_vendor(&tender, &me.org.id);
        waiting.extend(on_contract(&tender, page, steps));
    }
    Ok(())
}

/// Steps on the contract of a tender.
fn on_contract(tender: &TenderView, page: &Page, steps: Vec<&'static str>) -> Vec<Waiting> {
    let waiting = |kind| Waiting {
        kind,
        title: title(&tender.row, page),
        href: format!("/tenders/{}/contract", tender.row.address),
    };
    steps.into_iter().map(waiting).collect()
}

/// The questions of a tender that wait for an answer while one can be given.
fn unanswered(tender: &TenderView, page: &Page, href: &str) -> Option<Waiting> {
    let count = tender.questions.iter().filter(|question| question.answer.is_none()).count();
    (tender.stage == Stage::Bidding && count > 0).then(|| Waiting {
        kind: "questions",
        title: format!(
            "{} · {}",
            title(&tender.row, page),
            page.tn("questions-waiting", "count", count)
        ),
        href: format!("{href}#questions"),
    })
}

/// The areas that the roles of a person open.
fn areas(me: &Me) -> Vec<(&'static str, String)> {
    let people = format!("/organisations/{}/people", me.org.id);
    [
        (Role::Registrar, "registry", "/registrar"),
        (Role::Registrar, "profiles", "/registrar/profiles"),
        (Role::Registrar, "pause", "/registrar/pause"),
        (Role::OrgAdmin, "people", people.as_str()),
        (Role::Officer, "drafts", "/drafts"),
        (Role::Officer, "running", "/running"),
        (Role::Approver, "approvals", "/approvals"),
        (Role::Committee, "openings", "/openings"),
        (Role::Committee, "opening-keys", "/opening-keys"),
        (Role::Evaluator, "evaluations", "/evaluations"),
        (Role::Vendor, "bids", "/bids"),
        (Role::Reviewer, "complaints", "/complaints"),
    ]
    .into_iter()
    .filter(|(role, ..)| me.person.roles.has(*role))
    .map(|(_, name, href)| (name, href.to_owned()))
    .collect()
}

/// `GET /desk`.
pub async fn show(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let app = &portal.app;
    let me = people::me(app, signed.account.id).await?;
    let mut waiting = Vec::new();
    steps_of_account(app, &signed, me.as_ref(), &mut waiting).await?;
    let active = me.filter(|me| me.org.status == OrgStatus::Admitted);
    let (mut excluded, mut paused) = (None, None);
    if let Some(me) = &active {
        excluded = standing::exclusion(app, &me.org).await?;
        // Whoever is kept from acting reads as before, and nothing waits for them.
        if excluded.is_none() {
            Box::pin(steps_of_roles(app, &page, me, &mut waiting)).await?;
        }
        let concerned = [Role::Registrar, Role::Officer, Role::Approver];
        if concerned.iter().any(|role| me.person.roles.has(*role)) {
            paused = Some(standing::is_paused(app).await?);
        }
    }
    let organisation = active.as_ref().map(|me| (me.org.name.clone(), me.org.id.to_string()));
    private(&DeskPage {
        areas: active.as_ref().map(areas).unwrap_or_default(),
        organisation,
        excluded,
        paused,
        waiting,
        page,
    })
}
