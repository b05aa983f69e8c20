//! Seconds and peak memory of metrics and ranking on a project that is written straight into its
//! file: `bench_impact ASSAY CUSTOMERS…`, 50 events a customer, 100 themes, and feedback of one
//! customer in five but 100,000 at least. A million customers take some minutes to write.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use assay_store::{
    CustomerRow, EventDays, NewItem, NewPassage, NewRun, NewSource, PartTag, RunTheme, SourceRow,
    Store, StoreError, TimedEvent, Write,
};
use assay_workbench::activation::ActivationRequest;
use assay_workbench::priorities::RankRequest;
use assay_workbench::{Project, Task, activation, priorities};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

type Failure = Box<dyn std::error::Error>;

const EVENTS_EACH: usize = 50;
const THEMES: usize = 100;
const NAMES: [&str; 12] = [
    "login",
    "view",
    "search",
    "edit",
    "comment",
    "share",
    "created_project",
    "upload",
    "export",
    "invite",
    "integrate",
    "upgrade",
];
const DAY: i64 = 86_400;
/// 2025-01-01.
const START: i64 = 20_089 * DAY;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(assay), sizes) = (arguments.next(), arguments.collect::<Vec<_>>()) else {
        eprintln!("usage: bench_impact ASSAY CUSTOMERS…");
        return ExitCode::from(2);
    };
    for size in sizes {
        let done = size
            .parse()
            .map_err(Failure::from)
            .and_then(|customers| run(&assay, customers));
        if let Err(error) = done {
            eprintln!("bench_impact: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn run(assay: &str, customers: usize) -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("assay-bench-impact-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure_all(assay, customers, &folder.join("bench.assay"));
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure_all(assay: &str, customers: usize, file: &Path) -> Result<(), Failure> {
    let started = Instant::now();
    write_project(file, customers)?;
    println!(
        "{customers} customers, {} events, {THEMES} themes; written in {:.0} s, {:.0} MB\n{:<44} {:>9} {:>10}",
        customers * EVENTS_EACH,
        started.elapsed().as_secs_f64(),
        std::fs::metadata(file)?.len() as f64 / 1e6,
        "",
        "seconds",
        "peak MB"
    );
    let path = file.display().to_string();
    for arguments in [
        vec!["metrics", &path, "--json"],
        vec!["metrics", &path, "--by", "plan", "--json"],
        vec!["rank", &path, "--strata", "plan", "--json"],
    ] {
        let (seconds, memory) = measure(assay, &arguments)?;
        let shown: Vec<&str> = arguments.into_iter().filter(|a| *a != path).collect();
        println!("{:<44} {seconds:>9.2} {memory:>10.0}", shown.join(" "));
    }
    let project = Project::open(file)?;
    for strata in [
        vec![],
        vec!["plan"],
        vec!["plan", "channel"],
        vec!["signed_up_month"],
    ] {
        let started = Instant::now();
        let request = RankRequest {
            strata: Some(strata.iter().map(|s| s.to_string()).collect()),
            ..RankRequest::default()
        };
        priorities::rank(&project, request)?;
        println!(
            "{:<44} {:>9.2}",
            format!("in an open project: rank by {strata:?}"),
            started.elapsed().as_secs_f64()
        );
    }
    let started = Instant::now();
    activation::attempt(&project, rule(2))?;
    println!(
        "{:<44} {:>9.2}",
        "in an open project: try another rule",
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

fn rule(times: u32) -> ActivationRequest {
    ActivationRequest {
        event: Some("created_project".into()),
        times: Some(times),
        distinct_days: true,
        within_days: Some(14),
        ..ActivationRequest::default()
    }
}

/// Wall-clock seconds and peak resident megabytes of one command.
fn measure(program: &str, arguments: &[&str]) -> Result<(f64, f64), Failure> {
    let started = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0.0f64;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = text
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
            .and_then(|number| number.trim().parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0.0) / 1000.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    if !ended.success() {
        return Err(format!("{program} {} failed", arguments.join(" ")).into());
    }
    Ok((started.elapsed().as_secs_f64(), peak))
}

fn write_project(file: &Path, customers: usize) -> Result<(), Failure> {
    let mut dice = Xoshiro256PlusPlus::seed_from_u64(11);
    let mut store = Store::create(file, 0, [1; 16])?;
    let signed_up: Vec<i64> = (0..customers)
        .map(|_| START + dice.gen_range(0..365 * DAY))
        .collect();
    store.transact(0, |write| {
        write.describe("Import customers");
        write_customers(write, &signed_up, &mut dice)
    })?;
    store.transact(0, |write| {
        write.describe("Import events");
        write_events(write, &signed_up, &mut dice)
    })?;
    let talkative = (customers / 5).max(100_000).min(customers);
    store.transact(0, |write| {
        write.describe("Import survey");
        write_feedback(write, &signed_up[..talkative], &mut dice)
    })?;
    let (sources, passages) = (store.live_sources()?, store.passages()?);
    let tags: Vec<(i64, usize)> = passages
        .iter()
        .map(|passage| (passage.id, dice.gen_range(0..THEMES)))
        .collect();
    drop(passages);
    store.transact(0, |write| {
        write.describe("Find themes");
        write_run(write, &sources, &tags)
    })?;
    drop(store);
    activation::set(&Project::open(file)?, rule(3), &Task::silent())?;
    Ok(())
}

fn key(customer: usize) -> String {
    format!("c{customer:08}")
}

fn write_customers(
    write: &mut Write,
    signed_up: &[i64],
    dice: &mut Xoshiro256PlusPlus,
) -> Result<(), StoreError> {
    let source = stage(write, "customers")?;
    for (customer, time) in signed_up.iter().enumerate() {
        let plan = ["free", "team", "company"][dice.gen_range(0..3)];
        let channel = ["search", "advert", "friend", "event"][dice.gen_range(0..4)];
        write.add_customer(
            source,
            &CustomerRow {
                fingerprint: fingerprint(1, customer),
                key: key(customer),
                signed_up: Some(*time),
                revenue: Some(f64::from(dice.gen_range(0..5_000)) / 100.0),
                segments: Some(format!("{{\"plan\":\"{plan}\",\"channel\":\"{channel}\"}}")),
                ..CustomerRow::default()
            },
        )?;
    }
    publish(write, source, |row| row.customers = signed_up.len() as u64)
}

fn write_events(
    write: &mut Write,
    signed_up: &[i64],
    dice: &mut Xoshiro256PlusPlus,
) -> Result<(), StoreError> {
    let source = stage(write, "events")?;
    let names: Vec<u32> = NAMES
        .iter()
        .map(|name| write.event_name(name))
        .collect::<Result<_, _>>()?;
    let mut days = EventDays::default();
    let mut events = Vec::with_capacity(EVENTS_EACH);
    for (customer, start) in signed_up.iter().enumerate() {
        events.clear();
        for _ in 0..EVENTS_EACH {
            // Early days are busier than late ones.
            let late = dice.r#gen::<f64>();
            let name = ((NAMES.len() as f64).powf(dice.r#gen()) as usize - 1).min(NAMES.len() - 1);
            events.push(TimedEvent {
                time: start + 60 + (late * late * 120.0 * DAY as f64) as i64,
                name: names[name],
                value: (name == NAMES.len() - 1).then_some(9.9),
            });
        }
        events.sort_by_key(TimedEvent::key);
        events.iter().for_each(|event| days.add(event));
        write.add_timeline(source, &key(customer), &events)?;
    }
    write.add_event_days(source, &days)?;
    publish(write, source, |row| {
        row.events = (signed_up.len() * EVENTS_EACH) as u64
    })
}

fn write_feedback(
    write: &mut Write,
    signed_up: &[i64],
    dice: &mut Xoshiro256PlusPlus,
) -> Result<(), StoreError> {
    const FIRST: &str = "I could not find it.";
    const SECOND: &str = "It took far too long.";
    let source = stage(write, "survey")?;
    for (customer, time) in signed_up.iter().enumerate() {
        let item = NewItem {
            fingerprint: fingerprint(2, customer),
            customer: Some(key(customer)),
            time: Some(time + dice.gen_range(0..14 * DAY)),
            text: format!("{FIRST} {SECOND}"),
            ..NewItem::default()
        };
        let second = FIRST.len() + 1;
        let both = [(0, FIRST.len()), (second, second + SECOND.len())];
        let passages: Vec<NewPassage> = both[..dice.gen_range(1..=2)]
            .iter()
            .map(|&(start, end)| NewPassage {
                start,
                end,
                negative: dice.gen_bool(0.4),
                ..NewPassage::default()
            })
            .collect();
        write.add_item(source, &item, &passages)?;
    }
    publish(write, source, |row| row.items = signed_up.len() as u64)
}

fn write_run(write: &mut Write, sources: &[i64], tags: &[(i64, usize)]) -> Result<(), StoreError> {
    let run = NewRun {
        passages: tags.len() as u64,
        ..NewRun::default()
    };
    let Some(run) = write.stage_run(&run, sources, None)? else {
        return Ok(());
    };
    let mut themes = Vec::new();
    for n in 0..THEMES {
        themes.push(RunTheme {
            theme: write.add_machine_theme()?,
            label: format!("Theme {n}"),
            ..RunTheme::default()
        });
    }
    let tags: Vec<PartTag> = tags
        .iter()
        .map(|&(passage, theme)| PartTag {
            passage,
            part: theme,
            similarity: 0.8,
            main: true,
            weak: passage % 7 == 0,
        })
        .collect();
    let parts: Vec<i64> = themes.iter().map(|theme| theme.theme).collect();
    write.add_analysis(run, &[], &tags)?;
    write.add_cut(run, &themes, &parts)?;
    write.set_current_run(run)
}

fn stage(write: &mut Write, kind: &str) -> Result<i64, StoreError> {
    write.stage_source(&NewSource {
        name: kind.into(),
        kind: kind.into(),
        ..NewSource::default()
    })
}

fn publish(
    write: &mut Write,
    source: i64,
    count: impl FnOnce(&mut SourceRow),
) -> Result<(), StoreError> {
    let mut row = SourceRow {
        id: source,
        ..SourceRow::default()
    };
    count(&mut row);
    write.publish_source(&row)
}

fn fingerprint(sort: u8, number: usize) -> [u8; 16] {
    let mut bytes = [sort; 16];
    bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
    bytes
}
