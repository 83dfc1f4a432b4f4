//! What the public page says of the rules of a tender, and what somebody needs
//! who computes its points again by hand.

use tenderseal_rules::{
    terms::{Criterion, PriceFormula},
    tse1::FinancialBody,
};

use super::{page::Page, tenders::TenderPage};
use crate::app::tender::{BidView, RankedView, ScoreView, SheetView, TenderView};
use crate::render::{
    benchmark::Benchmark,
    lifecycle::{self, LifecycleWords, YearLine},
    money,
    rule::{self, PriceLine, PriceWords},
};

/// A criterion in words.
pub struct CriterionLine {
    /// Its id.
    pub id: u16,
    /// What it is called.
    pub title: String,
    /// What is asked for.
    pub description: String,
    /// For example `60%`.
    pub weight: String,
    /// Points at most.
    pub max: String,
    /// Points at least; empty when there is no minimum.
    pub min: String,
    /// Whether it is passed or failed: weight and points say so in words.
    pub pass_fail: bool,
}

/// The evaluators' scores of one criterion of a bid, and what they became.
pub struct Tally<'a> {
    /// The criterion.
    pub criterion: CriterionLine,
    /// Each score, and whether the rule leaves it out.
    pub scores: Vec<(&'a ScoreView, bool)>,
    /// Once there is a ranking, or a technical result: the scores as one, and the points of the total.
    pub outcome: Option<(String, String)>,
}

/// How the prices became points.
pub struct Recount {
    /// Name and value of each number that is needed.
    pub facts: Vec<(String, String)>,
    /// The prices with their distances; empty where there is no benchmark.
    pub lines: Vec<PriceLine>,
}

/// The criteria of a tender, with the notice's words where the portal has it.
#[must_use]
pub fn criteria(view: &TenderView, page: &Page) -> Vec<CriterionLine> {
    let line = |criterion: &tenderseal_rules::terms::Criterion| {
        let words = view
            .notice
            .iter()
            .flat_map(|notice| &notice.criteria)
            .find(|words| words.id == criterion.id);
        let pass_fail = rule::is_pass_fail(criterion.weight_bp, criterion.max, criterion.min);
        let [weight, max, min] = numbers(page, criterion);
        CriterionLine {
            id: criterion.id,
            title: words.map_or_else(
                || page.t1("tender-criterion", "id", criterion.id),
                |words| words.title.in_language(page.locale).to_owned(),
            ),
            description: words.map_or_else(String::new, |words| {
                words.description.in_language(page.locale).to_owned()
            }),
            weight,
            max,
            min,
            pass_fail,
        }
    };
    view.publication().terms.criteria.iter().map(line).collect()
}

/// Weight, points at most and points at least of a criterion; of one that is passed or failed the words
/// for that in place of the weight.
#[must_use]
pub fn numbers(page: &Page, criterion: &Criterion) -> [String; 3] {
    let Criterion { weight_bp, max, min, .. } = *criterion;
    if rule::is_pass_fail(weight_bp, max, min) {
        return [page.t("criterion-pass-fail"), "–".to_owned(), String::new()];
    }
    let least = if min == 0 { String::new() } else { money::hundredths(min) };
    [money::percent(weight_bp), money::hundredths(max), least]
}

/// What an evaluator gave, in words: points of how many, or whether the bid passes.
#[must_use]
pub fn score_words(page: &Page, criterion: &CriterionLine, points: u32) -> String {
    if criterion.pass_fail {
        return verdict(page, points >= rule::PASS);
    }
    format!("{} / {}", money::hundredths(points), criterion.max)
}

fn verdict(page: &Page, passed: bool) -> String {
    page.t(if passed { "pass-yes" } else { "pass-no" })
}

impl TenderPage {
    /// The price rule in words.
    #[must_use]
    pub fn price_words(&self) -> PriceWords {
        let terms = &self.view.publication().terms;
        PriceWords::of(self.page.locale, &terms.price, terms.currency)
    }

    /// What of life-cycle costs counts; none where they do not.
    #[must_use]
    pub fn lifecycle(&self) -> Option<LifecycleWords> {
        LifecycleWords::of(self.page.locale, &self.view.publication().terms)
    }

    /// The life-cycle costs that an opened bid named, a year each.
    #[must_use]
    pub fn years(&self, body: &FinancialBody) -> Vec<YearLine> {
        let terms = &self.view.publication().terms;
        lifecycle::lines(terms.currency, &body.costs, terms.lifecycle_rate_bp)
    }

    /// What a ranked bid asks for the acquisition alone.
    #[must_use]
    pub fn acquisition(&self, line: &RankedView) -> Option<String> {
        let opened = self.view.bids.get(line.line.bid as usize)?.opened.as_ref()?;
        opened.price.map(|minor| self.amount(minor))
    }

    /// How the panel's scores become one.
    #[must_use]
    pub fn consensus_words(&self) -> String {
        let consensus = self.view.publication().terms.consensus;
        rule::consensus(self.page.locale, consensus, self.view.panel.len())
    }

    /// The weight of the price.
    #[must_use]
    pub fn price_weight(&self) -> String {
        money::percent(self.view.publication().terms.price.weight_bp)
    }

    /// Whether prices get points.
    #[must_use]
    pub fn scores_price(&self) -> bool {
        self.view.publication().terms.price.formula != PriceFormula::LowestOnly
    }

    /// What is needed to compute the points of the prices again; `None` where prices get none,
    /// and before the ranking.
    #[must_use]
    pub fn recount(&self) -> Option<Recount> {
        let (_, ranking) = self.view.ranking.as_ref()?;
        // The bids below a minimum are not in the field (CONTRACTS rule 9).
        let field: Vec<(&RankedView, u128)> = ranking
            .iter()
            .filter(|line| line.line.below_minimum.is_none())
            .filter_map(|line| Some((line, self.evaluated(line)?)))
            .collect();
        let prices = field.iter().map(|(_, price)| *price);
        match self.view.publication().terms.price.formula {
            PriceFormula::LowestOnly => None,
            PriceFormula::LowestProportional => {
                let lowest = self.amount(prices.min()?);
                let weight = money::hundredths(self.view.publication().terms.price.weight_bp);
                let points = self.page.t1("recount-proportional-formula", "points", weight);
                let facts = vec![
                    (self.page.t("recount-lowest"), lowest),
                    (self.page.t("tender-evaluation-points"), points),
                ];
                Some(Recount { facts, lines: Vec::new() })
            }
            PriceFormula::Benchmark { discount_bp, .. } => {
                let benchmark = Benchmark::of(prices, discount_bp)?;
                let facts = self.benchmark_facts(&benchmark, discount_bp);
                let lines = field.iter().map(|(line, price)| self.line(&benchmark, line, *price));
                Some(Recount { lines: lines.collect(), facts })
            }
        }
    }

    fn benchmark_facts(&self, benchmark: &Benchmark, discount_bp: u32) -> Vec<(String, String)> {
        let page = &self.page;
        let mut facts = vec![
            (page.t("recount-count"), benchmark.count().to_string()),
            (page.t("recount-sum"), self.amount(benchmark.sum())),
            (page.t("recount-mean"), self.amount(benchmark.mean())),
        ];
        let key = match discount_bp {
            0 => page.t("recount-benchmark"),
            _ => page.t1("recount-benchmark-less", "discount", money::percent(discount_bp)),
        };
        facts.push((key, self.amount(benchmark.value())));
        facts
    }

    fn line(&self, benchmark: &Benchmark, line: &RankedView, price: u128) -> PriceLine {
        let terms = &self.view.publication().terms;
        let outcome = (line.vendor_name.clone(), price, line.line.price_micropoints);
        rule::price_line(self.page.locale, &terms.price, terms.currency, benchmark, outcome)
    }

    fn evaluated(&self, line: &RankedView) -> Option<u128> {
        self.view.bids.get(line.line.bid as usize)?.opened.as_ref()?.evaluated
    }

    fn amount(&self, minor: u128) -> String {
        money::amount(self.view.core().currency, minor)
    }

    /// What the scores of a criterion became, in words.
    #[must_use]
    pub fn tallied(&self, score: &str, criterion: &CriterionLine, points: &str) -> String {
        if criterion.pass_fail {
            return score.to_owned();
        }
        let values = [
            ("score", score.into()),
            ("max", criterion.max.as_str().into()),
            ("points", points.into()),
        ];
        self.page.tf("tally-points", &values)
    }

    /// What a line of the ranking has for each criterion: points, or whether it passed.
    #[must_use]
    pub fn merits(&self, line: &RankedView) -> Vec<String> {
        self.merits_of(line.line.bid, &line.line.criteria)
    }

    /// What a bid has for each criterion: points, or whether it passed.
    #[must_use]
    pub fn merits_of(&self, number: u32, micropoints: &[u32]) -> Vec<String> {
        let criteria = self.criteria().into_iter().zip(micropoints.iter().copied());
        let Some(bid) = self.view.bids.get(number as usize) else { return Vec::new() };
        let consensus = self.view.publication().terms.consensus;
        let merit = |(place, (criterion, micropoints)): (usize, (CriterionLine, u32))| {
            if !criterion.pass_fail {
                return money::points(micropoints);
            }
            let points = self.counted(bid, place, &criterion);
            verdict(&self.page, rule::passed(consensus, &points))
        };
        criteria.enumerate().map(merit).collect()
    }

    /// What an evaluator gave for a criterion, in words.
    #[must_use]
    pub fn score_words(&self, criterion: &CriterionLine, score: &ScoreView) -> String {
        score_words(&self.page, criterion, score.points)
    }

    /// The points that count for a criterion of a bid: those on which the panel agreed, else every evaluator's.
    fn counted(&self, bid: &BidView, place: usize, criterion: &CriterionLine) -> Vec<u32> {
        if self.view.is_moderated() {
            let agreed = self.view.agreed(bid).and_then(|sheet| sheet.points.get(place));
            return agreed.copied().into_iter().collect();
        }
        let of = bid.scores.iter().filter(|score| score.criterion == criterion.id);
        of.map(|score| score.points).collect()
    }

    /// The Fluent key of what the ranking waits for; that there is none where the tender ended before.
    #[must_use]
    pub fn waits_key(&self) -> &'static str {
        if self.view.stage.is_final() {
            return "tender-evaluation-never";
        }
        match (&self.view.technical, self.view.is_moderated()) {
            (Some(_), _) => "two-waits-prices",
            (None, true) => "agree-waits",
            (None, false) => "tender-evaluation-waits",
        }
    }

    /// The Fluent key of what stands beside the score that counts.
    #[must_use]
    pub fn together_key(&self) -> &'static str {
        if self.view.is_moderated() { "tally-agreed" } else { "tally-together" }
    }

    /// Once there is a ranking or a technical result: the sheet on which the panel agreed for a bid.
    #[must_use]
    pub fn agreed_sheet<'a>(&'a self, bid: &'a BidView) -> Option<&'a SheetView> {
        if self.view.ranking.is_none() && self.view.technical.is_none() {
            return None;
        }
        self.view.agreed(bid).filter(|_| self.view.is_moderated())
    }

    /// The points of a bid for each criterion, once they are computed: with the ranking, or with the technical result.
    fn computed(&self, number: u32) -> Option<&[u32]> {
        let ranked = self.view.ranking.as_ref().and_then(|(_, lines)| {
            lines.iter().find(|line| line.line.bid == number).map(|line| &line.line.criteria[..])
        });
        let technical = || self.view.technical.as_ref()?.tallies.get(&number);
        ranked.or_else(|| technical().map(|tallied| &tallied.criteria[..]))
    }

    /// The scores of a bid, criterion by criterion. Which are left out is known with the ranking, or with the technical result.
    #[must_use]
    pub fn tallies<'a>(&self, bid: &'a BidView, criteria: Vec<CriterionLine>) -> Vec<Tally<'a>> {
        let computed = self.computed(bid.number);
        let consensus = self.view.publication().terms.consensus;
        let tally = |(place, criterion): (usize, CriterionLine)| {
            let scores: Vec<&ScoreView> =
                bid.scores.iter().filter(|score| score.criterion == criterion.id).collect();
            let points: Vec<u32> = scores.iter().map(|score| score.points).collect();
            let counting = rule::counting(consensus, &points);
            let micropoints = computed.and_then(|points| points.get(place).copied());
            let outcome = micropoints.filter(|_| !points.is_empty()).map(|micropoints| {
                let points = self.counted(bid, place, &criterion);
                let counting = rule::counting(consensus, &points);
                if criterion.pass_fail {
                    let passed = rule::passed(consensus, &points);
                    return (verdict(&self.page, passed), String::new());
                }
                (together(&points, &counting), money::points(micropoints))
            });
            let left_out = |counts: &bool| computed.is_some() && !counts;
            let scores = scores.into_iter().zip(counting.iter().map(left_out)).collect();
            Tally { criterion, scores, outcome }
        };
        criteria.into_iter().enumerate().map(tally).collect()
    }
}

/// The scores that count as one, in points: the mean of them, cut to four decimals.
fn together(points: &[u32], counting: &[bool]) -> String {
    let kept = points.iter().zip(counting).filter(|(_, counts)| **counts);
    let (sum, count) = kept
        .fold((0_u64, 0_u64), |(sum, count), (points, _)| (sum + u64::from(*points), count + 1));
    money::micropoints(sum * 10_000 / count.max(1) / 100 * 100)
}
