# A tender as everybody reads it, and the list of tenders.
nav-tenders = Tenders
tenders-title = Tenders
tenders-search = Search tenders
tenders-text = Search
tenders-text-hint = Title, buyer, reference, number, or a lot: “lot 2”
tenders-status = Status
tenders-status-any = Any
tenders-status-open = Open for bids
tenders-status-running = Being decided
tenders-status-awarded = Awarded
tenders-status-ended = Ended without award
tenders-button = Search
tenders-count = { $count ->
    [0] No tender found
    [one] 1 tender found
   *[other] { $count } tenders found
}
tenders-none = No tender fits. Try fewer words, or another status.
tenders-page = Page { $here } of { $pages }

tender-untitled = Tender { $number }
tender-number = Number
tender-number-is = Tender no. { $number }
tender-winner = Awarded to
tender-award-price = Price
tender-sealed-bids = Sealed bids
tender-bids = Bids
tender-aside = Bids and schedule
tender-criterion = Criterion { $id }
tender-block-number = Block { $block }
tender-happened-at = Recorded { $time }, block { $block }.

tender-cancelled-heading = This tender was cancelled
tender-unsuccessful-heading = This tender was unsuccessful
tender-unsuccessful-few = { $count ->
    [0] Nobody bid by the deadline; at least { $least } were asked for.
    [one] Only one bid was there at the deadline; at least { $least } were asked for.
   *[other] Only { $count } bids were there at the deadline; at least { $least } were asked for.
}
tender-unsuccessful-none = No bid was left that could win: all were rejected, below a minimum, or not opened in time.
tender-award-proposed-heading = Award proposed
tender-award-standstill-heading = Award confirmed, standstill
tender-award-final-heading = Awarded
tender-award-waits = A second person of the buyer has to confirm it. The standstill begins then.
tender-award-standstill-until = The standstill ends on { $time }. Until then the award is not final.
tender-award-final-since = The standstill ended on { $time }. The award is final.
tender-award-proposed-at = Proposed { $time }, block { $block }.
tender-award-confirmed-at = Confirmed { $time }, block { $block }.

tender-notice-heading = Notice
tender-notice-items = What is bought
tender-notice-item = Item
tender-notice-quantity = Quantity
tender-notice-unit = Unit
tender-notice-classification = Classification
tender-notice-source = Facts from a publication of { $publisher }, { $identifier }.
tender-notice-missing = The portal does not hold the text of this notice. Its hash is in the terms: whoever has the text can show that it is the right one.

tender-facts-heading = Key facts
tender-facts-buyer = Buyer
tender-facts-reference = Buyer’s reference
tender-facts-category = Category
tender-facts-budget = Estimate
tender-facts-currency = Currency of prices
tender-facts-minimum = Bids needed
tender-facts-minimum-bids = { $count ->
    [one] At least one, else the tender is unsuccessful
   *[other] At least { $count }, else the tender is unsuccessful
}
tender-facts-address = Address of the contract
tender-facts-terms = Hash of the terms
tender-facts-code = Hash of the contract’s program

tender-documents-heading = Documents
tender-documents-none = There are no documents besides the notice.
tender-documents-size = { $size } KiB
tender-documents-hashes = The hashes are part of the terms on the chain. A file with another hash is not the one that was published.

tender-criteria-heading = How bids are compared
tender-criteria-caption = Price and criteria
tender-criteria-name = Criterion
tender-criteria-weight = Weight
tender-criteria-max = Points at most
tender-criteria-min = Points at least

tender-committee-heading = Opening committee
tender-committee-threshold = Bids are sealed for { $n } members. Any { $k } of them together can open the bids, fewer cannot, and only after the deadline.
tender-committee-caption = Members
tender-committee-place = Member
tender-committee-organisation = Organisation
tender-committee-posted = Bids for which a good share was published
tender-committee-fingerprint = Fingerprint of the committee
tender-committee-keys = Opening keys of the members

tender-bids-heading = Bids
tender-bids-sealed = { $count ->
    [one] sealed bid
   *[other] sealed bids
}
tender-bids-received = { $count ->
    [one] bid
   *[other] bids
}
tender-bids-no-names = Until the opening nobody can see who bid, or what.
tender-bids-prepare = Prepare a bid
tender-countdown-left = Time left
tender-countdown-announce = Bidding closes in { $time }.
tender-countdown-closed = The deadline has passed.

tender-schedule-heading = Schedule
tender-schedule-published = Published
tender-schedule-deadline = Bid deadline
tender-schedule-questions = End of the time for questions
tender-schedule-opening = Opening begins
tender-schedule-technical = Technical offers are opened to the evaluators
tender-schedule-technical-until = End of the technical opening, at the latest
tender-schedule-technical-result = Technical result
tender-schedule-prices = Opening of prices begins
tender-schedule-self-reveal = Vendors may open bids themselves if shares are missing
tender-schedule-silence = Bids that are not open by now do not count
tender-schedule-settled = All bids opened or decided
tender-schedule-objections = End of the objection period
tender-schedule-standstill = End of the standstill
tender-schedule-now = This page is as of { $time }, block { $block }. The time of the record counts, not the time of your device.

tender-opening-heading = Opening record
tender-opening-caption = Bids in the order in which they were received
tender-opening-running = The opening is going on. The record grows as soon as enough shares of a bid are published.
tender-opening-technical = Technical offers are opened to the evaluators only, who read and score them. Prices stay sealed until every technical offer is scored.
tender-opening-guard = The technical result stands. The prices of those that passed are opened from the time that the schedule gives; the others stay sealed for ever.
tender-opening-settled = Every bid is opened, rejected or past its time.
tender-opening-ended = The tender was cancelled before every bid was opened. What was not opened stays sealed.
tender-opening-dead = { $count ->
    [one] One more bid was replaced or withdrawn before the deadline; it stays sealed.
   *[other] { $count } more bids were replaced or withdrawn before the deadline; they stay sealed.
}
tender-opening-bid = Bid
tender-opening-vendor = Vendor
tender-opening-committed = Received
tender-opening-status = Status
tender-opening-price = Price
tender-opening-evaluated = Evaluated { $price }
tender-opening-judged-sound = Sealed again and compared: no fault.
tender-opening-judged-fault = Sealed again and compared: a fault was found. Anybody registered can object.
tender-opening-fault-vendor = The fault is the vendor’s.
tender-opening-bad-shares = Wrong share from member { $members }; it was not used.
tender-opening-missing-shares = No share yet from member { $members }.
tender-opening-details = Bid { $number }, { $vendor }: answers and evidence
tender-opening-opened-at = Opened { $time }, block { $block }.
tender-opening-valid-until = The offer binds until { $time }.
tender-opening-seed = Seed

tender-objections-heading = Objections
tender-objections-caption = Objections and how they were decided
tender-objections-what = What is said to be wrong
tender-objections-by = By
tender-objections-finding = Finding
tender-objections-open = Not decided
tender-objections-proposed = Waits for the second signature
tender-objections-upheld = Upheld, bid rejected
tender-objections-refused = Not upheld

tender-evaluation-heading = Evaluation
tender-evaluation-ranked-at = The ranking was computed by the contract { $time }, block { $block }.
tender-evaluation-chart-title = Points of each bid
tender-evaluation-chart-description = { $count ->
    [one] One bar, for { $first }. The points stand in the table below.
   *[other] { $count } bars in the order of the ranking, each made of the points for price and criteria. First is { $first }. All points stand in the table below.
}
tender-evaluation-chart-note = Points out of 100. The exact numbers are in the table.
tender-evaluation-ranking = Ranking
tender-evaluation-place = Place
tender-evaluation-price = Price
tender-evaluation-evaluated-price = Evaluated price
tender-evaluation-total = Total
tender-evaluation-below = Rejected: below the minimum of “{ $criterion }”
tender-evaluation-exact = Points are computed in whole numbers by published formulas; four decimals are shown, cut and not rounded. With equal totals the points for the criteria decide, then the lower price, then the earlier bid.
tender-evaluation-waits = The ranking is computed as soon as every evaluator has scored every bid.
tender-evaluation-never = The tender ended before a ranking was made.
tender-evaluation-scores = Scores of the evaluators
tender-evaluation-scores-of = Bid { $number }, { $vendor }
tender-evaluation-evaluator = Evaluator
tender-evaluation-seat = No. { $seat }
tender-evaluation-points = Points
tender-evaluation-reason = Reason

tender-timeline-heading = Timeline
tender-timeline-bid = bid { $number }

tender-check-heading = Check it yourself
tender-check-lede = You need not trust this portal. Download the bundle and repeat the whole tender on your own computer.
tender-check-bundle = Download the bundle
tender-check-ocds = As open data (OCDS release, JSON)
tender-check-command = With the program of this project:
tender-check-proves-history = The record is complete and its blocks fit together; nobody changed an act after it was signed.
tender-check-proves-bids = Each bid that was opened is the one that was sealed before the deadline, byte by byte.
tender-check-proves-result = Prices, scores, ranking and award follow from the bids and the published rules.
tender-check-proves-not = Whether this is the same history that others saw is shown only by a vendor’s receipt or a witness: add --anchor and the receipt file.
tender-check-more = What a verification proves
