//! A record as a printed paper: a typed model to the bytes of a PDF.
//!
//! The file is PDF/A-2a and PDF/UA-1: A4, tagged, with its fonts, its language and an outline, so
//! that it is readable in thirty years and read aloud today. The same [`Paper`] gives the same
//! bytes; the time is a part of it.
//!
//! A character that the font lacks is printed as □ and named at the end of the paper, and the
//! caller gets it back in [`Printed::missing`]. Characters that have no shape of their own
//! (joiners, directions, variation selectors) are left out.

mod draw;
mod error;
mod flow;
mod fonts;
mod grid;
mod model;
mod text;

use std::collections::BTreeSet;

pub use error::Error;
pub use model::{Block, Column, ColumnKind, Fact, Labels, Language, Paper, Row, Source, Table};

/// A paper, ready to be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The PDF
    pub bytes: Vec<u8>,
    /// How many pages it has
    pub pages: usize,
    /// The characters that the font lacks: tell an operator
    pub missing: BTreeSet<char>,
}

/// Prints a paper.
///
/// # Errors
/// [`Error::Cells`] for a row with too many cells, [`Error::Write`] when the result would be no
/// PDF/A and PDF/UA file.
pub fn print(paper: &Paper) -> Result<Printed, Error> {
    let fonts = fonts::fonts()?;
    let laid = flow::lay_out(fonts, paper)?;
    let bytes = draw::draw(fonts, paper, &laid)?;
    Ok(Printed { bytes, pages: laid.sheets.len(), missing: laid.missing })
}
