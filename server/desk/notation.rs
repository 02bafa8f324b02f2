//! The notations of configuration, front matter and rosters, read into one [`tree`] of values with their places.

pub(crate) mod toml;
pub(crate) mod tree;
pub(crate) mod words;
pub(crate) mod yaml;
