//! Dropped files: a browser gives bytes, not paths, so they are put where an import finds them.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Json;
use axum::body::{Body, BodyDataStream};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::json;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::router::UPLOAD_LIMIT;
use super::running::Server;

/// The longest file name kept, in bytes; file systems allow 255.
const LONGEST_NAME: usize = 200;

/// What stands in the address of an upload.
#[derive(Deserialize)]
pub struct Upload {
    /// The file's name; only its last part is used.
    #[serde(default)]
    name: String,
}

/// Writes a file into the private folder as it arrives and answers where it is.
pub async fn upload(
    State(server): State<Arc<Server>>,
    Query(upload): Query<Upload>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if announced(&headers).is_some_and(|length| length > UPLOAD_LIMIT) {
        return too_large();
    }
    let name = sanitised(&upload.name);
    match store(&server, &name, body.into_data_stream(), UPLOAD_LIMIT).await {
        Ok(Some(path)) => match path.to_str() {
            Some(path) => Json(json!({ "path": path })).into_response(),
            None => failed("its folder's name is not Unicode"),
        },
        Ok(None) => too_large(),
        Err(error) => failed(&error.to_string()),
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn too_large() -> Response {
    let sentence = format!(
        "The file is larger than {} GiB. Import it by its path instead.\n",
        UPLOAD_LIMIT >> 30
    );
    (StatusCode::PAYLOAD_TOO_LARGE, sentence).into_response()
}

fn failed(reason: &str) -> Response {
    let sentence = format!("The file could not be kept: {reason}.\n");
    (StatusCode::INTERNAL_SERVER_ERROR, sentence).into_response()
}

/// Writes the body to a folder of its own, so that the file keeps its name beside others of the
/// same name. `None` when it is larger than `limit`; nothing is left behind then, nor on an error.
async fn store(
    server: &Server,
    name: &str,
    mut body: BodyDataStream,
    limit: u64,
) -> io::Result<Option<PathBuf>> {
    let folder = tempfile::Builder::new()
        .prefix("")
        .tempdir_in(server.uploads.path())?;
    let path = folder.path().join(name);
    let mut file = File::create_new(&path).await?;
    let mut size = 0;
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(io::Error::other)?;
        size += chunk.len() as u64;
        if size > limit {
            return Ok(None);
        }
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    // From here on it lives as long as the folder of all uploads.
    let _ = folder.keep();
    Ok(Some(path))
}

/// A name for a file that leads nowhere else: the last part of whatever was sent, without control
/// characters and signs that some file system gives a meaning, not hidden, not endless.
fn sanitised(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .map(|c| {
            if c.is_control() || r#"<>:"|?*"#.contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
    match shortened(clean) {
        name if name.is_empty() => "file".to_owned(),
        name => name,
    }
}

/// Cuts a long name before its ending, which tells the format.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let ending = name
        .rfind('.')
        .map(|dot| &name[dot..])
        .filter(|ending| ending.len() <= 16)
        .unwrap_or("");
    let mut end = LONGEST_NAME - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        for (sent, kept) in [
            ("survey.csv", "survey.csv"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("/etc/shadow", "shadow"),
            ("..", "file"),
            ("", "file"),
            (".bashrc", "bashrc"),
            ("a\0b\n.csv", "a_b_.csv"),
            ("C:evil.csv", "C_evil.csv"),
            ("Umfrage Mai – Köln.xlsx", "Umfrage Mai – Köln.xlsx"),
        ] {
            assert_eq!(sanitised(sent), kept, "{sent:?}");
        }
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = sanitised(&format!("{}.csv", "é".repeat(300)));
        assert!(
            name.len() <= LONGEST_NAME && name.ends_with("é.csv"),
            "{name}"
        );
    }
}
