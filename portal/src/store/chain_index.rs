//! Writing the mirror: one transaction a block, twice is once.

use async_trait::async_trait;
use parity_scale_codec::Encode;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IdenStatic, Iterable,
    QueryFilter, TransactionTrait,
    sea_query::{Expr, OnConflict},
};
use tenderseal_rules::{ContractId, OrgId, PersonId};

use super::chain_entities::{
    bids, cursor, events, keys, opening_keys, orgs, people, proposals, tender_people, tenders,
};
use super::chain_rows as rows;
use super::{Store, failed};
use crate::app::names::Named;
use crate::ports::Stored;
use crate::ports_chain::{ChainIndex, Change, Cursor, Debarment, EventRow, Suspension, TenderRow};

/// Inserts a row, or replaces the one with the same key.
macro_rules! upsert {
    ($entity:ident, $row:expr, $at:expr, [$($key:ident),*]) => {{
        let keys = [$($entity::Column::$key),*];
        let rest = $entity::Column::iter().filter(|column| !keys.iter().any(|key| key.as_str() == column.as_str()));
        $entity::Entity::insert($row)
            .on_conflict(OnConflict::columns(keys).update_columns(rest).to_owned())
            .exec_without_returning($at)
            .await
            .map_err(failed)?;
    }};
}

#[async_trait]
impl ChainIndex for Store {
    async fn apply_block(
        &self,
        at: Cursor,
        changes: &[Change],
        happened: &[EventRow],
    ) -> Stored<()> {
        let transaction = self.db.begin().await.map_err(failed)?;
        for change in changes {
            apply(&transaction, change).await?;
        }
        for event in happened {
            upsert!(events, rows::event_row(event), &transaction, [Block, Extrinsic, Place]);
        }
        let row = cursor::ActiveModel {
            id: Set(1),
            number: Set(at.number.into()),
            hash: Set(rows::hex_of(&at.hash)),
            time: Set(rows::big(at.time)),
        };
        upsert!(cursor, row, &transaction, [Id]);
        transaction.commit().await.map_err(failed)
    }

    async fn clear_mirror(&self) -> Stored<()> {
        let transaction = self.db.begin().await.map_err(failed)?;
        for table in [
            "chain_events",
            "chain_bids",
            "chain_tender_people",
            "chain_tenders",
            "chain_proposals",
            "chain_opening_keys",
            "chain_keys",
            "chain_people",
            "chain_orgs",
            "chain_cursor",
        ] {
            transaction
                .execute_unprepared(&format!("DELETE FROM {table}"))
                .await
                .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }
}

async fn apply(db: &DatabaseTransaction, change: &Change) -> Stored<()> {
    match change {
        Change::Org(org) => upsert!(orgs, rows::org_row(org), db, [Id]),
        Change::OrgDecided { org, status, reason, at } => {
            orgs::Entity::update_many()
                .col_expr(orgs::Column::Status, Expr::value(status.name()))
                .col_expr(orgs::Column::Reason, Expr::value(reason.map(|hash| rows::hex_of(&hash))))
                .col_expr(orgs::Column::DecidedAt, Expr::value(rows::big(*at)))
                .filter(orgs::Column::Id.eq(org.to_string()))
                .exec(db)
                .await
                .map_err(failed)?;
        }
        Change::Person(person) => upsert!(people, rows::person_row(person), db, [Id]),
        Change::Key(key) => upsert!(keys, rows::key_row(key), db, [Id]),
        Change::KeyRevoked { key, at } => {
            keys::Entity::update_many()
                .col_expr(keys::Column::RevokedAt, Expr::value(rows::big(*at)))
                .filter(keys::Column::Id.eq(key.to_string()))
                .filter(keys::Column::RevokedAt.is_null())
                .exec(db)
                .await
                .map_err(failed)?;
        }
        Change::OpeningKey(key) => {
            upsert!(opening_keys, rows::opening_key_row(key), db, [PublicKey]);
        }
        Change::Proposal(proposal) => {
            upsert!(proposals, rows::proposal_row(proposal), db, [Number]);
        }
        Change::Tender(tender) => enter(db, tender).await?,
        Change::Turned { tender, state, stage, turns_at } => {
            tenders::Entity::update_many()
                .col_expr(tenders::Column::State, Expr::value(state.encode()))
                .col_expr(
                    tenders::Column::Deadline,
                    Expr::value(rows::big(state.schedule.deadline)),
                )
                .col_expr(tenders::Column::Stage, Expr::value(stage.name()))
                .col_expr(tenders::Column::TurnsAt, Expr::value(turns_at.map(rows::big)))
                .filter(tenders::Column::Address.eq(tender.to_string()))
                .exec(db)
                .await
                .map_err(failed)?;
        }
        Change::Bid(bid) => upsert!(bids, rows::bid_row(bid), db, [Tender, Number]),
        Change::Suspended { org, suspension } => suspend(db, org, Some(*suspension)).await?,
        Change::Debarred { org, debarment } => debar(db, org, Some(*debarment)).await?,
        Change::Reinstated { org } => {
            suspend(db, org, None).await?;
            debar(db, org, None).await?;
        }
        Change::RolesSet { person, roles } => {
            people::Entity::update_many()
                .col_expr(people::Column::Roles, Expr::value(i64::from(roles.0)))
                .filter(people::Column::Id.eq(person.to_string()))
                .exec(db)
                .await
                .map_err(failed)?;
        }
        Change::Seated { tender, person } => note_part(db, tender, person, "panel").await?,
        Change::Amended { tender, publication, titles, search } => {
            tenders::Entity::update_many()
                .col_expr(tenders::Column::Publication, Expr::value(publication.encode()))
                .col_expr(tenders::Column::TitleEn, Expr::value(titles.en.clone()))
                .col_expr(tenders::Column::TitleZh, Expr::value(titles.zh.clone()))
                .col_expr(tenders::Column::Search, Expr::value(search.clone()))
                .filter(tenders::Column::Address.eq(tender.to_string()))
                .exec(db)
                .await
                .map_err(failed)?;
        }
    }
    Ok(())
}

async fn suspend(
    db: &DatabaseTransaction,
    org: &OrgId,
    suspension: Option<Suspension>,
) -> Stored<()> {
    let since = suspension.map(|suspension| rows::big(suspension.since));
    let reason = suspension.map(|suspension| rows::hex_of(&suspension.reason));
    orgs::Entity::update_many()
        .col_expr(orgs::Column::SuspendedAt, Expr::value(since))
        .col_expr(orgs::Column::SuspendedReason, Expr::value(reason))
        .filter(orgs::Column::Id.eq(org.to_string()))
        .exec(db)
        .await
        .map_err(failed)?;
    Ok(())
}

async fn debar(db: &DatabaseTransaction, org: &OrgId, debarment: Option<Debarment>) -> Stored<()> {
    let until = debarment.map(|debarment| rows::big(debarment.until));
    let reason = debarment.map(|debarment| rows::hex_of(&debarment.reason));
    orgs::Entity::update_many()
        .col_expr(orgs::Column::DebarredUntil, Expr::value(until))
        .col_expr(orgs::Column::DebarredReason, Expr::value(reason))
        .filter(orgs::Column::Id.eq(org.to_string()))
        .exec(db)
        .await
        .map_err(failed)?;
    Ok(())
}

/// A new tender, who has a part in it, and its proposal done.
async fn enter(db: &DatabaseTransaction, tender: &TenderRow) -> Stored<()> {
    upsert!(tenders, rows::tender_row(tender), db, [Address]);
    let committee = tender.members.iter().map(|person| (person, "committee"));
    let panel = tender.publication.panel.iter().map(|person| (person, "panel"));
    for (person, part) in committee.chain(panel) {
        note_part(db, &tender.address, person, part).await?;
    }
    proposals::Entity::update_many()
        .col_expr(proposals::Column::Tender, Expr::value(tender.address.to_string()))
        .filter(proposals::Column::Number.eq(i64::from(tender.number)))
        .exec(db)
        .await
        .map_err(failed)?;
    Ok(())
}

async fn note_part(
    db: &DatabaseTransaction,
    tender: &ContractId,
    person: &PersonId,
    part: &str,
) -> Stored<()> {
    use tender_people::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        tender: Set(tender.to_string()),
        person: Set(person.to_string()),
        part: Set(part.to_owned()),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::Tender, Column::Person, Column::Part])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(db)
        .await
        .map_err(failed)?;
    Ok(())
}
