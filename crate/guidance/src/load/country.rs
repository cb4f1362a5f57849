//! One country's file: from TOML to [`Country`].

use std::ops::Range;

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    File,
    fault::{Fault, Problem},
};
use crate::{Contact, Country, Day, Kind, Line, Missing, Sure, Who};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCountry {
    #[serde(default)]
    regions: Vec<Spanned<String>>,
    #[serde(default)]
    zones: Vec<Spanned<String>>,
    #[serde(default)]
    languages: Vec<Spanned<String>>,
    #[serde(default)]
    also: Vec<Spanned<String>>,
    first: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    line: Vec<Spanned<RawLine>>,
    #[serde(default)]
    missing: Vec<Spanned<RawMissing>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLine {
    id: Spanned<String>,
    #[serde(default)]
    worldwide: bool,
    kind: RawKind,
    name: String,
    call: Option<Spanned<String>>,
    text: Option<Spanned<String>>,
    word: Option<String>,
    web: Option<Spanned<String>>,
    hours: Option<Spanned<String>>,
    free: Option<bool>,
    who: RawWho,
    area: Option<String>,
    note: Option<String>,
    sources: Vec<Spanned<String>>,
    checked: Spanned<Datetime>,
    sure: RawSure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMissing {
    kind: RawKind,
    who: RawWho,
    checked: Spanned<Datetime>,
}

/// The enums of the data, spelt out here so that the pure types need no `Deserialize` in wasm.
macro_rules! raw {
    ($raw:ident is $pure:ident: $($name:ident),+) => {
        #[derive(Clone, Copy, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub(super) enum $raw { $($name),+ }
        impl From<$raw> for $pure {
            fn from(raw: $raw) -> Self {
                match raw { $($raw::$name => Self::$name),+ }
            }
        }
    };
}

raw!(RawKind is Kind: Emergency, Crisis, ChildLine, Helpline, Police, Report, Removal, Money, Helper);
raw!(RawWho is Who: Under18, Adult, All);
raw!(RawSure is Sure: Official, Relay);

/// A country as its file has it, with the places of things for faults. The worldwide lines are still names.
pub(super) struct Draft<'a> {
    file: &'a File<'a>,
    pub(super) regions: Vec<Spanned<String>>,
    pub(super) zones: Vec<Spanned<String>>,
    languages: Vec<Spanned<String>>,
    also: Vec<Spanned<String>>,
    first: Spanned<Vec<Spanned<String>>>,
    lines: Vec<(Line, bool)>,
    pub(super) missing: Vec<(Missing, Range<usize>)>,
}

impl Draft<'_> {
    /// A fault in this country's file.
    pub(super) fn fault(&self, span: Range<usize>, problem: Problem) -> Fault {
        Fault::at(self.file.path, self.file.text, span, problem)
    }

    /// A fault of the file as a whole.
    pub(super) fn whole(&self, problem: Problem) -> Fault {
        Fault::whole(self.file.path, problem)
    }

    /// The finished country, with the worldwide lines it asks for taken from `anywhere`.
    pub(super) fn join(&self, anywhere: &Draft<'_>, faults: &mut Vec<Fault>) -> Country {
        let mut lines: Vec<Line> = self.lines.iter().map(|(line, _)| line.clone()).collect();
        for name in &self.also {
            let found =
                anywhere.lines.iter().find(|(line, worldwide)| *worldwide && line.id == *name.get_ref());
            match found {
                Some((line, _)) => lines.push(line.clone()),
                None => faults.push(self.fault(name.span(), Problem::NoSuchLine(name.get_ref().clone()))),
            }
        }
        // Stable: within a kind, the file's own order stands, and worldwide services come last.
        lines.sort_by_key(|line| line.kind);
        let first = self.first.get_ref();
        if !(1..=4).contains(&first.len()) {
            faults.push(self.fault(self.first.span(), Problem::First(first.len())));
        }
        for name in first {
            if !lines.iter().any(|line| line.id == *name.get_ref()) {
                faults.push(self.fault(name.span(), Problem::NoSuchLine(name.get_ref().clone())));
            }
        }
        let plain = |names: &[Spanned<String>]| names.iter().map(|name| name.get_ref().clone()).collect();
        Country {
            code: self.file.stem().to_owned(),
            regions: plain(&self.regions),
            zones: plain(&self.zones),
            languages: plain(&self.languages),
            first: plain(first),
            lines,
            missing: self.missing.iter().map(|(missing, _)| missing.clone()).collect(),
        }
    }
}

/// Reads one country's file. `None` when it is not even TOML of our shape.
pub(super) fn read<'a>(file: &'a File<'a>, faults: &mut Vec<Fault>) -> Option<Draft<'a>> {
    let raw: RawCountry = match toml::from_str(file.text) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(Fault::shape(file.path, file.text, &error));
            return None;
        }
    };
    let mut lines: Vec<(Line, bool)> = Vec::new();
    for spanned in raw.line {
        let span = spanned.span();
        let raw = spanned.into_inner();
        let (id_span, worldwide) = (raw.id.span(), raw.worldwide);
        match line(raw) {
            Ok(line) if lines.iter().any(|(other, _)| other.id == line.id) => {
                faults.push(Fault::at(file.path, file.text, id_span, Problem::IdTwice(line.id)));
            }
            Ok(line) => lines.push((line, worldwide)),
            Err((at, problem)) => {
                faults.push(Fault::at(file.path, file.text, at.unwrap_or(span), problem));
            }
        }
    }
    let mut missing = Vec::new();
    for spanned in raw.missing {
        let span = spanned.span();
        let raw = spanned.into_inner();
        match day(&raw.checked) {
            Ok(checked) => {
                missing.push((Missing { kind: raw.kind.into(), who: raw.who.into(), checked }, span));
            }
            Err((at, problem)) => faults.push(Fault::at(file.path, file.text, at.unwrap_or(span), problem)),
        }
    }
    Some(Draft {
        file,
        regions: raw.regions,
        zones: raw.zones,
        languages: raw.languages,
        also: raw.also,
        first: raw.first,
        lines,
        missing,
    })
}

/// Where in the file, and what.
pub(super) type Wrong = (Option<Range<usize>>, Problem);

fn line(raw: RawLine) -> Result<Line, Wrong> {
    let id = raw.id.get_ref();
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err((Some(raw.id.span()), Problem::Id(id.clone())));
    }
    let call = raw.call.map(parse).transpose()?;
    let text = raw.text.map(parse).transpose()?.map(|number| (number, raw.word));
    let web = raw.web.map(parse).transpose()?;
    if call.is_none() && text.is_none() && web.is_none() {
        return Err((Some(raw.id.span()), Problem::Unreachable(id.clone())));
    }
    let sources = raw.sources.into_iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    if sources.is_empty() {
        return Err((Some(raw.id.span()), Problem::NoSource(raw.id.into_inner())));
    }
    Ok(Line {
        id: raw.id.into_inner(),
        kind: raw.kind.into(),
        name: raw.name,
        contact: Contact { call, text, web },
        hours: raw.hours.map(parse).transpose()?,
        free: raw.free,
        who: raw.who.into(),
        area: raw.area,
        note: raw.note,
        sources,
        checked: day(&raw.checked)?,
        sure: raw.sure.into(),
    })
}

pub(super) fn parse<T>(text: Spanned<String>) -> Result<T, Wrong>
where
    T: std::str::FromStr,
    Problem: From<T::Err>,
{
    text.get_ref().parse().map_err(|error| (Some(text.span()), Problem::from(error)))
}

pub(super) fn day(written: &Spanned<Datetime>) -> Result<Day, Wrong> {
    let wrong = || (Some(written.span()), Problem::Day);
    match *written.get_ref() {
        Datetime { date: Some(date), time: None, offset: None } => {
            Day::new(date.year, date.month, date.day).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}
