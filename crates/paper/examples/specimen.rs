//! Prints one paper in each language to a folder, to look at:
//! `cargo run -p tenderseal-paper --example specimen -- FOLDER`

use std::{env, fs, path::PathBuf, process::ExitCode};

use tenderseal_paper::{
    Block, Column, ColumnKind, Fact, Labels, Language, Paper, Row, Source, Table, print,
};

const HASH: &str = "0x3f1b9a6c0d7e2458b1c4a9f07d6e3521908bcadf4e6172533a4c5b6d7e8f9012";
const CONTRACT: &str = "0x52908400098527886E0F7030069857D2E4169EE7";

fn main() -> ExitCode {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    for (name, language) in [("en", Language::English), ("zh-CN", Language::Chinese)] {
        let written =
            print(&paper(language)).map_err(|error| error.to_string()).and_then(|paper| {
                let path = folder.join(format!("specimen-{name}.pdf"));
                println!("{}: {} pages, {} bytes", path.display(), paper.pages, paper.bytes.len());
                fs::write(path, paper.bytes).map_err(|error| error.to_string())
            });
        if let Err(error) = written {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn paper(language: Language) -> Paper {
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_owned(),
        Language::Chinese => zh.to_owned(),
    };
    Paper {
        language,
        issuer: say("Qinghe Public Procurement Portal", "清河市公共资源交易平台"),
        title: say("Evaluation report", "评标报告"),
        subtitle: say(
            "CT scanner for the Second Hospital, lot 1",
            "清河市第二人民医院 CT 设备采购（第一标段）",
        ),
        facts: vec![
            Fact::new(say("Tender number", "招标编号"), "QH-2026-014"),
            Fact::new(
                say("Buyer", "招标人"),
                say("Second People's Hospital of Qinghe", "清河市第二人民医院"),
            ),
            Fact::new(
                say("Bids opened", "开标时间"),
                say("10 March 2026, 09:30 (UTC+8)", "2026年3月10日 09:30（北京时间）"),
            ),
            Fact::new(say("Award criterion", "评标办法"), say("Best combined score", "综合评分法")),
        ],
        blocks: vec![
            Block::Heading(say("Bids received", "一、投标情况")),
            Block::Paragraph(say(
                "Twelve bids were sealed before the deadline and opened by the committee. The commitment is the hash that was published when the bid was handed in; it is what the opened envelope was compared with.",
                "截至投标截止时间共收到十二份投标，均由评标委员会当众开启。承诺值为投标时上链的密封哈希，开标后逐一与解密后的投标文件核对一致。",
            )),
            Block::Table(bids(&say)),
            Block::Heading(say("Ranking", "二、评标结果")),
            Block::Table(ranking(&say)),
            Block::Note(say(
                "Scores are rounded to four places for print; the exact fractions are in the bundle.",
                "得分保留四位小数；精确数值见核验包。",
            )),
        ],
        source: Source {
            heading: say("Where this comes from", "三、数据出处"),
            contract: Fact::new(say("Contract", "合约地址"), CONTRACT),
            block: Fact::new(say("Block", "区块高度"), "1842"),
            hash: Fact::new(say("Block hash", "区块哈希"), HASH),
            url: Fact::new(
                say("Page", "网页地址"),
                format!("https://tenders.example.org/tenders/{CONTRACT}"),
            ),
            note: say(
                "Made from the record on the chain as of this block. Anybody can download the tender's bundle and check every number here.",
                "本报告依据上述区块时点的链上记录生成，任何人均可下载该项目的核验包，逐项核对本报告所载数据。",
            ),
        },
        closing: vec![
            say("Second People's Hospital of Qinghe", "清河市第二人民医院"),
            say("12 March 2026", "2026年3月12日"),
        ],
        labels: Labels {
            page: say("Page {page} of {pages}", "第 {page} 页，共 {pages} 页"),
            missing: say(
                "□ stands for a character the font lacks: {characters}",
                "□ 代表字库未收录的字符：{characters}",
            ),
        },
        dated: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn bids(say: &impl Fn(&str, &str) -> String) -> Table {
    let vendors = [
        ("Jiangnan Medical Technology Co., Ltd.", "江南医疗科技有限公司"),
        ("Beihai Imaging Systems", "北海影像系统股份有限公司"),
        (
            "Yangtze Delta Advanced Medical Imaging Equipment Engineering Research Group",
            "长三角高端医疗影像装备工程技术研究开发集团有限责任公司",
        ),
    ];
    let rows = (1..=12_u32).map(|number| {
        let (en, zh) = vendors[number as usize % 3];
        Row {
            cells: vec![
                number.to_string(),
                say(en, zh),
                format!(
                    "{},{:03},{:03}.00",
                    8 + number % 5,
                    913 * number % 1000,
                    77 * number % 1000
                ),
                HASH.to_owned(),
            ],
            strong: false,
        }
    });
    Table {
        caption: say("Table 1. Bids in the order of receipt", "表一　投标一览（按递交顺序）"),
        columns: vec![
            Column::new(say("No.", "序号"), ColumnKind::Number),
            Column::new(say("Vendor", "投标人"), ColumnKind::Name),
            Column::new(say("Price (CNY)", "投标报价（元）"), ColumnKind::Number),
            Column::new(say("Commitment", "密封承诺值"), ColumnKind::Text),
        ],
        rows: rows.collect(),
        empty: say("No bid was received.", "未收到投标。"),
    }
}

fn ranking(say: &impl Fn(&str, &str) -> String) -> Table {
    let row = |place: &str, vendor: String, numbers: [&str; 4], strong: bool| {
        let mut cells = vec![place.to_owned(), vendor];
        cells.extend(numbers.map(str::to_owned));
        Row { cells, strong }
    };
    let number = |en: &str, zh: &str| Column::new(say(en, zh), ColumnKind::Number);
    Table {
        caption: say("Table 2. Ranking", "表二　综合得分排序"),
        columns: vec![
            number("Place", "名次"),
            Column::new(say("Vendor", "投标人"), ColumnKind::Name),
            number("Technical", "技术得分"),
            number("Commercial", "商务得分"),
            number("Price", "价格得分"),
            number("Total", "综合得分"),
        ],
        rows: vec![
            row(
                "1",
                say("Beihai Imaging Systems", "北海影像系统股份有限公司"),
                ["41.2000", "18.5000", "29.7187", "89.4187"],
                true,
            ),
            row(
                "2",
                say("Jiangnan Medical Technology Co., Ltd.", "江南医疗科技有限公司"),
                ["39.8000", "19.0000", "30.0000", "88.8000"],
                false,
            ),
        ],
        empty: say("No bid was ranked.", "无有效投标。"),
    }
}
