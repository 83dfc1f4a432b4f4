//! Lines onto pages, and what they are to a screen reader.

use std::{
    collections::BTreeSet,
    num::{NonZeroU16, NonZeroU32},
    ops::Range,
};

use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use crate::{
    Block, ColumnKind, Error, Fact, Paper, Table,
    fonts::Fonts,
    grid::{self, GUTTER, Grid, GridRow},
    text::{Line, Setter, Style},
};

/// A4 in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
/// The left and right margin.
pub(crate) const MARGIN: f32 = 62.0;
const TOP: f32 = 64.0;
/// Where the text ends.
pub(crate) const BOTTOM: f32 = PAGE.1 - 76.0;
/// How wide the text is.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;

const ISSUER: Style = Style::bold(10.0, 15.0);
const TITLE: Style = Style::bold(21.0, 30.0);
const SUBTITLE: Style = Style::regular(11.5, 18.0);
const HEADING: Style = Style::bold(12.5, 19.0);
const BODY: Style = Style::regular(10.0, 16.0);
const CAPTION: Style = Style::bold(9.5, 15.0);
const FACTS: Style = Style::regular(9.5, 14.5);
const SMALL: Style = Style::regular(8.5, 13.0);

/// Above and below the lines of a table's row.
const ROW_PADDING: f32 = 3.2;

/// How dark something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    Grey,
    Hair,
}

/// The index of an element of the tree.
pub(crate) type ElementId = usize;

/// What is on a page.
#[derive(Debug)]
pub(crate) enum Mark {
    /// A line of letters from `x` on the base line `y`; without an element it is no content.
    Text { x: f32, y: f32, line: Line, ink: Ink, element: Option<ElementId> },
    /// A rule from `x.start` to `x.end`.
    Rule { x: Range<f32>, y: f32, thickness: f32, ink: Ink },
}

/// An element of the tree that screen readers read. Elements hold lines or other elements.
pub(crate) struct Element {
    pub(crate) kind: TagKind,
    pub(crate) children: Vec<ElementId>,
}

/// A place in the outline.
pub(crate) struct Entry {
    pub(crate) text: String,
    pub(crate) sheet: usize,
    pub(crate) y: f32,
    pub(crate) is_title: bool,
}

/// Everything in its place.
pub(crate) struct Laid {
    pub(crate) sheets: Vec<Vec<Mark>>,
    pub(crate) elements: Vec<Element>,
    /// The elements of the document in reading order.
    pub(crate) roots: Vec<ElementId>,
    pub(crate) outline: Vec<Entry>,
    pub(crate) missing: BTreeSet<char>,
}

/// Places a paper on its pages, footers aside.
pub(crate) fn lay_out(fonts: &Fonts, paper: &Paper) -> Result<Laid, Error> {
    let mut flow = Flow::new(fonts);
    flow.head(paper);
    flow.facts(&paper.facts, FACTS);
    for block in &paper.blocks {
        match block {
            Block::Heading(text) => flow.heading(text),
            Block::Paragraph(text) => flow.paragraph(text, BODY, Ink::Black),
            Block::Note(text) => flow.paragraph(text, SMALL, Ink::Grey),
            Block::Facts(facts) => flow.facts(facts, FACTS),
            Block::Table(table) => flow.table(table)?,
        }
    }
    flow.source(paper);
    flow.closing(&paper.closing);
    flow.missing(&paper.labels.missing);
    Ok(Laid { missing: flow.setter.missing, ..flow.laid })
}

struct Flow<'a> {
    setter: Setter<'a>,
    laid: Laid,
    /// Where the next line begins.
    y: f32,
}

impl<'a> Flow<'a> {
    const fn new(fonts: &'a Fonts) -> Self {
        let laid = Laid {
            sheets: Vec::new(),
            elements: Vec::new(),
            roots: Vec::new(),
            outline: Vec::new(),
            missing: BTreeSet::new(),
        };
        Self { setter: Setter::new(fonts), laid, y: 0.0 }
    }

    fn head(&mut self, paper: &Paper) {
        self.turn();
        let issuer = self.element(None, Tag::P);
        for line in self.setter.lines(ISSUER, &paper.issuer, WIDTH) {
            self.put(MARGIN, line, Ink::Black, issuer);
        }
        self.y += 5.0;
        self.rule(MARGIN..MARGIN + WIDTH, 1.1, Ink::Black);
        self.y += 24.0;
        self.outline(&paper.title, true);
        let title = self.element(None, Tag::Hn(NonZeroU16::MIN, Some(heading_title(&paper.title))));
        self.centred(TITLE, &paper.title, Ink::Black, title);
        self.y += 4.0;
        if !paper.subtitle.is_empty() {
            let subtitle = self.element(None, Tag::P);
            self.centred(SUBTITLE, &paper.subtitle, Ink::Grey, subtitle);
        }
        self.y += 16.0;
    }

    fn centred(&mut self, style: Style, text: &str, ink: Ink, element: ElementId) {
        for line in self.setter.lines(style, text, WIDTH) {
            self.room(style.leading);
            let x = MARGIN + (WIDTH - line.width) / 2.0;
            self.put(x, line, ink, element);
        }
    }

    fn heading(&mut self, text: &str) {
        let lines = self.setter.lines(HEADING, text, WIDTH);
        self.y += 16.0;
        // With what follows: a heading does not stand alone at the foot of a page.
        let following = 4.0 * BODY.leading;
        self.room(height(&lines) + following);
        self.outline(text, false);
        let element = self
            .element(None, Tag::Hn(NonZeroU16::MIN.saturating_add(1), Some(heading_title(text))));
        for line in lines {
            self.room(line.style.leading);
            self.put(MARGIN, line, Ink::Black, element);
        }
        self.y += 4.0;
    }

    fn paragraph(&mut self, text: &str, style: Style, ink: Ink) {
        let lines = self.setter.lines(style, text, WIDTH);
        self.y += 3.0;
        let element = self.element(None, Tag::P);
        // The first two lines stay together.
        self.room(style.leading * if lines.len() > 1 { 2.0 } else { 1.0 });
        for line in lines {
            self.room(style.leading);
            self.put(MARGIN, line, ink, element);
        }
        self.y += 4.0;
    }

    fn facts(&mut self, facts: &[Fact], style: Style) {
        if facts.is_empty() {
            return;
        }
        let pairs = facts.iter().map(|fact| (fact.term.as_str(), fact.value.as_str()));
        let grid = grid::facts(&mut self.setter, pairs, style, WIDTH);
        let table = self.element(None, Tag::Table);
        self.grid(&grid, table);
        self.y += 6.0;
    }

    fn table(&mut self, table: &Table) -> Result<(), Error> {
        let grid = grid::table(&mut self.setter, table, WIDTH)?;
        self.y += 6.0;
        let caption = self.setter.lines(CAPTION, &table.caption, WIDTH);
        let first = grid.header.iter().chain(grid.rows.first()).map(row_height).sum::<f32>();
        self.room(height(&caption) + first);
        let element = self.element(None, Tag::Table.with_summary(Some(table.caption.clone())));
        let caption_element = self.element(Some(element), Tag::Caption);
        for line in caption {
            self.room(line.style.leading);
            self.put(MARGIN, line, Ink::Black, caption_element);
        }
        self.y += 3.0;
        self.grid(&grid, element);
        self.y += 8.0;
        Ok(())
    }

    /// The rows of a table. A row is split only where it is higher than a page.
    fn grid(&mut self, grid: &Grid, table: ElementId) {
        let header_height = grid.header.as_ref().map_or(0.0, row_height);
        if let Some(header) = &grid.header {
            self.room(header_height);
            let group = self.element(Some(table), Tag::THead);
            let cells = self.cells(group, grid, header, true);
            self.header(grid, header, Some(&cells));
        } else {
            self.rule(MARGIN..MARGIN + WIDTH, 0.4, Ink::Hair);
        }
        let body = self.element(Some(table), Tag::TBody);
        for row in &grid.rows {
            let cells = self.cells(body, grid, row, false);
            let fits_a_page = header_height + row_height(row) <= BOTTOM - TOP;
            let mut done = 0;
            while done < row.lines() {
                let free = BOTTOM - self.y - 2.0 * ROW_PADDING;
                let count = lines_in(free, row).min(row.lines() - done);
                if count == 0 || (fits_a_page && count < row.lines()) {
                    self.turn();
                    if let Some(header) = &grid.header {
                        self.header(grid, header, None);
                    }
                    continue;
                }
                self.row(grid, row, done..done + count, Some(&cells));
                done += count;
            }
            self.rule(MARGIN..MARGIN + WIDTH, 0.4, Ink::Hair);
        }
    }

    /// The elements of a row's cells.
    fn cells(
        &mut self,
        group: ElementId,
        grid: &Grid,
        row: &GridRow,
        is_header: bool,
    ) -> Vec<ElementId> {
        let element = self.element(Some(group), Tag::TR);
        if row.cells.len() < grid.kinds.len() {
            let span = u32::try_from(grid.kinds.len()).ok().and_then(NonZeroU32::new);
            return vec![self.element(Some(element), Tag::TD.with_col_span(span))];
        }
        let kinds = grid.kinds.iter();
        kinds
            .map(|kind| match (is_header, kind) {
                (true, _) => self.element(Some(element), Tag::TH(TableHeaderScope::Column)),
                (false, ColumnKind::Name) => {
                    self.element(Some(element), Tag::TH(TableHeaderScope::Row))
                }
                (false, _) => self.element(Some(element), Tag::TD),
            })
            .collect()
    }

    /// A header row between its rules. Repeated on a later page it is no content.
    fn header(&mut self, grid: &Grid, header: &GridRow, cells: Option<&[ElementId]>) {
        self.rule(MARGIN..MARGIN + WIDTH, 0.8, Ink::Black);
        self.row(grid, header, 0..header.lines(), cells);
        self.rule(MARGIN..MARGIN + WIDTH, 0.5, Ink::Black);
    }

    fn row(
        &mut self,
        grid: &Grid,
        row: &GridRow,
        lines: Range<usize>,
        cells: Option<&[ElementId]>,
    ) {
        let top = self.y + ROW_PADDING;
        let leading = row.leading();
        let mut left = MARGIN;
        let spans = row.cells.len() < grid.widths.len();
        for (index, cell) in row.cells.iter().enumerate() {
            let width = if spans { WIDTH } else { grid.widths[index] };
            let at_right = !spans && grid.kinds[index] == ColumnKind::Number;
            self.y = top;
            for number in lines.clone() {
                if let Some(line) = cell.get(number).filter(|line| !line.glyphs.is_empty()) {
                    let x =
                        if at_right { left + width - GUTTER - line.width } else { left + GUTTER };
                    let y = self.y + line.style.ascent();
                    let element = cells.map(|cells| cells[index]);
                    let line = line.clone();
                    self.mark(Mark::Text { x, y, line, ink: Ink::Black, element });
                }
                self.y += leading;
            }
            left += width;
        }
        self.y = top + leading * lines_f32(lines.len()) + ROW_PADDING;
    }

    fn source(&mut self, paper: &Paper) {
        let source = &paper.source;
        self.heading(&source.heading);
        let facts = [&source.contract, &source.block, &source.hash, &source.url];
        let pairs = facts.iter().map(|fact| (fact.term.as_str(), fact.value.as_str()));
        let grid = grid::facts(&mut self.setter, pairs, SMALL, WIDTH);
        let table = self.element(None, Tag::Table);
        self.grid(&grid, table);
        self.y += 4.0;
        self.paragraph(&source.note, SMALL, Ink::Grey);
    }

    fn closing(&mut self, closing: &[String]) {
        let lines: Vec<Line> =
            closing.iter().flat_map(|text| self.setter.lines(BODY, text, WIDTH)).collect();
        if lines.is_empty() {
            return;
        }
        self.y += 14.0;
        self.room(height(&lines));
        let element = self.element(None, Tag::P);
        for line in lines {
            self.room(line.style.leading);
            let x = MARGIN + WIDTH - line.width;
            self.put(x, line, Ink::Black, element);
        }
    }

    /// Names what the font lacks.
    fn missing(&mut self, label: &str) {
        if self.setter.missing.is_empty() {
            return;
        }
        let codes = self.setter.missing.iter().map(|lacking| format!("U+{:04X}", *lacking as u32));
        let codes: Vec<String> = codes.collect();
        self.y += 8.0;
        self.paragraph(&label.replace("{characters}", &codes.join(", ")), SMALL, Ink::Grey);
    }

    /// Turns the page unless so much fits on this one.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.laid.sheets.push(Vec::new());
        self.y = TOP;
    }

    /// Puts a line where the next one begins.
    fn put(&mut self, x: f32, line: Line, ink: Ink, element: ElementId) {
        let style = line.style;
        let y = self.y + style.ascent();
        if !line.glyphs.is_empty() {
            self.mark(Mark::Text { x, y, line, ink, element: Some(element) });
        }
        self.y += style.leading;
    }

    fn rule(&mut self, x: Range<f32>, thickness: f32, ink: Ink) {
        let y = self.y;
        self.mark(Mark::Rule { x, y, thickness, ink });
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    fn outline(&mut self, text: &str, is_title: bool) {
        let sheet = self.laid.sheets.len().saturating_sub(1);
        let text = heading_title(text);
        self.laid.outline.push(Entry { text, sheet, y: self.y, is_title });
    }

    fn element(&mut self, parent: Option<ElementId>, kind: impl Into<TagKind>) -> ElementId {
        let id = self.laid.elements.len();
        self.laid.elements.push(Element { kind: kind.into(), children: Vec::new() });
        match parent {
            Some(parent) => self.laid.elements[parent].children.push(id),
            None => self.laid.roots.push(id),
        }
        id
    }
}

/// A heading in one line, as the outline shows it.
fn heading_title(text: &str) -> String {
    text.replace('\n', " ")
}

fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.style.leading).sum()
}

fn row_height(row: &GridRow) -> f32 {
    row.leading() * lines_f32(row.lines()) + 2.0 * ROW_PADDING
}

/// How many lines of a row fit into a height.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page's height over a line's is small; what is negative becomes 0"
)]
fn lines_in(free: f32, row: &GridRow) -> usize {
    ((free + 0.01) / row.leading()).floor().max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "a cell has far fewer than 2^24 lines")]
const fn lines_f32(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Labels, Language, Row, Source};

    fn paper(blocks: Vec<Block>) -> Paper {
        let fact = || Fact::new("term", "0123456789abcdef".repeat(8));
        Paper {
            language: Language::English,
            issuer: "issuer ".repeat(40),
            title: "标题".repeat(60),
            subtitle: "subtitle ".repeat(40),
            facts: vec![fact()],
            blocks,
            source: Source {
                heading: "source".to_owned(),
                contract: fact(),
                block: fact(),
                hash: fact(),
                url: fact(),
                note: "note".to_owned(),
            },
            closing: vec!["closing ".repeat(40)],
            labels: Labels { page: String::new(), missing: String::new() },
            dated: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn nothing_is_set_beyond_the_margins_however_many_columns_a_table_has() {
        let kinds = [ColumnKind::Name, ColumnKind::Number, ColumnKind::Text];
        for count in [1, 3, 7, 14] {
            let columns = kinds.iter().cycle().take(count);
            let table = Table {
                caption: "caption ".repeat(30),
                columns: columns.map(|kind| Column::new("综合得分 heading", *kind)).collect(),
                rows: (0..40)
                    .map(|row| Row {
                        cells: vec![
                            "CNY 123,456,789.00 abcdefghijklmnopqrstuvwxyz".to_owned();
                            count
                        ],
                        strong: row == 0,
                    })
                    .collect(),
                empty: String::new(),
            };
            let paper = paper(vec![Block::Heading("heading".to_owned()), Block::Table(table)]);
            let laid = lay_out(crate::fonts::fonts().unwrap(), &paper).unwrap();
            for mark in laid.sheets.iter().flatten() {
                let Mark::Text { x, y, line, .. } = mark else { continue };
                let right = x + line.width;
                assert!(*x >= MARGIN && right <= MARGIN + WIDTH + 0.01, "{count}: {mark:?}");
                assert!(*y >= TOP && *y <= BOTTOM, "{count}: {mark:?}");
            }
        }
    }

    #[test]
    fn a_heading_never_ends_a_page() {
        for lines in 30..60 {
            let mut blocks = vec![Block::Paragraph("line\n".repeat(lines))];
            blocks.push(Block::Heading("heading".to_owned()));
            blocks.push(Block::Paragraph("text".to_owned()));
            let laid = lay_out(crate::fonts::fonts().unwrap(), &paper(blocks)).unwrap();
            let sheet =
                laid.sheets.iter().find(|sheet| sheet.iter().any(|mark| says(mark, "heading")));
            assert!(sheet.unwrap().iter().any(|mark| says(mark, "text")), "{lines}");
        }
    }

    fn says(mark: &Mark, text: &str) -> bool {
        matches!(mark, Mark::Text { line, .. } if line.text == text)
    }
}
