//! What a sentence-transformers folder says about its encoder.

use std::path::Path;

use candle_transformers::models::bert::Config;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::EncoderError;

/// How the vectors of a text's tokens become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pooling {
    /// Their mean.
    Mean,
    /// The first one.
    First,
}

/// An encoder as its folder describes it.
pub(crate) struct Folder {
    pub(crate) config: Config,
    pub(crate) pooling: Pooling,
    /// Longer texts are cut.
    pub(crate) most_tokens: usize,
    /// Of all that decides what a text's vector is, hexadecimal.
    pub(crate) digest: String,
    /// The bytes of `model.safetensors`.
    pub(crate) weights: Vec<u8>,
}

#[derive(Deserialize)]
struct Module {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PoolingConfig {
    pooling_mode_cls_token: bool,
    pooling_mode_mean_tokens: bool,
    pooling_mode_max_tokens: bool,
    pooling_mode_mean_sqrt_len_tokens: bool,
    pooling_mode_weightedmean_tokens: bool,
    pooling_mode_lasttoken: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SentenceConfig {
    max_seq_length: Option<usize>,
}

impl Folder {
    pub(crate) fn read(folder: &Path) -> Result<Folder, EncoderError> {
        let wrong = |why: String| wrong(folder, why);
        if !folder.is_dir() {
            return Err(wrong("there is no such folder".into()));
        }
        let config_bytes = bytes(folder, "config.json")?.ok_or_else(|| {
            wrong("it has no config.json; name the folder that sentence-transformers saved".into())
        })?;
        let config: Config = parsed(folder, "config.json", &config_bytes)?;
        check(&config).map_err(wrong)?;
        if let Some(modules) = json::<Vec<Module>>(folder, "modules.json")? {
            let known = ["Transformer", "Pooling", "Normalize"];
            let other = modules.iter().find(|module| {
                let name = module.kind.rsplit('.').next().unwrap_or_default();
                !known.contains(&name)
            });
            if let Some(other) = other {
                return Err(wrong(format!(
                    "it has a layer {} after the transformer; only pooling and normalising are known",
                    other.kind
                )));
            }
        }
        let pooling = match json::<PoolingConfig>(folder, "1_Pooling/config.json")? {
            Some(config) => pooling(&config).map_err(wrong)?,
            None => Pooling::Mean,
        };
        let sentence =
            json::<SentenceConfig>(folder, "sentence_bert_config.json")?.unwrap_or_default();
        let most_tokens = sentence
            .max_seq_length
            .unwrap_or(config.max_position_embeddings)
            .min(config.max_position_embeddings);
        if most_tokens < 3 {
            return Err(wrong(format!(
                "it takes texts of at most {most_tokens} tokens, too few for a word"
            )));
        }
        let weights = bytes(folder, "model.safetensors")?.ok_or_else(|| {
            wrong("it has no model.safetensors; save the model with safe serialization".into())
        })?;
        let mut hasher = blake3::Hasher::new();
        for name in crate::tokens::FILES {
            hasher.update(&bytes(folder, name)?.unwrap_or_default());
            hasher.update(name.as_bytes());
        }
        hasher.update(&config_bytes);
        hasher.update(format!("{pooling:?} {most_tokens}").as_bytes());
        hasher.update(&weights);
        Ok(Folder {
            config,
            pooling,
            most_tokens,
            digest: hasher.finalize().to_hex()[..32].to_owned(),
            weights,
        })
    }
}

/// A file of the folder; `None` when it is not there.
pub(crate) fn bytes(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, EncoderError> {
    match std::fs::read(folder.join(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(wrong(folder, format!("{name} cannot be read: {error}"))),
    }
}

/// A JSON file of the folder; `None` when it is not there.
pub(crate) fn json<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
) -> Result<Option<T>, EncoderError> {
    match bytes(folder, name)? {
        Some(bytes) => parsed(folder, name, &bytes).map(Some),
        None => Ok(None),
    }
}

pub(crate) fn wrong(folder: &Path, why: String) -> EncoderError {
    EncoderError::Folder {
        folder: folder.display().to_string(),
        why,
    }
}

fn parsed<T: DeserializeOwned>(folder: &Path, name: &str, bytes: &[u8]) -> Result<T, EncoderError> {
    serde_json::from_slice(bytes).map_err(|error| {
        wrong(
            folder,
            format!("{name} is not what a BERT model has: {error}"),
        )
    })
}

/// What candle takes for granted.
fn check(config: &Config) -> Result<(), String> {
    if let Some(kind) = config.model_type.as_deref().filter(|kind| *kind != "bert") {
        return Err(format!(
            "its model is of the kind {kind}; only bert can be read"
        ));
    }
    let heads = config.num_attention_heads;
    if heads == 0 || config.hidden_size == 0 || !config.hidden_size.is_multiple_of(heads) {
        return Err(format!(
            "config.json divides a width of {} among {heads} attention heads",
            config.hidden_size
        ));
    }
    Ok(())
}

fn pooling(config: &PoolingConfig) -> Result<Pooling, String> {
    let others = config.pooling_mode_max_tokens
        || config.pooling_mode_mean_sqrt_len_tokens
        || config.pooling_mode_weightedmean_tokens
        || config.pooling_mode_lasttoken;
    match (
        config.pooling_mode_mean_tokens,
        config.pooling_mode_cls_token,
        others,
    ) {
        (true, false, false) => Ok(Pooling::Mean),
        (false, true, false) => Ok(Pooling::First),
        _ => Err("its pooling is neither the mean nor the first token".into()),
    }
}
