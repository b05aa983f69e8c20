//! A folder and a command for each test.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A test's own folder, in which its commands run.
pub struct Folder(TempDir);

/// What a command did.
pub struct Outcome {
    /// The exit code.
    pub code: i32,
    /// What it printed on stdout.
    pub stdout: String,
    /// What it printed on stderr.
    pub stderr: String,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Folder(TempDir::new().expect("a temporary folder can be made"))
    }

    /// The path of something in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("folders can be made");
        fs::write(&path, content).expect("files can be written");
        path
    }

    /// The command, to be run in the folder, with nothing of this terminal.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_assay"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("TMPDIR", self.0.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the command.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Outcome {
        let output = self.command(arguments).output().expect("the command runs");
        Outcome::from(output)
    }

    /// Runs the command, which must succeed and say nothing on stderr.
    pub fn ok<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, 0, "the command succeeds: {}", outcome.stderr);
        assert_eq!(outcome.stderr, "", "nothing is on stderr when all is well");
        outcome.stdout
    }

    /// Runs the command with `--json` and reads its one value.
    pub fn json<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Value {
        let mut command = self.command(arguments);
        let outcome = Outcome::from(command.arg("--json").output().expect("the command runs"));
        assert_eq!(outcome.code, 0, "the command succeeds: {}", outcome.stderr);
        serde_json::from_str(&outcome.stdout).expect("stdout is one JSON value and nothing else")
    }

    /// Every file in the folder with its content, to see that nothing changed.
    pub fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.0.path(), &mut files);
        files.sort();
        files
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Outcome {
            code: output
                .status
                .code()
                .expect("the command was not ended by a signal"),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }
}

impl Outcome {
    /// Asserts exit code 1 and exactly one line on stderr, and returns its sentence.
    pub fn one_line_error(&self) -> &str {
        assert_eq!(
            self.code, 1,
            "an error exits with 1; stderr: {}",
            self.stderr
        );
        assert_eq!(self.stdout, "", "nothing is on stdout after an error");
        let line = self.stderr.strip_suffix('\n').expect("the line ends");
        assert!(!line.contains('\n'), "one line only: {}", self.stderr);
        line.strip_prefix("assay: ")
            .expect("the line says who speaks")
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let content = fs::read(&path).expect("the file can be read");
            files.push((path, content));
        }
    }
}
