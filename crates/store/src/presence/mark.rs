//! The name of a mark, which says whose it is. The mark itself is empty.

use std::path::Path;
use std::sync::OnceLock;

use super::machine::{self, Machine};

/// Whose a mark is: `HOST.BOOT.PROCESS.BEGUN.PLACE.COUNT`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    machine: Machine,
    process: u32,
    /// When the process began, as the system counts; 0 where it does not tell.
    begun: u64,
    /// A digest of the folder's path.
    place: u64,
    count: u64,
}

impl Mark {
    /// The mark of this process in this folder; `count` tells its marks apart.
    pub(super) fn own(folder: &Path, count: u64) -> Mark {
        let process = std::process::id();
        Mark {
            machine: this_machine().clone(),
            process,
            begun: machine::begun(process).unwrap_or_default(),
            place: digest(folder),
            count,
        }
    }

    pub(super) fn name(&self) -> String {
        let Machine { host, boot } = &self.machine;
        let (process, begun, place, count) = (self.process, self.begun, self.place, self.count);
        format!("{host}.{boot}.{process}.{begun}.{place:x}.{count}")
    }

    /// What a name says; none if it is not one of a mark.
    pub(super) fn read(name: &str) -> Option<Mark> {
        let parts: Vec<&str> = name.split('.').collect();
        let [host, boot, process, begun, place, count] = parts[..] else {
            return None;
        };
        Some(Mark {
            machine: Machine {
                host: host.to_owned(),
                boot: boot.to_owned(),
            },
            process: process.parse().ok()?,
            begun: begun.parse().ok()?,
            place: u64::from_str_radix(place, 16).ok()?,
            count: count.parse().ok()?,
        })
    }

    pub(super) fn is_of_this_host(&self) -> bool {
        self.machine.host == this_machine().host
    }

    /// Of this machine as long as it has been running: programs in its containers share its memory.
    pub(super) fn is_of_this_machine(&self) -> bool {
        self.machine.boot == this_machine().boot
            && (self.is_of_this_host() || !self.machine.boot.is_empty())
    }

    /// Of this machine before it was started anew.
    pub(super) fn is_of_an_earlier_start(&self) -> bool {
        self.is_of_this_host() && self.machine.boot != this_machine().boot
    }

    pub(super) fn is_of_this_process(&self) -> bool {
        let process = std::process::id();
        self.is_of_this_machine()
            && self.is_of_this_host()
            && self.process == process
            && self.begun == machine::begun(process).unwrap_or_default()
    }

    pub(super) fn is_for(&self, folder: &Path) -> bool {
        self.place == digest(folder)
    }

    /// Whether its process, one of this machine, is still there.
    pub(super) fn runs(&self) -> bool {
        machine::runs(self.process, self.begun)
    }

    /// For a sentence: “process 4711 on anna-laptop”.
    pub(super) fn who(&self) -> String {
        format!("process {} on {}", self.process, self.machine.host)
    }
}

fn this_machine() -> &'static Machine {
    static MACHINE: OnceLock<Machine> = OnceLock::new();
    MACHINE.get_or_init(Machine::this)
}

/// FNV-1a (Fowler, Noll and Vo), 64 bits: the same in every version of the program.
fn digest(path: &Path) -> u64 {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_whose_a_mark_is() {
        let folder = Path::new("/home/anna/shop.assay.open");
        let own = Mark::own(folder, 3);
        assert_eq!(Mark::read(&own.name()), Some(own.clone()));
        assert!(own.is_of_this_process() && own.is_for(folder));
        assert_eq!(own.runs(), cfg!(unix), "Windows is never asked");
        assert!(!own.is_for(Path::new("/home/anna/copy/shop.assay.open")));
        let other = Mark::read("anna-laptop.1f2e3d4c.4711.99.ab.0").unwrap();
        assert!(!other.is_of_this_machine() && !other.is_of_this_process());
        assert_eq!(other.who(), "process 4711 on anna-laptop");
        for name in ["", "notes.txt", "a.b.c.d.e.f", ".DS_Store"] {
            assert_eq!(Mark::read(name), None, "{name}");
        }
    }
}
