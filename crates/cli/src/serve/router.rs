//! Which address is answered by what. Everything passes the guard first.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};

use super::running::Server;
use super::{call, export, guard, page, upload};

/// The largest request of a call, in bytes.
pub const CALL_LIMIT: usize = 1 << 20;
/// The largest file that can be dropped, in bytes.
pub const UPLOAD_LIMIT: u64 = 1 << 30;

/// All routes.
pub fn router(server: Arc<Server>) -> Router {
    let api = Router::new()
        .route(
            "/api/call/{name}",
            post(call::call).layer(DefaultBodyLimit::max(CALL_LIMIT)),
        )
        .route("/api/cancel/{task}", post(call::cancel))
        .route("/api/export", post(export::export))
        // The upload counts its bytes itself, as they go to disk.
        .route(
            "/api/upload",
            post(upload::upload).layer(DefaultBodyLimit::disable()),
        )
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(&server),
            guard::token,
        ));
    Router::new()
        .merge(api)
        .route("/open/{ticket}", get(page::open))
        .fallback(page::page)
        .method_not_allowed_fallback(guard::method_not_allowed)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&server),
            guard::place,
        ))
        .with_state(server)
}
