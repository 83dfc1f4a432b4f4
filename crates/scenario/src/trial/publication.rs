//! What may be published, and who says so.

use parity_scale_codec::Encode;
use tenderseal_rules::{
    Error, PersonId,
    messages::{ApproveTender, ProposeTender},
    replay::sha256,
    schedule::WINDOW_MAX,
    terms::{Criterion, PriceFormula, PriceRule, Publication},
};

use super::{Trial, registry::second_opening_key};
use crate::{OpenChain, Refusal, cast::MINIMUMS, plan};

impl<C: OpenChain> Trial<C> {
    pub(super) fn publication(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let good = plan(&cast, self.house.chain.now());
        for (publication, error) in
            self.bad_terms().into_iter().chain(self.bad_schedules()).chain(self.bad_people())
        {
            self.refused(&cast.officer, registry, &ProposeTender { publication }, error);
        }
        let proposal = ProposeTender { publication: good };
        self.only_signer(&cast.officer, Some(&cast.approver), registry, &proposal);
        self.approvals()
    }

    fn approvals(&mut self) -> Result<(), Refusal> {
        let (cast, registry) = (self.house.cast(), self.house.registry);
        let now = self.house.chain.now();
        self.house.publish(plan(&cast, now))?;
        let approval = self.house.propose(plan(&cast, now))?;
        self.only_buyer(&cast.approver, &cast.officer, registry, &approval);
        for proposal in [approval.proposal + 1, u32::MAX] {
            let unknown = ApproveTender { proposal, ..approval.clone() };
            self.refused(&cast.approver, registry, &unknown, Error::UnknownProposal);
        }
        let mut other = approval.clone();
        other.proposed[0] ^= 1;
        self.refused(&cast.approver, registry, &other, Error::HashMismatch);

        let own = ProposeTender { publication: plan(&cast, now) };
        self.house.act(&cast.director, registry, &own)?;
        let alone =
            ApproveTender { proposal: approval.proposal + 1, proposed: sha256(&own.encode()) };
        self.refused(&cast.director, registry, &alone, Error::SamePerson);

        // One second for questions at the proposal: when it is approved, that has passed.
        let mut short = plan(&cast, now);
        short.schedule.questions = 899;
        let short = self.house.propose(short)?;
        self.house.chain.advance_to(now + 1);
        self.refused(&cast.approver, registry, &short, Error::QuestionPeriod);

        // A proposal that waited too long must be made anew; one that was approved is gone.
        let last = plan(&cast, now).schedule.deadline - u64::from(MINIMUMS.bidding);
        self.house.chain.advance_to(last + 1);
        self.refused(&cast.approver, registry, &approval, Error::DeadlineTooSoon);
        let fresh = self.house.propose(plan(&cast, last + 1))?;
        self.house.act(&cast.approver, registry, &fresh)?;
        self.refused(&cast.approver, registry, &fresh, Error::UnknownProposal);
        Ok(())
    }

    fn good(&self) -> Publication {
        plan(&self.house.cast(), self.house.chain.now())
    }

    fn bad_terms(&self) -> Vec<(Publication, Error)> {
        let good = self.good();
        let with = |change: &dyn Fn(&mut Publication), error| {
            let mut publication = good.clone();
            change(&mut publication);
            (publication, error)
        };
        let benchmark = |discount_bp| PriceFormula::Benchmark {
            discount_bp,
            above_bp_per_percent: 100,
            below_bp_per_percent: 50,
        };
        let criterion = good.terms.criteria[0];
        vec![
            with(&|p| p.terms.documents = vec![[1; 32]; 65], Error::TooMany),
            with(&|p| p.terms.lifecycle_rate_bp = 1_000_001, Error::TooMany),
            with(&|p| p.terms.lifecycle_years = 51, Error::TooMany),
            with(
                &|p| p.terms.criteria = (0..33).map(|id| Criterion { id, ..criterion }).collect(),
                Error::TooMany,
            ),
            with(&|p| p.terms.min_bids = 0, Error::MinimumBids),
            with(&|p| p.terms.price.formula = PriceFormula::LowestOnly, Error::PriceRuleInvalid),
            with(&|p| p.terms.price.formula = benchmark(10_000), Error::PriceRuleInvalid),
            with(&|p| p.terms.criteria[0].max = 0, Error::CriterionInvalid),
            with(&|p| p.terms.criteria[0].min = 10_001, Error::CriterionInvalid),
            with(&|p| p.terms.criteria[0].max = 1_000_001, Error::CriterionInvalid),
            with(&|p| p.terms.criteria[1].id = 1, Error::CriterionInvalid),
            with(&|p| p.terms.criteria[0].weight_bp += 1, Error::WeightsSum),
            with(&|p| p.terms.criteria[0].weight_bp = u32::MAX, Error::WeightsSum),
            with(
                &|p| {
                    let formula = p.terms.price.formula;
                    p.terms.price = PriceRule { formula, weight_bp: 4_999 };
                },
                Error::WeightsSum,
            ),
        ]
    }

    fn bad_schedules(&self) -> Vec<(Publication, Error)> {
        let (good, now) = (self.good(), self.house.chain.now());
        let with = |change: &dyn Fn(&mut tenderseal_rules::schedule::Schedule), error| {
            let mut publication = good.clone();
            change(&mut publication.schedule);
            (publication, error)
        };
        let soon = now + u64::from(MINIMUMS.bidding) - 1;
        vec![
            with(&|s| s.deadline = soon, Error::DeadlineTooSoon),
            with(&|s| s.deadline = 0, Error::DeadlineTooSoon),
            with(&|s| s.guard = 119, Error::WindowTooShort),
            with(&|s| s.officers_window = MINIMUMS.officers_window - 1, Error::WindowTooShort),
            with(
                &|s| s.self_reveal_window = MINIMUMS.self_reveal_window - 1,
                Error::WindowTooShort,
            ),
            with(&|s| s.objection_window = MINIMUMS.objection_window - 1, Error::WindowTooShort),
            with(&|s| s.standstill = MINIMUMS.standstill - 1, Error::WindowTooShort),
            with(&|s| s.deadline = now + u64::from(WINDOW_MAX) + 1, Error::WindowTooLong),
            with(&|s| s.deadline = u64::MAX, Error::WindowTooLong),
            with(&|s| s.standstill = WINDOW_MAX + 1, Error::WindowTooLong),
            with(&|s| s.questions = 900, Error::QuestionPeriod),
            with(&|s| s.questions = u32::MAX, Error::QuestionPeriod),
        ]
    }

    fn bad_people(&self) -> Vec<(Publication, Error)> {
        let (cast, good) = (self.house.cast(), self.good());
        let with = |change: &dyn Fn(&mut Publication), error| {
            let mut publication = good.clone();
            change(&mut publication);
            (publication, error)
        };
        let substitute = cast.substitute.opening.public();
        let second = second_opening_key(&cast);
        vec![
            with(&|p| p.k = 0, Error::CommitteeInvalid),
            with(&|p| p.k = 4, Error::CommitteeInvalid),
            with(&|p| p.committee.clear(), Error::CommitteeInvalid),
            with(&|p| p.committee[1] = p.committee[0], Error::CommitteeInvalid),
            with(
                &|p| p.committee = (1..=17).map(|key| [key; 32]).collect(),
                Error::CommitteeInvalid,
            ),
            with(&|p| p.committee[1] = second, Error::CommitteeInvalid),
            with(&|p| p.committee[1] = [9; 32], Error::CommitteeUnregistered),
            with(&|p| p.committee[0] = substitute, Error::CommitteeOneOrganisation),
            with(&|p| p.panel.clear(), Error::PanelInvalid),
            with(&|p| p.panel[1] = p.panel[0], Error::PanelInvalid),
            with(&|p| p.panel[1] = cast.officer.person, Error::PanelInvalid),
            with(&|p| p.panel[1] = PersonId([0; 20]), Error::PanelInvalid),
            with(
                &|p| p.panel = (0..17).map(|at| PersonId([at; 20])).collect(),
                Error::PanelInvalid,
            ),
            with(
                &|p| {
                    // Nothing to score, and yet a panel.
                    p.terms.criteria.clear();
                    p.terms.price.weight_bp = 10_000;
                },
                Error::PanelInvalid,
            ),
        ]
    }
}
