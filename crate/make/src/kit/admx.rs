//! Group policy templates: one ADMX a browser, and its words in English (ADML).

use super::{
    Made, Target,
    policy::{Key, Kind},
    xml::{Element, element},
};
use crate::Error;

const NAMESPACE: &str = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
const INSTALL: &str = "install";
const ANY: &str = "SUPPORTED_ANY";

/// The template and its words.
///
/// # Errors
/// When the XML cannot be written.
pub fn files(keys: &[Key], target: &Target) -> Result<Vec<Made>, Error> {
    let name = name(target);
    let written = |path: String, root: Element| {
        let text = root.document().map_err(Error::io(&path))?;
        Ok((path, text))
    };
    Ok(vec![
        written(format!("windows/{name}.admx"), template(keys, target))?,
        written(format!("windows/en-US/{name}.adml"), words(keys, target))?,
    ])
}

/// Name of the template, and of its one category.
pub fn name(target: &Target) -> String {
    let (first, rest) = target.slug.split_at_checked(1).unwrap_or((target.slug, ""));
    format!("Breakwater{}{rest}", first.to_uppercase())
}

/// The template as one text, as Intune takes it in.
///
/// # Errors
/// When the XML cannot be written.
pub fn document(keys: &[Key], target: &Target) -> Result<String, Error> {
    template(keys, target).document().map_err(Error::io(name(target)))
}

fn template(keys: &[Key], target: &Target) -> Element {
    let name = name(target);
    let policies = std::iter::once(install(target)).chain(keys.iter().map(|key| setting(key, target)));
    element("policyDefinitions")
        .attribute("xmlns", NAMESPACE)
        .attribute("revision", "1.0")
        .attribute("schemaVersion", "1.0")
        .with([
            element("policyNamespaces").with([element("target")
                .attribute("prefix", target.slug)
                .attribute("namespace", format!("Breakwater.Policies.{name}"))]),
            element("resources").attribute("minRequiredRevision", "1.0"),
            element("supportedOn").with([element("definitions")
                .with([element("definition").attribute("name", ANY).attribute("displayName", string(ANY))])]),
            element("categories")
                .with([element("category").attribute("name", &name).attribute("displayName", string(&name))]),
            element("policies").with(policies),
        ])
}

/// Force-install and pinning: "enabled" writes them, "disabled" takes them away.
fn install(target: &Target) -> Element {
    let key = target.install_key();
    let item = |name: &str, value: Element| {
        element("item")
            .attribute("key", &key)
            .attribute("valueName", name)
            .with([element("value").with([value])])
    };
    policy(INSTALL, target, &key).with([
        element("enabledList").with(
            target.install.iter().map(|(name, value)| item(name, element("string").text(value.as_str()))),
        ),
        element("disabledList").with(target.install.iter().map(|(name, _)| item(name, element("delete")))),
    ])
}

fn setting(key: &Key, target: &Target) -> Element {
    let place = target.settings_key();
    let decimal = |name, value: &str| element(name).with([element("decimal").attribute("value", value)]);
    match key.kind {
        Kind::Switch => policy(&key.name, target, &place)
            .attribute("valueName", &key.name)
            .with([decimal("enabledValue", "1"), decimal("disabledValue", "0")]),
        Kind::Choice => {
            let items = key.choices.keys().map(|choice| {
                element("item")
                    .attribute("displayName", string(&format!("{}_{choice}", key.name)))
                    .with([element("value").with([element("string").text(choice.as_str())])])
            });
            asks(
                key,
                target,
                &place,
                element("enum").attribute("valueName", &key.name).attribute("required", "true").with(items),
            )
        }
        Kind::Text => asks(key, target, &place, element("text").attribute("valueName", &key.name)),
        // Numbered values below a key of the list's name: what Chromium and Firefox both read as a list.
        Kind::Hosts => {
            let list = format!(r"{place}\{}", key.name);
            asks(key, target, &list, element("list").attribute("key", &list).attribute("valuePrefix", ""))
        }
    }
}

/// A policy that asks for a value.
fn asks(key: &Key, target: &Target, place: &str, input: Element) -> Element {
    policy(&key.name, target, place)
        .attribute("presentation", format!("$(presentation.{})", key.name))
        .with([element("elements").with([input.attribute("id", &key.name)])])
}

fn policy(name: &str, target: &Target, key: &str) -> Element {
    element("policy")
        .attribute("name", name)
        .attribute("class", "Both")
        .attribute("displayName", string(name))
        .attribute("explainText", string(&format!("{name}_explain")))
        .attribute("key", key)
        .with([
            element("parentCategory").attribute("ref", self::name(target)),
            element("supportedOn").attribute("ref", ANY),
        ])
}

fn string(id: &str) -> String {
    format!("$(string.{id})")
}

fn words(keys: &[Key], target: &Target) -> Element {
    let string = |id: &str, text: &str| element("string").attribute("id", id).text(text);
    let mut strings = vec![
        string(ANY, &format!("{} with Breakwater", target.name)),
        string(&name(target), &format!("Breakwater ({})", target.name)),
        string(INSTALL, "Install Breakwater and keep it in the toolbar"),
        string(
            &format!("{INSTALL}_explain"),
            "Enabled, the browser installs Breakwater from its store for everybody and shows its button. It does not run in private windows unless the person allows it there.",
        ),
    ];
    let mut presentations = Vec::new();
    for key in keys {
        strings.push(string(&key.name, &key.title));
        strings.push(string(&format!("{}_explain", key.name), &key.text));
        for (choice, label) in &key.choices {
            strings.push(string(&format!("{}_{choice}", key.name), label));
        }
        let input = match key.kind {
            Kind::Switch => continue,
            Kind::Choice => element("dropdownList")
                .attribute("refId", &key.name)
                .attribute("noSort", "true")
                .text(&key.title),
            Kind::Text => {
                element("textBox").attribute("refId", &key.name).with([element("label").text(&key.title)])
            }
            Kind::Hosts => element("listBox").attribute("refId", &key.name).text(&key.title),
        };
        presentations.push(element("presentation").attribute("id", &key.name).with([input]));
    }
    element("policyDefinitionResources")
        .attribute("xmlns", NAMESPACE)
        .attribute("revision", "1.0")
        .attribute("schemaVersion", "1.0")
        .with([
            element("displayName").text(format!("Breakwater ({})", target.name)),
            element("description").text("What an organisation can fix in Breakwater"),
            element("resources").with([
                element("stringTable").with(strings),
                element("presentationTable").with(presentations),
            ]),
        ])
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use quick_xml::{Reader, events::Event};

    use super::*;
    use crate::kit::{Ids, policy, target};

    /// Names of elements, and values of attributes with their names, of a well-formed document.
    fn read(text: &str) -> (Vec<String>, Vec<(String, String)>) {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let (mut elements, mut attributes) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) | Event::Empty(element) => {
                    elements.push(element.name().as_ref().to_owned());
                    for attribute in element.attributes() {
                        let attribute = attribute.unwrap();
                        attributes.push((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
                    }
                }
                Event::Eof => return (elements, attributes),
                _ => {}
            }
        }
    }

    #[test]
    fn every_word_and_presentation_that_a_template_names_is_there() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let keys = policy::load(&project.join("data/policy.toml")).unwrap();
        for target in target::all(&project, &Ids::default()).unwrap() {
            let [(_, admx), (_, adml)] = files(&keys, &target).unwrap().try_into().unwrap();
            let (elements, attributes) = read(&admx);
            let (_, words) = read(&adml);
            let ids: BTreeSet<_> =
                words.iter().filter(|(name, _)| name == "id").map(|(_, id)| id.as_str()).collect();
            for (_, value) in &attributes {
                for prefix in ["$(string.", "$(presentation."] {
                    if let Some(id) = value.strip_prefix(prefix) {
                        assert!(ids.contains(id.trim_end_matches(')')), "{value}");
                    }
                }
            }
            let inputs: BTreeSet<_> =
                attributes.iter().filter(|(name, _)| name == "id").map(|(_, id)| id).collect();
            let asked: BTreeSet<_> =
                words.iter().filter(|(name, _)| name == "refId").map(|(_, id)| id).collect();
            assert_eq!(inputs, asked);
            assert_eq!(elements.iter().filter(|name| *name == "policy").count(), keys.len() + 1);
            // The schema of ADMX fixes the order of a file's parts.
            let parts = ["policyNamespaces", "resources", "supportedOn", "categories", "policies"];
            let places: Vec<_> =
                parts.iter().map(|part| elements.iter().position(|name| name == part).unwrap()).collect();
            assert!(places.is_sorted());
        }
    }
}
