# Opening day.
openings-title = Openings
openings-none = You sit on no committee.
openings-caption = Tenders on whose committee you sit
openings-waiting = Waits for you
openings-count = { $count ->
    [one] One bid
   *[other] { $count } bids
}
opening-title = Opening
opening-from = Opening from
opening-not-yet = The opening begins at { $time }. Check until then that your opening key is in this browser.
opening-until = The committee opens until { $time }.
opening-over = The opening is over.
opening-members = Committee
opening-member = Member
opening-member-org = Organisation
opening-member-shares = Shares
opening-you = You
opening-posted = Published
opening-missing = { $count ->
    [one] One is missing
   *[other] { $count } are missing
}
opening-bids = Bids
opening-bid = Bid
opening-status = Status
opening-shares = Good shares
opening-needed = { $good }; { $needed } more needed
opening-here = In this browser
opening-open = Open your part
opening-open-text = { $count ->
    [one] One sealed bid waits for your share. Your browser fetches it, checks that it belongs to this tender and opens your part of it.
   *[other] { $count } sealed bids wait for your shares. Your browser fetches them, checks that each belongs to this tender and opens your part of each.
}
opening-open-part = One signature publishes the shares of { $most } bids. The page comes back with the rest: sign again until none is left.
opening-button = Open the envelopes
opening-done = Your shares are published. Bids open by themselves as soon as enough members have published theirs.
open-result-good = Opened
open-result-stanza = Your part does not open with your key. You can object below
open-result-share_hash = Your part holds another share than the envelope says. You can object below
open-result-shape = Refused: the envelope is malformed
open-result-context = Refused: the envelope’s binding cannot be read
open-result-other_envelope = Refused: not the envelope whose hash is in the record
open-result-context_genesis = Refused: sealed for another installation
open-result-context_tender = Refused: sealed for another tender
open-result-context_lot = Refused: sealed for another lot
open-result-context_kind = Refused: another kind of envelope
open-result-context_vendor = Refused: sealed for another vendor
open-result-context_attempt = Refused: sealed for another attempt
open-result-context_terms = Refused: sealed for other terms
open-result-context_committee = Refused: sealed for another committee
open-result-other = Refused: the envelope cannot be opened
open-error-no_opening_key = This browser does not hold your opening key of this tender. Restore it from its backup, under “Opening keys”.
open-error-no_envelopes = The envelopes could not be fetched. Reload the page and try again.
open-error-other_tender = The portal sent the envelopes of another tender. Nothing was opened. Tell the operator.
open-error-nothing_opened = No envelope could be opened. The table above says why for each.
objection-title = Object to bid { $bid }
objection-text = Your part of this bid did not open. With an objection an officer and an approver look into it; the bid is rejected if they find the fault with the vendor.
objection-fault = What is wrong
objection-button = Review and object
objection-page-title = Object to a bid
objection-page-lede = During the opening, whoever acts for a registered organisation may object that a bid was not sealed as it must be. An officer and an approver of the buyer decide, and give a reason. The objection, your organisation’s name and the decision are public.
objection-bid = Which bid
objection-until = Objections are taken until { $time }.
objection-while = Objections are taken as long as the opening lasts.
objection-closed = Objections are taken in the opening only, until the end of the objection period.
objection-unregistered = Only people of a registered organisation can object.
objection-no-bids = There is no bid to which one could object.

# What a browser finds when it compares the portal with the chain
chain-error-no_proof = The portal gave no proof of what the chain says of this tender. Nothing was sealed or opened. Reload the page and try again; if it happens again, tell the operator
chain-error-bad_proof = What the portal says of this tender is not proven by the chain. Nothing was sealed or opened. Do not go on; tell the operator and an auditor
chain-error-node_key = The portal shows another chain than this browser knows from before. Nothing was sealed or opened. Do not go on; tell the operator and an auditor
chain-error-not_a_tender = The chain’s registry does not know this tender. Nothing was sealed or opened. Do not go on; tell the operator and an auditor
chain-error-committee_mismatch = The committee that the portal names is not that of the chain. Nothing was opened. Tell the operator and an auditor
chain-error-terms_differ = The terms that the portal names are not those of the chain. Nothing was opened. Reload the page; if it happens again, tell the operator
chain-error-before_opening = By the chain’s time the opening has not begun. Nothing was opened. Come back when it has
