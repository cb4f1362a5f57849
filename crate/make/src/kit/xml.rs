//! A small tree of XML elements, written by quick-xml.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

/// An element with its attributes, and elements or text inside.
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Element>,
    text: Option<String>,
}

/// An element of that name.
pub fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), inside: Vec::new(), text: None }
}

impl Element {
    /// With one more attribute.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With elements inside.
    pub fn with(mut self, inside: impl IntoIterator<Item = Element>) -> Self {
        self.inside.extend(inside);
        self
    }

    /// With text inside.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The whole document, indented.
    ///
    /// # Errors
    /// Never in practice: it is written into memory.
    pub fn document(&self) -> io::Result<String> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        self.write(&mut writer)?;
        let mut text = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
        text.push('\n');
        Ok(text)
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let start = writer.create_element(self.name).with_attributes(attributes);
        if let Some(text) = &self.text {
            start.write_text_content(BytesText::new(text))?;
        } else if self.inside.is_empty() {
            start.write_empty()?;
        } else {
            start
                .write_inner_content(|writer| self.inside.iter().try_for_each(|inner| inner.write(writer)))?;
        }
        Ok(())
    }
}
