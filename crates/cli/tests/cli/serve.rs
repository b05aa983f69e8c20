//! `assay serve`: what it answers, and everything it refuses.

use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::server::Server;
use crate::util::Folder;

#[test]
fn a_call_is_answered_line_by_line() {
    let server = Server::start();
    let lines = server.call("project_info", Value::Null);
    assert_eq!(lines.last().unwrap()["value"]["name"], "project");
    assert_eq!(lines.last().unwrap()["changed"], json!([]));
    let lines = server.call("no_such_call", Value::Null);
    assert!(lines.last().unwrap()["error"]["message"].is_string());
}

#[test]
fn a_call_without_the_token_is_refused() {
    let server = Server::start();
    let wrong = format!("X-Assay-Token: {}", "0".repeat(64));
    let cookie = format!("Cookie: assay-{}={}", server.port, server.token);
    for headers in [
        vec![],
        vec![wrong.as_str()],
        vec!["X-Assay-Token:"],
        vec![cookie.as_str()],
    ] {
        for path in [
            "/api/call/project_info",
            "/api/cancel/t",
            "/api/export",
            "/api/upload?name=a.csv",
        ] {
            let answer = server.post(path, &headers, b"{\"task\":\"t\"}");
            assert_eq!(answer.status, 403, "{path} with {headers:?}");
            assert!(
                answer.body.contains("token"),
                "a sentence says why: {}",
                answer.body
            );
        }
    }
}

#[test]
fn a_page_without_the_token_is_refused_and_the_cookie_replaces_it() {
    let server = Server::start();
    for path in [
        "/",
        "/?token=",
        "/?token=0123",
        "/index.html",
        "/assets/index.js",
    ] {
        assert_eq!(server.get(path, &[]).status, 403, "{path}");
    }
    let page = server.get(&format!("/?token={}", server.token), &[]);
    assert!(
        [200, 404].contains(&page.status),
        "a page, or the sentence that none was built in"
    );
    let cookie = page
        .head
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    assert!(
        cookie.contains("samesite=strict") && cookie.contains("httponly"),
        "{cookie}"
    );
    let cookie = format!("Cookie: other=1; {}", cookie.split(';').next().unwrap());
    assert_eq!(
        server.get("/", &[&cookie]).status,
        page.status,
        "the cookie is as good as the token"
    );
    assert_eq!(server.get("/no-such-page", &[&cookie]).status, 404);
    assert_eq!(server.get("/..%2f..%2fCargo.toml", &[&cookie]).status, 404);
    assert_eq!(server.get("/../../Cargo.toml", &[&cookie]).status, 404);
}

#[test]
fn another_host_is_refused_even_with_the_token() {
    let server = Server::start();
    let token = server.token_header();
    for host in [
        "Host: evil.example".to_owned(),
        format!("Host: evil.example:{}", server.port),
        "Host: 127.0.0.1".to_owned(),
        "Host: 127.0.0.1:1".to_owned(),
        format!("Host: 127.0.0.1.evil.example:{}", server.port),
        "X-Nothing: no host at all".to_owned(),
    ] {
        let answer = server.raw(
            "POST /api/call/project_info",
            &[&host, &token, "Content-Length: 2"],
            b"{}",
        );
        assert!(
            [400, 403].contains(&answer.status),
            "{host}: {}",
            answer.status
        );
        let answer = server.raw(&format!("GET /?token={}", server.token), &[&host], b"");
        assert!(
            [400, 403].contains(&answer.status),
            "{host}: {}",
            answer.status
        );
        assert!(!answer.head.contains("set-cookie"), "no cookie for {host}");
    }
    let local = format!("Host: localhost:{}", server.port);
    let answer = server.raw(
        "POST /api/cancel/t",
        &[&local, &token, "Content-Length: 0"],
        b"",
    );
    assert_eq!(answer.status, 204, "localhost is this machine as well");
}

#[test]
fn another_origin_is_refused_even_with_the_token() {
    let server = Server::start();
    let token = server.token_header();
    for origin in [
        "http://evil.example".to_owned(),
        "null".to_owned(),
        "http://127.0.0.1:1".to_owned(),
        format!("https://127.0.0.1:{}", server.port),
    ] {
        let origin = format!("Origin: {origin}");
        let answer = server.post(
            "/api/call/project_info",
            &[&token, &origin],
            b"{\"task\":\"t\"}",
        );
        assert_eq!(answer.status, 403, "{origin}");
    }
    let own = format!("Origin: http://127.0.0.1:{}", server.port);
    assert_eq!(
        server.post("/api/cancel/t", &[&token, &own], b"").status,
        204
    );
}

#[test]
fn other_methods_are_refused_and_nothing_is_shared_across_origins() {
    let server = Server::start();
    let token = server.token_header();
    let host = server.host();
    for request in [
        "OPTIONS /api/call/project_info",
        "PUT /api/upload?name=a.csv",
        "DELETE /",
        "HEAD /",
        "GET /api/call/project_info",
        "POST /",
    ] {
        let preflight = "Access-Control-Request-Method: POST";
        let answer = server.raw(
            request,
            &[&host, &token, preflight, "Content-Length: 0"],
            b"",
        );
        assert_eq!(answer.status, 405, "{request}");
        assert!(
            !answer.head.contains("access-control"),
            "no CORS headers: {}",
            answer.head
        );
    }
}

#[test]
fn every_answer_carries_the_protecting_headers() {
    let server = Server::start();
    let page = server.get(&format!("/?token={}", server.token), &[]);
    let refusal = server.get("/", &[]);
    for answer in [page, refusal] {
        for header in [
            "content-security-policy: default-src 'self'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
        ] {
            assert!(answer.head.contains(header), "{header} in {}", answer.head);
        }
        assert!(!answer.head.contains("unsafe"), "{}", answer.head);
    }
}

#[test]
fn an_upload_is_kept_in_the_private_folder_whatever_its_name() {
    let server = Server::start();
    let token = server.token_header();
    for (name, kept) in [
        ("survey.csv", "survey.csv"),
        ("..%2F..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("%2Fetc%2Fshadow", "shadow"),
        ("..%5C..%5Cboot.ini", "boot.ini"),
        ("..", "file"),
    ] {
        let answer = server.post(
            &format!("/api/upload?name={name}"),
            &[&token],
            b"a,b\n1,2\n",
        );
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
        let path = serde_json::from_str::<Value>(&answer.body).unwrap()["path"]
            .as_str()
            .unwrap()
            .to_owned();
        let path = std::path::Path::new(&path);
        assert_eq!(path.file_name().unwrap(), kept, "{name}");
        assert!(
            path.starts_with(server.folder.path("")),
            "{} is in the temporary folder",
            path.display()
        );
        assert_eq!(std::fs::read(path).unwrap(), b"a,b\n1,2\n");
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let server = Server::start();
    let (host, token) = (server.host(), server.token_header());
    let large = format!("Content-Length: {}", (1_u64 << 30) + 1);
    let answer = server.raw("POST /api/upload?name=a.csv", &[&host, &token, &large], b"");
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("1 GiB"), "{}", answer.body);
    let body = vec![b' '; (1 << 20) + 1];
    let answer = server.post("/api/call/project_info", &[&token], &body);
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("1 MiB"), "{}", answer.body);
}

#[test]
fn a_request_that_is_no_json_is_one_sentence() {
    let server = Server::start();
    let answer = server.post("/api/call/project_info", &[&server.token_header()], b"{");
    assert_eq!(answer.status, 400);
    let error: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(error["error"]["code"], "bad-input");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_removes_the_uploads() {
    let mut server = Server::start();
    let answer = server.post(
        "/api/upload?name=a.csv",
        &[&server.token_header()],
        b"a\n1\n",
    );
    let path = serde_json::from_str::<Value>(&answer.body).unwrap()["path"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(std::path::Path::new(&path).exists());
    let interrupted = std::process::Command::new("kill")
        .args(["-INT", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it ends soon");
        thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
    assert!(
        !std::path::Path::new(&path).exists(),
        "nothing is left behind"
    );
}

#[test]
fn a_port_in_use_is_one_sentence() {
    let server = Server::start();
    let port = server.port.to_string();
    let folder = Folder::new();
    let outcome = folder.run(["serve", "other.assay", "--port", &port]);
    assert!(outcome.one_line_error().contains(&port));
    assert!(folder.snapshot().is_empty(), "no project is made");
}

#[test]
fn work_is_cancelled_by_its_id() {
    let server = Server::start();
    let mut answer = server.begin_long_import();
    let cancelled = server.post("/api/cancel/long", &[&server.token_header()], b"");
    assert_eq!(cancelled.status, 204);
    let mut lines = String::new();
    answer.read_to_string(&mut lines).unwrap();
    assert!(lines.contains(r#""code":"cancelled""#), "{lines}");
    assert_eq!(
        server.call("history_list", Value::Null)[0]["value"],
        json!([]),
        "nothing was done"
    );
}

#[test]
fn a_page_that_is_closed_leaves_no_work_behind() {
    let server = Server::start();
    drop(server.begin_long_import());
    server
        .folder
        .write("survey.csv", "comment\nthe parcel came late\n");
    let file = json!({"path": server.folder.path("survey.csv"), "kind": "survey", "map": []});
    let lines = server.call("sources_import", json!({"files": [file]}));
    assert!(
        lines.last().unwrap()["value"].is_object(),
        "the next import is not held up: {lines:?}"
    );
    let history = server.call("history_list", Value::Null);
    assert_eq!(
        history[0]["value"].as_array().unwrap().len(),
        1,
        "only that import was done"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_started_with_an_address_that_is_good_once() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let browser = folder.write(
        "xdg-open",
        "#!/bin/sh\nprintf %s \"$1\" > opened.part\nmv opened.part opened\n",
    );
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    let server = Server::start_with(folder, &["--open"]);
    let opened = server.folder.path("opened");
    let begun = Instant::now();
    while !opened.exists() {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "the browser is started"
        );
        thread::sleep(Duration::from_millis(20));
    }
    let address = std::fs::read_to_string(opened).unwrap();
    assert!(
        !address.contains(&server.token),
        "other users may read the browser's command line"
    );
    let path = address
        .strip_prefix(&format!("http://127.0.0.1:{}", server.port))
        .unwrap();
    let first = server.get(path, &[]);
    assert_eq!(first.status, 303);
    assert!(
        first
            .head
            .contains(&format!("location: /?token={}", server.token)),
        "{}",
        first.head
    );
    assert_eq!(
        server.get(path, &[]).status,
        403,
        "a second visit is refused"
    );
    assert_eq!(server.get("/open/", &[]).status, 403);
}
