# 链上以编号表示的各种名称；键为类别加通用名称
stage-bidding = 投标中
stage-closed = 已截标
stage-opening = 开标中
stage-evaluation = 评标中
stage-award_proposed = 拟定标
stage-standstill = 中标公示
stage-awarded = 已定标
stage-unsuccessful = 流标
stage-cancelled = 已终止

bid-status-sealed = 密封中
bid-status-replaced = 已被替换
bid-status-withdrawn = 已撤回
bid-status-opened = 已开启
bid-status-rejected = 已否决
bid-status-silent = 逾期未开启

fault-shares = 密封的份额不属于同一种子
fault-header = 密封文件的文件头无法读取
fault-context = 密封文件不是为本项目密封的
fault-payload = 内容无法解密
fault-padding = 填充内容有误
fault-reseal = 重新密封得到的文件与原文件不一致
fault-commit = 内容与投标人承诺的不一致
fault-body = 内容格式不符，或报价、币种不符合要求
fault-stanza = 某位开标委员的部分无法开启

cancel-no_need = 采购需求取消
cancel-no_funds = 资金未落实
cancel-faulty_terms = 招标公告或招标文件有误
cancel-irregularity = 程序违规
cancel-prices_too_high = 全部报价超出支付能力
cancel-other = 其他原因

category-goods = 货物
category-works = 工程
category-services = 服务

event-org_registered = 单位提交登记
event-org_admitted = 单位准入
event-org_refused = 单位未通过审核
event-person_added = 添加人员
event-key_replaced = 更换密钥
event-opening_key_registered = 登记开标密钥
event-code_approved = 核准招标合约程序
event-tender_proposed = 项目提交审批
event-tender_created = 项目经审批后发布
event-bid_committed = 收到密封投标文件
event-bid_replaced = 密封投标文件被替换
event-bid_withdrawn = 投标撤回
event-shares_posted = 开标委员公布份额
event-bid_revealed = 投标文件开启
event-objected = 提出异议
event-finding_proposed = 拟定异议处理意见
event-finding_confirmed = 异议处理意见经确认
event-scored = 评标专家完成评分
event-ranking_made = 生成排名
event-award_proposed = 提出拟中标结果
event-award_confirmed = 拟中标结果经确认，公示期开始
event-cancellation_proposed = 提出终止招标
event-cancelled = 招标终止
