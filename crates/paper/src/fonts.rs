//! The two fonts, inflated once. They cover Latin, Greek, Cyrillic, kana and all of the block
//! CJK Unified Ideographs; fonts/README.md tells how they were made.

use std::{io::Read, sync::OnceLock};

use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer, script};
use skrifa::MetadataProvider;

use crate::{Error, text::Glyph};

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf.gz");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSansSC-Bold.ttf.gz");

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Both weights.
pub(crate) struct Fonts {
    regular: Face,
    bold: Face,
}

impl Fonts {
    pub(crate) const fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// The fonts of the program.
pub(crate) fn fonts() -> Result<&'static Fonts, Error> {
    static FONTS: OnceLock<Result<Fonts, Error>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        Ok(Fonts { regular: Face::read("regular", REGULAR)?, bold: Face::read("bold", BOLD)? })
    });
    fonts.as_ref().map_err(Clone::clone)
}

/// One weight.
pub(crate) struct Face {
    font: FontRef<'static>,
    shaper: ShaperData,
    /// The same font for the file.
    pub(crate) embedded: krilla::text::Font,
}

impl Face {
    fn read(name: &'static str, packed: &'static [u8]) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed)
            .read_to_end(&mut bytes)
            .map_err(|_| Error::Font(name))?;
        // Once for the life of the program, so that what borrows from it can be kept.
        let bytes: &'static [u8] = Vec::leak(bytes);
        let font = FontRef::new(bytes).map_err(|_| Error::Font(name))?;
        let embedded = krilla::text::Font::new(bytes.into(), 0).ok_or(Error::Font(name))?;
        Ok(Self { shaper: ShaperData::new(&font), font, embedded })
    }

    /// Whether there is a glyph for the character.
    pub(crate) fn has(&self, character: char) -> bool {
        self.font.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// The glyphs of a text, with kerning, in units of the letter size.
    pub(crate) fn shape(&self, text: &str) -> Vec<Glyph> {
        let shaper = self.shaper.shaper(&self.font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        // The font holds no letter that runs from right to left; a number before a name must not
        // choose other rules than the name alone.
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let glyphs = shaper.shape(buffer, ShapeOptions::new());
        let infos = glyphs.glyph_infos();
        let em = self.embedded.units_per_em();
        infos
            .iter()
            .zip(glyphs.glyph_positions())
            .enumerate()
            .map(|(index, (info, position))| {
                let later = infos[index + 1..].iter().find(|later| later.cluster > info.cluster);
                let end = later.map_or(text.len(), |later| later.cluster as usize);
                Glyph {
                    id: info.glyph_id,
                    range: info.cluster as usize..end,
                    advance: units(position.x_advance) / em,
                    x: units(position.x_offset) / em,
                    y: units(position.y_offset) / em,
                }
            })
            .collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "font units are below 2^24")]
const fn units(value: i32) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_have_the_same_characters_and_the_box() {
        let fonts = fonts().unwrap();
        for code in 0x20..=0x3_23AF {
            let Some(character) = char::from_u32(code) else { continue };
            assert_eq!(fonts.regular.has(character), fonts.bold.has(character), "{code:x}");
        }
        assert!(fonts.regular.has(crate::text::BOX));
    }

    #[test]
    fn every_character_of_the_basic_block_and_of_names_is_there() {
        let fonts = fonts().unwrap();
        for code in 0x4E00..=0x9FA5 {
            let character = char::from_u32(code).unwrap();
            assert!(fonts.regular.has(character), "U+{code:X}");
        }
        for character in "䶮㛃䢺𬱖𫍽𬭚¥￥€—…“”《》（）、。№㎡".chars()
        {
            assert!(fonts.regular.has(character), "{character}");
        }
    }
}
