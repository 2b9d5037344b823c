SELECT least_confidence,
       digits_refused,
       non_digits_refused
FROM   custom_thresholds
ORDER  BY least_confidence
