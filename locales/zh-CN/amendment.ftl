# 投标期间修改招标文件，以及待重新确认的投标
amendment-title = 修改招标文件
amendment-tag = 修改
amendment-open = 提出修改招标文件
amendment-lede = 修改经确认后，新版本招标文件对所有人生效。
amendment-what-may = 可修改项目名称、项目说明、采购内容、附件、评标标准、权重、最低分和价格评分规则，并可推迟投标截止时间。
amendment-what-stays = 招标人、开标委员会、评标委员会、采购方式、受邀供应商和币种不得修改；是否由评标委员会评分亦不得改变。
amendment-what-bids = 已提交的投标不再计入，须由投标人按新版本重新密封确认。任何人都无法看到是哪些投标人。
amendment-what-deadline = 修改生效后距投标截止时间不少于{ $length }；不足的，截止时间相应顺延。
amendment-what-second = 须由另一名审批人在现截止时间之前确认后生效。
amendment-begin = 从现行招标文件开始修改
amendment-drafts = 已有草稿
amendment-go-on = 继续编辑 { $time } 保存的草稿
amendment-closed = 投标已截止，不能再修改招标文件。
amendment-no-notice = 本平台没有现行公告的文本，无法在此修改。
amendment-replaces-proposal = 另有一项修改正等待审批。新的提议将取代该提议。
amendment-draft-lede = 本草稿由现行招标文件复制而来。请修改需要变更的内容；签名之前不会提出任何事项。
amendment-outdated = 本草稿建立之后，另一版本已经生效。以下对照以现行版本为准，请仔细核对，或删除草稿后重新开始。
amendment-unchanged = 与现行招标文件尚无差异。如仅需推迟截止时间，请提出延长，已提交的投标继续有效。
amendment-compare = 对照并签名
amendment-fixed = 发布后不得修改
amendment-schedule-text = 仅可推迟投标截止时间，由此起算的各项期限随之顺延。
amendment-deadline = 推迟后的投标截止时间（可不填）
amendment-deadline-hint = 按平台所在时区填写。留空则在满足最短期限的前提下维持现截止时间
error-amendment-deadline = 截止时间必须晚于现截止时间；如不推迟请留空
amendment-check-title = 与现行招标文件对照
amendment-versions = 现行为第 { $old } 版，修改后为第 { $new } 版。
amendment-version = { $version ->
    [1] 现行招标文件为发布时的第 1 版。
   *[other] 现行招标文件为第 { $version } 版。
}
amendment-new-deadline = 修改后的投标截止时间
amendment-least = 以现在确认计算。自确认之时起至截止不少于{ $length }。
amendment-bids = 已收到 { $count } 份投标。修改生效后，这些投标在投标人重新密封确认之前不计入。
amendment-sign-text = 由另一名审批人阅读同一份对照后确认。
amendment-sign = 核对并签署提议
amendment-confirm-text = 确认后新版本立即生效，截止时间不能再提前。
amendment-confirm = 核对并确认修改
amendment-lifecycle = 全生命周期成本折现率
amendment-criterion = 评标标准：{ $title }
amendment-opening-stale = 另有 { $count } 份投标在招标文件修改后未重新确认，不计入有效投标，保持密封。
comparison-old = 原内容
comparison-new = 新内容
amended-heading = 招标文件已修改
amended-since = 第 { $version } 版自 { $time } 起生效。
amended-what = 查看修改内容
amended-bids = 按此前版本密封的投标不计入有效投标。已投标的供应商须按现行招标文件重新密封确认，或撤回投标。
versions-heading = 招标文件版本
versions-text = 现行为第 { $version } 版，即本页所示。历次修改内容如下：
versions-number = 第 { $version } 版
versions-published = { $time } 发布。
desk-wait-amendment = 确认修改招标文件
desk-wait-confirm-bid = 招标文件已修改，请重新确认投标
stale-bid = 您的投标是按修改前的招标文件密封的，目前不计入有效投标。
stale-bid-next = 请按现行招标文件重新密封确认，或撤回投标。
stale-bid-confirm = 请按现行招标文件重新密封以确认投标，报价和内容均可调整。浏览器无法开启原密封文件，须重新填写。也可撤回投标。
stale-bid-changes = 查看招标文件修改内容
bid-confirm = 重新确认投标
bid-title-confirm = 重新确认投标
bid-confirms = 确认
bid-confirms-bid = { $time } 提交的第 { $number } 份投标（按修改前的招标文件密封）。原投标保持密封，由新投标取代。
mail-amended-subject = 封标：招标文件已修改，投标须重新确认
mail-amended-text =
    { $name }，您好：

    以下项目的招标文件已经修改：{ $tender }
    { $link }

    贵单位的投标是按修改前的招标文件密封的，目前不计入有效投标。请在投标截止时间之前登录“我的投标”，按现行招标文件重新密封确认，或撤回投标。
