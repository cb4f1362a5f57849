//! `.reg` files, which set and which remove, and the same as a script for where Intune may not write.

use serde_json::Value;

use super::{Made, Target, policy::Key};

/// A value below a registry key.
enum Data {
    Text(String),
    Number(u8),
}

/// Key, name and data of everything that the kit writes.
fn entries(keys: &[Key], target: &Target) -> Vec<(String, String, Data)> {
    let install = target
        .install
        .iter()
        .map(|(name, value)| (target.install_key(), (*name).to_owned(), Data::Text(value.clone())));
    let settings = keys.iter().filter_map(|key| Some((key, key.kit.as_ref()?))).flat_map(|(key, value)| {
        let place = target.settings_key();
        match value {
            Value::Bool(on) => vec![(place, key.name.clone(), Data::Number((*on).into()))],
            Value::String(text) => vec![(place, key.name.clone(), Data::Text(text.clone()))],
            // A list is a key of its own with numbered values.
            Value::Array(items) => {
                let list = format!(r"{place}\{}", key.name);
                let texts = items.iter().filter_map(Value::as_str).enumerate();
                texts
                    .map(|(at, text)| (list.clone(), (at + 1).to_string(), Data::Text(text.to_owned())))
                    .collect()
            }
            Value::Null | Value::Number(_) | Value::Object(_) => Vec::new(),
        }
    });
    install.chain(settings).collect()
}

/// The file that sets and the file that removes. Windows reads both with its own line ends.
pub fn files(keys: &[Key], target: &Target) -> Vec<Made> {
    const HEAD: &str = "Windows Registry Editor Version 5.00\r\n";
    let mut set = String::from(HEAD);
    let mut current = String::new();
    for (key, name, data) in entries(keys, target) {
        if key != current {
            set.push_str(&format!("\r\n[HKEY_LOCAL_MACHINE\\{key}]\r\n"));
            current = key;
        }
        let data = match data {
            Data::Text(text) => format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")),
            Data::Number(number) => format!("dword:{number:08x}"),
        };
        set.push_str(&format!("\"{name}\"={data}\r\n"));
    }
    let mut remove = String::from(HEAD);
    for key in [target.install_key(), target.settings_key()] {
        remove.push_str(&format!("\r\n[-HKEY_LOCAL_MACHINE\\{key}]\r\n"));
    }
    vec![
        (format!("windows/breakwater-{}.reg", target.slug), set),
        (format!("windows/breakwater-{}-remove.reg", target.slug), remove),
    ]
}

/// The same as a script in PowerShell.
pub fn script(keys: &[Key], target: &Target) -> String {
    let mut text = format!(
        "# Breakwater for {}: installs, pins and sets. Runs as the system, 64 bit; running it again changes nothing.\n\
         $ErrorActionPreference = 'Stop'\n",
        target.name
    );
    let mut current = String::new();
    for (key, name, data) in entries(keys, target) {
        if key != current {
            text.push_str(&format!("\n$key = 'HKLM:\\{key}'\nNew-Item -Path $key -Force | Out-Null\n"));
            current = key;
        }
        let (kind, data) = match data {
            Data::Text(text) => ("String", format!("'{}'", text.replace('\'', "''"))),
            Data::Number(number) => ("DWord", number.to_string()),
        };
        text.push_str(&format!(
            "New-ItemProperty -Path $key -Name '{name}' -PropertyType {kind} -Value {data} -Force | Out-Null\n"
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::kit::{Ids, policy, target};

    #[test]
    fn a_list_becomes_numbered_values_below_its_own_key() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut keys = policy::load(&project.join("data/policy.toml")).unwrap();
        keys.retain(|key| key.name == "disabledSites");
        keys[0].kit = Some(serde_json::json!(["a.example", "b.example"]));
        let [chrome, ..] = target::all(&project, &Ids::default()).unwrap();
        let [(_, set), (_, remove)] = files(&keys, &chrome).try_into().unwrap();
        assert!(
            set.contains("\\policy\\disabledSites]\r\n\"1\"=\"a.example\"\r\n\"2\"=\"b.example\"\r\n"),
            "{set}"
        );
        // What was set is below what is removed.
        for line in set.lines().filter_map(|line| line.strip_prefix('[')) {
            let line = line.trim_end_matches(']');
            let gone = |removed: &str| {
                removed.strip_prefix("[-").is_some_and(|key| line.starts_with(key.trim_end_matches(']')))
            };
            assert!(remove.lines().any(gone), "{line}");
        }
    }

    #[test]
    fn every_line_is_a_key_a_value_or_empty() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let keys = policy::load(&project.join("data/policy.toml")).unwrap();
        for target in target::all(&project, &Ids::default()).unwrap() {
            for (path, text) in files(&keys, &target) {
                assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']), "{path}");
                let mut lines = text.split("\r\n");
                assert_eq!(lines.next(), Some("Windows Registry Editor Version 5.00"));
                for line in lines {
                    let key = line.starts_with('[') && line.ends_with(']');
                    let value =
                        line.starts_with('"') && (line.ends_with('"') || line.contains("\"=dword:0000000"));
                    assert!(line.is_empty() || key || value, "{path}: {line}");
                }
            }
        }
    }
}
