//! Profiles: what may be added, what a tender under one must obey, and who bids where vendors are invited.

use tenderseal_rules::{
    ContractId, Error, OrgId,
    messages::{AddProfile, ProposeAmendment, ProposeTender, RetireProfile, WithdrawBid},
    profile::{ConsensusRules, Formulas, LowPriceRules, Procedure, Profile, standard},
    registry::{Cell, ListedProfile, PROFILES_MAX},
    roles::{OrgKind, Role},
    schedule::WINDOW_MAX,
    tender::{BidStatus, Cell as TenderCell},
    terms::{Consensus, PriceFormula, Publication, Terms},
};

use super::Trial;
use crate::{
    OpenChain, Refusal,
    cast::{OPEN, RESTRICTED, profiles},
    invitation, plan,
};

impl<C: OpenChain> Trial<C> {
    pub(super) fn profiles(&mut self) -> Result<(), Refusal> {
        self.additions();
        self.retirements()?;
        self.obedience()?;
        self.invitations();
        self.invited_in_time()?;
        self.bids_of_the_invited()?;
        self.last_profile()
    }

    fn additions(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let good = AddProfile { profile: strict() };
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &good);
        let with = |change: &dyn Fn(&mut Profile), error| {
            let mut profile = strict();
            change(&mut profile);
            (AddProfile { profile }, error)
        };
        for (act, error) in [
            with(&|p| p.code.clear(), Error::ProfileCodeInvalid),
            with(&|p| p.code = "x".repeat(33), Error::ProfileCodeInvalid),
            with(&|p| p.code = "公开招标".into(), Error::ProfileCodeInvalid),
            with(&|p| p.name.clear(), Error::TextInvalid),
            with(&|p| p.name = "x".repeat(201), Error::TextInvalid),
            with(&|p| p.formulas = Formulas(0), Error::ProfileSetInvalid),
            with(&|p| p.formulas = Formulas(1 << 3), Error::ProfileSetInvalid),
            with(&|p| p.consensus = ConsensusRules(0), Error::ProfileSetInvalid),
            with(&|p| p.price_weight_min_bp = 5_001, Error::ProfileWeightInvalid),
            with(&|p| p.price_weight_max_bp = 10_001, Error::ProfileWeightInvalid),
            with(&|p| p.formulas = Formulas::ALL, Error::ProfileWeightInvalid),
            with(&|p| p.least.bidding = WINDOW_MAX + 1, Error::ProfilePeriodInvalid),
            with(&|p| p.least.amendment = u32::MAX, Error::ProfilePeriodInvalid),
            with(&|p| p.least.questions = p.least.bidding, Error::ProfilePeriodInvalid),
            with(&|p| p.min_bids = 0, Error::ProfileBidsInvalid),
            with(&|p| p.min_bids = 65, Error::ProfileBidsInvalid),
            with(&|p| p.k = 0, Error::ProfileSeatsInvalid),
            with(&|p| p.k = 4, Error::ProfileSeatsInvalid),
            with(&|p| p.n = 17, Error::ProfileSeatsInvalid),
            with(&|p| p.evaluators = 0, Error::ProfileSeatsInvalid),
        ] {
            self.refused(&cast.registrar, registry, &act, error);
        }
    }

    /// A retired profile is named by no new tender, not even by one that was proposed before.
    fn retirements(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let number = self.house.add_profile(profiles()[0].clone())?;
        let retirement = |profile| RetireProfile { profile };
        self.only_signer(&cast.registrar, Some(&cast.officer), registry, &retirement(number));
        for unknown in [number + 1, u32::MAX] {
            self.refused(&cast.registrar, registry, &retirement(unknown), Error::UnknownProfile);
            let publication = under(unknown, plan(&cast, self.house.chain.now()));
            let act = ProposeTender { publication };
            self.refused(&cast.officer, registry, &act, Error::UnknownProfile);
        }
        let running = self.house.publish(under(number, plan(&cast, self.house.chain.now())))?;
        let waiting = self.house.propose(under(number, plan(&cast, self.house.chain.now())))?;
        self.house.retire_profile(number)?;
        let now = self.house.chain.now();
        let listed: ListedProfile = self.house.read(registry, &Cell::Profile(number))?;
        assert_eq!(listed, ListedProfile { profile: profiles()[0].clone(), retired_at: Some(now) });
        self.refused(&cast.registrar, registry, &retirement(number), Error::ProfileRetired);
        self.refused(&cast.approver, registry, &waiting, Error::ProfileRetired);
        let late = ProposeTender { publication: under(number, plan(&cast, now)) };
        self.refused(&cast.officer, registry, &late, Error::ProfileRetired);

        // A running tender keeps what it was published with.
        let kept: Profile = self.house.read(running, &TenderCell::Profile)?;
        assert_eq!(kept, profiles()[0]);
        self.house.commit(&cast.vendors[0], running, 900).map(drop)
    }

    /// Whatever a profile asks for, a tender that gives less is refused.
    fn obedience(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let number = self.house.add_profile(strict())?;
        let now = self.house.chain.now();
        let mut good = under(number, plan(&cast, now));
        good.terms.min_bids = 3;
        let with = |change: &dyn Fn(&mut Publication), error| {
            let mut publication = good.clone();
            change(&mut publication);
            (ProposeTender { publication }, error)
        };
        let least = strict().least;
        let small = cast.committee().map(|member| member.opening.public())[..2].to_vec();
        for (act, error) in [
            with(
                &|p| {
                    p.terms.price.formula = PriceFormula::Benchmark {
                        discount_bp: 0,
                        above_bp_per_percent: 1,
                        below_bp_per_percent: 1,
                    };
                },
                Error::PriceFormulaNotAllowed,
            ),
            with(&|p| reweigh(p, 4_999), Error::PriceWeightNotAllowed),
            with(&|p| reweigh(p, 5_001), Error::PriceWeightNotAllowed),
            with(&|p| p.terms.consensus = Consensus::Median, Error::ConsensusNotAllowed),
            with(&|p| p.terms.min_bids = 2, Error::MinimumBidsTooFew),
            with(&|p| p.terms.requests.under_next_bp = Some(1), Error::LowPriceRuleNotAllowed),
            with(&|p| p.terms.requests.window = 299, Error::ResponseWindowInvalid),
            with(&|p| p.k = 1, Error::CommitteeTooSmall),
            with(&|p| p.committee.clone_from(&small), Error::CommitteeTooSmall),
            with(&|p| p.panel.truncate(1), Error::PanelTooSmall),
            with(
                &|p| p.schedule.deadline = now + u64::from(least.bidding) - 1,
                Error::DeadlineTooSoon,
            ),
            with(
                &|p| p.schedule.officers_window = least.officers_window - 1,
                Error::WindowTooShort,
            ),
            with(
                &|p| p.schedule.self_reveal_window = least.self_reveal_window - 1,
                Error::WindowTooShort,
            ),
            with(
                &|p| p.schedule.objection_window = least.objection_window - 1,
                Error::WindowTooShort,
            ),
            with(&|p| p.schedule.standstill = least.standstill - 1, Error::WindowTooShort),
            with(&|p| p.schedule.questions = least.questions - 1, Error::WindowTooShort),
            with(
                &|p| p.terms.invited = vec![cast.vendors[0].admin.org, cast.vendors[1].admin.org],
                Error::InvitedInvalid,
            ),
        ] {
            self.refused(&cast.officer, registry, &act, error);
        }
        let terms = good.terms.clone();
        let tender = self.house.publish(good)?;
        let kept: Profile = self.house.read(tender, &TenderCell::Profile)?;
        assert_eq!(kept, strict());
        self.obedient_amendments(tender, &terms);
        Ok(())
    }

    /// Terms that change obey the profile that the tender was published with, and keep to it.
    fn obedient_amendments(&mut self, tender: ContractId, published: &Terms) {
        let cast = self.house.cast();
        let with = |change: &dyn Fn(&mut Terms), error| {
            let mut terms = published.clone();
            change(&mut terms);
            (ProposeAmendment { terms, deadline: 0, reason: [1; 32] }, error)
        };
        let per_percent = PriceFormula::Benchmark {
            discount_bp: 0,
            above_bp_per_percent: 1,
            below_bp_per_percent: 1,
        };
        for (act, error) in [
            with(&|t| t.price.formula = per_percent, Error::PriceFormulaNotAllowed),
            with(&|t| reweighed(t, 4_999), Error::PriceWeightNotAllowed),
            with(&|t| t.consensus = Consensus::Median, Error::ConsensusNotAllowed),
            with(&|t| t.min_bids = 2, Error::MinimumBidsTooFew),
            with(&|t| t.requests.under_next_bp = Some(1), Error::LowPriceRuleNotAllowed),
            with(&|t| t.requests.window = 299, Error::ResponseWindowInvalid),
            with(&|t| t.profile = OPEN, Error::TermsFixed),
            with(&|t| t.invited = vec![cast.vendors[0].admin.org], Error::TermsFixed),
        ] {
            self.refused(&cast.officer, tender, &act, error);
        }
    }

    /// Who can be invited, and how many.
    fn invitations(&mut self) {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        let [first, second, third] = cast.vendors.each_ref().map(|company| company.admin.org);
        let of = |orgs: &[OrgId]| ProposeTender { publication: invitation(&cast, now, orgs) };
        let mut unsorted = of(&[first, second, third]);
        unsorted.publication.terms.invited.reverse();
        let mut too_few_for_the_bids = of(&[first, second]);
        too_few_for_the_bids.publication.terms.min_bids = 3;
        let crowd: Vec<OrgId> = (0..65).map(|at| OrgId([at; 20])).collect();
        for act in [
            of(&[]),
            of(&[first]),
            of(&[first, first]),
            of(&crowd),
            unsorted,
            too_few_for_the_bids,
            // An open tender invites nobody.
            ProposeTender { publication: under(OPEN, invitation(&cast, now, &[first, second])) },
        ] {
            self.refused(&cast.officer, registry, &act, Error::InvitedInvalid);
        }
        for no_vendor in [
            OrgId([0; 20]),
            cast.admin.org,
            cast.registrar.org,
            cast.applicant.org,
            cast.suspended.org,
            cast.debarred.org,
        ] {
            let act = of(&[first, no_vendor]);
            self.refused(&cast.officer, registry, &act, Error::InvitedNotVendor);
        }
    }

    /// The standing of the invited is that of the approval; later exclusion is for each act to find out.
    fn invited_in_time(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let [first, second, _] = &cast.vendors;
        let invited = [first.admin.org, second.admin.org];
        let approval = self.house.propose(invitation(&cast, self.house.chain.now(), &invited))?;
        self.house.suspend(second.admin.org)?;
        self.refused(&cast.approver, registry, &approval, Error::InvitedNotVendor);
        self.house.reinstate(second.admin.org)?;
        self.house.act(&cast.approver, registry, &approval).map(drop)
    }

    /// The invited bid, each person of theirs, and nobody else.
    fn bids_of_the_invited(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let [first, second, third] = &cast.vendors;
        let invited = [first.admin.org, second.admin.org];
        let publication = invitation(&cast, self.house.chain.now(), &invited);
        assert_eq!(publication.terms.profile, RESTRICTED);
        let tender = self.house.publish(publication)?;
        let (bid, _) = self.house.seal(tender, third.admin.org, 100)?;
        for outsider in [&third.bidder, &third.admin] {
            self.refused(outsider, tender, &bid, Error::NotInvited);
        }
        let newcomer = cast.founder("uninvited", &[Role::OrgAdmin, Role::Vendor]);
        let number = newcomer.org.to_string();
        self.house.register(&newcomer, OrgKind::Vendor, "迟到有限公司", &number)?;
        self.house.admit(newcomer.org)?;
        let (bid, _) = self.house.seal(tender, newcomer.org, 100)?;
        self.refused(&newcomer, tender, &bid, Error::NotInvited);

        let (bid, _) = self.house.seal(tender, first.admin.org, 900)?;
        self.house.suspend(first.admin.org)?;
        self.refused(&first.bidder, tender, &bid, Error::Suspended);
        self.house.reinstate(first.admin.org)?;
        self.house.commit_as(&first.admin, tender, &bid, &bid.envelope)?;
        self.house.replace(first, tender, 890)?;
        self.house.commit(second, tender, 800)?;
        self.house.withdraw(second, tender)?;
        let again = WithdrawBid { attempt: 1 };
        self.refused(&second.bidder, tender, &again, Error::NoLiveBid);
        self.house.commit(second, tender, 810)?;
        self.house.open_all(tender)?;
        assert_eq!(self.house.bids(tender, BidStatus::Opened), Ok(vec![1, 3]));
        Ok(())
    }

    /// The list holds sixty-four, retired ones among them.
    fn last_profile(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        for profile in standard().into_iter().cycle() {
            if self.house.add_profile(profile)? == PROFILES_MAX - 1 {
                break;
            }
        }
        let one_more = AddProfile { profile: strict() };
        self.refused(&cast.registrar, registry, &one_more, Error::TooMany);
        self.house.retire_profile(PROFILES_MAX - 1)?;
        self.refused(&cast.registrar, registry, &one_more, Error::TooMany);
        Ok(())
    }
}

/// A profile that [`plan`] obeys to the last unit, but for the number of bids.
fn strict() -> Profile {
    let [open, ..] = profiles();
    let mut least = open.least;
    (least.officers_window, least.self_reveal_window) = (300, 299);
    (least.objection_window, least.standstill) = (240, 600);
    (least.bidding, least.questions) = (900, 300);
    Profile {
        code: "strict".into(),
        procedure: Procedure::RequestForQuotations,
        formulas: Formulas::LOWEST_PROPORTIONAL,
        consensus: ConsensusRules::MEAN,
        price_weight_min_bp: 5_000,
        price_weight_max_bp: 5_000,
        least,
        min_bids: 3,
        k: 2,
        n: 3,
        evaluators: 2,
        low_prices: LowPriceRules::UNDER_MEAN,
        response: 300,
        ..open
    }
}

fn under(profile: u32, mut publication: Publication) -> Publication {
    publication.terms.profile = profile;
    publication
}

/// Another weight of the price, and the rest for the second criterion.
fn reweigh(publication: &mut Publication, weight_bp: u32) {
    reweighed(&mut publication.terms, weight_bp);
}

fn reweighed(terms: &mut Terms, weight_bp: u32) {
    terms.price.weight_bp = weight_bp;
    terms.criteria[1].weight_bp = 10_000 - weight_bp - terms.criteria[0].weight_bp;
}
