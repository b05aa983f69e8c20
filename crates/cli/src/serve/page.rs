//! The window's pages, as they were built into the program.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::guard::{forbidden, method_not_allowed};
use super::running::Server;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Pages;

const NO_PAGES: &str = "\
This assay was built without its window: ui/dist was missing.
Build the window first (npm ci && npm run build in ui/), then assay again; or use the commands,
which need no window: assay --help.
";

/// Answers a page or one of its files to whoever shows the token, in the address or in the cookie
/// that the first page sets.
pub async fn page(State(server): State<Arc<Server>>, request: Request) -> Response {
    if request.method() != Method::GET {
        return method_not_allowed().await;
    }
    let by_address = query_token(request.uri()).is_some_and(|token| server.token.is(token));
    if !by_address && !has_cookie(&server, request.headers()) {
        return forbidden(
            "The token is missing or wrong. Open the address that `assay serve` printed.",
        );
    }
    let mut response = file(request.uri().path());
    if by_address && let Ok(cookie) = HeaderValue::from_str(&cookie(&server)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Leads the browser that `--open` started to the page, once.
pub async fn open(State(server): State<Arc<Server>>, Path(ticket): Path<String>) -> Response {
    if server.take_ticket(&ticket) {
        let page = format!("/?token={}", server.token.reveal());
        (StatusCode::SEE_OTHER, [(header::LOCATION, page)]).into_response()
    } else {
        forbidden("This address was good for one visit. Open the one that `assay serve` printed.")
    }
}

fn query_token(uri: &Uri) -> Option<&str> {
    uri.query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("token="))
}

fn cookie(server: &Server) -> String {
    format!(
        "{}={}; Path=/; SameSite=Strict; HttpOnly",
        server.cookie(),
        server.token.reveal()
    )
}

fn has_cookie(server: &Server, headers: &HeaderMap) -> bool {
    let name = server.cookie();
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(key, token)| key == name && server.token.is(token))
}

fn file(path: &str) -> Response {
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    // Only what was built in, by its exact name: no `..`, no encoding, no folder.
    match Pages::iter()
        .find(|built_in| built_in == name)
        .and_then(|name| Pages::get(&name))
    {
        Some(file) => {
            let kind = HeaderValue::from_static(media_type(name));
            ([(header::CONTENT_TYPE, kind)], file.data.into_owned()).into_response()
        }
        None if name == "index.html" => (StatusCode::NOT_FOUND, NO_PAGES).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such page.\n").into_response(),
    }
}

/// What the window is made of. Anything else is only ever saved, never shown.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
