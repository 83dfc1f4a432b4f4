//! The evaluation report as a paper.

use tenderseal_paper::{Block, Column, ColumnKind, Paper, Row, Table};

use super::{TenderPage, or_dash, row};
use crate::app::{
    names::Named,
    tender::{BidView, ObjectionView, RankedView},
};

impl TenderPage {
    /// The rule, the panel, the technical result, the ranking that follows, every score; who was rejected, and what was
    /// objected to, explained and corrected.
    pub(super) fn evaluation_report(&self, mut paper: Paper) -> Paper {
        let page = &self.page;
        paper.title = page.t("papers-evaluation-title");
        let rule = self.price_words();
        paper.blocks = vec![
            Block::Heading(page.t("tender-criteria-heading")),
            Block::Paragraph(format!("{}\n{}", rule.name, rule.text)),
        ];
        paper.blocks.extend(rule.steps.into_iter().map(Block::Paragraph));
        if let Some(words) = self.lifecycle() {
            paper.blocks.push(Block::Paragraph(format!("{}\n{}", words.text, words.rule)));
        }
        if !self.criteria().is_empty() {
            paper.blocks.push(Block::Paragraph(self.consensus_words()));
            paper.blocks.push(Block::Table(self.criteria_table()));
        }
        paper.blocks.extend(self.panel_blocks());
        paper.blocks.extend(self.technical_blocks());
        paper.blocks.push(Block::Heading(page.t("tender-evaluation-ranking")));
        if let Some((at, lines)) = &self.view.ranking {
            paper.blocks.push(Block::Paragraph(self.happened("tender-evaluation-ranked-at", at)));
            paper.blocks.push(Block::Table(self.ranking_table(lines)));
            paper.blocks.push(Block::Note(page.t("tender-evaluation-exact")));
        } else {
            paper.blocks.push(Block::Paragraph(page.t(self.waits_key())));
        }
        let scored = self.scored_bids();
        if !scored.is_empty() {
            paper.blocks.push(Block::Heading(page.t("tender-evaluation-scores")));
            paper.blocks.extend(scored.into_iter().map(|bid| Block::Table(self.scores_table(bid))));
        }
        paper.blocks.extend(self.rejected_blocks());
        if !self.view.objections.is_empty() {
            paper.blocks.push(Block::Heading(page.t("tender-objections-heading")));
            paper.blocks.push(Block::Table(self.objections_table()));
        }
        paper.blocks.extend(self.low_price_blocks());
        paper.blocks.extend(self.request_blocks());
        paper
    }

    fn criteria_table(&self) -> Table {
        let price = row(vec![
            self.page.t("tender-evaluation-price"),
            self.price_weight(),
            or_dash(None),
            or_dash(None),
        ]);
        let criteria = self
            .criteria()
            .into_iter()
            .map(|line| row(vec![line.title, line.weight, line.max, or_dash(Some(line.min))]));
        Table {
            caption: self.page.t("tender-criteria-caption"),
            columns: vec![
                self.column("tender-criteria-name", ColumnKind::Name),
                self.column("tender-criteria-weight", ColumnKind::Number),
                self.column("tender-criteria-max", ColumnKind::Number),
                self.column("tender-criteria-min", ColumnKind::Number),
            ],
            rows: std::iter::once(price).chain(criteria).collect(),
            empty: self.page.t("papers-none"),
        }
    }

    /// Place, vendor, prices, points and total, as the public page has them.
    pub(super) fn ranking_table(&self, lines: &[RankedView]) -> Table {
        let (price, costs) = (self.scores_price(), self.lifecycle().is_some());
        let mut columns = vec![
            self.column("tender-evaluation-place", ColumnKind::Number),
            self.column("tender-opening-vendor", ColumnKind::Name),
        ];
        columns.extend(costs.then(|| self.column("lifecycle-acquisition", ColumnKind::Number)));
        columns.push(self.column("tender-evaluation-evaluated-price", ColumnKind::Number));
        columns.extend(price.then(|| self.column("tender-evaluation-price", ColumnKind::Number)));
        let criteria = self.criteria().into_iter();
        columns.extend(criteria.map(|line| Column::new(line.title, ColumnKind::Number)));
        columns.push(self.column("tender-evaluation-total", ColumnKind::Number));
        let line = |line: &RankedView| {
            let mut vendor = line.vendor_name.clone();
            if line.line.below_minimum.is_some() {
                let below = self.below(line);
                vendor.push('\n');
                vendor.push_str(&self.page.t1("tender-evaluation-below", "criterion", below));
            }
            let place = or_dash(line.place.map(|place| place.to_string()));
            let mut cells = vec![place, vendor];
            cells.extend(costs.then(|| or_dash(self.acquisition(line))));
            cells.push(or_dash(self.price_of(line)));
            cells.extend(price.then(|| Self::points(line.line.price_micropoints)));
            cells.extend(self.merits(line));
            cells.push(Self::points(line.line.total_micropoints));
            Row { cells, strong: line.place == Some(1) }
        };
        Table {
            caption: self.page.t("tender-evaluation-ranking"),
            columns,
            rows: lines.iter().map(line).collect(),
            empty: self.page.t("papers-none"),
        }
    }

    /// Every score of a bid with its reason, and what the scores of each criterion became.
    fn scores_table(&self, bid: &BidView) -> Table {
        let page = &self.page;
        let mut rows = Vec::new();
        for tally in self.tallies(bid, self.criteria()) {
            for (score, left_out) in &tally.scores {
                let mut points = self.score_words(&tally.criterion, score);
                if *left_out {
                    points.push('\n');
                    points.push_str(&page.t("tally-left-out"));
                }
                let reason = score.text.clone().unwrap_or_else(|| Self::hash(&score.justification));
                let seat = page.t1("tender-evaluation-seat", "seat", self.seat(score));
                rows.push(row(vec![tally.criterion.title.clone(), seat, points, reason]));
            }
            if let Some((score, points)) = &tally.outcome {
                let outcome = self.tallied(score, &tally.criterion, points);
                let together = page.t(self.together_key());
                let cells = vec![tally.criterion.title.clone(), together, String::new(), outcome];
                rows.push(Row { cells, strong: true });
            }
        }
        if let Some(sheet) = self.agreed_sheet(bid) {
            let reason = sheet.text.clone().unwrap_or_else(|| Self::hash(&sheet.statement));
            let all = page.t("agree-all");
            rows.push(row(vec![page.t("agree-statement"), all, String::new(), reason]));
        }
        for (title, given, score, why) in self.set_aside(bid) {
            let points = format!("{given}\n{}", page.t(why));
            let reason = score.text.clone().unwrap_or_else(|| Self::hash(&score.justification));
            let seat = page.t1("tender-evaluation-seat", "seat", self.seat(score));
            rows.push(row(vec![title, seat, points, reason]));
        }
        Table {
            caption: self.of_bid("tender-evaluation-scores-of", bid),
            columns: vec![
                self.column("tender-criteria-name", ColumnKind::Name),
                self.column("tender-evaluation-evaluator", ColumnKind::Text),
                self.column("tender-evaluation-points", ColumnKind::Number),
                self.column("tender-evaluation-reason", ColumnKind::Text),
            ],
            rows,
            empty: page.t("papers-none"),
        }
    }

    fn objections_table(&self) -> Table {
        let line = |objection: &ObjectionView| {
            row(vec![
                self.page.bid_number(objection.bid).to_string(),
                self.page.of("fault-", objection.fault.name()),
                format!("{}\n{}", objection.org_name, self.page.moment(objection.at.time)),
                self.finding_words(objection),
            ])
        };
        Table {
            caption: self.page.t("tender-objections-caption"),
            columns: vec![
                self.column("tender-opening-bid", ColumnKind::Name),
                self.column("tender-objections-what", ColumnKind::Text),
                self.column("tender-objections-by", ColumnKind::Text),
                self.column("tender-objections-finding", ColumnKind::Text),
            ],
            rows: self.view.objections.iter().map(line).collect(),
            empty: self.page.t("papers-none"),
        }
    }

    fn finding_words(&self, objection: &ObjectionView) -> String {
        let Some(finding) = &objection.finding else {
            return self.page.t("tender-objections-open");
        };
        let decided = self.page.t(match (&finding.confirmed, finding.upheld) {
            (None, _) => "tender-objections-proposed",
            (Some(_), true) => "tender-objections-upheld",
            (Some(_), false) => "tender-objections-refused",
        });
        finding.text.as_ref().map_or_else(|| decided.clone(), |text| format!("{decided}\n{text}"))
    }
}
