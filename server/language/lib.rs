//! What a paragraph says: its sentences, quotations, names and attributions.

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Anything else that carries a name: an event, a work, a nationality.
    Other,
}

impl NameKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organisation => "organisation",
            NameKind::Place => "place",
            NameKind::Other => "other",
        }
    }
}

/// What kind of source an attribution has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A named person, organisation or place.
    Named,
    /// Unnamed but told apart by a description: "the shop's owner".
    Described,
    /// Unnamed, and meant to stay so: "a person familiar with the talks".
    Anonymous,
    /// A crowd without edges: "critics", "some experts".
    Vague,
    /// A report, filing, post or the like.
    Document,
    /// A pronoun.
    Pronoun,
    /// Nobody.
    None,
}

impl SourceKind {
    /// The word used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            SourceKind::Named => "named",
            SourceKind::Described => "described",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Vague => "vague",
            SourceKind::Document => "document",
            SourceKind::Pronoun => "pronoun",
            SourceKind::None => "none",
        }
    }
}
