# 招标项目的公开页面与项目列表
nav-tenders = 招标项目
tenders-title = 招标项目
tenders-search = 查找招标项目
tenders-text = 关键词
tenders-text-hint = 项目名称、招标人、招标编号、项目序号或标段（如“标段2”）
tenders-status = 状态
tenders-status-any = 全部
tenders-status-open = 投标中
tenders-status-running = 开标评标中
tenders-status-awarded = 已定标
tenders-status-ended = 流标或终止
tenders-button = 查找
tenders-count = { $count ->
    [0] 没有找到项目
   *[other] 共找到 { $count } 个项目
}
tenders-none = 没有符合条件的项目，请减少关键词或更换状态。
tenders-page = 第 { $here } 页，共 { $pages } 页

tender-untitled = 第 { $number } 号项目
tender-number = 项目序号
tender-number-is = 项目序号 { $number }
tender-winner = 中标人
tender-award-price = 中标价
tender-sealed-bids = 密封投标
tender-bids = 投标
tender-aside = 投标情况与时间安排
tender-criterion = 评审标准 { $id }
tender-block-number = 区块 { $block }
tender-happened-at = 记录于 { $time }，区块 { $block }。

tender-cancelled-heading = 本项目已终止
tender-unsuccessful-heading = 本项目流标
tender-unsuccessful-few = { $count ->
    [0] 截止时无人投标，至少需要 { $least } 份投标。
   *[other] 截止时仅有 { $count } 份投标，至少需要 { $least } 份。
}
tender-unsuccessful-none = 没有可以中标的投标：全部投标被否决、低于最低分或逾期未开启。
tender-award-proposed-heading = 拟中标结果
tender-award-standstill-heading = 中标公示
tender-award-final-heading = 中标结果
tender-award-waits = 须由招标人的另一名人员确认，确认后开始公示。
tender-award-standstill-until = 公示期至 { $time } 结束，在此之前中标结果尚未最终确定。
tender-award-final-since = 公示期已于 { $time } 结束，中标结果最终确定。
tender-award-proposed-at = 提出时间 { $time }，区块 { $block }。
tender-award-confirmed-at = 确认时间 { $time }，区块 { $block }。

tender-notice-heading = 招标公告
tender-notice-items = 采购内容
tender-notice-item = 名称
tender-notice-quantity = 数量
tender-notice-unit = 单位
tender-notice-classification = 分类代码
tender-notice-source = 相关事实来自 { $publisher } 的公开信息，编号 { $identifier }。
tender-notice-missing = 平台未保存该公告的正文。公告的哈希值载于招标条款，持有正文的人可以据此证明其真实性。

tender-facts-heading = 基本信息
tender-facts-buyer = 招标人
tender-facts-reference = 招标编号
tender-facts-category = 类别
tender-facts-budget = 预算金额
tender-facts-currency = 报价币种
tender-facts-minimum = 最少投标数
tender-facts-minimum-bids = 至少 { $count } 份，否则流标
tender-facts-address = 合约地址
tender-facts-terms = 招标条款哈希值
tender-facts-code = 合约程序哈希值

tender-documents-heading = 招标文件
tender-documents-none = 除公告外没有其他文件。
tender-documents-size = { $size } KiB
tender-documents-hashes = 哈希值是链上招标条款的一部分。哈希值不同的文件不是当时发布的文件。

tender-criteria-heading = 评标办法
tender-criteria-caption = 价格与评审标准
tender-criteria-name = 评审标准
tender-criteria-weight = 权重
tender-criteria-max = 满分
tender-criteria-min = 最低分

tender-committee-heading = 开标委员会
tender-committee-threshold = 投标文件向 { $n } 名开标委员密封，截止后须由其中任意 { $k } 名共同操作才能开启，不足该人数无法开启。
tender-committee-caption = 开标委员
tender-committee-place = 序号
tender-committee-organisation = 所在单位
tender-committee-posted = 已公布有效份额的投标数
tender-committee-fingerprint = 开标委员会指纹
tender-committee-keys = 各开标委员的开标密钥

tender-bids-heading = 投标情况
tender-bids-sealed = { $count ->
   *[other] 份密封投标
}
tender-bids-received = { $count ->
   *[other] 份投标
}
tender-bids-no-names = 开标之前，投标人名称和投标内容均不公开。
tender-bids-prepare = 编制投标文件
tender-countdown-left = 剩余时间
tender-countdown-announce = 距投标截止还有{ $time }。
tender-countdown-closed = 投标已经截止。

tender-schedule-heading = 时间安排
tender-schedule-published = 发布公告
tender-schedule-deadline = 投标截止
tender-schedule-questions = 提问截止
tender-schedule-opening = 开始开标
tender-schedule-technical = 技术标开启（仅向评标专家）
tender-schedule-technical-until = 技术标开启最迟结束
tender-schedule-technical-result = 技术标评审结果
tender-schedule-prices = 商务标开标
tender-schedule-self-reveal = 份额不足时，投标人可以自行公开投标
tender-schedule-silence = 此后未开启的投标不再计入
tender-schedule-settled = 全部投标处理完毕
tender-schedule-objections = 异议期结束
tender-schedule-standstill = 公示期结束
tender-schedule-now = 本页内容截至 { $time }，区块 { $block }。以公开记录的时间为准，而不是您设备的时间。

tender-opening-heading = 开标记录
tender-opening-caption = 按收到的先后顺序
tender-opening-running = 正在开标。某份投标的有效份额达到规定数量后，即在此公布。
tender-opening-technical = 技术标仅向评标专家开启，由其阅标、评分；全部技术标评审完毕前，商务标保持密封。
tender-opening-guard = 技术标评审结果已产生。通过者的商务标按时间安排开启，其余的始终保持密封。
tender-opening-settled = 全部投标均已开启、被否决或逾期。
tender-opening-ended = 项目在全部投标开启前终止，未开启的投标文件始终保持密封。
tender-opening-dead = 另有 { $count } 份投标在截止前被替换或撤回，其内容仍处于密封状态。
tender-opening-bid = 投标
tender-opening-vendor = 投标人
tender-opening-committed = 收到时间
tender-opening-status = 状态
tender-opening-price = 投标报价
tender-opening-evaluated = 评标价 { $price }
tender-opening-judged-sound = 已重新密封比对，未发现问题。
tender-opening-judged-fault = 已重新密封比对，发现问题。已登记的单位均可提出异议。
tender-opening-fault-vendor = 责任在投标人。
tender-opening-bad-shares = 第 { $members } 号开标委员的份额有误，未予采用。
tender-opening-missing-shares = 第 { $members } 号开标委员尚未公布份额。
tender-opening-details = 第 { $number } 份投标，{ $vendor }：答复内容与证据
tender-opening-opened-at = 开启时间 { $time }，区块 { $block }。
tender-opening-valid-until = 投标有效期至 { $time }。
tender-opening-seed = 种子

tender-objections-heading = 异议
tender-objections-caption = 异议及处理结果
tender-objections-what = 异议内容
tender-objections-by = 提出单位
tender-objections-finding = 处理意见
tender-objections-open = 待处理
tender-objections-proposed = 待第二人签名
tender-objections-upheld = 成立，投标被否决
tender-objections-refused = 不成立

tender-evaluation-heading = 评标
tender-evaluation-ranked-at = 排名由合约计算生成：{ $time }，区块 { $block }。
tender-evaluation-chart-title = 各投标得分
tender-evaluation-chart-description = { $count ->
   *[other] 共 { $count } 个条形，按排名先后排列，每条由价格分和各项标准得分组成，第一名是{ $first }。全部得分见下表。
}
tender-evaluation-chart-note = 满分 100 分，准确得分见下表。
tender-evaluation-ranking = 排名
tender-evaluation-place = 名次
tender-evaluation-price = 价格
tender-evaluation-evaluated-price = 评标价
tender-evaluation-total = 总分
tender-evaluation-below = 被否决：“{ $criterion }”低于最低分
tender-evaluation-exact = 得分按公布的公式以整数计算，显示到小数点后四位，只截断不进位。总分相同时，依次比较评审标准得分、较低的价格、较早的投标。
tender-evaluation-waits = 全体评标专家完成对全部投标的评分后，即计算排名。
tender-evaluation-never = 项目在排名产生前已经终止。
tender-evaluation-scores = 评标专家评分
tender-evaluation-scores-of = 第 { $number } 份投标，{ $vendor }
tender-evaluation-evaluator = 评标专家
tender-evaluation-seat = { $seat } 号专家
tender-evaluation-points = 评分
tender-evaluation-reason = 理由

tender-timeline-heading = 项目进程
tender-timeline-bid = 第 { $number } 份投标

tender-check-heading = 自行核验
tender-check-lede = 您无需信任本平台。下载核验包，即可在自己的计算机上重做整个招标过程。
tender-check-bundle = 下载核验包
tender-check-ocds = 开放数据（OCDS 发布包，JSON）
tender-check-command = 使用本项目的程序：
tender-check-proves-history = 记录完整，区块前后相连；任何操作在签名之后均未被更改。
tender-check-proves-bids = 开启的每份投标与截止前密封的投标逐字节一致。
tender-check-proves-result = 报价、评分、排名和中标结果均由投标内容和公布的规则得出。
tender-check-proves-not = 该历史是否与他人所见一致，只有投标人的回执或见证方能够证明：请加上 --anchor 和回执文件。
tender-check-more = 了解核验能证明什么
