//! A report for people and programs. One file per output.
