# 全生命周期成本。

lifecycle-heading = 全生命周期成本
lifecycle-of = 第 { $number } 号投标（{ $vendor }）的全生命周期成本
lifecycle-text = 各投标须逐年填报 { $years } 年的运行、维护和处置成本，按年折现率 { $rate } 折现后与采购报价相加，以所得评标价进行比较。
lifecycle-rule = 各年成本自第一年起逐年除以（1＋折现率），不足货币最小单位的部分舍去。
lifecycle-example-heading = 计算示例
lifecycle-example-text = 某投标采购报价 { $price }，各年成本均为 { $cost }。
lifecycle-example-result = 评标价为 { $price }。
lifecycle-year = 年度
lifecycle-cost = 成本
lifecycle-counts = 计入金额
lifecycle-acquisition = 采购报价
lifecycle-years = 全生命周期成本年数

draft-lifecycle = 是否计入全生命周期成本
draft-lifecycle-hint = 指采购之后发生的运行、维护和处置成本。
draft-lifecycle-no = 否，仅比较采购报价
draft-lifecycle-yes = 是，与采购报价合并计算
draft-lifecycle-yes-hint = 各投标须逐年填报一笔成本，以采购报价与折现后成本之和进行比较。
draft-lifecycle-years = 计算年数
draft-lifecycle-years-hint = 1 至 50 年。
draft-lifecycle-rate = 年折现率（%）
draft-lifecycle-rate-hint = 最多两位小数，例如 3.5；填 0 表示不折现。
error-draft-lifecycle = 请选择是否计入全生命周期成本
error-draft-lifecycle-years = 请填写计算年数，1 至 50 年
error-draft-lifecycle-rate = 请填写折现率，0 至 100，最多两位小数

bid-costs-text = 请自交付后第一年起逐年填报成本，无成本的年度填 0。所填成本属于密封的投标内容。
bid-cost-year = 第 { $year } 年成本
bid-error-cost_empty = %name%：请填写金额，无成本填 0
bid-error-cost_shape = %name%：请用数字填写金额，例如 1,250.00
bid-error-cost_decimals = %name%：最多 %digits% 位小数
bid-error-cost_range = %name%：金额过大
bid-error-cost_years = 投标未逐年填报全部成本
bid-error-evaluated_range = 报价与成本合计金额过大
