//! Who may ask, from where; and the headers every answer carries.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::running::Server;

/// Nothing from elsewhere, no script in the page, no form, no frame around us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Refuses requests that come by another name or from another page than ours, and methods that
/// nothing here answers; puts the protecting headers on every answer, refusals included.
pub async fn place(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&server, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    protect(response.headers_mut());
    response
}

/// Refuses calls without the token.
pub async fn token(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let token = request
        .headers()
        .get("x-assay-token")
        .and_then(|value| value.to_str().ok());
    if token.is_some_and(|token| server.token.is(token)) {
        next.run(request).await
    } else {
        forbidden("The token is missing or wrong. Open the address that `assay serve` printed.")
    }
}

/// The answer to a method that an address does not know.
pub async fn method_not_allowed() -> Response {
    (
        StatusCode::METHOD_NOT_ALLOWED,
        "This address does not answer that method.\n",
    )
        .into_response()
}

/// A refusal with its sentence.
pub fn forbidden(sentence: &str) -> Response {
    (StatusCode::FORBIDDEN, format!("{sentence}\n")).into_response()
}

fn refusal(server: &Server, request: &Request) -> Option<Response> {
    let headers = request.headers();
    if !single(headers, &header::HOST).is_some_and(|host| server.is_host(host)) {
        return Some(forbidden("Assay is only at 127.0.0.1 and localhost."));
    }
    if headers.contains_key(header::ORIGIN)
        && !single(headers, &header::ORIGIN).is_some_and(|origin| server.is_origin(origin))
    {
        return Some(forbidden("Another site's page may not ask Assay."));
    }
    if ![Method::GET, Method::POST].contains(request.method()) {
        let mut response = (
            StatusCode::METHOD_NOT_ALLOWED,
            "Assay answers GET and POST only.\n",
        )
            .into_response();
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
        return Some(response);
    }
    None
}

/// A header that is there exactly once, as text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

fn protect(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
