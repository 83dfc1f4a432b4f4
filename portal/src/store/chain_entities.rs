//! The rows of the chain's mirror, of texts and drafts; see the migration for meaning.

macro_rules! entity {
    ($(#[$doc:meta])* $module:ident, $table:literal { $($(#[$key:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$key])* pub $field: $type,)* }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity!(
    /// Rows of `chain_cursor`.
    cursor, "chain_cursor" {
        #[sea_orm(primary_key, auto_increment = false)] id: i64,
        number: i64,
        hash: String,
        time: i64,
    }
);
entity!(
    /// Rows of `chain_orgs`.
    orgs, "chain_orgs" {
        #[sea_orm(primary_key, auto_increment = false)] id: String,
        kind: String,
        name: String,
        number: String,
        country: String,
        details: String,
        status: String,
        reason: Option<String>,
        registered_at: i64,
        decided_at: Option<i64>,
        block: i64,
        suspended_at: Option<i64>,
        suspended_reason: Option<String>,
        debarred_until: Option<i64>,
        debarred_reason: Option<String>,
        search: String,
    }
);
entity!(
    /// Rows of `chain_people`.
    people, "chain_people" {
        #[sea_orm(primary_key, auto_increment = false)] id: String,
        org: String,
        roles: i64,
        added_at: i64,
    }
);
entity!(
    /// Rows of `chain_keys`.
    keys, "chain_keys" {
        #[sea_orm(primary_key, auto_increment = false)] id: String,
        person: String,
        public_key: String,
        active_from: i64,
        revoked_at: Option<i64>,
    }
);
entity!(
    /// Rows of `chain_opening_keys`.
    opening_keys, "chain_opening_keys" {
        #[sea_orm(primary_key, auto_increment = false)] public_key: String,
        person: String,
        registered_at: i64,
    }
);
entity!(
    /// Rows of `chain_proposals`.
    proposals, "chain_proposals" {
        #[sea_orm(primary_key, auto_increment = false)] number: i64,
        buyer: String,
        officer: String,
        proposed: String,
        publication: Vec<u8>,
        proposed_at: i64,
        block: i64,
        tender: Option<String>,
        procurement: Option<String>,
    }
);
entity!(
    /// Rows of `chain_tenders`.
    tenders, "chain_tenders" {
        #[sea_orm(primary_key, auto_increment = false)] address: String,
        number: i64,
        buyer: String,
        approver: String,
        code: String,
        core: Vec<u8>,
        publication: Vec<u8>,
        members: Vec<u8>,
        state: Vec<u8>,
        stage: String,
        turns_at: Option<i64>,
        title_en: String,
        title_zh: String,
        search: String,
        published_at: i64,
        deadline: i64,
        block: i64,
        procurement: Option<String>,
    }
);
entity!(
    /// Rows of `chain_tender_people`.
    tender_people, "chain_tender_people" {
        #[sea_orm(primary_key, auto_increment = false)] tender: String,
        #[sea_orm(primary_key, auto_increment = false)] person: String,
        #[sea_orm(primary_key, auto_increment = false)] part: String,
    }
);
entity!(
    /// Rows of `chain_bids`.
    bids, "chain_bids" {
        #[sea_orm(primary_key, auto_increment = false)] tender: String,
        #[sea_orm(primary_key, auto_increment = false)] number: i64,
        vendor: String,
        attempt: i64,
        envelope: Vec<u8>,
        technical: Option<Vec<u8>>,
        block: i64,
        extrinsic: i64,
        committed_at: i64,
        terms: i64,
    }
);
entity!(
    /// Rows of `chain_events`.
    events, "chain_events" {
        #[sea_orm(primary_key, auto_increment = false)] block: i64,
        #[sea_orm(primary_key, auto_increment = false)] extrinsic: i64,
        #[sea_orm(primary_key, auto_increment = false)] place: i64,
        contract: String,
        time: i64,
        kind: String,
        event: Vec<u8>,
        subject: Option<String>,
    }
);
entity!(
    /// Rows of `texts`.
    texts, "texts" {
        #[sea_orm(primary_key, auto_increment = false)] sha256: String,
        body: String,
        created_at: i64,
        kept_by: Option<String>,
    }
);
entity!(
    /// Rows of `drafts`.
    drafts, "drafts" {
        #[sea_orm(primary_key)] id: i64,
        org: String,
        created_by: i64,
        title: String,
        body: String,
        unmapped: String,
        notice: Option<String>,
        created_at: i64,
        updated_at: i64,
    }
);
