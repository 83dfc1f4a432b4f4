# 双信封：技术标转封给评标专家，由评标专家审阅。
technical-opening-title = 技术标开启
technical-opening-not-yet = 技术标开启时间：{ $time }。在此之前，请确认开标密钥已在本浏览器中。
opening-after-technical = 技术标评审结束后，只对通过者的商务标开标。
technical-opening-over = 目前不开启技术标。
technical-opening-undeclared = 尚有评标专家未作利益声明。阅标专家确定之前，技术标不向任何人开启。
technical-opening-lede = 浏览器开启每份技术标中属于您的部分，并重新密封给有权审阅该投标的评标专家。其内容不对外公开，商务标不在此时开启。
technical-opening-until = 技术标开启最迟于 { $time } 结束。
technical-opening-readers = 阅标专家
technical-opening-reader = 评标专家
technical-opening-declared = 利益声明及阅标密钥
technical-opening-waits = 尚未声明
technical-opening-sealed = 已转封给全部评标专家的投标
technical-opening-given = 已转封给评标专家
technical-opening-seal = 为评标专家开启您的部分
technical-opening-seal-text = 有 { $count } 份技术标等待您的份额。浏览器将取得这些文件，逐一核对确属本项目，开启其中属于您的部分，并转封给没有利害关系的评标专家。
technical-opening-part = 每次签名最多处理 { $most } 份投标。签名后页面会列出其余投标，请继续签名，直至全部完成。
technical-opening-button = 开启并转封给评标专家
technical-opening-done = 您的份额已转封给全部阅标专家。评标委员会更换成员时，本页会再次提示。
technical-opening-again = 重新密封
technical-opening-again-text = 评标专家反映您的份额无法开启时，请将全部份额重新密封。
technical-opening-again-confirm = 将每份投标重新密封
technical-opening-digest = 密封内容的 SHA-256
technical-result-good = 已开启并转封给评标专家
technical-result-stanza = 您的部分无法用您的密钥开启
technical-result-share_hash = 您的部分所含份额与密封文件标明的不符
technical-result-shape = 拒绝：密封文件格式有误
technical-result-context = 拒绝：密封文件的绑定信息无法读取
technical-result-other_envelope = 拒绝：与记录中的哈希值不符
technical-result-context_genesis = 拒绝：为其他系统密封
technical-result-context_tender = 拒绝：为其他招标项目密封
technical-result-context_lot = 拒绝：为其他标段密封
technical-result-context_kind = 拒绝：不是技术标
technical-result-context_vendor = 拒绝：为其他投标人密封
technical-result-context_attempt = 拒绝：密封次序不符
technical-result-context_terms = 拒绝：所依据的招标条件不符
technical-result-context_committee = 拒绝：为其他开标委员会密封
technical-result-other = 拒绝：密封文件无法开启
technical-error-no_opening_key = 本浏览器中没有本项目的开标密钥，请在“开标密钥”页面用备份文件恢复。
technical-error-no_envelopes = 未能取得密封文件，请重新载入页面后再试。
technical-error-other_tender = 门户返回了其他项目的密封文件，未开启任何内容，请通知运营方。
technical-error-nothing_opened = 没有密封文件可以开启，原因见上表。
technical-error-not_kept = 门户未接收密封内容。可能有评标专家刚刚作出声明，请重新载入页面后再试。
technical-error-no_receipt = 请选择投标回执文件。
technical-error-bad_receipt = 该文件不是双信封投标的回执文件。
technical-error-receipt_differs = 回执文件已被改动，其内容与投标不符。
technical-error-other_envelope = 该回执属于另一份投标。
open-offer-title = 自行开启技术标
open-offer-members = 开启您的技术标需要 { $k } 名开标委员，目前已有 { $members } 名委员完成。
open-offer-given = 您已将技术标转封给评标专家。
open-offer-closed = 目前不能开启技术标。
open-offer-opened = 开标委员会已开启您的技术标，您无需操作。
open-offer-text = 开标委员会未能开启时，您可以用投标回执文件自行开启技术标。技术标只密封给有权审阅的评标专家；回执文件和投标报价不会离开您的浏览器。
open-offer-until = 请在 { $time } 之前完成，逾期无人开启的技术标不予评审。
open-offer-file-hint = 文件只在本浏览器中读取，不会上传。
open-offer-button = 转封给评标专家
reading-title = 审阅技术标
reading-lede = 浏览器开启密封给您的技术标，逐一与记录核对，并将各投标人的应答并列显示。
reading-secret = 只有您和其他评标专家能够阅读，门户并不保存其内容。请勿外传，离开时请关闭本页。
reading-undeclared = 请先作利益声明。声明时浏览器会生成阅标密钥，技术标将密封给该密钥。
reading-early = 份额达到规定数量的技术标随即在此开启。全部技术标均可开启后，或自 { $time } 起，可签署阅标结论。
reading-none = 没有需要您审阅的技术标。
reading-over = 目前不能审阅技术标。当前阶段：{ $stage }。
reading-wait = 正在开启技术标……
reading-progress = 第 %at% 份，共 %all% 份
reading-read = 已读取 %all% 份。
reading-without-script = 技术标在浏览器中开启，需要启用 JavaScript。
reading-closed = 尚未开启。
reading-envelopes = 技术标
reading-given = 已密封给您
reading-members = { $count } 名委员
reading-seed = 投标人
reading-not-yet = 份额不足
reading-own = 您的结论
reading-found = 评标委员会结论
reading-result-valid = 有效
reading-result-unopened = 未开启：份额不足
reading-result-differs = 与评标委员会结论不一致
reading-result-other_envelope = 拒绝：与记录中的哈希值不符
reading-result-other = 无法在本浏览器中开启
reading-result-fault-shares = 不合格：各份额不能相互吻合
reading-result-fault-header = 不合格：文件头格式有误
reading-result-fault-context = 不合格：并非为本投标密封
reading-result-fault-payload = 不合格：内容无法解密
reading-result-fault-padding = 不合格：长度或填充有误
reading-result-fault-reseal = 不合格：重新密封结果不一致
reading-result-fault-commit = 不合格：与提交时的承诺值不符
reading-result-fault-body = 不合格：内容不是投标应答
reading-result-fault-stanza = 不合格：委员的部分无法开启
reading-error-no_reading_key = 本浏览器中没有您在本项目的阅标密钥，请在下方用备份文件恢复。
reading-error-no_envelopes = 未能取得密封文件，请重新载入页面后再试。
reading-error-other_tender = 门户返回了其他项目的密封文件，未开启任何内容，请通知运营方。
reading-error-no_storage = 本浏览器不允许保存密钥。
reading-error-nothing_read = 目前没有可以签署的结论。
reading-error-failed = 未能开启密封文件，请重新载入页面后再试。
reading-sign-title = 签署阅标结论
reading-sign-text = 一次签名即写明对每份技术标的结论；有效的，同时写明所读内容的哈希值。有权审阅该投标的评标专家过半数一致的，即为评标委员会结论。
reading-sign-button = 核对结论
reading-done = 您审阅的技术标均已有评标委员会结论。
reading-score = 技术标评分
reading-restore-title = 恢复阅标密钥
reading-restore-text = 更换电脑或本浏览器中密钥丢失时，请用声明时保存的备份文件恢复。
reading-key = 专家阅标密钥
reading-key-title = 生成阅标密钥
reading-key-text = 技术标密封给该密钥，其他密钥均无法开启。请先保存备份，再签署声明；声明中写明该密钥。
reading-key-make = 生成阅标密钥
reading-key-next = 本项目的技术标将密封给您的密钥。浏览器将在下一步生成密钥。
reading-key-fixed = 技术标可能已密封给该密钥，不能更换。
reading-key-another = 重新生成阅标密钥
reading-key-another-hint = 仅在原密钥丢失时使用，技术标开启之前有效。
desk-wait-open-technical = 为评标专家开启技术标
desk-wait-read = 审阅技术标
desk-wait-open-offer = 自行开启技术标：开标委员会未能开启
mail-read-subject = 封标：技术标可以审阅
mail-read-text =
    { $name }，您好：

    以下项目的技术标已密封给您，可以审阅：{ $tender }
    { $link }

    请用阅标密钥开启审阅，并签署阅标结论。
mail-seal-subject = 封标：技术标等待您开启
mail-seal-text =
    { $name }，您好：

    以下项目的评标专家均已作出声明：{ $tender }
    { $link }

    请开启每份技术标中属于您的部分，并转封给评标专家。
