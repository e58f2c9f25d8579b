//! A report for people and programs. One file per output.

pub mod outline;
