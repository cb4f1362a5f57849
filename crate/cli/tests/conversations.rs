//! The conversations of data/training and data/test keep their form.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

const LANGUAGES: [&str; 14] =
    ["ar", "de", "en", "es", "fr", "hi", "id", "it", "nl", "pl", "pt", "sv", "tl", "tr"];

fn check(conversation: &Value, lang: &str) -> Result<(), String> {
    let messages =
        conversation["messages"].as_array().filter(|list| !list.is_empty()).ok_or("no messages")?;
    if conversation["lang"] != lang {
        return Err(format!("lang is {}, the file is {lang}", conversation["lang"]));
    }
    match (conversation["label"].as_str(), conversation["due"].as_u64()) {
        (Some("benign"), None) => {}
        (Some("lure" | "blackmail"), Some(due)) if due >= 1 && due <= messages.len() as u64 => {
            if messages[due as usize - 1]["from"] == "me" {
                return Err(format!("due {due} is a message of the person"));
            }
        }
        other => return Err(format!("label and due do not fit: {other:?}")),
    }
    for (number, message) in messages.iter().enumerate() {
        let kind = message["kind"].as_str().unwrap_or("text");
        let side = matches!(message["from"].as_str(), Some("them" | "me" | "unknown"));
        let says = message["text"].as_str().is_some_and(|text| !text.is_empty());
        if !side || kind == "text" && !says {
            return Err(format!("message {} has no side or no text", number + 1));
        }
    }
    Ok(())
}

#[test]
fn conversations_keep_their_form() {
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    let mut count = 0;
    for folder in ["training", "test"] {
        for lang in LANGUAGES {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../data/{folder}/{lang}.jsonl"));
            for (line, text) in fs::read_to_string(&path).unwrap().lines().enumerate() {
                count += 1;
                let place = format!("data/{folder}/{lang}.jsonl:{}", line + 1);
                match serde_json::from_str::<Value>(text) {
                    Ok(conversation) => {
                        if let Err(what) = check(&conversation, lang) {
                            faults.push(format!("{place}: {what}"));
                        }
                        if !ids.insert((folder, conversation["id"].to_string())) {
                            faults.push(format!("{place}: the id is there twice"));
                        }
                    }
                    Err(error) => faults.push(format!("{place}: {error}")),
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 600, "only {count} conversations");
}
