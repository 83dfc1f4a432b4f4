//! Organisations: what is said about them off the chain, and their documents.

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
                    .table("blobs")
                    .col(text("sha256").primary_key())
                    .col(number("size"))
                    .col(number("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("organisations")
                    .col(id())
                    .col(text("kind"))
                    .col(text("legal_name"))
                    .col(text("country"))
                    .col(text("registration_number"))
                    .col(text("address"))
                    .col(text("contact_name"))
                    .col(text("contact_email"))
                    .col(text("contact_phone"))
                    .col(text("status"))
                    .col(text("status_reason"))
                    .col(number_or_null("chain_id"))
                    .col(number("created_by"))
                    .col(number("created_at"))
                    .col(number("updated_at"))
                    .foreign_key(&mut belongs_to("organisations", "created_by", "accounts"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("organisations_identity")
                    .table("organisations")
                    .col("kind")
                    .col("country")
                    .col("registration_number")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("organisation_documents")
                    .col(id())
                    .col(number("organisation_id"))
                    .col(text("sha256"))
                    .col(text("file_name"))
                    .col(text("media_type"))
                    .foreign_key(&mut belongs_to(
                        "organisation_documents",
                        "organisation_id",
                        "organisations",
                    ))
                    .foreign_key(
                        ForeignKey::create()
                            .from("organisation_documents", "sha256")
                            .to("blobs", "sha256")
                            .on_delete(ForeignKeyAction::Restrict),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("organisation_documents_by_organisation")
                    .table("organisation_documents")
                    .col("organisation_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["organisation_documents", "organisations", "blobs"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
