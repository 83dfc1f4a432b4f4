# Guides, one for each role.
guides-title = Guides
guides-lede = What each role does in a tender, step by step.
guide-task-heading = Your task
guide-steps-heading = Step by step
guide-care-heading = What to take care of

guide-registrar-title = Guide for registrars
guide-registrar-lede = Decide who may take part.
guide-registrar-task-body = You check that an organisation is who it says it is and admit or refuse it. You do not take part in any tender.
guide-registrar-steps-body =
    1. Open the list of waiting organisations; the longest wait comes first.
    2. Compare legal name, country and registration number with the public register and with the documents.
    3. Admit the organisation, or refuse it with a reason that it can act on.
guide-registrar-care-body = A refusal without a reason cannot be challenged, so it cannot be sent. Contacts and documents are for your check only.

guide-org-admin-title = Guide for organisation administrators
guide-org-admin-lede = Manage your organisation’s people and keys.
guide-org-admin-task-body = You decide who acts for your organisation and replace keys that were lost.
guide-org-admin-steps-body =
    1. Register the organisation and wait for its admission.
    2. Add your people and give each the roles they need, no more.
    3. When somebody leaves or loses a key, revoke the key at once.
guide-org-admin-care-body = Officer and approver must be different people. Give at least two people the administrator’s role, so that a lost key does not stop you.

guide-officer-title = Guide for procurement officers
guide-officer-lede = Draft a tender and take it to the award.
guide-officer-task-body = You write the notice, follow the opening and the evaluation, and propose the award. Another person approves what you drafted.
guide-officer-steps-body =
    1. Draft the tender: subject, schedule, documents, criteria with weights, opening committee.
    2. Look at the preview and send it for approval.
    3. While bids are taken answer vendors’ questions; where they need more time, propose a later deadline, which the approver confirms.
    4. After the opening follow the evaluation and decide objections together with the approver.
    5. Propose the award.
guide-officer-care-body = After publication the terms stay as they are, and the deadline can only move later. If they turn out to be wrong, cancel the tender with the reason and publish a new one.

guide-approver-title = Guide for approvers
guide-approver-lede = Give the second signature.
guide-approver-task-body = Nothing important happens on one signature: publication, a later deadline, cancellation, the decision of an objection and the award need yours as well.
guide-approver-steps-body =
    1. Open what waits for you.
    2. Read all of it; what you sign is exactly what you see.
    3. Approve, or send it back with a reason.
guide-approver-care-body = You cannot approve what you drafted yourself. If anything was changed after it was sent to you, your signature does not fit it any more.

guide-committee-title = Guide for opening committee members
guide-committee-lede = Keep an opening key and open bids together with others.
guide-committee-task-body = You hold one of the keys that open the bids. Alone it opens nothing; together with the others it opens everything, so guard it.
guide-committee-steps-body =
    1. Make your opening key in your browser and save the backup file under a password of its own.
    2. See in the notice of each tender that the key listed for you is yours.
    3. After the deadline publish your shares; one act is enough for all bids.
    4. See in the opening record that every bid was opened.
    5. Keep the key as long as a tender for which it is listed has not been opened.
guide-committee-care-body = Keep the backup file and its password in different places. Never give the key to anybody, not even to another member. If you lose it, say so at once: as long as enough members remain, the opening is not in danger.

guide-evaluator-title = Guide for evaluators
guide-evaluator-lede = Score the answers, with reasons.
guide-evaluator-task-body = You judge how well each answer meets the published criteria. The price score is computed; you have no part in it.
guide-evaluator-steps-body =
    1. Read the answers and score each criterion within its range.
    2. Give a reason for each score.
    3. Sign. Until the ranking is computed you can sign other scores, which replace these.
    4. If you know a bidder or have another interest, tell the buyer before you score.
guide-evaluator-care-body = Score on your own. Your reasons are public with the scores.

guide-vendor-title = Guide for vendors
guide-vendor-lede = Find a tender, seal a bid, follow it to the award.
guide-vendor-task-body = You bid for your organisation. Your offer stays secret until the opening; then price and answers become public.
guide-vendor-steps-body =
    1. Register your organisation and wait for its admission.
    2. Make your signing key in the browser and save the backup file.
    3. Find a tender and read its notice and documents; ask without your name what is unclear.
    4. Fill in the offer, check it, and seal it well before the deadline.
    5. Save the receipt file and keep it secret until the opening.
    6. Follow the opening, the scores and the award. As long as the opening lasts you can object to a bid.
guide-vendor-care-body = The deadline is exact to the second. You can replace or withdraw a bid until then, so bid early.

guide-reviewer-title = Guide for complaints reviewers
guide-reviewer-lede = Decide complaints independently.
guide-reviewer-task-body = You decide complaints of vendors with a statement of reasons, and suspend a tender where that is needed. You answer to nobody in the buyer’s organisation.
guide-reviewer-steps-body =
    1. Open the complaint from your desk, and read the public record it refers to.
    2. Suspend the tender if it must not go on meanwhile; its clock stands still.
    3. Verify the tender from its bundle.
    4. Decide with a statement: dismiss, uphold, have the evaluation made again, or cancel.
    5. Let a suspended tender go on.
guide-reviewer-care-body = The record of the tender is complete and can be verified; begin there.

guide-auditor-title = Guide for auditors
guide-auditor-lede = Examine tenders from their public record.
guide-auditor-task-body = Everything that the rules of a tender rest on is public after its opening; you need no special access to examine it.
guide-auditor-steps-body =
    1. Verify the tender from its bundle.
    2. Compare the receipts of vendors with the record.
    3. Read the reasons for scores, rejections and objections.
guide-auditor-care-body = You change nothing. Verify with a program that you did not get from this portal.

# The glossary
glossary-title = Glossary
glossary-lede = The words of public tenders as this portal uses them, each with one meaning.
