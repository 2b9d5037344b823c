SELECT question, file, description, own, answered, rows, line, message
FROM   eda_questions
ORDER  BY answered, question
