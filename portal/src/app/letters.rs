//! Mail: kept in the log, handed over after the answer; and the letters to vendors: that an amendment made a bid
//! stale, that they are asked about a bid, how the tender turns out; to evaluators and committee members of tenders with
//! two envelopes.

mod results;

use std::collections::BTreeSet;

use fluent_bundle::FluentValue;
use secrecy::SecretString;
use tenderseal_rules::{ContractId, Event, OrgId, PersonId, TenderEvent, roles::Role};

use super::{
    App, Outcome,
    readers::{self, Handed},
    tender,
};
use crate::i18n::{Locale, Messages};
use crate::ports::{Account, Mail};

/// Notes a mail in the log and hands it over in the background.
///
/// # Errors
/// When the log cannot be written.
pub async fn post(app: &App, mail: Mail) -> Outcome<()> {
    let id = app.store.note_mail(&mail, app.clock.now()).await?;
    let world = app.clone();
    app.tasks.spawn(async move { deliver(&world, id, &mail).await });
    Ok(())
}

async fn deliver(app: &App, id: i64, mail: &Mail) {
    let failure = app.mailer.send(mail).await.err().map(|error| error.to_string());
    if let Some(failure) = &failure {
        tracing::error!(mail = id, kind = mail.kind, %failure, "mail was not taken");
    }
    if let Err(error) = app.store.close_mail(id, app.clock.now(), failure.as_deref()).await {
        tracing::error!(mail = id, %error, "the mail log could not be written");
    }
}

/// Writes to those whom the events of an act concern, in the background: the act stands whether or not that is
/// possible.
pub fn after(app: &App, to: &str, events: &[Event]) {
    let Some(tender) = ContractId::parse(to.trim()) else { return };
    let events = events.iter().filter_map(|event| match event {
        Event::Tender(event) => Some(event.clone()),
        Event::Registry(_) => None,
    });
    let events: Vec<TenderEvent> = events.collect();
    let world = app.clone();
    app.tasks.spawn(async move {
        for event in &events {
            if let Err(error) = told(&world, &tender, event).await {
                tracing::error!(%tender, %error, code = error.code(), "people were not told of an act");
            }
        }
    });
}

async fn told(app: &App, address: &ContractId, event: &TenderEvent) -> Outcome<()> {
    match event {
        TenderEvent::TermsAmended { .. } => amended(app, address).await,
        TenderEvent::VendorAsked { bid, .. } => asked(app, address, *bid).await,
        TenderEvent::Reshared { bids, .. } => sealed(app, address, bids).await,
        TenderEvent::SeedReshared { bid, .. } => sealed(app, address, &[*bid]).await,
        TenderEvent::InterestsDeclared { reader: Some(_), .. } => declared(app, address).await,
        _ => results::told(app, address, event).await,
    }
}

/// Tells everybody who bids for a vendor with a stale bid that the notice was amended: one letter to each account.
async fn amended(app: &App, address: &ContractId) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    let mut told = BTreeSet::new();
    for bid in view.bids.iter().filter(|bid| bid.is_live() && bid.stale) {
        for account in bidders(app, &bid.vendor).await? {
            if told.insert(account.id) {
                post(app, letter(app, &account, &view, &AMENDED, &[])).await?;
            }
        }
    }
    Ok(())
}

/// Tells everybody who bids for a vendor that it is asked about its bid: one letter to each account.
async fn asked(app: &App, address: &ContractId, bid: u32) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    let Some(bid) = view.bids.get(bid as usize) else { return Ok(()) };
    let mut told = BTreeSet::new();
    for account in bidders(app, &bid.vendor).await? {
        if told.insert(account.id) {
            post(app, letter(app, &account, &view, &ASKED, &[])).await?;
        }
    }
    Ok(())
}

/// Tells the evaluators who can open every technical offer that they have still to find on, and could not before
/// these bids were sealed to them: one letter to each account.
async fn sealed(app: &App, address: &ContractId, bids: &[u32]) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    if !view.takes_verdicts() {
        return Ok(());
    }
    let handed = Handed::of(app, &view).await?;
    for seat in &view.panel {
        let mut unread = readers::unread(&view, &seat.person).peekable();
        let mut new = readers::unread(&view, &seat.person).filter(|bid| bids.contains(&bid.number));
        let fresh = new.any(|bid| handed.just_opens(&view, bid.number, seat.person));
        let all = unread.peek().is_some()
            && unread.all(|bid| handed.opens(&view, bid.number, seat.person));
        if all && fresh {
            tell(app, &view, &seat.person, &READ).await?;
        }
    }
    Ok(())
}

/// Tells the members of the committee who have technical offers to seal that every evaluator declared: one letter to each
/// account.
async fn declared(app: &App, address: &ContractId) -> Outcome<()> {
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    if !readers::is_open(&view) {
        return Ok(());
    }
    let handed = Handed::of(app, &view).await?;
    for member in &view.committee {
        if !handed.missing(&view, member.place).is_empty() {
            tell(app, &view, &member.person, &SEAL).await?;
        }
    }
    Ok(())
}

async fn tell(app: &App, view: &tender::TenderView, to: &PersonId, about: &About) -> Outcome<()> {
    for id in app.store.accounts_of_person(to).await? {
        if let Some(account) = app.store.account(id).await? {
            post(app, letter(app, &account, view, about, &[])).await?;
        }
    }
    Ok(())
}

/// The accounts of those who bid for a vendor.
async fn bidders(app: &App, vendor: &OrgId) -> Outcome<Vec<Account>> {
    let mut accounts = Vec::new();
    for person in app.store.people_of(vendor).await? {
        if !person.roles.has(Role::Vendor) {
            continue;
        }
        for id in app.store.accounts_of_person(&person.id).await? {
            accounts.extend(app.store.account(id).await?);
        }
    }
    Ok(accounts)
}

/// What a letter about a tender is called, what it says, and which of the tender's pages it leads to.
struct About {
    kind: &'static str,
    subject: &'static str,
    text: &'static str,
    page: &'static str,
}

const AMENDED: About = About {
    kind: "tender-amended",
    subject: "mail-amended-subject",
    text: "mail-amended-text",
    page: "",
};
const ASKED: About = About {
    kind: "vendor-asked",
    subject: "mail-asked-subject",
    text: "mail-asked-text",
    page: "/requests",
};
const READ: About = About {
    kind: "technical-read",
    subject: "mail-read-subject",
    text: "mail-read-text",
    page: "/reading",
};
const SEAL: About = About {
    kind: "technical-seal",
    subject: "mail-seal-subject",
    text: "mail-seal-text",
    page: "/technical-opening",
};

/// A letter with the account's name, the tender's title, and the links to a page of the tender and to complain; `more`
/// is what else stands in it.
fn letter(
    app: &App,
    account: &Account,
    view: &tender::TenderView,
    about: &About,
    more: &[(&str, FluentValue<'static>)],
) -> Mail {
    let messages = Messages::of(account.language);
    let titles = &view.row.titles;
    let (first, second) = match account.language {
        Locale::En => (&titles.en, &titles.zh),
        Locale::Zh => (&titles.zh, &titles.en),
    };
    let title = if first.is_empty() { second } else { first };
    let language = account.language.slug();
    let (url, address) = (&app.public_url, view.row.address);
    let link = format!("{url}/{language}/tenders/{address}{}", about.page);
    let complain = format!("{url}/{language}/tenders/{address}/complain");
    let mut values = vec![
        ("name", account.name.as_str().into()),
        ("tender", title.as_str().into()),
        ("link", link.into()),
        ("complain", complain.into()),
    ];
    values.extend(more.iter().cloned());
    let text = messages.format(about.text, &values);
    Mail {
        to: account.email.clone(),
        kind: about.kind,
        language: account.language,
        subject: messages.text(about.subject),
        text: SecretString::from(text),
    }
}
