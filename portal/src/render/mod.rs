//! Values as people read them: amounts, points, charts.

pub mod agent;
pub mod chart;
pub mod money;
pub mod ocds;
