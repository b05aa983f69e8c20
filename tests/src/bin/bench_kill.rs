//! `bench_kill ASSAY [KILLS] [SEED]`: kills the program again and again, and says what was left.

use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let assay = PathBuf::from(
        arguments
            .next()
            .ok_or("usage: bench_kill ASSAY [KILLS] [SEED]")?,
    );
    let kills: u32 = arguments.next().map_or(Ok(500), |kills| kills.parse())?;
    let seed = match arguments.next() {
        Some(seed) => seed.parse()?,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    println!("{kills} kills, seed {seed}");
    let start = Instant::now();
    let found = assay_tests::kill::rounds(&assay.canonicalize()?, kills, seed)?;
    for (deed, found) in &found {
        println!("{deed:>14}: {found}");
    }
    println!(
        "Nothing was half done, in {:.0} s.",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
