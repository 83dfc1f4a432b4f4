//! Values as people read them: amounts, points, charts.

pub mod agent;
pub mod benchmark;
pub mod chart;
pub mod lifecycle;
pub mod moment;
pub mod money;
pub mod ocds;
mod ocds_contract;
mod ocds_criteria;
pub mod ocds_lots;
pub mod rule;
