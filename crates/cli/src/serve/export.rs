//! Exports as downloads: the workbench writes the file into the private folder, and the browser
//! gets it from there.

use std::fmt::Display;
use std::sync::Arc;

use assay_workbench::{Code, Error, Task};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, stream};
use serde_json::json;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::call::Call;
use super::running::Server;

/// Bytes handed over at once.
const PIECE: usize = 1 << 16;

/// Writes what is asked for and answers with the file; an error as a call has it.
pub async fn export(State(server): State<Arc<Server>>, Json(call): Json<Call>) -> Response {
    let task = Task::silent();
    server.tasks.begin(&call.task, &task);
    // Whoever goes away before it is written wants it no more.
    let leaving = Leaving(task.clone());
    let written = written(&server, call.request, task).await;
    drop(leaving);
    server.tasks.end(&call.task);
    match written {
        Ok(file) => {
            let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
            (kind, Body::from_stream(pieces(file))).into_response()
        }
        Err(error) => Json(json!({ "error": error })).into_response(),
    }
}

struct Leaving(Task);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// The file, open. Its name is gone by then, and with it the file once it is read.
async fn written(
    server: &Server,
    mut request: serde_json::Value,
    task: Task,
) -> Result<File, Error> {
    let folder = tempfile::Builder::new()
        .prefix("")
        .tempdir_in(server.uploads.path())
        .map_err(unkept)?;
    let path = folder.path().join("export");
    let (Some(fields), Some(text)) = (request.as_object_mut(), path.to_str()) else {
        return Err(Error {
            code: Code::BadInput,
            message: "the request of an export says what to write, and in which format".to_owned(),
        });
    };
    fields.insert("path".to_owned(), text.into());
    let workbench = Arc::clone(&server.workbench);
    let work = move || workbench.call("exports_save", request, &task);
    tokio::task::spawn_blocking(work).await.map_err(unkept)??;
    File::open(&path).await.map_err(unkept)
}

fn pieces(file: File) -> impl Stream<Item = std::io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(piece), file)))
    })
}

fn unkept(reason: impl Display) -> Error {
    Error {
        code: Code::Internal,
        message: format!("the file could not be kept: {reason}"),
    }
}
