//! The table of keys for readers.

use super::{
    Made,
    policy::{Key, Kind},
};

/// `KEYS.md`.
pub fn table(keys: &[Key]) -> Made {
    let mut text = String::from(
        "# Managed keys\n\nMade from `data/policy.toml` by `cargo run -p breakwater-make -- managed`. Every key is optional; a value \
         that is not understood is passed over alone and listed.\n\n| key | value | what it does | kits set |\n|---|---|---|---|\n",
    );
    for key in keys {
        let value = match key.kind {
            Kind::Switch => "`true` or `false`".to_owned(),
            Kind::Choice => {
                let choices: Vec<_> = key.choices.keys().map(|choice| format!("`\"{choice}\"`")).collect();
                choices.join(" or ")
            }
            Kind::Text => "text".to_owned(),
            Kind::Hosts => "list of host names".to_owned(),
        };
        let kit = key.kit.as_ref().map_or("".to_owned(), |kit| format!("`{kit}`"));
        text.push_str(&format!("| `{}` | {value} | {} | {kit} |\n", key.name, key.text));
    }
    text.push_str(
        "\nNo key can upload, forward, read or unlock evidence, hide that the browser is managed, take away the help button or the\n\
         national help lines, or show pictures of minors. `crate/extension/tests/policy.rs` tries.\n",
    );
    ("KEYS.md".into(), text)
}
