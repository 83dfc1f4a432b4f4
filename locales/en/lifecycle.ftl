# Life-cycle costs.

lifecycle-heading = Life-cycle cost
lifecycle-of = Life-cycle cost of bid { $number }, { $vendor }
lifecycle-text = Every bid names its costs of operation, maintenance and disposal for { $years ->
    [one] one year
   *[other] { $years } years
}, one amount a year. They are discounted at { $rate } a year and added to the price of the acquisition. Bids are compared by the result, the evaluated price.
lifecycle-rule = Each year’s cost is divided by 1 plus the rate, once for each year from the first; what is less than the smallest unit of the currency is dropped.
lifecycle-example-heading = Worked example
lifecycle-example-text = A bid asks { $price } for the acquisition and names { $cost } for each year.
lifecycle-example-result = The evaluated price is { $price }.
lifecycle-year = Year
lifecycle-cost = Cost
lifecycle-counts = Counts
lifecycle-acquisition = Acquisition
lifecycle-years = Years of life-cycle costs

draft-lifecycle = Do life-cycle costs count?
draft-lifecycle-hint = What a purchase costs after it is bought: operation, maintenance, disposal.
draft-lifecycle-no = No, only the price of the acquisition
draft-lifecycle-yes = Yes, with the price of the acquisition
draft-lifecycle-yes-hint = Every bid must name one amount for each year. Bids are compared by the price with the discounted costs.
draft-lifecycle-years = Number of years
draft-lifecycle-years-hint = From 1 to 50.
draft-lifecycle-rate = Discount rate a year, percent
draft-lifecycle-rate-hint = With two decimals at most, for example 3.5. With 0 later costs count as much as early ones.
error-draft-lifecycle = Choose whether life-cycle costs count
error-draft-lifecycle-years = Give the number of years, from 1 to 50
error-draft-lifecycle-rate = Give the rate in percent, from 0 to 100 with two decimals at most

bid-costs-text = Name the costs of each year, from the year after the delivery. Write 0 for a year without costs. They are part of your sealed offer.
bid-cost-year = Costs in year { $year }
bid-error-cost_empty = %name%: give an amount, or 0
bid-error-cost_shape = %name%: write the amount in digits, for example 1,250.00
bid-error-cost_decimals = %name%: not more than %digits% decimals
bid-error-cost_range = %name%: the amount is too large
bid-error-cost_years = The offer does not name costs for every year
bid-error-evaluated_range = Price and costs together are too large
