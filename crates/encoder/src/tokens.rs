//! Texts into the pieces that the encoder knows.

use std::path::Path;

use serde::Deserialize;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::processors::bert::BertProcessing;
use tokenizers::{Tokenizer, TruncationParams};

use crate::EncoderError;
use crate::folder::{json, wrong};

/// Files that say how texts are cut.
pub(crate) const FILES: [&str; 3] = ["tokenizer.json", "vocab.txt", "tokenizer_config.json"];

#[derive(Deserialize)]
#[serde(default)]
struct TokenizerConfig {
    do_lower_case: bool,
    strip_accents: Option<bool>,
    tokenize_chinese_chars: bool,
}

impl Default for TokenizerConfig {
    fn default() -> Self {
        Self {
            do_lower_case: true,
            strip_accents: None,
            tokenize_chinese_chars: true,
        }
    }
}

/// The folder's tokenizer: `tokenizer.json`, or else BERT's own over the words of `vocab.txt`.
pub(crate) fn tokenizer(folder: &Path, most_tokens: usize) -> Result<Tokenizer, EncoderError> {
    let not = |name: &str, error: tokenizers::Error| {
        wrong(folder, format!("{name} is not a tokenizer: {error}"))
    };
    let whole = folder.join(FILES[0]);
    let words = folder.join(FILES[1]);
    let mut tokenizer = if whole.exists() {
        Tokenizer::from_file(&whole).map_err(|error| not(FILES[0], error))?
    } else if words.exists() {
        let config = json::<TokenizerConfig>(folder, FILES[2])?.unwrap_or_default();
        word_pieces(&words, &config).map_err(|error| not(FILES[1], error))?
    } else {
        return Err(wrong(
            folder,
            "it has neither tokenizer.json nor vocab.txt".into(),
        ));
    };
    tokenizer.with_padding(None);
    tokenizer
        .with_truncation(Some(TruncationParams {
            max_length: most_tokens,
            ..TruncationParams::default()
        }))
        .map_err(|error| not(FILES[0], error))?;
    Ok(tokenizer)
}

fn word_pieces(words: &Path, config: &TokenizerConfig) -> tokenizers::Result<Tokenizer> {
    let model = WordPiece::from_file(&words.to_string_lossy())
        .unk_token("[UNK]".into())
        .build()?;
    let mut tokenizer = Tokenizer::new(model);
    let special = |name: &str| {
        let id = tokenizer.token_to_id(name);
        id.map(|id| (name.to_owned(), id))
            .ok_or_else(|| format!("it has no {name}"))
    };
    let processing = BertProcessing::new(special("[SEP]")?, special("[CLS]")?);
    tokenizer.with_normalizer(Some(BertNormalizer::new(
        true,
        config.tokenize_chinese_chars,
        config.strip_accents,
        config.do_lower_case,
    )))?;
    tokenizer.with_pre_tokenizer(Some(BertPreTokenizer));
    tokenizer.with_post_processor(Some(processing));
    Ok(tokenizer)
}
