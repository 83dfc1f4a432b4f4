//! The mirror of the chain, and what belongs to tenders but is not on it.
//!
//! `reindex` empties and fills every `chain_…` table from the ledger. `texts`
//! (notices, reasons, statements: the chain has only their SHA-256), `drafts`
//! and `organisation_links` are data of their own.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, bytes, id, number, number_or_null, text, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            cursor(),
            orgs(),
            people(),
            keys(),
            opening_keys(),
            proposals(),
            tenders(),
            tender_people(),
            bids(),
            events(),
        ] {
            manager.create_table(table).await?;
        }
        for table in [texts(), drafts()] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in INDEXES {
            let mut index = Index::create().name(*name).table(*table).to_owned();
            for column in *columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mirror = [
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
        ];
        for table in ["drafts", "texts"].into_iter().chain(mirror) {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &str, &[&str])] = &[
    ("chain_people_by_org", "chain_people", &["org"]),
    ("chain_keys_by_person", "chain_keys", &["person"]),
    ("chain_keys_by_public_key", "chain_keys", &["public_key"]),
    ("chain_opening_keys_by_person", "chain_opening_keys", &["person"]),
    ("chain_orgs_by_status", "chain_orgs", &["status"]),
    ("chain_orgs_by_details", "chain_orgs", &["details"]),
    ("chain_proposals_by_buyer", "chain_proposals", &["buyer"]),
    ("chain_tenders_by_stage", "chain_tenders", &["stage", "published_at"]),
    ("chain_tenders_by_publication", "chain_tenders", &["published_at"]),
    ("chain_tenders_by_buyer", "chain_tenders", &["buyer"]),
    ("chain_tenders_by_turn", "chain_tenders", &["turns_at"]),
    ("chain_tender_people_by_person", "chain_tender_people", &["person"]),
    ("chain_bids_by_vendor", "chain_bids", &["vendor"]),
    ("chain_events_by_contract", "chain_events", &["contract"]),
    ("drafts_by_org", "drafts", &["org"]),
];

/// One row: the last block that is mirrored.
fn cursor() -> TableCreateStatement {
    Table::create()
        .table("chain_cursor")
        .col(number("id").primary_key())
        .col(number("number"))
        .col(text("hash"))
        .col(number("time"))
        .to_owned()
}

fn orgs() -> TableCreateStatement {
    Table::create()
        .table("chain_orgs")
        .col(text("id").primary_key())
        .col(text("kind"))
        .col(text("name"))
        .col(text("number"))
        .col(text("country"))
        .col(text("details"))
        .col(text("status"))
        .col(text_or_null("reason"))
        .col(number("registered_at"))
        .col(number_or_null("decided_at"))
        .col(number("block"))
        .to_owned()
}

fn people() -> TableCreateStatement {
    Table::create()
        .table("chain_people")
        .col(text("id").primary_key())
        .col(text("org"))
        .col(number("roles"))
        .col(number("added_at"))
        .to_owned()
}

fn keys() -> TableCreateStatement {
    Table::create()
        .table("chain_keys")
        .col(text("id").primary_key())
        .col(text("person"))
        .col(text("public_key"))
        .col(number("active_from"))
        .col(number_or_null("revoked_at"))
        .to_owned()
}

fn opening_keys() -> TableCreateStatement {
    Table::create()
        .table("chain_opening_keys")
        .col(text("public_key").primary_key())
        .col(text("person"))
        .col(number("registered_at"))
        .to_owned()
}

fn proposals() -> TableCreateStatement {
    Table::create()
        .table("chain_proposals")
        .col(number("number").primary_key())
        .col(text("buyer"))
        .col(text("officer"))
        .col(text("proposed"))
        .col(bytes("publication"))
        .col(number("proposed_at"))
        .col(number("block"))
        .col(text_or_null("tender"))
        .to_owned()
}

/// `core`, `publication`, `members` and `state` are SCALE; `search` is what the
/// list is searched in, in lower case; `stage` holds until `turns_at`.
fn tenders() -> TableCreateStatement {
    Table::create()
        .table("chain_tenders")
        .col(text("address").primary_key())
        .col(number("number").unique_key())
        .col(text("buyer"))
        .col(text("approver"))
        .col(text("code"))
        .col(bytes("core"))
        .col(bytes("publication"))
        .col(bytes("members"))
        .col(bytes("state"))
        .col(text("stage"))
        .col(number_or_null("turns_at"))
        .col(text("title_en"))
        .col(text("title_zh"))
        .col(text("search"))
        .col(number("published_at"))
        .col(number("deadline"))
        .col(number("block"))
        .to_owned()
}

/// Who has a part in a tender: `committee` or `panel`.
fn tender_people() -> TableCreateStatement {
    Table::create()
        .table("chain_tender_people")
        .col(text("tender"))
        .col(text("person"))
        .col(text("part"))
        .primary_key(Index::create().col("tender").col("person").col("part"))
        .to_owned()
}

fn bids() -> TableCreateStatement {
    Table::create()
        .table("chain_bids")
        .col(text("tender"))
        .col(number("number"))
        .col(text("vendor"))
        .col(number("attempt"))
        .col(bytes("envelope"))
        .col(number("block"))
        .col(number("extrinsic"))
        .col(number("committed_at"))
        .primary_key(Index::create().col("tender").col("number"))
        .to_owned()
}

/// Every event in order; `event` is SCALE of the rules' event.
fn events() -> TableCreateStatement {
    Table::create()
        .table("chain_events")
        .col(number("block"))
        .col(number("extrinsic"))
        .col(number("place"))
        .col(text("contract"))
        .col(number("time"))
        .col(text("kind"))
        .col(bytes("event"))
        .primary_key(Index::create().col("block").col("extrinsic").col("place"))
        .to_owned()
}

fn texts() -> TableCreateStatement {
    Table::create()
        .table("texts")
        .col(text("sha256").primary_key())
        .col(text("body"))
        .col(number("created_at"))
        .to_owned()
}

fn drafts() -> TableCreateStatement {
    Table::create()
        .table("drafts")
        .col(id())
        .col(text("org"))
        .col(number("created_by"))
        .col(text("title"))
        .col(text("body"))
        .col(text("unmapped"))
        .col(text_or_null("notice"))
        .col(number("created_at"))
        .col(number("updated_at"))
        .foreign_key(&mut belongs_to("drafts", "created_by", "accounts"))
        .to_owned()
}
