//! A tender published elsewhere (OCDS 1.0 or 1.1) becomes a draft.
//!
//! Every value of the file is either taken into the draft or listed to the
//! officer: what is read is marked, and every leaf that is left over is told.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tenderseal_rules::terms::WEIGHTS;

use super::notice::{Bilingual, DraftBody, Item, Source};
use crate::render::money::exponent;

/// The largest file, in bytes.
pub const FILE_MAX: usize = 4 * 1024 * 1024;
/// Lines of what could not be mapped at most; one more says how many there are beyond.
const LISTED_MAX: usize = 2_000;

/// A value of the file that the draft has no place for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmapped {
    /// Where in the file: `releases/1/tender/procurementMethod`.
    pub path: String,
    /// The value, shortened to 300 characters.
    pub value: String,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OcdsError {
    /// Larger than [`FILE_MAX`].
    #[error("the file is larger than 4 MiB")]
    TooLarge,
    /// Not JSON.
    #[error("not JSON, line {line}")]
    NotJson {
        /// Where.
        line: usize,
    },
    /// JSON, but neither a release nor a release package.
    #[error("neither an OCDS release nor a release package")]
    NotOcds,
    /// No release has a tender.
    #[error("no release in the file has a tender")]
    NoTender,
    /// A value is of another type than OCDS says.
    #[error("{0} is of another type than OCDS says")]
    Type(String),
}

impl OcdsError {
    /// The stable code, in Fluent keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "ocds-too-large",
            Self::NotJson { .. } => "ocds-not-json",
            Self::NotOcds => "ocds-not-ocds",
            Self::NoTender => "ocds-no-tender",
            Self::Type(_) => "ocds-type",
        }
    }
}

/// Reads a release or release package: the draft, and everything that it has no place for.
///
/// Of several releases the latest with a tender is taken.
///
/// # Errors
/// [`OcdsError`].
pub fn read(json: &[u8]) -> Result<(DraftBody, Vec<Unmapped>), OcdsError> {
    if json.len() > FILE_MAX {
        return Err(OcdsError::TooLarge);
    }
    let root: Value =
        serde_json::from_slice(json).map_err(|error| OcdsError::NotJson { line: error.line() })?;
    let release = latest(&root)?;
    let mut file = File { root: &root, used: BTreeSet::new() };
    let draft = draft(&mut file, &release)?;
    let mut unmapped = Vec::new();
    let mut beyond = 0_u32;
    leaves(&root, "", &mut |path, value| {
        if file.used.contains(path) {
            return;
        }
        if unmapped.len() < LISTED_MAX {
            unmapped
                .push(Unmapped { path: path.to_owned(), value: value.chars().take(300).collect() });
        } else {
            beyond += 1;
        }
    });
    if beyond > 0 {
        unmapped.push(Unmapped { path: "…".to_owned(), value: format!("+ {beyond}") });
    }
    Ok((draft, unmapped))
}

/// The path of the latest release that has a tender; empty for a bare release.
fn latest(root: &Value) -> Result<String, OcdsError> {
    if let Some(releases) = root.get("releases") {
        let releases = releases.as_array().ok_or_else(|| OcdsError::Type("releases".to_owned()))?;
        let mut found: Option<(Option<Timestamp>, usize)> = None;
        for (at, release) in releases.iter().enumerate() {
            if !release.get("tender").is_some_and(Value::is_object) {
                continue;
            }
            let date = release.get("date").and_then(|date| instant(date.as_str()?));
            if found.is_none_or(|(held, _)| date >= held) {
                found = Some((date, at));
            }
        }
        return found.map(|(_, at)| format!("releases/{at}/")).ok_or(OcdsError::NoTender);
    }
    if root.get("ocid").is_none() {
        return Err(OcdsError::NotOcds);
    }
    if root.get("tender").is_some_and(Value::is_object) {
        Ok(String::new())
    } else {
        Err(OcdsError::NoTender)
    }
}

/// The file, and which of its leaves were read.
struct File<'a> {
    root: &'a Value,
    used: BTreeSet<String>,
}

impl File<'_> {
    fn at(&self, path: &str) -> Option<&Value> {
        let found = path.split('/').try_fold(self.root, |value, key| match value {
            Value::Object(fields) => fields.get(key),
            Value::Array(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        });
        found.filter(|value| !value.is_null())
    }

    /// A text; it counts as read.
    fn text(&mut self, path: &str) -> Result<Option<String>, OcdsError> {
        let Some(value) = self.at(path) else { return Ok(None) };
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            // Publishers write identifiers and quantities as numbers too.
            Value::Number(number) => number.to_string(),
            _ => return Err(OcdsError::Type(path.to_owned())),
        };
        self.used.insert(path.to_owned());
        Ok(Some(text))
    }

    fn length(&self, path: &str) -> Result<usize, OcdsError> {
        match self.at(path) {
            None => Ok(0),
            Some(Value::Array(items)) => Ok(items.len()),
            Some(_) => Err(OcdsError::Type(path.to_owned())),
        }
    }
}

fn draft(file: &mut File<'_>, release: &str) -> Result<DraftBody, OcdsError> {
    let chinese = file
        .text(&format!("{release}language"))?
        .is_some_and(|language| language.starts_with("zh"));
    let both = |text: Option<String>| {
        let text = text.unwrap_or_default();
        if chinese {
            Bilingual { en: String::new(), zh: text }
        } else {
            Bilingual { en: text, zh: String::new() }
        }
    };
    let tender = format!("{release}tender/");
    let mut body = DraftBody {
        title: both(file.text(&format!("{tender}title"))?),
        description: both(file.text(&format!("{tender}description"))?),
        reference: file.text(&format!("{tender}id"))?.unwrap_or_default(),
        source: Some(source(file, release)?),
        price_weight_bp: WEIGHTS,
        ..DraftBody::default()
    };
    for at in 0..file.length(&format!("{tender}items"))? {
        let item = format!("{tender}items/{at}/");
        let scheme = file.text(&format!("{item}classification/scheme"))?;
        let class = file.text(&format!("{item}classification/id"))?;
        body.items.push(Item {
            description: both(file.text(&format!("{item}description"))?),
            quantity: file.text(&format!("{item}quantity"))?.unwrap_or_default(),
            unit: file.text(&format!("{item}unit/name"))?.unwrap_or_default(),
            classification: [scheme, class].into_iter().flatten().collect::<Vec<_>>().join(" "),
        });
    }
    category(file, &tender, &mut body);
    value(file, &tender, &mut body);
    deadline(file, &tender, &mut body);
    price_rule(file, &tender, &mut body);
    Ok(body)
}

fn source(file: &mut File<'_>, release: &str) -> Result<Source, OcdsError> {
    let publisher = match release {
        "" => None,
        _ => file.text("publisher/name")?,
    };
    let url = if release.is_empty() { None } else { file.text("uri")? };
    let identifier = file.text(&format!("{release}ocid"))?.unwrap_or_default();
    let buyer = file.text(&format!("{release}buyer/name"))?;
    let publisher = [buyer, publisher].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Ok(Source { publisher, url: url.unwrap_or_default(), identifier })
}

/// Only where the code is one of OCDS's three; anything else stays on the list.
fn category(file: &mut File<'_>, tender: &str, body: &mut DraftBody) {
    let path = format!("{tender}mainProcurementCategory");
    let named = file
        .at(&path)
        .and_then(Value::as_str)
        .filter(|name| ["goods", "works", "services"].contains(name));
    if let Some(name) = named.map(str::to_owned) {
        body.category = name;
        file.used.insert(path);
    }
}

/// Amount and currency together, or neither.
fn value(file: &mut File<'_>, tender: &str, body: &mut DraftBody) {
    let (amount, currency) = (format!("{tender}value/amount"), format!("{tender}value/currency"));
    let code = file.at(&currency).and_then(Value::as_str).map(str::to_owned);
    let Some(code) =
        code.filter(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
    else {
        return;
    };
    let digits = file
        .at(&amount)
        .and_then(|value| minor_units(&value.as_number()?.to_string(), exponent(&code) as usize));
    if let Some(digits) = digits {
        body.budget = digits;
        file.used.insert(amount);
    }
    body.currency = code;
    file.used.insert(currency);
}

fn deadline(file: &mut File<'_>, tender: &str, body: &mut DraftBody) {
    let path = format!("{tender}tenderPeriod/endDate");
    let end = file.at(&path).and_then(|date| instant(date.as_str()?));
    if let Some(end) = end.and_then(|end| u64::try_from(end.as_second()).ok()) {
        body.deadline = Some(end);
        file.used.insert(path);
    }
}

fn price_rule(file: &mut File<'_>, tender: &str, body: &mut DraftBody) {
    let path = format!("{tender}awardCriteria");
    let only_price = file
        .at(&path)
        .and_then(Value::as_str)
        .is_some_and(|name| ["priceOnly", "lowestCost"].contains(&name));
    if only_price {
        "lowest_only".clone_into(&mut body.price_formula);
        file.used.insert(path);
    }
}

/// RFC 3339 with any offset.
fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// A decimal number as minor units; `None` when it has more digits than the
/// currency, or is negative, or is written with an exponent.
fn minor_units(number: &str, decimals: usize) -> Option<String> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part = part.trim_end_matches('0');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 30
        || !digits(whole)
        || !digits(part)
        || part.len() > decimals
    {
        return None;
    }
    let all = format!("{whole}{part:0<decimals$}");
    let trimmed = all.trim_start_matches('0');
    Some(if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() })
}

/// Every value that is neither null nor an empty list, with its path.
fn leaves(value: &Value, path: &str, tell: &mut impl FnMut(&str, &str)) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") };
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (key, inner) in fields {
                leaves(inner, &below(key), tell);
            }
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(at, inner)| leaves(inner, &below(&at.to_string()), tell));
        }
        Value::String(text) => tell(path, text),
        other => tell(path, &other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{"ocid":"ocds-1","id":"1","language":"zh","tender":{"id":"T-1","title":"笔记本电脑",
        "value":{"amount":1311264.5,"currency":"MXN"},"procurementMethod":"open","status":null,
        "items":[{"description":"电脑","quantity":471,"unit":{"name":"台"},"classification":{"scheme":"CPV","id":"30213100"}}]}}"#;

    #[test]
    fn a_release_becomes_a_draft_and_what_has_no_place_is_listed() {
        let (draft, unmapped) = read(SMALL.as_bytes()).unwrap();
        assert_eq!((draft.title.zh.as_str(), draft.title.en.as_str()), ("笔记本电脑", ""));
        assert_eq!((draft.budget.as_str(), draft.currency.as_str()), ("131126450", "MXN"));
        assert_eq!(draft.items[0].quantity, "471");
        assert_eq!(draft.items[0].classification, "CPV 30213100");
        let paths: Vec<_> = unmapped.iter().map(|line| line.path.as_str()).collect();
        assert_eq!(paths, ["id", "tender/procurementMethod"]);
    }

    #[test]
    fn every_broken_file_has_its_own_error() {
        let error = |json: &str| read(json.as_bytes()).unwrap_err();
        assert_eq!(error("{\n\"ocid\": "), OcdsError::NotJson { line: 2 });
        assert_eq!(error("[]"), OcdsError::NotOcds);
        assert_eq!(error(r#"{"records":[]}"#), OcdsError::NotOcds);
        assert_eq!(error(r#"{"releases":[]}"#), OcdsError::NoTender);
        assert_eq!(error(r#"{"releases":{}}"#), OcdsError::Type("releases".into()));
        assert_eq!(
            error(r#"{"ocid":"1","tender":{"title":{}}}"#),
            OcdsError::Type("tender/title".into())
        );
        assert_eq!(read(&vec![b' '; FILE_MAX + 1]).unwrap_err(), OcdsError::TooLarge);
    }

    #[test]
    fn amounts_are_exact_or_stay_on_the_list() {
        assert_eq!(minor_units("1311264.0", 2).as_deref(), Some("131126400"));
        assert_eq!(minor_units("0.05", 2).as_deref(), Some("5"));
        assert_eq!(minor_units("7", 0).as_deref(), Some("7"));
        for bad in ["0.001", "1e30", "-1", ""] {
            assert_eq!(minor_units(bad, 2), None, "{bad}");
        }
    }

    /// Published files, where the folder with them is there.
    #[test]
    fn published_files_lose_nothing() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/ocds");
        if !folder.is_dir() {
            eprintln!("skipped: there is no folder of published OCDS files beside the repository");
            return;
        }
        let mexico = std::fs::read(folder.join("real/mexico-city-release-package.json")).unwrap();
        let (draft, unmapped) = read(&mexico).unwrap();
        assert_eq!(draft.title.en, "ARRENDAMIENTO DE BIENES INFORMÁTICOS");
        assert_eq!(
            (draft.items[0].quantity.as_str(), draft.budget.as_str(), draft.currency.as_str()),
            ("471", "131126400", "MXN")
        );
        assert!(unmapped.iter().any(|line| line.path == "releases/1/tender/awardCriteria"));
        assert!(unmapped.iter().any(|line| line.path == "releases/0/tender/title"));
        let mut read_files = 0;
        for entry in std::fs::read_dir(folder.join("samples")).unwrap() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().ends_with("-02-tender.json") {
                let json = std::fs::read(&path).unwrap();
                let (draft, unmapped) = read(&json).unwrap();
                assert!(
                    !draft.title.en.is_empty() && draft.category == "works",
                    "{}",
                    path.display()
                );
                let root: Value = serde_json::from_slice(&json).unwrap();
                let mut all = 0;
                leaves(&root, "", &mut |_, _| all += 1);
                assert!(unmapped.len() < all, "something was mapped");
                read_files += 1;
            }
        }
        assert_eq!(read_files, 1);
    }
}
