//! Reading the mirror.

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
    sea_query::{Expr, ExprTrait, LikeExpr, Query},
};
use tenderseal_rules::{
    ContractId, Hash, KeyId, OrgId, PersonId, registry::OrgStatus, roles::OrgKind,
};

use super::chain_entities::{
    bids, cursor, events, keys, opening_keys, orgs, people, proposals, tender_people, tenders,
};
use super::entities::account_keys;
use super::{Store, chain_rows as rows, failed};
use crate::app::names::Named;
use crate::ports::{KeyPurpose, Stored};
use crate::ports_chain::{
    BidRow, ChainMirror, Cursor, EventRow, KeyRow, Listed, OpeningKeyRow, OrgFilter, OrgRow,
    OrgStanding, Part, PersonRow, ProcurementId, ProposalRow, TenderFilter, TenderRow,
};

/// `LIKE` with everything in the word meant literally.
fn containing(word: &str) -> LikeExpr {
    let escaped: String = word
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
        .collect();
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

fn narrowed(filter: &TenderFilter) -> Select<tenders::Entity> {
    let mut wanted = Condition::all();
    for word in filter.text.to_lowercase().split_whitespace().take(8) {
        wanted = wanted.add(tenders::Column::Search.like(containing(word)));
    }
    if !filter.stages.is_empty() {
        wanted = wanted
            .add(tenders::Column::Stage.is_in(filter.stages.iter().map(|stage| stage.name())));
    }
    if let Some(buyer) = filter.buyer {
        wanted = wanted.add(tenders::Column::Buyer.eq(buyer.to_string()));
    }
    tenders::Entity::find().filter(wanted)
}

/// The rows of organisations in a standing at a time: [`OrgRow::place`] as a condition on columns.
fn standing_in(standing: OrgStanding, now: u64) -> Condition {
    let of = |status: OrgStatus| Condition::all().add(orgs::Column::Status.eq(status.name()));
    let admitted = || of(OrgStatus::Admitted);
    let free = || admitted().add(orgs::Column::SuspendedAt.is_null());
    let now = rows::big(now);
    match standing {
        OrgStanding::Waiting => of(OrgStatus::Pending),
        OrgStanding::Refused => of(OrgStatus::Refused),
        OrgStanding::Suspended => admitted().add(orgs::Column::SuspendedAt.is_not_null()),
        OrgStanding::Debarred => free().add(orgs::Column::DebarredUntil.gt(now)),
        OrgStanding::Admitted => free().add(
            Condition::any()
                .add(orgs::Column::DebarredUntil.is_null())
                .add(orgs::Column::DebarredUntil.lte(now)),
        ),
    }
}

/// The events of the registry that everybody may be told: of admitted organisations, whatever keeps them from acting,
/// of their people, and of the factory.
fn told_of() -> Condition {
    let admitted = || {
        Query::select()
            .column(orgs::Column::Id)
            .from(orgs::Entity)
            .and_where(orgs::Column::Status.eq(OrgStatus::Admitted.name()))
            .to_owned()
    };
    let people = Query::select()
        .column(people::Column::Id)
        .from(people::Entity)
        .and_where(people::Column::Org.in_subquery(admitted()))
        .to_owned();
    Condition::any()
        .add(events::Column::Subject.in_subquery(admitted()))
        .add(events::Column::Subject.in_subquery(people))
        .add(events::Column::Subject.eq(rows::FACTORY))
}

fn orgs_within(filter: &OrgFilter) -> Select<orgs::Entity> {
    let mut wanted = Condition::all();
    for word in filter.text.to_lowercase().split_whitespace().take(8) {
        wanted = wanted.add(orgs::Column::Search.like(containing(word)));
    }
    if !filter.standings.is_empty() {
        let any = Condition::any();
        wanted = wanted.add(
            filter.standings.iter().fold(any, |any, one| any.add(standing_in(*one, filter.now))),
        );
    }
    orgs::Entity::find().filter(wanted)
}

impl Store {
    async fn tender_rows(&self, select: Select<tenders::Entity>) -> Stored<Vec<TenderRow>> {
        let select = select
            .order_by_desc(tenders::Column::PublishedAt)
            .order_by_desc(tenders::Column::Number);
        select.all(&self.db).await.map_err(failed)?.into_iter().map(rows::tender).collect()
    }

    async fn event_rows(&self, select: Select<events::Entity>) -> Stored<Vec<EventRow>> {
        let found = select
            .order_by_asc(events::Column::Block)
            .order_by_asc(events::Column::Place)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.iter().map(rows::event).collect()
    }
}

#[async_trait]
impl ChainMirror for Store {
    async fn cursor(&self) -> Stored<Option<Cursor>> {
        let row = cursor::Entity::find_by_id(1).one(&self.db).await.map_err(failed)?;
        row.map(|row| {
            Ok(Cursor {
                number: rows::small(row.number)?,
                hash: rows::hash(&row.hash)?,
                time: rows::unsigned(row.time)?,
            })
        })
        .transpose()
    }

    async fn chain_org(&self, id: &OrgId) -> Stored<Option<OrgRow>> {
        orgs::Entity::find_by_id(id.to_string())
            .one(&self.db)
            .await
            .map_err(failed)?
            .map(rows::org)
            .transpose()
    }

    async fn chain_orgs(
        &self,
        status: Option<OrgStatus>,
        kind: Option<OrgKind>,
    ) -> Stored<Vec<OrgRow>> {
        let mut select = orgs::Entity::find();
        if let Some(status) = status {
            select = select.filter(orgs::Column::Status.eq(status.name()));
        }
        if let Some(kind) = kind {
            select = select.filter(orgs::Column::Kind.eq(kind.name()));
        }
        let found = select
            .order_by_asc(orgs::Column::Block)
            .order_by_asc(orgs::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.into_iter().map(rows::org).collect()
    }

    async fn orgs(&self, filter: &OrgFilter) -> Stored<Listed<OrgRow>> {
        let size = filter.size.clamp(1, 100);
        let total = orgs_within(filter).count(&self.db).await.map_err(failed)?;
        let found = orgs_within(filter)
            .order_by_desc(Expr::col(orgs::Column::Status).eq(OrgStatus::Pending.name()))
            .order_by_asc(orgs::Column::Block)
            .order_by_asc(orgs::Column::Id)
            .limit(size)
            .offset(filter.page.saturating_mul(size))
            .all(&self.db)
            .await
            .map_err(failed)?;
        let items = found.into_iter().map(rows::org).collect::<Stored<_>>()?;
        Ok(Listed { items, total })
    }

    async fn chain_org_by_details(&self, details: &Hash) -> Stored<Option<OrgRow>> {
        let select = orgs::Entity::find().filter(orgs::Column::Details.eq(rows::hex_of(details)));
        let found =
            select.order_by_desc(orgs::Column::Block).one(&self.db).await.map_err(failed)?;
        found.map(rows::org).transpose()
    }

    async fn person(&self, id: &PersonId) -> Stored<Option<PersonRow>> {
        let row = people::Entity::find_by_id(id.to_string()).one(&self.db).await.map_err(failed)?;
        row.as_ref().map(rows::person).transpose()
    }

    async fn people_of(&self, org: &OrgId) -> Stored<Vec<PersonRow>> {
        let select = people::Entity::find().filter(people::Column::Org.eq(org.to_string()));
        let found = select
            .order_by_asc(people::Column::AddedAt)
            .order_by_asc(people::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.iter().map(rows::person).collect()
    }

    async fn chain_key(&self, id: &KeyId) -> Stored<Option<KeyRow>> {
        let row = keys::Entity::find_by_id(id.to_string()).one(&self.db).await.map_err(failed)?;
        row.as_ref().map(rows::key).transpose()
    }

    async fn chain_keys_of(&self, person: &PersonId) -> Stored<Vec<KeyRow>> {
        let select = keys::Entity::find().filter(keys::Column::Person.eq(person.to_string()));
        let found =
            select.order_by_asc(keys::Column::ActiveFrom).all(&self.db).await.map_err(failed)?;
        found.iter().map(rows::key).collect()
    }

    async fn opening_keys_of(&self, person: &PersonId) -> Stored<Vec<OpeningKeyRow>> {
        let select = opening_keys::Entity::find()
            .filter(opening_keys::Column::Person.eq(person.to_string()));
        let found = select
            .order_by_asc(opening_keys::Column::RegisteredAt)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.iter().map(rows::opening_key).collect()
    }

    async fn opening_keys(&self) -> Stored<Vec<OpeningKeyRow>> {
        let select = opening_keys::Entity::find().order_by_asc(opening_keys::Column::RegisteredAt);
        let found = select
            .order_by_asc(opening_keys::Column::PublicKey)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.iter().map(rows::opening_key).collect()
    }

    async fn person_of_account(&self, account_id: i64) -> Stored<Option<PersonRow>> {
        let held = Query::select()
            .column(account_keys::Column::PublicKey)
            .from(account_keys::Entity)
            .and_where(account_keys::Column::AccountId.eq(account_id))
            .and_where(account_keys::Column::Purpose.eq(KeyPurpose::Signing.name()))
            .and_where(account_keys::Column::RetiredAt.is_null())
            .to_owned();
        let key = keys::Entity::find()
            .filter(keys::Column::PublicKey.in_subquery(held))
            .filter(keys::Column::RevokedAt.is_null())
            .order_by_desc(keys::Column::ActiveFrom)
            .one(&self.db)
            .await
            .map_err(failed)?;
        match key {
            Some(key) => self.person(&rows::person_id(&key.person)?).await,
            None => Ok(None),
        }
    }

    async fn accounts_of_person(&self, person: &PersonId) -> Stored<Vec<i64>> {
        let held = Query::select()
            .column(keys::Column::PublicKey)
            .from(keys::Entity)
            .and_where(keys::Column::Person.eq(person.to_string()))
            .to_owned();
        let found = account_keys::Entity::find()
            .filter(account_keys::Column::PublicKey.in_subquery(held))
            .order_by_asc(account_keys::Column::AccountId)
            .all(&self.db)
            .await
            .map_err(failed)?;
        let mut accounts: Vec<i64> = found.into_iter().map(|row| row.account_id).collect();
        accounts.dedup();
        Ok(accounts)
    }

    async fn proposal(&self, number: u32) -> Stored<Option<ProposalRow>> {
        let row =
            proposals::Entity::find_by_id(i64::from(number)).one(&self.db).await.map_err(failed)?;
        row.as_ref().map(rows::proposal).transpose()
    }

    async fn proposals_of(&self, buyer: &OrgId, waiting: bool) -> Stored<Vec<ProposalRow>> {
        let mut select =
            proposals::Entity::find().filter(proposals::Column::Buyer.eq(buyer.to_string()));
        if waiting {
            select = select.filter(proposals::Column::Tender.is_null());
        }
        let found =
            select.order_by_desc(proposals::Column::Number).all(&self.db).await.map_err(failed)?;
        found.iter().map(rows::proposal).collect()
    }

    async fn proposals_in(&self, procurement: &ProcurementId) -> Stored<Vec<ProposalRow>> {
        let found = proposals::Entity::find()
            .filter(proposals::Column::Procurement.eq(procurement.to_string()))
            .order_by_asc(proposals::Column::Number)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.iter().map(rows::proposal).collect()
    }

    async fn lots_of(&self, procurement: &ProcurementId) -> Stored<Vec<TenderRow>> {
        let of = tenders::Column::Procurement.eq(procurement.to_string());
        let mut lots = self.tender_rows(tenders::Entity::find().filter(of)).await?;
        lots.sort_by_key(|row| row.lot().map(|lot| lot.number));
        Ok(lots)
    }

    async fn tender(&self, address: &ContractId) -> Stored<Option<TenderRow>> {
        tenders::Entity::find_by_id(address.to_string())
            .one(&self.db)
            .await
            .map_err(failed)?
            .map(rows::tender)
            .transpose()
    }

    async fn tenders(&self, filter: &TenderFilter) -> Stored<Listed<TenderRow>> {
        let size = filter.size.clamp(1, 100);
        let total = narrowed(filter).count(&self.db).await.map_err(failed)?;
        let items = self
            .tender_rows(narrowed(filter).limit(size).offset(filter.page.saturating_mul(size)))
            .await?;
        Ok(Listed { items, total })
    }

    async fn tenders_with(&self, person: &PersonId, part: Part) -> Stored<Vec<TenderRow>> {
        let part = match part {
            Part::Committee => "committee",
            Part::Panel => "panel",
        };
        let held = Query::select()
            .column(tender_people::Column::Tender)
            .from(tender_people::Entity)
            .and_where(tender_people::Column::Person.eq(person.to_string()))
            .and_where(tender_people::Column::Part.eq(part))
            .to_owned();
        self.tender_rows(tenders::Entity::find().filter(tenders::Column::Address.in_subquery(held)))
            .await
    }

    async fn tenders_bid_on(&self, vendor: &OrgId) -> Stored<Vec<TenderRow>> {
        let held = Query::select()
            .column(bids::Column::Tender)
            .from(bids::Entity)
            .and_where(bids::Column::Vendor.eq(vendor.to_string()))
            .to_owned();
        self.tender_rows(tenders::Entity::find().filter(tenders::Column::Address.in_subquery(held)))
            .await
    }

    async fn next_turn(&self) -> Stored<Option<u64>> {
        let select = tenders::Entity::find().filter(tenders::Column::TurnsAt.is_not_null());
        let row =
            select.order_by_asc(tenders::Column::TurnsAt).one(&self.db).await.map_err(failed)?;
        row.and_then(|row| row.turns_at).map(rows::unsigned).transpose()
    }

    async fn turning(&self, by: u64) -> Stored<Vec<TenderRow>> {
        self.tender_rows(
            tenders::Entity::find().filter(tenders::Column::TurnsAt.lte(rows::big(by))),
        )
        .await
    }

    async fn bid(&self, tender: &ContractId, number: u32) -> Stored<Option<BidRow>> {
        let row = bids::Entity::find_by_id((tender.to_string(), i64::from(number)))
            .one(&self.db)
            .await
            .map_err(failed)?;
        row.map(rows::bid).transpose()
    }

    async fn bids_of(&self, tender: &ContractId) -> Stored<Vec<BidRow>> {
        let select = bids::Entity::find().filter(bids::Column::Tender.eq(tender.to_string()));
        let found =
            select.order_by_asc(bids::Column::Number).all(&self.db).await.map_err(failed)?;
        found.into_iter().map(rows::bid).collect()
    }

    async fn events_in(&self, contract: &ContractId, block: u32) -> Stored<Vec<EventRow>> {
        let select = events::Entity::find().filter(events::Column::Block.eq(i64::from(block)));
        self.event_rows(select.filter(events::Column::Contract.eq(contract.to_string()))).await
    }

    async fn events_of(&self, contract: &ContractId) -> Stored<Vec<EventRow>> {
        self.event_rows(
            events::Entity::find().filter(events::Column::Contract.eq(contract.to_string())),
        )
        .await
    }

    async fn events_about_org(&self, org: &OrgId) -> Stored<Vec<EventRow>> {
        let people = Query::select()
            .column(people::Column::Id)
            .from(people::Entity)
            .and_where(people::Column::Org.eq(org.to_string()))
            .to_owned();
        let about = Condition::any()
            .add(events::Column::Subject.eq(org.to_string()))
            .add(events::Column::Subject.in_subquery(people));
        self.event_rows(events::Entity::find().filter(about)).await
    }

    async fn registry_log(&self, page: u64, size: u64) -> Stored<Listed<EventRow>> {
        let size = size.clamp(1, 100);
        let select = events::Entity::find().filter(told_of());
        let total = select.clone().count(&self.db).await.map_err(failed)?;
        let found = select
            .order_by_desc(events::Column::Block)
            .order_by_desc(events::Column::Place)
            .limit(size)
            .offset(std::cmp::min(page, u32::MAX.into()).saturating_mul(size))
            .all(&self.db)
            .await
            .map_err(failed)?;
        let items = found.iter().map(rows::event).collect::<Stored<_>>()?;
        Ok(Listed { items, total })
    }

    async fn events_about_factory(&self) -> Stored<Vec<EventRow>> {
        let select = events::Entity::find().filter(events::Column::Subject.eq(rows::FACTORY));
        self.event_rows(select).await
    }

    async fn events_at(&self, block: u32, extrinsic: u32) -> Stored<Vec<EventRow>> {
        let select = events::Entity::find().filter(events::Column::Block.eq(i64::from(block)));
        self.event_rows(select.filter(events::Column::Extrinsic.eq(i64::from(extrinsic)))).await
    }

    async fn latest_events(&self, limit: u64) -> Stored<Vec<EventRow>> {
        let found = events::Entity::find()
            .order_by_desc(events::Column::Block)
            .order_by_desc(events::Column::Place)
            .limit(limit)
            .all(&self.db)
            .await
            .map_err(failed)?;
        found.iter().map(rows::event).collect()
    }
}
