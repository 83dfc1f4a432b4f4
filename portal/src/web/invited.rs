//! The vendors that a restricted tender names: found, chosen, shown.

use tenderseal_rules::{OrgId, profile::INVITED_MAX, roles::OrgKind};

use super::forms::Fields;
use crate::app::{App, Outcome, names::Named, notice::DraftBody};
use crate::ports_chain::{OrgFilter, OrgStanding};

/// The longest text that is searched for, in characters.
const SEARCH_MAX: usize = 100;
/// Organisations that a search looks at.
const SEARCHED: u64 = 100;
/// Vendors that a search offers.
const OFFERED: usize = 20;

/// A vendor that is invited or can be.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Its id, hexadecimal.
    pub id: String,
    /// Legal name; the id where the registry does not know it.
    pub name: String,
    /// Registration number.
    pub number: String,
    /// Where it stands; none where the registry does not know it.
    pub standing: Option<OrgStanding>,
}

impl Invited {
    /// Whether a tender may be published that invites it.
    #[must_use]
    pub fn may_bid(&self) -> bool {
        self.standing == Some(OrgStanding::Admitted)
    }

    /// The name of its standing.
    #[must_use]
    pub fn standing(&self) -> &'static str {
        self.standing.map_or("waiting", Named::name)
    }

    /// Where the register tells about it, without the language.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/registry/{}", self.id)
    }
}

/// Who is invited, in the order of the ids.
///
/// # Errors
/// When a table cannot be read.
pub async fn named(app: &App, invited: &[OrgId]) -> Outcome<Vec<Invited>> {
    let now = app.chain.now();
    let mut all = Vec::with_capacity(invited.len());
    for id in invited {
        let org = app.store.chain_org(id).await?;
        // Of another kind than a vendor nobody is invited, whatever the standing.
        let place = |org: &crate::ports_chain::OrgRow| {
            if org.kind == OrgKind::Vendor { Some(org.place(now)) } else { None }
        };
        all.push(Invited {
            id: id.to_string(),
            standing: org.as_ref().and_then(place),
            number: org.as_ref().map_or_else(String::new, |org| org.number.clone()),
            name: org.map_or_else(|| id.to_string(), |org| org.name),
        });
    }
    Ok(all)
}

/// The vendors that a draft invites.
///
/// # Errors
/// When a table cannot be read.
pub async fn of_draft(app: &App, body: &DraftBody) -> Outcome<Vec<Invited>> {
    let ids: Vec<OrgId> = body.invited.iter().filter_map(|id| OrgId::parse(id)).collect();
    named(app, &ids).await
}

/// Vendors that may be invited and are not yet, by words of name, registration number or id. The second
/// value says whether there are more than are offered.
///
/// # Errors
/// When a table cannot be read.
pub async fn found(app: &App, text: &str, body: &DraftBody) -> Outcome<(Vec<Invited>, bool)> {
    let filter = OrgFilter {
        text: text.trim().chars().take(SEARCH_MAX).collect(),
        standings: vec![OrgStanding::Admitted],
        now: app.chain.now(),
        page: 0,
        size: SEARCHED,
    };
    let listed = app.store.orgs(&filter).await?;
    let mut more = listed.total > SEARCHED;
    let new = |id: &OrgId| !body.invited.contains(&id.to_string());
    let vendors = listed.items.iter().filter(|org| org.kind == OrgKind::Vendor);
    let mut ids: Vec<OrgId> = vendors.map(|org| org.id).filter(new).collect();
    more |= ids.len() > OFFERED;
    ids.truncate(OFFERED);
    Ok((named(app, &ids).await?, more))
}

/// Takes over who was ticked and leaves out who was removed. False when there are too many.
#[must_use]
pub fn take(body: &mut DraftBody, fields: &Fields) -> bool {
    let removed = fields.text("remove");
    body.invited.retain(|id| id != removed);
    for id in fields.all("add").filter_map(OrgId::parse).map(|id| id.to_string()) {
        if !body.invited.contains(&id) {
            body.invited.push(id);
        }
    }
    let fits = body.invited.len() <= INVITED_MAX;
    body.invited.truncate(INVITED_MAX);
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_ticked_is_invited_once_and_who_is_removed_is_not() {
        let (first, second) = ("11".repeat(20), "22".repeat(20));
        let mut body = DraftBody::default();
        let ticked = format!("add={first}&add={second}&add={first}&add=zz");
        assert!(take(&mut body, &Fields::parse(ticked.as_bytes())));
        assert_eq!(body.invited, [first.clone(), second.clone()]);
        assert!(take(&mut body, &Fields::parse(format!("remove={first}").as_bytes())));
        assert_eq!(body.invited, [second]);
    }

    #[test]
    fn no_more_are_kept_than_a_tender_may_invite() {
        let ticked: Vec<String> =
            (0..65).map(|at| format!("add={}", format!("{at:02x}").repeat(20))).collect();
        let mut body = DraftBody::default();
        assert!(!take(&mut body, &Fields::parse(ticked.join("&").as_bytes())));
        assert_eq!(body.invited.len(), INVITED_MAX);
    }
}
