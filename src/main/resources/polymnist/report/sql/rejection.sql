SELECT kind,
       detector,
       pictures,
       refused,
       lower,
       upper,
       auroc,
       accepted_at_95
FROM   custom_rejection
ORDER  BY kind = 'digit' DESC, kind = 'all' DESC, auroc, kind
