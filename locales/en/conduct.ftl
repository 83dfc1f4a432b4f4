# Declarations of interests, and changes of the evaluation panel.
desk-wait-declare = Declare your interests
interests-title = Declaration of interests
interests-early = After the deadline for bids
interests-due = Declare now
interests-none = Not declared
interests-declared-at = Declared { $time }.
interests-excused-at = Excused { $time }.
declare-title = Declare your interests
declare-lede = These vendors have bid. Read who they are before you read what they offer. Whoever has a conflict of interests with a vendor does not score that vendor’s bid.
declare-secret = You see the names as a member of the panel. Others do not until bids are opened: do not pass them on.
declare-bidders = Vendors who bid
declare-conflicts-hint = Tick every vendor with whom you have a conflict of interests: you work or worked for it, are related to somebody in charge there, hold a share in it, or anything else could make your scores look partial. If there is none, tick nothing.
declare-most = At most { $most } can be named; whoever has more asks the buyer for a substitute.
declare-conflict = I have a conflict of interests with this vendor
declare-fixed = Declared already; it cannot be taken back
declare-conflicts = Conflicts of interests with
declare-no-conflict = No conflict of interests with any vendor who bid.
declare-statement = Statement
declare-statement-hint = Public at once. Complete it where there is more to say, and name no vendor in it.
declare-default = I have read the list of the vendors who bid in this tender. Every vendor with whom I have a conflict of interests is named in this declaration; I have none with any other. Should that change, I shall declare it at once and stand back.
declare-check = Check
declare-check-title = Check your declaration
declare-check-none = You declare that you have no conflict of interests. Every bid is yours to score then.
declare-check-some = You will not score the bids of these vendors, and scores that you gave them do not count. This cannot be taken back.
declare-sign = Continue to signing
declare-again = You declared { $time }. A new declaration takes the place of that one; conflicts can be added, not taken back.
declare-more = Declare a further conflict
declare-early = Who bids is known after the deadline: { $time }. Declare your interests then; your desk will remind you.
declare-closed = Declarations are not taken now. Stage: { $stage }.
error-declare-statement = Enter a statement
error-declare-statement-long = The statement must have at most 2,000 characters
error-declare-vendor = Choose only vendors of this list
error-declare-most = You ticked more vendors than one evaluator can name: ask the buyer to excuse you
score-undeclared = Before you score, declare your interests: whether there is a conflict between you and one of the vendors who bid.
score-conflicts = Because of a conflict of interests these vendors’ bids are not yours to score:
score-conflict = You declared a conflict of interests with this vendor. This bid is not yours to score; the other evaluators score it.
score-others = To the bids that are yours to score
excused-title = You are not on this panel any more
excused-text = The buyer excused you from the panel { $time }. Nothing is to be done here. Scores and declarations that you gave do not count any more; they stay in the public record.
excused-next = Everybody can follow how the tender goes on:
seat-reason = Reason
desk-wait-seat = Confirm a change of the panel
panel-title = Evaluation panel
panel-caption = Evaluators, their declarations and what they scored
panel-evaluator = Evaluator
panel-number = Evaluator { $number }
panel-scored = Bids scored
panel-standing = Seat
panel-seated = On the panel
panel-vacant = Vacant
panel-left = Excused { $time }
panel-substitute = On the panel in place of evaluator { $number }
panel-conflicts =
    { $count ->
        [0] No conflict
        [one] { $count } conflict
       *[other] { $count } conflicts
    }
panel-undeclared = Not yet
panel-none = This tender has no panel: nothing but the price counts.
panel-waits =
    { $count ->
        [one] One evaluator has not declared interests yet. Nothing can be ranked before.
       *[other] { $count } evaluators have not declared interests yet. Nothing can be ranked before.
    }
seat-change = Change the seat of evaluator { $number }
seat-fill = Fill the vacant seat of evaluator { $number }
seat-change-text = Whoever is excused does not come back; that evaluator’s scores and declaration do not count any more. A substitute begins with neither. Another person confirms.
seat-who = Evaluator
seat-substitute = Substitute
seat-substitute-hint = Evaluators of the register who have not been on this panel.
seat-nobody = Nobody: the seat stays vacant
seat-no-candidate = No other evaluator of the register can take this seat, and the last seat cannot be left vacant. Register an evaluator first.
seat-reason-hint = Public. Say why, for example illness or a conflict of interests, and name no vendor before bids are opened.
seat-propose = Propose the change
seat-waits = A change of the panel waits for its approver. Proposing again replaces it.
seat-confirm-text = Once you confirm, the evaluator’s scores and declaration do not count any more. That cannot be undone.
seat-confirm = Confirm the change
seat-change-title = Changes of the panel
seat-changed-vacant = Evaluator { $number } was excused; the seat is vacant.
seat-changed-substitute = Evaluator { $substitute } takes the seat of evaluator { $number }.
panel-public-lede = Evaluators are shown by number. Each declares interests before scoring, and does not score the bid of a vendor with whom there is a conflict.
panel-conflict-with = Conflict of interests with: { $names }. These bids are scored by the other evaluators.
panel-conflict-later =
    { $count ->
        [one] A conflict of interests with one vendor, who is named when bids are opened.
       *[other] Conflicts of interests with { $count } vendors, who are named when bids are opened.
    }
panel-statement-of = Statement of evaluator { $number }
panel-receipt = Receipt
scores-set-aside-conflict = Does not count: a conflict of interests was declared
scores-set-aside-excused = Does not count: the evaluator was excused
list-between = {", "}
seat-reason-is = Reason: { $reason }
