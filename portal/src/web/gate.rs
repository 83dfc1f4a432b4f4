//! The gate before every route: rate, origin, session, role, size, CSRF.
//!
//! It refuses unless the line of the table allows, and it runs before the
//! handler, so a handler cannot forget it.

use std::rc::Rc;

use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    cookie::{Cookie, SameSite},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
    web,
};
use futures_util::StreamExt;
use subtle::ConstantTimeEq;

use super::{
    Portal,
    errors::{self, Refusal},
    forms::Fields,
    limits,
    routes::{Body, Line, Who},
};
use crate::app::{
    self,
    sign_in::{self, Signed},
    tokens::Token,
};

/// The largest form without files, in bytes.
pub const FORM_BYTES: usize = 64 * 1024;

/// The token in this browser's cookie, for the CSRF token of its forms.
#[derive(Clone)]
pub struct Browser(pub Rc<Token>);

/// What an upload must carry as its first field; see [`super::upload`].
#[derive(Clone)]
pub struct ExpectedCsrf(pub String);

/// Whether a browser must go and sign in, or is refused.
enum Stop {
    SignIn,
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<app::Error> for Stop {
    fn from(error: app::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Middleware of one path: `lines` are its methods.
pub async fn pass(
    lines: Vec<&'static Line>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let asked = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let Some(line) = lines.iter().find(|line| line.method == asked.as_str()) else {
        // The resource's default service answers 405.
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let Some(portal) = request.app_data::<web::Data<Portal>>().cloned() else {
        return Ok(request.into_response(errors::bare(&Refusal::NotFound)));
    };
    let state = portal.app.chain.public_state();
    let cacheable = line.who == Who::Public && line.localised && request.method() == Method::GET;
    if cacheable && let Some(answer) = portal.pages.answer(request.request(), state) {
        return Ok(request.into_response(answer));
    }
    let fresh = match examine(&portal, line, &mut request).await {
        Ok(fresh) => fresh,
        Err(Stop::SignIn) => {
            let answer = to_sign_in(request.request());
            return Ok(request.into_response(answer));
        }
        Err(Stop::Refused(refusal)) => return Ok(request.into_response(refusal.error_response())),
    };
    let mut answer = next.call(request).await?.map_into_boxed_body();
    if cacheable {
        return Ok(portal.pages.keep(answer, state));
    }
    if let Some(token) = fresh
        && !answer.headers().contains_key(header::SET_COOKIE)
    {
        answer
            .response_mut()
            .add_cookie(&cookie(&portal, &token))
            .map_err(|_| Refusal::Malformed)?;
    }
    Ok(answer)
}

/// All checks in order; gives the token of a browser that had none yet.
async fn examine(
    portal: &Portal,
    line: &Line,
    request: &mut ServiceRequest,
) -> Result<Option<Rc<Token>>, Stop> {
    let acts = line.method == "POST";
    if acts {
        portal.limits.act(&limits::address(request, portal.behind_proxy))?;
        // A program carries no cookie, so there is nothing that another site could misuse.
        if line.body != Body::Json {
            same_origin(portal, request.request())?;
        }
    }
    if line.who == Who::Public {
        return Ok(None);
    }
    let shown =
        request.cookie(portal.cookie_name()).and_then(|cookie| Token::parse(cookie.value()));
    let signed = match &shown {
        Some(token) => sign_in::recognise(&portal.app, token).await?,
        None => None,
    };
    allowed(line.who, signed.as_ref())?;
    let (token, fresh) = if let Some(token) = shown {
        (Rc::new(token), None)
    } else {
        let token = Rc::new(Token::fresh(portal.app.entropy.as_ref()).map_err(app::Error::from)?);
        (Rc::clone(&token), Some(token))
    };
    if acts {
        read_body(line.body, request, &token).await?;
    }
    if let Some(signed) = signed {
        request.extensions_mut().insert(signed);
    }
    request.extensions_mut().insert(Browser(token));
    Ok(fresh)
}

fn allowed(who: Who, signed: Option<&Signed>) -> Result<(), Stop> {
    match (who, signed) {
        (Who::Public | Who::Visitor, _) | (Who::SignedIn, Some(_)) => Ok(()),
        (Who::Holders(roles), Some(signed)) if signed.roles.any(roles) => Ok(()),
        (Who::Holders(_), Some(_)) => Err(Stop::Refused(Refusal::Forbidden)),
        (Who::SignedIn | Who::Holders(_), None) => Err(Stop::SignIn),
    }
}

/// An act must come from our own pages: `Origin` is our origin. Every browser
/// sends it with a POST; a program says it itself.
fn same_origin(portal: &Portal, request: &HttpRequest) -> Result<(), Refusal> {
    let origin = request.headers().get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if origin == Some(portal.origin.as_str()) { Ok(()) } else { Err(Refusal::Origin) }
}

async fn read_body(body: Body, request: &mut ServiceRequest, token: &Token) -> Result<(), Refusal> {
    let expected = token.csrf();
    match body {
        Body::Nothing | Body::Json => Ok(()),
        Body::Upload => {
            request.extensions_mut().insert(ExpectedCsrf(expected));
            Ok(())
        }
        Body::Form => {
            let bytes = bounded(request).await?;
            let fields = Fields::parse(&bytes);
            if !fits(fields.text("csrf"), &expected) {
                return Err(Refusal::Csrf);
            }
            request.extensions_mut().insert(fields);
            Ok(())
        }
    }
}

/// Whether a shown CSRF token is the expected one, in constant time.
#[must_use]
pub fn fits(shown: &str, expected: &str) -> bool {
    shown.as_bytes().ct_eq(expected.as_bytes()).into()
}

/// The body of a form, refused as soon as it passes [`FORM_BYTES`].
async fn bounded(request: &mut ServiceRequest) -> Result<Vec<u8>, Refusal> {
    let form = request.content_type() == "application/x-www-form-urlencoded";
    if !form {
        return Err(Refusal::Malformed);
    }
    let mut bytes = Vec::new();
    let mut payload = request.take_payload();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed)?;
        if bytes.len() + chunk.len() > FORM_BYTES {
            return Err(Refusal::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    let locale = super::page::locale_of(request.path(), request.headers());
    let mut to = format!("/{}/sign-in", locale.slug());
    if request.method() == Method::GET {
        let query = request.query_string();
        let wanted = if query.is_empty() {
            request.path().to_owned()
        } else {
            format!("{}?{query}", request.path())
        };
        to.push_str("?next=");
        to.extend(url::form_urlencoded::byte_serialize(wanted.as_bytes()));
    }
    see_other(&to)
}

/// 303 to a path of ours, so that a reload does not repeat an act.
#[must_use]
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// The cookie that carries a token: not for scripts, not for other sites, gone
/// when the browser closes.
#[must_use]
pub fn cookie(portal: &Portal, token: &Token) -> Cookie<'static> {
    Cookie::build(portal.cookie_name(), token.expose().to_owned())
        .path("/")
        .http_only(true)
        .secure(portal.is_https())
        .same_site(SameSite::Lax)
        .finish()
}

/// A cookie that takes the token away.
#[must_use]
pub fn no_cookie(portal: &Portal) -> Cookie<'static> {
    let mut cookie = Cookie::build(portal.cookie_name(), "")
        .path("/")
        .http_only(true)
        .secure(portal.is_https())
        .finish();
    cookie.make_removal();
    cookie
}

impl FromRequest for Signed {
    type Error = Refusal;
    type Future = std::future::Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(request.extensions().get::<Self>().cloned().ok_or(Refusal::Forbidden))
    }
}

impl FromRequest for Fields {
    type Error = Refusal;
    type Future = std::future::Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Taken out, so that what was typed is wiped when the handler is done.
        std::future::ready(request.extensions_mut().remove::<Self>().ok_or(Refusal::Csrf))
    }
}
