SELECT question, row, columns, values, image
FROM   eda_answers
WHERE  row <= 20
ORDER  BY question, row
