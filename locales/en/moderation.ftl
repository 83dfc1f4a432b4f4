# A score on which the panel agrees.

consensus-moderated = Agreed score
draft-consensus-moderated-hint = Every evaluator scores alone. Then all of them sign the same points for each criterion, with one statement of reasons. No ranking is made before they agree on every bid.
scores-rule-moderated = Every evaluator scores alone first. Then all evaluators sign the same points for each criterion, and those points count. Everybody’s own scores stay on the record.
pass-rule-moderated = What all evaluators agree on after scoring alone decides whether the bid passes.

act-agree = Sign agreed points
event-sheet_signed = Points signed for agreement

tally-agreed = Agreed by all
agree-all = All evaluators
agree-statement = Reasons for the agreed points
agree-title = Agreed points
agree-bid-title = Agreed points: { $vendor }
agree-lede = You and the other evaluators now agree on one score. The bid is agreed on when all of you have signed the same points and the same reasons.
agree-done = Everybody signed these points. Until the ranking is begun anyone can still sign others; then all must agree again.
agree-closed = Nothing can be signed now: the tender is not in the evaluation, or its ranking has begun.
agree-early = Not every evaluator has scored this bid yet. You can agree when all have.
agree-again = The evaluation is made again. Until { $time } evaluators can change their own scores; then you can agree again.
agree-differences = How the scores differ
agree-you = (you)
agree-spread = Difference
agree-last = Points signed last
agree-no-sheet = Nobody has signed points yet.
agree-who = Who has signed
agree-consent-signed = Signed these points on { $time }
agree-consent-other = Signed other points or reasons on { $time }
agree-consent-none = Not signed
agree-join = Sign the same points
agree-join-text = You sign the points and the reasons above as they are.
agree-points = Points
agree-first = Propose points
agree-first-text = You sign your proposal. Then the others see it and sign it, or sign another. From then on nobody can change own scores of this bid.
agree-other = Propose other points
agree-other-text = If you do not agree, sign other points or other reasons. The others must then sign those too.
agree-review = Check and sign
agree-statement-hint = Say why the panel gives these points, above all where scores differ. Everybody signs this text, and it is public after the ranking.
agree-heading = Agreement
agree-text = When all evaluators have scored a bid, you agree on its points together.
agree-link = Agree on { $vendor }
agree-state-agreed = Agreed
agree-state-due = To sign
agree-state-others = Others have to sign
agree-state-early = Scores are missing
desk-wait-agree = Agree on points

panel-agreed = The evaluators agree on { $done } of { $all } bids.
agree-waits = The ranking is computed as soon as all evaluators have scored every bid and agreed on it.

refusal-NotModerated = In this tender evaluators do not agree on points
refusal-NotModerated-next = Everybody’s own scores count. There is nothing to sign.
refusal-NotAllScored = Not every evaluator has scored this bid
refusal-NotAllScored-next = Wait until all have scored it, then sign again.
refusal-SheetSigned = You have signed these points already
refusal-SheetSigned-next = The others have to sign them now. You can sign other points if you changed your mind.
refusal-NotAgreed = The evaluators have not agreed on every bid
refusal-NotAgreed-next = All must sign the same points for each bid before the ranking is made.
refusal-ScoresFixed = Your scores of this bid cannot be changed any more
refusal-ScoresFixed-next = An evaluator has already signed points for it. Say what you think now in the points that you sign.
