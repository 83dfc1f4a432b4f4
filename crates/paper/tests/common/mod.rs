//! Papers to print, and a reader of what was printed.

pub mod reader;

use lopdf::{Dictionary, Document, Object};
use tenderseal_paper::{
    Block, Column, ColumnKind, Fact, Labels, Language, Paper, Printed, Row, Source, Table, print,
};

/// The hash that every paper here names as its source.
pub const HASH: &str = "0x3f1b9a6c0d7e2458b1c4a9f07d6e3521908bcadf4e6172533a4c5b6d7e8f9012";

/// A paper in a language with nothing but its head and its source.
pub fn empty(language: Language) -> Paper {
    let chinese = language == Language::Chinese;
    let word = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    Paper {
        language,
        issuer: word("清河市公共资源交易平台", "City of Qinghe procurement portal"),
        title: word("中标结果公告", "Award notice"),
        subtitle: word("第二人民医院 CT 设备采购", "CT scanner for the Second Hospital"),
        facts: vec![
            Fact::new(word("招标编号", "Tender number"), "QH-2026-014"),
            Fact::new(
                word("招标人", "Buyer"),
                word("清河市第二人民医院", "Second Hospital of Qinghe"),
            ),
            Fact::new(
                word("中标人", "Winner"),
                word("江南医疗科技有限公司", "Jiangnan Medical Ltd"),
            ),
            Fact::new(word("中标金额", "Price"), "¥12,345,678.90"),
        ],
        blocks: Vec::new(),
        source: Source {
            heading: word("出处", "Where this comes from"),
            contract: Fact::new(
                word("合约地址", "Contract"),
                "0x52908400098527886E0F7030069857D2E4169EE7",
            ),
            block: Fact::new(word("区块", "Block"), "#1842"),
            hash: Fact::new(word("区块哈希", "Block hash"), HASH),
            url: Fact::new(
                word("网址", "Page"),
                "https://tenders.example.org/tenders/0x52908400098527886E0F7030069857D2E4169EE7/award",
            ),
            note: word(
                "本公告由链上记录生成，任何人均可下载核验包自行核对。",
                "This notice is made from the record on the chain. Anybody can download the bundle and check it.",
            ),
        },
        closing: vec![
            word("清河市第二人民医院", "Second Hospital of Qinghe"),
            "2026-03-12".to_owned(),
        ],
        labels: Labels {
            page: word("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
            missing: word(
                "□ 为字库未收之字：{characters}",
                "□ stands for a character the font lacks: {characters}",
            ),
        },
        dated: "2026-03-12T08:00:00Z".parse().unwrap(),
    }
}

/// A table of bids: number, vendor, hash and price.
pub fn bids(rows: usize, vendor: &str) -> Table {
    Table {
        caption: "开标一览表 Bids opened".to_owned(),
        columns: vec![
            Column::new("序号 No.", ColumnKind::Number),
            Column::new("投标人 Vendor", ColumnKind::Name),
            Column::new("投标报价 Price", ColumnKind::Number),
            Column::new("承诺值 Commitment", ColumnKind::Text),
        ],
        rows: (1..=rows)
            .map(|number| Row {
                cells: vec![
                    number.to_string(),
                    format!("{vendor}{number}"),
                    format!("{number},000.00"),
                    HASH.to_owned(),
                ],
                strong: number == 1,
            })
            .collect(),
        empty: "截至投标截止时间未收到投标。 No bid was received.".to_owned(),
    }
}

/// A paper with one table.
pub fn with_table(language: Language, table: Table) -> Paper {
    let mut paper = empty(language);
    paper.blocks = vec![Block::Heading("开标情况".to_owned()), Block::Table(table)];
    paper
}

/// Prints a paper and reads it back.
pub fn printed(paper: &Paper) -> (Printed, Document) {
    let printed = print(paper).unwrap();
    let document = Document::load_mem(&printed.bytes).unwrap();
    assert_eq!(document.get_pages().len(), printed.pages);
    (printed, document)
}

/// The elements of the structure tree with a tag.
pub fn tagged<'a>(document: &'a Document, tag: &str) -> Vec<&'a Dictionary> {
    let objects = document.objects.values().filter_map(|object| object.as_dict().ok());
    objects
        .filter(|object| object.get(b"S").and_then(Object::as_name).ok() == Some(tag.as_bytes()))
        .collect()
}
