//! A password forgotten, reset and changed.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::{
    Portal,
    forms::{Fields, Form},
    gate::see_other,
    page::{Answer, Page, private, public, refused},
};
use crate::app::{
    self, account, reset as link,
    sign_in::Signed,
    tokens::Token,
    values::{EmailAddress, NewPassword},
};

/// The form to ask for a link.
#[derive(Template)]
#[template(path = "account/forgot.html")]
pub struct ForgotPage {
    /// The frame.
    pub page: Page,
    /// `email`.
    pub form: Form,
}

/// What follows asking for a link, whether the address has an account or not.
#[derive(Template)]
#[template(path = "account/forgot_sent.html")]
pub struct SentPage {
    /// The frame.
    pub page: Page,
    /// How long the link works, in minutes.
    pub minutes: i64,
}

/// The form for a new password, behind a link.
#[derive(Template)]
#[template(path = "account/reset.html")]
pub struct ResetPage {
    /// The frame.
    pub page: Page,
    /// `password`.
    pub form: Form,
    /// Whose, so that password managers know.
    pub email: String,
}

/// The form to change the password.
#[derive(Template)]
#[template(path = "account/password.html")]
pub struct ChangePage {
    /// The frame.
    pub page: Page,
    /// `present`, `password`.
    pub form: Form,
    /// Whose, so that password managers know.
    pub email: String,
}

/// `GET /forgot-password`.
pub async fn forgot_form(page: Page) -> Answer {
    private(&ForgotPage { page, form: Form::default() })
}

/// `POST /forgot-password`.
pub async fn forgot(portal: web::Data<Portal>, page: Page, fields: Fields) -> Answer {
    let mut form = Form::keeping(&fields, &["email"]);
    let Some(email) = form.check("email", EmailAddress::parse(fields.text("email"))) else {
        return refused(&ForgotPage { page, form });
    };
    portal.limits.reset_mail(&email)?;
    link::request(&portal.app, &email).await?;
    Ok(see_other(&page.href("/forgot-password/sent")))
}

/// `GET /forgot-password/sent`.
pub async fn sent(portal: web::Data<Portal>, request: HttpRequest, page: Page) -> Answer {
    public(&request, &SentPage { page, minutes: portal.app.policy.reset_link.as_mins() })
}

fn shown(token: &str) -> Result<Token, app::Error> {
    Token::parse(token).ok_or(app::Error::ResetLinkUnusable)
}

/// `GET /reset-password/{token}`.
pub async fn reset_form(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
) -> Answer {
    let account = link::check(&portal.app, &shown(&parts.1)?).await?;
    private(&ResetPage { page, form: Form::default(), email: account.email.as_str().to_owned() })
}

/// `POST /reset-password/{token}`.
pub async fn reset(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let token = shown(&parts.1)?;
    let account = link::check(&portal.app, &token).await?;
    let mut form = Form::default();
    let chosen = fields.secret("password");
    let Some(password) = form.check("password", NewPassword::parse(&chosen, &account.email)) else {
        return refused(&ResetPage { page, form, email: account.email.as_str().to_owned() });
    };
    link::redeem(&portal.app, &token, &password).await?;
    Ok(see_other(&page.href("/sign-in?done=password-reset")))
}

/// `GET /account/password`.
pub async fn change_form(page: Page, signed: Signed) -> Answer {
    private(&ChangePage {
        page,
        form: Form::default(),
        email: signed.account.email.as_str().to_owned(),
    })
}

/// `POST /account/password`.
pub async fn change(
    portal: web::Data<Portal>,
    page: Page,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let email = signed.account.email.as_str().to_owned();
    let mut form = Form::default();
    if fields.text("present").is_empty() {
        form.refuse("present", "error-password-present-empty");
    }
    let chosen = fields.secret("password");
    let wanted = form.check("password", NewPassword::parse(&chosen, &signed.account.email));
    let Some(wanted) = wanted.filter(|_| !form.is_refused()) else {
        return refused(&ChangePage { page, form, email });
    };
    // Guessing the present password is as good as guessing at the sign-in.
    portal.limits.sign_in(&signed.account.email)?;
    let present = fields.secret("present");
    match account::change_password(
        &portal.app,
        &signed.account,
        &present,
        &wanted,
        &signed.session.token_hash,
    )
    .await
    {
        Ok(_) => Ok(see_other(&page.href("/account?done=password-changed"))),
        Err(app::Error::WrongPassword) => refused(&ChangePage {
            page,
            form: form.refused("present", "error-password-present"),
            email,
        }),
        Err(other) => Err(other.into()),
    }
}
