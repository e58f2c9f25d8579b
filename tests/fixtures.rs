//! The sample dossiers that a program writes are what it writes.

#[path = "../examples/fixtures.rs"]
mod generator;

#[test]
fn the_generated_fixtures_are_current() {
    for (path, expected) in generator::files() {
        let found = std::fs::read_to_string(format!("fixtures/{path}")).unwrap_or_default();
        assert!(found == expected, "fixtures/{path} is stale: run cargo run --example fixtures");
    }
}
