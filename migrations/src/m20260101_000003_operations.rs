//! Work in the background: the log of mails and the jobs.

use sea_orm_migration::prelude::*;

use crate::columns::{id, number, number_or_null, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The text of a mail is never kept: a reset mail holds a secret.
        manager
            .create_table(
                Table::create()
                    .table("sent_mails")
                    .col(id())
                    .col(text("recipient"))
                    .col(text("kind"))
                    .col(text("language"))
                    .col(number("created_at"))
                    .col(number_or_null("sent_at"))
                    .col(text("failure"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("jobs")
                    .col(id())
                    .col(text("kind"))
                    .col(text("payload"))
                    .col(text("identity").unique_key())
                    .col(number("due_at"))
                    .col(text("lease_owner"))
                    .col(number("leased_until"))
                    .col(number("attempts"))
                    .col(text("last_failure"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("jobs_by_due").table("jobs").col("due_at").to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["jobs", "sent_mails"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
