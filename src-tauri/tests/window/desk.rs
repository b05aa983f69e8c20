//! A screen and a driver of the test's own, both gone when the test is.

use std::io::{BufRead, BufReader, ErrorKind};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::hands::Hands;

/// A screen that nobody sees, a driver for the window on it, and a folder for what is made.
pub struct Desk {
    driver: Group,
    // Fields are dropped in this order: the driver and the window go before their screen.
    _screen: Group,
    port: u16,
    folder: TempDir,
}

/// A process and all that it started.
struct Group(Child);

impl Desk {
    /// Starts both.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (screen, display) = screen();
        let (driver, port) = driver(&display, folder.path());
        Desk {
            driver,
            _screen: screen,
            port,
            folder,
        }
    }

    /// The test's own folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the program writes how large the window was.
    pub fn window_state(&self) -> PathBuf {
        let kept = Path::new("config")
            .join("org.assay.desktop")
            .join(".window-state.json");
        self.folder().join(kept)
    }

    /// Opens the window, on a project if there is one.
    pub async fn open(&self, project: Option<&PathBuf>) -> Hands {
        assert!(self.driver.0.id() > 0, "the driver runs");
        let arguments: Vec<&str> = project.iter().map(|path| path.to_str().unwrap()).collect();
        Hands::open(self.port, env!("CARGO_BIN_EXE_assay-desktop"), &arguments).await
    }
}

impl Group {
    /// Starts a command in a process group of its own, so that all of it can be ended: a window
    /// outlives its driver otherwise, and holds on to the test's output.
    fn start(command: &mut Command, package: &str) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        match command
            .process_group(0)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
        {
            Ok(child) => Group(child),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                panic!("{program} is missing; install it with: apt-get install {package}")
            }
            Err(error) => panic!("{program} does not start: {error}"),
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(3) {
            if let Ok(Some(_)) = self.0.try_wait() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

/// A screen on the first display that is free.
fn screen() -> (Group, String) {
    let mut command = Command::new("Xvfb");
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1400x900x24",
        "-nolisten",
        "tcp",
    ]);
    let mut screen = Group::start(command.stdout(Stdio::piped()), "xvfb");
    let mut number = String::new();
    BufReader::new(screen.0.stdout.take().unwrap())
        .read_line(&mut number)
        .unwrap();
    assert!(!number.trim().is_empty(), "Xvfb found no free display");
    (screen, format!(":{}", number.trim()))
}

/// A driver that listens on a port of its own and keeps what the window remembers in `folder`.
fn driver(display: &str, folder: &Path) -> (Group, u16) {
    let port = free_port();
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .env("DISPLAY", display)
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"));
    let driver = Group::start(&mut command, "webkit2gtk-driver");
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "WebKitWebDriver does not listen"
        );
        thread::sleep(Duration::from_millis(20));
    }
    (driver, port)
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
