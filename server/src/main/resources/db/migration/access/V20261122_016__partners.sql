-- Whose classes an account of a training partner sees. Set by an administrator alone.
create table access.partner (
  account_id bigint not null references access.account (id) on delete cascade,
  provider   text not null check (provider <> ''),        -- as programmes.programme.provider
  primary key (account_id, provider)
);
