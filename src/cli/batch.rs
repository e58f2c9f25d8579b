//! Many dossiers at once: checked in parallel, delivered in order, with memory that does not grow with their number.

use std::io::IsTerminal as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::Failure;
use super::args::{Check, CheckFormat};
use super::chosen::Chosen;
use super::inputs::{Input, Inputs, open};
use super::outputs::entry;
use super::resume::Store;
use crate::rules::{Checking, Severity};
use crate::{DossierReport, Language, Limits, Report};

/// Dossiers that one thread has before it at a time.
const AHEAD: usize = 32;

/// The stack of a thread: that of the main one.
const STACK: usize = 8 << 20;

/// What became of one dossier.
pub(super) struct Outcome {
    pub(super) name: String,
    pub(super) path: String,
    /// The message why it could not be checked.
    pub(super) result: std::result::Result<Result, String>,
}

/// The result of one dossier.
pub(super) enum Result {
    /// All of it, for outputs over all dossiers.
    Whole(Box<DossierReport>),
    /// Its part of each output, for outputs that are written as dossiers are done; all of it too, if an output takes
    /// dossiers whole.
    #[cfg_attr(
        not(any(feature = "html", feature = "xlsx")),
        expect(dead_code, reason = "only gathered outputs need the whole")
    )]
    Parts { highest: Option<Severity>, parts: Vec<String>, whole: Option<Box<DossierReport>> },
}

impl Result {
    pub(super) fn highest(&self) -> Option<Severity> {
        match self {
            Self::Whole(_) => None,
            Self::Parts { highest, .. } => *highest,
        }
    }
}

/// A run over dossiers.
pub(super) struct Batch<'a> {
    check: &'a Check,
    language: Language,
    limits: &'a Limits,
    chosen: &'a Chosen<'a>,
    checking: &'a Checking,
    /// The formats that are written as dossiers are done; none if results are kept whole.
    formats: &'a [CheckFormat],
    store: Option<&'a Store>,
}

impl<'a> Batch<'a> {
    pub(super) const fn new(
        check: &'a Check,
        language: Language,
        limits: &'a Limits,
        chosen: &'a Chosen<'a>,
        checking: &'a Checking,
        formats: &'a [CheckFormat],
        store: Option<&'a Store>,
    ) -> Self {
        Self { check, language, limits, chosen, checking, formats, store }
    }

    /// Checks all dossiers and hands each to `take`, in order. Whether Ctrl-C ended it.
    pub(super) fn run(
        &self,
        inputs: &mut Inputs,
        mut take: impl FnMut(Outcome) -> std::result::Result<(), Failure>,
    ) -> std::result::Result<bool, Failure> {
        let jobs = match self.check.jobs {
            Some(jobs) => usize::from(jobs),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        };
        let jobs = jobs.min(inputs.count.unwrap_or(jobs)).max(1);
        if inputs.count == Some(1) {
            for input in inputs.next(1)? {
                take(self.one(&input))?;
            }
            return Ok(false);
        }
        let stop = on_interrupt();
        let bar = progress(inputs.count, self.language);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build();
        let pool = pool.map_err(|error| Failure::Message(error.to_string()))?;
        // With one thread each line of standard input is answered before the next is read.
        let ahead = if jobs == 1 { 1 } else { jobs * AHEAD };
        loop {
            let next = inputs.next(ahead)?;
            if next.is_empty() {
                bar.finish_and_clear();
                return Ok(false);
            }
            let check = |input: &Input| (!stop.load(Ordering::Relaxed)).then(|| self.one(input));
            let done: Vec<Option<Outcome>> = pool.install(|| next.par_iter().map(check).collect());
            for outcome in done {
                let Some(outcome) = outcome else {
                    bar.abandon();
                    return Ok(true);
                };
                bar.inc(1);
                take(outcome)?;
            }
        }
    }

    /// One dossier, whatever happens in it.
    fn one(&self, input: &Input) -> Outcome {
        let checked = catch_unwind(AssertUnwindSafe(|| self.checked(input)));
        let result = match checked {
            Ok(Ok(result)) => Ok(result),
            Ok(Err(Failure::Message(message))) => Err(message),
            Ok(Err(Failure::Closed)) => Err(String::new()),
            Err(_) => Err(match self.language {
                Language::Chinese => "检查时程序内部出错；请把这个卷宗报告给开发者".to_owned(),
                Language::English => "an error inside the program; please report this dossier".to_owned(),
            }),
        };
        Outcome { name: input.name(), path: input.path(), result }
    }

    fn checked(&self, input: &Input) -> std::result::Result<Result, Failure> {
        let hash = self.store.and_then(|store| store.hash(input, self.limits));
        if let (Some(store), Some(hash)) = (self.store, &hash)
            && let Some((highest, parts)) = store.known(&input.path(), hash)
        {
            return Ok(Result::Parts { highest, parts, whole: None });
        }
        let dossier = open(input, self.check, self.limits, self.language)?;
        let done = self.chosen.of(&dossier)?.check_dossier(&dossier, self.checking);
        if self.formats.is_empty() {
            return Ok(Result::Whole(Box::new(done)));
        }
        let parts = self.formats.iter().map(|format| entry(*format, &done, self.language));
        let parts = parts.collect::<std::result::Result<Vec<String>, Failure>>()?;
        let mut report = Report::new(self.checking.as_of);
        report.dossiers.push(done);
        let highest = report.highest();
        if let (Some(store), Some(hash)) = (self.store, hash) {
            store.add(&input.path(), hash, highest, &parts)?;
        }
        let whole = report.dossiers.pop().filter(|_| !self.formats.iter().all(|format| format.is_text()));
        Ok(Result::Parts { highest, parts, whole: whole.map(Box::new) })
    }
}

/// Whether Ctrl-C was pressed. A second time ends the program at once.
fn on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    let handler = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    // Without a handler Ctrl-C ends the program, which leaves whole files too.
    let _ = ctrlc::set_handler(handler);
    &STOP
}

/// A bar on a terminal; nothing elsewhere.
fn progress(count: Option<usize>, language: Language) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match (count, language) {
        (Some(count), Language::Chinese) => {
            (ProgressBar::new(count as u64), "{bar:30} {pos}/{len} 个卷宗 {per_sec} 剩余 {eta}")
        }
        (Some(count), Language::English) => {
            (ProgressBar::new(count as u64), "{bar:30} {pos}/{len} dossiers {per_sec} {eta} left")
        }
        (None, Language::Chinese) => (ProgressBar::no_length(), "{pos} 个卷宗 {per_sec}"),
        (None, Language::English) => (ProgressBar::no_length(), "{pos} dossiers {per_sec}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
