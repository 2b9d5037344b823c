-- title: Other settings of the least confidence
-- table: What other values of custom.decision.least-confidence would refuse: more of what
--   is no digit, at the price of digits.
-- none: Without the digit detector nothing was measured.
SELECT least_confidence,
       digits_refused,
       non_digits_refused
FROM   custom_thresholds
ORDER  BY least_confidence
