//! The demonstration's tenders. The laptops are written from the facts that
//! Mexico City published of one of its purchases (named in `source`); the text is
//! our own. The other two are made up.

use super::script::Offer;
use crate::app::notice::{Bilingual, DraftBody, DraftCriterion, Item, Source};

fn both(zh: &str, en: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), zh: zh.to_owned() }
}

fn criterion(weight_bp: u32, min: u32, zh: (&str, &str), en: (&str, &str)) -> DraftCriterion {
    DraftCriterion {
        title: both(zh.0, en.0),
        description: both(zh.1, en.1),
        weight_bp,
        max: 10_000,
        min,
    }
}

/// What a vendor asks about the laptops, and is told.
pub const QUESTION_ANSWERED: &str = "招标公告要求故障设备在报修后一个工作日内修复或更换。如报修时间在法定节假日期间，一个工作日从何时起算？\n\
    The notice asks for repair or replacement within one working day. When does that day begin for a fault reported on a public holiday?";
/// The answer to it.
pub const ANSWER: &str = "自节假日后第一个工作日上午 9:00 起算，即应在该工作日结束前修复或更换。\n\
    It begins at 9:00 on the first working day after the holiday; the machine is repaired or replaced by the end of that day.";
/// What another vendor asks, and waits.
pub const QUESTION_OPEN: &str = "471 台设备可否分两批交付，首批不少于 300 台，其余在合同生效后 30 日内送达？\n\
    May the 471 machines be delivered in two lots, at least 300 at first and the rest within 30 days after the contract takes effect?";

/// 471 laptops.
#[must_use]
pub fn laptops(deadline: u64) -> DraftBody {
    DraftBody {
        title: both("便携式计算机（471 台）租赁采购", "Lease of 471 portable computers"),
        description: both(
            "采购人租赁便携式计算机 471 台，租期一年，自合同生效之日起算。报价应包含设备、运输、安装、租期内的维修与更换以及期满回收的全部费用。\
             每台设备须为全新，具备商用操作系统授权；故障设备应在报修后一个工作日内修复或更换。付款按月进行。",
            "The buyer leases 471 portable computers for one year from the day the contract takes effect. The price covers the machines, \
             transport, installation, repair and replacement during the lease, and their collection at its end. Every machine is new and \
             has a licensed operating system for business use; a faulty one is repaired or replaced within one working day. Payment is monthly.",
        ),
        reference: "DRM-063".to_owned(),
        currency: "MXN".to_owned(),
        budget: "131126400".to_owned(),
        items: vec![Item {
            description: both("便携式计算机，一型", "Portable computer, type 1"),
            quantity: "471".to_owned(),
            unit: "台 unit".to_owned(),
            classification: "CPV 30213100".to_owned(),
        }],
        price_weight_bp: 5_000,
        criteria: vec![
            criterion(
                3_000,
                4_000,
                ("设备质量", "所投机型的配置、可靠性与能耗，并说明如何证明。"),
                ("Quality of the machines", "Configuration, reliability and energy use of the model offered, and how this is shown."),
            ),
            criterion(
                2_000,
                0,
                ("服务响应", "租期内报修、备机与更换的安排，并给出响应时间。"),
                ("Service", "Repair, spare machines and replacement during the lease, with response times."),
            ),
        ],
        source: Some(Source {
            publisher: "Secretaría de Finanzas, Ciudad de México (CDMX-SEFIN)".to_owned(),
            url: "http://www.contratosabiertos.cdmx.gob.mx/api/contrato/OCDS-87SD3T-AD-SF-DRM-063-2015".to_owned(),
            identifier: "OCDS-87SD3T-AD-SF-DRM-063-2015".to_owned(),
        }),
        questions: 3 * 86_400,
        ..common(deadline)
    }
}

/// Maintenance of a data network.
#[must_use]
pub fn network(deadline: u64) -> DraftBody {
    DraftBody {
        title: both("政务网络运行维护服务", "Maintenance of the administration's data network"),
        description: both(
            "对 12 个办公点的网络设备与线路提供一年运行维护，包括 7×24 小时监控、故障处理和季度巡检。",
            "One year of maintenance of network devices and lines at 12 offices: monitoring around the clock, repair of faults, and an inspection every quarter.",
        ),
        reference: "IT-2026-08".to_owned(),
        category: "services".to_owned(),
        budget: "96000000".to_owned(),
        items: vec![Item {
            description: both("运行维护服务", "Maintenance service"),
            quantity: "12".to_owned(),
            unit: "个办公点 office".to_owned(),
            classification: "CPV 50312600".to_owned(),
        }],
        price_weight_bp: 4_000,
        criteria: vec![criterion(
            6_000,
            3_000,
            ("服务方案", "监控、响应和巡检如何安排，由谁执行。"),
            (
                "Plan of the service",
                "How monitoring, response and inspection are organised, and who does them.",
            ),
        )],
        ..common(deadline)
    }
}

/// Paper.
#[must_use]
pub fn paper(deadline: u64) -> DraftBody {
    DraftBody {
        title: both("复印纸年度供应", "Copy paper for a year"),
        description: both(
            "供应 A4 复印纸 6,000 包（每包 500 张，70 克），按月送达，须有森林认证。",
            "6,000 packs of A4 copy paper (500 sheets of 70 grams each), delivered monthly, from certified forests.",
        ),
        reference: "OF-2026-03".to_owned(),
        budget: "12600000".to_owned(),
        items: vec![Item {
            description: both("A4 复印纸", "A4 copy paper"),
            quantity: "6000".to_owned(),
            unit: "包 pack".to_owned(),
            classification: "CPV 30197642".to_owned(),
        }],
        price_formula: "benchmark".to_owned(),
        benchmark_discount_bp: 300,
        price_weight_bp: 7_000,
        criteria: vec![criterion(
            3_000,
            0,
            ("供货能力", "库存、送货安排和认证证明。"),
            ("Ability to deliver", "Stock, deliveries and proof of certification."),
        )],
        ..common(deadline)
    }
}

/// One of many: office supplies for a school.
#[must_use]
pub fn supplies(deadline: u64, number: u16) -> DraftBody {
    DraftBody {
        title: both(
            &format!("第 {number} 小学办公用品采购"),
            &format!("Office supplies for primary school no. {number}"),
        ),
        reference: format!("OF-2026-S{number:04}"),
        ..paper(deadline)
    }
}

fn common(deadline: u64) -> DraftBody {
    DraftBody {
        deadline: Some(deadline),
        guard: 120,
        officers_window: 30 * 86_400,
        self_reveal_window: 86_400,
        objection_window: 3_600,
        standstill: 3 * 86_400,
        ..DraftBody::default()
    }
}

fn offer(price: u128, answers: &[&str], points: [&[u32]; 2]) -> Offer {
    Offer {
        price,
        answers: answers.iter().map(|text| (*text).to_owned()).collect(),
        points: points.iter().map(|points| points.to_vec()).collect(),
    }
}

/// Three offers for the laptops.
#[must_use]
pub fn laptop_offers() -> Vec<Offer> {
    vec![
        offer(
            118_000_000,
            &[
                "14 英寸，16 GB 内存，三年内故障率低于 1.2%，附检测报告。",
                "市内 4 小时到场，备机 15 台常驻。",
            ],
            [&[8_200, 9_000], &[7_900, 8_800]],
        ),
        offer(
            109_500_000,
            &["14 英寸，16 GB 内存，能耗等级一级。", "次日到场，备机 8 台。"],
            [&[7_000, 6_500], &[7_200, 6_000]],
        ),
        offer(
            125_300_000,
            &["15 英寸，32 GB 内存，金属机身。", "工作日 8 小时内到场。"],
            [&[9_000, 7_000], &[8_800, 7_400]],
        ),
    ]
}

/// Three offers for the network.
#[must_use]
pub fn network_offers() -> Vec<Offer> {
    vec![
        offer(88_000_000, &["两名驻场工程师，监控平台已部署 60 余处。"], [&[8_000], &[8_200]]),
        offer(79_900_000, &["远程监控，4 小时到场，季度巡检由两人完成。"], [&[7_500], &[7_000]]),
        offer(91_200_000, &["三班值守，备件库设在本市。"], [&[9_000], &[8_700]]),
    ]
}

/// Two offers for the paper.
#[must_use]
pub fn paper_offers() -> Vec<Offer> {
    vec![
        offer(11_880_000, &["本地仓库常备 2,000 包，附森林认证。"], [&[8_500], &[8_000]]),
        offer(12_240_000, &["每周送货，认证齐全。"], [&[9_000], &[8_900]]),
    ]
}
