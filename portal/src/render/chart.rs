//! A chart of the ranking, drawn on the server as SVG: one bar a bid, one part
//! of the bar for each thing that was scored. The same numbers stand in the
//! table beside it; the chart has a title and a description of its own.
//!
//! Colours come from the style sheet (`ts-chart__part--0` to `--5`), so that
//! both colour schemes fit; parts are told apart by a gap and the legend's
//! order as well. Coordinates are integers: a micropoint is worth
//! `BAR / FULL` units, floored.

use std::fmt::Write as _;

/// 100 points in micropoints.
const FULL: u64 = 100_000_000;
/// Width of the whole drawing.
const WIDTH: u64 = 720;
/// Width of a bar of 100 points; what is left of [`WIDTH`] is for the number.
const BAR: u64 = 620;
/// Height of a bid: its name and its bar.
const ROW: u64 = 68;
const THICK: u64 = 26;
const TOP: u64 = 8;
/// How many colours there are.
pub const COLOURS: usize = 6;

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Whose.
    pub label: String,
    /// The parts from the left, micropoints, in the order of the legend.
    pub parts: Vec<u32>,
    /// What stands at its end.
    pub total: String,
    /// Whether the bid is the proposed or awarded one.
    pub winner: bool,
}

/// The chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The accessible name.
    pub title: String,
    /// What one sees, in a sentence or two.
    pub description: String,
    /// The bars, the first at the top.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The drawing. Every text in it is escaped.
    #[must_use]
    pub fn svg(&self) -> String {
        let height = TOP + ROW * self.bars.len() as u64 + 30;
        let mut svg = format!(
            "<svg class=\"ts-chart\" role=\"img\" aria-labelledby=\"chart-title chart-description\" viewBox=\"0 0 {WIDTH} {height}\" \
             xmlns=\"http://www.w3.org/2000/svg\"><title id=\"chart-title\">{}</title><desc id=\"chart-description\">{}</desc>",
            escaped(&self.title),
            escaped(&self.description)
        );
        grid(&mut svg, TOP + ROW * self.bars.len() as u64);
        for (row, bar) in (0u64..).zip(&self.bars) {
            draw(&mut svg, bar, TOP + row * ROW);
        }
        svg.push_str("</svg>");
        svg
    }
}

/// Lines at 0, 25, 50, 75 and 100 points, and their numbers below.
fn grid(svg: &mut String, bottom: u64) {
    for tick in [0u64, 25, 50, 75, 100] {
        let x = BAR * tick / 100;
        let anchor = if tick == 0 { "start" } else { "middle" };
        // Writing to a String cannot fail.
        let _ = write!(
            svg,
            "<line class=\"ts-chart__grid\" x1=\"{x}\" y1=\"0\" x2=\"{x}\" y2=\"{bottom}\"/>\
             <text class=\"ts-chart__tick\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{tick}</text>",
            bottom + 20
        );
    }
}

fn draw(svg: &mut String, bar: &Bar, y: u64) {
    let class = if bar.winner { " ts-chart__label--winner" } else { "" };
    let _ = write!(
        svg,
        "<text class=\"ts-chart__label{class}\" x=\"0\" y=\"{}\">{}</text>",
        y + 22,
        escaped(&bar.label)
    );
    let top = y + 30;
    let mut sum = 0u64;
    for (place, part) in bar.parts.iter().enumerate() {
        // Both ends are floored from the sum, so that parts never drift apart.
        let (from, to) = (at(sum), at(sum + u64::from(*part)));
        sum += u64::from(*part);
        if to > from {
            let width = (to - from).saturating_sub(1).max(1);
            let _ = write!(
                svg,
                "<rect class=\"ts-chart__part ts-chart__part--{}\" x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{THICK}\"/>",
                place % COLOURS
            );
        }
    }
    let _ = write!(
        svg,
        "<text class=\"ts-chart__total\" x=\"{}\" y=\"{}\">{}</text>",
        at(sum) + 8,
        top + 19,
        escaped(&bar.total)
    );
}

const fn at(micropoints: u64) -> u64 {
    let end = if micropoints > FULL { FULL } else { micropoints };
    end * BAR / FULL
}

/// A text for element content.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(parts: Vec<u32>) -> String {
        let bar = Bar { label: "A & <B>".to_owned(), parts, total: "75".to_owned(), winner: true };
        Chart { title: "T".to_owned(), description: "D".to_owned(), bars: vec![bar] }.svg()
    }

    #[test]
    fn a_bar_is_as_long_as_its_points_and_its_parts_follow_each_other() {
        let svg = chart(vec![25_000_000, 50_000_000]);
        assert!(svg.contains("part--0\" x=\"0\" y=\"38\" width=\"154\""), "{svg}");
        assert!(svg.contains("part--1\" x=\"155\" y=\"38\" width=\"309\""), "{svg}");
    }

    #[test]
    fn no_name_becomes_markup() {
        let svg = chart(vec![1]);
        assert!(svg.contains("A &amp; &lt;B&gt;") && !svg.contains("<B>"), "{svg}");
    }

    #[test]
    fn a_part_without_points_is_not_drawn_and_nothing_goes_beyond_the_scale() {
        assert!(!chart(vec![0]).contains("<rect"));
        assert!(chart(vec![u32::MAX]).contains("width=\"619\""));
    }
}
