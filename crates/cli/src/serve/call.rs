//! Calls to the workbench, answered line by line: progress as it comes, then the value or the error.

use std::sync::Arc;

use assay_workbench::{Code, Error, Progress, Task};
use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::running::Server;

/// What stands in the body of a call.
#[derive(Deserialize)]
pub struct Call {
    /// An id of the window's choosing, to cancel by.
    pub task: String,
    /// The request, as the call takes it.
    #[serde(default)]
    pub request: Value,
}

/// Runs a call on a thread of its own. The status is 200 once the call is understood; whether it
/// went well is told by the last line.
pub async fn call(
    State(server): State<Arc<Server>>,
    Path(name): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return (
                rejection.status(),
                "This request is larger than a call may be (1 MiB).\n",
            )
                .into_response();
        }
        Err(rejection) => return rejection.into_response(),
    };
    let call: Call = match serde_json::from_slice(&body) {
        Ok(call) => call,
        Err(error) => {
            let message = format!("the request could not be read: {error}");
            let error = Error {
                code: Code::BadInput,
                message,
            };
            return (
                StatusCode::BAD_REQUEST,
                lines(),
                line(&json!({ "error": error })),
            )
                .into_response();
        }
    };
    (
        lines(),
        Body::from_stream(answer(start(server, name, call))),
    )
        .into_response()
}

/// Asks work to stop.
pub async fn cancel(State(server): State<Arc<Server>>, Path(task): Path<String>) -> StatusCode {
    server.tasks.cancel(&task);
    StatusCode::NO_CONTENT
}

/// A line of the answer.
struct Line {
    text: Bytes,
    /// Nothing follows it. The channel itself stays open as long as the task is known somewhere.
    last: bool,
}

/// A call under way, as its answer sees it.
struct Running {
    lines: UnboundedReceiver<Line>,
    task: Task,
}

impl Drop for Running {
    /// A page that was closed cannot cancel any more and sees no result: its work stops, and the
    /// project stays as it was. Work that is done does not mind.
    fn drop(&mut self) {
        self.task.cancel();
    }
}

fn start(server: Arc<Server>, name: String, call: Call) -> Running {
    let (sender, lines) = mpsc::unbounded_channel();
    let progress = sender.clone();
    let task =
        Task::new(move |step: Progress| send(&progress, &json!({ "progress": step }), false));
    server.tasks.begin(&call.task, &task);
    let running = Running {
        lines,
        task: task.clone(),
    };
    tokio::spawn(async move {
        let workbench = Arc::clone(&server.workbench);
        let work = tokio::task::spawn_blocking(move || workbench.call(&name, call.request, &task));
        let last = match work.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => json!({ "error": error }),
            Err(_) => json!({ "error": our_mistake() }),
        };
        server.tasks.end(&call.task);
        send(&sender, &last, true);
    });
    running
}

fn our_mistake() -> Error {
    Error {
        code: Code::Internal,
        message: "a mistake in Assay stopped this step; the project is as it was".to_owned(),
    }
}

fn answer(running: Running) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    stream::unfold(Some(running), |running| async move {
        let mut running = running?;
        let line = running.lines.recv().await?;
        Some((Ok(line.text), (!line.last).then_some(running)))
    })
}

/// Nobody may be listening any more, which is no error.
fn send(lines: &UnboundedSender<Line>, value: &Value, last: bool) {
    let _ = lines.send(Line {
        text: line(value),
        last,
    });
}

fn line(value: &Value) -> Bytes {
    Bytes::from(format!("{value}\n"))
}

fn lines() -> [(header::HeaderName, &'static str); 1] {
    [(header::CONTENT_TYPE, "application/x-ndjson")]
}
