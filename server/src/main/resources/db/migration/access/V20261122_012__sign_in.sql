-- Sessions live here, so that they survive a restart and every server knows them.
create table access.session (
  digest  bytea primary key,           -- SHA-256 of what the cookie holds: this table opens no session
  account text,                        -- its email; null before sign-in
  made_at timestamptz not null,
  seen_at timestamptz not null,        -- up to a minute behind
  ends_at timestamptz not null
);
create index session_account on access.session (account) where account is not null;
create index session_ends on access.session (ends_at);

create table access.session_value (
  digest bytea not null references access.session (digest) on update cascade on delete cascade,
  name   text not null,
  value  bytea not null,
  primary key (digest, name)
);

-- Wrong passwords, so that guessing is slowed on all servers together.
create table access.attempt (
  subject  text primary key,           -- account, address or device, as a digest
  failures int not null,
  last_at  timestamptz not null,
  free_at  timestamptz not null        -- not again before
);
create index attempt_last on access.attempt (last_at);

-- Browsers in which somebody signed in to an account before: strangers do not slow them.
create table access.device (
  digest  bytea not null,              -- SHA-256 of what the cookie holds
  account text not null,               -- its email
  made_at timestamptz not null,
  primary key (digest, account)
);

-- Who an account is at a sign-in service (OpenID Connect).
create table access.identity (
  issuer     text not null,
  subject    text not null,
  account_id bigint not null references access.account (id) on delete cascade,
  made_at    timestamptz not null default now(),
  primary key (issuer, subject),
  unique (issuer, account_id)
);

-- null: signs in by the service alone.
alter table access.account alter column password_hash drop not null;
