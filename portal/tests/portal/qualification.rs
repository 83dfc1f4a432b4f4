//! Prequalification: samples of its pages, and who may do what on them.

use askama::Template;
use tenderseal_portal::{
    app::tender::{ApplicationView, At, QualificationView, TenderView},
    i18n::Locale,
    web::{
        forms::Form,
        manage::Proposed,
        page::Page,
        qualification::{ApplicationLine, ApplyPage, May, QualificationPart},
    },
};
use tenderseal_rules::{OrgId, PersonId, tender::Stage};

use crate::{
    offices::{NOW, signing},
    tender_pages::view,
};

const fn at(block: u32) -> At {
    At { block, extrinsic: 1, time: NOW }
}

const VENDOR: OrgId = OrgId([7; 20]);
const VERDICTS: [Option<bool>; 3] = [None, Some(true), Some(false)];

fn application(vendor: OrgId, verdict: Option<bool>) -> ApplicationView {
    let decision = |qualified, confirmed| QualificationView {
        qualified,
        reason: [2; 32],
        text: qualified.then(|| "业绩符合要求 <b>".to_owned()),
        officer: PersonId([1; 20]),
        proposed: [3; 32],
        proposed_at: at(5),
        confirmed,
    };
    ApplicationView {
        vendor,
        vendor_name: "申请单位".to_owned(),
        by: PersonId([4; 20]),
        statement: [1; 32],
        text: (verdict != Some(false)).then(|| "近三年同类业绩五项 <b>".to_owned()),
        at: at(4),
        proposed: verdict.is_none().then(|| decision(true, None)),
        decisions: verdict
            .map(|qualified| decision(qualified, Some((PersonId([2; 20]), at(6)))))
            .into_iter()
            .collect(),
    }
}

/// A tender whose vendors apply until the last hundred seconds before the deadline.
fn prequalified(stage: Stage, verdict: Option<bool>) -> TenderView {
    let mut held = view(stage, true);
    held.row.publication.terms.prequalification = Some(100);
    held.applications = vec![application(VENDOR, verdict), application(OrgId([8; 20]), Some(true))];
    held
}

/// What the page of a running tender says.
pub fn parts(proposed: impl Fn(bool, bool) -> Proposed) -> Vec<QualificationPart> {
    let line = |place, status: &'static str, own: bool, waits: bool| ApplicationLine {
        place,
        vendor: "77".repeat(20),
        name: "华安".to_owned(),
        statement: "11".repeat(32),
        text: Some("业绩".to_owned()),
        at: NOW,
        status,
        proposed: waits.then(|| (!own, proposed(false, own))),
        decided: (status != "open").then(|| (status == "qualified", proposed(true, own))),
    };
    let part = |over, decides, applications| QualificationPart {
        until: Some(NOW),
        over,
        decides,
        applications,
    };
    vec![
        part(false, true, vec![]),
        part(false, true, vec![line(1, "open", false, false), line(2, "open", true, true)]),
        part(true, true, vec![line(1, "refused", false, true), line(2, "qualified", false, false)]),
        part(true, false, vec![line(1, "open", false, true)]),
    ]
}

/// Template → its renderings in one language.
pub fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = || Page::sample(locale, "/tenders/x/apply", Some("李维"));
    let apply = |may, form, verdict, checked: Option<&str>| ApplyPage {
        page: page(),
        form,
        signing: signing(),
        view: prequalified(Stage::Bidding, verdict),
        may,
        vendor: Some(VENDOR),
        checked: checked.map(str::to_owned),
    };
    let mut all = Vec::new();
    for may in [May::Yes, May::NotAsked, May::Closed, May::NoVendor, May::Qualified] {
        for verdict in VERDICTS {
            all.push(apply(may, Form::default(), verdict, None));
        }
    }
    for key in ["error-application-empty", "error-application-long", "error-application-unfit"] {
        all.push(apply(May::Yes, Form::default().refused("application", key), None, None));
    }
    all.push(apply(May::Yes, Form::default(), None, Some("业绩证明")));
    all.into_iter().map(|page| ("vendor/apply.html", page.render().unwrap())).collect()
}

#[test]
fn who_may_bid_is_who_was_qualified() {
    for (verdict, may) in VERDICTS.into_iter().zip([false, true, false]) {
        let held = prequalified(Stage::Bidding, verdict);
        assert_eq!((held.may_bid(&VENDOR), held.may_bid(&OrgId([9; 20]))), (may, false));
    }
    assert!(view(Stage::Bidding, true).may_bid(&VENDOR), "an open tender");
}

#[test]
fn applications_are_taken_until_their_time_and_decided_until_the_deadline() {
    let at = |now, stage| {
        let held = TenderView { now, ..prequalified(stage, None) };
        (held.takes_applications(), held.decides_applications())
    };
    let until = prequalified(Stage::Bidding, None).applications_until().unwrap();
    assert_eq!(at(until - 1, Stage::Bidding), (true, true));
    assert_eq!(at(until, Stage::Bidding), (false, true));
    assert_eq!(at(until - 1, Stage::Closed), (false, false));
    let open = view(Stage::Bidding, true);
    assert_eq!((open.takes_applications(), open.decides_applications()), (false, false));
}
