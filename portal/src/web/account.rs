//! A person's own account: signing up, in and out, profile, sessions.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use askama::Template;

use super::{
    Portal,
    errors::Refusal,
    forms::{Fields, Form, local_path},
    gate::{cookie, no_cookie, see_other},
    page::{Answer, Page, private, public, refused},
};
use crate::app::{
    self, account,
    sign_in::{self, Signed},
    values::{EmailAddress, NewPassword, PersonName},
};
use crate::i18n::Locale;
use crate::ports::{Account, AccountKey, Organisation, Session};
use crate::render::agent;

/// The form to make an account.
#[derive(Template)]
#[template(path = "account/sign_up.html")]
pub struct SignUpPage {
    /// The frame.
    pub page: Page,
    /// `name`, `email`, `password`.
    pub form: Form,
}

/// The form to sign in.
#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub page: Page,
    /// `email`, `password`, `next`.
    pub form: Form,
}

/// What follows signing out.
#[derive(Template)]
#[template(path = "account/signed_out.html")]
pub struct SignedOutPage {
    /// The frame.
    pub page: Page,
}

/// The account.
#[derive(Template)]
#[template(path = "account/show.html")]
pub struct AccountPage {
    /// The frame.
    pub page: Page,
    /// Whose.
    pub account: Account,
    /// The Fluent keys of the roles held.
    pub roles: Vec<&'static str>,
    /// The public keys, retired ones too.
    pub keys: Vec<AccountKey>,
    /// What the person registered.
    pub organisations: Vec<Organisation>,
    /// The legal name of the organisation for which the person acts.
    pub acts_for: Option<String>,
}

/// The form for name and language.
#[derive(Template)]
#[template(path = "account/profile.html")]
pub struct ProfilePage {
    /// The frame.
    pub page: Page,
    /// `name`, `language`.
    pub form: Form,
}

/// Where the person is signed in.
#[derive(Template)]
#[template(path = "account/sessions.html")]
pub struct SessionsPage {
    /// The frame.
    pub page: Page,
    /// The sessions, the latest first.
    pub sessions: Vec<Session>,
    /// The one that asks.
    pub own: String,
}

impl SessionsPage {
    /// Browser and system; what the browser says of itself where it is neither's.
    fn agent(session: &Session) -> String {
        agent::name(&session.agent).unwrap_or_else(|| session.agent.clone())
    }
}

/// Begins a session and goes on.
pub(super) async fn enter(
    portal: &Portal,
    request: &HttpRequest,
    account: &Account,
    to: &str,
) -> Answer {
    let agent = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let token = sign_in::begin_session(&portal.app, account, agent).await?;
    let mut answer = see_other(to);
    answer.add_cookie(&cookie(portal, &token)).map_err(|_| Refusal::Malformed)?;
    Ok(answer)
}

/// `GET /sign-up`.
pub async fn sign_up_form(page: Page) -> Answer {
    private(&SignUpPage { page, form: Form::default() })
}

/// `POST /sign-up`.
pub async fn sign_up(
    portal: web::Data<Portal>,
    request: HttpRequest,
    page: Page,
    fields: Fields,
) -> Answer {
    let mut form = Form::keeping(&fields, &["name", "email"]);
    let name = form.check("name", PersonName::parse(fields.text("name")));
    let email = form.check("email", EmailAddress::parse(fields.text("email")));
    let chosen = fields.secret("password");
    let password =
        email.as_ref().and_then(|email| form.check("password", NewPassword::parse(&chosen, email)));
    let (Some(name), Some(email), Some(password)) = (name, email, password) else {
        return refused(&SignUpPage { page, form });
    };
    let wanted = account::SignUp { email, name, password, language: page.locale };
    match account::sign_up(&portal.app, wanted).await {
        Ok(account) => {
            enter(&portal, &request, &account, &page.href("/account?done=signed-up")).await
        }
        Err(app::Error::EmailTaken) => {
            refused(&SignUpPage { page, form: form.refused("email", "error-email-taken") })
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /sign-in`.
pub async fn sign_in_form(page: Page) -> Answer {
    let next = page.query("next");
    if page.person().is_some() {
        return Ok(see_other(local_path(&next).unwrap_or(&page.href("/desk"))));
    }
    private(&SignInPage {
        form: Form::with(&[("next", local_path(&next).unwrap_or_default())]),
        page,
    })
}

/// `POST /sign-in`.
pub async fn sign_in(
    portal: web::Data<Portal>,
    request: HttpRequest,
    page: Page,
    fields: Fields,
) -> Answer {
    let mut form = Form::keeping(&fields, &["email", "next"]);
    let email = form.check("email", EmailAddress::parse(fields.text("email")));
    if fields.text("password").is_empty() {
        form.refuse("password", "error-password-empty");
    }
    let Some(email) = email.filter(|_| !form.is_refused()) else {
        return refused(&SignInPage { page, form });
    };
    portal.limits.sign_in(&email)?;
    match sign_in::check_credentials(&portal.app, &email, &fields.secret("password")).await {
        Ok(account) => {
            let home = page.href("/desk");
            enter(&portal, &request, &account, local_path(fields.text("next")).unwrap_or(&home))
                .await
        }
        Err(app::Error::WrongCredentials) => {
            refused(&SignInPage { page, form: form.refused("password", "error-credentials") })
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /sign-out`.
pub async fn sign_out(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    sign_in::sign_out(&portal.app, &signed).await?;
    let mut answer = see_other(&page.href("/signed-out"));
    answer.add_cookie(&no_cookie(&portal)).map_err(|_| Refusal::Malformed)?;
    answer.headers_mut().insert(
        header::HeaderName::from_static("clear-site-data"),
        // Not "storage": the keys in this browser are the person's, and only a backup brings them back.
        header::HeaderValue::from_static("\"cache\""),
    );
    Ok(answer)
}

/// `GET /signed-out`.
pub async fn signed_out(request: HttpRequest, page: Page) -> Answer {
    public(&request, &SignedOutPage { page })
}

/// `GET /account`.
pub async fn show(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let store = &portal.app.store;
    let keys = store.keys_of(signed.account.id).await.map_err(app::Error::from)?;
    let organisations =
        store.organisations_by(signed.account.id).await.map_err(app::Error::from)?;
    let roles = signed.roles.iter().map(app::roles::Role::key).collect();
    let acts_for = app::people::me(&portal.app, signed.account.id).await?.map(|me| me.org.name);
    private(&AccountPage { page, account: signed.account, roles, keys, organisations, acts_for })
}

/// `GET /account/profile`.
pub async fn profile_form(page: Page, signed: Signed) -> Answer {
    let form = Form::with(&[
        ("name", signed.account.name.as_str()),
        ("language", signed.account.language.slug()),
    ]);
    private(&ProfilePage { page, form })
}

/// `POST /account/profile`.
pub async fn profile(
    portal: web::Data<Portal>,
    page: Page,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let mut form = Form::keeping(&fields, &["name", "language"]);
    let name = form.check("name", PersonName::parse(fields.text("name")));
    let language = form.check(
        "language",
        Locale::from_slug(fields.text("language")).ok_or("error-language-empty"),
    );
    let (Some(name), Some(language)) = (name, language) else {
        return refused(&ProfilePage { page, form });
    };
    account::set_profile(&portal.app, &signed.account, &name, language).await?;
    Ok(see_other(&page.href("/account?done=profile-saved")))
}

/// `GET /account/sessions`.
pub async fn sessions(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let sessions =
        portal.app.store.sessions_of(signed.account.id).await.map_err(app::Error::from)?;
    private(&SessionsPage { page, sessions, own: signed.session.token_hash })
}

/// `POST /account/sessions/end-others`.
pub async fn end_others(
    portal: web::Data<Portal>,
    page: Page,
    signed: Signed,
) -> Result<HttpResponse, Refusal> {
    sign_in::sign_out_elsewhere(&portal.app, &signed).await?;
    Ok(see_other(&page.href("/account/sessions?done=sessions-ended")))
}
