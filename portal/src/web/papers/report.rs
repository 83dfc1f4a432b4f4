//! What the evaluation report says beside ranking and scores: the panel's declarations, the technical result, rejected
//! bids, abnormally low prices and requests to vendors. All of it is on the public page too.

use tenderseal_paper::{Block, Column, ColumnKind, Fact, Row, Table};
use tenderseal_rules::{messages::TechnicalVerdict, tender::BidStatus};

use super::{TenderPage, or_dash, row};
use crate::{
    app::{
        names::Named,
        tender::{At, BidView, RejectionView},
    },
    web::{
        panel::PublicSeat,
        requests::{FlaggedLine, RequestLine},
        two_envelopes::OfferLine,
    },
};

/// A heading and a table under it.
fn section(heading: String, table: Table) -> Vec<Block> {
    vec![Block::Heading(heading), Block::Table(table)]
}

impl TenderPage {
    /// Who evaluates, with the declarations of interests and what changed on the panel.
    pub(super) fn panel_blocks(&self) -> Vec<Block> {
        let page = &self.page;
        let seats = self.seats();
        if seats.is_empty() {
            return Vec::new();
        }
        let lede = Block::Paragraph(page.t("panel-public-lede"));
        let table = Table {
            caption: page.t("papers-interests-caption"),
            columns: vec![
                self.column("panel-evaluator", ColumnKind::Name),
                self.column("interests-title", ColumnKind::Text),
                self.column("declare-statement", ColumnKind::Text),
            ],
            rows: seats.iter().map(|seat| self.seat_row(seat)).collect(),
            empty: page.t("papers-none"),
        };
        let mut blocks = vec![Block::Heading(page.t("panel-title")), lede, Block::Table(table)];
        blocks.extend(self.seat_changes().into_iter().map(|(words, reason, at)| {
            let mut words = format!("{words} {}", self.happened("tender-happened-at", &at));
            if let Some(reason) = reason {
                words.push('\n');
                words.push_str(&page.t1("seat-reason-is", "reason", reason));
            }
            Block::Paragraph(words)
        }));
        blocks
    }

    fn seat_row(&self, seat: &PublicSeat<'_>) -> Row {
        let page = &self.page;
        let (interests, statement) = match (seat.left, seat.declared) {
            (Some(at), _) => (page.t1("panel-left", "time", page.moment(at)), None),
            (None, None) => (page.t("panel-undeclared"), None),
            (None, Some(held)) => {
                let at = self.happened("tender-happened-at", &held.at);
                let statement =
                    held.text.clone().unwrap_or_else(|| Self::hash(held.statement.as_slice()));
                (format!("{}\n{at}", self.conflicts(held)), Some(statement))
            }
        };
        row(vec![seat.number.to_string(), interests, or_dash(statement)])
    }

    /// Where bids have two envelopes: what the panel found in each technical offer, its points, and whether it passed.
    pub(super) fn technical_blocks(&self) -> Vec<Block> {
        if !self.view.has_two_envelopes() {
            return Vec::new();
        }
        let page = &self.page;
        vec![
            Block::Heading(page.t("two-heading")),
            Block::Paragraph(self.technical_state()),
            Block::Table(self.technical_table()),
            Block::Note(page.t("two-not-public")),
        ]
    }

    fn technical_table(&self) -> Table {
        let mut columns = vec![
            self.column("tender-opening-bid", ColumnKind::Number),
            self.column("tender-opening-vendor", ColumnKind::Name),
            self.column("two-finding", ColumnKind::Text),
        ];
        if self.view.technical.is_some() {
            let criteria = self.criteria().into_iter();
            columns.extend(criteria.map(|line| Column::new(line.title, ColumnKind::Number)));
            columns.push(self.column("two-total", ColumnKind::Number));
            columns.push(self.column("two-result", ColumnKind::Text));
        }
        Table {
            caption: self.page.t("two-caption"),
            columns,
            rows: self.technical_offers().into_iter().map(|line| self.offer_row(line)).collect(),
            empty: self.page.t("papers-none"),
        }
    }

    fn offer_row(&self, line: OfferLine<'_>) -> Row {
        let mut cells = vec![
            self.page.bid_number(line.bid.number).to_string(),
            line.bid.vendor_name.clone(),
            line.finding,
        ];
        if self.view.technical.is_some() {
            // An offer that could not be read was not scored.
            let points = if line.points.is_empty() {
                vec![or_dash(None); self.criteria().len()]
            } else {
                line.points
            };
            cells.extend(points);
            cells.push(or_dash(Some(line.total)));
            let result = line.result.map(|(_, key)| self.page.t(key));
            let below = line.below.map(|title| self.page.t1("two-below", "criterion", title));
            let words: Vec<_> = result.into_iter().chain(below).collect();
            cells.push(words.join("\n"));
        }
        row(cells)
    }

    /// The bids that were rejected, each with its ground, and who decided.
    pub(super) fn rejected_blocks(&self) -> Vec<Block> {
        let rejections = self.rejections().into_iter().map(|held| self.rejection_row(held));
        let faulty = self.faulty_bids().map(|bid| self.fault_row(bid));
        let rows: Vec<_> = rejections.chain(faulty).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let table = Table {
            caption: self.page.t("rejections-caption"),
            columns: vec![
                self.column("tender-opening-bid", ColumnKind::Number),
                self.column("tender-opening-vendor", ColumnKind::Name),
                self.column("rejection-ground", ColumnKind::Text),
                self.column("papers-decided", ColumnKind::Text),
            ],
            rows,
            empty: self.page.t("papers-none"),
        };
        section(self.page.t("papers-rejected-heading"), table)
    }

    /// The bids with a fault of their vendors, once vendors are named.
    fn faulty_bids(&self) -> impl Iterator<Item = &BidView> {
        let named = self.view.names_are_public();
        let faulty = move |bid: &&BidView| named && matches!(bid.status, BidStatus::Rejected(_));
        self.view.bids.iter().filter(faulty)
    }

    /// Whether a bid was rejected, or an envelope opened or not, although there is no ranking.
    pub(super) fn has_findings(&self) -> bool {
        let found = |bid: &BidView| bid.technical.as_ref().is_some_and(|held| held.found.is_some());
        !self.rejections().is_empty()
            || self.faulty_bids().next().is_some()
            || self.view.bids.iter().any(found)
    }

    fn rejection_row(&self, held: &RejectionView) -> Row {
        let ground = self.page.of("ground-", held.ground.name());
        let statement = held.text.clone().unwrap_or_else(|| Self::hash(&held.statement));
        let decided = held.confirmed.map(|done| self.decided("papers-decided-two", &done.at));
        row(vec![
            self.page.bid_number(held.bid).to_string(),
            self.vendor_of(&held.bid).to_owned(),
            format!("{ground}\n{statement}"),
            format!("{}\n{}", or_dash(decided), self.rejected(held)),
        ])
    }

    fn fault_row(&self, bid: &BidView) -> Row {
        let fault = Self::fault(bid).map(|key| self.page.t(&key));
        row(vec![
            self.page.bid_number(bid.number).to_string(),
            bid.vendor_name.clone(),
            or_dash(fault),
            or_dash(self.fault_decided(bid)),
        ])
    }

    /// Who decided that a bid is faulty: the panel on a technical offer, two persons on an objection, else the
    /// contract, which reads what was opened.
    fn fault_decided(&self, bid: &BidView) -> Option<String> {
        let technical = bid.technical.as_ref().and_then(|held| held.found);
        if let Some((TechnicalVerdict::Faulty(_), at)) = technical {
            return Some(self.decided("papers-decided-panel", &at));
        }
        let upheld = self.view.objections.iter().filter(|held| held.bid == bid.number).find_map(
            |objection| {
                let finding = objection.finding.as_ref().filter(|finding| finding.upheld)?;
                finding.confirmed.map(|(_, at)| at)
            },
        );
        if let Some(at) = upheld {
            return Some(self.decided("papers-decided-two", &at));
        }
        bid.opened.as_ref().map(|opened| self.decided("papers-decided-opening", &opened.at))
    }

    fn decided(&self, key: &str, at: &At) -> String {
        let values = [
            ("buyer", self.buyer().into()),
            ("time", self.page.moment(at.time).into()),
            ("block", at.block.into()),
        ];
        self.page.tf(key, &values)
    }

    /// The comparison of prices, and what was decided on those that are abnormally low, once everybody may read it.
    pub(super) fn low_price_blocks(&self) -> Vec<Block> {
        let page = &self.page;
        let compared = self.prices_compared();
        if compared.is_empty() {
            return Vec::new();
        }
        let facts = compared.into_iter().map(|(key, text)| Fact::new(page.t(key), text));
        let table = Table {
            caption: page.t("low-price-heading"),
            columns: vec![
                self.column("tender-opening-bid", ColumnKind::Number),
                self.column("tender-opening-vendor", ColumnKind::Name),
                self.column("tender-evaluation-evaluated-price", ColumnKind::Number),
                self.column("papers-low-why", ColumnKind::Text),
                self.column("papers-low-decision", ColumnKind::Text),
            ],
            rows: self.low_prices().into_iter().map(|line| self.low_price_row(line)).collect(),
            empty: page.t("low-price-nobody"),
        };
        vec![
            Block::Heading(page.t("low-price-heading")),
            Block::Facts(facts.collect()),
            Block::Table(table),
        ]
    }

    fn low_price_row(&self, line: FlaggedLine) -> Row {
        let mut decision = self.page.of("low-price-state-", line.state);
        if let Some(text) = self.accepted(&line.number) {
            decision.push('\n');
            decision.push_str(text);
        }
        let number = self.page.bid_number(line.number).to_string();
        row(vec![number, line.vendor, line.price, line.why, decision])
    }

    /// What vendors were asked and how they answered, once everybody may read it.
    pub(super) fn request_blocks(&self) -> Vec<Block> {
        let requests = self.vendor_requests();
        if requests.is_empty() {
            return Vec::new();
        }
        let table = Table {
            caption: self.page.t("requests-heading"),
            columns: vec![
                self.column("papers-request", ColumnKind::Number),
                self.column("tender-opening-bid", ColumnKind::Number),
                self.column("tender-opening-vendor", ColumnKind::Name),
                self.column("request-words", ColumnKind::Text),
                self.column("request-response", ColumnKind::Text),
            ],
            rows: requests.into_iter().map(|line| self.request_row(line)).collect(),
            empty: self.page.t("papers-none"),
        };
        section(self.page.t("requests-heading"), table)
    }

    fn request_row(&self, line: RequestLine) -> Row {
        let page = &self.page;
        let asked = [
            page.of("request-kind-", line.kind),
            line.text.unwrap_or(line.hash),
            page.moment(line.at),
        ];
        let answer = match line.response {
            Some((text, hash, at)) => format!("{}\n{}", text.unwrap_or(hash), page.moment(at)),
            None if line.state == "over" => {
                page.t1("request-over", "time", page.moment(line.until))
            }
            // Not how much is left, which changes with every second.
            None => page.t1("papers-request-open", "time", page.moment(line.until)),
        };
        row(vec![
            line.place.to_string(),
            page.bid_number(line.bid).to_string(),
            line.vendor,
            asked.join("\n"),
            answer,
        ])
    }
}
