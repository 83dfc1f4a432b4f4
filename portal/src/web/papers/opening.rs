//! The opening record as a paper.

use tenderseal_paper::{Block, ColumnKind, Paper, Table};

use super::{TenderPage, or_dash, row};
use crate::app::tender::BidView;

impl TenderPage {
    /// Who bid, when and at what price, and what the bids were sealed to.
    pub(super) fn opening_record(&self, mut paper: Paper) -> Paper {
        let (page, view) = (&self.page, &self.view);
        paper.title = page.t("papers-opening-title");
        paper.facts.push(self.timed("tender-schedule-deadline", view.schedule().deadline));
        if view.has_two_envelopes() {
            paper.facts.push(self.timed("tender-schedule-technical", view.first_opening()));
        }
        if view.technical_until().is_none() {
            let key = format!("tender-schedule-{}", self.opening_key());
            paper.facts.push(self.timed(&key, view.schedule().opening()));
        }
        paper.facts.extend(view.settled_at.map(|at| self.timed("tender-schedule-settled", at)));
        let mut state = page.t(self.opening_state());
        if self.dead_count() > 0 {
            state.push('\n');
            state.push_str(&page.tn("tender-opening-dead", "count", self.dead_count()));
        }
        if self.stale_count() > 0 {
            state.push('\n');
            state.push_str(&page.tn("amendment-opening-stale", "count", self.stale_count()));
        }
        paper.blocks = vec![
            Block::Heading(page.t("papers-opening-bids")),
            Block::Paragraph(state),
            Block::Table(self.bids_table()),
            Block::Heading(page.t("papers-opening-envelopes")),
            Block::Table(self.envelopes_table()),
            Block::Heading(page.t("tender-committee-heading")),
            Block::Paragraph(self.threshold()),
            Block::Table(self.committee_table()),
        ];
        paper
    }

    fn bids_table(&self) -> Table {
        let page = &self.page;
        let line = |bid: &BidView| {
            let received = page.t1("tender-block-number", "block", bid.at.block);
            row(vec![
                page.bid_number(bid.number).to_string(),
                bid.vendor_name.clone(),
                format!("{}\n{received}", page.moment(bid.at.time)),
                self.status_words(bid),
                self.price_words_of(bid),
            ])
        };
        Table {
            caption: page.t("tender-opening-caption"),
            columns: vec![
                self.column("tender-opening-bid", ColumnKind::Number),
                self.column("tender-opening-vendor", ColumnKind::Name),
                self.column("tender-opening-committed", ColumnKind::Text),
                self.column("tender-opening-status", ColumnKind::Text),
                self.column("tender-opening-price", ColumnKind::Number),
            ],
            rows: self.opening_bids().into_iter().map(line).collect(),
            empty: page.t("papers-none"),
        }
    }

    fn status_words(&self, bid: &BidView) -> String {
        let status = self.page.t(Self::status(bid));
        match Self::fault(bid) {
            Some(fault) => format!("{status}\n{}", self.page.t(fault)),
            None => status,
        }
    }

    fn price_words_of(&self, bid: &BidView) -> String {
        let Some(opened) = &bid.opened else { return or_dash(None) };
        let Some(price) = opened.price else { return or_dash(None) };
        match opened.evaluated.filter(|evaluated| *evaluated != price) {
            Some(evaluated) => format!(
                "{}\n{}",
                self.money(&price),
                self.page.t1("tender-opening-evaluated", "price", self.money(&evaluated))
            ),
            None => self.money(&price),
        }
    }

    fn envelopes_table(&self) -> Table {
        let page = &self.page;
        let line = |bid: &BidView| {
            let number = page.bid_number(bid.number).to_string();
            row(vec![number, Self::hash(&bid.e), Self::hash(&bid.c)])
        };
        Table {
            caption: page.t("papers-envelopes-caption"),
            columns: vec![
                self.column("tender-opening-bid", ColumnKind::Name),
                self.column("papers-envelope", ColumnKind::Text),
                self.column("papers-commitment", ColumnKind::Text),
            ],
            rows: self.opening_bids().into_iter().map(line).collect(),
            empty: page.t("papers-none"),
        }
    }

    fn committee_table(&self) -> Table {
        let rows = self.view.committee.iter().map(|member| {
            row(vec![
                member.place.to_string(),
                member.org_name.clone(),
                Self::posted(member).to_string(),
            ])
        });
        Table {
            caption: self.page.t("tender-committee-caption"),
            columns: vec![
                self.column("tender-committee-place", ColumnKind::Name),
                self.column("tender-committee-organisation", ColumnKind::Text),
                self.column("tender-committee-posted", ColumnKind::Number),
            ],
            rows: rows.collect(),
            empty: self.page.t("papers-none"),
        }
    }
}
