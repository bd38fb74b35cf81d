-- How groups of people fare in a plan: by unprotected facts alone (decision 16).
create table planning.plan_group (
  plan_id        bigint not null references planning.plan (id) on delete cascade,
  kind           text not null,
  number         int not null,              -- order within the kind
  value          text not null,
  people         int not null,
  with_candidate int not null check (with_candidate <= people),
  in_plan        int not null check (in_plan <= with_candidate),
  primary key (plan_id, kind, number)
);

create trigger keep_published before update or delete on planning.plan_group
  for each row execute function planning.keep_published();

-- How many units of a floor a person makes; null where it is not known.
alter table planning.limit_kept
  add column unit bigint check (unit > 0);
