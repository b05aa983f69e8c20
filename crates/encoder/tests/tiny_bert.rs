//! A tiny BERT that the test writes itself, against the same one in numpy.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::Path;

use assay_encoder::{Encoder, EncoderError};
use candle_core::{Device, Tensor};

const WORDS: &str = "[PAD] [UNK] [CLS] [SEP] the parcel is late ##r never came !";
const CONFIG: &str = r#"{"model_type": "bert", "vocab_size": 12, "hidden_size": 8, "num_hidden_layers": 2,
    "num_attention_heads": 2, "intermediate_size": 16, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
    "max_position_embeddings": 10, "type_vocab_size": 2, "initializer_range": 0.02,
    "layer_norm_eps": 1e-12, "pad_token_id": 0}"#;

/// tests/reference/tiny_bert.py
const EXPECTED: [(&str, [f32; 8]); 3] = [
    (
        "The parcel is later!",
        [
            -0.3005126, -0.2444444, 0.4033737, 0.6427547, 0.5025372, -0.1245326, 0.0727554,
            0.0273831,
        ],
    ),
    (
        "Never came",
        [
            -0.276909, -0.319513, 0.4745353, 0.39001, 0.6310303, -0.0528125, -0.0984579, 0.1823704,
        ],
    ),
    (
        "Zeppelins the the the the the the the the the",
        [
            -0.3231393, -0.233579, 0.4345861, 0.2823709, 0.7504894, 0.0545923, -0.0732747,
            0.0289763,
        ],
    ),
];

#[test]
fn vectors_are_those_of_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    let encoder = Encoder::open(folder.path()).unwrap();
    assert_eq!(encoder.dimensions(), 8);
    // So many that several batches of several lengths are needed.
    let texts: Vec<&str> = (0..100).map(|place| EXPECTED[place % 3].0).collect();
    let vectors = encoder.encode(&texts, &|_| true).unwrap();
    assert_eq!(vectors.len(), texts.len() * 8);
    for (place, vector) in vectors.chunks_exact(8).enumerate() {
        for (got, expected) in vector.iter().zip(&EXPECTED[place % 3].1) {
            assert!(
                (got - expected).abs() < 1e-5,
                "{}: {vector:?}",
                texts[place]
            );
        }
    }
    assert!(encoder.encode(&[], &|_| true).unwrap().is_empty());
}

#[test]
fn the_digest_is_the_models_and_work_stops_when_asked() {
    let [first, same, other] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    for folder in [&first, &same, &other] {
        write_model(folder.path());
    }
    write(
        other.path(),
        "sentence_bert_config.json",
        r#"{"max_seq_length": 4}"#,
    );
    let [first, same, other] =
        [first, same, other].map(|folder| Encoder::open(folder.path()).unwrap());
    assert_eq!(first.digest(), same.digest());
    assert_ne!(first.digest(), other.digest());
    let stopped = first.encode(&["the parcel"], &|_| false);
    assert!(matches!(stopped, Err(EncoderError::Stopped)));
}

#[test]
fn a_broken_folder_is_one_sentence() {
    type Break = fn(&Path);
    let breaks: [(&str, Break); 9] = [
        ("no such folder", |folder| {
            std::fs::remove_dir_all(folder).unwrap()
        }),
        ("no config.json", |folder| remove(folder, "config.json")),
        ("config.json is not", |folder| {
            write(folder, "config.json", "{}")
        }),
        ("of the kind roberta", |folder| {
            write(
                folder,
                "config.json",
                &CONFIG.replace("\"bert\"", "\"roberta\""),
            );
        }),
        ("attention heads", |folder| {
            let none = CONFIG.replace("heads\": 2", "heads\": 0");
            write(folder, "config.json", &none);
        }),
        ("no model.safetensors", |folder| {
            remove(folder, "model.safetensors")
        }),
        ("does not fit", |folder| {
            let wider = CONFIG.replace("intermediate_size\": 16", "intermediate_size\": 32");
            write(folder, "config.json", &wider);
        }),
        ("neither tokenizer.json nor vocab.txt", |folder| {
            remove(folder, "vocab.txt")
        }),
        ("a layer", |folder| {
            let dense = r#"[{"type": "sentence_transformers.models.Dense"}]"#;
            write(folder, "modules.json", dense);
        }),
    ];
    for (says, breaks) in breaks {
        let folder = tempfile::tempdir().unwrap();
        write_model(folder.path());
        breaks(folder.path());
        let Err(error) = Encoder::open(folder.path()) else {
            panic!("a folder with a fault is refused: {says}");
        };
        let sentence = error.to_string();
        assert!(
            sentence.contains(says) && !sentence.contains('\n'),
            "{sentence}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    write(folder.path(), "model.safetensors", "no weights");
    assert!(Encoder::open(folder.path()).is_err());
    // Pieces that the model has no vector for.
    write_model(folder.path());
    write(
        folder.path(),
        "vocab.txt",
        &format!("{}\nsurplus", WORDS.replace(' ', "\n")),
    );
    let encoder = Encoder::open(folder.path()).unwrap();
    let error = encoder.encode(&["surplus"], &|_| true).unwrap_err();
    assert!(
        error.to_string().contains("do not work together"),
        "{error}"
    );
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn remove(folder: &Path, name: &str) {
    std::fs::remove_file(folder.join(name)).unwrap();
}

/// The model of tests/reference/tiny_bert.py: weights by a formula, in the order of their salts.
fn write_model(folder: &Path) {
    write(folder, "config.json", CONFIG);
    write(folder, "vocab.txt", &WORDS.replace(' ', "\n"));
    let mut weights = HashMap::new();
    let mut salt = 0;
    let mut add = |name: String, shape: &[usize], plus: f64| {
        salt += 1;
        let size: usize = shape.iter().product();
        let values: Vec<f32> = (0..size)
            .map(|i| (((i * 37 + salt * 101) % 211) as f64 / 211.0 - 0.5 + plus) as f32)
            .collect();
        let tensor = Tensor::from_vec(values, shape, &Device::Cpu).unwrap();
        weights.insert(name, tensor);
    };
    for (name, rows) in [("word", 12), ("position", 10), ("token_type", 2)] {
        add(
            format!("embeddings.{name}_embeddings.weight"),
            &[rows, 8],
            0.0,
        );
    }
    add("embeddings.LayerNorm.weight".into(), &[8], 1.0);
    add("embeddings.LayerNorm.bias".into(), &[8], 0.0);
    for layer in 0..2 {
        let mut dense = |name: &str, out: usize, inside: usize| {
            add(
                format!("encoder.layer.{layer}.{name}.weight"),
                &[out, inside],
                0.0,
            );
            add(format!("encoder.layer.{layer}.{name}.bias"), &[out], 0.0);
        };
        for name in ["query", "key", "value"] {
            dense(&format!("attention.self.{name}"), 8, 8);
        }
        dense("attention.output.dense", 8, 8);
        add(
            format!("encoder.layer.{layer}.attention.output.LayerNorm.weight"),
            &[8],
            1.0,
        );
        add(
            format!("encoder.layer.{layer}.attention.output.LayerNorm.bias"),
            &[8],
            0.0,
        );
        let mut dense = |name: &str, out: usize, inside: usize| {
            add(
                format!("encoder.layer.{layer}.{name}.weight"),
                &[out, inside],
                0.0,
            );
            add(format!("encoder.layer.{layer}.{name}.bias"), &[out], 0.0);
        };
        dense("intermediate.dense", 16, 8);
        dense("output.dense", 8, 16);
        add(
            format!("encoder.layer.{layer}.output.LayerNorm.weight"),
            &[8],
            1.0,
        );
        add(
            format!("encoder.layer.{layer}.output.LayerNorm.bias"),
            &[8],
            0.0,
        );
    }
    candle_core::safetensors::save(&weights, folder.join("model.safetensors")).unwrap();
}
