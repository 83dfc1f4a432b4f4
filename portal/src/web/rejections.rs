//! Rejections after the opening as the buyer's people make them, on the page of a running tender; and what
//! else holds their acts up there: open complaints, a suspension.

use super::{manage::Proposed, page::Page, remedies::consequence, signing::person_name};
use crate::app::{
    App, Outcome,
    names::Named,
    people::Me,
    tender::{BidView, RejectionView, TenderView},
};
use crate::render::money;
use tenderseal_rules::messages::RejectionGround;

/// A bid that can be rejected.
#[derive(Clone, Debug)]
pub struct RejectableBid {
    /// Its number, from 0.
    pub number: u32,
    /// Its vendor.
    pub vendor: String,
    /// The price with its currency.
    pub price: String,
    /// What its rejection would do, in words.
    pub effect: String,
    /// The grounds that there are, by name.
    pub grounds: Vec<&'static str>,
}

/// A rejection, proposed or confirmed.
#[derive(Clone, Debug)]
pub struct RejectionLine {
    /// The bid's number, from 0.
    pub bid: u32,
    /// Its vendor.
    pub vendor: String,
    /// The name of the ground.
    pub ground: &'static str,
    /// What its confirmation would do, in words; empty once it is confirmed.
    pub effect: String,
    /// The proposal.
    pub given: Proposed,
}

/// What rejections, complaints and a suspension make of the page of a running tender.
#[derive(Clone, Debug, Default)]
pub struct Remedies {
    /// Since when the tender is suspended, Unix seconds.
    pub suspended: Option<u64>,
    /// How many complaints are open.
    pub complaints: usize,
    /// Whether bids can be rejected at this stage.
    pub rejects: bool,
    /// Whether the award is final and no contract is signed: only the bid that has it can be rejected.
    pub awarded: bool,
    /// The bids that can be rejected.
    pub bids: Vec<RejectableBid>,
    /// The rejection that waits for its approver.
    pub proposed: Option<RejectionLine>,
    /// Those that are confirmed.
    pub done: Vec<RejectionLine>,
}

impl Remedies {
    /// As one of the buyer's people sees it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, page: &Page, me: &Me, tender: &TenderView) -> Outcome<Self> {
        let bids = tender.rejectable().map(|bid| {
            let price = bid.opened.as_ref().and_then(|opened| opened.price);
            RejectableBid {
                number: bid.number,
                vendor: bid.vendor_name.clone(),
                price: price
                    .map_or_else(String::new, |minor| money::amount(tender.core().currency, minor)),
                effect: consequence(page, tender, bid.number),
                grounds: grounds(tender, bid),
            }
        });
        let mut done = Vec::new();
        for held in tender.rejections.iter().filter(|held| held.confirmed.is_some()) {
            done.push(line(app, me, tender, held, String::new()).await?);
        }
        let proposed = match tender.proposed_rejection() {
            Some(held) => {
                let effect = consequence(page, tender, held.bid);
                Some(line(app, me, tender, held, effect).await?)
            }
            None => None,
        };
        Ok(Self {
            suspended: tender.suspended().map(|held| held.from.at.time),
            complaints: tender.open_complaints().count(),
            rejects: tender.rejects(),
            awarded: tender.stage.is_awarded(),
            bids: bids.collect(),
            proposed,
            done,
        })
    }

    /// Whether nothing is proposed or confirmed and this reader can propose nothing.
    #[must_use]
    pub const fn shows_nothing(&self, officer: &bool) -> bool {
        let proposes = *officer && self.suspended.is_none();
        !proposes && self.proposed.is_none() && self.done.is_empty()
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn shows_rejections(&self) -> bool {
        self.rejects || !self.done.is_empty()
    }
}

/// The grounds on which a bid can be rejected now, by name.
fn grounds(tender: &TenderView, bid: &BidView) -> Vec<&'static str> {
    let fit = |ground: &&RejectionGround| {
        let signs = **ground != RejectionGround::RefusedToSign || tender.stage.is_awarded();
        signs && tender.bears(bid, **ground)
    };
    RejectionGround::ALL.iter().filter(fit).map(|ground| ground.name()).collect()
}

async fn line(
    app: &App,
    me: &Me,
    tender: &TenderView,
    held: &RejectionView,
    effect: String,
) -> Outcome<RejectionLine> {
    let bid = tender.bids.get(held.bid as usize);
    Ok(RejectionLine {
        bid: held.bid,
        vendor: bid.map_or_else(String::new, |bid| bid.vendor_name.clone()),
        ground: held.ground.name(),
        effect,
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
