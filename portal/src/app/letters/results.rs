//! Letters to those who bid on how a tender turns out: the technical result, a confirmed award, an award that is taken
//! back, a bid that is rejected, a cancellation. They say what the public page says, and nothing that is sealed.

use std::collections::BTreeSet;

use fluent_bundle::FluentValue;
use tenderseal_rules::{
    ContractId, TenderEvent,
    messages::{ComplaintOutcome, RejectionGround},
    schedule::Schedule,
};

use super::{About, bidders, letter, post};
use crate::{
    app::{
        App, Outcome,
        names::Named,
        tender::{self, BidView, Consequence, TenderView},
    },
    i18n::{Locale, Messages},
    render::{moment, money},
};

const AWARD: About = About {
    kind: "award-confirmed",
    subject: "mail-award-subject",
    text: "mail-award-text",
    page: "",
};
const FIRST: About = About {
    kind: "first-rejected",
    subject: "mail-first-subject",
    text: "mail-first-text",
    page: "",
};
const REJECTED: About = About {
    kind: "bid-rejected",
    subject: "mail-rejected-subject",
    text: "mail-rejected-text",
    page: "",
};
const AGAIN: About = About {
    kind: "evaluated-again",
    subject: "mail-again-subject",
    text: "mail-again-text",
    page: "",
};
const CANCELLED: About = About {
    kind: "tender-cancelled",
    subject: "mail-cancelled-subject",
    text: "mail-cancelled-text",
    page: "",
};
const TECHNICAL: About = About {
    kind: "technical-result",
    subject: "mail-technical-subject",
    text: "mail-technical-text",
    page: "",
};

/// What a letter has in it besides name, title and addresses.
type Words = Vec<(&'static str, FluentValue<'static>)>;

/// Writes to those whom an event of a tender concerns; most events concern nobody here.
///
/// # Errors
/// When a table cannot be read or the log cannot be written.
pub(super) async fn told(app: &App, address: &ContractId, event: &TenderEvent) -> Outcome<()> {
    let about = match event {
        TenderEvent::AwardConfirmed { .. } => &AWARD,
        TenderEvent::BidExcluded { .. } => &FIRST,
        TenderEvent::ComplaintDecided { outcome: ComplaintOutcome::Reevaluate, .. } => &AGAIN,
        TenderEvent::Cancelled { .. }
        | TenderEvent::ComplaintDecided { outcome: ComplaintOutcome::Cancel, .. } => &CANCELLED,
        TenderEvent::TechnicalEvaluated { .. } => &TECHNICAL,
        _ => return Ok(()),
    };
    let Some(view) = tender::view(app, address).await? else { return Ok(()) };
    match event {
        TenderEvent::AwardConfirmed { bid, final_from, .. } => {
            let words = |to: &BidView, locale| awarded(app, &view, *bid, *final_from, to, locale);
            tell(app, &view, about, live(&view), words).await
        }
        TenderEvent::BidExcluded { bid, ground, .. } => {
            rejected(app, &view, about, *bid, *ground).await
        }
        TenderEvent::TechnicalEvaluated { schedule, .. } => {
            let words = |to: &BidView, locale| technical(app, schedule, to, locale);
            tell(app, &view, about, live(&view).filter(|bid| !bid.stale), words).await
        }
        _ => tell(app, &view, about, live(&view), |_, _| Vec::new()).await,
    }
}

/// The bids that were neither replaced nor withdrawn.
fn live(view: &TenderView) -> impl Iterator<Item = &BidView> {
    view.bids.iter().filter(|bid| bid.is_live())
}

/// One letter to each account of those who bid for the vendors of these bids.
async fn tell<'a>(
    app: &App,
    view: &TenderView,
    about: &About,
    bids: impl Iterator<Item = &'a BidView>,
    words: impl Fn(&BidView, Locale) -> Words,
) -> Outcome<()> {
    let mut told = BTreeSet::new();
    for bid in bids {
        for account in bidders(app, &bid.vendor).await? {
            if told.insert((account.id, bid.number)) {
                let mail = letter(app, &account, view, about, &words(bid, account.language));
                post(app, mail).await?;
            }
        }
    }
    Ok(())
}

/// Who wins at what price, whether that is the reader, and until when one can complain.
fn awarded(
    app: &App,
    view: &TenderView,
    winner: u32,
    final_from: u64,
    to: &BidView,
    locale: Locale,
) -> Words {
    let held = view.bids.get(winner as usize);
    let price = held.and_then(|bid| bid.opened.as_ref()?.price);
    let price = price.map_or_else(String::new, |minor| money::amount(view.core().currency, minor));
    vec![
        ("winner", vendor(view, winner).into()),
        ("price", price.into()),
        ("own", if to.number == winner { "yes" } else { "no" }.into()),
        ("until", time(app, locale, final_from).into()),
    ]
}

/// Whether the technical offer passed, and from when on prices are opened.
fn technical(app: &App, schedule: &Schedule, to: &BidView, locale: Locale) -> Words {
    let passed = if to.passed == Some(true) { "yes" } else { "no" };
    vec![("passed", passed.into()), ("opening", time(app, locale, schedule.opening()).into())]
}

/// To everybody who bid when it was the first that was rejected, else to its own vendor.
async fn rejected(
    app: &App,
    view: &TenderView,
    first: &About,
    number: u32,
    ground: RejectionGround,
) -> Outcome<()> {
    let done = view.rejections.iter().rfind(|held| held.bid == number);
    let Some(done) = done.and_then(|held| held.confirmed) else { return Ok(()) };
    let words = |_: &BidView, locale| {
        let messages = Messages::of(locale);
        let effect = match done.effect {
            Consequence::RankedAgain => messages.text("rejection-did-again"),
            Consequence::TakenOut => messages.text("rejection-did-out"),
            Consequence::NobodyLeft => messages.text("rejection-did-nobody"),
            Consequence::Next(next) => {
                let values = [
                    ("number", (u64::from(next) + 1).into()),
                    ("vendor", vendor(view, next).into()),
                    ("round", (u64::from(done.round) + 1).into()),
                ];
                messages.format("rejection-did-next", &values)
            }
        };
        vec![
            ("vendor", vendor(view, number).into()),
            ("ground", messages.text(&format!("ground-{}", ground.name())).into()),
            ("effect", effect.into()),
        ]
    };
    match done.effect {
        Consequence::Next(_) | Consequence::NobodyLeft => {
            tell(app, view, first, live(view), words).await
        }
        Consequence::RankedAgain | Consequence::TakenOut => {
            let own = live(view).filter(|bid| bid.number == number);
            tell(app, view, &REJECTED, own, words).await
        }
    }
}

/// A vendor's name: these letters go out after vendors are named only.
fn vendor(view: &TenderView, number: u32) -> String {
    view.bids.get(number as usize).map_or_else(String::new, |bid| bid.vendor_name.clone())
}

fn time(app: &App, locale: Locale, seconds: u64) -> String {
    moment::words(locale, &app.zone, &moment::instant(seconds))
}
