-- Scenarios are made and changed on pages; one that a plan stands on stays as it is.
alter table planning.scenario
  add column version       int not null default 1,
  add column changed_by    text,
  add column changed_at    timestamptz,
  add column from_scenario bigint references planning.scenario (id) on delete set null;

create function planning.keep_planned_scenario() returns trigger language plpgsql as $$
begin
  if exists (select 1 from planning.plan where scenario_id = old.id) then
    raise exception 'scenario % has plans and stays as it is', old.id;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger keep_planned_scenario before update or delete on planning.scenario
  for each row execute function planning.keep_planned_scenario();

-- A plan that a named person published, until it is withdrawn. At most one stands at a time.
create table planning.publication (
  id            bigint generated always as identity primary key,
  plan_id       bigint not null references planning.plan (id),
  published_by  text not null,
  published_at  timestamptz not null default now(),
  withdrawn_by  text,
  withdrawn_at  timestamptz,
  withdrawn_why text,
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
create unique index publication_one_stands on planning.publication ((true)) where withdrawn_at is null;
create index publication_plan on planning.publication (plan_id);

-- A plan that was published once never changes, whatever code asks for it.
create function planning.keep_published() returns trigger language plpgsql as $$
declare
  changed bigint := case tg_table_name when 'plan' then (to_jsonb(old) ->> 'id')::bigint
                                       else (to_jsonb(old) ->> 'plan_id')::bigint end;
begin
  if exists (select 1 from planning.publication where plan_id = changed) then
    raise exception 'plan % was published and never changes', changed;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger keep_published before update or delete on planning.plan
  for each row execute function planning.keep_published();
create trigger keep_published before update or delete on planning.proof
  for each row execute function planning.keep_published();
create trigger keep_published before update or delete on planning.intake
  for each row execute function planning.keep_published();
create trigger keep_published before update or delete on planning.limit_kept
  for each row execute function planning.keep_published();
create trigger keep_published before update or delete on planning.placement
  for each row execute function planning.keep_published();
create trigger keep_published before update or delete on planning.alternative
  for each row execute function planning.keep_published();
create trigger keep_published before update or delete on planning.without_candidate
  for each row execute function planning.keep_published();
