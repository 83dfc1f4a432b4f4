# 双信封招标：含义说明、项目页面的技术标、投标页面、回执
two-envelopes-technical = 技术标：投标截止后仅向评标委员会的专家开启。每位专家阅标并签署结论，过半数意见决定是否有效，然后由评标委员会评分。技术标内容不公开，得分及理由公开。
two-envelopes-prices = 商务标：全部技术标评审完毕前保持密封。之后公开开启技术标通过者的商务标；未通过的，商务标始终不予开启。
two-envelopes-periods = 开标各期限计算两次：技术标自投标截止起算，商务标自技术标评审结果产生起算，商务标开标时间随技术标评审结果确定。

two-heading = 技术标
two-caption = 计入的投标的技术标
two-not-public = 技术标仅供评标专家审阅，公开记录中只有每位专家阅标结论的哈希值。
two-state-opening = 正在向评标专家开启技术标：{ $count } 份中已有 { $openable } 份可以开启；至 { $until } 仍无人开启的，可以认定为未能开启。
two-state-reading = 评标专家正在阅标、评分。评审完毕前，商务标保持密封。
two-state-result = { $passed ->
    [0] 没有技术标通过评审。记录时间 { $time }，区块 { $block }。
   *[other] { $passed } 份投标通过技术标评审，仅开启其商务标。记录时间 { $time }，区块 { $block }。
}
two-prices-held = 尚有投诉待处理，处理完毕之前不开启商务标。期限自 { $time } 起停止计算，处理完毕后距商务标开标约余 { $left }。
two-given = 向评标专家开启者
two-given-members = 开标委员 { $count } 名（须 { $k } 名）
two-given-seed = 投标人
two-finding = 评标委员会结论
two-finding-valid = 有效
two-finding-unopened = 逾期未能开启
two-finding-waits = { $readers } 名专家中已有 { $count } 名签署结论
two-total = 技术标得分
two-result = 技术标评审结果
two-result-passed = 通过
two-result-failed = 未通过，商务标不予开启
two-below = 未达到“{ $criterion }”的最低分
two-waits-prices = 技术标评审结果已产生。通过者的商务标开启且异议期结束后计算排名。
two-e = 技术标密封文件哈希值（E）
two-c = 技术标承诺值（C）

bid-two-lede = 您在此填写技术标和投标报价，由浏览器分别密封为两个信封，提交的只有密封后的文件。开启之前任何人都无法读取，包括本平台的运营方。
bid-two-warning = 您的答复仅供评标专家审阅。技术标通过的，报价将公开；未通过的，报价始终不予开启。
bid-two-price-heading = 商务标信封
bid-two-price-text = 全部技术标评审完毕前保持密封；只有您的技术标通过评审，才会公开开启。
bid-two-technical-heading = 技术标信封
bid-two-technical-text = 投标截止后仅向与您无利害关系的评标专家开启。答复内容不公开，评标委员会的得分及理由公开。请勿在此填写报价或可以推知报价的内容。
bid-two-check = 投标有效期同时写入两个信封。
bid-two-save-warning = 文件中含有您的技术标、报价以及两个信封的秘密数。请妥善保密，并另存一份副本。技术标未通过的，您的报价始终不公开。
bid-two-field-e = 技术标密封文件哈希值（E）
bid-two-field-c = 技术标承诺值（C）
bid-two-call = 提交由您自己的程序密封并签名的调用
bid-two-next-technical = 截止之后，开标委员会向评标专家开启技术标。开启的委员人数不足时，您可以凭回执文件自行向评标专家开启。
bid-two-next-prices = 技术标评审结果产生后，开启通过者的商务标。在此之前请对回执文件保密；未通过的，商务标始终保持密封。
bid-error-envelopes_too_long = 两个信封合计过长，请缩短答复

sealing-two-heading = 双信封
sealing-two-body =
    有的招标项目要求先评技术、后看价格。此时投标人的浏览器把技术响应和报价分别密封为两个信封，各用一个秘密数。

    投标截止后，每名开标委员解密技术标中属于自己的份额，再逐一用各评标专家的阅标密钥重新密封。只有评标专家能够开启技术标，其浏览器会将每个份额与公开记录核对。每位专家签署阅标结论，以过半数意见为准。技术标内容不予公开。

    全部技术标评审完毕后，公开记录载明哪些投标通过及其得分；随后与其他项目一样公开开启通过者的商务标。未通过的，商务标始终保持密封。
