//! One line for each request: reference, method, route, status, duration.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};

use super::Portal;

/// What a reader quotes when asking for help; the log line has it too.
#[derive(Clone)]
pub struct Reference(pub String);

/// Middleware: logs the request when it is answered. The route's pattern is
/// logged, not the address: an address may hold a reset token.
pub async fn line(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let begun = Instant::now();
    let chance = request
        .app_data::<web::Data<Portal>>()
        .and_then(|portal| portal.app.entropy.bytes32().ok());
    let reference = chance.map_or_else(|| "unknown".to_owned(), |bytes| hex::encode(&bytes[..6]));
    request.extensions_mut().insert(Reference(reference.clone()));
    let answer = next.call(request).await?.map_into_boxed_body();
    let route = answer.request().match_pattern().unwrap_or_else(|| "unknown".to_owned());
    tracing::info!(
        target: "tenderseal_portal::request",
        reference,
        method = %answer.request().method(),
        route,
        status = answer.status().as_u16(),
        micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
    );
    Ok(answer)
}
