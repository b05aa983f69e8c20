//! Texts into vectors.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::BertModel;
use rayon::prelude::*;
use tokenizers::Tokenizer;

use crate::EncoderError;
use crate::folder::{Folder, Pooling, wrong};
use crate::tokens::tokenizer;

/// Texts that pass through the model together.
const BATCH: usize = 32;

/// A sentence encoder, ready to use.
pub struct Encoder {
    folder: String,
    model: BertModel,
    tokenizer: Tokenizer,
    pooling: Pooling,
    digest: String,
    dimensions: usize,
}

impl Encoder {
    /// Read the encoder in `folder`.
    ///
    /// # Errors
    /// [`EncoderError::Folder`], a sentence, when a file is missing, broken or of another kind.
    pub fn open(folder: &Path) -> Result<Encoder, EncoderError> {
        let read = Folder::read(folder)?;
        let tokenizer = tokenizer(folder, read.most_tokens)?;
        let model = VarBuilder::from_buffered_safetensors(read.weights, DType::F32, &Device::Cpu)
            .and_then(|weights| BertModel::load(weights, &read.config))
            .map_err(|error| {
                wrong(
                    folder,
                    format!(
                        "model.safetensors does not fit config.json: {}",
                        first_line(&error)
                    ),
                )
            })?;
        Ok(Encoder {
            folder: folder.display().to_string(),
            model,
            tokenizer,
            pooling: read.pooling,
            digest: read.digest,
            dimensions: read.config.hidden_size,
        })
    }

    /// Tells this encoder from any other: 32 hexadecimal digits of BLAKE3 over weights, tokenizer
    /// and settings.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Numbers in a vector.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The vectors of texts, of unit length, in their order: texts × dimensions, row after row.
    ///
    /// Texts of like length pass through together, batches on all threads. `go_on` hears how many
    /// texts are done, from any thread, and says whether to do more.
    ///
    /// # Errors
    /// [`EncoderError::Stopped`] when `go_on` says no; [`EncoderError::Folder`] when tokenizer and
    /// model do not fit each other.
    pub fn encode(
        &self,
        texts: &[&str],
        go_on: &(dyn Fn(usize) -> bool + Sync),
    ) -> Result<Vec<f32>, EncoderError> {
        let tokens: Vec<Vec<u32>> = texts
            .par_iter()
            .map(|text| {
                let encoding = self.tokenizer.encode_fast(*text, true);
                let ids = encoding.map(|encoding| encoding.get_ids().to_vec());
                ids.map_err(|error| self.wrong(&error.to_string()))
            })
            .collect::<Result<_, _>>()?;
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|&text| tokens[text].len());
        let done = AtomicUsize::new(0);
        let batches: Vec<Vec<f32>> = order
            .par_chunks(BATCH)
            .map(|batch| {
                if !go_on(done.load(Ordering::Relaxed)) {
                    return Err(EncoderError::Stopped);
                }
                let batch_tokens: Vec<&[u32]> =
                    batch.iter().map(|&text| tokens[text].as_slice()).collect();
                let vectors = self.batch(&batch_tokens);
                done.fetch_add(batch.len(), Ordering::Relaxed);
                vectors.map_err(|error| self.wrong(&first_line(&error)))
            })
            .collect::<Result<_, _>>()?;
        let mut vectors = vec![0.0; texts.len() * self.dimensions];
        let rows = batches
            .iter()
            .flat_map(|batch| batch.chunks_exact(self.dimensions));
        for (&text, row) in order.iter().zip(rows) {
            vectors[text * self.dimensions..][..self.dimensions].copy_from_slice(row);
        }
        Ok(vectors)
    }

    fn batch(&self, tokens: &[&[u32]]) -> candle_core::Result<Vec<f32>> {
        let longest = tokens.iter().map(|ids| ids.len()).max().unwrap_or(0).max(1);
        let mut ids = Vec::with_capacity(tokens.len() * longest);
        let mut mask = Vec::with_capacity(tokens.len() * longest);
        for text in tokens {
            ids.extend_from_slice(text);
            ids.resize(ids.len() + longest - text.len(), 0);
            mask.extend((0..longest).map(|place| if place < text.len() { 1f32 } else { 0.0 }));
        }
        let shape = (tokens.len(), longest);
        let ids = Tensor::from_vec(ids, shape, &Device::Cpu)?;
        let mask = Tensor::from_vec(mask, shape, &Device::Cpu)?;
        let states = self.model.forward(&ids, &ids.zeros_like()?, Some(&mask))?;
        let pooled = match self.pooling {
            Pooling::First => states.narrow(1, 0, 1)?.squeeze(1)?,
            Pooling::Mean => {
                let weights = mask.unsqueeze(2)?;
                let counts = mask.sum_keepdim(1)?.clamp(1f32, f32::MAX)?;
                states
                    .broadcast_mul(&weights)?
                    .sum(1)?
                    .broadcast_div(&counts)?
            }
        };
        let mut vectors = pooled.flatten_all()?.to_vec1::<f32>()?;
        for vector in vectors.chunks_exact_mut(self.dimensions) {
            let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
            if length > 0.0 {
                vector.iter_mut().for_each(|value| *value /= length);
            }
        }
        Ok(vectors)
    }

    fn wrong(&self, why: &str) -> EncoderError {
        EncoderError::Folder {
            folder: self.folder.clone(),
            why: format!("its tokenizer and model do not work together: {why}"),
        }
    }
}

/// candle adds a backtrace below the reason.
fn first_line(error: &candle_core::Error) -> String {
    error
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}
