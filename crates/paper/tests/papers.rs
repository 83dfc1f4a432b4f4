//! Papers are printed, read again from their bytes and compared with what they were to say.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::{
    HASH, bids, empty, printed,
    reader::{page_text, squeezed, text},
    tagged, with_table,
};
use lopdf::Object;
use tenderseal_paper::{Block, Error, Fact, Language, Row, print};

#[test]
fn a_paper_says_in_both_languages_what_its_model_says() {
    for language in [Language::English, Language::Chinese] {
        let mut paper = empty(language);
        paper.blocks = vec![
            Block::Heading("一、评审结果 Result".to_owned()),
            Block::Paragraph("综合得分第一名为中标人。 The first in the ranking wins.".to_owned()),
            Block::Facts(vec![Fact::new("综合得分", "93.4187")]),
            Block::Note("异议期至2026年3月22日止".to_owned()),
        ];
        let (printed, document) = printed(&paper);
        assert!(printed.missing.is_empty(), "{:?}", printed.missing);
        let found = text(&document);
        let facts = paper.facts.iter().chain([
            &paper.source.contract,
            &paper.source.block,
            &paper.source.hash,
            &paper.source.url,
        ]);
        let facts = facts.flat_map(|fact| [fact.term.as_str(), fact.value.as_str()]);
        let texts = [&paper.issuer, &paper.title, &paper.subtitle, &paper.source.note];
        let blocks = [
            "一、评审结果 Result",
            "综合得分第一名为中标人。",
            "93.4187",
            "异议期至2026年3月22日止",
        ];
        for expected in facts.chain(texts.map(String::as_str)).chain(blocks) {
            assert!(found.contains(&squeezed(expected)), "{expected}: {found}");
        }
        for line in &paper.closing {
            assert!(found.contains(&squeezed(line)), "{line}");
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes_and_another_day_others() {
    let paper = with_table(Language::Chinese, bids(40, "江南医疗科技有限公司"));
    let first = print(&paper).unwrap();
    assert_eq!(first, print(&paper).unwrap());
    let mut later = paper;
    later.dated = "2026-03-13T08:00:00Z".parse().unwrap();
    assert_ne!(first.bytes, print(&later).unwrap().bytes);
}

#[test]
fn a_table_of_300_rows_repeats_its_header_and_loses_no_row() {
    let mut table = bids(300, "Vendor ");
    // One line a row: how many pages it takes is then a matter of arithmetic.
    for row in &mut table.rows {
        row.cells[3] = "0x3f1b".to_owned();
    }
    let (printed, document) = printed(&with_table(Language::English, table));
    assert!((8..=10).contains(&printed.pages), "{} pages", printed.pages);
    for page in 1..=u32::try_from(printed.pages).unwrap() {
        let found = page_text(&document, page);
        assert!(found.contains(&format!("Page{page}of{}", printed.pages)), "page {page}: {found}");
        let rows = (1..=300).filter(|row| found.contains(&format!("Vendor{row}"))).count();
        if rows > 0 {
            assert!(found.contains("投标报价Price"), "page {page} has rows without a header");
        }
    }
    let found = text(&document);
    for row in 1..=300 {
        assert!(found.contains(&format!("{row},000.00")), "row {row}");
    }
    // The repeated headers are no content: a screen reader meets each column once.
    let columns = tagged(&document, "TH").into_iter().filter(|cell| scope(cell) == "Column");
    assert_eq!(columns.count(), 4);
}

#[test]
fn a_paper_is_tagged_for_a_screen_reader() {
    let (_, document) = printed(&with_table(Language::Chinese, bids(3, "江南医疗")));
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"zh-CN");
    let marked = document.get_dict_in_dict(catalog, b"MarkInfo").unwrap();
    assert!(marked.get(b"Marked").and_then(Object::as_bool).unwrap());
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"));
    let shown = document.get_dict_in_dict(catalog, b"ViewerPreferences").unwrap();
    assert!(shown.get(b"DisplayDocTitle").and_then(Object::as_bool).unwrap());
    assert_eq!(tagged(&document, "H1").len(), 1);
    assert_eq!(tagged(&document, "H2").len(), 2);
    assert_eq!(tagged(&document, "Caption").len(), 1);
    // The facts, the bids and the source.
    assert_eq!(tagged(&document, "Table").len(), 3);
    let headers = tagged(&document, "TH");
    let rows = headers.iter().filter(|cell| scope(cell) == "Row").count();
    assert_eq!((headers.len() - rows, rows), (4, 4 + 3 + 4));
    let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).unwrap();
    let metadata = document.get_object(metadata).and_then(Object::as_stream).unwrap();
    let xmp = String::from_utf8(metadata.content.clone()).unwrap();
    for claim in ["pdfuaid:part", "pdfaid:part", "中标结果公告"] {
        assert!(xmp.contains(claim), "{claim}");
    }
}

/// The scope of a header cell.
fn scope(cell: &lopdf::Dictionary) -> String {
    let attributes = match cell.get(b"A").unwrap() {
        Object::Array(list) => list.iter().filter_map(|entry| entry.as_dict().ok()).collect(),
        other => vec![other.as_dict().unwrap()],
    };
    let found =
        attributes.into_iter().find_map(|attributes| attributes.get(b"Scope").ok()).unwrap();
    String::from_utf8_lossy(found.as_name().unwrap()).into_owned()
}

#[test]
fn a_very_long_name_and_a_hash_stay_whole_and_on_the_page() {
    let name =
        "江南（长三角）高端医疗影像装备与放射治疗系统工程技术研究开发集团股份有限公司".repeat(4);
    let (printed, document) = printed(&with_table(Language::Chinese, bids(2, &name)));
    let found = text(&document);
    assert!(printed.missing.is_empty());
    assert!(found.contains(&format!("{name}1")), "{found}");
    assert_eq!(found.matches(HASH).count(), 3);
    assert!(found.contains("1,000.00"));
}

#[test]
fn a_row_higher_than_a_page_goes_on_on_the_next() {
    let name = "综合评审意见".repeat(1500);
    let mut table = bids(2, &name);
    table.columns.truncate(2);
    for row in &mut table.rows {
        row.cells.truncate(2);
    }
    let (printed, document) = printed(&with_table(Language::Chinese, table));
    assert!(printed.pages >= 4, "{} pages", printed.pages);
    // Page numbers and running titles come between: count instead.
    assert_eq!(text(&document).matches("评").count(), 3000 + text_of_the_rest("评"));
}

/// How often a character is in a paper whose table is empty but for headings and captions.
fn text_of_the_rest(character: &str) -> usize {
    let (_, document) = printed(&with_table(Language::Chinese, bids(0, "")));
    text(&document).matches(character).count()
}

#[test]
fn a_table_without_rows_says_so() {
    let (_, document) = printed(&with_table(Language::Chinese, bids(0, "")));
    assert!(text(&document).contains("截至投标截止时间未收到投标。"));
    let cells = tagged(&document, "TD");
    // The facts' values, the source's, and the one cell that spans the table.
    assert_eq!(cells.len(), 4 + 4 + 1);
}

#[test]
fn a_character_that_the_font_lacks_is_shown_named_and_given_back() {
    let mut paper = empty(Language::Chinese);
    paper.facts.push(Fact::new("联系人", "张\u{2A700}\u{1F58B}"));
    let (printed, document) = printed(&paper);
    let missing: Vec<char> = printed.missing.into_iter().collect();
    assert_eq!(missing, ['\u{1F58B}', '\u{2A700}']);
    let found = text(&document);
    assert!(found.contains("张□□"), "{found}");
    assert!(found.contains("字库未收之字：U+1F58B,U+2A700"), "{found}");
}

#[test]
fn characters_of_names_beyond_the_basic_block_are_printed() {
    let mut paper = empty(Language::Chinese);
    paper.facts.push(Fact::new("评标委员会", "𬱖䶮㛃龘"));
    let (printed, document) = printed(&paper);
    assert!(printed.missing.is_empty(), "{:?}", printed.missing);
    assert!(text(&document).contains("𬱖䶮㛃龘"));
}

#[test]
fn a_row_with_too_many_cells_is_refused() {
    let mut table = bids(1, "a");
    table.rows.push(Row { cells: vec![String::new(); 5], strong: false });
    let error = print(&with_table(Language::English, table)).unwrap_err();
    assert_eq!(error, Error::Cells { cells: 5, columns: 4 });
    assert_eq!(error.code(), "paper.cells");
}

#[test]
fn control_characters_and_directions_cannot_break_a_paper() {
    let mut paper = empty(Language::English);
    paper.title = "a\u{0}b\u{202E}c\u{FEFF}\u{FFFE}\u{E000}\r\nd\t".to_owned();
    paper.facts.push(Fact::new("", ""));
    let (printed, document) = printed(&paper);
    assert!(text(&document).contains("a□bc□□d"), "{}", text(&document));
    assert_eq!(printed.missing.len(), 3);
}
