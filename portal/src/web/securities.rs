//! Bid securities in words: what terms ask for, what became of each, and what the buyer's people do about them.

use tenderseal_rules::{
    Event, TenderEvent, messages::ForfeitureGround, security::Security, tender::SecurityStatus,
    terms::Terms,
};

use super::{
    manage::Proposed, page::Page, publication::duration, signing::person_name, tenders::TenderPage,
};
use crate::app::{
    App, Outcome,
    names::{self, Named},
    people::Me,
    tender::{BidView, ForfeitureView, SecurityView, TenderView, TimelineView},
};
use crate::render::money;

/// What terms ask bidders for: Fluent keys and what stands beside them; empty where they ask for nothing.
#[must_use]
pub fn asked(page: &Page, terms: &Terms) -> Vec<(&'static str, String)> {
    let Some(Security { amount, valid_for, silence, refusal }) = terms.security else {
        return Vec::new();
    };
    let grounds =
        [(silence, ForfeitureGround::Silence), (refusal, ForfeitureGround::RefusedToSign)];
    let named = grounds.into_iter().filter(|(named, _)| *named);
    let named: Vec<_> = named.map(|(_, ground)| page.of("forfeiture-", ground.name())).collect();
    vec![
        ("security-amount", money::amount(terms.currency, amount)),
        ("security-valid", page.t1("security-valid-for", "length", duration(page, &valid_for))),
        ("security-forfeited-by", named.join("\n")),
    ]
}

/// What became of a security, in words; the reason or the ground after it.
#[must_use]
pub fn fate(page: &Page, security: &SecurityView) -> String {
    match security.status {
        SecurityStatus::Held => page.t("security-held"),
        SecurityStatus::Returned(reason) => page.of("security-returned-", reason.name()),
        SecurityStatus::Forfeited(ground) => page.of("forfeiture-", ground.name()),
    }
}

/// The colour of a security's tag.
#[must_use]
pub const fn colour(security: &SecurityView) -> &'static str {
    match security.status {
        SecurityStatus::Held => "blue",
        SecurityStatus::Returned(_) => "green",
        SecurityStatus::Forfeited(_) => "red",
    }
}

/// A bid whose security can be forfeited.
#[derive(Clone, Debug)]
pub struct ForfeitableBid {
    /// Its number, from 0.
    pub number: u32,
    /// Its vendor.
    pub vendor: String,
    /// The name of the ground that there is.
    pub ground: &'static str,
}

/// A forfeiture, proposed or confirmed.
#[derive(Clone, Debug)]
pub struct ForfeitureLine {
    /// The bid's number, from 0.
    pub bid: u32,
    /// Its vendor.
    pub vendor: String,
    /// The name of the ground.
    pub ground: &'static str,
    /// The proposal.
    pub given: Proposed,
}

/// What the page of a running tender says of securities.
#[derive(Clone, Debug, Default)]
pub struct SecurityPart {
    /// What is asked for, with its currency; empty where nothing is.
    pub amount: String,
    /// Held, returned, forfeited.
    pub counts: [u32; 3],
    /// When the guarantees run out, Unix seconds.
    pub until: u64,
    /// Whether a complaint is open, so that nothing is confirmed.
    pub disputed: bool,
    /// Whether the tender is suspended.
    pub suspended: bool,
    /// The bids whose security can be forfeited.
    pub bids: Vec<ForfeitableBid>,
    /// The forfeiture that waits for its approver.
    pub proposed: Option<ForfeitureLine>,
    /// Those that are confirmed.
    pub done: Vec<ForfeitureLine>,
}

impl SecurityPart {
    /// As one of the buyer's people sees it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let terms = &tender.publication().terms;
        let state = tender.state();
        let mut done = Vec::new();
        for held in tender.forfeitures.iter().filter(|held| held.confirmed.is_some()) {
            done.push(line(app, me, tender, held).await?);
        }
        let proposed = match tender.proposed_forfeiture() {
            Some(held) => Some(line(app, me, tender, held).await?),
            None => None,
        };
        let bids = tender.forfeitable().map(|(bid, ground)| ForfeitableBid {
            number: bid.number,
            vendor: bid.vendor_name.clone(),
            ground: ground.name(),
        });
        let counts = state.securities;
        Ok(Self {
            amount: terms
                .security
                .map_or_else(String::new, |asked| money::amount(terms.currency, asked.amount)),
            counts: [counts.held, counts.returned, counts.forfeited],
            until: tender.guaranteed_until().unwrap_or_default(),
            disputed: state.open_complaints > 0,
            suspended: tender.suspended().is_some(),
            bids: bids.collect(),
            proposed,
            done,
        })
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.amount.is_empty() || self.counts != [0; 3]
    }

    /// How many are held, returned and forfeited, in words.
    #[must_use]
    pub fn counted(&self, page: &Page) -> String {
        counted(page, self.counts)
    }
}

fn counted(page: &Page, [held, returned, forfeited]: [u32; 3]) -> String {
    let values =
        [("held", held.into()), ("returned", returned.into()), ("forfeited", forfeited.into())];
    page.tf("security-counts", &values)
}

async fn line(
    app: &App,
    me: &Me,
    tender: &TenderView,
    held: &ForfeitureView,
) -> Outcome<ForfeitureLine> {
    let bid = tender.bids.get(held.bid as usize);
    Ok(ForfeitureLine {
        bid: held.bid,
        vendor: bid.map_or_else(String::new, |bid| bid.vendor_name.clone()),
        ground: held.ground.name(),
        given: Proposed {
            officer: person_name(app, &held.officer).await?,
            at: held.proposed_at.time,
            hash: hex::encode(held.proposed),
            text: held.text.clone().unwrap_or_default(),
            confirmed: held.confirmed.is_some(),
            own: held.officer == me.person.id,
        },
    })
}

impl TenderPage {
    /// What the terms in force ask bidders for, and when the guarantees run out.
    pub(super) fn security(&self) -> Vec<(&'static str, String)> {
        let mut lines = asked(&self.page, &self.view.publication().terms);
        let until = self.view.guaranteed_until().unwrap_or_default();
        for (_, text) in lines.iter_mut().filter(|(key, _)| *key == "security-valid") {
            let until = self.page.t1("security-until", "time", self.page.moment(until));
            *text = format!("{text}\n{until}");
        }
        lines
    }

    /// The securities of the bids that were opened or could have been, once vendors are named; those of withdrawn and
    /// replaced bids went back before.
    pub(super) fn securities(&self) -> Vec<(&BidView, &SecurityView)> {
        if !self.view.names_are_public() {
            return Vec::new();
        }
        self.view.securities().filter(|(bid, _)| bid.is_live()).collect()
    }

    /// How many are held, returned and forfeited, in words.
    pub(super) fn securities_counted(&self) -> String {
        let counts = self.view.state().securities;
        counted(&self.page, [counts.held, counts.returned, counts.forfeited])
    }

    /// What became of a security, in words.
    pub(super) fn fate(&self, security: &SecurityView) -> String {
        fate(&self.page, security)
    }

    /// The name of what became of it.
    pub(super) fn security_status(security: &SecurityView) -> &'static str {
        names::security_status(security.status)
    }

    /// The colour of its tag.
    pub(super) fn security_colour(security: &SecurityView) -> &'static str {
        colour(security)
    }

    /// The statement of a forfeiture, where it is known.
    pub(super) fn forfeited(&self, bid: &BidView) -> Option<&str> {
        let mut confirmed = self.view.forfeitures.iter().filter(|held| held.confirmed.is_some());
        confirmed.find(|held| held.bid == bid.number)?.text.as_deref()
    }

    /// What a line of the timeline says of a security: the reason or the ground.
    pub(super) fn security_line(&self, line: &TimelineView) -> Option<String> {
        match &line.event {
            Event::Tender(TenderEvent::SecurityReturned { reason, .. }) => {
                Some(self.page.of("security-returned-", reason.name()))
            }
            Event::Tender(
                TenderEvent::ForfeitureProposed { ground, .. }
                | TenderEvent::SecurityForfeited { ground, .. },
            ) => Some(self.page.of("forfeiture-", ground.name())),
            _ => None,
        }
    }
}
