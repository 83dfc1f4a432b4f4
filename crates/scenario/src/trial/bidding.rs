//! Bids, until the deadline and not a second longer.

use tenderseal_client::ReceiptSecrets;
use tenderseal_envelope::{
    Committee, Context, Kind, Sealed, Seed, cobblestone, commitment,
    derive::{Schedule, context_hash},
    envelope_hash, padding, seal,
};
use tenderseal_rules::{
    ContractId, Error,
    messages::{Act, CommitBid, ReplaceBid, WithdrawBid},
    tender::Stage,
    tse1::{ENVELOPE_MAX, HeaderView, header::STANZA_LEN},
};

use super::Trial;
use crate::{OpenChain, Refusal, plan};

impl<C: OpenChain> Trial<C> {
    /// Publishes a tender and brings it to its deadline with three live bids:
    /// 5 of the first vendor, 3 of the second, and 4 of the third, which has two faces.
    pub(super) fn bidding(&mut self) -> Result<ContractId, Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let tender = self.house.publish(plan(&cast, self.house.chain.now()))?;
        self.not_yet(tender);

        let (act, receipt) = self.house.seal(tender, first.admin.org, 900_000)?;
        self.only_signer(&first.bidder, Some(&cast.officer), tender, &act);
        let withdrawal = WithdrawBid { attempt: 1 };
        self.refused(&first.bidder, tender, &withdrawal, Error::NoLiveBid);
        self.refused(&first.bidder, tender, &receipt.replacing(1), Error::NoLiveBid);
        self.envelopes(tender, &receipt, |commitment, envelope| CommitBid {
            commitment,
            envelope,
            guarantee: None,
            technical: None,
        })?;
        self.house.commit_as(&first.bidder, tender, &act, &act.envelope)?;

        // One live bid each; another person of the vendor is the same vendor.
        let (again, next) = self.house.seal(tender, first.admin.org, 800_000)?;
        for bidder in [&first.bidder, &first.admin] {
            self.refused(bidder, tender, &again, Error::AlreadyBid);
        }
        for attempt in [0, 2, u32::MAX] {
            self.refused(&first.bidder, tender, &WithdrawBid { attempt }, Error::NoLiveBid);
            self.refused(&first.bidder, tender, &next.replacing(attempt), Error::NoLiveBid);
        }
        self.only_signer(&first.bidder, Some(&cast.officer), tender, &act);
        self.only_signer(&first.bidder, Some(&cast.officer), tender, &next.replacing(1));
        self.only_signer(&first.bidder, Some(&cast.officer), tender, &withdrawal);
        self.envelopes(tender, &next, |commitment, envelope| ReplaceBid {
            attempt: 1,
            commitment,
            envelope,
            guarantee: None,
            technical: None,
        })?;
        self.house.replace(first, tender, 850_000)?;

        self.house.commit(second, tender, 950_000)?;
        self.house.withdraw(second, tender)?;
        self.refused(&second.bidder, tender, &withdrawal, Error::NoLiveBid);
        // The attempt of a withdrawn bid is used up.
        let used = self.sealed_for(tender, |context| context.attempt = 1)?;
        self.refused(&second.bidder, tender, &used, Error::ContextAttempt);
        self.house.commit(second, tender, 920_000)?;

        let (_, honest) = self.house.seal(tender, third.admin.org, 700_000)?;
        let act = self.two_faced(tender, &honest)?;
        self.house.commit_as(&third.bidder, tender, &act, &act.envelope)?;
        self.deadline(tender)?;
        Ok(tender)
    }

    /// What is refused while bids are taken.
    fn not_yet(&mut self, tender: ContractId) {
        assert_eq!(self.house.stage(tender), Ok(Stage::Bidding));
        self.no_opening(tender);
        self.no_evaluation(tender);
        self.no_award(tender);
    }

    fn deadline(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let first = &cast.vendors[0];
        let deadline = self.house.schedule(tender)?.deadline;
        self.house.chain.advance_to(deadline - 1);
        self.house.replace(first, tender, 800_000)?;
        let (commit, receipt) = self.house.seal(tender, first.admin.org, 1)?;
        for now in [deadline, deadline + 1] {
            self.house.chain.advance_to(now);
            assert_eq!(self.house.stage(tender), Ok(Stage::Closed));
            self.refused(&first.bidder, tender, &commit, Error::TooLate);
            self.refused(&first.bidder, tender, &receipt.replacing(3), Error::TooLate);
            self.refused(&first.bidder, tender, &WithdrawBid { attempt: 3 }, Error::TooLate);
        }
        Ok(())
    }

    /// The first vendor's next bid with a context that was tampered with before sealing.
    fn sealed_for(
        &mut self,
        tender: ContractId,
        tamper: impl FnOnce(&mut Context),
    ) -> Result<CommitBid, Refusal> {
        let cast = self.house.cast();
        let vendor = cast.vendors[1].admin.org;
        let facts = self.house.facts(tender)?;
        let mut context = facts.context(vendor, self.house.next_attempt(tender, vendor)?);
        tamper(&mut context);
        let committee = facts.committee().map_err(chain)?;
        let seed = Seed::from_bytes(self.house.fresh_seed());
        let Sealed { envelope, c, .. } =
            seal(&context, &committee, &seed, b"body").map_err(chain)?;
        Ok(CommitBid { commitment: c, envelope, guarantee: None, technical: None })
    }

    /// Every way in which an envelope does not fit, in the act that takes it.
    fn envelopes<A: Act>(
        &mut self,
        tender: ContractId,
        good: &ReceiptSecrets,
        act: impl Fn([u8; 32], Vec<u8>) -> A,
    ) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let bidder = &cast.vendors[0].bidder;
        let envelope = &good.envelope;
        let mut kinds = envelope.clone();
        kinds[6 + 54] = 4;
        let mut magic = envelope.clone();
        magic[0] ^= 1;
        for shape in [vec![], envelope[..484].to_vec(), kinds, magic] {
            self.refused(bidder, tender, &act(good.c, shape), Error::EnvelopeShape);
        }
        let mut long = envelope.clone();
        long.resize(ENVELOPE_MAX + 1, 0);
        self.refused(bidder, tender, &act(good.c, long), Error::EnvelopeTooLarge);

        let facts = self.house.facts(tender)?;
        let committee = facts.committee().map_err(chain)?;
        let context = || good.context.clone();
        let seed = Seed::from_bytes(self.house.fresh_seed());
        for (context, error) in [
            (Context { genesis: [0; 32], ..context() }, Error::ContextGenesis),
            (Context { tender: self.house.registry.0, ..context() }, Error::ContextTender),
            (Context { lot: 2, ..context() }, Error::ContextLot),
            (Context { kind: Kind::Technical, ..context() }, Error::ContextKind),
            (Context { vendor: cast.vendors[1].admin.org.0, ..context() }, Error::ContextVendor),
            (Context { attempt: context().attempt - 1, ..context() }, Error::ContextAttempt),
            (Context { attempt: context().attempt + 1, ..context() }, Error::ContextAttempt),
            (Context { terms_hash: [0; 32], ..context() }, Error::ContextTerms),
        ] {
            let sealed = seal(&context, &committee, &seed, b"body").map_err(chain)?;
            self.refused(bidder, tender, &act(sealed.c, sealed.envelope), error);
        }
        // Another threshold: in the hash, and in the header only.
        let lax = Committee::new(1, facts.committee.keys.clone()).map_err(chain)?;
        let context = Context { committee_hash: *lax.hash(), ..context() };
        let sealed = seal(&context, &lax, &seed, b"body").map_err(chain)?;
        self.refused(bidder, tender, &act(sealed.c, sealed.envelope), Error::ContextCommittee);
        let mut header_only = envelope.clone();
        header_only[4] = 1;
        self.refused(bidder, tender, &act(good.c, header_only), Error::ContextCommittee);
        Ok(())
    }

    /// The same bid, but the third member's hash and stanza hold another seed's share: members
    /// 1 and 2 open one body, any pair with member 3 nothing. Everything else is as it must be.
    fn two_faced(
        &mut self,
        tender: ContractId,
        honest: &ReceiptSecrets,
    ) -> Result<CommitBid, Refusal> {
        let committee = self.house.facts(tender)?.committee().map_err(chain)?;
        let other = Seed::from_bytes(self.house.fresh_seed());
        let other = seal(&honest.context, &committee, &other, &honest.body).map_err(chain)?;
        let view = HeaderView::parse(&honest.envelope).map_err(chain)?;
        let (n, length) = (usize::from(view.n()), view.header_len());
        let mut header = view.bytes().to_vec();
        let hash = length - n * STANZA_LEN - 32..length - n * STANZA_LEN;
        header[hash.clone()].copy_from_slice(&other.envelope[hash]);
        header[length - STANZA_LEN..].copy_from_slice(&other.envelope[length - STANZA_LEN..length]);

        let ch = context_hash(&honest.context);
        let schedule = Schedule::new(&honest.seed, ch);
        let plain = padding::pad(&honest.body).map_err(chain)?;
        let context = [b"TSE1-payload\0", &envelope_hash(&header)[..]].concat();
        let payload = cobblestone::encrypt(
            &schedule.payload_key(),
            &schedule.payload_salt(&plain),
            &context,
            &plain,
        )
        .map_err(chain)?;
        let envelope = [header, payload].concat();
        let e = envelope_hash(&envelope);
        let commitment = commitment(&ch, &e, &honest.body, &honest.seed);
        Ok(CommitBid { commitment, envelope, guarantee: None, technical: None })
    }
}

fn chain(error: impl std::fmt::Display) -> Refusal {
    Refusal::Chain(error.to_string())
}
