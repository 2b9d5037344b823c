SELECT expectation, expects, found, most, holds, message
FROM   eda_contract
ORDER  BY holds, expectation
