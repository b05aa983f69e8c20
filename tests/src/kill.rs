//! Killing `assay` at any instant, and looking at what is left.
//!
//! Each round copies a project, lets the program do one thing to it, and ends the program by
//! SIGKILL at a random moment. Then the project opens, passes its check, says what it said before
//! or what it says when nothing disturbs, and the same thing can be done again. A report or an export
//! is there whole or not at all.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use assay_workbench::{Project, Task, project};
use rand::Rng;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::root;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many kills found what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Found {
    /// Nothing was changed.
    pub absent: u32,
    /// All was changed.
    pub whole: u32,
    /// The program was done before the kill came.
    pub done: u32,
}

/// What is done to the project: a name, and the arguments of `assay` with `PROJECT` in them.
const DEEDS: &[(&str, &[&str])] = &[
    (
        "first import",
        &[
            "import",
            "NEW",
            "SAMPLES/reviews.csv",
            "SAMPLES/tickets.csv",
        ],
    ),
    (
        "import",
        &[
            "import",
            "PROJECT",
            "SAMPLES/tickets.csv",
            "SAMPLES/events.csv",
        ],
    ),
    ("analyse", &["analyze", "PROJECT", "--granularity", "2"]),
    ("edit", &["theme", "merge", "PROJECT", "1", "2", "3"]),
    ("undo", &["undo", "PROJECT"]),
    ("redo", &["redo", "UNDONE"]),
    ("backup", &["backup", "make", "PROJECT"]),
    ("restore", &["backup", "restore", "PROJECT"]),
    (
        "keyed import",
        &[
            "import",
            "NEW",
            "SAMPLES/tickets.csv",
            "--redaction-key",
            "tokens.key",
        ],
    ),
    ("update", &["import", "PROJECT", "BASE/later.csv"]),
    ("report", &["report", "PROJECT", "-o", "report.md"]),
    ("export", &["export", "PROJECT", "-o", "items.csv"]),
    ("refi export", &["export", "PROJECT", "-o", "shop.qdpx"]),
];

/// Kill the program `kills` times before it is done, going round through what it can do. `seed`
/// chooses the moments.
///
/// # Errors
/// A sentence about the first kill that left something half done, or that hardly any came in time.
pub fn rounds(assay: &Path, kills: u32, seed: u64) -> Result<Vec<(&'static str, Found)>> {
    let folder = tempfile::tempdir()?;
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let base = prepare(assay, &folder.path().join("base"))?;
    let mut deeds = Vec::new();
    for (name, arguments) in DEEDS {
        deeds.push(Deed::measure(assay, &base, folder.path(), name, arguments)?);
    }
    let mut found: Vec<(&'static str, Found)> = deeds
        .iter()
        .map(|deed| (deed.name, Found::default()))
        .collect();
    let mut in_time = 0;
    for round in 0.. {
        if in_time == kills {
            break;
        }
        if round > 10 * kills {
            return Err("hardly any kill comes before the program is done".into());
        }
        let place = round as usize % deeds.len();
        let deed = &deeds[place];
        let scene = Scene::set(&base, &folder.path().join("round"))?;
        // Half of the moments anywhere, half in the last part, where files are written.
        let share = match round / deeds.len() as u32 % 2 {
            0 => random.gen_range(0.0..1.0),
            _ => random.gen_range(0.6..1.0),
        };
        let after = deed.takes.mul_f64(share);
        let state = deed
            .kill(assay, &scene, after)
            .map_err(|error| format!("{} killed after {after:?}: {error}", deed.name))?;
        in_time += u32::from(!matches!(state, State::Done));
        match state {
            State::Absent => found[place].1.absent += 1,
            State::Whole => found[place].1.whole += 1,
            State::Done => found[place].1.done += 1,
        }
    }
    Ok(found)
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} left nothing, {} all, {} came too late",
            self.absent, self.whole, self.done
        )
    }
}

enum State {
    Absent,
    Whole,
    Done,
}

/// A deed, how long it takes, and what it leaves when nobody disturbs it.
struct Deed {
    name: &'static str,
    arguments: &'static [&'static str],
    takes: Duration,
    before: String,
    after: String,
    /// The file beside the project that is written.
    written: Option<Vec<u8>>,
}

impl Deed {
    fn measure(
        assay: &Path,
        base: &Path,
        folder: &Path,
        name: &'static str,
        arguments: &'static [&'static str],
    ) -> Result<Deed> {
        let scene = Scene::set(base, &folder.join("measured"))?;
        let mut deed = Deed {
            name,
            arguments,
            takes: Duration::ZERO,
            before: scene.said(arguments)?,
            after: String::new(),
            written: None,
        };
        let start = Instant::now();
        deed.run(assay, &scene)?;
        deed.takes = start.elapsed();
        deed.after = scene.said(arguments)?;
        deed.written = deed.output(&scene);
        Ok(deed)
    }

    /// What is in the file that is written beside the project, if there is one.
    fn output(&self, scene: &Scene) -> Option<Vec<u8>> {
        let place = self.arguments.iter().position(|word| *word == "-o")?;
        std::fs::read(scene.folder.join(self.arguments[place + 1])).ok()
    }

    fn command(&self, assay: &Path, scene: &Scene) -> Command {
        let samples = root().join("samples").display().to_string();
        // Not from the scene's own folder: a project says where its files were.
        let base = scene.folder.with_file_name("base").display().to_string();
        let mut command = Command::new(assay);
        for argument in self.arguments {
            match *argument {
                "PROJECT" | "NEW" | "UNDONE" => command.arg(scene.file(argument)),
                other => command.arg(other.replace("SAMPLES", &samples).replace("BASE", &base)),
            };
        }
        command
            .current_dir(&scene.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    fn run(&self, assay: &Path, scene: &Scene) -> Result<()> {
        let output = self.command(assay, scene).output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("it fails by itself: {said}").into());
        }
        Ok(())
    }

    fn kill(&self, assay: &Path, scene: &Scene, after: Duration) -> Result<State> {
        let mut child = self.command(assay, scene).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(after);
        child.kill()?;
        let done = child.wait()?.success();
        let said = scene.said(self.arguments)?;
        let written = self.output(scene);
        if written.is_some() && written != self.written {
            return Err("half a file is left".into());
        }
        let whole = said == self.after && written == self.written;
        if !whole && said != self.before {
            return Err("it says something between before and after".into());
        }
        // The way on: the same again, if it is not done yet, to the end.
        if !whole {
            self.run(assay, scene)?;
            if scene.said(self.arguments)? != self.after {
                return Err("done again, it gives something else".into());
            }
        }
        Ok(match (done, whole) {
            (true, _) => State::Done,
            (false, true) => State::Whole,
            (false, false) => State::Absent,
        })
    }
}

/// A folder with a project, and the same project with a step taken back.
struct Scene {
    folder: PathBuf,
}

impl Scene {
    fn set(base: &Path, folder: &Path) -> Result<Scene> {
        let _ = std::fs::remove_dir_all(folder);
        copy_folder(base, folder)?;
        Ok(Scene {
            folder: folder.to_path_buf(),
        })
    }

    fn file(&self, named: &str) -> PathBuf {
        self.folder.join(match named {
            "NEW" => "new.assay",
            "UNDONE" => "undone.assay",
            _ => "shop.assay",
        })
    }

    /// What the project that a deed is about says, as a hash, and how many whole backups it has;
    /// it has to pass its check. A project that is not there says nothing.
    fn said(&self, arguments: &[&str]) -> Result<String> {
        let named = arguments
            .iter()
            .find(|word| word.chars().all(|sign| sign.is_ascii_uppercase()));
        let path = self.file(named.copied().unwrap_or("PROJECT"));
        if !path.exists() {
            return Ok(EMPTY.to_owned());
        }
        let project = Project::open(&path)?;
        let verification = project::verify(&project, &Task::silent())?;
        if !verification.problems.is_empty() {
            return Err(format!("its check finds {:?}", verification.problems).into());
        }
        if project::info(&project)?.counts.sources == 0 {
            return Ok(EMPTY.to_owned());
        }
        Ok(verification.contents_hash)
    }
}

/// What a project without anything in it says.
const EMPTY: &str = "nothing";

/// A project that was imported, analysed and edited, with a backup of an earlier state; and one whose
/// last step was taken back.
fn prepare(assay: &Path, folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let samples = root().join("samples");
    let sample = |name: &str| samples.join(name).display().to_string();
    let steps: [&[&str]; 6] = [
        &[
            "import",
            "shop.assay",
            &sample("customers.csv"),
            &sample("survey_onboarding.csv"),
        ],
        &["import", "shop.assay", &sample("reviews.csv")],
        &["backup", "make", "shop.assay"],
        &["analyze", "shop.assay"],
        &["activation", "shop.assay", "--column", "churned_at"],
        &["theme", "rename", "shop.assay", "1", "A name"],
    ];
    let run = |arguments: &[&str]| -> Result<()> {
        let output = Command::new(assay)
            .args(arguments)
            .current_dir(folder)
            .output()?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
        }
    };
    for step in steps {
        run(step)?;
    }
    // A later export, in which some have changed their answers.
    let survey = std::fs::read_to_string(samples.join("survey_onboarding.csv"))?;
    std::fs::write(folder.join("later.csv"), survey.replace(" the ", " this "))?;
    std::fs::copy(folder.join("shop.assay"), folder.join("undone.assay"))?;
    run(&["undo", "undone.assay"])?;
    Ok(folder.to_path_buf())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
