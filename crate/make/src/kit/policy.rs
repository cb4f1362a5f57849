//! `data/policy.toml`: what an organisation can fix, as checked data.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;
use serde_json::Value;

use crate::{Error, files};

/// What a value looks like. Flat on purpose: nested values are what school deployments break on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// On or off.
    Switch,
    /// One of the `choices`.
    Choice,
    /// A short text.
    Text,
    /// A list of host names.
    Hosts,
}

/// One key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its name in every format.
    #[serde(skip)]
    pub name: String,
    /// What an administrator reads first: a few words.
    pub title: String,
    /// What it does, in sentences.
    pub text: String,
    /// What its value looks like.
    pub kind: Kind,
    /// Value and label of each choice; `choice` only.
    #[serde(default)]
    pub choices: BTreeMap<String, String>,
    /// What the kits set; nothing if they leave it alone.
    pub kit: Option<Value>,
    /// Values that must take effect.
    pub taken: Vec<Value>,
    /// Values that must be passed over.
    pub ignored: Vec<Value>,
    /// Why there is such a key.
    pub source: String,
    /// The day that somebody last looked at the source.
    pub checked: toml::value::Datetime,
}

/// Reads and checks the keys; they come back sorted by name.
///
/// # Errors
/// When the file cannot be read, a key lacks a field, its examples do not fit its kind, or the keys are not sorted.
pub fn load(path: &Path) -> Result<Vec<Key>, Error> {
    let table: toml::Table = files::read_toml(path)?;
    let names: Vec<_> = table.keys().cloned().collect();
    if !names.is_sorted() {
        return Err(Error::file(path, "keys must be sorted"));
    }
    let mut keys: BTreeMap<String, Key> = files::read_toml(path)?;
    for (name, key) in &mut keys {
        key.name.clone_from(name);
        key.check().map_err(|what| Error::file(path, format!("[{name}] {what}")))?;
    }
    Ok(keys.into_values().collect())
}

impl Key {
    fn check(&self) -> Result<(), String> {
        if !self.name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err("a name is letters and digits: it becomes a registry value and an XML id".into());
        }
        for (field, text) in [("title", &self.title), ("text", &self.text), ("source", &self.source)] {
            let plain = !text.trim().is_empty() && text.is_ascii() && !text.contains(['"', '\n']);
            if !plain {
                return Err(format!(
                    "{field} must be plain ASCII in one line without quotes: registry files carry it"
                ));
            }
        }
        if (self.kind == Kind::Choice) == self.choices.is_empty() {
            return Err("choices belong to a choice, and to nothing else".into());
        }
        if self.checked.date.is_none() {
            return Err("checked must be a day".into());
        }
        if self.taken.is_empty() || self.ignored.is_empty() {
            return Err("needs examples of values that are taken and of values that are ignored".into());
        }
        for value in self.taken.iter().chain(&self.kit) {
            if !self.fits(value) {
                return Err(format!("{value} is no {:?}", self.kind));
            }
        }
        if self.kit.as_ref().is_some_and(|kit| !self.taken.contains(kit)) {
            return Err("what the kits set must be one of the values that are taken".into());
        }
        Ok(())
    }

    fn fits(&self, value: &Value) -> bool {
        match self.kind {
            Kind::Switch => value.is_boolean(),
            Kind::Choice => value.as_str().is_some_and(|value| self.choices.contains_key(value)),
            Kind::Text => value.is_string(),
            Kind::Hosts => value.as_array().is_some_and(|hosts| hosts.iter().all(Value::is_string)),
        }
    }
}

#[cfg(test)]
mod tests {
    use breakwater_extension::settings::settle;
    use serde_json::json;

    use super::*;

    fn shipped() -> Vec<Key> {
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/policy.toml")).unwrap()
    }

    #[test]
    fn every_example_is_what_the_extension_does_with_it() {
        for Key { name, taken, ignored, .. } in shipped() {
            for value in taken {
                let in_force = settle(&Value::Null, &json!({ &name: value }));
                assert!(in_force.ignored.is_empty(), "{name} = {value}");
            }
            for value in ignored {
                let in_force = settle(&Value::Null, &json!({ &name: value }));
                assert_eq!(in_force.ignored, [name.as_str()], "{name} = {value}");
                assert!(in_force.locked.is_empty(), "{name} = {value}");
            }
        }
    }

    #[test]
    fn what_the_kits_set_is_taken_and_locks_everything() {
        let kit: serde_json::Map<_, _> =
            shipped().into_iter().filter_map(|key| Some((key.name, key.kit?))).collect();
        let in_force = settle(&json!({"age": "adult", "mask": false}), &Value::Object(kit));
        assert!(in_force.settings.must_mask() && in_force.ignored.is_empty());
        assert_eq!(in_force.locked.len(), shipped().len() - 1);
    }

    #[test]
    fn a_key_that_does_not_hold_together_is_refused() {
        let good = shipped().into_iter().find(|key| key.name == "ageMode").unwrap();
        assert_eq!(good.check(), Ok(()));
        let faults: [fn(&mut Key); 7] = [
            |key| key.name = "age mode".into(),
            |key| key.text = "two\nlines".into(),
            |key| key.kind = Kind::Switch,
            |key| key.choices.clear(),
            |key| key.ignored.clear(),
            |key| key.taken.push(json!("child")),
            |key| key.kit = Some(json!("child")),
        ];
        for (number, fault) in faults.into_iter().enumerate() {
            let mut bad = good.clone();
            fault(&mut bad);
            assert!(bad.check().is_err(), "fault {number}");
        }
    }
}
