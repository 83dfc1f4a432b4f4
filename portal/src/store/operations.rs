//! The mail log and the queue of jobs.

use async_trait::async_trait;
use jiff::Timestamp;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::{
    Store,
    entities::{jobs, sent_mails},
    failed, instant, ms, parsed,
};
use crate::app::values::EmailAddress;
use crate::ports::{Job, Jobs, Mail, MailLog, MailRecord, StoreError, Stored};

#[async_trait]
impl MailLog for Store {
    async fn note_mail(&self, mail: &Mail, now: Timestamp) -> Stored<i64> {
        let row = sent_mails::ActiveModel {
            recipient: Set(mail.to.as_str().to_owned()),
            kind: Set(mail.kind.to_owned()),
            language: Set(mail.language.slug().to_owned()),
            created_at: Set(ms(now)),
            sent_at: Set(None),
            failure: Set(String::new()),
            ..Default::default()
        };
        Ok(sent_mails::Entity::insert(row).exec_with_returning(&self.db).await.map_err(failed)?.id)
    }

    async fn close_mail(&self, id: i64, now: Timestamp, failure: Option<&str>) -> Stored<()> {
        let sent_at = failure.is_none().then(|| ms(now));
        sent_mails::Entity::update_many()
            .col_expr(sent_mails::Column::SentAt, Expr::value(sent_at))
            .col_expr(sent_mails::Column::Failure, Expr::value(failure.unwrap_or_default()))
            .filter(sent_mails::Column::Id.eq(id))
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn mails(&self) -> Stored<Vec<MailRecord>> {
        let rows = sent_mails::Entity::find()
            .order_by_asc(sent_mails::Column::Id)
            .all(&self.db)
            .await
            .map_err(failed)?;
        rows.into_iter()
            .map(|row| {
                Ok(MailRecord {
                    id: row.id,
                    recipient: parsed(
                        EmailAddress::parse(&row.recipient).ok(),
                        "an email address",
                    )?,
                    kind: row.kind,
                    sent_at: row.sent_at.map(instant).transpose()?,
                    failure: row.failure,
                })
            })
            .collect()
    }
}

#[async_trait]
impl Jobs for Store {
    async fn enqueue(
        &self,
        kind: &str,
        identity: &str,
        payload: &str,
        due_at: Timestamp,
    ) -> Stored<()> {
        let row = jobs::ActiveModel {
            kind: Set(kind.to_owned()),
            payload: Set(payload.to_owned()),
            identity: Set(identity.to_owned()),
            due_at: Set(ms(due_at)),
            lease_owner: Set(String::new()),
            leased_until: Set(0),
            attempts: Set(0),
            last_failure: Set(String::new()),
            ..Default::default()
        };
        jobs::Entity::insert(row)
            .on_conflict(OnConflict::column(jobs::Column::Identity).do_nothing().to_owned())
            .exec_without_returning(&self.db)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn lease(&self, owner: &str, now: Timestamp, until: Timestamp) -> Stored<Option<Job>> {
        loop {
            let due = jobs::Entity::find()
                .filter(jobs::Column::DueAt.lte(ms(now)))
                .filter(jobs::Column::LeasedUntil.lte(ms(now)))
                .order_by_asc(jobs::Column::DueAt)
                .one(&self.db)
                .await
                .map_err(failed)?;
            let Some(row) = due else { return Ok(None) };
            // Whoever changes the row from what was just read has the lease;
            // the other one looks again.
            let taken = jobs::Entity::update_many()
                .col_expr(jobs::Column::LeaseOwner, Expr::value(owner))
                .col_expr(jobs::Column::LeasedUntil, Expr::value(ms(until)))
                .col_expr(jobs::Column::Attempts, Expr::col(jobs::Column::Attempts).add(1))
                .filter(jobs::Column::Id.eq(row.id))
                .filter(jobs::Column::Attempts.eq(row.attempts))
                .filter(jobs::Column::LeasedUntil.eq(row.leased_until))
                .exec(&self.db)
                .await
                .map_err(failed)?;
            if taken.rows_affected == 1 {
                let attempts = u32::try_from(row.attempts + 1)
                    .map_err(|_| StoreError::Corrupt("a count of attempts"))?;
                return Ok(Some(Job {
                    id: row.id,
                    kind: row.kind,
                    payload: row.payload,
                    attempts,
                }));
            }
        }
    }

    async fn complete(&self, id: i64, owner: &str) -> Stored<bool> {
        let done = jobs::Entity::delete_many()
            .filter(jobs::Column::Id.eq(id))
            .filter(jobs::Column::LeaseOwner.eq(owner))
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(done.rows_affected == 1)
    }

    async fn release(
        &self,
        id: i64,
        owner: &str,
        due_at: Timestamp,
        failure: &str,
    ) -> Stored<bool> {
        let done = jobs::Entity::update_many()
            .col_expr(jobs::Column::LeaseOwner, Expr::value(""))
            .col_expr(jobs::Column::LeasedUntil, Expr::value(0_i64))
            .col_expr(jobs::Column::DueAt, Expr::value(ms(due_at)))
            .col_expr(jobs::Column::LastFailure, Expr::value(failure))
            .filter(jobs::Column::Id.eq(id))
            .filter(jobs::Column::LeaseOwner.eq(owner))
            .exec(&self.db)
            .await
            .map_err(failed)?;
        Ok(done.rows_affected == 1)
    }
}
