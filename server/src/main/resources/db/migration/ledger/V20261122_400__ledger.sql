-- The books: double entry, added to and never changed. What must always hold is kept here, by
-- whatever way something is written; `rung audit ledger` recomputes it from the entries.
create schema ledger;

-- Money set apart for a programme or for all of them, in one fiscal year, by one cost centre.
create table ledger.budget (
  id          bigint generated always as identity primary key,
  programme   text not null,           -- code of programmes.programme, '' for none
  fiscal_year int not null check (fiscal_year between 1900 and 9999),
  cost_centre text not null check (cost_centre <> ''),
  currency    text not null check (currency ~ '^[A-Z]{3}$'),   -- ISO 4217
  unique (fiscal_year, cost_centre, programme, currency)
);

-- Where the money of a budget is: with who gave it (source, at most 0), free, committed for
-- something, paid for it. So source + free + committed + paid is always 0.
create table ledger.account (
  id        bigint generated always as identity primary key,
  budget_id bigint not null references ledger.budget (id),
  kind      text not null check (kind in ('source', 'free', 'committed', 'paid')),
  about     text not null,             -- what it is committed or paid for; '' for the other two
  balance   bigint not null default 0, -- minor units: the sum of its entries, kept by ledger.book
  unique (budget_id, kind, about),
  check ((kind in ('source', 'free')) = (about = '')),
  constraint never_overspent check (case kind when 'source' then balance <= 0 else balance >= 0 end)
) with (fillfactor = 70);                -- room beside a balance for the next one

create table ledger.transaction (
  id          bigint generated always as identity primary key,
  request_key text not null unique check (request_key <> ''),  -- the same key is the same transaction
  kind        text not null check (kind in ('grant', 'withdraw', 'commit', 'release', 'pay', 'refund', 'reverse')),
  about       text not null check (about <> ''),
  made_by     text not null check (made_by <> ''),
  made_at     timestamptz not null,
  reverses    bigint unique references ledger.transaction (id),
  reason      text not null,           -- why it is reversed; '' for the others
  check ((kind = 'reverse') = (reverses is not null)),
  check ((kind = 'reverse') = (reason <> '')),
  check (reverses < id)
);

create table ledger.entry (
  transaction_id bigint not null references ledger.transaction (id),
  account_id     bigint not null references ledger.account (id),
  minor          bigint not null check (minor <> 0),   -- minor units of the budget's currency; negative gives, positive takes
  primary key (transaction_id, account_id)
);
create index entry_account on ledger.entry (account_id);
-- One entry gives and one takes: nothing can be added to a transaction that stands.
create unique index entry_side on ledger.entry (transaction_id, sign(minor));

-- ---- added to, never changed

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'ledger.% is added to and never changed: no %', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create trigger refuse_change before update or delete or truncate on ledger.budget
  for each statement execute function ledger.refuse_change();
create trigger refuse_change before delete or truncate on ledger.account
  for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete or truncate on ledger.transaction
  for each statement execute function ledger.refuse_change();
create trigger refuse_change before update or delete or truncate on ledger.entry
  for each statement execute function ledger.refuse_change();

-- ---- balances

create function ledger.keep_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.balance <> 0 then
      raise exception 'an account opens with nothing in it' using errcode = 'restrict_violation';
    end if;
  elsif pg_trigger_depth() < 2
        or (new.id, new.budget_id, new.kind, new.about)
           is distinct from (old.id, old.budget_id, old.kind, old.about) then
    raise exception 'account % changes by its entries alone', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_account before insert or update on ledger.account
  for each row execute function ledger.keep_account();

-- The update locks the account until the end of the transaction, and never_overspent looks at what
-- was committed last: whoever writes at the same time waits and is then checked. Accounts are
-- locked in the order of their numbers, so that two writers never wait for each other.
create function ledger.book() returns trigger language plpgsql as $$
declare
  it record;
begin
  for it in
    select account_id, sum(minor)::bigint as minor
      from booked
     group by account_id
     order by account_id
  loop
    update ledger.account set balance = balance + it.minor where id = it.account_id;
  end loop;
  return null;
end $$;

create trigger book after insert on ledger.entry
  referencing new table as booked
  for each statement execute function ledger.book();

-- ---- whole transactions, looked at when they are committed

create function ledger.settle() returns trigger language plpgsql as $$
declare
  it record;
begin
  select count(*) as entries,
         coalesce(sum(e.minor), 0) as total,
         count(distinct b.currency) as currencies,
         count(distinct b.id) as budgets,
         coalesce(bool_and(a.about in ('', new.about)), true) as about,
         min(a.kind) filter (where e.minor < 0) || ' to ' || min(a.kind) filter (where e.minor > 0) as moved
    into it
    from ledger.entry e
    join ledger.account a on a.id = e.account_id
    join ledger.budget b on b.id = a.budget_id
   where e.transaction_id = new.id;
  if it.entries <> 2 or it.total <> 0 or it.currencies <> 1 then
    raise exception 'transaction % does not balance: % entries that add up to % in % currencies',
      new.id, it.entries, it.total, it.currencies using errcode = 'check_violation';
  elsif it.budgets <> 1 or not it.about then
    raise exception 'transaction % moves money between budgets, or between what it is not about', new.id
      using errcode = 'check_violation';
  elsif new.kind = 'reverse' then
    if exists (select account_id, -minor from ledger.entry where transaction_id = new.reverses
               except
               select account_id, minor from ledger.entry where transaction_id = new.id)
       or exists (select from ledger.transaction where id = new.reverses and kind = 'reverse') then
      raise exception 'transaction % is not the reverse of transaction %', new.id, new.reverses
        using errcode = 'check_violation';
    end if;
  elsif (new.kind, it.moved) not in (('grant', 'source to free'),
                                     ('withdraw', 'free to source'),
                                     ('commit', 'free to committed'),
                                     ('release', 'committed to free'),
                                     ('pay', 'committed to paid'),
                                     ('refund', 'paid to free')) then
    raise exception 'transaction % is no %: it moves money from %', new.id, new.kind, it.moved
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

create constraint trigger settle after insert on ledger.transaction
  deferrable initially deferred
  for each row execute function ledger.settle();
