//! A running `assay serve` and a client that sends exactly what a test says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::interrupted::write_many_events;
use crate::util::Folder;

/// A server of the test's own, ended with the test.
pub struct Server {
    pub child: Child,
    pub port: u16,
    pub token: String,
    pub folder: Folder,
}

/// An answer, as it came.
pub struct Answer {
    pub status: u16,
    /// Status line and headers in lower case.
    pub head: String,
    pub body: String,
}

impl Server {
    pub fn start() -> Self {
        Self::start_with(Folder::new(), &[])
    }

    pub fn start_with(folder: Folder, arguments: &[&str]) -> Self {
        let mut child = folder
            .command([&["serve", "project.assay"], arguments].concat())
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", folder.path("").display()),
            )
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let rest = line
            .trim_end()
            .strip_prefix("Assay is at http://127.0.0.1:")
            .expect("the address");
        let (port, token) = rest.split_once("/?token=").expect("a token");
        Server {
            child,
            port: port.parse().unwrap(),
            token: token.to_owned(),
            folder,
        }
    }

    /// Sends a request with exactly these header lines.
    pub fn raw(&self, request: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let head = format!(
            "{request} HTTP/1.1\r\n{}\r\nConnection: close\r\n\r\n",
            headers.join("\r\n")
        );
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses by the head alone may close before it has read the body.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    /// Begins the import of many events and leaves the answer to be read.
    pub fn begin_long_import(&self) -> TcpStream {
        write_many_events(&self.folder);
        let file = json!({"path": self.folder.path("events.csv"), "kind": "events", "map": []});
        let body = json!({"task": "long", "request": {"files": [file]}}).to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = [
            "POST /api/call/sources_import HTTP/1.1",
            &self.host(),
            &self.token_header(),
            "Connection: close",
            &format!("Content-Length: {}", body.len()),
        ];
        stream
            .write_all(format!("{}\r\n\r\n{body}", head.join("\r\n")).as_bytes())
            .unwrap();
        // The head of the answer tells that the work has begun.
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        stream
    }

    pub fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}", self.port)
    }

    pub fn get(&self, path: &str, headers: &[&str]) -> Answer {
        let host = self.host();
        self.raw(
            &format!("GET {path}"),
            &[&[host.as_str()], headers].concat(),
            b"",
        )
    }

    pub fn post(&self, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let (host, length) = (self.host(), format!("Content-Length: {}", body.len()));
        self.raw(
            &format!("POST {path}"),
            &[&[host.as_str(), length.as_str()], headers].concat(),
            body,
        )
    }

    pub fn token_header(&self) -> String {
        format!("X-Assay-Token: {}", self.token)
    }

    /// A call with the right token; its lines.
    pub fn call(&self, name: &str, request: Value) -> Vec<Value> {
        let body = json!({"task": "t", "request": request}).to_string();
        let answer = self.post(
            &format!("/api/call/{name}"),
            &[&self.token_header()],
            body.as_bytes(),
        );
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(
            answer.head.contains("content-type: application/x-ndjson"),
            "{}",
            answer.head
        );
        // The body is chunked; the lines of JSON are those that begin with a brace.
        let lines = answer.body.lines().filter(|line| line.starts_with('{'));
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
