# 文章页面。空行分段；以“- ”或“1. ”开头的行是列表。
sealing-title = 封标原理
sealing-lede = 密封的投标文件在开标前无法读取，提交后无法更改，开标时也不依赖投标人到场。下面说明其中的道理。
sealing-problem-heading = 要解决的问题
sealing-problem-body =
    谁在截止前知道了对手的报价，谁就能报出稍低的价格；谁能在事后调换标书，也能做到同样的事。纸质招标靠信封和见证人防范，而一般的电子系统只能要求大家相信管理员。
sealing-idea-heading = 基本思路
sealing-idea-body =
    可以把它想象成一个有多把锁的保险柜，钥匙分别由不同的人保管。只有足够多的人到齐才能打开，任何一个人都不能单独打开：招标人不能，平台运营方不能，某一位开标委员也不能。
sealing-sealed-heading = 投标人密封标书时
sealing-sealed-body =
    1. 投标人的浏览器生成一个秘密数，用它锁住标书。未加密的标书始终不离开浏览器。
    2. 浏览器把秘密数拆成若干份额，每位开标委员一份。达到规定数量的份额（例如三份中的两份）就能还原秘密，数量不足则得不到任何信息。
    3. 每份份额单独加密，只有对应的委员才能读取。
    4. 投标人签名，密封文件连同到达时间写入公开记录。
    5. 投标人得到回执，日后可以证明当时提交的正是这份标书。请妥善保管并保密回执文件：开标前，凭它可以打开标书。
sealing-deadline-heading = 投标截止
sealing-deadline-body =
    截止时间以公开记录的时间为准，不以投标人或经办人的时钟为准。在截止时刻或之后到达的标书一律拒收，不留下任何内容。截止之前，投标人可以替换或撤回标书。
sealing-opening-heading = 开标
sealing-opening-body =
    截止后，开标委员各自公布自己的份额。份额一旦足够，全部标书按同一规则公开开启。开标记录列出每份标书的报价，或者未被接受的原因。
    个别委员遗失密钥或缺席，只要其余委员人数足够，就不影响开标。
sealing-fault-heading = 出现不符时
sealing-fault-body =
    开标后，任何人都可以根据公布的内容重新密封一遍，并逐字节比对。如有不符，比对结果会显示责任在投标人、某位开标委员还是本平台。异议由两人共同裁定，并记录在案。
sealing-check-heading = 任何人都能核验的内容
sealing-check-body =
    - 写入记录以后，没有标书被添加、更改或遗漏。
    - 开启的每份标书就是当初密封的那一份。
    - 评分、排名和中标结果符合招标时公布的规则。
sealing-trust-heading = 仍然需要信任的方面
sealing-trust-body =
    - 私下串通的开标委员少于开标所需的人数。
    - 您自己的计算机是安全的，并且从本平台得到的密封程序就是公开发布的程序。如果不愿依赖这一点，可以使用独立的命令行程序密封。
    - 如果记录由单一运营方保管，又没有人比对回执，那么时间和完整性仍取决于该运营方。
    密封方法所用的各个组成部分都是国际标准，但组合方式是新的，仍有待外部评审。

verify-title = 核验项目
verify-lede = 您不必轻信本平台。下面说明核验能证明什么，以及需要哪些材料。
verify-what-heading = 核验哪些内容
verify-what-body =
    核验程序根据公开记录把整个招标过程重做一遍：检查每个签名和每个区块，重新开启投标文件，重新计算评分和排名，再与公布的结果比对。
verify-receipt-heading = 投标人：您的回执
verify-receipt-body =
    回执证明您的标书已写入记录，以及所在的区块和时间。回执中含有标书及其秘密，开标前请勿出示给任何人。开标后，它可以证明公开的记录就是您投标时看到的记录。
verify-bundle-heading = 核验包
verify-bundle-body =
    每个项目都可以导出核验包，即一个包含核验所需全部内容的文件，其中没有任何未公开的信息。
verify-checks-heading = 如何核验
verify-checks-body =
    1. 取得项目的核验包。
    2. 从您信任的来源取得 tenderseal 程序。程序开放源代码，不依赖本平台。
    3. 运行：tenderseal verify --bundle 文件
    4. 查看检查清单，每一项都会说明通过或未通过及其含义。
verify-anchor-heading = 是否为真实的历史
verify-anchor-body =
    核验包可能自身完好，讲述的却不是投标人当时看到的历史。因此请同时提供一份投标回执：tenderseal verify --bundle 文件 --anchor 回执。没有回执时，结果会注明“历史未锚定”。
verify-limits-heading = 核验不能证明的内容
verify-limits-body =
    核验不能证明评判是否明智，也不能证明投标人没有串通、评标专家没有受到干预。它能显示谁在什么时间作了什么决定，使这些问题可以追查。

about-title = 关于封标
about-lede = 封标（Tenderseal）是一个公共招标投标平台：标书在开标前保持密封，每个环节都可以核验。
about-what-heading = 功能
about-what-body =
    平台支持从招标公告到定标的全过程：发布、密封投标、开标、评标、排名、定标和中标公示。项目规则在发布时以一段程序的形式固定下来，程序的标识写在公告里。
about-who-heading = 由谁操作
about-who-body =
    每项操作都由当事人用自己生成的密钥签名。平台只负责传递，不能以任何人的名义操作。发布、定标和终止招标须由两名不同的人员共同完成。
about-rules-heading = 结果的依据
about-rules-body =
    评分和排名按公布的规则用整数计算，对所有投标人一视同仁。中标候选人即为排名第一的投标人，任何人不得跳过。
about-open-heading = 开放源代码与开放数据
about-open-body =
    程序按 Apache 2.0 许可证开放源代码。招标项目按开放合同数据标准（OCDS）发布，供各方使用。

accessibility-title = 无障碍声明
accessibility-lede = 每个人都应当能够阅读招标项目并参与其中。
accessibility-how-heading = 使用方式
accessibility-how-body =
    - 全部操作都可以只用键盘完成。
    - 文字可以放大到 400%，内容不会缺失。
    - 可以使用读屏软件阅读。
    - 配色随系统的浅色或深色设置变化。
    - 阅读和账户页面不需要 JavaScript。需要密封标书或签名的页面会说明不用浏览器的办法。
accessibility-standard-heading = 遵循的标准
accessibility-standard-body =
    页面按照《Web 内容无障碍指南》（WCAG）2.2 的 AA 级要求制作。
accessibility-tested-heading = 测试方法
accessibility-tested-body =
    页面经过自动检测，并只用键盘试用。自动检测只能发现一部分问题；目前尚未由独立机构评测。
accessibility-known-heading = 已知问题
accessibility-known-body =
    招标人和投标人上传的文件可能不符合无障碍要求。如有需要，发布文件的招标人应当应您的要求提供其他形式的文件。
accessibility-report-heading = 反映问题
accessibility-report-body =
    请告知本平台的运营方：您访问的页面、使用的软件以及遇到的问题。运营方的名称和地址见每份招标公告。

privacy-title = 隐私说明
privacy-lede = 本平台保存哪些个人信息、用于什么、保存多久。
privacy-short-heading = 概要
privacy-short-body =
    浏览不需要账户，也不设置 Cookie。本平台不跟踪用户，也不从其他网站加载内容。
privacy-held-heading = 保存的信息
privacy-held-body =
    - 账户信息：姓名、电子邮箱、语言、密码的哈希值、公钥，以及在哪些浏览器上登录。
    - 单位信息：登记时填写的内容和证明文件。
    - 发送给您的邮件清单，不含邮件正文。
    - 请求日志，不含网页地址，也不含您填写的内容。
    一个 Cookie 用于保持登录，除此之外没有其他用途。
privacy-why-heading = 用途
privacy-why-body =
    依法组织公共招标投标：确认谁在投标、谁作出决定，并使其日后可以审查。
privacy-public-heading = 对外公开的信息
privacy-public-body =
    准入单位的名称、国家和注册号；每项操作由谁签名；已开启标书的内容。写入公开记录的内容不能删除，这正是它值得核验的原因。
privacy-long-heading = 保存期限
privacy-long-body =
    登录会自动失效，最长不超过运营方规定的时间。重设密码的链接一小时内有效，运营方另有规定的除外。账户和单位信息按招标投标法律要求的期限保存。
privacy-rights-heading = 您的权利
privacy-rights-body =
    您可以在“我的账户”中查看和更正个人信息。其他请求和投诉，请联系招标公告中列明的运营方或个人信息保护主管部门。
