//! Seconds and peak memory of the main job: import, analysis, activation, ranking.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::Failure;

/// The columns' names.
pub(crate) fn heading() {
    println!(
        "{:<44} {:>9} {:>9} {:>10}",
        "", "seconds", "× a pass", "peak MB"
    );
}

/// Import, analyse and rank `comments` comments of as many customers, one process a step.
pub(crate) fn main_job(assay: &str, comments: usize) -> Result<(), Failure> {
    let folder =
        std::env::temp_dir().join(format!("assay-bench-{}-{comments}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = |name: &str| folder.join(name).display().to_string();
    let feedback = write_files(&folder, comments)?;
    let pass = one_pass(&feedback);
    let project = path("bench.assay");
    let steps = steps(&project, &folder);
    let (mut seconds, mut memory) = (0.0, 0.0f64);
    for (name, arguments) in &steps {
        let measured = measure(assay, arguments)?;
        line(
            &format!("{comments} comments: {name}"),
            measured.0,
            pass,
            measured.1,
        );
        seconds += measured.0;
        memory = memory.max(measured.1);
    }
    line(&format!("{comments} comments: all"), seconds, pass, memory);
    same_on_one_thread(assay, &project)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Does the analysis again on a single thread; the result has to be the one that is stored.
fn same_on_one_thread(assay: &str, project: &str) -> Result<(), Failure> {
    let verified = Command::new(assay)
        .args(["verify", project])
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .status()?;
    match verified.success() {
        true => Ok(()),
        false => Err("on one thread the analysis gives another result".into()),
    }
}

/// A project file of `comments` comments, imported and analysed, with an activation rule.
pub(crate) fn make_project(assay: &str, comments: usize, file: &Path) -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("assay-window-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    write_files(&folder, comments)?;
    for (_, arguments) in steps(&file.display().to_string(), &folder).iter().take(3) {
        measure(assay, arguments)?;
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The steps of the main job by name, with their arguments.
fn steps(project: &str, folder: &Path) -> [(&'static str, Vec<String>); 4] {
    let path = |name: &str| folder.join(name).display().to_string();
    let (customers, survey) = (path("customers.csv"), path("survey.csv"));
    [
        (
            "import",
            vec!["import", project, &customers, &survey, "--json"],
        ),
        ("analyze", vec!["analyze", project, "--json"]),
        (
            "activation",
            vec!["activation", project, "--column", "activated"],
        ),
        ("rank", vec!["rank", project, "--strata", "plan", "--json"]),
    ]
    .map(|(name, words)| (name, words.into_iter().map(str::to_owned).collect()))
}

fn line(name: &str, seconds: f64, pass: f64, memory: f64) {
    println!(
        "{name:<44} {seconds:>9.2} {:>9.0} {memory:>10.0}",
        seconds / pass
    );
}

/// Wall-clock seconds and peak resident megabytes of one command.
fn measure(program: &str, arguments: &[String]) -> Result<(f64, f64), Failure> {
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0f64;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        // The kernel keeps the high-water mark itself: only the last look before the end counts.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = text.lines().find_map(|line| {
            line.strip_prefix("VmHWM:")?
                .trim()
                .strip_suffix(" kB")?
                .trim()
                .parse::<f64>()
                .ok()
        });
        peak = peak.max(kilobytes.unwrap_or(0.0) / 1000.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    let seconds = started.elapsed().as_secs_f64();
    if !ended.success() {
        return Err(format!("{program} {} failed", arguments.join(" ")).into());
    }
    Ok((seconds, peak))
}

/// Seconds of the cheapest thing that reads every word.
fn one_pass(text: &str) -> f64 {
    let started = Instant::now();
    let mut total = 0u64;
    for word in text.split_whitespace() {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        total = total.wrapping_add(hasher.finish());
    }
    std::hint::black_box(total);
    started.elapsed().as_secs_f64()
}

/// Comments of 40 topics, each with its own words beside common ones, Zipf-like as language is.
fn write_files(folder: &Path, comments: usize) -> Result<String, Failure> {
    const TOPICS: usize = 40;
    const TOPIC_WORDS: usize = 60;
    const COMMON_WORDS: usize = 3000;
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(7);
    let word = |mut number: usize| {
        let mut word = String::new();
        for _ in 0..3 {
            word.push(char::from(b"bdfgklmnprst"[number % 12]));
            word.push(char::from(b"aeiou"[number / 12 % 5]));
            number /= 60;
        }
        word
    };
    let skewed = |dice: &mut Xoshiro256PlusPlus, n: usize| {
        ((n as f64).powf(dice.r#gen::<f64>()) as usize - 1).min(n - 1)
    };
    let (mut survey, mut customers) = (
        String::from("customer_id,created_at,comment\n"),
        String::from("customer_id,signed_up_at,activated,plan\n"),
    );
    for n in 0..comments {
        let topic = skewed(&mut dice, TOPICS);
        let words: Vec<String> = (0..dice.gen_range(5..20))
            .map(|_| {
                if dice.gen_bool(0.45) {
                    word(10_000 + topic * TOPIC_WORDS + skewed(&mut dice, TOPIC_WORDS))
                } else {
                    word(skewed(&mut dice, COMMON_WORDS))
                }
            })
            .collect();
        let plan = ["free", "team", "company"][dice.gen_range(0..3)];
        let activated = dice.gen_bool(if topic % 5 == 0 { 0.35 } else { 0.5 });
        let day = 1 + n % 28;
        writeln!(
            survey,
            "c{n},2026-03-{day:02}T10:00:00Z,{}",
            words.join(" ")
        )?;
        writeln!(
            customers,
            "c{n},2026-03-{day:02},{},{plan}",
            if activated { "yes" } else { "no" }
        )?;
    }
    std::fs::write(folder.join("survey.csv"), &survey)?;
    std::fs::write(folder.join("customers.csv"), &customers)?;
    Ok(survey)
}
