-- What statements and forecasts read.

alter table ledger.transaction
  add column due date,                   -- the day by which a commitment will be paid, where it is known
  add constraint due_when_committed check (due is null or kind = 'commit');

-- A line of a budget's statement: what a transaction moved there. Kept by the entries, like a
-- balance, so that a page of a statement reads one index and not all entries of the budget.
create table ledger.line (
  budget_id      bigint not null references ledger.budget (id),
  transaction_id bigint not null references ledger.transaction (id),
  kind           text not null,          -- of the transaction, as the moment
  made_at        timestamptz not null,
  free           bigint not null,        -- minor units that became free, were committed, were paid;
  committed      bigint not null,        -- negative where they are so no more
  paid           bigint not null,
  primary key (budget_id, transaction_id)
);

insert into ledger.line
select a.budget_id, t.id, t.kind, t.made_at,
       coalesce(sum(e.minor) filter (where a.kind = 'free'), 0),
       coalesce(sum(e.minor) filter (where a.kind = 'committed'), 0),
       coalesce(sum(e.minor) filter (where a.kind = 'paid'), 0)
  from ledger.transaction t
  join ledger.entry e on e.transaction_id = t.id
  join ledger.account a on a.id = e.account_id
 group by a.budget_id, t.id;

create function ledger.keep_line() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'the line of a statement comes of entries alone' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_line before insert or update on ledger.line
  for each row execute function ledger.keep_line();
create trigger refuse_change before delete or truncate on ledger.line
  for each statement execute function ledger.refuse_change();

-- As before, and the line.
create or replace function ledger.book() returns trigger language plpgsql as $$
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
  insert into ledger.line as line (budget_id, transaction_id, kind, made_at, free, committed, paid)
  select a.budget_id, t.id, t.kind, t.made_at,
         coalesce(sum(e.minor) filter (where a.kind = 'free'), 0),
         coalesce(sum(e.minor) filter (where a.kind = 'committed'), 0),
         coalesce(sum(e.minor) filter (where a.kind = 'paid'), 0)
    from booked e
    join ledger.account a on a.id = e.account_id
    join ledger.transaction t on t.id = e.transaction_id
   group by a.budget_id, t.id
      on conflict (budget_id, transaction_id) do update
     set free = line.free + excluded.free,
         committed = line.committed + excluded.committed,
         paid = line.paid + excluded.paid;
  return null;
end $$;
