//! What the system says of this machine and its processes.

use std::fs::File;

/// A machine, and which of its runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Machine {
    /// Its name: letters, digits and hyphens.
    pub host: String,
    /// Drawn when it was started; empty where the system does not tell.
    pub boot: String,
}

impl Machine {
    /// This one.
    pub(super) fn this() -> Machine {
        let plain = |sign: char| {
            if sign.is_ascii_alphanumeric() {
                sign
            } else {
                '-'
            }
        };
        let host: String = host().chars().map(plain).take(40).collect();
        let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Machine {
            host,
            boot: boot
                .chars()
                .filter(char::is_ascii_hexdigit)
                .take(12)
                .collect(),
        }
    }
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// When a process of this machine began, in ticks since the machine did; none where the system does
/// not tell, or there is no such process.
pub(super) fn begun(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field is the program's name in brackets, which may hold anything.
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(19)?.parse().ok()
}

/// Whether the process that began then is still there. Where the system does not say when it began,
/// any process of that number is taken for it.
#[cfg(unix)]
pub(super) fn runs(process: u32, begun_at: u64) -> bool {
    if begun_at > 0 {
        return begun(process) == Some(begun_at);
    }
    let number = i32::try_from(process)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    number.is_some_and(|number| {
        rustix::process::test_kill_process(number) != Err(rustix::io::Errno::SRCH)
    })
}

/// Windows' locks are kept, so that the lock of a process that runs is seen.
#[cfg(not(unix))]
pub(super) fn runs(_process: u32, _begun_at: u64) -> bool {
    false
}

/// Set the time of a file to now, by the clock of the disk.
#[cfg(unix)]
pub(super) fn touch(file: &File) {
    let now = rustix::fs::Timespec {
        tv_sec: 0,
        tv_nsec: rustix::fs::UTIME_NOW,
    };
    let times = rustix::fs::Timestamps {
        last_access: now,
        last_modification: now,
    };
    let _ = rustix::fs::futimens(file, &times);
}

/// Set the time of a file to now.
#[cfg(not(unix))]
pub(super) fn touch(file: &File) {
    let _ = file.set_modified(std::time::SystemTime::now());
}
