//! Lots: a draft is divided into drafts that are proposed and published each by itself.

use tenderseal_rules::lot::{LOTS_MAX, LOTS_MIN, Lot};

use super::{
    App, Outcome,
    drafts::{self, Opened},
    notice::{DraftBody, DraftLot},
    people::Me,
    values::Refusal,
};
use crate::ports_chain::{Draft, ProcurementId, ProposalRow, TenderRow};

/// Lines of what is bought in one lot at most: those of a draft's form.
pub const LINES_MAX: usize = 32;

/// A procurement in drafts: its lots as they are on the chain, and the drafts that are left of them.
#[derive(Clone, Debug)]
pub struct Division {
    /// Its id.
    pub id: ProcurementId,
    /// The drafts, by the number of their lot.
    pub drafts: Vec<Opened>,
    /// Proposals, the oldest first; a lot may have been proposed more than once.
    pub proposals: Vec<ProposalRow>,
    /// Those that were published, by the number of their lot.
    pub tenders: Vec<TenderRow>,
}

impl Division {
    /// The procurement of which a draft is a lot; none where it is not divided.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub async fn of(app: &App, me: &Me, held: &Opened) -> Outcome<Option<Self>> {
        let Some(procurement) = held.body.lot.as_ref().and_then(DraftLot::procurement) else {
            return Ok(None);
        };
        let id = ProcurementId::of(&me.org.id, &procurement);
        let mut drafts = Vec::new();
        for draft in app.store.drafts_of(&me.org.id).await? {
            let sibling = DraftBody::parse(&draft.body).filter(|body| {
                let own = body.lot.as_ref().and_then(DraftLot::procurement);
                body.amends.is_none() && own == Some(procurement)
            });
            if sibling.is_some() {
                drafts.push(drafts::opened(draft)?);
            }
        }
        drafts.sort_by_key(|one| (one.number(), one.draft.id));
        Ok(Some(Self {
            id,
            drafts,
            proposals: app.store.proposals_in(&id).await?,
            tenders: app.store.lots_of(&id).await?,
        }))
    }

    /// How many lots there are.
    #[must_use]
    pub fn count(&self) -> u16 {
        let told = self.drafts.iter().filter_map(|one| one.body.lot.as_ref()).map(|lot| lot.of);
        told.max().unwrap_or_default()
    }

    /// Whether lots can still be added and removed, and items moved: none was proposed.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.proposals.is_empty() && self.tenders.is_empty()
    }

    /// The tender that a lot became.
    #[must_use]
    pub fn published(&self, number: u16) -> Option<&TenderRow> {
        self.tenders.iter().find(|row| row.lot().is_some_and(|lot| lot.number == number))
    }

    /// The last proposal of a lot that waits for its approver.
    #[must_use]
    pub fn proposed(&self, number: u16) -> Option<&ProposalRow> {
        let of =
            |row: &&ProposalRow| row.publication.terms.lot.is_some_and(|lot| lot.number == number);
        self.proposals.iter().rev().filter(of).find(|row| row.tender.is_none())
    }

    /// The draft of a lot.
    #[must_use]
    pub fn draft(&self, number: u16) -> Option<&Opened> {
        self.drafts.iter().find(|one| one.number() == number)
    }
}

impl Opened {
    /// The number of the draft's lot; 0 where it is none.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.body.lot.as_ref().map_or(0, |lot| lot.number)
    }
}

/// Divides a draft: it becomes the first lot and keeps its items; the others have all the rest of it.
///
/// # Errors
/// [`Refusal`] for a count out of bounds and a draft that cannot be divided; when a table cannot be written or the
/// operating system has no randomness.
pub async fn divide(
    app: &App,
    me: &Me,
    account_id: i64,
    held: &Opened,
    count: u16,
) -> Outcome<Result<(), Refusal>> {
    if held.body.lot.is_some() || held.body.amends.is_some() {
        return Ok(Err("error-lots-divided"));
    }
    if !(LOTS_MIN..=LOTS_MAX).contains(&count) {
        return Ok(Err("error-lots-count"));
    }
    let procurement = app.entropy.bytes32()?;
    let lot = |number| Some(DraftLot::new(&procurement, number, count));
    // What the whole procurement may cost is no lot's budget.
    let whole = DraftBody { budget: String::new(), ..held.body.clone() };
    let first = saved(app, held, DraftBody { lot: lot(1), ..whole.clone() });
    let others = (2..=count).map(|number| {
        let body = DraftBody { lot: lot(number), items: Vec::new(), ..whole.clone() };
        drafts::new(app, me, account_id, &body)
    });
    app.store.change_drafts(&others.collect::<Vec<_>>(), &[first], None).await?;
    Ok(Ok(()))
}

/// Adds a lot with all that this one has but its items and its budget.
///
/// # Errors
/// [`Refusal`] where a lot was proposed or there are as many as there can be; when a table cannot be written.
pub async fn add(
    app: &App,
    me: &Me,
    account_id: i64,
    held: &Opened,
    division: &Division,
) -> Outcome<Result<(), Refusal>> {
    if !division.is_free() {
        return Ok(Err("error-lots-proposed"));
    }
    let of = division.count() + 1;
    if of > LOTS_MAX {
        return Ok(Err("error-lots-count"));
    }
    let numbered = numbered(app, division.drafts.iter(), of);
    let lot = held.body.lot.as_ref().map(|lot| DraftLot { number: of, of, ..lot.clone() });
    let body = DraftBody { lot, items: Vec::new(), budget: String::new(), ..held.body.clone() };
    let new = drafts::new(app, me, account_id, &body);
    app.store.change_drafts(&[new], &numbered, None).await?;
    Ok(Ok(()))
}

/// Removes this lot. The others are numbered anew, the first of them takes its items; the last that is left is
/// no lot any more.
///
/// # Errors
/// [`Refusal`] where a lot was proposed or the items do not fit; when a table cannot be written.
pub async fn remove(app: &App, held: &Opened, division: &Division) -> Outcome<Result<(), Refusal>> {
    if !division.is_free() {
        return Ok(Err("error-lots-proposed"));
    }
    let mut rest: Vec<Opened> =
        division.drafts.iter().filter(|one| one.draft.id != held.draft.id).cloned().collect();
    let Some(first) = rest.first_mut() else { return Ok(Err("error-lots-count")) };
    first.body.items.extend(held.body.items.iter().cloned());
    if !held.body.items.is_empty() && first.body.items.len() > LINES_MAX {
        return Ok(Err("error-lots-items"));
    }
    let of = u16::try_from(rest.len()).unwrap_or(LOTS_MAX);
    let kept = numbered(app, rest.iter(), of);
    app.store.change_drafts(&[], &kept, Some(held.draft.id)).await?;
    Ok(Ok(()))
}

/// Moves lines of what is bought from lot to lot: `place` says to which lot number a line goes, by the number of
/// its lot and its place there from 0.
///
/// # Errors
/// [`Refusal`] where a lot was proposed or a lot would have too many lines; when a table cannot be written.
pub async fn distribute(
    app: &App,
    division: &Division,
    place: impl Fn(u16, usize) -> u16,
) -> Outcome<Result<(), Refusal>> {
    if !division.is_free() {
        return Ok(Err("error-lots-proposed"));
    }
    let Some(moved) = moved(&division.drafts, place) else { return Ok(Err("error-lots-items")) };
    let kept: Vec<Draft> =
        moved.into_iter().map(|one| saved(app, &one, one.body.clone())).collect();
    app.store.change_drafts(&[], &kept, None).await?;
    Ok(Ok(()))
}

/// The drafts with their lines moved; none when one would have too many.
fn moved(drafts: &[Opened], place: impl Fn(u16, usize) -> u16) -> Option<Vec<Opened>> {
    let mut after: Vec<Opened> = drafts.to_vec();
    for one in &mut after {
        one.body.items.clear();
    }
    for one in drafts {
        for (at, item) in one.body.items.iter().enumerate() {
            let wanted = place(one.number(), at);
            // A number that no lot has leaves the line where it is.
            let to = after.iter().position(|lot| lot.number() == wanted);
            let to = to.or_else(|| after.iter().position(|lot| lot.draft.id == one.draft.id))?;
            after[to].body.items.push(item.clone());
        }
    }
    let fits = |(now, before): (&Opened, &Opened)| {
        let lines = now.body.items.len();
        lines <= LINES_MAX.max(before.body.items.len())
    };
    after.iter().zip(drafts).all(fits).then_some(after)
}

/// Drafts as lots numbered from 1 in their order, of so many; a single one is no lot.
fn numbered<'a>(app: &App, drafts: impl Iterator<Item = &'a Opened>, of: u16) -> Vec<Draft> {
    let one = |(number, one): (u16, &Opened)| {
        let lot = one.body.lot.as_ref().filter(|_| of >= LOTS_MIN);
        let lot = lot.map(|lot| DraftLot { number, of, ..lot.clone() });
        saved(app, one, DraftBody { lot, ..one.body.clone() })
    };
    (1..).zip(drafts).map(one).collect()
}

fn saved(app: &App, held: &Opened, body: DraftBody) -> Draft {
    drafts::saved(app, &Opened { body, ..held.clone() })
}

/// What a lot is found by in the list of tenders, besides what every tender is: `lot-2/3`, `第2标段`.
#[must_use]
pub fn search_words(lot: &Lot, id: &ProcurementId) -> String {
    format!("lot-{}/{} 第{}标段 {id}", lot.number, lot.of, lot.number)
}

/// What was searched for, with a lot and its number as one word: `lot 2` is `lot-2/`, as [`search_words`] writes it,
/// and does not find lot 20; `标段2`, `标段 2` and `第 2 标段` are `第2标段`.
#[must_use]
pub fn searched(text: &str) -> String {
    let text = text.to_lowercase().replace("标段", " 标段 ").replace('第', " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: Option<&&str>| word.and_then(|word| word.parse::<u16>().ok());
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(word) = words.get(at) {
        let next = number(words.get(at + 1));
        match (*word, next) {
            ("lot", Some(lot)) => {
                found.push(format!("lot-{lot}/"));
                at += 1;
            }
            ("标段", Some(lot)) => {
                found.push(format!("第{lot}标段"));
                at += 1;
            }
            (digits, _)
                if words.get(at + 1) == Some(&"标段") && number(Some(&digits)).is_some() =>
            {
                found.push(format!("第{}标段", number(Some(&digits)).unwrap_or_default()));
                at += 1;
            }
            _ => found.push((*word).to_owned()),
        }
        at += 1;
    }
    found.join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use tenderseal_rules::OrgId;

    use super::*;
    use crate::app::notice::{Bilingual, Item};

    fn lot(number: u16, items: &[&str]) -> Opened {
        let item = |name: &&str| Item {
            description: Bilingual { en: (*name).to_owned(), zh: String::new() },
            ..Item::default()
        };
        let now = Timestamp::UNIX_EPOCH;
        let draft = Draft {
            id: number.into(),
            org: OrgId([1; 20]),
            created_by: 1,
            title: String::new(),
            body: String::new(),
            unmapped: String::new(),
            notice: None,
            created_at: now,
            updated_at: now,
        };
        let body = DraftBody {
            lot: Some(DraftLot::new(&[7; 32], number, 2)),
            items: items.iter().map(item).collect(),
            ..DraftBody::default()
        };
        Opened { draft, body, unmapped: Vec::new() }
    }

    fn names(lots: &[Opened]) -> Vec<Vec<&str>> {
        lots.iter()
            .map(|one| one.body.items.iter().map(|item| item.description.en.as_str()).collect())
            .collect()
    }

    #[test]
    fn lines_move_to_the_lot_that_is_chosen_and_none_is_lost() {
        let lots = [lot(1, &["a", "b", "c"]), lot(2, &["d"])];
        let to = |number, at| if (number, at) == (1, 1) { 2 } else { number };
        assert_eq!(names(&moved(&lots, to).unwrap()), [vec!["a", "c"], vec!["b", "d"]]);
        assert_eq!(names(&moved(&lots, |_, _| 9).unwrap()), [vec!["a", "b", "c"], vec!["d"]]);
        assert_eq!(names(&moved(&lots, |_, _| 2).unwrap()), [vec![], vec!["a", "b", "c", "d"]]);
    }

    #[test]
    fn no_lot_gets_more_lines_than_its_form_has() {
        let full = vec!["x"; LINES_MAX];
        let lots = [lot(1, &full), lot(2, &["y"])];
        assert!(moved(&lots, |_, _| 1).is_none());
        assert!(moved(&lots, |number, _| number).is_some());
        // An imported list may be longer; it stays as it is.
        let longer = [lot(1, &vec!["x"; LINES_MAX + 8]), lot(2, &[])];
        assert!(moved(&longer, |number, _| number).is_some());
        assert!(moved(&longer, |_, _| 2).is_none());
    }

    #[test]
    fn a_lot_is_searched_for_by_its_number_in_either_language() {
        for (typed, word) in [
            ("lot 2", "lot-2/"),
            ("Lot 2 laptops", "lot-2/ laptops"),
            ("标段2", "第2标段"),
            ("标段 2", "第2标段"),
            ("第2标段", "第2标段"),
            ("2标段", "第2标段"),
            ("笔记本 第12标段", "笔记本 第12标段"),
            ("lot", "lot"),
            ("2026-003", "2026-003"),
            ("标段", "标段"),
        ] {
            assert_eq!(searched(typed), word, "{typed}");
        }
        let id = ProcurementId::of(&OrgId([1; 20]), &[2; 32]);
        let held = search_words(&Lot { number: 20, of: 30, procurement: [2; 32] }, &id);
        assert!(!held.contains(&searched("lot 2")) && held.contains(&searched("lot 20")));
        assert!(!held.contains(&searched("标段2")) && held.contains(&searched("第20标段")));
    }
}
