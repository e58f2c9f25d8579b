//! The program `pdftotext`, asked where the library gives nothing.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::source::Limits;

/// The program with its arguments; under a memory limit of 1 GB where a shell can set one.
fn command() -> Command {
    if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 1048576 2>/dev/null; exec pdftotext -q -enc UTF-8 - -"]);
        shell
    } else {
        let mut program = Command::new("pdftotext");
        program.args(["-q", "-enc", "UTF-8", "-", "-"]);
        program
    }
}

/// The pages as `pdftotext` reads them, or `None` if it is not installed, fails, takes too long or writes too much.
pub(super) fn pages(bytes: &[u8], limits: &Limits) -> Option<Vec<String>> {
    let mut child = command().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
    let (sender, receiver) = channel();
    let (bytes, most) = (bytes.to_vec(), limits.text_bytes);
    // Both pipes at once: either may fill while the other waits. The threads end with the program.
    std::thread::spawn(move || stdin.write_all(&bytes));
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let read = stdout.take(most + 1).read_to_end(&mut text);
        let _ = sender.send(read.map(|_| text));
    });
    let text = receiver.recv_timeout(Duration::from_secs(limits.seconds));
    // Ended or not: it is not needed any more.
    let _ = child.kill();
    let _ = child.wait();
    let text = String::from_utf8(text.ok()?.ok()?).ok().filter(|text| text.len() as u64 <= most)?;
    let mut pages: Vec<String> = text.split('\u{0C}').map(str::to_owned).collect();
    // A form feed ends every page.
    pages.pop_if(|last| last.trim().is_empty());
    (!pages.is_empty()).then_some(pages)
}
