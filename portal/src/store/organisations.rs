//! Organisations, their documents, and the blobs these are.

use async_trait::async_trait;
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TransactionTrait,
    sea_query::{Expr, OnConflict},
};

use super::{
    Store,
    entities::{blobs, organisation_documents, organisations},
    failed, instant, ms, parsed,
};
use crate::app::values::{
    Country, EmailAddress, FileName, LegalName, PersonName, PostalAddress, RegistrationNumber,
    Telephone,
};
use crate::ports::{
    Blob, BlobIndex, Document, Organisation, OrganisationData, OrganisationKind, Organisations,
    RegistrationStatus, StoreError, Stored,
};

impl Store {
    async fn with_documents(&self, row: organisations::Model) -> Stored<Organisation> {
        let documents = organisation_documents::Entity::find()
            .filter(organisation_documents::Column::OrganisationId.eq(row.id))
            .order_by_asc(organisation_documents::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        organisation(row, documents)
    }

    async fn all_with_documents(
        &self,
        rows: Vec<organisations::Model>,
    ) -> Stored<Vec<Organisation>> {
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.push(self.with_documents(row).await?);
        }
        Ok(found)
    }
}

fn organisation(
    row: organisations::Model,
    documents: Vec<organisation_documents::Model>,
) -> Stored<Organisation> {
    let documents = documents
        .into_iter()
        .map(|row| {
            Ok(Document {
                sha256: row.sha256,
                file_name: parsed(FileName::parse(&row.file_name).ok(), "a file name")?,
                media_type: row.media_type,
            })
        })
        .collect::<Stored<Vec<_>>>()?;
    let data = OrganisationData {
        kind: parsed(OrganisationKind::named(&row.kind), "a kind of organisation")?,
        legal_name: parsed(LegalName::parse(&row.legal_name).ok(), "a legal name")?,
        country: parsed(Country::parse(&row.country).ok(), "a country")?,
        registration_number: parsed(
            RegistrationNumber::parse(&row.registration_number).ok(),
            "a registration number",
        )?,
        address: parsed(PostalAddress::parse(&row.address).ok(), "an address")?,
        contact_name: parsed(PersonName::parse(&row.contact_name).ok(), "a name")?,
        contact_email: parsed(EmailAddress::parse(&row.contact_email).ok(), "an email address")?,
        contact_phone: parsed(Telephone::parse(&row.contact_phone).ok(), "a telephone number")?,
        documents,
    };
    let chain_id = row
        .chain_id
        .map(u32::try_from)
        .transpose()
        .map_err(|_| StoreError::Corrupt("a chain number"))?;
    Ok(Organisation {
        id: row.id,
        data,
        status: parsed(RegistrationStatus::named(&row.status), "a registration status")?,
        status_reason: row.status_reason,
        chain_id,
        created_by: row.created_by,
        created_at: instant(row.created_at)?,
    })
}

fn new_row(data: &OrganisationData, by: i64, now: Timestamp) -> organisations::ActiveModel {
    organisations::ActiveModel {
        kind: Set(data.kind.name().to_owned()),
        legal_name: Set(data.legal_name.as_str().to_owned()),
        country: Set(data.country.as_str().to_owned()),
        registration_number: Set(data.registration_number.as_str().to_owned()),
        address: Set(data.address.as_str().to_owned()),
        contact_name: Set(data.contact_name.as_str().to_owned()),
        contact_email: Set(data.contact_email.as_str().to_owned()),
        contact_phone: Set(data.contact_phone.as_str().to_owned()),
        status: Set(RegistrationStatus::Pending.name().to_owned()),
        status_reason: Set(String::new()),
        chain_id: Set(None),
        created_by: Set(by),
        created_at: Set(ms(now)),
        updated_at: Set(ms(now)),
        ..Default::default()
    }
}

#[async_trait]
impl Organisations for Store {
    async fn add_organisation(
        &self,
        data: &OrganisationData,
        by: i64,
        now: Timestamp,
    ) -> Stored<Organisation> {
        let transaction = self.db.begin().await.map_err(failed)?;
        let row = organisations::Entity::insert(new_row(data, by, now))
            .exec_with_returning(&transaction)
            .await
            .map_err(failed)?;
        for document in &data.documents {
            let document = organisation_documents::ActiveModel {
                organisation_id: Set(row.id),
                sha256: Set(document.sha256.clone()),
                file_name: Set(document.file_name.as_str().to_owned()),
                media_type: Set(document.media_type.clone()),
                ..Default::default()
            };
            organisation_documents::Entity::insert(document)
                .exec_without_returning(&transaction)
                .await
                .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        self.with_documents(row).await
    }

    async fn organisation(&self, id: i64) -> Stored<Option<Organisation>> {
        match organisations::Entity::find_by_id(id).one(&self.db).await.map_err(failed)? {
            Some(row) => self.with_documents(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn organisations_by(&self, account_id: i64) -> Stored<Vec<Organisation>> {
        let rows = organisations::Entity::find()
            .filter(organisations::Column::CreatedBy.eq(account_id))
            .order_by_asc(organisations::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        self.all_with_documents(rows).await
    }

    async fn organisations_with(&self, status: RegistrationStatus) -> Stored<Vec<Organisation>> {
        let rows = organisations::Entity::find()
            .filter(organisations::Column::Status.eq(status.name()))
            .order_by_asc(organisations::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        self.all_with_documents(rows).await
    }

    async fn set_registration(
        &self,
        id: i64,
        status: RegistrationStatus,
        reason: &str,
        chain_id: Option<u32>,
        now: Timestamp,
    ) -> Stored<()> {
        organisations::Entity::update_many()
            .col_expr(organisations::Column::Status, Expr::value(status.name()))
            .col_expr(organisations::Column::StatusReason, Expr::value(reason))
            .col_expr(organisations::Column::ChainId, Expr::value(chain_id.map(i64::from)))
            .col_expr(organisations::Column::UpdatedAt, Expr::value(ms(now)))
            .filter(organisations::Column::Id.eq(id))
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

#[async_trait]
impl BlobIndex for Store {
    async fn note_blob(&self, blob: &Blob, now: Timestamp) -> Stored<()> {
        let row = blobs::ActiveModel {
            sha256: Set(blob.sha256.clone()),
            size: Set(i64::try_from(blob.size).map_err(|_| StoreError::Corrupt("a size"))?),
            created_at: Set(ms(now)),
        };
        blobs::Entity::insert(row)
            .on_conflict(OnConflict::column(blobs::Column::Sha256).do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn blob(&self, sha256: &str) -> Stored<Option<Blob>> {
        let Some(row) =
            blobs::Entity::find_by_id(sha256.to_owned()).one(&self.db).await.map_err(failed)?
        else {
            return Ok(None);
        };
        let size = u64::try_from(row.size).map_err(|_| StoreError::Corrupt("a size"))?;
        Ok(Some(Blob { sha256: row.sha256, size }))
    }
}
