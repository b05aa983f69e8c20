//! The link between themes and activation.
