//! The language server protocol: messages on the wire, what the client can do, and the desk's data in the protocol's types. It
//! knows nothing of a session.

pub(super) mod abilities;
pub(super) mod changes;
pub(super) mod convert;
pub(super) mod frames;
pub(super) mod log;
pub(super) mod output;
pub(super) mod publication;
pub(super) mod transport;
