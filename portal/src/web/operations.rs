//! For machines: health, robots.

use actix_web::{HttpResponse, http::header, web};

use super::{Portal, page::Answer};

/// `GET /healthz`: 200 when the database answers and is of the newest shape,
/// else 503. Says no more than that.
pub async fn health(portal: web::Data<Portal>) -> Answer {
    let ready = portal.store.ready().await.unwrap_or(false);
    let mut answer = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    Ok(answer.content_type("text/plain; charset=utf-8").body(if ready {
        "ready\n"
    } else {
        "not ready\n"
    }))
}

/// `GET /robots.txt`: public pages may be indexed, the rest answers with a form.
pub async fn robots() -> Answer {
    let body = "User-agent: *\nDisallow: /en/sign-\nDisallow: /zh/sign-\nDisallow: /en/account\nDisallow: /zh/account\n";
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(body))
}
