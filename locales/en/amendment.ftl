# Changing a notice while bids are taken, and bids that wait to be confirmed.
amendment-title = Amend the notice
amendment-tag = Amendment
amendment-open = Propose an amendment
amendment-lede = An amendment puts a new version of the notice in force for everybody.
amendment-what-may = You may change titles, description, what is bought, documents, criteria, weights, minimums and the price rule, and ask for a later deadline.
amendment-what-stays = Buyer, committee, panel, procedure, invited vendors and currency stay as they were published, and so does whether a panel scores.
amendment-what-bids = Bids that were already made do not count any more until their vendors confirm them by sealing again. Nobody sees which vendors those are.
amendment-what-deadline = At least { $length } remain until the deadline after the amendment; where less is left the deadline moves later.
amendment-what-second = It takes effect when an approver, another person, confirms it before the present deadline.
amendment-begin = Begin with the notice in force
amendment-drafts = Begun already
amendment-go-on = Go on with the draft saved on { $time }
amendment-closed = Bids are not taken any more, so the notice cannot be amended.
amendment-no-notice = This portal does not hold the text of the notice in force, so it cannot be amended here.
amendment-replaces-proposal = Another amendment waits for its approver. A new proposal takes its place.
amendment-draft-lede = This is a copy of the notice in force. Change what has to be changed; nothing is proposed before you sign.
amendment-outdated = Another version came into force after this draft was begun. The comparison is with the version in force now: read it with care, or delete the draft and begin again.
amendment-unchanged = Nothing differs from the notice in force yet. If only the deadline shall move, extend it: bids then stay valid.
amendment-compare = Compare and sign
amendment-fixed = Stays as published
amendment-schedule-text = Only the deadline may change, and only to a later time. Everything that is counted from it moves along.
amendment-deadline = Later deadline (if wished)
amendment-deadline-hint = In the portal’s time zone. Leave it empty to keep the present deadline, as far as the least period allows
error-amendment-deadline = The deadline must be later than the present one; leave it empty to keep that
amendment-check-title = Compare the amendment with the notice in force
amendment-versions = Version { $old } is in force. This becomes version { $new }.
amendment-version = { $version ->
    [1] The notice in force is the one that was published (version 1).
   *[other] Version { $version } of the notice is in force.
}
amendment-new-deadline = Deadline after the amendment
amendment-least = If it were confirmed now. At least { $length } remain from the confirmation on.
amendment-bids = { $count ->
    [one] One bid was made already. It does not count after the amendment until its vendor confirms it by sealing again.
   *[other] { $count } bids were made already. They do not count after the amendment until their vendors confirm them by sealing again.
}
amendment-sign-text = An approver, another person, reads the same comparison and confirms it.
amendment-sign = Review and sign the proposal
amendment-confirm-text = With your confirmation the new version is in force at once, and the deadline cannot be moved back.
amendment-confirm = Review and confirm the amendment
amendment-lifecycle = Discount rate of life-cycle costs
amendment-criterion = Criterion: { $title }
amendment-opening-stale = { $count ->
    [one] One bid was not confirmed after an amendment: it does not count and stays sealed.
   *[other] { $count } bids were not confirmed after an amendment: they do not count and stay sealed.
}
comparison-old = Until now
comparison-new = New
amended-heading = The notice was amended
amended-since = Version { $version } is in force since { $time }.
amended-what = What changed
amended-bids = Bids sealed for an earlier version do not count. Whoever bid before confirms the bid by sealing it again for the terms in force, or withdraws it.
versions-heading = Versions of the notice
versions-text = Version { $version } is in force; this page shows it. What each amendment changed:
versions-number = Version { $version }
versions-published = As published on { $time }.
desk-wait-amendment = Confirm an amendment of the notice
desk-wait-confirm-bid = Confirm your bid: the notice was amended
stale-bid = Your bid was sealed for the earlier terms and does not count.
stale-bid-next = Confirm it by sealing again for the terms in force, or withdraw it.
stale-bid-confirm = Seal your offer again for the terms in force to confirm it; you may change it. Your browser cannot open the earlier envelope, so enter the offer once more. Or withdraw the bid.
stale-bid-changes = What changed in the notice
bid-confirm = Confirm the bid
bid-title-confirm = Confirm your bid
bid-confirms = Confirms
bid-confirms-bid = Bid { $number } of { $time }, sealed for earlier terms. It stays sealed; the new one counts in its place.
mail-amended-subject = Tenderseal: a notice was amended, your bid must be confirmed
mail-amended-text =
    Good day { $name },

    the notice of this tender was amended: { $tender }
    { $link }

    Your organisation’s bid was sealed for the earlier terms and does not count. Before the deadline, confirm it by sealing again for the terms in force, or withdraw it. You find both under “My bids”.
