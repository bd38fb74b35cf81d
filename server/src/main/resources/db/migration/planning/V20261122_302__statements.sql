-- What a manager says stands against releasing a person of the team. Planners see it on the plan's
-- page, and so does the person. Who said it may take it back; it is never deleted.
create table planning.statement (
  id            bigint generated always as identity primary key,
  plan_id       bigint not null references planning.plan (id),   -- published when it was said
  person_id     bigint not null references people.person (id),
  from_day      date not null,
  until_day     date not null,
  words         text not null check (btrim(words) <> ''),
  said_by       text not null,
  said_at       timestamptz not null,
  taken_back_at timestamptz,
  check (until_day >= from_day)
);
create index statement_plan on planning.statement (plan_id, id);
create index statement_person on planning.statement (person_id);
-- The same words twice are one statement: a double click says it once.
create unique index statement_once on planning.statement
  (plan_id, person_id, said_by, from_day, until_day, md5(words)) where taken_back_at is null;
