//! The command as a test runs it: nothing on standard input, and an end within patience.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test uses some of this")]

use std::io::{Read as _, Seek as _};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Long enough for a busy machine; what hangs hangs for ever.
const PATIENCE: Duration = Duration::from_secs(120);

/// The command.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_charterlint"));
    command.stdin(Stdio::null());
    command
}

/// Runs to the end.
pub(crate) fn ended(command: &mut Command) -> Output {
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it does not end: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    for (file, bytes) in [(&mut out, &mut stdout), (&mut err, &mut stderr)] {
        file.rewind().unwrap();
        file.read_to_end(bytes).unwrap();
    }
    Output { status, stdout, stderr }
}

/// What it printed.
pub(crate) fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said on standard error.
pub(crate) fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
