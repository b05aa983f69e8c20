//! The encoder in a build with it: the errors and the progress of the application.

use std::path::Path;

use assay_analysis::Cancelled;
use assay_encoder::EncoderError;

use crate::{Code, Error, Result, Task};

/// A sentence encoder read from a folder.
pub(super) struct Encoder(assay_encoder::Encoder);

impl Encoder {
    pub(super) fn open(folder: &Path) -> Result<Encoder> {
        assay_encoder::Encoder::open(folder)
            .map(Encoder)
            .map_err(error)
    }

    pub(super) fn digest(&self) -> &str {
        self.0.digest()
    }

    pub(super) fn dimensions(&self) -> usize {
        self.0.dimensions()
    }

    pub(super) fn encode(&self, texts: &[&str], task: &Task) -> Result<Vec<f32>> {
        let total = texts.len() as u64;
        let go_on = |done: usize| {
            let going = task.update("Encoding the texts", done as u64, total);
            going.is_ok()
        };
        self.0.encode(texts, &go_on).map_err(error)
    }
}

fn error(error: EncoderError) -> Error {
    match error {
        EncoderError::Stopped => Cancelled.into(),
        EncoderError::Folder { .. } => Error::new(Code::File, error.to_string()),
    }
}
