# 致投标人：项目结果的通知邮件
mail-award-subject = 封标：中标公示
mail-award-text =
    { $name }，您好：

    以下项目已确定拟中标人并予公示：{ $tender }
    { $link }

    拟中标人：{ $winner }，拟中标价：{ $price }。
    { $own ->
        [yes] 贵单位为拟中标人，中标结果生效后，招标人方可提出签订合同。
       *[no] 贵单位未中标。
    }

    中标结果尚未生效，公示期至 { $until } 止。在此之前，各投标人均可向监督管理部门的投诉处理人投诉：{ $complain }
mail-first-subject = 封标：排名第一的投标被否决
mail-first-text =
    { $name }，您好：

    以下项目排名第一的投标已被否决：{ $tender }
    { $link }

    被否决的投标人：{ $vendor }。理由：{ $ground }。
    { $effect }

    已提出或已确认的定标随之撤销。
mail-rejected-subject = 封标：贵单位的投标被否决
mail-rejected-text =
    { $name }，您好：

    贵单位在以下项目中的投标已被否决：{ $tender }
    { $link }

    理由：{ $ground }。详细说明见项目页面。
    { $effect }

    项目定标生效前，可向监督管理部门的投诉处理人投诉：{ $complain }
mail-again-subject = 封标：项目重新评审
mail-again-text =
    { $name }，您好：

    投诉处理人就投诉作出决定，以下项目重新评审：{ $tender }
    { $link }

    已提出或已确认的定标随之撤销。决定及理由见项目页面。
mail-cancelled-subject = 封标：项目已终止
mail-cancelled-text =
    { $name }，您好：

    以下项目已经终止：{ $tender }
    { $link }

    本项目不再定标，尚未开启的投标文件保持密封。终止原因见项目页面。
mail-technical-subject = 封标：技术标评审结果
mail-technical-text =
    { $name }，您好：

    以下项目的技术标已评审完毕：{ $tender }
    { $link }

    { $passed ->
        [yes] 贵单位的技术标通过评审，商务标自 { $opening } 起公开开启。
       *[no] 贵单位的技术标未通过评审，商务标始终不予开启。
    }

    评审结论、得分及理由见项目页面。如有异议，可向监督管理部门的投诉处理人投诉：{ $complain }
