# Requests to vendors about their bids; prices that are abnormally low
draft-section-requests = Requests to vendors and low prices
draft-section-requests-text = How long vendors have to respond when they are asked about their bids during the evaluation, and from when on a price is abnormally low and must be explained.
draft-response-window = Time to respond, at least
draft-response-window-hint = An officer who asks a vendor names the end of the window; it is never sooner than this.
draft-low-heading = Abnormally low prices
draft-low-text = Leave a field empty where its rule is not to hold. A price that meets one of the rules is flagged: it can be awarded only after its vendor explained it, and an officer and an approver accepted the explanation.
draft-low-mean = More than this under the mean of all prices (%)
draft-low-mean-hint = Such as 50. The prices are those of all opened bids that reach every minimum.
draft-low-next = More than this under the next higher price (%)
draft-low-next-hint = Such as 50. Only the lowest price can meet this rule; where two bids ask the lowest price, neither does.
draft-low-example = Worked example, as the draft is saved: three bids ask 1,000,000.00, 900,000.00 and 400,000.00
draft-low-example-mean = The mean is { $of }. { $percent } under it is { $limit }: a lower price is abnormally low.
draft-low-example-next = The next higher price is { $of }. { $percent } under it is { $limit }: a lower price is abnormally low.
draft-low-example-flagged = So { $price } is abnormally low, and its vendor must explain it.
draft-low-example-fine = So { $price } is not abnormally low: what is exactly at the limit is not under it.
error-draft-response-window = Enter a time to respond of at most a year
error-draft-low-price = Enter a percentage above 0 and below 100, or leave the field empty

low-price-heading = Abnormally low prices
low-price-rule = A price is abnormally low
low-price-none = The terms name no rule: no price is abnormally low
low-price-under-mean = when it is more than { $percent } under the mean of all prices
low-price-under-next = when it is more than { $percent } under the next higher price
low-price-under_mean = under the mean of all prices
low-price-under_next = under the next higher price
response-window = Vendors have to respond to a request, at least
low-price-count = Prices compared
low-price-mean = Mean
low-price-lowest = Lowest price
low-price-next = Next higher price
low-price-not-yet = Prices are compared once, when the scores of all bids are worked out.
low-price-nobody = No price is abnormally low.
low-price-of = Bid { $bid }, { $vendor }: { $price }
low-price-why-mean = { $under } under the mean of { $of }; the limit is { $percent }.
low-price-why-next = { $under } under the next higher price of { $of }; the limit is { $percent }.
low-price-state-unasked = The vendor has not been asked to explain the price. Without an accepted explanation this bid cannot be awarded.
low-price-state-asked = The vendor was asked and can still explain the price.
low-price-state-silent = The vendor did not explain the price in time. The bid can be rejected on this ground.
low-price-state-explained = The vendor explained the price. The explanation waits for a decision: it is accepted by an officer and an approver, or the bid is rejected.
low-price-state-accepted = The explanation was accepted.
low-price-state-rejected = The bid was rejected.

acceptance-propose-open = Propose to accept the explanation
acceptance-propose = Review and propose to accept
acceptance-statement = Why the explanation is accepted
acceptance-statement-hint = This text becomes public with the award. Its hash is part of what you sign.
acceptance-of = Explanation of bid { $bid }, { $vendor }
acceptance-confirm-text = With your confirmation the bid can be proposed for the award, and it cannot be rejected for its low price any more.
acceptance-confirm = Review and accept the explanation

requests-heading = Requests to vendors
requests-none = No vendor was asked about its bid.
requests-text = Ask a vendor to correct formal deficiencies, or to explain an abnormally low price. The vendor responds once. Nothing in a response changes the price, the scores or the sealed offer. A bid is rejected for a missing correction only after the window has passed without a response.
request-of = Request { $number }, bid { $bid }, { $vendor }
request-open = Ask the vendor of bid { $bid }: { $vendor }
request-sign = Review and send the request
request-kind = The vendor is asked
request-kind-explanation = To explain an abnormally low price
request-kind-correction = To correct formal deficiencies
request-words = What is asked
request-words-hint = Say exactly what is missing or to be explained. The vendor reads it at once; it becomes public with the award.
request-until = The vendor can respond until
request-until-hint = The first is the shortest window that the terms allow.
request-state-open = Waits for the vendor
request-state-answered = Answered
request-state-over = No response in time
request-left = The vendor can respond until { $time }: { $left } left. While the tender is suspended the time stands still.
request-over = The window ended on { $time } without a response.
request-response = Response of the vendor
respond-title = Requests about your bids
respond-none = The buyer has not asked your organisation about its bids in this tender.
respond-request = Request { $number }, bid { $bid }
respond-once = You can respond once, before the window ends. Without a response your bid can be rejected.
respond-unchanged = Your response changes neither your price, nor the scores, nor your sealed offer.
respond-public = The buyer reads your response at once. It becomes public with the award, with your organisation’s name.
respond-sign = Review and send the response
respond-hint = At most 4,000 characters. Name documents that you send separately, and their SHA-256. The hash of this text is part of what you sign.
award-waits-low = The price of the first bid is abnormally low. It can be proposed for the award once its explanation is accepted.
award-waits-correction = The vendor of the first bid can still correct what it was asked to. The award can be proposed after its response, or when the window has passed.
desk-wait-respond = Respond to the buyer’s request about your bid
desk-wait-acceptance = Confirm that the explanation of a low price is accepted

act-ask_vendor = Ask a vendor about its bid
act-respond = Respond to a request about a bid
act-propose_acceptance = Propose to accept the explanation of a low price
act-confirm_acceptance = Accept the explanation of a low price
event-vendor_asked = Vendor asked about its bid
event-vendor_responded = Vendor responded
event-prices_compared = Prices compared
event-acceptance_proposed = Acceptance of an explanation proposed
event-explanation_accepted = Explanation of a low price accepted

profile-low-prices = Rules for abnormally low prices that terms may name
profile-low-prices-hint = Terms set the percentages themselves
profile-low-prices-required = Rules for abnormally low prices that terms must name
profile-low-prices-no = none
profile-response = Time for vendors to respond to a request, at least
profile-response-hint = Such as 1 day; 0 asks for nothing
error-profile-low-prices = A rule that terms must name is one that they may name

refusal-NotRequestStage = Vendors are asked during the evaluation only
refusal-NotRequestStage-next = Once an award is proposed no request is made and no explanation accepted.
refusal-LowPriceRuleInvalid = A threshold for low prices does not fit
refusal-LowPriceRuleInvalid-next = Enter a percentage above 0 and below 100, or none.
refusal-RequestOpen = A request about this bid is still open
refusal-RequestOpen-next = Wait for the response or for the end of the window.
refusal-UnknownRequest = There is no such request
refusal-UnknownRequest-next = Reload the page.
refusal-RequestClosed = The request is closed
refusal-RequestClosed-next = It was answered before, or its window is over.
refusal-NotAbnormallyLow = The price of this bid was not found to be abnormally low
refusal-NotAbnormallyLow-next = Prices are compared when the scores of all bids are worked out. Reload the page.
refusal-LowPriceUndecided = The price of the first bid is abnormally low
refusal-LowPriceUndecided-next = Ask the vendor to explain it, and have the explanation accepted or the bid rejected.
refusal-NotExplained = The vendor has not explained its price
refusal-NotExplained-next = Ask for an explanation, and wait for it.
refusal-ResponsePending = The vendor was not asked about this, or can still respond
refusal-ResponsePending-next = A rejection on this ground needs a request that was answered or whose window is over.
refusal-ExplanationAccepted = The explanation of the price was accepted already
refusal-ExplanationAccepted-next = The bid is not rejected for its low price any more.
refusal-LowPriceRuleNotAllowed = The profile does not allow this rule for low prices, or asks for one that is missing
refusal-LowPriceRuleNotAllowed-next = See what the profile asks for, and change the rules for low prices.
refusal-RequestAnswered = The vendor responded to the request
refusal-RequestAnswered-next = If the deficiency remains, reject the bid on the ground that it does not meet the requirements.
refusal-ResponseWindowInvalid = The time for vendors to respond does not fit
refusal-ResponseWindowInvalid-next = It is as long as the profile asks for, and at most a year.

mail-asked-subject = Tenderseal: you are asked about your bid
mail-asked-text =
    Good day { $name },

    the buyer asks your organisation about its bid in this tender: { $tender }
    { $link }

    Read there what is asked and until when you can respond. Without a response in time the bid can be rejected.
