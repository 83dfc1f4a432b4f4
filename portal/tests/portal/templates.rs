//! Every template with samples, in both languages.

use std::collections::BTreeSet;
use std::path::Path;

use askama::Template;
use jiff::Timestamp;
use tenderseal_portal::{
    app::{
        roles::Role,
        values::{
            Country, EmailAddress, FileName, LegalName, PersonName, PostalAddress,
            RegistrationNumber, Telephone,
        },
    },
    i18n::{Locale, MISSING},
    ports::{
        Account, AccountKey, Document, KeyPurpose, Organisation, OrganisationData,
        OrganisationKind, RegistrationStatus, Session,
    },
    web::{
        account::{AccountPage, ProfilePage, SessionsPage, SignInPage, SignUpPage, SignedOutPage},
        acts::{Receipt, ReceiptPage},
        articles::{ARTICLES, ArticlePage, GUIDE_SECTIONS, GlossaryPage, GuidesPage, terms},
        errors::{CODES, ErrorPage},
        forms::Form,
        organisation::{ListPage, RegisterPage, ShowPage},
        page::Page,
        password::{ChangePage, ForgotPage, ResetPage, SentPage},
        signing::Signing,
    },
};
use tenderseal_rules::registry::OrgStatus;

/// Every component once, as `templates/components/gallery.html` shows them.
#[derive(Template)]
#[template(path = "components/gallery.html")]
struct Gallery {
    page: Page,
    form: Form,
}

fn now() -> Timestamp {
    Timestamp::from_millisecond(1_780_000_000_000).unwrap()
}

fn account() -> Account {
    Account {
        id: 1,
        email: EmailAddress::parse("li@example.org").unwrap(),
        name: PersonName::parse("李维").unwrap(),
        language: Locale::Zh,
        created_at: now(),
        password_changed_at: now(),
    }
}

fn organisation(kind: OrganisationKind, status: RegistrationStatus) -> Organisation {
    let document = Document {
        sha256: "ab".repeat(32),
        file_name: FileName::parse("licence.pdf").unwrap(),
        media_type: "application/pdf".to_owned(),
    };
    Organisation {
        id: 1,
        data: OrganisationData {
            kind,
            legal_name: LegalName::parse("北京封标科技有限公司").unwrap(),
            country: Country::parse("CN").unwrap(),
            registration_number: RegistrationNumber::parse("A-1").unwrap(),
            address: PostalAddress::parse("1 Example Road").unwrap(),
            contact_name: PersonName::parse("Li Wei").unwrap(),
            contact_email: EmailAddress::parse("li@example.org").unwrap(),
            contact_phone: Telephone::parse("+86 10 5555 0100").unwrap(),
            documents: vec![document],
        },
        status,
        status_reason: "expired licence".to_owned(),
        chain_id: None,
        created_by: 1,
        created_at: now(),
    }
}

fn key(purpose: KeyPurpose, retired_at: Option<Timestamp>) -> AccountKey {
    AccountKey {
        account_id: 1,
        purpose,
        public_key: "02".repeat(33),
        label: "office".to_owned(),
        created_at: now(),
        retired_at,
    }
}

fn organisations() -> Vec<Organisation> {
    vec![
        organisation(OrganisationKind::Vendor, RegistrationStatus::Pending),
        organisation(OrganisationKind::Buyer, RegistrationStatus::Admitted),
        organisation(OrganisationKind::Vendor, RegistrationStatus::Refused),
    ]
}

/// Template → its renderings in one language.
fn samples(locale: Locale) -> Vec<(&'static str, String)> {
    let page = |path: &str, person: Option<&str>| Page::sample(locale, path, person);
    let me = || Some("李维");
    let wrong = |names: &[&'static str]| {
        let mut form = Form::default();
        for name in names {
            form.refuse(name, "error-email-unfit");
        }
        form
    };
    let mut all: Vec<(&'static str, String)> = Vec::new();
    macro_rules! add {
        ($name:literal, $template:expr) => {
            all.push(($name, $template.render().unwrap()))
        };
    }
    add!(
        "components/gallery.html",
        Gallery { page: page("/gallery", me()), form: Form::default() }
    );
    let form = wrong(&["email", "password", "address", "language", "roles", "documents"]);
    add!("components/gallery.html", Gallery { page: page("/gallery", me()), form });
    for bid in [None, Some((0, "ab".repeat(32), "cd".repeat(32)))] {
        let receipt = Receipt {
            block: 12,
            index: 1,
            time: 1_780_000_000,
            block_hash: "ef".repeat(32),
            genesis: "01".repeat(32),
            contract: tenderseal_rules::ContractId([2; 20]),
            is_tender: bid.is_some(),
            act: if bid.is_some() { "commit_bid" } else { "admit_org" },
            happened: if bid.is_some() { vec!["bid_committed"] } else { vec!["org_admitted"] },
            bid,
            text: None,
        };
        add!("public/receipt.html", ReceiptPage { page: page("/receipts/12/1", None), receipt });
    }
    for article in &ARTICLES {
        add!(
            "public/article.html",
            ArticlePage::of(page(article.path, None), article.key, article.sections, false)
        );
    }
    add!("public/guides.html", GuidesPage { page: page("/guides", None), roles: &Role::ALL });
    for role in Role::ALL {
        let keys = format!("guide-{}", role.name());
        add!(
            "public/article.html",
            ArticlePage::of(page("/guides/x", None), &keys, &GUIDE_SECTIONS, true)
        );
    }
    add!("public/glossary.html", GlossaryPage { page: page("/glossary", None), terms: terms() });
    for code in CODES {
        add!("public/error.html", ErrorPage::of(page("/x", None), code, 5, Some("abc".to_owned())));
    }
    let email = || "li@example.org".to_owned();
    for (form, present) in [
        (Form::default(), Form::default()),
        (wrong(&["name", "email", "password"]), wrong(&["present", "password"])),
    ] {
        add!("account/sign_up.html", SignUpPage { page: page("/sign-up", None), form });
        add!(
            "account/password.html",
            ChangePage { page: page("/account/password", me()), form: present, email: email() }
        );
    }
    for form in [Form::default(), wrong(&["email", "password"])] {
        add!("account/sign_in.html", SignInPage { page: page("/sign-in", None), form });
    }
    for form in [Form::default(), wrong(&["email"])] {
        add!("account/forgot.html", ForgotPage { page: page("/forgot-password", None), form });
    }
    for form in [Form::default(), wrong(&["password"])] {
        add!(
            "account/reset.html",
            ResetPage { page: page("/reset-password/x", None), form, email: email() }
        );
    }
    for form in [Form::default(), wrong(&["name", "language"])] {
        add!("account/profile.html", ProfilePage { page: page("/account/profile", me()), form });
    }
    for form in [
        Form::default(),
        wrong(&["legal-name", "country", "registration-number", "address", "documents"]),
    ] {
        for kind in [OrganisationKind::Vendor, OrganisationKind::Buyer] {
            let (page, form) = (page("/organisations/register/x", me()), form.clone());
            add!(
                "organisation/register.html",
                RegisterPage { page, kind, form, mebibytes: 10, documents: 5 }
            );
        }
    }
    add!("account/signed_out.html", SignedOutPage { page: page("/signed-out", None) });
    for minutes in [1, 60] {
        add!(
            "account/forgot_sent.html",
            SentPage { page: page("/forgot-password/sent", None), minutes }
        );
    }
    let keys = vec![key(KeyPurpose::Signing, None), key(KeyPurpose::Opening, Some(now()))];
    let roles: Vec<_> = Role::ALL.into_iter().map(Role::key).collect();
    for (roles, keys, organisations) in [(vec![], vec![], vec![]), (roles, keys, organisations())] {
        let page = page("/account", me());
        add!(
            "account/show.html",
            AccountPage {
                page,
                account: account(),
                acts_for: (!roles.is_empty()).then(|| "北辰信息".to_owned()),
                roles,
                keys,
                organisations
            }
        );
    }
    let session = |hash: &str, agent: &str| Session {
        token_hash: hash.to_owned(),
        account_id: 1,
        agent: agent.to_owned(),
        created_at: now(),
        seen_at: now(),
        expires_at: now(),
    };
    let sessions = vec![session("a", "Chromium"), session("b", "")];
    add!(
        "account/sessions.html",
        SessionsPage { page: page("/account/sessions", me()), sessions, own: "a".to_owned() }
    );
    for held in [vec![], organisations()] {
        add!(
            "organisation/list.html",
            ListPage {
                page: page("/organisations", me()),
                acts_for: held.is_empty().then(|| crate::offices::org(OrgStatus::Admitted)),
                organisations: held
            }
        );
    }
    for organisation in organisations() {
        for (signing, own) in [(Some(Signing::default()), true), (None, false)] {
            let organisation = organisation.clone();
            let show = ShowPage {
                page: page("/organisations/1", me()),
                organisation,
                signing,
                details: "ab".repeat(32),
                chain: None,
                excluded: None,
                own,
            };
            add!("organisation/show.html", show);
        }
    }
    all.extend(crate::offices::samples(locale, organisation));
    all.extend(crate::tender_pages::samples(locale));
    all.extend(crate::questions::samples(locale));
    all.extend(crate::amendment::samples(locale));
    all.extend(crate::remedies::samples(locale));
    all.extend(crate::qualification::samples(locale));
    all.extend(crate::requests::samples(locale));
    all.extend(crate::reading::samples(locale));
    all.extend(crate::contract::samples(locale));
    all.extend(crate::lots::samples(locale));
    all.extend(crate::two_envelopes::samples(locale));
    all
}

#[test]
fn every_page_is_complete_in_both_languages() {
    for locale in Locale::ALL {
        for (name, html) in samples(locale) {
            assert!(
                !html.contains(MISSING),
                "{name} in {}: {}",
                locale.tag(),
                around(&html, MISSING)
            );
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.tag())), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name} needs one main heading");
        }
    }
}

#[test]
fn no_page_has_an_id_twice_and_every_label_and_link_within_it_leads_somewhere() {
    for (name, html) in samples(Locale::En) {
        let ids: Vec<&str> = attribute(&html, " id=\"");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name} has an id twice: {ids:?}");
        let links = attribute(&html, " href=\"#").into_iter().filter(|to| !to.is_empty());
        let described =
            attribute(&html, " aria-describedby=\"").into_iter().flat_map(str::split_whitespace);
        for to in attribute(&html, " for=\"").into_iter().chain(links).chain(described) {
            assert!(unique.contains(to), "{name}: nothing has the id {to}");
        }
    }
}

#[test]
fn every_template_has_a_sample() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let mut files = BTreeSet::new();
    for audience in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
        for file in std::fs::read_dir(&audience).unwrap().map(|entry| entry.unwrap().path()) {
            files.insert(file.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
        }
    }
    files.retain(|file| !file.starts_with("layouts/") && !file.starts_with("components/"));
    let mut sampled: BTreeSet<String> =
        samples(Locale::En).into_iter().map(|(name, _)| name.to_owned()).collect();
    assert!(sampled.remove("components/gallery.html"));
    assert_eq!(files, sampled);
}

fn attribute<'a>(html: &'a str, mark: &str) -> Vec<&'a str> {
    html.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn around(html: &str, mark: char) -> String {
    html.split(mark)
        .skip(1)
        .map(|rest| rest.chars().take(60).collect::<String>())
        .collect::<Vec<_>>()
        .join(" | ")
}
