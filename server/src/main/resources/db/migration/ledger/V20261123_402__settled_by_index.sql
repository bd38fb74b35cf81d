-- The check of a transaction is planned once a session, often while the books are still empty: then a
-- whole table is read for each transaction of the many that are posted at once. Three rows are looked
-- up by their keys, whatever the planner thinks of the tables.
alter function ledger.settle() set enable_seqscan = off;
alter function ledger.settle() set enable_hashjoin = off;
alter function ledger.settle() set enable_mergejoin = off;
