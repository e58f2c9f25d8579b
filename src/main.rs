//! The command `charterlint`.

fn main() -> std::process::ExitCode {
    charterlint::cli::run()
}
