//! The command `charterlint`.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    charterlint::cli::run()
}
