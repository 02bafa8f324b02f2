//! The command line: dispatch only.

fn main() {}
