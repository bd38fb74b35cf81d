create schema api;

-- What a post with an Idempotency-Key was answered, so that the same post again gets the same answer
-- and does nothing. Written in the transaction of the work itself; kept for 24 hours.
create table api.kept_answer (
  account      text not null,          -- its email
  key          text not null,
  method       text not null,
  address      text not null,          -- path and query
  digest       bytea not null,         -- SHA-256 of the body
  made_at      timestamptz not null,
  status       int,                    -- null only inside the transaction that does the work
  content_type text,
  location     text,
  link         text,
  body         bytea,
  primary key (account, key)
);
create index kept_answer_made on api.kept_answer (made_at);
