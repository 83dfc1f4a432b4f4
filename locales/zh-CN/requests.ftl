# 评审中要求投标人澄清、说明、补正；报价异常偏低
draft-section-requests = 澄清、说明、补正与异常低价
draft-section-requests-text = 评审中要求投标人说明或补正时，至少留给投标人多长时间；报价低到什么程度视为异常偏低，须由投标人说明。
draft-response-window = 答复期限不少于
draft-response-window-hint = 经办人发出通知时确定答复截止时间，不得短于此期限。
draft-low-heading = 报价异常偏低
draft-low-text = 不采用的规则请留空。报价符合任一规则的即予标记：投标人作出说明，并经经办人和审批人认可后，方可定标。
draft-low-mean = 低于全部报价平均值超过（%）
draft-low-mean-hint = 例如 50。以已开启且各项评分均达到最低要求的投标报价计算。
draft-low-next = 低于次低报价超过（%）
draft-low-next-hint = 例如 50。只有最低报价可能符合；最低报价有两家相同的，均不符合。
draft-low-example = 按已保存的草稿举例：三份投标报价分别为 1,000,000.00、900,000.00 和 400,000.00
draft-low-example-mean = 平均值为 { $of }，下浮 { $percent } 为 { $limit }，低于该数的报价异常偏低。
draft-low-example-next = 次低报价为 { $of }，下浮 { $percent } 为 { $limit }，低于该数的报价异常偏低。
draft-low-example-flagged = 因此 { $price } 属于异常偏低，投标人须作出说明。
draft-low-example-fine = 因此 { $price } 不属于异常偏低；恰好等于限值的不算低于。
error-draft-response-window = 请填写答复期限，最长一年
error-draft-low-price = 请填写大于 0 且小于 100 的百分比，或留空

low-price-heading = 报价异常偏低
low-price-rule = 报价异常偏低的认定
low-price-none = 条款未设规则，不认定报价异常偏低
low-price-under-mean = 低于全部报价平均值超过 { $percent }
low-price-under-next = 低于次低报价超过 { $percent }
low-price-under_mean = 低于全部报价平均值
low-price-under_next = 低于次低报价
response-window = 投标人答复期限不少于
low-price-count = 参与比较的报价
low-price-mean = 平均值
low-price-lowest = 最低报价
low-price-next = 次低报价
low-price-not-yet = 全部投标评分汇总完成时，对报价作一次比较。
low-price-nobody = 没有异常偏低的报价。
low-price-of = 第 { $bid } 份投标，{ $vendor }：{ $price }
low-price-why-mean = 低于平均值 { $of } 达 { $under }，限值为 { $percent }。
low-price-why-next = 低于次低报价 { $of } 达 { $under }，限值为 { $percent }。
low-price-state-unasked = 尚未要求投标人说明。未经认可说明的，不得定标给该投标。
low-price-state-asked = 已要求投标人说明，答复期限未满。
low-price-state-silent = 投标人未在期限内说明，可以此理由否决投标。
low-price-state-explained = 投标人已作说明，待决定：由经办人和审批人认可，或者否决投标。
low-price-state-accepted = 说明已获认可。
low-price-state-rejected = 该投标已被否决。

acceptance-propose-open = 提出认可说明
acceptance-propose = 核对并提出认可
acceptance-statement = 认可说明的理由
acceptance-statement-hint = 该文字随定标结果一并公开，其哈希值包含在您的签名内容中。
acceptance-of = 第 { $bid } 份投标的报价说明：{ $vendor }
acceptance-confirm-text = 一经确认，该投标即可参与定标，此后不得再以报价异常偏低否决。
acceptance-confirm = 核对并认可说明

requests-heading = 澄清、说明、补正
requests-none = 未要求任何投标人说明或补正。
requests-text = 可要求投标人补正形式缺陷，或说明异常偏低的报价。投标人只能答复一次，答复不改变报价、评分和已密封的投标。期限届满仍未答复的，方可以未补正为由否决投标。
request-of = 第 { $number } 号通知，第 { $bid } 份投标：{ $vendor }
request-open = 通知第 { $bid } 份投标的投标人：{ $vendor }
request-sign = 核对并发出通知
request-kind = 要求事项
request-kind-explanation = 说明报价异常偏低的原因
request-kind-correction = 补正形式缺陷
request-words = 通知内容
request-words-hint = 请写明所缺材料或须说明的事项。投标人即时可见，并随定标结果公开。
request-until = 答复截止时间
request-until-hint = 第一项为条款允许的最短期限。
request-state-open = 等待答复
request-state-answered = 已答复
request-state-over = 逾期未答复
request-left = 投标人可在 { $time } 前答复，还剩 { $left }。项目暂停期间，期限停止计算。
request-over = 答复期限已于 { $time } 届满，未收到答复。
request-response = 投标人的答复
respond-title = 招标人的澄清、说明、补正通知
respond-none = 招标人未就本项目的投标向贵单位发出通知。
respond-request = 第 { $number } 号通知，第 { $bid } 份投标
respond-once = 期限内只能答复一次；不答复的，投标可能被否决。
respond-unchanged = 答复不改变报价、评分和已密封的投标。
respond-public = 招标人即时可见，并将随定标结果连同贵单位名称一并公开。
respond-sign = 核对并提交答复
respond-hint = 不超过 4,000 个字符。另行送交的文件，请写明名称及其 SHA-256。该文字的哈希值包含在您的签名内容中。
award-waits-low = 排名第一的投标报价异常偏低，其说明获认可后方可提出定标。
award-waits-correction = 排名第一的投标人仍在补正期限内。其答复后或期限届满后，方可提出定标。
desk-wait-respond = 答复招标人关于投标的通知
desk-wait-acceptance = 确认认可低价说明

act-ask_vendor = 要求投标人说明或补正
act-respond = 答复澄清、说明、补正通知
act-propose_acceptance = 提出认可低价说明
act-confirm_acceptance = 认可低价说明
event-vendor_asked = 已要求投标人说明或补正
event-vendor_responded = 投标人已答复
event-prices_compared = 报价比较完成
event-acceptance_proposed = 已提出认可低价说明
event-explanation_accepted = 低价说明已获认可

profile-low-prices = 可采用的异常低价规则
profile-low-prices-hint = 百分比由招标条款设定
profile-low-prices-required = 必须采用的异常低价规则
profile-low-prices-no = 无
profile-response = 投标人答复期限不少于
profile-response-hint = 例如 1 天；填 0 表示不作要求
error-profile-low-prices = 必须采用的规则应在可采用的规则之内

refusal-NotRequestStage = 只有评审期间可以要求投标人说明或补正
refusal-NotRequestStage-next = 提出定标后，不再发出通知，也不再认可说明。
refusal-LowPriceRuleInvalid = 异常低价的百分比不符合要求
refusal-LowPriceRuleInvalid-next = 请填写大于 0 且小于 100 的百分比，或不填。
refusal-RequestOpen = 该投标尚有未办结的通知
refusal-RequestOpen-next = 请等待投标人答复或期限届满。
refusal-UnknownRequest = 没有该通知
refusal-UnknownRequest-next = 请刷新页面。
refusal-RequestClosed = 该通知已办结
refusal-RequestClosed-next = 已经答复，或者答复期限已满。
refusal-NotAbnormallyLow = 该投标报价未被认定为异常偏低
refusal-NotAbnormallyLow-next = 全部投标评分汇总完成时才比较报价。请刷新页面。
refusal-LowPriceUndecided = 排名第一的投标报价异常偏低
refusal-LowPriceUndecided-next = 请要求投标人说明，再认可说明或者否决投标。
refusal-NotExplained = 投标人尚未说明报价
refusal-NotExplained-next = 请要求投标人说明，并等待其答复。
refusal-ResponsePending = 尚未就此通知投标人，或者投标人仍可答复
refusal-ResponsePending-next = 以此理由否决投标，须已通知投标人，且已答复或期限届满。
refusal-ExplanationAccepted = 报价说明已获认可
refusal-ExplanationAccepted-next = 不得再以报价异常偏低否决该投标。
refusal-LowPriceRuleNotAllowed = 采购方案不允许该异常低价规则，或缺少必须采用的规则
refusal-LowPriceRuleNotAllowed-next = 请查看采购方案的要求，修改异常低价规则。
refusal-RequestAnswered = 投标人已经答复
refusal-RequestAnswered-next = 缺陷仍未消除的，可以不符合招标文件要求为由否决投标。
refusal-ResponseWindowInvalid = 投标人答复期限不符合要求
refusal-ResponseWindowInvalid-next = 期限不得短于采购方案的要求，最长一年。

mail-asked-subject = 封标：请就投标作出说明或补正
mail-asked-text =
    { $name }，您好：

    招标人就贵单位在以下项目中的投标发出通知：{ $tender }
    { $link }

    请查看要求事项和答复截止时间。逾期未答复的，投标可能被否决。
