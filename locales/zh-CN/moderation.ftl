# 合议评分。

consensus-moderated = 合议评分
draft-consensus-moderated-hint = 评标专家先各自独立评分，再由全体专家对各项签署同一分值并附合议意见。全部投标达成一致之前不产生排序。
scores-rule-moderated = 评标专家先各自独立评分，再由全体专家对各项签署同一分值，以该分值计分。各专家的独立评分如实留存。
pass-rule-moderated = 评标专家各自认定后，以全体专家合议一致的结论为准。

act-agree = 签署合议分值
event-sheet_signed = 评标专家签署合议分值

tally-agreed = 合议分值
agree-all = 全体评标专家
agree-statement = 合议意见
agree-title = 合议评分
agree-bid-title = 合议评分：{ $vendor }
agree-lede = 请与其他评标专家就本份投标的分值达成一致。全体专家签署同一分值和同一合议意见后，合议即告完成。
agree-done = 全体评标专家已签署同一分值。排序开始之前仍可改签其他分值，届时须由全体专家重新达成一致。
agree-closed = 当前不能签署：项目不在评标阶段，或排序已经开始。
agree-early = 尚有评标专家未对本份投标评分，全部评分完成后方可合议。
agree-again = 本项目重新评审。{ $time } 之前评标专家可以修改各自评分，此后方可重新合议。
agree-differences = 各专家评分差异
agree-you = （本人）
agree-spread = 分差
agree-last = 最近签署的分值
agree-no-sheet = 尚无人签署分值。
agree-who = 签署情况
agree-consent-signed = 已于 { $time } 签署上述分值
agree-consent-other = 已于 { $time } 签署其他分值或意见
agree-consent-none = 尚未签署
agree-join = 签署同一分值
agree-join-text = 您将原样签署上述分值和合议意见。
agree-points = 分值
agree-first = 提出合议分值
agree-first-text = 由您首先签署所提分值，其他专家可签署同一分值，也可另签分值。签署后，本份投标的独立评分不得再修改。
agree-other = 另提分值
agree-other-text = 如有不同意见，请签署其他分值或其他合议意见，其他专家须相应重新签署。
agree-review = 核对并签署
agree-statement-hint = 请说明给出上述分值的理由，尤其是评分差异较大的项目。该意见由全体专家签署，排序产生后予以公开。
agree-heading = 合议
agree-text = 全体评标专家完成对某份投标的评分后，共同商定其分值。
agree-link = 合议：{ $vendor }
agree-state-agreed = 已达成一致
agree-state-due = 待签署
agree-state-others = 待其他专家签署
agree-state-early = 评分未齐
desk-wait-agree = 签署合议分值

panel-agreed = 已就 { $done }／{ $all } 份投标达成一致。
agree-waits = 全体评标专家完成评分并就全部投标达成一致后，即产生排序。

refusal-NotModerated = 本项目不采用合议评分
refusal-NotModerated-next = 本项目以各专家独立评分计分，无须签署合议分值。
refusal-NotAllScored = 尚有评标专家未对该投标评分
refusal-NotAllScored-next = 请待全部评标专家评分后再签署。
refusal-SheetSigned = 您已签署该分值
refusal-SheetSigned-next = 请等待其他专家签署；如改变意见，可签署其他分值。
refusal-NotAgreed = 评标专家尚未就全部投标达成一致
refusal-NotAgreed-next = 须由全体评标专家对每份投标签署同一分值后，方可产生排序。
refusal-ScoresFixed = 您对该投标的评分不能再修改
refusal-ScoresFixed-next = 已有评标专家签署合议分值，请通过签署分值表达您的意见。
