//! The versions of a notice as everybody reads them: when each came into force, why, and what changed; and what
//! an amendment did to the deadline.

use tenderseal_rules::{Event, TenderEvent, tender::Stage};

use super::{
    comparison::{Change, Version, changes},
    page::Page,
    tenders::TenderPage,
};
use crate::app::{
    App, Outcome,
    notice::Notice,
    tender::{At, TenderView, TimelineView},
};

/// A version that an amendment brought.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// Which, from 2.
    pub version: u32,
    /// The confirmation.
    pub at: At,
    /// The reason, where the portal has it.
    pub reason: Option<String>,
    /// What changed from the version before.
    pub changes: Vec<Change>,
    /// The deadline until then and since, Unix seconds, where it moved.
    pub moved: Option<(u64, u64)>,
}

/// The terms in force with their notice.
#[must_use]
pub fn version_in_force(view: &TenderView) -> Version {
    Version { terms: view.publication().terms.clone(), notice: view.notice.clone() }
}

/// What each amendment changed, the latest first; empty while the notice is as it was published.
///
/// # Errors
/// When a table cannot be read.
pub async fn versions(app: &App, page: &Page, view: &TenderView) -> Outcome<Vec<VersionLine>> {
    let mut lines: Vec<VersionLine> = Vec::new();
    let Some(published) = app.store.proposal(view.row.number).await? else { return Ok(lines) };
    let mut before: Option<Version> = None;
    for held in &view.amendments {
        let Some(confirmed) = held.confirmed else { continue };
        let old = if let Some(version) = before.take() {
            version
        } else {
            let terms = published.publication.terms.clone();
            let text = app.store.text(&terms.notice).await?;
            Version { terms, notice: text.as_deref().and_then(Notice::parse) }
        };
        let text = app.store.text(&held.terms.notice).await?;
        let new =
            Version { terms: held.terms.clone(), notice: text.as_deref().and_then(Notice::parse) };
        lines.push(VersionLine {
            version: confirmed.version,
            at: confirmed.at,
            reason: held.text.clone(),
            changes: changes(page, &old, &new, view.panel.len()),
            moved: (confirmed.from != confirmed.to).then_some((confirmed.from, confirmed.to)),
        });
        before = Some(new);
    }
    lines.reverse();
    Ok(lines)
}

impl TenderPage {
    /// Whether bids are taken that must be for the latest version.
    pub(super) fn is_bidding(&self) -> bool {
        self.view.stage == Stage::Bidding
    }

    /// Whether bids of before an extension of the deadline are still good: no amendment came after it.
    pub(super) fn bids_stay(&self) -> bool {
        let block = |at: Option<At>| at.map_or(0, |at| at.block);
        let extended = self.view.extensions.iter().rev().find_map(|held| held.confirmed);
        let amended = self.view.amendments.iter().rev().find_map(|held| held.confirmed);
        block(amended.map(|held| held.at)) < block(extended.map(|held| held.at))
    }

    /// How many bids of earlier versions their vendors did not confirm.
    pub(super) fn stale_count(&self) -> usize {
        self.view.bids.iter().filter(|bid| bid.is_live() && bid.stale).count()
    }

    /// What a line of the timeline says of an amendment: the deadline where it moved, and the reason where it
    /// is known.
    pub(super) fn amended(&self, line: &TimelineView) -> Option<(String, String)> {
        let Event::Tender(TenderEvent::TermsAmended { version, from, to, .. }) = &line.event else {
            return None;
        };
        let mut held = self.view.amendments.iter();
        let held = held.find(|held| held.confirmed.is_some_and(|it| it.version == *version));
        let reason = held.and_then(|held| held.text.clone()).unwrap_or_default();
        let times = if from == to { String::new() } else { self.extended(*from, *to) };
        Some((times, reason))
    }
}
