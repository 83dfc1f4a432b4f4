//! Reads the letters of a paper again, the way a reader program does: the codes of the content
//! stream through the font's `ToUnicode` table.

use std::collections::BTreeMap;

use lopdf::{Document, Object, content::Content};

/// From the codes of a font to letters.
type Letters = BTreeMap<u16, String>;

/// The letters of all pages without any space, since lines break where they like.
pub fn text(document: &Document) -> String {
    document.get_pages().keys().map(|page| page_text(document, *page)).collect()
}

/// The letters of a page without any space; the first page is 1.
pub fn page_text(document: &Document, page: u32) -> String {
    let page = document.get_pages()[&page];
    let fonts: BTreeMap<Vec<u8>, Letters> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| {
            let table = font.get(b"ToUnicode").and_then(Object::as_reference).unwrap();
            let table = document.get_object(table).and_then(Object::as_stream).unwrap();
            (name, letters(&String::from_utf8(table.decompressed_content().unwrap()).unwrap()))
        })
        .collect();
    let content = Content::decode(&document.get_page_content(page).unwrap()).unwrap();
    let mut font = &Letters::new();
    let mut found = String::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => font = &fonts[operation.operands[0].as_name().unwrap()],
            "Tj" | "TJ" => {
                for shown in &operation.operands {
                    show(shown, font, &mut found);
                }
            }
            _ => {}
        }
    }
    squeezed(&found)
}

/// A text without any space, to compare with what [`text`] gives.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn show(shown: &Object, font: &Letters, found: &mut String) {
    match shown {
        Object::Array(parts) => parts.iter().for_each(|part| show(part, font, found)),
        Object::String(codes, _) => {
            for code in codes.chunks_exact(2) {
                found.push_str(&font[&u16::from_be_bytes([code[0], code[1]])]);
            }
        }
        _ => {}
    }
}

/// The lines `<code> <letters in UTF-16>` of a `ToUnicode` table.
fn letters(table: &str) -> Letters {
    let mut letters = Letters::new();
    for line in table.lines() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [code, text] = parts[..] else { continue };
        let (Some(code), Some(text)) = (hexadecimal(code), hexadecimal(text)) else { continue };
        if let ([code], text) = (&code[..], text) {
            letters.insert(*code, String::from_utf16(&text).unwrap());
        }
    }
    letters
}

/// The 16-bit units of `<0041>`.
fn hexadecimal(text: &str) -> Option<Vec<u16>> {
    let digits = text.strip_prefix('<')?.strip_suffix('>')?;
    let units = digits.as_bytes().chunks(4).map(|unit| {
        std::str::from_utf8(unit).ok().and_then(|unit| u16::from_str_radix(unit, 16).ok())
    });
    units.collect()
}
