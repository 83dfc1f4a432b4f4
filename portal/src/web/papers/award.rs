//! The award notice as a paper: during the standstill, and for good once the award is final.

use tenderseal_paper::{Block, Fact, Paper};

use super::{TenderPage, or_dash};

impl TenderPage {
    /// Who wins at what price, until when that is not final, and the ranking it follows from.
    pub(super) fn award_notice(&self, mut paper: Paper) -> Paper {
        let (page, view) = (&self.page, &self.view);
        let is_final = view.stage.is_awarded();
        let keys = if is_final {
            ("papers-award-final-title", "tender-winner", "tender-award-final-since")
        } else {
            (
                "papers-award-standstill-title",
                "papers-winner-proposed",
                "tender-award-standstill-until",
            )
        };
        let (title, winner, until) = keys;
        paper.title = page.t(title);
        let Some(award) = &view.award else { return paper };
        paper.facts.push(Fact::new(page.t(winner), award.vendor_name.clone()));
        let price = or_dash(self.award_price());
        paper.facts.push(Fact::new(page.t("tender-award-price"), price));
        let ranked = view
            .ranking
            .as_ref()
            .and_then(|(_, lines)| lines.iter().find(|line| line.line.bid == award.bid));
        if let Some(line) = ranked {
            let total = Self::points(line.line.total_micropoints);
            paper.facts.push(Fact::new(page.t("tender-evaluation-total"), total));
        }
        let until = award.final_from.map(|at| page.t1(until, "time", page.moment(at)));
        paper.blocks.extend(until.map(Block::Paragraph));
        let mut happened = self.happened("tender-award-proposed-at", &award.proposed_at);
        if let Some((_, at)) = &award.confirmed {
            happened.push('\n');
            happened.push_str(&self.happened("tender-award-confirmed-at", at));
        }
        paper.blocks.push(Block::Paragraph(happened));
        if let Some((at, lines)) = &view.ranking {
            paper.blocks.push(Block::Heading(page.t("tender-evaluation-ranking")));
            paper.blocks.push(Block::Paragraph(self.happened("tender-evaluation-ranked-at", at)));
            paper.blocks.push(Block::Table(self.ranking_table(lines)));
            paper.blocks.push(Block::Note(page.t("tender-evaluation-exact")));
        }
        paper
    }
}
