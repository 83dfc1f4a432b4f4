# 各角色使用指南
guides-title = 使用指南
guides-lede = 各角色在招标项目中的职责和操作步骤。
guide-task-heading = 职责
guide-steps-heading = 操作步骤
guide-care-heading = 注意事项

guide-registrar-title = 登记员指南
guide-registrar-lede = 审核哪些单位可以参与。
guide-registrar-task-body = 您负责核实单位的真实身份，决定准入或不予准入。登记员不参与任何招标项目。
guide-registrar-steps-body =
    1. 打开待审核单位列表，等待时间最长的排在最前。
    2. 将单位全称、国家和注册号与公开登记信息及证明文件核对。
    3. 准予准入；不予准入的，写明对方能够据以改正的理由。
guide-registrar-care-body = 没有理由的决定无法申辩，因此系统不接受不写理由的拒绝。联系方式和证明文件仅供审核使用。

guide-org-admin-title = 单位管理员指南
guide-org-admin-lede = 管理本单位的人员和密钥。
guide-org-admin-task-body = 您决定由谁代表本单位操作，并为遗失密钥的人员更换密钥。
guide-org-admin-steps-body =
    1. 登记单位，等待准入。
    2. 添加人员，只授予其工作所需的角色。
    3. 人员离职或密钥遗失时，立即停用相应的密钥。
guide-org-admin-care-body = 经办人和审批人必须是不同的人。建议至少设置两名管理员，以免一把密钥遗失就无法工作。

guide-officer-title = 采购经办人指南
guide-officer-lede = 起草招标项目，直至定标。
guide-officer-task-body = 您负责编写招标公告、跟进开标和评标、提出定标建议。您起草的内容由另一人审批。
guide-officer-steps-body =
    1. 起草项目：采购内容、时间安排、招标文件、评审标准和权重、开标委员。
    2. 预览后送审。
    3. 投标期间答复澄清问题；需要时提出延长投标截止时间，由审批人确认。
    4. 开标后跟进评标，与审批人共同裁定异议。
    5. 提出定标建议。
guide-officer-care-body = 发布后招标条件不再变动，投标截止时间只能推后。如发现有误，请说明理由终止招标，重新发布。

guide-approver-title = 审批人指南
guide-approver-lede = 签署第二个签名。
guide-approver-task-body = 重要事项不能由一人决定：发布、延长投标截止时间、终止招标、裁定异议和定标都需要您的签名。
guide-approver-steps-body =
    1. 打开待审批事项。
    2. 通读全部内容；您签署的就是您看到的内容。
    3. 批准，或写明理由退回。
guide-approver-care-body = 您不能审批自己起草的内容。送审后如有任何改动，您的签名即与之不符。

guide-committee-title = 开标委员指南
guide-committee-lede = 保管开标密钥，与其他委员共同开标。
guide-committee-task-body = 您保管其中一把开标密钥。单独一把打不开任何标书，合在一起则能打开全部标书，请务必妥善保管。
guide-committee-steps-body =
    1. 在浏览器中生成开标密钥，用单独的密码保存备份文件。
    2. 在每个项目的公告中核对列出的是您本人的密钥。
    3. 截止后公布份额，一次操作即可处理全部标书。
    4. 在开标记录中确认每份标书都已开启。
    5. 列有该密钥的项目尚未开标的，密钥须继续保管。
guide-committee-care-body = 备份文件和密码请分开存放。不要把密钥交给任何人，包括其他委员。一旦遗失请立即说明：只要其余委员人数足够，开标不受影响。

guide-evaluator-title = 评标专家指南
guide-evaluator-lede = 评分并说明理由。
guide-evaluator-task-body = 您根据公布的评审标准评判各份标书的答复。价格分由系统计算，不需要您评定。
guide-evaluator-steps-body =
    1. 阅读答复，在规定的分值范围内逐项评分。
    2. 为每个评分写明理由。
    3. 签名。排名计算之前可以重新签署评分，以最后一次为准。
    4. 与投标人相识或有其他利害关系的，请在评分前告知招标人。
guide-evaluator-care-body = 请独立评分。评分理由随评分一并公开。

guide-vendor-title = 投标人指南
guide-vendor-lede = 查找项目、密封标书、跟进至定标。
guide-vendor-task-body = 您代表本单位投标。开标前标书内容保密，开标后报价和答复对外公开。
guide-vendor-steps-body =
    1. 登记单位，等待准入。
    2. 在浏览器中生成签名密钥，并保存备份文件。
    3. 查找项目，阅读招标公告和招标文件；不明之处可以匿名提问。
    4. 填写投标内容，核对无误后尽早密封提交。
    5. 保存回执文件，开标前注意保密。
    6. 跟进开标、评分和定标结果；开标期间可以对投标提出异议。
guide-vendor-care-body = 截止时间精确到秒。截止前可以替换或撤回标书，请尽早投标。

guide-reviewer-title = 投诉处理人指南
guide-reviewer-lede = 独立处理投诉。
guide-reviewer-task-body = 您对供应商的投诉作出决定并说明理由，必要时暂停招标活动。您不受招标人的领导。
guide-reviewer-steps-body =
    1. 从工作台打开投诉，阅读其涉及的公开记录。
    2. 不宜继续进行的，先暂停招标活动，期限停止计算。
    3. 使用核验包核验项目。
    4. 说明理由并作出决定：驳回、投诉成立、重新评标或者终止招标。
    5. 暂停的项目，处理后予以恢复。
guide-reviewer-care-body = 项目记录完整且可以核验，请从记录入手。

guide-auditor-title = 审计员指南
guide-auditor-lede = 依据公开记录审查招标项目。
guide-auditor-task-body = 项目规则所依据的全部内容在开标后公开，审查无需特殊权限。
guide-auditor-steps-body =
    1. 使用核验包核验项目。
    2. 将投标人的回执与公开记录比对。
    3. 查阅评分、否决投标和异议处理的理由。
guide-auditor-care-body = 审计员不更改任何内容。核验时请使用不是从本平台取得的程序。

# 术语表
glossary-title = 术语表
glossary-lede = 本平台使用的招标投标用语，每个词只有一种含义。
