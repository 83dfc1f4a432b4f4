# Letters to those who bid on how a tender turns out
mail-award-subject = Tenderseal: an award is confirmed
mail-award-text =
    Good day { $name },

    an award is confirmed in this tender: { $tender }
    { $link }

    The contract is to be awarded to { $winner } at { $price }.
    { $own ->
        [yes] This is the bid of your organisation. It can be invited to sign the contract once the award is final.
       *[no] This is not the bid of your organisation.
    }

    The award is not final yet: the standstill lasts until { $until }. Until then every vendor that bid can complain to the reviewer of the procurement authority: { $complain }
mail-first-subject = Tenderseal: the bid in first place was rejected
mail-first-text =
    Good day { $name },

    in this tender the bid in first place was rejected: { $tender }
    { $link }

    The rejected bid is that of { $vendor }. Ground: { $ground }.
    { $effect }

    If the award to it was proposed or confirmed, it is taken back.
mail-rejected-subject = Tenderseal: the bid of your organisation was rejected
mail-rejected-text =
    Good day { $name },

    the bid of your organisation was rejected in this tender: { $tender }
    { $link }

    Ground: { $ground }. The statement of reasons is on the page.
    { $effect }

    You can complain to the reviewer of the procurement authority as long as the tender is not decided: { $complain }
mail-again-subject = Tenderseal: the bids are evaluated again
mail-again-text =
    Good day { $name },

    the reviewer decided on a complaint that the bids in this tender are evaluated again: { $tender }
    { $link }

    An award that was proposed or confirmed is taken back. The decision and its reasons are on the page.
mail-cancelled-subject = Tenderseal: a tender was cancelled
mail-cancelled-text =
    Good day { $name },

    this tender was cancelled: { $tender }
    { $link }

    There will be no award. What is still sealed stays sealed. The reason is on the page.
mail-technical-subject = Tenderseal: the technical offers are evaluated
mail-technical-text =
    Good day { $name },

    the technical offers are evaluated in this tender: { $tender }
    { $link }

    { $passed ->
        [yes] The technical offer of your organisation passed. Its price is opened from { $opening } on, for everybody to see.
       *[no] The technical offer of your organisation did not pass. Its price is never opened.
    }

    Findings, points and reasons are on the page. You can complain to the reviewer of the procurement authority: { $complain }
