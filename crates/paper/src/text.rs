//! Letters into lines.

use std::{collections::BTreeSet, ops::Range};

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};
use unicode_normalization::UnicodeNormalization;

use crate::fonts::{Fonts, Weight};

/// What is printed for a character that the font lacks.
pub(crate) const BOX: char = '\u{25A1}';

/// A glyph, in units of the letter size.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    /// The bytes of the text that it stands for.
    pub(crate) range: Range<usize>,
    pub(crate) advance: f32,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// How letters are set: weight, size and the distance of base lines, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    pub(crate) size: f32,
    pub(crate) leading: f32,
}

impl Style {
    pub(crate) const fn regular(size: f32, leading: f32) -> Self {
        Self { weight: Weight::Regular, size, leading }
    }

    pub(crate) const fn bold(size: f32, leading: f32) -> Self {
        Self { weight: Weight::Bold, size, leading }
    }

    pub(crate) const fn strong(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// From the top of a line down to its base line: Chinese characters stand in the middle.
    pub(crate) fn ascent(self) -> f32 {
        // The ideographic em box of the font reaches from -0.12 to 0.88 of the size.
        (self.leading - self.size) / 2.0 + 0.88 * self.size
    }
}

/// A line of letters.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) style: Style,
    /// In points, without the space at its end.
    pub(crate) width: f32,
}

/// Sets texts and remembers what the font lacks.
pub(crate) struct Setter<'a> {
    fonts: &'a Fonts,
    pub(crate) missing: BTreeSet<char>,
}

impl<'a> Setter<'a> {
    pub(crate) const fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, missing: BTreeSet::new() }
    }

    /// The text as it can be printed: composed, without invisible characters, a box for each
    /// character that the font lacks.
    fn printable(&mut self, text: &str) -> String {
        let face = self.fonts.face(Weight::Regular);
        let mut printable = String::with_capacity(text.len());
        for character in text.nfc().filter(|character| !is_invisible(*character)) {
            match character {
                '\n' => printable.push('\n'),
                '\t' => printable.push(' '),
                character if face.has(character) => printable.push(character),
                character => {
                    self.missing.insert(character);
                    printable.push(BOX);
                }
            }
        }
        printable
    }

    /// A text as lines no wider than `width` points. There is at least one.
    pub(crate) fn lines(&mut self, style: Style, text: &str, width: f32) -> Vec<Line> {
        let printable = self.printable(text);
        printable.split('\n').flat_map(|text| self.break_text(style, text, width)).collect()
    }

    /// How wide a text is in one line, and how wide its longest part that does not break.
    pub(crate) fn measure(&mut self, style: Style, text: &str) -> (f32, f32) {
        let printable = self.printable(text);
        let mut whole: f32 = 0.0;
        let mut part: f32 = 0.0;
        for text in printable.split('\n') {
            let glyphs = self.fonts.face(style.weight).shape(text);
            whole = whole.max(width_of(text, &glyphs, style.size));
            for range in segments(text) {
                let inside = within(&glyphs, &range);
                part = part.max(width_of(text, &glyphs[inside], style.size));
            }
        }
        (whole, part)
    }

    /// A text in one line, cut with an ellipsis where it would be wider than `width` points.
    pub(crate) fn one_line(&mut self, style: Style, text: &str, width: f32) -> Line {
        let text = self.printable(text).replace('\n', " ");
        let whole = self.line(style, &text);
        if whole.width <= width {
            return whole;
        }
        let mut kept: Vec<char> = text.chars().collect();
        while !kept.is_empty() {
            kept.pop();
            let cut: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
            let line = self.line(style, &cut);
            if line.width <= width {
                return line;
            }
        }
        self.line(style, "…")
    }

    fn line(&self, style: Style, text: &str) -> Line {
        let glyphs = self.fonts.face(style.weight).shape(text);
        make_line(style, text, &glyphs, 0..glyphs.len())
    }

    /// One line break after the other: at the last place before the edge where UAX #14 allows
    /// one; a part that is wider than a line alone breaks between any two of its characters.
    fn break_text(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        let glyphs = self.fonts.face(style.weight).shape(text);
        let fits = |range: Range<usize>| width_of(text, &glyphs[range], style.size) <= width;
        let mut lines = Vec::new();
        let mut start = 0;
        let mut end = 0;
        for segment in segments(text) {
            let segment = within(&glyphs, &segment);
            if fits(start..segment.end) {
                end = segment.end;
                continue;
            }
            if end > start {
                lines.push(make_line(style, text, &glyphs, start..end));
                start = end;
            }
            end = segment.end;
            while !fits(start..end) {
                let cut = last_that_fits(&glyphs, start..end, &fits);
                lines.push(make_line(style, text, &glyphs, start..cut));
                start = cut;
            }
        }
        if end > start || lines.is_empty() {
            lines.push(make_line(style, text, &glyphs, start..end));
        }
        lines
    }
}

/// Where to cut a range of glyphs, so that the first part fits: after one character at least.
fn last_that_fits(
    glyphs: &[Glyph],
    range: Range<usize>,
    fits: &impl Fn(Range<usize>) -> bool,
) -> usize {
    let mut cut = range.start;
    for index in range.start + 1..=range.end {
        let is_boundary =
            index == range.end || glyphs[index].range.start != glyphs[index - 1].range.start;
        if !is_boundary {
            continue;
        }
        if cut > range.start && !fits(range.start..index) {
            break;
        }
        cut = index;
    }
    cut
}

/// The parts of a text between the places where UAX #14 allows a line break, in bytes.
fn segments(text: &str) -> Vec<Range<usize>> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let places: Vec<usize> = segmenter.segment_str(text).collect();
    places.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The glyphs of a range of bytes.
fn within(glyphs: &[Glyph], bytes: &Range<usize>) -> Range<usize> {
    let start = glyphs.partition_point(|glyph| glyph.range.start < bytes.start);
    let end = glyphs.partition_point(|glyph| glyph.range.start < bytes.end);
    start..end
}

/// How wide glyphs are in points, without the spaces at the end.
fn width_of(text: &str, glyphs: &[Glyph], size: f32) -> f32 {
    let seen = glyphs
        .iter()
        .rposition(|glyph| !text[glyph.range.clone()].trim().is_empty())
        .map_or(0, |last| last + 1);
    glyphs[..seen].iter().map(|glyph| glyph.advance).sum::<f32>() * size
}

fn make_line(style: Style, text: &str, glyphs: &[Glyph], range: Range<usize>) -> Line {
    let width = width_of(text, &glyphs[range.clone()], style.size);
    let glyphs = &glyphs[range];
    let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else {
        return Line { text: String::new(), glyphs: Vec::new(), style, width };
    };
    let offset = first.range.start;
    let text = text[offset..last.range.end].to_owned();
    let glyphs = glyphs
        .iter()
        .cloned()
        .map(|mut glyph| {
            glyph.range = glyph.range.start - offset..glyph.range.end - offset;
            glyph
        })
        .collect();
    Line { text, glyphs, style, width }
}

/// Characters that have no shape: joiners, directions, selectors, the byte order mark.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\r' | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::regular(10.0, 15.0);

    fn lines(text: &str, width: f32) -> Vec<String> {
        let mut setter = Setter::new(crate::fonts::fonts().unwrap());
        let lines = setter.lines(STYLE, text, width);
        for line in &lines {
            assert!(line.width <= width, "{line:?}");
        }
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_full_stop() {
        assert_eq!(lines("投标人名称。", 50.0), ["投标人名", "称。"]);
    }

    #[test]
    fn latin_breaks_between_words_and_a_word_wider_than_the_line_anywhere() {
        assert_eq!(lines("the sealed bid", 60.0), ["the sealed ", "bid"]);
        let hash = "0123456789abcdef".repeat(4);
        let broken = lines(&hash, 100.0);
        assert!(broken.len() > 2, "{broken:?}");
        assert_eq!(broken.concat(), hash);
    }

    #[test]
    fn chinese_and_latin_in_one_text_lose_no_character() {
        let text = "清河市 Qinghe City 第3标段（合同额 ¥1,234,567.89）中标通知书 WIN 0xabcdef";
        for width in [20.0, 55.0, 120.0, 333.0] {
            assert_eq!(lines(text, width).concat(), text, "{width}");
        }
    }

    #[test]
    fn a_line_feed_starts_a_line_and_an_empty_text_is_one_empty_line() {
        assert_eq!(lines("a\n\nb", 100.0), ["a", "", "b"]);
        assert_eq!(lines("", 100.0), [""]);
    }

    #[test]
    fn a_character_that_the_font_lacks_is_a_box_and_is_remembered() {
        let mut setter = Setter::new(crate::fonts::fonts().unwrap());
        let line = setter.one_line(STYLE, "a\u{1F600}\u{7}\u{200D}ب\u{E000}z", 500.0);
        assert_eq!(line.text, "a□□□□z");
        let missing: Vec<char> = setter.missing.into_iter().collect();
        assert_eq!(missing, ['\u{7}', 'ب', '\u{E000}', '\u{1F600}']);
    }

    #[test]
    fn a_decomposed_letter_is_printed_composed() {
        let mut setter = Setter::new(crate::fonts::fonts().unwrap());
        assert_eq!(setter.one_line(STYLE, "Cafe\u{301}", 500.0).text, "Café");
        assert!(setter.missing.is_empty());
    }

    #[test]
    fn a_running_title_is_cut_with_an_ellipsis() {
        let mut setter = Setter::new(crate::fonts::fonts().unwrap());
        let line = setter.one_line(STYLE, &"很长的名称".repeat(20), 100.0);
        assert!(line.width <= 100.0 && line.text.ends_with('…'), "{}", line.text);
    }
}
