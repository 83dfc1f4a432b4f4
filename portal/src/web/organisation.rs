//! Organisations as their people see them: registering, waiting, documents.

use actix_web::{HttpResponse, http::header, web};
use askama::Template;
use tenderseal_rules::registry::OrgStatus;

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form},
    gate::see_other,
    page::{Answer, Page, private, refused},
    signing::Signing,
    upload::{Received, Upload},
};
use crate::app::{
    self,
    organisation::register as keep,
    people::details_hash,
    roles::Role,
    sign_in::Signed,
    standing::{self, Exclusion},
    values::{
        Country, EmailAddress, LegalName, PersonName, PostalAddress, RegistrationNumber, Telephone,
    },
};
use crate::i18n::Messages;
use crate::ports::{
    Document, Organisation, OrganisationData, OrganisationKind, RegistrationStatus,
};
use crate::ports_chain::OrgRow;

const NAMES: [&str; 7] = [
    "legal-name",
    "country",
    "registration-number",
    "address",
    "contact-name",
    "contact-email",
    "contact-phone",
];

/// What a person registered.
#[derive(Template)]
#[template(path = "organisation/list.html")]
pub struct ListPage {
    /// The frame.
    pub page: Page,
    /// The organisations, the oldest first.
    pub organisations: Vec<Organisation>,
    /// The organisation for which the person acts.
    pub acts_for: Option<OrgRow>,
}

/// The form to register.
#[derive(Template)]
#[template(path = "organisation/register.html")]
pub struct RegisterPage {
    /// The frame.
    pub page: Page,
    /// As a buyer or as a vendor.
    pub kind: OrganisationKind,
    /// [`NAMES`].
    pub form: Form,
    /// The largest document in MiB.
    pub mebibytes: u64,
    /// How many documents.
    pub documents: usize,
}

impl RegisterPage {
    fn documents_hint(&self) -> String {
        Messages::of(self.page.locale).format(
            "field-documents-hint",
            &[("count", self.documents.into()), ("size", self.mebibytes.into())],
        )
    }
}

/// One organisation.
#[derive(Template)]
#[template(path = "organisation/show.html")]
pub struct ShowPage {
    /// The frame.
    pub page: Page,
    /// Which.
    pub organisation: Organisation,
    /// What the browser needs, for the founder of an organisation that is not on the chain yet.
    pub signing: Option<Signing>,
    /// SHA-256 of what is kept off the chain, hexadecimal.
    pub details: String,
    /// As the chain has it.
    pub chain: Option<OrgRow>,
    /// What keeps it from acting.
    pub excluded: Option<Exclusion>,
    /// Whether the reader acts for it.
    pub own: bool,
}

impl ListPage {
    /// The page of that organisation in the public register, once it is there.
    fn register(&self, org: &OrgRow) -> Option<String> {
        let admitted = org.status == OrgStatus::Admitted;
        admitted.then(|| self.page.href(&format!("/registry/{}", org.id)))
    }
}

impl ShowPage {
    fn people_path(&self) -> String {
        self.chain
            .as_ref()
            .map_or_else(String::new, |org| format!("/organisations/{}/people", org.id))
    }

    fn path(&self) -> String {
        format!("/organisations/{}", self.organisation.id)
    }
}

fn register_page(portal: &Portal, page: Page, kind: OrganisationKind, form: Form) -> RegisterPage {
    let policy = portal.app.policy;
    RegisterPage {
        page,
        kind,
        form,
        mebibytes: policy.document_bytes / (1024 * 1024),
        documents: policy.documents,
    }
}

fn parse(
    form: &mut Form,
    fields: &Fields,
    kind: OrganisationKind,
    documents: Vec<Document>,
) -> Option<OrganisationData> {
    let legal_name = form.check("legal-name", LegalName::parse(fields.text("legal-name")));
    let country = form.check("country", Country::parse(fields.text("country")));
    let number = RegistrationNumber::parse(fields.text("registration-number"));
    let registration_number = form.check("registration-number", number);
    let address = form.check("address", PostalAddress::parse(fields.text("address")));
    let contact_name = form.check("contact-name", PersonName::parse(fields.text("contact-name")));
    let contact_email =
        form.check("contact-email", EmailAddress::parse(fields.text("contact-email")));
    let contact_phone = form.check("contact-phone", Telephone::parse(fields.text("contact-phone")));
    let documents = form.check(
        "documents",
        if documents.is_empty() { Err("error-documents-empty") } else { Ok(documents) },
    );
    Some(OrganisationData {
        kind,
        legal_name: legal_name?,
        country: country?,
        registration_number: registration_number?,
        address: address?,
        contact_name: contact_name?,
        contact_email: contact_email?,
        contact_phone: contact_phone?,
        documents: documents?,
    })
}

/// `GET /organisations`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let organisations =
        portal.app.store.organisations_by(signed.account.id).await.map_err(app::Error::from)?;
    let acts_for = app::people::me(&portal.app, signed.account.id).await?.map(|me| me.org);
    private(&ListPage { page, organisations, acts_for })
}

/// `GET /organisations/register/{kind}`.
pub async fn form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
) -> Answer {
    let kind = OrganisationKind::named(&parts.1).ok_or(Refusal::NotFound)?;
    let known = [
        ("contact-name", signed.account.name.as_str()),
        ("contact-email", signed.account.email.as_str()),
    ];
    private(&register_page(&portal, page, kind, Form::with(&known)))
}

/// `POST /organisations/register/{kind}`.
pub async fn register(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    signed: Signed,
    upload: Upload,
) -> Answer {
    let kind = OrganisationKind::named(&parts.1).ok_or(Refusal::NotFound)?;
    let Received { fields, documents, too_many } = upload.receive(&portal.app).await?;
    let mut form = Form::keeping(&fields, &NAMES);
    let data = parse(&mut form, &fields, kind, documents);
    if too_many {
        form.refuse("documents", "error-documents-many");
    }
    let Some(data) = data.filter(|_| !form.is_refused()) else {
        return refused(&register_page(&portal, page, kind, form));
    };
    match keep(&portal.app, &signed.account, &data).await {
        Ok(kept) => Ok(see_other(
            &page.href(&format!("/organisations/{}?done=organisation-registered", kept.id)),
        )),
        Err(app::Error::OrganisationTaken) => {
            let form = form.refused("registration-number", "error-registration-number-taken");
            refused(&register_page(&portal, page, kind, form))
        }
        Err(other) => Err(other.into()),
    }
}

/// The organisation if this person may read it; to others it is not there.
async fn readable(portal: &Portal, signed: &Signed, id: i64) -> Result<Organisation, Refusal> {
    let found = portal
        .app
        .store
        .organisation(id)
        .await
        .map_err(app::Error::from)?
        .ok_or(Refusal::NotFound)?;
    let may = found.created_by == signed.account.id
        || signed.roles.any(&[Role::Registrar, Role::Auditor]);
    if may { Ok(found) } else { Err(Refusal::NotFound) }
}

/// `GET /organisations/{id}`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
) -> Answer {
    let organisation = readable(&portal, &signed, parts.1).await?;
    let app = &portal.app;
    let details = details_hash(&organisation.data);
    let chain = app.store.chain_org_by_details(&details).await.map_err(app::Error::from)?;
    let own = organisation.created_by == signed.account.id;
    let unsigned = own && chain.is_none() && organisation.status == RegistrationStatus::Pending;
    let signing =
        if unsigned { Some(Signing::of(app, &signed).await?.with_any_key()) } else { None };
    let excluded = match &chain {
        Some(org) => standing::exclusion(app, org).await?,
        None => None,
    };
    let details = hex::encode(details);
    private(&ShowPage { page, organisation, signing, details, chain, excluded, own })
}

/// `GET /organisations/{id}/documents/{sha256}`: always as a file to save, so
/// that nothing uploaded runs as a page of ours.
pub async fn document(
    portal: web::Data<Portal>,
    parts: web::Path<(String, i64, String)>,
    signed: Signed,
) -> Answer {
    let (_, id, sha256) = parts.into_inner();
    let organisation = readable(&portal, &signed, id).await?;
    let document = organisation
        .data
        .documents
        .iter()
        .find(|held| held.sha256 == sha256)
        .ok_or(Refusal::NotFound)?;
    let content =
        portal.app.blobs.read(&sha256).await.map_err(app::Error::from)?.ok_or(Refusal::NotFound)?;
    let name: String =
        url::form_urlencoded::byte_serialize(document.file_name.as_str().as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
    Ok(HttpResponse::Ok()
        .content_type(document.media_type.as_str())
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(content))
}
