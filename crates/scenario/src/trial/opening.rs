//! The opening: shares, right and wrong, and what they reveal.

use tenderseal_envelope::{
    Layout, PostedShare as Posted, Record, Seed, Verdict, judge,
    judge::{Reveal as Revealed, VendorFault},
};
use tenderseal_rules::{
    ContractId, Error,
    messages::{BidShare, ConfirmFinding, Fault, Object, PostShares, ProposeFinding, Reveal},
    tender::{BidStatus, Cell, PostedShare, Stage},
};

use super::Trial;
use crate::{OpenChain, Refusal};

impl<C: OpenChain> Trial<C> {
    /// From the deadline until every bid is opened: 3 and 5 properly, 4 with its two faces.
    pub(super) fn opening(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let opening = self.house.schedule(tender)?.opening();
        self.house.chain.advance_to(opening - 1);
        assert_eq!(self.house.stage(tender), Ok(Stage::Closed));
        self.no_opening(tender);
        self.house.chain.advance_to(opening);
        assert_eq!(self.house.stage(tender), Ok(Stage::FinancialOpening));
        self.no_evaluation(tender);
        self.no_award(tender);
        self.shares(tender)?;
        self.reveals(tender)?;
        self.judged(tender)
    }

    fn shares(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [supervisor, second, third] = cast.committee();
        let good = self.house.shares(supervisor, tender, &[3, 4, 5])?;
        let post = |shares: &[BidShare]| PostShares { shares: shares.to_vec() };
        let member = &supervisor.actor;
        self.only_signer(member, Some(&cast.officer), tender, &good);
        self.refused(member, tender, &post(&[]), Error::NothingGiven);
        let many = vec![good.shares[0].clone(); 257];
        self.refused(member, tender, &post(&many), Error::TooMany);
        self.refused(&cast.substitute.actor, tender, &good, Error::NotMember);
        let of = |bid| BidShare { bid, share: [1; 32] };
        self.refused(member, tender, &post(&[of(3), of(99)]), Error::UnknownBid);
        for dead in [0, 1, 2] {
            self.refused(member, tender, &post(&[of(3), of(dead)]), Error::BidNotLive);
        }
        self.refused(member, tender, &post(&[of(3), of(3)]), Error::ShareTwice);

        // The supervisor posts a wrong share of bid 5: recorded, and the others go on.
        let wrong = post(&[good.shares[0].clone(), good.shares[1].clone(), of(5)]);
        self.house.act(member, tender, &wrong)?;
        self.refused(member, tender, &good, Error::ShareTwice);
        self.only_signer(member, Some(&cast.officer), tender, &good);
        let posted = |trial: &Self, bid, member| -> Result<PostedShare, Refusal> {
            trial.house.read(tender, &Cell::Share(bid, member))
        };
        assert!(posted(self, 3, 1)?.good && posted(self, 4, 1)?.good);
        assert!(!posted(self, 5, 1)?.good);

        self.house.post_shares(second, tender)?;
        let missing = self.opened_by_vendor(tender, 5)?;
        self.refused_call("reveal", tender, &missing.call(), Error::SharesMissing);
        let rest = self.house.shares(third, tender, &[5])?;
        self.house.act(&third.actor, tender, &rest).map(drop)
    }

    /// Seed and body of a bid, as its vendor would reveal them: from members 2 and 3, or for
    /// bid 4 from 1 and 2, whatever the chain holds.
    fn opened_by_vendor(&self, tender: ContractId, number: u32) -> Result<Reveal, Refusal> {
        let cast = self.house.cast();
        let members = if number == 4 { [1, 2] } else { [2, 3] };
        let envelope = self.house.envelope(tender, number)?;
        let chain = |error: tenderseal_envelope::Error| Refusal::Chain(error.to_string());
        let mut shares = Vec::new();
        for i in members {
            let key = &cast.committee()[usize::from(i) - 1].opening;
            shares.push((i, tenderseal_envelope::open_stanza(key, i, envelope).map_err(chain)?));
        }
        let seed = tenderseal_envelope::recover(2, &shares).map_err(chain)?;
        let body = tenderseal_envelope::unseal(&seed, envelope).map_err(chain)?;
        Ok(Reveal { bid: number, seed: *seed.as_bytes(), body: body.to_vec() })
    }

    fn reveals(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let good = self.opened_by_vendor(tender, 3)?;
        let mut refused = |act: Reveal, error| {
            self.refused_call("reveal", tender, &act.call(), error);
        };
        refused(Reveal { bid: 99, ..good.clone() }, Error::UnknownBid);
        for dead in [0, 1, 2] {
            refused(Reveal { bid: dead, ..good.clone() }, Error::BidNotLive);
        }
        refused(Reveal { body: vec![0; 8 * 1024 + 1], ..good.clone() }, Error::TooMany);
        let mut seed = good.seed;
        seed[31] ^= 1;
        refused(Reveal { seed, ..good.clone() }, Error::WrongSeed);
        refused(Reveal { bid: 5, ..good.clone() }, Error::WrongSeed);
        let mut body = good.body.clone();
        body[4] ^= 1;
        refused(Reveal { body, ..good.clone() }, Error::WrongCommitment);
        let longer = [&good.body[..], &[0]].concat();
        refused(Reveal { body: longer, ..good.clone() }, Error::WrongCommitment);

        self.house.reveal(tender, 3)?;
        self.refused_call("reveal", tender, &good.call(), Error::AlreadyRevealed);
        let cast = self.house.cast();
        let late = PostShares { shares: vec![BidShare { bid: 3, share: [1; 32] }] };
        self.refused(&cast.members[1].actor, tender, &late, Error::BidNotLive);
        self.house.reveal(tender, 4)?;
        assert_eq!(self.house.state(tender)?.settled_at, None);
        self.house.reveal(tender, 5)?;
        assert_eq!(self.house.state(tender)?.settled_at, Some(self.house.chain.now()));
        let all = self.opened_by_vendor(tender, 5)?;
        self.refused_call("reveal", tender, &all.call(), Error::AlreadyRevealed);
        self.refused(&cast.members[1].actor, tender, &late, Error::AlreadyRevealed);
        Ok(())
    }

    /// What the judge says of what the chain holds: two good bids, one wrong share, and a bid
    /// with two faces that the contract cannot see.
    fn judged(&mut self, tender: ContractId) -> Result<(), Refusal> {
        for (number, expected) in [(3, Ok(vec![])), (4, Err(VendorFault::Shares)), (5, Ok(vec![1]))]
        {
            assert_eq!(self.house.bid(tender, number)?.status, BidStatus::Opened);
            match (self.verdict(tender, number)?, expected) {
                (Verdict::Valid { faulty_officers, .. }, Ok(blamed)) => {
                    assert_eq!(faulty_officers, blamed);
                }
                (Verdict::VendorFault { what }, Err(fault)) => assert_eq!(what, fault),
                (verdict, expected) => panic!("bid {number}: {verdict:?}, not {expected:?}"),
            }
        }
        Ok(())
    }

    fn verdict(&self, tender: ContractId, number: u32) -> Result<Verdict, Refusal> {
        let facts = self.house.facts(tender)?;
        let bid = self.house.bid(tender, number)?;
        let mut shares = Vec::new();
        for i in 1..=facts.core.n {
            if let Ok(PostedShare { share, .. }) = self.house.read(tender, &Cell::Share(number, i))
            {
                shares.push(Posted { i, share });
            }
        }
        let chain = |error: String| Refusal::Chain(error);
        let record = Record {
            context: facts.context(bid.vendor, bid.attempt),
            committee: facts.committee().map_err(|error| chain(error.to_string()))?,
            e: bid.e,
            c: bid.c,
        };
        let reveal = self.opened_by_vendor(tender, number)?;
        let seed = Seed::from_bytes(reveal.seed);
        let revealed = Revealed { seed: &seed, body: Some(&reveal.body) };
        let envelope = self.house.envelope(tender, number)?;
        judge(&record, envelope, &shares, Some(revealed), Layout::ByKind)
            .map_err(|error| chain(error.to_string()))
    }

    /// The acts of the opening, outside of it.
    pub(super) fn no_opening(&mut self, tender: ContractId) {
        let cast = self.house.cast();
        let share = BidShare { bid: 0, share: [1; 32] };
        let post = PostShares { shares: vec![share] };
        self.refused(&cast.supervisor.actor, tender, &post, Error::NotOpening);
        let reveal = Reveal { bid: 0, seed: [1; 32], body: vec![] };
        self.refused_call("reveal", tender, &reveal.call(), Error::NotOpening);
        let object = Object { bid: 0, fault: Fault::Body };
        self.refused(&cast.vendors[0].bidder, tender, &object, Error::NotOpening);
        self.no_findings(tender);
    }

    /// Findings, outside of the opening.
    pub(super) fn no_findings(&mut self, tender: ContractId) {
        let cast = self.house.cast();
        let finding = ProposeFinding { objection: 0, upheld: true, reason: [1; 32] };
        self.refused(&cast.officer, tender, &finding, Error::NotOpening);
        let confirmation = ConfirmFinding { objection: 0, proposed: [1; 32] };
        self.refused(&cast.approver, tender, &confirmation, Error::NotOpening);
    }
}
