-- title: Non-digits refused
-- plot: Drawn pictures refused, by what they show, with 95 % intervals. The row all is the
--   mean of the kinds; the row digit is what refusing costs.
-- table: Each kind that is no digit is tested by a detector that was not trained on it.
--   AUROC: the chance that a digit has more confidence than one of the kind; then how many
--   of the kind pass where 95 % of the digits do.
-- none: Without the digit detector nothing was measured.
SELECT REPLACE(kind, '_', ' ') AS shows, refused, lower, upper, auroc, accepted_at_95, pictures,
       kind IN ('digit', 'all') AS marked
FROM   custom_rejection
ORDER  BY kind = 'digit' DESC, kind = 'all' DESC, auroc, kind
