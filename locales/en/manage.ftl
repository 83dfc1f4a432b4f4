# Running tenders: objections, award, cancellation.
running-title = Running tenders
running-none = No tender is running.
running-caption = Tenders of your organisation
running-stage = Stage
manage-title = Manage a tender
manage-bids = { $count ->
    [one] One bid counts.
   *[other] { $count } bids count.
}
manage-turns = The next step comes by itself at { $time }.
manage-public = Public page of the tender
manage-objections = Objections
manage-objections-none = No objection was raised.
manage-judged-sound = The portal sealed this bid again and found the same bytes: no fault.
manage-judged-fault = The portal sealed this bid again and found a fault: { $fault }. The finding is yours.
manage-objection = Objection { $number }: bid { $bid }, { $vendor }
manage-proposed = Waits for confirmation
manage-confirmed = Confirmed
manage-other-person = You proposed this. Another person with the role of approver must confirm it.
manage-reason = Reason
finding-what = Finding
finding-upheld = Upheld: the bid is rejected
finding-dismissed = Dismissed: the bid stays
finding-reason = Reason
finding-propose = Review and propose the finding
finding-confirm = Review and confirm the finding
manage-award = Award
award-first = First in the ranking:
award-to = Vendor
award-price = Price
award-points = Points
award-propose = Review and propose the award
award-confirm = Review and confirm the award
award-confirm-text = Your confirmation starts the standstill. The award is final when it has passed.
award-not-yet = The award can be proposed when the ranking is there.
manage-cancel = Cancellation
manage-cancel-text = A tender can be cancelled until it is awarded, with a reason that becomes public and a second person’s signature.
manage-cancel-none = Nobody has proposed to cancel this tender.
cancel-propose-open = Propose to cancel this tender
cancel-reason = Reason
cancel-statement = Statement
cancel-propose = Review and propose to cancel
cancel-confirm = Review and confirm the cancellation
cancel-confirm-text = Confirming ends the tender for good. Bids that are still sealed stay sealed.
manage-over = The tender has ended. Nothing more can be done here.
