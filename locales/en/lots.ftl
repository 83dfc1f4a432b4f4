# Lots of a procurement that is divided.
lot = Lot
lot-of = Lot { $number } of { $of }
lot-titled = { $title } (lot { $number } of { $of })
lots-title = A procurement in { $count } lots
lots-caption = Lots of this procurement
lots-column-title = Tender
lots-column-stage = Stage
lots-column-items = Lines
lots-column-state = How far it is
lots-unpublished = Not published yet
lots-each = Each lot is a tender of its own: bid for, opened, evaluated and awarded by itself.
lots-all = All lots of this procurement
lots-id = Procurement
lots-ocds = The procurement and its lots (JSON)
lots-waiting = { $count ->
    [one] One lot is not published yet.
   *[other] { $count } lots are not published yet.
}
lots-bid-each = Every lot is bid for by itself. What you hand in here counts for this lot only.
lots-bid-others = Other lots that take bids now:
lots-look = Look at it
lots-public = The published lots
lots-all-published = Every lot is published.
lots-still-waiting = { $count ->
    [one] One lot still waits for its officer or its approver.
   *[other] { $count } lots still wait for their officer or their approver.
}
lot-state-open = Draft
lot-state-ready = Ready to sign
lot-state-proposed = Waits for approval
lot-state-gone = No draft
draft-lots-title = Lots
draft-lots-text = Each lot has a draft of its own: title, items, documents and schedule may differ. Each is signed, approved and published by itself.
draft-lots-items = Which lot each line belongs to
draft-lots-items-text = Type the number of the lot. A number that no lot has leaves the line where it is.
draft-lots-items-button = Move the lines
draft-lots-number = More or fewer lots
draft-lots-number-text = A new lot gets everything of this draft but its lines and its budget. When this lot is removed, its lines go to the first lot that is left, and the others are numbered anew.
draft-lots-add = Add a lot
draft-lots-remove = Remove this lot
draft-lots-settled = A lot is proposed or published, so the number of lots is settled. A lot that ends without an award is tendered again as a new procurement.
draft-lots-none = Everything in this draft is one tender.
draft-lots-divide = Divide into lots
draft-lots-open = Lots and their items
draft-lot-shared = Number that the lots share
draft-divide-text = A procurement can be divided into lots, each bid for and awarded by itself.
draft-divide-copied = All that is filled in here but the budget is copied into a draft for each lot. Fill in each lot’s own budget there.
draft-divide-items = The lines of what is bought stay in the first lot until you distribute them.
draft-divide-signed = Each lot is signed by an officer and approved by another person on its own.
draft-divide-again = Once a lot is proposed, the number of lots stays.
draft-divide-count = How many lots
draft-divide-button = Divide
lots-count-hint = { $least } to { $most }
error-lots-count = A procurement is divided into 2 to 50 lots
error-lots-divided = The draft is divided already, or is no lot any more; look at it again
error-lots-proposed = A lot is proposed or published, so lots can no longer be added, removed or filled otherwise
error-lots-items = A lot would have more than 32 lines; put some into another lot
error-draft-lot = The lot cannot be read
