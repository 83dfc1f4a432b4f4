//! Samples of the pages of officers, approvers, committee members, evaluators,
//! administrators and registrars.

use askama::Template;
use jiff::{Timestamp, tz::TimeZone};
use tenderseal_portal::{
    app::notice::{Bilingual, DraftBody, DraftCriterion, Item, NoticeDocument, Source},
    app::ocds_import::Unmapped,
    i18n::Locale,
    ports::{Organisation, OrganisationKind, RegistrationStatus},
    ports_chain::{Draft, OpeningKeyRow, OrgRow, ProposalRow},
    render::{
        lifecycle::LifecycleWords,
        rule::{self, PriceWords},
    },
    web::{
        acts::{Receipt, ReceiptPage},
        amendment::AmendmentTime,
        approvals::{ApprovalsPage, ProposalPage, WaitingAct, WaitingProposal},
        committee::{BidLine, MemberLine, OpeningKeysPage, OpeningLine, OpeningPage, OpeningsPage},
        declaration::{Bidder, DeclarePage, Declared, ExcusedPage, Interests, ReadingKey},
        desk::{DeskPage, Waiting},
        draft_forms::{Choice, CriterionRow, ItemRow, Ready, Section, View, filled},
        drafts::{DraftPage, DraftsPage, PreviewPage, SectionPage, Task},
        evaluator::{
            AnswerColumn, CriterionView, EvaluationLine, EvaluationsPage, ScoreBidPage, ScorePage,
        },
        extension::BiddingTime,
        forms::Form,
        keys::{KeyLine, KeysPage, OfferPage},
        manage::{AwardLine, ManagePage, ObjectionLine, Proposed, RunningPage},
        page::Page,
        panel::{PanelPart, SeatLine, Standing, WaitingChange},
        people::{OfferedPage, PeoplePage, PersonKey, PersonLine, Replaceable},
        publication::{self, CriterionLine, PublicationView, Seat},
        qualification::QualificationPart,
        rejections::{RejectableBid, RejectionLine, Remedies},
        requests::RequestPart,
        securities::SecurityPart,
        signing::Signing,
    },
};
use tenderseal_rules::{
    OrgId, PersonId,
    lot::Lot,
    registry::OrgStatus,
    requests::Requests,
    roles::OrgKind,
    schedule::Minimums,
    tender::Stage,
    terms::{Consensus, Publication, Terms},
};

pub const NOW: u64 = 1_780_000_000;

type Samples = Vec<(&'static str, String)>;

pub struct Sampler {
    locale: Locale,
    all: Samples,
}

impl Sampler {
    pub fn page(&self, path: &str) -> Page {
        Page::sample(self.locale, path, Some("李维"))
    }

    pub fn add(&mut self, name: &'static str, template: &impl Template) {
        self.all.push((name, template.render().unwrap()));
    }
}

pub fn signing() -> Signing {
    Signing {
        genesis: "11".repeat(32),
        registry: "22".repeat(20),
        now: NOW,
        owner: 1,
        keys: "33".repeat(20),
        excluded: None,
    }
}

pub fn org(status: OrgStatus) -> OrgRow {
    OrgRow {
        id: OrgId([4; 20]),
        kind: OrgKind::Buyer,
        name: "示范市财政局".to_owned(),
        number: "11330000002482D01Y".to_owned(),
        country: "CN".to_owned(),
        details: [5; 32],
        status,
        suspended: None,
        debarred: None,
        reason: None,
        registered_at: NOW,
        decided_at: Some(NOW),
        block: 3,
    }
}

fn at() -> Timestamp {
    Timestamp::from_second(1_780_000_000).unwrap()
}

fn body() -> DraftBody {
    DraftBody {
        title: Bilingual { en: "Laptops".to_owned(), zh: "笔记本电脑".to_owned() },
        description: Bilingual {
            en: "471 laptops".to_owned(), zh: "471 台笔记本电脑".to_owned()
        },
        reference: "A-1".to_owned(),
        budget: "125000000".to_owned(),
        items: vec![Item {
            description: Bilingual { en: "Laptop".to_owned(), zh: "笔记本电脑".to_owned() },
            quantity: "471".to_owned(),
            unit: "台".to_owned(),
            classification: "CPV 30213100".to_owned(),
        }],
        criteria: vec![DraftCriterion {
            title: Bilingual { en: "Quality".to_owned(), zh: "质量".to_owned() },
            weight_bp: 6_000,
            min: 6_000,
            ..DraftCriterion::default()
        }],
        price_weight_bp: 4_000,
        documents: vec![NoticeDocument {
            name: "terms.pdf".to_owned(),
            sha256: "ab".repeat(32),
            size: 10,
        }],
        source: Some(Source {
            publisher: "CDMX".to_owned(),
            url: "https://example.org".to_owned(),
            identifier: "1".to_owned(),
        }),
        deadline: Some(NOW + 86_400),
        questions: 3_600,
        committee: vec!["11".repeat(32)],
        panel: vec!["22".repeat(20)],
        k: 1,
        ..DraftBody::default()
    }
}

fn publication() -> Publication {
    body().publish(&OrgId([4; 20]), "Buyer").unwrap().1
}

fn view(locale: Locale, with_notice: bool) -> PublicationView {
    let (notice, publication) = body().publish(&OrgId([4; 20]), "Buyer").unwrap();
    let seat =
        |key: &str| Seat { name: "Wang".to_owned(), org: "Buyer".to_owned(), key: key.to_owned() };
    PublicationView {
        profile: Some(crate::profiles::view(3)),
        lot: with_notice.then_some(Lot { number: 2, of: 3, procurement: [7; 32] }),
        invited: crate::profiles::invited(),
        notice: with_notice.then_some(notice),
        title: if with_notice { "Laptops".to_owned() } else { String::new() },
        description: "471 laptops".to_owned(),
        notice_hash: hex::encode(publication.terms.notice),
        budget: "CNY 1,250,000.00".to_owned(),
        security: if with_notice {
            vec![("security-amount", "CNY 20,000.00".to_owned())]
        } else {
            vec![]
        },
        requests: vec![("low-price-rule", "50 %".to_owned())],
        currency: "CNY".to_owned(),
        price: PriceWords::of(locale, &publication.terms.price, publication.terms.currency),
        lifecycle: LifecycleWords::of(
            locale,
            &Terms { lifecycle_years: 2, ..publication.terms.clone() },
        ),
        consensus: rule::consensus(locale, publication.terms.consensus, 1),
        criteria: vec![CriterionLine {
            title: "Quality".to_owned(),
            description: "How good".to_owned(),
            weight: "60%".to_owned(),
            max: "100".to_owned(),
            min: "60".to_owned(),
        }],
        min_bids: 1,
        deadline: NOW,
        periods: vec![
            ("period-guard", 121),
            ("period-officers_window", 7_200),
            ("period-self_reveal_window", 60),
            ("period-objection_window", 86_400),
            ("period-standstill", 864_000),
            ("period-questions", 259_200),
        ],
        k: 2,
        committee: vec![seat(&"11".repeat(32))],
        panel: vec![seat("")],
        digest: hex::encode(publication::digest(&publication)),
    }
}

fn account_pages(to: &mut Sampler) {
    let key = |state, at| KeyLine {
        id: "33".repeat(20),
        label: "办公室".to_owned(),
        since: self::at(),
        state,
        at,
    };
    let keys =
        vec![key("unknown", 0), key("waiting", NOW), key("active", NOW), key("revoked", NOW)];
    for (keys, opening) in [(vec![], vec![]), (keys.clone(), vec!["44".repeat(32)])] {
        let form = Form::default();
        to.add(
            "account/keys.html",
            &KeysPage {
                page: to.page("/account/keys"),
                form,
                signing: signing(),
                revoking: (!keys.is_empty()).then(|| "/organisations/x/people/y".to_owned()),
                keys,
                opening,
            },
        );
    }
    let form = Form::default().refused("label", "error-key-taken");
    to.add(
        "account/keys.html",
        &KeysPage {
            page: to.page("/account/keys"),
            form,
            signing: signing(),
            keys: vec![],
            opening: vec![],
            revoking: None,
        },
    );
    let organisations = vec![
        ("11".repeat(20), "Buyer".to_owned(), true),
        ("12".repeat(20), "Other".to_owned(), false),
    ];
    let offer = OfferPage {
        page: to.page("/account/keys/x/offer"),
        signing: signing(),
        key: keys[0].clone(),
        organisations,
    };
    to.add("account/offer.html", &offer);
    let kinds = [
        "key",
        "sign-registration",
        "admission",
        "admit",
        "opening-key",
        "open",
        "open-technical",
        "read",
        "open-offer",
        "declare",
        "score",
        "approve",
        "finding",
        "award",
        "cancellation",
        "rejection",
        "complaint",
        "unsigned",
        "objection",
        "seat",
        "propose-award",
    ];
    let waiting = kinds
        .map(|kind| Waiting { kind, title: "Laptops".to_owned(), href: "/drafts".to_owned() })
        .to_vec();
    let names = [
        "registry",
        "profiles",
        "pause",
        "people",
        "drafts",
        "running",
        "approvals",
        "openings",
        "opening-keys",
        "evaluations",
        "bids",
        "complaints",
    ];
    let areas = names.map(|name| (name, format!("/{name}"))).to_vec();
    let organisation_name = Some(("Buyer".to_owned(), "11".repeat(20)));
    to.add(
        "account/desk.html",
        &DeskPage {
            page: to.page("/desk"),
            organisation: organisation_name,
            excluded: None,
            paused: Some(false),
            waiting,
            areas,
        },
    );
    to.add(
        "account/desk.html",
        &DeskPage {
            page: to.page("/desk"),
            organisation: None,
            excluded: None,
            paused: None,
            waiting: vec![],
            areas: vec![],
        },
    );
}

fn people_pages(to: &mut Sampler) {
    let key = |state, id: &str| PersonKey { id: id.repeat(20), state, at: NOW };
    let person = PersonLine {
        id: "55".repeat(20),
        name: "王芳".to_owned(),
        roles: vec![
            "registrar",
            "org_admin",
            "officer",
            "approver",
            "committee",
            "evaluator",
            "vendor",
            "reviewer",
            "auditor",
        ],
        since: NOW,
        keys: vec![key("active", "33"), key("waiting", "34"), key("revoked", "35")],
    };
    for (form, adds) in
        [(Form::default(), true), (Form::default().refused("code", "error-offer-signature"), false)]
    {
        let page = to.page("/organisations/x/people");
        let people = vec![person.clone()];
        to.add(
            "organisation/people.html",
            &PeoplePage { page, form, org: org(OrgStatus::Admitted), people, adds, replaces: true },
        );
    }
    for (adds, holder) in
        [(true, Some(("王芳".to_owned(), "wang@example.org".to_owned()))), (false, None)]
    {
        let offered = OfferedPage {
            page: to.page("/organisations/x/people"),
            signing: signing(),
            org: org(OrgStatus::Admitted),
            key: "66".repeat(64),
            key_id: "33".repeat(20),
            possession: "77".repeat(64),
            holder,
            roles: vec!["org_admin", "officer"],
            replaceable: [false, true]
                .map(|ended| Replaceable { key: "33".repeat(20), name: "王芳".to_owned(), ended })
                .to_vec(),
            adds,
        };
        to.add("organisation/offered.html", &offered);
    }
}

fn draft_pages(to: &mut Sampler) {
    let draft = Draft {
        id: 1,
        org: OrgId([4; 20]),
        created_by: 1,
        title: String::new(),
        body: body().to_json(),
        unmapped: "[]".to_owned(),
        notice: None,
        created_at: at(),
        updated_at: at(),
    };
    let errors = [
        "error-ocds-empty",
        "error-ocds-too-large",
        "error-ocds-not-json",
        "error-ocds-not-ocds",
        "error-ocds-no-tender",
        "error-ocds-type",
    ];
    let refused =
        errors.into_iter().fold(Form::default(), |form, key| form.refused("release", key));
    for (drafts, waiting, form) in [
        (vec![], vec![], Form::default()),
        (vec![draft], vec![(1, NOW, "Laptops".to_owned())], refused),
    ] {
        to.add(
            "officer/drafts.html",
            &DraftsPage { page: to.page("/drafts"), drafts, waiting, form },
        );
    }
    for (problems, unmapped) in [
        (vec![], vec![]),
        (
            vec!["error-draft-title".to_owned(), "refusal-WeightsSum".to_owned()],
            vec![Unmapped { path: "tender/x".to_owned(), value: "1".to_owned() }],
        ),
    ] {
        let tasks = Section::ALL
            .into_iter()
            .map(|section| Task { section, problems: problems.clone() })
            .collect();
        to.add(
            "officer/draft.html",
            &DraftPage {
                page: to.page("/drafts/1"),
                id: 1,
                title: String::new(),
                tasks,
                lots: (!unmapped.is_empty()).then(|| crate::lots::rows(true)),
                may_delete: unmapped.is_empty(),
                unmapped,
            },
        );
    }
    let choice = |chosen| Choice {
        value: "11".repeat(32),
        name: "Wang".to_owned(),
        org: "Buyer".to_owned(),
        since: NOW,
        chosen,
    };
    let full = |ready| View {
        items: vec![ItemRow { place: 1, en: "Laptop".to_owned(), ..ItemRow::default() }],
        criteria: vec![CriterionRow {
            place: 1,
            en: "Quality".to_owned(),
            ..CriterionRow::default()
        }],
        ready,
        documents: body().documents,
        keys: vec![choice(true)],
        evaluators: vec![choice(false)],
        profile: Some(crate::profiles::view(3)),
        amends: false,
        qualifies: true,
        profiles: vec![crate::profiles::view(0), crate::profiles::view(3)],
        invited: crate::profiles::invited(),
        searched: "华安".to_owned(),
        found: crate::profiles::invited(),
        more: true,
        least: Some(Minimums {
            bidding: 86_400,
            officers_window: 3_600,
            self_reveal_window: 3_600,
            objection_window: 3_600,
            standstill: 864_000,
            questions: 86_400,
            amendment: 86_400,
        }),
        source: "CDMX".to_owned(),
        lasts: 1_382_520,
        requests: Some(Requests {
            window: 60,
            under_mean_bp: Some(5_000),
            under_next_bp: Some(6_000),
        }),
    };
    for section in Section::ALL {
        let readies: &[Ready] = match section {
            Section::Criteria => &[Ready::Offered, Ready::Taken, Ready::Occupied(1)],
            _ => &[Ready::Offered],
        };
        for view in readies.iter().map(|ready| full(*ready)).chain([View::default()]) {
            let form = filled(&body(), section, &TimeZone::UTC);
            to.add(
                "officer/section.html",
                &SectionPage { page: to.page("/drafts/1/x"), id: 1, section, form, view },
            );
        }
        let form = wrong(section)
            .iter()
            .fold(Form::default(), |form, (name, key)| form.refused(name, key));
        to.add(
            "officer/section.html",
            &SectionPage {
                page: to.page("/drafts/1/x"),
                id: 1,
                section,
                form,
                view: full(Ready::Offered),
            },
        );
    }
    let json = publication::to_json(&publication());
    for paused in [false, true] {
        to.add(
            "officer/preview.html",
            &PreviewPage {
                page: to.page("/drafts/1/preview"),
                signing: signing(),
                id: 1,
                view: view(to.locale, true),
                json: json.clone(),
                paused,
            },
        );
    }
}

/// What can be wrong in a section.
const fn wrong(section: Section) -> &'static [(&'static str, &'static str)] {
    match section {
        Section::Notice => {
            &[("title-en", "error-draft-title-long"), ("budget", "error-draft-budget")]
        }
        Section::Items => &[],
        Section::Procedure => &[("profile", "error-draft-profile")],
        Section::Invited => &[("add", "error-draft-invited-many")],
        Section::Documents => &[("documents", "error-documents-many")],
        Section::Schedule => &[
            ("deadline", "error-draft-deadline"),
            ("guard", "error-draft-period"),
            ("officers_window", "error-draft-period"),
            ("self_reveal_window", "error-draft-period"),
            ("objection_window", "error-draft-period"),
            ("standstill", "error-draft-period"),
            ("questions", "error-draft-period"),
        ],
        Section::Security => &[
            ("security", "error-draft-security"),
            ("security_amount", "error-draft-security-amount"),
            ("security_valid_for", "error-draft-security-valid"),
            ("security_silence", "error-draft-security-grounds"),
        ],
        Section::Requests => &[
            ("response_window", "error-draft-response-window"),
            ("low_under_mean", "error-draft-low-price"),
            ("low_under_next", "error-draft-low-price"),
        ],
        Section::Criteria => &[
            ("price_formula", "error-draft-price-formula"),
            ("benchmark_discount", "error-benchmark-discount"),
            ("benchmark_above", "error-benchmark-flat"),
            ("benchmark_below", "error-benchmark-rate"),
            ("price_weight", "error-draft-price-weight"),
            ("price_weight", "error-draft-price-weight-alone"),
            ("consensus", "error-draft-consensus"),
            ("lifecycle", "error-draft-lifecycle"),
            ("lifecycle_years", "error-draft-lifecycle-years"),
            ("lifecycle_rate", "error-draft-lifecycle-rate"),
            ("min_bids", "error-draft-min-bids"),
            ("criterion-1-zh", "error-criterion-title"),
            ("criterion-1-en", "error-criterion-title-long"),
            ("criterion-1-about-zh", "error-criterion-about-long"),
            ("criterion-1-about-en", "error-criterion-about-long"),
            ("criterion-1-weight", "error-criterion-weight"),
            ("criterion-1-weight", "error-criterion-weight-alone"),
            ("criterion-1-max", "error-criterion-max"),
            ("criterion-1-min", "error-criterion-min"),
            ("criterion-1-min", "error-criterion-min-above"),
        ],
        Section::Committee => &[("k", "error-draft-k")],
    }
}

fn approval_pages(to: &mut Sampler) {
    let acts = ["finding", "award", "cancellation"];
    let act = |kind| WaitingAct {
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        kind,
        own: kind == "award",
    };
    let proposal = |own| WaitingProposal {
        number: 1,
        title: "Laptops".to_owned(),
        officer: "李维".to_owned(),
        at: NOW,
        own,
    };
    for (proposals, acts) in
        [(vec![], vec![]), (vec![proposal(true), proposal(false)], acts.map(act).to_vec())]
    {
        to.add(
            "officer/approvals.html",
            &ApprovalsPage {
                page: to.page("/approvals"),
                paused: acts.is_empty(),
                proposals,
                acts,
            },
        );
    }
    for (own, may, tender, with_notice) in [
        (false, true, None, true),
        (true, false, None, true),
        (false, false, None, false),
        (false, false, Some(tenderseal_rules::ContractId([8; 20])), true),
    ] {
        let proposal = ProposalRow {
            number: 1,
            buyer: OrgId([4; 20]),
            officer: PersonId([5; 20]),
            proposed: [6; 32],
            publication: publication(),
            proposed_at: NOW,
            block: 4,
            tender,
        };
        let page = to.page("/approvals/1");
        let officer = "李维".to_owned();
        to.add(
            "officer/proposal.html",
            &ProposalPage {
                page,
                signing: signing(),
                proposal,
                officer,
                view: view(to.locale, with_notice),
                own,
                may,
                paused: own,
            },
        );
    }
}

fn manage_pages(to: &mut Sampler) {
    let proposed = |confirmed, own| Proposed {
        officer: "李维".to_owned(),
        at: NOW,
        hash: "99".repeat(32),
        text: "Because".to_owned(),
        confirmed,
        own,
    };
    let objection = |number, finding| ObjectionLine {
        number,
        bid: 0,
        vendor: "华安".to_owned(),
        fault: "stanza",
        judged: ["", "sound", "reseal"][number as usize % 3],
        by: "监管机构".to_owned(),
        at: NOW,
        finding,
    };
    let line = || AwardLine {
        bid: 0,
        vendor: "华安".to_owned(),
        price: "CNY 1.00".to_owned(),
        points: "83.3333".to_owned(),
    };
    let blank = |to: &Sampler, stage| ManagePage {
        page: to.page("/tenders/x/manage"),
        signing: signing(),
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage,
        turns_at: None,
        bids: 0,
        bidding: BiddingTime::default(),
        amendment: AmendmentTime::default(),
        panel: PanelPart::default(),
        objections: vec![],
        round: 0,
        first: None,
        award: None,
        cancellation: None,
        remedies: Remedies::default(),
        securities: SecurityPart::default(),
        qualification: QualificationPart::default(),
        requests: RequestPart::default(),
        officer: true,
        approver: false,
    };
    for stage in [Stage::Bidding, Stage::Cancelled, Stage::Unsuccessful, Stage::Awarded] {
        let page = blank(to, stage);
        to.add("officer/manage.html", &page);
    }
    let objections = vec![
        objection(0, None),
        objection(1, Some((true, proposed(false, false)))),
        objection(2, Some((false, proposed(false, true)))),
        objection(3, Some((false, proposed(true, false)))),
    ];
    let opening = ManagePage {
        objections,
        turns_at: Some(NOW),
        bids: 3,
        approver: true,
        ..blank(to, Stage::FinancialOpening)
    };
    to.add("officer/manage.html", &opening);
    for page in panels(|| blank(to, Stage::FinancialEvaluation)) {
        to.add("officer/manage.html", &page);
    }
    let ranked = ManagePage { first: Some(line()), ..blank(to, Stage::FinancialEvaluation) };
    to.add("officer/manage.html", &ranked);
    for own in [true, false] {
        let award = Some((line(), proposed(false, own)));
        let cancellation = Some(("no_need", proposed(false, own)));
        let page = ManagePage {
            award,
            cancellation,
            approver: true,
            first: Some(line()),
            ..blank(to, Stage::AwardProposed)
        };
        to.add("officer/manage.html", &page);
    }
    for qualification in crate::qualification::parts(proposed) {
        for (officer, approver) in [(true, false), (false, true)] {
            let page = ManagePage {
                qualification: qualification.clone(),
                officer,
                approver,
                ..blank(to, Stage::Bidding)
            };
            to.add("officer/manage.html", &page);
        }
    }
    for requests in crate::requests::parts(proposed) {
        let page = ManagePage {
            requests,
            first: Some(line()),
            approver: true,
            ..blank(to, Stage::FinancialEvaluation)
        };
        to.add("officer/manage.html", &page);
    }
    for securities in crate::securities::parts(proposed) {
        let page = ManagePage { securities, approver: true, ..blank(to, Stage::Unsuccessful) };
        to.add("officer/manage.html", &page);
    }
    for (own, suspended, awarded) in
        [(true, None, false), (false, None, true), (false, Some(NOW), false)]
    {
        let rejection = |confirmed| RejectionLine {
            bid: 0,
            vendor: "华安".to_owned(),
            ground: "not_qualified",
            effect: "Next".to_owned(),
            given: proposed(confirmed, own),
        };
        let bid = RejectableBid {
            number: 1,
            vendor: "北辰".to_owned(),
            price: "CNY 1.00".to_owned(),
            effect: "Again".to_owned(),
            grounds: vec!["not_qualified", "not_corrected", "abnormally_low"],
        };
        let remedies = Remedies {
            suspended,
            complaints: 2,
            rejects: true,
            awarded,
            bids: vec![bid],
            proposed: Some(rejection(false)),
            done: vec![rejection(true)],
        };
        let page = ManagePage {
            remedies,
            award: Some((line(), proposed(false, own))),
            approver: true,
            ..blank(to, Stage::AwardProposed)
        };
        to.add("officer/manage.html", &page);
    }
    for tenders in [vec![], vec![("88".repeat(20), "Laptops".to_owned(), "bidding", NOW)]] {
        to.add("officer/tenders.html", &RunningPage { page: to.page("/running"), tenders });
    }
}

/// A panel whose seats are in every standing, with a change that waits or without, and with
/// somebody who could come or without.
fn panels(blank: impl Fn() -> ManagePage) -> Vec<ManagePage> {
    let seat = |number, standing, declared| SeatLine {
        number,
        person: "55".repeat(20),
        name: "王芳".to_owned(),
        standing,
        left: (standing != Standing::Seated).then_some(NOW),
        instead_of: (number > 2).then_some(1),
        declared,
        done: (1, 2),
    };
    let seats = vec![
        seat(1, Standing::Replaced, None),
        seat(2, Standing::Vacant, None),
        seat(3, Standing::Seated, Some((NOW, 1))),
        seat(4, Standing::Seated, None),
    ];
    let change = |own, substitute: &str| WaitingChange {
        evaluator: "3 · 王芳".to_owned(),
        substitute: substitute.to_owned(),
        reason: "Ill".to_owned(),
        officer: "李维".to_owned(),
        at: NOW,
        hash: "ab".repeat(32),
        own,
    };
    let candidate = Choice {
        value: "66".repeat(20),
        name: "赵敏".to_owned(),
        org: "Buyer".to_owned(),
        since: NOW,
        chosen: false,
    };
    let full = |change, candidates| PanelPart {
        seats: seats.clone(),
        open: true,
        declares: true,
        change,
        candidates,
        agreed: Some((1, 3)),
    };
    let panels = vec![
        full(None, vec![candidate.clone()]),
        full(Some(change(false, "赵敏")), vec![candidate]),
        full(Some(change(true, "")), vec![]),
    ];
    panels.into_iter().map(|panel| ManagePage { panel, approver: true, ..blank() }).collect()
}

fn committee_pages(to: &mut Sampler) {
    let key = OpeningKeyRow { public: [7; 32], person: PersonId([5; 20]), registered_at: NOW };
    for keys in [vec![], vec![(key, vec!["Laptops".to_owned()]), (key, vec![])]] {
        to.add(
            "committee/opening_keys.html",
            &OpeningKeysPage { page: to.page("/opening-keys"), signing: signing(), keys },
        );
    }
    let tender = |waiting| OpeningLine {
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage: "opening",
        opening: NOW,
        waiting,
        technical: waiting.checked_sub(1),
    };
    for tenders in [vec![], vec![tender(0), tender(1), tender(3)]] {
        to.add("committee/openings.html", &OpeningsPage { page: to.page("/openings"), tenders });
    }
    let member = |place, posted, missing| MemberLine {
        place,
        name: "王芳".to_owned(),
        org: "Buyer".to_owned(),
        posted,
        missing,
        own: place == 1,
    };
    let bid = |number, status, fault, open| BidLine {
        number,
        vendor: "华安".to_owned(),
        status,
        good: 1,
        needed: 1,
        fault,
        open,
        may_object: true,
    };
    for (stage, open, suspended) in [
        (Stage::Bidding, false, None),
        (Stage::TechnicalOpening, false, None),
        (Stage::FinancialOpening, true, None),
        (Stage::FinancialOpening, false, None),
        (Stage::FinancialOpening, true, Some(NOW)),
        (Stage::Awarded, false, None),
    ] {
        let page = OpeningPage {
            page: to.page("/tenders/x/opening"),
            signing: signing(),
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            stage,
            suspended,
            opening: NOW,
            until: NOW,
            k: 2,
            place: 1,
            key: "77".repeat(32),
            members: vec![member(1, 0, 2), member(2, 2, 0), member(3, 0, 0)],
            bids: vec![
                bid(0, "sealed", "", open),
                bid(1, "rejected", "stanza", false),
                bid(2, "opened", "", false),
            ],
        };
        to.add("committee/opening.html", &page);
    }
}

/// How far a declaration can be.
const INTERESTS: [Interests; 5] = [
    Interests::Early,
    Interests::Due,
    Interests::Declared(NOW),
    Interests::None,
    Interests::Excused(NOW),
];

fn evaluator_pages(to: &mut Sampler) {
    let tender = |interests| EvaluationLine {
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage: "evaluation",
        interests,
        done: (1, 3),
        reads: interests == Interests::Due,
    };
    for tenders in [vec![], INTERESTS.map(tender).to_vec()] {
        to.add(
            "evaluator/evaluations.html",
            &EvaluationsPage { page: to.page("/evaluations"), tenders },
        );
    }
    let criterion = |id| CriterionView {
        id,
        title: "Quality".to_owned(),
        description: "How good".to_owned(),
        weight: "60%".to_owned(),
        max: "100".to_owned(),
        max_hundredths: 10_000,
        min: "60".to_owned(),
        pass_fail: id == 3,
    };
    let column = |bid, scored| AnswerColumn {
        bid,
        vendor: "华安".to_owned(),
        answers: vec![
            ("Good".to_owned(), String::new(), String::new()),
            (String::new(), "87.5".to_owned(), "Why".to_owned()),
        ],
        scored,
        agreement: Some(match (scored, bid) {
            (true, 0) => "agree-state-agreed",
            (false, _) => "agree-state-due",
            (true, 1) => "agree-state-others",
            (true, _) => "agree-state-early",
        }),
    };
    let stages = [Stage::FinancialOpening, Stage::FinancialEvaluation];
    for (stage, interests) in stages.into_iter().flat_map(|stage| INTERESTS.map(|one| (stage, one)))
    {
        let page = ScorePage {
            page: to.page("/tenders/x/score"),
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            stage,
            interests,
            conflicts: if stage == Stage::FinancialOpening {
                vec![]
            } else {
                vec!["江海".to_owned()]
            },
            criteria: vec![criterion(1), criterion(2)],
            bids: vec![column(0, true), column(1, false), column(1, true), column(2, true)],
            open: true,
            again_until: (stage == Stage::FinancialEvaluation).then_some(NOW),
            consensus: rule::consensus(to.locale, Consensus::TrimmedMean, 5),
            technical: interests.at().is_some(),
            opening: (stage == Stage::FinancialOpening).then(crate::reading::opening),
        };
        to.add("evaluator/score.html", &page);
    }
    let lines = vec![
        (criterion(1), "Good".to_owned(), String::new(), String::new()),
        (criterion(2), String::new(), "87.5".to_owned(), "Why".to_owned()),
        (criterion(3), String::new(), "1".to_owned(), "Why".to_owned()),
    ];
    let declared = Interests::Declared(NOW);
    for (interests, conflict) in [(declared, false), (declared, true), (Interests::Due, false)] {
        let page = ScoreBidPage {
            page: to.page("/tenders/x/score/0"),
            signing: signing(),
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            bid: 0,
            vendor: "华安".to_owned(),
            lines: lines.clone(),
            scored: true,
            interests,
            conflict,
            consensus: rule::consensus(to.locale, Consensus::Median, 2),
            passing: rule::passing(to.locale, Consensus::Median, 2),
            technical: conflict || interests == declared,
            opening: (interests == declared).then(crate::reading::opening),
        };
        to.add("evaluator/score_bid.html", &page);
    }
    crate::agreement::pages(to);
}

fn declaration_pages(to: &mut Sampler) {
    let bidder =
        |id, chosen, fixed| Bidder {
            id: OrgId([id; 20]), name: "华安".to_owned(), chosen, fixed
        };
    let blank = |to: &Sampler| DeclarePage {
        page: to.page("/tenders/x/declare"),
        form: Form::with(&[("statement", "None.")]),
        signing: signing(),
        address: "88".repeat(20),
        title: "Laptops".to_owned(),
        stage: "evaluation",
        open: true,
        deadline: None,
        before: None,
        bidders: vec![bidder(1, true, true), bidder(2, true, false), bidder(3, false, false)],
        most: 32,
        declared: None,
        reading_key: None,
    };
    for (held, fixed, made) in
        [("", false, true), ("77", false, false), ("77", true, false), ("77", false, true)]
    {
        let key = ReadingKey { held: held.repeat(32), fixed, made };
        let reading_key = Some(key.clone());
        to.add("evaluator/declare.html", &DeclarePage { reading_key, ..blank(to) });
        let names = vec![];
        let declared = Declared { conflicts: vec![], names, statement: "None.".to_owned() };
        let (declared, reading_key) = (Some(declared), Some(key));
        to.add("evaluator/declare.html", &DeclarePage { declared, reading_key, ..blank(to) });
    }
    let page = DeclarePage { before: Some(NOW), ..blank(to) };
    to.add("evaluator/declare.html", &page);
    for conflicts in ["error-declare-vendor", "error-declare-most"] {
        for statement in ["error-declare-statement", "error-declare-statement-long"] {
            let form = Form::default().refused("conflicts", conflicts);
            let form = form.refused("statement", statement);
            to.add("evaluator/declare.html", &DeclarePage { form, ..blank(to) });
        }
    }
    for (deadline, before) in [(Some(NOW), None), (None, Some(NOW))] {
        let page = DeclarePage { open: false, deadline, before, bidders: vec![], ..blank(to) };
        to.add("evaluator/declare.html", &page);
    }
    for conflicts in [vec![], vec![OrgId([1; 20]), OrgId([2; 20])]] {
        let names = conflicts.iter().map(|_| "华安".to_owned()).collect();
        let declared = Some(Declared { conflicts, names, statement: "None.".to_owned() });
        to.add("evaluator/declare.html", &DeclarePage { declared, ..blank(to) });
    }
    for reason in ["", "Ill"] {
        let page = ExcusedPage {
            page: to.page("/tenders/x/score"),
            address: "88".repeat(20),
            title: "Laptops".to_owned(),
            at: NOW,
            reason: reason.to_owned(),
        };
        to.add("evaluator/excused.html", &page);
    }
}

fn receipt_pages(to: &mut Sampler) {
    let all = tenderseal_rules::messages::REGISTRY.iter().chain(tenderseal_rules::messages::TENDER);
    let acts: Vec<&str> = all
        .filter(|message| !tenderseal_rules::messages::READS.contains(message))
        .map(|(name, _)| tenderseal_rules::messages::label(name))
        .collect();
    for act in acts {
        let bid = (act == "commit_bid").then(|| (0, "aa".repeat(32), "bb".repeat(32)));
        let receipt = Receipt {
            block: 5,
            index: 1,
            time: NOW,
            block_hash: "cc".repeat(32),
            genesis: "11".repeat(32),
            contract: tenderseal_rules::ContractId([8; 20]),
            is_tender: bid.is_some(),
            act,
            happened: vec!["bid_committed"],
            bid,
            text: None,
        };
        to.add("public/receipt.html", &ReceiptPage { page: to.page("/receipts/5/1"), receipt });
    }
}

/// Template → its renderings in one language.
pub fn samples(
    locale: Locale,
    organisation: impl Fn(OrganisationKind, RegistrationStatus) -> Organisation,
) -> Samples {
    let mut to = Sampler { locale, all: Vec::new() };
    account_pages(&mut to);
    let applicant = organisation(OrganisationKind::Vendor, RegistrationStatus::Pending);
    crate::standing::pages(&mut to, &applicant);
    people_pages(&mut to);
    draft_pages(&mut to);
    crate::profiles::pages(&mut to);
    approval_pages(&mut to);
    manage_pages(&mut to);
    committee_pages(&mut to);
    evaluator_pages(&mut to);
    declaration_pages(&mut to);
    receipt_pages(&mut to);
    to.all
}
