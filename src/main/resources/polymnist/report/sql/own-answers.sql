-- title: Answers to questions of one's own
-- none: There is no question but the project's: put a file NAME.sql into jobs/eda.
SELECT question, row, columns, values, image
FROM   eda_answers
WHERE  row <= 20
ORDER  BY question, row
