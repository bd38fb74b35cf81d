create schema access;

create table access.account (
  id            bigint generated always as identity primary key,
  email         text not null check (email = lower(email)),
  name          text not null,
  password_hash text not null,        -- {bcrypt}…
  roles         text[] not null check (cardinality(roles) > 0),
  made_at       timestamptz not null default now(),
  unique (email)
);

-- Every read and change of personal data: who, what, when. Never the data itself.
create table access.audit (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  who     text not null,
  deed    text not null check (deed in ('read', 'change')),
  what    text not null,              -- the kind of data, for example people
  subject text not null               -- which rows: an id, or the filter that was asked for
);
create index audit_at on access.audit (at desc, id desc);
