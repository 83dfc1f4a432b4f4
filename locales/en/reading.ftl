# Technical offers with envelopes of their own: sealed to the evaluators, read by them.
technical-opening-title = Technical opening
technical-opening-not-yet = The technical opening begins at { $time }. Check until then that your opening key is in this browser.
opening-after-technical = Prices are opened after the technical evaluation, and only those that passed.
technical-opening-over = Technical offers are not opened now.
technical-opening-undeclared = Not every evaluator has declared its interests. Until then nothing is sealed to anybody: it must be known who may read.
technical-opening-lede = Your browser opens your part of each technical envelope and seals it again to the evaluators who may read that bid. Nothing of it becomes public, and no price is opened.
technical-opening-until = The technical opening ends at { $time } at the latest.
technical-opening-readers = Who reads
technical-opening-reader = Evaluator
technical-opening-declared = Interests and reading key declared
technical-opening-waits = Still to declare
technical-opening-sealed = Bids sealed to every evaluator
technical-opening-given = Sealed to the evaluators by
technical-opening-seal = Open your part for the evaluators
technical-opening-seal-text = { $count ->
    [one] One technical envelope waits for your part.
   *[other] { $count } technical envelopes wait for your part.
} Your browser fetches them, checks that each was sealed for exactly this tender, opens what is yours and seals it to each evaluator without a conflict of interests.
technical-opening-part = One signature seals the parts of { $most } bids. The page comes back with the rest: sign again until none is left.
technical-opening-button = Open and seal to the evaluators
technical-opening-done = Your parts are sealed to every evaluator who may read. If a substitute comes to the panel, this page asks you again.
technical-opening-again = Seal again
technical-opening-again-text = When an evaluator says that a part of yours does not open, seal all of them again.
technical-opening-again-confirm = Seal every bid again
technical-opening-digest = SHA-256 of what is sealed
technical-result-good = Opened and sealed to the evaluators
technical-result-stanza = Your part does not open with your key
technical-result-share_hash = Your part holds another share than the envelope says
technical-result-shape = Refused: the envelope is malformed
technical-result-context = Refused: the envelope’s binding cannot be read
technical-result-other_envelope = Refused: not the envelope whose hash is in the record
technical-result-context_genesis = Refused: sealed for another installation
technical-result-context_tender = Refused: sealed for another tender
technical-result-context_lot = Refused: sealed for another lot
technical-result-context_kind = Refused: not a technical envelope
technical-result-context_vendor = Refused: sealed for another vendor
technical-result-context_attempt = Refused: sealed for another attempt
technical-result-context_terms = Refused: sealed for other terms
technical-result-context_committee = Refused: sealed for another committee
technical-result-other = Refused: the envelope cannot be opened
technical-error-no_opening_key = This browser does not hold your opening key of this tender. Restore it from its backup, under “Opening keys”.
technical-error-no_envelopes = The envelopes could not be fetched. Reload the page and try again.
technical-error-other_tender = The portal sent the envelopes of another tender. Nothing was opened. Tell the operator.
technical-error-nothing_opened = No envelope could be opened. The table above says why for each.
technical-error-not_kept = The portal did not take what was sealed. Perhaps an evaluator has just declared: reload the page and try again.
technical-error-no_receipt = Choose the receipt file of your bid.
technical-error-bad_receipt = This file is not the receipt of a bid with two envelopes.
technical-error-receipt_differs = The receipt was changed: what it holds does not give your bid.
technical-error-other_envelope = The receipt belongs to another bid.
open-offer-title = Open your technical offer yourself
open-offer-members = { $members } of the { $k } committee members that it takes have opened their part of your technical offer.
open-offer-given = You have opened your technical offer to the evaluators.
open-offer-closed = Technical offers cannot be opened now.
open-offer-opened = The committee has opened your technical offer. You need not do anything.
open-offer-text = When the committee fails, you open your technical offer from the receipt file of your bid. It is sealed to the evaluators who may read it and to nobody else; the file and your price stay with you.
open-offer-until = Possible until { $time }. What nobody opens by then is not evaluated.
open-offer-file-hint = It is read in this browser and not sent anywhere.
open-offer-button = Seal to the evaluators
reading-title = Read technical offers
reading-lede = Your browser opens what is sealed to you, checks every envelope against the record and shows the answers side by side.
reading-secret = Only you and the other evaluators can read them. The answers are not on the portal: do not pass them on and do not leave this page open unattended.
reading-undeclared = Declare your interests first. With the declaration your browser makes the key to which the offers are sealed.
reading-early = Offers open here as soon as enough committee members have sealed their parts to you. What you found is signed once all are open, or from { $time }.
reading-none = There is no technical offer for you to read.
reading-over = Technical offers are not read now. Stage: { $stage }.
reading-wait = The envelopes are being opened…
reading-progress = Envelope %at% of %all%
reading-read = Envelopes read: %all%.
reading-without-script = Technical offers are opened in the browser and need JavaScript.
reading-closed = Not opened.
reading-envelopes = Technical envelopes
reading-given = Sealed to you by
reading-members = { $count ->
    [0] No member
    [one] One member
   *[other] { $count } members
}
reading-seed = The vendor
reading-not-yet = Not enough yet
reading-own = Your verdict
reading-found = The panel’s verdict
reading-result-valid = Valid
reading-result-unopened = Not opened: too few parts
reading-result-differs = Differs from what the panel found
reading-result-other_envelope = Refused: not the envelope whose hash is in the record
reading-result-other = Cannot be opened in this browser
reading-result-fault-shares = Faulty: the parts do not fit together
reading-result-fault-header = Faulty: the header is malformed
reading-result-fault-context = Faulty: sealed for something else
reading-result-fault-payload = Faulty: the content does not decrypt
reading-result-fault-padding = Faulty: length or padding is wrong
reading-result-fault-reseal = Faulty: sealing again gives other bytes
reading-result-fault-commit = Faulty: not what was committed
reading-result-fault-body = Faulty: the content is not an offer
reading-result-fault-stanza = Faulty: a member’s part does not open
reading-error-no_reading_key = This browser does not hold your reading key of this tender. Restore it from its backup, below.
reading-error-no_envelopes = The envelopes could not be fetched. Reload the page and try again.
reading-error-other_tender = The portal sent the envelopes of another tender. Nothing was opened. Tell the operator.
reading-error-no_storage = This browser keeps no keys: its storage is refused.
reading-error-nothing_read = There is nothing that you can sign now.
reading-error-failed = The envelopes could not be opened. Reload the page and try again.
reading-sign-title = Sign what you found
reading-sign-text = One signature names the verdict on each envelope, and of a valid one the hash of what you read. The verdict of more than half of the evaluators who may read a bid is the panel’s.
reading-sign-button = Review the verdicts
reading-done = The panel has found on every technical offer that you read.
reading-score = Score the technical offers
reading-restore-title = Restore the reading key
reading-restore-text = On another computer, or when the key is lost here, restore it from the backup that you saved when you declared.
reading-key = Reading key
reading-key-title = Make your reading key
reading-key-text = Technical offers are sealed to this key and open with no other. Save its backup first; then you sign the declaration, which names the key.
reading-key-make = Make the key
reading-key-next = In this tender technical offers are sealed to a key of yours. Your browser makes it in the next step.
reading-key-fixed = The key stays, as offers may be sealed to it.
reading-key-another = Make another reading key
reading-key-another-hint = Only when you have lost the present one. Possible until the technical opening begins.
desk-wait-open-technical = Open technical offers for the evaluators
desk-wait-read = Read technical offers
desk-wait-open-offer = Open your technical offer: the committee has not
mail-read-subject = Tenderseal: technical offers can be read
mail-read-text =
    Good day { $name },

    the technical offers in this tender are sealed to you and can be read: { $tender }
    { $link }

    Read them with your reading key, and sign what you found.
mail-seal-subject = Tenderseal: technical offers wait for your opening key
mail-seal-text =
    Good day { $name },

    every evaluator has declared in this tender: { $tender }
    { $link }

    Open your part of each technical offer and seal it to the evaluators.
