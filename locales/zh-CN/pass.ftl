# 合格制评审标准
criterion-pass-fail = 合格/不合格
pass-yes = 合格
pass-no = 不合格
pass-rule-mean = 全体评标专家均认定合格的，该项方为合格，否则该投标予以否决。
pass-rule-trimmed_mean = 至多一位评标专家认定不合格的，该项仍为合格；超过一位的，该投标予以否决。
pass-rule-median = 超过半数的评标专家认定合格的，该项方为合格，否则该投标予以否决。
draft-kind = 评审方式
draft-kind-points = 打分
draft-kind-text = 评审标准分为打分制与合格制。合格制标准不占权重，不合格的投标予以否决：取平均值时须全体评标专家认定合格；取中位数时须超过半数认定合格；去掉最高分和最低分取平均值且评标专家为五位及以上时，至多允许一位认定不合格。
error-criterion-pass-weight = 合格制标准不占权重，请勿填写权重
