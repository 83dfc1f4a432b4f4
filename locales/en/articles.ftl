# Pages of text. An empty line parts paragraphs; "- " and "1. " begin lists.
sealing-title = How sealing works
sealing-lede = A sealed bid cannot be read before the opening, cannot be changed after it was handed in, and does not need its vendor to be opened. Here is how.
sealing-problem-heading = The problem
sealing-problem-body =
    Whoever learns a competitor’s price before the deadline can bid just below it. Whoever can exchange a bid afterwards can do the same. On paper, envelopes and witnesses guard against that. A computer system usually asks for trust in its administrators.
sealing-idea-heading = The idea
sealing-idea-body =
    Think of a safe with several locks whose keys are with different people. Only when enough of them come together does it open, and nobody can open it alone: neither the buyer, nor the operator of this portal, nor one member of the committee.
sealing-sealed-heading = When a vendor seals a bid
sealing-sealed-body =
    1. The vendor’s browser draws a secret number and locks the bid with it. The bid itself never leaves the browser unlocked.
    2. It splits the secret into shares, one for each member of the opening committee. A set number of shares, for example two of three, is enough to restore it; fewer say nothing about it.
    3. It locks each share so that only that member can read it.
    4. The vendor signs, and the sealed envelope goes into the public record, with the time at which it arrived.
    5. The vendor gets a receipt, which proves later that exactly this bid was handed in at that time. Keep the receipt file safe and secret: until the opening it can open the bid.
sealing-deadline-heading = The deadline
sealing-deadline-body =
    The time of the record decides, not the clock of a vendor or an officer. A bid that arrives at the deadline or after it is refused, and nothing of it is kept. Until then a vendor may replace or withdraw the bid.
sealing-opening-heading = The opening
sealing-opening-body =
    After the deadline the members of the committee each publish their shares. As soon as there are enough of them, the bids open, all by the same rules and for everybody to see. The opening record lists every bid with its price, or the reason why it could not be accepted.
    A member who lost a key or does not come does not stop the opening, as long as enough others are there.
sealing-fault-heading = When something does not fit
sealing-fault-body =
    After the opening anyone can seal the bid again from what was published and compare it byte by byte. If something does not fit, the comparison shows where the fault lies: with the vendor, with a member of the committee, or with this portal. Objections are decided by two people and recorded.
sealing-check-heading = What anyone can check
sealing-check-body =
    - That no bid was added, changed or lost after it was recorded.
    - That each opened bid is the one that was sealed.
    - That scores, ranking and award follow the rules that were published with the tender.
sealing-trust-heading = What you still have to trust
sealing-trust-body =
    - That fewer members of the committee than are needed for an opening work together in secret.
    - That your own computer is sound, and that the sealing program it got from this portal is the published one. Whoever does not want to rely on that seals with the separate command-line program.
    - For the time and the completeness of the record: the operator, as long as the record is kept by one operator alone and receipts are not compared.
    The parts of the sealing method are standards. Their combination is new and still wants an outside review.

verify-title = Verify a tender
verify-lede = You need not believe this portal. What follows tells you what a verification proves and what you need for it.
verify-what-heading = What is verified
verify-what-body =
    A verification repeats the whole tender from its record: it checks every signature and every block, opens the envelopes again, computes the scores and the ranking again and compares the result with what was published.
verify-receipt-heading = If you are a vendor: your receipt
verify-receipt-body =
    The receipt says that your bid is in the record, in which block and when. It holds your bid and its secret, so show it to nobody before the opening. After the opening it proves that the record is the one you saw when you handed in the bid.
verify-bundle-heading = The bundle
verify-bundle-body =
    For a tender a bundle can be exported: a file with everything that a verification needs. It holds nothing that is not public already.
verify-checks-heading = How to verify
verify-checks-body =
    1. Get the bundle of the tender.
    2. Get the program “tenderseal” from a source you trust. It is open source and works without this portal.
    3. Run: tenderseal verify --bundle FILE
    4. Read the list of checks. Each one says passed or failed and what it means.
verify-anchor-heading = Is it the right history?
verify-anchor-body =
    A bundle can be sound in itself and still tell another history than the one that vendors saw. Therefore give the program a vendor’s receipt as well: tenderseal verify --bundle FILE --anchor RECEIPT. Without one the result says “history not anchored”.
verify-limits-heading = What a verification does not prove
verify-limits-body =
    It does not prove that a judgement was wise, that vendors did not agree among themselves, or that evaluators were not influenced. It shows who decided what and when, so that such questions can be asked.

about-title = About Tenderseal
about-lede = Tenderseal 封标 is a portal for public tenders whose bids stay sealed until the opening and whose every step can be checked.
about-what-heading = What it does
about-what-body =
    It takes a tender from the notice to the award: publication, sealed bids, opening, evaluation, ranking, award and standstill. The rules of a tender are fixed when it is published, as a small program whose identity stands in the notice.
about-who-heading = Who acts
about-who-body =
    Every act is signed with a key that its person made. The portal passes acts on; it cannot act in anybody’s name. Publication, award and cancellation need two different people.
about-rules-heading = What the result rests on
about-rules-body =
    Scores and ranking are computed by the published rules, in whole numbers, the same way for everybody. The award goes to the offer in first place; nobody can pass it over.
about-open-heading = Open source, open data
about-open-body =
    The program is open source under the Apache 2.0 licence. Tenders are published in the Open Contracting Data Standard, so that others can use the data.

accessibility-title = Accessibility statement
accessibility-lede = Everybody should be able to read a tender and take part in it.
accessibility-how-heading = How to use this site
accessibility-how-body =
    - You can do everything with the keyboard alone.
    - You can enlarge the text up to 400 percent without losing anything.
    - You can read it with a screen reader.
    - The colours follow your system’s light or dark setting.
    - Reading and account pages work without JavaScript. Where a bid is sealed or an act is signed, the page says how to do it without a browser.
accessibility-standard-heading = The standard
accessibility-standard-body =
    The pages are made to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA.
accessibility-tested-heading = How it is tested
accessibility-tested-body =
    The pages are examined by an automatic checker and used with the keyboard alone. An automatic checker finds only part of all problems, and we have not yet had the site examined by an independent body.
accessibility-known-heading = Known problems
accessibility-known-body =
    Documents that buyers and vendors upload can be inaccessible. The buyer who published a document must give you another form of it when you ask.
accessibility-report-heading = Tell us about a problem
accessibility-report-body =
    Tell the operator of this portal which page and which program you use and what did not work. The name and address of the operator stand in every tender notice.

privacy-title = Privacy
privacy-lede = What this portal knows about people, why, and for how long.
privacy-short-heading = In short
privacy-short-body =
    Reading needs no account and sets no cookie. There is no tracking and nothing is loaded from other sites.
privacy-held-heading = What is held
privacy-held-body =
    - Of your account: name, email address, language, a hash of the password, your public keys, and in which browsers you are signed in.
    - Of your organisation: what you entered when you registered it, and its documents.
    - A list of the mails sent to you, without their text.
    - A log of requests without the addresses of pages and without what you entered.
    One cookie keeps you signed in. It is needed for that and used for nothing else.
privacy-why-heading = What for
privacy-why-body =
    To run public tenders as the law demands: to know who bids and who decides, and to let that be examined later.
privacy-public-heading = What becomes public
privacy-public-body =
    The name, country and registration number of an organisation when it is admitted; who signed which act; the content of bids that were opened. What is in the record cannot be deleted: that is what makes it worth checking.
privacy-long-heading = For how long
privacy-long-body =
    Sign-ins end by themselves, at the latest after the period that the operator has set. Reset links last an hour unless the operator has set another period. Accounts and organisations are kept as long as procurement law demands.
privacy-rights-heading = Your rights
privacy-rights-body =
    You can see and correct your details under “Your account”. For anything else, and to complain, ask the operator named in the tender notice or your data protection authority.
