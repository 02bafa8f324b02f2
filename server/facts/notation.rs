//! The notations of configuration, front matter and rosters, read into one [`tree`] of values with their places.

pub mod table;
pub mod toml;
pub mod tree;
pub mod words;
pub mod yaml;
