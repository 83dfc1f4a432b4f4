//! What a paper says, before anybody asks how it looks. Every text is already in the paper's
//! language; a line feed in a text starts a new line.

/// The language of a paper, for a screen reader and for the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English
    English,
    /// Simplified Chinese as used on the mainland
    Chinese,
}

impl Language {
    /// The tag of RFC 3066.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }
}

/// A printed record: the opening record, the evaluation report, the award notice.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The language of all texts
    pub language: Language,
    /// Who issues it, at the head of the first page
    pub issuer: String,
    /// What it is: "Award notice"
    pub title: String,
    /// What it is about: the tender's title and number
    pub subtitle: String,
    /// What stands first: number, buyer, times
    pub facts: Vec<Fact>,
    /// The text
    pub blocks: Vec<Block>,
    /// Where it comes from, the last thing printed
    pub source: Source,
    /// Right-aligned lines at the end, by custom the issuer and the day
    pub closing: Vec<String>,
    /// The words of the paper itself
    pub labels: Labels,
    /// When what it says became so. The time is a parameter: a paper made twice is the same.
    pub dated: jiff::Timestamp,
}

/// A term and its value, a row of a list of facts.
#[derive(Clone, Debug)]
pub struct Fact {
    /// "Buyer"
    pub term: String,
    /// "City of Qinghe"
    pub value: String,
}

impl Fact {
    /// A fact from its two texts.
    pub fn new(term: impl Into<String>, value: impl Into<String>) -> Self {
        Self { term: term.into(), value: value.into() }
    }
}

/// A piece of the text.
#[derive(Clone, Debug)]
pub enum Block {
    /// The heading of a section
    Heading(String),
    /// A paragraph
    Paragraph(String),
    /// A remark in smaller letters
    Note(String),
    /// Terms and values
    Facts(Vec<Fact>),
    /// A table
    Table(Table),
}

/// A table. Its header is repeated on every page; it is never wider than the page.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the table lists
    pub caption: String,
    /// The columns. Every row has a cell for each.
    pub columns: Vec<Column>,
    /// The rows; a missing cell is empty, one too many is refused.
    pub rows: Vec<Row>,
    /// What stands in a table without rows: "No bid was received."
    pub empty: String,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands in the header
    pub heading: String,
    /// How its cells are set
    pub kind: ColumnKind,
}

impl Column {
    /// A column from heading and kind.
    pub fn new(heading: impl Into<String>, kind: ColumnKind) -> Self {
        Self { heading: heading.into(), kind }
    }
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A text that names its row: a screen reader says it with every cell of the row
    Name,
    /// A text
    Text,
    /// A number, at the right edge, not broken while there is room
    Number,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// One text for each column
    pub cells: Vec<String>,
    /// Bold: the bid that won
    pub strong: bool,
}

/// Where a paper comes from, so that its reader can look there.
#[derive(Clone, Debug)]
pub struct Source {
    /// The heading of this part
    pub heading: String,
    /// The tender's contract
    pub contract: Fact,
    /// The block that it says the state of
    pub block: Fact,
    /// That block's hash
    pub hash: Fact,
    /// The page with the same content
    pub url: Fact,
    /// How to check it
    pub note: String,
}

/// The words that a paper adds to what it is given.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The page number, with `{page}` and `{pages}`: "Page {page} of {pages}"
    pub page: String,
    /// What tells of characters that the font lacks, with `{characters}`, a list of code points
    pub missing: String,
}
