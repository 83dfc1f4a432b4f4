//! People: accounts, what they may do, their sessions, reset links and keys.

use sea_orm_migration::prelude::*;

use crate::columns::{belongs_to, id, number, number_or_null, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("accounts")
                    .col(id())
                    .col(text("email").unique_key())
                    .col(text("password_hash"))
                    .col(text("person_name"))
                    .col(text("language"))
                    .col(number("created_at"))
                    .col(number("password_changed_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("account_roles")
                    .col(id())
                    .col(number("account_id"))
                    .col(text("role"))
                    .col(number_or_null("organisation_id"))
                    .foreign_key(&mut belongs_to("account_roles", "account_id", "accounts"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("account_roles_by_account")
                    .table("account_roles")
                    .col("account_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("sessions")
                    .col(text("token_hash").primary_key())
                    .col(number("account_id"))
                    .col(text("agent"))
                    .col(number("created_at"))
                    .col(number("seen_at"))
                    .col(number("expires_at"))
                    .foreign_key(&mut belongs_to("sessions", "account_id", "accounts"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("sessions_by_account")
                    .table("sessions")
                    .col("account_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("password_resets")
                    .col(text("token_hash").primary_key())
                    .col(number("account_id"))
                    .col(number("created_at"))
                    .col(number("expires_at"))
                    .col(number_or_null("used_at"))
                    .foreign_key(&mut belongs_to("password_resets", "account_id", "accounts"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("account_keys")
                    .col(id())
                    .col(number("account_id"))
                    .col(text("purpose"))
                    .col(text("public_key").unique_key())
                    .col(text("label"))
                    .col(number("created_at"))
                    .col(number_or_null("retired_at"))
                    .foreign_key(&mut belongs_to("account_keys", "account_id", "accounts"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["account_keys", "password_resets", "sessions", "account_roles", "accounts"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
