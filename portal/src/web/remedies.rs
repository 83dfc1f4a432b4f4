//! Rejections, complaints and suspensions in words, and what a tender's public page says of them.

use tenderseal_rules::{
    Event, TenderEvent,
    tender::{Stage, is_disputed},
};

use super::{page::Page, tenders::TenderPage};
use crate::app::{
    names::Named,
    tender::{Consequence, RejectionView, TenderView, TimelineView},
};

/// A length of time in its largest unit of which there are two or more, rounded down: `3 days`, `47 hours`.
#[must_use]
pub fn about(page: &Page, seconds: u64) -> String {
    let (unit, count) = match seconds {
        172_800.. => ("days", seconds / 86_400),
        7_200.. => ("hours", seconds / 3_600),
        120.. => ("minutes", seconds / 60),
        _ => ("seconds", seconds),
    };
    page.tn(&format!("duration-{unit}"), "count", count)
}

/// What the rejection of a bid would do now, in words.
#[must_use]
pub fn consequence(page: &Page, tender: &TenderView, bid: u32) -> String {
    match tender.consequence(bid) {
        Consequence::RankedAgain => page.t("rejection-effect-again"),
        Consequence::TakenOut => page.t("rejection-effect-out"),
        Consequence::NobodyLeft => page.t("rejection-effect-nobody"),
        Consequence::Next(next) => {
            let vendor = tender.bids.get(next as usize).map_or("", |bid| bid.vendor_name.as_str());
            let key = if tender.award.is_some() {
                "rejection-effect-next-award"
            } else {
                "rejection-effect-next"
            };
            let values = [("number", page.bid_number(next).into()), ("vendor", vendor.into())];
            page.tf(key, &values)
        }
    }
}

impl TenderPage {
    /// The round as people count it, where it is not the first.
    pub(super) fn round(&self) -> Option<u64> {
        let round = self.view.state().round;
        (round > 0).then(|| u64::from(round) + 1)
    }

    /// The rejections that hold, the oldest first.
    pub(super) fn rejections(&self) -> Vec<&RejectionView> {
        self.view.rejections.iter().filter(|held| held.confirmed.is_some()).collect()
    }

    /// The vendor of a bid, by number; nothing before vendors are named.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template gives references")]
    pub(super) fn vendor_of(&self, bid: &u32) -> &str {
        let named = self.view.bids.get(*bid as usize).filter(|_| self.view.names_are_public());
        named.map_or("", |bid| bid.vendor_name.as_str())
    }

    /// What a rejection did, in words.
    pub(super) fn rejected(&self, held: &RejectionView) -> String {
        let Some(done) = held.confirmed else { return String::new() };
        match done.effect {
            Consequence::RankedAgain => self.page.t("rejection-did-again"),
            Consequence::TakenOut => self.page.t("rejection-did-out"),
            Consequence::NobodyLeft => self.page.t("rejection-did-nobody"),
            Consequence::Next(next) => {
                let values = [
                    ("number", self.page.bid_number(next).into()),
                    ("vendor", self.vendor_of(&next).into()),
                    ("round", (u64::from(done.round) + 1).into()),
                ];
                self.page.tf("rejection-did-next", &values)
            }
        }
    }

    /// While the clock of the standstill stands still: since when, and how much of the standstill is left, in words.
    pub(super) fn disputed(&self) -> Option<String> {
        let since = self.view.stopped_at().filter(|_| self.view.stage == Stage::Standstill)?;
        let until = self.view.award.as_ref()?.final_from?;
        let left = about(&self.page, until.saturating_sub(since));
        let values = [("time", self.page.moment(since).into()), ("left", left.into())];
        Some(self.page.tf("tender-award-standstill-stopped", &values))
    }

    /// While a complaint holds the opening of the prices: since when, and how much time is left until then, in words.
    pub(super) fn prices_held(&self) -> Option<String> {
        let since =
            self.view.stopped_at().filter(|_| self.view.stage == Stage::TechnicalEvaluation)?;
        if !is_disputed(self.view.state(), self.view.now) {
            return None;
        }
        let left = about(&self.page, self.view.schedule().opening().saturating_sub(since));
        let values = [("time", self.page.moment(since).into()), ("left", left.into())];
        Some(self.page.tf("two-prices-held", &values))
    }

    /// Whether the page has a section on complaints: as long as one can be made, and where there were any.
    pub(super) fn shows_complaints(&self) -> bool {
        !self.view.complaints.is_empty() || !self.view.stage.is_decided()
    }

    /// What a line of the timeline says of a rejection, a complaint or a suspension: a sentence, and the
    /// statement where it is known.
    pub(super) fn remedy(&self, line: &TimelineView) -> Option<(String, String)> {
        let Event::Tender(event) = &line.event else { return None };
        let numbered =
            |number: &u32| self.page.tn("complaint-number", "number", u64::from(*number) + 1);
        let said = |text: Option<&String>| text.cloned().unwrap_or_default();
        match event {
            TenderEvent::RejectionProposed { ground, .. } => {
                Some((self.page.of("ground-", ground.name()), String::new()))
            }
            TenderEvent::BidExcluded { ground, .. } => {
                let held = self
                    .view
                    .rejections
                    .iter()
                    .find(|held| held.confirmed.is_some_and(|done| done.at == line.at))?;
                let ground = self.page.of("ground-", ground.name());
                let sentence = self.page.tf(
                    "rejection-line",
                    &[("ground", ground.into()), ("effect", self.rejected(held).into())],
                );
                Some((sentence, String::new()))
            }
            TenderEvent::Complained { complaint, .. }
            | TenderEvent::ComplaintDecided { complaint, .. }
            | TenderEvent::ComplaintWithdrawn { complaint, .. } => {
                Some((numbered(complaint), String::new()))
            }
            TenderEvent::TenderSuspended { .. } => {
                let held = self.view.suspensions.iter().find(|held| held.from.at == line.at)?;
                Some((self.page.t("suspension-clock-stops"), said(held.from.text.as_ref())))
            }
            TenderEvent::TenderResumed { .. } => {
                let steps = self.view.suspensions.iter().filter_map(|held| held.to.as_ref());
                let held = steps.into_iter().find(|to| to.at == line.at)?;
                Some((self.page.t("suspension-clock-runs"), said(held.text.as_ref())))
            }
            _ => None,
        }
    }
}
