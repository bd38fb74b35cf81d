-- Slots at the low and at the high end of the forecast of openings; null for what is no slot, and in
-- plans that were made before they were kept.
alter table planning.limit_kept
  add column capacity_low  bigint,
  add column capacity_high bigint;

-- A plan under several forecasts of openings: worked out in the background, once.
create table planning.regret (
  plan_id  bigint primary key references planning.plan (id) on delete cascade,
  job_id   bigint references jobs.job (id),
  asked_by text not null,
  asked_at timestamptz not null default now()
);

-- The plan that was found for a forecast. Its choice and prices serve to see how it fares under the
-- others.
create table planning.forecast_plan (
  plan_id     bigint not null references planning.regret (plan_id) on delete cascade,
  number      int not null check (number >= 0),   -- 0 is the plan itself
  name        text not null,
  openings    bigint not null,          -- slots of all roles and years under it
  people      int not null,
  worth_cents bigint not null,
  bound_cents bigint not null,
  reason      text not null default '', -- why there is no plan, where there is none
  choice      bytea,                    -- four bytes a person, candidate or -1
  prices      bytea,                    -- eight bytes each: limits, seats, minima
  primary key (plan_id, number)
);

-- What the plan for one forecast is worth under another.
create table planning.forecast_cell (
  plan_id     bigint not null references planning.regret (plan_id) on delete cascade,
  made_for    int not null,
  under       int not null,
  people      int not null,             -- of them, those whose place is still there
  worth_cents bigint not null,
  primary key (plan_id, made_for, under)
);
