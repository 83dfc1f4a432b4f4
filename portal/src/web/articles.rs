//! Pages of text: how sealing works, guides, glossary, statements.
//!
//! The text is in Fluent. A body is plain text in which an empty line parts
//! paragraphs and lines that begin with `- ` or `1. ` are lists.

use std::sync::LazyLock;

use actix_web::{HttpRequest, web};
use askama::Template;

use super::{
    errors::Refusal,
    page::{Answer, Page, public},
};
use crate::app::roles::Role;
use crate::i18n::Locale;

/// A page of text: its path and the names of its sections in Fluent:
/// `<key>-title`, `<key>-lede`, `<key>-<section>-heading` and `-body`.
pub struct Article {
    /// The path without the language.
    pub path: &'static str,
    /// The first part of its keys.
    pub key: &'static str,
    /// The sections in order.
    pub sections: &'static [&'static str],
}

/// The pages of text that are no guides.
pub static ARTICLES: [Article; 5] = [
    Article {
        path: "/how-sealing-works",
        key: "sealing",
        sections: &[
            "problem", "idea", "sealed", "deadline", "opening", "two", "fault", "check", "trust",
        ],
    },
    Article {
        path: "/verify",
        key: "verify",
        sections: &["what", "receipt", "bundle", "checks", "anchor", "limits"],
    },
    Article { path: "/about", key: "about", sections: &["what", "who", "rules", "open"] },
    Article {
        path: "/accessibility",
        key: "accessibility",
        sections: &["how", "standard", "tested", "known", "report"],
    },
    Article {
        path: "/privacy",
        key: "privacy",
        sections: &["short", "held", "why", "public", "long", "rights"],
    },
];

/// The sections of each role's guide.
pub const GUIDE_SECTIONS: [&str; 3] = ["task", "steps", "care"];

/// A piece of a body.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(String),
    /// A list with bullets.
    Bullets(Vec<String>),
    /// A list with numbers.
    Steps(Vec<String>),
}

/// A section as shown.
pub struct Section {
    /// The anchor.
    pub id: String,
    /// The heading.
    pub heading: String,
    /// The text.
    pub pieces: Vec<Piece>,
}

/// The page of an article.
#[derive(Template)]
#[template(path = "public/article.html")]
pub struct ArticlePage {
    /// The frame.
    pub page: Page,
    /// The title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub lede: String,
    /// The sections.
    pub sections: Vec<Section>,
    /// Whether it is one of the guides.
    pub guide: bool,
}

/// The list of guides.
#[derive(Template)]
#[template(path = "public/guides.html")]
pub struct GuidesPage {
    /// The frame.
    pub page: Page,
    /// The roles that have one.
    pub roles: &'static [Role],
}

/// The glossary.
#[derive(Template)]
#[template(path = "public/glossary.html")]
pub struct GlossaryPage {
    /// The frame.
    pub page: Page,
    /// The terms in order.
    pub terms: &'static [Term],
}

/// A term in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// The anchor.
    pub id: String,
    en: (String, String),
    zh: (String, String),
}

impl Term {
    /// The word.
    #[must_use]
    pub fn word(&self, page: &Page) -> &str {
        &self.side(page.locale).0
    }

    /// The word in the other language.
    #[must_use]
    pub fn other_word(&self, page: &Page) -> &str {
        &self.side(page.locale.other()).0
    }

    /// What it means.
    #[must_use]
    pub fn meaning(&self, page: &Page) -> &str {
        &self.side(page.locale).1
    }

    const fn side(&self, locale: Locale) -> &(String, String) {
        match locale {
            Locale::En => &self.en,
            Locale::Zh => &self.zh,
        }
    }
}

/// docs/GLOSSARY.md is the source: a heading `## id`, then a line `- en: word —
/// meaning` and a line `- zh: word — meaning`.
static GLOSSARY: LazyLock<Vec<Term>> =
    LazyLock::new(|| read_glossary(include_str!("../../../docs/GLOSSARY.md")));

fn read_glossary(source: &str) -> Vec<Term> {
    let side = |section: &str, mark: &str| {
        let line = section.lines().find_map(|line| line.strip_prefix(mark))?;
        let (word, meaning) = line.split_once(" — ")?;
        Some((word.trim().to_owned(), meaning.trim().to_owned()))
    };
    let sections = source.split("\n## ").skip(1);
    sections
        .filter_map(|section| {
            let id = section.lines().next()?.trim().to_owned();
            Some(Term { id, en: side(section, "- en: ")?, zh: side(section, "- zh: ")? })
        })
        .collect()
}

/// The terms of the glossary.
#[must_use]
pub fn terms() -> &'static [Term] {
    &GLOSSARY
}

/// Reads a body.
fn pieces(body: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for block in body.split("\n\n") {
        for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let numbered = line
                .split_once(". ")
                .filter(|(number, _)| number.parse::<u8>().is_ok())
                .map(|(_, text)| text);
            match (line.strip_prefix("- "), numbered, found.last_mut()) {
                (Some(text), _, Some(Piece::Bullets(items)))
                | (None, Some(text), Some(Piece::Steps(items))) => {
                    items.push(text.to_owned());
                }
                (Some(text), _, _) => found.push(Piece::Bullets(vec![text.to_owned()])),
                (None, Some(text), _) => found.push(Piece::Steps(vec![text.to_owned()])),
                (None, None, _) => found.push(Piece::Paragraph(line.to_owned())),
            }
        }
    }
    found
}

impl ArticlePage {
    /// The page of the article with these keys.
    #[must_use]
    pub fn of(page: Page, key: &str, names: &[&str], guide: bool) -> Self {
        let sections = names
            .iter()
            .map(|name| Section {
                id: (*name).to_owned(),
                heading: page.t(format!(
                    "{}-heading",
                    if guide { format!("guide-{name}") } else { format!("{key}-{name}") }
                )),
                pieces: pieces(&page.t(format!("{key}-{name}-body"))),
            })
            .collect();
        let (title, lede) = (page.t(format!("{key}-title")), page.t(format!("{key}-lede")));
        Self { page, title, lede, sections, guide }
    }
}

/// `GET` of the path of an [`Article`].
pub async fn show(request: HttpRequest, page: Page) -> Answer {
    let article =
        ARTICLES.iter().find(|article| article.path == page.path).ok_or(Refusal::NotFound)?;
    public(&request, &ArticlePage::of(page, article.key, article.sections, false))
}

/// `GET /guides`.
pub async fn guides(request: HttpRequest, page: Page) -> Answer {
    public(&request, &GuidesPage { page, roles: &Role::ALL })
}

/// `GET /guides/{role}`.
pub async fn guide(request: HttpRequest, page: Page, names: web::Path<(String, String)>) -> Answer {
    let role = Role::named(&names.1).ok_or(Refusal::NotFound)?;
    public(
        &request,
        &ArticlePage::of(page, &format!("guide-{}", role.name()), &GUIDE_SECTIONS, true),
    )
}

/// `GET /glossary`.
pub async fn glossary(request: HttpRequest, page: Page) -> Answer {
    public(&request, &GlossaryPage { page, terms: terms() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_glossary_is_a_whole_term_and_comes_once() {
        let headings = include_str!("../../../docs/GLOSSARY.md")
            .lines()
            .filter(|line| line.starts_with("## "))
            .count();
        assert_eq!(terms().len(), headings, "a term lacks a language or a meaning");
        assert!(headings >= 30);
        let mut ids: Vec<_> = terms().iter().map(|term| &term.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), headings);
    }

    #[test]
    fn a_term_without_chinese_is_not_taken() {
        assert_eq!(read_glossary("# G\n\n## bid\n- en: bid — an offer\n"), []);
    }

    #[test]
    fn a_body_has_paragraphs_bullets_and_steps() {
        let body = "First.\n\n- one\n- two\n\n1. do\n2. check\n\nLast.";
        assert_eq!(
            pieces(body),
            [
                Piece::Paragraph("First.".to_owned()),
                Piece::Bullets(vec!["one".to_owned(), "two".to_owned()]),
                Piece::Steps(vec!["do".to_owned(), "check".to_owned()]),
                Piece::Paragraph("Last.".to_owned()),
            ]
        );
    }
}
