# Names of what the chain knows by number. A key is a kind and the name that other programs use too.
stage-bidding = Open for bids
stage-closed = Closed
stage-opening = Opening
stage-evaluation = Evaluation
stage-award_proposed = Award proposed
stage-standstill = Standstill
stage-awarded = Awarded
stage-unsuccessful = Unsuccessful
stage-cancelled = Cancelled

bid-status-sealed = Sealed
bid-status-replaced = Replaced
bid-status-withdrawn = Withdrawn
bid-status-opened = Opened
bid-status-rejected = Rejected
bid-status-silent = Not opened in time

fault-shares = Shares were sealed that do not belong to one seed
fault-header = The envelope’s header cannot be read
fault-context = The envelope was sealed for something else
fault-payload = The content cannot be decrypted
fault-padding = The padding is wrong
fault-reseal = Sealing it again gives another envelope
fault-commit = It is not what the vendor had committed to
fault-body = The content does not follow the format, or its price or currency is not allowed
fault-stanza = A committee member’s part does not open

cancel-no_need = The need no longer exists
cancel-no_funds = The funds are not available
cancel-faulty_terms = The notice or the terms were wrong
cancel-irregularity = The procedure was violated
cancel-prices_too_high = All prices are above what can be paid
cancel-other = Another reason

category-goods = Goods
category-works = Works
category-services = Services

event-org_registered = Organisation registered
event-org_admitted = Organisation admitted
event-org_refused = Organisation refused
event-person_added = Person added
event-key_replaced = Key replaced
event-opening_key_registered = Opening key registered
event-code_approved = Tender program approved
event-tender_proposed = Tender put up for approval
event-tender_created = Tender approved and published
event-bid_committed = Sealed bid received
event-bid_replaced = Sealed bid replaced
event-bid_withdrawn = Bid withdrawn
event-shares_posted = Committee member published shares
event-bid_revealed = Bid opened
event-objected = Objection raised
event-finding_proposed = Finding on an objection proposed
event-finding_confirmed = Finding on an objection confirmed
event-scored = Bid scored by an evaluator
event-ranking_made = Ranking computed
event-award_proposed = Award proposed
event-award_confirmed = Award confirmed; the standstill begins
event-cancellation_proposed = Cancellation proposed
event-cancelled = Tender cancelled
