-- title: Data expectations
-- table: What is expected of the corpus, and what was found.
-- none: Nothing is expected.
SELECT REPLACE(expectation, '-', ' ')                       AS expectation,
       expects                                              AS rule,
       found,
       most                                                 AS at_most,
       COALESCE(message, IF(holds, 'holds', 'broken'))      AS verdict,
       NOT holds                                            AS marked
FROM   eda_contract
ORDER  BY holds, expectation
