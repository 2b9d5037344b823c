-- title: Questions asked
-- table: Each is an SQL file; one that Spark refused says in which line and why.
-- columns: question, answered, rows, line, message
-- none: No question was asked.
SELECT question, file, description, own, IF(answered, 'yes', 'no') AS answered, rows, line,
       message, NOT answered AS marked
FROM   eda_questions
ORDER  BY answered, question
