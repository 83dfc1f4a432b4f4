# Questions and answers: the public page, asking, answering.
questions-heading = Questions and answers
questions-until = Questions are taken until { $time }.
questions-closed = The time for questions ended at { $time }. No more questions are taken; those that were asked can still be answered until the deadline for bids.
questions-over = Questions were taken while the tender was open for bids. They are closed now.
questions-none = Nothing has been asked yet.
questions-number = Question { $number }
questions-question = Question
questions-answer = Answer
questions-answered = Answered
questions-unanswered = Waits for an answer
questions-waits = The buyer has not answered yet. The answer will appear here, for everybody at the same time.
questions-never = This question was not answered before the deadline.
questions-text-missing = The portal does not hold this text. Its hash on the chain is:
questions-anonymous = Vendors ask without their name. Neither the public nor the buyer sees who asked; the portal knows it only while it passes the question on, because it must make sure that a vendor asks.
questions-ask = Ask a question
questions-waiting = { $count ->
    [one] One question waits for an answer
   *[other] { $count } questions wait for an answer
}
questions-answered-count = { $count ->
    [one] One question with its answer on the public page
   *[other] { $count } questions with their answers on the public page
}
desk-wait-questions = Answer vendors’ questions

ask-title = Ask a question
ask-anonymity-heading = Who learns that you ask
ask-anonymity-public = The question is published at once, without your name. Neither the public nor the buyer’s officers see who asked.
ask-anonymity-portal = The portal must make sure that a vendor asks, so the portal, and whoever runs it, can know who you are at the moment when it passes the question on. It does not write that down.
ask-anonymity-text = Do not write anything into the question that tells who you are: no name, no product of your own, no earlier correspondence.
ask-question = Your question
ask-question-hint = Name the document and the place in it that you ask about. The answer goes to everybody.
ask-most = { $count } characters at most
ask-check = Check the question
ask-check-title = Check before it is published
ask-check-text = This is published, word for word:
ask-final = A question cannot be changed or taken back once it is published.
ask-publish = Publish the question
ask-change = Change
ask-not-admitted = Questions are asked by vendors whose organisation is admitted and neither suspended nor debarred. You do not act for one.
ask-closed-next = Read the questions and answers on the tender’s page. When the buyer extends the deadline, the time for questions is extended with it.
count-under-one = You have %{"{count}"} character left
count-under-other = You have %{"{count}"} characters left
count-at = You have no characters left
count-over-one = You have %{"{count}"} character too many
count-over-other = You have %{"{count}"} characters too many
error-question-empty = Write your question
error-question-long = The question must have 2,000 characters at most
error-question-unfit = The question holds characters that cannot be shown. Type it again without them

receipt-asked = The question is public now, without the name of who asked. The answer will appear under “Questions and answers” on the tender’s page.
receipt-question = Hash of the question
receipt-answer = Hash of the answer

answer-hint = It is published word for word, for everybody. Say nothing that tells one vendor more than another, and nothing that tells who asked.
answer-check = Review and sign the answer
answer-final = An answer is final: once it is signed, it can neither be changed nor taken back.
answer-final-label = Please note
answer-too-late = Bids are not taken any more, so these questions cannot be answered.
