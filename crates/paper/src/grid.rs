//! Tables before they are placed: how wide the columns are, and the lines of every cell.

use crate::{
    ColumnKind, Error, Table,
    text::{Line, Setter, Style},
};

/// Space to the left and right of what stands in a cell, in points.
pub(crate) const GUTTER: f32 = 5.0;

/// The letters of tables, the first with which everything fits.
const SIZES: [Style; 3] =
    [Style::regular(9.0, 13.5), Style::regular(8.0, 12.0), Style::regular(7.0, 10.5)];

/// A part of a text that does not break counts for a column's least width up to here, in units
/// of the letter size: a hash of 64 digits shall not take the page.
const LONGEST_PART: f32 = 14.0;

/// A heading up to this long does not break, in units of the letter size.
const SHORT_HEADING: f32 = 4.5;

/// A table whose lines are broken.
pub(crate) struct Grid {
    /// The width of each column in points, gutters included.
    pub(crate) widths: Vec<f32>,
    pub(crate) kinds: Vec<ColumnKind>,
    /// None where the first column says what stands in a row.
    pub(crate) header: Option<GridRow>,
    pub(crate) rows: Vec<GridRow>,
}

/// The cells of a row, each as its lines. One cell alone spans all columns.
pub(crate) struct GridRow {
    pub(crate) cells: Vec<Vec<Line>>,
}

impl GridRow {
    /// How many lines its highest cell has.
    pub(crate) fn lines(&self) -> usize {
        self.cells.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The distance of its base lines in points.
    pub(crate) fn leading(&self) -> f32 {
        self.cells.iter().flatten().map(|line| line.style.leading).fold(0.0, f32::max)
    }
}

/// Breaks the lines of a table that is `width` points wide.
pub(crate) fn table(setter: &mut Setter<'_>, table: &Table, width: f32) -> Result<Grid, Error> {
    let columns = table.columns.len();
    if let Some(row) = table.rows.iter().find(|row| row.cells.len() > columns) {
        return Err(Error::Cells { cells: row.cells.len(), columns });
    }
    let (style, widths) = fitting_style(setter, table, width);
    let header = table.columns.iter().map(|column| column.heading.as_str());
    let header = row(setter, style.strong(), header, &widths);
    let rows = if table.rows.is_empty() {
        vec![row(setter, style, std::iter::once(table.empty.as_str()), &[width])]
    } else {
        let rows = table.rows.iter().map(|cells| {
            let style = if cells.strong { style.strong() } else { style };
            let texts = cells.cells.iter().map(String::as_str);
            row(setter, style, texts.chain(std::iter::repeat("")).take(columns), &widths)
        });
        rows.collect()
    };
    let kinds = table.columns.iter().map(|column| column.kind).collect();
    Ok(Grid { widths, kinds, header: Some(header), rows })
}

/// Breaks the lines of terms and values, the terms in a column of their own.
pub(crate) fn facts<'a>(
    setter: &mut Setter<'_>,
    facts: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    style: Style,
    width: f32,
) -> Grid {
    let widest = facts
        .clone()
        .map(|(term, _)| setter.measure(style.strong(), term).0 + 2.0 * GUTTER)
        .fold(0.0, f32::max);
    let terms = (widest + 1.0).clamp(0.24 * width, 0.36 * width);
    let widths = vec![terms, width - terms];
    let rows = facts.map(|(term, value)| GridRow {
        cells: vec![
            setter.lines(style.strong(), term, inner(widths[0])),
            setter.lines(style, value, inner(widths[1])),
        ],
    });
    let rows = rows.collect();
    Grid { widths, kinds: vec![ColumnKind::Name, ColumnKind::Text], header: None, rows }
}

fn row<'a>(
    setter: &mut Setter<'_>,
    style: Style,
    texts: impl Iterator<Item = &'a str>,
    widths: &[f32],
) -> GridRow {
    let cells =
        texts.zip(widths).map(|(text, width)| setter.lines(style, text, inner(*width))).collect();
    GridRow { cells }
}

fn inner(width: f32) -> f32 {
    width - 2.0 * GUTTER
}

/// The largest letters with which every column has its least width, or the smallest there are.
fn fitting_style(setter: &mut Setter<'_>, table: &Table, width: f32) -> (Style, Vec<f32>) {
    let mut chosen = None;
    for style in SIZES {
        let demands: Vec<Demand> =
            (0..table.columns.len()).map(|index| Demand::of(setter, table, index, style)).collect();
        let fits = demands.iter().map(|demand| demand.least).sum::<f32>() <= width;
        chosen = Some((style, share(&demands, width)));
        if fits {
            break;
        }
    }
    chosen.unwrap_or((SIZES[0], Vec::new()))
}

/// What a column asks for, in points, gutters included.
#[derive(Clone, Copy, Debug)]
struct Demand {
    /// With this its lines break only where they may.
    least: f32,
    /// With this no line breaks.
    natural: f32,
    /// Whether room that is left over goes to it.
    stretches: bool,
}

impl Demand {
    fn of(setter: &mut Setter<'_>, table: &Table, index: usize, style: Style) -> Self {
        let column = &table.columns[index];
        let is_number = column.kind == ColumnKind::Number;
        let cap = if is_number { f32::INFINITY } else { LONGEST_PART * style.size };
        // A heading may break where a number may not.
        let (mut natural, part) = setter.measure(style.strong(), &column.heading);
        let mut least =
            part.max(natural.min(SHORT_HEADING * style.size)).min(LONGEST_PART * style.size);
        if is_number {
            natural = natural.min(LONGEST_PART * style.size).max(least);
        }
        for row in &table.rows {
            let Some(text) = row.cells.get(index) else { continue };
            let style = if row.strong { style.strong() } else { style };
            let (whole, part) = setter.measure(style, text);
            natural = natural.max(whole);
            least = least.max(if is_number { whole } else { part }.min(cap));
        }
        // A hair more, so that rounding never breaks what was measured to fit.
        let around = 2.0 * GUTTER + 0.5;
        Self { least: least + around, natural: natural + around, stretches: !is_number }
    }
}

/// Divides a width among columns. The sum is the width, whatever they ask for.
fn share(demands: &[Demand], width: f32) -> Vec<f32> {
    let least: f32 = demands.iter().map(|demand| demand.least).sum();
    let natural: f32 = demands.iter().map(|demand| demand.natural).sum();
    if natural <= width {
        let stretching: f32 =
            demands.iter().filter(|demand| demand.stretches).map(|demand| demand.natural).sum();
        return demands
            .iter()
            .map(|demand| match demand.stretches {
                true => demand.natural + (width - natural) * demand.natural / stretching,
                false if stretching > 0.0 => demand.natural,
                false => demand.natural * width / natural,
            })
            .collect();
    }
    if least <= width {
        let part = (width - least) / (natural - least);
        return demands
            .iter()
            .map(|demand| demand.least + (demand.natural - demand.least) * part)
            .collect();
    }
    demands.iter().map(|demand| demand.least * width / least).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn demand(least: f32, natural: f32, stretches: bool) -> Demand {
        Demand { least, natural, stretches }
    }

    #[test]
    fn columns_take_the_width_and_no_more_whatever_they_ask_for() {
        let cases: [&[Demand]; 5] = [
            &[demand(20.0, 40.0, true), demand(30.0, 30.0, false)],
            &[demand(30.0, 30.0, false), demand(30.0, 30.0, false)],
            &[demand(100.0, 900.0, true), demand(50.0, 60.0, false)],
            &[demand(400.0, 900.0, true), demand(300.0, 300.0, false)],
            &[demand(100.0, 500.0, true)],
        ];
        for demands in cases {
            let widths = share(demands, 470.0);
            assert!((widths.iter().sum::<f32>() - 470.0).abs() < 0.01, "{demands:?}: {widths:?}");
        }
    }

    #[test]
    fn room_left_over_goes_to_texts_and_not_to_numbers() {
        let widths = share(&[demand(20.0, 40.0, true), demand(30.0, 30.0, false)], 470.0);
        assert!((widths[1] - 30.0).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn a_number_is_not_broken_while_there_is_room() {
        let widths = share(&[demand(100.0, 900.0, true), demand(80.0, 80.0, false)], 470.0);
        assert!((widths[1] - 80.0).abs() < 0.01, "{widths:?}");
    }
}
