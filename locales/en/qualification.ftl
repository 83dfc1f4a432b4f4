# Prequalification: applications, decisions, and who may bid.
apply-title = Apply to bid
apply-link = Apply
apply-check-title = Check your application
apply-check-text = This is what you sign and what the buyer reads.
apply-text = Application
apply-sign = Review and sign the application
apply-own = Your application
apply-reason = Reason
apply-lede = Only vendors that the buyer qualified can bid. Apply before { $time }.
apply-read-by = The buyer’s people read it now. When bids are opened, it becomes public with your name and the decision.
apply-decided-by = Two persons of the buyer’s decide, and give a reason. Who is qualified can bid until the deadline.
apply-again = You can apply again before the time is over, as long as you are not qualified: the new application takes the place of the old one.
apply-hint = Say how you meet what the notice asks of bidders: experience, staff, certificates. Name no trade secrets. Send proofs the way the notice says.
apply-check = Check
apply-not-asked = This tender asks for no prequalification: every admitted vendor can bid.
apply-closed = Applications are not taken now: their time is over, or the tender waits.
apply-no-vendor = To apply is for people of an admitted vendor.
apply-qualified = Your organisation is qualified and can bid.
error-application-empty = Write the application
error-application-long = The application must be 4,000 characters or fewer
error-application-unfit = The application holds characters that cannot be shown. Write it without them
applications-heading = Applications
applications-until = Applications are taken until { $time }.
applications-over = The time for applications ended at { $time }.
applications-none = Nobody has applied.
applications-decide-text = Decide before the deadline for bids. Who is qualified stays so; a refusal can be decided anew, for instance after a complaint.
applications-counts = { $applied ->
    [0] Nobody has applied.
    [one] One vendor has applied,
   *[other] { $applied } vendors have applied,
} { $applied ->
    [0] { "" }
   *[other] { $qualified ->
        [0] none is qualified.
        [one] one is qualified.
       *[other] { $qualified } are qualified.
    }
}
applications-no-names = Who applied is public when bids are opened.
application-open = Not decided
application-qualified = Qualified
application-refused = Not qualified
application-decision = Decision
application-qualify = The vendor may bid
application-refuse = The vendor may not bid
application-confirm = Review and confirm the decision
application-decide-open = Decide on the application of { $vendor }
application-propose = Review and propose the decision
application-reason-hint = The vendor reads it at once; it is public when bids are opened. Up to 4,000 characters.
tender-bids-prequalified = Only qualified vendors can bid.
tender-schedule-applications = End of the time for applications
bid-not-qualified = In this tender of { $buyer } only qualified vendors bid, and { $vendor } is not qualified, or not yet. It cannot bid here. Nothing was recorded.
period-prequalification = No more applications
period-prequalification-hint = Before the deadline: in this time vendors can apply no more, and those who are qualified prepare their bids.
desk-wait-qualification = Confirm a decision on an application
desk-wait-application = Decide on applications
act-apply = Apply to bid
act-propose_qualification = Propose a decision on an application
act-confirm_qualification = Confirm a decision on an application
event-applied = A vendor applied to bid
event-qualification_proposed = Decision on an application proposed
event-vendor_qualified = A vendor was qualified
event-vendor_not_qualified = A vendor was not qualified
