# Tenders with two envelopes: what they mean, the technical offers on the public page, the bid page, the receipt.
two-envelopes-technical = Technical offer: after the deadline it is opened to the evaluators of the panel only. Each reads it and signs what it finds; more than half decide whether it is valid. Then the panel scores it. What it says is not published; points and reasons are.
two-envelopes-prices = Price: it stays sealed until every technical offer is scored. Then the prices of the bids that passed are opened for everybody to see. The price of a bid that did not pass is never opened.
two-envelopes-periods = The periods of the opening run twice: after the deadline for the technical offers, and from the technical result on for the prices. The times of the second are known with the technical result.

two-heading = Technical offers
two-caption = Technical offers of the bids that count
two-not-public = Technical offers are read by the evaluators only. The record holds the hash of what each of them found.
two-state-opening = Technical offers are opened to the evaluators. They can open { $openable } of { $count }; what nobody opens until { $until } can be given up.
two-state-reading = The evaluators read and score the technical offers. Prices stay sealed until that is done.
two-state-result = { $passed ->
    [0] No technical offer passed. Recorded { $time }, block { $block }.
    [one] One bid passed; its price is opened, and no other. Recorded { $time }, block { $block }.
   *[other] { $passed } bids passed; their prices are opened, and no others. Recorded { $time }, block { $block }.
}
two-prices-held = A complaint is open: prices are not opened before it is decided. The clock has stood still since { $time }; afterwards about { $left } are left until the opening.
two-given = Opened to the evaluators by
two-given-members = { $count } committee members; { $k } are needed
two-given-seed = The vendor
two-finding = Finding of the panel
two-finding-valid = Valid
two-finding-unopened = Could not be opened in time
two-finding-waits = { $count } of { $readers } evaluators have found
two-total = Technical points
two-result = Technical result
two-result-passed = Passed
two-result-failed = Did not pass; price never opened
two-below = Below the minimum of “{ $criterion }”
two-waits-prices = The technical result stands. The ranking is computed when the prices of the bids that passed are opened and the time for objections is over.
two-e = E of the technical envelope
two-c = C of the technical envelope

bid-two-lede = You fill in your technical offer and your price here. Your browser seals them in two envelopes, and only these are sent. Nobody can read them before they are opened, the operator of this portal neither.
bid-two-warning = Your answers are read by the evaluators only. Your price becomes public if your technical offer passes, and is never opened if it does not.
bid-two-price-heading = Price envelope
bid-two-price-text = It stays sealed until every technical offer is scored. Only if yours passes is it opened, and then everybody can read it.
bid-two-technical-heading = Technical envelope
bid-two-technical-text = After the deadline it is opened to the evaluators who have no conflict of interests with you, and to nobody else. Answers are not published; the points and reasons of the panel are. Write nothing here from which your price follows.
bid-two-check = The date until which the offer binds goes into both envelopes.
bid-two-save-warning = The file holds your technical offer and your price, with the secret of each envelope. Keep it secret, and keep a copy. If your technical offer does not pass, your price stays secret for good.
bid-two-field-e = Hash of the technical envelope (E)
bid-two-field-c = Commitment of the technical envelope (C)
bid-two-call = Hand in a call that a program of your own sealed and signed
bid-two-next-technical = After the deadline the committee opens the technical offers to the evaluators. If too few members do, you can open yours to them with your receipt file.
bid-two-next-prices = After the technical result the prices of the bids that passed are opened. Keep the receipt file secret until then; the price of a bid that did not pass stays sealed.
bid-error-envelopes_too_long = Both envelopes together are too long. Shorten the answers

sealing-two-heading = Two envelopes
sealing-two-body =
    Some tenders judge what is offered before anybody knows the price. There the vendor’s browser seals answers and price in two envelopes, each with a secret of its own.

    After the deadline each committee member decrypts its shares of the technical envelopes and seals them again, to the reading key of each evaluator. Only the evaluators can open these envelopes; their browsers check every share against the record. Each signs what it found, and more than half of the panel decide. Nothing of the offer itself is published.

    Once every technical offer is scored, the record shows who passed and with how many points. Then the prices of those that passed are opened in public, as in any other tender. The price of an offer that did not pass stays sealed.
