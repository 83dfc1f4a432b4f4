//! Why a paper could not be printed.

/// Why there is no paper.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A font of the program could not be read: the program was built from a damaged file.
    #[error("the font {0} cannot be read")]
    Font(&'static str),
    /// A row has more cells than the table has columns.
    #[error("a row has {cells} cells, the table {columns} columns")]
    Cells {
        /// cells of the row
        cells: usize,
        /// columns of the table
        columns: usize,
    },
    /// What was laid out is no PDF/A and PDF/UA file, or too large to be one.
    #[error("the file cannot be written: {0}")]
    Write(String),
}

impl Error {
    /// A name that never changes, for programs and translations.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Font(_) => "paper.font",
            Self::Cells { .. } => "paper.cells",
            Self::Write(_) => "paper.write",
        }
    }
}
