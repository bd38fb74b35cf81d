-- Tokens of the API. What a token opens is known to whoever it was shown to, once: here is a digest.
create table access.token (
  id         bigint generated always as identity primary key,
  account_id bigint not null references access.account (id) on delete cascade,
  name       text not null check (btrim(name) <> ''),
  digest     bytea not null unique,    -- SHA-256
  scopes     text[] not null check (cardinality(scopes) > 0),
  made_at    timestamptz not null,
  ends_at    timestamptz not null check (ends_at > made_at and ends_at <= made_at + interval '367 days'),
  used_at    timestamptz,              -- up to a minute behind
  revoked_at timestamptz
);
create index token_account on access.token (account_id, id);
