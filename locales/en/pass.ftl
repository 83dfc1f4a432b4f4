# Criteria that are passed or failed.
criterion-pass-fail = Pass or fail
pass-yes = Pass
pass-no = Fail
pass-rule-mean = Every evaluator must let the bid pass; otherwise it is rejected.
pass-rule-trimmed_mean = One evaluator may fail the bid; if more than one does, it is rejected.
pass-rule-median = More than half of the evaluators must let the bid pass; otherwise it is rejected.
draft-kind = Kind
draft-kind-points = Points
draft-kind-text = A criterion is scored in points, or passed or failed. One that is passed or failed weighs nothing, and a bid that fails it is rejected: with the mean every evaluator must let it pass, with the median more than half of them, and with the mean without the extremes all but one where five or more score.
error-criterion-pass-weight = What is passed or failed weighs nothing; leave the weight empty
