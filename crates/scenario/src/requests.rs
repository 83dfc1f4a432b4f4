//! Requests to vendors about their bids, and prices that are abnormally low.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    ContractId, Event,
    messages::{AskVendor, ConfirmAcceptance, ProposeAcceptance, RequestKind, Respond},
    replay::sha256,
    requests::Requests,
    terms::{Publication, Terms},
};

use crate::{Actor, Chain, Installation, Refusal};

/// The publication, with a price abnormally low that is more than 30 % under the mean or under the next.
#[must_use]
pub fn comparing(publication: Publication) -> Publication {
    let rules = Some(3_000);
    let requests =
        Requests { under_mean_bp: rules, under_next_bp: rules, ..publication.terms.requests };
    let terms = Terms { requests, ..publication.terms };
    Publication { terms, ..publication }
}

type Done = Result<Vec<Event>, Refusal>;

impl<C: Chain> Installation<C> {
    /// The officer asks the vendor of a bid, with as much time as the terms say; answers the request's number.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn ask_vendor(
        &mut self,
        tender: ContractId,
        bid: u32,
        kind: RequestKind,
    ) -> Result<u32, Refusal> {
        let number = self.state(tender)?.requests;
        let window = self.terms(tender)?.requests.window;
        let act = request(bid, kind, self.chain.now() + u64::from(window));
        self.act(&self.cast().officer, tender, &act)?;
        Ok(number)
    }

    /// A vendor's person responds.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn respond(&mut self, who: &Actor, tender: ContractId, request: u32) -> Done {
        self.act(who, tender, &response(request))
    }

    /// The officer asks for an explanation of a bid's price and this person of the vendor gives it.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn explain(&mut self, who: &Actor, tender: ContractId, bid: u32) -> Done {
        let request = self.ask_vendor(tender, bid, RequestKind::Explanation)?;
        self.respond(who, tender, request)
    }

    /// Officer and approver accept the explanation.
    ///
    /// # Errors
    /// The chain's refusal.
    pub fn accept(&mut self, tender: ContractId, bid: u32) -> Done {
        let cast = self.cast();
        let act = acceptance(bid);
        self.act(&cast.officer, tender, &act)?;
        self.act(&cast.approver, tender, &accepting(&act))
    }
}

/// The act that asks a vendor.
#[must_use]
pub fn request(bid: u32, kind: RequestKind, until: u64) -> AskVendor {
    AskVendor { bid, kind, statement: sha256("澄清、说明、补正通知".as_bytes()), until }
}

/// The act that responds.
#[must_use]
pub fn response(request: u32) -> Respond {
    Respond { request, response: sha256("澄清、说明、补正函".as_bytes()) }
}

/// The act that proposes to accept an explanation.
#[must_use]
pub fn acceptance(bid: u32) -> ProposeAcceptance {
    ProposeAcceptance { bid, statement: sha256("报价合理性认定意见".as_bytes()) }
}

/// The act that confirms this one.
#[must_use]
pub fn accepting(act: &ProposeAcceptance) -> ConfirmAcceptance {
    ConfirmAcceptance { proposed: sha256(&act.encode()) }
}
