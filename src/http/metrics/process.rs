//! What the kernel says about this process (proc(5)).

use std::fs;

/// Clock ticks per second of `/proc`, which are 100 on every Linux that we run on (`USER_HZ`).
const TICKS_PER_SECOND: f64 = 100.0;
/// Fields of `/proc/self/stat` after the command: user and system time, then the resident pages.
const USER_TICKS: usize = 11;
const SYSTEM_TICKS: usize = 12;
const RESIDENT_PAGES: usize = 21;

/// A look at the process.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Process {
    /// Processor time since the start, in seconds.
    pub cpu_seconds: f64,
    /// Memory that is really there, in bytes.
    pub resident_bytes: u64,
    /// Open file descriptors.
    pub open_files: u64,
}

impl Process {
    /// Reads it; `None` where there is no `/proc`.
    pub fn read() -> Option<Self> {
        let open_files = fs::read_dir("/proc/self/fd").ok()?.count() as u64;
        // SAFETY: sysconf reads a constant of the system.
        #[expect(unsafe_code, reason = "the standard library does not tell the page size")]
        let page_bytes = u64::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).ok()?;
        parse(&fs::read_to_string("/proc/self/stat").ok()?, page_bytes, open_files)
    }
}

fn parse(stat: &str, page_bytes: u64, open_files: u64) -> Option<Process> {
    // The command stands in brackets and may hold anything, brackets among it.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Process {
        cpu_seconds: (number(USER_TICKS)? + number(SYSTEM_TICKS)?) as f64 / TICKS_PER_SECOND,
        resident_bytes: number(RESIDENT_PAGES)? * page_bytes,
        open_files,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted_after_the_command() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 100 0 0 0 150 50 0 0 20 0 4 0 99 1000000 256 1844";
        let process = parse(stat, 4096, 3);
        assert_eq!(process, Some(Process { cpu_seconds: 2.0, resident_bytes: 1_048_576, open_files: 3 }));
        assert_eq!(parse("nonsense", 4096, 0), None);
    }

    #[test]
    fn this_process_is_there() {
        let process = Process::read().expect("Linux");
        assert!(process.resident_bytes > 100_000 && process.open_files > 2);
    }
}
